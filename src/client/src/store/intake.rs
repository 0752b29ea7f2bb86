//! The registry's entries on their way into the cache: understood outside of a transaction,
//! written inside one.
//!
//! A record is kept with the digest of the very bytes it came in, so that this copy can be
//! compared with the registry's without asking for the records again.

use super::cache::{self, Touched};
use super::orders;
use crate::error::{ClientError, Result};
use baqylau_domain::identifiers::{OrganisationId, SanctionId, VisitId};
use baqylau_domain::organisation::{LicenceStatus, Organisation, OrganisationKind};
use baqylau_domain::people::Person;
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::Sanction;
use baqylau_domain::schooling::SchoolingRecord;
use baqylau_domain::visit::Visit;
use baqylau_locale::{Language, Locale, fold};
use baqylau_protocol::checks::OrganisationChecks;
use baqylau_protocol::feed::{Change, RecordKey, RecordRef, RegisteredPoint, Scope};
use baqylau_protocol::signature::RegisteredSignature;
use baqylau_protocol::snapshot::{BUCKETS, Bucket, bucket_of, change_digest};
use rusqlite::{Connection, Transaction};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A page of a feed, understood.
pub struct Page {
    /// Epoch of the registry.
    pub epoch: Uuid,
    /// Scope.
    pub scope: Scope,
    /// Newest entry of the scope.
    pub head: u64,
    /// Entries, oldest first.
    pub entries: Vec<Entry>,
}

/// The records of one bucket, understood.
pub struct BucketEntries {
    /// Epoch of the registry.
    pub epoch: Uuid,
    /// Scope.
    pub scope: Scope,
    /// Newest entry of the scope when they were read.
    pub seq: u64,
    /// Number of the bucket.
    pub bucket: u8,
    /// Records.
    pub entries: Vec<Entry>,
}

/// An entry, ready to be written.
pub struct Entry {
    /// Place in the feed.
    pub seq: u64,
    record: Option<RecordKey>,
    digest: u64,
    row: Row,
}

enum Row {
    Organisation(Box<OrganisationColumns>),
    Visit {
        id: VisitId,
        organisation: OrganisationId,
        content: Box<str>,
    },
    Sanction {
        id: SanctionId,
        organisation: OrganisationId,
        visit: VisitId,
        content: Box<str>,
    },
    Point {
        point: Box<RegisteredPoint>,
        content: Box<str>,
    },
    Signature {
        signature: Box<RegisteredSignature>,
        content: Box<str>,
    },
    Person {
        id: String,
        content: Box<str>,
    },
    Removed(RecordRef),
    Order {
        key: String,
        content: Box<str>,
    },
    /// A draft field: not for this database.
    Elsewhere,
}

struct OrganisationColumns {
    id: OrganisationId,
    content: Box<str>,
    folded: String,
    bin: String,
    kind: &'static str,
    territory: String,
    sorted: [Vec<u8>; 3],
    licensed: bool,
    /// What the automatic checks say of it, and how many stop factors failed. What this program
    /// can't read isn't kept from a later one.
    checks: Option<Box<str>>,
    stops: Option<u32>,
}

#[derive(Deserialize)]
struct RawPage<'a> {
    epoch: Uuid,
    scope: Scope,
    head: u64,
    #[serde(borrow)]
    entries: Vec<RawEntry<'a>>,
}

#[derive(Deserialize)]
struct RawBucket<'a> {
    epoch: Uuid,
    scope: Scope,
    seq: u64,
    bucket: u8,
    #[serde(borrow)]
    entries: Vec<RawEntry<'a>>,
}

#[derive(Deserialize)]
struct RawEntry<'a> {
    seq: u64,
    #[serde(borrow)]
    change: &'a RawValue,
}

