//! Traces that people state, held against what the LMS of the university sent.

use super::cells::id;
use super::kept;
use crate::lms::{contract_of, presence, students_by_number};
use crate::store::sql::ledger as sql;
use crate::store::{Connection, StoreError, params};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{BeneficiaryId, Iin, OrganisationId, ServiceActId, VoucherId};
use baqylau_domain::voucher::{
    AccountId, Books, Holder, Operation, PartState, Refusal, Request, StudentMonth, StudyForm,
    Trace, Voucher, borne_out,
};
use baqylau_protocol::lms::StudentStudy;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// From so many students of one month on, all of them are read at once.
const TOGETHER: usize = 32;

/// A month of a university.
type Place = (OrganisationId, Period);

/// What people state of students' months, held against the documents that stand in the transaction
/// that decides about it.
pub(super) struct Borne<'a> {
    /// Requests of people, asked together.
    asked: &'a [Request],
    /// Months that were read as a whole.
    whole: BTreeMap<Place, BTreeMap<Iin, StudentMonth>>,
    /// Students that were looked up alone.
    single: BTreeMap<(Place, Iin), Option<StudentMonth>>,
}

/// The voucher, act, month and trace of a request that states one.
fn stated(request: &Request) -> Option<(VoucherId, ServiceActId, Period, &Trace)> {
    match &request.operation {
        Operation::Redeem {
            voucher,
            act,
            period,
            trace,
            ..
        }
        | Operation::PayStipend {
            voucher,
            act,
            period,
            trace,
            ..
        } => Some((*voucher, *act, *period, trace)),
        _ => None,
    }
}

impl<'a> Borne<'a> {
    /// Of the requests people asked together.
    pub(super) fn of(asked: &'a [Request]) -> Self {
        Self {
            asked,
            whole: BTreeMap::new(),
            single: BTreeMap::new(),
        }
    }

    /// Whether a request is one of them, and states a trace.
    pub(super) fn holds(&self, request: &Request) -> bool {
        !self.asked.is_empty() && stated(request).is_some()
    }

    /// What a request states and the registry wasn't sent. One that was answered before is left to
    /// the ledger, which repeats its answer, and so is one about rows that aren't there, which it
    /// refuses. The rows are those of the group: they may be of a request just before this one.
    pub(super) fn against(
        &mut self,
        connection: &Connection,
        books: &Books,
        request: &Request,
    ) -> Result<Option<Refusal>, StoreError> {
        let Some((voucher, act, period, trace)) = stated(request) else {
            return Ok(None);
        };
        if books.receipt(request.id).is_some() {
            return Ok(None);
        }
        let (Some(voucher), Some(act)) = (books.voucher(voucher), books.act(act)) else {
            return Ok(None);
        };
        let Some(beneficiary) = voucher.beneficiary else {
            return Ok(None);
        };
        let holder = books.account(AccountId::Beneficiary(beneficiary));
        let student = match holder.map(|account| &account.holder) {
            Some(Holder::Beneficiary { iin, .. }) => Some(*iin),
            Some(_) => None,
            None => student(connection, beneficiary)?,
        };
        let Some(student) = student else {
            return Ok(None);
        };
        let known = self.month(connection, (act.executor, period), student)?;
        Ok(borne_out(trace, known.as_ref()).err())
    }

    fn month(
        &mut self,
        connection: &Connection,
        place: Place,
        student: Iin,
    ) -> Result<Option<StudentMonth>, StoreError> {
        let of_month =
            |request: &&Request| stated(request).is_some_and(|(_, _, period, _)| period == place.1);
        if self.asked.iter().filter(of_month).take(TOGETHER).count() == TOGETHER {
            if let Entry::Vacant(free) = self.whole.entry(place) {
                let all = students_by_number(connection, place.0, place.1)?;
                let months = all.into_iter().map(|(student, (study, trace))| {
                    let form = form_of(study);
                    (student, StudentMonth { form, trace })
                });
                free.insert(months.collect());
            }
            let month = self.whole.get(&place);
            return Ok(month.and_then(|all| all.get(&student)).copied());
        }
        if let Some(known) = self.single.get(&(place, student)) {
            return Ok(*known);
        }
        let known = month_of(connection, place, student)?;
        self.single.insert((place, student), known);
        Ok(known)
    }
}

/// The university of an act: the ledger lets a month be redeemed by no act of another.
fn executor_of(
    connection: &Connection,
    act: ServiceActId,
) -> Result<Option<OrganisationId>, StoreError> {
    connection.one(sql::LEDGER_ACT, params![id(act.uuid())], |row| {
        kept::act(row).map(|act| act.executor)
    })
}

/// Whose number stands behind a beneficiary.
pub(super) fn student(
    connection: &Connection,
    beneficiary: BeneficiaryId,
) -> Result<Option<Iin>, StoreError> {
    let account = kept::account_with(connection, AccountId::Beneficiary(beneficiary))?;
    Ok(account.and_then(|account| match account.holder {
        Holder::Beneficiary { iin, .. } => Some(iin),
        _ => None,
    }))
}

/// How a student studies, by the word of the LMS.
pub(crate) fn form_of(study: StudentStudy) -> StudyForm {
    match study {
        StudentStudy::FullTime => StudyForm::FullTime,
        StudentStudy::Distance => StudyForm::Distance,
    }
}

/// A student's month at a university; `None` where its LMS sent no contract.
pub(super) fn month_of(
    connection: &Connection,
    (executor, period): Place,
    student: Iin,
) -> Result<Option<StudentMonth>, StoreError> {
    let Some(contract) = contract_of(connection, executor, student, period)? else {
        return Ok(None);
    };
    Ok(Some(StudentMonth {
        form: form_of(contract.study),
        trace: presence(connection, executor, student, period)?,
    }))
}

/// What the registry was sent of a voucher's month, for whoever is about to state it; `None` where
/// nobody reserved the month, or the LMS sent no contract.
pub(super) fn trace_of(
    connection: &Connection,
    voucher: &Voucher,
    period: Period,
) -> Result<Option<Trace>, StoreError> {
    let executor = match voucher.part(period).map(|(_, part)| part.state) {
        Some(PartState::Held { reservation, .. }) => usize::try_from(reservation)
            .ok()
            .and_then(|place| voucher.reservations.get(place))
            .map(|reservation| reservation.executor),
        Some(PartState::Redeemed { act, .. }) => executor_of(connection, act)?,
        Some(PartState::Planned | PartState::Released) | None => None,
    };
    let (Some(executor), Some(beneficiary)) = (executor, voucher.beneficiary) else {
        return Ok(None);
    };
    let Some(student) = student(connection, beneficiary)? else {
        return Ok(None);
    };
    let month = month_of(connection, (executor, period), student)?;
    Ok(month.map(|month| month.trace))
}
