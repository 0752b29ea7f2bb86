//! Signing an act through NCALayer: the right answer is kept, and nothing of any other.

use crate::beside_program::{Beside, Misbehaviour};
use crate::signing_program::{Identity, Reply, document, given, sign, text};
use crate::support::Laptop;
use baqylau_client::ClientConfig;
use baqylau_client::ui::{Command, Event, ProgramStage, Ticket, UserError, VerdictStatus};
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::StageName;
use baqylau_locale::Language;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;

/// A fixed act on a laptop beside a signing program.
struct Scene {
    beside: Beside,
    laptop: Laptop,
    visit: VisitId,
    signers: Vec<PersonId>,
}

impl Scene {
    fn new() -> Self {
        let beside = Beside::new("АБ12");
        let (mut laptop, chair) = Laptop::signed_in(beside.settings.clone(), &|person| {
            person.role == AccountRole::Commission
        });
        let visit = laptop.ready_visit(&chair);
        laptop.draw_up(visit);
        laptop.drained();
        let opened = laptop.open(visit);
        let signers = opened.visit.signers().iter().map(|m| m.person).collect();
        Self {
            beside,
            laptop,
            visit,
            signers,
        }
    }

    /// Another start of the same laptop, with other settings.
    fn restart(&mut self, change: impl FnOnce(&mut ClientConfig)) {
        self.laptop.client.shutdown();
        change(&mut self.beside.settings);
        self.laptop = Laptop::start(self.beside.settings.clone());
        self.laptop.unlock().unwrap();
        let chair =
            |person: &baqylau_domain::people::Person| person.role == AccountRole::Commission;
        self.laptop.sign_in(&chair);
    }

    fn command(&self, person: PersonId, accept: Option<&str>) -> Command {
        Command::SignWithNcaLayer {
            visit: self.visit,
            person,
            language: Language::Kk,
            accept: accept.map(str::to_owned),
        }
    }

    fn sign_as(&mut self, person: PersonId, accept: Option<&str>) -> Result<(), UserError> {
        let command = self.command(person, accept);
        self.laptop.run(command)
    }

    /// The program signs whatever it is asked with the key of this person.
    fn signs_with(&self, person: PersonId) {
        let keys = self.beside.keys.clone();
        self.beside
            .program
            .behave(move |asked| vec![given(&sign(&keys[&person], &document(asked)))]);
    }

    /// Who has signed, how many operations were made, and the attachments kept.
    fn kept(&mut self) -> (Vec<PersonId>, usize, Vec<PathBuf>) {
        let visit = self.laptop.open(self.visit).visit.clone();
        let file = visit.stage.signed_file().unwrap();
        let signed = file.signatures.iter().map(|one| one.person).collect();
        let operations = self.laptop.outbox().operations.len();
        (signed, operations, self.beside.attachments())
    }

    fn stages(&self, of: Option<Ticket>) -> Vec<ProgramStage> {
        let told = self.laptop.seen.iter().filter_map(|event| match event {
            Event::Program { ticket, stage } if of.is_none_or(|of| of == *ticket) => {
                Some(stage.clone())
            }
            _ => None,
        });
        told.collect()
    }
}

