//! Records to rows and back: the only place that knows which column holds what.

use super::{Connection, StoreError, Tx, Values, params, sql};
use baqylau_domain::Moment;
use baqylau_domain::contingent::Group;
use baqylau_domain::draft::{Draft, Field, FieldKey};
use baqylau_domain::finding::Finding;
use baqylau_domain::identifiers::{
    BlobHash, InstallId, Kato, OperationId, OrganisationId, PersonId, PremisesId, SanctionId,
    VisitId,
};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{PinnedChecklist, StageName, Visit};
use baqylau_protocol::feed::{Change, RegisteredPoint, Scope};
use baqylau_protocol::planning::PublishedChecklist;
use baqylau_protocol::receipt::SignedReceipt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::ControlFlow;

pub(crate) fn micros(moment: Moment) -> i64 {
    moment.timestamp_micros()
}

pub(crate) fn moment(micros: i64) -> Result<Moment, StoreError> {
    Moment::from_timestamp_micros(micros).ok_or(StoreError::Corrupt("time"))
}

pub(crate) fn encode(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).or(Err(StoreError::Corrupt("record")))
}

pub(crate) fn decode<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).or(Err(StoreError::Corrupt(what)))
}

fn one<T: DeserializeOwned>(
    connection: &Connection,
    statement: &'static str,
    values: Values<'_>,
    what: &'static str,
) -> Result<Option<T>, StoreError> {
    connection.one(statement, values, |row| decode(row.text(0)?, what))
}

fn text(
    connection: &Connection,
    statement: &'static str,
    values: Values<'_>,
) -> Result<Option<String>, StoreError> {
    connection.cell(statement, values)
}

fn texts(
    connection: &Connection,
    statement: &'static str,
    values: Values<'_>,
) -> Result<Vec<String>, StoreError> {
    connection.all(statement, values, |row| row.get(0))
}

fn many<T: DeserializeOwned>(
    connection: &Connection,
    statement: &'static str,
    values: Values<'_>,
    what: &'static str,
) -> Result<Vec<T>, StoreError> {
    connection.all(statement, values, |row| decode(row.text(0)?, what))
}

fn exists(
    connection: &Connection,
    statement: &'static str,
    values: Values<'_>,
) -> Result<bool, StoreError> {
    connection.exists(statement, values)
}

fn parsed<T: std::str::FromStr>(
    texts: &[String],
    what: &'static str,
) -> Result<Vec<T>, StoreError> {
    texts
        .iter()
        .map(|text| text.parse().or(Err(StoreError::Corrupt(what))))
        .collect()
}

pub(crate) fn meta(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    connection.cell(sql::META_GET, params![name])
}

pub(crate) fn put_meta(
    connection: &Connection,
    name: &str,
    value: &[u8],
) -> Result<(), StoreError> {
    connection
        .run(sql::META_PUT, params![name, value])
        .map(drop)
}

pub(crate) fn person(connection: &Connection, id: PersonId) -> Result<Option<Person>, StoreError> {
    one(connection, sql::PERSON, params![id.to_string()], "person")
}

pub(crate) fn person_by_iin(
    connection: &Connection,
    iin: &str,
) -> Result<Option<Person>, StoreError> {
    one(connection, sql::PERSON_BY_IIN, params![iin], "person")
}

/// The word a role is kept under.
fn role_word(role: AccountRole) -> String {
    format!("{role:?}")
}

pub(crate) fn people_by_role(
    connection: &Connection,
    role: AccountRole,
) -> Result<Vec<Person>, StoreError> {
    many(
        connection,
        sql::PEOPLE_BY_ROLE,
        params![role_word(role)],
        "person",
    )
}

pub(crate) fn put_person(tx: &Tx<'_>, person: &Person) -> Result<(), StoreError> {
    let role = role_word(person.role);
    let values = params![
        person.id.to_string(),
        person.iin.to_string(),
        role,
        encode(person)?
    ];
    tx.run(sql::PERSON_PUT, values).map(drop)
}

pub(crate) fn organisation(
    connection: &Connection,
    id: OrganisationId,
) -> Result<Option<Organisation>, StoreError> {
    one(
        connection,
        sql::ORGANISATION,
        params![id.to_string()],
        "organisation",
    )
}

