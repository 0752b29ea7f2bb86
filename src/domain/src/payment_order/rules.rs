//! What payment orders of the state order say beside names and sums: dated figures, and the
//! reference each of them is known by.

use super::code::{BudgetClass, Knp, SectorCode};
use super::order::Urgency;
use crate::identifiers::Kato;
use crate::policy::{Basis, Parameter};
use chrono::NaiveDate;

/// Codes of payments to schools, from a day on. None of them stands in a text of the mechanism:
/// КНП 861 and КБе 17 are what organisations of education print on their own invoices (domain
/// report 3.5); whether the financial centre pays by them is not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRules {
    /// First day.
    pub valid_from: NaiveDate,
    /// КНП: the purpose of the payment. `None` is no code at all.
    pub purpose_code: Option<Parameter<Knp>>,
    /// КБе of a school: a resident, a private non-financial organisation.
    pub payee_sector: Option<Parameter<SectorCode>>,
    /// КБК: of payments into a budget only, so of none here.
    pub budget_class: Option<Parameter<BudgetClass>>,
    /// How urgently.
    pub urgency: Parameter<Urgency>,
    /// Days from the order to the day money is to move.
    pub value_days: Parameter<u64>,
}

impl PaymentRules {
    /// The figures of the pilot.
    pub fn pilot() -> Self {
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            purpose_code: proposed("861"),
            payee_sector: proposed("17"),
            budget_class: None,
            urgency: Parameter::new(Urgency::Ordinary, Basis::Proposal),
            value_days: Parameter::new(0, Basis::Proposal),
        }
    }
}

/// A code nobody at hand sets; `None` when it isn't one.
fn proposed<T: std::str::FromStr>(code: &str) -> Option<Parameter<T>> {
    let code = code.parse().ok()?;
    Some(Parameter::new(code, Basis::Proposal))
}

/// How references begin.
pub(super) const REFERENCE: &str = "BQ";

/// The reference of a payment order: one for each, never used again, short enough for a bank, and
/// found again in its statement. Numbers are of one region each: `BQ47-147`.
pub fn payment_reference(department: Kato, number: u32) -> String {
    let region = department.region().to_string();
    format!("{REFERENCE}{}-{number}", region.get(..2).unwrap_or("00"))
}
