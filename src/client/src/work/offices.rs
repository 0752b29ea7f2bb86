//! What papers and payments need of departments and the financial centre and no record says:
//! entered by a person, kept encrypted on this laptop.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, meta};
use crate::ui::{Event, Office};
use baqylau_domain::identifiers::Bin;
use baqylau_domain::schooling::Principal;
use std::sync::Arc;

/// Before the name of an office among the facts of the store.
const PREFIX: &str = "office:";

/// Longest text of an office, in bytes of its record.
const LONGEST: usize = 16 * 1024;

fn name(of: Principal) -> Result<String> {
    match of {
        Principal::Department(region) => Ok(format!("{PREFIX}{region}")),
        Principal::Centre => Ok(format!("{PREFIX}centre")),
        // A school's details are the registry's.
        Principal::School(_) => Err(ClientError::refused("client-office-of-school")),
    }
}

/// What is entered of an office; nothing but its identity where nobody entered anything.
///
/// # Errors
/// What the database answered.
pub fn of(store: &Store, of: Principal) -> Result<Office> {
    let name = name(of)?;
    let kept = store.db().read(|c| meta::get(c, &name))?;
    Ok(match kept {
        Some(text) => serde_json::from_str(&text)?,
        None => Office::new(of),
    })
}

/// Keeps what was entered of an office, and tells all of them.
///
/// # Errors
/// A refusal of a БИН that can't be one, of an office of a school, of one too long; what the disk
/// answered.
pub fn keep(hub: &Hub, office: Office) -> Result<()> {
    let store = hub.store()?;
    hub.person()?;
    if !office.bin.is_empty() && office.bin.parse::<Bin>().is_err() {
        return Err(ClientError::refused("client-office-bin"));
    }
    if let Some(account) = &office.account {
        let (iban, bank) = (account.iban.to_string(), account.bank.to_string());
        if !super::banks::judge(&iban, &bank, []).is_empty() {
            return Err(ClientError::refused("bank-account-not-of-bank"));
        }
    }
    let (name, content) = (name(office.of)?, serde_json::to_string(&office)?);
    if content.len() > LONGEST {
        return Err(ClientError::refused("client-office-too-long"));
    }
    store.db().write(move |tx| meta::set(tx, &name, &content))?;
    tell(hub)
}

/// Tells what is entered of offices.
///
/// # Errors
/// What the database answered.
pub fn tell(hub: &Hub) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let kept = store.db().read(|c| meta::beginning(c, PREFIX))?;
    let offices = kept
        .iter()
        .map(|text| serde_json::from_str(text))
        .collect::<Result<Vec<Office>, _>>()?;
    hub.tell_person(person.id, Event::Offices(Arc::new(offices)));
    Ok(())
}
