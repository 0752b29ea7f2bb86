//! Applications of schools: who does what with them, what they wait for, and the department's days.

use baqylau_domain::Moment;
use baqylau_domain::calendar::WorkingCalendar;
use baqylau_domain::checks::{
    Case, CheckId, CheckMoment, CheckParameters, EntityStatus, Fact, FactValue, Facts, Outcome,
    Programme, Report, SignatureVerdict, Source, Subject,
};
use baqylau_domain::identifiers::{ApplicationId, Bin, BlobHash, Kato, OrganisationId, PersonId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    Application, ApplicationCommand as Command, ApplicationKind, ApplicationRefusal as Refusal,
    ApplicationRule, ApplicationSignature, ApplicationStage as Stage, Clock, ConstructionKind,
    DocumentKind, Draft, Hand, PassportPart, RefusalBasis, Remark, SeenBySchool,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn bin() -> Bin {
    "230940999005".parse().unwrap()
}

fn school() -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(1))
}

fn shymkent() -> Kato {
    "790000000".parse().unwrap()
}

fn officer(number: u128) -> Actor {
    Actor {
        person: PersonId::new(Uuid::from_u128(number)),
        role: AccountRole::EducationOfficer,
        territory: Some(shymkent()),
        organisation: None,
    }
}

fn at(day: &str) -> Moment {
    format!("{day}T05:00:00Z").parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What the checks say of an application whose tax debt is so many tiyn; `None`: nobody answered.
fn outcome(debt: Option<i64>) -> Outcome {
    let now = at("2026-11-02");
    let said = |about: Subject, value, source| Fact {
        about,
        value,
        source,
        as_of: now,
        by: None,
    };
    let us = || Subject::Organisation(bin());
    let mut case = Case::new(Programme::Schooling, CheckMoment::Application, bin());
    case.document = Some("З-1".into());
    let mut facts: Facts = [
        said(
            Subject::Document("З-1".into()),
            FactValue::Signature {
                verdict: SignatureVerdict::Valid,
                organisation: Some(bin()),
            },
            Source::Nca,
        ),
        said(
            us(),
            FactValue::LegalEntity {
                status: EntityStatus::Active,
                head: None,
                founders: BTreeSet::new(),
            },
            Source::GbdUl,
        ),
    ]
    .into_iter()
    .collect();
    if let Some(debt) = debt {
        facts.insert(said(
            us(),
            FactValue::TaxDebt { amount: Tiyn(debt) },
            Source::Culs,
        ));
    }
    Outcome::of(&Report::run(&case, &facts, &CheckParameters::pilot(), now))
}

fn sound() -> Outcome {
    outcome(Some(0))
}

fn papers(kind: ApplicationKind) -> BTreeMap<DocumentKind, BlobHash> {
    kind.needed()
        .iter()
        .map(|kind| (*kind, BlobHash::new([7; 32])))
        .collect()
}

fn submitted() -> Application {
    let kind = ApplicationKind::Financing;
    Application::submit(
        ApplicationId::new(Uuid::from_u128(9)),
        kind,
        school(),
        shymkent(),
        papers(kind),
        at("2026-11-02"),
    )
    .unwrap()
}

struct Desk {
    application: Application,
    outcome: Outcome,
    rule: ApplicationRule,
}

impl Desk {
    fn new() -> Self {
        Self {
            application: submitted(),
            outcome: sound(),
            rule: ApplicationRule::pilot(),
        }
    }

    fn ask(&mut self, by: Hand<'_>, command: &Command, on: &str) -> Result<(), Refusal> {
        let next = self
            .application
            .decide(command, by, &self.outcome, &self.rule, at(on))?;
        self.application = next;
        Ok(())
    }

    fn officer(&mut self, number: u128, command: Command, on: &str) -> Result<(), Refusal> {
        self.ask(Hand::Officer(&officer(number)), &command, on)
    }

    fn clock(&self, today: &str) -> Clock {
        let calendar = WorkingCalendar::kazakhstan();
        self.application.clock(day(today), &calendar, &self.rule)
    }
}

fn accept() -> Command {
    Command::Propose {
        draft: Draft::Accept,
        reviewed: true,
    }
}

fn refuse(basis: RefusalBasis) -> Command {
    Command::Propose {
        draft: Draft::Refuse {
            basis: BTreeSet::from([basis]),
            reason: "Налоговая задолженность".into(),
        },
        reviewed: true,
    }
}

fn remarks() -> Command {
    Command::ReturnToSchool {
        remarks: vec![Remark {
            document: Some(DocumentKind::StaffingStatement),
            part: None,
            text: "Нет сведений о педагогах 5-9 классов".into(),
        }],
    }
}

#[test]
fn an_application_is_taken_proposed_and_approved_by_another() {
    let mut desk = Desk::new();
    desk.officer(10, Command::Take, "2026-11-03").unwrap();
    desk.officer(10, accept(), "2026-11-04").unwrap();
    assert_eq!(
        desk.application.stage.seen_by_school(),
        SeenBySchool::Sent,
        "the school doesn't see who has it"
    );
    assert_eq!(
        desk.officer(10, Command::Approve, "2026-11-04"),
        Err(Refusal::OwnProposal)
    );
    desk.officer(11, Command::Approve, "2026-11-05").unwrap();
    assert_eq!(desk.application.stage, Stage::Accepted);
    assert_eq!(desk.application.steps.len(), 4);
    assert_eq!(
        desk.officer(10, Command::Take, "2026-11-06"),
        Err(Refusal::WrongStage)
    );
}

#[test]
fn documents_that_are_missing_are_named_before_anything_is_kept() {
    let kind = ApplicationKind::Financing;
    let mut some = papers(kind);
    some.remove(&DocumentKind::SafetyProof);
    let refused = Application::submit(
        ApplicationId::new(Uuid::from_u128(9)),
        kind,
        school(),
        shymkent(),
        some,
        at("2026-11-02"),
    );
    assert_eq!(
        refused.err(),
        Some(Refusal::Missing {
            documents: vec![DocumentKind::SafetyProof]
        })
    );
    let built = ApplicationKind::Reimbursement(ConstructionKind::Construction);
    assert!(built.needed().contains(&DocumentKind::Encumbrance));
    assert!(ApplicationKind::Digitisation.needed().is_empty());
}

#[test]
fn a_stop_factor_can_only_be_refused_or_sent_back() {
    let mut desk = Desk::new();
    desk.outcome = outcome(Some(5_000_000));
    desk.officer(10, Command::Take, "2026-11-03").unwrap();
    assert_eq!(
        desk.officer(10, accept(), "2026-11-03"),
        Err(Refusal::Stopped)
    );
    assert_eq!(
        desk.officer(
            10,
            refuse(RefusalBasis::Check(CheckId::OrgSignature)),
            "2026-11-03"
        ),
        Err(Refusal::NoBasis),
        "that check passed"
    );
    desk.officer(
        10,
        refuse(RefusalBasis::Check(CheckId::OrgTaxDebt)),
        "2026-11-03",
    )
    .unwrap();
    desk.officer(11, Command::Approve, "2026-11-04").unwrap();
    assert_eq!(
        desk.application.stage.seen_by_school(),
        SeenBySchool::Refused
    );
}

#[test]
fn a_silent_source_waits_and_a_change_after_the_proposal_counts() {
    let mut desk = Desk::new();
    desk.outcome = outcome(None);
    desk.officer(10, Command::Take, "2026-11-03").unwrap();
    assert_eq!(
        desk.officer(10, accept(), "2026-11-03"),
        Err(Refusal::Waits)
    );
    desk.outcome = sound();
    desk.officer(10, accept(), "2026-11-04").unwrap();
    desk.outcome = outcome(Some(1));
    assert_eq!(
        desk.officer(11, Command::Approve, "2026-11-05"),
        Err(Refusal::Stopped)
    );
    let reason = "Появилась задолженность".into();
    desk.officer(11, Command::ReturnToExecutor { reason }, "2026-11-05")
        .unwrap();
    desk.officer(10, remarks(), "2026-11-05").unwrap();
}

#[test]
fn what_is_to_be_reviewed_was_looked_at_by_somebody() {
    let mut desk = Desk::new();
    assert!(
        !desk.outcome.review_open.is_empty(),
        "no premises were asked about, no head was named"
    );
    desk.officer(10, Command::Take, "2026-11-03").unwrap();
    let unseen = Command::Propose {
        draft: Draft::Accept,
        reviewed: false,
    };
    assert_eq!(
        desk.officer(10, unseen, "2026-11-03"),
        Err(Refusal::NotReviewed)
    );
}

#[test]
fn an_application_goes_back_with_remarks_and_comes_again() {
    let mut desk = Desk::new();
    desk.officer(10, Command::Take, "2026-11-03").unwrap();
    let empty = Command::ReturnToSchool {
        remarks: Vec::new(),
    };
    assert_eq!(
        desk.officer(10, empty, "2026-11-03"),
        Err(Refusal::NoReason)
    );
    desk.officer(10, remarks(), "2026-11-03").unwrap();
    assert_eq!(
        desk.application.stage.seen_by_school(),
        SeenBySchool::ToRework
    );
    let replaced = BTreeMap::from([(DocumentKind::StaffingStatement, BlobHash::new([8; 32]))]);
    let again = Command::Resubmit {
        documents: replaced,
    };
    let other = OrganisationId::new(Uuid::from_u128(2));
    assert_eq!(
        desk.ask(Hand::School(other), &again, "2026-11-10"),
        Err(Refusal::NotYours)
    );
    desk.ask(Hand::School(school()), &again, "2026-11-10")
        .unwrap();
    assert_eq!(desk.application.round, 2);
    assert_eq!(
        desk.application.documents[&DocumentKind::StaffingStatement],
        BlobHash::new([8; 32])
    );
}

#[test]
fn what_people_wrote_reaches_no_log() {
    let mut desk = Desk::new();
    desk.officer(10, Command::Take, "2026-11-03").unwrap();
    desk.officer(10, remarks(), "2026-11-03").unwrap();
    assert!(!format!("{:?}", desk.application).contains("педагогах"));
    assert!(!format!("{:?}", remarks()).contains("педагогах"));
}

#[test]
fn only_officers_of_the_region_touch_it() {
    let mut desk = Desk::new();
    let mut elsewhere = officer(10);
    elsewhere.territory = Some("750000000".parse().unwrap());
    assert_eq!(
        desk.ask(Hand::Officer(&elsewhere), &Command::Take, "2026-11-03"),
        Err(Refusal::NotYourTerritory)
    );
    for role in [
        AccountRole::Commission,
        AccountRole::IssuerOfficer,
        AccountRole::FinancialCentre,
        AccountRole::Observer,
    ] {
        let mut other = officer(10);
        other.role = role;
        assert_eq!(
            desk.ask(Hand::Officer(&other), &Command::Take, "2026-11-03"),
            Err(Refusal::NotYours)
        );
    }
    assert_eq!(
        desk.ask(Hand::School(school()), &Command::Take, "2026-11-03"),
        Err(Refusal::NotYours)
    );
    assert_eq!(
        desk.officer(10, Command::Withdraw, "2026-11-03"),
        Err(Refusal::NotYours),
        "a department can't withdraw for the school"
    );
}

#[test]
fn the_department_has_five_working_days_and_rests_while_the_school_has_it() {
    let mut desk = Desk::new();
    // Monday 2 November 2026; five working days end on Monday the 9th.
    assert_eq!(
        desk.clock("2026-11-02"),
        Clock::Running {
            due: day("2026-11-09"),
            left: 5,
            late: 0
        }
    );
    assert_eq!(
        desk.clock("2026-11-11"),
        Clock::Running {
            due: day("2026-11-09"),
            left: 0,
            late: 2
        }
    );
    desk.officer(10, Command::Take, "2026-11-03").unwrap();
    desk.officer(10, remarks(), "2026-11-05").unwrap();
    assert_eq!(desk.clock("2026-11-20"), Clock::Paused { left: 2 });
    let again = Command::Resubmit {
        documents: BTreeMap::new(),
    };
    desk.ask(Hand::School(school()), &again, "2026-11-20")
        .unwrap();
    assert_eq!(
        desk.clock("2026-11-20"),
        Clock::Running {
            due: day("2026-11-24"),
            left: 2,
            late: 0
        }
    );
    desk.officer(10, Command::Take, "2026-11-23").unwrap();
    desk.officer(10, accept(), "2026-11-24").unwrap();
    desk.officer(11, Command::Approve, "2026-11-26").unwrap();
    assert_eq!(
        desk.clock("2026-12-31"),
        Clock::Stopped {
            on: day("2026-11-26"),
            late: 2
        }
    );
}

fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(Command::Take),
        Just(accept()),
        Just(refuse(RefusalBasis::Check(CheckId::OrgTaxDebt))),
        Just(refuse(RefusalBasis::Document(DocumentKind::SafetyProof))),
        Just(remarks()),
        Just(Command::ReturnToExecutor {
            reason: "Проверьте".into()
        }),
        Just(Command::Approve),
        Just(Command::Resubmit {
            documents: BTreeMap::new()
        }),
        Just(Command::Withdraw),
    ]
}

