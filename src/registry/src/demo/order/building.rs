//! Reimbursement of a new school and of a rebuilt one: accepted applications, contracts of the year,
//! acts; of the rebuilt one an act that is paid.
//!
//! Acts, contracts and payments of a building have identities of their own beside those of
//! teaching: the number of the school and a hundred more.

use super::calendar::Timeline;
use super::contracts::{self, contract};
use super::funding;
use super::month::Listing;
use super::play::{Play, Who};
use super::{DemoFault, act_id, fault, school};
use crate::store::rows;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Premises;
use baqylau_domain::schooling::{
    ConstructionKind, IndexTable, ProposedTerms, ReimbursedBuilding, Reimbursement,
    ReimbursementRule, SchoolingOp as Op, SchoolingRecord,
};
use std::collections::BTreeMap;

/// A new school, whose newest act waits for the department.
const BUILT: u32 = 2;
/// A rebuilt school, whose acts are paid.
const REBUILT: u32 = 6;

/// Both, with what was built.
pub(super) const BUILDINGS: [(u32, ConstructionKind); 2] = [
    (BUILT, ConstructionKind::Construction),
    (REBUILT, ConstructionKind::Reconstruction),
];

/// Whether the encumbrance on a school's buildings is registered for certain.
pub(super) fn is_pledged(of: OrganisationId) -> bool {
    BUILDINGS.iter().any(|(number, _)| school(*number) == of)
}

/// The number of a school's building beside the school's own.
fn beside(number: u32) -> u32 {
    number + 100
}

/// The building that was built, and what a contract of the year fixes for it.
struct Building {
    premises: Premises,
    asked: ReimbursedBuilding,
    fixed: Reimbursement,
    places: u32,
}

/// None in a year whose index no law has set.
fn building(
    play: &Play<'_>,
    line: &Timeline,
    (number, kind): (u32, ConstructionKind),
) -> Result<Option<Building>, DemoFault> {
    let indices = IndexTable::published();
    if indices.of(line.year()).is_none() {
        return Ok(None);
    }
    let known = rows::organisation(play.tx, school(number))?;
    let premises = known.and_then(|known| known.premises.into_iter().next());
    let premises = premises.ok_or_else(|| fault("building"))?;
    let asked = ReimbursedBuilding {
        application: funding::application(number, "building"),
        building: premises.id,
        commissioned: line.year() - 1,
        first_year: line.year(),
    };
    let rule = ReimbursementRule::pilot();
    let fixed = Reimbursement::fix(&asked, kind, line.year(), &rule, &indices, None);
    Ok(Some(Building {
        places: premises.capacity.ok_or_else(|| fault("capacity"))?,
        asked,
        fixed: fixed.map_err(fault)?,
        premises,
    }))
}

/// What the plan has for buildings, by school and month.
pub(super) fn lines(
    play: &Play<'_>,
    line: &Timeline,
) -> Result<BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>>, DemoFault> {
    let mut lines = BTreeMap::new();
    for one in BUILDINGS {
        if let Some(known) = building(play, line, one)? {
            let months = known.fixed.months(known.places, line.first, line.end());
            let months = months.ok_or_else(|| fault("months of a building"))?;
            lines.insert(school(one.0), months.into_iter().collect());
        }
    }
    Ok(lines)
}

/// Contracts of the year, signed by both.
pub(super) fn contracts(play: &mut Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    for one in BUILDINGS {
        let Some(known) = building(play, line, one)? else {
            continue;
        };
        let (number, kind) = one;
        let whole = known.fixed.whole(known.places, line.first, line.end());
        let letter = match kind {
            ConstructionKind::Construction => "А2",
            ConstructionKind::Reconstruction => "А3",
        };
        let draw = Op::DrawUpContract {
            contract: contract(beside(number)),
            number: format!("ҮЛГІ-{letter}-{number:03}/{}", line.year()),
            department: play.region,
            school: school(number),
            terms: ProposedTerms {
                from: line.first,
                to: line.end(),
                amount: whole.ok_or_else(|| fault("sum of a building"))?,
                places: BTreeMap::from([(known.premises.id, known.places)]),
                account: contracts::account(number)?,
            },
            reimbursement: Some(known.asked),
        };
        play.does(Who::Officer, draw, line.before(18, 11))?;
        let signed = [
            (Who::School(number), line.before(15, 10)),
            (Who::Head, line.before(12, 15)),
        ];
        contracts::sign(play, beside(number), &signed)?;
    }
    Ok(())
}

/// Numbers of the contracts of buildings.
pub(super) fn drawn_up(line: &Timeline) -> impl Iterator<Item = u32> {
    let known = IndexTable::published().of(line.year()).is_some();
    let numbers = BUILDINGS.iter().map(|(number, _)| beside(*number));
    numbers.filter(move |_| known)
}

/// Acts of the frozen months, and how they are paid.
pub(super) fn month(play: &mut Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    if IndexTable::published().of(line.year()).is_none() {
        return Ok(());
    }
    for (month, ago) in line.months() {
        for (number, _) in BUILDINGS {
            act(play, line, (month, ago), number)?;
        }
        let listed = match ago {
            0 => vec![beside(REBUILT)],
            _ => vec![beside(BUILT), beside(REBUILT)],
        };
        let listing = Listing::new("R", (month, ago));
        listing.fill(play, line, &listed, 45)?;
        listing.send(play, line, 49)?;
        listing.accept(play, line, &listed, 57)?;
        listing.order(play, line, (&listed, false), 61)?;
        for number in listed {
            listing.pay(play, line, number)?;
        }
    }
    Ok(())
}

/// Composed and signed by the school, then by the department; the newest of the new school waits
/// for it.
fn act(
    play: &mut Play<'_>,
    line: &Timeline,
    (month, ago): (Period, u32),
    number: u32,
) -> Result<(), DemoFault> {
    let act = act_id(beside(number), ago);
    let compose = Op::ComposeAct {
        act,
        contract: contract(beside(number)),
        period: month,
    };
    let hand = Who::School(number);
    play.does(hand, compose, line.work_on(month, 11 + number))?;
    let text = match play.record("act", act)? {
        SchoolingRecord::Act(found) => found.text(),
        _ => None,
    };
    let bytes = text.ok_or_else(|| fault("act of a building"))?.to_bytes();
    let bytes = bytes.map_err(fault)?;
    let mut signed = vec![play.signs(hand, &bytes, line.work_on(month, 14 + number))?];
    if ago > 0 || number == REBUILT {
        signed.push(play.signs(Who::Head, &bytes, line.work_on(month, 41))?);
    }
    play.send(&signed, |_, one| Op::SignAct {
        act,
        document: one.document,
        signature: one.signature,
    })
}
