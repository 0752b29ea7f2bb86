//! Store and session, as the first screens are told about them.

use baqylau_domain::Moment;
use baqylau_domain::people::Person;
use chrono::NaiveDate;

/// State of store and session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LockState {
    /// No store yet.
    NoStore {
        /// Whether a keyring is there.
        keyring: bool,
    },
    /// Store closed.
    Locked {
        /// Whether the keyring can open it.
        keyring: bool,
    },
    /// Store damaged.
    Damaged {
        /// When the newest good generation was made; `None` when there is none.
        newest_good: Option<Moment>,
    },
    /// Store open, nobody signed in.
    Unlocked {
        /// People who signed in on this laptop before.
        known: Vec<KnownPerson>,
        /// Registry answers.
        online: bool,
        /// Registry is a demonstration.
        sample: bool,
    },
    /// Somebody is signed in.
    SignedIn {
        /// Who.
        person: Box<Person>,
        /// Registry is a demonstration.
        sample: bool,
        /// Last day they can sign in without the registry.
        offline_until: Option<NaiveDate>,
    },
}

/// A person who signed in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Who.
    pub person: Person,
    /// When last.
    pub last: Moment,
    /// Last day they can sign in without the registry; `None` when it must let them in first.
    pub offline_until: Option<NaiveDate>,
    /// Their demonstration key is on this laptop.
    pub sample_key: bool,
}
