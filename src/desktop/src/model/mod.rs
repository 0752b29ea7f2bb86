//! What the screens see: copies of what the client told, and nothing the client doesn't know.

mod reducer;
pub mod sheet;
mod steps;
mod work;

pub use reducer::{Notice, apply};
pub use sheet::Sheet;
pub use steps::Taken;
pub use work::VisitWork;

use baqylau_client::report::Report;
use baqylau_client::ui::{
    ActPreview, BatchView, Cause, KeyHolder, LockState, Looked, MonthPeople, MonthsListed,
    NeedsView, Office, OpenMonth, OrderDocument, OrderSigned, OrdersView, OrganisationCard,
    OrganisationFilter, OrganisationRow, OutboxView, Picture, PointRow, ProgramStage, QueueView,
    RecentKey, SanctionRow, StatementView, SyncState, Ticket, TrustView, TurnedChecks, UserError,
    VisitRow,
};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{ApplicationId, BlobHash, OrganisationId, VisitId};
use baqylau_domain::people::Person;
use baqylau_protocol::checks::CheckTurn;
use baqylau_protocol::colleagues::Named;
use baqylau_protocol::planning::{Candidate, Planning};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

/// A value asked of the client. While it is being reloaded the previous copy stays.
#[derive(Debug, Clone, Default)]
pub enum Requested<T> {
    /// Never asked.
    #[default]
    Never,
    /// Asked for the first time.
    Loading,
    /// Here.
    Here(T),
}

impl<T> Requested<T> {
    /// The value, if it is here.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Here(value) => Some(value),
            Self::Never | Self::Loading => None,
        }
    }

    /// Notes that the value was asked for; keeps a copy that is here. Returns whether it was
    /// never asked before.
    pub fn ask(&mut self) -> bool {
        let first = matches!(self, Self::Never);
        if first {
            *self = Self::Loading;
        }
        first
    }
}

/// Where a command stands that a screen is waiting for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketState {
    /// Sent; with how far it got, where that is known.
    Running {
        /// Done so far.
        done: u64,
        /// Of; 0 when unknown.
        of: u64,
    },
    /// Carried out.
    Done,
    /// Failed.
    Failed(UserError),
}

/// Everything the screens see.
#[derive(Debug)]
pub struct Model {
    /// Store and session; `None` until the client has spoken.
    pub lock: Option<LockState>,
    /// Connection and outbox.
    pub sync: Option<SyncState>,
    /// Accounts of the demonstration registry.
    pub sample_people: Vec<Person>,
    /// Visits.
    pub visits: Requested<Arc<Vec<VisitRow>>>,
    /// What visits are planned with; `None` inside until the registry was asked.
    pub planning: Requested<Option<Arc<Planning>>>,
    /// The visit planned last, with the ticket.
    pub planned: Option<(Ticket, VisitId)>,
    /// The visit being worked on.
    pub work: Option<VisitWork>,
    /// The command that opens the visit of the present place.
    pub opening: Option<Ticket>,
    /// The act being looked at.
    pub act: Option<Arc<ActPreview>>,
    /// How often more became known about the signatures under it.
    pub signatures_changed: u64,
    /// Pictures by attachment and size; `None` while on the way or when they can't be shown.
    pub images: HashMap<(BlobHash, u32), Option<Arc<Picture>>>,
    /// The page of a document that was looked at last.
    pub looked: Option<Arc<Looked>>,
    /// Holder of the key file looked at last, with the ticket.
    pub key_holder: Option<(Ticket, KeyHolder)>,
    /// Key files opened on this laptop before.
    pub recent_keys: Arc<Vec<RecentKey>>,
    /// Whose the key file chosen last is, as far as that is known without its password.
    pub key_seen: Option<(PathBuf, Option<KeyHolder>)>,
    /// Acts to sign, as filtered.
    pub queue: Requested<Arc<QueueView>>,
    /// How many acts wait for this person.
    pub to_sign: usize,
    /// The batch begun last.
    pub batch: Option<Arc<BatchView>>,
    /// How the last signing through NCALayer goes.
    pub program: Option<(Ticket, ProgramStage)>,
    /// What the last verification found.
    pub verdict: Option<(Ticket, Arc<Report>)>,
    /// Organisations, with the filter they answer.
    pub organisations: Requested<(OrganisationFilter, Arc<Vec<OrganisationRow>>)>,
    /// Views of registers the person saved, by register: name and content.
    pub views: HashMap<String, Arc<Vec<(String, String)>>>,
    /// Organisation opened.
    pub card: Option<Arc<OrganisationCard>>,
    /// What became of asking for a run of the automatic checks, until its result comes.
    pub checks_asked: Option<(OrganisationId, CheckTurn)>,
    /// Sanctions.
    pub sanctions: Requested<Arc<Vec<SanctionRow>>>,
    /// What led to the consequence proposed, by visit.
    pub causes: HashMap<VisitId, Arc<Vec<Cause>>>,
    /// Prescription points.
    pub points: Requested<Arc<Vec<PointRow>>>,
    /// The state educational order.
    pub orders: Requested<Arc<OrdersView>>,
    /// What became of documents of the order signed last, with the ticket.
    pub order_signed: Option<(Ticket, Vec<(OrderDocument, OrderSigned)>)>,
    /// Keys of the records of the order begun last, with the ticket.
    pub orders_begun: Option<(Ticket, Vec<String>)>,
    /// The application sent last, with the ticket.
    pub applied: Option<(Ticket, ApplicationId)>,
    /// People of the same office or school, as the registry told them.
    pub colleagues: Requested<Arc<Vec<Candidate>>>,
    /// People of other offices and schools whom records name.
    pub named: Arc<Vec<Named>>,
    /// The bank's statement read last, with the ticket.
    pub statement: Option<(Ticket, Arc<StatementView>)>,
    /// The file of schools' needs read last, with the ticket.
    pub needs: Option<(Ticket, Arc<NeedsView>)>,
    /// What was recorded of a statement last: the ticket, payments recorded, recorded before.
    pub statement_recorded: Option<(Ticket, usize, usize)>,
    /// What is entered here of departments and the financial centre.
    pub offices: Requested<Arc<Vec<Office>>>,
    /// The monthly validation.
    pub months: Months,
    /// Automatic checks that turned since the last working day.
    pub turned: Option<Arc<TurnedChecks>>,
    /// Outbox.
    pub outbox: Requested<Arc<OutboxView>>,
    /// Whom this laptop believes, and what it asks.
    pub trust: Requested<Arc<TrustView>>,
    /// Commands screens wait for.
    pub tickets: HashMap<Ticket, TicketState>,
    /// Time of this frame, given from outside.
    pub now: Moment,
}

