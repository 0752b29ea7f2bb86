//! What the events tell: states, rows and cards, as screens show them.

use baqylau_checklist::Form;
use baqylau_documents::display::DisplayList;
use baqylau_domain::Moment;
use baqylau_domain::act::ActContent;
use baqylau_domain::contingent::Group;
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::{BlobHash, OperationId, PersonId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_domain::policy::Policies;
use baqylau_domain::sanction::{Payment, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Ground, Light};
use baqylau_domain::visit::Visit;
use baqylau_locale::Language;
use baqylau_protocol::checks::OrganisationChecks;
use baqylau_protocol::feed::RegisteredPoint;
use baqylau_protocol::pack::{Pack, PreviousVisit};
use chrono::NaiveDate;
use std::sync::Arc;

/// State of store and session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LockState {
    /// No store yet.
    NoStore {
        /// Whether a keyring is there.
        keyring: bool,
    },
    /// Store closed.
    Locked {
        /// Whether the keyring can open it.
        keyring: bool,
    },
    /// Store damaged.
    Damaged {
        /// When the newest good generation was made; `None` when there is none.
        newest_good: Option<Moment>,
    },
    /// Store open, nobody signed in.
    Unlocked {
        /// People who signed in on this laptop before.
        known: Vec<KnownPerson>,
        /// Registry answers.
        online: bool,
        /// Registry is a demonstration.
        sample: bool,
    },
    /// Somebody is signed in.
    SignedIn {
        /// Who.
        person: Box<Person>,
        /// Registry is a demonstration.
        sample: bool,
        /// Last day they can sign in without the registry.
        offline_until: Option<NaiveDate>,
    },
}

/// A person who signed in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Who.
    pub person: Person,
    /// When last.
    pub last: Moment,
    /// Last day they can sign in without the registry; `None` when it must let them in first.
    pub offline_until: Option<NaiveDate>,
    /// Their demonstration key is on this laptop.
    pub sample_key: bool,
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
    /// When the registry last proved that its audit log continues what was seen before.
    pub witnessed: Option<Witnessed>,
}

/// A proof about the registry's audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Witnessed {
    /// Lines in the log.
    pub lines: u64,
    /// When it was proved, by this laptop's clock.
    pub at: Moment,
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
    /// Its audit log isn't the one seen before: lines are gone or changed.
    Rewritten,
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
    /// Signatures under its act that the registry doesn't accept.
    pub refused_signatures: u32,
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
    /// Fields found in the journal after a crash that weren't in the store when it was opened.
    pub recovered: Vec<FieldKey>,
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

/// A document somebody wanted to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Attachment.
    pub sha256: BlobHash,
    /// The page that was asked for, from 0.
    pub page: usize,
    /// The page, or why there is none.
    pub seen: std::result::Result<Seen, Unseen>,
}

/// A page of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The page.
    pub picture: Picture,
    /// How many pages there are; 1 of a picture.
    pub of: usize,
}

/// Why a document can't be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// It isn't on this laptop and can't be fetched now.
    Absent,
    /// Neither a picture nor a PDF.
    OtherKind,
    /// It is damaged.
    Damaged,
    /// A password is needed to read it.
    Locked,
    /// It, or its page, is larger than is shown.
    TooLarge,
    /// Its page took too long to draw.
    TooLong,
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
    /// The canonical bytes themselves: what is signed.
    pub bytes: Arc<Vec<u8>>,
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
    /// What the file proves by itself, with what was added beside it.
    pub level: SignatureLevel,
    /// When it existed already, as a valid time stamp proves.
    pub stamped_at: Option<Moment>,
    /// Why it doesn't prove more yet.
    pub later: Option<UserError>,
    /// What the registry found; `None` until it told.
    pub registered: Option<RegisteredVerdict>,
}

