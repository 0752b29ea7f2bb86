//! A month of the state order of a region, played by everybody it concerns at their own screens: from
//! the budget to the last payment, with five faults each stopped at its place, and the network cut
//! where it hurts most.

mod centre;
mod contingent;
mod department;
mod school;
mod sums;

use super::TourError;
use super::drive::{Drive, Scene};
use crate::app::App;
use crate::cx::Action;
use crate::place::{Place, Section};
use baqylau_client::ui::{Command, Secret};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{Kato, PersonId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::SchoolingRecord;
use baqylau_locale::Language;
use baqylau_registry::rehearsal::{PlantedFault, Rehearsal, RehearsedSchool};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

/// The region of the rehearsal.
const REGION: &str = "390000000";

/// Everybody who isn't a head of a school, and what is played.
struct Cast {
    /// The department's officer, and the head of its section who approves.
    officer: PersonId,
    head: PersonId,
    /// Who accepts registers in the financial centre, and who pays.
    centre: PersonId,
    payer: PersonId,
    rehearsal: Rehearsal,
    /// The month.
    month: Period,
    quick: bool,
}

impl Cast {
    /// The school with a planted fault.
    fn with(&self, fault: PlantedFault) -> Option<&RehearsedSchool> {
        let mut schools = self.rehearsal.schools.iter();
        schools.find(|school| school.fault == Some(fault))
    }

    fn schools(&self) -> usize {
        self.rehearsal.schools.len()
    }
}

/// A day in the middle of a month after which the year still has one: the tenth of this month, or of
/// November.
fn day() -> NaiveDate {
    let now = baqylau_domain::Moment::from(std::time::SystemTime::now());
    let today = baqylau_locale::legal_time(now).date_naive();
    let day = NaiveDate::from_ymd_opt(today.year(), today.month().min(11), 10);
    day.unwrap_or(today)
}

/// What it is played on.
pub fn scene(schools: u32) -> Scene {
    Scene {
        day: Some(day()),
        schools: Some(schools),
    }
}

/// Plays it.
///
/// # Errors
/// [`TourError`] at the first step that failed.
pub fn story(drive: &mut Drive<'_>, schools: u32, quick: bool) -> Result<(), TourError> {
    drive.step("store");
    drive.wait("a first screen", |app| app.model().lock.is_some())?;
    drive.action(Action::Language(Language::Ru));
    drive.command(Command::CreateStore {
        passphrase: Secret::new(super::PASSPHRASE),
        remember_in_keyring: false,
    })?;
    drive.wait("sample people", |app| !app.model().sample_people.is_empty())?;
    let cast = cast(drive, schools, quick)?;
    let month = drive
        .app()
        .locale()
        .month_year(cast.month.year(), cast.month.month());
    drive.say(&format!("{} schools, {month}", cast.schools()));

    department::mandates(drive, &cast)?;
    department::budget(drive, &cast)?;
    school::apply(drive, &cast)?;
    department::applications(drive, &cast)?;
    department::distribution(drive, &cast)?;
    department::contracts(drive, &cast)?;
    school::contracts(drive, &cast)?;
    department::sign_contracts(drive, &cast)?;
    contingent::arrives(drive, &cast)?;
    school::acts(drive, &cast)?;
    department::suspends(drive, &cast)?;
    department::sign_acts(drive, &cast)?;
    contingent::invoices(drive)?;
    department::register(drive, &cast)?;
    centre::accepts(drive, &cast)?;
    centre::pays(drive, &cast)?;
    sums::agree(drive, &cast)
}

fn cast(drive: &Drive<'_>, schools: u32, quick: bool) -> Result<Cast, TourError> {
    let region: Kato =
        REGION
            .parse()
            .map_err(|error: baqylau_domain::identifiers::IdentifierError| {
                drive.error(&error.to_string())
            })?;
    let people = &drive.app().model().sample_people;
    let nth = |role: AccountRole, place: usize| {
        let mut here = people.iter().filter(|person| {
            person.role == role && person.territory.is_none_or(|territory| territory == region)
        });
        let found = here.nth(place).map(|person| person.id);
        found.ok_or_else(|| drive.error("an account of the demonstration is missing"))
    };
    let today = day();
    Ok(Cast {
        officer: nth(AccountRole::EducationOfficer, 0)?,
        head: nth(AccountRole::EducationOfficer, 1)?,
        centre: nth(AccountRole::FinancialCentre, 0)?,
        payer: nth(AccountRole::FinancialCentre, 1)?,
        rehearsal: Rehearsal::of(today, schools),
        month: Period::of(today).ok_or_else(|| drive.error("the month"))?,
        quick,
    })
}

/// Goes to a section and waits for its records.
fn section(drive: &mut Drive<'_>, section: Section) -> Result<(), TourError> {
    drive.go(Place::Orders(section));
    drive.wait("records of the order", |app| {
        app.model().orders.value().is_some()
    })
}

/// The records as this laptop shows them.
fn records(drive: &Drive<'_>) -> Vec<Arc<SchoolingRecord>> {
    let view = drive.app().model().orders.value();
    let rows = view.map(|view| view.rows.iter().map(|row| row.record.clone()).collect());
    rows.unwrap_or_default()
}

/// Waits until so many records here are as they should be, and nothing of this laptop's own is on its
/// way: for as long as they come, however slow the machine is. What the registry refuses ends it.
fn until(
    drive: &mut Drive<'_>,
    what: &str,
    count: usize,
    is_so: impl Fn(&SchoolingRecord) -> bool + Copy,
) -> Result<(), TourError> {
    let here = move |app: &App| {
        let rows = app.model().orders.value().map(|view| &view.rows);
        let rows = || rows.into_iter().flatten();
        let so = rows().filter(|row| is_so(&row.record)).count();
        let waiting = rows().filter(|row| !row.waiting.is_empty()).count();
        (so, waiting)
    };
    let moving = move |app: &App| {
        let sync = app.model().sync.as_ref();
        (here(app), sync.map(|sync| (sync.waiting, sync.attention)))
    };
    let came = drive.wait_moving(
        what,
        move |app| app.model().orders.value().is_some() && here(app) == (count, 0),
        moving,
        |drive| {
            let sync = drive.app().model().sync.as_ref();
            let refused = sync.map_or(0, |sync| sync.attention);
            if refused > 0 {
                return Err(drive.error(&format!("{what}: {refused} operations were refused")));
            }
            drive.command(Command::SyncNow)?;
            drive.command(Command::LoadOrders)
        },
    );
    came.map_err(|error| {
        let (so, waiting) = here(drive.app());
        let problem = error.problem;
        TourError {
            problem: format!("{problem}: {so} of {count}, {waiting} wait to be sent"),
            ..error
        }
    })
}

/// A picture in the middle of the story, and the same in other languages, themes and sizes.
fn picture(drive: &mut Drive<'_>, cast: &Cast, name: &str) -> Result<(), TourError> {
    drive.settle(6);
    drive.picture(&format!("month-{name}"))?;
    if cast.quick {
        return Ok(());
    }
    for (language, dark, size) in [
        (Language::Kk, true, (1280.0, 800.0)),
        (Language::En, false, (1920.0, 1080.0)),
    ] {
        drive.action(Action::Language(language));
        drive.action(Action::Dark(dark));
        drive.resize(size.0, size.1);
        drive.settle(12);
        let theme = if dark { "dark" } else { "light" };
        let code = language.code();
        drive.picture_named(&format!(
            "look-month-{name}-{code}-{theme}-{}",
            size.0 as u32
        ))?;
    }
    drive.action(Action::Language(Language::Ru));
    drive.action(Action::Dark(false));
    drive.resize(1280.0, 800.0);
    drive.settle(6);
    Ok(())
}
