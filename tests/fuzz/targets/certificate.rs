//! Certificates: read, asked for everything, and led to an anchor.
#![no_main]

use baqylau_fuzz::{now, trust};
use baqylau_signing::{
    Certificate, NationalAuthority, Signer, VerificationPolicy, check_certificate,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(certificate) = Certificate::parse(data) {
        let again = Certificate::from_der(certificate.der()).expect("the same octets");
        assert_eq!(again, certificate);
        let _ = Signer::of(&certificate);
        let _ = NationalAuthority::recognise(&certificate);
        let _ = certificate.revocation_addresses();
        let _ = certificate.policies();
        let _ = check_certificate(&certificate, &VerificationPolicy::binding(), now());
        let _ = trust().chain(&certificate, std::slice::from_ref(&certificate), now());
    }
});
