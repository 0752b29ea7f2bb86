//! Identifiers of people, organisations, accounts, places and of the product's own records.

mod bin;
mod checksum;
mod iban;
mod iin;
mod kato;
mod record;
mod rka;
mod unverified;

pub use bin::{Bin, LegalForm};
pub use checksum::IdentifierError;
pub use iban::Iban;
pub use iin::Iin;
pub use kato::Kato;
pub use record::{
    ActId, ApplicationId, BeneficiaryId, BlobHash, ContractId, DeviceId, HashError, InstallId,
    MandateId, MessageId, ObligationId, OperationId, OrderId, OrganisationId, PaymentId,
    PaymentRegisterId, PersonId, PremisesId, SanctionId, SchoolActId, SchoolContractId,
    ServiceActId, ViewId, VisitId, VoucherId,
};
pub use rka::Rka;
pub use unverified::Unverified;
