//! Two laptops write the draft of one visit at once, over networks that lose, repeat, delay and
//! reorder, with restarts and a stick: in the end both and the registry have the same, and no
//! value is gone that nobody saw.
//!
//! `BAQYLAU_HISTORIES` sets how many histories there are (500 unless told), `BAQYLAU_SEED` the
//! first seed; a failure names the seed of its history.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop and tell"
)]

use baqylau_client::ClientConfig;
use baqylau_client::ui::{Command, Event, KeySource, LockState, Secret};
use baqylau_domain::draft::{Draft, Field, FieldKey, FieldVersion};
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::visit::{StageName, Visit, VisitOp};
use baqylau_protocol::feed::Change;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use baqylau_tests::dice::Dice;
use baqylau_tests::laptop::{Laptop, config};
use baqylau_tests::network::{Deeds, Network};
use baqylau_tests::prepared::{Prepared, prepared};
use baqylau_tests::{record, setting};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Fields of one history.
const FIELDS: [&str; 3] = ["/a", "/b", "/c"];

/// Fewest histories worth setting up two laptops for.
const SHARE: u64 = 25;

/// Longest time two laptops may take to agree once the network is good.
const AGREEMENT: Duration = Duration::from_secs(90);

/// What a campaign did.
#[derive(Debug, Default)]
struct Count {
    histories: AtomicU64,
    writes: AtomicU64,
    conflicts: AtomicU64,
    settled: AtomicU64,
    restarts: AtomicU64,
    sticks: AtomicU64,
    offline: AtomicU64,
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// One of the two laptops.
struct Side {
    laptop: Option<Laptop>,
    config: ClientConfig,
    network: Arc<Network>,
    person: PersonId,
    /// Their key file and its password.
    key: (KeySource, String),
    offline: bool,
    /// Versions written here in this history.
    written: Vec<(FieldKey, FieldVersion)>,
    /// Versions that reached this laptop.
    reached: Vec<(FieldKey, FieldVersion)>,
}

impl Side {
    fn laptop(&mut self) -> &mut Laptop {
        self.laptop.as_mut().expect("switched on")
    }

    fn restart(&mut self) {
        self.gather();
        self.laptop.take().expect("switched on").stop();
        let mut laptop = Laptop::start_with(self.config.clone(), self.network.clone()).unwrap();
        assert!(matches!(laptop.lock(), Some(LockState::Locked { .. })));
        laptop.open_store().unwrap();
        laptop
            .must(
                "network",
                Command::SetOffline {
                    offline: self.offline,
                },
            )
            .unwrap();
        laptop.go_on(self.person, &self.key.0, &self.key.1).unwrap();
        self.laptop = Some(laptop);
    }

    /// Takes in what the laptop said it saved and what reached it.
    fn gather(&mut self) {
        let events = self.laptop().take_events();
        self.reached.extend(self.network.take_delivered());
        for event in events {
            let Event::DraftSaved { fields, .. } = event else {
                continue;
            };
            for (key, version) in fields {
                self.written.push((key, version));
            }
        }
    }

    fn write(&mut self, visit: VisitId, changes: Vec<(FieldKey, Value)>) {
        self.laptop().write(visit, changes).unwrap();
        self.gather();
    }

    fn draft(&mut self, visit: VisitId) -> Arc<Draft> {
        let opened = self.laptop().open(visit).unwrap();
        self.gather();
        opened.draft.clone()
    }
}

/// Two laptops at one visit.
struct Pair<'a> {
    visit: VisitId,
    sides: [Side; 2],
    database: Connection,
    stick: PathBuf,
    count: &'a Count,
}

fn fast(folder: &Path, url: &str, device: &str) -> ClientConfig {
    let mut config = config(folder, url, device);
    config.pace.period = Duration::from_millis(600);
    config.pace.first_wait = Duration::from_millis(4);
    config.pace.longest_wait = Duration::from_millis(25);
    config.pace.settle = Duration::from_millis(1);
    config
}

