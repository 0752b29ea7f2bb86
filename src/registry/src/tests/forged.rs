//! What a laptop says and the registry knows better: counts, effects, severities.

use super::visit::Site;
use super::{Device, World, new_uuid, rejection};
use crate::demo::acts;
use baqylau_domain::act::ActContent;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::finding::{Effect, Finding, Severity};
use baqylau_domain::identifiers::{InstallId, VisitId};
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_domain::sanction::{Ruling, SanctionState};
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::propose;
use baqylau_domain::visit::{Refusal, StageName};
use baqylau_protocol::operation::{DraftChange, Operation, OperationBody};
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::SamplePerson;
use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

/// A version of a field over everything `draft` has seen, taken into it.
fn write(
    draft: &mut Draft,
    world: &World,
    install: InstallId,
    author: &SamplePerson,
    key: &FieldKey,
    value: Value,
) -> DraftChange {
    let at = crate::environment::Clock::now(&*world.clock);
    let version = draft.write(key, install, value, author.person.id, at);
    draft.merge(key.clone(), version.clone());
    DraftChange {
        key: key.clone(),
        version,
    }
}

fn drafted(visit: VisitId, changes: Vec<DraftChange>) -> OperationBody {
    OperationBody::Draft { visit, changes }
}

/// Two laptops at one visit: the secretary's, which fixes the act, and a member's.
struct Two {
    site: Site,
    secretary: SamplePerson,
    member: SamplePerson,
    laptop: Device,
}

