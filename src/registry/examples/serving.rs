//! How fast the registry answers, and with how much memory: feed pages a second, and the times of
//! a usual mix of requests under 50 clients, on SQLite and, where there is a server, PostgreSQL; with
//! `BAQYLAU_TEST_CITUS=1` also over several machines.
//! Beside each, in the same run, the very bytes of the same answer served from memory by the same
//! server library: what is left is the registry's own work.
//!
//! `tests/postgres cargo run --release -p baqylau-registry --example serving [RUNS [SECONDS]]`

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    dead_code,
    reason = "a measurement may stop and tell"
)]

#[path = "../tests/process/laptop.rs"]
mod laptop;

use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, Hello};
use baqylau_protocol::feed::{Change, FeedPage, Scope, Scopes};
use baqylau_registry::{Environment, Import, PostgresUrl, Registry, RegistryConfig, Storage};
use laptop::{Laptop, get};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Clients at once for the mix.
const CLIENTS: usize = 50;

/// Clients at once for pages.
const READERS: usize = 4;

/// Organisations added to the region that is read.
const RECORDS: usize = 20_000;

/// Entries of a page: one that is caught up on after a while away.
const PAGE: u64 = 500;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("serve") => serve(&arguments.next().unwrap(), arguments.next().as_deref()),
        Some("static") => serve_bytes(&arguments.next().unwrap()),
        runs => {
            let runs = runs.map_or(5, |text| text.parse().unwrap());
            let seconds = arguments.next().map_or(3.0, |text| text.parse().unwrap());
            measure(runs, Duration::from_secs_f64(seconds));
        }
    }
}

/// A registry with its demonstration and many organisations, until its input ends.
fn serve(folder: &str, server: Option<&str>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut config = RegistryConfig::demo(folder);
    if let Some(url) = server {
        config.storage = Storage::Postgres(PostgresUrl::parse(url, None).unwrap());
    }
    config.hourly = false;
    let registry = runtime.block_on(Registry::start(config)).unwrap();
    let base = registry.url();
    runtime.block_on(async {
        let officer = Laptop::sign_in_as(&base, AccountRole::IssuerOfficer).await;
        let (scope, page) = first_page(&officer, &base).await;
        let sample = page
            .entries
            .into_iter()
            .find_map(|entry| match entry.change {
                Change::Organisation { organisation, .. } => Some(*organisation),
                _ => None,
            });
        let sample = sample.unwrap();
        assert!(matches!(scope, Scope::Region(_)));
        for _ in 0..RECORDS / 2_000 {
            let organisations = (0..2_000)
                .map(|_| {
                    let mut organisation = sample.clone();
                    let id = Environment::system().uuid().unwrap();
                    organisation.id = OrganisationId::new(id);
                    organisation
                })
                .collect();
            let import = Import {
                organisations,
                ..Import::default()
            };
            registry.import(import).await.unwrap();
        }
    });
    println!("{base}");
    std::io::stdout().flush().unwrap();
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    runtime.block_on(registry.stop());
}

/// The bytes of a file as the answer to everything, until the input ends.
fn serve_bytes(file: &str) {
    let bytes = axum::body::Bytes::from(std::fs::read(file).unwrap());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let answer = move || {
            let bytes = bytes.clone();
            async move { ([("content-type", "application/json")], bytes) }
        };
        let router = axum::Router::new().fallback(answer);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}", listener.local_addr().unwrap());
        std::io::stdout().flush().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let end = || std::io::stdin().read_to_end(&mut Vec::new());
        let _ = tokio::task::spawn_blocking(end).await;
    });
}

