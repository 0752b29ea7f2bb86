//! A world in which every check passes, to be spoilt one fact at a time.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{
    Capacity, Case, CheckId, CheckMoment, CheckParameters, EntityStatus, Fact, FactValue, Facts,
    Founder, InvoiceRecord, InvoiceStatus, LicenceRecord, LifeStatus, Programme, Report, Scope,
    SignatureVerdict, Source, Study, Subject, Verdict,
};
use baqylau_domain::identifiers::{Bin, Iin, PremisesId, Rka};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{LicenceStatus, Purpose};
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeSet;

pub const ACT: &str = "2026-09-0001";

pub fn us() -> Bin {
    "230940999005".parse().unwrap()
}

pub fn others() -> Bin {
    "230940999602".parse().unwrap()
}

pub fn learner() -> Iin {
    "150314599009".parse().unwrap()
}

pub fn teacher() -> Iin {
    "160901699008".parse().unwrap()
}

pub fn head() -> Iin {
    "110207699006".parse().unwrap()
}

pub fn founder() -> Iin {
    "081225599002".parse().unwrap()
}

pub fn building() -> PremisesId {
    PremisesId::new(uuid::Uuid::from_u128(7))
}

pub fn rka() -> Rka {
    "0201300000000017".parse().unwrap()
}

pub fn elsewhere() -> Rka {
    "0201300000000024".parse().unwrap()
}

