//! Payment orders and their files, read back by the checks banks make.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod statement;

use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::{
    AMOUNT_MAX, BankDirectory, Bic, BudgetClass, Field, Knp, LineEnds, Payer, PaymentFault,
    PaymentOrder, Requisites, SectorCode, Urgency,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn banks() -> BankDirectory {
    [
        ("070", "KKMFKZ2A"),
        ("601", "HSBKKZKX"),
        ("125", "GCVPKZ2A"),
    ]
    .into_iter()
    .map(|(code, bic)| (code.to_owned(), bic.parse().unwrap()))
    .collect()
}

fn order() -> PaymentOrder {
    PaymentOrder {
        reference: "BQ-2026-000147".into(),
        number: 147,
        date: NaiveDate::from_ymd_opt(2026, 10, 15).unwrap(),
        value_date: NaiveDate::from_ymd_opt(2026, 10, 16).unwrap(),
        payer: Payer {
            requisites: Requisites {
                name: "Управление образования (образец)".into(),
                bin: "230940999602".parse().unwrap(),
                account: "KZ24070105KSN0000000".parse().unwrap(),
                bank: "KKMFKZ2A".parse().unwrap(),
                sector: "12".parse().unwrap(),
            },
            chief: "Образцов О. О.".into(),
            accountant: None,
        },
        payee: Requisites {
            name: "ТОО «Школа-образец»".into(),
            bin: "230940999005".parse().unwrap(),
            account: "KZ946017111000000330".parse().unwrap(),
            bank: "HSBKKZKX".parse().unwrap(),
            sector: "17".parse().unwrap(),
        },
        amount: Tiyn(2_559_916_814),
        purpose_code: "861".parse().unwrap(),
        budget_class: None,
        urgency: Urgency::Ordinary,
        purpose: "Оплата по акту № 2026-09-0001 от 01.10.2026 за услуги по обучению за сентябрь \
                  2026 г. по договору № 12 от 05.09.2026, ЭСФ ESF-230940999005-20261003-00000001"
            .into(),
    }
}

#[test]
fn the_file_of_an_order_has_the_fields_of_a_banks_file_in_their_order() {
    let file = order().to_mt100(&banks(), LineEnds::Unix).unwrap();
    assert_eq!(
        file,
        "{4:
:20:BQ-2026-000147
:32A:261016KZT25599168,14
:50:/D/KZ24070105KSN0000000
/NAME/Управление образования (образец)
/IDN/230940999602
/CHIEF/Образцов О. О.
/MAINBK/НЕТ
/IRS/1
/SECO/2
:52B:KKMFKZ2A
:57B:HSBKKZKX
:59:KZ946017111000000330
/NAME/ТОО «Школа-образец»
/IDN/230940999005
/IRS/1
/SECO/7
:70:/NUM/147
/DATE/261015
/SEND/07
/VO/01
/KNP/861
/PSO/01
/PRT/01
/ASSIGN/Оплата по акту № 2026-09-0001 от 01.10.2026 за услуги по
обучению за сентябрь 2026 г. по договору № 12 от 05.09.2026, ЭСФ
ESF-230940999005-20261003-00000001
-}
"
    );
    let windows = order().to_mt100(&banks(), LineEnds::Windows).unwrap();
    assert_eq!(windows.replace("\r\n", "\n"), file);
}

#[test]
fn a_payment_into_a_budget_names_its_class_and_an_urgent_one_says_so() {
    let mut urgent = order();
    urgent.urgency = Urgency::Urgent;
    urgent.budget_class = Some("261001".parse().unwrap());
    urgent.payer.accountant = Some("Образцова А.".into());
    let file = urgent.to_mt100(&banks(), LineEnds::Unix).unwrap();
    assert!(file.contains("/PRT/50\n/BCLASS/261001\n/ASSIGN/"));
    assert!(file.contains("/MAINBK/Образцова А.\n"));
}

