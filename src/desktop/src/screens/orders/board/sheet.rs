//! The board as it is painted, on the screen and into a picture: the same code, the same figures.

use super::super::words;
use super::told::{Bar, series, unit};
use super::{Answer, Figures, Metric, Wish};
use baqylau_client::ui::OrganisationRow;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::schooling::{FigureOf, OrderTerms, Unsent};
use baqylau_locale::Locale;
use baqylau_widgets::{chart, panel, tag, text};
use egui::vec2;
use std::sync::Arc;

/// Everything the board shows, with nothing of the window it is shown in.
#[derive(Clone)]
pub struct Sheet {
    pub(super) answer: Arc<Answer>,
    pub(super) locale: Locale,
    pub(super) region: Option<Kato>,
    /// Whether whoever looks sees the whole country.
    pub(super) national: bool,
    pub(super) metric: Metric,
    pub(super) organisations: Option<Arc<Vec<OrganisationRow>>>,
    pub(super) as_of: String,
    /// Whose board it is: the role somebody looks at it in.
    pub(super) whose: String,
    /// When it was asked for.
    pub(super) now: Moment,
    /// Whether its data are a demonstration's.
    pub(super) sample: bool,
    pub(super) terms: OrderTerms,
}

impl Sheet {
    pub(super) fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// The title: what, where, which year.
    pub(super) fn title(&self) -> String {
        let year = self.answer.year.to_string();
        match self.region {
            Some(region) => {
                let args = [
                    ("year", year.into()),
                    ("region", words::region(region, &self.locale).into()),
                ];
                self.locale.format("board-title-region", &args)
            }
            None => {
                let args = [("year", year.into())];
                self.locale.format("board-title", &args)
            }
        }
    }

    /// The figures shown: none where a sum is too large, or nothing is known of the region.
    pub(super) fn figures(&self) -> Option<&Figures> {
        self.answer.figures.as_ref()?.get(&self.region)
    }

