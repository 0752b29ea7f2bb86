//! The parts the pane of every record of the order has: its head, what of it is under way, what
//! happened to it.

use super::shelf;
use super::who;
use super::words;
use crate::cx::Cx;
use crate::place::Place;
use baqylau_client::ui::{OrderRow, WaitingStep};
use baqylau_domain::schooling::OrderStep;
use baqylau_widgets::{Button, Icon, Tag, Tone, state, text, timeline};

/// Title, state and the button that closes the pane.
pub fn head(title: &str, standing: Option<(&str, Tone)>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 36.0;
        ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
            ui.set_width(room);
            ui.add(egui::Label::new(text::section(title)).wrap());
        });
        let label = cx.t("button-close");
        if ui.add(Button::icon_only(Icon::X, &label).small()).clicked() {
            shelf::close(cx);
        }
    });
    if let Some((words, tone)) = standing {
        ui.add(Tag::new(tone, words));
    }
    ui.add_space(4.0);
}

/// The school of a record, which leads to its card.
pub fn school(row: &OrderRow, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let name = words::school(row, cx.locale);
    let known = row.school.as_ref().map(|school| school.id);
    let button = Button::ghost(&name).icon(Icon::Landmark).small();
    match known {
        Some(id) => {
            if ui.add(button).clicked() {
                cx.post.go(Place::Organisation(id));
            }
        }
        None => {
            ui.label(text::medium(&name));
        }
    }
}

/// What was asked here and isn't in the registry's record yet.
pub fn waiting(steps: &[WaitingStep], cx: &Cx<'_>, ui: &mut egui::Ui) {
    for step in steps {
        let key = format!("client-order-{}", step.step.replace('_', "-"));
        let args = [
            ("what", cx.t(&key).into()),
            ("time", cx.locale.date_time(step.at).into()),
        ];
        let words = if step.taken {
            cx.f("order-waiting-taken", &args)
        } else {
            cx.f("order-waiting", &args)
        };
        state::strip(ui, Tone::Info, &words, None);
    }
}

/// A heading within the pane.
pub fn part(ui: &mut egui::Ui, words: &str) {
    ui.add_space(10.0);
    ui.label(text::strong(words));
    ui.add_space(2.0);
}

/// What happened to the record, oldest first.
pub fn history(steps: &[OrderStep], cx: &Cx<'_>, ui: &mut egui::Ui) {
    history_as(steps, |_| None, cx, ui);
}

/// The same; what some of the steps did is known better than by their kind.
pub fn history_as(
    steps: &[OrderStep],
    known: impl Fn(usize) -> Option<String>,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    part(ui, &cx.t("order-history"));
    let lines: Vec<(String, String, Tone)> = steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let key = format!("client-order-{}", step.step.replace('_', "-"));
            let what = known(place).unwrap_or_else(|| cx.t(&key));
            let what = who::step(what, Some(step.by), cx);
            let what = match &step.reason {
                Some(reason) => {
                    let args = [("what", what.into()), ("reason", reason.0.as_str().into())];
                    cx.f("order-step-why", &args)
                }
                None => what,
            };
            (cx.locale.date_time(step.at), what, Tone::Info)
        })
        .collect();
    self::steps(&lines, ui);
}

/// What happened, each with when and in which colour.
pub fn steps(lines: &[(String, String, Tone)], ui: &mut egui::Ui) {
    let steps: Vec<timeline::Step<'_>> = lines
        .iter()
        .map(|(when, what, tone)| timeline::Step {
            when,
            what,
            tone: *tone,
        })
        .collect();
    timeline::timeline(ui, &steps);
}

/// A button that is blocked with the reason the rules give; whether it was pressed.
pub fn button(button: Button<'_>, refusal: Option<&str>, ui: &mut egui::Ui) -> bool {
    let pressed = ui.add(button.blocked(refusal)).clicked();
    pressed && refusal.is_none()
}
