//! Why an act wasn't sent, in words.

use baqylau_domain::schooling::{ContractParty, Unsent, WhyUnsent};
use baqylau_locale::Locale;

/// Codes of the reasons, in the order in which they stand in the way: keys of words end with them.
pub const REASONS: [&str; 10] = [
    "contract-school",
    "contract-department",
    "contract-both",
    "nothing-sent",
    "month-open",
    "month-not-validated",
    "suspended",
    "not-composed",
    "withdrawn",
    "not-signed",
];

/// The code of a reason.
pub fn code(why: &WhyUnsent) -> &'static str {
    match why {
        WhyUnsent::ContractNotSigned { by } => {
            let missing = |party| by.contains(&party);
            let school = missing(ContractParty::School);
            let department = missing(ContractParty::Department);
            match (school, department) {
                (true, false) => "contract-school",
                (false, true) => "contract-department",
                _ => "contract-both",
            }
        }
        WhyUnsent::NothingSent => "nothing-sent",
        WhyUnsent::MonthOpen => "month-open",
        WhyUnsent::MonthNotValidated => "month-not-validated",
        WhyUnsent::Suspended => "suspended",
        WhyUnsent::NotComposed => "not-composed",
        WhyUnsent::Withdrawn => "withdrawn",
        WhyUnsent::NotSigned => "not-signed",
    }
}

/// A reason in words.
pub fn words(why: &WhyUnsent, locale: &Locale) -> String {
    locale.text(&format!("board-why-{}", code(why)))
}

/// What else stands in the way, each with the day since when.
pub fn also(one: &Unsent, locale: &Locale) -> String {
    let said = one.also.iter().map(|(why, since)| {
        let day = locale.date(*since);
        let since = locale.format("board-since", &[("day", day.into())]);
        format!("{} {since}", words(why, locale))
    });
    said.collect::<Vec<_>>().join("; ")
}
