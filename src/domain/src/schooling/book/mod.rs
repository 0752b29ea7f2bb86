//! The book of the state order: records that are known, and what an operation makes of them. The
//! registry decides by it with everything loaded; a laptop decides by what it has, to show what
//! will be, and the registry decides again.

mod acts;
mod contracts;
mod drafting;
mod funding;
mod messages;
mod payments;
mod reimbursed;
mod statements;
mod views;

pub use drafting::{ContractSeries, NotDrafted};

use super::act::Norms;
use super::application::{Application, ApplicationRule};
use super::distribution::DistributionRule;
use super::index::IndexRecord;
use super::mandate::{Mandate, MandateScope, Principal};
use super::message::OrderMessage;
use super::op::SchoolingOp;
use super::price::Limit;
use super::record::{
    ActRecord, ApprovedDistribution, Budget, ContractRecord, OrderStep, PaymentRecord, PlanRecord,
    RegisterRecord, SchoolingRecord,
};
use super::refusal::SchoolingRefusal;
use super::reimbursement::{IndexTable, ReimbursementRule};
use super::statement::KeptStatement;
use super::terms::OrderTerms;
use super::view::OfficeView;
use crate::Moment;
use crate::calendar::legal_day;
use crate::checks::{InvoiceRecord, MonthReason, Outcome};
use crate::identifiers::{
    ApplicationId, Bin, BlobHash, Kato, MandateId, MessageId, OrganisationId, PaymentId,
    PaymentRegisterId, PremisesId, SchoolActId, SchoolContractId, ViewId,
};
use crate::month::ActLine;
use crate::payment_order::Statement;
use crate::people::{AccountRole, Actor};
use crate::policy::{Basis, Parameter};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The figures of the state order, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRules {
    /// Of applications.
    pub applications: ApplicationRule,
    /// Of distributions, as they are proposed; an officer may approve by another.
    pub distribution: DistributionRule,
    /// Whether a mandate is needed for every action. The slides name mandates, not what needs one.
    pub mandates_needed: Parameter<bool>,
    /// Whether whoever orders payments must be another than who accepted the register.
    pub payments_four_eyes: Parameter<bool>,
    /// By when what waits should be done.
    pub terms: OrderTerms,
    /// What construction and reconstruction are reimbursed with.
    pub reimbursement: ReimbursementRule,
    /// The monthly indices of the years, where no table was entered.
    pub indices: IndexTable,
    /// By how many percent of what was ordered the sum of a bank's line may differ for the payment
    /// to be shown beside it. Matched with it by hand it is only where the sums are the same.
    pub match_percent: Parameter<u32>,
    /// How many views of one register an office shares: as many as are still read through.
    pub views_of_register: Parameter<u32>,
}

impl OrderRules {
    /// The figures of the pilot.
    pub fn pilot() -> Self {
        Self {
            applications: ApplicationRule::pilot(),
            distribution: DistributionRule::pilot(),
            mandates_needed: Parameter::new(true, Basis::Proposal),
            payments_four_eyes: Parameter::new(true, Basis::Proposal),
            terms: OrderTerms::pilot(),
            reimbursement: ReimbursementRule::pilot(),
            indices: IndexTable::published(),
            match_percent: Parameter::new(1, Basis::Proposal),
            views_of_register: Parameter::new(30, Basis::Proposal),
        }
    }
}

/// What is known of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolFacts {
    /// Where it is.
    pub territory: Kato,
    /// Its БИН, as its source wrote it.
    pub bin: String,
}

/// What ЕГКН says of a building that is to be reimbursed; none where it said nothing that counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BuildingFacts {
    /// Whether its designated purpose is education.
    pub purpose: Option<bool>,
    /// Whether the encumbrance on changing that purpose is registered.
    pub encumbered: Option<bool>,
}

/// A frozen register of a school's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenMonth {
    /// SHA-256 of its bytes.
    pub register: BlobHash,
    /// Its lines.
    pub lines: Vec<ActLine>,
    /// People of it who aren't paid for, by what speaks against it; who has several reasons counts
    /// with each.
    pub why: BTreeMap<MonthReason, u32>,
}

