//! Terms of the state order's daily work: by when something waiting should be done, and from when
//! on it is worth a warning.
//!
//! Of all these the slides name one, the five working days of an application
//! ([`super::ApplicationRule`]). The others have no legal text at hand: each is a proposal, dated,
//! and replaced when the text is known. Nothing is refused because a term has passed.

use crate::policy::{Basis, Parameter};
use chrono::NaiveDate;

/// The terms in force from a day on. Working days unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderTerms {
    /// First day of the terms.
    pub valid_from: NaiveDate,
    /// A school puts right what an application lacks.
    pub rework_days: Parameter<u32>,
    /// A party signs an agreement after it was drawn up.
    pub contract_days: Parameter<u32>,
    /// A school sends its signed act after the end of the month, or after the contract was signed
    /// where that was later.
    pub act_days: Parameter<u32>,
    /// A department signs an act after the school.
    pub countersign_days: Parameter<u32>,
    /// A department lists a signed act in a register.
    pub listing_days: Parameter<u32>,
    /// A department sends a register after opening it, or lists acts again after one came back.
    pub register_days: Parameter<u32>,
    /// The financial centre accepts a register or sends it back.
    pub examination_days: Parameter<u32>,
    /// The financial centre orders payments, sends them to the bank, orders a returned one anew.
    pub payment_days: Parameter<u32>,
    /// The bank answers.
    pub bank_days: Parameter<u32>,
    /// Calendar days before its end from which a mandate is worth renewing, and after its end
    /// for which that is still said.
    pub mandate_days: Parameter<u32>,
    /// Last calendar days of the first three groups of unpaid acts, by days since both signed;
    /// the fourth group is older. Rising.
    pub ageing_days: Parameter<[u32; 3]>,
}

impl OrderTerms {
    /// The terms of the pilot.
    pub fn pilot() -> Self {
        let days = |days| Parameter::new(days, Basis::Proposal);
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            rework_days: days(10),
            contract_days: days(5),
            act_days: days(5),
            countersign_days: days(3),
            listing_days: days(3),
            register_days: days(3),
            examination_days: days(3),
            payment_days: days(2),
            bank_days: days(3),
            mandate_days: days(14),
            ageing_days: Parameter::new([10, 30, 60], Basis::Proposal),
        }
    }
}
