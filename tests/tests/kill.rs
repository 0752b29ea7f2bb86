//! Laptop and registry are killed at every step of a visit and at random moments: nothing
//! acknowledged is lost, nothing is doubled, and the act gets exactly one number.
//!
//! `BAQYLAU_KILLS` sets how many kills there are (200 unless told), `BAQYLAU_SEED` the dice.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop and tell"
)]

use baqylau_domain::people::CommissionRole;
use baqylau_domain::visit::Visit;
use baqylau_tests::dice::Dice;
use baqylau_tests::ledger::{Found, Ledger, Line, Verdict};
use baqylau_tests::prepared::{Prepared, copy_folder, prepared};
use baqylau_tests::processes::{Process, RegistryProcess};
use baqylau_tests::{nap, record, script, setting};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const LAPTOP: &str = env!("CARGO_BIN_EXE_laptop");
const REGISTRY: &str = env!("CARGO_BIN_EXE_registry_process");

/// Longest silence of a laptop.
const SILENCE: Duration = Duration::from_secs(75);

/// Kills in one visit before it may go to its end.
const KILLS_OF_A_VISIT: u64 = 40;

/// Kills at a step before it is no longer looked for.
const KILLS_OF_A_STEP: u64 = 4;

/// Kills from which on a campaign is a whole one.
const WHOLE_CAMPAIGN: u64 = 200;

/// Every step of a visit: a whole campaign kills at each.
const STEPS: [&str; 24] = [
    "open",
    "create",
    "sign-in",
    "visits",
    "pack",
    "arrive",
    "hand-leaflet",
    "admit",
    "answer",
    "answers",
    "rewrite",
    "head-count",
    "party",
    "photo",
    "preview",
    "finding",
    "begin-merging",
    "compose",
    "fix-act",
    "sign-1",
    "sign-4",
    "hand-over",
    "send",
    "number",
];

/// What a kill waits for.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// So many steps begun after the inventory, and so much later.
    Step(u64, Duration),
    /// A step where few kills were so far, and so much later.
    Rare(Duration),
    /// A step where no laptop was killed so far.
    Missing,
    /// So many acknowledgements.
    Acknowledged(u64),
    /// So much time after the start.
    Time(Duration),
    /// Never.
    Never,
}

/// Who is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Victim {
    Laptop,
    Registry,
    Both,
}

#[derive(Debug, Default, Clone)]
struct Row {
    laptop: u64,
    registry: u64,
    acknowledged: u64,
    lost: u64,
    doubled: u64,
}

/// The table of a campaign, and what went wrong.
#[derive(Debug, Default)]
struct Table {
    rows: BTreeMap<String, Row>,
    faults: Vec<String>,
    visits: u64,
}

impl Table {
    fn kill(&mut self, step: &str, victim: Victim, acknowledged: usize) {
        let row = self.rows.entry(step.to_owned()).or_default();
        row.laptop += u64::from(victim != Victim::Registry);
        row.registry += u64::from(victim != Victim::Laptop);
        row.acknowledged += acknowledged as u64;
    }

    fn is_rare(&self, step: &str) -> bool {
        self.rows
            .get(step)
            .is_none_or(|row| row.laptop < KILLS_OF_A_STEP)
    }

    /// Steps at which no laptop was killed yet.
    fn unkilled(&self) -> Vec<&'static str> {
        let killed = |step: &&str| self.rows.get(*step).is_some_and(|row| row.laptop > 0);
        STEPS.into_iter().filter(|step| !killed(step)).collect()
    }

    fn judge(&mut self, step: &str, verdict: &Verdict) {
        let row = self.rows.entry(step.to_owned()).or_default();
        row.lost += verdict.lost.len() as u64;
        row.doubled += (verdict.doubled.len() + verdict.invented.len()) as u64;
        if !verdict.is_clean() {
            self.faults
                .push(format!("after a kill at {step}: {verdict:?}"));
        }
    }

    fn print(&self) -> String {
        let mut text = format!(
            "{:<14} {:>7} {:>9} {:>13} {:>5} {:>8}\n",
            "step", "laptop", "registry", "acknowledged", "lost", "doubled"
        );
        let mut sum = Row::default();
        for (step, row) in &self.rows {
            text += &format!(
                "{step:<14} {:>7} {:>9} {:>13} {:>5} {:>8}\n",
                row.laptop, row.registry, row.acknowledged, row.lost, row.doubled
            );
            sum.laptop += row.laptop;
            sum.registry += row.registry;
            sum.acknowledged += row.acknowledged;
            sum.lost += row.lost;
            sum.doubled += row.doubled;
        }
        text += &format!(
            "{:<14} {:>7} {:>9} {:>13} {:>5} {:>8}\n{} visits registered\n",
            "all", sum.laptop, sum.registry, sum.acknowledged, sum.lost, sum.doubled, self.visits
        );
        text
    }
}

