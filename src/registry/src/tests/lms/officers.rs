//! Who reads what of the batches, and the operator's desk.

use super::{Lms, World, learner, learners, organisations, person};
use crate::lms::{LmsOffice, NewLms};
use crate::store::rows;
use crate::tests::engine::Place;
use crate::{LmsError, store::StoreError};
use baqylau_domain::identifiers::Unverified;
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::people::AccountRole;
use baqylau_domain::text::Trilingual;
use baqylau_protocol::lms::{
    LMS_BATCHES, LMS_DIFFERENCES, LmsBatches, LmsChangeKind, LmsDifference,
};
use reqwest::{Method, StatusCode};
use serde_json::json;

/// For each account: which of the batches are listed, and how reading one of them ends.
#[tokio::test(flavor = "multi_thread")]
async fn every_role_sees_the_batches_of_its_kind_and_territory() {
    let world = World::start().await;
    let schools = organisations(&world, OrganisationKind::School).await;
    let education: Vec<_> = world
        .people
        .iter()
        .filter(|one| one.person.role == AccountRole::EducationOfficer)
        .collect();
    let own = education[0].person.territory.unwrap();
    let place = |inside: bool| {
        schools
            .iter()
            .position(|one| (one.territory.region() == own.region()) == inside)
            .unwrap()
    };
    let near = Lms::of(&world, OrganisationKind::School, place(true)).await;
    let far = Lms::of(&world, OrganisationKind::School, place(false)).await;
    let university = Lms::of(&world, OrganisationKind::University, 0).await;
    let near = near.contingent(&learners(2)).await.report.batch;
    let far = far.contingent(&learners(2)).await.report.batch;
    let contract = super::students::contract(person(1).0, &["G"]);
    let contracts = [contract];
    let sent = university.send(super::LmsMethod::Contracts, &contracts);
    let theirs = sent.await.unwrap().report.batch;
    let all = [near, far, theirs];
    for account in &world.people {
        let device = world.device(account).await;
        let role = account.person.role;
        let listed = device
            .request(Method::GET, LMS_BATCHES)
            .send()
            .await
            .unwrap();
        let expected: Vec<_> = match role {
            AccountRole::EducationOfficer => {
                let territory = account.person.territory.unwrap().region();
                let region_of = |index: usize| schools[place(index == 0)].territory.region();
                [near, far]
                    .into_iter()
                    .enumerate()
                    .filter(|(index, _)| region_of(*index) == territory)
                    .map(|(_, batch)| batch)
                    .collect()
            }
            AccountRole::IssuerOfficer => vec![theirs],
            AccountRole::Observer | AccountRole::FinancialCentre => {
                let territory = account.person.territory;
                assert!(territory.is_none(), "sees the country");
                all.to_vec()
            }
            AccountRole::Commission | AccountRole::School | AccountRole::Registrar => {
                assert_eq!(listed.status(), StatusCode::FORBIDDEN);
                Vec::new()
            }
        };
        if listed.status() == StatusCode::OK {
            let listed: LmsBatches = listed.json().await.unwrap();
            let mut listed: Vec<_> = listed.batches.iter().map(|one| one.batch).collect();
            let mut expected = expected.clone();
            listed.sort_unstable();
            expected.sort_unstable();
            assert_eq!(listed, expected, "{role:?}");
        }
        for batch in all {
            let counts_only = matches!(
                role,
                AccountRole::FinancialCentre
                    | AccountRole::Commission
                    | AccountRole::School
                    | AccountRole::Registrar
            );
            let status = match expected.contains(&batch) {
                _ if counts_only => StatusCode::FORBIDDEN,
                true => StatusCode::OK,
                false => StatusCode::NOT_FOUND,
            };
            for path in [LMS_BATCHES, LMS_DIFFERENCES] {
                let request = device.request(Method::GET, &format!("{path}/{batch}"));
                assert_eq!(
                    request.send().await.unwrap().status(),
                    status,
                    "{role:?} {path}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_reads_what_a_correction_changed_without_whole_numbers() {
    let world = World::start().await;
    let school = Lms::of(&world, OrganisationKind::School, 0).await;
    school.contingent(&learners(700)).await;
    let mut rows = learners(1_400);
    rows[0]["grade"] = json!(6);
    rows.remove(1);
    let report = school.contingent(&rows).await.report;
    let counts = report.difference;
    assert_eq!((counts.added, counts.removed, counts.changed), (700, 1, 1));
    let observer = world.device(world.by_role(AccountRole::Observer, 0)).await;
    let (mut changes, mut page) = (Vec::new(), Some(0));
    while let Some(next) = page {
        let path = format!("{LMS_DIFFERENCES}/{}?page={next}", report.batch);
        let answer = observer.request(Method::GET, &path).send().await.unwrap();
        let text = answer.text().await.unwrap();
        assert!(!text.contains(&person(0).0.to_string()));
        let part: LmsDifference = serde_json::from_str(&text).unwrap();
        changes.extend(part.changes);
        page = part.next;
    }
    assert_eq!(changes.len(), 702);
    let of = |kind| changes.iter().filter(move |one| one.change == kind);
    let changed: Vec<_> = of(LmsChangeKind::Changed).collect();
    assert_eq!(changed[0].fields, ["grade"]);
    let grade = |row: &Option<serde_json::Value>| row.as_ref().unwrap()["grade"].clone();
    assert_eq!(grade(&changed[0].before), json!(5));
    assert_eq!(grade(&changed[0].after), json!(6));
    let removed = of(LmsChangeKind::Removed).next().unwrap();
    let gone = removed.before.as_ref().unwrap()["iin"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(gone, person(1).0.masked());
    assert_eq!(learner(1)["grade"], json!(5));
}

fn organisation(n: u128, bin: &str) -> Organisation {
    Organisation {
        id: baqylau_domain::identifiers::OrganisationId::new(uuid::Uuid::from_u128(n)),
        bin: Unverified::new(bin),
        name: Trilingual::default(),
        kind: OrganisationKind::School,
        territory: "711210000".parse().unwrap(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: Vec::new(),
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: false,
    }
}

#[test]
fn the_operator_registers_lists_and_withdraws() {
    for place in Place::each() {
        let store = place.store();
        let added: Result<(), StoreError> = store.write_blocking(|tx| {
            rows::put_organisation(tx, &organisation(1, "230940999005"))?;
            rows::put_organisation(tx, &organisation(2, "230940999602"))
        });
        added.unwrap();
        let office = LmsOffice::open(&place.config()).unwrap();
        let new = |schools: &[(&str, &str)]| NewLms {
            name: "LMS".to_owned(),
            schools: schools
                .iter()
                .map(|(school, bin)| ((*school).to_owned(), (*bin).to_owned()))
                .collect(),
            first_day: None,
            last_day: "2030-01-01".parse().ok(),
            signed: true,
        };
        let one = office
            .add(new(&[("1", "230940999005"), ("2", "230940999602")]))
            .unwrap();
        let other = office.add(new(&[("1", "230940999005")])).unwrap();
        assert_ne!(one.token, other.token);
        assert!(!format!("{one:?}").contains(&one.token));
        for (wrong, expected) in [
            (new(&[]), LmsError::NoSchool),
            (
                new(&[("3", "230940999999")]),
                LmsError::NoOrganisation(String::new()),
            ),
            (
                new(&[("1", "230940999602")]),
                LmsError::OtherOrganisation(String::new()),
            ),
            (
                NewLms {
                    name: " ".to_owned(),
                    ..new(&[("1", "230940999005")])
                },
                LmsError::Name,
            ),
            (
                NewLms {
                    last_day: "2001-01-01".parse().ok(),
                    ..new(&[("1", "230940999005")])
                },
                LmsError::Days,
            ),
        ] {
            let found = office.add(wrong).unwrap_err();
            let kind = std::mem::discriminant(&found);
            assert_eq!(kind, std::mem::discriminant(&expected), "{found}");
        }
        office.withdraw(one.id).unwrap();
        assert!(matches!(office.withdraw(one.id), Err(LmsError::NoParty(_))));
        let known = office.organisations().unwrap();
        assert_eq!(known.len(), 2);
        assert_eq!(known[0].bin.as_text(), "230940999005");
        let listed = office.list().unwrap();
        let seen: Vec<_> = listed
            .iter()
            .map(|party| {
                (
                    party.id,
                    party.schools,
                    party.withdrawn_at.is_some(),
                    party.signed,
                )
            })
            .collect();
        assert_eq!(seen, [(one.id, 2, true, true), (other.id, 1, false, true)]);
    }
}