    /// Shows it in all the width there is; what was clicked.
    pub(super) fn show(&self, ui: &mut egui::Ui) -> Option<Wish> {
        let figures = self.figures()?;
        let mut wish = self.cards(figures, ui);
        ui.add_space(4.0);
        if ui.available_width() < 760.0 {
            wish = wish.or(self.left(figures, ui));
            wish = wish.or(self.right(figures, ui));
            return wish;
        }
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                wish = wish.or(self.left(figures, left));
                wish = wish.or(self.right(figures, right));
            }
        });
        wish
    }

    fn cards(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        let cards = self.of_year(figures);
        let mut wish = None;
        let gap = 10.0;
        let room = ui.available_width();
        let in_row = ((room + gap) / (140.0 + gap))
            .floor()
            .clamp(2.0, cards.len() as f32);
        // Rows as even as they can be.
        let rows = (cards.len() as f32 / in_row).ceil();
        let in_row = (cards.len() as f32 / rows).ceil();
        let width = ((room + gap) / in_row - gap).floor();
        let mut left = cards.as_slice();
        while !left.is_empty() {
            let (row, rest) = left.split_at((in_row as usize).min(left.len()));
            left = rest;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap;
                for one in row {
                    let note = match (one.unit.as_str(), one.note.as_str()) {
                        ("", note) => note.to_owned(),
                        (unit, "") => unit.to_owned(),
                        (unit, note) => format!("{unit} · {note}"),
                    };
                    let card = panel::StatCard {
                        caption: &one.name,
                        figure: &one.figure,
                        note: &note,
                        note_tone: one.tone,
                    };
                    if card.show(ui, width).clicked() {
                        wish = Some(one.leads);
                    }
                }
            });
        }
        wish
    }

    fn left(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        let mut wish = None;
        panel::card(ui, |ui| wish = self.months(figures, ui));
        panel::card(ui, |ui| wish = wish.or(self.ageing(figures, ui)));
        panel::card(ui, |ui| wish = wish.or(self.waits(figures, ui)));
        wish
    }

    fn right(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        let mut wish = None;
        if self.national {
            panel::card(ui, |ui| wish = self.map(ui));
        }
        panel::card(ui, |ui| wish = wish.or(self.stages(figures, ui)));
        panel::card(ui, |ui| wish = wish.or(self.lights(ui)));
        wish
    }

    fn months(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        let months = &figures.months;
        let most = months
            .iter()
            .flat_map(|month| FigureOf::ALL.map(|what| month.of(what).sum.0))
            .max();
        let (unit, divisor) = unit(most.unwrap_or(0));
        let unit = self.t(unit);
        let title = format!("{}, {unit}", self.t("board-by-month"));
        ui.label(text::section(&title));
        let names: Vec<String> = (1..=12)
            .map(|month| self.locale.month_name(month).chars().take(3).collect())
            .collect();
        let groups: Vec<&str> = names.iter().map(String::as_str).collect();
        let series: Vec<String> = FigureOf::ALL.map(|what| self.t(series(what))).into();
        let series: Vec<&str> = series.iter().map(String::as_str).collect();
        let values: Vec<Vec<f64>> = months
            .iter()
            .map(|month| {
                let sum = |what| month.of(what).sum.0.max(0) as f64 / divisor;
                FigureOf::ALL.map(sum).into()
            })
            .collect();
        let columns = chart::Columns {
            name: &title,
            groups: &groups,
            series: &series,
            values: &values,
            height: 220.0,
        };
        let figure = |group: usize, series: usize| {
            let month = months.get(group)?;
            Some((group, *FigureOf::ALL.get(series)?, month))
        };
        let chosen = columns.show(
            ui,
            |line| {
                let digits = usize::from(line.fract() != 0.0);
                self.locale.number(line, digits)
            },
            |group, series| {
                figure(group, series).map_or_else(String::new, |(_, what, month)| {
                    self.locale.money_tiyn(month.of(what).sum.0)
                })
            },
        );
        let (group, series) = chosen?;
        figure(group, series).map(|(month, what, _)| Wish::Month(what, month))
    }

    fn ageing(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-ageing")));
        show_bars(&self.ages(figures), ui)
    }

    fn waits(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-queues")));
        show_bars(&self.queues(figures), ui)
    }

    fn map(&self, ui: &mut egui::Ui) -> Option<Wish> {
        let title = self.t("board-map");
        ui.label(text::section(&title));
        let mut wish = None;
        ui.horizontal_wrapped(|ui| {
            for metric in Metric::ALL {
                let chosen = metric == self.metric;
                if tag::pill(ui, chosen, &self.t(metric.key())).clicked() {
                    wish = Some(Wish::Metric(metric));
                }
            }
        });
        ui.add_space(4.0);
        let name = format!("{title}: {}", self.t(self.metric.key()));
        let chosen = chart::tile_map(ui, &name, |code| self.region_of_map(code));
        let chosen = chosen.and_then(|code| self.known_region(code));
        wish.or(chosen.map(Wish::Region))
    }

    fn stages(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-stages")));
        if figures.stages.is_empty() {
            ui.label(text::muted(&self.t("board-stages-none")));
        }
        show_bars(&self.applications(figures), ui)
    }

    fn lights(&self, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-lights")));
        let Some(bars) = self.violations() else {
            ui.label(text::muted(&self.t("board-lights-none")));
            return None;
        };
        show_bars(&bars, ui)
    }

    /// Months without an act in what is shown, with their places.
    pub(super) fn unsent(&self) -> impl Iterator<Item = (usize, &Unsent)> {
        let region = self.region;
        let all = self.answer.unsent.iter().enumerate();
        all.filter(move |(_, one)| region.is_none_or(|region| one.department == region))
    }

    /// The room a picture of it takes: its width, in points.
    pub(super) fn picture_width() -> f32 {
        1200.0
    }

    /// The whole of it with its title, as a picture shows it.
    pub(super) fn show_titled(&self, ui: &mut egui::Ui) {
        ui.label(text::title(&self.title()));
        ui.label(text::small_muted(&self.as_of));
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        self.show(ui);
    }
}

fn show_bars(bars: &[Bar], ui: &mut egui::Ui) -> Option<Wish> {
    let mut wish = None;
    for bar in bars {
        if chart::bar_row(ui, &bar.name, bar.share, &bar.value, bar.tone).clicked() {
            wish = Some(bar.leads);
        }
    }
    wish
}
