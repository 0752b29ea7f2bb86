//! The documents of the state order that are signed: an application, an agreement, an act, a
//! consolidated register.
//! Each has one way to be written down, and signatures are over exactly those bytes.

use super::act::SchoolActLine;
use super::application::{ApplicationKind, DocumentKind};
use super::price::Payable;
use super::reimbursed::{ReimbursedMonth, Reimbursement};
use crate::calendar::Period;
use crate::identifiers::{
    ApplicationId, BlobHash, Iban, Kato, OrganisationId, PaymentRegisterId, PremisesId,
    SchoolActId, SchoolContractId,
};
use crate::money::Tiyn;
use crate::payment_order::Bic;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Form of an application's bytes.
pub const APPLICATION_SCHEMA: &str = "baqylau.school-application/1";

/// Form of an agreement's bytes.
pub const AGREEMENT_SCHEMA: &str = "baqylau.school-agreement/1";

/// Form of an act's bytes.
pub const SCHOOL_ACT_SCHEMA: &str = "baqylau.school-act/1";

/// Form of a consolidated register's bytes.
pub const ACT_REGISTER_SCHEMA: &str = "baqylau.act-register/1";

/// Where a school is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PayeeAccount {
    /// ИИК.
    pub iban: Iban,
    /// БИК of its bank.
    pub bank: Bic,
}

/// An application as the school signs it, each time it sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplicationText {
    /// [`APPLICATION_SCHEMA`].
    pub schema: String,
    /// Application.
    pub application: ApplicationId,
    /// What for.
    pub kind: ApplicationKind,
    /// School.
    pub school: OrganisationId,
    /// How often the school sent it, from 1.
    pub round: u32,
    /// Documents, by kind.
    pub documents: BTreeMap<DocumentKind, BlobHash>,
}

/// A contract, or an additional agreement to it, as both sign it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgreementText {
    /// [`AGREEMENT_SCHEMA`].
    pub schema: String,
    /// Contract.
    pub contract: SchoolContractId,
    /// Number of the contract.
    pub number: String,
    /// 0 for the contract itself, then 1, 2 for its additional agreements.
    pub agreement: u32,
    /// Region of the department.
    pub department: Kato,
    /// School.
    pub school: OrganisationId,
    /// БИН of the school, as its source wrote it.
    pub bin: String,
    /// First month.
    pub from: Period,
    /// Last month.
    pub to: Period,
    /// Sum for all months.
    pub amount: Tiyn,
    /// Places of each building.
    pub places: BTreeMap<PremisesId, u32>,
    /// Where the school is paid.
    pub account: PayeeAccount,
    /// What is reimbursed; absent: it is for teaching.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reimbursement: Option<Reimbursement>,
}

/// A row of an act as it is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActTextRow {
    /// Level, kind of study, learners and price.
    #[serde(flatten)]
    pub line: SchoolActLine,
    /// Cost.
    pub cost: Tiyn,
}

/// An act as both sign it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolActText {
    /// [`SCHOOL_ACT_SCHEMA`].
    pub schema: String,
    /// Act.
    pub act: SchoolActId,
    /// Contract.
    pub contract: SchoolContractId,
    /// Its number.
    pub contract_number: String,
    /// Region of the department.
    pub department: Kato,
    /// School.
    pub school: OrganisationId,
    /// БИН of the school, as its source wrote it.
    pub bin: String,
    /// Month.
    pub period: Period,
    /// SHA-256 of the frozen register of the contingent.
    pub register: BlobHash,
    /// The document the norms stand in.
    pub norms: String,
    /// Rows.
    pub rows: Vec<ActTextRow>,
    /// Sum.
    pub total: Tiyn,
    /// Learners the checks excluded.
    pub excluded: u32,
    /// Learners nobody knows enough about.
    pub held: u32,
    /// Learners above what the building may hold.
    pub cut: Payable,
    /// The month of a building; absent: the act is of teaching.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reimbursement: Option<ReimbursedMonth>,
}

/// An act as a register lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterTextRow {
    /// Act.
    pub act: SchoolActId,
    /// SHA-256 of its signed bytes.
    pub sha256: BlobHash,
    /// School.
    pub school: OrganisationId,
    /// Its БИН, as its source wrote it.
    pub bin: String,
    /// Number of the contract.
    pub contract_number: String,
    /// Month.
    pub period: Period,
    /// Learners paid for.
    pub learners: u32,
    /// Sum.
    pub total: Tiyn,
    /// Where it is to be paid.
    pub account: PayeeAccount,
}

/// A consolidated register as the department signs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterText {
    /// [`ACT_REGISTER_SCHEMA`].
    pub schema: String,
    /// Register.
    pub register: PaymentRegisterId,
    /// Region of the department.
    pub department: Kato,
    /// Number.
    pub number: u32,
    /// Its acts, by identity.
    pub acts: Vec<RegisterTextRow>,
    /// Their sum.
    pub total: Tiyn,
}

macro_rules! signed {
    ($($name:ident),+) => {$(
        impl $name {
            /// The canonical bytes: what is hashed, shown, signed and kept. Compact JSON in the
            /// order of this struct's fields, UTF-8, no trailing newline.
            ///
            /// # Errors
            /// Never in practice: every field serialises.
            pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
                serde_json::to_vec(self)
            }

            /// SHA-256 of the bytes.
            ///
            /// # Errors
            /// Never in practice, as [`Self::to_bytes`].
            pub fn sha256(&self) -> Result<BlobHash, serde_json::Error> {
                Ok(BlobHash::new(Sha256::digest(self.to_bytes()?).into()))
            }
        }
    )+};
}

signed!(ApplicationText, AgreementText, SchoolActText, RegisterText);
