//! The heads of the schools: they apply, sign their contracts, compose and sign their acts.

use super::{Cast, picture, records, section, until};
use crate::dialogs::Purpose;
use crate::place::{OrderRef, Place, Section};
use crate::tour::TourError;
use crate::tour::drive::Drive;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::schooling::{
    ApplicationKind, ContractRecord, ContractStatus, SchoolActState, SchoolingRecord,
};
use baqylau_registry::rehearsal::{self, PlantedFault};

/// Every school applies for financing, with its papers.
pub(super) fn apply(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("applications of the schools");
    let folder = drive.out().join(".work").join("papers");
    std::fs::create_dir_all(&folder).map_err(|error| drive.error(&error.to_string()))?;
    let mut papers = Vec::new();
    for kind in ApplicationKind::Financing.needed() {
        let path = folder.join(format!("{kind:?}.pdf"));
        let page = rehearsal::paper(&format!("SAMPLE - {kind:?}"));
        std::fs::write(&path, page).map_err(|error| drive.error(&error.to_string()))?;
        papers.push((*kind, path));
    }
    for school in &cast.rehearsal.schools {
        drive.enter(school.head)?;
        section(drive, Section::Applications)?;
        drive.press("application-new")?;
        drive.press_in_list("application-kind", "application-kind-financing")?;
        for (kind, path) in &papers {
            let ctx = drive.harness.ctx.clone();
            let app = drive.harness.state_mut();
            app.choose(&ctx, Purpose::OrderDocument(*kind), vec![path.clone()]);
            drive.settle(2);
        }
        if school.number == 1 {
            picture(drive, cast, "apply")?;
        }
        drive.press("application-send")?;
        until(drive, "the application", 1, |one| {
            matches!(one, SchoolingRecord::Application(_))
        })?;
        let application = records(drive)
            .into_iter()
            .find_map(|record| match &*record {
                SchoolingRecord::Application(one) if one.is_to_sign() => Some(one.id),
                _ => None,
            });
        let application = application.ok_or_else(|| drive.error("nothing waits to be signed"))?;
        drive.go(Place::Order(OrderRef::Application(application)));
        drive.settle(4);
        if school.number == 1 {
            picture(drive, cast, "sign-application")?;
        }
        drive.press("application-sign")?;
        drive.sign_sheet()?;
        drive.send_all()?;
    }
    drive.say(&format!("{} schools applied and signed", cast.schools()));
    Ok(())
}

fn contract(drive: &Drive<'_>, school: OrganisationId) -> Result<ContractRecord, TourError> {
    let found = records(drive)
        .into_iter()
        .find_map(|record| match &*record {
            SchoolingRecord::Contract(one) if one.contract.school == school => Some(one.clone()),
            _ => None,
        });
    found.ok_or_else(|| drive.error("the school's contract isn't here"))
}

/// Every school signs its contract.
pub(super) fn contracts(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("contracts signed by the schools");
    for school in &cast.rehearsal.schools {
        drive.enter(school.head)?;
        section(drive, Section::Contracts)?;
        until(drive, "the contract", 1, |one| {
            matches!(one, SchoolingRecord::Contract(_))
        })?;
        let contract = contract(drive, school.organisation)?;
        drive.go(Place::Order(OrderRef::Contract(contract.contract.id)));
        if school.number == 1 {
            picture(drive, cast, "school-contract")?;
        }
        drive.press("order-act-sign")?;
        drive.sign_sheet()?;
        drive.send_all()?;
    }
    drive.say(&format!(
        "{} contracts signed by the schools",
        cast.schools()
    ));
    Ok(())
}

/// Every school composes the act of the month from what was validated, and signs it.
pub(super) fn acts(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("acts signed by the schools");
    for school in &cast.rehearsal.schools {
        drive.enter(school.head)?;
        section(drive, Section::Contracts)?;
        until(drive, "the contract in force", 1, |one| {
            matches!(one, SchoolingRecord::Contract(one)
                if one.contract.status() == ContractStatus::Active)
        })?;
        let contract = contract(drive, school.organisation)?;
        drive.go(Place::Order(OrderRef::Contract(contract.contract.id)));
        drive.press_first("order-act-compose")?;
        section(drive, Section::Acts)?;
        until(
            drive,
            "the act",
            1,
            |one| matches!(one, SchoolingRecord::Act(one) if one.act.state == SchoolActState::Composed),
        )?;
        let act = records(drive)
            .into_iter()
            .find_map(|record| match &*record {
                SchoolingRecord::Act(one) => Some(one.act.id),
                _ => None,
            });
        let act = act.ok_or_else(|| drive.error("the act isn't here"))?;
        drive.go(Place::Order(OrderRef::Act(act)));
        drive.settle(4);
        // Who isn't paid for and why stands there before anybody signs.
        let why = match school.fault {
            Some(PlantedFault::Dead) => Some("flk-month-dead"),
            Some(PlantedFault::Doubled) => Some("flk-month-duplicate"),
            Some(PlantedFault::OverPermit) => Some("order-limit-sanitary-permit"),
            _ => None,
        };
        if let Some(why) = why {
            let words = drive.text(why);
            drive.must_say(words.trim_end_matches('.'))?;
        }
        if school.fault.is_some() || school.number == 1 {
            let name = school
                .fault
                .map_or("whole".to_owned(), |fault| format!("{fault:?}"));
            drive.picture(&format!("month-act-{}", name.to_lowercase()))?;
        }
        drive.press("order-act-sign")?;
        drive.sign_sheet()?;
        drive.send_all()?;
    }
    drive.say(&format!(
        "{} acts composed and signed by the schools",
        cast.schools()
    ));
    Ok(())
}
