//! What can go wrong when a document is laid out or written.

/// Why a document could not be made. Never carries text of the document itself: it may hold
/// personal data, and errors end up in logs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The fonts have no glyph for this character.
    #[error("no glyph for the character U+{:04X}", u32::from(*character))]
    MissingGlyph {
        /// The character as it was given.
        character: char,
    },
    /// The embedded fonts cannot be read: the build is damaged.
    #[error("the embedded fonts cannot be read")]
    Font,
    /// A photo is not a JPEG with one or three colour components.
    #[error("image {index} is not a grey or RGB JPEG")]
    Image {
        /// Position among the images given to the document, from zero.
        index: usize,
    },
    /// The text is too long for a QR code of error correction level M.
    #[error("{length} bytes do not fit into a QR code")]
    QrTooLong {
        /// Length of the text in bytes.
        length: usize,
    },
    /// An attachment must have a non-empty name of letters, digits, inner spaces, `.`, `-`, `_`
    /// and brackets.
    #[error("attachment {index} has a name that other programs cannot read")]
    AttachmentName {
        /// Position among the attachments, from zero.
        index: usize,
    },
    /// Two attachments have the same name.
    #[error("attachment {index} repeats the name of an earlier one")]
    AttachmentTwice {
        /// Position among the attachments, from zero.
        index: usize,
    },
    /// An attachment has a media type that is not `type/subtype`.
    #[error("attachment {index} has no valid media type")]
    AttachmentType {
        /// Position among the attachments, from zero.
        index: usize,
    },
    /// The page is too small for its margins.
    #[error("the page is too small for its margins")]
    PageSize,
    /// The result would not be PDF/A; the rules that were broken, by name.
    #[error("the document does not meet PDF/A: {}", .broken.join(", "))]
    NotArchivable {
        /// Names of the broken rules.
        broken: Vec<String>,
    },
    /// The PDF writer refused the document for another reason.
    #[error("the PDF could not be written: {reason}")]
    Writer {
        /// The writer's own words, without text of the document.
        reason: String,
    },
    /// A document that a computer would run is never put into a card.
    #[error("a program cannot be put into a document card")]
    Executable,
    /// What was given to be printed contradicts itself: a sum that isn't that of its rows, bytes that
    /// aren't those that were signed.
    #[error("what is to be printed does not agree: {what}")]
    Disagrees {
        /// What was compared.
        what: &'static str,
    },
    /// Whoever asked for it doesn't want it any more.
    #[error("stopped")]
    Stopped,
    /// A date lies outside the years 1 to 9999.
    #[error("a date cannot be written into the PDF")]
    Date,
}
