//! Months let go, early end, transfer to another university, academic leave.

use super::draft::{Draft, Note};
use super::redeeming::status_after;
use crate::calendar::Period;
use crate::identifiers::{ContractId, VoucherId};
use crate::money::Tiyn;
use crate::voucher::account::{AccountId, Funded, Holder};
use crate::voucher::formula::current_month_due;
use crate::voucher::operation::{Operation, Party};
use crate::voucher::refusal::Refusal;
use crate::voucher::rows::{Part, PartState, Reservation, Status, Subject, Voucher};
use crate::voucher::transfer::{Concerns, Mode, Purpose, TransferId};
use chrono::NaiveDate;

pub(super) fn decide(draft: &mut Draft<'_>, operation: &Operation) -> Result<Tiyn, Refusal> {
    match operation {
        Operation::Release { voucher, period } => release(draft, *voucher, *period),
        Operation::EndEarly { voucher, on, .. } => end_early(draft, *voucher, *on),
        Operation::Move { voucher, from } => release_for_another(draft, *voucher, *from),
        Operation::TakeLeave { voucher, from } => take_leave(draft, *voucher, *from),
        Operation::ReturnFromLeave { voucher, resume } => {
            return_from_leave(draft, *voucher, *resume)
        }
        _ => Err(Refusal::NotYourRole),
    }
}

/// A held part: its place, what holds it, how much, and for whom.
struct Hold {
    place: usize,
    id: TransferId,
    amount: Tiyn,
    reservation: Reservation,
}

fn holds(voucher: &Voucher, wanted: impl Fn(&Part) -> bool) -> Result<Vec<Hold>, Refusal> {
    let mut holds = Vec::new();
    for (place, part) in voucher.parts.iter().enumerate() {
        if let PartState::Held {
            hold,
            amount,
            reservation,
        } = part.state
            && wanted(part)
        {
            let reservation = usize::try_from(reservation)
                .ok()
                .and_then(|place| voucher.reservations.get(place))
                .ok_or(Refusal::NotLoaded)?;
            holds.push(Hold {
                place,
                id: hold,
                amount,
                reservation: reservation.clone(),
            });
        }
    }
    Ok(holds)
}

fn void(
    draft: &mut Draft<'_>,
    voucher: VoucherId,
    holder: AccountId,
    hold: &Hold,
) -> Result<(), Refusal> {
    draft.transfer(
        [holder, AccountId::Executor(hold.reservation.executor)],
        hold.amount,
        Mode::Void { of: hold.id },
        Purpose::Reservation,
        Concerns {
            voucher: Some(voucher),
            ..Concerns::default()
        },
    )?;
    Ok(())
}

/// Lessens contracts by what is no longer held under them: their sum and what is committed alike.
fn shrink(draft: &mut Draft<'_>, by: &[(ContractId, Tiyn)]) -> Result<(), Refusal> {
    for (id, sum) in by.iter().filter(|(_, sum)| sum.0 > 0) {
        let row = draft.change_contract(*id)?;
        row.amount = row.amount.minus(*sum).ok_or(Refusal::Overflow)?;
        row.committed = row.committed.minus(*sum).ok_or(Refusal::Overflow)?;
        let note = Note {
            amount: Some(Tiyn(-sum.0)),
            ..Note::default()
        };
        draft.note(Subject::Contract(*id), note)?;
    }
    Ok(())
}

/// Gives what isn't held any more back to the order's budget, for new vouchers, and lessens the
/// contracts it was held under. Nothing happens for nothing.
pub(super) fn return_rest(
    draft: &mut Draft<'_>,
    voucher: &Voucher,
    holder: AccountId,
    sum: Tiyn,
    period: Option<Period>,
    contracts: &[(ContractId, Tiyn)],
) -> Result<(), Refusal> {
    if sum.0 == 0 {
        return Ok(());
    }
    draft.transfer(
        [holder, AccountId::Budget(voucher.order)],
        sum,
        Mode::Posted,
        Purpose::Return,
        Concerns {
            voucher: Some(voucher.id),
            period,
            ..Concerns::default()
        },
    )?;
    shrink(draft, contracts)
}

/// Sums by contract, each once.
fn by_contract(holds: &[Hold], kept: impl Fn(&Hold) -> Tiyn) -> Vec<(ContractId, Tiyn)> {
    let mut sums: Vec<(ContractId, Tiyn)> = Vec::new();
    for hold in holds {
        let gone = hold.amount.0.saturating_sub(kept(hold).0);
        let contract = hold.reservation.contract;
        match sums.iter_mut().find(|(id, _)| *id == contract) {
            Some((_, sum)) => sum.0 = sum.0.saturating_add(gone),
            None => sums.push((contract, Tiyn(gone))),
        }
    }
    sums
}

