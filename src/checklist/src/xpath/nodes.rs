//! Location paths and functions about nodes.

use super::ast::{Axis, Expr, NodeTest, Path, Start, Step};
use super::eval::{Context, EvalError};
use super::tree::{NodeId, NodeKind, Tree};
use super::value::Value;

/// Puts nodes into document order and drops repetitions.
pub(super) fn sort(tree: &dyn Tree, nodes: &mut Vec<NodeId>) {
    nodes.sort_by(|left, right| tree.compare(*left, *right));
    nodes.dedup();
}

/// Nodes of a path in document order; hidden ones are left out at the end, so that positions
/// count them (JavaRosa: `XPathPathExpr.eval`).
pub(super) fn path(context: &Context<'_>, path: &Path) -> Result<Vec<NodeId>, EvalError> {
    let start = match &path.start {
        Start::Document => vec![context.tree.document(context.node)],
        Start::Context => vec![context.node],
        Start::Current => vec![context.current],
        Start::Expr(expr, predicates) => {
            let mut nodes = context.nodes(expr, "/")?;
            for predicate in predicates {
                nodes = filter(context, nodes, predicate)?;
            }
            nodes
        }
    };
    let mut nodes = steps(context, start, &path.steps)?;
    let own = context.current;
    nodes.retain(|node| *node == own || context.tree.visible(*node));
    Ok(nodes)
}

fn steps(
    context: &Context<'_>,
    start: Vec<NodeId>,
    steps: &[Step],
) -> Result<Vec<NodeId>, EvalError> {
    let mut nodes = start;
    // While all nodes are on one level, children come out in document order by themselves.
    let mut level = true;
    for step in steps {
        let several = nodes.len() > 1;
        let mut found = Vec::new();
        for node in &nodes {
            let from = found.len();
            candidates(context.tree, *node, step, &mut found);
            if !step.predicates.is_empty() {
                let mut matched = found.split_off(from);
                for predicate in &step.predicates {
                    matched = filter(context, matched, predicate)?;
                }
                found.append(&mut matched);
            }
        }
        let plain = matches!(step.axis, Axis::Child | Axis::Attribute | Axis::SelfNode);
        if step.axis.is_reverse() || (several && !(plain && level)) {
            sort(context.tree, &mut found);
        }
        level = level && plain;
        nodes = found;
    }
    Ok(nodes)
}

fn filter(
    context: &Context<'_>,
    nodes: Vec<NodeId>,
    predicate: &Expr,
) -> Result<Vec<NodeId>, EvalError> {
    let size = nodes.len();
    let mut kept = Vec::new();
    for (index, node) in nodes.into_iter().enumerate() {
        let inner = Context {
            node,
            position: index + 1,
            size,
            ..*context
        };
        let keep = match inner.eval(predicate)? {
            Value::Number(number) => (number - (index + 1) as f64).abs() < f64::EPSILON,
            value => value.truth(),
        };
        if keep {
            kept.push(node);
        }
    }
    Ok(kept)
}

/// Nodes of one step from one node, in the order of the axis.
fn candidates(tree: &dyn Tree, node: NodeId, step: &Step, out: &mut Vec<NodeId>) {
    if step.axis == Axis::Child
        && let NodeTest::Name {
            prefix: None,
            local,
        } = &step.test
        && tree.children_named(node, local, out)
    {
        return;
    }
    let from = out.len();
    match step.axis {
        Axis::Child => tree.children(node, out),
        Axis::Parent => out.extend(tree.parent(node)),
        Axis::SelfNode => out.push(node),
        Axis::Attribute => tree.attributes(node, out),
        Axis::Descendant => descendants(tree, node, out),
        Axis::DescendantOrSelf => {
            out.push(node);
            descendants(tree, node, out);
        }
        Axis::Ancestor => ancestors(tree, node, out),
        Axis::AncestorOrSelf => {
            out.push(node);
            ancestors(tree, node, out);
        }
        Axis::FollowingSibling => siblings(tree, node, true, out),
        Axis::PrecedingSibling => siblings(tree, node, false, out),
        Axis::Following => {
            if tree.kind(node) == NodeKind::Attribute
                && let Some(element) = tree.parent(node)
            {
                descendants(tree, element, out);
            }
            beside(tree, node, true, out);
        }
        Axis::Preceding => beside(tree, node, false, out),
        // Namespace nodes do not exist in forms.
        Axis::Namespace => {}
    }
    let found = out.split_off(from);
    out.extend(
        found
            .into_iter()
            .filter(|candidate| accepts(tree, *candidate, step)),
    );
}

fn accepts(tree: &dyn Tree, node: NodeId, step: &Step) -> bool {
    let kind = tree.kind(node);
    let principal = match step.axis {
        Axis::Attribute => NodeKind::Attribute,
        _ => NodeKind::Element,
    };
    match &step.test {
        NodeTest::Node => true,
        NodeTest::Text => kind == NodeKind::Text,
        NodeTest::Comment => kind == NodeKind::Comment,
        NodeTest::Instruction(target) => {
            kind == NodeKind::Instruction
                && target
                    .as_ref()
                    .is_none_or(|target| **target == *tree.local_name(node))
        }
        NodeTest::Any { prefix: None } => kind == principal,
        NodeTest::Any { prefix } => {
            kind == principal && tree.matches(node, prefix.as_deref(), None)
        }
        NodeTest::Name { prefix, local } => {
            kind == principal && tree.matches(node, prefix.as_deref(), Some(local))
        }
    }
}

fn descendants(tree: &dyn Tree, node: NodeId, out: &mut Vec<NodeId>) {
    let mut waiting = Vec::new();
    tree.children(node, &mut waiting);
    waiting.reverse();
    while let Some(next) = waiting.pop() {
        out.push(next);
        let from = waiting.len();
        tree.children(next, &mut waiting);
        if let Some(added) = waiting.get_mut(from..) {
            added.reverse();
        }
    }
}

