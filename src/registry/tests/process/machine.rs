//! The program as a process, and the databases of the server made for the tests.

use baqylau_registry::Environment;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub(super) struct Process {
    pub(super) child: Child,
    pub(super) url: String,
}

impl Process {
    /// Starts the program on a free port and reads from its output where it listens.
    pub(super) fn start(data: &Path) -> Self {
        Self::start_at(data, None)
    }

    /// The same over a database of a server.
    pub(super) fn start_at(data: &Path, server: Option<&str>) -> Self {
        Self::start_on(data, server, "127.0.0.1:0")
    }

    /// The same at an address.
    pub(super) fn start_on(data: &Path, server: Option<&str>, address: &str) -> Self {
        let mut child = program(data, server)
            .args(["--listen", address, "--demo", "--rate", "0"])
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut url)
            .unwrap();
        Self {
            child,
            url: url.trim().to_owned(),
        }
    }

    /// Kills it without warning.
    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The program over a folder and, when there is one, a database of a server.
pub(super) fn program(data: &Path, server: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"));
    command.arg("--data").arg(data);
    if let Some(url) = server {
        command.args(["--postgres", url]);
    }
    command
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A new database of the server made for the tests (`tests/postgres`), when there is one.
pub(super) fn server(runtime: &tokio::runtime::Runtime) -> Option<String> {
    let Ok(server) = std::env::var("BAQYLAU_TEST_POSTGRES") else {
        assert!(std::env::var("CI").is_err(), "there is no server");
        println!("skipped: PostgreSQL; tests/postgres COMMAND runs a command beside a server");
        return None;
    };
    let name = format!("p{}", Environment::system().uuid().unwrap().simple());
    runtime.block_on(async {
        let administration = format!("{server}/postgres");
        let (client, driver) = tokio_postgres::connect(&administration, tokio_postgres::NoTls)
            .await
            .unwrap();
        let driver = tokio::spawn(driver);
        let made = format!("CREATE DATABASE {name}");
        client.batch_execute(&made).await.unwrap();
        drop(client);
        driver.await.unwrap().unwrap();
    });
    Some(format!("{server}/{name}"))
}
