//! Paths, headers and errors of the HTTP interface.

use serde::{Deserialize, Serialize};

/// `GET`: who the registry is. Open to everybody.
pub const HELLO: &str = "/v1/hello";
/// `GET`: the description of this interface, OpenAPI 3.1. Open to everybody.
pub const OPENAPI: &str = "/v1/openapi.json";
/// `GET`: accounts the demonstration registry offers for sign-in; not found elsewhere.
pub const SAMPLE_PEOPLE: &str = "/v1/sample/people";
/// `POST`: asks for a nonce to sign.
pub const CHALLENGE: &str = "/v1/session/challenge";
/// `POST`: answers the nonce with a CMS, and gets a session. `DELETE`: ends the session shown.
pub const SESSION: &str = "/v1/session";
/// `GET ?known=`: scopes the session may read, and the newest head of the audit log with proof that
/// it continues the one of the size `known` ([`crate::audit::AuditAnswer`]).
pub const SCOPES: &str = "/v1/scopes";
/// `POST`: pushes operations.
pub const OPERATIONS: &str = "/v1/operations";
/// `GET ?scope=&epoch=&after=&limit=`: a page of a feed.
pub const FEED: &str = "/v1/feed";
/// `GET ?scope=`: manifest of the prepared snapshot of a scope
/// ([`crate::snapshot::SignedManifest`]); not found where the feed is short enough to be read.
pub const SNAPSHOT: &str = "/v1/snapshot";
/// `GET ?scope=&seq=&piece=`: one piece of the snapshot prepared at that place of the feed,
/// gzip. Not found once a newer snapshot took its place.
pub const SNAPSHOT_PIECE: &str = "/v1/snapshot/piece";
/// `GET ?scope=`: digests of what a scope shows ([`crate::snapshot::ScopeDigest`]).
pub const DIGEST: &str = "/v1/digest";
/// `GET ?scope=&bucket=`: the records of one bucket ([`crate::snapshot::BucketPage`]).
pub const BUCKET: &str = "/v1/bucket";
/// `GET /v1/packs/{visit}`: the offline pack of a visit.
pub const PACKS: &str = "/v1/packs";
/// `GET ?known=`: what an officer plans visits with ([`crate::planning::PlanningAnswer`]); `known`
/// is the version the client has. Only for roles that order visits.
pub const PLANNING: &str = "/v1/planning";
/// `GET`: people of the same office or school ([`crate::colleagues::Colleagues`]).
pub const COLLEAGUES: &str = "/v1/colleagues";
/// `GET ?year=&month=`: where a month is ([`crate::month::MonthState`]).
pub const MONTH: &str = "/v1/month";
/// `POST` [`crate::month::MonthName`]: freezes a month. Asked again, it answers what stands.
pub const MONTH_FREEZE: &str = "/v1/month/freeze";
/// `POST` [`crate::month::MonthName`]: closes a validated month.
pub const MONTH_CLOSE: &str = "/v1/month/close";
/// `GET ?year=&month=&organisation=&revision=&from=`: a page of the register of an organisation
/// ([`crate::month::RegisterPage`]).
pub const MONTH_REGISTER: &str = "/v1/month/register";
/// `GET ?year=&month=&reason=&organisation=&row=`: who isn't simply paid for
/// ([`crate::month::ExceptionsPage`]).
pub const MONTH_EXCEPTIONS: &str = "/v1/month/exceptions";
/// `GET ?year=&month=`: verdicts and reasons by region ([`crate::month::MonthCounts`]).
pub const MONTH_COUNTS: &str = "/v1/month/counts";
/// `GET`: the newest months of which something is known ([`crate::month::KnownMonths`]).
pub const MONTHS: &str = "/v1/months";
/// `GET ?year=&month=&from=`: organisations of a month, what they sent and their registers in
/// quantities ([`crate::month::MonthOrganisations`]).
pub const MONTH_ORGANISATIONS: &str = "/v1/month/organisations";
/// `GET ?year=&month=&organisation=`: quantities of an act ([`crate::month::ActQuantities`]).
pub const MONTH_ACT: &str = "/v1/month/act";
/// `GET /{act}/learners`: whom an act of services lists, with whole ИИН
/// ([`crate::learners::ActLearners`]). For the parties of the act; every answer is in the audit log.
pub const ORDER_ACTS: &str = "/v1/order/acts";
/// `/v1/organisations/{organisation}/checks`: `POST` asks for the automatic checks to be run now
/// ([`crate::checks::ChecksAsked`]), `GET ?check=` for how what they say changed
/// ([`crate::checks::ChecksHistory`]).
pub const ORGANISATIONS: &str = "/v1/organisations";
/// `HEAD`, `PATCH`, `GET` `/v1/blobs/{sha256}`: attachments, by content.
///
/// `HEAD` answers [`UPLOAD_OFFSET`] with the bytes received from this installation, and
/// [`UPLOAD_LENGTH`] only when the blob is complete. `PATCH` carries both headers: the offset of
/// its first byte and the length of the whole; bytes the registry has already are skipped, a gap
/// is refused. `GET` understands `Range: bytes=<from>-`.
pub const BLOBS: &str = "/v1/blobs";
/// `GET /v1/verify/{sha256}`: what the registry says of an act, without personal data
/// ([`crate::verify::ActFacts`]). Open.
pub const VERIFY: &str = "/v1/verify";
/// `POST`: requests to the ledger of vouchers ([`crate::vouchers::VoucherBatch`]).
pub const VOUCHER_OPERATIONS: &str = "/v1/vouchers/operations";
/// `GET ?order=&executor=&status=&after=&limit=`: vouchers of an order or a university;
/// `GET /v1/vouchers/{voucher}?after=`: one with its history.
pub const VOUCHERS: &str = "/v1/vouchers";
/// `GET /v1/voucher-accounts/{account}?after=`: an account of the ledger with its history.
pub const VOUCHER_ACCOUNTS: &str = "/v1/voucher-accounts";
/// `GET /v1/voucher-contracts/{contract}?after=`: a contract of the state order with its history.
pub const VOUCHER_CONTRACTS: &str = "/v1/voucher-contracts";
/// `GET ?after=&limit=`: approved orders; `GET /v1/voucher-orders/{order}`: one with balances and
/// control totals.
pub const VOUCHER_ORDERS: &str = "/v1/voucher-orders";
/// `GET ?state=&after=&limit=`: duties to work off.
pub const VOUCHER_OBLIGATIONS: &str = "/v1/voucher-obligations";

