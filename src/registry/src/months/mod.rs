//! The monthly validation: batches of the LMS, frozen months, registers.
//!
//! [`put_batch`] keeps what an organisation's LMS sent for a month.

mod batches;

pub use batches::PutError;
pub(crate) use batches::{Put, newest_revision, put_batch};

use crate::RunningRegistry;
use baqylau_domain::calendar::Period;
use baqylau_domain::month::Batch;

/// A month as it is written in the store: 202610.
pub(crate) fn key(period: Period) -> i64 {
    i64::from(period.year()) * 100 + i64::from(period.month())
}

impl RunningRegistry {
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
