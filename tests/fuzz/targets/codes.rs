//! Texts of scanned codes: a file that came out of them goes into codes and out again.
#![no_main]

use baqylau_documents::card::codes::{assemble, parts};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let texts: Vec<&str> = text.split('\n').collect();
    for (_, file) in assemble(&texts).unwrap_or_default() {
        let Ok(again) = parts(7, &file) else {
            continue;
        };
        let found = assemble(&again).expect("our own codes");
        assert_eq!(found, [("7".to_owned(), file)]);
    }
});
