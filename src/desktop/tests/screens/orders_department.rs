//! Applications, budget, distribution and plan as a department and a school live in them: what is
//! shown, what is asked for, and what is refused with its reason.

use crate::hands::{Hands, Layout, pictures_wanted};
use crate::order_records::{accepted, contract, funding, mandate, month, region, schools, told};
use crate::orders::look_everywhere;
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, Event, LockState};
use baqylau_desktop::cx::Action;
use baqylau_desktop::dialogs::Purpose;
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::Moment;
use baqylau_domain::checks::{CheckId, Decision as ChecksDecision, Outcome};
use baqylau_domain::identifiers::{ApplicationId, BlobHash, Kato, MandateId, PersonId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Actor, Person};
use baqylau_domain::schooling::{
    Application, ApplicationCommand, ApplicationKind, ApplicationRule, ApplicationStage,
    ApplicationStep, DistributionRule, DocumentKind, Draft, Hand, Mandate, MandateScope, Need,
    Principal, Proportion, RefusalBasis, Remark, SchoolingOp, SchoolingRecord, distribute,
};
use baqylau_domain::text::Words;
use baqylau_locale::Language;
use baqylau_protocol::checks::CheckVerdict;
use chrono::Datelike as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use uuid::Uuid;

const ROLE: AccountRole = AccountRole::EducationOfficer;

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

fn submitted(nth: u128, school: &Organisation, kind: ApplicationKind, at: Moment) -> Application {
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
        text: Words(text.to_owned()),
    }
}

/// An application of each stage.
fn applications() -> Vec<SchoolingRecord> {
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

fn at(section: Section, records: Vec<SchoolingRecord>) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    replay.with(|state| state.orders = Some(told(records)));
    hands.go(Place::Orders(section));
    hands.look(4);
    (hands, replay)
}

/// The school's own person, who has an account in no demonstration yet.
fn school_person(school: &Organisation) -> Person {
    Person {
        role: AccountRole::School,
        territory: None,
        organisation: Some(school.id),
        ..world().of(ROLE).person.clone()
    }
}

