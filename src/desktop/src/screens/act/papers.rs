//! Papers of a fixed act: printed, or saved where the person says.

use super::ActScreen;
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::model::VisitWork;
use baqylau_client::ui::{ActPreview, Command, DocumentKind};
use baqylau_locale::Language;
use baqylau_widgets::{Button, Icon, text};

impl ActScreen {
    /// Buttons beside the title.
    pub(super) fn documents(
        &mut self,
        work: &VisitWork,
        act: Option<&ActPreview>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let visit = work.id();
        let fixed = work.visit.stage.signed_file().is_some();
        let mut papers = vec![(DocumentKind::Act, cx.t("act-title"))];
        if act.is_some_and(|act| !act.content.prescription.is_empty()) {
            let name = cx.t("prescription-title-short");
            papers.push((DocumentKind::Prescription, name));
        }
        if act.is_some_and(|act| !act.signatures.is_empty()) {
            papers.push((DocumentKind::Card, cx.t("card-title")));
        }
        let label = cx.t("button-print");
        let print = Button::primary(&label)
            .icon(Icon::Printer)
            .busy(cx.running(self.print))
            .enabled(fixed);
        let print = ui.add(print);
        if let Some((document, language)) = choice(&print, &papers, cx) {
            let command = Command::PrintDocument {
                visit,
                document,
                language,
            };
            self.print = Some(cx.post.send_watched(command));
        }
        let label = cx.t("act-export-pdf");
        let save = Button::secondary(&label)
            .icon(Icon::FileDown)
            .enabled(fixed);
        let save = ui.add(save);
        if let Some((document, language)) = choice(&save, &papers, cx) {
            let number = work
                .visit
                .stage
                .number()
                .or(act.map(|act| act.content.draft_number.as_str()))
                .unwrap_or_default();
            let named = papers.iter().find(|(kind, _)| *kind == document);
            let title = named.map_or("", |(_, name)| name.as_str());
            let name = format!("{title} {number} ({}).pdf", language.code());
            cx.post.put(Action::Choose(Purpose::SavePdf {
                visit,
                document,
                language,
                name,
            }));
        }
        let label = cx.t("act-export-cms");
        if fixed && ui.add(Button::ghost(&label).icon(Icon::FileKey)).clicked() {
            cx.post.put(Action::Choose(Purpose::ActFolder(visit)));
        }
    }
}

/// Asks which paper and in which language: the reader's stands first.
fn choice(
    button: &egui::Response,
    papers: &[(DocumentKind, String)],
    cx: &Cx<'_>,
) -> Option<(DocumentKind, Language)> {
    let mut languages = Language::ALL.to_vec();
    languages.sort_by_key(|language| *language != cx.locale.language());
    egui::Popup::menu(button)
        .width(280.0)
        .gap(4.0)
        .show(|ui| {
            let mut chosen = None;
            for (document, name) in papers {
                ui.label(text::small_muted(name));
                ui.push_id(name, |ui| {
                    for language in &languages {
                        let item = Button::ghost(language.native_name())
                            .tooltip(name)
                            .width(ui.available_width());
                        if ui.add(item).clicked() {
                            chosen = Some((*document, *language));
                        }
                    }
                });
            }
            chosen
        })
        .and_then(|shown| shown.inner)
}
