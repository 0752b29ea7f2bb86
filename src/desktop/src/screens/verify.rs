//! Checking a signature file against a document: by anybody, without trusting this program's own
//! records.

use super::{body, head};
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::words;
use baqylau_client::ui::{CheckOutcome, Command, Ticket, VerdictStatus, VerdictView};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use baqylau_widgets::{
    Button, Icon, Notice, PageHeader, Tag, Tone, facts, panel, state, text, tokens,
};
use std::path::{Path, PathBuf};

/// Endings of files that hold a signature.
const SIGNATURE_ENDINGS: [&str; 4] = ["cms", "p7s", "sig", "p7m"];

/// View state.
#[derive(Default)]
pub struct Verify {
    /// Signature file.
    pub cms: Option<PathBuf>,
    /// Document it is over; `None` when the signature file holds it.
    pub content: Option<PathBuf>,
    checked: Option<Checked>,
}

/// What was given to check: a verdict is shown only beside the files it speaks of.
struct Checked {
    ticket: Ticket,
    cms: PathBuf,
    content: Option<PathBuf>,
    at: Moment,
}

impl Verify {
    /// A file was dropped: a signature by its ending, otherwise the document.
    pub fn dropped(&mut self, path: PathBuf) {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        let is_signature =
            ending.is_some_and(|ending| SIGNATURE_ENDINGS.contains(&ending.as_str()));
        if is_signature {
            self.cms = Some(path);
        } else {
            self.content = Some(path);
        }
    }

    /// Shows the files, the verdict and every check behind it.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        self.forget_other_files();
        let ticket = self.checked.as_ref().map(|checked| checked.ticket);
        let report = cx
            .model
            .verdict
            .as_ref()
            .filter(|(of, _)| Some(*of) == ticket)
            .map(|(_, report)| report);
        head(ui, |ui| {
            PageHeader::new(&cx.t("verify-title"))
                .subtitle(&cx.t("verify-subtitle"))
                .show(ui, |ui| {
                    if let (Some(report), Some(checked)) = (report, &self.checked) {
                        let label = cx.t("verify-report-copy");
                        if ui.add(Button::secondary(&label).icon(Icon::Copy)).clicked() {
                            let lines = as_text(report, checked, &cx);
                            cx.post.put(Action::Copy(lines));
                        }
                    }
                });
        });
        body(ui, |ui| {
            panel::column(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                self.files(&mut cx, ui);
                if let Some(error) = cx.model.failure(ticket) {
                    state::strip(ui, Tone::Bad, &cx.error(error), None);
                }
                match report {
                    Some(report) => verdict(report, &cx, ui),
                    None if cx.running(ticket) => state::loading(ui, &cx.t("verify-running")),
                    None if self.cms.is_some() => {
                        let (title, detail) = (cx.t("verify-ready"), cx.t("verify-ready-detail"));
                        Notice::empty(&title, &detail)
                            .icon(Icon::ShieldCheck)
                            .show(ui);
                    }
                    None => {
                        let (title, detail) = (cx.t("verify-empty"), cx.t("verify-empty-detail"));
                        let choose = cx.t("verify-empty-choose");
                        let clicked = Notice::empty(&title, &detail)
                            .icon(Icon::ShieldCheck)
                            .action(&choose)
                            .action_icon(Icon::FileKey)
                            .show(ui);
                        if clicked {
                            cx.post.put(Action::Choose(Purpose::VerifyCms));
                        }
                    }
                }
            });
        });
    }

    fn forget_other_files(&mut self) {
        let same = self.checked.as_ref().is_some_and(|checked| {
            Some(&checked.cms) == self.cms.as_ref() && checked.content == self.content
        });
        if !same {
            self.checked = None;
        }
    }

    fn files(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            let label = cx.t("verify-choose-cms");
            file_row(
                &label,
                Purpose::VerifyCms,
                Icon::FileKey,
                &mut self.cms,
                cx,
                ui,
            );
            let label = cx.t("verify-choose-document");
            file_row(
                &label,
                Purpose::VerifyContent,
                Icon::FileText,
                &mut self.content,
                cx,
                ui,
            );
            if self.cms.is_some() && self.content.is_none() {
                ui.label(text::small_muted(&cx.t("verify-document-inside")));
            }
            ui.horizontal(|ui| {
                let label = cx.t("button-verify");
                let needed = cx.t("verify-cms-needed");
                let busy = cx.running(self.checked.as_ref().map(|checked| checked.ticket));
                let button = Button::primary(&label)
                    .icon(Icon::ShieldCheck)
                    .busy(busy)
                    .blocked(self.cms.is_none().then_some(needed.as_str()));
                if ui.add(button).clicked()
                    && let Some(cms) = self.cms.clone()
                {
                    let content = self.content.clone();
                    let command = Command::Verify {
                        cms: cms.clone(),
                        content: content.clone(),
                    };
                    let ticket = cx.post.send(command);
                    self.checked = Some(Checked {
                        ticket,
                        cms,
                        content,
                        at: cx.model.now,
                    });
                }
                ui.label(text::small_muted(&cx.t("verify-drop")));
            });
        });
    }
}

