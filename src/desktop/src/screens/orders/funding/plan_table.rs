//! The lines of a funding plan as a register: schools with their sums, what the version before had,
//! what is contracted, acted and paid of them, month by month.

use super::figures::Figures;
use super::lines::signed;
use super::plan::Compared;
use super::plan_school;
use crate::register::{Face, Source};
use crate::screens::organisations::telling_end;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::schooling::{FundingPlan, MoneyFor, PlanningFault};
use baqylau_locale::Locale;
use baqylau_registers::{Choice, Table, TableBuilder, Value};
use baqylau_widgets::Tone;
use baqylau_widgets::table::Cell;

/// Column that says whether the sums differ from the version before.
pub const DIFFERS: &str = "differs";
/// Column of everything a search looks at.
pub const WORDS: &str = "words";
/// Column of what is wrong with a line.
const FAULT: &str = "fault";

/// Codes of what is wrong with a line, with their words.
const FAULTS: [(&str, &str); 3] = [
    ("none", "funding-fault-none"),
    ("below", "funding-fault-below-short"),
    ("sum", "funding-fault-sum-short"),
];

/// What a school has in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// School.
    pub school: OrganisationId,
    name: String,
    bin: String,
    before: Option<i64>,
    sum: i64,
    contracted: Option<i64>,
    acted: i64,
    paid: i64,
    months: [i64; 12],
    fault: usize,
}

impl PlanRow {
    fn change(&self) -> Option<i64> {
        Some(self.sum.saturating_sub(self.before?))
    }

    /// What is planned and not contracted.
    fn left(&self) -> i64 {
        self.sum.saturating_sub(self.contracted.unwrap_or_default())
    }
}

/// The lines of a plan that are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLines {
    rows: Vec<PlanRow>,
}

impl PlanLines {
    /// Of schools, with what their money is for.
    pub fn of(
        schools: impl Iterator<Item = OrganisationId>,
        money: MoneyFor,
        compared: &Compared,
        faults: &[PlanningFault],
        figures: &Figures,
        locale: &Locale,
    ) -> Self {
        let sum_of = |plan: &FundingPlan, school| plan.sum_for(school, money).unwrap_or_default().0;
        let row = |school: OrganisationId| {
            let of = (school, money);
            let (acted, paid) = figures.moved(of);
            let months = std::array::from_fn(|place| {
                let month = u32::try_from(place + 1).unwrap_or(1);
                let period = Period::new(compared.plan.year, month);
                period.map_or(0, |period| compared.plan.month_for(school, money, period).0)
            });
            let fault = faults
                .iter()
                .find(|fault| plan_school::is_of(fault, school));
            PlanRow {
                school,
                name: figures.name(school, locale),
                bin: figures.bin(school).to_owned(),
                before: compared.before.as_ref().map(|plan| sum_of(plan, school)),
                sum: sum_of(&compared.plan, school),
                contracted: figures.contracted.get(&of).map(|sum| sum.0),
                acted,
                paid,
                months,
                fault: match fault {
                    None => 0,
                    Some(PlanningFault::BelowContract { .. }) => 1,
                    Some(_) => 2,
                },
            }
        };
        Self {
            rows: schools.map(row).collect(),
        }
    }

    /// The school of a row.
    pub fn school(&self, row: usize) -> Option<OrganisationId> {
        self.rows.get(row).map(|row| row.school)
    }
}

