//! What the document says of each route. The compiler asks for every route of the table.

use super::describe::{About, Answer, Body, Tag};
use super::lms;
use crate::server::checks::StatesQuery;
use crate::server::copies::{BucketQuery, PieceQuery, ScopeQuery};
use crate::server::handlers::{FeedQuery, PlanningQuery, ScopesQuery};
use crate::server::ledger::{
    HistoryQuery, ObligationsQuery, OrdersQuery, VoucherQuery, VouchersQuery,
};
use crate::server::months::{ActQuery, ExceptionsQuery, OrganisationsQuery, RegisterQuery};
use crate::server::routes::Endpoint;
use crate::server::sample::{LIST, OCSP_ANSWER, STAMP_ANSWER};
use baqylau_domain::identifiers::{
    BlobHash, ContractId, OrderId, OrganisationId, SchoolActId, VisitId, VoucherId,
};
use baqylau_domain::voucher::AccountId;
use baqylau_protocol::api::{ErrorCode, Hello, UPLOAD_LENGTH, UPLOAD_OFFSET};
use baqylau_protocol::blob::BlobProgress;
use baqylau_protocol::checks::{ChecksAsked, ChecksHistory};
use baqylau_protocol::colleagues::Colleagues;
use baqylau_protocol::feed::{FeedPage, Scopes};
use baqylau_protocol::learners::ActLearners;
use baqylau_protocol::month::{
    ActQuantities, ExceptionsPage, KnownMonths, MonthCounts, MonthName, MonthOrganisations,
    MonthState, RegisterPage,
};
use baqylau_protocol::operation::Push;
use baqylau_protocol::pack::Pack;
use baqylau_protocol::planning::PlanningAnswer;
use baqylau_protocol::receipt::PushAnswer;
use baqylau_protocol::session::{
    Challenge, ChallengeRequest, SamplePerson, Session, SessionRequest,
};
use baqylau_protocol::snapshot::{BucketPage, ScopeDigest, SignedManifest};
use baqylau_protocol::verify::ActFacts;
use baqylau_protocol::vouchers::{
    AccountCard, ContractCard, ObligationPage, OrderCard, OrderPage, VoucherAnswers, VoucherBatch,
    VoucherCard, VoucherPage,
};

