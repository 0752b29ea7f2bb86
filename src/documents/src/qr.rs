//! QR codes: error correction M and a quiet zone of four modules.

use fast_qr::{ECL, QRBuilder, QRCode, Version};

use crate::display::QrModules;
use crate::error::DocumentError;

/// Modules of white on each side, as ISO/IEC 18004 asks.
pub const QUIET_ZONE: usize = 4;

/// Encodes a text.
///
/// # Errors
/// [`DocumentError::QrTooLong`] when it is longer than 2331 bytes.
pub fn encode(text: &str) -> Result<QrModules, DocumentError> {
    let too_long = DocumentError::QrTooLong { length: text.len() };
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return Err(too_long);
    };
    Ok(with_quiet_zone(&code))
}

/// Bytes that fit into a code of [`encode_25`].
pub const CAPACITY_25: usize = 997;

/// Encodes a text into a code of version 25 whatever its length: codes of one set are alike.
///
/// # Errors
/// [`DocumentError::QrTooLong`] when it is longer than [`CAPACITY_25`].
pub fn encode_25(text: &str) -> Result<QrModules, DocumentError> {
    let too_long = DocumentError::QrTooLong { length: text.len() };
    let built = QRBuilder::new(text)
        .ecl(ECL::M)
        .version(Version::V25)
        .build();
    let Ok(code) = built else {
        return Err(too_long);
    };
    Ok(with_quiet_zone(&code))
}

fn with_quiet_zone(code: &QRCode) -> QrModules {
    let side = code.size + 2 * QUIET_ZONE;
    let mut dark = vec![false; side * side];
    for (row, line) in code
        .data
        .chunks(code.size.max(1))
        .take(code.size)
        .enumerate()
    {
        for (column, module) in line.iter().enumerate() {
            if let Some(cell) = dark.get_mut((row + QUIET_ZONE) * side + column + QUIET_ZONE) {
                *cell = module.value();
            }
        }
    }
    QrModules { side, dark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quiet_zone_is_white_and_the_finder_is_dark() {
        let code = encode("https://example.kz/v/1").unwrap();
        let at = |x: usize, y: usize| code.dark[y * code.side + x];
        for i in 0..code.side {
            for edge in 0..QUIET_ZONE {
                assert!(!at(i, edge) && !at(edge, i));
                assert!(!at(i, code.side - 1 - edge) && !at(code.side - 1 - edge, i));
            }
        }
        assert!((0..7).all(|i| at(QUIET_ZONE + i, QUIET_ZONE)));
    }

    #[test]
    fn a_text_beyond_the_largest_code_is_refused() {
        assert_eq!(
            encode(&"x".repeat(2332)),
            Err(DocumentError::QrTooLong { length: 2332 })
        );
        assert!(encode(&"x".repeat(2331)).is_ok());
    }

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        let code = encode("ПК-19-26-0001").unwrap();
        let dark: usize = code.runs().iter().map(|(_, _, length)| length).sum();
        assert_eq!(dark, code.dark.iter().filter(|dark| **dark).count());
    }
}
