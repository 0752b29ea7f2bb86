//! Who goes: members chosen by name from the people the registry knows, each with a part.

use super::fields::id;
use super::{Known, PlanScreen};
use crate::cx::Cx;
use crate::words;
use baqylau_domain::people::{CommissionMember, CommissionRole};
use baqylau_domain::visit::PlanPart;
use baqylau_protocol::planning::Candidate;
use baqylau_widgets::{Button, Field, Icon, text};

/// Parts in a commission, in the order they are offered.
const ROLES: [CommissionRole; 4] = [
    CommissionRole::Chair,
    CommissionRole::Secretary,
    CommissionRole::Member,
    CommissionRole::Expert,
];

/// Width of the choice of a part.
const PART: f32 = 190.0;

impl PlanScreen {
    pub(super) fn commission(&mut self, known: &Known, cx: &Cx<'_>, ui: &mut egui::Ui) {
        ui.label(text::small_muted(&cx.t("plan-commission-hint")));
        let parts = ROLES.map(|role| cx.t(words::commission_role(role)));
        let mut removed = None;
        for (index, member) in self.plan.members.iter_mut().enumerate() {
            ui.push_id(member.person, |ui| {
                if row(member, &parts, cx, ui) {
                    removed = Some(index);
                }
            });
        }
        if let Some(index) = removed {
            self.plan.members.remove(index);
        }
        let members = &self.plan.members;
        let free: Vec<&Candidate> = known
            .planning
            .iter()
            .flat_map(|planning| &planning.people)
            .filter(|one| members.iter().all(|member| member.person != one.person))
            .collect();
        let labels: Vec<String> = free
            .iter()
            .map(|one| format!("{} · {}", one.full_name, cx.tri(&one.position)))
            .collect();
        let fault = known.fault(PlanPart::Commission, self, cx);
        let mut chosen = None;
        Field::new(&cx.t("plan-person-add"))
            .id(id(PlanPart::Commission))
            .placeholder(&cx.t("plan-person-find"))
            .error(fault.as_deref())
            .read_only(free.is_empty())
            .select(ui, &mut chosen, &labels);
        if let Some(candidate) = chosen.and_then(|index| free.get(index)) {
            let member = member(candidate, self.next_part());
            self.plan.members.push(member);
        }
    }

    /// The part the next person most likely has: somebody leads, somebody writes, others go along.
    fn next_part(&self) -> CommissionRole {
        let taken = |role| self.plan.members.iter().any(|member| member.role == role);
        [CommissionRole::Chair, CommissionRole::Secretary]
            .into_iter()
            .find(|role| !taken(*role))
            .unwrap_or(CommissionRole::Member)
    }
}

fn member(candidate: &Candidate, role: CommissionRole) -> CommissionMember {
    CommissionMember {
        person: candidate.person,
        full_name: candidate.full_name.clone(),
        iin: None,
        position: candidate.position.clone(),
        role,
        sections: Vec::new(),
    }
}

/// One member; returns whether they are to be removed.
fn row(member: &mut CommissionMember, parts: &[String], cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    let mut removed = false;
    let name = [("name", member.full_name.as_str().into())];
    let (part, remove) = (
        cx.f("plan-person-role", &name),
        cx.f("plan-person-remove", &name),
    );
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - PART - 48.0).max(160.0);
        ui.allocate_ui(egui::vec2(room, 36.0), |ui| {
            ui.set_width(room);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::truncated(ui, text::medium(&member.full_name));
                text::truncated(ui, text::small_muted(cx.tri(&member.position)));
            });
        });
        let mut chosen = ROLES.iter().position(|role| *role == member.role);
        Field::new(&part)
            .hidden_label()
            .width(PART)
            .select(ui, &mut chosen, parts);
        if let Some(role) = chosen.and_then(|index| ROLES.get(index)) {
            member.role = *role;
        }
        removed = ui.add(Button::icon_only(Icon::X, &remove)).clicked();
    });
    removed
}
