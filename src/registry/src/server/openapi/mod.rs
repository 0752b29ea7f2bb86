//! The description of the HTTP interface (OpenAPI 3.1), made from the table of routes and from
//! the types that travel.
//!
//! A route is described in [`about`]: the compiler asks for it as soon as the table has a new
//! [`Endpoint`](super::Endpoint). A type is described by deriving `JsonSchema` beside its
//! `Deserialize`; its words are its doc comments.

mod about;
mod clean;
mod describe;
mod lms;

use about::about;

use super::routes::{ROUTES, Right, Route};
use super::{Call, status_of};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::MethodFilter;
use baqylau_domain::act::ActContent;
use baqylau_domain::contingent::Presence;
use baqylau_domain::finding::{Evidence, Finding};
use baqylau_protocol::api::{ApiError, ErrorCode};
use baqylau_protocol::blob;
use baqylau_protocol::lms::LINES;
use describe::{About, Answer, AnswerHeader, Content, Shape, Tag, not_kept};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Name of the way to show a session, in the document.
const SESSION: &str = "session";

/// Name of the way an LMS shows its token, in the document.
const LMS: &str = "lms";

/// How long the document may be used without asking again: the program changes rarely.
const FRESH: &str = "public, max-age=300";

const DESCRIPTION: &str = "\
What clients and the registry say to each other. Operations go up, feeds come down.

Numbers, dates and identifiers are written as their schemas say: moments in UTC (RFC 3339), days \
as `YYYY-MM-DD`, money in tiyn, hashes in lower-case hexadecimal digits. A field that may be null \
may also be left out. Readers ignore fields they don't know: later versions may add some.

Every refusal has the same shape, `ApiError`; its status follows from its code. A path that isn't \
described here is answered 404 `not_found`, a method that isn't 405 `malformed`; HEAD is answered \
wherever GET is. The detail is for logs: it is never shown to people and never holds personal data.

Three schemas describe what travels inside something else: `ActContent` the canonical bytes of an \
act (an attachment), `Finding`, `Evidence` and `Presence` the values of draft fields (`finding`, \
`evidence` and `mark` in `FieldKey`).";

/// A code, and when a route answers with it.
type Reason = (ErrorCode, &'static str);

/// Why any route may refuse.
const EVERYWHERE: [Reason; 5] = [
    (
        ErrorCode::Malformed,
        "Path, query, header or body isn't understood, or the body didn't arrive in time.",
    ),
    (
        ErrorCode::TooLarge,
        "The body, or what it announces, is larger than this route takes.",
    ),
    (
        ErrorCode::TooMany,
        "This sender asks too often; `retry-after` says in how many seconds to come back.",
    ),
    (
        ErrorCode::Busy,
        "Not now; the same request may be sent later.",
    ),
    (
        ErrorCode::Internal,
        "The registry failed; nothing was done.",
    ),
];

/// Why any route with a session may refuse.
const NO_SESSION: Reason = (ErrorCode::SignIn, "No session or token, or it ended.");

/// Why any route of the ledger may refuse.
const NO_LEDGER: Reason = (
    ErrorCode::Forbidden,
    "The person's role doesn't read the ledger of vouchers, or not that of the whole country.",
);

/// Refusals described once for all routes.
fn shared() -> impl Iterator<Item = Reason> {
    EVERYWHERE.into_iter().chain([NO_SESSION])
}

/// The document describing itself: only as far as OpenAPI doesn't say it better.
struct Document;

impl JsonSchema for Document {
    fn schema_name() -> Cow<'static, str> {
        "OpenApiDocument".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An OpenAPI 3.1 document.",
            "type": "object",
            "required": ["openapi", "info", "paths", "components"],
            "properties": { "openapi": { "const": "3.1.0" } },
        })
    }
}

/// The document as it is served and printed.
pub(crate) struct Served {
    pub(crate) text: String,
    pub(crate) tag: String,
}

/// The document, made once.
pub(crate) fn served() -> &'static Served {
    static SERVED: OnceLock<Served> = OnceLock::new();
    SERVED.get_or_init(|| {
        let text = format!("{:#}\n", document());
        let tag = format!("\"{}\"", blob::hash(text.as_bytes()).short());
        Served { text, tag }
    })
}

