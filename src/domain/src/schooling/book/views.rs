//! Views of registers shared with colleagues: who may share, change and take back.

use super::super::mandate::MandateScope;
use super::super::op::SchoolingOp;
use super::super::record::SchoolingRecord;
use super::super::refusal::SchoolingRefusal;
use super::super::view::{OfficeView, VIEWED_REGISTERS, view_title};
use super::{Book, Decided, Turn};
use crate::calendar::legal_day;
use crate::identifiers::ViewId;

impl Book {
    /// Shared views, those taken back too.
    pub fn views(&self) -> impl Iterator<Item = &OfficeView> {
        self.views.values()
    }

    /// A shared view.
    pub fn view(&self, id: ViewId) -> Option<&OfficeView> {
        self.views.get(&id)
    }

    pub(super) fn share(&self, turn: Turn<'_>) -> Decided {
        match turn.op {
            SchoolingOp::ShareView {
                view,
                office,
                register,
                title,
                content,
            } => {
                office.admits(turn.hand)?;
                if !VIEWED_REGISTERS.contains(&register.as_str()) {
                    return Err(SchoolingRefusal::UnknownRegister);
                }
                let title = view_title(title)?;
                content.check()?;
                let mut next = match self.views.get(view) {
                    Some(known) => {
                        if known.by != turn.hand.person {
                            return Err(SchoolingRefusal::NotTheAuthor);
                        }
                        let same = known.office == *office && known.register == *register;
                        if !same || known.content.is_none() {
                            return Err(SchoolingRefusal::WrongStage);
                        }
                        if known.title == title && known.content.as_ref() == Some(content) {
                            // Said again: it stands as it is.
                            return Ok(Vec::new());
                        }
                        known.clone()
                    }
                    None => {
                        let living = self.views.values().filter(|one| {
                            one.office == *office
                                && one.register == *register
                                && one.content.is_some()
                        });
                        let most = turn.rules.views_of_register.value;
                        if u32::try_from(living.count()).map_or(true, |count| count >= most) {
                            return Err(SchoolingRefusal::TooManyViews { most });
                        }
                        OfficeView {
                            id: *view,
                            office: *office,
                            register: register.clone(),
                            title: title.clone(),
                            by: turn.hand.person,
                            content: None,
                            steps: Vec::new(),
                        }
                    }
                };
                next.title = title;
                next.content = Some(content.clone());
                next.steps.push(turn.step());
                Ok(vec![SchoolingRecord::View(next)])
            }
            SchoolingOp::TakeViewBack { view } => {
                let known = self.views.get(view).ok_or(SchoolingRefusal::NotFound)?;
                known.office.admits(turn.hand)?;
                if known.by != turn.hand.person && !self.heads(turn, known) {
                    return Err(SchoolingRefusal::NotTheAuthor);
                }
                if known.content.is_none() {
                    return Err(SchoolingRefusal::WrongStage);
                }
                let mut next = known.clone();
                next.content = None;
                next.steps.push(turn.step());
                Ok(vec![SchoolingRecord::View(next)])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Whether somebody sees to who works in a view's office: they give the mandates for it.
    fn heads(&self, turn: Turn<'_>, view: &OfficeView) -> bool {
        let (day, person) = (legal_day(turn.at), turn.hand.person);
        view.office.principal().is_some_and(|principal| {
            let mut mandates = self.mandates.values();
            mandates.any(|one| one.covers(person, principal, MandateScope::Mandates, day))
        })
    }
}
