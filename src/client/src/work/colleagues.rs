//! People of the same office or school, as the registry knows them. Names aren't kept here: who
//! gives a mandate asks for them.

use crate::error::Result;
use crate::hub::Hub;
use crate::ui::Event;
use std::sync::Arc;

/// Asks the registry, and tells.
///
/// # Errors
/// No answer, or a refusal.
pub async fn tell(hub: &Hub) -> Result<()> {
    let person = hub.person()?.id;
    let colleagues = hub.api.colleagues().await?;
    hub.tell_person(person, Event::Colleagues(Arc::new(colleagues.people)));
    Ok(())
}
