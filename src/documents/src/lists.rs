//! Working lists for paper: head counts and visits. Printed, used, thrown away.

use baqylau_domain::contingent::Group;
use baqylau_locale::Locale;
use chrono::NaiveDate;

use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Sign, Span, Table, TableRow, Width, compose,
};
use crate::leaflet::by_hand;

/// A head-count list: one row with empty boxes for each learner.
///
/// ИИН and the marks of QR and LMS are left out: whoever counts must not know the answer.
#[derive(Clone, Copy, Debug)]
pub struct HeadCountPrint<'a> {
    /// Language of the print.
    pub locale: &'a Locale,
    /// Name of the organisation.
    pub organisation: &'a str,
    /// Address visited.
    pub address: &'a str,
    /// Day of the visit.
    pub date: NaiveDate,
    /// Groups; each begins a page.
    pub groups: &'a [Group],
}

/// Lays the head-count lists out; print them with [`crate::paper::write`].
///
/// # Errors
/// [`DocumentError::MissingGlyph`] when a name holds a character the fonts do not have.
pub fn head_count_pages(print: &HeadCountPrint<'_>) -> Result<DisplayList, DocumentError> {
    let t = |key: &str| print.locale.text(key);
    let title = t("doc-headcount-title");
    let mut blocks = Vec::new();
    for group in print.groups {
        blocks.push(Block::PageBreak);
        let args = [("group", group.code.as_str().into())];
        let name = print.locale.format("doc-headcount-group", &args);
        let text = format!("{title}. {name}");
        blocks.push(Block::Heading {
            level: 1,
            text,
            align: Align::Left,
        });
        let mut place = format!("{}, {}", print.organisation, print.address);
        if !group.room.is_empty() {
            let args = [("room", group.room.as_str().into())];
            let room = print.locale.format("doc-headcount-room", &args);
            place = format!("{place}. {room}");
        }
        blocks.push(Paragraph::new([place]).into());
        blocks.push(Paragraph::new([Span::grey(print.locale.date_long(print.date))]).into());
        blocks.push(
            Paragraph::new([Span::medium(t("doc-headcount-hint"))])
                .keep()
                .into(),
        );
        let narrow = |key: &str| Column::new(t(key), Width::Fixed(62.0)).center();
        let columns = vec![
            Column::new(t("doc-col-number"), Width::Fixed(30.0)).center(),
            Column::new(t("doc-col-name"), Width::Share(1.4)),
            narrow("doc-col-present"),
            narrow("doc-col-excused"),
            narrow("doc-col-absent"),
            Column::new(t("doc-col-note"), Width::Share(0.8)),
        ];
        let rows = group.learners.iter().enumerate().map(|(i, learner)| {
            let tick = || Cell::sign(Sign::Box, Color::INK);
            let mut row = TableRow::new([
                Cell::text((i + 1).to_string()),
                Cell::text(learner.full_name.as_str()),
                tick(),
                tick(),
                tick(),
                Cell::text(""),
            ]);
            row.least_height = 20.0;
            row
        });
        let mut table = Table::new(columns, rows.collect());
        table.size = 9.5;
        blocks.push(table.into());
        blocks.push(Block::Space(12.0));
        blocks.push(by_hand(print.locale, &t("doc-headcount-counted")));
    }
    let setup = PageSetup {
        footer_left: title.clone(),
        ..PageSetup::a4()
    };
    compose(&setup, &title, print.locale.language().code(), &blocks)
}

/// A row of the list of visits, in words of the print's language.
#[derive(Clone)]
pub struct VisitLine<'a> {
    /// Number of the visit or of its order.
    pub number: &'a str,
    /// Day.
    pub date: NaiveDate,
    /// Organisation.
    pub organisation: &'a str,
    /// Address.
    pub address: &'a str,
    /// Chair of the commission. Personal data.
    pub chair: &'a str,
    /// State.
    pub state: &'a str,
}

impl std::fmt::Debug for VisitLine<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VisitLine")
            .field("date", &self.date)
            .finish_non_exhaustive()
    }
}

/// Lays the list of visits out on lying A4; print it with [`crate::paper::write`].
///
/// # Errors
/// [`DocumentError::MissingGlyph`] when a text holds a character the fonts do not have.
pub fn visit_list_pages(
    locale: &Locale,
    made_on: NaiveDate,
    visits: &[VisitLine<'_>],
) -> Result<DisplayList, DocumentError> {
    let t = |key: &str| locale.text(key);
    let title = t("doc-visits-title");
    let count = locale.format("doc-visits-count", &[("count", visits.len().into())]);
    let mut blocks = vec![
        Block::Heading {
            level: 1,
            text: title.clone(),
            align: Align::Left,
        },
        Paragraph::new([Span::grey(format!(
            "{} · {count}",
            locale.date_long(made_on)
        ))])
        .into(),
    ];
    let columns = vec![
        Column::new(t("doc-col-number"), Width::Fixed(96.0)),
        Column::new(t("doc-col-date"), Width::Fixed(68.0)),
        Column::new(t("doc-col-organisation-address"), Width::Share(2.0)),
        Column::new(t("doc-col-chair"), Width::Share(0.9)),
        Column::new(t("doc-col-state"), Width::Fixed(110.0)),
        Column::new(t("doc-col-note"), Width::Share(0.7)),
    ];
    let rows = visits.iter().map(|visit| {
        TableRow::new([
            Cell::text(visit.number),
            Cell::text(locale.date(visit.date)),
            Cell::new([
                Span::medium(visit.organisation),
                Span::grey(format!("\n{}", visit.address)),
            ]),
            Cell::text(visit.chair),
            Cell::text(visit.state),
            Cell::text(""),
        ])
    });
    if visits.is_empty() {
        blocks.push(Paragraph::new([t("doc-visits-empty")]).into());
    } else {
        let mut table = Table::new(columns, rows.collect());
        table.size = 9.0;
        blocks.push(table.into());
    }
    let setup = PageSetup {
        footer_left: title.clone(),
        ..PageSetup::a4_landscape()
    };
    compose(&setup, &title, locale.language().code(), &blocks)
}
