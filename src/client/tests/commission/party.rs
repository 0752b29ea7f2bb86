//! The inspected party: its decision and words, its times, its later objections with papers.

use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{ActPreview, Command, DocumentKind};
use baqylau_domain::act::ACT_SCHEMA;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::{HandOverWay, VisitOp};
use baqylau_locale::Language;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

fn write(laptop: &mut Laptop, visit: VisitId, changes: Vec<(FieldKey, Value)>) {
    laptop.run(Command::WriteDraft { visit, changes }).unwrap();
}

fn of_the_act(preview: &ActPreview) -> Vec<&str> {
    preview
        .blockers
        .iter()
        .map(|blocker| blocker.problem.key.as_str())
        .filter(|key| key.starts_with("blocker-act-"))
        .collect()
}

#[test]
fn an_act_never_says_objections_it_does_not_hold_nor_holds_some_it_does_not_say() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    assert_eq!(
        of_the_act(&laptop.compose(visit)),
        ["blocker-act-departure-missing"],
        "before a decision nothing can disagree with it"
    );
    let left: DateTime<Utc> = std::time::SystemTime::now().into();
    write(
        &mut laptop,
        visit,
        vec![
            (FieldKey::PartyDecision, json!("signed_with_objections")),
            (FieldKey::Departure, json!(left)),
        ],
    );
    assert_eq!(
        of_the_act(&laptop.compose(visit)),
        [
            "blocker-act-objections-missing",
            "blocker-act-acquaintance-missing"
        ]
    );
    write(
        &mut laptop,
        visit,
        vec![
            (FieldKey::Objections, json!("Адрес уже внесён в лицензию")),
            (FieldKey::Acquaintance, json!(left)),
        ],
    );
    assert_eq!(of_the_act(&laptop.compose(visit)), [""; 0]);
    write(
        &mut laptop,
        visit,
        vec![(FieldKey::PartyDecision, json!("signed"))],
    );
    assert_eq!(
        of_the_act(&laptop.compose(visit)),
        ["blocker-act-objections-unsaid"]
    );
    write(
        &mut laptop,
        visit,
        vec![(FieldKey::PartyDecision, json!("refused"))],
    );
    assert_eq!(
        of_the_act(&laptop.compose(visit)),
        ["blocker-act-refusal-unexplained"]
    );
    let how = "Проректор прочёл акт и вышел";
    write(
        &mut laptop,
        visit,
        vec![(FieldKey::SigningRefusal, json!(how))],
    );
    let refused = laptop.compose(visit);
    assert_eq!(of_the_act(&refused), [""; 0]);
    assert_eq!(refused.content.refusal_to_sign, how);
    write(
        &mut laptop,
        visit,
        vec![(FieldKey::PartyDecision, json!("signed_with_objections"))],
    );
    let signed = laptop.compose(visit);
    assert_eq!(of_the_act(&signed), [""; 0]);
    assert_eq!(
        signed.content.refusal_to_sign, "",
        "a refusal thought better of doesn't stay in the act"
    );
}

#[test]
fn drawing_the_act_up_again_does_not_move_the_departure() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    let left: DateTime<Utc> = std::time::SystemTime::now().into();
    let order = json!({
        "number": "421-н/қ",
        "date": "2026-11-19",
        "issued_by": { "kk": "Комитет", "ru": "Комитет", "en": "Committee" },
    });
    let number = "421-н/қ".to_owned();
    write(
        &mut laptop,
        visit,
        vec![
            (FieldKey::Departure, json!(left)),
            (FieldKey::FurtherOrder { number }, order),
        ],
    );
    let first = laptop.compose(visit);
    let mut second = laptop.compose(visit);
    while second.content.composed_at == first.content.composed_at {
        second = laptop.compose(visit);
    }
    assert_ne!(first.content.composed_at, second.content.composed_at);
    for act in [&first.content, &second.content] {
        assert_eq!(act.schema, ACT_SCHEMA);
        assert_eq!(act.presence.departed_at, Some(left));
        assert_eq!(act.conducted.1, left);
        assert_eq!(act.additional_orders.len(), 1);
        assert_eq!(act.additional_orders[0].number, "421-н/қ");
    }
}

#[test]
fn objections_lodged_after_hand_over_reach_the_registry_with_their_papers() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    // With objections on the spot the registry waits out their term before it gives a number.
    laptop.objections = Some("Адрес уже внесён в лицензию".to_owned());
    laptop.record_and_fix(visit);
    laptop.sign_all(visit);
    laptop.op(
        visit,
        VisitOp::HandOver {
            way: HandOverWay::RefusedAndMailed,
            to: "Тестов".to_owned(),
        },
    );
    let lodge = |papers: &[&str]| Command::LodgeObjection {
        visit,
        text: "Прилагаем выписку".to_owned(),
        papers: papers.iter().map(|name| folder.path().join(name)).collect(),
    };
    std::fs::write(folder.path().join("extract.pdf"), b"%PDF-1.7 extract").unwrap();
    std::fs::write(folder.path().join("same.pdf"), b"%PDF-1.7 extract").unwrap();
    std::fs::write(folder.path().join("letter.txt"), b"letter").unwrap();
    std::fs::write(folder.path().join("empty.txt"), b"").unwrap();
    assert_eq!(
        laptop
            .run(lodge(&["letter.txt", "empty.txt"]))
            .unwrap_err()
            .key,
        "evidence-unreadable"
    );
    laptop
        .run(lodge(&["extract.pdf", "same.pdf", "letter.txt"]))
        .unwrap();
    laptop.drained();
    let known = laptop.reached_when(visit, |stage| {
        stage
            .delivered()
            .is_some_and(|delivered| !delivered.objections.is_empty())
    });
    let delivered = known.stage.delivered().unwrap();
    let hash = baqylau_protocol::blob::hash;
    assert_eq!(
        delivered.objections.len(),
        1,
        "what was refused left nothing"
    );
    assert_eq!(
        delivered.objections[0].papers,
        [hash(b"%PDF-1.7 extract"), hash(b"letter")]
    );
    let pdf = folder.path().join("act.pdf");
    laptop
        .run(Command::MakePdf {
            visit,
            document: DocumentKind::Act,
            language: Language::Kk,
            to: Some(pdf.clone()),
        })
        .unwrap();
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
}
