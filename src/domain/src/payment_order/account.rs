//! Bank details judged while they are typed, and not first when a file for the bank is written.

use super::code::Bic;
use super::order::BankDirectory;
use crate::identifiers::{Iban, IdentifierError};

/// What is wrong with a bank beside an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankFault {
    /// No БИК can be written like that.
    Form,
    /// The bank named by the account is another one.
    OfAnother {
        /// БИК of the bank the account is in.
        bank: Bic,
    },
    /// The bank is known by another code than the account names.
    OtherCode {
        /// Code of the bank within its accounts.
        code: String,
    },
}

/// What is wrong with an account and its bank; a field nothing is typed in is no fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFaults {
    /// Of the account.
    pub iban: Option<IdentifierError>,
    /// Of the bank.
    pub bank: Option<BankFault>,
}

impl AccountFaults {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iban.is_none() && self.bank.is_none()
    }
}

/// Judges what was typed by the banks that are known. A bank nobody knows can't be held against its
/// account.
pub fn judge_account(iban: &str, bank: &str, banks: &BankDirectory) -> AccountFaults {
    let mut faults = AccountFaults::default();
    let mut account = None;
    if !iban.trim().is_empty() {
        match iban.parse::<Iban>() {
            Ok(fit) => account = Some(fit),
            Err(error) => faults.iban = Some(error),
        }
    }
    if bank.trim().is_empty() {
        return faults;
    }
    let Ok(bank) = bank.parse::<Bic>() else {
        faults.bank = Some(BankFault::Form);
        return faults;
    };
    if let Some(account) = account {
        faults.bank = banks.fault_of(&account, &bank);
    }
    faults
}
