//! The table of routes: method, path, who may call it, how much it takes.

use axum::routing::MethodFilter;
use baqylau_protocol::lms::{LmsMethod, MAX_LMS_BYTES};
use baqylau_protocol::{MAX_BLOB_CHUNK, MAX_PUSH_BYTES};

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Hello,
    SamplePeople,
    Challenge,
    SignIn,
    SignOut,
    Scopes,
    Operations,
    Feed,
    Snapshot,
    SnapshotPiece,
    Digest,
    Bucket,
    Pack,
    Planning,
    Colleagues,
    Month,
    MonthFreeze,
    MonthClose,
    MonthRegister,
    MonthExceptions,
    MonthCounts,
    MonthAct,
    Months,
    MonthOrganisations,
    OrderActLearners,
    ChecksAsk,
    ChecksHistory,
    BlobState,
    BlobPiece,
    BlobWhole,
    Verify,
    VoucherOperations,
    Vouchers,
    Voucher,
    VoucherAccount,
    VoucherContract,
    VoucherOrders,
    VoucherOrder,
    VoucherObligations,
    OpenApi,
    SampleOcsp,
    SampleStamp,
    SampleList,
    SampleSupplement,
    LmsSchools,
    LmsSend(LmsMethod),
    LmsReport,
    LmsBatches,
    LmsBatch,
    LmsDifference,
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// Everybody.
    Open,
    /// Everybody, on a demonstration registry; elsewhere the route doesn't exist.
    Sample,
    /// Whoever has a session; what they get depends on who they are.
    Session,
    /// Whoever has a session and a role that orders visits.
    Planning,
    /// An LMS that shows its token; its own schools alone.
    Lms,
    /// Whoever has a session and a role that looks at months; which organisations of a month is
    /// said by the role and its territory.
    Months,
    /// Whoever has a session and a role that reads the ledger of vouchers.
    Ledger,
    /// Whoever has a session and a role in whose name the ledger may be asked for something.
    LedgerParty,
}

#[cfg(test)]
impl Right {
    /// Whether it takes a session at all.
    pub(crate) fn needs_session(self) -> bool {
        !matches!(self, Self::Open | Self::Sample)
    }
}

/// A route.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) endpoint: Endpoint,
    pub(crate) method: MethodFilter,
    pub(crate) path: &'static str,
    pub(crate) right: Right,
    /// Largest body, in bytes.
    pub(crate) body_limit: usize,
}

impl Route {
    /// Name of the identifier in the path, when there is one.
    pub(crate) fn target(&self) -> Option<&'static str> {
        let (_, rest) = self.path.split_once('{')?;
        rest.split_once('}').map(|(name, _)| name)
    }

    /// Which part of the path the identifier is, counted from 0.
    pub(crate) fn target_place(&self) -> Option<usize> {
        self.path.split('/').position(|part| part.starts_with('{'))
    }
}

const NO_BODY: usize = 0;
const SMALL_BODY: usize = 128 * 1024;
/// A question about a few certificates, or a hash.
const SERVICE_BODY: usize = 16 * 1024;

const fn route(
    endpoint: Endpoint,
    method: MethodFilter,
    path: &'static str,
    right: Right,
    body_limit: usize,
) -> Route {
    Route {
        endpoint,
        method,
        path,
        right,
        body_limit,
    }
}

