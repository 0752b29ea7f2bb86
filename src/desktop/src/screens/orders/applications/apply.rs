//! A school's application being written: what for, and a file for each document; or sent again with
//! the documents that changed.

use super::super::desk::Desk;
use super::pane::{document_key, remark_key};
use super::table::kind_words;
use super::{next, passport};
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use baqylau_client::ui::{ApplicationFiles, Command, Ticket};
use baqylau_domain::identifiers::{ApplicationId, BlobHash};
use baqylau_domain::schooling::{
    Application, ApplicationKind, ApplicationStage, ConstructionKind, DocumentKind, Remark,
    SchoolingOp,
};
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, Tone, state, text};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What can be applied for, as it is listed.
const KINDS: [ApplicationKind; 4] = [
    ApplicationKind::Digitisation,
    ApplicationKind::Financing,
    ApplicationKind::Reimbursement(ConstructionKind::Construction),
    ApplicationKind::Reimbursement(ConstructionKind::Reconstruction),
];

/// The sheet.
pub struct ApplySheet {
    again: Option<(ApplicationId, Vec<Remark>)>,
    /// Documents the registry has already.
    known: BTreeMap<DocumentKind, BlobHash>,
    kind: Option<usize>,
    files: BTreeMap<DocumentKind, PathBuf>,
    ticket: Option<Ticket>,
}

impl ApplySheet {
    /// A new application.
    pub fn begin() -> Self {
        Self {
            again: None,
            known: BTreeMap::new(),
            kind: None,
            files: BTreeMap::new(),
            ticket: None,
        }
    }

    /// One that came back with remarks.
    pub fn again(one: &Application) -> Self {
        let remarks = match &one.stage {
            ApplicationStage::BackAtSchool { remarks, .. } => remarks.clone(),
            _ => Vec::new(),
        };
        Self {
            again: Some((one.id, remarks)),
            known: one.documents.clone(),
            kind: KINDS.iter().position(|kind| *kind == one.kind),
            files: BTreeMap::new(),
            ticket: None,
        }
    }

    /// The file of a document was chosen.
    pub fn chosen(&mut self, kind: DocumentKind, path: PathBuf) {
        self.files.insert(kind, path);
    }

    fn kind(&self) -> Option<ApplicationKind> {
        KINDS.get(self.kind?).copied()
    }

    /// Documents a kind may have: those needed, then those only some schools have.
    fn documents(kind: ApplicationKind) -> Vec<(DocumentKind, bool)> {
        let mut documents: Vec<(DocumentKind, bool)> =
            kind.needed().iter().map(|kind| (*kind, true)).collect();
        let optional = kind.optional().iter();
        documents.extend(optional.map(|kind| (*kind, false)));
        documents
    }

    fn lacking(&self, kind: ApplicationKind, cx: &Cx<'_>) -> Option<String> {
        let needed = kind.needed().iter();
        let lacking: Vec<String> = needed
            .filter(|kind| !self.files.contains_key(kind) && !self.known.contains_key(kind))
            .map(|kind| cx.t(document_key(*kind)))
            .collect();
        (!lacking.is_empty()).then(|| {
            let args = [("documents", cx.locale.list_and(&lacking).into())];
            cx.f("application-lacking", &args)
        })
    }

    /// Why it can't be sent yet.
    fn blocked(&self, desk: &Desk, cx: &Cx<'_>) -> Option<String> {
        let Some(kind) = self.kind() else {
            return Some(cx.t("application-kind-missing"));
        };
        if let Some(lacking) = self.lacking(kind, cx) {
            return Some(lacking);
        }
        if self.again.is_some() {
            return None;
        }
        let school = cx.model.person()?.organisation?;
        // Which files, the registry asks; whether this school may apply now, is known here.
        let some = BlobHash::new([0; 32]);
        let documents = kind.needed().iter().map(|kind| (*kind, some)).collect();
        let op = SchoolingOp::SubmitApplication {
            application: ApplicationId::new(uuid::Uuid::nil()),
            application_kind: kind,
            school,
            documents,
        };
        desk.refusal(&op, cx)
    }

