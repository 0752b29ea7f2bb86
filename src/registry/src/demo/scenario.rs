//! The story of the demonstration: which visits were, what became of them, which are to come.

use super::places::{STAR, school_key};
use baqylau_domain::identifiers::Kato;

/// What became of a past visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nobody has ruled (or there is nothing to rule on).
    Open,
    Suspended,
    Dismissed,
    Terminated,
    /// Suspended, everything remedied, resumed after so many days.
    Resumed(u64),
}

/// Which organisation: the key of an invented university or a school by region and number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    University(&'static str),
    School(&'static str, u32),
}

impl Place {
    pub(super) fn key(self) -> String {
        match self {
            Self::University(key) => key.to_owned(),
            Self::School(region, number) => region
                .parse()
                .map(|region: Kato| school_key(region, number))
                .unwrap_or_default(),
        }
    }
}

/// A past visit: where, days before today, violated items, due dates in days from today, points
/// confirmed, fate.
pub(super) struct Past {
    pub(super) place: Place,
    pub(super) ago: u64,
    pub(super) violated: &'static [(&'static str, &'static str)],
    pub(super) due: &'static [i64],
    pub(super) confirmed: u32,
    pub(super) fate: Fate,
    pub(super) door: Door,
}

/// How a past visit went with the inspected party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    Signed,
    Objected,
    Refused,
}

const fn past(
    place: Place,
    ago: u64,
    violated: &'static [(&'static str, &'static str)],
    due: &'static [i64],
    confirmed: u32,
    fate: Fate,
) -> Past {
    Past {
        place,
        ago,
        violated,
        due,
        confirmed,
        fate,
        door: Door::Signed,
    }
}

const KOSTANAY: &str = "390000000";
const ASTANA: &str = "710000000";
const ALMATY: &str = "750000000";

use Place::{School, University};

/// The past. Only invented organisations: a violation is never ascribed to a real one.
pub(super) const PAST: [Past; 28] = [
    past(
        University(STAR),
        196,
        &[("HEI-LIC", "A20"), ("SAFE", "B11"), ("SAFE", "B18")],
        &[-40, 4, 25],
        1,
        Fate::Open,
    ),
    past(
        University("esil"),
        152,
        &[("HEI-LIC", "A19")],
        &[-100],
        0,
        Fate::Suspended,
    ),
    past(
        University("ile"),
        35,
        &[("HEI-LIC", "A04"), ("HEI-LIC", "A21")],
        &[4, 18],
        0,
        Fate::Suspended,
    ),
    past(
        University("syr"),
        12,
        &[("HEI-LIC", "A22")],
        &[30],
        0,
        Fate::Open,
    ),
    past(
        University("nura"),
        90,
        &[("HEI-LIC", "A07"), ("SAFE", "B13")],
        &[-60, -55],
        2,
        Fate::Resumed(41),
    ),
    past(
        University("zhaiyq"),
        60,
        &[("HEI-LIC", "A18")],
        &[9],
        0,
        Fate::Dismissed,
    ),
    past(
        University("ertis"),
        20,
        &[("SAFE", "B09"), ("SAFE", "B34"), ("HEI-LIC", "A15")],
        // A way out blocked past its term: the clock proposes.
        &[-1, 8, 40],
        0,
        Fate::Open,
    ),
    past(
        School(KOSTANAY, 1),
        26,
        &[("SCH", "D01")],
        &[5],
        0,
        Fate::Suspended,
    ),
    past(
        School(KOSTANAY, 2),
        9,
        &[("SCH", "D28")],
        &[20],
        0,
        Fate::Open,
    ),
    past(
        School(KOSTANAY, 3),
        6,
        &[("SCH", "D23"), ("SCH", "D17")],
        &[14, 10],
        0,
        Fate::Open,
    ),
    past(
        School(KOSTANAY, 4),
        16,
        &[("SAFE", "B03"), ("SAFE", "B38"), ("SCH", "D17")],
        &[2, 7, 22],
        0,
        Fate::Open,
    ),
    past(
        School(KOSTANAY, 6),
        100,
        &[("SAFE", "B07")],
        &[-75],
        1,
        Fate::Open,
    ),
    past(School(KOSTANAY, 7), 71, &[], &[], 0, Fate::Open),
    past(
        School(ASTANA, 1),
        161,
        &[("SCH", "D02")],
        &[-110],
        0,
        Fate::Suspended,
    ),
    past(
        School(ASTANA, 2),
        46,
        &[("SCH", "D01"), ("SAFE", "B40")],
        &[-3, 6],
        0,
        Fate::Suspended,
    ),
    past(
        School(ASTANA, 3),
        131,
        &[("SCH", "D28")],
        &[-100],
        1,
        Fate::Resumed(60),
    ),
    Past {
        place: School(ASTANA, 4),
        ago: 30,
        violated: &[],
        due: &[],
        confirmed: 0,
        fate: Fate::Suspended,
        door: Door::Refused,
    },
    past(
        School(ASTANA, 6),
        10,
        &[("SCH", "D19"), ("SCH", "D24")],
        &[12, 4],
        0,
        Fate::Open,
    ),
    past(School(ASTANA, 7), 51, &[], &[], 0, Fate::Open),
    past(
        School(ALMATY, 1),
        82,
        &[("SAFE", "B21"), ("SAFE", "B09")],
        &[-50, -50],
        0,
        Fate::Terminated,
    ),
    past(
        School(ALMATY, 2),
        14,
        &[("SAFE", "B21")],
        &[1],
        0,
        Fate::Open,
    ),
    past(
        School(ALMATY, 3),
        41,
        &[("SCH", "D23")],
        &[-8],
        0,
        Fate::Dismissed,
    ),
    past(
        School(ALMATY, 4),
        22,
        &[("SCH", "D01"), ("SCH", "D17")],
        &[8, 30],
        1,
        Fate::Suspended,
    ),
    past(
        School(ALMATY, 6),
        112,
        &[("SCH", "D02")],
        &[-80],
        1,
        Fate::Resumed(35),
    ),
    past(
        School(ALMATY, 7),
        18,
        &[("SAFE", "B09"), ("SCH", "D19"), ("SCH", "D24")],
        &[0, 9, 35],
        1,
        Fate::Open,
    ),
    past(School(ALMATY, 8), 66, &[], &[], 0, Fate::Open),
    past(
        School(ALMATY, 9),
        33,
        &[("SAFE", "B13"), ("SAFE", "B36")],
        &[-2, 1],
        0,
        Fate::Open,
    ),
    Past {
        place: School(KOSTANAY, 8),
        ago: 1,
        violated: &[("SCH", "D20")],
        due: &[15],
        confirmed: 0,
        fate: Fate::Open,
        door: Door::Objected,
    },
];

