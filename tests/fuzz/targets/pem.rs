//! PEM: what is armoured again comes back.
#![no_main]

use baqylau_signing::pem;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for block in pem::blocks(data) {
        let again = pem::blocks(pem::encode("CERTIFICATE", &block).as_bytes());
        assert_eq!(again, [block]);
    }
    let _ = pem::to_der(data);
});
