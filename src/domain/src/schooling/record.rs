//! Records of the state order: what the registry keeps and sends down, whole, after every change.

use super::act::SchoolAct;
use super::application::Application;
use super::contract::SchoolContract;
use super::distribution::{Distribution, DistributionRule, Need};
use super::document::{
    ACT_REGISTER_SCHEMA, ActTextRow, AgreementText, PayeeAccount, RegisterText, RegisterTextRow,
    SCHOOL_ACT_SCHEMA, SchoolActText,
};
use super::index::IndexRecord;
use super::invoice::InvoiceSaid;
use super::mandate::{Mandate, Principal};
use super::message::OrderMessage;
use super::payment::{ActRegister, Payment, PaymentObstacle};
use super::plan::FundingPlan;
use super::reimbursed::{MoneyFor, Reimbursement};
use super::seen::SeenApplication;
use super::statement::KeptStatement;
use super::view::OfficeView;
use crate::Moment;
use crate::calendar::Period;
use crate::checks::MonthReason;
use crate::identifiers::{BlobHash, Kato, OrganisationId, PersonId, SchoolActId};
use crate::money::Tiyn;
use crate::text::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who did what to a record, and when; steps are only added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderStep {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: PersonId,
    /// What: the word of the operation ([`super::SchoolingOp::word`]).
    pub step: String,
    /// Why, where the operation asks for a reason and the record keeps it nowhere else. Steps from
    /// before this was kept have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
}

/// What a department has for private schools in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Budget {
    /// Region of the department.
    pub department: Kato,
    /// Year.
    pub year: i32,
    /// Sum.
    pub amount: Tiyn,
    /// The document that sets it, as it calls itself.
    pub basis: String,
    /// What it was before, oldest first. Changes from before this was kept are steps alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerBudget>,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}

/// A budget as it was before it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerBudget {
    /// Sum.
    pub amount: Tiyn,
    /// The document that set it, as it calls itself.
    pub basis: String,
}

/// A budget as it once stood, or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetVersion<'a> {
    /// Counted from 1; the last is in force.
    pub number: usize,
    /// Sum and document; none where nobody kept them.
    pub said: Option<(Tiyn, &'a str)>,
    /// By how much it differs from the version before, where both are known.
    pub change: Option<Tiyn>,
    /// When it was entered, and by whom.
    pub step: &'a OrderStep,
}

impl Budget {
    /// Every version, the first one first.
    pub fn versions(&self) -> Vec<BudgetVersion<'_>> {
        let former = self
            .former
            .iter()
            .map(|one| (one.amount, one.basis.as_str()));
        let said: Vec<_> = former.chain([(self.amount, self.basis.as_str())]).collect();
        let unknown = self.steps.len().saturating_sub(said.len());
        let said_of = |place: usize| {
            let place = place.checked_sub(unknown)?;
            said.get(place).copied()
        };
        let steps = self.steps.iter().enumerate();
        let version = |(place, step)| {
            let said = said_of(place);
            let before = place.checked_sub(1).and_then(said_of);
            let change = before.zip(said);
            BudgetVersion {
                number: place + 1,
                said,
                change: change.and_then(|(before, now)| now.0.minus(before.0)),
                step,
            }
        };
        steps.map(version).collect()
    }
}

/// A distribution that was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApprovedDistribution {
    /// Region of the department.
    pub department: Kato,
    /// First month.
    pub from: Period,
    /// Last month.
    pub to: Period,
    /// What was distributed.
    pub budget: Tiyn,
    /// By which rule.
    pub rule: DistributionRule,
    /// Between whom.
    pub needs: Vec<Need>,
    /// What came of it.
    pub outcome: Distribution,
    /// What it was before it was approved anew, oldest first. Approvals from before this was kept
    /// are steps alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerDistribution>,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}

/// A distribution as it was before it was approved anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerDistribution {
    /// What was distributed.
    pub budget: Tiyn,
    /// By which rule.
    pub rule: DistributionRule,
    /// Between whom.
    pub needs: Vec<Need>,
    /// What came of it.
    pub outcome: Distribution,
}

/// A distribution as it once stood, or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DistributionVersion<'a> {
    /// Counted from 1; the last is in force.
    pub number: usize,
    /// What was distributed and what came of it; none where nobody kept them.
    pub said: Option<(Tiyn, &'a Distribution)>,
    /// When it was approved, and by whom.
    pub step: &'a OrderStep,
}

