//! What came of a visit: the prescription point by point, the consequence, and what happens next.

use super::holds::sanction_words;
use super::section;
use crate::cx::Cx;
use crate::model::VisitWork;
use crate::place::Place;
use crate::words;
use baqylau_client::ui::PointRow;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::prescription::{PointState, PrescriptionPoint, due_colour, is_late};
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_domain::visit::{Stage, StageName};
use baqylau_widgets::{Button, Icon, Tag, Tone, facts, text};

/// Shows it once the registry has the act.
pub(super) fn show(work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    if work.visit.stage.number().is_none() {
        return;
    }
    let points = points(work.id(), cx);
    let sanction = sanction(work.id(), cx);
    let known = is_known(work, &points, sanction.as_ref(), cx);
    section(ui, Icon::ListChecks, &cx.t("visit-outcome"), |ui| {
        if !known {
            ui.label(text::muted(&cx.t("panel-loading")));
            return;
        }
        left(&points, cx, ui);
        for row in &points {
            point(row, work, cx, ui);
        }
        consequence(sanction.as_ref(), cx, ui);
        next(work, &points, sanction.as_ref(), cx, ui);
    });
}

/// Whether what the registry made of the act is here: the number may come a moment earlier, and
/// "nothing found" must not stand in its place.
fn is_known(
    work: &VisitWork,
    points: &[PointRow],
    sanction: Option<&Sanction>,
    cx: &Cx<'_>,
) -> bool {
    let loaded = cx.model.points.value().is_some() && cx.model.sanctions.value().is_some();
    let remedying = work.visit.stage.name() == StageName::Remedying;
    loaded
        && (sanction.is_some() || work.visit.stage.sanction().is_none())
        && !(remedying && points.is_empty())
}

/// Points of the prescription of a visit, in the order of their numbers.
fn points(visit: VisitId, cx: &Cx<'_>) -> Vec<PointRow> {
    let rows = cx.model.points.value();
    let of_visit = rows.into_iter().flat_map(|rows| rows.iter());
    let mut found: Vec<PointRow> = of_visit
        .filter(|row| row.point.visit == visit)
        .cloned()
        .collect();
    found.sort_by_key(|row| row.point.point.number);
    found
}

/// The consequence of a visit that is in force or asked for; else the one decided last.
fn sanction(visit: VisitId, cx: &Cx<'_>) -> Option<Sanction> {
    let rows = cx.model.sanctions.value()?;
    let of_visit = rows.iter().map(|row| &row.sanction);
    of_visit
        .filter(|one| one.visit == visit)
        .max_by_key(|one| {
            let open = one.stops_payment() || one.waits_for_decision();
            (open, one.proposed_at)
        })
        .cloned()
}

fn is_open(row: &PointRow) -> bool {
    !matches!(row.point.state, PointState::Remedied { .. })
}

