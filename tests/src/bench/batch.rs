//! Many acts signed with one password, beside the bare signatures.

use crate::lab::{Desk, now};
use crate::many_acts;
use crate::measure::{Outcome, Samples, nap, timed};
use crate::report::{Line, Section};
use baqylau_client::ui::{BatchKey, Command, Event, KeySource, QueueFilter, Secret, Shelf};
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_domain::people::Person;
use baqylau_domain::visit::Visit;
use baqylau_protocol::api::Hello;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use baqylau_signing::demo_ca::{DemoCa, Holder, Validity};
use baqylau_signing::{KeyFile, KeyPurpose, PrivateKey, VerificationPolicy};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use std::path::Path;
use std::time::{Duration, Instant};

/// Password of the key files made here.
const PASSWORD: &str = "Qwerty12";

/// The demonstration authority's key, published with the program.
const AUTHORITY: &[u8] = include_bytes!("../../../assets/demo/keys/ca.pk8");

/// Measures batches of so many acts.
pub fn run(acts: usize, folder: &Path) -> Outcome<Section> {
    let files = folder.join("batch-registry");
    let settings = || RegistryConfig {
        hourly: false,
        ..RegistryConfig::demo(&files)
    };
    drop(EmbeddedRegistry::start(settings())?);
    let visit = fixed_once(&files)?;
    // A batch for each kind of key.
    many_acts::copy(&files, visit.id, u32::try_from(acts * 2)?)?;
    let registry = EmbeddedRegistry::start(settings())?;
    let mut desk = Desk::start(&folder.join("batch-store"), &registry.url(), None)?;
    let people = desk.set_up()?;
    let first = visit.signers().first().map(|member| member.person);
    let person = people
        .into_iter()
        .find(|person| Some(person.id) == first)
        .ok_or("nobody signs first")?;
    desk.sign_in(&person)?;
    let waiting = waiting(&mut desk, acts * 2)?;
    // What is signed lies on the laptop, as after a visit.
    let aside = folder.join("act.json");
    for (_, sha256) in &waiting {
        desk.ask(Command::SaveOriginal {
            sha256: *sha256,
            to: aside.clone(),
        })?;
    }
    let bytes = std::fs::read(&aside)?;
    desk.ask(Command::SetOffline { offline: true })?;
    let mut listed = Samples::default();
    for _ in 0..5 {
        let filter = QueueFilter::default();
        let (taken, told) = timed(|| desk.ask(Command::LoadQueue { filter }));
        told?;
        listed.push(taken);
    }

    let authority = authority(&registry.url())?;
    let mut section = Section::new(format!("{acts} acts signed as one batch"));
    let kinds = [
        ("RSA-2048", PrivateKey::generate_rsa()?),
        (
            "GOST 34.10-2015/512",
            PrivateKey::generate_gost(&mut rand_core::OsRng)?,
        ),
    ];
    for ((name, key), part) in kinds.into_iter().zip(waiting.chunks(acts)) {
        let key = issued(&authority, &person, key)?;
        let path = folder.join("batch.p12");
        std::fs::write(
            &path,
            key.to_pkcs12(PASSWORD, 2_048, &mut rand_core::OsRng)?
                .as_slice(),
        )?;
        let (taken, signed) = timed(|| batch(&mut desk, part, &path));
        let signed = signed?;
        if signed != part.len() {
            return Err(format!("{signed} of {} acts were signed", part.len()).into());
        }
        let each = taken.as_secs_f64() * 1e3 / part.len() as f64;
        let (bare, checked) = bare(&authority, &key, &bytes, part.len().min(200))?;
        let (mut whole, mut rate) = (Samples::default(), Samples::default());
        whole.push_number(each);
        rate.push_number(1e3 / each);
        section.lines.push(
            Line::few(format!("{name}: one act of the batch"), "ms", &whole)
                .against("one bare signature", bare),
        );
        section.lines.push(
            Line::few(format!("{name}: one act of the batch"), "ms", &whole)
                .against("bare signature + its verification", bare + checked),
        );
        section.lines.push(
            Line::few(
                format!("{name}: acts signed, verified, durable"),
                "acts/s",
                &rate,
            )
            .against("bare signatures", 1e3 / bare),
        );
    }
    section.lines.push(Line::few(
        format!(
            "the queue of {} acts: read, filtered, sorted, told",
            waiting.len()
        ),
        "ms",
        &listed,
    ));
    section.note(format!(
        "acts of {} bytes, already on the laptop; from the password to the last act: rules asked, \
         signed, verified with its chain, signature file and operation durable in the encrypted \
         store (journal and one transaction an act), the copy of the store at the end included; \
         bare signatures in the same run on one thread",
        bytes.len()
    ));
    drop(desk);
    drop(registry);
    Ok(section)
}

