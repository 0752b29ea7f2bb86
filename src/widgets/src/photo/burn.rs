//! Putting marks into the pixels of a picture: what is printed cannot be lifted off again.

use egui::{Pos2, Rect, vec2};
use image::{RgbaImage, imageops};

use super::annotation::{Annotation, Mark, paint};
use crate::raster::Raster;
use crate::style;
use crate::tokens::Theme;

/// Draws the marks into the picture: blurred parts lose their pixels, arrows, frames and words are
/// drawn over. The same marks look the same here and on the screen.
pub fn burn(picture: &mut RgbaImage, annotations: &[Annotation]) {
    blur(picture, annotations);
    let drawn = annotations
        .iter()
        .any(|a| !matches!(a.mark, Mark::Blur { .. }));
    let (width, height) = picture.dimensions();
    if !drawn || width == 0 || height == 0 {
        return;
    }
    let ctx = egui::Context::default();
    style::install(&ctx, Theme::Light);
    let mut raster = Raster::new(width, height, 1.0);
    let whole = Rect::from_min_size(Pos2::ZERO, vec2(width as f32, height as f32));
    let mut output = ctx.run_ui(raster.input(), |ui| {
        paint(
            &ui.ctx().layer_painter(egui::LayerId::background()),
            whole,
            annotations,
        );
    });
    raster.update_textures(&mut output.textures_delta);
    let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
    raster.render_over(picture, &primitives);
}

/// Destroys the pixels under the blurred marks: averaged into large cells first, so that no
/// sharpening brings a face back, then softened.
pub(super) fn blur(picture: &mut RgbaImage, annotations: &[Annotation]) {
    let (width, height) = picture.dimensions();
    for annotation in annotations {
        let Mark::Blur { from, to } = annotation.mark else {
            continue;
        };
        let span = |a: f32, b: f32, size: u32| {
            let part = |v: f32| {
                if v.is_finite() {
                    v.clamp(0.0, 1.0)
                } else {
                    0.0
                }
            };
            let (low, high) = (part(a.min(b)), part(a.max(b)));
            let start = ((low * size as f32).floor() as u32).min(size);
            let end = ((high * size as f32).ceil() as u32).min(size);
            (start, end.saturating_sub(start))
        };
        let (left, w) = span(from[0], to[0], width);
        let (top, h) = span(from[1], to[1], height);
        if w == 0 || h == 0 {
            continue;
        }
        let part = imageops::crop_imm(picture, left, top, w, h).to_image();
        // At most eight cells along the longer side: a face becomes a few blots.
        let cell = (w.max(h) / 8).max(1);
        let small = imageops::resize(
            &part,
            (w / cell).max(1),
            (h / cell).max(1),
            imageops::FilterType::Triangle,
        );
        let soft = imageops::resize(&small, w, h, imageops::FilterType::Triangle);
        imageops::replace(picture, &soft, i64::from(left), i64::from(top));
    }
}

#[cfg(test)]
mod tests {
    use super::super::annotation::Pen;
    use super::*;
    use image::Rgba;

    fn mark(mark: Mark) -> Annotation {
        Annotation {
            mark,
            pen: Pen::Red,
        }
    }

    #[test]
    fn a_blurred_part_keeps_nothing_of_its_detail_and_its_surroundings_all() {
        let board = |x: u32, y: u32| {
            if (x / 2 + y / 2).is_multiple_of(2) {
                255
            } else {
                0
            }
        };
        let mut picture = RgbaImage::from_fn(120, 80, |x, y| {
            let v = board(x, y);
            Rgba([v, v, v, 255])
        });
        let before = picture.clone();
        burn(
            &mut picture,
            &[mark(Mark::Blur {
                from: [0.75, 0.75],
                to: [0.25, 0.25],
            })],
        );
        let inside: Vec<u8> = (35..85)
            .flat_map(|x| (25..55).map(move |y| (x, y)))
            .map(|(x, y)| picture.get_pixel(x, y).0[0])
            .collect();
        let spread = inside.iter().max().unwrap() - inside.iter().min().unwrap();
        assert!(spread < 60, "the chequers are still {spread} apart");
        for (x, y) in [(0, 0), (119, 79), (10, 40), (60, 5), (100, 40)] {
            assert_eq!(picture.get_pixel(x, y), before.get_pixel(x, y));
        }
    }

    #[test]
    fn arrows_frames_and_words_are_in_the_pixels() {
        let plain = RgbaImage::from_pixel(400, 300, Rgba([120, 120, 120, 255]));
        for one in [
            Mark::Arrow {
                from: [0.1, 0.1],
                to: [0.6, 0.6],
            },
            Mark::Box {
                from: [0.2, 0.2],
                to: [0.8, 0.8],
            },
            Mark::Text {
                at: [0.3, 0.4],
                text: "Есік құлыптаулы".into(),
            },
        ] {
            let mut picture = plain.clone();
            burn(&mut picture, &[mark(one.clone())]);
            let changed = picture
                .pixels()
                .zip(plain.pixels())
                .filter(|(a, b)| a != b)
                .count();
            assert!(changed > 300, "{one:?} changed {changed} pixels");
            assert_eq!(picture.get_pixel(399, 0), plain.get_pixel(399, 0));
            assert!(picture.pixels().all(|p| p.0[3] == 255));
        }
    }

    #[test]
    fn strange_marks_do_no_harm() {
        let mut picture = RgbaImage::new(3, 2);
        let nan = f32::NAN;
        burn(
            &mut picture,
            &[
                mark(Mark::Blur {
                    from: [nan, -5.0],
                    to: [9.0, nan],
                }),
                mark(Mark::Arrow {
                    from: [nan, nan],
                    to: [nan, nan],
                }),
                mark(Mark::Box {
                    from: [2.0, 2.0],
                    to: [-1.0, f32::INFINITY],
                }),
                mark(Mark::Text {
                    at: [1.0, 1.0],
                    text: String::new(),
                }),
            ],
        );
        burn(
            &mut RgbaImage::new(0, 0),
            &[mark(Mark::Blur {
                from: [0.0; 2],
                to: [1.0; 2],
            })],
        );
    }
}
