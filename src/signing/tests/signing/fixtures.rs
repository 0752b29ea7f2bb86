//! What the tests share: one demonstration authority, its key files, and a way to OpenSSL.

use baqylau_signing::demo_ca::{DemoCa, Holder, Organisation, Validity};
use baqylau_signing::{KeyFile, KeyPurpose, PrivateKey, PrivateKeyError, Role, VerificationPolicy};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use rand_core::OsRng;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

pub const PASSWORD: &str = "Qwerty12";
pub const IIN: &str = "900101300123";
pub const BIN: &str = "990240004567";

/// Key files as PKCS#12 octets: keys themselves cannot be cloned, on purpose.
pub struct Fixture {
    pub ca: DemoCa,
    pub head: Vec<u8>,
    pub head_login: Vec<u8>,
    pub citizen: Vec<u8>,
}

/// The authority and its holders, made once for all tests.
pub fn fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| Fixture::make(PrivateKey::generate_rsa))
}

/// The same with keys of GOST 34.10-2015/512.
pub fn gost_fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| Fixture::make(|| PrivateKey::generate_gost(&mut OsRng)))
}

impl Fixture {
    fn make(generate: impl Fn() -> Result<PrivateKey, PrivateKeyError>) -> Self {
        let new_key = || generate().expect("key");
        let ca = DemoCa::with_key(new_key(), validity(), &mut OsRng).expect("authority");
        let key = new_key().to_pkcs8().expect("pkcs8");
        let other = new_key().to_pkcs8().expect("pkcs8");
        let issue = |holder: &Holder, purpose, key: &[u8]| {
            let key = PrivateKey::from_pkcs8(key).expect("key");
            ca.issue(holder, purpose, key, validity(), &mut OsRng)
                .and_then(|pair| Ok(pair.to_pkcs12(PASSWORD, 64, &mut OsRng)?))
                .expect("key file")
        };
        Self {
            head: issue(&head(), KeyPurpose::Binding, &key),
            head_login: issue(&head(), KeyPurpose::SignIn, &key),
            citizen: issue(&citizen(), KeyPurpose::Binding, &other),
            ca,
        }
    }
}

pub fn head() -> Holder {
    Holder {
        surname: "АХМЕТОВА".into(),
        name: "ӘЙГЕРІМ".into(),
        patronymic: Some("ҚАЙРАТҚЫЗЫ".into()),
        iin: IIN.into(),
        organisation: Some(Organisation {
            name: "«ТЕСТ» ЖОО".into(),
            bin: BIN.into(),
        }),
        roles: vec![Role::FirstHead],
    }
}

pub fn citizen() -> Holder {
    Holder {
        surname: "ТЕСТОВ".into(),
        name: "ТЕСТ".into(),
        patronymic: None,
        iin: "850202400456".into(),
        organisation: None,
        roles: Vec::new(),
    }
}

pub fn open(bytes: &[u8]) -> KeyFile {
    KeyFile::open(bytes, PASSWORD).expect("key file opens")
}

/// The moment the tests live in.
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 30, 15).unwrap()
}

pub fn validity() -> Validity {
    Validity {
        from: now() - TimeDelta::days(30),
        until: now() + TimeDelta::days(335),
    }
}

pub fn policy() -> VerificationPolicy {
    VerificationPolicy::binding().exempt_demonstration()
}

/// Files of НУЦ РК, or `None` (and a note) where they are not at hand.
pub fn national(file: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("BAQYLAU_INTEROP").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop"),
        PathBuf::from,
    );
    let path = root.join("kzpki").join(file);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            println!("skipped: no {file} in the interoperability data");
            None
        }
    }
}

/// A folder to meet OpenSSL in.
pub struct Bench(tempfile::TempDir);

impl Bench {
    /// `None` (and a note) where OpenSSL is not installed.
    pub fn new() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            assert!(
                std::env::var_os("CI").is_none(),
                "openssl must be there in CI"
            );
            println!("skipped: no openssl on this machine");
            return None;
        }
        Some(Self(tempfile::tempdir().expect("folder")))
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.0.path().join(name), bytes).expect("written");
        self
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.path().join(name)).expect("read")
    }

    /// Runs `openssl` in the folder with arguments separated by spaces.
    pub fn run(&self, arguments: &str) -> Output {
        Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .output()
            .expect("openssl runs")
    }

    /// Runs `openssl` and demands success.
    #[track_caller]
    pub fn succeed(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "openssl {arguments}: {error}");
        String::from_utf8_lossy(&output.stdout).into_owned() + &error
    }

    /// Puts the certificate and the unencrypted key of a pair into the folder as PEM.
    pub fn put_pair(&self, pair: &KeyFile) {
        self.write("signer.pem", pair.certificate().to_pem());
        let key = pair.key().to_pkcs8().expect("key");
        self.write(
            "signer.key",
            baqylau_signing::pem::encode("PRIVATE KEY", &key),
        );
    }
}
