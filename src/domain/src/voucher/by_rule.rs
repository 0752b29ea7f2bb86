//! What the registry asks of the ledger by rule and without a person (the Registrar of the
//! slides): accounts opened for grants, blocked and closed by signals, vouchers reserved when a
//! contract comes from an LMS, months activated and redeemed.
//!
//! Nothing here decides: every operation goes the way of all others, through
//! [`super::decide`], which may refuse it. Nothing is asked twice either: an operation whose
//! effect already stands isn't asked at all, so a signal may be read as often as it comes.

use super::account::{Account, AccountId, BlockGround, ClosingGround, Holder};
use super::facts::{AdmissionFacts, Fact, OpeningFacts, StudyForm, Trace};
use super::operation::Operation;
use super::rows::{Contract, PartState, Reservation, ServiceAct, Status, Voucher};
use crate::calendar::Period;
use crate::checks::{
    self, Capacity, CheckId, EntityStatus, FactValue, LifeStatus, Report, Source, Subject, Verdict,
};
use crate::identifiers::{BeneficiaryId, Iin, OrganisationId, PremisesId, ServiceActId};
use crate::sanction::{Sanction, SanctionState};

/// By what a block that follows from a signal of the Ministry of Justice is lifted: the signal
/// has no number of its own.
const INCAPACITY_SIGNAL: &str = "minjust:incapacitated";
/// The same of a missing person.
const MISSING_SIGNAL: &str = "minjust:missing";

/// What several checks together say: green only when all passed. A check that didn't run, or had
/// nothing to check, leaves it unknown.
fn together(report: &Report, checks: &[(CheckId, &Subject)]) -> Fact {
    let mut all = Fact::Green;
    for (check, subject) in checks {
        match report.row(*check, subject).map(|row| row.verdict) {
            Some(Verdict::Failed(_)) => return Fact::Red,
            Some(Verdict::Unknown(_) | Verdict::NotApplicable(_)) | None => all = Fact::Unknown,
            Some(Verdict::Passed) => {}
        }
    }
    all
}

impl AdmissionFacts {
    /// The admission filters for one building, as the automatic checks found them. A report about
    /// another building or another occasion, in which a check didn't run, leaves its filter
    /// unknown.
    ///
    /// Source: slides, "Квалификационный фильтр: допуск ВУЗ-ов к финансированию".
    pub fn of_report(report: &Report, premises: PremisesId) -> Self {
        let organisation = Subject::Organisation(report.case().organisation);
        let building = Subject::Premises(premises);
        let of = |checks: &[(CheckId, &Subject)]| together(report, checks);
        Self {
            licence: of(&[
                (CheckId::OrgLicence, &organisation),
                (CheckId::PremisesLicence, &building),
            ]),
            safety: of(&[
                (CheckId::PremisesFire, &building),
                (CheckId::PremisesSanitary, &building),
                (CheckId::PremisesAntiterror, &building),
            ]),
            finances: of(&[
                (CheckId::OrgTaxDebt, &organisation),
                (CheckId::OrgSocialPayments, &organisation),
            ]),
            qr_order: of(&[(CheckId::OrgQrOrder, &organisation)]),
            purpose: of(&[(CheckId::PremisesPurpose, &building)]),
            checked_at: report.at(),
        }
    }
}

impl OpeningFacts {
    /// What opening an account takes, as the automatic checks found it.
    pub fn of_report(report: &Report) -> Self {
        let organisation = Subject::Organisation(report.case().organisation);
        let of = |check| together(report, &[(check, &organisation)]);
        Self {
            registered: of(CheckId::OrgStatus),
            head: of(CheckId::OrgHead),
            signature: of(CheckId::OrgSignature),
        }
    }
}

/// Opens the account of a person with a grant, when НЦТ says that there is one and `known`, the
/// account under this ИИН, isn't there yet. `beneficiary` is the identity it gets.
///
/// Source: slides, step 1: "Бенефициарам счета открываются автоматически на основании данных НЦТ
/// по грантам".
pub fn opened_by(
    fact: &checks::Fact,
    known: Option<&Account>,
    beneficiary: BeneficiaryId,
) -> Option<Operation> {
    let (Subject::Person(iin), Source::Nct) = (&fact.about, fact.source) else {
        return None;
    };
    let granted = matches!(&fact.value, FactValue::Grant { number: Some(_) });
    (granted && known.is_none()).then_some(Operation::OpenBeneficiary {
        beneficiary,
        iin: *iin,
    })
}

