//! What a department lists: consolidated registers, funding plans.

use super::super::documents::document_error;
use super::contract::common;
use super::parties::{self, PartyText, day_of};
use super::signed::{self, Signed};
use super::{Known, Paper};
use crate::error::Result;
use crate::hub::Hub;
use crate::ui::act_number;
use baqylau_documents::forms::{
    ActRegisterPrint, FormSignature, FundingPlanPrint, Hand, Original, PlanStanding, PlannedSchool,
    RegisterLine, act_register_pdf, funding_plan_pdf,
};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{Kato, OrganisationId, PaymentRegisterId, SchoolActId};
use baqylau_domain::payment_order::PaymentRules;
use baqylau_domain::schooling::{
    ActRecord, ActRegister, InvoiceFinding, MoneyFor, Principal, RegisterLine as Line,
    RegisterRecord, RegisterState,
};
use baqylau_locale::Locale;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use tokio::task::block_in_place;

/// An act of a register with everything that is printed of it.
struct Listed<'a> {
    act: SchoolActId,
    line: &'a Line,
    school: PartyText,
    contract_day: Option<NaiveDate>,
    number: String,
    day: Option<NaiveDate>,
    note: String,
    /// Number of the invoice ИС ЭСФ bore out.
    invoice: Option<String>,
}

/// The number of an act's invoice, where it fits the act.
fn invoice(act: &ActRecord) -> Option<String> {
    match &act.invoice.as_ref()?.finding {
        InvoiceFinding::Matched { number } => Some(number.clone()),
        _ => None,
    }
}

/// A consolidated register, with the signature its record names.
pub(super) async fn register(
    hub: &Hub,
    known: &Known,
    locale: &Locale,
    id: PaymentRegisterId,
) -> Result<Paper> {
    let record = known.register(id)?;
    let bytes = match (record.signature, record.text()) {
        (Some(_), Some(text)) => text.to_bytes()?,
        _ => Vec::new(),
    };
    let hands = record.signature.filter(|_| !bytes.is_empty());
    let hands = hands.map(|file| (Hand::Head, file)).into_iter().collect();
    let signed = signed::gather(hub, &known.store, locale, &bytes, hands).await?;
    block_in_place(|| {
        let signatures: Vec<FormSignature<'_>> = signed.iter().map(Signed::view).collect();
        listed(hub, known, locale, &record, (&bytes, &signatures))
    })
}

