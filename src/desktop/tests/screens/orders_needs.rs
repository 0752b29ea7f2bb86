//! Needs loaded from a file and the file to fill in, as a department's officer lives with them.

use crate::hands::Hands;
use crate::order_records::schools;
use crate::orders::look_everywhere;
use crate::orders_centre::in_a_dialog;
use crate::orders_funding::{department, with_needs};
use crate::replay::Replay;
use baqylau_checklist::{is_workbook, read_cells};
use baqylau_client::ui::{Command, NeedsView, UserError};
use baqylau_desktop::dialogs::{Purpose, Sheet};
use baqylau_domain::schooling::NeedsFile;
use baqylau_domain::separated::Row;
use egui::Key;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A file as a client reads it.
pub fn read(path: &Path) -> Result<NeedsView, UserError> {
    let bytes = std::fs::read(path).expect("the file is there");
    let needs = if is_workbook(&bytes) {
        let sheets = read_cells(&bytes).or(Err(UserError::new("needs-file-broken")))?;
        let rows = sheets.into_iter().flatten().map(|row| Row {
            cells: row.cells,
            at: row.row as usize,
        });
        NeedsFile::read(&rows.collect::<Vec<Row>>())
    } else {
        NeedsFile::read_text(&bytes)
    };
    let file = path.file_name().expect("a name");
    Ok(NeedsView {
        file: file.to_string_lossy().into_owned(),
        needs: needs.or(Err(UserError::new("needs-file-headings")))?,
    })
}

fn at_distribution() -> (Hands, Replay) {
    with_needs("funding-tab-distribution", department())
}

/// The dialog gives this file.
fn load(hands: &mut Hands, path: PathBuf) {
    let ctx = hands.harness.ctx.clone();
    hands
        .harness
        .state_mut()
        .choose(&ctx, Purpose::OpenNeeds, vec![path]);
    hands.look(6);
}

/// The template as it lies on disk, saved by the buttons.
fn template(hands: &mut Hands, sheet: Sheet, to: &Path) {
    hands.click(&hands.text("needs-file-template"));
    hands.look(2);
    let key = match sheet {
        Sheet::Csv => "register-export-csv",
        _ => "register-export-xlsx",
    };
    hands.click(&hands.text(key));
    let ctx = hands.harness.ctx.clone();
    let name = String::new();
    let purpose = Purpose::SaveNeeds { sheet, name };
    let app = hands.harness.state_mut();
    app.choose(&ctx, purpose, vec![to.to_owned()]);
    let begun = Instant::now();
    while !to.exists() {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing came");
        std::thread::park_timeout(Duration::from_millis(5));
        hands.look(1);
    }
    hands.look(3);
}

/// The draft written last, once it rests.
fn kept(hands: &mut Hands, replay: &Replay) -> serde_json::Value {
    hands.look(90);
    let content = replay.with(|state| {
        let mut sent = state.sent.iter().rev();
        sent.find_map(|command| match command {
            Command::KeepView { content, .. } => Some(content.clone()),
            _ => None,
        })
    });
    serde_json::from_str(&content.expect("a draft was kept")).expect("a draft")
}

fn bin(nth: usize) -> String {
    schools()[nth].bin.as_text().to_owned()
}

