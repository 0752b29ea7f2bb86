//! Applications, budget, distribution and plan as a department and a school live in them: what is
//! shown, what is asked for, and what is refused with its reason.

use crate::hands::{Hands, Layout, pictures_wanted};
use crate::order_records::{mandate, schools, told};
use crate::orders::look_everywhere;
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, Event, LockState, OrderDocument};
use baqylau_desktop::dialogs::Purpose;
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::Moment;
use baqylau_domain::checks::{CheckId, Decision as ChecksDecision, Outcome};
use baqylau_domain::identifiers::{ApplicationId, BlobHash, MandateId, PersonId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Actor, Person};
use baqylau_domain::schooling::{
    Application, ApplicationCommand, ApplicationKind, ApplicationRule, ApplicationSignature,
    ApplicationStage, ApplicationStep, DocumentKind, Draft, Hand, Mandate, MandateScope, Principal,
    RefusalBasis, Remark, SchoolingOp, SchoolingRecord,
};
use baqylau_domain::text::Words;
use baqylau_locale::Language;
use baqylau_protocol::checks::CheckVerdict;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::BTreeSet;
use std::path::PathBuf;
use uuid::Uuid;

pub const ROLE: AccountRole = AccountRole::EducationOfficer;

fn me() -> Actor {
    world().of(ROLE).person.actor()
}

/// Somebody else of the same department.
fn colleague() -> Actor {
    Actor {
        person: PersonId::new(Uuid::from_u128(0x77)),
        ..me()
    }
}

fn id(nth: u128) -> ApplicationId {
    ApplicationId::new(Uuid::from_u128(0x6000 + nth))
}

fn days_ago(days: i64) -> Moment {
    world().now - chrono::Duration::days(days)
}

/// As the school sent it, and signed it.
fn submitted(nth: u128, school: &Organisation, kind: ApplicationKind, at: Moment) -> Application {
    let one = unsigned(nth, school, kind, at);
    let signature = ApplicationSignature {
        by: PersonId::new(Uuid::from_u128(0x78)),
        at,
        document: one.text().sha256().expect("bytes"),
        file: BlobHash::new([8; 32]),
    };
    one.sign(signature).expect("a signature")
}

fn unsigned(nth: u128, school: &Organisation, kind: ApplicationKind, at: Moment) -> Application {
    let documents = kind.needed().iter();
    let documents = documents.map(|kind| (*kind, BlobHash::new([7; 32])));
    Application::submit(
        id(nth),
        kind,
        school.id,
        school.territory,
        documents.collect(),
        at,
    )
    .expect("an application")
}

/// The application after a command of somebody, by the rules.
fn then(one: Application, command: ApplicationCommand, by: Hand<'_>, at: Moment) -> Application {
    let rule = ApplicationRule::pilot();
    one.decide(&command, by, &Outcome::default(), &rule, at)
        .expect("a step the rules allow")
}

/// Laid before whoever approves; that checks allowed it can't be said here, so it is put by hand.
fn proposed(mut one: Application, by: &Actor, draft: Draft, at: Moment) -> Application {
    one.stage = ApplicationStage::InApproval {
        executor: by.person,
        draft,
    };
    one.steps.push(ApplicationStep {
        at,
        by: Some(by.person),
        stage: one.stage.clone(),
    });
    one
}

fn take(one: Application, by: &Actor, at: Moment) -> Application {
    then(one, ApplicationCommand::Take, Hand::Officer(by), at)
}

fn remark(document: Option<DocumentKind>, text: &str) -> Remark {
    Remark {
        document,
        part: None,
        text: Words(text.to_owned()),
    }
}

