//! What is written on budgets, distributions and plans and isn't approved yet: kept in the client's
//! encrypted store as it is typed, so that neither another screen nor a crash takes it away.

use crate::cx::Cx;
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{Kato, OrganisationId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    DistributionRule, FundingPlan, MoneyFor, Need, Proportion, ShortBudget,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The reserved name drafts are kept under, among the views of registers.
pub const DRAFTS: &str = "funding-drafts";

/// Seconds without a change before a draft is written to disk.
const REST: f64 = 0.5;

/// What was entered of a school's need; sums in tiyn, for the whole term.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedDraft {
    /// Cost of the first shift.
    pub first_shift: Option<i64>,
    /// Cost of the others.
    pub others: Option<i64>,
    /// Pupils who aren't of the first shift.
    pub beyond: Option<i64>,
    /// All pupils.
    pub pupils: Option<i64>,
}

/// A plan being changed: sums in tiyn by school, January first; none where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDraft {
    /// The version it began with; 0 where there was none.
    pub base: u32,
    /// Sums.
    pub sums: Sums,
    /// The same for reimbursement of buildings.
    #[serde(default)]
    pub buildings: Sums,
}

/// Sums in tiyn by school, January first.
pub type Sums = BTreeMap<OrganisationId, [Option<i64>; 12]>;

impl PlanDraft {
    /// A draft that begins with a version, or with nothing.
    pub fn of(plan: Option<&FundingPlan>) -> Self {
        let mut draft = Self {
            base: plan.map_or(0, |plan| plan.version),
            sums: BTreeMap::new(),
            buildings: BTreeMap::new(),
        };
        for money in MoneyFor::ALL {
            let lines = plan.into_iter().flat_map(|plan| plan.lines_of(money));
            for (school, months) in lines {
                let sums = draft.sums_of(money).entry(*school).or_default();
                for (period, sum) in months {
                    if let Some(place) = place(*period).and_then(|place| sums.get_mut(place)) {
                        *place = Some(sum.0);
                    }
                }
            }
        }
        draft
    }

    /// Sums of what the money is for.
    pub fn sums_of(&mut self, money: MoneyFor) -> &mut Sums {
        match money {
            MoneyFor::Teaching => &mut self.sums,
            MoneyFor::Reimbursement => &mut self.buildings,
        }
    }

    /// The plan it makes: the version after the one it began with.
    pub fn plan(&self, department: Kato, year: i32, budget: Tiyn) -> FundingPlan {
        FundingPlan {
            department,
            year,
            version: self.base.saturating_add(1),
            budget,
            lines: lines(&self.sums, year),
            reimbursement: lines(&self.buildings, year),
        }
    }
}

fn lines(sums: &Sums, year: i32) -> BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>> {
    let mut lines: BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>> = BTreeMap::new();
    for (school, sums) in sums {
        let months = (1..).zip(sums).filter_map(|(month, sum)| {
            let sum = sum.filter(|sum| *sum != 0)?;
            Some((Period::new(year, month)?, Tiyn(sum)))
        });
        let months: BTreeMap<Period, Tiyn> = months.collect();
        if !months.is_empty() {
            lines.insert(*school, months);
        }
    }
    lines
}

fn place(period: Period) -> Option<usize> {
    usize::try_from(period.month().checked_sub(1)?).ok()
}

/// Everything being written on one department's year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Budget, in tiyn.
    pub budget: Option<i64>,
    /// The document that sets it.
    pub basis: String,
    /// First month distributed.
    pub from: Option<u32>,
    /// Last month distributed.
    pub to: Option<u32>,
    /// What is distributed, in tiyn.
    pub amount: Option<i64>,
    /// In proportion to the whole contingent.
    pub whole: bool,
    /// A budget too short for the first shift isn't distributed.
    pub wait: bool,
    /// What was entered of needs.
    pub needs: BTreeMap<OrganisationId, NeedDraft>,
    /// What had been entered of needs before a file was loaded.
    pub needs_before: Option<BTreeMap<OrganisationId, NeedDraft>>,
    /// The plan being changed.
    pub plan: Option<PlanDraft>,
    /// The plan as it was before a distribution was put into it.
    pub plan_before: Option<PlanDraft>,
}

