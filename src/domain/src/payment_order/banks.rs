//! The banks of Kazakhstan by the codes accounts name them by: the list of the National Bank in
//! `assets/banks.csv`, built in, so that laptop and registry judge by the same one.

use super::account::BankFault;
use super::code::Bic;
use super::order::BankDirectory;
use crate::identifiers::Iban;
use std::sync::OnceLock;

static LIST: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/banks.csv"
));

impl BankDirectory {
    /// The list of the National Bank.
    pub fn national() -> &'static Self {
        static NATIONAL: OnceLock<BankDirectory> = OnceLock::new();
        NATIONAL.get_or_init(|| {
            let rows = LIST.lines().skip(1);
            rows.filter_map(|row| {
                let mut cells = row.splitn(3, ',');
                let (code, bic) = (cells.next()?, cells.next()?);
                Some((code.to_owned(), bic.parse::<Bic>().ok()?))
            })
            .collect()
        })
    }

    /// What speaks against an account being one of a bank; nothing where neither is known: a bank
    /// the list doesn't know yet can't be held against its accounts.
    pub fn contradicts(&self, account: &Iban, bank: &Bic) -> Option<BankFault> {
        self.fault_of(account, bank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_a_bank_an_account_is_held_against() {
        let lines = LIST.lines().skip(1).filter(|line| !line.is_empty());
        for line in lines {
            let mut cells = line.splitn(3, ',');
            let (code, bic) = (cells.next().unwrap(), cells.next().unwrap());
            let account = (2..=98)
                .find_map(|check| {
                    let text = format!("KZ{check:02}{code}0000000000000");
                    text.parse::<Iban>().ok()
                })
                .unwrap();
            let national = BankDirectory::national();
            let own = bic.parse().unwrap();
            assert_eq!(national.contradicts(&account, &own), None, "{line}");
            let other = if bic == "HSBKKZKX" {
                "KCJBKZKX"
            } else {
                "HSBKKZKX"
            };
            let other = other.parse().unwrap();
            let fault = national.contradicts(&account, &other);
            assert_eq!(fault, Some(BankFault::OfAnother { bank: own }), "{line}");
        }
    }
}
