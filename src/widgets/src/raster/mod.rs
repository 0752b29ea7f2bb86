//! Draws egui's triangles with the processor: pictures of screens without a window or a GPU.
//!
//! egui blends in gamma space with premultiplied alpha, and so does this: the picture matches what
//! the GPU back ends show. Edges follow the usual rule that a pixel belongs to a triangle when its
//! centre does, so two triangles sharing an edge neither overlap nor leave a gap.

mod fill;
mod texture;
#[cfg(feature = "kittest")]
mod tour;

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, Primitive};
use egui::{Color32, TextureId, TexturesDelta};
use image::RgbaImage;

use texture::Texture;
#[cfg(feature = "kittest")]
pub use tour::Soft;

/// A canvas with the textures egui has sent so far.
///
/// ```
/// use baqylau_widgets::{raster::Raster, Theme};
/// let ctx = egui::Context::default();
/// baqylau_widgets::install(&ctx, Theme::Light);
/// let mut raster = Raster::new(200, 100, 1.0);
/// let mut output = ctx.run_ui(raster.input(), |ui| { ui.label("Бақылау"); });
/// raster.update_textures(&mut output.textures_delta);
/// let picture = raster.render(&ctx.tessellate(output.shapes, output.pixels_per_point));
/// assert_eq!(picture.dimensions(), (200, 100));
/// ```
#[derive(Default)]
pub struct Raster {
    width: u32,
    height: u32,
    pixels_per_point: f32,
    ground: [u8; 4],
    textures: HashMap<TextureId, Texture>,
}

impl Raster {
    /// A canvas of `width` × `height` pixels, with `pixels_per_point` pixels to a point.
    pub fn new(width: u32, height: u32, pixels_per_point: f32) -> Self {
        let pixels_per_point = if pixels_per_point.is_finite() {
            pixels_per_point.max(0.1)
        } else {
            1.0
        };
        Self {
            width,
            height,
            pixels_per_point,
            ground: [0, 0, 0, 255],
            textures: HashMap::new(),
        }
    }

    /// Colour of pixels nothing is drawn on. Black unless set.
    pub fn set_ground(&mut self, ground: Color32) {
        self.ground = ground.to_array();
    }

    /// Changes the size of the canvas; textures stay.
    pub fn resize(&mut self, width: u32, height: u32, pixels_per_point: f32) {
        let textures = std::mem::take(&mut self.textures);
        let ground = self.ground;
        *self = Self::new(width, height, pixels_per_point);
        self.textures = textures;
        self.ground = ground;
    }

