//! What the routes of the ledger of vouchers answer.

use super::{Call, json};
use crate::access::Caller;
use crate::failure::Failure;
use crate::store::rows;
use crate::vouchers::{self, Of};
use axum::extract::Query;
use axum::response::Response;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    ContractId, ObligationId, OperationId, OrderId, OrganisationId, VoucherId,
};
use baqylau_domain::voucher::{AccountId, Receipt, Refusal, Status};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::vouchers::{
    MAX_VOUCHER_REQUESTS, SignedVoucherReceipt, VoucherAnswer, VoucherAnswers, VoucherBatch,
    VoucherReceipt,
};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A batch of requests: each is decided by itself, all of them durable when the answer leaves.
pub(super) async fn operations(call: &Call, caller: &Caller) -> Result<Response, Failure> {
    let VoucherBatch { requests } = call.json()?;
    if requests.len() > MAX_VOUCHER_REQUESTS {
        return Err(Failure::new(ErrorCode::TooLarge, "requests"));
    }
    for request in &requests {
        vouchers::is_own(&caller.person, request)?;
    }
    let ids: Vec<OperationId> = requests.iter().map(|request| request.id).collect();
    // The ledger isn't asked at all what people can't ask.
    let (mut batch, mut refused) = (Vec::with_capacity(requests.len()), Vec::new());
    for request in requests {
        let refusal =
            (!vouchers::is_for_people(&request.operation)).then_some(Refusal::NotYourRole);
        if refusal.is_none() {
            batch.push(request);
        }
        refused.push(refusal);
    }
    let many = batch.len();
    let mut answers = vouchers::submit_stated(call.core(), batch.into())
        .await?
        .into_iter();
    call.app.meters.operations(many);
    let core = Arc::clone(call.core());
    let answered = tokio::task::spawn_blocking(move || {
        ids.into_iter()
            .zip(refused)
            .map(|(operation, refused)| {
                let answer = match refused {
                    Some(refusal) => Err(refusal),
                    None => answers.next().unwrap_or(Err(Refusal::NotLoaded)),
                };
                match answer {
                    Ok(receipt) => Ok(VoucherAnswer::Applied {
                        operation,
                        receipt: signed(&core, &receipt)?,
                    }),
                    Err(refusal) => Ok(VoucherAnswer::Refused { operation, refusal }),
                }
            })
            .collect::<Result<Vec<_>, Failure>>()
    });
    let answers = answered
        .await
        .or(Err(Failure::from(crate::StoreError::Closed)))??;
    json(&VoucherAnswers { answers })
}

/// A receipt as it travels: the same bytes every time.
fn signed(core: &crate::context::Core, receipt: &Receipt) -> Result<SignedVoucherReceipt, Failure> {
    let request = rows::encode(&receipt.request)?;
    let receipt = rows::encode(&VoucherReceipt {
        registry: core.context.identity.registry,
        operation: receipt.request.id,
        request: baqylau_protocol::blob::hash(request.as_bytes()),
        at: receipt.at,
        transfers: receipt.transfers,
        amount: receipt.amount,
    })?;
    Ok(SignedVoucherReceipt {
        signature: core.context.sign_text(&receipt),
        receipt,
    })
}

fn query<T: DeserializeOwned>(call: &Call) -> Result<T, Failure> {
    let Query(query) = Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    Ok(query)
}

/// Where in a history to go on.
#[derive(Deserialize, JsonSchema)]
pub(super) struct HistoryQuery {
    /// Version of the last entry the caller has.
    #[serde(default)]
    #[schemars(range(max = 9_223_372_036_854_775_807_u64))]
    after: u64,
}

/// Which month of a voucher to tell about, and where in its history to go on.
#[derive(Deserialize, JsonSchema)]
pub(super) struct VoucherQuery {
    /// Year of the month whose trace is wanted; with `month`.
    #[schemars(range(min = 2000, max = 2100))]
    year: Option<i32>,
    /// The month, from 1; with `year`.
    #[schemars(range(min = 1, max = 12))]
    month: Option<u32>,
    /// Version of the last entry the caller has.
    #[serde(default)]
    #[schemars(range(max = 9_223_372_036_854_775_807_u64))]
    after: u64,
}

