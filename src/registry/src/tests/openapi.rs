//! The description of the interface is true: it names every route, every answer of every test
//! here is held against it, and what it forbids the types refuse.

mod types;

use super::{World, http};
use crate::server::{ROUTES, Route, method_word, openapi, status_of};
use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::VisitOp;
use baqylau_protocol::api::{self, ErrorCode};
use baqylau_protocol::feed::Change;
use baqylau_protocol::operation::OperationBody;
use jsonschema::Validator;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

/// The document as everybody reads it.
fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(&openapi().text).unwrap())
}

/// The document with every object closed. A reader ignores fields it doesn't know, and the
/// document says so; that the registry sends none the document doesn't name is checked with this.
fn closed() -> &'static Value {
    fn close(value: &mut Value, open: &Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| close(item, open)),
            Value::Object(fields) => {
                if let (Some(reference), true) = (
                    fields.get("$ref").cloned(),
                    fields.contains_key("properties"),
                ) {
                    // A tag, or a narrower code, beside the type it is added to.
                    let pointer = reference.as_str().unwrap().trim_start_matches('#');
                    let mut whole = open.pointer(pointer).unwrap().clone();
                    for (name, field) in fields["properties"].as_object().unwrap() {
                        whole["properties"][name] = field.clone();
                    }
                    let required = fields.get("required").and_then(Value::as_array);
                    for name in required.into_iter().flatten() {
                        whole["required"].as_array_mut().unwrap().push(name.clone());
                    }
                    *fields = whole.as_object().unwrap().clone();
                }
                if fields.get("type") == Some(&json!("object"))
                    && fields
                        .get("properties")
                        .is_some_and(|p| p.get("openapi").is_none())
                {
                    fields.insert("additionalProperties".to_owned(), json!(false));
                }
                fields.values_mut().for_each(|field| close(field, open));
            }
            _ => {}
        }
    }
    static CLOSED: OnceLock<Value> = OnceLock::new();
    CLOSED.get_or_init(|| {
        let mut closed = document().clone();
        close(&mut closed, document());
        closed
    })
}

/// The validator of a place in the document.
fn validator(pointer: &str) -> Arc<Validator> {
    static MADE: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    if let Some(made) = MADE.lock().unwrap().get(pointer) {
        return Arc::clone(made);
    }
    let mut schema = closed().clone();
    // The braces of a path may not stand in a reference as they are.
    let reference = pointer.replace('{', "%7B").replace('}', "%7D");
    schema["$ref"] = json!(format!("#{reference}"));
    let made = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let made = Arc::new(made);
    MADE.lock()
        .unwrap()
        .insert(pointer.to_owned(), Arc::clone(&made));
    made
}