/// An application of each stage.
pub fn applications() -> Vec<SchoolingRecord> {
    let schools = schools();
    let (me, colleague) = (me(), colleague());
    let financing = ApplicationKind::Financing;
    let new = submitted(0, &schools[0], financing, days_ago(1));
    let late = submitted(1, &schools[1], ApplicationKind::Digitisation, days_ago(20));
    let mine = take(
        submitted(2, &schools[2], financing, days_ago(3)),
        &me,
        days_ago(2),
    );
    let theirs = take(
        submitted(3, &schools[3], financing, days_ago(3)),
        &colleague,
        days_ago(2),
    );
    let refuse = Draft::Refuse {
        basis: BTreeSet::from([RefusalBasis::Document(DocumentKind::SafetyProof)]),
        reason: "Срок заключения истёк".into(),
    };
    let own = take(
        submitted(4, &schools[4], financing, days_ago(4)),
        &me,
        days_ago(3),
    );
    let own = proposed(own, &me, refuse, days_ago(2));
    let other = take(
        submitted(5, &schools[5], financing, days_ago(4)),
        &colleague,
        days_ago(3),
    );
    let refused = Draft::Refuse {
        basis: BTreeSet::from([RefusalBasis::Document(DocumentKind::LicenceAnnex)]),
        reason: "В приложении нет адреса второго корпуса".into(),
    };
    let other = proposed(other, &colleague, refused, days_ago(2));
    let back = take(
        submitted(6, &schools[6], financing, days_ago(6)),
        &me,
        days_ago(5),
    );
    let remarks = vec![remark(
        Some(DocumentKind::StaffingStatement),
        "Нет подписи директора",
    )];
    let back = then(
        back,
        ApplicationCommand::ReturnToSchool { remarks },
        Hand::Officer(&me),
        days_ago(4),
    );
    let done = then(
        other.clone(),
        ApplicationCommand::Approve,
        Hand::Officer(&me),
        days_ago(1),
    );
    let done = Application { id: id(7), ..done };
    [new, late, mine, theirs, own, other, back, done]
        .map(SchoolingRecord::Application)
        .into_iter()
        .chain([mandate()])
        .collect()
}

pub fn at(section: Section, records: Vec<SchoolingRecord>) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    replay.with(|state| state.orders = Some(told(records)));
    hands.go(Place::Orders(section));
    hands.look(4);
    (hands, replay)
}

/// The school's own person, who has an account in no demonstration yet.
pub fn school_person(school: &Organisation) -> Person {
    Person {
        role: AccountRole::School,
        territory: None,
        organisation: Some(school.id),
        ..world().of(ROLE).person.clone()
    }
}

pub fn school_mandate(school: &Organisation) -> SchoolingRecord {
    let today = world().now.date_naive();
    SchoolingRecord::Mandate(Mandate {
        id: MandateId::new(Uuid::from_u128(0x3001)),
        person: me().person,
        principal: Principal::School(school.id),
        scopes: BTreeSet::from([MandateScope::Applications]),
        from: today - chrono::Days::new(30),
        to: today + chrono::Days::new(300),
        basis: "Доверенность для примера".to_owned(),
        granted_by: None,
        revoked: None,
    })
}

pub fn at_school(school: &Organisation, records: Vec<SchoolingRecord>) -> (Hands, Replay) {
    let replay = Replay::of(ROLE);
    replay.tell(Event::Lock(LockState::SignedIn {
        person: Box::new(school_person(school)),
        sample: true,
        offline_until: None,
    }));
    replay.with(|state| state.orders = Some(told(records)));
    let mut hands = Hands::over(Box::new(replay.clone()), Language::Ru, false);
    hands.go(Place::Orders(Section::Applications));
    hands.look(4);
    (hands, replay)
}

/// Operations asked for so far.
pub fn asked(replay: &Replay) -> Vec<SchoolingOp> {
    replay.with(|state| {
        let ops = state.sent.iter().filter_map(|command| match command {
            Command::AskOrder { op } => Some(op.as_ref().clone()),
            _ => None,
        });
        ops.collect()
    })
}

pub fn commanded(replay: &Replay) -> Vec<(ApplicationId, ApplicationCommand)> {
    let ops = asked(replay).into_iter().filter_map(|op| match op {
        SchoolingOp::Application {
            application,
            command,
        } => Some((application, command)),
        _ => None,
    });
    ops.collect()
}

