//! Bank details as they are typed, judged at once, in words: what is wrong and what to do.

use crate::cx::Cx;
use baqylau_client::ui::judge_account;
use baqylau_domain::payment_order::BankFault;
use baqylau_domain::schooling::{PayeeAccount, SchoolingRecord};

/// What is wrong with the account, and with its bank.
pub type Wrong = (Option<String>, Option<String>);

/// Judges an account and its bank; what contracts known here say of a bank counts where the list of
/// banks doesn't know it.
pub fn wrong(iban: &str, bank: &str, cx: &Cx<'_>) -> Wrong {
    let view = cx.model.orders.value();
    let records = view.into_iter().flat_map(|view| &view.rows);
    let elsewhere = records.filter_map(|row| match &*row.record {
        SchoolingRecord::Contract(one) => one.in_force().map(|text| &text.account),
        _ => None,
    });
    told(iban, bank, elsewhere, cx)
}

fn told<'a>(
    iban: &str,
    bank: &str,
    elsewhere: impl Iterator<Item = &'a PayeeAccount>,
    cx: &Cx<'_>,
) -> Wrong {
    let faults = judge_account(iban, bank, elsewhere);
    let account = faults.iban.map(|_| cx.t("bank-account-iban"));
    let bank = faults.bank.map(|fault| match fault {
        BankFault::Form => cx.t("order-contract-bank-wrong"),
        BankFault::OfAnother { bank } => {
            cx.f("bank-account-other", &[("bank", bank.to_string().into())])
        }
        BankFault::OtherCode { code } => cx.f("bank-account-code", &[("code", code.into())]),
    });
    (account, bank)
}
