//! The monthly validation through a real client and a real registry: frozen and closed over a
//! network that loses answers, read by whose organisations they are, kept for reading without it.

use crate::support::{Laptop, LossyTransport, config, registry};
use baqylau_client::ui::{Command, Event, MonthCommand, MonthEvent, MonthPeople, OpenMonth};
use baqylau_client::ui::{MonthsListed, UserError};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::MonthStage;
use baqylau_domain::people::AccountRole;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

fn ask(laptop: &mut Laptop, command: MonthCommand) -> Result<(), UserError> {
    laptop.run(Command::Months(command))
}

fn listed(laptop: &Laptop) -> Option<Arc<MonthsListed>> {
    laptop.last(|event| match event {
        Event::Months(MonthEvent::Listed(listed)) => Some(listed.clone()),
        _ => None,
    })
}

fn opened(laptop: &Laptop, period: Period) -> Option<Arc<OpenMonth>> {
    laptop.last(|event| match event {
        Event::Months(MonthEvent::Opened(opened)) if opened.state.month.period == period => {
            Some(opened.clone())
        }
        _ => None,
    })
}

fn people(laptop: &Laptop, of: OrganisationId) -> Option<Arc<MonthPeople>> {
    laptop.last(|event| match event {
        Event::Months(MonthEvent::People(people)) if people.organisation == of => {
            Some(people.clone())
        }
        _ => None,
    })
}

/// Asks for the list until a month stands as it should.
fn until(laptop: &mut Laptop, period: Period, stage: MonthStage) {
    let begun = Instant::now();
    loop {
        let _ = ask(laptop, MonthCommand::List);
        let stands = listed(laptop).is_some_and(|listed| {
            let mut months = listed.months.iter();
            months.any(|one| one.month.period == period && one.month.stage == stage)
        });
        if stands {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "the month never is {stage:?}");
        laptop.pause();
    }
}

#[test]
fn a_month_is_frozen_and_closed_once_over_a_network_that_loses_answers() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let network = Arc::new(LossyTransport::new(&registry.url(), 0x5eed));
    let settings = config(&folder.path().join("a"), &registry.url(), "ФЦ01");
    let mut laptop = Laptop::start_with(settings, network.clone());
    laptop.create();
    laptop.sign_in(&|person| {
        person.role == AccountRole::FinancialCentre && person.territory.is_none()
    });
    laptop.stubbornly(&Command::Months(MonthCommand::List));
    let months = listed(&laptop).unwrap();
    // Before everything the demonstration sent: over, and nobody froze it.
    let oldest = months.months.last().unwrap().month.period;
    let period = oldest.plus_months(-1).unwrap();

    laptop.stubbornly(&Command::Months(MonthCommand::Freeze { period }));
    let lost = network.lost.load(Ordering::SeqCst);
    until(&mut laptop, period, MonthStage::Validated);
    let frozen = opened_by(&mut laptop, period).frozen.unwrap();
    // Who didn't get the answer asks again, even after it was validated.
    laptop.stubbornly(&Command::Months(MonthCommand::Freeze { period }));
    assert_eq!(opened_by(&mut laptop, period).frozen, Some(frozen));
    for _ in 0..2 {
        laptop.stubbornly(&Command::Months(MonthCommand::Close { period }));
    }
    until(&mut laptop, period, MonthStage::Closed);
    assert_eq!(opened_by(&mut laptop, period).frozen, Some(frozen));
    let worse = network.lost.load(Ordering::SeqCst);
    assert!(worse > 0, "{lost} answers were lost");

    // What the registry refuses is told as what it is.
    network.lossy.store(false, Ordering::SeqCst);
    let running = months.months.first().unwrap().month.period;
    let running = running.plus_months(24).unwrap();
    let refused = ask(&mut laptop, MonthCommand::Freeze { period: running });
    assert_eq!(refused.unwrap_err().key, "month-refusal-not-over");
    let refused = ask(&mut laptop, MonthCommand::Close { period: running });
    assert_eq!(refused.unwrap_err().key, "month-refusal-not-validated");
}

