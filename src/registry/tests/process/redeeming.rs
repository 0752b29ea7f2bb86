//! Redemptions while the registry is killed: what is entered before, and clients who redeem the
//! same months of the same vouchers, each by operations of their own.

#[path = "../../../domain/tests/ledger/world.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "shared with the tests of the rules"
)]
mod world;

use super::laptop::Laptop;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{OperationId, OrganisationId, VoucherId};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::voucher::{Author, Operation, Party, Refusal, Request, Trace};
use baqylau_protocol::api;
use baqylau_protocol::lms::{self, LmsAnswer};
use baqylau_protocol::vouchers::{OrderCard, SignedVoucherReceipt, VoucherAnswer, VoucherAnswers};
use baqylau_protocol::vouchers::{VoucherBatch, VoucherCard, VoucherReceipt};
use baqylau_registry::{Environment, LmsOffice, NewLms, PostgresUrl};
use baqylau_registry::{Registry, RegistryConfig, Storage};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use world::{World, month, tenge};

/// Students, each with ten months to redeem.
const STUDENTS: u64 = 60;

/// Enters an order, a university, its students with vouchers reserved, and signed acts with
/// invoices for ten months, in a demonstration nobody serves yet.
pub(super) fn enter(runtime: &tokio::runtime::Runtime, data: &Path, server: Option<&str>) {
    let environment = Environment::system();
    let mut config = RegistryConfig::new(data.to_owned());
    config.demo = true;
    config.listen = ([127, 0, 0, 1], 0).into();
    if let Some(url) = server {
        config.storage = Storage::Postgres(PostgresUrl::parse(url, None).unwrap());
    }
    let mut world = World::with_order(1_000_000_000);
    for student in 1..=STUDENTS {
        world.enrol(student, 1, 1_000_000, 10);
    }
    world.today("2026-07-31");
    let people = u32::try_from(STUDENTS).unwrap();
    let total = tenge(100_000 * i64::from(people));
    for place in 0..10 {
        let period = month(2025, 9).plus_months(place).unwrap();
        let act = u64::try_from(place).unwrap() + 1;
        world.act(act, 1, period, people, total);
    }
    let registry = runtime.block_on(Registry::start(config.clone())).unwrap();
    let (university, token) = lms(&config);
    let requests: Vec<Request> = world
        .told
        .iter()
        .map(|(request, ..)| {
            let mut request = request.clone();
            if let Operation::Reserve { facts, .. } = &mut request.operation {
                // By the clock of this registry they are fresh.
                facts.checked_at = environment.now();
            }
            // The university of the story is one the registry knows.
            let text = serde_json::to_string(&request).unwrap();
            let known = text.replace(&world::university(1).to_string(), &university.to_string());
            serde_json::from_str(&known).unwrap()
        })
        .collect();
    runtime.block_on(async {
        for answer in registry.vouchers(requests).await.unwrap() {
            answer.unwrap();
        }
        for place in 0..10 {
            let period = month(2025, 9).plus_months(place).unwrap();
            taught(&registry.url(), &token, period).await;
        }
        registry.stop().await;
    });
}

/// Number of the university in the documents of its LMS.
const SCHOOL: &str = "NOBD-REDEEMED";

/// Registers the LMS of a university of the demonstration: the university and the LMS's token.
fn lms(config: &RegistryConfig) -> (OrganisationId, String) {
    let office = LmsOffice::open(config).unwrap();
    let all = office.organisations().unwrap();
    let university = all
        .iter()
        .find(|one| one.kind == OrganisationKind::University)
        .unwrap();
    let issued = office.add(NewLms {
        name: "Invented LMS".to_owned(),
        schools: vec![(SCHOOL.to_owned(), university.bin.as_text().to_owned())],
        first_day: None,
        last_day: None,
        signed: false,
    });
    (university.id, issued.unwrap().token)
}

/// Has the LMS send a month in which every student was at the only lesson.
async fn taught(base: &str, token: &str, period: Period) {
    let (first, last) = (period.first_day(), period.last_day());
    let students = || (1..=STUDENTS).map(world::iin);
    let contracts: Vec<Value> = students()
        .map(|iin| {
            json!({
                "iin": iin, "number": world::reservation(1).lms_contract, "date": "2025-08-25",
                "from": first, "to": last, "study": "full_time", "level": "bachelor",
                "programme": "6B061", "groups": ["G"],
            })
        })
        .collect();
    let lesson = json!({
        "group": "G", "lesson": "1", "distance": false,
        "begins": format!("{first}T09:00:00+05:00"), "ends": format!("{first}T10:30:00+05:00"),
    });
    let marks = students()
        .map(|iin| json!({ "iin": iin, "lesson": "1", "at": format!("{first}T09:05:00+05:00") }));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    for (path, rows) in [
        (lms::LMS_CONTRACTS, contracts),
        (lms::LMS_SCHEDULE, vec![lesson]),
        (lms::LMS_MARKS, marks.collect()),
    ] {
        let mut document = json!({
            "school_id": SCHOOL, "year": period.year(), "month": period.month(), "rows": rows,
        });
        if path == lms::LMS_MARKS {
            document["day"] = json!(1);
        }
        let sent = http
            .post(format!("{base}{path}"))
            .header("authorization", format!("{}{token}", api::BEARER))
            .json(&document);
        let answer: LmsAnswer = sent.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer.report.rejected, 0, "{:?}", answer.report);
    }
}

