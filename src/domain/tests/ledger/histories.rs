//! Thousands of random operations: whatever is asked, the books agree with a naive oracle.

use super::history::{Step, random_steps, run};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_asked_the_books_agree_with_the_oracle(
        steps in proptest::collection::vec(any::<Step>(), 1..160)
    ) {
        run(&steps);
    }
}

#[test]
fn a_long_history_moves_money_in_every_way() {
    let mut state = 20_261_122u64;
    let mut allowed = 0;
    let mut words = std::collections::BTreeMap::new();
    for _history in 0..8 {
        let steps = random_steps(&mut state, 450);
        let history = run(&steps);
        allowed += history.allowed;
        for request in &history.sent {
            *words.entry(request.operation.word()).or_insert(0) += 1;
        }
    }
    // The histories say something only if they get far.
    assert!(allowed > 500, "{allowed} of 3,600: {words:?}");
    for word in [
        "emit",
        "place",
        "cancel",
        "reserve",
        "sign_act",
        "attach_invoice",
        "redeem",
        "release",
        "end_early",
        "move",
        "take_leave",
        "return_from_leave",
        "pay_stipend",
        "block",
        "unblock",
        "suspend",
        "resume",
        "pay",
        "return_payment",
    ] {
        assert!(
            words.contains_key(word),
            "{word} was never allowed: {words:?}"
        );
    }
}
