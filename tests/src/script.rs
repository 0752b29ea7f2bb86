//! One visit as a laptop goes through it, from wherever it was interrupted.
//!
//! Nothing is remembered between two starts but what the client's own store holds: the stage of
//! the visit and its draft say what comes next. Every start begins with an inventory.

use crate::laptop::{Laptop, PATIENCE, config};
use crate::ledger::Line;
use crate::plan;
use crate::prepared::key_in;
use crate::{Result, at};
use baqylau_client::ui::{Command, Connection, EvidenceSource, LockState, OpenVisit, UserError};
use baqylau_domain::contingent::Presence;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::visit::{HandOverWay, Stage, VisitOp};
use baqylau_protocol::blob;
use chrono::{DateTime, Days, Utc};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What a laptop is told at its start.
#[derive(Debug, Clone)]
pub struct Script {
    /// Folder of the store.
    pub data: PathBuf,
    /// Folder for what is only looked at.
    pub scratch: PathBuf,
    /// Registry.
    pub url: String,
    /// Folder of key files.
    pub keys: PathBuf,
    /// Who works.
    pub person: PersonId,
    /// Visit.
    pub visit: VisitId,
    /// The story's day and hour, for answers that name one.
    pub now: DateTime<Utc>,
    /// Answers given one by one; the rest comes in groups of ten.
    pub singly: usize,
    /// Times one field is written over.
    pub rewrites: u32,
    /// Photos of the visit as a whole.
    pub photos: u32,
    /// Without a network until everything is signed.
    pub offline: bool,
}

/// Kinds an inventory of the laptop tells of.
pub const INVENTORY: [&str; 7] = ["session", "pack", "field", "blob", "op", "act", "signature"];

struct Story<'a> {
    script: &'a Script,
    laptop: Laptop,
    say: &'a mut dyn FnMut(&Line),
}

/// Goes through the visit to its number.
///
/// # Errors
/// The first thing that goes wrong; everything acknowledged before stays so.
pub fn run(script: &Script, say: &mut dyn FnMut(&Line)) -> Result<()> {
    say(&Line::new("step", "open", "", ""));
    let laptop = Laptop::start(config(&script.data, &script.url, "KILL"))?;
    let mut story = Story {
        script,
        laptop,
        say,
    };
    story.open()?;
    let number = story.work()?;
    story.say("finished", "number", "", &number);
    Ok(())
}

