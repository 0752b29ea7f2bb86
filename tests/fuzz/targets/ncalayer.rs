//! Frames of a signing program: whatever it says, no signature comes of it that wasn't verified.
#![no_main]

use baqylau_fuzz::{DOCUMENT, now, trust};
use baqylau_signing::ncalayer::{Action, Event, Patience, Payload, Session, SignRequest, State};
use baqylau_signing::{Status, VerificationPolicy, verify};
use libfuzzer_sys::fuzz_target;
use std::time::Duration;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let request = SignRequest::new(
        vec![DOCUMENT.to_vec()],
        "123456789011".to_owned(),
        Payload::Whole,
    );
    let Ok(request) = request else {
        return;
    };
    let mut session = Session::new(request, Patience::default());
    let mut time = Duration::ZERO;
    let events = std::iter::once(Event::Connected).chain(text.split('\n').map(Event::Text));
    for event in events {
        time += Duration::from_millis(10);
        let actions = session.handle(event, time);
        if actions.contains(&Action::Ready) {
            session.handle(Event::Begin, time);
        }
    }
    let policy = VerificationPolicy::binding().exempt_demonstration();
    if session.state() == State::Verify {
        session.verify(trust(), &policy, now());
    }
    for signed in session.into_signed() {
        let verdict = verify(signed.cms(), Some(DOCUMENT), trust(), &policy, now());
        assert_eq!(verdict.status, Status::Valid);
    }
});