/// Prepares two laptops at a visit that is being recorded.
fn pair<'a>(
    prepared: &Prepared,
    visit: &Visit,
    folder: &Path,
    registry: (&str, &Path),
    carrier: &tokio::runtime::Handle,
    deeds: &Arc<Deeds>,
    count: &'a Count,
) -> Pair<'a> {
    let (url, data) = registry;
    let secretary = visit
        .members
        .iter()
        .find(|member| member.role == CommissionRole::Secretary)
        .unwrap()
        .person;
    let other = visit
        .members
        .iter()
        .find(|m| m.person != secretary && prepared.key(m.person).is_ok() && m.role.signs())
        .unwrap()
        .person;
    let side = |person: PersonId, device: &str| {
        let network = Network::new(url, carrier.clone(), deeds.clone()).unwrap();
        let config = fast(&folder.join(device), url, device);
        let mut laptop = Laptop::start_with(config.clone(), network.clone()).unwrap();
        laptop.open_store().unwrap();
        let (key, password): (KeySource, String) = prepared.key(person).unwrap();
        laptop.sign_in(&key, &password).unwrap();
        laptop.visit_pulled(visit.id).unwrap();
        laptop
            .stubbornly("pack", &Command::FetchPack { visit: visit.id })
            .unwrap();
        Side {
            laptop: Some(laptop),
            config,
            network,
            person,
            key: (key, password),
            offline: false,
            written: Vec::new(),
            reached: Vec::new(),
        }
    };
    let mut one = side(secretary, "ONE");
    let laptop = one.laptop();
    laptop
        .op(visit.id, VisitOp::Arrive { location: None })
        .unwrap();
    laptop.op(visit.id, VisitOp::HandLeaflet).unwrap();
    laptop.op(visit.id, VisitOp::Admit).unwrap();
    laptop.drained().unwrap();
    let mut two = side(other, "TWO");
    two.laptop()
        .reached(visit.id, |stage| stage.name() == StageName::Recording)
        .unwrap();
    Pair {
        visit: visit.id,
        sides: [one, two],
        database: Connection::open(data.join("registry.db")).unwrap(),
        stick: folder.join("stick.baqylau"),
        count,
    }
}

