//! The day of the signed-in person, worked out: what waits, what stands still, who hasn't sent an
//! act and why, what changed since the last working day.

use super::super::standstill::{self, Standstill};
use super::super::words;
use super::changed::Change;
use crate::model::Model;
use crate::place::Place;
use baqylau_client::ui::{
    MonthsListed, OpenMonth, OrderRow, OrdersView, SanctionRow, TurnedChecks,
};
use baqylau_domain::Moment;
use baqylau_domain::calendar::{Period, WorkingCalendar, day_begins, legal_day};
use baqylau_domain::identifiers::{Kato, OrganisationId};
use baqylau_domain::month::MonthStage;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    Around, Duty, KnownMonth, OrderRules, SchoolingRecord, Unsent, Worklist, changes, unsent,
};
use baqylau_locale::Locale;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Whose day, and what is known of it beside the records.
#[derive(Clone)]
pub struct Question {
    /// Whose.
    pub actor: Actor,
    /// Which day.
    pub today: NaiveDate,
    /// Rulings.
    pub sanctions: Option<Arc<Vec<SanctionRow>>>,
    /// Where the months are.
    pub listed: Option<Arc<MonthsListed>>,
    /// Months with their organisations.
    pub months: BTreeMap<Period, Arc<OpenMonth>>,
    /// Automatic checks that turned.
    pub turned: Option<Arc<TurnedChecks>>,
}

fn same<T>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        let months = self.months.len() == other.months.len()
            && self
                .months
                .iter()
                .all(|(period, one)| same(Some(one), other.months.get(period)));
        months
            && self.actor == other.actor
            && self.today == other.today
            && same(self.sanctions.as_ref(), other.sanctions.as_ref())
            && same(self.listed.as_ref(), other.listed.as_ref())
            && same(self.turned.as_ref(), other.turned.as_ref())
    }
}

impl Question {
    /// What is asked with what is known now; none while nobody is signed in.
    pub fn of(model: &Model) -> Option<Self> {
        Some(Self {
            actor: model.person()?.actor(),
            today: model.today(),
            sanctions: model.sanctions.value().cloned(),
            listed: model.months.listed.value().cloned(),
            months: model.months.opened.clone(),
            turned: model.turned.clone(),
        })
    }
}

/// Everything the screen shows.
pub struct Day {
    /// The records.
    pub view: Arc<OrdersView>,
    /// Which day it is.
    pub today: NaiveDate,
    /// Whose day it is.
    pub actor: Actor,
    /// What waits.
    pub list: Worklist,
    /// Who hasn't sent an act.
    pub unsent: Vec<Unsent>,
    /// What changed, newest first.
    pub changes: Vec<Change>,
    /// Since when changes are told.
    pub since: NaiveDate,
    /// Records by their keys.
    places: HashMap<String, usize>,
    /// A record of each school, which knows its name.
    schools: HashMap<OrganisationId, usize>,
    /// Why payment to schools stands still.
    pub rulings: HashMap<OrganisationId, Standstill>,
}

impl Day {
    /// Works the day out.
    pub fn of(view: &Arc<OrdersView>, question: &Question) -> Self {
        let records = || view.rows.iter().map(|row| &*row.record);
        let calendar = WorkingCalendar::kazakhstan();
        let rules = OrderRules::pilot();
        let rulings = standstill::of_all(question.sanctions.as_deref());
        let stopped = rulings.iter().map(|(school, one)| (*school, one.since));
        let around = Around {
            stopped: stopped.collect(),
            months: question
                .months
                .iter()
                .map(|(period, month)| (*period, known(month)))
                .collect(),
        };
        let duty = Duty {
            hand: &question.actor,
            today: question.today,
            calendar: &calendar,
            rules: &rules,
            around: &around,
        };
        let since = last_working_day(question.today, &calendar);
        let region = question.actor.territory.map(Kato::region);
        let told = question.actor.role != AccountRole::School;
        let with_school =
            |(place, row): (usize, &OrderRow)| row.school.as_ref().map(|school| (school.id, place));
        let today = question.today;
        Self {
            list: Worklist::of(records(), duty),
            unsent: if told {
                unsent(records(), region, today, &calendar, &rules, &around)
            } else {
                Vec::new()
            },
            changes: Change::all(
                changes(records(), day_begins(since), day_begins(today)),
                question,
                day_begins(since),
            ),
            since,
            places: records()
                .enumerate()
                .map(|(place, record)| (record.key(), place))
                .collect(),
            schools: view
                .rows
                .iter()
                .enumerate()
                .filter_map(with_school)
                .collect(),
            rulings,
            view: view.clone(),
            today,
            actor: question.actor.clone(),
        }
    }

    /// A record by its key.
    pub fn record(&self, key: &str) -> Option<&SchoolingRecord> {
        let row = self.view.rows.get(*self.places.get(key)?)?;
        Some(&row.record)
    }

    /// Where a record is looked at.
    pub fn place(&self, key: &str) -> Option<Place> {
        self.record(key).map(super::super::place_of)
    }

    /// The name of a school, where a record here knows it.
    pub fn school(&self, id: OrganisationId, locale: &Locale) -> Option<String> {
        Some(words::school(self.school_row(id)?, locale))
    }

    /// A record of a school.
    pub fn school_row(&self, id: OrganisationId) -> Option<&OrderRow> {
        self.view.rows.get(*self.schools.get(&id)?)
    }

    /// Whether something was asked of a record here that the registry hasn't answered.
    pub fn is_asked(&self, key: &str) -> bool {
        let row = self
            .places
            .get(key)
            .and_then(|place| self.view.rows.get(*place));
        row.is_some_and(|row| !row.waiting.is_empty())
    }
}

/// A month as it bears on acts.
fn known(month: &OpenMonth) -> KnownMonth {
    let rows = || month.organisations.iter().map(|row| &row.month);
    let state = &month.state.month;
    KnownMonth {
        stage: state.stage,
        frozen: state.frozen.map(|step| legal_day(step.at)),
        silent: rows()
            .filter(|row| row.contracted && row.sent.is_none())
            .map(|row| row.organisation)
            .collect(),
        judged: rows()
            .filter_map(|row| Some((row.organisation, legal_day(row.registers.last()?.at))))
            .collect(),
    }
}

/// Months whose organisations bear on acts that weren't sent: of the newest, those that are asked
/// for and aren't closed without them.
pub fn wanted(day: &Day, listed: &MonthsListed) -> Vec<Period> {
    let missing = |period: &Period| day.unsent.iter().any(|one| one.period == *period);
    let recent = |month: &&baqylau_protocol::month::MonthState| {
        let month = &month.month;
        missing(&month.period) || month.stage == MonthStage::Validated
    };
    let months = listed.months.iter().filter(recent);
    months
        .map(|month| month.month.period)
        .take(MOST_MONTHS)
        .collect()
}

/// Most months whose organisations are asked for of themselves.
const MOST_MONTHS: usize = 4;

/// The last day before this one on which people worked.
pub fn last_working_day(today: NaiveDate, calendar: &WorkingCalendar) -> NaiveDate {
    let before = (1..=15).filter_map(|days| today.checked_sub_days(Days::new(days)));
    before
        .into_iter()
        .find(|day| calendar.is_working(*day))
        .unwrap_or(today)
}

/// The moment since which changes are told on a day.
pub fn told_since(today: NaiveDate) -> Moment {
    day_begins(last_working_day(today, &WorkingCalendar::kazakhstan()))
}