fn school_mandate(school: &Organisation) -> SchoolingRecord {
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

fn at_school(school: &Organisation, records: Vec<SchoolingRecord>) -> (Hands, Replay) {
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
fn asked(replay: &Replay) -> Vec<SchoolingOp> {
    replay.with(|state| {
        let ops = state.sent.iter().filter_map(|command| match command {
            Command::AskOrder { op } => Some(op.as_ref().clone()),
            _ => None,
        });
        ops.collect()
    })
}

fn commanded(replay: &Replay) -> Vec<(ApplicationId, ApplicationCommand)> {
    let ops = asked(replay).into_iter().filter_map(|op| match op {
        SchoolingOp::Application {
            application,
            command,
        } => Some((application, command)),
        _ => None,
    });
    ops.collect()
}

fn open(hands: &mut Hands, nth: u128) {
    hands.go(Place::Order(OrderRef::Application(id(nth))));
    hands.look(4);
}

fn picture(hands: &Hands, name: &str) {
    if pictures_wanted() {
        hands.picture(&format!("department-{name}"));
    }
}

/// Presses the control of this name and kind that lies on top: the same words may stand under it.
fn tap(hands: &mut Hands, label: &str, roles: &[Role]) {
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
fn enter(hands: &mut Hands, field: &str, text: &str) {
    tap(hands, field, &FIELDS);
    hands.ctrl(Key::A);
    hands.type_text(text);
    hands.look(2);
}

/// Into the table by the keyboard alone.
fn to_table(hands: &mut Hands) {
    for _ in 0..80 {
        if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
            return;
        }
        hands.press(Key::Tab);
        hands.look(1);
    }
    panic!("the table takes focus");
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
    tap(&mut hands, &debt, &[Role::CheckBox]);
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
    let file = PathBuf::from("/tmp/spravka.pdf");
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
        let path = PathBuf::from(format!("/tmp/{kind:?}.pdf"));
        let app = hands.harness.state_mut();
        app.choose(&ctx, Purpose::OrderDocument(*kind), vec![path]);
        hands.look(2);
    }
    hands.click(&send);
    assert_eq!(replay.count(applied), 1);
}

/// A department with a budget of a million tenge and three schools whose applications were accepted.
fn department() -> Vec<SchoolingRecord> {
    let schools = schools();
    let mut records: Vec<SchoolingRecord> = schools
        .iter()
        .take(3)
        .enumerate()
        .map(|(nth, school)| accepted(nth, school))
        .collect();
    for record in &mut records {
        if let SchoolingRecord::Application(one) = record {
            one.territory = region();
        }
    }
    let [budget, _] = funding(&[]);
    records.extend([budget, mandate()]);
    if let Some(SchoolingRecord::Budget(one)) = records
        .iter_mut()
        .find(|one| matches!(one, SchoolingRecord::Budget(_)))
    {
        one.amount = Tiyn(100_000_001);
    }
    records
}

fn at_budget(records: Vec<SchoolingRecord>, tab: &str) -> (Hands, Replay) {
    let (mut hands, replay) = at(Section::Budget, records);
    hands.click(&hands.text(tab));
    hands.look(3);
    (hands, replay)
}

/// Needs as they are typed: pupils, beyond the first shift, its cost, cost of the others.
const NEEDS: [(i64, i64, i64, i64); 3] = [
    (400, 100, 20_000_000, 9_000_000),
    (300, 300, 0, 60_000_000),
    (200, 0, 30_000_000, 0),
];

/// A draft with these needs, as it is kept.
fn kept_needs() -> Event {
    let needs: serde_json::Map<String, serde_json::Value> = schools()
        .iter()
        .zip(NEEDS)
        .map(|(school, (pupils, beyond, first, others))| {
            let need = serde_json::json!({
                "pupils": pupils, "beyond": beyond, "first_shift": first, "others": others,
            });
            (school.id.to_string(), need)
        })
        .collect();
    let content = serde_json::json!({ "needs": needs }).to_string();
    let name = format!("{}/{}", region(), world().now.date_naive().year());
    Event::Views {
        register: "funding-drafts".to_owned(),
        views: std::sync::Arc::new(vec![(name, content)]),
    }
}

fn needs() -> Vec<Need> {
    let needs = schools();
    let needs = needs.iter().zip(NEEDS);
    needs
        .map(|(school, (pupils, beyond, first, others))| Need {
            school: school.id,
            first_shift: Tiyn(first),
            others: Tiyn(others),
            pupils_beyond: u32::try_from(beyond).expect("few"),
            pupils: u32::try_from(pupils).expect("few"),
        })
        .collect()
}

fn with_needs(tab: &str, records: Vec<SchoolingRecord>) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    replay.with(|state| state.orders = Some(told(records)));
    replay.tell(kept_needs());
    hands.look(2);
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    hands.click(&hands.text(tab));
    hands.look(3);
    (hands, replay)
}

#[test]
fn the_budget_is_entered_with_the_document_that_sets_it() {
    let (mut hands, replay) = at_budget(department(), "funding-tab-budget");
    look_everywhere(&mut hands, "budget");
    let enter_budget = hands.text("funding-budget-enter");
    hands.click(&enter_budget);
    assert!(hands.says(&hands.text("funding-amount-missing")));
    fill(&mut hands, "funding-amount", "2 500 000,50");
    fill(&mut hands, "funding-basis", "Решение № 12");
    hands.click(&enter_budget);
    hands.look(2);
    hands.click(&hands.text("funding-enter"));
    let op = SchoolingOp::SetBudget {
        department: region(),
        year: world().now.date_naive().year(),
        amount: Tiyn(250_000_050),
        basis: "Решение № 12".to_owned(),
    };
    assert_eq!(asked(&replay), [op]);
}

/// The same by the key of the field's name.
fn fill(hands: &mut Hands, key: &str, text: &str) {
    let field = hands.text(key);
    enter(hands, &field, text);
}

#[test]
fn a_distribution_is_previewed_and_approved_exactly_as_it_was_shown() {
    let (mut hands, replay) = with_needs("funding-tab-distribution", department());
    look_everywhere(&mut hands, "distribution");
    let budget = Tiyn(100_000_001);
    let rule = DistributionRule::pilot();
    let outcome = distribute(budget, &needs(), &rule).expect("it reaches");
    for share in &outcome.shares {
        let sum = share.first_shift.0 + share.others.0;
        let sum = hands.app().locale().money_tiyn_plain(sum);
        assert!(hands.says(&sum), "{sum}");
    }
    hands.click(&hands.text("funding-approve-distribution"));
    hands.look(2);
    assert!(asked(&replay).is_empty(), "nothing before the answer");
    hands.click(&hands.text("funding-approve"));
    let op = SchoolingOp::ApproveDistribution {
        department: region(),
        from: month(1),
        to: month(12),
        budget,
        rule,
        needs: by_name(&hands),
        outcome,
    };
    assert_eq!(asked(&replay), [op]);
}

