//! What is checked besides of an application: the signature under it. Each application has its own,
//! so it stands beside the report of the school and not in it.

use baqylau_domain::checks::{Case, CheckId, CheckMoment, Fact, Facts, Report, Row};
use baqylau_domain::identifiers::ApplicationId;

/// The report of a school with what its signature makes of an application. Without one, the
/// signature is what nobody has told yet: the application waits for it.
pub(crate) fn with_signature(
    report: &Report,
    application: ApplicationId,
    signature: Option<Fact>,
) -> Report {
    let (case, parameters, at) = (report.case(), report.parameters(), report.at());
    let mut own = Case::new(case.programme, CheckMoment::Application, case.organisation);
    own.document = Some(application.to_string());
    let mut facts = Facts::default();
    if let Some(mut fact) = signature {
        // Whose it is, is known now; the rest was looked at before.
        fact.as_of = at;
        facts.insert(fact);
    }
    let judged = Report::run(&own, &facts, parameters, at);
    let is_signature = |row: &&Row| row.check == CheckId::OrgSignature;
    let others = report.rows().filter(|row| !is_signature(row));
    let rows: Vec<Row> = others
        .chain(judged.rows().filter(is_signature))
        .cloned()
        .collect();
    Report::of_rows(case.clone(), parameters.clone(), at, rows)
}
