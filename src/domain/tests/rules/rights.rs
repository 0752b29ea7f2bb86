//! Who may do what and when: every operation, person and stage, printed as one readable table
//! and compared with the one a reviewer has read (`tests/golden/rights.txt`).
//!
//! To accept a change on purpose: `BAQYLAU_BLESS=1 cargo test -p baqylau-domain rights`.

use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::policy::Policy;
use baqylau_domain::sanction::{Ruling, RulingRefusal, Sanction};
use baqylau_domain::traffic_light::Ground;
use baqylau_domain::visit::{Refusal, StageName, Visit, VisitOp, decide};
use std::fmt::Write as _;

use crate::sanctions::proposed;
use crate::world::{self, CHAIR, EXPERT, MEMBER, SECOND_MEMBER, SECRETARY, STRANGER};

const LEGEND: &str = "\
Who may do what and when. Made by a test from the rules themselves; read it, don't edit it.

People on the commission of the visit: chair, secr(etary), membr, expert. On another commission:
other. Officers: issuer (МНВО), dept (education department of the region), dept2 (of another
region), centre (financial centre), observ(er). The registry itself: regstr.
An organisation is a university unless a column or a heading says school.

yes = allowed. Otherwise why not:
  stage   the visit isn't in a stage where this makes sense
  lead    only the chair or the secretary
  other   not a member of this commission
  role    the role doesn't do this
  place   outside the officer's territory
  turn    others sign first
  signs   an expert doesn't sign
  signed  somebody has signed
  leaf    the leaflet of rights comes first
  kind    another kind of act belongs here
Stages with the same row are printed together; 'every other' are those not named above it.
";

/// Column, who, and whether the organisation is a school.
fn columns() -> Vec<(&'static str, Actor, OrganisationKind)> {
    use OrganisationKind::{School, University};
    let officer = world::officer;
    let astana = Some(world::astana());
    vec![
        ("chair", world::commissioner(CHAIR), University),
        ("secr", world::commissioner(SECRETARY), University),
        ("membr", world::commissioner(MEMBER), University),
        ("expert", world::commissioner(EXPERT), University),
        ("other", world::commissioner(STRANGER), University),
        (
            "issuer",
            officer(AccountRole::IssuerOfficer, None),
            University,
        ),
        (
            "issuer/school",
            officer(AccountRole::IssuerOfficer, None),
            School,
        ),
        (
            "dept",
            officer(AccountRole::EducationOfficer, astana),
            University,
        ),
        (
            "dept/school",
            officer(AccountRole::EducationOfficer, astana),
            School,
        ),
        (
            "dept2/school",
            officer(AccountRole::EducationOfficer, Some(world::almaty())),
            School,
        ),
        (
            "centre",
            officer(AccountRole::FinancialCentre, None),
            University,
        ),
        ("observ", officer(AccountRole::Observer, None), University),
        ("regstr", world::registrar(), University),
    ]
}

/// Makes a visit in some stage.
type Walk = fn(OrganisationKind) -> Visit;

/// Every stage, and the half-way points inside two of them.
fn rows() -> Vec<(&'static str, Walk)> {
    macro_rules! at {
        ($stage:ident) => {
            |kind| world::at(kind, StageName::$stage)
        };
    }
    vec![
        ("planned", at!(Planned)),
        ("ordered", at!(Ordered)),
        ("notified", at!(Notified)),
        ("on-site", at!(OnSite)),
        ("on-site(leaflet given)", |kind| {
            let mut visit = world::at(kind, StageName::OnSite);
            let chair = world::commissioner(CHAIR);
            world::does(&mut visit, &chair, &VisitOp::HandLeaflet, world::minutes(5));
            visit
        }),
        ("admission-refused", at!(AdmissionRefused)),
        ("recording", at!(Recording)),
        ("merging", at!(Merging)),
        ("signing", at!(Signing)),
        ("signing(chair left)", |kind| {
            let mut visit = world::at(kind, StageName::Signing);
            for n in [MEMBER, SECOND_MEMBER, SECRETARY] {
                let member = world::commissioner(n);
                world::does(&mut visit, &member, &world::sign(n), world::minutes(230));
            }
            visit
        }),
        ("signed", at!(Signed)),
        ("handed-over", at!(HandedOver)),
        ("objections", at!(Objections)),
        ("registered", at!(Registered)),
        ("decided", at!(Decided)),
        ("remedying", at!(Remedying)),
        ("repeat-visit", at!(RepeatVisit)),
        ("closed", at!(Closed)),
    ]
}

