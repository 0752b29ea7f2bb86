//! The dialog in which columns are shown, hidden and put in order.

use crate::cx::Cx;
use baqylau_registers::{Shown, Table};
use baqylau_widgets::field::checkbox;
use baqylau_widgets::{Answer, Button, Icon, Modal};

/// Columns being chosen.
pub struct ColumnsDialog {
    columns: Vec<Shown>,
}

impl ColumnsDialog {
    /// Begins with the columns of a view.
    pub fn new(columns: &[Shown]) -> Self {
        Self {
            columns: columns.to_vec(),
        }
    }

    /// Shows the dialog. `Some` when it ended: with the columns as chosen, or with nothing.
    pub fn show(
        &mut self,
        table: &Table,
        cx: &Cx<'_>,
        ctx: &egui::Context,
    ) -> Option<Option<Vec<Shown>>> {
        let title = cx.t("register-columns");
        let (apply, cancel) = (cx.t("register-apply"), cx.t("button-cancel"));
        let none = (self.columns.iter().all(|column| !column.visible))
            .then(|| cx.t("register-no-columns"));
        let mut swap = None;
        let answer = Modal::new("register-columns", &title)
            .buttons(&apply, &cancel)
            .blocked(none.as_deref())
            .show(ctx, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                // Columns of another program's table stay where they are, unseen.
                let known: Vec<usize> = (0..self.columns.len())
                    .filter(|at| {
                        let column = self.columns.get(*at);
                        column.is_some_and(|column| table.column(&column.column).is_some())
                    })
                    .collect();
                for (place, at) in known.iter().enumerate() {
                    let Some(column) = self.columns.get_mut(*at) else {
                        continue;
                    };
                    let title = table
                        .column(&column.column)
                        .map_or("", |column| table.title(column));
                    ui.push_id(&column.column, |ui| {
                        ui.horizontal(|ui| {
                            let name = [("column", title.into())];
                            let up = cx.f("register-column-left", &name);
                            let down = cx.f("register-column-right", &name);
                            let before = place.checked_sub(1).and_then(|p| known.get(p));
                            let after = known.get(place + 1);
                            let button = Button::icon_only(Icon::ArrowUp, &up)
                                .small()
                                .enabled(before.is_some());
                            if ui.add(button).clicked() {
                                swap = before.map(|other| (*at, *other));
                            }
                            let button = Button::icon_only(Icon::ArrowDown, &down)
                                .small()
                                .enabled(after.is_some());
                            if ui.add(button).clicked() {
                                swap = after.map(|other| (*at, *other));
                            }
                            checkbox(ui, &mut column.visible, title);
                        });
                    });
                }
            });
        if let Some((one, other)) = swap
            && one < self.columns.len()
            && other < self.columns.len()
        {
            self.columns.swap(one, other);
        }
        match answer {
            Answer::Open => None,
            Answer::No => Some(None),
            Answer::Yes => Some(Some(self.columns.clone())),
        }
    }
}
