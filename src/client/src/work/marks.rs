//! Annotation layers put into the pixels of what is printed: a blurred face can't be lifted out
//! of a PDF again.

use baqylau_domain::annotation::{Mark, Pen, read_layer};
use image::{ImageFormat, Rgb, RgbImage, imageops};

fn ink(pen: Pen) -> Rgb<u8> {
    match pen {
        Pen::Red => Rgb([0xD9, 0x2D, 0x20]),
        Pen::Yellow => Rgb([0xF5, 0xC5, 0x18]),
        Pen::White => Rgb([0xFF, 0xFF, 0xFF]),
    }
}

/// The picture with its layers in the pixels. `None` when a layer was drawn by a version that
/// knows other marks: such a photo isn't printed at all, since nobody can say what it hides.
pub fn burnt(jpeg: Vec<u8>, layers: &[&str]) -> Option<Vec<u8>> {
    let mut marks: Vec<Mark> = Vec::new();
    for layer in layers {
        marks.extend(read_layer(layer)?);
    }
    if marks.is_empty() {
        return Some(jpeg);
    }
    let mut picture = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg)
        .ok()?
        .to_rgb8();
    // Everything is blurred before anything is drawn, so that no line is lost in a blur.
    for mark in &marks {
        if let Mark::Blur { from, to } = mark {
            blur(&mut picture, *from, *to);
        }
    }
    for mark in &marks {
        match mark {
            Mark::Box { from, to, pen } => frame(&mut picture, *from, *to, *pen),
            Mark::Arrow { from, to, pen } => arrow(&mut picture, *from, *to, *pen),
            // Words are printed as the caption, not drawn.
            Mark::Blur { .. } | Mark::Text { .. } => {}
        }
    }
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 82)
        .encode_image(&picture)
        .ok()?;
    Some(out)
}

