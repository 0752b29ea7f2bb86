//! The table of routes: rights, limits and the shape of every error.

use super::{World, http, take};
use crate::server::{Endpoint, ROUTES};
use axum::routing::MethodFilter;
use baqylau_domain::act::{ActKind, PartyDecision};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::ActId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::sanction::Ruling;
use baqylau_domain::visit::{HandOverWay, Stage, Visit, VisitOp};
use baqylau_protocol::api::{self, ApiError, ErrorCode};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::lms::{self, LmsMethod};
use baqylau_protocol::operation::{DraftChange, OperationBody};
use reqwest::{Method, StatusCode};

fn method(filter: MethodFilter) -> Method {
    [
        (MethodFilter::GET, Method::GET),
        (MethodFilter::POST, Method::POST),
        (MethodFilter::HEAD, Method::HEAD),
        (MethodFilter::PATCH, Method::PATCH),
        (MethodFilter::DELETE, Method::DELETE),
    ]
    .into_iter()
    .find(|(known, _)| *known == filter)
    .unwrap()
    .1
}

fn concrete(path: &str) -> String {
    path.replace("{visit}", &super::star_id().to_string())
        .replace("{organisation}", &super::star_id().to_string())
        .replace("{sha256}", &"0".repeat(64))
        .replace("{account}", &format!("budget:{}", super::star_id()))
        .replace("{voucher}", &super::star_id().to_string())
        .replace("{contract}", &super::star_id().to_string())
        .replace("{act}", &super::star_id().to_string())
        .replace("{order}", &super::star_id().to_string())
        .replace("{batch}", &uuid::Uuid::nil().to_string())
}