/// What a signal of a source system asks for an account: to block it, to lift that block again,
/// to close it conditionally, to open it when the signal proved wrong. Nothing when the fact is
/// about somebody else, comes from another system, or its effect already stands.
///
/// A block by an order of a state body or a court is never lifted here. A register that doesn't
/// know a number says nothing about a life or a liquidation.
///
/// Source: slides, "Блокировка и закрытие счетов"; that a signal withdrawn by its own source is
/// followed too is a proposal: the slides call the closing conditional.
pub fn signalled(account: &Account, fact: &checks::Fact) -> Vec<Operation> {
    let id = account.id;
    let is_about = match (&account.holder, &fact.about) {
        (Holder::Beneficiary { iin, .. }, Subject::Person(person)) => iin == person,
        (
            Holder::Executor { bin, .. } | Holder::Issuer { bin },
            Subject::Organisation(organisation),
        ) => bin == organisation,
        _ => false,
    };
    if !is_about {
        return Vec::new();
    }
    match (fact.source, &fact.value) {
        (Source::Minjust, FactValue::LegalCapacity { status }) => [
            (
                Capacity::Incapacitated,
                BlockGround::Incapacity,
                INCAPACITY_SIGNAL,
            ),
            (Capacity::Missing, BlockGround::Missing, MISSING_SIGNAL),
        ]
        .into_iter()
        .filter_map(|(signal, ground, reference)| {
            let stands = account
                .blocks
                .iter()
                .any(|block| block.reference == reference);
            let reference = reference.to_owned();
            match (*status == signal, stands) {
                (true, false) => Some(Operation::Block {
                    account: id,
                    ground,
                    reference,
                }),
                (false, true) => Some(Operation::Unblock {
                    account: id,
                    reference,
                }),
                _ => None,
            }
        })
        .collect(),
        (Source::GbdFl, FactValue::Life { status }) => match status {
            LifeStatus::Dead => closing(account, ClosingGround::Death, true),
            LifeStatus::Alive => closing(account, ClosingGround::Death, false),
            LifeStatus::NotFound => None,
        }
        .into_iter()
        .collect(),
        (Source::GbdUl, FactValue::LegalEntity { status, .. }) => match status {
            EntityStatus::Liquidated => closing(account, ClosingGround::Liquidation, true),
            EntityStatus::Active => closing(account, ClosingGround::Liquidation, false),
            // Not liquidated yet, or not known: a report of the checks says so, no account moves.
            EntityStatus::InLiquidation | EntityStatus::NotFound => None,
        }
        .into_iter()
        .collect(),
        _ => Vec::new(),
    }
}

fn closing(account: &Account, ground: ClosingGround, ended: bool) -> Option<Operation> {
    let id = account.id;
    match (account.closed, ended) {
        (None, true) => Some(Operation::Close {
            account: id,
            ground,
        }),
        (Some(stands), false) if stands == ground => Some(Operation::Reopen { account: id }),
        _ => None,
    }
}

/// A contract between a university and a student, as the LMS sent it. Personal data: there is no
/// `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct StudentContract {
    /// The student.
    pub student: Iin,
    /// University.
    pub executor: OrganisationId,
    /// Building of study.
    pub premises: PremisesId,
    /// Number, in the LMS.
    pub number: String,
    /// How the student studies.
    pub form: StudyForm,
}

