//! What each system says, in the words of the contract.

use crate::world::World;
use baqylau_domain::checks::Source;
use baqylau_domain::identifiers::{Bin, Iban, Iin, Rka};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Why a question isn't answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// The system has no such kind of question.
    Kind,
    /// The question can't be read.
    Shape,
    /// The system has no such record.
    Record,
}

fn field<T: DeserializeOwned>(ask: &Value, name: &str) -> Result<T, No> {
    let value = ask.get(name).ok_or(No::Shape)?;
    serde_json::from_value(value.clone()).or(Err(No::Shape))
}

/// The answer of a system.
pub fn answer(world: &World, source: Source, kind: &str, ask: &Value) -> Result<Value, No> {
    let organisation = || -> Result<_, No> {
        let bin: Bin = field(ask, "bin")?;
        Ok(world.organisation(bin))
    };
    let person = || -> Result<_, No> {
        let iin: Iin = field(ask, "iin")?;
        Ok(world.person(iin))
    };
    let building = || -> Result<_, No> {
        let rka: Rka = field(ask, "rka")?;
        Ok(world.building(&rka))
    };
    Ok(match (source, kind) {
        (Source::GbdUl, "legal-entity") => match organisation()? {
            None => json!({ "status": "not-found", "head": null, "founders": [] }),
            Some(one) => {
                let persons = one
                    .founders
                    .iter()
                    .map(|id| json!({ "is": "person", "id": id }));
                let entities = one
                    .founding_entities
                    .iter()
                    .map(|id| json!({ "is": "organisation", "id": id }));
                let founders: Vec<Value> = persons.chain(entities).collect();
                json!({ "status": one.status, "head": one.head, "founders": founders })
            }
        },
        (Source::GbdFl, "person") => match person()? {
            None => json!({ "citizenship": null, "life": "not-found" }),
            Some(one) => json!({ "citizenship": one.citizenship, "life": one.life }),
        },
        (Source::StateProperty, "state-share") => {
            let one = organisation()?.ok_or(No::Record)?;
            json!({ "hundredths": one.state_share })
        }
        (Source::Elicensing, "licences") => {
            let licences = organisation()?.map(|one| one.licences.as_slice());
            json!({ "licences": licences.unwrap_or(&[]) })
        }
        (Source::Elicensing, "permits") => {
            let one = building()?.ok_or(No::Record)?;
            json!({
                "fire": one.fire,
                "sanitary": one.sanitary,
                "places": one.places,
                "antiterror": one.antiterror,
            })
        }
        (Source::Culs, "debts") => {
            let one = organisation()?.ok_or(No::Record)?;
            json!({ "tax_tiyn": one.tax_tiyn, "social_tiyn": one.social_tiyn })
        }
        (Source::Bmg, "phone") => {
            let phone: String = field(ask, "phone")?;
            let belongs = person()?.is_some_and(|one| one.phones.contains(&phone));
            json!({ "belongs": belongs })
        }
        (Source::Biometrics, "biometrics") => {
            field::<String>(ask, "session")?;
            json!({ "matched": person()?.is_some_and(|one| one.biometrics) })
        }
        (Source::Sms1414, "sms") => {
            field::<String>(ask, "message")?;
            json!({ "confirmed": person()?.is_some_and(|one| one.confirms) })
        }
        (Source::Egkn, "real-estate") => {
            let one = building()?.ok_or(No::Record)?;
            json!({
                "holder": one.holder,
                "until": one.until,
                "purpose": one.purpose,
                "area_hundredths": one.area_hundredths,
                "encumbered": one.encumbered,
                "encumbered_since": one.encumbered_since,
                "encumbered_until": one.encumbered_until,
            })
        }
        (Source::AddressRegister, "address") => {
            json!({ "exists": building()?.is_some_and(|one| one.in_register) })
        }
        (Source::Enpf, "contributions") => {
            month(ask)?;
            let paid: Vec<Bin> = person()?
                .into_iter()
                .flat_map(|one| one.employers.difference(&one.without_contributions))
                .copied()
                .collect();
            json!({ "employers": paid })
        }
        (Source::Enbek, "employment") => {
            let employers = person()?.map(|one| one.employers.clone());
            json!({ "employers": employers.unwrap_or_default() })
        }
        (Source::Esf, "invoice") => {
            let act: String = field(ask, "act")?;
            let invoice = world.invoice(&act).map(|one| {
                json!({
                    "number": one.number,
                    "supplier": one.supplier,
                    "amount": one.amount_tiyn,
                    "status": one.status,
                })
            });
            json!({ "invoice": invoice })
        }
        (Source::Nct, "grant") => {
            json!({ "number": person()?.and_then(|one| one.grant.clone()) })
        }
        (Source::Minjust, "capacity") => {
            json!({ "status": person()?.map_or("full", |one| one.capacity.as_str()) })
        }
        (Source::Nobd, "enrolment") => {
            month(ask)?;
            let organisations = person()?.map(|one| one.enrolled.clone());
            json!({ "organisations": organisations.unwrap_or_default() })
        }
        (Source::Treasury, "account") => {
            let bin: Bin = field(ask, "bin")?;
            let asked: Iban = field(ask, "account")?;
            let known = world
                .organisation(bin)
                .and_then(|one| one.accounts.iter().find(|account| account.account == asked));
            json!({
                "holder": known.map(|_| bin),
                "open": known.is_some_and(|account| account.open),
            })
        }
        _ => return Err(No::Kind),
    })
}

/// A question about a month names one that exists.
fn month(ask: &Value) -> Result<(), No> {
    let (year, month): (i32, u32) = (field(ask, "year")?, field(ask, "month")?);
    baqylau_domain::calendar::Period::new(year, month)
        .map(|_| ())
        .ok_or(No::Shape)
}
