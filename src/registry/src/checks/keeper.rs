//! Where the connectors keep answers and write down what they asked: the registry's store.

use crate::store::rows::{decode, encode, micros, moment};
use crate::store::sql::checks as sql;
use crate::store::{Store, StoreError, params};
use baqylau_connectors::{
    Audit, AuditOutcome, AuditRecord, Boxed, Cache, CacheError, CacheKey, Kept,
};
use std::sync::Arc;

/// Answers, kept until newer ones take their place. How long one counts is for the parameters to
/// say, not for the keeper.
pub(super) struct StoreCache(Arc<Store>);

impl StoreCache {
    pub(super) fn new(store: Arc<Store>) -> Self {
        Self(store)
    }
}

impl Cache for StoreCache {
    fn get(&self, key: CacheKey) -> Boxed<'_, Result<Option<Kept>, CacheError>> {
        Box::pin(async move {
            let found = self
                .0
                .read(move |connection| -> Result<_, StoreError> {
                    let values = params![key.source.code(), hex::encode(key.question)];
                    connection.one(sql::CHECK_ANSWER, values, |row| {
                        Ok(Kept {
                            facts: decode(row.text(0)?, "answer")?,
                            received: moment(row.get(1)?)?,
                        })
                    })
                })
                .await;
            found.map_err(|error| {
                tracing::error!(%error, "what was answered can't be read");
                CacheError
            })
        })
    }

    fn put(&self, key: CacheKey, kept: Kept) -> Boxed<'_, Result<(), CacheError>> {
        Box::pin(async move {
            let put = self
                .0
                .write(move |tx| -> Result<_, StoreError> {
                    let (source, question) = (key.source.code(), hex::encode(key.question));
                    let body = encode(&kept.facts)?;
                    let values = params![source, question, micros(kept.received), body];
                    tx.run(sql::CHECK_ANSWER_PUT, values).map(drop)
                })
                .await;
            put.map_err(|error| {
                tracing::error!(%error, "what was answered can't be kept");
                CacheError
            })
        })
    }
}

/// A line for every question that was asked, beside the audit log: many more than that, and none
/// of them changes anything. People stand in it by a keyed hash.
pub(super) struct StoreAudit(Arc<Store>);

impl StoreAudit {
    pub(super) fn new(store: Arc<Store>) -> Self {
        Self(store)
    }
}

impl Audit for StoreAudit {
    fn record(&self, record: AuditRecord) {
        let outcome = match record.outcome {
            AuditOutcome::Answered => "answered".to_owned(),
            AuditOutcome::Kept => "kept".to_owned(),
            AuditOutcome::StoodIn(trouble) => format!("stood-in {trouble}"),
            AuditOutcome::None(trouble) => format!("none {trouble}"),
            AuditOutcome::GivenUp => "given-up".to_owned(),
        };
        self.0.write_by_and_by(move |tx| {
            tx.run(
                sql::CHECK_QUESTION_ADD,
                params![
                    micros(record.at),
                    record.asker,
                    record.source.code(),
                    record.kind,
                    record.about.to_string(),
                    record.request,
                    outcome,
                    record.attempts,
                    record.took_ms,
                ],
            )
            .map(drop)
        });
    }
}
