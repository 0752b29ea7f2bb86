//! Whole visits, from the door to the decision about payments.

use super::{Device, World, later, newest, rejection};
use crate::demo::acts::{self, Facts, Violation};
use baqylau_domain::act::{ACT_SCHEMA_1, ActAttachment, ActContent, ActKind, PartyDecision};
use baqylau_domain::finding::Effect;
use baqylau_domain::identifiers::{ActId, SanctionId};
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::{Ruling, RulingRefusal, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Consequence, Ground};
use baqylau_domain::visit::{HandOverWay, PlanFault, Refusal, StageName, Visit, VisitOp};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::SamplePerson;
use baqylau_protocol::verify::ActFacts;
use chrono::Days;

/// What the violations of the test acts are proved with.
const PHOTO: &[u8] = b"a photo of what was found";

/// A commission with one laptop at the visit of the tour.
pub(super) struct Site {
    pub(super) device: Device,
    pub(super) visit: Visit,
    party: PartyDecision,
}

impl Site {
    /// Arrived, admitted, everything recorded and merged.
    pub(super) async fn merged(world: &World) -> Self {
        let steps = [
            VisitOp::Arrive { location: None },
            VisitOp::HandLeaflet,
            VisitOp::Admit,
            VisitOp::BeginMerging,
        ];
        Self::after(world, steps, PartyDecision::Signed).await
    }

    /// Left at the door, with two witnesses; the form carried an empty line for a third.
    async fn refused(world: &World) -> Self {
        let steps = [
            VisitOp::Arrive { location: None },
            VisitOp::HandLeaflet,
            VisitOp::RefuseAdmission {
                circumstances: "Күзет есікті ашпады".to_owned(),
                witnesses: vec![
                    "Нұрлан Ә.".to_owned(),
                    "Петров А.".to_owned(),
                    String::new(),
                ],
            },
        ];
        Self::after(world, steps, PartyDecision::Refused).await
    }

    async fn after<const N: usize>(
        world: &World,
        steps: [VisitOp; N],
        party: PartyDecision,
    ) -> Self {
        let (mut device, visit) = world.star().await;
        let chair = world.member(&visit, CommissionRole::Chair, 0).clone();
        let secretary = world.member(&visit, CommissionRole::Secretary, 0).clone();
        device.sign_in(world, &secretary).await;
        device.sign_in(world, &chair).await;
        for op in steps {
            if matches!(op, VisitOp::RefuseAdmission { .. }) {
                later(world, 40);
            }
            assert_eq!(
                device.visit_op(&chair, visit.id, op).await,
                Outcome::Applied
            );
            later(world, 5);
        }
        let visit = device.visit(visit.id).await;
        Self {
            device,
            visit,
            party,
        }
    }

    pub(super) fn operation(&self, op: VisitOp) -> OperationBody {
        OperationBody::Visit {
            visit: self.visit.id,
            op,
        }
    }

    /// The act's bytes with these items violated, and the operation that fixes them.
    pub(super) async fn act(
        &self,
        world: &World,
        violated: &[(&'static str, &'static str)],
    ) -> (Vec<u8>, VisitOp) {
        let pack = self.device.pack(self.visit.id).await;
        let due = super::today().checked_add_days(Days::new(20)).unwrap();
        let violations: Vec<Violation> = violated
            .iter()
            .map(|(list, item)| Violation { list, item, due })
            .collect();
        let facts = Facts {
            act: ActId::new(super::new_uuid()),
            draft_number: "Ч-ТЕСТ-1".to_owned(),
            visit: &self.visit,
            organisation: &pack.organisation,
            workbooks: &[],
            violations: &violations,
            groups: &pack.groups,
            representative: "Өкіл".to_owned(),
            composed_at: crate::environment::Clock::now(&*world.clock),
            party: self.party,
            objections: match self.party {
                PartyDecision::SignedWithObjections => "Қарсылық".to_owned(),
                _ => String::new(),
            },
        };
        let mut content = acts::content(&facts).unwrap();
        if !content.findings.is_empty() {
            let sha256 = self.device.upload(PHOTO).await;
            for finding in &mut content.findings {
                finding.evidence = vec![sha256];
            }
            content.attachments = vec![ActAttachment {
                sha256,
                name: "photo.jpg".to_owned(),
                mime: "image/jpeg".to_owned(),
                size: PHOTO.len() as u64,
                item: String::new(),
                caption: String::new(),
                taken_at: None,
                taken_where: None,
                annotations: String::new(),
                sheets: None,
            }];
        }
        self.fix(&content)
    }

