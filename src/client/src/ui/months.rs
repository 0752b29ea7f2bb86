//! The monthly validation between screens and client: months, their organisations, people who
//! aren't simply paid for.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_protocol::month::{MonthOrganisation, MonthState, PersonVerdict};
use std::sync::Arc;

/// What is asked about months. Reading tells first what this laptop kept, then what the registry
/// says; without it, what was kept stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthCommand {
    /// Months there are. Answered by [`MonthEvent::Listed`].
    List,
    /// A month with its organisations. Answered by [`MonthEvent::Opened`].
    Open {
        /// Which.
        period: Period,
    },
    /// People of an organisation who aren't simply paid for. Answered by [`MonthEvent::People`].
    People {
        /// Which month.
        period: Period,
        /// Whose.
        organisation: OrganisationId,
    },
    /// Freeze a month. Needs the registry; asked again it changes nothing.
    Freeze {
        /// Which.
        period: Period,
    },
    /// Close a validated month. Needs the registry; asked again it changes nothing.
    Close {
        /// Which.
        period: Period,
    },
}

/// What is told about months.
#[derive(Debug, Clone)]
pub enum MonthEvent {
    /// Months there are.
    Listed(Arc<MonthsListed>),
    /// A month with its organisations.
    Opened(Arc<OpenMonth>),
    /// People of an organisation who aren't simply paid for.
    People(Arc<MonthPeople>),
}

/// Months there are, as the registry said at a moment.
#[derive(Debug, Clone)]
pub struct MonthsListed {
    /// When the registry said so.
    pub at: Moment,
    /// The newest first.
    pub months: Vec<MonthState>,
}

/// A month with the organisations the signed-in person covers.
#[derive(Debug, Clone)]
pub struct OpenMonth {
    /// When the registry said so.
    pub at: Moment,
    /// Where the month is.
    pub state: MonthState,
    /// Its organisations.
    pub organisations: Vec<MonthRow>,
}

/// An organisation in a month.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// How it stands.
    pub month: MonthOrganisation,
    /// The organisation, where it is known here.
    pub organisation: Option<Arc<Organisation>>,
}

/// People of an organisation who aren't simply paid for, numbers with their middle hidden.
#[derive(Debug, Clone)]
pub struct MonthPeople {
    /// When the registry said so.
    pub at: Moment,
    /// Which month.
    pub period: Period,
    /// Whose.
    pub organisation: OrganisationId,
    /// Of which revision of its register.
    pub revision: u32,
    /// The people, in the order of the register.
    pub people: Vec<PersonVerdict>,
}
