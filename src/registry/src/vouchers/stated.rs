//! Traces that people state, held against what the LMS of the university sent.

use super::cells::id;
use super::{added, kept};
use crate::lms::{contract_of, presence, students_by_number};
use crate::store::sql::ledger as sql;
use crate::store::{Connection, StoreError, params};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{BeneficiaryId, Iin, OrganisationId, ServiceActId, VoucherId};
use baqylau_domain::voucher::{
    AccountId, Holder, Operation, PartState, Refusal, Request, StudentMonth, StudyForm, Trace,
    Voucher, borne_out,
};
use baqylau_protocol::lms::StudentStudy;
use std::collections::BTreeMap;

/// From so many students of one month on, all of them are read at once.
const TOGETHER: usize = 32;

/// A month of a university.
type Place = (OrganisationId, Period);

/// What is known of students, by months of universities.
type Known = BTreeMap<(Place, Iin), Option<StudentMonth>>;

/// A trace somebody stated, and of whom.
struct Stated {
    place: Place,
    student: Iin,
    trace: Trace,
}

/// What of the requests isn't borne out by what the registry was sent: a refusal in the place of
/// each. A request that was answered before is left to the ledger, which repeats its answer, and so
/// is one about rows that aren't there, which it refuses.
pub(crate) fn unborne(
    connection: &Connection,
    requests: &[Request],
) -> Result<Vec<Option<Refusal>>, StoreError> {
    let stated: Vec<Option<Stated>> = requests
        .iter()
        .map(|request| stated(connection, request))
        .collect::<Result<_, _>>()?;
    let known = known(connection, stated.iter().flatten())?;
    Ok(stated
        .iter()
        .map(|one| {
            let one = one.as_ref()?;
            let month = known.get(&(one.place, one.student));
            borne_out(&one.trace, month.and_then(Option::as_ref)).err()
        })
        .collect())
}

fn stated(connection: &Connection, request: &Request) -> Result<Option<Stated>, StoreError> {
    let (voucher, act, period, trace) = match &request.operation {
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
        } => (*voucher, *act, *period, *trace),
        _ => return Ok(None),
    };
    let answered = params![id(request.id.uuid())];
    let answered = connection.one(sql::LEDGER_RECEIPT, answered, |row| added::receipt(row, 1))?;
    if answered.is_some() {
        return Ok(None);
    }
    let (Some(voucher), Some(executor)) = (
        voucher_with(connection, voucher)?,
        executor_of(connection, act)?,
    ) else {
        return Ok(None);
    };
    let student = match voucher.beneficiary {
        Some(beneficiary) => student(connection, beneficiary)?,
        None => None,
    };
    Ok(student.map(|student| Stated {
        place: (executor, period),
        student,
        trace,
    }))
}

fn voucher_with(
    connection: &Connection,
    voucher: VoucherId,
) -> Result<Option<Voucher>, StoreError> {
    connection.one(
        sql::LEDGER_VOUCHER,
        params![id(voucher.uuid())],
        kept::voucher,
    )
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

fn known<'a>(
    connection: &Connection,
    stated: impl Iterator<Item = &'a Stated>,
) -> Result<Known, StoreError> {
    let mut places: BTreeMap<Place, Vec<Iin>> = BTreeMap::new();
    for one in stated {
        places.entry(one.place).or_default().push(one.student);
    }
    let mut known = Known::new();
    for (place, mut students) in places {
        students.sort_unstable();
        students.dedup();
        if students.len() < TOGETHER {
            for student in students {
                let month = month_of(connection, place, student)?;
                known.insert((place, student), month);
            }
        } else {
            let mut all = students_by_number(connection, place.0, place.1)?;
            for student in students {
                let month = all.remove(&student);
                let month = month.map(|(study, trace)| StudentMonth {
                    form: form_of(study),
                    trace,
                });
                known.insert((place, student), month);
            }
        }
    }
    Ok(known)
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
