//! The catalogue, continued: causes the Registrar follows, and what it looks up for them.

pub(crate) const CAUSE_PUT: &str = "INSERT INTO ledger_causes
    (id, kind, about, body, document, due, tries) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (kind, about) DO UPDATE SET id = excluded.id, body = excluded.body,
    document = excluded.document, due = excluded.due, tries = excluded.tries, word = NULL";
pub(crate) const CAUSES_DUE: &str = "SELECT id, body, document, tries FROM ledger_causes
    WHERE due <= ?1 ORDER BY due, id LIMIT ?2";
pub(crate) const CAUSE_DROP: &str = "DELETE FROM ledger_causes WHERE id = ?1";
pub(crate) const CAUSE_POSTPONE: &str =
    "UPDATE ledger_causes SET tries = ?2, due = ?3, word = ?4 WHERE id = ?1";
pub(crate) const VOUCHERS_OF_BENEFICIARY: &str = "SELECT id, order_id, beneficiary, executor,
    status, nominal, held, redeemed, returned, leave_from, obligation, version, reservations, parts
    FROM ledger_vouchers WHERE beneficiary = ?1 ORDER BY id";
pub(crate) const CONTRACTS_OF_EXECUTOR: &str = "SELECT id, order_id, executor, amount, committed,
    version, body FROM ledger_contracts WHERE executor = ?1 ORDER BY id";
