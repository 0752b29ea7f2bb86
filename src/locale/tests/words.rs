//! Numbers in words agree with an independent implementation.

use std::path::Path;

use baqylau_locale::{Language, integer_in_words};

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
