//! Numbers and sums in words, as acts and payment orders require them.

use crate::Language;

const TIYN_IN_TENGE: u64 = 100;

/// Grammatical gender, which changes one and two in Russian.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
}

const KK_ONES: [&str; 10] = [
    "",
    "бір",
    "екі",
    "үш",
    "төрт",
    "бес",
    "алты",
    "жеті",
    "сегіз",
    "тоғыз",
];
const KK_TENS: [&str; 10] = [
    "",
    "он",
    "жиырма",
    "отыз",
    "қырық",
    "елу",
    "алпыс",
    "жетпіс",
    "сексен",
    "тоқсан",
];
const KK_SCALES: [&str; 7] = [
    "",
    "мың",
    "миллион",
    "миллиард",
    "триллион",
    "квадриллион",
    "квинтиллион",
];

const RU_ONES: [&str; 20] = [
    "",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const RU_TENS: [&str; 10] = [
    "",
    "",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
];
const RU_HUNDREDS: [&str; 10] = [
    "",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
];
const RU_SCALES: [[&str; 3]; 7] = [
    ["", "", ""],
    ["тысяча", "тысячи", "тысяч"],
    ["миллион", "миллиона", "миллионов"],
    ["миллиард", "миллиарда", "миллиардов"],
    ["триллион", "триллиона", "триллионов"],
    ["квадриллион", "квадриллиона", "квадриллионов"],
    ["квинтиллион", "квинтиллиона", "квинтиллионов"],
];

const EN_ONES: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const EN_TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const EN_SCALES: [&str; 7] = [
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
];

fn pick<'a>(words: &[&'a str], index: u64) -> &'a str {
    usize::try_from(index)
        .ok()
        .and_then(|index| words.get(index))
        .copied()
        .unwrap_or_default()
}