/// How many violations there were and how many are left.
fn left(points: &[PointRow], cx: &Cx<'_>, ui: &mut egui::Ui) {
    if points.is_empty() {
        ui.label(text::body(&cx.t("visit-outcome-no-points")));
        return;
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let open = points.iter().filter(|row| is_open(row)).count();
    let args = [
        ("count", count(points.len()).into()),
        ("open", count(open).into()),
    ];
    let words = cx.f("visit-outcome-points", &args);
    let tone = if open == 0 { Tone::Ok } else { Tone::Warning };
    text::toned(ui, text::strong(&words), tone);
}

/// What a point says was demanded and wasn't so: from its checklist where that is here, else from
/// the act.
fn requirement(point: &PrescriptionPoint, work: &VisitWork, cx: &Cx<'_>) -> Option<String> {
    let of_list = work
        .sheet(&point.list)
        .and_then(|sheet| sheet.label_of(&point.item, cx.locale.language()));
    let of_act = || {
        let causes = cx.model.causes.get(&work.id())?;
        let cause = causes.iter().find(|one| one.point == Some(point.number))?;
        Some(cx.tri(&cause.requirement).to_owned())
    };
    let demanded = of_list.or_else(of_act).filter(|words| !words.is_empty())?;
    Some(words::unmet(&demanded, cx.locale))
}

/// The act of a visit whose items aren't known here and should be asked for.
pub(super) fn lacks_causes(work: &VisitWork, cx: &Cx<'_>) -> bool {
    let points = points(work.id(), cx);
    let mut points = points.iter().map(|row| &row.point.point);
    work.visit.stage.number().is_some()
        && crate::screens::decisions::reads_acts(cx)
        && !cx.model.causes.contains_key(&work.id())
        && points.any(|one| !one.is_admission() && work.sheet(&one.list).is_none())
}

fn point(row: &PointRow, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let point = &row.point.point;
    let today = cx.model.today();
    let policy = work.policies.on(today);
    let due = cx.locale.date(point.due);
    let icon = if is_open(row) {
        Icon::Clock
    } else {
        Icon::CircleCheck
    };
    let (words, tone) = match &row.point.state {
        PointState::Remedied { on } => {
            let date = cx.locale.date(*on);
            let words = format!("{} {date}", cx.t("prescription-state-remedied"));
            (words, Tone::Ok)
        }
        state if is_late(point, state, today) => {
            let words = format!("{}: {due}", cx.t("prescription-state-overdue"));
            (words, Tone::Bad)
        }
        PointState::Open | PointState::Reported { .. } => {
            let words = cx.f("visit-outcome-due", &[("date", due.into())]);
            (words, words::due(due_colour(point.due, today, &policy)))
        }
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.allocate_ui(egui::vec2(24.0, 20.0), |ui| {
            ui.set_min_width(24.0);
            ui.label(text::digits(&point.number.to_string()));
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let name = text::medium(&words::point_item(point, cx.locale));
            ui.add(egui::Label::new(name).wrap());
            if let Some(requirement) = requirement(point, work, cx) {
                ui.add(egui::Label::new(text::body(&requirement)).wrap());
            }
            let measure = text::small_muted(&words::point_measure(point, cx.locale));
            ui.add(egui::Label::new(measure).wrap());
            ui.horizontal_wrapped(|ui| {
                let (key, risk) = words::severity(point.risk);
                ui.add(Tag::new(risk, &cx.t(key)));
                ui.add(Tag::new(tone, &words).icon(icon));
            });
        });
    });
}

fn consequence(sanction: Option<&Sanction>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let name = cx.t("visit-outcome-consequence");
    let Some(sanction) = sanction else {
        facts::row(ui, &name, &cx.t("visit-outcome-no-consequence"));
        return;
    };
    let (_, tone) = words::sanction(&sanction.state);
    let words = sanction_words(sanction, cx);
    facts::toned(ui, &name, &words, Some(tone));
    if let SanctionState::Suspended { since, until, .. } = &sanction.state {
        let days = cx.locale.date_range((*since, *until));
        facts::row(ui, &cx.t("visit-outcome-suspended"), &days);
    }
    // The commission proposes and reads; the decision is made elsewhere.
    let role = cx.model.person().map(|person| person.role);
    let decides =
        role.is_some_and(|role| !matches!(role, AccountRole::Commission | AccountRole::Observer));
    let label = cx.t("visit-outcome-decision");
    if decides && ui.add(Button::ghost(&label).icon(Icon::Scale)).clicked() {
        cx.post.go(Place::Sanction(sanction.id));
    }
}

/// Who does what now.
fn next(
    work: &VisitWork,
    points: &[PointRow],
    sanction: Option<&Sanction>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let soonest = points
        .iter()
        .filter(|row| is_open(row))
        .map(|row| row.point.point.due)
        .min();
    let waits = sanction.is_some_and(Sanction::waits_for_decision);
    let words = match (&work.visit.stage, soonest) {
        (Stage::Closed { at, .. }, _) => {
            let day = baqylau_locale::legal_time(*at).date_naive();
            cx.f("visit-next-closed", &[("date", cx.locale.date(day).into())])
        }
        _ if waits => cx.t("visit-next-decision"),
        (Stage::RepeatVisit { .. }, _) => cx.t("visit-next-repeat"),
        (_, Some(due)) => cx.f("visit-next-remedy", &[("date", cx.locale.date(due).into())]),
        (_, None) => cx.t("visit-next-close"),
    };
    facts::strong(ui, &cx.t("visit-next"), &words);
    if let Stage::RepeatVisit { repeat, .. } = &work.visit.stage {
        let label = cx.t("visit-open-repeat");
        if ui
            .add(Button::secondary(&label).icon(Icon::CalendarCheck))
            .clicked()
        {
            cx.post.go(Place::Visit(*repeat));
        }
    }
}
