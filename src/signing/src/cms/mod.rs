//! Signature files (CMS, CAdES-BES): making detached ones, reading any, judging them.

mod parse;
mod policy;
mod sign;
mod verify;

pub use parse::{CmsError, SignatureFile};
pub use policy::{KeyPurpose, RevocationPolicy, VerificationPolicy};
pub use sign::sign_detached;
pub use verify::{check_certificate, verify, verify_each};
