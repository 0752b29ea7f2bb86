//! The second sheet of form Р-1: everybody once, sums of pages, nothing on the act's own pages, and
//! no list that isn't the act's.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

#[path = "support/state_order.rs"]
mod state_order;
mod support;

use baqylau_documents::DocumentError;
use baqylau_documents::display::{DisplayList, Item};
use baqylau_documents::forms::*;
use baqylau_domain::checks::Study;
use baqylau_domain::month::Level;
use baqylau_domain::schooling::{Limit, PriceLine, SchoolAct, act_total, payable};
use baqylau_locale::{Language, is_missing};
use state_order::*;
use support::{assert_sound, flat, save};

const ACT: Original<'_> = Original {
    name: "act.json",
    bytes: b"{\"act\":1}",
};

/// What stands on a page between its head and its foot.
fn body(list: &DisplayList, page: usize) -> Vec<String> {
    let page = &list.pages[page];
    let runs = page.items.iter().filter_map(|placed| match &placed.item {
        Item::Text(run) if run.y > 30.0 && run.y < page.height - 30.0 => Some(run),
        _ => None,
    });
    runs.map(|run| format!("{:.1} {:.1} {}", run.x, run.y, run.text))
        .collect()
}

fn text(list: &DisplayList, page: usize) -> String {
    let mut text = String::new();
    for placed in &list.pages[page].items {
        if let Item::Text(run) = &placed.item {
            text.push_str(&run.text);
            text.push(' ');
        }
    }
    flat(&text)
}

fn numbers(from: u64, count: u64) -> Vec<String> {
    let numbers = (from..from + count).map(|one| format!("{:012}", 150_314_500_000 + one));
    numbers.collect()
}

/// An act of two rows, both of classes 1–4.
fn act_of(paid: (u32, u32), payable_ones: u32) -> SchoolAct {
    let mut act = act(2);
    act.lines[0].line.quantity = paid.0;
    act.lines[1].line.quantity = paid.1;
    let lines: Vec<PriceLine> = act.lines.iter().map(|row| row.line).collect();
    act.total = act_total(&lines).unwrap();
    let limit = [(Limit::SanitaryPermit, paid.0 + paid.1)];
    act.cut = payable(payable_ones, &limit);
    act
}

fn sheet<'a>(act: &SchoolAct, rows: &'a [ListedLearners<'a>]) -> Option<LearnersSheet<'a>> {
    Some(LearnersSheet {
        register: act.register,
        rows,
    })
}

fn listed(study: Study, numbers: &[String]) -> ListedLearners<'_> {
    ListedLearners {
        level: Level::Primary,
        study,
        numbers,
    }
}

#[test]
fn everybody_stands_on_the_second_sheet_once_and_the_act_stays_as_it_was() {
    for language in Language::ALL {
        let world = World::new(language);
        let signatures = both();
        let act = act_of((409, 33), 442);
        let (general, correctional) = (numbers(0, 409), numbers(1000, 33));
        let rows = [
            listed(Study::GeneralClass, &general),
            listed(Study::CorrectionalClass, &correctional),
        ];
        let alone = act_print(&world, &act, world.common(Some(ACT), &signatures));
        let print = ServiceActPrint {
            learners: sheet(&act, &rows),
            ..alone
        };
        let first = service_act_pages(&alone).unwrap();
        let list = service_act_pages(&print).unwrap();
        assert_sound(&save(
            &format!("form-p1-learners-{language}.pdf"),
            &service_act_pdf(&print).unwrap(),
        ));
        let own = first.pages.len();
        for page in 0..own {
            assert_eq!(body(&first, page), body(&list, page), "{language} {page}");
        }
        assert!(list.pages.len() > own + 1, "more than one page of it");
        let t = |key: &str| flat(&world.locale.text(key));
        let mut said = String::new();
        let mut before = 0;
        for page in own..list.pages.len() {
            let here = text(&list, page);
            assert!(!is_missing(&here), "{here}");
            assert!(here.contains(&t("form-list-iin")), "the head on {page}");
            let of_page = general.iter().chain(&correctional);
            let count = of_page.filter(|number| here.contains(*number)).count();
            let total = format!("{} {count} ", t("form-page-total"));
            assert!(here.contains(&total), "{language} {page}: {total}");
            let brought = format!(" {before} ");
            assert!(page == own || here.contains(&brought), "{page}: {brought}");
            before += count;
            said.push_str(&here);
        }
        assert_eq!(before, 442);
        for number in general.iter().chain(&correctional) {
            assert_eq!(said.matches(number.as_str()).count(), 1, "{number}");
        }
        assert!(said.contains(&format!("{} 442", t("form-list-total"))));
        assert!(!said.contains(&t("form-list-paid")), "as many as are paid");
        let hash = act.register.to_string();
        assert!(said.contains(&hash), "which register");
    }
}

