//! The leaflet on rights and duties, handed over before a visit starts.

use baqylau_locale::Locale;
use chrono::NaiveDate;

use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{
    Align, Block, Column, PageSetup, Paragraph, Rules, Span, Table, TableRow, Width, compose,
};

/// What the leaflet is made from.
#[derive(Clone, Copy, Debug)]
pub struct LeafletPrint<'a> {
    /// Language of the print.
    pub locale: &'a Locale,
    /// Name of the organisation, in that language.
    pub organisation: &'a str,
    /// Address visited, in that language.
    pub address: &'a str,
    /// Number and date of the order of the visit.
    pub order: (&'a str, NaiveDate),
    /// The ministry's own text, paragraph by paragraph; empty: the short summary, which says of
    /// itself that it is not the official text.
    pub official_text: &'a [String],
}

/// Lays the leaflet out: one page with room for a signature by hand.
///
/// # Errors
/// [`DocumentError::MissingGlyph`] when a text holds a character the fonts do not have.
pub fn leaflet_pages(print: &LeafletPrint<'_>) -> Result<DisplayList, DocumentError> {
    let t = |key: &str| print.locale.text(key);
    let title = t("doc-leaflet-title");
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: title.clone(),
        align: Align::Center,
    }];
    let number = print
        .locale
        .format("doc-number-final", &[("number", print.order.0.into())]);
    let order = format!("{number}, {}", print.locale.date_long(print.order.1));
    let rows = [
        (t("doc-label-organisation"), print.organisation.to_owned()),
        (t("doc-label-address"), print.address.to_owned()),
        (t("doc-field-order"), order),
    ];
    let rows = rows
        .into_iter()
        .map(|(key, value)| (key, vec![Span::plain(value)]));
    blocks.push(Table::key_values(110.0, rows).into());
    blocks.push(Block::Space(6.0));
    if print.official_text.is_empty() {
        let mark = Span::medium(t("doc-leaflet-mark")).colored(Color::AMBER);
        blocks.push(Block::Boxed {
            blocks: vec![Paragraph::new([mark]).before(0.0).into()],
            fill: None,
            border: Some(Color::AMBER),
        });
        let rights = [
            "doc-leaflet-right-1",
            "doc-leaflet-right-2",
            "doc-leaflet-right-3",
            "doc-leaflet-right-4",
            "doc-leaflet-right-5",
        ];
        let duties = [
            "doc-leaflet-duty-1",
            "doc-leaflet-duty-2",
            "doc-leaflet-duty-3",
        ];
        for (head, points) in [
            ("doc-leaflet-rights", rights.as_slice()),
            ("doc-leaflet-duties", duties.as_slice()),
        ] {
            blocks.push(Block::Heading {
                level: 2,
                text: t(head),
                align: Align::Left,
            });
            for (i, key) in points.iter().enumerate() {
                blocks.push(point(i + 1, t(key)));
            }
        }
        let refusal = Paragraph::new([t("doc-leaflet-refusal")])
            .size(10.5)
            .before(10.0);
        blocks.push(refusal.into());
    } else {
        for text in print.official_text {
            blocks.push(
                Paragraph::new([text.as_str()])
                    .size(10.5)
                    .before(5.0)
                    .into(),
            );
        }
    }
    blocks.push(Block::Space(18.0));
    blocks.push(by_hand(print.locale, &t("doc-leaflet-received")));
    let setup = PageSetup {
        footer_left: title.clone(),
        ..PageSetup::a4()
    };
    compose(&setup, &title, print.locale.language().code(), &blocks)
}

fn point(number: usize, text: String) -> Block {
    let mut table = Table::new(
        vec![
            Column::new("", Width::Fixed(24.0)),
            Column::new("", Width::Share(1.0)),
        ],
        vec![TableRow::new([format!("{number}."), text])],
    );
    table.rules = Rules::None;
    table.size = 10.5;
    table.before = 3.0;
    table.into()
}

/// A line to be filled in by hand, with words under it.
pub(crate) fn by_hand(locale: &Locale, lead: &str) -> Block {
    let names = ["doc-sign-name", "doc-sign-hand", "doc-sign-date"];
    let widths = [1.4, 0.8, 0.8];
    let columns = widths
        .iter()
        .map(|share| Column::new("", Width::Share(*share)).center())
        .collect();
    let words = names.map(|key| crate::layout::Cell::new([Span::grey(locale.text(key))]));
    let mut under = Table::new(columns, vec![TableRow::new(words)]);
    under.rules = Rules::None;
    under.size = 7.5;
    under.before = 0.0;
    let lead = Paragraph::new([lead]).into();
    Block::Together(vec![lead, Block::Space(20.0), Block::Rule, under.into()])
}
