//! `baqylau verify` and `baqylau card`: verdicts on files, printed; a document card, made.

use crate::cli::{Believed, Card, Verify};
use baqylau_client::report::{Report, as_text};
use baqylau_client::ui::VerdictStatus;
use baqylau_client::{ClientError, make_card, verify_files, write_report};
use baqylau_domain::Moment;
use baqylau_locale::Locale;

fn believed(asked: &Believed) -> baqylau_client::Believed {
    baqylau_client::Believed {
        anchors: asked.anchors.clone(),
        demonstration: asked.demonstration,
        lists: asked.lists.clone(),
    }
}

/// What to print, and the code to end with: 0 valid, 1 invalid, 2 not fully checked, 3 when
/// nothing could be checked.
pub fn run(asked: &Verify, locale: &Locale, now: Moment) -> (String, u8) {
    let report = verify_files(&asked.files, &believed(&asked.believed), now);
    let report = report.and_then(|report| {
        if let Some(to) = &asked.report {
            write_report(&report, locale.language(), to)?;
        }
        Ok(report)
    });
    told(report, locale)
}

/// As [`run`], for a card; 3 when none was made.
pub fn make(asked: &Card, locale: &Locale, now: Moment) -> (String, u8) {
    let report = make_card(
        &asked.document,
        &asked.signatures,
        &believed(&asked.believed),
        locale.language(),
        &asked.out,
        now,
    );
    told(report, locale)
}

fn told(report: Result<Report, ClientError>, locale: &Locale) -> (String, u8) {
    match report {
        Ok(report) => {
            let code = match report.status {
                VerdictStatus::Valid => 0,
                VerdictStatus::Invalid => 1,
                VerdictStatus::NotFullyChecked => 2,
            };
            (as_text(&report, locale), code)
        }
        Err(error) => (crate::cx::error_text(locale, &error.user()), 3),
    }
}
