//! References of expressions to rows: `${name}` becomes a path, and every path is followed over
//! the definitions to learn what the expression reads.

use std::collections::HashMap;

use crate::form::{DefId, Read, Role};
use crate::reader::Draft;
use crate::xpath::ast::{Axis, Expr, NodeTest, Path, Start, Step};
use crate::xpath::table::Function;

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadReference {
    Unknown(String),
    Ambiguous(String, Vec<DefId>),
}

/// The rows by name and by structure.
pub(crate) struct Names<'a> {
    pub drafts: &'a [Draft],
    by_name: HashMap<&'a str, Vec<DefId>>,
}

impl<'a> Names<'a> {
    pub fn new(drafts: &'a [Draft]) -> Names<'a> {
        let mut by_name: HashMap<&str, Vec<DefId>> = HashMap::new();
        for (id, draft) in (0u32..).map(DefId).zip(drafts).skip(1) {
            by_name.entry(draft.name.as_str()).or_default().push(id);
        }
        Names { drafts, by_name }
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().copied()
    }

    pub fn draft(&self, id: DefId) -> Option<&'a Draft> {
        self.drafts.get(id.0 as usize)
    }

    fn parent(&self, id: DefId) -> Option<DefId> {
        self.draft(id).and_then(|draft| draft.parent)
    }

    /// The row and everything above it, the row first.
    fn upwards(&self, id: DefId) -> Vec<DefId> {
        let mut out = vec![id];
        let mut next = self.parent(id);
        while let Some(at) = next {
            out.push(at);
            next = self.parent(at);
        }
        out
    }

    fn is_repeat(&self, id: DefId) -> bool {
        self.draft(id)
            .is_some_and(|draft| draft.role == Role::Repeat)
    }

    /// Nearest repeat enclosing a row, itself included.
    pub fn repeat_of(&self, id: DefId) -> Option<DefId> {
        self.upwards(id)
            .into_iter()
            .find(|above| self.is_repeat(*above))
    }

    /// The one row of that name; several of one name are told apart only by being the nearest
    /// inside the same repeat.
    pub fn find(&self, name: &str, context: DefId) -> Result<DefId, BadReference> {
        match self.by_name.get(name).map(Vec::as_slice) {
            None | Some([]) => Err(BadReference::Unknown(name.to_owned())),
            Some([only]) => Ok(*only),
            Some(several) => {
                for above in self.upwards(context) {
                    if !self.is_repeat(above) {
                        continue;
                    }
                    let mut inside = several
                        .iter()
                        .filter(|id| self.upwards(**id).contains(&above));
                    if let (Some(only), None) = (inside.next(), inside.next()) {
                        return Ok(*only);
                    }
                }
                Err(BadReference::Ambiguous(name.to_owned(), several.to_vec()))
            }
        }
    }

    fn below(&self, from: DefId, to: DefId) -> Vec<Step> {
        let mut steps: Vec<Step> = self
            .upwards(to)
            .into_iter()
            .take_while(|id| *id != from)
            .filter_map(|id| self.draft(id).map(|draft| Step::child(&draft.name)))
            .collect();
        steps.reverse();
        steps
    }

    /// Path of `${name}`: within the same row of the deepest shared repeat, or over all rows.
    ///
    /// Source: pyxform's substitution; `indexed-repeat` wants all rows (`everywhere`).
    fn path(&self, target: DefId, context: DefId, everywhere: bool) -> Path {
        let above = self.upwards(context);
        let shared = self
            .upwards(target)
            .into_iter()
            .skip(1)
            .find(|id| self.is_repeat(*id) && above.contains(id))
            .filter(|_| !everywhere);
        match shared {
            Some(repeat) => {
                let ups = above.iter().position(|id| *id == repeat).unwrap_or(0);
                let mut steps = vec![Step::parent(); ups];
                steps.extend(self.below(repeat, target));
                Path {
                    start: Start::Current,
                    steps,
                }
            }
            None => {
                let mut steps = vec![any_root()];
                steps.extend(self.below(DefId(0), target));
                Path {
                    start: Start::Document,
                    steps,
                }
            }
        }
    }
}

/// The root element, whatever the author calls it.
fn any_root() -> Step {
    Step {
        axis: Axis::Child,
        test: NodeTest::Any { prefix: None },
        predicates: Vec::new(),
    }
}

/// Resolves one expression.
pub(crate) struct Resolver<'a> {
    pub names: &'a Names<'a>,
    /// Names authors use for the root element in written-out paths.
    pub root_names: &'a [&'a str],
    pub context: DefId,
    pub reads: Vec<Read>,
    pub bad: Vec<(BadReference, usize)>,
}

/// What a path can stand at: rows of the survey, or data elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Document,
    Rows(Vec<DefId>),
    Elsewhere,
}

/// Where nested expressions stand: predicates move the context node.
#[derive(Clone)]
struct Standing {
    place: Place,
    /// True while `.` is still the node the expression belongs to.
    own: bool,
}

