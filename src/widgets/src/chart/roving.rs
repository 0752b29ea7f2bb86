//! Many marks, one stop of the Tab key: arrows go from mark to mark, Home and End to the ends.

use egui::accesskit::Action;
use egui::{EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Ui};

/// Where an arrow leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

/// The marks of one chart.
pub struct Roving {
    id: Id,
    current: usize,
}

impl Roving {
    /// Begins the marks of a chart: moves the focus where an arrow was pressed. `to` says which
    /// mark lies beside another.
    pub fn begin(ui: &Ui, id: Id, count: usize, to: impl Fn(usize, Way) -> Option<usize>) -> Self {
        let kept = ui.ctx().data(|data| data.get_temp::<usize>(id));
        let focus = ui.memory(|memory| memory.focused());
        let focused = (0..count).find(|mark| focus == Some(id.with(*mark)));
        let last = count.saturating_sub(1);
        let mut current = focused.or(kept).unwrap_or(0).min(last);
        if focused.is_some() {
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            let ways = [
                (Key::ArrowLeft, Way::Left),
                (Key::ArrowRight, Way::Right),
                (Key::ArrowUp, Way::Up),
                (Key::ArrowDown, Way::Down),
            ];
            let step = ways.into_iter().find(|(key, _)| pressed(*key));
            let next = match step {
                Some((_, way)) => to(current, way),
                None if pressed(Key::Home) => Some(0),
                None if pressed(Key::End) => Some(last),
                None => None,
            };
            current = next.filter(|next| *next < count).unwrap_or(current);
            let keep = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| {
                memory.request_focus(id.with(current));
                memory.set_focus_lock_filter(id.with(current), keep);
            });
        }
        ui.ctx().data_mut(|data| data.insert_temp(id, current));
        Self { id, current }
    }

    /// One mark: clicked by mouse, by Enter and Space, or by a screen reader.
    pub fn mark(&self, ui: &Ui, mark: usize, rect: Rect, name: &str) -> Response {
        let sense = if mark == self.current {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(rect, self.id.with(mark), sense);
        crate::access::button(&response, name);
        response
            .ctx
            .accesskit_node_builder(response.id, |node| node.add_action(Action::Focus));
        response
    }
}