/// A visit of the demonstration whose act was fixed.
fn fixed_once(registry: &Path) -> Outcome<Visit> {
    let connection = rusqlite::Connection::open(registry.join("registry.db"))?;
    let body: String = connection.query_row(
        "SELECT body FROM visits WHERE stage = 'registered' ORDER BY id LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    Ok(serde_json::from_str(&body)?)
}

/// The acts that wait for the person, once they are all here.
fn waiting(desk: &mut Desk, wanted: usize) -> Outcome<Vec<(VisitId, BlobHash)>> {
    let begun = Instant::now();
    loop {
        let filter = QueueFilter {
            shelf: Some(Shelf::Mine),
            ..QueueFilter::default()
        };
        let told = desk.ask(Command::LoadQueue { filter })?;
        let view = told.into_iter().rev().find_map(|event| match event {
            Event::Queue(view) => Some(view),
            _ => None,
        });
        if let Some(view) = view.filter(|view| view.rows.len() >= wanted) {
            return Ok(view.rows.iter().map(|row| (row.visit, row.act)).collect());
        }
        if begun.elapsed() > Duration::from_secs(120) {
            return Err("the acts did not come".into());
        }
        desk.ask(Command::SyncNow)?;
        nap(Duration::from_millis(100));
    }
}

/// Signs a batch; how many acts were signed.
fn batch(desk: &mut Desk, acts: &[(VisitId, BlobHash)], path: &Path) -> Outcome<usize> {
    let told = desk.ask(Command::SignBatch {
        acts: acts.to_vec(),
        key: BatchKey::File {
            key: KeySource::File(path.to_owned()),
            password: Secret::new(PASSWORD),
        },
    })?;
    let view = told.into_iter().rev().find_map(|event| match event {
        Event::Batch(view) => view,
        _ => None,
    });
    Ok(view.map_or(0, |view| view.counts().1))
}

fn authority(url: &str) -> Outcome<DemoCa> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let address = format!("{url}{}", baqylau_protocol::api::HELLO);
    let hello: Hello = runtime.block_on(async {
        let answer = reqwest::get(address).await?.bytes().await?;
        Outcome::Ok(serde_json::from_slice(&answer)?)
    })?;
    let anchor = hello.anchors.first().ok_or("no authority")?;
    Ok(DemoCa::load(&STANDARD.decode(anchor)?, AUTHORITY)?)
}

fn issued(authority: &DemoCa, person: &Person, key: PrivateKey) -> Outcome<KeyFile> {
    let holder = Holder {
        surname: "Үлгі".to_owned(),
        name: "Қол қоюшы".to_owned(),
        patronymic: None,
        iin: person.iin.to_string(),
        organisation: None,
        roles: Vec::new(),
    };
    let validity = Validity {
        from: now() - TimeDelta::days(1),
        until: now() + TimeDelta::days(30),
    };
    let rng = &mut rand_core::OsRng;
    Ok(authority.issue(&holder, KeyPurpose::Binding, key, validity, rng)?)
}

/// Milliseconds of one signature and of its verification, nothing around them.
fn bare(authority: &DemoCa, key: &KeyFile, act: &[u8], runs: usize) -> Outcome<(f64, f64)> {
    let (mut made, mut checked) = (Samples::default(), Samples::default());
    let trust = authority.trust_store();
    let policy = VerificationPolicy::binding().exempt_demonstration();
    for _ in 0..runs {
        let (taken, cms) =
            timed(|| baqylau_signing::sign_detached(key, act, now(), &mut rand_core::OsRng));
        made.push(taken);
        let cms = cms?;
        let (taken, verdict) =
            timed(|| baqylau_signing::verify(&cms, Some(act), &trust, &policy, now()));
        checked.push(taken);
        if !verdict.is_valid() {
            return Err("a bare signature does not hold".into());
        }
    }
    Ok((made.median(), checked.median()))
}
