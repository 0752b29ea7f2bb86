//! One fixed act made many, in the files of a registry that isn't running: as if as many
//! commissions had fixed theirs.

use baqylau_domain::act::ActContent;
use baqylau_domain::identifiers::{ActId, BlobHash, VisitId};
use baqylau_domain::visit::{Stage, Visit};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::snapshot::{bucket_of, change_digest};
use rusqlite::{Connection, params};
use std::path::Path;
use uuid::Uuid;

/// What can go wrong, for tests and benchmarks alike.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Copies the visit and its act, so that there are `more` acts more. Returns the new visits.
pub fn copy(registry: &Path, visit: VisitId, more: u32) -> Outcome<Vec<(VisitId, BlobHash)>> {
    let mut connection = Connection::open(registry.join("registry.db"))?;
    let tx = connection.transaction()?;
    let body: String = tx.query_row(
        "SELECT body FROM visits WHERE id = ?1",
        [visit.to_string()],
        |row| row.get(0),
    )?;
    let first: Visit = serde_json::from_str(&body)?;
    // As it was when it was fixed: nobody has signed.
    let mut file = first
        .stage
        .signed_file()
        .ok_or("the act isn't fixed")?
        .clone();
    file.signatures.clear();
    file.released.clear();
    let folder = registry.join("blobs").join("complete");
    let place = |hash: &BlobHash| {
        let name = hash.to_string();
        folder.join(name.get(..2).unwrap_or("00")).join(&name)
    };
    let act = ActContent::from_bytes(&std::fs::read(place(&file.act.sha256))?)?;
    let mut made = Vec::new();
    for number in 1..=more {
        let mut copied = first.clone();
        // In order, and after what they are copied from.
        copied.id = VisitId::new(following(first.id.uuid(), number));
        let content = ActContent {
            visit: copied.id,
            act: ActId::new(following(act.act.uuid(), number)),
            draft_number: format!("{}-{number:04}", act.draft_number),
            ..act.clone()
        };
        let bytes = content.to_bytes()?;
        let hash = blob::hash(&bytes);
        std::fs::create_dir_all(place(&hash).parent().ok_or("a file without a folder")?)?;
        std::fs::write(place(&hash), &bytes)?;
        let mut file = file.clone();
        file.act.id = content.act;
        file.act.sha256 = hash;
        file.act.draft_number = content.draft_number.clone();
        copied.stage = Stage::Signing { file };
        write(&tx, &copied, hash, bytes.len())?;
        made.push((copied.id, hash));
    }
    tx.commit()?;
    Ok(made)
}

fn following(id: Uuid, number: u32) -> Uuid {
    let (high, low) = id.as_u64_pair();
    Uuid::from_u64_pair(high, low.wrapping_add(u64::from(number)) | 1 << 63)
}

fn write(tx: &Connection, visit: &Visit, act: BlobHash, size: usize) -> Outcome<()> {
    let id = visit.id.to_string();
    let body = serde_json::to_string(visit)?;
    tx.execute(
        "INSERT INTO visits (id, region, organisation, premises, repeats, stage, number, body)
         VALUES (?1, ?2, ?3, ?4, NULL, ?5, NULL, ?6)",
        params![
            id,
            visit.territory.region().to_string(),
            visit.organisation.to_string(),
            visit.premises.to_string(),
            visit.stage.name().key(),
            body
        ],
    )?;
    tx.execute(
        "INSERT INTO acts (hash, visit, act, withdrawn)
         SELECT ?1, ?2, act, 0 FROM acts LIMIT 1",
        params![act.to_string(), id],
    )?;
    tx.execute(
        "INSERT INTO blobs (hash, length, uploader, received_at) VALUES (?1, ?2, NULL, 0)",
        params![act.to_string(), i64::try_from(size)?],
    )?;
    tx.execute(
        "INSERT INTO blob_visits (hash, visit) VALUES (?1, ?2)",
        params![act.to_string(), id],
    )?;
    let change = Change::Visit {
        visit: Box::new(visit.clone()),
    };
    let body = serde_json::to_string(&change)?;
    let record = change.record().ok_or("a visit is a record")?.to_string();
    let mut scopes = vec![Scope::Visits(visit.territory.region())];
    for member in &visit.members {
        tx.execute(
            "INSERT INTO visit_members (person, visit) VALUES (?1, ?2)",
            params![member.person.to_string(), id],
        )?;
        scopes.push(Scope::Person(member.person));
    }
    for scope in scopes {
        let scope = scope.to_string();
        let seq: i64 = tx.query_row(
            "UPDATE feed_head SET n = n + 1 WHERE scope = ?1 RETURNING n",
            [&scope],
            |row| row.get(0),
        )?;
        tx.execute(
            "INSERT INTO feed (scope, seq, body) VALUES (?1, ?2, ?3)",
            params![scope, seq, body],
        )?;
        tx.execute(
            "INSERT INTO standing (scope, record, bucket, seq, digest)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                scope,
                record,
                bucket_of(&record),
                seq,
                change_digest(&body).cast_signed()
            ],
        )?;
    }
    Ok(())
}
