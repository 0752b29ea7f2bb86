//! What the automatic checks say of the school that applied, as far as it bears on its application.

use crate::cx::Cx;
use crate::place::Place;
use baqylau_client::ui::OrganisationCard;
use baqylau_domain::checks::{CheckId, CheckMoment, Decision};
use baqylau_domain::schooling::{Application, ApplicationKind};
use baqylau_protocol::checks::{CheckRow, CheckVerdict, OrganisationChecks};
use baqylau_widgets::{Button, Icon, Tag, Tone, facts, text};
use std::sync::Arc;

/// What the checks say of the school of an application, where its card is here.
pub fn of(one: &Application, cx: &Cx<'_>) -> Option<Arc<OrganisationChecks>> {
    let card: &OrganisationCard = cx.model.card.as_deref()?;
    let checks = (card.organisation.id == one.school).then(|| card.checks.clone())??;
    match one.kind {
        ApplicationKind::Reimbursement(_) => Some(Arc::new(of_building(&checks))),
        ApplicationKind::Digitisation | ApplicationKind::Financing => Some(checks),
    }
}

/// The same with the encumbrance, which bears on reimbursement alone. Where one building has its
/// purpose and its encumbrance, the others' don't count, as the registry decides it.
fn of_building(checks: &OrganisationChecks) -> OrganisationChecks {
    let code = CheckMoment::Application.code();
    let mut all = checks.clone();
    all.rows.append(&mut all.building);
    let (purpose, pledge) = (
        CheckId::PremisesPurpose.code(),
        CheckId::PremisesPledge.code(),
    );
    let is_of = |row: &CheckRow| row.check == purpose || row.check == pledge;
    let passed = |check: &str, row: &CheckRow| {
        let mut rows = all.rows.iter();
        rows.any(|other| {
            other.check == check
                && other.premises == row.premises
                && other.verdict == CheckVerdict::Passed
        })
    };
    let sound: Vec<_> = all
        .rows
        .iter()
        .filter(|row| is_of(row) && passed(purpose, row) && passed(pledge, row))
        .map(|row| row.premises)
        .collect();
    if !sound.is_empty() {
        all.rows
            .retain(|row| !is_of(row) || sound.contains(&row.premises));
    }
    let stands = |verdict| {
        let mut rows = all.rows.iter();
        rows.any(|row| bears(row) && row.verdict == verdict)
    };
    let (failed, unknown) = (stands(CheckVerdict::Failed), stands(CheckVerdict::Unknown));
    for one in all.decisions.iter_mut().filter(|one| one.moment == code) {
        one.decision = match one.decision {
            _ if failed => Decision::Refused,
            _ if unknown => Decision::Waits,
            Decision::Refused | Decision::Waits => Decision::AllowedAfterReview,
            allowed => allowed,
        };
    }
    all
}

/// What follows from them for an application.
pub fn decision(checks: &OrganisationChecks) -> Option<Decision> {
    let code = CheckMoment::Application.code();
    let of_application = checks.decisions.iter().find(|one| one.moment == code);
    of_application.map(|one| one.decision)
}

fn bears(row: &CheckRow) -> bool {
    let code = CheckMoment::Application.code();
    row.consequence == "refuse" && row.occasions.iter().any(|occasion| occasion == code)
}

/// Stop factors of an application that failed: what a refusal may rest on.
pub fn stops(checks: &OrganisationChecks) -> Vec<CheckId> {
    let failed = checks
        .rows
        .iter()
        .filter(|row| bears(row) && row.verdict == CheckVerdict::Failed);
    let mut stops: Vec<CheckId> = failed
        .filter_map(|row| CheckId::ALL.iter().find(|id| id.code() == row.check))
        .copied()
        .collect();
    stops.sort_unstable();
    stops.dedup();
    stops
}

/// A check that failed, by its name: names of checks ("Licence in force") alone would say the
/// opposite.
pub fn failed(check: CheckId, cx: &Cx<'_>) -> String {
    let check = coded(cx, "flk-title-", check.code());
    cx.f("flk-not-passed", &[("check", check.into())])
}

fn coded(cx: &Cx<'_>, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}{code}");
    if cx.locale.has(&key) {
        cx.t(&key)
    } else {
        code.to_owned()
    }
}

/// Shows them: what follows, each stop factor with its reason and sources, when they were run.
pub fn show(one: &Application, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    super::parts::part(ui, &cx.t("flk-tab"));
    let Some(checks) = of(one, cx) else {
        ui.add(egui::Label::new(text::muted(&cx.t("application-checks-none"))).wrap());
        card_button(one, cx, ui);
        return;
    };
    if let Some(decision) = decision(&checks) {
        let (tone, icon, key) = match decision {
            Decision::Allowed => (Tone::Ok, Icon::CircleCheck, "flk-decision-allowed"),
            Decision::AllowedAfterReview => (
                Tone::Info,
                Icon::CircleCheck,
                "flk-decision-allowed-after-review",
            ),
            Decision::Waits => (Tone::Warning, Icon::CircleAlert, "flk-decision-waits"),
            Decision::Refused => (Tone::Bad, Icon::CircleX, "flk-decision-refused"),
        };
        ui.add(Tag::new(tone, &cx.t(key)).icon(icon));
    }
    let stands = |row: &&CheckRow| {
        bears(row) && matches!(row.verdict, CheckVerdict::Failed | CheckVerdict::Unknown)
    };
    for row in checks.rows.iter().filter(stands) {
        stop(row, cx, ui);
    }
    let review = checks.rows.iter().filter(|row| {
        row.consequence == "review"
            && matches!(row.verdict, CheckVerdict::Failed | CheckVerdict::Unknown)
    });
    let review = i64::try_from(review.count()).unwrap_or(i64::MAX);
    if review > 0 {
        let words = cx.f("application-checks-review", &[("count", review.into())]);
        ui.add(egui::Label::new(text::table(&words)).wrap());
    }
    let when = cx.locale.date_time(checks.run_at);
    facts::row(ui, &cx.t("flk-run-at"), &when);
    card_button(one, cx, ui);
}

fn stop(row: &CheckRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (tone, icon, prefix) = if row.verdict == CheckVerdict::Failed {
        (Tone::Bad, Icon::CircleX, "flk-reason-")
    } else {
        (Tone::Warning, Icon::CircleAlert, "flk-unknown-")
    };
    let verdict = cx.t(&format!("flk-verdict-{}", row.verdict.code()));
    ui.horizontal_wrapped(|ui| {
        ui.add(Tag::new(tone, &verdict).icon(icon));
        ui.add(egui::Label::new(text::medium(&coded(cx, "flk-title-", &row.check))).wrap());
    });
    let sources = row.sources.iter();
    let sources: Vec<String> = sources
        .map(|source| coded(cx, "flk-source-", source))
        .collect();
    let reason = row.reason.as_deref().map(|code| coded(cx, prefix, code));
    let words = [reason.unwrap_or_default(), sources.join(", ")];
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words: Vec<&str> = words.into_iter().filter(|one| !one.is_empty()).collect();
    ui.add(egui::Label::new(text::small_muted(&words.join(" · "))).wrap());
}

fn card_button(one: &Application, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let label = cx.t("application-open-card");
    let button = Button::ghost(&label).icon(Icon::ListChecks).small();
    if ui.add(button).clicked() {
        cx.post.go(Place::Organisation(one.school));
    }
}
