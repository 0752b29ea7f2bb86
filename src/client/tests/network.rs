//! The way out of an office: its proxy, and its own certification authorities.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use baqylau_client::{HttpTransport, Method, NetworkConfig, Request, Transport as _};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;

/// A proxy that answers one request itself and tells what it was asked.
fn proxy() -> (String, mpsc::Receiver<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, asked) = mpsc::channel();
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut head = Vec::new();
        while let Some(Ok(line)) = lines.next() {
            if line.is_empty() {
                break;
            }
            head.push(line);
        }
        (&stream)
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nidem")
            .unwrap();
        sender.send(head).unwrap();
    });
    (address, asked)
}

fn request() -> Request {
    Request {
        method: Method::Get,
        path: "/v1/hello".to_owned(),
        token: None,
        headers: Vec::new(),
        body: Vec::new(),
        binary: false,
    }
}

fn send(url: &str, network: &NetworkConfig) -> Option<(u16, Vec<u8>)> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let transport = HttpTransport::new(url, network).unwrap();
    let answer = runtime.block_on(transport.send(request())).ok()?;
    Some((answer.status, answer.body))
}

#[test]
fn with_a_proxy_every_request_goes_through_it() {
    let (address, asked) = proxy();
    let network = NetworkConfig {
        proxy: Some(address),
        ca_bundle: None,
    };
    // A name nobody resolves: only the proxy can have answered.
    let answer = send("http://registry.invalid", &network);
    assert_eq!(answer, Some((200, b"idem".to_vec())));
    let head = asked.recv().unwrap();
    assert_eq!(
        head.first().map(String::as_str),
        Some("GET http://registry.invalid/v1/hello HTTP/1.1")
    );
    assert_eq!(
        send("http://registry.invalid", &NetworkConfig::default()),
        None
    );
}

#[test]
fn a_proxy_that_is_none_is_told() {
    let network = NetworkConfig {
        proxy: Some("::not an address::".to_owned()),
        ca_bundle: None,
    };
    let error = HttpTransport::new("https://registry.example.kz", &network).unwrap_err();
    assert_eq!(error.user().key, "client-proxy-unusable");
}

#[test]
fn a_bundle_of_authorities_that_is_none_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    let key = |bytes: Option<&[u8]>| {
        match bytes {
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
            None => drop(std::fs::remove_file(&path)),
        }
        let network = NetworkConfig {
            proxy: None,
            ca_bundle: Some(path.clone()),
        };
        HttpTransport::new("https://registry.example.kz", &network)
            .err()
            .map(|error| error.user().key)
    };
    assert_eq!(key(None).as_deref(), Some("client-file-missing"));
    for wrong in [
        &b"not a certificate"[..],
        b"",
        b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n",
    ] {
        let told = key(Some(wrong));
        assert_eq!(
            told.as_deref(),
            Some("client-ca-unusable"),
            "{}",
            String::from_utf8_lossy(wrong)
        );
    }
}
