//! Printing goes through the system, and what became of it is told as it was.

use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{Command, DocumentKind, Event, PrintedBy};
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::VisitOp;
use baqylau_locale::Language;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// A program that writes down what it was given and ends as told.
fn program(folder: &Path, name: &str, ends: u8) {
    let path = folder.join(name);
    let script = format!(
        "#!/bin/sh\necho \"$1\" >> \"{}\"\nexit {ends}\n",
        folder.join(format!("{name}.got")).display()
    );
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

fn got(folder: &Path, name: &str) -> Vec<String> {
    std::fs::read_to_string(folder.join(format!("{name}.got")))
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect()
}

fn printed(laptop: &Laptop) -> Option<PrintedBy> {
    laptop.last(|event| match event {
        Event::Printed { to, .. } => Some(*to),
        _ => None,
    })
}

#[test]
fn a_leaflet_goes_to_the_printer_and_without_one_the_person_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let mut settings = config(&folder.path().join("a"), &registry.url(), "АБ12");
    let programs = folder.path().join("programs");
    std::fs::create_dir_all(&programs).unwrap();
    settings.programs = Some(programs.clone());
    let (mut laptop, chair) =
        Laptop::signed_in(settings, &|person| person.role == AccountRole::Commission);
    let visit = laptop.ready_visit(&chair);
    laptop.op(visit, VisitOp::Arrive { location: None });
    let print = |document| Command::PrintDocument {
        visit,
        document,
        language: Language::Kk,
    };

    // Neither a printer nor a viewer: nothing was printed, and the file's name is told.
    let error = laptop.run(print(DocumentKind::Leaflet)).unwrap_err();
    assert_eq!(error.key, "client-printer-absent");
    assert!(error.args.iter().any(|(_, value)| value.ends_with(".pdf")));
    assert_eq!(printed(&laptop), None);

    // `lp` answers 1 where no printer is set up: the viewer opens the file.
    program(&programs, "lp", 1);
    program(&programs, "xdg-open", 0);
    program(&programs, "open", 0);
    laptop.run(print(DocumentKind::Leaflet)).unwrap();
    assert_eq!(printed(&laptop), Some(PrintedBy::Viewer));

    program(&programs, "lp", 0);
    laptop.run(print(DocumentKind::CountingList)).unwrap();
    assert_eq!(printed(&laptop), Some(PrintedBy::Printer));
    let sent = got(&programs, "lp");
    let last = sent.last().unwrap();
    let pdf = std::fs::read(last).unwrap();
    assert!(
        pdf.starts_with(b"%PDF"),
        "what the printer gets is the list"
    );
    assert!(last.contains("counting-list"));
}