fn ancestors(tree: &dyn Tree, node: NodeId, out: &mut Vec<NodeId>) {
    let mut next = tree.parent(node);
    while let Some(parent) = next {
        out.push(parent);
        next = tree.parent(parent);
    }
}

fn siblings(tree: &dyn Tree, node: NodeId, after: bool, out: &mut Vec<NodeId>) {
    if tree.kind(node) == NodeKind::Attribute {
        return;
    }
    let Some(parent) = tree.parent(node) else {
        return;
    };
    let mut all = Vec::new();
    tree.children(parent, &mut all);
    let Some(at) = all.iter().position(|sibling| *sibling == node) else {
        return;
    };
    if after {
        out.extend(all.into_iter().skip(at + 1));
    } else {
        out.extend(all.into_iter().take(at).rev());
    }
}

/// The following or preceding axis: siblings of the node and of its ancestors, with all below.
fn beside(tree: &dyn Tree, node: NodeId, after: bool, out: &mut Vec<NodeId>) {
    let mut next = Some(node);
    while let Some(at) = next {
        let mut found = Vec::new();
        siblings(tree, at, after, &mut found);
        for sibling in found {
            let mut below = vec![sibling];
            descendants(tree, sibling, &mut below);
            if !after {
                below.reverse();
            }
            out.append(&mut below);
        }
        next = tree.parent(at);
    }
}

/// Elements whose `id` attribute is one of the given words.
pub(super) fn by_id(context: &Context<'_>, value: &Value) -> Vec<NodeId> {
    let mut words: Vec<String> = Vec::new();
    match value {
        Value::Nodes(nodes) => {
            for node in nodes {
                let text = context.tree.string_value(*node);
                words.extend(text.split_whitespace().map(str::to_owned));
            }
        }
        other => {
            words.extend(context.to_text(other).split_whitespace().map(str::to_owned));
        }
    }
    let tree = context.tree;
    let mut all = Vec::new();
    descendants(tree, tree.document(context.node), &mut all);
    let mut attributes = Vec::new();
    all.retain(|node| {
        attributes.clear();
        tree.attributes(*node, &mut attributes);
        attributes.iter().any(|attribute| {
            tree.qualified_name(*attribute) == "id"
                && words
                    .iter()
                    .any(|word| *word == tree.string_value(*attribute))
        })
    });
    all
}

/// `lang()`: the nearest `xml:lang` names that language or a part of it.
pub(super) fn language_is(context: &Context<'_>, wanted: &str) -> bool {
    let tree = context.tree;
    let wanted = wanted.to_lowercase();
    let mut next = Some(context.node);
    while let Some(node) = next {
        let mut attributes = Vec::new();
        tree.attributes(node, &mut attributes);
        let found = attributes
            .iter()
            .find(|a| tree.qualified_name(**a) == "xml:lang");
        if let Some(attribute) = found {
            let language = tree.string_value(*attribute).to_lowercase();
            return language == wanted || language.starts_with(&format!("{wanted}-"));
        }
        next = tree.parent(node);
    }
    false
}

/// 1-based position of a node among siblings of its name. Source: `position(node)`, where a
/// repeat row asks for its own number.
pub(super) fn row_number(tree: &dyn Tree, node: NodeId) -> usize {
    let Some(parent) = tree.parent(node) else {
        return 1;
    };
    let mut all = Vec::new();
    let name = tree.qualified_name(node).into_owned();
    if !tree.children_named(parent, &name, &mut all) {
        tree.children(parent, &mut all);
        all.retain(|sibling| {
            tree.kind(*sibling) == NodeKind::Element && tree.qualified_name(*sibling) == name
        });
    }
    all.iter()
        .position(|sibling| *sibling == node)
        .map_or(1, |at| at + 1)
}

/// `indexed-repeat(node, repeat, index, …)`: the nodes below the rows with those numbers.
///
/// Each repeat path selects rows; rows are kept whose number among their siblings is the index
/// and which lie below the rows kept before.
pub(super) fn indexed_repeat(
    context: &Context<'_>,
    args: &[Expr],
) -> Result<Vec<NodeId>, EvalError> {
    let Some((target, pairs)) = args.split_first() else {
        return Ok(Vec::new());
    };
    let mut found = context.nodes(target, "indexed-repeat")?;
    for pair in pairs.chunks_exact(2) {
        let [repeat, index] = pair else { continue };
        let index = context.number(index)?;
        let rows: Vec<NodeId> = context
            .nodes(repeat, "indexed-repeat")?
            .into_iter()
            .filter(|row| (row_number(context.tree, *row) as f64 - index).abs() < 0.5)
            .collect();
        found.retain(|node| {
            let mut above = vec![*node];
            ancestors(context.tree, *node, &mut above);
            above.iter().any(|node| rows.contains(node))
        });
    }
    Ok(found)
}

/// Order of `randomize`: Fisher-Yates driven by a Park-Miller generator.
/// Source: xforms-spec, "randomize"; ODK's engines shuffle alike for the same seed.
pub(super) fn shuffle<T>(items: &mut [T], seed: f64) {
    const MODULUS: i64 = 2_147_483_647;
    let seed = if seed.is_finite() { seed.trunc() } else { 0.0 };
    let mut state = (seed % MODULUS as f64) as i64;
    if state <= 0 {
        state += MODULUS - 1;
    }
    for at in (1..items.len()).rev() {
        state = state * 16_807 % MODULUS;
        let fraction = (state - 1) as f64 / (MODULUS - 1) as f64;
        let other = (fraction * (at + 1) as f64).floor() as usize;
        items.swap(at, other.min(at));
    }
}
