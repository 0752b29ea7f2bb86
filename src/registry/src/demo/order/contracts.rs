//! Contracts: drawn up within the plan, signed by both, changed, waiting for one of the parties.

use super::super::dice::{Dice, identity};
use super::super::visits::{at, from_today};
use super::calendar::Timeline;
use super::funding;
use super::play::{Play, Who};
use super::pupils::SCHOOLS;
use super::{DemoFault, fault, school};
use crate::records;
use crate::store::rows;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{Iban, OrganisationId, SchoolContractId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Contract;
use baqylau_domain::schooling::{
    FundingPlan, PayeeAccount, ProposedTerms, SchoolingOp as Op, SchoolingRecord,
};
use std::collections::BTreeMap;

/// A school that signed and waits for the department.
const WAITS_FOR_DEPARTMENT: u32 = 12;
/// A school that has its contract to sign.
const WAITS_FOR_SCHOOL: u32 = 14;
/// A school whose contract begins with the newest frozen month.
const LATE: u32 = 1;
/// A school with an additional agreement both signed, and one that has its own to sign.
const CHANGED: u32 = 3;
const CHANGING: u32 = 5;

pub(super) fn contract(number: u32) -> SchoolContractId {
    SchoolContractId::new(identity(&format!("school contract {number}")))
}

/// Schools with a contract in force in a month.
pub(super) fn in_force(line: &Timeline, month: Period) -> impl Iterator<Item = u32> {
    let last = month == line.last;
    (1..=SCHOOLS).filter(move |number| {
        funding::is_accepted(*number)
            && ![WAITS_FOR_DEPARTMENT, WAITS_FOR_SCHOOL].contains(number)
            && (last || *number != LATE)
    })
}

pub(super) fn play(play: &mut Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    let plan = plan(play, line, 1)?;
    for number in (1..=SCHOOLS).filter(|number| funding::is_accepted(*number)) {
        let (from, drawn) = match number {
            WAITS_FOR_DEPARTMENT => (line.coming(), line.ago(6, 10)),
            WAITS_FOR_SCHOOL => (line.coming(), line.ago(4, 11)),
            LATE => (line.last, at(from_today(line.last.first_day(), 2), 10, 0)),
            _ => (line.first, line.before(20, 10)),
        };
        let draw = Op::DrawUpContract {
            contract: contract(number),
            number: format!("ҮЛГІ-{number:03}/{}", line.year()),
            department: play.region,
            school: school(number),
            terms: terms(play, line, &plan, number, from)?,
            reimbursement: None,
        };
        play.does(Who::Officer, draw, drawn)?;
        let later = |days: i64| drawn + chrono::TimeDelta::hours(24 * days + 3);
        match number {
            WAITS_FOR_SCHOOL => {}
            WAITS_FOR_DEPARTMENT => sign(play, number, &[(Who::School(number), later(2))])?,
            _ => sign(
                play,
                number,
                &[(Who::School(number), later(4)), (Who::Head, later(7))],
            )?,
        }
    }
    funding::raise(play, line, &plan, &[CHANGED, CHANGING])?;
    let raised = self::plan(play, line, 2)?;
    let day = |days| at(from_today(line.last.first_day(), days), 12, 0);
    amend(play, line, &raised, CHANGED, day(13))?;
    let both = [(Who::School(CHANGED), day(15)), (Who::Head, day(16))];
    sign(play, CHANGED, &both)?;
    amend(play, line, &raised, CHANGING, line.ago(5, 12))?;
    sign(play, CHANGING, &[(Who::Head, line.ago(4, 16))])
}

/// Puts into the record of each school what its contracts in force came to, so that whoever sees no
/// state order (a commission, who rules on payment) is told of the same contracts as who does.
pub(super) fn tell(play: &Play<'_>, numbers: impl Iterator<Item = u32>) -> Result<(), DemoFault> {
    let mut told: BTreeMap<OrganisationId, Vec<Contract>> = BTreeMap::new();
    for number in numbers {
        let SchoolingRecord::Contract(found) = play.record("contract", contract(number))? else {
            return Err(fault("contract"));
        };
        let signed = found.contract.agreements.first();
        let (Some(text), Some(day)) = (found.in_force(), signed.and_then(|one| one.signed_on))
        else {
            continue;
        };
        let places = text.places.values().copied();
        told.entry(found.contract.school)
            .or_default()
            .push(Contract {
                number: text.number.clone(),
                date: day,
                period: (text.from.first_day(), text.to.last_day()),
                amount: text.amount,
                places: places.fold(0, u32::saturating_add),
            });
    }
    for (id, contracts) in told {
        let known = rows::organisation(play.tx, id)?;
        let mut known = known.ok_or_else(|| fault("school"))?;
        let begins = contracts.iter().map(|one| one.period.0).min();
        // What there was before lasts until these begin.
        let until = begins.and_then(|day| day.pred_opt());
        known.contracts.retain_mut(|before| {
            if let Some(until) = until {
                before.period.1 = before.period.1.min(until);
            }
            before.period.0 <= before.period.1
        });
        known.contracts.extend(contracts);
        records::put_organisation(play.tx, &known)?;
    }
    Ok(())
}

fn plan(play: &Play<'_>, line: &Timeline, version: u32) -> Result<FundingPlan, DemoFault> {
    let id = format!("{}/{}/{version}", play.region, line.year());
    match play.record("plan", id)? {
        SchoolingRecord::Plan(found) => Ok(found.plan),
        _ => Err(fault("plan")),
    }
}

/// What the plan has for a school from a month on.
fn terms(
    play: &Play<'_>,
    line: &Timeline,
    plan: &FundingPlan,
    number: u32,
    from: Period,
) -> Result<ProposedTerms, DemoFault> {
    let months = plan.lines.get(&school(number));
    let months = months.ok_or_else(|| fault("months of the plan"))?;
    let sums = months.iter().filter(|(month, _)| **month >= from);
    let amount = sums.map(|(_, sum)| sum.0).sum();
    let month = months.values().min().copied().unwrap_or_default();
    let organisation = rows::organisation(play.tx, school(number))?;
    let organisation = organisation.ok_or_else(|| fault("school"))?;
    let mut left = funding::places(month, number);
    let buildings = u32::try_from(organisation.premises.len()).unwrap_or(1);
    let mut places = BTreeMap::new();
    for (place, building) in (0..buildings).zip(&organisation.premises) {
        let here = left.div_ceil((buildings - place).max(1));
        left -= here;
        places.insert(building.id, here);
    }
    Ok(ProposedTerms {
        from,
        to: line.end(),
        amount: Tiyn(amount),
        places,
        account: account(number)?,
    })
}

/// An invented account in an invented bank.
pub(super) fn account(number: u32) -> Result<PayeeAccount, DemoFault> {
    let mut dice = Dice::new(&format!("account of school {number}"));
    let (head, tail) = (dice.between(1_000, 9_999), dice.between(1_000, 9_999));
    let iban = (2..=98).find_map(|check| {
        let text = format!("KZ{check:02}999UL{head}{tail}{number:03}");
        text.parse::<Iban>().ok()
    });
    Ok(PayeeAccount {
        iban: iban.ok_or_else(|| fault("account"))?,
        bank: "ULGIKZKX".parse().map_err(fault)?,
    })
}

fn amend(
    play: &Play<'_>,
    line: &Timeline,
    plan: &FundingPlan,
    number: u32,
    at: Moment,
) -> Result<(), DemoFault> {
    let terms = terms(play, line, plan, number, line.first)?;
    let op = Op::AmendContract {
        contract: contract(number),
        terms,
    };
    play.does(Who::Officer, op, at)
}

/// Parties sign the agreement that waits.
pub(super) fn sign(
    play: &mut Play<'_>,
    number: u32,
    who: &[(Who, Moment)],
) -> Result<(), DemoFault> {
    let id = contract(number);
    let text = match play.record("contract", id)? {
        SchoolingRecord::Contract(found) => found.to_sign().cloned(),
        _ => None,
    };
    let bytes = text.ok_or_else(|| fault("agreement"))?.to_bytes();
    let bytes = bytes.map_err(fault)?;
    let signed = who.iter().map(|(who, at)| play.signs(*who, &bytes, *at));
    let signed = signed.collect::<Result<Vec<_>, _>>()?;
    play.send(&signed, |_, one| Op::SignContract {
        contract: id,
        document: one.document,
        signature: one.signature,
    })
}
