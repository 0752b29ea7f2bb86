//! A small country of vouchers: an Issuer, universities, students, and requests in one call.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BeneficiaryId, Bin, BlobHash, ContractId, Iin, ObligationId, OperationId, OrderId,
    OrganisationId, PaymentRegisterId, PersonId, PremisesId, SanctionId, ServiceActId, VoucherId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AccountId, AdmissionFacts, Applicant, Author, EarlyEnd, Fact, Invoice, Ledger, OpeningFacts,
    Operation, Party, Receipt, Refusal, Request, Reservation, Status, StudyForm, Trace, Voucher,
    VoucherPolicies, audit,
};
use chrono::NaiveDate;
use uuid::Uuid;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn month(year: i32, month: u32) -> Period {
    Period::new(year, month).unwrap()
}

pub fn tenge(amount: i64) -> Tiyn {
    Tiyn::from_tenge(amount).unwrap()
}

pub fn uuid(kind: u128, number: u64) -> Uuid {
    Uuid::from_u128(kind << 64 | u128::from(number))
}

pub fn voucher(number: u64) -> VoucherId {
    VoucherId::new(uuid(1, number))
}

pub fn student(number: u64) -> BeneficiaryId {
    BeneficiaryId::new(uuid(2, number))
}

pub fn university(number: u64) -> OrganisationId {
    OrganisationId::new(uuid(3, number))
}

pub fn contract(number: u64) -> ContractId {
    ContractId::new(uuid(4, number))
}

pub fn act(number: u64) -> ServiceActId {
    ServiceActId::new(uuid(5, number))
}

pub fn premises(number: u64) -> PremisesId {
    PremisesId::new(uuid(6, number))
}

pub fn sanction(number: u64) -> SanctionId {
    SanctionId::new(uuid(7, number))
}

pub fn register(number: u64) -> PaymentRegisterId {
    PaymentRegisterId::new(uuid(8, number))
}

pub fn obligation(number: u64) -> ObligationId {
    ObligationId::new(uuid(9, number))
}

pub fn order() -> OrderId {
    OrderId::new(uuid(10, 1))
}

pub fn issuer() -> OrganisationId {
    OrganisationId::new(uuid(11, 1))
}

pub fn operation(number: u64) -> OperationId {
    OperationId::new(uuid(12, number))
}

pub fn hash(number: u8) -> BlobHash {
    BlobHash::new([number; 32])
}

/// The check digit of twelve-digit numbers, by its public rule.
fn with_check_digit(eleven: &str) -> Option<String> {
    let digits: Vec<u32> = eleven.chars().map(|c| c.to_digit(10).unwrap()).collect();
    let sum = |weights: [u32; 11]| {
        let products = digits
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight);
        products.sum::<u32>() % 11
    };
    let mut digit = sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    if digit == 10 {
        digit = sum([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]);
    }
    (digit < 10).then(|| format!("{eleven}{digit}"))
}

/// Invented numbers of people born in 2035: such can't exist yet.
pub fn iin(number: u64) -> Iin {
    let (day, serial) = (number / 900 % 28 + 1, number % 900);
    (0..10)
        .find_map(|more| with_check_digit(&format!("3501{day:02}5{:04}", serial + 1000 * more)))
        .unwrap()
        .parse()
        .unwrap()
}

pub fn bin(number: u64) -> Bin {
    (0..10)
        .find_map(|more| with_check_digit(&format!("350140{:05}", number * 10 + more)))
        .unwrap()
        .parse()
        .unwrap()
}

pub fn facts(at: Moment) -> AdmissionFacts {
    AdmissionFacts {
        licence: Fact::Green,
        safety: Fact::Green,
        finances: Fact::Green,
        qr_order: Fact::Green,
        purpose: Fact::Green,
        checked_at: at,
    }
}

pub fn green() -> OpeningFacts {
    OpeningFacts {
        registered: Fact::Green,
        head: Fact::Green,
        signature: Fact::Green,
    }
}

pub fn trace(attended: u32, scheduled: u32) -> Trace {
    Trace {
        scheduled,
        attended,
        lms: Some(hash(3)),
        qr: Some(hash(4)),
    }
}

