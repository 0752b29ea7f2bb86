//! The demonstration data: complete, marked, repeatable, and every signature in it holds.

use super::engine::{Engine, Place};
use super::{World, config, morning, star_id};
use crate::environment::ManualClock;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::organisation::{LicenceStatus, Organisation, OrganisationKind};
use baqylau_domain::people::AccountRole;
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::{DueColour, PointState, due_colour};
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_domain::traffic_light::Light;
use baqylau_domain::visit::{StageName, Visit};
use baqylau_protocol::feed::{Change, RegisteredPoint};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Default)]
struct Everything {
    organisations: BTreeMap<String, Organisation>,
    visits: BTreeMap<String, Visit>,
    sanctions: BTreeMap<String, Sanction>,
    points: BTreeMap<(String, u32), RegisteredPoint>,
}

async fn everything(world: &World) -> Everything {
    let device = world.device(world.by_role(AccountRole::Observer, 0)).await;
    let mut all = Everything::default();
    for scope in device.scopes().await {
        for entry in device.feed(&scope).await {
            match entry.change {
                Change::Organisation { organisation, .. } => {
                    all.organisations
                        .insert(organisation.id.to_string(), *organisation);
                }
                Change::Visit { visit } => {
                    all.visits.insert(visit.id.to_string(), *visit);
                }
                Change::Sanction { sanction } => {
                    all.sanctions.insert(sanction.id.to_string(), *sanction);
                }
                Change::Point { point } => {
                    all.points
                        .insert((point.visit.to_string(), point.point.number), *point);
                }
                _ => {}
            }
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_data_shows_everything_and_blames_nobody_real() {
    let world = World::start().await;
    let all = everything(&world).await;
    assert_eq!(all.organisations.len(), 86 + 7 + 300);
    assert!(
        all.organisations
            .values()
            .all(|organisation| organisation.sample)
    );
    let universities: BTreeSet<&str> = include_str!("../../../../assets/demo/universities.psv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split('|').nth(4))
        .collect();
    let blamed: BTreeSet<String> = all
        .visits
        .values()
        .map(|visit| visit.organisation.to_string())
        .collect();
    let mut real = 0;
    for organisation in all.organisations.values() {
        if universities.contains(organisation.bin.as_text()) {
            real += 1;
            assert!(!blamed.contains(&organisation.id.to_string()));
            assert!(
                organisation
                    .premises
                    .iter()
                    .all(|place| { organisation.is_licensed_at(place.id) == Some(true) })
            );
        }
    }
    assert_eq!(real, 86);

    let licences = |pick: fn(&Organisation) -> bool| {
        all.organisations
            .values()
            .filter(|organisation| pick(organisation))
            .count()
    };
    assert!(
        licences(|o| o
            .licences
            .iter()
            .any(|l| l.status == LicenceStatus::Suspended))
            > 3
    );
    assert!(licences(|o| o.premises.iter().any(|p| o.is_licensed_at(p.id).is_none())) > 3);
    assert!(licences(|o| o.bin.is_suspect()) > 1);
    assert!(
        licences(|o| o
            .premises
            .iter()
            .all(|p| o.is_licensed_at(p.id) == Some(true)))
            > 300
    );

    let lights: BTreeSet<Light> = all.sanctions.values().map(Sanction::light).collect();
    assert_eq!(lights.len(), 3);
    let states: BTreeSet<String> = all
        .sanctions
        .values()
        .map(|sanction| format!("{:?}", sanction.state))
        .map(|text| text.split([' ', '{']).next().unwrap().to_owned())
        .collect();
    assert_eq!(states.len(), 6, "{states:?}");
    assert!(
        all.sanctions
            .values()
            .any(|s| matches!(s.state, SanctionState::Escalated { .. }))
    );
    assert!(
        all.sanctions
            .values()
            .any(|s| s.is_by_clock() && s.state == SanctionState::Proposed)
    );
    // Payment stopped by anything has something to remedy.
    for sanction in all.sanctions.values() {
        let visit = sanction.visit.to_string();
        assert!(all.points.keys().any(|(of, _)| *of == visit), "{visit}");
    }
    let colours: BTreeSet<DueColour> = all
        .points
        .values()
        .filter(|point| point.state == PointState::Open)
        .map(|point| due_colour(point.point.due, super::today(), &Policy::pilot()))
        .collect();
    assert_eq!(colours.len(), 3);
    let stages: BTreeSet<StageName> = all
        .visits
        .values()
        .map(|visit| visit.stage.name())
        .collect();
    for stage in [
        StageName::Planned,
        StageName::Ordered,
        StageName::Notified,
        StageName::HandedOver,
        StageName::Registered,
        StageName::Remedying,
        StageName::RepeatVisit,
        StageName::Closed,
    ] {
        assert!(stages.contains(&stage), "{stage:?} in {stages:?}");
    }
    let mut numbers: Vec<&str> = all
        .visits
        .values()
        .filter_map(|visit| visit.stage.number())
        .collect();
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), count, "a number is given once");
    for number in &numbers {
        let (head, n) = number.rsplit_once('-').unwrap();
        let n: u32 = n.parse().unwrap();
        let before = format!("{head}-{:04}", n - 1);
        assert!(
            n == 1 || numbers.contains(&before.as_str()),
            "{number} has no predecessor"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_visit_of_the_tour_is_ready() {
    let world = World::start().await;
    let (device, visit) = world.star().await;
    assert_eq!(visit.id, star_id());
    assert_eq!(visit.stage.name(), StageName::Ordered);
    assert_eq!(visit.planned.0, super::today());
    assert_eq!(visit.members.len(), 4);
    let codes: Vec<&str> = visit
        .checklists
        .iter()
        .map(|list| list.code.as_str())
        .collect();
    assert_eq!(codes, ["HEI-LIC", "SAFE", "ATT"]);
    let pack = device.pack(visit.id).await;
    assert_eq!(pack.organisation.kind, OrganisationKind::University);
    assert_eq!(
        pack.organisation.is_licensed_at(visit.premises),
        Some(false)
    );
    assert_eq!(pack.groups.len(), 2);
    for group in &pack.groups {
        assert!((20..=28).contains(&group.learners.len()));
        assert!(group.learners.iter().any(|learner| learner.qr_marked));
    }
    let previous = pack.previous.unwrap();
    assert!(
        previous
            .answers
            .iter()
            .any(|answer| answer.violation && answer.remedied.is_some())
    );
    assert!(
        previous
            .answers
            .iter()
            .any(|answer| answer.violation && answer.remedied.is_none())
    );
    for list in &visit.checklists {
        let path = format!("{}/{}", baqylau_protocol::api::BLOBS, list.workbook);
        let bytes = device
            .request(reqwest::Method::GET, &path)
            .send()
            .await
            .unwrap();
        let bytes = bytes.bytes().await.unwrap();
        assert_eq!(baqylau_protocol::blob::hash(&bytes), list.workbook);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_signature_of_the_sample_data_holds() {
    let world = World::start().await;
    let all = everything(&world).await;
    let observer = world.device(world.by_role(AccountRole::Observer, 0)).await;
    let get = async |hash: BlobHash| {
        let path = format!("{}/{hash}", baqylau_protocol::api::BLOBS);
        let response = observer
            .request(reqwest::Method::GET, &path)
            .send()
            .await
            .unwrap();
        response.bytes().await.unwrap()
    };
    use base64::Engine as _;
    let anchor = base64::engine::general_purpose::STANDARD
        .decode(&world.hello.anchors[0])
        .unwrap();
    let mut trust = baqylau_signing::TrustStore::new();
    trust.add_demonstration_anchor(baqylau_signing::Certificate::parse(&anchor).unwrap());
    let mut checked = 0;
    for visit in all.visits.values() {
        let Some(file) = visit.stage.signed_file() else {
            continue;
        };
        let act = get(file.act.sha256).await;
        for signature in &file.signatures {
            let cms = get(signature.cms).await;
            let iin = visit
                .member(signature.person)
                .unwrap()
                .iin
                .unwrap()
                .to_string();
            let policy = baqylau_signing::VerificationPolicy::binding()
                .exempt_demonstration()
                .person(iin);
            let verdict = baqylau_signing::verify(&cms, Some(&act), &trust, &policy, signature.at);
            assert!(verdict.is_valid(), "{:?}", verdict.checks);
            checked += 1;
        }
    }
    assert!(checked >= 28 * 4, "{checked}");
}

#[test]
fn the_same_day_gives_the_same_data() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let began = std::time::Instant::now();
    let folder = Place::empty(Engine::chosen());
    let clock = Arc::new(ManualClock::new(morning()));
    let config = crate::RegistryConfig {
        storage: folder.storage(),
        ..config(folder.path(), &clock)
    };
    drop(crate::EmbeddedRegistry::start(config).unwrap());
    println!("filled in {:?}", began.elapsed());
    let other = runtime.block_on(async {
        let world = World::over(folder, clock).await;
        everything(&world).await
    });
    let first = runtime.block_on(async { everything(&World::start().await).await });
    assert_eq!(first.organisations, other.organisations);
    assert_eq!(first.visits, other.visits);
    assert_eq!(first.sanctions, other.sanctions);
    assert_eq!(first.points, other.points);
}
