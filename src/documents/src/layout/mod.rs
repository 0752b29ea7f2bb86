//! From blocks to pages.

mod atom;
mod block;
mod book;
mod flow;
mod sign;
mod table;
mod text;

pub use block::{
    Align, Block, Cell, Column, Paragraph, Picture, Rules, Sign, Table, TableRow, Width,
};
pub use book::PageSetup;
pub use flow::compose;
pub use text::Span;
