//! Whom an act lists: told to its department and its school, by a mandate for acts, to nobody else;
//! those of the register it names; and every answer stands in the audit log.

use super::{Device, World, take};
use crate::months;
use crate::store::sql::schooling as sql;
use crate::store::{params, sql as sql_of_all};
use baqylau_domain::calendar::{Period, legal_day};
use baqylau_domain::checks::MonthVerdict;
use baqylau_domain::identifiers::{BlobHash, Kato, OrganisationId, SchoolActId, SchoolContractId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{Batch, Entry};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    ActRecord, Mandate, MandateScope, Principal, SchoolAct, SchoolActState, SchoolingRecord,
    payable,
};
use baqylau_protocol::api::{self, ApiError, ErrorCode};
use baqylau_protocol::learners::ActLearners;
use baqylau_protocol::month::RegisterPage;
use reqwest::{Method, StatusCode};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn records(world: &World) -> Vec<SchoolingRecord> {
    world.folder.beside(|connection| {
        let all = "SELECT body FROM schooling ORDER BY kind, id";
        let bodies: Vec<String> = connection.all(all, params![], |row| row.get(0)).unwrap();
        bodies
            .iter()
            .map(|body| serde_json::from_str(body).unwrap())
            .collect()
    })
}

fn acts(world: &World) -> Vec<ActRecord> {
    let acts = records(world)
        .into_iter()
        .filter_map(|record| match record {
            SchoolingRecord::Act(act) => Some(act),
            _ => None,
        });
    acts.collect()
}

pub(super) fn put(world: &World, record: &SchoolingRecord, region: Kato, school: OrganisationId) {
    let (key, body) = (record.id(), serde_json::to_string(record).unwrap());
    world.folder.beside(move |connection| {
        let values = params!["act", key, region.to_string(), school.to_string(), "", body];
        connection.run(sql::SCHOOLING_PUT, values).unwrap();
    });
}

/// An act made by hand, of the October a school's register is made for.
pub(super) fn made(world: &World, school: OrganisationId, department: Kato) -> SchoolActId {
    let id = SchoolActId::new(super::new_uuid());
    let hash = world.folder.beside(move |connection| {
        let newest = "SELECT hash FROM month_registers WHERE period = 202610 AND organisation = ?1";
        let found: Option<String> = connection
            .cell(newest, params![school.to_string()])
            .unwrap();
        found.unwrap()
    });
    let act = SchoolAct {
        id,
        contract: SchoolContractId::new(super::new_uuid()),
        school,
        period: Period::new(2026, 10).unwrap(),
        register: hash.parse().unwrap(),
        norms: String::new(),
        lines: Vec::new(),
        total: Tiyn(0),
        excluded: 0,
        held: 0,
        cut: payable(0, &[]),
        reimbursement: None,
        state: SchoolActState::Composed,
    };
    let record = ActRecord {
        act,
        department,
        contract_number: "1".to_owned(),
        bin: String::new(),
        invoice: None,
        why: BTreeMap::new(),
        steps: Vec::new(),
    };
    put(world, &SchoolingRecord::Act(record), department, school);
    id
}

pub(super) fn path(act: SchoolActId) -> String {
    format!("{}/{act}/learners", api::ORDER_ACTS)
}

async fn ask(device: &Device, act: SchoolActId) -> Result<ActLearners, (StatusCode, ApiError)> {
    let asked = device.request(Method::GET, &path(act)).send().await;
    take(asked.unwrap()).await
}

/// An act of teaching of a school whose person is among the accounts, cut as little as may be.
pub(super) fn some_act(world: &World) -> ActRecord {
    let known = records(world);
    let of_school = |one: &ActRecord| {
        let mut people = world.people.iter().map(|sample| &sample.person);
        people.any(|person| person.role == AccountRole::School && is_entitled(&known, one, person))
    };
    let wanted = |one: &ActRecord| {
        let act = &one.act;
        act.state != SchoolActState::Withdrawn && act.reimbursement.is_none() && of_school(one)
    };
    let found = acts(world).into_iter().filter(wanted);
    found.min_by_key(|one| one.act.cut.excluded).unwrap()
}

