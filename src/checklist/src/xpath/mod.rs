//! OpenRosa XPath: text to syntax tree to value, over any tree of nodes.
//!
//! Source: getodk/xforms-spec (functions, operators), XPath 1.0 (axes, comparison rules);
//! where engines differ JavaRosa's behaviour is taken.

pub mod ast;
pub mod dates;
mod digest;
pub mod dom;
mod eval;
mod functions;
mod geo;
mod lexer;
mod nodes;
mod numbers;
mod parser;
mod strings;
pub mod table;
pub mod tree;
pub mod value;

pub use ast::Expr;
pub use eval::{Context, EvalError, Host};
pub use parser::{SyntaxError, SyntaxProblem, parse};
pub use strings::is_pattern;
pub use tree::{NodeId, NodeKind, Tree};
pub use value::Value;
