//! A synthetic act with checklist answers, violations and photos, and its peers' HTML.

use crate::lab::now;
use crate::measure::Outcome;
use baqylau_documents::act::{ActPrint, Photo, SignatureVerdict, SignatureView, act_pdf};
use baqylau_domain::act::{
    ACT_SCHEMA, ActAnswer, ActAttachment, ActChecklist, ActContent, ActFinding, ActKind, ActMember,
    ActOrder, ActPresence, ActSection, ActSubject, PartyDecision,
};
use baqylau_domain::finding::{Effect, Severity};
use baqylau_domain::identifiers::{ActId, BlobHash, OrganisationId, PersonId, PremisesId, VisitId};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::PrescriptionPoint;
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{Consequence, Ground, Proposal};
use baqylau_locale::{Language, Locale};
use chrono::Days;
use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Checklist items answered.
pub const ITEMS: usize = 30;
/// Photos attached.
pub const PHOTOS: u8 = 10;
/// Items violated.
const VIOLATIONS: usize = 6;

/// An act with the bytes that were signed and its photos, reduced as the client does.
pub struct Sample {
    content: ActContent,
    canonical: Vec<u8>,
    photos: Vec<Photo>,
}

impl Sample {
    /// Draws everything up.
    pub fn new() -> Outcome<Self> {
        let content = content()?;
        let canonical = content.to_bytes()?;
        let photos = (0..PHOTOS)
            .map(|seed| {
                Ok(Photo {
                    sha256: hash(seed),
                    jpeg: photo(seed)?.into(),
                })
            })
            .collect::<Outcome<_>>()?;
        Ok(Self {
            content,
            canonical,
            photos,
        })
    }

    /// The act as PDF/A-3a with signed bytes and signatures inside.
    pub fn pdf(&self) -> Outcome<Vec<u8>> {
        let locale = Locale::new(Language::Kk);
        // The size of a CMS with its certificate; what is in it doesn't matter to the print.
        let cms = vec![0x30u8; 3_000];
        let signatures: Vec<SignatureView<'_>> = self
            .content
            .members
            .iter()
            .map(|member| SignatureView {
                member: Some(member.person),
                name: &member.full_name,
                identifier: None,
                organisation: "",
                role: Some(member.role),
                serial: "42c1f0a1b2c3d4e5f60718293a4b5c6d7e8f9012",
                issuer: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ",
                algorithm: "RSA 2048, SHA-256",
                validity: None,
                signed_at: self.content.composed_at,
                stamped: false,
                verdict: SignatureVerdict::Valid,
                reasons: &[],
                cms: &cms,
            })
            .collect();
        Ok(act_pdf(&ActPrint {
            content: &self.content,
            canonical: &self.canonical,
            locale: &locale,
            number: Some("ПК-75-26-0001"),
            verification_url: Some("https://registry.example.kz/v/0193-4c1a-7000"),
            signatures: &signatures,
            photos: &self.photos,
            delivered: None,
            policy: &Policy::pilot(),
            generated_at: self.content.composed_at,
        })?)
    }

