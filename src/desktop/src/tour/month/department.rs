//! The education department: mandates, budget, applications, distribution, plan, contracts, acts signed
//! in a batch, the consolidated register.

use super::{Cast, picture, records, section, until};
use crate::dialogs::Purpose;
use crate::place::{OrderRef, Place, Section};
use crate::tour::TourError;
use crate::tour::drive::Drive;
use crate::tour::ruling;
use baqylau_client::ui::Command;
use baqylau_domain::identifiers::{Iban, OrganisationId, PersonId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::schooling::{
    ApplicationStage as Stage, ContractStatus, RegisterState, SchoolActState, SchoolingRecord,
};
use baqylau_registry::rehearsal::PlantedFault;
use chrono::TimeDelta;
use std::sync::Arc;

/// What a pupil costs a month, as an officer reckons: the highest norm of the demonstration.
pub(super) const PRICE: i64 = 6_183_334;

/// Who approves gives who executes a mandate; so does the financial centre.
pub(super) fn mandates(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("mandates");
    let of_department = ["applications", "funding", "contracts", "acts", "registers"];
    grant(drive, (cast.head, cast.officer), &of_department)?;
    picture(drive, cast, "mandates")?;
    grant(drive, (cast.centre, cast.payer), &["registers", "payments"])
}

fn grant(
    drive: &mut Drive<'_>,
    (from, to): (PersonId, PersonId),
    scopes: &[&str],
) -> Result<(), TourError> {
    drive.enter(from)?;
    section(drive, Section::Mandates)?;
    let people = drive.app().model().sample_people.clone();
    let name = people.iter().find(|person| person.id == to);
    let name = name
        .map(|person| person.full_name.clone())
        .unwrap_or_default();
    // Colleagues are asked for at the first visit of the screen.
    drive.settle(30);
    drive.press("order-mandate-grant")?;
    drive.pick_in_list("order-mandate-person", &name)?;
    for scope in scopes {
        drive.press(&format!("order-scope-{scope}"))?;
    }
    drive.fill("order-mandate-basis", "Приказ № 31-П (образец)")?;
    let before = granted(drive);
    drive.press("order-mandate-grant")?;
    until(drive, "the mandate", before + 1, |one| {
        matches!(one, SchoolingRecord::Mandate(_))
    })
}

fn granted(drive: &Drive<'_>) -> usize {
    let all = records(drive);
    let mandates = all
        .iter()
        .filter(|one| matches!(***one, SchoolingRecord::Mandate(_)));
    mandates.count()
}

/// Months of the contracts.
fn months(cast: &Cast) -> i64 {
    i64::from(12 - cast.month.month()) + 1
}

/// Cost of a school's pupils for the months of the contracts: of the first shift, of the others.
fn need(cast: &Cast, pupils: u32) -> (u32, i64, i64) {
    let beyond = pupils / 4;
    let cost = |count: u32| i64::from(count) * PRICE * months(cast);
    (beyond, cost(pupils - beyond), cost(beyond))
}

/// A sum as a person types it.
fn typed(tiyn: i64) -> String {
    format!("{},{:02}", tiyn / 100, tiyn % 100)
}

/// The budget: all that is needed, in whole thousands.
pub(super) fn budget(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("budget");
    drive.enter(cast.head)?;
    section(drive, Section::Budget)?;
    drive.press("funding-tab-budget")?;
    let schools = cast.rehearsal.schools.iter();
    let needs = schools.map(|school| need(cast, school.pupils));
    let whole: i64 = needs.map(|(_, first, others)| first + others).sum();
    let amount = (whole / 100_000 + 1) * 100_000;
    drive.fill("funding-amount", &typed(amount))?;
    drive.fill("funding-basis", "Решение маслихата № 251 (образец)")?;
    drive.press("funding-budget-enter")?;
    drive.press("funding-enter")?;
    until(drive, "the budget", 1, |one| {
        matches!(one, SchoolingRecord::Budget(_))
    })?;
    let words = drive.app().locale().money_tiyn(amount);
    drive.say(&format!("budget of {words}"));
    Ok(())
}

/// All taken at once, all proposed by one, all approved by another.
pub(super) fn applications(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("applications in the department");
    drive
        .registry()?
        .run_checks()
        .map_err(|error| drive.error(&error.to_string()))?;
    drive.enter(cast.officer)?;
    section(drive, Section::Applications)?;
    let of_stage = |stage: fn(&Stage) -> bool| move |one: &SchoolingRecord| matches!(one, SchoolingRecord::Application(one) if stage(&one.stage));
    let count = cast.schools();
    until(
        drive,
        "the applications",
        count,
        of_stage(|stage| matches!(stage, Stage::New)),
    )?;
    let take = ("application-take-title", "application-take-chosen");
    drive.open_for_all(take, count)?;
    picture(drive, cast, "take")?;
    drive.confirm_all(take, count)?;
    until(
        drive,
        "the applications taken",
        count,
        of_stage(|stage| matches!(stage, Stage::InWork { .. })),
    )?;
    let propose = ("application-propose-title", "application-propose-chosen");
    drive.open_for_all(propose, count)?;
    if drive.sheet_has(propose.0, "application-reviewed")? {
        drive.press("application-reviewed")?;
    }
    picture(drive, cast, "propose")?;
    drive.confirm_all(propose, count)?;
    until(
        drive,
        "the applications proposed",
        count,
        of_stage(|stage| matches!(stage, Stage::InApproval { .. })),
    )?;
    drive.enter(cast.head)?;
    section(drive, Section::Applications)?;
    until(
        drive,
        "the applications to approve",
        count,
        of_stage(|stage| matches!(stage, Stage::InApproval { .. })),
    )?;
    let approve = ("application-approve-title", "application-approve-chosen");
    drive.open_for_all(approve, count)?;
    picture(drive, cast, "approve")?;
    drive.confirm_all(approve, count)?;
    until(
        drive,
        "the applications accepted",
        count,
        of_stage(|stage| matches!(stage, Stage::Accepted)),
    )?;
    drive.say(&format!(
        "{count} applications taken, proposed by one and approved by another"
    ));
    Ok(())
}

/// What each school needs, the distribution seen before it is approved, the plan made from it.
pub(super) fn distribution(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("distribution and plan");
    section(drive, Section::Budget)?;
    drive.press("funding-tab-distribution")?;
    let month = |number| drive.app().locale().month_name(number).to_owned();
    let (first, last) = (month(cast.month.month()), month(12));
    drive.choose("funding-from", &first)?;
    drive.choose("funding-to", &last)?;
    load_needs(drive, cast)?;
    picture(drive, cast, "distribution")?;
    drive.press("funding-approve-distribution")?;
    drive.press("funding-approve")?;
    until(drive, "the distribution", 1, |one| {
        matches!(one, SchoolingRecord::Distribution(_))
    })?;
    drive.press("funding-make-plan")?;
    picture(drive, cast, "plan")?;
    let approve = drive
        .app()
        .locale()
        .format("funding-plan-approve", &[("version", 1.into())]);
    drive.press_named(&approve)?;
    drive.press("funding-approve")?;
    until(drive, "the plan", 1, |one| {
        matches!(one, SchoolingRecord::Plan(_))
    })?;
    drive.say("distributed, and the plan of the months approved");
    Ok(())
}

/// Needs come from a file, as an office keeps them; what it would change is looked at before.
fn load_needs(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    let mut file = String::from(
        "БИН;Учащихся всего;Учащихся вне 1-й смены;Стоимость 1-й смены;Стоимость остальных\r\n",
    );
    for school in &cast.rehearsal.schools {
        let known = known(drive, school.organisation)?;
        let (beyond, first, others) = need(cast, school.pupils);
        let cells = [
            known.bin.as_text().to_owned(),
            school.pupils.to_string(),
            beyond.to_string(),
            typed(first),
            typed(others),
        ];
        file.push_str(&cells.join(";"));
        file.push_str("\r\n");
    }
    let path = drive.out().join("needs.csv");
    std::fs::write(&path, file).map_err(|error| drive.error(&error.to_string()))?;
    let ctx = drive.harness.ctx.clone();
    let app = drive.harness.state_mut();
    app.choose(&ctx, Purpose::OpenNeeds, vec![path]);
    drive.settle(20);
    picture(drive, cast, "needs")?;
    drive.press_counted("needs-file-set", cast.schools())?;
    drive.say(&format!(
        "needs of {} schools loaded from a file",
        cast.schools()
    ));
    Ok(())
}

fn known(drive: &Drive<'_>, school: OrganisationId) -> Result<Arc<Organisation>, TourError> {
    let view = drive.app().model().orders.value();
    let rows = view.iter().flat_map(|view| &view.rows);
    let mut known = rows.filter_map(|row| row.school.as_ref());
    let found = known.find(|one| one.id == school);
    let found = found.ok_or_else(|| drive.error("a school isn't known here"))?;
    Ok(found.clone())
}

/// An invented account in an invented bank.
fn account(number: u32) -> String {
    let found = (2..=98).find_map(|check| {
        let text = format!("KZ{check:02}999UL5004{number:07}");
        text.parse::<Iban>().ok().map(|_| text)
    });
    found.unwrap_or_default()
}

/// Contracts with all schools at once, each within its line of the plan.
pub(super) fn contracts(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("contracts drawn up");
    drive.enter(cast.officer)?;
    section(drive, Section::Contracts)?;
    until(drive, "the plan", 1, |one| {
        matches!(one, SchoolingRecord::Plan(_))
    })?;
    // The months are those the plan has money in; numbers go on from the first.
    drive.press("contracts-many")?;
    for school in &cast.rehearsal.schools {
        let known = known(drive, school.organisation)?;
        let locale = drive.app().locale();
        let name = crate::cx::pick(locale.language(), &known.name);
        let args = [("name", name.into())];
        let iban = locale.format("contracts-many-iban-of", &args);
        let bank = locale.format("contracts-many-bank-of", &args);
        drive.fill_named(&iban, &account(school.number))?;
        drive.fill_named(&bank, "ULGIKZKX")?;
    }
    picture(drive, cast, "contracts-many")?;
    drive.press("contracts-many-next")?;
    picture(drive, cast, "contracts-preview")?;
    drive.press("order-contract-draw-up")?;
    drive.gone("order-contract-draw-up")?;
    until(drive, "the contracts", cast.schools(), |one| {
        matches!(one, SchoolingRecord::Contract(_))
    })?;
    drive.say(&format!(
        "{} contracts drawn up within the plan",
        cast.schools()
    ));
    Ok(())
}

/// The department signs all contracts at once.
pub(super) fn sign_contracts(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("contracts signed by the department");
    drive.enter(cast.head)?;
    section(drive, Section::Contracts)?;
    drive.press("button-select-all")?;
    drive.press_counted("order-sign-contracts", cast.schools())?;
    picture(drive, cast, "sign-contracts")?;
    drive.sign_sheet()?;
    until(drive, "the contracts in force", cast.schools(), |one| {
        matches!(one, SchoolingRecord::Contract(one)
            if one.contract.status() == ContractStatus::Active)
    })?;
    drive.say(&format!("{} contracts in force", cast.schools()));
    Ok(())
}

/// A commission's act proposed it; the department's officer suspends payment to the school.
pub(super) fn suspends(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("a suspension");
    let school = cast.with(PlantedFault::Suspended);
    let school = school
        .ok_or_else(|| drive.error("no school to suspend"))?
        .organisation;
    drive.enter(cast.officer)?;
    let reason = "Нарушение не устранено (образец)";
    ruling::suspend(drive, "month-suspension", reason, |sanction| {
        sanction.organisation == school
    })?;
    drive.say("payment to one school is suspended by the officer's decision");
    Ok(())
}

/// The department signs the acts of all schools with one password, and the network is cut in the
/// middle: what was signed is sent when it is back, each once.
pub(super) fn sign_acts(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("acts signed in a batch, the network cut in the middle");
    drive.enter(cast.head)?;
    section(drive, Section::Acts)?;
    let count = cast.schools();
    until(
        drive,
        "the acts",
        count,
        |one| matches!(one, SchoolingRecord::Act(one) if matches!(one.act.state, SchoolActState::BySchool { .. })),
    )?;
    drive.press("button-select-all")?;
    drive.press_counted("order-sign-chosen", count)?;
    picture(drive, cast, "sign-acts")?;
    drive.press("tosign-demo-key")?;
    drive.wire()?.cut();
    drive.press("button-close")?;
    drive.wait("every act signed here", |app| {
        let signed = app.model().order_signed.as_ref();
        signed.is_some_and(|(_, all)| all.len() == count)
    })?;
    drive.settle(20);
    picture(drive, cast, "acts-wait")?;
    let waiting = drive
        .app()
        .model()
        .sync
        .as_ref()
        .map_or(0, |sync| sync.waiting);
    if waiting == 0 {
        return Err(drive.error("nothing waited for the network"));
    }
    drive.say(&format!(
        "{count} acts signed while the network was cut; {waiting} parts wait"
    ));
    drive.wire()?.join();
    cut_while_sending(drive, waiting)?;
    drive.send_all()?;
    until(
        drive,
        "every act signed by both",
        count,
        |one| matches!(one, SchoolingRecord::Act(one) if one.act.is_signed()),
    )?;
    drive.say("the network is back: every act is signed by both, once");
    Ok(())
}

/// The network is cut once more, after the first answers and before the last: what the registry took
/// and couldn't say so is sent again.
fn cut_while_sending(drive: &mut Drive<'_>, waiting: u32) -> Result<(), TourError> {
    let left = |drive: &Drive<'_>| {
        drive
            .app()
            .model()
            .sync
            .as_ref()
            .map_or(0, |sync| sync.waiting)
    };
    drive.begin(Command::SyncNow);
    for _ in 0..2_000 {
        let now = left(drive);
        if now < waiting {
            drive.wire()?.cut();
            drive.settle(30);
            drive.say(&format!("cut again when {now} parts were left"));
            drive.wire()?.join();
            return Ok(());
        }
        drive.settle(1);
    }
    Err(drive.error("nothing was sent after the network was back"))
}

