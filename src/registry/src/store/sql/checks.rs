//! The catalogue's statements about automatic checks.

pub(crate) const CHECK_ANSWER: &str =
    "SELECT body, received_at FROM check_answers WHERE source = ?1 AND question = ?2";
pub(crate) const CHECK_ANSWER_PUT: &str = "INSERT INTO check_answers
    (source, question, received_at, body) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (source, question) DO UPDATE SET received_at = excluded.received_at,
    body = excluded.body";
pub(crate) const CHECK_QUESTION_ADD: &str = "INSERT INTO check_questions
    (n, at, asker, source, kind, about, request, outcome, attempts, took_ms)
    VALUES ((SELECT coalesce(max(n), 0) + 1 FROM check_questions), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// Lines older than a moment that have a newer one about the same question.
pub(crate) const CHECK_QUESTIONS_DROP: &str = "DELETE FROM check_questions WHERE n IN (
    SELECT old.n FROM check_questions old WHERE old.at < ?1 AND EXISTS (
    SELECT 1 FROM check_questions newer WHERE newer.about = old.about
    AND newer.source = old.source AND newer.kind = old.kind AND newer.n > old.n)
    ORDER BY old.n LIMIT ?2)";

pub(crate) const CHECK_FACTS: &str = "SELECT body FROM check_facts WHERE about = ?1
    ORDER BY topic, period, source, speaker";
pub(crate) const CHECK_FACT_PUT: &str = "INSERT INTO check_facts
    (about, topic, period, source, speaker, as_of, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (about, topic, period, source, speaker) DO UPDATE SET as_of = excluded.as_of,
    body = excluded.body WHERE excluded.as_of >= check_facts.as_of";

pub(crate) const CHECK_FACT_DROP: &str = "DELETE FROM check_facts WHERE about = ?1
    AND topic = ?2 AND period = ?3 AND source = ?4 AND speaker = ?5";

pub(crate) const CHECK_READ_ADD: &str = "INSERT INTO check_reads (about, organisation, part)
    VALUES (?1, ?2, ?3) ON CONFLICT (about, organisation, part) DO NOTHING";
pub(crate) const CHECK_READ_DROP: &str =
    "DELETE FROM check_reads WHERE about = ?1 AND organisation = ?2 AND part = ?3";
pub(crate) const CHECK_READS: &str = "SELECT about FROM check_reads
    WHERE organisation = ?1 AND part = ?2 ORDER BY about";
pub(crate) const CHECK_READERS: &str =
    "SELECT organisation, part FROM check_reads WHERE about = ?1 ORDER BY organisation, part";

pub(crate) const CHECK_READERS_OF: &str =
    "SELECT organisation, part FROM check_reads WHERE about = ?1";

pub(crate) const CHECK_UNLISTED: &str = "SELECT o.id FROM organisations o
    LEFT JOIN check_queue q ON q.organisation = o.id AND q.part = ?1
    WHERE q.organisation IS NULL ORDER BY o.id";
pub(crate) const CHECK_TURN: &str = "SELECT organisation, part, occasion, due_at, ticket, tries,
    anew FROM check_queue WHERE organisation = ?1 AND part = ?2";
pub(crate) const CHECK_TURN_PUT: &str = "INSERT INTO check_queue
    (organisation, part, occasion, due_at, ticket, tries, anew)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (organisation, part) DO UPDATE SET occasion = excluded.occasion,
    due_at = excluded.due_at, ticket = excluded.ticket, tries = excluded.tries,
    anew = excluded.anew";
pub(crate) const CHECKS_DUE: &str = "SELECT organisation, part, occasion, due_at, ticket, tries,
    anew FROM check_queue WHERE due_at <= ?1
    ORDER BY anew DESC, due_at, organisation, part LIMIT ?2";
pub(crate) const CHECKS_WAITING: &str = "SELECT count(*) FROM check_queue WHERE due_at <= ?1";

pub(crate) const CHECK_REPORT: &str =
    "SELECT at, body FROM check_reports WHERE organisation = ?1 AND part = ?2";
pub(crate) const CHECK_REPORT_PUT: &str = "INSERT INTO check_reports (organisation, part, at, body)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (organisation, part) DO UPDATE SET at = excluded.at, body = excluded.body";
pub(crate) const CHECK_ROWS: &str = "SELECT since, body FROM check_rows
    WHERE organisation = ?1 AND part = ?2 AND until IS NULL ORDER BY check_id, subject";
pub(crate) const CHECK_ROW_END: &str = "UPDATE check_rows SET until = ?5
    WHERE organisation = ?1 AND part = ?2 AND check_id = ?3 AND subject = ?4 AND until IS NULL";
pub(crate) const CHECK_ROW_PUT: &str = "INSERT INTO check_rows
    (organisation, part, check_id, subject, since, until, body)
    VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6)
    ON CONFLICT (organisation, part, check_id, subject, since) DO UPDATE SET until = NULL,
    body = excluded.body";
pub(crate) const CHECK_HISTORY: &str = "SELECT since, until, body FROM check_rows
    WHERE organisation = ?1 AND part = ?2 AND check_id = ?3
    ORDER BY since DESC, subject LIMIT ?4";

pub(crate) const CHECKS_SHOWN: &str = "SELECT body FROM check_shown WHERE organisation = ?1";
pub(crate) const CHECKS_SHOW: &str = "INSERT INTO check_shown (organisation, body)
    VALUES (?1, ?2) ON CONFLICT (organisation) DO UPDATE SET body = excluded.body";

pub(crate) const SAMPLE_ORGANISATIONS: &str = "SELECT body FROM organisations ORDER BY id";
pub(crate) const SAMPLE_GROUPS: &str =
    "SELECT premises, body FROM contingent ORDER BY premises, code";
