//! Payment orders: made from a payment and what was entered of the financial centre, the same for
//! paper and for the bank's file.

use super::super::banks;
use super::super::documents::document_error;
use super::contract::common;
use super::parties::{self, day_of};
use super::{Known, Paper};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::ui::{Office, UserError, act_number};
use baqylau_documents::forms::{PaymentOrderPrint, payment_order_pdf};
use baqylau_domain::calendar::{WorkingCalendar, legal_day};
use baqylau_domain::identifiers::{Bin, PaymentId};
use baqylau_domain::payment_order::{
    Field, Payer, PaymentFault, PaymentOrder, PaymentRules, Requisites, payment_reference,
};
use baqylau_domain::schooling::{MoneyFor, PaymentRecord, Principal};
use baqylau_locale::{Language, Locale};
use chrono::{Days, NaiveDate};

/// The language of a bank's file, and so of the words of its orders on paper.
const OF_BANKS: Language = Language::Ru;

/// Most characters of a name in a bank's file.
const NAME_MAX: usize = 60;

/// Legal forms that banks write short.
const FORMS: [(&str, &str); 6] = [
    ("товарищество с ограниченной ответственностью", "ТОО"),
    ("жауапкершілігі шектеулі серіктестігі", "ЖШС"),
    ("частное учреждение образования", "ЧУО"),
    ("частное учреждение", "ЧУ"),
    ("акционерное общество", "АО"),
    ("жеке мекемесі", "ЖМ"),
];