/// What the registry found about a signature: this counts, whatever a laptop thinks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredVerdict {
    /// Its verdict; not fully checked: it will look again.
    pub status: VerdictStatus,
    /// Checks that didn't pass: message key, outcome, detail.
    pub reasons: Vec<(String, CheckOutcome, String)>,
    /// What its file proves by itself.
    pub level: SignatureLevel,
    /// When the signature existed already, as a time stamp proves.
    pub stamped_at: Option<Moment>,
    /// When it looked last; `None`: it hasn't yet.
    pub checked_at: Option<Moment>,
}

/// How long a signature file proves what it says without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignatureLevel {
    /// The signature alone (CAdES-BES).
    Bes,
    /// With a time stamp (CAdES-T).
    T,
    /// With a time stamp and what was known about revocation then (CAdES-LT).
    Lt,
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
    /// Why signing with it would be refused, as far as that is known before.
    pub problem: Option<UserError>,
    /// Why such a key signs no act of a commission, whoever holds it.
    pub barred: Option<UserError>,
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
    /// Only those with a stop factor of the automatic checks.
    pub stopped: bool,
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

/// Who took a PDF that was to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintedBy {
    /// The printing system: the job is queued.
    Printer,
    /// No printer is set up here: a viewer opened the file, to be printed from there.
    Viewer,
}

/// An organisation in the register.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationRow {
    /// Organisation.
    pub organisation: Arc<Organisation>,
    /// Light.
    pub light: Light,
    /// Whether it is paid.
    pub payment: Payment,
    /// Whether a licence is in force.
    pub licensed: bool,
    /// Open prescription points.
    pub open_points: u32,
    /// Stop factors of the automatic checks that failed; `None` while they weren't run.
    pub stops: Option<u32>,
    /// What is counted of a school; none of others, and while nothing was checked.
    pub counts: Option<Box<super::SchoolCounts>>,
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
    /// What the automatic checks say; `None` while they weren't run.
    pub checks: Option<Arc<OrganisationChecks>>,
    /// A run of them was asked for here, and the registry hasn't heard of it yet.
    pub checks_wished: bool,
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

/// A violated item that led to a consequence: by its ground, or as a point nobody remedied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Ground it stands for by itself.
    pub ground: Option<Ground>,
    /// Number of its point of the prescription.
    pub point: Option<u32>,
    /// Checklist.
    pub list: String,
    /// Title of the checklist.
    pub title: baqylau_domain::text::Trilingual,
    /// Item.
    pub item: String,
    /// What the item requires.
    pub requirement: baqylau_domain::text::Trilingual,
    /// What the commission found.
    pub note: String,
}

impl Cause {
    /// Whether a sanction rests on this item: as the ground the act proposed, or as a point the
    /// clock found past its term.
    pub fn is_behind(&self, sanction: &Sanction, ground: Ground) -> bool {
        if sanction.is_by_clock() {
            return self
                .point
                .is_some_and(|number| sanction.points.contains(&number));
        }
        self.ground == Some(ground)
    }
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
    /// Answers and records that aren't part of an operation yet, by visit.
    pub drafts: Vec<WaitingDraft>,
    /// Attachments waiting, the smallest first.
    pub attachments: Vec<WaitingFile>,
    /// Fields in conflict, per visit.
    pub conflicts: Vec<(VisitId, FieldKey)>,
}

/// What was written on a visit and waits to become an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDraft {
    /// Visit.
    pub visit: VisitId,
    /// Organisation's name; empty where that isn't known.
    pub subject: baqylau_domain::text::Trilingual,
    /// When the newest of it was written.
    pub written_at: Moment,
}

/// An attachment on its way to the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingFile {
    /// Content.
    pub sha256: BlobHash,
    /// Bytes that arrived.
    pub sent: u64,
    /// Bytes there are.
    pub size: u64,
    /// Organisation it is about; empty where that isn't known.
    pub subject: baqylau_domain::text::Trilingual,
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
    /// The registry's receipt says that this laptop's clock disagreed with its own, or went
    /// back, by more than the parameters allow.
    pub clock_flagged: bool,
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
