//! Accounts of the ledger: who holds them, what they carry, whether they are open.
//!
//! The counters are TigerBeetle's: debits and credits, each pending and posted, never lessened
//! except that a pending amount leaves its counter when it is posted or voided.

use super::refusal::Refusal;
use crate::calendar::Period;
use crate::identifiers::{
    BeneficiaryId, Bin, Iin, OrderId, OrganisationId, PremisesId, SanctionId, VoucherId,
};
use crate::money::Tiyn;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Which account: its purpose and whose it is. Written as `free:<uuid>`; the order of these
/// texts is the order in which rows are locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(
        with = "String",
        extend("pattern" = concat!(
            "^(beneficiary|budget|debtor|executor|free|issuer|recovery|stipends|treasury)",
            ":[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ))
    )
)]
#[serde(into = "String", try_from = "String")]
pub enum AccountId {
    /// What the beneficiary's vouchers are worth and is neither redeemed nor returned. One for
    /// each person.
    Beneficiary(BeneficiaryId),
    /// Approved by an order and not emitted yet, or returned for new vouchers.
    Budget(OrderId),
    /// What a beneficiary owes for work not served.
    Debtor(BeneficiaryId),
    /// Redeemed and not yet paid to a university.
    Executor(OrganisationId),
    /// Emitted and not yet issued to anybody.
    Free(OrderId),
    /// The Issuer itself; carries no money, but blocked or closed it stops emission.
    Issuer(OrganisationId),
    /// Claims on beneficiaries, the other side of [`AccountId::Debtor`].
    Recovery(OrganisationId),
    /// Approved for stipends and not yet paid.
    Stipends(OrderId),
    /// The world outside an order: where its volume comes from and where payments go.
    Treasury(OrderId),
}

impl AccountId {
    fn parts(self) -> (&'static str, uuid::Uuid) {
        match self {
            Self::Beneficiary(id) => ("beneficiary", id.uuid()),
            Self::Budget(id) => ("budget", id.uuid()),
            Self::Debtor(id) => ("debtor", id.uuid()),
            Self::Executor(id) => ("executor", id.uuid()),
            Self::Free(id) => ("free", id.uuid()),
            Self::Issuer(id) => ("issuer", id.uuid()),
            Self::Recovery(id) => ("recovery", id.uuid()),
            Self::Stipends(id) => ("stipends", id.uuid()),
            Self::Treasury(id) => ("treasury", id.uuid()),
        }
    }

    /// Which way the account may not go.
    pub fn limit(self) -> Limit {
        match self {
            Self::Beneficiary(_)
            | Self::Budget(_)
            | Self::Executor(_)
            | Self::Free(_)
            | Self::Issuer(_)
            | Self::Recovery(_)
            | Self::Stipends(_) => Limit::DebitsWithinCredits,
            Self::Debtor(_) => Limit::CreditsWithinDebits,
            Self::Treasury(_) => Limit::None,
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (purpose, id) = self.parts();
        write!(f, "{purpose}:{id}")
    }
}

/// A text that names no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("names no account")]
pub struct AccountIdError;

impl FromStr for AccountId {
    type Err = AccountIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (purpose, id) = text.split_once(':').ok_or(AccountIdError)?;
        let id = uuid::Uuid::from_str(id).or(Err(AccountIdError))?;
        Ok(match purpose {
            "beneficiary" => Self::Beneficiary(BeneficiaryId::new(id)),
            "budget" => Self::Budget(OrderId::new(id)),
            "debtor" => Self::Debtor(BeneficiaryId::new(id)),
            "executor" => Self::Executor(OrganisationId::new(id)),
            "free" => Self::Free(OrderId::new(id)),
            "issuer" => Self::Issuer(OrganisationId::new(id)),
            "recovery" => Self::Recovery(OrganisationId::new(id)),
            "stipends" => Self::Stipends(OrderId::new(id)),
            "treasury" => Self::Treasury(OrderId::new(id)),
            _ => return Err(AccountIdError),
        })
    }
}

impl TryFrom<String> for AccountId {
    type Error = AccountIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AccountId> for String {
    fn from(id: AccountId) -> Self {
        id.to_string()
    }
}

/// Which way an account may not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Posted and pending debits together never exceed posted credits.
    DebitsWithinCredits,
    /// Posted and pending credits together never exceed posted debits.
    CreditsWithinDebits,
    /// Neither.
    None,
}

/// The four counters of an account, in tiyn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "LedgerBalance")
)]
pub struct Balance {
    /// Debits held back and not decided.
    pub debits_pending: Tiyn,
    /// Debits made.
    pub debits_posted: Tiyn,
    /// Credits held back and not decided.
    pub credits_pending: Tiyn,
    /// Credits made.
    pub credits_posted: Tiyn,
}

impl Balance {
    /// Whether the counters are possible and within the limit.
    pub fn keeps(&self, limit: Limit) -> bool {
        let within = |used: [Tiyn; 2], of: Tiyn| {
            i128::from(used[0].0) + i128::from(used[1].0) <= i128::from(of.0)
        };
        let possible = [
            self.debits_pending,
            self.debits_posted,
            self.credits_pending,
            self.credits_posted,
        ]
        .iter()
        .all(|counter| counter.0 >= 0);
        possible
            && match limit {
                Limit::DebitsWithinCredits => within(
                    [self.debits_pending, self.debits_posted],
                    self.credits_posted,
                ),
                Limit::CreditsWithinDebits => within(
                    [self.credits_pending, self.credits_posted],
                    self.debits_posted,
                ),
                Limit::None => true,
            }
    }

