//! The registry: reads what LMS sent, checks its hashes, keeps the batches, validates the month.

use crate::usage::{Usage, Watch, memory};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{LifeStatus, MonthVerdict, Programme, Study};
use baqylau_domain::identifiers::{BlobHash, OrganisationId, PersonId, Unverified};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade, PersonFact};
use baqylau_domain::organisation::{
    Contract, Licence, LicenceStatus, Organisation, OrganisationKind,
};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::text::Trilingual;
use baqylau_registry::environment::{Environment, ManualClock, SystemRandomness};
use baqylau_registry::{Import, Registry, RegistryConfig, RunningRegistry};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Batches kept in one transaction.
const GROUP: usize = 256;

fn october() -> Outcome<Period> {
    Period::new(2026, 10).ok_or_else(|| "a period".into())
}

fn id(school: u64) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(u128::from(school)))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Somebody who may freeze a month.
fn centre() -> Actor {
    Actor {
        person: PersonId::new(Uuid::from_u128(1)),
        role: AccountRole::FinancialCentre,
        territory: None,
        organisation: None,
    }
}

/// A school as the file tells of it, and the hash of what its LMS sent.
fn school(line: &str) -> Outcome<(Organisation, BlobHash)> {
    let cells: Vec<&str> = line.split(',').collect();
    let [number, licence, contract, hash] = cells[..] else {
        return Err("schools.csv".into());
    };
    let status = match licence {
        "1" => LicenceStatus::Active,
        _ => LicenceStatus::Withdrawn,
    };
    let year = if contract == "1" { 2026 } else { 2020 };
    let organisation = Organisation {
        id: id(number.parse()?),
        bin: Unverified::new("230940999005"),
        name: Trilingual::default(),
        kind: OrganisationKind::School,
        territory: "711210000".parse()?,
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: Vec::new(),
        licences: (!licence.is_empty())
            .then(|| Licence {
                number: String::new(),
                issued: day(2020, 1, 1),
                status,
                addresses: Vec::new(),
            })
            .into_iter()
            .collect(),
        contracts: (!contract.is_empty())
            .then(|| Contract {
                number: String::new(),
                date: day(year, 9, 1),
                period: (day(year, 9, 1), day(year, 12, 31)),
                amount: Tiyn(0),
                places: 0,
            })
            .into_iter()
            .collect(),
        sample: true,
    };
    Ok((organisation, hash.parse()?))
}

/// A whole number, as digits.
fn number(text: &[u8]) -> Option<u64> {
    text.iter().try_fold(0_u64, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

fn date(text: &[u8]) -> Option<NaiveDate> {
    let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..)?);
    let narrow = |text| u32::try_from(number(text)?).ok();
    NaiveDate::from_ymd_opt(
        i32::try_from(number(year)?).ok()?,
        narrow(month)?,
        narrow(day)?,
    )
}

/// A line of the LMS: school and entry.
fn entry(line: &[u8]) -> Option<(u64, Entry)> {
    let mut cells = line.split(|byte| *byte == b',');
    let (school, iin, born) = (cells.next()?, cells.next()?, cells.next()?);
    let (class, study) = (cells.next()?, cells.next()?);
    let entry = Entry {
        number: number(iin)?,
        born: if born.is_empty() {
            None
        } else {
            Some(date(born)?)
        },
        grade: Some(Grade::Class(u8::try_from(number(class)?).ok()?)),
        study: match study {
            b"1" => Some(Study::GeneralClass),
            b"2" => Some(Study::CorrectionalClass),
            b"3" => Some(Study::SpecialNeeds),
            b"4" => Some(Study::Home),
            b"5" => Some(Study::FullTime),
            _ => None,
        },
        contract: None,
        lessons: None,
    };
    Some((number(school)?, entry))
}

fn fact(line: &[u8]) -> Option<PersonFact> {
    let mut cells = line.split(|byte| *byte == b',');
    let (iin, life, country) = (cells.next()?, cells.next()?, cells.next()?);
    Some(PersonFact {
        number: number(iin)?,
        life: match life {
            b"1" => Some(LifeStatus::Alive),
            b"2" => Some(LifeStatus::Dead),
            b"3" => Some(LifeStatus::NotFound),
            _ => None,
        },
        country: if country.is_empty() {
            None
        } else {
            Some(u16::try_from(number(country)?).ok()?)
        },
    })
}

/// What a run of the registry took.
pub struct Measured {
    pub usage: Usage,
    /// Milliseconds from a school's corrected batch to its new register on the disk.
    pub corrections: Vec<f64>,
}

/// A registry with the schools, over an empty folder.
async fn start(folder: &Path, store: &Path) -> Outcome<(RunningRegistry, Vec<BlobHash>)> {
    let noon = day(2026, 11, 2).and_hms_opt(12, 0, 0).unwrap_or_default();
    let clock = ManualClock::new(Moment::from_naive_utc_and_offset(noon, chrono::Utc));
    let registry = Registry::start(RegistryConfig {
        hourly: false,
        environment: Environment {
            clock: Arc::new(clock),
            random: Arc::new(SystemRandomness),
        },
        listen: ([127, 0, 0, 1], 0).into(),
        ..RegistryConfig::new(store)
    })
    .await?;
    let mut hashes = Vec::new();
    let mut organisations = Vec::new();
    for line in std::fs::read_to_string(folder.join("schools.csv"))?.lines() {
        let (organisation, hash) = school(line)?;
        organisations.push(organisation);
        hashes.push(hash);
    }
    registry
        .import(Import {
            organisations,
            ..Import::default()
        })
        .await?;
    Ok((registry, hashes))
}

