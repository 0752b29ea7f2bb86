//! The funding plan of a year: its versions, what changed between them, and the next one while it is
//! being written, with everything that keeps it from being approved.

use super::super::ask::Ask;
use super::super::{pane, paper, who};
use super::departments::head_select;
use super::draft::{Draft, PlanDraft};
use super::plan_table::{Looks, PlanLines, WORDS, at_first};
use super::{Here, plan_school};
use crate::cx::Cx;
use crate::register::{Register, Source as _};
use crate::screens::escaped;
use baqylau_client::ui::OrderPaper;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    FundingPlan, MoneyFor, PlanDifference, PlanRecord, PlanningFault, SchoolingOp, SchoolingRefusal,
};
use baqylau_domain::text::Words;
use baqylau_widgets::{
    Button, Icon, Notice, SearchField, Tag, Tone, panel, split, state, tag, text,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The name the views of its lines are saved under.
const REGISTER: &str = "order-plan-lines";

/// Faults told one by one; the rest are counted.
const TOLD: usize = 3;

/// View state.
pub struct PlanPart {
    /// The lines, as a register.
    pub register: Register<PlanLines>,
    lines: Option<Arc<PlanLines>>,
    search: String,
    opened: Option<OrganisationId>,
    /// The version looked at; none: the one being written, else the one in force.
    version: Option<u32>,
    /// Only schools whose sums differ.
    only: bool,
    /// What the lines shown are for.
    money: MoneyFor,
}

impl Default for PlanPart {
    fn default() -> Self {
        Self {
            register: Register::new(REGISTER, "name"),
            lines: None,
            search: String::new(),
            opened: None,
            version: None,
            only: false,
            money: MoneyFor::default(),
        }
    }
}

/// A plan and the one it is compared with.
pub struct Compared {
    /// The plan.
    pub plan: FundingPlan,
    /// The version before it; none before the first.
    pub before: Option<FundingPlan>,
    /// What differs.
    pub differences: Vec<PlanDifference>,
    /// Whether it is being written.
    pub draft: bool,
}

impl Compared {
    fn of(plan: FundingPlan, before: Option<FundingPlan>, draft: bool) -> Self {
        let nothing = || FundingPlan {
            version: 0,
            lines: std::collections::BTreeMap::new(),
            reimbursement: std::collections::BTreeMap::new(),
            ..plan.clone()
        };
        let differences = plan.differences(&before.clone().unwrap_or_else(nothing));
        Self {
            plan,
            before,
            differences,
            draft,
        }
    }
}

impl PlanPart {
    /// Looks at what a version changed; without one, at the whole plan as it is.
    pub fn look_at(&mut self, version: Option<u32>) {
        self.version = version;
        self.only = version.is_some();
        self.opened = None;
    }

    /// Opens a school beside the plan.
    pub fn open(&mut self, school: OrganisationId) {
        self.opened = Some(school);
    }

    /// Whether a school of the plan is opened beside it.
    pub fn is_school_opened(&self) -> bool {
        self.opened.is_some()
    }

    /// Shows it.
    pub fn show(
        &mut self,
        here: Here<'_>,
        draft: &mut Draft,
        asking: &mut Option<Ask>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let figures = here.figures;
        let budget = figures.budget.as_ref().map(|one| one.amount);
        let budget = budget.unwrap_or_default();
        let in_force = figures.in_force();
        // What was written became the plan.
        let written = draft.plan.as_ref();
        let written = written.map(|plan| plan.plan(here.department, here.year, budget));
        if let (Some(written), Some(force)) = (&written, in_force)
            && written.lines == force.lines
            && written.reimbursement == force.reimbursement
            && draft
                .plan
                .as_ref()
                .is_some_and(|plan| plan.base < force.version)
        {
            draft.plan = None;
            draft.plan_before = None;
        }
        let compared = self.compared(here, draft, budget);
        egui::Panel::top(egui::Id::unique("funding-plan-head"))
            .resizable(false)
            .frame(egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8)))
            .show(ui, |ui| self.head(here, draft, compared.as_ref(), cx, ui));
        let Some(compared) = compared else {
            let (title, detail) = (cx.t("funding-plan-none"), cx.t("funding-plan-none-detail"));
            Notice::empty(&title, &detail)
                .icon(Icon::CalendarPlus)
                .show(ui);
            return;
        };
        let faults = compared.plan.faults(&figures.contracted);
        egui::Panel::bottom(egui::Id::unique("funding-plan-foot"))
            .resizable(false)
            .frame(
                egui::Frame::new()
                    .fill(baqylau_widgets::tokens(ui).panel)
                    .inner_margin(egui::Margin::symmetric(16, 8)),
            )
            .show(ui, |ui| {
                foot(here, draft, &compared, &faults, asking, cx, ui);
            });
        self.pane(here, draft, &compared, &faults, cx, ui);
        let money = self.money;
        let differs = compared.differences.iter();
        let differs: BTreeSet<OrganisationId> = differs
            .filter(|one| one.money == money)
            .map(|one| one.school)
            .collect();
        let schools = figures.schools.iter().copied().filter(|school| {
            let written = match money {
                MoneyFor::Teaching => true,
                MoneyFor::Reimbursement => figures.buildings.contains_key(school),
            };
            let known = compared.plan.lines_of(money).contains_key(school);
            let listed = (compared.draft && written) || known;
            (listed || differs.contains(school)) && (!self.only || differs.contains(school))
        });
        let lines = PlanLines::of(schools, money, &compared, &faults, figures, cx.locale);
        // The same lines stay the same source: nothing is found anew for them.
        let lines = match self.lines.take().filter(|known| **known == lines) {
            Some(known) => known,
            None => Arc::new(lines),
        };
        self.lines = Some(lines.clone());
        self.rows(&lines, compared.before.is_some(), cx, ui);
    }

    /// The lines, with what is done with a register above them.
    fn rows(&mut self, lines: &Arc<PlanLines>, compares: bool, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let seen = at_first(ui.available_width(), compares);
        self.register.refresh(cx, ui.ctx(), lines, seen);
        let name = cx.t("funding-tab-plan");
        egui::Panel::top(egui::Id::unique("funding-plan-tools"))
            .resizable(false)
            .frame(egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 4)))
            .show(ui, |ui| {
                ui.horizontal_wrapped(|ui| {
                    let hint = cx.t("funding-plan-find");
                    SearchField::new(&hint)
                        .width(220.0)
                        .bordered()
                        .show(ui, &mut self.search);
                    self.register.buttons(cx, ui, &name);
                });
                self.register.strips(cx, ui);
            });
        self.register.take_search(WORDS, &mut self.search);
        if lines.len() == 0 {
            let (title, detail) = (cx.t("panel-nothing-found"), cx.t("funding-plan-no-changes"));
            Notice::empty(&title, &detail).show(ui);
            return;
        }
        let row = super::rows(&mut self.register, &name, &Looks(cx.locale), 8, cx, ui);
        let school = row.and_then(|(lines, row)| lines.school(row));
        self.opened = school.or(self.opened);
    }

    /// The version looked at, with the one before it.
    fn compared(&self, here: Here<'_>, draft: &Draft, budget: Tiyn) -> Option<Compared> {
        let plans = &here.figures.plans;
        let chosen = self
            .version
            .and_then(|version| plans.iter().position(|one| one.plan.version == version));
        if let (None, Some(written)) = (chosen, &draft.plan) {
            let plan = written.plan(here.department, here.year, budget);
            let before = here.figures.in_force().cloned();
            return Some(Compared::of(plan, before, true));
        }
        let place = chosen.or_else(|| plans.len().checked_sub(1))?;
        let before = place.checked_sub(1).and_then(|place| plans.get(place));
        let plan = plans.get(place)?.plan.clone();
        let before = before.map(|one| one.plan.clone());
        Some(Compared::of(plan, before, false))
    }

    fn head(
        &mut self,
        here: Here<'_>,
        draft: &mut Draft,
        compared: Option<&Compared>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let plans = &here.figures.plans;
        let last = here.figures.in_force().map_or(0, |plan| plan.version);
        // Beside a passport there is less room than its buttons take.
        ui.horizontal_wrapped(|ui| {
            ui.set_min_height(36.0);
            ui.spacing_mut().item_spacing.x = 8.0;
            let mut options: Vec<(Option<u32>, String)> = Vec::new();
            if draft.plan.is_some() {
                options.push((None, cx.t("funding-plan-draft")));
            }
            for one in plans.iter().rev() {
                let version = one.plan.version;
                let args = [("version", i64::from(version).into())];
                let words = if version == last {
                    cx.f("funding-plan-version-in-force", &args)
                } else {
                    cx.f("funding-plan-version", &args)
                };
                options.push((Some(version), words));
            }
            if !options.is_empty() {
                let shown = compared.map(|one| (!one.draft).then_some(one.plan.version));
                let before = options
                    .iter()
                    .position(|(version, _)| Some(*version) == shown);
                let mut place = before;
                let names: Vec<String> = options.iter().map(|(_, name)| name.clone()).collect();
                let label = cx.t("funding-plan-versions");
                head_select(&label, 230.0, &mut place, &names, ui);
                if place != before {
                    self.version = place
                        .and_then(|place| options.get(place))
                        .and_then(|one| one.0);
                }
            }
            standing(draft, compared, last, cx, ui);
            self.kinds(here, cx, ui);
            if let Some(compared) = compared {
                let label = self.changes(compared, cx);
                if tag::pill(ui, self.only, &label).clicked() {
                    self.only = !self.only;
                }
            }
            if here.writes {
                self.begin(here, draft, cx, ui);
            }
            if let Some(one) = compared.filter(|one| !one.draft) {
                let plan = &one.plan;
                // With what changed since the version before, where there was one.
                let paper = OrderPaper::Plan {
                    department: plan.department,
                    year: plan.year,
                    version: plan.version,
                    against: one.before.as_ref().map(|before| before.version),
                };
                let args = [
                    ("year", plan.year.to_string().into()),
                    ("version", i64::from(plan.version).into()),
                ];
                let name = cx.f("funding-plan-file", &args);
                paper::buttons(paper, &name, cx, ui);
            }
        });
        let stale = draft.plan.as_ref().is_some_and(|plan| plan.base != last);
        if stale && compared.is_some_and(|one| one.draft) {
            let args = [("version", i64::from(last).into())];
            let words = cx.f("funding-plan-stale", &args);
            let action = cx.t("funding-plan-move");
            if state::strip(ui, Tone::Warning, &words, Some(&action))
                && let Some(plan) = &mut draft.plan
            {
                plan.base = last;
            }
        }
    }

    /// How many schools differ in what is shown, and in how many sums of months.
    fn changes(&self, compared: &Compared, cx: &Cx<'_>) -> String {
        let differences = compared.differences.iter();
        let differences = differences.filter(|one| one.money == self.money);
        let schools: BTreeSet<OrganisationId> = differences.clone().map(|one| one.school).collect();
        let counted = |key: &str, count: usize| cx.f(key, &[("count", count.into())]);
        let schools = counted("funding-plan-only-schools", schools.len());
        let sums = counted("funding-plan-only-sums", differences.count());
        let args = [("schools", schools.into()), ("sums", sums.into())];
        cx.f("funding-plan-only", &args)
    }

    /// What the lines are for, where the plan has more than teaching or may have.
    fn kinds(&mut self, here: Here<'_>, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let figures = here.figures;
        let mut plans = figures.plans.iter();
        let planned = plans.any(|one| !one.plan.reimbursement.is_empty());
        if !planned && figures.buildings.is_empty() {
            self.money = MoneyFor::Teaching;
            return;
        }
        let kinds = [
            (MoneyFor::Teaching, "funding-plan-teaching"),
            (MoneyFor::Reimbursement, "funding-plan-buildings"),
        ];
        for (money, key) in kinds {
            if tag::pill(ui, self.money == money, &cx.t(key)).clicked() {
                self.money = money;
            }
        }
    }

    /// Buttons that begin a draft or put it away.
    fn begin(&mut self, here: Here<'_>, draft: &mut Draft, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        if draft.plan.is_none() {
            let none = here.figures.budget.is_none();
            let why =
                none.then(|| super::super::words::refusal(&SchoolingRefusal::NoBudget, cx.locale));
            let label = cx.t("funding-plan-change");
            let button = Button::secondary(&label).icon(Icon::PenLine).small();
            if pane::button(button, why.as_deref(), ui) {
                draft.plan = Some(PlanDraft::of(here.figures.in_force()));
                self.version = None;
            }
            if draft.plan_before.is_some() {
                let label = cx.t("funding-plan-restore");
                let button = Button::ghost(&label).icon(Icon::Undo2).small();
                if ui.add(button).clicked() {
                    draft.plan = draft.plan_before.take();
                    self.version = None;
                }
            }
            return;
        }
        let label = cx.t("funding-plan-discard");
        let button = Button::ghost(&label).icon(Icon::Trash2).small();
        if ui.add(button).clicked() {
            draft.plan_before = draft.plan.take();
        } else if draft.plan_before.is_some() {
            let label = cx.t("funding-plan-restore");
            let button = Button::ghost(&label).icon(Icon::Undo2).small();
            if ui.add(button).clicked() {
                std::mem::swap(&mut draft.plan, &mut draft.plan_before);
                self.version = None;
            }
        }
    }

    fn pane(
        &mut self,
        here: Here<'_>,
        draft: &mut Draft,
        compared: &Compared,
        faults: &[PlanningFault],
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let Some(school) = self.opened else { return };
        let writes = here.writes && compared.draft;
        let stays = split::detail(ui, "funding-plan-school", 360.0, |ui| {
            let written = draft.plan.as_mut().filter(|_| writes);
            let of = (school, self.money);
            plan_school::show(of, here, written, compared, faults, cx, ui)
        });
        if !stays || escaped(ui) {
            self.opened = None;
        }
    }
}

