//! People whom records name, as far as the signed-in person may know them.

use super::words;
use crate::cx::{Cx, pick};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::schooling::Principal;

/// The name of somebody who isn't the reader, those of other offices with their office; none where
/// the registry told no name.
pub fn name(person: PersonId, cx: &Cx<'_>) -> Option<String> {
    let own = cx.model.colleagues.value();
    let own = own.and_then(|people| people.iter().find(|one| one.person == person));
    if let Some(own) = own {
        return Some(own.full_name.clone());
    }
    let known = cx.model.named.iter().find(|one| one.person == person)?;
    let args = [
        ("name", known.full_name.as_str().into()),
        ("office", office(known.office, cx).into()),
    ];
    Some(cx.f("order-named", &args))
}

/// An office or school in words.
fn office(office: Principal, cx: &Cx<'_>) -> String {
    match office {
        Principal::Centre => cx.t("order-principal-centre"),
        Principal::Department(region) => {
            let region = words::region(region, cx.locale);
            cx.f("order-principal-department", &[("region", region.into())])
        }
        Principal::School(id) => {
            let rows = cx.model.orders.value().into_iter();
            let mut schools = rows
                .flat_map(|view| &view.rows)
                .filter_map(|row| row.school.as_ref());
            let known = schools.find(|school| school.id == id);
            known.map_or_else(
                || cx.t("order-principal-school"),
                |school| pick(cx.locale.language(), &school.name).to_owned(),
            )
        }
    }
}

/// What was done, with who did it where that is known.
pub fn step(what: String, by: Option<PersonId>, cx: &Cx<'_>) -> String {
    let Some(by) = by else { return what };
    if cx.model.person().is_some_and(|me| me.id == by) {
        return cx.f("order-step-by-you", &[("what", what.into())]);
    }
    match name(by, cx) {
        Some(who) => cx.f(
            "order-step-by",
            &[("what", what.into()), ("who", who.into())],
        ),
        None => what,
    }
}
