//! Kills under load: several clients send and read while the registry is killed again and again,
//! or loses its database server. Nothing acknowledged is lost, nothing counts twice, no month of a
//! voucher is redeemed twice, feeds have no gaps, the audit log only grows, and everybody ends with
//! the same.
//!
//! `BAQYLAU_REGISTRY_KILLS` says how many kills on each engine (10 unless told, 200 for a whole
//! campaign), `BAQYLAU_SEED` the dice.

use super::laptop::{Laptop, get};
use super::machine::{Process, program, server};
use super::redeeming::{self, Redeemer};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, Hello};
use baqylau_protocol::audit::AuditHead;
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, FeedPage, Scope, Scopes};
use reqwest::StatusCode;
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tlog_tiles::{Hash, check_tree};

/// What a turn of a load came to.
enum Turn {
    /// So many things acknowledged.
    Acknowledged(u64),
    /// Nobody answered, or asked to come later.
    Down,
}

/// What clients do. A further kind of load is a further variant, with its turn and its judgement.
enum Load {
    /// Writes operations into the draft of a visit.
    Writer(Box<Laptop>, usize),
    /// Reads that draft as it grows.
    Reader(Box<Laptop>, Vec<String>, uuid::Uuid),
    /// Sends attachments in pieces.
    Sender(Box<Laptop>, Vec<Vec<u8>>, bool),
    /// Demands proof that the audit log only grew.
    Witness(Box<Laptop>, u64, Hash),
    /// Redeems vouchers, against others who redeem the same months.
    Redeemer(Box<Redeemer>),
}

/// The kinds of a campaign, and how many of each.
const KINDS: [(&str, usize); 5] = [
    ("writer", 4),
    ("reader", 2),
    ("sender", 1),
    ("witness", 1),
    ("redeemer", 2),
];

/// A throw by which a redeemer goes on, nine requests at a time.
const ONWARD: u64 = 53;

/// Most operations a writer sends at once.
const MOST: usize = 60;

/// Bytes of an attachment and of its pieces.
const ATTACHMENT: usize = 200_000;
const PIECE: usize = 64 * 1024;

impl Load {
    async fn begin(kind: &str, base: &str, epoch: uuid::Uuid) -> Self {
        if kind == "redeemer" {
            let officer = Laptop::sign_in_as(base, AccountRole::IssuerOfficer).await;
            return Self::Redeemer(Box::new(Redeemer::new(Box::new(officer), base).await));
        }
        let laptop = Box::new(Laptop::sign_in(base).await);
        match kind {
            "writer" => Self::Writer(laptop, 0),
            "reader" => Self::Reader(laptop, Vec::new(), epoch),
            "sender" => Self::Sender(laptop, Vec::new(), true),
            "witness" => Self::Witness(laptop, 0, Hash([0; 32])),
            other => panic!("{other}"),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Writer(..) => "writer",
            Self::Reader(..) => "reader",
            Self::Sender(..) => "sender",
            Self::Witness(..) => "witness",
            Self::Redeemer(..) => "redeemer",
        }
    }

    /// One turn; what must never happen is an error.
    async fn turn(&mut self, base: &str, dice: &mut Dice) -> Result<Turn, String> {
        match self {
            Self::Writer(laptop, acknowledged) => {
                // After a silence the same operations again, and perhaps more behind them.
                let waiting = laptop.sealed.len() - *acknowledged;
                if waiting == 0 || (waiting < MOST && dice.below(3) == 0) {
                    (0..=dice.below(5)).for_each(|_| laptop.write());
                }
                let count = laptop.sealed.len() - *acknowledged;
                if !laptop.push(base, *acknowledged).await? {
                    return Ok(Turn::Down);
                }
                *acknowledged += count;
                Ok(Turn::Acknowledged(count as u64))
            }
            Self::Reader(laptop, seen, epoch) => {
                let Some(page) = page(laptop, base, *epoch, seen.len() as u64).await? else {
                    return Ok(Turn::Down);
                };
                let count = page.entries.len() as u64;
                take(seen, page)?;
                Ok(Turn::Acknowledged(count))
            }
            Self::Sender(laptop, sent, whole) => {
                if *whole {
                    let seed = dice.below(u64::MAX);
                    let mut bytes = seed.to_le_bytes().repeat(ATTACHMENT / 8);
                    bytes.extend(laptop.install.to_string().into_bytes());
                    sent.push(bytes);
                    *whole = false;
                }
                let bytes = sent.last().ok_or("nothing to send")?;
                *whole = send(laptop, base, bytes).await?;
                Ok(if *whole {
                    Turn::Acknowledged(1)
                } else {
                    Turn::Down
                })
            }
            Self::Witness(laptop, size, root) => {
                let url = format!("{base}{}?known={size}", api::SCOPES);
                let Some(scopes) = ask::<Scopes>(laptop, &url).await? else {
                    return Ok(Turn::Down);
                };
                let head: AuditHead = serde_json::from_str(&scopes.audit.signed.head).unwrap();
                let newest = hash(&head.root);
                let proof: Vec<Hash> = scopes.audit.proof.iter().map(|one| hash(one)).collect();
                let grew = match (*size, head.size) {
                    (0, _) => true,
                    (known, found) if known == found => newest == *root,
                    (known, found) if known > found => false,
                    (known, found) => check_tree(&proof, found, newest, known, *root).is_ok(),
                };
                if !grew {
                    return Err(format!("the audit log was {size} lines, now {}", head.size));
                }
                (*size, *root) = (head.size, newest);
                Ok(Turn::Acknowledged(1))
            }
            Self::Redeemer(redeemer) => {
                let answered = redeemer.turn(base, dice.below(u64::MAX)).await?;
                Ok(answered.map_or(Turn::Down, Turn::Acknowledged))
            }
        }
    }