impl Pair<'_> {
    /// Plays one history and checks its laws.
    fn play(&mut self, seed: u64) -> Result<(), String> {
        let mut dice = Dice::new(seed);
        for side in &mut self.sides {
            side.gather();
            side.written.clear();
            side.network.worsen(Dice::new(dice.throw()));
        }
        let keys: Vec<FieldKey> = FIELDS
            .iter()
            .map(|path| FieldKey::Answer {
                list: format!("H{seed}"),
                path: (*path).to_owned(),
            })
            .collect();
        let steps = 6 + dice.below(9);
        for step in 0..steps {
            self.step(&mut dice, &keys, &format!("{seed}-{step}"))?;
        }
        for side in &mut self.sides {
            side.network.heal();
            side.offline = false;
            side.laptop()
                .must("network", Command::SetOffline { offline: false })?;
        }
        let drafts = self.agree(&keys)?;
        self.laws(&keys, &drafts)?;
        if seed.is_multiple_of(3) && drafts.values().any(Field::is_conflicted) {
            let who = dice.index(2);
            self.settle(who, &drafts)?;
            let drafts = self.agree(&keys)?;
            self.laws(&keys, &drafts)?;
            if drafts.values().any(Field::is_conflicted) {
                return Err(format!("settled and still in conflict: {}", show(&drafts)));
            }
        }
        count(&self.count.histories);
        Ok(())
    }

    fn step(&mut self, dice: &mut Dice, keys: &[FieldKey], name: &str) -> Result<(), String> {
        let (visit, who) = (self.visit, dice.index(2));
        let side = &mut self.sides[who];
        let key = keys[dice.index(keys.len())].clone();
        let value = || json!(format!("{name}-{who}"));
        match dice.below(100) {
            0..46 => {
                side.write(visit, vec![(key, value())]);
                count(&self.count.writes);
            }
            46..54 => {
                side.write(
                    visit,
                    keys.iter().map(|key| (key.clone(), value())).collect(),
                );
                count(&self.count.writes);
            }
            54..58 => {
                side.write(visit, vec![(key, Value::Null)]);
                count(&self.count.writes);
            }
            58..68 => {
                side.laptop().must("synchronising", Command::SyncNow)?;
                side.laptop().pause(Duration::from_millis(15));
                let draft = side.draft(visit);
                let conflict = keys.iter().find_map(|key| {
                    let field = draft.field(key).filter(|field| field.is_conflicted())?;
                    Some((key.clone(), field.versions().last()?.value.clone()))
                });
                if let Some((key, value)) = conflict {
                    side.laptop()
                        .must("settling", Command::ResolveConflict { visit, key, value })?;
                    side.gather();
                    count(&self.count.settled);
                }
            }
            68..78 => {
                side.laptop().must("synchronising", Command::SyncNow)?;
                side.laptop().pause(Duration::from_millis(dice.below(20)));
            }
            78..86 => {
                side.offline = !side.offline;
                let offline = side.offline;
                side.laptop()
                    .must("network", Command::SetOffline { offline })?;
                count(&self.count.offline);
            }
            86..93 => {
                side.restart();
                count(&self.count.restarts);
            }
            _ => self.carry(who)?,
        }
        Ok(())
    }

    /// One member settles every conflict.
    fn settle(&mut self, who: usize, drafts: &BTreeMap<FieldKey, Field>) -> Result<(), String> {
        let (visit, side) = (self.visit, &mut self.sides[who]);
        for (key, field) in drafts.iter().filter(|(_, field)| field.is_conflicted()) {
            let value = field
                .versions()
                .last()
                .map(|last| last.value.clone())
                .unwrap_or_default();
            let settle = Command::ResolveConflict {
                visit,
                key: key.clone(),
                value,
            };
            side.laptop().must("settling", settle)?;
            side.gather();
            count(&self.count.settled);
        }
        Ok(())
    }

    /// One laptop's draft goes to the other on a stick.
    fn carry(&mut self, from: usize) -> Result<(), String> {
        let (visit, to) = (self.visit, self.stick.clone());
        let passphrase = || Secret::new("told by word of mouth");
        let draft = self.sides[from].draft(visit);
        let export = Command::ExportBundle {
            visit,
            to: to.clone(),
            passphrase: passphrase(),
        };
        self.sides[from]
            .laptop()
            .must("writing the stick", export)?;
        let later = self.sides[from].draft(visit);
        let other = &mut self.sides[1 - from];
        // What was on the stick is between what was there before and after it was written.
        for draft in [draft, later] {
            for (key, field) in draft.iter() {
                let versions = field.versions().iter().cloned();
                other
                    .reached
                    .extend(versions.map(|version| (key.clone(), version)));
            }
        }
        let import = Command::ImportBundle {
            from: to,
            passphrase: passphrase(),
        };
        other.laptop().must("reading the stick", import)?;
        other.gather();
        count(&self.count.sticks);
        Ok(())
    }

    /// Waits until both laptops and the registry show the same; answers it.
    fn agree(&mut self, keys: &[FieldKey]) -> Result<BTreeMap<FieldKey, Field>, String> {
        let visit = self.visit;
        let begun = Instant::now();
        loop {
            let mut views: Vec<BTreeMap<FieldKey, Field>> = Vec::new();
            let mut drained = true;
            for side in &mut self.sides {
                side.laptop().must("synchronising", Command::SyncNow)?;
                drained &= side.laptop().is_drained()?;
                let draft = side.draft(visit);
                views.push(of(&draft, keys));
            }
            let there = self.at_registry(keys)?;
            if drained && views.iter().all(|view| *view == there) {
                return Ok(there);
            }
            if begun.elapsed() > AGREEMENT {
                let tails: Vec<_> = self
                    .sides
                    .iter_mut()
                    .map(|side| (side.laptop().outbox().ok(), side.laptop().tail()))
                    .collect();
                return Err(format!(
                    "no agreement (drained: {drained}): laptops {}, registry {}; {tails:?}",
                    views.iter().map(show).collect::<Vec<_>>().join(" | "),
                    show(&there)
                ));
            }
            for side in &mut self.sides {
                side.laptop().pause(Duration::from_millis(25));
            }
        }
    }

    fn at_registry(&self, keys: &[FieldKey]) -> Result<BTreeMap<FieldKey, Field>, String> {
        let mut there = BTreeMap::new();
        let mut statement = self
            .database
            .prepare_cached("SELECT body FROM drafts WHERE visit = ?1 AND field = ?2")
            .map_err(|error| error.to_string())?;
        for key in keys {
            let body: Option<String> = statement
                .query_row((self.visit.to_string(), key.to_string()), |r| r.get(0))
                .ok();
            if let Some(body) = body {
                let field = serde_json::from_str(&body).map_err(|error| error.to_string())?;
                there.insert(key.clone(), field);
            }
        }
        Ok(there)
    }

    /// What must hold of every history.
    fn laws(
        &mut self,
        keys: &[FieldKey],
        agreed: &BTreeMap<FieldKey, Field>,
    ) -> Result<(), String> {
        for side in &mut self.sides {
            side.gather();
        }
        let written = self.sides.iter().flat_map(|side| &side.written);
        if let Some((key, version)) = gone_unseen(written, agreed) {
            return Err(format!("{key}: {} is gone unseen", version.value));
        }
        // Who replaces a value has had it: written here, or brought by the network or a stick.
        for (own, other) in [(0, 1), (1, 0)] {
            for (key, version) in &self.sides[own].written {
                let theirs = &self.sides[other].written;
                let unseen = not_had(key, version, theirs, &self.sides[own].reached);
                if let Some(earlier) = unseen {
                    return Err(format!(
                        "{key}: {} replaced {} without having had it",
                        version.value, earlier.value
                    ));
                }
            }
        }
        let fed = self.fed(keys)?;
        if fed != *agreed {
            return Err(format!(
                "the feed says {}, the draft {}",
                show(&fed),
                show(agreed)
            ));
        }
        let conflicts = agreed
            .values()
            .filter(|field| field.is_conflicted())
            .count();
        self.count
            .conflicts
            .fetch_add(conflicts as u64, Ordering::Relaxed);
        Ok(())
    }

    /// The draft as somebody sees it who reads the feed from its beginning.
    fn fed(&self, keys: &[FieldKey]) -> Result<BTreeMap<FieldKey, Field>, String> {
        let mut statement = self
            .database
            .prepare_cached("SELECT seq, body FROM feed WHERE scope = ?1 ORDER BY seq")
            .map_err(|error| error.to_string())?;
        let rows = statement
            .query_map([format!("draft:{}", self.visit)], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
            .map_err(|error| error.to_string())?;
        let mut draft = Draft::default();
        for ((seq, body), expected) in rows.into_iter().zip(1..) {
            if seq != expected {
                return Err(format!("the feed has {seq} instead of {expected}"));
            }
            if !keys.iter().any(|key| body.contains(&key.to_string())) {
                continue;
            }
            let change: Change = serde_json::from_str(&body).map_err(|error| error.to_string())?;
            if let Change::Field { key, version, .. } = change {
                draft.merge(key, version);
            }
        }
        Ok(of(&draft, keys))
    }
}

