//! A file of needs to be filled in: the schools that take part, with the figures known of them.

use super::draft::Draft;
use super::figures::Origin;
use super::{Here, need};
use crate::cx::{Action, Cx};
use crate::dialogs::{Purpose, Sheet};
use crate::register::files::{Came, FileWork, Paper, Snapshot};
use baqylau_domain::calendar::Period;
use baqylau_domain::schooling::NeedColumn;
use baqylau_registers::{TableBuilder, Value};
use baqylau_widgets::list::Item;
use baqylau_widgets::{Button, Icon, Tone, menu};
use std::path::PathBuf;
use std::sync::Arc;

/// What is saved, and how far that is.
#[derive(Default)]
pub struct Template {
    pending: Option<(Snapshot, egui::Context)>,
    work: Option<FileWork>,
}

/// Message key of the heading of a column.
pub fn heading(column: NeedColumn) -> &'static str {
    match column {
        NeedColumn::Pupils => "needs-heading-pupils",
        NeedColumn::Beyond => "needs-heading-beyond",
        NeedColumn::FirstShift => "needs-heading-first",
        NeedColumn::Others => "needs-heading-others",
    }
}

impl Template {
    /// The button, and what became of a file.
    pub fn button(
        &mut self,
        here: Here<'_>,
        draft: &Draft,
        term: (Period, Period),
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let label = cx.t("needs-file-template");
        let button = Button::ghost(&label).icon(Icon::Download).small();
        let button = ui.add(button.enabled(self.work.is_none()));
        let sheets = [Sheet::Xlsx, Sheet::Csv];
        let labels = [cx.t("register-export-xlsx"), cx.t("register-export-csv")];
        let items = labels.each_ref().map(|label| Item {
            label,
            ..Item::default()
        });
        let chosen = menu::choose(&button, &label, &items);
        if let Some(sheet) = chosen.and_then(|at| sheets.get(at)) {
            let name = cx.t("needs-file-name");
            let snapshot = snapshot(here, draft, term, cx, &name);
            self.pending = Some((snapshot, ui.ctx().clone()));
            let name = format!(
                "{name} {:04}-{:02} {:04}-{:02}.{}",
                term.0.year(),
                term.0.month(),
                term.1.year(),
                term.1.month(),
                sheet.ending()
            );
            let sheet = *sheet;
            cx.post
                .put(Action::Choose(Purpose::SaveNeeds { sheet, name }));
        }
        let came = self.work.as_ref().and_then(|work| work.take().ok());
        if let Some(came) = came {
            self.work = None;
            let (tone, words) = match came {
                Some(Came::Saved(name)) => {
                    let args = [("name", name.into())];
                    (Tone::Ok, cx.f("notice-file-saved", &args))
                }
                Some(Came::Failed(key, reason)) => {
                    (Tone::Bad, cx.f(key, &[("reason", reason.into())]))
                }
                Some(Came::View(_)) | None => (Tone::Neutral, cx.t("register-stopped")),
            };
            cx.post.put(Action::Tell(tone, words));
        }
    }

    /// Where it is saved was chosen.
    pub fn chosen(&mut self, sheet: Sheet, path: PathBuf) {
        if let Some((snapshot, ctx)) = self.pending.take() {
            self.work = FileWork::export(&ctx, snapshot, sheet, path);
        }
    }
}

/// The schools by their names; figures nobody knows are left empty.
fn snapshot(
    here: Here<'_>,
    draft: &Draft,
    term: (Period, Period),
    cx: &Cx<'_>,
    name: &str,
) -> Snapshot {
    let figures = here.figures;
    let mut builder = TableBuilder::new(cx.locale.language());
    let bin = builder.text("bin", &cx.t("needs-heading-bin"));
    let school_name = builder.text("name", &cx.t("needs-heading-name"));
    let columns = NeedColumn::ALL.map(|column| {
        let title = cx.t(heading(column));
        let place = if column.is_money() {
            builder.money(heading(column), &title)
        } else {
            builder.number(heading(column), &title, false)
        };
        (column, place)
    });
    let schools = figures.schools.iter();
    let schools = schools.filter(|school| figures.accepted.contains(school));
    let mut count = 0;
    for school in schools {
        builder.row(school.uuid().as_u128());
        builder.set(bin, Value::Text(figures.bin(*school)));
        let words = figures.name(*school, cx.locale);
        builder.set(school_name, Value::Text(&words));
        let (need, origin) = need::of(*school, figures, draft, term);
        for (column, place) in columns {
            if origin != Origin::Nothing {
                builder.set(place, Value::Whole(column.of(&need)));
            }
        }
        count += 1;
    }
    let table = builder.finish();
    Snapshot {
        columns: table.columns().collect(),
        table: Arc::new(table),
        rows: Arc::new((0..count).collect()),
        total: String::new(),
        counted: Default::default(),
        name: name.to_owned(),
        paper: Paper {
            data_of: cx.model.now,
            now: cx.model.now,
            filtered: Vec::new(),
            sample: cx.model.is_sample(),
        },
    }
}