#[test]
fn a_commission_signs_through_ncalayer_and_the_registry_takes_it() {
    let mut scene = Scene::new();
    let first = scene.signers[0];
    // It answers twice, the second time as somebody else.
    let (keys, other) = (scene.beside.keys.clone(), scene.signers[1]);
    scene.beside.program.behave(move |asked| {
        let document = document(asked);
        let reply = |person| given(&sign(&keys[&person], &document));
        vec![reply(first), reply(first), reply(other)]
    });
    let before = scene.kept();
    scene.sign_as(first, None).unwrap();
    assert_eq!(
        scene.stages(None),
        [
            ProgramStage::Connecting,
            ProgramStage::Waiting,
            ProgramStage::Verifying
        ]
    );
    let after = scene.kept();
    assert_eq!(after.0, [first]);
    assert_eq!(after.1, before.1 + 1, "one operation");

    // What was asked: this act, this person, detached.
    let asked = scene.beside.program.asked();
    let opened = scene.laptop.open(scene.visit);
    let act = opened.visit.stage.signed_file().unwrap().act.sha256;
    assert_eq!(asked.len(), 1);
    assert_eq!(baqylau_protocol::blob::hash(&document(&asked[0])), act);
    let iin = opened.visit.member(first).unwrap().iin.unwrap().to_string();
    assert_eq!(asked[0]["args"]["signerParams"]["iin"], json!(iin));
    assert_eq!(
        asked[0]["args"]["signingParams"],
        json!({"decode": true, "encapsulate": false, "digested": false})
    );
    assert_eq!(asked[0]["args"]["locale"], "kk");

    // The same person isn't asked a second time.
    let error = scene.sign_as(first, None).unwrap_err();
    assert_eq!(error.key, "refusal-already-signed");
    assert_eq!(scene.beside.program.asked().len(), 1);

    // The others over an older program, which signs one by one.
    let others: Vec<PersonId> = scene.signers.iter().skip(1).copied().collect();
    for person in others {
        let keys = scene.beside.keys.clone();
        scene.beside.program.behave(move |asked| {
            vec![match asked["method"].as_str().unwrap() {
                "createCAdESFromBase64" => {
                    let cms = STANDARD.encode(sign(&keys[&person], &document(asked)));
                    text(&json!({"code": "200", "responseObject": cms}))
                }
                "getActiveTokens" => text(&json!({"code": "200", "responseObject": []})),
                _ => text(&json!({"success": false, "errorCode": "MODULE_NOT_FOUND"})),
            }]
        });
        scene.sign_as(person, None).unwrap();
    }
    scene.laptop.drained();
    let signed = scene.laptop.reached(scene.visit, StageName::Signed);
    assert_eq!(
        signed.stage.signed_file().unwrap().signatures.len(),
        scene.signers.len()
    );
    scene
        .laptop
        .run(Command::OpenAct {
            visit: scene.visit,
            language: Language::Ru,
        })
        .unwrap();
    let act = scene.laptop.last(|event| match event {
        Event::ActOpened(act) => Some(act.clone()),
        _ => None,
    });
    for row in &act.unwrap().signatures {
        assert_eq!(row.report.status, VerdictStatus::Valid);
    }
}

/// What a program does, and how the person is told of it.
fn misbehaviours(scene: &Scene) -> Vec<Misbehaviour> {
    let (first, other) = (scene.signers[0], scene.signers[1]);
    let keys = scene.beside.keys.clone();
    let by = move |person: PersonId, document: &[u8]| sign(&keys[&person], document);
    let (second, changed, armoured, several) = (by.clone(), by.clone(), by.clone(), by.clone());
    let late = by.clone();
    vec![
        (
            "another member's key",
            "signing-error-other-person",
            Box::new(move |asked| vec![given(&second(other, &document(asked)))]),
        ),
        (
            "another document",
            "signing-error-document-changed",
            Box::new(move |_| vec![given(&changed(first, b"another act"))]),
        ),
        (
            "the text of the data instead of the data",
            "signing-error-document-changed",
            Box::new(move |asked| {
                let text = asked["args"]["data"].as_str().unwrap().as_bytes().to_vec();
                vec![given(&armoured(first, &text))]
            }),
        ),
        (
            "two signatures for one document",
            "signing-error-nca-unreadable",
            Box::new(move |asked| {
                let cms = STANDARD.encode(several(first, &document(asked)));
                vec![text(
                    &json!({"status": true, "body": {"result": [cms, cms]}}),
                )]
            }),
        ),
        (
            "garbage in the shape of an answer",
            "signing-error-nca-unreadable",
            Box::new(|_| vec![text(&json!({"status": true, "body": {"result": ["!"]}}))]),
        ),
        (
            "octets that only begin like a signature",
            "client-signature-unsound",
            Box::new(|_| vec![given(&[0x30, 0x82, 0x01, 0x00, 0x06, 0x09])]),
        ),
        (
            "a frame larger than anything",
            "signing-error-nca-unreadable",
            Box::new(|_| vec![Reply::Text("x".repeat(17 * 1024 * 1024))]),
        ),
        (
            "frames without end that are no answer",
            "signing-error-nca-somebody-else",
            Box::new(|_| (0..1200).map(|_| Reply::Binary(vec![0; 20])).collect()),
        ),
        (
            "a dropped connection",
            "signing-error-nca-dropped",
            Box::new(|_| vec![Reply::Text("--heartbeat--".to_owned()), Reply::Drop]),
        ),
        (
            "a closed window",
            "signing-error-nca-cancelled",
            Box::new(|_| vec![text(&json!({"status": true, "body": {}}))]),
        ),
        (
            "a closed window of a look-alike",
            "signing-error-nca-cancelled",
            Box::new(|_| vec![text(&json!({"status": false, "code": "USER_CANCELED"}))]),
        ),
        (
            "a refusal",
            "signing-error-nca-refused",
            Box::new(|_| vec![text(&json!({"status": false, "code": "SIGNING_FAILURE"}))]),
        ),
        (
            "neither module",
            "signing-error-nca-outdated",
            Box::new(|_| vec![text(&json!({"errorCode": "MODULE_NOT_FOUND"}))]),
        ),
        (
            "an answer that is not JSON, then nothing",
            "signing-error-nca-too-late",
            Box::new(|_| vec![Reply::Text("не JSON".to_owned())]),
        ),
        (
            "a right answer that comes too late",
            "signing-error-nca-too-late",
            Box::new(move |asked| {
                let reply = given(&late(first, &document(asked)));
                vec![Reply::Wait(Duration::from_secs(6)), reply]
            }),
        ),
    ]
}

