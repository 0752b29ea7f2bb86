//! Every screen of every role, in three languages and two themes, small and large: those of visits
//! and those of the state order, with a record of each kind opened.

use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::world::world;
use baqylau_client::ui::Event;
use baqylau_desktop::commands::{UiCommand, rows_for};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{OrderRef, Place, PlanFrom, Section};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::SchoolingRecord;
use baqylau_locale::Language;

/// A place, its name for pictures, and the tab of it that is pressed.
type Seen = (String, Place, Option<&'static str>);

/// The parts of the state order a role has, each with its first record opened.
fn order_places(role: AccountRole) -> Vec<Seen> {
    let mut places = Vec::new();
    let records = match &world().of(role).orders {
        Some(Event::Orders(view)) => view.rows.clone(),
        _ => Vec::new(),
    };
    for row in rows_for(role) {
        let UiCommand::Go(place @ Place::Orders(section)) = row.command else {
            continue;
        };
        let name = format!("{section:?}").to_lowercase();
        if section == Section::Budget {
            if matches!(role, AccountRole::FinancialCentre | AccountRole::Observer) {
                let key = "funding-tab-departments";
                places.push((format!("{name}-departments"), place, Some(key)));
            }
            for tab in ["budget", "distribution", "plan"] {
                let key = match tab {
                    "budget" => "funding-tab-budget",
                    "distribution" => "funding-tab-distribution",
                    _ => "funding-tab-plan",
                };
                places.push((format!("{name}-{tab}"), place, Some(key)));
            }
            continue;
        }
        places.push((name.clone(), place, None));
        let mut all = records.iter().filter_map(|row| OrderRef::of(&row.record));
        if let Some(first) = all.find(|one| one.section() == section) {
            places.push((format!("{name}-one"), Place::Order(first), None));
        }
    }
    // What a building is reimbursed by has parts no other contract and act has.
    for row in &records {
        let name = match &*row.record {
            SchoolingRecord::Contract(one) if one.reimbursement().is_some() => "building",
            SchoolingRecord::Act(one) if one.act.reimbursement.is_some() => "building-act",
            _ => continue,
        };
        if let Some(one) = OrderRef::of(&row.record)
            && !places.iter().any(|(known, ..)| known == name)
        {
            places.push((name.to_owned(), Place::Order(one), None));
        }
    }
    places
}

/// The places of a role beside the state order, with names for pictures.
fn places(role: AccountRole) -> Vec<(String, Place)> {
    let world = world();
    let recording = world.of(role);
    let mut places = vec![
        ("organisations".to_owned(), Place::Organisations),
        ("points".to_owned(), Place::Points),
        ("verify".to_owned(), Place::Verify),
        ("sync".to_owned(), Place::Sync),
        ("settings".to_owned(), Place::Settings),
    ];
    if role == AccountRole::School {
        return places;
    }
    if role == AccountRole::Commission {
        places.push(("visits".to_owned(), Place::Visits));
        places.push(("to-sign".to_owned(), Place::ToSign));
        for (name, place) in [
            ("runner", Place::Runner(world.visit)),
            ("count", Place::HeadCount(world.visit)),
            ("evidence", Place::Evidence(world.visit)),
            ("merge", Place::Merge(world.visit)),
        ] {
            places.push((name.to_owned(), place));
        }
    } else {
        // The financial centre reads decisions, not visits.
        if role != AccountRole::FinancialCentre {
            places.push(("visits".to_owned(), Place::AllVisits));
        }
        places.push(("decisions".to_owned(), Place::Decisions));
    }
    if baqylau_domain::visit::plans_visits(role) {
        places.push(("plan".to_owned(), Place::Plan(PlanFrom::Register)));
    }
    for (visit, opened) in &recording.opened {
        let Event::VisitOpened(open) = opened else {
            continue;
        };
        let stage = open.visit.stage.name().key();
        places.push((format!("visit-{stage}"), Place::Visit(*visit)));
        if recording.acts.contains_key(visit) {
            places.push((format!("act-{stage}"), Place::Act(*visit)));
        }
    }
    let cards = if role == AccountRole::Commission {
        3
    } else {
        1
    };
    for (index, id) in recording.cards.keys().take(cards).enumerate() {
        places.push((format!("organisation-{index}"), Place::Organisation(*id)));
    }
    // A commission proposes and doesn't decide: nothing leads it to a decision.
    if let Some(Event::Sanctions(rows)) = &recording.sanctions
        && role != AccountRole::Commission
    {
        let mut states = Vec::new();
        for row in rows.iter() {
            let state = std::mem::discriminant(&row.sanction.state);
            if !states.contains(&state) {
                states.push(state);
                let name = format!("sanction-{}", states.len());
                places.push((name, Place::Sanction(row.sanction.id)));
            }
        }
    }
    places
}

fn look_at(hands: &Hands, name: &str, size: [f32; 2], found: &mut Vec<String>) {
    let language = hands.app().locale().language().code();
    let theme = if hands.harness.ctx.global_style().visuals.dark_mode {
        "dark"
    } else {
        "light"
    };
    let view = format!("{name}-{language}-{theme}-{}", size[0]);
    found.extend(
        problems(hands)
            .into_iter()
            .map(|problem| format!("{view}: {problem}")),
    );
    if pictures_wanted() {
        hands.picture(&view);
    }
}

fn every_screen_of(role: AccountRole, name: &str) {
    let places = places(role).into_iter();
    let places = places
        .map(|(screen, place)| (screen, place, None))
        .collect();
    every_one_of(role, name, places, &Language::ALL);
}

/// The state order of a role.
fn every_part_of(role: AccountRole, name: &str) {
    let places = order_places(role);
    assert!(!places.is_empty(), "{role:?} has parts of the order");
    // Other colours cut no other words: in the dark one language is enough.
    every_one_of(role, &format!("{name}-order"), places, &[Language::Kk]);
}

fn every_one_of(role: AccountRole, name: &str, places: Vec<Seen>, in_the_dark: &[Language]) {
    let (mut hands, replay) = Hands::signed_in(role, Language::Kk);
    let mut found = Vec::new();
    // Every change of theme draws all letters anew, so that comes outermost.
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        let languages = if dark { in_the_dark } else { &Language::ALL };
        for language in languages.iter().copied() {
            hands.act(Action::Language(language));
            for (screen, place, tab) in &places {
                let view = format!("{name}-{screen}");
                hands.go(*place);
                if *place == Place::ToSign {
                    replay.tell(crate::to_sign::queue(8));
                    hands.look(4);
                }
                if let Some(tab) = tab {
                    hands.click(&hands.text(tab));
                }
                look_at(&hands, &view, SMALL, &mut found);
                // Russian words are the longest; a wide window only has more room for them.
                if language == Language::Ru && !dark {
                    hands.resize(LARGE);
                    look_at(&hands, &view, LARGE, &mut found);
                    hands.resize(SMALL);
                }
            }
        }
    }
    found.dedup();
    assert!(
        found.is_empty(),
        "{} problems:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn the_secretary_of_a_commission_reads_every_screen() {
    every_screen_of(AccountRole::Commission, "commission");
}

#[test]
fn an_officer_of_the_issuer_reads_every_screen() {
    every_screen_of(AccountRole::IssuerOfficer, "issuer");
}

#[test]
fn an_education_officer_reads_every_screen() {
    every_screen_of(AccountRole::EducationOfficer, "education");
}

#[test]
fn the_financial_centre_reads_every_screen() {
    every_screen_of(AccountRole::FinancialCentre, "finance");
}

#[test]
fn an_observer_reads_every_screen() {
    every_screen_of(AccountRole::Observer, "observer");
}

#[test]
fn an_education_officer_reads_every_part_of_the_order() {
    every_part_of(AccountRole::EducationOfficer, "education");
}

#[test]
fn the_financial_centre_reads_every_part_of_the_order() {
    every_part_of(AccountRole::FinancialCentre, "finance");
}

#[test]
fn an_observer_reads_every_part_of_the_order() {
    every_part_of(AccountRole::Observer, "observer");
}

#[test]
fn an_officer_of_the_issuer_reads_the_months() {
    every_part_of(AccountRole::IssuerOfficer, "issuer");
}

#[test]
fn a_school_reads_every_screen_and_its_part_of_the_order() {
    every_screen_of(AccountRole::School, "school");
    every_part_of(AccountRole::School, "school");
}