proptest! {
    /// Whatever is asked of it by whomever: what is final stays, steps are only added, nothing is
    /// accepted against the checks or by one person alone, and nothing refused without a basis.
    #[test]
    fn no_way_leads_around_the_rules(
        asked in proptest::collection::vec((any_command(), 0..4u128, 0..3u8), 0..40),
    ) {
        let mut desk = Desk::new();
        for (command, hand, checks) in asked {
            desk.outcome = outcome([Some(0), Some(100), None][usize::from(checks)]);
            let before = desk.application.clone();
            let done = match hand {
                0 => desk.ask(Hand::School(school()), &command, "2026-11-09"),
                number => desk.officer(number, command, "2026-11-09"),
            };
            let after = &desk.application;
            prop_assert_eq!(done.is_err(), *after == before);
            prop_assert!(!before.stage.is_final() || done.is_err());
            prop_assert_eq!(&after.steps[..before.steps.len()], &before.steps[..]);
            prop_assert_eq!(&after.steps.last().unwrap().stage, &after.stage);
            if let (Stage::Accepted, Stage::InApproval { executor, .. }) = (&after.stage, &before.stage) {
                prop_assert_eq!(checks, 0);
                prop_assert_ne!(after.steps.last().unwrap().by, Some(*executor));
            }
            if let Stage::Refused { basis, reason } = &after.stage {
                prop_assert!(!basis.is_empty() && !reason.are_missing());
            }
        }
    }
}

