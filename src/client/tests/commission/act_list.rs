//! An act with the list of its learners: made by its school from what the registry tells, for one
//! paper alone, and not to be had without a network.

use crate::orders::{acts, orders, school_with_an_act};
use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{Command, Event, OrderDocument, OrderPaper, PaperTo};
use baqylau_locale::Language;
use std::path::Path;

/// Numbers of twelve digits a PDF shows, where there is a program to tell.
fn numbers(pdf: &Path) -> Option<Vec<String>> {
    let output = std::process::Command::new("pdftotext")
        .args(["-layout", "-f", "1"])
        .arg(pdf)
        .arg("-")
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let words = text.split_whitespace();
    let words = words.filter(|word| word.len() == 12 && word.bytes().all(|b| b.is_ascii_digit()));
    Some(words.map(str::to_owned).collect())
}

#[test]
fn a_school_saves_its_act_with_everybody_it_pays_for() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let place = folder.path().join("school");
    let mut laptop = Laptop::start(config(&place, &registry.url(), "ШО02"));
    laptop.create();
    let (_, waits) = school_with_an_act(&mut laptop);
    let view = orders(&mut laptop);
    let (_, act) = acts(&view)
        .find(|(_, act)| OrderDocument::Act(act.act.id) == waits[0].document)
        .unwrap();
    let act = act.act.clone();
    let save = |paper, name: &str| {
        let file = folder.path().join(name);
        let command = Command::PrintOrder {
            paper,
            language: Language::Ru,
            to: PaperTo::File(file.clone()),
        };
        (command, file)
    };
    let (command, alone) = save(OrderPaper::Act(act.id), "alone.pdf");
    laptop.run(command).unwrap();
    let (command, file) = save(OrderPaper::ActWithLearners(act.id), "list.pdf");
    laptop.run(command).unwrap();
    let ready = laptop.last(|event| match event {
        Event::DocumentReady { path, .. } => Some(path.clone()),
        _ => None,
    });
    assert_eq!(ready.as_ref(), Some(&file));
    if let (Some(without), Some(mut with)) = (numbers(&alone), numbers(&file)) {
        // БИН of both sheets' parties are numbers too.
        with.retain(|number| !without.contains(number));
        let listed = act.cut.paid + act.cut.excluded;
        assert_eq!(u32::try_from(with.len()).unwrap(), listed);
        with.sort();
        with.dedup();
        assert_eq!(u32::try_from(with.len()).unwrap(), listed, "everybody once");
    }

    // Nothing of it was kept: without a network there is no list, and no file.
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    let (command, file) = save(OrderPaper::ActWithLearners(act.id), "offline.pdf");
    let error = laptop.run(command).unwrap_err();
    assert_eq!(error.key, "client-learners-needs-network");
    assert!(!file.exists());
    let (command, file) = save(OrderPaper::Act(act.id), "offline-alone.pdf");
    laptop.run(command).unwrap();
    assert!(file.exists(), "the act alone needs no network");
}
