//! Text armour around DER, read leniently and written strictly.

use base64::{Engine, engine::general_purpose::STANDARD};

/// DER out of whatever a person or a program hands over: DER itself, PEM with any label and any
/// line width, or bare base64 (NCALayer answers in all three forms). `None` if it is none of them.
pub fn to_der(input: &[u8]) -> Option<Vec<u8>> {
    if input.first() == Some(&0x30) && input.get(1).is_some_and(|length| *length >= 0x80) {
        return Some(input.to_vec());
    }
    let text = std::str::from_utf8(input)
        .ok()?
        .trim_start_matches('\u{feff}');
    let body = match text.find("-----BEGIN ") {
        Some(start) => {
            let armour = text.get(start..)?;
            let (_, after) = armour.get("-----BEGIN ".len()..)?.split_once("-----")?;
            let (body, _) = after.split_once("-----END ")?;
            body
        }
        None => text,
    };
    decode(body)
}

/// Every PEM block in a file, in order: trust stores are often many certificates in one file.
pub fn blocks(input: &[u8]) -> Vec<Vec<u8>> {
    let Ok(text) = std::str::from_utf8(input) else {
        return Vec::new();
    };
    text.split("-----BEGIN ")
        .skip(1)
        .filter_map(|block| block.split_once("-----")?.1.split_once("-----END "))
        .filter_map(|(body, _)| decode(body))
        .collect()
}

/// PEM of a DER value, 64 characters a line (RFC 7468).
pub fn encode(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    for (index, character) in body.chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            out.push('\n');
        }
        out.push(character);
    }
    out.push_str(&format!("\n-----END {label}-----\n"));
    out
}

fn decode(body: &str) -> Option<Vec<u8>> {
    let compact: String = body
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    if compact.is_empty() {
        return None;
    }
    STANDARD.decode(compact).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn armour_of_any_width_and_bare_base64_give_the_same_octets() {
        let der: Vec<u8> = [0x30, 0x82, 0x00, 0xc8].into_iter().chain(0..200).collect();
        let bare = STANDARD.encode(&der);
        let one_line = format!("-----BEGIN CMS-----\r\n{bare}\r\n-----END CMS-----\r\n");
        for input in [encode("CMS", &der), one_line, bare] {
            assert_eq!(to_der(input.as_bytes()).as_deref(), Some(der.as_slice()));
        }
        assert_eq!(to_der(&der).as_deref(), Some(der.as_slice()));
        assert_eq!(to_der(b""), None);
        assert_eq!(to_der(b"-----BEGIN CMS-----\nAAAA"), None);
    }

    #[test]
    fn a_bundle_gives_every_certificate() {
        let bundle = [encode("CERTIFICATE", &[1, 2]), encode("CERTIFICATE", &[3])].concat();
        assert_eq!(blocks(bundle.as_bytes()), [vec![1, 2], vec![3]]);
    }
}
