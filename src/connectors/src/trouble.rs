//! Why a system gave no answer that counts.

use crate::adapter::DecodeError;
use crate::transport::TransportError;
use baqylau_domain::Moment;
use thiserror::Error;

/// Why a system gave no answer that counts. Holds nothing of the question or the answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Trouble {
    /// Nobody said where the system is.
    #[error("the system isn't configured")]
    NotConfigured,
    /// It failed too often and is left alone.
    #[error("the system is left alone until {until}")]
    LeftAlone {
        /// Until when.
        until: Moment,
    },
    /// It is left alone until one question, on its way now, is answered.
    #[error("the system is being tried with another question")]
    BeingTried,
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// Nothing came back.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// It failed or was busy.
    #[error("the system failed with status {0}")]
    Failed(u16),
    /// It refused the question: our fault, or our rights.
    #[error("the system refused with status {0}")]
    Refused(u16),
    /// What came isn't an answer.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

impl Trouble {
    /// Whether asking again soon may help.
    pub const fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::TimedOut
                | Self::Failed(_)
                | Self::Transport(TransportError::Unreachable | TransportError::BrokenOff)
        )
    }

    /// Whether it speaks against the system, and counts towards leaving it alone.
    pub const fn counts_against(&self) -> bool {
        matches!(
            self,
            Self::TimedOut | Self::Failed(_) | Self::Transport(_) | Self::Decode(_)
        )
    }

    /// A stable code, for the audit.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotConfigured => "not-configured",
            Self::LeftAlone { .. } => "left-alone",
            Self::BeingTried => "being-tried",
            Self::TimedOut => "timed-out",
            Self::Transport(TransportError::Unreachable) => "unreachable",
            Self::Transport(TransportError::BrokenOff) => "broken-off",
            Self::Transport(TransportError::TooLarge) => "too-large",
            Self::Transport(TransportError::Request) => "request",
            Self::Failed(_) => "failed",
            Self::Refused(_) => "refused",
            Self::Decode(_) => "not-an-answer",
        }
    }
}