/// What the document has against a value.
fn objections(pointer: &str, value: &Value) -> Vec<String> {
    validator(pointer)
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn named(name: &str) -> String {
    format!("/components/schemas/{name}")
}

fn fits(name: &str, value: &Value) -> bool {
    validator(&named(name)).is_valid(value)
}

fn must_fit(name: &str, value: &impl Serialize) -> Value {
    let value = serde_json::to_value(value).unwrap();
    assert_eq!(objections(&named(name), &value), [""; 0], "{name}: {value}");
    value
}

fn escaped(path: &str) -> String {
    path.replace('~', "~0").replace('/', "~1")
}

fn operation_pointer(route: &Route) -> String {
    let word = method_word(route.method).expect("a method the document knows");
    format!("/paths/{}/{word}", escaped(route.path))
}

/// Where the document describes an answer.
fn answer_pointer(route: &Route, status: StatusCode) -> String {
    let pointer = format!("{}/responses/{}", operation_pointer(route), status.as_u16());
    let answer = document().pointer(&pointer).unwrap_or_else(|| {
        panic!(
            "{}: {status} isn't in the document",
            operation_pointer(route)
        )
    });
    answer["$ref"]
        .as_str()
        .map_or(pointer, |elsewhere| elsewhere[1..].to_owned())
}

/// Answers some test has seen: the operation and the status.
static SEEN: Mutex<BTreeSet<(String, u16)>> = Mutex::new(BTreeSet::new());

/// Every answer of every test comes through here.
pub(crate) async fn witnessed(route: &'static Route, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let pointer = answer_pointer(route, parts.status);
    let described = document().pointer(&pointer).unwrap();
    check_headers(&pointer, &described["headers"], &parts.headers);
    SEEN.lock()
        .unwrap()
        .insert((operation_pointer(route), parts.status.as_u16()));
    if method_word(route.method) == Some("head") {
        // Whatever stands in the body isn't sent.
        return Response::from_parts(parts, body);
    }
    let sent = parts
        .headers
        .get("content-type")
        .map(|value| value.to_str().unwrap());
    let said: Vec<&str> = described["content"]
        .as_object()
        .into_iter()
        .flat_map(|content| content.keys().map(String::as_str))
        .collect();
    assert_eq!(Vec::from_iter(sent), said, "{pointer}: content type");
    if sent != Some("application/json") {
        return Response::from_parts(parts, body);
    }
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    let schema = format!("{pointer}/content/application~1json/schema");
    assert_eq!(objections(&schema, &value), [""; 0], "{pointer}");
    Response::from_parts(parts, Body::from(bytes))
}

fn check_headers(pointer: &str, described: &Value, sent: &HeaderMap) {
    for (name, header) in described.as_object().into_iter().flatten() {
        let Some(value) = sent.get(name) else {
            assert_eq!(header["required"], json!(false), "{pointer}: no {name}");
            continue;
        };
        let text = value.to_str().unwrap();
        let value = if header["schema"]["type"] == "integer" {
            text.parse::<u64>().unwrap().into()
        } else {
            json!(text)
        };
        let schema = format!("{pointer}/headers/{name}/schema");
        assert_eq!(objections(&schema, &value), [""; 0], "{pointer}: {name}");
    }
}

/// The document in the tree is the one the program serves.
///
/// To accept a change on purpose: `BAQYLAU_BLESS=1 cargo test -p baqylau-registry openapi`.
#[test]
fn the_document_in_the_tree_is_the_one_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(path, &openapi().text).unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    // Compared as values: the order of keys depends on which libraries are built in.
    assert!(
        kept == *document(),
        "src/registry/openapi.json is out of date: BAQYLAU_BLESS=1 writes it"
    );
}

#[test]
fn every_route_is_described_and_nothing_else_is() {
    let mut described: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, operations) in document()["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            described.insert((path.clone(), method.clone()));
        }
    }
    let table: BTreeSet<(String, String)> = ROUTES
        .iter()
        .map(|route| {
            let method = method_word(route.method).expect("a method the document knows");
            (route.path.to_owned(), method.to_owned())
        })
        .collect();
    assert_eq!(table.len(), ROUTES.len());
    assert_eq!(described, table);
}

#[test]
fn what_is_said_of_a_route_agrees_with_the_table() {
    let mut ids = BTreeSet::new();
    for route in &ROUTES {
        let operation = document().pointer(&operation_pointer(route)).unwrap();
        let path = route.path;
        assert!(
            ids.insert(operation["operationId"].as_str().unwrap()),
            "{path}: this operationId is taken"
        );
        for words in ["summary", "description"] {
            assert!(!operation[words].as_str().unwrap().is_empty(), "{path}");
        }
        let needs_session = operation["security"] != json!([]);
        assert_eq!(needs_session, route.right.needs_session(), "{path}");
        assert_eq!(
            operation["responses"].get("401").is_some(),
            needs_session || path == api::SESSION,
            "{path}"
        );
        let body = operation["requestBody"]["x-max-bytes"].as_u64();
        let limit = Some(route.body_limit as u64).filter(|limit| *limit > 0);
        assert_eq!(body, limit, "{path}: a body exactly where one is taken");
        let in_path: Vec<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        assert_eq!(in_path, Vec::from_iter(route.target()), "{path}");
        let good = operation["responses"]
            .as_object()
            .unwrap()
            .keys()
            .filter(|status| status.starts_with('2'))
            .count();
        assert!(good > 0, "{path}: no good answer");
    }
}

#[test]
fn every_error_code_has_a_place_and_a_status() {
    let known: BTreeSet<&str> = document()
        .pointer(&named("ErrorCode"))
        .and_then(|schema| schema["oneOf"].as_array())
        .unwrap()
        .iter()
        .map(|code| code["const"].as_str().unwrap())
        .collect();
    let mut used = BTreeSet::new();
    for route in ROUTES
        .iter()
        .filter(|route| method_word(route.method) != Some("head"))
    {
        let operation = document().pointer(&operation_pointer(route)).unwrap();
        for status in operation["responses"].as_object().unwrap().keys() {
            let status = StatusCode::from_bytes(status.as_bytes()).unwrap();
            if status.as_u16() < 400 {
                continue;
            }
            let answer = document().pointer(&answer_pointer(route, status)).unwrap();
            let schema = &answer["content"]["application/json"]["schema"];
            assert_eq!(schema["$ref"], "#/components/schemas/ApiError");
            for code in schema["properties"]["code"]["enum"].as_array().unwrap() {
                let read: ErrorCode = serde_json::from_value(code.clone()).unwrap();
                assert_eq!(status_of(read), status, "{code}");
                used.insert(code.as_str().unwrap());
            }
        }
    }
    assert_eq!(used, known);
}

