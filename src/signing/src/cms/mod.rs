//! Signature files (CMS, CAdES-BES): making detached ones, reading any, judging them.

mod checks;
mod facts;
mod parse;
mod parts;
mod policy;
mod sign;
mod standing;
#[cfg(test)]
mod standing_tests;
mod upgrade;
mod verify;

pub(crate) use checks::{attributes, certificate_reference, digest, find_certificate, signature};
pub use facts::SignatureFacts;
pub(crate) use parse::SignerInfo;
pub use parse::{CmsError, SignatureFile};
pub use parts::SignatureParts;
pub use policy::{KeyPurpose, RevocationPolicy, VerificationPolicy};
pub use sign::sign_detached;
pub use upgrade::{UpgradeError, add_revocation_values, add_time_stamp, time_stamp_request};
pub use verify::{
    check_certificate, check_standing, verify, verify_each, verify_each_with, verify_with,
};
