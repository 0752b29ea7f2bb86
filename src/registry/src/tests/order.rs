//! The state order of the demonstration: everything people meet is there, its sums agree, and nothing
//! lies in the future.

use super::engine::Place;
use super::{World, morning, today};
use crate::environment::ManualClock;
use crate::store::Tx;
use baqylau_domain::calendar::{WorkingCalendar, legal_day};
use baqylau_domain::checks::CheckId;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ActRecord, Application, ApplicationRule, ApplicationStage as Stage, Clock, ConstructionKind,
    ContractRecord, ContractStatus, Limit, Mandate, PaymentRecord, PaymentState, PlanRecord,
    RegisterRecord, RegisterState, SchoolActState, SchoolingRecord,
};
use baqylau_protocol::checks::CheckVerdict;
use baqylau_protocol::feed::{Change, Scope};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const REGION: &str = "390000000";

/// The newest state of every record the department's officer is told of.
struct Told(BTreeMap<String, SchoolingRecord>);

impl Told {
    async fn of(world: &World) -> Self {
        let officer = world.by_role(AccountRole::EducationOfficer, 0);
        let device = world.device(officer).await;
        let feed = device.feed(&Scope::Orders(REGION.parse().unwrap())).await;
        let records = feed.into_iter().filter_map(|entry| match entry.change {
            Change::Schooling { record } => Some((record.key(), *record)),
            _ => None,
        });
        Self(records.collect())
    }

    fn all<T>(&self, of: fn(&SchoolingRecord) -> Option<&T>) -> Vec<&T> {
        self.0.values().filter_map(of).collect()
    }

    fn applications(&self) -> Vec<&Application> {
        self.all(|record| match record {
            SchoolingRecord::Application(one) => Some(one),
            _ => None,
        })
    }

    fn contracts(&self) -> Vec<&ContractRecord> {
        self.all(|record| match record {
            SchoolingRecord::Contract(one) => Some(one),
            _ => None,
        })
    }

    fn acts(&self) -> Vec<&ActRecord> {
        self.all(|record| match record {
            SchoolingRecord::Act(one) => Some(one),
            _ => None,
        })
    }

    fn registers(&self) -> Vec<&RegisterRecord> {
        self.all(|record| match record {
            SchoolingRecord::Register(one) => Some(one),
            _ => None,
        })
    }

    fn payments(&self) -> Vec<&PaymentRecord> {
        self.all(|record| match record {
            SchoolingRecord::Payment(one) => Some(one),
            _ => None,
        })
    }

    fn plans(&self) -> Vec<&PlanRecord> {
        self.all(|record| match record {
            SchoolingRecord::Plan(one) => Some(one),
            _ => None,
        })
    }

