//! Containers of KalkanCrypt: what is called intact has every file its list names.
#![no_main]

use baqylau_signing::container::{Container, PayloadState};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(container) = Container::parse(data) {
        for payload in &container.payloads {
            assert_eq!(
                payload.bytes.is_none(),
                payload.state == PayloadState::Missing
            );
        }
        if container.is_intact() {
            assert!(
                container
                    .payloads
                    .iter()
                    .all(|payload| payload.bytes.is_some())
            );
        }
    }
});
