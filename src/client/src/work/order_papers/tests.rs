//! Papers made from the records of a laptop.

use super::world::{
    CMS, World, act_id, contract_id, payment_id, plan, region, register, register_id,
};
use crate::error::ClientError;
use crate::ui::{Event, OrderPaper, PaperTo};
use baqylau_documents::embedded::embedded_files;
use baqylau_domain::schooling::SchoolingRecord;
use baqylau_locale::Language;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What another program reads in a PDF, where one is installed.
fn text_of(path: &Path) -> Option<String> {
    let sound = Command::new("qpdf").arg("--check").arg(path).output().ok();
    if let Some(checked) = sound {
        assert!(
            checked.status.success(),
            "{}",
            String::from_utf8_lossy(&checked.stderr)
        );
    }
    let read = Command::new("pdftotext")
        .arg("-layout")
        .arg(path)
        .arg("-")
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    Some(text.chars().filter(|c| !c.is_whitespace()).collect())
}

fn make(
    world: &World,
    paper: OrderPaper,
    language: Language,
    to: PaperTo,
) -> Result<PathBuf, ClientError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { super::make(&world.hub, 4, paper, language, to).await })?;
    let ready = world.told.try_iter().find_map(|event| match event {
        Event::DocumentReady { ticket: 4, path } => Some(path),
        _ => None,
    });
    Ok(ready.expect("the paper is told"))
}

fn papers() -> Vec<(OrderPaper, &'static [&'static str])> {
    vec![
        (
            OrderPaper::Contract {
                contract: contract_id(),
                agreement: 0,
            },
            &[
                "МБТ-47",
                "230940999005",
                "76797504,42",
                "251",
                "KZ946017111000000330",
                "Народный",
            ],
        ),
        (
            OrderPaper::Act(act_id(1)),
            &["МБТ-47/2026-09", "25599168,14", "230940999005"],
        ),
        (
            // A number may be broken at the end of its cell.
            OrderPaper::Register(register_id()),
            &["51198336,29", "МБТ-47/2026-", "HSBKKZKX", "ESF-"],
        ),
        (
            OrderPaper::Plan {
                department: region(),
                year: 2026,
                version: 1,
                against: None,
            },
            &["76797504,42", "230940999005"],
        ),
        (
            OrderPaper::Payment(payment_id(1)),
            &[
                "BQ47-147",
                "25599168,14",
                "KZ24070105KSN0000000",
                "казначейства",
                "861",
            ],
        ),
    ]
}

#[test]
fn every_paper_is_made_in_every_language_and_no_file_is_named_after_anybody() {
    let world = World::new();
    world.keep(world.centre());
    for (paper, wanted) in papers() {
        for language in Language::ALL {
            let path = make(&world, paper, language, PaperTo::Prints).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(
                name.ends_with(&format!("{}.pdf", language.code())),
                "{name}"
            );
            for personal in ["Образц", "8605", "2309"] {
                assert!(!name.contains(personal), "{name}");
            }
            let bytes = std::fs::read(&path).unwrap();
            assert!(bytes.starts_with(b"%PDF"), "{paper:?}");
            if let Some(text) = text_of(&path) {
                for wanted in wanted {
                    // English writes points.
                    let point = wanted.replace(',', ".");
                    let tight = text.replace(',', if language == Language::En { "" } else { "," });
                    assert!(
                        tight.contains(wanted) || tight.contains(&point),
                        "{language}: {wanted}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_act_carries_the_signatures_its_record_names_with_what_was_found_of_them() {
    let world = World::new();
    let path = make(
        &world,
        OrderPaper::Act(act_id(1)),
        Language::Ru,
        PaperTo::Prints,
    )
    .unwrap();
    let files = embedded_files(&std::fs::read(&path).unwrap()).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names.len(),
        3,
        "the signed bytes and both signatures: {names:?}"
    );
    let bytes: Vec<&[u8]> = files.iter().map(|file| &*file.bytes).collect();
    assert!(CMS.iter().all(|cms| bytes.contains(cms)));
    assert!(bytes[0].starts_with(b"{\"schema\":\"baqylau.school-act/1\""));
    // What lies here isn't a signature, and the paper says so instead of calling the act signed.
    let Some(text) = text_of(&path) else { return };
    assert!(
        text.contains("недействительна") || text.contains("Недействительна"),
        "{text}"
    );
    assert!(!text.contains("Проект"));
}

#[test]
fn a_register_carries_the_signature_its_record_names_and_one_of_before_carries_none() {
    let world = World::new();
    let files = |world: &World| {
        let paper = OrderPaper::Register(register_id());
        let path = make(world, paper, Language::Ru, PaperTo::Prints).unwrap();
        embedded_files(&std::fs::read(&path).unwrap()).unwrap()
    };
    assert!(files(&world).is_empty(), "kept before it was noted");
    let mut record = register();
    record.signature = Some(baqylau_protocol::blob::hash(CMS[1]));
    let bytes = record.text().unwrap().to_bytes().unwrap();
    world.record(SchoolingRecord::Register(record));
    let files = files(&world);
    let found: Vec<&[u8]> = files.iter().map(|file| &*file.bytes).collect();
    assert_eq!(found, [&bytes[..], CMS[1]]);
}

#[test]
fn a_paper_goes_where_it_was_wanted_and_what_is_not_shown_is_not_printed() {
    let world = World::new();
    let to = world.folder.path().join("register.pdf");
    let made = make(
        &world,
        OrderPaper::Register(register_id()),
        Language::Kk,
        PaperTo::File(to.clone()),
    );
    assert_eq!(made.unwrap(), to);
    let refused = make(
        &world,
        OrderPaper::Act(act_id(9)),
        Language::Kk,
        PaperTo::Prints,
    );
    assert_eq!(
        refused.unwrap_err().user().key,
        "schooling-refused-not-found"
    );
    // A payment order needs an account to pay from, and says where it is entered.
    let refused = make(
        &world,
        OrderPaper::Payment(payment_id(1)),
        Language::Kk,
        PaperTo::Prints,
    );
    assert_eq!(refused.unwrap_err().user().key, "bank-payer-no-account");
    assert!(
        !world
            .folder
            .path()
            .join("data/documents")
            .join("payment.pdf")
            .exists()
    );
}

#[test]
fn a_version_of_the_plan_says_on_paper_whether_it_is_still_in_force() {
    let world = World::new();
    let says = |version, against| {
        let paper = OrderPaper::Plan {
            department: region(),
            year: 2026,
            version,
            against,
        };
        let path = make(&world, paper, Language::Ru, PaperTo::Prints).unwrap();
        text_of(&path)
    };
    let Some(first) = says(1, None) else { return };
    assert!(first.contains("Действующий"), "{first}");
    world.record(SchoolingRecord::Plan(plan(2)));
    // The text comes without its spaces.
    let (former, newest) = (says(1, None).unwrap(), says(2, Some(1)).unwrap());
    assert!(former.contains("Большенедействует"), "{former}");
    assert!(!former.contains("Действующий"));
    assert!(newest.contains("Действующий"), "{newest}");
}
