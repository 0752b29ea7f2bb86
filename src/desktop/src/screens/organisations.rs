//! Register of organisations: search, filters, light, licence, open points.

use super::head;
use crate::cx::{Cx, pick};
use crate::place::Place;
use crate::words;
use baqylau_client::ui::{Command, OrganisationFilter, OrganisationRow, OrganisationSort};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::{Licence, LicenceStatus, OrganisationKind};
use baqylau_domain::traffic_light::Light;
use baqylau_locale::Locale;
use baqylau_widgets::table::{Cell, Column, Rows, Sort, Table, TableState};
use baqylau_widgets::{Icon, Notice, PageHeader, SearchField, Tone, progress, tag};
use std::ops::Range;

/// View state.
#[derive(Default)]
pub struct Organisations {
    search: String,
    kind: Option<OrganisationKind>,
    light: Option<Light>,
    stopped: bool,
    sort: OrganisationSort,
    descending: bool,
    table: TableState<OrganisationId>,
}

const KINDS: [OrganisationKind; 3] = [
    OrganisationKind::University,
    OrganisationKind::School,
    OrganisationKind::Dormitory,
];
const LIGHTS: [Light; 3] = [Light::Red, Light::Yellow, Light::Green];

impl Organisations {
    /// The filter as set on the screen.
    pub fn filter(&self, language: baqylau_locale::Language) -> OrganisationFilter {
        OrganisationFilter {
            text: self.search.clone(),
            kind: self.kind,
            light: self.light,
            region: None,
            stopped: self.stopped,
            sort: self.sort,
            descending: self.descending,
            language,
        }
    }

    /// Shows the register.
    pub fn show(&mut self, cx: Cx<'_>, ui: &mut egui::Ui) {
        let before = self.filter(cx.locale.language());
        head(ui, |ui| {
            let title = cx.t("organisation-register");
            let rows = cx
                .model
                .organisations
                .value()
                .map_or(0, |(_, rows)| rows.len());
            let count = i64::try_from(rows).unwrap_or(0);
            let subtitle = cx.f("organisation-count", &[("count", count.into())]);
            PageHeader::new(&title).subtitle(&subtitle).show(ui, |ui| {
                let hint = cx.t("organisation-find");
                SearchField::new(&hint)
                    .width(300.0)
                    .bordered()
                    .show(ui, &mut self.search);
            });
            ui.horizontal_wrapped(|ui| {
                let any = cx.t("table-any");
                let unfiltered = self.kind.is_none() && self.light.is_none() && !self.stopped;
                if tag::pill(ui, unfiltered, &any).clicked() {
                    self.kind = None;
                    self.light = None;
                    self.stopped = false;
                }
                for kind in KINDS {
                    let chosen = self.kind == Some(kind);
                    if tag::pill(ui, chosen, &cx.t(words::kind(kind))).clicked() {
                        self.kind = (!chosen).then_some(kind);
                    }
                }
                ui.add_space(8.0);
                for light in LIGHTS {
                    let chosen = self.light == Some(light);
                    if tag::pill(ui, chosen, &cx.t(words::light_short(light).0)).clicked() {
                        self.light = (!chosen).then_some(light);
                    }
                }
                ui.add_space(8.0);
                if tag::pill(ui, self.stopped, &cx.t("flk-register-filter")).clicked() {
                    self.stopped = !self.stopped;
                }
            });
        });
        let Some((_, rows)) = cx.model.organisations.value() else {
            progress::skeleton(ui, 12);
            return;
        };
        if rows.is_empty() {
            let unfiltered =
                before.text.is_empty() && before.kind.is_none() && before.light.is_none();
            let unfiltered = unfiltered && !before.stopped;
            let (title, detail) = if unfiltered {
                (
                    cx.t("organisation-register-empty"),
                    cx.t("organisation-register-empty-detail"),
                )
            } else {
                (
                    cx.t("panel-nothing-found"),
                    cx.t("panel-nothing-found-detail"),
                )
            };
            Notice::empty(&title, &detail).icon(Icon::Landmark).show(ui);
        } else {
            let shown = Shown::at(ui.available_width());
            let titles: Vec<String> = shown.iter().map(|one| cx.t(one.title())).collect();
            let columns: Vec<Column<'_>> = shown
                .iter()
                .zip(&titles)
                .map(|(one, title)| one.column(title))
                .collect();
            let mut page = Page {
                rows,
                shown,
                locale: cx.locale,
            };
            let name = cx.t("organisation-register");
            let out =
                Table::new("organisations", &name, &columns).show(ui, &mut self.table, &mut page);
            if let Some(row) = out.activated.and_then(|row| page.row(row)) {
                cx.post.go(Place::Organisation(row.organisation.id));
            }
            if out.sort_changed {
                self.take_sort();
            }
        }
        let after = self.filter(cx.locale.language());
        if after != before {
            cx.post.send(Command::LoadOrganisations { filter: after });
        }
    }

    fn take_sort(&mut self) {
        let Some(Sort { column, ascending }) = &self.table.sort else {
            return;
        };
        self.descending = !ascending;
        self.sort = match column.as_str() {
            "bin" => OrganisationSort::Bin,
            "address" => OrganisationSort::Territory,
            "light" => OrganisationSort::Light,
            _ => OrganisationSort::Name,
        };
    }
}

