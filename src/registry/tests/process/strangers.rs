//! The interface as somebody meets it who knows nothing but its description: Schemathesis makes
//! requests of it, right ones and wrong ones, and holds every answer against it. Once for each kind
//! of caller, with the seed and the limits of `tests/schemathesis.toml`.
//!
//! `BAQYLAU_SCHEMATHESIS` names the program; `tests/run` installs it. Without it nothing is tried.
//! `BAQYLAU_SCHEMATHESIS_SECONDS` says how long each caller asks (15 unless told).

use super::laptop::Laptop;
use super::machine::{Process, program};
use baqylau_domain::people::AccountRole;
use std::path::Path;
use std::process::Command;

/// Somebody who asks.
#[derive(Clone, Copy)]
enum Caller {
    /// Without anything.
    Nobody,
    /// With a session.
    Person(AccountRole),
    /// With the token of an LMS, for a school and a university.
    Lms,
}

/// Who asks: somebody without a session, three roles that see the most different things, and an LMS.
const CALLERS: [(&str, Caller); 5] = [
    ("nobody", Caller::Nobody),
    ("officer", Caller::Person(AccountRole::IssuerOfficer)),
    ("commission", Caller::Person(AccountRole::Commission)),
    (
        "financial centre",
        Caller::Person(AccountRole::FinancialCentre),
    ),
    ("LMS", Caller::Lms),
];

/// Numbers of schools and of universities such as Schemathesis makes of a schema by itself, so that
/// some documents are about an own one.
const SCHOOLS: [&str; 3] = ["0", "00", "A"];
const UNIVERSITIES: [&str; 2] = ["1", "000"];

/// Where a token is named, under a way of signing in of the description.
fn signed_in(scheme: &str) -> String {
    format!("\n[auth.openapi.{scheme}]\nbearer = \"${{BAQYLAU_TOKEN}}\"\n")
}

/// What the program prints.
fn printed(data: &Path, words: &[&str]) -> String {
    let output = program(data, None).args(words).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The token of an LMS the operator registers beside the running registry.
fn lms_token(data: &Path) -> String {
    let organisations = printed(data, &["lms", "organisations"]);
    let bin = |kind: &str| {
        let mut lines = organisations.lines().map(str::split_whitespace);
        let found = lines.find_map(|mut words| {
            let bin = words.next()?;
            (words.next() == Some(kind)).then(|| bin.to_owned())
        });
        found.unwrap()
    };
    let (school, university) = (bin("School"), bin("University"));
    let mut words = vec!["lms".to_owned(), "add".to_owned()];
    words.extend(["--lms-name", "Invented LMS"].map(str::to_owned));
    let own = SCHOOLS.map(|number| format!("{number}={school}"));
    let others = UNIVERSITIES.map(|number| format!("{number}={university}"));
    for pair in own.into_iter().chain(others) {
        words.extend(["--school".to_owned(), pair]);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let added = printed(data, &words);
    let token = added.lines().find_map(|line| line.strip_prefix("token "));
    token.unwrap().to_owned()
}

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
    // Callers may be chosen by a part of their names, to find again what one of them found.
    let only = setting("BAQYLAU_SCHEMATHESIS_CALLER", "");
    let callers = CALLERS.into_iter();
    for (name, caller) in callers.filter(|(name, _)| name.contains(&only)) {
        let own = data.path().join("schemathesis.toml");
        let way = match caller {
            Caller::Nobody => String::new(),
            Caller::Person(_) => signed_in("session"),
            Caller::Lms => signed_in("lms"),
        };
        std::fs::write(&own, format!("{settings}{way}")).unwrap();
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
        match caller {
            Caller::Nobody => {}
            Caller::Person(role) => {
                let laptop = runtime.block_on(Laptop::sign_in_as(&process.url, role));
                command.env("BAQYLAU_TOKEN", &laptop.token);
                // It would end the session everything else is asked with.
                command.args(["--exclude-operation-id", "signOut"]);
            }
            Caller::Lms => {
                command.env("BAQYLAU_TOKEN", lms_token(data.path()));
                // The rest is as closed to it as to nobody, who asked it already.
                command.args(["--include-path-regex", "^/v1/lms/"]);
            }
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
