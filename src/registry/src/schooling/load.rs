//! What an operation may touch, as a book.

use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, Values, params, rows};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{Kato, OrganisationId, PersonId, SchoolActId};
use baqylau_domain::people::Person;
use baqylau_domain::schooling::{
    Book, MandateScope, MessageSubject, OrderRules, Principal, SchoolingOp, SchoolingRecord,
    SchoolingRefusal,
};
use chrono::NaiveDate;

/// A book being filled.
struct Loading<'a> {
    connection: &'a Connection,
    book: Book,
}

impl Loading<'_> {
    fn add(&mut self, statement: &'static str, values: Values<'_>) -> Result<(), StoreError> {
        let found: Vec<SchoolingRecord> = self.connection.all(statement, values, |row| {
            rows::decode(row.text(0)?, "schooling")
        })?;
        self.book.extend(found);
        Ok(())
    }

    fn one(&mut self, kind: &str, id: impl ToString) -> Result<(), StoreError> {
        self.add(sql::SCHOOLING, params![kind, id.to_string()])
    }

    fn of_region(&mut self, kind: &str, region: Kato) -> Result<(), StoreError> {
        self.add(sql::SCHOOLING_OF_REGION, params![kind, region.to_string()])
    }

    fn of_school(&mut self, kind: &str, school: OrganisationId) -> Result<(), StoreError> {
        self.add(sql::SCHOOLING_OF_SCHOOL, params![kind, school.to_string()])
    }

    fn holder(&mut self, claim: &str) -> Result<(), StoreError> {
        self.add(sql::SCHOOLING_BY_CLAIM, params![claim])
    }

    /// The mandates of whoever asks.
    fn holder_of_mandates(&mut self, person: PersonId) -> Result<(), StoreError> {
        self.add(sql::SCHOOLING_MANDATES, params![person.to_string()])
    }

    /// What a contract is judged by: the school's other contracts and the plan.
    fn around_contract(&mut self, school: OrganisationId, region: Kato) -> Result<(), StoreError> {
        self.of_school("contract", school)?;
        self.of_school("application", school)?;
        self.of_region("plan", region)
    }

    /// What stands in the way of paying acts: the acts, their contracts, the plan, registers that
    /// list them, payments of them.
    fn around_acts(&mut self, acts: &[SchoolActId], region: Kato) -> Result<(), StoreError> {
        self.of_region("plan", region)?;
        for act in acts {
            self.one("act", act)?;
            let contract = self.book.act(*act).map(|known| known.act.contract);
            if let Some(contract) = contract {
                self.one("contract", contract)?;
            }
            self.holder(&format!("listed:{act}"))?;
            self.holder(&format!("paid:{act}"))?;
        }
        Ok(())
    }
}

/// Whether somebody has a mandate for something on a day.
pub(crate) fn entrusted(
    connection: &Connection,
    person: PersonId,
    principal: Principal,
    scope: MandateScope,
    day: NaiveDate,
) -> Result<bool, StoreError> {
    let values = params![person.to_string()];
    let found: Vec<SchoolingRecord> = connection.all(sql::SCHOOLING_MANDATES, values, |row| {
        rows::decode(row.text(0)?, "schooling")
    })?;
    Ok(found.iter().any(|record| {
        matches!(record, SchoolingRecord::Mandate(mandate)
            if mandate.covers(person, principal, scope, day))
    }))
}

/// Whether somebody may act for a principal now: by role, territory or school and by a mandate, as
/// operations are judged.
pub(super) fn may(
    connection: &Connection,
    person: &Person,
    principal: Principal,
    scope: MandateScope,
    at: Moment,
) -> Result<Result<(), SchoolingRefusal>, StoreError> {
    let mut loading = Loading {
        connection,
        book: Book::default(),
    };
    loading.holder_of_mandates(person.id)?;
    let (hand, rules) = (person.actor(), OrderRules::pilot());
    Ok(loading.book.may(&hand, principal, scope, &rules, at))
}