impl ApprovedDistribution {
    /// Every version, the first one first.
    pub fn versions(&self) -> Vec<DistributionVersion<'_>> {
        let former = self.former.iter().map(|one| (one.budget, &one.outcome));
        let said: Vec<_> = former.chain([(self.budget, &self.outcome)]).collect();
        let unknown = self.steps.len().saturating_sub(said.len());
        let steps = self.steps.iter().enumerate();
        let version = |(place, step): (usize, _)| DistributionVersion {
            number: place + 1,
            said: place
                .checked_sub(unknown)
                .and_then(|place| said.get(place).copied()),
            step,
        };
        steps.map(version).collect()
    }
}

/// A version of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanRecord {
    /// The plan.
    pub plan: FundingPlan,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}

impl PlanRecord {
    /// Why this version took the place of the one before; none for a first one, and for those from
    /// before a reason was asked for.
    pub fn reason(&self) -> Option<&Words> {
        self.steps.iter().find_map(|step| step.reason.as_ref())
    }
}

/// A contract with the texts of its agreements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractRecord {
    /// The contract.
    pub contract: SchoolContract,
    /// What is signed: a text for each of its agreements, in their order.
    pub texts: Vec<AgreementText>,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}

impl ContractRecord {
    /// The text in force: that of the last agreement both signed.
    pub fn in_force(&self) -> Option<&AgreementText> {
        let signed = self.contract.agreements.iter().rposition(|a| a.is_signed());
        signed.and_then(|place| self.texts.get(place))
    }

    /// What it reimburses; none where it is for teaching. Agreements never change it.
    pub fn reimbursement(&self) -> Option<&Reimbursement> {
        self.texts.first()?.reimbursement.as_ref()
    }

    /// What its money is for.
    pub fn money(&self) -> MoneyFor {
        match self.reimbursement() {
            Some(_) => MoneyFor::Reimbursement,
            None => MoneyFor::Teaching,
        }
    }

    /// What it binds of a year's plan: its sum while it lasts, the larger of those in force and
    /// waiting for signatures; what was acted once it ended. `None` for another year, and where
    /// that is nothing.
    pub fn bound_in(&self, year: i32) -> Option<Tiyn> {
        let last = self.contract.agreements.last()?;
        if last.terms.from.year() != year {
            return None;
        }
        let bound = match self.contract.terminated {
            Some(_) => self.contract.acted,
            None => {
                let in_force = self.contract.in_force().map(|terms| terms.amount);
                Some(last.terms.amount).max(in_force).unwrap_or_default()
            }
        };
        (bound.0 != 0).then_some(bound)
    }

    /// The text that waits for a signature.
    pub fn to_sign(&self) -> Option<&AgreementText> {
        let last = self.contract.agreements.last()?;
        (!last.is_signed()).then(|| self.texts.last()).flatten()
    }
}

/// An act with what its text names besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActRecord {
    /// The act.
    pub act: SchoolAct,
    /// Region of the department.
    pub department: Kato,
    /// Number of the contract.
    pub contract_number: String,
    /// БИН of the school, as its source wrote it.
    pub bin: String,
    /// What ИС ЭСФ said of its invoice; absent while nothing was said. It stands beside what is
    /// signed, never in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Box<InvoiceSaid>>,
    /// How many of the register's people aren't paid for by each reason, so that both know before
    /// they sign; who has several counts with each. Beside what is signed, as the register itself is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub why: BTreeMap<MonthReason, u32>,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}

impl ActRecord {
    /// What is known here to stand in the way of paying it for want of a fitting invoice.
    pub fn invoice_obstacle(&self) -> Option<PaymentObstacle> {
        let said = self.invoice.as_ref()?;
        said.finding.obstacle()
    }

    /// What its money is for.
    pub fn money(&self) -> MoneyFor {
        match self.act.reimbursement {
            Some(_) => MoneyFor::Reimbursement,
            None => MoneyFor::Teaching,
        }
    }

    /// What both sign; `None` for an act with a cost too large.
    pub fn text(&self) -> Option<SchoolActText> {
        let act = &self.act;
        let rows = act.lines.iter().map(|line| {
            Some(ActTextRow {
                line: *line,
                cost: line.line.cost()?,
            })
        });
        Some(SchoolActText {
            schema: SCHOOL_ACT_SCHEMA.to_owned(),
            act: act.id,
            contract: act.contract,
            contract_number: self.contract_number.clone(),
            department: self.department,
            school: act.school,
            bin: self.bin.clone(),
            period: act.period,
            register: act.register,
            norms: act.norms.clone(),
            rows: rows.collect::<Option<_>>()?,
            total: act.total,
            excluded: act.excluded,
            held: act.held,
            cut: act.cut.clone(),
            reimbursement: act.reimbursement,
        })
    }
}

