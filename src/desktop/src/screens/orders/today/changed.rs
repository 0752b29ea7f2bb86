//! What changed since the last working day, as a register: records of the order, mandates, months,
//! rulings, automatic checks.

use super::day::{Day, Question};
use super::{identity, set_region};
use crate::cx::pick;
use crate::place::{Place, Section};
use crate::register::{Face, Source};
use crate::screens::orders::shelf::WORDS;
use crate::screens::orders::words;
use crate::screens::organisations::telling_end;
use baqylau_client::ui::{MonthsListed, OpenMonth, SanctionRow, TurnedCheck};
use baqylau_domain::Moment;
use baqylau_domain::calendar::{Period, day_begins, legal_day};
use baqylau_domain::identifiers::{Kato, PersonId};
use baqylau_domain::month::MonthStage;
use baqylau_domain::sanction::{Decision, SanctionState};
use baqylau_domain::schooling::{Happened, MandateTurn, OrderChange, StageKind};
use baqylau_locale::{Locale, legal_time};
use baqylau_registers::{Choice, Table, TableBuilder, Value};
use baqylau_widgets::Tone;
use baqylau_widgets::table::Cell;
use std::cmp::Reverse;
use std::sync::Arc;

/// Column of what it is about.
pub const KIND: &str = "kind";

/// What changed, by kind: keys of their words end with these.
const KINDS: [&str; 12] = [
    "application",
    "budget",
    "distribution",
    "plan",
    "contract",
    "act",
    "register",
    "payment",
    "mandate",
    "month",
    "ruling",
    "check",
];

/// A ruling came to a state.
pub struct Ruled {
    /// Place among the rulings.
    row: SanctionRow,
    /// Code of the state.
    state: &'static str,
}

/// Something that changed.
pub enum Change {
    /// A record of the order.
    Order(OrderChange),
    /// A month came to a stage.
    Month {
        /// Which.
        period: Period,
        /// Where it came.
        stage: MonthStage,
        /// When.
        at: Moment,
        /// Who; none where the registry did it.
        by: Option<PersonId>,
    },
    /// A ruling on a sanction, or a proposal.
    Ruling {
        /// What.
        ruled: Box<Ruled>,
        /// When.
        at: Moment,
        /// Who; none where the registry did it.
        by: Option<PersonId>,
    },
    /// An automatic check turned.
    Check(TurnedCheck),
}

impl Change {
    /// Everything that changed after a moment, newest first.
    pub fn all(records: Vec<OrderChange>, question: &Question, since: Moment) -> Vec<Self> {
        let mut found: Vec<Self> = records.into_iter().map(Self::Order).collect();
        if let Some(listed) = &question.listed {
            found.extend(months(listed, since));
        }
        for month in question.months.values() {
            found.extend(validated(month, since));
        }
        for row in question.sanctions.iter().flat_map(|rows| rows.iter()) {
            found.extend(ruling(row, since));
        }
        let turned = question.turned.iter().flat_map(|turned| &turned.checks);
        let turned = turned.filter(|one| one.since > since);
        found.extend(turned.cloned().map(Self::Check));
        found.sort_by_key(|one| Reverse(one.at()));
        found
    }

    fn at(&self) -> Moment {
        match self {
            Self::Order(one) => one.at,
            Self::Month { at, .. } | Self::Ruling { at, .. } => *at,
            Self::Check(one) => one.since,
        }
    }

    fn by(&self) -> Option<PersonId> {
        match self {
            Self::Order(one) => one.by,
            Self::Month { by, .. } | Self::Ruling { by, .. } => *by,
            Self::Check(_) => None,
        }
    }

    fn kind(&self) -> &str {
        match self {
            Self::Order(one) => one.key.split(':').next().unwrap_or_default(),
            Self::Month { .. } => "month",
            Self::Ruling { .. } => "ruling",
            Self::Check(_) => "check",
        }
    }

    fn region(&self) -> Option<Kato> {
        match self {
            Self::Order(one) => one.department,
            Self::Month { .. } => None,
            Self::Ruling { ruled, .. } => Some(ruled.row.organisation.territory.region()),
            Self::Check(one) => Some(one.organisation.territory.region()),
        }
    }

