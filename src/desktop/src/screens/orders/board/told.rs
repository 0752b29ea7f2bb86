//! What the board says, in words and shares: the same for the screen, its picture and its paper.

use super::sheet::Sheet;
use super::{Figures, Metric, Wish, light_words, schools};
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{DaysWaited, FigureOf, StageKind};
use baqylau_domain::traffic_light::Light;
use baqylau_widgets::{Tone, chart};

/// A figure of the year, and what stands behind it.
pub(super) struct Card {
    pub(super) name: String,
    pub(super) figure: String,
    /// What it is counted in; empty for a number of things.
    pub(super) unit: String,
    pub(super) note: String,
    pub(super) tone: Tone,
    pub(super) leads: Wish,
}

/// A bar, and what stands behind it.
pub(super) struct Bar {
    pub(super) name: String,
    /// Its length, 0 to 1.
    pub(super) share: f32,
    pub(super) value: String,
    pub(super) tone: Tone,
    pub(super) leads: Wish,
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
    /// The figures of the year.
    pub(super) fn of_year(&self, figures: &Figures) -> Vec<Card> {
        let whole = &figures.whole;
        let plan = whole.of(FigureOf::Plan).sum;
        let card = |key: &str, sum: Tiyn, note: String, tone, leads| {
            let (figure, unit) = self.parts(sum);
            Card {
                name: self.t(key),
                figure,
                unit,
                note,
                tone,
                leads,
            }
        };
        let mut cards = Vec::new();
        let budget = &figures.budget;
        if !budget.records.is_empty() {
            let note = self.t("board-of-year");
            let tone = Tone::Neutral;
            cards.push(card("board-budget", budget.sum, note, tone, Wish::Budget));
        }
        for what in FigureOf::ALL {
            let sum = whole.of(what).sum;
            let note = match what {
                FigureOf::Plan => String::new(),
                _ => self.share(sum, plan),
            };
            let leads = Wish::Whole(what);
            cards.push(card(series(what), sum, note, Tone::Neutral, leads));
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
        let late_words = [("count", late.into())];
        cards.push(Card {
            name: self.t("board-unsent-short"),
            figure: self.count(unsent.len()),
            unit: String::new(),
            note: self.locale.format("board-late-count", &late_words),
            tone: if late > 0 { Tone::Bad } else { Tone::Neutral },
            leads: Wish::Unsent,
        });
        cards
    }

    /// Acts nobody paid, by their age.
    pub(super) fn ages(&self, figures: &Figures) -> Vec<Bar> {
        let groups = &figures.unpaid;
        let most = groups.iter().map(|group| group.sum.0).max();
        let most = most.unwrap_or(0).max(1);
        let tones = [Tone::Ok, Tone::Info, Tone::Warning, Tone::Bad];
        let groups = groups.iter().zip(tones).enumerate();
        let bars = groups.map(|(place, (group, tone))| {
            let acts = [("count", group.records.len().into())];
            let acts = self.locale.format("board-acts", &acts);
            Bar {
                name: self.age(place),
                share: group.sum.0 as f32 / most as f32,
                value: format!("{} · {acts}", self.short(group.sum)),
                tone,
                leads: Wish::Unpaid(Some(place)),
            }
        });
        bars.collect()
    }

    /// How long applications and acts wait.
    pub(super) fn queues(&self, figures: &Figures) -> Vec<Bar> {
        let (decided, paid) = (&figures.until_decided, &figures.until_paid);
        let rows = [
            ("board-until-decided", decided, Wish::UntilDecided),
            ("board-until-paid", paid, Wish::UntilPaid),
        ];
        let longest = decided.median_twice.max(paid.median_twice);
        let bars = rows.into_iter().map(|(key, waited, leads)| Bar {
            name: self.t(key),
            share: match (waited.median_twice, longest) {
                (Some(own), Some(longest)) if longest > 0 => own as f32 / longest as f32,
                _ => 0.0,
            },
            value: self.waited(waited),
            tone: Tone::Accent,
            leads,
        });
        bars.collect()
    }

    /// Where applications stand.
    pub(super) fn applications(&self, figures: &Figures) -> Vec<Bar> {
        let stages = &figures.stages;
        let most = stages.iter().map(|(_, figure)| figure.records.len()).max();
        let bars = stages.iter().map(|(stage, figure)| {
            let count = figure.records.len();
            Bar {
                name: self.t(&format!("board-stage-{}", stage.code())),
                share: count as f32 / most.unwrap_or(1).max(1) as f32,
                value: self.count(count),
                tone: match stage {
                    StageKind::Accepted => Tone::Ok,
                    StageKind::Refused => Tone::Bad,
                    StageKind::Withdrawn => Tone::Neutral,
                    StageKind::BackAtExecutor | StageKind::BackAtSchool => Tone::Warning,
                    StageKind::New | StageKind::InWork | StageKind::InApproval => Tone::Info,
                },
                leads: Wish::Stage(*stage),
            }
        });
        bars.collect()
    }

    /// Schools by the colour of their violations; none while their register is being loaded.
    pub(super) fn violations(&self) -> Option<Vec<Bar>> {
        let rows = self.organisations.as_ref()?;
        let lights = [Light::Red, Light::Yellow, Light::Green];
        let counts = lights.map(|light| schools(rows, self.region, light).count());
        let most = counts.iter().max().copied().unwrap_or(1).max(1);
        let bars = lights.into_iter().zip(counts).map(|(light, count)| {
            let (key, tone) = light_words(light);
            let schools = [("count", count.into())];
            Bar {
                name: self.t(key),
                share: count as f32 / most as f32,
                value: self.locale.format("board-schools", &schools),
                tone,
                leads: Wish::Light(light),
            }
        });
        Some(bars.collect())
    }

    /// The region of a tile, where anything is known of it.
    pub(super) fn known_region(&self, code: u8) -> Option<Kato> {
        let own = |region: &Kato| region.to_string().starts_with(&code.to_string());
        let all = self.answer.figures.as_ref()?;
        all.keys().flatten().copied().find(own)
    }

    /// What a tile of the map says.
    pub(super) fn region_of_map(&self, code: u8) -> chart::Region {
        let region = self.known_region(code);
        let all = self.answer.figures.as_ref();
        let figures = region.and_then(|region| all?.get(&Some(region)));
        let (figure, words, tone, strength) = match figures {
            Some(figures) => self.tile(figures),
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
    }

    fn tile(&self, figures: &Figures) -> (String, String, Tone, f32) {
        let whole = &figures.whole;
        let what = match self.metric {
            Metric::Paid => FigureOf::Paid,
            Metric::Acted => FigureOf::Acted,
            Metric::Contracted => FigureOf::Contracted,
            Metric::Unpaid => {
                let sum = figures.unpaid_sum();
                let all = self.answer.figures.iter().flatten();
                let regions = all.filter(|(region, _)| region.is_some());
                let most = regions.map(|(_, figures)| figures.unpaid_sum()).max();
                let most = most.unwrap_or(0);
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

    fn count(&self, count: usize) -> String {
        self.locale
            .integer(i64::try_from(count).unwrap_or(i64::MAX))
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
}

/// The unit a sum in tiyn is told in, and tiyn in one.
pub(super) fn unit(sum: i64) -> (&'static str, f64) {
    match sum.unsigned_abs() {
        100_000_000_000.. => ("board-unit-billion", 1e11),
        100_000_000.. => ("board-unit-million", 1e8),
        100_000.. => ("board-unit-thousand", 1e5),
        _ => ("board-unit-one", 1e2),
    }
}