    /// Input for a frame that fills the canvas: its size in points and its scale.
    pub fn input(&self) -> egui::RawInput {
        let size = egui::vec2(self.width as f32, self.height as f32) / self.pixels_per_point;
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            ..egui::RawInput::default()
        };
        input
            .viewports
            .entry(egui::ViewportId::ROOT)
            .or_default()
            .native_pixels_per_point = Some(self.pixels_per_point);
        input
    }

    /// Takes over new, changed and freed textures. Empties the delta.
    ///
    /// Textures freed in this delta are kept until the next one, because egui may still have drawn
    /// with them in the frame that frees them.
    pub fn update_textures(&mut self, delta: &mut TexturesDelta) {
        self.textures.retain(|_, texture| !texture.freed);
        for (id, changes) in delta.set.drain() {
            for change in changes {
                match change.pos {
                    None => {
                        self.textures.insert(id, Texture::new(&change));
                    }
                    Some(at) => {
                        if let Some(texture) = self.textures.get_mut(&id) {
                            texture.patch(at, &change);
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            if let Some(texture) = self.textures.get_mut(&id) {
                texture.freed = true;
            }
        }
    }

    /// Draws a frame. Callbacks of GPU back ends are skipped; meshes with an unknown texture or
    /// with indices out of range are skipped too.
    pub fn render(&self, primitives: &[ClippedPrimitive]) -> RgbaImage {
        let mut image = RgbaImage::from_pixel(self.width, self.height, image::Rgba(self.ground));
        self.render_over(&mut image, primitives);
        image
    }

    /// Draws a frame over an opaque picture, with the rules of [`Raster::render`].
    pub fn render_over(&self, image: &mut RgbaImage, primitives: &[ClippedPrimitive]) {
        let (width, height) = (image.width() as usize, image.height() as usize);
        let (pixels, _) = image.as_chunks_mut::<4>();
        let mut canvas = fill::Canvas {
            pixels,
            width,
            height,
        };
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in primitives
        {
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            let Some(texture) = self.textures.get(&mesh.texture_id) else {
                continue;
            };
            if !mesh.is_valid() {
                continue;
            }
            let clip = canvas.clip(*clip_rect, self.pixels_per_point);
            fill::mesh(&mut canvas, clip, self.pixels_per_point, mesh, texture);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::{ImageDelta, Mesh, Vertex};
    use egui::{ColorImage, Rect, TextureOptions, pos2, vec2};

    fn white() -> Raster {
        let mut raster = Raster::new(8, 8, 1.0);
        let mut delta = TexturesDelta::default();
        let image = ColorImage::filled([4, 4], Color32::WHITE);
        delta.push(
            TextureId::default(),
            ImageDelta::full(image, TextureOptions::LINEAR),
        );
        raster.update_textures(&mut delta);
        raster
    }

    fn frame(mesh: Mesh, clip: Rect) -> Vec<ClippedPrimitive> {
        vec![ClippedPrimitive {
            clip_rect: clip,
            primitive: Primitive::Mesh(mesh),
        }]
    }

    fn whole() -> Rect {
        Rect::from_min_size(pos2(0.0, 0.0), vec2(8.0, 8.0))
    }

    #[test]
    fn a_clip_rectangle_keeps_neighbours_untouched() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(whole(), Color32::RED);
        let clip = Rect::from_min_max(pos2(2.0, 2.0), pos2(4.0, 4.0));
        let picture = white().render(&frame(mesh, clip));
        assert_eq!(
            picture.pixels().filter(|p| p.0 == [255, 0, 0, 255]).count(),
            4
        );
    }

    #[test]
    fn a_shared_edge_is_drawn_exactly_once() {
        // A half-transparent fan around an odd centre: overlaps would show as darker pixels.
        let mut mesh = Mesh::default();
        let color = Color32::from_rgba_premultiplied(100, 100, 100, 100);
        let corners = [
            pos2(0.0, 0.0),
            pos2(8.0, 0.0),
            pos2(8.0, 8.0),
            pos2(0.0, 8.0),
        ];
        mesh.vertices
            .push(Vertex::untextured(pos2(3.3, 4.7), color));
        mesh.vertices
            .extend(corners.map(|c| Vertex::untextured(c, color)));
        mesh.indices = vec![0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 1];
        let picture = white().render(&frame(mesh, whole()));
        assert!(picture.pixels().all(|p| p.0 == [100, 100, 100, 255]));
    }

    #[test]
    fn a_partial_texture_update_changes_only_its_patch() {
        let mut raster = white();
        let mut delta = TexturesDelta::default();
        let patch = ColorImage::filled([1, 1], Color32::BLACK);
        delta.push(
            TextureId::default(),
            ImageDelta::partial([3, 3], patch, TextureOptions::NEAREST),
        );
        raster.update_textures(&mut delta);
        let mut mesh = Mesh::default();
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        mesh.add_rect_with_uv(
            Rect::from_min_size(pos2(0.0, 0.0), vec2(4.0, 4.0)),
            uv,
            Color32::WHITE,
        );
        let picture = raster.render(&frame(mesh, whole()));
        assert_eq!(picture.get_pixel(2, 2).0, [255; 4]);
        assert_eq!(picture.get_pixel(3, 3).0, [0, 0, 0, 255]);
    }

    #[test]
    fn a_freed_texture_survives_the_frame_that_frees_it() {
        let mut raster = white();
        let mut delta = TexturesDelta::default();
        delta.free(TextureId::default());
        raster.update_textures(&mut delta);
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(whole(), Color32::GREEN);
        assert_eq!(
            raster
                .render(&frame(mesh.clone(), whole()))
                .get_pixel(0, 0)
                .0,
            [0, 255, 0, 255]
        );
        raster.update_textures(&mut TexturesDelta::default());
        assert_eq!(
            raster.render(&frame(mesh, whole())).get_pixel(0, 0).0,
            [0, 0, 0, 255]
        );
    }

    #[test]
    fn broken_meshes_and_empty_canvases_are_survived() {
        let mut mesh = Mesh {
            indices: vec![0, 1, 99],
            ..Mesh::default()
        };
        mesh.vertices
            .push(Vertex::untextured(pos2(f32::NAN, 1.0), Color32::RED));
        let primitives = frame(mesh, whole());
        white().render(&primitives);
        assert_eq!(
            Raster::new(0, 0, f32::NAN).render(&primitives).dimensions(),
            (0, 0)
        );
        let nan = Vertex::untextured(pos2(f32::NAN, f32::INFINITY), Color32::RED);
        let mesh = Mesh {
            indices: vec![0, 1, 2],
            vertices: vec![nan; 3],
            ..Mesh::default()
        };
        white().render(&frame(mesh, Rect::EVERYTHING));
    }
}