/// The consolidated register: what may not be paid is named before anybody signs; it is signed without
/// a network and sent when it is back.
pub(super) fn register(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("consolidated register");
    drive.enter(cast.officer)?;
    section(drive, Section::Registers)?;
    drive.press("order-register-open")?;
    drive.must_say(&drive.text("order-obstacle-suspended"))?;
    drive.must_say(&drive.text("order-obstacle-no-invoice"))?;
    picture(drive, cast, "register-picker")?;
    // Two may not be listed: the school payment to which is suspended, and that without an invoice.
    let good = cast.schools() - 2;
    drive.press_counted("order-register-tick-all", good)?;
    drive.wire()?.cut();
    drive.press("order-register-open-confirm")?;
    drive.gone("order-register-open-confirm")?;
    drive.settle(20);
    picture(drive, cast, "register-waits")?;
    drive.wire()?.join();
    until(
        drive,
        "the register",
        1,
        |one| matches!(one, SchoolingRecord::Register(one) if one.register.state == RegisterState::Open),
    )?;
    let listed = records(drive).iter().find_map(|record| match &**record {
        SchoolingRecord::Register(one) => Some((one.register.id, one.register.acts.len())),
        _ => None,
    });
    let (id, acts) = listed.ok_or_else(|| drive.error("the register isn't here"))?;
    if acts != good {
        return Err(drive.error(&format!("{acts} acts listed, not {good}")));
    }
    drive.enter(cast.head)?;
    section(drive, Section::Registers)?;
    drive.go(Place::Order(OrderRef::Register(id)));
    picture(drive, cast, "register")?;
    drive.press("order-register-send")?;
    drive.wire()?.cut();
    drive.sign_sheet()?;
    drive.pass(TimeDelta::minutes(20));
    drive.wire()?.join();
    drive.send_all()?;
    until(drive, "the register sent", 1, |one| {
        matches!(one, SchoolingRecord::Register(one)
            if matches!(one.register.state, RegisterState::Sent { .. }))
    })?;
    drive.say(&format!(
        "{acts} acts in the register, signed and sent once"
    ));
    Ok(())
}