#[test]
fn needs_from_a_file_are_shown_first_and_set_together() {
    let (mut hands, replay) = at_distribution();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Потребность 2026.csv");
    let text = format!(
        "БИН;Учащихся всего;Стоимость 1-й смены, ₸\r\n\
         {};410;210 000,50\r\n{};;\r\n{};много;5\r\n{};7;7\r\n230940999602;7;7\r\n;8;8\r\n",
        bin(0),
        bin(1),
        bin(2),
        bin(4),
    );
    std::fs::write(&file, text).unwrap();
    hands.click(&hands.text("needs-file-load"));
    load(&mut hands, file.clone());
    let args = [
        ("changed", 1.into()),
        ("same", 1.into()),
        ("refused", 4.into()),
    ];
    assert!(hands.says(&hands.format("needs-file-summary", &args)));
    for key in ["bin", "unknown", "takes-no-part"] {
        let words = hands.text(&format!("needs-fault-{key}"));
        assert!(hands.says(&words), "{words}");
    }
    let column = hands.text("needs-heading-pupils");
    let unread = hands.format("needs-fault-unread", &[("column", column.into())]);
    assert!(hands.says(&unread), "{unread}");
    let locale = hands.app().locale();
    let (was, becomes) = (locale.money_tiyn(20_000_000), locale.money_tiyn(21_000_050));
    let pupils = hands.text("funding-pupils-short");
    let first = hands.text("funding-first-shift");
    let change = format!("{pupils}: 400 → 410 · {first}: {was} → {becomes}");
    assert!(hands.says(&change), "{change}");
    in_a_dialog(&mut hands, "needs-file");
    let before = kept_needs(&replay);
    hands.press(Key::Escape);
    hands.look(3);
    assert_eq!(kept_needs(&replay), before, "nothing is set unasked");
    assert!(!hands.has(&hands.text("needs-file-back")));

    load(&mut hands, file);
    hands.click(&hands.text("needs-file-changes"));
    hands.look(2);
    assert!(!hands.says(&unread) && hands.says(&change));
    hands.click(&hands.format("needs-file-set", &[("count", 1.into())]));
    let draft = kept(&mut hands, &replay);
    let need = &draft["needs"][schools()[0].id.to_string()];
    let expected = serde_json::json!({
        "first_shift": 21_000_050, "others": 9_000_000, "beyond": 100, "pupils": 410,
    });
    assert_eq!(need, &expected);
    let other = &draft["needs"][schools()[2].id.to_string()];
    assert_eq!(other["pupils"], 200, "a refused line sets nothing");
    look_everywhere(&mut hands, "needs-loaded");
    hands.click(&hands.text("needs-file-back"));
    let draft = kept(&mut hands, &replay);
    assert_eq!(draft["needs"][schools()[0].id.to_string()]["pupils"], 400);
    assert!(draft["needs_before"].is_null());
}

/// How many times a draft was written.
fn kept_needs(replay: &Replay) -> usize {
    replay.count(|command| matches!(command, Command::KeepView { .. }))
}

#[test]
fn a_template_loads_back_as_it_was_and_as_it_was_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let (mut hands, replay) = at_distribution();
    for language in baqylau_locale::Language::ALL {
        hands.act(baqylau_desktop::cx::Action::Language(language));
        for sheet in [Sheet::Xlsx, Sheet::Csv] {
            let name = format!("{}.{}", language.code(), sheet.ending());
            let file = folder.path().join(name);
            template(&mut hands, sheet, &file);
            let read = read(&file).expect("it is read back");
            assert_eq!(read.needs.columns.len(), 4, "{language:?}");
            load(&mut hands, file);
            let args = [
                ("changed", 0.into()),
                ("same", 3.into()),
                ("refused", 0.into()),
            ];
            let words = hands.format("needs-file-summary", &args);
            assert!(hands.says(&words), "{language:?} {sheet:?}: {words}");
            hands.press(Key::Escape);
            hands.look(3);
        }
    }
    let file = folder.path().join("ru.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(";200;0;300000,00;0,00\r\n"), "{text}");
    let text = text.replace(";200;0;300000,00;0,00", ";201;0;300000,01;");
    // As Excel saves it where Windows speaks Russian.
    let text = text.trim_start_matches('\u{FEFF}').replace('₸', "тенге");
    let bytes = baqylau_domain::payment_order::encode_kz1048(&text).unwrap();
    std::fs::write(&file, bytes).unwrap();
    load(&mut hands, file);
    hands.act(baqylau_desktop::cx::Action::Language(
        baqylau_locale::Language::Ru,
    ));
    hands.look(2);
    hands.click(&hands.format("needs-file-set", &[("count", 1.into())]));
    let draft = kept(&mut hands, &replay);
    let need = &draft["needs"][schools()[2].id.to_string()];
    assert_eq!(
        (&need["pupils"], &need["first_shift"]),
        (&201.into(), &30_000_001.into())
    );
}

#[test]
fn a_file_that_is_something_else_says_so_and_leaves_everything() {
    let (mut hands, replay) = at_distribution();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.xlsx");
    std::fs::write(&file, b"PK\x03\x04 half a file").unwrap();
    let before = kept_needs(&replay);
    load(&mut hands, file);
    assert!(hands.says(&hands.text("needs-file-broken")));
    let nothing = hands.format("needs-file-set", &[("count", 0.into())]);
    assert!(!hands.has(&nothing));
    in_a_dialog(&mut hands, "needs-broken");
    hands.press(Key::Escape);
    hands.look(2);
    assert!(hands.has(&hands.text("needs-file-load")));
    assert_eq!(kept_needs(&replay), before);
}