/// The records of [`Change`] as the bytes they are. Reading the tagged type itself would copy
/// every value of a record twice, which is most of the time a first synchronisation takes.
#[derive(Deserialize)]
struct RawChange<'a> {
    kind: &'a str,
    #[serde(borrow, default)]
    organisation: Option<&'a RawValue>,
    #[serde(borrow, default)]
    checks: Option<&'a RawValue>,
    #[serde(borrow, default)]
    visit: Option<&'a RawValue>,
    #[serde(borrow, default)]
    sanction: Option<&'a RawValue>,
    #[serde(borrow, default)]
    point: Option<&'a RawValue>,
    #[serde(borrow, default)]
    signature: Option<&'a RawValue>,
    #[serde(borrow, default)]
    person: Option<&'a RawValue>,
    #[serde(borrow, default)]
    record: Option<&'a RawValue>,
}

fn unreadable<E>(_: E) -> ClientError {
    ClientError::Unreadable {
        what: "answer of the registry",
    }
}

/// Reads a page of a feed.
///
/// # Errors
/// When it isn't one.
pub fn page(bytes: &[u8]) -> Result<Page> {
    let raw: RawPage<'_> = serde_json::from_slice(bytes).map_err(unreadable)?;
    Ok(Page {
        epoch: raw.epoch,
        scope: raw.scope,
        head: raw.head,
        entries: raw.entries.iter().map(entry).collect::<Result<_>>()?,
    })
}

/// Reads the records of a bucket.
///
/// # Errors
/// When it isn't one.
pub fn bucket(bytes: &[u8]) -> Result<BucketEntries> {
    let raw: RawBucket<'_> = serde_json::from_slice(bytes).map_err(unreadable)?;
    Ok(BucketEntries {
        epoch: raw.epoch,
        scope: raw.scope,
        seq: raw.seq,
        bucket: raw.bucket,
        entries: raw.entries.iter().map(entry).collect::<Result<_>>()?,
    })
}

/// Reads the lines of a piece of a snapshot.
///
/// # Errors
/// When a line isn't an entry.
pub fn lines(text: &str) -> Result<Vec<Entry>> {
    text.lines()
        .map(|line| {
            let raw: RawEntry<'_> = serde_json::from_str(line).map_err(unreadable)?;
            entry(&raw)
        })
        .collect()
}

fn entry(raw: &RawEntry<'_>) -> Result<Entry> {
    let json = raw.change.get();
    let change: RawChange<'_> = serde_json::from_str(json).map_err(unreadable)?;
    let (record, row) = understand(&change, json)?;
    Ok(Entry {
        seq: raw.seq,
        digest: change_digest(json),
        record,
        row,
    })
}

