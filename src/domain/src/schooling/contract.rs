//! A contract of the state order between an education department and a school: signed by both,
//! changed by additional agreements, never acted above its sum.
//!
//! Source: slides of OrtaBilim ("Договоры: активные / на подписи"); fields: domain report 3.3.

use crate::calendar::Period;
use crate::identifiers::{BlobHash, Kato, OrganisationId, PremisesId, SchoolContractId};
use crate::money::Tiyn;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The two parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContractParty {
    /// The school (исполнитель).
    School,
    /// The department (заказчик).
    Department,
}

/// What the parties agree on: the contract itself, or an additional agreement to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractTerms {
    /// First month.
    pub from: Period,
    /// Last month.
    pub to: Period,
    /// Sum for all months.
    pub amount: Tiyn,
    /// Places of each building.
    pub places: BTreeMap<PremisesId, u32>,
    /// SHA-256 of the bytes both sign.
    pub document: BlobHash,
}

/// Terms with the signatures under their document; each SHA-256 of a signature already verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Agreement {
    /// What is agreed.
    pub terms: ContractTerms,
    /// Signatures.
    pub signatures: BTreeMap<ContractParty, BlobHash>,
    /// Day the second signature came; absent while one is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<NaiveDate>,
}

impl Agreement {
    /// An agreement nobody signed yet.
    pub fn unsigned(terms: ContractTerms) -> Self {
        Self {
            terms,
            signatures: BTreeMap::new(),
            signed_on: None,
        }
    }

    /// Whether both signed.
    pub fn is_signed(&self) -> bool {
        self.signed_on.is_some()
    }
}

/// A contract as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolContract {
    /// Identity.
    pub id: SchoolContractId,
    /// Number.
    pub number: String,
    /// School.
    pub school: OrganisationId,
    /// Region of the department.
    pub department: Kato,
    /// The contract and its additional agreements, oldest first; never empty. Only the last may
    /// wait for a signature, and only what is signed counts.
    pub agreements: Vec<Agreement>,
    /// Sum of the acts signed under it.
    pub acted: Tiyn,
    /// Day it was terminated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminated: Option<NaiveDate>,
}

/// Where a contract stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContractStatus {
    /// На подписи: not both signed.
    ToSign,
    /// Активный.
    Active,
    /// Active, with an additional agreement to sign.
    Changing,
    /// Расторгнут.
    Terminated,
}

/// Why a contract doesn't change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContractRefusal {
    /// First month after the last, or not a sum above nought.
    #[error("months or sum can't be")]
    BadTerms,
    /// More than the plan has for the school.
    #[error("over the plan by {over:?}")]
    OverPlan {
        /// By how much.
        over: Tiyn,
    },
    /// Less than what was acted already.
    #[error("less than what was acted already")]
    BelowActed,
    /// That party signed already.
    #[error("signed already")]
    SignedAlready,
    /// There is nothing to sign.
    #[error("nothing waits for a signature")]
    NothingToSign,
    /// What was signed are other bytes.
    #[error("another document was signed")]
    OtherDocument,
    /// An agreement waits for signatures already.
    #[error("an agreement waits for signatures already")]
    AgreementWaits,
    /// Not in force.
    #[error("not in force")]
    NotActive,
    /// Outside its months.
    #[error("outside the months of the contract")]
    OutsideMonths,
    /// More than is left of its sum.
    #[error("over the contract; {left:?} is left")]
    OverContract {
        /// What is left.
        left: Tiyn,
    },
}

fn judge(terms: &ContractTerms, acted: Tiyn, planned: Tiyn) -> Result<(), ContractRefusal> {
    if terms.from > terms.to || terms.amount.0 <= 0 {
        return Err(ContractRefusal::BadTerms);
    }
    if terms.amount < acted {
        return Err(ContractRefusal::BelowActed);
    }
    match terms.amount.minus(planned) {
        Some(over) if over.0 > 0 => Err(ContractRefusal::OverPlan { over }),
        _ => Ok(()),
    }
}

