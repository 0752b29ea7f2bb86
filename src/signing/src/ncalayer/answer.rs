//! What NCALayer and its look-alikes answer, in every shape seen.

use super::request::Storage;
use crate::pem;
use serde_json::{Map, Value};
use std::fmt;

/// Most octets of a frame that are read.
pub const LARGEST_FRAME: usize = 16 * 1024 * 1024;

/// Most characters kept of a word of the program.
const LONGEST_WORD: usize = 64;

/// A text frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// A heartbeat, a keepalive, or anything else that is no answer.
    Noise,
    /// What the program says when a connection opens.
    Greeting {
        /// Version of its interface.
        version: String,
    },
    /// An answer to a request.
    Answer(Answer),
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// What was asked for.
    Given(Given),
    /// The person closed the window.
    Cancelled,
    /// The program refused or failed.
    Refused(PeerError),
}

/// Why the program gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeerError {
    /// It has no such module or method.
    #[error("no such module")]
    ModuleMissing,
    /// Anything else.
    #[error("refused: {code}")]
    Other {
        /// Its code, shortened to letters, digits and `_.-`; its message is not kept, since it
        /// may name people.
        code: String,
    },
}

/// What was given, not judged yet. `Debug` shows nothing of it.
#[derive(Clone, PartialEq)]
pub struct Given(Value);

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Given(hidden)")
    }
}

/// A program that tells its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Name, such as `KAZTOKENdesktop`.
    pub name: String,
    /// Version.
    pub version: String,
}

/// Reads a text frame. Whatever is not an answer is noise.
pub fn read_frame(text: &str) -> Frame {
    if text.len() > LARGEST_FRAME {
        return Frame::Noise;
    }
    let Ok(Value::Object(frame)) = serde_json::from_str(text) else {
        return Frame::Noise;
    };
    let telling = ["status", "code", "errorCode", "responseObject"];
    if telling.iter().all(|name| filled(&frame, name).is_none()) {
        return match frame
            .get("result")
            .and_then(|result| result.get("version"))
            .and_then(Value::as_str)
        {
            Some(version) => Frame::Greeting {
                version: word(version),
            },
            None => Frame::Noise,
        };
    }
    Frame::Answer(read_answer(&frame))
}

fn read_answer(frame: &Map<String, Value>) -> Answer {
    let code = text_of(filled(frame, "code").or_else(|| filled(frame, "errorCode")));
    let went_well = match (truth(frame, "status"), truth(frame, "success")) {
        (Some(status), _) => status,
        (None, Some(success)) => success,
        (None, None) => {
            filled(frame, "errorCode").is_none() && code.as_deref().is_none_or(|code| code == "200")
        }
    };
    if !went_well {
        let message = text_of(filled(frame, "message")).unwrap_or_default();
        let code = code.unwrap_or_default();
        return if cancels(&code) || cancels(&message) {
            Answer::Cancelled
        } else if code == "MODULE_NOT_FOUND" || code == "METHOD_NOT_FOUND" {
            Answer::Refused(PeerError::ModuleMissing)
        } else {
            Answer::Refused(PeerError::Other { code: word(&code) })
        };
    }
    let given = frame
        .get("body")
        .and_then(|body| body.get("result"))
        .or_else(|| frame.get("responseObject"))
        .or_else(|| frame.get("result"));
    match given {
        // A closed window is success without a result.
        None | Some(Value::Null) => Answer::Cancelled,
        Some(Value::String(empty)) if empty.trim().is_empty() => Answer::Cancelled,
        Some(value) => Answer::Given(Given(value.clone())),
    }
}

impl Given {
    /// The signatures as DER: text or a list of texts or an object with them, each in PEM or bare
    /// base64. `None` if any part is not a signature's armour.
    pub fn signatures(&self) -> Option<Vec<Vec<u8>>> {
        let value = match &self.0 {
            Value::Object(object) => object
                .get("signatures")
                .or_else(|| object.get("signature"))?,
            other => other,
        };
        match value {
            Value::String(one) => Some(vec![signature(one)?]),
            Value::Array(several) => several.iter().map(|one| signature(one.as_str()?)).collect(),
            _ => None,
        }
    }

    /// The storages named; names of no known storage are passed over.
    pub fn storages(&self) -> Vec<Storage> {
        let names = self.0.as_array().map(Vec::as_slice).unwrap_or_default();
        names
            .iter()
            .filter_map(|name| Storage::named(name.as_str()?))
            .collect()
    }

    /// Who answers, if it says so.
    pub fn product(&self) -> Option<Product> {
        Some(Product {
            name: word(self.0.get("name")?.as_str()?),
            version: word(self.0.get("version")?.as_str()?),
        })
    }
}

fn signature(text: &str) -> Option<Vec<u8>> {
    // A SEQUENCE, as every signature file is; what is inside is judged later.
    pem::to_der(text.as_bytes()).filter(|der| der.first() == Some(&0x30))
}

fn filled<'a>(frame: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    frame.get(name).filter(|value| !value.is_null())
}

