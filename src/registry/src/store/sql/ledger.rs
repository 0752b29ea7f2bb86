//! The catalogue, continued: statements of the ledger of vouchers. Those of many rows and keys run
//! through `run_many` and `each_of`.

pub(crate) const LEDGER_ACCOUNT: &str = "SELECT id, purpose, iin, debits_pending, debits_posted,
    credits_pending, credits_posted, version, body FROM ledger_accounts WHERE id = ?1";
pub(crate) const LEDGER_ACCOUNT_OF_PERSON: &str =
    "SELECT id, purpose, iin, debits_pending, debits_posted,
    credits_pending, credits_posted, version, body FROM ledger_accounts WHERE iin = ?1";
pub(crate) const LEDGER_ACCOUNTS: &str = "SELECT id, purpose, iin, debits_pending, debits_posted,
    credits_pending, credits_posted, version, body FROM ledger_accounts ORDER BY id";
pub(crate) const LEDGER_ACCOUNT_PUT: &str = "INSERT INTO ledger_accounts
    (id, purpose, iin, debits_pending, debits_posted, credits_pending, credits_posted, version,
    body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (id) DO UPDATE SET iin = excluded.iin, debits_pending = excluded.debits_pending,
    debits_posted = excluded.debits_posted, credits_pending = excluded.credits_pending,
    credits_posted = excluded.credits_posted, version = excluded.version, body = excluded.body";
/// Money alone: most changes touch nothing else, and no index.
pub(crate) const LEDGER_ACCOUNT_MOVE: &str = "UPDATE ledger_accounts SET debits_pending = ?2,
    debits_posted = ?3, credits_pending = ?4, credits_posted = ?5, version = ?6 WHERE id = ?1";

pub(crate) const LEDGER_ORDER: &str = "SELECT id, issuer, volume, stipends, published, version,
    body FROM ledger_orders WHERE id = ?1";
pub(crate) const LEDGER_ORDERS: &str = "SELECT id, issuer, volume, stipends, published, version,
    body FROM ledger_orders ORDER BY id";
pub(crate) const LEDGER_ORDER_PAGE: &str = "SELECT id, issuer, volume, stipends, published,
    version, body FROM ledger_orders WHERE id > ?1 ORDER BY id LIMIT ?2";
pub(crate) const LEDGER_ORDER_PUT: &str = "INSERT INTO ledger_orders
    (id, issuer, volume, stipends, published, version, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (id) DO UPDATE SET issuer = excluded.issuer, volume = excluded.volume,
    stipends = excluded.stipends, published = excluded.published, version = excluded.version,
    body = excluded.body";

pub(crate) const LEDGER_VOUCHER: &str = "SELECT id, order_id, beneficiary, executor, status,
    nominal, held, redeemed, returned, leave_from, obligation, version, reservations, parts
    FROM ledger_vouchers WHERE id = ?1";
pub(crate) const LEDGER_VOUCHERS: &str = "SELECT id, order_id, beneficiary, executor, status,
    nominal, held, redeemed, returned, leave_from, obligation, version, reservations, parts
    FROM ledger_vouchers ORDER BY id";
pub(crate) const LEDGER_VOUCHERS_OF_ORDER: &str = "SELECT id, order_id, beneficiary, executor,
    status, nominal, held, redeemed, returned, leave_from, obligation, version, reservations, parts
    FROM ledger_vouchers WHERE order_id = ?1 AND id > ?2 AND (status = ?3 OR ?3 = '')
    ORDER BY id LIMIT ?4";
pub(crate) const LEDGER_VOUCHERS_OF_EXECUTOR: &str = "SELECT id, order_id, beneficiary, executor,
    status, nominal, held, redeemed, returned, leave_from, obligation, version, reservations, parts
    FROM ledger_vouchers WHERE executor = ?1 AND id > ?2 AND (status = ?3 OR ?3 = '')
    ORDER BY id LIMIT ?4";
pub(crate) const LEDGER_VOUCHER_PUT: &str = "INSERT INTO ledger_vouchers
    (id, order_id, beneficiary, executor, status, nominal, held, redeemed, returned, leave_from,
    obligation, version, reservations, parts)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT (id) DO UPDATE SET beneficiary = excluded.beneficiary,
    executor = excluded.executor, status = excluded.status, held = excluded.held,
    redeemed = excluded.redeemed, returned = excluded.returned, leave_from = excluded.leave_from,
    obligation = excluded.obligation, version = excluded.version,
    reservations = excluded.reservations, parts = excluded.parts";
/// What a month changes: neither the holder nor the university.
pub(crate) const LEDGER_VOUCHER_MOVE: &str = "UPDATE ledger_vouchers SET status = ?2, held = ?3,
    redeemed = ?4, returned = ?5, leave_from = ?6, obligation = ?7, version = ?8, parts = ?9
    WHERE id = ?1";
pub(crate) const LEDGER_ORDER_TOTALS: &str = "SELECT status, count(*),
    CAST(sum(nominal) AS BIGINT), CAST(sum(held) AS BIGINT), CAST(sum(redeemed) AS BIGINT),
    CAST(sum(returned) AS BIGINT)
    FROM ledger_vouchers WHERE order_id = ?1 GROUP BY status ORDER BY status";

pub(crate) const LEDGER_CONTRACT: &str = "SELECT id, order_id, executor, amount, committed,
    version, body FROM ledger_contracts WHERE id = ?1";
pub(crate) const LEDGER_CONTRACTS: &str = "SELECT id, order_id, executor, amount, committed,
    version, body FROM ledger_contracts ORDER BY id";
pub(crate) const LEDGER_CONTRACT_PUT: &str = "INSERT INTO ledger_contracts
    (id, order_id, executor, amount, committed, version, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (id) DO UPDATE SET amount = excluded.amount, committed = excluded.committed,
    version = excluded.version, body = excluded.body";

pub(crate) const LEDGER_ACT: &str = "SELECT id, contract, executor, period, total, redeemed,
    people, redeemed_people, paid, version, body FROM ledger_acts WHERE id = ?1";
pub(crate) const LEDGER_ACTS: &str = "SELECT id, contract, executor, period, total, redeemed,
    people, redeemed_people, paid, version, body FROM ledger_acts ORDER BY id";
pub(crate) const LEDGER_ACT_PUT: &str = "INSERT INTO ledger_acts
    (id, contract, executor, period, total, redeemed, people, redeemed_people, paid, version, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
    ON CONFLICT (id) DO UPDATE SET redeemed = excluded.redeemed,
    redeemed_people = excluded.redeemed_people, paid = excluded.paid, version = excluded.version,
    body = excluded.body";

pub(crate) const LEDGER_OBLIGATION: &str = "SELECT id, beneficiary, issuer, state, cost, debt,
    version, body FROM ledger_obligations WHERE id = ?1";
pub(crate) const LEDGER_OBLIGATIONS: &str = "SELECT id, beneficiary, issuer, state, cost, debt,
    version, body FROM ledger_obligations ORDER BY id";
pub(crate) const LEDGER_OBLIGATION_PAGE: &str = "SELECT id, beneficiary, issuer, state, cost, debt,
    version, body FROM ledger_obligations WHERE id > ?1 AND (state = ?2 OR ?2 = '')
    ORDER BY id LIMIT ?3";
pub(crate) const LEDGER_OBLIGATION_PUT: &str = "INSERT INTO ledger_obligations
    (id, beneficiary, issuer, state, cost, debt, version, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, cost = excluded.cost,
    debt = excluded.debt, version = excluded.version, body = excluded.body";

// Rows that are only added: no statement changes or deletes them.
pub(crate) const LEDGER_NEWEST: &str =
    "SELECT n, operation FROM ledger_receipts ORDER BY n DESC LIMIT 1";
pub(crate) const LEDGER_RECEIPT: &str = "SELECT n, operation, at, transfers, amount, body
    FROM ledger_receipts WHERE operation = ?1";
pub(crate) const LEDGER_RECEIPTS: &str = "SELECT n, operation, at, transfers, amount, body
    FROM ledger_receipts WHERE n > ?1 ORDER BY n LIMIT ?2";
pub(crate) const LEDGER_RECEIPT_ADD: &str = "INSERT INTO ledger_receipts
    (n, operation, at, transfers, amount, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

pub(crate) const LEDGER_CLAIM: &str = "SELECT c.voucher, c.kind, c.period, r.operation
    FROM ledger_claims c JOIN ledger_receipts r ON r.n = c.n
    WHERE c.voucher = ?1 AND c.kind = ?2 AND c.period = ?3";
pub(crate) const LEDGER_CLAIMS: &str = "SELECT voucher, kind, period, n FROM ledger_claims";
pub(crate) const LEDGER_CLAIM_ADD: &str =
    "INSERT INTO ledger_claims (voucher, kind, period, n) VALUES (?1, ?2, ?3, ?4)";

pub(crate) const LEDGER_TRANSFERS: &str = "SELECT n, line, debit, credit, amount, mode,
    of_operation, of_line, held, purpose, voucher, period, act, register, debit_version,
    credit_version FROM ledger_transfers WHERE n > ?1 AND n <= ?2 ORDER BY n, line";
pub(crate) const LEDGER_TRANSFERS_FROM: &str = "SELECT t.n, t.line, t.debit, t.credit, t.amount,
    t.mode, t.of_operation, t.of_line, t.held, t.purpose, t.voucher, t.period, t.act, t.register,
    t.debit_version, t.credit_version, r.operation, r.at, r.transfers, r.amount, r.body
    FROM ledger_transfers t JOIN ledger_receipts r ON r.n = t.n
    WHERE t.debit = ?1 AND t.debit_version > ?2 ORDER BY t.debit_version LIMIT ?3";
pub(crate) const LEDGER_TRANSFERS_TO: &str = "SELECT t.n, t.line, t.debit, t.credit, t.amount,
    t.mode, t.of_operation, t.of_line, t.held, t.purpose, t.voucher, t.period, t.act, t.register,
    t.debit_version, t.credit_version, r.operation, r.at, r.transfers, r.amount, r.body
    FROM ledger_transfers t JOIN ledger_receipts r ON r.n = t.n
    WHERE t.credit = ?1 AND t.credit_version > ?2 ORDER BY t.credit_version LIMIT ?3";
pub(crate) const LEDGER_TRANSFER_ADD: &str = "INSERT INTO ledger_transfers
    (n, line, debit, credit, amount, mode, of_operation, of_line, held, purpose, voucher, period,
    act, register, debit_version, credit_version)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";

pub(crate) const LEDGER_EVENTS: &str = "SELECT n, subject, version, status_from, status_to, amount,
    period FROM ledger_events";
pub(crate) const LEDGER_EVENTS_OF: &str = "SELECT e.n, e.subject, e.version, e.status_from,
    e.status_to, e.amount, e.period, r.operation, r.at, r.transfers, r.amount, r.body
    FROM ledger_events e JOIN ledger_receipts r ON r.n = e.n
    WHERE e.subject = ?1 AND e.version > ?2 ORDER BY e.version LIMIT ?3";
pub(crate) const LEDGER_EVENT_ADD: &str = "INSERT INTO ledger_events
    (n, subject, version, status_from, status_to, amount, period)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// The lines of the audit log that seal groups of receipts.
pub(crate) const LEDGER_SEALS: &str = "SELECT object FROM audit WHERE action = 'ledger' ORDER BY n";
