//! What the matrix is about: callers with sessions of every kind, objects of every ownership, and
//! the request of every route.

use super::super::vouchers::{http as vouchers, world};
use super::super::{Device, World, new_uuid};
use super::table::{From, Thing, Who};
use crate::server::{Endpoint, Route, method_word};
use crate::store::sql::schooling;
use crate::store::{params, rows, sql};
use baqylau_domain::checks::Programme;
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::{
    BlobHash, Iin, InstallId, MandateId, OrganisationId, PersonId, SanctionId, SchoolActId, VisitId,
};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::{ACCOUNT_ROLES, AccountRole, CommissionRole, Person};
use baqylau_domain::sanction::{Ruling, RulingRefusal, Sanction};
use baqylau_domain::schooling::{Mandate, MandateScope, Office, Principal, SchoolingRecord};
use baqylau_domain::visit::{Refusal, Stage, StageName, Visit, VisitOp};
use baqylau_domain::voucher::Party;
use baqylau_protocol::api;
use baqylau_protocol::blob;
use baqylau_protocol::feed::Scope;
use baqylau_protocol::month::MonthName;
use baqylau_protocol::operation::{DraftChange, OperationBody};
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::{ChallengeRequest, SamplePerson, SessionRequest};
use baqylau_protocol::vouchers::VoucherBatch;
use chrono::TimeDelta;
use reqwest::{Method, RequestBuilder};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// A visit that isn't the chair's.
pub(super) struct Elsewhere {
    pub(super) visit: Visit,
    sanction: SanctionId,
    point: u32,
    attachment: BlobHash,
}

/// Everything a request may name.
pub(super) struct Scene {
    pub(super) own: Visit,
    pub(super) here: Elsewhere,
    pub(super) kind: Elsewhere,
    pub(super) there: Elsewhere,
    attachment: BlobHash,
    loose: BlobHash,
    act: BlobHash,
    /// What accounts are made after.
    sample: SamplePerson,
    /// Another member of the commission.
    colleague: PersonId,
    /// Of the own organisation, of a school here, of a university elsewhere.
    batches: Vec<uuid::Uuid>,
    /// An act of services here, another there.
    service_acts: [SchoolActId; 2],
}

/// Somebody who asks.
pub(super) struct Caller {
    pub(super) who: Who,
    pub(super) device: Device,
    pub(super) person: SamplePerson,
}

/// Everybody who asks: sessions that are none, the chair, and every role from everywhere.
pub(super) fn everybody() -> Vec<Who> {
    let roles = ACCOUNT_ROLES.into_iter().chain([AccountRole::Registrar]);
    let accounts = roles
        .flat_map(|role| [From::Here, From::There, From::Country].map(|from| Who::As(role, from)));
    [
        Who::Nobody,
        Who::Forged,
        Who::Expired,
        Who::Ended,
        Who::Gone,
        Who::Member,
    ]
    .into_iter()
    .chain(accounts)
    .collect()
}

