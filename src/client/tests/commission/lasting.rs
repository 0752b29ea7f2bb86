//! Signatures that last: stamped while signing or later, and what is known about revocation.

use crate::services::{Mood, Services};
use crate::support::{HeldPushes, Laptop, config, files_of, registry};
use baqylau_client::ClientConfig;
use baqylau_client::ui::{
    CheckOutcome, Command, Event, KeyHolder, KeySource, ListAge, Secret, SignatureLevel,
    SignatureRow, TrustView, VerdictStatus,
};
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use baqylau_registry::EmbeddedRegistry;
use baqylau_signing::SignatureFile;
use chrono::TimeDelta;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long a signing waits for services that answer; on a busy machine they take their time.
const ANSWERING: Duration = Duration::from_secs(60);

/// How long what goes on beside the commands may take.
const LATER: Duration = Duration::from_secs(120);

/// A fixed act on a laptop, and services it may ask.
struct Scene {
    folder: tempfile::TempDir,
    _registry: EmbeddedRegistry,
    settings: ClientConfig,
    services: Services,
    /// Over which nothing signed reaches the registry while it is held: it judges at once, and its
    /// own file would come back at any moment.
    network: Arc<HeldPushes>,
    laptop: Laptop,
    visit: VisitId,
    signers: Vec<PersonId>,
}

impl Scene {
    fn new(mood: Mood, wait: Duration) -> Self {
        let scene = Self::held(mood, wait);
        scene.release();
        scene
    }

    /// A scene in which the registry learns of nothing until it is let go.
    fn held(mood: Mood, wait: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = registry(&folder.path().join("registry"));
        let services = Services::start(&registry.url());
        services.are(mood);
        let mut settings = config(&folder.path().join("a"), &registry.url(), "АБ12");
        settings.services = services.settings(wait);
        let network = Arc::new(HeldPushes::new(&registry.url()));
        let mut laptop = Laptop::start_with(settings.clone(), network.clone());
        laptop.create();
        let chair = laptop.sign_in(&|person| person.role == AccountRole::Commission);
        let visit = laptop.ready_visit(&chair);
        laptop.draw_up(visit);
        let opened = laptop.open(visit);
        let signers = opened.visit.signers().iter().map(|m| m.person).collect();
        Self {
            folder,
            _registry: registry,
            settings,
            services,
            network,
            laptop,
            visit,
            signers,
        }
    }

    /// Lets everything through from now on.
    fn release(&self) {
        self.network.held.store(false, Ordering::SeqCst);
    }

    /// Starts the laptop anew.
    fn restart(&mut self) {
        self.laptop.client.shutdown();
        self.laptop = Laptop::start_with(self.settings.clone(), self.network.clone());
        self.laptop.unlock().unwrap();
    }

    fn sign(&mut self, person: PersonId) -> Result<(), baqylau_client::ui::UserError> {
        self.laptop.run(Command::Sign {
            visit: self.visit,
            key: KeySource::Sample(person),
            password: Secret::default(),
        })
    }

    fn rows(&mut self) -> Vec<SignatureRow> {
        self.laptop
            .run(Command::OpenAct {
                visit: self.visit,
                language: Language::Ru,
            })
            .unwrap();
        let act = self.laptop.last(|event| match event {
            Event::ActOpened(act) => Some(act.clone()),
            _ => None,
        });
        act.unwrap().signatures.clone()
    }

    fn row(&mut self, person: PersonId) -> SignatureRow {
        let mut rows = self.rows().into_iter();
        rows.find(|row| row.person == person).unwrap()
    }

    /// The signature file that was signed, as it is exported.
    fn signed(&mut self, name: &str) -> Vec<u8> {
        let to = self.folder.path().join(name);
        std::fs::create_dir_all(&to).unwrap();
        self.laptop
            .run(Command::ExportAct {
                visit: self.visit,
                to: to.clone(),
            })
            .unwrap();
        std::fs::read(to.join("act.01.cms")).unwrap()
    }

    fn trust(&mut self) -> Arc<TrustView> {
        self.laptop.run(Command::LoadTrust).unwrap();
        newest_trust(&self.laptop)
    }

    /// Brings a list made so long ago to the laptop.
    fn import(&mut self, number: u64, ago: TimeDelta) -> Result<(), baqylau_client::ui::UserError> {
        let path = self.folder.path().join(format!("{number}.crl"));
        std::fs::write(&path, self.services.list(number, ago)).unwrap();
        self.laptop.run(Command::ImportTrust { from: vec![path] })
    }

