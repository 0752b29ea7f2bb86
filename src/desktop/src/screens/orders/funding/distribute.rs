//! The distribution of a budget between schools: its term and rule, what each school needs, and what
//! would come of it, before anybody approves.

use super::super::ask::Ask;
use super::super::{pane, words};
use super::draft::{Draft, PlanDraft};
use super::figures::Origin;
use super::lines::{self, Head, Item, Line};
use super::loading::Loading;
use super::template::Template;
use super::versions::Versions;
use super::what_if::{Preview, Question, WhatIf};
use super::{Here, need};
use crate::cx::{Action, Cx, Post};
use crate::dialogs::Purpose;
use crate::screens::escaped;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    ApprovedDistribution, Distribution, DistributionError, DistributionRule, FundingPlan,
    Proportion, SchoolingOp, SchoolingRefusal, ShareOfSchool,
};
use baqylau_widgets::{
    Button, Field, Icon, Notice, TableState, Tag, Tone, facts, panel, progress, split, state, text,
};
use std::path::PathBuf;

/// View state.
#[derive(Default)]
pub struct Distribute {
    table: TableState<OrganisationId>,
    opened: Option<OrganisationId>,
    what_if: WhatIf,
    loading: Option<Loading>,
    /// Versions of an approved distribution.
    versions: Option<Versions>,
    /// A file of needs to be filled in.
    pub template: Template,
}

/// Months the term begins with: those of the distribution approved last, else the whole year.
fn at_first(here: Here<'_>) -> (u32, u32) {
    let last = here.figures.distributions.last();
    last.map_or((1, 12), |one| (one.from.month(), one.to.month()))
}

/// The term, as it is chosen.
fn term(here: Here<'_>, draft: &Draft) -> Option<(Period, Period)> {
    let (from, to) = at_first(here);
    let from = Period::new(here.year, draft.from.unwrap_or(from))?;
    let to = Period::new(here.year, draft.to.unwrap_or(to))?;
    Some((from, to))
}