#[test]
fn every_schema_is_one_and_every_reference_leads_somewhere() {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Object(fields) => {
                found.extend(
                    fields
                        .get("$ref")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                );
                fields.values().for_each(|field| walk(field, found));
            }
            _ => {}
        }
    }
    let mut references = Vec::new();
    walk(document(), &mut references);
    assert!(references.len() > 100);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("within the document");
        assert!(document().pointer(pointer).is_some(), "{reference}");
    }
    for (name, schema) in document()["components"]["schemas"].as_object().unwrap() {
        jsonschema::draft202012::meta::validate(schema).unwrap();
        validator(&named(name));
        let described = schema.get("description").is_some();
        assert!(described, "{name}: a type without words");
        assert!(
            !name.ends_with(|last: char| last.is_ascii_digit()) || name.contains("int"),
            "{name}: two types with one name"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_served_to_everybody_and_not_sent_twice() {
    let world = World::start().await;
    let url = format!("{}{}", world.registry.url(), api::OPENAPI);
    let first = http().get(&url).send().await.unwrap();
    assert_eq!(first.status(), StatusCode::OK);
    let tag = first.headers()["etag"].clone();
    assert_eq!(first.text().await.unwrap(), crate::openapi());
    for (sent, status) in [
        (tag.to_str().unwrap().to_owned(), StatusCode::NOT_MODIFIED),
        (
            format!("\"x\", W/{}", tag.to_str().unwrap()),
            StatusCode::NOT_MODIFIED,
        ),
        ("*".to_owned(), StatusCode::NOT_MODIFIED),
        ("\"x\"".to_owned(), StatusCode::OK),
    ] {
        let again = http()
            .get(&url)
            .header("if-none-match", &sent)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), status, "{sent}");
        assert_eq!(again.headers()["etag"], tag);
    }
}

