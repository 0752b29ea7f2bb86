//! Signing in without the registry: how long, by whom, and what stays when it is refused.

use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{Command, Event, KeySource, LockState, Secret};
use baqylau_client::{ClientConfig, Clock};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::policy::Policy;
use chrono::{DateTime, NaiveDate, TimeDelta};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A device's clock somebody can set: seconds away from the true time.
#[derive(Default)]
struct SetClock(AtomicI64);

impl SetClock {
    fn shift(&self, by: TimeDelta) {
        self.0.store(by.num_seconds(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        let now: Moment = DateTime::from(std::time::SystemTime::now());
        now + TimeDelta::seconds(self.0.load(Ordering::SeqCst))
    }
}

fn clocked(folder: &Path, url: &str, clock: &Arc<SetClock>) -> ClientConfig {
    let mut config = config(folder, url, "АБ12");
    config.clock = clock.clone();
    config
}

/// Switched on where there is no network.
fn away(folder: &Path, clock: &Arc<SetClock>) -> Laptop {
    let mut laptop = Laptop::start(clocked(folder, "http://127.0.0.1:9", clock));
    laptop.unlock().unwrap();
    laptop
}

fn until(laptop: &Laptop, person: PersonId) -> Option<NaiveDate> {
    match laptop.lock() {
        LockState::Unlocked { known, .. } => known
            .into_iter()
            .find(|known| known.person.id == person)
            .and_then(|known| known.offline_until),
        LockState::SignedIn { offline_until, .. } => offline_until,
        _ => None,
    }
}

fn days() -> i64 {
    Policy::pilot().offline_days.value.into()
}

fn commission(person: &Person) -> bool {
    person.role == AccountRole::Commission
}

#[test]
fn the_last_day_without_the_registry_is_a_whole_day_and_the_next_one_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let clock = Arc::new(SetClock::default());
    let (mut laptop, chair) =
        Laptop::signed_in(clocked(&data, &registry.url(), &clock), &commission);
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    laptop.drained();
    let first = legal_day(clock.now());
    let last = Policy::pilot().offline_until(clock.now());
    assert_eq!(last - first, TimeDelta::days(days()));
    assert_eq!(until(&laptop, chair.id), Some(last));
    laptop.client.shutdown();
    drop(laptop);

    // Day N: in, and what is written is kept. Going on does not put the end off.
    clock.shift(TimeDelta::days(days()));
    let mut laptop = away(&data, &clock);
    assert_eq!(until(&laptop, chair.id), Some(last));
    laptop.go_on(chair.id).unwrap();
    assert_eq!(until(&laptop, chair.id), Some(last));
    let changes = vec![(FieldKey::Objections, json!("записано в последний день"))];
    laptop.run(Command::WriteDraft { visit, changes }).unwrap();
    laptop.client.shutdown();
    drop(laptop);

    // Day N+1: refused, with the day and the way on; and nothing is shown.
    clock.shift(TimeDelta::days(days() + 1));
    let mut laptop = away(&data, &clock);
    let refused = laptop.go_on(chair.id).unwrap_err();
    assert_eq!(refused.key, "client-offline-ended");
    assert_eq!(
        refused.args,
        vec![("date".to_owned(), last.format("%d.%m.%Y").to_string())]
    );
    assert_eq!(
        laptop.run(Command::LoadVisits).unwrap_err().key,
        "client-not-signed-in"
    );
    laptop.client.shutdown();
    drop(laptop);

    // With the registry again: in, a new term, and the record is there and goes out.
    let mut laptop = Laptop::start(clocked(&data, &registry.url(), &clock));
    laptop.unlock().unwrap();
    laptop.sign_in(&|person| person.id == chair.id);
    assert_eq!(
        until(&laptop, chair.id),
        Some(Policy::pilot().offline_until(clock.now()))
    );
    assert_eq!(
        laptop.open(visit).draft.value(&FieldKey::Objections),
        Some(&json!("записано в последний день"))
    );
    laptop.drained();
}

#[test]
fn a_colleague_cannot_go_on_under_another_name() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let clock = Arc::new(SetClock::default());
    let (mut laptop, chair) =
        Laptop::signed_in(clocked(&data, &registry.url(), &clock), &commission);
    laptop.run(Command::SignOut).unwrap();
    let other = laptop.sign_in(&|person| commission(person) && person.id != chair.id);
    laptop.client.shutdown();
    drop(laptop);

    let mut laptop = away(&data, &clock);
    let key_of = |person: PersonId, key: PersonId, password: &str| Command::ContinueOffline {
        person,
        key: KeySource::Sample(key),
        password: Secret::new(password),
    };
    let refused = laptop.run(key_of(chair.id, other.id, "")).unwrap_err();
    assert_eq!(refused.key, "client-offline-other-person");
    let refused = laptop
        .run(key_of(chair.id, chair.id, "не тот"))
        .unwrap_err();
    assert_eq!(refused.key, "signing-error-password");
    let nobody = laptop.run(Command::LoadVisits).unwrap_err();
    assert_eq!(nobody.key, "client-not-signed-in");
    laptop.run(key_of(chair.id, chair.id, "")).unwrap();
    assert!(laptop.seen.iter().any(|event| matches!(
        event,
        Event::Lock(LockState::SignedIn { person, .. }) if person.id == chair.id
    )));
}

#[test]
fn a_clock_set_back_gives_no_more_time() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let clock = Arc::new(SetClock::default());
    let (mut laptop, chair) =
        Laptop::signed_in(clocked(&data, &registry.url(), &clock), &commission);
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    laptop.client.shutdown();
    drop(laptop);

    // Before the sign-in at the registry.
    clock.shift(TimeDelta::hours(-1));
    let mut laptop = away(&data, &clock);
    assert_eq!(
        laptop.go_on(chair.id).unwrap_err().key,
        "client-offline-clock"
    );
    // Two days later something is written; then the clock goes back one, still after the sign-in.
    clock.shift(TimeDelta::days(2));
    laptop.go_on(chair.id).unwrap();
    clock.shift(TimeDelta::days(2) + TimeDelta::hours(1));
    let changes = vec![(FieldKey::Objections, json!("позже"))];
    laptop.run(Command::WriteDraft { visit, changes }).unwrap();
    laptop.client.shutdown();
    drop(laptop);
    clock.shift(TimeDelta::days(2) + TimeDelta::minutes(30));
    let mut laptop = away(&data, &clock);
    let refused = laptop.go_on(chair.id).unwrap_err();
    assert_eq!(refused.key, "client-offline-clock");
    assert_eq!(refused.args.len(), 2, "now and before are named");
    laptop.client.shutdown();
    drop(laptop);

    // A clock that had run ahead and was put right: the registry ends it.
    clock.shift(TimeDelta::zero());
    let mut laptop = Laptop::start(clocked(&data, &registry.url(), &clock));
    laptop.unlock().unwrap();
    assert_eq!(
        laptop.go_on(chair.id).unwrap_err().key,
        "client-offline-clock"
    );
    laptop.sign_in(&|person| person.id == chair.id);
    laptop.client.shutdown();
    drop(laptop);
    let mut laptop = away(&data, &clock);
    laptop.go_on(chair.id).unwrap();
}