    pub(super) fn fix(&self, content: &ActContent) -> (Vec<u8>, VisitOp) {
        let bytes = content.to_bytes().unwrap();
        let fix = VisitOp::FixAct {
            act: content.act,
            kind: content.kind,
            sha256: blob::hash(&bytes),
            draft_number: content.draft_number.clone(),
            party: self.party,
            open_conflicts: 0,
            blockers: 0,
        };
        (bytes, fix)
    }

    /// A member's signature file over bytes, and the operation that adds it.
    pub(super) fn signature(
        &self,
        world: &World,
        member: &SamplePerson,
        bytes: &[u8],
    ) -> (Vec<u8>, VisitOp) {
        let now = crate::environment::Clock::now(&*world.clock);
        let key = super::key_file(member);
        let cms = baqylau_signing::sign_detached(&key, bytes, now, &mut rand_core::OsRng).unwrap();
        let sign = VisitOp::Sign {
            sha256: blob::hash(bytes),
            cms: blob::hash(&cms),
            with_opinion: false,
        };
        (cms, sign)
    }

    /// Fixes, signs and hands over an act.
    pub(super) async fn handed_over(
        &mut self,
        world: &World,
        violated: &[(&'static str, &'static str)],
    ) -> Vec<u8> {
        let (bytes, fix) = self.act(world, violated).await;
        self.device.upload(&bytes).await;
        let secretary = world
            .member(&self.visit, CommissionRole::Secretary, 0)
            .clone();
        let id = self.visit.id;
        assert_eq!(
            self.device.visit_op(&secretary, id, fix).await,
            Outcome::Applied
        );
        let signers: Vec<_> = self
            .visit
            .signers()
            .into_iter()
            .map(|member| member.person)
            .collect();
        for person in signers {
            let sample = world
                .people
                .iter()
                .find(|s| s.person.id == person)
                .unwrap()
                .clone();
            let (cms, sign) = self.signature(world, &sample, &bytes);
            self.device.upload(&cms).await;
            // Members who never signed in here sign with their own key all the same.
            assert_eq!(
                self.device.visit_op(&sample, id, sign).await,
                Outcome::Applied
            );
        }
        let hand_over = VisitOp::HandOver {
            way: HandOverWay::Paper,
            to: "Өкіл".to_owned(),
        };
        assert_eq!(
            self.device.visit_op(&secretary, id, hand_over).await,
            Outcome::Applied
        );
        self.visit = self.device.visit(id).await;
        bytes
    }

    /// What the clock proposed about this visit, as its readers know it.
    pub(super) async fn by_clock(&self) -> Vec<Sanction> {
        let scope = Scope::Region(self.visit.territory.region());
        let mut newest = std::collections::BTreeMap::new();
        for entry in self.device.feed(&scope).await {
            if let Change::Sanction { sanction } = entry.change
                && sanction.visit == self.visit.id
                && sanction.is_by_clock()
            {
                newest.insert(sanction.id, *sanction);
            }
        }
        newest.into_values().collect()
    }

    /// Days pass, the clock does its work, and a member looks.
    pub(super) async fn days_pass(&mut self, world: &World, days: i64) {
        later(world, days * 24 * 60);
        world.registry.tick().await.unwrap();
        let chair = world.member(&self.visit, CommissionRole::Chair, 0).clone();
        self.device.sign_in(world, &chair).await;
    }

