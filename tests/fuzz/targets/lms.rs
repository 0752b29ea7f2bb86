//! Documents of LMS: read twice they say the same, packed or not. The first byte says of which method
//! and in which shape.
#![no_main]

use baqylau_protocol::lms::LmsMethod;
use baqylau_registry::read_lms_document;
use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use std::io::Write;

fuzz_target!(|data: &[u8]| {
    let Some((first, document)) = data.split_first() else {
        return;
    };
    let method = LmsMethod::ALL[usize::from(first & 0x3f) % LmsMethod::ALL.len()];
    let (lines, packed) = (first & 0x40 != 0, first & 0x80 != 0);
    let read = read_lms_document(method, lines, packed, document);
    assert_eq!(read, read_lms_document(method, lines, packed, document));
    if !packed {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(document).expect("memory");
        let small = encoder.finish().expect("memory");
        assert_eq!(read, read_lms_document(method, lines, true, &small));
    }
});
