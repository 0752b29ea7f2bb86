//! What screens and client say to each other: commands go down, events go up.
//!
//! These messages live here and not in `protocol`, because they carry compiled checklists and
//! laid-out pages, which never travel between client and registry.

mod session;

pub use session::{KnownPerson, LockState};

use baqylau_checklist::Form;
use baqylau_documents::display::DisplayList;
use baqylau_domain::Moment;
use baqylau_domain::act::ActContent;
use baqylau_domain::contingent::Group;
use baqylau_domain::draft::{Draft, FieldKey, FieldVersion};
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::{
    BlobHash, OperationId, OrganisationId, PersonId, SanctionId, VisitId,
};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_domain::policy::Policies;
use baqylau_domain::sanction::{Ruling, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Ground, Light};
use baqylau_domain::visit::{Visit, VisitOp, VisitOrder, VisitPlan};
use baqylau_locale::Language;
use baqylau_protocol::feed::RegisteredPoint;
use baqylau_protocol::pack::{Pack, PreviousVisit};
use baqylau_protocol::planning::Planning;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Number a screen gives a command, to know its answer by.
pub type Ticket = u64;

/// A password or passphrase on its way; wiped when dropped, never printed.
#[derive(Clone, Default)]
pub struct Secret(pub Zeroizing<String>);

impl Secret {
    /// Takes a typed text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// Where a key file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// A file on disk or on a stick.
    File(PathBuf),
    /// The demonstration key of a sample person.
    Sample(PersonId),
}

/// Where evidence comes from.
#[derive(Debug, Clone)]
pub enum EvidenceSource {
    /// A file dropped or chosen.
    File(PathBuf),
    /// Bytes pasted or dropped without a path.
    Bytes {
        /// Name to keep.
        name: String,
        /// Original bytes, kept as they are.
        bytes: Arc<[u8]>,
    },
}

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
    /// Save the original of an attachment to a file.
    SaveOriginal {
        /// Attachment.
        sha256: BlobHash,
        /// Where.
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
    /// Write a document as PDF. Answered by [`Event::DocumentReady`].
    MakePdf {
        /// Visit.
        visit: VisitId,
        /// Which document.
        document: DocumentKind,
        /// Language.
        language: Language,
        /// Where; `None`: the documents folder of the data folder.
        to: Option<PathBuf>,
    },
    /// Save the act's canonical bytes and its CMS files to a folder.
    ExportAct {
        /// Visit.
        visit: VisitId,
        /// Folder.
        to: PathBuf,
    },
    /// Hand a PDF to the system: print, or open where printing isn't there.
    Print {
        /// PDF.
        path: PathBuf,
    },
    /// Check a CMS file against content. Answered by [`Event::Verified`].
    Verify {
        /// CMS file.
        cms: PathBuf,
        /// Content; `None` when the CMS holds it.
        content: Option<PathBuf>,
    },
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
    /// Sanctions of the territory. Answered by [`Event::Sanctions`].
    LoadSanctions,
    /// What an act records that led to the consequence proposed. Answered by [`Event::Causes`].
    LoadCauses {
        /// Visit whose act it is.
        visit: VisitId,
    },
    /// Prescription points of the territory or of the person's visits.
    LoadPoints,
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
    /// Write everything that waits into a file.
    ExportOutbox {
        /// Where.
        to: PathBuf,
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
}

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
    /// A PDF is ready.
    DocumentReady {
        /// Which command.
        ticket: Ticket,
        /// Where.
        path: PathBuf,
    },
    /// Verdict on a CMS file.
    Verified {
        /// Which command.
        ticket: Ticket,
        /// Report.
        report: VerdictView,
    },
    /// Organisations.
    Organisations {
        /// Filter answered.
        filter: OrganisationFilter,
        /// Rows.
        rows: Arc<Vec<OrganisationRow>>,
    },
    /// One organisation.
    OrganisationOpened(Arc<OrganisationCard>),
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
    /// Outbox.
    Outbox(Arc<OutboxView>),
}

/// Connection and outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncState {
    /// Connection.
    pub connection: Connection,
    /// Operations and attachments waiting.
    pub waiting: u32,
    /// Operations that need attention.
    pub attention: u32,
    /// Last answer of the registry.
    pub last_contact: Option<Moment>,
    /// Last durable write.
    pub saved_at: Option<Moment>,
    /// A synchronisation is under way.
    pub busy: bool,
    /// When what is here was last compared with the registry as a whole.
    pub compared: Option<Compared>,
}