/// The number a university's contract has here.
pub fn reservation(of: u64) -> Reservation {
    Reservation {
        executor: university(of),
        contract: contract(of),
        premises: premises(of),
        lms_contract: "Д-1".into(),
    }
}

/// The author usual for an operation.
pub fn author(operation: &Operation) -> Author {
    let registrar = Author {
        party: Party::Registrar,
        person: None,
    };
    let by = |party| Author {
        party,
        person: Some(PersonId::new(uuid(13, 1))),
    };
    if operation.is_for(Party::Registrar) {
        registrar
    } else if operation.is_for(Party::Issuer) {
        by(Party::Issuer)
    } else {
        by(Party::FinancialCentre)
    }
}

pub struct World {
    pub ledger: Ledger,
    pub policies: VoucherPolicies,
    pub now: Moment,
    /// Everything that was sent, when, and what was answered.
    pub told: Vec<(Request, Moment, Result<Receipt, Refusal>)>,
    next: u64,
}

impl World {
    /// Before anything happened, on a day.
    pub fn on(date: &str) -> Self {
        let mut world = Self {
            ledger: Ledger::new(),
            policies: VoucherPolicies::pilot(),
            now: Moment::default(),
            told: Vec::new(),
            next: 1,
        };
        world.today(date);
        world
    }

    /// An order of so many tenge for September 2025 to December 2027, published; universities
    /// 1, 2 and 3, each with a contract of the same sum.
    pub fn with_order(volume: i64) -> Self {
        let mut world = Self::on("2025-09-01");
        world.ok(Operation::OpenAccount {
            applicant: Applicant::Issuer {
                organisation: issuer(),
                bin: bin(900),
            },
            facts: green(),
        });
        world.ok(Operation::ApproveOrder {
            order: order(),
            issuer: issuer(),
            programme: "204".into(),
            from: month(2025, 9),
            to: month(2027, 12),
            volume: tenge(volume),
            stipends: tenge(1_000_000),
        });
        world.ok(Operation::Publish { order: order() });
        for number in 1..=3 {
            world.ok(Operation::OpenAccount {
                applicant: Applicant::Executor {
                    organisation: university(number),
                    bin: bin(number),
                },
                facts: green(),
            });
            world.ok(Operation::ConcludeContract {
                contract: contract(number),
                order: order(),
                executor: university(number),
                number: format!("ГОЗ-{number}"),
                date: day("2025-09-01"),
                amount: tenge(volume),
            });
        }
        world
    }

    /// A student with a voucher of so many tenge in so many parts from September 2025, reserved
    /// by university 1. Voucher and student have the same number.
    pub fn studying(nominal: i64, parts: u32) -> Self {
        let mut world = Self::with_order(100_000_000);
        world.enrol(1, 1, nominal, parts);
        world
    }

    /// One more student at a university.
    pub fn enrol(&mut self, number: u64, at: u64, nominal: i64, parts: u32) {
        self.place(number, nominal, parts);
        self.ok(self.reserve(number, at));
    }

    /// One more student with a voucher nobody reserved.
    pub fn place(&mut self, number: u64, nominal: i64, parts: u32) {
        self.ok(Operation::OpenBeneficiary {
            beneficiary: student(number),
            iin: iin(number),
        });
        self.ok(self.emit(number, nominal, parts));
        self.ok(Operation::Place {
            voucher: voucher(number),
            beneficiary: student(number),
        });
    }

    pub fn emit(&self, number: u64, nominal: i64, parts: u32) -> Operation {
        Operation::Emit {
            order: order(),
            vouchers: vec![voucher(number)],
            nominal: tenge(nominal),
            from: month(2025, 9),
            parts,
        }
    }

    pub fn reserve(&self, number: u64, at: u64) -> Operation {
        Operation::Reserve {
            voucher: voucher(number),
            reservation: reservation(at),
            form: StudyForm::FullTime,
            facts: facts(self.now),
        }
    }