    /// What became of everything, when nobody is killed any more: what is wrong.
    async fn judge(&mut self, base: &str, dice: &mut Dice, feed: &[String]) -> Vec<String> {
        let mut faults = Vec::new();
        match self {
            Self::Writer(laptop, acknowledged) => {
                match laptop.push(base, *acknowledged).await {
                    Ok(true) => *acknowledged = laptop.sealed.len(),
                    other => faults.push(format!("the rest didn't go through: {other:?}")),
                }
                let own = format!("/data/{}/", laptop.install);
                let found: Vec<&String> = feed.iter().filter(|key| key.contains(&own)).collect();
                // Those sent just now come after what the feed was read for.
                let expected: Vec<String> = (0..*acknowledged)
                    .map(|index| format!("answer|SAFE|{}", laptop.path(index)))
                    .collect();
                let lost = expected.iter().filter(|key| !found.contains(key)).count();
                if lost > 0 {
                    faults.push(format!("{lost} of {} operations lost", expected.len()));
                }
                if found.len() > expected.len() || found.iter().zip(&expected).any(|(a, b)| *a != b)
                {
                    faults.push("operations doubled or out of order".to_owned());
                }
            }
            Self::Reader(laptop, seen, epoch) => {
                loop {
                    match page(laptop, base, *epoch, seen.len() as u64).await {
                        Ok(Some(page)) if page.entries.is_empty() => break,
                        Ok(Some(page)) => faults.extend(take(seen, page).err()),
                        other => {
                            faults.push(format!("the feed doesn't end: {other:?}"));
                            break;
                        }
                    }
                }
                if seen != feed {
                    faults.push("a reader's copy isn't the feed".to_owned());
                }
            }
            Self::Sender(laptop, sent, whole) => {
                while !*whole {
                    match send(laptop, base, &sent[sent.len() - 1]).await {
                        Ok(done) => *whole = done,
                        Err(fault) => {
                            faults.push(fault);
                            break;
                        }
                    }
                }
                for bytes in sent.iter() {
                    let url = format!("{base}{}/{}", api::BLOBS, blob::hash(bytes));
                    let request = laptop.http.get(url);
                    let request = request.header("authorization", laptop.authorization());
                    let found = request.send().await.unwrap().bytes().await.unwrap();
                    if found != bytes.as_slice() {
                        faults.push("an attachment was lost".to_owned());
                    }
                }
            }
            Self::Witness(..) => match self.turn(base, dice).await {
                Ok(Turn::Acknowledged(_)) => {}
                Ok(Turn::Down) => faults.push("no answer".to_owned()),
                Err(fault) => faults.push(fault),
            },
            Self::Redeemer(redeemer) => {
                while !redeemer.is_done() {
                    match redeemer.turn(base, ONWARD).await {
                        Ok(Some(_)) => {}
                        Ok(None) => {
                            faults.push("redeeming doesn't end".to_owned());
                            break;
                        }
                        Err(fault) => {
                            faults.push(fault);
                            break;
                        }
                    }
                }
            }
        }
        faults
    }
}

fn hash(text: &str) -> Hash {
    let mut hash = [0; 32];
    hex::decode_to_slice(text, &mut hash).unwrap();
    Hash(hash)
}

/// An answer; nothing when there was none, or not now.
async fn ask<T: serde::de::DeserializeOwned>(
    laptop: &Laptop,
    url: &str,
) -> Result<Option<T>, String> {
    let request = laptop
        .http
        .get(url)
        .header("authorization", laptop.authorization());
    let Ok(response) = request.send().await else {
        return Ok(None);
    };
    match response.status() {
        StatusCode::SERVICE_UNAVAILABLE => Ok(None),
        status if status.is_success() => Ok(response.json().await.ok()),
        status => Err(format!("{url}: {status}")),
    }
}

