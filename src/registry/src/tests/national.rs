//! The registry and keys of the national authority: test keys of НУЦ РК, whose holders are dummies
//! with an ИИН that nobody can have. So everything holds but the person.

use crate::signatures::{CmsCheck, SignatureCheck as _, Signed};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::Iin;
use baqylau_protocol::signature::{SignatureReason, SignatureStatus};
use baqylau_signing::{Certificate, KeyFile, TrustStore, sign_detached};
use baqylau_validation::{
    Addresses, Carried, MemoryShelf, Transport, TransportError, TransportRequest, Validation,
};
use rand_core::OsRng;
use std::path::PathBuf;
use std::sync::Arc;

/// An act as it is signed.
const ACT: &[u8] = include_bytes!("../../../domain/tests/golden/act-2.json");

/// A network that isn't there.
struct Nowhere;

impl Transport for Nowhere {
    fn carry(&self, _: TransportRequest) -> Carried<'_> {
        Box::pin(async { Err(TransportError::TimedOut) })
    }
}

fn national(name: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("BAQYLAU_INTEROP").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop"),
        PathBuf::from,
    );
    let found = std::fs::read(root.join("kzpki").join(name)).ok();
    if found.is_none() {
        println!("skipped: no {name} in the interoperability data");
    }
    found
}

fn reason(check: &str, detail: &str) -> SignatureReason {
    SignatureReason {
        check: check.to_owned(),
        detail: Some(detail.to_owned()),
    }
}

#[test]
fn a_national_key_signs_an_act_and_only_the_person_is_another() {
    let (Some(root), Some(authority), Some(list)) = (
        national("ca/root_test_gost_2022.cer"),
        national("ca/nca_gost2022_test.cer"),
        national("crl/nca_gost2022_test.crl"),
    ) else {
        return;
    };
    let mut trust = TrustStore::new();
    trust.add_anchor(Certificate::parse(&root).unwrap());
    trust.add_intermediate(Certificate::parse(&authority).unwrap());
    let at: Moment = "2026-11-21T12:00:00Z".parse().unwrap();
    let validation = Validation::new(
        Arc::new(Nowhere),
        Arc::new(MemoryShelf::new()),
        Addresses::default(),
    );
    validation.import_list(&list, &trust, at).unwrap();
    let check = CmsCheck::new(trust.clone(), false, true, validation.clone());
    let member: Iin = "150314599009".parse().unwrap();
    for (name, revoked) in [
        ("legal-valid-head", false),
        ("legal-valid-employee_signright", false),
        ("legal-revoked-head", true),
    ] {
        let p12 = national(&format!("p12/{name}.p12")).unwrap();
        let key = KeyFile::open(&p12, "Qwerty12").unwrap();
        let cms = sign_detached(&key, ACT, at, &mut OsRng).unwrap();
        let known = validation.from_shelf(&cms, &trust, at);
        let judged = |bytes: &[u8]| {
            let signed = Signed {
                bytes,
                cms: &cms,
                signer: member,
                received_at: at,
                now: at,
            };
            check.verdict(&signed, &known)
        };
        let verdict = judged(ACT);
        assert_eq!(verdict.status, SignatureStatus::Invalid, "{name}");
        let mut expected = vec![reason("person", "another_person")];
        if revoked {
            expected.push(reason("revocation", "revoked"));
        }
        assert_eq!(verdict.reasons, expected, "{name}");
        let accepted = check.act(ACT, &cms, member, at);
        assert_eq!(accepted.unwrap_err().check, "person");

        let mut other = ACT.to_vec();
        other[0] ^= 1;
        let altered = judged(&other);
        assert!(
            altered
                .reasons
                .contains(&reason("digest", "document_altered"))
        );
    }
}
