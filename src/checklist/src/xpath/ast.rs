//! Syntax tree of an expression.

use super::table::Function;

/// Two-place operators, in the wording of XPath 1.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `div`
    Divide,
    /// `mod`
    Modulo,
    /// `|`
    Union,
}

/// Direction of a location step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The names are the ones of XPath 1.0, section 2.2.
pub enum Axis {
    Child,
    Parent,
    SelfNode,
    Attribute,
    Descendant,
    DescendantOrSelf,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Namespace,
}

impl Axis {
    /// Axis by its XPath name, such as `ancestor-or-self`.
    pub fn named(name: &str) -> Option<Axis> {
        Some(match name {
            "child" => Axis::Child,
            "parent" => Axis::Parent,
            "self" => Axis::SelfNode,
            "attribute" => Axis::Attribute,
            "descendant" => Axis::Descendant,
            "descendant-or-self" => Axis::DescendantOrSelf,
            "ancestor" => Axis::Ancestor,
            "ancestor-or-self" => Axis::AncestorOrSelf,
            "following-sibling" => Axis::FollowingSibling,
            "preceding-sibling" => Axis::PrecedingSibling,
            "following" => Axis::Following,
            "preceding" => Axis::Preceding,
            "namespace" => Axis::Namespace,
            _ => return None,
        })
    }

    /// True when positions count away from the context node, against document order.
    pub fn is_reverse(self) -> bool {
        matches!(
            self,
            Axis::Ancestor | Axis::AncestorOrSelf | Axis::PrecedingSibling | Axis::Preceding
        )
    }
}

/// What a step accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeTest {
    /// `*`, or `prefix:*`.
    Any {
        /// Namespace prefix as written.
        prefix: Option<Box<str>>,
    },
    /// `name`, or `prefix:name`.
    Name {
        /// Namespace prefix as written.
        prefix: Option<Box<str>>,
        /// Name without prefix.
        local: Box<str>,
    },
    /// `node()`
    Node,
    /// `text()`
    Text,
    /// `comment()`
    Comment,
    /// `processing-instruction('target')`
    Instruction(Option<Box<str>>),
}

/// One step of a location path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Direction.
    pub axis: Axis,
    /// Accepted nodes.
    pub test: NodeTest,
    /// Conditions in `[]`, applied in order.
    pub predicates: Vec<Expr>,
}

impl Step {
    /// A child step by plain name.
    pub fn child(name: &str) -> Step {
        Step {
            axis: Axis::Child,
            test: NodeTest::Name {
                prefix: None,
                local: name.into(),
            },
            predicates: Vec::new(),
        }
    }

    /// `..`
    pub fn parent() -> Step {
        Step {
            axis: Axis::Parent,
            test: NodeTest::Node,
            predicates: Vec::new(),
        }
    }

    /// `.`
    pub fn itself() -> Step {
        Step {
            axis: Axis::SelfNode,
            test: NodeTest::Node,
            predicates: Vec::new(),
        }
    }
}

/// Where a path starts.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// At the document of the context node (`/…`).
    Document,
    /// At the context node.
    Context,
    /// At the node the whole expression belongs to, also inside predicates: `current()`.
    Current,
    /// At the nodes an expression yields, filtered by predicates: `instance('x')[1]/…`.
    Expr(Box<Expr>, Vec<Expr>),
}

/// A location path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Where it starts.
    pub start: Start,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// An expression. Positions (`at`) are byte offsets in the source text.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Number literal.
    Number(f64),
    /// String literal.
    Text(Box<str>),
    /// `${name}`, replaced by a path when the form is compiled.
    Reference {
        /// Name between the braces, trimmed.
        name: Box<str>,
        /// Byte offset of `$`.
        at: usize,
    },
    /// Unary minus.
    Negate(Box<Expr>),
    /// Two operands and an operator.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// Location path.
    Path(Path),
    /// Function call.
    Call {
        /// Which function.
        function: Function,
        /// Arguments.
        args: Vec<Expr>,
        /// Byte offset of the function name.
        at: usize,
    },
}
