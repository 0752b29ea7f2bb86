//! An act with its signatures, ready to be printed.
#![allow(dead_code)]

use baqylau_documents::act::{ActPrint, Photo, SignatureVerdict, SignatureView};
use baqylau_documents::display::{DisplayList, Item};
use baqylau_domain::act::ActContent;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::CommissionRole;
use baqylau_domain::policy::Policy;
use baqylau_domain::visit::{
    Access, Admission, Arrival, Conduct, Delivered, FixedAct, HandOver, HandOverWay, Objection,
    Recorded, SignedFile, VisitOrder,
};
use baqylau_locale::{Language, Locale};

use crate::sample::{at, hash};
use crate::support::photo;

/// ИИН of every signer.
pub const IIN: &str = "860512390047";

pub struct Made {
    pub content: ActContent,
    pub canonical: Vec<u8>,
    pub photos: Vec<Photo>,
    pub delivered: Option<Delivered>,
    policy: Policy,
}

impl Made {
    pub fn of(content: ActContent, photos: u8) -> Self {
        let photos = (0..photos)
            .map(|n| {
                let (w, h) = if n % 4 == 3 { (90, 120) } else { (160, 120) };
                Photo {
                    sha256: hash(n),
                    jpeg: photo(u32::from(n), w, h),
                }
            })
            .collect();
        let canonical = content.to_bytes().unwrap();
        Made {
            content,
            canonical,
            photos,
            delivered: None,
            policy: Policy::pilot(),
        }
    }

    pub fn print<T>(
        &self,
        language: Language,
        signed: bool,
        then: impl FnOnce(&ActPrint<'_>) -> T,
    ) -> T {
        let locale = Locale::new(language);
        let reasons = [locale.text("check-detail-revocation-unknown")];
        let signer = |name, role, verdict, stamped, reasons| SignatureView {
            member: None,
            name,
            identifier: IIN.parse().ok(),
            organisation: "ҚР Ғылым және жоғары білім министрлігі",
            role,
            serial: "42c1f0a1b2c3d4e5f60718293a4b5c6d7e8f9012",
            issuer: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
            algorithm: "GOST 34.10-2015 (512)",
            validity: Some((at(9, 0), at(10, 0))),
            signed_at: at(17, 5),
            stamped,
            verdict,
            reasons,
            cms: b"detached cms bytes",
        };
        let signatures = [
            signer(
                "СЕЙТҚАЗЫ ӨМІРБЕК ҒАЛЫМҰЛЫ",
                Some(CommissionRole::Member),
                SignatureVerdict::Valid,
                true,
                &[],
            ),
            signer(
                "ҺАМИТОВ ІҢКӘР ҰЛАНҰЛЫ",
                Some(CommissionRole::Secretary),
                SignatureVerdict::NotFullyChecked,
                false,
                &reasons[..],
            ),
            signer(
                "ӘБДІҒАЛИЕВА ГҮЛНҰР ҚАНАТҚЫЗЫ",
                Some(CommissionRole::Chair),
                SignatureVerdict::Invalid,
                true,
                &reasons[..],
            ),
        ];
        then(&ActPrint {
            content: &self.content,
            canonical: &self.canonical,
            locale: &locale,
            number: signed.then_some("ПК-75-26-0001"),
            verification_url: signed.then_some("https://registry.example.kz/v/0193-4c1a-7000"),
            signatures: if signed { &signatures } else { &[] },
            photos: &self.photos,
            delivered: self.delivered.as_ref(),
            policy: &self.policy,
            generated_at: at(17, 10),
        })
    }
}

pub fn text_in(list: &DisplayList) -> String {
    let mut text = String::new();
    for placed in list.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) = &placed.item {
            text.push_str(&run.text);
            text.push(' ');
        }
    }
    text
}

pub fn text_of_page(list: &DisplayList, page: usize) -> String {
    let one = DisplayList {
        pages: vec![list.pages[page].clone()],
        ..list.clone()
    };
    text_in(&one)
}

/// The act handed over; with an objection and its papers when asked.
pub fn delivered(content: &ActContent, way: HandOverWay, objections: Vec<Objection>) -> Delivered {
    let presence = &content.presence;
    Delivered {
        file: SignedFile {
            recorded: Recorded {
                conduct: Conduct {
                    order: VisitOrder {
                        number: content.order.number.clone(),
                        date: content.order.date,
                        issued_by: content.order.issued_by.clone(),
                    },
                    notified_at: None,
                    arrival: Arrival {
                        at: presence.arrived_at,
                        location: presence.location,
                        by: PersonId::new(uuid::Uuid::from_u128(11)),
                    },
                },
                access: Access::Admitted(Admission {
                    leaflet_at: at(8, 58),
                    at: at(9, 3),
                }),
            },
            act: FixedAct {
                id: content.act,
                kind: content.kind,
                sha256: hash(77),
                draft_number: content.draft_number.clone(),
                at: at(16, 45),
                by: PersonId::new(uuid::Uuid::from_u128(11)),
                party: content.party_decision,
            },
            signatures: Vec::new(),
            released: Vec::new(),
        },
        hand_over: HandOver {
            at: at(17, 20),
            way,
            to: "Ибраимова Г. Қ., проректор".into(),
        },
        objections,
    }
}
