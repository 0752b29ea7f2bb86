//! The act of a school's month: composed from the frozen register of the contingent and the norms,
//! capped by what the building may hold, signed by both, matched with its electronic invoice.
//!
//! Source: slides of OrtaBilim ("Акт по фактическому контингенту на основании данных LMS"); rows,
//! rounding and the match with the invoice: domain report 2.2, 3.1 and 3.6.

use super::distribution::in_proportion;
use super::invoice::InvoiceFinding;
use super::payment::PaymentObstacle;
use super::price::{Payable, PriceLine, monthly_price};
use super::reimbursed::{ReimbursedMonth, Reimbursement};
use crate::calendar::Period;
use crate::checks::{InvoiceRecord, Study};
use crate::identifiers::{Bin, BlobHash, OrganisationId, SchoolActId, SchoolContractId};
use crate::money::Tiyn;
use crate::month::{ActLine, Level};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Yearly norms of one learner, by level and kind of study, from a day on. They are loaded with the
/// document they stand in: the product knows none by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norms {
    /// First day.
    pub valid_from: NaiveDate,
    /// The document that sets them, as it calls itself.
    pub basis: String,
    /// Tiyn a year.
    pub of_year: BTreeMap<(Level, Study), Tiyn>,
}

/// A row of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolActLine {
    /// Level.
    pub level: Level,
    /// Kind of study.
    pub study: Study,
    /// Learners, and the price of one.
    #[serde(flatten)]
    pub line: PriceLine,
}

/// Where an act stands. Signatures are SHA-256 of signatures already verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SchoolActState {
    /// Nobody signed.
    Composed,
    /// The school signed.
    BySchool {
        /// Its signature.
        school: BlobHash,
    },
    /// Both signed: it never changes again.
    Signed {
        /// The school's signature.
        school: BlobHash,
        /// The department's.
        department: BlobHash,
        /// Day of the second.
        on: NaiveDate,
    },
    /// Taken back before both signed: another may be composed for the month.
    Withdrawn,
}

/// An act of a school's month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolAct {
    /// Identity.
    pub id: SchoolActId,
    /// Contract.
    pub contract: SchoolContractId,
    /// School.
    pub school: OrganisationId,
    /// Month.
    pub period: Period,
    /// SHA-256 of the frozen register of the contingent.
    pub register: BlobHash,
    /// The document the norms stand in.
    pub norms: String,
    /// Rows, by level and kind of study.
    pub lines: Vec<SchoolActLine>,
    /// Sum of the rows.
    pub total: Tiyn,
    /// Learners the checks excluded.
    pub excluded: u32,
    /// Learners nobody knows enough about.
    pub held: u32,
    /// Learners above what the building may hold, with the limits that say so.
    pub cut: Payable,
    /// The month of a building, which has no rows; absent: the act is of teaching.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reimbursement: Option<ReimbursedMonth>,
    /// Where it stands.
    pub state: SchoolActState,
}

/// Why there is no act, or why it isn't signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SchoolActRefusal {
    /// Learners who are paid for have no class or no kind of study in the LMS.
    #[error("the LMS named no class or kind of study for some learners")]
    NotClassified,
    /// No norm is loaded for this.
    #[error("no norm for {level:?}, {study:?}")]
    NoNorm {
        /// Level.
        level: Level,
        /// Kind of study.
        study: Study,
    },
    /// Nobody is paid for: there is nothing to sign.
    #[error("nobody is paid for")]
    Empty,
    /// The limits weren't worked out from this contingent.
    #[error("the limits are of another contingent")]
    OtherContingent,
    /// A sum too large.
    #[error("a sum is too large")]
    Overflow,
    /// Not possible where it stands.
    #[error("not possible in this state")]
    WrongState,
}

/// What an act is composed from.
#[derive(Debug, Clone)]
pub struct Composition<'a> {
    /// Identity of the act.
    pub id: SchoolActId,
    /// Contract.
    pub contract: SchoolContractId,
    /// School.
    pub school: OrganisationId,
    /// Month.
    pub period: Period,
    /// SHA-256 of the frozen register.
    pub register: BlobHash,
    /// Its lines.
    pub lines: &'a [ActLine],
    /// Norms in force in the month.
    pub norms: &'a Norms,
    /// What the limits of buildings and contract leave of those payable by the checks.
    pub cut: Payable,
}

/// What the act of a building's month is composed from.
#[derive(Debug, Clone)]
pub struct ReimbursedComposition<'a> {
    /// Identity of the act.
    pub id: SchoolActId,
    /// Contract.
    pub contract: SchoolContractId,
    /// School.
    pub school: OrganisationId,
    /// Month.
    pub period: Period,
    /// SHA-256 of the frozen register.
    pub register: BlobHash,
    /// Its lines: whom the checks left, excluded, hold.
    pub lines: &'a [ActLine],
    /// What the contract reimburses.
    pub reimbursement: &'a Reimbursement,
    /// For how many learners it is paid, and what set that.
    pub cut: Payable,
}