    fn inspect(&mut self, person: PersonId) -> KeyHolder {
        inspect(&mut self.laptop, KeySource::Sample(person), "")
    }
}

fn newest_trust(laptop: &Laptop) -> Arc<TrustView> {
    let told = laptop.last(|event| match event {
        Event::Trust(view) => Some(view.clone()),
        _ => None,
    });
    told.unwrap()
}

fn inspect(laptop: &mut Laptop, key: KeySource, password: &str) -> KeyHolder {
    laptop
        .run(Command::InspectKey {
            key,
            password: Secret::new(password),
        })
        .unwrap();
    let told = laptop.last(|event| match event {
        Event::KeyInspected { holder, .. } => Some(holder.clone()),
        _ => None,
    });
    told.unwrap()
}

#[test]
fn a_signature_made_online_proves_its_time_and_standing_for_years() {
    let mut scene = Scene::new(Mood::Right, ANSWERING);
    let first = scene.signers[0];
    scene.sign(first).unwrap();
    let row = scene.row(first);
    assert_eq!(row.level, SignatureLevel::Lt, "{:?}", row.later);
    assert!(row.stamped_at.is_some());
    assert_eq!(row.later, None);
    assert_eq!(row.report.status, VerdictStatus::Valid);
    let revocation = row
        .report
        .checks
        .iter()
        .find(|one| one.0 == "check-revocation");
    assert_eq!(
        revocation.unwrap().1,
        CheckOutcome::Passed,
        "checked, not waived"
    );
    // The registry takes it as it is, and so do the others.
    let others: Vec<_> = scene.signers[1..].to_vec();
    for person in others {
        scene.sign(person).unwrap();
    }
    scene.laptop.drained();
}

#[test]
fn a_service_that_is_down_costs_a_stamp_and_gives_it_later_without_touching_what_was_signed() {
    let mut scene = Scene::held(Mood::Down, Duration::from_secs(8));
    let first = scene.signers[0];
    scene.sign(first).unwrap();
    let before = scene.row(first);
    assert_eq!(before.level, SignatureLevel::Bes);
    assert_eq!(before.later.as_ref().unwrap().key, "trust-later-stamp");
    assert_eq!(before.report.status, VerdictStatus::Valid);
    let signed = scene.signed("before");

    scene.services.are(Mood::Right);
    let begun = Instant::now();
    let after = loop {
        let row = scene.row(first);
        if row.level == SignatureLevel::Lt {
            break row;
        }
        assert!(begun.elapsed() < LATER, "{row:?}");
        scene.laptop.pause();
    };
    assert_eq!(after.later, None);
    assert!(after.stamped_at.is_some());
    assert_eq!(
        after.report.cms, before.report.cms,
        "the operation names the same file"
    );
    assert!(
        scene.laptop.seen.iter().any(
            |event| matches!(event, Event::SignaturesChanged { visit } if *visit == scene.visit)
        )
    );
    assert_eq!(
        scene.signed("after"),
        signed,
        "what was signed is what is handed on"
    );
    let stamps = |file: &[u8]| {
        let file = SignatureFile::parse(file).unwrap();
        let parts = file.signatures().next().unwrap();
        (parts.octets().to_vec(), parts.time_stamps().len())
    };
    let (octets, none) = stamps(&signed);
    assert_eq!(none, 0);
    let beside = std::fs::read(scene.folder.path().join("after/act.01.lt.cms")).unwrap();
    assert_eq!(
        stamps(&beside),
        (octets, 1),
        "the same signature with its proof of time goes along"
    );

    // It outlives the program, and needs nobody any more.
    scene.services.are(Mood::Down);
    scene.restart();
    scene
        .laptop
        .sign_in(&|person| person.role == AccountRole::Commission);
    let kept = scene.row(first);
    assert_eq!(
        (kept.level, kept.stamped_at),
        (after.level, after.stamped_at)
    );
}