pub fn september() -> Period {
    Period::new(2026, 9).unwrap()
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Noon of 26 October 2026 in Kazakhstan: the contributions for September were due yesterday.
pub fn now() -> Moment {
    "2026-10-26T07:00:00Z".parse().unwrap()
}

pub fn licence(status: LicenceStatus) -> LicenceRecord {
    LicenceRecord {
        number: "KZ01LAA00000001".into(),
        status,
        from: day(2023, 9, 1),
        until: None,
        addresses: BTreeSet::from([rka()]),
    }
}

pub fn invoice() -> InvoiceRecord {
    InvoiceRecord {
        number: "ESF-1".into(),
        supplier: us(),
        amount: Tiyn(2_559_916_814),
        status: InvoiceStatus::Registered,
    }
}

pub fn entity(status: EntityStatus) -> FactValue {
    FactValue::LegalEntity {
        status,
        head: Some(head()),
        founders: BTreeSet::from([Founder::Person(founder()), Founder::Organisation(others())]),
    }
}

pub fn said(about: Subject, value: FactValue, source: Source) -> Fact {
    Fact {
        about,
        value,
        source,
        as_of: now() - TimeDelta::hours(1),
        by: None,
    }
}

pub fn facts(programme: Programme) -> Facts {
    use FactValue as V;
    let organisation = Subject::Organisation(us());
    let premises = Subject::Premises(building());
    let document = Subject::Document(ACT.into());
    let period = september();
    let here = BTreeSet::from([us()]);
    let study = match programme {
        Programme::Voucher => Study::FullTime,
        _ => Study::GeneralClass,
    };
    let life = |iin| {
        said(
            Subject::Person(iin),
            V::Life {
                status: LifeStatus::Alive,
            },
            Source::GbdFl,
        )
    };
    let citizen = |iin| {
        said(
            Subject::Person(iin),
            V::Citizenship { country: Some(398) },
            Source::GbdFl,
        )
    };
    let own = |value, source| said(organisation.clone(), value, source);
    let built = |value, source| said(premises.clone(), value, source);
    let of_act = |value, source| said(document.clone(), value, source);
    let learns = |value, source| said(Subject::Person(learner()), value, source);
    let teaches = |value, source| said(Subject::Person(teacher()), value, source);
    let acts = |value, source| said(Subject::Person(head()), value, source);
    [
        own(entity(EntityStatus::Active), Source::GbdUl),
        said(
            Subject::Organisation(others()),
            entity(EntityStatus::Active),
            Source::GbdUl,
        ),
        own(V::StatedHead { head: head() }, Source::Applicant),
        life(head()),
        life(founder()),
        life(learner()),
        life(teacher()),
        citizen(learner()),
        citizen(teacher()),
        own(V::StateShare { hundredths: 0 }, Source::StateProperty),
        own(
            V::Licences {
                licences: vec![licence(LicenceStatus::Active)],
            },
            Source::Elicensing,
        ),
        own(V::TaxDebt { amount: Tiyn(0) }, Source::Culs),
        own(V::SocialPayments { overdue: Tiyn(0) }, Source::Culs),
        own(
            V::QrOrder {
                number: Some("17-НҚ".into()),
            },
            Source::Lms,
        ),
        own(
            V::PayeeAccount {
                holder: Some(us()),
                open: true,
            },
            Source::Treasury,
        ),
        acts(V::Phone { belongs: true }, Source::Bmg),
        acts(V::BiometricMatch { matched: true }, Source::Biometrics),
        acts(V::SmsConfirmation { confirmed: true }, Source::Sms1414),
        of_act(
            V::Signature {
                verdict: SignatureVerdict::Valid,
                organisation: Some(us()),
            },
            Source::Nca,
        ),
        of_act(
            V::Invoice {
                invoice: Some(invoice()),
            },
            Source::Esf,
        ),
        of_act(
            V::ActTotal {
                amount: Tiyn(2_559_916_814),
            },
            Source::Registry,
        ),
        built(V::StatedAddress { rka: rka() }, Source::Applicant),
        built(
            V::AddressCode {
                rka: rka(),
                exists: true,
            },
            Source::AddressRegister,
        ),
        built(
            V::PropertyRight {
                holder: Some(us()),
                until: None,
            },
            Source::Egkn,
        ),
        built(
            V::BuildingPurpose {
                purpose: Purpose::Education,
            },
            Source::Egkn,
        ),
        built(
            V::Encumbrance {
                registered: true,
                since: NaiveDate::from_ymd_opt(2024, 2, 1),
                until: NaiveDate::from_ymd_opt(2044, 1, 31),
            },
            Source::Egkn,
        ),
        built(
            V::BuildingArea {
                hundredths: 250_000,
            },
            Source::Egkn,
        ),
        built(
            V::StatedArea {
                hundredths: 250_000,
            },
            Source::Applicant,
        ),
        built(V::FireSafety { conforms: true }, Source::Elicensing),
        built(
            V::SanitaryConformity {
                conforms: true,
                places: Some(442),
            },
            Source::Elicensing,
        ),
        built(V::Antiterror { conforms: true }, Source::Elicensing),
        built(V::DesignCapacity { places: 482 }, Source::Registry),
        built(
            V::Contingent {
                period,
                learners: 442,
            },
            Source::Lms,
        ),
        learns(
            V::StatedBirth {
                date: day(2015, 3, 14),
            },
            Source::Lms,
        ),
        learns(
            V::Enrolment {
                period,
                organisations: here.clone(),
            },
            Source::Lms,
        ),
        learns(V::StudyKind { period, study }, Source::Lms),
        learns(V::Moves { period, moves: 2 }, Source::Lms),
        learns(V::Progress { period, marks: 31 }, Source::Lms),
        learns(
            V::Attendance {
                period,
                scheduled: 96,
                attended: 48,
            },
            Source::Lms,
        ),
        learns(
            V::Grant {
                number: Some("0012345".into()),
            },
            Source::Nct,
        ),
        learns(
            V::StudyContract {
                organisation: us(),
                from: day(2026, 9, 1),
                until: None,
            },
            Source::Lms,
        ),
        learns(
            V::LegalCapacity {
                status: Capacity::Full,
            },
            Source::Minjust,
        ),
        teaches(
            V::Teaching {
                period,
                organisations: here.clone(),
                regions: BTreeSet::from(["750000000".parse().unwrap()]),
            },
            Source::Lms,
        ),
        teaches(
            V::Contributions {
                period,
                employers: here.clone(),
            },
            Source::Enpf,
        ),
        teaches(V::Employment { employers: here }, Source::Enbek),
    ]
    .into_iter()
    .collect()
}

pub fn case(programme: Programme, moment: CheckMoment) -> Case {
    Case {
        representative: Some(head()),
        document: Some(ACT.into()),
        period: Some(september()),
        premises: BTreeSet::from([building()]),
        learners: BTreeSet::from([learner()]),
        teachers: BTreeSet::from([teacher()]),
        ..Case::new(programme, moment, us())
    }
}

/// The programme a check is tried under, with every check of it run.
pub fn case_of(check: CheckId) -> Case {
    case(check.check().programmes[0], CheckMoment::Change)
}

pub fn subject_of(check: CheckId) -> Subject {
    match check.check().scope {
        Scope::Organisation => Subject::Organisation(us()),
        Scope::Premises => Subject::Premises(building()),
        Scope::Learner => Subject::Person(learner()),
        Scope::Teacher => Subject::Person(teacher()),
    }
}

pub fn run(case: &Case, facts: &Facts) -> Report {
    Report::run(case, facts, &CheckParameters::pilot(), now())
}

pub fn verdict(check: CheckId, facts: &Facts) -> Verdict {
    let report = run(&case_of(check), facts);
    report.row(check, &subject_of(check)).unwrap().verdict
}