impl Scene {
    pub(super) async fn set(world: &World) -> Self {
        let uploader = world
            .device(world.by_role(AccountRole::Commission, 1))
            .await;
        let mut sent = Vec::new();
        for bytes in [b"own".as_slice(), b"here", b"kind", b"there", b"loose"] {
            sent.push(uploader.upload(bytes).await);
        }
        let sample = world.by_role(AccountRole::Commission, 0).clone();
        let hashes = sent.clone();
        let (own, found, act) = world.folder.beside(move |connection| {
            let bodies = connection.all(sql::VISIT_BODIES, params![], |row| row.get::<String>(0));
            let visits: Vec<Visit> = bodies
                .unwrap()
                .iter()
                .map(|body| serde_json::from_str(body).unwrap())
                .collect();
            let university = |visit: &Visit| visit.organisation_kind != OrganisationKind::School;
            let own = visits
                .iter()
                .find(|visit| university(visit) && visit.stage.name() == StageName::Ordered)
                .unwrap();
            let region = own.territory.region();
            let find = |wanted: &dyn Fn(&Visit) -> bool| {
                visits
                    .iter()
                    .filter(|visit| visit.id != own.id && wanted(visit))
                    .filter(|visit| !matches!(visit.stage, Stage::Planned))
                    .find_map(|visit| {
                        let points = rows::points(connection, visit.id).unwrap();
                        Some((visit.clone(), points.first()?.point.number))
                    })
                    .expect("the demonstration has such a visit")
            };
            let found = [
                find(&|visit| university(visit) && visit.territory.region() == region),
                find(&|visit| !university(visit) && visit.territory.region() == region),
                find(&|visit| university(visit) && visit.territory.region() != region),
            ];
            let any: Sanction = connection
                .one("SELECT body FROM sanctions ORDER BY id", params![], |row| {
                    row.get::<String>(0)
                })
                .unwrap()
                .map(|body| serde_json::from_str(&body).unwrap())
                .unwrap();
            let found = found.map(|(visit, point)| {
                // A consequence of each, whatever became of the others.
                let mut sanction = any.clone();
                sanction.id = SanctionId::new(new_uuid());
                (sanction.visit, sanction.organisation) = (visit.id, visit.organisation);
                let values = params![
                    sanction.id.to_string(),
                    visit.id.to_string(),
                    visit.organisation.to_string(),
                    "none",
                    serde_json::to_string(&sanction).unwrap()
                ];
                connection.run(sql::SANCTION_PUT, values).unwrap();
                (visit, sanction.id, point)
            });
            let concerned = [own.id, found[0].0.id, found[1].0.id, found[2].0.id];
            for (visit, hash) in concerned.into_iter().zip(&hashes) {
                let values = params![hash.to_string(), visit.to_string()];
                connection.run(sql::BLOB_VISIT_PUT, values).unwrap();
            }
            let act = "SELECT hash FROM acts WHERE withdrawn = 0 ORDER BY hash";
            let act: Option<String> = connection.cell(act, params![]).unwrap();
            (own.clone(), found, act.unwrap())
        });
        let [here, kind, there] = found;
        let organisations = vec![
            (own.organisation, Programme::Voucher),
            (kind.0.organisation, Programme::Schooling),
            (there.0.organisation, Programme::Voucher),
        ];
        super::super::months::october_of(world, organisations).await;
        vouchers::fill(world).await;
        let mut batches = Vec::new();
        for organisation in [own.organisation, kind.0.organisation, there.0.organisation] {
            batches.push(super::super::lms::sent_by(world, organisation).await);
        }
        let service_acts = [&here.0, &there.0].map(|visit| {
            let region = visit.territory.region();
            super::super::learners::made(world, visit.organisation, region)
        });
        let elsewhere = |(visit, sanction, point), attachment| Elsewhere {
            visit,
            sanction,
            point,
            attachment,
        };
        Self {
            colleague: own.members[0].person,
            batches,
            service_acts,
            own,
            here: elsewhere(here, sent[1]),
            kind: elsewhere(kind, sent[2]),
            there: elsewhere(there, sent[3]),
            attachment: sent[0],
            loose: sent[4],
            act: act.parse().unwrap(),
            sample,
        }
    }

    /// Somebody with a session as that caller has it.
    pub(super) fn caller(&self, world: &World, who: Who, number: u32) -> Caller {
        let mut device = Device::new(world);
        let mut person = self.sample.clone();
        person.person = Person {
            id: PersonId::new(new_uuid()),
            iin: iin(number),
            territory: Some(self.own.territory.region()),
            organisation: None,
            ..person.person
        };
        if let Who::As(role, from) = who {
            person.person.role = role;
            person.person.territory = match from {
                From::Here => Some(self.own.territory.region()),
                From::There => Some(self.there.visit.territory.region()),
                From::Country => None,
            };
            // A school's people have a school in place of a territory; one has none at all.
            person.person.organisation = match from {
                _ if role != AccountRole::School => None,
                From::Here => Some(self.here.visit.organisation),
                From::There => Some(self.there.visit.organisation),
                From::Country => None,
            };
        }
        device.token = hex::encode(Sha256::digest(format!("caller {number}")));
        let until = match who {
            Who::Expired => super::super::morning() - TimeDelta::minutes(1),
            _ => super::super::morning() + TimeDelta::hours(1),
        };
        let (account, mut own) = (person.person.clone(), self.own.clone());
        let regions = [
            self.own.territory.region(),
            self.there.visit.territory.region(),
        ];
        let key = hex::encode(device.key.verifying_key().to_bytes());
        let (token, install) = (device.token.clone(), device.install.to_string());
        let hash = hex::encode(Sha256::digest(token.as_bytes()));
        world.folder.beside(move |connection| {
            let id = account.id.to_string();
            if who != Who::Gone {
                let (iin, role) = (account.iin.to_string(), format!("{:?}", account.role));
                let body = serde_json::to_string(&account).unwrap();
                let values = params![id, iin, role, body];
                connection.run(sql::PERSON_PUT, values).unwrap();
            }
            let principals = match (account.role, account.organisation) {
                (AccountRole::School, Some(school)) => vec![Principal::School(school)],
                (AccountRole::EducationOfficer, _) => {
                    let covered = regions.into_iter().filter(|region| {
                        account
                            .territory
                            .is_none_or(|territory| territory == *region)
                    });
                    covered.map(Principal::Department).collect()
                }
                _ => Vec::new(),
            };
            for principal in principals {
                let mandate = SchoolingRecord::Mandate(Mandate {
                    id: MandateId::new(new_uuid()),
                    person: account.id,
                    principal,
                    scopes: BTreeSet::from([MandateScope::Acts]),
                    from: "2020-01-01".parse().unwrap(),
                    to: "2099-12-31".parse().unwrap(),
                    basis: "Приказ".to_owned(),
                    granted_by: None,
                    revoked: None,
                });
                let (key, body) = (mandate.id(), serde_json::to_string(&mandate).unwrap());
                let school = account.organisation.map(|school| school.to_string());
                let values = params![
                    "mandate",
                    key,
                    "",
                    school.unwrap_or_default(),
                    account.id.to_string(),
                    body
                ];
                connection.run(schooling::SCHOOLING_PUT, values).unwrap();
            }
            if who == Who::Member {
                let mut member = own.members[0].clone();
                member.person = account.id;
                member.role = CommissionRole::Secretary;
                own.members.push(member);
                let (visit, body) = (own.id.to_string(), serde_json::to_string(&own).unwrap());
                let change = "UPDATE visits SET body = ?2 WHERE id = ?1";
                connection.run_made(change, params![visit, body]).unwrap();
                connection.run(sql::MEMBER_PUT, params![id, visit]).unwrap();
            }
            let values = params![install, key, BlobHash::new([0; 32]).to_string()];
            connection.run(sql::INSTALL_ADD, values).unwrap();
            connection
                .run(sql::DEVICE_PERSON_PUT, params![install, id, 0])
                .unwrap();
            if !matches!(who, Who::Forged | Who::Nobody) {
                let values = params![hash, id, install, rows::micros(until)];
                connection.run(sql::SESSION_PUT, values).unwrap();
            }
            if who == Who::Ended {
                connection.run(sql::SESSION_END, params![hash]).unwrap();
            }
        });
        Caller {
            who,
            device,
            person,
        }
    }