impl Distribute {
    /// Shows it; whether the plan was made from it and is to be shown.
    pub fn show(
        &mut self,
        here: Here<'_>,
        draft: &mut Draft,
        asking: &mut Option<Ask>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) -> bool {
        let Some((from, to)) = term(here, draft) else {
            return false;
        };
        egui::Panel::top(egui::Id::unique("funding-rule"))
            .resizable(false)
            .frame(egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8)))
            .show(ui, |ui| {
                if let Some(open) = controls(here, draft, cx, ui) {
                    self.versions = Some(open);
                }
                if here.writes && !here.figures.accepted.is_empty() && from <= to {
                    self.files(here, draft, (from, to), cx, ui);
                }
            });
        let figures = here.figures;
        let versions = &mut self.versions;
        if versions
            .as_mut()
            .is_some_and(|one| !one.show(here, cx, ui.ctx()))
        {
            *versions = None;
        }
        if figures.accepted.is_empty() {
            let title = cx.t("funding-no-schools");
            let detail = cx.t("funding-no-schools-detail");
            Notice::empty(&title, &detail).icon(Icon::Landmark).show(ui);
            return false;
        }
        if to < from {
            let words = words::refusal(&SchoolingRefusal::BadTerms, cx.locale);
            Notice::error(&words, "").show(ui);
            return false;
        }
        let loading = &mut self.loading;
        if loading.as_mut().is_some_and(|sheet| {
            let ctx = ui.ctx();
            !sheet.show(here, draft, (from, to), cx, ctx)
        }) {
            *loading = None;
        }
        let schools = figures.schools.iter();
        let schools = schools.filter(|school| figures.accepted.contains(school));
        let needs: Vec<_> = schools
            .map(|school| need::of(*school, figures, draft, (from, to)))
            .collect();
        let question = Question {
            amount: amount(here, draft, (from, to)),
            needs: needs.iter().map(|(need, _)| *need).collect(),
            rule: draft.rule(),
        };
        let preview = self.what_if.preview(&question, ui.ctx());
        let Some(preview) = preview else {
            progress::skeleton(ui, 12);
            return false;
        };
        let fresh = preview.question == question;
        let mut planned = false;
        egui::Panel::bottom(egui::Id::unique("funding-outcome"))
            .resizable(false)
            .frame(
                egui::Frame::new()
                    .fill(baqylau_widgets::tokens(ui).panel)
                    .inner_margin(egui::Margin::symmetric(16, 8)),
            )
            .show(ui, |ui| {
                outcome(here, &preview, (from, to), cx, ui);
                if here.writes {
                    planned = actions(here, draft, (&preview, fresh), (from, to), asking, cx, ui);
                }
            });
        if let Some(school) = self.opened.filter(|one| figures.accepted.contains(one)) {
            let stays = split::detail(ui, "funding-need", 340.0, |ui| {
                let of = (Some(&*preview), here.writes);
                need::show(school, figures, draft, (from, to), of, cx, ui)
            });
            if !stays || escaped(ui) {
                self.opened = None;
            }
        }
        let heads = heads(ui.available_width(), &question.rule, cx);
        let rows: Vec<Line> = needs
            .iter()
            .map(|(need, origin)| {
                let (share, other) = (
                    preview.share(need.school, false),
                    preview.share(need.school, true),
                );
                let all = Cells {
                    need,
                    origin: *origin,
                    share,
                    other,
                };
                Line {
                    school: need.school,
                    name: figures.name(need.school, cx.locale),
                    items: heads.iter().map(|head| all.item(head.id, cx)).collect(),
                }
            })
            .collect();
        let (name, school, total) = (
            cx.t("funding-tab-distribution"),
            cx.t("order-school"),
            cx.t("register-total"),
        );
        let opened = lines::show(
            ("funding-distribution", &name),
            (&school, &total),
            &heads,
            &rows,
            &mut self.table,
            cx.locale,
            ui,
        );
        self.opened = opened.or(self.opened);
        planned
    }

    /// A file of needs was chosen.
    pub fn needs_chosen(&mut self, path: PathBuf, post: &mut Post) {
        self.loading = Some(Loading::read(path, post));
    }

    /// What is done with files of needs: loaded, taken back, saved to be filled in.
    fn files(
        &mut self,
        here: Here<'_>,
        draft: &mut Draft,
        term: (Period, Period),
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        ui.horizontal_wrapped(|ui| {
            let label = cx.t("needs-file-load");
            let button = Button::secondary(&label)
                .icon(Icon::FileSpreadsheet)
                .small();
            if ui.add(button).clicked() {
                cx.post.put(Action::Choose(Purpose::OpenNeeds));
            }
            self.template.button(here, draft, term, cx, ui);
            if draft.needs_before.is_some() {
                let label = cx.t("needs-file-back");
                if ui
                    .add(Button::ghost(&label).icon(Icon::Undo2).small())
                    .clicked()
                    && let Some(before) = draft.needs_before.take()
                {
                    draft.needs = before;
                }
            }
        });
    }
}

/// What is distributed: as entered, or what the budget has besides the months planned already.
fn amount(here: Here<'_>, draft: &Draft, (from, to): (Period, Period)) -> Tiyn {
    let known = || {
        let budget = here.figures.budget.as_ref().map(|one| one.amount);
        let outside = here.figures.planned_outside(from, to);
        Tiyn(
            budget
                .unwrap_or_default()
                .0
                .saturating_sub(outside.0)
                .max(0),
        )
    };
    draft.amount.map_or_else(known, Tiyn)
}

