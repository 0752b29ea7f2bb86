//! Evaluation of a syntax tree over a tree of nodes.

use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset};
use thiserror::Error;

use super::ast::{Expr, Operator};
use super::dates::{self, CalendarNames};
use super::functions;
use super::nodes;
use super::tree::{NodeId, Tree};
use super::value::Value;

/// Why an evaluation gave no value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvalError {
    /// A node-set was needed and something else was given.
    #[error("{function} needs nodes")]
    NotNodes {
        /// The function or operator that needed them.
        function: &'static str,
    },
    /// The pattern of `regex` is not one.
    #[error("the pattern of regex() cannot be read")]
    BadPattern,
    /// `digest` or its encoding is not one of the specified.
    #[error("unknown digest algorithm or encoding")]
    BadDigest,
    /// `instance('…')` names nothing.
    #[error("no instance {0}")]
    NoInstance(String),
    /// `jr:itext('…')` names nothing.
    #[error("no text {0}")]
    NoText(String),
    /// More rows were asked for than an inspection can hold.
    #[error("too many rows")]
    TooManyRows,
    /// Triggers set off one another without end.
    #[error("triggers without end")]
    Endless,
    /// A `${name}` survived compilation.
    #[error("unresolved reference {0}")]
    Unresolved(String),
}

/// What an expression may ask of its surroundings.
pub trait Host {
    /// The present; the engine has no clock of its own.
    fn now(&self) -> DateTime<FixedOffset>;
    /// Zone of bare dates and wall clocks, seconds east of UTC.
    fn offset_seconds(&self) -> i32;
    /// Next random number, 0 inclusive to 1 exclusive.
    fn random(&self) -> f64;
    /// Root element of a secondary instance.
    fn instance(&self, id: &str) -> Option<NodeId>;
    /// Label of a choice of the question at a path; `None` when there is none.
    fn choice_name(&self, value: &str, question: &str) -> Option<String>;
    /// A translated text by id.
    fn itext(&self, id: &str) -> Option<String>;
    /// A value of a preloaded table; empty when unknown.
    fn pull_data(&self, table: &str, column: &str, key_column: &str, key: &str) -> String;
    /// A property of the device or user, such as `username`.
    fn property(&self, name: &str) -> String;
    /// Abbreviated names for `format-date`.
    fn calendar(&self) -> &CalendarNames;
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The nodes.
    pub tree: &'a dyn Tree,
    /// The surroundings.
    pub host: &'a dyn Host,
    /// The context node.
    pub node: NodeId,
    /// The node the whole expression belongs to.
    pub current: NodeId,
    /// 1-based position of the context node.
    pub position: usize,
    /// Number of nodes it was counted among.
    pub size: usize,
}

