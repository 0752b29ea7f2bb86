//! Trust and services on the settings screen; the two verdicts on the act screen.

use crate::files::{drop_files, hover};
use crate::hands::{Hands, pictures_wanted};
use crate::replay::Replay;
use crate::states::everywhere;
use crate::world::world;
use baqylau_client::ui::{
    ActPreview, AuthorityRow, AuthoritySource, AuthorityState, CheckOutcome, Command, Event,
    ListAge, ListRow, RegisteredVerdict, ServiceCheck, ServiceKind, ServiceRow, ServiceSource,
    SignatureLevel, TrustView, UserError, VerdictStatus,
};
use baqylau_desktop::place::Place;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use chrono::TimeDelta;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use std::sync::Arc;

fn authority(name: &str, state: AuthorityState, sources: &[AuthoritySource]) -> AuthorityRow {
    let now = world().now;
    AuthorityRow {
        name: name.to_owned(),
        organisation: "Мемлекеттік техникалық қызмет".to_owned(),
        fingerprint: format!("{:064x}", name.len() as u128 * 0x9e37_79b9_7f4a_7c15),
        valid: (now - TimeDelta::days(900), now + TimeDelta::days(7_000)),
        national: false,
        state,
        sources: sources.to_vec(),
    }
}

/// Everything the screen can show at once.
fn trust() -> TrustView {
    use AuthoritySource::{Folder, Imported, Registry};
    let now = world().now;
    let root = "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022";
    let list = |age, until| ListRow {
        issuer: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022".to_owned(),
        from: now - TimeDelta::days(100),
        until,
        entries: 195,
        supplement: age == ListAge::Past,
        age,
    };
    let service = |kind, address: &str, source, problem: Option<UserError>| ServiceRow {
        kind,
        address: address.to_owned(),
        source,
        check: Some(ServiceCheck {
            millis: 143,
            problem,
        }),
    };
    TrustView {
        authorities: vec![
            AuthorityRow {
                valid: (now - TimeDelta::days(900), now - TimeDelta::days(9)),
                ..authority(
                    "Кеңсе ішкі орталығы",
                    AuthorityState::Waiting,
                    &[Imported, Folder],
                )
            },
            AuthorityRow {
                national: true,
                ..authority(root, AuthorityState::Believed, &[Registry, Imported])
            },
            authority(
                "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
                AuthorityState::Offered,
                &[Folder],
            ),
        ],
        lists: vec![
            list(ListAge::Current, Some(now + TimeDelta::days(80))),
            list(ListAge::Past, Some(now - TimeDelta::days(2))),
            list(ListAge::LongPast, None),
        ],
        services: vec![
            service(
                ServiceKind::Ocsp,
                "http://ocsp.pki.gov.kz/",
                ServiceSource::Certificate,
                None,
            ),
            service(
                ServiceKind::TimeStamp,
                "http://tsp.pki.gov.kz:80",
                ServiceSource::Registry,
                Some(UserError::new("trust-service-unreachable")),
            ),
            service(
                ServiceKind::List,
                "http://crl.pki.gov.kz/nca_gost_2022.crl",
                ServiceSource::Settings,
                Some(UserError::new("trust-service-status").with("status", 404)),
            ),
        ],
        faults: vec![UserError::new("trust-error-damaged").with("name", "nca.crt")],
        folder: Some("~/.config/baqylau/authorities".into()),
        sample: true,
    }
}

fn settings(trust: TrustView) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::Settings);
    replay.tell(Event::Trust(Arc::new(trust)));
    hands.look(3);
    (hands, replay)
}

#[test]
fn trust_and_services_read_in_every_language_and_theme() {
    let (mut hands, _replay) = settings(trust());
    hands.resize([1280.0, 3000.0]);
    everywhere(&mut hands, "trust");
    let nothing = TrustView {
        authorities: Vec::new(),
        lists: Vec::new(),
        services: Vec::new(),
        faults: Vec::new(),
        folder: None,
        sample: false,
    };
    let (mut hands, _replay) = settings(nothing);
    hands.resize([1280.0, 2200.0]);
    everywhere(&mut hands, "trust-nothing");
}

#[test]
fn a_root_is_believed_only_by_what_the_person_compared() {
    let (mut hands, replay) = settings(trust());
    hands.resize([1280.0, 3000.0]);
    hands.click("Сверить отпечаток…");
    if pictures_wanted() {
        hands.picture("state-trust-confirm-ru-light");
    }
    hands
        .harness
        .get_by_label("Отпечаток, опубликованный центром")
        .focus();
    hands.look(2);
    hands.type_text("DEAD BEEF 0011");
    hands.click("Доверять");
    let sent = replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::ConfirmAuthority {
                fingerprint,
                compared,
            } => Some((fingerprint.clone(), compared.clone())),
            _ => None,
        })
    });
    let (fingerprint, compared) = sent.expect("the command");
    assert_eq!(fingerprint, trust().authorities[0].fingerprint);
    assert_eq!(compared, "DEAD BEEF 0011");
}

