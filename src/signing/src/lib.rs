//! Electronic signatures of Kazakhstan (ЭЦП): key files, certificates, signature files, verdicts.
//!
//! **Architecture invariants.** Nothing here reads a file, opens a socket, asks for the time or
//! draws randomness: all of it is passed in. Whom to believe is a parameter ([`TrustStore`]),
//! never built in. What a signature covers is checked on the octets as they arrived and never on
//! a re-encoding of them. An algorithm that is not calculated here leaves a signature
//! [not fully checked](Status::NotFullyChecked); it never makes one valid or invalid.
//!
//! Calculated are RSA, GOST 34.10-2015 with 512-bit keys and, for reading archives, GOST
//! 34.310-2004. Other members of the GOST family are read and shown.
//!
//! Revocation data and time stamps are judged with the signature they speak about: the caller
//! brings lists and answers of the OCSP service as [`Evidence`] to [`verify_with`], and a time
//! stamp in the file moves the moment validity is judged at. [`ocsp_request`] and
//! [`time_stamp_request`] make what is sent to the services; [`add_time_stamp`] and
//! [`add_revocation_values`] put their answers into the file.
//!
//! ```
//! # use baqylau_signing::*;
//! # use chrono::{TimeDelta, TimeZone, Utc};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let rng = &mut rand_core::OsRng;
//! let now = Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).unwrap();
//! let validity = demo_ca::Validity { from: now, until: now + TimeDelta::days(365) };
//! let ca = demo_ca::DemoCa::generate(validity, rng)?;
//! let holder = demo_ca::Holder {
//!     surname: "ТЕСТОВ".into(),
//!     name: "ТЕСТ".into(),
//!     patronymic: None,
//!     iin: "123456789011".into(),
//!     organisation: None,
//!     roles: Vec::new(),
//! };
//! let key = PrivateKey::generate_rsa()?;
//! let p12 = ca.issue(&holder, KeyPurpose::Binding, key, validity, rng)?
//!     .to_pkcs12("Qwerty12", 2048, rng)?;
//!
//! let key_file = KeyFile::open(&p12, "Qwerty12")?;
//! let signature = sign_detached(&key_file, b"act", now, rng)?;
//! let policy = VerificationPolicy::binding().exempt_demonstration();
//! let verdict = verify(&signature, Some(b"act"), &ca.trust_store(), &policy, now);
//! assert_eq!(verdict.status, Status::Valid);
//! # Ok(())
//! # }
//! ```

mod addresses;
mod algorithm;
mod asn1;
mod certificate;
pub mod challenge;
mod cms;
pub mod container;
pub mod demo_ca;
pub mod demo_services;
mod gost;
mod keyfile;
mod national;
pub mod ncalayer;
mod oid;
pub mod pem;
mod private_key;
mod revocation;
mod role;
mod rsa;
mod services;
mod subject;
#[cfg(test)]
mod test_authority;
mod time_stamp;
mod trust;
mod verdict;

pub use addresses::RevocationAddresses;
pub use algorithm::{DigestAlgorithm, KeyAlgorithm, MINIMUM_RSA_BITS, Unsupported};
pub use certificate::{Certificate, CertificateError, KeyUsage};
pub use cms::check_standing;
pub use cms::{
    CmsError, KeyPurpose, RevocationPolicy, SignatureFacts, SignatureFile, SignatureParts,
    UpgradeError, VerificationPolicy, add_revocation_values, add_time_stamp, check_certificate,
    sign_detached, time_stamp_request, verify, verify_each, verify_each_with, verify_with,
};
pub use keyfile::{DEFAULT_ITERATIONS, KeyFile, KeyFileError};
pub use national::NationalAuthority;
pub use oid::Oid;
pub use private_key::{PrivateKey, PrivateKeyError};
pub use revocation::{
    Evidence, Finding, OCSP_WINDOW, OcspAnswer, OcspRefusal, OcspResponse, OcspStatus, Revocation,
    RevocationError, RevocationList, RevocationReason, SourceProblem, ocsp_request,
};
pub use role::Role;
pub use subject::Subject;
pub use time_stamp::{StampProblem, TimeStampError, TimeStampRequest, TimeStampToken};
pub use trust::{Chain, ChainProblem, TrustStore};
pub use verdict::{Check, CheckKind, Detail, Outcome, Signer, Status, Verdict};