    /// What tells it from all others of the day.
    fn key(&self) -> String {
        match self {
            Self::Order(one) => format!("{}|{:?}|{}", one.key, one.happened, one.at),
            Self::Month { period, stage, .. } => {
                format!("{}-{}|{stage:?}", period.year(), period.month())
            }
            Self::Ruling { ruled, .. } => {
                format!("{}|{}", ruled.row.sanction.id, ruled.state)
            }
            Self::Check(one) => format!("{}|{}|{}", one.organisation.id, one.check, one.since),
        }
    }

    fn what(&self, locale: &Locale) -> String {
        match self {
            Self::Order(one) => happened(&one.happened, locale),
            Self::Month { period, stage, .. } => {
                let stage = locale.text(super::super::months::stage(*stage).0);
                format!("{}: {stage}", words::month(*period, locale))
            }
            Self::Ruling { ruled, .. } => {
                let state = locale.text(&format!("sanction-state-{}", ruled.state));
                let args = [("number", ruled.row.act_number.as_str().into())];
                let act = locale.format("board-ruling-act", &args);
                format!("{state} · {act}")
            }
            Self::Check(one) => {
                let verdict = locale.text(&format!("flk-verdict-{}", one.verdict.code()));
                let key = format!("flk-title-{}", one.check);
                let title = match locale.has(&key) {
                    true => locale.text(&key),
                    false => one.check.clone(),
                };
                format!("{title}: {verdict}")
            }
        }
    }

    fn school(&self, day: &Day, locale: &Locale) -> Option<String> {
        match self {
            Self::Order(one) => one.school.and_then(|school| day.school(school, locale)),
            Self::Month { .. } => None,
            Self::Ruling { ruled, .. } => {
                Some(pick(locale.language(), &ruled.row.organisation.name).to_owned())
            }
            Self::Check(one) => Some(pick(locale.language(), &one.organisation.name).to_owned()),
        }
    }

    /// Where it is looked at.
    pub fn place(&self, day: &Day) -> Option<Place> {
        match self {
            Self::Order(one) => day.place(&one.key),
            Self::Month { .. } => Some(Place::Orders(Section::Months)),
            Self::Ruling { ruled, .. } => Some(Place::Sanction(ruled.row.sanction.id)),
            Self::Check(one) => Some(Place::Organisation(one.organisation.id)),
        }
    }
}

/// What happened to a record, in words.
fn happened(what: &Happened, locale: &Locale) -> String {
    match what {
        Happened::Operation(step) => {
            locale.text(&format!("client-order-{}", step.replace('_', "-")))
        }
        Happened::Stage(stage) => {
            let code = StageKind::from(stage).code();
            locale.text(&format!("board-stage-{code}"))
        }
        Happened::Payment(state) => {
            let place = words::payment_state(state);
            let code = words::PAYMENT_STATES
                .get(place)
                .map_or("", |(code, _)| code);
            locale.text(&format!("board-payment-{code}"))
        }
        Happened::Mandate(turn) => locale.text(match turn {
            MandateTurn::Begins => "board-mandate-begins",
            MandateTurn::Revoked => "board-mandate-revoked",
            MandateTurn::Ended => "board-mandate-ended",
        }),
    }
}

/// Months that were frozen or closed.
fn months(listed: &MonthsListed, since: Moment) -> Vec<Change> {
    let mut found = Vec::new();
    for state in &listed.months {
        let month = &state.month;
        let steps = [
            (MonthStage::Frozen, month.frozen),
            (MonthStage::Closed, month.closed),
        ];
        for (stage, step) in steps {
            if let Some(step) = step.filter(|step| step.at > since) {
                found.push(Change::Month {
                    period: month.period,
                    stage,
                    at: step.at,
                    by: Some(step.by),
                });
            }
        }
    }
    found
}

/// A month every register of which is made: it was validated when the last was, as far as its
/// organisations are shown to this person.
fn validated(month: &OpenMonth, since: Moment) -> Option<Change> {
    let done = matches!(
        month.state.month.stage,
        MonthStage::Validated | MonthStage::Closed
    );
    let made = month.organisations.iter();
    let last = made.filter_map(|row| Some(row.month.registers.last()?.at));
    let at = last.max().filter(|at| done && *at > since)?;
    Some(Change::Month {
        period: month.state.month.period,
        stage: MonthStage::Validated,
        at,
        by: None,
    })
}

