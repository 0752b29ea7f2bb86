//! The pane at the right of a visit: whom it concerns, by what order, who goes, what was before.

use crate::cx::Cx;
use crate::model::VisitWork;
use crate::place::Place;
use crate::words;
use baqylau_domain::people::CommissionMember;
use baqylau_widgets::{Button, Icon, Tag, Tone, facts, state, text};

/// The pane at the right: whom and by whom.
pub(super) fn show(work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let organisation = &work.organisation;
    ui.label(text::section(&cx.t("visit-organisation")));
    ui.add_space(4.0);
    facts::row(ui, &cx.t("field-bin"), organisation.bin.as_text());
    if organisation.bin.is_suspect() {
        state::strip(
            ui,
            Tone::Warning,
            &cx.t("error-identifier-check-digit"),
            None,
        );
    }
    facts::row(
        ui,
        &cx.t("visit-address-legal"),
        cx.tri(&organisation.legal_address),
    );
    facts::row(ui, &cx.t("organisation-head"), &organisation.head);
    for licence in &organisation.licences {
        let (key, tone) = words::licence(licence.status);
        let words = cx.t(key);
        facts::with(ui, &cx.t("licence-number"), |ui| {
            let number = text::table(&licence.number);
            ui.add(egui::Label::new(number).selectable(true));
            ui.add(Tag::new(tone, &words));
        });
    }
    let premises = organisation.premises(work.visit.premises);
    if let Some(premises) = premises {
        let address = cx.tri(&premises.address);
        facts::row(ui, &cx.t("visit-address-visited"), address);
    }
    let (key, tone) = match organisation.is_licensed_at(work.visit.premises) {
        Some(true) => ("licence-address-listed", Tone::Ok),
        Some(false) => ("licence-address-not-listed", Tone::Bad),
        None => ("licence-address-unknown", Tone::Warning),
    };
    state::strip(ui, tone, &cx.t(key), None);
    if let Some(premises) = premises {
        let (key, _) = words::purpose(premises.purpose);
        facts::row(ui, &cx.t("premises-purpose"), &cx.t(key));
        if let Some(rka) = &premises.rka {
            facts::row(ui, &cx.t("premises-rka"), rka.as_text());
        }
    }
    let label = cx.t("organisation-open-card");
    if ui.add(Button::ghost(&label).icon(Icon::Landmark)).clicked() {
        cx.post.go(Place::Organisation(organisation.id));
    }
    ui.add_space(12.0);
    ui.label(text::section(&cx.t("visit-order")));
    if let Some(order) = work.visit.stage.order() {
        facts::strong(ui, &cx.t("visit-order-number"), &order.number);
        facts::row(ui, &cx.t("visit-order-date"), &cx.locale.date(order.date));
        facts::row(ui, &cx.t("visit-order-issuer"), cx.tri(&order.issued_by));
    }
    let range = |days| cx.locale.date_range(days);
    facts::row(ui, &cx.t("visit-dates"), &range(work.visit.planned));
    facts::row(
        ui,
        &cx.t("visit-period"),
        &range(work.visit.inspected_period),
    );
    facts::row(ui, &cx.t("visit-subject"), cx.tri(&work.visit.purpose));
    ui.add_space(12.0);
    ui.label(text::section(&cx.t("visit-commission")));
    for member in &work.visit.members {
        member_row(member, work, cx, ui);
    }
    before(work, cx, ui);
}

/// What was before: of use until this visit has an act of its own, and to whoever has the pack.
fn before(work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    if work.visit.stage.number().is_some() || super::member(&work.visit, cx.model).is_none() {
        return;
    }
    ui.add_space(12.0);
    ui.label(text::section(&cx.t("visit-previous")));
    match &work.previous {
        Some(previous) => {
            let date = cx.locale.date(previous.date);
            facts::row(ui, &words::numbered(&previous.number, cx.locale), &date);
            previous_address(work, cx, ui);
            let violations = previous.answers.iter().filter(|a| a.violation).count();
            let count = i64::try_from(violations).unwrap_or(0);
            let words = cx.f("checklist-violations", &[("count", count.into())]);
            ui.label(text::body(&words));
        }
        None => no_previous(work, cx, ui),
    }
}

/// Says why there is nothing to say of a visit before: without the pack it isn't known.
pub(crate) fn no_previous(work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let key = if work.pack.is_none() {
        "visit-previous-in-pack"
    } else {
        "visit-previous-none"
    };
    ui.add(egui::Label::new(text::muted(&cx.t(key))).wrap());
}

/// Where the visit before was, and that it was elsewhere: what items of an address say of another
/// building says nothing of this one.
pub(crate) fn previous_address(work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let before = work.previous.as_ref().and_then(|one| one.premises);
    let Some(before) = before else {
        return;
    };
    if let Some(place) = work.organisation.premises(before) {
        let address = text::small_muted(cx.tri(&place.address));
        ui.add(egui::Label::new(address).wrap());
    }
    if before != work.visit.premises {
        ui.add(Tag::new(Tone::Warning, &cx.t("visit-previous-elsewhere")));
    }
}

fn member_row(member: &CommissionMember, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let signed = work
        .visit
        .stage
        .signed_file()
        .is_some_and(|file| file.signatures.iter().any(|s| s.person == member.person));
    ui.horizontal(|ui| {
        let t = baqylau_widgets::tokens(ui);
        let (icon, ink) = if signed {
            (Icon::CircleCheck, t.ink(Tone::Ok))
        } else {
            (Icon::User, t.muted)
        };
        baqylau_widgets::icon::show(ui, icon, 16.0, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(text::medium(&member.full_name));
            let role = cx.t(words::commission_role(member.role));
            let position = cx.tri(&member.position);
            // A position that names the part in the commission says both.
            let line = if names_role(position, &role) {
                position.to_owned()
            } else {
                format!("{role} · {position}")
            };
            ui.label(text::small_muted(&line));
        });
    });
}

/// Whether a position names the part in the commission, in whatever case: «комиссия төрағасы» is
/// its «Төраға».
fn names_role(position: &str, role: &str) -> bool {
    position.to_lowercase().contains(&role.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_that_names_the_part_isnt_repeated_after_it() {
        assert!(names_role("комиссия төрағасы (үлгі)", "Төраға"));
        assert!(names_role("Председатель комиссии", "Председатель"));
        assert!(!names_role("Главный эксперт", "Секретарь"));
    }
}
