//! The tree at the left: checklists and sections with their numbers, filters, search.

use super::Runner;
use super::rows::{At, Filter};
use crate::cx::Cx;
use crate::model::VisitWork;
use crate::model::sheet::Totals;
use baqylau_widgets::fonts::Weight;
use baqylau_widgets::{SearchField, Tone, text, tokens};

impl Runner {
    pub(super) fn tree(&mut self, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
        ui.spacing_mut().item_spacing.y = 2.0;
        let me = cx.model.person().map(|person| person.id);
        SearchField::new(&cx.t("checklist-section-find"))
            .bordered()
            .width(ui.available_width())
            .show(ui, &mut self.find);
        ui.add_space(6.0);
        for (index, sheet) in work.sheets.iter().enumerate() {
            let chosen = self.filter == Filter::All && self.sheet == index;
            let title = sheet.title(cx.locale.language()).to_owned();
            if entry(ui, &title, sheet.totals(), 0.0, chosen) {
                self.filter = Filter::All;
                self.find.clear();
                self.sheet = index;
                self.jump(At {
                    sheet: index,
                    item: 0,
                });
            }
            if !chosen {
                continue;
            }
            let here = sheet
                .items
                .get(self.cursor.item)
                .map(|item| item.section.clone());
            for section in &sheet.sections {
                if section.totals.total == 0 {
                    continue;
                }
                let current = here.as_ref() == Some(&section.id);
                if entry(ui, &section.title, section.totals, 14.0, current) {
                    let first = sheet
                        .items
                        .iter()
                        .position(|item| item.section == section.id);
                    if let Some(item) = first {
                        self.jump(At { sheet: index, item });
                    }
                }
            }
        }
        ui.add_space(10.0);
        ui.label(text::small_muted(&cx.t("checklist-filter-title")));
        for (filter, key, tone) in Filter::OFFERED {
            let count = work
                .sheets
                .iter()
                .flat_map(|sheet| sheet.items.iter().map(move |item| (sheet, item)))
                .filter(|(sheet, item)| filter.passes(work, me, &sheet.code, item))
                .count();
            let chosen = self.filter == filter;
            if count == 0 && !chosen {
                continue;
            }
            let tone = if count == 0 { Tone::Neutral } else { tone };
            if filter_entry(ui, &cx.t(key), count, tone, chosen) {
                self.filter = if chosen { Filter::All } else { filter };
            }
        }
    }
}

/// Lines a title may take: in the narrowest tree the longest title of the pilot's workbooks fits.
const TITLE_LINES: usize = 3;

/// Least height of a row; a title on several lines takes more.
const ROW: f32 = 28.0;

fn row(ui: &mut egui::Ui, name: &str, chosen: bool, height: f32) -> (egui::Rect, egui::Response) {
    let size = egui::vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    baqylau_widgets::access::chosen(&response, egui::accesskit::Role::TreeItem, chosen, name);
    let t = tokens(ui);
    if chosen {
        ui.painter().rect_filled(rect, 6, t.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 6, t.hover);
    }
    baqylau_widgets::access::focus_ring(ui, rect.shrink(2.0), 6, &response);
    (rect, response)
}

/// A checklist or a section: its whole title, on several lines where it must, and its numbers, always.
fn entry(ui: &mut egui::Ui, title: &str, totals: Totals, indent: f32, chosen: bool) -> bool {
    let t = tokens(ui);
    let done = totals.answered == totals.total && totals.total > 0;
    let numbers = format!("{}/{}", totals.answered, totals.total);
    let ink = if done { t.ink(Tone::Ok) } else { t.muted };
    let numbers_line = text::line(ui, &numbers, Weight::Medium, 12.0, ink, 80.0);
    let violations = (totals.violations > 0).then(|| {
        let words = totals.violations.to_string();
        text::line(ui, &words, Weight::SemiBold, 12.0, t.ink(Tone::Bad), 40.0)
    });
    let pill = violations
        .as_ref()
        .map_or(0.0, |galley| galley.size().x + 16.0);
    let weight = if chosen {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    let ink = if indent > 0.0 && !chosen {
        t.muted
    } else {
        t.text
    };
    let taken = 8.0 + indent + 8.0 + pill + numbers_line.size().x + 8.0;
    let room = (ui.available_width() - taken).max(40.0);
    let title_lines = text::lines(ui, title, weight, 13.0, ink, room, TITLE_LINES);
    let height = (title_lines.size().y + 8.0).max(ROW);
    let (rect, response) = row(ui, title, chosen, height);
    baqylau_widgets::access::describe(&response, &numbers);
    let mut right = rect.right() - 8.0 - numbers_line.size().x;
    text::paint_at(ui, &numbers_line, right, rect.center().y);
    if let Some(galley) = violations {
        let size = egui::vec2(galley.size().x + 10.0, 18.0);
        right -= size.x + 6.0;
        let place = egui::pos2(right, rect.center().y - 9.0);
        let pill = egui::Rect::from_min_size(place, size);
        ui.painter().rect_filled(pill, 4, t.soft(Tone::Bad));
        text::paint_at(ui, &galley, pill.left() + 5.0, rect.center().y);
    }
    let left = rect.left() + 8.0 + indent;
    text::paint_at(ui, &title_lines, left, rect.center().y);
    response.on_hover_text(title).clicked()
}

fn filter_entry(ui: &mut egui::Ui, title: &str, count: usize, tone: Tone, chosen: bool) -> bool {
    let (rect, response) = row(ui, title, chosen, ROW);
    let t = tokens(ui);
    let words = count.to_string();
    let ink = if tone == Tone::Neutral {
        t.muted
    } else {
        t.ink(tone)
    };
    let galley = text::line(ui, &words, Weight::Medium, 12.0, ink, 60.0);
    let right = rect.right() - 8.0 - galley.size().x;
    text::paint_at(ui, &galley, right, rect.center().y);
    let left = rect.left() + 8.0;
    let galley = text::line(ui, title, Weight::Regular, 13.0, t.text, right - left - 8.0);
    text::paint_at(ui, &galley, left, rect.center().y);
    response.clicked()
}
