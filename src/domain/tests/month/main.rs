//! The monthly validation of the whole country.

mod batches;
mod corrections;
mod registers;
mod stages;
mod world;