/// What is known of an act's payment at the moment it is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActFacts {
    /// What ИС ЭСФ said of its invoice; `None`: it couldn't be asked.
    pub invoice: Option<Option<InvoiceRecord>>,
    /// БИН of the school, where it is one.
    pub supplier: Option<Bin>,
    /// Whether payment to the school is suspended.
    pub suspended: bool,
}

/// What is known besides the records. The registry knows it all, and where it doesn't, the
/// operation is refused. A laptop knows little: with [`Facts::of_laptop`] what isn't known stands
/// in nobody's way, and what can't be worked out without it changes nothing until the registry
/// answers.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Whether the registry decides again: see above.
    pub provisional: bool,
    /// The school the operation is about.
    pub school: Option<SchoolFacts>,
    /// What the automatic checks say of the application.
    pub checks: Option<Outcome>,
    /// The frozen month of an act.
    pub month: Option<FrozenMonth>,
    /// Norms in force in the month.
    pub norms: Option<Norms>,
    /// What each of the school's buildings may hold: sanitary permit, design capacity. A limit that
    /// isn't known isn't listed; the building is.
    pub limits: BTreeMap<PremisesId, Vec<(Limit, u32)>>,
    /// What is known of the building a contract is to reimburse.
    pub building: Option<BuildingFacts>,
    /// What is known of acts that are to be paid.
    pub acts: BTreeMap<SchoolActId, ActFacts>,
    /// The next free number of a register or a payment.
    pub next_number: Option<u32>,
    /// What the file of a bank's statement says; none where the file isn't there yet.
    pub statement: Option<Arc<Statement>>,
}

impl Facts {
    /// A laptop's, that knows nothing besides its records.
    pub fn of_laptop() -> Self {
        Self {
            provisional: true,
            ..Self::default()
        }
    }
}

/// What an operation makes of the records: their new state, each whole.
type Decided = Result<Vec<SchoolingRecord>, SchoolingRefusal>;

/// Records that are known.
#[derive(Debug, Clone, Default)]
pub struct Book {
    applications: BTreeMap<ApplicationId, Application>,
    budgets: BTreeMap<(Kato, i32), Budget>,
    distributions: BTreeMap<String, ApprovedDistribution>,
    plans: BTreeMap<(Kato, i32, u32), PlanRecord>,
    contracts: BTreeMap<SchoolContractId, ContractRecord>,
    acts: BTreeMap<SchoolActId, ActRecord>,
    registers: BTreeMap<PaymentRegisterId, RegisterRecord>,
    payments: BTreeMap<PaymentId, PaymentRecord>,
    mandates: BTreeMap<MandateId, Mandate>,
    messages: BTreeMap<MessageId, OrderMessage>,
    statements: BTreeMap<BlobHash, KeptStatement>,
    views: BTreeMap<ViewId, OfficeView>,
    indices: Option<IndexRecord>,
}

impl Extend<SchoolingRecord> for Book {
    fn extend<T: IntoIterator<Item = SchoolingRecord>>(&mut self, records: T) {
        records.into_iter().for_each(|record| self.put(record));
    }
}

impl FromIterator<SchoolingRecord> for Book {
    fn from_iter<T: IntoIterator<Item = SchoolingRecord>>(records: T) -> Self {
        let mut book = Self::default();
        book.extend(records);
        book
    }
}

/// One operation being decided.
#[derive(Clone, Copy)]
struct Turn<'a> {
    op: &'a SchoolingOp,
    hand: &'a Actor,
    facts: &'a Facts,
    rules: &'a OrderRules,
    at: Moment,
}

impl Turn<'_> {
    /// The step this operation adds to a record.
    fn step(&self) -> OrderStep {
        OrderStep {
            at: self.at,
            by: self.hand.person,
            step: self.op.word().to_owned(),
            reason: self.op.reason().cloned(),
        }
    }
}