async fn page(
    laptop: &Laptop,
    base: &str,
    epoch: uuid::Uuid,
    after: u64,
) -> Result<Option<FeedPage>, String> {
    let scope = Scope::Draft(laptop.visit);
    let url = format!(
        "{base}{}?scope={scope}&epoch={epoch}&after={after}",
        api::FEED
    );
    ask(laptop, &url).await
}

/// Takes in a page, whose entries have to follow what was seen without a gap.
fn take(seen: &mut Vec<String>, page: FeedPage) -> Result<(), String> {
    for entry in page.entries {
        if entry.seq != seen.len() as u64 + 1 {
            return Err(format!("entry {} after {}", entry.seq, seen.len()));
        }
        seen.push(match entry.change {
            Change::Field { key, .. } => key.to_string(),
            _ => String::new(),
        });
    }
    Ok(())
}

/// Sends what the registry doesn't have of an attachment; whether it has all of it.
async fn send(laptop: &Laptop, base: &str, bytes: &[u8]) -> Result<bool, String> {
    let url = format!("{base}{}/{}", api::BLOBS, blob::hash(bytes));
    let head = laptop
        .http
        .head(&url)
        .header("authorization", laptop.authorization());
    let Ok(state) = head.send().await else {
        return Ok(false);
    };
    if state.status() == StatusCode::SERVICE_UNAVAILABLE {
        return Ok(false);
    }
    let told = state.headers().get(api::UPLOAD_OFFSET);
    let mut offset: usize = told
        .and_then(|told| told.to_str().ok()?.parse().ok())
        .ok_or_else(|| format!("HEAD of an attachment: {}", state.status()))?;
    loop {
        let piece = &bytes[offset..bytes.len().min(offset + PIECE)];
        let request = laptop
            .http
            .patch(&url)
            .header("authorization", laptop.authorization())
            .header(api::UPLOAD_OFFSET, offset)
            .header(api::UPLOAD_LENGTH, bytes.len())
            .body(piece.to_vec());
        let Ok(answer) = request.send().await else {
            return Ok(false);
        };
        match answer.status() {
            StatusCode::SERVICE_UNAVAILABLE => return Ok(false),
            status if status.is_success() => {}
            status => return Err(format!("a piece of an attachment: {status}")),
        }
        let Ok(progress) = answer.json::<blob::BlobProgress>().await else {
            return Ok(false);
        };
        if progress.complete {
            return Ok(true);
        }
        offset = usize::try_from(progress.offset).unwrap();
    }
}

/// Dice that fall the same way each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }
}

#[derive(Default)]
struct Tally {
    clients: u64,
    turns: u64,
    acknowledged: u64,
    silences: u64,
    faults: Vec<String>,
}

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

#[test]
fn a_registry_killed_under_load_keeps_everything_it_acknowledged_once() {
    campaign(None);
}

#[test]
fn a_registry_on_a_server_killed_under_load_keeps_it_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Some(url) = server(&runtime) {
        campaign(Some(&url));
    }
}

/// A port nobody listens on, which the registry takes again after every kill.
fn free_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// Ends every connection the registry has to its server, wherever it is in its work.
async fn cut_off(server: &str) {
    let (place, database) = server.rsplit_once('/').unwrap();
    let administration = format!("{place}/postgres");
    let (client, driver) = tokio_postgres::connect(&administration, tokio_postgres::NoTls)
        .await
        .unwrap();
    let driver = tokio::spawn(driver);
    let all = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    );
    client.batch_execute(&all).await.unwrap();
    drop(client);
    driver.await.unwrap().unwrap();
}

