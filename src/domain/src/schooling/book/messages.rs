//! Messages: written by a school or its department about a record both see.

use super::super::contract::ContractParty;
use super::super::message::{MessageSubject, OrderMessage, message_text};
use super::super::op::SchoolingOp;
use super::super::record::SchoolingRecord;
use super::super::refusal::SchoolingRefusal;
use super::{Book, Decided, Turn};
use crate::identifiers::{Kato, OrganisationId};
use crate::people::AccountRole;

impl Book {
    pub(super) fn write_message(&self, turn: Turn<'_>) -> Decided {
        let SchoolingOp::SendMessage {
            message,
            about,
            text,
        } = turn.op
        else {
            return Ok(Vec::new());
        };
        let (department, school) = self.sides(*about).ok_or(SchoolingRefusal::NotFound)?;
        let side = match turn.hand.role {
            AccountRole::School => {
                self.may_school(turn, school, about.scope())?;
                ContractParty::School
            }
            _ => {
                self.may_department(turn, department, about.scope())?;
                ContractParty::Department
            }
        };
        if self.messages.contains_key(message) {
            return Err(SchoolingRefusal::AlreadyExists);
        }
        let text = message_text(text).ok_or(SchoolingRefusal::BadText)?;
        Ok(vec![SchoolingRecord::Message(OrderMessage {
            id: *message,
            about: *about,
            department,
            school,
            side,
            by: turn.hand.person,
            at: turn.at,
            text,
        })])
    }

    /// Region and school of the record a message is about.
    fn sides(&self, about: MessageSubject) -> Option<(Kato, OrganisationId)> {
        match about {
            MessageSubject::Application(id) => {
                let one = self.applications.get(&id)?;
                Some((one.territory.region(), one.school))
            }
            MessageSubject::Contract(id) => {
                let one = &self.contracts.get(&id)?.contract;
                Some((one.department, one.school))
            }
            MessageSubject::Act(id) => {
                let one = self.acts.get(&id)?;
                Some((one.department, one.act.school))
            }
            MessageSubject::Payment(id) => {
                let one = self.payments.get(&id)?;
                Some((one.department, one.school))
            }
        }
    }
}