pub fn open(hands: &mut Hands, nth: u128) {
    hands.go(Place::Order(OrderRef::Application(id(nth))));
    hands.look(4);
}

pub fn picture(hands: &Hands, name: &str) {
    if pictures_wanted() {
        hands.picture(&format!("department-{name}"));
    }
}

/// Presses the control of this name and kind that lies on top: the same words may stand under it.
pub fn tap(hands: &mut Hands, label: &str, roles: &[Role]) {
    // A dialog that has just opened takes frames to settle.
    hands.look(4);
    let nodes: Vec<_> = hands.harness.query_all_by_label(label).collect();
    let found = nodes
        .iter()
        .rev()
        .find(|node| roles.contains(&node.accesskit_node().role()));
    found
        .unwrap_or_else(|| panic!("no {roles:?} is named «{label}»"))
        .click();
    hands.look(4);
}

const FIELDS: [Role; 3] = [Role::TextInput, Role::MultilineTextInput, Role::NumberInput];

/// Types into the field of this name.
pub fn enter(hands: &mut Hands, field: &str, text: &str) {
    tap(hands, field, &FIELDS);
    hands.ctrl(Key::A);
    hands.type_text(text);
    hands.look(2);
}

/// Into the table by the keyboard alone.
pub fn to_table(hands: &mut Hands) {
    for _ in 0..80 {
        if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
            return;
        }
        hands.press(Key::Tab);
        hands.look(1);
    }
    panic!("the table takes focus");
}

/// The same by the key of the field's name.
pub fn fill(hands: &mut Hands, key: &str, text: &str) {
    let field = hands.text(key);
    enter(hands, &field, text);
}

#[test]
fn applications_fit_every_language_and_window_for_department_and_school() {
    let (mut hands, _replay) = at(Section::Applications, applications());
    look_everywhere(&mut hands, "applications");
    for (nth, name) in [
        (2, "application-mine"),
        (4, "application-own"),
        (6, "application-back"),
    ] {
        open(&mut hands, nth);
        look_everywhere(&mut hands, name);
    }
    let schools = schools();
    let mut records = applications();
    records.push(school_mandate(&schools[6]));
    records.retain(|one| one.school().is_none_or(|school| school == schools[6].id));
    let (mut hands, _replay) = at_school(&schools[6], records);
    look_everywhere(&mut hands, "applications-school");
    open(&mut hands, 6);
    look_everywhere(&mut hands, "application-school");
}

#[test]
fn the_clock_of_five_working_days_is_told_where_it_runs_and_where_it_is_over() {
    let (mut hands, _replay) = at(Section::Applications, applications());
    let late = hands.text("application-clock-late");
    hands.click(&late);
    hands.look(3);
    let rows = hands.format("register-total-rows", &[("count", 1.into())]);
    assert!(hands.says(&rows), "one is overdue");
    open(&mut hands, 1);
    assert!(hands.says("Просрочено:"), "by how many working days");
    // While the school has it, the days don't count.
    open(&mut hands, 6);
    assert!(hands.says("У школы, останется"));
}

#[test]
fn a_new_application_is_taken_and_what_waits_is_not_asked_again() {
    let (mut hands, replay) = at(Section::Applications, applications());
    open(&mut hands, 0);
    hands.click(&hands.text("application-take"));
    assert_eq!(commanded(&replay), [(id(0), ApplicationCommand::Take)]);
    let Event::Orders(view) = told(applications()) else {
        panic!("records")
    };
    let waiting = crate::order_records::waiting(Event::Orders(view), "application", false);
    replay.tell(waiting);
    hands.look(4);
    hands.click(&hands.text("application-take"));
    assert_eq!(commanded(&replay).len(), 1, "the first still waits");
    assert!(hands.says(&hands.text("application-waits")));
}