#[test]
fn the_registry_says_what_it_found_and_its_file_is_kept() {
    // This laptop's own services give nothing; the registry has its own.
    let mut scene = Scene::held(Mood::Down, Duration::ZERO);
    let first = scene.signers[0];
    scene.sign(first).unwrap();
    assert_eq!(scene.row(first).registered, None);
    scene.release();
    scene.laptop.drained();
    let begun = Instant::now();
    let row = loop {
        let row = scene.row(first);
        let found = row.registered.as_ref();
        if found.is_some_and(|found| found.level == SignatureLevel::Lt)
            && row.level == SignatureLevel::Lt
        {
            break row;
        }
        assert!(begun.elapsed() < LATER, "{row:?}");
        scene.laptop.run(Command::SyncNow).unwrap();
        scene.laptop.pause();
    };
    let found = row.registered.unwrap();
    assert_eq!(found.status, VerdictStatus::Valid);
    assert_eq!(found.reasons, []);
    assert!(found.stamped_at.is_some() && found.checked_at.is_some());
    // Its file holds the same signature and is judged here like any other.
    assert_eq!(row.report.status, VerdictStatus::Valid);
    assert_eq!(row.stamped_at, found.stamped_at);
    assert_eq!(row.later, None);
    let rows = scene.laptop.visits();
    let visit = rows.iter().find(|row| row.visit.id == scene.visit).unwrap();
    assert_eq!(visit.refused_signatures, 0);
}

#[test]
fn a_silent_service_keeps_nobody_waiting() {
    let mut scene = Scene::held(Mood::Slow, Duration::from_millis(400));
    let first = scene.signers[0];
    let begun = Instant::now();
    scene.sign(first).unwrap();
    // They answer after 20 s.
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "{:?}",
        begun.elapsed()
    );
    let row = scene.row(first);
    assert_eq!(row.level, SignatureLevel::Bes);
    assert_eq!(row.later.unwrap().key, "trust-later-stamp");

    // Nobody is asked at all while the laptop is offline by choice.
    scene
        .laptop
        .run(Command::SetOffline { offline: true })
        .unwrap();
    let second = scene.signers[1];
    scene.sign(second).unwrap();
    assert_eq!(scene.row(second).later.unwrap().key, "trust-later-offline");
}

#[test]
fn a_revocation_the_service_tells_while_signing_stops_it() {
    let mut scene = Scene::new(Mood::Right, ANSWERING);
    let first = scene.signers[0];
    let serial = scene.inspect(first).serial;
    scene.services.revoke(&serial);
    assert_eq!(scene.sign(first).unwrap_err().key, "trust-error-revoked");
    assert!(scene.rows().is_empty());
    // Known from now on, before the next attempt.
    assert_eq!(
        scene.inspect(first).problem.unwrap().key,
        "trust-error-revoked"
    );
}

#[test]
fn a_list_brought_as_a_file_says_who_may_not_sign() {
    let mut scene = Scene::held(Mood::Down, Duration::ZERO);
    let (first, second) = (scene.signers[0], scene.signers[1]);
    scene.sign(first).unwrap();
    assert_eq!(scene.row(first).report.status, VerdictStatus::Valid);
    for person in [first, second] {
        let holder = scene.inspect(person);
        assert_eq!(holder.problem, None);
        scene.services.revoke(&holder.serial);
    }
    scene.import(7, TimeDelta::minutes(1)).unwrap();
    let list = &scene.trust().lists[0];
    assert_eq!(
        (list.entries, list.age, list.supplement),
        (2, ListAge::Current, false)
    );

    // Told with the holder, and refused before anything is signed.
    assert_eq!(
        scene.inspect(second).problem.unwrap().key,
        "trust-error-revoked"
    );
    let files = files_of(&scene.folder.path().join("a").join("blobs")).len();
    assert_eq!(scene.sign(second).unwrap_err().key, "trust-error-revoked");
    assert_eq!(
        files_of(&scene.folder.path().join("a").join("blobs")).len(),
        files
    );
    let row = scene.row(first);
    assert_eq!(
        row.report.status,
        VerdictStatus::Invalid,
        "revoked before it signed"
    );
    let revocation = row
        .report
        .checks
        .iter()
        .find(|one| one.0 == "check-revocation");
    assert_eq!(revocation.unwrap().2, "check-detail-revoked");

    // An older list doesn't take its place; one of a stranger isn't taken at all.
    let older = scene.import(6, TimeDelta::days(30)).unwrap_err();
    assert_eq!(older.key, "trust-error-list-older");
    let folder = tempfile::tempdir().unwrap();
    let strangers = registry(folder.path());
    let stranger = Services::start(&strangers.url()).list(9, TimeDelta::minutes(1));
    let mut damaged = scene.services.list(9, TimeDelta::minutes(1));
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    for (name, octets) in [
        ("damaged.crl", damaged),
        ("cut.crl", stranger[..90].to_vec()),
    ] {
        let path = scene.folder.path().join(name);
        std::fs::write(&path, octets).unwrap();
        let refused = scene
            .laptop
            .run(Command::ImportTrust { from: vec![path] })
            .unwrap_err();
        assert!(
            ["trust-error-list-forged", "trust-error-damaged"].contains(&refused.key.as_str()),
            "{refused:?}"
        );
        assert_eq!(refused.args[0].1, name);
    }
    assert_eq!(scene.trust().lists.len(), 1);
}

