//! A ruling on a sanction reaches the ledger in its own transaction.

use super::http::{get, inside};
use super::world::{bin, green};
use crate::tests::visit::Site;
use crate::tests::{World, later};
use baqylau_domain::people::AccountRole;
use baqylau_domain::sanction::Ruling;
use baqylau_domain::voucher::{Applicant, Operation};
use baqylau_protocol::api;
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::Outcome;
use baqylau_protocol::vouchers::{AccountCard, AccountHolder};

#[tokio::test(flavor = "multi_thread")]
async fn payment_stops_in_the_ledger_when_an_officer_suspends_it() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    site.handed_over(&world, &[("HEI-LIC", "A18")]).await;
    let organisation = site.visit.organisation;
    let open = Operation::OpenAccount {
        applicant: Applicant::Executor {
            organisation,
            bin: bin(1),
        },
        facts: green(),
    };
    inside(&world, open).await;
    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let sanction = site.visit.stage.sanction().unwrap();
    let suspend = OperationBody::Rule {
        sanction,
        ruling: Ruling::Suspend,
        reason: "долг".to_owned(),
    };
    assert_eq!(office.send(&issuer, suspend).await, Outcome::Applied);
    later(&world, 5);
    let path = format!("{}/executor:{organisation}", api::VOUCHER_ACCOUNTS);
    let card: AccountCard = get(&office, &path).await.unwrap();
    let AccountHolder::Executor { pauses, .. } = &card.owner else {
        panic!("{card:?}")
    };
    assert_eq!(pauses.len(), 1);
    assert_eq!(pauses[0].sanction, sanction);
    assert_eq!(pauses[0].since, crate::tests::today());
    assert_eq!(pauses[0].ended, None);
    let words: Vec<&str> = card.history.iter().map(|one| one.word.as_str()).collect();
    assert_eq!(words, ["open_account", "suspend"]);
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}
