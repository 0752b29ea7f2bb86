//! What is out of the ordinary about a school: checks whose failure stops nothing, and that a person
//! of the department looks for among all schools at once.

use super::catalogue::CheckId;

/// Checks whose failure is shown as an anomaly in the register of schools, in the order they are
/// named. Source: what the audit of private schools found (domain report of secondary education,
/// 6.3): more pupils than the permit or the building holds, pupils counted twice, pupils who moved
/// many times, teachers counted twice and without contributions. The list is a proposal.
pub const ANOMALIES: [CheckId; 6] = [
    CheckId::PremisesPermit,
    CheckId::PremisesCapacity,
    CheckId::LearnerDuplicate,
    CheckId::LearnerMoves,
    CheckId::TeacherDuplicate,
    CheckId::TeacherContributions,
];
