//! The board as a paper: what the screen says, laid out in lines and letters.

use super::sheet::Sheet;
use super::told::{Bar, series, unit};
use super::{Figures, words};
use baqylau_documents::DocumentError;
use baqylau_documents::board::{
    BoardBar, BoardBars, BoardFigure, BoardMonths, BoardPrint, BoardTile, board_pdf,
};
use baqylau_documents::display::Color;
use baqylau_domain::schooling::FigureOf;
use baqylau_widgets::{Tone, chart};

fn color(tone: Tone) -> Color {
    match tone {
        Tone::Neutral => Color::GREY,
        Tone::Accent => Color::ACCENT,
        Tone::Info => Color::BLUE,
        Tone::Ok => Color::GREEN,
        Tone::Warning => Color::AMBER,
        Tone::Bad => Color::RED,
    }
}

fn bars(title: String, bars: Vec<Bar>, none: String) -> BoardBars {
    let bars = bars.into_iter().map(|bar| BoardBar {
        name: bar.name,
        value: bar.value,
        share: bar.share,
        color: color(bar.tone),
    });
    BoardBars {
        title,
        bars: bars.collect(),
        none,
    }
}

fn tile(sheet: &Sheet, (code, column, row): (u8, usize, usize)) -> BoardTile {
    let place = |at: usize| u8::try_from(at).unwrap_or(u8::MAX);
    let region = sheet.region_of_map(code);
    BoardTile {
        column: place(column),
        row: place(row),
        short: region.short,
        figure: region.figure,
        name: region.name,
        words: region.words,
        color: color(region.tone),
        strength: region.strength,
        known: sheet.known_region(code).is_some(),
    }
}

/// The paper; none where there is nothing to put on it.
pub(super) fn pdf(sheet: &Sheet) -> Option<Result<Vec<u8>, DocumentError>> {
    Some(of(sheet, sheet.figures()?))
}

fn of(sheet: &Sheet, figures: &Figures) -> Result<Vec<u8>, DocumentError> {
    let title = sheet.title();
    let cards = sheet.of_year(figures).into_iter().map(|card| BoardFigure {
        name: card.name,
        value: format!("{}\u{a0}{}", card.figure, card.unit)
            .trim_end()
            .to_owned(),
        note: card.note,
        grave: card.tone == Tone::Bad,
    });
    let sums = figures
        .months
        .each_ref()
        .map(|month| FigureOf::ALL.map(|what| month.of(what).sum));
    let most = sums.iter().flatten().map(|sum| sum.0).max();
    let (unit, divisor) = unit(most.unwrap_or(0));
    let names = FigureOf::ALL.map(|what| sheet.t(series(what)));
    let by_month = sheet.t("board-by-month");
    let region = match sheet.region {
        Some(region) => words::region(region, &sheet.locale),
        None => sheet.t("board-all-regions"),
    };
    let map = sheet.national.then(|| {
        let title = format!("{}: {}", sheet.t("board-map"), sheet.t(sheet.metric.key()));
        let tiles = chart::PLACES.map(|place| tile(sheet, place));
        (title, tiles.into())
    });
    let t = |key: &str| sheet.t(key);
    let none = String::new;
    let violations = sheet.violations().unwrap_or_default();
    let print = BoardPrint {
        locale: &sheet.locale,
        title: &title,
        facts: vec![
            (t("board-paper-whose"), sheet.whose.clone()),
            (t("form-region"), region),
        ],
        as_of: &sheet.as_of,
        figures: cards.collect(),
        months: BoardMonths {
            title: &by_month,
            unit: &sheet.t(unit),
            series: names.each_ref().map(String::as_str),
            sums,
            whole: FigureOf::ALL.map(|what| figures.whole.of(what).sum),
            divisor,
        },
        bars: vec![
            bars(t("board-ageing"), sheet.ages(figures), none()),
            bars(t("board-queues"), sheet.queues(figures), none()),
            bars(
                t("board-stages"),
                sheet.applications(figures),
                t("board-stages-none"),
            ),
            bars(t("board-lights"), violations, t("board-lights-none")),
        ],
        map,
        generated_at: sheet.now,
        sample: sheet.sample,
    };
    board_pdf(&print)
}