#[test]
fn a_refusal_is_proposed_with_what_it_rests_on_and_why() {
    let (mut hands, replay) = at(Section::Applications, applications());
    open(&mut hands, 2);
    hands.click(&hands.text("application-propose-refuse"));
    let send = hands.text("application-propose");
    hands.click(&send);
    assert!(commanded(&replay).is_empty(), "nothing is said yet");
    assert!(hands.says(&hands.text("application-basis-missing")));
    let annex = hands.text("application-document-licence-annex");
    tap(&mut hands, &annex, &[Role::CheckBox]);
    fill(&mut hands, "order-reason", "Адреса нет в приложении");
    picture(&hands, "refuse");
    hands.click(&send);
    let basis = BTreeSet::from([RefusalBasis::Document(DocumentKind::LicenceAnnex)]);
    let draft = Draft::Refuse {
        basis,
        reason: "Адреса нет в приложении".into(),
    };
    let command = ApplicationCommand::Propose {
        draft,
        reviewed: true,
    };
    assert_eq!(commanded(&replay), [(id(2), command)]);
}

#[test]
fn remarks_go_back_to_the_school_document_by_document() {
    let (mut hands, replay) = at(Section::Applications, applications());
    open(&mut hands, 2);
    hands.click(&hands.text("application-return-school"));
    fill(
        &mut hands,
        "application-document-safety-proof",
        "Обновите заключение",
    );
    picture(&hands, "return");
    let send = hands.text("application-return-school");
    tap(&mut hands, &send, &[Role::Button]);
    let sent = commanded(&replay);
    let remarks = vec![remark(
        Some(DocumentKind::SafetyProof),
        "Обновите заключение",
    )];
    assert_eq!(
        sent,
        [(id(2), ApplicationCommand::ReturnToSchool { remarks })]
    );
}

#[test]
fn nobody_approves_what_they_proposed_themselves() {
    let (mut hands, replay) = at(Section::Applications, applications());
    open(&mut hands, 4);
    assert!(
        hands.says("Срок заключения истёк"),
        "why, before anybody approves"
    );
    hands.click(&hands.text("application-approve"));
    assert!(hands.says(&hands.text("schooling-refused-own-proposal")));
    assert!(commanded(&replay).is_empty());
    open(&mut hands, 5);
    let approve = hands.text("application-approve");
    hands.click(&approve);
    hands.look(3);
    assert!(hands.says(&hands.text("application-approve-refuse-title")));
    tap(&mut hands, &approve, &[Role::Button]);
    assert_eq!(commanded(&replay), [(id(5), ApplicationCommand::Approve)]);
}

#[test]
fn a_stop_factor_of_the_school_is_named_and_nothing_is_accepted_over_it() {
    let cards = world().of(ROLE).cards.values();
    let mut cards = cards.filter_map(|event| match event {
        Event::OrganisationOpened(card) if card.checks.is_some() => Some(card.as_ref().clone()),
        _ => None,
    });
    let mut card = cards.next().expect("a card with checks");
    let schools = schools();
    card.organisation = schools[2].as_ref().clone();
    let mut checks = card.checks.as_deref().expect("checks").clone();
    let row = checks
        .rows
        .iter_mut()
        .find(|row| row.check == "org-tax-debt")
        .expect("the check of tax debt");
    row.verdict = CheckVerdict::Failed;
    row.reason = Some("tax-debt".to_owned());
    row.consequence = "refuse".to_owned();
    row.occasions = vec!["application".to_owned()];
    for one in &mut checks.decisions {
        one.decision = ChecksDecision::Refused;
    }
    card.checks = Some(std::sync::Arc::new(checks));
    let (mut hands, replay) = at(Section::Applications, applications());
    replay.tell(Event::OrganisationOpened(std::sync::Arc::new(card)));
    open(&mut hands, 2);
    look_everywhere(&mut hands, "application-stopped");
    let debt = hands.text("flk-title-org-tax-debt");
    assert!(hands.says(&debt), "{debt}");
    hands.click(&hands.text("application-propose-accept"));
    assert!(!hands.has(&hands.text("application-accept-title")));
    assert!(hands.says(&hands.text("schooling-refused-stopped")));
    // What was found is what a refusal may rest on.
    hands.click(&hands.text("application-propose-refuse"));
    let failed = hands.format("flk-not-passed", &[("check", debt.as_str().into())]);
    tap(&mut hands, &failed, &[Role::CheckBox]);
    fill(&mut hands, "order-reason", "Налоговый долг");
    hands.click(&hands.text("application-propose"));
    let draft = Draft::Refuse {
        basis: BTreeSet::from([RefusalBasis::Check(CheckId::OrgTaxDebt)]),
        reason: "Налоговый долг".into(),
    };
    let command = ApplicationCommand::Propose {
        draft,
        reviewed: true,
    };
    assert_eq!(commanded(&replay), [(id(2), command)]);
}

