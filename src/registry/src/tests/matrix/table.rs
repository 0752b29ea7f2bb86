//! Who may do what: one row for every route. Whatever isn't granted here is refused.
//!
//! A route without a row fails the test. A new route needs one row, an object it is about (in
//! [`Thing`], found by `scene.rs`) where there is none yet, and its request in `scene.rs`.

use crate::server::Endpoint;
use baqylau_domain::people::AccountRole::{
    self, Commission, EducationOfficer, FinancialCentre, IssuerOfficer, Observer, Registrar, School,
};
use baqylau_protocol::lms::LmsMethod;

/// Where an account's territory is. `Here` is the region of the visit everything is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Here,
    There,
    Country,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// No session.
    Nobody,
    /// A token nobody was given.
    Forged,
    /// A session of yesterday.
    Expired,
    /// A session that was ended by its person.
    Ended,
    /// A session whose account is gone.
    Gone,
    /// The secretary of the visit's commission.
    Member,
    /// An account that has nothing to do with the visit.
    As(AccountRole, From),
}

/// What is asked for. `Own`: the member's own visit; `Here`: another of the same region and kind;
/// `Kind`: of the same region and another kind of organisation; `There`: of another region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    /// The route is about nothing in particular.
    Any,
    RegionHere,
    RegionThere,
    VisitsHere,
    VisitsThere,
    /// What concerns the caller.
    Self_,
    /// What concerns another person.
    Another,
    DraftOwn,
    DraftHere,
    DraftThere,
    /// Records of the state order of a region.
    OrdersHere,
    OrdersThere,
    /// Records of the state order of a school: that of the organisation of the visit.
    SchoolHere,
    SchoolThere,
    /// What people of the department of a region share among themselves.
    OfficeHere,
    OfficeThere,
    /// The same of the financial centre, of the issuer.
    OfficeCentre,
    OfficeIssuer,
    Own,
    Here,
    Kind,
    There,
    Absent,
    /// A published checklist.
    Checklist,
    /// An attachment sent by somebody else and part of no visit.
    Loose,
    // Operations, each on a visit as above.
    FieldOwn,
    FieldHere,
    FieldThere,
    /// What chair and secretary do on site.
    LeadOwn,
    LeadHere,
    LeadThere,
    /// What an officer does with a plan.
    MoveHere,
    MoveKind,
    MoveThere,
    PlanHere,
    PlanKind,
    PlanThere,
    /// A decision on a consequence.
    RuleHere,
    RuleKind,
    RuleThere,
    /// A point of a prescription.
    PointHere,
    PointKind,
    PointThere,
    /// A field written in somebody else's name.
    InName,
    /// An operation of another installation.
    Install,
}

/// Who is granted something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holder {
    /// Whoever has a session.
    Session,
    Member,
    /// A role, wherever its territory is.
    Role(AccountRole),
    /// A role whose territory takes in the region of the visit.
    Here(AccountRole),
    /// A role whose territory takes in the other region.
    There(AccountRole),
    /// A role without a territory.
    Country(AccountRole),
    /// A role of just this place.
    Just(AccountRole, From),
}

impl Holder {
    pub(super) fn is(self, who: Who) -> bool {
        match (self, who) {
            (Self::Session, Who::Member | Who::As(..)) | (Self::Member, Who::Member) => true,
            (Self::Role(role), Who::As(own, _)) => role == own,
            (Self::Here(role), Who::As(own, from)) => role == own && from != From::There,
            (Self::There(role), Who::As(own, from)) => role == own && from != From::Here,
            (Self::Country(role), Who::As(own, from)) => role == own && from == From::Country,
            (Self::Just(role, place), Who::As(own, from)) => role == own && from == place,
            _ => false,
        }
    }
}

/// Holders and what they are granted.
type Grant = (&'static [Holder], &'static [Thing]);

/// The row of a route.
pub(super) struct Row {
    pub(super) endpoint: Endpoint,
    pub(super) things: &'static [Thing],
    /// How a request is answered that is granted.
    pub(super) granted: &'static str,
    /// How a session is answered that isn't granted what it asks for.
    pub(super) denied: &'static str,
    pub(super) grants: &'static [Grant],
    /// What is answered so to every session.
    pub(super) always: &'static [(Thing, &'static str)],
    /// Who hears 403 whatever they ask for.
    pub(super) barred: &'static [Holder],
}

