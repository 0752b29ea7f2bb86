//! The operator's desk: LMS are registered, listed and withdrawn over the store, while a registry
//! serves or not.

use super::parties::{self, IssuedLms, LmsError, LmsParty, Registration};
use crate::audit;
use crate::config::RegistryConfig;
use crate::environment::Environment;
use crate::registry::{StartError, origin};
use crate::store::{Store, StoreError, Tx};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use chrono::NaiveDate;
use uuid::Uuid;

/// What is said of an LMS to be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLms {
    /// Name.
    pub name: String,
    /// Schools it speaks for: number in НОБД and БИН of each.
    pub schools: Vec<(String, String)>,
    /// First day its token opens anything; `None`: today.
    pub first_day: Option<NaiveDate>,
    /// Last day; `None`: until it is withdrawn.
    pub last_day: Option<NaiveDate>,
    /// Whether its documents must be signed with the ЭЦП of the organisation.
    pub signed: bool,
}

/// The desk.
pub struct LmsOffice {
    store: Store,
    environment: Environment,
}

impl std::fmt::Debug for LmsOffice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LmsOffice")
    }
}

impl LmsOffice {
    /// Opens the store of a registry, which may be at work. Call outside a runtime.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn open(config: &RegistryConfig) -> Result<Self, StartError> {
        Ok(Self {
            store: Store::open(&origin(config)?)?,
            environment: config.environment.clone(),
        })
    }

    /// Registers an LMS.
    ///
    /// # Errors
    /// [`LmsError`]; then nothing was registered.
    pub fn add(&self, new: NewLms) -> Result<IssuedLms, LmsError> {
        let (issued, new) = prepared(&self.environment, new)?;
        self.store.write_blocking(move |tx| register(tx, &new))?;
        Ok(issued)
    }

    /// Withdraws an LMS: from here on its token opens nothing. What it sent stays.
    ///
    /// # Errors
    /// [`LmsError`].
    pub fn withdraw(&self, id: Uuid) -> Result<(), LmsError> {
        let now = self.environment.now();
        self.store.write_blocking(move |tx| {
            parties::withdraw(tx, id, now)?;
            Ok(noted(tx, now, "lms withdrawn", id)?)
        })
    }

    /// Organisations an LMS can be registered for.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        let mut all = self.store.read_blocking(parties::organisations)?;
        all.retain(|one| one.kind != OrganisationKind::Dormitory);
        Ok(all)
    }

    /// Every LMS, in the order they were registered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list(&self) -> Result<Vec<LmsParty>, StoreError> {
        self.store.read_blocking(parties::list)
    }
}

/// What is written of a new LMS, and the token that is told.
pub(crate) fn prepared(
    environment: &Environment,
    new: NewLms,
) -> Result<(IssuedLms, Registration), LmsError> {
    let issued = IssuedLms {
        id: environment.uuid()?,
        token: hex::encode(environment.bytes::<32>()?),
    };
    let at = environment.now();
    let first_day = new.first_day.unwrap_or_else(|| legal_day(at));
    let registration = Registration {
        id: issued.id,
        name: new.name,
        token_hash: parties::hash_of(&issued.token),
        signed: new.signed,
        days: (first_day, new.last_day),
        schools: new.schools,
        at,
    };
    Ok((issued, registration))
}

/// Registers an LMS.
pub(crate) fn register(tx: &Tx<'_>, new: &Registration) -> Result<(), LmsError> {
    parties::add(tx, new)?;
    Ok(noted(tx, new.at, "lms registered", new.id)?)
}

fn noted(tx: &Tx<'_>, at: Moment, action: &str, id: Uuid) -> Result<(), StoreError> {
    audit::write(
        tx,
        at,
        &audit::Line {
            operation: "",
            actor: None,
            action,
            object: &id.to_string(),
        },
    )
}
