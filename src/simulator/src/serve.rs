//! Serving: questions to the systems, control routes, and faults in between.

use crate::answer::{No, answer};
use crate::fault::{Fault, FaultKind};
use crate::world::World;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use baqylau_domain::Moment;
use baqylau_domain::checks::Source;
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Tells the time of the simulated world.
pub type Time = Arc<dyn Fn() -> Moment + Send + Sync>;

/// How a simulator is started.
#[derive(Clone)]
pub struct SimulatorConfig {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// What the systems know.
    pub world: World,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// Token every question must carry; none wants none.
    pub token: Option<String>,
    /// The time answers say.
    pub time: Time,
}

impl std::fmt::Debug for SimulatorConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SimulatorConfig({})", self.listen)
    }
}

impl SimulatorConfig {
    /// A faultless world on a free loopback port, by the computer's clock.
    pub fn new(world: World) -> Self {
        Self {
            listen: ([127, 0, 0, 1], 0).into(),
            world,
            faults: Vec::new(),
            token: None,
            time: Arc::new(|| Moment::from(std::time::SystemTime::now())),
        }
    }
}

struct Inside {
    world: World,
    faults: Vec<Fault>,
    asked: BTreeMap<String, u64>,
    garbage: u64,
}

struct Shared {
    inside: Mutex<Inside>,
    token: Option<String>,
    time: Time,
}

impl Shared {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A simulator that runs until it is stopped or dropped.
pub struct RunningSimulator {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

impl std::fmt::Debug for RunningSimulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RunningSimulator({})", self.address)
    }
}

impl RunningSimulator {
    /// Starts one.
    ///
    /// # Errors
    /// When the address can't be listened at.
    pub async fn start(config: SimulatorConfig) -> std::io::Result<Self> {
        let listener = TcpListener::bind(config.listen).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            inside: Mutex::new(Inside {
                world: config.world,
                faults: config.faults,
                asked: BTreeMap::new(),
                garbage: 0,
            }),
            token: config.token,
            time: config.time,
        });
        let routes = Router::new()
            .route("/control/change/{kind}", post(change))
            .route("/control/faults", post(set_faults))
            .route("/control/asked", get(asked))
            .route("/control/world", get(world))
            .route("/{system}/{kind}", post(question))
            .with_state(Arc::clone(&shared));
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let serving = axum::serve(listener, routes);
            tokio::select! {
                _ = serving => {}
                // Requests on their way are dropped: some of them wait for ever by design.
                _ = stopped => {}
            }
        });
        Ok(Self {
            address,
            shared,
            stop: Some(stop),
            server,
        })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Address of one system.
    pub fn url_of(&self, source: Source) -> String {
        format!("{}/{}", self.url(), source.code())
    }

    /// Puts these faults in place of those before.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.shared.inside().faults = faults;
    }

    /// Changes the world.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.shared.inside().world)
    }

    /// How often a kind of question arrived at a system.
    pub fn asked(&self, source: Source, kind: &str) -> u64 {
        let place = format!("{}/{kind}", source.code());
        self.shared.inside().asked.get(&place).copied().unwrap_or(0)
    }

    /// Stops it.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        let _ = (&mut self.server).await;
    }
}

impl Drop for RunningSimulator {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn refuse(status: StatusCode, reason: &str) -> Response {
    (status, axum::Json(json!({ "error": reason }))).into_response()
}

/// The fault of this question, if any; one that happens so many times is used up by it.
fn next_fault(inside: &mut Inside, source: Source) -> Option<FaultKind> {
    let fault = inside.faults.iter_mut().find(|fault| {
        fault.source.is_none_or(|of| of == source) && fault.times.is_none_or(|times| times > 0)
    })?;
    if let Some(times) = &mut fault.times {
        *times -= 1;
    }
    Some(fault.kind)
}

async fn question(
    State(shared): State<Arc<Shared>>,
    Path((system, kind)): Path<(String, String)>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Response {
    let Ok(source) = system.parse::<Source>() else {
        return refuse(StatusCode::NOT_FOUND, "no such system");
    };
    let fault = {
        let mut inside = shared.inside();
        *inside.asked.entry(format!("{system}/{kind}")).or_default() += 1;
        next_fault(&mut inside, source)
    };
    let mut days_ago = 0;
    match fault {
        Some(FaultKind::Timeout) => std::future::pending::<()>().await,
        Some(FaultKind::Delay(ms)) => tokio::time::sleep(Duration::from_millis(ms)).await,
        Some(FaultKind::Status(code)) => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return refuse(status, "a simulated failure");
        }
        Some(FaultKind::Busy(seconds)) => {
            let mut response = refuse(StatusCode::TOO_MANY_REQUESTS, "simulated business");
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
            return response;
        }
        Some(FaultKind::Stale(days)) => days_ago = days,
        _ => {}
    }
    if let Some(token) = &shared.token {
        let sent = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok());
        if sent != Some(&format!("Bearer {token}")) {
            return refuse(StatusCode::UNAUTHORIZED, "the token isn't right");
        }
    }
    let as_of = (shared.time)() - TimeDelta::days(i64::from(days_ago));
    let message = match speak(&shared, source, &kind, &body, as_of) {
        Ok(message) => message,
        Err((status, reason)) => return refuse(status, reason),
    };
    spoil(&shared, fault, message)
}