/// What the registry says of a month: the same of every student.
async fn trace(laptop: &Laptop, base: &str, period: Period) -> Trace {
    let voucher = format!("{base}{}/{}", api::VOUCHERS, world::voucher(1));
    let url = format!("{voucher}?year={}&month={}", period.year(), period.month());
    let card: VoucherCard = super::laptop::get(&laptop.http, url, &laptop.token).await;
    card.trace.unwrap()
}

/// What is redeemed.
type Month = (VoucherId, Period);

/// An officer of the Issuer who redeems every month there is.
pub(super) struct Redeemer {
    laptop: Box<Laptop>,
    requests: Vec<Request>,
    /// How many were answered.
    answered: usize,
    pub(super) receipts: BTreeMap<OperationId, SignedVoucherReceipt>,
    /// Months this client redeemed, with their sums.
    pub(super) redeemed: BTreeMap<Month, i64>,
}

impl Redeemer {
    pub(super) async fn new(laptop: Box<Laptop>, base: &str) -> Self {
        let environment = Environment::system();
        let author = Author {
            party: Party::Issuer,
            person: Some(laptop.who.person.id),
        };
        let mut requests = Vec::new();
        for place in 0..10 {
            let period = month(2025, 9).plus_months(place).unwrap();
            let trace = trace(&laptop, base, period).await;
            for student in 1..=STUDENTS {
                requests.push(Request {
                    id: OperationId::new(environment.uuid().unwrap()),
                    author,
                    document: world::hash(1),
                    operation: Operation::Redeem {
                        voucher: world::voucher(student),
                        act: world::act(u64::try_from(place).unwrap() + 1),
                        period,
                        trace,
                        decision: None,
                    },
                });
            }
        }
        Self {
            laptop,
            requests,
            answered: 0,
            receipts: BTreeMap::new(),
            redeemed: BTreeMap::new(),
        }
    }

    /// Whether everything was answered.
    pub(super) fn is_done(&self) -> bool {
        self.answered == self.requests.len()
    }

    /// The next few requests, or some that were answered before once more; how many were answered
    /// now, nothing when nobody did.
    pub(super) async fn turn(&mut self, base: &str, dice: u64) -> Result<Option<u64>, String> {
        let few = usize::try_from(dice % 9).unwrap() + 1;
        let from = match dice % 4 {
            0 => self.answered.saturating_sub(few),
            _ if self.is_done() => self.answered.saturating_sub(few),
            _ => self.answered,
        };
        let to = self.requests.len().min(from + few);
        let batch = VoucherBatch {
            requests: self.requests[from..to].to_vec(),
        };
        let request = self
            .laptop
            .http
            .post(format!("{base}{}", api::VOUCHER_OPERATIONS))
            .header("authorization", self.laptop.authorization())
            .json(&batch);
        let Ok(response) = request.send().await else {
            return Ok(None);
        };
        match response.status() {
            StatusCode::SERVICE_UNAVAILABLE => return Ok(None),
            status if status.is_success() => {}
            status => return Err(format!("redeeming: {status}")),
        }
        let Ok(VoucherAnswers { answers }) = response.json().await else {
            return Ok(None);
        };
        if answers.len() != batch.requests.len() {
            return Err("not an answer for each".to_owned());
        }
        for (request, answer) in batch.requests.iter().zip(answers) {
            self.take(request, answer)?;
        }
        let fresh = to.saturating_sub(self.answered);
        self.answered = self.answered.max(to);
        Ok(Some(fresh as u64))
    }

    fn take(&mut self, request: &Request, answer: VoucherAnswer) -> Result<(), String> {
        let Operation::Redeem {
            voucher, period, ..
        } = request.operation
        else {
            return Err("not a redemption".to_owned());
        };
        match answer {
            VoucherAnswer::Applied { operation, receipt } => {
                let told: VoucherReceipt = serde_json::from_str(&receipt.receipt).unwrap();
                if operation != request.id || told.operation != request.id {
                    return Err("a receipt of something else".to_owned());
                }
                if let Some(known) = self.receipts.get(&operation)
                    && *known != receipt
                {
                    return Err("another receipt than the first time".to_owned());
                }
                self.receipts.insert(operation, receipt);
                self.redeemed.insert((voucher, period), told.amount.0);
                Ok(())
            }
            // Somebody else was quicker.
            VoucherAnswer::Refused {
                refusal: Refusal::AlreadyClaimed { .. } | Refusal::NothingHeld { .. },
                ..
            } if !self.receipts.contains_key(&request.id) => Ok(()),
            VoucherAnswer::Refused { refusal, .. } => Err(format!("refused: {refusal:?}")),
        }
    }
}

/// What the ledger says after all against what the clients hold receipts for: faults.
pub(super) async fn compare(base: &str, redeemers: &[&Redeemer]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut once: BTreeMap<Month, i64> = BTreeMap::new();
    for (month, amount) in redeemers.iter().flat_map(|one| &one.redeemed) {
        if once.insert(*month, *amount).is_some() {
            faults.push("a month was redeemed twice".to_owned());
        }
    }
    let laptop = &redeemers[0].laptop;
    let url = format!("{base}{}/{}", api::VOUCHER_ORDERS, world::order());
    let card: OrderCard = super::laptop::get(&laptop.http, url, &laptop.token).await;
    let kept: i64 = card.totals.iter().map(|total| total.redeemed.0).sum();
    let told: i64 = once.values().sum();
    if kept != told {
        faults.push(format!("the ledger redeemed {kept}, receipts say {told}"));
    }
    if !card.balanced {
        faults.push("the order isn't balanced".to_owned());
    }
    faults
}
