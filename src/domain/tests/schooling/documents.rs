//! The bytes of applications, agreements, acts and registers: what was signed once is read and made again, to
//! the last octet, for ever.

use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, OrganisationId, PaymentRegisterId, PremisesId, SchoolActId,
    SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::schooling::{
    ACT_REGISTER_SCHEMA, AGREEMENT_SCHEMA, APPLICATION_SCHEMA, ActTextRow, AgreementText,
    ApplicationKind, ApplicationText, ConstructionKind, DocumentKind, Limit, Payable, PayeeAccount,
    PriceLine, RegisterText, RegisterTextRow, SCHOOL_ACT_SCHEMA, SchoolActLine, SchoolActText,
};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

fn month(number: u32) -> Period {
    Period::new(2025, number).unwrap()
}

fn account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ47856KZT5004100100".parse().unwrap(),
        bank: "KCJBKZKX".parse().unwrap(),
    }
}

fn agreement() -> AgreementText {
    AgreementText {
        schema: AGREEMENT_SCHEMA.to_owned(),
        contract: SchoolContractId::new(Uuid::from_u128(1)),
        number: "МБТ-2025/0147".to_owned(),
        agreement: 1,
        department: "611010000".parse().unwrap(),
        school: OrganisationId::new(Uuid::from_u128(2)),
        bin: "230940999005".to_owned(),
        from: month(9),
        to: month(12),
        amount: Tiyn(10_239_667_256),
        places: BTreeMap::from([
            (PremisesId::new(Uuid::from_u128(3)), 442),
            (PremisesId::new(Uuid::from_u128(4)), 0),
        ]),
        account: account(),
        reimbursement: None,
    }
}

fn application() -> ApplicationText {
    ApplicationText {
        schema: APPLICATION_SCHEMA.to_owned(),
        application: ApplicationId::new(Uuid::from_u128(6)),
        kind: ApplicationKind::Reimbursement(ConstructionKind::Construction),
        school: OrganisationId::new(Uuid::from_u128(2)),
        round: 2,
        documents: BTreeMap::from([
            (DocumentKind::LicenceAnnex, BlobHash::new([1; 32])),
            (DocumentKind::Encumbrance, BlobHash::new([2; 32])),
        ]),
    }
}

/// The worked case of the sources: 793 pupils, a permit for 442, 695,000 tenge a year.
fn act() -> SchoolActText {
    let line = PriceLine {
        quantity: 442,
        price: Tiyn(5_791_667),
    };
    SchoolActText {
        schema: SCHOOL_ACT_SCHEMA.to_owned(),
        act: SchoolActId::new(Uuid::from_u128(5)),
        contract: SchoolContractId::new(Uuid::from_u128(1)),
        contract_number: "МБТ-2025/0147".to_owned(),
        department: "611010000".parse().unwrap(),
        school: OrganisationId::new(Uuid::from_u128(2)),
        bin: "230940999005".to_owned(),
        period: month(9),
        register: BlobHash::new([7; 32]),
        norms: "Приказ «о нормах», 2025".to_owned(),
        rows: vec![ActTextRow {
            line: SchoolActLine {
                level: Level::Primary,
                study: Study::GeneralClass,
                line,
            },
            cost: line.cost().unwrap(),
        }],
        total: Tiyn(2_559_916_814),
        excluded: 0,
        held: 0,
        cut: Payable {
            paid: 442,
            excluded: 351,
            by: vec![Limit::SanitaryPermit],
        },
        reimbursement: None,
    }
}

fn register() -> RegisterText {
    let act = act();
    RegisterText {
        schema: ACT_REGISTER_SCHEMA.to_owned(),
        register: PaymentRegisterId::new(Uuid::from_u128(6)),
        department: act.department,
        number: 12,
        acts: vec![RegisterTextRow {
            act: act.act,
            sha256: act.sha256().unwrap(),
            school: act.school,
            bin: act.bin.clone(),
            contract_number: act.contract_number.clone(),
            period: act.period,
            learners: 442,
            total: act.total,
            account: account(),
        }],
        total: act.total,
    }
}

fn same_as_ever(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(&path, bytes).unwrap();
    }
    let kept = std::fs::read(&path).unwrap();
    assert!(
        kept == bytes,
        "{name}: the signed bytes changed; a new form needs a new schema"
    );
}

#[test]
fn the_bytes_that_are_signed_are_the_ones_that_were_signed() {
    let (agreement, act, register) = (agreement(), act(), register());
    let application = application();
    let bytes = application.to_bytes().unwrap();
    same_as_ever("school-application-1.json", &bytes);
    assert_eq!(
        serde_json::from_slice::<ApplicationText>(&bytes).unwrap(),
        application
    );
    let bytes = agreement.to_bytes().unwrap();
    same_as_ever("school-agreement-1.json", &bytes);
    assert_eq!(
        serde_json::from_slice::<AgreementText>(&bytes).unwrap(),
        agreement
    );
    let bytes = act.to_bytes().unwrap();
    same_as_ever("school-act-1.json", &bytes);
    assert_eq!(
        serde_json::from_slice::<SchoolActText>(&bytes).unwrap(),
        act
    );
    let bytes = register.to_bytes().unwrap();
    same_as_ever("act-register-1.json", &bytes);
    assert_eq!(
        serde_json::from_slice::<RegisterText>(&bytes).unwrap(),
        register
    );
}

#[test]
fn one_tiyn_more_is_another_document() {
    let (mut agreement, mut act, mut register) = (agreement(), act(), register());
    let before = (
        agreement.sha256().unwrap(),
        act.sha256().unwrap(),
        register.sha256().unwrap(),
    );
    agreement.amount.0 += 1;
    act.total.0 += 1;
    register.total.0 += 1;
    assert_ne!(agreement.sha256().unwrap(), before.0);
    assert_ne!(act.sha256().unwrap(), before.1);
    assert_ne!(register.sha256().unwrap(), before.2);
}
