//! What became of a sanction, drawn as a line of time: who decided what, when and why.

use crate::cx::Cx;
use crate::words;
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_domain::sanction_log::{SanctionStep, StepKind};
use baqylau_domain::traffic_light::Consequence;
use baqylau_widgets::{Tone, timeline};

/// One step in words; `when` is empty for what is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub when: String,
    /// What, by whom and why.
    pub what: String,
    /// Colour.
    pub tone: Tone,
}

/// Draws the history of a sanction.
pub fn show(sanction: &Sanction, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let lines = lines(sanction, cx);
    let steps: Vec<timeline::Step<'_>> = lines
        .iter()
        .map(|line| timeline::Step {
            when: &line.when,
            what: &line.what,
            tone: line.tone,
        })
        .collect();
    timeline::timeline(ui, &steps);
}

/// What was proposed in the beginning: a suspension past its limit asks for termination now.
pub fn first_asked(sanction: &Sanction) -> Consequence {
    let escalated = |step: &SanctionStep| step.kind == StepKind::Escalated;
    if sanction.steps().iter().any(escalated) {
        Consequence::Suspension
    } else {
        sanction.proposal.consequence
    }
}

/// The proposal, every step since, and the limit that is still ahead.
pub fn lines(sanction: &Sanction, cx: &Cx<'_>) -> Vec<Line> {
    let asked = cx.t(words::consequence(first_asked(sanction)));
    let key = if sanction.is_by_clock() {
        "sanction-step-proposed-by-clock"
    } else {
        "sanction-step-proposed"
    };
    let what = cx.f(key, &[("what", asked.into())]);
    let mut lines = vec![Line {
        when: cx.locale.date_time(sanction.proposed_at),
        what,
        tone: Tone::Warning,
    }];
    lines.extend(sanction.steps().iter().map(|step| line(step, cx)));
    if let SanctionState::Suspended { until, .. } = &sanction.state {
        let date = cx.locale.date(*until);
        lines.push(Line {
            when: String::new(),
            what: cx.f("sanction-step-limit", &[("date", date.into())]),
            tone: Tone::Neutral,
        });
    }
    lines
}

fn line(step: &SanctionStep, cx: &Cx<'_>) -> Line {
    let (key, tone) = match &step.kind {
        StepKind::Dismissed => ("sanction-state-dismissed", Tone::Neutral),
        StepKind::Suspended { .. } => ("sanction-state-suspended", Tone::Bad),
        StepKind::Escalated => ("sanction-state-escalated", Tone::Bad),
        StepKind::Resumed => ("sanction-state-resumed", Tone::Ok),
        StepKind::Terminated => ("sanction-state-terminated", Tone::Bad),
    };
    let mut what = cx.t(key);
    if let StepKind::Suspended { until: Some(until) } = &step.kind {
        let date = cx.locale.date(*until);
        let until = cx.f("sanction-step-until", &[("date", date.into())]);
        what = format!("{what} ({until})");
    }
    let who = match (&step.by, &step.kind) {
        (Some(by), _) if by.full_name.is_empty() => cx.t("sanction-step-name-not-kept"),
        (Some(by), _) => match cx.tri(&by.position) {
            "" => by.full_name.clone(),
            position => format!("{}, {position}", by.full_name),
        },
        (None, StepKind::Escalated) => cx.t("sanction-step-registry"),
        (None, _) => cx.t("sanction-step-name-not-kept"),
    };
    what = format!("{what}\n{who}");
    if !step.reason.is_empty() {
        let reason = cx.f(
            "sanction-step-reason",
            &[("reason", step.reason.clone().into())],
        );
        what = format!("{what}\n{reason}");
    }
    let when = step
        .at
        .map_or_else(|| cx.locale.date(step.on), |at| cx.locale.date_time(at));
    Line { when, what, tone }
}
