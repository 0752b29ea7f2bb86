//! The way back from a screen of a visit: to the list of visits, and to the visit itself.

use crate::cx::Cx;
use crate::model::VisitWork;
use crate::place::Place;
use baqylau_domain::people::AccountRole;

/// The list of visits as the rail calls it, with its place.
pub fn visits(cx: &Cx<'_>) -> (String, Place) {
    let person = cx.model.person();
    if person.is_some_and(|person| person.role == AccountRole::Commission) {
        (cx.t("nav-my-visits"), Place::Visits)
    } else {
        (cx.t("nav-visits"), Place::AllVisits)
    }
}

/// Names of the places above a screen of a visit, outermost first.
pub fn names(work: &VisitWork, cx: &Cx<'_>) -> [String; 2] {
    let organisation = cx.tri(&work.organisation.name).to_owned();
    [visits(cx).0, organisation]
}

/// Goes where a crumb leads.
pub fn follow(clicked: Option<usize>, work: &VisitWork, cx: &mut Cx<'_>) {
    match clicked {
        Some(0) => {
            let (_, place) = visits(cx);
            cx.post.go(place);
        }
        Some(_) => cx.post.go(Place::Visit(work.id())),
        None => {}
    }
}
