//! One laptop, several people: what one of them was shown stays out of sight of the next.

use crate::support::{HeldTransport, Laptop, config, registry};
use baqylau_client::ui::{
    Command, Event, OrganisationFilter, OrganisationRow, PointRow, SanctionRow, Secret,
};
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_locale::Language;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

fn organisations(laptop: &mut Laptop) -> Vec<OrganisationRow> {
    let filter = OrganisationFilter::default();
    laptop.run(Command::LoadOrganisations { filter }).unwrap();
    laptop
        .last(|event| match event {
            Event::Organisations { rows, .. } => Some(rows.as_ref().clone()),
            _ => None,
        })
        .unwrap()
}

fn sanctions(laptop: &mut Laptop) -> Vec<SanctionRow> {
    laptop.run(Command::LoadSanctions).unwrap();
    laptop
        .last(|event| match event {
            Event::Sanctions(rows) => Some(rows.as_ref().clone()),
            _ => None,
        })
        .unwrap()
}

fn points(laptop: &mut Laptop) -> Vec<PointRow> {
    laptop.run(Command::LoadPoints).unwrap();
    laptop
        .last(|event| match event {
            Event::Points(rows) => Some(rows.as_ref().clone()),
            _ => None,
        })
        .unwrap()
}

/// Synchronises until the register holds something and the pull is over.
fn pulled(laptop: &mut Laptop) -> Vec<OrganisationRow> {
    // A busy machine takes its time.
    let patience = Instant::now() + Duration::from_secs(180);
    loop {
        let rows = organisations(laptop);
        let busy = laptop.last(|event| match event {
            Event::Sync(state) => Some(state.busy),
            _ => None,
        });
        if !rows.is_empty() && busy == Some(false) {
            return rows;
        }
        assert!(Instant::now() < patience, "the register stays empty");
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
}

fn role(role: AccountRole) -> impl Fn(&Person) -> bool {
    move |person| person.role == role
}

#[test]
fn what_an_officer_was_shown_is_not_shown_to_the_next_person_before_their_own_first_pull() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let network = Arc::new(HeldTransport::new(&registry.url()));
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "МН01"),
        network.clone(),
    );
    laptop.create();
    laptop.sign_in(&role(AccountRole::IssuerOfficer));
    pulled(&mut laptop);
    let seen: Vec<VisitId> = laptop
        .visits_pulled()
        .iter()
        .map(|row| row.visit.id)
        .collect();
    let known = pulled(&mut laptop);
    assert!(!sanctions(&mut laptop).is_empty());
    assert!(!points(&mut laptop).is_empty());
    laptop.run(Command::SignOut).unwrap();

    network.held.store(true, Ordering::SeqCst);
    laptop.sign_in(&role(AccountRole::FinancialCentre));
    assert_eq!(organisations(&mut laptop).len(), 0);
    assert_eq!(laptop.visits().len(), 0);
    assert_eq!(sanctions(&mut laptop).len(), 0);
    assert_eq!(points(&mut laptop).len(), 0);
    let opened = laptop.run(Command::OpenVisit { visit: seen[0] });
    assert_eq!(opened.unwrap_err().key, "client-visit-unknown");
    let id = known[0].organisation.id;
    let opened = laptop.run(Command::OpenOrganisation { id });
    assert_eq!(opened.unwrap_err().key, "client-organisation-unknown");

    network.held.store(false, Ordering::SeqCst);
    assert_eq!(pulled(&mut laptop).len(), known.len());
    assert!(!sanctions(&mut laptop).is_empty());
    // The financial centre reads decisions, not visits.
    assert_eq!(laptop.visits().len(), 0);
}

#[test]
fn a_region_s_officer_never_sees_the_country_the_former_person_saw() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, _) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "МН01"),
        &role(AccountRole::FinancialCentre),
    );
    let country = pulled(&mut laptop);
    laptop.run(Command::SignOut).unwrap();
    laptop.seen.clear();
    let officer = laptop.sign_in(&role(AccountRole::EducationOfficer));
    let region = officer.territory.expect("the officer of a region");
    pulled(&mut laptop);
    // Not once, from the first moment on.
    let mut told = 0;
    for event in &laptop.seen {
        if let Event::Organisations { rows, .. } = event {
            told = rows.len();
            assert!(
                rows.iter()
                    .all(|row| region.contains(row.organisation.territory))
            );
        }
    }
    assert!(told > 0 && told < country.len());
}

#[test]
fn lists_come_to_the_next_person_though_the_feeds_bring_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let network = Arc::new(HeldTransport::new(&registry.url()));
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "МН01"),
        network.clone(),
    );
    laptop.create();
    laptop.sign_in(&role(AccountRole::IssuerOfficer));
    pulled(&mut laptop);
    laptop.run(Command::SignOut).unwrap();
    network.held.store(true, Ordering::SeqCst);
    laptop.sign_in(&role(AccountRole::Observer));
    assert_eq!(sanctions(&mut laptop).len(), 0);
    laptop.seen.clear();
    network.held.store(false, Ordering::SeqCst);
    // Nobody asks: a screen that was entered at once must learn by itself.
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait(
        "the sanctions",
        |event| matches!(event, Event::Sanctions(rows) if !rows.is_empty()),
    );
}

#[test]
fn what_a_commission_records_is_opened_by_its_members_only() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &role(AccountRole::Commission),
    );
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    laptop.photo(visit, "SAFE", "B07", 10);
    laptop.drained();
    let mine = laptop.open(visit);
    assert!(mine.pack.is_some() && mine.draft.iter().count() > 0);
    laptop.run(Command::SignOut).unwrap();
    laptop.sign_in(&role(AccountRole::Observer));
    pulled(&mut laptop);
    laptop.visits_pulled();
    let theirs = laptop.open(visit);
    assert!(theirs.pack.is_none() && theirs.forms.is_empty() && theirs.groups.is_empty());
    assert_eq!(theirs.draft.iter().count(), 0);
    let (to, passphrase) = (folder.path().join("visit"), Secret::new("long enough"));
    let carried = laptop.run(Command::ExportBundle {
        visit,
        to,
        passphrase,
    });
    assert_eq!(carried.unwrap_err().key, "refusal-not-a-member");
    let language = Language::Ru;
    let composed = laptop.run(Command::ComposeAct { visit, language });
    assert_eq!(composed.unwrap_err().key, "refusal-not-a-member");
}

#[test]
fn what_was_taken_along_stays_with_its_owner_when_somebody_else_used_the_laptop() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &role(AccountRole::Commission),
    );
    let visit = laptop.ready_visit(&chair);
    laptop.run(Command::SignOut).unwrap();
    laptop.sign_in(&role(AccountRole::FinancialCentre));
    pulled(&mut laptop);
    laptop.run(Command::SignOut).unwrap();
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    let person = chair.id;
    laptop.go_on(person).unwrap();
    assert!(laptop.visits().iter().any(|row| row.visit.id == visit));
    assert!(laptop.open(visit).pack.is_some());
}
