//! From blocks to pages.

mod atom;
mod block;
mod book;
mod flow;
mod ledger;
mod merge;
mod sign;
mod table;
mod text;

pub use block::{
    Align, Block, Cell, Column, Drawing, Paragraph, Picture, Rules, Sign, Table, TableRow, Width,
};
pub use book::PageSetup;
pub(crate) use book::mm;
pub use flow::compose;
pub(crate) use flow::{compose_bare, compose_watched};
pub(crate) use ledger::ledger_watched;
pub use ledger::{Sums, ledger};
pub(crate) use merge::{Running, append, fitted, run, watermark};
pub use text::Span;
