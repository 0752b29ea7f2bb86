//! The complete matrix: every route, every role and every session that is none, everything of one's
//! own and of others. The table says what is granted; the golden file shows every answer.
//!
//! To accept a change on purpose: `BAQYLAU_BLESS=1 cargo test -p baqylau-registry matrix`, then read
//! the difference.

mod scene;
mod table;

use super::World;
use crate::server::{Endpoint, ROUTES, Right, Route};
use reqwest::Method;
use scene::{Caller, Scene};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use table::{ROWS, Row, Thing, Who};

fn route(row: &Row) -> &'static Route {
    let found = ROUTES.iter().find(|route| route.endpoint == row.endpoint);
    found.expect("a row is of a route")
}

#[test]
fn every_route_has_one_row() {
    let missing: Vec<_> = ROUTES
        .iter()
        .filter(|route| {
            ROWS.iter()
                .filter(|row| row.endpoint == route.endpoint)
                .count()
                != 1
        })
        .map(|route| (route.endpoint, route.path))
        .collect();
    assert!(
        missing.is_empty(),
        "who may call these isn't said: {missing:?}"
    );
}

/// What the table says.
fn expected(row: &Row, who: Who, thing: Thing) -> &'static str {
    let open = matches!(route(row).right, Right::Open | Right::Sample);
    let session = matches!(who, Who::Member | Who::As(..));
    if open {
        return row.granted;
    }
    if !session {
        return "401";
    }
    if row.barred.iter().any(|holder| holder.is(who)) {
        return "403";
    }
    if let Some((_, answer)) = row.always.iter().find(|(always, _)| *always == thing) {
        return answer;
    }
    let granted = row.grants.iter().any(|(holders, things)| {
        things.contains(&thing) && holders.iter().any(|holder| holder.is(who))
    });
    if granted { row.granted } else { row.denied }
}

fn name(who: Who) -> String {
    match who {
        Who::As(role, from) => format!("{role:?} {from:?}"),
        other => format!("{other:?}"),
    }
}

/// What was answered: the cells, and what each caller read.
struct Answers {
    cells: BTreeMap<(usize, usize, usize), String>,
    read: Vec<(usize, (Endpoint, Thing), String)>,
}

async fn ask_everything(scene: &Scene, callers: &mut [Caller]) -> Answers {
    let mut answers = Answers {
        cells: BTreeMap::new(),
        read: Vec::new(),
    };
    for (r, row) in ROWS.iter().enumerate() {
        for (c, caller) in callers.iter_mut().enumerate() {
            for (t, thing) in row.things.iter().enumerate() {
                let word = if row.endpoint == Endpoint::Operations {
                    scene.operation(*thing, caller).await
                } else {
                    let answer = scene
                        .request(route(row), *thing, caller)
                        .send()
                        .await
                        .unwrap();
                    let status = answer.status();
                    if status.is_success()
                        && !matches!(route(row).right, Right::Open | Right::Sample)
                    {
                        let body = answer.bytes().await.unwrap();
                        let text = String::from_utf8_lossy(&body).into_owned();
                        answers.read.push((c, (row.endpoint, *thing), text));
                    }
                    status.as_u16().to_string()
                };
                answers.cells.insert((r, c, t), word);
            }
        }
    }
    answers
}

/// The table of one route, callers with the same answers together.
fn print(callers: &[Caller], answers: &Answers) -> String {
    let mut text = String::from(HEAD);
    for (r, row) in ROWS.iter().enumerate() {
        let route = route(row);
        let method = scene::method(route);
        writeln!(text, "\n## {method} {}", route.path).unwrap();
        let mut groups: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
        for (c, caller) in callers.iter().enumerate() {
            let cells: Vec<&str> = (0..row.things.len())
                .map(|t| answers.cells[&(r, c, t)].as_str())
                .collect();
            match groups.iter_mut().find(|(known, _)| *known == cells) {
                Some((_, names)) => names.push(name(caller.who)),
                None => groups.push((cells, vec![name(caller.who)])),
            }
        }
        let names: Vec<String> = row
            .things
            .iter()
            .map(|thing| format!("{thing:?}"))
            .collect();
        let line = |cells: &[&str]| {
            let padded: Vec<String> = cells
                .iter()
                .zip(&names)
                .map(|(cell, name)| format!("{cell:<width$}", width = name.len().max(6)))
                .collect();
            format!("    {}", padded.join(" ").trim_end())
        };
        let heads: Vec<&str> = names.iter().map(String::as_str).collect();
        writeln!(text, "{}", line(&heads)).unwrap();
        for (cells, who) in groups {
            writeln!(text, "  {}", together(&who)).unwrap();
            writeln!(text, "{}", line(&cells)).unwrap();
        }
    }
    text
}

