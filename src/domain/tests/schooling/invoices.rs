//! What a laptop without a network says of acts whose invoices the registry told of.

use crate::records::{Got, act, contract, month, officer, register, shymkent};
use baqylau_domain::checks::{InvoiceRecord, InvoiceStatus};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ActRecord, Book, Facts, InvoiceFinding, InvoiceSaid, OrderRules, PaymentObstacle,
    RegisterState, SchoolingOp, SchoolingRecord, SchoolingRefusal,
};
use std::collections::{BTreeMap, BTreeSet};

fn signed() -> ActRecord {
    let contract = contract(3, 1, 400, Some("2026-09-04"));
    act(11, &contract, month(9), 100, Got::Signed("2026-10-01"))
}

fn invoice(amount: i64, supplier: &str, status: InvoiceStatus) -> InvoiceRecord {
    InvoiceRecord {
        number: "ESF-1".to_owned(),
        supplier: supplier.parse().unwrap(),
        amount: Tiyn(amount),
        status,
    }
}

#[test]
fn an_invoice_is_found_to_fit_only_of_the_school_for_the_sum_and_in_force() {
    let (act, own, other) = (signed(), "230940999005", "230940999602");
    let found = |said: Option<InvoiceRecord>| {
        InvoiceFinding::of(&act.act, said.as_ref(), own.parse().unwrap()).code()
    };
    let registered = InvoiceStatus::Registered;
    assert_eq!(found(Some(invoice(100, own, registered))), "matched");
    assert_eq!(found(None), "missing");
    assert_eq!(found(Some(invoice(101, own, registered))), "other-sum");
    let stranger = invoice(101, other, registered);
    assert_eq!(found(Some(stranger)), "other-supplier");
    for status in [
        InvoiceStatus::Withdrawn,
        InvoiceStatus::Annulled,
        InvoiceStatus::Declined,
    ] {
        assert_eq!(found(Some(invoice(100, own, status))), "cancelled");
    }
}

#[test]
fn a_laptop_lists_and_accepts_no_act_whose_invoice_it_was_told_is_lacking() {
    let told = |finding: Option<InvoiceFinding>| {
        let mut act = signed();
        act.invoice = finding.map(|finding| {
            Box::new(InvoiceSaid {
                finding,
                asked: crate::records::at("2026-10-01"),
            })
        });
        act
    };
    let mut rules = OrderRules::pilot();
    rules.mandates_needed.value = false;
    let contract = contract(3, 1, 400, Some("2026-09-04"));
    let decide = |act: ActRecord, state, role| {
        let listed: &[&ActRecord] = match state {
            RegisterState::Open => &[],
            _ => &[&act],
        };
        let mut register = register(1, listed, state.clone());
        register.register.department = shymkent();
        let id = register.register.id;
        let op = match state {
            RegisterState::Open => SchoolingOp::ListActs {
                register: id,
                acts: BTreeSet::from([act.act.id]),
            },
            _ => SchoolingOp::AcceptRegister { register: id },
        };
        let book: Book = [
            SchoolingRecord::Contract(contract.clone()),
            SchoolingRecord::Act(act),
            SchoolingRecord::Register(register),
        ]
        .into_iter()
        .collect();
        let hand = officer(9, role);
        book.decide(
            &op,
            &hand,
            &Facts::of_laptop(),
            &rules,
            crate::records::at("2026-10-02"),
        )
    };
    let sent = RegisterState::Sent {
        document: baqylau_domain::identifiers::BlobHash::new([6; 32]),
    };
    for (state, role) in [
        (RegisterState::Open, AccountRole::EducationOfficer),
        (sent, AccountRole::FinancialCentre),
    ] {
        let refused = |finding, obstacle| {
            let act = told(Some(finding));
            let acts = BTreeMap::from([(act.act.id, vec![obstacle])]);
            let said = decide(act, state.clone(), role);
            assert_eq!(said, Err(SchoolingRefusal::Obstacles { acts }));
        };
        refused(InvoiceFinding::Missing, PaymentObstacle::NoInvoice);
        let number = || "ESF-1".to_owned();
        let other = InvoiceFinding::OtherSupplier { number: number() };
        refused(other, PaymentObstacle::InvoiceDiffers);
        // One that fits is in nobody's way, and where nothing was told the registry alone knows.
        let matched = InvoiceFinding::Matched { number: number() };
        for finding in [Some(matched), None] {
            let said = decide(told(finding), state.clone(), role);
            let stopped = matches!(said, Err(SchoolingRefusal::Obstacles { .. }));
            assert!(!stopped, "{said:?}");
        }
    }
}
