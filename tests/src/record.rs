//! What the registry holds at the end, read from its own files while it stands still.

use crate::ledger::Found;
use crate::{Result, at};
use baqylau_domain::draft::Field;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_domain::visit::Visit;
use baqylau_protocol::blob;
use baqylau_protocol::operation::{Operation, OperationBody};
use baqylau_registry::{Health, Registry, RegistryConfig};
use rusqlite::Connection;
use std::path::Path;

/// What the registry has of a visit.
#[derive(Debug)]
pub struct Record {
    /// Everything the ledger of the laptop can be compared with.
    pub found: Found,
    /// The visit.
    pub visit: Visit,
    /// What is wrong whatever the laptop did: broken chains, gaps, refusals, missing bytes.
    pub faults: Vec<String>,
}

/// Lets the registry itself walk its audit log and its feeds.
///
/// # Errors
/// When it doesn't start over this folder.
pub fn health(folder: &Path) -> Result<Health> {
    let runtime = tokio::runtime::Runtime::new().map_err(at("starting a runtime"))?;
    runtime.block_on(async {
        let registry = Registry::start(RegistryConfig::demo(folder))
            .await
            .map_err(at("the registry"))?;
        let health = registry.check().await.map_err(at("checking the registry"));
        registry.stop().await;
        health
    })
}

/// Reads the record of a visit.
///
/// # Errors
/// When the files can't be read.
pub fn read(folder: &Path, visit: VisitId) -> Result<Record> {
    let doing = "reading the registry";
    let connection = Connection::open(folder.join("registry.db")).map_err(at(doing))?;
    let body: String = connection
        .query_row(
            "SELECT body FROM visits WHERE id = ?1",
            [visit.to_string()],
            |row| row.get(0),
        )
        .map_err(at(doing))?;
    let visit: Visit = serde_json::from_str(&body).map_err(at(doing))?;
    let mut record = Record {
        found: Found::default(),
        visit,
        faults: Vec::new(),
    };
    let health = health(folder)?;
    if let Some(line) = health.audit_broken_at {
        record
            .faults
            .push(format!("the audit log is broken at line {line}"));
    }
    for scope in health.scopes_with_gaps {
        record.faults.push(format!("the feed of {scope} has a gap"));
    }
    record.chains(&connection).map_err(at(doing))?;
    record.draft(&connection, folder).map_err(at(doing))?;
    record.act(&connection).map_err(at(doing))?;
    Ok(record)
}

impl Record {
    /// Operations of every installation: numbered without gaps, each over the one before, none
    /// refused, every act of the visit once.
    fn chains(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare(
            "SELECT install, seq, hash, bytes, outcome, receipt FROM operations
             ORDER BY install, seq",
        )?;
        let mut rows = statement.query([])?;
        let mut before: Option<(String, i64, BlobHash)> = None;
        let mut installs = 0;
        while let Some(row) = rows.next()? {
            let (install, seq): (String, i64) = (row.get(0)?, row.get(1)?);
            let (hash, bytes): (String, String) = (row.get(2)?, row.get(3)?);
            let (outcome, receipt): (String, String) = (row.get(4)?, row.get(5)?);
            let Ok((operation, computed)) = Operation::open(bytes.as_bytes()) else {
                self.faults.push(format!("operation {seq} can't be read"));
                continue;
            };
            let (expected, previous) = match &before {
                Some((of, last, hash)) if *of == install => (last + 1, *hash),
                _ => {
                    installs += 1;
                    (1, BlobHash::new([0; 32]))
                }
            };
            if seq != expected || operation.previous != previous || computed.to_string() != hash {
                self.faults.push(format!("the chain breaks at {seq}"));
            }
            if outcome != "applied" {
                self.faults
                    .push(format!("operation {seq} is {outcome}: {receipt}"));
            }
            before = Some((install, seq, computed));
            if let OperationBody::Visit { visit, op } = &operation.body
                && *visit == self.visit.id
                && op.word() != "sign"
            {
                self.found.add("op", &op.word().replace('_', "-"), "once");
            }
        }
        if installs != 1 {
            self.faults
                .push(format!("{installs} chains instead of one"));
        }
        Ok(())
    }

    fn draft(&mut self, connection: &Connection, folder: &Path) -> rusqlite::Result<()> {
        let mut statement =
            connection.prepare("SELECT field, body FROM drafts WHERE visit = ?1")?;
        let mut rows = statement.query([self.visit.id.to_string()])?;
        while let Some(row) = rows.next()? {
            let (key, body): (String, String) = (row.get(0)?, row.get(1)?);
            let Ok(field) = serde_json::from_str::<Field>(&body) else {
                self.faults
                    .push("a field of the draft can't be read".to_owned());
                continue;
            };
            for version in field.versions() {
                self.found.add("field", &key, &version.value.to_string());
            }
            if key.starts_with("evidence|")
                && let Some(hash) = key.rsplit('|').next()
                && let Some(found) = kept(connection, folder, hash)?
            {
                self.found.add("blob", hash, &found);
            }
        }
        let file = self.visit.stage.signed_file().cloned();
        for signature in file.iter().flat_map(|file| &file.signatures) {
            self.found
                .add("signature", &signature.person.to_string(), "once");
            let cms = signature.cms.to_string();
            if kept(connection, folder, &cms)? != Some(cms) {
                self.faults.push("a signature file isn't there".to_owned());
            }
        }
        if let Some(file) = file {
            let act = file.act.sha256.to_string();
            if kept(connection, folder, &act)? != Some(act) {
                self.faults
                    .push("the bytes of the act aren't there".to_owned());
            }
        }
        Ok(())
    }

    fn act(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare("SELECT hash FROM acts WHERE visit = ?1")?;
        let acts = statement
            .query_map([self.visit.id.to_string()], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        for act in acts {
            self.found.add("act", "", &act);
        }
        let number = self.visit.stage.number().unwrap_or_default().to_owned();
        let bearers: i64 = connection.query_row(
            "SELECT count(*) FROM visits WHERE number = ?1",
            [&number],
            |row| row.get(0),
        )?;
        if number.is_empty() || bearers != 1 {
            self.faults
                .push(format!("number «{number}» of {bearers} visits"));
        }
        Ok(())
    }
}

/// The hash of the bytes the registry keeps under a hash, when it counts them as complete.
fn kept(connection: &Connection, folder: &Path, hash: &str) -> rusqlite::Result<Option<String>> {
    let known: i64 =
        connection.query_row("SELECT count(*) FROM blobs WHERE hash = ?1", [hash], |r| {
            r.get(0)
        })?;
    let bytes = std::fs::read(
        folder
            .join("blobs")
            .join("complete")
            .join(hash.get(..2).unwrap_or_default())
            .join(hash),
    );
    Ok(bytes
        .ok()
        .filter(|_| known == 1)
        .map(|bytes| blob::hash(&bytes).to_string()))
}
