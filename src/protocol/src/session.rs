//! Signing in with ЭЦП: the registry's nonce, signed by the person's key.

use baqylau_domain::Moment;
use baqylau_domain::identifiers::InstallId;
use baqylau_domain::people::Person;
use serde::{Deserialize, Serialize};

/// Asks for a nonce.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChallengeRequest {
    /// Installation that wants to sign in.
    pub install: InstallId,
}

/// A nonce, valid for two minutes and one use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Challenge {
    /// 32 random bytes, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub nonce: String,
    /// Until when.
    pub valid_until: Moment,
}

/// Answers a nonce.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionRequest {
    /// The nonce.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub nonce: String,
    /// Detached CMS over the challenge bytes, DER in base64. The bytes are those of the signing
    /// room's `SignInChallenge` with `registry` = [`crate::api::Hello::registry`] and `device` =
    /// the installation, both as hyphenated lower-case UUID text.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::base64"))]
    pub cms: String,
    /// Installation.
    pub install: InstallId,
    /// Ed25519 public key of the device, hexadecimal: later pushes are signed by it.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub device_key: String,
}

/// A session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// Token for the `Authorization` header.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub token: String,
    /// Until when.
    pub valid_until: Moment,
    /// Who signed in.
    pub person: Person,
}

/// An account of the demonstration registry with its key file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SamplePerson {
    /// Person.
    pub person: Person,
    /// Key file (PKCS#12), base64.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::base64"))]
    pub key_file: String,
    /// Its password: a demonstration has no secrets.
    pub password: String,
}
