//! Laws that hold for any input.

use crate::fixtures::{fixture, gost_fixture, now, open, policy};
use baqylau_signing::{
    Certificate, Evidence, KeyFile, OcspResponse, PrivateKey, RevocationList, SignatureFile,
    Status, TimeStampToken, TrustStore, pem, sign_detached, verify, verify_each,
};
use proptest::prelude::*;
use rand_core::OsRng;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_octets_whatever_cause_a_panic(bytes in octets()) {
        let _ = Certificate::parse(&bytes);
        let _ = KeyFile::open(&bytes, "Qwerty12");
        let _ = PrivateKey::from_pkcs8(&bytes);
        let _ = SignatureFile::parse(&bytes);
        let _ = pem::blocks(&bytes);
        let _ = RevocationList::parse(&bytes);
        let _ = OcspResponse::parse(&bytes);
        let _ = OcspResponse::from_basic_der(&bytes);
        let _ = TimeStampToken::parse(&bytes);
        let _ = Evidence::new().add(&bytes);
        let store = TrustStore::new();
        for verdict in verify_each(&bytes, Some(b"x"), &store, &policy(), now()) {
            prop_assert_ne!(verdict.status, Status::Valid);
        }
    }

    #[test]
    fn armour_comes_off_as_it_went_on(body in prop::collection::vec(any::<u8>(), 128..400)) {
        let mut der = vec![0x30, 0x82, (body.len() >> 8) as u8, body.len() as u8];
        der.extend(body);
        prop_assert_eq!(pem::to_der(pem::encode("CMS", &der).as_bytes()), Some(der));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_is_signed_verifies_and_nothing_else_does(
        document in prop::collection::vec(any::<u8>(), 0..2000),
        other in prop::collection::vec(any::<u8>(), 0..50),
    ) {
        for fixture in [fixture(), gost_fixture()] {
            let file = sign_detached(&open(&fixture.citizen), &document, now(), &mut OsRng)
                .expect("signed");
            let trust = fixture.ca.trust_store();
            prop_assert!(verify(&file, Some(&document), &trust, &policy(), now()).is_valid());
            let verdict = verify(&file, Some(&other), &trust, &policy(), now());
            prop_assert_eq!(verdict.is_valid(), other == document);
        }
    }

    #[test]
    fn two_gost_signatures_of_one_document_share_no_nonce(
        document in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        // Of the same moment, so that the octets under the signature are the same.
        let key_file = open(&gost_fixture().head);
        let sign = || {
            let file = sign_detached(&key_file, &document, now(), &mut OsRng).expect("signed");
            file[file.len() - 128..file.len() - 64].to_vec()
        };
        prop_assert_ne!(sign(), sign());
    }

    #[test]
    fn a_gost_signature_with_one_altered_bit_is_none(position in 0usize..128, bit in 0u8..8) {
        let key_file = open(&gost_fixture().head);
        let mut file = sign_detached(&key_file, b"act", now(), &mut OsRng).expect("signed");
        let start = file.len() - 128;
        file[start + position] ^= 1 << bit;
        let trust = gost_fixture().ca.trust_store();
        let verdict = verify(&file, Some(b"act"), &trust, &policy(), now());
        prop_assert_eq!(verdict.status, Status::Invalid);
    }

    #[test]
    fn any_password_opens_what_it_closed(password in any::<String>(), other in any::<String>()) {
        // PKCS#12 pads with zeros, so passwords of nothing but NUL are all the same to it.
        prop_assume!(!password.contains('\0') && !other.contains('\0'));
        let bytes = open(&fixture().citizen)
            .to_pkcs12(&password, 1, &mut OsRng)
            .expect("written");
        prop_assert!(KeyFile::open(&bytes, &password).is_ok());
        prop_assert_eq!(KeyFile::open(&bytes, &other).is_ok(), other == password);
    }
}

/// Noise, and noise that begins like ASN.1.
fn octets() -> impl Strategy<Value = Vec<u8>> {
    let noise = prop::collection::vec(any::<u8>(), 0..300);
    let tags = prop::sample::select(vec![0x02u8, 0x03, 0x04, 0x05, 0x06, 0x30, 0x31, 0xa0, 0x80]);
    let elements = prop::collection::vec((tags, prop::collection::vec(any::<u8>(), 0..12)), 0..20);
    prop_oneof![
        noise,
        elements.prop_map(|elements| {
            let inner: Vec<u8> = elements
                .into_iter()
                .flat_map(|(tag, content)| [vec![tag, content.len() as u8], content].concat())
                .collect();
            [
                vec![0x30, 0x82, (inner.len() >> 8) as u8, inner.len() as u8],
                inner,
            ]
            .concat()
        }),
    ]
}
