//! Reservation, validation, monthly redemption and the stipend beside it.

use super::draft::{Draft, Note};
use super::ending::{fund, return_rest};
use crate::calendar::Period;
use crate::identifiers::{ServiceActId, VoucherId};
use crate::money::Tiyn;
use crate::voucher::account::AccountId;
use crate::voucher::facts::{AdmissionFacts, StudyForm, Trace};
use crate::voucher::operation::{Operation, Party};
use crate::voucher::parameters::SuspendedMonths;
use crate::voucher::refusal::Refusal;
use crate::voucher::rows::{
    ClaimKey, ClaimKind, Part, PartState, Reservation, Status, Subject, Voucher,
};
use crate::voucher::transfer::{Concerns, Mode, Purpose};

pub(super) fn decide(draft: &mut Draft<'_>, operation: &Operation) -> Result<Tiyn, Refusal> {
    match operation {
        Operation::Reserve {
            voucher,
            reservation,
            form,
            facts,
        } => reserve(draft, *voucher, reservation, *form, facts),
        Operation::Activate {
            voucher,
            period,
            trace,
        } => activate(draft, *voucher, *period, trace),
        Operation::Redeem {
            voucher,
            act,
            period,
            trace,
            decision,
        } => {
            // Where nothing was scheduled a person decides, and only the Issuer's.
            let decided = decision.is_some() && draft.party() == Party::Issuer;
            redeem(draft, *voucher, *act, *period, trace, decided)
        }
        Operation::PayStipend {
            voucher,
            act,
            period,
            trace,
            amount,
        } => stipend(draft, *voucher, *act, *period, trace, *amount),
        _ => Err(Refusal::NotYourRole),
    }
}

fn reserve(
    draft: &mut Draft<'_>,
    id: VoucherId,
    reservation: &Reservation,
    form: StudyForm,
    facts: &AdmissionFacts,
) -> Result<Tiyn, Refusal> {
    let voucher = draft.voucher(id)?.clone();
    let status = voucher.status;
    let (Status::Placed | Status::Transferred, Some(beneficiary)) = (status, voucher.beneficiary)
    else {
        return Err(Refusal::WrongStatus { status });
    };
    if form == StudyForm::Distance {
        return Err(Refusal::DistanceNotPaid);
    }
    facts.judge(draft.policy(draft.today()), draft.today())?;
    if reservation.lms_contract.trim().is_empty() {
        return Err(Refusal::TextMissing);
    }
    let contract = draft.contract(reservation.contract)?;
    if contract.executor != reservation.executor || contract.order != voucher.order {
        return Err(Refusal::OtherContract);
    }
    if contract.terminated {
        return Err(Refusal::ContractEnded);
    }
    let holder = AccountId::Beneficiary(beneficiary);
    let executor = AccountId::Executor(reservation.executor);
    draft.account(holder)?.is_open()?;
    draft.account(executor)?.is_open()?;
    let sum = voucher.planned();
    let committed = contract
        .committed
        .plus(sum)
        .filter(|committed| *committed <= contract.amount)
        .ok_or(Refusal::OverContract {
            left: Tiyn(contract.amount.0.saturating_sub(contract.committed.0)),
        })?;
    let place = u32::try_from(voucher.reservations.len()).or(Err(Refusal::Overflow))?;
    let mut parts = voucher.parts.clone();
    for part in &mut parts {
        if part.state != PartState::Planned {
            continue;
        }
        let hold = draft.transfer(
            [holder, executor],
            part.amount,
            Mode::Pending,
            Purpose::Reservation,
            Concerns {
                voucher: Some(id),
                period: Some(part.period),
                ..Concerns::default()
            },
        )?;
        part.state = PartState::Held {
            hold,
            amount: part.amount,
            reservation: place,
        };
    }
    fund(draft, id, holder, &parts)?;
    let row = draft.change_voucher(id)?;
    row.parts = parts;
    row.reservations.push(reservation.clone());
    draft.change_contract(reservation.contract)?.committed = committed;
    draft.note(Subject::Contract(reservation.contract), Note::default())?;
    draft.enter(id, Status::Reserved, Some(sum), None)?;
    Ok(sum)
}