#[test]
fn without_a_mandate_every_button_says_so() {
    let mut records = applications();
    records.retain(|one| !matches!(one, SchoolingRecord::Mandate(_)));
    let (mut hands, replay) = at(Section::Applications, records);
    open(&mut hands, 0);
    assert!(hands.says(&hands.text("schooling-refused-no-mandate")));
    hands.click(&hands.text("application-take"));
    assert!(commanded(&replay).is_empty());
}

#[test]
fn many_are_taken_by_the_keyboard_after_a_preview_of_what_will_happen() {
    let (mut hands, replay) = at(Section::Applications, applications());
    hands.press_with(Layout::Latin, Modifiers::ALT, Key::Num2);
    to_table(&mut hands);
    hands.ctrl(Key::A);
    hands.look(3);
    let count = |count: i64| [("count", count.into())];
    hands.click(&hands.format("application-take-chosen", &count(8)));
    hands.look(3);
    // New, overdue and a colleague's: the rest is told with the reason.
    assert!(hands.says(&hands.format("application-take-will", &count(3))));
    assert!(hands.says(&hands.format("application-take-not", &count(5))));
    assert!(hands.says(&hands.text("schooling-refused-wrong-stage")));
    picture(&hands, "take-many");
    assert!(commanded(&replay).is_empty(), "nothing before the answer");
    let take = hands.format("application-take-chosen", &count(3));
    tap(&mut hands, &take, &[Role::Button]);
    let taken: BTreeSet<ApplicationId> = commanded(&replay)
        .into_iter()
        .filter(|(_, command)| *command == ApplicationCommand::Take)
        .map(|(id, _)| id)
        .collect();
    assert_eq!(taken, BTreeSet::from([id(0), id(1), id(3)]));
}

#[test]
fn a_document_is_saved_under_its_name() {
    let (mut hands, _replay) = at(Section::Applications, applications());
    open(&mut hands, 2);
    let name = hands.text("application-document-licence-annex");
    let label = hands.format(
        "application-document-save",
        &[("name", name.as_str().into())],
    );
    assert!(hands.has(&label), "{label}");
}

#[test]
fn a_school_sees_its_own_words_and_sends_again_only_what_changed() {
    let schools = schools();
    let mut records = applications();
    records.push(school_mandate(&schools[6]));
    records.retain(|one| one.school().is_none_or(|school| school == schools[6].id));
    let (mut hands, replay) = at_school(&schools[6], records);
    open(&mut hands, 6);
    assert!(hands.says(&hands.text("application-seen-rework")));
    assert!(hands.says("Нет подписи директора"));
    for inner in ["application-stage-back-at-school", "application-hand"] {
        assert!(
            !hands.has(&hands.text(inner)),
            "{inner} is the department's"
        );
    }
    hands.click(&hands.text("application-resubmit"));
    hands.look(2);
    let ctx = hands.harness.ctx.clone();
    let purpose = Purpose::OrderDocument(DocumentKind::StaffingStatement);
    let file = PathBuf::from("spravka.pdf");
    let app = hands.harness.state_mut();
    app.choose(&ctx, purpose, vec![file.clone()]);
    hands.look(3);
    assert!(hands.says("spravka.pdf"));
    picture(&hands, "again");
    hands.click(&hands.text("application-send"));
    let sent = replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::Apply { with } => Some(with.as_ref().clone()),
            _ => None,
        })
    });
    let sent = sent.expect("it was sent");
    assert_eq!(sent.again, Some(id(6)));
    assert_eq!(sent.files, [(DocumentKind::StaffingStatement, file)]);
}

