//! What a payment order says, and what a bank would send it back for.

use super::account::BankFault;
use super::code::{Bic, BudgetClass, Knp, SectorCode};
use super::mt100::{PURPOSE_LINES, purpose_lines};
use crate::identifiers::{Bin, Iban};
use crate::money::Tiyn;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The largest sum a bank's file takes: 922 337 203 685 477.58 tenge.
pub const AMOUNT_MAX: Tiyn = Tiyn(92_233_720_368_547_758);

/// Most characters of a name.
const NAME_MAX: usize = 60;

/// Who holds an account, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisites {
    /// Name, as the bank knows it.
    pub name: String,
    /// БИН.
    pub bin: Bin,
    /// ИИК.
    pub account: Iban,
    /// БИК of the bank.
    pub bank: Bic,
    /// КОд of whoever pays, КБе of whoever is paid.
    pub sector: SectorCode,
}

/// Who pays.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// Account.
    pub requisites: Requisites,
    /// Head, who signs first. Personal data.
    pub chief: String,
    /// Chief accountant, who signs second; absent where the organisation has none. Personal data.
    pub accountant: Option<String>,
}

impl std::fmt::Debug for Payer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payer")
            .field("requisites", &self.requisites)
            .finish_non_exhaustive()
    }
}

/// How urgently a payment is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// In its turn.
    Ordinary,
    /// At once.
    Urgent,
}

/// A payment order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentOrder {
    /// The payer's own reference: one for each order, never used again.
    pub reference: String,
    /// Number.
    pub number: u32,
    /// Day it was written.
    pub date: NaiveDate,
    /// Day money is to move.
    pub value_date: NaiveDate,
    /// Who pays.
    pub payer: Payer,
    /// Who is paid.
    pub payee: Requisites,
    /// Sum.
    pub amount: Tiyn,
    /// КНП.
    pub purpose_code: Knp,
    /// КБК, where the payment goes into a budget.
    pub budget_class: Option<BudgetClass>,
    /// How urgently.
    pub urgency: Urgency,
    /// Purpose, in words.
    pub purpose: String,
}

/// A field of a payment order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Reference.
    Reference,
    /// Number.
    Number,
    /// Value date.
    ValueDate,
    /// Sum.
    Amount,
    /// Name of the payer.
    PayerName,
    /// Head of the payer.
    Chief,
    /// Chief accountant of the payer.
    Accountant,
    /// Account of the payer.
    PayerAccount,
    /// Name of the payee.
    PayeeName,
    /// Account of the payee.
    PayeeAccount,
    /// Purpose.
    Purpose,
}

/// What a bank would send the order back for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum PaymentFault {
    /// Nothing stands there.
    Missing {
        /// Where.
        field: Field,
    },
    /// Too long.
    TooLong {
        /// Where.
        field: Field,
        /// Most characters, or lines of the purpose.
        most: usize,
    },
    /// A character that may not stand there.
    Character {
        /// Where.
        field: Field,
    },
    /// Not above nought, or above [`AMOUNT_MAX`].
    Amount,
    /// Money would have to move before the order was written.
    ValueDate,
    /// The account and the bank aren't of each other, by the directory.
    BankOfAnother {
        /// Whose account.
        field: Field,
    },
    /// The directory doesn't know the bank of the account.
    BankUnknown {
        /// Whose account.
        field: Field,
    },
    /// Payer and payee have the same account.
    ToOneself,
}

/// The banks: code within an account, and БИК. A dated list of the National Bank, loaded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankDirectory(BTreeMap<String, Bic>);

impl FromIterator<(String, Bic)> for BankDirectory {
    fn from_iter<T: IntoIterator<Item = (String, Bic)>>(banks: T) -> Self {
        Self(banks.into_iter().collect())
    }
}

impl BankDirectory {
    /// What speaks against an account being one of a bank; nothing where neither is known.
    pub(super) fn fault_of(&self, account: &Iban, bank: &Bic) -> Option<BankFault> {
        // A branch is part of its bank.
        let is = |known: &Bic| bank.as_str().starts_with(known.as_str());
        match self.0.get(account.bank_code()) {
            Some(known) => (!is(known)).then(|| BankFault::OfAnother {
                bank: known.clone(),
            }),
            None => {
                let known = self.0.iter().find(|(_, known)| is(known));
                known.map(|(code, _)| BankFault::OtherCode { code: code.clone() })
            }
        }
    }

    /// Whether an account is one of a bank.
    fn judge(&self, of: &Requisites, field: Field) -> Option<PaymentFault> {
        let Some(bank) = self.0.get(of.account.bank_code()) else {
            return Some(PaymentFault::BankUnknown { field });
        };
        // A branch is part of its bank.
        let same = of.bank.as_str().starts_with(bank.as_str());
        (!same).then_some(PaymentFault::BankOfAnother { field })
    }
}

impl PaymentOrder {
    /// Everything a bank would send it back for; none: it may be sent. In the order of the fields
    /// of the file.
    pub fn faults(&self, banks: &BankDirectory) -> Vec<PaymentFault> {
        let mut faults = Vec::new();
        let reference = |c: char| c.is_ascii_alphanumeric() || c == '-';
        text(
            &mut faults,
            Field::Reference,
            &self.reference,
            16,
            reference,
        );
        if self.value_date < self.date {
            faults.push(PaymentFault::ValueDate);
        }
        if self.amount.0 <= 0 || self.amount > AMOUNT_MAX {
            faults.push(PaymentFault::Amount);
        }
        let payer = &self.payer;
        let named = |c: char| !c.is_control();
        let person = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-');
        text(
            &mut faults,
            Field::PayerName,
            &payer.requisites.name,
            NAME_MAX,
            named,
        );
        text(&mut faults, Field::Chief, &payer.chief, NAME_MAX, person);
        if let Some(accountant) = &payer.accountant {
            text(&mut faults, Field::Accountant, accountant, NAME_MAX, person);
        }
        faults.extend(banks.judge(&payer.requisites, Field::PayerAccount));
        faults.extend(banks.judge(&self.payee, Field::PayeeAccount));
        if self.payee.account == payer.requisites.account {
            faults.push(PaymentFault::ToOneself);
        }
        text(
            &mut faults,
            Field::PayeeName,
            &self.payee.name,
            NAME_MAX,
            named,
        );
        if self.number == 0 {
            faults.push(PaymentFault::Missing {
                field: Field::Number,
            });
        }
        let most = PURPOSE_LINES;
        text(
            &mut faults,
            Field::Purpose,
            &self.purpose,
            usize::MAX,
            named,
        );
        let lines = purpose_lines(&self.purpose);
        if lines.len() > most {
            let field = Field::Purpose;
            faults.push(PaymentFault::TooLong { field, most });
        }
        // A word of nothing but what begins a key can't be cut anywhere.
        if lines
            .iter()
            .skip(1)
            .any(|line| line.starts_with([':', '/', '-']))
        {
            let field = Field::Purpose;
            faults.push(PaymentFault::Character { field });
        }
        faults
    }
}

fn text(
    faults: &mut Vec<PaymentFault>,
    field: Field,
    text: &str,
    most: usize,
    may_stand: impl Fn(char) -> bool,
) {
    let text = text.trim();
    if text.is_empty() {
        faults.push(PaymentFault::Missing { field });
    }
    if text.chars().count() > most {
        faults.push(PaymentFault::TooLong { field, most });
    }
    // Braces frame the blocks of the file.
    if text
        .chars()
        .any(|c| matches!(c, '{' | '}') || !may_stand(c))
    {
        faults.push(PaymentFault::Character { field });
    }
}
