//! Numbers, percents, money and file sizes as people write them.

use baqylau_domain::money::Tiyn;
use fluent_bundle::FluentValue;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Arg, Language, Locale};

/// Narrow no-break space, between groups of digits. IBM Plex Sans and Source Sans 3, the fonts of
/// screen and paper, both have it.
pub const NNBSP: char = '\u{202F}';
/// No-break space, between a number and its sign.
pub const NBSP: char = '\u{00A0}';

const TENGE: char = '₸';
const TIYN_IN_TENGE: u64 = 100;

/// Whether digits are separated into groups of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `1 234 567`, for reading.
    Thousands,
    /// `1234567`, for years, numbers of documents and fields being edited.
    None,
}

/// Groups a run of decimal digits by three from the right.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    let count = digits.chars().count();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (count - position).is_multiple_of(3) {
            out.push(NNBSP);
        }
        out.push(digit);
    }
    out
}

/// Rewrites a plain `-1234.50` with the separators of a language.
fn dressed(plain: &str, decimal_mark: char, grouping: Grouping) -> String {
    let (sign, unsigned) = match plain.strip_prefix('-') {
        // A rounded "-0" is zero.
        Some(rest) if rest.chars().any(|c| ('1'..='9').contains(&c)) => ("-", rest),
        Some(rest) => ("", rest),
        None => ("", plain),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let whole = match grouping {
        Grouping::Thousands => grouped(whole),
        Grouping::None => whole.to_owned(),
    };
    match fraction {
        Some(fraction) => format!("{sign}{whole}{decimal_mark}{fraction}"),
        None => format!("{sign}{whole}"),
    }
}

/// Keeps a number and its unit on one line.
pub(crate) fn unbroken(text: String) -> String {
    text.replace(' ', "\u{00A0}")
}

const fn decimal_mark(language: Language) -> char {
    match language {
        Language::Kk | Language::Ru => ',',
        Language::En => '.',
    }
}

fn fluent(value: &FluentValue<'_>, mark: char) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let rounded = (number.value * 100.0).round() / 100.0;
    Some(dressed(&rounded.to_string(), mark, Grouping::Thousands))
}

/// Formatter for Fluent in languages with a decimal comma; the memoizer is not needed.
pub(crate) fn fluent_with_comma<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    fluent(value, ',')
}

/// Formatter for Fluent in languages with a decimal point.
pub(crate) fn fluent_with_point<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    fluent(value, '.')
}

impl Locale {
    /// A whole number in groups of three: `1 234 567`.
    pub fn integer(&self, value: i64) -> String {
        dressed(
            &value.to_string(),
            decimal_mark(self.language()),
            Grouping::Thousands,
        )
    }

    /// An exact number with exactly `digits` digits after the mark, halves away from zero:
    /// `1 234,50` in Kazakh and Russian, `1 234.50` in English.
    pub fn decimal(&self, value: Decimal, digits: u32, grouping: Grouping) -> String {
        let rounded = value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        let precision = usize::try_from(digits).unwrap_or(0);
        dressed(
            &format!("{rounded:.precision$}"),
            decimal_mark(self.language()),
            grouping,
        )
    }

    /// A measured number with exactly `digits` digits after the mark. Not for money.
    /// Infinities and "not a number" are shown as a dash.
    pub fn number(&self, value: f64, digits: usize) -> String {
        if !value.is_finite() {
            return "—".to_owned();
        }
        dressed(
            &format!("{value:.digits$}"),
            decimal_mark(self.language()),
            Grouping::Thousands,
        )
    }

    /// A percentage, `value` already in percents: `26%` in Kazakh and English, `26 %` in Russian.
    pub fn percent(&self, value: f64, digits: usize) -> String {
        let number = self.number(value, digits);
        match self.language() {
            Language::Ru => format!("{number}{NBSP}%"),
            Language::Kk | Language::En => format!("{number}%"),
        }
    }

    /// Money with the sign of the tenge: `1 234 567,89 ₸`.
    pub fn money(&self, amount: Tiyn) -> String {
        self.money_tiyn(amount.0)
    }

    /// Money without a sign, for table columns whose heading names the currency:
    /// `1 234 567,89`.
    pub fn money_plain(&self, amount: Tiyn) -> String {
        self.money_tiyn_plain(amount.0)
    }

    /// As [`Locale::money`], from a bare number of tiyn.
    pub fn money_tiyn(&self, tiyn: i64) -> String {
        let amount = self.money_tiyn_plain(tiyn);
        format!("{amount}{NBSP}{TENGE}")
    }

