//! What a verification found, in words: the answer, what was given, every signature.

use crate::cx::Cx;
use crate::words;
use baqylau_client::report::Report;
use baqylau_client::ui::VerdictStatus;
use baqylau_documents::act::SignatureVerdict;
use baqylau_documents::sheet::{CheckLine, CheckMark, SignatureSheet};
use baqylau_locale::Language;
use baqylau_widgets::{Button, Icon, Tag, Tone, facts, panel, state, text, tokens};
use std::sync::Arc;

/// What was found, worded once.
pub(super) struct Found {
    pub report: Arc<Report>,
    pub language: Language,
    pub conclusion: String,
    pub given: Vec<(String, String)>,
    pub remarks: Vec<String>,
    pub signatures: Vec<SignatureSheet>,
    /// Which of them are shown with everything.
    pub open: Vec<bool>,
}

impl Found {
    pub fn show(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let tone = words::verdict(self.report.status);
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.horizontal_wrapped(|ui| {
                let icon = match self.report.status {
                    VerdictStatus::Valid => Icon::ShieldCheck,
                    VerdictStatus::Invalid => Icon::ShieldX,
                    VerdictStatus::NotFullyChecked => Icon::ShieldAlert,
                };
                baqylau_widgets::icon::show(ui, icon, 22.0, tokens(ui).ink(tone));
                text::toned(ui, text::section(&self.conclusion), tone);
            });
            let key = match self.report.preliminary {
                true => "report-preliminary",
                false => "report-final",
            };
            ui.label(text::muted(&cx.t(key)));
        });
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.label(text::section(&cx.t("report-given")));
            rows(&self.given, ui);
            let at = cx.locale.date_time_full(self.report.checked_at);
            facts::row(ui, &cx.t("verify-checked-at"), &at);
        });
        for remark in &self.remarks {
            state::strip(ui, Tone::Neutral, remark, None);
        }
        for (index, sheet) in self.signatures.iter().enumerate() {
            ui.push_id(index, |ui| {
                if let Some(open) = self.open.get_mut(index) {
                    signature(sheet, open, cx, ui);
                }
            });
        }
    }
}

fn rows(rows: &[(String, String)], ui: &mut egui::Ui) {
    for (name, value) in rows {
        facts::row(ui, name, value);
    }
}

fn tone_of(verdict: SignatureVerdict) -> Tone {
    match verdict {
        SignatureVerdict::Valid => Tone::Ok,
        SignatureVerdict::Invalid => Tone::Bad,
        SignatureVerdict::NotFullyChecked => Tone::Warning,
    }
}

fn signature(sheet: &SignatureSheet, open: &mut bool, cx: &Cx<'_>, ui: &mut egui::Ui) {
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (label, icon) = match *open {
                    true => (cx.t("verify-less"), Icon::ChevronUp),
                    false => (cx.t("verify-more"), Icon::ChevronDown),
                };
                let name = format!("{label}: {}", sheet.title);
                let more = Button::ghost(&label).icon(icon).small().tooltip(&name);
                if ui.add(more).clicked() {
                    *open = !*open;
                }
                ui.add(Tag::new(tone_of(sheet.verdict), &sheet.word));
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let title = format!("{}: {}", sheet.title, sheet.signer);
                    text::truncated(ui, text::section(&title));
                });
            });
        });
        ui.label(text::muted(&sheet.meaning));
        if !*open {
            return;
        }
        panel::hairline(ui);
        ui.label(text::strong(&cx.t("verify-checks")));
        for line in &sheet.checks {
            check(line, ui);
        }
        for group in sheet.groups.iter().filter(|group| !group.rows.is_empty()) {
            panel::hairline(ui);
            ui.label(text::strong(&group.title));
            rows(&group.rows, ui);
        }
    });
}

fn check(line: &CheckLine, ui: &mut egui::Ui) {
    let (icon, tone) = match line.mark {
        CheckMark::Passed => (Icon::Check, Tone::Ok),
        CheckMark::Failed => (Icon::X, Tone::Bad),
        CheckMark::Warning => (Icon::TriangleAlert, Tone::Warning),
        CheckMark::NotChecked => (Icon::Minus, Tone::Warning),
        CheckMark::NotRequired => (Icon::Minus, Tone::Neutral),
    };
    ui.horizontal(|ui| {
        ui.set_width(ui.available_width());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add(Tag::new(tone, &line.word).icon(icon));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                text::truncated(ui, text::body(&line.name));
            });
        });
    });
    if !line.reason.is_empty() {
        ui.label(text::small_muted(&line.reason));
    }
}
