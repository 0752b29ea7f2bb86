//! At the end: sums agree from the plan to the last payment, to the tiyn, and every fault cost what it
//! should.

use super::{Cast, picture, records, section};
use crate::place::Section;
use crate::tour::TourError;
use crate::tour::drive::Drive;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    ActRecord, ContractRecord, FundingPlan, Limit, PaymentState, SchoolingRecord,
};
use baqylau_registry::rehearsal::{PlantedFault, RehearsedSchool};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Everything of the region, sorted.
#[derive(Default)]
struct Books {
    plan: Option<FundingPlan>,
    contracts: BTreeMap<OrganisationId, ContractRecord>,
    acts: BTreeMap<OrganisationId, ActRecord>,
    paid: BTreeMap<OrganisationId, Vec<Tiyn>>,
    listed: Option<Tiyn>,
}

impl Books {
    fn of(drive: &Drive<'_>) -> Self {
        let mut books = Self::default();
        for record in records(drive) {
            match &*record {
                SchoolingRecord::Plan(one) => books.plan = Some(one.plan.clone()),
                SchoolingRecord::Contract(one) => {
                    books.contracts.insert(one.contract.school, one.clone());
                }
                SchoolingRecord::Act(one) => {
                    books.acts.insert(one.act.school, one.clone());
                }
                SchoolingRecord::Register(one) => books.listed = one.register.total(),
                SchoolingRecord::Payment(one) => {
                    if matches!(one.payment.state, PaymentState::Paid { .. }) {
                        let paid = books.paid.entry(one.school).or_default();
                        paid.push(one.payment.amount);
                    }
                }
                _ => {}
            }
        }
        books
    }
}

/// Checks it all, and writes the table.
pub(super) fn agree(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("sums");
    drive.enter(cast.head)?;
    section(drive, Section::Board)?;
    picture(drive, cast, "board")?;
    section(drive, Section::Today)?;
    picture(drive, cast, "today")?;
    let books = Books::of(drive);
    let plan = books.plan.as_ref().ok_or_else(|| drive.error("no plan"))?;
    let mut table = String::from("school;planned;contracted;acted;paid;pupils;excluded;cut\n");
    let (mut planned, mut acted, mut paid_in_all) = (0, 0, 0);
    for school in &cast.rehearsal.schools {
        let of = school.organisation;
        let wrong = |what: &str| drive.error(&format!("school {}: {what}", school.number));
        let line = plan
            .lines
            .get(&of)
            .and_then(|months| months.get(&cast.month));
        let line = line.ok_or_else(|| wrong("no line of the plan"))?;
        let contract = books
            .contracts
            .get(&of)
            .ok_or_else(|| wrong("no contract"))?;
        let act = books.acts.get(&of).ok_or_else(|| wrong("no act"))?;
        let contracted = contract
            .contract
            .in_force()
            .map_or(Tiyn(0), |terms| terms.amount);
        let whole = plan.of_school(of).unwrap_or_default();
        if contracted != whole {
            return Err(wrong("the contract isn't what was planned"));
        }
        if contract.contract.acted != act.act.total || act.act.total > *line {
            return Err(wrong("acted isn't within the contract and the plan"));
        }
        let cost: i64 = act
            .act
            .lines
            .iter()
            .filter_map(|line| line.line.cost())
            .map(|sum| sum.0)
            .sum();
        if cost != act.act.total.0 {
            return Err(wrong("the act isn't the sum of its lines"));
        }
        counted(school, act).map_err(|what| wrong(&what))?;
        let paid: &[Tiyn] = books.paid.get(&of).map_or(&[], Vec::as_slice);
        let stopped = matches!(
            school.fault,
            Some(PlantedFault::NoInvoice | PlantedFault::Suspended)
        );
        let expected: &[Tiyn] = if stopped { &[] } else { &[act.act.total] };
        if paid != expected {
            return Err(wrong("paid isn't what was acted, once"));
        }
        let sum = paid.first().copied().unwrap_or_default();
        planned += line.0;
        acted += act.act.total.0;
        paid_in_all += sum.0;
        let _ = writeln!(
            table,
            "{};{};{};{};{};{};{};{}",
            school.number,
            line.0,
            contracted.0,
            act.act.total.0,
            sum.0,
            act.act.cut.paid,
            act.act.excluded,
            act.act.cut.excluded
        );
    }
    if books.listed != Some(Tiyn(paid_in_all)) {
        return Err(drive.error("the register isn't what was paid"));
    }
    let path = drive.out().join("month.csv");
    std::fs::write(&path, table).map_err(|error| drive.error(&error.to_string()))?;
    let money = |tiyn| drive.app().locale().money_tiyn(tiyn);
    let words = format!(
        "planned {}, acted {}, paid {}: in agreement to the tiyn (month.csv)",
        money(planned),
        money(acted),
        money(paid_in_all)
    );
    drive.say(&words);
    Ok(())
}

/// How many an act pays for: all, but for whom the planted fault takes out.
fn counted(school: &RehearsedSchool, act: &ActRecord) -> Result<(), String> {
    let act = &act.act;
    let found = (act.cut.paid, act.excluded, act.cut.excluded);
    let pupils = school.pupils;
    let expected = match school.fault {
        Some(PlantedFault::Doubled | PlantedFault::Dead) => (pupils - 1, 1, 0),
        Some(PlantedFault::OverPermit) => {
            let permitted = school.permitted.unwrap_or(pupils);
            if !act.cut.by.contains(&Limit::SanitaryPermit) {
                return Err("the permit isn't named".to_owned());
            }
            (permitted, 0, pupils - permitted)
        }
        _ => (pupils, 0, 0),
    };
    if found == expected {
        Ok(())
    } else {
        Err(format!(
            "pays for, excludes, cuts {found:?}, not {expected:?}"
        ))
    }
}
