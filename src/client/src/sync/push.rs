//! Pushing: operations in chain order, receipts verified and kept, attachments before and after.

use super::signer::RegistryKey;
use super::{is_ready, upload};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::outbox::{self, Outgoing, Sealer};
use crate::store::{NewIdentity, Store};
use crate::work;
use baqylau_domain::identifiers::{BlobHash, OperationId};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::operation::{Push, push_bytes};
use baqylau_protocol::receipt::{PushAnswer, Receipt, SignedReceipt};
use ed25519_dalek::Signer as _;
use std::sync::Arc;

/// One round: documents, operations, other attachments, and what was held for them.
pub(super) async fn round(hub: &Hub) -> Result<()> {
    if !is_ready(hub) {
        return Ok(());
    }
    let store = hub.store()?;
    upload::documents(hub, &store).await?;
    operations(hub, &store).await?;
    upload::everything(hub, &store).await?;
    held(hub, &store).await?;
    work::checks::send(hub, &store).await
}

async fn operations(hub: &Hub, store: &Arc<Store>) -> Result<()> {
    gather(hub, store)?;
    let (mut singly, mut resent) = (false, false);
    loop {
        let sealer = Sealer {
            install: store.install()?,
            skew: hub.with(|state| state.skew),
        };
        let mut batch = store.db().write(move |tx| outbox::take_batch(tx, sealer))?;
        if batch.is_empty() {
            return Ok(());
        }
        hub.tell_sync();
        if singly {
            batch.truncate(1);
        }
        match send(hub, store, &batch).await {
            Ok(()) => {}
            Err(ClientError::Registry {
                code: ErrorCode::Fork,
            }) => {
                // This store was restored or copied, and its chain went on elsewhere.
                store.begin_new_chain()?;
                let signed_out = super::begun_anew(hub);
                hub.fail(None, &ClientError::refused("client-chain-forked"));
                return Err(signed_out);
            }
            Err(ClientError::Registry {
                code: ErrorCode::Gap,
            }) if !resent => {
                // The registry knows less than it acknowledged: the chain is sent from its
                // beginning, and known operations are answered with their receipts.
                let identity = NewIdentity::make()?;
                if store
                    .db()
                    .write(move |tx| outbox::send_again(tx, &identity))?
                {
                    return Err(super::begun_anew(hub));
                }
                resent = true;
            }
            Err(ClientError::Registry {
                code: ErrorCode::Mismatch,
            }) => match batch.as_slice() {
                [known] => {
                    // The registry has this very operation from an earlier life of this store.
                    let known = known.clone();
                    store
                        .db()
                        .write(move |tx| outbox::known_elsewhere(tx, &known))?;
                    singly = false;
                }
                _ => singly = true,
            },
            // The session isn't of this installation or device any more: without a new one every
            // further attempt would end the same, and nobody would know why.
            Err(ClientError::Registry {
                code: ErrorCode::Forbidden,
            }) => {
                return Err(ClientError::Registry {
                    code: ErrorCode::SignIn,
                });
            }
            Err(other) => return Err(other),
        }
    }
}

/// Turns fields written since into operations.
fn gather(hub: &Hub, store: &Store) -> Result<()> {
    for visit in store.db().read(outbox::visits_with_unsent)? {
        let (id, now) = (hub.new_operation()?, hub.now());
        store
            .db()
            .write(move |tx| outbox::gather_unsent(tx, visit, id, now))?;
    }
    Ok(())
}

async fn held(hub: &Hub, store: &Arc<Store>) -> Result<()> {
    let batch = store.db().write(outbox::take_held)?;
    if batch.is_empty() {
        Ok(())
    } else {
        send(hub, store, &batch).await
    }
}

async fn send(hub: &Hub, store: &Arc<Store>, batch: &[Outgoing]) -> Result<()> {
    let hashes: Vec<BlobHash> = batch.iter().map(|one| one.hash).collect();
    let signature = store.device_key()?.sign(&push_bytes(&hashes));
    let push = Push {
        operations: batch.iter().map(|one| one.bytes.clone()).collect(),
        device_signature: hex::encode(signature.to_bytes()),
    };
    let answer = hub.api.push(&push).await?;
    let receipts = verify(hub, store, batch, &answer)?;
    let now = hub.now();
    hub.with(|state| state.last_contact = Some(now));
    let rows: Vec<(Outgoing, Receipt, SignedReceipt)> = batch
        .iter()
        .cloned()
        .zip(receipts)
        .zip(answer.receipts)
        .map(|((outgoing, receipt), signed)| (outgoing, receipt, signed))
        .collect();
    let ids: Vec<OperationId> = rows.iter().map(|(outgoing, _, _)| outgoing.id).collect();
    store.db().write(move |tx| {
        rows.iter().try_for_each(|(outgoing, receipt, signed)| {
            outbox::record(tx, outgoing, receipt, signed, now)
        })
    })?;
    work::outbox::tell_answered(hub, store, &ids);
    hub.wake_pull.notify_one();
    Ok(())
}

/// Every receipt must be signed by the key written down at the first contact, and be about the
/// very bytes that were sent. An answer that fails is as if none had come.
fn verify(
    hub: &Hub,
    store: &Store,
    batch: &[Outgoing],
    answer: &PushAnswer,
) -> Result<Vec<Receipt>> {
    let forged = || ClientError::Unreadable { what: "receipt" };
    let registry = RegistryKey::of(store)?;
    if answer.receipts.len() != batch.len() {
        return Err(forged());
    }
    let checked: Result<Vec<Receipt>> = batch
        .iter()
        .zip(&answer.receipts)
        .map(|(outgoing, signed)| {
            if !registry.signed(&signed.receipt, &signed.signature) {
                return Err(forged());
            }
            let receipt: Receipt = serde_json::from_str(&signed.receipt).or(Err(forged()))?;
            if receipt.operation == outgoing.id && receipt.hash == outgoing.hash {
                Ok(receipt)
            } else {
                Err(forged())
            }
        })
        .collect();
    if checked.is_err() {
        hub.fail(None, &ClientError::refused("client-receipt-forged"));
    }
    checked
}
