//! Mandates (поручения): who may do what with one, without one, with one that ended, that isn't for
//! this, or that is for somebody else; written as a table and compared with the one a reviewer has
//! read (`tests/golden/mandates.txt`).

use crate::records::{
    Got, account, act, act_id, almaty, application, at, contract, day, mandate, month, payment,
    person, plan, register, school, shymkent,
};
use crate::statements;
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, MandateId, MessageId, PaymentId, PaymentRegisterId, SchoolActId,
    SchoolContractId, ViewId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    ApplicationCommand, ApplicationKind, ApplicationStage, Book, Distribution, DistributionRule,
    Facts, Mandate, MandateScope, MessageSubject, Office, OrderRules, PaymentEvent, PaymentState,
    Principal, ProposedTerms, RegisterState, SchoolingOp as Op, SchoolingRecord as Record,
    SchoolingRefusal as Refusal,
};
use baqylau_domain::text::Words;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use uuid::Uuid;

const TODAY: &str = "2026-11-20";

const LEGEND: &str = "\
What people may do in the state order by their mandates. Made by a test from the rules themselves;
read it, don't edit it.

People: school (the school concerned), school2 (another school), dept (the department of the
region), dept2 (of another region), centre (the financial centre), issuer (МНВО), commis(sion),
observ(er), regstr (the registry itself).

Mandates, each of the person who asks, for their own school, department or the financial centre:
with     for exactly what the operation needs, today
without  none
ended    its last day was yesterday
revoked  taken back today
not yet  its first day is tomorrow
other    for everything but what the operation needs
another  for everything, for another school or department

Sharing a view of a register acts for nobody: it needs no mandate, only a place in the office.
Taking back what a colleague shared needs that of who gives mandates.

yes = nobody's rights stand in the way; whether the records allow it is decided after that.
Otherwise why not:
  role    the role, or the school of the person, doesn't do this
  place   outside the officer's territory
  mandate no mandate covers it
Roles with the same row are printed together.
";

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn hash(number: u8) -> BlobHash {
    BlobHash::new([number; 32])
}

fn people() -> Vec<(&'static str, Actor)> {
    let of = |number, role, territory, organisation| Actor {
        person: person(number),
        role,
        territory,
        organisation,
    };
    use AccountRole as R;
    vec![
        ("school", of(1, R::School, None, Some(school(1)))),
        ("school2", of(2, R::School, None, Some(school(2)))),
        ("dept", of(3, R::EducationOfficer, Some(shymkent()), None)),
        ("dept2", of(4, R::EducationOfficer, Some(almaty()), None)),
        ("centre", of(5, R::FinancialCentre, None, None)),
        ("issuer", of(6, R::IssuerOfficer, None, None)),
        ("commis", of(7, R::Commission, None, None)),
        ("observ", of(8, R::Observer, None, None)),
        ("regstr", of(9, R::Registrar, None, None)),
    ]
}

fn given() -> Mandate {
    let mut given = mandate(&people()[4].1);
    given.id = MandateId::new(uuid(40));
    given.person = person(40);
    given
}

fn records() -> Vec<Record> {
    let known = contract(3, 1, 400, Some("2026-09-04"));
    let open = contract(4, 1, 400, None);
    let composed = act(11, &known, month(9), 100, Got::Composed("2026-10-02"));
    let signed = act(12, &known, month(10), 100, Got::Signed("2026-11-02"));
    let accepted = register(1, &[&signed], RegisterState::Accepted);
    let begun = register(2, &[], RegisterState::Open);
    let paid = payment(1, &signed, PaymentState::Ordered, "2026-11-05");
    let mut of_school = given();
    of_school.id = MandateId::new(uuid(41));
    of_school.principal = Principal::School(school(1));
    let mut of_department = given();
    of_department.id = MandateId::new(uuid(42));
    of_department.principal = Principal::Department(shymkent());
    vec![
        Record::Application(application(
            5,
            "2026-11-02",
            ApplicationStage::New,
            "2026-11-02",
        )),
        Record::Contract(known),
        Record::Contract(open),
        Record::Act(composed),
        Record::Act(signed),
        Record::Register(accepted),
        Record::Register(begun),
        Record::Payment(paid),
        Record::View(crate::views::shared(
            31,
            person(60),
            Office::Department(shymkent()),
        )),
        Record::Mandate(given()),
        Record::Mandate(of_school),
        Record::Mandate(of_department),
    ]
}

