//! Views of registers shared with colleagues: who shares them with whom, what they may hold, who
//! takes them back.

use crate::records::{almaty, at, mandate, officer, person, school, shymkent};
use baqylau_domain::identifiers::{PersonId, ViewId};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    Book, Facts, LARGEST_VIEW, LONGEST_VIEW_TITLE, MandateScope, Office, OfficeView, OrderRules,
    OrderStep, SchoolingOp as Op, SchoolingRecord as Record, SchoolingRefusal as Refusal,
    VIEWED_REGISTERS, ViewColumn, ViewContent, ViewFilter, ViewOrder,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub fn offices() -> [Office; 4] {
    [
        Office::School(school(1)),
        Office::Department(shymkent()),
        Office::Centre,
        Office::Issuer,
    ]
}

fn id(number: u128) -> ViewId {
    ViewId::new(Uuid::from_u128(number))
}

pub fn content() -> ViewContent {
    let column = |column: &str, visible| ViewColumn {
        column: column.to_owned(),
        visible,
    };
    let filters = [
        (
            "state",
            ViewFilter::OneOf {
                codes: BTreeSet::from(["signed".to_owned(), "not-signed".to_owned()]),
            },
        ),
        (
            "sum",
            ViewFilter::Between {
                from: Some(-1),
                to: Some(100_000_000_000),
            },
        ),
        (
            "since",
            ViewFilter::Days {
                from: None,
                to: "2026-09-30".parse().ok(),
            },
        ),
        ("number", ViewFilter::NotEmpty {}),
        ("reason", ViewFilter::Empty {}),
    ];
    ViewContent {
        columns: vec![column("school", true), column("sum", false)],
        filters: BTreeMap::from(filters.map(|(of, filter)| (of.to_owned(), filter))),
        orders: vec![ViewOrder {
            column: "sum".to_owned(),
            descending: true,
        }],
    }
}

pub fn share(number: u128, office: Office) -> Op {
    Op::ShareView {
        view: id(number),
        office,
        register: "order-acts".to_owned(),
        title: "Не подписаны к 5 числу".into(),
        content: content(),
    }
}

pub fn shared(number: u128, by: PersonId, office: Office) -> OfficeView {
    OfficeView {
        id: id(number),
        office,
        register: "order-acts".to_owned(),
        title: "Не подписаны к 5 числу".into(),
        by,
        content: Some(content()),
        steps: vec![OrderStep {
            at: at("2026-10-01"),
            by,
            step: "share_view".to_owned(),
            reason: None,
        }],
    }
}

fn decide(book: &Book, hand: &Actor, op: &Op) -> Result<Vec<Record>, Refusal> {
    let rules = OrderRules::pilot();
    book.decide(op, hand, &Facts::default(), &rules, at("2026-10-02"))
}

/// The view that came of it; it is in the book then.
fn done(book: &mut Book, hand: &Actor, op: &Op) -> OfficeView {
    let made = decide(book, hand, op).unwrap();
    book.extend(made.clone());
    match made.as_slice() {
        [Record::View(one)] => one.clone(),
        other => panic!("{other:?}"),
    }
}

/// Somebody of an office.
fn of(number: u128, office: Office) -> Actor {
    let role = match office {
        Office::School(_) => AccountRole::School,
        Office::Department(_) => AccountRole::EducationOfficer,
        Office::Centre => AccountRole::FinancialCentre,
        Office::Issuer => AccountRole::IssuerOfficer,
    };
    officer(number, role)
}

#[test]
fn whoever_works_in_an_office_shares_with_it_and_with_no_other() {
    for office in offices() {
        assert_eq!(office.to_string().parse::<Office>(), Ok(office));
        let author = of(1, office);
        assert_eq!(Office::of(&author), Some(office));
        let mut book = Book::default();
        let view = done(&mut book, &author, &share(5, office));
        assert_eq!((view.by, view.office), (author.person, office));
        assert_eq!(view.content, Some(content()));
        for other in offices().into_iter().filter(|other| *other != office) {
            let refused = decide(&book, &author, &share(6, other));
            assert_eq!(refused, Err(Refusal::NotYours), "{office} {other}");
        }
    }
    let mut elsewhere = of(1, Office::Department(shymkent()));
    elsewhere.territory = Some(almaty());
    let ours = share(5, Office::Department(shymkent()));
    let refused = decide(&Book::default(), &elsewhere, &ours);
    assert_eq!(refused, Err(Refusal::NotYourTerritory));
    let mut another = of(1, Office::School(school(1)));
    another.organisation = Some(school(2));
    let refused = decide(
        &Book::default(),
        &another,
        &share(5, Office::School(school(1))),
    );
    assert_eq!(refused, Err(Refusal::NotYours));
    for role in [
        AccountRole::Commission,
        AccountRole::Observer,
        AccountRole::Registrar,
    ] {
        let hand = officer(1, role);
        assert_eq!(Office::of(&hand), None, "{role:?}");
        for office in offices() {
            let refused = decide(&Book::default(), &hand, &share(5, office));
            assert_eq!(refused, Err(Refusal::NotYours), "{role:?} {office}");
        }
    }
    for text in ["", "centre ", "Issuer", "39000000", "{0}", "school"] {
        assert!(text.parse::<Office>().is_err(), "{text}");
    }
}

