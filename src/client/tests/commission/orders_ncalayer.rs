//! Documents of the state order signed in NCALayer's window: exactly what was listed, by the person
//! asked for, each once, and nothing of any other answer.

use crate::batches::{answer, documents};
use crate::beside_program::{Beside, Misbehaviour};
use crate::orders::{acts, officer, orders, signatures, wait_for, waiting_for_signature};
use crate::signing_program::{Reply, sign, text};
use crate::support::Laptop;
use baqylau_client::ui::{
    BatchKey, Command, Event, OrderDocument, OrderSigned, ProgramStage, Ticket, ToSignOrder,
    UserError,
};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::Person;
use baqylau_locale::Language;
use baqylau_protocol::blob;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;

/// A department's officer with acts to sign, beside a signing program.
struct Scene {
    beside: Beside,
    laptop: Laptop,
    me: Person,
    waits: Vec<ToSignOrder>,
}

impl Scene {
    fn new() -> Self {
        let beside = Beside::new("МН01");
        let mut laptop = Laptop::start(beside.settings.clone());
        laptop.create();
        let me = officer(&mut laptop);
        let waits = wait_for(&mut laptop, "several acts to sign", |view| {
            let waits = waiting_for_signature(view, false);
            (waits.len() > 1).then_some(waits)
        });
        Self {
            beside,
            laptop,
            me,
            waits,
        }
    }

    fn command(documents: &[ToSignOrder]) -> Command {
        Command::SignOrders {
            documents: documents.to_vec(),
            key: BatchKey::NcaLayer {
                language: Language::Ru,
                accept: None,
            },
        }
    }

    /// Signs, and what became of each document; why nothing more was signed, where that was so.
    fn sign(&mut self, documents: &[ToSignOrder]) -> (Result<(), UserError>, Vec<OrderSigned>) {
        let before = self.laptop.seen.len();
        let ended = self.laptop.run(Self::command(documents));
        let told = self.laptop.seen.get(before..).unwrap_or_default();
        let became = told.iter().filter_map(|event| match event {
            Event::OrderSigned { became, .. } => Some(became.clone()),
            _ => None,
        });
        (ended, became.collect())
    }

    /// Operations made, and attachments kept.
    fn kept(&mut self) -> (usize, Vec<PathBuf>) {
        let operations = self.laptop.outbox().operations.len();
        (operations, self.beside.attachments())
    }

    /// The program signs whatever it is asked with this person's key.
    fn signs_as(&self, person: PersonId) -> impl Fn(&Value) -> Vec<Vec<u8>> + Send + use<> {
        let keys = self.beside.keys.clone();
        move |asked| {
            let texts = documents(asked);
            texts.iter().map(|one| sign(&keys[&person], one)).collect()
        }
    }

    fn opened(&mut self) -> Ticket {
        let command = Self::command(&self.waits);
        let ticket = self.laptop.send(command);
        self.laptop.wait("the window of the program", |event| {
            matches!(
                event,
                Event::Program { ticket: of, stage: ProgramStage::Waiting } if *of == ticket
            )
        });
        ticket
    }

    fn ended_as_cancelled(&mut self, ticket: Ticket) {
        self.laptop.wait("the end of the signing", |event| {
            matches!(event, Event::Failed { ticket: Some(of), error }
                if *of == ticket && error.key == "signing-error-nca-cancelled")
        });
    }
}

#[test]
fn one_window_signs_what_was_listed_and_the_registry_takes_each_once() {
    let mut scene = Scene::new();
    let (me, waits) = (scene.me.clone(), scene.waits.clone());
    let right = scene.signs_as(me.id);
    scene
        .beside
        .program
        .behave(move |asked| vec![answer(&right(asked))]);

    // One that is no longer what was listed is left out; the program never sees it.
    let mut listed = waits.clone();
    listed[0].sha256 = blob::hash(b"another text");
    let (ended, became) = scene.sign(&listed);
    ended.unwrap();
    let changed = OrderSigned::Failed(UserError::new("signing-error-document-changed"));
    assert_eq!(became[0], changed);
    assert!(became[1..].iter().all(|one| *one == OrderSigned::Signed));
    let asked = scene.beside.program.asked();
    let seen: Vec<_> = documents(&asked[0])
        .iter()
        .map(|one| blob::hash(one))
        .collect();
    let rest: Vec<_> = waits[1..].iter().map(|one| one.sha256).collect();
    assert_eq!(seen, rest, "in one window, in their order");
    assert_eq!(
        asked[0]["args"]["signerParams"]["iin"],
        json!(me.iin.to_string())
    );

    // Pressed again, only what is left is asked for; and then nothing.
    let (ended, became) = scene.sign(&waits);
    ended.unwrap();
    let signed = became.iter().filter(|one| **one == OrderSigned::Signed);
    assert_eq!(signed.count(), 1);
    assert_eq!(documents(&scene.beside.program.asked()[1]).len(), 1);
    let (ended, became) = scene.sign(&waits);
    ended.unwrap();
    assert!(became.iter().all(|one| *one == OrderSigned::Already));
    assert_eq!(scene.beside.program.asked().len(), 2);

    wait_for(&mut scene.laptop, "the department's signatures", |view| {
        let taken = |one: &ToSignOrder| {
            acts(view).any(|(row, act)| {
                OrderDocument::Act(act.act.id) == one.document
                    && act.act.is_signed()
                    && row.waiting.is_empty()
            })
        };
        waits.iter().all(taken).then_some(())
    });
    let view = orders(&mut scene.laptop);
    for one in &waits {
        let act = acts(&view).find(|(_, act)| OrderDocument::Act(act.act.id) == one.document);
        assert_eq!(signatures(act.unwrap().1), 2, "once by each side");
    }
}

