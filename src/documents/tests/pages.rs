//! Layout, the PDF writer and the paper writer on documents of every shape.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

mod support;

use std::collections::BTreeSet;

use baqylau_documents::display::{Child, Color, DisplayList, Item, Mark, Node};
use baqylau_documents::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Picture, Rules, Sign, Span, Table, TableRow,
    Width, compose,
};
use baqylau_documents::pdf::{self, Attachment, Conformance, PdfOptions, Relation};
use baqylau_documents::{DocumentError, Face, check_printable, paper};
use support::{assert_sound, flat, fonts_of, photo, save, text_of};

const LETTERS: &str = "Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і ₸ № 1\u{202F}234\u{A0}₸";

fn options<'a>(attachments: &'a [Attachment<'a>]) -> PdfOptions<'a> {
    PdfOptions {
        conformance: Conformance::Accessible,
        created: chrono::DateTime::parse_from_rfc3339("2026-11-21T09:41:05+05:00").unwrap(),
        author: "Комиссия",
        creator: "Baqylau 0.1.0",
        attachments,
    }
}

fn setup() -> PageSetup {
    PageSetup {
        header_left: "Ч-7F3A-12".into(),
        header_right: "SHA-256 b1946ac92492d234".into(),
        footer_left: "Мониторинг актісі".into(),
        ..PageSetup::a4()
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.into(),
        align: Align::Left,
    }
}

fn everything() -> Vec<Block> {
    let words = "Ғимарат оқу мақсатына сай пайдаланылуы тиіс, өзгеше жағдай тіркеледі. ";
    let rows = (1..=60).map(|i| {
        TableRow::new([
            Cell::text(i.to_string()),
            Cell::text(words.repeat(i % 4)),
            Cell::sign(
                [Sign::Yes, Sign::No, Sign::NotApplicable][i % 3],
                Color::INK,
            ),
            Cell::text(format!("{i} ₸")),
        ])
    });
    let pictures = (0..5).map(|i| Picture {
        jpeg: photo(i, 160, 90 + 60 * i),
        description: format!("Фото {i}"),
        caption: vec![Span::grey(format!("Фото № {i} — SAFE/B07"))],
    });
    vec![
        Block::Heading {
            level: 1,
            text: "Мониторинг актісі".into(),
            align: Align::Center,
        },
        Paragraph::new([Span::strong("Әріптер: "), Span::plain(LETTERS)]).into(),
        heading(2, "1. Кесте"),
        Table::new(
            vec![
                Column::new("№", Width::Fixed(28.0)).center(),
                Column::new("Талап", Width::Share(1.0)),
                Column::new("Белгі", Width::Fixed(48.0)).center(),
                Column::new("Сома", Width::Fixed(60.0)).right(),
            ],
            rows.collect(),
        )
        .into(),
        heading(2, "2. Қорап"),
        Block::Boxed {
            blocks: vec![Paragraph::new([words.repeat(3)]).into()],
            fill: Some(Color::SHADE),
            border: Some(Color::LINE),
        },
        Block::Boxed {
            blocks: vec![Paragraph::new([words.repeat(80)]).into()],
            fill: None,
            border: Some(Color::LINE),
        },
        Block::Columns {
            left: vec![Table::key_values(80.0, [("Аты", vec![Span::plain(words)])]).into()],
            right: vec![Block::Qr {
                text: "https://example.kz/verify/1".into(),
                side: 90.0,
                description: "QR".into(),
            }],
            share: 0.66,
        },
        Block::Pictures {
            pictures: pictures.collect(),
            columns: 3,
            height: 120.0,
            size: 7.5,
        },
    ]
}

fn all_text(list: &DisplayList) -> String {
    let mut text = String::new();
    for item in list.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) = &item.item {
            text.push_str(&run.text);
        }
    }
    text
}

