//! The program itself: its arguments, its answers, its control routes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_baqylau-simulator");

/// What the program says to these arguments before it ends.
fn refused(arguments: &[&str]) -> String {
    let ended = Command::new(PROGRAM).args(arguments).output().unwrap();
    assert!(!ended.status.success(), "{arguments:?}");
    assert!(ended.stdout.is_empty());
    String::from_utf8(ended.stderr).unwrap()
}

#[test]
fn a_mistake_on_the_command_line_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let unknown = file(
        "unknown.toml",
        "[[persons]]\niin = \"150314599009\"\nlive = \"dead\"\n",
    );
    let number = file("number.json", r#"{"persons":[{"iin":"150314599008"}]}"#);
    let status = file(
        "word.json",
        r#"{"persons":[{"iin":"150314599009","life":"so-so"}]}"#,
    );
    let ending = file("data.txt", "");
    for (arguments, words) in [
        (vec!["--listen", "here"], vec!["--listen"]),
        (vec!["--listen"], vec!["--listen"]),
        (vec!["--seed", "x"], vec!["--seed"]),
        (vec!["--persons", "5"], vec!["--seed"]),
        (
            vec!["--fault", "gbd-fl=slow"],
            vec!["--fault", "slow", "timeout"],
        ),
        (vec!["--fault", "gbdfl=half"], vec!["gbdfl", "gbd-fl"]),
        (vec!["--at", "tomorrow"], vec!["--at"]),
        (vec!["--data", "nowhere.json"], vec!["--data nowhere.json"]),
        (vec!["--data", &unknown], vec!["unknown.toml", "live"]),
        (vec!["--data", &number], vec!["number.json", "check digit"]),
        (
            vec!["--data", &status],
            vec!["word.json", "so-so", "alive, dead"],
        ),
        (vec!["--data", &ending], vec!["data.txt", ".toml nor .json"]),
        (vec!["--wish"], vec!["--wish", "--help"]),
        (vec!["stray"], vec!["stray"]),
    ] {
        let said = refused(&arguments);
        for word in words {
            assert!(said.contains(word), "{arguments:?}: {said}");
        }
        assert!(said.starts_with("baqylau-simulator: ") && !said.contains("panicked"));
    }
}

#[test]
fn the_help_names_every_flag() {
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for flag in [
        "listen",
        "data",
        "seed",
        "organisations",
        "persons",
        "fault",
        "token",
        "at",
    ] {
        assert!(help.contains(&format!("\n  --{flag} ")), "{flag}");
    }
}

