//! The board of the state order for a department, the financial centre and whoever only reads:
//! figures of a year with the records behind each, worked out from this laptop's copy.

mod behind;
mod paper;
mod picture;
mod sheet;
mod told;

use super::super::{body, head};
use super::reckon::Reckoner;
use super::words;
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::words as general;
use baqylau_client::ui::{OrdersView, OrganisationRow};
use baqylau_domain::calendar::WorkingCalendar;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::schooling::{
    Around, DaysWaited, Figure, FigureOf, OrderFigures, OrderLine, OrderRules, StageKind, Unsent,
    unsent, years,
};
use baqylau_domain::traffic_light::Light;
use baqylau_widgets::{Button, Icon, Notice, PageHeader, progress, split, tag};
use behind::Behind;
use chrono::{Datelike as _, NaiveDate};
use picture::Saving;
use sheet::Sheet;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

pub use picture::Format;

/// Width of the list behind a figure, in points.
const PANE: f32 = 400.0;

/// What is asked of the records.
#[derive(Clone, PartialEq)]
struct Question {
    /// A year somebody chose.
    year: Option<i32>,
    today: NaiveDate,
}

/// What was worked out.
pub(super) struct Answer {
    view: Arc<OrdersView>,
    years: Vec<i32>,
    year: i32,
    /// The figures of every department, and of all under none; none where a sum is too large to be
    /// one. Added up here, so that no frame has to.
    figures: Option<BTreeMap<Option<Kato>, Figures>>,
    unsent: Vec<Unsent>,
    /// Places of records by their keys.
    places: HashMap<String, usize>,
}

/// The figures of a department, or of all.
#[derive(Default)]
pub(super) struct Figures {
    budget: Figure,
    whole: OrderLine,
    months: [OrderLine; 12],
    unpaid: [Figure; 4],
    until_decided: DaysWaited,
    until_paid: DaysWaited,
    stages: Vec<(StageKind, Figure)>,
}

impl Figures {
    fn of(figures: &OrderFigures, region: Option<Kato>) -> Self {
        let stages = StageKind::ALL.into_iter();
        Self {
            budget: figures.budget(region),
            whole: figures.whole(region),
            months: figures.months(region),
            unpaid: figures.unpaid(region),
            until_decided: figures.until_decided(region),
            until_paid: figures.until_paid(region),
            stages: stages
                .map(|stage| (stage, figures.at_stage(region, stage)))
                .filter(|(_, figure)| !figure.records.is_empty())
                .collect(),
        }
    }

    /// The sum of what isn't paid.
    fn unpaid_sum(&self) -> i64 {
        self.unpaid.iter().map(|group| group.sum.0).sum()
    }
}

fn work_out(view: &Arc<OrdersView>, question: &Question) -> Answer {
    let records = || view.rows.iter().map(|row| &*row.record);
    let rules = OrderRules::pilot();
    let calendar = WorkingCalendar::kazakhstan();
    let years: Vec<i32> = years(records()).into_iter().collect();
    let present = question.today.year();
    let last = years.iter().rev().find(|year| **year <= present);
    let year = question.year.or(last.copied()).unwrap_or(present);
    let figures = OrderFigures::of(records(), year, question.today, &rules.terms);
    Answer {
        figures: figures.map(|figures| {
            let regions = figures.departments().map(Some).chain([None]);
            regions
                .map(|region| (region, Figures::of(&figures, region)))
                .collect()
        }),
        unsent: unsent(
            records(),
            None,
            question.today,
            &calendar,
            &rules,
            &Around::default(),
        ),
        places: records()
            .enumerate()
            .map(|(place, record)| (record.key(), place))
            .collect(),
        years,
        year,
        view: view.clone(),
    }
}

/// What the map shows of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Metric {
    /// Paid of the plan.
    Paid,
    /// Signed acts of the plan.
    Acted,
    /// Contracts of the plan.
    Contracted,
    /// Signed acts that aren't paid.
    Unpaid,
}

impl Metric {
    const ALL: [Self; 4] = [Self::Paid, Self::Acted, Self::Contracted, Self::Unpaid];

    fn key(self) -> &'static str {
        match self {
            Self::Paid => "board-map-paid",
            Self::Acted => "board-map-acted",
            Self::Contracted => "board-map-contracted",
            Self::Unpaid => "board-map-unpaid",
        }
    }
}

/// A figure somebody wants to see the list behind of, or another look at the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Budget,
    Whole(FigureOf),
    Month(FigureOf, usize),
    Unpaid(Option<usize>),
    Unsent,
    UntilDecided,
    UntilPaid,
    Stage(StageKind),
    Light(Light),
    Region(Kato),
    Metric(Metric),
}

/// View state.
pub struct Board {
    reckoner: Reckoner<Question, Answer>,
    year: Option<i32>,
    region: Option<Kato>,
    metric: Metric,
    opened: Option<Wish>,
    saving: Option<Saving>,
    /// The picture as it stood when it was asked for, until its place is chosen.
    pending: Option<Sheet>,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            reckoner: Reckoner::default(),
            year: None,
            region: None,
            metric: Metric::Paid,
            opened: None,
            saving: None,
            pending: None,
        }
    }
}

impl Board {
    /// The place of a picture was chosen.
    pub fn file_chosen(&mut self, format: Format, to: PathBuf) {
        if let Some(sheet) = self.pending.take() {
            self.saving = Saving::begin(sheet, format, to);
        }
    }

