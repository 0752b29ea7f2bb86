//! The tree at the left: checklists and sections with their numbers, filters, search.

use super::Runner;
use super::rows::{At, Filter};
use crate::cx::Cx;
use crate::model::VisitWork;
use crate::model::sheet::Totals;
use baqylau_widgets::fonts::Weight;
use baqylau_widgets::{Icon, SearchField, Tone, icon, text, tokens};

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
            if entry(ui, cx, &title, sheet.totals(), 0.0, chosen) {
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
                if entry(ui, cx, &section.title, section.totals, 14.0, current) {
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
const TITLE_LINES: usize = 4;

/// Height of the line under a title with its numbers, where violations or flags are among them.
const NUMBERS: f32 = 22.0;

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

/// A number on a soft fill at the right of a row; flags carry their sign beside it.
struct Pill {
    galley: std::sync::Arc<egui::Galley>,
    tone: Tone,
    icon: Option<Icon>,
}

impl Pill {
    fn new(ui: &egui::Ui, count: u32, tone: Tone, icon: Option<Icon>) -> Option<Self> {
        let ink = tokens(ui).ink(tone);
        let words = count.to_string();
        (count > 0).then(|| Self {
            galley: text::line(ui, &words, Weight::SemiBold, 12.0, ink, 40.0),
            tone,
            icon,
        })
    }

    fn width(&self) -> f32 {
        self.galley.size().x + 10.0 + if self.icon.is_some() { 14.0 } else { 0.0 }
    }

    /// Paints the pill with its right edge given; returns its left edge.
    fn paint(&self, ui: &egui::Ui, right: f32, y: f32) -> f32 {
        let t = tokens(ui);
        let size = egui::vec2(self.width(), 18.0);
        let rect = egui::Rect::from_min_size(egui::pos2(right - size.x, y - 9.0), size);
        ui.painter().rect_filled(rect, 4, t.soft(self.tone));
        let mut left = rect.left() + 5.0;
        if let Some(glyph) = self.icon {
            let middle = egui::pos2(left + 5.0, y);
            icon::paint(ui.painter(), glyph, middle, 11.0, t.ink(self.tone));
            left += 14.0;
        }
        text::paint_at(ui, &self.galley, left, y);
        rect.left()
    }
}

/// What is read out after a title: "3/12", then violations and flags, where there are any.
fn numbers_in_words(totals: Totals, numbers: &str, cx: &Cx<'_>) -> String {
    let mut parts = vec![numbers.to_owned()];
    for (key, count) in [
        ("checklist-violations", totals.violations),
        ("checklist-flags", totals.flagged),
    ] {
        if count > 0 {
            parts.push(cx.f(key, &[("count", i64::from(count).into())]));
        }
    }
    parts.join(" · ")
}

/// A checklist or a section: its whole title, on several lines where it must, and its numbers, always.
fn entry(
    ui: &mut egui::Ui,
    cx: &Cx<'_>,
    title: &str,
    totals: Totals,
    indent: f32,
    chosen: bool,
) -> bool {
    let t = tokens(ui);
    let done = totals.answered == totals.total && totals.total > 0;
    let numbers = format!("{}/{}", totals.answered, totals.total);
    let ink = if done { t.ink(Tone::Ok) } else { t.muted };
    let numbers_line = text::line(ui, &numbers, Weight::Medium, 12.0, ink, 80.0);
    let pills: Vec<Pill> = [
        Pill::new(ui, totals.violations, Tone::Bad, None),
        Pill::new(ui, totals.flagged, Tone::Info, Some(Icon::Flag)),
    ]
    .into_iter()
    .flatten()
    .collect();
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
    // With pills the numbers have a line of their own, so that words aren't broken for them.
    let under = !pills.is_empty();
    let beside = if under {
        0.0
    } else {
        numbers_line.size().x + 8.0
    };
    let room = (ui.available_width() - 8.0 - indent - beside - 8.0).max(40.0);
    let title_lines = text::lines(ui, title, weight, 13.0, ink, room, TITLE_LINES);
    let title_height = (title_lines.size().y + 8.0).max(ROW);
    let height = title_height + if under { NUMBERS } else { 0.0 };
    let (rect, response) = row(ui, title, chosen, height);
    let words = numbers_in_words(totals, &numbers, cx);
    baqylau_widgets::access::describe(&response, &words);
    let middle = rect.top() + title_height / 2.0;
    let y = if under {
        rect.bottom() - NUMBERS / 2.0 - 3.0
    } else {
        middle
    };
    let mut right = rect.right() - 8.0 - numbers_line.size().x;
    text::paint_at(ui, &numbers_line, right, y);
    for pill in &pills {
        right = pill.paint(ui, right - 6.0, y);
    }
    let left = rect.left() + 8.0 + indent;
    text::paint_at(ui, &title_lines, left, middle);
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
