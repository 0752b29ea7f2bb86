//! A board on paper: words in it stay words, and the months make the year.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

mod support;

use baqylau_documents::DocumentError;
use baqylau_documents::board::{
    BoardBar, BoardBars, BoardFigure, BoardMonths, BoardPrint, BoardTile, board_pages, board_pdf,
};
use baqylau_documents::display::{Color, Item};
use baqylau_domain::money::Tiyn;
use baqylau_locale::{Language, Locale};
use support::{assert_sound, flat, save, text_of};

fn sums() -> [[Tiyn; 4]; 12] {
    let mut month = 0;
    [(); 12].map(|()| {
        month += 1;
        [4, 3, 2, 1].map(|part| Tiyn(part * month * 1_234_567_891))
    })
}

fn whole() -> [Tiyn; 4] {
    [4, 3, 2, 1].map(|part| Tiyn(part * 78 * 1_234_567_891))
}

fn print(locale: &Locale) -> BoardPrint<'_> {
    let bar = |name: &str, share| BoardBar {
        name: name.to_owned(),
        value: "3 акта".to_owned(),
        share,
        color: Color::AMBER,
    };
    let tile = |column, known| BoardTile {
        column,
        row: column % 2,
        short: format!("Область {column}"),
        figure: "61 %".to_owned(),
        name: "Вся область".to_owned(),
        words: "61 % плана".to_owned(),
        color: Color::ACCENT,
        strength: f32::from(column) / 3.0,
        known,
    };
    BoardPrint {
        locale,
        title: "Финансирование школ, 2026",
        facts: vec![("Чья доска".to_owned(), "Финансовый центр".to_owned())],
        as_of: "Данные на 23.11.2026 09:41",
        figures: vec![BoardFigure {
            name: "План".to_owned(),
            value: "3,9 млрд ₸".to_owned(),
            note: "100 %".to_owned(),
            grave: true,
        }],
        months: BoardMonths {
            title: "По месяцам",
            unit: "млн ₸",
            series: ["План", "Контракты", "Акты", "Оплачено"],
            sums: sums(),
            whole: whole(),
            divisor: 1e8,
        },
        bars: vec![
            BoardBars {
                title: "Возраст неоплаченных актов".to_owned(),
                bars: vec![bar("0–10 дней", 1.0), bar("больше 30 дней", f32::NAN)],
                none: String::new(),
            },
            BoardBars {
                title: "Заявки".to_owned(),
                bars: Vec::new(),
                none: "Заявок нет".to_owned(),
            },
        ],
        map: Some((
            "По регионам".to_owned(),
            vec![tile(0, true), tile(1, false), tile(3, true)],
        )),
        generated_at: "2026-11-23T04:41:00Z".parse().unwrap(),
        sample: false,
    }
}

#[test]
fn a_board_is_read_as_words_and_keeps_every_tiyn() {
    let locale = Locale::new(Language::Ru);
    let print = print(&locale);
    let pages = board_pages(&print).unwrap();
    let pictures = pages.pages.iter().flat_map(|page| &page.items);
    let pictures = pictures.filter(|placed| matches!(placed.item, Item::Image { .. }));
    assert_eq!(pictures.count(), 0, "a board is drawn, not photographed");
    let path = save("board.pdf", &board_pdf(&print).unwrap());
    assert_sound(&path);
    let Some(text) = text_of(&path) else { return };
    let text = flat(&text);
    for words in [
        "Финансирование школ, 2026",
        "Данные на 23.11.2026 09:41",
        "Область 3",
        "больше 30 дней",
        "Заявок нет",
        "По месяцам, млн ₸",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    // Readers differ in what they make of the narrow space between thousands.
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let text = bare(&text);
    for sum in sums().into_iter().flatten().chain(whole()) {
        let sum = bare(&locale.money_plain(sum));
        assert!(text.contains(&sum), "{sum} in {text}");
    }
}

#[test]
fn a_board_whose_months_do_not_make_its_year_is_not_printed() {
    let locale = Locale::new(Language::Ru);
    let mut print = print(&locale);
    print.months.whole = whole().map(|sum| Tiyn(sum.0 + 1));
    let refused = board_pages(&print);
    assert!(matches!(refused, Err(DocumentError::Disagrees { .. })));
}
