//! The banks of Kazakhstan: code within an account, БИК, name. A list of the National Bank, built
//! in; a bank it doesn't know yet can't be held against its БИК.

use baqylau_domain::identifiers::Iban;
use baqylau_domain::payment_order::{AccountFaults, BankDirectory, Bic, Requisites, judge_account};
use baqylau_domain::schooling::PayeeAccount;
use std::sync::OnceLock;

/// A bank.
struct Bank {
    code: &'static str,
    bic: Bic,
    name: String,
}

static LIST: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/banks.csv"
));

fn all() -> &'static [Bank] {
    static ALL: OnceLock<Vec<Bank>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rows = LIST.lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.splitn(3, ',');
            let (code, bic, name) = (cells.next()?, cells.next()?, cells.next()?);
            let name = match name
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'))
            {
                Some(quoted) => quoted.replace("\"\"", "\""),
                None => name.to_owned(),
            };
            let bic = bic.parse().ok()?;
            Some(Bank { code, bic, name })
        })
        .collect()
    })
}

/// The name of the bank of an account; empty where the list doesn't know it.
pub fn name_of(account: &Iban) -> &'static str {
    let known = all().iter().find(|bank| bank.code == account.bank_code());
    known.map_or("", |bank| bank.name.as_str())
}

/// The list, with the banks it doesn't know taken at their word.
pub fn directory<'a>(parties: impl IntoIterator<Item = &'a Requisites>) -> BankDirectory {
    let listed = || all().iter();
    let unlisted = parties.into_iter().filter_map(|party| {
        let code = party.account.bank_code();
        let known = listed().any(|bank| bank.code == code);
        (!known).then(|| (code.to_owned(), party.bank.clone()))
    });
    let known = listed().map(|bank| (bank.code.to_owned(), bank.bic.clone()));
    known.chain(unlisted).collect()
}

/// Judges an account and its bank as they are typed: by the list, and a bank it doesn't know by what
/// the accounts of the records say of it.
pub fn judge<'a>(
    iban: &str,
    bank: &str,
    elsewhere: impl IntoIterator<Item = &'a PayeeAccount>,
) -> AccountFaults {
    let listed = || all().iter();
    let code = iban.parse::<Iban>().ok();
    let code = code.as_ref().map_or("", Iban::bank_code);
    let mut known: Vec<(String, Bic)> = Vec::new();
    if listed().all(|bank| bank.code != code) {
        let unlisted = elsewhere.into_iter().filter(|one| {
            let code = one.iban.bank_code();
            listed().all(|bank| bank.code != code)
        });
        known.extend(unlisted.map(|one| (one.iban.bank_code().to_owned(), one.bank.clone())));
    }
    let listed = listed().map(|bank| (bank.code.to_owned(), bank.bic.clone()));
    judge_account(iban, bank, &known.into_iter().chain(listed).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_a_bank() {
        assert_eq!(all().len(), LIST.lines().count() - 1);
        let treasury = "KZ24070105KSN0000000".parse().unwrap();
        assert!(name_of(&treasury).contains("казначейства"));
        assert!(!name_of(&treasury).contains("\"\""));
        assert!(all().iter().all(|bank| bank.code.len() == 3));
    }

    #[test]
    fn an_account_in_another_bank_is_told_while_it_is_typed() {
        use baqylau_domain::payment_order::BankFault;
        let kaspi = all().iter().find(|bank| bank.code == "722").unwrap();
        let treasury = "KZ24070105KSN0000000";
        let faults = judge(treasury, kaspi.bic.as_str(), []);
        assert!(faults.iban.is_none());
        let Some(BankFault::OfAnother { bank }) = faults.bank else {
            panic!("{faults:?}")
        };
        assert_eq!(bank.as_str(), "KKMFKZ2A");
        assert!(judge(treasury, "KKMFKZ2A", []).is_empty());
        // A digit exchanged, a code that is none, and nothing typed yet.
        assert!(judge("KZ42070105KSN0000000", "", []).iban.is_some());
        assert_eq!(judge("", "KKMF", []).bank, Some(BankFault::Form));
        assert!(judge("", "", []).is_empty());
    }
}