fn understand(change: &RawChange<'_>, json: &str) -> Result<(Option<RecordKey>, Row)> {
    let content = |raw: &RawValue| raw.get().to_owned().into_boxed_str();
    let key = |kind, id: String| Some(RecordKey { kind, id });
    Ok(match *change {
        RawChange {
            kind: "organisation",
            organisation: Some(raw),
            checks,
            ..
        } => {
            let organisation: Organisation = read(raw)?;
            let mut columns = columns(&organisation, content(raw));
            columns.stops = checks
                .and_then(|raw| read::<OrganisationChecks>(raw).ok())
                .map(|checks| checks.stops());
            columns.checks = checks.map(content);
            (
                key("organisation", organisation.id.to_string()),
                Row::Organisation(Box::new(columns)),
            )
        }
        RawChange {
            kind: "visit",
            visit: Some(raw),
            ..
        } => {
            let visit: Visit = read(raw)?;
            (
                key("visit", visit.id.to_string()),
                Row::Visit {
                    id: visit.id,
                    organisation: visit.organisation,
                    content: content(raw),
                },
            )
        }
        RawChange {
            kind: "sanction",
            sanction: Some(raw),
            ..
        } => {
            let sanction: Sanction = read(raw)?;
            (
                key("sanction", sanction.id.to_string()),
                Row::Sanction {
                    id: sanction.id,
                    organisation: sanction.organisation,
                    visit: sanction.visit,
                    content: content(raw),
                },
            )
        }
        RawChange {
            kind: "point",
            point: Some(raw),
            ..
        } => {
            let point: Box<RegisteredPoint> = read(raw)?;
            (
                key("point", point.record_id()),
                Row::Point {
                    point,
                    content: content(raw),
                },
            )
        }
        RawChange {
            kind: "signature",
            signature: Some(raw),
            ..
        } => {
            let signature: Box<RegisteredSignature> = read(raw)?;
            (
                key("signature", signature.record_id()),
                Row::Signature {
                    signature,
                    content: content(raw),
                },
            )
        }
        RawChange {
            kind: "person",
            person: Some(raw),
            ..
        } => {
            let person: Person = read(raw)?;
            let id = person.id.to_string();
            (
                key("person", id.clone()),
                Row::Person {
                    id,
                    content: content(raw),
                },
            )
        }
        RawChange {
            kind: "schooling",
            record: Some(raw),
            ..
        } => {
            let record: SchoolingRecord = read(raw)?;
            let id = record.key();
            (
                key("schooling", id.clone()),
                Row::Order {
                    key: id,
                    content: content(raw),
                },
            )
        }
        // What is left is rare and small: read as the type it is.
        _ => {
            let change: Change = serde_json::from_str(json).map_err(unreadable)?;
            let record = change.record();
            match change {
                Change::Removed { record: gone } => (record, Row::Removed(gone)),
                Change::Field { .. } => (None, Row::Elsewhere),
                _ => return Err(unreadable(())),
            }
        }
    })
}

fn read<T: serde::de::DeserializeOwned>(raw: &RawValue) -> Result<T> {
    serde_json::from_str(raw.get()).map_err(unreadable)
}

fn columns(organisation: &Organisation, content: Box<str>) -> OrganisationColumns {
    let sort = |language: Language, name: &str| Locale::new(language).sort_key(name);
    let mut words = vec![
        organisation.bin.as_text(),
        &organisation.name.kk,
        &organisation.name.ru,
        &organisation.name.en,
        &organisation.legal_address.kk,
        &organisation.legal_address.ru,
        &organisation.legal_address.en,
    ];
    for premises in &organisation.premises {
        words.extend([
            &*premises.address.kk,
            &premises.address.ru,
            &premises.address.en,
        ]);
    }
    // Names that stay the same in another language are searched once.
    words.retain({
        let mut seen = BTreeSet::new();
        move |word| !word.is_empty() && seen.insert(*word)
    });
    OrganisationColumns {
        id: organisation.id,
        content,
        folded: fold(&words.join(" ")),
        bin: organisation.bin.as_text().to_owned(),
        kind: kind_word(organisation.kind),
        territory: organisation.territory.to_string(),
        sorted: [
            sort(Language::Kk, organisation.name.kazakh()),
            sort(Language::Ru, organisation.name.russian()),
            sort(Language::En, organisation.name.english()),
        ],
        licensed: organisation
            .licences
            .iter()
            .any(|licence| licence.status == LicenceStatus::Active),
        checks: None,
        stops: None,
    }
}

/// The word a kind of organisation is filtered by.
pub(super) fn kind_word(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::University => "university",
        OrganisationKind::School => "school",
        OrganisationKind::Dormitory => "dormitory",
    }
}