#[test]
fn an_old_list_is_said_to_be_old() {
    let mut scene = Scene::new(Mood::Down, Duration::ZERO);
    scene.import(1, TimeDelta::days(60)).unwrap();
    assert_eq!(scene.trust().lists[0].age, ListAge::LongPast);
    scene.import(2, TimeDelta::days(3)).unwrap();
    assert_eq!(scene.trust().lists[0].age, ListAge::Past);
    // It outlives the program.
    scene.restart();
    assert_eq!(scene.trust().lists.len(), 1);
}

#[test]
fn services_are_tried_and_said_to_answer_or_not() {
    let mut scene = Scene::new(Mood::Right, Duration::ZERO);
    let problems = |scene: &Scene| -> Vec<Option<String>> {
        let view = newest_trust(&scene.laptop);
        let checks = view.services.iter().map(|row| row.check.as_ref());
        checks
            .map(|check| check.and_then(|check| Some(check.problem.as_ref()?.key.clone())))
            .collect()
    };
    scene.laptop.run(Command::CheckServices).unwrap();
    assert_eq!(problems(&scene), [None, None, None]);
    assert!(
        newest_trust(&scene.laptop)
            .services
            .iter()
            .all(|row| row.check.is_some())
    );
    scene.services.are(Mood::Down);
    scene.laptop.run(Command::CheckServices).unwrap();
    let down = Some("trust-service-status".to_owned());
    assert_eq!(problems(&scene), [down.clone(), down.clone(), down]);
    scene.services.are(Mood::Slow);
    let of = scene.laptop.send(Command::CheckServices);
    scene.laptop.pause();
    let begun = Instant::now();
    scene.laptop.run(Command::Cancel { of }).unwrap();
    scene.laptop.wait(
        "the trial to end",
        |event| matches!(event, Event::Done { ticket } if *ticket == of),
    );
    // Each service is given 15 s.
    assert!(begun.elapsed() < Duration::from_secs(12));
}

/// The folder of real test material, when it is there.
fn interop() -> Option<PathBuf> {
    let named = std::env::var_os("BAQYLAU_INTEROP").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop");
    let folder = named.unwrap_or_else(beside).join("kzpki");
    folder.is_dir().then_some(folder)
}

#[test]
fn national_test_keys_are_told_apart_by_a_list_from_a_file() {
    let Some(interop) = interop() else {
        println!("skipped: no interop data");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let settings = config(&folder.path().join("a"), &registry.url(), "АБ12");
    let (mut laptop, _) =
        Laptop::signed_in(settings, &|person| person.role == AccountRole::Commission);
    let file = |below: &str, start: &str| {
        let mut found = files_of(&interop.join(below)).into_iter();
        found
            .find(|path| {
                path.file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with(start))
            })
            .unwrap_or_else(|| panic!("no {start}"))
    };
    let key = |laptop: &mut Laptop, name: &str| {
        let holder = inspect(laptop, KeySource::File(file("p12", name)), "Qwerty12");
        holder.problem.map(|problem| problem.key)
    };
    let untrusted = Some("signing-error-untrusted".to_owned());
    assert_eq!(key(&mut laptop, "legal-valid-head"), untrusted);
    laptop
        .run(Command::ImportTrust {
            from: vec![
                file("crl", "nca_gost2022_test"),
                file("ca", "nca_gost2022_test"),
                file("ca", "root_test_gost_2022"),
            ],
        })
        .unwrap_err();
    assert_eq!(
        key(&mut laptop, "legal-valid-head"),
        untrusted,
        "the root waits"
    );
    let root = newest_trust(&laptop).authorities[0].fingerprint.clone();
    laptop
        .run(Command::ConfirmAuthority {
            compared: root.clone(),
            fingerprint: root,
        })
        .unwrap();
    laptop
        .run(Command::ImportTrust {
            from: vec![file("crl", "nca_gost2022_test")],
        })
        .unwrap();
    let list = newest_trust(&laptop).lists[0].clone();
    assert_eq!(list.entries, 195);
    assert_eq!(key(&mut laptop, "legal-valid-head"), None);
    let revoked = Some("trust-error-revoked".to_owned());
    for name in [
        "legal-revoked",
        "individual-revoked",
        "legal-valid-infosystem",
    ] {
        assert_eq!(key(&mut laptop, name), revoked, "{name}");
    }
}
