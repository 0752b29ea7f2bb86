//! A registry with many organisations in one region, in a process of its own, and beside it a
//! plain HTTP server of the same kind of bytes.

use crate::measure::Outcome;
use crate::windows::say;
use baqylau_domain::identifiers::{Bin, Kato, OrganisationId, PremisesId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{
    Contract, Licence, LicenceStatus, Organisation, OrganisationKind, Premises, Purpose,
};
use baqylau_domain::text::Trilingual;
use baqylau_registry::{Import, Registry, RegistryConfig};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use uuid::Uuid;

/// Word that makes this program serve until its input is closed.
pub const WORD: &str = "supply";
/// The region whose officer synchronises.
pub const REGION: &str = "750000000";

/// Organisations taken in at once.
const BATCH: usize = 5_000;

/// The registry in a process of its own.
pub struct Running {
    process: Child,
    /// Address of the registry.
    pub url: String,
    /// Address of the plain server; a length after it gives a body of that length.
    pub raw: String,
}

impl Running {
    /// Starts it and waits until everything is taken in.
    pub fn start(folder: &Path, records: usize) -> Outcome<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .args([WORD, &records.to_string()])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let told: Value = serde_json::from_str(&line).or(Err("the registry did not start"))?;
        let text = |name: &str| told.get(name).and_then(Value::as_str).map(str::to_owned);
        let url = text("url").ok_or("no address")?;
        let raw = text("raw").ok_or("no address")?;
        Ok(Self { process, url, raw })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It stops when nobody holds its input any more.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// What [`WORD`] does.
pub fn serve(folder: &Path, records: usize) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let config = RegistryConfig {
        hourly: false,
        ..RegistryConfig::demo(folder)
    };
    let registry = runtime.block_on(Registry::start(config))?;
    let territory: Kato = REGION.parse()?;
    let mut numbers = 0..u64::MAX;
    let mut sample = Vec::new();
    let mut left = records;
    while left > 0 {
        let wanted = left.min(BATCH);
        let organisations = numbers
            .by_ref()
            .filter_map(|number| organisation(number, territory))
            .take(wanted)
            .collect::<Vec<_>>();
        if sample.is_empty() {
            sample = serde_json::to_vec(&organisations)?;
        }
        runtime.block_on(registry.import(Import {
            organisations,
            ..Import::default()
        }))?;
        left -= wanted;
    }
    // As every hour.
    runtime.block_on(registry.prepare_snapshots())?;
    let raw = plain_server(sample)?;
    say(&json!({"url": registry.url(), "raw": raw}))?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    runtime.block_on(registry.stop());
    Ok(())
}

/// An organisation as a national register would give it; none when the number is never assigned.
fn organisation(number: u64, territory: Kato) -> Option<Organisation> {
    let bin = bin(number)?;
    let day = NaiveDate::from_ymd_opt(2026, 9, 1)?;
    let id = |kind: u128| {
        Uuid::from_u128(0x0193_4c1a_7000_7000_8000_0000_0000_0000 | kind << 40 | u128::from(number))
    };
    let address = Trilingual::new(
        format!("Алматы қ., Абай даңғ., {number} үй"),
        format!("г. Алматы, пр. Абая, д. {number}"),
        format!("{number} Abai Ave, Almaty"),
    );
    let rka: String = format!("{:016}", 7_500_000_000_000_000u64 + number);
    Some(Organisation {
        id: OrganisationId::new(id(1)),
        bin: bin.to_string().into(),
        name: Trilingual::new(
            format!("«Үлгі-{number}» жеке мектебі» ЖШС"),
            format!("ТОО «Частная школа „Үлгі-{number}“»"),
            format!("Ülgi-{number} Private School LLP"),
        ),
        kind: OrganisationKind::School,
        territory,
        legal_address: address.clone(),
        head: "Үлгі Басшы".to_owned(),
        premises: vec![Premises {
            id: PremisesId::new(id(2)),
            name: Trilingual::new("Бас ғимарат", "Главный корпус", "Main building"),
            address,
            rka: Some(rka.clone().into()),
            territory,
            purpose: Purpose::Education,
            capacity: Some(300),
            location: Some((43_238_949, 76_889_709)),
        }],
        licences: vec![Licence {
            number: format!("KZ{number:014}"),
            issued: day,
            status: LicenceStatus::Active,
            addresses: vec![rka.into()],
        }],
        contracts: vec![Contract {
            number: format!("ГЗ-{number}"),
            date: day,
            period: (day, NaiveDate::from_ymd_opt(2027, 5, 25)?),
            amount: Tiyn::from_tenge(120_000_000)?,
            places: 280,
        }],
        sample: true,
    })
}

/// A valid БИН for a number: registered in some month, with the check digit that fits.
fn bin(number: u64) -> Option<Bin> {
    let (serial, month) = (number % 100_000, number / 100_000 % 12 + 1);
    let year = number / 1_200_000 % 100;
    (0..10).find_map(|digit| {
        format!("{year:02}{month:02}40{serial:05}{digit}")
            .parse()
            .ok()
    })
}

/// Serves bodies of any length, made of a sample over and over.
fn plain_server(sample: Vec<u8>) -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    std::thread::Builder::new()
        .name("plain".to_owned())
        .spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                // A client that goes away has had enough.
                let _ = answer(stream, &sample);
            }
        })?;
    Ok(address)
}

fn answer(stream: TcpStream, sample: &[u8]) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut out = stream;
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first)? == 0 {
            return Ok(());
        }
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            line.clear();
        }
        let length: usize = first
            .split(' ')
            .nth(1)
            .and_then(|path| path.trim_start_matches('/').parse().ok())
            .unwrap_or(0);
        write!(out, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n")?;
        let mut left = length;
        while left > 0 {
            let piece = sample.get(..left.min(sample.len())).unwrap_or(sample);
            out.write_all(piece)?;
            left -= piece.len();
        }
    }
}