/// Every operation, each as the party it belongs to would ask it.
fn operations() -> Vec<(&'static str, Op)> {
    let contract = SchoolContractId::new(uuid(3));
    let open = SchoolContractId::new(uuid(4));
    let (accepted, begun) = (
        PaymentRegisterId::new(uuid(1)),
        PaymentRegisterId::new(uuid(2)),
    );
    let of = |number| ApplicationId::new(uuid(number));
    let terms = || ProposedTerms {
        from: month(11),
        to: month(12),
        amount: Tiyn(100),
        places: BTreeMap::new(),
        account: account(),
    };
    let application = |command| Op::Application {
        application: of(5),
        command,
    };
    let signed = (hash(8), hash(9));
    let reason = || Words("причина".to_owned());
    let reasons = || BTreeMap::from([(act_id(12), reason())]);
    let grant = |principal| Op::GrantMandate {
        mandate: MandateId::new(uuid(99)),
        person: person(50),
        principal,
        scopes: BTreeSet::from([MandateScope::Acts]),
        from: day("2026-11-20"),
        to: day("2026-12-31"),
        basis: "Приказ № 2".to_owned(),
    };
    let revoke = |number| Op::RevokeMandate {
        mandate: MandateId::new(uuid(number)),
    };
    let message = |about| Op::SendMessage {
        message: MessageId::new(uuid(98)),
        about,
        text: reason(),
    };
    vec![
        (
            "submit an application",
            Op::SubmitApplication {
                application: of(6),
                application_kind: ApplicationKind::Financing,
                school: school(1),
                documents: BTreeMap::new(),
            },
        ),
        (
            "sign an application",
            Op::SignApplication {
                application: of(5),
                document: signed.0,
                signature: signed.1,
            },
        ),
        (
            "send an application again",
            application(ApplicationCommand::Resubmit {
                documents: BTreeMap::new(),
            }),
        ),
        (
            "take an application back",
            application(ApplicationCommand::Withdraw),
        ),
        (
            "take an application up",
            application(ApplicationCommand::Take),
        ),
        (
            "send an application back to the executor",
            application(ApplicationCommand::ReturnToExecutor { reason: reason() }),
        ),
        (
            "send an application back to the school",
            application(ApplicationCommand::ReturnToSchool {
                remarks: Vec::new(),
            }),
        ),
        (
            "approve what is proposed of an application",
            application(ApplicationCommand::Approve),
        ),
        (
            "set the budget",
            Op::SetBudget {
                department: shymkent(),
                year: 2026,
                amount: Tiyn(1),
                basis: "Решение".to_owned(),
            },
        ),
        (
            "approve a distribution",
            Op::ApproveDistribution {
                department: shymkent(),
                from: month(11),
                to: month(12),
                budget: Tiyn(1),
                rule: DistributionRule::pilot(),
                needs: Vec::new(),
                outcome: Distribution {
                    shares: Vec::new(),
                    left: Tiyn(1),
                    first_shift_covered: true,
                },
            },
        ),
        (
            "approve the plan",
            Op::ApprovePlan {
                plan: plan(shymkent(), 1, &[(1, 11, 5)]).plan,
                reason: None,
            },
        ),
        (
            "draw up a contract",
            Op::DrawUpContract {
                contract: SchoolContractId::new(uuid(97)),
                number: "Д-97".to_owned(),
                department: shymkent(),
                school: school(1),
                terms: terms(),
                reimbursement: None,
            },
        ),
        (
            "draw up an additional agreement",
            Op::AmendContract {
                contract,
                terms: terms(),
            },
        ),
        (
            "sign a contract",
            Op::SignContract {
                contract: open,
                document: signed.0,
                signature: signed.1,
            },
        ),
        (
            "terminate a contract",
            Op::TerminateContract {
                contract,
                reason: reason(),
            },
        ),
        (
            "compose an act",
            Op::ComposeAct {
                act: SchoolActId::new(uuid(96)),
                contract,
                period: month(11),
            },
        ),
        (
            "sign an act",
            Op::SignAct {
                act: act_id(11),
                document: signed.0,
                signature: signed.1,
            },
        ),
        (
            "take an act back",
            Op::WithdrawAct {
                act: act_id(11),
                reason: reason(),
            },
        ),
        (
            "open a register",
            Op::OpenRegister {
                register: PaymentRegisterId::new(uuid(95)),
                department: shymkent(),
            },
        ),
        (
            "list acts",
            Op::ListActs {
                register: begun,
                acts: BTreeSet::from([act_id(12)]),
            },
        ),
        (
            "take an act off the list",
            Op::UnlistAct {
                register: begun,
                act: act_id(12),
            },
        ),
        (
            "send a register",
            Op::SendRegister {
                register: begun,
                document: signed.0,
                signature: signed.1,
            },
        ),
        (
            "accept a register",
            Op::AcceptRegister { register: accepted },
        ),
        (
            "send a register back",
            Op::ReturnRegister {
                register: accepted,
                reasons: reasons(),
            },
        ),
        (
            "send acts back out of a register",
            Op::SendBackActs {
                register: accepted,
                reasons: reasons(),
            },
        ),
        (
            "order payments",
            Op::OrderPayments {
                register: accepted,
                payments: Vec::new(),
            },
        ),
        (
            "note what became of a payment",
            Op::PaymentEvent {
                payment: PaymentId::new(uuid(1)),
                event: PaymentEvent::Sent,
            },
        ),
        ("keep a bank's statement", statements::keep()),
        (
            "match a line of a statement by hand",
            statements::matches(1, 1),
        ),
        (
            "give a mandate for the school",
            grant(Principal::School(school(1))),
        ),
        (
            "give a mandate for the department",
            grant(Principal::Department(shymkent())),
        ),
        (
            "give a mandate for the financial centre",
            grant(Principal::Centre),
        ),
        ("take a mandate of the financial centre back", revoke(40)),
        ("take a mandate of the school back", revoke(41)),
        ("take a mandate of the department back", revoke(42)),
        (
            "write about an application",
            message(MessageSubject::Application(of(5))),
        ),
        (
            "write about a contract",
            message(MessageSubject::Contract(contract)),
        ),
        (
            "write about an act",
            message(MessageSubject::Act(act_id(11))),
        ),
        (
            "write about a payment",
            message(MessageSubject::Payment(PaymentId::new(uuid(1)))),
        ),
        (
            "share a view with the department's people",
            crate::views::share(32, Office::Department(shymkent())),
        ),
        (
            "take back a view a colleague shared",
            Op::TakeViewBack {
                view: ViewId::new(uuid(31)),
            },
        ),
    ]
}