    fn elsewhere(&self, thing: Thing) -> &Elsewhere {
        use Thing as T;
        match thing {
            T::There | T::MoveThere | T::PlanThere | T::RuleThere | T::PointThere => &self.there,
            T::Kind | T::MoveKind | T::PlanKind | T::RuleKind | T::PointKind => &self.kind,
            T::FieldThere | T::LeadThere | T::DraftThere => &self.there,
            _ => &self.here,
        }
    }

    fn scope(&self, thing: Thing, caller: &Caller) -> Scope {
        let (here, there) = (
            self.own.territory.region(),
            self.there.visit.territory.region(),
        );
        match thing {
            Thing::RegionHere => Scope::Region(here),
            Thing::RegionThere => Scope::Region(there),
            Thing::VisitsHere => Scope::Visits(here),
            Thing::VisitsThere => Scope::Visits(there),
            Thing::Self_ => Scope::Person(caller.person.person.id),
            Thing::Another => Scope::Person(self.colleague),
            Thing::DraftOwn => Scope::Draft(self.own.id),
            Thing::OrdersHere => Scope::Orders(here),
            Thing::OrdersThere => Scope::Orders(there),
            Thing::SchoolHere => Scope::School(self.here.visit.organisation),
            Thing::SchoolThere => Scope::School(self.there.visit.organisation),
            Thing::OfficeHere => Scope::Office(Office::Department(here)),
            Thing::OfficeThere => Scope::Office(Office::Department(there)),
            Thing::OfficeCentre => Scope::Office(Office::Centre),
            Thing::OfficeIssuer => Scope::Office(Office::Issuer),
            other => Scope::Draft(self.elsewhere(other).visit.id),
        }
    }

    fn organisation(&self, thing: Thing) -> OrganisationId {
        match thing {
            Thing::Own => self.own.organisation,
            Thing::Absent => OrganisationId::new(new_uuid()),
            other => self.elsewhere(other).visit.organisation,
        }
    }

    fn visit(&self, thing: Thing) -> VisitId {
        match thing {
            Thing::Own => self.own.id,
            Thing::Absent => VisitId::new(new_uuid()),
            other => self.elsewhere(other).visit.id,
        }
    }

    fn blob(&self, thing: Thing) -> BlobHash {
        match thing {
            Thing::Checklist => self.own.checklists[0].workbook,
            Thing::Own => self.attachment,
            Thing::Loose => self.loose,
            Thing::Absent => BlobHash::new([7; 32]),
            other => self.elsewhere(other).attachment,
        }
    }