fn ops() -> Vec<(&'static str, VisitOp)> {
    vec![
        (
            "move the visit to other days",
            VisitOp::Move {
                planned: (world::day(2026, 11, 20), world::day(2026, 11, 20)),
            },
        ),
        (
            "order the visit",
            VisitOp::Order {
                order: world::order(),
            },
        ),
        ("notify the organisation", VisitOp::Notify),
        ("record arrival", VisitOp::Arrive { location: None }),
        ("hand over the leaflet of rights", VisitOp::HandLeaflet),
        ("record admission", VisitOp::Admit),
        (
            "record a refusal of admission (30 minutes passed)",
            world::refuse_admission(),
        ),
        ("begin merging", VisitOp::BeginMerging),
        ("go back to recording", VisitOp::ResumeRecording),
        (
            "fix the act of monitoring",
            world::fix_act(ActKind::Monitoring),
        ),
        (
            "fix the act of refusal",
            world::fix_act(ActKind::AdmissionRefusal),
        ),
        ("withdraw the act", VisitOp::WithdrawAct),
        (
            "release a member who can't sign",
            VisitOp::ReleaseSigner {
                member: world::person(world::SECOND_MEMBER),
                reason: "left".to_owned(),
            },
        ),
        (
            "sign",
            VisitOp::Sign {
                sha256: world::hash(1),
                cms: world::hash(8),
                with_opinion: false,
            },
        ),
        ("hand over the act", world::hand_over()),
        (
            "lodge an objection (within the term)",
            world::another_objection(),
        ),
        ("register", world::register()),
        ("note the decision", VisitOp::Decide),
        (
            "note that remedying goes on",
            VisitOp::Remedy { open_points: 1 },
        ),
        (
            "plan the repeat visit",
            VisitOp::PlanRepeat {
                repeat: VisitId::new(world::uuid(400)),
            },
        ),
        ("close (nothing open)", VisitOp::Close { open_points: 0 }),
    ]
}

fn cell(answer: Result<(), Refusal>) -> &'static str {
    match answer {
        Ok(()) => "yes",
        Err(Refusal::WrongStage { .. }) => "stage",
        Err(Refusal::NotLeading) => "lead",
        Err(Refusal::NotAMember) => "other",
        Err(Refusal::NotYourRole) => "role",
        Err(Refusal::NotYourTerritory) => "place",
        Err(Refusal::OutOfTurn { .. }) => "turn",
        Err(Refusal::DoesNotSign) => "signs",
        Err(Refusal::AlreadySigned | Refusal::SomebodySigned) => "signed",
        Err(Refusal::LeafletFirst) => "leaf",
        Err(Refusal::WrongActKind) => "kind",
        Err(other) => panic!("a column of the table is not set up: {other:?}"),
    }
}