#[test]
fn a_new_application_names_the_documents_it_lacks() {
    let schools = schools();
    let records = vec![school_mandate(&schools[0])];
    let (mut hands, replay) = at_school(&schools[0], records);
    hands.click(&hands.text("application-new"));
    hands.click(&hands.text("application-kind"));
    hands.click(&hands.text("application-kind-financing"));
    hands.look(2);
    let send = hands.text("application-send");
    let lacking = [
        "licence-annex",
        "parental-fee-order",
        "safety-proof",
        "staffing-statement",
    ];
    let lacking = lacking.map(|code| hands.text(&format!("application-document-{code}")));
    let lacking = hands.app().locale().list_and(&lacking);
    let words = hands.format("application-lacking", &[("documents", lacking.into())]);
    assert!(hands.says(&words), "{words}");
    picture(&hands, "apply");
    hands.click(&send);
    let applied = |command: &Command| matches!(command, Command::Apply { .. });
    assert_eq!(replay.count(applied), 0);
    for kind in ApplicationKind::Financing.needed() {
        let ctx = hands.harness.ctx.clone();
        let path = PathBuf::from(format!("{kind:?}.pdf"));
        let app = hands.harness.state_mut();
        app.choose(&ctx, Purpose::OrderDocument(*kind), vec![path]);
        hands.look(2);
    }
    hands.click(&send);
    assert_eq!(replay.count(applied), 1);
}

#[test]
fn the_demonstrations_own_records_are_read_on_these_screens() {
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Orders(Section::Applications));
    hands.look(4);
    look_everywhere(&mut hands, "demo-applications");
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    for (tab, name) in [
        ("funding-tab-budget", "demo-budget"),
        ("funding-tab-distribution", "demo-distribution"),
        ("funding-tab-plan", "demo-plan"),
    ] {
        hands.click(&hands.text(tab));
        hands.look(3);
        look_everywhere(&mut hands, name);
    }
}

#[test]
fn a_school_signs_what_it_sent_by_the_bytes_that_were_shown() {
    let schools = schools();
    let one = unsigned(7, &schools[0], ApplicationKind::Financing, days_ago(1));
    let shown = one.text().sha256().expect("bytes");
    let records = vec![
        school_mandate(&schools[0]),
        SchoolingRecord::Application(one.clone()),
    ];
    let (mut hands, replay) = at_school(&schools[0], records);
    open(&mut hands, 7);
    look_everywhere(&mut hands, "application-to-sign");
    hands.click(&hands.text("application-sign"));
    picture(&hands, "sign");
    hands.click(&hands.text("tosign-demo-key"));
    let signed = |command: &Command| match command {
        Command::SignOrders { documents, .. } => {
            documents.len() == 1
                && documents[0].document == OrderDocument::Application(id(7))
                && documents[0].sha256 == shown
        }
        _ => false,
    };
    assert_eq!(replay.count(signed), 1);
    // The department sees that it isn't signed, and accepts it no sooner.
    let taken = take(one, &me(), days_ago(1));
    let mut all = applications();
    all.retain(|one| !matches!(one, SchoolingRecord::Application(_)));
    all.push(SchoolingRecord::Application(taken));
    let (mut hands, replay) = at(Section::Applications, all);
    open(&mut hands, 7);
    assert!(hands.says(&hands.text("application-signature-waits")));
    hands.click(&hands.text("application-propose-accept"));
    assert!(!hands.has(&hands.text("application-accept-title")));
    assert!(hands.says(&hands.text("application-unsigned")));
    assert!(commanded(&replay).is_empty());
}
