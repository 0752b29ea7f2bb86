//! Time, waiting and chance, passed in so that tests hold all three.

use crate::Boxed;
use baqylau_domain::Moment;
use std::sync::Arc;
use std::time::Duration;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Moment;
}

/// Waits.
pub trait Pause: Send + Sync {
    /// Comes back after a while.
    fn wait(&self, time: Duration) -> Boxed<'_, ()>;
}

/// Throws dice.
pub trait Dice: Send + Sync {
    /// A number from 0 up to and without `sides`; 0 where there are none. Needn't be secret.
    fn throw(&self, sides: u64) -> u64;
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment::from(std::time::SystemTime::now())
    }
}

/// The timer of the runtime.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemPause;

impl Pause for SystemPause {
    fn wait(&self, time: Duration) -> Boxed<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// The operating system's generator. Where it fails, the pause is the longest one: nothing
/// depends on the number being unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemDice;

impl Dice for SystemDice {
    fn throw(&self, sides: u64) -> u64 {
        let number = getrandom::u64().unwrap_or(u64::MAX);
        number.checked_rem(sides).unwrap_or(0)
    }
}

/// Clock, waiting and dice together.
#[derive(Clone)]
pub struct Environment {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Waiting.
    pub pause: Arc<dyn Pause>,
    /// The dice.
    pub dice: Arc<dyn Dice>,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Environment")
    }
}

impl Environment {
    /// The computer's.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            pause: Arc::new(SystemPause),
            dice: Arc::new(SystemDice),
        }
    }
}
