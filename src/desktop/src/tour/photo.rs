//! Sample photos: drawn, not taken; each with other bytes.

use image::{ImageEncoder as _, Rgb, RgbImage};

/// A JPEG of a corridor in other colours for every seed.
pub fn jpeg(seed: u8) -> Option<Vec<u8>> {
    let (width, height) = (960u32, 720u32);
    let shade = u32::from(seed) * 7 % 60;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let depth = (x.abs_diff(width / 2) * 2).max(y.abs_diff(height / 2) * 2);
        let near = depth * 200 / width;
        let door = x.abs_diff(width / 2) < 90 && y > height / 3 && y < height * 3 / 4;
        let base = if door {
            70 + shade
        } else {
            60 + near / 2 + shade
        };
        let grain = (x * 31 + y * 17 + u32::from(seed) * 13) % 9;
        let tone = |extra: u32| u8::try_from((base + grain + extra).min(255)).unwrap_or(255);
        if door {
            Rgb([tone(50), tone(30), tone(10)])
        } else {
            Rgb([tone(40), tone(50), tone(58)])
        }
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 80)
        .write_image(&picture, width, height, image::ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes)
}