/// Writes down which months the voucher pays for, unless another voucher of the person does.
pub(super) fn fund(
    draft: &mut Draft<'_>,
    voucher: VoucherId,
    holder: AccountId,
    parts: &[Part],
) -> Result<(), Refusal> {
    let paid = parts
        .iter()
        .filter(|part| part.state != PartState::Released);
    let months = || paid.clone().map(|part| part.period);
    let window = months().min().zip(months().max());
    let Holder::Beneficiary { funded, .. } = &mut draft.change_account(holder)?.holder else {
        return Err(Refusal::NotLoaded);
    };
    if let Some((from, to)) = window
        && let Some(other) = funded
            .iter()
            .find(|other| other.voucher != voucher && other.from <= to && from <= other.to)
    {
        return Err(Refusal::TwoEnrolments {
            voucher: other.voucher,
        });
    }
    funded.retain(|other| other.voucher != voucher);
    funded.extend(window.map(|(from, to)| Funded { voucher, from, to }));
    draft.note(Subject::Account(holder), Note::default())
}

/// The beneficiary's account, and the university if there is one, which alone may ask for itself.
fn of_whom(draft: &Draft<'_>, voucher: &Voucher) -> Result<AccountId, Refusal> {
    match (voucher.reservation(), draft.party()) {
        (Some(reservation), _) => draft.concerns(reservation.executor)?,
        (None, Party::Executor { .. }) => return Err(Refusal::NotYours),
        (None, _) => {}
    }
    let beneficiary = voucher.beneficiary.ok_or(Refusal::WrongStatus {
        status: voucher.status,
    })?;
    Ok(AccountId::Beneficiary(beneficiary))
}

fn release(draft: &mut Draft<'_>, id: VoucherId, period: Period) -> Result<Tiyn, Refusal> {
    let voucher = draft.voucher(id)?.clone();
    let holder = of_whom(draft, &voucher)?;
    if Period::of(draft.today()).is_none_or(|now| period >= now) {
        return Err(Refusal::TooEarly { period });
    }
    let status = voucher.status;
    if voucher.leave_from.is_some_and(|from| period >= from) {
        return Err(Refusal::WrongStatus { status });
    }
    let gone = holds(&voucher, |part| part.period == period)?;
    if gone.is_empty() {
        return Err(Refusal::NothingHeld { period });
    }
    let mut sum = Tiyn(0);
    for hold in &gone {
        void(draft, id, holder, hold)?;
        sum = sum.plus(hold.amount).ok_or(Refusal::Overflow)?;
    }
    let contracts = by_contract(&gone, |_| Tiyn(0));
    return_rest(draft, &voucher, holder, sum, Some(period), &contracts)?;
    let row = draft.change_voucher(id)?;
    for hold in &gone {
        if let Some(part) = row.parts.get_mut(hold.place) {
            part.state = PartState::Released;
        }
    }
    let to = match status {
        Status::Reserved | Status::Active | Status::PartRedeemed => {
            match status_after(&row.parts) {
                // A month let go doesn't take back that study began.
                Status::Reserved => status,
                other => other,
            }
        }
        other => other,
    };
    draft.enter(id, to, Some(sum), Some(period))?;
    Ok(sum)
}

fn end_early(draft: &mut Draft<'_>, id: VoucherId, on: NaiveDate) -> Result<Tiyn, Refusal> {
    let voucher = draft.voucher(id)?.clone();
    let status = voucher.status;
    if status.is_terminal() || status == Status::Issued {
        return Err(Refusal::WrongStatus { status });
    }
    let holder = of_whom(draft, &voucher)?;
    let month = Period::of(on).ok_or(Refusal::BadDay)?;
    if on > draft.today() {
        return Err(Refusal::BadDay);
    }
    let rule = draft.policy(on).current_month.value;
    // What stays held: months studied before, and what the rule leaves of the current one.
    let stays = |part: &Part, held: Tiyn| -> Result<Tiyn, Refusal> {
        let on_leave = voucher.leave_from.is_some_and(|from| part.period >= from);
        if on_leave || part.period > month {
            return Ok(Tiyn(0));
        }
        if part.period < month {
            return Ok(held);
        }
        current_month_due(held, on, rule).ok_or(Refusal::BadDay)
    };
    let all = holds(&voucher, |_| true)?;
    let mut kept = vec![Tiyn(0); voucher.parts.len()];
    for hold in &all {
        if let (Some(part), Some(slot)) = (voucher.parts.get(hold.place), kept.get_mut(hold.place))
        {
            *slot = stays(part, hold.amount)?;
        }
    }
    let kept_of = |hold: &Hold| kept.get(hold.place).copied().unwrap_or_default();
    let mut parts = voucher.parts.clone();
    let mut sum = voucher.planned();
    for hold in all.iter().filter(|hold| kept_of(hold) != hold.amount) {
        void(draft, id, holder, hold)?;
    }
    for hold in &all {
        let stays = kept_of(hold);
        let Some(part) = parts.get_mut(hold.place) else {
            continue;
        };
        if stays == hold.amount {
            continue;
        }
        let gone = hold.amount.minus(stays).ok_or(Refusal::Overflow)?;
        sum = sum.plus(gone).ok_or(Refusal::Overflow)?;
        part.state = PartState::Released;
        if stays.0 > 0 {
            let again = draft.transfer(
                [holder, AccountId::Executor(hold.reservation.executor)],
                stays,
                Mode::Pending,
                Purpose::Reservation,
                Concerns {
                    voucher: Some(id),
                    period: Some(part.period),
                    ..Concerns::default()
                },
            )?;
            if let Some(PartState::Held { reservation, .. }) =
                voucher.parts.get(hold.place).map(|part| part.state)
            {
                part.state = PartState::Held {
                    hold: again,
                    amount: stays,
                    reservation,
                };
            }
        }
    }
    for part in &mut parts {
        if part.state == PartState::Planned {
            part.state = PartState::Released;
        }
    }
    return_rest(
        draft,
        &voucher,
        holder,
        sum,
        None,
        &by_contract(&all, kept_of),
    )?;
    fund(draft, id, holder, &parts)?;
    let row = draft.change_voucher(id)?;
    row.parts = parts;
    row.leave_from = None;
    draft.enter(id, Status::EarlyRedeemed, Some(sum), Some(month))?;
    Ok(sum)
}