pub(crate) fn put_organisation(tx: &Tx<'_>, record: &Organisation) -> Result<(), StoreError> {
    let region = record.territory.region().to_string();
    tx.run(
        sql::ORGANISATION_PUT,
        params![record.id.to_string(), region, encode(record)?],
    )
    .map(drop)
}

pub(crate) fn groups(
    connection: &Connection,
    premises: PremisesId,
) -> Result<Vec<Group>, StoreError> {
    many(
        connection,
        sql::GROUPS,
        params![premises.to_string()],
        "group",
    )
}

pub(crate) fn put_group(
    tx: &Tx<'_>,
    premises: PremisesId,
    group: &Group,
) -> Result<(), StoreError> {
    let values = params![premises.to_string(), group.code, encode(group)?];
    tx.run(sql::GROUP_PUT, values).map(drop)
}

pub(crate) fn has_workbook(
    connection: &Connection,
    hash: BlobHash,
    code: &str,
    version: &str,
) -> Result<bool, StoreError> {
    exists(
        connection,
        sql::WORKBOOK,
        params![hash.to_string(), code, version],
    )
}

pub(crate) fn is_workbook(connection: &Connection, hash: BlobHash) -> Result<bool, StoreError> {
    exists(connection, sql::IS_WORKBOOK, params![hash.to_string()])
}

/// The workbook published under a code and version.
pub(crate) fn workbook_of(
    connection: &Connection,
    code: &str,
    version: &str,
) -> Result<Option<BlobHash>, StoreError> {
    text(connection, sql::WORKBOOK_OF, params![code, version])?
        .map(|hash| hash.parse().or(Err(StoreError::Corrupt("workbook"))))
        .transpose()
}

pub(crate) fn put_workbook(
    tx: &Tx<'_>,
    hash: BlobHash,
    code: &str,
    version: &str,
    title: &Trilingual,
) -> Result<(), StoreError> {
    let values = params![hash.to_string(), code, version, encode(title)?];
    tx.run(sql::WORKBOOK_PUT, values).map(drop)
}

/// Every version of every published checklist.
pub(crate) fn workbooks(connection: &Connection) -> Result<Vec<PublishedChecklist>, StoreError> {
    connection.all(sql::WORKBOOKS, params![], |row| {
        let workbook = row.text(0)?.parse();
        Ok(PublishedChecklist {
            pinned: PinnedChecklist {
                code: row.get(1)?,
                version: row.get(2)?,
                workbook: workbook.or(Err(StoreError::Corrupt("workbook")))?,
            },
            title: decode(row.text(3)?, "workbook")?,
        })
    })
}

pub(crate) fn visit(connection: &Connection, id: VisitId) -> Result<Option<Visit>, StoreError> {
    one(connection, sql::VISIT, params![id.to_string()], "visit")
}

pub(crate) fn put_visit(tx: &Tx<'_>, visit: &Visit) -> Result<(), StoreError> {
    let id = visit.id.to_string();
    tx.run(
        sql::VISIT_PUT,
        params![
            id,
            visit.territory.region().to_string(),
            visit.organisation.to_string(),
            visit.premises.to_string(),
            visit.repeats.map(|repeats| repeats.to_string()),
            visit.stage.name().key(),
            visit.stage.number(),
            encode(visit)?,
        ],
    )?;
    for member in &visit.members {
        tx.run(sql::MEMBER_PUT, params![member.person.to_string(), id])?;
    }
    Ok(())
}

pub(crate) fn visits_of_person(
    connection: &Connection,
    person: PersonId,
) -> Result<Vec<Visit>, StoreError> {
    many(
        connection,
        sql::VISITS_OF_PERSON,
        params![person.to_string()],
        "visit",
    )
}

pub(crate) fn visits_by_stage(
    connection: &Connection,
    stage: StageName,
) -> Result<Vec<VisitId>, StoreError> {
    parsed(
        &texts(connection, sql::VISITS_BY_STAGE, params![stage.key()])?,
        "visit",
    )
}

/// Visits of an organisation whose acts have a number.
pub(crate) fn registered_visits(
    connection: &Connection,
    organisation: OrganisationId,
) -> Result<Vec<Visit>, StoreError> {
    many(
        connection,
        sql::VISITS_OF_ORGANISATION,
        params![organisation.to_string()],
        "visit",
    )
}

