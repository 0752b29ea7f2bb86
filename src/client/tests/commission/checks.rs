//! What the automatic checks say reaches the laptops, and an officer's wish reaches the registry.

use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{Command, Event, OrganisationCard, OrganisationFilter, OrganisationRow};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::people::AccountRole;
use baqylau_protocol::checks::CheckTurn;
use std::sync::Arc;

fn rows(laptop: &mut Laptop, stopped: bool) -> Arc<Vec<OrganisationRow>> {
    let filter = OrganisationFilter {
        stopped,
        ..OrganisationFilter::default()
    };
    let wanted = filter.clone();
    laptop.run(Command::LoadOrganisations { filter }).unwrap();
    laptop
        .last(|event| match event {
            Event::Organisations { filter, rows } if *filter == wanted => Some(rows.clone()),
            _ => None,
        })
        .unwrap()
}

fn card(laptop: &mut Laptop, id: OrganisationId) -> Arc<OrganisationCard> {
    laptop.run(Command::OpenOrganisation { id }).unwrap();
    laptop
        .last(|event| match event {
            Event::OrganisationOpened(card) if card.organisation.id == id => Some(card.clone()),
            _ => None,
        })
        .unwrap()
}

#[test]
fn checks_come_with_the_organisation_and_a_run_asked_for_offline_waits_for_the_registry() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let settings = config(&folder.path().join("a"), &registry.url(), "МН01");
    let (mut laptop, _) = Laptop::signed_in(settings, &|person| {
        person.role == AccountRole::IssuerOfficer
    });
    let mut known = rows(&mut laptop, false);
    for round in 0.. {
        if known
            .iter()
            .any(|row| row.stops.is_some_and(|stops| stops > 0))
        {
            break;
        }
        assert!(round < 500, "no organisation has a stop factor");
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
        known = rows(&mut laptop, false);
    }
    let stopped = rows(&mut laptop, true);
    assert!(!stopped.is_empty() && stopped.len() < known.len());
    let row = &stopped[0];
    let id = row.organisation.id;
    let before = card(&mut laptop, id);
    let checks = before.checks.as_ref().unwrap();
    assert_eq!(Some(checks.stops()), row.stops);

    laptop.run(Command::SetOffline { offline: true }).unwrap();
    laptop.run(Command::AskChecks { organisation: id }).unwrap();
    assert!(card(&mut laptop, id).checks_wished, "it waits here");
    laptop.run(Command::SetOffline { offline: false }).unwrap();
    laptop.wait("the registry to hear of it", |event| {
        matches!(event, Event::ChecksAsked { organisation, turn: CheckTurn::Queued }
            if *organisation == id)
    });
    let asked = checks.run_at;
    laptop.wait("the open card to show the new run", |event| {
        matches!(event, Event::OrganisationOpened(card)
            if card.organisation.id == id && !card.checks_wished
                && card.checks.as_ref().is_some_and(|checks| checks.run_at > asked))
    });
    // Heard once: nothing is left to ask.
    assert!(!card(&mut laptop, id).checks_wished);
}

#[test]
fn only_officers_ask_for_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let settings = config(&folder.path().join("a"), &registry.url(), "МН02");
    let (mut laptop, _) =
        Laptop::signed_in(settings, &|person| person.role == AccountRole::Observer);
    let id = OrganisationId::new(uuid::Uuid::from_u128(1));
    let refused = laptop.run(Command::AskChecks { organisation: id });
    assert_eq!(refused.unwrap_err().key, "refusal-not-your-role");
}
