//! The nightly check of the ledger: every row is read, every law counted again from the rows that
//! are only added, the whole log decided again from nothing, and the receipts held against what
//! the audit log sealed. The log is read once, page by page; what stays in memory grows with the
//! rows that are replaced.

use super::told;
use crate::context::{Core, legal_day};
use crate::store::{Connection, Origin, StoreError, rows};
use baqylau_domain::Moment;
use baqylau_domain::voucher::{Audit, Replay, Violation, VoucherPolicies};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Name under which the newest report is kept.
const REPORT: &str = "ledger check";

/// Most faults a report names; it counts all of them.
const NAMED: usize = 100;

/// Something in the ledger that isn't as the rules made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerFault {
    /// The law that is broken, as `domain::voucher::Invariant` writes it; `columns` where a row
    /// contradicts itself, `readable` where it can't be read, `sealed` where receipts aren't those
    /// the audit log names.
    pub law: String,
    /// Where, as `domain::voucher::Place` writes it, or the table. No personal data.
    pub place: String,
    /// What doesn't agree.
    pub fault: String,
}

/// What a check of the ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerReport {
    /// When.
    pub at: Moment,
    /// Operations that were ever applied.
    pub operations: u64,
    /// Vouchers.
    pub vouchers: u64,
    /// Transfers.
    pub transfers: u64,
    /// How many faults there are; none in a sound ledger.
    pub faults: u64,
    /// The first hundred of them.
    pub named: Vec<LedgerFault>,
}

/// Faults found so far.
#[derive(Default)]
struct Found {
    many: u64,
    named: Vec<LedgerFault>,
}

impl Found {
    fn add(&mut self, law: &str, place: String, fault: &str) {
        self.many += 1;
        if self.named.len() < NAMED {
            self.named.push(LedgerFault {
                law: law.to_owned(),
                place,
                fault: fault.to_owned(),
            });
        }
    }

    fn broken(&mut self, violation: &Violation) {
        let text = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
        let law = text(serde_json::to_string(&violation.invariant));
        let place = text(serde_json::to_string(&violation.place));
        self.add(law.trim_matches('"'), place, violation.fault);
    }
}

/// Tells the whole ledger, in one transaction, to those who count it again.
fn judge(
    connection: &Connection,
    policies: &VoucherPolicies,
    now: Moment,
) -> Result<LedgerReport, StoreError> {
    let mut found = Found::default();
    let mut report = |law: &str, place: String, fault: &str| found.add(law, place, fault);
    let (mut audit, mut replay) = (Audit::default(), Replay::new(policies));
    let told = told::log(connection, &mut report, |turn| {
        audit.turn(turn);
        replay.turn(turn);
    })?;
    let mut standing = audit.stand();
    let vouchers = told::rows(connection, &mut report, &mut |row| {
        standing.row(&row);
        replay.row(&row);
    })?;
    for violation in standing.finish().iter().chain(&replay.finish()) {
        found.broken(violation);
    }
    Ok(LedgerReport {
        at: now,
        operations: told.operations,
        vouchers,
        transfers: told.transfers,
        faults: found.many,
        named: found.named,
    })
}

/// Checks the ledger of a store that may be in use.
pub(crate) fn check_at(
    origin: &Origin,
    policies: &VoucherPolicies,
    now: Moment,
) -> Result<LedgerReport, StoreError> {
    let connection = origin.open()?;
    crate::store::reading(&connection, |connection| judge(connection, policies, now))
}

/// Checks the ledger as a transaction under way sees it.
#[cfg(test)]
pub(crate) fn check_within(
    connection: &Connection,
    now: Moment,
) -> Result<LedgerReport, StoreError> {
    judge(connection, &VoucherPolicies::pilot(), now)
}

/// Everything in the tables, as one ledger.
#[cfg(test)]
pub(crate) fn kept_ledger(
    connection: &Connection,
) -> Result<baqylau_domain::voucher::Ledger, StoreError> {
    use baqylau_domain::voucher::Effect;
    let mut all = Vec::new();
    let mut report = |_: &str, _: String, _: &str| {};
    told::log(connection, &mut report, |turn| {
        all.extend(turn.claims.iter().copied().map(Effect::Claim));
        all.extend(turn.transfers.iter().cloned().map(Effect::Transfer));
        all.extend(turn.events.iter().cloned().map(Effect::Event));
        all.extend(turn.receipt.cloned().map(Effect::Receipt));
    })?;
    told::rows(connection, &mut report, &mut |row| all.push(row))?;
    Ok(baqylau_domain::voucher::Ledger::from_rows(all))
}

/// Checks the ledger and keeps the report.
pub(crate) async fn check_now(core: &Arc<Core>) -> Result<LedgerReport, StoreError> {
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    let work = core
        .store
        .read(move |connection| judge(connection, &context.voucher_policies, now));
    let report = work.await?;
    let kept = rows::encode(&report)?;
    core.store
        .write(move |tx| rows::put_meta(tx, REPORT, kept.as_bytes()))
        .await?;
    if report.faults == 0 {
        tracing::info!(operations = report.operations, "the ledger is sound");
    } else {
        tracing::error!(faults = report.faults, "the ledger isn't sound");
    }
    Ok(report)
}

/// Checks the ledger when it wasn't on this day yet.
pub(crate) async fn check_nightly(core: &Arc<Core>) -> Result<(), StoreError> {
    let today = legal_day(core.context.environment.now());
    let last = core.store.read(last_report).await?;
    if last.is_none_or(|last| legal_day(last.at) < today) {
        check_now(core).await?;
    }
    Ok(())
}

/// The newest report.
pub(crate) fn last_report(connection: &Connection) -> Result<Option<LedgerReport>, StoreError> {
    let kept = rows::meta(connection, REPORT)?;
    kept.map(|kept| serde_json::from_slice(&kept).or(Err(StoreError::Corrupt("report"))))
        .transpose()
}