fn campaign(server: Option<&str>) {
    let begun = Instant::now();
    let kills = setting("BAQYLAU_REGISTRY_KILLS", 10);
    let seed = setting("BAQYLAU_SEED", 20_261_122);
    let engine = server.map_or("SQLite", |_| "PostgreSQL");
    let data = tempfile::tempdir().unwrap();
    let address = free_port();
    let base = format!("http://{address}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    redeeming::enter(&runtime, data.path(), server);
    let mut process = Process::start_on(data.path(), server, &address);
    let hello: Hello = runtime.block_on(async {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        get(&http, format!("{base}{}", api::HELLO), "").await
    });
    let over = Arc::new(AtomicBool::new(false));
    let progress = Arc::new(AtomicU64::new(0));
    let mut dice = Dice(seed);
    let mut clients = Vec::new();
    for (kind, count) in KINDS {
        for _ in 0..count {
            let mut load = runtime.block_on(Load::begin(kind, &base, hello.epoch));
            let (over, progress) = (Arc::clone(&over), Arc::clone(&progress));
            let (base, mut dice) = (base.clone(), Dice(dice.below(u64::MAX)));
            clients.push(runtime.spawn(async move {
                let mut tally = Tally {
                    clients: 1,
                    ..Tally::default()
                };
                // Nobody ends before something was acknowledged, however slow the machine.
                while !over.load(Ordering::Relaxed) || tally.acknowledged == 0 {
                    tally.turns += 1;
                    match load.turn(&base, &mut dice).await {
                        Ok(Turn::Acknowledged(count)) => {
                            tally.acknowledged += count;
                            progress.fetch_add(count, Ordering::Relaxed);
                        }
                        Ok(Turn::Down) => {
                            tally.silences += 1;
                            tokio::time::sleep(Duration::from_millis(10)).await;
                        }
                        Err(fault) => {
                            tally.faults.push(fault);
                            break;
                        }
                    }
                }
                (load, tally)
            }));
        }
    }
    let mut cuts = 0;
    for _ in 0..kills {
        // When work goes on again, and then wherever it happens to be.
        let before = progress.load(Ordering::Relaxed);
        let (_never, wait) = std::sync::mpsc::channel::<()>();
        let patience = Instant::now() + Duration::from_secs(20);
        while progress.load(Ordering::Relaxed) == before && Instant::now() < patience {
            let _ = wait.recv_timeout(Duration::from_millis(5));
        }
        let _ = wait.recv_timeout(Duration::from_millis(dice.below(250)));
        match server {
            Some(url) if dice.below(4) == 0 => {
                runtime.block_on(cut_off(url));
                cuts += 1;
            }
            _ => {
                process.kill();
                process = Process::start_on(data.path(), server, &address);
            }
        }
    }
    over.store(true, Ordering::Relaxed);
    let mut loads = Vec::new();
    let mut table: BTreeMap<&str, Tally> = BTreeMap::new();
    for client in clients {
        let (load, tally) = runtime.block_on(client).unwrap();
        let row = table.entry(load.kind()).or_default();
        row.clients += tally.clients;
        row.turns += tally.turns;
        row.acknowledged += tally.acknowledged;
        row.silences += tally.silences;
        row.faults.extend(tally.faults);
        loads.push(load);
    }
    // Whatever wasn't answered goes through now; then everything is held against the feed.
    let feed = runtime.block_on(async {
        let mut first = None;
        for load in &mut loads {
            if let Load::Writer(laptop, acknowledged) = load {
                let sent = laptop.push(&base, *acknowledged).await;
                if sent == Ok(true) {
                    *acknowledged = laptop.sealed.len();
                }
                first.get_or_insert(&**laptop);
            }
        }
        let (laptop, mut feed) = (first.unwrap(), Vec::new());
        loop {
            let page = page(laptop, &base, hello.epoch, feed.len() as u64).await;
            let page = page.unwrap().unwrap();
            if page.entries.is_empty() {
                return feed;
            }
            take(&mut feed, page).unwrap();
        }
    });
    for load in &mut loads {
        let faults = runtime.block_on(load.judge(&base, &mut dice, &feed));
        table.entry(load.kind()).or_default().faults.extend(faults);
    }
    let redeemers: Vec<&Redeemer> = loads
        .iter()
        .filter_map(|load| match load {
            Load::Redeemer(redeemer) => Some(&**redeemer),
            _ => None,
        })
        .collect();
    let faults = runtime.block_on(redeeming::compare(&base, &redeemers));
    table.entry("redeemer").or_default().faults.extend(faults);
    let counted = program(data.path(), server).arg("--check-ledger").output();
    let counted = counted.unwrap();
    assert!(
        counted.status.success(),
        "{}",
        String::from_utf8_lossy(&counted.stdout)
    );
    super::drill::holds(data.path(), server, &hello);
    println!(
        "{engine}: {} kills of the registry, {cuts} of its connections, seed {seed}, {:.1} s",
        kills - cuts,
        begun.elapsed().as_secs_f32()
    );
    println!(
        "{:<8} {:>7} {:>8} {:>13} {:>9} {:>7}",
        "kind", "clients", "turns", "acknowledged", "silences", "faults"
    );
    for (kind, row) in &table {
        let Tally {
            clients,
            turns,
            acknowledged,
            silences,
            faults,
        } = row;
        println!(
            "{kind:<8} {clients:>7} {turns:>8} {acknowledged:>13} {silences:>9} {:>7}",
            faults.len()
        );
    }
    let faults: Vec<&String> = table.values().flat_map(|row| &row.faults).collect();
    assert!(faults.is_empty(), "seed {seed}: {faults:?}");
    process.kill();
}
