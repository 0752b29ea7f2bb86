//! How many signatures are made and checked in a second, beside OpenSSL's RSA-2048 on the same
//! machine in the same run.
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
    let openssl = openssl();
    match openssl {
        Some((sign, verify)) => {
            println!(
                "{:<28} {sign:>9.0} sign/s {verify:>9.0} verify/s",
                "openssl rsa2048"
            );
        }
        None => println!("skipped: no openssl on this machine"),
    }
    for (name, generate) in [
        (
            "RSA-2048",
            (|| PrivateKey::generate_rsa()) as fn() -> Result<_, PrivateKeyError>,
        ),
        ("GOST 34.10-2015/512", || {
            PrivateKey::generate_gost(&mut OsRng)
        }),
    ] {
        let (sign, verify) = measure(generate)?;
        print!("{name:<28} {sign:>9.0} sign/s {verify:>9.0} verify/s");
        if let Some((their_sign, their_verify)) = openssl {
            print!(
                "   to openssl rsa2048: {:.2} and {:.3}",
                sign / their_sign,
                verify / their_verify
            );
        }
        println!();
    }
    Ok(())
}

/// Signatures made and checked in a second, with all that stands around them: attributes and
/// hashes when signing, the search for the issuer when checking.
fn measure(
    generate: fn() -> Result<PrivateKey, PrivateKeyError>,
) -> Result<(f64, f64), Box<dyn Error>> {
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
    Ok((sign, verify))
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
fn openssl() -> Option<(f64, f64)> {
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
    Some((sign, verify))
}