/// Needs in the order the schools are listed in.
fn by_name(hands: &Hands) -> Vec<Need> {
    let (locale, schools) = (hands.app().locale(), schools());
    let mut needs = needs();
    let name = |need: &Need| {
        let school = schools.iter().find(|one| one.id == need.school);
        school.expect("a school").name.russian().to_owned()
    };
    needs.sort_by(|a, b| {
        locale
            .compare(&name(a), &name(b))
            .then(a.school.cmp(&b.school))
    });
    needs
}

#[test]
fn another_base_of_the_proportion_is_seen_beside_before_it_is_chosen() {
    let (mut hands, replay) = with_needs("funding-tab-distribution", department());
    let budget = Tiyn(100_000_001);
    let other = DistributionRule::pilot().in_proportion_to(Proportion::WholeContingent);
    let outcome = distribute(budget, &needs(), &other).expect("it reaches");
    let locale = hands.app().locale();
    let sums: Vec<String> = outcome
        .shares
        .iter()
        .map(|one| locale.money_tiyn_plain(one.first_shift.0 + one.others.0))
        .collect();
    for sum in &sums {
        assert!(hands.says(sum), "by the other rule: {sum}");
    }
    hands.click(&hands.text("funding-base"));
    hands.click(&hands.text("funding-base-whole"));
    hands.look(2);
    hands.click(&hands.text("funding-approve-distribution"));
    hands.click(&hands.text("funding-approve"));
    let approved = asked(&replay).into_iter().find_map(|op| match op {
        SchoolingOp::ApproveDistribution { rule, outcome, .. } => Some((rule, outcome)),
        _ => None,
    });
    assert_eq!(approved, Some((other, outcome)));
}

#[test]
fn needs_are_changed_beside_the_table_by_the_keyboard_alone() {
    let (mut hands, _replay) = with_needs("funding-tab-distribution", department());
    to_table(&mut hands);
    hands.press(Key::ArrowDown);
    hands.look(3);
    let pupils = hands.text("funding-pupils");
    assert!(hands.has(&pupils), "the need of the first school is open");
    look_everywhere(&mut hands, "need");
    // Pupils beyond the first shift that cost nothing can't be: said at once, and not approved.
    fill(&mut hands, "funding-pupils-beyond", "7");
    fill(&mut hands, "funding-others", "0");
    assert!(hands.says(&hands.text("funding-need-unfit")));
    assert!(hands.says(&hands.text("schooling-refused-needs-unfit")));
    hands.click(&hands.text("funding-need-known"));
    assert!(hands.says(&hands.text("funding-origin-nothing")));
}

#[test]
fn the_plan_made_from_a_distribution_is_exact_and_approved_as_the_next_version() {
    let (mut hands, replay) = with_needs("funding-tab-distribution", department());
    hands.click(&hands.text("funding-make-plan"));
    hands.look(3);
    look_everywhere(&mut hands, "plan-draft");
    let first = [("version", 1.into())];
    hands.click(&hands.format("funding-plan-approve", &first));
    hands.look(2);
    hands.click(&hands.text("funding-approve"));
    let plan = asked(&replay).into_iter().find_map(|op| match op {
        SchoolingOp::ApprovePlan { plan } => Some(plan),
        _ => None,
    });
    let plan = plan.expect("a plan was approved");
    assert_eq!((plan.version, plan.budget), (1, Tiyn(100_000_001)));
    let rule = DistributionRule::pilot();
    let outcome = distribute(plan.budget, &needs(), &rule).expect("it reaches");
    for share in &outcome.shares {
        let sum = Tiyn(share.first_shift.0 + share.others.0);
        assert_eq!(plan.of_school(share.school), Some(sum), "to the tiyn");
    }
    assert_eq!(plan.total(), Some(Tiyn(plan.budget.0 - outcome.left.0)));
}

/// A department whose plan is in force, with a contract that binds most of a school's sum.
fn planned() -> Vec<SchoolingRecord> {
    let schools = schools();
    let mut records = vec![mandate(), contract(0, &schools[0], 2)];
    records.extend(funding(&schools[..3]));
    records
}

