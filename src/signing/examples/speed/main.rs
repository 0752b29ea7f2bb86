//! How many signatures are made and checked in a second, beside OpenSSL (RSA-2048) and its GOST
//! engine (GOST 34.10-2012/512) on the same machine in the same run.
//!
//! `cargo run --release -p baqylau-signing --example speed`

#![allow(
    clippy::print_stdout,
    reason = "what is measured is printed, there is nothing else to do with it"
)]

use baqylau_signing::demo_ca::{DemoCa, Holder, Validity};
use baqylau_signing::{KeyPurpose, PrivateKey, PrivateKeyError, sign_detached};
use chrono::{TimeDelta, TimeZone, Utc};
use rand_core::OsRng;
use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long each calculation is repeated.
const SPAN: Duration = Duration::from_secs(3);

fn main() -> Result<(), Box<dyn Error>> {
    type Generate = fn() -> Result<PrivateKey, PrivateKeyError>;
    let kinds: [(&str, &str, Option<Rates>, Generate); 2] = [
        (
            "RSA-2048",
            "openssl speed",
            openssl(),
            PrivateKey::generate_rsa,
        ),
        ("GOST 34.10-2015/512", "gost-engine", engine(), || {
            PrivateKey::generate_gost(&mut OsRng)
        }),
    ];
    for (name, peer, theirs, generate) in kinds {
        let ours = measure(generate)?;
        println!("{name}");
        println!(
            "  {:<14} {:>9.0} sign/s {:>9.0} verify/s",
            "here", ours.sign, ours.verify
        );
        match theirs {
            Some(theirs) => {
                println!(
                    "  {peer:<14} {:>9.0} sign/s {:>9.0} verify/s",
                    theirs.sign, theirs.verify
                );
                println!(
                    "  here to it     {:>9.2} sign   {:>9.2} verify",
                    ours.sign / theirs.sign,
                    ours.verify / theirs.verify
                );
            }
            None => println!("  skipped: no {peer} on this machine"),
        }
    }
    Ok(())
}

/// In a second.
#[derive(Clone, Copy)]
struct Rates {
    sign: f64,
    verify: f64,
}

/// Signatures made and checked in a second, with all that stands around them: attributes and
/// hashes when signing, the search for the issuer when checking.
fn measure(generate: fn() -> Result<PrivateKey, PrivateKeyError>) -> Result<Rates, Box<dyn Error>> {
    let now = Utc
        .with_ymd_and_hms(2026, 11, 22, 9, 0, 0)
        .single()
        .ok_or("no such moment")?;
    let validity = Validity {
        from: now,
        until: now + TimeDelta::days(1),
    };
    let ca = DemoCa::with_key(generate()?, validity, &mut OsRng)?;
    let holder = Holder {
        surname: "ТЕСТОВ".into(),
        name: "ТЕСТ".into(),
        patronymic: None,
        iin: "123456789011".into(),
        organisation: None,
        roles: Vec::new(),
    };
    let pair = ca.issue(
        &holder,
        KeyPurpose::Binding,
        generate()?,
        validity,
        &mut OsRng,
    )?;
    let trust = ca.trust_store();
    let sign = rate(|| sign_detached(&pair, b"act", now, &mut OsRng).is_ok());
    let verify = rate(|| trust.chain(pair.certificate(), &[], now).is_ok());
    Ok(Rates { sign, verify })
}

/// How often something succeeds in a second.
fn rate(mut task: impl FnMut() -> bool) -> f64 {
    let started = Instant::now();
    let mut done = 0u32;
    while started.elapsed() < SPAN {
        done += u32::from(task());
    }
    f64::from(done) / started.elapsed().as_secs_f64()
}

/// What `openssl speed` says about RSA-2048: signatures and verifications per second.
fn openssl() -> Option<Rates> {
    let output = Command::new("openssl")
        .args(["speed", "-seconds", "3", "rsa2048"])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let line = text
        .lines()
        .find(|line| line.starts_with("rsa 2048 bits"))?;
    let mut words = line.split_whitespace().rev();
    let verify = words.next()?.parse().ok()?;
    let sign = words.next()?.parse().ok()?;
    Some(Rates { sign, verify })
}

/// What OpenSSL's GOST engine does, called from Python.
fn engine() -> Option<Rates> {
    let output = Command::new("python3")
        .args(["-c", include_str!("gost_engine.py"), "3"])
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.split_whitespace();
    let sign = words.next()?.parse().ok()?;
    let verify = words.next()?.parse().ok()?;
    Some(Rates { sign, verify })
}
