//! The catalogue's statements about the state educational order.

pub(crate) const SCHOOLING: &str = "SELECT body FROM schooling WHERE kind = ?1 AND id = ?2";
pub(crate) const SCHOOLING_OF_REGION: &str =
    "SELECT body FROM schooling WHERE kind = ?1 AND region = ?2 ORDER BY id";
pub(crate) const SCHOOLING_OF_SCHOOL: &str =
    "SELECT body FROM schooling WHERE kind = ?1 AND school = ?2 ORDER BY id";
pub(crate) const SCHOOLING_SCHOOLS: &str =
    "SELECT DISTINCT school FROM schooling WHERE kind = ?1 AND school <> '' ORDER BY school";
pub(crate) const SCHOOLING_BY_CLAIM: &str = "SELECT s.body FROM schooling_claims c
    JOIN schooling s ON s.kind = c.kind AND s.id = c.id WHERE c.claim = ?1";
pub(crate) const SCHOOLING_COUNT: &str =
    "SELECT count(*) FROM schooling WHERE kind = ?1 AND region = ?2";
pub(crate) const SCHOOLING_UNPAID: &str = "SELECT s.body FROM schooling s
    WHERE s.kind = 'act' AND NOT EXISTS
    (SELECT 1 FROM schooling_claims c WHERE c.claim = 'paid:' || s.id) ORDER BY s.id";
pub(crate) const SCHOOLING_MANDATES: &str = "SELECT body FROM schooling
    WHERE kind = 'mandate' AND person = ?1 ORDER BY id";
pub(crate) const SCHOOLING_PUT: &str =
    "INSERT INTO schooling (kind, id, region, school, person, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (kind, id) DO UPDATE SET region = excluded.region, school = excluded.school,
    body = excluded.body";
pub(crate) const SCHOOLING_CLAIMS_DROP: &str =
    "DELETE FROM schooling_claims WHERE kind = ?1 AND id = ?2";
pub(crate) const SCHOOLING_CLAIM: &str =
    "INSERT INTO schooling_claims (claim, kind, id) VALUES (?1, ?2, ?3)";
pub(crate) const SCHOOLING_FILE_ADD: &str =
    "INSERT INTO schooling_files (hash, region, school) VALUES (?1, ?2, ?3)
    ON CONFLICT (hash, region, school) DO NOTHING";
pub(crate) const SCHOOLING_FILES: &str =
    "SELECT region, school FROM schooling_files WHERE hash = ?1 ORDER BY region, school";

pub(crate) const NORMS_DAY: &str =
    "SELECT max(valid_from) FROM norms WHERE valid_from <= ?1 AND region IN (?2, '')";
pub(crate) const NORMS: &str = "SELECT level, study, amount, basis FROM norms
    WHERE valid_from = ?1 AND region IN (?2, '') ORDER BY region, level, study";
pub(crate) const NORM_PUT: &str = "INSERT INTO norms
    (valid_from, region, level, study, amount, basis) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (valid_from, region, level, study) DO UPDATE SET amount = excluded.amount,
    basis = excluded.basis";
