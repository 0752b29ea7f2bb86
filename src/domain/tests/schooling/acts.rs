//! Acts of a school's month: what they pay for, at which price, and what keeps them from payment.

use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{InvoiceRecord, InvoiceStatus, Study};
use baqylau_domain::identifiers::{Bin, BlobHash, OrganisationId, SchoolActId, SchoolContractId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{ActLine, Level, Tally};
use baqylau_domain::schooling::{
    Composition, Limit, Norms, PaymentObstacle as Obstacle, SchoolAct, SchoolActRefusal as Refusal,
    payable,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn hash(number: u8) -> BlobHash {
    BlobHash::new([number; 32])
}

fn us() -> Bin {
    "230940999005".parse().unwrap()
}

fn norms() -> Norms {
    let general = |level| ((level, Study::GeneralClass), Tiyn(69_500_000));
    Norms {
        valid_from: "2026-01-01".parse().unwrap(),
        basis: "Приказ-образец № 1".into(),
        of_year: BTreeMap::from([
            general(Level::Primary),
            general(Level::Basic),
            ((Level::Primary, Study::Home), Tiyn(120_000_000)),
        ]),
    }
}

fn line(level: Option<Level>, study: Option<Study>, of: [u32; 3]) -> ActLine {
    let [payable, held, excluded] = of;
    ActLine {
        level,
        study,
        quantity: Tally {
            payable,
            held,
            excluded,
        },
    }
}

fn primary(of: [u32; 3]) -> ActLine {
    line(Some(Level::Primary), Some(Study::GeneralClass), of)
}

fn basic(of: [u32; 3]) -> ActLine {
    line(Some(Level::Basic), Some(Study::GeneralClass), of)
}

fn compose(lines: &[ActLine], limits: &[(Limit, u32)]) -> Result<SchoolAct, Refusal> {
    let contingent = lines.iter().map(|line| line.quantity.payable).sum();
    SchoolAct::compose(Composition {
        id: SchoolActId::new(Uuid::from_u128(1)),
        contract: SchoolContractId::new(Uuid::from_u128(2)),
        school: OrganisationId::new(Uuid::from_u128(3)),
        period: Period::new(2026, 9).unwrap(),
        register: hash(4),
        lines,
        norms: &norms(),
        cut: payable(contingent, limits),
    })
}

#[test]
fn an_act_pays_for_those_the_register_calls_payable_at_the_price_of_a_month() {
    let act = compose(&[basic([142, 1, 2]), primary([300, 3, 4])], &[]).unwrap();
    assert_eq!(act.total, Tiyn(2_559_916_814));
    let rows: Vec<_> = act
        .lines
        .iter()
        .map(|row| (row.level, row.line.quantity, row.line.price))
        .collect();
    assert_eq!(
        rows,
        [
            (Level::Primary, 300, Tiyn(5_791_667)),
            (Level::Basic, 142, Tiyn(5_791_667))
        ]
    );
    assert_eq!((act.excluded, act.held), (6, 4));
    assert_eq!(act.norms, "Приказ-образец № 1");
}

#[test]
fn above_the_permit_every_row_gives_up_in_proportion_and_the_limit_is_named() {
    let act = compose(
        &[primary([400, 0, 0]), basic([393, 0, 0])],
        &[(Limit::SanitaryPermit, 442), (Limit::DesignCapacity, 482)],
    )
    .unwrap();
    let quantities: Vec<u32> = act.lines.iter().map(|row| row.line.quantity).collect();
    assert_eq!(quantities, [223, 219]);
    assert_eq!(act.total, Tiyn(2_559_916_814));
    assert_eq!(act.cut.excluded, 351);
    assert_eq!(act.cut.by, [Limit::SanitaryPermit]);
}

#[test]
fn without_a_class_a_norm_or_anybody_there_is_no_act() {
    let unknown = line(None, Some(Study::GeneralClass), [1, 0, 0]);
    assert_eq!(compose(&[unknown], &[]).err(), Some(Refusal::NotClassified));
    let held = line(None, None, [0, 5, 0]);
    assert_eq!(
        compose(&[held, primary([1, 0, 0])], &[]).unwrap().held,
        5,
        "those who aren't paid for need no class"
    );
    let corrected = line(
        Some(Level::Primary),
        Some(Study::CorrectionalClass),
        [1, 0, 0],
    );
    assert_eq!(
        compose(&[corrected], &[]).err(),
        Some(Refusal::NoNorm {
            level: Level::Primary,
            study: Study::CorrectionalClass
        })
    );
    assert_eq!(
        compose(&[primary([0, 3, 4])], &[]).err(),
        Some(Refusal::Empty)
    );
    assert_eq!(
        compose(&[primary([5, 0, 0])], &[(Limit::SanitaryPermit, 0)]).err(),
        Some(Refusal::Empty)
    );
}

#[test]
fn the_school_signs_then_the_department_and_then_nothing_changes() {
    let act = compose(&[primary([1, 0, 0])], &[]).unwrap();
    let on = "2026-10-05".parse().unwrap();
    assert_eq!(
        act.sign_by_department(hash(8), on).err(),
        Some(Refusal::WrongState)
    );
    let half = act.sign_by_school(hash(7)).unwrap();
    assert_eq!(
        half.sign_by_school(hash(7)).err(),
        Some(Refusal::WrongState)
    );
    assert!(half.withdraw().is_ok());
    let signed = half.sign_by_department(hash(8), on).unwrap();
    assert!(signed.is_signed());
    assert_eq!(signed.withdraw().err(), Some(Refusal::WrongState));
    assert_eq!(
        signed.sign_by_department(hash(9), on).err(),
        Some(Refusal::WrongState)
    );
    let withdrawn = act.withdraw().unwrap();
    assert_eq!(
        withdrawn.sign_by_school(hash(7)).err(),
        Some(Refusal::WrongState)
    );
}

#[test]
fn an_act_is_paid_with_its_own_invoice_in_force_only() {
    let act = compose(&[primary([300, 0, 0]), basic([142, 0, 0])], &[]).unwrap();
    let invoice = |change: &dyn Fn(&mut InvoiceRecord)| {
        let mut invoice = InvoiceRecord {
            number: "ESF-1".into(),
            supplier: us(),
            amount: act.total,
            status: InvoiceStatus::Registered,
        };
        change(&mut invoice);
        act.invoice_obstacles(Some(Some(&invoice)), us())
    };
    assert_eq!(invoice(&|_| ()), []);
    assert_eq!(
        invoice(&|i| i.amount = Tiyn(i.amount.0 - 147)),
        [Obstacle::InvoiceDiffers],
        "1.47 tenge: the sum of unrounded prices"
    );
    assert_eq!(
        invoice(&|i| i.supplier = "230940999602".parse().unwrap()),
        [Obstacle::InvoiceDiffers]
    );
    for status in [
        InvoiceStatus::Withdrawn,
        InvoiceStatus::Annulled,
        InvoiceStatus::Declined,
    ] {
        assert_eq!(invoice(&|i| i.status = status), [Obstacle::NoInvoice]);
    }
    assert_eq!(
        act.invoice_obstacles(Some(None), us()),
        [Obstacle::NoInvoice]
    );
    assert_eq!(
        act.invoice_obstacles(None, us()),
        [Obstacle::InvoiceUnknown]
    );
}

proptest! {
    /// However a limit cuts: exactly so many are paid for, no row has more than it had, and the
    /// sum is the rows' own.
    #[test]
    fn a_cut_keeps_exactly_what_the_limit_allows(
        counts in proptest::collection::vec(0..600u32, 3), places in 1..2_000u32,
    ) {
        let lines = [
            primary([counts[0], 0, 0]),
            basic([counts[1], 0, 0]),
            line(Some(Level::Primary), Some(Study::Home), [counts[2], 0, 0]),
        ];
        let all: u32 = counts.iter().sum();
        match compose(&lines, &[(Limit::SanitaryPermit, places)]) {
            Err(refusal) => prop_assert_eq!((refusal, all), (Refusal::Empty, 0)),
            Ok(act) => {
                let paid: u32 = act.lines.iter().map(|row| row.line.quantity).sum();
                prop_assert_eq!(paid, all.min(places));
                prop_assert_eq!(act.cut.paid + act.cut.excluded, all);
                let cost: i64 = act.lines.iter().map(|row| row.line.cost().unwrap().0).sum();
                prop_assert_eq!(act.total, Tiyn(cost));
                for row in &act.lines {
                    let had = lines.iter().find(|line| {
                        (line.level, line.study) == (Some(row.level), Some(row.study))
                    });
                    prop_assert!(row.line.quantity <= had.unwrap().quantity.payable);
                }
            }
        }
    }
}