    /// As [`Locale::money_plain`], from a bare number of tiyn.
    pub fn money_tiyn_plain(&self, tiyn: i64) -> String {
        let sign = if tiyn < 0 { "-" } else { "" };
        let absolute = tiyn.unsigned_abs();
        dressed(
            &format!(
                "{sign}{}.{:02}",
                absolute / TIYN_IN_TENGE,
                absolute % TIYN_IN_TENGE
            ),
            decimal_mark(self.language()),
            Grouping::Thousands,
        )
    }

    /// The size of a file: `715 КБ`, `12,4 МБ`; 1 КБ is 1024 bytes.
    pub fn file_size(&self, bytes: u64) -> String {
        const STEP: f64 = 1024.0;
        if bytes < 1024 {
            return unbroken(self.format("unit-bytes", &[("count", bytes.into())]));
        }
        let mut size = bytes as f64 / STEP;
        let mut key = "unit-kilobytes";
        for larger in ["unit-megabytes", "unit-gigabytes", "unit-terabytes"] {
            // 1023.95 would be printed as 1024.
            if size < STEP - 0.05 {
                break;
            }
            size /= STEP;
            key = larger;
        }
        let digits = if size < 99.95 { 1 } else { 0 };
        let size = self.number(size, digits);
        unbroken(self.format(key, &[("size", Arg::from(size))]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn readable(text: &str) -> String {
        text.replace(NNBSP, "_").replace(NBSP, "~")
    }

    #[test]
    fn money_is_grouped_and_keeps_its_tiyn() {
        let check = |language, tiyn, expected: &str| {
            assert_eq!(readable(&Locale::new(language).money_tiyn(tiyn)), expected);
        };
        check(Language::Kk, 123_456_789, "1_234_567,89~₸");
        check(Language::Ru, 123_456_789, "1_234_567,89~₸");
        check(Language::En, 123_456_789, "1_234_567.89~₸");
        check(Language::Ru, 0, "0,00~₸");
        check(Language::Ru, 5, "0,05~₸");
        check(Language::Ru, -5, "-0,05~₸");
        check(Language::Ru, 99_999, "999,99~₸");
        check(Language::Ru, 100_000, "1_000,00~₸");
        check(Language::Ru, i64::MIN, "-92_233_720_368_547_758,08~₸");
    }

    #[test]
    fn percents_follow_the_custom_of_the_language() {
        assert_eq!(
            readable(&Locale::new(Language::Kk).percent(48.96, 1)),
            "49,0%"
        );
        assert_eq!(
            readable(&Locale::new(Language::Ru).percent(26.0, 0)),
            "26~%"
        );
        assert_eq!(
            readable(&Locale::new(Language::En).percent(48.96, 2)),
            "48.96%"
        );
    }

    #[test]
    fn a_number_that_is_none_is_a_dash() {
        let ru = Locale::new(Language::Ru);
        assert_eq!(ru.number(f64::NAN, 2), "—");
        assert_eq!(ru.number(f64::INFINITY, 2), "—");
        assert_eq!(ru.number(-0.001, 2), "0,00");
    }

    #[test]
    fn decimals_round_halves_away_from_zero() {
        let ru = Locale::new(Language::Ru);
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(ru.decimal(decimal("2.345"), 2, Grouping::None), "2,35");
        assert_eq!(ru.decimal(decimal("-2.345"), 2, Grouping::None), "-2,35");
        assert_eq!(
            readable(&ru.decimal(decimal("1234567"), 1, Grouping::Thousands)),
            "1_234_567,0"
        );
    }

    #[test]
    fn sizes_of_files_use_the_largest_sensible_unit() {
        let kk = Locale::new(Language::Kk);
        let check = |bytes, expected: &str| assert_eq!(readable(&kk.file_size(bytes)), expected);
        check(0, "0~Б");
        check(1023, "1_023~Б");
        check(1024, "1,0~КБ");
        check(732_160, "715~КБ");
        check(13_002_342, "12,4~МБ");
        check(1_048_575, "1,0~МБ");
        check(u64::MAX, "16_777_216~ТБ");
    }

    proptest! {
        #[test]
        fn printed_money_reads_back_as_the_same_money(tiyn in any::<i64>(), which in 0usize..3) {
            let locale = Locale::new(Language::ALL[which]);
            prop_assert_eq!(crate::parse_money(&locale.money_tiyn(tiyn)), Ok(tiyn));
        }

        #[test]
        fn groups_have_three_digits_and_lose_none(value in any::<i64>()) {
            let text = Locale::new(Language::Ru).integer(value);
            let digits: String = text.chars().filter(|c| *c != NNBSP).collect();
            prop_assert_eq!(digits, value.to_string());
            let mut groups = text.trim_start_matches('-').split(NNBSP);
            prop_assert!(groups.next().is_some_and(|first| (1..=3).contains(&first.len())));
            prop_assert!(groups.all(|group| group.len() == 3));
        }
    }
}