fn has_come(draft: &Draft<'_>, period: Period) -> Result<(), Refusal> {
    if Period::of(draft.today()).is_none_or(|now| period > now) {
        return Err(Refusal::TooEarly { period });
    }
    Ok(())
}

fn activate(
    draft: &mut Draft<'_>,
    id: VoucherId,
    period: Period,
    trace: &Trace,
) -> Result<Tiyn, Refusal> {
    has_come(draft, period)?;
    let voucher = draft.voucher(id)?;
    let status = voucher.status;
    if status != Status::Reserved {
        return Err(Refusal::WrongStatus { status });
    }
    let part = voucher
        .part(period)
        .filter(|(_, part)| matches!(part.state, PartState::Held { .. }))
        .map(|(_, part)| *part)
        .ok_or(Refusal::NothingHeld { period })?;
    trace.worth(part.amount, draft.policy(period.last_day()), false)?;
    draft.enter(id, Status::Active, None, Some(period))?;
    Ok(Tiyn(0))
}

/// The reservation a part is held under.
fn reservation_of(voucher: &Voucher, place: u32) -> Result<&Reservation, Refusal> {
    let place = usize::try_from(place).or(Err(Refusal::Overflow))?;
    voucher.reservations.get(place).ok_or(Refusal::NotLoaded)
}

/// Whether study in this month is the voucher's to pay: not while on leave.
fn is_studied(voucher: &Voucher, period: Period) -> bool {
    voucher.leave_from.is_none_or(|from| period < from)
}

fn redeem(
    draft: &mut Draft<'_>,
    id: VoucherId,
    act_id: ServiceActId,
    period: Period,
    trace: &Trace,
    decided: bool,
) -> Result<Tiyn, Refusal> {
    draft.claim(ClaimKey {
        voucher: id,
        kind: ClaimKind::Tuition,
        period,
    })?;
    has_come(draft, period)?;
    let voucher = draft.voucher(id)?.clone();
    let status = voucher.status;
    let wrong = Refusal::WrongStatus { status };
    let Some(beneficiary) = voucher.beneficiary else {
        return Err(wrong);
    };
    if !is_studied(&voucher, period) {
        return Err(wrong);
    }
    let Some((place, part)) = voucher.part(period) else {
        return Err(Refusal::NothingHeld { period });
    };
    let PartState::Held {
        hold,
        amount: held,
        reservation,
    } = part.state
    else {
        return Err(Refusal::NothingHeld { period });
    };
    let reservation = reservation_of(&voucher, reservation)?;
    let act = draft.act(act_id)?;
    if act.period != period
        || act.executor != reservation.executor
        || act.contract != reservation.contract
    {
        return Err(Refusal::OtherAct);
    }
    if act.invoice.is_none() {
        return Err(Refusal::NoInvoice);
    }
    let left = Tiyn(act.total.0.saturating_sub(act.redeemed.0));
    let (people, people_redeemed) = (act.people, act.redeemed_people);
    if draft.contract(reservation.contract)?.terminated {
        return Err(Refusal::ContractEnded);
    }
    let policy = draft.policy(period.last_day());
    let (holder, executor) = (
        AccountId::Beneficiary(beneficiary),
        AccountId::Executor(reservation.executor),
    );
    let account = draft.account(executor)?;
    account.is_open()?;
    for pause in account.pauses() {
        if !pause.covers(reservation.premises) {
            continue;
        }
        if pause.ended.is_none() {
            return Err(Refusal::Paused {
                sanction: pause.sanction,
            });
        }
        if policy.suspended_months.value == SuspendedMonths::Lost && pause.touches(period) {
            return Err(Refusal::MonthSuspended { period });
        }
    }
    // After a death is registered only what was studied before its notice is still settled.
    if status == Status::EarlyRedeemed {
        draft.account(holder)?.is_free_to_move()?;
    } else {
        draft.account(holder)?.is_open()?;
    }
    let worth = trace.worth(held, policy, decided)?;
    if worth > left || people_redeemed >= people {
        return Err(Refusal::OverAct { left });
    }
    let concerns = Concerns {
        voucher: Some(id),
        period: Some(period),
        act: Some(act_id),
        register: None,
    };
    draft.transfer(
        [holder, executor],
        worth,
        Mode::Post { of: hold, held },
        Purpose::Redemption,
        concerns,
    )?;
    let contract = reservation.contract;
    let rest = Tiyn(held.0.saturating_sub(worth.0));
    return_rest(
        draft,
        &voucher,
        holder,
        rest,
        Some(period),
        &[(contract, rest)],
    )?;
    let row = draft.change_voucher(id)?;
    if let Some(part) = row.parts.get_mut(place) {
        part.state = PartState::Redeemed {
            amount: worth,
            act: act_id,
        };
    }
    let to = match status {
        Status::Reserved | Status::Active | Status::PartRedeemed => status_after(&row.parts),
        other => other,
    };
    draft.enter(id, to, Some(worth), Some(period))?;
    let act = draft.change_act(act_id)?;
    act.redeemed = act.redeemed.plus(worth).ok_or(Refusal::Overflow)?;
    act.redeemed_people = people_redeemed.saturating_add(1);
    act.version += 1;
    Ok(worth)
}