/// What is said of a route.
pub(crate) fn about(endpoint: Endpoint) -> About {
    match endpoint {
        Endpoint::Hello => About::new(
            "hello",
            Tag::Registry,
            "Who the registry is",
            "The first question of every client: identity, epoch, version of the protocol, time, \
             the key that signs receipts, and the trust anchors to show before they are accepted.",
        )
        .answers(Answer::json::<Hello>(200, "The registry.")),
        Endpoint::OpenApi => About::new(
            "openApi",
            Tag::Registry,
            "This document",
            "OpenAPI 3.1, made by the registry from its table of routes and the types it reads \
             and writes. Changes only with the program.",
        )
        .header(
            "if-none-match",
            "Entity tags the caller has; with the present one among them the answer is 304.",
        )
        .answers(
            Answer::json::<super::Document>(200, "The document.")
                .kept()
                .header::<String>("etag", "Changes when the document does."),
        )
        .answers(
            Answer::empty(304, "The caller has it already.")
                .header::<String>("etag", "Changes when the document does."),
        ),
        Endpoint::SamplePeople => About::new(
            "listSamplePeople",
            Tag::Registry,
            "Accounts of the demonstration",
            "Invented people with their key files, so that a demonstration can be signed in to. \
             On a registry with real data this route doesn't exist.",
        )
        .answers(Answer::json::<Vec<SamplePerson>>(200, "The accounts."))
        .refuses(
            ErrorCode::NotFound,
            "The registry holds no demonstration data.",
        ),
        Endpoint::SampleOcsp => service(
            "askSampleOcsp",
            "OCSP of the demonstration",
            "The OCSP service (RFC 6960) of the demonstration authority: whether certificates it \
             issued are revoked. A request that can't be read is answered with `malformedRequest`.",
        )
        .body(Body::of("application/ocsp-request", "OCSPRequest, DER."))
        .answers(Answer::of(OCSP_ANSWER, "OCSPResponse, DER.")),
        Endpoint::SampleStamp => service(
            "askSampleStamp",
            "Time stamps of the demonstration",
            "The time-stamp service (RFC 3161) of the demonstration authority. Its stamps prove \
             the time of signatures that bind nobody either, and of no others.",
        )
        .body(Body::of(
            "application/timestamp-query",
            "TimeStampReq, DER.",
        ))
        .answers(Answer::of(STAMP_ANSWER, "TimeStampResp, DER.")),
        Endpoint::SampleList => service(
            "readSampleList",
            "Revocation list of the demonstration",
            "The list of the demonstration authority, made at the beginning of the day.",
        )
        .answers(Answer::of(LIST, "CertificateList, DER.")),
        Endpoint::SampleSupplement => service(
            "readSampleSupplement",
            "Supplement to the list of the demonstration",
            "What was revoked since the list of the day was made.",
        )
        .answers(Answer::of(LIST, "CertificateList with a base, DER.")),
        Endpoint::Challenge => About::new(
            "askNonce",
            Tag::Session,
            "Ask for a nonce",
            "The first half of signing in: a nonce for this installation, to be signed with the \
             person's ЭЦП within two minutes.",
        )
        .body(Body::json::<ChallengeRequest>("Who asks."))
        .answers(Answer::json::<Challenge>(
            200,
            "The nonce; it can be answered once.",
        )),
        Endpoint::SignIn => About::new(
            "signIn",
            Tag::Session,
            "Answer the nonce, get a session",
            "The second half of signing in: a detached CMS over the challenge. The certificate's \
             ИИН must be that of an account. The session lasts twelve hours; its token goes into \
             the Authorization header of everything else. The first sign-in from an installation \
             registers its device key, which later pushes are signed with.",
        )
        .body(Body::json::<SessionRequest>("The signed nonce."))
        .answers(Answer::json::<Session>(200, "The session."))
        .refuses(
            ErrorCode::SignIn,
            "The nonce is unknown, used or too old; the signature doesn't hold; or nobody here \
             has this signer's ИИН.",
        )
        .refuses(
            ErrorCode::Fork,
            "This installation is known with another device key: its store was copied.",
        )
        .refuses(ErrorCode::Full, "No room left to keep the session."),
        Endpoint::SignOut => About::new(
            "signOut",
            Tag::Session,
            "End the session",
            "The token shown opens nothing from here on. Other sessions of the person, on this \
             and other laptops, go on; what was pushed stays.",
        )
        .answers(Answer::empty(204, "The session is over."))
        .refuses(ErrorCode::Full, "No room left to write it down."),
        Endpoint::Scopes => About::new(
            "listScopes",
            Tag::Feeds,
            "Feeds this session may read",
            "Depends on the person's role, territory and visits. Pull them in the order given: \
             what others refer to comes first. With them comes the head of the audit log: how many \
             lines it has and the root of the Merkle tree over them (RFC 6962), signed, with proof \
             that it continues the head the caller knows. Every client remembers the last head it \
             saw and checks this proof before it reads on; so the log can't be rewritten unnoticed.",
        )
        .query::<ScopesQuery>()
        .answers(Answer::json::<Scopes>(200, "The scopes.")),
        Endpoint::Feed => About::new(
            "readFeed",
            Tag::Feeds,
            "A page of a feed",
            "Changes of a scope after a cursor, oldest first; each is the whole new state of one \
             record. Numbers have no gaps and follow the registry's commits. A page may be \
             shorter than asked for; go on until the last entry's number equals `head`.",
        )
        .query::<FeedQuery>()
        .answers(Answer::json::<FeedPage>(200, "The page."))
        .refuses(
            ErrorCode::Forbidden,
            "The scope isn't among those of this session.",
        )
        .refuses(
            ErrorCode::CursorTooOld,
            "The cursor belongs to another epoch or lies ahead of the feed: the registry was \
             restored from a backup. Start over from 0.",
        ),
        Endpoint::Snapshot => About::new(
            "readSnapshotManifest",
            Tag::Feeds,
            "The prepared snapshot of a feed",
            "What a scope shows, packed for those who read it for the first time: take in the \
             pieces, check each against the manifest, then read the feed after the manifest's \
             `seq`. The manifest is signed with the key of receipts. It is made when there is \
             none that still serves, so the answer may take some seconds.",
        )
        .query::<ScopeQuery>()
        .answers(Answer::json::<SignedManifest>(200, "The manifest."))
        .refuses(
            ErrorCode::Forbidden,
            "The scope isn't among those of this session.",
        )
        .refuses(
            ErrorCode::NotFound,
            "The feed is short enough to be read as it is, or is that of a draft.",
        )
        .refuses(ErrorCode::Full, "No room left to keep the snapshot."),
        Endpoint::SnapshotPiece => About::new(
            "readSnapshotPiece",
            Tag::Feeds,
            "A piece of a snapshot",
            "Gzip of lines, each the JSON of an entry of the feed (FeedEntry), in the order of \
             their records. Pieces may be fetched in any order and again.",
        )
        .query::<PieceQuery>()
        .answers(Answer::packed(200, "The piece."))
        .refuses(
            ErrorCode::Forbidden,
            "The scope isn't among those of this session.",
        )
        .refuses(
            ErrorCode::NotFound,
            "No such piece, or a newer snapshot took the place of this one: begin with its \
             manifest.",
        ),
        Endpoint::Digest => About::new(
            "readDigest",
            Tag::Feeds,
            "Digests of what a scope shows",
            "For comparing a copy with the registry. Every record belongs to the bucket of the \
             first byte of the SHA-256 of its key (`visit:<id>`, `point:<visit>/<number>`); a \
             bucket's sum adds up, modulo 2^64, the first 8 bytes of the SHA-256 of each record's \
             newest change, exactly as it travels in the feed.",
        )
        .query::<ScopeQuery>()
        .answers(Answer::json::<ScopeDigest>(200, "The digests."))
        .refuses(
            ErrorCode::Forbidden,
            "The scope isn't among those of this session.",
        )
        .refuses(ErrorCode::NotFound, "The scope is that of a draft."),
        Endpoint::Bucket => About::new(
            "readBucket",
            Tag::Feeds,
            "The records of one bucket",
            "What to replace a bucket with that differs.",
        )
        .query::<BucketQuery>()
        .answers(Answer::json::<BucketPage>(200, "The records."))
        .refuses(
            ErrorCode::Forbidden,
            "The scope isn't among those of this session.",
        )
        .refuses(ErrorCode::NotFound, "The scope is that of a draft."),
        Endpoint::Planning => About::new(
            "readPlanning",
            Tag::Visits,
            "What visits are planned with",
            "People who may be sent into the officer's territory, without ИИН, and the newest \
             version of every published checklist. A caller that names the version it has gets \
             no content when nothing changed.",
        )
        .query::<PlanningQuery>()
        .answers(Answer::json::<PlanningAnswer>(200, "The answer."))
        .refuses(ErrorCode::Forbidden, "The person plans no visits."),
        Endpoint::Colleagues => About::new(
            "readColleagues",
            Tag::Session,
            "People of the same office or school",
            "Accounts of the same department, the financial centre or the same school, without \
             ИИН and without the caller: whom a mandate of the state order may be given to. \
             Nobody for other roles. Beside them, by name and office, people of other offices \
             whom records shown to the caller name; a school is told who signed with it.",
        )
        .answers(Answer::json::<Colleagues>(200, "The people.")),
        Endpoint::ChecksAsk => About::new(
            "askChecks",
            Tag::Checks,
            "Run the automatic checks of an organisation now",
            "The source systems are asked even where what they said is fresh. Asked again before \
             it is done, one run serves both. What the checks say then comes with the \
             organisation in the feed of its region.",
        )
        .target::<OrganisationId>("The organisation.")
        .answers(Answer::json::<ChecksAsked>(200, "What became of it."))
        .refuses(ErrorCode::Forbidden, "The person orders no visits.")
        .refuses(
            ErrorCode::NotFound,
            "No such organisation in the regions of this person.",
        ),
        Endpoint::ChecksHistory => About::new(
            "readChecksHistory",
            Tag::Checks,
            "How what an automatic check says changed",
            "Every state of one check on the organisation and on each of its buildings, newest \
             first, with the time it stood and the evidence for it. Of checks on people there is \
             none: they are counted, not named.",
        )
        .target::<OrganisationId>("The organisation.")
        .query::<StatesQuery>()
        .answers(Answer::json::<ChecksHistory>(200, "The states."))
        .refuses(
            ErrorCode::NotFound,
            "No such organisation in the regions of this person.",
        ),
        Endpoint::LmsSchools
        | Endpoint::LmsSend(_)
        | Endpoint::LmsReport
        | Endpoint::LmsBatches
        | Endpoint::LmsBatch
        | Endpoint::LmsDifference => lms::about(endpoint),
        Endpoint::Operations => About::new(
            "pushOperations",
            Tag::Operations,
            "Push operations",
            "What people did, sealed on their laptop and chained by hash. The push is taken as a \
             whole or refused as a whole; the decision about each operation stands in its signed \
             receipt. The same bytes sent again get the same receipt, so a push without an \
             answer is simply repeated. Attachments an operation refers to go first.",
        )
        .body(Body::json::<Push>(
            "Sealed operations of this session's installation, in chain order.",
        ))
        .answers(Answer::json::<PushAnswer>(
            200,
            "A receipt for every operation, in order.",
        ))
        .refuses(
            ErrorCode::Forbidden,
            "Operations of another installation, or the device signature doesn't hold.",
        )
        .refuses(
            ErrorCode::Fork,
            "The chain of this installation goes on differently: its store was copied or restored.",
        )
        .refuses(
            ErrorCode::Gap,
            "Operations are missing before these; the detail says `expected seq <n>`.",
        )
        .refuses(
            ErrorCode::Mismatch,
            "An operation with this identity came before with other content.",
        )
        .refuses(ErrorCode::Full, "No room left; nothing was taken."),
        Endpoint::Pack => About::new(
            "readPack",
            Tag::Visits,
            "The offline pack of a visit",
            "Everything a commission needs on site without a network. Only for members of the \
             visit: it holds names and ИИН of learners, and is kept in the encrypted store alone.",
        )
        .target::<VisitId>("The visit.")
        .answers(Answer::json::<Pack>(200, "The pack as of now."))
        .refuses(
            ErrorCode::NotFound,
            "No such visit, or the person isn't a member of it.",
        ),
        Endpoint::Month => month(
            "readMonth",
            "Where a month is",
            "Its stage, how many organisations sent something, how far the validation is, and \
             whether corrections wait.",
        )
        .query::<MonthName>()
        .answers(Answer::json::<MonthState>(200, "The month.")),
        Endpoint::MonthFreeze => month(
            "freezeMonth",
            "Freeze a month",
            "Fixes which batches, facts and parameters count; the validation follows by itself. \
             Asked again it answers what stands.",
        )
        .body(Body::json::<MonthName>("The month."))
        .answers(Answer::json::<MonthState>(200, "The month."))
        .refuses(
            ErrorCode::Mismatch,
            "The month can't be frozen; the detail says `not-over`.",
        ),
        Endpoint::MonthClose => month(
            "closeMonth",
            "Close a month",
            "From here on nothing of it changes. Asked again it answers what stands.",
        )
        .body(Body::json::<MonthName>("The month."))
        .answers(Answer::json::<MonthState>(200, "The month."))
        .refuses(
            ErrorCode::Mismatch,
            "The month can't be closed; the detail says `not-validated`: it wasn't frozen, or \
             registers aren't made yet.",
        ),
        Endpoint::MonthRegister => month(
            "readRegister",
            "The register of an organisation",
            "The verdict on each person with every reason; numbers have their middle hidden. \
             Former revisions stay. Not for the financial centre, which pays by quantities; for \
             somebody of a school with a mandate for acts, that school's own.",
        )
        .query::<RegisterQuery>()
        .answers(Answer::json::<RegisterPage>(200, "A page of it."))
        .refuses(
            ErrorCode::NotFound,
            "No such register, or not for this session.",
        ),
        Endpoint::MonthExceptions => month(
            "listExceptions",
            "Who isn't simply paid for",
            "People with a reason, of the organisations the session may look at; a page may hold \
             fewer than it could and not be the last. Not for the financial centre.",
        )
        .query::<ExceptionsQuery>()
        .answers(Answer::json::<ExceptionsPage>(200, "A page of them.")),
        Endpoint::MonthCounts => month(
            "countMonth",
            "Verdicts and reasons by region",
            "Of the organisations the session may look at.",
        )
        .query::<MonthName>()
        .answers(Answer::json::<MonthCounts>(200, "The regions.")),
        Endpoint::Months => month(
            "listMonths",
            "Months there are",
            "The newest months an LMS sent something for or that were frozen, with the stage of each.",
        )
        .answers(Answer::json::<KnownMonths>(200, "The months, newest first.")),
        Endpoint::MonthOrganisations => month(
            "listMonthOrganisations",
            "Organisations of a month",
            "Of those the session may look at: what each sent, how many of its rows weren't taken, \
             its registers in quantities with reasons counted, former ones too; and those that have \
             a contract and sent nothing. Nobody is named.",
        )
        .query::<OrganisationsQuery>()
        .answers(Answer::json::<MonthOrganisations>(200, "A page of them.")),
        Endpoint::MonthAct => month(
            "readActQuantities",
            "Quantities of an act",
            "How many learners of each level and kind of study are paid for, with the hash of the \
             register an act refers to. What one costs stands in the contract.",
        )
        .query::<ActQuery>()
        .answers(Answer::json::<ActQuantities>(200, "The lines."))
        .refuses(
            ErrorCode::NotFound,
            "No such register, or not for this session.",
        ),
        Endpoint::OrderActLearners => month(
            "listLearnersOfAct",
            "Whom an act of services lists",
            "The second sheet of form Р-1: whom the register the act names calls payable, with \
             whole ИИН, by level and kind of study. For somebody of the act's department or school \
             with a mandate for acts, nobody else. Where a limit cuts, the act pays for fewer and \
             for nobody in particular. Every answer is written into the audit log.",
        )
        .target::<SchoolActId>("The act.")
        .answers(Answer::json::<ActLearners>(200, "The learners."))
        .refuses(ErrorCode::NotFound, "No such act, or not for this session.")
        .refuses(
            ErrorCode::Mismatch,
            "There is no list: the detail says `register` when the register the act names isn't \
             known, `lists-nobody` for an act of a building or one that was taken back.",
        ),
        Endpoint::BlobState => About::new(
            "askBlob",
            Tag::Attachments,
            "How much of an attachment is there",
            "Asked before sending, to go on where an interrupted upload stopped.",
        )
        .target::<BlobHash>("SHA-256 of the whole attachment.")
        .answers(
            Answer::empty(200, "What the registry has; 0 bytes of an unknown one.")
                .header::<u64>(
                    UPLOAD_OFFSET,
                    "Bytes received from this installation, or all of them when complete.",
                )
                .perhaps::<u64>(UPLOAD_LENGTH, "Length of the whole; only when complete."),
        ),
        Endpoint::BlobPiece => About::new(
            "sendBlobPiece",
            Tag::Attachments,
            "Send a piece of an attachment",
            "Pieces go in order. Bytes the registry has already are skipped, so a piece may be \
             sent again. With the last piece the hash of the whole is checked, and whatever \
             waited for the attachment is looked at before the answer.",
        )
        .target::<BlobHash>("SHA-256 of the whole attachment.")
        .number(
            UPLOAD_OFFSET,
            u64::MAX,
            "Place of the first byte of this piece in the whole.",
        )
        .number(
            UPLOAD_LENGTH,
            baqylau_protocol::MAX_BLOB_BYTES,
            "Length of the whole, in bytes.",
        )
        .body(Body::bytes("The bytes of the piece."))
        .answers(Answer::json::<BlobProgress>(200, "How far it got."))
        .refuses(ErrorCode::Gap, "Bytes are missing before this piece.")
        .refuses(
            ErrorCode::Mismatch,
            "The whole has another hash, or is longer than announced. What was received is \
             thrown away.",
        )
        .refuses(ErrorCode::Full, "No room left."),
        Endpoint::BlobWhole => About::new(
            "readBlob",
            Tag::Attachments,
            "An attachment",
            "Published checklists, what this person sent, and what belongs to a visit they may \
             read. The caller compares the hash with the bytes.",
        )
        .target::<BlobHash>("SHA-256 of the attachment.")
        .header(
            "range",
            "`bytes=<from>-`: only the bytes from there on. Other forms are ignored, and the \
             whole is sent.",
        )
        .answers(
            Answer::bytes(200, "The whole.").header::<u64>("content-length", "Bytes that follow."),
        )
        .answers(
            Answer::bytes(206, "The bytes from the place asked for.")
                .header::<u64>("content-length", "Bytes that follow.")
                .header::<String>("content-range", "`bytes <from>-<last>/<length>`."),
        )
        .refuses(
            ErrorCode::NotFound,
            "No such attachment, or not for this person.",
        )
        .refuses(
            ErrorCode::Range,
            "The attachment has no byte at the place asked for.",
        ),
        Endpoint::VoucherOperations => About::new(
            "askLedger",
            Tag::Vouchers,
            "Ask the ledger for something",
            "Requests decided in their order, each by itself: it takes effect as a whole, once, or \
             changes nothing and says why. The answer leaves when all of it is on disk. A request \
             sent again gets the receipt of the first time; its identity with another body is \
             refused as `other_body`. The author of every request is the person of the session: \
             officers of the Issuer speak for the Issuer, those of the financial centre for the \
             financial centre. Nobody signs in as a university: its acts, its ends of study and \
             its transfers come through the interface of the LMS, which also enters acts of \
             services (`sign_act`) because it verifies both signatures under them. What follows \
             from signals, admission and validated months (`open_beneficiary`, `reserve`, \
             `activate`, `close`) only the registry does by itself, and `suspend` and `resume` \
             follow from rulings on sanctions: asked for here, these are `not_your_role`. The trace a \
             redemption or a stipend states has to be what the LMS of the university sent of that \
             month, as the card of the voucher tells it: otherwise `trace_unknown`, \
             `trace_differs` or `trace_outdated`.",
        )
        .body(Body::json::<VoucherBatch>("The requests."))
        .answers(Answer::json::<VoucherAnswers>(
            200,
            "An answer for every request, in order.",
        ))
        .refuses(
            ErrorCode::Forbidden,
            "The role has no part in the ledger, or an author isn't the person of the session in \
             the name of their role; nothing was done.",
        )
        .refuses(ErrorCode::Full, "No room left; nothing was done."),
        Endpoint::Vouchers => About::new(
            "listVouchers",
            Tag::Vouchers,
            "Vouchers of an order or a university",
            "By identity, in pages; in one status or in all. Statuses are those kept: blocked and \
             paused are shown by the card of a voucher.",
        )
        .query::<VouchersQuery>()
        .answers(Answer::json::<VoucherPage>(200, "The page.")),
        Endpoint::Voucher => About::new(
            "readVoucher",
            Tag::Vouchers,
            "A voucher with its history",
            "Its months, sums and status to show, and what happened to it, 200 entries at once. With \
             a month, also what the LMS of the university sent of it: the trace a redemption states.",
        )
        .target::<VoucherId>("The voucher.")
        .query::<VoucherQuery>()
        .answers(Answer::json::<VoucherCard>(200, "The voucher."))
        .refuses(ErrorCode::NotFound, "No such voucher."),
        Endpoint::VoucherAccount => About::new(
            "readVoucherAccount",
            Tag::Vouchers,
            "An account with its history",
            "Counters, blocks, suspensions, and every transfer and event that touched it, 200 \
             entries at once. ИИН of beneficiaries are whole for the Issuer alone.",
        )
        .target::<AccountId>("The account: `executor:<organisation>`, `beneficiary:<person>`…")
        .query::<HistoryQuery>()
        .answers(Answer::json::<AccountCard>(200, "The account."))
        .refuses(ErrorCode::NotFound, "No such account."),
        Endpoint::VoucherContract => About::new(
            "readVoucherContract",
            Tag::Vouchers,
            "A contract of the state order with its history",
            "Its sum, what is held and redeemed under it, and what happened to it.",
        )
        .target::<ContractId>("The contract.")
        .query::<HistoryQuery>()
        .answers(Answer::json::<ContractCard>(200, "The contract."))
        .refuses(ErrorCode::NotFound, "No such contract."),
        Endpoint::VoucherOrders => About::new(
            "listVoucherOrders",
            Tag::Vouchers,
            "Approved orders",
            "By identity, in pages.",
        )
        .query::<OrdersQuery>()
        .answers(Answer::json::<OrderPage>(200, "The page.")),
        Endpoint::VoucherOrder => About::new(
            "readVoucherOrder",
            Tag::Vouchers,
            "An order with balances and control totals",
            "Counters of the accounts behind it, and what its vouchers come to by status, counted \
             from the vouchers themselves.",
        )
        .target::<OrderId>("The order.")
        .answers(Answer::json::<OrderCard>(200, "The order."))
        .refuses(ErrorCode::NotFound, "No such order."),
        Endpoint::VoucherObligations => About::new(
            "listObligations",
            Tag::Vouchers,
            "Duties to work off",
            "By identity, in pages; in one state or in all.",
        )
        .query::<ObligationsQuery>()
        .answers(Answer::json::<ObligationPage>(200, "The page.")),
        Endpoint::Verify => About::new(
            "verifyAct",
            Tag::Visits,
            "What the registry says of an act",
            "For whoever holds a printed act: the QR code under it carries this hash. No names, \
             no ИИН.",
        )
        .target::<BlobHash>("SHA-256 of the act's canonical bytes.")
        .answers(Answer::json::<ActFacts>(200, "Public facts of the act."))
        .refuses(ErrorCode::NotFound, "No act with these bytes is known."),
    }
}

/// A route about months.
fn month(id: &'static str, summary: &'static str, text: &'static str) -> About {
    About::new(id, Tag::Months, summary, text).refuses(
        ErrorCode::Forbidden,
        "The person's role or territory doesn't allow it.",
    )
}

/// A service of the demonstration authority.
fn service(id: &'static str, summary: &'static str, text: &'static str) -> About {
    About::new(id, Tag::Registry, summary, text)
        .refuses(
            ErrorCode::NotFound,
            "The registry holds no demonstration data.",
        )
        .refuses(ErrorCode::Busy, "Too many ask in this second.")
}