impl Book {
    /// Enters a record's new state.
    pub fn put(&mut self, record: SchoolingRecord) {
        let id = record.id();
        match record {
            SchoolingRecord::Application(one) => {
                self.applications.insert(one.id, one);
            }
            SchoolingRecord::SeenApplication(one) => {
                self.applications.insert(one.id, one.opened());
            }
            SchoolingRecord::Budget(one) => {
                self.budgets.insert((one.department, one.year), one);
            }
            SchoolingRecord::Distribution(one) => {
                self.distributions.insert(id, one);
            }
            SchoolingRecord::Plan(one) => {
                let plan = &one.plan;
                let key = (plan.department, plan.year, plan.version);
                self.plans.insert(key, one);
            }
            SchoolingRecord::Contract(one) => {
                self.contracts.insert(one.contract.id, one);
            }
            SchoolingRecord::Act(one) => {
                self.acts.insert(one.act.id, one);
            }
            SchoolingRecord::Register(one) => {
                self.registers.insert(one.register.id, one);
            }
            SchoolingRecord::Payment(one) => {
                self.payments.insert(one.payment.id, one);
            }
            SchoolingRecord::Mandate(one) => {
                self.mandates.insert(one.id, one);
            }
            SchoolingRecord::Message(one) => {
                self.messages.insert(one.id, one);
            }
            SchoolingRecord::Statement(one) => {
                self.statements.insert(one.id, one);
            }
            SchoolingRecord::Indices(one) => self.indices = Some(one),
            SchoolingRecord::View(one) => {
                self.views.insert(one.id, one);
            }
        }
    }

    /// An application.
    pub fn application(&self, id: ApplicationId) -> Option<&Application> {
        self.applications.get(&id)
    }

    /// The plan of a department's year that is in force: its last version.
    pub fn plan(&self, department: Kato, year: i32) -> Option<&PlanRecord> {
        let versions = (department, year, 0)..=(department, year, u32::MAX);
        self.plans.range(versions).next_back().map(|(_, plan)| plan)
    }

    /// A contract.
    pub fn contract(&self, id: SchoolContractId) -> Option<&ContractRecord> {
        self.contracts.get(&id)
    }

    /// An act.
    pub fn act(&self, id: SchoolActId) -> Option<&ActRecord> {
        self.acts.get(&id)
    }

    /// A register.
    pub fn register(&self, id: PaymentRegisterId) -> Option<&RegisterRecord> {
        self.registers.get(&id)
    }

    /// A payment.
    pub fn payment(&self, id: PaymentId) -> Option<&PaymentRecord> {
        self.payments.get(&id)
    }

    /// What an operation changes: the new state of every record it touches. Nothing is changed
    /// here; [`Book::extend`] enters it.
    ///
    /// # Errors
    /// [`SchoolingRefusal`].
    pub fn decide(
        &self,
        op: &SchoolingOp,
        hand: &Actor,
        facts: &Facts,
        rules: &OrderRules,
        at: Moment,
    ) -> Decided {
        use SchoolingOp as Op;
        let turn = Turn {
            op,
            hand,
            facts,
            rules,
            at,
        };
        match op {
            Op::SubmitApplication { .. } | Op::SignApplication { .. } | Op::Application { .. } => {
                self.apply(turn)
            }
            Op::SetBudget { .. } | Op::ApproveDistribution { .. } | Op::ApprovePlan { .. } => {
                self.fund(turn)
            }
            Op::DrawUpContract { .. }
            | Op::AmendContract { .. }
            | Op::SignContract { .. }
            | Op::TerminateContract { .. } => self.agree(turn),
            Op::ComposeAct { .. } | Op::SignAct { .. } | Op::WithdrawAct { .. } => {
                self.act_on(turn)
            }
            Op::OpenRegister { .. }
            | Op::ListActs { .. }
            | Op::UnlistAct { .. }
            | Op::SendRegister { .. }
            | Op::AcceptRegister { .. }
            | Op::ReturnRegister { .. }
            | Op::SendBackActs { .. } => self.list(turn),
            Op::OrderPayments { .. } | Op::PaymentEvent { .. } => self.pay(turn),
            Op::KeepStatement { .. } | Op::MatchLine { .. } => self.reconcile(turn),
            Op::GrantMandate { .. } | Op::RevokeMandate { .. } => self.entrust(turn),
            Op::SendMessage { .. } => self.write_message(turn),
            Op::ShareView { .. } | Op::TakeViewBack { .. } => self.share(turn),
        }
    }