impl Source for PlanLines {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn table(&self, locale: &Locale) -> Table {
        let t = |key: &str| locale.text(key);
        let mut b = TableBuilder::new(locale.language());
        let named = b.text("name", &t("order-school"));
        let bin = b.text("bin", &t("field-bin"));
        let before = b.money("before", &t("funding-plan-before"));
        let sum = b.money("sum", &t("funding-plan-sum"));
        let change = b.money("change", &t("funding-plan-change-sum"));
        let contracted = b.money("contracted", &t("funding-contracted"));
        let left = b.money("left", &t("funding-plan-left"));
        let acted = b.money("acted", &t("funding-acted"));
        let paid = b.money("paid", &t("funding-paid"));
        let choices = FAULTS.iter().map(|(code, key)| Choice::new(*code, t(key)));
        let fault = b.choice(FAULT, &t("funding-remark"), choices.collect());
        let names = [
            "m01", "m02", "m03", "m04", "m05", "m06", "m07", "m08", "m09", "m10", "m11", "m12",
        ];
        let months: Vec<_> = names
            .iter()
            .zip(1..)
            .map(|(id, month)| b.money(id, locale.month_name(month)))
            .collect();
        let words = [&*t("register-no"), &*t("register-yes")];
        let differs = b.flag(DIFFERS, &t("funding-plan-differs"), words);
        let all_words = b.searched(WORDS);
        let whole = |sum: Option<i64>| sum.map_or(Value::Empty, Value::Whole);
        for one in &self.rows {
            b.row(one.school.uuid().as_u128());
            b.set(named, Value::Text(&one.name));
            b.set(bin, Value::Text(&one.bin));
            let searched = format!("{} {}", one.name, one.bin);
            b.set(all_words, Value::Text(&searched));
            b.set(before, whole(one.before));
            b.set(sum, Value::Whole(one.sum));
            b.set(change, whole(one.change()));
            b.set(contracted, whole(one.contracted));
            b.set(left, Value::Whole(one.left()));
            b.set(acted, Value::Whole(one.acted));
            b.set(paid, Value::Whole(one.paid));
            b.set(fault, Value::Choice(one.fault));
            for (column, sum) in months.iter().zip(one.months) {
                b.set(*column, Value::Whole(sum));
            }
            b.set(
                differs,
                Value::Flag(one.change().is_some_and(|sum| sum != 0)),
            );
        }
        b.finish()
    }
}

/// How the cells look in a language.
pub struct Looks<'a>(pub &'a Locale);

impl Face<PlanLines> for Looks<'_> {
    fn cell(&self, source: &PlanLines, row: usize, column: &str) -> Option<Cell<'static>> {
        let one = source.rows.get(row)?;
        Some(match column {
            "name" => Cell::strong(one.name.clone()).keep_end(telling_end(&one.name)),
            "change" => match one.change() {
                None | Some(0) => Cell::empty(),
                Some(sum) => {
                    let tone = if sum < 0 { Tone::Bad } else { Tone::Info };
                    Cell::toned(tone, signed(sum, self.0))
                }
            },
            "left" if one.left() < 0 => Cell::toned(Tone::Bad, self.0.money_tiyn_plain(one.left())),
            FAULT => match FAULTS.get(one.fault) {
                Some((_, key)) if one.fault > 0 => Cell::tag(Tone::Bad, self.0.text(key)),
                _ => Cell::empty(),
            },
            _ => return None,
        })
    }

    fn name(&self, source: &PlanLines, row: usize) -> String {
        let one = source.rows.get(row);
        one.map_or_else(String::new, |one| one.name.clone())
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            "name" => (240.0, true),
            "left" => (200.0, false),
            "bin" => (124.0, false),
            FAULT => (170.0, false),
            _ => (150.0, false),
        }
    }
}

/// Columns seen at first in so much room, in points.
pub fn at_first(room: f32, compares: bool) -> &'static [&'static str] {
    match (compares, room) {
        (true, room) if room >= 1100.0 => &[
            "name",
            "before",
            "sum",
            "change",
            "contracted",
            "left",
            FAULT,
        ],
        (true, room) if room >= 800.0 => &["name", "before", "sum", "change", FAULT],
        (true, _) => &["name", "sum", "change"],
        (false, room) if room >= 1100.0 => {
            &["name", "sum", "contracted", "left", "acted", "paid", FAULT]
        }
        (false, room) if room >= 800.0 => &["name", "sum", "contracted", "left", FAULT],
        (false, _) => &["name", "sum", "contracted"],
    }
}
