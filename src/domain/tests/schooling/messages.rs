//! Messages between a school and its department: who may write what about which record.

use crate::records::{
    Got, act, application, at, contract, mandate, month, officer, school, shymkent,
};
use baqylau_domain::identifiers::{ApplicationId, MandateId, MessageId};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    ApplicationStage, Book, ContractParty, Facts, LONGEST_MESSAGE, MandateScope, MessageSubject,
    OrderMessage, OrderRules, SchoolingOp, SchoolingRecord as Record, SchoolingRefusal as Refusal,
};
use uuid::Uuid;

/// A school's application, contract and signed act, with a mandate of each of these people.
fn book(people: &[&Actor]) -> (Book, [MessageSubject; 3]) {
    let contract = contract(3, 1, 400, Some("2026-09-04"));
    let act = act(11, &contract, month(9), 100, Got::Signed("2026-10-01"));
    let application = application(5, "2026-09-01", ApplicationStage::New, "2026-09-01");
    let about = [
        MessageSubject::Application(application.id),
        MessageSubject::Contract(contract.contract.id),
        MessageSubject::Act(act.act.id),
    ];
    let records = [
        Record::Application(application),
        Record::Contract(contract),
        Record::Act(act),
    ];
    let mandates = people.iter().map(|one| {
        let mut own = mandate(one);
        own.id = MandateId::new(one.person.uuid());
        Record::Mandate(own)
    });
    (records.into_iter().chain(mandates).collect(), about)
}

fn write(
    book: &Book,
    hand: &Actor,
    about: MessageSubject,
    text: &str,
) -> Result<OrderMessage, Refusal> {
    let op = SchoolingOp::SendMessage {
        message: MessageId::new(Uuid::from_u128(70)),
        about,
        text: text.into(),
    };
    let rules = OrderRules::pilot();
    let made = book.decide(&op, hand, &Facts::default(), &rules, at("2026-10-02"))?;
    match made.as_slice() {
        [Record::Message(one)] => Ok(one.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_school_and_its_department_write_about_what_both_see() {
    let (us, them) = (
        officer(1, AccountRole::School),
        officer(2, AccountRole::EducationOfficer),
    );
    let (book, about) = book(&[&us, &them]);
    for about in about {
        let asked = write(&book, &us, about, "  Когда подпишете?\n").unwrap();
        assert_eq!(asked.text.0, "Когда подпишете?");
        assert_eq!((asked.side, asked.by), (ContractParty::School, us.person));
        assert_eq!((asked.department, asked.school), (shymkent(), school(1)));
        assert_eq!((asked.about, asked.at), (about, at("2026-10-02")));
        let answered = write(&book, &them, about, "Сегодня.").unwrap();
        assert_eq!(
            (answered.side, answered.by),
            (ContractParty::Department, them.person)
        );
    }
}

#[test]
fn nobody_else_writes_and_nobody_without_a_mandate() {
    let us = officer(1, AccountRole::School);
    let (book, [_, _, act]) = book(&[&us]);
    let mut of_another = us.clone();
    of_another.organisation = Some(school(2));
    assert_eq!(write(&book, &of_another, act, "?"), Err(Refusal::NotYours));
    let them = officer(2, AccountRole::EducationOfficer);
    let scope = MandateScope::Acts;
    assert_eq!(
        write(&book, &them, act, "?"),
        Err(Refusal::NoMandate { scope })
    );
    let mut elsewhere = them.clone();
    elsewhere.territory = Some(crate::records::almaty());
    assert_eq!(
        write(&book, &elsewhere, act, "?"),
        Err(Refusal::NotYourTerritory)
    );
    for role in [
        AccountRole::FinancialCentre,
        AccountRole::Observer,
        AccountRole::Commission,
        AccountRole::IssuerOfficer,
        AccountRole::Registrar,
    ] {
        let said = write(&book, &officer(3, role), act, "?");
        assert_eq!(said, Err(Refusal::NotYours), "{role:?}");
    }
    let unknown = MessageSubject::Application(ApplicationId::new(Uuid::from_u128(99)));
    assert_eq!(write(&book, &us, unknown, "?"), Err(Refusal::NotFound));
}

#[test]
fn a_message_says_something_is_not_endless_and_is_written_once() {
    let us = officer(1, AccountRole::School);
    let (mut book, [_, _, act]) = book(&[&us]);
    let longest = "ә".repeat(LONGEST_MESSAGE);
    for bad in ["", " \n\t ", "a\u{0}b", &format!("{longest}ә")] {
        assert_eq!(write(&book, &us, act, bad), Err(Refusal::BadText));
    }
    let written = write(&book, &us, act, &longest).unwrap();
    book.put(Record::Message(written));
    assert_eq!(write(&book, &us, act, "снова"), Err(Refusal::AlreadyExists));
}

#[test]
fn what_is_written_is_not_printed_by_programs() {
    let us = officer(1, AccountRole::School);
    let (book, [_, _, act]) = book(&[&us]);
    let written = write(&book, &us, act, "Айгуль Серикова болеет").unwrap();
    let op = SchoolingOp::SendMessage {
        message: written.id,
        about: act,
        text: written.text.clone(),
    };
    for printed in [format!("{written:?}"), format!("{op:?}")] {
        assert!(!printed.contains("Серикова"), "{printed}");
    }
}
