//! A visit with everything in it.
#![allow(dead_code)]

use baqylau_domain::Moment;
use baqylau_domain::act::*;
use baqylau_domain::contingent::GroupCount;
use baqylau_domain::finding::{Effect, Severity};
use baqylau_domain::identifiers::{ActId, BlobHash, OrganisationId, PersonId, PremisesId, VisitId};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::{Violation, prescription_of};
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{Consequence, Ground, Proposal};
use chrono::{NaiveDate, TimeZone, Utc};

fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

pub fn hash(n: u8) -> BlobHash {
    let mut digest = [0x5A; 32];
    digest[0] = n;
    digest[31] = n.wrapping_mul(7);
    BlobHash::new(digest)
}

pub fn at(hour: u32, minute: u32) -> Moment {
    Utc.with_ymd_and_hms(2026, 11, 21, hour - 5, minute, 5)
        .unwrap()
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn member(n: u128, name: &str, role: CommissionRole) -> ActMember {
    ActMember {
        person: PersonId::new(uuid(n)),
        full_name: name.into(),
        position: Trilingual::new(
            "Білім беру сапасын қамтамасыз ету комитетінің бас сарапшысы",
            "Главный эксперт Комитета по обеспечению качества образования",
            "Chief expert, Committee for Quality Assurance in Education",
        ),
        role,
    }
}

/// `items` checklist answers, `photos` photos, every third item violated up to `violations`.
pub fn act(items: usize, violations: usize, photos: u8) -> ActContent {
    let requirement = Trilingual::new(
        "Үй-жайлар функционалдық мақсатына сай пайдаланылады; эвакуациялық шығулар ашық, белгіленген",
        "Помещения эксплуатируются в соответствии с функциональным назначением; эвакуационные выходы открыты и обозначены",
        "Rooms are used for their designated purpose; emergency exits are open and marked",
    );
    let item_code = |i: usize| format!("B{:02}", i + 1);
    let findings: Vec<ActFinding> = (0..violations)
        .map(|i| ActFinding {
            list: "SAFE".into(),
            item: item_code(i),
            requirement: requirement.clone(),
            note: "Екінші қабаттағы эвакуациялық есік құлыпталған, кілт табылмады. Выход загромождён мебелью.".into(),
            severity: Severity::ALL[i % 4],
            norm: ["PPB", "SAN", "TR405"][i % 3].into(),
            norm_title: Trilingual::new(
                "Өрт қауіпсіздігі қағидалары, ТЖМ 21.02.2022 № 55 бұйрығы",
                "Правила пожарной безопасности, приказ МЧС от 21.02.2022 № 55",
                "Fire safety rules, order of the Ministry of Emergencies of 21.02.2022 no. 55",
            ),
            norm_certainty: ["A", "B", "C"][i % 3].into(),
            effect: [Effect::Suspend, Effect::Fix, Effect::Nopay, Effect::None][i % 4],
            evidence: (0..photos.min(7)).filter(|p| usize::from(*p) % 3 == i % 3).map(hash).collect(),
            due: (i % 4 != 3).then(|| day(2026, 11, 24 + i as u32 % 6)),
            stop: None,
        })
        .collect();
    let violated = findings.iter().map(|f| Violation {
        list: &f.list,
        item: &f.item,
        effect: f.effect,
        risk: f.severity,
        due: f.due,
        recommendation: "Эвакуациялық шығуды босату, есікті ішінен ашылатын етіп жабдықтау",
        responsible: "Проректор по АХЧ Ибраимова Г. Қ.",
    });
    let prescription = prescription_of(violated, false, day(2026, 11, 16), &Policy::pilot());
    let answers: Vec<ActAnswer> = (0..items)
        .map(|i| ActAnswer {
            item: item_code(i),
            text: requirement.clone(),
            answer: if i < violations {
                Trilingual::new("Жоқ", "Нет", "No")
            } else {
                Trilingual::new("Иә", "Да", "Yes")
            },
            note: if i % 9 == 0 {
                "Журнал көрсетілді, № 17".into()
            } else {
                String::new()
            },
        })
        .collect();
    let section = |kk: &str, ru: &str, en: &str, total: u32, violations: u32| ActSection {
        title: Trilingual::new(kk, ru, en),
        total,
        conform: total.saturating_sub(violations + 2),
        violations,
        not_applicable: 1,
        not_checked: 1,
    };
    let half = items as u32 / 2;
    let attachments = (0..photos)
        .map(|n| ActAttachment {
            sha256: hash(n),
            name: format!("IMG_20261121_{:04}.jpg", 1000 + u32::from(n)),
            mime: "image/jpeg".into(),
            size: 3_550_000 + u64::from(n) * 1000,
            item: if n % 5 == 4 {
                String::new()
            } else {
                format!("SAFE/B{:02}", n % 7 + 1)
            },
            caption: if n % 2 == 0 {
                "Эвакуациялық есік, 2-қабат".into()
            } else {
                String::new()
            },
            taken_at: Some("2026:11:21 10:12:33".into()),
            taken_where: (n % 3 == 0).then_some((43_238_949, 76_889_709)),
            annotations: String::new(),
            sheets: None,
        })
        .chain([ActAttachment {
            sha256: hash(250),
            name: "ҚР_LMS_топтар_тізімі_2026-11.xlsx".into(),
            mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".into(),
            size: 48_213,
            item: "ATT/C07".into(),
            caption: String::new(),
            taken_at: None,
            taken_where: None,
            annotations: String::new(),
            sheets: Some(14),
        }])
        .collect();
    let count = |group: &str, lms: u32, present: u32, phantom: u32| GroupCount {
        group: group.into(),
        listed: lms + 1,
        lms,
        qr: present + phantom,
        present,
        excused: 2,
        phantom,
        unmarked: 0,
        unlisted: 0,
        orders: (phantom > 0).then_some(lms + 1),
    };
    ActContent {
        schema: ACT_SCHEMA.into(),
        kind: ActKind::Monitoring,
        act: ActId::new(uuid(0x0193_4c1a_7000_7000_8000_0000_0000_0001)),
        visit: VisitId::new(uuid(2)),
        draft_number: "Ч-7F3A-12".into(),
        composed_at: at(16, 40),
        place: Trilingual::new("Алматы қаласы", "город Алматы", "Almaty"),
        commission: Trilingual::new(
            "ҚР Ғылым және жоғары білім министрлігінің көшпелі комиссиясы",
            "Выездная комиссия Министерства науки и высшего образования РК",
            "Visiting commission of the Ministry of Science and Higher Education",
        ),
        order: ActOrder {
            number: "417-н/қ".into(),
            date: day(2026, 11, 16),
            issued_by: Trilingual::new(
                "ҚР ҒЖБМ Білім беру сапасын қамтамасыз ету комитеті",
                "Комитет по обеспечению качества в сфере образования МНВО РК",
                "Committee for Quality Assurance in Education",
            ),
        },
        additional_orders: vec![ActOrder {
            number: "421-н/қ".into(),
            date: day(2026, 11, 19),
            issued_by: Trilingual::new(
                "ҚР ҒЖБМ Білім беру сапасын қамтамасыз ету комитеті",
                "Комитет по обеспечению качества в сфере образования МНВО РК",
                "Committee for Quality Assurance in Education",
            ),
        }],
        members: vec![
            member(11, "Әбдіғалиева Гүлнұр Қанатқызы", CommissionRole::Chair),
            member(12, "Һамитов Іңкәр Ұланұлы", CommissionRole::Secretary),
            member(13, "Сейтқазы Өмірбек Ғалымұлы", CommissionRole::Member),
            member(14, "Ким Виктор Андреевич", CommissionRole::Expert),
        ],
        subject: ActSubject {
            organisation: OrganisationId::new(uuid(21)),
            bin: "990540000027".into(),
            name: Trilingual::new(
                "«Үлгі» университеті» коммерциялық емес АҚ",
                "НАО «Университет „Үлгі“»",
                "Ülgi University NJSC",
            ),
            legal_address: Trilingual::new(
                "Алматы қ., Абай даңғ., 10",
                "г. Алматы, пр. Абая, 10",
                "10 Abai Ave, Almaty",
            ),
            premises: PremisesId::new(uuid(31)),
            premises_name: Trilingual::new("№ 2 оқу корпусы", "Учебный корпус № 2", "Building 2"),
            premises_address: Trilingual::new(
                "Алматы қ., Төле би к-сі, 55а",
                "г. Алматы, ул. Төле би, 55а",
                "55a Töle Bi St, Almaty",
            ),
            rka: "0201300123456789".into(),
            licence: "KZ12LAA00012345".into(),
            licensed_here: Some(false),
            representative: "Ибраимова Г. Қ., проректор".into(),
        },
        conducted: (at(9, 0), at(16, 30)),
        inspected_period: (day(2026, 9, 1), day(2026, 11, 20)),
        purpose: Trilingual::new(
            "Ваучер бойынша көрсетілетін қызметтердің нақтылығы, контингент, лицензия мекенжайы",
            "Фактическое оказание услуг по ваучерам, контингент, соответствие адреса лицензии",
            "Actual delivery of voucher services, contingent, licensed address",
        ),
        presence: ActPresence {
            arrived_at: at(8, 52),
            location: Some((43_238_949, 76_889_709, 8)),
            leaflet_at: Some(at(8, 58)),
            admitted_at: Some(at(9, 3)),
            refusal: None,
            departed_at: Some(at(16, 30)),
        },
        checklists: vec![ActChecklist {
            code: "SAFE".into(),
            title: Trilingual::new(
                "Үй-жайлардың қауіпсіздігі: өрт, санитариялық, терроризмге қарсы",
                "Безопасность помещений: пожарная, санитарная, антитеррор",
                "Safety of premises: fire, sanitary, counter-terrorism",
            ),
            version: "2026.11-2".into(),
            workbook: hash(200),
            answers_sha256: hash(201),
            sections: vec![
                section(
                    "Өрт қауіпсіздігі",
                    "Пожарная безопасность",
                    "Fire safety",
                    half,
                    3,
                ),
                section(
                    "Санитария",
                    "Санитария",
                    "Sanitation",
                    items as u32 - half,
                    0,
                ),
            ],
            answers,
        }],
        findings,
        prescription,
        head_count: vec![count("ИС-23-1", 27, 20, 3), count("ҚТ-24-2", 24, 22, 0)],
        objections:
            "С пунктом B01 не согласны: ключ находился у охраны, дверь открыта в течение минуты."
                .into(),
        special_opinions: vec![SpecialOpinion {
            member: PersonId::new(uuid(13)),
            text: "Бұзушылық болмашы деп санаймын: есік дереу ашылды.".into(),
        }],
        party_decision: PartyDecision::SignedWithObjections,
        acquainted_at: Some(at(16, 20)),
        refusal_to_sign: String::new(),
        proposal: Some(Proposal {
            consequence: Consequence::Suspension,
            grounds: vec![Ground::AddressNotInLicence, Ground::TaxOrSocialDebt],
            premises: Some(PremisesId::new(uuid(31))),
        }),
        attachments,
        copies: 3,
        software: "Baqylau 0.1.0".into(),
        sample: true,
    }
}

/// The commission was left at the door.
pub fn refusal() -> ActContent {
    let mut act = act(0, 0, 1);
    act.kind = ActKind::AdmissionRefusal;
    act.checklists.clear();
    act.head_count.clear();
    act.presence.admitted_at = None;
    act.presence.refusal = Some(ActRefusal {
        at: at(9, 31),
        circumstances: "Күзет қызметкері ректордың ауызша нұсқауына сілтеме жасап, есікті ашпады."
            .into(),
        witnesses: vec!["Петров А. С., сосед".into(), "Нұрлан Ә., күзетші".into()],
    });
    act.party_decision = PartyDecision::Refused;
    act.acquainted_at = None;
    act.presence.departed_at = None;
    act.proposal = Some(Proposal {
        consequence: Consequence::Suspension,
        grounds: vec![Ground::AdmissionRefused],
        premises: Some(PremisesId::new(uuid(31))),
    });
    act
}
