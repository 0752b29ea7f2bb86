//! What services are asked: the demonstration's answer whatever comes, and answer the first
//! question of everything that can be read.
#![no_main]

use baqylau_fuzz::{Fixed, now, services};
use baqylau_signing::demo_services::Standing;
use baqylau_signing::{OcspResponse, TimeStampToken};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let rng = &mut Fixed::new(3);
    let answer = services()
        .answer(data, &|_| Standing::Good, now(), rng)
        .expect("an answer");
    if let Ok(response) = OcspResponse::parse(&answer) {
        let authority = services().authority().certificate();
        assert!(response.check_source(authority).is_ok());
    }
    let stamped = services().stamp(data, now(), rng).expect("an answer");
    if let Ok(token) = TimeStampToken::parse(&stamped) {
        assert_eq!(token.time(), now());
    }
});
