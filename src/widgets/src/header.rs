//! The head of a screen: path, title, status, explanation, actions.

use egui::{Align, Layout, Sense, Ui, vec2};

use crate::access;
use crate::fonts::{TITLE, Weight};
use crate::icon::{self, Icon};
use crate::tag::Tag;
use crate::text;
use crate::tokens::tokens;

/// The head of a screen.
#[derive(Clone, Debug)]
#[must_use = "end with show"]
pub struct PageHeader<'a> {
    title: &'a str,
    subtitle: &'a str,
    crumbs: &'a [&'a str],
    tags: Vec<Tag<'a>>,
}

impl<'a> PageHeader<'a> {
    /// With its title.
    pub fn new(title: &'a str) -> Self {
        Self {
            title,
            subtitle: "",
            crumbs: &[],
            tags: Vec::new(),
        }
    }

    /// One quieter line under the title.
    pub fn subtitle(mut self, subtitle: &'a str) -> Self {
        self.subtitle = subtitle;
        self
    }

    /// The places above this one, outermost first; each can be clicked.
    pub fn crumbs(mut self, crumbs: &'a [&'a str]) -> Self {
        self.crumbs = crumbs;
        self
    }

    /// A status beside the title.
    pub fn tag(mut self, tag: Tag<'a>) -> Self {
        self.tags.push(tag);
        self
    }

    /// Shows the head; `actions` are laid out from the right edge inwards, so the main one comes
    /// first. Returns the index of a clicked crumb.
    pub fn show(self, ui: &mut Ui, actions: impl FnOnce(&mut Ui)) -> Option<usize> {
        let clicked = self.crumb_line(ui);
        let height = if self.subtitle.is_empty() { 32.0 } else { 46.0 };
        let width = ui.available_width();
        ui.allocate_ui_with_layout(
            vec2(width, height),
            Layout::right_to_left(Align::Center),
            |ui| {
                ui.set_min_height(height);
                ui.spacing_mut().item_spacing.x = 8.0;
                actions(ui);
                let left = ui.available_rect_before_wrap();
                ui.allocate_ui_with_layout(left.size(), Layout::top_down(Align::Min), |ui| {
                    self.title_block(ui, height);
                });
            },
        );
        clicked
    }

    fn crumb_line(&self, ui: &mut Ui) -> Option<usize> {
        if self.crumbs.is_empty() {
            return None;
        }
        let t = tokens(ui);
        let mut clicked = None;
        let size = vec2(ui.available_width(), 16.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.spacing_mut().interact_size.y = 16.0;
            for (i, crumb) in self.crumbs.iter().enumerate() {
                // A mark stands between two places; after the last one it would lead nowhere.
                if i > 0 {
                    icon::show(ui, Icon::ChevronRight, 12.0, t.muted);
                }
                if ui.add(egui::Link::new(text::small(crumb))).clicked() {
                    clicked = Some(i);
                }
            }
        });
        clicked
    }

    fn title_block(&self, ui: &mut Ui, height: f32) {
        let t = tokens(ui);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        access::named(&response, egui::accesskit::Role::Heading, self.title);
        if !self.subtitle.is_empty() {
            access::describe(&response, self.subtitle);
        }
        let tags: f32 = self.tags.iter().map(|tag| tag.measure(ui).x + 8.0).sum();
        let room = (rect.width() - tags - 8.0).max(40.0);
        let title = text::line(ui, self.title, Weight::SemiBold, TITLE, t.text, room);
        let middle = if self.subtitle.is_empty() {
            rect.center().y
        } else {
            rect.top() + 14.0
        };
        text::paint_at(ui, &title, rect.left(), middle);
        let mut x = rect.left() + title.size().x + 8.0;
        for tag in &self.tags {
            x += tag.paint(ui, x, middle) + 8.0;
        }
        if !self.subtitle.is_empty() {
            let line = text::line(
                ui,
                self.subtitle,
                Weight::Regular,
                12.0,
                t.muted,
                rect.width() - 8.0,
            );
            text::paint_at(ui, &line, rect.left(), rect.top() + 36.0);
        }
    }
}
