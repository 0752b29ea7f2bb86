//! Sessions with NCALayer: what ends with a verified signature, and everything that must not.

use crate::fixtures::{IIN, fixture, now, open, policy};
use baqylau_signing::ncalayer::{
    Action, Event, Failure, HEARTBEAT, LARGEST_FRAME, Patience, Payload, Session, SignRequest,
    State, read_frame,
};
use baqylau_signing::{CheckKind, Detail, KeyFile, TrustStore, pem, sign_detached};
use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;
use rand_core::OsRng;
use serde_json::{Value, json};
use std::time::Duration;

const ACT: &[u8] = b"act";
const PRESCRIPTION: &[u8] = b"prescription";
const GREETING: &str = r#"{"result":{"version":"1.4"}}"#;
const MISSING: &str = r#"{"success":false,"errorCode":"MODULE_NOT_FOUND"}"#;

fn second(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn session_over(documents: &[&[u8]]) -> Session {
    let documents = documents.iter().map(|one| one.to_vec()).collect();
    let request = SignRequest::new(documents, IIN, Payload::Whole).expect("request");
    Session::new(request, Patience::default())
}

/// A session whose request was sent.
fn signing(documents: &[&[u8]]) -> Session {
    let mut session = session_over(documents);
    assert_eq!(session.handle(Event::Connected, second(0)), []);
    assert_eq!(session.state(), State::Greeting);
    let actions = session.handle(Event::Text(GREETING), second(1));
    assert_eq!(actions, [Action::Ready]);
    assert_eq!(session.state(), State::Idle);
    sent(&session.handle(Event::Begin, second(1)));
    assert_eq!(session.state(), State::Signing);
    session
}

fn sent(actions: &[Action]) -> Value {
    match actions {
        [Action::Send(text)] => serde_json::from_str(text).expect("a request"),
        other => panic!("{other:?}"),
    }
}

fn head() -> KeyFile {
    open(&fixture().head)
}

fn cms(key: &KeyFile, document: &[u8]) -> String {
    STANDARD.encode(sign_detached(key, document, now(), &mut OsRng).expect("signed"))
}

fn basics(signatures: &[String]) -> String {
    json!({"status": true, "body": {"result": signatures}}).to_string()
}

fn verify(session: &mut Session) {
    session.verify(&fixture().ca.trust_store(), &policy(), now());
}

/// What became of a session that was given this answer.
fn answered(answer: &str) -> Session {
    let mut session = signing(&[ACT]);
    session.handle(Event::Text(answer), second(20));
    verify(&mut session);
    session
}

#[test]
fn the_right_person_over_the_right_octets_is_handed_on() {
    let session = answered(&basics(&[cms(&head(), ACT)]));
    assert_eq!(session.state(), State::Done);
    let signed = session.into_signed();
    assert_eq!(signed.len(), 1);
    assert!(signed[0].verdict().is_valid());
    assert_eq!(
        signed[0].verdict().signer.as_ref().unwrap().iin.as_deref(),
        Some(IIN)
    );
}

#[test]
fn nothing_is_handed_on_before_it_was_verified() {
    let mut session = signing(&[ACT]);
    let answer = basics(&[cms(&head(), ACT)]);
    assert_eq!(
        session.handle(Event::Text(&answer), second(9)),
        [Action::Verify]
    );
    assert_eq!(session.state(), State::Verify);
    assert_eq!(session.into_signed(), []);
}

#[test]
fn another_person_another_document_and_another_authority_are_refused() {
    let kind_of = |session: &Session| match session.failure() {
        Some(Failure::Unsound(check)) => check.kind,
        other => panic!("{other:?}"),
    };
    let citizen = open(&fixture().citizen);
    let other = answered(&basics(&[cms(&citizen, ACT)]));
    assert_eq!(kind_of(&other), CheckKind::Person);
    let changed = answered(&basics(&[cms(&head(), b"Act")]));
    assert_eq!(kind_of(&changed), CheckKind::Digest);
    let login = answered(&basics(&[cms(&open(&fixture().head_login), ACT)]));
    assert_eq!(kind_of(&login), CheckKind::KeyUsage);

    // Without anybody to believe, a certificate that anybody could have made is not enough.
    let mut session = signing(&[ACT]);
    session.handle(Event::Text(&basics(&[cms(&head(), ACT)])), second(9));
    session.verify(&TrustStore::new(), &policy(), now());
    let Some(Failure::Unsound(check)) = session.failure() else {
        panic!("{session:?}");
    };
    assert_eq!(check.kind, CheckKind::Chain);
    assert_eq!(check.detail, Some(Detail::NoAnchors));
    assert_eq!(session.into_signed(), []);
}

#[test]
fn every_document_of_a_batch_must_be_signed_in_its_place() {
    let (act, prescription) = (cms(&head(), ACT), cms(&head(), PRESCRIPTION));
    let run = |signatures: &[String]| {
        let mut session = signing(&[ACT, PRESCRIPTION]);
        session.handle(Event::Text(&basics(signatures)), second(9));
        verify(&mut session);
        (session.state(), session.into_signed().len())
    };
    assert_eq!(run(&[act.clone(), prescription.clone()]), (State::Done, 2));
    assert_eq!(
        run(&[prescription.clone(), act.clone()]),
        (State::Failed, 0)
    );
    assert_eq!(run(&[act.clone(), act.clone()]), (State::Failed, 0));
    assert_eq!(run(std::slice::from_ref(&act)), (State::Failed, 0));
    assert_eq!(run(&[]), (State::Failed, 0));
    assert_eq!(run(&[act.clone(), prescription, act]), (State::Failed, 0));
}

#[test]
fn without_the_new_module_the_old_one_signs_one_by_one() {
    let mut session = signing(&[ACT, PRESCRIPTION]);
    let asked = sent(&session.handle(Event::Text(MISSING), second(2)));
    assert_eq!(asked["method"], "getActiveTokens");
    let tokens = r#"{"responseObject":["AKKaztokenStore"],"code":"200"}"#;
    let asked = sent(&session.handle(Event::Text(tokens), second(3)));
    assert_eq!(asked["args"][0], "AKKaztokenStore");
    let old =
        |document| json!({"responseObject": cms(&head(), document), "code": "200"}).to_string();
    let asked = sent(&session.handle(Event::Text(&old(ACT)), second(4)));
    assert_eq!(asked["args"][2], STANDARD.encode(PRESCRIPTION));
    let last = session.handle(Event::Text(&old(PRESCRIPTION)), second(5));
    assert_eq!(last, [Action::Verify]);
    verify(&mut session);
    assert_eq!(session.into_signed().len(), 2);
}

#[test]
fn a_build_that_cannot_list_tokens_signs_with_a_key_file() {
    let mut session = signing(&[ACT]);
    session.handle(Event::Text(MISSING), second(2));
    let asked = sent(&session.handle(Event::Text(r#"{"code":"500"}"#), second(3)));
    assert_eq!(asked["args"][0], "PKCS12");
    session.handle(Event::Text(MISSING), second(4));
    assert_eq!(session.failure(), Some(&Failure::ModuleMissing));
}

#[test]
fn who_does_not_greet_is_asked_who_it_is() {
    let mut session = session_over(&[ACT]);
    session.handle(Event::Connected, second(0));
    let asked = sent(&session.handle(Event::Clock, second(2)));
    assert_eq!(asked["method"], "getVersion");
    let kaztoken = r#"{"code":"200","responseObject":{"name":"KAZTOKENdesktop","version":"1.2"}}"#;
    let actions = session.handle(Event::Text(kaztoken), second(3));
    assert_eq!(actions, [Action::Ready]);
    assert_eq!(session.product().unwrap().name, "KAZTOKENdesktop");
    // Its greeting, later, is not taken for an answer.
    session.handle(Event::Begin, second(3));
    assert_eq!(session.handle(Event::Text(GREETING), second(4)), []);
    assert_eq!(session.state(), State::Signing);

    let mut other = session_over(&[ACT]);
    other.handle(Event::Connected, second(0));
    other.handle(Event::Clock, second(2));
    other.handle(Event::Text(MISSING), second(3));
    assert_eq!(other.state(), State::Idle);
    assert_eq!(other.product(), None);

    let mut silent = session_over(&[ACT]);
    silent.handle(Event::Connected, second(0));
    silent.handle(Event::Clock, second(2));
    assert_eq!(silent.handle(Event::Clock, second(4)), [Action::Close]);
    assert_eq!(silent.failure(), Some(&Failure::NotNcaLayer));
}

#[test]
fn heartbeats_go_out_while_a_person_thinks_and_their_answers_are_nothing() {
    let mut session = signing(&[ACT]);
    assert_eq!(session.wakes(), Some(second(11)));
    let beat = vec![Action::Send(HEARTBEAT.to_owned())];
    assert_eq!(session.handle(Event::Clock, second(11)), beat);
    for noise in [HEARTBEAT, "{}", GREETING, "не JSON"] {
        assert_eq!(session.handle(Event::Text(noise), second(12)), []);
    }
    session.handle(Event::Text(&basics(&[cms(&head(), ACT)])), second(13));
    verify(&mut session);
    assert_eq!(session.state(), State::Done);
}

#[test]
fn every_wait_ends() {
    let mut probe = session_over(&[ACT]);
    probe.handle(Event::Clock, second(3));
    assert_eq!(probe.failure(), Some(&Failure::Unreachable));

    let mut slow = signing(&[ACT]);
    // Nobody told the clock; the answer comes a second too late all the same.
    slow.handle(Event::Text(&basics(&[cms(&head(), ACT)])), second(301));
    assert_eq!(slow.failure(), Some(&Failure::TimedOut));
    assert_eq!(slow.wakes(), None);

    let mut chatter = signing(&[ACT]);
    for _ in 0..=1000 {
        chatter.handle(Event::Text(HEARTBEAT), second(2));
    }
    assert_eq!(chatter.failure(), Some(&Failure::NotNcaLayer));
}

#[test]
fn drops_refusals_and_cancelling_end_without_a_signature() {
    let end = |event: Event<'_>| {
        let mut session = signing(&[ACT]);
        assert_eq!(session.handle(event, second(2)), [Action::Close]);
        let found = (session.state(), session.failure().cloned());
        // Whatever comes afterwards changes nothing.
        let right = basics(&[cms(&head(), ACT)]);
        assert_eq!(session.handle(Event::Text(&right), second(3)), []);
        verify(&mut session);
        assert_eq!(session.state(), found.0);
        assert_eq!(session.into_signed(), []);
        found
    };
    assert_eq!(end(Event::Cancel), (State::Cancelled, None));
    let closed = r#"{"status":true,"body":{}}"#;
    assert_eq!(end(Event::Text(closed)), (State::Cancelled, None));
    assert_eq!(end(Event::Dropped), (State::Failed, Some(Failure::Dropped)));
    assert_eq!(
        end(Event::TooLarge),
        (State::Failed, Some(Failure::TooLarge))
    );
    let huge = " ".repeat(LARGEST_FRAME + 1);
    assert_eq!(
        end(Event::Text(&huge)),
        (State::Failed, Some(Failure::TooLarge))
    );
    let code = "SIGNING_FAILURE".to_owned();
    assert_eq!(
        end(Event::Text(r#"{"status":false,"code":"SIGNING_FAILURE"}"#)),
        (State::Failed, Some(Failure::Refused { code }))
    );
    let nonsense = r#"{"status":true,"body":{"result":["AAAA"]}}"#;
    assert_eq!(
        end(Event::Text(nonsense)),
        (State::Failed, Some(Failure::NotASignature))
    );
}

#[test]
fn a_second_answer_changes_nothing_about_the_first() {
    let mut session = signing(&[ACT]);
    let armoured = |key: &KeyFile| {
        let der = sign_detached(key, ACT, now(), &mut OsRng).expect("signed");
        json!({"status": true, "body": {"result": pem::encode("CMS", &der)}}).to_string()
    };
    let (right, wrong) = (armoured(&head()), armoured(&open(&fixture().citizen)));
    session.handle(Event::Text(&right), second(2));
    assert_eq!(session.handle(Event::Text(&wrong), second(2)), []);
    assert_eq!(session.handle(Event::Dropped, second(2)), []);
    verify(&mut session);
    assert_eq!(session.handle(Event::Text(&right), second(2)), []);
    assert_eq!(session.into_signed().len(), 1);
}

/// What a stranger may do, in any order.
#[derive(Debug, Clone)]
enum Move {
    Text(String),
    Event(u8),
    Verify,
}

fn moves() -> impl Strategy<Value = Vec<(Move, u64)>> {
    let telling = prop::sample::select(vec![
        GREETING.to_owned(),
        MISSING.to_owned(),
        HEARTBEAT.to_owned(),
        r#"{"status":true,"body":{}}"#.to_owned(),
        r#"{"code":"200","responseObject":[]}"#.to_owned(),
        r#"{"code":"200","responseObject":"MIIB"}"#.to_owned(),
        r#"{"status":true,"body":{"result":["MIAAAAAA"]}}"#.to_owned(),
        r#"{"code":"500","message":"action.canceled"}"#.to_owned(),
    ]);
    let text = prop_oneof![
        4 => telling,
        1 => ".{0,40}",
        1 => r#"\{"(status|code|body|result|responseObject)":[\[\]{}"a-z0-9:,]{0,30}\}"#,
    ];
    let one = prop_oneof![
        4 => text.prop_map(Move::Text),
        4 => (0u8..7).prop_map(Move::Event),
        1 => Just(Move::Verify),
    ];
    prop::collection::vec((one, 0u64..400), 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_stranger_talks_a_session_into_a_signature(moves in moves()) {
        let mut session = session_over(&[ACT]);
        for (one, at) in moves {
            let over = session.state().is_over();
            match one {
                Move::Text(text) => { session.handle(Event::Text(&text), second(at)); }
                Move::Event(number) => {
                    let event = [
                        Event::Connected, Event::Binary, Event::TooLarge, Event::Dropped,
                        Event::Begin, Event::Cancel, Event::Clock,
                    ][usize::from(number)];
                    session.handle(event, second(at));
                }
                Move::Verify => verify(&mut session),
            }
            prop_assert!(!over || session.state().is_over());
        }
        prop_assert_ne!(session.state(), State::Done);
        prop_assert_eq!(session.into_signed(), []);
    }

    #[test]
    fn no_text_causes_a_panic(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_frame(&text);
        let _ = read_frame(&String::from_utf8_lossy(&bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_right_answer_with_one_character_changed_is_never_a_wrong_signature(
        at in any::<prop::sample::Index>(),
        put in prop::char::range(' ', '~'),
    ) {
        let mut answer: Vec<char> = basics(&[cms(&head(), ACT)]).chars().collect();
        let at = at.index(answer.len());
        answer[at] = put;
        let answer: String = answer.into_iter().collect();
        for signed in answered(&answer).into_signed() {
            // Only where the change changed nothing that is signed.
            prop_assert!(signed.verdict().is_valid());
            let iin = signed.verdict().signer.as_ref().and_then(|signer| signer.iin.clone());
            prop_assert_eq!(iin.as_deref(), Some(IIN));
        }
    }
}
