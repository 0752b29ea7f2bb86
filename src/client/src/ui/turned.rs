//! Automatic checks whose answer turned, as screens are told of them.

use baqylau_domain::Moment;
use baqylau_domain::organisation::Organisation;
use baqylau_protocol::checks::CheckVerdict;
use std::sync::Arc;

/// A check that says something else than before.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnedCheck {
    /// Of which organisation.
    pub organisation: Arc<Organisation>,
    /// Code of the check.
    pub check: String,
    /// What it says now.
    pub verdict: CheckVerdict,
    /// Code of why.
    pub reason: Option<String>,
    /// Since when.
    pub since: Moment,
}

/// Checks that turned after a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnedChecks {
    /// The moment asked for.
    pub after: Moment,
    /// The newest first.
    pub checks: Vec<TurnedCheck>,
}
