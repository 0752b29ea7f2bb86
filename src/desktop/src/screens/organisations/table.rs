//! The columns of the register of organisations, and how their cells look.

use crate::cx::pick;
use crate::districts;
use crate::register::{Face, Source};
use crate::screens::organisation::anomaly_words;
use crate::words;
use baqylau_client::ui::OrganisationRow;
use baqylau_domain::checks::Decision;
use baqylau_domain::organisation::{
    Contract, Licence, LicenceStatus, Organisation, OrganisationKind,
};
use baqylau_domain::sanction::Payment;
use baqylau_domain::traffic_light::Light;
use baqylau_locale::Locale;
use baqylau_registers::{Choice, Table, TableBuilder, Value};
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Icon, Tone};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Column of the kind.
pub const KIND: &str = "kind";
/// Column of the light.
pub const LIGHT: &str = "light";
/// Column that says whether a stop factor failed.
pub const STOPPED: &str = "stopped";
/// Column of learners on the newest list.
pub const LEARNERS: &str = "learners";
/// Column of places by the sanitary permits.
pub const PERMITTED: &str = "permitted";
/// Column of places by design.
pub const CAPACITY: &str = "capacity";
/// Column of teachers on the newest list.
pub const TEACHERS: &str = "teachers";
/// Column of how many things are out of the ordinary.
pub const ANOMALIES: &str = "anomalies";
/// Column that says whether anything is.
pub const ANOMALOUS: &str = "anomalous";
/// Column of everything a search looks at: names in three languages, БИН, addresses.
pub const WORDS: &str = "words";

/// Kinds, in the order of their filter.
pub const KINDS: [(OrganisationKind, &str); 3] = [
    (OrganisationKind::University, "university"),
    (OrganisationKind::School, "school"),
    (OrganisationKind::Dormitory, "dormitory"),
];
/// Lights, the gravest first.
pub const LIGHTS: [(Light, &str); 3] = [
    (Light::Red, "red"),
    (Light::Yellow, "yellow"),
    (Light::Green, "green"),
];
const LICENCES: [(Option<LicenceStatus>, &str); 4] = [
    (Some(LicenceStatus::Active), "active"),
    (Some(LicenceStatus::Suspended), "suspended"),
    (Some(LicenceStatus::Withdrawn), "withdrawn"),
    (None, "none"),
];
const PAYMENTS: [(Payment, &str); 4] = [
    (Payment::Runs, "runs"),
    (Payment::PausedInPart, "paused-in-part"),
    (Payment::Paused, "paused"),
    (Payment::Ended, "ended"),
];

const DECISIONS: [(Decision, &str); 4] = [
    (Decision::Allowed, "allowed"),
    (Decision::AllowedAfterReview, "allowed-after-review"),
    (Decision::Waits, "waits"),
    (Decision::Refused, "refused"),
];

/// Organisations as they came from the client.
pub struct Organisations(pub Arc<Vec<OrganisationRow>>);

fn at<T: PartialEq>(all: &[(T, &str)], one: &T) -> Value<'static> {
    let place = all.iter().position(|(known, _)| known == one);
    place.map_or(Value::Empty, Value::Choice)
}

fn choices<T: Copy>(all: &[(T, &str)], word: impl Fn(T) -> String) -> Vec<Choice> {
    all.iter()
        .map(|(one, code)| Choice::new(*code, word(*one)))
        .collect()
}

/// The contract that ends last: the one in force, where there is one.
fn contract(contracts: &[Contract]) -> Option<&Contract> {
    contracts.iter().max_by_key(|contract| contract.period.1)
}

/// Places by design of all buildings; nothing where none of them is known.
pub fn capacity(organisation: &Organisation) -> Option<i64> {
    let known = organisation.premises.iter();
    known
        .filter_map(|premises| premises.capacity)
        .map(i64::from)
        .reduce(i64::saturating_add)
}