#[test]
fn what_a_bank_would_send_back_is_named_before_it_is_sent() {
    let faults = |change: &dyn Fn(&mut PaymentOrder)| {
        let mut spoilt = order();
        change(&mut spoilt);
        let found = spoilt.faults(&banks());
        assert_eq!(
            spoilt.to_mt100(&banks(), LineEnds::Unix).err(),
            Some(found.clone()).filter(|found| !found.is_empty())
        );
        found
    };
    assert_eq!(faults(&|_| ()), []);
    assert_eq!(faults(&|o| o.amount = Tiyn(0)), [PaymentFault::Amount]);
    assert_eq!(faults(&|o| o.amount = Tiyn(-5)), [PaymentFault::Amount]);
    assert_eq!(faults(&|o| o.amount = AMOUNT_MAX), []);
    assert_eq!(
        faults(&|o| o.amount = Tiyn(AMOUNT_MAX.0 + 1)),
        [PaymentFault::Amount]
    );
    assert_eq!(
        faults(&|o| o.value_date = o.date.pred_opt().unwrap()),
        [PaymentFault::ValueDate]
    );
    assert_eq!(
        faults(&|o| o.payee.bank = "GCVPKZ2A".parse().unwrap()),
        [PaymentFault::BankOfAnother {
            field: Field::PayeeAccount
        }]
    );
    assert_eq!(
        faults(&|o| o.payee.account = "KZ86125KZT5004100100".parse().unwrap()),
        [PaymentFault::BankOfAnother {
            field: Field::PayeeAccount
        }]
    );
    assert_eq!(
        faults(&|o| o.payee = o.payer.requisites.clone()),
        [PaymentFault::ToOneself]
    );
    assert_eq!(
        faults(&|o| o.payee.name = "  ".into()),
        [PaymentFault::Missing {
            field: Field::PayeeName
        }]
    );
    assert_eq!(
        faults(&|o| o.payee.name = "н".repeat(61)),
        [PaymentFault::TooLong {
            field: Field::PayeeName,
            most: 60
        }]
    );
    assert_eq!(
        faults(&|o| o.payer.chief = "Образцов 2".into()),
        [PaymentFault::Character {
            field: Field::Chief
        }]
    );
    assert_eq!(
        faults(&|o| o.purpose = "Оплата\n:59:KZ000000000000000000".into()),
        [PaymentFault::Character {
            field: Field::Purpose
        }],
        "no line of another's making gets into the file"
    );
    assert_eq!(
        faults(&|o| o.purpose = "слово ".repeat(90)),
        [PaymentFault::TooLong {
            field: Field::Purpose,
            most: 7
        }]
    );
    assert_eq!(
        faults(&|o| o.purpose = "/".repeat(150)),
        [PaymentFault::Character {
            field: Field::Purpose
        }]
    );
    let unknown: BankDirectory = BankDirectory::default();
    assert_eq!(order().faults(&unknown).len(), 2);
}

#[test]
fn codes_are_what_they_are() {
    assert!("KKMFKZ2A".parse::<Bic>().is_ok());
    assert!("kkmfkz2a".parse::<Bic>().is_err());
    assert!("KKMFKZ2".parse::<Bic>().is_err());
    assert!("17".parse::<SectorCode>().is_ok());
    for wrong in ["37", "10", "7", "171"] {
        assert!(wrong.parse::<SectorCode>().is_err(), "{wrong}");
    }
    assert!("861".parse::<Knp>().is_ok());
    assert!("86".parse::<Knp>().is_err());
    assert!("26100".parse::<BudgetClass>().is_err());
    assert!(serde_json::from_str::<Knp>("\"8a1\"").is_err());
}

/// Reads a file the way a bank does: fields by key, the purpose as the lines after its own.
fn read(file: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut last = String::new();
    for line in file.lines().filter(|line| !matches!(*line, "{4:" | "-}")) {
        let mut rest = line;
        if let Some(tagged) = rest.strip_prefix(':') {
            let (tag, value) = tagged.split_once(':').unwrap();
            last = format!(":{tag}");
            rest = value;
            if !value.starts_with('/') {
                assert!(fields.insert(last.clone(), value.to_owned()).is_none());
                continue;
            }
        }
        if let Some(keyed) = rest.strip_prefix('/') {
            let (key, value) = keyed.split_once('/').unwrap();
            let tag = last.split('/').next().unwrap().to_owned();
            last = format!("{tag}/{key}");
            assert!(fields.insert(last.clone(), value.to_owned()).is_none());
        } else {
            let field = fields.get_mut(&last).unwrap();
            field.push(' ');
            field.push_str(rest);
        }
    }
    fields
}

proptest! {
    /// Whatever the purpose, either the order is refused or a reader of the file finds the same
    /// sum, accounts and words, and no line is too long.
    #[test]
    fn no_purpose_can_change_what_the_file_says(
        purpose in "([а-яёқғA-Z0-9:/.,№ -]{1,520}|(а|[:/ -]{1,80}){1,8})", amount in 1..=AMOUNT_MAX.0,
    ) {
        let mut order = order();
        order.purpose = purpose;
        order.amount = Tiyn(amount);
        if let Ok(file) = order.to_mt100(&banks(), LineEnds::Unix) {
            let fields = read(&file);
            prop_assert_eq!(
                &fields[":32A"],
                &format!("261016KZT{},{:02}", amount / 100, amount % 100)
            );
            prop_assert_eq!(&fields[":50/D"], "KZ24070105KSN0000000");
            prop_assert_eq!(&fields[":59"], "KZ946017111000000330");
            prop_assert_eq!(&fields[":70/KNP"], "861");
            let said: String = fields[":70/ASSIGN"].split_whitespace().collect();
            let meant: String = order.purpose.split_whitespace().collect();
            prop_assert_eq!(said, meant);
            let lines: Vec<&str> = file
                .lines()
                .skip_while(|line| !line.starts_with("/ASSIGN/"))
                .take_while(|line| *line != "-}")
                .collect();
            prop_assert!(lines.len() <= 7);
            prop_assert!(lines[0].chars().count() <= 62 + "/ASSIGN/".len());
            prop_assert!(lines[1..].iter().all(|line| line.chars().count() <= 70));
        }
    }
}
