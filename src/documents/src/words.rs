//! Words of a document in its language.

use baqylau_domain::finding::{Effect, Severity};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::prescription::PrescriptionPoint;
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{Consequence, Ground};
use baqylau_locale::{Language, Locale};

use crate::display::Color;

/// What a point of a prescription is about: the item, or the refused admission.
pub(crate) fn point_item(locale: &Locale, point: &PrescriptionPoint) -> String {
    if point.is_admission() {
        locale.text("prescription-admission")
    } else {
        format!("{}/{}", point.list, point.item)
    }
}

/// What a point demands; where the commission wrote nothing, what always holds.
pub(crate) fn point_measure(locale: &Locale, point: &PrescriptionPoint) -> String {
    match point.recommendation.trim() {
        "" if point.is_admission() => locale.text("prescription-admit"),
        "" => locale.text("prescription-remedy"),
        written => written.to_owned(),
    }
}

/// A text carried by data, in the language of the document.
pub(crate) fn pick<'a>(locale: &Locale, text: &'a Trilingual) -> &'a str {
    match locale.language() {
        Language::Kk => text.kazakh(),
        Language::Ru => text.russian(),
        Language::En => text.english(),
    }
}

/// The same with the language it is really written in, when that is not the document's: a
/// reader aloud must not speak Russian with Kazakh rules.
pub(crate) fn pick_marked<'a>(
    locale: &Locale,
    text: &'a Trilingual,
) -> (&'a str, Option<&'static str>) {
    let picked = pick(locale, text);
    let written = [(&text.kk, "kk"), (&text.ru, "ru"), (&text.en, "en")];
    let own = written
        .iter()
        .any(|(t, code)| *code == locale.language().code() && !t.is_empty());
    if own || picked.is_empty() {
        return (picked, None);
    }
    let language = written
        .into_iter()
        .find(|(t, _)| t.as_str() == picked)
        .map(|(_, code)| code);
    (picked, language)
}

pub(crate) fn severity(locale: &Locale, severity: Severity) -> String {
    locale.text(match severity {
        Severity::Gross => "doc-severity-gross",
        Severity::Significant => "doc-severity-significant",
        Severity::Minor => "doc-severity-minor",
        Severity::Information => "doc-severity-information",
    })
}

pub(crate) fn severity_color(severity: Severity) -> Color {
    match severity {
        Severity::Gross => Color::RED,
        Severity::Significant => Color::AMBER,
        Severity::Minor => Color::INK,
        Severity::Information => Color::GREY,
    }
}

pub(crate) fn effect(locale: &Locale, effect: Effect) -> String {
    locale.text(match effect {
        Effect::None => "doc-effect-none",
        Effect::Fix => "doc-effect-fix",
        Effect::Nopay => "doc-effect-nopay",
        Effect::Refuse => "doc-effect-refuse",
        Effect::Suspend => "doc-effect-suspend",
        Effect::Terminate => "doc-effect-terminate",
        Effect::Verdict => "doc-effect-verdict",
    })
}

pub(crate) fn role(locale: &Locale, role: CommissionRole) -> String {
    locale.text(match role {
        CommissionRole::Chair => "visit-role-chair",
        CommissionRole::Secretary => "visit-role-secretary",
        CommissionRole::Member => "visit-role-member",
        CommissionRole::Expert => "visit-role-expert",
    })
}

pub(crate) fn consequence(locale: &Locale, consequence: Consequence) -> String {
    locale.text(match consequence {
        Consequence::Suspension => "doc-consequence-suspension",
        Consequence::Termination => "doc-consequence-termination",
    })
}

pub(crate) fn ground(locale: &Locale, ground: Ground) -> String {
    locale.text(match ground {
        Ground::AddressNotInLicence => "doc-ground-address",
        Ground::AdmissionRefused => "doc-ground-admission",
        Ground::TaxOrSocialDebt => "doc-ground-debt",
        Ground::LicenceWithdrawn => "doc-ground-licence",
        Ground::SafetyNotRemedied => "doc-ground-safety",
        Ground::StudyStopped => "doc-ground-study",
        Ground::ViolationsIgnored => "doc-ground-ignored",
        Ground::CriticalFinding => "doc-ground-critical",
        Ground::OtherSuspending => "doc-ground-other-suspending",
        Ground::OtherTerminating => "doc-ground-other-terminating",
    })
}
