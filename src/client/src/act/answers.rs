//! An answer of a checklist in words, as people of a language write dates, times and numbers.

use baqylau_checklist::{Field, Kind};
use baqylau_locale::{Grouping, Locale, parse_decimal};
use chrono::{DateTime, NaiveDate, NaiveTime};

/// Numbers from here on are read easier in groups of three; below lie years.
const GROUPED_FROM: i64 = 10_000;

/// The answer to a question in the words of `locale`. What can't be read stands as it was given.
pub(super) fn worded(field: &Field, locale: &Locale) -> String {
    let raw = field.value.trim();
    let read = match field.kind {
        Kind::Date => raw.parse::<NaiveDate>().ok().map(|day| locale.date(day)),
        Kind::Time => time(raw).map(clock),
        Kind::DateTime => DateTime::parse_from_rfc3339(raw).ok().map(|moment| {
            // Told in the zone it was written in: that is the clock the member looked at.
            let local = moment.naive_local();
            format!("{} {}", locale.date(local.date()), clock(local.time()))
        }),
        Kind::Integer | Kind::Decimal | Kind::Range => number(raw, locale),
        _ => None,
    };
    read.unwrap_or_else(|| field.value_label())
}

fn number(raw: &str, locale: &Locale) -> Option<String> {
    // A code with leading zeros is not a number to be counted with.
    if raw.starts_with('0') && raw.len() > 1 && !raw.starts_with("0.") {
        return None;
    }
    let value = parse_decimal(raw).ok()?;
    let grouping = if value.abs() >= GROUPED_FROM.into() {
        Grouping::Thousands
    } else {
        Grouping::None
    };
    Some(locale.decimal(value, value.scale(), grouping))
}

/// A time of day: `09:10`, `09:10:00`, `09:10:00.000+05:00`.
fn time(raw: &str) -> Option<NaiveTime> {
    let bare = raw.split(['+', 'Z']).next()?;
    // An offset west of Greenwich begins with a minus, which no time of day holds.
    let bare = bare.split('-').next()?;
    NaiveTime::parse_from_str(bare, "%H:%M:%S%.f")
        .or_else(|_| NaiveTime::parse_from_str(bare, "%H:%M"))
        .ok()
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_locale::Language;

    #[test]
    fn a_time_is_told_as_clocks_show_it() {
        for raw in [
            "09:10",
            "09:10:00",
            "09:10:00.000",
            "09:10:00.000+05:00",
            "09:10:00-03:00",
        ] {
            assert_eq!(time(raw).map(clock).as_deref(), Some("09:10"), "{raw}");
        }
        for raw in ["", "soon", "25:00", "9"] {
            assert_eq!(time(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_number_is_written_as_its_language_writes_it() {
        let say = |raw: &str, language| number(raw, &Locale::new(language));
        assert_eq!(say("12.50", Language::Ru).as_deref(), Some("12,50"));
        assert_eq!(say("12.50", Language::En).as_deref(), Some("12.50"));
        assert_eq!(say("2026", Language::Kk).as_deref(), Some("2026"));
        assert_ne!(say("1234567", Language::Ru).as_deref(), Some("1234567"));
        assert_eq!(say("007", Language::Ru), None);
        assert_eq!(say("about ten", Language::Ru), None);
    }
}
