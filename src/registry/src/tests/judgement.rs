//! The registry's final verdict about signatures, and the services it rests on.

use super::visit::Site;
use super::{Device, World, http, key_file, later, newest};
use crate::store::params;
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_protocol::api::{
    self, SAMPLE_LIST, SAMPLE_OCSP, SAMPLE_STAMP, SAMPLE_SUPPLEMENT, ServiceAddresses,
};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::receipt::Outcome;
use baqylau_protocol::session::SamplePerson;
use baqylau_protocol::signature::{
    RegisteredSignature, SignatureLevel, SignatureReason, SignatureStatus,
};
use baqylau_signing::{
    Certificate, OcspResponse, OcspStatus, Revocation, RevocationList, RevocationReason, Status,
    TrustStore, VerificationPolicy, ocsp_request, verify,
};
use baqylau_validation::{Carried, Transport, TransportError, TransportRequest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Services that can be switched off.
struct Switch {
    off: Arc<AtomicBool>,
    services: Arc<dyn Transport>,
}

impl Transport for Switch {
    fn carry(&self, request: TransportRequest) -> Carried<'_> {
        if self.off.load(Ordering::SeqCst) {
            return Box::pin(async { Err(TransportError::Status { status: 500 }) });
        }
        self.services.carry(request)
    }
}

/// A fixed act with one signature under it.
struct Scene {
    world: World,
    site: Site,
    member: SamplePerson,
    bytes: Vec<u8>,
    cms: Vec<u8>,
}

async fn switchable(off: &Arc<AtomicBool>) -> World {
    let off = Arc::clone(off);
    World::start_through(move |services| Arc::new(Switch { off, services })).await
}

impl Scene {
    async fn signed(world: World) -> Self {
        let mut site = Site::merged(&world).await;
        let (bytes, fix) = site.act(&world, &[]).await;
        let secretary = world
            .member(&site.visit, CommissionRole::Secretary, 0)
            .clone();
        let id = site.visit.id;
        site.device.upload(&bytes).await;
        let fixed = site.device.visit_op(&secretary, id, fix).await;
        assert_eq!(fixed, Outcome::Applied);
        let member = world.member(&site.visit, CommissionRole::Member, 0).clone();
        let (cms, sign) = site.signature(&world, &member, &bytes);
        site.device.upload(&cms).await;
        let signed = site.device.visit_op(&member, id, sign).await;
        assert_eq!(signed, Outcome::Applied);
        Self {
            world,
            site,
            member,
            bytes,
            cms,
        }
    }

    async fn judge(&self) -> u32 {
        self.world.registry.judge_signatures().await.unwrap()
    }

    /// Every state of the signature the member's feed has shown.
    async fn told(&self) -> Vec<RegisteredSignature> {
        let device = self.world.device(&self.member).await;
        let feed = device.feed(&Scope::Person(self.member.person.id)).await;
        feed.into_iter()
            .filter_map(|entry| match entry.change {
                Change::Signature { signature } => Some(*signature),
                _ => None,
            })
            .filter(|signature| signature.person == self.member.person.id)
            .collect()
    }

    async fn state(&self) -> RegisteredSignature {
        self.told().await.pop().unwrap()
    }

    async fn audited(&self) -> Vec<String> {
        let cms = blob::hash(&self.cms).to_string();
        self.world
            .registry
            .core()
            .store
            .read(move |connection| -> Result<_, crate::StoreError> {
                let about = "SELECT action FROM audit WHERE object LIKE ?1 ORDER BY n";
                connection.all(about, params![format!("%{cms}%")], |row| row.get(0))
            })
            .await
            .unwrap()
    }

    async fn revoke(&self, since: TimeDelta) {
        let serial = key_file(&self.member).certificate().serial();
        let now = crate::environment::Clock::now(&*self.world.clock);
        let revocation = Revocation {
            date: now + since,
            reason: RevocationReason::KeyCompromise,
        };
        let registry = &self.world.registry;
        registry.revoke_sample(serial, revocation).await.unwrap();
    }
}