impl Source for Organisations {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn table(&self, locale: &Locale) -> Table {
        let t = |key: &str| locale.text(key);
        let language = locale.language();
        let mut b = TableBuilder::new(language);
        let name = b.text("name", &t("field-name"));
        let bin = b.text("bin", &t("field-bin"));
        let kinds = choices(&KINDS, |kind| t(words::kind(kind)));
        let kind = b.choice(KIND, &t("register-kind"), kinds);
        let regions = regions(&self.0, locale);
        let region = b.choice("region", &t("register-region"), regions.clone());
        let district = b.text("district", &t("register-district"));
        let address = b.text("address", &t("field-address"));
        let number = b.text("number", &t("licence-number"));
        let issued = b.date("issued", &t("register-licence-issued"));
        let states = choices(&LICENCES, |status| match status {
            Some(status) => t(words::licence(status).0),
            None => t("licence-none-short"),
        });
        let licence = b.choice("licence", &t("licence-column"), states);
        let learners = b.number(LEARNERS, &t("register-learners"), true);
        let permitted = b.number(PERMITTED, &t("register-permitted"), true);
        let capacity_column = b.number(CAPACITY, &t("register-capacity"), true);
        let teachers = b.number(TEACHERS, &t("register-teachers"), true);
        let contract_number = b.text("contract", &t("register-contract"));
        let until = b.date("until", &t("register-contract-until"));
        let amount = b.money("amount", &t("register-contract-amount"));
        let places = b.number("places", &t("organisation-contract-places"), true);
        let payments = choices(&PAYMENTS, |payment| t(words::payment(payment).0));
        let payment = b.choice("payment", &t("payment-column"), payments);
        let lights = choices(&LIGHTS, |light| t(words::light_short(light).0));
        let light = b.choice(LIGHT, &t("light-column"), lights);
        let stops = b.number("stops", &t("flk-register-column"), true);
        let stopped = b.flag(
            STOPPED,
            &t("flk-register-filter"),
            [&t("register-no"), &t("register-yes")],
        );
        let decisions = choices(&DECISIONS, |one| t(decision_words(one).0));
        let decision = b.choice("decision", &t("register-decision"), decisions);
        let anomalies = b.number(ANOMALIES, &t("register-anomalies"), true);
        let unusual = b.text("unusual", &t("register-anomalies-which"));
        let anomalous = b.flag(
            ANOMALOUS,
            &t("register-anomalies-filter"),
            [&t("register-no"), &t("register-yes")],
        );
        let points = b.number("points", &t("organisation-open-points"), true);
        let searched = b.searched(WORDS);
        for row in self.0.iter() {
            let organisation = &row.organisation;
            b.row(organisation.id.uuid().as_u128());
            b.set(name, Value::Text(pick(language, &organisation.name)));
            b.set(bin, Value::Text(organisation.bin.as_text()));
            b.set(kind, at(&KINDS, &organisation.kind));
            let code = organisation.territory.region().to_string();
            let place = regions.iter().position(|region| region.code == code);
            b.set(region, place.map_or(Value::Empty, Value::Choice));
            if let Some(name) = districts::name(organisation.territory, locale) {
                b.set(district, Value::Text(&name));
            }
            let legal = pick(language, &organisation.legal_address);
            b.set(address, Value::Text(legal));
            let shown = licence_to_show(&organisation.licences);
            b.set(licence, at(&LICENCES, &shown.map(|one| one.status)));
            if let Some(one) = shown {
                b.set(number, Value::Text(&one.number));
                b.set(issued, Value::Day(one.issued));
            }
            b.set(
                capacity_column,
                capacity(organisation).map_or(Value::Empty, Value::Whole),
            );
            if let Some(one) = contract(&organisation.contracts) {
                b.set(contract_number, Value::Text(&one.number));
                b.set(until, Value::Day(one.period.1));
                b.set(amount, Value::Whole(one.amount.0));
                b.set(places, Value::Whole(i64::from(one.places)));
            }
            b.set(payment, at(&PAYMENTS, &row.payment));
            b.set(light, at(&LIGHTS, &row.light));
            if let Some(count) = row.stops {
                b.set(stops, Value::Whole(i64::from(count)));
                b.set(stopped, Value::Flag(count > 0));
            }
            if let Some(counts) = &row.counts {
                let whole = |count: u32| Value::Whole(i64::from(count));
                if let Some(list) = counts.learners {
                    b.set(learners, whole(list.people));
                }
                if let Some(list) = counts.teachers {
                    b.set(teachers, whole(list.people));
                }
                if let Some(places) = counts.permitted {
                    b.set(permitted, whole(places));
                }
                if let Some(one) = counts.decision {
                    b.set(decision, at(&DECISIONS, &one));
                }
                let found = counts.anomalies.iter();
                let words: Vec<String> = found.map(|one| anomaly_words(one, locale)).collect();
                let count = i64::try_from(words.len()).unwrap_or(i64::MAX);
                b.set(anomalies, Value::Whole(count));
                b.set(anomalous, Value::Flag(count > 0));
                b.set(unusual, Value::Text(&words.join("; ")));
            }
            b.set(points, Value::Whole(i64::from(row.open_points)));
            let names = &organisation.name;
            let addresses = &organisation.legal_address;
            let all = [
                names.kazakh(),
                names.russian(),
                names.english(),
                organisation.bin.as_text(),
                addresses.kazakh(),
                addresses.russian(),
                addresses.english(),
            ];
            b.set(searched, Value::Text(&all.join(" ")));
        }
        b.finish()
    }
}

/// The regions there are organisations of, in the order of the language. One without a name is
/// told by its code.
fn regions(rows: &[OrganisationRow], locale: &Locale) -> Vec<Choice> {
    let mut known = BTreeMap::new();
    for row in rows {
        let code = row.organisation.territory.region().to_string();
        known.entry(code).or_insert_with_key(|code| {
            let key = format!("region-{}", code.get(..2).unwrap_or_default());
            if locale.has(&key) {
                locale.text(&key)
            } else {
                code.clone()
            }
        });
    }
    let mut known: Vec<Choice> = known
        .into_iter()
        .map(|(code, word)| Choice::new(code, word))
        .collect();
    known.sort_by(|a, b| locale.compare(&a.word, &b.word));
    known
}