    /// What may still be taken: posted on its own side less posted and pending on the other.
    /// Never negative.
    pub fn available(&self, limit: Limit) -> Tiyn {
        let left = match limit {
            Limit::DebitsWithinCredits => {
                self.credits_posted.0 - self.debits_posted.0 - self.debits_pending.0
            }
            Limit::CreditsWithinDebits => {
                self.debits_posted.0 - self.credits_posted.0 - self.credits_pending.0
            }
            Limit::None => i64::MAX,
        };
        Tiyn(left.max(0))
    }
}

/// Why an account is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlockGround {
    /// The Ministry of Justice says that the person has no legal capacity.
    Incapacity,
    /// The Ministry of Justice says that the person is missing.
    Missing,
    /// A prescription of a state body.
    StateOrder,
    /// A prescription of a court.
    CourtOrder,
}

/// One ground on which an account is blocked. Several may stand at once; each is lifted by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "AccountBlock")
)]
pub struct Block {
    /// Why.
    pub ground: BlockGround,
    /// Number of the paper or signal: what it is lifted by.
    pub reference: String,
}

/// Why an account is closed "conditionally".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClosingGround {
    /// The legal entity is liquidated.
    Liquidation,
    /// The person's death is registered.
    Death,
}

/// A suspension of payment to an executor, by a sanction of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "PaymentPause")
)]
pub struct Pause {
    /// The sanction.
    pub sanction: SanctionId,
    /// Building it is limited to; absent: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub premises: Option<PremisesId>,
    /// First day.
    pub since: NaiveDate,
    /// Last day it may last ([`crate::sanction::suspension_limit`]). Payment doesn't resume by
    /// itself afterwards: an officer decides.
    pub until: NaiveDate,
    /// Last day, once payment resumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<NaiveDate>,
}

impl Pause {
    /// Whether it covers this building.
    pub fn covers(&self, premises: PremisesId) -> bool {
        self.premises.is_none_or(|paused| paused == premises)
    }

    /// Whether it touched a day of the month.
    pub fn touches(&self, period: Period) -> bool {
        self.since <= period.last_day() && self.ended.is_none_or(|last| last >= period.first_day())
    }
}

/// Months of study paid by one voucher of a beneficiary: no two of one person may overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Funded {
    /// The voucher.
    pub voucher: VoucherId,
    /// First month.
    pub from: Period,
    /// Last month.
    pub to: Period,
}

/// Who holds an account, with what only such an account knows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "holder", rename_all = "snake_case")]
pub enum Holder {
    /// A grant student.
    Beneficiary {
        /// ИИН; one account for each. Personal data.
        iin: Iin,
        /// Months paid by vouchers.
        #[serde(default)]
        funded: Vec<Funded>,
    },
    /// A university.
    Executor {
        /// БИН.
        bin: Bin,
        /// Suspensions of payment, past ones too.
        #[serde(default)]
        pauses: Vec<Pause>,
    },
    /// The administrator of the budget programme.
    Issuer {
        /// БИН.
        bin: Bin,
    },
    /// An account of the ledger's own, behind an order or a person.
    Internal,
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Beneficiary { .. } => "Beneficiary(hidden)",
            Self::Executor { .. } => "Executor",
            Self::Issuer { .. } => "Issuer",
            Self::Internal => "Internal",
        })
    }
}

/// An account as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// Whose.
    pub holder: Holder,
    /// Counters.
    pub balance: Balance,
    /// Grounds on which it is blocked; blocked while there is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Why it is closed, conditionally: the signal may prove wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClosingGround>,
    /// How many transfers and events touched it: each takes the next number, so that the history
    /// of one account is gapless and in order, however many write to others.
    pub version: u64,
}

impl Account {
    /// A new account with nothing on it.
    pub fn new(id: AccountId, holder: Holder) -> Self {
        Self {
            id,
            holder,
            balance: Balance::default(),
            blocks: Vec::new(),
            closed: None,
            version: 0,
        }
    }

    /// Whether money may move.
    ///
    /// # Errors
    /// [`Refusal::Blocked`].
    pub fn is_free_to_move(&self) -> Result<(), Refusal> {
        match self.blocks.first() {
            Some(block) => Err(Refusal::Blocked {
                account: self.id,
                ground: block.ground,
            }),
            None => Ok(()),
        }
    }

    /// Whether something new may begin: neither blocked nor closed.
    ///
    /// # Errors
    /// [`Refusal::Blocked`] or [`Refusal::Closed`].
    pub fn is_open(&self) -> Result<(), Refusal> {
        self.is_free_to_move()?;
        match self.closed {
            Some(ground) => Err(Refusal::Closed {
                account: self.id,
                ground,
            }),
            None => Ok(()),
        }
    }

    /// Suspensions of payment of an executor, past ones too.
    pub fn pauses(&self) -> &[Pause] {
        match &self.holder {
            Holder::Executor { pauses, .. } => pauses,
            _ => &[],
        }
    }

    /// Months paid by vouchers of a beneficiary.
    pub fn funded(&self) -> &[Funded] {
        match &self.holder {
            Holder::Beneficiary { funded, .. } => funded,
            _ => &[],
        }
    }
}
