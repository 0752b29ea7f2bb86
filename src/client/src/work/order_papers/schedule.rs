//! The years of the building a contract reimburses.

use super::super::documents::{document_error, spoken};
use super::contract::common;
use super::parties;
use super::{Known, Paper};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use baqylau_documents::forms::{ReimbursementPrint, reimbursement_pdf};
use baqylau_domain::identifiers::SchoolContractId;
use baqylau_domain::schooling::Principal;
use baqylau_locale::Locale;

/// Makes it: the contract's own year at the index it fixed, the others at those known here.
pub(super) fn make(
    hub: &Hub,
    known: &Known,
    locale: &Locale,
    id: SchoolContractId,
) -> Result<Paper> {
    let record = known.contract(id)?;
    let missing = || ClientError::refused("schooling-refused-not-found");
    let of = record.reimbursement().ok_or_else(missing)?;
    let text = record.in_force().or_else(|| record.to_sign());
    let text = text.ok_or_else(missing)?;
    let places = text.places.get(&of.building).copied();
    let department = Principal::Department(record.contract.department);
    let (office, customer) = parties::office(known, locale, department)?;
    let school = record.contract.school;
    let contractor = parties::school(known, locale, school, &text.bin, Some(&text.account))?;
    let organisation = known.school(school)?;
    let building = organisation.as_ref();
    let building = building.and_then(|one| one.premises(of.building));
    let address = building.map(|one| spoken(locale.language(), &one.address));
    let indices = known.indices()?.table();
    let indices = indices.with(text.from.year(), of.index);
    let print = ReimbursementPrint {
        common: common(hub, locale, None, &[]),
        kind: of.kind,
        pupils: places.unwrap_or_default(),
        first_year: of.first_year,
        rule: &of.rule(),
        indices: &indices,
        customer: customer.party(),
        contractor: contractor.party(),
        building: address.unwrap_or_default(),
        cadastral_number: "",
        basis: spoken(locale.language(), &office.mechanism),
    };
    let pdf = reimbursement_pdf(&print).map_err(|error| document_error(&error))?;
    Ok((format!("schedule {}", record.contract.number), pdf))
}