/// Names of callers, those that belong together in one word.
fn together(names: &[String]) -> String {
    let everybody: Vec<String> = scene::everybody().into_iter().map(name).collect();
    if names == everybody {
        return "everybody".to_owned();
    }
    let sessions: Vec<&String> = everybody.iter().skip(5).collect();
    if names.iter().eq(sessions) {
        return "every session".to_owned();
    }
    if names == &everybody[..5] {
        return "no session".to_owned();
    }
    let mut said: Vec<String> = Vec::new();
    let mut rest = names;
    while let Some(first) = rest.first() {
        let role = first.split(' ').next().unwrap_or_default();
        let of_role = rest
            .iter()
            .take_while(|name| name.starts_with(role))
            .count();
        if of_role == 3 {
            said.push(role.to_owned());
        } else {
            said.extend(rest[..of_role].iter().cloned());
        }
        rest = &rest[of_role..];
    }
    said.join(", ")
}

const HEAD: &str =
    "Who may ask the registry for what. Made by a test from the answers themselves, and held
against the table in src/tests/matrix/table.rs; read it, don't edit it.

Nobody has no session, Forged a token nobody was given, Expired one of yesterday, Ended one that
was ended, Gone one of an account that is no more. Member is the secretary of the visit the
matrix is about; a role with Here has the region of that visit as its territory, with There
another region, with Country none; a role alone is all three. Numbers are those of HTTP. Of operations, yes says that the right was there;
otherwise why not:
  role    the role doesn't do this
  place   outside the officer's territory
  other   not a member of this commission
  lead    only the chair or the secretary
  no      not theirs
  device  the person didn't sign in on this device