/// A truth value, also where it was written as a word.
fn truth(frame: &Map<String, Value>, name: &str) -> Option<bool> {
    match frame.get(name)? {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

fn text_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether a code or message says that the person closed the window: `USER_CANCELED`,
/// `action.canceled`.
fn cancels(words: &str) -> bool {
    words.to_ascii_lowercase().contains("cancel")
}

fn word(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || "_.-".contains(*c))
        .take(LONGEST_WORD)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde_json::json;

    /// Something that looks like a signature file from outside.
    fn der() -> Vec<u8> {
        [0x30, 0x82, 0x00, 0xc8].into_iter().chain(0..200).collect()
    }

    fn answer(frame: &Value) -> Answer {
        match read_frame(&frame.to_string()) {
            Frame::Answer(answer) => answer,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_shape_of_a_right_answer_gives_the_same_signature() {
        let pem = pem::encode("CMS", &der());
        let bare = STANDARD.encode(der());
        for text in [pem.clone(), bare, pem.replace('\n', "\r\n")] {
            for shape in [
                json!({"status": true, "body": {"result": text}}),
                json!({"status": true, "body": {"result": [text]}}),
                json!({"status": "true", "body": {"result": [text]}, "code": null}),
                json!({"status": true, "body": {"result": {"signatures": [text], "certificate": "x"}}}),
                json!({"status": true, "body": {"result": {"signature": text}}}),
                json!({"responseObject": text, "code": "200"}),
                json!({"responseObject": text, "code": 200}),
                json!({"responseObject": [text]}),
                json!({"responseObject": text, "code": "200", "uuid": "7"}),
            ] {
                let Answer::Given(given) = answer(&shape) else {
                    panic!("{shape}");
                };
                assert_eq!(given.signatures(), Some(vec![der()]), "{shape}");
            }
        }
    }

    #[test]
    fn a_closed_window_is_told_in_many_ways() {
        for shape in [
            json!({"status": true, "body": {}}),
            json!({"status": true}),
            json!({"status": true, "body": null}),
            json!({"status": true, "body": {"result": null}}),
            json!({"status": true, "body": {"result": ""}}),
            json!({"status": false, "code": "USER_CANCELED"}),
            json!({"status": false, "code": "USER_CANCELLED", "message": "x"}),
            json!({"code": "500", "message": "action.canceled"}),
        ] {
            assert_eq!(answer(&shape), Answer::Cancelled, "{shape}");
        }
    }

    #[test]
    fn errors_keep_their_code_and_nothing_that_may_name_people() {
        let other = |code: &str| {
            Answer::Refused(PeerError::Other {
                code: code.to_owned(),
            })
        };
        let invocation = json!({
            "status": false,
            "code": "INVOCATION_ERROR",
            "message": "An invoked method threw an exception.",
            "details": "org.json.JSONException: ТЕСТОВ",
        });
        assert_eq!(answer(&invocation), other("INVOCATION_ERROR"));
        let wrong = json!({"success": false, "code": "COMMON_JSON_WRAPPING_EXCEPTION"});
        assert_eq!(answer(&wrong), other("COMMON_JSON_WRAPPING_EXCEPTION"));
        assert_eq!(answer(&json!({"code": "500"})), other("500"));
        let hostile = json!({"status": false, "code": "<b>ТЕСТОВ</b>\n".repeat(50)});
        let Answer::Refused(PeerError::Other { code }) = answer(&hostile) else {
            panic!("an error");
        };
        assert!(code.len() <= 64 && code.chars().all(|c| c == 'b'));
        let missing = json!({"success": false, "errorCode": "MODULE_NOT_FOUND"});
        assert_eq!(answer(&missing), Answer::Refused(PeerError::ModuleMissing));
    }

    #[test]
    fn heartbeats_greetings_and_garbage_are_no_answers() {
        let greeting = read_frame(r#"{"result":{"version":"1.4"}}"#);
        let version = "1.4".to_owned();
        assert_eq!(greeting, Frame::Greeting { version });
        let deep = "[".repeat(100_000);
        for noise in [
            "--heartbeat--",
            "{}",
            "",
            "null",
            "[1]",
            "\u{0}\u{feff}",
            r#"{"result":"x"}"#,
            r#"{"status":null}"#,
            r#"{"status":"#,
            &deep,
        ] {
            assert_eq!(read_frame(noise), Frame::Noise);
        }
        let huge = format!(r#"{{"status":true,"x":"{}"}}"#, "x".repeat(LARGEST_FRAME));
        assert_eq!(read_frame(&huge), Frame::Noise);
    }

    #[test]
    fn what_is_no_signature_is_not_taken_for_one() {
        for result in [
            json!(7),
            json!({}),
            json!([[]]),
            json!(["не подпись"]),
            json!({"signatures": 1}),
            json!([STANDARD.encode(der()), "не подпись"]),
            json!(STANDARD.encode(b"text")),
        ] {
            let frame = json!({"status": true, "body": {"result": result}});
            let Answer::Given(given) = answer(&frame) else {
                panic!("{frame}");
            };
            assert_eq!(given.signatures(), None, "{frame}");
        }
    }

    #[test]
    fn tokens_and_products_are_recognised_by_name() {
        let tokens = json!({"responseObject": ["AKKaztokenStore", "new", 7], "code": "200"});
        let Answer::Given(given) = answer(&tokens) else {
            panic!("tokens");
        };
        assert_eq!(given.storages(), [Storage::Kaztoken]);
        assert_eq!(given.product(), None);
        let product = json!({
            "code": "200",
            "responseObject": {"name": "KAZTOKENdesktop", "version": "1.3"},
        });
        let Answer::Given(given) = answer(&product) else {
            panic!("product");
        };
        let named = given.product().unwrap();
        assert_eq!(
            (named.name.as_str(), named.version.as_str()),
            ("KAZTOKENdesktop", "1.3")
        );
    }
}
