//! What keeps the act from being fixed: by kind, each with its count and the way to where it is
//! put right.

use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use crate::place::Place;
use baqylau_client::ui::Blocker;
use baqylau_widgets::{Icon, Tone, list, state, tag, text};
use egui::accesskit::Role;
use std::collections::HashMap;

/// A group with more lines than this is closed at first: its count tells enough.
const OPEN_AT_FIRST: usize = 4;

/// Kind of an obstacle, in the order they are best put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Conflicts,
    Unanswered,
    Invalid,
    Description,
    Evidence,
    Deadlines,
    HeadCount,
    Party,
    Other,
}

impl Kind {
    fn of(blocker: &Blocker) -> Self {
        match blocker.problem.key.as_str() {
            "blocker-conflict" => Self::Conflicts,
            "blocker-unanswered" => Self::Unanswered,
            "blocker-invalid" => Self::Invalid,
            "blocker-no-reason" | "blocker-no-note" | "blocker-no-severity" => Self::Description,
            "blocker-no-photo" | "blocker-no-document" => Self::Evidence,
            "blocker-no-due" | "blocker-due-too-early" => Self::Deadlines,
            "blocker-no-headcount" => Self::HeadCount,
            "blocker-no-representative" | "blocker-no-party-decision" => Self::Party,
            act if act.starts_with("blocker-act-") => Self::Party,
            _ => Self::Other,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Conflicts => "act-blockers-conflicts",
            Self::Unanswered => "act-blockers-unanswered",
            Self::Invalid => "act-blockers-invalid",
            Self::Description => "act-blockers-description",
            Self::Evidence => "act-blockers-evidence",
            Self::Deadlines => "act-blockers-deadlines",
            Self::HeadCount => "act-blockers-headcount",
            Self::Party => "act-blockers-party",
            Self::Other => "act-blockers-other",
        }
    }
}

/// Which groups the person opened or closed.
#[derive(Default)]
pub(in crate::screens) struct Blockers {
    open: HashMap<Kind, bool>,
}

/// Where an obstacle of the act's own fields is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    /// The representative's name.
    Representative,
    /// What the organisation does with the act.
    Decision,
    /// When its representative was acquainted with it.
    Acquaintance,
    /// How they refused to sign.
    Refusal,
    /// Their objections.
    Objections,
    /// When the commission left.
    Departure,
}

impl Blockers {
    /// Shows the groups. Returns the field of this screen that was asked for.
    pub(super) fn show(
        &mut self,
        blockers: &[Blocker],
        work: &VisitWork,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) -> Option<Here> {
        let count = i64::try_from(blockers.len()).unwrap_or(0);
        let words = cx.f("checklist-finish-blocked", &[("count", count.into())]);
        state::strip(ui, Tone::Warning, &words, None);
        let chosen = self.list(blockers, work, cx, ui);
        ui.add_space(6.0);
        let blocker = chosen.and_then(|index| blockers.get(index))?;
        jump(Kind::of(blocker), blocker, work, cx)
    }

    /// The groups alone. Returns the place in the list of what the person wants to put right.
    pub(in crate::screens) fn list(
        &mut self,
        blockers: &[Blocker],
        work: &VisitWork,
        cx: &Cx<'_>,
        ui: &mut egui::Ui,
    ) -> Option<usize> {
        let mut kinds: Vec<Kind> = blockers.iter().map(Kind::of).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut chosen = None;
        ui.spacing_mut().item_spacing.y = 2.0;
        for kind in kinds {
            let of_kind: Vec<(usize, &Blocker)> = blockers
                .iter()
                .enumerate()
                .filter(|(_, blocker)| Kind::of(blocker) == kind)
                .collect();
            let open = self
                .open
                .entry(kind)
                .or_insert(of_kind.len() <= OPEN_AT_FIRST);
            if heading(ui, &cx.t(kind.name()), of_kind.len(), *open) {
                *open = !*open;
            }
            if !*open {
                continue;
            }
            for (index, blocker) in of_kind {
                ui.push_id((kind.name(), index), |ui| {
                    if line(kind, blocker, work, cx, ui) {
                        chosen = Some(index);
                    }
                });
            }
        }
        chosen
    }
}

