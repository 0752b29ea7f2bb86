//! What follows from an act: payment stops, and goes on only when everything was remedied.

use crate::support::{Laptop, MovedClock, config, registry, registry_at};
use baqylau_client::ui::{Command, Event, PointRow, SanctionRow};
use baqylau_domain::Moment;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::Effect;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::{Ruling, SanctionState};
use baqylau_domain::traffic_light::{Consequence, Ground};
use baqylau_domain::visit::{HandOverWay, StageName, VisitOp};
use baqylau_registry::EmbeddedRegistry;
use baqylau_registry::environment::ManualClock;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

fn is_commission(person: &Person) -> bool {
    person.role == AccountRole::Commission
}

fn is_issuer(person: &Person) -> bool {
    person.role == AccountRole::IssuerOfficer
}

fn sanctions(laptop: &mut Laptop, visit: VisitId) -> Vec<SanctionRow> {
    laptop.run(Command::LoadSanctions).unwrap();
    laptop
        .last(|event| match event {
            Event::Sanctions(rows) => Some(rows.as_ref().clone()),
            _ => None,
        })
        .unwrap()
        .into_iter()
        .filter(|row| row.sanction.visit == visit)
        .collect()
}

/// The sanctions of a visit, pulled until they are as wanted.
fn awaited(
    laptop: &mut Laptop,
    visit: VisitId,
    what: &str,
    wanted: impl Fn(&[SanctionRow]) -> bool,
) -> Vec<SanctionRow> {
    for _ in 0..500 {
        let rows = sanctions(laptop, visit);
        if wanted(&rows) {
            return rows;
        }
        laptop.stubbornly(&Command::SyncNow);
        laptop.pause();
    }
    panic!("never seen: {what}");
}

fn points(laptop: &mut Laptop, visit: VisitId) -> Vec<PointRow> {
    laptop.run(Command::LoadPoints).unwrap();
    let mut rows: Vec<PointRow> = laptop
        .last(|event| match event {
            Event::Points(rows) => Some(rows.as_ref().clone()),
            _ => None,
        })
        .unwrap()
        .into_iter()
        .filter(|row| row.point.visit == visit)
        .collect();
    rows.sort_by_key(|row| row.point.point.number);
    rows
}

fn university_visit(laptop: &mut Laptop, chair: &Person) -> VisitId {
    laptop.ready_visit_where(chair, |visit| {
        visit.organisation_kind == OrganisationKind::University
    })
}

/// An item answered with "no".
fn refused_item(laptop: &mut Laptop, visit: VisitId, list: &str, item: &str) -> FieldKey {
    let opened = laptop.open(visit);
    let form = opened.forms.iter().find(|form| form.code == list).unwrap();
    let now = baqylau_locale::legal_time(Moment::from(std::time::SystemTime::now()));
    let env = baqylau_checklist::Env::new(now, 0);
    let instance = baqylau_checklist::Instance::new(form.form.clone(), env);
    let items = instance.items(form.form.default_language());
    let found = items.iter().find(|found| found.id == item).unwrap();
    FieldKey::Answer {
        list: list.to_owned(),
        path: found.fields[0].path.as_str().to_owned(),
    }
}

/// A visit whose services are given at an address outside the licence, as far as its number.
fn address_outside_the_licence(laptop: &mut Laptop, chair: &Person) -> VisitId {
    let visit = university_visit(laptop, chair);
    let outside = refused_item(laptop, visit, "HEI-LIC", "A04");
    laptop.draw_up_with(visit, vec![(outside, json!("no"))]);
    laptop.sign_all(visit);
    laptop.op(
        visit,
        VisitOp::HandOver {
            way: HandOverWay::Paper,
            to: "Тестов".to_owned(),
        },
    );
    laptop.drained();
    laptop.reached(visit, StageName::Registered);
    visit
}

fn rule(laptop: &mut Laptop, row: &SanctionRow, ruling: Ruling) {
    laptop
        .run(Command::Rule {
            sanction: row.sanction.id,
            ruling,
            reason: "по акту".to_owned(),
        })
        .unwrap();
    laptop.drained();
}

