//! Where the services of authorities are, beside what certificates say of it themselves.

use baqylau_signing::Oid;
use serde::{Deserialize, Serialize};

/// Addresses of services. They have moved before and broke programs that had them built in, so
/// this is a setting; what a certificate says itself is asked first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Addresses {
    /// OCSP services.
    pub ocsp: Vec<String>,
    /// Time-stamp services, the preferred one first.
    pub stamps: Vec<StampService>,
    /// Whole revocation lists, of any authorities.
    pub lists: Vec<String>,
    /// Supplements to them.
    pub supplements: Vec<String>,
    /// Certificates of authorities between signers and anchors.
    pub authorities: Vec<String>,
}

/// A time-stamp service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampService {
    /// Where it is.
    pub address: String,
    /// The policy to ask for; without one the service chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Oid>,
}

impl Addresses {
    /// The services of НУЦ РК and of the national root, as they stood in November 2026. Plain
    /// http, as they are: everything they say is signed.
    pub fn national() -> Self {
        let all = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect();
        Self {
            ocsp: all(&["http://ocsp.pki.gov.kz/"]),
            stamps: vec![StampService {
                address: "http://tsp.pki.gov.kz:80".to_owned(),
                policy: None,
            }],
            lists: all(&[
                "http://crl.pki.gov.kz/nca_gost_2022.crl",
                "http://crl1.pki.gov.kz/nca_gost_2022.crl",
                "http://crl.pki.gov.kz/nca_rsa_2022.crl",
                "http://crl1.pki.gov.kz/nca_rsa_2022.crl",
                "http://crl.root.gov.kz/gost2015_2022.crl",
                "http://crl.root.gov.kz/rsa2020.crl",
                "http://crl.root.gov.kz/gost2020.crl",
            ]),
            supplements: all(&[
                "http://crl.pki.gov.kz/nca_d_gost_2022.crl",
                "http://crl1.pki.gov.kz/nca_d_gost_2022.crl",
                "http://crl.pki.gov.kz/nca_d_rsa_2022.crl",
                "http://crl1.pki.gov.kz/nca_d_rsa_2022.crl",
            ]),
            authorities: all(&[
                "http://pki.gov.kz/cert/nca_gost_2022.cer",
                "http://pki.gov.kz/cert/nca_rsa_2022.cer",
            ]),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// The same with every address that begins with `/` put behind `base`, as a registry names
    /// services of its own.
    #[must_use]
    pub fn relative_to(&self, base: &str) -> Self {
        let base = base.trim_end_matches('/');
        let whole = |address: &String| {
            if address.starts_with('/') {
                format!("{base}{address}")
            } else {
                address.clone()
            }
        };
        let all = |list: &[String]| list.iter().map(whole).collect();
        Self {
            ocsp: all(&self.ocsp),
            stamps: self
                .stamps
                .iter()
                .map(|service| StampService {
                    address: whole(&service.address),
                    policy: service.policy,
                })
                .collect(),
            lists: all(&self.lists),
            supplements: all(&self.supplements),
            authorities: all(&self.authorities),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_written_before_a_kind_of_service_was_known_are_read() {
        let read: Addresses = serde_json::from_str(
            r#"{"ocsp":["http://ocsp.example/"],"stamps":[{"address":"/v1/demo/tsp"}]}"#,
        )
        .unwrap();
        assert_eq!(read.ocsp, ["http://ocsp.example/"]);
        assert!(read.lists.is_empty());
        let whole = read.relative_to("http://127.0.0.1:8480/");
        assert_eq!(whole.ocsp, ["http://ocsp.example/"]);
        assert_eq!(whole.stamps[0].address, "http://127.0.0.1:8480/v1/demo/tsp");
    }
}
