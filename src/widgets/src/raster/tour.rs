//! Lets a driven, windowless application be photographed: a renderer for `egui_kittest`.

use std::cell::RefCell;
use std::rc::Rc;

use egui_kittest::{Harness, TestRenderer};
use image::RgbaImage;

use super::Raster;

/// A processor renderer to give to a harness and to take pictures with.
///
/// ```no_run
/// # use baqylau_widgets::raster::Soft;
/// let soft = Soft::new();
/// let mut harness = egui_kittest::Harness::builder()
///     .with_size([1280.0, 800.0])
///     .renderer(soft.clone())
///     .build_ui(|ui| { ui.label("…"); });
/// harness.run();
/// soft.picture(&harness).save("step.png").ok();
/// ```
#[derive(Clone, Default)]
pub struct Soft(Rc<RefCell<Raster>>);

impl Soft {
    /// A renderer without textures yet; they arrive with the first frame.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the harness shows now.
    pub fn picture<State>(&self, harness: &Harness<'_, State>) -> RgbaImage {
        let output = harness.output();
        let size = harness.ctx.content_rect().size() * output.pixels_per_point;
        let mut raster = self.0.borrow_mut();
        raster.set_ground(crate::tokens::tokens_of(&harness.ctx).background);
        raster.resize(
            size.x.round() as u32,
            size.y.round() as u32,
            output.pixels_per_point,
        );
        let primitives = harness
            .ctx
            .tessellate(output.shapes.clone(), output.pixels_per_point);
        raster.render(&primitives)
    }
}

impl TestRenderer for Soft {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.borrow_mut().update_textures(delta);
    }
}