/// Loads what an operation may touch.
pub(super) fn book(
    connection: &Connection,
    op: &SchoolingOp,
    person: PersonId,
) -> Result<Book, StoreError> {
    use SchoolingOp as Op;
    let mut loading = Loading {
        connection,
        book: Book::default(),
    };
    loading.holder_of_mandates(person)?;
    match op {
        Op::SubmitApplication {
            application,
            school,
            ..
        } => {
            loading.one("application", application)?;
            loading.of_school("application", *school)?;
        }
        Op::SignApplication { application, .. } | Op::Application { application, .. } => {
            loading.one("application", application)?;
        }
        Op::SetBudget { department, .. } => {
            loading.of_region("budget", *department)?;
            loading.of_region("plan", *department)?;
        }
        Op::ApproveDistribution { department, .. } => {
            for kind in ["budget", "distribution", "application"] {
                loading.of_region(kind, *department)?;
            }
        }
        Op::ApprovePlan { plan, .. } => {
            for kind in ["budget", "plan", "contract"] {
                loading.of_region(kind, plan.department)?;
            }
        }
        Op::DrawUpContract {
            contract,
            number,
            department,
            school,
            ..
        } => {
            loading.one("indices", "mrp")?;
            loading.one("contract", contract)?;
            loading.holder(&format!("contract-number:{department}/{number}"))?;
            loading.around_contract(*school, *department)?;
        }
        Op::AmendContract { contract, .. }
        | Op::SignContract { contract, .. }
        | Op::TerminateContract { contract, .. } => {
            loading.one("contract", contract)?;
            let known = loading.book.contract(*contract);
            let known = known.map(|one| (one.contract.school, one.contract.department));
            if let Some((school, department)) = known {
                loading.around_contract(school, department)?;
            }
        }
        Op::ComposeAct {
            act,
            contract,
            period,
        } => {
            loading.one("act", act)?;
            loading.one("contract", contract)?;
            let (year, month) = (period.year(), period.month());
            loading.holder(&format!("acted:{contract}/{year}-{month:02}"))?;
            // What acts under the school's other contracts pay for already.
            let school = loading.book.contract(*contract);
            if let Some(school) = school.map(|one| one.contract.school) {
                loading.of_school("act", school)?;
            }
            let known = loading.book.contract(*contract);
            let building = known.and_then(|one| Some(one.reimbursement()?.building));
            if let Some(building) = building {
                loading.holder(&format!("reimbursed-month:{building}/{year}-{month:02}"))?;
            }
        }
        Op::SignAct { act, .. } | Op::WithdrawAct { act, .. } => {
            loading.one("act", act)?;
            let contract = loading.book.act(*act).map(|known| known.act.contract);
            if let Some(contract) = contract {
                loading.one("contract", contract)?;
            }
        }
        Op::OpenRegister { register, .. }
        | Op::UnlistAct { register, .. }
        | Op::SendRegister { register, .. }
        | Op::ReturnRegister { register, .. } => loading.one("register", register)?,
        Op::SendBackActs { register, reasons } => {
            loading.one("register", register)?;
            for act in reasons.keys() {
                loading.holder(&format!("paid:{act}"))?;
            }
        }
        Op::ListActs { register, acts } => {
            loading.one("register", register)?;
            let region = region_of(&loading.book, op);
            if let Some(region) = region {
                let acts: Vec<SchoolActId> = acts.iter().copied().collect();
                loading.around_acts(&acts, region)?;
            }
        }
        Op::AcceptRegister { register } => {
            loading.one("register", register)?;
            let known = loading.book.register(*register).map(|one| {
                let acts: Vec<SchoolActId> = one.register.acts.keys().copied().collect();
                (one.register.department, acts)
            });
            if let Some((region, acts)) = known {
                loading.around_acts(&acts, region)?;
            }
        }
        Op::OrderPayments { register, payments } => {
            loading.one("register", register)?;
            for one in payments {
                loading.one("payment", one.payment)?;
            }
            if let Some(region) = region_of(&loading.book, op) {
                let acts: Vec<SchoolActId> = payments.iter().map(|one| one.act).collect();
                loading.around_acts(&acts, region)?;
            }
        }
        Op::PaymentEvent { payment, .. } => loading.one("payment", payment)?,
        Op::KeepStatement { statement, .. } => loading.one("statement", statement)?,
        Op::MatchLine {
            statement, payment, ..
        } => {
            loading.one("statement", statement)?;
            loading.one("payment", payment)?;
        }
        Op::GrantMandate {
            mandate, principal, ..
        } => {
            loading.one("mandate", mandate)?;
            if let Principal::School(school) = principal {
                loading.of_school("mandate", *school)?;
            }
        }
        Op::RevokeMandate { mandate } => loading.one("mandate", mandate)?,
        Op::SendMessage { message, about, .. } => {
            loading.one("message", message)?;
            match about {
                MessageSubject::Application(id) => loading.one("application", id)?,
                MessageSubject::Contract(id) => loading.one("contract", id)?,
                MessageSubject::Act(id) => loading.one("act", id)?,
                MessageSubject::Payment(id) => loading.one("payment", id)?,
            }
        }
        Op::ShareView { view, office, .. } => {
            loading.one("view", view)?;
            // As many as the office may share are counted.
            loading.add(
                sql::SCHOOLING_OF_SCHOOL,
                params!["view", office.to_string()],
            )?;
        }
        Op::TakeViewBack { view } => loading.one("view", view)?,
    }
    Ok(loading.book)
}

/// The region of the register an operation is about.
fn region_of(book: &Book, op: &SchoolingOp) -> Option<Kato> {
    match op {
        SchoolingOp::ListActs { register, .. } | SchoolingOp::OrderPayments { register, .. } => {
            book.register(*register).map(|one| one.register.department)
        }
        _ => None,
    }
}

/// A record by its kind and identity.
pub(crate) fn record(
    connection: &Connection,
    kind: &str,
    id: &str,
) -> Result<Option<SchoolingRecord>, StoreError> {
    connection.one(sql::SCHOOLING, params![kind, id], |row| {
        rows::decode(row.text(0)?, "schooling")
    })
}

/// Whether a school has a contract in force that covers a month.
pub(crate) fn contracted(
    connection: &Connection,
    school: OrganisationId,
    period: Period,
) -> Result<bool, StoreError> {
    let values = params!["contract", school.to_string()];
    let found: Vec<SchoolingRecord> = connection.all(sql::SCHOOLING_OF_SCHOOL, values, |row| {
        rows::decode(row.text(0)?, "schooling")
    })?;
    Ok(found.into_iter().any(|record| match record {
        SchoolingRecord::Contract(one) => {
            let ended = one.contract.terminated.and_then(Period::of);
            let terms = one.contract.in_force();
            terms.is_some_and(|terms| terms.from <= period && period <= terms.to)
                && ended.is_none_or(|ended| period <= ended)
        }
        _ => false,
    }))
}