#[test]
fn an_author_changes_a_view_and_saying_it_again_changes_nothing() {
    let office = Office::Centre;
    let (author, colleague) = (of(1, office), of(2, office));
    let mut book = Book::default();
    let first = done(&mut book, &author, &share(5, office));
    assert_eq!(decide(&book, &author, &share(5, office)), Ok(Vec::new()));
    assert_eq!(
        decide(&book, &colleague, &share(5, office)),
        Err(Refusal::NotTheAuthor)
    );
    let mut other = share(5, office);
    if let Op::ShareView { title, content, .. } = &mut other {
        *title = " Не подписаны ".into();
        content.orders.clear();
    }
    let next = done(&mut book, &author, &other);
    assert_eq!(next.title.0, "Не подписаны");
    assert_eq!(next.content.unwrap().orders, []);
    assert_eq!(next.steps.len(), first.steps.len() + 1);
    // Under the same identity it stays a view of its register.
    if let Op::ShareView { register, .. } = &mut other {
        "order-contracts".clone_into(register);
    }
    assert_eq!(decide(&book, &author, &other), Err(Refusal::WrongStage));
}

#[test]
fn a_view_is_taken_back_by_its_author_or_by_who_gives_mandates_there() {
    let office = Office::Department(shymkent());
    let (author, colleague, head) = (of(1, office), of(2, office), of(3, office));
    let mut book = Book::default();
    book.put(Record::Mandate(mandate(&head)));
    let take = Op::TakeViewBack { view: id(5) };
    assert_eq!(decide(&book, &author, &take), Err(Refusal::NotFound));
    done(&mut book, &author, &share(5, office));
    assert_eq!(decide(&book, &colleague, &take), Err(Refusal::NotTheAuthor));
    let stranger = of(3, Office::Centre);
    assert_eq!(decide(&book, &stranger, &take), Err(Refusal::NotYours));
    for hand in [&author, &head] {
        let mut book = book.clone();
        let gone = done(&mut book, hand, &take);
        assert_eq!(gone.content, None, "nothing of it travels on");
        assert_eq!(gone.steps.last().map(|step| step.by), Some(hand.person));
        assert_eq!(decide(&book, hand, &take), Err(Refusal::WrongStage));
        let again = decide(&book, &author, &share(5, office));
        assert_eq!(again, Err(Refusal::WrongStage), "under another identity");
    }
    // Of everything but mandates, or for another department, doesn't make a head.
    let mut least = mandate(&head);
    least.scopes.remove(&MandateScope::Mandates);
    book.put(Record::Mandate(least));
    assert_eq!(decide(&book, &head, &take), Err(Refusal::NotTheAuthor));
}

#[test]
fn an_office_shares_so_many_views_of_a_register_and_no_more() {
    let office = Office::Issuer;
    let most = OrderRules::pilot().views_of_register.value;
    let author = of(1, office);
    let mut book: Book = (0..u128::from(most))
        .map(|number| Record::View(shared(100 + number, person(9), office)))
        .chain([Record::View(shared(99, person(9), Office::Centre))])
        .collect();
    let refused = decide(&book, &author, &share(5, office));
    assert_eq!(refused, Err(Refusal::TooManyViews { most }));
    let mut elsewhere = share(5, office);
    if let Op::ShareView { register, .. } = &mut elsewhere {
        "organisations".clone_into(register);
    }
    assert!(decide(&book, &author, &elsewhere).is_ok());
    // One that was taken back takes no place.
    let mut gone = shared(100, person(9), office);
    gone.content = None;
    book.put(Record::View(gone));
    assert!(decide(&book, &author, &share(5, office)).is_ok());
}

