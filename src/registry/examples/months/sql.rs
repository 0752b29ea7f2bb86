//! The validation of a month in SQL, as PostgreSQL and DuckDB both understand it.

use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{CheckParameters, MonthRules, Programme};

/// Tables as they are copied into.
pub const TABLES: [(&str, &str); 3] = [
    (
        "lms",
        "school integer, iin bigint, birth date, class smallint, study smallint",
    ),
    ("facts", "iin bigint, life smallint, country smallint"),
    (
        "schools",
        "school integer, licence smallint, contract smallint, sha256 text",
    ),
];

/// One digit of a number, from the left.
fn digit(place: u32) -> String {
    format!("(iin / {} % 10)", 10_u64.pow(12 - place))
}

fn sum(shift: u32) -> String {
    let terms: Vec<String> = (0..11)
        .map(|place| format!("{} * {}", digit(place + 1), (place + shift) % 11 + 1))
        .collect();
    format!("(({}) % 11)", terms.join(" + "))
}

/// A statement that judges everybody; what is seldom needed is asked for last. The answer: school, number, reasons as bits, verdict. `divide` writes a
/// division of whole numbers.
pub fn judge(divide: &str) -> String {
    let rules = MonthRules::of(
        Programme::Schooling,
        &CheckParameters::pilot(),
        Period::new(2026, 10).map_or_else(Default::default, Period::last_day),
    );
    let (excluding, holding) = (rules.excluding().bits(), rules.holding().bits());
    let (fifth, seventh, last) = (digit(5), digit(7), digit(12));
    let (first, second) = (sum(0), sum(2));
    let text = format!(
        "WITH digits AS (
    SELECT school, iin, birth, class, study, {first} AS s1, {second} AS s2, {last} AS d12,
        {fifth} AS d5, {seventh} AS d7,
        CASE WHEN {seventh} <= 2 THEN 1800 WHEN {seventh} <= 4 THEN 1900 ELSE 2000 END
            + iin / 10000000000 AS y,
        iin / 100000000 % 100 AS m, iin / 1000000 % 100 AS d
    FROM lms
), dated AS (
    SELECT *, CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31
            WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END AS days
    FROM digits
), numbered AS (
    SELECT *, iin < 1000000000000 AND d5 < 4 AND d7 <= 6
            AND (d7 = 0 OR (m BETWEEN 1 AND 12 AND d BETWEEN 1 AND days))
            AND (s1 = d12 OR (s1 = 10 AND s2 = d12)) AS valid
    FROM dated
), duplicates AS (
    SELECT iin FROM lms GROUP BY iin HAVING count(*) > 1
), reasoned AS (
    SELECT n.school, n.iin, n.class, n.study,
        CASE WHEN NOT n.valid THEN 1 WHEN n.d7 <> 0 AND n.birth <> make_date(CAST(n.y AS integer),
            CAST(n.m AS integer), CAST(n.d AS integer)) THEN 2 ELSE 0 END
        + CASE f.life WHEN 1 THEN 0 WHEN 2 THEN 4 WHEN 3 THEN 8 ELSE 16 END
        + CASE WHEN f.country IS NULL THEN 64 WHEN f.country <> 398 THEN 32 ELSE 0 END
        + CASE WHEN u.iin IS NULL THEN 0 ELSE 128 END
        + CASE WHEN n.study IS NULL THEN 1024 WHEN n.study = 5 THEN 512 ELSE 0 END
        + CASE s.contract WHEN 1 THEN 0 WHEN 0 THEN 2048 ELSE 4096 END
        + CASE s.licence WHEN 1 THEN 0 WHEN 0 THEN 8192 ELSE 16384 END AS reasons
    FROM numbered n JOIN schools s ON s.school = n.school
        LEFT JOIN facts f ON f.iin = n.iin LEFT JOIN duplicates u ON u.iin = n.iin
) SELECT school, iin, class, study, reasons, CASE WHEN reasons & {excluding} <> 0 THEN 2
    WHEN reasons & {holding} <> 0 THEN 1 ELSE 0 END AS verdict FROM reasoned"
    );
    text.replace(" / ", divide)
}

/// The lines of the acts.
pub const LINES: &str =
    "SELECT school, CASE WHEN class <= 4 THEN 0 WHEN class <= 9 THEN 1 ELSE 2 END
    AS level, study, verdict, count(*) AS people FROM verdicts GROUP BY 1, 2, 3, 4";

/// Everybody's verdict, in order: what engines are compared by.
pub const RESULT: &str = "SELECT school, iin, reasons, verdict FROM verdicts ORDER BY school, iin";
