//! The board as it is painted, on the screen and into a picture: the same code, the same figures.

use super::super::words;
use super::{Answer, Figures, Metric, Wish, light_words, schools};
use baqylau_client::ui::OrganisationRow;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{DaysWaited, FigureOf, OrderTerms, StageKind, Unsent};
use baqylau_domain::traffic_light::Light;
use baqylau_locale::Locale;
use baqylau_widgets::{Tone, chart, panel, tag, text};
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
    pub(super) terms: OrderTerms,
}

/// Message key of a series.
pub(super) fn series(what: FigureOf) -> &'static str {
    match what {
        FigureOf::Plan => "board-plan",
        FigureOf::Contracted => "board-contracted",
        FigureOf::Acted => "board-acted",
        FigureOf::Paid => "board-paid",
    }
}

impl Sheet {
    fn t(&self, key: &str) -> String {
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
        let whole = &figures.whole;
        let plan = whole.of(FigureOf::Plan).sum;
        let mut cards: Vec<(String, String, String, Tone, Wish)> = Vec::new();
        let card = |key: &str, sum: Tiyn, note: String, tone, wish| {
            let (figure, unit) = self.parts(sum);
            let note = match note.as_str() {
                "" => unit,
                note => format!("{unit} · {note}"),
            };
            (self.t(key), figure, note, tone, wish)
        };
        let budget = &figures.budget;
        if !budget.records.is_empty() {
            let note = self.t("board-of-year");
            cards.push(card(
                "board-budget",
                budget.sum,
                note,
                Tone::Neutral,
                Wish::Budget,
            ));
        }
        for what in FigureOf::ALL {
            let sum = whole.of(what).sum;
            let note = match what {
                FigureOf::Plan => String::new(),
                _ => self.share(sum, plan),
            };
            cards.push(card(
                series(what),
                sum,
                note,
                Tone::Neutral,
                Wish::Whole(what),
            ));
        }
        let unpaid = &figures.unpaid;
        let acts: usize = unpaid.iter().map(|group| group.records.len()).sum();
        let old = unpaid.iter().skip(2).any(|group| !group.records.is_empty());
        let tone = if old { Tone::Bad } else { Tone::Neutral };
        let note = self.locale.format("board-acts", &[("count", acts.into())]);
        let sum = Tiyn(figures.unpaid_sum());
        cards.push(card(
            "board-map-unpaid",
            sum,
            note,
            tone,
            Wish::Unpaid(None),
        ));
        let unsent: Vec<_> = self.unsent().collect();
        let late = unsent.iter().filter(|(_, one)| one.late > 0).count();
        let note = self
            .locale
            .format("board-late-count", &[("count", late.into())]);
        let tone = if late > 0 { Tone::Bad } else { Tone::Neutral };
        let count = self
            .locale
            .integer(i64::try_from(unsent.len()).unwrap_or(i64::MAX));
        cards.push((
            self.t("board-unsent-short"),
            count,
            note,
            tone,
            Wish::Unsent,
        ));
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
                for (caption, figure, note, note_tone, leads) in row {
                    let card = panel::StatCard {
                        caption,
                        figure,
                        note,
                        note_tone: *note_tone,
                    };
                    if card.show(ui, width).clicked() {
                        wish = Some(*leads);
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
        let groups = &figures.unpaid;
        let most = groups
            .iter()
            .map(|group| group.sum.0)
            .max()
            .unwrap_or(0)
            .max(1);
        let tones = [Tone::Ok, Tone::Info, Tone::Warning, Tone::Bad];
        let mut wish = None;
        for (place, (group, tone)) in groups.iter().zip(tones).enumerate() {
            let share = group.sum.0 as f32 / most as f32;
            let acts = [("count", group.records.len().into())];
            let value = format!(
                "{} · {}",
                self.short(group.sum),
                self.locale.format("board-acts", &acts)
            );
            let name = self.age(place);
            if chart::bar_row(ui, &name, share, &value, tone).clicked() {
                wish = Some(Wish::Unpaid(Some(place)));
            }
        }
        wish
    }

    /// The name of a group of ages: "11–30 days".
    pub(super) fn age(&self, group: usize) -> String {
        let limits = self.terms.ageing_days.value;
        let to = limits.get(group).copied();
        let before = group.checked_sub(1).and_then(|group| limits.get(group));
        match (before, to) {
            (from, Some(to)) => {
                let from = from.map_or(0, |from| from + 1);
                let args = [
                    ("from", i64::from(from).into()),
                    ("to", i64::from(to).into()),
                ];
                self.locale.format("board-days-range", &args)
            }
            (Some(over), None) => {
                let args = [("days", i64::from(*over).into())];
                self.locale.format("board-days-over", &args)
            }
            (None, None) => String::new(),
        }
    }

    fn waits(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-queues")));
        let mut wish = None;
        let rows = [
            (
                "board-until-decided",
                &figures.until_decided,
                Wish::UntilDecided,
            ),
            ("board-until-paid", &figures.until_paid, Wish::UntilPaid),
        ];
        let longest = rows
            .iter()
            .filter_map(|(_, waited, _)| waited.median_twice)
            .max();
        for (key, waited, leads) in rows {
            let share = match (waited.median_twice, longest) {
                (Some(own), Some(longest)) if longest > 0 => own as f32 / longest as f32,
                _ => 0.0,
            };
            let name = self.t(key);
            if chart::bar_row(ui, &name, share, &self.waited(waited), Tone::Accent).clicked() {
                wish = Some(leads);
            }
        }
        wish
    }

    /// "median 4,5 days · longest 12".
    pub(super) fn waited(&self, waited: &DaysWaited) -> String {
        let (Some(median), Some(longest)) = (waited.median_twice, waited.longest) else {
            return self.t("board-queue-none");
        };
        let digits = usize::from(median % 2 == 1);
        let days = self.locale.number(f64::from(median) / 2.0, digits);
        let longest = self.locale.integer(i64::from(longest));
        let args = [("median", days.into()), ("longest", longest.into())];
        self.locale.format("board-queue", &args)
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
        let all = self.answer.figures.as_ref()?;
        let known: Vec<Kato> = all.keys().flatten().copied().collect();
        let of_code = |code: u8| {
            let own = |region: &&Kato| region.to_string().starts_with(&code.to_string());
            known.iter().find(own).copied()
        };
        let of = |region: Kato| all.get(&Some(region));
        let sums = known.iter().filter_map(|region| of(*region));
        let most = sums.map(Figures::unpaid_sum).max();
        let name = format!("{title}: {}", self.t(self.metric.key()));
        let chosen = chart::tile_map(ui, &name, |code| {
            let region = of_code(code);
            let (figure, words, tone, strength) = match region.and_then(of) {
                Some(figures) => self.tile(figures, most.unwrap_or(0)),
                None => ("—".to_owned(), self.t("board-map-none"), Tone::Neutral, 0.0),
            };
            chart::Region {
                short: self.t(&format!("region-short-{code}")),
                name: self.t(&format!("region-{code}")),
                figure,
                words,
                tone,
                strength,
                chosen: region.is_some() && region == self.region,
            }
        });
        wish.or(chosen.and_then(of_code).map(Wish::Region))
    }

    fn tile(&self, figures: &Figures, most: i64) -> (String, String, Tone, f32) {
        let whole = &figures.whole;
        let what = match self.metric {
            Metric::Paid => FigureOf::Paid,
            Metric::Acted => FigureOf::Acted,
            Metric::Contracted => FigureOf::Contracted,
            Metric::Unpaid => {
                let sum = figures.unpaid_sum();
                let strength = sum as f32 / most.max(1) as f32;
                let words = self.locale.money_tiyn(sum);
                let (unit, divisor) = unit(sum);
                let short = self.locale.number(sum as f64 / divisor, 1);
                let unit = self.t(unit);
                let unit = unit.trim_end_matches('₸').trim();
                return (format!("{short} {unit}"), words, Tone::Warning, strength);
            }
        };
        let (sum, plan) = (whole.of(what).sum, whole.of(FigureOf::Plan).sum);
        let args = [
            ("sum", self.locale.money_tiyn(sum.0).into()),
            ("share", self.share_words(sum, plan).into()),
        ];
        let words = self.locale.format("board-map-words", &args);
        if plan.0 <= 0 {
            return ("—".to_owned(), words, Tone::Neutral, 0.0);
        }
        let share = sum.0 as f64 / plan.0 as f64;
        let figure = self.locale.percent(share * 100.0, 0);
        (figure, words, Tone::Accent, share as f32)
    }

    fn stages(&self, figures: &Figures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-stages")));
        let stages = &figures.stages;
        if stages.is_empty() {
            ui.label(text::muted(&self.t("board-stages-none")));
        }
        let most = stages.iter().map(|(_, figure)| figure.records.len()).max();
        let mut wish = None;
        for (stage, figure) in stages {
            let count = figure.records.len();
            let share = count as f32 / most.unwrap_or(1).max(1) as f32;
            let tone = match stage {
                StageKind::Accepted => Tone::Ok,
                StageKind::Refused => Tone::Bad,
                StageKind::Withdrawn => Tone::Neutral,
                StageKind::BackAtExecutor | StageKind::BackAtSchool => Tone::Warning,
                StageKind::New | StageKind::InWork | StageKind::InApproval => Tone::Info,
            };
            let name = self.t(&format!("board-stage-{}", stage.code()));
            let value = self
                .locale
                .integer(i64::try_from(count).unwrap_or(i64::MAX));
            if chart::bar_row(ui, &name, share, &value, tone).clicked() {
                wish = Some(Wish::Stage(*stage));
            }
        }
        wish
    }

    fn lights(&self, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-lights")));
        let Some(rows) = &self.organisations else {
            ui.label(text::muted(&self.t("board-lights-none")));
            return None;
        };
        let lights = [Light::Red, Light::Yellow, Light::Green];
        let counts = lights.map(|light| schools(rows, self.region, light).count());
        let most = counts.iter().max().copied().unwrap_or(1).max(1);
        let mut wish = None;
        for (light, count) in lights.into_iter().zip(counts) {
            let (key, tone) = light_words(light);
            let share = count as f32 / most as f32;
            let args = [("count", count.into())];
            let value = self.locale.format("board-schools", &args);
            if chart::bar_row(ui, &self.t(key), share, &value, tone).clicked() {
                wish = Some(Wish::Light(light));
            }
        }
        wish
    }

    /// Months without an act in what is shown, with their places.
    pub(super) fn unsent(&self) -> impl Iterator<Item = (usize, &Unsent)> {
        let region = self.region;
        let all = self.answer.unsent.iter().enumerate();
        all.filter(move |(_, one)| region.is_none_or(|region| one.department == region))
    }

    /// "12,3 bn ₸".
    pub(super) fn short(&self, sum: Tiyn) -> String {
        let (figure, unit) = self.parts(sum);
        format!("{figure}\u{a0}{unit}")
    }

    /// "12,3" and "bn ₸".
    fn parts(&self, sum: Tiyn) -> (String, String) {
        let (unit, divisor) = unit(sum.0);
        let value = sum.0 as f64 / divisor;
        let digits = usize::from(value.fract() != 0.0 && value.abs() < 1000.0);
        (self.locale.number(value, digits), self.t(unit))
    }

    /// What part of the plan a sum is: "61,1 %".
    fn share(&self, sum: Tiyn, plan: Tiyn) -> String {
        if plan.0 <= 0 {
            return self.t("board-no-plan");
        }
        self.locale.percent(sum.0 as f64 / plan.0 as f64 * 100.0, 1)
    }

    /// The same in words: "61,1 % of the plan".
    fn share_words(&self, sum: Tiyn, plan: Tiyn) -> String {
        if plan.0 <= 0 {
            return self.t("board-no-plan");
        }
        let args = [("share", self.share(sum, plan).into())];
        self.locale.format("board-of-plan", &args)
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

/// The unit a sum in tiyn is told in, and tiyn in one.
fn unit(sum: i64) -> (&'static str, f64) {
    match sum.unsigned_abs() {
        100_000_000_000.. => ("board-unit-billion", 1e11),
        100_000_000.. => ("board-unit-million", 1e8),
        100_000.. => ("board-unit-thousand", 1e5),
        _ => ("board-unit-one", 1e2),
    }
}