/// What a register knows of an act besides its sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterLine {
    /// School.
    pub school: OrganisationId,
    /// Its БИН, as its source wrote it.
    pub bin: String,
    /// Number of the contract.
    pub contract_number: String,
    /// Month.
    pub period: Period,
    /// Learners paid for.
    pub learners: u32,
    /// The account of the contract when the act was listed.
    pub account: PayeeAccount,
}

/// A consolidated register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterRecord {
    /// The register.
    pub register: ActRegister,
    /// What it knows of each of its acts.
    pub lines: BTreeMap<SchoolActId, RegisterLine>,
    /// The department's signature, SHA-256 of its file; absent while it is put together, and in
    /// records kept before it was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<BlobHash>,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}

impl RegisterRecord {
    /// What the department signs; `None` when the sum is too large.
    pub fn text(&self) -> Option<RegisterText> {
        let register = &self.register;
        let acts = register.acts.iter().map(|(act, listed)| {
            let line = self.lines.get(act)?;
            Some(RegisterTextRow {
                act: *act,
                sha256: listed.sha256,
                school: line.school,
                bin: line.bin.clone(),
                contract_number: line.contract_number.clone(),
                period: line.period,
                learners: line.learners,
                total: listed.total,
                account: line.account.clone(),
            })
        });
        Some(RegisterText {
            schema: ACT_REGISTER_SCHEMA.to_owned(),
            register: register.id,
            department: register.department,
            number: register.number,
            acts: acts.collect::<Option<_>>()?,
            total: register.total()?,
        })
    }
}

/// A payment with what its order says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentRecord {
    /// The payment.
    pub payment: Payment,
    /// Number of its order.
    pub number: u32,
    /// Region of the department.
    pub department: Kato,
    /// Whom it is paid to.
    pub school: OrganisationId,
    /// Its БИН, as its source wrote it.
    pub bin: String,
    /// Month of the act.
    pub period: Period,
    /// Where it is paid.
    pub account: PayeeAccount,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}

/// A record of the state order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "record", content = "of", rename_all = "snake_case")]
pub enum SchoolingRecord {
    /// An application, as its department and those who read with it see it.
    Application(Application),
    /// The same as its school sees it. Nothing keeps it: it is made for the school's feed.
    SeenApplication(SeenApplication),
    /// A year's budget.
    Budget(Budget),
    /// A distribution.
    Distribution(ApprovedDistribution),
    /// A version of a plan.
    Plan(PlanRecord),
    /// A contract.
    Contract(ContractRecord),
    /// An act.
    Act(ActRecord),
    /// A consolidated register.
    Register(RegisterRecord),
    /// A payment.
    Payment(PaymentRecord),
    /// A mandate.
    Mandate(Mandate),
    /// A message between a school and its department.
    Message(OrderMessage),
    /// A bank's statement, of the financial centre alone.
    Statement(KeptStatement),
    /// The monthly indices.
    Indices(IndexRecord),
    /// A view of a register, of an office's people alone.
    View(OfficeView),
}

impl SchoolingRecord {
    /// What the school's own people are told of it; everything but applications is told whole.
    pub fn for_school(&self) -> Self {
        match self {
            Self::Application(one) => Self::SeenApplication(one.for_school()),
            other => other.clone(),
        }
    }

    /// The record by which a reader's program judges: of what its school sees, the application.
    #[must_use]
    pub fn opened(self) -> Self {
        match self {
            Self::SeenApplication(one) => Self::Application(one.opened()),
            other => other,
        }
    }

