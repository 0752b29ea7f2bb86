//! The violation "marked by QR, absent from the room", written into the checklist from the count.

use crate::cx::{Action, Cx};
use crate::model::{Sheet, VisitWork};
use baqylau_domain::contingent::{Group, Presence};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::Iin;
use baqylau_widgets::{Button, Icon, Tone, text};
use std::collections::BTreeMap;

/// Where a checklist records what was counted.
struct Items {
    /// Code of the checklist.
    list: &'static str,
    /// Item that is answered with the number of those marked and absent.
    absent: &'static str,
    /// Fields of the head count: by list, by QR, in the room.
    counted: [&'static str; 3],
}

/// Checklists that ask for it. Source: the attendance workbook (`assets/checklists/ATT.xlsx`),
/// items C16 "head count" and C17 "marked by QR, absent from the room".
const ASKED: [Items; 1] = [Items {
    list: "ATT",
    absent: "C17",
    counted: ["C16_list", "C16_qr", "C16_fact"],
}];

/// The checklist of the visit that asks for it: with its item's path.
fn asked(work: &VisitWork) -> Option<(&'static Items, &Sheet, String)> {
    ASKED.iter().find_map(|items| {
        let sheet = work.sheet(items.list)?;
        let path = sheet.path_of(items.absent)?;
        Some((items, sheet, path))
    })
}

/// Offers to write the violation down, or says why it can't be.
pub(super) fn offer(
    group: &Group,
    marks: &BTreeMap<Iin, Presence>,
    work: &VisitWork,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let Some((items, sheet, path)) = asked(work) else {
        let codes: Vec<String> = ASKED.iter().map(|items| items.list.to_owned()).collect();
        let list = cx.locale.list_and(&codes);
        let words = cx.f("headcount-finding-nowhere", &[("list", list.into())]);
        ui.add(egui::Label::new(text::small_muted(&words)).wrap());
        return;
    };
    let editable = crate::screens::visit::may_record(&work.visit, cx.model);
    let label = cx.t("headcount-make-finding");
    let closed = cx.t("checklist-read-only");
    let button = Button::secondary(&label)
        .icon(Icon::TriangleAlert)
        .blocked((!editable).then_some(closed.as_str()));
    if !ui.add(button).clicked() {
        return;
    }
    let absent = group
        .learners
        .iter()
        .filter(|learner| learner.qr_marked && marks.get(&learner.iin) == Some(&Presence::Absent));
    let names: Vec<String> = absent
        .map(|l| format!("{} ({})", l.full_name, l.iin.masked()))
        .collect();
    let mut finding = work.finding(items.list, items.absent);
    let line = format!("{}: {}", group.code, names.join("; "));
    if !finding.note.contains(&line) {
        if !finding.note.is_empty() {
            finding.note.push('\n');
        }
        finding.note.push_str(&line);
    }
    let total = work.count_total();
    let answer = |path: String, value: u32| Action::Answer {
        list: items.list.to_owned(),
        path,
        value: value.to_string(),
    };
    let mut actions = vec![answer(path, total.phantom)];
    let counted = [total.listed, total.qr, total.present];
    for (field, value) in items.counted.into_iter().zip(counted) {
        if let Some(path) = sheet.path_of(field) {
            actions.push(answer(path, value));
        }
    }
    if let Ok(value) = serde_json::to_value(&finding) {
        let key = FieldKey::Finding {
            list: items.list.to_owned(),
            item: items.absent.to_owned(),
        };
        actions.push(Action::Write(vec![(key, value)]));
    }
    // The answers and the note are one thing to the person: taken back together.
    cx.post.put(Action::Together(actions));
    let title = sheet.title(cx.locale.language()).to_owned();
    let args = [("item", items.absent.into()), ("list", title.into())];
    let done = cx.f("headcount-finding-made", &args);
    cx.post.put(Action::Tell(Tone::Ok, done));
}