/// Somebody of one party who has a mandate for acts.
pub(super) fn of_party(world: &World, act: &ActRecord, role: AccountRole) -> Person {
    let people = world.people.iter().map(|sample| &sample.person);
    let entitled = people
        .filter(|person| person.role == role)
        .find(|person| is_entitled(&records(world), act, person));
    entitled.unwrap().clone()
}

/// Said once more, apart from the rules.
fn is_entitled(records: &[SchoolingRecord], act: &ActRecord, person: &Person) -> bool {
    let principal = match person.role {
        AccountRole::School if person.organisation == Some(act.act.school) => {
            Principal::School(act.act.school)
        }
        AccountRole::EducationOfficer
            if person.territory.is_none_or(|own| own == act.department) =>
        {
            Principal::Department(act.department)
        }
        _ => return false,
    };
    let day = legal_day(super::morning());
    let entrusts = |mandate: &Mandate| {
        mandate.person == person.id
            && mandate.principal == principal
            && mandate.scopes.contains(&MandateScope::Acts)
            && (mandate.from..=mandate.to).contains(&day)
            && mandate.revoked.is_none()
    };
    records
        .iter()
        .any(|record| matches!(record, SchoolingRecord::Mandate(one) if entrusts(one)))
}

/// Actors and objects of the lines about such lists; every other word of the log.
fn audited(world: &World) -> (Vec<(String, String)>, String) {
    world.folder.beside(|connection| {
        let all = "SELECT actor, action, object FROM audit ORDER BY n";
        let lines: Vec<(String, String, String)> = connection
            .all(all, params![], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        let text = lines
            .iter()
            .map(|(actor, action, object)| format!("{actor} {action} {object}\n"))
            .collect();
        let read = lines
            .into_iter()
            .filter(|(_, action, _)| action == "learners of an act read")
            .map(|(actor, _, object)| (actor, object));
        (read.collect(), text)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_two_parties_are_told_whom_an_act_lists_and_nobody_else() {
    let world = World::start().await;
    let (act, known) = (some_act(&world), records(&world));
    let (mut told, mut refused) = (Vec::new(), BTreeSet::new());
    let mut lists = Vec::new();
    for sample in &world.people {
        let device = world.device(sample).await;
        let entitled = is_entitled(&known, &act, &sample.person);
        match ask(&device, act.act.id).await {
            Ok(list) => {
                assert!(entitled, "{:?}", sample.person.role);
                told.push((sample.person.id.to_string(), format!("act {}", act.act.id)));
                lists.push((device, list));
            }
            Err((status, _)) => {
                assert!(!entitled, "{:?}: {status}", sample.person.role);
                let wanted = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
                assert!(wanted.contains(&status), "{status}");
                refused.insert(format!("{:?}", sample.person.role));
            }
        }
    }
    for role in [AccountRole::School, AccountRole::EducationOfficer] {
        let person = of_party(&world, &act, role).id.to_string();
        assert!(told.iter().any(|(actor, _)| *actor == person), "{role:?}");
    }
    for role in ["FinancialCentre", "Observer", "Commission", "IssuerOfficer"] {
        assert!(refused.contains(role), "{role}");
    }

    // The rows are those of the act, the people those its register calls payable.
    let (device, list) = &lists[0];
    assert!(lists.iter().all(|(_, other)| other == list));
    assert_eq!((list.act, list.register), (act.act.id, act.act.register));
    let counted = list.rows.iter();
    let counted: Vec<_> = counted
        .map(|row| {
            (
                row.level,
                row.study,
                u32::try_from(row.numbers.len()).unwrap(),
            )
        })
        .collect();
    let paid = act.act.lines.iter();
    let paid: Vec<_> = paid
        .map(|line| (line.level, line.study, line.line.quantity))
        .collect();
    if act.act.cut.excluded == 0 {
        assert_eq!(counted, paid);
    }
    let listed: u32 = counted.iter().map(|(_, _, count)| count).sum();
    assert_eq!(listed, act.act.cut.paid + act.act.cut.excluded);
    let mut masked = Vec::new();
    let mut from = Some(0);
    while let Some(begin) = from {
        let path = format!(
            "{}?year={}&month={}&organisation={}&from={begin}",
            api::MONTH_REGISTER,
            act.act.period.year(),
            act.act.period.month(),
            act.act.school
        );
        let page: RegisterPage = take(device.request(Method::GET, &path).send().await.unwrap())
            .await
            .unwrap();
        let payable = page.people.into_iter();
        let payable = payable.filter(|one| one.verdict == MonthVerdict::Payable);
        masked.extend(payable.map(|one| one.number));
        from = page.next;
    }
    let numbers = list.rows.iter().flat_map(|row| &row.numbers);
    let mut hidden: Vec<String> = numbers
        .map(|number| {
            assert_eq!(number.len(), 12);
            format!("{}••••••{}", &number[..2], &number[8..])
        })
        .collect();
    hidden.sort();
    masked.sort();
    assert_eq!(hidden, masked);
    assert!(!format!("{list:?}").contains(&list.rows[0].numbers[0]));

    let (read, text) = audited(&world);
    assert_eq!(read, told, "who read which list, each time");
    let mut numbers = list.rows.iter().flat_map(|row| &row.numbers);
    assert!(!numbers.any(|number| text.contains(number.as_str())));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_that_of_the_register_the_act_names_or_none() {
    let world = World::start().await;
    let record = some_act(&world);
    let (id, school, period) = (record.act.id, record.act.school, record.act.period);
    let officer = of_party(&world, &record, AccountRole::EducationOfficer).id;
    let sample = world.people.iter().find(|one| one.person.id == officer);
    let device = world.device(sample.unwrap()).await;
    let before = ask(&device, id).await.unwrap();

    // A correction of the month leaves the act and its list as they were.
    let core = Arc::clone(world.registry.core());
    core.store
        .write(move |tx| -> Result<(), months::PutError> {
            let revision = months::newest_revision(tx, period, school)?;
            let key = i64::from(period.year()) * 100 + i64::from(period.month());
            let values = params![key, school.to_string(), revision];
            let bytes: Option<Vec<u8>> =
                tx.one(sql_of_all::months::BATCH, values, |row| row.get(1))?;
            let batch = Batch::from_bytes(&bytes.unwrap()).unwrap();
            let mut head = *batch.head();
            head.revision = revision + 1;
            let fewer: Vec<Entry> = batch.iter().skip(5).collect();
            let corrected = Batch::new(head, &fewer).unwrap();
            months::put_batch(tx, &corrected, super::morning()).map(drop)
        })
        .await
        .unwrap();
    world.registry.validate_months().await.unwrap();
    let counts = move |connection: &_| months::payable(connection, period, school);
    let (now, _) = core.store.read(counts).await.unwrap().unwrap();
    assert_ne!(now, record.act.register, "another register counts");
    assert_eq!(ask(&device, id).await.unwrap(), before);

    let refusal = async |change: &dyn Fn(&mut ActRecord)| {
        let mut changed = record.clone();
        change(&mut changed);
        let region = changed.department;
        put(&world, &SchoolingRecord::Act(changed), region, school);
        let (status, said) = ask(&device, id).await.unwrap_err();
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(said.code, ErrorCode::Mismatch);
        said.detail
    };
    let unknown = refusal(&|one| one.act.register = BlobHash::new([7; 32])).await;
    assert_eq!(unknown, "register");
    let taken_back = refusal(&|one| one.act.state = SchoolActState::Withdrawn).await;
    assert_eq!(taken_back, "lists-nobody");
    let (read, _) = audited(&world);
    assert_eq!(read.len(), 2, "no line of what wasn't answered");
}