/// The monthly validation as it was told.
#[derive(Debug, Default)]
pub struct Months {
    /// Months there are.
    pub listed: Requested<Arc<MonthsListed>>,
    /// Months with their organisations, as each was opened last.
    pub opened: BTreeMap<Period, Arc<OpenMonth>>,
    /// People of the organisation opened last.
    pub people: Option<Arc<MonthPeople>>,
    /// The command the list was asked for with last.
    pub asked: Option<Ticket>,
}

impl Model {
    /// Nothing known yet.
    pub fn new(now: Moment) -> Self {
        Self {
            lock: None,
            sync: None,
            sample_people: Vec::new(),
            visits: Requested::Never,
            planning: Requested::Never,
            planned: None,
            work: None,
            opening: None,
            act: None,
            signatures_changed: 0,
            images: HashMap::new(),
            looked: None,
            key_holder: None,
            recent_keys: Arc::default(),
            key_seen: None,
            queue: Requested::Never,
            to_sign: 0,
            batch: None,
            program: None,
            verdict: None,
            organisations: Requested::Never,
            views: HashMap::new(),
            card: None,
            checks_asked: None,
            sanctions: Requested::Never,
            causes: HashMap::new(),
            points: Requested::Never,
            orders: Requested::Never,
            order_signed: None,
            orders_begun: None,
            applied: None,
            colleagues: Requested::Never,
            named: Arc::default(),
            statement: None,
            needs: None,
            statement_recorded: None,
            offices: Requested::Never,
            months: Months::default(),
            turned: None,
            outbox: Requested::Never,
            trust: Requested::Never,
            tickets: HashMap::new(),
            now,
        }
    }

    /// Day of this frame in the legal time of Kazakhstan.
    pub fn today(&self) -> chrono::NaiveDate {
        baqylau_locale::legal_time(self.now).date_naive()
    }

    /// The person signed in.
    pub fn person(&self) -> Option<&Person> {
        match &self.lock {
            Some(LockState::SignedIn { person, .. }) => Some(person),
            _ => None,
        }
    }

    /// Whether what is shown is demonstration data.
    pub fn is_sample(&self) -> bool {
        matches!(
            self.lock,
            Some(
                LockState::SignedIn { sample: true, .. } | LockState::Unlocked { sample: true, .. }
            )
        )
    }

    /// Whether a command is still being carried out.
    pub fn is_running(&self, ticket: Option<Ticket>) -> bool {
        ticket.is_some_and(|ticket| {
            matches!(self.tickets.get(&ticket), Some(TicketState::Running { .. }))
        })
    }

    /// Why a command failed.
    pub fn failure(&self, ticket: Option<Ticket>) -> Option<&UserError> {
        match self.tickets.get(&ticket?) {
            Some(TicketState::Failed(error)) => Some(error),
            _ => None,
        }
    }

    /// Whether a command was carried out.
    pub fn is_done(&self, ticket: Option<Ticket>) -> bool {
        ticket.is_some_and(|ticket| self.tickets.get(&ticket) == Some(&TicketState::Done))
    }
}
