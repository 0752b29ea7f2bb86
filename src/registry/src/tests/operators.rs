//! What operators set and look at: limits, TLS, meters, health, names of requests.

use super::{World, config, http, morning};
use crate::config::{Pace, RateLimits, TlsFiles};
use crate::environment::ManualClock;
use crate::registry::{Registry, StartError};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, ApiError, ErrorCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Method, StatusCode};
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

/// So slow that a test sees nothing of the pace, only what may come at once.
fn at_once(burst: u32) -> Pace {
    Pace {
        per_second: NonZeroU32::MIN,
        burst: NonZeroU32::new(burst).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_too_often_is_told_when_to_come_back_and_nobody_else_notices() {
    let world = World::set_up(|config| {
        config.limits = Some(RateLimits {
            address: at_once(1000),
            person: at_once(40),
        });
    })
    .await;
    let eager = world.by_role(AccountRole::Commission, 0);
    let (one, two) = (world.device(eager).await, world.device(eager).await);
    let scopes = async |device: &super::Device| {
        let answer = device.request(Method::GET, api::SCOPES).send().await;
        answer.unwrap()
    };
    let mut refused = None;
    // A person is one sender, whatever devices they use.
    for turn in 0..200 {
        let device = if turn % 2 == 0 { &one } else { &two };
        let answer = scopes(device).await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let refused = refused.unwrap();
    let wait: u64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    let said: ApiError = refused.json().await.unwrap();
    assert_eq!(said.code, ErrorCode::TooMany);

    let other = world
        .device(world.by_role(AccountRole::Commission, 1))
        .await;
    assert_eq!(scopes(&other).await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_cannot_be_guessed_by_trying() {
    let world = World::set_up(|config| {
        config.limits = Some(RateLimits {
            address: at_once(60),
            person: at_once(1000),
        });
    })
    .await;
    let device = world
        .device(world.by_role(AccountRole::Commission, 0))
        .await;
    let guess = async || {
        let url = format!("{}{}", world.registry.url(), api::SCOPES);
        let guessed = http().get(url).bearer_auth("guess").send().await;
        guessed.unwrap().status()
    };
    let mut statuses = Vec::new();
    for _ in 0..200 {
        statuses.push(guess().await);
        if statuses.last() == Some(&StatusCode::TOO_MANY_REQUESTS) {
            break;
        }
    }
    assert_eq!(statuses[0], StatusCode::UNAUTHORIZED);
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
    // Who has a session goes on, from the very same address.
    let scopes = device.request(Method::GET, api::SCOPES).send().await;
    assert_eq!(scopes.unwrap().status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn meters_count_what_was_answered_and_name_nobody() {
    let world = World::set_up(|config| {
        config.metrics = Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    })
    .await;
    let sample = world.by_role(AccountRole::Commission, 0);
    let device = world.device(sample).await;
    for _ in 0..3 {
        let scopes = device.request(Method::GET, api::SCOPES).send().await;
        assert_eq!(scopes.unwrap().status(), StatusCode::OK);
    }
    let unknown = format!("{}/v1/{}", world.registry.url(), sample.person.iin);
    assert_eq!(
        http().get(unknown).send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
    let inside = format!("http://{}", world.registry.metrics_addr().unwrap());
    let meters = http()
        .get(format!("{inside}/metrics"))
        .send()
        .await
        .unwrap();
    let form = meters.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(form.starts_with("application/openmetrics-text"), "{form}");
    let text = meters.text().await.unwrap();
    let expected = [
        r#"baqylau_requests_total{route="/v1/scopes",method="get",status="200"} 3"#,
        r#"baqylau_request_duration_seconds_count{route="/v1/scopes",method="get"} 3"#,
        "baqylau_store_readable 1",
        "baqylau_ledger_faults 0",
        "baqylau_ledger_checked_timestamp_seconds 0",
        "baqylau_requests_under_way 0",
        "# EOF",
    ];
    for line in expected {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    let audit = text
        .lines()
        .find_map(|line| line.strip_prefix("baqylau_audit_lines "));
    assert!(audit.unwrap().parse::<u64>().unwrap() > 0);
    for person in &world.people {
        for word in [
            person.person.iin.to_string(),
            person.person.id.to_string(),
            person.person.full_name.clone(),
        ] {
            assert!(!text.contains(&word));
        }
    }
    let health = http().get(format!("{inside}/health")).send().await.unwrap();
    assert_eq!(health.status(), StatusCode::OK);
    for path in ["/metrics", "/health"] {
        let outside = format!("{}{path}", world.registry.url());
        let answer = http().get(outside).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "not for everybody");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_has_a_name_for_both_logs_that_is_nobodys_number() {
    let world = World::start().await;
    let url = format!("{}{}", world.registry.url(), api::HELLO);
    let named = async |id: Option<&str>| {
        let mut request = http().get(&url);
        if let Some(id) = id {
            request = request.header("x-request-id", id);
        }
        let answer = request.send().await.unwrap();
        answer.headers()["x-request-id"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(named(Some("laptop-7")).await, "laptop-7");
    let given = named(None).await;
    assert_ne!(given, named(None).await);
    for bad in ["850101300123", "id=850101300123", "a b", &"x".repeat(65)] {
        let name = named(Some(bad)).await;
        assert_ne!(name, bad);
        assert_eq!(name.len(), given.len());
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = (0..text.len())
        .step_by(64)
        .map(|at| &text[at..text.len().min(at + 64)])
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

/// A certificate for this machine, and its files.
fn certificate(folder: &Path) -> (TlsFiles, reqwest::Certificate) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let files = TlsFiles {
        chain: folder.join("chain.pem"),
        key: folder.join("key.pem"),
    };
    let key = made.signing_key.serialize_der();
    std::fs::write(&files.chain, pem("CERTIFICATE", made.cert.der())).unwrap();
    std::fs::write(&files.key, pem("PRIVATE KEY", &key)).unwrap();
    let root = reqwest::Certificate::from_der(made.cert.der()).unwrap();
    (files, root)
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_nobody_is_kept_waiting_by_one_who_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(morning()));
    let (files, root) = certificate(folder.path());
    let mut config = config(&folder.path().join("data"), &clock);
    config.tls = Some(files);
    let registry = Registry::start(config).await.unwrap();
    assert!(registry.url().starts_with("https://"));
    let mut silent = TcpStream::connect(registry.addr()).await.unwrap();

    let client = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([root])
        .build()
        .unwrap();
    let hello = format!("https://localhost:{}{}", registry.addr().port(), api::HELLO);
    let answer = client.get(&hello).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    // Who doesn't know the authority hears nothing, and who speaks plainly neither.
    assert!(http().get(&hello).send().await.is_err());
    let plain = hello.replace("https:", "http:");
    assert!(http().get(plain).send().await.is_err());

    registry.stop().await;
    let mut rest = [0; 1];
    assert!(!matches!(silent.read(&mut rest).await, Ok(1..)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_needs_no_restart_and_half_of_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(morning()));
    let (files, first) = certificate(folder.path());
    let mut config = config(&folder.path().join("data"), &clock);
    config.tls = Some(files.clone());
    let registry = Registry::start(config).await.unwrap();
    let hello = format!("https://localhost:{}{}", registry.addr().port(), api::HELLO);
    // A client of its own each time: a connection that is open stays as it is.
    let believing = async |root: &reqwest::Certificate| {
        let client = reqwest::Client::builder().no_proxy();
        let client = client.tls_certs_only([root.clone()]).build().unwrap();
        client.get(&hello).send().await.is_ok()
    };
    assert!(believing(&first).await);
    let elsewhere = tempfile::tempdir().unwrap();
    let (other, second) = certificate(elsewhere.path());
    std::fs::copy(&other.chain, &files.chain).unwrap();
    assert!(believing(&first).await && !believing(&second).await);
    std::fs::copy(&other.key, &files.key).unwrap();
    assert!(believing(&second).await && !believing(&first).await);
    std::fs::remove_file(&files.key).unwrap();
    assert!(believing(&second).await);
    registry.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_certificate_and_key_are_named_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(morning()));
    let (files, _) = certificate(folder.path());
    let elsewhere = tempfile::tempdir().unwrap();
    let (other, _) = certificate(elsewhere.path());
    let absent = folder.path().join("absent.pem");
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    for (chain, key, named) in [
        (&absent, &files.key, "absent.pem"),
        (&files.chain, &absent, "absent.pem"),
        (&empty, &files.key, "empty.pem"),
        (&files.chain, &empty, "empty.pem"),
        (&other.chain, &files.key, "chain.pem"),
    ] {
        let mut config = config(&folder.path().join("data"), &clock);
        config.tls = Some(TlsFiles {
            chain: chain.clone(),
            key: key.clone(),
        });
        match Registry::start(config).await {
            Err(StartError::Tls(reason)) => assert!(reason.contains(named), "{reason}"),
            other => panic!("{named}: {other:?}"),
        }
    }
}
