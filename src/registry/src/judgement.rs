//! The final verdict about each signature: asked for in the background, kept, announced, and
//! reached again when services return.

use crate::audit::{self, Line};
use crate::context::Core;
use crate::operations::{MAX_ACT_BYTES, MAX_CMS_BYTES};
use crate::records;
use crate::signatures::Signed;
use crate::store::verdicts::{self, KeptSignature, status_word};
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::visit::Visit;
use baqylau_protocol::blob;
use baqylau_protocol::signature::{RegisteredSignature, SignatureLevel, SignatureStatus};
use baqylau_validation::{Level, Validation};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;

/// Signatures looked at before others get their turn.
const AT_A_TIME: u32 = 64;

/// How long services may take over one signature.
const PATIENCE: Duration = Duration::from_secs(90);

/// The shortest pause between two looks at one signature.
const SHORTEST_PAUSE: TimeDelta = TimeDelta::minutes(1);

/// The longest pause between two looks at one signature.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// Looks at a valid signature whose file still lacks something, before it stays as it is: what
/// services said of its moment is gone by then.
const LOOKS_AT_VALID: u32 = 48;

/// Enters a signature that was accepted: its verdict is pending. The same file again changes
/// nothing.
pub(crate) fn enlist(
    tx: &Tx<'_>,
    visit: &Visit,
    person: PersonId,
    (act, cms): (BlobHash, BlobHash),
    received_at: Moment,
) -> Result<(), StoreError> {
    let known = verdicts::signature(tx, visit.id, person)?;
    if known.is_some_and(|known| known.record.cms == cms && known.record.act == act) {
        return Ok(());
    }
    let signature = KeptSignature {
        record: RegisteredSignature {
            visit: visit.id,
            person,
            act,
            cms,
            status: SignatureStatus::Pending,
            level: SignatureLevel::Bes,
            stamped_at: None,
            reasons: Vec::new(),
            checked_at: None,
            extended: None,
        },
        received_at,
        tries: 0,
        due_at: Some(received_at),
    };
    records::put_signature(tx, visit, &signature)
}

/// Name of the mark that signatures taken in by earlier programs are entered.
const ENLISTED: &str = "signatures_enlisted";

/// Enters, once, the signatures earlier programs took in. The invented acts of a demonstration
/// were never received and stay without.
pub(crate) fn enlist_earlier(tx: &Tx<'_>, sample: bool, now: Moment) -> Result<(), StoreError> {
    if rows::meta(tx, ENLISTED)?.is_some() {
        return Ok(());
    }
    if !sample {
        for visit in verdicts::signed_visits(tx)? {
            let Some(file) = visit.stage.signed_file() else {
                continue;
            };
            for signature in &file.signatures {
                let received =
                    verdicts::signature_received(tx, visit.id, signature.person, signature.cms)?;
                let hashes = (file.act.sha256, signature.cms);
                enlist(
                    tx,
                    &visit,
                    signature.person,
                    hashes,
                    received.unwrap_or(now),
                )?;
            }
        }
    }
    rows::put_meta(tx, ENLISTED, &[1])
}

/// Looks at every signature that is due. Returns how many verdicts or files changed.
pub(crate) async fn run(core: &Arc<Core>) -> Result<u32, StoreError> {
    let _turn = core.judging.lock().await;
    let mut changed = 0;
    let began = core.context.environment.now();
    loop {
        let due = core
            .store
            .read(move |connection| verdicts::signatures_due(connection, began, AT_A_TIME))
            .await?;
        if due.is_empty() {
            break;
        }
        for signature in due {
            changed += u32::from(judge(core, signature).await?);
        }
    }
    if changed > 0 {
        // Somebody answered: those who waited for long needn't wait for their hour.
        let soon = core.context.environment.now() + SHORTEST_PAUSE;
        core.store
            .write(move |tx| verdicts::hasten(tx, soon))
            .await?;
    }
    Ok(changed)
}

/// What is looked at, read from the store.
struct Matter {
    visit: Visit,
    act: Vec<u8>,
    cms: Vec<u8>,
}

