//! What an act records that led to the consequence proposed: read from the signed bytes, so that
//! whoever decides sees the items and not only the grounds they stand for.

use super::view;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::sync::fetch;
use crate::ui::{Cause, Event};
use baqylau_domain::act::ActContent;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::traffic_light::{Violated, ground_of};
use std::sync::Arc;

/// Tells the causes of a visit's consequence; fetches the act where this laptop lacks it.
///
/// # Errors
/// When there is no fixed act for this person, or its bytes aren't to be had.
pub async fn tell(hub: &Hub, id: VisitId) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let visit = view::visit_to_read(hub, &store, id)?;
    let file = visit
        .stage
        .signed_file()
        .ok_or_else(|| ClientError::refused("client-act-not-fixed"))?;
    let bytes = fetch::blob(hub, &store, &file.act.sha256).await?;
    let content =
        ActContent::from_bytes(&bytes).or(Err(ClientError::Unreadable { what: "act" }))?;
    let causes = Arc::new(causes(&content));
    hub.tell_person(person.id, Event::Causes { visit: id, causes });
    Ok(())
}

fn causes(content: &ActContent) -> Vec<Cause> {
    content
        .findings
        .iter()
        .filter_map(|finding| {
            let violated = Violated {
                list: &finding.list,
                item: &finding.item,
                effect: finding.effect,
            };
            let ground = ground_of(&violated);
            let point = content
                .prescription
                .iter()
                .find(|point| point.list == finding.list && point.item == finding.item)
                .map(|point| point.number);
            (ground.is_some() || point.is_some()).then(|| Cause {
                ground,
                point,
                list: finding.list.clone(),
                title: content
                    .checklists
                    .iter()
                    .find(|list| list.code == finding.list)
                    .map(|list| list.title.clone())
                    .unwrap_or_default(),
                item: finding.item.clone(),
                requirement: finding.requirement.clone(),
                note: finding.note.clone(),
            })
        })
        .collect()
}