/// Where a voucher in study stands by its parts: used up once none is open; and when nothing of it
/// was ever redeemed, it ended early.
pub(super) fn status_after(parts: &[Part]) -> Status {
    let open = |part: &Part| matches!(part.state, PartState::Planned | PartState::Held { .. });
    let redeemed = |part: &Part| matches!(part.state, PartState::Redeemed { .. });
    match (parts.iter().any(open), parts.iter().any(redeemed)) {
        (true, true) => Status::PartRedeemed,
        (true, false) => Status::Reserved,
        (false, true) => Status::Redeemed,
        (false, false) => Status::EarlyRedeemed,
    }
}

fn stipend(
    draft: &mut Draft<'_>,
    id: VoucherId,
    act_id: ServiceActId,
    period: Period,
    trace: &Trace,
    amount: Tiyn,
) -> Result<Tiyn, Refusal> {
    draft.claim(ClaimKey {
        voucher: id,
        kind: ClaimKind::Stipend,
        period,
    })?;
    has_come(draft, period)?;
    let voucher = draft.voucher(id)?.clone();
    let status = voucher.status;
    let Some(beneficiary) = voucher.beneficiary else {
        return Err(Refusal::WrongStatus { status });
    };
    if !is_studied(&voucher, period) {
        return Err(Refusal::WrongStatus { status });
    }
    // Only for a month studied under a signed act: held, or redeemed by this very act.
    let act = draft.act(act_id)?;
    let fits = match voucher.part(period).map(|(_, part)| part.state) {
        Some(PartState::Held { reservation, .. }) => {
            let reservation = reservation_of(&voucher, reservation)?;
            act.executor == reservation.executor && act.contract == reservation.contract
        }
        Some(PartState::Redeemed { act: by, .. }) => by == act_id,
        Some(PartState::Planned | PartState::Released) | None => {
            return Err(Refusal::NothingHeld { period });
        }
    };
    if !fits || act.period != period {
        return Err(Refusal::OtherAct);
    }
    draft
        .account(AccountId::Beneficiary(beneficiary))?
        .is_open()?;
    trace.worth(amount, draft.policy(period.last_day()), false)?;
    draft.transfer(
        [
            AccountId::Stipends(voucher.order),
            AccountId::Treasury(voucher.order),
        ],
        amount,
        Mode::Posted,
        Purpose::Stipend,
        Concerns {
            voucher: Some(id),
            period: Some(period),
            act: Some(act_id),
            register: None,
        },
    )?;
    draft.enter(id, status, Some(amount), Some(period))?;
    Ok(amount)
}