/// What a sanction came to after a moment.
fn ruling(row: &SanctionRow, since: Moment) -> Option<Change> {
    let sanction = &row.sanction;
    let of = |decision: &Decision| (decision.at, Some(decision.by));
    let (state, (at, by)) = match &sanction.state {
        SanctionState::Proposed => ("proposed", (sanction.proposed_at, None)),
        SanctionState::Dismissed { decision } => ("dismissed", of(decision)),
        SanctionState::Suspended { decision, .. } => ("suspended", of(decision)),
        SanctionState::Escalated { escalated_on, .. } => {
            ("escalated", (day_begins(*escalated_on), None))
        }
        SanctionState::Resumed { decision, .. } => ("resumed", of(decision)),
        SanctionState::Terminated { decision } => ("terminated", of(decision)),
    };
    // What is known by its day alone counts on the first day already.
    let new = at > since || (state == "escalated" && legal_day(at) >= legal_day(since));
    new.then(|| Change::Ruling {
        ruled: Box::new(Ruled {
            row: row.clone(),
            state,
        }),
        at,
        by,
    })
}

/// What changed, as a register.
pub struct Changes(pub Arc<Day>);

impl Source for Changes {
    fn len(&self) -> usize {
        self.0.changes.len()
    }

    fn table(&self, locale: &Locale) -> Table {
        let t = |key: &str| locale.text(key);
        let mut b = TableBuilder::new(locale.language());
        let at = b.date("at", &t("board-column-at"));
        let what = b.text("what", &t("board-column-what"));
        let kinds = KINDS.map(|code| Choice::new(code, t(&format!("board-record-{code}"))));
        let kind = b.choice(KIND, &t("board-column-kind"), kinds.to_vec());
        let school = b.text("school", &t("order-school"));
        let found = words::regions(self.0.changes.iter().filter_map(Change::region), locale);
        let region = b.choice("region", &t("register-region"), found.clone());
        let words = [&*t("register-no"), &*t("register-yes")];
        let mine = b.flag("mine", &t("board-by-you"), words);
        let searched = b.searched(WORDS);
        for one in &self.0.changes {
            b.row(identity(&one.key()));
            b.set(at, Value::Day(legal_day(one.at())));
            let said = one.what(locale);
            b.set(what, Value::Text(&said));
            let place = KINDS.iter().position(|code| *code == one.kind());
            b.set(kind, place.map_or(Value::Empty, Value::Choice));
            let name = one.school(&self.0, locale).unwrap_or_default();
            b.set(school, Value::Text(&name));
            set_region(&mut b, region, one.region(), &found);
            let own = one.by() == Some(self.0.actor.person);
            b.set(mine, Value::Flag(own));
            b.set(searched, Value::Text(&format!("{said} {name}")));
        }
        b.finish()
    }
}

/// How the cells look in a language.
pub struct Looks<'a>(pub &'a Locale);

impl Face<Changes> for Looks<'_> {
    fn cell(&self, source: &Changes, row: usize, column: &str) -> Option<Cell<'static>> {
        let one = source.0.changes.get(row)?;
        Some(match column {
            "at" => {
                let whole = matches!(one, Change::Order(order)
                    if matches!(order.happened, Happened::Mandate(_)));
                Cell::text(match whole {
                    true => self.0.date(legal_time(one.at()).date_naive()),
                    false => self.0.date_time(one.at()),
                })
            }
            "what" => {
                let words = one.what(self.0);
                match one {
                    Change::Check(check) if check.verdict.code() == "failed" => {
                        Cell::toned(Tone::Bad, words)
                    }
                    _ => Cell::strong(words),
                }
            }
            "school" => {
                let name = one.school(&source.0, self.0)?;
                let end = telling_end(&name);
                Cell::text(name).keep_end(end)
            }
            _ => return None,
        })
    }

    fn name(&self, source: &Changes, row: usize) -> String {
        let Some(one) = source.0.changes.get(row) else {
            return String::new();
        };
        let school = one.school(&source.0, self.0).unwrap_or_default();
        super::joined(&[one.what(self.0), school])
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            "what" => (260.0, true),
            "school" => (180.0, true),
            "at" => (148.0, false),
            KIND => (190.0, false),
            "region" => (170.0, false),
            _ => (96.0, false),
        }
    }
}

/// Columns seen at first in so much room, in points.
pub fn at_first(room: f32) -> &'static [&'static str] {
    if room < 800.0 {
        &["at", "what", "school"]
    } else if room < 1200.0 {
        &["at", "what", KIND, "school"]
    } else {
        &["at", "what", KIND, "school", "region", "mine"]
    }
}
