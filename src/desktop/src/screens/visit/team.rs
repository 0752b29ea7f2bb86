//! Who of the commission answers which section.

use super::section;
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::visit::Stage;
use baqylau_widgets::{Field, Icon, text};

/// Who answers which section; settled by whoever leads, seen by everybody.
pub(super) fn show(work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let open = matches!(work.visit.stage, Stage::Recording { .. });
    let mine = super::member(&work.visit, cx.model).is_some();
    if !open || !mine || work.sheets.is_empty() || work.visit.members.len() < 2 {
        return;
    }
    let leads = cx
        .model
        .person()
        .and_then(|person| work.visit.member(person.id))
        .is_some_and(|member| member.role.leads());
    let nobody = cx.t("visit-team-everybody");
    let names: Vec<String> = std::iter::once(nobody)
        .chain(
            work.visit
                .members
                .iter()
                .map(|member| member.full_name.clone()),
        )
        .collect();
    let mut changes = Vec::new();
    section(ui, Icon::Users, &cx.t("visit-team"), |ui| {
        ui.label(text::muted(&cx.t("visit-team-hint")));
        for sheet in &work.sheets {
            ui.label(text::small_muted(sheet.title(cx.locale.language())));
            for part in sheet.sections.iter().filter(|part| part.totals.total > 0) {
                ui.horizontal(|ui| {
                    ui.allocate_ui(egui::vec2(300.0, 30.0), |ui| {
                        ui.set_min_width(300.0);
                        text::truncated(ui, text::body(&part.title));
                    });
                    let assigned = work.assignee(&sheet.code, &part.id);
                    let at = assigned
                        .and_then(|id| work.visit.members.iter().position(|m| m.person == id))
                        .map_or(0, |index| index + 1);
                    let mut chosen = Some(at);
                    let name = part.title.clone();
                    ui.add_enabled_ui(leads, |ui| {
                        ui.push_id((&sheet.code, &part.id), |ui| {
                            Field::new(&name).hidden_label().width(240.0).select(
                                ui,
                                &mut chosen,
                                &names,
                            );
                        });
                    });
                    if chosen != Some(at) {
                        let member = chosen
                            .and_then(|index| index.checked_sub(1))
                            .and_then(|index| work.visit.members.get(index));
                        let value = member
                            .and_then(|member| serde_json::to_value(member.person).ok())
                            .unwrap_or_default();
                        let key = FieldKey::Assignee {
                            list: sheet.code.clone(),
                            section: part.id.clone(),
                        };
                        changes.push((key, value));
                    }
                });
            }
        }
    });
    if !changes.is_empty() {
        cx.post.put(Action::Write(changes));
    }
}
