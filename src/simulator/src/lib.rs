//! A program in the place of the state's source systems, for development and tests.
//!
//! It answers every system of the contract in `src/connectors/README.md` from a world of data: a
//! file, a population generated from a seed, or both. It can be slow, fail, answer garbage or old
//! data, per system; facts and faults change at run time through its control routes. Whoever asks
//! can't tell it from a gateway: it shares no code with `connectors`, only the written contract.
//!
//! Everything in a generated population is invented.

mod answer;
mod fault;
pub mod lms;
mod population;
mod serve;
mod world;

pub use fault::{Fault, FaultError, FaultKind};
pub use population::{Population, populate};
pub use serve::{RunningSimulator, SimulatorConfig, Time};
pub use world::{
    Account, Building, Data, DataError, Invoice, Licence, Organisation, Person, World,
};
