//! A school with two contracts for the same months: its learners are paid for once.

use super::{BUDGET, Region, act, contract, id, november, region, school, terms};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{OrganisationId, PremisesId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    FundingPlan, Limit, ProposedTerms, SchoolingOp as Op, SchoolingRefusal as Refusal,
};
use std::collections::BTreeMap;

/// The second school, of a hundred pupils, gets a second contract beside the one for all of them.
/// Nothing is left of its acts afterwards.
pub(super) async fn pays_for_nobody_twice(room: &mut Region) {
    let months = |sum: i64| -> BTreeMap<Period, Tiyn> {
        let month = |month| (Period::new(2026, month).unwrap(), Tiyn(sum));
        (9..=12).map(month).collect()
    };
    let lines: BTreeMap<OrganisationId, _> = BTreeMap::from([
        (school(1), months(2_563_600_000)),
        (school(2), months(2 * 2_400_000_000)),
    ]);
    let plan = FundingPlan {
        department: region(),
        year: 2026,
        version: 2,
        budget: BUDGET,
        lines,
        reimbursement: BTreeMap::new(),
    };
    room.head
        .applies(Op::ApprovePlan {
            plan,
            reason: Some("second contract".into()),
        })
        .await;
    let draw_up = Op::DrawUpContract {
        contract: contract(3),
        number: "3-26".to_owned(),
        department: region(),
        school: school(2),
        terms: ProposedTerms {
            amount: Tiyn(8_000_000_000),
            places: BTreeMap::from([(PremisesId::new(id(502)), 60)]),
            ..terms()
        },
        reimbursement: None,
    };
    room.executor.applies(draw_up).await;
    let book = room.book().await;
    let text = book.contract(contract(3)).unwrap().to_sign().cloned();
    let bytes = text.unwrap().to_bytes().unwrap();
    for hand in [&mut room.second, &mut room.head] {
        let (document, signature) = hand.signs(&room.world, &bytes).await;
        let sign = Op::SignContract {
            contract: contract(3),
            document,
            signature,
        };
        hand.applies(sign).await;
    }
    let compose = |n, of| Op::ComposeAct {
        act: act(n),
        contract: contract(of),
        period: november(),
    };
    room.second.applies(compose(20, 2)).await;
    let book = room.book().await;
    assert_eq!(book.act(act(20)).unwrap().act.cut.paid, 100);
    assert_eq!(room.second.refused(compose(21, 3)).await, Refusal::Empty);

    // Taken back before both signed, the first act leaves what the second doesn't take.
    let back = |n| Op::WithdrawAct {
        act: act(n),
        reason: "екінші шарт".into(),
    };
    room.second.applies(back(20)).await;
    room.second.applies(compose(22, 3)).await;
    room.second.applies(compose(23, 2)).await;
    let book = room.book().await;
    let cut = |n| book.act(act(n)).unwrap().act.cut.clone();
    assert_eq!(
        (cut(22).paid, cut(22).by),
        (60, vec![Limit::ContractPlaces])
    );
    assert_eq!((cut(23).paid, cut(23).excluded), (40, 60));
    assert_eq!(cut(23).by, [Limit::OtherContracts]);
    for n in [22, 23] {
        room.second.applies(back(n)).await;
    }
}
