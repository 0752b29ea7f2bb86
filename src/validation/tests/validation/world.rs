//! An authority with its services behind a real HTTP server that misbehaves on demand.

use baqylau_signing::demo_ca::{DemoCa, Holder, Validity};
use baqylau_signing::demo_services::{DemoServices, ListTimes, Standing};
use baqylau_signing::{
    Evidence, KeyFile, KeyPurpose, OcspRefusal, PrivateKey, Revocation, RevocationReason,
    TrustStore, Verdict, VerificationPolicy, sign_detached, verify_with,
};
use baqylau_validation::{
    Addresses, HttpSettings, HttpTransport, MemoryShelf, ProxySetting, StampService, Validation,
};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use rand_core::OsRng;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub const ACT: &[u8] = b"act 2026-11-0147";

pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 30, 0).unwrap()
}

pub fn span() -> Validity {
    Validity {
        from: now() - TimeDelta::days(900),
        until: now() + TimeDelta::days(900),
    }
}

pub fn revoked(since: DateTime<Utc>, reason: RevocationReason) -> Revocation {
    Revocation {
        date: since,
        reason,
    }
}

/// What one path of the server does.
#[derive(Debug, Clone, Default)]
pub enum Mood {
    /// As it should.
    #[default]
    Right,
    /// So many times "try later", then as it should.
    Busy(usize),
    /// A status.
    Status(u16),
    /// Closes the connection without a word.
    Drops,
    /// Waits longer than anybody asks it to.
    Sleeps,
    /// Another address in place of an answer.
    SendsTo(String),
    /// Octets without an end.
    Endless,
    /// These octets.
    Says(Vec<u8>),
    /// As it should, but by what is asked of another.
    Distracted,
    /// As another authority would.
    Impostor,
}

/// The authority, its services, and what they were told to do.
pub struct World {
    pub services: DemoServices,
    pub stranger: DemoServices,
    pub book: Mutex<HashMap<String, Revocation>>,
    pub moods: Mutex<HashMap<&'static str, Mood>>,
    pub asked: Mutex<Vec<String>>,
    pub clock: Mutex<DateTime<Utc>>,
    pub lists: Mutex<HashMap<&'static str, Vec<u8>>>,
    pub base: Mutex<String>,
}

fn services() -> DemoServices {
    let key = PrivateKey::generate_gost(&mut OsRng).unwrap();
    let ca = DemoCa::with_key(key, span(), &mut OsRng).unwrap();
    DemoServices::new(ca, span(), &mut OsRng).unwrap()
}

impl World {
    /// Starts the server.
    pub async fn new() -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let world = Arc::new(Self {
            services: services(),
            stranger: services(),
            book: Mutex::default(),
            moods: Mutex::default(),
            asked: Mutex::default(),
            clock: Mutex::new(now()),
            lists: Mutex::default(),
            base: Mutex::new(base),
        });
        let server = Arc::clone(&world);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(Arc::clone(&server), stream));
            }
        });
        world
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base.lock().unwrap())
    }

    pub fn addresses(&self) -> Addresses {
        Addresses {
            ocsp: vec![self.at("/ocsp")],
            stamps: vec![StampService {
                address: self.at("/tsp"),
                policy: None,
            }],
            lists: vec![self.at("/list")],
            supplements: vec![self.at("/supplement")],
            authorities: Vec::new(),
        }
    }

    pub fn validation(&self) -> Validation {
        self.with(self.addresses())
    }

    pub fn with(&self, addresses: Addresses) -> Validation {
        let settings = HttpSettings {
            proxy: ProxySetting::Direct,
            connect: Duration::from_millis(500),
        };
        let transport = HttpTransport::new(&settings).unwrap();
        Validation::new(Arc::new(transport), Arc::new(MemoryShelf::new()), addresses)
    }

    pub fn trust(&self) -> TrustStore {
        self.services.authority().trust_store()
    }

    /// A key the authority issued.
    pub fn key(&self) -> KeyFile {
        let holder = Holder {
            surname: "ТЕСТОВ".to_owned(),
            name: "ТЕСТ".to_owned(),
            patronymic: None,
            iin: "123456789011".to_owned(),
            organisation: None,
            roles: Vec::new(),
        };
        let key = PrivateKey::generate_gost(&mut OsRng).unwrap();
        self.services
            .authority()
            .issue(&holder, KeyPurpose::Binding, key, span(), &mut OsRng)
            .unwrap()
    }

    pub fn sign(&self, key: &KeyFile) -> Vec<u8> {
        sign_detached(key, ACT, now(), &mut OsRng).unwrap()
    }

    pub fn revoke(&self, key: &KeyFile, revocation: Revocation) {
        let serial = key.certificate().serial();
        self.book.lock().unwrap().insert(serial, revocation);
    }

    pub fn mood(&self, path: &'static str, mood: Mood) {
        self.moods.lock().unwrap().insert(path, mood);
    }

    pub fn clock(&self, at: DateTime<Utc>) {
        *self.clock.lock().unwrap() = at;
    }

    /// Paths asked since the last call.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// A list of what stands in the book, from a day before the clock to a day after.
    pub fn list(&self, number: u64, base: Option<u64>) -> Vec<u8> {
        let at = *self.clock.lock().unwrap();
        self.list_of(
            number,
            base,
            at - TimeDelta::days(1),
            at + TimeDelta::days(1),
        )
    }

    pub fn list_of(
        &self,
        number: u64,
        base: Option<u64>,
        this_update: DateTime<Utc>,
        next_update: DateTime<Utc>,
    ) -> Vec<u8> {
        let times = ListTimes {
            number,
            base,
            this_update,
            next_update,
        };
        let entries: Vec<_> = self.book.lock().unwrap().clone().into_iter().collect();
        self.services.list(&times, &entries, &mut OsRng).unwrap()
    }

    pub fn publish(&self, path: &'static str, list: Vec<u8>) {
        self.lists.lock().unwrap().insert(path, list);
    }

    /// The verdict of the signing room with this evidence, revocation demanded.
    pub fn judge(&self, cms: &[u8], evidence: &Evidence, at: DateTime<Utc>) -> Verdict {
        let policy = VerificationPolicy::binding();
        verify_with(cms, Some(ACT), &self.trust(), &policy, evidence, at)
    }

    fn answer(&self, path: &str, body: &[u8], who: &DemoServices) -> Option<Vec<u8>> {
        let at = *self.clock.lock().unwrap();
        match path {
            "/tsp" | "/tsp2" => Some(who.stamp(body, at, &mut OsRng).unwrap()),
            "/ocsp" | "/ocsp2" => {
                let book = self.book.lock().unwrap().clone();
                let standing = |serial: &str| {
                    book.get(serial)
                        .map_or(Standing::Good, |found| Standing::Revoked(*found))
                };
                Some(who.answer(body, &standing, at, &mut OsRng).unwrap())
            }
            other => self.lists.lock().unwrap().get(other).cloned(),
        }
    }
}