#[test]
fn nothing_is_kept_of_what_a_misbehaving_program_answers() {
    let mut scene = Scene::new();
    scene.restart(|settings| settings.nca.patience.answer = Duration::from_secs(3));
    scene.laptop.visits_pulled();
    let before = scene.kept();
    assert_eq!(before.0, []);
    let first = scene.signers[0];
    for (what, key, answers) in misbehaviours(&scene) {
        scene.beside.program.behave(answers);
        let error = scene.sign_as(first, None).unwrap_err();
        assert_eq!(error.key, key, "{what}");
        assert_eq!(scene.kept(), before, "{what}");
    }
    // Whoever doesn't greet and says nothing else either isn't sent the act.
    let asked = scene.beside.program.asked().len();
    scene.beside.program.behave(|_| Vec::new());
    scene
        .beside
        .program
        .manners(|manners| manners.greeting = None);
    let error = scene.sign_as(first, None).unwrap_err();
    assert_eq!(error.key, "signing-error-nca-somebody-else");
    let asked = scene.beside.program.asked().split_off(asked);
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0]["method"], "getVersion");
    assert_eq!(scene.kept(), before);

    // After all that the right answer is taken, also from one that wants to know where the
    // request comes from, and doesn't greet.
    let keys = scene.beside.keys.clone();
    scene
        .beside
        .program
        .manners(|manners| manners.wants_origin = true);
    scene.beside.program.behave(move |asked| match asked["method"].as_str() {
        Some("sign") => vec![
            Reply::Text("{}".to_owned()),
            Reply::Text("--heartbeat--".to_owned()),
            Reply::Wait(Duration::from_millis(0)),
            given(&sign(&keys[&first], &document(asked))),
        ],
        _ => vec![text(
            &json!({"code": "200", "responseObject": {"name": "KAZTOKENdesktop", "version": "1"}}),
        )],
    });
    scene.sign_as(first, None).unwrap();
    assert_eq!(scene.kept().0, [first]);
}

/// Until the program has opened its window.
fn waits(laptop: &mut Laptop) {
    laptop.wait("the window of the program", |event| {
        matches!(
            event,
            Event::Program {
                stage: ProgramStage::Waiting,
                ..
            }
        )
    });
}

fn ended_as_cancelled(laptop: &mut Laptop, ticket: Ticket) {
    laptop.wait("the end of the signing", |event| {
        matches!(event, Event::Failed { ticket: Some(of), error }
            if *of == ticket && error.key == "signing-error-nca-cancelled")
    });
}

