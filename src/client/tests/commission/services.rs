//! The services of the demonstration authority behind a real HTTP server that misbehaves on
//! demand.

use baqylau_client::ServicesConfig;
use baqylau_client::{HttpTransport, Method, NetworkConfig, Request, Transport};
use baqylau_domain::Moment;
use baqylau_protocol::api::{self, Hello};
use baqylau_signing::demo_ca::{DemoCa, Validity};
use baqylau_signing::demo_services::{DemoServices, ListTimes, Standing};
use baqylau_signing::{Certificate, Revocation, RevocationReason};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use rand_core::OsRng;
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The key of the demonstration authority, which is no secret.
const AUTHORITY: &[u8] = include_bytes!("../../../../assets/demo/keys/ca.pk8");

/// What the server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Right,
    /// Says that it can't.
    Down,
    /// Takes longer than anybody waits.
    Slow,
}

struct State {
    services: DemoServices,
    mood: Mutex<Mood>,
    revoked: Mutex<HashMap<String, Revocation>>,
}

/// The services.
#[derive(Clone)]
pub struct Services {
    state: Arc<State>,
    root: String,
}

pub fn now() -> Moment {
    Moment::from(std::time::SystemTime::now())
}

/// The anchor a registry names.
pub fn anchor(registry: &str) -> Certificate {
    let request = Request {
        method: Method::Get,
        path: api::HELLO.to_owned(),
        token: None,
        headers: Vec::new(),
        body: Vec::new(),
        binary: false,
    };
    let network = HttpTransport::new(registry, &NetworkConfig::default()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answer = runtime.block_on(network.send(request)).unwrap();
    let hello: Hello = serde_json::from_slice(&answer.body).unwrap();
    Certificate::parse(&STANDARD.decode(&hello.anchors[0]).unwrap()).unwrap()
}

impl Services {
    /// Starts those of the authority this registry believes.
    pub fn start(registry: &str) -> Self {
        let authority = DemoCa::load(anchor(registry).der(), AUTHORITY).unwrap();
        let validity = Validity {
            from: now() - TimeDelta::days(1),
            until: now() + TimeDelta::days(30),
        };
        let services = DemoServices::new(authority, validity, &mut OsRng).unwrap();
        let state = Arc::new(State {
            services,
            mood: Mutex::new(Mood::Right),
            revoked: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let served = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = served.clone();
                std::thread::spawn(move || serve(&state, stream));
            }
        });
        Self { state, root }
    }

    /// Settings that name them.
    pub fn settings(&self, wait: Duration) -> ServicesConfig {
        ServicesConfig {
            ocsp: vec![format!("{}/ocsp", self.root)],
            tsp: vec![format!("{}/tsp", self.root)],
            crl: vec![format!("{}/crl", self.root)],
            wait,
        }
    }

    /// From now on they do this.
    pub fn are(&self, mood: Mood) {
        *self.state.mood.lock().unwrap() = mood;
    }

    /// Revokes a certificate, as of an hour ago.
    pub fn revoke(&self, serial: &str) {
        let revocation = Revocation {
            date: now() - TimeDelta::hours(1),
            reason: RevocationReason::KeyCompromise,
        };
        let mut revoked = self.state.revoked.lock().unwrap();
        revoked.insert(serial.to_owned(), revocation);
    }

    /// The list of what is revoked, made some time ago.
    pub fn list(&self, number: u64, ago: TimeDelta) -> Vec<u8> {
        self.state.list(number, ago)
    }
}

impl State {
    fn list(&self, number: u64, ago: TimeDelta) -> Vec<u8> {
        let times = ListTimes {
            number,
            base: None,
            this_update: now() - ago,
            next_update: now() - ago + TimeDelta::days(1),
        };
        let revoked = self.revoked.lock().unwrap();
        let entries: Vec<_> = revoked
            .iter()
            .map(|(serial, revocation)| (serial.clone(), *revocation))
            .collect();
        self.services.list(&times, &entries, &mut OsRng).unwrap()
    }
}

fn serve(state: &State, mut stream: TcpStream) {
    let Some((path, body)) = read(&stream) else {
        return;
    };
    let mood = *state.mood.lock().unwrap();
    if mood == Mood::Slow {
        std::thread::park_timeout(Duration::from_secs(20));
        return;
    }
    let answer = match (mood, path.as_str()) {
        (Mood::Right, "/ocsp") => {
            let revoked = state.revoked.lock().unwrap().clone();
            let book = move |serial: &str| match revoked.get(serial) {
                Some(revocation) => Standing::Revoked(*revocation),
                None => Standing::Good,
            };
            state.services.answer(&body, &book, now(), &mut OsRng).ok()
        }
        (Mood::Right, "/tsp") => state.services.stamp(&body, now(), &mut OsRng).ok(),
        (Mood::Right, "/crl") => Some(state.list(1, TimeDelta::minutes(2))),
        _ => None,
    };
    let (status, octets) = match answer {
        Some(octets) => ("200 OK", octets),
        None => ("503 Service Unavailable", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        octets.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&octets);
}

/// Path and body of a request.
fn read(stream: &TcpStream) -> Option<(String, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(given) = header.strip_prefix("content-length:") {
            length = given.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, body))
}