fn controls(
    here: Here<'_>,
    draft: &mut Draft,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<Versions> {
    let layout = egui::Layout::left_to_right(egui::Align::TOP).with_main_wrap(true);
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let months: Vec<String> = (1..=12)
            .map(|month| cx.locale.month_name(month).to_owned())
            .collect();
        let month = |key: &str, value: &mut Option<u32>, first: u32, ui: &mut egui::Ui| {
            let before = usize::try_from(value.unwrap_or(first) - 1).ok();
            let mut place = before;
            let label = cx.t(key);
            Field::new(&label)
                .width(124.0)
                .read_only(!here.writes)
                .select(ui, &mut place, &months);
            if place != before {
                *value = place.and_then(|place| u32::try_from(place + 1).ok());
            }
        };
        let (first, last) = at_first(here);
        month("funding-from", &mut draft.from, first, ui);
        month("funding-to", &mut draft.to, last, ui);
        let known = term(here, draft).map(|term| amount(here, draft, term));
        let before = draft.amount.or(known.map(|sum| sum.0));
        let mut entered = before;
        let label = cx.t("funding-to-distribute");
        Field::new(&label)
            .width(190.0)
            .unit("₸")
            .read_only(!here.writes)
            .number(ui, &mut entered, 2);
        if entered != before {
            draft.amount = entered;
        }
        let choose = |key: &str, words: [&str; 2], on: &mut bool, width, ui: &mut egui::Ui| {
            let options = words.map(|key| cx.t(key));
            let mut place = Some(usize::from(*on));
            let label = cx.t(key);
            Field::new(&label)
                .width(width)
                .read_only(!here.writes)
                .select(ui, &mut place, &options);
            *on = place == Some(1);
        };
        let bases = ["funding-base-not-financed", "funding-base-whole"];
        choose("funding-base", bases, &mut draft.whole, 230.0, ui);
        let shorts = ["funding-short-proportion", "funding-short-wait"];
        choose("funding-short", shorts, &mut draft.wait, 230.0, ui);
    });
    let approved = &here.figures.distributions;
    if approved.is_empty() {
        return None;
    }
    let mut versions = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(text::small_muted(&cx.t("funding-approved")));
        for one in approved {
            let label = approved_words(one, cx);
            let button = Button::ghost(&label).icon(Icon::CircleCheck).small();
            if ui.add(button).clicked() {
                open(one, draft);
            }
            if one.steps.len() > 1 {
                let args = [("count", one.steps.len().into())];
                let label = cx.f("funding-versions-button", &args);
                let button = Button::ghost(&label).icon(Icon::FileStack).small();
                if ui.add(button).clicked() {
                    versions = Some(Versions::of(one));
                }
            }
        }
    });
    versions
}

fn approved_words(one: &ApprovedDistribution, cx: &Cx<'_>) -> String {
    let months = format!(
        "{} – {}",
        cx.locale.month_name(one.from.month()),
        cx.locale.month_name(one.to.month())
    );
    let args = [
        ("months", months.into()),
        ("sum", cx.locale.money_tiyn(one.budget.0).into()),
    ];
    cx.f("funding-approved-one", &args)
}

/// Puts an approved distribution before the reader, as it was approved.
fn open(one: &ApprovedDistribution, draft: &mut Draft) {
    use super::draft::NeedDraft;
    use baqylau_domain::schooling::ShortBudget;
    draft.from = Some(one.from.month());
    draft.to = Some(one.to.month());
    draft.amount = Some(one.budget.0);
    draft.whole = one.rule.proportion.value == Proportion::WholeContingent;
    draft.wait = one.rule.short_budget.value == ShortBudget::NotDistributed;
    draft.needs = one
        .needs
        .iter()
        .map(|need| {
            let entered = NeedDraft {
                first_shift: Some(need.first_shift.0),
                others: Some(need.others.0),
                beyond: Some(i64::from(need.pupils_beyond)),
                pupils: Some(i64::from(need.pupils)),
            };
            (need.school, entered)
        })
        .collect();
}

/// Message key of the rule beside the chosen one, by what its rest is in proportion to.
pub fn other_rule(chosen: &DistributionRule) -> &'static str {
    match chosen.proportion.value {
        Proportion::NotYetFinanced => "funding-other-whole",
        Proportion::WholeContingent => "funding-other-not-financed",
    }
}

fn heads(room: f32, rule: &DistributionRule, cx: &Cx<'_>) -> Vec<Head> {
    let count = |id, key: &str| lines::sums(id, cx.t(key), 84.0);
    let sum = |id, key: &str| lines::sums(id, cx.t(key), 142.0);
    let words = Head {
        id: "remark",
        title: cx.t("funding-remark"),
        width: 150.0,
        total: false,
        words: true,
    };
    let share = sum("share", "funding-share");
    let (lacking, other) = (
        sum("lacking", "funding-lacking"),
        lines::sums("other", cx.t(other_rule(rule)), 204.0),
    );
    let change = sum("change", "funding-other-change");
    if room < 800.0 {
        vec![sum("need", "funding-need"), share, lacking]
    } else if room < 1580.0 {
        let need = sum("need", "funding-need");
        vec![
            count("pupils", "funding-pupils-short"),
            need,
            share,
            lacking,
            other,
            change,
        ]
    } else {
        vec![
            count("pupils", "funding-pupils-short"),
            count("beyond", "funding-beyond-short"),
            sum("first", "funding-first-shift"),
            sum("others", "funding-others"),
            share,
            lacking,
            other,
            change,
            words,
        ]
    }
}

