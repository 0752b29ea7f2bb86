//! A photo on the screen: its texture, with blurred marks already destroyed in it.

use egui::{ColorImage, Context, TextureHandle, TextureOptions, Vec2, vec2};
use image::{RgbaImage, imageops};

use super::annotation::{Annotation, Mark};
use super::burn::blur;

/// Longest side kept for display; the original stays with its owner.
const LONGEST: u32 = 2048;

/// A decoded photo to show. Keep one per open photo, not per frame.
pub struct Picture {
    name: String,
    pixels: RgbaImage,
    texture: Option<TextureHandle>,
    blurred: Vec<Mark>,
}

impl Picture {
    /// A photo by its name (for tooltips and the screen reader) and its upright pixels.
    pub fn new(name: impl Into<String>, pixels: RgbaImage) -> Self {
        let longest = pixels.width().max(pixels.height());
        let pixels = if longest > LONGEST {
            let scale = f64::from(LONGEST) / f64::from(longest);
            let side = |v: u32| ((f64::from(v) * scale).round() as u32).max(1);
            imageops::thumbnail(&pixels, side(pixels.width()), side(pixels.height()))
        } else {
            pixels
        };
        Self {
            name: name.into(),
            pixels,
            texture: None,
            blurred: Vec::new(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its size in pixels as displayed.
    pub fn size(&self) -> Vec2 {
        vec2(self.pixels.width() as f32, self.pixels.height() as f32)
    }

    /// The texture with the blurred marks of `annotations` in its pixels; made anew only when
    /// those change.
    pub fn texture(&mut self, ctx: &Context, annotations: &[Annotation]) -> TextureHandle {
        let blurs = || {
            annotations
                .iter()
                .filter(|a| matches!(a.mark, Mark::Blur { .. }))
        };
        let same = blurs().map(|a| &a.mark).eq(self.blurred.iter());
        if let (true, Some(texture)) = (same, &self.texture) {
            return texture.clone();
        }
        let mut pixels = self.pixels.clone();
        let marks: Vec<Annotation> = blurs().cloned().collect();
        blur(&mut pixels, &marks);
        let size = [pixels.width() as usize, pixels.height() as usize];
        let image = ColorImage::from_rgba_unmultiplied(size, pixels.as_raw());
        let texture = ctx.load_texture(self.name.as_str(), image, TextureOptions::LINEAR);
        self.blurred = marks.into_iter().map(|a| a.mark).collect();
        self.texture = Some(texture.clone());
        texture
    }
}