/// One visit in its own folder, with its own registry and laptop.
struct Scene {
    folder: tempfile::TempDir,
    registry: RegistryProcess,
    arguments: Vec<String>,
    ledger: Ledger,
    /// The step under way when somebody was killed last.
    step: String,
}

impl Scene {
    fn set(prepared: &Prepared, visit: &Visit, offline: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("registry");
        prepared.copy_to(&data).unwrap();
        std::fs::create_dir_all(folder.path().join("scratch")).unwrap();
        let registry = RegistryProcess::start(REGISTRY, &data).unwrap();
        let secretary = visit
            .members
            .iter()
            .find(|member| member.role == CommissionRole::Secretary)
            .unwrap()
            .person;
        let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
        let path = |name: &str| folder.path().join(name).display().to_string();
        let mut arguments: Vec<String> = [
            ("data", path("laptop")),
            ("scratch", path("scratch")),
            ("url", registry.url()),
            ("keys", prepared.keys().display().to_string()),
            ("person", secretary.to_string()),
            ("visit", visit.id.to_string()),
            ("now", now.to_rfc3339()),
        ]
        .into_iter()
        .flat_map(|(name, value)| [format!("--{name}"), value])
        .collect();
        if offline {
            arguments.push("--offline".to_owned());
        }
        Self {
            folder,
            registry,
            arguments,
            ledger: Ledger::default(),
            step: "open".to_owned(),
        }
    }

    fn laptop_folder(&self) -> PathBuf {
        self.folder.path().join("laptop")
    }

    /// The laptop's folder as it was some time ago is put in its place.
    fn roll_back(&self, earlier: &Path) {
        std::fs::remove_dir_all(self.laptop_folder()).unwrap();
        copy_folder(earlier, &self.laptop_folder()).unwrap();
    }

    fn start(&self) -> Process {
        let mut command = Command::new(LAPTOP);
        command.args(&self.arguments);
        Process::start(command).unwrap()
    }

    /// Takes in a line; the number, when the visit is finished.
    fn take(&mut self, line: &Line, run: &mut Run, table: &Mutex<Table>) -> Option<String> {
        match line.word.as_str() {
            "step" => self.step.clone_from(&line.kind),
            "found" => run.found.add(&line.kind, &line.key, &line.value),
            "ready" => {
                let verdict = self.ledger.judge(&run.found, &script::INVENTORY);
                table.lock().unwrap().judge(&run.killed_at, &verdict);
                self.ledger.adopt(&run.found);
                run.ready = true;
            }
            "trouble" => table.lock().unwrap().faults.push(format!(
                "after a kill at {}, during {}: {}",
                run.killed_at, self.step, line.kind
            )),
            "finished" => return Some(line.value.clone()),
            _ => self.ledger.take(line),
        }
        None
    }

