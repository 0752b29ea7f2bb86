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
    /// КНП: the purpose of the payment.
    pub purpose_code: Parameter<Knp>,
    /// КБе of a school: a resident, a private non-financial organisation.
    pub payee_sector: Parameter<SectorCode>,
    /// КБК: of payments into a budget only, so of none here.
    pub budget_class: Option<Parameter<BudgetClass>>,
    /// How urgently.
    pub urgency: Parameter<Urgency>,
    /// Working days from the day a file is made to the day money is to move.
    pub value_days: Parameter<u32>,
}

impl PaymentRules {
    /// The figures of the pilot.
    pub fn pilot() -> Self {
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            purpose_code: Parameter::new(Knp::of_program("861"), Basis::Proposal),
            payee_sector: Parameter::new(SectorCode::of_program("17"), Basis::Proposal),
            budget_class: None,
            urgency: Parameter::new(Urgency::Ordinary, Basis::Proposal),
            value_days: Parameter::new(0, Basis::Proposal),
        }
    }
}

/// How references begin.
pub(super) const REFERENCE: &str = "BQ";

/// The reference of a payment order: one for each, never used again, short enough for a bank, and
/// found again in its statement. Numbers are of one region each: `BQ47-147`.
pub fn payment_reference(department: Kato, number: u32) -> String {
    let region = department.region().to_string();
    format!("{REFERENCE}{}-{number}", region.get(..2).unwrap_or("00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_the_pilot_are_codes_and_references_fit_a_bank() {
        let rules = PaymentRules::pilot();
        let code = rules.purpose_code.value;
        assert_eq!(code.as_str().parse().as_ref(), Ok(&code));
        let sector = rules.payee_sector.value;
        assert_eq!(sector.as_str().parse().as_ref(), Ok(&sector));
        let reference = payment_reference("471010000".parse().unwrap(), u32::MAX);
        assert_eq!(reference, "BQ47-4294967295");
        assert!(reference.len() <= 16);
    }
}