/// Whether what is shown is in force, was, or is being written.
fn standing(draft: &Draft, compared: Option<&Compared>, last: u32, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let writes = compared.map_or(draft.plan.is_some(), |one| one.draft);
    let (tone, key) = match compared {
        _ if writes => (Tone::Warning, "form-plan-changes"),
        Some(one) if one.plan.version != last => (Tone::Neutral, "form-plan-former"),
        _ => (Tone::Ok, "form-plan-in-force"),
    };
    ui.add(Tag::new(tone, &cx.t(key)));
}

/// A fault in words.
pub fn fault_words(fault: &PlanningFault, here: &super::figures::Figures, cx: &Cx<'_>) -> String {
    let name = |school| here.name(school, cx.locale);
    let sum = |sum: Tiyn| cx.locale.money_tiyn(sum.0);
    match fault {
        PlanningFault::BadSum { school, period } | PlanningFault::OtherYear { school, period } => {
            let args = [
                ("school", name(*school).into()),
                ("month", cx.locale.month_name(period.month()).into()),
            ];
            cx.f("funding-fault-sum", &args)
        }
        PlanningFault::OverBudget { over } => {
            cx.f("funding-fault-over", &[("sum", sum(*over).into())])
        }
        PlanningFault::BelowContract { school, contracted } => {
            let args = [
                ("school", name(*school).into()),
                ("sum", sum(*contracted).into()),
            ];
            cx.f("funding-fault-below", &args)
        }
        PlanningFault::Overflow => cx.t("schooling-refused-sum-unfit"),
    }
}

