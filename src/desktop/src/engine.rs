//! The client behind the application: started away from the window, so that the window is there
//! at once.

use crate::app::Backend;
use crate::config::Config;
use baqylau_client::ui::{Command, Event, Ticket, UserError};
use baqylau_client::{Client, ClientConfig, Keyring, NetworkConfig, ServicesConfig, Waker};
use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// The client with whatever must live as long as it does.
pub struct Running {
    /// Client.
    pub client: Client,
    /// What it tells.
    pub events: Receiver<Event>,
    #[cfg(feature = "embedded")]
    _registry: Option<baqylau_registry::EmbeddedRegistry>,
}

enum State {
    Starting {
        ready: Receiver<Result<Running, UserError>>,
        waiting: Vec<(Ticket, Command)>,
    },
    Running(Box<Running>),
    Failed(Option<UserError>),
}

/// A client that may still be starting. Commands wait until it is there.
pub struct Engine {
    state: RefCell<State>,
}

/// Version of the program, printed in acts.
pub const SOFTWARE: &str = concat!("Baqylau ", env!("CARGO_PKG_VERSION"));

/// What the client is started from.
#[derive(Clone)]
pub struct Plan {
    /// Where the store lives.
    pub data_dir: PathBuf,
    /// Registry address; `None` starts the embedded one.
    pub registry_url: Option<String>,
    /// Everything else the client wants to know.
    pub client: ClientConfig,
}

impl Plan {
    /// From the configuration of the installation.
    pub fn of(config: &Config, waker: Waker) -> Self {
        let mut client =
            ClientConfig::new(config.data_dir.join("store"), "", device_label(), SOFTWARE);
        client.keyring = if config.keyring {
            Keyring::System
        } else {
            Keyring::None
        };
        client.network = NetworkConfig {
            proxy: (!config.proxy.is_empty()).then(|| config.proxy.clone()),
            ca_bundle: config.ca_bundle.clone(),
        };
        client.nca.host.clone_from(&config.nca_host);
        client.nca.port = config.nca_port;
        client.authorities.clone_from(&config.authorities);
        client.services = ServicesConfig {
            ocsp: config.ocsp.clone(),
            tsp: config.tsp.clone(),
            crl: config.crl.clone(),
            wait: std::time::Duration::from_secs(config.services_wait),
        };
        client.waker = waker;
        Self {
            data_dir: config.data_dir.clone(),
            registry_url: (!config.embedded).then(|| config.registry_url.clone()),
            client,
        }
    }
}

/// A short name for this computer, part of the numbers given on the laptop.
fn device_label() -> String {
    let name = std::env::var("COMPUTERNAME")
        .or_else(|_| std::env::var("HOSTNAME"))
        .or_else(|_| std::fs::read_to_string("/etc/hostname"))
        .unwrap_or_default();
    let label: String = name
        .trim()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .take(8)
        .collect();
    if label.is_empty() {
        "01".to_owned()
    } else {
        label.to_uppercase()
    }
}

impl Engine {
    /// Starts the client (and the embedded registry) on a thread of its own.
    pub fn start(plan: Plan) -> Self {
        let (sender, ready) = channel();
        let waker = plan.client.waker.clone();
        let spawned = std::thread::Builder::new()
            .name("start".to_owned())
            .spawn(move || {
                let started = start(plan);
                if let Err(error) = &started {
                    tracing::error!(key = error.key, "the client did not start");
                }
                // Nobody waits any more when the window was closed meanwhile.
                if sender.send(started).is_ok() {
                    waker();
                }
            });
        let state = match spawned {
            Ok(_) => State::Starting {
                ready,
                waiting: Vec::new(),
            },
            Err(_) => State::Failed(Some(UserError::new("start-failed"))),
        };
        Self {
            state: RefCell::new(state),
        }
    }

    fn settle(&self) {
        let mut state = self.state.borrow_mut();
        let State::Starting { ready, waiting } = &mut *state else {
            return;
        };
        match ready.try_recv() {
            Ok(Ok(running)) => {
                for (ticket, command) in waiting.drain(..) {
                    running.client.send(ticket, command);
                }
                *state = State::Running(Box::new(running));
            }
            Ok(Err(error)) => *state = State::Failed(Some(error)),
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => {
                *state = State::Failed(Some(UserError::new("start-failed")));
            }
        }
    }
}

impl Backend for Engine {
    fn send(&self, ticket: Ticket, command: Command) {
        self.settle();
        match &mut *self.state.borrow_mut() {
            State::Starting { waiting, .. } => waiting.push((ticket, command)),
            State::Running(running) => running.client.send(ticket, command),
            State::Failed(_) => {}
        }
    }

    fn next_event(&self) -> Option<Event> {
        self.settle();
        match &mut *self.state.borrow_mut() {
            State::Starting { .. } => None,
            State::Running(running) => running.events.try_recv().ok(),
            State::Failed(error) => error.take().map(|error| Event::Failed {
                ticket: None,
                error,
            }),
        }
    }
}

/// Starts registry (where embedded) and client, waiting for both.
///
/// # Errors
/// What to tell the person; the log has the detail.
pub fn start(plan: Plan) -> Result<Running, UserError> {
    let mut config = plan.client;
    #[cfg(feature = "embedded")]
    let registry = match plan.registry_url {
        Some(url) => {
            config.registry_url = url;
            None
        }
        None => {
            let settings = baqylau_registry::RegistryConfig::demo(plan.data_dir.join("registry"));
            let registry =
                baqylau_registry::EmbeddedRegistry::start(settings).map_err(|error| {
                    tracing::error!(%error, "the embedded registry did not start");
                    UserError::new("start-registry-failed")
                })?;
            config.registry_url = registry.url();
            Some(registry)
        }
    };
    #[cfg(not(feature = "embedded"))]
    {
        config.registry_url = plan
            .registry_url
            .ok_or_else(|| UserError::new("start-no-registry"))?;
    }
    let (client, events) = Client::start(config).map_err(|error| {
        tracing::error!(%error, "the client did not start");
        UserError::new("start-failed")
    })?;
    Ok(Running {
        client,
        events,
        #[cfg(feature = "embedded")]
        _registry: registry,
    })
}