#[test]
fn where_a_limit_cuts_the_sheet_says_how_many_are_listed_and_how_many_paid() {
    let world = World::new(Language::Ru);
    let act = act_of((400, 42), 500);
    let (general, correctional) = (numbers(0, 452), numbers(1000, 48));
    let rows = [
        listed(Study::GeneralClass, &general),
        listed(Study::CorrectionalClass, &correctional),
    ];
    let signatures = both();
    let print = ServiceActPrint {
        learners: sheet(&act, &rows),
        ..act_print(&world, &act, world.common(None, &signatures))
    };
    let list = service_act_pages(&print).unwrap();
    save(
        "form-p1-learners-cut.pdf",
        &service_act_pdf(&print).unwrap(),
    );
    let said: String = (0..list.pages.len())
        .map(|page| text(&list, page))
        .collect();
    for wanted in [
        "В перечне: 500, оплачивается: 442.",
        "в перечне 452, оплачивается 400",
        "в перечне 48, оплачивается 42",
        "Всего в перечне 500",
        "Оплачивается по акту 442",
    ] {
        assert!(said.contains(wanted), "{wanted}");
    }
}

#[test]
fn a_list_that_is_not_the_acts_is_not_printed() {
    let world = World::new(Language::Kk);
    let signatures = both();
    let act = act_of((40, 3), 43);
    let refused = |act: &SchoolAct, sheet: Option<LearnersSheet<'_>>, public| {
        let common = Common {
            public,
            ..world.common(None, &signatures)
        };
        let print = ServiceActPrint {
            learners: sheet,
            ..act_print(&world, act, common)
        };
        matches!(
            service_act_pages(&print),
            Err(DocumentError::Disagrees { .. })
        )
    };
    let (general, correctional) = (numbers(0, 40), numbers(1000, 3));
    let rows = [
        listed(Study::GeneralClass, &general),
        listed(Study::CorrectionalClass, &correctional),
    ];
    assert!(!refused(&act, sheet(&act, &rows), false));
    assert!(!refused(&act, None, true));
    assert!(refused(&act, sheet(&act, &rows), true), "for everybody");
    let other = LearnersSheet {
        register: sha(b"another register"),
        rows: &rows,
    };
    assert!(refused(&act, Some(other), false));

    let (more, fewer, twice) = (numbers(0, 41), numbers(0, 39), numbers(0, 3));
    let stranger = [rows[0], rows[1], listed(Study::Home, &more[40..])];
    for wrong in [
        &[listed(Study::GeneralClass, &more), rows[1]][..],
        &[listed(Study::GeneralClass, &fewer), rows[1]],
        &[rows[0], listed(Study::CorrectionalClass, &twice)],
        &[rows[0], listed(Study::Home, &correctional)],
        &[rows[0]],
        &stranger,
    ] {
        assert!(refused(&act, sheet(&act, wrong), false), "{wrong:?}");
    }
    // A limit leaves out some, not any number of them.
    let cut = act_of((40, 3), 44);
    assert!(!refused(&cut, sheet(&cut, &stranger), false));
    assert!(refused(&cut, sheet(&cut, &rows), false));
}
