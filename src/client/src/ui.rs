//! What screens and client say to each other: commands go down, events go up.
//!
//! These messages live here and not in `protocol`, because they carry compiled checklists and
//! laid-out pages, which never travel between client and registry.

mod event;
mod given;
mod months;
mod order_papers;
mod orders;
mod school;
mod signing;
mod told;
mod trust;
mod turned;

pub use crate::work::banks::judge as judge_account;
pub use event::Event;
pub use given::*;
pub use months::*;
pub use order_papers::*;
pub use orders::*;
pub use school::*;
pub use signing::*;
pub use told::*;
pub use trust::*;
pub use turned::*;

use crate::report::Report;
use baqylau_domain::Moment;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{
    BlobHash, OperationId, OrganisationId, PaymentId, PersonId, SanctionId, VisitId,
};
use baqylau_domain::sanction::Ruling;
use baqylau_domain::schooling::{MessageSubject, SchoolingOp};
use baqylau_domain::text::Words;
use baqylau_domain::visit::{VisitOp, VisitOrder, VisitPlan};
use baqylau_locale::Language;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

/// Number a screen gives a command, to know its answer by.
pub type Ticket = u64;

/// The name what a register showed last is kept under, among the views of its reader. Nobody can
/// type it.
pub const LAST_VIEW: &str = "\u{1}last";

