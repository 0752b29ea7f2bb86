//! People of the same office or school, and those of others whom records name, as the registry knows
//! them. What it said last stays in the encrypted store, for its reader alone: names are read on the
//! road, too.

use crate::error::Result;
use crate::hub::Hub;
use crate::store::meta;
use crate::ui::Event;
use baqylau_domain::identifiers::PersonId;
use baqylau_protocol::colleagues::Colleagues;
use std::sync::Arc;

/// Tells what is known, asks the registry, and tells what it says.
///
/// # Errors
/// No answer, or a refusal; what was known is told then all the same.
pub async fn tell(hub: &Hub) -> Result<()> {
    let person = hub.person()?.id;
    let store = hub.store()?;
    let key = key(person);
    let kept = store.db().read(|c| meta::get(c, &key))?;
    // What another version wrote is asked for anew.
    let kept = kept.and_then(|text| serde_json::from_str::<Colleagues>(&text).ok());
    if let Some(kept) = &kept {
        tell_of(hub, person, kept.clone());
    }
    let colleagues = hub.api.colleagues().await?;
    if kept.as_ref() == Some(&colleagues) {
        return Ok(());
    }
    let text = serde_json::to_string(&colleagues)?;
    store.db().write(move |tx| meta::set(tx, &key, &text))?;
    tell_of(hub, person, colleagues);
    Ok(())
}

fn key(person: PersonId) -> String {
    format!("colleagues/{person}")
}

fn tell_of(hub: &Hub, person: PersonId, of: Colleagues) {
    hub.tell_person(person, Event::Colleagues(Arc::new(of.people)));
    hub.tell_person(person, Event::Named(Arc::new(of.named)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::order_papers::world::World;
    use baqylau_domain::schooling::Principal;
    use baqylau_protocol::colleagues::Named;
    use uuid::Uuid;

    #[test]
    fn names_are_told_without_a_network_to_whom_they_were_told_with_one() {
        let world = World::new();
        let of = |name: &str| Colleagues {
            people: Vec::new(),
            named: vec![Named {
                person: PersonId::new(Uuid::from_u128(77)),
                full_name: name.to_owned(),
                office: Principal::Centre,
            }],
        };
        let me = world.hub.person().unwrap().id;
        let other = PersonId::new(Uuid::from_u128(78));
        let store = world.hub.store().unwrap();
        for (person, name) in [(me, "Сыналушы Айдана"), (other, "Басқа Біреу")]
        {
            let text = serde_json::to_string(&of(name)).unwrap();
            let write = move |tx: &rusqlite::Transaction<'_>| meta::set(tx, &key(person), &text);
            store.db().write(write).unwrap();
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        assert!(
            runtime.block_on(tell(&world.hub)).is_err(),
            "nobody answers"
        );
        let named = world.told.try_iter().filter_map(|event| match event {
            Event::Named(named) => Some(named),
            _ => None,
        });
        let named: Vec<_> = named.map(|one| one.to_vec()).collect();
        assert_eq!(named, [of("Сыналушы Айдана").named]);
    }

    #[test]
    fn an_answer_of_a_registry_before_names_is_read() {
        let old: Colleagues = serde_json::from_str(r#"{"people":[]}"#).unwrap();
        assert!(old.named.is_empty());
        assert_eq!(serde_json::to_string(&old).unwrap(), r#"{"people":[]}"#);
    }
}
