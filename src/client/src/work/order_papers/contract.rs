//! What two parties sign: contracts with their agreements, acts.

use super::super::documents::{document_error, spoken};
use super::super::session;
use super::parties::{self, day_of};
use super::signed::{self, Signed};
use super::{Known, Paper};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::ui::act_number;
use baqylau_documents::forms::{
    Common, ContractPrint, FormSignature, Hand, LearnersSheet, ListedLearners, Original,
    ServiceActPrint, contract_pdf, service_act_pdf,
};
use baqylau_domain::calendar::{Period, legal_day};
use baqylau_domain::identifiers::{
    BlobHash, OrganisationId, PremisesId, SchoolActId, SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{LicenceStatus, Organisation};
use baqylau_domain::schooling::{
    ContractParty, ContractTerms, FundingPlan, MoneyFor, Principal, SchoolActState,
};
use baqylau_locale::Locale;
use baqylau_protocol::learners::ActLearners;
use std::collections::BTreeMap;
use tokio::task::block_in_place;

/// What every form is printed with.
pub(super) fn common<'a>(
    hub: &Hub,
    locale: &'a Locale,
    original: Option<Original<'a>>,
    signatures: &'a [FormSignature<'a>],
) -> Common<'a> {
    Common {
        locale,
        // Bytes nobody signed are no original yet.
        original: original.filter(|_| !signatures.is_empty()),
        signatures,
        verification_url: None,
        generated_at: hub.now(),
        public: false,
        sample: session::is_sample(hub),
    }
}

/// A contract or one of its agreements.
pub(super) async fn make(
    hub: &Hub,
    known: &Known,
    locale: &Locale,
    id: SchoolContractId,
    agreement: u32,
) -> Result<Paper> {
    let record = known.contract(id)?;
    let missing = || ClientError::refused("schooling-refused-not-found");
    let place = usize::try_from(agreement).or(Err(missing()))?;
    let agreed = record.contract.agreements.get(place).ok_or_else(missing)?;
    let text = record.texts.get(place).ok_or_else(missing)?;
    let bytes = text.to_bytes()?;
    let hands = agreed.signatures.iter();
    let hands = hands.map(|(party, hash)| match party {
        ContractParty::School => (Hand::Contractor, *hash),
        ContractParty::Department => (Hand::Customer, *hash),
    });
    let hands: Vec<(Hand, BlobHash)> = hands.collect();
    let signed = signed::gather(hub, &known.store, locale, &bytes, hands).await?;
    let pdf = block_in_place(|| {
        let signatures: Vec<FormSignature<'_>> = signed.iter().map(Signed::view).collect();
        let department = Principal::Department(record.contract.department);
        let (office, customer) = parties::office(known, locale, department)?;
        let account = Some(&text.account);
        let school = record.contract.school;
        let contractor = parties::school(known, locale, school, &text.bin, account)?;
        let organisation = known.school(school)?;
        let before = place.checked_sub(1);
        let before = before.and_then(|before| record.contract.agreements.get(before));
        let addresses = addresses(
            locale,
            organisation.as_ref(),
            [Some(&agreed.terms), before.map(|one| &one.terms)],
        );
        let (from, to) = (agreed.terms.from, agreed.terms.to);
        let mut plans = Vec::new();
        for year in from.year()..=to.year() {
            plans.extend(known.plan_in_force(record.contract.department, year)?);
        }
        let plans: Vec<&FundingPlan> = plans.iter().map(|one| &one.plan).collect();
        let schedule = schedule(&plans, (school, record.money()), &agreed.terms);
        let drawn_up = day_of(&record.steps, "draw_up_contract", 0);
        let drawn_up = drawn_up.unwrap_or_else(|| legal_day(hub.now()));
        let date = match before {
            None => drawn_up,
            Some(_) => day_of(&record.steps, "amend_contract", place - 1).unwrap_or(drawn_up),
        };
        let licences = organisation.iter().flat_map(|one| &one.licences);
        let mut licences = licences.filter(|one| one.status == LicenceStatus::Active);
        let mechanism = spoken(locale.language(), &office.mechanism);
        let general = locale.text("form-mechanism");
        let region = parties::region(locale, record.contract.department);
        let print = ContractPrint {
            common: common(
                hub,
                locale,
                Some(Original {
                    name: "agreement.json",
                    bytes: &bytes,
                }),
                &signatures,
            ),
            contract: &record.contract,
            agreement: place,
            place: &region,
            date,
            contract_date: drawn_up,
            customer: customer.party(),
            contractor: contractor.party(),
            licence: licences.next().map(|one| (one.number.as_str(), one.issued)),
            mechanism: if mechanism.is_empty() {
                &general
            } else {
                mechanism
            },
            addresses: &addresses,
            reimbursement: record.reimbursement(),
            schedule: schedule.as_ref(),
            schedule_before: None,
        };
        contract_pdf(&print).map_err(|error| document_error(&error))
    })?;
    let number = &record.contract.number;
    let name = match agreement {
        0 => format!("contract {number}"),
        agreement => format!("contract {number} agreement {agreement}"),
    };
    Ok((name, pdf))
}

