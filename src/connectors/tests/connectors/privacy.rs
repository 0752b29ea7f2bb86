//! No ИИН, phone or token reaches a log, an audit record, an error or a debug print.

use crate::bench::{PHONE, Wish, bench_with, head, iin, questions};
use baqylau_connectors::PseudonymKey;
use baqylau_domain::checks::{CheckParameters, Subject};
use chrono::TimeDelta;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const TOKEN: &str = "a-token-nobody-sees";

#[tokio::test]
async fn whatever_happens_nobody_is_named() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let listening = tracing::Dispatch::new(subscriber);
    // With one dispatcher alone, what tests in other threads reach first would ask those threads,
    // where nobody listens, and stay silent for ever.
    let _second = tracing::Dispatch::new(
        tracing_subscriber::fmt()
            .with_writer(std::io::sink)
            .finish(),
    );
    let _guard = tracing::dispatcher::set_default(&listening);
    let bench = bench_with(
        &[],
        Wish {
            token: Some(TOKEN),
            change: |settings| {
                settings.timeout_ms = 2_000;
                settings.breaker_failures = 4;
            },
            ..Wish::default()
        },
    )
    .await;
    let parameters = CheckParameters::pilot();
    let mut said = String::new();
    for faults in [
        vec![],
        vec!["all=status:500*30"],
        vec!["all=garbage*30"],
        vec!["all=half*30"],
        vec!["all=wrong-type*30", "all=stale:30"],
        vec!["all=huge:400000"],
        vec!["all=status:403"],
        vec![],
    ] {
        bench.faults(&faults);
        bench.clock.advance(TimeDelta::days(8));
        for question in questions() {
            // An asker who is named by a number all the same.
            let asker = format!("account {}", head());
            let answered = bench.connectors.ask(&asker, &question, &parameters).await;
            said += &format!("{question:?} {answered:?} {:?}", bench.connectors);
            if let Err(trouble) = answered {
                said += &trouble.to_string();
            }
        }
    }
    for record in bench.audit.take() {
        said += &format!("{record:?} {}", serde_json::to_string(&record).unwrap());
    }
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("a system gave no answer"),
        "the log was caught"
    );
    assert!(
        log.contains("hyper") || log.contains("reqwest"),
        "at every level"
    );
    for secret in [
        iin().to_string(),
        head().to_string(),
        PHONE.to_owned(),
        TOKEN.to_owned(),
    ] {
        for (name, text) in [("log", &log), ("prints and records", &said)] {
            let at = text.find(secret.as_str());
            let around = at.map(|at| text[at.saturating_sub(200)..at].to_owned());
            assert!(at.is_none(), "{name}: {around:?}");
        }
    }
}

#[test]
fn a_pseudonym_needs_the_key() {
    let person = Subject::Person(iin());
    let ours = PseudonymKey::new([1; 32]).pseudonym(&person);
    assert_eq!(ours, PseudonymKey::new([1; 32]).pseudonym(&person));
    assert_ne!(ours, PseudonymKey::new([2; 32]).pseudonym(&person));
    assert_ne!(
        ours,
        PseudonymKey::new([1; 32]).pseudonym(&Subject::Person(head()))
    );
    assert_eq!(ours.to_string().len(), 24);
}
