//! A read-only tree of elements, attributes and texts: choice lists as secondary instances.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::tree::{NodeId, NodeKind, Tree};

/// One node.
#[derive(Debug, Clone)]
struct DomNode {
    kind: NodeKind,
    parent: Option<NodeId>,
    prefix: Box<str>,
    local: Box<str>,
    uri: Box<str>,
    text: Box<str>,
    children: Vec<NodeId>,
    attributes: Vec<NodeId>,
}

/// A tree built in document order. Several documents may live in one `Dom`.
#[derive(Debug, Clone, Default)]
pub struct Dom {
    nodes: Vec<DomNode>,
    /// Prefixes an expression may use, with their namespaces.
    namespaces: Vec<(Box<str>, Box<str>)>,
}

/// A name with its namespace.
#[derive(Debug, Clone, Copy, Default)]
pub struct QName<'a> {
    /// Prefix as written, may be empty.
    pub prefix: &'a str,
    /// Name without prefix.
    pub local: &'a str,
    /// Namespace, may be empty.
    pub uri: &'a str,
}

impl<'a> From<&'a str> for QName<'a> {
    fn from(local: &'a str) -> Self {
        QName {
            prefix: "",
            local,
            uri: "",
        }
    }
}

impl Dom {
    /// Declares a prefix for name tests.
    pub fn declare(&mut self, prefix: &str, uri: &str) {
        self.namespaces.push((prefix.into(), uri.into()));
    }

    fn push(
        &mut self,
        kind: NodeKind,
        parent: Option<NodeId>,
        name: QName<'_>,
        text: &str,
    ) -> NodeId {
        // More than u32::MAX nodes would need a workbook of hundreds of gigabytes.
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(DomNode {
            kind,
            parent,
            prefix: name.prefix.into(),
            local: name.local.into(),
            uri: name.uri.into(),
            text: text.into(),
            children: Vec::new(),
            attributes: Vec::new(),
        });
        if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent.0 as usize)) {
            match kind {
                NodeKind::Attribute => parent.attributes.push(id),
                _ => parent.children.push(id),
            }
        }
        id
    }

    /// Starts a new document.
    pub fn add_document(&mut self) -> NodeId {
        self.push(NodeKind::Document, None, QName::default(), "")
    }

    /// Appends an element.
    pub fn add_element<'a>(&mut self, parent: NodeId, name: impl Into<QName<'a>>) -> NodeId {
        self.push(NodeKind::Element, Some(parent), name.into(), "")
    }

    /// Adds an attribute; must follow its element before any child.
    pub fn add_attribute<'a>(
        &mut self,
        parent: NodeId,
        name: impl Into<QName<'a>>,
        value: &str,
    ) -> NodeId {
        self.push(NodeKind::Attribute, Some(parent), name.into(), value)
    }

    /// Appends character data.
    pub fn add_text(&mut self, parent: NodeId, text: &str) -> NodeId {
        self.push(NodeKind::Text, Some(parent), QName::default(), text)
    }

    /// Appends a comment.
    pub fn add_comment(&mut self, parent: NodeId, text: &str) -> NodeId {
        self.push(NodeKind::Comment, Some(parent), QName::default(), text)
    }

    /// Appends a processing instruction.
    pub fn add_instruction(&mut self, parent: NodeId, target: &str, text: &str) -> NodeId {
        self.push(NodeKind::Instruction, Some(parent), target.into(), text)
    }

    fn node(&self, id: NodeId) -> Option<&DomNode> {
        self.nodes.get(id.0 as usize)
    }

    fn collect_text(&self, id: NodeId, out: &mut String) {
        let Some(node) = self.node(id) else { return };
        for child in &node.children {
            match self.node(*child) {
                Some(text) if text.kind == NodeKind::Text => out.push_str(&text.text),
                Some(element) if element.kind == NodeKind::Element => {
                    self.collect_text(*child, out);
                }
                _ => {}
            }
        }
    }
}

impl Tree for Dom {
    fn document(&self, mut node: NodeId) -> NodeId {
        while let Some(parent) = self.parent(node) {
            node = parent;
        }
        node
    }

    fn kind(&self, node: NodeId) -> NodeKind {
        self.node(node).map_or(NodeKind::Document, |node| node.kind)
    }

    fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).and_then(|node| node.parent)
    }

    fn children(&self, node: NodeId, out: &mut Vec<NodeId>) {
        if let Some(node) = self.node(node) {
            out.extend_from_slice(&node.children);
        }
    }

    fn attributes(&self, node: NodeId, out: &mut Vec<NodeId>) {
        if let Some(node) = self.node(node) {
            out.extend_from_slice(&node.attributes);
        }
    }

    fn local_name(&self, node: NodeId) -> &str {
        self.node(node).map_or("", |node| &node.local)
    }

    fn qualified_name(&self, node: NodeId) -> Cow<'_, str> {
        match self.node(node) {
            Some(node) if !node.prefix.is_empty() => {
                Cow::Owned(format!("{}:{}", node.prefix, node.local))
            }
            Some(node) => Cow::Borrowed(&node.local),
            None => Cow::Borrowed(""),
        }
    }

    fn namespace_uri(&self, node: NodeId) -> &str {
        self.node(node).map_or("", |node| &node.uri)
    }

    fn matches(&self, node: NodeId, prefix: Option<&str>, local: Option<&str>) -> bool {
        let Some(found) = self.node(node) else {
            return false;
        };
        if local.is_some_and(|local| *local != *found.local) {
            return false;
        }
        match prefix {
            None => local.is_none() || found.uri.is_empty(),
            Some(prefix) => self
                .namespaces
                .iter()
                .any(|(known, uri)| **known == *prefix && *uri == found.uri),
        }
    }

    fn string_value(&self, node: NodeId) -> Cow<'_, str> {
        match self.node(node) {
            None => Cow::Borrowed(""),
            Some(found) => match found.kind {
                NodeKind::Document | NodeKind::Element => {
                    let mut text = String::new();
                    self.collect_text(node, &mut text);
                    Cow::Owned(text)
                }
                _ => Cow::Borrowed(&found.text),
            },
        }
    }

    fn compare(&self, left: NodeId, right: NodeId) -> Ordering {
        left.cmp(&right)
    }
}