const fn row(
    endpoint: Endpoint,
    things: &'static [Thing],
    granted: &'static str,
    denied: &'static str,
    grants: &'static [Grant],
) -> Row {
    Row {
        endpoint,
        things,
        granted,
        denied,
        grants,
        always: &[],
        barred: &[],
    }
}

const ANY: &[Thing] = &[Thing::Any];
const EVERY_SESSION: &[Grant] = &[(&[Holder::Session], ANY)];
const NOBODY: &[Grant] = &[];

const SCOPES: &[Thing] = &[
    Thing::RegionHere,
    Thing::RegionThere,
    Thing::VisitsHere,
    Thing::VisitsThere,
    Thing::Self_,
    Thing::Another,
    Thing::DraftOwn,
    Thing::DraftHere,
    Thing::DraftThere,
    Thing::OrdersHere,
    Thing::OrdersThere,
    Thing::SchoolHere,
    Thing::SchoolThere,
    Thing::OfficeHere,
    Thing::OfficeThere,
    Thing::OfficeCentre,
    Thing::OfficeIssuer,
];

/// Commissions read the regions they are sent to, what concerns them, and drafts of their own
/// visits. Officers and observers read their territory; the financial centre reads decisions
/// there, not visits. Offices of schools' money read the state order of their territory, a school's
/// people that of their school alone. What an office shares its own people read. Nobody reads what
/// concerns another person.
const READERS: &[Grant] = &[
    (
        &[
            Holder::Member,
            Holder::Role(Commission),
            Holder::Role(FinancialCentre),
            Holder::Role(EducationOfficer),
            Holder::Role(IssuerOfficer),
            Holder::Role(Observer),
            Holder::Role(School),
        ],
        &[Thing::Self_],
    ),
    (&[Holder::Member], &[Thing::RegionHere, Thing::DraftOwn]),
    (
        &[
            Holder::Here(EducationOfficer),
            Holder::Here(IssuerOfficer),
            Holder::Here(Observer),
        ],
        &[Thing::RegionHere, Thing::VisitsHere],
    ),
    (
        &[
            Holder::There(EducationOfficer),
            Holder::There(IssuerOfficer),
            Holder::There(Observer),
        ],
        &[Thing::RegionThere, Thing::VisitsThere],
    ),
    (&[Holder::Here(FinancialCentre)], &[Thing::RegionHere]),
    (&[Holder::There(FinancialCentre)], &[Thing::RegionThere]),
    (
        &[
            Holder::Here(EducationOfficer),
            Holder::Here(FinancialCentre),
            Holder::Here(Observer),
        ],
        &[Thing::OrdersHere],
    ),
    (
        &[
            Holder::There(EducationOfficer),
            Holder::There(FinancialCentre),
            Holder::There(Observer),
        ],
        &[Thing::OrdersThere],
    ),
    (&[Holder::Just(School, From::Here)], &[Thing::SchoolHere]),
    (&[Holder::Just(School, From::There)], &[Thing::SchoolThere]),
    (
        &[Holder::Just(EducationOfficer, From::Here)],
        &[Thing::OfficeHere],
    ),
    (
        &[Holder::Just(EducationOfficer, From::There)],
        &[Thing::OfficeThere],
    ),
    (&[Holder::Role(FinancialCentre)], &[Thing::OfficeCentre]),
    (&[Holder::Role(IssuerOfficer)], &[Thing::OfficeIssuer]),
];

/// Drafts have neither snapshots nor digests.
const NO_DRAFTS: &[(Thing, &str)] = &[
    (Thing::DraftOwn, "404"),
    (Thing::DraftHere, "404"),
    (Thing::DraftThere, "404"),
];

const VISITS: &[Thing] = &[
    Thing::Own,
    Thing::Here,
    Thing::Kind,
    Thing::There,
    Thing::Absent,
];

const OPERATIONS: &[Thing] = &[
    Thing::FieldOwn,
    Thing::FieldHere,
    Thing::FieldThere,
    Thing::LeadOwn,
    Thing::LeadHere,
    Thing::LeadThere,
    Thing::MoveHere,
    Thing::MoveKind,
    Thing::MoveThere,
    Thing::PlanHere,
    Thing::PlanKind,
    Thing::PlanThere,
    Thing::RuleHere,
    Thing::RuleKind,
    Thing::RuleThere,
    Thing::PointHere,
    Thing::PointKind,
    Thing::PointThere,
    Thing::InName,
    Thing::Install,
];

