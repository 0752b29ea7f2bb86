//! Passphrases and keys that are wrong, old, foreign or somebody else's.

use crate::support::{Scene, refused};
use baqylau_client::ui::{Command, KeySource, LockState, Secret};
use baqylau_client::{HttpTransport, NetworkConfig, Request, Transport as _};
use baqylau_domain::people::CommissionMember;
use baqylau_protocol::api::{self, Hello};
use baqylau_signing::demo_ca::{DemoCa, Holder, Validity};
use baqylau_signing::{KeyPurpose, PrivateKey};
use baqylau_tests::laptop::{Laptop, config};
use baqylau_tests::prepared::prepared;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};

#[test]
fn a_wrong_passphrase_opens_nothing_and_changes_nothing() {
    let mut scene = Scene::set().recording();
    scene.answer(1);
    let url = scene.url.clone();
    scene.restart(&url);
    refused(
        scene.laptop().unlock("wrong horse battery"),
        "client-wrong-passphrase",
    );
    refused(scene.laptop().unlock(""), "client-wrong-passphrase");
    refused(
        scene.laptop().run(Command::Unlock { passphrase: None }),
        "client-keyring-empty",
    );
    assert!(matches!(
        scene.laptop().lock(),
        Some(LockState::Locked { .. })
    ));
    refused(
        scene.laptop().run(Command::LoadVisits),
        "client-store-locked",
    );
    scene.go_on();
    scene.has_answers(1);
}

#[test]
fn keys_that_may_not_sign_are_named_and_leave_the_act_unsigned() {
    let mut scene = Scene::set().recording().fixed();
    let visit = scene.visit.id;
    let opened = scene.laptop().open(visit).unwrap();
    let signers: Vec<CommissionMember> = opened.visit.signers().into_iter().cloned().collect();
    let act = opened.visit.stage.signed_file().unwrap().act.clone();
    let (first, last) = (&signers[0], &signers[signers.len() - 1]);
    let genuine = prepared().unwrap().key(first.person).unwrap();

    let mut random = rand_core::OsRng;
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    let span = |from: i64, until: i64| Validity {
        from: now + TimeDelta::days(from),
        until: now + TimeDelta::days(until),
    };
    let ours = authority(&scene.url);
    let theirs = DemoCa::generate(span(-10, 10), &mut random).unwrap();
    let holder = |iin: String| Holder {
        surname: "ТЕСТОВ".to_owned(),
        name: "ТЕСТ".to_owned(),
        patronymic: None,
        iin,
        organisation: None,
        roles: Vec::new(),
    };
    let own_key =
        || PrivateKey::from_pkcs8(include_bytes!("../../../assets/demo/keys/01.pk8")).unwrap();
    let iin = first.iin.unwrap().to_string();
    let folder = scene.folder.path().to_owned();
    let make = |ca: &DemoCa, name: &str, iin: &str, purpose: KeyPurpose, validity: Validity| {
        let file = ca
            .issue(
                &holder(iin.to_owned()),
                purpose,
                own_key(),
                validity,
                &mut rand_core::OsRng,
            )
            .unwrap();
        let path = folder.join(name);
        std::fs::write(
            &path,
            file.to_pkcs12("secret", 2_048, &mut rand_core::OsRng)
                .unwrap(),
        )
        .unwrap();
        KeySource::File(path)
    };
    let bind = KeyPurpose::Binding;
    let stranger = prepared()
        .unwrap()
        .people()
        .iter()
        .find(|person| opened.visit.member(person.id).is_none())
        .unwrap()
        .clone();
    let good_bytes = match &genuine.0 {
        KeySource::File(path) => std::fs::read(path).unwrap(),
        KeySource::Sample(_) => panic!("a file"),
    };
    let cut = folder.join("cut.p12");
    std::fs::write(&cut, &good_bytes[..good_bytes.len() / 2]).unwrap();
    let noise = folder.join("noise.p12");
    std::fs::write(&noise, b"not a key file").unwrap();
    let stranger_key = prepared().unwrap().key(stranger.id).unwrap();
    let last_key = prepared().unwrap().key(last.person).unwrap();

    let cases: Vec<(KeySource, &str, &str)> = vec![
        (
            make(&ours, "old.p12", &iin, bind, span(-400, -30)),
            "secret",
            "signing-error-expired",
        ),
        (
            make(&ours, "new.p12", &iin, bind, span(30, 400)),
            "secret",
            "signing-error-not-yet-valid",
        ),
        (
            make(&ours, "auth.p12", &iin, KeyPurpose::SignIn, span(-30, 400)),
            "secret",
            "signing-error-not-for-signing",
        ),
        (
            make(&theirs, "alien.p12", &iin, bind, span(-5, 5)),
            "secret",
            "signing-error-untrusted",
        ),
        (stranger_key.0, &stranger_key.1, "signing-error-not-member"),
        (last_key.0, &last_key.1, "refusal-out-of-turn"),
        (
            genuine.0.clone(),
            "wrong password",
            "signing-error-password",
        ),
        (KeySource::File(cut), &genuine.1, "signing-error-damaged"),
        (KeySource::File(noise), &genuine.1, "signing-error-damaged"),
        (
            KeySource::File(folder.join("absent.p12")),
            "secret",
            "client-file-missing",
        ),
    ];
    for (key, password, expected) in cases {
        refused(scene.laptop().sign(visit, &key, password), expected);
        let file = scene
            .laptop()
            .open(visit)
            .unwrap()
            .visit
            .stage
            .signed_file()
            .cloned()
            .unwrap();
        assert_eq!(
            (file.act, file.signatures.len()),
            (act.clone(), 0),
            "after {expected}"
        );
    }
    // The right key still signs the same bytes.
    scene.laptop().sign(visit, &genuine.0, &genuine.1).unwrap();
    scene.laptop().drained().unwrap();
    let file = scene
        .laptop()
        .open(visit)
        .unwrap()
        .visit
        .stage
        .signed_file()
        .cloned()
        .unwrap();
    assert_eq!((file.act, file.signatures.len()), (act, 1));
}

