//! Contracts: drawn up within the plan, signed by both.

use super::super::contract::{ContractParty, ContractTerms, SchoolContract};
use super::super::document::{AGREEMENT_SCHEMA, AgreementText, PayeeAccount};
use super::super::mandate::MandateScope;
use super::super::op::{ProposedTerms, SchoolingOp};
use super::super::record::{ContractRecord, SchoolingRecord};
use super::super::refusal::SchoolingRefusal;
use super::super::reimbursed::MoneyFor;
use super::funding::{of_region, unknown};
use super::{Book, Decided, Turn, reimbursed};
use crate::calendar::legal_day;
use crate::identifiers::{Kato, OrganisationId, SchoolContractId};
use crate::money::Tiyn;
use crate::payment_order::BankDirectory;
use crate::people::AccountRole;

const SCOPE: MandateScope = MandateScope::Contracts;

impl Book {
    pub(super) fn agree(&self, turn: Turn<'_>) -> Decided {
        let mut next = match turn.op {
            SchoolingOp::DrawUpContract {
                contract,
                number,
                department,
                school,
                terms,
                reimbursement,
            } => {
                of_region(*department)?;
                self.may_department(turn, *department, SCOPE)?;
                let same = |one: &ContractRecord| {
                    one.contract.id == *contract
                        || (one.contract.department == *department
                            && one.contract.number == *number)
                };
                if self.contracts.values().any(same) {
                    return Err(SchoolingRefusal::AlreadyExists);
                }
                let reimbursement = match reimbursement {
                    Some(asked) => {
                        Some(self.reimburse(turn, (*department, *school), asked, terms)?)
                    }
                    None => None,
                };
                let known = match &turn.facts.school {
                    Some(known) => known,
                    None => return unknown(turn),
                };
                if known.territory.region() != *department {
                    return Err(SchoolingRefusal::NotYourTerritory);
                }
                let teaching = reimbursement.is_none();
                if teaching && !turn.facts.provisional && !self.is_accepted(*department, *school) {
                    return Err(SchoolingRefusal::NotAccepted { school: *school });
                }
                let money = reimbursed::money(reimbursement.as_ref());
                let text = AgreementText {
                    schema: AGREEMENT_SCHEMA.to_owned(),
                    contract: *contract,
                    number: number.clone(),
                    agreement: 0,
                    department: *department,
                    school: *school,
                    bin: known.bin.clone(),
                    from: terms.from,
                    to: terms.to,
                    amount: terms.amount,
                    places: terms.places.clone(),
                    account: terms.account.clone(),
                    reimbursement,
                };
                in_its_bank(&terms.account)?;
                let agreed = agreed(terms, &text)?;
                let of = (*department, *school, money);
                let planned = self.planned(turn, of, *contract, terms)?;
                ContractRecord {
                    contract: SchoolContract::draw_up(
                        *contract,
                        number.clone(),
                        *school,
                        *department,
                        agreed,
                        planned,
                    )?,
                    texts: vec![text],
                    steps: Vec::new(),
                }
            }
            SchoolingOp::AmendContract { contract, terms } => {
                let known = self.known(*contract)?;
                let department = known.contract.department;
                self.may_department(turn, department, SCOPE)?;
                let first = known.texts.first().ok_or(SchoolingRefusal::NotFound)?;
                if let Some(of) = known.reimbursement() {
                    // Its index is that of the year it was drawn up for.
                    if terms.from.year() != first.from.year() {
                        return Err(SchoolingRefusal::NotScheduled);
                    }
                    reimbursed::fits(turn, of, terms)?;
                }
                in_its_bank(&terms.account)?;
                let text = AgreementText {
                    agreement: u32::try_from(known.texts.len())
                        .or(Err(SchoolingRefusal::BadTerms))?,
                    from: terms.from,
                    to: terms.to,
                    amount: terms.amount,
                    places: terms.places.clone(),
                    account: terms.account.clone(),
                    ..first.clone()
                };
                let of = (department, known.contract.school, known.money());
                let planned = self.planned(turn, of, *contract, terms)?;
                let mut next = known.clone();
                next.contract = known.contract.amend(agreed(terms, &text)?, planned)?;
                next.texts.push(text);
                next
            }
            SchoolingOp::SignContract {
                contract,
                document,
                signature,
            } => {
                let known = self.known(*contract)?;
                let party = if turn.hand.role == AccountRole::School {
                    self.may_school(turn, known.contract.school, SCOPE)?;
                    ContractParty::School
                } else {
                    self.may_department(turn, known.contract.department, SCOPE)?;
                    ContractParty::Department
                };
                let mut next = known.clone();
                let on = legal_day(turn.at);
                next.contract = known.contract.sign(party, *document, *signature, on)?;
                next
            }
            SchoolingOp::TerminateContract { contract, reason } => {
                let known = self.known(*contract)?;
                self.may_department(turn, known.contract.department, SCOPE)?;
                if reason.are_missing() {
                    return Err(SchoolingRefusal::NoReason);
                }
                let mut next = known.clone();
                next.contract = known.contract.terminate(legal_day(turn.at))?;
                next
            }
            _ => return Ok(Vec::new()),
        };
        next.steps.push(turn.step());
        Ok(vec![SchoolingRecord::Contract(next)])
    }