struct Cells<'a> {
    need: &'a baqylau_domain::schooling::Need,
    origin: Origin,
    share: Option<&'a ShareOfSchool>,
    other: Option<&'a ShareOfSchool>,
}

impl Cells<'_> {
    fn item(&self, column: &str, cx: &Cx<'_>) -> Item {
        let need = self.need;
        let whole = |share: &ShareOfSchool| share.first_shift.0.saturating_add(share.others.0);
        match column {
            "pupils" => Item::Count(i64::from(need.pupils)),
            "beyond" => Item::Count(i64::from(need.pupils_beyond)),
            "first" => Item::Sum(need.first_shift.0),
            "others" => Item::Sum(need.others.0),
            "need" => Item::Sum(need.first_shift.0.saturating_add(need.others.0)),
            "share" => self.share.map_or(Item::None, |one| Item::Sum(whole(one))),
            "lacking" => match self.share {
                Some(one) if one.lacking.0 > 0 => Item::Sum(one.lacking.0),
                _ => Item::None,
            },
            "other" => self.other.map_or(Item::None, |one| Item::Sum(whole(one))),
            "change" => match (self.share, self.other) {
                (Some(one), Some(other)) => Item::Change(whole(other).saturating_sub(whole(one))),
                _ => Item::None,
            },
            _ => match (need::fault(need), self.origin) {
                (Some(_), _) => Item::Words(Tone::Warning, cx.t("funding-need-fill")),
                (None, Origin::Entered) => Item::Words(Tone::Info, cx.t("funding-need-entered")),
                (None, _) => Item::None,
            },
        }
    }
}

/// Why nothing was distributed, in words.
fn error_words(error: DistributionError, cx: &Cx<'_>) -> String {
    let words = words::refusal(&SchoolingRefusal::from(error), cx.locale);
    match error {
        DistributionError::Short { lacking } => {
            let args = [("sum", cx.locale.money_tiyn(lacking.0).into())];
            format!("{words} {}", cx.f("funding-short-by", &args))
        }
        _ => words,
    }
}

fn given(distribution: &Distribution) -> i64 {
    let shares = distribution.shares.iter();
    let sums = shares.map(|one| one.first_shift.0.saturating_add(one.others.0));
    sums.fold(0, i64::saturating_add)
}

/// What comes of it, in a line: given, lacking, left over; and what the other rule would change.
fn outcome(
    here: Here<'_>,
    preview: &Preview,
    (from, to): (Period, Period),
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    match &preview.chosen {
        Err(error) => {
            state::strip(ui, Tone::Bad, &error_words(*error, cx), None);
        }
        Ok(chosen) => {
            let same = here.figures.distributions.iter().any(|one| {
                (one.from, one.to) == (from, to)
                    && one.budget == preview.question.amount
                    && one.rule == preview.question.rule
                    && one.outcome == *chosen
            });
            if !same {
                state::strip(ui, Tone::Info, &cx.t("funding-trial"), None);
            }
            let lacking = chosen.shares.iter().map(|one| one.lacking.0);
            let lacking = lacking.fold(0, i64::saturating_add);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                let sum =
                    |key: &str, tiyn: i64| format!("{}: {}", cx.t(key), cx.locale.money_tiyn(tiyn));
                ui.label(text::medium(&sum("funding-given", given(chosen))));
                let words = sum("funding-lacking", lacking);
                let tone = if lacking > 0 { Tone::Bad } else { Tone::Ok };
                let ink = baqylau_widgets::tokens(ui).ink(tone);
                ui.label(text::medium(&words).color(ink));
                ui.label(text::medium(&sum("funding-left", chosen.left.0)));
                let (tone, key) = if chosen.first_shift_covered {
                    (Tone::Ok, "funding-first-covered")
                } else {
                    (Tone::Warning, "funding-first-not-covered")
                };
                ui.add(Tag::new(tone, &cx.t(key)));
                if same {
                    ui.add(Tag::new(Tone::Ok, &cx.t("funding-is-approved")));
                }
            });
            if let Err(error) = &preview.other {
                let other = cx.t(other_rule(&preview.question.rule));
                facts::row(ui, &other, &error_words(*error, cx));
            }
        }
    }
}

