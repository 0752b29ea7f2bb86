//! Versions of a distribution that was approved more than once: what each school was given by each,
//! and what differs from the version before.

use super::super::who;
use super::Here;
use super::lines::{self, Item, Line};
use crate::cx::Cx;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::schooling::{ApprovedDistribution, Distribution};
use baqylau_widgets::{Answer, Modal, TableState, tag, text};
use std::collections::BTreeMap;

/// The sheet.
pub struct Versions {
    /// Months of the distribution.
    of: (Period, Period),
    /// The version looked at; none: the one in force.
    number: Option<usize>,
    table: TableState<OrganisationId>,
}

impl Versions {
    /// Of a distribution.
    pub fn of(one: &ApprovedDistribution) -> Self {
        Self {
            of: (one.from, one.to),
            number: None,
            table: TableState::default(),
        }
    }

    /// Shows it; whether it stays.
    pub fn show(&mut self, here: Here<'_>, cx: &Cx<'_>, ctx: &egui::Context) -> bool {
        let mut all = here.figures.distributions.iter();
        let Some(one) = all.find(|one| (one.from, one.to) == self.of) else {
            return false;
        };
        let (title, close) = (cx.t("funding-versions-title"), cx.t("button-close"));
        let answer = Modal::new("funding-versions", &title)
            .width(880.0)
            .buttons("", &close)
            .show(ctx, |ui| self.body(one, here, cx, ui));
        matches!(answer, Answer::Open)
    }

    fn body(&mut self, one: &ApprovedDistribution, here: Here<'_>, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let versions = one.versions();
        let last = versions.len();
        let number = self.number.unwrap_or(last);
        ui.horizontal_wrapped(|ui| {
            for version in &versions {
                let args = [("version", version.number.into())];
                let label = cx.f("funding-budget-version", &args);
                if tag::pill(ui, version.number == number, &label).clicked() {
                    self.number = Some(version.number);
                }
            }
        });
        let find = |number: usize| versions.iter().find(|one| one.number == number);
        let Some(now) = find(number) else { return };
        let when = cx.locale.date_time(now.step.at);
        let said = cx.f("funding-plan-approved-at", &[("time", when.into())]);
        ui.label(text::small_muted(&who::step(said, Some(now.step.by), cx)));
        let Some((budget, outcome)) = now.said else {
            ui.label(text::muted(&cx.t("funding-versions-unkept")));
            return;
        };
        let before = number.checked_sub(1).and_then(find);
        let before = before.and_then(|one| one.said);
        let args = [("sum", cx.locale.money_tiyn(budget.0).into())];
        let mut head = cx.f("funding-versions-sum", &args);
        if let Some((former, _)) = before
            && let Some(change) = budget.minus(former).filter(|change| change.0 != 0)
        {
            let sum = lines::signed(change.0, cx.locale);
            let by = cx.f("funding-budget-by", &[("sum", sum.into())]);
            head = format!("{head} ({by})");
        }
        ui.label(text::medium(&head));
        let mut heads = Vec::new();
        if before.is_some() {
            heads.push(lines::sums("before", cx.t("funding-plan-before"), 170.0));
        }
        heads.push(lines::sums("share", cx.t("funding-share"), 170.0));
        if before.is_some() {
            heads.push(lines::sums(
                "change",
                cx.t("funding-plan-change-sum"),
                170.0,
            ));
        }
        let (given, earlier) = (
            given(outcome),
            before.map(|(_, outcome)| self::given(outcome)),
        );
        let schools: std::collections::BTreeSet<OrganisationId> = given
            .keys()
            .chain(earlier.iter().flat_map(BTreeMap::keys))
            .copied()
            .collect();
        let rows: Vec<Line> = schools
            .into_iter()
            .map(|school| {
                let share = given.get(&school).copied().unwrap_or_default();
                let was = earlier
                    .as_ref()
                    .map(|all| all.get(&school).copied().unwrap_or_default());
                let mut items = vec![Item::Sum(share)];
                if let Some(was) = was {
                    items.insert(0, Item::Sum(was));
                    items.push(Item::Change(share.saturating_sub(was)));
                }
                Line {
                    school,
                    name: here.figures.name(school, cx.locale),
                    items,
                }
            })
            .collect();
        let (school, total) = (cx.t("order-school"), cx.t("register-total"));
        let name = cx.t("funding-versions-title");
        let height = (rows.len() as f32 + 2.0) * 44.0;
        ui.allocate_ui(egui::vec2(ui.available_width(), height.min(420.0)), |ui| {
            ui.set_height(height.min(420.0));
            lines::show(
                ("funding-versions", &name),
                (&school, &total),
                &heads,
                &rows,
                &mut self.table,
                cx.locale,
                ui,
            );
        });
    }
}

/// What each school is given.
fn given(outcome: &Distribution) -> BTreeMap<OrganisationId, i64> {
    let shares = outcome.shares.iter();
    shares
        .map(|one| (one.school, one.first_shift.0.saturating_add(one.others.0)))
        .collect()
}
