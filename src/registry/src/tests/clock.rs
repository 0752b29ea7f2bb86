//! What time does by itself: proposals of the registry when terms end.

use super::visit::Site;
use super::{World, later, rejection};
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_domain::sanction::{Ruling, RulingRefusal, SanctionState};
use baqylau_domain::traffic_light::{Consequence, Ground};
use baqylau_domain::visit::StageName;
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::{Outcome, Rejection};

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_past_its_limit_becomes_a_proposal_to_terminate() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    site.handed_over(&world, &[("HEI-LIC", "A18")]).await;
    let id = site.visit.stage.sanction().unwrap();
    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let suspend = OperationBody::Rule {
        sanction: id,
        ruling: Ruling::Suspend,
        reason: "долг".to_owned(),
    };
    assert_eq!(office.send(&issuer, suspend).await, Outcome::Applied);
    let chair = world.member(&site.visit, CommissionRole::Chair, 0).clone();
    // 23.11.2026 and four months: 23.03.2027 is the last day.
    later(&world, 120 * 24 * 60);
    world.registry.tick().await.unwrap();
    site.device.sign_in(&world, &chair).await;
    assert!(matches!(
        site.sanction(id).await.state,
        SanctionState::Suspended { .. }
    ));
    later(&world, 24 * 60);
    world.registry.tick().await.unwrap();
    site.device.sign_in(&world, &chair).await;
    let escalated = site.sanction(id).await;
    assert!(matches!(escalated.state, SanctionState::Escalated { .. }));
    assert_eq!(escalated.proposal.consequence, Consequence::Termination);
    assert_eq!(
        escalated.proposal.grounds,
        [Ground::TaxOrSocialDebt, Ground::ViolationsIgnored]
    );
    assert!(
        site.by_clock().await.is_empty(),
        "one termination is proposed, not two"
    );
    assert_eq!(
        world.registry.tick().await.unwrap(),
        0,
        "the clock proposes once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fire_exit_still_locked_after_its_term_is_a_proposal_to_terminate() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    // A fire exit and a pass system, both by 13.12.2026.
    site.handed_over(&world, &[("SAFE", "B07"), ("SAFE", "B36")])
        .await;
    assert_eq!(site.visit.stage.name(), StageName::Remedying);
    assert_eq!(
        site.visit.stage.sanction(),
        None,
        "the act proposes nothing"
    );
    site.days_pass(&world, 20).await;
    assert!(
        site.by_clock().await.is_empty(),
        "the last day still counts"
    );
    site.days_pass(&world, 1).await;
    let proposed = site.by_clock().await;
    let [proposal] = proposed.as_slice() else {
        panic!("{proposed:?}")
    };
    assert_eq!(proposal.state, SanctionState::Proposed, "a person decides");
    assert!(!proposal.stops_payment());
    assert_eq!(proposal.proposal.consequence, Consequence::Termination);
    assert_eq!(proposal.proposal.grounds, [Ground::SafetyNotRemedied]);
    assert_eq!(proposal.proposal.premises, Some(site.visit.premises));
    assert_eq!(proposal.points, [1], "the pass system is no fire exit");
    assert_eq!(world.registry.tick().await.unwrap(), 0, "once");

    // The officer suspends instead; payment resumes after full remedy, the visit closes.
    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let rule = |ruling: Ruling| OperationBody::Rule {
        sanction: proposal.id,
        ruling,
        reason: "выход заперт".to_owned(),
    };
    assert_eq!(
        office.send(&issuer, rule(Ruling::Suspend)).await,
        Outcome::Applied
    );
    let chair = world.member(&site.visit, CommissionRole::Chair, 0).clone();
    for point in [1, 2] {
        let early = rejection(
            office
                .send(&issuer, rule(Ruling::Resume { open_points: 0 }))
                .await,
        );
        let refusal = RulingRefusal::NotRemedied { open: 3 - point };
        assert_eq!(early, Rejection::Ruling { refusal });
        let confirm = OperationBody::ConfirmPoint {
            visit: site.visit.id,
            point,
            report: "осмотрено".to_owned(),
        };
        assert_eq!(site.device.send(&chair, confirm).await, Outcome::Applied);
    }
    assert_eq!(
        site.device.visit(site.visit.id).await.stage.name(),
        StageName::Remedying,
        "the suspension waits to be lifted"
    );
    assert_eq!(
        office
            .send(&issuer, rule(Ruling::Resume { open_points: 0 }))
            .await,
        Outcome::Applied
    );
    assert_eq!(
        site.device.visit(site.visit.id).await.stage.name(),
        StageName::Closed
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn violations_nobody_suspended_for_lead_to_a_proposal_after_four_months() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    site.handed_over(&world, &[("SAFE", "B36"), ("HEI-LIC", "A20")])
        .await;
    let chair = world.member(&site.visit, CommissionRole::Chair, 0).clone();
    let confirm = OperationBody::ConfirmPoint {
        visit: site.visit.id,
        point: 2,
        report: "осмотрено".to_owned(),
    };
    assert_eq!(site.device.send(&chair, confirm).await, Outcome::Applied);
    // 23.11.2026 and four months: 23.03.2027 is the last day.
    site.days_pass(&world, 120).await;
    assert!(site.by_clock().await.is_empty());
    site.days_pass(&world, 1).await;
    let proposed = site.by_clock().await;
    let [proposal] = proposed.as_slice() else {
        panic!("{proposed:?}")
    };
    assert_eq!(proposal.proposal.grounds, [Ground::ViolationsIgnored]);
    assert_eq!(proposal.points, [1], "what was remedied was not ignored");

    let issuer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&issuer).await;
    let dismiss = OperationBody::Rule {
        sanction: proposal.id,
        ruling: Ruling::Dismiss,
        reason: "срок продлён".to_owned(),
    };
    assert_eq!(office.send(&issuer, dismiss).await, Outcome::Applied);
    site.days_pass(&world, 30).await;
    assert_eq!(
        site.by_clock().await.len(),
        1,
        "a dismissal is not asked again"
    );
}