/// Writes entries; what a scope stops showing, and nobody else shows, leaves.
///
/// # Errors
/// What the database answered.
pub fn take_in(tx: &Transaction<'_>, scope: &Scope, entries: &[Entry]) -> Result<Touched> {
    let mut touched = Touched::default();
    // Organisations whose light may be another now.
    let mut lit = BTreeSet::new();
    let mut left = false;
    let scope = scope.to_string();
    for entry in entries {
        match &entry.row {
            Row::Organisation(row) => {
                put_organisation(tx, row)?;
                if has_sanctions(tx, row.id)? {
                    lit.insert(row.id);
                }
                touched.organisations.insert(row.id);
            }
            Row::Visit {
                id,
                organisation,
                content,
            } => {
                tx.prepare_cached(
                    "INSERT INTO visits (id, organisation, content) VALUES (?1, ?2, ?3)
                     ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation,
                                                    content = excluded.content",
                )?
                .execute((id.to_string(), organisation.to_string(), content))?;
                touched.visits.insert(*id);
            }
            Row::Sanction {
                id,
                organisation,
                visit,
                content,
            } => {
                tx.prepare_cached(
                    "INSERT INTO sanctions (id, organisation, visit, content)
                     VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation,
                                                    visit = excluded.visit,
                                                    content = excluded.content",
                )?
                .execute((
                    id.to_string(),
                    organisation.to_string(),
                    visit.to_string(),
                    content,
                ))?;
                lit.insert(*organisation);
                touched.organisations.insert(*organisation);
                touched.sanctions = true;
            }
            Row::Point { point, content } => {
                tx.prepare_cached(
                    "INSERT INTO points (visit, number, organisation, open, content)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (visit, number) DO UPDATE SET organisation = excluded.organisation,
                                                               open = excluded.open,
                                                               content = excluded.content",
                )?
                .execute((
                    point.visit.to_string(),
                    point.point.number,
                    point.organisation.to_string(),
                    !matches!(point.state, PointState::Remedied { .. }),
                    content,
                ))?;
                touched.organisations.insert(point.organisation);
                touched.points = true;
            }
            Row::Signature { signature, content } => {
                tx.prepare_cached(
                    "INSERT INTO signatures (visit, person, content) VALUES (?1, ?2, ?3)
                     ON CONFLICT (visit, person) DO UPDATE SET content = excluded.content",
                )?
                .execute((
                    signature.visit.to_string(),
                    signature.person.to_string(),
                    content,
                ))?;
                touched.visits.insert(signature.visit);
                touched.signatures.insert(signature.visit);
            }
            Row::Person { id, content } => {
                tx.prepare_cached(
                    "INSERT INTO persons (id, content) VALUES (?1, ?2)
                     ON CONFLICT (id) DO UPDATE SET content = excluded.content",
                )?
                .execute((id, content))?;
            }
            Row::Order { key, content } => {
                orders::put(tx, key, content)?;
                touched.orders = true;
            }
            Row::Removed(record) => {
                match record {
                    RecordRef::Visit(id) => drop(touched.visits.insert(*id)),
                    RecordRef::Sanction(_) => touched.sanctions = true,
                    RecordRef::Organisation(id) => drop(touched.organisations.insert(*id)),
                }
                left = true;
            }
            Row::Elsewhere => {}
        }
        match (&entry.record, &entry.row) {
            (Some(record), Row::Removed(_)) => hide(tx, &scope, record)?,
            (Some(record), _) => show(tx, &scope, record, entry.digest)?,
            (None, _) => {}
        }
    }
    for organisation in &lit {
        cache::refresh_light(tx, *organisation)?;
    }
    if left {
        cache::sweep(tx)?;
    }
    Ok(touched)
}

fn put_organisation(tx: &Transaction<'_>, row: &OrganisationColumns) -> Result<()> {
    let [kk, ru, en] = &row.sorted;
    tx.prepare_cached(
        "INSERT INTO organisations (id, content, folded, bin, kind, territory,
                                    sort_kk, sort_ru, sort_en, licensed, checks, stops)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET
             content = excluded.content, folded = excluded.folded, bin = excluded.bin,
             kind = excluded.kind, territory = excluded.territory, sort_kk = excluded.sort_kk,
             sort_ru = excluded.sort_ru, sort_en = excluded.sort_en, licensed = excluded.licensed,
             checks = excluded.checks, stops = excluded.stops",
    )?
    .execute((
        row.id.to_string(),
        &row.content,
        &row.folded,
        &row.bin,
        row.kind,
        &row.territory,
        kk,
        ru,
        en,
        row.licensed,
        &row.checks,
        row.stops,
    ))?;
    Ok(())
}