#[test]
fn certificates_and_lists_are_taken_in_where_they_are_dropped() {
    let (mut hands, replay) = settings(trust());
    hover(&mut hands, 1);
    assert!(hands.says(&hands.text("drop-trust")));
    drop_files(&mut hands, &["nca.cer", "nca.crl"]);
    let sent = replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::ImportTrust { from } => Some(from.clone()),
            _ => None,
        })
    });
    let names: Vec<_> = sent.expect("the command");
    assert_eq!(names, [PathBuf::from("nca.cer"), PathBuf::from("nca.crl")]);
    // What came of it stands where the button is.
    replay.with(|state| state.refuse = Some(UserError::new("trust-error-fingerprint-differs")));
    drop_files(&mut hands, &["other.cer"]);
    hands.resize([1280.0, 3000.0]);
    assert!(hands.says(&hands.text("trust-error-fingerprint-differs")));
}

/// The recorded act with something said about its first signatures.
fn act(say: impl Fn(usize, &mut baqylau_client::ui::SignatureRow)) -> (VisitId, Event) {
    let recording = world().of(AccountRole::IssuerOfficer);
    let acts = recording
        .acts
        .iter()
        .filter_map(|(visit, event)| match event {
            Event::ActOpened(act) if act.signatures.len() > 1 => Some((*visit, act)),
            _ => None,
        });
    let (visit, act) = acts.max_by_key(|(visit, _)| *visit).expect("a signed act");
    let mut act: ActPreview = act.as_ref().clone();
    for (index, row) in act.signatures.iter_mut().enumerate() {
        say(index, row);
    }
    (visit, Event::ActOpened(Arc::new(act)))
}

#[test]
fn the_act_shows_what_the_registry_found_beside_what_this_laptop_thinks() {
    let now = world().now;
    let found = |status, level, reasons| RegisteredVerdict {
        status,
        reasons,
        level,
        stamped_at: (level != SignatureLevel::Bes).then_some(now),
        checked_at: Some(now),
    };
    let (visit, event) = act(|index, row| match index {
        0 => {
            row.level = SignatureLevel::Lt;
            row.stamped_at = Some(now);
            row.registered = Some(found(VerdictStatus::Valid, SignatureLevel::Lt, Vec::new()));
        }
        1 => {
            row.level = SignatureLevel::Bes;
            row.later = Some(UserError::new("trust-later-stamp"));
            let reason = (
                "check-revocation".to_owned(),
                CheckOutcome::Failed,
                "check-detail-revoked".to_owned(),
            );
            let reasons = vec![reason];
            row.registered = Some(found(VerdictStatus::Invalid, SignatureLevel::T, reasons));
        }
        _ => {
            row.later = Some(UserError::new("trust-later-revocation"));
            row.registered = Some(found(
                VerdictStatus::NotFullyChecked,
                SignatureLevel::Bes,
                Vec::new(),
            ));
        }
    });
    let (mut hands, replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    hands.go(Place::Act(visit));
    replay.with(|state| state.opened_act = Some(event.clone()));
    replay.tell(Event::SignaturesChanged { visit });
    hands.look(4);
    hands.resize([1280.0, 1600.0]);
    assert!(hands.says("Реестр не принимает эту подпись"));
    everywhere(&mut hands, "act-registry");
}

#[test]
fn of_an_act_with_a_number_nobody_says_that_its_signatures_weren_t_checked() {
    let role = AccountRole::IssuerOfficer;
    for (visit, event) in &world().of(role).acts {
        let Event::ActOpened(act) = event else {
            continue;
        };
        let mut act: ActPreview = act.as_ref().clone();
        for row in &mut act.signatures {
            row.registered = None;
        }
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        hands.go(Place::Act(*visit));
        let work = hands.app().model().work.as_ref();
        let numbered = work.is_some_and(|work| work.visit.stage.number().is_some());
        if act.signatures.is_empty() || !numbered {
            continue;
        }
        let event = Event::ActOpened(Arc::new(act));
        replay.with(|state| state.opened_act = Some(event.clone()));
        replay.tell(Event::SignaturesChanged { visit: *visit });
        hands.look(4);
        hands.resize([1280.0, 1600.0]);
        hands.look(4);
        assert!(hands.says(&hands.text("trust-registry-numbered")));
        assert!(!hands.says(&hands.text("trust-registry-silent")));
        everywhere(&mut hands, "act-numbered");
        return;
    }
    panic!("no act has a number");
}