fn actions(
    here: Here<'_>,
    draft: &mut Draft,
    (preview, fresh): (&Preview, bool),
    (from, to): (Period, Period),
    asking: &mut Option<Ask>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> bool {
    panel::hairline(ui);
    let question = &preview.question;
    let chosen = preview.chosen.as_ref();
    let unfit = chosen.err().map(|error| error_words(*error, cx));
    let unfit = unfit.or_else(|| (!fresh).then(|| cx.t("funding-working")));
    let nothing = chosen.is_ok_and(|outcome| given(outcome) == 0);
    let unfit = unfit.or_else(|| nothing.then(|| cx.t("funding-nothing")));
    let mut planned = false;
    ui.horizontal_wrapped(|ui| {
        let department = here.department;
        let op = chosen.ok().map(|outcome| SchoolingOp::ApproveDistribution {
            department,
            from,
            to,
            budget: question.amount,
            rule: question.rule,
            needs: question.needs.clone(),
            outcome: outcome.clone(),
        });
        let refused = || op.as_ref().and_then(|op| here.desk.refusal(op, cx));
        let why = unfit.clone().or_else(refused);
        let label = cx.t("funding-approve-distribution");
        let button = Button::primary(&label).icon(Icon::CircleCheck);
        if pane::button(button, why.as_deref(), ui)
            && let (Some(op), Ok(outcome)) = (op.clone(), chosen)
        {
            let title = cx.said("funding-approve-distribution-title");
            let count = i64::try_from(outcome.shares.len()).unwrap_or(i64::MAX);
            let detail = cx.say(|cx| {
                let args = [
                    ("count", count.into()),
                    ("sum", cx.locale.money_tiyn(given(outcome)).into()),
                    ("left", cx.locale.money_tiyn(outcome.left.0).into()),
                ];
                cx.f("funding-approve-distribution-detail", &args)
            });
            *asking = Some(Ask::new(
                title,
                detail,
                cx.said("funding-approve"),
                move |_| op.clone(),
            ));
        }
        let no_budget = here.figures.budget.is_none();
        let no_budget = no_budget.then(|| words::refusal(&SchoolingRefusal::NoBudget, cx.locale));
        let why = unfit.clone().or(no_budget);
        let label = cx.t("funding-make-plan");
        let button = Button::secondary(&label).icon(Icon::CalendarPlus);
        if pane::button(button, why.as_deref(), ui)
            && let Ok(outcome) = chosen
        {
            planned = make_plan(here, draft, &outcome.shares, (from, to));
        }
    });
    planned
}

/// Spreads the shares over the months of the term, into the plan being changed or the one in force.
fn make_plan(
    here: Here<'_>,
    draft: &mut Draft,
    shares: &[ShareOfSchool],
    (from, to): (Period, Period),
) -> bool {
    let budget = here.figures.budget.as_ref().map(|one| one.amount);
    let budget = budget.unwrap_or_default();
    let plan = match &draft.plan {
        Some(plan) => plan.plan(here.department, here.year, budget),
        None => here.figures.in_force().cloned().unwrap_or(FundingPlan {
            department: here.department,
            year: here.year,
            version: 0,
            budget,
            lines: std::collections::BTreeMap::new(),
            reimbursement: std::collections::BTreeMap::new(),
        }),
    };
    let base = here.figures.in_force().map_or(0, |plan| plan.version);
    let Some(next) = plan.with_shares(shares, from, to) else {
        return false;
    };
    draft.plan_before = draft.plan.take();
    draft.plan = Some(PlanDraft {
        base,
        ..PlanDraft::of(Some(&next))
    });
    true
}
