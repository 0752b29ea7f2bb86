//! A school's person sees whom an act of their school isn't paid for, and nobody else's pupils.

use crate::orders::{acts, orders, school_with_an_act};
use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{Command, Event, MonthCommand, MonthEvent, OrderDocument};
use baqylau_domain::checks::MonthVerdict;
use baqylau_domain::identifiers::OrganisationId;

#[test]
fn a_school_reads_whom_its_act_is_not_paid_for_also_without_a_network_and_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let place = folder.path().join("school");
    let mut laptop = Laptop::start(config(&place, &registry.url(), "ШО01"));
    laptop.create();
    let (me, waits) = school_with_an_act(&mut laptop);
    let view = orders(&mut laptop);
    let (_, act) = acts(&view)
        .find(|(_, act)| OrderDocument::Act(act.act.id) == waits[0].document)
        .unwrap();
    let act = act.act.clone();
    assert_eq!(me.organisation, Some(act.school));
    let people = |organisation| {
        Command::Months(MonthCommand::People {
            period: act.period,
            organisation,
        })
    };
    for offline in [false, true] {
        laptop.run(Command::SetOffline { offline }).unwrap();
        let asked = laptop.run(people(act.school));
        assert!(asked.is_ok(), "offline {offline}: {asked:?}");
        let told = laptop
            .last(|event| match event {
                Event::Months(MonthEvent::People(told)) => Some(told.clone()),
                _ => None,
            })
            .unwrap();
        assert_eq!((told.period, told.organisation), (act.period, act.school));
        let of = |verdict| {
            let found = told.people.iter().filter(|one| one.verdict == verdict);
            u32::try_from(found.count()).unwrap()
        };
        assert_eq!(of(MonthVerdict::Excluded), act.excluded);
        assert_eq!(of(MonthVerdict::Held), act.held);
        for one in &told.people {
            assert!(one.number.contains("••••••"), "masked");
            assert!(!one.reasons.is_empty(), "with why");
        }
    }
    laptop.run(Command::SetOffline { offline: false }).unwrap();
    let others = view.rows.iter().filter_map(|row| row.record.school());
    let other = others.rev().find(|school| *school != act.school);
    let other = other.unwrap_or_else(|| OrganisationId::new(uuid::Uuid::from_u128(7)));
    let error = laptop.run(people(other)).unwrap_err();
    assert_eq!(error.key, "refusal-not-your-role");
    let error = laptop.run(Command::Months(MonthCommand::List)).unwrap_err();
    assert_eq!(error.key, "refusal-not-your-role");
}