#[test]
fn a_document_of_every_part_is_archivable_and_its_letters_come_back() {
    let list = compose(&setup(), "Мониторинг актісі", "kk", &everything()).unwrap();
    let attached = [Attachment {
        name: "act.json",
        media_type: "application/json",
        description: "Түпнұсқа",
        relation: Relation::Source,
        bytes: b"{}",
    }];
    let bytes = pdf::write(&list, &options(&attached)).unwrap();
    let path = save("every-part.pdf", &bytes);
    assert_sound(&path);
    if let Some(text) = text_of(&path) {
        for letter in LETTERS.split_whitespace() {
            assert!(text.contains(letter), "{letter} did not come back");
        }
        assert!(text.contains(&format!("1 / {}", list.pages.len())));
    }
    if let Some(fonts) = fonts_of(&path) {
        assert!(!fonts.is_empty());
        for font in fonts {
            let flags: Vec<&str> = font.split_whitespace().collect();
            assert!(
                flags.contains(&"yes") && font.contains('+'),
                "not a subset: {font}"
            );
        }
    }
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let make = || {
        let list = compose(&setup(), "Акт", "ru", &everything()).unwrap();
        pdf::write(&list, &options(&[])).unwrap()
    };
    assert_eq!(make(), make());
    let list = compose(&setup(), "Акт", "ru", &everything()).unwrap();
    let later = PdfOptions {
        created: chrono::DateTime::parse_from_rfc3339("2026-11-21T09:41:06+05:00").unwrap(),
        ..options(&[])
    };
    assert_ne!(make(), pdf::write(&list, &later).unwrap());
}

#[test]
fn a_register_is_written_untagged() {
    let list = compose(&setup(), "Реестр", "ru", &everything()).unwrap();
    let plain = PdfOptions {
        conformance: Conformance::Plain,
        ..options(&[])
    };
    let bytes = pdf::write(&list, &plain).unwrap();
    assert!(bytes.len() < pdf::write(&list, &options(&[])).unwrap().len());
    assert_sound(&save("every-part-plain.pdf", &bytes));
}

#[test]
fn the_head_of_a_table_is_on_every_page_but_said_once() {
    let rows = (0..200)
        .map(|i| TableRow::new([format!("жол {i}")]))
        .collect();
    let table = Table::new(vec![Column::new("Бағанның аты", Width::Share(1.0))], rows);
    let list = compose(&setup(), "Кесте", "kk", &[table.into()]).unwrap();
    assert!(list.pages.len() > 3);
    let mut said = 0;
    for page in &list.pages {
        let heads: Vec<Mark> = page
            .items
            .iter()
            .filter(
                |placed| matches!(&placed.item, Item::Text(run) if run.text.contains("Бағанның")),
            )
            .map(|placed| placed.mark)
            .collect();
        assert_eq!(heads.len(), 1);
        said += heads
            .iter()
            .filter(|mark| matches!(mark, Mark::Leaf(_)))
            .count();
    }
    assert_eq!(said, 1);
}

#[test]
fn no_row_of_a_table_stands_on_a_page_alone() {
    for lines in 0..60 {
        for rows in [3, 40] {
            let filler = (0..lines).map(|_| Paragraph::new(["Жол"]).before(0.0).into());
            let columns = vec![Column::new("Атауы", Width::Share(1.0))];
            let body = (1..=rows).map(|i| TableRow::new([format!("жазба-{i}")]));
            let mut blocks: Vec<Block> = filler.collect();
            blocks.push(Table::new(columns, body.collect()).into());
            let list = compose(&setup(), "Кесте", "kk", &blocks).unwrap();
            for page in &list.pages {
                let one = DisplayList {
                    pages: vec![page.clone()],
                    ..list.clone()
                };
                let shown = all_text(&one).matches("жазба-").count();
                assert_ne!(shown, 1, "{rows} rows after {lines} lines");
            }
        }
    }
}

