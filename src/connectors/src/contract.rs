//! This product's own contract: versioned JSON over HTTP, described in `README.md` of the crate.

use crate::adapter::{Adapter, DecodeError, Encoded};
use crate::question::Question;
use baqylau_domain::Moment;
use baqylau_domain::checks::{
    Capacity, EntityStatus, Fact, FactValue, Founder, InvoiceRecord, LicenceRecord, LifeStatus,
};
use baqylau_domain::identifiers::{Bin, Iin};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Purpose;
use chrono::{NaiveDate, TimeDelta};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Version of the contract.
pub const CONTRACT_VERSION: u32 = 1;

/// How far a system's clock may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// The contract, the same for every system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnContract;

#[derive(Deserialize)]
struct Head {
    version: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<T> {
    #[serde(rename = "version")]
    _version: u32,
    request: String,
    as_of: Moment,
    answer: T,
}

/// A value that may be null and may not be left out: half an answer is none.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

macro_rules! answers {
    ($($name:ident { $($(#[$meta:meta])* $field:ident: $type:ty,)+ })+) => {$(
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name { $($(#[$meta])* $field: $type,)+ }
    )+};
}

answers! {
    LegalEntity {
        status: EntityStatus,
        #[serde(deserialize_with = "given")]
        head: Option<Iin>,
        founders: BTreeSet<Founder>,
    }
    Person {
        #[serde(deserialize_with = "given")]
        citizenship: Option<u16>,
        life: LifeStatus,
    }
    StateShare { hundredths: u16, }
    Licences { licences: Vec<LicenceRecord>, }
    Permits {
        fire: bool,
        sanitary: bool,
        #[serde(deserialize_with = "given")]
        places: Option<u32>,
        antiterror: bool,
    }
    Debts { tax_tiyn: i64, social_tiyn: i64, }
    Phone { belongs: bool, }
    Biometrics { matched: bool, }
    Sms { confirmed: bool, }
    RealEstate {
        #[serde(deserialize_with = "given")]
        holder: Option<Bin>,
        #[serde(deserialize_with = "given")]
        until: Option<NaiveDate>,
        purpose: Purpose,
        area_hundredths: u64,
        encumbered: bool,
        #[serde(deserialize_with = "given")]
        encumbered_since: Option<NaiveDate>,
        #[serde(deserialize_with = "given")]
        encumbered_until: Option<NaiveDate>,
    }
    Address { exists: bool, }
    Employers { employers: BTreeSet<Bin>, }
    Invoice {
        #[serde(deserialize_with = "given")]
        invoice: Option<InvoiceRecord>,
    }
    Grant {
        #[serde(deserialize_with = "given")]
        number: Option<String>,
    }
    LegalCapacity { status: Capacity, }
    Enrolment { organisations: BTreeSet<Bin>, }
    Account {
        #[serde(deserialize_with = "given")]
        holder: Option<Bin>,
        open: bool,
    }
}

/// The part of a message that says what is asked.
fn ask(question: &Question) -> Value {
    use Question as Q;
    match question {
        Q::LegalEntity { bin } | Q::StateShare { bin } | Q::Licences { bin } | Q::Debts { bin } => {
            json!({ "bin": bin })
        }
        Q::Person { iin } | Q::Employment { iin } | Q::Grant { iin } | Q::Capacity { iin } => {
            json!({ "iin": iin })
        }
        Q::Permits { rka, .. } | Q::RealEstate { rka, .. } | Q::Address { rka, .. } => {
            json!({ "rka": rka })
        }
        Q::Phone { iin, phone } => json!({ "iin": iin, "phone": phone }),
        Q::Biometrics { iin, session } => json!({ "iin": iin, "session": session }),
        Q::Sms { iin, message } => json!({ "iin": iin, "message": message }),
        Q::Contributions { iin, period } | Q::Enrolment { iin, period } => {
            json!({ "iin": iin, "year": period.year(), "month": period.month() })
        }
        Q::Invoice { document } => json!({ "act": document }),
        Q::Account { bin, account } => json!({ "bin": bin, "account": account }),
    }
}

fn open<T: DeserializeOwned>(
    request: &str,
    body: &[u8],
    now: Moment,
) -> Result<(T, Moment), DecodeError> {
    let head: Head = serde_json::from_slice(body)?;
    if head.version != CONTRACT_VERSION {
        return Err(DecodeError::Version(head.version));
    }
    let envelope: Envelope<T> = serde_json::from_slice(body)?;
    if envelope.request != request {
        return Err(DecodeError::Request);
    }
    if now
        .checked_add_signed(AHEAD)
        .is_some_and(|latest| envelope.as_of > latest)
    {
        return Err(DecodeError::Future);
    }
    Ok((envelope.answer, envelope.as_of))
}

fn sum(tiyn: i64, what: &'static str) -> Result<Tiyn, DecodeError> {
    if tiyn < 0 {
        return Err(DecodeError::Range(what));
    }
    Ok(Tiyn(tiyn))
}

/// The values of an answer, and when they were true.
fn values(
    question: &Question,
    request: &str,
    body: &[u8],
    now: Moment,
) -> Result<(Vec<FactValue>, Moment), DecodeError> {
    use FactValue as V;
    use Question as Q;
    Ok(match question {
        Q::LegalEntity { .. } => {
            let (a, at) = open::<LegalEntity>(request, body, now)?;
            let entity = V::LegalEntity {
                status: a.status,
                head: a.head,
                founders: a.founders,
            };
            (vec![entity], at)
        }
        Q::Person { .. } => {
            let (a, at) = open::<Person>(request, body, now)?;
            if a.citizenship.is_some_and(|code| code > 999) {
                return Err(DecodeError::Range("citizenship"));
            }
            let citizenship = V::Citizenship {
                country: a.citizenship,
            };
            (vec![citizenship, V::Life { status: a.life }], at)
        }
        Q::StateShare { .. } => {
            let (a, at) = open::<StateShare>(request, body, now)?;
            if a.hundredths > 10_000 {
                return Err(DecodeError::Range("hundredths"));
            }
            let share = V::StateShare {
                hundredths: a.hundredths,
            };
            (vec![share], at)
        }
        Q::Licences { .. } => {
            let (a, at) = open::<Licences>(request, body, now)?;
            let licences = V::Licences {
                licences: a.licences,
            };
            (vec![licences], at)
        }
        Q::Permits { .. } => {
            let (a, at) = open::<Permits>(request, body, now)?;
            let permits = vec![
                V::FireSafety { conforms: a.fire },
                V::SanitaryConformity {
                    conforms: a.sanitary,
                    places: a.places,
                },
                V::Antiterror {
                    conforms: a.antiterror,
                },
            ];
            (permits, at)
        }
        Q::Debts { .. } => {
            let (a, at) = open::<Debts>(request, body, now)?;
            let debts = vec![
                V::TaxDebt {
                    amount: sum(a.tax_tiyn, "tax_tiyn")?,
                },
                V::SocialPayments {
                    overdue: sum(a.social_tiyn, "social_tiyn")?,
                },
            ];
            (debts, at)
        }
        Q::Phone { .. } => {
            let (a, at) = open::<Phone>(request, body, now)?;
            (vec![V::Phone { belongs: a.belongs }], at)
        }
        Q::Biometrics { .. } => {
            let (a, at) = open::<Biometrics>(request, body, now)?;
            (vec![V::BiometricMatch { matched: a.matched }], at)
        }
        Q::Sms { .. } => {
            let (a, at) = open::<Sms>(request, body, now)?;
            let confirmed = a.confirmed;
            (vec![V::SmsConfirmation { confirmed }], at)
        }
        Q::RealEstate { .. } => {
            let (a, at) = open::<RealEstate>(request, body, now)?;
            let estate = vec![
                V::PropertyRight {
                    holder: a.holder,
                    until: a.until,
                },
                V::BuildingPurpose { purpose: a.purpose },
                V::BuildingArea {
                    hundredths: a.area_hundredths,
                },
                V::Encumbrance {
                    registered: a.encumbered,
                    since: a.encumbered_since,
                    until: a.encumbered_until,
                },
            ];
            (estate, at)
        }
        Q::Address { rka, .. } => {
            let (a, at) = open::<Address>(request, body, now)?;
            let code = V::AddressCode {
                rka: rka.clone(),
                exists: a.exists,
            };
            (vec![code], at)
        }
        Q::Contributions { period, .. } => {
            let (a, at) = open::<Employers>(request, body, now)?;
            let contributions = V::Contributions {
                period: *period,
                employers: a.employers,
            };
            (vec![contributions], at)
        }
        Q::Employment { .. } => {
            let (a, at) = open::<Employers>(request, body, now)?;
            let employers = a.employers;
            (vec![V::Employment { employers }], at)
        }
        Q::Invoice { .. } => {
            let (a, at) = open::<Invoice>(request, body, now)?;
            if let Some(invoice) = &a.invoice {
                sum(invoice.amount.0, "amount")?;
            }
            (vec![V::Invoice { invoice: a.invoice }], at)
        }
        Q::Grant { .. } => {
            let (a, at) = open::<Grant>(request, body, now)?;
            (vec![V::Grant { number: a.number }], at)
        }
        Q::Capacity { .. } => {
            let (a, at) = open::<LegalCapacity>(request, body, now)?;
            (vec![V::LegalCapacity { status: a.status }], at)
        }
        Q::Enrolment { period, .. } => {
            let (a, at) = open::<Enrolment>(request, body, now)?;
            let enrolment = V::Enrolment {
                period: *period,
                organisations: a.organisations,
            };
            (vec![enrolment], at)
        }
        Q::Account { .. } => {
            let (a, at) = open::<Account>(request, body, now)?;
            let account = V::PayeeAccount {
                holder: a.holder,
                open: a.open,
            };
            (vec![account], at)
        }
    })
}

impl Adapter for OwnContract {
    fn encode(&self, question: &Question, request: &str) -> Encoded {
        let message = json!({
            "version": CONTRACT_VERSION,
            "request": request,
            "ask": ask(question),
        });
        Encoded {
            path: question.kind(),
            body: message.to_string().into_bytes(),
        }
    }

    fn decode(
        &self,
        question: &Question,
        request: &str,
        body: &[u8],
        now: Moment,
    ) -> Result<Vec<Fact>, DecodeError> {
        let (values, as_of) = values(question, request, body, now)?;
        Ok(values
            .into_iter()
            .map(|value| Fact {
                about: question.about(),
                value,
                source: question.source(),
                as_of,
                by: None,
            })
            .collect())
    }
}