    /// Its kind, in one word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Application(_) => "application",
            Self::SeenApplication(_) => "seen_application",
            Self::Budget(_) => "budget",
            Self::Distribution(_) => "distribution",
            Self::Plan(_) => "plan",
            Self::Contract(_) => "contract",
            Self::Act(_) => "act",
            Self::Register(_) => "register",
            Self::Payment(_) => "payment",
            Self::Mandate(_) => "mandate",
            Self::Message(_) => "message",
            Self::Statement(_) => "statement",
            Self::Indices(_) => "indices",
            Self::View(_) => "view",
        }
    }

    /// Its identity within its kind.
    pub fn id(&self) -> String {
        match self {
            Self::Application(one) => one.id.to_string(),
            Self::SeenApplication(one) => one.id.to_string(),
            Self::Budget(one) => format!("{}/{}", one.department, one.year),
            Self::Distribution(one) => format!(
                "{}/{}-{:02}/{}-{:02}",
                one.department,
                one.from.year(),
                one.from.month(),
                one.to.year(),
                one.to.month()
            ),
            Self::Plan(one) => {
                let plan = &one.plan;
                format!("{}/{}/{}", plan.department, plan.year, plan.version)
            }
            Self::Contract(one) => one.contract.id.to_string(),
            Self::Act(one) => one.act.id.to_string(),
            Self::Register(one) => one.register.id.to_string(),
            Self::Payment(one) => one.payment.id.to_string(),
            Self::Mandate(one) => one.id.to_string(),
            Self::Message(one) => one.id.to_string(),
            Self::Statement(one) => one.id.to_string(),
            Self::Indices(_) => "mrp".to_owned(),
            Self::View(one) => one.id.to_string(),
        }
    }

    /// Its identity among all records of the state order: `act:<id>`, `budget:<КАТО>/<year>`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.kind(), self.id())
    }

    /// The region whose offices see it (a message: whose department alone); none for a mandate of a school or the financial centre, for statements,
    /// indices and shared views.
    pub fn region(&self) -> Option<Kato> {
        match self {
            Self::Application(one) => Some(one.territory.region()),
            // No office reads it.
            Self::SeenApplication(_) => None,
            Self::Budget(one) => Some(one.department),
            Self::Distribution(one) => Some(one.department),
            Self::Plan(one) => Some(one.plan.department),
            Self::Contract(one) => Some(one.contract.department),
            Self::Act(one) => Some(one.department),
            Self::Register(one) => Some(one.register.department),
            Self::Payment(one) => Some(one.department),
            Self::Message(one) => Some(one.department),
            Self::Mandate(one) => match one.principal {
                Principal::Department(region) => Some(region),
                Principal::School(_) | Principal::Centre => None,
            },
            // Its office alone sees it.
            Self::View(_) | Self::Statement(_) | Self::Indices(_) => None,
        }
    }

    /// The school it is about, whose people see it too.
    pub fn school(&self) -> Option<OrganisationId> {
        match self {
            Self::Application(one) => Some(one.school),
            Self::SeenApplication(one) => Some(one.school),
            Self::Contract(one) => Some(one.contract.school),
            Self::Act(one) => Some(one.act.school),
            Self::Payment(one) => Some(one.school),
            Self::Message(one) => Some(one.school),
            Self::Mandate(one) => match one.principal {
                Principal::School(school) => Some(school),
                Principal::Department(_) | Principal::Centre => None,
            },
            Self::Budget(_)
            | Self::Distribution(_)
            | Self::Plan(_)
            | Self::Register(_)
            | Self::Statement(_)
            | Self::View(_)
            | Self::Indices(_) => None,
        }
    }

    /// What only one record may hold at a time: the month of a contract by its living act, an act
    /// by the register that lists it and by its living payment, the number of a contract; the year
    /// of a reimbursed building by its contract that wasn't ended, and the month by its living act,
    /// whatever contract that is under.
    pub fn claims(&self) -> Vec<String> {
        match self {
            Self::Contract(one) => {
                let number = format!(
                    "contract-number:{}/{}",
                    one.contract.department, one.contract.number
                );
                let living = one.contract.terminated.is_none();
                let year = one.texts.first().map(|text| text.from.year());
                let building = one.reimbursement().filter(|_| living).zip(year);
                let building =
                    building.map(|(of, year)| format!("reimbursed:{}/{year}", of.building));
                building.into_iter().chain([number]).collect()
            }
            Self::Act(one) if one.act.state != super::SchoolActState::Withdrawn => {
                let period = one.act.period;
                let month = format!("{}-{:02}", period.year(), period.month());
                let building = one.act.reimbursement;
                let building =
                    building.map(|of| format!("reimbursed-month:{}/{month}", of.building));
                building
                    .into_iter()
                    .chain([format!("acted:{}/{month}", one.act.contract)])
                    .collect()
            }
            Self::Register(one) => {
                let register = &one.register;
                let number = format!(
                    "register-number:{}/{}",
                    register.department, register.number
                );
                let acts = register.held();
                acts.map(|(act, _)| format!("listed:{act}"))
                    .chain([number])
                    .collect()
            }
            Self::Payment(one) => {
                let number = format!("payment-number:{}/{}", one.department, one.number);
                let alive = one.payment.is_alive();
                let paid = alive.then(|| format!("paid:{}", one.payment.act));
                paid.into_iter().chain([number]).collect()
            }
            _ => Vec::new(),
        }
    }
}
