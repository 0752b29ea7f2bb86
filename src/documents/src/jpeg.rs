//! Reads the size of a JPEG without decoding it.

/// Width, height and number of colour components of a JPEG, from its frame header.
/// `None` when the bytes are not a JPEG that PDF readers can show (1 or 3 components, 8 bits).
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.get(..2) != Some(&[0xFF, 0xD8]) {
        return None;
    }
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xFF => {
                at += 1;
                continue;
            }
            0x01 | 0xD0..=0xD7 => {
                at += 2;
                continue;
            }
            0xD9 | 0xDA => return None,
            _ => {}
        }
        let length = usize::from(be16(bytes, at + 2)?);
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if is_frame {
            let bits = *bytes.get(at + 4)?;
            let height = u32::from(be16(bytes, at + 5)?);
            let width = u32::from(be16(bytes, at + 7)?);
            let components = *bytes.get(at + 9)?;
            let shown = bits == 8 && matches!(components, 1 | 3) && width > 0 && height > 0;
            return shown.then_some((width, height));
        }
        if length < 2 {
            return None;
        }
        at += 2 + length;
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_from_the_frame_header() {
        let mut bytes = Vec::new();
        let pixels = vec![120_u8; 31 * 17 * 3];
        image::codecs::jpeg::JpegEncoder::new(&mut bytes)
            .encode(&pixels, 31, 17, image::ExtendedColorType::Rgb8)
            .unwrap();
        assert_eq!(size(&bytes), Some((31, 17)));
        for cut in 0..bytes.len().min(200) {
            let _ = size(&bytes[..cut]);
        }
    }

    #[test]
    fn anything_else_is_not_a_photo() {
        assert_eq!(size(b""), None);
        assert_eq!(size(b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(size(&[0xFF, 0xD8, 0xFF, 0xFF, 0xFF]), None);
        assert_eq!(size(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0]), None);
    }
}
