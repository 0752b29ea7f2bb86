//! The stages of a month and who moves it on.

use crate::Moment;
use crate::calendar::{Period, legal_day};
use crate::checks::Programme;
use crate::identifiers::{BlobHash, OrganisationId, PersonId};
use crate::people::{AccountRole, Actor};
use crate::policy::{Basis, Parameter};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Who may freeze and close a month, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthPowers {
    /// Roles that may, with the whole country as their territory.
    pub roles: Parameter<Vec<AccountRole>>,
    /// Whether a month can be frozen only when it is over.
    pub only_when_over: Parameter<bool>,
}

impl MonthPowers {
    /// Those of the pilots. The slides let the financial centre gather the acts of a month and
    /// don't say who freezes it.
    pub fn pilot() -> Self {
        Self {
            roles: Parameter::new(vec![AccountRole::FinancialCentre], Basis::Proposal),
            only_when_over: Parameter::new(true, Basis::Proposal),
        }
    }

    /// Whether a person may move months on at all.
    pub fn has(&self, actor: &Actor) -> bool {
        actor.territory.is_none() && self.roles.value.contains(&actor.role)
    }
}

/// Whether people of a role look at months at all.
pub const fn reads_months(role: AccountRole) -> bool {
    match role {
        AccountRole::EducationOfficer
        | AccountRole::IssuerOfficer
        | AccountRole::FinancialCentre
        | AccountRole::Observer => true,
        AccountRole::Commission | AccountRole::School | AccountRole::Registrar => false,
    }
}

/// Whether people of a role look at the registers of a programme, within their territory: officers
/// at those of their own organisations.
pub const fn reads_programme(role: AccountRole, programme: Programme) -> bool {
    match role {
        AccountRole::EducationOfficer => !matches!(programme, Programme::Voucher),
        AccountRole::IssuerOfficer => matches!(programme, Programme::Voucher),
        AccountRole::FinancialCentre | AccountRole::Observer => true,
        AccountRole::Commission | AccountRole::School | AccountRole::Registrar => false,
    }
}

/// Whether people of a role see what is said of single persons. The financial centre pays by
/// quantities.
pub const fn reads_people(role: AccountRole) -> bool {
    reads_months(role) && !matches!(role, AccountRole::FinancialCentre)
}

/// Whether somebody sees what is said of the single people an organisation sent: officers and
/// observers by [`reads_people`]; somebody of a school at that school alone, which listed these
/// people itself. Whether they have a mandate for acts too, their register of mandates says.
pub fn reads_people_of(actor: &Actor, organisation: OrganisationId) -> bool {
    match actor.role {
        AccountRole::School => actor.organisation == Some(organisation),
        role => reads_people(role),
    }
}

/// Where a month is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MonthStage {
    /// Batches come in.
    Open,
    /// What counts is fixed; everybody is being judged. Batches from here on are corrections.
    Frozen,
    /// Every organisation has its register.
    Validated,
    /// Nothing changes any more.
    Closed,
}

/// A step that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthStep {
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

/// A month of the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Month {
    /// Which.
    pub period: Period,
    /// Where it is.
    pub stage: MonthStage,
    /// Who froze it, and when.
    pub frozen: Option<MonthStep>,
    /// First day of the parameters everybody is judged by.
    pub parameters_of: Option<NaiveDate>,
    /// SHA-256 of these parameters, in JSON.
    pub rules: Option<BlobHash>,
    /// SHA-256 of what was known of people when it was frozen.
    pub facts: Option<BlobHash>,
    /// Value over all its registers, once there are all.
    pub root: Option<BlobHash>,
    /// Grows with every correction of its registers.
    pub revision: u32,
    /// Who closed it, and when.
    pub closed: Option<MonthStep>,
}