/// A process of this program.
struct Server {
    child: Child,
    base: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut base = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut base).unwrap();
        Self {
            child,
            base: base.trim().to_owned(),
        }
    }

    /// Memory in MiB: now, and the most there ever was.
    fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let field = |name: &str| {
            status
                .lines()
                .find_map(|line| {
                    line.strip_prefix(name)?
                        .split_whitespace()
                        .next()?
                        .parse()
                        .ok()
                })
                .unwrap_or(f64::NAN)
                / 1024.0
        };
        (field("VmRSS:"), field("VmHWM:"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

async fn first_page(officer: &Laptop, base: &str) -> (Scope, FeedPage) {
    let url = format!("{base}{}", api::SCOPES);
    let scopes: Scopes = get(&officer.http, url, &officer.token).await;
    for scope in scopes.scopes {
        let url = format!("{base}{}?scope={scope}", api::FEED);
        let page: FeedPage = get(&officer.http, url, &officer.token).await;
        let organisation = |change: &Change| matches!(change, Change::Organisation { .. });
        if page.entries.iter().any(|entry| organisation(&entry.change)) {
            return (scope, page);
        }
    }
    panic!("no region with organisations");
}

/// Times of requests, in milliseconds, in order.
struct Times(Vec<f64>);

impl Times {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    fn at(&self, share: f64) -> f64 {
        let place = (self.0.len() as f64 * share) as usize;
        self.0
            .get(place.min(self.0.len().saturating_sub(1)))
            .copied()
            .unwrap_or(f64::NAN)
    }
}

fn median(values: &[f64]) -> f64 {
    Times::of(values.to_vec()).at(0.5)
}

/// So many clients ask the same, one after the other, for so long.
async fn ask(clients: usize, time: Duration, requests: Arc<Vec<(String, String)>>) -> Times {
    let mut tasks = Vec::new();
    for number in 0..clients {
        let requests = Arc::clone(&requests);
        tasks.push(tokio::spawn(async move {
            let http = reqwest::Client::builder().no_proxy().build().unwrap();
            let (end, mut times, mut turn) = (Instant::now() + time, Vec::new(), number * 7);
            while Instant::now() < end {
                let (url, token) = &requests[turn % requests.len()];
                turn += 1;
                let begun = Instant::now();
                let request = http
                    .get(url)
                    .header("authorization", format!("{}{token}", api::BEARER));
                let answer = request.send().await.unwrap();
                assert!(answer.status().is_success(), "{url}: {}", answer.status());
                answer.bytes().await.unwrap();
                times.push(begun.elapsed().as_secs_f64() * 1e3);
            }
            times
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    Times::of(all)
}

/// Operations sent one by one by some clients, while the others read.
async fn write(writers: &mut [Laptop], base: &str, time: Duration) -> Times {
    let end = Instant::now() + time;
    let turns = writers.iter_mut().map(|laptop| async move {
        let mut times = Vec::new();
        while Instant::now() < end {
            let from = laptop.sealed.len();
            laptop.write();
            let begun = Instant::now();
            assert_eq!(laptop.push(base, from).await, Ok(true));
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        times
    });
    // Each on its own, so that none waits for another.
    let times = join_all(turns.collect()).await;
    Times::of(times.into_iter().flatten().collect())
}

/// Drives all to their end at once.
async fn join_all<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(move |context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        match done.iter().all(Option::is_some) {
            true => std::task::Poll::Ready(done.drain(..).flatten().collect()),
            false => std::task::Poll::Pending,
        }
    })
    .await
}

fn measure(runs: usize, time: Duration) {
    let server = std::env::var("BAQYLAU_TEST_POSTGRES").ok();
    println!(
        "{RECORDS} records, pages of {PAGE}; {runs} runs of {} s; medians",
        time.as_secs_f64()
    );
    engine("SQLite", None, runs, time);
    match server {
        None => {
            println!("skipped: PostgreSQL; tests/postgres COMMAND runs a command beside a server")
        }
        Some(server) => {
            let made = database(std::slice::from_ref(&server), "template0");
            engine("PostgreSQL", Some(&format!("{server}/{made}")), runs, time);
            let workers: Vec<String> = std::env::var("BAQYLAU_TEST_CITUS_WORKERS")
                .unwrap_or_default()
                .split_whitespace()
                .map(|port| format!("postgresql://tester@127.0.0.1:{port}"))
                .collect();
            if !workers.is_empty() {
                let name = format!("PostgreSQL with {} workers", workers.len());
                let all: Vec<String> = workers.into_iter().chain([server.clone()]).collect();
                let made = database(&all, "spread_template");
                engine(&name, Some(&format!("{server}/{made}")), runs, time);
            }
        }
    }
}

/// A database of one name on servers, a copy of a template.
fn database(servers: &[String], template: &str) -> String {
    let name = format!("b{}", Environment::system().uuid().unwrap().simple());
    let alone = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'"
    );
    let make = format!("CREATE DATABASE {name} TEMPLATE {template}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // Everybody lets go of the template before anybody copies it.
    for statement in [alone, make] {
        for server in servers {
            runtime.block_on(async {
                let administration = format!("{server}/postgres");
                let (client, driver) =
                    tokio_postgres::connect(&administration, tokio_postgres::NoTls)
                        .await
                        .unwrap();
                let driver = tokio::spawn(driver);
                client.batch_execute(&statement).await.unwrap();
                drop(client);
                driver.await.unwrap().unwrap();
            });
        }
    }
    name
}

fn engine(name: &str, server: Option<&str>, runs: usize, time: Duration) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut arguments = vec!["serve", data.to_str().unwrap()];
    arguments.extend(server);
    let registry = Server::start(&arguments);
    let base = registry.base.clone();
    let (idle, _) = registry.memory();
    let (pages, mix, mut writers, control) = runtime.block_on(async {
        let officer = Laptop::sign_in_as(&base, AccountRole::IssuerOfficer).await;
        let hello: Hello = get(&officer.http, format!("{base}{}", api::HELLO), "").await;
        let (scope, _) = first_page(&officer, &base).await;
        let feed = |after: u64, limit: u64| {
            let epoch = hello.epoch;
            format!(
                "{base}{}?scope={scope}&epoch={epoch}&after={after}&limit={limit}",
                api::FEED
            )
        };
        let token = || officer.token.clone();
        let last = RECORDS as u64 - PAGE;
        let pages: Vec<_> = (0..=last)
            .step_by(PAGE as usize)
            .map(|after| (feed(after, PAGE), token()))
            .collect();
        // What a laptop asks in a round: who am I to read, is there anything new, an attachment.
        let mix = vec![
            (format!("{base}{}", api::SCOPES), token()),
            (feed(RECORDS as u64 - 5, PAGE), token()),
            (format!("{base}{}", api::HELLO), token()),
            (feed(RECORDS as u64 / 2, 50), token()),
        ];
        let mut writers = Vec::new();
        for _ in 0..4 {
            writers.push(Laptop::sign_in(&base).await);
        }
        let page = officer
            .http
            .get(&pages[1].0)
            .header("authorization", officer.authorization());
        let page = page.send().await.unwrap().bytes().await.unwrap();
        let small = officer
            .http
            .get(&mix[3].0)
            .header("authorization", officer.authorization());
        let small = small.send().await.unwrap().bytes().await.unwrap();
        let control = [("page", page), ("small", small)].map(|(name, bytes)| {
            let file = folder.path().join(name);
            std::fs::write(&file, &bytes).unwrap();
            (
                Server::start(&["static", file.to_str().unwrap()]),
                bytes.len(),
            )
        });
        (Arc::new(pages), Arc::new(mix), writers, control)
    });
    let against = |server: &Server| Arc::new(vec![(server.base.clone(), String::new())]);
    let mut rows: [Vec<f64>; 9] = Default::default();
    for _ in 0..runs {
        runtime.block_on(async {
            let second = time.as_secs_f64();
            let own = ask(READERS, time, Arc::clone(&pages)).await;
            let bare = ask(READERS, time, against(&control[0].0)).await;
            rows[0].push(own.0.len() as f64 / second);
            rows[1].push(bare.0.len() as f64 / second);
            let (own, sent) = tokio::join!(
                ask(CLIENTS - writers.len(), time, Arc::clone(&mix)),
                write(&mut writers, &base, time)
            );
            let bare = ask(CLIENTS, time, against(&control[1].0)).await;
            let columns = [
                own.at(0.5),
                own.at(0.99),
                bare.at(0.5),
                bare.at(0.99),
                sent.at(0.5),
                sent.at(0.99),
                own.0.len() as f64 / second,
            ];
            for (row, value) in rows[2..].iter_mut().zip(columns) {
                row.push(value);
            }
        });
    }
    let medians = rows.map(|row| median(&row));
    let [pages, bare, p50, p99, bare50, bare99, sent50, sent99, rate] = medians;
    let (rss, most) = registry.memory();
    let (size, megabytes) = (control[0].1 as f64 / 1e6, control[0].1 as f64 / 1e6 * pages);
    println!("\n{name}");
    println!(
        "feed pages a second ({size:.2} MB each, {READERS} clients): {pages:.0} ({megabytes:.0} MB/s); same bytes from memory {bare:.0}; ratio {:.2}",
        pages / bare
    );
    println!(
        "reading under {CLIENTS} clients, 4 of them sending ({rate:.0}/s): median {p50:.1} ms, p99 {p99:.1} ms; from memory {bare50:.1} and {bare99:.1} ms; ratio {:.2} and {:.2}",
        p50 / bare50,
        p99 / bare99
    );
    println!("an operation sent and durable meanwhile: median {sent50:.1} ms, p99 {sent99:.1} ms");
    println!("resident memory: {idle:.0} MiB before, {rss:.0} MiB after, {most:.0} MiB at most");
}