/// How far a visit to come has been prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prepared {
    Planned,
    Ordered,
    Notified,
}

/// A visit to come: where, which building, first and last day from today, how far, team, sizes
/// of its groups, index of the past visit it repeats.
pub(super) struct Coming {
    pub(super) place: Place,
    pub(super) building: u32,
    pub(super) days: (i64, i64),
    pub(super) prepared: Prepared,
    pub(super) team: usize,
    pub(super) groups: &'static [u32],
    pub(super) repeats: Option<usize>,
}

const fn coming(
    place: Place,
    days: (i64, i64),
    prepared: Prepared,
    team: usize,
    groups: &'static [u32],
) -> Coming {
    Coming {
        place,
        building: 1,
        days,
        prepared,
        team,
        groups,
        repeats: None,
    }
}

/// The days to come; the first one is the visit of the tour.
pub(super) const COMING: [Coming; 11] = [
    Coming {
        place: University(STAR),
        building: 2,
        days: (0, 1),
        prepared: Prepared::Ordered,
        team: 0,
        groups: &[26, 24],
        repeats: None,
    },
    coming(
        School(KOSTANAY, 10),
        (0, 0),
        Prepared::Ordered,
        1,
        &[22, 19, 17],
    ),
    coming(
        School(ASTANA, 10),
        (-6, -4),
        Prepared::Notified,
        0,
        &[24, 21],
    ),
    coming(
        School(ALMATY, 10),
        (-3, -2),
        Prepared::Ordered,
        1,
        &[18, 20],
    ),
    coming(School(ALMATY, 11), (1, 1), Prepared::Ordered, 0, &[23, 25]),
    coming(
        School(KOSTANAY, 11),
        (6, 7),
        Prepared::Ordered,
        0,
        &[15, 16, 21],
    ),
    Coming {
        place: University("ile"),
        building: 2,
        days: (8, 9),
        prepared: Prepared::Planned,
        team: 1,
        groups: &[28, 22],
        repeats: None,
    },
    coming(School(ASTANA, 11), (9, 9), Prepared::Planned, 0, &[20]),
    coming(
        University("ertis"),
        (12, 13),
        Prepared::Notified,
        1,
        &[27, 25],
    ),
    coming(
        School(KOSTANAY, 12),
        (14, 14),
        Prepared::Planned,
        1,
        &[17, 18],
    ),
    Coming {
        place: School(KOSTANAY, 4),
        building: 1,
        days: (5, 5),
        prepared: Prepared::Ordered,
        team: 0,
        groups: &[19, 23],
        repeats: Some(10),
    },
];