    /// The request of a route about a thing, as this caller sends it.
    pub(super) fn request(&self, route: &Route, thing: Thing, caller: &Caller) -> RequestBuilder {
        let path = route.path.split("/{").next().unwrap();
        let method = method(route);
        let ask = |rest: String| {
            let device = &caller.device;
            let url = format!("{}{path}{rest}", device.base);
            let request = device.http.request(method.clone(), url);
            match caller.who {
                Who::Nobody => request,
                _ => request.header("authorization", format!("{}{}", api::BEARER, device.token)),
            }
        };
        let scope = || self.scope(thing, caller);
        match route.endpoint {
            Endpoint::Challenge => ask(String::new()).json(&ChallengeRequest {
                install: caller.device.install,
            }),
            Endpoint::SignIn => ask(String::new()).json(&SessionRequest {
                nonce: "0".repeat(64),
                cms: String::new(),
                install: caller.device.install,
                device_key: hex::encode(caller.device.key.verifying_key().to_bytes()),
            }),
            Endpoint::Feed | Endpoint::Snapshot | Endpoint::Digest => {
                ask(format!("?scope={}", scope()))
            }
            Endpoint::SnapshotPiece => ask(format!("?scope={}&seq=1&piece=0", scope())),
            Endpoint::Bucket => ask(format!("?scope={}&bucket=7", scope())),
            Endpoint::Pack => ask(format!("/{}", self.visit(thing))),
            Endpoint::Verify => ask(format!("/{}", self.act)),
            Endpoint::BlobWhole => ask(format!("/{}", self.blob(thing))),
            Endpoint::BlobState => ask(format!("/{}", self.loose)),
            Endpoint::BlobPiece => ask(format!("/{}", blob::hash(b"piece")))
                .header(api::UPLOAD_OFFSET, 0)
                .header(api::UPLOAD_LENGTH, 5)
                .body("piece"),
            Endpoint::Months => ask(String::new()),
            Endpoint::Month
            | Endpoint::MonthCounts
            | Endpoint::MonthExceptions
            | Endpoint::MonthOrganisations => ask("?year=2026&month=10".to_owned()),
            Endpoint::MonthRegister | Endpoint::MonthAct => ask(format!(
                "?year=2026&month=10&organisation={}",
                self.organisation(thing)
            )),
            Endpoint::OrderActLearners => {
                let act = match thing {
                    Thing::Here => self.service_acts[0],
                    Thing::There => self.service_acts[1],
                    _ => SchoolActId::new(new_uuid()),
                };
                ask(format!("/{act}/learners"))
            }
            Endpoint::ChecksAsk => ask(format!("/{}/checks", self.organisation(thing))),
            Endpoint::ChecksHistory => ask(format!(
                "/{}/checks?check=org-licence",
                self.organisation(thing)
            )),
            Endpoint::MonthFreeze | Endpoint::MonthClose => ask(String::new()).json(&MonthName {
                year: 2026,
                month: 10,
            }),
            Endpoint::LmsSchools | Endpoint::LmsBatches => ask(String::new()),
            Endpoint::LmsSend(_) => ask(String::new()).json(&serde_json::json!({})),
            Endpoint::LmsReport => ask(format!("/{}", self.batches[0])),
            Endpoint::LmsBatch | Endpoint::LmsDifference => {
                let batch = match thing {
                    Thing::Own => self.batches[0],
                    Thing::Kind => self.batches[1],
                    Thing::There => self.batches[2],
                    _ => new_uuid(),
                };
                ask(format!("/{batch}"))
            }
            Endpoint::Vouchers => ask(format!("?order={}", world::order())),
            Endpoint::Voucher => ask(format!("/{}", world::voucher(1))),
            Endpoint::VoucherAccount => ask(format!("/executor:{}", world::university(1))),
            Endpoint::VoucherContract => ask(format!("/{}", world::contract(1))),
            Endpoint::VoucherOrder => ask(format!("/{}", world::order())),
            Endpoint::VoucherOrders | Endpoint::VoucherObligations => ask(String::new()),
            Endpoint::VoucherOperations => {
                let party = match caller.person.person.role {
                    AccountRole::FinancialCentre => Party::FinancialCentre,
                    _ => Party::Issuer,
                };
                let person = match thing {
                    Thing::InName => self.colleague,
                    _ => caller.person.person.id,
                };
                ask(String::new()).json(&VoucherBatch {
                    requests: vec![vouchers::about_nothing(party, person)],
                })
            }
            Endpoint::SampleOcsp | Endpoint::SampleStamp => ask(String::new()).body("nonsense"),
            Endpoint::Hello
            | Endpoint::SamplePeople
            | Endpoint::SignOut
            | Endpoint::Scopes
            | Endpoint::Planning
            | Endpoint::Colleagues
            | Endpoint::OpenApi
            | Endpoint::SampleList
            | Endpoint::SampleSupplement => ask(String::new()),
            Endpoint::Operations => unreachable!("sent by `operation`"),
        }
    }