    /// Shows it; whether it stays.
    fn show(&mut self, desk: &Desk, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        let title = cx.t(if self.again.is_some() {
            "application-again-title"
        } else {
            "application-new-title"
        });
        let (confirm, close) = (cx.t("application-send"), cx.t("button-cancel"));
        let blocked = self.blocked(desk, cx);
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let answer = Modal::new("application-apply", &title)
            .width(680.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .busy(cx.running(self.ticket))
            .show(ctx, |ui| {
                self.body(desk, cx, ui);
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        if answer == Answer::Yes
            && let Some(kind) = self.kind()
        {
            let of_kind = Self::documents(kind);
            let of_kind = |document: &DocumentKind| of_kind.iter().any(|(one, _)| one == document);
            let files = self.files.iter().filter(|(document, _)| of_kind(document));
            let with = Box::new(ApplicationFiles {
                again: self.again.as_ref().map(|(id, _)| *id),
                kind,
                files: files.map(|(kind, path)| (*kind, path.clone())).collect(),
            });
            self.ticket = Some(cx.post.send(Command::Apply { with }));
        }
        answer != Answer::No
    }

    fn body(&mut self, desk: &Desk, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        if self.again.is_none() {
            let label = cx.t("application-kind");
            let kinds = KINDS.map(|kind| kind_words(kind, cx.locale));
            Field::new(&label)
                .required()
                .select(ui, &mut self.kind, &kinds);
        }
        ui.add(egui::Label::new(text::small_muted(&next::of_new(cx))).wrap());
        let Some(kind) = self.kind() else {
            return;
        };
        if let Some((_, remarks)) = &self.again {
            for remark in remarks {
                let about = remark_key(remark);
                let words = format!("{}: {}", cx.t(about), remark.text.0.trim());
                state::strip(ui, Tone::Warning, &words, None);
            }
            let words = cx.t("application-again-detail");
            ui.add(egui::Label::new(text::table(&words)).wrap());
        }
        let school = cx.model.person().and_then(|person| person.organisation);
        if !kind.passport().is_empty() {
            let words = cx.t("application-passport-detail");
            ui.add(egui::Label::new(text::table(&words)).wrap());
            if let Some(school) = school {
                passport::show(kind, school, cx, ui);
            }
        } else if self.again.is_none()
            && school.is_some_and(|school| !desk.book().is_digitised(school))
        {
            let words = cx.t("application-not-digitised");
            state::strip(ui, Tone::Info, &words, None);
        }
        let documents = Self::documents(kind);
        if documents.is_empty() {
            let words = cx.t("application-documents-none");
            ui.add(egui::Label::new(text::table(&words)).wrap());
        }
        for (document, needed) in documents {
            self.document(document, needed, cx, ui);
        }
    }

    fn document(
        &mut self,
        document: DocumentKind,
        needed: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let name = cx.t(document_key(document));
        let chosen = self.files.get(&document).and_then(|path| path.file_name());
        let chosen = chosen.map(|name| name.to_string_lossy().into_owned());
        let (words, tone) = match (&chosen, self.known.contains_key(&document), needed) {
            (Some(file), _, _) => (file.clone(), Tone::Ok),
            (None, true, _) => (cx.t("application-document-stays"), Tone::Neutral),
            (None, false, true) => (cx.t("application-document-needed"), Tone::Warning),
            (None, false, false) => (cx.t("application-document-optional"), Tone::Neutral),
        };
        ui.horizontal(|ui| {
            let room = ui.available_width() - 190.0;
            ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
                ui.set_width(room);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    ui.add(egui::Label::new(text::medium(&name)).wrap());
                    let ink = baqylau_widgets::tokens(ui).ink(tone);
                    ui.add(egui::Label::new(text::small(&words).color(ink)).truncate());
                });
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let args = [("name", name.as_str().into())];
                if chosen.is_some() {
                    let label = cx.f("application-document-drop", &args);
                    if ui.add(Button::icon_only(Icon::X, &label)).clicked() {
                        self.files.remove(&document);
                    }
                }
                // The button's own words are short; what it is for is read out.
                let label = cx.t("application-document-choose");
                let about = cx.f("application-document-choose-of", &args);
                let button = Button::secondary(&label)
                    .icon(Icon::FilePlus)
                    .tooltip(&about);
                if ui.push_id(document, |ui| ui.add(button)).inner.clicked() {
                    cx.post
                        .put(Action::Choose(Purpose::OrderDocument(document)));
                }
            });
        });
    }
}

/// Shows the sheet there may be, and forgets it once it is closed.
pub fn show(sheet: &mut Option<ApplySheet>, desk: &Desk, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if sheet
        .as_mut()
        .is_some_and(|sheet| !sheet.show(desk, cx, ctx))
    {
        *sheet = None;
    }
}