async fn judge(core: &Arc<Core>, before: KeptSignature) -> Result<bool, StoreError> {
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    let record = before.record.clone();
    let file = record.extended.unwrap_or(record.cms);
    let matter = core
        .store
        .read(move |connection| -> Result<Option<Matter>, StoreError> {
            let Some(visit) = rows::visit(connection, record.visit)? else {
                return Ok(None);
            };
            let act = context.blobs.read(record.act, MAX_ACT_BYTES)?;
            let cms = context.blobs.read(file, MAX_CMS_BYTES)?;
            Ok(act.zip(cms).map(|(act, cms)| Matter { visit, act, cms }))
        })
        .await?;
    let signer = matter
        .as_ref()
        .and_then(|matter| matter.visit.member(before.record.person)?.iin);
    // No longer what the visit has, or its file is gone: nothing is left to judge.
    let Some((matter, signer)) = matter
        .zip(signer)
        .filter(|(matter, _)| stands(&matter.visit, &before.record))
    else {
        let rest = KeptSignature {
            due_at: None,
            ..before
        };
        core.store
            .write(move |tx| verdicts::put_signature(tx, &rest))
            .await?;
        return Ok(false);
    };

    let context = Arc::clone(&core.context);
    let extended = context
        .validation
        .extend(&matter.cms, &context.trust, now, PATIENCE)
        .await;
    let mut known = context
        .validation
        .evidence(&extended.cms, &context.trust, now)
        .await;
    // What was said before counts too: a suspension that is over stood when the act was signed.
    let before_now = context
        .validation
        .from_shelf(&extended.cms, &context.trust, now);
    known.evidence.extend(before_now.evidence);
    for complaint in extended.complaints.iter().chain(&known.complaints) {
        tracing::info!(visit = %before.record.visit, %complaint, "service of an authority");
    }
    let keeping = Arc::clone(&context);
    let (judged, level, file) = tokio::task::spawn_blocking(move || -> Result<_, StoreError> {
        let judged = keeping.signatures.verdict(
            &Signed {
                bytes: &matter.act,
                cms: &extended.cms,
                signer,
                received_at: before.received_at,
                now,
            },
            &known,
        );
        let mut file = None;
        let fits = u64::try_from(extended.cms.len()).is_ok_and(|length| length <= MAX_CMS_BYTES);
        if extended.cms != matter.cms && fits {
            keeping.blobs.put_all(&[&extended.cms])?;
            let length = u64::try_from(extended.cms.len()).unwrap_or(u64::MAX);
            file = Some((blob::hash(&extended.cms), length));
        }
        let store = known.trust(&keeping.trust);
        let level = if fits {
            extended.level
        } else {
            Validation::level(&matter.cms, &store)
        };
        Ok((judged, level, file))
    })
    .await
    .unwrap_or(Err(StoreError::Closed))?;

    let mut after = before.clone();
    after.record.level = match level {
        Level::Bes => SignatureLevel::Bes,
        Level::T => SignatureLevel::T,
        Level::Lt => SignatureLevel::Lt,
    };
    if let Some((hash, _)) = file {
        after.record.extended = Some(hash);
    }
    // A verdict that was reached isn't unsettled by services that are silent today.
    let unsettles = judged.status == SignatureStatus::Pending
        && before.record.status != SignatureStatus::Pending;
    if !unsettles {
        after.record.status = judged.status;
        after.record.stamped_at = judged.stamped_at;
        after.record.reasons = judged.reasons;
    }
    let changed = after.record != before.record;
    after.tries = if changed {
        0
    } else {
        before.tries.saturating_add(1)
    };
    if changed {
        after.record.checked_at = Some(now);
    }
    after.due_at = match (after.record.status, after.record.level) {
        (SignatureStatus::Invalid, _) | (SignatureStatus::Valid, SignatureLevel::Lt) => None,
        (SignatureStatus::Valid, _) if after.tries >= LOOKS_AT_VALID => None,
        _ => now.checked_add_signed(pause(after.tries)),
    };
    core.store
        .write(move |tx| settle(tx, &before, &after, file, now))
        .await?;
    Ok(changed)
}

/// Whether a record speaks about the signature the visit has.
fn stands(visit: &Visit, record: &RegisteredSignature) -> bool {
    visit.stage.signed_file().is_some_and(|file| {
        file.act.sha256 == record.act
            && file
                .signatures
                .iter()
                .any(|one| one.person == record.person && one.cms == record.cms)
    })
}

fn settle(
    tx: &Tx<'_>,
    before: &KeptSignature,
    after: &KeptSignature,
    file: Option<(BlobHash, u64)>,
    now: Moment,
) -> Result<(), StoreError> {
    let (visit, person): (VisitId, PersonId) = (after.record.visit, after.record.person);
    // What the visit has may have changed while services were asked.
    let Some(at_hand) = rows::visit(tx, visit)?.filter(|visit| stands(visit, &after.record)) else {
        return Ok(());
    };
    if verdicts::signature(tx, visit, person)?.as_ref() != Some(before) {
        return Ok(());
    }
    if let Some((hash, length)) = file {
        rows::put_blob(tx, hash, length, None, now)?;
        rows::show_blob(tx, visit, hash)?;
    }
    if after.record == before.record {
        return verdicts::put_signature(tx, after);
    }
    records::put_signature(tx, &at_hand, after)?;
    if after.record.status != before.record.status {
        let object = format!("{visit}/{person} cms {}", after.record.cms);
        let action = format!(
            "signature {} -> {}",
            status_word(before.record.status),
            status_word(after.record.status)
        );
        let line = Line {
            operation: "",
            actor: None,
            action: &action,
            object: &object,
        };
        audit::write(tx, now, &line)?;
    }
    Ok(())
}

/// The shortest, then twice as long each time.
fn pause(tries: u32) -> TimeDelta {
    let times = 1i32.checked_shl(tries.min(10)).unwrap_or(i32::MAX);
    (SHORTEST_PAUSE * times).min(LONGEST_PAUSE)
}
