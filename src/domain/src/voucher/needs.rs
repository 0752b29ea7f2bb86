//! Which rows an operation needs: to be loaded and locked before it is decided.

use super::account::AccountId;
use super::books::{Books, Key};
use super::operation::{Applicant, Operation, Request};
use super::parameters::{ShortPresence, VoucherPolicies};
use super::rows::{ClaimKey, ClaimKind, PartState, Voucher};
use crate::identifiers::{ContractId, OrderId, ServiceActId, VoucherId};

/// Keys of rows that requests need next and that weren't looked up in `books` yet, sorted in the
/// order of locking, each once. Look these up, give what was found to [`Books::load`], and ask
/// again: rows found may name others. After three rounds nothing is missing.
///
/// A round names only tables that no row of a later round belongs before: first what requests
/// name themselves, then contracts and orders, then accounts. So the keys of all rounds together
/// are sorted too, for a single request as for a group asked about together, and no two
/// transactions that lock as they load can wait for each other.
pub fn missing<'a>(
    requests: impl IntoIterator<Item = &'a Request>,
    books: &Books,
    policies: &VoucherPolicies,
) -> Vec<Key> {
    if books.is_whole() {
        return Vec::new();
    }
    let mut needs = Needs {
        books,
        keys: Vec::new(),
    };
    for request in requests {
        needs.add(Key::Receipt(request.id));
        needs.operation(&request.operation, policies);
    }
    let mut keys = needs.keys;
    keys.sort_unstable();
    keys.dedup();
    let round = keys.first().map(|key| round_of(*key));
    keys.retain(|key| Some(round_of(*key)) == round);
    keys
}

/// In which round a table is looked up: when everything that may name its rows was.
fn round_of(key: Key) -> u8 {
    match key {
        Key::Receipt(_) | Key::Claim(_) | Key::Voucher(_) | Key::Obligation(_) | Key::Act(_) => 0,
        Key::Contract(_) | Key::Order(_) => 1,
        Key::Person(_) | Key::Account(_) => 2,
    }
}

/// What requests need and nobody looked up yet, known only as far as loaded rows tell.
struct Needs<'a> {
    books: &'a Books,
    keys: Vec<Key>,
}

impl<'a> Needs<'a> {
    fn add(&mut self, key: Key) {
        if !self.books.knows(key) {
            self.keys.push(key);
        }
    }

    fn accounts(&mut self, ids: impl IntoIterator<Item = AccountId>) {
        for id in ids {
            self.add(Key::Account(id));
        }
    }

    fn contract(&mut self, id: ContractId) {
        self.add(Key::Contract(id));
    }

