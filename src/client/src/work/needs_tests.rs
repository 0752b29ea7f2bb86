//! Files of needs as officers fill them in, and files that are something else.

use super::{LARGEST, needs, read};
use crate::ui::Event;
use crate::work::order_papers::world::World;
use baqylau_domain::schooling::{Entered, NeedColumn, NeedsFile};
use proptest::prelude::*;
use std::io::Write as _;

/// A workbook of two sheets as spreadsheets write them: words shared, numbers as numbers.
fn workbook(sheet: &str) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let rels = |parts: &[(&str, &str, &str)]| {
        let of = |(id, kind, to): &(&str, &str, &str)| {
            format!(r#"<Relationship Id="{id}" Type="{office}/{kind}" Target="{to}"/>"#)
        };
        let parts: String = parts.iter().map(of).collect();
        format!(r#"{head}<Relationships xmlns="{package}">{parts}</Relationships>"#)
    };
    let words = [
        "БИН",
        "Учащихся всего",
        "Стоимость 1-й смены, ₸",
        "Итого",
        "230940999602",
    ];
    let words: String = words
        .iter()
        .map(|one| format!("<si><t>{one}</t></si>"))
        .collect();
    let parts = [
        (
            "_rels/.rels",
            rels(&[("r1", "officeDocument", "xl/workbook.xml")]),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="О файле" sheetId="1" r:id="r1"/><sheet name="Школы" sheetId="2" r:id="r2"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            rels(&[
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "worksheet", "worksheets/sheet2.xml"),
                ("r3", "sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        (
            "xl/sharedStrings.xml",
            format!(r#"{head}<sst xmlns="{main}">{words}</sst>"#),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"{head}<worksheet xmlns="{main}"><sheetData/></worksheet>"#),
        ),
        (
            "xl/worksheets/sheet2.xml",
            format!(
                r#"{head}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>"#
            ),
        ),
    ];
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const HEADS: &str = r#"<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c></row>"#;

/// A БИН as a number, one as words; a sum a formula left a trace in; totals.
fn filled() -> Vec<u8> {
    let rows = r#"<row r="5"><c r="A5"><v>230940999005</v></c><c r="C5"><v>442</v></c><c r="D5"><v>57916.670000000006</v></c></row><row r="6"><c r="A6" t="s"><v>4</v></c><c r="C6"><v>1E2</v></c><c r="D6" t="e"><v>#REF!</v></c></row><row r="7"><c r="A7" t="s"><v>3</v></c><c r="D7"><v>5</v></c></row>"#;
    workbook(&format!("{HEADS}{rows}"))
}

fn key(bytes: &[u8]) -> String {
    needs(bytes).unwrap_err().user().key
}

#[test]
fn a_workbook_is_read_by_the_sheet_that_has_the_headings() {
    let file = needs(&filled()).unwrap();
    assert_eq!(file.columns, [NeedColumn::Pupils, NeedColumn::FirstShift]);
    let lines: Vec<_> = file
        .lines
        .iter()
        .map(|line| (line.at, line.bin.as_str()))
        .collect();
    assert_eq!(lines, [(5, "230940999005"), (6, "230940999602")]);
    let values = [
        (NeedColumn::Pupils, Entered::Value(442)),
        (NeedColumn::FirstShift, Entered::Value(5_791_667)),
    ];
    assert_eq!(file.lines[0].entered, values.into());
    assert_eq!(
        file.lines[1].entered[&NeedColumn::Pupils],
        Entered::Value(100)
    );
    assert_eq!(
        file.lines[1].entered[&NeedColumn::FirstShift],
        Entered::Unread
    );
}

#[test]
fn what_is_no_file_of_needs_says_what_it_is_instead() {
    assert_eq!(key(b""), "needs-file-headings");
    assert_eq!(key(b"%PDF-1.7\n1 0 obj"), "needs-file-headings");
    assert_eq!(
        key(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        "needs-file-old"
    );
    assert_eq!(key(b"PK\x03\x04 and nothing more"), "needs-file-broken");
    let whole = filled();
    assert_eq!(key(&whole[..whole.len() / 2]), "needs-file-broken");
    assert_eq!(key(&workbook("")), "needs-file-headings");
    assert_eq!(key("БИН;Учащиеся\n1;\"\n".as_bytes()), "needs-file-quote");
    // A workbook that unpacks to far more than it is.
    let bomb = workbook(&format!("{HEADS}{}", " ".repeat(140 * 1024 * 1024)));
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(key(&bomb), "needs-file-too-long");
    // One cell at the far corner of a sheet costs nothing.
    let far = workbook(&format!(
        r#"{HEADS}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#
    ));
    assert_eq!(needs(&far).unwrap().lines.len(), 0);
}

#[test]
fn a_file_is_told_by_its_name_and_one_too_large_is_not_read() {
    let world = World::new();
    let path = world.folder.path().join("Потребность.xlsx");
    std::fs::write(&path, filled()).unwrap();
    read(&world.hub, 7, &path).unwrap();
    let told = world.told.try_iter().find_map(|event| match event {
        Event::Needs { ticket: 7, needs } => Some(needs),
        _ => None,
    });
    let told = told.unwrap();
    assert_eq!(told.file, "Потребность.xlsx");
    assert_eq!(told.needs, needs(&filled()).unwrap());
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(LARGEST + 1).unwrap();
    assert_eq!(
        read(&world.hub, 8, &path).unwrap_err().user().key,
        "client-too-large"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Bytes that were changed anywhere are read or refused.
    #[test]
    fn a_spoilt_workbook_is_read_or_refused(at in 0_usize..4_000, by in 1_u8..255, cut in any::<bool>()) {
        let mut bytes = filled();
        let at = at % bytes.len();
        bytes[at] = bytes[at].wrapping_add(by);
        if cut {
            bytes.truncate(at);
        }
        let read: Option<NeedsFile> = needs(&bytes).ok();
        prop_assert!(read.is_none_or(|file| file.lines.len() < 10));
    }
}