fn speak(
    shared: &Shared,
    source: Source,
    kind: &str,
    body: &[u8],
    as_of: Moment,
) -> Result<String, (StatusCode, &'static str)> {
    let bad = |reason| (StatusCode::BAD_REQUEST, reason);
    let message: Value =
        serde_json::from_slice(body).map_err(|_error| bad("the question isn't JSON"))?;
    if message.get("version") != Some(&json!(1)) {
        return Err(bad("only version 1 is spoken"));
    }
    let request = message.get("request").cloned().unwrap_or(Value::Null);
    let ask = message.get("ask").cloned().unwrap_or(Value::Null);
    match answer(&shared.inside().world, source, kind, &ask) {
        Ok(answer) => Ok(json!({
            "version": 1,
            "request": request,
            "as_of": as_of,
            "answer": answer,
        })
        .to_string()),
        Err(No::Kind) => Err((StatusCode::NOT_FOUND, "no such question to this system")),
        Err(No::Shape) => Err(bad("the question lacks something")),
        Err(No::Record) => Err((StatusCode::NOT_FOUND, "no such record")),
    }
}

fn with_type(media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(
        CONTENT_TYPE,
        axum::http::HeaderValue::from_static(media_type),
    );
    response
}

/// Bytes of a piece of an answer that is too large.
const PIECE: usize = 16 * 1024;

fn spoil(shared: &Shared, fault: Option<FaultKind>, message: String) -> Response {
    const JSON: &str = "application/json";
    match fault {
        Some(FaultKind::WrongType) => with_type("text/html; charset=utf-8", message),
        Some(FaultKind::Half) => {
            let half: Vec<u8> = message.bytes().take(message.len() / 2).collect();
            let pieces = futures_util::stream::unfold(Some(half), |half| async {
                match half {
                    Some(half) => Some((Ok::<_, std::io::Error>(half), None)),
                    None => {
                        // Time for the beginning to leave.
                        tokio::time::sleep(Duration::from_millis(20)).await;
                        Some((Err(std::io::ErrorKind::ConnectionAborted.into()), None))
                    }
                }
            });
            with_type(JSON, Body::from_stream(pieces))
        }
        Some(FaultKind::Huge(bytes)) => {
            // In pieces: nothing announces how much is to come.
            let pieces = (0..bytes.div_ceil(PIECE)).map(|_| vec![b' '; PIECE]);
            let all = std::iter::once(message.into_bytes()).chain(pieces);
            let all = futures_util::stream::iter(all.map(Ok::<_, std::io::Error>));
            with_type(JSON, Body::from_stream(all))
        }
        Some(FaultKind::Garbage) => {
            let turn = {
                let mut inside = shared.inside();
                inside.garbage += 1;
                inside.garbage
            };
            with_type(JSON, garbage(turn, &message))
        }
        _ => with_type(JSON, message),
    }
}

/// Something that is no answer, another one each turn.
fn garbage(turn: u64, message: &str) -> Vec<u8> {
    match turn % 8 {
        0 => (0..200_u64)
            .map(|place| (turn.wrapping_mul(31) ^ place.wrapping_mul(197)).to_le_bytes()[0])
            .collect(),
        1 => Vec::new(),
        2 => b"<html><body>502</body></html>".to_vec(),
        3 => b"[".repeat(5_000),
        4 => message
            .replace("\"version\":1", "\"version\":2")
            .into_bytes(),
        5 => message
            .replace("\"request\":\"", "\"request\":\"x")
            .into_bytes(),
        6 => message
            .replace("\"answer\":{", "\"answer\":{\"new\":1,")
            .into_bytes(),
        _ => b"{\"version\":1}".to_vec(),
    }
}

async fn change(
    State(shared): State<Arc<Shared>>,
    Path(kind): Path<String>,
    axum::Json(change): axum::Json<Value>,
) -> Response {
    match shared.inside().world.change(&kind, &change) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

async fn set_faults(
    State(shared): State<Arc<Shared>>,
    axum::Json(texts): axum::Json<Vec<String>>,
) -> Response {
    let faults: Result<Vec<Fault>, _> = texts.iter().map(|text| text.parse()).collect();
    match faults {
        Ok(faults) => {
            shared.inside().faults = faults;
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

async fn asked(State(shared): State<Arc<Shared>>) -> Response {
    axum::Json(shared.inside().asked.clone()).into_response()
}

async fn world(State(shared): State<Arc<Shared>>) -> Response {
    axum::Json(shared.inside().world.data()).into_response()
}
