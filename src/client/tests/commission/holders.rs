//! Keys the demonstration's people could have, beside those it gives them.

use baqylau_client::ui::KeySource;
use baqylau_client::{HttpTransport, Method, NetworkConfig, Request, Transport as _};
use baqylau_domain::people::Person;
use std::path::Path;

/// The demonstration's authority, as the registry at this address names it.
pub fn authority(url: &str) -> baqylau_signing::demo_ca::DemoCa {
    use base64::Engine as _;
    let request = Request {
        method: Method::Get,
        path: baqylau_protocol::api::HELLO.to_owned(),
        token: None,
        headers: Vec::new(),
        body: Vec::new(),
        binary: false,
    };
    let network = HttpTransport::new(url, &NetworkConfig::default()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answer = runtime.block_on(network.send(request)).unwrap();
    let hello: baqylau_protocol::api::Hello = serde_json::from_slice(&answer.body).unwrap();
    let anchor = base64::engine::general_purpose::STANDARD
        .decode(&hello.anchors[0])
        .unwrap();
    let key = include_bytes!("../../../../assets/demo/keys/ca.pk8");
    baqylau_signing::demo_ca::DemoCa::load(&anchor, key).unwrap()
}

/// A key this person could have, valid between two days counted from now.
pub fn key_of(
    url: &str,
    person: &Person,
    roles: &[baqylau_signing::Role],
    days: (i64, i64),
) -> baqylau_signing::KeyFile {
    use baqylau_signing::{KeyPurpose, PrivateKey, demo_ca};
    let rng = &mut rand_core::OsRng;
    let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    let holder = demo_ca::Holder {
        surname: "Тестов".to_owned(),
        name: "Тест".to_owned(),
        patronymic: None,
        iin: person.iin.to_string(),
        organisation: (!roles.is_empty()).then(|| demo_ca::Organisation {
            name: "Бақылау комитеті".to_owned(),
            bin: "940140000385".to_owned(),
        }),
        roles: roles.to_vec(),
    };
    let validity = demo_ca::Validity {
        from: now + chrono::TimeDelta::days(days.0),
        until: now + chrono::TimeDelta::days(days.1),
    };
    let key = PrivateKey::generate_gost(rng).unwrap();
    authority(url)
        .issue(&holder, KeyPurpose::Binding, key, validity, rng)
        .unwrap()
}

/// A key as a file with this password.
pub fn key_file(key: &baqylau_signing::KeyFile, path: &Path, password: &str) -> KeySource {
    let bytes = key.to_pkcs12(password, 10, &mut rand_core::OsRng).unwrap();
    std::fs::write(path, bytes.as_slice()).unwrap();
    KeySource::File(path.to_owned())
}
