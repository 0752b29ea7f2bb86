//! Files inside foreign PDF, and what tries to break the reader.

use super::*;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;

fn deflated(octets: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(octets).unwrap();
    encoder.finish().unwrap()
}

fn stream(number: u32, extra: &str, octets: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "{number} 0 obj\n<<{extra}/Length {}>>\nstream\n",
        octets.len()
    )
    .into_bytes();
    out.extend(octets);
    out.extend(b"\nendstream\nendobj\n");
    out
}

fn pdf(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    out.extend(parts.concat());
    out.extend(b"trailer\n<</Root 1 0 R>>\n%%EOF");
    out
}

const CATALOG: &str = "1 0 obj\n<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>\nendobj\n";

/// As gofpdf writes cards: names in UTF-16, unpacked and packed files, a tree with branches.
#[test]
fn a_foreign_card_gives_its_files_in_its_own_order() {
    let text = "endstream\nendobj\n9 0 obj\n(not an object)\nendobj".as_bytes();
    let hex: String = deflated(b"cms")
        .iter()
        .map(|octet| format!("{octet:02X}"))
        .chain([">".to_owned()])
        .collect();
    let parts = [
        CATALOG.into(),
        b"2 0 obj\n<</Kids[3 0 R 4 0 R 2 0 R]>>\nendobj\n".to_vec(),
        b"3 0 obj\n<</Names[(b)5 0 R]>>\nendobj\n".to_vec(),
        b"4 0 obj\n<</Names[(a)6 0 R]>>\nendobj\n".to_vec(),
        b"5 0 obj\n<</Type/Filespec/UF<FEFF04300301>/F(old)/EF<</F 7 0 R>>>>\nendobj\n".to_vec(),
        b"6 0 obj\n<</F(\xd0\xb0.cms)/Desc(x)/EF<</F 8 0 R>>>>\nendobj\n".to_vec(),
        stream(7, "/Type/EmbeddedFile", text),
        stream(8, "/Filter[/ASCIIHexDecode/FlateDecode]", hex.as_bytes()),
    ];
    let files = embedded_files(&pdf(&parts)).unwrap();
    let names: Vec<(&str, &[u8])> = files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.as_slice()))
        .collect();
    assert_eq!(names, [("а\u{301}", text), ("а.cms", &b"cms"[..])]);
}

#[test]
fn objects_packed_into_streams_are_found() {
    let objects = [
        (1, "<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>"),
        (2, "<</Names[(a)5 0 R]>>"),
        (5, "<</UF(a.txt)/EF<</F 7 0 R>>>>"),
    ];
    let (mut head, mut body) = (String::new(), String::new());
    for (number, text) in objects {
        head += &format!("{number} {} ", body.len());
        body += &format!("{text} ");
    }
    let extra = format!("/Type/ObjStm/N 3/First {}/Filter/FlateDecode", head.len());
    let parts = [
        stream(10, &extra, &deflated((head + &body).as_bytes())),
        stream(7, "", b"text"),
    ];
    let files = embedded_files(&pdf(&parts)).unwrap();
    let file = files.first().unwrap();
    assert_eq!(
        (file.name.as_str(), file.bytes.as_slice()),
        ("a.txt", &b"text"[..])
    );
}

#[test]
fn a_file_written_on_later_counts_as_it_is_now() {
    let parts = [
        CATALOG.into(),
        b"2 0 obj\n<</Names[(a)5 0 R]>>\nendobj\n".to_vec(),
        b"5 0 obj\n<</UF(a.txt)/EF<</F 7 0 R>>>>\nendobj\n".to_vec(),
        stream(7, "", b"before"),
        stream(7, "", b"after"),
    ];
    assert_eq!(embedded_files(&pdf(&parts)).unwrap()[0].bytes, b"after");
}

#[test]
fn what_cannot_be_read_is_told_apart() {
    assert_eq!(embedded_files(b"PK"), Err(EmbeddedError::NotAPdf));
    assert_eq!(
        embedded_files(b"%PDF-1.7\n%%EOF"),
        Err(EmbeddedError::Damaged)
    );
    let locked = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R/Encrypt 9 0 R>>";
    assert_eq!(embedded_files(locked), Err(EmbeddedError::Encrypted));
    let plain = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>";
    assert_eq!(embedded_files(plain), Ok(Vec::new()));
    let odd = [
        CATALOG.into(),
        b"2 0 obj\n<</Names[(a)5 0 R]>>\nendobj\n".to_vec(),
        b"5 0 obj\n<</UF(a.txt)/EF<</F 7 0 R>>>>\nendobj\n".to_vec(),
        stream(7, "/Filter/LZWDecode", b"?"),
    ];
    assert_eq!(
        embedded_files(&pdf(&odd)),
        Err(EmbeddedError::Unreadable { position: 0 })
    );
}

#[test]
fn a_bomb_is_put_down() {
    let bomb = deflated(&vec![0; 8 * 1024 * 1024]);
    // The same packed stream under many names: each unpacks to 8 MiB.
    let names: String = (0..64).map(|n| format!("(a{n})5 0 R ")).collect();
    let parts = [
        CATALOG.into(),
        format!("2 0 obj\n<</Names[{names}]>>\nendobj\n").into_bytes(),
        b"5 0 obj\n<</UF(a.txt)/EF<</F 7 0 R>>>>\nendobj\n".to_vec(),
        stream(7, "/Filter/FlateDecode", &bomb),
    ];
    assert_eq!(embedded_files(&pdf(&parts)), Err(EmbeddedError::TooLarge));
}

#[test]
fn ascii85_is_read() {
    assert_eq!(
        unascii85(b"87cURD]i,\"Ebo80~>"),
        Some(b"Hello World!".to_vec())
    );
    assert_eq!(unascii85(b"z~>"), Some(vec![0; 4]));
    assert_eq!(unascii85(b"uuuuu"), None);
}

proptest::proptest! {
    #[test]
    fn no_change_of_a_file_panics(at in 0..900_usize, to in 0..=255_u8, cut in 0..900_usize) {
        let parts = [
            CATALOG.into(),
            b"2 0 obj\n<</Kids[3 0 R]/Names[(b)5 0 R]>>\nendobj\n".to_vec(),
            b"3 0 obj\n<</Names[(b)5 0 R]>>\nendobj\n".to_vec(),
            b"5 0 obj\n<</UF<FEFF0430>/EF<</F 7 0 R>>>>\nendobj\n".to_vec(),
            stream(7, "/Filter/FlateDecode", &deflated(b"text")),
            stream(8, "/Type/ObjStm/N 2/First 9/Filter/FlateDecode", &deflated(b"9 0 11 2 << >>")),
        ];
        let mut file = pdf(&parts);
        let length = file.len();
        file[at % length] = to;
        let _ = embedded_files(&file);
        file.truncate(cut % length);
        let _ = embedded_files(&file);
    }
}
