//! The prescription: what must be remedied by when, as a document of its own.

use baqylau_domain::act::ActKind;
use baqylau_locale::legal_time;

use crate::act::{ActPrint, norm, or_dash, write};
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{Block, Cell, Column, Paragraph, Span, Table, TableRow, Width, compose};
use crate::words::{pick, point_item, point_measure, severity, severity_color};

/// Lays the prescription of an act out.
///
/// # Errors
/// [`DocumentError::MissingGlyph`] when a text holds a character the fonts do not have.
pub fn prescription_pages(print: &ActPrint<'_>) -> Result<DisplayList, DocumentError> {
    let content = print.content;
    let locale = print.locale;
    let title = print.t("doc-prescription-title");
    let mut blocks = print.title_blocks(&title);
    let subject = &content.subject;
    let rows = [
        (
            print.t("doc-label-organisation"),
            pick(locale, &subject.name),
        ),
        (print.t("doc-label-bin"), &subject.bin),
        (
            print.t("doc-label-address"),
            pick(locale, &subject.premises_address),
        ),
        (
            print.t("doc-label-commission"),
            pick(locale, &content.commission),
        ),
    ];
    let rows = rows
        .into_iter()
        .map(|(key, value)| (key, vec![Span::plain(value)]));
    blocks.push(Table::key_values(110.0, rows).into());
    let date = locale.date_long(legal_time(content.composed_at).date_naive());
    let args = [
        ("number", print.number_words().into()),
        ("date", date.into()),
    ];
    let basis = match content.kind {
        ActKind::Monitoring => "doc-prescription-basis",
        ActKind::AdmissionRefusal => "doc-prescription-basis-refusal",
    };
    let basis = locale.format(basis, &args);
    let words = format!("{basis} {}", print.t("doc-prescription-order"));
    blocks.push(Paragraph::new([words]).before(8.0).keep().into());
    blocks.push(points(print));
    blocks.extend(report(print));
    blocks.push(
        Paragraph::new([print.t("doc-prescription-note")])
            .before(8.0)
            .into(),
    );
    crate::act::card(print, &mut blocks);
    let name = format!("{title} {}", print.number_words());
    compose(
        &print.setup(&title),
        &name,
        locale.language().code(),
        &blocks,
    )
}

/// Writes the prescription as PDF/A-3a with the signed act inside: its points are part of what
/// the members signed.
///
/// # Errors
/// See [`prescription_pages`] and [`crate::pdf::write`].
pub fn prescription_pdf(print: &ActPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    write(print, &prescription_pages(print)?)
}

/// To whom the remedy is reported, and by when.
fn report(print: &ActPrint<'_>) -> Option<Block> {
    let content = print.content;
    let locale = print.locale;
    let last = content.prescription.iter().map(|point| point.due).max()?;
    let term = locale.format(
        "doc-prescription-report-term",
        &[("date", locale.date(last).into())],
    );
    let rows = [
        (
            print.t("doc-prescription-report-to"),
            or_dash(pick(locale, &content.order.issued_by)).to_owned(),
        ),
        (print.t("doc-prescription-report-by"), term),
    ];
    let rows = rows
        .into_iter()
        .map(|(key, value)| (key, vec![Span::plain(value)]));
    Some(Table::key_values(110.0, rows).into())
}

fn points(print: &ActPrint<'_>) -> Block {
    let content = print.content;
    if content.prescription.is_empty() {
        return Paragraph::new([print.t("doc-measures-none")]).into();
    }
    let columns = vec![
        Column::new(print.t("doc-col-number"), Width::Fixed(26.0)).center(),
        Column::new(print.t("doc-prescription-violation"), Width::Share(1.5)),
        Column::new(print.t("doc-col-risk"), Width::Fixed(84.0)),
        Column::new(print.t("doc-col-measure"), Width::Share(1.0)),
        Column::new(print.t("doc-col-responsible"), Width::Fixed(82.0)),
        Column::new(print.t("doc-col-due"), Width::Fixed(66.0)),
    ];
    let rows = content.prescription.iter().map(|point| {
        let finding = content
            .findings
            .iter()
            .find(|f| f.list == point.list && f.item == point.item);
        let mut violation = vec![Span::medium(point_item(print.locale, point))];
        if let Some(finding) = finding {
            let requirement = pick(print.locale, &finding.requirement);
            if !requirement.trim().is_empty() {
                // Its own words alone would read as if it were met.
                let args = [("requirement", requirement.into())];
                let unmet = print.locale.format("requirement-not-met", &args);
                violation.push(Span::plain(format!(" {unmet}")));
            }
            if !finding.note.is_empty() {
                violation.push(Span::grey(format!("\n{}", finding.note)));
            }
            let label = format!("\n{}: ", print.t("doc-finding-norm"));
            violation.push(Span::grey(label));
            violation.extend(norm(print, finding));
        }
        let risk =
            Span::medium(severity(print.locale, point.risk)).colored(severity_color(point.risk));
        TableRow::new([
            Cell::text(point.number.to_string()),
            Cell::new(violation),
            Cell::new([risk]),
            Cell::text(point_measure(print.locale, point)),
            Cell::text(or_dash(&point.responsible)),
            Cell::new([Span::strong(print.locale.date(point.due)).colored(Color::INK)]),
        ])
    });
    Table::new(columns, rows.collect()).into()
}
