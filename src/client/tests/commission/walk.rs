//! A commission's work from the order to the signed act, against a real registry.

use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{
    CheckOutcome, Command, DocumentKind, Event, KeySource, LockState, OutboxState, Secret,
    VerdictStatus,
};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::{HandOverWay, StageName, VisitOp};
use baqylau_locale::Language;
use serde_json::json;

#[test]
fn a_visit_is_recorded_signed_by_everybody_and_registered() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    assert!(matches!(
        laptop.lock(),
        LockState::SignedIn { sample: true, .. }
    ));
    let visit = laptop.ready_visit(&chair);
    laptop.draw_up(visit);
    laptop.sign_all(visit);
    laptop.drained();
    let signed = laptop.reached(visit, StageName::Signed);
    let act = signed.stage.signed_file().unwrap().act.clone();
    assert!(act.draft_number.starts_with("Ч-АБ12-"));

    laptop
        .run(Command::OpenAct {
            visit,
            language: Language::Kk,
        })
        .unwrap();
    let opened = laptop
        .last(|event| match event {
            Event::ActOpened(preview) => Some(preview.clone()),
            _ => None,
        })
        .unwrap();
    assert_eq!(opened.sha256, act.sha256);
    assert!(opened.missing.is_empty());
    for row in &opened.signatures {
        assert_eq!(row.report.status, VerdictStatus::Valid, "{:?}", row.report);
        assert!(
            row.report
                .checks
                .iter()
                .all(|(_, outcome, _)| *outcome == CheckOutcome::Passed)
        );
    }

    let pdf = folder.path().join("act.pdf");
    laptop
        .run(Command::MakePdf {
            visit,
            document: DocumentKind::Act,
            language: Language::Ru,
            to: Some(pdf.clone()),
        })
        .unwrap();
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    let exported = folder.path().join("export");
    laptop
        .run(Command::ExportAct {
            visit,
            to: exported.clone(),
        })
        .unwrap();
    laptop
        .run(Command::Verify {
            files: vec![exported.join("act.01.cms"), exported.join("act.json")],
        })
        .unwrap();
    let verdict = laptop
        .last(|event| match event {
            Event::Verified { report, .. } => Some(report.clone()),
            _ => None,
        })
        .unwrap();
    assert_eq!(verdict.status, VerdictStatus::Valid);

    laptop.op(
        visit,
        VisitOp::HandOver {
            way: HandOverWay::Paper,
            to: "Тестов".to_owned(),
        },
    );
    laptop.drained();
    // Nobody objects to an act signed without objections: the registry gives its number.
    let registered = laptop.reached_when(visit, |stage| stage.number().is_some());
    assert_eq!(registered.stage.signed_file().unwrap().act, act);
    let outbox = laptop.outbox();
    assert!(
        outbox
            .operations
            .iter()
            .all(|row| matches!(row.state, OutboxState::Acknowledged { .. }))
    );
}

#[test]
fn nobody_signs_out_of_turn_twice_or_with_another_password() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    let sign = |person, password: &str| Command::Sign {
        visit,
        key: KeySource::Sample(person),
        password: Secret::new(password),
    };
    let error = laptop.run(sign(chair.id, "")).unwrap_err();
    assert_eq!(error.key, "client-act-not-fixed");
    laptop.draw_up(visit);
    let opened = laptop.open(visit);
    let signers: Vec<_> = opened.visit.signers().iter().map(|m| m.person).collect();
    let (first, last) = (signers[0], signers[signers.len() - 1]);
    assert_eq!(
        laptop.run(sign(last, "")).unwrap_err().key,
        "refusal-out-of-turn"
    );
    assert_eq!(
        laptop.run(sign(first, "wrong")).unwrap_err().key,
        "signing-error-password"
    );
    laptop.run(sign(first, "")).unwrap();
    assert_eq!(
        laptop.run(sign(first, "")).unwrap_err().key,
        "refusal-already-signed"
    );
    let people = laptop.sample_people();
    let stranger = people
        .iter()
        .find(|p| opened.visit.member(p.id).is_none())
        .unwrap();
    assert_eq!(
        laptop.run(sign(stranger.id, "")).unwrap_err().key,
        "signing-error-not-member"
    );
}

#[test]
fn an_act_is_fixed_only_as_it_was_shown() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    let preview = laptop.compose(visit);
    assert!(!preview.blockers.is_empty());
    let fix = |sha256| Command::FixAct { visit, sha256 };
    assert_eq!(
        laptop.run(fix(preview.sha256)).unwrap_err().key,
        "refusal-blocked"
    );
    let changes = vec![(FieldKey::Objections, json!("не согласны"))];
    laptop.run(Command::WriteDraft { visit, changes }).unwrap();
    assert_eq!(
        laptop.run(fix(preview.sha256)).unwrap_err().key,
        "client-act-outdated"
    );
    let unseen = baqylau_protocol::blob::hash(b"never shown");
    assert_eq!(
        laptop.run(fix(unseen)).unwrap_err().key,
        "client-act-not-shown"
    );
}
