//! The catalogue of the monthly validation.

pub(crate) const BATCH_ADD: &str = "INSERT INTO month_batches
    (period, organisation, revision, hash, source, entries, received_at, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
pub(crate) const BATCH_NEWEST: &str = "SELECT revision, hash FROM month_batches
    WHERE period = ?1 AND organisation = ?2 ORDER BY revision DESC LIMIT 1";
pub(crate) const BATCH: &str = "SELECT hash, body FROM month_batches
    WHERE period = ?1 AND organisation = ?2 AND revision = ?3";
pub(crate) const BATCH_OF_HASH: &str = "SELECT hash, body FROM month_batches
    WHERE period = ?1 AND organisation = ?2 AND hash = ?3";
pub(crate) const BATCHES_NEWEST: &str = "SELECT b.organisation, b.revision, b.entries, o.region,
    o.body FROM month_batches b JOIN organisations o ON o.id = b.organisation
    WHERE b.period = ?1 AND b.revision = (SELECT max(n.revision) FROM month_batches n
    WHERE n.period = b.period AND n.organisation = b.organisation) ORDER BY b.organisation";
pub(crate) const BATCHES_SENT: &str = "SELECT count(DISTINCT b.organisation)
    FROM month_batches b WHERE b.period = ?1";

pub(crate) const MONTH: &str = "SELECT step, body FROM months WHERE period = ?1";
pub(crate) const MONTH_STATE: &str = "SELECT state FROM months WHERE period = ?1";
pub(crate) const MONTH_PUT: &str = "INSERT INTO months (period, state, step, revision, body)
    VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (period) DO UPDATE SET state = excluded.state,
    step = excluded.step, revision = excluded.revision, body = excluded.body";
pub(crate) const MONTH_STEP: &str =
    "UPDATE months SET step = ?3 WHERE period = ?1 AND step = ?2 AND state = 'frozen'";
pub(crate) const MONTHS_FROZEN: &str =
    "SELECT period FROM months WHERE state = 'frozen' ORDER BY period";
pub(crate) const MONTHS_WAITING: &str = "SELECT count(*) FROM months WHERE state = 'frozen'";

pub(crate) const INPUT_PUT: &str = "INSERT INTO month_inputs
    (period, organisation, place, region, revision, entries, standing)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (period, organisation) DO UPDATE SET
    revision = excluded.revision, entries = excluded.entries";
pub(crate) const INPUT: &str = "SELECT place, region, revision, standing FROM month_inputs
    WHERE period = ?1 AND organisation = ?2";
pub(crate) const INPUT_AT: &str =
    "SELECT organisation, region, revision FROM month_inputs WHERE period = ?1 AND place = ?2";
pub(crate) const INPUT_SIZES: &str =
    "SELECT entries FROM month_inputs WHERE period = ?1 ORDER BY place";
pub(crate) const INPUT_NEXT: &str =
    "SELECT coalesce(max(place) + 1, 0) FROM month_inputs WHERE period = ?1";
pub(crate) const INPUTS: &str = "SELECT count(*) FROM month_inputs WHERE period = ?1";
pub(crate) const INPUT_BATCHES: &str = "SELECT i.place, i.organisation, i.region, i.standing,
    b.hash, b.body FROM month_inputs i JOIN month_batches b ON b.period = i.period
    AND b.organisation = i.organisation AND b.revision = i.revision
    WHERE i.period = ?1 AND i.place >= ?2 AND i.place < ?3 ORDER BY i.place";
pub(crate) const CORRECTIONS: &str = "SELECT m.period, b.organisation, max(b.revision)
    FROM months m JOIN month_batches b ON b.period = m.period
    LEFT JOIN month_inputs i ON i.period = b.period AND i.organisation = b.organisation
    WHERE m.state = 'validated' AND b.revision > coalesce(i.revision, 0)
    GROUP BY m.period, b.organisation ORDER BY m.period, b.organisation LIMIT ?1";
pub(crate) const CORRECTIONS_WAITING: &str = "SELECT count(DISTINCT b.organisation)
    FROM month_batches b LEFT JOIN month_inputs i ON i.period = b.period
    AND i.organisation = b.organisation
    WHERE b.period = ?1 AND b.revision > coalesce(i.revision, 0)";

pub(crate) const FACTS: &str = "SELECT body FROM person_facts WHERE shard = ?1";
pub(crate) const FACTS_PUT: &str = "INSERT INTO person_facts (shard, body) VALUES (?1, ?2)
    ON CONFLICT (shard) DO UPDATE SET body = excluded.body";
pub(crate) const MONTH_FACTS_FREEZE: &str = "INSERT INTO month_facts (period, shard, body)
    SELECT ?1, shard, body FROM person_facts";
pub(crate) const MONTH_FACTS_ALL: &str =
    "SELECT shard, body FROM month_facts WHERE period = ?1 ORDER BY shard";
pub(crate) const MONTH_FACTS_RANGE: &str = "SELECT shard, body FROM month_facts
    WHERE period = ?1 AND shard >= ?2 AND shard <= ?3 ORDER BY shard";
pub(crate) const MONTH_FACTS: &str =
    "SELECT body FROM month_facts WHERE period = ?1 AND shard = ?2";

pub(crate) const RUN_DROP: &str = "DELETE FROM month_run WHERE period = ?1";
pub(crate) const RUN_PUT: &str = "INSERT INTO month_run (period, shard, body)
    VALUES (?1, ?2, ?3) ON CONFLICT (period, shard) DO UPDATE SET body = excluded.body";
pub(crate) const RUN_SHARDS: &str = "SELECT shard FROM month_run WHERE period = ?1 ORDER BY shard";
pub(crate) const RUN_RANGE: &str = "SELECT shard, body FROM month_run
    WHERE period = ?1 AND shard >= ?2 AND shard <= ?3 ORDER BY shard";
pub(crate) const RUN: &str = "SELECT body FROM month_run WHERE period = ?1 AND shard = ?2";

pub(crate) const REGISTER_ADD: &str = "INSERT INTO month_registers
    (period, organisation, revision, current, region, made_at, hash, body)
    VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)";
