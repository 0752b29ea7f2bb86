//! Bytes that were changed, clocks that are wrong, tokens that were kept.

use crate::support::{Laptop, MovedClock, WatchingTransport, config, registry};
use baqylau_client::ui::{Command, DocumentKind, Event, OutboxState, VerdictStatus};
use baqylau_client::{HttpTransport, Method, NetworkConfig, Request, Transport};
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::VisitOp;
use baqylau_locale::Language;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What the client says of a signature file over a document; `None` when it refuses to look.
fn verdict(laptop: &mut Laptop, cms: &Path, content: &Path) -> Option<VerdictStatus> {
    let before = laptop.seen.len();
    let command = Command::Verify {
        files: vec![cms.to_owned(), content.to_owned()],
    };
    laptop.run(command).ok()?;
    laptop.seen[before..].iter().find_map(|event| match event {
        Event::Verified { report, .. } => Some(report.status),
        _ => None,
    })
}

/// Streams of a PDF, unpacked.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mark = b"stream";
    let begins = pdf.windows(mark.len()).enumerate();
    begins
        .filter(|(at, window)| *window == mark && !pdf[..*at].ends_with(b"end"))
        .filter_map(|(at, _)| {
            let rest = &pdf[at + mark.len()..];
            let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
            let rest = rest.strip_prefix(b"\n")?;
            let mut bytes = Vec::new();
            let unpacked = flate2::read::ZlibDecoder::new(rest).read_to_end(&mut bytes);
            unpacked.ok().map(|_| bytes)
        })
        .collect()
}

/// Places of a file to spoil: its ends and so many between them.
fn places(length: usize, between: usize) -> impl Iterator<Item = usize> {
    let step = (length / between).max(1);
    (0..length).step_by(step).chain([length - 1])
}

#[test]
fn one_changed_byte_of_an_act_or_its_signature_is_never_called_valid() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let mut settings = config(&folder.path().join("a"), &registry.url(), "АБ12");
    // The signature alone: what services add to it stands outside of what was signed, and says
    // nothing that isn't known here already.
    settings.services.wait = std::time::Duration::ZERO;
    let (mut laptop, chair) =
        Laptop::signed_in(settings, &|person| person.role == AccountRole::Commission);
    let visit = laptop.ready_visit(&chair);
    laptop.draw_up(visit);
    laptop.sign_all(visit);
    let exported = folder.path().join("export");
    let to = exported.clone();
    laptop.run(Command::ExportAct { visit, to }).unwrap();
    let pdf = folder.path().join("act.pdf");
    let make = Command::MakePdf {
        visit,
        document: DocumentKind::Act,
        language: Language::Ru,
        to: Some(pdf.clone()),
    };
    laptop.run(make).unwrap();
    let act = std::fs::read(exported.join("act.json")).unwrap();
    let cms = std::fs::read(exported.join("act.01.cms")).unwrap();

    // What is embedded in the PDF is the same, byte for byte; so is what is found out about it.
    let embedded = streams(&std::fs::read(&pdf).unwrap());
    assert!(embedded.contains(&act), "the act is in the PDF");
    assert!(embedded.contains(&cms), "the signature is in the PDF");
    let (act_file, cms_file) = (folder.path().join("a.json"), folder.path().join("a.cms"));
    let find = |wanted: &[u8]| embedded.iter().find(|bytes| *bytes == wanted).unwrap();
    std::fs::write(&act_file, find(&act)).unwrap();
    std::fs::write(&cms_file, find(&cms)).unwrap();
    let untouched = verdict(&mut laptop, &cms_file, &act_file);
    assert_eq!(untouched, Some(VerdictStatus::Valid));

    for at in places(act.len(), 40) {
        let mut changed = act.clone();
        changed[at] ^= 1;
        std::fs::write(&act_file, &changed).unwrap();
        let found = verdict(&mut laptop, &cms_file, &act_file);
        assert_eq!(found, Some(VerdictStatus::Invalid), "byte {at} of the act");
    }
    std::fs::write(&act_file, &act).unwrap();
    let mut believed = Vec::new();
    for at in places(cms.len(), 300) {
        let mut changed = cms.clone();
        changed[at] ^= 1;
        std::fs::write(&cms_file, &changed).unwrap();
        if verdict(&mut laptop, &cms_file, &act_file) == Some(VerdictStatus::Valid) {
            believed.push(at);
        }
    }
    assert_eq!(
        believed,
        [0usize; 0],
        "bytes of {} of the signature",
        cms.len()
    );
    // Nor is a byte more at the end.
    std::fs::write(&cms_file, [cms.as_slice(), b"\0"].concat()).unwrap();
    let found = verdict(&mut laptop, &cms_file, &act_file);
    assert_ne!(found, Some(VerdictStatus::Valid), "a byte more");
}

#[test]
fn a_clock_the_registry_doubted_is_shown_beside_the_operation() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let clock = Arc::new(MovedClock::default());
    let mut config = config(&folder.path().join("a"), &registry.url(), "АБ12");
    config.clock = clock.clone();
    let (mut laptop, chair) =
        Laptop::signed_in(config, &|person| person.role == AccountRole::Commission);
    let visit = laptop.ready_visit(&chair);
    laptop.op(visit, VisitOp::Arrive { location: None });
    laptop.drained();
    clock.move_by_minutes(60);
    laptop.op(visit, VisitOp::HandLeaflet);
    laptop.drained();
    let outbox = laptop.outbox();
    let flagged = |kind: &str| {
        let row = outbox.operations.iter().find(|row| row.kind_key == kind);
        let row = row.unwrap();
        assert!(matches!(row.state, OutboxState::Acknowledged { .. }));
        row.clock_flagged
    };
    assert!(!flagged("client-operation-arrive"));
    assert!(flagged("client-operation-hand-leaflet"));
}

#[test]
fn who_signs_out_is_signed_out_at_the_registry_and_waits_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let watching = Arc::new(WatchingTransport::new(&registry.url()));
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        watching.clone(),
    );
    laptop.create();
    laptop.sign_in(&|person| person.role == AccountRole::Observer);
    laptop.run(Command::SignOut).unwrap();
    for round in 0.. {
        if !watching.asked_to(Method::Delete).is_empty() {
            break;
        }
        assert!(round < 500, "the registry isn't told");
        laptop.pause();
    }
    let told = watching.asked_to(Method::Delete).remove(0);
    assert_eq!(told.path, baqylau_protocol::api::SESSION);
    let kept = Request {
        method: Method::Get,
        path: baqylau_protocol::api::SCOPES.to_owned(),
        ..told
    };
    let network = HttpTransport::new(&registry.url(), &NetworkConfig::default()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut status = 0;
    for _ in 0..200 {
        status = runtime.block_on(network.send(kept.clone())).unwrap().status;
        if status == 401 {
            break;
        }
        laptop.pause();
    }
    assert_eq!(status, 401, "the token that was kept opens nothing");

    // Where nothing answers any more, signing out is as quick.
    laptop.sign_in(&|person| person.role == AccountRole::Observer);
    watching.cut.store(true, Ordering::SeqCst);
    let begun = std::time::Instant::now();
    laptop.run(Command::SignOut).unwrap();
    assert!(begun.elapsed() < std::time::Duration::from_secs(5));
}