/// A file to choose, with its name once chosen.
fn file_row(
    label: &str,
    purpose: Purpose,
    icon: Icon,
    path: &mut Option<PathBuf>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    facts::with(ui, label, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let choose = cx.t("button-choose-file");
            if ui
                .add(Button::secondary(&choose).icon(icon).small().tooltip(label))
                .clicked()
            {
                cx.post.put(Action::Choose(purpose));
            }
            match path.as_deref().map(name_of) {
                Some(name) => {
                    let clear = cx.t("button-clear");
                    if ui.add(Button::icon_only(Icon::X, &clear).small()).clicked() {
                        *path = None;
                    }
                    text::truncated(ui, text::medium(&name));
                }
                None => {
                    ui.label(text::muted(&cx.t("verify-not-chosen")));
                }
            }
        });
    });
}

/// The verdict with every check and the signer. Also for the signatures of an act.
pub fn verdict(report: &VerdictView, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (key, detail) = status(report.status);
    let tone = words::verdict(report.status);
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal(|ui| {
            let ink = tokens(ui).ink(tone);
            let icon = match report.status {
                VerdictStatus::Valid => Icon::ShieldCheck,
                VerdictStatus::Invalid => Icon::ShieldX,
                VerdictStatus::NotFullyChecked => Icon::ShieldAlert,
            };
            baqylau_widgets::icon::show(ui, icon, 22.0, ink);
            text::toned(ui, text::section(&cx.t(key)), tone);
        });
        ui.label(text::muted(&cx.t(detail)));
    });
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.label(text::section(&cx.t("verify-checks")));
        for (index, (key, outcome, detail)) in report.checks.iter().enumerate() {
            if index > 0 {
                panel::hairline(ui);
            }
            check_row(key, *outcome, detail, cx, ui);
        }
    });
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.label(text::section(&cx.t("verify-signer")));
        for (name, value) in signer_facts(report, cx) {
            facts::row(ui, &name, &value);
        }
        if report.signer.is_none() {
            ui.label(text::muted(&cx.t("verify-signer-unknown")));
        }
        facts::row(ui, &cx.t("verify-cms-hash"), &grouped(&report.cms));
    });
}

fn check_row(key: &str, outcome: CheckOutcome, detail: &str, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (outcome_key, tone) = words::check(outcome);
    let icon = match outcome {
        CheckOutcome::Passed => Icon::Check,
        CheckOutcome::Failed => Icon::X,
        CheckOutcome::NotChecked => Icon::Minus,
    };
    ui.horizontal(|ui| {
        ui.set_width(ui.available_width());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let outcome = cx.t(outcome_key);
            ui.add(Tag::new(tone, &outcome).icon(icon));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                text::truncated(ui, text::body(&cx.t(key)));
            });
        });
    });
    if !detail.is_empty() {
        ui.label(text::small_muted(&reason(detail, cx)));
    }
}

/// Why a check ended as it did: the client names a message where it has one.
pub fn reason(detail: &str, cx: &Cx<'_>) -> String {
    if cx.locale.has(detail) {
        cx.t(detail)
    } else {
        detail.to_owned()
    }
}

