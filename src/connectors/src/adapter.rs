//! Where the contract of one system lives: questions into its messages, its messages into facts.

use crate::question::Question;
use baqylau_domain::Moment;
use baqylau_domain::checks::Fact;
use thiserror::Error;

/// A question in the messages of a system.
#[derive(Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Part of the address below the system's own.
    pub path: &'static str,
    /// Body in JSON. Personal data.
    pub body: Vec<u8>,
}

/// Why what came isn't an answer. Says where, never what: the answer is personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// Another media type than JSON.
    #[error("the answer isn't JSON by its media type")]
    MediaType,
    /// Not the JSON agreed upon.
    #[error("the answer is malformed at line {line}, column {column}")]
    Shape {
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 at the end of a line.
        column: usize,
    },
    /// Another version of the contract.
    #[error("the answer is in version {0} of the contract")]
    Version(u32),
    /// An answer to another request.
    #[error("the answer is to another request")]
    Request,
    /// From the future.
    #[error("the answer says it is from the future")]
    Future,
    /// A figure outside its range.
    #[error("{0} is out of range")]
    Range(&'static str),
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        // Its words quote the answer.
        Self::Shape {
            line: error.line(),
            column: error.column(),
        }
    }
}

/// The contract of a system. Pure: no time but the one given, no network.
pub trait Adapter: Send + Sync {
    /// Writes a question.
    fn encode(&self, question: &Question, request: &str) -> Encoded;

    /// Reads an answer to it.
    ///
    /// # Errors
    /// [`DecodeError`]; a part that can't be read makes the whole answer none.
    fn decode(
        &self,
        question: &Question,
        request: &str,
        body: &[u8],
        now: Moment,
    ) -> Result<Vec<Fact>, DecodeError>;
}