/// A mandate of a person for their own principal, for these scopes.
fn own(hand: &Actor, scopes: BTreeSet<MandateScope>) -> Mandate {
    let principal = match (hand.role, hand.territory, hand.organisation) {
        (AccountRole::School, _, Some(school)) => Principal::School(school),
        (AccountRole::EducationOfficer, Some(region), _) => Principal::Department(region),
        _ => Principal::Centre,
    };
    let mut own = given();
    own.id = MandateId::new(uuid(77));
    own.person = hand.person;
    own.principal = principal;
    own.scopes = scopes;
    own
}

/// The answer with these mandates; none when rights don't stand in the way.
fn refused(op: &Op, hand: &Actor, mandate: Option<Mandate>) -> Option<&'static str> {
    let records = records().into_iter().chain(mandate.map(Record::Mandate));
    let book: Book = records.collect();
    let answer = book.decide(
        op,
        hand,
        &Facts::of_laptop(),
        &OrderRules::pilot(),
        at(TODAY),
    );
    match answer {
        Err(Refusal::NotYours) => Some("role"),
        Err(Refusal::NotYourTerritory) => Some("place"),
        Err(Refusal::NoMandate { .. } | Refusal::NotTheAuthor) => Some("mandate"),
        _ => None,
    }
}

/// The scopes of which one alone is enough; none where none is needed.
fn needed(op: &Op) -> Vec<MandateScope> {
    let enough = |scope: &MandateScope| {
        people().iter().any(|(_, hand)| {
            refused(op, hand, None) == Some("mandate")
                && refused(op, hand, Some(own(hand, BTreeSet::from([*scope])))).is_none()
        })
    };
    MandateScope::ALL.into_iter().filter(enough).collect()
}