fn in_study(voucher: &Voucher) -> Result<(), Refusal> {
    match voucher.status {
        Status::Reserved | Status::Active | Status::PartRedeemed => Ok(()),
        status => Err(Refusal::WrongStatus { status }),
    }
}

fn release_for_another(
    draft: &mut Draft<'_>,
    id: VoucherId,
    from: Period,
) -> Result<Tiyn, Refusal> {
    let voucher = draft.voucher(id)?.clone();
    in_study(&voucher)?;
    let holder = of_whom(draft, &voucher)?;
    let gone = holds(&voucher, |part| part.period >= from)?;
    if gone.is_empty() {
        return Err(Refusal::NothingHeld { period: from });
    }
    let mut sum = Tiyn(0);
    for hold in &gone {
        void(draft, id, holder, hold)?;
        sum = sum.plus(hold.amount).ok_or(Refusal::Overflow)?;
    }
    shrink(draft, &by_contract(&gone, |_| Tiyn(0)))?;
    let row = draft.change_voucher(id)?;
    for hold in &gone {
        if let Some(part) = row.parts.get_mut(hold.place) {
            part.state = PartState::Planned;
        }
    }
    draft.enter(id, Status::Transferred, Some(sum), Some(from))?;
    Ok(sum)
}

fn take_leave(draft: &mut Draft<'_>, id: VoucherId, from: Period) -> Result<Tiyn, Refusal> {
    let voucher = draft.voucher(id)?.clone();
    in_study(&voucher)?;
    of_whom(draft, &voucher)?;
    if holds(&voucher, |part| part.period >= from)?.is_empty() {
        return Err(Refusal::NothingHeld { period: from });
    }
    draft.change_voucher(id)?.leave_from = Some(from);
    draft.enter(id, Status::SuspendedStudy, None, Some(from))?;
    Ok(Tiyn(0))
}

fn return_from_leave(
    draft: &mut Draft<'_>,
    id: VoucherId,
    resume: Period,
) -> Result<Tiyn, Refusal> {
    let voucher = draft.voucher(id)?.clone();
    let status = voucher.status;
    let Some(leave) = voucher.leave_from else {
        return Err(Refusal::WrongStatus { status });
    };
    let holder = of_whom(draft, &voucher)?;
    let waits = |part: &Part| part.period >= leave && matches!(part.state, PartState::Held { .. });
    let first = voucher
        .parts
        .iter()
        .filter(|part| waits(part))
        .map(|part| part.period)
        .min()
        .ok_or(Refusal::NothingHeld { period: leave })?;
    // The months left keep their distances and begin with the month of return.
    let shift = resume.months_since(first);
    if shift < 0 {
        return Err(Refusal::BadDay);
    }
    let mut parts = voucher.parts.clone();
    for part in parts.iter_mut().filter(|part| waits(part)) {
        part.period = part
            .period
            .plus_months(shift)
            .ok_or(Refusal::OutsideOrder)?;
    }
    let mut months: Vec<Period> = parts.iter().map(|part| part.period).collect();
    months.sort_unstable();
    if months.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(Refusal::BadDay);
    }
    fund(draft, id, holder, &parts)?;
    let to = status_after(&parts);
    let row = draft.change_voucher(id)?;
    row.parts = parts;
    row.leave_from = None;
    draft.enter(id, to, None, Some(resume))?;
    Ok(Tiyn(0))
}