impl SchoolAct {
    /// Composes the act. Where a limit cuts, every row gives up in proportion to its learners,
    /// whole learners, largest remainders first: whom the limit means isn't said anywhere, so no
    /// row is spared (proposal).
    ///
    /// # Errors
    /// [`SchoolActRefusal`].
    pub fn compose(from: Composition<'_>) -> Result<Self, SchoolActRefusal> {
        let mut excluded: u32 = 0;
        let mut held: u32 = 0;
        let mut rows = Vec::new();
        for line in from.lines {
            excluded = excluded.saturating_add(line.quantity.excluded);
            held = held.saturating_add(line.quantity.held);
            if line.quantity.payable > 0 {
                let (Some(level), Some(study)) = (line.level, line.study) else {
                    return Err(SchoolActRefusal::NotClassified);
                };
                rows.push((level, study, line.quantity.payable));
            }
        }
        rows.sort_unstable();
        let learners: u64 = rows.iter().map(|row| u64::from(row.2)).sum();
        if learners != u64::from(from.cut.paid) + u64::from(from.cut.excluded) {
            return Err(SchoolActRefusal::OtherContingent);
        }
        if from.cut.paid == 0 {
            return Err(SchoolActRefusal::Empty);
        }
        let kept = in_proportion(
            i64::from(from.cut.paid),
            rows.iter().map(|row| u64::from(row.2)).collect(),
        )
        .ok_or(SchoolActRefusal::Overflow)?;
        let mut lines = Vec::new();
        let mut total = Tiyn(0);
        for ((level, study, _), quantity) in rows.into_iter().zip(kept) {
            let norm = from.norms.of_year.get(&(level, study));
            let price = norm
                .and_then(|norm| monthly_price(*norm))
                .ok_or(SchoolActRefusal::NoNorm { level, study })?;
            let quantity = u32::try_from(quantity).or(Err(SchoolActRefusal::Overflow))?;
            if quantity == 0 {
                continue;
            }
            let line = PriceLine { quantity, price };
            total = line
                .cost()
                .and_then(|cost| total.plus(cost))
                .ok_or(SchoolActRefusal::Overflow)?;
            lines.push(SchoolActLine { level, study, line });
        }
        Ok(Self {
            id: from.id,
            contract: from.contract,
            school: from.school,
            period: from.period,
            register: from.register,
            norms: from.norms.basis.clone(),
            lines,
            total,
            excluded,
            held,
            cut: from.cut,
            reimbursement: None,
            state: SchoolActState::Composed,
        })
    }

    /// Composes the act of a building's month: the learners left by the limits, at the price of
    /// the month. No norm has a part in it, and no row of level and study.
    ///
    /// # Errors
    /// [`SchoolActRefusal`].
    pub fn reimburse(from: ReimbursedComposition<'_>) -> Result<Self, SchoolActRefusal> {
        let of = from.reimbursement;
        let sum = |part: fn(&ActLine) -> u32| {
            let parts = from.lines.iter().map(part);
            parts.fold(0_u32, u32::saturating_add)
        };
        if from.cut.paid == 0 {
            return Err(SchoolActRefusal::Empty);
        }
        let line = PriceLine {
            quantity: from.cut.paid,
            price: of.price(from.period).ok_or(SchoolActRefusal::Overflow)?,
        };
        Ok(Self {
            id: from.id,
            contract: from.contract,
            school: from.school,
            period: from.period,
            register: from.register,
            norms: String::new(),
            lines: Vec::new(),
            total: line.cost().ok_or(SchoolActRefusal::Overflow)?,
            excluded: sum(|line| line.quantity.excluded),
            held: sum(|line| line.quantity.held),
            cut: from.cut,
            reimbursement: Some(ReimbursedMonth {
                kind: of.kind,
                building: of.building,
                index: of.index,
                rate: of.rate,
                line,
            }),
            state: SchoolActState::Composed,
        })
    }

    /// The school signs.
    ///
    /// # Errors
    /// [`SchoolActRefusal::WrongState`].
    pub fn sign_by_school(&self, signature: BlobHash) -> Result<Self, SchoolActRefusal> {
        match self.state {
            SchoolActState::Composed => {
                Ok(self.with(SchoolActState::BySchool { school: signature }))
            }
            _ => Err(SchoolActRefusal::WrongState),
        }
    }

    /// The department signs, after the school. The contract takes the sum in the same
    /// transaction ([`super::SchoolContract::act`]).
    ///
    /// # Errors
    /// [`SchoolActRefusal::WrongState`].
    pub fn sign_by_department(
        &self,
        signature: BlobHash,
        on: NaiveDate,
    ) -> Result<Self, SchoolActRefusal> {
        match self.state {
            SchoolActState::BySchool { school } => Ok(self.with(SchoolActState::Signed {
                school,
                department: signature,
                on,
            })),
            _ => Err(SchoolActRefusal::WrongState),
        }
    }

    /// Takes it back, before both signed.
    ///
    /// # Errors
    /// [`SchoolActRefusal::WrongState`].
    pub fn withdraw(&self) -> Result<Self, SchoolActRefusal> {
        match self.state {
            SchoolActState::Composed | SchoolActState::BySchool { .. } => {
                Ok(self.with(SchoolActState::Withdrawn))
            }
            _ => Err(SchoolActRefusal::WrongState),
        }
    }

    /// Whether both signed.
    pub fn is_signed(&self) -> bool {
        matches!(self.state, SchoolActState::Signed { .. })
    }

    fn with(&self, state: SchoolActState) -> Self {
        Self {
            state,
            ..self.clone()
        }
    }

    /// What the invoice leaves in the way of paying it. `asked`: what ИС ЭСФ said; `None`: it
    /// couldn't be asked.
    pub fn invoice_obstacles(
        &self,
        asked: Option<Option<&InvoiceRecord>>,
        supplier: Bin,
    ) -> Vec<PaymentObstacle> {
        match asked {
            None => vec![PaymentObstacle::InvoiceUnknown],
            Some(said) => InvoiceFinding::of(self, said, supplier)
                .obstacle()
                .into_iter()
                .collect(),
        }
    }
}