/// Commissions write about their own visits. The visit is to a university, so МНВО orders it and
/// decides; about the school in the same region the education department does. `refused` is any
/// receipt that says no; the golden file says which.
const WRITERS: &[Grant] = &[
    (&[Holder::Member], &[Thing::FieldOwn, Thing::LeadOwn]),
    (
        &[Holder::Here(IssuerOfficer)],
        &[
            Thing::MoveHere,
            Thing::PlanHere,
            Thing::RuleHere,
            Thing::PointHere,
        ],
    ),
    (
        &[Holder::There(IssuerOfficer)],
        &[
            Thing::MoveThere,
            Thing::PlanThere,
            Thing::RuleThere,
            Thing::PointThere,
        ],
    ),
    (
        &[Holder::Here(EducationOfficer)],
        &[
            Thing::MoveKind,
            Thing::PlanKind,
            Thing::RuleKind,
            Thing::PointKind,
        ],
    ),
];

/// The ledger of vouchers is the whole country's.
const LEDGER: &[Grant] = &[(
    &[
        Holder::Country(IssuerOfficer),
        Holder::Country(FinancialCentre),
        Holder::Country(Observer),
    ],
    ANY,
)];

/// Months are nothing to commissions, and the registry doesn't ask itself.
const NOT_OF_MONTHS: &[Holder] = &[
    Holder::Member,
    Holder::Role(Commission),
    Holder::Role(Registrar),
    Holder::Role(School),
];

const MONTHS: &[Grant] = &[(
    &[
        Holder::Role(EducationOfficer),
        Holder::Role(IssuerOfficer),
        Holder::Role(FinancialCentre),
        Holder::Role(Observer),
    ],
    ANY,
)];

/// What the LMS lists single people by.
const MONTHS_OF_PEOPLE: &[Grant] = &[(
    &[
        Holder::Role(EducationOfficer),
        Holder::Role(IssuerOfficer),
        Holder::Role(Observer),
    ],
    ANY,
)];

/// Registers of a month: a university here, a school here, a university elsewhere.
const REGISTERS: &[Thing] = &[Thing::Own, Thing::Kind, Thing::There, Thing::Absent];

const REGISTERS_READ: &[Grant] = &[
    (&[Holder::Here(EducationOfficer)], &[Thing::Kind]),
    (&[Holder::Here(IssuerOfficer)], &[Thing::Own]),
    (&[Holder::There(IssuerOfficer)], &[Thing::There]),
    (&[Holder::Here(Observer)], &[Thing::Own, Thing::Kind]),
    (&[Holder::There(Observer)], &[Thing::There]),
    // With a mandate for acts, their own school's alone.
    (&[Holder::Just(School, From::Here)], &[Thing::Own]),
    (&[Holder::Just(School, From::There)], &[Thing::There]),
];

/// The financial centre pays by quantities.
const ACTS_READ: &[Grant] = &[
    (&[Holder::Here(EducationOfficer)], &[Thing::Kind]),
    (&[Holder::Here(IssuerOfficer)], &[Thing::Own]),
    (&[Holder::There(IssuerOfficer)], &[Thing::There]),
    (
        &[Holder::Here(Observer), Holder::Here(FinancialCentre)],
        &[Thing::Own, Thing::Kind],
    ),
    (
        &[Holder::There(Observer), Holder::There(FinancialCentre)],
        &[Thing::There],
    ),
];

/// Whom an act lists, by whole ИИН: its department and its school, with a mandate for acts, which
/// everybody of the scene has who can have one.
const ACTS_LISTED: &[Grant] = &[
    (&[Holder::Here(EducationOfficer)], &[Thing::Here]),
    (&[Holder::There(EducationOfficer)], &[Thing::There]),
    (&[Holder::Just(School, From::Here)], &[Thing::Here]),
    (&[Holder::Just(School, From::There)], &[Thing::There]),
];

const NO_PARTY_OF_ACTS: &[Holder] = &[
    Holder::Member,
    Holder::Role(Commission),
    Holder::Role(Registrar),
    Holder::Role(FinancialCentre),
    Holder::Role(IssuerOfficer),
    Holder::Role(Observer),
];

/// An organisation: one's own visit's, a school here, a university elsewhere.
const ORGANISATIONS: &[Thing] = &[Thing::Own, Thing::Kind, Thing::There, Thing::Absent];

/// Whoever reads a region reads what the checks say of its organisations.
const CHECKS_READ: &[Grant] = &[
    (
        &[
            Holder::Member,
            Holder::Here(EducationOfficer),
            Holder::Here(IssuerOfficer),
            Holder::Here(FinancialCentre),
            Holder::Here(Observer),
        ],
        &[Thing::Own, Thing::Kind],
    ),
    (
        &[
            Holder::There(EducationOfficer),
            Holder::There(IssuerOfficer),
            Holder::There(FinancialCentre),
            Holder::There(Observer),
        ],
        &[Thing::There],
    ),
];

