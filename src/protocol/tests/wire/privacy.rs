//! What `Debug` prints of a message may reach a log: never an ИИН, a name, a note or a password.

use baqylau_protocol::feed::Change;
use baqylau_protocol::operation::Push;
use std::fmt::Debug;

use crate::samples;

fn hides(what: &str, value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(
            !text.contains(samples::NAME),
            "{what} prints a name: {text}"
        );
        assert!(!text.contains(samples::IIN), "{what} prints an ИИН: {text}");
    }
}

#[test]
fn operations_are_hidden() {
    for body in samples::bodies() {
        hides(body.word(), &body);
        let word = body.word();
        let operation =
            samples::operation(1, baqylau_domain::identifiers::BlobHash::new([0; 32]), body);
        hides(word, &operation);
        let sealed = operation.seal().unwrap();
        hides(word, &sealed);
        assert!(
            !format!("{sealed:?}").contains("123, 34"),
            "not as numbers of bytes either"
        );
        hides(
            word,
            &Push {
                operations: vec![String::from_utf8(sealed.bytes).unwrap()],
                device_signature: String::new(),
            },
        );
    }
}

#[test]
fn feeds_are_hidden() {
    hides(
        "visit",
        &Change::Visit {
            visit: Box::new(samples::visit()),
        },
    );
    let (key, version) = samples::change(
        samples::mark(),
        serde_json::json!({ "name": samples::NAME }),
    );
    let visit = samples::visit().id;
    hides(
        "field",
        &Change::Field {
            visit,
            key,
            version,
        },
    );
}