/// Prints rows under their column heads, joining those that say the same.
fn block(out: &mut String, heads: &[&str], rows: &[(&str, Vec<&str>)]) {
    let mut grouped: Vec<(Vec<&str>, &Vec<&str>)> = Vec::new();
    for (name, cells) in rows {
        match grouped.iter_mut().find(|(_, other)| *other == cells) {
            Some((names, _)) => names.push(name),
            None => grouped.push((vec![name], cells)),
        }
    }
    // The longest list is the rest: it says more without its names.
    let rest = grouped
        .iter()
        .position(|(names, _)| names.len() * 2 > rows.len());
    if let Some(rest) = rest.filter(|_| grouped.len() > 1) {
        let (_, cells) = grouped.remove(rest);
        grouped.push((vec!["every other"], cells));
    }
    let width = |head: &str| head.len().max(6);
    let mut line = String::from("   ");
    for head in heads {
        let _ = write!(line, " {head:<width$}", width = width(head));
    }
    let _ = writeln!(out, "{}", line.trim_end());
    for (names, cells) in grouped {
        let _ = writeln!(out, "  {}", names.join(", "));
        let mut line = String::from("   ");
        for (head, cell) in heads.iter().zip(cells) {
            let _ = write!(line, " {cell:<width$}", width = width(head));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
}

fn visits(out: &mut String) {
    let columns = columns();
    let heads: Vec<&str> = columns.iter().map(|(head, ..)| *head).collect();
    let stages = rows();
    // The same stage of both kinds of organisation, once each.
    let university: Vec<Visit> = stages
        .iter()
        .map(|(_, make)| make(OrganisationKind::University))
        .collect();
    let school: Vec<Visit> = stages
        .iter()
        .map(|(_, make)| make(OrganisationKind::School))
        .collect();
    for (title, op) in ops() {
        let _ = writeln!(out, "## {title} ({})", op.word());
        let rows: Vec<(&str, Vec<&str>)> = stages
            .iter()
            .enumerate()
            .map(|(index, (name, _))| {
                let cells = columns
                    .iter()
                    .map(|(_, actor, kind)| {
                        let visit = match kind {
                            OrganisationKind::School => &school[index],
                            _ => &university[index],
                        };
                        let now = world::minutes(301);
                        cell(decide(visit, &op, actor, &Policy::pilot(), now).map(|_| ()))
                    })
                    .collect();
                (*name, cells)
            })
            .collect();
        block(out, &heads, &rows);
    }
}

fn rulings(out: &mut String) {
    let issuer = world::officer(AccountRole::IssuerOfficer, None);
    let ask = |sanction: &Sanction, ruling: &Ruling, actor: &Actor, kind: OrganisationKind| {
        sanction.rule(
            ruling,
            "По акту",
            actor,
            kind,
            world::astana(),
            &Policy::pilot(),
            world::day(2026, 11, 20),
            world::morning(),
        )
    };
    let then = |mut sanction: Sanction, ruling: &Ruling| {
        sanction.state = ask(&sanction, ruling, &issuer, OrganisationKind::University).unwrap();
        sanction
    };
    let suspension = proposed(&[Ground::AdmissionRefused]);
    let termination = proposed(&[Ground::StudyStopped]);
    let suspended = then(suspension.clone(), &Ruling::Suspend);
    let escalated = suspended.escalate(world::day(2027, 6, 1)).unwrap();
    let states = [
        ("suspension proposed", suspension.clone()),
        ("termination proposed", termination.clone()),
        ("dismissed", then(suspension, &Ruling::Dismiss)),
        ("suspended", suspended.clone()),
        ("escalated (limit passed)", escalated),
        (
            "resumed",
            then(suspended, &Ruling::Resume { open_points: 0 }),
        ),
        ("terminated", then(termination, &Ruling::Terminate)),
    ];
    let _ = writeln!(
        out,
        "# Consequences for payments\n\n  wait = termination was not proposed; \
         open = points are still open; stage = not possible in this state\n"
    );
    let columns = columns();
    let heads: Vec<&str> = columns.iter().map(|(head, ..)| *head).collect();
    for (title, ruling) in [
        ("suspend payment", Ruling::Suspend),
        ("terminate the contract", Ruling::Terminate),
        ("dismiss", Ruling::Dismiss),
        (
            "resume payment (nothing open)",
            Ruling::Resume { open_points: 0 },
        ),
        (
            "resume payment (a point open)",
            Ruling::Resume { open_points: 1 },
        ),
    ] {
        let _ = writeln!(out, "## {title}");
        let rows: Vec<(&str, Vec<&str>)> = states
            .iter()
            .map(|(name, sanction)| {
                let cells = columns
                    .iter()
                    .map(
                        |(_, actor, kind)| match ask(sanction, &ruling, actor, *kind) {
                            Ok(_) => "yes",
                            Err(RulingRefusal::NotYourRole) => "role",
                            Err(RulingRefusal::NotYourTerritory) => "place",
                            Err(RulingRefusal::WrongState) => "stage",
                            Err(RulingRefusal::TerminationNotProposed) => "wait",
                            Err(RulingRefusal::NotRemedied { .. }) => "open",
                            Err(RulingRefusal::NoReason) => "reason",
                        },
                    )
                    .collect();
                (*name, cells)
            })
            .collect();
        block(out, &heads, &rows);
    }
}

#[test]
fn rights_are_those_a_reviewer_has_read() {
    let mut table = String::from(LEGEND);
    table.push_str("\n# Visits\n\n");
    visits(&mut table);
    rulings(&mut table);
    let table = format!("{}\n", table.trim_end());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/rights.txt");
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    if let Some((number, (now, then))) = (1..)
        .zip(
            table
                .lines()
                .zip(golden.lines().chain(std::iter::repeat(""))),
        )
        .find(|(_, (now, then))| now != then)
    {
        panic!("rights changed at line {number}\n  was: {then}\n  now: {now}");
    }
    assert_eq!(table.lines().count(), golden.lines().count());
}
