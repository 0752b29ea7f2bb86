//! Words of states and enums: message keys composed from what the rules say, and the tones that
//! go with them.

use crate::cx::Cx;
use baqylau_client::ui::{Cause, CheckOutcome, Connection, OutboxState, VerdictStatus};
use baqylau_domain::finding::{Effect, Severity};
use baqylau_domain::organisation::{LicenceStatus, OrganisationKind, Purpose};
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_domain::prescription::{DueColour, PrescriptionPoint};
use baqylau_domain::sanction::{Payment, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Consequence, Ground, Light};
use baqylau_domain::visit::StageName;
use baqylau_locale::Locale;
use baqylau_widgets::Tone;

/// Message key and tone of a visit's stage.
pub fn stage(stage: StageName) -> (String, Tone) {
    let tone = match stage {
        StageName::Planned | StageName::Closed => Tone::Neutral,
        StageName::Ordered | StageName::Notified => Tone::Info,
        StageName::AdmissionRefused | StageName::Objections => Tone::Bad,
        StageName::OnSite | StageName::Recording | StageName::Merging => Tone::Info,
        StageName::Signing | StageName::Remedying | StageName::RepeatVisit => Tone::Warning,
        StageName::Signed | StageName::HandedOver | StageName::Registered | StageName::Decided => {
            Tone::Ok
        }
    };
    (format!("visit-state-{}", stage.key()), tone)
}

/// Message key and tone of a severity.
pub fn severity(severity: Severity) -> (&'static str, Tone) {
    match severity {
        Severity::Gross => ("severity-gross", Tone::Bad),
        Severity::Significant => ("severity-significant", Tone::Warning),
        Severity::Minor => ("severity-minor", Tone::Info),
        Severity::Information => ("severity-information", Tone::Neutral),
    }
}

/// Message key and tone of an effect.
pub fn effect(effect: Effect) -> (&'static str, Tone) {
    match effect {
        Effect::None => ("effect-none", Tone::Neutral),
        Effect::Fix => ("effect-fix", Tone::Warning),
        Effect::Nopay => ("effect-nopay", Tone::Warning),
        Effect::Refuse => ("effect-refuse", Tone::Bad),
        Effect::Suspend => ("effect-suspend", Tone::Warning),
        Effect::Terminate => ("effect-terminate", Tone::Bad),
        Effect::Verdict => ("effect-verdict", Tone::Info),
    }
}

/// Message key of a ground.
pub fn ground(ground: Ground) -> String {
    format!("ground-{}", ground.key())
}

/// A requirement that isn't met, said so that nobody takes it for one that is; of a blank one,
/// nothing.
pub fn unmet(requirement: &str, locale: &Locale) -> String {
    if requirement.trim().is_empty() {
        return String::new();
    }
    let args = [("requirement", requirement.into())];
    locale.format("requirement-not-met", &args)
}

/// A ground in words. What the slides don't name is told by the item it stands for, where the act
/// or its only point is known here.
pub fn ground_named(ground: Ground, sanction: &Sanction, cx: &Cx<'_>) -> String {
    let words = cx.t(&self::ground(ground));
    if ground.is_on_slides() {
        return words;
    }
    let item = match cx.model.causes.get(&sanction.visit) {
        Some(causes) => {
            let behind = causes.iter().filter(|one| one.ground == Some(ground));
            let items = behind.map(|one| cause(one, cx));
            items.collect::<Vec<_>>().join("; ")
        }
        None => points_behind(sanction, cx).unwrap_or_default(),
    };
    if item.is_empty() {
        words
    } else {
        format!("{words}: {item}")
    }
}

/// An item of an act with what it demanded and wasn't so.
pub fn cause(cause: &Cause, cx: &Cx<'_>) -> String {
    let item = item(&cause.list, &cause.item, cx.locale);
    let unmet = unmet(cx.tri(&cause.requirement), cx.locale);
    format!("{item}. {unmet}")
}

/// What is prescribed by the act of a sanction, while the act isn't here: what led to the sanction
/// is among the points, since every such item is prescribed, and where there is one it is that.
fn points_behind(sanction: &Sanction, cx: &Cx<'_>) -> Option<String> {
    let listed = cx.model.points.value();
    let listed = listed.into_iter().flat_map(|rows| rows.iter());
    let opened = cx.model.card.iter().flat_map(|card| card.points.iter());
    let mut points: Vec<&PrescriptionPoint> = listed
        .map(|row| &row.point)
        .chain(opened)
        .filter(|point| point.visit == sanction.visit)
        .map(|point| &point.point)
        .collect();
    points.sort_by_key(|point| point.number);
    points.dedup_by_key(|point| point.number);
    match points.as_slice() {
        [] => None,
        [only] => Some(point_item(only, cx.locale)),
        several => {
            let items = several.iter().map(|point| point_item(point, cx.locale));
            let items = items.collect::<Vec<_>>().join("; ");
            Some(cx.f("ground-one-of", &[("items", items.into())]))
        }
    }
}

