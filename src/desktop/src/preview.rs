//! Paints laid-out pages on the screen: what is seen is what prints.

use baqylau_documents::Face;
use baqylau_documents::display::{Color, DisplayList, Frame, Ink, Item, Page, Step};
use baqylau_widgets::fonts::{Weight, font};
use baqylau_widgets::tokens::from_data;
use egui::{Pos2, Rect, Stroke, pos2, vec2};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

/// Pages with their photos decoded in the background.
#[derive(Default)]
pub struct Preview {
    of: Option<Arc<DisplayList>>,
    textures: Vec<Option<egui::TextureHandle>>,
    decoded: Option<Receiver<(usize, egui::ColorImage)>>,
}

impl Preview {
    /// Shows the pages one under another, fitted to the width.
    pub fn show(&mut self, ui: &mut egui::Ui, list: &Arc<DisplayList>) {
        self.take(ui.ctx(), list);
        let background = baqylau_widgets::tokens(ui).canvas;
        egui::Frame::new().fill(background).show(ui, |ui| {
            egui::ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 16.0;
                    ui.add_space(8.0);
                    let width = (ui.available_width() - 48.0).clamp(200.0, 860.0);
                    for (number, page) in list.pages.iter().enumerate() {
                        let scale = width / page.width;
                        let size = vec2(page.width * scale, page.height * scale);
                        ui.vertical_centered(|ui| {
                            let (rect, response) =
                                ui.allocate_exact_size(size, egui::Sense::hover());
                            let name = format!("{} {}", list.title, number + 1);
                            baqylau_widgets::access::named(
                                &response,
                                egui::accesskit::Role::Document,
                                &name,
                            );
                            if ui.is_rect_visible(rect) {
                                self.page(ui, page, rect, scale);
                            }
                        });
                    }
                    ui.add_space(16.0);
                });
        });
    }

    fn take(&mut self, ctx: &egui::Context, list: &Arc<DisplayList>) {
        if !self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, list)) {
            self.of = Some(list.clone());
            self.textures = vec![None; list.images.len()];
            self.decoded = None;
            if !list.images.is_empty() {
                let (sender, receiver) = channel();
                let (list, ctx) = (list.clone(), ctx.clone());
                let started = std::thread::Builder::new()
                    .name("preview".to_owned())
                    .spawn(move || {
                        for (index, image) in list.images.iter().enumerate() {
                            let Ok(picture) = image::load_from_memory(&image.jpeg) else {
                                continue;
                            };
                            let rgba = picture.thumbnail(900, 900).to_rgba8();
                            let size = [rgba.width() as usize, rgba.height() as usize];
                            let pixels = egui::ColorImage::from_rgba_unmultiplied(size, &rgba);
                            if sender.send((index, pixels)).is_err() {
                                return;
                            }
                            ctx.request_repaint();
                        }
                    });
                self.decoded = started.is_ok().then_some(receiver);
            }
        }
        let Some(decoded) = &self.decoded else { return };
        while let Ok((index, pixels)) = decoded.try_recv() {
            let name = format!("preview-{index}");
            let texture = ctx.load_texture(name, pixels, egui::TextureOptions::LINEAR);
            if let Some(slot) = self.textures.get_mut(index) {
                *slot = Some(texture);
            }
        }
    }

    fn page(&self, ui: &egui::Ui, page: &Page, rect: Rect, scale: f32) {
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, 0, colour(Color::WHITE));
        let at = |x: f32, y: f32| -> Pos2 { pos2(rect.left() + x * scale, rect.top() + y * scale) };
        let framed = |frame: &Frame| {
            Rect::from_min_size(at(frame.x, frame.y), vec2(frame.w * scale, frame.h * scale))
        };
        for placed in &page.items {
            match &placed.item {
                Item::Text(run) => {
                    let id = font(weight(run.face), run.size * scale);
                    let galley = painter.layout_no_wrap(run.text.clone(), id, colour(run.color));
                    // The baseline of IBM Plex Sans lies this share of the size under the top.
                    let top = run.y - 1.025 * run.size;
                    painter.galley(at(run.x, top), galley, colour(run.color));
                }
                Item::Line {
                    from,
                    to,
                    width,
                    color,
                } => {
                    let stroke = Stroke::new((width * scale).max(0.5), colour(*color));
                    painter.line_segment([at(from.0, from.1), at(to.0, to.1)], stroke);
                }
                Item::Rect {
                    frame,
                    fill,
                    stroke,
                } => {
                    let rect = framed(frame);
                    if let Some(fill) = fill {
                        painter.rect_filled(rect, 0, colour(*fill));
                    }
                    if let Some((width, color)) = stroke {
                        let stroke = Stroke::new((width * scale).max(0.5), colour(*color));
                        painter.rect_stroke(rect, 0, stroke, egui::StrokeKind::Middle);
                    }
                }
                Item::Path { steps, ink } => {
                    let points: Vec<Pos2> = steps
                        .iter()
                        .filter_map(|step| match step {
                            Step::Move(x, y) | Step::Line(x, y) => Some(at(*x, *y)),
                            Step::Close => None,
                        })
                        .collect();
                    match ink {
                        Ink::Fill(color) => {
                            painter.add(egui::Shape::convex_polygon(
                                points,
                                colour(*color),
                                Stroke::NONE,
                            ));
                        }
                        Ink::Stroke(color, width) => {
                            let stroke = Stroke::new((width * scale).max(0.5), colour(*color));
                            painter.add(egui::Shape::line(points, stroke));
                        }
                    }
                }
                Item::Image { frame, image } => {
                    let rect = framed(frame);
                    match self.textures.get(*image).and_then(Option::as_ref) {
                        Some(texture) => {
                            let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
                            painter.image(texture.id(), rect, uv, egui::Color32::WHITE);
                        }
                        None => {
                            painter.rect_filled(rect, 0, colour(Color::SHADE));
                        }
                    }
                }
                Item::Qr { frame, code } => {
                    let module = frame.w / code.side.max(1) as f32;
                    for (column, row, length) in code.runs() {
                        let run = Frame {
                            x: frame.x + column as f32 * module,
                            y: frame.y + row as f32 * module,
                            w: length as f32 * module,
                            h: module,
                        };
                        painter.rect_filled(framed(&run), 0, colour(Color::INK));
                    }
                }
            }
        }
    }
}

fn colour(color: Color) -> egui::Color32 {
    from_data([color.r, color.g, color.b])
}

fn weight(face: Face) -> Weight {
    match face {
        Face::Regular => Weight::Regular,
        Face::Medium => Weight::Medium,
        Face::SemiBold => Weight::SemiBold,
        Face::Bold => Weight::Bold,
    }
}