/// A walk over every route: each good answer the document promises is given at least once, and
/// [`witnessed`] finds nothing to object to.
#[tokio::test(flavor = "multi_thread")]
async fn every_promised_answer_is_given() {
    let world = World::start().await;
    let base = world.registry.url();
    let (device, visit) = world.star().await;
    let chair = world.by_role(AccountRole::Commission, 0);

    let document = http().get(format!("{base}{}", api::OPENAPI)).send().await;
    let tag = document.unwrap().headers()["etag"].clone();
    let again = http()
        .get(format!("{base}{}", api::OPENAPI))
        .header("if-none-match", tag)
        .send();
    assert_eq!(again.await.unwrap().status(), StatusCode::NOT_MODIFIED);

    let mut acts = Vec::new();
    for scope in device.scopes().await {
        for entry in device.feed(&scope).await {
            if let Change::Visit { visit } = entry.change
                && let Some(delivered) = visit.stage.delivered()
            {
                acts.push(delivered.file.act.sha256);
            }
        }
    }
    let act = *acts
        .first()
        .expect("a member of a visit with a delivered act");
    let blob = |hash: BlobHash| format!("{}/{hash}", api::BLOBS);
    let bytes = device
        .request(Method::GET, &blob(act))
        .send()
        .await
        .unwrap();
    assert_eq!(bytes.status(), StatusCode::OK);
    let content: Value = serde_json::from_slice(&bytes.bytes().await.unwrap()).unwrap();
    must_fit("ActContent", &content);
    let rest = device
        .request(Method::GET, &blob(act))
        .header("range", "bytes=5-")
        .send()
        .await
        .unwrap();
    assert_eq!(rest.status(), StatusCode::PARTIAL_CONTENT);
    let facts = http().get(format!("{base}{}/{act}", api::VERIFY)).send();
    assert_eq!(facts.await.unwrap().status(), StatusCode::OK);

    for path in [api::SAMPLE_OCSP, api::SAMPLE_STAMP] {
        let asked = http().post(format!("{base}{path}")).body(vec![0x30]).send();
        assert_eq!(asked.await.unwrap().status(), StatusCode::OK);
    }
    for path in [api::SAMPLE_LIST, api::SAMPLE_SUPPLEMENT] {
        let list = http().get(format!("{base}{path}")).send();
        assert_eq!(list.await.unwrap().status(), StatusCode::OK);
    }

    let paper = device.upload(b"a paper").await;
    for hash in [paper, BlobHash::new([3; 32])] {
        let state = device.request(Method::HEAD, &blob(hash)).send().await;
        assert_eq!(state.unwrap().status(), StatusCode::OK);
    }

    let mut device = device;
    let sealed = device.seal(
        chair,
        OperationBody::Visit {
            visit: visit.id,
            op: VisitOp::Notify,
        },
    );
    for receipt in device.push(&[sealed]).await.unwrap() {
        must_fit("Receipt", &receipt);
    }

    let (officer, scope) = super::copies::officer(&world).await;
    let manifest = super::copies::lengthened(&world, &officer, &scope).await;
    must_fit("SnapshotManifest", &manifest);
    for path in [
        format!("{}?scope={scope}", api::DIGEST),
        format!("{}?scope={scope}&bucket=7", api::BUCKET),
        format!(
            "{}?scope={scope}&seq={}&piece=0",
            api::SNAPSHOT_PIECE,
            manifest.seq
        ),
        api::PLANNING.to_owned(),
        api::COLLEAGUES.to_owned(),
    ] {
        let answer = officer.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }

    super::lms::visit_every_route(&world).await;
    let centre = world
        .device(world.by_role(AccountRole::FinancialCentre, 0))
        .await;
    let observer = world.device(world.by_role(AccountRole::Observer, 0)).await;
    for (status, path) in super::months::walk(&world, &centre, &observer).await {
        assert_eq!(status, StatusCode::OK, "{path}");
    }
    super::vouchers::http::walk(&world).await;
    let record = super::learners::some_act(&world);
    let party = super::learners::of_party(&world, &record, AccountRole::EducationOfficer);
    let party = world.people.iter().find(|one| one.person.id == party.id);
    let party = world.device(party.unwrap()).await;
    let list = super::learners::path(record.act.id);
    let listed = party.request(Method::GET, &list).send().await;
    assert_eq!(listed.unwrap().status(), StatusCode::OK);
    let checks = format!("{}/{}/checks", api::ORGANISATIONS, visit.organisation);
    let checks_of = super::checks::officer_of(&world, &visit).await;
    let asked = checks_of.request(Method::POST, &checks).send().await;
    assert_eq!(asked.unwrap().status(), StatusCode::OK);
    let history = format!("{checks}?check=org-licence");
    let told = checks_of.request(Method::GET, &history).send().await;
    assert_eq!(told.unwrap().status(), StatusCode::OK);

    let left = officer.request(Method::DELETE, api::SESSION).send().await;
    assert_eq!(left.unwrap().status(), StatusCode::NO_CONTENT);

    let seen = SEEN.lock().unwrap().clone();
    for route in &ROUTES {
        let pointer = operation_pointer(route);
        let operation = self::document().pointer(&pointer).unwrap();
        for status in operation["responses"].as_object().unwrap().keys() {
            let status: u16 = status.parse().unwrap();
            if status < 400 {
                assert!(
                    seen.contains(&(pointer.clone(), status)),
                    "{pointer} {status}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_the_document_does_not_know_is_noticed() {
    let hello = ROUTES
        .iter()
        .find(|route| route.path == api::HELLO)
        .unwrap();
    let spoilt = [
        (StatusCode::OK, "no-store", r#"{"registry":"x"}"#),
        (StatusCode::OK, "public", "{}"),
        (
            StatusCode::BAD_REQUEST,
            "no-store",
            r#"{"code":"malformed","detail":"","more":1}"#,
        ),
        (StatusCode::IM_A_TEAPOT, "no-store", "{}"),
        (
            StatusCode::BAD_REQUEST,
            "no-store",
            r#"{"code":"gap","detail":""}"#,
        ),
    ];
    for (status, kept, body) in spoilt {
        let response = Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .header("cache-control", kept)
            .body(Body::from(body))
            .unwrap();
        let noticed = tokio::spawn(witnessed(hello, response)).await;
        assert!(noticed.is_err(), "{status} {body}");
    }
}