/// A comparison of this laptop's copy with the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// When; of several scopes the one longest ago.
    pub at: Moment,
    /// Records that were not as at the registry, and were fetched anew.
    pub differed: u64,
}

/// Connection to the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Answers.
    Online,
    /// Doesn't answer.
    Offline,
    /// Offline on purpose.
    OfflineByChoice,
    /// Answers, but the session ended: sign in to send.
    SignInNeeded,
    /// Another registry than the one this store belongs to.
    OtherRegistry,
}

/// A visit in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitRow {
    /// Visit.
    pub visit: Visit,
    /// Organisation's name in three languages.
    pub organisation: baqylau_domain::text::Trilingual,
    /// Address of the building.
    pub address: baqylau_domain::text::Trilingual,
    /// When the pack on this laptop was made.
    pub pack_made: Option<Moment>,
    /// Operations and attachments of this visit waiting.
    pub waiting: u32,
    /// Answers recorded on this laptop.
    pub answered: u32,
    /// Part of the demonstration.
    pub sample: bool,
}

/// A visit opened for work.
#[derive(Debug, Clone)]
pub struct OpenVisit {
    /// Visit, with operations that wait applied.
    pub visit: Visit,
    /// Organisation.
    pub organisation: Organisation,
    /// Pack, when this laptop has one.
    pub pack: Option<Arc<Pack>>,
    /// Checklists pinned, compiled; empty without a pack.
    pub forms: Vec<PinnedForm>,
    /// Groups.
    pub groups: Arc<Vec<Group>>,
    /// The visit before.
    pub previous: Option<Arc<PreviousVisit>>,
    /// Draft.
    pub draft: Arc<Draft>,
    /// Parameters.
    pub policies: Policies,
    /// Answers found in the journal after a crash and not yet in the store when it was opened.
    pub recovered: u32,
}

/// A compiled checklist with what pins it.
#[derive(Debug, Clone)]
pub struct PinnedForm {
    /// Code.
    pub code: String,
    /// SHA-256 of the workbook.
    pub workbook: BlobHash,
    /// Compiled form.
    pub form: Arc<Form>,
}

/// A picture in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, not premultiplied.
    pub rgba: Vec<u8>,
}

/// An act to look at.
#[derive(Debug, Clone)]
pub struct ActPreview {
    /// Visit.
    pub visit: VisitId,
    /// Content.
    pub content: ActContent,
    /// SHA-256 of the canonical bytes.
    pub sha256: BlobHash,
    /// Size of the canonical bytes.
    pub size: usize,
    /// Pages as they would print.
    pub pages: Arc<DisplayList>,
    /// What keeps the act from being fixed.
    pub blockers: Vec<Blocker>,
    /// Signatures with verdicts; empty before signing.
    pub signatures: Vec<SignatureRow>,
    /// Members who must still sign, in order.
    pub missing: Vec<PersonId>,
}

/// Something that keeps an act from being fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Checklist.
    pub list: String,
    /// Item; empty for the visit as a whole.
    pub item: String,
    /// What is wrong.
    pub problem: UserError,
}

/// A signature with its verdict.
#[derive(Debug, Clone)]
pub struct SignatureRow {
    /// Whose.
    pub person: PersonId,
    /// Report.
    pub report: VerdictView,
}

/// The holder of a key file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHolder {
    /// Full name.
    pub name: String,
    /// ИИН, masked.
    pub iin_masked: String,
    /// Organisation, empty for an individual.
    pub organisation: String,
    /// Message keys of the certificate's roles.
    pub roles: Vec<String>,
    /// Validity.
    pub valid: (Moment, Moment),
    /// Serial number, hexadecimal.
    pub serial: String,
    /// The commission member this key belongs to, when known.
    pub person: Option<PersonId>,
}

/// A verdict in message keys, so that it can be shown in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictView {
    /// `signing-verdict-valid`, `-invalid`, `-not-fully-checked`.
    pub status_key: String,
    /// Whether it counts as valid.
    pub status: VerdictStatus,
    /// Checks: message key, outcome, detail (never personal data beyond the signer's).
    pub checks: Vec<(String, CheckOutcome, String)>,
    /// Signer, when the certificate could be read.
    pub signer: Option<KeyHolder>,
    /// Signing time claimed by the signer.
    pub signed_at: Option<Moment>,
    /// SHA-256 of the CMS file.
    pub cms: BlobHash,
}

/// Verdict in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictStatus {
    /// Everything that was asked holds.
    Valid,
    /// Something doesn't hold.
    Invalid,
    /// Holds so far; something couldn't be checked here.
    NotFullyChecked,
}