/// The name of a group with its count; returns whether it is to be opened or closed.
fn heading(ui: &mut egui::Ui, name: &str, count: usize, open: bool) -> bool {
    let t = baqylau_widgets::tokens(ui);
    let size = egui::vec2(ui.available_width(), 30.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let count = count.to_string();
    baqylau_widgets::access::button(&response, name);
    baqylau_widgets::access::describe(&response, &count);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.hovered() {
        ui.painter().rect_filled(rect, 6, t.hover);
    }
    let glyph = if open {
        Icon::ChevronDown
    } else {
        Icon::ChevronRight
    };
    let y = rect.center().y;
    let middle = egui::pos2(rect.left() + 10.0, y);
    baqylau_widgets::icon::paint(ui.painter(), glyph, middle, 14.0, t.muted);
    let badge = tag::badge_size(ui, &count);
    let left = rect.right() - 6.0 - badge.x;
    let place = egui::Rect::from_min_size(egui::pos2(left, y - badge.y / 2.0), badge);
    tag::paint_badge(ui, place, Tone::Warning, &count);
    let room = (left - rect.left() - 32.0).max(20.0);
    let weight = baqylau_widgets::fonts::Weight::Medium;
    let galley = text::line(ui, name, weight, 14.0, t.text, room);
    text::paint_at(ui, &galley, rect.left() + 22.0, y);
    baqylau_widgets::access::focus_ring(ui, rect.shrink(2.0), 6, &response);
    response.clicked()
}

/// One obstacle; returns whether the person wants to go there.
fn line(kind: Kind, blocker: &Blocker, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    let problem = problem(blocker, cx);
    let item = work
        .sheet(&blocker.list)
        .and_then(|sheet| sheet.label_of(&blocker.item, cx.locale.language()))
        .unwrap_or_default();
    // Under "no answer" every line would say the same: there the question itself is told.
    let (label, hover) = match kind {
        Kind::Unanswered if !item.is_empty() => (format!("{} {item}", blocker.item), problem),
        _ => (problem, item),
    };
    let shown = list::Item {
        label: &label,
        icon: Some(Icon::ArrowRight),
        ..list::Item::default()
    };
    let response = list::item(ui, Role::Link, &shown);
    let response = if hover.is_empty() {
        response
    } else {
        response.on_hover_text(text::small(&hover))
    };
    response.clicked()
}

/// What is wrong, in words. What isn't an item is named by its message key.
fn problem(blocker: &Blocker, cx: &Cx<'_>) -> String {
    let mut error = blocker.problem.clone();
    for (name, value) in &mut error.args {
        if name == "item" && blocker.item.is_empty() && cx.locale.has(value) {
            *value = cx.t(value);
        }
    }
    let words = cx.error(&error);
    // The author of the checklist may have said what is wrong with the answer.
    match error.args.iter().find(|(name, _)| name == "message") {
        Some((_, message)) => format!("{words}. {message}"),
        None => words,
    }
}

fn jump(kind: Kind, blocker: &Blocker, work: &VisitWork, cx: &mut Cx<'_>) -> Option<Here> {
    let visit = work.id();
    match kind {
        Kind::Conflicts => cx.post.go(Place::Merge(visit)),
        Kind::HeadCount => cx.post.go(Place::HeadCount(visit)),
        Kind::Party => {
            return Some(match blocker.problem.key.as_str() {
                "blocker-no-representative" => Here::Representative,
                "blocker-act-objections-missing" | "blocker-act-objections-unsaid" => {
                    Here::Objections
                }
                "blocker-act-refusal-unexplained" => Here::Refusal,
                "blocker-act-acquaintance-missing" | "blocker-act-acquaintance-out-of-order" => {
                    Here::Acquaintance
                }
                "blocker-act-departure-missing" | "blocker-act-departure-out-of-order" => {
                    Here::Departure
                }
                _ => Here::Decision,
            });
        }
        _ => cx.post.put(Action::Item {
            visit,
            list: blocker.list.clone(),
            item: blocker.item.clone(),
        }),
    }
    None
}
