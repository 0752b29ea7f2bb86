//! Records a paper is made from: those shown to whoever asks for it.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::reader::Reader;
use crate::store::{Store, cache, orders, reader};
use crate::ui::UserError;
use baqylau_domain::identifiers::{
    Kato, OrganisationId, PaymentId, PaymentRegisterId, SchoolActId, SchoolContractId,
};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_domain::schooling::{
    ActRecord, ContractRecord, IndexRecord, KeptStatement, PaymentRecord, PlanRecord,
    RegisterRecord, SchoolingRecord,
};
use std::sync::Arc;

/// The records of a person.
pub struct Known {
    /// Store they are in.
    pub store: Arc<Store>,
    reader: Reader,
}

macro_rules! record {
    ($($(#[$doc:meta])* $name:ident, $id:ty, $kind:ident, $record:ty;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// That it isn't here, or what the database answered.
        pub fn $name(&self, id: $id) -> Result<$record> {
            match self.one(&format!(concat!(stringify!($name), ":{}"), id))? {
                Some(SchoolingRecord::$kind(one)) => Ok(one),
                _ => Err(ClientError::refused("schooling-refused-not-found")),
            }
        }
    )+};
}

impl Known {
    /// Those of the signed-in person.
    ///
    /// # Errors
    /// That nobody is signed in, or what the database answered.
    pub fn of_signed_in(hub: &Hub) -> Result<Self> {
        let person = hub.person()?;
        Self::of(hub.store()?, &person)
    }

    /// Those of a person.
    ///
    /// # Errors
    /// What the database answered.
    pub fn of(store: Arc<Store>, person: &Person) -> Result<Self> {
        let reader = store.db().read(|c| reader::of(c, person.id))?;
        Ok(Self { store, reader })
    }

    fn one(&self, key: &str) -> Result<Option<SchoolingRecord>> {
        self.store
            .cache()
            .read(|c| orders::one(c, &self.reader, key))
    }

    record! {
        /// A contract.
        contract, SchoolContractId, Contract, ContractRecord;
        /// An act.
        act, SchoolActId, Act, ActRecord;
        /// A consolidated register.
        register, PaymentRegisterId, Register, RegisterRecord;
        /// A payment.
        payment, PaymentId, Payment, PaymentRecord;
    }

    /// A version of a plan.
    ///
    /// # Errors
    /// That it isn't here, or what the database answered.
    pub fn plan(&self, department: Kato, year: i32, version: u32) -> Result<PlanRecord> {
        match self.one(&format!("plan:{department}/{year}/{version}"))? {
            Some(SchoolingRecord::Plan(plan)) => Ok(plan),
            _ => Err(UserError::new("schooling-refused-not-found").into()),
        }
    }

    /// The latest version of a plan; none where there is none.
    ///
    /// # Errors
    /// What the database answered.
    pub fn plan_in_force(&self, department: Kato, year: i32) -> Result<Option<PlanRecord>> {
        let plans = self
            .of_kind("plan")?
            .into_iter()
            .filter_map(|one| match one {
                SchoolingRecord::Plan(plan) => Some(plan),
                _ => None,
            });
        let own = plans.filter(|one| one.plan.department == department && one.plan.year == year);
        Ok(own.max_by_key(|one| one.plan.version))
    }

    /// Every contract.
    ///
    /// # Errors
    /// What the database answered.
    pub fn contracts(&self) -> Result<Vec<ContractRecord>> {
        let found = self.of_kind("contract")?.into_iter();
        let contracts = found.filter_map(|one| match one {
            SchoolingRecord::Contract(contract) => Some(contract),
            _ => None,
        });
        Ok(contracts.collect())
    }

    /// Every payment.
    ///
    /// # Errors
    /// What the database answered.
    pub fn payments(&self) -> Result<Vec<PaymentRecord>> {
        let found = self.of_kind("payment")?.into_iter();
        let payments = found.filter_map(|one| match one {
            SchoolingRecord::Payment(payment) => Some(payment),
            _ => None,
        });
        Ok(payments.collect())
    }

    /// Every statement that is kept.
    ///
    /// # Errors
    /// What the database answered.
    pub fn statements(&self) -> Result<Vec<KeptStatement>> {
        let found = self.of_kind("statement")?.into_iter();
        let statements = found.filter_map(|one| match one {
            SchoolingRecord::Statement(statement) => Some(statement),
            _ => None,
        });
        Ok(statements.collect())
    }

    /// The monthly indices that were entered; what the program knows where none were.
    ///
    /// # Errors
    /// What the database answered.
    pub fn indices(&self) -> Result<IndexRecord> {
        match self.one("indices:mrp")? {
            Some(SchoolingRecord::Indices(table)) => Ok(table),
            _ => Ok(IndexRecord::published()),
        }
    }

    fn of_kind(&self, kind: &str) -> Result<Vec<SchoolingRecord>> {
        self.store
            .cache()
            .read(|c| orders::of_kind(c, &self.reader, kind))
    }

    /// A school, where it is known here.
    ///
    /// # Errors
    /// What the database answered.
    pub fn school(&self, id: OrganisationId) -> Result<Option<Organisation>> {
        self.store.cache().read(|c| cache::organisation(c, id))
    }
}
