//! Batches in the store: revisions with their rows, differences, sources and answers.

use super::difference::{Kept, difference};
use super::gathered::Gathered;
use super::heading::Heading;
use super::listed::person;
use super::rows::Row;
use super::{facts, months};
use crate::audit;
use crate::checks::{self, Intake, Part};
use crate::context::Context;
use crate::failure::Failure;
use crate::months::{PutError, key};
use crate::store::rows::{decode, encode, micros};
use crate::store::sql::{lms as sql, months as sql_months};
use crate::store::{Connection, StoreError, Tx, params};
use crate::vouchers::{self, Cause};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{BlobHash, Kato, OrganisationId};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::lms::{
    ContractRow, DifferenceCounts, LmsAnswer, LmsMethod, LmsReceipt, LmsReport, LmsStatus,
    SignedLmsReceipt,
};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use uuid::Uuid;

/// Rows packed together.
const PACK: usize = 512;

/// Bytes of a source kept together.
const SOURCE_PIECE: usize = 512 * 1024;

/// Rows of a difference packed together: as many as a page shows.
pub(crate) const CHANGES: usize = baqylau_protocol::lms::MAX_LMS_CHANGES as usize;

/// A document that was read and whose sender may send it.
#[derive(Clone)]
pub(crate) struct Incoming {
    /// Identity it gets when it is new.
    pub(crate) id: Uuid,
    /// The LMS.
    pub(crate) party: Uuid,
    /// Whose it is.
    pub(crate) organisation: OrganisationId,
    /// Its region.
    pub(crate) region: Kato,
    /// Whether the organisation is a university.
    pub(crate) university: bool,
    /// What it is about.
    pub(crate) method: LmsMethod,
    /// What it says.
    pub(crate) gathered: Gathered,
    /// Hash of that.
    pub(crate) content: BlobHash,
    /// Signature over the document.
    pub(crate) cms: Option<Vec<u8>>,
    /// When it was received.
    pub(crate) at: Moment,
}

/// What stands for a school and time.
struct Standing {
    id: String,
    revision: u32,
    content: String,
    answer: Vec<u8>,
}

/// Whether nothing of a month changes any more.
pub(crate) fn is_closed(connection: &Connection, month: Period) -> Result<bool, StoreError> {
    let state: Option<String> = connection.cell(sql_months::MONTH_STATE, params![key(month)])?;
    Ok(state.as_deref() == Some("closed"))
}

/// Keeps a document as the newest revision, and returns the answer; when the one that stands says
/// the same, nothing changes and its answer is returned.
///
/// # Errors
/// [`ErrorCode::MonthClosed`] when it says something new about a closed month; the store's.
pub(crate) fn put(
    context: &Context,
    intake: &Intake,
    tx: &Tx<'_>,
    incoming: &Incoming,
) -> Result<String, Failure> {
    let Gathered { heading, rows, .. } = &incoming.gathered;
    let Heading { school, span } = heading;
    let (span_text, method) = (span.to_string(), incoming.method.word());
    let standing = tx.one(sql::STANDING, params![school, method, span_text], |row| {
        Ok(Standing {
            id: row.get(0)?,
            revision: row.get(1)?,
            content: row.get(2)?,
            answer: row.get(3)?,
        })
    })?;
    if let Some(standing) = &standing
        && standing.content == incoming.content.to_string()
    {
        return Ok(text(&standing.answer)?);
    }
    if let Some(month) = span.month()
        && is_closed(tx, month)?
    {
        return Err(closed());
    }
    let revision = standing.as_ref().map_or(0, |standing| standing.revision);
    let revision = revision.saturating_add(1);
    let former = match &standing {
        Some(standing) => rows_of(tx, &standing.id)?,
        None => Vec::new(),
    };
    let (counts, changes) = match &standing {
        Some(_) => difference(&former, rows)?,
        None => {
            let added = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let counts = DifferenceCounts {
                added,
                ..DifferenceCounts::default()
            };
            (counts, Vec::new())
        }
    };
    let answer = answer(context, incoming, revision, counts)?;
    let id = incoming.id.to_string();
    if let Some(standing) = &standing {
        tx.run(sql::BATCH_OVER, params![standing.id])?;
        // What it said is still in its source, and its difference from this one is kept.
        tx.run(sql::ROWS_DROP, params![standing.id])?;
    }
    tx.run(
        sql::BATCH_ADD,
        params![
            id,
            school,
            incoming.organisation.to_string(),
            incoming.region.to_string(),
            incoming.university,
            method,
            span_text,
            revision,
            incoming.party.to_string(),
            incoming.content.to_string(),
            incoming.gathered.source.hash.to_string(),
            micros(incoming.at),
            answer.report.accepted,
            answer.report.rejected,
            counts.added,
            counts.removed,
            counts.changed,
            incoming.cms,
            packed(&encode(&answer)?)?,
        ],
    )?;
    put_rows(tx, &id, rows)?;
    put_source(tx, incoming)?;
    for (n, page) in (0u32..).zip(changes.chunks(CHANGES)) {
        tx.run(sql::CHANGES_ADD, params![id, n, packed(&encode(&page)?)?])?;
    }
    follow(intake, tx, incoming, &former)?;
    audit::write(
        tx,
        incoming.at,
        &audit::Line {
            operation: "",
            actor: None,
            action: &format!("lms {method}"),
            object: &format!("{}/{id}", incoming.party),
        },
    )?;
    Ok(encode(&answer)?)
}