fn has_sanctions(tx: &Transaction<'_>, organisation: OrganisationId) -> Result<bool> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM sanctions WHERE organisation = ?1")?
        .exists([organisation.to_string()])?)
}

fn show(tx: &Transaction<'_>, scope: &str, record: &RecordKey, digest: u64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO shown (scope, kind, id, bucket, digest) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (scope, kind, id) DO UPDATE SET digest = excluded.digest",
    )?
    .execute((
        scope,
        record.kind,
        &record.id,
        bucket_of(&record.to_string()),
        digest.cast_signed(),
    ))?;
    Ok(())
}

fn hide(tx: &Transaction<'_>, scope: &str, record: &RecordKey) -> Result<()> {
    tx.prepare_cached("DELETE FROM shown WHERE scope = ?1 AND kind = ?2 AND id = ?3")?
        .execute((scope, record.kind, &record.id))?;
    Ok(())
}

/// Digest of every bucket of what a scope shows here.
///
/// # Errors
/// What the database answered.
pub fn buckets(connection: &Connection, scope: &Scope) -> Result<Vec<Bucket>> {
    let mut buckets = vec![Bucket::default(); BUCKETS];
    let mut statement =
        connection.prepare_cached("SELECT bucket, digest FROM shown WHERE scope = ?1")?;
    let mut rows = statement.query([scope.to_string()])?;
    while let Some(row) = rows.next()? {
        let (bucket, digest): (u8, i64) = (row.get(0)?, row.get(1)?);
        if let Some(bucket) = buckets.get_mut(usize::from(bucket)) {
            bucket.add(digest.cast_unsigned());
        }
    }
    Ok(buckets)
}

/// Replaces what a scope shows in one bucket. Returns how many records were other than they
/// should have been: missing, too many, or of another state.
///
/// # Errors
/// What the database answered.
pub fn replace_bucket(
    tx: &Transaction<'_>,
    scope: &Scope,
    bucket: u8,
    entries: &[Entry],
) -> Result<(u64, Touched)> {
    let mut before = BTreeSet::new();
    {
        let mut statement = tx.prepare_cached(
            "SELECT kind, id, digest FROM shown WHERE scope = ?1 AND bucket = ?2",
        )?;
        let mut rows = statement.query((scope.to_string(), bucket))?;
        while let Some(row) = rows.next()? {
            let (kind, id, digest): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            before.insert((kind, id, digest));
        }
    }
    let after: BTreeSet<(String, String, i64)> = entries
        .iter()
        .filter_map(|entry| {
            let record = entry.record.as_ref()?;
            let digest = entry.digest.cast_signed();
            Some((record.kind.to_owned(), record.id.clone(), digest))
        })
        .collect();
    let records: BTreeSet<_> = before
        .symmetric_difference(&after)
        .map(|(kind, id, _)| (kind, id))
        .collect();
    let other = u64::try_from(records.len()).unwrap_or(u64::MAX);
    tx.execute(
        "DELETE FROM shown WHERE scope = ?1 AND bucket = ?2",
        (scope.to_string(), bucket),
    )?;
    let mut touched = take_in(tx, scope, entries)?;
    cache::sweep(tx)?;
    for (kind, id, _) in &before {
        match kind.as_str() {
            "organisation" => drop(id.parse().map(|id| touched.organisations.insert(id))),
            "visit" => drop(id.parse().map(|id| touched.visits.insert(id))),
            "sanction" => touched.sanctions = true,
            "point" => touched.points = true,
            "schooling" => touched.orders = true,
            "signature" => {
                let visit: Option<VisitId> = id.split('/').next().and_then(|id| id.parse().ok());
                touched.visits.extend(visit);
                touched.signatures.extend(visit);
            }
            _ => {}
        }
    }
    Ok((other, touched))
}
