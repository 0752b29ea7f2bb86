//! Certificates, with RustCrypto's parser as the second opinion.

use crate::fixtures::{BIN, IIN, fixture, open, validity};
use baqylau_signing::demo_ca::DEMONSTRATION_NAME;
use baqylau_signing::{Certificate, KeyAlgorithm, Role};
use x509_cert::der::{Decode, Encode};

/// Compares what both parsers read; the fields a verdict rests on must agree.
pub fn agree(certificate: &Certificate) {
    let theirs = x509_cert::Certificate::from_der(certificate.der()).expect("theirs");
    let fields = theirs.tbs_certificate();
    assert_eq!(
        hex::encode(fields.serial_number().as_bytes()),
        certificate.serial()
    );
    let seconds = |time: x509_cert::time::Time| time.to_unix_duration().as_secs() as i64;
    assert_eq!(
        seconds(fields.validity().not_before),
        certificate.not_before().timestamp()
    );
    assert_eq!(
        seconds(fields.validity().not_after),
        certificate.not_after().timestamp()
    );
    let key = fields.subject_public_key_info().algorithm.oid.to_string();
    assert_eq!(key, certificate.key_algorithm().oid().to_string());
    assert_eq!(theirs.to_der().expect("encoded"), certificate.der());
    let uses: Vec<String> = fields
        .get_extension::<x509_cert::ext::pkix::ExtendedKeyUsage>()
        .expect("eku")
        .map(|(_, uses)| uses.0.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    let ours: Vec<String> = certificate
        .extended_key_usage()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(uses, ours);
    let usage = fields
        .get_extension::<x509_cert::ext::pkix::KeyUsage>()
        .expect("usage")
        .map(|(_, usage)| usage);
    let ours = certificate.key_usage();
    assert_eq!(usage.is_some(), ours.is_some());
    if let (Some(theirs), Some(ours)) = (usage, ours) {
        assert_eq!(theirs.digital_signature(), ours.digital_signature);
        assert_eq!(theirs.non_repudiation(), ours.non_repudiation);
        assert_eq!(theirs.key_encipherment(), ours.key_encipherment);
        assert_eq!(theirs.key_cert_sign(), ours.certificate_sign);
        assert_eq!(theirs.crl_sign(), ours.crl_sign);
    }
}

#[test]
fn a_demonstration_certificate_follows_the_national_profile() {
    let key_file = open(&fixture().head);
    let certificate = key_file.certificate();
    agree(certificate);
    let subject = certificate.subject();
    assert_eq!(subject.full_name(), "АХМЕТОВА ӘЙГЕРІМ ҚАЙРАТҚЫЗЫ");
    assert_eq!(subject.surname.as_deref(), Some("АХМЕТОВА"));
    assert_eq!(subject.iin.as_deref(), Some(IIN));
    assert_eq!(subject.bin.as_deref(), Some(BIN));
    assert_eq!(subject.country.as_deref(), Some("KZ"));
    assert_eq!(subject.unit, None);
    assert_eq!(certificate.roles(), [Role::LegalEntity, Role::FirstHead]);
    assert_eq!(
        certificate.policies(),
        ["1.2.398.3.3.2.1".parse().expect("oid")]
    );
    assert_eq!(
        certificate.key_algorithm(),
        KeyAlgorithm::Rsa { bits: 2048 }
    );
    let usage = certificate.key_usage().expect("usage");
    assert!(usage.digital_signature && usage.non_repudiation && !usage.key_encipherment);
    assert_eq!(certificate.not_before(), validity().from);
    assert_eq!(certificate.not_after(), validity().until);
    assert_eq!(certificate.serial().len(), 40);
    assert!(!certificate.is_authority());
    // File names of НУЦ РК end in the key identifier; so does the name in the file.
    assert_eq!(key_file.friendly_name().map(str::len), Some(40));
}

#[test]
fn the_demonstration_root_says_what_it_is() {
    let root = fixture().ca.certificate();
    agree(root);
    assert_eq!(root.subject().common_name, DEMONSTRATION_NAME);
    assert!(DEMONSTRATION_NAME.contains("not for legal use"));
    assert!(root.is_authority() && root.is_self_issued());
    let usage = root.key_usage().expect("usage");
    assert!(usage.certificate_sign && usage.crl_sign && !usage.non_repudiation);
}

#[test]
fn a_certificate_for_signing_in_is_told_from_one_for_signing() {
    let key_file = open(&fixture().head_login);
    let usage = key_file.certificate().key_usage().expect("usage");
    assert!(usage.digital_signature && usage.key_encipherment && !usage.non_repudiation);
}