#[test]
fn nothing_leaves_the_page_and_nothing_is_lost() {
    for rules in [Rules::Grid, Rules::Rows, Rules::None] {
        let word = "ұзынсөз".repeat(40);
        let long = format!("{} {word} ", "сөз").repeat(120);
        let table = Table {
            rules,
            ..Table::new(
                vec![
                    Column::new("А", Width::Fixed(90.0)),
                    Column::new("Ә", Width::Share(1.0)),
                    Column::new("Б", Width::Fixed(60.0)).right(),
                ],
                vec![TableRow::new([long.as_str(), "қысқа", &word])],
            )
        };
        let blocks = [
            Paragraph::new([long.as_str()]).into(),
            table.into(),
            heading(2, &word),
        ];
        let list = compose(&setup(), "Ұзын", "kk", &blocks).unwrap();
        assert!(list.pages.len() > 3);
        for page in &list.pages {
            for placed in &page.items {
                let Item::Text(run) = &placed.item else {
                    continue;
                };
                let ink = run.text.trim_end();
                let width = baqylau_documents::text_width(ink, run.face, run.size).unwrap();
                assert!(
                    run.x >= 0.0 && run.x + width <= page.width - 20.0,
                    "{}",
                    run.x + width
                );
                assert!(run.y > 0.0 && run.y < page.height);
            }
        }
        let letters = |text: &str| text.matches('ө').count();
        let expected = 2 * letters(&long) + 2 * letters(&word);
        assert_eq!(letters(&all_text(&list)), expected);
    }
}

#[test]
fn everything_painted_is_said_once_and_everything_said_is_painted() {
    fn leaves(nodes: &[Node], found: &mut Vec<u32>) {
        for child in nodes.iter().flat_map(|node| &node.children) {
            match child {
                Child::Leaf(leaf) => found.push(*leaf),
                Child::Node(node) => leaves(std::slice::from_ref(node), found),
            }
        }
    }
    let list = compose(&setup(), "Акт", "kk", &everything()).unwrap();
    let mut said = Vec::new();
    leaves(&list.tree, &mut said);
    let once: BTreeSet<u32> = said.iter().copied().collect();
    assert_eq!(once.len(), said.len());
    let painted: BTreeSet<u32> = list
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|placed| match placed.mark {
            Mark::Leaf(leaf) => Some(leaf),
            _ => None,
        })
        .collect();
    assert!(painted.is_subset(&once));
    // Only empty cells are said without being painted.
    assert!(
        once.len() - painted.len() <= 15,
        "{}",
        once.len() - painted.len()
    );
}

#[test]
fn a_heading_never_ends_a_page() {
    for filler in 20..80 {
        let mut blocks: Vec<Block> = (0..filler)
            .map(|i| Paragraph::new([format!("жол {i}")]).into())
            .collect();
        blocks.push(heading(2, "Бөлім"));
        blocks.push(
            Table::new(
                vec![Column::new("Баған", Width::Share(1.0))],
                vec![TableRow::new(["бірінші"])],
            )
            .into(),
        );
        let list = compose(&setup(), "Тақырып", "kk", &blocks).unwrap();
        let page_of = |needle: &str| {
            list.pages.iter().position(|page| {
                page.items
                    .iter()
                    .any(|p| matches!(&p.item, Item::Text(run) if run.text.contains(needle)))
            })
        };
        assert_eq!(page_of("Бөлім"), page_of("бірінші"), "{filler}");
    }
}