    /// The same words and photos as HTML with its files in a folder, for other printers.
    pub fn html(&self, folder: &Path) -> Outcome<()> {
        let mut html = String::from(
            "<!doctype html><html lang=kk><meta charset=utf-8><style>@page{size:A4;margin:18mm}\
             body{font:9pt sans-serif}table{border-collapse:collapse;width:100%}\
             td,th{border:0.5pt solid #888;padding:2pt;text-align:left;vertical-align:top}\
             img{width:80mm}</style>",
        );
        let act = &self.content;
        let _ = write!(
            html,
            "<h1>{}</h1><p>{}</p><p>{}</p><p>{}</p><h2>Комиссия</h2><table>",
            act.draft_number, act.place.kk, act.commission.kk, act.purpose.kk
        );
        for member in &act.members {
            let _ = write!(
                html,
                "<tr><td>{}<td>{}</tr>",
                member.full_name, member.position.kk
            );
        }
        let _ = write!(
            html,
            "</table><h2>Ұйым</h2><p>{}</p><p>{}</p><p>{}</p><h2>Бұзушылықтар</h2><table>",
            act.subject.name.kk, act.subject.legal_address.kk, act.subject.premises_address.kk
        );
        for finding in &act.findings {
            let _ = write!(
                html,
                "<tr><td>{}<td>{}<td>{}<td>{}</tr>",
                finding.item, finding.requirement.kk, finding.note, finding.norm_title.kk
            );
        }
        html.push_str("</table><h2>Нұсқама</h2><table>");
        for point in &act.prescription {
            let _ = write!(
                html,
                "<tr><td>{}<td>{}<td>{}<td>{}</tr>",
                point.number, point.recommendation, point.responsible, point.due
            );
        }
        html.push_str("</table><h2>Жауаптар</h2><table>");
        for answer in act.checklists.iter().flat_map(|list| &list.answers) {
            let _ = write!(
                html,
                "<tr><td>{}<td>{}<td>{}<td>{}</tr>",
                answer.item, answer.text.kk, answer.answer.kk, answer.note
            );
        }
        html.push_str("</table><h2>Фото</h2>");
        for (index, photo) in self.photos.iter().enumerate() {
            let name = format!("photo-{index}.jpg");
            std::fs::write(folder.join(&name), &photo.jpeg)?;
            let _ = write!(html, "<p><img src={name}><br>{}</p>", photo.sha256);
        }
        html.push_str("</html>");
        std::fs::write(folder.join("act.html"), html)?;
        Ok(())
    }
}

fn hash(seed: u8) -> BlobHash {
    BlobHash::new([seed.wrapping_add(1); 32])
}

