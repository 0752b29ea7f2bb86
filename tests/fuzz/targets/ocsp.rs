//! Answers of the OCSP service: read, asked, and never taken for one of another authority.
#![no_main]

use baqylau_fuzz::authority;
use baqylau_signing::OcspResponse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for response in [
        OcspResponse::parse(data),
        OcspResponse::from_basic_der(data),
    ]
    .into_iter()
    .flatten()
    {
        let certificate = authority().certificate();
        let _ = (response.produced_at(), response.nonce());
        let _ = response.answer(certificate, certificate);
        assert!(response.check_source(certificate).is_err());
    }
});
