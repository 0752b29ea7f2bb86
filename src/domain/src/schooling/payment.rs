//! Consolidated registers of acts and the payments made from them: one act is in one register and
//! has one payment alive, so that nothing is paid twice.
//!
//! Source: slides of OrtaBilim ("Сводные реестры актов для оплаты: сумма, количество актов",
//! "Платежи"); rules of matching: domain report 3.2 and 3.6.

use crate::Moment;
use crate::identifiers::{BlobHash, Kato, PaymentId, PaymentRegisterId, SchoolActId};
use crate::money::Tiyn;
use crate::text::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an act must have to be paid, as found at the moment it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentObstacle {
    /// Not signed by both.
    NotSigned,
    /// No electronic invoice, or one that was withdrawn, annulled or declined.
    NoInvoice,
    /// The invoice is another supplier's, or of another sum.
    InvoiceDiffers,
    /// Nobody could be asked about the invoice.
    InvoiceUnknown,
    /// Payment to the school is suspended.
    Suspended,
    /// The account isn't the one of the contract.
    AccountChanged,
    /// More than the plan has for the month.
    OverPlan,
    /// In another register that wasn't sent back.
    ElsewhereListed,
}

/// An act as a register lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedAct {
    /// SHA-256 of its signed bytes.
    pub sha256: BlobHash,
    /// Its sum.
    pub total: Tiyn,
}

/// Where a register stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RegisterState {
    /// The department puts it together.
    Open,
    /// Signed and sent to the financial centre.
    Sent {
        /// SHA-256 of the bytes signed.
        document: BlobHash,
    },
    /// The financial centre accepted it: payments may be made.
    Accepted,
    /// The financial centre sent it back: its acts may be listed again.
    Returned {
        /// Why, act by act; never empty.
        reasons: BTreeMap<SchoolActId, Words>,
    },
}

/// An act the financial centre sent back out of a register it had accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActSentBack {
    /// When.
    pub at: Moment,
    /// Why; never empty.
    pub reason: Words,
}

/// A consolidated register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActRegister {
    /// Identity.
    pub id: PaymentRegisterId,
    /// Region of the department.
    pub department: Kato,
    /// Number.
    pub number: u32,
    /// Its acts.
    pub acts: BTreeMap<SchoolActId, ListedAct>,
    /// Where it stands.
    pub state: RegisterState,
    /// Acts sent back out of it after it was accepted. It stands beside what is signed: they stay
    /// among [`Self::acts`], which never change any more.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sent_back: BTreeMap<SchoolActId, ActSentBack>,
}

/// Why a register doesn't change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegisterRefusal {
    /// Not where it stands.
    #[error("not possible in this state")]
    WrongState,
    /// It lists nothing.
    #[error("the register is empty")]
    Empty,
    /// The act is listed already.
    #[error("listed already")]
    ListedAlready,
    /// Something stands in the way of acts.
    #[error("{} acts can't be paid", .0.len())]
    Obstacles(BTreeMap<SchoolActId, Vec<PaymentObstacle>>),
    /// Reasons are missing, or about acts that aren't listed.
    #[error("reasons are missing or about other acts")]
    NoReason,
    /// A payment of the act is made or may still be.
    #[error("paid, or on its way")]
    Paid,
    /// A sum not above nought, or too large.
    #[error("a sum that can't be")]
    BadSum,
}

impl ActRegister {
    /// An empty register.
    pub fn open(id: PaymentRegisterId, department: Kato, number: u32) -> Self {
        Self {
            id,
            department,
            number,
            acts: BTreeMap::new(),
            state: RegisterState::Open,
            sent_back: BTreeMap::new(),
        }
    }

    /// Its sum, as it is signed; `None` when it is too large.
    pub fn total(&self) -> Option<Tiyn> {
        self.acts
            .values()
            .try_fold(Tiyn(0), |sum, act| sum.plus(act.total))
    }

    /// Acts it keeps out of other registers, and is to be paid by: none of one that was sent back,
    /// and none that was sent back out of it.
    pub fn held(&self) -> impl Iterator<Item = (&SchoolActId, &ListedAct)> {
        let acts = self.acts.iter();
        acts.filter(|(act, _)| self.holds_its_acts() && !self.sent_back.contains_key(*act))
    }

    /// Whether it is among [`Self::held`].
    pub fn holds(&self, act: SchoolActId) -> bool {
        self.holds_its_acts() && self.acts.contains_key(&act) && !self.sent_back.contains_key(&act)
    }