pub(crate) fn repeats_of(
    connection: &Connection,
    visit: VisitId,
) -> Result<Vec<VisitId>, StoreError> {
    parsed(
        &texts(connection, sql::REPEATS_OF, params![visit.to_string()])?,
        "visit",
    )
}

pub(crate) fn is_member(
    connection: &Connection,
    person: PersonId,
    visit: VisitId,
) -> Result<bool, StoreError> {
    exists(
        connection,
        sql::IS_MEMBER,
        params![person.to_string(), visit.to_string()],
    )
}

pub(crate) fn field(
    connection: &Connection,
    visit: VisitId,
    key: &FieldKey,
) -> Result<Field, StoreError> {
    let values = params![visit.to_string(), key.to_string()];
    Ok(one(connection, sql::FIELD, values, "field")?.unwrap_or_default())
}

/// The whole draft of a visit.
pub(crate) fn draft(connection: &Connection, visit: VisitId) -> Result<Draft, StoreError> {
    let mut draft = Draft::default();
    let values = params![visit.to_string()];
    connection.each(sql::DRAFT, values, |row| -> Result<_, StoreError> {
        let key: FieldKey = row.text(0)?.parse().or(Err(StoreError::Corrupt("field")))?;
        let field: Field = decode(row.text(1)?, "field")?;
        for version in field.versions() {
            draft.merge(key.clone(), version.clone());
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(draft)
}

/// Every record of a violation that members ever wrote for one item: those that stand now
/// (those of this very transaction among them), and those overwritten since, from the feed.
pub(crate) fn findings_written(
    connection: &Connection,
    visit: VisitId,
    list: &str,
    item: &str,
) -> Result<Vec<Finding>, StoreError> {
    let wanted = FieldKey::Finding {
        list: list.to_owned(),
        item: item.to_owned(),
    };
    let scope = Scope::Draft(visit).to_string();
    let changes: Vec<Change> = many(connection, sql::FINDINGS_WRITTEN, params![scope], "feed")?;
    let earlier = changes.into_iter().filter_map(|change| match change {
        Change::Field { key, version, .. } if key == wanted => Some(version.value),
        _ => None,
    });
    let standing = field(connection, visit, &wanted)?;
    let standing = standing.versions().iter().map(|one| one.value.clone());
    Ok(standing
        .chain(earlier)
        .filter_map(|value| serde_json::from_value(value).ok())
        .collect())
}

pub(crate) fn put_field(
    tx: &Tx<'_>,
    visit: VisitId,
    key: &FieldKey,
    field: &Field,
) -> Result<(), StoreError> {
    tx.run(
        sql::FIELD_PUT,
        params![visit.to_string(), key.to_string(), encode(field)?],
    )
    .map(drop)
}

/// The visit an act's bytes were fixed for, and whether they were withdrawn since.
pub(crate) fn act(
    connection: &Connection,
    hash: BlobHash,
) -> Result<Option<(VisitId, bool)>, StoreError> {
    connection.one(sql::ACT, params![hash.to_string()], |row| {
        let visit = row.text(0)?.parse().or(Err(StoreError::Corrupt("act")))?;
        Ok((visit, row.get(1)?))
    })
}

/// Blobs that must still arrive before the visit's act is complete.
pub(crate) fn still_needed(
    connection: &Connection,
    visit: VisitId,
) -> Result<Vec<BlobHash>, StoreError> {
    parsed(
        &texts(connection, sql::STILL_NEEDED, params![visit.to_string()])?,
        "hash",
    )
}

/// Makes a blob part of a visit's act, readable by those who may read the visit.
pub(crate) fn need_blob(tx: &Tx<'_>, visit: VisitId, hash: BlobHash) -> Result<(), StoreError> {
    let (visit, hash) = (visit.to_string(), hash.to_string());
    tx.run(sql::NEED, params![visit, hash])?;
    tx.run(sql::BLOB_VISIT_PUT, params![hash, visit]).map(drop)
}

/// Visits whose act or held operations wait for a blob.
pub(crate) fn visits_waiting_for(
    connection: &Connection,
    hash: BlobHash,
) -> Result<Vec<VisitId>, StoreError> {
    let hash = hash.to_string();
    let mut visits: Vec<VisitId> = parsed(
        &texts(connection, sql::WAITING_VISITS, params![hash])?,
        "visit",
    )?;
    visits.extend(parsed::<VisitId>(
        &texts(connection, sql::NEEDED_BY, params![hash])?,
        "visit",
    )?);
    visits.sort_unstable();
    visits.dedup();
    Ok(visits)
}

pub(crate) fn sanction(
    connection: &Connection,
    id: SanctionId,
) -> Result<Option<Sanction>, StoreError> {
    one(
        connection,
        sql::SANCTION,
        params![id.to_string()],
        "sanction",
    )
}

/// Sanctions of a visit: that of its act, then what the clock proposed.
pub(crate) fn sanctions_of_visit(
    connection: &Connection,
    visit: VisitId,
) -> Result<Vec<Sanction>, StoreError> {
    let mut found: Vec<Sanction> = many(
        connection,
        sql::SANCTIONS_OF_VISIT,
        params![visit.to_string()],
        "sanction",
    )?;
    found.sort_by_key(Sanction::is_by_clock);
    Ok(found)
}

pub(crate) fn sanctions_of(
    connection: &Connection,
    organisation: OrganisationId,
) -> Result<Vec<Sanction>, StoreError> {
    let values = params![organisation.to_string()];
    many(
        connection,
        sql::SANCTIONS_OF_ORGANISATION,
        values,
        "sanction",
    )
}

/// Sanctions under which payment is suspended and the limit may pass.
pub(crate) fn suspended(connection: &Connection) -> Result<Vec<Sanction>, StoreError> {
    many(
        connection,
        sql::SANCTIONS_BY_STATE,
        params!["suspended"],
        "sanction",
    )
}

pub(crate) fn put_sanction(tx: &Tx<'_>, sanction: &Sanction) -> Result<(), StoreError> {
    let state = match sanction.state {
        SanctionState::Proposed => "proposed",
        SanctionState::Dismissed { .. } => "dismissed",
        SanctionState::Suspended { .. } => "suspended",
        SanctionState::Escalated { .. } => "escalated",
        SanctionState::Resumed { .. } => "resumed",
        SanctionState::Terminated { .. } => "terminated",
    };
    tx.run(
        sql::SANCTION_PUT,
        params![
            sanction.id.to_string(),
            sanction.visit.to_string(),
            sanction.organisation.to_string(),
            state,
            encode(sanction)?,
        ],
    )
    .map(drop)
}

pub(crate) fn point(
    connection: &Connection,
    visit: VisitId,
    number: u32,
) -> Result<Option<RegisteredPoint>, StoreError> {
    one(
        connection,
        sql::POINT,
        params![visit.to_string(), number],
        "point",
    )
}

pub(crate) fn points(
    connection: &Connection,
    visit: VisitId,
) -> Result<Vec<RegisteredPoint>, StoreError> {
    many(connection, sql::POINTS, params![visit.to_string()], "point")
}

/// Every point that isn't remedied.
pub(crate) fn points_open(connection: &Connection) -> Result<Vec<RegisteredPoint>, StoreError> {
    many(connection, sql::POINTS_OPEN, params![], "point")
}

pub(crate) fn put_point(tx: &Tx<'_>, point: &RegisteredPoint) -> Result<(), StoreError> {
    tx.run(
        sql::POINT_PUT,
        params![
            point.visit.to_string(),
            point.point.number,
            point.organisation.to_string(),
            matches!(point.state, PointState::Remedied { .. }),
            encode(point)?,
        ],
    )
    .map(drop)
}

pub(crate) fn open_points(connection: &Connection, visit: VisitId) -> Result<u32, StoreError> {
    connection.only(sql::OPEN_POINTS, params![visit.to_string()])
}

/// What the registry knows of an installation.
pub(crate) struct Install {
    pub(crate) device_key: String,
    pub(crate) last_seq: u64,
    pub(crate) last_hash: BlobHash,
    pub(crate) last_made_at: i64,
}

pub(crate) fn install(
    connection: &Connection,
    id: InstallId,
) -> Result<Option<Install>, StoreError> {
    let corrupt = || StoreError::Corrupt("install");
    connection.one(sql::INSTALL, params![id.to_string()], |row| {
        Ok(Install {
            device_key: row.get(0)?,
            last_seq: u64::try_from(row.get::<i64>(1)?).or(Err(corrupt()))?,
            last_hash: row.text(2)?.parse().or(Err(corrupt()))?,
            last_made_at: row.get(3)?,
        })
    })
}

pub(crate) fn knows_device(
    connection: &Connection,
    install: InstallId,
    person: PersonId,
) -> Result<bool, StoreError> {
    exists(
        connection,
        sql::DEVICE_PERSON,
        params![install.to_string(), person.to_string()],
    )
}

pub(crate) fn blob_length(
    connection: &Connection,
    hash: BlobHash,
) -> Result<Option<u64>, StoreError> {
    let found: Option<i64> = connection.cell(sql::BLOB, params![hash.to_string()])?;
    found
        .map(|length| u64::try_from(length).or(Err(StoreError::Corrupt("blob"))))
        .transpose()
}

pub(crate) fn blob_uploader(
    connection: &Connection,
    hash: BlobHash,
) -> Result<Option<PersonId>, StoreError> {
    let found: Option<Option<String>> =
        connection.one(sql::BLOB, params![hash.to_string()], |row| row.get(1))?;
    Ok(found.flatten().and_then(|person| person.parse().ok()))
}

pub(crate) fn put_blob(
    tx: &Tx<'_>,
    hash: BlobHash,
    length: u64,
    uploader: Option<PersonId>,
    at: Moment,
) -> Result<(), StoreError> {
    let length = i64::try_from(length).or(Err(StoreError::Corrupt("blob")))?;
    let uploader = uploader.map(|person| person.to_string());
    tx.run(
        sql::BLOB_PUT,
        params![hash.to_string(), length, uploader, micros(at)],
    )
    .map(drop)
}

/// Visits a blob belongs to, with the region of each.
pub(crate) fn blob_visits(
    connection: &Connection,
    hash: BlobHash,
) -> Result<Vec<(VisitId, Kato)>, StoreError> {
    let corrupt = || StoreError::Corrupt("visit");
    connection.all(sql::BLOB_VISITS, params![hash.to_string()], |row| {
        Ok((
            row.text(0)?.parse().or(Err(corrupt()))?,
            row.text(1)?.parse().or(Err(corrupt()))?,
        ))
    })
}

/// Keeps a receipt beside those the operation had before.
pub(crate) fn keep_receipt(
    tx: &Tx<'_>,
    operation: OperationId,
    signed: &SignedReceipt,
) -> Result<(), StoreError> {
    let operation = operation.to_string();
    let n: i64 = tx.only(sql::RECEIPT_NEXT, params![operation])?;
    let values = params![operation, n, signed.receipt, signed.signature];
    tx.run(sql::RECEIPT_ADD, values).map(drop)
}

/// Every receipt an operation was given, the first one first.
#[cfg(test)]
pub(crate) fn receipts(
    connection: &Connection,
    operation: OperationId,
) -> Result<Vec<SignedReceipt>, StoreError> {
    connection.all(sql::RECEIPTS, params![operation.to_string()], |row| {
        Ok(SignedReceipt {
            receipt: row.get(0)?,
            signature: row.get(1)?,
        })
    })
}

/// Makes a blob readable by those who may read the visit, without the act depending on it.
pub(crate) fn show_blob(tx: &Tx<'_>, visit: VisitId, hash: BlobHash) -> Result<(), StoreError> {
    tx.run(
        sql::BLOB_VISIT_PUT,
        params![hash.to_string(), visit.to_string()],
    )
    .map(drop)
}

/// Lines of the audit log.
pub(crate) fn audit_lines(connection: &Connection) -> Result<i64, StoreError> {
    connection.only(sql::AUDIT_LINES, params![])
}

/// Signatures without a final verdict.
pub(crate) fn signatures_pending(connection: &Connection) -> Result<i64, StoreError> {
    connection.only(sql::SIGNATURES_PENDING, params![])
}

/// Operations that wait for attachments.
pub(crate) fn operations_waiting(connection: &Connection) -> Result<i64, StoreError> {
    connection.only(sql::OPERATIONS_WAITING, params![])
}
