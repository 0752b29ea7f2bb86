//! The monthly validation: batches of the LMS, frozen months, registers.
//!
//! [`put_batch`] keeps what an organisation's LMS sent for a month. Freezing a month fixes, in one
//! transaction, which batches, facts of people and parameters count; `job` validates it in steps
//! that may each be cut off, `correct` validates a corrected batch alone.

mod batches;
mod correct;
mod job;
mod keep;
mod listed;
mod month;
mod view;

pub use batches::PutError;
pub(crate) use batches::{Put, newest_revision, put_batch};
#[cfg(test)]
pub(crate) use job::Stop;
pub(crate) use job::{work, work_watched};
pub(crate) use keep::put_facts;
pub(crate) use listed::{known, organisations, period_of};
pub(crate) use month::freeze as freeze_at;

pub(crate) use view::{
    act, counts, exceptions, frozen, learners, payable, register, state, waiting,
};

use crate::RunningRegistry;
use crate::context::Core;
use crate::store::{Connection, StoreError};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::{Batch, Month, MonthRefusal, Register};
use baqylau_domain::people::Actor;
use thiserror::Error;

/// A month as it is written in the store: 202610.
pub(crate) fn key(period: Period) -> i64 {
    i64::from(period.year()) * 100 + i64::from(period.month())
}

/// Why a month isn't moved on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MonthError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rules.
    #[error(transparent)]
    Refused(#[from] MonthRefusal),
}

/// Freezes a month and wakes whoever validates.
pub(crate) async fn freeze(core: &Core, period: Period, actor: Actor) -> Result<Month, MonthError> {
    let now = core.context.environment.now();
    let frozen = core
        .store
        .write(move |tx| month::freeze(tx, period, &actor, now))
        .await?;
    core.to_validate.notify_one();
    Ok(frozen)
}

/// Closes a month.
pub(crate) async fn close(core: &Core, period: Period, actor: Actor) -> Result<Month, MonthError> {
    let now = core.context.environment.now();
    core.store
        .write(move |tx| month::close(tx, period, &actor, now))
        .await
}

impl RunningRegistry {
    /// The same for several, together or not at all. How many were new.
    ///
    /// # Errors
    /// [`PutError`] of the first that isn't kept; then none was.
    pub async fn keep_batches(&self, batches: Vec<Batch>) -> Result<usize, PutError> {
        let now = self.core().context.environment.now();
        self.core()
            .store
            .write(move |tx| {
                batches.iter().try_fold(0, |added, batch| {
                    let put = put_batch(tx, batch, now)?;
                    Ok(added + usize::from(put == Put::Added))
                })
            })
            .await
    }

    /// The register of an organisation that counts, with the batch it was made of; `None` while
    /// there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails, or one of them isn't what was kept.
    pub async fn month_register(
        &self,
        period: Period,
        organisation: OrganisationId,
    ) -> Result<Option<(Batch, Register)>, StoreError> {
        let organisation = organisation.to_string();
        let read = move |connection: &Connection| -> Result<_, StoreError> {
            let Some(found) = correct::current(connection, period, &organisation)? else {
                return Ok(None);
            };
            let batch =
                batches::of_hash(connection, period, &organisation, found.register.batch())?;
            Ok(Some((batch, found.register)))
        };
        self.core().store.read(read).await
    }

    /// Freezes a month for a person who may; the validation follows by itself, or by
    /// [`RunningRegistry::validate_months`].
    ///
    /// # Errors
    /// [`MonthError`]; then nothing changed.
    pub async fn freeze_month(&self, period: Period, actor: Actor) -> Result<Month, MonthError> {
        freeze(self.core(), period, actor).await
    }

    /// Closes a validated month for a person who may.
    ///
    /// # Errors
    /// [`MonthError`]; then nothing changed.
    pub async fn close_month(&self, period: Period, actor: Actor) -> Result<Month, MonthError> {
        close(self.core(), period, actor).await
    }

    /// The newest revision of an organisation's month; 0 when none was sent.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails.
    pub async fn newest_batch(
        &self,
        period: Period,
        organisation: OrganisationId,
    ) -> Result<u32, StoreError> {
        let read = move |connection: &Connection| newest_revision(connection, period, organisation);
        self.core().store.read(read).await
    }

    /// Validates every frozen month and every correction that waits, as happens by itself. Returns
    /// how many registers were made.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; what was made before stays, the rest is made next time.
    pub async fn validate_months(&self) -> Result<u32, StoreError> {
        work(self.core()).await
    }

    /// The month as it stands.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails.
    pub async fn month(&self, period: Period) -> Result<Month, StoreError> {
        let read = move |connection: &Connection| month::read(connection, period);
        Ok(self.core().store.read(read).await?.month)
    }

    /// Keeps an organisation's month, for who has it from elsewhere than the LMS interface. Whether
    /// it is new; the very same one sent again isn't.
    ///
    /// # Errors
    /// [`PutError`]; then nothing was kept.
    pub async fn keep_batch(&self, batch: Batch) -> Result<bool, PutError> {
        let now = self.core().context.environment.now();
        let put = self
            .core()
            .store
            .write(move |tx| put_batch(tx, &batch, now))
            .await?;
        Ok(put == Put::Added)
    }
}