/// Addresses of the buildings of terms, as the registry knows them.
fn addresses<'a>(
    locale: &Locale,
    school: Option<&Organisation>,
    terms: impl IntoIterator<Item = Option<&'a ContractTerms>>,
) -> BTreeMap<PremisesId, String> {
    let all = terms.into_iter().flatten();
    let buildings = all.flat_map(|terms| terms.places.keys().copied());
    buildings
        .map(|id| {
            let known = school.and_then(|school| school.premises(id));
            let address = known.map(|one| spoken(locale.language(), &one.address));
            (id, address.unwrap_or("—").to_owned())
        })
        .collect()
}

/// The months of a contract by the plans in force; none where they don't make its sum: what the
/// parties sign states the sum alone, and no schedule is invented.
fn schedule(
    plans: &[&FundingPlan],
    (school, money): (OrganisationId, MoneyFor),
    terms: &ContractTerms,
) -> Option<BTreeMap<Period, Tiyn>> {
    let months: BTreeMap<Period, Tiyn> = plans
        .iter()
        .filter_map(|plan| plan.lines_of(money).get(&school))
        .flatten()
        .filter(|(month, _)| terms.from <= **month && **month <= terms.to)
        .map(|(month, sum)| (*month, *sum))
        .collect();
    let total = months.values().copied().try_fold(Tiyn(0), Tiyn::plus);
    (total == Some(terms.amount)).then_some(months)
}

/// An act as form Р-1, with the list of its learners where one was asked for.
pub(super) async fn act(
    hub: &Hub,
    known: &Known,
    locale: &Locale,
    id: SchoolActId,
    list: Option<&ActLearners>,
) -> Result<Paper> {
    let record = known.act(id)?;
    let act = &record.act;
    let text = record.text();
    let text = text.ok_or_else(|| ClientError::refused("client-document-failed"))?;
    let bytes = text.to_bytes()?;
    let hands = match act.state {
        SchoolActState::Signed {
            school, department, ..
        } => vec![(Hand::Contractor, school), (Hand::Customer, department)],
        SchoolActState::BySchool { school } => vec![(Hand::Contractor, school)],
        SchoolActState::Composed | SchoolActState::Withdrawn => Vec::new(),
    };
    let signed = signed::gather(hub, &known.store, locale, &bytes, hands).await?;
    let number = act_number(&record.contract_number, act.period);
    let rows = list.iter().flat_map(|list| &list.rows);
    let rows = rows.map(|row| ListedLearners {
        level: row.level,
        study: row.study,
        numbers: &row.numbers,
    });
    let rows: Vec<ListedLearners<'_>> = rows.collect();
    let pdf = block_in_place(|| {
        let signatures: Vec<FormSignature<'_>> = signed.iter().map(Signed::view).collect();
        // A contract its reader isn't shown leaves its day to be filled in.
        let contract = known.contract(act.contract).ok();
        let account = contract.as_ref().and_then(|one| one.in_force());
        let account = account.map(|text| &text.account);
        let department = Principal::Department(record.department);
        let (_, customer) = parties::office(known, locale, department)?;
        let contractor = parties::school(known, locale, act.school, &record.bin, account)?;
        let composed = day_of(&record.steps, "compose_act", 0);
        let print = ServiceActPrint {
            common: common(
                hub,
                locale,
                Some(Original {
                    name: "act.json",
                    bytes: &bytes,
                }),
                &signatures,
            ),
            act,
            number: &number,
            date: composed.unwrap_or_else(|| legal_day(hub.now())),
            contract: &record.contract_number,
            contract_date: contract.and_then(|one| day_of(&one.steps, "draw_up_contract", 0)),
            customer: customer.party(),
            contractor: contractor.party(),
            stocks: "",
            sheets: None,
            learners: list.map(|list| LearnersSheet {
                register: list.register,
                rows: &rows,
            }),
        };
        service_act_pdf(&print).map_err(|error| document_error(&error))
    })?;
    let name = match list {
        Some(_) => format!("act {number} learners"),
        None => format!("act {number}"),
    };
    Ok((name, pdf))
}
