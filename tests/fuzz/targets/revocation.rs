//! Revocation lists: one that is read can be asked, and nobody's list is taken for an authority's.
#![no_main]

use baqylau_fuzz::authority;
use baqylau_signing::{Evidence, RevocationList};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = Evidence::new().add(data);
    if let Ok(list) = RevocationList::parse(data) {
        let _ = (
            list.len(),
            list.is_delta(),
            list.this_update(),
            list.next_update(),
        );
        let _ = list.entry(authority().certificate());
        assert!(
            list.check_source(authority().certificate(), authority().certificate())
                .is_err()
        );
    }
});
