//! Verifying files anybody brings: documents with their signatures, acts and cards in PDF,
//! containers; without trusting this program's own records.

mod found;

use super::{body, head};
use crate::cx::{Action, Cx, Post};
use crate::dialogs::Purpose;
use baqylau_client::report::{self, Numbers, Report};
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::identifiers::BlobHash;
use baqylau_locale::Language;
use baqylau_widgets::{Button, Icon, Notice, PageHeader, Tone, panel, state, text};
use found::Found;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Endings of files that open this screen wherever they are dropped.
const ENDINGS: [&str; 6] = ["cms", "p7s", "sig", "p7m", "pdf", "zip"];

/// Whether a dropped file is something to verify, as far as its name says.
pub fn is_verifiable(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        let ending = ending.to_string_lossy().to_lowercase();
        ENDINGS.contains(&ending.as_str())
    })
}

/// View state.
#[derive(Default)]
pub struct Verify {
    /// Files to verify, in the order they came.
    files: Vec<PathBuf>,
    /// They came since they were last verified.
    fresh: bool,
    ticket: Option<Ticket>,
    save: Option<Ticket>,
    print: Option<Ticket>,
    /// What was found, in the words of a language.
    found: Option<Found>,
}

impl Verify {
    /// Files were dropped or chosen. They join those that still wait for their document or their
    /// signature, and replace those that were verified.
    pub fn take(&mut self, paths: Vec<PathBuf>) {
        let complete = self
            .found
            .as_ref()
            .is_some_and(|found| found.report.document.is_some());
        if complete {
            self.files.clear();
        }
        for path in paths {
            if !self.files.contains(&path) {
                self.files.push(path);
            }
        }
        self.changed();
    }

    fn changed(&mut self) {
        self.found = None;
        self.ticket = None;
        self.fresh = !self.files.is_empty();
    }

    /// A place for the report was chosen.
    pub fn report_to(&mut self, language: Language, to: PathBuf, post: &mut Post) {
        if let Some(found) = &self.found {
            let command = Command::SaveReport {
                report: Arc::clone(&found.report),
                language,
                to,
            };
            // The answer names the file; only a failure is told beside it.
            self.save = Some(post.send_watched(command));
        }
    }

    /// A folder for what was inside was chosen.
    pub fn inside_to(&self, to: PathBuf) -> Option<Command> {
        self.found.as_ref().map(|found| Command::SaveInside {
            report: Arc::clone(&found.report),
            to,
        })
    }

    /// Shows the files, the answer and every check behind it.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        if self.fresh {
            self.fresh = false;
            let files = self.files.clone();
            self.ticket = Some(cx.post.send(Command::Verify { files }));
        }
        self.remember(&cx);
        head(ui, |ui| {
            PageHeader::new(&cx.t("verify-title"))
                .subtitle(&cx.t("verify-subtitle"))
                .show(ui, |ui| self.actions(&mut cx, ui));
        });
        body(ui, |ui| {
            panel::column(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                if self.files.is_empty() {
                    nothing(&mut cx, ui);
                    return;
                }
                self.given(&mut cx, ui);
                if let Some(error) = cx.model.failure(self.ticket) {
                    let again = cx.t("verify-again");
                    if state::strip(ui, Tone::Bad, &cx.error(error), Some(&again)) {
                        self.fresh = true;
                    }
                } else if cx.running(self.ticket) {
                    state::loading(ui, &cx.t("verify-running"));
                }
                if let Some(found) = &mut self.found {
                    found.show(&cx, ui);
                }
            });
        });
    }

    /// Keeps the words of the answer while neither it nor the language changes.
    fn remember(&mut self, cx: &Cx<'_>) {
        let answer = cx
            .model
            .verdict
            .as_ref()
            .filter(|(of, _)| Some(*of) == self.ticket);
        let language = cx.locale.language();
        match answer {
            Some((_, report)) => {
                let same = self.found.as_ref().is_some_and(|found| {
                    Arc::ptr_eq(&found.report, report) && found.language == language
                });
                if !same {
                    self.found = Some(Found::of(report, cx.locale));
                }
            }
            None => self.found = None,
        }
    }

    fn actions(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(found) = &self.found else {
            return;
        };
        let label = cx.t("button-print");
        let print = Button::primary(&label)
            .icon(Icon::Printer)
            .busy(cx.running(self.print));
        let print = ui.add(print);
        if let Some(language) = language(&print, cx) {
            let command = Command::PrintReport {
                report: Arc::clone(&found.report),
                language,
            };
            self.print = Some(cx.post.send_watched(command));
        }
        let label = cx.t("verify-save-report");
        let save = Button::secondary(&label)
            .icon(Icon::FileDown)
            .busy(cx.running(self.save));
        let save = ui.add(save);
        if let Some(language) = language(&save, cx) {
            let title = baqylau_locale::Locale::new(language).text("report-title");
            let name = format!("{title} ({}).pdf", language.code());
            cx.post
                .put(Action::Choose(Purpose::SaveReport(language, name)));
        }
        if !found.report.inside.is_empty() {
            let label = cx.t("verify-save-inside");
            if ui
                .add(Button::ghost(&label).icon(Icon::FolderOpen))
                .clicked()
            {
                cx.post.put(Action::Choose(Purpose::SaveInside));
            }
        }
        let label = cx.t("verify-report-copy");
        if ui.add(Button::icon_only(Icon::Copy, &label)).clicked() {
            let lines = report::as_text(&found.report, cx.locale);
            cx.post.put(Action::Copy(lines));
        }
    }

    fn given(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let mut dropped = None;
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            for (index, file) in self.files.iter().enumerate() {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    let name = name_of(file);
                    let clear = cx.f("verify-leave-out", &[("name", name.as_str().into())]);
                    if ui.add(Button::icon_only(Icon::X, &clear).small()).clicked() {
                        dropped = Some(index);
                    }
                    text::truncated(ui, text::medium(&name));
                });
            }
            ui.horizontal(|ui| {
                let label = cx.t("verify-add");
                if ui
                    .add(Button::secondary(&label).icon(Icon::FilePlus).small())
                    .clicked()
                {
                    cx.post.put(Action::Choose(Purpose::VerifyFiles));
                }
                ui.label(text::small_muted(&cx.t("verify-drop")));
            });
        });
        if let Some(index) = dropped {
            self.files.remove(index);
            self.changed();
        }
    }
}

