//! A ruling on a sanction reaches the ledger in its own transaction.

use super::http::{get, inside};
use super::world::{self as ledger, bin, green};
use crate::tests::visit::Site;
use crate::tests::{Device, World, later};
use baqylau_domain::people::AccountRole;
use baqylau_domain::sanction::Ruling;
use baqylau_domain::voucher::{Applicant, Author, Operation, Party, Pause};
use baqylau_protocol::api;
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::Outcome;
use baqylau_protocol::vouchers::{AccountCard, AccountHolder};

/// A site whose act proposes to suspend payment, and the account its university can have.
async fn site(world: &World) -> (Site, Operation) {
    site_with(world, "A18").await
}

/// The same for another violation.
async fn site_with(world: &World, item: &'static str) -> (Site, Operation) {
    let mut site = Site::merged(world).await;
    site.handed_over(world, &[("HEI-LIC", item)]).await;
    let open = Operation::OpenAccount {
        applicant: Applicant::Executor {
            organisation: site.visit.organisation,
            bin: bin(1),
        },
        facts: green(),
    };
    (site, open)
}

/// An officer of the Issuer suspends payment.
async fn suspended(world: &World, site: &Site) -> Device {
    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let suspend = OperationBody::Rule {
        sanction: site.visit.stage.sanction().unwrap(),
        ruling: Ruling::Suspend,
        reason: "долг".to_owned(),
    };
    assert_eq!(office.send(&issuer, suspend).await, Outcome::Applied);
    later(world, 5);
    office
}

/// What the ledger shows of the university: suspensions, and what happened to its account.
async fn shown(office: &Device, site: &Site) -> (Vec<Pause>, Vec<String>) {
    let path = format!(
        "{}/executor:{}",
        api::VOUCHER_ACCOUNTS,
        site.visit.organisation
    );
    let card: AccountCard = get(office, &path).await.unwrap();
    let AccountHolder::Executor { pauses, .. } = card.owner else {
        panic!("{card:?}")
    };
    (
        pauses,
        card.history.into_iter().map(|one| one.word).collect(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_stops_in_the_ledger_when_an_officer_suspends_it() {
    let world = World::start().await;
    let (site, open) = site(&world).await;
    inside(&world, open).await;
    let office = suspended(&world, &site).await;
    let (pauses, words) = shown(&office, &site).await;
    assert_eq!(pauses.len(), 1);
    assert_eq!(Some(pauses[0].sanction), site.visit.stage.sanction());
    assert_eq!(pauses[0].since, crate::tests::today());
    assert_eq!(pauses[0].ended, None);
    assert_eq!(words, ["open_account", "suspend"]);
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_opened_after_a_suspension_begins_suspended() {
    let world = World::start().await;
    let (site, open) = site(&world).await;
    let office = suspended(&world, &site).await;
    inside(&world, open.clone()).await;
    let (pauses, words) = shown(&office, &site).await;
    assert_eq!(pauses.len(), 1);
    assert_eq!(Some(pauses[0].sanction), site.visit.stage.sanction());
    assert_eq!(pauses[0].since, crate::tests::today());
    assert_eq!(pauses[0].ended, None);
    assert_eq!(words, ["open_account", "suspend"]);
    // Asked once more it is refused, and nothing is suspended twice.
    let again = super::http::request(super::http::registrar(), open);
    let answers = world.registry.vouchers(vec![again]).await.unwrap();
    assert!(answers[0].is_err());
    assert_eq!(shown(&office, &site).await.0.len(), 1);
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_concluded_after_a_termination_ends_at_once() {
    let world = World::start().await;
    // Teaching stopped for more than a month.
    let (site, open) = site_with(&world, "A22").await;
    inside(&world, open).await;
    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let terminate = OperationBody::Rule {
        sanction: site.visit.stage.sanction().unwrap(),
        ruling: Ruling::Terminate,
        reason: "учебный процесс остановлен".to_owned(),
    };
    assert_eq!(office.send(&issuer, terminate).await, Outcome::Applied);
    later(&world, 5);

    let author = Author {
        party: Party::Issuer,
        person: None,
    };
    let begin = [
        Operation::OpenAccount {
            applicant: Applicant::Issuer {
                organisation: ledger::issuer(),
                bin: bin(900),
            },
            facts: green(),
        },
        Operation::ApproveOrder {
            order: ledger::order(),
            issuer: ledger::issuer(),
            programme: "204".into(),
            from: ledger::month(2026, 9),
            to: ledger::month(2027, 6),
            volume: ledger::tenge(4_000_000),
            stipends: ledger::tenge(1_000),
        },
        Operation::Publish {
            order: ledger::order(),
        },
        Operation::ConcludeContract {
            contract: ledger::contract(1),
            order: ledger::order(),
            executor: site.visit.organisation,
            number: "ГОЗ-1".into(),
            date: ledger::day("2026-11-01"),
            amount: ledger::tenge(1_000_000),
        },
    ];
    let requests: Vec<_> = begin
        .into_iter()
        .map(|operation| super::http::request(author, operation))
        .collect();
    let answers = world.registry.vouchers(requests).await.unwrap();
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");

    let store = &world.registry.core().store;
    let bodies = "SELECT body FROM ledger_contracts";
    let read =
        store.read(move |connection| connection.all_made(bodies, |row| row.get::<String>(0)));
    let bodies = read.await.unwrap();
    assert_eq!(bodies.len(), 1);
    assert!(bodies[0].contains("\"terminated\":true"), "{}", bodies[0]);
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}
