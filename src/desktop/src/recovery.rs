//! What was found again after a crash: every field with its value and time, and the way to it.

use crate::cx::Cx;
use crate::screens::merge::{field_name, in_one_line};
use baqylau_domain::draft::{Field, FieldKey};
use baqylau_domain::identifiers::VisitId;
use baqylau_widgets::{Answer, Icon, Modal, list, text};

/// Fields of a visit found again.
pub(crate) struct Recovered {
    /// Visit.
    pub visit: VisitId,
    /// Which.
    pub fields: Vec<FieldKey>,
}

/// What the person wants.
pub(crate) enum Wish {
    /// The dialog is still open.
    Stay,
    /// Go on with the work.
    GoOn,
    /// Look at a field.
    Jump(FieldKey),
}

/// Lists what was found again.
pub(crate) fn show(found: &Recovered, cx: &Cx<'_>, ctx: &egui::Context) -> Wish {
    let work = cx
        .model
        .work
        .as_ref()
        .filter(|work| work.id() == found.visit);
    let Some(work) = work else {
        return Wish::Stay;
    };
    let title = cx.t("recovery-title");
    let go_on = cx.t("recovery-continue");
    let mut jump = None;
    let answer = Modal::new("recovered", &title)
        .width(680.0)
        .buttons(&go_on, "")
        .show(ctx, |ui| {
            let count = i64::try_from(found.fields.len()).unwrap_or(i64::MAX);
            let said = cx.f("notice-recovered", &[("count", count.into())]);
            ui.label(text::body(&said));
            ui.label(text::small_muted(&cx.t("recovery-look")));
            ui.spacing_mut().item_spacing.y = 2.0;
            for (index, key) in found.fields.iter().enumerate() {
                ui.push_id(index, |ui| {
                    let name = field_name(key, work, cx);
                    let item = list::Item {
                        label: &name,
                        icon: Some(Icon::ArrowRight),
                        ..list::Item::default()
                    };
                    let row = list::item(ui, egui::accesskit::Role::Link, &item);
                    if row.on_hover_text(text::small(&name)).clicked() {
                        jump = Some(key.clone());
                    }
                    let kept = work.draft.field(key).and_then(Field::current);
                    if let Some(version) = kept {
                        ui.horizontal_top(|ui| {
                            ui.add_space(28.0);
                            let value = in_one_line(key, &version.value, work, cx);
                            let time = cx.locale.date_time(version.at);
                            let args = [("value", value.into()), ("time", time.into())];
                            let words = text::small(&cx.f("recovery-line", &args));
                            ui.add(egui::Label::new(words).wrap());
                        });
                    }
                });
            }
        });
    match (jump, answer) {
        (Some(key), _) => Wish::Jump(key),
        (None, Answer::Open) => Wish::Stay,
        (None, _) => Wish::GoOn,
    }
}
