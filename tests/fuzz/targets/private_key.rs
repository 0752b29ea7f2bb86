//! Private keys: one that is read can be written and read again.
#![no_main]

use baqylau_signing::PrivateKey;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(key) = PrivateKey::from_pkcs8(data) {
        if let Ok(written) = key.to_pkcs8() {
            let again = PrivateKey::from_pkcs8(&written).expect("what was written is read");
            assert_eq!(again.algorithm(), key.algorithm());
        }
    }
});
