//! Where a person is: the screen, and what is open in it.

use baqylau_domain::identifiers::{OrganisationId, SanctionId, VisitId};

/// Where planning a visit begins, and so what the plan begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanFrom {
    /// The register of visits: nothing is filled in.
    Register,
    /// The card of an organisation.
    Organisation(OrganisationId),
    /// A visit whose prescription is checked again.
    Repeat(VisitId),
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Visits of the signed-in member.
    Visits,
    /// Visits of an officer's territory.
    AllVisits,
    /// Planning a visit.
    Plan(PlanFrom),
    /// One visit: order, pack, door, progress, act.
    Visit(VisitId),
    /// Checklist runner.
    Runner(VisitId),
    /// Head count.
    HeadCount(VisitId),
    /// Everything attached to a visit.
    Evidence(VisitId),
    /// Conflicts between two laptops.
    Merge(VisitId),
    /// Act: preview, signatures, documents.
    Act(VisitId),
    /// Register of organisations.
    Organisations,
    /// One organisation.
    Organisation(OrganisationId),
    /// Acts that wait for the person's signature.
    ToSign,
    /// Queue of proposed consequences.
    Decisions,
    /// One sanction.
    Sanction(SanctionId),
    /// Prescription points.
    Points,
    /// Check a signature file.
    Verify,
    /// Sync centre.
    Sync,
    /// Settings.
    Settings,
}

impl Place {
    /// The entry of the rail this place belongs to.
    pub fn rail(self) -> Self {
        match self {
            Self::Plan(_)
            | Self::Visit(_)
            | Self::Runner(_)
            | Self::HeadCount(_)
            | Self::Evidence(_)
            | Self::Merge(_)
            | Self::Act(_) => Self::Visits,
            Self::Organisation(_) => Self::Organisations,
            Self::Sanction(_) => Self::Decisions,
            other => other,
        }
    }

    /// The visit this place is about.
    pub fn visit(self) -> Option<VisitId> {
        match self {
            Self::Visit(id)
            | Self::Runner(id)
            | Self::HeadCount(id)
            | Self::Evidence(id)
            | Self::Merge(id)
            | Self::Act(id) => Some(id),
            _ => None,
        }
    }
}
