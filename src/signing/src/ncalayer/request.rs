//! What is asked of NCALayer, as the text of its frames.

use crate::algorithm::{DigestAlgorithm, Unsupported};
use crate::oid::Oid;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::fmt;

/// Most octets of all documents of one request together. The limit of the program is not
/// published; its interface is meant for small documents.
pub const LARGEST_REQUEST: usize = 8 * 1024 * 1024;

/// Where a key may lie, by the program's own names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Storage {
    /// A key file.
    Pkcs12,
    /// A Java key store.
    Jks,
    /// KAZTOKEN.
    Kaztoken,
    /// Identity card.
    IdCard,
    /// eToken 72K.
    EToken72K,
    /// eToken 5110.
    EToken5110,
    /// JaCarta.
    JaCarta,
    /// aKey.
    AKey,
}

const STORAGES: [(Storage, &str); 8] = [
    (Storage::Pkcs12, "PKCS12"),
    (Storage::Jks, "JKS"),
    (Storage::Kaztoken, "AKKaztokenStore"),
    (Storage::IdCard, "AKKZIDCardStore"),
    (Storage::EToken72K, "AKEToken72KStore"),
    (Storage::EToken5110, "AKEToken5110Store"),
    (Storage::JaCarta, "AKJaCartaStore"),
    (Storage::AKey, "AKAKEYStore"),
];

impl Storage {
    /// Its name in requests and answers.
    pub fn name(self) -> &'static str {
        STORAGES
            .iter()
            .find(|(storage, _)| *storage == self)
            .map_or("PKCS12", |(_, name)| name)
    }

    /// The storage of that name, if the program has one.
    pub fn named(name: &str) -> Option<Self> {
        STORAGES
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(storage, _)| *storage)
    }
}

/// The language of the program's window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DialogLanguage {
    /// Kazakh.
    #[default]
    Kazakh,
    /// Russian.
    Russian,
    /// English.
    English,
}

/// Whose certificates the program lets the person choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Authorities {
    /// Those of НУЦ РК.
    #[default]
    National,
    /// Anybody's: whoever asks judges the certificate afterwards. Needed for certificates of
    /// УЦГО, which the program's own list does not hold.
    Any,
    /// Those of these authorities, as PEM.
    These(Vec<String>),
}

/// What of a document is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Payload {
    /// The document.
    #[default]
    Whole,
    /// Its hash, for documents too large to send. It must be the hash the key signs with, so the
    /// kind of key has to be known beforehand.
    Digest(DigestAlgorithm),
}

/// Why a request cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// There is nothing to sign.
    #[error("no documents")]
    Nothing,
    /// The documents are too large to be sent.
    #[error("{octets} octets are more than {limit}")]
    TooLarge {
        /// Octets of all documents.
        octets: usize,
        /// Most allowed.
        limit: usize,
    },
    /// The person who must sign is not named by an ИИН.
    #[error("the signer is not named by 12 digits")]
    NoSigner,
    /// The hash is not calculated here.
    #[error(transparent)]
    Digest(#[from] Unsupported),
}

/// A request for detached signatures of one person over one document or several, with one
/// choice of key and one password for all of them.
#[derive(Clone, PartialEq, Eq)]
pub struct SignRequest {
    documents: Vec<Vec<u8>>,
    sent: Vec<String>,
    digested: bool,
    signer: String,
    purposes: Vec<Oid>,
    storages: Vec<Storage>,
    authorities: Authorities,
    language: DialogLanguage,
    time_stamp: bool,
}

