//! Identifiers of the product's own records, and of content by its hash.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;
use uuid::Uuid;

macro_rules! record_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes a UUID made by the caller (version 7 where order of making matters).
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID itself.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    )+};
}

record_id! {
    /// A site visit.
    VisitId;
    /// An act of a visit.
    ActId;
    /// An organisation: university, school, dormitory operator.
    OrganisationId;
    /// A building or part of one where services are given.
    PremisesId;
    /// A person who uses the product (officer, commission member).
    PersonId;
    /// A proposed or decided consequence for payments.
    SanctionId;
    /// An operation sent to the registry; made by the client and kept with the change itself.
    OperationId;
    /// One installation of the client: new with every new store.
    InstallId;
    /// A device as the registry knows it.
    DeviceId;
    /// An approved order of the state (ГОЗ) of one programme and period, in the voucher ledger.
    OrderId;
    /// A digital voucher of higher education.
    VoucherId;
    /// A beneficiary (grant student) in the voucher ledger: stands for the person, so that
    /// transfers carry no ИИН.
    BeneficiaryId;
    /// A contract of the state order between the Issuer and an executor.
    ContractId;
    /// An act of rendered services of one executor and month.
    ServiceActId;
    /// A consolidated register of acts sent for payment.
    PaymentRegisterId;
    /// A beneficiary's duty to work off a grant.
    ObligationId;
    /// A school's application.
    ApplicationId;
    /// A contract between an education department and a school.
    SchoolContractId;
    /// An act of a school's month.
    SchoolActId;
    /// A payment of an act.
    PaymentId;
    /// A mandate to act for a school, a department or the financial centre.
    MandateId;
    /// A message between a school and its department.
    MessageId;
    /// A view of a register shared with colleagues.
    ViewId;
}

/// SHA-256 of the exact bytes of a document, photo or workbook: its identity and its proof.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("pattern" = "^[0-9a-f]{64}$"))
)]
#[serde(into = "String", try_from = "String")]
pub struct BlobHash([u8; 32]);

/// A text that isn't 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not 64 hexadecimal digits")]
pub struct HashError;

impl BlobHash {
    /// Takes a digest computed by the caller.
    pub const fn new(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// The digest.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first eight hexadecimal digits, for people comparing by eye.
    pub fn short(&self) -> String {
        self.to_string().get(..8).unwrap_or("").to_owned()
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobHash({})", self.short())
    }
}

impl FromStr for BlobHash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 64 {
            return Err(HashError);
        }
        let mut digest = [0u8; 32];
        for (slot, pair) in digest.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digit = |byte: &u8| char::from(*byte).to_digit(16).ok_or(HashError);
            let [high, low] = pair else {
                return Err(HashError);
            };
            *slot = u8::try_from(digit(high)? * 16 + digit(low)?).or(Err(HashError))?;
        }
        Ok(Self(digest))
    }
}

impl TryFrom<String> for BlobHash {
    type Error = HashError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<BlobHash> for String {
    fn from(hash: BlobHash) -> Self {
        hash.to_string()
    }
}
