//! The board as it is painted, on the screen and into a picture: the same code, the same figures.

use super::super::region_words;
use super::{Answer, Metric, Wish, light_words, schools};
use baqylau_client::ui::OrganisationRow;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    DaysWaited, Figure, FigureOf, OrderFigures, OrderTerms, StageKind,
};
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
                    ("region", region_words(region, &self.locale).into()),
                ];
                self.locale.format("board-title-region", &args)
            }
            None => {
                let args = [("year", year.into())];
                self.locale.format("board-title", &args)
            }
        }
    }

    /// Shows it in all the width there is; what was clicked.
    pub(super) fn show(&self, ui: &mut egui::Ui) -> Option<Wish> {
        let figures = self.answer.figures.as_ref()?;
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

    fn cards(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
        let whole = figures.whole(self.region);
        let plan = whole.of(FigureOf::Plan).sum;
        let mut cards: Vec<(String, String, String, Tone, Wish)> = Vec::new();
        let budget = figures.budget(self.region);
        if !budget.records.is_empty() {
            let note = self.t("board-of-year");
            let sum = self.short(budget.sum);
            cards.push((
                self.t("board-budget"),
                sum,
                note,
                Tone::Neutral,
                Wish::Budget,
            ));
        }
        for what in FigureOf::ALL {
            let figure = whole.of(what);
            let note = match what {
                FigureOf::Plan => self.t("board-in-force"),
                _ => self.share(figure.sum, plan),
            };
            let caption = self.t(series(what));
            let sum = self.short(figure.sum);
            cards.push((caption, sum, note, Tone::Neutral, Wish::Whole(what)));
        }
        let unpaid = figures.unpaid(self.region);
        let acts: usize = unpaid.iter().map(|group| group.records.len()).sum();
        let sum = unpaid.iter().map(|group| group.sum.0).sum();
        let old = unpaid.iter().skip(2).any(|group| !group.records.is_empty());
        let tone = if old { Tone::Bad } else { Tone::Neutral };
        let note = self.locale.format("board-acts", &[("count", acts.into())]);
        let caption = self.t("board-unpaid");
        cards.push((
            caption,
            self.short(Tiyn(sum)),
            note,
            tone,
            Wish::Unpaid(None),
        ));
        let unsent: Vec<_> = self.unsent().collect();
        let late = unsent.iter().filter(|one| one.late > 0).count();
        let note = self
            .locale
            .format("board-late-count", &[("count", late.into())]);
        let tone = if late > 0 { Tone::Bad } else { Tone::Neutral };
        let count = self
            .locale
            .integer(i64::try_from(unsent.len()).unwrap_or(i64::MAX));
        cards.push((self.t("board-unsent"), count, note, tone, Wish::Unsent));
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

    fn left(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
        let mut wish = None;
        panel::card(ui, |ui| wish = self.months(figures, ui));
        panel::card(ui, |ui| wish = wish.or(self.ageing(figures, ui)));
        panel::card(ui, |ui| wish = wish.or(self.waits(figures, ui)));
        wish
    }

    fn right(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
        let mut wish = None;
        if self.national {
            panel::card(ui, |ui| wish = self.map(figures, ui));
        }
        panel::card(ui, |ui| wish = wish.or(self.stages(figures, ui)));
        panel::card(ui, |ui| wish = wish.or(self.lights(ui)));
        wish
    }

    fn months(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
        let months = figures.months(self.region);
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

    fn ageing(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-ageing")));
        let groups = figures.unpaid(self.region);
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

    fn waits(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-queues")));
        let mut wish = None;
        let rows = [
            (
                "board-until-decided",
                figures.until_decided(self.region),
                Wish::UntilDecided,
            ),
            (
                "board-until-paid",
                figures.until_paid(self.region),
                Wish::UntilPaid,
            ),
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
            if chart::bar_row(ui, &name, share, &self.waited(&waited), Tone::Accent).clicked() {
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

    fn map(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
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
        let known: Vec<Kato> = figures.departments().collect();
        let of_code = |code: u8| {
            let own = |region: &&Kato| region.to_string().starts_with(&code.to_string());
            known.iter().find(own).copied()
        };
        let most = known
            .iter()
            .map(|region| self.unpaid_of(figures, *region))
            .max();
        let name = format!("{title}: {}", self.t(self.metric.key()));
        let chosen = chart::tile_map(ui, &name, |code| {
            let region = of_code(code);
            let (figure, words, tone, strength) = match region {
                Some(region) => self.tile(figures, region, most.unwrap_or(0)),
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

    fn unpaid_of(&self, figures: &OrderFigures, region: Kato) -> i64 {
        let groups = figures.unpaid(Some(region));
        groups.iter().map(|group| group.sum.0).sum()
    }

    fn tile(&self, figures: &OrderFigures, region: Kato, most: i64) -> (String, String, Tone, f32) {
        let whole = figures.whole(Some(region));
        let what = match self.metric {
            Metric::Paid => FigureOf::Paid,
            Metric::Acted => FigureOf::Acted,
            Metric::Contracted => FigureOf::Contracted,
            Metric::Unpaid => {
                let sum = self.unpaid_of(figures, region);
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
            ("share", self.share(sum, plan).into()),
        ];
        let words = self.locale.format("board-map-words", &args);
        if plan.0 <= 0 {
            return ("—".to_owned(), words, Tone::Neutral, 0.0);
        }
        let share = sum.0 as f64 / plan.0 as f64;
        let figure = self.locale.percent(share * 100.0, 0);
        (figure, words, Tone::Accent, share as f32)
    }

    fn stages(&self, figures: &OrderFigures, ui: &mut egui::Ui) -> Option<Wish> {
        ui.label(text::section(&self.t("board-stages")));
        let stages: Vec<(StageKind, Figure)> = StageKind::ALL
            .into_iter()
            .map(|stage| (stage, figures.at_stage(self.region, stage)))
            .filter(|(_, figure)| !figure.records.is_empty())
            .collect();
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
                wish = Some(Wish::Stage(stage));
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

    /// Months without an act in what is shown.
    pub(super) fn unsent(&self) -> impl Iterator<Item = &baqylau_domain::schooling::Unsent> {
        let region = self.region;
        let all = self.answer.unsent.iter();
        all.filter(move |one| region.is_none_or(|region| one.department == region))
    }

    /// "12,3 bn ₸".
    pub(super) fn short(&self, sum: Tiyn) -> String {
        let (unit, divisor) = unit(sum.0);
        let value = sum.0 as f64 / divisor;
        let digits = usize::from(value.fract() != 0.0 && value.abs() < 1000.0);
        let unit = self.t(unit);
        format!("{}\u{a0}{unit}", self.locale.number(value, digits))
    }

    fn share(&self, sum: Tiyn, plan: Tiyn) -> String {
        if plan.0 <= 0 {
            return self.t("board-no-plan");
        }
        let percent = sum.0 as f64 / plan.0 as f64 * 100.0;
        let args = [("share", self.locale.percent(percent, 1).into())];
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