    /// What the plan in force leaves a school to contract in a year for something; none without a
    /// plan, or when a sum is too large. Below nought where contracts bind more than the plan has.
    pub fn left_to_contract(
        &self,
        department: Kato,
        year: i32,
        school: OrganisationId,
        money: MoneyFor,
    ) -> Option<Tiyn> {
        let whole = self.plan(department, year)?.plan.sum_for(school, money)?;
        let bind = |one: &&ContractRecord| one.contract.school == school && one.money() == money;
        let contracts = self.contracts.values().filter(bind);
        let mut bound = contracts.filter_map(|one| one.bound_in(year));
        bound.try_fold(whole, Tiyn::minus)
    }

    fn known(&self, contract: SchoolContractId) -> Result<&ContractRecord, SchoolingRefusal> {
        self.contracts
            .get(&contract)
            .ok_or(SchoolingRefusal::NotFound)
    }

    /// What the plan leaves for a contract: the school's sum less what its other contracts bind. A
    /// laptop that doesn't have the plan asks the registry.
    fn planned(
        &self,
        turn: Turn<'_>,
        (department, school, money): (Kato, OrganisationId, MoneyFor),
        contract: SchoolContractId,
        terms: &ProposedTerms,
    ) -> Result<Tiyn, SchoolingRefusal> {
        let year = terms.from.year();
        // A budget is one of a year.
        if terms.to.year() != year {
            return Err(SchoolingRefusal::BadTerms);
        }
        let Some(plan) = self.plan(department, year) else {
            return if turn.facts.provisional {
                Ok(terms.amount)
            } else {
                Err(SchoolingRefusal::NoPlan)
            };
        };
        let whole = plan.plan.sum_for(school, money);
        let others = self.contracts.values().filter(|one| {
            one.contract.school == school && one.contract.id != contract && one.money() == money
        });
        others
            .filter_map(|one| one.bound_in(year))
            .try_fold(whole.ok_or(SchoolingRefusal::BadSum)?, Tiyn::minus)
            .ok_or(SchoolingRefusal::BadSum)
    }
}

/// An account is one of the bank beside it. What was agreed before stays as it is: only new terms
/// are held against the list.
fn in_its_bank(account: &PayeeAccount) -> Result<(), SchoolingRefusal> {
    let fault = BankDirectory::national().contradicts(&account.iban, &account.bank);
    match fault {
        Some(_) => Err(SchoolingRefusal::AccountOfAnotherBank),
        None => Ok(()),
    }
}

fn agreed(terms: &ProposedTerms, text: &AgreementText) -> Result<ContractTerms, SchoolingRefusal> {
    Ok(ContractTerms {
        from: terms.from,
        to: terms.to,
        amount: terms.amount,
        places: terms.places.clone(),
        document: text.sha256().or(Err(SchoolingRefusal::BadTerms))?,
    })
}