/// Words and tone of what would follow for an application.
pub fn decision_words(decision: Decision) -> (&'static str, Tone) {
    match decision {
        Decision::Allowed => ("register-decision-allowed", Tone::Ok),
        Decision::AllowedAfterReview => ("register-decision-review", Tone::Info),
        Decision::Waits => ("register-decision-waits", Tone::Warning),
        Decision::Refused => ("register-decision-refused", Tone::Bad),
    }
}

/// How much of the end of a name tells organisations of one kind apart: their number.
pub fn telling_end(name: &str) -> usize {
    let end = name.rfind('№').and_then(|from| name.get(from..));
    end.map(|end| end.chars().count())
        .filter(|count| *count <= 16)
        .unwrap_or(0)
}

/// The licence in force, or the newest of those that aren't.
pub fn licence_to_show(licences: &[Licence]) -> Option<&Licence> {
    licences
        .iter()
        .max_by_key(|one| (one.status == LicenceStatus::Active, one.issued))
}

/// How the cells look in a language.
pub struct Looks<'a>(pub &'a Locale);

impl Face<Organisations> for Looks<'_> {
    fn cell(&self, source: &Organisations, row: usize, column: &str) -> Option<Cell<'static>> {
        let row = source.0.get(row)?;
        let organisation = &row.organisation;
        let locale = self.0;
        Some(match column {
            "name" => {
                let name = pick(locale.language(), &organisation.name);
                Cell::strong(name.to_owned()).keep_end(telling_end(name))
            }
            "bin" if organisation.bin.is_suspect() => {
                Cell::toned(Tone::Warning, organisation.bin.as_text().to_owned())
                    .icon(Icon::TriangleAlert)
            }
            "address" => {
                Cell::muted(pick(locale.language(), &organisation.legal_address).to_owned())
            }
            "licence" => match licence_to_show(&organisation.licences) {
                Some(licence) => {
                    let (key, tone) = words::licence(licence.status);
                    Cell::toned(tone, locale.text(key))
                }
                None => Cell::toned(Tone::Bad, locale.text("licence-none-short")),
            },
            "payment" => match words::payment(row.payment) {
                (key, Tone::Ok) => Cell::text(locale.text(key)),
                (key, tone) => Cell::tag(tone, locale.text(key)),
            },
            LIGHT => {
                let (key, tone) = words::light_short(row.light);
                Cell::tag(tone, locale.text(key))
            }
            "stops" => match row.stops {
                Some(0) => Cell::muted(locale.text("flk-register-no-stops")),
                Some(count) => {
                    let count = [("count", i64::from(count).into())];
                    let words = locale.format("flk-register-stops", &count);
                    Cell::tag(Tone::Bad, words).icon(Icon::CircleX)
                }
                None => Cell::muted(locale.text("flk-register-unchecked")),
            },
            "decision" => match row.counts.as_ref().and_then(|counts| counts.decision) {
                Some(decision) => {
                    let (key, tone) = decision_words(decision);
                    Cell::toned(tone, locale.text(key))
                }
                None => Cell::empty(),
            },
            LEARNERS => {
                let counts = row.counts.as_ref()?;
                let learners = counts.learners?.people;
                let limits = [counts.permitted.map(i64::from), capacity(organisation)];
                let over = limits
                    .into_iter()
                    .flatten()
                    .any(|limit| i64::from(learners) > limit);
                let words = locale.integer(i64::from(learners));
                if over {
                    Cell::toned(Tone::Warning, words).icon(Icon::TriangleAlert)
                } else {
                    return None;
                }
            }
            ANOMALIES => match row.counts.as_ref().map(|counts| counts.anomalies.len()) {
                None => Cell::empty(),
                Some(0) => Cell::muted(locale.text("register-anomalies-none")),
                Some(count) => {
                    let count = [("count", i64::try_from(count).unwrap_or(i64::MAX).into())];
                    let words = locale.format("register-anomalies-count", &count);
                    Cell::tag(Tone::Warning, words).icon(Icon::TriangleAlert)
                }
            },
            "points" if row.open_points == 0 => Cell::muted(locale.text("flk-register-no-stops")),
            _ => return None,
        })
    }

    fn name(&self, source: &Organisations, row: usize) -> String {
        source
            .0
            .get(row)
            .map(|row| pick(self.0.language(), &row.organisation.name).to_owned())
            .unwrap_or_default()
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            "name" => (192.0, true),
            "address" => (150.0, true),
            "bin" => (124.0, false),
            "licence" => (124.0, false),
            "number" | "contract" => (170.0, false),
            "region" | "amount" => (156.0, false),
            "payment" => (120.0, false),
            LIGHT => (116.0, false),
            "stops" => (160.0, false),
            LEARNERS | TEACHERS => (94.0, false),
            PERMITTED | CAPACITY => (112.0, false),
            ANOMALIES => (138.0, false),
            "unusual" => (240.0, true),
            "decision" => (170.0, false),
            "points" => (128.0, false),
            _ => (142.0, false),
        }
    }
}
