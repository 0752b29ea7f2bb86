//! Every laptop is a witness of the registry's audit log: it remembers the last head it saw, and
//! demands proof that the next one continues it.
//!
//! **Architecture invariant:** nothing is read from a registry that can't prove its log to be the one
//! seen before in this epoch, and from then on nothing is sent to it until it can. Both signed heads
//! are kept: they prove it to others.

use super::signer::RegistryKey;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, meta};
use crate::ui::Witnessed;
use baqylau_protocol::api::Hello;
use baqylau_protocol::audit::{AuditAnswer, AuditHead, SignedHead};
use tlog_tiles::{Hash, check_tree};

/// Where the last head that was proved is kept.
const KNOWN: &str = "audit-head";

/// Where two heads are kept that can't both be true: the proved one and the other, by line.
const BROKEN: &str = "audit-broken";

/// How a head stands to the one known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The first one, one that continues it, or one of another epoch.
    Good,
    /// Of the same epoch, and not its continuation.
    Rewritten,
}

/// The last head that was proved.
///
/// # Errors
/// What the database answered.
pub(super) fn known(store: &Store) -> Result<Option<SignedHead>> {
    let kept = store.db().read(|c| meta::get(c, KNOWN))?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Size of a head; 0 for none.
pub(super) fn size(head: Option<&SignedHead>) -> u64 {
    head.and_then(read).map_or(0, |head| head.size)
}

/// Holds the newest head against the one remembered.
///
/// # Errors
/// An answer that isn't the registry's, or a log that was rewritten.
pub(super) fn check(
    hub: &Hub,
    store: &Store,
    hello: &Hello,
    kept: Option<&SignedHead>,
    answer: &AuditAnswer,
) -> Result<()> {
    let known = kept.and_then(read);
    if !RegistryKey::of(store)?.signed(&answer.signed.head, &answer.signed.signature) {
        hub.fail(None, &ClientError::refused("client-receipt-forged"));
        return Err(unreadable());
    }
    let head = read(&answer.signed).ok_or_else(unreadable)?;
    if head.registry != hello.registry || head.epoch != hello.epoch {
        return Err(unreadable());
    }
    match standing(known.as_ref(), &head, answer) {
        Standing::Good => {
            let (size, at) = (head.size, hub.now());
            let same = |known: &AuditHead| (known.epoch, known.size) == (head.epoch, size);
            if !known.as_ref().is_some_and(same) {
                let text = serde_json::to_string(&answer.signed)?;
                store.db().write(move |tx| meta::set(tx, KNOWN, &text))?;
            }
            let before = hub.with(|state| {
                state.witnessed = Some(Witnessed { lines: size, at });
                std::mem::take(&mut state.rewritten)
            });
            if before {
                hub.wake_push.notify_one();
            }
            Ok(())
        }
        Standing::Rewritten => {
            let both = serde_json::to_string(&[kept, Some(&answer.signed)])?;
            store.db().write(move |tx| meta::set(tx, BROKEN, &both))?;
            let before = hub.with(|state| std::mem::replace(&mut state.rewritten, true));
            let error = ClientError::refused("client-registry-rewritten");
            if !before {
                tracing::error!(size = head.size, "the audit log is not the one seen before");
                hub.fail(None, &error);
            }
            Err(error)
        }
    }
}

fn read(signed: &SignedHead) -> Option<AuditHead> {
    serde_json::from_str(&signed.head).ok()
}

fn unreadable() -> ClientError {
    ClientError::Unreadable { what: "audit head" }
}

fn hash(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    hex::decode_to_slice(text, &mut hash).ok()?;
    Some(Hash(hash))
}

fn standing(known: Option<&AuditHead>, head: &AuditHead, answer: &AuditAnswer) -> Standing {
    let Some(known) = known.filter(|known| known.epoch == head.epoch && known.size > 0) else {
        return Standing::Good;
    };
    if known.size == head.size {
        return match known.root == head.root {
            true => Standing::Good,
            false => Standing::Rewritten,
        };
    }
    let proved = || {
        let proof = answer
            .proof
            .iter()
            .map(|one| hash(one))
            .collect::<Option<_>>()?;
        let (now, before) = (hash(&head.root)?, hash(&known.root)?);
        check_tree(&proof, head.size, now, known.size, before).ok()
    };
    match known.size < head.size && proved().is_some() {
        true => Standing::Good,
        false => Standing::Rewritten,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_domain::Moment;
    use tlog_tiles::{HashReader, prove_tree, stored_hashes, tree_hash};
    use uuid::Uuid;

    struct Tree(Vec<Hash>);

    impl HashReader for Tree {
        fn read_hashes(&self, places: &[u64]) -> std::result::Result<Vec<Hash>, tlog_tiles::Error> {
            let at = |place: &u64| self.0[usize::try_from(*place).unwrap()];
            Ok(places.iter().map(at).collect())
        }
    }

    fn tree(lines: &[&str]) -> Tree {
        let mut tree = Tree(Vec::new());
        for (n, line) in (0..).zip(lines) {
            let made = stored_hashes(n, line.as_bytes(), &tree).unwrap();
            tree.0.extend(made);
        }
        tree
    }

    fn head(lines: &[&str], epoch: u128) -> AuditHead {
        let size = lines.len() as u64;
        AuditHead {
            registry: Uuid::nil(),
            epoch: Uuid::from_u128(epoch),
            size,
            root: hex::encode(tree_hash(size, &tree(lines)).unwrap().0),
            at: Moment::UNIX_EPOCH,
        }
    }

    fn answer(lines: &[&str], known: u64) -> AuditAnswer {
        let size = lines.len() as u64;
        let proof = match known > 0 && known < size {
            true => prove_tree(size, known, &tree(lines)).unwrap(),
            false => Vec::new(),
        };
        AuditAnswer {
            signed: SignedHead {
                head: String::new(),
                signature: String::new(),
            },
            proof: proof.iter().map(|one| hex::encode(one.0)).collect(),
        }
    }

    #[test]
    fn a_log_that_only_grew_is_told_from_every_other() {
        let lines = ["a", "b", "c", "d", "e", "f", "g"];
        for before in 0..=lines.len() {
            for after in 0..=lines.len() {
                let (known, now) = (head(&lines[..before], 1), head(&lines[..after], 1));
                let answer = answer(&lines[..after], known.size);
                let expected = match before <= after || before == 0 {
                    true => Standing::Good,
                    false => Standing::Rewritten,
                };
                assert_eq!(standing(Some(&known), &now, &answer), expected);
            }
        }
        let mut other = lines;
        other[2] = "another";
        for before in 3..=lines.len() {
            let known = head(&lines[..before], 1);
            let now = head(&other, 1);
            let answer = answer(&other, known.size);
            assert_eq!(standing(Some(&known), &now, &answer), Standing::Rewritten);
        }
    }

    #[test]
    fn a_proof_that_says_nothing_proves_nothing() {
        let lines = ["a", "b", "c", "d", "e"];
        let (known, now) = (head(&lines[..2], 1), head(&lines, 1));
        let good = answer(&lines, 2);
        assert_eq!(standing(Some(&known), &now, &good), Standing::Good);
        let mut longer = good.clone();
        longer.proof.push("00".repeat(32));
        let mut garbage = good.clone();
        garbage.proof[0] = "zz".to_owned();
        let none = answer(&lines, 0);
        for bad in [longer, garbage, none] {
            assert_eq!(standing(Some(&known), &now, &bad), Standing::Rewritten);
        }
        let endless = AuditHead {
            size: u64::MAX,
            ..now
        };
        assert_eq!(standing(Some(&known), &endless, &good), Standing::Rewritten);
    }

    #[test]
    fn a_registry_restored_from_a_backup_says_so_by_its_epoch() {
        let (known, now) = (head(&["a", "b", "c"], 1), head(&["a"], 2));
        let answer = answer(&["a"], 3);
        assert_eq!(standing(Some(&known), &now, &answer), Standing::Good);
    }
}
