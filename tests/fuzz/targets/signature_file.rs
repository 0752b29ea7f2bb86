//! Signature files: judged over another document than theirs, none is ever valid.
#![no_main]

use baqylau_fuzz::{DOCUMENT, now, trust};
use baqylau_signing::{Evidence, Status, VerificationPolicy, verify_each_with};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let policy = VerificationPolicy::binding().exempt_demonstration();
    let none = Evidence::new();
    for verdict in verify_each_with(
        data,
        Some(b"another document"),
        trust(),
        &policy,
        &none,
        now(),
    ) {
        assert_eq!(verdict.status, Status::Invalid);
    }
    let _ = verify_each_with(data, Some(DOCUMENT), trust(), &policy, &none, now());
    for verdict in verify_each_with(data, None, trust(), &policy, &none, now()) {
        // Whom nobody led to an anchor is not believed.
        assert!(verdict.status != Status::Valid || verdict.demonstration);
    }
});