#[test]
fn payment_stopped_for_an_address_resumes_when_every_point_is_confirmed_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &is_commission,
    );
    let visit = address_outside_the_licence(&mut laptop, &chair);
    let (mut office, _) = Laptop::signed_in(
        config(&folder.path().join("b"), &registry.url(), "МН01"),
        &is_issuer,
    );
    let proposed = awaited(&mut office, visit, "the proposal", |rows| !rows.is_empty());
    let row = &proposed[0];
    assert_eq!(row.sanction.proposal.consequence, Consequence::Suspension);
    assert!(
        row.sanction
            .proposal
            .grounds
            .contains(&Ground::AddressNotInLicence)
    );
    assert!(row.open_points > 0, "what stops payment is a point");
    rule(&mut office, row, Ruling::Suspend);
    let suspended = awaited(&mut office, visit, "the suspension", |rows| {
        matches!(rows[0].sanction.state, SanctionState::Suspended { .. })
    });

    let resume = |row: &SanctionRow, open_points| Command::Rule {
        sanction: row.sanction.id,
        ruling: Ruling::Resume { open_points },
        reason: "устранено".to_owned(),
    };
    let own = points(&mut office, visit);
    assert!(
        own.iter()
            .any(|row| { row.point.point.list == "HEI-LIC" && row.point.point.item == "A04" })
    );
    let early = office.run(resume(&suspended[0], 0)).unwrap_err();
    assert_eq!(early.key, "ruling-refusal-not-remedied");

    // The commission confirms point by point; the last one open is the address.
    laptop.reached(visit, StageName::Remedying);
    let (last, others): (Vec<_>, Vec<_>) = points(&mut laptop, visit)
        .into_iter()
        .partition(|row| row.point.point.item == "A04");
    let confirm = |laptop: &mut Laptop, row: &PointRow| {
        laptop
            .run(Command::ConfirmPoint {
                visit,
                point: row.point.point.number,
                report: "осмотрено".to_owned(),
            })
            .unwrap();
        laptop.drained();
    };
    for row in &others {
        confirm(&mut laptop, row);
    }
    let nearly = awaited(&mut office, visit, "one point left", |rows| {
        rows[0].open_points == 1
    });
    let early = office.run(resume(&nearly[0], 0)).unwrap_err();
    assert_eq!(early.key, "ruling-refusal-not-remedied");
    confirm(&mut laptop, &last[0]);
    let remedied = awaited(&mut office, visit, "full remedy", |rows| {
        rows[0].open_points == 0
    });
    assert!(
        points(&mut office, visit)
            .iter()
            .all(|row| matches!(row.point.state, PointState::Remedied { .. }))
    );
    rule(&mut office, &remedied[0], Ruling::Resume { open_points: 0 });
    awaited(&mut office, visit, "the resumption", |rows| {
        matches!(rows[0].sanction.state, SanctionState::Resumed { .. })
    });
    laptop.reached(visit, StageName::Closed);
}

#[test]
fn every_violation_that_leads_to_anything_is_a_point_of_the_composed_act() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &is_commission,
    );
    let visit = university_visit(&mut laptop, &chair);
    let mut answers = Vec::new();
    for item in ["A02", "A04", "A08", "A23"] {
        let key = refused_item(&mut laptop, visit, "HEI-LIC", item);
        answers.push((key, json!("no")));
    }
    laptop.enter(visit);
    laptop.fill(visit);
    laptop
        .run(Command::WriteDraft {
            visit,
            changes: answers,
        })
        .unwrap();
    let preview = laptop.compose(visit);
    for effect in [
        Effect::Terminate,
        Effect::Suspend,
        Effect::Refuse,
        Effect::Nopay,
    ] {
        let finding = preview
            .content
            .findings
            .iter()
            .find(|finding| finding.list == "HEI-LIC" && finding.effect == effect)
            .unwrap();
        assert!(
            preview
                .content
                .prescription
                .iter()
                .any(|point| point.list == finding.list && point.item == finding.item),
            "{effect:?}"
        );
        assert!(
            preview
                .blockers
                .iter()
                .any(|blocker| blocker.item == finding.item
                    && blocker.problem.key == "blocker-no-due"),
            "{effect:?} asks for a day"
        );
    }
}

