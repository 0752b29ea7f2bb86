//! The circuit breaker: a system that keeps failing is left alone, then tried with one question.

use baqylau_domain::Moment;
use chrono::TimeDelta;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// When a system is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerSettings {
    /// Failures in a row.
    pub failures: u32,
    /// For how long, in milliseconds.
    pub open_ms: u64,
}

/// Where a breaker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerState {
    /// Questions pass.
    Closed {
        /// Failures in a row so far.
        failures: u32,
    },
    /// None pass.
    Open {
        /// Until when.
        until: Moment,
    },
    /// One passes; its outcome decides.
    HalfOpen {
        /// It is on its way.
        trying: bool,
    },
}

/// A question may not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// Not before this moment.
    Until(Moment),
    /// Not while another is being tried.
    BeingTried,
}

/// The breaker of one system.
#[derive(Debug)]
pub struct Breaker {
    settings: BreakerSettings,
    state: Mutex<BreakerState>,
}

/// A question on its way. Dropped without an outcome (the asker went away) it changes nothing,
/// and another may be tried.
#[derive(Debug)]
pub struct Pass<'a> {
    breaker: &'a Breaker,
    trying: bool,
    settled: bool,
}

impl Breaker {
    /// A closed one.
    pub fn new(settings: BreakerSettings) -> Self {
        Self {
            settings,
            state: Mutex::new(BreakerState::Closed { failures: 0 }),
        }
    }

    fn state_now(&self) -> MutexGuard<'_, BreakerState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where it stands.
    pub fn state(&self) -> BreakerState {
        *self.state_now()
    }

    /// Lets a question pass, or says until when not.
    ///
    /// # Errors
    /// [`Shut`].
    pub fn pass(&self, now: Moment) -> Result<Pass<'_>, Shut> {
        let mut state = self.state_now();
        let trying = match *state {
            BreakerState::Closed { .. } => false,
            BreakerState::Open { until } if now < until => return Err(Shut::Until(until)),
            BreakerState::HalfOpen { trying: true } => return Err(Shut::BeingTried),
            BreakerState::Open { .. } | BreakerState::HalfOpen { trying: false } => {
                *state = BreakerState::HalfOpen { trying: true };
                true
            }
        };
        drop(state);
        Ok(Pass {
            breaker: self,
            trying,
            settled: false,
        })
    }
}

impl Pass<'_> {
    /// The system answered.
    pub fn succeeded(mut self) {
        self.settled = true;
        let mut state = self.breaker.state_now();
        // An answer that was on its way before the breaker opened proves nothing about now.
        if self.trying || matches!(*state, BreakerState::Closed { .. }) {
            *state = BreakerState::Closed { failures: 0 };
        }
    }

    /// The system failed.
    pub fn failed(mut self, now: Moment) {
        self.settled = true;
        let settings = self.breaker.settings;
        let mut state = self.breaker.state_now();
        let failures = match *state {
            BreakerState::Closed { failures } => failures.saturating_add(1),
            _ if self.trying => settings.failures,
            // It is open already, or being tried by another.
            _ => return,
        };
        *state = if failures >= settings.failures {
            let open = i64::try_from(settings.open_ms).unwrap_or(i64::MAX);
            let until = TimeDelta::try_milliseconds(open)
                .and_then(|time| now.checked_add_signed(time))
                .unwrap_or(Moment::MAX_UTC);
            BreakerState::Open { until }
        } else {
            BreakerState::Closed { failures }
        };
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.trying && !self.settled {
            let mut state = self.breaker.state_now();
            if *state == (BreakerState::HalfOpen { trying: true }) {
                *state = BreakerState::HalfOpen { trying: false };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Moment {
        Moment::from_timestamp(1_790_000_000 + second, 0).unwrap()
    }

    fn breaker() -> Breaker {
        Breaker::new(BreakerSettings {
            failures: 3,
            open_ms: 30_000,
        })
    }

    fn fail(breaker: &Breaker, second: i64) {
        breaker.pass(at(second)).unwrap().failed(at(second));
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_a_success_between_begins_anew() {
        let breaker = breaker();
        fail(&breaker, 0);
        fail(&breaker, 1);
        breaker.pass(at(2)).unwrap().succeeded();
        fail(&breaker, 3);
        fail(&breaker, 4);
        assert_eq!(breaker.state(), BreakerState::Closed { failures: 2 });
        fail(&breaker, 5);
        assert_eq!(breaker.state(), BreakerState::Open { until: at(35) });
        assert_eq!(breaker.pass(at(34)).unwrap_err(), Shut::Until(at(35)));
    }

    #[test]
    fn one_question_tries_and_its_outcome_decides() {
        let breaker = breaker();
        (0..3).for_each(|second| fail(&breaker, second));
        let trying = breaker.pass(at(32)).unwrap();
        assert_eq!(breaker.pass(at(32)).unwrap_err(), Shut::BeingTried);
        trying.failed(at(33));
        assert_eq!(breaker.state(), BreakerState::Open { until: at(63) });
        breaker.pass(at(63)).unwrap().succeeded();
        assert_eq!(breaker.state(), BreakerState::Closed { failures: 0 });
    }

    #[test]
    fn a_try_that_is_given_up_leaves_the_place_to_another() {
        let breaker = breaker();
        (0..3).for_each(|second| fail(&breaker, second));
        drop(breaker.pass(at(40)).unwrap());
        assert_eq!(breaker.state(), BreakerState::HalfOpen { trying: false });
        breaker.pass(at(40)).unwrap().succeeded();
        assert_eq!(breaker.state(), BreakerState::Closed { failures: 0 });
    }

    #[test]
    fn questions_that_were_on_their_way_neither_close_nor_prolong_an_open_breaker() {
        let breaker = breaker();
        let (late_answer, late_failure) =
            (breaker.pass(at(0)).unwrap(), breaker.pass(at(0)).unwrap());
        (0..3).for_each(|second| fail(&breaker, second));
        let open = breaker.state();
        late_answer.succeeded();
        late_failure.failed(at(20));
        assert_eq!(breaker.state(), open);
    }
}