#[test]
fn no_iin_and_nothing_endless_is_shared() {
    let author = of(1, Office::Centre);
    let refused = |change: &dyn Fn(&mut String, &mut String, &mut ViewContent)| {
        let mut op = share(5, Office::Centre);
        if let Op::ShareView {
            register,
            title,
            content,
            ..
        } = &mut op
        {
            change(register, &mut title.0, content);
        }
        decide(&Book::default(), &author, &op).err()
    };
    assert_eq!(refused(&|_, _, _| {}), None);
    for register in VIEWED_REGISTERS {
        assert_eq!(refused(&|of, _, _| register.clone_into(of)), None);
    }
    let unknown = refused(&|of, _, _| "visits".clone_into(of));
    assert_eq!(unknown, Some(Refusal::UnknownRegister));

    let most = LONGEST_VIEW_TITLE;
    let longest = "ә".repeat(most);
    assert_eq!(refused(&|_, title, _| longest.clone_into(title)), None);
    for bad in ["", " \t", "a\u{0}b", "a\nb", &format!("{longest}ә")] {
        let answer = refused(&|_, title, _| bad.clone_into(title));
        assert_eq!(answer, Some(Refusal::TitleUnfit { most }), "{bad:?}");
    }
    for fine in [
        "01.09.2026-31.12.2026",
        "2026-09-01…2026-12-31",
        "№ 12 345 678 901",
    ] {
        assert_eq!(
            refused(&|_, title, _| fine.clone_into(title)),
            None,
            "{fine}"
        );
    }
    let personal = Some(Refusal::PersonalData);
    for bad in [
        "900101300017",
        "ИИН 900101 300017",
        "900 101 300\u{a0}017",
        "٩٠٠١٠١٣٠٠٠١٧",
        "x1234567890123",
    ] {
        let answer = refused(&|_, title, _| bad.clone_into(title));
        assert_eq!(answer, personal, "{bad:?}");
    }

    // What programs write; an ИИН isn't.
    let code = |code: &str| {
        let codes = BTreeSet::from([code.to_owned()]);
        ViewFilter::OneOf { codes }
    };
    let filter = |of: &str, filter: ViewFilter| {
        refused(&|_, _, content: &mut ViewContent| {
            content.filters.insert(of.to_owned(), filter.clone());
        })
    };
    assert_eq!(filter("region", code("390000000")), None);
    assert_eq!(filter("region", code("900101300017")), personal);
    assert_eq!(filter("900101300017", code("yes")), personal);
    for bad in ["", "Айгуль Серикова", "a b", &"a".repeat(61)] {
        assert_eq!(filter("kind", code(bad)), Some(Refusal::ViewUnfit), "{bad}");
    }
    let bounds = |from, to| filter("sum", ViewFilter::Between { from, to });
    assert_eq!(bounds(None, Some(900_101_300_017)), personal);
    assert_eq!(bounds(Some(900_101_300_017), None), personal);
    assert_eq!(bounds(Some(i64::MIN), Some(i64::MAX)), None);
    let none = refused(&|_, _, content| content.columns.clear());
    assert_eq!(none, Some(Refusal::ViewUnfit));
    let codes = (0..3_000).map(|n| format!("code-{n}")).collect();
    let most = LARGEST_VIEW;
    assert_eq!(
        filter("kind", ViewFilter::OneOf { codes }),
        Some(Refusal::ViewTooLarge { most })
    );
}

#[test]
fn a_shared_view_has_no_place_for_typed_words() {
    let json = serde_json::json!({
        "columns": [{"column": "school", "visible": true}],
        "filters": {"school": {"is": "contains", "text": "Серикова"}},
        "orders": [],
    });
    assert!(serde_json::from_value::<ViewContent>(json).is_err());
    for extra in ["columns", "filters", "orders"] {
        let mut json = serde_json::to_value(content()).unwrap();
        let inner = match extra {
            "filters" => json["filters"].get_mut("state"),
            _ => json[extra].get_mut(0),
        };
        inner.unwrap()["note"] = "Серикова".into();
        assert!(
            serde_json::from_value::<ViewContent>(json).is_err(),
            "{extra}"
        );
    }
    let op = share(5, Office::Centre);
    let view = shared(5, person(1), Office::Centre);
    for printed in [format!("{op:?}"), format!("{view:?}")] {
        assert!(!printed.contains("подписаны"), "{printed}");
    }
}