    pub(super) async fn sanction(&self, id: SanctionId) -> Sanction {
        let scope = Scope::Region(self.visit.territory.region());
        let feed = self.device.feed(&scope).await;
        newest(&feed, |change| match change {
            Change::Sanction { sanction } if sanction.id == id => Some((**sanction).clone()),
            _ => None,
        })
        .unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_goes_from_the_door_to_suspension_remedy_and_resumption() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    let bytes = site
        .handed_over(&world, &[("HEI-LIC", "A04"), ("SAFE", "B11")])
        .await;
    assert_eq!(site.visit.stage.name(), StageName::Registered);
    let number = site.visit.stage.number().unwrap().to_owned();
    assert!(number.starts_with("М-39-26-"), "{number}");
    let sanction = site.sanction(site.visit.stage.sanction().unwrap()).await;
    assert_eq!(sanction.state, SanctionState::Proposed);
    assert_eq!(sanction.proposal.consequence, Consequence::Suspension);
    assert_eq!(sanction.proposal.grounds, [Ground::AddressNotInLicence]);
    assert_eq!(sanction.proposal.premises, Some(site.visit.premises));

    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let rule = |ruling: Ruling, reason: &str| OperationBody::Rule {
        sanction: sanction.id,
        ruling,
        reason: reason.to_owned(),
    };
    let wordless = office.send(&issuer, rule(Ruling::Suspend, " ")).await;
    assert_eq!(
        rejection(wordless),
        Rejection::Ruling {
            refusal: RulingRefusal::NoReason
        }
    );
    assert_eq!(
        office.send(&issuer, rule(Ruling::Suspend, "акт")).await,
        Outcome::Applied
    );
    let visit = site.device.visit(site.visit.id).await;
    assert_eq!(visit.stage.name(), StageName::Remedying);

    // The sender's count of open points doesn't matter: the registry counts.
    let early = office
        .send(
            &issuer,
            rule(Ruling::Resume { open_points: 0 }, "устранено"),
        )
        .await;
    let refusal = RulingRefusal::NotRemedied { open: 2 };
    assert_eq!(rejection(early), Rejection::Ruling { refusal });

    let chair = world.member(&visit, CommissionRole::Chair, 0).clone();
    for point in [1, 2] {
        let confirm = OperationBody::ConfirmPoint {
            visit: visit.id,
            point,
            report: "осмотрено".to_owned(),
        };
        assert_eq!(site.device.send(&chair, confirm).await, Outcome::Applied);
    }
    let feed = site
        .device
        .feed(&Scope::Region(visit.territory.region()))
        .await;
    let remedied = newest(&feed, |change| match change {
        Change::Point { point } if point.visit == visit.id && point.point.number == 2 => {
            Some(point.state.clone())
        }
        _ => None,
    });
    assert_eq!(remedied, Some(PointState::Remedied { on: super::today() }));
    let resume = rule(Ruling::Resume { open_points: 9 }, "устранено");
    assert_eq!(office.send(&issuer, resume).await, Outcome::Applied);
    let state = site.sanction(sanction.id).await.state;
    assert!(matches!(state, SanctionState::Resumed { .. }));
    let visit = site.device.visit(site.visit.id).await;
    assert_eq!(visit.stage.name(), StageName::Closed);

    // Anybody may check the act by its hash, and learns no names.
    let url = format!(
        "{}{}/{}",
        world.registry.url(),
        baqylau_protocol::api::VERIFY,
        blob::hash(&bytes)
    );
    let text = super::http()
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let facts: ActFacts = serde_json::from_str(&text).unwrap();
    assert_eq!((facts.signatures, facts.signers), (4, 4));
    assert_eq!(facts.number.as_deref(), Some(number.as_str()));
    assert!(visit.members.iter().all(|member| {
        !text.contains(&member.full_name) && !text.contains(&member.iin.unwrap().to_string())
    }));
    let health = world.registry.check().await.unwrap();
    assert_eq!(
        (health.audit_broken_at, health.scopes_with_gaps.len()),
        (None, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_without_violations_closes_its_visit() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    site.handed_over(&world, &[]).await;
    assert_eq!(site.visit.stage.name(), StageName::Closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_the_party_objected_to_is_registered_after_the_term() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    site.party = PartyDecision::SignedWithObjections;
    site.handed_over(&world, &[("SAFE", "B11")]).await;
    assert_eq!(site.visit.stage.name(), StageName::HandedOver);
    let chair = world.member(&site.visit, CommissionRole::Chair, 0).clone();
    let objection = VisitOp::LodgeObjection {
        text: "не согласны".to_owned(),
        papers: Vec::new(),
    };
    let id = site.visit.id;
    assert_eq!(
        site.device.visit_op(&chair, id, objection).await,
        Outcome::Applied
    );
    later(&world, 3 * 24 * 60);
    world.registry.tick().await.unwrap();
    site.device.sign_in(&world, &chair).await;
    let visit = site.device.visit(id).await;
    assert_eq!(
        visit.stage.name(),
        StageName::Objections,
        "Thursday is still within the term"
    );
    later(&world, 24 * 60);
    world.registry.tick().await.unwrap();
    site.device.sign_in(&world, &chair).await;
    let visit = site.device.visit(id).await;
    assert_eq!(visit.stage.name(), StageName::Remedying);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_waits_for_its_last_photo_before_it_gets_a_number() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    let (bytes, _) = site.act(&world, &[]).await;
    let mut content = ActContent::from_bytes(&bytes).unwrap();
    let photo = b"a photo of a locked door";
    content
        .attachments
        .push(baqylau_domain::act::ActAttachment {
            sha256: blob::hash(photo),
            name: "door.jpg".to_owned(),
            mime: "image/jpeg".to_owned(),
            size: photo.len() as u64,
            item: String::new(),
            caption: String::new(),
            taken_at: None,
            taken_where: None,
            annotations: String::new(),
            sheets: None,
        });
    let (bytes, fix) = site.fix(&content);
    site.device.upload(&bytes).await;
    let secretary = world
        .member(&site.visit, CommissionRole::Secretary, 0)
        .clone();
    let id = site.visit.id;
    assert_eq!(
        site.device.visit_op(&secretary, id, fix).await,
        Outcome::Applied
    );
    let signers: Vec<_> = site.visit.signers().into_iter().map(|m| m.person).collect();
    for person in signers {
        let sample = world
            .people
            .iter()
            .find(|s| s.person.id == person)
            .unwrap()
            .clone();
        let (cms, sign) = site.signature(&world, &sample, &bytes);
        site.device.upload(&cms).await;
        assert_eq!(
            site.device.visit_op(&sample, id, sign).await,
            Outcome::Applied
        );
    }
    let hand_over = VisitOp::HandOver {
        way: HandOverWay::Electronic,
        to: "Өкіл".to_owned(),
    };
    assert_eq!(
        site.device.visit_op(&secretary, id, hand_over).await,
        Outcome::Applied
    );
    assert_eq!(
        site.device.visit(id).await.stage.name(),
        StageName::HandedOver
    );
    site.device.upload(photo).await;
    assert_eq!(site.device.visit(id).await.stage.name(), StageName::Closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_over_one_flipped_byte_is_refused() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    let (bytes, fix) = site.act(&world, &[]).await;
    site.device.upload(&bytes).await;
    let secretary = world
        .member(&site.visit, CommissionRole::Secretary, 0)
        .clone();
    let id = site.visit.id;
    assert_eq!(
        site.device.visit_op(&secretary, id, fix).await,
        Outcome::Applied
    );
    let member = world.member(&site.visit, CommissionRole::Member, 0).clone();
    let mut flipped = bytes.clone();
    flipped[100] ^= 1;
    let (cms, _) = site.signature(&world, &member, &flipped);
    site.device.upload(&cms).await;
    let sign = VisitOp::Sign {
        sha256: blob::hash(&bytes),
        cms: blob::hash(&cms),
        with_opinion: false,
    };
    let refused = rejection(site.device.visit_op(&member, id, sign).await);
    assert_eq!(
        refused,
        Rejection::Signature {
            check: "digest".to_owned()
        }
    );

    // Another member's key under this member's name.
    let other = world.member(&site.visit, CommissionRole::Member, 1).clone();
    let (cms, sign) = site.signature(&world, &other, &bytes);
    site.device.upload(&cms).await;
    let refused = rejection(site.device.visit_op(&member, id, sign).await);
    assert_eq!(
        refused,
        Rejection::Signature {
            check: "person".to_owned()
        }
    );

    // The member's own number in a certificate issued to an information system.
    let cms = by_a_system(&world, &member, &bytes);
    site.device.upload(&cms).await;
    let sign = VisitOp::Sign {
        sha256: blob::hash(&bytes),
        cms: blob::hash(&cms),
        with_opinion: false,
    };
    let refused = rejection(site.device.visit_op(&member, id, sign).await);
    let check = "role".to_owned();
    assert_eq!(refused, Rejection::Signature { check });

    let visit = site.device.visit(id).await;
    assert!(visit.stage.signed_file().unwrap().signatures.is_empty());
}

/// A signature that holds in everything but what its key is for.
fn by_a_system(world: &World, member: &SamplePerson, bytes: &[u8]) -> Vec<u8> {
    use baqylau_signing::{KeyPurpose, PrivateKey, Role, demo_ca};
    use base64::Engine as _;
    let rng = &mut rand_core::OsRng;
    let anchor = base64::engine::general_purpose::STANDARD
        .decode(&world.hello.anchors[0])
        .unwrap();
    let authority_key = include_bytes!("../../../../assets/demo/keys/ca.pk8");
    let authority = demo_ca::DemoCa::load(&anchor, authority_key).unwrap();
    let holder = demo_ca::Holder {
        surname: "Тестов".to_owned(),
        name: "Тест".to_owned(),
        patronymic: None,
        iin: member.person.iin.to_string(),
        organisation: Some(demo_ca::Organisation {
            name: "Жүйе".to_owned(),
            bin: "940140000385".to_owned(),
        }),
        roles: vec![Role::InformationSystem],
    };
    let now = crate::environment::Clock::now(&*world.clock);
    let validity = demo_ca::Validity {
        from: now - chrono::TimeDelta::days(1),
        until: now + chrono::TimeDelta::days(1),
    };
    let key = PrivateKey::generate_gost(rng).unwrap();
    let key = authority
        .issue(&holder, KeyPurpose::Binding, key, validity, rng)
        .unwrap();
    baqylau_signing::sign_detached(&key, bytes, now, rng).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_must_say_what_the_visit_says() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    let (bytes, _) = site.act(&world, &[("HEI-LIC", "A04")]).await;
    let good = ActContent::from_bytes(&bytes).unwrap();
    let secretary = world
        .member(&site.visit, CommissionRole::Secretary, 0)
        .clone();
    type Change = fn(&mut ActContent);
    assert!(good.presence.leaflet_at.is_some() && good.presence.admitted_at.is_some());
    let cases: [(&str, Change); 22] = [
        ("presence.arrived_at", |act| {
            act.presence.arrived_at -= chrono::TimeDelta::minutes(1);
        }),
        ("presence.location", |act| {
            act.presence.location = Some((51_128_000, 71_430_000, 5));
        }),
        ("presence.leaflet_at", |act| act.presence.leaflet_at = None),
        ("presence.admitted_at", |act| {
            act.presence.admitted_at = Some(act.composed_at + chrono::TimeDelta::minutes(1));
        }),
        ("presence.refusal", |act| {
            act.presence.refusal = Some(baqylau_domain::act::ActRefusal {
                at: act.composed_at,
                circumstances: "Есік жабық".to_owned(),
                witnesses: vec!["Куәгер".to_owned()],
            });
        }),
        ("conducted", |act| {
            act.conducted.1 += chrono::TimeDelta::days(1)
        }),
        ("departed_at", |act| {
            act.presence.departed_at = None;
            act.conducted.1 = act.composed_at;
        }),
        ("acquainted_at", |act| act.acquainted_at = None),
        ("objections", |act| {
            act.objections = "Келіспейміз".to_owned()
        }),
        ("refusal_to_sign", |act| {
            act.refusal_to_sign = "Кетіп қалды".to_owned()
        }),
        ("content", |act| act.schema = ACT_SCHEMA_1.to_owned()),
        // A payment suspended for an item without a point would resume at once.
        ("prescription", |act| act.prescription.clear()),
        ("prescription", |act| {
            act.prescription[0].due = act.prescription[0].due + Days::new(365);
        }),
        // A stop of study without its days: nobody knows whether it was long enough.
        ("stop", |act| {
            act.findings[0].item = "A22".to_owned();
            act.findings[0].effect = Effect::Terminate;
        }),
        ("due", |act| {
            act.findings[0].due = None;
            act.prescription.clear();
        }),
        ("due", |act| {
            let due = act.visited() + Days::new(9);
            act.findings[0].due = Some(due);
            act.prescription[0].due = due;
        }),
        ("proposal", |act| act.proposal = None),
        ("order", |act| act.order.number.push('1')),
        ("members", |act| drop(act.members.pop())),
        ("bin", |act| act.subject.bin = "000000000000".to_owned()),
        ("checklists", |act| drop(act.checklists.pop())),
        ("attachments", |act| {
            act.findings[0].evidence.push(blob::hash(b"no such photo"))
        }),
    ];
    for (field, change) in cases {
        let mut content = good.clone();
        change(&mut content);
        let (bytes, fix) = site.fix(&content);
        site.device.upload(&bytes).await;
        let refused = rejection(site.device.visit_op(&secretary, site.visit.id, fix).await);
        assert_eq!(
            refused,
            Rejection::ActMismatch {
                field: field.to_owned()
            }
        );
    }
    // The same act with a space more would be another act.
    let text = String::from_utf8(bytes)
        .unwrap()
        .replacen(':', ": ", 1)
        .into_bytes();
    site.device.upload(&text).await;
    let (_, mut fix) = site.fix(&good);
    if let VisitOp::FixAct { sha256, .. } = &mut fix {
        *sha256 = blob::hash(&text);
    }
    let refused = rejection(site.device.visit_op(&secretary, site.visit.id, fix).await);
    assert_eq!(
        refused,
        Rejection::ActMismatch {
            field: "encoding".to_owned()
        }
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_of_refusal_tells_the_circumstances_and_witnesses_that_were_recorded() {
    let world = World::start().await;
    let mut site = Site::refused(&world).await;
    let (bytes, _) = site.act(&world, &[]).await;
    let good = ActContent::from_bytes(&bytes).unwrap();
    assert_eq!(good.kind, ActKind::AdmissionRefusal);
    let chair = world.member(&site.visit, CommissionRole::Chair, 0).clone();
    type Change = fn(&mut baqylau_domain::act::ActRefusal);
    let cases: [(&str, Change); 4] = [
        ("presence.refusal", |refusal| {
            refusal.at -= chrono::TimeDelta::minutes(1);
        }),
        ("presence.refusal.circumstances", |refusal| {
            refusal.circumstances.push('!');
        }),
        ("presence.refusal.witnesses", |refusal| {
            refusal.witnesses[0] = "Басқа біреу".to_owned();
        }),
        ("presence.refusal.witnesses", |refusal| {
            refusal.witnesses.push("Тағы біреу".to_owned());
        }),
    ];
    for (field, change) in cases {
        let mut content = good.clone();
        change(content.presence.refusal.as_mut().unwrap());
        let (bytes, fix) = site.fix(&content);
        site.device.upload(&bytes).await;
        let refused = rejection(site.device.visit_op(&chair, site.visit.id, fix).await);
        let field = field.to_owned();
        assert_eq!(refused, Rejection::ActMismatch { field });
    }
    // An empty line of the form is nobody.
    let mut content = good.clone();
    if let Some(refusal) = &mut content.presence.refusal {
        refusal.witnesses.retain(|name| !name.is_empty());
        assert_eq!(refusal.witnesses.len(), 2);
    }
    let (bytes, fix) = site.fix(&content);
    site.device.upload(&bytes).await;
    assert_eq!(
        site.device.visit_op(&chair, site.visit.id, fix).await,
        Outcome::Applied
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_plans_and_orders_visits_in_their_own_territory_only() {
    let world = World::start().await;
    let (_, template) = world.star().await;
    // Kostanay's officer may order visits to schools there, not to universities.
    let officer = world.by_role(AccountRole::EducationOfficer, 0).clone();
    let mut office = world.device(&officer).await;
    let feed = office
        .feed(&Scope::Visits(officer.person.territory.unwrap()))
        .await;
    let school = newest(&feed, |change| match change {
        Change::Visit { visit } if visit.organisation_kind != template.organisation_kind => {
            Some((**visit).clone())
        }
        _ => None,
    })
    .unwrap();
    let planned = |from: &Visit| {
        let mut visit = from.clone();
        visit.id = baqylau_domain::identifiers::VisitId::new(super::new_uuid());
        visit.stage = baqylau_domain::visit::Stage::Planned;
        visit.version = 0;
        visit.repeats = None;
        visit.planned = (super::today(), super::today());
        visit
    };
    let plan = |visit: &Visit| OperationBody::PlanVisit {
        visit: Box::new(visit.clone()),
    };
    let refused = rejection(office.send(&officer, plan(&planned(&template))).await);
    assert_eq!(
        refused,
        Rejection::Ruling {
            refusal: RulingRefusal::NotYourRole
        }
    );

    let mut visit = planned(&school);
    let mut stranger = visit.clone();
    stranger.members[0].iin = Some(officer.person.iin);
    assert_eq!(
        rejection(office.send(&officer, plan(&stranger)).await),
        Rejection::Plan {
            fault: PlanFault::PersonUnknown {
                person: stranger.members[0].person
            }
        }
    );
    assert_eq!(office.send(&officer, plan(&visit)).await, Outcome::Applied);
    assert_eq!(
        rejection(office.send(&officer, plan(&visit)).await),
        Rejection::AlreadyExists
    );
    let order = template.stage.order().unwrap().clone();
    let outcome = office
        .visit_op(&officer, visit.id, VisitOp::Order { order })
        .await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(
        office.visit_op(&officer, visit.id, VisitOp::Notify).await,
        Outcome::Applied
    );

    let chair = world.member(&visit, CommissionRole::Chair, 0).clone();
    let device = world.device(&chair).await;
    visit = device.visit(visit.id).await;
    assert_eq!(visit.stage.name(), StageName::Notified);
    assert!(device.scopes().await.contains(&Scope::Draft(visit.id)));
    // What only the registry may do, nobody does by asking.
    let register = VisitOp::Register {
        number: "М-1".to_owned(),
        sanction: None,
    };
    let refused = rejection(office.visit_op(&officer, visit.id, register).await);
    assert_eq!(
        refused,
        Rejection::Visit {
            refusal: Refusal::NotYourRole
        }
    );
}