/// Message key and tone of whether an organisation is paid.
pub fn payment(payment: Payment) -> (&'static str, Tone) {
    match payment {
        Payment::Runs => ("payment-runs", Tone::Ok),
        Payment::PausedInPart => ("payment-paused-in-part", Tone::Warning),
        Payment::Paused => ("payment-paused", Tone::Bad),
        Payment::Ended => ("payment-ended", Tone::Bad),
    }
}

/// Message key and tone of an organisation's light. What a commission proposed and what an officer
/// decided are never said in the same words: until the decision payment goes on.
pub fn light(light: Light, sanctions: &[Sanction]) -> (&'static str, Tone) {
    let stopped = sanctions.iter().any(Sanction::stops_payment);
    let ended = sanctions
        .iter()
        .any(|one| matches!(one.state, SanctionState::Terminated { .. }));
    match light {
        Light::Green => ("light-green", Tone::Ok),
        Light::Yellow if stopped => ("light-yellow", Tone::Warning),
        Light::Yellow => ("light-yellow-proposed", Tone::Warning),
        Light::Red if ended => ("light-red", Tone::Bad),
        Light::Red if stopped => ("light-red-suspended", Tone::Bad),
        Light::Red => ("light-red-proposed", Tone::Bad),
    }
}

/// Message key and tone of a light where only its colour is named.
pub fn light_short(light: Light) -> (&'static str, Tone) {
    match light {
        Light::Green => ("light-green-short", Tone::Ok),
        Light::Yellow => ("light-yellow-short", Tone::Warning),
        Light::Red => ("light-red-short", Tone::Bad),
    }
}

/// The consequence a sanction is about now: the one in force or asked for, else the one proposed.
pub fn weighs(sanction: &Sanction) -> Consequence {
    match &sanction.state {
        SanctionState::Terminated { .. } => Consequence::Termination,
        SanctionState::Suspended { .. } => Consequence::Suspension,
        _ => sanction.asked().unwrap_or(sanction.proposal.consequence),
    }
}

/// Message key of a consequence.
pub fn consequence(consequence: Consequence) -> &'static str {
    match consequence {
        Consequence::Suspension => "sanction-suspension",
        Consequence::Termination => "sanction-termination",
    }
}

/// Tone of a due date.
pub fn due(colour: DueColour) -> Tone {
    match colour {
        DueColour::Red => Tone::Bad,
        DueColour::Yellow => Tone::Warning,
        DueColour::Green => Tone::Ok,
    }
}

/// Message key and tone of a sanction's state.
pub fn sanction(state: &SanctionState) -> (&'static str, Tone) {
    match state {
        SanctionState::Proposed => ("sanction-state-proposed", Tone::Warning),
        SanctionState::Dismissed { .. } => ("sanction-state-dismissed", Tone::Neutral),
        SanctionState::Suspended { .. } => ("sanction-state-suspended", Tone::Bad),
        SanctionState::Escalated { .. } => ("sanction-state-escalated", Tone::Bad),
        SanctionState::Resumed { .. } => ("sanction-state-resumed", Tone::Ok),
        SanctionState::Terminated { .. } => ("sanction-state-terminated", Tone::Bad),
    }
}

/// Message key of an account role.
pub fn account_role(role: AccountRole) -> &'static str {
    match role {
        AccountRole::Commission => "signin-role-commission",
        AccountRole::EducationOfficer => "signin-role-education-officer",
        AccountRole::IssuerOfficer => "signin-role-issuer-officer",
        AccountRole::FinancialCentre => "signin-role-financial-centre",
        AccountRole::Observer => "signin-role-observer",
        AccountRole::School => "signin-role-school",
        AccountRole::Registrar => "signin-role-registrar",
    }
}

/// Message key of a part in a commission.
pub fn commission_role(role: CommissionRole) -> &'static str {
    match role {
        CommissionRole::Chair => "visit-role-chair",
        CommissionRole::Secretary => "visit-role-secretary",
        CommissionRole::Member => "visit-role-member",
        CommissionRole::Expert => "visit-role-expert",
    }
}