    /// One life of the laptop: until it is killed, or finished.
    fn live(&mut self, moment: Moment, victim: Victim, table: &Mutex<Table>) -> End {
        let (mut moment, mut victim) = (moment, victim);
        let laptop = self.start();
        let begun = Instant::now();
        let mut heard = Instant::now();
        let mut run = Run {
            killed_at: self.step.clone(),
            ..Run::default()
        };
        let (mut steps, mut acknowledged, mut due) = (0, 0, None);
        if let Moment::Time(time) = moment {
            due = Some(begun + time);
        }
        loop {
            let patience = match due {
                Some(due) => due.saturating_duration_since(Instant::now()),
                None => SILENCE.saturating_sub(heard.elapsed()),
            };
            match laptop.line(patience) {
                Ok(Some(text)) => {
                    heard = Instant::now();
                    let Some(line) = Line::read(&text) else {
                        continue;
                    };
                    if let Some(number) = self.take(&line, &mut run, table) {
                        laptop.ended().unwrap();
                        return End::Finished(number);
                    }
                    if line.word == "trouble" {
                        return End::Trouble;
                    }
                    steps += u64::from(line.word == "step" && run.ready);
                    acknowledged += u64::from(line.word == "ack");
                    match moment {
                        Moment::Step(after, later) if steps >= after && due.is_none() => {
                            due = Some(Instant::now() + later);
                        }
                        Moment::Rare(later)
                            if line.word == "step"
                                && due.is_none()
                                && table.lock().unwrap().is_rare(&line.kind) =>
                        {
                            due = Some(Instant::now() + later);
                        }
                        Moment::Missing
                            if line.word == "step"
                                && due.is_none()
                                && table
                                    .lock()
                                    .unwrap()
                                    .unkilled()
                                    .contains(&line.kind.as_str()) =>
                        {
                            due = Some(Instant::now());
                        }
                        Moment::Acknowledged(after) if acknowledged >= after && due.is_none() => {
                            due = Some(Instant::now());
                        }
                        _ => {}
                    }
                }
                Ok(None) if due.is_some() => {}
                Ok(None) => {
                    let fault = format!("the laptop is silent at {}", self.step);
                    table.lock().unwrap().faults.push(fault);
                    laptop.kill();
                    return End::Trouble;
                }
                Err(_) => {
                    let fault = format!("the laptop died by itself at {}", self.step);
                    table.lock().unwrap().faults.push(fault);
                    return End::Trouble;
                }
            }
            if due.is_none_or(|due| Instant::now() < due) {
                continue;
            }
            let step = self.step.clone();
            if victim != Victim::Laptop {
                self.registry.kill();
                if victim == Victim::Registry {
                    let acknowledged_so_far = self.ledger.acknowledged();
                    table
                        .lock()
                        .unwrap()
                        .kill(&step, victim, acknowledged_so_far);
                    // The laptop meets a registry that isn't there; then it is killed as well.
                    nap(Duration::from_millis(60));
                    self.registry.restart().unwrap();
                    (moment, victim) = (Moment::Step(3, Duration::ZERO), Victim::Laptop);
                    (steps, due) = (0, None);
                    continue;
                }
            }
            for text in laptop.kill() {
                let Some(line) = Line::read(&text) else {
                    continue;
                };
                if let Some(number) = self.take(&line, &mut run, table) {
                    self.registry.restart().unwrap();
                    return End::Finished(number);
                }
            }
            table
                .lock()
                .unwrap()
                .kill(&step, victim, self.ledger.acknowledged());
            if victim == Victim::Both {
                self.registry.restart().unwrap();
            }
            return End::Killed;
        }
    }

    /// The registry stands still; what it holds is compared with everything acknowledged.
    fn close(&mut self, number: &str, table: &Mutex<Table>) {
        self.registry.kill();
        let found = record::read(self.registry.folder(), self.visit()).unwrap();
        let kinds = ["field", "blob", "op", "act", "signature"];
        let verdict = self.ledger.judge(&found.found, &kinds);
        let mut table = table.lock().unwrap();
        table.judge("at the end", &verdict);
        table.visits += 1;
        let signatures = found
            .visit
            .stage
            .signed_file()
            .map_or(0, |file| file.signatures.len());
        if signatures != found.visit.signers().len() || found.visit.stage.number() != Some(number) {
            table
                .faults
                .push(format!("{signatures} signatures, number {number}"));
        }
        table.faults.extend(found.faults);
    }

    fn visit(&self) -> baqylau_domain::identifiers::VisitId {
        let at = self
            .arguments
            .iter()
            .position(|argument| argument == "--visit")
            .unwrap();
        self.arguments[at + 1].parse().unwrap()
    }
}

#[derive(Default)]
struct Run {
    killed_at: String,
    found: Found,
    ready: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Killed,
    Finished(String),
    Trouble,
}

