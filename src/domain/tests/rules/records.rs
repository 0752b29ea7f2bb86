//! Organisations and their licences, the record of a violation, money, texts in three languages.

use baqylau_domain::finding::{Effect, EvidenceNeed, Finding, FindingGap, gaps};
use baqylau_domain::identifiers::{OrganisationId, PremisesId, Rka, Unverified};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{
    Licence, LicenceStatus, Organisation, OrganisationKind, Premises, Purpose,
};
use baqylau_domain::text::Trilingual;
use proptest::prelude::*;

use crate::world;

const HERE: &str = "0201300105741653";
const THERE: &str = "0201300105741654";

fn premises(n: u128, rka: Option<&str>) -> Premises {
    Premises {
        id: PremisesId::new(world::uuid(n)),
        name: Trilingual::same("Корпус"),
        address: Trilingual::same("ул. Коргалжын, 8"),
        rka: rka.map(Unverified::<Rka>::new),
        territory: world::astana(),
        purpose: Purpose::Education,
        capacity: None,
        location: None,
    }
}

fn licence(status: LicenceStatus, addresses: &[&str]) -> Licence {
    Licence {
        number: "KZ12LAA00012345".into(),
        issued: world::day(2020, 1, 1),
        status,
        addresses: addresses
            .iter()
            .map(|code| Unverified::new(*code))
            .collect(),
    }
}

fn organisation(rka: Option<&str>, licences: Vec<Licence>) -> Organisation {
    Organisation {
        id: OrganisationId::new(world::uuid(101)),
        bin: Unverified::new("971240001583"),
        name: Trilingual::same("Университет"),
        kind: OrganisationKind::University,
        territory: world::astana(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: vec![premises(1, rka)],
        licences,
        contracts: Vec::new(),
        sample: true,
    }
}

fn licensed(rka: Option<&str>, licences: Vec<Licence>) -> Option<bool> {
    organisation(rka, licences).is_licensed_at(PremisesId::new(world::uuid(1)))
}

#[test]
fn an_address_is_licensed_when_its_code_stands_in_a_licence_in_force() {
    use LicenceStatus::{Active, Suspended, Withdrawn};
    assert_eq!(
        licensed(Some(HERE), vec![licence(Active, &[THERE, HERE])]),
        Some(true)
    );
    assert_eq!(
        licensed(Some(HERE), vec![licence(Active, &[THERE])]),
        Some(false)
    );
    assert_eq!(licensed(Some(HERE), vec![]), Some(false));
    for status in [Suspended, Withdrawn] {
        assert_eq!(
            licensed(Some(HERE), vec![licence(status, &[HERE])]),
            Some(false)
        );
        let both = vec![licence(status, &[THERE]), licence(Active, &[HERE])];
        assert_eq!(licensed(Some(HERE), both), Some(true));
    }
}

#[test]
fn an_address_without_a_trustworthy_code_is_settled_by_a_person() {
    let licences = || vec![licence(LicenceStatus::Active, &[HERE, "020130010574165"])];
    assert_eq!(licensed(None, licences()), None);
    assert_eq!(
        licensed(Some("020130010574165"), licences()),
        None,
        "equal, but no code"
    );
    let unknown = PremisesId::new(world::uuid(2));
    assert_eq!(
        organisation(Some(HERE), licences()).is_licensed_at(unknown),
        None
    );
    assert_eq!(organisation(Some(HERE), licences()).premises(unknown), None);
}

#[test]
fn a_violation_is_complete_with_a_note_its_evidence_and_a_term() {
    let visited = world::day(2026, 11, 16);
    let check = |finding: &Finding, effect: Effect, need: EvidenceNeed, attached: usize| {
        gaps(finding, effect, need, attached, visited, 10, false)
    };
    let empty = Finding {
        note: " \n".into(),
        ..Finding::default()
    };
    assert_eq!(
        check(&empty, Effect::Fix, EvidenceNeed::Photo, 0),
        [FindingGap::Note, FindingGap::Evidence, FindingGap::DueDate]
    );
    assert_eq!(
        check(&empty, Effect::Suspend, EvidenceNeed::None, 0),
        [FindingGap::Note, FindingGap::DueDate],
        "what stops payment is remedied by a day, too"
    );
    let due = |day| Finding {
        note: "нет".into(),
        due: Some(world::day(2026, 11, day)),
        ..Finding::default()
    };
    assert_eq!(
        check(&due(25), Effect::Fix, EvidenceNeed::Document, 1),
        [FindingGap::DueTooSoon],
        "nine days"
    );
    assert_eq!(check(&due(26), Effect::Fix, EvidenceNeed::Document, 1), []);
    assert_eq!(
        check(&due(17), Effect::Suspend, EvidenceNeed::None, 0),
        [FindingGap::DueTooSoon]
    );
    assert_eq!(
        check(&due(17), Effect::Verdict, EvidenceNeed::None, 0),
        [],
        "a conclusion has no term"
    );
}

#[test]
fn money_that_does_not_fit_is_no_sum() {
    assert_eq!(Tiyn::from_tenge(12), Some(Tiyn(1_200)));
    assert_eq!(Tiyn::from_tenge(i64::MAX), None);
    assert_eq!(Tiyn(i64::MAX).plus(Tiyn(1)), None);
    assert_eq!(Tiyn(i64::MIN).minus(Tiyn(1)), None);
    assert_eq!(Tiyn(100).minus(Tiyn(150)), Some(Tiyn(-50)), "a correction");
}

#[test]
fn a_missing_translation_gives_way_to_one_that_is_there() {
    let text = Trilingual::new("", "Корпус", "");
    assert_eq!(
        (text.kazakh(), text.russian(), text.english()),
        ("Корпус", "Корпус", "Корпус")
    );
    let text = Trilingual::new("Ғимарат", "", "Building");
    assert_eq!(
        (text.kazakh(), text.russian(), text.english()),
        ("Ғимарат", "Ғимарат", "Building")
    );
    assert_eq!(Trilingual::default().english(), "");
}

proptest! {
    #[test]
    fn sums_are_exact_or_refused(a in any::<i64>(), b in any::<i64>()) {
        let exact = i128::from(a) + i128::from(b);
        prop_assert_eq!(Tiyn(a).plus(Tiyn(b)).map(|sum| i128::from(sum.0)), i64::try_from(exact).ok().map(i128::from));
        if let Some(sum) = Tiyn(a).plus(Tiyn(b)) {
            prop_assert_eq!(sum.minus(Tiyn(b)), Some(Tiyn(a)));
        }
    }
}
