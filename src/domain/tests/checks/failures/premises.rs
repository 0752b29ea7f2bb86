//! Ways in which checks on a building fail.

use super::{Failure, built, encumbered, licences};
use crate::world::{day, elsewhere, licence, others, rka, september, us};
use baqylau_domain::checks::{CheckId, FactValue, Reason, Source};
use baqylau_domain::organisation::{LicenceStatus, Purpose};

/// One after the other.
pub fn failures() -> Vec<Failure> {
    use CheckId as C;
    use FactValue as V;
    use Reason as R;
    let period = september();
    let right = |holder, until| built(V::PropertyRight { holder, until }, Source::Egkn);
    vec![
        (
            C::PremisesLicence,
            built(V::StatedAddress { rka: elsewhere() }, Source::Applicant),
            R::AddressNotInLicence,
        ),
        (
            C::PremisesLicence,
            licences(vec![licence(LicenceStatus::Withdrawn)]),
            R::AddressNotInLicence,
        ),
        (C::PremisesRight, right(None, None), R::RightMissing),
        (
            C::PremisesRight,
            right(Some(others()), None),
            R::RightOfAnother,
        ),
        (
            C::PremisesRight,
            right(Some(us()), Some(day(2026, 10, 25))),
            R::RightEnded,
        ),
        (
            C::PremisesPurpose,
            built(
                V::BuildingPurpose {
                    purpose: Purpose::Other,
                },
                Source::Egkn,
            ),
            R::PurposeDiffers,
        ),
        (
            C::PremisesPledge,
            built(encumbered(false, None), Source::Egkn),
            R::PledgeNotRegistered,
        ),
        (
            C::PremisesPledge,
            built(encumbered(true, Some("2044-01-30")), Source::Egkn),
            R::PledgeTooShort,
        ),
        // One that ended isn't registered any more, however long it was.
        (
            C::PremisesPledge,
            built(encumbered(true, Some("2025-01-31")), Source::Egkn),
            R::PledgeNotRegistered,
        ),
        (
            C::PremisesAddress,
            built(
                V::AddressCode {
                    rka: rka(),
                    exists: false,
                },
                Source::AddressRegister,
            ),
            R::AddressCodeUnknown,
        ),
        (
            C::PremisesAddress,
            built(
                V::AddressCode {
                    rka: elsewhere(),
                    exists: true,
                },
                Source::AddressRegister,
            ),
            R::AddressCodeDiffers,
        ),
        (
            // One percent is borne with, a hundredth more isn't.
            C::PremisesArea,
            built(
                V::StatedArea {
                    hundredths: 252_501,
                },
                Source::Applicant,
            ),
            R::AreaOverstated,
        ),
        (
            // Ayteke bi: 793 learners under a permit for 442.
            C::PremisesPermit,
            built(
                V::Contingent {
                    period,
                    learners: 793,
                },
                Source::Lms,
            ),
            R::OverPermit,
        ),
        (
            // One learner more than the building was designed for.
            C::PremisesCapacity,
            built(
                V::Contingent {
                    period,
                    learners: 483,
                },
                Source::Lms,
            ),
            R::OverCapacity,
        ),
        (
            C::PremisesFire,
            built(V::FireSafety { conforms: false }, Source::Elicensing),
            R::FireSafetyMissing,
        ),
        (
            C::PremisesSanitary,
            built(
                V::SanitaryConformity {
                    conforms: false,
                    places: Some(442),
                },
                Source::Elicensing,
            ),
            R::SanitaryMissing,
        ),
        (
            C::PremisesAntiterror,
            built(V::Antiterror { conforms: false }, Source::Elicensing),
            R::AntiterrorMissing,
        ),
    ]
}