/// Reads the file of the LMS, school by school, and hands on groups of checked batches.
fn read(folder: &Path, hashes: &[BlobHash], groups: &Sender<Vec<Batch>>) -> Result<(), String> {
    let period = Period::new(2026, 10).ok_or("a period")?;
    let sent = std::fs::read(folder.join("lms.csv")).map_err(|error| error.to_string())?;
    let mut rest = &sent[..];
    let mut group = Vec::new();
    let mut entries = Vec::new();
    for (school, expected) in (0_u64..).zip(hashes) {
        entries.clear();
        let part = rest;
        while !rest.is_empty() {
            let end = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(rest.len() - 1);
            let (line, after) = rest.split_at(end + 1);
            let (of, entry) = entry(line.trim_ascii_end()).ok_or("lms.csv")?;
            if of != school {
                break;
            }
            entries.push(entry);
            rest = after;
        }
        let part = &part[..part.len() - rest.len()];
        let source = BlobHash::new(Sha256::digest(part).into());
        if source != *expected {
            return Err("what was sent has another hash".to_owned());
        }
        let head = BatchHead {
            organisation: id(school),
            programme: Programme::Schooling,
            period,
            revision: 1,
            source,
        };
        group.push(Batch::new(head, &entries).map_err(|error| error.to_string())?);
        if group.len() == GROUP {
            let full = std::mem::take(&mut group);
            groups
                .blocking_send(full)
                .map_err(|error| error.to_string())?;
        }
    }
    groups
        .blocking_send(group)
        .map_err(|error| error.to_string())
}

async fn load(registry: &RunningRegistry, folder: &Path, hashes: Vec<BlobHash>) -> Outcome<()> {
    let (groups, mut read_groups) = tokio::sync::mpsc::channel(2);
    let of = folder.to_owned();
    let reading = tokio::task::spawn_blocking(move || read(&of, &hashes, &groups));
    while let Some(group) = read_groups.recv().await {
        registry.keep_batches(group).await?;
    }
    reading.await??;
    let told = std::fs::read(folder.join("facts.csv"))?;
    let lines = told
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    let mut unread = false;
    let facts = lines.map_while(|line| {
        let read = fact(line);
        unread |= read.is_none();
        read
    });
    registry.keep_person_facts(facts).await?;
    if unread {
        return Err("facts.csv".into());
    }
    Ok(())
}

/// One run over an empty folder; every verdict is written to `result`, where one is wanted.
pub async fn run(folder: &Path, store: &Path, result: Option<&Path>) -> Outcome<Measured> {
    let (registry, hashes) = start(folder, store).await?;
    let watch = Watch::start();
    let schools = hashes.len();
    load(&registry, folder, hashes).await?;
    let (loaded, cpu) = (watch.wall(), watch.cpu());
    registry.freeze_month(october()?, centre()).await?;
    registry.validate_months().await?;
    let usage = Usage {
        load: loaded,
        validate: watch.wall() - loaded,
        cpu: watch.cpu(),
        cpu_validate: watch.cpu() - cpu,
        memory: memory("self"),
    };
    if let Some(result) = result {
        write_result(&registry, schools, result).await?;
    }
    let corrections = correct(&registry, schools).await?;
    registry.stop().await;
    Ok(Measured { usage, corrections })
}

async fn write_result(registry: &RunningRegistry, schools: usize, result: &Path) -> Outcome<()> {
    let mut file = BufWriter::new(File::create(result)?);
    for school in 0..u64::try_from(schools)? {
        let found = registry.month_register(october()?, id(school)).await?;
        let (batch, register) = found.ok_or("a register is missing")?;
        for (number, judged) in batch.numbers().zip(register.rows()) {
            let verdict = match judged.verdict {
                MonthVerdict::Payable => 0,
                MonthVerdict::Held => 1,
                MonthVerdict::Excluded => 2,
            };
            let reasons = judged.reasons.bits();
            writeln!(file, "{school},{number},{reasons},{verdict}")?;
        }
    }
    Ok(file.flush()?)
}

/// Corrects schools one after the other: each lets one pupil go and takes one of its neighbour.
async fn correct(registry: &RunningRegistry, schools: usize) -> Outcome<Vec<f64>> {
    let mut took = Vec::new();
    for place in 0..9 {
        let school = (place * 7) % u64::try_from(schools)?;
        let neighbour = (school + 1) % u64::try_from(schools)?;
        let own = registry.month_register(october()?, id(school)).await?;
        let other = registry.month_register(october()?, id(neighbour)).await?;
        let ((own, _), (other, _)) = own.zip(other).ok_or("a register is missing")?;
        let taken = other.iter().find(|entry| own.find(entry.number).is_none());
        let entries: Vec<Entry> = own.iter().skip(1).chain(taken).collect();
        let head = BatchHead {
            revision: own.head().revision + 1,
            ..*own.head()
        };
        let batch = Batch::new(head, &entries)?;
        let begun = Instant::now();
        registry.keep_batch(batch).await?;
        registry.validate_months().await?;
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(took)
}