/// The demonstration authority, taken up with the certificate this registry tells of.
fn authority(url: &str) -> DemoCa {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let transport = HttpTransport::new(url, &NetworkConfig::default()).unwrap();
    let request = Request {
        method: baqylau_client::Method::Get,
        path: api::HELLO.to_owned(),
        token: None,
        headers: Vec::new(),
        body: Vec::new(),
        binary: false,
    };
    let answer = runtime.block_on(transport.send(request)).unwrap();
    let hello: Hello = serde_json::from_slice(&answer.body).unwrap();
    let certificate = STANDARD.decode(hello.anchors.last().unwrap()).unwrap();
    DemoCa::load(
        &certificate,
        include_bytes!("../../../assets/demo/keys/ca.pk8"),
    )
    .unwrap()
}

#[test]
fn another_persons_key_does_not_sign_in_as_somebody_else() {
    let mut scene = Scene::set();
    scene.laptop = Some(Laptop::start(config(&scene.data(), &scene.url, "BAD")).unwrap());
    scene.laptop().open_store().unwrap();
    let key = {
        // Somebody the registry has no account of, with a sound certificate.
        let now = DateTime::<Utc>::from(std::time::SystemTime::now());
        let validity = Validity {
            from: now - TimeDelta::days(1),
            until: now + TimeDelta::days(30),
        };
        let holder = Holder {
            surname: "ПОСТОРОННИЙ".to_owned(),
            name: "ЧЕЛОВЕК".to_owned(),
            patronymic: None,
            iin: "900101300017".to_owned(),
            organisation: None,
            roles: Vec::new(),
        };
        let key =
            PrivateKey::from_pkcs8(include_bytes!("../../../assets/demo/keys/02.pk8")).unwrap();
        let file = authority(&scene.url)
            .issue(
                &holder,
                KeyPurpose::SignIn,
                key,
                validity,
                &mut rand_core::OsRng,
            )
            .unwrap();
        let path = scene.path("stranger.p12");
        std::fs::write(
            &path,
            file.to_pkcs12("secret", 2_048, &mut rand_core::OsRng)
                .unwrap(),
        )
        .unwrap();
        KeySource::File(path)
    };
    let sign_in = Command::SignIn {
        key,
        password: Secret::new("secret"),
    };
    refused(scene.laptop().run(sign_in), "client-sign-in-refused");
    assert!(matches!(
        scene.laptop().lock(),
        Some(LockState::Unlocked { .. })
    ));
    scene.sign_in();
}
