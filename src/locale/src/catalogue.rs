//! The table of message files built into the program.

use crate::Language;

/// One message file in its three languages.
#[derive(Clone, Copy, Debug)]
pub struct CatalogueFile {
    /// File name without folder, `visit.ftl`.
    pub name: &'static str,
    kk: &'static str,
    ru: &'static str,
    en: &'static str,
}

impl CatalogueFile {
    /// Text of the file in one language.
    pub const fn source(&self, language: Language) -> &'static str {
        match language {
            Language::Kk => self.kk,
            Language::Ru => self.ru,
            Language::En => self.en,
        }
    }
}

macro_rules! catalogue {
    ($($area:literal),* $(,)?) => {
        &[$(CatalogueFile {
            name: concat!($area, ".ftl"),
            kk: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../i18n/kk/", $area, ".ftl"
            )),
            ru: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../i18n/ru/", $area, ".ftl"
            )),
            en: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../i18n/en/", $area, ".ftl"
            )),
        }),*]
    };
}

/// Every message file. A new file in `i18n/` is added here by its name; a test compares the
/// table with the folders.
pub const FILES: &[CatalogueFile] = catalogue![
    "act",
    "app",
    "applications",
    "bank",
    "board",
    "checklist",
    "checks",
    "contracts",
    "decision",
    "desktop",
    "errors",
    "evidence",
    "forms",
    "funding",
    "headcount",
    "invoices",
    "letters",
    "mandates",
    "months",
    "needs",
    "office",
    "orders",
    "organisation",
    "payments",
    "plan",
    "registers",
    "report",
    "school",
    "schooling",
    "settings",
    "signin",
    "signing",
    "sync",
    "tosign",
    "trust",
    "units",
    "visit",
    "voucher",
];