async fn serve(world: Arc<World>, mut stream: TcpStream) {
    let Some((path, body)) = request(&mut stream).await else {
        return;
    };
    world.asked.lock().unwrap().push(path.clone());
    let mood = {
        let mut moods = world.moods.lock().unwrap();
        match moods.get_mut(path.as_str()) {
            Some(Mood::Busy(0)) | None => Mood::Right,
            Some(Mood::Busy(left)) => {
                *left -= 1;
                Mood::Busy(*left)
            }
            Some(other) => other.clone(),
        }
    };
    let right = |who: &DemoServices, body: &[u8]| world.answer(&path, body, who);
    let octets = match mood {
        Mood::Right => right(&world.services, &body),
        Mood::Busy(_) => Some(DemoServices::refusal(OcspRefusal::TryLater)),
        Mood::Status(status) => {
            let head =
                format!("HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(head.as_bytes()).await;
            return;
        }
        Mood::Drops => return,
        Mood::Sleeps => {
            tokio::time::sleep(Duration::from_secs(600)).await;
            return;
        }
        Mood::SendsTo(address) => {
            let head = format!(
                "HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes()).await;
            return;
        }
        Mood::Endless => {
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes()).await;
            while stream.write_all(&[0x30; 65536]).await.is_ok() {}
            return;
        }
        Mood::Says(octets) => Some(octets),
        Mood::Distracted => {
            // Somebody else's question: another certificate, another nonce, another imprint.
            let key = world.key();
            let other = if path.starts_with("/ocsp") {
                let issuer = world.services.authority().certificate();
                baqylau_signing::ocsp_request(key.certificate(), issuer, &[7; 8])
            } else {
                let cms = sign_detached(&key, ACT, now(), &mut OsRng).unwrap();
                baqylau_signing::time_stamp_request(&cms, [7; 8], None)
                    .unwrap()
                    .to_der()
            };
            right(&world.services, &other)
        }
        Mood::Impostor => right(&world.stranger, &body),
    };
    let (status, octets) = octets.map_or((404, Vec::new()), |octets| (200, octets));
    let head = format!(
        "HTTP/1.1 {status} So\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        octets.len()
    );
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(&octets).await;
}

async fn request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut octets = Vec::new();
    let end = loop {
        if stream.read_buf(&mut octets).await.ok()? == 0 {
            return None;
        }
        if let Some(end) = octets.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&octets[..end]).to_lowercase();
    let path = head.split(' ').nth(1)?.to_owned();
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.trim().parse().unwrap());
    while octets.len() < end + length {
        if stream.read_buf(&mut octets).await.ok()? == 0 {
            return None;
        }
    }
    Some((path, octets[end..].to_vec()))
}
