//! What must not happen in the state order of the demonstration, and what has to: each stopped at its
//! place, by the registry people send to.

use super::{Device, World, key_file, later, rejection, today};
use crate::environment::Clock as _;
use crate::records;
use crate::store::Tx;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    Kato, MandateId, OrganisationId, PaymentId, SanctionId, SchoolActId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::sanction::Sanction;
use baqylau_domain::schooling::{
    Book, DistributionRule, InvoiceFinding, MandateScope, Need, OrderedPayment,
    PaymentObstacle as Obstacle, Principal, Proportion, RegisterState, SchoolActState,
    SchoolingOp as Op, SchoolingRecord, SchoolingRefusal as Refusal, distribute,
};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::SamplePerson;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const DAY: i64 = 24 * 60;

fn region() -> Kato {
    "390000000".parse().unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Somebody with a laptop.
struct Hand {
    sample: SamplePerson,
    device: Device,
}

impl Hand {
    async fn of(world: &World, role: AccountRole, nth: usize) -> Self {
        let sample = world.by_role(role, nth).clone();
        Self {
            device: world.device(&sample).await,
            sample,
        }
    }

    async fn officer(world: &World) -> Self {
        Self::of(world, AccountRole::EducationOfficer, 0).await
    }

    async fn head(world: &World) -> Self {
        Self::of(world, AccountRole::EducationOfficer, 3).await
    }

    async fn does(&mut self, op: Op) -> Outcome {
        let body = OperationBody::Schooling { op: Box::new(op) };
        let sample = self.sample.clone();
        self.device.send(&sample, body).await
    }

    async fn refused(&mut self, op: Op) -> Refusal {
        match rejection(self.does(op).await) {
            Rejection::Schooling { refusal } => *refusal,
            other => panic!("{other:?}"),
        }
    }

    /// The region's records in their newest state.
    async fn records(&self) -> BTreeMap<String, SchoolingRecord> {
        let feed = self.device.feed(&Scope::Orders(region())).await;
        let records = feed.into_iter().filter_map(|entry| match entry.change {
            Change::Schooling { record } => Some((record.key(), *record)),
            _ => None,
        });
        records.collect()
    }

    async fn signs_act(&mut self, world: &World, act: SchoolActId) -> Outcome {
        let book: Book = self.records().await.into_values().collect();
        let bytes = book.act(act).unwrap().text().unwrap().to_bytes().unwrap();
        let (key, now) = (key_file(&self.sample), world.clock.now());
        let cms = baqylau_signing::sign_detached(&key, &bytes, now, &mut rand_core::OsRng).unwrap();
        let signature = self.device.upload(&cms).await;
        self.does(Op::SignAct {
            act,
            document: blob::hash(&bytes),
            signature,
        })
        .await
    }
}

fn obstacles(refusal: Refusal) -> Vec<Obstacle> {
    match refusal {
        Refusal::Obstacles { acts } => acts.into_values().flatten().collect(),
        other => panic!("{other:?}"),
    }
}

/// Acts of the region in a state, with their schools.
fn acts(
    records: &BTreeMap<String, SchoolingRecord>,
    state: fn(&SchoolActState) -> bool,
) -> Vec<(SchoolActId, OrganisationId)> {
    let acts = records.values().filter_map(|record| match record {
        SchoolingRecord::Act(one) if state(&one.act.state) => Some((one.act.id, one.act.school)),
        _ => None,
    });
    acts.collect()
}

fn register(
    records: &BTreeMap<String, SchoolingRecord>,
    state: fn(&RegisterState) -> bool,
) -> baqylau_domain::schooling::RegisterRecord {
    let mut found = records.values().filter_map(|record| match record {
        SchoolingRecord::Register(one) if state(&one.register.state) => Some(one.clone()),
        _ => None,
    });
    found.next().unwrap()
}

/// Acts that stand in no register and can't be listed, each with what stands in its way.
async fn unlisted(hand: &mut Hand) -> BTreeMap<SchoolActId, Vec<Obstacle>> {
    let records = hand.records().await;
    let draft = register(&records, |state| matches!(state, RegisterState::Open));
    let mut found = BTreeMap::new();
    for (act, _) in acts(&records, |state| {
        matches!(state, SchoolActState::Signed { .. })
    }) {
        if draft.register.acts.contains_key(&act) {
            continue;
        }
        let op = Op::ListActs {
            register: draft.register.id,
            acts: BTreeSet::from([act]),
        };
        if let Rejection::Schooling { refusal } = match hand.does(op).await {
            Outcome::Rejected { reason } => reason,
            _ => continue,
        } {
            found.insert(act, obstacles(*refusal));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_of_a_suspended_school_and_those_without_an_invoice_are_not_listed() {
    let world = World::start().await;
    let mut officer = Hand::officer(&world).await;
    let records = officer.records().await;
    let stopped = unlisted(&mut officer).await;
    let suspended = stopped
        .iter()
        .filter(|(_, why)| why.contains(&Obstacle::Suspended));
    let suspended: BTreeSet<OrganisationId> = suspended
        .filter_map(|(act, _)| match records.get(&format!("act:{act}")) {
            Some(SchoolingRecord::Act(one)) => Some(one.act.school),
            _ => None,
        })
        .collect();
    assert_eq!(suspended.len(), 1);
    let without: Vec<_> = stopped
        .values()
        .filter(|why| **why == [Obstacle::NoInvoice])
        .collect();
    assert_eq!(without.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_accepted_is_not_paid_once_the_school_is_suspended() {
    let world = World::start().await;
    let officer = Hand::officer(&world).await;
    let mut payer = Hand::of(&world, AccountRole::FinancialCentre, 1).await;
    let records = officer.records().await;
    // The payment that came back: its act may be paid anew.
    let paid: BTreeSet<SchoolActId> = records
        .values()
        .filter_map(|record| match record {
            SchoolingRecord::Payment(one) if one.payment.is_alive() => Some(one.payment.act),
            _ => None,
        })
        .collect();
    let back = records.values().find_map(|record| match record {
        SchoolingRecord::Payment(one) => {
            (!paid.contains(&one.payment.act)).then_some((one.payment.clone(), one.school))
        }
        _ => None,
    });
    let (payment, school) = back.unwrap();
    let feed = officer.device.feed(&Scope::Region(region())).await;
    let suspended = feed.into_iter().find_map(|entry| match entry.change {
        Change::Sanction { sanction } if sanction.stops_payment() => Some(*sanction),
        _ => None,
    });
    // An officer suspends payment to this school, as to another before.
    let sanction = Sanction {
        id: SanctionId::new(id(72)),
        organisation: school,
        ..suspended.unwrap()
    };
    let order = |n: u128| Op::OrderPayments {
        register: payment.register,
        payments: vec![OrderedPayment {
            payment: PaymentId::new(id(n)),
            act: payment.act,
        }],
    };
    let store = &world.registry.core().store;
    let suspend = move |tx: &Tx<'_>| records::put_sanction(tx, &sanction);
    store.write(suspend).await.unwrap();
    let refusal = payer.refused(order(71)).await;
    assert_eq!(obstacles(refusal), [Obstacle::Suspended]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_ended_or_is_for_something_else_opens_nothing() {
    let world = World::start().await;
    let mut officer = Hand::officer(&world).await;
    let grant = |n: u128, person| Op::GrantMandate {
        mandate: MandateId::new(id(n)),
        person,
        principal: Principal::Department(region()),
        scopes: BTreeSet::from([MandateScope::Acts]),
        from: today(),
        to: today(),
        basis: "№ 1".to_owned(),
    };
    // The officer acts in everything but mandates of others.
    let head = Hand::head(&world).await.sample.person.id;
    let scope = MandateScope::Mandates;
    assert_eq!(
        officer.refused(grant(81, head)).await,
        Refusal::NoMandate { scope }
    );
    let records = officer.records().await;
    let back = acts(&records, |state| matches!(state, SchoolActState::Composed));
    let (act, school) = back[0];
    let of_school = world
        .people
        .iter()
        .find(|one| one.person.organisation == Some(school));
    let of_school = of_school.unwrap().clone();
    let sign = async |world: &World| {
        let mut hand = Hand {
            device: world.device(&of_school).await,
            sample: of_school.clone(),
        };
        let feed = hand.device.feed(&Scope::School(school)).await;
        let records = feed.into_iter().filter_map(|entry| match entry.change {
            Change::Schooling { record } => Some(*record),
            _ => None,
        });
        let book: Book = records.collect();
        let bytes = book.act(act).unwrap().text().unwrap().to_bytes().unwrap();
        let (key, now) = (key_file(&hand.sample), world.clock.now());
        let cms = baqylau_signing::sign_detached(&key, &bytes, now, &mut rand_core::OsRng).unwrap();
        let signature = hand.device.upload(&cms).await;
        let document = blob::hash(&bytes);
        hand.does(Op::SignAct {
            act,
            document,
            signature,
        })
        .await
    };
    // Its last day is the twelfth from today.
    later(&world, 13 * DAY);
    let refused = match rejection(sign(&world).await) {
        Rejection::Schooling { refusal } => *refusal,
        other => panic!("{other:?}"),
    };
    let scope = MandateScope::Acts;
    assert_eq!(refused, Refusal::NoMandate { scope });
    world.clock.advance(-chrono::TimeDelta::days(1));
    assert_eq!(sign(&world).await, Outcome::Applied);
    // The payer's ended a week ago.
    let mut payer = Hand::of(&world, AccountRole::FinancialCentre, 1).await;
    let sent = register(&records, |state| {
        matches!(state, RegisterState::Sent { .. })
    });
    let accept = Op::AcceptRegister {
        register: sent.register.id,
    };
    let scope = MandateScope::Registers;
    assert_eq!(payer.refused(accept).await, Refusal::NoMandate { scope });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_source_is_asked_about_an_invoice_before_its_act_is_listed() {
    let world = World::start().await;
    let mut officer = Hand::officer(&world).await;
    let mut head = Hand::head(&world).await;
    let records = officer.records().await;
    let by_school = acts(&records, |state| {
        matches!(state, SchoolActState::BySchool { .. })
    });
    let (act, _) = by_school[0];
    assert_eq!(head.signs_act(&world, act).await, Outcome::Applied);
    let draft = register(&records, |state| matches!(state, RegisterState::Open));
    let list = Op::ListActs {
        register: draft.register.id,
        acts: BTreeSet::from([act]),
    };
    let unknown = officer.refused(list.clone()).await;
    assert_eq!(obstacles(unknown), [Obstacle::InvoiceUnknown]);
    assert!(world.registry.ask_invoices().await.unwrap() >= 1);
    assert_eq!(officer.does(list).await, Outcome::Applied);
    // What it said stands in the act's record, for the department and for the school.
    let said = |records: &BTreeMap<String, SchoolingRecord>, act: SchoolActId| {
        let found = records.get(&format!("act:{act}"));
        match found {
            Some(SchoolingRecord::Act(found)) => found.invoice.clone(),
            _ => None,
        }
    };
    let told = officer.records().await;
    let matched = said(&told, act).expect("said of the act");
    assert_eq!(matched.finding.code(), "matched");
    let lacking = told.values().find_map(|record| match record {
        SchoolingRecord::Act(found) if found.invoice_obstacle().is_some() => Some(found.clone()),
        _ => None,
    });
    let lacking = lacking.expect("one school of the demonstration issued none");
    let missing = lacking.invoice.clone().expect("said of it");
    assert_eq!(missing.finding, InvoiceFinding::Missing);
    // What it says isn't asked again while it is fresh; a missing one is, after a while; and what
    // says the same again doesn't travel.
    assert_eq!(world.registry.ask_invoices().await.unwrap(), 0);
    later(&world, 16);
    assert_eq!(world.registry.ask_invoices().await.unwrap(), 1);
    let again = officer.records().await;
    assert_eq!(said(&again, lacking.act.id), Some(missing));
    assert_eq!(said(&again, act), Some(matched));
    let stopped = unlisted(&mut officer).await;
    assert!(stopped.values().any(|why| *why == [Obstacle::NoInvoice]));
}

/// The worked case of the domain report: three schools, a budget of 300 million.
#[tokio::test(flavor = "multi_thread")]
async fn the_worked_distribution_is_approved_to_the_tiyn_in_both_readings() {
    let world = World::start().await;
    let mut head = Hand::head(&world).await;
    let records = head.records().await;
    let mut schools: Vec<OrganisationId> = records
        .values()
        .filter_map(|record| match record {
            SchoolingRecord::Contract(one) => Some(one.contract.school),
            _ => None,
        })
        .collect();
    schools.sort_unstable();
    schools.dedup();
    // 232 000 tenge for four months of a pupil.
    let each = 23_200_000;
    let need = |school: usize, first: i64, pupils: i64| Need {
        school: schools[school],
        first_shift: Tiyn(first * each),
        others: Tiyn((pupils - first) * each),
        pupils_beyond: u32::try_from(pupils - first).unwrap(),
        pupils: u32::try_from(pupils).unwrap(),
    };
    let needs = vec![need(0, 300, 500), need(1, 300, 300), need(2, 442, 793)];
    let budget = Tiyn(30_000_000_000);
    let month = |month| Period::new(2026, month).unwrap();
    for (proportion, months, expected) in [
        (
            Proportion::NotYetFinanced,
            (month(1), month(4)),
            [2_114_555_354, 0, 3_711_044_646],
        ),
        // Of the whole contingent the second school would get 10 970 998.12 it has no pupils for:
        // that goes to the others, in the same proportion.
        (
            Proportion::WholeContingent,
            (month(2), month(5)),
            [2_252_745_553, 0, 3_572_854_447],
        ),
    ] {
        let rule = DistributionRule::pilot().in_proportion_to(proportion);
        let outcome = distribute(budget, &needs, &rule).unwrap();
        let op = |outcome| Op::ApproveDistribution {
            department: region(),
            from: months.0,
            to: months.1,
            budget,
            rule,
            needs: needs.clone(),
            outcome,
        };
        let mut other = outcome.clone();
        other.shares[0].others.0 -= 1;
        other.left.0 += 1;
        assert_eq!(head.refused(op(other)).await, Refusal::OtherOutcome);
        assert_eq!(head.does(op(outcome)).await, Outcome::Applied);
        let kept = head
            .records()
            .await
            .into_values()
            .find_map(|record| match record {
                SchoolingRecord::Distribution(one) if one.from == months.0 => Some(one),
                _ => None,
            });
        let kept = kept.unwrap().outcome;
        let first: i64 = kept.shares.iter().map(|share| share.first_shift.0).sum();
        assert_eq!(first, 24_174_400_000, "the first shift of all");
        let others: Vec<i64> = kept.shares.iter().map(|share| share.others.0).collect();
        assert_eq!(others, expected);
        assert_eq!(first + others.iter().sum::<i64>() + kept.left.0, budget.0);
    }
}
