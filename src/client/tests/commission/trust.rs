//! Whom a laptop believes: never by name, by fingerprint at most.

use crate::support::{Laptop, config, registry};
use baqylau_client::ClientConfig;
use baqylau_client::report::Report;
use baqylau_client::ui::{
    AuthorityRow, AuthoritySource, AuthorityState, Command, Event, TrustView, VerdictStatus,
};
use baqylau_domain::Moment;
use baqylau_domain::people::AccountRole;
use baqylau_registry::EmbeddedRegistry;
use baqylau_signing::demo_ca::{DemoCa, Holder, Validity};
use baqylau_signing::{CheckKind, KeyFile, KeyPurpose, Outcome, PrivateKey, sign_detached};
use chrono::TimeDelta;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A root nobody knows, a key it issued, and a document signed with it.
struct Strangers {
    root: PathBuf,
    fingerprint: String,
    cms: PathBuf,
    document: PathBuf,
}

impl Strangers {
    fn new(folder: &Path) -> Self {
        let rng = &mut rand_core::OsRng;
        let now = Moment::from(std::time::SystemTime::now());
        let validity = Validity {
            from: now - TimeDelta::days(1),
            until: now + TimeDelta::days(365),
        };
        let authority = DemoCa::generate(validity, rng).unwrap();
        let holder = Holder {
            surname: "ТЕСТОВ".into(),
            name: "ТЕСТ".into(),
            patronymic: None,
            iin: "123456789011".into(),
            organisation: None,
            roles: Vec::new(),
        };
        let key = PrivateKey::generate_rsa().unwrap();
        let file = authority
            .issue(&holder, KeyPurpose::Binding, key, validity, rng)
            .unwrap()
            .to_pkcs12("Qwerty12", 2048, rng)
            .unwrap();
        let key = KeyFile::open(&file, "Qwerty12").unwrap();
        let cms = sign_detached(&key, b"a paper", now, rng).unwrap();
        let trust = authority.trust_store();
        let root = trust.anchors().next().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        Self {
            root: put("root.cer", root.der()),
            fingerprint: hex::encode(root.fingerprint()),
            cms: put("paper.cms", &cms),
            document: put("paper.txt", b"a paper"),
        }
    }
}

fn trust(laptop: &mut Laptop) -> Arc<TrustView> {
    laptop.run(Command::LoadTrust).unwrap();
    laptop
        .last(|event| match event {
            Event::Trust(view) => Some(view.clone()),
            _ => None,
        })
        .unwrap()
}

fn row(laptop: &mut Laptop, fingerprint: &str) -> Option<AuthorityRow> {
    let view = trust(laptop);
    let mut rows = view.authorities.iter();
    rows.find(|row| row.fingerprint == fingerprint).cloned()
}

fn verdict(laptop: &mut Laptop, strangers: &Strangers) -> Arc<Report> {
    laptop
        .run(Command::Verify {
            files: vec![strangers.cms.clone(), strangers.document.clone()],
        })
        .unwrap();
    laptop
        .last(|event| match event {
            Event::Verified { report, .. } => Some(report.clone()),
            _ => None,
        })
        .unwrap()
}

/// How the check of the chain ended.
fn chain(report: &Report) -> Outcome {
    let verdict = &report.signatures[0].verdict;
    verdict.check(CheckKind::Chain).unwrap().outcome
}

fn signed_in(
    folder: &Path,
    authorities: Option<PathBuf>,
) -> (Laptop, ClientConfig, EmbeddedRegistry) {
    let registry = registry(&folder.join("registry"));
    let mut settings = config(&folder.join("a"), &registry.url(), "АБ12");
    settings.authorities = authorities;
    let (laptop, _) = Laptop::signed_in(settings.clone(), &|person| {
        person.role == AccountRole::Commission
    });
    (laptop, settings, registry)
}

