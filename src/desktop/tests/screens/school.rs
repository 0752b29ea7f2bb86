//! A school in its own cabinet: its registers are called its own, nothing says in each row whose it
//! is, and every application says what happens next and by when.

use crate::hands::Hands;
use crate::order_records::schools;
use crate::orders::look_everywhere;
use crate::orders_department::{applications, at_school, picture, school_mandate};
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::calendar::WorkingCalendar;
use baqylau_domain::schooling::{
    Application, ApplicationKind, ApplicationRule, ApplicationStage, SchoolingRecord,
};
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;

/// The application of this place in the department's list, as one of the first school.
fn own(place: usize) -> Application {
    let school = &schools()[0];
    let SchoolingRecord::Application(one) = applications().swap_remove(place) else {
        panic!("an application")
    };
    Application {
        school: school.id,
        territory: school.territory,
        ..one
    }
}

fn heads(hands: &Hands) -> Vec<String> {
    let root = hands.harness.root();
    let heads = root.children_recursive().filter_map(|node| {
        let node = node.accesskit_node();
        (node.role() == Role::ColumnHeader).then(|| node.label())?
    });
    heads.collect()
}

#[test]
fn a_school_reads_of_its_own_applications_without_its_name_in_every_row() {
    let school = &schools()[0];
    let records = vec![
        school_mandate(school),
        SchoolingRecord::Application(own(0)),
        SchoolingRecord::Application(own(6)),
    ];
    let (mut hands, _replay) = at_school(school, records);
    for (key, nav) in [
        ("order-applications-own", "nav-order-applications-own"),
        ("order-contracts-own", "nav-order-contracts-own"),
        ("order-acts-own", "nav-order-acts-own"),
        ("order-payments-own", "nav-order-payments-own"),
    ] {
        assert!(hands.has(&hands.text(nav)), "{nav} stands in the menu");
        hands.click(&hands.text(nav));
        hands.look(4);
        assert!(hands.says(&hands.text(key)), "{key} is the title");
        let ordered = [("columns", hands.text("order-school").into())];
        assert!(!hands.has(&hands.format("register-ordered-by", &ordered)));
    }
    hands.go(Place::Orders(Section::Applications));
    hands.look(4);
    assert!(!hands.says(&hands.text("order-applications")));
    let shown = heads(&hands);
    assert!(!shown.is_empty(), "the register has columns");
    let school = hands.text("order-school");
    assert!(!shown.contains(&school), "{shown:?}");
    look_everywhere(&mut hands, "school-applications");
}

#[test]
fn a_school_without_records_is_told_how_to_begin() {
    let school = &schools()[0];
    let (mut hands, _replay) = at_school(school, vec![school_mandate(school)]);
    assert!(hands.says(&hands.text("order-applications-own-empty-detail")));
    look_everywhere(&mut hands, "school-empty");
    hands.go(Place::Orders(Section::Contracts));
    hands.look(4);
    assert!(hands.says(&hands.text("order-contracts-own-empty-detail")));
}

#[test]
fn an_application_says_what_is_next_and_by_when() {
    let school = &schools()[0];
    let sent = own(0);
    let back = own(6);
    let accepted = Application {
        id: own(7).id,
        stage: ApplicationStage::Accepted,
        ..own(0)
    };
    assert_eq!(accepted.kind, ApplicationKind::Financing);
    let records = vec![
        school_mandate(school),
        SchoolingRecord::Application(sent.clone()),
        SchoolingRecord::Application(back.clone()),
        SchoolingRecord::Application(accepted.clone()),
    ];
    let (mut hands, _replay) = at_school(school, records);
    let open = |hands: &mut Hands, one: &Application| {
        hands.go(Place::Order(OrderRef::Application(one.id)));
        hands.look(4);
    };
    let rule = ApplicationRule::pilot();
    open(&mut hands, &sent);
    let locale = hands.app().locale();
    let first = baqylau_domain::calendar::legal_day(sent.steps[0].at);
    let due = WorkingCalendar::kazakhstan().add_working_days(first, rule.working_days.value);
    let day = [("day", locale.date(due).into())];
    let words = hands.format("school-next-sent", &day);
    assert!(hands.says(&words), "{words}");
    look_everywhere(&mut hands, "school-next-sent");
    open(&mut hands, &back);
    assert!(hands.says(&hands.text("school-next-rework")));
    open(&mut hands, &accepted);
    assert!(hands.says(&hands.text("school-next-financed")));

    hands.click(&hands.text("application-new"));
    hands.look(3);
    let today = hands.app().model().today();
    let until = WorkingCalendar::kazakhstan().add_working_days(today, rule.working_days.value);
    let args = [
        ("count", i64::from(rule.working_days.value).into()),
        ("day", hands.app().locale().date(until).into()),
    ];
    assert!(hands.says(&hands.format("school-next-send", &args)));
    picture(&hands, "school-apply-next");
}