fn closed() -> Failure {
    Failure::new(ErrorCode::MonthClosed, "the month is closed")
}

/// Makes the month anew where this document belongs to what is paid by, and hands the automatic
/// checks what it says of single learners.
fn follow(
    intake: &Intake,
    tx: &Tx<'_>,
    incoming: &Incoming,
    former: &[Kept],
) -> Result<(), Failure> {
    let (method, span) = (incoming.method, incoming.gathered.heading.span);
    let (organisation, source, at) = (incoming.organisation, incoming.content, incoming.at);
    let failed = |error| match error {
        PutError::Store(error) => error.into(),
        PutError::Closed => closed(),
        other => Failure {
            cause: Some(other.to_string()),
            ..StoreError::Corrupt("month of an LMS").into()
        },
    };
    let students = match (method, span.month()) {
        (LmsMethod::Contingent, Some(month)) => {
            months::put_school(tx, organisation, month, source, at).map_err(failed)?;
            None
        }
        (LmsMethod::Contracts | LmsMethod::Schedule | LmsMethod::Marks, Some(month)) => {
            let put = months::put_university(tx, organisation, month, source, at);
            Some(put.map_err(failed)?)
        }
        _ => None,
    };
    if method == LmsMethod::Contracts {
        reserve(tx, incoming)?;
    }
    let former = match method {
        LmsMethod::Schedule | LmsMethod::Marks => BTreeSet::new(),
        _ => former
            .iter()
            .map(|(key, _)| person(key))
            .collect::<Result<_, _>>()?,
    };
    let quarters = intake.parameters(at).quarters.value;
    let said = facts::of(tx, &quarters, incoming, &former, students.as_ref())?;
    intake.take_back(tx, &said.gone, organisation, at)?;
    intake.take_in_many(tx, &said.facts, at)?;
    // Who is listed is judged, whether or not anything was known of them.
    let part = if method == LmsMethod::Teachers {
        Part::Staff
    } else {
        Part::Contingent
    };
    if part == Part::Contingent {
        // How many there are is held against its buildings and permits.
        checks::listed_anew(tx, organisation, Part::Establishment, at)?;
    }
    Ok(checks::listed_anew(tx, organisation, part, at)?)
}

/// Has each contract reserve its student's voucher, afterwards.
fn reserve(tx: &Tx<'_>, incoming: &Incoming) -> Result<(), StoreError> {
    let mut causes = Vec::with_capacity(incoming.gathered.rows.len());
    for row in &incoming.gathered.rows {
        let contract: ContractRow = decode(&row.line, "contract of an LMS")?;
        causes.push(Cause::Contract {
            executor: incoming.organisation,
            student: contract.iin,
            number: contract.number,
            form: vouchers::form_of(contract.study),
        });
    }
    vouchers::note(tx, &causes, incoming.at)
}