    fn voucher(&mut self, id: VoucherId) -> Option<&'a Voucher> {
        self.add(Key::Voucher(id));
        let voucher = self.books.voucher(id)?;
        if let Some(beneficiary) = voucher.beneficiary {
            self.accounts([AccountId::Beneficiary(beneficiary)]);
        }
        Some(voucher)
    }

    /// A voucher with every university it is held for, and where its money goes back.
    fn voucher_to_end(&mut self, id: VoucherId) {
        let Some(voucher) = self.voucher(id) else {
            return;
        };
        self.accounts([
            AccountId::Budget(voucher.order),
            AccountId::Free(voucher.order),
        ]);
        for reservation in &voucher.reservations {
            self.contract(reservation.contract);
            self.accounts([AccountId::Executor(reservation.executor)]);
        }
    }

    fn act(&mut self, id: ServiceActId) -> Option<OrderId> {
        self.add(Key::Act(id));
        let act = self.books.act(id)?;
        let (contract, executor, order) = (act.contract, act.executor, act.order);
        self.contract(contract);
        self.accounts([AccountId::Executor(executor)]);
        Some(order)
    }

    fn operation(&mut self, operation: &Operation, policies: &VoucherPolicies) {
        match operation {
            Operation::OpenAccount { applicant, .. } => match applicant {
                Applicant::Issuer { organisation, .. } => self.accounts([
                    AccountId::Issuer(*organisation),
                    AccountId::Recovery(*organisation),
                ]),
                Applicant::Executor { organisation, .. } => {
                    self.accounts([AccountId::Executor(*organisation)]);
                }
            },
            Operation::OpenBeneficiary { beneficiary, iin } => {
                self.add(Key::Person(*iin));
                self.accounts([
                    AccountId::Beneficiary(*beneficiary),
                    AccountId::Debtor(*beneficiary),
                ]);
            }
            Operation::Block { account, .. }
            | Operation::Unblock { account, .. }
            | Operation::Close { account, .. }
            | Operation::Reopen { account } => self.accounts([*account]),
            Operation::ApproveOrder { order, issuer, .. } => {
                self.add(Key::Order(*order));
                self.accounts([
                    AccountId::Issuer(*issuer),
                    AccountId::Budget(*order),
                    AccountId::Free(*order),
                    AccountId::Stipends(*order),
                    AccountId::Treasury(*order),
                ]);
            }
            Operation::Publish { order } => self.issuer_of(*order),
            Operation::Emit {
                order, vouchers, ..
            } => {
                self.issuer_of(*order);
                for voucher in vouchers {
                    self.add(Key::Voucher(*voucher));
                }
                self.accounts([AccountId::Budget(*order), AccountId::Free(*order)]);
            }
            Operation::Place {
                voucher,
                beneficiary,
            } => {
                let found = self.voucher(*voucher);
                self.accounts([AccountId::Beneficiary(*beneficiary)]);
                if let Some(voucher) = found {
                    self.add(Key::Order(voucher.order));
                    self.accounts([AccountId::Free(voucher.order)]);
                }
            }
            Operation::ConcludeContract {
                contract,
                order,
                executor,
                ..
            } => {
                self.contract(*contract);
                self.issuer_of(*order);
                self.accounts([AccountId::Executor(*executor)]);
            }
            Operation::AmendContract { contract, .. }
            | Operation::TerminateContract { contract } => self.contract(*contract),
            Operation::Reserve {
                voucher,
                reservation,
                ..
            } => {
                self.voucher(*voucher);
                self.contract(reservation.contract);
                self.accounts([AccountId::Executor(reservation.executor)]);
            }
            Operation::Activate { voucher, .. } => {
                if let Some(voucher) = self.voucher(*voucher)
                    && let Some(reservation) = voucher.reservation()
                {
                    self.accounts([AccountId::Executor(reservation.executor)]);
                }
            }
            Operation::SignAct { act, contract, .. } => {
                self.add(Key::Act(*act));
                self.contract(*contract);
                if let Some(contract) = self.books.contract(*contract) {
                    let executor = contract.executor;
                    self.accounts([AccountId::Executor(executor)]);
                }
            }
            Operation::AttachInvoice { act, .. } => {
                self.act(*act);
            }
            Operation::Redeem {
                voucher,
                act,
                period,
                ..
            } => {
                self.add(Key::Claim(ClaimKey {
                    voucher: *voucher,
                    kind: ClaimKind::Tuition,
                    period: *period,
                }));
                self.act(*act);
                let Some(voucher) = self.voucher(*voucher) else {
                    return;
                };
                if let Some((_, part)) = voucher.part(*period)
                    && let PartState::Held { reservation, .. } = part.state
                    && let Some(held) = usize::try_from(reservation)
                        .ok()
                        .and_then(|place| voucher.reservations.get(place))
                {
                    self.contract(held.contract);
                    self.accounts([AccountId::Executor(held.executor)]);
                }
                let rule = policies.on(period.last_day()).short_presence.value;
                if rule == ShortPresence::InProportion {
                    self.accounts([AccountId::Budget(voucher.order)]);
                }
            }
            Operation::Cancel { voucher }
            | Operation::Release { voucher, .. }
            | Operation::EndEarly { voucher, .. }
            | Operation::Move { voucher, .. }
            | Operation::TakeLeave { voucher, .. }
            | Operation::ReturnFromLeave { voucher, .. } => self.voucher_to_end(*voucher),
            Operation::PayStipend {
                voucher,
                act,
                period,
                ..
            } => {
                self.add(Key::Claim(ClaimKey {
                    voucher: *voucher,
                    kind: ClaimKind::Stipend,
                    period: *period,
                }));
                self.act(*act);
                if let Some(voucher) = self.voucher(*voucher) {
                    self.accounts([
                        AccountId::Stipends(voucher.order),
                        AccountId::Treasury(voucher.order),
                    ]);
                }
            }
            Operation::Suspend { executor, .. } | Operation::Resume { executor, .. } => {
                self.accounts([AccountId::Executor(*executor)]);
            }
            Operation::Pay { acts, .. } => {
                for act in acts {
                    if let Some(order) = self.act(*act) {
                        self.accounts([AccountId::Treasury(order)]);
                    }
                }
            }
            Operation::ReturnPayment { act } => {
                if let Some(order) = self.act(*act) {
                    self.accounts([AccountId::Treasury(order)]);
                }
            }
            Operation::BeginWorkOff {
                obligation,
                beneficiary,
                vouchers,
                ..
            } => {
                self.add(Key::Obligation(*obligation));
                self.accounts([AccountId::Beneficiary(*beneficiary)]);
                for id in vouchers {
                    if let Some(voucher) = self.voucher(*id) {
                        self.add(Key::Order(voucher.order));
                    }
                }
            }
            Operation::Serve { obligation, .. }
            | Operation::DeclareDebt { obligation }
            | Operation::HandOver { obligation }
            | Operation::SettleDebt { obligation, .. } => {
                self.add(Key::Obligation(*obligation));
                if let Some(found) = self.books.obligation(*obligation) {
                    let (who, to) = (found.beneficiary, found.issuer);
                    self.accounts([AccountId::Debtor(who), AccountId::Recovery(to)]);
                }
            }
        }
    }

    fn issuer_of(&mut self, order: OrderId) {
        self.add(Key::Order(order));
        if let Some(found) = self.books.order(order) {
            let issuer = found.issuer;
            self.accounts([AccountId::Issuer(issuer)]);
        }
    }
}
