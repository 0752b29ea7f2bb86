//! What is in the pack taken along: each part with a check mark, or said to be absent.

use crate::cx::Cx;
use crate::model::VisitWork;
use crate::screens::organisations::licence_to_show;
use crate::words;
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_protocol::pack::Pack;
use baqylau_widgets::{Icon, Tone, text, tokens};
use chrono::NaiveDate;

/// One part of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Message key of its name.
    name: &'static str,
    /// What is there; `None`: nothing.
    holds: Option<String>,
    /// Whether a visit can't do without it.
    needed: bool,
    /// Whether what is there asks for attention.
    warns: bool,
}

/// Lists the parts of a pack.
pub(super) fn show(pack: &Pack, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let t = *tokens(ui);
    let none = cx.t("visit-pack-none");
    ui.spacing_mut().item_spacing.y = 4.0;
    for part in parts(pack, work, cx) {
        let (icon, tone) = match (&part.holds, part.needed) {
            (Some(_), _) if part.warns => (Icon::TriangleAlert, Tone::Warning),
            (Some(_), _) => (Icon::Check, Tone::Ok),
            (None, true) => (Icon::TriangleAlert, Tone::Warning),
            (None, false) => (Icon::Minus, Tone::Neutral),
        };
        let name = cx.t(part.name);
        let words = part.holds.as_deref().unwrap_or(&none);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            baqylau_widgets::icon::show(ui, icon, 16.0, t.ink(tone));
            let line = format!("{name}: {words}");
            let line = text::table(&line);
            let line = if part.holds.is_some() {
                line
            } else {
                line.weak()
            };
            ui.add(egui::Label::new(line).wrap());
        });
    }
}

/// The parts, in the order they are needed on site.
fn parts(pack: &Pack, work: &VisitWork, cx: &Cx<'_>) -> Vec<Part> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let organisation = &pack.organisation;
    let addresses: usize = organisation
        .licences
        .iter()
        .map(|licence| licence.addresses.len())
        .sum();
    let licences = licence_to_show(&organisation.licences).map(|licence| {
        let (key, _) = words::licence(licence.status);
        let addresses = cx.f(
            "visit-pack-addresses",
            &[("count", count(addresses).into())],
        );
        format!("{} ({}), {addresses}", licence.number, cx.t(key))
    });
    let learners: usize = pack.groups.iter().map(|group| group.learners.len()).sum();
    let groups = (!pack.groups.is_empty()).then(|| {
        let args = [
            ("groups", count(pack.groups.len()).into()),
            ("learners", count(learners).into()),
        ];
        cx.f("visit-pack-groups-held", &args)
    });
    let previous = pack.previous.as_ref().map(|before| {
        let violations = before
            .answers
            .iter()
            .filter(|answer| answer.violation)
            .count();
        let args = [
            ("number", before.number.clone().into()),
            ("date", cx.locale.date(before.date).into()),
            ("count", count(violations).into()),
        ];
        cx.f("visit-pack-previous-held", &args)
    });
    let open: Vec<String> = pack
        .sanctions
        .iter()
        .filter(|one| one.stops_payment() || one.waits_for_decision())
        .map(|one| sanction_words(one, cx))
        .collect();
    let sheets = work.visit.checklists.iter().filter_map(|pinned| {
        let sheet = work.sheet(&pinned.code)?;
        let title = sheet.title(cx.locale.language());
        Some(format!("{title}, {}", version(&pinned.version, cx)))
    });
    let sheets: Vec<String> = sheets.collect();
    let part = |name, holds, needed| Part {
        name,
        holds,
        needed,
        warns: false,
    };
    let mut parts = vec![
        part("visit-pack-licences", licences, true),
        part("visit-pack-groups", groups, true),
        part("visit-pack-previous", previous, false),
        Part {
            warns: true,
            ..part(
                "visit-pack-sanctions",
                (!open.is_empty()).then(|| open.join("; ")),
                false,
            )
        },
    ];
    if sheets.is_empty() {
        parts.push(part("visit-pack-lists", None, true));
    }
    let sheets = sheets.into_iter();
    parts.extend(sheets.map(|sheet| part("visit-pack-lists", Some(sheet), true)));
    parts
}

/// The version of a checklist: its day, where it is one with the number of the day's edition after
/// it, as the workbooks write it.
fn version(version: &str, cx: &Cx<'_>) -> String {
    let day = version
        .get(..8)
        .and_then(|day| NaiveDate::parse_from_str(day, "%Y%m%d").ok());
    match day {
        Some(day) => {
            let date = ("date", cx.locale.date(day).into());
            cx.f("visit-pack-version", &[date])
        }
        None => version.to_owned(),
    }
}

/// What is proposed is said as a proposal, and what was decided or ran out by its state.
pub(super) fn sanction_words(sanction: &Sanction, cx: &Cx<'_>) -> String {
    if matches!(sanction.state, SanctionState::Proposed) {
        let what = cx.t(words::consequence(words::weighs(sanction)));
        return cx.f("visit-sanction-proposed", &[("what", what.into())]);
    }
    cx.t(words::sanction(&sanction.state).0)
}