pub(crate) const REGISTER_FORMER: &str = "UPDATE month_registers SET current = 0
    WHERE period = ?1 AND organisation = ?2 AND current = 1";
pub(crate) const REGISTER: &str = "SELECT revision, hash, body FROM month_registers
    WHERE period = ?1 AND organisation = ?2 AND current = 1";
pub(crate) const REGISTER_OF: &str = "SELECT revision, hash, body FROM month_registers
    WHERE period = ?1 AND organisation = ?2 AND revision = ?3";
pub(crate) const REGISTER_HASHES: &str = "SELECT organisation, hash FROM month_registers
    WHERE period = ?1 AND current = 1 ORDER BY organisation";
pub(crate) const REGISTERS: &str = "SELECT region, body FROM month_registers
    WHERE period = ?1 AND current = 1 ORDER BY region, organisation";
pub(crate) const REGISTERS_COUNT: &str =
    "SELECT count(*) FROM month_registers WHERE period = ?1 AND current = 1";
pub(crate) const REGISTERS_FROM: &str = "SELECT organisation, region FROM month_registers
    WHERE period = ?1 AND current = 1 AND organisation >= ?2 ORDER BY organisation LIMIT ?3";
pub(crate) const REGISTER_REGION: &str = "SELECT region FROM month_registers
    WHERE period = ?1 AND organisation = ?2 AND current = 1";
pub(crate) const REGISTERS_OF: &str = "SELECT revision, made_at, hash, body FROM month_registers
    WHERE period = ?1 AND organisation = ?2 ORDER BY revision";

pub(crate) const MONTHS_KNOWN: &str = "SELECT period FROM months
    UNION SELECT period FROM month_batches ORDER BY period DESC LIMIT ?1";
pub(crate) const ORGANISATIONS_FROM: &str = "SELECT region, body FROM organisations
    WHERE id >= ?1 ORDER BY id LIMIT ?2";
pub(crate) const BATCH_SENT: &str = "SELECT revision, received_at, entries FROM month_batches
    WHERE period = ?1 AND organisation = ?2 ORDER BY revision DESC LIMIT 1";
pub(crate) const BATCH_LAST: &str = "SELECT period, entries, received_at FROM month_batches
    WHERE organisation = ?1 AND period <= ?2 ORDER BY period DESC, revision DESC LIMIT 1";
pub(crate) const BATCHES_BEFORE: &str = "SELECT organisation, max(period) FROM month_batches
    WHERE period < ?1 GROUP BY organisation";
pub(crate) const ROWS_REJECTED: &str = "SELECT rejected FROM lms_batches
    WHERE organisation = ?1 AND method = ?2 AND span = ?3 AND standing = 1";
