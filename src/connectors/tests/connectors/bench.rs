//! A simulator, connectors towards it, and a clock, pauses and dice that tests hold.

use baqylau_connectors::{
    Boxed, Cache, Clock, Connectors, Dice, Environment, HttpTransport, MemoryAudit, MemoryCache,
    Pause, PseudonymKey, Question, Settings, SourceSettings, Tokens, Transport,
};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Source;
use baqylau_domain::identifiers::{Bin, Iban, Iin, PremisesId, Rka};
use baqylau_simulator::{Data, Fault, RunningSimulator, SimulatorConfig, World};
use chrono::TimeDelta;
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub fn bin() -> Bin {
    "230940999005".parse().unwrap()
}

pub fn iin() -> Iin {
    "150314599009".parse().unwrap()
}

pub fn head() -> Iin {
    "110207699006".parse().unwrap()
}

pub fn rka() -> Rka {
    "0201300000000017".parse().unwrap()
}

pub fn account() -> Iban {
    "KZ86125KZT5004100100".parse().unwrap()
}

pub fn premises() -> PremisesId {
    PremisesId::new(uuid::Uuid::from_u128(7))
}

pub fn september() -> Period {
    Period::new(2026, 9).unwrap()
}

pub const PHONE: &str = "77001234567";
pub const ACT: &str = "2026-09-0001";

/// A school with a learner, a building and an invoice.
pub fn world() -> World {
    let data: Data = serde_json::from_value(json!({
        "organisations": [{
            "bin": bin(), "head": head(), "founders": [head()],
            "licences": [{ "number": "KZ1", "from": "2023-09-01", "addresses": [rka()] }],
            "tax_tiyn": 0, "social_tiyn": 700, "accounts": [{ "account": account() }],
        }],
        "persons": [
            { "iin": iin(), "enrolled": [bin()], "grant": "0012345" },
            { "iin": head(), "phones": [PHONE], "employers": [bin()] },
        ],
        "buildings": [{
            "rka": rka(), "holder": bin(), "area_hundredths": 250_000, "places": 442,
        }],
        "invoices": [{
            "act": ACT, "number": "ESF-1", "supplier": bin(), "amount_tiyn": 2_559_916_814_i64,
        }],
    }))
    .unwrap();
    World::of(data).unwrap()
}

/// One question of each kind.
pub fn questions() -> Vec<Question> {
    let (bin, iin, premises, rka) = (bin(), iin(), premises(), rka());
    let period = september();
    vec![
        Question::LegalEntity { bin },
        Question::Person { iin },
        Question::StateShare { bin },
        Question::Licences { bin },
        Question::Permits {
            premises,
            rka: rka.clone(),
        },
        Question::Debts { bin },
        Question::Phone {
            iin: head(),
            phone: PHONE.into(),
        },
        Question::Biometrics {
            iin,
            session: "s-1".into(),
        },
        Question::Sms {
            iin,
            message: "m-1".into(),
        },
        Question::RealEstate {
            premises,
            rka: rka.clone(),
        },
        Question::Address { premises, rka },
        Question::Contributions {
            iin: head(),
            period,
        },
        Question::Employment { iin: head() },
        Question::Invoice {
            document: ACT.into(),
        },
        Question::Grant { iin },
        Question::Capacity { iin },
        Question::Enrolment { iin, period },
        Question::Account {
            bin,
            account: account(),
        },
    ]
}

pub fn person() -> Question {
    Question::Person { iin: iin() }
}

/// A clock that stands still until it is moved.
pub struct HandClock(Mutex<Moment>);

impl HandClock {
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for HandClock {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap()
    }
}

/// Pauses that take no time and are written down.
#[derive(Default)]
pub struct NotedPauses(Mutex<Vec<u64>>);

impl NotedPauses {
    pub fn take(&self) -> Vec<u64> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Pause for NotedPauses {
    fn wait(&self, time: Duration) -> Boxed<'_, ()> {
        self.0
            .lock()
            .unwrap()
            .push(u64::try_from(time.as_millis()).unwrap());
        Box::pin(std::future::ready(()))
    }
}

/// Dice that always show their highest face.
pub struct Highest;

impl Dice for Highest {
    fn throw(&self, sides: u64) -> u64 {
        sides.saturating_sub(1)
    }
}

/// Dice that always show a third of it.
pub struct Third;

impl Dice for Third {
    fn throw(&self, sides: u64) -> u64 {
        sides / 3
    }
}

pub struct Bench {
    pub simulator: RunningSimulator,
    pub connectors: Connectors,
    pub clock: Arc<HandClock>,
    pub pauses: Arc<NotedPauses>,
    pub audit: Arc<MemoryAudit>,
}

pub struct Wish {
    pub cache: Arc<dyn Cache>,
    pub transport: Arc<dyn Transport>,
    pub change: fn(&mut SourceSettings),
    pub token: Option<&'static str>,
    pub dice: Arc<dyn Dice>,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            cache: Arc::new(MemoryCache::new(1000)),
            transport: Arc::new(HttpTransport::direct().unwrap()),
            change: |_| {},
            token: None,
            dice: Arc::new(Highest),
        }
    }
}

pub async fn bench_with(faults: &[&str], wish: Wish) -> Bench {
    let now: Moment = "2026-10-15T07:00:00Z".parse().unwrap();
    let clock = Arc::new(HandClock(Mutex::new(now)));
    let theirs = Arc::clone(&clock);
    let mut config = SimulatorConfig::new(world());
    config.time = Arc::new(move || theirs.now());
    config.token = wish.token.map(str::to_owned);
    config.faults = faults.iter().map(|text| text.parse().unwrap()).collect();
    let simulator = RunningSimulator::start(config).await.unwrap();
    let mut settings = Settings::default();
    for question in questions() {
        let source = question.source();
        let mut one = SourceSettings::at(simulator.url_of(source));
        one.breaker_failures = 3;
        // Far above what an answer on the loopback takes on a busy machine.
        one.timeout_ms = 60_000;
        one.token_env = wish.token.map(|_| "TOKEN".to_owned());
        (wish.change)(&mut one);
        settings.sources.insert(source, one);
    }
    let tokens = Tokens::read(&settings, |_| wish.token.map(str::to_owned)).unwrap();
    let pauses = Arc::new(NotedPauses::default());
    let audit = Arc::new(MemoryAudit::new());
    let connectors = Connectors::new(
        settings,
        tokens,
        wish.transport,
        wish.cache,
        Arc::<MemoryAudit>::clone(&audit),
        PseudonymKey::new([7; 32]),
        Environment {
            clock: Arc::<HandClock>::clone(&clock),
            pause: Arc::<NotedPauses>::clone(&pauses),
            dice: wish.dice,
        },
    )
    .unwrap();
    Bench {
        simulator,
        connectors,
        clock,
        pauses,
        audit,
    }
}

pub async fn bench(faults: &[&str]) -> Bench {
    bench_with(faults, Wish::default()).await
}

impl Bench {
    pub fn faults(&self, faults: &[&str]) {
        let faults: Vec<Fault> = faults.iter().map(|text| text.parse().unwrap()).collect();
        self.simulator.set_faults(faults);
    }

    pub fn asked_person(&self) -> u64 {
        self.simulator.asked(Source::GbdFl, "person")
    }
}