const CHECKS_ASKED: &[Grant] = &[
    (
        &[Holder::Here(EducationOfficer), Holder::Here(IssuerOfficer)],
        &[Thing::Own, Thing::Kind],
    ),
    (
        &[
            Holder::There(EducationOfficer),
            Holder::There(IssuerOfficer),
        ],
        &[Thing::There],
    ),
];

/// Rows that learners are listed in are read by those whose organisations sent them.
const BATCHES_READ: &[Grant] = &[
    (&[Holder::Here(EducationOfficer)], &[Thing::Kind]),
    (&[Holder::Here(IssuerOfficer)], &[Thing::Own]),
    (&[Holder::There(IssuerOfficer)], &[Thing::There]),
    (&[Holder::Here(Observer)], &[Thing::Own, Thing::Kind]),
    (&[Holder::There(Observer)], &[Thing::There]),
];

/// The financial centre reads counts alone.
const NOT_OF_ROWS: &[Holder] = &[
    Holder::Member,
    Holder::Role(Commission),
    Holder::Role(FinancialCentre),
    Holder::Role(Registrar),
    Holder::Role(School),
];

/// People have no tokens of LMS: to these routes their sessions are none.
const fn of_systems(endpoint: Endpoint) -> Row {
    row(endpoint, ANY, "", "401", NOBODY)
}

