//! What stands behind a signature: how long its file proves it, and what the registry found, which
//! counts.

use super::super::verify;
use crate::cx::Cx;
use crate::words;
use baqylau_client::ui::{RegisteredVerdict, SignatureLevel, SignatureRow, VerdictStatus};
use baqylau_domain::Moment;
use baqylau_widgets::{Tag, Tone, state, tag, text};

/// Room on the left, under the name of who signed.
const INDENT: f32 = 26.0;

/// Shows it. `numbered`: the registry gave the act its number, which it does once it has verified
/// every signature; its later verdict on each may not be here.
pub(super) fn show(row: &SignatureRow, numbered: bool, cx: &Cx<'_>, ui: &mut egui::Ui) {
    indented(ui, |ui| {
        let words = level(row.level, row.stamped_at, cx);
        said(ui, &words);
    });
    // Once the registry has its own proof, what a laptop lacks is no concern of anybody.
    let proved = row
        .registered
        .as_ref()
        .is_some_and(|found| found.level == SignatureLevel::Lt);
    if let Some(later) = row.later.as_ref().filter(|_| !proved) {
        indented(ui, |ui| {
            said(ui, &cx.error(later));
        });
    }
    match &row.registered {
        Some(found) => registered(found, cx, ui),
        None => indented(ui, |ui| {
            let key = match numbered {
                true => "trust-registry-numbered",
                false => "trust-registry-silent",
            };
            said(ui, &cx.t(key));
        }),
    }
}

fn registered(found: &RegisteredVerdict, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (key, tone) = verdict(found.status);
    indented(ui, |ui| {
        ui.label(text::small_muted(&cx.t("trust-registry")));
        ui.add(Tag::new(tone, &cx.t(key)));
    });
    indented(ui, |ui| {
        let words = level(found.level, found.stamped_at, cx);
        let words = match found.checked_at {
            Some(at) => {
                let at = cx.locale.date_time(at);
                let checked = cx.f("trust-registry-checked", &[("date", at.into())]);
                format!("{words} · {checked}")
            }
            None => words,
        };
        said(ui, &words);
    });
    if found.status == VerdictStatus::Invalid {
        state::strip(ui, Tone::Bad, &cx.t("trust-registry-invalid-detail"), None);
    }
    for (key, outcome, detail) in &found.reasons {
        let (outcome_key, tone) = words::check(*outcome);
        ui.horizontal(|ui| {
            ui.add_space(INDENT);
            tag::dot(ui, tone);
            ui.label(text::small(&cx.t(key)));
            text::toned(ui, text::small(&cx.t(outcome_key)), tone);
        });
        let reason = verify::reason(detail, cx);
        if !reason.is_empty() {
            indented(ui, |ui| said(ui, &reason));
        }
    }
}

/// The registry's verdict in a word.
fn verdict(status: VerdictStatus) -> (&'static str, Tone) {
    let key = match status {
        VerdictStatus::Valid => "trust-registry-valid",
        VerdictStatus::Invalid => "trust-registry-invalid",
        VerdictStatus::NotFullyChecked => "trust-registry-pending",
    };
    (key, words::verdict(status))
}

fn level(level: SignatureLevel, stamped: Option<Moment>, cx: &Cx<'_>) -> String {
    let key = match level {
        SignatureLevel::Bes => "trust-level-bes",
        SignatureLevel::T => "trust-level-t",
        SignatureLevel::Lt => "trust-level-lt",
    };
    match stamped {
        Some(at) => {
            let at = cx.locale.date_time(at);
            let stamped = cx.f("trust-stamped", &[("date", at.into())]);
            format!("{} · {stamped}", cx.t(key))
        }
        None => cx.t(key),
    }
}

/// Words in small print, wrapped where they stand.
fn said(ui: &mut egui::Ui, words: &str) {
    ui.add(egui::Label::new(text::small_muted(words)).wrap());
}

fn indented(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui)) {
    ui.horizontal(|ui| {
        ui.add_space(INDENT);
        content(ui);
    });
}