";

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_the_one_the_table_grants() {
    let world = World::without_order().await;
    let scene = Scene::set(&world).await;
    let mut callers: Vec<Caller> = scene::everybody()
        .into_iter()
        .zip(1..)
        .map(|(who, number)| scene.caller(&world, who, number))
        .collect();
    let before = state(&world);
    let answers = ask_everything(&scene, &mut callers).await;

    let mut wrong = Vec::new();
    for (r, row) in ROWS.iter().enumerate() {
        for (c, caller) in callers.iter().enumerate() {
            for (t, thing) in row.things.iter().enumerate() {
                let (found, wanted) = (
                    &answers.cells[&(r, c, t)],
                    expected(row, caller.who, *thing),
                );
                // Which words a refused operation is refused with is for the golden file.
                let fits = match wanted {
                    "refused" => found != "yes" && found != "401",
                    other => found == other,
                };
                if !fits {
                    let who = name(caller.who);
                    wrong.push(format!(
                        "{:?} {thing:?} by {who}: {found}, not {wanted}",
                        row.endpoint
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} answers:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    leaks_nothing(&world, &scene, &callers, &answers);
    assert_eq!(
        state(&world),
        before,
        "nothing but the member's own field changed"
    );

    let text = print(&callers, &answers);
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/golden/matrix.txt");
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(golden, &text).unwrap();
    }
    let kept = std::fs::read_to_string(golden).unwrap_or_default();
    assert!(
        kept == text,
        "BAQYLAU_BLESS=1 writes src/tests/golden/matrix.txt anew"
    );
}

/// Every record but accounts, sessions and what the member may write.
fn state(world: &World) -> Vec<(String, i64)> {
    world.folder.beside(|connection| {
        let tables = [
            "visits",
            "sanctions",
            "points",
            "organisations",
            "acts",
            "workbooks",
        ];
        tables
            .into_iter()
            .map(|table| {
                let text: Vec<String> = connection
                    .all_made(&format!("SELECT * FROM {table}"), |row| {
                        let cells = (0..).map_while(|n| row.value(n).ok());
                        Ok(cells.map(|value| format!("{value:?}")).collect())
                    })
                    .unwrap();
                let sum = text.iter().flat_map(|line| line.bytes());
                let sum = sum.fold(0i64, |sum, byte| {
                    sum.wrapping_mul(31).wrapping_add(byte.into())
                });
                (table.to_owned(), sum)
            })
            .collect()
    })
}

/// Lists and pages hold no identifier of what their reader isn't granted, and no ИИН but those of
/// a commission beside its visit.
fn leaks_nothing(world: &World, scene: &Scene, callers: &[Caller], answers: &Answers) {
    let commissions = world.people.iter().map(|sample| &sample.person);
    let commissions: Vec<String> = commissions.map(|person| person.iin.to_string()).collect();
    let officers: Vec<String> = callers
        .iter()
        .filter(|caller| caller.who != Who::Member)
        .map(|caller| caller.person.person.iin.to_string())
        .collect();
    let (here, there) = (&scene.here.visit, &scene.there.visit);
    let (of_here, of_there): (&[Thing], &[Thing]) = (
        &[Thing::RegionHere, Thing::VisitsHere],
        &[Thing::RegionThere, Thing::VisitsThere],
    );
    // A school's own people know which school it is.
    let (school_here, school_there): (&[Thing], &[Thing]) = (
        &[Thing::RegionHere, Thing::VisitsHere, Thing::SchoolHere],
        &[Thing::RegionThere, Thing::VisitsThere, Thing::SchoolThere],
    );
    let secrets = [
        (here.id.to_string(), of_here),
        (here.organisation.to_string(), school_here),
        (there.id.to_string(), of_there),
        (there.organisation.to_string(), school_there),
    ];
    let feeds = ROWS
        .iter()
        .find(|row| row.endpoint == Endpoint::Feed)
        .unwrap();
    let mut found = 0;
    for (c, about, text) in &answers.read {
        let caller = &callers[*c];
        for (secret, through) in &secrets {
            let granted = through
                .iter()
                .any(|thing| expected(feeds, caller.who, *thing) == "200");
            let there = text.contains(secret.as_str());
            found += usize::from(there);
            let who = name(caller.who);
            assert!(granted || !there, "{about:?} tells {who} of {secret}");
        }
        // A visit names its commission as certificates do, to whoever may read the visit.
        let visits = [
            Thing::VisitsHere,
            Thing::VisitsThere,
            Thing::Self_,
            Thing::Own,
        ];
        let told = |iins: &[String]| iins.iter().any(|iin| text.contains(iin.as_str()));
        let names = visits.contains(&about.1) && told(&commissions);
        let who = name(caller.who);
        assert!(
            !told(&officers),
            "{about:?} tells {who} the ИИН of an officer"
        );
        assert!(names || !told(&commissions), "{about:?} tells {who} an ИИН");
    }
    assert!(found > 10, "whoever may read of them does: {found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_body_says_of_rights_is_not_believed() {
    let world = World::without_order().await;
    let scene = Scene::set(&world).await;
    let who = Who::As(
        baqylau_domain::people::AccountRole::Commission,
        table::From::Here,
    );
    let mut caller = scene.caller(&world, who, 900);
    let wishes = serde_json::json!({
        "role": "observer", "account_role": "issuer_officer", "person": scene.own.members[0].person,
        "territory": null, "admin": true, "sample": true, "outcome": "applied",
        "received_at": "2020-01-01T00:00:00Z", "rights": ["*"], "__proto__": {"role": "observer"},
    });
    let with = |mut body: serde_json::Value| {
        let object = body.as_object_mut().unwrap();
        for (name, value) in wishes.as_object().unwrap() {
            object.entry(name.clone()).or_insert(value.clone());
        }
        body
    };
    let mut asked = 0;
    for row in ROWS {
        let route = route(row);
        if route.endpoint == Endpoint::Operations || method(route) != Method::POST {
            continue;
        }
        let plain = scene.request(route, Thing::Any, &caller).build().unwrap();
        let bytes = plain
            .body()
            .and_then(reqwest::Body::as_bytes)
            .unwrap_or_default();
        let Ok(body) = serde_json::from_slice(bytes) else {
            continue;
        };
        asked += 1;
        let more = scene.request(route, Thing::Any, &caller).json(&with(body));
        let (plain, more) = (
            caller.device.http.execute(plain).await.unwrap(),
            more.send().await.unwrap(),
        );
        let shape = |text: &str| -> Vec<String> {
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            value.as_object().unwrap().keys().cloned().collect()
        };
        // Refused as malformed, or ignored: the answer of the request without them.
        if more.status() != reqwest::StatusCode::BAD_REQUEST {
            assert_eq!(more.status(), plain.status(), "{}", route.path);
            let (plain, more) = (plain.text().await.unwrap(), more.text().await.unwrap());
            assert_eq!(shape(&more), shape(&plain), "{}", route.path);
        }
    }
    assert!(asked >= 2, "{asked}");
    // An operation that says who it is by is by whoever it says: and that one isn't here.
    assert_eq!(scene.operation(Thing::InName, &mut caller).await, "device");
    let device = &mut caller.device;
    let body = serde_json::json!({"kind": "draft"});
    let refused = device
        .request(Method::POST, baqylau_protocol::api::OPERATIONS)
        .json(&with(
            serde_json::json!({"operations": [body.to_string()], "device_signature": ""}),
        ))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), reqwest::StatusCode::BAD_REQUEST);
}

fn method(route: &Route) -> Method {
    scene::method(route)
}