async fn fetch(device: &Device, path: &str) -> (StatusCode, Vec<u8>) {
    let response = device.request(Method::GET, path).send().await.unwrap();
    let status = response.status();
    (status, response.bytes().await.unwrap().to_vec())
}

fn anchors(world: &World) -> TrustStore {
    let mut trust = TrustStore::new();
    for anchor in &world.hello.anchors {
        let certificate = Certificate::parse(&STANDARD.decode(anchor).unwrap()).unwrap();
        trust.add_demonstration_anchor(certificate);
    }
    trust
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_waits_for_silent_services_and_lasts_once_they_return() {
    let off = Arc::new(AtomicBool::new(true));
    let scene = Scene::signed(switchable(&off).await).await;
    let first = scene.state().await;
    assert_eq!(first.status, SignatureStatus::Pending);
    assert_eq!(first.checked_at, None);

    assert_eq!(scene.judge().await, 1);
    let open = scene.state().await;
    assert_eq!(open.status, SignatureStatus::Pending);
    let reason = SignatureReason {
        check: "revocation".to_owned(),
        detail: Some("revocation_unknown".to_owned()),
    };
    assert_eq!(open.reasons, [reason]);
    // In vain again: nobody needs to hear of it.
    later(&scene.world, 2);
    assert_eq!(scene.judge().await, 0);
    assert_eq!(scene.told().await.len(), 2);
    assert_eq!(scene.audited().await, [""; 0]);

    off.store(false, Ordering::SeqCst);
    later(&scene.world, 70);
    assert_eq!(scene.judge().await, 1);
    let settled = scene.state().await;
    let now = crate::environment::Clock::now(&*scene.world.clock);
    assert_eq!(settled.status, SignatureStatus::Valid);
    assert_eq!(settled.level, SignatureLevel::Lt);
    assert_eq!(settled.stamped_at, Some(now));
    assert_eq!(settled.checked_at, Some(now));
    assert_eq!(settled.reasons, []);
    assert_eq!(settled.cms, blob::hash(&scene.cms));
    assert_eq!(scene.audited().await, ["signature pending -> valid"]);

    // Its file stands for itself, years on and without anybody.
    let path = format!("{}/{}", api::BLOBS, settled.extended.unwrap());
    let device = scene.world.device(&scene.member).await;
    let (status, file) = fetch(&device, &path).await;
    assert_eq!(status, StatusCode::OK);
    let policy = VerificationPolicy::binding();
    let years = now + TimeDelta::days(1_500);
    let trust = anchors(&scene.world);
    let verdict = verify(&file, Some(&scene.bytes), &trust, &policy, years);
    assert_eq!(verdict.status, Status::Valid);
    let centre = scene.world.by_role(AccountRole::FinancialCentre, 0);
    let stranger = scene.world.device(centre).await;
    assert_eq!(fetch(&stranger, &path).await.0, StatusCode::NOT_FOUND);

    // Further runs change nothing.
    let told = scene.told().await.len();
    for _ in 0..3 {
        later(&scene.world, 100);
        assert_eq!(scene.judge().await, 0);
    }
    assert_eq!(scene.told().await.len(), told);
    let health = scene.world.registry.check().await.unwrap();
    assert_eq!(
        (health.audit_broken_at, health.scopes_with_gaps.len()),
        (None, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_revoked_before_signing_is_found_and_said_in_feed_and_audit() {
    let scene = Scene::signed(World::start().await).await;
    scene.revoke(-TimeDelta::days(1)).await;
    assert_eq!(scene.judge().await, 1);
    let state = scene.state().await;
    assert_eq!(state.status, SignatureStatus::Invalid);
    let reason = SignatureReason {
        check: "revocation".to_owned(),
        detail: Some("revoked".to_owned()),
    };
    assert_eq!(state.reasons, [reason]);
    assert_eq!(scene.audited().await, ["signature pending -> invalid"]);
    // Officers of the region hear of it as members do.
    let region = scene.site.visit.territory.region();
    let officer = scene
        .world
        .people
        .iter()
        .find(|sample| {
            sample.person.role == AccountRole::EducationOfficer
                && sample
                    .person
                    .territory
                    .is_none_or(|own| own.region() == region)
        })
        .unwrap();
    let device = scene.world.device(officer).await;
    let feed = device.feed(&Scope::Visits(region)).await;
    let heard = newest(&feed, |change| match change {
        Change::Signature { signature } => Some(signature.status),
        _ => None,
    });
    assert_eq!(heard, Some(SignatureStatus::Invalid));
    later(&scene.world, 100);
    assert_eq!(scene.judge().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_revoked_after_its_signature_was_received_takes_nothing_back() {
    let off = Arc::new(AtomicBool::new(true));
    let scene = Scene::signed(switchable(&off).await).await;
    scene.judge().await;
    scene.revoke(TimeDelta::minutes(30)).await;
    off.store(false, Ordering::SeqCst);
    later(&scene.world, 70);
    scene.judge().await;
    let state = scene.state().await;
    assert_eq!(state.status, SignatureStatus::Valid);
    // No revocation values can say so of the later moment of the stamp.
    assert_eq!(state.level, SignatureLevel::T);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_not_lost_by_a_restart() {
    let off = Arc::new(AtomicBool::new(true));
    let mut scene = Scene::signed(switchable(&off).await).await;
    scene.judge().await;
    later(&scene.world, 5);
    scene.world = scene.world.restart().await;
    assert_eq!(scene.judge().await, 1);
    let state = scene.state().await;
    assert_eq!(state.status, SignatureStatus::Valid);
    assert_eq!(state.level, SignatureLevel::Lt);
    assert_eq!(scene.audited().await, ["signature pending -> valid"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_services_of_a_demonstration_are_named_and_answer_everybody() {
    let scene = Scene::signed(World::start().await).await;
    let world = &scene.world;
    let expected = ServiceAddresses {
        ocsp: vec![SAMPLE_OCSP.to_owned()],
        lists: vec![SAMPLE_LIST.to_owned()],
        supplements: vec![SAMPLE_SUPPLEMENT.to_owned()],
        ..world.hello.services.clone()
    };
    assert_eq!(world.hello.services, expected);
    assert_eq!(world.hello.services.stamps[0].address, SAMPLE_STAMP);
    scene.revoke(-TimeDelta::hours(1)).await;
    let trust = anchors(world);
    let issuer = trust.anchors().next().unwrap();
    let key = key_file(&scene.member);
    let base = world.registry.url();
    let post = async |path: &str, body: Vec<u8>| {
        let request = http().post(format!("{base}{path}")).body(body);
        let response = request.send().await.unwrap();
        (response.status(), response.bytes().await.unwrap().to_vec())
    };
    let request = ocsp_request(key.certificate(), issuer, &[5; 8]);
    let (status, answer) = post(SAMPLE_OCSP, request).await;
    assert_eq!(status, StatusCode::OK);
    let response = OcspResponse::parse(&answer).unwrap();
    assert!(response.check_source(issuer).is_ok());
    let answer = response.answer(key.certificate(), issuer).unwrap();
    assert!(matches!(answer.status, OcspStatus::Revoked(_)));
    for (path, delta) in [(SAMPLE_LIST, false), (SAMPLE_SUPPLEMENT, true)] {
        let octets = http().get(format!("{base}{path}")).send().await.unwrap();
        let list = RevocationList::parse(&octets.bytes().await.unwrap()).unwrap();
        assert_eq!(list.is_delta(), delta);
        assert!(list.check_issuer(issuer).is_ok());
    }
    // Nonsense is answered, too much of it isn't taken.
    assert_eq!(post(SAMPLE_STAMP, vec![0x30]).await.0, StatusCode::OK);
    assert_eq!(post(SAMPLE_OCSP, vec![]).await.0, StatusCode::OK);
    let huge = post(SAMPLE_OCSP, vec![0; 64 * 1024]).await.0;
    assert_eq!(huge, StatusCode::PAYLOAD_TOO_LARGE);
}