impl Story<'_> {
    fn say(&mut self, word: &str, kind: &str, key: &str, value: &str) {
        (self.say)(&Line::new(word, kind, key, value));
    }

    fn step(&mut self, name: &str) {
        self.say("step", name, "", "");
    }

    fn open(&mut self) -> Result<()> {
        if matches!(self.laptop.lock(), Some(LockState::NoStore { .. })) {
            self.step("create");
        }
        self.laptop
            .open_store()
            .map_err(|error| format!("opening the store: {error:?}"))?;
        let person = self.script.person;
        let known = self.laptop.known_people().contains(&person);
        if known {
            self.say("found", "session", "", &person.to_string());
            let offline = self.script.offline;
            self.laptop
                .must("network", Command::SetOffline { offline })?;
            let (key, password) = key_in(&self.script.keys, person)?;
            self.laptop
                .go_on(person, &key, &password)
                .map_err(|error| format!("going on: {error:?}"))?;
        }
        let visit = self.script.visit;
        if known
            && self
                .laptop
                .visits()?
                .iter()
                .any(|row| row.visit.id == visit)
        {
            let opened = self.laptop.open(visit)?;
            self.inventory(&opened)?;
        }
        self.say("ready", "", "", "");
        if !known {
            self.sign_in()?;
        }
        self.fetch()
    }

    fn sign_in(&mut self) -> Result<()> {
        self.step("sign-in");
        let person = self.script.person;
        self.say("try", "session", "", &person.to_string());
        let (key, password) = key_in(&self.script.keys, person)?;
        self.laptop.sign_in(&key, &password)?;
        self.say("ack", "session", "", &person.to_string());
        Ok(())
    }

    /// Everything that lies on this laptop, read back.
    fn inventory(&mut self, opened: &OpenVisit) -> Result<()> {
        let visit = opened.visit.id;
        if opened.pack.is_some() {
            self.say("found", "pack", "", &visit.to_string());
        }
        for (key, field) in opened.draft.iter() {
            for version in field.versions() {
                self.say(
                    "found",
                    "field",
                    &key.to_string(),
                    &version.value.to_string(),
                );
            }
            if let FieldKey::Evidence { sha256, .. } = key {
                let bytes = self.laptop.original(*sha256, &self.script.scratch)?;
                let hash = blob::hash(&bytes);
                self.say("found", "blob", &sha256.to_string(), &hash.to_string());
            }
        }
        let mut listed = BTreeSet::new();
        for row in &self.laptop.outbox()?.operations {
            let kind = row.kind_key.trim_start_matches("client-operation-");
            if row.visit == Some(visit) && !matches!(kind, "draft" | "sign") {
                self.say("found", "op", kind, "once");
                listed.insert(kind.to_owned());
            }
        }
        // The list ends somewhere; what the stage rests on was done all the same.
        for kind in behind(&opened.visit.stage) {
            if !listed.contains(*kind) {
                self.say("found", "op", kind, "once");
            }
        }
        if let Some(file) = opened.visit.stage.signed_file() {
            for signature in &file.signatures {
                self.say("found", "signature", &signature.person.to_string(), "once");
            }
            let to = self.script.scratch.join("act");
            // What an earlier look left must not be taken for what is there now.
            let _ = std::fs::remove_dir_all(&to);
            self.laptop.must(
                "exporting the act",
                Command::ExportAct {
                    visit,
                    to: to.clone(),
                },
            )?;
            let bytes = std::fs::read(to.join("act.json")).map_err(at("reading the act"))?;
            self.say("found", "act", "", &blob::hash(&bytes).to_string());
            for (index, signature) in file.signatures.iter().enumerate() {
                let name = format!("act.{:02}.cms", index + 1);
                let cms = std::fs::read(to.join(name)).map_err(at("reading a signature"))?;
                if blob::hash(&cms) != signature.cms {
                    return Err("a signature file has other bytes".to_owned());
                }
            }
        }
        Ok(())
    }

    fn fetch(&mut self) -> Result<()> {
        let visit = self.script.visit;
        let has_pack = self
            .laptop
            .open(visit)
            .is_ok_and(|opened| opened.pack.is_some());
        if !has_pack {
            self.step("visits");
            self.laptop
                .must("network", Command::SetOffline { offline: false })?;
            self.renew()?;
            self.laptop.visit_pulled(visit)?;
            self.step("pack");
            self.say("try", "pack", "", &visit.to_string());
            self.laptop
                .stubbornly("fetching the pack", &Command::FetchPack { visit })?;
            self.say("ack", "pack", "", &visit.to_string());
        }
        let offline = self.script.offline;
        self.laptop.must("network", Command::SetOffline { offline })
    }

    /// Signs in again when the registry says that the session is over.
    fn renew(&mut self) -> Result<()> {
        let needed = Some(Connection::SignInNeeded);
        if self.laptop.sync().map(|state| state.connection) == needed {
            let (key, password) = key_in(&self.script.keys, self.script.person)?;
            self.laptop.sign_in(&key, &password)?;
        }
        Ok(())
    }

    fn work(&mut self) -> Result<String> {
        let visit = self.script.visit;
        for _ in 0..40 {
            let opened = self.laptop.open(visit)?;
            match &opened.visit.stage {
                Stage::Ordered { .. } | Stage::Notified { .. } => {
                    self.op("arrive", VisitOp::Arrive { location: None })?;
                }
                Stage::OnSite {
                    leaflet_at: None, ..
                } => {
                    self.op("hand-leaflet", VisitOp::HandLeaflet)?;
                }
                Stage::OnSite { .. } => self.op("admit", VisitOp::Admit)?,
                Stage::Recording { .. } => {
                    self.record(&opened)?;
                    self.op("begin-merging", VisitOp::BeginMerging)?;
                }
                Stage::Merging { .. } => self.fix()?,
                Stage::Signing { .. } => self.sign(&opened)?,
                Stage::Signed { .. } => {
                    let (way, to) = (HandOverWay::Paper, "Тестов Т. Т.".to_owned());
                    self.op("hand-over", VisitOp::HandOver { way, to })?;
                }
                stage => match stage.number() {
                    Some(number) if self.laptop.is_drained()? => return Ok(number.to_owned()),
                    _ => self.send()?,
                },
            }
        }
        Err("the visit doesn't come to its end".to_owned())
    }

    fn op(&mut self, name: &str, op: VisitOp) -> Result<()> {
        self.step(name);
        self.say("try", "op", name, "once");
        self.laptop.op(self.script.visit, op)?;
        self.say("ack", "op", name, "once");
        Ok(())
    }

    fn write(&mut self, step: &str, changes: Vec<(FieldKey, Value)>) -> Result<()> {
        self.step(step);
        for (key, value) in &changes {
            self.say("try", "field", &key.to_string(), &value.to_string());
        }
        let told: Vec<(String, String)> = changes
            .iter()
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .collect();
        self.laptop
            .write(self.script.visit, changes)
            .map_err(|error: UserError| format!("writing: {error:?}"))?;
        for (key, value) in told {
            self.say("ack", "field", &key, &value);
        }
        Ok(())
    }

    fn record(&mut self, opened: &OpenVisit) -> Result<()> {
        let missing: Vec<_> = plan::answers(opened, plan::legal_now(self.script.now))
            .into_iter()
            .filter(|(key, value)| opened.draft.value(key) != Some(value))
            .collect();
        let given = opened.draft.iter().count();
        let singly = self.script.singly.saturating_sub(given).min(missing.len());
        let (one_by_one, rest) = missing.split_at(singly);
        for change in one_by_one {
            self.write("answer", vec![change.clone()])?;
        }
        for group in rest.chunks(10) {
            self.write("answers", group.to_vec())?;
        }
        self.rewrite(opened)?;
        self.count(opened)?;
        if opened.draft.value(&FieldKey::PartyDecision).is_none() {
            let now: chrono::DateTime<chrono::Utc> = std::time::SystemTime::now().into();
            let changes = vec![
                (FieldKey::PartyDecision, json!("signed")),
                (FieldKey::Acquaintance, json!(now)),
                (FieldKey::Departure, json!(now)),
            ];
            self.write("party", changes)?;
        }
        for number in 0..self.script.photos {
            self.photo("", "", number)?;
        }
        self.findings()
    }

    /// One field written over and over: a stale value would be seen.
    fn rewrite(&mut self, opened: &OpenVisit) -> Result<()> {
        let named = |n: u32| json!(format!("Тестов Тест, заместитель директора, запись {n}"));
        let there = opened.draft.value(&FieldKey::Representative).cloned();
        let last = (1..=self.script.rewrites)
            .rev()
            .find(|n| there == Some(named(*n)))
            .unwrap_or(0);
        for n in last + 1..=self.script.rewrites {
            self.write("rewrite", vec![(FieldKey::Representative, named(n))])?;
        }
        Ok(())
    }

    fn count(&mut self, opened: &OpenVisit) -> Result<()> {
        let present = serde_json::to_value(Presence::Present).map_err(at("marking"))?;
        let mut marks = Vec::new();
        for group in opened.groups.iter() {
            for learner in &group.learners {
                let key = FieldKey::Mark {
                    group: group.code.clone(),
                    iin: learner.iin,
                };
                if opened.draft.value(&key).is_none() {
                    marks.push((key, present.clone()));
                }
            }
        }
        for part in marks.chunks(60) {
            self.write("head-count", part.to_vec())?;
        }
        Ok(())
    }

    fn photo(&mut self, list: &str, item: &str, number: u32) -> Result<()> {
        let visit = self.script.visit;
        let bytes = plan::photo(number)?;
        let sha256 = blob::hash(&bytes);
        let key = FieldKey::Evidence {
            list: list.to_owned(),
            item: item.to_owned(),
            sha256,
        };
        if self.laptop.open(visit)?.draft.value(&key).is_some() {
            return Ok(());
        }
        self.step("photo");
        let value = self.evidence_value(sha256, number, bytes.len());
        let hash = sha256.to_string();
        self.say("try", "blob", &hash, &hash);
        self.say("try", "field", &key.to_string(), &value);
        self.laptop.must(
            "taking in a photo",
            Command::AddEvidence {
                visit,
                list: list.to_owned(),
                item: item.to_owned(),
                sources: vec![EvidenceSource::Bytes {
                    name: photo_name(number),
                    bytes: bytes.into(),
                }],
            },
        )?;
        self.say("ack", "blob", &hash, &hash);
        self.say("ack", "field", &key.to_string(), &value);
        Ok(())
    }

    /// The record the client is expected to make of a photo.
    fn evidence_value(&self, sha256: BlobHash, number: u32, size: usize) -> String {
        let evidence = baqylau_domain::finding::Evidence {
            sha256,
            name: photo_name(number),
            mime: "image/jpeg".to_owned(),
            size: size as u64,
            taken_at: None,
            taken_where: None,
            caption: String::new(),
            annotations: String::new(),
            sheets: None,
        };
        serde_json::to_value(&evidence)
            .map(|value| value.to_string())
            .unwrap_or_default()
    }

    /// Completes what the act still lacks: a note, a term and a photo for every violation.
    fn findings(&mut self) -> Result<()> {
        let visit = self.script.visit;
        let day = plan::legal_now(self.script.now).date_naive();
        let due = day.checked_add_days(Days::new(30)).unwrap_or(day);
        for _ in 0..4 {
            self.step("preview");
            let preview = self.laptop.compose(visit)?;
            let items: BTreeSet<(String, String)> = preview
                .blockers
                .iter()
                .filter(|blocker| !blocker.item.is_empty())
                .map(|blocker| (blocker.list.clone(), blocker.item.clone()))
                .collect();
            if items.is_empty() {
                return match preview.blockers.first() {
                    Some(blocker) => Err(format!("the act is blocked: {blocker:?}")),
                    None => Ok(()),
                };
            }
            for (number, (list, item)) in (1_000..).zip(items) {
                let key = FieldKey::Finding {
                    list: list.clone(),
                    item: item.clone(),
                };
                let value = json!({ "note": "найдено при осмотре", "due": due, "severity": "S" });
                if self.laptop.open(visit)?.draft.value(&key) != Some(&value) {
                    self.write("finding", vec![(key, value)])?;
                }
                let salt: u32 = item.bytes().map(u32::from).sum();
                self.photo(&list, &item, number + salt * 16)?;
            }
        }
        Err("the act stays blocked".to_owned())
    }

    fn fix(&mut self) -> Result<()> {
        let visit = self.script.visit;
        self.step("compose");
        let preview = self.laptop.compose(visit)?;
        let sha256 = preview.sha256;
        self.step("fix-act");
        self.say("try", "op", "fix-act", "once");
        self.say("try", "act", "", &sha256.to_string());
        self.laptop
            .must("fixing the act", Command::FixAct { visit, sha256 })?;
        self.say("ack", "act", "", &sha256.to_string());
        self.say("ack", "op", "fix-act", "once");
        Ok(())
    }

    fn sign(&mut self, opened: &OpenVisit) -> Result<()> {
        let signed: BTreeSet<PersonId> = opened
            .visit
            .stage
            .signed_file()
            .map(|file| {
                file.signatures
                    .iter()
                    .map(|signature| signature.person)
                    .collect()
            })
            .unwrap_or_default();
        let signers = opened.visit.signers();
        let next = signers
            .iter()
            .enumerate()
            .find(|(_, member)| !signed.contains(&member.person));
        let Some((index, member)) = next else {
            return Err("nobody is left to sign".to_owned());
        };
        let person = member.person;
        self.step(&format!("sign-{}", index + 1));
        self.say("try", "signature", &person.to_string(), "once");
        let (key, password) = key_in(&self.script.keys, person)?;
        self.laptop
            .sign(opened.visit.id, &key, &password)
            .map_err(|error| format!("signing: {error:?}"))?;
        self.say("ack", "signature", &person.to_string(), "once");
        Ok(())
    }

    /// Sends everything and waits for the number.
    fn send(&mut self) -> Result<()> {
        let visit = self.script.visit;
        self.step("send");
        self.laptop
            .must("network", Command::SetOffline { offline: false })?;
        let begun = Instant::now();
        let mut drained = false;
        loop {
            self.renew()?;
            if !drained && self.laptop.is_drained()? {
                drained = true;
                self.step("number");
            }
            if drained && self.laptop.open(visit)?.visit.stage.number().is_some() {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("the number never came: {:?}", self.laptop.tail()));
            }
            self.laptop.must("synchronising", Command::SyncNow)?;
            self.laptop.pause(Duration::from_millis(15));
        }
    }
}

/// Operations that must have been carried out for a visit to be at a stage.
fn behind(stage: &Stage) -> &'static [&'static str] {
    const ALL: [&str; 6] = [
        "arrive",
        "hand-leaflet",
        "admit",
        "begin-merging",
        "fix-act",
        "hand-over",
    ];
    let done = match stage {
        Stage::Planned | Stage::Ordered { .. } | Stage::Notified { .. } => 0,
        Stage::OnSite {
            leaflet_at: None, ..
        } => 1,
        Stage::OnSite { .. } => 2,
        Stage::Recording { .. } => 3,
        Stage::Merging { .. } => 4,
        Stage::Signing { .. } | Stage::Signed { .. } => 5,
        _ => 6,
    };
    ALL.get(..done).unwrap_or_default()
}

fn photo_name(number: u32) -> String {
    format!("photo-{number}.jpg")
}
