//! The monthly validation of the whole country.

mod batches;
