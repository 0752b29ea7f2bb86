//! The need of one school beside the distribution: where its figures come from, changed here, and
//! what comes of it.

use super::super::pane;
use super::distribute::other_rule;
use super::draft::{Draft, NeedDraft};
use super::figures::{Figures, Origin};
use super::what_if::Preview;
use crate::cx::Cx;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::Need;
use baqylau_widgets::{Button, Field, Icon, Tone, facts, state, text};

/// The need of a school: as it is known, or as it was entered.
pub fn of(
    school: OrganisationId,
    figures: &Figures,
    draft: &Draft,
    (from, to): (Period, Period),
) -> (Need, Origin) {
    let Some(entered) = draft.needs.get(&school) else {
        return figures.need(school, from, to);
    };
    let count = |count: Option<i64>| u32::try_from(count.unwrap_or(0).max(0)).unwrap_or(u32::MAX);
    let need = Need {
        school,
        first_shift: Tiyn(entered.first_shift.unwrap_or(0)),
        others: Tiyn(entered.others.unwrap_or(0)),
        pupils_beyond: count(entered.beyond),
        pupils: count(entered.pupils),
    };
    (need, Origin::Entered)
}

/// Message key of what is wrong with a need.
pub fn fault(need: &Need) -> Option<&'static str> {
    if need.first_shift.0 < 0 || need.others.0 < 0 {
        Some("funding-need-negative")
    } else if need.pupils_beyond > need.pupils {
        Some("funding-need-beyond")
    } else if (need.pupils_beyond == 0) != (need.others.0 == 0) {
        Some("funding-need-unfit")
    } else if need.pupils == 0 {
        Some("funding-need-none")
    } else {
        None
    }
}

/// Where figures come from, in words.
fn origin(origin: Origin, cx: &Cx<'_>) -> String {
    match origin {
        Origin::Distribution => cx.t("funding-origin-distribution"),
        Origin::Act(month) => {
            let month = super::super::words::month(month, cx.locale);
            cx.f("funding-origin-act", &[("month", month.into())])
        }
        Origin::Nothing => cx.t("funding-origin-nothing"),
        Origin::Entered => cx.t("funding-origin-entered"),
    }
}

/// Shows it; whether it stays.
pub fn show(
    school: OrganisationId,
    figures: &Figures,
    draft: &mut Draft,
    term: (Period, Period),
    (preview, writes): (Option<&Preview>, bool),
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> bool {
    let mut stays = true;
    let (need, from) = of(school, figures, draft, term);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 36.0;
        ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
            ui.set_width(room);
            let name = figures.name(school, cx.locale);
            ui.add(egui::Label::new(text::section(&name)).wrap());
        });
        let label = cx.t("button-close");
        if ui.add(Button::icon_only(Icon::X, &label).small()).clicked() {
            stays = false;
        }
    });
    facts::row(ui, &cx.t("funding-origin"), &origin(from, cx));
    if let Some(key) = fault(&need) {
        state::strip(ui, Tone::Warning, &cx.t(key), None);
    }
    let before = NeedDraft::of(&need);
    let before = draft.needs.get(&school).copied().unwrap_or(before);
    let mut entered = before;
    ui.push_id(school, |ui| {
        let number = |key: &str, value: &mut Option<i64>, money: bool, ui: &mut egui::Ui| {
            let label = cx.t(key);
            let field = Field::new(&label).read_only(!writes);
            if money {
                field.unit("₸").number(ui, value, 2);
            } else {
                field.number(ui, value, 0);
            }
        };
        number("funding-pupils", &mut entered.pupils, false, ui);
        number("funding-pupils-beyond", &mut entered.beyond, false, ui);
        number("funding-first-shift", &mut entered.first_shift, true, ui);
        number("funding-others", &mut entered.others, true, ui);
    });
    if entered != before {
        draft.needs.insert(school, entered);
    }
    if draft.needs.contains_key(&school) && writes {
        let label = cx.t("funding-need-known");
        if ui.add(Button::ghost(&label).icon(Icon::Undo2)).clicked() {
            draft.needs.remove(&school);
        }
    }
    if let Some(share) = preview.and_then(|preview| preview.share(school, false)) {
        pane::part(ui, &cx.t("funding-share"));
        let sum = |tiyn: i64| cx.locale.money_tiyn(tiyn);
        facts::row(ui, &cx.t("funding-first-shift"), &sum(share.first_shift.0));
        facts::row(ui, &cx.t("funding-others"), &sum(share.others.0));
        let whole = share.first_shift.0.saturating_add(share.others.0);
        facts::strong(ui, &cx.t("funding-total"), &sum(whole));
        let lacks = (share.lacking.0 > 0).then_some(Tone::Bad);
        facts::toned(ui, &cx.t("funding-lacking"), &sum(share.lacking.0), lacks);
        if let Some(preview) = preview
            && let Some(other) = preview.share(school, true)
        {
            let other = other.first_shift.0.saturating_add(other.others.0);
            let rule = cx.t(other_rule(&preview.question.rule));
            facts::row(ui, &rule, &sum(other));
        }
    }
    stays
}
