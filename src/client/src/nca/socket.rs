//! The websocket to NCALayer: opened on this machine only, and led through a session.

use super::tls::{Judge, Vouched};
use crate::config::NcaConfig;
use baqylau_signing::ncalayer::{Action, Event, LARGEST_FRAME, Session, State};
use futures_util::{SinkExt as _, StreamExt as _};
use rustls::pki_types::ServerName;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

type Socket = WebSocketStream<TlsStream<TcpStream>>;

/// How long a closing handshake may take before the connection is just dropped.
const GOODBYE: Duration = Duration::from_millis(200);

/// Why no connection came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unopened {
    /// The address is of another machine.
    NotLocal,
    /// Nobody listens.
    Unreachable,
    /// Somebody listens whom nobody vouches for: its certificate has this SHA-256.
    Unknown(String),
    /// Somebody listens who isn't NCALayer.
    NotNcaLayer,
}

/// An open connection.
pub(crate) struct Conversation {
    socket: Socket,
    /// Who vouches for the other side.
    pub(crate) vouched: Vouched,
}

/// The addresses meant, on this machine and nowhere else; a name is not looked up, since whoever
/// answers for names could send it elsewhere.
fn addresses(config: &NcaConfig) -> Option<Vec<SocketAddr>> {
    let (four, six) = (Ipv4Addr::LOCALHOST, Ipv6Addr::LOCALHOST);
    let hosts: Vec<IpAddr> = match config.host.as_str() {
        "127.0.0.1" => vec![four.into()],
        "::1" | "[::1]" => vec![six.into()],
        "localhost" => vec![four.into(), six.into()],
        _ => return None,
    };
    let to = |host| SocketAddr::new(host, config.port);
    Some(hosts.into_iter().map(to).collect())
}

/// Connects. Nothing is sent to a program that isn't vouched for.
///
/// # Errors
/// [`Unopened`].
pub(crate) async fn open(
    config: &NcaConfig,
    authorities: &[Vec<u8>],
    accepted: Vec<String>,
    origin: &str,
) -> Result<Conversation, Unopened> {
    let addresses = addresses(config).ok_or(Unopened::NotLocal)?;
    let judge = tokio::task::block_in_place(|| Judge::new(authorities, accepted));
    // Browsers always say where a page comes from; whether the program insists on it isn't known.
    match connect(&addresses, &judge, None).await {
        Err(Refused::Request) => match connect(&addresses, &judge, Some(origin)).await {
            Err(Refused::Request) => Err(Unopened::NotNcaLayer),
            Err(Refused::For(reason)) => Err(reason),
            Ok(open) => Ok(open),
        },
        Err(Refused::For(reason)) => Err(reason),
        Ok(open) => Ok(open),
    }
}

enum Refused {
    /// The program answered the opening request with an error of HTTP.
    Request,
    For(Unopened),
}

impl From<Unopened> for Refused {
    fn from(reason: Unopened) -> Self {
        Self::For(reason)
    }
}

async fn connect(
    addresses: &[SocketAddr],
    judge: &Arc<Judge>,
    origin: Option<&str>,
) -> Result<Conversation, Refused> {
    let tcp = TcpStream::connect(addresses)
        .await
        .or(Err(Unopened::Unreachable))?;
    let tls = TlsConnector::from(Arc::new(judge.config().or(Err(Unopened::NotNcaLayer))?));
    let name = ServerName::from(IpAddr::from(Ipv4Addr::LOCALHOST));
    let stream = match tls.connect(name, tcp).await {
        Ok(stream) => stream,
        Err(_) => {
            return Err(match judge.found() {
                Some(Vouched::Nobody(fingerprint)) => Unopened::Unknown(fingerprint),
                _ => Unopened::NotNcaLayer,
            }
            .into());
        }
    };
    let vouched = judge.found().ok_or(Unopened::NotNcaLayer)?;
    let mut request = "wss://127.0.0.1/"
        .into_client_request()
        .or(Err(Unopened::NotNcaLayer))?;
    if let Some(host) = addresses.first()
        && let Ok(host) = HeaderValue::from_str(&host.to_string())
    {
        request.headers_mut().insert("host", host);
    }
    if let Some(origin) = origin
        && let Ok(origin) = HeaderValue::from_str(origin)
    {
        request.headers_mut().insert("origin", origin);
    }
    let limits = WebSocketConfig::default()
        .max_message_size(Some(LARGEST_FRAME))
        .max_frame_size(Some(LARGEST_FRAME));
    match client_async_with_config(request, stream, Some(limits)).await {
        Ok((socket, _)) => Ok(Conversation { socket, vouched }),
        Err(Error::Http(_)) => Err(Refused::Request),
        Err(_) => Err(Unopened::NotNcaLayer.into()),
    }
}

