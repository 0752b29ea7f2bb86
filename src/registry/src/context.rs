//! What every rule of the registry needs beside the transaction it runs in.

use crate::blobs::BlobFolder;
use crate::checks::{Checks, Intake};
use crate::colleagues::Names;
use crate::demo::services::SampleServices;
use crate::environment::Environment;
use crate::lms::LmsLimits;
use crate::signatures::SignatureCheck;
use crate::store::{Store, StoreError, rows};
use crate::vouchers::Desk;
use crate::workbooks::Workbooks;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::policy::Policies;
use baqylau_domain::voucher::VoucherPolicies;
use baqylau_protocol::receipt::{Receipt, SignedReceipt};
use baqylau_signing::TrustStore;
use baqylau_validation::{Addresses, Validation};
use chrono::{NaiveDate, TimeDelta};
use ed25519_dalek::{Signer, SigningKey};
use std::sync::Arc;
use uuid::Uuid;

/// Who this registry is.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) registry: Uuid,
    pub(crate) epoch: Uuid,
    pub(crate) name: String,
    pub(crate) sample: bool,
    /// Trust anchors, DER.
    pub(crate) anchors: Vec<Vec<u8>>,
    /// Authorities between signers and anchors, DER.
    pub(crate) intermediates: Vec<Vec<u8>>,
    /// Services of authorities; those of a demonstration are relative to the registry.
    pub(crate) services: Addresses,
}

/// Everything a rule may use beside its transaction.
pub(crate) struct Context {
    pub(crate) environment: Environment,
    pub(crate) blobs: BlobFolder,
    pub(crate) signatures: Box<dyn SignatureCheck>,
    /// Whom signatures rest on.
    pub(crate) trust: TrustStore,
    /// What asks services of authorities; never inside a transaction.
    pub(crate) validation: Validation,
    pub(crate) receipt_key: SigningKey,
    pub(crate) policies: Policies,
    pub(crate) voucher_policies: VoucherPolicies,
    pub(crate) workbooks: Workbooks,
    /// What source systems said, by whom it is about.
    pub(crate) facts: Intake,
    pub(crate) identity: Identity,
    /// Whom records of the state order name, by region.
    pub(crate) names: Names,
}

impl Context {
    /// Signs a receipt: the exact bytes travel with the signature.
    pub(crate) fn sign(&self, receipt: &Receipt) -> Result<SignedReceipt, StoreError> {
        let receipt = rows::encode(receipt)?;
        let signature = self.sign_text(&receipt);
        Ok(SignedReceipt { receipt, signature })
    }

    /// Signature of this registry over a text, hexadecimal.
    pub(crate) fn sign_text(&self, text: &str) -> String {
        hex::encode(self.receipt_key.sign(text.as_bytes()).to_bytes())
    }
}

/// The registry at work: rules and the store they act on.
pub(crate) struct Core {
    pub(crate) store: Arc<Store>,
    pub(crate) context: Arc<Context>,
    /// Where requests to the ledger of vouchers wait.
    pub(crate) desk: Desk,
    /// Held by whoever follows causes for the ledger.
    pub(crate) following: tokio::sync::Mutex<()>,
    /// Held by whoever prepares a snapshot.
    pub(crate) snapshots: tokio::sync::Mutex<()>,
    /// Held by whoever looks at signatures.
    pub(crate) judging: tokio::sync::Mutex<()>,
    /// Held by whoever validates months.
    pub(crate) validating: tokio::sync::Mutex<()>,
    /// Told when a month was frozen or corrected.
    pub(crate) to_validate: tokio::sync::Notify,
    /// Told when operations or attachments arrived.
    pub(crate) arrived: tokio::sync::Notify,
    /// What runs the automatic checks.
    pub(crate) checks: Checks,
    /// How much of an LMS is taken at once.
    pub(crate) lms: LmsLimits,
    /// Held by documents of LMS while they are read.
    pub(crate) lms_turns: tokio::sync::Semaphore,
    /// Services of the demonstration authority, in a demonstration.
    pub(crate) sample: Option<Arc<SampleServices>>,
}

/// The day it is in Kazakhstan (UTC+5, one zone since 01.03.2024) at a moment.
pub(crate) fn legal_day(moment: Moment) -> NaiveDate {
    moment
        .checked_add_signed(TimeDelta::hours(5))
        .unwrap_or(moment)
        .date_naive()
}

/// The registry acting by rule, without a person.
pub(crate) fn registrar() -> Actor {
    Actor {
        person: PersonId::new(Uuid::nil()),
        role: AccountRole::Registrar,
        territory: None,
        organisation: None,
    }
}
