//! The passport of a school in its application for digitisation: part by part what is known of it
//! here, and what is still missing. Nothing is typed: sources and LMS say it.

use super::super::words as order_words;
use crate::cx::Cx;
use crate::screens::organisations::{capacity, licence_to_show};
use crate::words;
use baqylau_client::ui::{OrganisationCard, SchoolCounts};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::LicenceStatus;
use baqylau_domain::schooling::{ApplicationKind, PassportPart};
use baqylau_protocol::checks::CountedPeople;
use baqylau_widgets::{Tone, facts, text};
use std::sync::Arc;

/// Message key of a part.
pub fn part_key(part: PassportPart) -> &'static str {
    match part {
        PassportPart::Organisation => "application-part-organisation",
        PassportPart::Premises => "application-part-premises",
        PassportPart::Licence => "application-part-licence",
        PassportPart::Learners => "application-part-learners",
        PassportPart::Teachers => "application-part-teachers",
    }
}

/// Shows it for what is applied for; nothing of what isn't about the passport.
pub fn show(kind: ApplicationKind, school: OrganisationId, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let parts = kind.passport();
    if parts.is_empty() {
        return;
    }
    super::parts::part(ui, &cx.t("application-passport"));
    let card = cx.model.card.clone();
    let Some(card) = card.filter(|card| card.organisation.id == school) else {
        ui.add(egui::Label::new(text::muted(&cx.t("panel-loading"))).wrap());
        return;
    };
    for part in parts {
        let (said, tone) = known(*part, &card, cx);
        let tone = (tone != Tone::Ok).then_some(tone);
        facts::toned(ui, &cx.t(part_key(*part)), &said, tone);
    }
}

/// What is known of a part, and whether anything of it is missing.
fn known(part: PassportPart, card: &Arc<OrganisationCard>, cx: &Cx<'_>) -> (String, Tone) {
    let school = &card.organisation;
    let counts = card.checks.as_deref();
    let counts = counts.map(|checks| SchoolCounts::of(school, checks));
    match part {
        PassportPart::Organisation => {
            let bin = format!("{} {}", cx.t("field-bin"), school.bin.as_text());
            let address = cx.tri(&school.legal_address);
            let whole = !school.bin.is_suspect() && !address.trim().is_empty();
            let said = [cx.tri(&school.name), bin.as_str(), address].join(" · ");
            (said, if whole { Tone::Ok } else { Tone::Warning })
        }
        PassportPart::Premises => {
            let count = school.premises.len();
            if count == 0 {
                return (cx.t("application-part-none"), Tone::Bad);
            }
            let named = cx.f("application-part-buildings", &[("count", count.into())]);
            let whole = school.premises.iter().all(|place| {
                let code = place.rka.as_ref().and_then(|rka| rka.valid());
                code.is_some() && place.capacity.is_some()
            });
            let places = capacity(school).map_or_else(String::new, |places| {
                let places = cx.locale.integer(places);
                cx.f("application-part-places", &[("places", places.into())])
            });
            let lacks = if whole {
                String::new()
            } else {
                cx.t("application-part-buildings-lack")
            };
            let said: Vec<String> = [named, places, lacks]
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect();
            (
                said.join(" · "),
                if whole { Tone::Ok } else { Tone::Warning },
            )
        }
        PassportPart::Licence => match licence_to_show(&school.licences) {
            None => (cx.t("licence-none"), Tone::Bad),
            Some(one) => {
                let (key, tone) = words::licence(one.status);
                let said = format!("{} · {}", one.number, cx.t(key));
                let whole = one.status == LicenceStatus::Active;
                (said, if whole { Tone::Ok } else { tone })
            }
        },
        PassportPart::Learners => listed(counts.and_then(|counts| counts.learners), cx),
        PassportPart::Teachers => listed(counts.and_then(|counts| counts.teachers), cx),
    }
}

fn listed(list: Option<CountedPeople>, cx: &Cx<'_>) -> (String, Tone) {
    let Some(list) = list.filter(|list| list.people > 0) else {
        return (cx.t("application-part-no-list"), Tone::Warning);
    };
    let people = cx.locale.integer(i64::from(list.people));
    let said = match list.period {
        Some(period) => {
            let month = order_words::month(period, cx.locale);
            let args = [("people", people.into()), ("month", month.into())];
            cx.f("organisation-counts-of-month", &args)
        }
        None => people,
    };
    (said, Tone::Ok)
}
