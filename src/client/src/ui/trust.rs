//! What is told about trust: whom this laptop believes, and why.

use super::UserError;
use baqylau_domain::Moment;
use std::path::PathBuf;

/// Whom this laptop believes.
#[derive(Debug, Clone, PartialEq)]
pub struct TrustView {
    /// Authorities; those that wait for a person first.
    pub authorities: Vec<AuthorityRow>,
    /// Revocation lists kept here.
    pub lists: Vec<ListRow>,
    /// Services of the authorities.
    pub services: Vec<ServiceRow>,
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

/// A revocation list kept here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Whose list.
    pub issuer: String,
    /// Made when.
    pub from: Moment,
    /// The next one was due then; `None` when the list doesn't say.
    pub until: Option<Moment>,
    /// Certificates in it.
    pub entries: usize,
    /// A supplement to another list.
    pub supplement: bool,
    /// Whether it still says something about today.
    pub age: ListAge,
}

/// How old a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListAge {
    /// It speaks about today.
    Current,
    /// The next one was due already.
    Past,
    /// The next one was due long ago.
    LongPast,
}

/// A service of the authorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    /// What it does.
    pub kind: ServiceKind,
    /// Address.
    pub address: String,
    /// Who named it.
    pub source: ServiceSource,
    /// How the last trial ended.
    pub check: Option<ServiceCheck>,
}

/// What a service does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceKind {
    /// Says whether a certificate is revoked.
    Ocsp,
    /// Stamps the time.
    TimeStamp,
    /// Publishes revocation lists.
    List,
}

/// Who named a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServiceSource {
    /// The settings of this program.
    Settings,
    /// The registry.
    Registry,
    /// A certificate of an authority.
    Certificate,
}

/// How a trial of a service ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCheck {
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// Why it doesn't do; `None`: it answers.
    pub problem: Option<UserError>,
}