fn misbehaviours(scene: &Scene) -> Vec<Misbehaviour> {
    let me = scene.me.id;
    let other = scene
        .beside
        .keys
        .keys()
        .find(|one| **one != me)
        .copied()
        .unwrap();
    let (stranger, swapped, short) = (
        scene.signs_as(other),
        scene.signs_as(me),
        scene.signs_as(me),
    );
    let (mixed, by_other, long) = (
        scene.signs_as(me),
        scene.signs_as(other),
        scene.signs_as(me),
    );
    vec![
        (
            "somebody else's key",
            "signing-error-other-person",
            Box::new(move |asked| vec![answer(&stranger(asked))]),
        ),
        (
            "one of somebody else's among the right ones",
            "signing-error-other-person",
            Box::new(move |asked| {
                let mut made = mixed(asked);
                *made.last_mut().unwrap() = by_other(asked).pop().unwrap();
                vec![answer(&made)]
            }),
        ),
        (
            "signatures in another order",
            "signing-error-document-changed",
            Box::new(move |asked| {
                let mut made = swapped(asked);
                made.reverse();
                vec![answer(&made)]
            }),
        ),
        (
            "one too few",
            "signing-error-nca-unreadable",
            Box::new(move |asked| {
                let mut made = short(asked);
                made.pop();
                vec![answer(&made)]
            }),
        ),
        (
            "one too many",
            "signing-error-nca-unreadable",
            Box::new(move |asked| {
                let mut made = long(asked);
                made.push(made[0].clone());
                vec![answer(&made)]
            }),
        ),
        (
            "a closed window",
            "signing-error-nca-cancelled",
            Box::new(|_| vec![text(&json!({"status": true, "body": {}}))]),
        ),
        (
            "a dropped connection",
            "signing-error-nca-dropped",
            Box::new(|_| vec![Reply::Drop]),
        ),
    ]
}

#[test]
fn nothing_is_kept_of_a_wrong_answer_a_cancelled_window_or_a_person_who_left() {
    let mut scene = Scene::new();
    let (me, waits) = (scene.me.clone(), scene.waits.clone());
    let before = scene.kept();
    for (what, key, answers) in misbehaviours(&scene) {
        scene.beside.program.behave(answers);
        let (ended, became) = scene.sign(&waits);
        assert_eq!(ended.unwrap_err().key, key, "{what}");
        assert_eq!(became, [], "{what}");
        assert_eq!(scene.kept(), before, "{what}");
    }

    // Cancelled while the window is open; meanwhile no second one opens.
    let open = || vec![Reply::Wait(Duration::from_secs(60))];
    scene.beside.program.behave(move |_| open());
    let ticket = scene.opened();
    let (ended, _) = scene.sign(&waits);
    assert_eq!(ended.unwrap_err().key, "signing-error-nca-busy");
    scene.laptop.send(Command::Cancel { of: ticket });
    scene.ended_as_cancelled(ticket);
    assert_eq!(scene.kept(), before);

    // Whoever leaves takes the window with them.
    scene.opened();
    scene.laptop.run(Command::SignOut).unwrap();
    scene.laptop.sign_in(&|one| one.id == me.id);
    assert_eq!(scene.kept(), before);

    // The program is closed over an open window; begun again, each is signed once.
    scene.opened();
    scene.laptop.client.shutdown();
    scene.laptop = Laptop::start(scene.beside.settings.clone());
    scene.laptop.unlock().unwrap();
    scene.laptop.sign_in(&|one| one.id == me.id);
    assert_eq!(scene.kept(), before);
    let right = scene.signs_as(me.id);
    scene
        .beside
        .program
        .behave(move |asked| vec![answer(&right(asked))]);
    let (ended, became) = scene.sign(&waits);
    ended.unwrap();
    assert!(became.iter().all(|one| *one == OrderSigned::Signed));
    assert_eq!(scene.kept().0, before.0 + waits.len());
}