/// What a screen asks for.
#[derive(Clone)]
pub enum Command {
    /// First start: make the encrypted store, locked by a passphrase and, where there is one,
    /// the system's keyring. Unlocks it.
    CreateStore {
        /// Passphrase, at least 8 characters.
        passphrase: Secret,
        /// Also let the system's keyring open it without asking.
        remember_in_keyring: bool,
    },
    /// Open the store: by passphrase, or by the keyring when `None`.
    Unlock {
        /// Passphrase.
        passphrase: Option<Secret>,
    },
    /// Restore the store from its newest good generation after damage was found.
    RecoverStore,
    /// Accounts the demonstration registry offers.
    LoadSamplePeople,
    /// Sign in at the registry with a key file.
    SignIn {
        /// Key file.
        key: KeySource,
        /// Its password.
        password: Secret,
    },
    /// Go on without a network as a person whom the registry let in on this laptop not too long
    /// ago, and who proves to be that person with the same key.
    ContinueOffline {
        /// Who.
        person: PersonId,
        /// Key file.
        key: KeySource,
        /// Its password.
        password: Secret,
    },
    /// End the session; the store stays.
    SignOut,
    /// Visits of the signed-in person (or territory).
    LoadVisits,
    /// One visit with its pack and draft. Answered by [`Event::VisitOpened`].
    OpenVisit {
        /// Visit.
        visit: VisitId,
    },
    /// Fetch or refresh the offline pack with its workbooks.
    FetchPack {
        /// Visit.
        visit: VisitId,
    },
    /// Move a visit on. Not for `FixAct`, `Sign`: they have commands of their own.
    Visit {
        /// Visit.
        visit: VisitId,
        /// Operation.
        op: VisitOp,
    },
    /// Write draft fields, durably, in one transaction. Null clears a field.
    WriteDraft {
        /// Visit.
        visit: VisitId,
        /// Fields with their new values.
        changes: Vec<(FieldKey, Value)>,
    },
    /// Settle a conflict: the value becomes the field's only one.
    ResolveConflict {
        /// Visit.
        visit: VisitId,
        /// Field.
        key: FieldKey,
        /// Value chosen.
        value: Value,
    },
    /// Lodge objections of the inspected party with their papers: each file is kept and hashed.
    LodgeObjection {
        /// Visit.
        visit: VisitId,
        /// What the organisation says.
        text: String,
        /// Files.
        papers: Vec<PathBuf>,
    },
    /// Take in evidence: keep, hash, read EXIF, make a thumbnail, bind to the item.
    AddEvidence {
        /// Visit.
        visit: VisitId,
        /// Checklist; empty for the visit as a whole.
        list: String,
        /// Item; empty for the visit as a whole.
        item: String,
        /// Files or bytes.
        sources: Vec<EvidenceSource>,
    },
    /// A small picture of an attachment. Answered by [`Event::Image`].
    LoadImage {
        /// Attachment.
        sha256: BlobHash,
        /// Longest side in pixels; the original's orientation is applied.
        longest: u32,
    },
    /// A document of others to look at: a picture, or a page of a PDF. Answered by
    /// [`Event::Looked`].
    LookAt {
        /// Attachment.
        sha256: BlobHash,
        /// Page, from 0.
        page: usize,
        /// Longest side in pixels.
        longest: u32,
    },
    /// Save the original of an attachment to a file.
    SaveOriginal {
        /// Attachment.
        sha256: BlobHash,
        /// Where. A name without an ending gets the one of what the file is.
        to: PathBuf,
    },
    /// Draw up the act from what is recorded. Answered by [`Event::ActComposed`].
    ComposeAct {
        /// Visit.
        visit: VisitId,
        /// Language of the preview.
        language: Language,
    },
    /// Fix exactly the bytes that were composed and previewed.
    FixAct {
        /// Visit.
        visit: VisitId,
        /// Hash of the composed bytes the user saw.
        sha256: BlobHash,
    },
    /// Look at the fixed act and its signatures. Answered by [`Event::ActOpened`].
    OpenAct {
        /// Visit.
        visit: VisitId,
        /// Language of the preview.
        language: Language,
    },
    /// Who a key file belongs to, before anything is signed. Answered by [`Event::KeyInspected`].
    InspectKey {
        /// Key file.
        key: KeySource,
        /// Its password.
        password: Secret,
    },
    /// Sign the fixed act.
    Sign {
        /// Visit.
        visit: VisitId,
        /// Key file.
        key: KeySource,
        /// Its password.
        password: Secret,
    },
    /// Sign the fixed act with a key that NCALayer holds, as this member and nobody else. One at
    /// a time; on the way [`Event::Program`] tells how it goes.
    SignWithNcaLayer {
        /// Visit.
        visit: VisitId,
        /// Who must sign.
        person: PersonId,
        /// Language of NCALayer's window.
        language: Language,
        /// SHA-256 of the certificate of a signing program nobody vouches for, hexadecimal, once
        /// the person has seen it ([`ProgramStage::Unknown`]) and believes it.
        accept: Option<String>,
    },
    /// Acts that are or were the signed-in person's to sign. Answered by [`Event::Queue`].
    LoadQueue {
        /// Which, and in which order.
        filter: QueueFilter,
    },
    /// The batch begun last, unless it was put away. Answered by [`Event::Batch`].
    LoadBatch,
    /// Sign these acts as the signed-in person, each only if its fixed bytes still have this
    /// hash. [`Event::BatchItem`] and [`Event::Progress`] tell how it goes; [`Command::Cancel`]
    /// stops it between two acts.
    SignBatch {
        /// Acts.
        acts: Vec<(VisitId, BlobHash)>,
        /// With what.
        key: BatchKey,
    },
    /// Go on with a batch that was stopped or cut off.
    ResumeBatch {
        /// Which.
        batch: BatchId,
        /// Try again what failed, too.
        failed: bool,
        /// With what.
        key: BatchKey,
    },
    /// Put a batch out of the way; what it signed stays signed.
    PutBatchAway {
        /// Which.
        batch: BatchId,
    },
    /// Key files opened here before. Answered by [`Event::RecentKeys`].
    LoadRecentKeys,
    /// Whose a key file is, if it was opened here before. Answered by [`Event::KeySeen`].
    LookAtKey {
        /// File.
        path: PathBuf,
    },
    /// Forget a key file opened before. Answered by [`Event::RecentKeys`].
    ForgetKey {
        /// File.
        path: PathBuf,
    },
    /// Give up a signing through NCALayer, which fails as cancelled, a list of learners being asked
    /// for, or a trial of services. A batch stops after the act in hand.
    Cancel {
        /// The command to give up; one that has ended is left as it is.
        of: Ticket,
    },
    /// Write a document as PDF. Answered by [`Event::DocumentReady`].
    MakePdf {
        /// Visit.
        visit: VisitId,
        /// Which document.
        document: DocumentKind,
        /// Language.
        language: Language,
        /// Where; `None`: among the prints in the data folder, which don't outlive the session.
        to: Option<PathBuf>,
    },
    /// Write a document as PDF and hand it to the printer. Answered by [`Event::Printed`].
    PrintDocument {
        /// Visit.
        visit: VisitId,
        /// Which document.
        document: DocumentKind,
        /// Language.
        language: Language,
    },
    /// Save the act's canonical bytes and its CMS files to a folder.
    ExportAct {
        /// Visit.
        visit: VisitId,
        /// Folder.
        to: PathBuf,
    },
    /// Verify files: documents with signature files, PDF with both inside, containers. Answered
    /// by [`Event::Verified`].
    Verify {
        /// Files in any order.
        files: Vec<PathBuf>,
    },
    /// Write the report of a verification as PDF. Answered by [`Event::DocumentReady`].
    SaveReport {
        /// Report.
        report: Arc<Report>,
        /// Language.
        language: Language,
        /// Where.
        to: PathBuf,
    },
    /// Write the report of a verification as PDF and hand it to the printer. Answered by
    /// [`Event::Printed`].
    PrintReport {
        /// Report.
        report: Arc<Report>,
        /// Language.
        language: Language,
    },
    /// Save the document and the signatures that were inside verified files to a folder.
    SaveInside {
        /// Report.
        report: Arc<Report>,
        /// Folder.
        to: PathBuf,
    },
    /// Whom this laptop believes. Answered by [`Event::Trust`].
    LoadTrust,
    /// Take in files of certificates and revocation lists. Answered by [`Event::Trust`].
    ImportTrust {
        /// Files.
        from: Vec<PathBuf>,
    },
    /// Believe a root from now on. Answered by [`Event::Trust`].
    ConfirmAuthority {
        /// SHA-256 of its certificate, hexadecimal.
        fingerprint: String,
        /// What the person read of the fingerprint where the authority publishes it: at least
        /// eight characters of its beginning or end.
        compared: String,
    },
    /// Let an imported authority go. Answered by [`Event::Trust`].
    RemoveAuthority {
        /// SHA-256 of its certificate, hexadecimal.
        fingerprint: String,
    },
    /// Ask every service of the authorities whether it answers. [`Command::Cancel`] ends it.
    /// Answered by [`Event::Trust`], more than once.
    CheckServices,
    /// Write the draft, evidence and act of a visit into one encrypted file for another laptop.
    ExportBundle {
        /// Visit.
        visit: VisitId,
        /// Where.
        to: PathBuf,
        /// Passphrase told to the colleague by word of mouth.
        passphrase: Secret,
    },
    /// Take in such a file.
    ImportBundle {
        /// File.
        from: PathBuf,
        /// Passphrase.
        passphrase: Secret,
    },
    /// Organisations, filtered and sorted. Answered by [`Event::Organisations`].
    LoadOrganisations {
        /// Filter.
        filter: OrganisationFilter,
    },
    /// One organisation. Answered by [`Event::OrganisationOpened`].
    OpenOrganisation {
        /// Organisation.
        id: OrganisationId,
    },
    /// Have the automatic checks of an organisation run now. Waits for the registry where it isn't
    /// there. Answered by [`Event::ChecksAsked`] when the registry has heard of it.
    AskChecks {
        /// Organisation.
        organisation: OrganisationId,
    },
    /// The same for many organisations at once.
    AskChecksOf {
        /// Organisations.
        organisations: Vec<OrganisationId>,
    },
    /// Views of a register saved here, with the one seen last under [`LAST_VIEW`]. Answered by
    /// [`Event::Views`].
    LoadViews {
        /// Name of the register.
        register: String,
    },
    /// Save a view of a register; one of the same name is replaced. Answered by [`Event::Views`].
    KeepView {
        /// Name of the register.
        register: String,
        /// Its name, as the person gave it.
        name: String,
        /// What it shows, as JSON.
        content: String,
    },
    /// Forget a view of a register. Answered by [`Event::Views`].
    ForgetView {
        /// Name of the register.
        register: String,
        /// Name of the view.
        name: String,
    },
    /// Sanctions of the territory. Answered by [`Event::Sanctions`].
    LoadSanctions,
    /// What an act records that led to the consequence proposed. Answered by [`Event::Causes`].
    LoadCauses {
        /// Visit whose act it is.
        visit: VisitId,
    },
    /// Prescription points of the territory or of the person's visits.
    LoadPoints,
    /// Records of the state educational order. Answered by [`Event::Orders`], and again whenever
    /// the feed brings or a person asks something.
    LoadOrders,
    /// Note that the signed-in person was shown the messages about a record until a moment.
    /// Answered by [`Event::Orders`].
    ReadMessages {
        /// What they are about.
        about: MessageSubject,
        /// The moment of the newest shown.
        until: Moment,
    },
    /// Ask something of the state order that needs neither files nor a signature.
    AskOrder {
        /// What.
        op: Box<SchoolingOp>,
    },
    /// Begin records of the state order; their identities are drawn here. What of it was asked
    /// before and still waits isn't asked again. Answered by [`Event::OrdersBegun`].
    BeginOrders {
        /// Which.
        what: Box<NewOrders>,
    },
    /// People of the same office or school, and others whom records name. Answered by
    /// [`Event::Colleagues`] and [`Event::Named`]: as they were kept here, and again as the
    /// registry has them where that differs.
    LoadColleagues,
    /// The monthly validation. Answered by [`Event::Months`].
    Months(MonthCommand),
    /// Automatic checks that turned. Answered by [`Event::TurnedChecks`].
    LoadTurnedChecks {
        /// After this moment.
        after: Moment,
    },
    /// Submit a school's application, or send it again. Answered by [`Event::Applied`].
    Apply {
        /// What, with its files.
        with: Box<ApplicationFiles>,
    },
    /// Sign applications, agreements, acts and consolidated registers with one password or in one
    /// window, each only if its bytes still have this hash. [`Event::OrderSigned`] tells what
    /// became of each; [`Command::Cancel`] closes NCALayer's window.
    SignOrders {
        /// Documents.
        documents: Vec<ToSignOrder>,
        /// With what.
        key: BatchKey,
    },
    /// Make a paper of the state order as PDF. Answered by [`Event::DocumentReady`], or by
    /// [`Event::Printed`] where it goes to the printer.
    PrintOrder {
        /// Which paper.
        paper: OrderPaper,
        /// Its language.
        language: Language,
        /// Where it goes.
        to: PaperTo,
    },
    /// Write payment orders as a file of MT100 messages for the bank, all of them or none.
    /// Answered by [`Event::DocumentReady`]. That they were sent is said by whoever sent them.
    ExportMt100 {
        /// Which payments.
        of: Mt100Of,
        /// File.
        to: PathBuf,
    },
    /// Read a bank's statement and compare it with the payments known here. Nothing is recorded.
    /// Answered by [`Event::Statement`].
    ReadStatement {
        /// File.
        path: PathBuf,
    },
    /// Read a file of schools' needs for a distribution. Nothing changes. Answered by
    /// [`Event::Needs`].
    ReadNeeds {
        /// File.
        path: PathBuf,
    },
    /// Keep a statement, where it isn't kept yet, and record what chosen lines of it say of payments,
    /// each thing once: lines that settle nothing are passed over. Answered by [`Event::StatementRecorded`].
    RecordStatement {
        /// The statement that was shown.
        statement: Arc<StatementView>,
        /// Lines that were confirmed, by their places in [`StatementView::lines`].
        lines: Vec<usize>,
    },
    /// Show a statement that is kept, compared with the payments known here. Answered by
    /// [`Event::Statement`].
    OpenStatement {
        /// SHA-256 of its file.
        statement: BlobHash,
        /// Name it was kept under.
        file: String,
    },
    /// Match a line of a statement with a payment; a statement that isn't kept is kept first.
    /// Answered by [`Event::Statement`], compared anew.
    MatchLine {
        /// The statement that was shown.
        statement: Arc<StatementView>,
        /// The line, by its place in [`StatementView::lines`].
        line: usize,
        /// The payment.
        payment: PaymentId,
        /// Why it is that one.
        reason: Words,
    },
    /// What is entered here of departments and the financial centre. Answered by
    /// [`Event::Offices`].
    LoadOffices,
    /// Keep what papers and payments need of a department or the financial centre. Answered by
    /// [`Event::Offices`].
    KeepOffice {
        /// What was entered.
        office: Box<Office>,
    },
    /// Decide on a sanction.
    Rule {
        /// Sanction.
        sanction: SanctionId,
        /// Ruling.
        ruling: Ruling,
        /// Reason.
        reason: String,
    },
    /// Confirm that a prescription point was remedied.
    ConfirmPoint {
        /// Visit whose act has the point.
        visit: VisitId,
        /// Number of the point.
        point: u32,
        /// What was done, as seen.
        report: String,
    },
    /// What visits are planned with. Answered by [`Event::Planning`].
    LoadPlanning,
    /// Plan (and order) a visit. Answered by [`Event::VisitPlanned`].
    PlanVisit {
        /// Plan.
        plan: Box<VisitPlan>,
        /// Order, when the visit is ordered at once.
        order: Option<VisitOrder>,
    },
    /// Operations waiting, failed and sent. Answered by [`Event::Outbox`].
    LoadOutbox,
    /// Synchronise now.
    SyncNow,
    /// Synchronise now, and compare every record here with the registry, due or not.
    CompareCopies,
    /// Try an operation again.
    Retry {
        /// Operation.
        operation: OperationId,
    },
    /// Put a refused operation out of the way; it stays in the history.
    Dismiss {
        /// Operation.
        operation: OperationId,
    },
    /// Write the log into one text file.
    ExportLogs {
        /// Folder of the log.
        from: PathBuf,
        /// Where.
        to: PathBuf,
    },
    /// Write every visit of this person that has something unsent into one encrypted file, for a
    /// laptop of the commission that can send it.
    ExportUnsent {
        /// Where.
        to: PathBuf,
        /// Passphrase of the file.
        passphrase: Secret,
    },
    /// Work offline on purpose, or stop doing so.
    SetOffline {
        /// Offline.
        offline: bool,
    },
}

// Commands carry notes, names and answers, which must not reach a log.
impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Command(hidden)")
    }
}

/// A document of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// The act with signature pages.
    Act,
    /// The prescription.
    Prescription,
    /// The leaflet of rights.
    Leaflet,
    /// The list for a head count, for paper.
    CountingList,
    /// The electronic document card of the act.
    Card,
}
