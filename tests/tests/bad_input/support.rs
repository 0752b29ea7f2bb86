//! A registry, a secretary with a laptop, and a visit; and what a refusal must look like.

use baqylau_client::ui::{Command, EvidenceSource, UserError};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::{CommissionMember, CommissionRole};
use baqylau_domain::visit::{Visit, VisitOp};
use baqylau_locale::{Language, Locale};
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use baqylau_tests::laptop::{Laptop, PASSPHRASE, config};
use baqylau_tests::plan;
use baqylau_tests::prepared::prepared;
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A message must be there in every language, with its arguments filled in.
pub fn worded(error: &UserError) {
    for language in [Language::Kk, Language::Ru, Language::En] {
        let locale = Locale::new(language);
        assert!(
            locale.has(&error.key),
            "{} is not worded in {language:?}",
            error.key
        );
        let args: Vec<(&str, baqylau_locale::Arg<'_>)> = error
            .args
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().into()))
            .collect();
        let text = locale.format(&error.key, &args);
        assert!(
            !baqylau_locale::is_missing(&text),
            "{error:?} in {language:?}: {text}"
        );
    }
}

/// Refused with this message, which is worded.
pub fn refused(ended: Result<(), UserError>, key: &str) {
    let error = ended.expect_err(key);
    worded(&error);
    assert_eq!(error.key, key, "{error:?}");
}

/// A registry with a laptop of the secretary, and the visit it is about.
pub struct Scene {
    pub folder: tempfile::TempDir,
    pub registry: Option<EmbeddedRegistry>,
    pub laptop: Option<Laptop>,
    pub visit: Visit,
    pub url: String,
}

impl Scene {
    pub fn set() -> Self {
        let prepared = prepared().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("registry");
        prepared.copy_to(&data).unwrap();
        let registry = EmbeddedRegistry::start(RegistryConfig::demo(&data)).unwrap();
        let visit = prepared
            .visits()
            .iter()
            .find(|visit| {
                visit
                    .members
                    .iter()
                    .any(|m| m.role == CommissionRole::Secretary)
            })
            .unwrap()
            .clone();
        let url = registry.url();
        Self {
            folder,
            registry: Some(registry),
            laptop: None,
            visit,
            url,
        }
    }

    /// Signed in, with the pack, on site and admitted.
    pub fn recording(mut self) -> Self {
        let laptop = Laptop::start(config(&self.data(), &self.url, "BAD")).unwrap();
        self.laptop = Some(laptop);
        self.laptop().open_store().unwrap();
        self.sign_in();
        self.enter();
        self
    }

    pub fn enter(&mut self) {
        let visit = self.visit.id;
        let laptop = self.laptop();
        laptop.visit_pulled(visit).unwrap();
        laptop
            .stubbornly("pack", &Command::FetchPack { visit })
            .unwrap();
        laptop
            .op(visit, VisitOp::Arrive { location: None })
            .unwrap();
        laptop.op(visit, VisitOp::HandLeaflet).unwrap();
        laptop.op(visit, VisitOp::Admit).unwrap();
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("laptop")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn laptop(&mut self) -> &mut Laptop {
        self.laptop.as_mut().expect("the laptop is on")
    }

    pub fn secretary(&self) -> CommissionMember {
        let is_secretary = |m: &&CommissionMember| m.role == CommissionRole::Secretary;
        self.visit
            .members
            .iter()
            .find(is_secretary)
            .unwrap()
            .clone()
    }

    pub fn sign_in(&mut self) {
        let (key, password) = prepared().unwrap().key(self.secretary().person).unwrap();
        self.laptop().sign_in(&key, &password).unwrap();
    }

    pub fn answer(&mut self, n: u32) {
        let visit = self.visit.id;
        self.laptop()
            .write(visit, vec![(answer_key(n), json!(format!("ответ {n}")))])
            .unwrap();
    }

    pub fn has_answers(&mut self, last: u32) {
        let visit = self.visit.id;
        let draft = self.laptop().open(visit).unwrap().draft.clone();
        for n in 1..=last {
            let found = draft.value(&answer_key(n)).cloned();
            assert_eq!(found, Some(json!(format!("ответ {n}"))), "answer {n}");
        }
    }

    /// Everything recorded, the act fixed.
    pub fn fixed(mut self) -> Self {
        let visit = self.visit.id;
        let opened = self.laptop().open(visit).unwrap();
        let now = plan::legal_now(DateTime::<Utc>::from(std::time::SystemTime::now()));
        let mut changes = plan::answers(&opened, now);
        changes.push((
            FieldKey::Representative,
            json!("Тестов Тест, заместитель директора"),
        ));
        changes.push((FieldKey::PartyDecision, json!("signed")));
        changes.push((FieldKey::Acquaintance, json!(now.to_utc())));
        changes.push((FieldKey::Departure, json!(now.to_utc())));
        for part in changes.chunks(60) {
            self.laptop().write(visit, part.to_vec()).unwrap();
        }
        let due = now.date_naive() + chrono::Days::new(30);
        let preview = self.laptop().compose(visit).unwrap();
        for (number, blocker) in (1..).zip(&preview.blockers) {
            let (list, item) = (blocker.list.clone(), blocker.item.clone());
            let key = FieldKey::Finding {
                list: list.clone(),
                item: item.clone(),
            };
            let value = json!({ "note": "найдено при осмотре", "due": due, "severity": "S" });
            self.laptop().write(visit, vec![(key, value)]).unwrap();
            self.laptop()
                .run(photo(visit, &list, &item, plan::photo(number).unwrap()))
                .unwrap();
        }
        self.laptop().op(visit, VisitOp::BeginMerging).unwrap();
        let preview = self.laptop().compose(visit).unwrap();
        assert_eq!(preview.blockers, Vec::new());
        let sha256 = preview.sha256;
        self.laptop()
            .must("fixing", Command::FixAct { visit, sha256 })
            .unwrap();
        self
    }

    pub fn restart(&mut self, url: &str) {
        if let Some(laptop) = self.laptop.take() {
            laptop.stop();
        }
        self.laptop = Some(Laptop::start(config(&self.data(), url, "BAD")).unwrap());
    }

    pub fn go_on(&mut self) {
        self.laptop().unlock(PASSPHRASE).unwrap();
        self.continue_offline().unwrap();
    }

    pub fn continue_offline(&mut self) -> Result<(), UserError> {
        let person = self.secretary().person;
        let (key, password) = prepared().unwrap().key(person).unwrap();
        self.laptop().go_on(person, &key, &password)
    }
}

pub fn answer_key(n: u32) -> FieldKey {
    FieldKey::Answer {
        list: "BAD".to_owned(),
        path: format!("/answers/{n}"),
    }
}

pub fn photo(visit: VisitId, list: &str, item: &str, bytes: Vec<u8>) -> Command {
    Command::AddEvidence {
        visit,
        list: list.to_owned(),
        item: item.to_owned(),
        sources: vec![EvidenceSource::Bytes {
            name: "photo.jpg".to_owned(),
            bytes: bytes.into(),
        }],
    }
}

/// Every file below a folder, with its size.
pub fn files_below(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            let size = std::fs::metadata(&path).unwrap().len();
            found.insert(path, size);
        }
    }
    found
}

/// The number a query on the registry's store answers.
pub fn rows(folder: &Path, query: &str) -> i64 {
    let connection = rusqlite::Connection::open(folder.join("registry.db")).unwrap();
    connection.query_row(query, [], |row| row.get(0)).unwrap()
}
