//! The columns of the register of mandates.

use super::super::shelf::{Kind, Rows, WORDS};
use super::super::words;
use super::people;
use crate::cx::Cx;
use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::identifiers::{OrganisationId, PersonId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::schooling::{Mandate, MandateScope, Principal, SchoolingRecord};
use baqylau_locale::Locale;
use baqylau_registers::{TableBuilder, Value};
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Icon, Tone};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;
use std::sync::Arc;

/// Column of the state.
pub const STATE: &str = "state";

/// Days before the end from which a mandate is shown as ending: time enough to give another.
const ENDING: i64 = 30;

/// Codes of the states of a mandate.
pub const STATES: [(&str, Tone); 5] = [
    ("in-force", Tone::Ok),
    ("ending", Tone::Warning),
    ("not-yet", Tone::Info),
    ("expired", Tone::Neutral),
    ("revoked", Tone::Bad),
];

/// The place of a mandate's state on a day in [`STATES`].
pub fn state(mandate: &Mandate, day: NaiveDate) -> usize {
    if mandate.revoked.is_some_and(|revoked| revoked <= day) {
        return 4;
    }
    if mandate.to < day {
        return 3;
    }
    if day < mandate.from {
        return 2;
    }
    if days_left(mandate, day) <= ENDING {
        return 1;
    }
    0
}

/// Days it still counts, the present one not counted.
pub fn days_left(mandate: &Mandate, day: NaiveDate) -> i64 {
    (mandate.to - day).num_days().max(0)
}

/// What a row needs that no mandate says: names, the day, who reads.
#[derive(Default)]
pub struct Beside {
    /// Schools by identity.
    pub schools: HashMap<OrganisationId, Arc<Organisation>>,
    /// Names of people known here.
    pub names: HashMap<PersonId, String>,
    /// Who reads.
    pub me: Option<PersonId>,
    /// The day states are of.
    pub day: NaiveDate,
}

impl Beside {
    /// A person by name; one whose name isn't known here by the end of their identity.
    pub fn person(&self, person: PersonId, locale: &Locale) -> String {
        let known = self.names.get(&person);
        let name = match known {
            Some(name) => name.clone(),
            None => {
                let id = person.to_string();
                let short = id.rsplit('-').next().unwrap_or_default().to_owned();
                locale.format("order-mandate-somebody", &[("id", short.into())])
            }
        };
        if self.me == Some(person) {
            locale.format("order-mandate-you", &[("name", name.into())])
        } else {
            name
        }
    }

    /// For whom, in words.
    pub fn principal(&self, principal: Principal, locale: &Locale) -> String {
        match principal {
            Principal::Centre => locale.text("order-principal-centre"),
            Principal::Department(region) => {
                let region = words::region(region, locale);
                locale.format("order-principal-department", &[("region", region.into())])
            }
            Principal::School(id) => match self.schools.get(&id) {
                Some(school) => crate::cx::pick(locale.language(), &school.name).to_owned(),
                None => locale.text("order-principal-school"),
            },
        }
    }
}

/// Message key of a scope.
pub fn scope(scope: MandateScope) -> &'static str {
    match scope {
        MandateScope::Applications => "order-scope-applications",
        MandateScope::Funding => "order-scope-funding",
        MandateScope::Contracts => "order-scope-contracts",
        MandateScope::Acts => "order-scope-acts",
        MandateScope::Registers => "order-scope-registers",
        MandateScope::Payments => "order-scope-payments",
        MandateScope::Mandates => "order-scope-mandates",
    }
}

/// All scopes of a mandate, in words.
pub fn scopes(mandate: &Mandate, locale: &Locale) -> String {
    let named = mandate.scopes.iter().map(|one| locale.text(scope(*one)));
    named.collect::<Vec<_>>().join(", ")
}

/// Mandates.
pub struct Mandates;

impl Kind for Mandates {
    type Record = Mandate;
    type Beside = Beside;
    const ID: &'static str = "order-mandates";
    const ORDER: &'static str = "to";
    const NAME: &'static str = "order-mandates";
    const ICON: Icon = Icon::IdCard;
    const WAITING: &'static str = "mandate";

    fn of(record: &SchoolingRecord) -> Option<&Mandate> {
        match record {
            SchoolingRecord::Mandate(one) => Some(one),
            _ => None,
        }
    }

