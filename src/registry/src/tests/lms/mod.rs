//! What LMS send: schools and universities of the demonstration, invented people.

mod country;
mod facts;
mod mutated;
mod officers;
mod reading;
mod sample;
mod sending;
mod students;

use super::{World, http, take};
use crate::lms::{IssuedLms, NewLms};
use crate::store::rows::{self, decode};
use crate::store::sql::lms as sql;
use crate::store::{StoreError, params};
use baqylau_domain::identifiers::{Iin, OrganisationId};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{ApiError, BEARER};
use baqylau_protocol::lms::{self, LmsAnswer, LmsMethod, LmsSchools};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// An LMS of the tests.
pub(super) struct Lms {
    base: String,
    token: String,
    school: String,
    organisation: Organisation,
    id: uuid::Uuid,
}

/// Organisations of a kind, in the order of their identities.
pub(super) async fn organisations(world: &World, kind: OrganisationKind) -> Vec<Organisation> {
    let store = &world.registry.core().store;
    let all: Result<Vec<Organisation>, StoreError> = store
        .read(|connection| {
            connection.all(sql::ORGANISATIONS, params![], |row| {
                decode(row.text(0)?, "organisation")
            })
        })
        .await;
    let all = all.unwrap().into_iter();
    all.filter(|one| one.kind == kind).collect()
}

pub(super) async fn issue(world: &World, new: NewLms) -> IssuedLms {
    let core = world.registry.core();
    let (issued, new) = crate::lms::prepared(&core.context.environment, new).unwrap();
    let done = core
        .store
        .write(move |tx| crate::lms::register(tx, &new))
        .await;
    done.unwrap();
    issued
}

impl Lms {
    /// An LMS of the nth organisation of a kind.
    pub(super) async fn of(world: &World, kind: OrganisationKind, nth: usize) -> Self {
        Self::with(world, kind, nth, |_| {}).await
    }

    async fn with(
        world: &World,
        kind: OrganisationKind,
        nth: usize,
        change: impl FnOnce(&mut NewLms),
    ) -> Self {
        let organisation = organisations(world, kind).await.remove(nth);
        let school = format!("NOBD-{kind:?}-{nth}");
        Self::speaking_for(world, organisation, school, change).await
    }

    /// An LMS of this organisation, under this number.
    async fn speaking_for(
        world: &World,
        organisation: Organisation,
        school: String,
        change: impl FnOnce(&mut NewLms),
    ) -> Self {
        let mut new = NewLms {
            name: "Invented LMS".to_owned(),
            schools: vec![(school.clone(), organisation.bin.as_text().to_owned())],
            first_day: None,
            last_day: None,
            signed: false,
        };
        change(&mut new);
        let issued = issue(world, new).await;
        Self {
            base: world.registry.url(),
            token: issued.token,
            school,
            organisation,
            id: issued.id,
        }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        http()
            .request(method, format!("{}{path}", self.base))
            .header("authorization", format!("{BEARER}{}", self.token))
    }

    fn post(&self, method: LmsMethod) -> reqwest::RequestBuilder {
        self.request(Method::POST, &format!("/v1/lms/{}", method.word()))
    }

    /// Sends a document of November 2026, or of its 23rd day, with these rows.
    async fn send(
        &self,
        method: LmsMethod,
        rows: &[Value],
    ) -> Result<LmsAnswer, (StatusCode, ApiError)> {
        let document = self.document(method, rows);
        take(self.post(method).json(&document).send().await.unwrap()).await
    }

    fn document(&self, method: LmsMethod, rows: &[Value]) -> Value {
        let mut document = json!({ "school_id": self.school, "year": 2026, "rows": rows });
        match method {
            LmsMethod::Grades => document["quarter"] = json!(2),
            LmsMethod::Marks => {
                document["month"] = json!(11);
                document["day"] = json!(23);
            }
            _ => document["month"] = json!(11),
        }
        document
    }

    async fn contingent(&self, rows: &[Value]) -> LmsAnswer {
        self.send(LmsMethod::Contingent, rows).await.unwrap()
    }

    async fn schools(&self) -> Result<LmsSchools, (StatusCode, ApiError)> {
        let request = self.request(Method::GET, lms::LMS_SCHOOLS);
        take(request.send().await.unwrap()).await
    }
}

/// An LMS of a university the registry doesn't know yet.
pub(super) async fn of_a_new_university(world: &World, organisation: Organisation) -> Lms {
    let record = organisation.clone();
    let store = &world.registry.core().store;
    let put = store.write(move |tx| rows::put_organisation(tx, &record));
    put.await.unwrap();
    let school = format!("NOBD-{}", organisation.id);
    Lms::speaking_for(world, organisation, school, |_| {}).await
}