impl SignRequest {
    /// A request for signatures over `documents` by the person with this ИИН.
    ///
    /// # Errors
    /// [`RequestError`] when there is nothing to sign, too much, or nobody to sign it.
    pub fn new(
        documents: Vec<Vec<u8>>,
        signer: impl Into<String>,
        payload: Payload,
    ) -> Result<Self, RequestError> {
        let signer = signer.into();
        if signer.len() != 12 || !signer.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(RequestError::NoSigner);
        }
        if documents.is_empty() {
            return Err(RequestError::Nothing);
        }
        let sent: Vec<Vec<u8>> = match payload {
            Payload::Whole => documents.clone(),
            Payload::Digest(algorithm) => documents
                .iter()
                .map(|document| algorithm.hash(document))
                .collect::<Result<_, _>>()?,
        };
        let octets = sent.iter().map(Vec::len).sum();
        if octets > LARGEST_REQUEST {
            return Err(RequestError::TooLarge {
                octets,
                limit: LARGEST_REQUEST,
            });
        }
        Ok(Self {
            sent: sent.iter().map(|octets| STANDARD.encode(octets)).collect(),
            digested: payload != Payload::Whole,
            documents,
            signer,
            purposes: Vec::new(),
            storages: Vec::new(),
            authorities: Authorities::default(),
            language: DialogLanguage::default(),
            time_stamp: false,
        })
    }

    /// Lets the person choose only keys for these purposes and roles (extended key usage).
    /// Without any, all keys may be chosen: certificates of УЦГО may name none.
    #[must_use]
    pub fn for_purposes(mut self, purposes: impl IntoIterator<Item = Oid>) -> Self {
        self.purposes = purposes.into_iter().collect();
        self
    }

    /// Lets the person choose only keys that lie there; without any, from all.
    #[must_use]
    pub fn from_storages(mut self, storages: impl IntoIterator<Item = Storage>) -> Self {
        self.storages = storages.into_iter().collect();
        self
    }

    /// Lets the person choose only certificates of these authorities.
    #[must_use]
    pub fn of_authorities(mut self, authorities: Authorities) -> Self {
        self.authorities = authorities;
        self
    }

    /// Shows the program's window in this language.
    #[must_use]
    pub fn in_language(mut self, language: DialogLanguage) -> Self {
        self.language = language;
        self
    }

    /// Has the program ask the national time stamp service, which needs a network.
    #[must_use]
    pub fn with_time_stamp(mut self) -> Self {
        self.time_stamp = true;
        self
    }

    /// The documents, in the order signatures are asked for.
    pub fn documents(&self) -> &[Vec<u8>] {
        &self.documents
    }

    /// ИИН of the person who must sign.
    pub fn signer(&self) -> &str {
        &self.signer
    }

    /// The request to `kz.gov.pki.knca.basics`: all documents at once.
    pub fn to_basics(&self) -> String {
        let data = match self.sent.as_slice() {
            [one] => json!(one),
            several => json!(several),
        };
        // Booleans must be JSON booleans: a word is read as false, and then the base64 text
        // itself is signed.
        let mut signing = json!({
            "decode": true,
            "encapsulate": false,
            "digested": self.digested,
        });
        if self.time_stamp {
            signing["tsaProfile"] = json!({});
        }
        let purposes: Vec<String> = self.purposes.iter().map(Oid::to_string).collect();
        let mut signer = json!({ "extKeyUsageOids": purposes, "iin": self.signer });
        match &self.authorities {
            Authorities::National => {}
            Authorities::Any => signer["chain"] = json!([]),
            Authorities::These(pem) => signer["chain"] = json!(pem),
        }
        let mut args = json!({
            "format": "cms",
            "data": data,
            "signingParams": signing,
            "signerParams": signer,
            "locale": match self.language {
                DialogLanguage::Kazakh => "kk",
                DialogLanguage::Russian => "ru",
                DialogLanguage::English => "en",
            },
        });
        if !self.storages.is_empty() {
            let names: Vec<&str> = self.storages.iter().map(|one| one.name()).collect();
            args["allowedStorages"] = json!(names);
        }
        frame("kz.gov.pki.knca.basics", "sign", Some(args))
    }

    /// The request to the older `kz.gov.pki.knca.commonUtils`, which takes one document; `None`
    /// beyond the last. A hash is signed without a time stamp: that module stamps documents only.
    pub fn to_common_utils(&self, document: usize, storage: Storage) -> Option<String> {
        let data = self.sent.get(document)?;
        let storage = self.storages.first().copied().unwrap_or(storage).name();
        let (method, args) = if self.digested {
            (
                "createCAdESFromBase64Hash",
                json!([storage, "SIGNATURE", data]),
            )
        } else if self.time_stamp {
            (
                "createCMSSignatureFromBase64",
                json!([storage, "SIGNATURE", data, false]),
            )
        } else {
            (
                "createCAdESFromBase64",
                json!([storage, "SIGNATURE", data, false]),
            )
        };
        Some(frame("kz.gov.pki.knca.commonUtils", method, Some(args)))
    }
}

impl fmt::Debug for SignRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the documents nor the ИИН may reach a log.
        f.debug_struct("SignRequest")
            .field("documents", &self.documents.len())
            .field("digested", &self.digested)
            .finish_non_exhaustive()
    }
}

/// Asks `commonUtils` which tokens are plugged in; key files are not among them.
pub(super) fn active_tokens() -> String {
    frame("kz.gov.pki.knca.commonUtils", "getActiveTokens", None)
}

/// Asks who answers: KAZTOKEN desktop tells its name, NCALayer answers that it has no such module.
pub(super) fn version() -> String {
    frame("kz.digiflow.mobile.extensions", "getVersion", None)
}