fn part(value: f32) -> f32 {
    if value.is_finite() {
        value.clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Averages into at most eight cells along the longer side, then softens: no sharpening brings a
/// face back.
fn blur(picture: &mut RgbImage, from: [f32; 2], to: [f32; 2]) {
    let (width, height) = picture.dimensions();
    let span = |a: f32, b: f32, size: u32| {
        let (low, high) = (part(a.min(b)), part(a.max(b)));
        let start = ((low * size as f32).floor() as u32).min(size);
        let end = ((high * size as f32).ceil() as u32).min(size);
        (start, end.saturating_sub(start))
    };
    let [from_x, from_y] = from;
    let [to_x, to_y] = to;
    let (left, w) = span(from_x, to_x, width);
    let (top, h) = span(from_y, to_y, height);
    if w == 0 || h == 0 {
        return;
    }
    let piece = imageops::crop_imm(picture, left, top, w, h).to_image();
    let cell = (w.max(h) / 8).max(1);
    let filter = imageops::FilterType::Triangle;
    let small = imageops::resize(&piece, (w / cell).max(1), (h / cell).max(1), filter);
    let soft = imageops::resize(&small, w, h, filter);
    imageops::replace(picture, &soft, i64::from(left), i64::from(top));
}

fn frame(picture: &mut RgbImage, from: [f32; 2], to: [f32; 2], pen: Pen) {
    let [x1, y1] = from;
    let [x2, y2] = to;
    for (a, b) in [
        ([x1, y1], [x2, y1]),
        ([x2, y1], [x2, y2]),
        ([x2, y2], [x1, y2]),
        ([x1, y2], [x1, y1]),
    ] {
        line(picture, a, b, pen);
    }
}

fn arrow(picture: &mut RgbImage, from: [f32; 2], to: [f32; 2], pen: Pen) {
    line(picture, from, to, pen);
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let [from_x, from_y] = from;
    let [to_x, to_y] = to;
    let (dx, dy) = ((from_x - to_x) * width, (from_y - to_y) * height);
    let length = dx.hypot(dy).max(1.0);
    let head = (width.max(height) * 0.03).min(length);
    for turn in [0.5f32, -0.5] {
        let (sin, cos) = turn.sin_cos();
        let (x, y) = (
            (dx * cos - dy * sin) / length * head,
            (dx * sin + dy * cos) / length * head,
        );
        line(picture, to, [to_x + x / width, to_y + y / height], pen);
    }
}

/// A thick line with a dark edge, readable on any photo.
fn line(picture: &mut RgbImage, from: [f32; 2], to: [f32; 2], pen: Pen) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let thick = (width.max(height) / 260.0).max(2.0) as i64;
    let [from_x, from_y] = from.map(part);
    let [to_x, to_y] = to.map(part);
    let steps = ((to_x - from_x).abs() * width)
        .max((to_y - from_y).abs() * height)
        .max(1.0) as u32;
    for (reach, ink) in [(thick + 1, Rgb([0x20, 0x20, 0x20])), (thick, ink(pen))] {
        for step in 0..=steps {
            let share = step as f32 / steps as f32;
            let x = ((from_x + (to_x - from_x) * share) * width) as i64;
            let y = ((from_y + (to_y - from_y) * share) * height) as i64;
            for (at_x, at_y) in
                (-reach..=reach).flat_map(|dx| (-reach..=reach).map(move |dy| (x + dx, y + dy)))
            {
                if let (Ok(at_x), Ok(at_y)) = (u32::try_from(at_x), u32::try_from(at_y))
                    && let Some(pixel) = picture.get_pixel_mut_checked(at_x, at_y)
                {
                    *pixel = ink;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stripes one pixel wide: the finest thing a picture can show.
    fn stripes() -> Vec<u8> {
        let picture = RgbImage::from_fn(160, 120, |x, _| {
            if x % 8 < 4 {
                Rgb([0, 0, 0])
            } else {
                Rgb([255, 255, 255])
            }
        });
        let mut out = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 95)
            .encode_image(&picture)
            .unwrap();
        out
    }

    fn contrast(jpeg: &[u8], x: std::ops::Range<u32>) -> u8 {
        let picture = image::load_from_memory(jpeg).unwrap().to_rgb8();
        let values: Vec<u8> = x.map(|x| picture.get_pixel(x, 60).0[0]).collect();
        values.iter().max().unwrap() - values.iter().min().unwrap()
    }

    #[test]
    fn what_was_blurred_on_the_screen_is_gone_from_the_print() {
        let layer = r#"[{"mark":"blur","from":[0.5,0.0],"to":[1.0,1.0]}]"#;
        let printed = burnt(stripes(), &[layer]).unwrap();
        assert!(
            contrast(&printed, 10..60) > 200,
            "outside the blur nothing changes"
        );
        assert!(
            contrast(&printed, 100..150) < 60,
            "inside it the stripes are gone"
        );
    }

    #[test]
    fn a_layer_of_a_later_version_keeps_the_photo_out_of_print() {
        assert!(burnt(stripes(), &[r#"[{"mark":"mosaic","at":[0.5,0.5]}]"#]).is_none());
        assert!(burnt(stripes(), &["not json"]).is_none());
    }

    #[test]
    fn marks_of_two_items_are_both_drawn_and_bad_coordinates_do_no_harm() {
        let first = r#"[{"mark":"box","from":[-3.0,0.1],"to":[9.0,0.9],"pen":"red"}]"#;
        let second = r#"[{"mark":"arrow","from":[0.1,0.1],"to":[0.1,0.1],"pen":"white"},
                         {"mark":"text","at":[0.2,0.2],"text":"x","pen":"yellow"}]"#;
        assert!(burnt(stripes(), &[first, second, ""]).is_some());
        assert_eq!(
            burnt(stripes(), &["", "[]"]).unwrap(),
            stripes(),
            "nothing drawn, same bytes"
        );
    }
}