    /// Whether somebody may act for a principal: by their role, their territory or school, and by
    /// a mandate of the day.
    ///
    /// # Errors
    /// [`SchoolingRefusal::NotYours`], [`SchoolingRefusal::NotYourTerritory`],
    /// [`SchoolingRefusal::NoMandate`].
    pub fn may(
        &self,
        hand: &Actor,
        principal: Principal,
        scope: MandateScope,
        rules: &OrderRules,
        at: Moment,
    ) -> Result<(), SchoolingRefusal> {
        let yours = match principal {
            Principal::School(school) => {
                hand.role == AccountRole::School && hand.organisation == Some(school)
            }
            Principal::Department(_) => hand.role == AccountRole::EducationOfficer,
            Principal::Centre => hand.role == AccountRole::FinancialCentre,
        };
        if !yours {
            return Err(SchoolingRefusal::NotYours);
        }
        if matches!(principal, Principal::Department(region) if !hand.covers(region)) {
            return Err(SchoolingRefusal::NotYourTerritory);
        }
        let day = legal_day(at);
        let asked = |mandate: &Mandate| mandate.covers(hand.person, principal, scope, day);
        if rules.mandates_needed.value && !self.mandates.values().any(asked) {
            return Err(SchoolingRefusal::NoMandate { scope });
        }
        Ok(())
    }

    /// A register or a payment of a region, by an officer of the financial centre.
    fn may_centre(
        &self,
        turn: Turn<'_>,
        region: Kato,
        scope: MandateScope,
    ) -> Result<(), SchoolingRefusal> {
        self.may(turn.hand, Principal::Centre, scope, turn.rules, turn.at)?;
        if turn.hand.covers(region) {
            Ok(())
        } else {
            Err(SchoolingRefusal::NotYourTerritory)
        }
    }

    fn may_department(
        &self,
        turn: Turn<'_>,
        region: Kato,
        scope: MandateScope,
    ) -> Result<(), SchoolingRefusal> {
        let department = Principal::Department(region);
        self.may(turn.hand, department, scope, turn.rules, turn.at)
    }

    fn may_school(
        &self,
        turn: Turn<'_>,
        school: OrganisationId,
        scope: MandateScope,
    ) -> Result<(), SchoolingRefusal> {
        let school = Principal::School(school);
        self.may(turn.hand, school, scope, turn.rules, turn.at)
    }

    fn entrust(&self, turn: Turn<'_>) -> Decided {
        let next = match turn.op {
            SchoolingOp::GrantMandate {
                mandate,
                person,
                principal,
                scopes,
                from,
                to,
                basis,
            } => {
                self.may_entrust(turn, *principal)?;
                // Nobody asks themselves.
                if *person == turn.hand.person {
                    return Err(SchoolingRefusal::OwnProposal);
                }
                if self.mandates.contains_key(mandate) {
                    return Err(SchoolingRefusal::AlreadyExists);
                }
                if scopes.is_empty() || basis.trim().is_empty() {
                    return Err(SchoolingRefusal::NoReason);
                }
                if from > to {
                    return Err(SchoolingRefusal::BadTerms);
                }
                Mandate {
                    id: *mandate,
                    person: *person,
                    principal: *principal,
                    scopes: scopes.clone(),
                    from: *from,
                    to: *to,
                    basis: basis.clone(),
                    granted_by: (turn.hand.role != AccountRole::Registrar)
                        .then_some(turn.hand.person),
                    revoked: None,
                }
            }
            SchoolingOp::RevokeMandate { mandate } => {
                let known = self.mandates.get(mandate);
                let known = known.ok_or(SchoolingRefusal::NotFound)?;
                self.may_entrust(turn, known.principal)?;
                if known.revoked.is_some() {
                    return Err(SchoolingRefusal::WrongStage);
                }
                Mandate {
                    revoked: Some(legal_day(turn.at)),
                    ..known.clone()
                }
            }
            _ => return Ok(Vec::new()),
        };
        Ok(vec![SchoolingRecord::Mandate(next)])
    }

    /// The first mandates are taken in by the registry itself; after that whoever has one of
    /// mandates gives them.
    fn may_entrust(&self, turn: Turn<'_>, principal: Principal) -> Result<(), SchoolingRefusal> {
        if turn.hand.role == AccountRole::Registrar {
            return Ok(());
        }
        let scope = MandateScope::Mandates;
        self.may(turn.hand, principal, scope, turn.rules, turn.at)
    }
}
