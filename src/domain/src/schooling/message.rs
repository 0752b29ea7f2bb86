//! Plain correspondence between a school and its department, each message about one record: added,
//! never changed and never taken back. It decides nothing; what counts is asked by operations of
//! its own.
//!
//! Source: the school's own cabinet of the mechanism ("сообщения"). Who may write and how much is
//! a proposal.

use super::contract::ContractParty;
use super::mandate::MandateScope;
use crate::Moment;
use crate::identifiers::{
    ApplicationId, Kato, MessageId, OrganisationId, PaymentId, PersonId, SchoolActId,
    SchoolContractId,
};
use crate::text::Words;
use serde::{Deserialize, Serialize};

/// Longest text of a message, in characters: two pages. Proposal.
pub const LONGEST_MESSAGE: usize = 4_000;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum MessageSubject {
    /// An application.
    Application(ApplicationId),
    /// A contract.
    Contract(SchoolContractId),
    /// An act.
    Act(SchoolActId),
    /// A payment.
    Payment(PaymentId),
}

impl MessageSubject {
    /// Key of the record ([`super::SchoolingRecord::key`]): the thread a message belongs to.
    pub fn key(self) -> String {
        match self {
            Self::Application(id) => format!("application:{id}"),
            Self::Contract(id) => format!("contract:{id}"),
            Self::Act(id) => format!("act:{id}"),
            Self::Payment(id) => format!("payment:{id}"),
        }
    }

    /// What whoever writes about it needs a mandate for. A payment is the financial centre's; what
    /// school and department have to say of it is about the act it pays.
    pub fn scope(self) -> MandateScope {
        match self {
            Self::Application(_) => MandateScope::Applications,
            Self::Contract(_) => MandateScope::Contracts,
            Self::Act(_) | Self::Payment(_) => MandateScope::Acts,
        }
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderMessage {
    /// Identity.
    pub id: MessageId,
    /// What it is about.
    pub about: MessageSubject,
    /// Region of the department.
    pub department: Kato,
    /// School.
    pub school: OrganisationId,
    /// Whose side wrote it.
    pub side: ContractParty,
    /// Who wrote it.
    pub by: PersonId,
    /// When the registry received it.
    pub at: Moment,
    /// What was written, without spaces around it.
    pub text: Words,
}

/// The text as it is kept: without spaces around it; none when nothing is left, when it is too
/// long, or holds what no keyboard writes.
pub fn message_text(written: &Words) -> Option<Words> {
    let text = written.0.trim();
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_MESSAGE && !text.contains(odd);
    fits.then(|| Words(text.to_owned()))
}
