//! A visit with its people, walked to any stage by the same `decide` everybody uses.

use baqylau_domain::Moment;
use baqylau_domain::act::{
    ACT_SCHEMA, ActContent, ActKind, ActMember, ActOrder, ActPresence, ActSubject, PartyDecision,
};
use baqylau_domain::identifiers::{
    ActId, BlobHash, Iin, Kato, OrganisationId, PersonId, PremisesId, SanctionId, VisitId,
};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::{AccountRole, Actor, CommissionMember, CommissionRole};
use baqylau_domain::policy::Policy;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{
    HandOverWay, PinnedChecklist, Stage, StageName, Visit, VisitOp, VisitOrder, decide,
};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

/// An identity that reads as its number.
pub fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A hash that reads as its number.
pub fn hash(n: u8) -> BlobHash {
    BlobHash::new([n; 32])
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Monday, 16 November 2026, 09:00 in Astana.
pub fn morning() -> Moment {
    "2026-11-16T04:00:00Z".parse().unwrap()
}

pub fn minutes(n: i64) -> Moment {
    morning() + TimeDelta::minutes(n)
}

pub fn person(n: u128) -> PersonId {
    PersonId::new(uuid(n))
}

pub const CHAIR: u128 = 1;
pub const SECRETARY: u128 = 2;
pub const MEMBER: u128 = 3;
pub const SECOND_MEMBER: u128 = 4;
pub const EXPERT: u128 = 5;
pub const STRANGER: u128 = 6;

pub const IINS: [&str; 7] = [
    "150314599009",
    "160901699008",
    "160901699900",
    "081225599002",
    "081225599311",
    "110207699006",
    "110207699706",
];

pub fn member(n: u128, role: CommissionRole) -> CommissionMember {
    let iin: Iin = IINS[usize::try_from(n).unwrap() % IINS.len()]
        .parse()
        .unwrap();
    CommissionMember {
        person: person(n),
        full_name: format!("Тайнов Секрет {n}"),
        iin: Some(iin),
        position: Trilingual::same("Главный специалист"),
        role,
        sections: Vec::new(),
    }
}

/// Somebody going on visits.
pub fn commissioner(n: u128) -> Actor {
    Actor {
        person: person(n),
        role: AccountRole::Commission,
        territory: None,
        organisation: None,
    }
}

/// Somebody in an office.
pub fn officer(role: AccountRole, territory: Option<Kato>) -> Actor {
    Actor {
        person: person(900),
        role,
        territory,
        organisation: None,
    }
}

pub fn astana() -> Kato {
    "710000000".parse().unwrap()
}

pub fn almaty() -> Kato {
    "750000000".parse().unwrap()
}

pub fn order() -> VisitOrder {
    VisitOrder {
        number: "45-В".into(),
        date: day(2026, 11, 10),
        issued_by: Trilingual::same("МНВО РК"),
    }
}

pub fn planned(kind: OrganisationKind) -> Visit {
    Visit {
        id: VisitId::new(uuid(100)),
        organisation: OrganisationId::new(uuid(101)),
        organisation_kind: kind,
        premises: PremisesId::new(uuid(102)),
        territory: "711210000".parse().unwrap(),
        planned: (day(2026, 11, 16), day(2026, 11, 18)),
        inspected_period: (day(2026, 9, 1), day(2026, 11, 15)),
        purpose: Trilingual::same("Мониторинг ГОЗ"),
        members: vec![
            member(CHAIR, CommissionRole::Chair),
            member(SECRETARY, CommissionRole::Secretary),
            member(MEMBER, CommissionRole::Member),
            member(SECOND_MEMBER, CommissionRole::Member),
            member(EXPERT, CommissionRole::Expert),
        ],
        checklists: vec![PinnedChecklist {
            code: "SAFE".into(),
            version: "2026.1".into(),
            workbook: hash(9),
        }],
        repeats: None,
        stage: Stage::Planned,
        version: 0,
    }
}

/// Who orders visits to such an organisation here.
pub fn orderer(kind: OrganisationKind) -> Actor {
    match kind {
        OrganisationKind::School => officer(AccountRole::EducationOfficer, Some(astana())),
        _ => officer(AccountRole::IssuerOfficer, None),
    }
}

pub fn registrar() -> Actor {
    officer(AccountRole::Registrar, None)
}

pub fn fix_act(kind: ActKind) -> VisitOp {
    VisitOp::FixAct {
        act: ActId::new(uuid(200)),
        kind,
        sha256: hash(1),
        draft_number: "Ч-7-12".into(),
        party: PartyDecision::Signed,
        open_conflicts: 0,
        blockers: 0,
    }
}

pub fn sign(n: u128) -> VisitOp {
    VisitOp::Sign {
        sha256: hash(1),
        cms: hash(100 + u8::try_from(n).unwrap()),
        with_opinion: false,
    }
}

pub fn refuse_admission() -> VisitOp {
    VisitOp::RefuseAdmission {
        circumstances: "Охрана не открыла, со слов сторожа Тайнова".into(),
        witnesses: vec![
            "Тайнов Свидетель, дворник".into(),
            "Тайнова Свидетельница, вахтёр".into(),
        ],
    }
}

pub fn hand_over() -> VisitOp {
    VisitOp::HandOver {
        way: HandOverWay::Paper,
        to: "ректор Тайнов".into(),
    }
}

pub fn objection() -> VisitOp {
    VisitOp::LodgeObjection {
        text: "Не согласны, Тайнов".into(),
        papers: vec![hash(3)],
    }
}

/// Another one than [`objection`].
pub fn another_objection() -> VisitOp {
    VisitOp::LodgeObjection {
        text: "И с этим не согласны".into(),
        papers: Vec::new(),
    }
}

pub fn register() -> VisitOp {
    VisitOp::Register {
        number: "2026-71-0147".into(),
        sanction: Some(SanctionId::new(uuid(300))),
    }
}

/// Does it, or fails the test saying why it was refused.
pub fn does(visit: &mut Visit, actor: &Actor, op: &VisitOp, now: Moment) {
    match decide(visit, op, actor, &Policy::pilot(), now) {
        Ok(events) => events.iter().for_each(|event| visit.apply(event)),
        Err(refusal) => panic!("{}: {refusal:?}", op.word()),
    }
}

/// A visit walked from its plan to a stage along the shortest way.
pub fn at(kind: OrganisationKind, stage: StageName) -> Visit {
    let mut visit = planned(kind);
    let chair = commissioner(CHAIR);
    let registrar = registrar();
    let orderer = orderer(kind);
    let open = |open_points| VisitOp::Remedy { open_points };
    let mut way: Vec<(StageName, &Actor, VisitOp, i64)> = vec![
        (
            StageName::Ordered,
            &orderer,
            VisitOp::Order { order: order() },
            -600,
        ),
        (StageName::Notified, &orderer, VisitOp::Notify, -500),
        (
            StageName::OnSite,
            &chair,
            VisitOp::Arrive {
                location: Some((51_128_000, 71_430_000, 12)),
            },
            0,
        ),
    ];
    if stage == StageName::AdmissionRefused {
        way.push((StageName::AdmissionRefused, &chair, refuse_admission(), 31));
    } else {
        way.extend([
            (StageName::OnSite, &chair, VisitOp::HandLeaflet, 5),
            (StageName::Recording, &chair, VisitOp::Admit, 8),
            (StageName::Merging, &chair, VisitOp::BeginMerging, 200),
            (
                StageName::Signing,
                &chair,
                fix_act(ActKind::Monitoring),
                220,
            ),
        ]);
    }
    for (name, actor, op, minute) in way {
        if visit.stage.name() == stage {
            return visit;
        }
        does(&mut visit, actor, &op, minutes(minute));
        assert_eq!(visit.stage.name(), name);
    }
    if visit.stage.name() == stage {
        return visit;
    }
    for n in [MEMBER, SECOND_MEMBER, SECRETARY, CHAIR] {
        does(&mut visit, &commissioner(n), &sign(n), minutes(230));
    }
    let rest: [(StageName, &Actor, VisitOp); 7] = [
        (StageName::HandedOver, &chair, hand_over()),
        (StageName::Objections, &chair, objection()),
        (StageName::Registered, &registrar, register()),
        (StageName::Decided, &orderer, VisitOp::Decide),
        (StageName::Remedying, &registrar, open(3)),
        (
            StageName::RepeatVisit,
            &orderer,
            VisitOp::PlanRepeat {
                repeat: VisitId::new(uuid(400)),
            },
        ),
        (
            StageName::Closed,
            &registrar,
            VisitOp::Close { open_points: 0 },
        ),
    ];
    for (name, actor, op) in rest {
        if visit.stage.name() == stage {
            return visit;
        }
        does(&mut visit, actor, &op, minutes(300));
        assert_eq!(visit.stage.name(), name);
    }
    assert_eq!(visit.stage.name(), stage);
    visit
}

/// A clean act.
pub fn act() -> ActContent {
    ActContent {
        schema: ACT_SCHEMA.into(),
        kind: ActKind::Monitoring,
        act: ActId::new(uuid(200)),
        visit: VisitId::new(uuid(100)),
        draft_number: "Ч-7-12".into(),
        composed_at: minutes(220),
        place: Trilingual::new("Астана қ.", "г. Астана", "Astana"),
        commission: Trilingual::same("МНВО РК"),
        order: ActOrder {
            number: "45-В".into(),
            date: day(2026, 11, 10),
            issued_by: Trilingual::same("МНВО РК"),
        },
        additional_orders: Vec::new(),
        members: vec![ActMember {
            person: person(CHAIR),
            full_name: "Тайнов Секрет".into(),
            position: Trilingual::same("Главный специалист"),
            role: CommissionRole::Chair,
        }],
        subject: ActSubject {
            organisation: OrganisationId::new(uuid(101)),
            bin: "971240001583".into(),
            name: Trilingual::same("Университет"),
            legal_address: Trilingual::same("Астана"),
            premises: PremisesId::new(uuid(102)),
            premises_name: Trilingual::same("Корпус 2"),
            premises_address: Trilingual::same("ул. Коргалжын, 8"),
            rka: "0201300105741653".into(),
            licence: "KZ12LAA00012345".into(),
            licensed_here: Some(true),
            representative: "ректор Тайнов".into(),
        },
        conducted: (minutes(0), minutes(215)),
        inspected_period: (day(2026, 9, 1), day(2026, 11, 15)),
        purpose: Trilingual::same("Мониторинг ГОЗ"),
        presence: ActPresence {
            arrived_at: minutes(0),
            location: Some((51_128_000, 71_430_000, 12)),
            leaflet_at: Some(minutes(5)),
            admitted_at: Some(minutes(8)),
            refusal: None,
            departed_at: Some(minutes(215)),
        },
        checklists: Vec::new(),
        findings: Vec::new(),
        prescription: Vec::new(),
        head_count: Vec::new(),
        objections: String::new(),
        special_opinions: Vec::new(),
        party_decision: PartyDecision::Signed,
        acquainted_at: Some(minutes(210)),
        refusal_to_sign: String::new(),
        proposal: None,
        attachments: Vec::new(),
        copies: 3,
        software: "baqylau 0.1.0".into(),
        sample: true,
    }
}