impl NeedDraft {
    /// A need as it would be typed.
    pub fn of(need: &Need) -> Self {
        Self {
            first_shift: Some(need.first_shift.0),
            others: Some(need.others.0),
            beyond: Some(i64::from(need.pupils_beyond)),
            pupils: Some(i64::from(need.pupils)),
        }
    }
}

impl Draft {
    /// The rule as it is chosen.
    pub fn rule(&self) -> DistributionRule {
        let rule = DistributionRule::pilot().in_proportion_to(if self.whole {
            Proportion::WholeContingent
        } else {
            Proportion::NotYetFinanced
        });
        rule.when_short(if self.wait {
            ShortBudget::NotDistributed
        } else {
            ShortBudget::InProportion
        })
    }
}

/// Drafts, and what of them is on disk.
#[derive(Default)]
pub struct Keeper {
    asked: Option<Ticket>,
    read: bool,
    drafts: BTreeMap<String, Draft>,
    kept: BTreeMap<String, Draft>,
    /// When the last change was seen, in seconds of the window.
    changed: Option<f64>,
    seen: BTreeMap<String, Draft>,
}

impl Keeper {
    /// Reads what is kept, once.
    pub fn read(&mut self, cx: &mut Cx<'_>) {
        if self.read {
            return;
        }
        if self.asked.is_none() {
            let register = DRAFTS.to_owned();
            self.asked = Some(cx.post.send(Command::LoadViews { register }));
            return;
        }
        let failed = cx.model.failure(self.asked).is_some();
        if !failed && !cx.model.is_done(self.asked) {
            return;
        }
        self.read = true;
        let views = cx.model.views.get(DRAFTS).cloned().unwrap_or_default();
        for (name, content) in views.iter() {
            // What a later program wrote and this one can't read stays where it is.
            if let Ok(draft) = serde_json::from_str::<Draft>(content) {
                self.kept.insert(name.clone(), draft.clone());
                let here = self.drafts.entry(name.clone()).or_default();
                // What was typed while this was being read counts.
                if *here == Draft::default() {
                    *here = draft;
                }
            }
        }
        self.seen = self.drafts.clone();
    }

    /// The draft of a department's year.
    pub fn of(&mut self, department: Kato, year: i32) -> &mut Draft {
        self.drafts.entry(name(department, year)).or_default()
    }

    /// Whether a draft has something in it, and whether that is on disk.
    pub fn is_kept(&self, department: Kato, year: i32) -> Option<bool> {
        let name = name(department, year);
        let draft = self.drafts.get(&name)?;
        (*draft != Draft::default()).then(|| self.kept.get(&name) == Some(draft))
    }

    /// Writes what changed, once it rests.
    pub fn keep(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        if !self.read {
            return;
        }
        let now = ctx.input(|input| input.time);
        if self.seen != self.drafts {
            self.seen.clone_from(&self.drafts);
            self.changed = Some(now);
        }
        let Some(changed) = self.changed else { return };
        if now - changed < REST {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(REST));
            return;
        }
        self.changed = None;
        for (name, draft) in &self.drafts {
            if self.kept.get(name) == Some(draft) {
                continue;
            }
            let register = DRAFTS.to_owned();
            if *draft == Draft::default() {
                if self.kept.remove(name).is_some() {
                    let name = name.clone();
                    cx.post.send_watched(Command::ForgetView { register, name });
                }
                continue;
            }
            let Ok(content) = serde_json::to_string(draft) else {
                continue;
            };
            self.kept.insert(name.clone(), draft.clone());
            let name = name.clone();
            cx.post.send_watched(Command::KeepView {
                register,
                name,
                content,
            });
        }
    }
}

fn name(department: Kato, year: i32) -> String {
    format!("{department}/{year}")
}
