//! What the evaluator needs to know about a tree of nodes.

use std::borrow::Cow;
use std::cmp::Ordering;

/// A node of some tree; only that tree gives it meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Kinds of nodes in the XPath data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The document above the root element.
    Document,
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// Character data.
    Text,
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
}

/// A tree of nodes to evaluate over.
pub trait Tree {
    /// The document a node belongs to.
    fn document(&self, node: NodeId) -> NodeId;
    /// Kind of a node.
    fn kind(&self, node: NodeId) -> NodeKind;
    /// Parent; of an attribute, its element.
    fn parent(&self, node: NodeId) -> Option<NodeId>;
    /// Appends the children in document order.
    fn children(&self, node: NodeId, out: &mut Vec<NodeId>);
    /// Appends the attributes in document order.
    fn attributes(&self, node: NodeId, out: &mut Vec<NodeId>);
    /// Name without prefix; of an instruction, its target; empty for the rest.
    fn local_name(&self, node: NodeId) -> &str;
    /// Name as written.
    fn qualified_name(&self, node: NodeId) -> Cow<'_, str> {
        Cow::Borrowed(self.local_name(node))
    }
    /// Namespace of the name, empty when none.
    fn namespace_uri(&self, _node: NodeId) -> &str {
        ""
    }
    /// True when the node's name answers a name test; `local` is `None` for `prefix:*`.
    fn matches(&self, node: NodeId, prefix: Option<&str>, local: Option<&str>) -> bool;
    /// The string value.
    fn string_value(&self, node: NodeId) -> Cow<'_, str>;
    /// Document order of two nodes of the same document.
    fn compare(&self, left: NodeId, right: NodeId) -> Ordering;
    /// False for nodes whose data must not be seen, such as irrelevant answers.
    fn visible(&self, _node: NodeId) -> bool {
        true
    }
    /// Appends the child elements of that name and returns true, when the tree has an index;
    /// false asks the caller to look through the children.
    fn children_named(&self, _node: NodeId, _local: &str, _out: &mut Vec<NodeId>) -> bool {
        false
    }
}