    /// Shows the board.
    pub fn show(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        self.tell_saved(cx, ui.ctx());
        let view = cx.model.orders.value().cloned();
        let question = Question {
            year: self.year,
            today: cx.model.today(),
        };
        let answer =
            view.and_then(|view| self.reckoner.answer(ui.ctx(), &view, &question, work_out));
        let Some(answer) = answer else {
            head(ui, |ui| {
                PageHeader::new(&cx.t("board-name")).show(ui, |_| {});
            });
            progress::skeleton(ui, 12);
            return;
        };
        let sheet = self.sheet(&answer, cx);
        head(ui, |ui| self.head(&sheet, cx, ui));
        if answer.figures.is_none() {
            let (title, detail) = (cx.t("board-too-large"), cx.t("board-too-large-detail"));
            Notice::error(&title, &detail).show(ui);
            return;
        }
        if answer.view.rows.is_empty() || sheet.figures().is_none() {
            let (title, detail) = (cx.t("board-empty"), cx.t("board-empty-detail"));
            Notice::empty(&title, &detail)
                .icon(Icon::ChartColumn)
                .show(ui);
            return;
        }
        let behind = self.opened.and_then(|wish| Behind::of(wish, &sheet, cx));
        if let Some(behind) = behind {
            let open = split::detail(ui, "board-behind", PANE, |ui| behind.show(&sheet, cx, ui));
            let escaped = super::super::escaped(ui);
            if !open || escaped {
                self.opened = None;
            }
        }
        let wish = body(ui, |ui| sheet.show(ui));
        match wish {
            Some(Wish::Region(region)) => {
                self.region = (self.region != Some(region)).then_some(region);
                self.opened = None;
            }
            Some(Wish::Metric(metric)) => self.metric = metric,
            Some(wish) => self.opened = Some(wish),
            None => {}
        }
    }

    fn sheet(&self, answer: &Arc<Answer>, cx: &Cx<'_>) -> Sheet {
        let contact = cx.model.sync.as_ref().and_then(|sync| sync.last_contact);
        let as_of = match contact {
            Some(at) => cx.f("board-as-of", &[("time", cx.locale.date_time(at).into())]),
            None => cx.t("board-as-of-never"),
        };
        let person = cx.model.person();
        let own = person.and_then(|person| person.territory);
        let organisations = cx.model.organisations.value().map(|(_, rows)| rows.clone());
        Sheet {
            answer: answer.clone(),
            locale: cx.locale.clone(),
            region: self.region.or(own.map(Kato::region)),
            national: own.is_none(),
            metric: self.metric,
            organisations,
            as_of,
            whose: person.map_or_else(String::new, |person| {
                cx.t(general::account_role(person.role))
            }),
            now: cx.model.now,
            sample: cx.model.is_sample(),
            terms: OrderRules::pilot().terms,
        }
    }

    fn head(&mut self, sheet: &Sheet, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let (title, subtitle) = (sheet.title(), sheet.as_of.clone());
        let saving = self.saving.is_some();
        PageHeader::new(&title).subtitle(&subtitle).show(ui, |ui| {
            for format in [Format::Pdf, Format::Png] {
                let label = cx.t(format.key());
                let button = Button::secondary(&label).icon(format.icon()).busy(saving);
                if ui.add(button).clicked() {
                    let today = cx.model.today();
                    let name = format!("{title} {today}.{}", format.ending());
                    self.pending = Some(sheet.clone());
                    cx.post
                        .put(Action::Choose(Purpose::SaveBoard { format, name }));
                }
            }
        });
        if sheet.answer.years.len() < 2 && self.region.is_none() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for year in sheet.answer.years.iter().rev() {
                let chosen = *year == sheet.answer.year;
                if tag::pill(ui, chosen, &year.to_string()).clicked() {
                    self.year = Some(*year);
                    self.opened = None;
                }
            }
            if self.region.is_some() {
                let label = cx.t("board-all-regions");
                if ui
                    .add(Button::ghost(&label).icon(Icon::X).small())
                    .clicked()
                {
                    self.region = None;
                    self.opened = None;
                }
            }
        });
    }

    fn tell_saved(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(saving) = &self.saving else {
            return;
        };
        match saving.take() {
            None => ctx.request_repaint_after(std::time::Duration::from_millis(100)),
            Some(came) => {
                self.saving = None;
                let (tone, words) = match came {
                    Ok(name) => (
                        baqylau_widgets::Tone::Ok,
                        cx.f("notice-file-saved", &[("name", name.into())]),
                    ),
                    Err(reason) => (
                        baqylau_widgets::Tone::Bad,
                        cx.f("board-not-saved", &[("reason", reason.into())]),
                    ),
                };
                cx.post.put(Action::Tell(tone, words));
            }
        }
    }
}

/// Schools of a region, or of all, with a light; each with its place.
fn schools(
    rows: &[OrganisationRow],
    region: Option<Kato>,
    light: Light,
) -> impl Iterator<Item = (usize, &OrganisationRow)> {
    rows.iter().enumerate().filter(move |(_, row)| {
        let organisation = &row.organisation;
        organisation.kind == OrganisationKind::School
            && row.light == light
            && region.is_none_or(|region| organisation.territory.region() == region)
    })
}

/// Lights, the gravest first, with their words.
fn light_words(light: Light) -> (&'static str, baqylau_widgets::Tone) {
    general::light_short(light)
}