#[test]
fn how_much_of_the_budget_is_planned_is_told_as_a_sum_and_a_share() {
    let (hands, _replay) = at_budget(planned(), "funding-tab-budget");
    let locale = hands.app().locale();
    // Three schools, twelve months of 30 million each, of ten thousand million.
    let sum = locale.money_tiyn(3 * 12 * 3_000_000_000);
    let share = locale.percent(10.8, 1);
    assert!(hands.says(&format!("{sum} · {share}")), "{sum} · {share}");
}

#[test]
fn what_keeps_a_plan_from_being_approved_is_told_as_it_is_typed() {
    let (mut hands, replay) = at_budget(planned(), "funding-tab-plan");
    assert!(hands.says(&hands.text("form-plan-in-force")));
    look_everywhere(&mut hands, "plan-in-force");
    hands.click(&hands.text("funding-plan-change"));
    hands.look(3);
    let approve = hands.format("funding-plan-approve", &[("version", 2.into())]);
    hands.click(&approve);
    assert!(
        hands.says(&hands.text("funding-plan-no-changes")),
        "nothing differs yet"
    );
    hands.click(schools()[0].name.russian());
    hands.look(4);
    let january = hands.app().locale().month_name(1).to_owned();
    // The contract binds 300 million of 360: a January of minus says so by its school and month.
    enter(&mut hands, &january, "0");
    let changed = hands.format("funding-plan-only", &[("count", 1.into())]);
    assert!(
        hands.has(&changed),
        "one sum differs from the version in force"
    );
    for month in 2..=4 {
        let name = hands.app().locale().month_name(month).to_owned();
        enter(&mut hands, &name, "0");
    }
    let bound = hands.app().locale().money_tiyn(30_000_000_000);
    assert!(hands.says(&bound), "what is under contract: {bound}");
    look_everywhere(&mut hands, "plan-fault");
    hands.click(&approve);
    assert!(asked(&replay).is_empty());
    // Back above the contract, it is approved with what was typed.
    enter(&mut hands, &january, "120 000 000");
    hands.click(&approve);
    hands.look(2);
    hands.click(&hands.text("funding-approve"));
    let plan = asked(&replay).into_iter().find_map(|op| match op {
        SchoolingOp::ApprovePlan { plan } => Some(plan),
        _ => None,
    });
    let plan = plan.expect("a plan was approved");
    assert_eq!(plan.version, 2);
    let months: &BTreeMap<_, _> = &plan.lines[&schools()[0].id];
    assert_eq!(months.get(&month(1)), Some(&Tiyn(12_000_000_000)));
    assert_eq!(
        months.get(&month(2)),
        None,
        "a month without a sum isn't listed"
    );
}

#[test]
fn a_draft_is_kept_as_it_is_typed_and_found_again() {
    let (mut hands, replay) = at_budget(department(), "funding-tab-budget");
    fill(&mut hands, "funding-basis", "Решение № 44");
    hands.go(Place::Organisations);
    hands.go(Place::Orders(Section::Budget));
    assert!(
        hands.says("Решение № 44"),
        "another screen takes nothing away"
    );
    hands.look(90);
    let content = replay.with(|state| {
        state.sent.iter().rev().find_map(|command| match command {
            Command::KeepView {
                register,
                name,
                content,
            } if register == "funding-drafts" => Some((name.clone(), content.clone())),
            _ => None,
        })
    });
    let (name, content) = content.expect("the draft was written");
    // Another start of the program reads what was written.
    let (mut hands, again) = Hands::signed_in(ROLE, Language::Ru);
    again.with(|state| state.orders = Some(told(department())));
    again.tell(Event::Views {
        register: "funding-drafts".to_owned(),
        views: std::sync::Arc::new(vec![(name, content)]),
    });
    hands.look(2);
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    assert!(hands.says("Решение № 44"));
}

#[test]
fn whoever_only_reads_has_nothing_to_press() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Observer, Language::Ru);
    replay.with(|state| state.orders = Some(told(department())));
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    let region: Kato = region();
    assert_eq!(region, region.region());
    assert!(hands.says("Решение маслихата для примера"));
    assert!(!hands.has(&hands.text("funding-budget-enter")));
    hands.click(&hands.text("funding-tab-distribution"));
    hands.look(2);
    assert!(!hands.has(&hands.text("funding-approve-distribution")));
    hands.act(Action::Language(Language::Kk));
    assert!(hands.has(&hands.text("funding-tab-plan")));
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