    /// The sum of [`Self::held`]; `None` when it is too large.
    pub fn total_held(&self) -> Option<Tiyn> {
        self.held()
            .try_fold(Tiyn(0), |sum, (_, act)| sum.plus(act.total))
    }

    /// Lists an act; `obstacles` is what stands in its way now.
    ///
    /// # Errors
    /// [`RegisterRefusal`].
    pub fn list(
        &self,
        act: SchoolActId,
        listed: ListedAct,
        obstacles: Vec<PaymentObstacle>,
    ) -> Result<Self, RegisterRefusal> {
        self.is_open()?;
        if self.acts.contains_key(&act) {
            return Err(RegisterRefusal::ListedAlready);
        }
        if listed.total.0 <= 0 {
            return Err(RegisterRefusal::BadSum);
        }
        none_in_the_way(BTreeMap::from([(act, obstacles)]))?;
        let mut next = self.clone();
        next.acts.insert(act, listed);
        next.total().ok_or(RegisterRefusal::BadSum)?;
        Ok(next)
    }

    /// Takes an act off the list again.
    ///
    /// # Errors
    /// [`RegisterRefusal::WrongState`].
    pub fn unlist(&self, act: SchoolActId) -> Result<Self, RegisterRefusal> {
        self.is_open()?;
        let mut next = self.clone();
        match next.acts.remove(&act) {
            Some(_) => Ok(next),
            None => Err(RegisterRefusal::WrongState),
        }
    }

    /// Sends it, signed.
    ///
    /// # Errors
    /// [`RegisterRefusal`].
    pub fn send(&self, document: BlobHash) -> Result<Self, RegisterRefusal> {
        self.is_open()?;
        if self.acts.is_empty() {
            return Err(RegisterRefusal::Empty);
        }
        let mut next = self.clone();
        next.state = RegisterState::Sent { document };
        Ok(next)
    }

    /// Accepts it, when nothing stands in the way of any of its acts any more than when they were
    /// listed: invoices, suspensions and accounts are looked at again.
    ///
    /// # Errors
    /// [`RegisterRefusal`].
    pub fn accept(
        &self,
        obstacles: BTreeMap<SchoolActId, Vec<PaymentObstacle>>,
    ) -> Result<Self, RegisterRefusal> {
        self.is_sent()?;
        none_in_the_way(obstacles)?;
        let mut next = self.clone();
        next.state = RegisterState::Accepted;
        Ok(next)
    }

    /// Sends it back with reasons.
    ///
    /// # Errors
    /// [`RegisterRefusal`].
    pub fn send_back(
        &self,
        reasons: BTreeMap<SchoolActId, Words>,
    ) -> Result<Self, RegisterRefusal> {
        self.is_sent()?;
        let unfit =
            |(act, why): (&SchoolActId, &Words)| why.are_missing() || !self.acts.contains_key(act);
        if reasons.is_empty() || reasons.iter().any(unfit) {
            return Err(RegisterRefusal::NoReason);
        }
        let mut next = self.clone();
        next.state = RegisterState::Returned { reasons };
        Ok(next)
    }

    /// Sends single acts back out of an accepted register: they may be listed again, in another.
    /// `payments` are all there ever were of these acts; one that is alive or made keeps its act
    /// where it is. Nothing that was signed changes.
    ///
    /// # Errors
    /// [`RegisterRefusal`]; then none was sent back.
    pub fn send_back_acts(
        &self,
        reasons: &BTreeMap<SchoolActId, Words>,
        payments: &[Payment],
        at: Moment,
    ) -> Result<Self, RegisterRefusal> {
        if self.state != RegisterState::Accepted {
            return Err(RegisterRefusal::WrongState);
        }
        let unfit =
            |(act, why): (&SchoolActId, &Words)| why.are_missing() || !self.acts.contains_key(act);
        if reasons.is_empty() || reasons.iter().any(unfit) {
            return Err(RegisterRefusal::NoReason);
        }
        let mut next = self.clone();
        for (act, reason) in reasons {
            if !self.holds(*act) {
                return Err(RegisterRefusal::WrongState);
            }
            if payments.iter().any(|one| one.act == *act && one.is_alive()) {
                return Err(RegisterRefusal::Paid);
            }
            let reason = reason.clone();
            next.sent_back.insert(*act, ActSentBack { at, reason });
        }
        Ok(next)
    }

