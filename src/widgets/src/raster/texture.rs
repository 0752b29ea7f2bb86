//! One texture of the rasteriser: premultiplied pixels and how they are sampled.

use egui::epaint::{ImageData, ImageDelta};
use egui::{TextureFilter, TextureOptions, TextureWrapMode};

pub(super) struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    nearest: bool,
    wrap: TextureWrapMode,
    pub(super) freed: bool,
}

impl Texture {
    pub(super) fn new(delta: &ImageDelta) -> Self {
        let [width, height] = delta.image.size();
        let TextureOptions {
            magnification,
            wrap_mode,
            ..
        } = delta.options;
        let mut texture = Self {
            width,
            height,
            pixels: vec![[0; 4]; width * height],
            nearest: magnification == TextureFilter::Nearest,
            wrap: wrap_mode,
            freed: false,
        };
        texture.patch([0, 0], delta);
        texture
    }

    /// Replaces the part starting at a texel; what would fall outside is dropped.
    pub(super) fn patch(&mut self, [left, top]: [usize; 2], delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let [width, _] = image.size;
        if width == 0 {
            return;
        }
        for (row, source) in image.pixels.chunks(width).enumerate() {
            let start = (top + row).saturating_mul(self.width).saturating_add(left);
            let room = self.width.saturating_sub(left).min(width);
            if top + row >= self.height {
                break;
            }
            if let Some(target) = self.pixels.get_mut(start..start + room) {
                for (to, from) in target.iter_mut().zip(source) {
                    *to = from.to_array();
                }
            }
        }
    }

    /// The texel egui uses for plain fills, if the texture has one.
    pub(super) fn plain(&self, u: f32, v: f32) -> [u8; 4] {
        self.at(texel(u, self.width), texel(v, self.height))
    }

    pub(super) fn size(&self) -> (f32, f32) {
        (self.width as f32, self.height as f32)
    }

    /// Colour at a place in texels (0.5, 0.5 is the middle of the first texel).
    pub(super) fn sample(&self, x: f32, y: f32) -> [u8; 4] {
        if self.nearest {
            return self.at(x.floor() as i64, y.floor() as i64);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (x0, y0) = (x.floor(), y.floor());
        // Eighths of a percent are below one step of 8-bit colour.
        let fx = ((x - x0) * 256.0 + 0.5) as u32;
        let fy = ((y - y0) * 256.0 + 0.5) as u32;
        let (xi, yi) = (x0 as i64, y0 as i64);
        if fx & 255 == 0 && fy & 255 == 0 {
            return self.at(xi + i64::from(fx >> 8), yi + i64::from(fy >> 8));
        }
        let (a, b) = (self.at(xi, yi), self.at(xi + 1, yi));
        let (c, d) = (self.at(xi, yi + 1), self.at(xi + 1, yi + 1));
        std::array::from_fn(|i| {
            let top = u32::from(a[i]) * (256 - fx) + u32::from(b[i]) * fx;
            let bottom = u32::from(c[i]) * (256 - fx) + u32::from(d[i]) * fx;
            ((top * (256 - fy) + bottom * fy + (1 << 15)) >> 16) as u8
        })
    }

    fn at(&self, x: i64, y: i64) -> [u8; 4] {
        let (x, y) = (
            wrap(x, self.width, self.wrap),
            wrap(y, self.height, self.wrap),
        );
        self.pixels
            .get(y * self.width + x)
            .copied()
            .unwrap_or([0; 4])
    }
}

fn texel(uv: f32, size: usize) -> i64 {
    (uv * size as f32).floor() as i64
}

fn wrap(i: i64, size: usize, mode: TextureWrapMode) -> usize {
    let n = size.max(1) as i64;
    let i = match mode {
        TextureWrapMode::ClampToEdge => i.clamp(0, n - 1),
        TextureWrapMode::Repeat => i.rem_euclid(n),
        TextureWrapMode::MirroredRepeat => {
            let m = i.rem_euclid(2 * n);
            if m < n { m } else { 2 * n - 1 - m }
        }
    };
    i as usize
}