/// `GET`: the document, or that the caller has it already.
pub(super) fn answer(call: &Call) -> Response {
    let served = served();
    let known = call.header("if-none-match").is_some_and(|tags| {
        tags.split(',')
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == "*" || tag == served.tag)
    });
    let mut response = if known {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        super::json_text(served.text.clone())
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FRESH));
    if let Ok(tag) = HeaderValue::from_str(&served.tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// The document.
fn document() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        })
        .into_generator();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for route in &ROUTES {
        if let Some(word) = method_word(route.method) {
            let operation = operation(&mut generator, route, &about(route.endpoint));
            paths
                .entry(route.path)
                .or_default()
                .insert(word.to_owned(), operation);
        }
    }
    generator.subschema_for::<ApiError>();
    generator.subschema_for::<ActContent>();
    generator.subschema_for::<Finding>();
    generator.subschema_for::<Evidence>();
    generator.subschema_for::<Presence>();
    let refusals: BTreeMap<String, Value> = shared()
        .map(|reason| (word(reason.0), refused(&mut generator, &[reason], false)))
        .collect();
    let tags: Vec<Value> = Tag::ALL
        .iter()
        .map(|tag| json!({ "name": tag.word(), "description": tag.text() }))
        .collect();
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Baqylau registry",
            "summary": "The central registry of site visits, acts and their consequences.",
            "description": DESCRIPTION,
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache License 2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "The registry that serves this document." }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(false),
            "responses": refusals,
            "securitySchemes": {
                SESSION: {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "64 hexadecimal digits",
                    "description": "The token of a session (`signIn`). What a caller may read and \
                                    do follows from the person's role, territory and visits.",
                },
                LMS: {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "64 hexadecimal digits",
                    "description": "The token the operator of the registry gave an LMS. It opens \
                                    the schools that LMS speaks for, from its first day to its \
                                    last, until it is withdrawn.",
                },
            },
        },
    });
    clean::tidy(&mut document);
    document
}

/// The method's key in a path of the document.
pub(crate) fn method_word(method: MethodFilter) -> Option<&'static str> {
    [
        (MethodFilter::GET, "get"),
        (MethodFilter::HEAD, "head"),
        (MethodFilter::POST, "post"),
        (MethodFilter::PUT, "put"),
        (MethodFilter::PATCH, "patch"),
        (MethodFilter::DELETE, "delete"),
    ]
    .into_iter()
    .find_map(|(known, word)| (known == method).then_some(word))
}

fn operation(generator: &mut SchemaGenerator, route: &Route, about: &About) -> Value {
    let mut refusals: Vec<Reason> = EVERYWHERE.to_vec();
    let (security, who) = match route.right {
        Right::Open => (json!([]), "Open to everybody."),
        Right::Sample => (
            json!([]),
            "Open to everybody, on a demonstration registry only.",
        ),
        Right::Session => {
            refusals.push(NO_SESSION);
            (json!([{ SESSION: [] }]), "Needs a session.")
        }
        Right::Lms => {
            refusals.push(NO_SESSION);
            (json!([{ LMS: [] }]), "Needs the token of an LMS.")
        }
        Right::Planning => {
            refusals.push(NO_SESSION);
            (
                json!([{ SESSION: [] }]),
                "Needs the session of an officer who orders visits.",
            )
        }
        Right::Months => {
            refusals.push(NO_SESSION);
            (
                json!([{ SESSION: [] }]),
                "Needs the session of an officer, the financial centre or an observer.",
            )
        }
        Right::Ledger => {
            refusals.extend([NO_SESSION, NO_LEDGER]);
            (
                json!([{ SESSION: [] }]),
                "Needs the session of an officer of the Issuer, of the financial centre or of an \
                 observer, for the whole country.",
            )
        }
        Right::LedgerParty => {
            refusals.push(NO_SESSION);
            (
                json!([{ SESSION: [] }]),
                "Needs the session of an officer of the Issuer or of the financial centre, for the \
                 whole country.",
            )
        }
    };
    refusals.extend(&about.refusals);
    let mut operation = json!({
        "operationId": about.id,
        "tags": [about.tag.word()],
        "summary": about.summary,
        "description": format!("{} {who}", about.text),
        "security": security,
        "responses": responses(generator, route, about, &refusals),
    });
    let parameters = parameters(generator, route, about);
    if let Value::Object(fields) = &mut operation {
        if !parameters.is_empty() {
            fields.insert("parameters".to_owned(), parameters.into());
        }
        if let Some(body) = &about.body {
            let most = route.body_limit;
            fields.insert(
                "requestBody".to_owned(),
                json!({
                    "description": format!("{} At most {most} bytes.", body.text),
                    "required": true,
                    "content": content(generator, body.content),
                    "x-max-bytes": most,
                }),
            );
        }
    }
    operation
}

fn parameters(generator: &mut SchemaGenerator, route: &Route, about: &About) -> Vec<Value> {
    let mut parameters = Vec::new();
    if let (Some((shape, text)), Some(name)) = (about.target, route.target()) {
        parameters.push(json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": text,
            "schema": shape(generator),
        }));
    }
    if let Some(shape) = about.query {
        parameters.extend(query(&shape(generator).to_value()));
    }
    for wanted in &about.headers {
        let schema = match wanted.most {
            Some(most) => json!({ "type": "integer", "minimum": 0, "maximum": most }),
            None => json!({ "type": "string" }),
        };
        parameters.push(json!({
            "name": wanted.name,
            "in": "header",
            "required": wanted.most.is_some(),
            "description": wanted.text,
            "schema": schema,
        }));
    }
    parameters
}