    fn body(&self, thing: Thing, caller: &Caller) -> OperationBody {
        use Thing as T;
        let there = self.elsewhere(thing);
        let visit = match thing {
            T::FieldOwn | T::LeadOwn | T::InName | T::Install => self.own.id,
            _ => there.visit.id,
        };
        match thing {
            T::LeadOwn | T::LeadHere | T::LeadThere => OperationBody::Visit {
                visit,
                // Before anybody arrived: whoever may do it hears that it is too early.
                op: VisitOp::BeginMerging,
            },
            T::MoveHere | T::MoveKind | T::MoveThere => OperationBody::Visit {
                visit,
                // The visit is over: whoever may do it hears that it is too late.
                op: VisitOp::Move {
                    planned: there.visit.planned,
                },
            },
            // It is there already; who may plan hears that.
            T::PlanHere | T::PlanKind | T::PlanThere => OperationBody::PlanVisit {
                visit: Box::new(there.visit.clone()),
            },
            // Without a reason or a report; who may decide hears that.
            T::RuleHere | T::RuleKind | T::RuleThere => OperationBody::Rule {
                sanction: there.sanction,
                ruling: Ruling::Dismiss,
                reason: String::new(),
            },
            T::PointHere | T::PointKind | T::PointThere => OperationBody::ConfirmPoint {
                visit,
                point: there.point,
                report: String::new(),
            },
            _ => {
                let author = match thing {
                    T::InName => self.colleague,
                    _ => caller.person.person.id,
                };
                let key = FieldKey::Objections;
                let (install, now) = (caller.device.install, super::super::morning());
                let version = Draft::default().write(&key, install, "x".into(), author, now);
                OperationBody::Draft {
                    visit,
                    changes: vec![DraftChange { key, version }],
                }
            }
        }
    }

    /// Sends an operation; the answer as a word: `yes`, why not, or the status of the refusal.
    pub(super) async fn operation(&self, thing: Thing, caller: &mut Caller) -> String {
        let body = self.body(thing, caller);
        let mut actor = caller.person.clone();
        if thing == Thing::InName {
            actor.person.id = self.colleague;
        }
        let device = &mut caller.device;
        let (before, install) = ((device.seq, device.last), device.install);
        if thing == Thing::Install {
            device.install = InstallId::new(new_uuid());
        }
        let sealed = device.seal(&actor, body);
        device.install = install;
        match device.push(&[sealed]).await {
            Ok(mut receipts) => word(receipts.remove(0).outcome),
            Err((status, _)) => {
                (device.seq, device.last) = before;
                status.as_u16().to_string()
            }
        }
    }
}

/// The answer to an operation. What only says that the moment is wrong is a yes: the right was
/// there.
fn word(outcome: Outcome) -> String {
    let reason = match outcome {
        Outcome::Applied | Outcome::Held { .. } => return "yes".to_owned(),
        Outcome::Rejected { reason } => reason,
    };
    match reason {
        Rejection::Visit { refusal } => match refusal {
            Refusal::WrongStage { .. } | Refusal::TextMissing => "yes",
            Refusal::NotAMember => "other",
            Refusal::NotLeading => "lead",
            Refusal::NotYourRole => "role",
            Refusal::NotYourTerritory => "place",
            other => panic!("{other:?}"),
        },
        Rejection::Ruling { refusal } => match refusal {
            RulingRefusal::NoReason => "yes",
            RulingRefusal::NotYourRole => "role",
            RulingRefusal::NotYourTerritory => "place",
            other => panic!("{other:?}"),
        },
        Rejection::AlreadyExists => "yes",
        Rejection::Forbidden => "no",
        Rejection::NotYourDevice => "device",
        Rejection::NotFound => "none",
        other => panic!("{other:?}"),
    }
    .to_owned()
}

/// An ИИН nobody in the demonstration has.
fn iin(number: u32) -> Iin {
    (0..10)
        .find_map(|digit| format!("9202023{number:04}{digit}").parse().ok())
        .or_else(|| (0..10).find_map(|digit| format!("9203034{number:04}{digit}").parse().ok()))
        .unwrap()
}

/// The method of a route.
pub(super) fn method(route: &Route) -> Method {
    let word = method_word(route.method).unwrap().to_uppercase();
    word.parse().unwrap()
}
