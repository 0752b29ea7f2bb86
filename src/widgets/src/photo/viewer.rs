//! Looking at one photo: pan, zoom, and drawing marks on it.

use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, Key, Pos2, Rect, Response, Sense, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::Picture;
use super::annotation::{self, Annotation, Mark, Pen};
use crate::access;
use crate::button::Button;
use crate::icon::Icon;
use crate::keys::{Shortcut, pressed};
use crate::tokens::{SPACE_8, tokens};
use crate::words::words;

/// What a drag on the photo does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Draws an arrow.
    Arrow,
    /// Draws a frame.
    Frame,
    /// Makes a part unrecognisable.
    Blur,
    /// Puts the viewer's text where one clicks.
    Text,
}

/// The state of the view, kept by the screen while a photo is open.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    /// The tool in hand; without one a drag moves the photo.
    pub tool: Option<Tool>,
    /// The pen for new marks.
    pub pen: Pen,
    /// The words the text tool writes.
    pub text: String,
    /// Enlargement over the size at which the whole photo is seen; 0 stands for 1.
    zoom: f32,
    /// Middle of the view, in points from the middle of the photo.
    pan: Vec2,
    /// Where a mark was begun, in parts of the photo.
    begun: Option<[f32; 2]>,
    chosen: Option<usize>,
}

const MOST: f32 = 12.0;

impl Viewer {
    /// Shows the whole photo again.
    pub fn fit(&mut self) {
        self.zoom = 1.0;
        self.pan = Vec2::ZERO;
    }

