//! Files inside PDF documents, foreign ones too.
#![no_main]

use baqylau_documents::embedded::embedded_files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = embedded_files(data);
});