/// Every route there is. The paths are those of [`baqylau_protocol::api`], with the identifier
/// after them where there is one; a test holds the two together.
pub(crate) const ROUTES: [Route; 55] = [
    route(
        Endpoint::Hello,
        MethodFilter::GET,
        "/v1/hello",
        Right::Open,
        NO_BODY,
    ),
    route(
        Endpoint::SamplePeople,
        MethodFilter::GET,
        "/v1/sample/people",
        Right::Sample,
        NO_BODY,
    ),
    route(
        Endpoint::Challenge,
        MethodFilter::POST,
        "/v1/session/challenge",
        Right::Open,
        SMALL_BODY,
    ),
    route(
        Endpoint::SignIn,
        MethodFilter::POST,
        "/v1/session",
        Right::Open,
        SMALL_BODY,
    ),
    route(
        Endpoint::SignOut,
        MethodFilter::DELETE,
        "/v1/session",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Scopes,
        MethodFilter::GET,
        "/v1/scopes",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Operations,
        MethodFilter::POST,
        "/v1/operations",
        Right::Session,
        MAX_PUSH_BYTES,
    ),
    route(
        Endpoint::Feed,
        MethodFilter::GET,
        "/v1/feed",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Snapshot,
        MethodFilter::GET,
        "/v1/snapshot",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::SnapshotPiece,
        MethodFilter::GET,
        "/v1/snapshot/piece",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Digest,
        MethodFilter::GET,
        "/v1/digest",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Bucket,
        MethodFilter::GET,
        "/v1/bucket",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Pack,
        MethodFilter::GET,
        "/v1/packs/{visit}",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Planning,
        MethodFilter::GET,
        "/v1/planning",
        Right::Planning,
        NO_BODY,
    ),
    route(
        Endpoint::Colleagues,
        MethodFilter::GET,
        "/v1/colleagues",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Month,
        MethodFilter::GET,
        "/v1/month",
        Right::Months,
        NO_BODY,
    ),
    route(
        Endpoint::MonthFreeze,
        MethodFilter::POST,
        "/v1/month/freeze",
        Right::Months,
        SMALL_BODY,
    ),
    route(
        Endpoint::MonthClose,
        MethodFilter::POST,
        "/v1/month/close",
        Right::Months,
        SMALL_BODY,
    ),
    route(
        Endpoint::MonthRegister,
        MethodFilter::GET,
        "/v1/month/register",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::MonthExceptions,
        MethodFilter::GET,
        "/v1/month/exceptions",
        Right::Months,
        NO_BODY,
    ),
    route(
        Endpoint::MonthCounts,
        MethodFilter::GET,
        "/v1/month/counts",
        Right::Months,
        NO_BODY,
    ),
    route(
        Endpoint::MonthAct,
        MethodFilter::GET,
        "/v1/month/act",
        Right::Months,
        NO_BODY,
    ),
    route(
        Endpoint::Months,
        MethodFilter::GET,
        "/v1/months",
        Right::Months,
        NO_BODY,
    ),
    route(
        Endpoint::MonthOrganisations,
        MethodFilter::GET,
        "/v1/month/organisations",
        Right::Months,
        NO_BODY,
    ),
    route(
        Endpoint::OrderActLearners,
        MethodFilter::GET,
        "/v1/order/acts/{act}/learners",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::ChecksAsk,
        MethodFilter::POST,
        "/v1/organisations/{organisation}/checks",
        Right::Planning,
        NO_BODY,
    ),
    route(
        Endpoint::ChecksHistory,
        MethodFilter::GET,
        "/v1/organisations/{organisation}/checks",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::BlobState,
        MethodFilter::HEAD,
        "/v1/blobs/{sha256}",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::BlobPiece,
        MethodFilter::PATCH,
        "/v1/blobs/{sha256}",
        Right::Session,
        MAX_BLOB_CHUNK,
    ),
    route(
        Endpoint::BlobWhole,
        MethodFilter::GET,
        "/v1/blobs/{sha256}",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::Verify,
        MethodFilter::GET,
        "/v1/verify/{sha256}",
        Right::Open,
        NO_BODY,
    ),
    route(
        Endpoint::VoucherOperations,
        MethodFilter::POST,
        "/v1/vouchers/operations",
        Right::LedgerParty,
        MAX_PUSH_BYTES,
    ),
    route(
        Endpoint::Vouchers,
        MethodFilter::GET,
        "/v1/vouchers",
        Right::Ledger,
        NO_BODY,
    ),
    route(
        Endpoint::Voucher,
        MethodFilter::GET,
        "/v1/vouchers/{voucher}",
        Right::Ledger,
        NO_BODY,
    ),
    route(
        Endpoint::VoucherAccount,
        MethodFilter::GET,
        "/v1/voucher-accounts/{account}",
        Right::Ledger,
        NO_BODY,
    ),
    route(
        Endpoint::VoucherContract,
        MethodFilter::GET,
        "/v1/voucher-contracts/{contract}",
        Right::Ledger,
        NO_BODY,
    ),
    route(
        Endpoint::VoucherOrders,
        MethodFilter::GET,
        "/v1/voucher-orders",
        Right::Ledger,
        NO_BODY,
    ),
    route(
        Endpoint::VoucherOrder,
        MethodFilter::GET,
        "/v1/voucher-orders/{order}",
        Right::Ledger,
        NO_BODY,
    ),
    route(
        Endpoint::VoucherObligations,
        MethodFilter::GET,
        "/v1/voucher-obligations",
        Right::Ledger,
        NO_BODY,
    ),
    route(
        Endpoint::OpenApi,
        MethodFilter::GET,
        "/v1/openapi.json",
        Right::Open,
        NO_BODY,
    ),
    route(
        Endpoint::SampleOcsp,
        MethodFilter::POST,
        "/v1/sample/ocsp",
        Right::Sample,
        SERVICE_BODY,
    ),
    route(
        Endpoint::SampleStamp,
        MethodFilter::POST,
        "/v1/sample/tsp",
        Right::Sample,
        SERVICE_BODY,
    ),
    route(
        Endpoint::SampleList,
        MethodFilter::GET,
        "/v1/sample/list.crl",
        Right::Sample,
        NO_BODY,
    ),
    route(
        Endpoint::SampleSupplement,
        MethodFilter::GET,
        "/v1/sample/supplement.crl",
        Right::Sample,
        NO_BODY,
    ),
    route(
        Endpoint::LmsSchools,
        MethodFilter::GET,
        "/v1/lms/schools",
        Right::Lms,
        NO_BODY,
    ),
    route(
        Endpoint::LmsSend(LmsMethod::Contingent),
        MethodFilter::POST,
        "/v1/lms/contingent",
        Right::Lms,
        MAX_LMS_BYTES,
    ),
    route(
        Endpoint::LmsSend(LmsMethod::Grades),
        MethodFilter::POST,
        "/v1/lms/grades",
        Right::Lms,
        MAX_LMS_BYTES,
    ),
    route(
        Endpoint::LmsSend(LmsMethod::Teachers),
        MethodFilter::POST,
        "/v1/lms/teachers",
        Right::Lms,
        MAX_LMS_BYTES,
    ),
    route(
        Endpoint::LmsSend(LmsMethod::Contracts),
        MethodFilter::POST,
        "/v1/lms/contracts",
        Right::Lms,
        MAX_LMS_BYTES,
    ),
    route(
        Endpoint::LmsSend(LmsMethod::Schedule),
        MethodFilter::POST,
        "/v1/lms/schedule",
        Right::Lms,
        MAX_LMS_BYTES,
    ),
    route(
        Endpoint::LmsSend(LmsMethod::Marks),
        MethodFilter::POST,
        "/v1/lms/marks",
        Right::Lms,
        MAX_LMS_BYTES,
    ),
    route(
        Endpoint::LmsReport,
        MethodFilter::GET,
        "/v1/lms/reports/{batch}",
        Right::Lms,
        NO_BODY,
    ),
    route(
        Endpoint::LmsBatches,
        MethodFilter::GET,
        "/v1/lms/batches",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::LmsBatch,
        MethodFilter::GET,
        "/v1/lms/batches/{batch}",
        Right::Session,
        NO_BODY,
    ),
    route(
        Endpoint::LmsDifference,
        MethodFilter::GET,
        "/v1/lms/differences/{batch}",
        Right::Session,
        NO_BODY,
    ),
];
