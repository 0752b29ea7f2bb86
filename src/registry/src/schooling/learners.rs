//! Whom an act of services lists, with whole ИИН: for its two parties, each answer in the audit log.

use super::load;
use crate::audit;
use crate::failure::Failure;
use crate::months;
use crate::store::Tx;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::SchoolActId;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    MandateScope, Principal, SchoolActState, SchoolingRecord, SchoolingRefusal,
};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::learners::ActLearners;

/// The learners of an act, for somebody of its department or its school with a mandate for acts.
///
/// They are those of the register the act names, a corrected month notwithstanding. An act of a
/// building lists nobody, and of one taken back nobody has to know.
pub(crate) fn learners(
    tx: &Tx<'_>,
    person: &Person,
    id: SchoolActId,
    now: Moment,
) -> Result<ActLearners, Failure> {
    // Whoever is of no party hears the same of every act.
    if !matches!(
        person.role,
        AccountRole::School | AccountRole::EducationOfficer
    ) {
        return Err(Failure::new(ErrorCode::Forbidden, "role"));
    }
    let found = load::record(tx, "act", &id.to_string())?;
    let Some(SchoolingRecord::Act(record)) = found else {
        return Err(Failure::not_found());
    };
    let act = &record.act;
    let principal = match person.role {
        AccountRole::School => Principal::School(act.school),
        _ => Principal::Department(record.department),
    };
    match load::may(tx, person, principal, MandateScope::Acts, now)? {
        Ok(()) => {}
        Err(SchoolingRefusal::NoMandate { .. }) => {
            return Err(Failure::new(ErrorCode::Forbidden, "mandate"));
        }
        Err(_) => return Err(Failure::not_found()),
    }
    if act.reimbursement.is_some() || act.state == SchoolActState::Withdrawn {
        return Err(Failure::new(ErrorCode::Mismatch, "lists-nobody"));
    }
    let rows = months::learners(tx, (act.period, act.school), act.register)?;
    let rows = rows.ok_or_else(|| Failure::new(ErrorCode::Mismatch, "register"))?;
    let line = audit::Line {
        operation: "",
        actor: Some(person.id),
        action: "learners of an act read",
        object: &format!("act {id}"),
    };
    audit::write(tx, now, &line)?;
    Ok(ActLearners {
        act: id,
        register: act.register,
        rows,
    })
}