/// A version that neither stands nor was seen by one that does.
fn gone_unseen<'a>(
    mut written: impl Iterator<Item = &'a (FieldKey, FieldVersion)>,
    agreed: &BTreeMap<FieldKey, Field>,
) -> Option<&'a (FieldKey, FieldVersion)> {
    written.find(|(key, version)| {
        let stands = |last: &FieldVersion| {
            last == version || (last.clock != version.clock && last.clock.covers(&version.clock))
        };
        !agreed
            .get(key)
            .is_some_and(|field| field.versions().iter().any(stands))
    })
}

/// A version of the other laptop that this one says it has seen, and that never reached it: not
/// itself, and not a later one that stands for it.
fn not_had<'a>(
    key: &FieldKey,
    version: &FieldVersion,
    theirs: &'a [(FieldKey, FieldVersion)],
    reached: &[(FieldKey, FieldVersion)],
) -> Option<&'a FieldVersion> {
    let claimed = theirs
        .iter()
        .filter(|(of, earlier)| of == key && version.clock.covers(&earlier.clock));
    let mut not_had = claimed.filter(|(of, earlier)| {
        !reached
            .iter()
            .any(|(key, had)| key == of && (had == earlier || had.clock.covers(&earlier.clock)))
    });
    not_had.next().map(|(_, earlier)| earlier)
}

fn of(draft: &Draft, keys: &[FieldKey]) -> BTreeMap<FieldKey, Field> {
    keys.iter()
        .filter_map(|key| draft.field(key).map(|field| (key.clone(), field.clone())))
        .collect()
}

fn show(fields: &BTreeMap<FieldKey, Field>) -> String {
    let field = |(key, field): (&FieldKey, &Field)| {
        let values: Vec<String> = field
            .versions()
            .iter()
            .map(|version| version.value.to_string())
            .collect();
        format!("{key} = {}", values.join(" / "))
    };
    fields.iter().map(field).collect::<Vec<_>>().join("; ")
}

