//! The catalogue of the monthly validation.

pub(crate) const BATCH_ADD: &str = "INSERT INTO month_batches
    (period, organisation, revision, hash, source, entries, received_at, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
pub(crate) const BATCH_NEWEST: &str = "SELECT revision, hash FROM month_batches
    WHERE period = ?1 AND organisation = ?2 ORDER BY revision DESC LIMIT 1";
pub(crate) const BATCH: &str = "SELECT hash, body FROM month_batches
    WHERE period = ?1 AND organisation = ?2 AND revision = ?3";

pub(crate) const MONTH_STATE: &str = "SELECT state FROM months WHERE period = ?1";
