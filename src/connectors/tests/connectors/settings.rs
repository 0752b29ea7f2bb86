//! Settings, tokens, and systems nobody configured.

use crate::bench::{Wish, bench_with, person};
use baqylau_connectors::{
    Adapter, Connectors, DecodeError, Encoded, Environment, HttpTransport, MemoryAudit,
    MemoryCache, Origin, OwnContract, PseudonymKey, Question, Settings, SettingsError,
    SourceSettings, Tokens, Trouble,
};
use baqylau_domain::Moment;
use baqylau_domain::checks::{CheckParameters, Fact, Source};
use std::sync::Arc;

fn settings(change: impl FnOnce(&mut SourceSettings)) -> Settings {
    let mut one = SourceSettings::at("https://gateway.example/gbd-fl");
    change(&mut one);
    let mut settings = Settings::default();
    settings.sources.insert(Source::GbdFl, one);
    settings
}

#[test]
fn settings_are_read_with_defaults_and_mistakes_are_named() {
    let read: Settings = serde_json::from_str(
        r#"{"sources":{"gbd-fl":{"address":"http://a/","token_env":"T","attempts":1}}}"#,
    )
    .unwrap();
    let one = &read.sources[&Source::GbdFl];
    assert_eq!((one.attempts, one.concurrency), (1, 8));
    assert!(read.check().is_ok());
    for unread in [
        r#"{"sources":{"gbdfl":{"address":"http://a/"}}}"#,
        r#"{"sources":{"gbd-fl":{"adress":"http://a/"}}}"#,
        r#"{"sources":{"gbd-fl":{"address":"http://a/","attempts":-1}}}"#,
    ] {
        assert!(serde_json::from_str::<Settings>(unread).is_err());
    }
    for address in ["", "gateway", "ftp://a/", "http://"] {
        let fault = settings(|one| one.address = address.into()).check();
        assert_eq!(
            fault,
            Err(SettingsError::Address(Source::GbdFl)),
            "{address}"
        );
    }
    let zero: [fn(&mut SourceSettings); 5] = [
        |one| one.timeout_ms = 0,
        |one| one.attempts = 0,
        |one| one.concurrency = 0,
        |one| one.max_answer_bytes = 0,
        |one| one.breaker_failures = 0,
    ];
    for change in zero {
        let fault = settings(change).check().unwrap_err();
        assert!(fault.to_string().starts_with("gbd-fl: "), "{fault}");
    }
}

#[test]
fn a_token_that_is_named_must_be_there_and_is_never_printed() {
    let named = settings(|one| one.token_env = Some("GBD_TOKEN".into()));
    let read = |value: Option<&str>| {
        Tokens::read(&named, |name| {
            assert_eq!(name, "GBD_TOKEN");
            value.map(str::to_owned)
        })
    };
    for bad in [
        None,
        Some(""),
        Some("  "),
        Some("two words"),
        Some("не ASCII"),
    ] {
        let fault = read(bad).unwrap_err();
        assert!(fault.to_string().contains("GBD_TOKEN"));
    }
    let tokens = read(Some(" secret-1\n")).unwrap();
    assert!(!format!("{tokens:?}").contains("secret"));
}

#[tokio::test]
async fn the_token_is_sent_and_a_wrong_one_is_a_refusal() {
    let wish = |token| Wish {
        token,
        ..Wish::default()
    };
    let parameters = CheckParameters::pilot();
    let right = bench_with(&[], wish(Some("right"))).await;
    let answer = right.connectors.ask("test", &person(), &parameters).await;
    assert_eq!(answer.unwrap().origin, Origin::System);

    let strict = bench_with(&[], wish(Some("right"))).await;
    let mut settings = Settings::default();
    let address = strict.simulator.url_of(Source::GbdFl);
    settings
        .sources
        .insert(Source::GbdFl, SourceSettings::at(address));
    let bare = connectors(settings);
    assert_eq!(
        bare.ask("test", &person(), &parameters).await,
        Err(Trouble::Refused(401))
    );
}

fn connectors(settings: Settings) -> Connectors {
    Connectors::new(
        settings,
        Tokens::default(),
        Arc::new(HttpTransport::direct().unwrap()),
        Arc::new(MemoryCache::new(10)),
        Arc::new(MemoryAudit::new()),
        PseudonymKey::new([1; 32]),
        Environment::system(),
    )
    .unwrap()
}

#[tokio::test]
async fn a_system_nobody_configured_is_not_asked() {
    let none = connectors(Settings::default());
    let answered = none.ask("test", &person(), &CheckParameters::pilot()).await;
    assert_eq!(answered, Err(Trouble::NotConfigured));
    assert_eq!(none.breaker(Source::GbdFl), None);
}

/// Stands for a real contract: another path, the same facts.
struct Another;

impl Adapter for Another {
    fn encode(&self, question: &Question, request: &str) -> Encoded {
        Encoded {
            path: "employment",
            ..OwnContract.encode(question, request)
        }
    }

    fn decode(
        &self,
        _question: &Question,
        _request: &str,
        _body: &[u8],
        _now: Moment,
    ) -> Result<Vec<Fact>, DecodeError> {
        Err(DecodeError::Range("another"))
    }
}

#[tokio::test]
async fn the_contract_of_one_system_can_be_another() {
    let bench = bench_with(&[], Wish::default()).await;
    let connectors = bench
        .connectors
        .with_adapter(Source::Enbek, Arc::new(Another));
    let parameters = CheckParameters::pilot();
    let enbek = Question::Employment {
        iin: crate::bench::head(),
    };
    assert_eq!(
        connectors.ask("test", &enbek, &parameters).await,
        Err(DecodeError::Range("another").into())
    );
    assert!(connectors.ask("test", &person(), &parameters).await.is_ok());
}