impl<'a> Context<'a> {
    /// A context standing at one node.
    pub fn at(tree: &'a dyn Tree, host: &'a dyn Host, node: NodeId) -> Context<'a> {
        Context {
            tree,
            host,
            node,
            current: node,
            position: 1,
            size: 1,
        }
    }

    /// Value of an expression here.
    ///
    /// # Errors
    /// [`EvalError`] where XPath has no value to give; a wrong or missing answer is none of
    /// these, it reads as empty text or "not a number".
    pub fn eval(&self, expr: &Expr) -> Result<Value, EvalError> {
        match expr {
            Expr::Number(number) => Ok(Value::Number(*number)),
            Expr::Text(text) => Ok(Value::Text(text.to_string())),
            Expr::Reference { name, .. } => Err(EvalError::Unresolved(name.to_string())),
            Expr::Negate(inner) => Ok(Value::Number(-self.number(inner)?)),
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right),
            Expr::Path(path) => nodes::path(self, path).map(Value::Nodes),
            Expr::Call { function, args, .. } => functions::call(self, *function, args),
        }
    }

    /// Value as text.
    ///
    /// # Errors
    /// As [`Context::eval`].
    pub fn text(&self, expr: &Expr) -> Result<String, EvalError> {
        Ok(self.to_text(&self.eval(expr)?))
    }

    /// Value as number.
    ///
    /// # Errors
    /// As [`Context::eval`].
    pub fn number(&self, expr: &Expr) -> Result<f64, EvalError> {
        Ok(self.to_number(&self.eval(expr)?))
    }

    /// Value as truth.
    ///
    /// # Errors
    /// As [`Context::eval`].
    pub fn truth(&self, expr: &Expr) -> Result<bool, EvalError> {
        Ok(self.eval(expr)?.truth())
    }

    pub(super) fn nodes(
        &self,
        expr: &Expr,
        function: &'static str,
    ) -> Result<Vec<NodeId>, EvalError> {
        match self.eval(expr)? {
            Value::Nodes(nodes) => Ok(nodes),
            _ => Err(EvalError::NotNodes { function }),
        }
    }

    /// Text of a value in the zone of this inspection.
    pub fn to_text(&self, value: &Value) -> String {
        value.text(self.tree, self.host.offset_seconds())
    }

    /// Number of a value in the zone of this inspection.
    pub fn to_number(&self, value: &Value) -> f64 {
        value.number(self.tree, self.host.offset_seconds())
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr) -> Result<Value, EvalError> {
        Ok(match operator {
            Operator::Or => Value::Bool(self.truth(left)? || self.truth(right)?),
            Operator::And => Value::Bool(self.truth(left)? && self.truth(right)?),
            Operator::Add => Value::Number(self.number(left)? + self.number(right)?),
            Operator::Subtract => Value::Number(self.number(left)? - self.number(right)?),
            Operator::Multiply => Value::Number(self.number(left)? * self.number(right)?),
            Operator::Divide => Value::Number(self.number(left)? / self.number(right)?),
            Operator::Modulo => Value::Number(self.number(left)? % self.number(right)?),
            Operator::Union => {
                let mut nodes = self.nodes(left, "|")?;
                nodes.extend(self.nodes(right, "|")?);
                nodes::sort(self.tree, &mut nodes);
                Value::Nodes(nodes)
            }
            _ => {
                let left = self.eval(left)?;
                let right = self.eval(right)?;
                Value::Bool(self.compare(operator, &left, &right))
            }
        })
    }

    /// Comparison of XPath 1.0, section 3.4: node-sets compare when any of their nodes does.
    fn compare(&self, operator: Operator, left: &Value, right: &Value) -> bool {
        match (left, right) {
            (Value::Nodes(_), Value::Bool(_)) | (Value::Bool(_), Value::Nodes(_))
                if matches!(operator, Operator::Equal | Operator::NotEqual) =>
            {
                self.compare_scalars(
                    operator,
                    &Value::Bool(left.truth()),
                    &Value::Bool(right.truth()),
                )
            }
            (Value::Nodes(nodes), _) => nodes.iter().any(|node| {
                let value = Value::Text(self.tree.string_value(*node).into_owned());
                self.compare(operator, &value, right)
            }),
            (_, Value::Nodes(nodes)) => nodes.iter().any(|node| {
                let value = Value::Text(self.tree.string_value(*node).into_owned());
                self.compare_scalars(operator, left, &value)
            }),
            _ => self.compare_scalars(operator, left, right),
        }
    }

    fn compare_scalars(&self, operator: Operator, left: &Value, right: &Value) -> bool {
        let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        if equality {
            let equal = self.equal(left, right);
            return equal == (operator == Operator::Equal);
        }
        let ordering = match (self.moment(left), self.moment(right)) {
            (Some(left), Some(right)) => Some(left.millis.cmp(&right.millis)),
            _ => match (self.time_of_day(left), self.time_of_day(right)) {
                (Some(left), Some(right)) => left.partial_cmp(&right),
                _ => self.to_number(left).partial_cmp(&self.to_number(right)),
            },
        };
        ordering.is_some_and(|ordering| match operator {
            Operator::Less => ordering == Ordering::Less,
            Operator::LessOrEqual => ordering != Ordering::Greater,
            Operator::Greater => ordering == Ordering::Greater,
            _ => ordering != Ordering::Less,
        })
    }

    fn equal(&self, left: &Value, right: &Value) -> bool {
        match (left, right) {
            (Value::Bool(_), _) | (_, Value::Bool(_)) => left.truth() == right.truth(),
            (Value::Date(_), _) | (_, Value::Date(_)) => {
                match (self.moment(left), self.moment(right)) {
                    (Some(left), Some(right)) => left.millis == right.millis,
                    _ => same_number(self.to_number(left), self.to_number(right)),
                }
            }
            (Value::Number(_), _) | (_, Value::Number(_)) => {
                same_number(self.to_number(left), self.to_number(right))
            }
            _ => self.to_text(left) == self.to_text(right),
        }
    }

    /// A text as a time of day, for answers such as `10:15` (JavaRosa compares them as moments).
    fn time_of_day(&self, value: &Value) -> Option<f64> {
        let offset = self.host.offset_seconds();
        match value {
            Value::Text(text) if text.contains(':') => dates::day_fraction(text, offset),
            _ => None,
        }
    }

    /// A value as a moment when it is one, or is text that reads as one.
    pub(super) fn moment(&self, value: &Value) -> Option<dates::Moment> {
        match value {
            Value::Date(moment) => Some(*moment),
            Value::Text(text) => dates::parse(text, self.host.offset_seconds()),
            Value::Nodes(nodes) => nodes.first().and_then(|node| {
                dates::parse(&self.tree.string_value(*node), self.host.offset_seconds())
            }),
            Value::Number(_) | Value::Bool(_) => None,
        }
    }
}

/// XPath equality of numbers is exact; NaN equals nothing.
#[allow(clippy::float_cmp)]
fn same_number(left: f64, right: f64) -> bool {
    left == right
}