/// A program on its way; ended with the test.
struct Running {
    program: Child,
    url: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn start(arguments: &[&str]) -> Running {
    let mut program = Command::new(PROGRAM)
        .args(["--listen", "127.0.0.1:0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut url)
        .unwrap();
    Running {
        program,
        url: url.trim().to_owned(),
    }
}

async fn ask(url: &str, place: &str, body: &Value) -> (u16, Value) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client
        .post(format!("{url}/{place}"))
        .json(body)
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    let bytes = answer.bytes().await.unwrap();
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

async fn world(url: &str) -> Value {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.get(format!("{url}/control/world")).send().await;
    answer.unwrap().json().await.unwrap()
}

fn person(iin: &Value) -> Value {
    json!({ "version": 1, "request": "r", "ask": { "iin": iin } })
}

#[tokio::test]
async fn a_fact_is_changed_at_run_time_and_the_next_answer_says_so() {
    let simulator = start(&[
        "--seed",
        "7",
        "--persons",
        "50",
        "--at",
        "2026-10-15T07:00:00Z",
    ]);
    let url = &simulator.url;
    let persons = world(url).await["persons"].clone();
    assert_eq!(persons.as_array().unwrap().len(), 50);
    let iin = &persons[0]["iin"];
    let (status, before) = ask(url, "gbd-fl/person", &person(iin)).await;
    assert_eq!((status, &before["answer"]["life"]), (200, &json!("alive")));
    assert_eq!(before["as_of"], "2026-10-15T07:00:00Z");
    assert_eq!(before["request"], "r");

    let died = json!({ "iin": iin, "life": "dead" });
    assert_eq!(ask(url, "control/change/person", &died).await.0, 204);
    let (_, after) = ask(url, "gbd-fl/person", &person(iin)).await;
    assert_eq!(after["answer"]["life"], "dead");
    assert_eq!(
        after["answer"]["citizenship"],
        before["answer"]["citizenship"]
    );

    let bin = &world(url).await["organisations"][0]["bin"];
    let withdrawn = json!({ "bin": bin, "licences": [
        { "number": "KZ1", "status": "withdrawn", "from": "2023-09-01" },
    ]});
    assert_eq!(
        ask(url, "control/change/organisation", &withdrawn).await.0,
        204
    );
    let question = json!({ "version": 1, "request": "r", "ask": { "bin": bin } });
    let (_, licences) = ask(url, "e-licensing/licences", &question).await;
    assert_eq!(licences["answer"]["licences"][0]["status"], "withdrawn");

    for (place, wrong) in [
        (
            "control/change/person",
            json!({ "iin": iin, "life": "asleep" }),
        ),
        (
            "control/change/person",
            json!({ "iin": iin, "alive": false }),
        ),
        ("control/change/person", json!({ "life": "dead" })),
        ("control/change/ghost", json!({ "iin": iin })),
        ("control/faults", json!(["gbd-fl=slow"])),
    ] {
        let (status, said) = ask(url, place, &wrong).await;
        assert_eq!(status, 400, "{wrong}");
        assert!(said["error"].is_string());
    }
    let (_, still) = ask(url, "gbd-fl/person", &person(iin)).await;
    assert_eq!(
        still["answer"], after["answer"],
        "what is refused changes nothing"
    );
}

#[tokio::test]
async fn faults_come_from_the_command_line_and_from_the_control_route() {
    let simulator = start(&["--fault", "gbd-fl=status:503*1", "--token", "open"]);
    let url = &simulator.url;
    let question = person(&json!("150314599009"));
    assert_eq!(ask(url, "gbd-fl/person", &question).await.0, 503);
    assert_eq!(ask(url, "gbd-fl/person", &question).await.0, 401);
    assert_eq!(
        ask(url, "control/faults", &json!(["all=busy:1"])).await.0,
        204
    );
    assert_eq!(ask(url, "enbek/employment", &question).await.0, 429);
}

#[tokio::test]
async fn a_file_says_what_is_known_and_a_later_file_wins() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("a.toml");
    let second = folder.path().join("b.json");
    std::fs::write(
        &first,
        "[[persons]]\niin = \"150314599009\"\n\n[[persons]]\niin = \"160901699008\"\n",
    )
    .unwrap();
    std::fs::write(
        &second,
        r#"{"persons":[{"iin":"150314599009","life":"dead"}]}"#,
    )
    .unwrap();
    let simulator = start(&[
        "--data",
        first.to_str().unwrap(),
        "--data",
        second.to_str().unwrap(),
    ]);
    for (iin, life) in [
        ("150314599009", "dead"),
        ("160901699008", "alive"),
        ("110207699006", "not-found"),
    ] {
        let (_, said) = ask(&simulator.url, "gbd-fl/person", &person(&json!(iin))).await;
        assert_eq!(said["answer"]["life"], life);
    }
}

#[tokio::test]
async fn the_example_is_a_data_file() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/example.toml");
    let simulator = start(&["--data", example]);
    let known = world(&simulator.url).await;
    for (kind, records) in [
        ("organisations", 1),
        ("persons", 2),
        ("buildings", 1),
        ("invoices", 1),
    ] {
        assert_eq!(known[kind].as_array().unwrap().len(), records, "{kind}");
    }
}

#[tokio::test]
async fn what_is_no_question_is_refused() {
    let simulator = start(&[]);
    for (place, body, status) in [
        ("gbd-xx/person", person(&json!("150314599009")), 404),
        ("gbd-fl/licences", person(&json!("150314599009")), 404),
        ("gbd-fl/person", person(&json!("150314599008")), 400),
        (
            "gbd-fl/person",
            json!({ "version": 2, "request": "r", "ask": {} }),
            400,
        ),
        ("gbd-fl/person", json!([]), 400),
        (
            "enpf/contributions",
            json!({ "version": 1, "request": "r",
                    "ask": { "iin": "150314599009", "year": 2026, "month": 13 } }),
            400,
        ),
        (
            "culs/debts",
            json!({ "version": 1, "ask": { "bin": "230940999005" } }),
            404,
        ),
    ] {
        assert_eq!(
            ask(&simulator.url, place, &body).await.0,
            status,
            "{place} {body}"
        );
    }
}
