//! A month of the state order of a region, as `baqylau tour month` plays it at the screens of everybody
//! it concerns: what it leaves is added up here once more.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop and tell"
)]

use baqylau_registry::rehearsal::{PlantedFault, Rehearsal};
use std::collections::BTreeSet;

/// Every fault has a school of its own, and seven are in order.
const SCHOOLS: u32 = 12;

/// A row of the table: number, planned, contracted, acted, paid in tiyn; pupils paid for, excluded,
/// cut.
fn rows(table: &str) -> Vec<[i64; 8]> {
    let rows = table.lines().skip(1).map(|line| {
        let cells: Vec<i64> = line.split(';').map(|cell| cell.parse().unwrap()).collect();
        cells.try_into().unwrap()
    });
    rows.collect()
}

#[test]
fn a_month_goes_from_budget_to_payment_at_the_screens_and_five_faults_cost_what_they_should() {
    let out = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    baqylau_desktop::tour::month(out.path(), SCHOOLS, true, &mut |line| {
        told.push(line.to_owned());
    })
    .unwrap_or_else(|error| panic!("{error}\n{}", told.join("\n")));

    let rows = rows(&std::fs::read_to_string(out.path().join("month.csv")).unwrap());
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 10).unwrap();
    let rehearsal = Rehearsal::of(today, SCHOOLS);
    assert_eq!(rows.len(), rehearsal.schools.len());
    let mut faults = BTreeSet::new();
    for (
        school,
        [
            number,
            planned,
            contracted,
            acted,
            paid,
            pupils,
            excluded,
            cut,
        ],
    ) in rehearsal.schools.iter().zip(&rows)
    {
        assert_eq!(*number, i64::from(school.number));
        assert!(planned <= contracted && acted <= planned, "{number}");
        assert_eq!(
            pupils + excluded + cut,
            i64::from(school.pupils),
            "{number}"
        );
        faults.extend(school.fault);
        let (out, over) = match school.fault {
            Some(PlantedFault::Doubled | PlantedFault::Dead) => (1, 0),
            Some(PlantedFault::OverPermit) => {
                (0, i64::from(school.pupils - school.permitted.unwrap()))
            }
            _ => (0, 0),
        };
        assert_eq!((*excluded, *cut), (out, over), "{number}");
        let stopped = [PlantedFault::NoInvoice, PlantedFault::Suspended].map(Some);
        let expected = if stopped.contains(&school.fault) {
            0
        } else {
            *acted
        };
        assert_eq!(*paid, expected, "{number}");
    }
    assert_eq!(faults.len(), 5, "every fault is planted");

    // The bank was told of the very payments that were made, none twice.
    let statement = std::fs::read_to_string(out.path().join("statement.csv")).unwrap();
    let lines: Vec<Vec<&str>> = statement
        .lines()
        .skip(1)
        .map(|line| line.split(';').collect())
        .collect();
    let references: BTreeSet<&str> = lines.iter().map(|line| line[4]).collect();
    assert_eq!(references.len(), lines.len());
    assert_eq!(lines.len(), rows.len() - 2);
    let sums = lines
        .iter()
        .map(|line| line[2].replace(',', "").parse::<i64>().unwrap());
    assert_eq!(
        sums.sum::<i64>(),
        rows.iter().map(|row| row[4]).sum::<i64>()
    );
    let pictures = std::fs::read_dir(out.path()).unwrap().filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension().is_some_and(|ending| ending == "png")
    });
    assert!(pictures.count() >= 20, "a picture of every step");
}