    fn beside(view: &OrdersView) -> Beside {
        let mut beside = Beside::default();
        for school in view.rows.iter().filter_map(|row| row.school.as_ref()) {
            beside.schools.entry(school.id).or_insert(school.clone());
        }
        beside
    }

    fn stamp(cx: &Cx<'_>) -> u64 {
        let day = u64::try_from(cx.model.today().num_days_from_ce()).unwrap_or(0);
        // The language belongs to no name; how many are known does.
        (day << 32) + people::names(cx).len() as u64
    }

    fn complete(beside: &mut Beside, cx: &Cx<'_>) {
        beside.names = people::names(cx);
        beside.me = cx.model.person().map(|person| person.id);
        beside.day = cx.model.today();
    }

    fn table(rows: &Rows<Self>, b: &mut TableBuilder, locale: &Locale) {
        let t = |key: &str| locale.text(key);
        let beside = &rows.beside;
        let person = b.text("person", &t("order-mandate-person"));
        let principal = b.text("principal", &t("order-mandate-principal"));
        let scoped = b.text("scopes", &t("order-mandate-scopes"));
        let from = b.date("from", &t("order-mandate-from"));
        let to = b.date("to", &t("order-mandate-to"));
        let left = b.number("left", &t("order-mandate-left"), false);
        let basis = b.text("basis", &t("order-mandate-basis"));
        let states = words::choices(&STATES, "order-mandate-state", locale);
        let state = b.choice(STATE, &t("order-state"), states);
        let searched = b.searched(WORDS);
        for (_, mandate) in rows.iter() {
            let name = beside.person(mandate.person, locale);
            let whom = beside.principal(mandate.principal, locale);
            let scopes = scopes(mandate, locale);
            let place = self::state(mandate, beside.day);
            b.row(mandate.id.uuid().as_u128());
            b.set(person, Value::Text(&name));
            b.set(principal, Value::Text(&whom));
            b.set(scoped, Value::Text(&scopes));
            b.set(from, Value::Day(mandate.from));
            b.set(to, Value::Day(mandate.to));
            if place < 2 {
                b.set(left, Value::Whole(days_left(mandate, beside.day)));
            }
            b.set(basis, Value::Text(&mandate.basis));
            b.set(state, Value::Choice(place));
            let all = [name, whom, scopes, mandate.basis.clone()];
            b.set(searched, Value::Text(&all.join(" ")));
        }
    }

    fn cell(rows: &Rows<Self>, row: usize, column: &str, locale: &Locale) -> Option<Cell<'static>> {
        let (row, mandate) = rows.get(row)?;
        let place = state(mandate, rows.beside.day);
        Some(match column {
            "person" => {
                let mut cell = Cell::strong(rows.beside.person(mandate.person, locale));
                if !row.waiting.is_empty() {
                    cell = cell.icon(Icon::CloudUpload);
                }
                cell
            }
            "left" if place < 2 => {
                let days = days_left(mandate, rows.beside.day);
                let words = locale.integer(days);
                match place {
                    1 => Cell::toned(Tone::Warning, words),
                    _ => Cell::text(words),
                }
            }
            STATE => {
                let (words, tone) = words::state(&STATES, place, "order-mandate-state", locale);
                Cell::tag(tone, words)
            }
            _ => return None,
        })
    }

    fn name(_: &OrderRow, mandate: &Mandate, locale: &Locale) -> String {
        let scopes = scopes(mandate, locale);
        format!(
            "{} – {}: {scopes}",
            locale.date(mandate.from),
            locale.date(mandate.to)
        )
    }

    fn width(column: &str) -> (f32, bool) {
        match column {
            "person" => (200.0, true),
            "principal" => (190.0, false),
            "scopes" | "basis" => (190.0, false),
            STATE => (150.0, false),
            _ => (110.0, false),
        }
    }

    fn at_first(room: f32) -> &'static [&'static str] {
        if room < 760.0 {
            &["person", "to", "left", STATE]
        } else if room < 1200.0 {
            &["person", "principal", "scopes", "to", "left", STATE]
        } else {
            &[
                "person",
                "principal",
                "scopes",
                "from",
                "to",
                "left",
                "basis",
                STATE,
            ]
        }
    }
}