impl VoucherQuery {
    fn period(&self) -> Result<Option<Period>, Failure> {
        let wrong = || Failure::malformed("a year with its month");
        match (self.year, self.month) {
            (None, None) => Ok(None),
            (Some(year), Some(month)) => Period::new(year, month).map(Some).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

/// Which vouchers.
#[derive(Deserialize, JsonSchema)]
pub(super) struct VouchersQuery {
    /// Those of this order; either this or a university.
    order: Option<OrderId>,
    /// Those this university reserved last.
    executor: Option<OrganisationId>,
    /// In this status alone, as kept.
    status: Option<Status>,
    /// Last one the caller has.
    after: Option<VoucherId>,
    /// Most wanted. Without it, and above it, 200; 0 counts as 1.
    limit: Option<u32>,
}

/// Which orders.
#[derive(Deserialize, JsonSchema)]
pub(super) struct OrdersQuery {
    /// Last one the caller has.
    after: Option<OrderId>,
    /// Most wanted. Without it, and above it, 200; 0 counts as 1.
    limit: Option<u32>,
}

/// Where a duty to work off stands.
#[derive(Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DutyState {
    /// Being served.
    Serving,
    /// Served in full.
    Fulfilled,
    /// Broken, and owed for.
    Indebted,
    /// Repaid or let off.
    Settled,
}

/// Which duties to work off.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ObligationsQuery {
    /// In this state alone.
    state: Option<DutyState>,
    /// Last one the caller has.
    after: Option<ObligationId>,
    /// Most wanted. Without it, and above it, 200; 0 counts as 1.
    limit: Option<u32>,
}

pub(super) async fn voucher(call: &Call) -> Result<Response, Failure> {
    let (id, asked): (VoucherId, VoucherQuery) = (call.target()?, query(call)?);
    let month = asked.period()?;
    let store = &call.core().store;
    json(
        &store
            .read(move |connection| vouchers::voucher(connection, id, month, asked.after))
            .await?,
    )
}

pub(super) async fn account(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let (id, HistoryQuery { after }): (AccountId, _) = (call.target()?, query(call)?);
    let store = &call.core().store;
    let card = store
        .read(move |connection| vouchers::account_card(connection, &caller.person, id, after))
        .await?;
    json(&card)
}

pub(super) async fn contract(call: &Call) -> Result<Response, Failure> {
    let (id, HistoryQuery { after }): (ContractId, _) = (call.target()?, query(call)?);
    let store = &call.core().store;
    json(
        &store
            .read(move |connection| vouchers::contract(connection, id, after))
            .await?,
    )
}

pub(super) async fn vouchers(call: &Call) -> Result<Response, Failure> {
    let asked: VouchersQuery = query(call)?;
    let of = match (asked.order, asked.executor) {
        (Some(order), None) => Of::Order(order),
        (None, Some(executor)) => Of::Executor(executor),
        _ => return Err(Failure::malformed("an order or a university")),
    };
    let store = &call.core().store;
    let page = store
        .read(move |connection| {
            vouchers::vouchers(connection, of, asked.status, asked.after, asked.limit)
        })
        .await?;
    json(&page)
}

pub(super) async fn orders(call: &Call) -> Result<Response, Failure> {
    let OrdersQuery { after, limit } = query(call)?;
    let store = &call.core().store;
    json(
        &store
            .read(move |connection| vouchers::orders(connection, after, limit))
            .await?,
    )
}

pub(super) async fn order(call: &Call) -> Result<Response, Failure> {
    let id: OrderId = call.target()?;
    let store = &call.core().store;
    json(
        &store
            .read(move |connection| vouchers::order(connection, id))
            .await?,
    )
}

pub(super) async fn obligations(call: &Call) -> Result<Response, Failure> {
    let asked: ObligationsQuery = query(call)?;
    let state = asked.state.map(|state| match state {
        DutyState::Serving => "serving",
        DutyState::Fulfilled => "fulfilled",
        DutyState::Indebted => "indebted",
        DutyState::Settled => "settled",
    });
    let store = &call.core().store;
    let page = store
        .read(move |connection| vouchers::obligations(connection, state, asked.after, asked.limit))
        .await?;
    json(&page)
}
