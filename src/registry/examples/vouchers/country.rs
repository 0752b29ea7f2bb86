//! A university, an order, students with vouchers, and the requests of their months.

use crate::Outcome;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BeneficiaryId, Bin, BlobHash, ContractId, Iin, OperationId, OrderId, OrganisationId,
    PremisesId, ServiceActId, VoucherId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AdmissionFacts, Applicant, Author, Fact, Invoice, OpeningFacts, Operation, Party, Request,
    Reservation, StudyForm, Trace,
};
use uuid::Uuid;

/// Months that are redeemed.
pub const MONTHS: usize = 5;

/// Sum of a month, in tiyn.
const MONTH: i64 = 12_000_000;

/// Before the first month is over.
pub fn begins() -> Outcome<Moment> {
    Ok("2025-09-01T07:00:00Z".parse()?)
}

fn id(kind: u128, number: usize) -> Uuid {
    Uuid::from_u128(kind << 64 | number as u128)
}

/// Identities in no order, as those of people are.
fn scattered(kind: u128, number: usize) -> Uuid {
    let mut mixed = (number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    Uuid::from_u128(u128::from(mixed ^ mixed >> 31) << 64 | kind << 32 | number as u128)
}

/// Numbers with a right check digit, of people born in 2035 and later.
fn iin(number: usize) -> Outcome<Iin> {
    let (year, day) = (35 + number / 25_200 % 60, number / 900 % 28 + 1);
    for more in 0..10 {
        for digit in 0..10 {
            let serial = number % 900 + 1000 * more;
            if let Ok(iin) = format!("{year:02}01{day:02}5{serial:04}{digit}").parse() {
                return Ok(iin);
            }
        }
    }
    Err("no such number".into())
}

fn bin() -> Outcome<Bin> {
    let mut all = (0..1000).filter_map(|number| format!("350140{number:06}").parse().ok());
    all.next().ok_or_else(|| "no such number".into())
}

/// The country.
pub struct Country {
    students: usize,
    next: usize,
}

impl Country {
    pub fn new(students: usize) -> Self {
        Self { students, next: 0 }
    }

    fn request(&mut self, operation: Operation) -> Request {
        self.next += 1;
        let party = if operation.is_for(Party::Registrar) {
            Party::Registrar
        } else {
            Party::Issuer
        };
        Request {
            id: OperationId::new(id(1, self.next)),
            author: Author {
                party,
                person: None,
            },
            document: BlobHash::new([1; 32]),
            operation,
        }
    }

    fn voucher(number: usize) -> VoucherId {
        VoucherId::new(id(5, number))
    }

    /// Everything before the first act, in the order it must come.
    pub fn beginning(&mut self) -> Outcome<Vec<Vec<Request>>> {
        let now = begins()?;
        let september = month(0)?;
        let (issuer, university) = (OrganisationId::new(id(2, 1)), university());
        let (order, contract) = (OrderId::new(id(3, 1)), contract());
        let (green, bin) = (Fact::Green, bin()?);
        let facts = OpeningFacts {
            registered: green,
            head: green,
            signature: green,
        };
        let volume = Tiyn(i64::MAX / 4);
        let first = vec![
            Operation::OpenAccount {
                applicant: Applicant::Issuer {
                    organisation: issuer,
                    bin,
                },
                facts,
            },
            Operation::OpenAccount {
                applicant: Applicant::Executor {
                    organisation: university,
                    bin,
                },
                facts,
            },
            Operation::ApproveOrder {
                order,
                issuer,
                programme: "204".into(),
                from: september,
                to: month(9)?,
                volume,
                stipends: Tiyn(0),
            },
            Operation::Publish { order },
            Operation::ConcludeContract {
                contract,
                order,
                executor: university,
                number: "1".into(),
                date: "2025-09-01".parse()?,
                amount: volume,
            },
        ];
        let numbers: Vec<usize> = (0..self.students).collect();
        let emit = numbers.chunks(1_000).map(|own| Operation::Emit {
            order,
            vouchers: own.iter().map(|number| Self::voucher(*number)).collect(),
            nominal: Tiyn(MONTH * 10),
            from: september,
            parts: 10,
        });
        let mut rounds: Vec<Vec<Operation>> = vec![first, emit.collect()];
        let (mut open, mut place, mut reserve) = (Vec::new(), Vec::new(), Vec::new());
        for number in numbers {
            let beneficiary = BeneficiaryId::new(scattered(6, number));
            let voucher = Self::voucher(number);
            open.push(Operation::OpenBeneficiary {
                beneficiary,
                iin: iin(number)?,
            });
            place.push(Operation::Place {
                voucher,
                beneficiary,
            });
            reserve.push(Operation::Reserve {
                voucher,
                reservation: Reservation {
                    executor: university,
                    contract,
                    premises: PremisesId::new(id(7, 1)),
                    lms_contract: number.to_string(),
                },
                form: StudyForm::FullTime,
                facts: AdmissionFacts {
                    licence: green,
                    safety: green,
                    finances: green,
                    qr_order: green,
                    purpose: green,
                    checked_at: now,
                },
            });
        }
        rounds.extend([open, place, reserve]);
        let mut requests = Vec::new();
        for round in rounds {
            requests.push(round.into_iter().map(|one| self.request(one)).collect());
        }
        Ok(requests)
    }

    /// When a month is over.
    pub fn ends(&self, number: usize) -> Outcome<Moment> {
        let last = month(number)?.last_day();
        Ok(format!("{last}T07:00:00Z").parse()?)
    }

    /// The act of a month and its invoice.
    pub fn act(&mut self, number: usize) -> Outcome<Vec<Request>> {
        let total = Tiyn(MONTH * i64::try_from(self.students)?);
        let hash = BlobHash::new([2; 32]);
        let date = month(number)?.last_day();
        let act = act(number);
        let sign = Operation::SignAct {
            act,
            contract: contract(),
            period: month(number)?,
            sha256: hash,
            register: hash,
            date,
            people: u32::try_from(self.students)?,
            total,
            executor_signature: Some(hash),
            issuer_signature: Some(hash),
        };
        let invoice = Invoice {
            number: "1".into(),
            date,
            total,
        };
        let attach = Operation::AttachInvoice { act, invoice };
        Ok(vec![self.request(sign), self.request(attach)])
    }

    /// The redemptions of a month.
    pub fn redemptions(&mut self, number: usize) -> Outcome<Vec<Request>> {
        let hash = BlobHash::new([2; 32]);
        let period = month(number)?;
        Ok((0..self.students)
            .map(|student| {
                self.request(Operation::Redeem {
                    voucher: Self::voucher(student),
                    act: act(number),
                    period,
                    trace: Trace {
                        scheduled: 96,
                        attended: 90,
                        lms: Some(hash),
                        qr: Some(hash),
                    },
                    decision: None,
                })
            })
            .collect())
    }
}

fn month(number: usize) -> Outcome<Period> {
    let first = Period::new(2025, 9).ok_or("no such month")?;
    let month = first.plus_months(i32::try_from(number)?);
    month.ok_or_else(|| "no such month".into())
}

fn university() -> OrganisationId {
    OrganisationId::new(id(2, 2))
}

fn contract() -> ContractId {
    ContractId::new(id(4, 1))
}

fn act(month: usize) -> ServiceActId {
    ServiceActId::new(id(8, month))
}