/// The Russian form after a number: one of "тысяча", "тысячи", "тысяч".
fn russian_form<'a>(number: u64, forms: &[&'a str; 3]) -> &'a str {
    let [one, few, many] = forms;
    match (number % 10, number % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

fn kazakh_group(group: u64, out: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 {
        // A single hundred is "жүз" without "бір", unlike a single thousand.
        if hundreds > 1 {
            out.push(pick(&KK_ONES, hundreds));
        }
        out.push("жүз");
    }
    out.push(pick(&KK_TENS, tens));
    out.push(pick(&KK_ONES, ones));
}

fn russian_group(group: u64, gender: Gender, out: &mut Vec<&'static str>) {
    out.push(pick(&RU_HUNDREDS, group / 100));
    let mut rest = group % 100;
    if rest >= 20 {
        out.push(pick(&RU_TENS, rest / 10));
        rest %= 10;
    }
    out.push(match (rest, gender) {
        (1, Gender::Feminine) => "одна",
        (2, Gender::Feminine) => "две",
        _ => pick(&RU_ONES, rest),
    });
}

fn english_group(group: u64) -> String {
    let mut parts = Vec::new();
    if group >= 100 {
        parts.push(format!("{} hundred", pick(&EN_ONES, group / 100)));
    }
    let rest = group % 100;
    if rest > 0 {
        let words = if rest < 20 {
            pick(&EN_ONES, rest).to_owned()
        } else if rest.is_multiple_of(10) {
            pick(&EN_TENS, rest / 10).to_owned()
        } else {
            format!(
                "{}-{}",
                pick(&EN_TENS, rest / 10),
                pick(&EN_ONES, rest % 10)
            )
        };
        parts.push(words);
    }
    parts.join(" and ")
}

/// Groups of three digits with the power of a thousand of each, the highest first.
fn groups(number: u64) -> Vec<(u64, u64)> {
    let mut groups = Vec::new();
    let mut rest = number;
    let mut power = 0;
    while rest > 0 {
        if !rest.is_multiple_of(1000) {
            groups.push((power, rest % 1000));
        }
        rest /= 1000;
        power += 1;
    }
    groups.reverse();
    groups
}

/// A whole number in words, in lower case: `бір миллион екі жүз`, `одна тысяча два`,
/// `one hundred and one`. Russian numbers are masculine, as tenge and tiyn are.
///
/// A single hundred in Kazakh is "жүз", a single thousand "бір мың".
pub fn integer_in_words(language: Language, number: i64) -> String {
    let absolute = number.unsigned_abs();
    let mut words: Vec<String> = Vec::new();
    if number < 0 {
        words.push(
            match language {
                Language::Kk | Language::Ru => "минус",
                Language::En => "minus",
            }
            .to_owned(),
        );
    }
    if absolute == 0 {
        return match language {
            Language::Kk => "нөл",
            Language::Ru => "ноль",
            Language::En => "zero",
        }
        .to_owned();
    }
    for (power, group) in groups(absolute) {
        match language {
            Language::Kk => {
                let mut parts = Vec::new();
                kazakh_group(group, &mut parts);
                parts.push(pick(&KK_SCALES, power));
                words.extend(parts.into_iter().map(str::to_owned));
            }
            Language::Ru => {
                let gender = if power == 1 {
                    Gender::Feminine
                } else {
                    Gender::Masculine
                };
                let mut parts = Vec::new();
                russian_group(group, gender, &mut parts);
                let scale = usize::try_from(power)
                    .ok()
                    .and_then(|power| RU_SCALES.get(power))
                    .map_or("", |forms| russian_form(group, forms));
                parts.push(scale);
                words.extend(parts.into_iter().map(str::to_owned));
            }
            Language::En => {
                words.push(english_group(group));
                words.push(pick(&EN_SCALES, power).to_owned());
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// A sum in words with the tiyn in two digits, as acts print it:
/// `бір мың екі жүз теңге 05 тиын`, `одна тысяча двести тенге 05 тиын`.
pub fn money_in_words(language: Language, tiyn: i64) -> String {
    let absolute = tiyn.unsigned_abs();
    let (tenge, rest) = (absolute / TIYN_IN_TENGE, absolute % TIYN_IN_TENGE);
    // A hundredth of any amount fits in i64.
    let words = integer_in_words(language, i64::try_from(tenge).unwrap_or(i64::MAX));
    let (minus, currency, coin) = match language {
        Language::Kk => ("минус ", "теңге", "тиын"),
        Language::Ru => (
            "минус ",
            "тенге",
            // After figures the papers of Kazakhstan leave the word as it is: "14 тиын".
            "тиын",
        ),
        Language::En => ("minus ", "tenge", "tiyn"),
    };
    let minus = if tiyn < 0 { minus } else { "" };
    format!("{minus}{words} {currency} {rest:02} {coin}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(number: i64, kk: &str, ru: &str, en: &str) {
        assert_eq!(integer_in_words(Language::Kk, number), kk);
        assert_eq!(integer_in_words(Language::Ru, number), ru);
        assert_eq!(integer_in_words(Language::En, number), en);
    }

    #[test]
    fn numbers_are_written_in_words() {
        check(0, "нөл", "ноль", "zero");
        check(1, "бір", "один", "one");
        check(12, "он екі", "двенадцать", "twelve");
        check(40, "қырық", "сорок", "forty");
        check(100, "жүз", "сто", "one hundred");
        check(101, "жүз бір", "сто один", "one hundred and one");
        check(1_000, "бір мың", "одна тысяча", "one thousand");
        check(2_002, "екі мың екі", "две тысячи два", "two thousand two");
        check(11_000, "он бір мың", "одиннадцать тысяч", "eleven thousand");
        check(1_000_000, "бір миллион", "один миллион", "one million");
        check(
            1_234_567,
            "бір миллион екі жүз отыз төрт мың бес жүз алпыс жеті",
            "один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь",
            "one million two hundred and thirty-four thousand five hundred and sixty-seven",
        );
        check(-5, "минус бес", "минус пять", "minus five");
    }

    #[test]
    fn an_act_states_its_sum_in_words() {
        let sum = 123_456_789;
        assert_eq!(
            money_in_words(Language::Kk, sum),
            "бір миллион екі жүз отыз төрт мың бес жүз алпыс жеті теңге 89 тиын"
        );
        assert_eq!(
            money_in_words(Language::Ru, sum),
            "один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь тенге 89 тиын"
        );
        assert_eq!(money_in_words(Language::Ru, 1), "ноль тенге 01 тиын");
        assert_eq!(money_in_words(Language::Ru, 203), "два тенге 03 тиын");
        assert_eq!(
            money_in_words(Language::Kk, -500),
            "минус бес теңге 00 тиын"
        );
    }

    proptest! {
        #[test]
        fn different_numbers_have_different_words(a in any::<i64>(), b in any::<i64>()) {
            for language in Language::ALL {
                let same = integer_in_words(language, a) == integer_in_words(language, b);
                prop_assert_eq!(same, a == b);
            }
        }

        #[test]
        fn words_never_have_two_spaces(number in any::<i64>()) {
            for language in Language::ALL {
                let words = integer_in_words(language, number);
                prop_assert!(!words.contains("  ") && words == words.trim());
            }
        }
    }
}
