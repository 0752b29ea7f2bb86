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
use baqylau_domain::identifiers::{OperationId, VoucherId};
use baqylau_domain::voucher::{Author, Operation, Party, Refusal, Request};
use baqylau_protocol::api;
use baqylau_protocol::vouchers::{OrderCard, SignedVoucherReceipt, VoucherAnswer, VoucherAnswers};
use baqylau_protocol::vouchers::{VoucherBatch, VoucherReceipt};
use baqylau_registry::{Environment, PostgresUrl, Registry, RegistryConfig, Storage};
use reqwest::StatusCode;
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
    let requests: Vec<Request> = world
        .told
        .iter()
        .map(|(request, ..)| {
            let mut request = request.clone();
            if let Operation::Reserve { facts, .. } = &mut request.operation {
                // By the clock of this registry they are fresh.
                facts.checked_at = environment.now();
            }
            request
        })
        .collect();
    runtime.block_on(async {
        let registry = Registry::start(config).await.unwrap();
        for answer in registry.vouchers(requests).await.unwrap() {
            answer.unwrap();
        }
        registry.stop().await;
    });
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
    pub(super) fn new(laptop: Box<Laptop>) -> Self {
        let environment = Environment::system();
        let author = Author {
            party: Party::Issuer,
            person: Some(laptop.who.person.id),
        };
        let mut requests = Vec::new();
        for place in 0..10 {
            let period = month(2025, 9).plus_months(place).unwrap();
            for student in 1..=STUDENTS {
                requests.push(Request {
                    id: OperationId::new(environment.uuid().unwrap()),
                    author,
                    document: world::hash(1),
                    operation: Operation::Redeem {
                        voucher: world::voucher(student),
                        act: world::act(u64::try_from(place).unwrap() + 1),
                        period,
                        trace: world::trace(96, 96),
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
