//! An invented country: schools, what their LMS send for a month, and what ГБД ФЛ knows. The same
//! seed gives the same bytes.

use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Days pupils were born on: twelve years from 2009.
const DAYS: u64 = 4_383;

/// Files of a country; every engine reads these very bytes.
pub struct Country {
    pub records: u64,
    pub schools: u64,
}

/// SplitMix64 over a person and a question: facts of a person are the same wherever they appear.
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Of ten thousand.
fn share(person: u64, question: u64) -> u64 {
    mixed(person * 16 + question) % 10_000
}

/// A day since 1 January 2009 as year, month and day.
fn date(day: u64) -> (u64, u64, u64) {
    let mut left = day;
    for year in 2009.. {
        let leap = year % 4 == 0;
        for (month, days) in (1..).zip([
            31,
            28 + u64::from(leap),
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ]) {
            if left < days {
                return (year, month, left + 1);
            }
            left -= days;
        }
    }
    (2009, 1, 1)
}

/// The check digit of eleven digits; none for numbers that are never assigned.
fn check(eleven: u64) -> Option<u64> {
    let digits: Vec<u64> = (0..11)
        .rev()
        .map(|place| eleven / 10_u64.pow(place) % 10)
        .collect();
    let sum = |shift: u64| {
        let weights = (0..11).map(|place| (place + shift) % 11 + 1);
        digits
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum::<u64>()
            % 11
    };
    let control = if sum(0) == 10 { sum(2) } else { sum(0) };
    (control < 10).then_some(control)
}

/// Numbers of so many people, spread over all days.
fn numbers(count: u64) -> Vec<u64> {
    let mut next = vec![0_u64; usize::try_from(DAYS).unwrap_or(0)];
    let mut numbers = Vec::new();
    for person in 0..count {
        let day = person % DAYS;
        let (year, month, of_month) = date(day);
        let begin = (year % 100 * 10_000 + month * 100 + of_month) * 100_000;
        let Some(serial) = next.get_mut(usize::try_from(day).unwrap_or(0)) else {
            continue;
        };
        loop {
            let eleven = begin + (5 + *serial % 2) * 10_000 + *serial / 2;
            *serial += 1;
            if let Some(control) = check(eleven) {
                numbers.push(eleven * 10 + control);
                break;
            }
        }
    }
    numbers
}

impl Country {
    /// Writes the files: of 4,000 records 14 people are listed by two schools or three.
    pub fn write(folder: &Path, records: u64, schools: u64) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let (twice, thrice) = (records * 10 / 4_000, records * 4 / 4_000);
        let people = records - twice - 2 * thrice;
        let numbers = numbers(people);
        // People of one school were born on many days.
        let mut lists: Vec<Vec<u64>> = (0..schools).map(|_| Vec::new()).collect();
        for person in 0..people {
            let home = mixed(person ^ 0x5eed) % schools;
            let others = if person < thrice {
                2
            } else {
                u64::from(person < thrice + twice)
            };
            for more in 0..=others {
                let school = (home + more) % schools;
                if let Some(list) = lists.get_mut(usize::try_from(school).unwrap_or(0)) {
                    list.push(person);
                }
            }
        }
        let number = |person: u64| {
            let number = numbers
                .get(usize::try_from(person).unwrap_or(0))
                .copied()
                .unwrap_or(0);
            // One of a thousand was mistyped.
            if share(person, 0) < 10 {
                number / 10 * 10 + (number + 1) % 10
            } else {
                number
            }
        };
        let mut lms = BufWriter::new(File::create(folder.join("lms.csv"))?);
        let mut about = BufWriter::new(File::create(folder.join("schools.csv"))?);
        for (school, list) in (0_u64..).zip(&mut lists) {
            list.sort_unstable_by_key(|person| mixed(*person));
            let mut part = Vec::new();
            for person in list {
                let number = number(*person);
                let (year, month, day) = date(*person % DAYS);
                write!(part, "{school},{number:012},")?;
                match share(*person, 1) {
                    0..10 => write!(part, "2009-12-31")?,
                    10..15 => {}
                    _ => write!(part, "{year:04}-{month:02}-{day:02}")?,
                }
                write!(part, ",{}", mixed(*person) % 11 + 1)?;
                match share(*person, 2) {
                    0..10 => writeln!(part, ",")?,
                    10..30 => writeln!(part, ",5")?,
                    other => writeln!(part, ",{}", if other < 9_000 { 1 } else { other % 4 + 1 })?,
                }
            }
            lms.write_all(&part)?;
            let known = |question| match share(school, question) {
                0..100 => "",
                100..200 => "0",
                _ => "1",
            };
            let hash = Sha256::digest(&part);
            writeln!(about, "{school},{},{},{hash:x}", known(3), known(4))?;
        }
        lms.flush()?;
        about.flush()?;
        let mut facts = BufWriter::new(File::create(folder.join("facts.csv"))?);
        for person in 0..people {
            if share(person, 5) < 50 {
                continue;
            }
            let life = match share(person, 6) {
                0..10 => "2",
                10..20 => "3",
                20..25 => "",
                _ => "1",
            };
            let country = match share(person, 7) {
                0..50 => "643",
                50..55 => "",
                _ => "398",
            };
            writeln!(facts, "{},{life},{country}", number(person))?;
        }
        facts.flush()?;
        Ok(Self { records, schools })
    }
}