#[test]
fn study_stopped_for_less_than_a_month_is_a_point_and_for_longer_a_ground() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &is_commission,
    );
    let visit = university_visit(&mut laptop, &chair);
    let stopped = refused_item(&mut laptop, visit, "HEI-LIC", "A22");
    laptop.enter(visit);
    laptop.fill(visit);
    laptop
        .run(Command::WriteDraft {
            visit,
            changes: vec![(stopped, json!("no"))],
        })
        .unwrap();
    let preview = laptop.compose(visit);
    let asked = |key: &'static str| {
        move |blocker: &baqylau_client::ui::Blocker| {
            blocker.item == "A22" && blocker.problem.key == key
        }
    };
    assert!(preview.blockers.iter().any(asked("blocker-no-stop")));

    let today = baqylau_locale::legal_time(Moment::from(std::time::SystemTime::now())).date_naive();
    let finding = FieldKey::Finding {
        list: "HEI-LIC".to_owned(),
        item: "A22".to_owned(),
    };
    let due = today + chrono::Days::new(30);
    let mut composed = |days: u64| {
        let since = today - chrono::Days::new(days);
        let value = json!({ "note": "занятий нет", "due": due, "stop": { "since": since } });
        laptop
            .run(Command::WriteDraft {
                visit,
                changes: vec![(finding.clone(), value)],
            })
            .unwrap();
        laptop.compose(visit)
    };
    for (days, effect) in [(20, Effect::Fix), (40, Effect::Terminate)] {
        let preview = composed(days);
        assert!(!preview.blockers.iter().any(asked("blocker-no-stop")));
        let content = &preview.content;
        let found = content
            .findings
            .iter()
            .find(|finding| finding.item == "A22")
            .unwrap();
        assert_eq!(found.effect, effect);
        let grounds = content
            .proposal
            .as_ref()
            .map(|proposal| proposal.grounds.clone())
            .unwrap_or_default();
        assert_eq!(
            grounds.contains(&Ground::StudyStopped),
            effect == Effect::Terminate
        );
        assert!(content.prescription.iter().any(|point| point.item == "A22"));
    }
}

/// A registry and its laptops four months on.
struct Later {
    clock: Arc<ManualClock>,
    moved: Arc<MovedClock>,
}

impl Later {
    fn began() -> Self {
        Self {
            clock: Arc::new(ManualClock::new(Moment::from(std::time::SystemTime::now()))),
            moved: Arc::default(),
        }
    }

    fn laptop(
        &self,
        folder: &Path,
        registry: &EmbeddedRegistry,
        device: &str,
        who: &dyn Fn(&Person) -> bool,
    ) -> (Laptop, Person) {
        let mut settings = config(folder, &registry.url(), device);
        settings.clock = self.moved.clone();
        Laptop::signed_in(settings, who)
    }

    fn pass_days(&self, days: i64) {
        self.clock.advance(chrono::TimeDelta::days(days));
        self.moved.move_by_minutes(days * 24 * 60);
    }
}

#[test]
fn payment_suspended_for_four_months_without_remedy_becomes_a_proposal_to_terminate() {
    let folder = tempfile::tempdir().unwrap();
    let later = Later::began();
    let registry = registry_at(&folder.path().join("registry"), &later.clock);
    let (mut laptop, chair) =
        later.laptop(&folder.path().join("a"), &registry, "АБ12", &is_commission);
    let visit = address_outside_the_licence(&mut laptop, &chair);
    let (mut office, officer) =
        later.laptop(&folder.path().join("b"), &registry, "МН01", &is_issuer);
    let proposed = awaited(&mut office, visit, "the proposal", |rows| !rows.is_empty());
    rule(&mut office, &proposed[0], Ruling::Suspend);
    awaited(&mut office, visit, "the suspension", |rows| {
        matches!(rows[0].sanction.state, SanctionState::Suspended { .. })
    });

    later.pass_days(124);
    registry.tick().unwrap();
    office.sign_in(&|person| person.id == officer.id);
    let escalated = awaited(&mut office, visit, "the proposal of the clock", |rows| {
        rows.iter()
            .any(|row| matches!(row.sanction.state, SanctionState::Escalated { .. }))
    });
    let row = escalated
        .iter()
        .find(|row| matches!(row.sanction.state, SanctionState::Escalated { .. }))
        .unwrap();
    assert!(row.sanction.stops_payment(), "payment stays suspended");
    assert!(row.awaits_ruling(), "a person decides");
    assert_eq!(row.sanction.proposal.consequence, Consequence::Termination);
    assert!(
        row.sanction
            .proposal
            .grounds
            .contains(&Ground::ViolationsIgnored)
    );
    rule(&mut office, row, Ruling::Terminate);
    awaited(&mut office, visit, "the termination", |rows| {
        rows.iter()
            .any(|row| matches!(row.sanction.state, SanctionState::Terminated { .. }))
    });
}
