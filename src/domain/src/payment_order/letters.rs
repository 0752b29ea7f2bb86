//! The letters of bank files: UTF-8, or KZ-1048 (СТ РК 1048), the single-byte set of Windows with
//! Kazakh letters. Russian letters stand in it where Windows-1251 has them.

/// What the bytes from 0x80 to 0xBF are; from 0xC0 on follow А to я.
const HIGH: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏ\
     ђ‘’“”•–—\u{98}™љ›њқһџ\
     \u{a0}ҰұӘ¤Ө¦§Ё©Ғ«¬\u{ad}®Ү\
     °±Ііөµ¶·ё№ғ»әҢңү";

/// The text of a file: UTF-8 or UTF-16 where it says so or can only be that, else KZ-1048.
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| letter(*byte)).collect(),
        },
    }
}

fn wide(bytes: &[u8], of: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(|pair| of(*pair))
        .collect();
    String::from_utf16_lossy(&units)
}

fn letter(byte: u8) -> char {
    match byte {
        0..=0x7F => char::from(byte),
        0x80..=0xBF => HIGH
            .chars()
            .nth(usize::from(byte) - 0x80)
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        0xC0..=0xFF => {
            let above = u32::from(byte) - 0xC0;
            char::from_u32(u32::from('А') + above).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
    }
}

/// A text in KZ-1048, or the first character it doesn't have.
///
/// # Errors
/// That character.
pub fn encode_kz1048(text: &str) -> Result<Vec<u8>, char> {
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                return u8::try_from(c).or(Err(c));
            }
            (0x80..=0xFF).find(|byte| letter(*byte) == c).ok_or(c)
        })
        .collect()
}