#[test]
fn whatever_the_network_does_both_laptops_and_the_registry_end_the_same() {
    let begun = Instant::now();
    let (histories, first) = (
        setting("BAQYLAU_HISTORIES", 500),
        setting("BAQYLAU_SEED", 1),
    );
    let prepared = prepared().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("registry");
    prepared.copy_to(&data).unwrap();
    let registry = EmbeddedRegistry::start(RegistryConfig::demo(&data)).unwrap();
    let url = registry.url();
    let carrier = tokio::runtime::Runtime::new().unwrap();
    let (deeds, counted) = (Arc::new(Deeds::default()), Count::default());
    let visits: Vec<&Visit> = prepared
        .visits()
        .iter()
        .filter(|visit| {
            visit
                .members
                .iter()
                .any(|m| m.role == CommissionRole::Secretary)
        })
        .collect();
    // A draft grows with every history: each visit takes its share of them.
    let share = histories.div_ceil(visits.len() as u64).max(SHARE);
    let (next, failed) = (AtomicU64::new(0), AtomicBool::new(false));
    let faults: Mutex<Vec<String>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let (next, failed, faults, visits) = (&next, &failed, &faults, &visits);
            let (deeds, counted, url, data) = (&deeds, &counted, &url, &data);
            let (folder, carrier) = (folder.path(), carrier.handle());
            scope.spawn(move || {
                while !failed.load(Ordering::SeqCst) {
                    let block = next.fetch_add(1, Ordering::SeqCst);
                    let numbers = block * share..histories.min((block + 1) * share);
                    if numbers.is_empty() {
                        break;
                    }
                    let visit = visits[usize::try_from(block).unwrap()];
                    let folder = folder.join(format!("visit{block}"));
                    let mut pair = pair(
                        prepared,
                        visit,
                        &folder,
                        (url, data),
                        carrier,
                        deeds,
                        counted,
                    );
                    for seed in numbers.map(|number| first + number) {
                        if failed.load(Ordering::SeqCst) {
                            break;
                        }
                        if let Err(fault) = pair.play(seed) {
                            failed.store(true, Ordering::SeqCst);
                            faults.lock().unwrap().push(format!("seed {seed}: {fault}"));
                        }
                    }
                    for side in pair.sides {
                        side.laptop.unwrap().stop();
                    }
                }
            });
        }
    });
    println!("{} visits, {share} histories each", visits.len());
    println!(
        "{counted:#?}\n{deeds:#?}\nseeds {first}..{}, {:.1} s",
        first + histories,
        begun.elapsed().as_secs_f32()
    );
    drop(registry);
    let faults = faults.into_inner().unwrap();
    assert_eq!(faults, Vec::<String>::new());
    let health = record::health(&data).unwrap();
    assert_eq!(health.scopes_with_gaps, Vec::<String>::new());
    assert_eq!(health.audit_broken_at, None);
    assert_eq!(counted.histories.into_inner(), histories);
}

#[test]
fn the_laws_know_a_lost_value_and_a_false_claim() {
    let at = baqylau_domain::Moment::UNIX_EPOCH;
    let install = |n| baqylau_domain::identifiers::InstallId::new(uuid::Uuid::from_u128(n));
    let person = PersonId::new(uuid::Uuid::from_u128(7));
    let key = FieldKey::Objections;
    let first = Field::default().write(install(1), json!("one"), person, at);
    let beside = Field::default().write(install(2), json!("two"), person, at);
    let mut seen = Field::default();
    seen.merge(first.clone());
    let after = seen.write(install(2), json!("three"), person, at);
    let field = |versions: &[&FieldVersion]| {
        let mut field = Field::default();
        for version in versions {
            field.merge((*version).clone());
        }
        BTreeMap::from([(key.clone(), field)])
    };
    let written = [(key.clone(), first.clone()), (key.clone(), beside.clone())];
    let gone = |agreed| gone_unseen(written.iter(), &agreed).is_some();
    assert!(!gone(field(&[&first, &beside])), "in conflict is not lost");
    assert!(gone(field(&[&first])), "one of two is lost");
    assert!(gone(BTreeMap::new()), "both are lost");
    let once = [(key.clone(), first.clone())];
    assert!(
        gone_unseen(once.iter(), &field(&[&after])).is_none(),
        "seen and replaced"
    );
    assert!(
        gone_unseen(once.iter(), &field(&[&beside])).is_some(),
        "replaced unseen"
    );
    // The second laptop says it has seen the first value.
    assert!(not_had(&key, &after, &once, &[]).is_some());
    assert!(not_had(&key, &after, &once, &once).is_none());
    assert!(not_had(&key, &beside, &once, &[]).is_none());
}
