//! The parties of a paper: schools by the registry's word, offices by what was entered here.

use super::super::{banks, documents::spoken, offices};
use super::Known;
use crate::error::Result;
use crate::ui::{Office, OfficeHand};
use baqylau_documents::forms::{Account, Party, Signatory};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{Iban, Kato, OrganisationId};
use baqylau_domain::payment_order::{Bic, PaymentRules, SectorCode};
use baqylau_domain::schooling::{OrderStep, PayeeAccount, Principal};
use baqylau_domain::text::Trilingual;
use baqylau_locale::Locale;
use chrono::NaiveDate;

/// A party with everything that is printed of it, in the language of the print.
#[derive(Default)]
pub struct PartyText {
    pub name: String,
    pub bin: String,
    pub address: String,
    pub contacts: String,
    pub account: Option<(Iban, Bic, SectorCode)>,
    pub position: String,
    pub hand: String,
    pub powers: String,
    /// Position and name of the accountant.
    pub accountant: Option<(String, String)>,
}

impl PartyText {
    /// As the forms take it.
    pub fn party(&self) -> Party<'_> {
        Party {
            name: &self.name,
            bin: &self.bin,
            address: &self.address,
            contacts: &self.contacts,
            account: self.account.as_ref().map(|(iban, bank, sector)| Account {
                iban,
                bank,
                bank_name: banks::name_of(iban),
                sector,
            }),
            signatory: Signatory {
                position: &self.position,
                name: &self.hand,
                basis: &self.powers,
            },
        }
    }

    /// Who signs beside the head.
    pub fn accountant(&self) -> Signatory<'_> {
        match &self.accountant {
            Some((position, name)) => Signatory {
                position,
                name,
                basis: "",
            },
            None => Signatory::default(),
        }
    }
}

/// The name of a region; its code where nobody named it.
pub fn region(locale: &Locale, of: Kato) -> String {
    let code = of.region().to_string();
    let key = format!("region-{}", code.get(..2).unwrap_or_default());
    if locale.has(&key) {
        locale.text(&key)
    } else {
        code
    }
}

/// An office by what was entered of it here; its general name where nobody entered one.
pub fn office(known: &Known, locale: &Locale, of: Principal) -> Result<(Office, PartyText)> {
    let office = offices::of(&known.store, of)?;
    let language = locale.language();
    let own = |text: &Trilingual| spoken(language, text).to_owned();
    let mut name = own(&office.name);
    if name.is_empty() {
        name = match of {
            Principal::Department(kato) => {
                format!(
                    "{}, {}",
                    locale.text("form-department"),
                    region(locale, kato)
                )
            }
            Principal::Centre | Principal::School(_) => locale.text("form-financial-centre"),
        };
    }
    let hand = |hand: &OfficeHand, key: &str| {
        let position = own(&hand.position);
        let general = || locale.text(key);
        let position = Some(position).filter(|text| !text.is_empty());
        (position.unwrap_or_else(general), hand.name.clone())
    };
    let (position, head) = hand(&office.head, "form-payment-chief");
    let accountant = office.accountant.as_ref();
    let text = PartyText {
        name,
        bin: office.bin.clone(),
        address: own(&office.address),
        contacts: office.contacts.clone(),
        account: office
            .account
            .as_ref()
            .map(|one| (one.iban.clone(), one.bank.clone(), one.sector.clone())),
        position,
        hand: head,
        powers: own(&office.powers),
        accountant: accountant.map(|one| hand(one, "form-accountant")),
    };
    Ok((office, text))
}

/// A school; one that isn't known here is told by its БИН alone.
pub fn school(
    known: &Known,
    locale: &Locale,
    id: OrganisationId,
    bin: &str,
    account: Option<&PayeeAccount>,
) -> Result<PartyText> {
    let found = known.school(id)?;
    let language = locale.language();
    let own = |text: &Trilingual| spoken(language, text).to_owned();
    let sector = PaymentRules::pilot().payee_sector.value;
    Ok(PartyText {
        name: found.as_ref().map_or_else(
            || format!("{} {bin}", locale.text("form-bin-only")),
            |one| own(&one.name),
        ),
        bin: bin.to_owned(),
        address: found
            .as_ref()
            .map(|one| own(&one.legal_address))
            .unwrap_or_default(),
        account: account.map(|one| (one.iban.clone(), one.bank.clone(), sector)),
        position: locale.text("form-payment-chief"),
        hand: found.map(|one| one.head).unwrap_or_default(),
        ..PartyText::default()
    })
}

/// The day of the n-th step of a kind.
pub fn day_of(steps: &[OrderStep], step: &str, n: usize) -> Option<NaiveDate> {
    let mut of_kind = steps.iter().filter(|one| one.step == step);
    of_kind.nth(n).map(|one| legal_day(one.at))
}
