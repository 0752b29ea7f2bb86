//! The acts of the opened register: each with its sum, what stands in its way or why it came back,
//! and what became of its payment.

use super::super::ask::Ask;
use super::super::desk::Desk;
use super::super::shelf::Rows;
use super::super::{pane, recheck, words};
use super::judged::Judged;
use super::pay;
use super::table::{Beside, Registers as Kind};
use crate::cx::{Cx, pick};
use crate::place::{OrderRef, Place};
use baqylau_domain::identifiers::SchoolActId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{RegisterRecord, RegisterState, SchoolingOp};
use baqylau_widgets::rowlist::RowList;
use baqylau_widgets::{Button, Icon, Tone, panel, text};

/// Highest the list gets within the pane, in points.
const HIGHEST: f32 = 420.0;

/// The name of an act of a register: its school and its month.
pub fn name(beside: &Beside, record: &RegisterRecord, act: SchoolActId, cx: &Cx<'_>) -> String {
    let Some(line) = record.lines.get(&act) else {
        return act.to_string();
    };
    let school = beside.schools.get(&line.school);
    let school = school.map_or(line.bin.as_str(), |school| {
        pick(cx.locale.language(), &school.name)
    });
    format!("{school} · {}", words::month(line.period, cx.locale))
}

/// Number of its contract and how many it pays for.
pub fn detail(record: &RegisterRecord, act: SchoolActId, cx: &Cx<'_>) -> String {
    let Some(line) = record.lines.get(&act) else {
        return String::new();
    };
    let args = [
        ("contract", line.contract_number.as_str().into()),
        ("count", i64::from(line.learners).into()),
    ];
    cx.f("order-register-act-detail", &args)
}

type Parts<'a> = (&'a Desk, &'a Judged, &'a mut Option<Ask>);

/// Shows the list, those with something to know first.
pub fn show(
    rows: &Rows<Kind>,
    record: &RegisterRecord,
    (desk, judged, asking): Parts<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    pane::part(ui, &cx.t("order-register-acts-list"));
    let mut acts: Vec<SchoolActId> = record.register.acts.keys().copied().collect();
    if acts.is_empty() {
        ui.label(text::muted(&cx.t("order-register-no-acts")));
        return;
    }
    let reasons = match &record.register.state {
        RegisterState::Returned { reasons } => Some(reasons),
        _ => None,
    };
    // Of an act whose payment is made or on its way, that says everything.
    let found = |act: &SchoolActId| {
        let found = judged.obstacles.get(act);
        found.filter(|_| rows.beside.alive(*act).is_none())
    };
    let told = |act: &SchoolActId| {
        found(act).is_some()
            || reasons.is_some_and(|why| why.contains_key(act))
            || record.register.sent_back.contains_key(act)
    };
    acts.sort_by_key(|act| !told(act));
    let open = record.register.state == RegisterState::Open
        && cx.model.person().map(|person| person.role) == Some(AccountRole::EducationOfficer);
    let wanted = acts.len() as f32 * 84.0;
    let size = egui::vec2(ui.available_width(), wanted.min(HIGHEST));
    ui.allocate_ui(size, |ui| {
        ui.set_min_size(size);
        RowList::new("order-register-lines", 82.0).show(ui, acts.len(), |ui, index| {
            let Some(act) = acts.get(index).copied() else {
                return;
            };
            ui.push_id(act, |ui| {
                let why = reasons.and_then(|why| why.get(&act));
                let remark = match (why, found(&act)) {
                    (Some(why), _) => Some((why.0.clone(), Tone::Bad)),
                    (None, Some(found)) => Some((recheck::words(found, cx.locale), Tone::Bad)),
                    (None, None) => pay::standing(&rows.beside, record, act, cx),
                };
                let taken_off = one(rows, record, act, remark, open, cx, ui);
                if taken_off {
                    *asking = Some(unlist(&rows.beside, record, act, cx));
                }
            });
        });
    });
    if open
        && let Some(first) = acts.first()
        && let Some(refusal) = desk.refusal(&unlisted(record, *first), cx)
    {
        ui.label(text::small_muted(&refusal));
    }
}

/// One act; whether it is to be taken off.
fn one(
    rows: &Rows<Kind>,
    record: &RegisterRecord,
    act: SchoolActId,
    remark: Option<(String, Tone)>,
    open: bool,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> bool {
    let name = name(&rows.beside, record, act, cx);
    let mut taken_off = false;
    ui.horizontal_top(|ui| {
        let buttons = if open { 64.0 } else { 34.0 };
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - buttons);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(text::medium(&name).size(13.0)).wrap());
            let sum = cx.locale.money_tiyn(pay::sum(record, act).0);
            let detail = format!("{sum} · {}", detail(record, act, cx));
            ui.add(egui::Label::new(text::small_muted(&detail)).wrap());
            if let Some((words, tone)) = &remark {
                let ink = baqylau_widgets::tokens(ui).ink(*tone);
                ui.add(egui::Label::new(text::small(words).color(ink)).wrap());
            }
        });
        let label = cx.f("order-register-see-act", &[("name", name.as_str().into())]);
        if ui
            .add(Button::icon_only(Icon::ArrowRight, &label).small())
            .clicked()
        {
            cx.post.go(Place::Order(OrderRef::Act(act)));
        }
        if open {
            let args = [("name", name.as_str().into())];
            let label = cx.f("order-register-unlist-one", &args);
            if ui.add(Button::icon_only(Icon::X, &label).small()).clicked() {
                taken_off = true;
            }
        }
    });
    ui.add_space(3.0);
    panel::hairline(ui);
    ui.add_space(3.0);
    taken_off
}

fn unlisted(record: &RegisterRecord, act: SchoolActId) -> SchoolingOp {
    SchoolingOp::UnlistAct {
        register: record.register.id,
        act,
    }
}

fn unlist(beside: &Beside, record: &RegisterRecord, act: SchoolActId, cx: &Cx<'_>) -> Ask {
    let op = unlisted(record, act);
    Ask::new(
        cx.said("order-register-unlist-title"),
        cx.say(|cx| name(beside, record, act, cx)),
        cx.said("order-register-unlist"),
        move |_| op.clone(),
    )
}