proptest! {
    /// Wherever it is: what its school is told names no stage and nobody of the department, what the
    /// department does inside changes none of it, the school's own commands come to the same by it,
    /// and the days run the same.
    #[test]
    fn a_school_judges_by_what_it_is_told_as_by_the_whole(
        asked in proptest::collection::vec((any_command(), 0..4u128), 0..30),
    ) {
        let (calendar, rule) = (WorkingCalendar::kazakhstan(), ApplicationRule::pilot());
        let mut desk = Desk::new();
        for (nth, (command, hand)) in asked.into_iter().enumerate() {
            let on = day("2026-11-02") + chrono::Days::new(u64::try_from(nth).unwrap());
            let on = on.to_string();
            let before = desk.application.for_school();
            let outer = hand == 0;
            let done = match hand {
                0 => desk.ask(Hand::School(school()), &command, &on),
                number => desk.officer(10 + number, command.clone(), &on),
            };
            let seen = desk.application.for_school();
            let opened = seen.clone().opened();
            prop_assert_eq!(&opened.for_school(), &seen, "nothing more is known by it");
            let text = serde_json::to_string(&seen).unwrap();
            for inner in ["in_work", "in_approval", "back_at_executor", "executor"] {
                prop_assert!(!text.contains(inner), "{} is told: {}", inner, text);
            }
            for number in 11..14 {
                prop_assert!(!text.contains(&officer(number).person.to_string()));
            }
            prop_assert_eq!(opened.stage.seen_by_school(), desk.application.stage.seen_by_school());
            prop_assert_eq!(opened.text(), desk.application.text());
            prop_assert_eq!(opened.is_to_sign(), desk.application.is_to_sign());
            let told = matches!(command, Command::ReturnToSchool { .. } | Command::Approve);
            if !outer && !told {
                prop_assert_eq!(&seen, &before, "the school hears nothing of {:?}", command);
            }
            if outer {
                let by_told = before.opened().decide(
                    &command, Hand::School(school()), &Outcome::default(), &rule, at(&on),
                );
                prop_assert_eq!(by_told.is_ok(), done.is_ok());
                if let Ok(by_told) = by_told {
                    prop_assert_eq!(by_told.for_school(), seen);
                }
            }
            for later in [0, 1, 5, 12] {
                let today = day(&on) + chrono::Days::new(later);
                prop_assert_eq!(
                    opened.clock(today, &calendar, &rule),
                    desk.application.clock(today, &calendar, &rule)
                );
            }
        }
    }
}