fn listed(
    hub: &Hub,
    known: &Known,
    locale: &Locale,
    record: &RegisterRecord,
    (bytes, signatures): (&[u8], &[FormSignature<'_>]),
) -> Result<Paper> {
    let register = &record.register;
    let mut listed = Vec::new();
    for (act, line) in &record.lines {
        let own = known.act(*act).ok();
        let contract = own
            .as_ref()
            .and_then(|own| known.contract(own.act.contract).ok());
        let account = Some(&line.account);
        listed.push(Listed {
            act: *act,
            line,
            school: parties::school(known, locale, line.school, &line.bin, account)?,
            contract_day: contract.and_then(|one| day_of(&one.steps, "draw_up_contract", 0)),
            number: act_number(&line.contract_number, line.period),
            day: own
                .as_ref()
                .and_then(|own| day_of(&own.steps, "compose_act", 0)),
            note: note(register, *act),
            invoice: own.as_ref().and_then(invoice),
        });
    }
    listed.sort_by(|one, other| {
        locale
            .compare(&one.school.name, &other.school.name)
            .then_with(|| one.line.period.cmp(&other.line.period))
            .then_with(|| one.act.cmp(&other.act))
    });
    let rules = PaymentRules::pilot();
    let lines: Vec<RegisterLine<'_>> = listed
        .iter()
        .map(|one| RegisterLine {
            act: one.act,
            school: &one.school.name,
            bin: &one.line.bin,
            contract: (&one.line.contract_number, one.contract_day),
            number: (&one.number, one.day),
            // ИС ЭСФ tells no day.
            invoice: one.invoice.as_deref().map(|number| (number, None)),
            learners: one.line.learners,
            account: &one.line.account.iban,
            bank: &one.line.account.bank,
            purpose_code: &rules.purpose_code.value,
            sector: &rules.payee_sector.value,
            note: &one.note,
        })
        .collect();
    let today = legal_day(hub.now());
    let date = day_of(&record.steps, "send_register", 0)
        .or_else(|| day_of(&record.steps, "open_register", 0))
        .unwrap_or(today);
    let periods = || record.lines.values().map(|line| line.period);
    let (first, last) = (periods().min(), periods().max());
    let month = baqylau_domain::calendar::Period::of(date);
    let months = (first.or(month), last.or(month));
    let (Some(first), Some(last)) = months else {
        return Err(crate::error::ClientError::refused("client-document-failed"));
    };
    let department = Principal::Department(register.department);
    let (_, office) = parties::office(known, locale, department)?;
    let (_, centre) = parties::office(known, locale, Principal::Centre)?;
    let region = parties::region(locale, register.department);
    let print = ActRegisterPrint {
        common: common(
            hub,
            locale,
            Some(Original {
                name: "register.json",
                bytes,
            }),
            signatures,
        ),
        register,
        date,
        months: (first, last),
        region: &region,
        department: office.party(),
        accountant: office.accountant(),
        centre: (&centre.name, centre.party().signatory),
        lines: &lines,
    };
    let pdf = act_register_pdf(&print).map_err(|error| document_error(&error))?;
    Ok((
        format!("register {}-{}", register.department, register.number),
        pdf,
    ))
}

/// Why the financial centre sent an act back, with its register or out of it.
fn note(register: &ActRegister, act: SchoolActId) -> String {
    let alone = register.sent_back.get(&act).map(|back| &back.reason);
    let why = match &register.state {
        RegisterState::Returned { reasons } => reasons.get(&act),
        _ => alone,
    };
    why.map(|why| why.0.clone()).unwrap_or_default()
}

/// A version of a plan, with its changes against another.
pub(super) fn plan(
    hub: &Hub,
    known: &Known,
    locale: &Locale,
    (department, year, version): (Kato, i32, u32),
    against: Option<u32>,
) -> Result<Paper> {
    let record = known.plan(department, year, version)?;
    let before = against
        .map(|version| known.plan(department, year, version))
        .transpose()?;
    let contracts: BTreeMap<(OrganisationId, MoneyFor), String> = known
        .contracts()?
        .into_iter()
        .filter(|one| one.contract.department == department && one.contract.terminated.is_none())
        .map(|one| {
            let money = one.money();
            ((one.contract.school, money), one.contract.number)
        })
        .collect();
    let plans = [Some(&record), before.as_ref()].into_iter().flatten();
    let schools: BTreeSet<(OrganisationId, MoneyFor)> = plans
        .flat_map(|one| {
            MoneyFor::ALL.into_iter().flat_map(|money| {
                let schools = one.plan.lines_of(money).keys();
                schools.map(move |school| (*school, money))
            })
        })
        .collect();
    let mut named = Vec::new();
    for (id, money) in schools {
        let found = known.school(id)?;
        let bin = found.map(|one| one.bin.as_text().to_owned());
        let bin = bin.unwrap_or_default();
        named.push(((id, money), parties::school(known, locale, id, &bin, None)?));
    }
    named.sort_by(|(one_id, one), (other_id, other)| {
        locale
            .compare(&one.name, &other.name)
            .then_with(|| one_id.cmp(other_id))
    });
    let schools: Vec<PlannedSchool<'_>> = named
        .iter()
        .map(|(id, text)| PlannedSchool {
            school: id.0,
            money: id.1,
            name: &text.name,
            bin: &text.bin,
            contract: contracts.get(id).map_or("", String::as_str),
        })
        .collect();
    let (_, office) = parties::office(known, locale, Principal::Department(department))?;
    let region = parties::region(locale, department);
    let newest = known.plan_in_force(department, year)?;
    let standing = if newest.is_none_or(|one| one.plan.version == version) {
        PlanStanding::InForce
    } else {
        PlanStanding::Former
    };
    let print = FundingPlanPrint {
        common: common(hub, locale, None, &[]),
        plan: &record.plan,
        standing,
        before: before.as_ref().map(|one| &one.plan),
        reason: record.reason().map_or("", |reason| reason.0.as_str()),
        region: &region,
        department: office.party(),
        accountant: office.accountant(),
        budget_line: "",
        schools: &schools,
    };
    let pdf = funding_plan_pdf(&print).map_err(|error| document_error(&error))?;
    Ok((format!("plan {department} {year} v{version}"), pdf))
}