/// A column of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Name,
    Bin,
    Address,
    Number,
    Licence,
    Payment,
    Light,
    Stops,
    Points,
}

impl Shown {
    /// The columns there is room for: the number of the licence and the address stand on the card
    /// as well, what must be read here are states.
    fn at(width: f32) -> &'static [Self] {
        if width < 1400.0 {
            &[
                Self::Name,
                Self::Bin,
                Self::Licence,
                Self::Payment,
                Self::Light,
                Self::Stops,
                Self::Points,
            ]
        } else {
            &[
                Self::Name,
                Self::Bin,
                Self::Address,
                Self::Number,
                Self::Licence,
                Self::Payment,
                Self::Light,
                Self::Stops,
                Self::Points,
            ]
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Name => "field-name",
            Self::Bin => "field-bin",
            Self::Address => "field-address",
            Self::Number => "licence-number",
            Self::Licence => "licence-column",
            Self::Payment => "payment-column",
            Self::Light => "light-column",
            Self::Stops => "flk-register-column",
            Self::Points => "organisation-open-points",
        }
    }

    fn column(self, title: &str) -> Column<'_> {
        match self {
            Self::Name => Column::new("name", title, 250.0).sortable().grows(),
            Self::Bin => Column::new("bin", title, 118.0).sortable(),
            Self::Address => Column::new("address", title, 140.0).sortable().grows(),
            Self::Number => Column::new("number", title, 170.0),
            Self::Licence => Column::new("licence", title, 136.0),
            Self::Payment => Column::new("payment", title, 140.0),
            Self::Light => Column::new("light", title, 116.0).sortable(),
            Self::Stops => Column::new("stops", title, 152.0),
            Self::Points => Column::number("points", title, 156.0),
        }
    }
}

/// How much of the end of a name tells organisations of one kind apart: their number.
pub fn telling_end(name: &str) -> usize {
    let end = name.rfind('№').and_then(|from| name.get(from..));
    end.map(|end| end.chars().count())
        .filter(|count| *count <= 16)
        .unwrap_or(0)
}

/// The licence in force, or the newest of those that aren't.
pub fn licence_to_show(licences: &[Licence]) -> Option<&Licence> {
    licences
        .iter()
        .max_by_key(|one| (one.status == LicenceStatus::Active, one.issued))
}

struct Page<'a> {
    rows: &'a [OrganisationRow],
    shown: &'static [Shown],
    locale: &'a Locale,
}

impl Page<'_> {
    fn row(&self, row: u64) -> Option<&OrganisationRow> {
        self.rows.get(usize::try_from(row).ok()?)
    }
}

impl Rows for Page<'_> {
    type Key = OrganisationId;

    fn len(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    fn prepare(&mut self, _visible: Range<u64>) {}

    fn key(&self, row: u64) -> Option<OrganisationId> {
        self.row(row).map(|row| row.organisation.id)
    }

    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        let Some(row) = self.row(row) else {
            return Cell::empty();
        };
        let organisation = &row.organisation;
        let language = self.locale.language();
        let Some(column) = self.shown.get(column) else {
            return Cell::empty();
        };
        match column {
            Shown::Name => {
                let name = pick(language, &organisation.name);
                Cell::strong(name.to_owned()).keep_end(telling_end(name))
            }
            Shown::Bin if organisation.bin.is_suspect() => {
                Cell::toned(Tone::Warning, organisation.bin.as_text().to_owned())
                    .icon(Icon::TriangleAlert)
            }
            Shown::Bin => Cell::text(organisation.bin.as_text().to_owned()),
            Shown::Address => Cell::muted(pick(language, &organisation.legal_address).to_owned()),
            Shown::Number => licence_to_show(&organisation.licences)
                .map_or_else(Cell::empty, |licence| Cell::text(licence.number.clone())),
            Shown::Licence => match licence_to_show(&organisation.licences) {
                Some(licence) => {
                    let (key, tone) = words::licence(licence.status);
                    Cell::toned(tone, self.locale.text(key))
                }
                None => Cell::toned(Tone::Bad, self.locale.text("licence-none-short")),
            },
            Shown::Payment => match words::payment(row.payment) {
                (key, Tone::Ok) => Cell::text(self.locale.text(key)),
                (key, tone) => Cell::tag(tone, self.locale.text(key)),
            },
            Shown::Light => {
                let (key, tone) = words::light_short(row.light);
                Cell::tag(tone, self.locale.text(key))
            }
            Shown::Stops => match row.stops {
                Some(0) => Cell::muted(self.locale.text("flk-register-no-stops")),
                Some(count) => {
                    let count = [("count", i64::from(count).into())];
                    let words = self.locale.format("flk-register-stops", &count);
                    Cell::tag(Tone::Bad, words).icon(Icon::CircleX)
                }
                None => Cell::muted(self.locale.text("flk-register-unchecked")),
            },
            Shown::Points if row.open_points > 0 => Cell::text(row.open_points.to_string()),
            Shown::Points => Cell::empty(),
        }
    }

    fn name(&self, row: u64) -> String {
        self.row(row)
            .map(|row| pick(self.locale.language(), &row.organisation.name).to_owned())
            .unwrap_or_default()
    }
}
