//! What was answered before, kept with its age.

use crate::Boxed;
use baqylau_domain::Moment;
use baqylau_domain::checks::{Fact, Source};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use thiserror::Error;

/// What an answer is kept under: the system, and a keyed hash of the question. It names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CacheKey {
    /// The system.
    pub source: Source,
    /// Keyed hash of the question.
    pub question: [u8; 32],
}

/// An answer that is kept. Personal data: whoever stores it encrypts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The facts.
    pub facts: Vec<Fact>,
    /// When they arrived.
    pub received: Moment,
}

/// The place where answers are kept failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("what was kept can't be reached")]
pub struct CacheError;

/// Keeps answers. It may forget any of them at any time.
pub trait Cache: Send + Sync {
    /// What is kept.
    fn get(&self, key: CacheKey) -> Boxed<'_, Result<Option<Kept>, CacheError>>;

    /// Keeps an answer in place of an earlier one.
    fn put(&self, key: CacheKey, kept: Kept) -> Boxed<'_, Result<(), CacheError>>;
}

#[derive(Debug, Default)]
struct Shelf {
    kept: BTreeMap<CacheKey, Kept>,
    order: VecDeque<CacheKey>,
}

/// Keeps answers in memory, so many of them; the ones that came first go first.
#[derive(Debug)]
pub struct MemoryCache {
    most: usize,
    shelf: Mutex<Shelf>,
}

impl MemoryCache {
    /// Room for so many answers.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            shelf: Mutex::default(),
        }
    }
}

impl Cache for MemoryCache {
    fn get(&self, key: CacheKey) -> Boxed<'_, Result<Option<Kept>, CacheError>> {
        let shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = shelf.kept.get(&key).cloned();
        Box::pin(std::future::ready(Ok(kept)))
    }

    fn put(&self, key: CacheKey, kept: Kept) -> Boxed<'_, Result<(), CacheError>> {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.kept.insert(key, kept).is_none() {
            shelf.order.push_back(key);
        }
        while shelf.order.len() > self.most {
            if let Some(first) = shelf.order.pop_front() {
                shelf.kept.remove(&first);
            }
        }
        Box::pin(std::future::ready(Ok(())))
    }
}