fn plan(dice: &mut Dice) -> (Moment, Victim) {
    let moment = match dice.below(100) {
        0..40 => Moment::Rare(Duration::from_micros(dice.below(12_000))),
        40..60 => Moment::Step(1 + dice.below(4), Duration::from_micros(dice.below(9_000))),
        60..80 => Moment::Acknowledged(1 + dice.below(12)),
        _ => Moment::Time(Duration::from_millis(5 + dice.below(700))),
    };
    let victim = match dice.below(100) {
        0..72 => Victim::Laptop,
        72..88 => Victim::Registry,
        _ => Victim::Both,
    };
    (moment, victim)
}

/// How many kills there are still to be.
struct Quota {
    left: AtomicU64,
    /// Whether every step is to see one.
    whole: bool,
    /// Visits beyond those, while a step hasn't: which steps the dice meet is a matter of time.
    more_visits: AtomicU64,
}

impl Quota {
    fn of(kills: u64) -> Self {
        Self {
            left: AtomicU64::new(kills),
            whole: kills >= WHOLE_CAMPAIGN,
            more_visits: AtomicU64::new(8),
        }
    }

    fn is_met(&self) -> bool {
        self.left.load(Ordering::SeqCst) == 0
    }

    /// Whether another visit begins.
    fn wants_a_visit(&self, table: &Mutex<Table>) -> bool {
        !self.is_met() || (self.misses(table) && Self::take_one(&self.more_visits))
    }

    /// Whether somebody is killed once more in a visit.
    fn wants_a_kill(&self, table: &Mutex<Table>) -> bool {
        !self.is_met() || self.misses(table)
    }

    fn spend(&self) {
        Self::take_one(&self.left);
    }

    fn misses(&self, table: &Mutex<Table>) -> bool {
        self.whole && !table.lock().unwrap().unkilled().is_empty()
    }

    /// Never below nothing: the other lane counts too.
    fn take_one(count: &AtomicU64) -> bool {
        let less = |n: u64| n.checked_sub(1);
        count
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
            .is_ok()
    }
}

/// Plays visits until there were enough kills.
fn lane(prepared: &Prepared, seed: u64, quota: &Quota, table: &Mutex<Table>) {
    let mut dice = Dice::new(seed);
    let visits = eligible(prepared);
    let mut index = dice.index(visits.len());
    while table.lock().unwrap().faults.is_empty() && quota.wants_a_visit(table) {
        let visit = visits[index % visits.len()];
        index += 1;
        let mut scene = Scene::set(prepared, visit, dice.percent(50));
        let mut kills = 0;
        let number = loop {
            let again = kills < KILLS_OF_A_VISIT && quota.wants_a_kill(table);
            let (moment, victim) = match again {
                true if quota.is_met() => (Moment::Missing, Victim::Laptop),
                true => plan(&mut dice),
                false => (Moment::Never, Victim::Laptop),
            };
            match scene.live(moment, victim, table) {
                End::Finished(number) => break Some(number),
                End::Trouble => break None,
                End::Killed => {}
            }
            kills += 1;
            quota.spend();
        };
        let Some(number) = number else { return };
        scene.close(&number, table);
    }
}

