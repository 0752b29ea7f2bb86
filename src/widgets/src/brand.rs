//! The mark of the product: an eye that watches and confirms, for the window and its installers.

use egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, pos2, vec2};
use image::RgbaImage;

use crate::raster::Raster;
use crate::tokens::LIGHT;

/// The icon of the application at a size in pixels, on a transparent ground.
pub fn icon(size: u32) -> RgbaImage {
    let size = size.clamp(1, 1024);
    let ctx = egui::Context::default();
    crate::install(&ctx, crate::Theme::Light);
    let mut raster = Raster::new(size, size, 1.0);
    raster.set_ground(Color32::TRANSPARENT);
    let mut output = ctx.run_ui(raster.input(), |ui| {
        let painter = ui.ctx().layer_painter(egui::LayerId::background());
        let whole = Rect::from_min_size(Pos2::ZERO, vec2(size as f32, size as f32));
        for shape in mark(whole) {
            painter.add(shape);
        }
    });
    raster.update_textures(&mut output.textures_delta);
    let mut picture = raster.render(&ctx.tessellate(output.shapes, output.pixels_per_point));
    for pixel in picture.pixels_mut() {
        let [r, g, b, a] = pixel.0;
        // The rasteriser multiplies colours by alpha, picture files do not.
        pixel.0 = Color32::from_rgba_premultiplied(r, g, b, a).to_srgba_unmultiplied();
    }
    picture
}

/// The shapes of the mark inside a square. Drawn on a grid of 256.
fn mark(square: Rect) -> Vec<Shape> {
    let scale = square.width() / 256.0;
    let at = |x: f32, y: f32| pos2(square.left() + x * scale, square.top() + y * scale);
    let ground = Rect::from_min_max(at(8.0, 8.0), at(248.0, 248.0));
    let radius = CornerRadius::same((54.0 * scale).min(255.0) as u8);
    let white = |width: f32| Stroke::new(width * scale, LIGHT.panel);
    let lid = |sign: f32| -> Vec<Pos2> {
        (0..=32)
            .map(|i| {
                let t = i as f32 / 32.0;
                at(
                    40.0 + 176.0 * t,
                    128.0 - sign * 62.0 * (std::f32::consts::PI * t).sin(),
                )
            })
            .collect()
    };
    vec![
        Shape::rect_filled(ground, radius, LIGHT.accent),
        Shape::line(lid(1.0), white(17.0)),
        Shape::line(lid(-1.0), white(17.0)),
        Shape::circle_filled(at(44.0, 128.0), 8.0 * scale, LIGHT.panel),
        Shape::circle_filled(at(212.0, 128.0), 8.0 * scale, LIGHT.panel),
        Shape::line(
            vec![at(98.0, 129.0), at(120.0, 151.0), at(160.0, 106.0)],
            white(19.0),
        ),
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_icon_has_clear_corners_and_a_full_middle() {
        for size in [16, 32, 256] {
            let icon = super::icon(size);
            assert_eq!(icon.dimensions(), (size, size));
            assert_eq!(icon.get_pixel(0, 0).0[3], 0);
            assert_eq!(icon.get_pixel(size / 2, size / 5).0[3], 255);
        }
    }
}