/// Short name of a checklist, for lines where its title doesn't fit. A list published later than
/// this program is called by its code.
pub fn checklist(code: &str, locale: &Locale) -> String {
    let key = format!("checklist-name-{}", code.to_lowercase());
    if locale.has(&key) {
        locale.text(&key)
    } else {
        code.to_owned()
    }
}

/// Message key of a kind of organisation.
pub fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::University => "organisation-kind-university",
        OrganisationKind::School => "organisation-kind-school",
        OrganisationKind::Dormitory => "organisation-kind-dormitory",
    }
}

/// Message key and tone of a licence's state.
pub fn licence(status: LicenceStatus) -> (&'static str, Tone) {
    match status {
        LicenceStatus::Active => ("licence-status-active", Tone::Ok),
        LicenceStatus::Suspended => ("licence-status-suspended", Tone::Warning),
        LicenceStatus::Withdrawn => ("licence-status-withdrawn", Tone::Bad),
    }
}

/// Message key and tone of a building's purpose.
pub fn purpose(purpose: Purpose) -> (&'static str, Tone) {
    match purpose {
        Purpose::Education => ("premises-purpose-education", Tone::Ok),
        Purpose::Residence => ("premises-purpose-residence", Tone::Neutral),
        Purpose::Other => ("premises-purpose-other", Tone::Bad),
        Purpose::Unknown => ("premises-purpose-unknown", Tone::Warning),
    }
}

/// Message key and tone of the connection.
pub fn connection(connection: Connection) -> (&'static str, Tone) {
    match connection {
        Connection::Online => ("sync-status-online", Tone::Ok),
        Connection::Offline => ("sync-status-offline", Tone::Warning),
        Connection::OfflineByChoice => ("sync-status-offline-by-choice", Tone::Warning),
        Connection::SignInNeeded => ("sync-error-session", Tone::Warning),
        Connection::OtherRegistry => ("sync-error-other-registry", Tone::Bad),
        Connection::Rewritten => ("sync-error-rewritten", Tone::Bad),
    }
}

/// Message key and tone of an operation in the outbox.
pub fn outbox(state: &OutboxState) -> (&'static str, Tone) {
    match state {
        OutboxState::Queued => ("sync-state-queued", Tone::Info),
        OutboxState::Sending => ("sync-state-sending", Tone::Info),
        OutboxState::Held => ("sync-state-held", Tone::Warning),
        OutboxState::Acknowledged { .. } => ("sync-state-acked", Tone::Ok),
        OutboxState::Refused { .. } => ("sync-state-wedged", Tone::Bad),
    }
}

/// Tone of a verdict.
pub fn verdict(status: VerdictStatus) -> Tone {
    match status {
        VerdictStatus::Valid => Tone::Ok,
        VerdictStatus::Invalid => Tone::Bad,
        VerdictStatus::NotFullyChecked => Tone::Warning,
    }
}

/// Message key and tone of one check.
pub fn check(outcome: CheckOutcome) -> (&'static str, Tone) {
    match outcome {
        CheckOutcome::Passed => ("check-passed", Tone::Ok),
        CheckOutcome::Failed => ("check-failed", Tone::Bad),
        CheckOutcome::NotChecked => ("check-not-made", Tone::Neutral),
    }
}

/// A point by the number of its act and its own.
pub fn point_title(act: &str, point: &PrescriptionPoint, locale: &Locale) -> String {
    locale.format(
        "prescription-point-title",
        &[
            ("act", act.into()),
            ("point", i64::from(point.number).into()),
        ],
    )
}

/// What a prescription point is about: the item, or the refused admission.
pub fn point_item(point: &PrescriptionPoint, locale: &Locale) -> String {
    if point.is_admission() {
        locale.text("prescription-admission")
    } else {
        item(&point.list, &point.item, locale)
    }
}

/// An item of a checklist by the name of its list: codes of lists are for programs.
fn item(list: &str, item: &str, locale: &Locale) -> String {
    format!("{}, {item}", checklist(list, locale))
}

/// A number with the sign the language puts before it.
pub fn numbered(number: &str, locale: &Locale) -> String {
    locale.format("number-sign", &[("number", number.into())])
}

/// What a prescription point demands; where the commission wrote nothing, what always holds.
pub fn point_measure(point: &PrescriptionPoint, locale: &Locale) -> String {
    match point.recommendation.trim() {
        "" if point.is_admission() => locale.text("prescription-admit"),
        "" => locale.text("prescription-remedy"),
        written => written.to_owned(),
    }
}