#[test]
fn the_paths_are_those_of_the_protocol() {
    let expected = [
        (Endpoint::Hello, api::HELLO),
        (Endpoint::SamplePeople, api::SAMPLE_PEOPLE),
        (Endpoint::Challenge, api::CHALLENGE),
        (Endpoint::SignIn, api::SESSION),
        (Endpoint::SignOut, api::SESSION),
        (Endpoint::Scopes, api::SCOPES),
        (Endpoint::Operations, api::OPERATIONS),
        (Endpoint::Feed, api::FEED),
        (Endpoint::Snapshot, api::SNAPSHOT),
        (Endpoint::SnapshotPiece, api::SNAPSHOT_PIECE),
        (Endpoint::Digest, api::DIGEST),
        (Endpoint::Bucket, api::BUCKET),
        (Endpoint::Pack, api::PACKS),
        (Endpoint::Planning, api::PLANNING),
        (Endpoint::Colleagues, api::COLLEAGUES),
        (Endpoint::OrderActLearners, api::ORDER_ACTS),
        (Endpoint::ChecksAsk, api::ORGANISATIONS),
        (Endpoint::ChecksHistory, api::ORGANISATIONS),
        (Endpoint::BlobState, api::BLOBS),
        (Endpoint::BlobPiece, api::BLOBS),
        (Endpoint::BlobWhole, api::BLOBS),
        (Endpoint::Verify, api::VERIFY),
        (Endpoint::VoucherOperations, api::VOUCHER_OPERATIONS),
        (Endpoint::Vouchers, api::VOUCHERS),
        (Endpoint::Voucher, api::VOUCHERS),
        (Endpoint::VoucherAccount, api::VOUCHER_ACCOUNTS),
        (Endpoint::VoucherContract, api::VOUCHER_CONTRACTS),
        (Endpoint::VoucherOrders, api::VOUCHER_ORDERS),
        (Endpoint::VoucherOrder, api::VOUCHER_ORDERS),
        (Endpoint::VoucherObligations, api::VOUCHER_OBLIGATIONS),
        (Endpoint::OpenApi, api::OPENAPI),
        (Endpoint::Month, api::MONTH),
        (Endpoint::MonthFreeze, api::MONTH_FREEZE),
        (Endpoint::MonthClose, api::MONTH_CLOSE),
        (Endpoint::MonthRegister, api::MONTH_REGISTER),
        (Endpoint::MonthExceptions, api::MONTH_EXCEPTIONS),
        (Endpoint::MonthCounts, api::MONTH_COUNTS),
        (Endpoint::MonthAct, api::MONTH_ACT),
        (Endpoint::Months, api::MONTHS),
        (Endpoint::MonthOrganisations, api::MONTH_ORGANISATIONS),
        (Endpoint::SampleOcsp, api::SAMPLE_OCSP),
        (Endpoint::SampleStamp, api::SAMPLE_STAMP),
        (Endpoint::SampleList, api::SAMPLE_LIST),
        (Endpoint::SampleSupplement, api::SAMPLE_SUPPLEMENT),
        (Endpoint::LmsSchools, lms::LMS_SCHOOLS),
        (
            Endpoint::LmsSend(LmsMethod::Contingent),
            lms::LMS_CONTINGENT,
        ),
        (Endpoint::LmsSend(LmsMethod::Grades), lms::LMS_GRADES),
        (Endpoint::LmsSend(LmsMethod::Teachers), lms::LMS_TEACHERS),
        (Endpoint::LmsSend(LmsMethod::Contracts), lms::LMS_CONTRACTS),
        (Endpoint::LmsSend(LmsMethod::Schedule), lms::LMS_SCHEDULE),
        (Endpoint::LmsSend(LmsMethod::Marks), lms::LMS_MARKS),
        (Endpoint::LmsReport, lms::LMS_REPORTS),
        (Endpoint::LmsBatches, lms::LMS_BATCHES),
        (Endpoint::LmsBatch, lms::LMS_BATCHES),
        (Endpoint::LmsDifference, lms::LMS_DIFFERENCES),
    ];
    assert_eq!(expected.len(), ROUTES.len());
    for (endpoint, path) in expected {
        let route = ROUTES
            .iter()
            .find(|route| route.endpoint == endpoint)
            .unwrap();
        assert_eq!(route.path.split("/{").next(), Some(path));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_session_only_the_open_routes_answer() {
    let world = World::start().await;
    for route in &ROUTES {
        for token in [None, Some("forged")] {
            let url = format!("{}{}", world.registry.url(), concrete(route.path));
            let mut request = http().request(method(route.method), url);
            if let Some(token) = token {
                request = request.header("authorization", format!("{}{token}", api::BEARER));
            }
            let status = request.send().await.unwrap().status();
            let refused = status == StatusCode::UNAUTHORIZED;
            assert_eq!(
                refused,
                route.right.needs_session(),
                "{} {status}",
                route.path
            );
            assert!(!status.is_server_error(), "{} {status}", route.path);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_gets_exactly_what_is_theirs() {
    let world = World::start().await;
    let (_, visit) = world.star().await;
    for sample in &world.people {
        let device = world.device(sample).await;
        let path = format!("{}/{}", api::PACKS, visit.id);
        let status = device
            .request(Method::GET, &path)
            .send()
            .await
            .unwrap()
            .status();
        let member = visit.member(sample.person.id).is_some();
        let expected = if member {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(status, expected, "the pack holds names: members only");
        let workbook = visit.checklists[0].workbook;
        let path = format!("{}/{workbook}", api::BLOBS);
        let status = device
            .request(Method::GET, &path)
            .send()
            .await
            .unwrap()
            .status();
        assert_eq!(
            status,
            StatusCode::OK,
            "a published checklist is for everybody"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_answered_in_one_shape_and_never_by_a_failure() {
    let world = World::start().await;
    let device = world
        .device(world.by_role(AccountRole::IssuerOfficer, 0))
        .await;
    let zeros = "0".repeat(64);
    let cases = [
        (
            Method::GET,
            "/v1/nothing".to_owned(),
            "",
            StatusCode::NOT_FOUND,
        ),
        (
            Method::DELETE,
            api::HELLO.to_owned(),
            "",
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            Method::POST,
            api::OPERATIONS.to_owned(),
            "not json",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::POST,
            api::OPERATIONS.to_owned(),
            r#"{"operations":["{}"],"device_signature":""}"#,
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::POST,
            api::OPERATIONS.to_owned(),
            r#"{"operations":[],"device_signature":"zz"}"#,
            StatusCode::FORBIDDEN,
        ),
        (
            Method::POST,
            api::CHALLENGE.to_owned(),
            "[]",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::POST,
            api::SESSION.to_owned(),
            "{}",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            api::FEED.to_owned(),
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            format!("{}?scope=moon:1", api::FEED),
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            format!("{}?scope=region:390000000&after=-1", api::FEED),
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            format!(
                "{}?scope=region:390000000&after=99999999999999999999",
                api::FEED
            ),
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            format!("{}?known=9223372036854775808", api::SCOPES),
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            format!("{}/none", api::PACKS),
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            format!("{}/%00", api::PACKS),
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::PATCH,
            format!("{}/{zeros}", api::BLOBS),
            "x",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::GET,
            format!("{}/{zeros}", api::BLOBS),
            "",
            StatusCode::NOT_FOUND,
        ),
        (
            Method::GET,
            format!("{}/{zeros}", api::VERIFY),
            "",
            StatusCode::NOT_FOUND,
        ),
        (
            Method::GET,
            format!("{}/..%2f..%2fetc", api::VERIFY),
            "",
            StatusCode::BAD_REQUEST,
        ),
    ];
    for (method, path, body, expected) in cases {
        let response = device
            .request(method.clone(), &path)
            .body(body.to_owned())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), expected, "{method} {path}");
        let error: ApiError = response.json().await.unwrap();
        assert_ne!(error.code, ErrorCode::Internal);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_beyond_their_limit_are_refused() {
    let world = World::start().await;
    let device = world
        .device(world.by_role(AccountRole::IssuerOfficer, 0))
        .await;
    let body = vec![b' '; baqylau_protocol::MAX_PUSH_BYTES + 1];
    let response = device
        .request(Method::POST, api::OPERATIONS)
        .body(body)
        .send()
        .await
        .unwrap();
    let (status, error) = take::<()>(response).await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge)
    );
    let huge = baqylau_protocol::MAX_BLOB_BYTES + 1;
    let refused = device
        .piece(baqylau_protocol::blob::hash(b"x"), 0, huge, b"x")
        .await;
    assert_eq!(refused.err().unwrap().1.code, ErrorCode::TooLarge);
}

/// Every operation on a visit, with contents that could fit.
fn every_visit_op(visit: &Visit) -> Vec<VisitOp> {
    let hash = blob::hash(b"anything");
    let order = visit.stage.order().unwrap().clone();
    vec![
        VisitOp::Move {
            planned: (super::today(), super::today()),
        },
        VisitOp::Order { order },
        VisitOp::Notify,
        VisitOp::Arrive {
            location: Some((1, 2, 3)),
        },
        VisitOp::HandLeaflet,
        VisitOp::Admit,
        VisitOp::RefuseAdmission {
            circumstances: "x".to_owned(),
            witnesses: vec!["y".to_owned(), "z".to_owned()],
        },
        VisitOp::BeginMerging,
        VisitOp::ResumeRecording,
        VisitOp::FixAct {
            act: ActId::new(super::new_uuid()),
            kind: ActKind::Monitoring,
            sha256: hash,
            draft_number: String::new(),
            party: PartyDecision::Signed,
            open_conflicts: 0,
            blockers: 0,
        },
        VisitOp::WithdrawAct,
        VisitOp::Sign {
            sha256: hash,
            cms: hash,
            with_opinion: false,
        },
        VisitOp::HandOver {
            way: HandOverWay::Paper,
            to: "x".to_owned(),
        },
        VisitOp::LodgeObjection {
            text: "x".to_owned(),
            papers: vec![hash],
        },
        VisitOp::Register {
            number: "М-1".to_owned(),
            sanction: None,
        },
        VisitOp::Decide,
        VisitOp::Remedy { open_points: 0 },
        VisitOp::PlanRepeat { repeat: visit.id },
        VisitOp::Close { open_points: 0 },
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn outsiders_change_nothing_about_a_visit_whatever_they_send() {
    let world = World::start().await;
    let (member, visit) = world.star().await;
    let region = member.feed(&Scope::Region(visit.territory.region())).await;
    let sanction = super::newest(&region, |change| match change {
        Change::Sanction { sanction } => Some(sanction.id),
        _ => None,
    })
    .unwrap();
    let (pointed, point) = super::newest(&region, |change| match change {
        Change::Point { point } if point.organisation == visit.organisation => {
            Some((point.visit, point.point.number))
        }
        _ => None,
    })
    .unwrap();
    let before = region.len();
    for sample in &world.people {
        let role = sample.person.role;
        // The second commission went on other visits; officers of other regions rule elsewhere.
        let outsider = visit.member(sample.person.id).is_none()
            && role != AccountRole::IssuerOfficer
            && sample.person.territory != Some(visit.territory.region());
        if !outsider {
            continue;
        }
        let mut device = world.device(sample).await;
        let mut bodies: Vec<OperationBody> = every_visit_op(&visit)
            .into_iter()
            .map(|op| OperationBody::Visit {
                visit: visit.id,
                op,
            })
            .collect();
        let mut copy = visit.clone();
        copy.id = baqylau_domain::identifiers::VisitId::new(super::new_uuid());
        copy.stage = Stage::Planned;
        copy.version = 0;
        bodies.push(OperationBody::PlanVisit {
            visit: Box::new(copy),
        });
        let version = Draft::default().write(
            &FieldKey::Objections,
            device.install,
            "x".into(),
            sample.person.id,
            super::morning(),
        );
        let changes = vec![DraftChange {
            key: FieldKey::Objections,
            version,
        }];
        bodies.push(OperationBody::Draft {
            visit: visit.id,
            changes,
        });
        for ruling in [Ruling::Suspend, Ruling::Dismiss, Ruling::Terminate] {
            let reason = "x".to_owned();
            bodies.push(OperationBody::Rule {
                sanction,
                ruling,
                reason,
            });
        }
        if role != AccountRole::Commission {
            let report = "x".to_owned();
            bodies.push(OperationBody::ConfirmPoint {
                visit: pointed,
                point,
                report,
            });
        }
        let sealed: Vec<_> = bodies
            .into_iter()
            .map(|body| device.seal(sample, body))
            .collect();
        for receipt in device.push(&sealed).await.unwrap() {
            super::rejection(receipt.outcome);
        }
    }
    assert_eq!(member.visit(visit.id).await, visit);
    assert_eq!(
        member
            .feed(&Scope::Region(visit.territory.region()))
            .await
            .len(),
        before
    );
    assert!(member.feed(&Scope::Draft(visit.id)).await.is_empty());
}
