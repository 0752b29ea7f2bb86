//! Key files: whatever the octets are, opening them ends, and what opens has a key and a
//! certificate that can be asked.
#![no_main]

use baqylau_signing::KeyFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(file) = KeyFile::open(data, "Qwerty12") {
        let _ = file.friendly_name();
        let _ = file.can_sign();
        assert!(!file.certificate().der().is_empty());
    }
});