/// `POST`, on a demonstration registry alone: the OCSP service of its authority
/// (`application/ocsp-request`).
pub const SAMPLE_OCSP: &str = "/v1/sample/ocsp";
/// `POST`, on a demonstration registry alone: the time-stamp service of its authority
/// (`application/timestamp-query`).
pub const SAMPLE_STAMP: &str = "/v1/sample/tsp";
/// `GET`, on a demonstration registry alone: the revocation list of its authority.
pub const SAMPLE_LIST: &str = "/v1/sample/list.crl";
/// `GET`, on a demonstration registry alone: the supplement to that list.
pub const SAMPLE_SUPPLEMENT: &str = "/v1/sample/supplement.crl";

/// Header with the session token: `Authorization: Bearer <token>`.
pub const BEARER: &str = "Bearer ";
/// Header with the number of bytes of a blob the registry already has.
pub const UPLOAD_OFFSET: &str = "upload-offset";
/// Header with the whole length of a blob.
pub const UPLOAD_LENGTH: &str = "upload-length";

/// Who the registry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hello {
    /// Identity of the installation; a client never mixes two.
    pub registry: uuid::Uuid,
    /// Changes whenever the registry is restored from a backup.
    pub epoch: uuid::Uuid,
    /// Version of the protocol, [`crate::PROTOCOL_VERSION`].
    pub protocol: u32,
    /// Name shown to people.
    pub name: String,
    /// Time of the registry.
    pub time: baqylau_domain::Moment,
    /// Ed25519 public key that signs receipts, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub receipt_key: String,
    /// Demonstration data: shown as such everywhere.
    pub sample: bool,
    /// Trust anchors of this registry, DER in base64; the client shows their fingerprints before
    /// it accepts new ones.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::base64_list")
    )]
    pub anchors: Vec<String>,
    /// Authorities between signers and anchors, DER in base64: offered, not believed by
    /// themselves.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::base64_list")
    )]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intermediates: Vec<String>,
    /// Services of authorities this registry knows.
    #[serde(default, skip_serializing_if = "ServiceAddresses::is_empty")]
    pub services: ServiceAddresses,
}

/// Addresses of services of authorities, beside those certificates name themselves. One that
/// begins with `/` is a route of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ServiceAddresses {
    /// OCSP services.
    pub ocsp: Vec<String>,
    /// Time-stamp services, the preferred one first.
    pub stamps: Vec<StampAddress>,
    /// Whole revocation lists.
    pub lists: Vec<String>,
    /// Supplements to them.
    pub supplements: Vec<String>,
    /// Certificates of authorities between signers and anchors.
    pub authorities: Vec<String>,
}

/// A time-stamp service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StampAddress {
    /// Where it is.
    pub address: String,
    /// The policy to ask for, an object identifier; without one the service chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
}

impl ServiceAddresses {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// An error of the interface; the status code says the class, this says the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApiError {
    /// Reason.
    pub code: ErrorCode,
    /// For the log of the other side; never shown to people, never personal data.
    pub detail: String,
}

/// Why a request is refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: not understood.
    Malformed,
    /// 401: no session, or it ended.
    SignIn,
    /// 403: the session may not do this.
    Forbidden,
    /// 404: no such thing, or not for this session.
    NotFound,
    /// 409: this device's chain of operations has another continuation (restored or cloned).
    Fork,
    /// 409: the month is closed; what was sent for it stays as it is.
    MonthClosed,
    /// 410: the feed doesn't go back so far; start over.
    CursorTooOld,
    /// 412: operations are missing before these; the detail says `expected seq <n>`.
    Gap,
    /// 413: too large.
    TooLarge,
    /// 416: the attachment has no byte where the range begins.
    Range,
    /// 422: same identity, other content.
    Mismatch,
    /// 429: this sender asks too often; the header `retry-after` says when to come back.
    TooMany,
    /// 503: later.
    Busy,
    /// 500: the registry failed; nothing was done.
    Internal,
    /// 507: no room.
    Full,
}