#[test]
fn one_signing_at_a_time_and_cancelling_closes_the_connection() {
    let mut scene = Scene::new();
    let (first, before) = (scene.signers[0], scene.kept());
    scene
        .beside
        .program
        .behave(|_| vec![Reply::Wait(Duration::from_secs(60))]);
    let command = scene.command(first, None);
    let ticket = scene.laptop.send(command);
    waits(&mut scene.laptop);
    let error = scene.sign_as(first, None).unwrap_err();
    assert_eq!(error.key, "signing-error-nca-busy");
    // A ticket of something else cancels nothing.
    scene
        .laptop
        .run(Command::Cancel { of: ticket + 1000 })
        .unwrap();
    assert_eq!(scene.beside.program.closed(), 0);
    scene.laptop.send(Command::Cancel { of: ticket });
    ended_as_cancelled(&mut scene.laptop, ticket);
    for round in 0.. {
        if scene.beside.program.closed() == 1 {
            break;
        }
        assert!(round < 200, "the connection stays open");
        scene.laptop.pause();
    }
    assert_eq!(scene.kept(), before);
    // The place is free again, and a late cancel of the same ticket cancels nothing.
    scene.signs_with(first);
    scene.laptop.run(Command::Cancel { of: ticket }).unwrap();
    scene.sign_as(first, None).unwrap();
    assert_eq!(scene.kept().0, [first]);

    // A program that closes doesn't wait for a person choosing a key.
    scene
        .beside
        .program
        .behave(|_| vec![Reply::Wait(Duration::from_secs(60))]);
    let command = scene.command(scene.signers[1], None);
    let ticket = scene.laptop.send(command);
    waits(&mut scene.laptop);
    let begun = std::time::Instant::now();
    scene.laptop.client.shutdown();
    assert!(begun.elapsed() < Duration::from_secs(20));
    ended_as_cancelled(&mut scene.laptop, ticket);
}

#[test]
fn an_unknown_program_is_shown_first_and_a_changed_one_refused() {
    let mut scene = Scene::new();
    let (first, before) = (scene.signers[0], scene.kept());
    scene.signs_with(first);
    let (own, changed) = (Identity::own(), Identity::own());
    let of_another_name = scene.beside.authority.identity(&["example.kz"]);
    for identity in [&of_another_name, &own] {
        scene.beside.program.show(identity);
        let error = scene.sign_as(first, None).unwrap_err();
        assert_eq!(error.key, "signing-error-nca-unknown");
        let told = ProgramStage::Unknown {
            fingerprint: identity.fingerprint.clone(),
            before: None,
        };
        assert_eq!(scene.stages(None).last(), Some(&told));
    }
    // Believing another one than the one that answers is believing nobody.
    let error = scene
        .sign_as(first, Some(&changed.fingerprint))
        .unwrap_err();
    assert_eq!(error.key, "signing-error-nca-unknown");
    assert!(scene.beside.program.asked().is_empty(), "nothing was sent");
    assert_eq!(scene.kept(), before);

    scene.sign_as(first, Some(&own.fingerprint)).unwrap();
    assert_eq!(scene.kept().0, [first]);
    let asked = scene.beside.program.asked().len();

    // It is known after a start anew, and another in its place is refused.
    scene.restart(|_| {});
    let second = scene.signers[1];
    scene.signs_with(second);
    scene.beside.program.show(&changed);
    let error = scene.sign_as(second, None).unwrap_err();
    assert_eq!(error.key, "signing-error-nca-changed");
    let shown = ("before".to_owned(), own.fingerprint.clone());
    assert!(error.args.contains(&shown), "{error:?}");
    assert_eq!(
        scene.beside.program.asked().len(),
        asked,
        "nothing was sent"
    );
    assert_eq!(scene.kept().0, [first]);
    scene.beside.program.show(&own);
    scene.sign_as(second, None).unwrap();
    assert_eq!(scene.kept().0, [first, second]);
}

#[test]
fn without_a_program_on_this_machine_nothing_is_asked_anywhere() {
    let mut scene = Scene::new();
    let (first, before) = (scene.signers[0], scene.kept());
    let stranger = scene.laptop.sample_people().into_iter();
    let visit = scene.laptop.open(scene.visit).visit.clone();
    let stranger = stranger
        .map(|one| one.id)
        .find(|id| visit.member(*id).is_none());
    let error = scene.sign_as(stranger.unwrap(), None).unwrap_err();
    assert_eq!(error.key, "signing-error-not-member");
    let last = *scene.signers.last().unwrap();
    let error = scene.sign_as(last, None).unwrap_err();
    assert_eq!(error.key, "refusal-out-of-turn");
    assert_eq!(scene.beside.program.closed(), 0, "nobody connected");

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    scene.restart(|settings| settings.nca.port = port);
    let error = scene.sign_as(first, None).unwrap_err();
    assert_eq!(error.key, "signing-error-nca-unreachable");
    scene.restart(|settings| settings.nca.host = "192.0.2.7".to_owned());
    let error = scene.sign_as(first, None).unwrap_err();
    assert_eq!(error.key, "signing-error-nca-not-local");
    assert_eq!(scene.kept(), before);
}
