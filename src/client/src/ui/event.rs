//! What the client tells the screens.

use super::{
    ActPreview, BatchId, BatchState, BatchView, Cause, KeyHolder, LockState, Looked, MonthEvent,
    NeedsView, Office, OpenVisit, OrderDocument, OrderSigned, OrdersView, OrganisationCard,
    OrganisationFilter, OrganisationRow, OutboxView, Picture, PointRow, PrintedBy, ProgramStage,
    QueueView, RecentKey, SanctionRow, StatementView, SyncState, Ticket, TrustView, TurnedChecks,
    UserError, VisitRow,
};
use crate::report::Report;
use baqylau_domain::Moment;
use baqylau_domain::draft::{Draft, FieldKey, FieldVersion};
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::{ApplicationId, BlobHash, OrganisationId, VisitId};
use baqylau_domain::people::Person;
use baqylau_domain::visit::Visit;
use baqylau_protocol::checks::CheckTurn;
use baqylau_protocol::colleagues::Named;
use baqylau_protocol::planning::{Candidate, Planning};
use std::path::PathBuf;
use std::sync::Arc;

/// What the client tells the screens.
#[derive(Debug, Clone)]
pub enum Event {
    /// A command was carried out.
    Done {
        /// Which.
        ticket: Ticket,
    },
    /// A command failed; nothing was half done.
    Failed {
        /// Which; `None` for background work.
        ticket: Option<Ticket>,
        /// What to tell the person.
        error: UserError,
    },
    /// Long work goes on.
    Progress {
        /// Which.
        ticket: Ticket,
        /// Done so far.
        done: u64,
        /// Of; 0 when unknown.
        of: u64,
    },
    /// State of store and session changed.
    Lock(LockState),
    /// Accounts of the demonstration.
    SamplePeople(Vec<Person>),
    /// Connection and outbox in one line, for the top bar.
    Sync(SyncState),
    /// Visits.
    Visits(Arc<Vec<VisitRow>>),
    /// A visit was opened or changed from outside.
    VisitOpened(Arc<OpenVisit>),
    /// What visits are planned with; `None` until the registry was asked on this laptop.
    Planning(Option<Arc<Planning>>),
    /// A visit was planned, durably, and waits to be sent.
    VisitPlanned {
        /// Which command.
        ticket: Ticket,
        /// The new visit.
        visit: VisitId,
    },
    /// The stage of a visit moved.
    VisitMoved {
        /// New state.
        visit: Box<Visit>,
    },
    /// Draft fields are on disk.
    DraftSaved {
        /// Visit.
        visit: VisitId,
        /// Fields with the version now current.
        fields: Vec<(FieldKey, FieldVersion)>,
        /// When they were on disk.
        at: Moment,
    },
    /// Draft fields came from elsewhere.
    DraftMerged {
        /// Visit.
        visit: VisitId,
        /// Whole draft after merging.
        draft: Arc<Draft>,
        /// Fields that changed.
        changed: Vec<FieldKey>,
    },
    /// Evidence was taken in.
    EvidenceAdded {
        /// Visit.
        visit: VisitId,
        /// Checklist.
        list: String,
        /// Item.
        item: String,
        /// What.
        evidence: Vec<Evidence>,
    },
    /// A picture, as RGBA.
    Image {
        /// Attachment.
        sha256: BlobHash,
        /// Longest side asked for.
        longest: u32,
        /// Picture; `None` when the attachment can't be shown.
        picture: Option<Arc<Picture>>,
    },
    /// A document of others, or why it can't be looked at.
    Looked(Arc<Looked>),
    /// The act as it would be fixed.
    ActComposed(Arc<ActPreview>),
    /// The fixed act.
    ActOpened(Arc<ActPreview>),
    /// Who a key file belongs to.
    KeyInspected {
        /// Which command.
        ticket: Ticket,
        /// Holder.
        holder: KeyHolder,
    },
    /// Acts to sign.
    Queue(Arc<QueueView>),
    /// How many acts wait for the signed-in person's signature.
    ToSign(usize),
    /// The batch begun last; `None` when there is none.
    Batch(Option<Arc<BatchView>>),
    /// An act of a batch was signed, or wasn't.
    BatchItem {
        /// Batch.
        batch: BatchId,
        /// Visit.
        visit: VisitId,
        /// Where it stands now.
        state: BatchState,
    },
    /// Key files opened here before, latest first.
    RecentKeys(Arc<Vec<RecentKey>>),
    /// Whose a key file is; `None` when it wasn't opened here before.
    KeySeen {
        /// File.
        path: PathBuf,
        /// Holder.
        holder: Option<KeyHolder>,
    },
    /// How a signing through NCALayer goes.
    Program {
        /// Which command.
        ticket: Ticket,
        /// Where it stands.
        stage: ProgramStage,
    },
    /// A PDF is ready.
    DocumentReady {
        /// Which command.
        ticket: Ticket,
        /// Where.
        path: PathBuf,
    },
    /// A PDF was handed to the system.
    Printed {
        /// Which command.
        ticket: Ticket,
        /// To whom.
        to: PrintedBy,
    },
    /// What came of verifying files.
    Verified {
        /// Which command.
        ticket: Ticket,
        /// Report.
        report: Arc<Report>,
    },
    /// More, or something else, is known about signatures under the act of a visit.
    SignaturesChanged {
        /// Visit.
        visit: VisitId,
    },
    /// Whom this laptop believes.
    Trust(Arc<TrustView>),
    /// Organisations.
    Organisations {
        /// Filter answered.
        filter: OrganisationFilter,
        /// Rows.
        rows: Arc<Vec<OrganisationRow>>,
    },
    /// One organisation.
    OrganisationOpened(Arc<OrganisationCard>),
    /// The registry heard that the automatic checks of an organisation are wanted.
    ChecksAsked {
        /// Organisation.
        organisation: OrganisationId,
        /// What became of it.
        turn: CheckTurn,
    },
    /// Views of a register the person saved: name, and content as JSON.
    Views {
        /// Name of the register.
        register: String,
        /// By name.
        views: Arc<Vec<(String, String)>>,
    },
    /// Sanctions.
    Sanctions(Arc<Vec<SanctionRow>>),
    /// What an act records that led to the consequence proposed.
    Causes {
        /// Visit whose act it is.
        visit: VisitId,
        /// Violated items, in the order of the act.
        causes: Arc<Vec<Cause>>,
    },
    /// Prescription points.
    Points(Arc<Vec<PointRow>>),
    /// The state educational order as this laptop knows it.
    Orders(Arc<OrdersView>),
    /// An application is queued.
    Applied {
        /// Of the command.
        ticket: Ticket,
        /// Application.
        application: ApplicationId,
    },
    /// People of the same office or school.
    Colleagues(Arc<Vec<Candidate>>),
    /// People of other offices and schools whom records shown to the person name.
    Named(Arc<Vec<Named>>),
    /// Records of the order were asked for.
    OrdersBegun {
        /// Of the command.
        ticket: Ticket,
        /// Keys of the records, as of `SchoolingRecord::key`; fewer than were wanted where some
        /// were asked before.
        keys: Vec<String>,
    },
    /// What became of one of the documents to be signed.
    OrderSigned {
        /// Of the command.
        ticket: Ticket,
        /// Which.
        document: OrderDocument,
        /// What became of it.
        became: OrderSigned,
        /// How many of them are through.
        done: usize,
        /// How many there are.
        all: usize,
    },
    /// A bank's statement, compared with the payments known here.
    Statement {
        /// Of the command.
        ticket: Ticket,
        /// What it says.
        statement: Arc<StatementView>,
    },
    /// Needs of schools, as a file has them.
    Needs {
        /// Of the command.
        ticket: Ticket,
        /// What it says.
        needs: Arc<NeedsView>,
    },
    /// What was recorded of a statement.
    StatementRecorded {
        /// Of the command.
        ticket: Ticket,
        /// Payments whose outcome is recorded now.
        recorded: usize,
        /// Payments whose outcome was recorded before.
        already: usize,
    },
    /// What is entered here of departments and the financial centre.
    Offices(Arc<Vec<Office>>),
    /// The monthly validation.
    Months(MonthEvent),
    /// Automatic checks that turned after a moment.
    TurnedChecks(Arc<TurnedChecks>),
    /// Outbox.
    Outbox(Arc<OutboxView>),
}
