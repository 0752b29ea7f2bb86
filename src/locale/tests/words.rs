//! Numbers in words agree with an independent implementation.

use std::path::Path;

use baqylau_locale::{Language, integer_in_words, money_in_words};

/// The file is the output of num2words for edge cases and a hundred random numbers.
#[test]
fn words_agree_with_num2words() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut compared = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let number: i64 = columns.next().unwrap().parse().unwrap();
        let (kk, ru) = (columns.next().unwrap(), columns.next().unwrap());
        assert_eq!(integer_in_words(Language::Kk, number), kk, "{number}");
        assert_eq!(integer_in_words(Language::Ru, number), ru, "{number}");
        compared += 1;
    }
    assert!(compared > 100);
}

/// The file is sums of money by num2words. It spells the tiyn out and, in Russian, bends the word;
/// papers here write them in two figures before a word that doesn't change ("14 тиын"), so the
/// tenge are compared word by word and the tiyn as a number.
#[test]
fn sums_of_money_agree_with_num2words() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sums.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut compared = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let tiyn: i64 = columns.next().unwrap().parse().unwrap();
        for (language, tenge, coins) in [
            (Language::Kk, "теңге", &["тиын"][..]),
            (Language::Ru, "тенге", &["тиын", "тиына", "тиынов"]),
        ] {
            let theirs = columns.next().unwrap();
            let (whole, rest) = theirs.split_once(", ").unwrap();
            let (number, coin) = rest.rsplit_once(' ').unwrap();
            assert!(coins.contains(&coin), "{theirs}");
            let ours = money_in_words(language, tiyn);
            assert_eq!(ours, format!("{whole} {:02} тиын", tiyn % 100), "{tiyn}");
            assert!(whole.ends_with(tenge), "{theirs}");
            assert_eq!(integer_in_words(language, tiyn % 100), number, "{tiyn}");
        }
        compared += 1;
    }
    assert!(compared > 300);
}
