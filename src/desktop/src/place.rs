//! Where a person is: the screen, and what is open in it.

use baqylau_domain::identifiers::{
    ApplicationId, MandateId, OrganisationId, PaymentId, PaymentRegisterId, SanctionId,
    SchoolActId, SchoolContractId, VisitId,
};
use baqylau_domain::schooling::{MessageSubject, SchoolingRecord};

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

/// A part of the state educational order, in the order of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// What waits for the person.
    Today,
    /// Figures.
    Board,
    /// Applications of schools.
    Applications,
    /// Budgets of departments: distribution, funding plans.
    Budget,
    /// Contracts.
    Contracts,
    /// The monthly validation of the whole country.
    Months,
    /// Acts of months.
    Acts,
    /// Consolidated registers of acts.
    Registers,
    /// Payments.
    Payments,
    /// Mandates.
    Mandates,
}

/// A record of the state educational order that is opened beside its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderRef {
    /// An application.
    Application(ApplicationId),
    /// A contract.
    Contract(SchoolContractId),
    /// An act.
    Act(SchoolActId),
    /// A consolidated register.
    Register(PaymentRegisterId),
    /// A payment.
    Payment(PaymentId),
    /// A mandate.
    Mandate(MandateId),
}

impl OrderRef {
    /// The record's own reference; none for budgets, distributions and plans, which are shown
    /// together.
    pub fn of(record: &SchoolingRecord) -> Option<Self> {
        Some(match record {
            SchoolingRecord::Application(one) => Self::Application(one.id),
            SchoolingRecord::SeenApplication(one) => Self::Application(one.id),
            SchoolingRecord::Contract(one) => Self::Contract(one.contract.id),
            SchoolingRecord::Act(one) => Self::Act(one.act.id),
            SchoolingRecord::Register(one) => Self::Register(one.register.id),
            SchoolingRecord::Payment(one) => Self::Payment(one.payment.id),
            SchoolingRecord::Mandate(one) => Self::Mandate(one.id),
            // A message stands beside what it is about.
            SchoolingRecord::Message(one) => Self::about(one.about),
            SchoolingRecord::Statement(_)
            | SchoolingRecord::View(_)
            | SchoolingRecord::Indices(_)
            | SchoolingRecord::Budget(_)
            | SchoolingRecord::Distribution(_)
            | SchoolingRecord::Plan(_) => return None,
        })
    }

    /// The record messages are about.
    pub fn about(subject: MessageSubject) -> Self {
        match subject {
            MessageSubject::Application(id) => Self::Application(id),
            MessageSubject::Contract(id) => Self::Contract(id),
            MessageSubject::Act(id) => Self::Act(id),
            MessageSubject::Payment(id) => Self::Payment(id),
        }
    }

    /// Its identity, by which registers know their rows.
    pub fn identity(self) -> u128 {
        let id = match self {
            Self::Application(id) => id.uuid(),
            Self::Contract(id) => id.uuid(),
            Self::Act(id) => id.uuid(),
            Self::Register(id) => id.uuid(),
            Self::Payment(id) => id.uuid(),
            Self::Mandate(id) => id.uuid(),
        };
        id.as_u128()
    }

    /// The part of the order it is shown in.
    pub fn section(self) -> Section {
        match self {
            Self::Application(_) => Section::Applications,
            Self::Contract(_) => Section::Contracts,
            Self::Register(_) => Section::Registers,
            Self::Payment(_) => Section::Payments,
            Self::Mandate(_) => Section::Mandates,
            Self::Act(_) => Section::Acts,
        }
    }
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
    /// A part of the state educational order.
    Orders(Section),
    /// One of its records, beside its register.
    Order(OrderRef),
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
            Self::Order(one) => Self::Orders(one.section()),
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