fn answer(
    context: &Context,
    incoming: &Incoming,
    revision: u32,
    difference: DifferenceCounts,
) -> Result<LmsAnswer, StoreError> {
    let Gathered {
        heading,
        rows,
        faults,
        rejected,
        source,
    } = &incoming.gathered;
    let accepted = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let receipt = encode(&LmsReceipt {
        batch: incoming.id,
        party: incoming.party,
        school_id: heading.school.clone(),
        method: incoming.method,
        span: heading.span.to_string(),
        revision,
        source: source.hash,
        bytes: source.bytes,
        content: incoming.content,
        accepted,
        rejected: *rejected,
        at: incoming.at,
    })?;
    Ok(LmsAnswer {
        status: if *rejected == 0 {
            LmsStatus::Ok
        } else {
            LmsStatus::Error
        },
        report: LmsReport {
            batch: incoming.id,
            school_id: heading.school.clone(),
            method: incoming.method,
            span: heading.span.to_string(),
            revision,
            at: incoming.at,
            accepted,
            rejected: *rejected,
            difference,
            faults: faults.clone(),
        },
        receipt: SignedLmsReceipt {
            signature: context.sign_text(&receipt),
            receipt,
        },
    })
}

/// A text, packed.
fn packed(text: &str) -> Result<Vec<u8>, StoreError> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes())?;
    Ok(encoder.finish()?)
}

/// A text that was packed.
pub(crate) fn text(bytes: &[u8]) -> Result<String, StoreError> {
    let mut text = String::new();
    let read = GzDecoder::new(bytes).read_to_string(&mut text);
    read.or(Err(StoreError::Corrupt("packed text")))?;
    Ok(text)
}

/// A row as a line: its key, a tab, its text. Neither holds control characters of its own but the
/// one that parts keys.
fn put_rows(tx: &Tx<'_>, batch: &str, rows: &[Row]) -> Result<(), StoreError> {
    for (n, pack) in (0u32..).zip(rows.chunks(PACK)) {
        let (Some(first), Some(last)) = (pack.first(), pack.last()) else {
            continue;
        };
        let mut lines = String::new();
        for row in pack {
            lines.push_str(&row.key);
            lines.push('\t');
            lines.push_str(&row.line);
            lines.push('\n');
        }
        let values = params![batch, n, first.key, last.key, packed(&lines)?];
        tx.run(sql::ROWS_ADD, values)?;
    }
    Ok(())
}

/// Hands on keys and texts of a pack.
pub(crate) fn each_line(lines: &str) -> impl Iterator<Item = Result<(&str, &str), StoreError>> {
    lines.lines().map(|line| {
        line.split_once('\t')
            .ok_or(StoreError::Corrupt("row of a batch"))
    })
}

fn rows_of(connection: &Connection, batch: &str) -> Result<Vec<Kept>, StoreError> {
    let packs: Vec<Vec<u8>> = connection.all(sql::ROWS, params![batch], |row| row.get(0))?;
    let mut kept = Vec::new();
    for pack in packs {
        for line in each_line(&text(&pack)?) {
            let (key, line) = line?;
            kept.push((key.to_owned(), line.to_owned()));
        }
    }
    Ok(kept)
}

/// Keeps a document as it was sent, once.
fn put_source(tx: &Tx<'_>, incoming: &Incoming) -> Result<(), StoreError> {
    let source = &incoming.gathered.source;
    let hash = source.hash.to_string();
    if tx.exists(sql::SOURCE_KNOWN, params![hash])? {
        return Ok(());
    }
    for (n, piece) in (0u32..).zip(source.packed.chunks(SOURCE_PIECE)) {
        tx.run(sql::SOURCE_ADD, params![hash, n, piece])?;
    }
    Ok(())
}

/// A document as it was sent, by its hash.
pub(crate) fn source_of(
    connection: &Connection,
    hash: BlobHash,
) -> Result<Option<Vec<u8>>, StoreError> {
    let pieces: Vec<Vec<u8>> =
        connection.all(sql::SOURCE, params![hash.to_string()], |row| row.get(0))?;
    if pieces.is_empty() {
        return Ok(None);
    }
    let bytes = super::source::unpacked(&pieces.concat())?;
    if baqylau_protocol::blob::hash(&bytes) == hash {
        Ok(Some(bytes))
    } else {
        Err(StoreError::Corrupt("source of a batch"))
    }
}

/// School and answer of a batch.
pub(crate) fn answer_of(
    connection: &Connection,
    batch: Uuid,
) -> Result<Option<(String, String)>, StoreError> {
    connection.one(sql::ANSWER, params![batch.to_string()], |row| {
        let answer: Vec<u8> = row.get(1)?;
        Ok((row.get(0)?, text(&answer)?))
    })
}