fn row(op: &Op, hand: &Actor, needs: &BTreeSet<MandateScope>) -> Vec<&'static str> {
    let all: BTreeSet<MandateScope> = MandateScope::ALL.into_iter().collect();
    let with = || own(hand, needs.clone());
    let mut ended = with();
    ended.to = day("2026-11-19");
    let mut revoked = with();
    revoked.revoked = Some(day(TODAY));
    let mut not_yet = with();
    not_yet.from = day("2026-11-21");
    let mut another = own(hand, all.clone());
    another.principal = match another.principal {
        Principal::School(_) => Principal::School(school(9)),
        Principal::Department(_) => Principal::Department("710000000".parse().unwrap()),
        Principal::Centre => Principal::Department(shymkent()),
    };
    let other = own(hand, all.difference(needs).copied().collect());
    let cases = [
        Some(with()),
        None,
        Some(ended),
        Some(revoked),
        Some(not_yet),
        Some(other),
        Some(another),
    ];
    let answers = cases.into_iter().map(|one| refused(op, hand, one));
    answers.map(|answer| answer.unwrap_or("yes")).collect()
}

fn table() -> String {
    let mut out = String::from(LEGEND);
    for (title, op) in operations() {
        let needs = needed(&op);
        let scopes: Vec<String> = needs.iter().map(|scope| format!("{scope:?}")).collect();
        let _ = writeln!(out, "\n## {title} ({})", scopes.join(", ").to_lowercase());
        let _ = writeln!(
            out,
            "    with    without ended   revoked not yet other   another"
        );
        let needs: BTreeSet<MandateScope> = needs.into_iter().collect();
        let mut rows: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        for (name, hand) in people() {
            let answers = row(&op, &hand, &needs);
            match rows.iter_mut().find(|(_, known)| *known == answers) {
                Some((names, _)) => names.push(name),
                None => rows.push((vec![name], answers)),
            }
        }
        for (names, answers) in rows {
            let _ = writeln!(out, "  {}", names.join(" "));
            let cells: Vec<String> = answers.iter().map(|one| format!("{one:<7}")).collect();
            let _ = writeln!(out, "    {}", cells.join(" ").trim_end());
        }
    }
    out
}

#[test]
fn mandates_open_what_a_reviewer_has_read() {
    let table = table();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/mandates.txt");
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    let then = golden.lines().chain(std::iter::repeat(""));
    if let Some((number, (now, then))) = (1..)
        .zip(table.lines().zip(then))
        .find(|(_, (now, then))| now != then)
    {
        panic!("rights by mandates changed at line {number}\n  was: {then}\n  now: {now}");
    }
    assert_eq!(table.lines().count(), golden.lines().count());
}

#[test]
fn every_operation_is_in_the_table_and_none_is_done_by_a_mandate_that_doesnt_count() {
    let listed: BTreeSet<&str> = operations().iter().map(|(_, op)| op.word()).collect();
    let all: BTreeSet<&str> = crate::wire::operations().iter().map(Op::word).collect();
    assert_eq!(listed, all);
    let acts_for_somebody = |op: &Op| !matches!(op, Op::ShareView { .. });
    for (title, op) in operations()
        .into_iter()
        .filter(|(_, op)| acts_for_somebody(op))
    {
        let needs: BTreeSet<MandateScope> = needed(&op).into_iter().collect();
        assert_eq!(needs.len(), 1, "{title}: one scope opens it");
        for (name, hand) in people() {
            if hand.role == AccountRole::Registrar {
                continue;
            }
            let row = row(&op, &hand, &needs);
            let open = row.iter().skip(1).filter(|one| **one == "yes").count();
            assert_eq!(open, 0, "{title} by {name}: {row:?}");
        }
    }
}
