//! Groups with invented learners.

use super::dice::Dice;
use super::names;
use baqylau_domain::contingent::{Group, Learner};
use baqylau_domain::organisation::OrganisationKind;
use chrono::{Datelike, NaiveDate};

/// Groups of a building on a day. The larger ones stand for the tour. Marks by QR are made for
/// nearly everybody who is in the LMS, so a head count finds some who were marked and aren't
/// there; a few are listed and not in the LMS.
pub(super) fn groups(
    key: &str,
    kind: OrganisationKind,
    day: NaiveDate,
    sizes: &[u32],
) -> Vec<Group> {
    sizes
        .iter()
        .zip(1u32..)
        .map(|(size, number)| group(key, kind, day, *size, number))
        .collect()
}

fn group(key: &str, kind: OrganisationKind, day: NaiveDate, size: u32, number: u32) -> Group {
    let mut dice = Dice::new(&format!("group {key} {number}"));
    let year = day.year().rem_euclid(100);
    let (code, born) = match kind {
        OrganisationKind::School => {
            let class = 4 + i32::try_from(number).unwrap_or(0) * 2;
            let letter = ["«А»", "«Ә»", "«Б»"];
            let letter = dice.pick(&letter).to_owned();
            (
                format!("{class} {letter}"),
                (day.year() - class - 7, day.year() - class - 6),
            )
        }
        OrganisationKind::University | OrganisationKind::Dormitory => {
            let subject = dice.pick(&["ИС", "ЭК", "ПД", "ЕТ", "ҚҰ"]).to_owned();
            let course = dice.between(1, 3);
            let entered = year - i32::try_from(course).unwrap_or(1);
            (
                format!("{subject}-{entered:02}-{number}"),
                (day.year() - 21, day.year() - 18),
            )
        }
    };
    let base = Dice::new(key).below(900);
    let mut learners: Vec<Learner> = (0..size)
        .filter_map(|index| {
            let serial = base + number * 40 + index;
            let invented = names::person(&mut dice, born, serial)?;
            let in_lms = dice.percent(97);
            Some(Learner {
                iin: invented.iin,
                full_name: invented.full_name(),
                qr_marked: in_lms && dice.percent(88),
                in_lms,
            })
        })
        .collect();
    learners.sort_by(|a, b| a.full_name.cmp(&b.full_name));
    learners.dedup_by_key(|learner| learner.iin);
    Group {
        code,
        room: format!("{}{:02}", dice.between(1, 4), dice.between(1, 30)),
        learners,
    }
}