/// Outcome of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOutcome {
    /// Holds.
    Passed,
    /// Doesn't hold.
    Failed,
    /// Wasn't checked.
    NotChecked,
}

/// Filter of the organisations register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationFilter {
    /// Words to find in names, БИН, addresses; folded by the client.
    pub text: String,
    /// Kind.
    pub kind: Option<baqylau_domain::organisation::OrganisationKind>,
    /// Light.
    pub light: Option<Light>,
    /// Region.
    pub region: Option<baqylau_domain::identifiers::Kato>,
    /// Sorting column.
    pub sort: OrganisationSort,
    /// Descending.
    pub descending: bool,
    /// Language whose order names follow.
    pub language: Language,
}

/// Sorting column of the organisations register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OrganisationSort {
    /// Name.
    #[default]
    Name,
    /// БИН.
    Bin,
    /// Territory.
    Territory,
    /// Light, gravest first when descending.
    Light,
}

/// An organisation in the register.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationRow {
    /// Organisation.
    pub organisation: Arc<Organisation>,
    /// Light.
    pub light: Light,
    /// Whether a licence is in force.
    pub licensed: bool,
    /// Open prescription points.
    pub open_points: u32,
}

/// An organisation with its history.
#[derive(Debug, Clone)]
pub struct OrganisationCard {
    /// Organisation.
    pub organisation: Organisation,
    /// Light.
    pub light: Light,
    /// Sanctions, newest first.
    pub sanctions: Vec<Sanction>,
    /// Visits this reader may see, newest first.
    pub visits: Vec<Visit>,
    /// Prescription points.
    pub points: Vec<RegisteredPoint>,
}

/// A sanction in the officer's queue.
#[derive(Debug, Clone, PartialEq)]
pub struct SanctionRow {
    /// Sanction.
    pub sanction: Sanction,
    /// Organisation.
    pub organisation: Arc<Organisation>,
    /// Number of the act.
    pub act_number: String,
    /// Whether the signed-in person may rule on it.
    pub mine: bool,
    /// Prescription points of its visit.
    pub points: u32,
    /// Of these, open.
    pub open_points: u32,
}

impl SanctionRow {
    /// Whether it waits for a ruling of the signed-in person: proposed to suspend or terminate,
    /// or suspended and everything prescribed was remedied.
    pub fn awaits_ruling(&self) -> bool {
        let remedied = self.points > 0
            && self.open_points == 0
            && matches!(self.sanction.state, SanctionState::Suspended { .. });
        self.mine && (remedied || self.sanction.waits_for_decision())
    }
}

/// A violated item that led to a ground of a consequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Ground it stands for.
    pub ground: Ground,
    /// Checklist.
    pub list: String,
    /// Item.
    pub item: String,
    /// What the item requires.
    pub requirement: baqylau_domain::text::Trilingual,
    /// What the commission found.
    pub note: String,
}

/// A prescription point in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRow {
    /// Point.
    pub point: RegisteredPoint,
    /// Organisation.
    pub organisation: Arc<Organisation>,
}

/// The outbox as the sync centre shows it.
#[derive(Debug, Clone, Default)]
pub struct OutboxView {
    /// Operations that wait or need attention first, then the newest acknowledged.
    pub operations: Vec<OutboxRow>,
    /// Attachments waiting: hash, bytes sent, size.
    pub attachments: Vec<(BlobHash, u64, u64)>,
    /// Fields in conflict, per visit.
    pub conflicts: Vec<(VisitId, FieldKey)>,
}

/// An operation in the sync centre.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    /// Operation.
    pub operation: OperationId,
    /// Place in the chain.
    pub seq: u64,
    /// Message key of what it is.
    pub kind_key: String,
    /// Visit it belongs to.
    pub visit: Option<VisitId>,
    /// Organisation's name.
    pub subject: baqylau_domain::text::Trilingual,
    /// When it was made.
    pub made_at: Moment,
    /// State.
    pub state: OutboxState,
}

/// State of an operation in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxState {
    /// Waits to be sent.
    Queued,
    /// Sent, no answer yet.
    Sending,
    /// The registry waits for attachments.
    Held,
    /// It counts; when the registry said so.
    Acknowledged {
        /// When.
        at: Moment,
    },
    /// Refused for good.
    Refused {
        /// Why.
        reason: UserError,
        /// Put out of the way by the person.
        dismissed: bool,
    },
}

/// Something to tell a person: a message key with arguments, worded by `locale`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    /// Message key.
    pub key: String,
    /// Arguments.
    pub args: Vec<(String, String)>,
}

impl UserError {
    /// A message without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            args: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }
}