#[test]
fn a_root_nobody_knows_is_believed_once_its_fingerprint_was_compared() {
    let folder = tempfile::tempdir().unwrap();
    let strangers = Strangers::new(&folder.path().join("files"));
    let (mut laptop, settings, _registry) = signed_in(folder.path(), None);
    let import = Command::ImportTrust {
        from: vec![strangers.root.clone()],
    };
    laptop.run(import).unwrap();
    let waiting = row(&mut laptop, &strangers.fingerprint).unwrap();
    assert_eq!(waiting.state, AuthorityState::Waiting);
    assert_eq!(waiting.sources, [AuthoritySource::Imported]);
    let before = verdict(&mut laptop, &strangers);
    assert_eq!(before.status, VerdictStatus::Invalid);
    assert_eq!(chain(&before), Outcome::Failed);

    let confirm = |compared: &str| Command::ConfirmAuthority {
        fingerprint: strangers.fingerprint.clone(),
        compared: compared.to_owned(),
    };
    let end = strangers.fingerprint[56..].to_uppercase();
    for (compared, key) in [
        ("", "trust-error-too-little-compared"),
        (&end[1..], "trust-error-too-little-compared"),
        ("0123 4567 89ab", "trust-error-fingerprint-differs"),
    ] {
        assert_eq!(laptop.run(confirm(compared)).unwrap_err().key, key);
    }
    assert_eq!(
        verdict(&mut laptop, &strangers).status,
        VerdictStatus::Invalid
    );

    // Typed as it is printed: in groups, in capitals.
    let typed = format!("{}:{}", &end[..4], &end[4..]);
    laptop.run(confirm(&typed)).unwrap();
    let after = verdict(&mut laptop, &strangers);
    assert_eq!(chain(&after), Outcome::Passed);
    // Nobody says whether it was revoked.
    assert_eq!(after.status, VerdictStatus::NotFullyChecked);

    // It is kept, and it is let go.
    laptop.client.shutdown();
    let mut laptop = Laptop::start(settings);
    laptop.unlock().unwrap();
    let known = row(&mut laptop, &strangers.fingerprint).unwrap();
    assert_eq!(known.state, AuthorityState::Believed);
    laptop
        .run(Command::RemoveAuthority {
            fingerprint: strangers.fingerprint.clone(),
        })
        .unwrap();
    assert_eq!(row(&mut laptop, &strangers.fingerprint), None);
    assert_eq!(
        verdict(&mut laptop, &strangers).status,
        VerdictStatus::Invalid
    );
}

#[test]
fn the_folder_offers_and_the_person_decides() {
    let folder = tempfile::tempdir().unwrap();
    let authorities = folder.path().join("authorities");
    let strangers = Strangers::new(&authorities);
    // Altered on the way: read as a certificate, and not what it was.
    let mut altered = std::fs::read(&strangers.root).unwrap();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    std::fs::write(authorities.join("altered.crt"), &altered).unwrap();
    std::fs::write(authorities.join("notes.pem"), b"remember the milk").unwrap();
    let (mut laptop, _settings, _registry) = signed_in(folder.path(), Some(authorities.clone()));
    let view = trust(&mut laptop);
    let faults: Vec<_> = view
        .faults
        .iter()
        .map(|fault| (fault.key.as_str(), fault.args[0].1.as_str()))
        .collect();
    assert_eq!(
        faults,
        [
            ("trust-error-damaged", "altered.crt"),
            ("trust-error-damaged", "notes.pem")
        ]
    );
    let found = row(&mut laptop, &strangers.fingerprint).unwrap();
    assert_eq!(found.state, AuthorityState::Waiting);
    assert_eq!(found.sources, [AuthoritySource::Folder]);
    // The registry's own stands beside it, believed as before.
    let named = view.authorities.iter().filter(|row| {
        row.sources == [AuthoritySource::Registry] && row.state == AuthorityState::Believed
    });
    assert_eq!(named.count(), 1);
    assert_eq!(
        verdict(&mut laptop, &strangers).status,
        VerdictStatus::Invalid
    );
    laptop
        .run(Command::ConfirmAuthority {
            fingerprint: strangers.fingerprint.clone(),
            compared: strangers.fingerprint.clone(),
        })
        .unwrap();
    assert_eq!(
        verdict(&mut laptop, &strangers).status,
        VerdictStatus::NotFullyChecked
    );
    // What a person confirmed is taken back, and the file offers itself again.
    laptop
        .run(Command::RemoveAuthority {
            fingerprint: strangers.fingerprint.clone(),
        })
        .unwrap();
    let again = row(&mut laptop, &strangers.fingerprint).unwrap();
    assert_eq!(again.state, AuthorityState::Waiting);
}

#[test]
fn a_key_file_or_a_damaged_one_is_refused_by_name_and_the_rest_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    let strangers = Strangers::new(&files);
    let broken = files.join("broken.cer");
    std::fs::write(&broken, b"0\x82\x01").unwrap();
    let person = files.join("person.cer");
    let cms = std::fs::read(&strangers.cms).unwrap();
    let parsed = baqylau_signing::SignatureFile::parse(&cms).unwrap();
    std::fs::write(&person, parsed.certificates()[0].der()).unwrap();
    let (mut laptop, _settings, _registry) = signed_in(folder.path(), None);
    let refused = laptop
        .run(Command::ImportTrust {
            from: vec![broken, person.clone(), strangers.root.clone()],
        })
        .unwrap_err();
    assert_eq!(refused.key, "trust-error-damaged");
    assert_eq!(refused.args[0].1, "broken.cer");
    assert!(row(&mut laptop, &strangers.fingerprint).is_some());
    let refused = laptop
        .run(Command::ImportTrust { from: vec![person] })
        .unwrap_err();
    assert_eq!(refused.key, "trust-error-not-an-authority");
    let before = trust(&mut laptop).authorities.len();
    // Twice the same is one.
    laptop
        .run(Command::ImportTrust {
            from: vec![strangers.root.clone()],
        })
        .unwrap();
    assert_eq!(trust(&mut laptop).authorities.len(), before);
}
