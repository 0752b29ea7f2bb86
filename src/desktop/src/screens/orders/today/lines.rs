//! Lines of the day that aren't a register: two rows of words each, gone through by arrows.

use crate::cx::Cx;
use crate::place::Place;
use baqylau_domain::schooling::MessageSubject;
use baqylau_widgets::rowlist::RowList;
use baqylau_widgets::{Icon, Notice, Tag, Tone, access, fonts, icon, text};
use egui::accesskit::Role;
use egui::{EventFilter, Id, Key, Modifiers, Rect, Sense, pos2, vec2};

/// Height of a row, in points.
const ROW: f32 = 54.0;

/// A row as it is shown.
pub struct Line {
    /// What stands before it.
    pub icon: Icon,
    /// In which tone.
    pub tone: Tone,
    /// What it is.
    pub title: String,
    /// More of it, below.
    pub detail: String,
    /// What stands at the right: a word and its tone.
    pub mark: Option<(String, Tone)>,
    /// What stands beside it, quietly.
    pub quiet: String,
    /// Where it leads.
    pub to: Option<Place>,
    /// Whose messages it leads to, where it leads to them.
    pub messages: Option<MessageSubject>,
}

/// View state.
#[derive(Default)]
pub struct Lines {
    /// The row an arrow leads to.
    going: Option<usize>,
}

impl Lines {
    /// Other lines are shown.
    pub fn forget(&mut self) {
        self.going = None;
    }

    /// Shows them, or why there are none.
    pub fn show(
        &mut self,
        count: usize,
        (title, detail): (&str, &str),
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        line: impl Fn(usize, &Cx<'_>) -> Option<Line>,
    ) {
        if count == 0 {
            let (title, detail) = (cx.t(title), cx.t(detail));
            Notice::empty(&title, &detail)
                .icon(Icon::CircleCheck)
                .show(ui);
            return;
        }
        let base = Id::unique("order-day");
        let (going, mut next) = (self.going.take(), None);
        let mut opened = None;
        RowList::new("order-day", ROW)
            .reveal(going)
            .show(ui, count, |ui, row| {
                let Some(line) = line(row, cx) else {
                    return;
                };
                let response = show_line(&line, base.with(row), ui);
                if going == Some(row) {
                    response.request_focus();
                }
                if response.has_focus() {
                    next = arrow(ui, &response, row, count);
                }
                if response.clicked() {
                    if let Some(about) = line.messages {
                        super::super::letters::want(ui.ctx(), about);
                    }
                    opened = line.to;
                }
            });
        self.going = next;
        if next.is_some() {
            ui.ctx().request_repaint();
        }
        if let Some(one) = opened {
            cx.post.go(one);
        }
    }
}

/// The row an arrow leads to from the one that has the focus.
fn arrow(ui: &egui::Ui, response: &egui::Response, row: usize, count: usize) -> Option<usize> {
    let keep = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keep));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = count.saturating_sub(1);
    if pressed(Key::ArrowDown) {
        (row < last).then_some(row + 1)
    } else if pressed(Key::ArrowUp) {
        row.checked_sub(1)
    } else if pressed(Key::PageDown) {
        Some((row + 10).min(last))
    } else if pressed(Key::PageUp) {
        Some(row.saturating_sub(10))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    }
}

fn show_line(line: &Line, id: Id, ui: &mut egui::Ui) -> egui::Response {
    let t = baqylau_widgets::tokens(ui);
    let size = vec2(ui.available_width(), ROW);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let sense = if line.to.is_some() {
        Sense::click()
    } else {
        Sense::focusable_noninteractive()
    };
    let response = ui.interact(rect, id, sense);
    let mark = line.mark.as_ref().map_or("", |(words, _)| words.as_str());
    let parts = [line.title.as_str(), &line.detail, &line.quiet, mark];
    let name: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let role = match line.to {
        Some(_) => Role::Button,
        None => Role::ListItem,
    };
    access::named(&response, role, &name.join(". "));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if response.hovered() && line.to.is_some() {
        ui.painter().rect_filled(rect, 0, t.hover);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, t.line));
    let at = pos2(rect.left() + 28.0, rect.center().y);
    icon::paint(ui.painter(), line.icon, at, 18.0, t.ink(line.tone));
    let mut right = rect.right() - 16.0;
    if let Some((words, tone)) = &line.mark {
        let width = text::line(ui, words, fonts::Weight::Medium, 12.0, t.text, 220.0)
            .size()
            .x
            + 30.0;
        let place = Rect::from_min_max(
            pos2(right - width, rect.top() + 14.0),
            pos2(right, rect.bottom() - 14.0),
        );
        ui.put(place, Tag::new(*tone, words));
        right -= width + 12.0;
    }
    if !line.quiet.is_empty() {
        let room = (rect.width() * 0.25).max(120.0);
        let quiet = text::line(ui, &line.quiet, fonts::Weight::Regular, 12.0, t.muted, room);
        text::paint_at(ui, &quiet, right - quiet.size().x, rect.center().y);
        right -= quiet.size().x + 12.0;
    }
    let left = rect.left() + 52.0;
    let room = (right - left).max(40.0);
    let title = text::line(ui, &line.title, fonts::Weight::Medium, 14.0, t.text, room);
    let (title_y, detail_y) = (rect.top() + 18.0, rect.top() + 37.0);
    text::paint_at(ui, &title, left, title_y);
    let detail = text::line(
        ui,
        &line.detail,
        fonts::Weight::Regular,
        12.0,
        t.muted,
        room,
    );
    text::paint_at(ui, &detail, left, detail_y);
    access::focus_ring(ui, rect.shrink(3.0), 4, &response);
    response
}