fn frame(module: &str, method: &str, args: Option<Value>) -> String {
    let mut frame = json!({ "module": module, "method": method });
    if let Some(args) = args {
        frame["args"] = args;
    }
    frame.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const IIN: &str = "900101300123";

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    fn request(documents: &[&[u8]]) -> SignRequest {
        let documents = documents.iter().map(|one| one.to_vec()).collect();
        SignRequest::new(documents, IIN, Payload::Whole).unwrap()
    }

    #[test]
    fn one_document_is_asked_for_as_the_official_example_does() {
        let request = request(&[b"act"])
            .for_purposes(["1.3.6.1.5.5.7.3.4".parse().unwrap()])
            .from_storages([Storage::Pkcs12])
            .in_language(DialogLanguage::Russian)
            .with_time_stamp();
        assert_eq!(
            read(&request.to_basics()),
            json!({
                "module": "kz.gov.pki.knca.basics",
                "method": "sign",
                "args": {
                    "allowedStorages": ["PKCS12"],
                    "format": "cms",
                    "data": "YWN0",
                    "signingParams": {
                        "decode": true,
                        "encapsulate": false,
                        "digested": false,
                        "tsaProfile": {},
                    },
                    "signerParams": {
                        "extKeyUsageOids": ["1.3.6.1.5.5.7.3.4"],
                        "iin": IIN,
                    },
                    "locale": "ru",
                }
            })
        );
    }

    #[test]
    fn several_documents_are_one_request_and_one_password() {
        let asked = read(
            &request(&[b"act", b"prescription"])
                .of_authorities(Authorities::Any)
                .to_basics(),
        );
        assert_eq!(asked["args"]["data"], json!(["YWN0", "cHJlc2NyaXB0aW9u"]));
        assert_eq!(asked["args"]["signerParams"]["chain"], json!([]));
        assert!(asked["args"]["signingParams"].get("tsaProfile").is_none());
        assert!(asked["args"].get("allowedStorages").is_none());
    }

    #[test]
    fn the_older_module_takes_documents_one_by_one() {
        let request = request(&[b"act", b"x"]);
        assert_eq!(
            read(&request.to_common_utils(0, Storage::Kaztoken).unwrap()),
            json!({
                "module": "kz.gov.pki.knca.commonUtils",
                "method": "createCAdESFromBase64",
                "args": ["AKKaztokenStore", "SIGNATURE", "YWN0", false],
            })
        );
        assert_eq!(request.to_common_utils(2, Storage::Pkcs12), None);
        let stamped = read(
            &request
                .with_time_stamp()
                .to_common_utils(1, Storage::Pkcs12)
                .unwrap(),
        );
        assert_eq!(stamped["method"], "createCMSSignatureFromBase64");
    }

    #[test]
    fn a_hash_is_said_to_be_one() {
        let payload = Payload::Digest(DigestAlgorithm::Sha256);
        let request = SignRequest::new(vec![b"act".to_vec()], IIN, payload).unwrap();
        let hash = STANDARD.encode(DigestAlgorithm::Sha256.hash(b"act").unwrap());
        let asked = read(&request.to_basics());
        assert_eq!(asked["args"]["signingParams"]["digested"], json!(true));
        assert_eq!(asked["args"]["data"], json!(hash));
        let older = read(&request.to_common_utils(0, Storage::Pkcs12).unwrap());
        assert_eq!(older["method"], "createCAdESFromBase64Hash");
        assert_eq!(older["args"], json!(["PKCS12", "SIGNATURE", hash]));
        assert_eq!(request.documents(), [b"act".to_vec()]);
    }

    #[test]
    fn what_cannot_be_asked_is_refused_before_a_window_opens() {
        let new = |documents, iin: &str| SignRequest::new(documents, iin, Payload::Whole);
        assert_eq!(new(vec![], IIN), Err(RequestError::Nothing));
        for nobody in ["", "90010130012", "90010130012a", "9001013001234"] {
            let refused = new(vec![vec![1]], nobody);
            assert_eq!(refused, Err(RequestError::NoSigner), "{nobody}");
        }
        let half = vec![0; LARGEST_REQUEST / 2 + 1];
        let limit = LARGEST_REQUEST;
        assert_eq!(
            new(vec![half.clone(), half], IIN),
            Err(RequestError::TooLarge {
                octets: limit + 2,
                limit
            })
        );
    }

    #[test]
    fn what_is_printed_of_a_request_names_nobody() {
        let printed = format!("{:?}", request(&[b"canary"]));
        assert!(!printed.contains(IIN) && !printed.contains("canary"));
    }
}