/// Sends a September with these lessons and a mark of each of them that says so.
pub(super) async fn september(lms: &Lms, iin: Iin, lessons: &[(&str, bool)]) {
    let contract = students::contract(iin, &["G"]);
    let schedule: Vec<Value> = lessons
        .iter()
        .map(|(lesson, _)| {
            json!({
                "group": "G", "lesson": lesson, "distance": false,
                "begins": "2026-09-07T09:00:00+05:00", "ends": "2026-09-07T10:30:00+05:00",
            })
        })
        .collect();
    let marks: Vec<Value> = lessons
        .iter()
        .filter(|(_, marked)| *marked)
        .map(|(lesson, _)| json!({ "iin": iin, "lesson": lesson, "at": "2026-09-07T09:05:00+05:00" }))
        .collect();
    for (method, rows) in [
        (LmsMethod::Contracts, vec![contract]),
        (LmsMethod::Schedule, schedule),
        (LmsMethod::Marks, marks),
    ] {
        let mut document = json!({
            "school_id": lms.school, "year": 2026, "month": 9, "rows": rows,
        });
        if method == LmsMethod::Marks {
            document["day"] = json!(7);
        }
        let sent = lms.post(method).json(&document).send().await.unwrap();
        let answer: LmsAnswer = take(sent).await.unwrap();
        assert_eq!(answer.report.rejected, 0, "{:?}", answer.report);
    }
}

/// An invented person: serial numbers from 9000 up aren't given out in practice.
pub(super) fn person(n: u32) -> (Iin, String) {
    let (day, month) = (1 + n % 28, 1 + n / 28 % 12);
    // Some numbers are never assigned: each person has four of them to themselves.
    let found = (0..40u32).find_map(|digits| {
        let serial = 9_000 + n / 336 * 4 + digits / 10;
        let text = format!("15{month:02}{day:02}5{serial}{}", digits % 10);
        text.parse::<Iin>().ok()
    });
    (found.unwrap(), format!("2015-{month:02}-{day:02}"))
}

/// A row of a contingent.
pub(super) fn learner(n: u32) -> Value {
    let (iin, born) = person(n);
    json!({ "iin": iin, "grade": 5, "birth_date": born, "study": "general_class" })
}

pub(super) fn learners(count: u32) -> Vec<Value> {
    (0..count).map(learner).collect()
}

/// Every answer the document promises of the routes of LMS, given once.
/// A batch of an organisation, for the matrix of rights.
pub(super) async fn sent_by(world: &World, id: OrganisationId) -> uuid::Uuid {
    for kind in [
        OrganisationKind::School,
        OrganisationKind::University,
        OrganisationKind::Dormitory,
    ] {
        let all = organisations(world, kind).await;
        let Some(nth) = all.iter().position(|one| one.id == id) else {
            continue;
        };
        let lms = Lms::of(world, kind, nth).await;
        let sent = if kind == OrganisationKind::School {
            lms.send(LmsMethod::Contingent, &learners(2)).await
        } else {
            let contract = students::contract(person(1).0, &["G"]);
            lms.send(LmsMethod::Contracts, &[contract]).await
        };
        return sent.unwrap().report.batch;
    }
    panic!("no such organisation")
}

pub(super) async fn visit_every_route(world: &World) {
    let school = Lms::of(world, OrganisationKind::School, 0).await;
    let university = Lms::of(world, OrganisationKind::University, 0).await;
    assert_eq!(school.schools().await.unwrap().schools.len(), 1);
    let iin = person(1).0;
    let grades = json!({ "iin": iin, "grade": 5, "grades": [
        { "subject": "maths", "kind": "number", "value": 9 },
        { "subject": "sport", "kind": "pass", "value": true },
    ] });
    let teacher = json!({ "iin": iin, "subjects": [{ "subject": "maths", "hours": 40 }] });
    let first = school.contingent(&learners(3)).await;
    for (method, row) in [(LmsMethod::Grades, grades), (LmsMethod::Teachers, teacher)] {
        let answer = school.send(method, &[row]).await.unwrap();
        assert_eq!(answer.report.rejected, 0, "{:?}", answer.report);
    }
    for (method, row) in students::documents(iin) {
        let answer = university.send(method, &[row]).await.unwrap();
        assert_eq!(answer.report.rejected, 0, "{:?}", answer.report);
    }
    let batch = school.contingent(&learners(4)).await.report.batch;
    let report = school.request(Method::GET, &format!("{}/{batch}", lms::LMS_REPORTS));
    assert_eq!(report.send().await.unwrap().status(), StatusCode::OK);
    let observer = world.device(world.by_role(AccountRole::Observer, 0)).await;
    for path in [
        lms::LMS_BATCHES.to_owned(),
        format!("{}/{}", lms::LMS_BATCHES, first.report.batch),
        format!("{}/{batch}", lms::LMS_DIFFERENCES),
    ] {
        let answer = observer.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
}