fn nothing(cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let (title, detail) = (cx.t("verify-empty"), cx.t("verify-empty-detail"));
    let choose = cx.t("verify-empty-choose");
    let clicked = Notice::empty(&title, &detail)
        .icon(Icon::ShieldCheck)
        .action(&choose)
        .action_icon(Icon::FileKey)
        .show(ui);
    if clicked {
        cx.post.put(Action::Choose(Purpose::VerifyFiles));
    }
}

/// Asks in which language: the reader's stands first.
fn language(button: &egui::Response, cx: &Cx<'_>) -> Option<Language> {
    let mut languages = Language::ALL.to_vec();
    languages.sort_by_key(|language| *language != cx.locale.language());
    egui::Popup::menu(button)
        .width(200.0)
        .gap(4.0)
        .show(|ui| {
            let mut chosen = None;
            for language in &languages {
                let item = Button::ghost(language.native_name()).width(ui.available_width());
                if ui.add(item).clicked() {
                    chosen = Some(*language);
                }
            }
            chosen
        })
        .and_then(|shown| shown.inner)
}

/// Why a check ended as it did: the client names a message where it has one.
pub fn reason(detail: &str, cx: &Cx<'_>) -> String {
    if cx.locale.has(detail) {
        cx.t(detail)
    } else {
        detail.to_owned()
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A hash in groups of eight digits, so that people can compare it by eye and it wraps.
pub fn grouped(hash: &BlobHash) -> String {
    let digits: Vec<char> = hash.to_string().chars().collect();
    let groups: Vec<String> = digits
        .chunks(8)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

impl Found {
    fn of(report: &Arc<Report>, locale: &baqylau_locale::Locale) -> Self {
        let signatures = report::sheets(report, locale, Numbers::Masked);
        // One signature is what the person came for; of many, those that need attention are.
        let open = signatures
            .iter()
            .map(|sheet| {
                signatures.len() == 1
                    || sheet.verdict != baqylau_documents::act::SignatureVerdict::Valid
            })
            .collect();
        Self {
            report: Arc::clone(report),
            language: locale.language(),
            conclusion: report::conclusion(report, locale),
            given: report::given(report, locale),
            remarks: report::remarks(report, locale),
            signatures,
            open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_can_be_verified_are_known_by_their_names() {
        for (name, verifiable) in [
            ("act-1.P7S", true),
            ("card.pdf", true),
            ("pack.zip", true),
            ("act.json", false),
            ("door.jpg", false),
            ("cms", false),
        ] {
            assert_eq!(is_verifiable(Path::new(name)), verifiable, "{name}");
        }
    }

    #[test]
    fn files_gather_until_they_were_verified() {
        let mut verify = Verify::default();
        verify.take(vec!["act.json".into()]);
        verify.take(vec!["act.cms".into(), "act.json".into()]);
        assert_eq!(verify.files.len(), 2);
        assert!(verify.fresh);
    }

    #[test]
    fn a_hash_is_grouped_without_losing_digits() {
        let hash = BlobHash::new([0xab; 32]);
        assert_eq!(grouped(&hash).split(' ').count(), 8);
        assert_eq!(grouped(&hash).replace(' ', ""), hash.to_string());
    }
}
