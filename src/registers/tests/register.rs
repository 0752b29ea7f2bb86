//! Registers against a naive filter and sort, and their files as a spreadsheet reads them.

#![allow(missing_docs, reason = "a test binary has no readers of its interface")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop and tell"
)]

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::io::Cursor;

use baqylau_locale::{Language, Locale, matches};
use baqylau_registers::{
    Choice, ColumnId, Counted, ExportError, Extract, Filter, Order, Search, SharedView,
    SharedViewError, Stopped, Table, TableBuilder, Value, View, write_csv, write_xlsx,
};
use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Row {
    name: String,
    sum: Option<i64>,
    day: Option<NaiveDate>,
    kind: Option<usize>,
    paid: Option<bool>,
}

/// How a file says which rows count, where not all do.
const COUNTED: Counted<'_> = Counted {
    title: "Қосылады",
    no: "жоқ",
    yes: "иә",
};

const CODES: [&str; 3] = ["school", "university", "dormitory"];

fn table(rows: &[Row]) -> Table {
    let mut builder = TableBuilder::new(Language::Kk);
    let name = builder.text("name", "Атауы");
    let sum = builder.money("sum", "Сома, ₸");
    let day = builder.date("day", "Күні");
    let choices = CODES
        .map(|code| Choice::new(code, format!("({code})")))
        .to_vec();
    let kind = builder.choice("kind", "Түрі", choices);
    let paid = builder.flag("paid", "Төленді", ["Жоқ", "Иә"]);
    for (id, row) in (100..).zip(rows) {
        builder.row(id);
        builder.set(name, Value::Text(&row.name));
        builder.set(sum, row.sum.map_or(Value::Empty, Value::Whole));
        builder.set(day, row.day.map_or(Value::Empty, Value::Day));
        builder.set(kind, row.kind.map_or(Value::Empty, Value::Choice));
        builder.set(paid, row.paid.map_or(Value::Empty, Value::Flag));
    }
    builder.finish()
}