/// A JPEG that compresses about as a photo does: shades and grain.
fn photo(seed: u8) -> Outcome<Vec<u8>> {
    let (width, height) = (1_400u32, 1_050u32);
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 13 & 15;
        let tone = |a: u32, b: u32| u8::try_from((a + b + noise).min(255)).unwrap_or(255);
        let seed = u32::from(seed) * 9;
        Rgb([
            tone(x * 160 / width, seed),
            tone(y * 160 / height, 40),
            tone((x + y) % 97, seed),
        ])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 80).write_image(
        &picture,
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

fn content() -> Outcome<ActContent> {
    let at = now();
    let day = at.date_naive();
    let due = day
        .checked_add_days(Days::new(15))
        .ok_or("the calendar ends")?;
    let id = Uuid::from_u128;
    let requirement = Trilingual::new(
        "Үй-жайлар функционалдық мақсатына сай пайдаланылады; эвакуациялық шығулар ашық, белгіленген",
        "Помещения эксплуатируются по назначению; эвакуационные выходы открыты и обозначены",
        "Rooms are used for their designated purpose; emergency exits are open and marked",
    );
    let code = |index: usize| format!("B{:02}", index + 1);
    let findings: Vec<ActFinding> = (0..VIOLATIONS)
        .map(|index| ActFinding {
            list: "SAFE".into(),
            item: code(index),
            requirement: requirement.clone(),
            note: "Екінші қабаттағы эвакуациялық есік құлыпталған, кілт табылмады.".into(),
            severity: Severity::ALL
                .get(index % 4)
                .copied()
                .unwrap_or(Severity::Information),
            norm: "PPB".into(),
            norm_title: Trilingual::same("Өрт қауіпсіздігі қағидалары, 21.02.2022 № 55"),
            norm_certainty: "A".into(),
            effect: Effect::Fix,
            evidence: vec![hash(u8::try_from(index).unwrap_or(0))],
            due: Some(due),
            stop: None,
        })
        .collect();
    let prescription = (1u32..)
        .zip(&findings)
        .map(|(number, finding)| PrescriptionPoint {
            number,
            list: finding.list.clone(),
            item: finding.item.clone(),
            risk: finding.severity,
            recommendation: "Эвакуациялық шығуды босату, есікті ішінен ашылатын етіп жабдықтау"
                .into(),
            responsible: "Шаруашылық бөлімінің басшысы".into(),
            due,
        })
        .collect();
    let answers = (0..ITEMS)
        .map(|index| ActAnswer {
            item: code(index),
            text: requirement.clone(),
            answer: if index < VIOLATIONS {
                Trilingual::new("Жоқ", "Нет", "No")
            } else {
                Trilingual::new("Иә", "Да", "Yes")
            },
            note: if index % 9 == 0 {
                "Журнал көрсетілді, № 17".into()
            } else {
                String::new()
            },
        })
        .collect();
    let attachments = (0..PHOTOS)
        .map(|seed| ActAttachment {
            sha256: hash(seed),
            name: format!("IMG_{:04}.jpg", 1_000 + u32::from(seed)),
            mime: "image/jpeg".into(),
            size: 3_500_000,
            item: format!("SAFE/B{:02}", usize::from(seed) % VIOLATIONS + 1),
            caption: "Эвакуациялық есік, 2-қабат".into(),
            taken_at: None,
            taken_where: None,
            annotations: String::new(),
            sheets: None,
        })
        .collect();
    let position = Trilingual::same("Бас сарапшы");
    let members = [
        (CommissionRole::Chair, "Үлгі Төраға"),
        (CommissionRole::Secretary, "Үлгі Хатшы"),
        (CommissionRole::Member, "Үлгі Мүше"),
    ];
    let members = (11u128..)
        .zip(members)
        .map(|(number, (role, name))| ActMember {
            person: PersonId::new(id(number)),
            full_name: name.to_owned(),
            position: position.clone(),
            role,
        })
        .collect();
    let address = Trilingual::same("Алматы қ., Абай даңғ., 10");
    Ok(ActContent {
        schema: ACT_SCHEMA.into(),
        kind: ActKind::Monitoring,
        act: ActId::new(id(1)),
        visit: VisitId::new(id(2)),
        draft_number: "Ч-7F3A-12".into(),
        composed_at: at,
        place: Trilingual::same("Алматы қаласы"),
        commission: Trilingual::same("ҚР Ғылым және жоғары білім министрлігінің комиссиясы"),
        order: ActOrder {
            number: "417-н/қ".into(),
            date: day,
            issued_by: Trilingual::same("ҚР ҒЖБМ"),
        },
        additional_orders: Vec::new(),
        members,
        subject: ActSubject {
            organisation: OrganisationId::new(id(21)),
            bin: "990540000027".into(),
            name: Trilingual::same("«Үлгі» университеті» коммерциялық емес АҚ"),
            legal_address: address.clone(),
            premises: PremisesId::new(id(31)),
            premises_name: Trilingual::same("№ 2 оқу корпусы"),
            premises_address: address,
            rka: "0201300123456789".into(),
            licence: "KZ12LAA00012345".into(),
            licensed_here: Some(false),
            representative: "Үлгі Өкіл, проректор".into(),
        },
        conducted: (at, at),
        inspected_period: (day, day),
        purpose: Trilingual::same("Ваучер бойынша көрсетілетін қызметтердің нақтылығы"),
        presence: ActPresence {
            arrived_at: at,
            location: Some((43_238_949, 76_889_709, 8)),
            leaflet_at: Some(at),
            admitted_at: Some(at),
            refusal: None,
            departed_at: Some(at),
        },
        checklists: vec![ActChecklist {
            code: "SAFE".into(),
            title: Trilingual::same("Үй-жайлардың қауіпсіздігі"),
            version: "1".into(),
            workbook: hash(200),
            answers_sha256: hash(201),
            sections: vec![ActSection {
                title: Trilingual::same("Өрт қауіпсіздігі"),
                total: u32::try_from(ITEMS)?,
                conform: u32::try_from(ITEMS - VIOLATIONS)?,
                violations: u32::try_from(VIOLATIONS)?,
                not_applicable: 0,
                not_checked: 0,
            }],
            answers,
        }],
        findings,
        prescription,
        head_count: Vec::new(),
        objections: String::new(),
        special_opinions: Vec::new(),
        party_decision: PartyDecision::SignedWithObjections,
        acquainted_at: Some(at),
        refusal_to_sign: String::new(),
        proposal: Some(Proposal {
            consequence: Consequence::Suspension,
            grounds: vec![Ground::AddressNotInLicence],
            premises: Some(PremisesId::new(id(31))),
        }),
        attachments,
        copies: 3,
        software: baqylau_desktop::engine::SOFTWARE.into(),
        sample: true,
    })
}

/// The size of all photos together, in bytes.
pub fn photo_bytes(sample: &Sample) -> usize {
    sample
        .photos
        .iter()
        .map(|photo| Arc::clone(&photo.jpeg).len())
        .sum()
}