impl Resolver<'_> {
    /// Replaces references and notes what is read. With `elsewhere` the context node is no row
    /// of the survey, as in choice filters.
    pub fn run(&mut self, expr: &mut Expr, elsewhere: bool) {
        self.substitute(expr, false);
        let standing = if elsewhere {
            Standing {
                place: Place::Elsewhere,
                own: false,
            }
        } else {
            Standing {
                place: Place::Rows(vec![self.context]),
                own: true,
            }
        };
        self.follow(expr, &standing);
        self.reads.sort();
        self.reads.dedup();
    }

    fn substitute(&mut self, expr: &mut Expr, everywhere: bool) {
        match expr {
            Expr::Number(_) | Expr::Text(_) => {}
            Expr::Reference { name, at } => {
                // `${last-saved#x}` reads an earlier form, which an inspection does not have.
                if name.starts_with("last-saved#") {
                    *expr = Expr::Text("".into());
                    return;
                }
                match self.names.find(name, self.context) {
                    Ok(target) => {
                        *expr = Expr::Path(self.names.path(target, self.context, everywhere));
                    }
                    Err(bad) => {
                        self.bad.push((bad, *at));
                        *expr = Expr::Text("".into());
                    }
                }
            }
            Expr::Negate(inner) => self.substitute(inner, everywhere),
            Expr::Binary(_, left, right) => {
                self.substitute(left, everywhere);
                self.substitute(right, everywhere);
            }
            Expr::Path(path) => self.substitute_path(path, everywhere),
            Expr::Call { function, args, at } => {
                if *function == Function::ChoiceName
                    && let Some(Expr::Text(question)) = args.get_mut(1)
                {
                    self.quoted(question, *at);
                }
                for (index, argument) in args.iter_mut().enumerate() {
                    let rows =
                        *function == Function::IndexedRepeat && (index == 0 || index % 2 == 1);
                    self.substitute(argument, rows);
                }
            }
        }
    }

    fn substitute_path(&mut self, path: &mut Path, everywhere: bool) {
        if let Start::Expr(inner, predicates) = &mut path.start {
            self.substitute(inner, everywhere);
            for predicate in predicates.iter_mut() {
                self.substitute(predicate, false);
            }
            // `${rows}/x` continues the path of `${rows}`.
            if predicates.is_empty()
                && let Expr::Path(head) = inner.as_mut()
            {
                let mut steps = std::mem::take(&mut head.steps);
                steps.append(&mut path.steps);
                path.steps = steps;
                path.start = std::mem::replace(&mut head.start, Start::Context);
            }
        }
        for step in &mut path.steps {
            for predicate in &mut step.predicates {
                self.substitute(predicate, false);
            }
        }
        let written_root = matches!(path.start, Start::Document)
            && path.steps.first().is_some_and(|step| match &step.test {
                NodeTest::Name {
                    prefix: None,
                    local,
                } => step.axis == Axis::Child && self.root_names.contains(&&**local),
                _ => false,
            });
        if written_root && let Some(first) = path.steps.first_mut() {
            first.test = NodeTest::Any { prefix: None };
        }
    }

    /// `'${name}'` inside the quotes of `jr:choice-name` means the path of the question.
    fn quoted(&mut self, question: &mut Box<str>, at: usize) {
        let name = question
            .trim()
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'));
        let found = match name {
            Some(name) => self.names.find(name.trim(), self.context),
            None => {
                let mut steps = question.trim().trim_start_matches('/').split('/');
                let first = steps.next().unwrap_or_default();
                let last = question.trim().rsplit('/').next().unwrap_or_default();
                if self.root_names.contains(&first) {
                    let path: String = steps.flat_map(|step| ["/", step]).collect();
                    *question = path.into();
                    return;
                }
                self.names.find(last.trim(), self.context)
            }
        };
        match found {
            Ok(target) => {
                if let Some(draft) = self.names.draft(target) {
                    *question = draft.path.as_str().into();
                }
            }
            Err(bad) => self.bad.push((bad, at)),
        }
    }

    fn read(&mut self, def: DefId, scope: Option<DefId>) {
        self.reads.push(Read { def, scope });
    }

    fn follow(&mut self, expr: &Expr, standing: &Standing) {
        match expr {
            Expr::Number(_) | Expr::Text(_) | Expr::Reference { .. } => {}
            Expr::Negate(inner) => self.follow(inner, standing),
            Expr::Binary(_, left, right) => {
                self.follow(left, standing);
                self.follow(right, standing);
            }
            Expr::Path(path) => {
                let (place, scope) = self.follow_path(path, standing);
                if let Place::Rows(rows) = place {
                    for row in rows {
                        self.read(row, scope);
                    }
                }
            }
            Expr::Call { function, args, .. } => {
                let here = args.is_empty()
                    && matches!(
                        function,
                        Function::String
                            | Function::Number
                            | Function::StringLength
                            | Function::NormalizeSpace
                    );
                // once() looks at its own value too, but never because that value changed.
                if here && let Place::Rows(rows) = &standing.place {
                    for row in rows.clone() {
                        let scope = self.names.repeat_of(row);
                        self.read(row, scope);
                    }
                }
                for argument in args {
                    self.follow(argument, standing);
                }
            }
        }
    }

    /// Where a path ends, and within which repeat row it stays.
    fn follow_path(&mut self, path: &Path, standing: &Standing) -> (Place, Option<DefId>) {
        let own = Place::Rows(vec![self.context]);
        let (mut place, mut within) = match &path.start {
            Start::Document => match standing.place {
                // Inside another document `/` is that document, as in XPath.
                Place::Elsewhere if !standing.own && !self.names_root(path) => {
                    (Place::Elsewhere, false)
                }
                _ => (Place::Document, false),
            },
            Start::Context => (standing.place.clone(), standing.own),
            Start::Current => (own, true),
            Start::Expr(expr, predicates) => {
                let found = match expr.as_ref() {
                    Expr::Call {
                        function: Function::Current,
                        ..
                    } => (own, true),
                    Expr::Call {
                        function: Function::Instance,
                        args,
                        ..
                    } => {
                        for argument in args {
                            self.follow(argument, standing);
                        }
                        (Place::Elsewhere, false)
                    }
                    Expr::Path(inner) => (self.follow_path(inner, standing).0, false),
                    Expr::Call {
                        function: Function::Randomize,
                        args,
                        ..
                    } => {
                        let found = match args.first() {
                            Some(Expr::Path(inner)) => self.follow_path(inner, standing).0,
                            _ => Place::Elsewhere,
                        };
                        for argument in args {
                            self.follow(argument, standing);
                        }
                        (found, false)
                    }
                    other => {
                        self.follow(other, standing);
                        (Place::Elsewhere, false)
                    }
                };
                let inner = Standing {
                    place: found.0.clone(),
                    own: false,
                };
                for predicate in predicates {
                    self.follow(predicate, &inner);
                }
                found
            }
        };
        let mut top = Some(self.context);
        for step in &path.steps {
            place = self.follow_step(&place, step, &mut top);
            if place == Place::Document {
                within = false;
            }
            let inner = Standing {
                place: place.clone(),
                own: false,
            };
            for predicate in &step.predicates {
                self.follow(predicate, &inner);
            }
        }
        let scope = if within {
            top.and_then(|top| self.names.repeat_of(top))
        } else {
            None
        };
        (place, scope)
    }

    fn names_root(&self, path: &Path) -> bool {
        matches!(
            path.steps.first().map(|step| &step.test),
            Some(NodeTest::Any { prefix: None })
        )
    }

    fn follow_step(&self, place: &Place, step: &Step, top: &mut Option<DefId>) -> Place {
        let named = |id: DefId| match &step.test {
            NodeTest::Name { local, .. } => self
                .names
                .draft(id)
                .is_some_and(|draft| *draft.name == **local),
            _ => true,
        };
        let rows = match place {
            Place::Elsewhere => return Place::Elsewhere,
            Place::Document => {
                return match step.axis {
                    Axis::Child => Place::Rows(vec![DefId(0)]),
                    Axis::Descendant | Axis::DescendantOrSelf => {
                        let all = (0u32..).map(DefId).zip(self.names.drafts).map(|(id, _)| id);
                        Place::Rows(all.filter(|id| named(*id)).collect())
                    }
                    _ => Place::Document,
                };
            }
            Place::Rows(rows) => rows,
        };
        let mut out = Vec::new();
        for row in rows {
            let parent = self.names.parent(*row);
            let children = self
                .names
                .draft(*row)
                .map_or(&[][..], |draft| &draft.children);
            match step.axis {
                Axis::SelfNode => out.push(*row),
                Axis::Child => out.extend(children),
                Axis::Parent => out.extend(parent),
                Axis::Ancestor | Axis::AncestorOrSelf => {
                    out.extend(self.names.upwards(*row));
                }
                Axis::Descendant | Axis::DescendantOrSelf => {
                    let mut waiting = vec![*row];
                    while let Some(next) = waiting.pop() {
                        out.push(next);
                        if let Some(draft) = self.names.draft(next) {
                            waiting.extend(&draft.children);
                        }
                    }
                }
                Axis::FollowingSibling
                | Axis::PrecedingSibling
                | Axis::Following
                | Axis::Preceding => {
                    *top = parent;
                    if let Some(draft) = parent.and_then(|parent| self.names.draft(parent)) {
                        out.extend(&draft.children);
                    }
                }
                Axis::Attribute | Axis::Namespace => {}
            }
            if matches!(
                step.axis,
                Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf
            ) && let (Some(highest), Some(now)) = (*top, out.last())
                && self.names.upwards(highest).contains(now)
            {
                *top = Some(*now);
            }
        }
        out.retain(|id| named(*id));
        out.sort();
        out.dedup();
        if out.is_empty() {
            Place::Elsewhere
        } else {
            Place::Rows(out)
        }
    }
}
