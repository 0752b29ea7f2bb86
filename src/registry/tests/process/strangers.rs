//! The interface as somebody meets it who knows nothing but its description: Schemathesis makes
//! requests of it, right ones and wrong ones, and holds every answer against it. Once for each kind
//! of caller, with the seed and the limits of `tests/schemathesis.toml`.
//!
//! `BAQYLAU_SCHEMATHESIS` names the program; `tests/run` installs it. Without it nothing is tried.
//! `BAQYLAU_SCHEMATHESIS_SECONDS` says how long each caller asks (15 unless told).

use super::laptop::Laptop;
use super::machine::Process;
use baqylau_domain::people::AccountRole;
use std::path::Path;
use std::process::Command;

/// Who asks: somebody without a session, and three roles that see the most different things.
const CALLERS: [(&str, Option<AccountRole>); 4] = [
    ("nobody", None),
    ("officer", Some(AccountRole::IssuerOfficer)),
    ("commission", Some(AccountRole::Commission)),
    ("financial centre", Some(AccountRole::FinancialCentre)),
];

/// Where the session is named, for whoever has one.
const SESSION: &str = "\n[auth.openapi.session]\nbearer = \"${BAQYLAU_SESSION}\"\n";

#[test]
fn whatever_the_description_allows_is_answered_as_it_says() {
    let Ok(program) = std::env::var("BAQYLAU_SCHEMATHESIS") else {
        println!("skipped: BAQYLAU_SCHEMATHESIS isn't set; tests/run installs and sets it");
        return;
    };
    let setting = |name: &str, usual: &str| std::env::var(name).unwrap_or(usual.to_owned());
    let seconds = setting("BAQYLAU_SCHEMATHESIS_SECONDS", "15");
    let seed = setting("BAQYLAU_SEED", "20261122");
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/schemathesis.toml");
    let settings = std::fs::read_to_string(settings).unwrap();
    let data = tempfile::tempdir().unwrap();
    let process = Process::start(data.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut wrong = Vec::new();
    for (name, role) in CALLERS {
        let own = data.path().join("schemathesis.toml");
        let session = role.map_or("", |_| SESSION);
        std::fs::write(&own, format!("{settings}{session}")).unwrap();
        let mut command = Command::new(&program);
        command
            .current_dir(data.path())
            .arg("--no-color")
            .arg("--config-file")
            .arg(&own)
            .arg("run")
            .arg(format!("{}/v1/openapi.json", process.url))
            .args([
                "--url",
                &process.url,
                "--seed",
                &seed,
                "--max-time",
                &seconds,
            ]);
        if let Some(role) = role {
            let laptop = runtime.block_on(Laptop::sign_in_as(&process.url, role));
            command.env("BAQYLAU_SESSION", &laptop.token);
            // It would end the session everything else is asked with.
            command.args(["--exclude-operation-id", "signOut"]);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let counted = said
            .lines()
            .find(|line| line.contains(" generated,"))
            .unwrap_or("?");
        println!("{name}: {}", counted.trim());
        if !output.status.success() {
            wrong.push(format!(
                "as {name}:\n{said}{}",
                String::from_utf8_lossy(&output.stderr)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
