//! The application over a real client, store and registry: what was answered survives closing.

use crate::hands::Hands;
use crate::world::{PASSPHRASE, client_config, world};
use baqylau_client::Client;
use baqylau_client::ui::{Command, Event, LockState, Ticket};
use baqylau_desktop::app::{App, Backend};
use baqylau_desktop::place::Place;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::StageName;
use baqylau_locale::Language;
use egui::Key;
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

struct Direct {
    client: Rc<Client>,
    events: Receiver<Event>,
}

impl Backend for Direct {
    fn send(&self, ticket: Ticket, command: Command) {
        self.client.send(ticket, command);
    }

    fn next_event(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }
}

fn open(folder: &Path) -> (Hands, Rc<Client>) {
    let world = world();
    let config = client_config(&world.registry.url(), folder, world.now);
    let (client, events) = Client::start(config).expect("the client");
    let client = Rc::new(client);
    let backend = Direct {
        client: client.clone(),
        events,
    };
    (Hands::over(Box::new(backend), Language::Ru, false), client)
}

fn close(hands: Hands, client: Rc<Client>) {
    drop(hands);
    client.shutdown();
}

fn wait(hands: &mut Hands, what: &str, is_so: impl Fn(&App) -> bool) {
    let begun = Instant::now();
    while !is_so(hands.app()) {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "waited in vain for {what}"
        );
        std::thread::park_timeout(Duration::from_millis(8));
        hands.look(1);
    }
    hands.look(2);
}

fn sign_in(hands: &mut Hands) {
    wait(hands, "people", |app| !app.model().sample_people.is_empty());
    let name = world()
        .people
        .iter()
        .find(|person| {
            person.role == AccountRole::Commission && person.id == world().secretary().person.id
        })
        .map(|person| person.full_name.clone())
        .expect("the secretary");
    hands.click(&name);
    wait(hands, "a session", |app| app.model().person().is_some());
}

#[test]
fn an_answer_given_by_a_key_survives_closing_the_program() {
    let folder = world().folder.join("second-store");
    let (mut hands, client) = open(&folder);
    wait(&mut hands, "a first screen", |app| {
        matches!(app.model().lock, Some(LockState::NoStore { .. }))
    });
    assert!(hands.in_password(&hands.text("signin-passphrase-new")));
    hands.type_text(PASSPHRASE);
    hands.press(Key::Tab);
    assert!(hands.in_password(&hands.text("signin-passphrase-repeat")));
    hands.type_text(PASSPHRASE);
    hands.press(Key::Enter);
    sign_in(&mut hands);
    wait(&mut hands, "visits", |app| {
        app.model()
            .visits
            .value()
            .is_some_and(|rows| !rows.is_empty())
    });
    // The visit is already at the checklists at the registry or still ordered here: both will do.
    let visit = world().visit;
    hands.go(Place::Visit(visit));
    wait(&mut hands, "the visit", |app| app.model().work.is_some());
    let ctx = hands.harness.ctx.clone();
    let command = |hands: &mut Hands, command: Command| {
        let ticket = hands.harness.state_mut().send(&ctx, command);
        wait(hands, "a command", |app| {
            !app.model().is_running(Some(ticket))
        });
        assert_eq!(hands.app().model().failure(Some(ticket)), None);
    };
    command(&mut hands, Command::FetchPack { visit });
    use baqylau_domain::visit::VisitOp;
    for op in [
        VisitOp::Arrive { location: None },
        VisitOp::HandLeaflet,
        VisitOp::Admit,
    ] {
        command(&mut hands, Command::Visit { visit, op });
    }
    wait(&mut hands, "the checklists", |app| {
        app.model().work.as_ref().is_some_and(|work| {
            work.visit.stage.name() == StageName::Recording && !work.sheets.is_empty()
        })
    });
    hands.go(Place::Runner(visit));
    hands.press(Key::Num1);
    hands.press(Key::ArrowDown);
    hands.press(Key::Num2);
    let given = answers(&hands);
    assert_eq!(given.len(), 2);
    wait(&mut hands, "everything on disk", |app| {
        app.model()
            .work
            .as_ref()
            .is_some_and(|work| !work.is_saving())
    });
    close(hands, client);

    let (mut hands, client) = open(&folder);
    wait(&mut hands, "a locked store", |app| {
        matches!(app.model().lock, Some(LockState::Locked { .. }))
    });
    assert!(hands.in_password(&hands.text("signin-passphrase")));
    hands.type_text(PASSPHRASE);
    hands.press(Key::Enter);
    sign_in(&mut hands);
    hands.go(Place::Runner(visit));
    wait(&mut hands, "the visit", |app| {
        app.model()
            .work
            .as_ref()
            .is_some_and(|work| !work.sheets.is_empty())
    });
    assert_eq!(answers(&hands), given);
    close(hands, client);
}

fn answers(hands: &Hands) -> Vec<(String, String)> {
    let work = hands.app().model().work.as_ref().expect("a visit");
    work.sheets
        .iter()
        .flat_map(|sheet| &sheet.items)
        .filter(|item| item.answered)
        .map(|item| (item.id.clone(), item.fields[0].value.clone()))
        .collect()
}