    /// The index of the mark that was clicked last.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Shows the photo with its tools in all the room there is; true when the marks changed.
    /// Without `editable` marks are seen but not drawn.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        picture: &mut Picture,
        annotations: &mut Vec<Annotation>,
        editable: bool,
    ) -> bool {
        let before = annotations.clone();
        self.toolbar(ui, annotations, editable);
        let room = ui.available_rect_before_wrap();
        let size = vec2(
            room.width().clamp(80.0, 10_000.0),
            room.height().clamp(80.0, 10_000.0),
        );
        let (view, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        access::named(&response, Role::Image, picture.name());
        let t = tokens(ui);
        ui.painter().rect_filled(view, CornerRadius::ZERO, t.canvas);

        self.zoom = if self.zoom <= 0.0 { 1.0 } else { self.zoom };
        self.move_view(ui, view, &response);
        let image = self.place(view, picture.size());
        if editable {
            self.draw(ui, image, &response, annotations);
        } else if response.clicked() {
            self.choose(image, &response, annotations);
        }

        let texture = picture.texture(ui.ctx(), annotations);
        let mut child = ui.new_child(UiBuilder::new().max_rect(view).id_salt("photo"));
        child.set_clip_rect(view.intersect(ui.clip_rect()));
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        child
            .painter()
            .image(texture.id(), image, uv, Color32::WHITE);
        annotation::paint(child.painter(), image, annotations);
        for mark in annotations
            .iter()
            .filter(|a| matches!(a.mark, Mark::Blur { .. }))
        {
            // Only a thin frame shows where, while the marks are being drawn.
            if editable {
                annotation::outline(child.painter(), image, mark);
            }
        }
        if let Some(chosen) = self.chosen.and_then(|i| annotations.get(i)) {
            annotation::outline(child.painter(), image, chosen);
        }
        if let (Some(begun), Some(at)) = (self.begun, response.interact_pointer_pos()) {
            let preview = self.finish(begun, part(image, at));
            match preview {
                Some(Annotation {
                    mark: Mark::Blur { .. },
                    ..
                }) => {
                    if let Some(mark) = &preview {
                        annotation::outline(child.painter(), image, mark);
                    }
                }
                Some(mark) => annotation::paint(child.painter(), image, &[mark]),
                None => {}
            }
        }
        access::focus_ring(ui, view.shrink(2.0), 6, &response);
        *annotations != before
    }

    fn toolbar(&mut self, ui: &mut Ui, annotations: &mut Vec<Annotation>, editable: bool) {
        let all = words(ui.ctx());
        let words = &all.photo;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if ui
                .add(Button::icon_only(Icon::ZoomOut, &words.zoom_out))
                .clicked()
            {
                self.zoom_by(0.8);
            }
            if ui
                .add(Button::icon_only(Icon::ZoomIn, &words.zoom_in))
                .clicked()
            {
                self.zoom_by(1.25);
            }
            if ui
                .add(Button::icon_only(Icon::Maximize, &words.fit))
                .clicked()
            {
                self.fit();
            }
            if !editable {
                return;
            }
            ui.add_space(SPACE_8);
            for (tool, glyph, name) in [
                (Tool::Arrow, Icon::MoveUpRight, &words.arrow),
                (Tool::Frame, Icon::Square, &words.frame),
                (Tool::Blur, Icon::EyeOff, &words.blur),
                (Tool::Text, Icon::Type, &words.text),
            ] {
                let on = self.tool == Some(tool);
                if ui
                    .add(Button::icon_only(glyph, name).selected(on))
                    .clicked()
                {
                    self.tool = if on { None } else { Some(tool) };
                }
            }
            if self.tool == Some(Tool::Text) {
                crate::field::Field::new(&words.text)
                    .hidden_label()
                    .placeholder(&words.text)
                    .width(180.0)
                    .char_limit(120)
                    .text(ui, &mut self.text);
            }
            ui.add_space(SPACE_8);
            let undo = Button::icon_only(Icon::Undo2, &words.undo).enabled(!annotations.is_empty());
            if ui.add(undo).clicked() {
                annotations.pop();
                self.chosen = None;
            }
            let has = self.chosen.is_some_and(|i| i < annotations.len());
            let delete = Button::icon_only(Icon::Trash2, &words.delete).enabled(has);
            if ui.add(delete).clicked() {
                self.delete(annotations);
            }
        });
    }

    fn delete(&mut self, annotations: &mut Vec<Annotation>) {
        if let Some(index) = self.chosen.take()
            && index < annotations.len()
        {
            annotations.remove(index);
        }
    }

    fn zoom_by(&mut self, factor: f32) {
        let zoom = (self.zoom * factor).clamp(1.0, MOST);
        self.pan *= zoom / self.zoom.max(0.01);
        self.zoom = zoom;
    }

    fn move_view(&mut self, ui: &Ui, view: Rect, response: &Response) {
        if self.tool.is_none() && response.dragged() {
            self.pan += response.drag_delta();
        }
        if let Some(at) = response.hover_pos() {
            let (wheel, pinch) =
                ui.input_mut(|i| (std::mem::take(&mut i.smooth_scroll_delta).y, i.zoom_delta()));
            let factor = pinch * (wheel * 0.004).exp();
            if (factor - 1.0).abs() > 1e-4 {
                // What is under the pointer stays under it.
                let from = at - view.center() - self.pan;
                let old = self.zoom;
                self.zoom = (old * factor).clamp(1.0, MOST);
                self.pan += from * (1.0 - self.zoom / old);
            }
        }
        if response.has_focus() {
            for (key, factor) in [(Key::Plus, 1.25), (Key::Equals, 1.25), (Key::Minus, 0.8)] {
                if pressed(ui, Shortcut::plain(key)) {
                    self.zoom_by(factor);
                }
            }
            if pressed(ui, Shortcut::plain(Key::Num0)) {
                self.fit();
            }
            if pressed(ui, Shortcut::plain(Key::Escape)) {
                self.tool = None;
                self.chosen = None;
            }
        }
    }

    /// Where the photo stands; at least part of it always stays in view.
    fn place(&mut self, view: Rect, size: Vec2) -> Rect {
        let size = size.max(Vec2::splat(1.0));
        let fit = (view.width() / size.x).min(view.height() / size.y);
        let shown = size * fit * self.zoom;
        let free = ((shown - view.size()) / 2.0).max(Vec2::ZERO);
        self.pan = self.pan.clamp(-free, free);
        Rect::from_center_size(view.center() + self.pan, shown)
    }

    fn draw(
        &mut self,
        ui: &Ui,
        image: Rect,
        response: &Response,
        annotations: &mut Vec<Annotation>,
    ) {
        if response.has_focus()
            && (pressed(ui, Shortcut::plain(Key::Delete))
                || pressed(ui, Shortcut::plain(Key::Backspace)))
        {
            self.delete(annotations);
        }
        let pointer = response.interact_pointer_pos();
        match self.tool {
            Some(Tool::Text) => {
                if let (true, Some(at)) = (response.clicked(), pointer)
                    && !self.text.trim().is_empty()
                {
                    let text = self.text.trim().to_owned();
                    let mark = Mark::Text {
                        at: part(image, at),
                        text,
                    };
                    annotations.push(Annotation {
                        mark,
                        pen: self.pen,
                    });
                }
            }
            Some(_) => {
                if let (true, Some(_)) = (response.drag_started(), pointer) {
                    let origin = ui.input(|i| i.pointer.press_origin());
                    self.begun = origin.map(|at| part(image, at));
                    self.chosen = None;
                }
                if response.drag_stopped()
                    && let Some(begun) = self.begun.take()
                    && let Some(at) = pointer
                    && let Some(mark) = self.finish(begun, part(image, at))
                {
                    annotations.push(mark);
                }
            }
            None => {
                if response.clicked() {
                    response.request_focus();
                    self.choose(image, response, annotations);
                }
            }
        }
    }

    fn choose(&mut self, image: Rect, response: &Response, annotations: &[Annotation]) {
        let Some(at) = response.interact_pointer_pos() else {
            return;
        };
        self.chosen = annotations
            .iter()
            .rposition(|a| annotation::hit(image, a, at));
    }

    /// The mark a drag makes; `None` when it is too small to be meant.
    fn finish(&self, from: [f32; 2], to: [f32; 2]) -> Option<Annotation> {
        let small = (from[0] - to[0]).abs() < 0.01 && (from[1] - to[1]).abs() < 0.01;
        let mark = match self.tool? {
            Tool::Arrow => Mark::Arrow { from, to },
            Tool::Frame => Mark::Box { from, to },
            Tool::Blur => Mark::Blur { from, to },
            Tool::Text => return None,
        };
        (!small).then_some(Annotation {
            mark,
            pen: self.pen,
        })
    }
}

/// A point of the screen in parts of the photo, brought to its edge when outside.
fn part(image: Rect, at: Pos2) -> [f32; 2] {
    let along = |v: f32, from: f32, size: f32| ((v - from) / size.max(1.0)).clamp(0.0, 1.0);
    [
        along(at.x, image.left(), image.width()),
        along(at.y, image.top(), image.height()),
    ]
}