impl SchoolContract {
    /// A contract as the department draws it up, within what the plan has for the school.
    ///
    /// # Errors
    /// [`ContractRefusal::BadTerms`], [`ContractRefusal::OverPlan`].
    pub fn draw_up(
        id: SchoolContractId,
        number: String,
        school: OrganisationId,
        department: Kato,
        terms: ContractTerms,
        planned: Tiyn,
    ) -> Result<Self, ContractRefusal> {
        if number.trim().is_empty() {
            return Err(ContractRefusal::BadTerms);
        }
        judge(&terms, Tiyn(0), planned)?;
        Ok(Self {
            id,
            number,
            school,
            department,
            agreements: vec![Agreement::unsigned(terms)],
            acted: Tiyn(0),
            terminated: None,
        })
    }

    /// Where it stands.
    pub fn status(&self) -> ContractStatus {
        let open = self.agreements.last().is_some_and(|last| !last.is_signed());
        if self.terminated.is_some() {
            ContractStatus::Terminated
        } else if self.in_force().is_none() {
            ContractStatus::ToSign
        } else if open {
            ContractStatus::Changing
        } else {
            ContractStatus::Active
        }
    }

    /// The terms in force: those of the last agreement both signed.
    pub fn in_force(&self) -> Option<&ContractTerms> {
        let signed = self.agreements.iter().rev().find(|one| one.is_signed());
        signed.map(|agreement| &agreement.terms)
    }

    /// What is left to be acted.
    pub fn left(&self) -> Tiyn {
        let amount = self.in_force().map_or(0, |terms| terms.amount.0);
        Tiyn(amount.saturating_sub(self.acted.0).max(0))
    }

    /// An additional agreement: new terms, which count once both signed.
    ///
    /// # Errors
    /// [`ContractRefusal`].
    pub fn amend(&self, terms: ContractTerms, planned: Tiyn) -> Result<Self, ContractRefusal> {
        match self.status() {
            ContractStatus::Active => {}
            ContractStatus::Changing => return Err(ContractRefusal::AgreementWaits),
            ContractStatus::ToSign | ContractStatus::Terminated => {
                return Err(ContractRefusal::NotActive);
            }
        }
        judge(&terms, self.acted, planned)?;
        let mut next = self.clone();
        next.agreements.push(Agreement::unsigned(terms));
        Ok(next)
    }

    /// Enters a verified signature of a party under the document that waits. Terms under which
    /// more was acted meanwhile than they allow aren't signed any more.
    ///
    /// # Errors
    /// [`ContractRefusal`].
    pub fn sign(
        &self,
        party: ContractParty,
        document: BlobHash,
        signature: BlobHash,
        on: NaiveDate,
    ) -> Result<Self, ContractRefusal> {
        if self.terminated.is_some() {
            return Err(ContractRefusal::NotActive);
        }
        let mut next = self.clone();
        let acted = next.acted;
        let Some(waits) = next.agreements.last_mut().filter(|last| !last.is_signed()) else {
            return Err(ContractRefusal::NothingToSign);
        };
        if waits.terms.document != document {
            return Err(ContractRefusal::OtherDocument);
        }
        if waits.terms.amount < acted {
            return Err(ContractRefusal::BelowActed);
        }
        if waits.signatures.contains_key(&party) {
            return Err(ContractRefusal::SignedAlready);
        }
        waits.signatures.insert(party, signature);
        if waits.signatures.len() == 2 {
            waits.signed_on = Some(on);
        }
        Ok(next)
    }

    /// Adds the sum of an act that is being signed for a month.
    ///
    /// # Errors
    /// [`ContractRefusal`].
    pub fn act(&self, period: Period, total: Tiyn) -> Result<Self, ContractRefusal> {
        let terms = self.in_force().ok_or(ContractRefusal::NotActive)?;
        if self.terminated.is_some() {
            return Err(ContractRefusal::NotActive);
        }
        if period < terms.from || period > terms.to {
            return Err(ContractRefusal::OutsideMonths);
        }
        let over = ContractRefusal::OverContract { left: self.left() };
        let acted = self
            .acted
            .plus(total)
            .filter(|acted| total.0 > 0 && *acted <= terms.amount)
            .ok_or(over)?;
        let mut next = self.clone();
        next.acted = acted;
        Ok(next)
    }

    /// Ends it: nothing more is acted. What was acted is still paid.
    ///
    /// # Errors
    /// [`ContractRefusal::NotActive`] when it ended before.
    pub fn terminate(&self, on: NaiveDate) -> Result<Self, ContractRefusal> {
        if self.terminated.is_some() {
            return Err(ContractRefusal::NotActive);
        }
        let mut next = self.clone();
        next.terminated = Some(on);
        Ok(next)
    }
}