impl Two {
    async fn at(world: &World) -> Self {
        let site = Site::merged(world).await;
        let secretary = world
            .member(&site.visit, CommissionRole::Secretary, 0)
            .clone();
        let member = world.member(&site.visit, CommissionRole::Member, 0).clone();
        let laptop = world.device(&member).await;
        Self {
            site,
            secretary,
            member,
            laptop,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_says_no_conflicts_is_refused_while_the_registry_knows_of_one() {
    let world = World::start().await;
    let mut two = Two::at(&world).await;
    let id = two.site.visit.id;
    let key = FieldKey::Objections;
    let (mut here, mut there) = (Draft::default(), Draft::default());
    let theirs = write(
        &mut there,
        &world,
        two.laptop.install,
        &two.member,
        &key,
        json!("theirs"),
    );
    let body = drafted(id, vec![theirs.clone()]);
    assert_eq!(two.laptop.send(&two.member, body).await, Outcome::Applied);
    let ours = write(
        &mut here,
        &world,
        two.site.device.install,
        &two.secretary,
        &key,
        json!("ours"),
    );
    let body = drafted(id, vec![ours]);
    let outcome = two.site.device.send(&two.secretary, body).await;
    assert_eq!(outcome, Outcome::Applied);

    // `Site::fix` says `open_conflicts: 0`; the registry holds two values of one field.
    let (bytes, fix) = two.site.act(&world, &[]).await;
    two.site.device.upload(&bytes).await;
    let outcome = two
        .site
        .device
        .visit_op(&two.secretary, id, fix.clone())
        .await;
    let refusal = Refusal::Conflicts { count: 1 };
    assert_eq!(rejection(outcome), Rejection::Visit { refusal });
    assert_eq!(
        two.site.device.visit(id).await.stage.name(),
        StageName::Merging
    );

    // Made without a network: the colleague's value taken in from a stick, both settled, the act
    // fixed. The choice stands before the act in the chain, so one push carries it all.
    here.merge(key.clone(), theirs.version.clone());
    let settled = write(
        &mut here,
        &world,
        two.site.device.install,
        &two.secretary,
        &key,
        json!("settled"),
    );
    let choice = two
        .site
        .device
        .seal(&two.secretary, drafted(id, vec![theirs, settled]));
    let operation = two.site.operation(fix);
    let act = two.site.device.seal(&two.secretary, operation);
    let receipts = two.site.device.push(&[choice, act]).await.unwrap();
    assert!(receipts.iter().all(|one| one.outcome == Outcome::Applied));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_comes_after_the_act_does_not_undo_it_while_it_waits_for_its_bytes() {
    let world = World::start().await;
    let mut two = Two::at(&world).await;
    let id = two.site.visit.id;
    let key = FieldKey::Objections;
    let ours = write(
        &mut Draft::default(),
        &world,
        two.site.device.install,
        &two.secretary,
        &key,
        json!("ours"),
    );
    let (bytes, fix) = two.site.act(&world, &[]).await;
    let written = two
        .site
        .device
        .seal(&two.secretary, drafted(id, vec![ours]));
    let operation = two.site.operation(fix);
    let act = two.site.device.seal(&two.secretary, operation);
    let receipts = two.site.device.push(&[written, act]).await.unwrap();
    assert!(matches!(receipts[1].outcome, Outcome::Held { .. }));

    let late = write(
        &mut Draft::default(),
        &world,
        two.laptop.install,
        &two.member,
        &key,
        json!("late"),
    );
    let body = drafted(id, vec![late]);
    assert_eq!(two.laptop.send(&two.member, body).await, Outcome::Applied);
    two.site.device.upload(&bytes).await;
    assert_eq!(
        two.site.device.visit(id).await.stage.name(),
        StageName::Signing
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn consequences_rest_on_the_pinned_workbook_and_not_on_what_the_act_says_of_it() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    let secretary = world
        .member(&site.visit, CommissionRole::Secretary, 0)
        .clone();
    let premises = site.visit.premises;
    let (bytes, _) = site.act(&world, &[("HEI-LIC", "A04")]).await;
    let good = ActContent::from_bytes(&bytes).unwrap();
    let visited = legal_day(good.presence.arrived_at);
    assert!(good.proposal.is_some(), "A04 proposes suspension");
    type Change = fn(&mut ActContent);
    let cases: [(&str, Change); 7] = [
        // The forgery this is about: an address outside the licence, and payments go on.
        ("findings.effect", |act| {
            act.findings[0].effect = Effect::None;
        }),
        ("findings.severity", |act| {
            act.findings[0].severity = Severity::Information;
        }),
        // Another item of the list: as it would be if the grave one were called something else.
        ("findings.item", |act| {
            act.findings[0].item = "A99".to_owned();
        }),
        ("findings.list", |act| {
            let mut elsewhere = act.findings[0].clone();
            elsewhere.list = "DORM-2".to_owned();
            act.findings.push(elsewhere);
        }),
        ("checklists.answers.item", |act| {
            act.checklists[0].answers[0].item = "A99".to_owned();
        }),
        // Counted and not described.
        ("checklists.sections.violations", |act| {
            act.findings.clear();
        }),
        ("checklists", |act| {
            let again = act.checklists[0].clone();
            act.checklists.push(again);
        }),
    ];
    for (field, change) in cases {
        let mut content = good.clone();
        change(&mut content);
        // A forger keeps everything else in agreement.
        content.prescription = acts::prescription(&content.findings, content.kind, visited);
        content.proposal = propose(content.grounds(), premises);
        let (bytes, fix) = site.fix(&content);
        site.device.upload(&bytes).await;
        let refused = rejection(site.device.visit_op(&secretary, site.visit.id, fix).await);
        let field = field.to_owned();
        assert_eq!(refused, Rejection::ActMismatch { field });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_violation_without_words_or_proof_is_counted_by_the_registry_itself() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    let secretary = world
        .member(&site.visit, CommissionRole::Secretary, 0)
        .clone();
    let (bytes, _) = site
        .act(&world, &[("HEI-LIC", "A04"), ("SAFE", "B11")])
        .await;
    let good = ActContent::from_bytes(&bytes).unwrap();
    type Change = fn(&mut ActContent);
    let cases: [(u32, Change); 2] = [
        (1, |act| act.findings[0].note.clear()),
        (2, |act| {
            act.findings[0].evidence.clear();
            act.findings[1].note.clear();
        }),
    ];
    for (count, change) in cases {
        let mut content = good.clone();
        change(&mut content);
        // `Site::fix` says `blockers: 0`.
        let (bytes, fix) = site.fix(&content);
        site.device.upload(&bytes).await;
        let refused = rejection(site.device.visit_op(&secretary, site.visit.id, fix).await);
        let refusal = Refusal::Blocked { count };
        assert_eq!(refused, Rejection::Visit { refusal });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_severity_a_member_recorded_stands_and_one_nobody_recorded_does_not() {
    let world = World::start().await;
    let mut two = Two::at(&world).await;
    let id = two.site.visit.id;
    let (bytes, _) = two.site.act(&world, &[("SAFE", "B11")]).await;
    let mut content = ActContent::from_bytes(&bytes).unwrap();
    let workbooks = content.findings[0].severity;
    let other = Severity::ALL
        .into_iter()
        .find(|severity| *severity != workbooks)
        .unwrap();
    content.findings[0].severity = other;
    content.findings[0].requirement = Trilingual::new("талап", "требование", "requirement");
    for point in &mut content.prescription {
        point.risk = other;
    }
    let (bytes, fix) = two.site.fix(&content);
    two.site.device.upload(&bytes).await;
    let refused = two
        .site
        .device
        .visit_op(&two.secretary, id, fix.clone())
        .await;
    let field = "findings.severity".to_owned();
    assert_eq!(rejection(refused), Rejection::ActMismatch { field });

    let key = FieldKey::Finding {
        list: "SAFE".to_owned(),
        item: "B11".to_owned(),
    };
    let finding = Finding {
        severity: Some(other),
        ..Finding::default()
    };
    let install = InstallId::new(new_uuid());
    let value = serde_json::to_value(&finding).unwrap();
    let change = write(
        &mut Draft::default(),
        &world,
        install,
        &two.member,
        &key,
        value,
    );
    // Recorded on a laptop that never meets the registry, carried here on a stick.
    let carried = two
        .site
        .device
        .seal(&two.secretary, drafted(id, vec![change]));
    let operation = two.site.operation(fix);
    let act = two.site.device.seal(&two.secretary, operation);
    let receipts = two.site.device.push(&[carried, act]).await.unwrap();
    for receipt in receipts {
        assert_eq!(receipt.outcome, Outcome::Applied);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_begins_the_day_the_registry_hears_of_it_whatever_the_officers_clock_says() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    site.handed_over(&world, &[("HEI-LIC", "A18")]).await;
    let id = site.visit.stage.sanction().unwrap();
    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let suspend = OperationBody::Rule {
        sanction: id,
        ruling: Ruling::Suspend,
        reason: "долг".to_owned(),
    };
    // The laptop lives three months ago: payment would begin again three months too early.
    let sealed = office.seal(&issuer, suspend);
    let (mut operation, _) = Operation::open(&sealed.bytes).unwrap();
    operation.made_at -= TimeDelta::days(90);
    operation.clock_skew = Some(-90 * 24 * 3600);
    let sealed = operation.seal().unwrap();
    office.last = sealed.hash;
    let receipt = office.push(&[sealed]).await.unwrap().remove(0);
    assert_eq!(receipt.outcome, Outcome::Applied);
    assert!(receipt.clock_flagged);
    let SanctionState::Suspended {
        decision,
        since,
        until,
    } = site.sanction(id).await.state
    else {
        panic!("suspended");
    };
    assert_eq!(since, super::today());
    let last = NaiveDate::from_ymd_opt(2027, 3, 23).unwrap();
    assert_eq!(until, last, "23.11.2026 and four months");
    assert_eq!(decision.at, operation.made_at, "kept as evidence");
    assert_eq!(
        site.device.visit(site.visit.id).await.stage.name(),
        StageName::Remedying
    );
}