/// The fields of a query's type as parameters: their words move up beside the name.
fn query(schema: &Value) -> Vec<Value> {
    let required: Vec<&Value> = schema["required"]
        .as_array()
        .map(|names| names.iter().collect())
        .unwrap_or_default();
    let Some(fields) = schema["properties"].as_object() else {
        return Vec::new();
    };
    fields
        .iter()
        .map(|(name, field)| {
            let mut field = clean::without_null(field);
            let text = field
                .as_object_mut()
                .and_then(|field| field.remove("description"));
            json!({
                "name": name,
                "in": "query",
                "required": required.iter().any(|wanted| *wanted == name),
                "description": text,
                "schema": field,
            })
        })
        .collect()
}

fn responses(
    generator: &mut SchemaGenerator,
    route: &Route,
    about: &About,
    refusals: &[Reason],
) -> Value {
    let mut responses: BTreeMap<String, Value> = BTreeMap::new();
    for answer in &about.answers {
        responses.insert(answer.status.to_string(), good(generator, answer));
    }
    let bodiless = route.method == MethodFilter::HEAD;
    let mut by_status: BTreeMap<u16, Vec<Reason>> = BTreeMap::new();
    for reason in refusals {
        let status = status_of(reason.0).as_u16();
        by_status.entry(status).or_default().push(*reason);
    }
    for (status, reasons) in by_status {
        let described = match reasons.as_slice() {
            [only] if !bodiless && shared().any(|known| known == *only) => {
                json!({ "$ref": format!("#/components/responses/{}", word(only.0)) })
            }
            _ => refused(generator, &reasons, bodiless),
        };
        responses.insert(status.to_string(), described);
    }
    json!(responses)
}

/// A refusal of one status with its reasons.
fn refused(generator: &mut SchemaGenerator, reasons: &[Reason], bodiless: bool) -> Value {
    let mut sent = vec![not_kept()];
    if reasons.iter().any(|(code, _)| *code == ErrorCode::SignIn) {
        sent.push(AnswerHeader {
            name: "www-authenticate",
            text: "How a session is shown.",
            shape: |_| json_schema!({ "const": "Bearer" }),
            always: true,
        });
    }
    if reasons.iter().any(|(code, _)| *code == ErrorCode::Range) {
        sent.push(AnswerHeader {
            name: "content-range",
            text: "`bytes */<length>`.",
            shape: SchemaGenerator::subschema_for::<String>,
            always: true,
        });
    }
    let text: Vec<String> = reasons
        .iter()
        .map(|(code, text)| format!("`{}`: {text}", word(*code)))
        .collect();
    let mut response = json!({
        "description": text.join(" "),
        "headers": headers(generator, &sent),
    });
    // The answer to a HEAD has no body to say it in.
    if !bodiless {
        let mut codes: Vec<String> = reasons.iter().map(|(code, _)| word(*code)).collect();
        codes.dedup();
        let mut schema = generator.subschema_for::<ApiError>();
        schema.insert(
            "properties".to_owned(),
            json!({ "code": { "enum": codes } }),
        );
        response["content"] = json!({ "application/json": { "schema": schema } });
    }
    response
}

/// The code as it travels.
fn word(code: ErrorCode) -> String {
    match json!(code) {
        Value::String(word) => word,
        other => other.to_string(),
    }
}

fn good(generator: &mut SchemaGenerator, answer: &Answer) -> Value {
    let mut response = json!({ "description": answer.text });
    if !answer.headers.is_empty() {
        response["headers"] = headers(generator, &answer.headers);
    }
    if !matches!(answer.content, Content::Nothing) {
        response["content"] = content(generator, answer.content);
    }
    response
}

fn headers(generator: &mut SchemaGenerator, headers: &[AnswerHeader]) -> Value {
    headers
        .iter()
        .map(|header| {
            let shape: Shape = header.shape;
            let described = json!({
                "description": header.text,
                "required": header.always,
                "schema": shape(generator),
            });
            (header.name.to_owned(), described)
        })
        .collect::<Map<_, _>>()
        .into()
}

fn content(generator: &mut SchemaGenerator, content: Content) -> Value {
    match content {
        Content::Nothing => json!({}),
        Content::Json(shape) => json!({ "application/json": { "schema": shape(generator) } }),
        Content::Rows(shape) => json!({
            "application/json": { "schema": shape(generator) },
            LINES: {},
        }),
        // Bytes have no schema in OpenAPI 3.1: the media type says it all.
        Content::Bytes(media) => json!({ media: {} }),
    }
}
