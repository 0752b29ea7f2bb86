//! The source systems facts come from, and how old their word may be.

use serde::{Deserialize, Serialize};

macro_rules! sources {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// A system or party whose word is a fact.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Source {
            $($(#[$doc])* #[serde(rename = $code)] $name,)+
        }

        impl Source {
            /// Every source, in the order of the seeds.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable code: in configuration, addresses, messages and records.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

sources! {
    /// ГБД ЮЛ: legal entities (Ministry of Justice).
    GbdUl = "gbd-ul";
    /// ГБД ФЛ: natural persons (Ministry of Justice).
    GbdFl = "gbd-fl";
    /// ГосРеестр: the state's share in the capital.
    StateProperty = "gos-reestr";
    /// Е-лицензирование: licences, their annexes, permits.
    Elicensing = "e-licensing";
    /// НУЦ: the verdict of this product's own verification, which asks НУЦ.
    Nca = "nca";
    /// ЦУЛС: tax debt (Ministry of Finance).
    Culs = "culs";
    /// БМГ: the base of mobile citizens.
    Bmg = "bmg";
    /// Biometric identification.
    Biometrics = "biometrics";
    /// SMS through 1414.
    Sms1414 = "sms-1414";
    /// LMS: contingent, marks, teachers, attendance with QR.
    Lms = "lms";
    /// ЕГКН: rights to real estate, purpose, area, encumbrances (Ministry of Justice).
    Egkn = "egkn";
    /// АР: the Address Register.
    AddressRegister = "address-register";
    /// ЕНПФ: pension contributions.
    Enpf = "enpf";
    /// Enbek: employment contracts.
    Enbek = "enbek";
    /// ИС ЭСФ: electronic invoices.
    Esf = "esf";
    /// НЦТ: grants awarded.
    Nct = "nct";
    /// Signals of incapacity and missing persons (Ministry of Justice).
    Minjust = "minjust";
    /// НОБД: the National Education Database.
    Nobd = "nobd";
    /// The treasury: accounts of payees.
    Treasury = "treasury";
    /// What the applicant stated; never proof of itself.
    Applicant = "applicant";
    /// What the registry itself holds: acts, contracts.
    Registry = "registry";
}

impl std::str::FromStr for Source {
    type Err = UnknownSource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|source| source.code() == text)
            .ok_or(UnknownSource)
    }
}

/// A text that is no source's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no source system of this name")]
pub struct UnknownSource;

/// How much the age of a fact allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// As good as asked now.
    Fresh,
    /// Usable where the source can't be asked, and marked.
    Stale,
    /// Decides nothing any more.
    TooOld,
}
