//! `baqylau verify`: a verdict on a signature file, printed.

use crate::cli::Verify;
use crate::screens::verify::status;
use crate::words;
use baqylau_client::ui::{VerdictStatus, VerdictView};
use baqylau_client::verify_files;
use baqylau_domain::Moment;
use baqylau_locale::Locale;

/// What to print, and the code to end with: 0 valid, 1 invalid, 2 not fully checked, 3 when
/// nothing could be checked.
pub fn run(asked: &Verify, locale: &Locale, now: Moment) -> (String, u8) {
    let content = asked.content.as_deref();
    match verify_files(
        &asked.cms,
        content,
        &asked.anchors,
        asked.demonstration,
        now,
    ) {
        Ok(report) => {
            let code = match report.status {
                VerdictStatus::Valid => 0,
                VerdictStatus::Invalid => 1,
                VerdictStatus::NotFullyChecked => 2,
            };
            (report_text(&report, locale), code)
        }
        Err(error) => (crate::cx::error_text(locale, &error.user()), 3),
    }
}

fn report_text(report: &VerdictView, locale: &Locale) -> String {
    let (key, detail) = status(report.status);
    let mut lines = vec![format!("{}. {}", locale.text(key), locale.text(detail))];
    for (key, outcome, detail) in &report.checks {
        let outcome = locale.text(words::check(*outcome).0);
        let mut line = format!("{}: {outcome}", locale.text(key));
        if locale.has(detail) {
            line = format!("{line}. {}", locale.text(detail));
        }
        lines.push(line);
    }
    if let Some(signer) = &report.signer {
        lines.push(format!(
            "{}: {}",
            locale.text("signing-holder"),
            signer.name
        ));
        lines.push(format!(
            "{}: {}",
            locale.text("field-iin"),
            signer.iin_masked
        ));
    }
    if let Some(at) = report.signed_at {
        let at = locale.date_time_full(at);
        lines.push(format!("{}: {at}", locale.text("verify-signed-at")));
    }
    lines.join("\n")
}