/// Reserves the student's voucher for the university whose contract came: the first of `vouchers`
/// (those issued to the student) that waits for one, under the first of `contracts` (those of the
/// state order) that is the university's, of the voucher's order, in force, and large enough;
/// where none is large enough the oldest is named, and the refusal says how much is left.
/// `None` when no voucher waits or there is no such contract.
///
/// Source: slides, steps 3 and 4: "Ваучер автоматически получает статус «Забронирован за
/// Исполнителем»".
pub fn reserved_by(
    student: &StudentContract,
    vouchers: &[Voucher],
    contracts: &[Contract],
    report: &Report,
) -> Option<Operation> {
    let voucher = vouchers
        .iter()
        .find(|voucher| matches!(voucher.status, Status::Placed | Status::Transferred))?;
    let mut fitting: Vec<&Contract> = contracts
        .iter()
        .filter(|contract| {
            contract.executor == student.executor
                && contract.order == voucher.order
                && !contract.terminated
        })
        .collect();
    fitting.sort_by_key(|contract| (contract.date, contract.id));
    let needed = voucher.planned();
    let holds = |contract: &&&Contract| {
        contract
            .committed
            .plus(needed)
            .is_some_and(|committed| committed <= contract.amount)
    };
    let contract = fitting.iter().find(holds).or_else(|| fitting.first())?;
    Some(Operation::Reserve {
        voucher: voucher.id,
        reservation: Reservation {
            executor: student.executor,
            contract: contract.id,
            premises: student.premises,
            lms_contract: student.number.clone(),
        },
        form: student.form,
        facts: AdmissionFacts::of_report(report, student.premises),
    })
}

/// What a validated month asks for a voucher: to activate it when it is the first, and to redeem
/// the month once the act that carries it is there. In this order, each its own request. Nothing
/// for a month the voucher doesn't hold.
///
/// Source: slides, stages 3 and 4; domain report 1.3, "Monthly run".
pub fn month_confirmed(
    voucher: &Voucher,
    period: Period,
    trace: Trace,
    act: Option<ServiceActId>,
) -> Vec<Operation> {
    let held = voucher
        .part(period)
        .is_some_and(|(_, part)| matches!(part.state, PartState::Held { .. }));
    if !held {
        return Vec::new();
    }
    let id = voucher.id;
    let first = (voucher.status == Status::Reserved).then_some(Operation::Activate {
        voucher: id,
        period,
        trace,
    });
    let redeemed = act.map(|act| Operation::Redeem {
        voucher: id,
        act,
        period,
        trace,
        decision: None,
    });
    first.into_iter().chain(redeemed).collect()
}

/// What a voucher's part of a month asks once the act that carries it is signed and invoiced, by the
/// confirmed trace: [`month_confirmed`], for what is held under the contract of that very act.
pub fn month_redeemed(voucher: &Voucher, act: &ServiceAct, trace: Trace) -> Vec<Operation> {
    let held = voucher
        .part(act.period)
        .and_then(|(_, part)| match part.state {
            PartState::Held { reservation, .. } => usize::try_from(reservation)
                .ok()
                .and_then(|place| voucher.reservations.get(place)),
            PartState::Planned | PartState::Redeemed { .. } | PartState::Released => None,
        });
    let fits = held.is_some_and(|reservation| {
        reservation.executor == act.executor && reservation.contract == act.contract
    });
    if !fits || act.invoice.is_none() {
        return Vec::new();
    }
    month_confirmed(voucher, act.period, trace, Some(act.id))
}

/// What a sanction of a visit, as it stands, asks of the ledger: to suspend payment, to resume it,
/// or, where a person terminated for the whole university, to end each of its `contracts` still in
/// force. A termination limited to one building ends none: they aren't made for buildings, and a
/// person names what ends.
pub fn sanctioned(
    sanction: &Sanction,
    executor: &Account,
    contracts: &[Contract],
) -> Vec<Operation> {
    if executor.id != AccountId::Executor(sanction.organisation) {
        return Vec::new();
    }
    let pause = executor
        .pauses()
        .iter()
        .find(|pause| pause.sanction == sanction.id);
    match (Operation::of_sanction(sanction), pause) {
        (Some(begins @ Operation::Suspend { .. }), None) => vec![begins],
        (Some(ends @ Operation::Resume { .. }), Some(pause)) if pause.ended.is_none() => vec![ends],
        _ if matches!(sanction.state, SanctionState::Terminated { .. })
            && sanction.proposal.premises.is_none() =>
        {
            contracts
                .iter()
                .filter(|contract| {
                    contract.executor == sanction.organisation && !contract.terminated
                })
                .map(|contract| Operation::TerminateContract {
                    contract: contract.id,
                })
                .collect()
        }
        _ => Vec::new(),
    }
}
