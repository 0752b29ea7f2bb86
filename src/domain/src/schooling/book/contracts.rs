//! Contracts: drawn up within the plan, signed by both.

use super::super::contract::{ContractParty, ContractTerms, SchoolContract};
use super::super::document::{AGREEMENT_SCHEMA, AgreementText};
use super::super::mandate::MandateScope;
use super::super::op::{ProposedTerms, SchoolingOp};
use super::super::record::{ContractRecord, SchoolingRecord};
use super::super::refusal::SchoolingRefusal;
use super::funding::{bound, in_year, of_region, unknown};
use super::{Book, Decided, Turn};
use crate::calendar::legal_day;
use crate::identifiers::{Kato, OrganisationId, SchoolContractId};
use crate::money::Tiyn;
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
                let known = match &turn.facts.school {
                    Some(known) => known,
                    None => return unknown(turn),
                };
                if known.territory.region() != *department {
                    return Err(SchoolingRefusal::NotYourTerritory);
                }
                if !turn.facts.provisional && !self.is_accepted(*department, *school) {
                    return Err(SchoolingRefusal::NotAccepted { school: *school });
                }
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
                };
                let agreed = agreed(terms, &text)?;
                let planned = self.planned(turn, *department, *school, *contract, terms)?;
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
                let school = known.contract.school;
                let planned = self.planned(turn, department, school, *contract, terms)?;
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

    /// What the plan in force leaves a school to contract in a year; none without a plan, or when a
    /// sum is too large. Below nought where contracts bind more than the plan has.
    pub fn left_to_contract(
        &self,
        department: Kato,
        year: i32,
        school: OrganisationId,
    ) -> Option<Tiyn> {
        let whole = self.plan(department, year)?.plan.of_school(school)?;
        let bind = |one: &&ContractRecord| one.contract.school == school && in_year(one, year);
        let contracts = self.contracts.values().filter(bind);
        contracts.map(bound).try_fold(whole, Tiyn::minus)
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
        department: Kato,
        school: OrganisationId,
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
        let whole = plan.plan.of_school(school);
        let others = self.contracts.values().filter(|one| {
            one.contract.school == school && one.contract.id != contract && in_year(one, year)
        });
        others
            .map(bound)
            .try_fold(whole.ok_or(SchoolingRefusal::BadSum)?, Tiyn::minus)
            .ok_or(SchoolingRefusal::BadSum)
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