/// The month as the registry says it stands.
fn opened_by(laptop: &mut Laptop, period: Period) -> baqylau_domain::month::Month {
    laptop.stubbornly(&Command::Months(MonthCommand::List));
    laptop.stubbornly(&Command::Months(MonthCommand::Open { period }));
    opened(laptop, period).unwrap().state.month.clone()
}

#[test]
fn a_department_reads_its_own_month_and_goes_on_reading_without_the_registry() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let place = folder.path().join("a");
    let settings = || config(&place, &registry.url(), "ББ01");
    let (mut laptop, me) =
        Laptop::signed_in(settings(), &|one| one.role == AccountRole::EducationOfficer);
    ask(&mut laptop, MonthCommand::List).unwrap();
    let months = listed(&laptop).unwrap();
    let judged = months
        .months
        .iter()
        .find(|one| one.judged > 0)
        .expect("the demonstration has months that were judged");
    let period = judged.month.period;
    ask(&mut laptop, MonthCommand::Open { period }).unwrap();
    let month = opened(&laptop, period).unwrap();
    let region = me.territory.unwrap().region();
    assert!(!month.organisations.is_empty());
    assert!(
        month
            .organisations
            .iter()
            .all(|one| one.month.region == region)
    );
    let short = month.organisations.iter().find(|one| {
        let made = one.month.registers.last();
        made.is_some_and(|made| made.tally.held + made.tally.excluded > 0)
    });
    let short = short.expect("somebody isn't paid for");
    let organisation = short.month.organisation;
    let ask_people = MonthCommand::People {
        period,
        organisation,
    };
    ask(&mut laptop, ask_people).unwrap();
    let told = people(&laptop, organisation).unwrap();
    let tally = short.month.registers.last().unwrap().tally;
    assert!(told.people.len() >= usize::try_from(tally.held + tally.excluded).unwrap());
    for person in &told.people {
        let digits = person.number.chars().filter(char::is_ascii_digit).count();
        assert!(digits < 12, "a whole number travelled");
        assert!(!person.reasons.is_empty());
    }
    // It isn't this person's to freeze, whatever a screen offers.
    let refused = ask(&mut laptop, MonthCommand::Freeze { period });
    assert_eq!(refused.unwrap_err().key, "month-refusal-not-yours");

    drop(laptop);
    let mut laptop = Laptop::start(settings());
    laptop.unlock().unwrap();
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    laptop.go_on(me.id).unwrap();
    ask(&mut laptop, MonthCommand::List).unwrap();
    ask(&mut laptop, MonthCommand::Open { period }).unwrap();
    ask(&mut laptop, ask_people).unwrap();
    let kept = opened(&laptop, period).unwrap();
    assert_eq!(kept.at, month.at, "it says when that was");
    assert_eq!(kept.state, month.state);
    assert_eq!(kept.organisations.len(), month.organisations.len());
    assert_eq!(people(&laptop, organisation).unwrap().people, told.people);
    let unread = MonthCommand::Open {
        period: period.plus_months(-30).unwrap(),
    };
    let refused = ask(&mut laptop, unread);
    assert_eq!(refused.unwrap_err().key, "client-month-offline");
    let refused = ask(&mut laptop, MonthCommand::Freeze { period });
    assert_eq!(refused.unwrap_err().key, "client-month-needs-network");
}

#[test]
fn the_centre_gets_quantities_alone_and_a_school_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let settings = config(&folder.path().join("a"), &registry.url(), "ФЦ02");
    let (mut laptop, _) =
        Laptop::signed_in(settings, &|one| one.role == AccountRole::FinancialCentre);
    ask(&mut laptop, MonthCommand::List).unwrap();
    let period = listed(&laptop).unwrap().months[0].month.period;
    ask(&mut laptop, MonthCommand::Open { period }).unwrap();
    let organisation = opened(&laptop, period).unwrap().organisations[0]
        .month
        .organisation;
    let people = MonthCommand::People {
        period,
        organisation,
    };
    let refused = ask(&mut laptop, people);
    assert_eq!(refused.unwrap_err().key, "refusal-not-your-role");
    laptop.run(Command::SignOut).unwrap();
    laptop.sign_in(&|one| one.role == AccountRole::School);
    let refused = ask(&mut laptop, MonthCommand::List);
    assert_eq!(refused.unwrap_err().key, "refusal-not-your-role");
}
