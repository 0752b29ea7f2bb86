//! The time and the randomness the registry works with, passed in so that tests hold both.

use baqylau_domain::Moment;
use chrono::TimeDelta;
use rand_core::{CryptoRng, RngCore};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Moment;
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment::from(std::time::SystemTime::now())
    }
}

/// A clock that stands still until it is moved: for tests and for walking through the past.
#[derive(Debug)]
pub struct ManualClock(Mutex<Moment>);

impl ManualClock {
    /// A clock standing at a moment.
    pub fn new(now: Moment) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock to a moment.
    pub fn set(&self, now: Moment) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Moves the clock on.
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add_signed(by).unwrap_or(*now);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The system gave no random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no randomness")]
pub struct RandomError;

/// Gives unpredictable bytes.
pub trait Randomness: Send + Sync {
    /// Fills the bytes.
    ///
    /// # Errors
    /// [`RandomError`] when the source fails; nothing may go on then.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError>;
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(bytes).or(Err(RandomError))
    }
}

/// A generator that repeats itself: same seed, same bytes. For sample data and tests only.
#[derive(Debug)]
pub struct SeededRandomness(Mutex<u64>);

impl SeededRandomness {
    /// A generator that begins with a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            let next = splitmix(&mut state).to_le_bytes();
            for (slot, byte) in chunk.iter_mut().zip(next) {
                *slot = byte;
            }
        }
        Ok(())
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a small generator with good spread, not a secret one.
fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Clock and randomness together.
#[derive(Clone)]
pub struct Environment {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub random: Arc<dyn Randomness>,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Environment")
    }
}

impl Default for Environment {
    fn default() -> Self {
        Self::system()
    }
}

impl Environment {
    /// The computer's clock and the operating system's generator.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandomness),
        }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Random bytes.
    ///
    /// # Errors
    /// [`RandomError`] when the source fails.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], RandomError> {
        let mut bytes = [0u8; N];
        self.random.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A new UUID of version 7: ordered by the time it was made.
    ///
    /// # Errors
    /// [`RandomError`] when the source fails.
    pub fn uuid(&self) -> Result<Uuid, RandomError> {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()?).into_uuid())
    }
}

/// The randomness in the shape the signing room and the key generators take it.
///
/// A source that fails once goes on failing through [`RngCore::try_fill_bytes`]; callers that
/// can't fail get a mix of what is there, so key material is drawn with [`Environment::bytes`].
pub(crate) struct Generator(pub(crate) Arc<dyn Randomness>);

impl Generator {
    /// Another one on the same source, for another thread.
    pub(crate) fn again(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl RngCore for Generator {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        // Blinding and salts only: their failure weakens nothing that is kept.
        let _ = self.0.fill(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        self.0.fill(dest).map_err(rand_core::Error::new)
    }
}

impl CryptoRng for Generator {}