/// What a session is waiting for.
enum Heard {
    Message(Option<Result<Message, Error>>),
    Clock,
    Cancelled,
}

/// Leads an open connection through a session until signatures came or nothing more will, and
/// closes it. `begun` is when the session began; `asked` is called when the person is.
pub(crate) async fn converse(
    mut conversation: Conversation,
    session: &mut Session,
    begun: Instant,
    cancelled: impl Future<Output = ()>,
    asked: impl Fn(),
) {
    let socket = &mut conversation.socket;
    tokio::pin!(cancelled);
    let mut actions = session.handle(Event::Connected, begun.elapsed());
    'session: loop {
        // What one action leads to comes after those before it.
        let mut waiting: std::collections::VecDeque<Action> = actions.drain(..).collect();
        while let Some(action) = waiting.pop_front() {
            match action {
                Action::Send(text) => {
                    let until = begun + session.wakes().unwrap_or_default();
                    // Somebody who doesn't read must not hold up time and person.
                    let sent = tokio::select! {
                        sent = socket.send(Message::text(text)) => sent.or(Err(Event::Dropped)),
                        () = tokio::time::sleep_until(until) => Err(Event::Clock),
                        () = &mut cancelled => Err(Event::Cancel),
                    };
                    if let Err(event) = sent {
                        // Half a frame was sent: nothing more can be said here.
                        session.handle(event, begun.elapsed());
                        session.handle(Event::Dropped, begun.elapsed());
                    }
                }
                Action::Ready => {
                    asked();
                    waiting.extend(session.handle(Event::Begin, begun.elapsed()));
                }
                Action::Verify | Action::Close => {}
            }
        }
        if session.state() >= State::Verify {
            break 'session;
        }
        let until = begun + session.wakes().unwrap_or_default();
        let heard = tokio::select! {
            () = &mut cancelled => Heard::Cancelled,
            message = socket.next() => Heard::Message(message),
            () = tokio::time::sleep_until(until) => Heard::Clock,
        };
        let now = begun.elapsed();
        actions = match heard {
            Heard::Cancelled => session.handle(Event::Cancel, now),
            Heard::Clock => session.handle(Event::Clock, now),
            Heard::Message(Some(Ok(message))) => match &message {
                Message::Text(text) => session.handle(Event::Text(text.as_str()), now),
                Message::Binary(_) => session.handle(Event::Binary, now),
                Message::Close(_) => session.handle(Event::Dropped, now),
                // Answered by the library.
                _ => session.handle(Event::Clock, now),
            },
            Heard::Message(Some(Err(Error::Capacity(_)))) => session.handle(Event::TooLarge, now),
            Heard::Message(Some(Err(_)) | None) => session.handle(Event::Dropped, now),
        };
    }
    let _ = timeout(GOODBYE, socket.close(None)).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_ever_asked() {
        let to = |host: &str| {
            let host = host.to_owned();
            addresses(&NcaConfig {
                host,
                ..NcaConfig::default()
            })
        };
        for own in ["127.0.0.1", "::1", "[::1]", "localhost"] {
            let found = to(own).unwrap();
            assert!(found.iter().all(|address| address.ip().is_loopback()));
            assert!(found.iter().all(|address| address.port() == 13579));
        }
        for other in [
            "",
            "0.0.0.0",
            "192.168.1.7",
            "127.0.0.1.example.kz",
            "localhost.example.kz",
            "LOCALHOST",
            "::ffff:127.0.0.1",
            "127.0.0.1@example.kz",
        ] {
            assert_eq!(to(other), None, "{other}");
        }
    }
}