    /// Whether it keeps its acts out of other registers, but those sent back out of it
    /// ([`Self::holds`]).
    pub fn holds_its_acts(&self) -> bool {
        !matches!(self.state, RegisterState::Returned { .. })
    }

    fn is_open(&self) -> Result<(), RegisterRefusal> {
        match self.state {
            RegisterState::Open => Ok(()),
            _ => Err(RegisterRefusal::WrongState),
        }
    }

    fn is_sent(&self) -> Result<(), RegisterRefusal> {
        match self.state {
            RegisterState::Sent { .. } => Ok(()),
            _ => Err(RegisterRefusal::WrongState),
        }
    }
}

fn none_in_the_way(
    mut obstacles: BTreeMap<SchoolActId, Vec<PaymentObstacle>>,
) -> Result<(), RegisterRefusal> {
    obstacles.retain(|_, obstacles| !obstacles.is_empty());
    if obstacles.is_empty() {
        Ok(())
    } else {
        Err(RegisterRefusal::Obstacles(obstacles))
    }
}

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PaymentState {
    /// The order is written.
    Ordered,
    /// It went to the bank.
    Sent,
    /// The bank paid.
    Paid {
        /// Day.
        on: NaiveDate,
    },
    /// It came back; the act may be paid anew.
    Returned {
        /// Day.
        on: NaiveDate,
        /// Why, in the bank's words.
        reason: Words,
    },
}

/// A payment of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Payment {
    /// Identity.
    pub id: PaymentId,
    /// The act.
    pub act: SchoolActId,
    /// The register it was accepted in.
    pub register: PaymentRegisterId,
    /// Sum: always the act's.
    pub amount: Tiyn,
    /// What became of it.
    pub state: PaymentState,
}

/// Why a payment isn't made or doesn't change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    /// The register isn't accepted, doesn't list the act, or the act was sent back out of it.
    #[error("no accepted register lists the act")]
    NotAccepted,
    /// A payment of the act is alive or made.
    #[error("paid, or on its way")]
    Twice,
    /// Not where it stands.
    #[error("not possible in this state")]
    WrongState,
    /// A payment comes back with a reason.
    #[error("a reason is missing")]
    NoReason,
}

/// What happened to a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PaymentEvent {
    /// The file went to the bank.
    Sent,
    /// The bank's statement shows it paid.
    Paid {
        /// Day.
        on: NaiveDate,
    },
    /// The bank sent it back.
    Returned {
        /// Day.
        on: NaiveDate,
        /// Why.
        reason: Words,
    },
}

impl Payment {
    /// Orders the payment of an act from its accepted register. `earlier` are all payments of this
    /// act there ever were; one that is alive or made forbids another.
    ///
    /// # Errors
    /// [`PaymentRefusal`].
    pub fn order(
        id: PaymentId,
        act: SchoolActId,
        register: &ActRegister,
        earlier: &[Self],
    ) -> Result<Self, PaymentRefusal> {
        if register.state != RegisterState::Accepted {
            return Err(PaymentRefusal::NotAccepted);
        }
        let listed = register.acts.get(&act).filter(|_| register.holds(act));
        let listed = listed.ok_or(PaymentRefusal::NotAccepted)?;
        if earlier.iter().any(|one| one.act == act && one.is_alive()) {
            return Err(PaymentRefusal::Twice);
        }
        Ok(Self {
            id,
            act,
            register: register.id,
            amount: listed.total,
            state: PaymentState::Ordered,
        })
    }

    /// Whether it was made or may still be.
    pub fn is_alive(&self) -> bool {
        !matches!(self.state, PaymentState::Returned { .. })
    }

    /// What follows from an event. A bank may send back what it showed as paid.
    ///
    /// # Errors
    /// [`PaymentRefusal`].
    pub fn after(&self, event: &PaymentEvent) -> Result<Self, PaymentRefusal> {
        use PaymentEvent as Event;
        use PaymentState as State;
        let state = match (event, &self.state) {
            (Event::Sent, State::Ordered) => State::Sent,
            (Event::Paid { on }, State::Sent) => State::Paid { on: *on },
            (Event::Returned { on, reason }, State::Sent | State::Paid { .. }) => {
                if reason.are_missing() {
                    return Err(PaymentRefusal::NoReason);
                }
                State::Returned {
                    on: *on,
                    reason: reason.clone(),
                }
            }
            _ => return Err(PaymentRefusal::WrongState),
        };
        Ok(Self {
            state,
            ..self.clone()
        })
    }
}