fn signature(of: &Application) -> ApplicationSignature {
    ApplicationSignature {
        by: officer(1).person,
        at: at("2026-11-02"),
        document: of.text().sha256().unwrap(),
        file: BlobHash::new([9; 32]),
    }
}

#[test]
fn the_school_signs_what_it_sent_last_and_signs_again_what_it_sends_again() {
    let first = submitted();
    assert!(first.is_to_sign());
    let mut other = signature(&first);
    other.document = BlobHash::new([8; 32]);
    assert_eq!(first.sign(other), Err(Refusal::OtherDocument));
    let signed = first.sign(signature(&first)).unwrap();
    assert!(!signed.is_to_sign());
    assert_eq!(signed.sign(signature(&first)), Err(Refusal::SignedAlready));
    assert_eq!(signed.text(), first.text(), "what is signed stays");
    // The department may have it already when the signature comes.
    let rule = ApplicationRule::pilot();
    let does = |one: &Application, command, hand: Hand<'_>| {
        one.decide(&command, hand, &Outcome::default(), &rule, at("2026-11-03"))
    };
    let one = officer(1);
    let taken = does(&first, Command::Take, Hand::Officer(&one)).unwrap();
    assert!(taken.sign(signature(&taken)).is_ok());
    // With the school again, nothing waits; sent again, it is another document.
    let remarks = vec![Remark {
        document: None,
        part: None,
        text: "дополните".into(),
    }];
    let taken = does(&signed, Command::Take, Hand::Officer(&one)).unwrap();
    let back = does(
        &taken,
        Command::ReturnToSchool { remarks },
        Hand::Officer(&one),
    )
    .unwrap();
    assert!(!back.is_to_sign());
    let documents = BTreeMap::new();
    let again = does(
        &back,
        Command::Resubmit { documents },
        Hand::School(first.school),
    )
    .unwrap();
    assert!(again.is_to_sign() && again.text() != first.text());
    assert_eq!(again.sign(signature(&first)), Err(Refusal::OtherDocument));
    let withdrawn = does(&again, Command::Withdraw, Hand::School(first.school)).unwrap();
    assert_eq!(withdrawn.sign(signature(&again)), Err(Refusal::WrongStage));
}

#[test]
fn an_application_from_before_signatures_is_read() {
    let first = submitted();
    let written = serde_json::to_string(&first).unwrap();
    assert!(!written.contains("signature"), "{written}");
    assert_eq!(
        serde_json::from_str::<Application>(&written).unwrap(),
        first
    );
}

#[test]
fn digitisation_is_refused_for_a_part_of_the_passport_and_nothing_else_is() {
    let part = RefusalBasis::Passport(PassportPart::Licence);
    for (kind, holds) in [
        (ApplicationKind::Digitisation, true),
        (ApplicationKind::Financing, false),
        (
            ApplicationKind::Reimbursement(ConstructionKind::Construction),
            false,
        ),
    ] {
        let mut desk = Desk::new();
        desk.application.kind = kind;
        desk.officer(10, Command::Take, "2026-11-03").unwrap();
        let asked = desk.officer(10, refuse(part), "2026-11-03");
        let expected = if holds { Ok(()) } else { Err(Refusal::NoBasis) };
        assert_eq!(asked, expected, "{kind:?}");
        assert_eq!(!kind.passport().is_empty(), holds);
    }
}
