//! What is told about trust: whom this laptop believes, and why.

use super::{Moment, UserError};
use std::path::PathBuf;

/// Whom this laptop believes.
#[derive(Debug, Clone, PartialEq)]
pub struct TrustView {
    /// Authorities; those that wait for a person first.
    pub authorities: Vec<AuthorityRow>,
    /// Files of the configuration folder that say nothing, with why.
    pub faults: Vec<UserError>,
    /// The configuration folder of authorities.
    pub folder: Option<PathBuf>,
    /// The registry is a demonstration: what it names binds nobody.
    pub sample: bool,
}

/// An authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityRow {
    /// What it calls itself.
    pub name: String,
    /// Its organisation, as it says; may be empty.
    pub organisation: String,
    /// SHA-256 of its certificate, hexadecimal.
    pub fingerprint: String,
    /// Validity.
    pub valid: (Moment, Moment),
    /// It is one of the national ones, by its fingerprint.
    pub national: bool,
    /// Whether it is believed.
    pub state: AuthorityState,
    /// Where it comes from.
    pub sources: Vec<AuthoritySource>,
}

/// Whether an authority is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorityState {
    /// Signatures may rest on it.
    Believed,
    /// It helps where a believed one vouches for it.
    Offered,
    /// Nobody compared its fingerprint yet.
    Waiting,
}

/// Where an authority comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthoritySource {
    /// The registry named it.
    Registry,
    /// A file in the configuration folder.
    Folder,
    /// Imported here.
    Imported,
}
