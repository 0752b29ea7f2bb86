//! What the commands of the screens do, one module per kind of work.

pub mod bank;
pub mod bundle;
pub mod causes;
pub mod checks;
pub mod documents;
pub mod draft;
pub mod evidence;
pub mod keys;
pub mod logs;
pub mod marks;
pub mod objection;
pub mod offices;
pub mod offline;
pub mod operate;
pub mod order_papers;
pub mod orders;
pub mod outbox;
pub mod picture;
pub mod planning;
pub mod queue;
pub mod registers;
pub mod session;
pub mod verdict;
pub mod verify;
pub mod view;
pub mod views;
