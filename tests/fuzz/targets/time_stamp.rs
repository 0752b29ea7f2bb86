//! Answers of a time-stamp service: no stamp is believed without an anchor.
#![no_main]

use baqylau_fuzz::{DOCUMENT, trust};
use baqylau_signing::{DigestAlgorithm, TimeStampRequest, TimeStampToken};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let request = TimeStampRequest::new(DOCUMENT, DigestAlgorithm::Streebog512, [7; 8], None);
    if let Ok(token) = TimeStampToken::parse(data) {
        let _ = (token.time(), token.policy(), token.serial());
        if let Ok(request) = &request {
            let _ = token.answers(request);
        }
        assert!(token.verify(DOCUMENT, trust()).is_err());
    }
});
