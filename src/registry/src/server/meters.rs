//! What the registry counts and times, for Prometheus. No label names a person or an organisation.

use super::Route;
use crate::store::{Connection, StoreError, rows};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::time::{Duration, Instant};

/// Media type of what is written.
pub(crate) const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper ends of the classes of duration, in seconds: from a read that was in memory to a body
/// that took its minute.
const CLASSES: [f64; 13] = [
    0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0,
];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    route: &'static str,
    method: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    method: &'static str,
    status: u16,
}

/// What stands in the store when somebody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Lines of the audit log.
    pub(crate) audit_lines: i64,
    /// Signatures without a final verdict.
    pub(crate) signatures_pending: i64,
    /// Operations that wait for attachments.
    pub(crate) operations_waiting: i64,
    /// Months that are frozen and not validated yet.
    pub(crate) months_waiting: i64,
}

impl Standing {
    /// Reads it.
    pub(crate) fn read(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self {
            audit_lines: rows::audit_lines(connection)?,
            signatures_pending: rows::signatures_pending(connection)?,
            operations_waiting: rows::operations_waiting(connection)?,
            months_waiting: crate::months::waiting(connection)?,
        })
    }
}

/// The meters of one registry.
pub(crate) struct Meters {
    registry: Registry,
    answered: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram>,
    under_way: Gauge,
    operations: Counter,
    audit_lines: Gauge,
    signatures_pending: Gauge,
    operations_waiting: Gauge,
    months_waiting: Gauge,
    store_readable: Gauge,
    uptime: Gauge,
    resident: Gauge,
    started: Instant,
}

/// A request under way; counted down when it ends, however it ends.
pub(crate) struct UnderWay<'a>(&'a Gauge);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Default for Meters {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("baqylau");
        let info = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program", info);
        let answered = Family::default();
        registry.register("requests", "Requests answered", Family::clone(&answered));
        let seconds: Family<Asked, Histogram> =
            Family::new_with_constructor(|| Histogram::new(CLASSES));
        registry.register_with_unit(
            "request_duration",
            "From the head of a request to its answer",
            Unit::Seconds,
            Family::clone(&seconds),
        );
        let operations = Counter::default();
        registry.register(
            "operations_received",
            "Operations answered with a receipt, repeated ones too",
            Counter::clone(&operations),
        );
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, Gauge::clone(&gauge));
            gauge
        };
        let under_way = gauge("requests_under_way", "Requests not answered yet");
        let audit_lines = gauge("audit_lines", "Lines of the audit log");
        let signatures_pending = gauge("signatures_pending", "Signatures without a final verdict");
        let operations_waiting =
            gauge("operations_waiting", "Operations that wait for attachments");
        let months_waiting = gauge(
            "months_waiting",
            "Months that are frozen and not validated yet",
        );
        let store_readable = gauge("store_readable", "1 when the store answers");
        let uptime = gauge("uptime_seconds", "Since the registry began to serve");
        let resident = gauge("resident_bytes", "Memory in use, 0 where it isn't known");
        Self {
            registry,
            answered,
            seconds,
            under_way,
            operations,
            audit_lines,
            signatures_pending,
            operations_waiting,
            months_waiting,
            store_readable,
            uptime,
            resident,
            started: Instant::now(),
        }
    }
}

impl Meters {
    /// A request has come.
    pub(crate) fn begin(&self) -> UnderWay<'_> {
        self.under_way.inc();
        UnderWay(&self.under_way)
    }

    /// A request was answered.
    pub(crate) fn answered(&self, route: &Route, status: u16, took: Duration) {
        let (route, method) = (
            route.path,
            super::method_word(route.method).unwrap_or_default(),
        );
        let answered = Answered {
            route,
            method,
            status,
        };
        self.answered.get_or_create(&answered).inc();
        self.seconds
            .get_or_create(&Asked { route, method })
            .observe(took.as_secs_f64());
    }

    /// Operations were answered.
    pub(crate) fn operations(&self, count: usize) {
        self.operations
            .inc_by(u64::try_from(count).unwrap_or(u64::MAX));
    }

    /// Everything as text; `None`: the store doesn't answer.
    pub(crate) fn text(&self, standing: Option<Standing>) -> String {
        self.store_readable.set(i64::from(standing.is_some()));
        if let Some(standing) = standing {
            self.audit_lines.set(standing.audit_lines);
            self.signatures_pending.set(standing.signatures_pending);
            self.operations_waiting.set(standing.operations_waiting);
            self.months_waiting.set(standing.months_waiting);
        }
        let up = self.started.elapsed().as_secs();
        self.uptime.set(i64::try_from(up).unwrap_or(i64::MAX));
        self.resident.set(resident_bytes().unwrap_or(0));
        let mut text = String::new();
        // Writing to a text doesn't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Memory of this process, where the system says so in a file.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: i64 = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    kilobytes.checked_mul(1024)
}