/// Visits that a secretary leads and four people sign.
fn eligible(prepared: &Prepared) -> Vec<&Visit> {
    let visits: Vec<&Visit> = prepared
        .visits()
        .iter()
        .filter(|visit| visit.signers().len() == 4)
        .filter(|visit| {
            visit
                .members
                .iter()
                .any(|m| m.role == CommissionRole::Secretary)
        })
        .take(3)
        .collect();
    assert!(
        !visits.is_empty(),
        "the demonstration has visits with a secretary and four signers"
    );
    visits
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_doubled_by_kills() {
    let begun = Instant::now();
    let (kills, seed) = (
        setting("BAQYLAU_KILLS", 200),
        setting("BAQYLAU_SEED", 20_261_122),
    );
    let prepared = prepared().unwrap();
    println!("prepared in {:.1} s", begun.elapsed().as_secs_f32());
    let (quota, table) = (Quota::of(kills), Mutex::new(Table::default()));
    std::thread::scope(|scope| {
        for number in 0..2 {
            let (quota, table) = (&quota, &table);
            scope.spawn(move || lane(prepared, seed ^ (number << 32), quota, table));
        }
    });
    let table = table.into_inner().unwrap();
    println!("{}", table.print());
    println!("seed {seed}, {:.1} s", begun.elapsed().as_secs_f32());
    assert_eq!(table.faults, Vec::<String>::new(), "seed {seed}");
    assert!(quota.is_met());
    if quota.whole {
        let unkilled = table.unkilled();
        assert!(
            unkilled.is_empty(),
            "no laptop was killed at {unkilled:?}; seed {seed}"
        );
    }
}

#[test]
fn the_campaign_notices_a_laptop_that_forgets() {
    let prepared = prepared().unwrap();
    let table = Mutex::new(Table::default());
    let mut scene = Scene::set(prepared, eligible(prepared)[0], true);
    let earlier = scene.folder.path().join("earlier");
    assert_eq!(
        scene.live(Moment::Acknowledged(9), Victim::Laptop, &table),
        End::Killed
    );
    copy_folder(&scene.laptop_folder(), &earlier).unwrap();
    assert_eq!(
        scene.live(Moment::Acknowledged(6), Victim::Laptop, &table),
        End::Killed
    );
    assert_eq!(table.lock().unwrap().faults, Vec::<String>::new());
    scene.roll_back(&earlier);
    scene.live(Moment::Acknowledged(1), Victim::Laptop, &table);
    let faults = table.into_inner().unwrap().faults;
    assert!(
        faults.iter().any(|fault| fault.contains("instead of")),
        "{faults:?}"
    );
}

fn ledger(lines: &[(&str, &str, &str, &str)]) -> Ledger {
    let mut ledger = Ledger::default();
    for (word, kind, key, value) in lines {
        ledger.take(&Line::new(word, kind, key, value));
    }
    ledger
}

fn found(things: &[(&str, &str, &str)]) -> Found {
    let mut found = Found::default();
    for (kind, key, value) in things {
        found.add(kind, key, value);
    }
    found
}

#[test]
fn the_checker_knows_lost_doubled_stale_and_invented_things() {
    let kinds = ["field", "act", "op"];
    let told = [
        ("try", "field", "a", "1"),
        ("ack", "field", "a", "1"),
        ("try", "field", "a", "2"),
        ("ack", "field", "a", "2"),
        ("try", "field", "a", "3"),
        ("ack", "act", "", "f00d"),
        ("ack", "op", "arrive", "once"),
    ];
    let judge = |things: &[(&str, &str, &str)]| ledger(&told).judge(&found(things), &kinds);
    let act = ("act", "", "f00d");
    let op = ("op", "arrive", "once");
    // As acknowledged, and one further than acknowledged: both are right.
    assert!(judge(&[("field", "a", "2"), act, op]).is_clean());
    assert!(judge(&[("field", "a", "3"), act, op]).is_clean());
    // Gone; an older value; another act.
    assert_eq!(judge(&[act, op]).lost.len(), 1);
    assert_eq!(judge(&[("field", "a", "1"), act, op]).lost.len(), 1);
    assert_eq!(
        judge(&[("field", "a", "2"), ("act", "", "beef"), op])
            .lost
            .len(),
        1
    );
    // Twice; never tried; made again.
    assert_eq!(judge(&[("field", "a", "2"), act, op, op]).doubled.len(), 1);
    assert_eq!(
        judge(&[("field", "a", "2"), act, op, ("field", "b", "x")])
            .invented
            .len(),
        1
    );
    let again = [("ack", "act", "", "f00d"), ("try", "act", "", "beef")];
    assert_eq!(
        ledger(&again).judge(&found(&[act]), &kinds).doubled.len(),
        1
    );
    // What was seen once stays acknowledged.
    let mut adopting = ledger(&[("try", "field", "a", "1")]);
    assert!(adopting.judge(&Found::default(), &kinds).is_clean());
    adopting.adopt(&found(&[("field", "a", "1")]));
    assert_eq!(adopting.judge(&Found::default(), &kinds).lost.len(), 1);
    // A line cut off by a kill is no line.
    assert_eq!(Line::read("ack\tfield\ta"), None);
}