fn last_if_empty<T>(a: Option<T>, b: Option<T>, way: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => way(&a, &b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// The rows of a view by the book: every filter asked of every row, a stable sort by comparing.
fn naive(rows: &[Row], view: &View) -> Vec<u32> {
    let locale = Locale::new(Language::Kk);
    let holds = |row: &Row| {
        view.filters
            .iter()
            .all(|(id, filter)| match (id.as_str(), filter) {
                ("name", Filter::Contains { text }) => {
                    text.trim().is_empty() || (!row.name.is_empty() && matches(text, &row.name))
                }
                ("name", Filter::Empty) => row.name.is_empty(),
                ("sum", Filter::Between { from, to }) => row.sum.is_some_and(|sum| {
                    from.is_none_or(|from| sum >= from) && to.is_none_or(|to| sum <= to)
                }),
                ("sum", Filter::Empty) => row.sum.is_none(),
                ("day", Filter::Days { from, to }) => row.day.is_some_and(|day| {
                    from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
                }),
                ("kind", Filter::OneOf { codes }) => {
                    row.kind.is_some_and(|kind| codes.contains(CODES[kind]))
                }
                ("kind", Filter::NotEmpty) => row.kind.is_some(),
                _ => panic!("a filter the test doesn't make"),
            })
    };
    let mut found: Vec<u32> = (0..)
        .zip(rows)
        .filter(|(_, row)| holds(row))
        .map(|(at, _)| at)
        .collect();
    found.sort_by(|a, b| {
        let (a, b) = (&rows[*a as usize], &rows[*b as usize]);
        view.orders.iter().fold(Ordering::Equal, |sofar, order| {
            let turn = |way: Ordering| if order.descending { way.reverse() } else { way };
            sofar.then_with(|| match order.column.as_str() {
                "name" => {
                    let word = |row: &Row| (!row.name.is_empty()).then(|| row.name.clone());
                    last_if_empty(word(a), word(b), |a, b| turn(locale.compare(a, b)))
                }
                "sum" => last_if_empty(a.sum, b.sum, |a, b| turn(a.cmp(b))),
                "day" => last_if_empty(a.day, b.day, |a, b| turn(a.cmp(b))),
                "kind" => last_if_empty(a.kind, b.kind, |a, b| turn(a.cmp(b))),
                _ => last_if_empty(a.paid, b.paid, |a, b| turn(a.cmp(b))),
            })
        })
    });
    found
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let sums = prop_oneof![Just(i64::MIN + 1), Just(i64::MAX), -500_i64..500, Just(0),];
    let row = (
        "[АБаәқғй 1-3]{0,3}",
        proptest::option::of(sums),
        proptest::option::of(739_000_i32..739_010),
        proptest::option::of(0_usize..3),
        proptest::option::of(any::<bool>()),
    );
    let row = row.prop_map(|(name, sum, day, kind, paid)| Row {
        name,
        sum,
        day: day.and_then(NaiveDate::from_num_days_from_ce_opt),
        kind,
        paid,
    });
    proptest::collection::vec(row, 0..60)
}

fn views() -> impl Strategy<Value = View> {
    let orders = proptest::collection::vec(
        (
            prop_oneof![
                Just("name"),
                Just("sum"),
                Just("day"),
                Just("kind"),
                Just("paid")
            ],
            any::<bool>(),
        ),
        0..4,
    );
    let name = prop_oneof![
        "[абқ ]{0,2}".prop_map(|text| Filter::Contains { text }),
        Just(Filter::Empty)
    ];
    let sum = prop_oneof![
        (
            proptest::option::of(-300_i64..300),
            proptest::option::of(-300_i64..300)
        )
            .prop_map(|(from, to)| Filter::Between { from, to }),
        Just(Filter::Empty)
    ];
    let bound = || {
        proptest::option::of(
            (739_000_i32..739_010).prop_map(|d| NaiveDate::from_num_days_from_ce_opt(d).unwrap()),
        )
    };
    let day = (bound(), bound()).prop_map(|(from, to)| Filter::Days { from, to });
    let kind = prop_oneof![
        proptest::collection::btree_set(proptest::sample::select(CODES.to_vec()), 0..3).prop_map(
            |codes| Filter::OneOf {
                codes: codes.into_iter().map(str::to_owned).collect()
            }
        ),
        Just(Filter::NotEmpty)
    ];
    (
        orders,
        proptest::option::weighted(0.3, name),
        proptest::option::weighted(0.3, sum),
        proptest::option::weighted(0.3, day),
        proptest::option::weighted(0.3, kind),
    )
        .prop_map(|(orders, name, sum, day, kind)| {
            let orders = orders.into_iter();
            let orders = orders.map(|(column, descending)| Order {
                column: column.to_owned(),
                descending,
            });
            let mut view = View {
                orders: orders.collect(),
                ..View::default()
            };
            view.filter("name", name);
            view.filter("sum", sum);
            view.filter("day", day);
            view.filter("kind", kind);
            view
        })
}

proptest! {
    #[test]
    fn every_view_finds_what_a_naive_filter_and_sort_finds(
        rows in rows(), view in views(), page in 0_usize..20
    ) {
        let table = table(&rows);
        let expected = naive(&rows, &view);
        let mut search = Search::new(&table, &view, &|| false).unwrap();
        prop_assert_eq!(search.count(), expected.len());
        let page = search.page(page);
        prop_assert_eq!(&page[..], &expected[..page.len()]);
        let totals = search.totals(&|| false).unwrap();
        let known: Vec<i128> = expected.iter().filter_map(|row| rows[*row as usize].sum).map(i128::from).collect();
        // Rows of which nobody knows a sum have none, which isn't nought.
        let has_one = expected.is_empty() || !known.is_empty();
        prop_assert_eq!(totals.sum("sum"), has_one.then(|| known.iter().sum()));
        prop_assert_eq!(totals.rows, expected.len());
        prop_assert_eq!(search.order(&|| false).unwrap(), expected);
    }

    #[test]
    fn a_view_goes_through_a_file_unchanged(view in views()) {
        let bytes = SharedView::new("acts", "Менің көрінісім", view.clone()).to_bytes().unwrap();
        let read = SharedView::read(&bytes, "acts").unwrap();
        prop_assert_eq!(read.view, view);
        prop_assert!(matches!(SharedView::read(&bytes, "payments"), Err(SharedViewError::OtherRegister(_))));
    }
}

fn school(name: &str, sum: i64) -> Row {
    Row {
        name: name.to_owned(),
        sum: Some(sum),
        day: NaiveDate::from_ymd_opt(2026, 9, 1),
        kind: Some(0),
        paid: Some(true),
    }
}

#[test]
fn sums_of_the_largest_amounts_are_exact() {
    let rows = vec![school("а", i64::MAX); 3];
    let table = table(&rows);
    let totals = table.totals(0..3);
    assert_eq!(totals.sum("sum"), Some(3 * i128::from(i64::MAX)));
}

#[test]
fn a_view_of_a_newer_program_keeps_what_is_not_known_here_and_says_so() {
    let json = r#"{
        "columns": [{"column": "mood", "visible": true}, {"column": "sum", "pinned": 2}],
        "filters": {"mood": {"is": "sunny", "degree": 4}, "sum": {"is": "contains", "text": "7"}},
        "orders": [{"column": "sum"}, {"column": "mood"}],
        "groups": ["kind"]
    }"#;
    let mut view: View = serde_json::from_str(json).unwrap();
    let table = table(&[school("а", 2), school("б", 1)]);
    assert_eq!(view.unknown(&table), ["mood", "sum", "mood"]);
    assert_eq!(view.visible(&table), [table.column("sum").unwrap()]);
    let search = Search::new(&table, &view, &|| false).unwrap();
    assert_eq!(search.order(&|| false).unwrap(), [1, 0]);
    view.complete(&table);
    assert_eq!(view.columns[0].column, "mood");
    assert_eq!(view.visible(&table).len(), 5);
}

#[test]
fn a_search_nobody_wants_any_more_stops() {
    let rows = vec![school("а", 1); 10];
    let table = table(&rows);
    let mut view = View::of(&table);
    assert_eq!(Search::new(&table, &view, &|| true).unwrap_err(), Stopped);
    view.orders.push(Order {
        column: "name".into(),
        descending: true,
    });
    let search = Search::new(&table, &view, &|| false).unwrap();
    assert_eq!(search.order(&|| true), Err(Stopped));
}

#[test]
fn identities_stay_with_their_rows() {
    let table = table(&[school("в", 3), school("а", 1), school("б", 2)]);
    let chosen = BTreeSet::from([100_u128, 102]);
    let mut view = View::of(&table);
    for descending in [false, true] {
        view.orders = vec![Order {
            column: "name".into(),
            descending,
        }];
        let order = Search::new(&table, &view, &|| false)
            .unwrap()
            .order(&|| false)
            .unwrap();
        let names: BTreeSet<Value<'_>> = order
            .iter()
            .filter(|row| chosen.contains(&table.identity(**row).unwrap()))
            .map(|row| table.value(*row, ColumnId(0)))
            .collect();
        assert_eq!(names, BTreeSet::from([Value::Text("в"), Value::Text("б")]));
    }
}

fn csv(rows: &[Row]) -> String {
    let table = table(rows);
    let (columns, order): (Vec<ColumnId>, Vec<u32>) =
        (table.columns().collect(), (0..table.len() as u32).collect());
    let extract = Extract {
        table: &table,
        columns: &columns,
        rows: &order,
        total: Some("Барлығы"),
        counted: COUNTED,
        name: "Актілер",
    };
    let mut out = Vec::new();
    write_csv(&extract, &mut out, &mut |_| true).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn csv_is_what_excel_with_russian_settings_opens() {
    let text = csv(&[
        school("Лицей № 7; «Дарын»", 123_456_705),
        school("Б \"а\"", -5),
    ]);
    assert_eq!(
        text,
        "\u{FEFF}Атауы;\"Сома, ₸\";Күні;Түрі;Төленді\r\n\
         \"Лицей № 7; «Дарын»\";1234567,05;01.09.2026;(school);Иә\r\n\
         \"Б \"\"а\"\"\";-0,05;01.09.2026;(school);Иә\r\n\
         Барлығы;1234567,00;;;\r\n"
    );
}

#[test]
fn what_somebody_typed_is_never_run_by_a_spreadsheet() {
    for typed in [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+a",
        "@SUM(A1)",
        "\t=1",
        " =HYPERLINK(\"x\")",
        "＝1а",
    ] {
        let text = csv(&[school(typed, 0)]);
        let line = text.lines().nth(1).unwrap().trim_start_matches('"');
        assert!(line.starts_with('\''), "{typed:?} became {line:?}");
    }
    // Digits that are no number stay what they are: a БИН, a telephone, what looks like a day.
    for (typed, written) in [
        ("012345678901", "\"=\"\"012345678901\"\"\";"),
        ("+7 701 000 00 01", "\"=\"\"+7 701 000 00 01\"\"\";"),
        ("1/12", "\"=\"\"1/12\"\"\";"),
        ("1E5", "\"=\"\"1E5\"\"\";"),
    ] {
        let text = csv(&[school(typed, 0)]);
        assert!(text.lines().nth(1).unwrap().starts_with(written), "{text}");
    }
}

fn xlsx(rows: &[Row]) -> Xlsx<Cursor<Vec<u8>>> {
    let table = table(rows);
    let (columns, order): (Vec<ColumnId>, Vec<u32>) =
        (table.columns().collect(), (0..table.len() as u32).collect());
    let extract = Extract {
        table: &table,
        columns: &columns,
        rows: &order,
        total: Some("Барлығы"),
        counted: COUNTED,
        name: "Актілер: 2026/09",
    };
    let mut out = Cursor::new(Vec::new());
    write_xlsx(&extract, &mut out, &mut |_| true).unwrap();
    out.set_position(0);
    Xlsx::new(out).unwrap()
}

#[test]
fn a_sheet_holds_real_numbers_days_and_money_and_texts_keep_their_zeros() {
    let mut book = xlsx(&[school("000140001234", 123_456_705), school("=1+1", 5)]);
    assert_eq!(book.sheet_names(), ["Актілер 202609"]);
    let range = book.worksheet_range("Актілер 202609").unwrap();
    let cell = |row, column| range.get_value((row, column)).unwrap().clone();
    assert_eq!(cell(0, 0), Data::String("Атауы".into()));
    assert_eq!(cell(1, 0), Data::String("000140001234".into()));
    assert_eq!(cell(2, 0), Data::String("=1+1".into()));
    assert_eq!(cell(1, 1), Data::Float(1_234_567.05));
    let Data::DateTime(day) = cell(1, 2) else {
        panic!("no day")
    };
    assert_eq!((day.is_datetime(), day.as_f64()), (true, 46_266.0));
    assert_eq!(cell(3, 0), Data::String("Барлығы".into()));
    assert_eq!(cell(3, 1), Data::Float(1_234_567.10));
    let formulas = book.worksheet_formula("Актілер 202609").unwrap();
    assert_eq!(formulas.get_value((3, 1)).unwrap(), "SUBTOTAL(109,B2:B3)");
    assert!(
        formulas.get_value((2, 0)).is_none_or(String::is_empty),
        "a text became a formula"
    );
}

/// Acts, of which those named don't count.
fn with_left_out(sums: &[i64], left_out: &[usize]) -> Table {
    let mut builder = TableBuilder::new(Language::Ru);
    let name = builder.text("name", "Школа");
    let sum = builder.money("sum", "Сумма");
    let learners = builder.number("learners", "Ученики", true);
    let year = builder.number("year", "Год", false);
    for (at, tiyn) in sums.iter().enumerate() {
        builder.row(at as u128);
        builder.set(name, Value::Text("Лицей"));
        builder.set(sum, Value::Whole(*tiyn));
        builder.set(learners, Value::Whole(10));
        builder.set(year, Value::Whole(2026));
        if left_out.contains(&at) {
            builder.leave_out();
        }
    }
    builder.finish()
}

#[test]
fn what_was_withdrawn_is_shown_and_not_summed() {
    let table = with_left_out(&[100, 2_000, 30_000, 400_000], &[1, 3]);
    let totals = table.totals(0..4);
    assert_eq!((totals.rows, totals.left_out), (4, 2));
    assert_eq!(totals.sum("sum"), Some(30_100));
    assert_eq!(totals.sum("learners"), Some(20));
    assert!(totals.mixed() && !totals.all_left_out());
    assert!(table.counts(0) && !table.counts(1) && table.counts(2) && !table.counts(3));

    // A view of nothing else tells how much that is, and that none of it counts.
    let totals = table.totals([1, 3]);
    assert!(totals.all_left_out());
    assert_eq!(totals.sum("sum"), Some(402_000));
    assert!(!table.totals([0, 2]).mixed());
    assert!(!table.totals([]).all_left_out());

    // The same by way of a search.
    let never = || false;
    let search = Search::new(&table, &View::default(), &never).unwrap();
    assert_eq!(search.totals(&never).unwrap().sum("sum"), Some(30_100));
}

#[test]
fn files_sum_what_the_screen_sums_and_say_which_rows_count() {
    let table = with_left_out(&[100, 2_000, 30_000], &[1]);
    let columns: Vec<ColumnId> = table.columns().collect();
    let extract = |rows| Extract {
        table: &table,
        columns: &columns,
        rows,
        total: Some("Итого: без 1 отозванного"),
        counted: COUNTED,
        name: "1",
    };
    let mut out = Vec::new();
    write_csv(&extract(&[0, 1, 2]), &mut out, &mut |_| true).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\u{FEFF}Школа;Сумма;Ученики;Год;Қосылады\r\n\
         Лицей;1,00;10;2026;иә\r\n\
         Лицей;20,00;10;2026;жоқ\r\n\
         Лицей;300,00;10;2026;иә\r\n\
         Итого: без 1 отозванного;301,00;20;;\r\n"
    );

    let mut out = Cursor::new(Vec::new());
    write_xlsx(&extract(&[0, 1, 2]), &mut out, &mut |_| true).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(out).unwrap();
    let range = book.worksheet_range("1").unwrap();
    let cell = |row, column| range.get_value((row, column)).unwrap().clone();
    assert_eq!(cell(0, 4), Data::String("Қосылады".into()));
    assert_eq!(cell(2, 4), Data::String("жоқ".into()));
    // It stays a number, which whoever sums anew can see is left out.
    assert_eq!(cell(2, 1), Data::Float(20.0));
    assert_eq!(cell(4, 1), Data::Float(301.0));
    let formulas = book.worksheet_formula("1").unwrap();
    assert_eq!(
        formulas.get_value((4, 1)).unwrap(),
        "SUMPRODUCT(SUBTOTAL(109,OFFSET(B2,ROW(B2:B4)-ROW(B2),0))*(E2:E4=\"иә\"))"
    );

    // Where all count, or none does, there is nothing to tell apart.
    let mut out = Vec::new();
    write_csv(&extract(&[1]), &mut out, &mut |_| true).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains(";20,00;10;\r\n") && !text.contains("Қосылады"),
        "{text}"
    );
}

#[test]
fn an_export_tells_how_far_it_is_and_can_be_stopped() {
    let rows = vec![school("а", 1); 2_000];
    let table = table(&rows);
    let order: Vec<u32> = (0..2_000).collect();
    let columns = [ColumnId(0)];
    let extract = Extract {
        table: &table,
        columns: &columns,
        rows: &order,
        total: None,
        counted: COUNTED,
        name: "а",
    };
    let mut told = Vec::new();
    let mut out = Vec::new();
    let stopped = write_csv(&extract, &mut out, &mut |done| {
        told.push(done);
        done < 1_000
    });
    assert!(matches!(stopped, Err(ExportError::Stopped)));
    assert_eq!(told, [0, 512, 1_024]);
    let stopped = write_xlsx(&extract, Cursor::new(Vec::new()), &mut |done| done < 600);
    assert!(matches!(stopped, Err(ExportError::Stopped)));
}
