//! Every status and refusal of the voucher ledger has its words in every language.

use baqylau_domain::voucher::{Refusal, Status};
use baqylau_locale::{Language, Locale, is_missing};

#[test]
fn every_status_and_refusal_of_a_voucher_has_words() {
    let statuses = Status::ALL.iter().map(|status| ("status", status.key()));
    let refusals = Refusal::KEYS.iter().map(|key| ("refusal", *key));
    for (kind, key) in statuses.chain(refusals) {
        let key = format!("voucher-{kind}-{key}");
        for language in Language::ALL {
            assert!(!is_missing(&Locale::new(language).text(&key)), "{key}");
        }
    }
}