/// A name short enough for a bank, cut between words: the account and the БИН say whose it is.
fn short(name: &str) -> String {
    let mut name = name.trim().to_owned();
    for (long, short) in FORMS {
        if name.chars().count() <= NAME_MAX {
            break;
        }
        let found = name.char_indices().map(|(at, _)| at).find(|at| {
            let rest = name.get(*at..).unwrap_or_default();
            let head: String = rest.chars().take(long.chars().count()).collect();
            head.to_lowercase() == long
        });
        if let Some(at) = found {
            let (before, rest) = name.split_at(at);
            let after: String = rest.chars().skip(long.chars().count()).collect();
            name = format!("{before}{short}{after}");
        }
    }
    let mut kept = String::new();
    for word in name.split_whitespace() {
        let room = kept.chars().count() + usize::from(!kept.is_empty()) + word.chars().count();
        if room > NAME_MAX {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    if kept.is_empty() {
        name.chars().take(NAME_MAX).collect()
    } else {
        kept
    }
}

/// Who pays: the financial centre, as it was entered here.
fn payer(office: &Office, name: &str) -> Result<Payer> {
    let missing = |key: &str| ClientError::refused(key);
    let account = office.account.as_ref();
    let account = account.ok_or_else(|| missing("bank-payer-no-account"))?;
    let bin: Bin = office.bin.parse().or(Err(missing("bank-payer-no-bin")))?;
    if office.head.name.trim().is_empty() {
        return Err(missing("bank-payer-no-head"));
    }
    Ok(Payer {
        requisites: Requisites {
            name: short(name),
            bin,
            account: account.iban.clone(),
            bank: account.bank.clone(),
            sector: account.sector.clone(),
        },
        chief: office.head.name.trim().to_owned(),
        accountant: office
            .accountant
            .as_ref()
            .map(|one| one.name.trim().to_owned()),
    })
}

/// The first working day from a day on, and so many after it.
fn working_day(from: NaiveDate, more: u32) -> NaiveDate {
    let calendar = WorkingCalendar::kazakhstan();
    let mut day = from;
    while !calendar.is_working(day) {
        match day.checked_add_days(Days::new(1)) {
            Some(next) => day = next,
            None => break,
        }
    }
    calendar.add_working_days(day, more)
}

/// The order of a payment.
///
/// # Errors
/// What is missing of the financial centre, with where it is entered; a school whose БИН isn't
/// one; what the database answered.
pub fn of_record(
    known: &Known,
    record: &PaymentRecord,
    today: NaiveDate,
) -> Result<(Office, PaymentOrder)> {
    let locale = Locale::new(OF_BANKS);
    let (office, centre) = parties::office(known, &locale, Principal::Centre)?;
    let payer = payer(&office, &centre.name)?;
    let rules = PaymentRules::pilot();
    let reference = payment_reference(record.department, record.number);
    let unfit = || UserError::new("bank-payee-bin").with("reference", &reference);
    let bin: Bin = record.bin.parse().map_err(|_not_one| unfit())?;
    let school = parties::school(known, &locale, record.school, &record.bin, None)?;
    // The number of the contract stands in the register, where that is shown.
    let register = known.register(record.payment.register).ok();
    let line = register
        .as_ref()
        .and_then(|register| register.lines.get(&record.payment.act));
    let period = record.period;
    let month = locale.month_year(period.year(), period.month());
    let act = known.act(record.payment.act).ok();
    let of_building = act.is_some_and(|act| act.money() == MoneyFor::Reimbursement);
    let purpose = match line {
        Some(line) => {
            let args = [
                ("act", act_number(&line.contract_number, period).into()),
                ("month", month.into()),
                ("contract", line.contract_number.as_str().into()),
                ("reference", reference.as_str().into()),
            ];
            let key = if of_building {
                "bank-purpose-building"
            } else {
                "bank-purpose"
            };
            locale.format(key, &args)
        }
        None => {
            let args = [
                ("month", month.into()),
                ("reference", reference.as_str().into()),
            ];
            let key = if of_building {
                "bank-purpose-building-of-month"
            } else {
                "bank-purpose-of-month"
            };
            locale.format(key, &args)
        }
    };
    let date = day_of(&record.steps, "order_payments", 0).unwrap_or(today);
    let order = PaymentOrder {
        reference,
        number: record.number,
        date,
        value_date: working_day(today.max(date), rules.value_days.value),
        payer,
        payee: Requisites {
            name: short(&school.name),
            bin,
            account: record.account.iban.clone(),
            bank: record.account.bank.clone(),
            sector: rules.payee_sector.value,
        },
        amount: record.payment.amount,
        purpose_code: rules.purpose_code.value,
        budget_class: rules.budget_class.map(|class| class.value),
        urgency: rules.urgency.value,
        // No-break spaces of dates and numbers are nothing a bank knows.
        purpose: purpose.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    Ok((office, order))
}

/// What a bank would send an order back for, in words: the first of it.
pub fn spoilt(order: &PaymentOrder, faults: &[PaymentFault]) -> ClientError {
    let Some(first) = faults.first() else {
        return ClientError::refused("client-document-failed");
    };
    let of_payer = |field: &Field| {
        matches!(
            field,
            Field::PayerName | Field::PayerAccount | Field::Chief | Field::Accountant
        )
    };
    let key = match first {
        PaymentFault::Amount => "bank-fault-amount",
        PaymentFault::ValueDate => "bank-fault-day",
        PaymentFault::ToOneself => "bank-fault-to-oneself",
        PaymentFault::BankOfAnother { field } if of_payer(field) => "bank-fault-payer-bank",
        PaymentFault::BankOfAnother { .. } | PaymentFault::BankUnknown { .. } => {
            "bank-fault-payee-bank"
        }
        PaymentFault::Missing { field }
        | PaymentFault::TooLong { field, .. }
        | PaymentFault::Character { field } => match field {
            Field::PayerName => "bank-fault-payer-name",
            Field::Chief | Field::Accountant => "bank-fault-signatory",
            Field::PayeeName => "bank-fault-payee-name",
            _ => "bank-fault-words",
        },
    };
    UserError::new(key)
        .with("reference", &order.reference)
        .into()
}

/// A payment order on paper.
pub(super) fn paper(hub: &Hub, known: &Known, locale: &Locale, id: PaymentId) -> Result<Paper> {
    let record = known.payment(id)?;
    let (_, order) = of_record(known, &record, legal_day(hub.now()))?;
    let (_, centre) = parties::office(known, locale, Principal::Centre)?;
    let accountant = centre.accountant();
    let print = PaymentOrderPrint {
        common: common(hub, locale, None, &[]),
        order: &order,
        payer_bank: banks::name_of(&order.payer.requisites.account),
        payee_bank: banks::name_of(&order.payee.account),
        positions: (&centre.position, accountant.position),
    };
    let pdf = payment_order_pdf(&print).map_err(|error| document_error(&error))?;
    Ok((format!("payment {}", order.reference), pdf))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_shortened_between_words_and_a_short_one_is_left() {
        assert_eq!(short("ТОО «Школа»"), "ТОО «Школа»");
        let long = "Товарищество с ограниченной ответственностью «Международная школа-лицей Ақбілім города Актау»";
        let cut = short(long);
        assert!(cut.chars().count() <= NAME_MAX, "{cut}");
        assert_eq!(cut, "ТОО «Международная школа-лицей Ақбілім города Актау»");
        assert_eq!(short(&"я".repeat(80)).chars().count(), NAME_MAX);
    }

    #[test]
    fn money_moves_on_a_working_day() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!(working_day(day(20), 0), day(20));
        assert_eq!(working_day(day(21), 0), day(23), "a Saturday");
        assert_eq!(working_day(day(20), 1), day(23));
    }
}