/// Totals, what is wrong, and the button that approves.
fn foot(
    here: Here<'_>,
    draft: &Draft,
    compared: &Compared,
    faults: &[PlanningFault],
    asking: &mut Option<Ask>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let total = compared.plan.total().unwrap_or_default();
    let left = compared.plan.budget.minus(total).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let sum = |key: &str, tiyn: i64| format!("{}: {}", cx.t(key), cx.locale.money_tiyn(tiyn));
        ui.label(text::medium(&sum("funding-planned", total.0)));
        ui.label(text::medium(&sum("funding-budget", compared.plan.budget.0)));
        let tone = if left.0 < 0 { Tone::Bad } else { Tone::Ok };
        let ink = baqylau_widgets::tokens(ui).ink(tone);
        ui.label(text::medium(&sum("funding-not-planned", left.0)).color(ink));
    });
    if !compared.draft {
        let record = here.figures.plans.iter();
        let record = record
            .rev()
            .find(|one| one.plan.version == compared.plan.version);
        if let Some(step) = record.and_then(|one| one.steps.last()) {
            let args = [("time", cx.locale.date_time(step.at).into())];
            let said = cx.f("funding-plan-approved-at", &args);
            let said = who::step(said, Some(step.by), cx);
            ui.label(text::small_muted(&said));
        }
        if let Some(reason) = record.and_then(PlanRecord::reason) {
            let args = [("reason", reason.0.as_str().into())];
            let words = cx.f("funding-plan-reason", &args);
            ui.add(egui::Label::new(text::medium(&words)).wrap());
        }
        return;
    }
    for fault in faults.iter().take(TOLD) {
        state::strip(ui, Tone::Bad, &fault_words(fault, here.figures, cx), None);
    }
    if faults.len() > TOLD {
        let count = i64::try_from(faults.len() - TOLD).unwrap_or(i64::MAX);
        let words = cx.f("funding-faults-more", &[("count", count.into())]);
        ui.label(text::small_muted(&words));
    }
    if !here.writes || draft.plan.is_none() {
        return;
    }
    panel::hairline(ui);
    let plan = compared.plan.clone();
    let changes = compared.before.is_some();
    let make = move |reason: Words| SchoolingOp::ApprovePlan {
        plan: plan.clone(),
        reason: changes.then_some(reason),
    };
    let fault = faults
        .first()
        .map(|fault| fault_words(fault, here.figures, cx));
    let same = compared.differences.is_empty() && compared.before.is_some();
    let same = same.then(|| cx.t("funding-plan-no-changes"));
    let why = fault
        .or(same)
        .or_else(|| here.desk.refusal(&make("-".into()), cx));
    let version = i64::from(compared.plan.version);
    let label = cx.f("funding-plan-approve", &[("version", version.into())]);
    let button = Button::primary(&label).icon(Icon::CircleCheck);
    if pane::button(button, why.as_deref(), ui) {
        let title = cx.say(|cx| cx.f("funding-plan-approve-title", &[("version", version.into())]));
        let count = i64::try_from(compared.differences.len()).unwrap_or(i64::MAX);
        let detail = cx.say(|cx| {
            let args = [
                ("count", count.into()),
                ("sum", cx.locale.money_tiyn(total.0).into()),
            ];
            cx.f("funding-plan-approve-detail", &args)
        });
        let ask = Ask::new(title, detail, cx.said("funding-approve"), make);
        *asking = Some(match changes {
            true => ask.with_reason(cx.said("funding-plan-why")),
            false => ask,
        });
    }
}
