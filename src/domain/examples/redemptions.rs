//! How many redemptions of vouchers are decided in a second, in memory, by one thread: one by one
//! over everything, and in groups of 1,000 over loaded rows. Nothing is written to a disk.
//!
//! `cargo run --release -p baqylau-domain --example redemptions`

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "what is measured is printed, there is nothing else to do with it"
)]

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BeneficiaryId, Bin, BlobHash, ContractId, Iin, OperationId, OrderId, OrganisationId,
    PremisesId, ServiceActId, VoucherId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AdmissionFacts, Applicant, Author, Books, Fact, Group, Invoice, Ledger, OpeningFacts,
    Operation, Party, Request, Reservation, StudyForm, Trace, VoucherPolicies, missing,
};
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;
use uuid::Uuid;

const STUDENTS: u64 = 20_000;
const GROUP: usize = 1_000;
const RUNS: usize = 5;

fn id(kind: u128, number: u64) -> Uuid {
    Uuid::from_u128(kind << 64 | u128::from(number))
}

/// Numbers with a right check digit, of people born in 2035 and later.
fn iin(number: u64) -> Result<Iin, Box<dyn Error>> {
    let (year, day) = (35 + number / 25_200 % 60, number / 900 % 28 + 1);
    for more in 0..10u64 {
        for digit in 0..10 {
            let serial = number % 900 + 1000 * more;
            if let Ok(iin) = format!("{year:02}01{day:02}5{serial:04}{digit}").parse() {
                return Ok(iin);
            }
        }
    }
    Err("no such number".into())
}

fn bin() -> Result<Bin, Box<dyn Error>> {
    let mut all = (0..1000).filter_map(|number| format!("350140{number:06}").parse().ok());
    all.next().ok_or_else(|| "no such number".into())
}

struct Country {
    ledger: Ledger,
    policies: VoucherPolicies,
    now: Moment,
    next: u64,
}

impl Country {
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

    fn apply(&mut self, operation: Operation) -> Result<(), Box<dyn Error>> {
        let request = self.request(operation);
        self.ledger.apply(&request, &self.policies, self.now)?;
        Ok(())
    }
}

/// One university, so many students, September acted and invoiced, and the requests to redeem it.
fn country() -> Result<(Country, Vec<Request>), Box<dyn Error>> {
    let now = "2025-09-30T07:00:00Z".parse()?;
    let mut country = Country {
        ledger: Ledger::new(),
        policies: VoucherPolicies::pilot(),
        now,
        next: 0,
    };
    let september = Period::new(2025, 9).ok_or("no such month")?;
    let (issuer, university) = (OrganisationId::new(id(2, 1)), OrganisationId::new(id(2, 2)));
    let order = OrderId::new(id(3, 1));
    let contract = ContractId::new(id(4, 1));
    let (green, bin) = (Fact::Green, bin()?);
    let facts = OpeningFacts {
        registered: green,
        head: green,
        signature: green,
    };
    for applicant in [
        Applicant::Issuer {
            organisation: issuer,
            bin,
        },
        Applicant::Executor {
            organisation: university,
            bin,
        },
    ] {
        country.apply(Operation::OpenAccount { applicant, facts })?;
    }
    let volume = Tiyn(i64::MAX / 4);
    country.apply(Operation::ApproveOrder {
        order,
        issuer,
        programme: "204".into(),
        from: september,
        to: Period::new(2026, 6).ok_or("no such month")?,
        volume,
        stipends: Tiyn(0),
    })?;
    country.apply(Operation::Publish { order })?;
    country.apply(Operation::ConcludeContract {
        contract,
        order,
        executor: university,
        number: "1".into(),
        date: "2025-09-01".parse()?,
        amount: volume,
    })?;
    let month = 12_000_000;
    for number in 0..STUDENTS {
        let voucher = VoucherId::new(id(5, number));
        let beneficiary = BeneficiaryId::new(id(6, number));
        country.apply(Operation::OpenBeneficiary {
            beneficiary,
            iin: iin(number)?,
        })?;
        country.apply(Operation::Emit {
            order,
            vouchers: vec![voucher],
            nominal: Tiyn(month * 10),
            from: september,
            parts: 10,
        })?;
        country.apply(Operation::Place {
            voucher,
            beneficiary,
        })?;
        country.apply(Operation::Reserve {
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
        })?;
    }
    let act = ServiceActId::new(id(8, 1));
    let total = Tiyn(month * i64::try_from(STUDENTS)?);
    let hash = BlobHash::new([2; 32]);
    let date = "2025-09-30".parse()?;
    country.apply(Operation::SignAct {
        act,
        contract,
        period: september,
        sha256: hash,
        register: hash,
        date,
        people: u32::try_from(STUDENTS)?,
        total,
        executor_signature: Some(hash),
        issuer_signature: Some(hash),
    })?;
    let invoice = Invoice {
        number: "1".into(),
        date,
        total,
    };
    country.apply(Operation::AttachInvoice { act, invoice })?;
    let trace = Trace {
        scheduled: 96,
        attended: 90,
        lms: Some(hash),
        qr: Some(hash),
    };
    let requests = (0..STUDENTS)
        .map(|number| {
            country.request(Operation::Redeem {
                voucher: VoucherId::new(id(5, number)),
                act,
                period: september,
                trace,
                decision: None,
            })
        })
        .collect();
    Ok((country, requests))
}

/// Of an odd number of runs, the one in the middle, in redemptions a second.
fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    let middle = seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN);
    let students = u32::try_from(STUDENTS).map_or(f64::NAN, f64::from);
    students / middle
}

fn main() -> Result<(), Box<dyn Error>> {
    let (country, requests) = country()?;
    let (mut alone, mut grouped) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let mut ledger = country.ledger.clone();
        let begun = Instant::now();
        for request in &requests {
            ledger.apply(request, &country.policies, country.now)?;
        }
        alone.push(begun.elapsed().as_secs_f64());

        let mut books = country.ledger.books().clone();
        let mut spent = 0.0;
        for group in requests.chunks(GROUP) {
            let mut loaded = Books::to_load();
            let begun = Instant::now();
            loop {
                let keys = missing(group, &loaded, &country.policies);
                if keys.is_empty() {
                    break;
                }
                for key in keys {
                    loaded.load(key, books.row(key));
                }
            }
            let mut decided = Group::new(loaded);
            for request in group {
                decided.decide(request, &country.policies, country.now)?;
            }
            let writes = black_box(decided.finish());
            spent += begun.elapsed().as_secs_f64();
            for row in writes.replaced.into_iter().chain(writes.added) {
                books.put(row);
            }
        }
        grouped.push(spent);
    }
    println!("{STUDENTS} redemptions, one thread, in memory, median of {RUNS}");
    println!(
        "one by one over everything      {:>9.0} a second",
        median(alone)
    );
    println!(
        "groups of {GROUP} over loaded rows {:>9.0} a second",
        median(grouped)
    );
    Ok(())
}