/// Who signed and when, as names and values.
fn signer_facts(report: &VerdictView, cx: &Cx<'_>) -> Vec<(String, String)> {
    let mut list = Vec::new();
    if let Some(signer) = &report.signer {
        list.push((cx.t("signing-holder"), signer.name.clone()));
        list.push((cx.t("field-iin"), signer.iin_masked.clone()));
        if !signer.organisation.is_empty() {
            list.push((cx.t("signing-organisation"), signer.organisation.clone()));
        }
        let roles: Vec<String> = signer.roles.iter().map(|key| cx.t(key)).collect();
        if !roles.is_empty() {
            list.push((cx.t("signing-key-role"), cx.locale.list_and(&roles)));
        }
        list.push((cx.t("signing-serial"), signer.serial.clone()));
        let (from, until) = signer.valid;
        let validity = format!(
            "{} – {}",
            cx.locale.date_time(from),
            cx.locale.date_time(until)
        );
        list.push((cx.t("verify-certificate-valid"), validity));
    }
    if let Some(at) = report.signed_at {
        list.push((cx.t("verify-signed-at"), cx.locale.date_time_full(at)));
    }
    list
}

/// Message keys of a verdict: the word and what it means.
pub fn status(status: VerdictStatus) -> (&'static str, &'static str) {
    match status {
        VerdictStatus::Valid => ("verdict-valid", "verdict-valid-detail"),
        VerdictStatus::Invalid => ("verdict-invalid", "verdict-invalid-detail"),
        VerdictStatus::NotFullyChecked => (
            "verdict-not-fully-checked",
            "verdict-not-fully-checked-detail",
        ),
    }
}

/// The whole report in lines, for a letter or a file.
fn as_text(report: &VerdictView, checked: &Checked, cx: &Cx<'_>) -> String {
    let (key, detail) = status(report.status);
    let mut lines = vec![
        cx.t("verify-title"),
        format!(
            "{}: {}",
            cx.t("verify-checked-at"),
            cx.locale.date_time_full(checked.at)
        ),
        format!("{}: {}", cx.t("verify-choose-cms"), name_of(&checked.cms)),
        format!("{}: {}", cx.t("verify-cms-hash"), report.cms),
    ];
    if let Some(content) = &checked.content {
        lines.push(format!(
            "{}: {}",
            cx.t("verify-choose-document"),
            name_of(content)
        ));
    }
    lines.push(String::new());
    lines.push(format!("{}. {}", cx.t(key), cx.t(detail)));
    lines.push(String::new());
    for (key, outcome, detail) in &report.checks {
        let mut line = format!("{}: {}", cx.t(key), cx.t(words::check(*outcome).0));
        if !detail.is_empty() {
            line = format!("{line}. {}", reason(detail, cx));
        }
        lines.push(line);
    }
    lines.push(String::new());
    for (name, value) in signer_facts(report, cx) {
        lines.push(format!("{name}: {value}"));
    }
    lines.join("\n")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_files_are_sorted_by_what_they_are() {
        let mut verify = Verify::default();
        for name in ["act.json", "act-1.P7S"] {
            verify.dropped(PathBuf::from(name));
        }
        assert_eq!(verify.cms, Some(PathBuf::from("act-1.P7S")));
        assert_eq!(verify.content, Some(PathBuf::from("act.json")));
    }

    #[test]
    fn a_verdict_is_not_shown_beside_another_document() {
        let cms = PathBuf::from("a.cms");
        let mut verify = Verify {
            cms: Some(cms.clone()),
            ..Verify::default()
        };
        let at = Moment::default();
        verify.checked = Some(Checked {
            ticket: 1,
            cms,
            content: None,
            at,
        });
        verify.forget_other_files();
        assert!(verify.checked.is_some());
        verify.dropped(PathBuf::from("other.json"));
        verify.forget_other_files();
        assert!(verify.checked.is_none());
    }

    #[test]
    fn a_hash_is_grouped_without_losing_digits() {
        let hash = BlobHash::new([0xab; 32]);
        assert_eq!(grouped(&hash).split(' ').count(), 8);
        assert_eq!(grouped(&hash).replace(' ', ""), hash.to_string());
    }
}