#[test]
fn every_character_of_the_fonts_can_be_archived_and_comes_back() {
    let font = ttf_parser::Face::parse(Face::Regular.bytes(), 0).unwrap();
    let mut characters = BTreeSet::new();
    for table in font.tables().cmap.unwrap().subtables {
        if table.is_unicode() {
            table.codepoints(|code| characters.extend(char::from_u32(code)));
        }
    }
    characters.retain(|c| check_printable(&c.to_string()).is_ok() && !c.is_whitespace());
    assert!(characters.len() > 600, "{}", characters.len());
    let line: Vec<String> = characters.iter().map(char::to_string).collect();
    let blocks = [Paragraph::new([line.join(" ")]).into()];
    let list = compose(&PageSetup::a4(), "Таңбалар", "kk", &blocks).unwrap();
    let path = save("characters.pdf", &pdf::write(&list, &options(&[])).unwrap());
    let Some(text) = text_of(&path) else { return };
    let printed = all_text(&list);
    let lost: String = characters
        .iter()
        .filter(|c| printed.contains(**c) && !text.contains(**c))
        // Readers may give signs of combination and compatibility forms in another shape.
        .filter(|c| matches!(**c, '!'..='~' | 'Ѐ'..='ӿ' | '₸' | '№' | '«' | '»' | '—'))
        .collect();
    assert!(lost.is_empty(), "{lost}");
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let blocks = [Paragraph::new(["ақау \u{1F525}"]).into()];
    assert_eq!(
        compose(&setup(), "Акт", "kk", &blocks),
        Err(DocumentError::MissingGlyph {
            character: '\u{1F525}'
        })
    );
}

#[test]
fn a_list_made_by_hand_with_a_missing_glyph_is_refused_by_the_writer() {
    let blocks = [Paragraph::new(["ақау"]).into()];
    let mut list = compose(&setup(), "Акт", "kk", &blocks).unwrap();
    for placed in &mut list.pages[0].items {
        if let Item::Text(run) = &mut placed.item {
            run.text.push('\u{1F525}');
        }
    }
    assert!(matches!(
        pdf::write(&list, &options(&[])),
        Err(DocumentError::NotArchivable { broken }) if broken.contains(&"ContainsNotDefGlyph".to_owned())
    ));
}

#[test]
fn a_damaged_photo_is_an_error_with_its_place() {
    let picture = |jpeg: &[u8]| Picture {
        jpeg: jpeg.into(),
        description: String::new(),
        caption: Vec::new(),
    };
    let pictures = vec![picture(&photo(1, 30, 20)), picture(b"not a photo")];
    let blocks = [Block::Pictures {
        pictures,
        columns: 2,
        height: 50.0,
        size: 7.0,
    }];
    assert_eq!(
        compose(&setup(), "Акт", "kk", &blocks),
        Err(DocumentError::Image { index: 1 })
    );
}

#[test]
fn attachments_have_names_that_every_reader_understands() {
    let list = compose(&setup(), "Акт", "kk", &[heading(1, "Акт")]).unwrap();
    let file = |name: &'static str| Attachment {
        name,
        media_type: "application/json",
        description: "x",
        relation: Relation::Source,
        bytes: b"{}",
    };
    for name in ["", "a/b.json", "a\\b", " a", "a\u{202e}b"] {
        let error = pdf::write(&list, &options(&[file(name)])).unwrap_err();
        assert_eq!(error, DocumentError::AttachmentName { index: 0 });
    }
    let twice = [file("a.json"), file("a.json")];
    assert_eq!(
        pdf::write(&list, &options(&twice)).unwrap_err(),
        DocumentError::AttachmentTwice { index: 1 }
    );
    let wrong = [Attachment {
        media_type: "json",
        ..file("a.json")
    }];
    assert_eq!(
        pdf::write(&list, &options(&wrong)).unwrap_err(),
        DocumentError::AttachmentType { index: 0 }
    );
}

#[test]
fn margins_wider_than_the_page_are_refused() {
    let setup = PageSetup {
        left: 400.0,
        right: 400.0,
        ..PageSetup::a4()
    };
    assert_eq!(
        compose(&setup, "Акт", "kk", &[]),
        Err(DocumentError::PageSize)
    );
}

#[test]
fn the_paper_writer_prints_the_same_letters() {
    let list = compose(&setup(), "Тізім", "kk", &everything()).unwrap();
    let path = save("every-part-paper.pdf", &paper::write(&list).unwrap());
    assert_sound(&path);
    if let Some(text) = text_of(&path) {
        let text = flat(&text);
        for letter in LETTERS.split_whitespace() {
            assert!(text.contains(letter), "{letter} did not come back");
        }
    }
}
