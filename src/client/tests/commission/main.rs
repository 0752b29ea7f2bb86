//! A commission at work: real clients against a real registry, in one process.

mod convergence;
mod safety;
mod support;
mod walk;
