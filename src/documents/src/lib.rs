//! What is printed and exported: acts, prescriptions, document cards, reports, working lists,
//! boards. Data in, bytes out; and of a PDF of others the files inside it ([`embedded`]) and its
//! pages as pixels ([`page`]).
//!
//! Blocks ([`layout`]) are laid out once into a display list ([`display`]), which the PDF writer
//! ([`pdf`]), the paper writer ([`paper`]) and the preview on screen paint.
//!
//! ```
//! use baqylau_documents::layout::{Align, Block, PageSetup, Paragraph, Span, compose};
//! use baqylau_documents::pdf::{self, Conformance, PdfOptions};
//!
//! let setup = PageSetup { header_left: "№ 12".into(), ..PageSetup::a4() };
//! let blocks = [
//!     Block::Heading { level: 1, text: "Анықтама".into(), align: Align::Center },
//!     Paragraph::new([Span::strong("Сомасы: "), Span::plain("1 234 ₸")]).into(),
//! ];
//! let list = compose(&setup, "Анықтама № 12", "kk", &blocks)?;
//! let options = PdfOptions {
//!     conformance: Conformance::Accessible,
//!     created: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
//!     author: "",
//!     creator: "Baqylau",
//!     attachments: &[],
//! };
//! assert!(pdf::write(&list, &options)?.starts_with(b"%PDF-1.7"));
//! # Ok::<(), baqylau_documents::DocumentError>(())
//! ```
//!
//! **Architecture invariant:** this crate opens no files, asks for no time and draws no random
//! numbers; every date and hash is passed in, so that the same input gives the same PDF.

pub mod act;
pub mod board;
pub mod card;
pub mod display;
pub mod embedded;
pub mod error;
mod face;
pub mod forms;
mod jpeg;
pub mod layout;
pub mod leaflet;
pub mod listing;
pub mod lists;
pub mod page;
pub mod paper;
pub mod pdf;
pub mod prescription;
mod progress;
pub mod qr;
pub mod report;
mod seal;
pub mod sheet;
mod words;

pub use error::DocumentError;
pub use face::{Face, check_printable, text_width};
