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
            let subtitle = cx.f("table-rows", &[("count", count.into())]);
            PageHeader::new(&title).subtitle(&subtitle).show(ui, |ui| {
                let hint = cx.t("organisation-find");
                SearchField::new(&hint)
                    .width(300.0)
                    .bordered()
                    .show(ui, &mut self.search);
            });
            ui.horizontal_wrapped(|ui| {
                let any = cx.t("table-any");
                if tag::pill(ui, self.kind.is_none() && self.light.is_none(), &any).clicked() {
                    self.kind = None;
                    self.light = None;
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
            });
        });
        let Some((_, rows)) = cx.model.organisations.value() else {
            progress::skeleton(ui, 12);
            return;
        };
        if rows.is_empty() {
            let unfiltered =
                before.text.is_empty() && before.kind.is_none() && before.light.is_none();
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
            let titles = [
                cx.t("field-name"),
                cx.t("field-bin"),
                cx.t("field-address"),
                cx.t("licence-column"),
                cx.t("light-column"),
                cx.t("prescription-title-short"),
            ];
            let columns = [
                Column::new("name", &titles[0], 250.0).sortable().grows(),
                Column::new("bin", &titles[1], 118.0).sortable(),
                Column::new("address", &titles[2], 200.0).sortable().grows(),
                Column::new("licence", &titles[3], 240.0),
                Column::new("light", &titles[4], 110.0).sortable(),
                Column::number("points", &titles[5], 112.0),
            ];
            let mut page = Page {
                rows,
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

/// The licence in force, or the newest of those that aren't.
pub fn licence_to_show(licences: &[Licence]) -> Option<&Licence> {
    licences
        .iter()
        .max_by_key(|one| (one.status == LicenceStatus::Active, one.issued))
}

struct Page<'a> {
    rows: &'a [OrganisationRow],
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
        match column {
            0 => Cell::strong(pick(language, &organisation.name).to_owned()),
            1 if organisation.bin.is_suspect() => {
                Cell::toned(Tone::Warning, organisation.bin.as_text().to_owned())
                    .icon(Icon::TriangleAlert)
            }
            1 => Cell::text(organisation.bin.as_text().to_owned()),
            2 => Cell::muted(pick(language, &organisation.legal_address).to_owned()),
            3 => {
                let Some(licence) = licence_to_show(&organisation.licences) else {
                    return Cell::toned(Tone::Bad, self.locale.text("licence-none"));
                };
                let (key, tone) = words::licence(licence.status);
                Cell::toned(
                    tone,
                    format!("{} · {}", licence.number, self.locale.text(key)),
                )
            }
            4 => {
                let (key, tone) = words::light_short(row.light);
                Cell::tag(tone, self.locale.text(key))
            }
            5 if row.open_points > 0 => Cell::text(row.open_points.to_string()),
            _ => Cell::empty(),
        }
    }

    fn name(&self, row: u64) -> String {
        self.row(row)
            .map(|row| pick(self.locale.language(), &row.organisation.name).to_owned())
            .unwrap_or_default()
    }
}
