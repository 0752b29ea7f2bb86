//! What services did instead of answering rightly, as messages.

use crate::ui::UserError;
use baqylau_validation::{Complaint, ImportError, Problem, Service, TransportError};

/// Why a request brought nothing.
pub(super) fn transport(error: &TransportError) -> UserError {
    UserError::new(match error {
        TransportError::Unreachable => "trust-service-unreachable",
        TransportError::TimedOut => "trust-service-slow",
        TransportError::Status { status } => {
            return UserError::new("trust-service-status").with("status", status);
        }
        TransportError::Elsewhere => "trust-service-elsewhere",
        TransportError::TooLarge => "trust-service-strange",
        TransportError::Address => "trust-service-address",
        TransportError::Proxy | TransportError::Unavailable { .. } => "client-proxy-unusable",
        _ => "trust-service-unreachable",
    })
}

/// Why a signature has no more proof, by the complaint that says most.
pub(super) fn why_not_more(complaints: &[Complaint]) -> Option<UserError> {
    let rank = |complaint: &&Complaint| match complaint.problem {
        Problem::Revoked(_) => 0,
        Problem::Chain(_) => 1,
        _ if complaint.service == Service::Stamp => 2,
        Problem::NoAddress => 5,
        _ if complaint.is_passing() => 3,
        _ => 4,
    };
    complaints.iter().min_by_key(rank).map(of_complaint)
}

fn of_complaint(complaint: &Complaint) -> UserError {
    let stamp = complaint.service == Service::Stamp;
    UserError::new(match &complaint.problem {
        Problem::Revoked(_) => "trust-later-revoked",
        Problem::Chain(_) => "trust-later-chain",
        Problem::NoAddress if stamp => "trust-later-no-stamp-service",
        Problem::NoAddress => "trust-later-no-revocation-service",
        Problem::BadStamp(_) | Problem::Stamp(_) | Problem::StampRevoked => "trust-later-bad-stamp",
        Problem::TooLargeForFile => "trust-later-too-large",
        _ if stamp => "trust-later-stamp",
        _ => "trust-later-revocation",
    })
}

/// Why a revocation list isn't taken in.
pub(super) fn import(error: &ImportError, name: &str) -> UserError {
    UserError::new(match error {
        ImportError::Unreadable(_) => "trust-error-damaged",
        ImportError::UnknownIssuer { issuer } => {
            return UserError::new("trust-error-list-unknown-issuer")
                .with("name", name)
                .with("issuer", issuer);
        }
        ImportError::NotBelieved(_) => "trust-error-list-forged",
        ImportError::Future { .. } => "trust-error-list-future",
        ImportError::Older { .. } => "trust-error-list-older",
        _ => "trust-error-damaged",
    })
    .with("name", name)
}