/// The rows, in the order they are asked: a session ends at last.
pub(super) const ROWS: &[Row] = &[
    row(Endpoint::Hello, ANY, "200", "", NOBODY),
    row(Endpoint::OpenApi, ANY, "200", "", NOBODY),
    row(Endpoint::Verify, ANY, "200", "", NOBODY),
    row(Endpoint::Challenge, ANY, "200", "", NOBODY),
    // With a nonce that nobody was given.
    row(Endpoint::SignIn, ANY, "401", "", NOBODY),
    row(Endpoint::SamplePeople, ANY, "200", "", NOBODY),
    row(Endpoint::SampleOcsp, ANY, "200", "", NOBODY),
    row(Endpoint::SampleStamp, ANY, "200", "", NOBODY),
    row(Endpoint::SampleList, ANY, "200", "", NOBODY),
    row(Endpoint::SampleSupplement, ANY, "200", "", NOBODY),
    row(Endpoint::Scopes, ANY, "200", "403", EVERY_SESSION),
    row(Endpoint::Feed, SCOPES, "200", "403", READERS),
    Row {
        // These feeds are short and read as they are.
        always: NO_DRAFTS,
        ..row(Endpoint::Snapshot, SCOPES, "404", "403", READERS)
    },
    Row {
        always: NO_DRAFTS,
        ..row(Endpoint::SnapshotPiece, SCOPES, "404", "403", READERS)
    },
    Row {
        always: NO_DRAFTS,
        ..row(Endpoint::Digest, SCOPES, "200", "403", READERS)
    },
    Row {
        always: NO_DRAFTS,
        ..row(Endpoint::Bucket, SCOPES, "200", "403", READERS)
    },
    // The pack holds names of learners.
    row(
        Endpoint::Pack,
        VISITS,
        "200",
        "404",
        &[(&[Holder::Member], &[Thing::Own])],
    ),
    row(
        Endpoint::Planning,
        ANY,
        "200",
        "403",
        &[(
            &[Holder::Role(EducationOfficer), Holder::Role(IssuerOfficer)],
            ANY,
        )],
    ),
    // Of their own office or school; nobody for everybody else.
    row(Endpoint::Colleagues, ANY, "200", "403", EVERY_SESSION),
    // How much is there of something whose hash one knows.
    row(Endpoint::BlobState, ANY, "200", "403", EVERY_SESSION),
    row(Endpoint::BlobPiece, ANY, "200", "403", EVERY_SESSION),
    row(
        Endpoint::BlobWhole,
        &[
            Thing::Checklist,
            Thing::Own,
            Thing::Here,
            Thing::Kind,
            Thing::There,
            Thing::Loose,
            Thing::Absent,
        ],
        "200",
        "404",
        &[
            (&[Holder::Session], &[Thing::Checklist]),
            (&[Holder::Member], &[Thing::Own]),
            (
                &[
                    Holder::Here(EducationOfficer),
                    Holder::Here(IssuerOfficer),
                    Holder::Here(Observer),
                ],
                &[Thing::Own, Thing::Here, Thing::Kind],
            ),
            (
                &[
                    Holder::There(EducationOfficer),
                    Holder::There(IssuerOfficer),
                    Holder::There(Observer),
                ],
                &[Thing::There],
            ),
        ],
    ),
    row(Endpoint::Operations, OPERATIONS, "yes", "refused", WRITERS),
    row(Endpoint::Month, ANY, "200", "403", MONTHS),
    row(Endpoint::MonthCounts, ANY, "200", "403", MONTHS),
    row(Endpoint::Months, ANY, "200", "403", MONTHS),
    row(Endpoint::MonthOrganisations, ANY, "200", "403", MONTHS),
    row(
        Endpoint::MonthExceptions,
        ANY,
        "200",
        "403",
        MONTHS_OF_PEOPLE,
    ),
    Row {
        barred: &[
            Holder::Member,
            Holder::Role(Commission),
            Holder::Role(Registrar),
            Holder::Just(School, From::Country),
            Holder::Role(FinancialCentre),
        ],
        ..row(
            Endpoint::MonthRegister,
            REGISTERS,
            "200",
            "404",
            REGISTERS_READ,
        )
    },
    Row {
        barred: NOT_OF_MONTHS,
        ..row(Endpoint::MonthAct, REGISTERS, "200", "404", ACTS_READ)
    },
    Row {
        barred: NO_PARTY_OF_ACTS,
        ..row(
            Endpoint::OrderActLearners,
            &[Thing::Here, Thing::There, Thing::Absent],
            "200",
            "404",
            ACTS_LISTED,
        )
    },
    row(
        Endpoint::MonthFreeze,
        ANY,
        "200",
        "403",
        &[(&[Holder::Country(FinancialCentre)], ANY)],
    ),
    row(
        Endpoint::MonthClose,
        ANY,
        "200",
        "403",
        &[(&[Holder::Country(FinancialCentre)], ANY)],
    ),
    Row {
        barred: &[
            Holder::Member,
            Holder::Role(Commission),
            Holder::Role(FinancialCentre),
            Holder::Role(Observer),
            Holder::Role(Registrar),
            Holder::Role(School),
        ],
        ..row(
            Endpoint::ChecksAsk,
            ORGANISATIONS,
            "200",
            "404",
            CHECKS_ASKED,
        )
    },
    row(
        Endpoint::ChecksHistory,
        ORGANISATIONS,
        "200",
        "404",
        CHECKS_READ,
    ),
    of_systems(Endpoint::LmsSchools),
    of_systems(Endpoint::LmsSend(LmsMethod::Contingent)),
    of_systems(Endpoint::LmsSend(LmsMethod::Grades)),
    of_systems(Endpoint::LmsSend(LmsMethod::Teachers)),
    of_systems(Endpoint::LmsSend(LmsMethod::Contracts)),
    of_systems(Endpoint::LmsSend(LmsMethod::Schedule)),
    of_systems(Endpoint::LmsSend(LmsMethod::Marks)),
    of_systems(Endpoint::LmsReport),
    row(Endpoint::LmsBatches, ANY, "200", "403", MONTHS),
    Row {
        barred: NOT_OF_ROWS,
        ..row(Endpoint::LmsBatch, REGISTERS, "200", "404", BATCHES_READ)
    },
    Row {
        barred: NOT_OF_ROWS,
        ..row(
            Endpoint::LmsDifference,
            REGISTERS,
            "200",
            "404",
            BATCHES_READ,
        )
    },
    row(Endpoint::Vouchers, ANY, "200", "403", LEDGER),
    row(Endpoint::Voucher, ANY, "200", "403", LEDGER),
    row(Endpoint::VoucherAccount, ANY, "200", "403", LEDGER),
    row(Endpoint::VoucherContract, ANY, "200", "403", LEDGER),
    row(Endpoint::VoucherOrders, ANY, "200", "403", LEDGER),
    row(Endpoint::VoucherOrder, ANY, "200", "403", LEDGER),
    row(Endpoint::VoucherObligations, ANY, "200", "403", LEDGER),
    row(
        Endpoint::VoucherOperations,
        &[Thing::Self_, Thing::InName],
        "200",
        "403",
        &[(
            &[
                Holder::Country(IssuerOfficer),
                Holder::Country(FinancialCentre),
            ],
            &[Thing::Self_],
        )],
    ),
    row(Endpoint::SignOut, ANY, "204", "403", EVERY_SESSION),
];