/// Why a month isn't moved on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MonthRefusal {
    /// Not one of the roles that may.
    #[error("not for this role")]
    NotYours,
    /// It isn't over yet.
    #[error("the month isn't over")]
    NotOver,
    /// It was frozen before.
    #[error("the month was frozen before")]
    FrozenAlready,
    /// Not every organisation has its register yet, or corrections wait.
    #[error("the month isn't validated")]
    NotValidated,
    /// It was closed before.
    #[error("the month is closed")]
    ClosedAlready,
}

impl Month {
    /// A month nobody has frozen.
    pub const fn open(period: Period) -> Self {
        Self {
            period,
            stage: MonthStage::Open,
            frozen: None,
            parameters_of: None,
            rules: None,
            facts: None,
            root: None,
            revision: 0,
            closed: None,
        }
    }

    /// Whether a person may freeze it now.
    ///
    /// # Errors
    /// [`MonthRefusal`].
    pub fn may_freeze(
        &self,
        actor: &Actor,
        powers: &MonthPowers,
        now: Moment,
    ) -> Result<(), MonthRefusal> {
        if !powers.has(actor) {
            return Err(MonthRefusal::NotYours);
        }
        if self.stage != MonthStage::Open {
            return Err(MonthRefusal::FrozenAlready);
        }
        if powers.only_when_over.value && legal_day(now) <= self.period.last_day() {
            return Err(MonthRefusal::NotOver);
        }
        Ok(())
    }

    /// Freezes it: from here on it is fixed which batches, parameters and facts count.
    ///
    /// # Errors
    /// [`MonthRefusal`].
    pub fn freeze(
        &self,
        actor: &Actor,
        powers: &MonthPowers,
        now: Moment,
        (parameters_of, rules): (NaiveDate, BlobHash),
    ) -> Result<Self, MonthRefusal> {
        self.may_freeze(actor, powers, now)?;
        Ok(Self {
            stage: MonthStage::Frozen,
            frozen: Some(MonthStep {
                by: actor.person,
                at: now,
            }),
            parameters_of: Some(parameters_of),
            rules: Some(rules),
            ..self.clone()
        })
    }

    /// Every organisation has its register: the first time, or after a correction.
    ///
    /// # Errors
    /// [`MonthRefusal::NotValidated`] for a month that wasn't frozen, [`MonthRefusal::ClosedAlready`].
    pub fn validated(&self, root: BlobHash) -> Result<Self, MonthRefusal> {
        match self.stage {
            MonthStage::Open => Err(MonthRefusal::NotValidated),
            MonthStage::Closed => Err(MonthRefusal::ClosedAlready),
            MonthStage::Frozen | MonthStage::Validated => Ok(Self {
                stage: MonthStage::Validated,
                root: Some(root),
                revision: self.revision.saturating_add(1),
                ..self.clone()
            }),
        }
    }

    /// Whether a person may close it. `waiting` are corrections that weren't validated yet.
    ///
    /// # Errors
    /// [`MonthRefusal`].
    pub fn may_close(
        &self,
        actor: &Actor,
        powers: &MonthPowers,
        waiting: u32,
    ) -> Result<(), MonthRefusal> {
        if !powers.has(actor) {
            return Err(MonthRefusal::NotYours);
        }
        match self.stage {
            MonthStage::Open | MonthStage::Frozen => Err(MonthRefusal::NotValidated),
            MonthStage::Closed => Err(MonthRefusal::ClosedAlready),
            MonthStage::Validated if waiting > 0 => Err(MonthRefusal::NotValidated),
            MonthStage::Validated => Ok(()),
        }
    }

    /// Closes it. `waiting` are corrections that weren't validated yet.
    ///
    /// # Errors
    /// [`MonthRefusal`].
    pub fn close(
        &self,
        actor: &Actor,
        powers: &MonthPowers,
        now: Moment,
        waiting: u32,
    ) -> Result<Self, MonthRefusal> {
        self.may_close(actor, powers, waiting)?;
        Ok(Self {
            stage: MonthStage::Closed,
            closed: Some(MonthStep {
                by: actor.person,
                at: now,
            }),
            ..self.clone()
        })
    }
}
