//! The operator's desk of the state order, over the store, while a registry serves or not: norms are
//! loaded, and the first mandates are taken in. Whoever has one of mandates gives the others.

use super::norms::{self, NewNorm};
use super::{indices, keep};
use crate::audit;
use crate::config::RegistryConfig;
use crate::context::{legal_day, registrar};
use crate::environment::Environment;
use crate::registry::{StartError, origin};
use crate::store::{Store, StoreError, Tx, rows};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{Iin, MandateId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Book, Facts, IndexEntry, IndexFault, IndexRecord, MandateScope, OrderRules, Principal,
    SchoolingOp, SchoolingRecord, SchoolingRefusal,
};
use chrono::NaiveDate;

/// A first mandate: for everything, mandates of others among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstMandate {
    /// Who; an account that is there and has the role for it.
    pub person: Iin,
    /// For whom.
    pub principal: Principal,
    /// Last day; it begins today.
    pub to: NaiveDate,
    /// The document it rests on.
    pub basis: String,
}

/// Why the desk doesn't do something.
#[derive(Debug, thiserror::Error)]
pub enum OrdersError {
    /// No account with this ИИН, or not of the role, the territory or the school.
    #[error("nobody with this ИИН may act for that")]
    Person,
    /// The rules refuse it.
    #[error("refused: {}", .0.code())]
    Refused(SchoolingRefusal),
    /// The indices make no table.
    #[error(transparent)]
    Index(IndexFault),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The desk.
pub struct OrdersOffice {
    store: Store,
    environment: Environment,
}

impl std::fmt::Debug for OrdersOffice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrdersOffice")
    }
}

impl OrdersOffice {
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

    /// Loads norms, all of them or none. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load_norms(&self, norms: Vec<NewNorm>) -> Result<usize, StoreError> {
        let now = self.environment.now();
        self.store
            .write_blocking(move |tx| -> Result<usize, StoreError> {
                for norm in &norms {
                    norms::put(tx, norm)?;
                }
                let object = norms.len().to_string();
                audit::write(tx, now, &line("norms loaded", &object))?;
                Ok(norms.len())
            })
    }

    /// Enters monthly indices beside those that are known, all of them or none, and tells everybody
    /// whose sums they move. How many the table has then; what was computed by the table before
    /// stays as it was.
    ///
    /// # Errors
    /// [`OrdersError`]; then nothing was entered.
    pub fn enter_indices(&self, entries: Vec<IndexEntry>) -> Result<usize, OrdersError> {
        let now = self.environment.now();
        self.store
            .write_blocking(move |tx| enter_indices(tx, &entries, now))
    }

    /// Takes in a first mandate.
    ///
    /// # Errors
    /// [`OrdersError`]; then nothing was taken in.
    pub fn entrust(&self, first: FirstMandate) -> Result<MandateId, OrdersError> {
        let now = self.environment.now();
        let id = MandateId::new(self.environment.uuid().map_err(StoreError::from)?);
        self.store
            .write_blocking(move |tx| entrust(tx, id, &first, now).map(|()| id))
    }
}

/// Enters indices at a moment.
pub(crate) fn enter_indices(
    tx: &Tx<'_>,
    entries: &[IndexEntry],
    now: Moment,
) -> Result<usize, OrdersError> {
    let known = indices::kept(tx)?.unwrap_or_else(IndexRecord::published);
    let next = known.with(entries, now).map_err(OrdersError::Index)?;
    let count = next.entries.len();
    if next != known {
        keep::put(tx, &SchoolingRecord::Indices(next))?;
        audit::write(tx, now, &line("indices entered", &count.to_string()))?;
    }
    Ok(count)
}

/// Takes in a first mandate at a moment.
pub(crate) fn entrust(
    tx: &Tx<'_>,
    id: MandateId,
    first: &FirstMandate,
    now: Moment,
) -> Result<(), OrdersError> {
    let person = rows::person_by_iin(tx, &first.person.to_string())?;
    let person = person.ok_or(OrdersError::Person)?;
    let may = match first.principal {
        Principal::School(school) => {
            person.role == AccountRole::School && person.organisation == Some(school)
        }
        Principal::Department(region) => {
            person.role == AccountRole::EducationOfficer && person.actor().covers(region)
        }
        Principal::Centre => person.role == AccountRole::FinancialCentre,
    };
    if !may {
        return Err(OrdersError::Person);
    }
    let op = SchoolingOp::GrantMandate {
        mandate: id,
        person: person.id,
        principal: first.principal,
        scopes: MandateScope::ALL.into_iter().collect(),
        from: legal_day(now),
        to: first.to,
        basis: first.basis.clone(),
    };
    let (rules, facts) = (OrderRules::pilot(), Facts::default());
    let records = Book::default()
        .decide(&op, &registrar(), &facts, &rules, now)
        .map_err(OrdersError::Refused)?;
    for record in &records {
        keep::put(tx, record)?;
    }
    audit::write(tx, now, &line("first mandate", &id.to_string()))?;
    Ok(())
}

fn line<'a>(action: &'a str, object: &'a str) -> audit::Line<'a> {
    audit::Line {
        operation: "",
        actor: None,
        action,
        object,
    }
}