    pub fn today(&mut self, date: &str) {
        self.now = format!("{date}T07:00:00Z").parse().unwrap();
    }

    pub fn request(&mut self, operation_: Operation) -> Request {
        self.next += 1;
        Request {
            id: operation(self.next),
            author: author(&operation_),
            document: hash(1),
            operation: operation_,
        }
    }

    pub fn send(&mut self, request: &Request) -> Result<Receipt, Refusal> {
        let answer = self.ledger.apply(request, &self.policies, self.now);
        self.told.push((request.clone(), self.now, answer.clone()));
        answer
    }

    pub fn ask(&mut self, operation: Operation) -> Result<Receipt, Refusal> {
        let request = self.request(operation);
        self.send(&request)
    }

    /// What must be allowed, and leaves the books sound.
    pub fn ok(&mut self, operation: Operation) -> Receipt {
        let word = operation.word();
        let receipt = self.ask(operation);
        receipt.unwrap_or_else(|refusal| panic!("{word}: {refusal:?}"))
    }

    /// What must be refused, and changes nothing.
    pub fn no(&mut self, operation: Operation) -> Refusal {
        let before = self.ledger.clone();
        let word = operation.word();
        let refusal = self.ask(operation).err();
        assert!(
            before == self.ledger,
            "{word} was refused and changed something"
        );
        refusal.unwrap_or_else(|| panic!("{word} was allowed"))
    }

    /// An act of a university for a month, with its invoice: so many people, so many tiyn.
    pub fn act(&mut self, number: u64, at: u64, period: Period, people: u32, total: Tiyn) {
        self.ok(self.signed_act(number, at, period, people, total));
        self.ok(self.invoice(number, total));
    }

    pub fn signed_act(
        &self,
        number: u64,
        at: u64,
        period: Period,
        people: u32,
        total: Tiyn,
    ) -> Operation {
        Operation::SignAct {
            act: act(number),
            contract: contract(at),
            period,
            sha256: hash(5),
            register: hash(6),
            date: baqylau_domain::calendar::legal_day(self.now),
            people,
            total,
            executor_signature: Some(hash(7)),
            issuer_signature: Some(hash(8)),
        }
    }

    pub fn invoice(&self, number: u64, total: Tiyn) -> Operation {
        Operation::AttachInvoice {
            act: act(number),
            invoice: Invoice {
                number: format!("ESF-{number}"),
                date: baqylau_domain::calendar::legal_day(self.now),
                total,
            },
        }
    }

    pub fn redeem(&self, number: u64, act_: u64, period: Period) -> Operation {
        Operation::Redeem {
            voucher: voucher(number),
            act: act(act_),
            period,
            trace: trace(96, 96),
            decision: None,
        }
    }

    /// Months of voucher 1 at university 1 redeemed in full, one act each, numbered by month.
    pub fn redeem_months(&mut self, months: u32) {
        for place in 0..months {
            let part = self.voucher(1).parts[usize::try_from(place).unwrap()];
            self.today(&part.period.last_day().to_string());
            let number = u64::from(place) + 1;
            self.act(number, 1, part.period, 1, part.amount);
            self.ok(self.redeem(1, number, part.period));
        }
    }

    pub fn end(&self, number: u64, on: &str) -> Operation {
        Operation::EndEarly {
            voucher: voucher(number),
            cause: EarlyEnd::Expulsion,
            on: day(on),
        }
    }

    pub fn voucher(&self, number: u64) -> &Voucher {
        self.ledger.books().voucher(voucher(number)).unwrap()
    }

    pub fn status(&self, number: u64) -> Status {
        self.voucher(number).status
    }

    /// What stands on an account: credits less debits, posted.
    pub fn stands(&self, id: AccountId) -> Tiyn {
        let balance = self.ledger.books().account(id).unwrap().balance;
        balance.credits_posted.minus(balance.debits_posted).unwrap()
    }

    /// Every invariant, and the whole log again.
    pub fn sound(&self) {
        assert_eq!(audit(&self.ledger), []);
        assert_eq!(self.ledger.audit_replay(&self.policies), []);
    }
}
