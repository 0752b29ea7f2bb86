//! Any list on paper: heads and sums of every page, the size of the paper, giving up.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

mod support;

use baqylau_documents::DocumentError;
use baqylau_documents::display::{DisplayList, Item};
use baqylau_documents::listing::{ListColumn, ListPrint, MOST_ROWS, list_pages, list_pdf};
use baqylau_locale::{Language, Locale};
use chrono::{TimeZone, Utc};
use support::{assert_sound, flat, save};

fn page_text(list: &DisplayList, page: usize) -> String {
    let mut text = String::new();
    for placed in &list.pages[page].items {
        if let Item::Text(run) = &placed.item {
            text.push_str(&run.text);
            text.push('\n');
        }
    }
    text
}

fn amount(row: usize) -> i128 {
    i128::try_from(row).unwrap() * 1_000_003 + 7
}

fn written(tiyn: i128) -> String {
    format!("{},{:02}", tiyn / 100, tiyn % 100)
}

/// So many schools with a sum each, between so many other columns of words.
fn print<'a>(
    locale: &'a Locale,
    rows: usize,
    more: usize,
    cell: &'a dyn Fn(usize, usize) -> String,
) -> ListPrint<'a> {
    let mut up_to = vec![0];
    for row in 0..rows {
        up_to.push(up_to[row] + amount(row));
    }
    let words = |head| ListColumn {
        head,
        figures: false,
        up_to: None,
        written: &written,
    };
    let mut columns = vec![words("Наименование организации образования")];
    columns.extend((0..more).map(|_| words("Ещё один столбец")));
    columns.push(ListColumn {
        head: "Сумма, ₸",
        figures: true,
        up_to: Some(up_to),
        written: &written,
    });
    ListPrint {
        locale,
        title: "Платежи",
        facts: vec![("Данные на".to_owned(), "23.11.2026 09:41".to_owned())],
        columns,
        rows,
        cell,
        generated_at: Utc.with_ymd_and_hms(2026, 11, 23, 4, 41, 0).unwrap(),
        sample: false,
    }
}

fn cell(more: usize) -> impl Fn(usize, usize) -> String {
    move |row, column| match column {
        0 => format!("ТОО «Школа-лицей № {row} имени Абая Кунанбаева»"),
        column if column <= more => "Мангистауская область, город Актау".to_owned(),
        _ => written(amount(row)),
    }
}

#[test]
fn every_page_has_its_head_its_number_and_sums_that_add_up_to_the_total() {
    let locale = Locale::new(Language::Ru);
    let (rows, cell) = (137, cell(1));
    let print = print(&locale, rows, 1, &cell);
    let list = list_pages(&print).unwrap();
    let pages = list.pages.len();
    assert!(pages > 2, "{pages}");
    let mut sum = 0;
    let mut seen = 0;
    for page in 0..pages {
        let text = page_text(&list, page);
        assert!(
            flat(&text).contains("Наименование организации образования"),
            "{text}"
        );
        assert!(text.contains(&format!("{} / {pages}", page + 1)), "{text}");
        assert!(text.contains("23.11.2026 09:41"));
        let on_page: Vec<usize> = (0..rows)
            .filter(|row| text.lines().any(|line| line.contains(&format!("№ {row} "))))
            .collect();
        let own: i128 = on_page.iter().map(|row| amount(*row)).sum();
        assert!(
            text.contains(&written(own)),
            "page {page}: {}",
            written(own)
        );
        sum += own;
        seen += on_page.len();
        assert!(
            page + 1 == pages || text.contains(&written(sum)),
            "carried from {page}"
        );
    }
    assert_eq!(seen, rows, "every row once");
    assert!(page_text(&list, pages - 1).contains(&written(sum)));
    for language in Language::ALL {
        let locale = Locale::new(language);
        let print = ListPrint {
            locale: &locale,
            ..self::print(&locale, rows, 1, &cell)
        };
        let bytes = list_pdf(&print, &mut |_| true).unwrap();
        assert_sound(&save(&format!("list-{language}.pdf"), &bytes));
    }
}

#[test]
fn many_columns_take_larger_paper_and_stay_within_it() {
    let locale = Locale::new(Language::Kk);
    for (more, large) in [(1, false), (9, true), (20, true)] {
        let cell = cell(more);
        let list = list_pages(&print(&locale, 40, more, &cell)).unwrap();
        let page = &list.pages[0];
        assert!(page.width > page.height, "lying");
        assert_eq!(page.width > 900.0, large, "{more}");
        for placed in list.pages.iter().flat_map(|page| &page.items) {
            if let Item::Text(run) = &placed.item {
                let wide = baqylau_documents::text_width(run.text.trim_end(), run.face, run.size);
                assert!(
                    run.x + wide.unwrap() <= page.width - 10.0,
                    "{more}: {}",
                    run.text
                );
            }
        }
    }
}

#[test]
fn one_strange_character_keeps_no_list_from_being_printed() {
    let locale = Locale::new(Language::Ru);
    let strange = |row: usize, column: usize| match (row, column) {
        (3, 0) => "学校 «Мектеп»".to_owned(),
        (_, 0) => "Школа".to_owned(),
        _ => "1,00".to_owned(),
    };
    let list = list_pages(&print(&locale, 9, 0, &strange)).unwrap();
    assert!(page_text(&list, 0).contains("?? «Мектеп»"));
}

#[test]
fn a_list_is_given_up_in_its_middle_and_one_too_long_is_not_begun() {
    let locale = Locale::new(Language::Ru);
    let (rows, cell) = (3_000, cell(0));
    let print = print(&locale, rows, 0, &cell);
    let mut told = Vec::new();
    let whole = list_pdf(&print, &mut |done| {
        told.push(done);
        true
    });
    assert!(whole.unwrap().starts_with(b"%PDF"));
    assert!(told.is_sorted() && told.len() > 20);
    let last = *told.last().unwrap();
    assert!(last <= rows && last > rows * 9 / 10, "{last}");
    let stopped = list_pdf(&print, &mut |done| done < 500);
    assert_eq!(stopped.unwrap_err(), DocumentError::Stopped);
    let mut long = self::print(&locale, 1, 0, &cell);
    long.rows = MOST_ROWS + 1;
    assert!(matches!(
        list_pdf(&long, &mut |_| true),
        Err(DocumentError::Disagrees { .. })
    ));
}