    fn mandates(&self) -> Vec<&Mandate> {
        self.all(|record| match record {
            SchoolingRecord::Mandate(one) => Some(one),
            _ => None,
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_the_demonstration_shows_every_state_and_its_sums_agree() {
    let world = World::start().await;
    let told = Told::of(&world).await;

    let applications = told.applications();
    let has = |wanted: fn(&Stage) -> bool| applications.iter().any(|one| wanted(&one.stage));
    assert!(has(|stage| matches!(stage, Stage::New)));
    assert!(has(|stage| matches!(stage, Stage::InWork { .. })));
    assert!(has(|stage| matches!(stage, Stage::InApproval { .. })));
    assert!(has(|stage| matches!(stage, Stage::BackAtExecutor { .. })));
    assert!(has(
        |stage| matches!(stage, Stage::BackAtSchool { remarks, .. } if !remarks.is_empty())
    ));
    assert!(has(
        |stage| matches!(stage, Stage::Refused { basis, .. } if !basis.is_empty())
    ));
    assert!(has(|stage| matches!(stage, Stage::Accepted)));
    assert!(has(|stage| matches!(stage, Stage::Withdrawn)));
    let (calendar, rule) = (WorkingCalendar::kazakhstan(), ApplicationRule::pilot());
    let clocks = applications
        .iter()
        .map(|one| one.clock(today(), &calendar, &rule));
    let clocks: Vec<Clock> = clocks.collect();
    assert!(
        clocks
            .iter()
            .any(|clock| matches!(clock, Clock::Running { late: 0, .. }))
    );
    assert!(
        clocks
            .iter()
            .any(|clock| matches!(clock, Clock::Running { late, .. } if *late > 0))
    );
    assert!(
        clocks
            .iter()
            .any(|clock| matches!(clock, Clock::Paused { .. }))
    );

    let contracts = told.contracts();
    assert!(contracts.len() >= 12);
    let statuses: BTreeSet<_> = contracts.iter().map(|one| one.contract.status()).collect();
    assert!(statuses.contains(&ContractStatus::Active));
    assert!(statuses.contains(&ContractStatus::Changing));
    let open = contracts.iter().filter(|one| one.to_sign().is_some());
    let signers: BTreeSet<usize> = open
        .map(|one| one.contract.agreements.last().unwrap().signatures.len())
        .collect();
    assert_eq!(
        signers,
        BTreeSet::from([0, 1]),
        "of the school, of the department"
    );
    assert!(
        contracts
            .iter()
            .any(|one| one.texts.len() == 2 && one.to_sign().is_none())
    );

    let acts = told.acts();
    let states = |state: fn(&SchoolActState) -> bool| acts.iter().any(|one| state(&one.act.state));
    assert!(states(|state| matches!(state, SchoolActState::Composed)));
    assert!(states(|state| matches!(
        state,
        SchoolActState::BySchool { .. }
    )));
    assert!(states(|state| matches!(
        state,
        SchoolActState::Signed { .. }
    )));
    assert!(states(|state| matches!(state, SchoolActState::Withdrawn)));
    assert!(acts.iter().any(|one| one.act.excluded > 0));
    assert!(acts.iter().any(|one| one.act.held > 0));
    assert!(
        acts.iter()
            .any(|one| one.act.cut.by == [Limit::SanitaryPermit])
    );
    assert!(
        acts.iter()
            .any(|one| one.act.cut.by == [Limit::ContractPlaces])
    );

    let registers = told.registers();
    let in_state = |state: fn(&RegisterState) -> bool| {
        registers
            .iter()
            .any(|one| state(&one.register.state) && !one.lines.is_empty())
    };
    assert!(in_state(|state| matches!(state, RegisterState::Open)));
    assert!(in_state(|state| matches!(
        state,
        RegisterState::Sent { .. }
    )));
    assert!(in_state(|state| matches!(state, RegisterState::Accepted)));
    assert!(in_state(|state| matches!(
        state,
        RegisterState::Returned { .. }
    )));

    let payments = told.payments();
    let paid =
        |state: fn(&PaymentState) -> bool| payments.iter().any(|one| state(&one.payment.state));
    assert!(paid(|state| matches!(state, PaymentState::Ordered)));
    assert!(paid(|state| matches!(state, PaymentState::Sent)));
    assert!(paid(|state| matches!(state, PaymentState::Paid { .. })));
    assert!(paid(|state| matches!(state, PaymentState::Returned { .. })));
    // Nothing twice, and every payment is its act's sum.
    let alive: Vec<_> = payments
        .iter()
        .filter(|one| one.payment.is_alive())
        .collect();
    let of_acts: BTreeSet<_> = alive.iter().map(|one| one.payment.act).collect();
    assert_eq!(alive.len(), of_acts.len());
    for payment in &payments {
        let act = acts
            .iter()
            .find(|one| one.act.id == payment.payment.act)
            .unwrap();
        assert_eq!(payment.payment.amount, act.act.total);
    }
    // Acts within the contract, contracts within the plan, the plan within the budget.
    let plan = told
        .plans()
        .into_iter()
        .max_by_key(|one| one.plan.version)
        .unwrap();
    assert_eq!((told.plans().len(), plan.plan.version), (2, 2));
    assert!(plan.plan.total().unwrap() <= plan.plan.budget);
    for record in &contracts {
        let contract = &record.contract;
        let signed = acts
            .iter()
            .filter(|one| one.act.contract == contract.id && one.act.is_signed());
        let acted: i64 = signed.map(|one| one.act.total.0).sum();
        assert_eq!(contract.acted, Tiyn(acted));
        let planned = plan.plan.sum_for(contract.school, record.money()).unwrap();
        assert!(
            contract
                .agreements
                .iter()
                .all(|one| one.terms.amount <= planned)
        );
    }

    // A new school and a rebuilt one are reimbursed beside what they are paid for teaching.
    let of_buildings = acts.iter().filter(|one| one.act.reimbursement.is_some());
    let of_buildings: Vec<_> = of_buildings.collect();
    let is_paid = |kind| {
        of_buildings.iter().any(|one| {
            one.act.reimbursement.is_some_and(|of| of.kind == kind)
                && payments.iter().any(|payment| {
                    let paid = matches!(payment.payment.state, PaymentState::Paid { .. });
                    payment.payment.act == one.act.id && paid
                })
        })
    };
    assert!(is_paid(ConstructionKind::Reconstruction));
    assert!(of_buildings.iter().any(|one| {
        let of = one.act.reimbursement;
        of.is_some_and(|of| of.kind == ConstructionKind::Construction)
    }));
    assert!(!plan.plan.reimbursement.is_empty());
    let kinds: BTreeSet<_> = contracts
        .iter()
        .filter_map(|one| one.reimbursement())
        .map(|of| (of.kind, of.years))
        .collect();
    assert_eq!(
        kinds,
        BTreeSet::from([
            (ConstructionKind::Construction, 8),
            (ConstructionKind::Reconstruction, 8)
        ])
    );

    let mandates = told.mandates();
    assert!(
        mandates.iter().any(|one| one.to < today()),
        "one that ended"
    );
    let steps = acts
        .iter()
        .flat_map(|one| &one.steps)
        .chain(contracts.iter().flat_map(|one| &one.steps))
        .chain(payments.iter().flat_map(|one| &one.steps))
        .chain(registers.iter().flat_map(|one| &one.steps));
    let mut moments: Vec<_> = steps.map(|step| step.at).collect();
    moments.extend(
        applications
            .iter()
            .flat_map(|one| one.steps.iter().map(|step| step.at)),
    );
    assert!(moments.iter().all(|at| *at < morning()));
    let days: BTreeSet<_> = moments.iter().map(|at| legal_day(*at)).collect();
    assert!(days.len() > 30, "spread over months");
}

#[tokio::test(flavor = "multi_thread")]
async fn schools_stand_in_districts_and_one_over_its_permit_is_an_anomaly_to_its_officer() {
    let world = World::start().await;
    world.registry.run_checks().await.unwrap();
    let region: Kato = REGION.parse().unwrap();
    let officer = world.by_role(AccountRole::EducationOfficer, 0);
    let feed = world
        .device(officer)
        .await
        .feed(&Scope::Region(region))
        .await;
    // Of each school its newest record and what the checks said last.
    let mut schools = BTreeMap::new();
    for entry in feed {
        if let Change::Organisation {
            organisation,
            checks,
        } = entry.change
            && organisation.kind == OrganisationKind::School
        {
            schools.insert(organisation.id, (organisation, checks));
        }
    }
    assert!(schools.len() >= 15);
    for (school, _) in schools.values() {
        assert_ne!(school.territory, region, "{:?}", school.name);
        assert_eq!(school.territory.region(), region);
    }
    let failed = |check: CheckId| {
        let over = schools.values().filter(|(_, checks)| {
            let rows = checks.iter().flat_map(|checks| &checks.rows);
            let mut rows = rows.filter(|row| row.check == check.code());
            rows.any(|row| row.verdict == CheckVerdict::Failed)
        });
        over.map(|(school, checks)| (school.clone(), checks.clone()))
            .collect::<Vec<_>>()
    };
    let over = failed(CheckId::PremisesPermit);
    let [(_, checks)] = over.as_slice() else {
        panic!("{} schools are over their permits", over.len())
    };
    let figures = checks.as_ref().unwrap().figures.as_deref().unwrap();
    let permitted: u32 = figures.permitted.values().sum();
    assert!(figures.learners.unwrap().people > permitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_a_school_and_of_the_financial_centre_are_told_of_their_part() {
    let world = World::start().await;
    let schools = (0..4).map(|nth| world.by_role(AccountRole::School, nth));
    for sample in schools {
        let school = sample.person.organisation.unwrap();
        let device = world.device(sample).await;
        let scope = Scope::School(school);
        assert!(device.scopes().await.contains(&scope));
        let feed = device.feed(&scope).await;
        let kinds: BTreeSet<&str> = feed
            .iter()
            .filter_map(|entry| match &entry.change {
                Change::Schooling { record } => Some(record.kind()),
                _ => None,
            })
            .collect();
        assert!(
            kinds.contains("seen_application") && kinds.contains("mandate"),
            "{kinds:?}"
        );
        assert!(!kinds.contains("application"), "only what it may see");
    }
    let centre = world
        .device(world.by_role(AccountRole::FinancialCentre, 0))
        .await;
    let payer = world.by_role(AccountRole::FinancialCentre, 1);
    let own = world
        .device(payer)
        .await
        .feed(&Scope::Person(payer.person.id))
        .await;
    let soon = own.iter().any(|entry| match &entry.change {
        Change::Schooling { record } => {
            matches!(&**record, SchoolingRecord::Mandate(one) if (one.to - today()).num_days() == 6)
        }
        _ => false,
    });
    assert!(soon, "a mandate that ends soon");
    let orders = centre.feed(&Scope::Orders(REGION.parse().unwrap())).await;
    assert!(orders.len() > 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_was_cut_off_before_the_order_plays_it_at_the_next_once() {
    let place = tokio::task::spawn_blocking(|| {
        let place = Place::without_order();
        let store = place.store();
        let begin = |tx: &Tx<'_>| crate::demo::begin_order_again(tx);
        store.write_blocking(begin).unwrap();
        store.close();
        place
    });
    let clock = Arc::new(ManualClock::new(morning()));
    let world = World::over(place.await.unwrap(), clock).await;
    let first = Told::of(&world).await.0;
    assert!(first.len() > 80, "{}", first.len());
    let world = world.restart().await;
    assert_eq!(Told::of(&world).await.0, first);
    let health = world.registry.check().await.unwrap();
    assert_eq!(health.audit_broken_at, None);
    assert!(health.scopes_with_gaps.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_records_of_schools_tell_of_the_contracts_their_department_has() {
    let world = World::start().await;
    let told = Told::of(&world).await;
    let device = world.device(world.by_role(AccountRole::Observer, 0)).await;
    let mut schools = BTreeMap::new();
    for scope in device.scopes().await {
        for entry in device.feed(&scope).await {
            if let Change::Organisation { organisation, .. } = entry.change {
                schools.insert(organisation.id, *organisation);
            }
        }
    }
    let mut signed = 0;
    for record in told.contracts() {
        let contract = &record.contract;
        let organisation = &schools[&contract.school];
        let same = organisation.contracts.iter();
        let same = same.filter(|one| one.number == contract.number);
        let same: Vec<_> = same.collect();
        let Some(text) = record.in_force() else {
            assert!(same.is_empty(), "{}: not signed yet", contract.number);
            continue;
        };
        let [one] = same.as_slice() else {
            panic!("{}: {:?}", contract.number, organisation.contracts)
        };
        assert_eq!(one.amount, text.amount, "{}", contract.number);
        let (first, last) = (text.from.first_day(), text.to.last_day());
        assert_eq!(one.period, (first, last), "{}", contract.number);
        assert_eq!(one.places, text.places.values().sum::<u32>());
        // Nothing else is said to be in force beside them.
        let own = told.contracts().into_iter();
        let own: BTreeSet<&str> = own.map(|one| one.contract.number.as_str()).collect();
        let others = organisation.contracts.iter();
        let mut others = others.filter(|one| !own.contains(one.number.as_str()));
        assert!(
            others.all(|other| other.period.1 < first),
            "{}",
            contract.number
        );
        signed += 1;
    }
    assert!(signed > 0);
}
