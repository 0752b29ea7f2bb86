//! Drafts to a compiled form: expressions parsed, references resolved, order fixed.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnose::{Cell, Findings, Problem, Severity, closest};
use crate::form::{Def, DefId, DefaultValue, Form, Loaded, Logic, Read, Refused, Role};
use crate::graph::{self, Aspect};
use crate::kinds::Kind;
use crate::reader::{self, Draft, Drafted, Written};
use crate::resolve::{BadReference, Names, Resolver};
use crate::text::{Piece, Text};
use crate::workbook::Workbook;
use crate::xpath::{Expr, SyntaxProblem, is_pattern, parse, table};

/// Reads a workbook (.xlsx or .xls bytes) into a form.
///
/// # Errors
/// [`Refused`] with every finding, located by sheet and cell, when at least one is an error.
pub fn read(bytes: &[u8]) -> Result<Loaded, Refused> {
    let mut findings = Findings::default();
    let book = Workbook::read(bytes, &mut findings);
    read_book(book, findings)
}

/// Reads sheets that are already in memory: name and rows of cells from A1 on.
///
/// # Errors
/// As [`read`].
pub fn read_rows(sheets: &[(&str, Vec<Vec<String>>)]) -> Result<Loaded, Refused> {
    let mut findings = Findings::default();
    let book = Workbook::from_rows(sheets, &mut findings);
    read_book(Some(book), findings)
}

fn read_book(book: Option<Workbook>, mut findings: Findings) -> Result<Loaded, Refused> {
    let form = book
        .and_then(|book| reader::draft(&book, &mut findings))
        .and_then(|drafted| compile(drafted, &mut findings));
    match form {
        Some(form) if !findings.failed() => Ok(Loaded {
            form: Arc::new(form),
            warnings: findings.sorted(),
        }),
        _ => Err(Refused {
            diagnostics: findings.sorted(),
        }),
    }
}

fn compile(drafted: Drafted, findings: &mut Findings) -> Option<Form> {
    let names = Names::new(&drafted.drafts);
    let root_names = ["data", drafted.root_name.as_str(), drafted.form_id.as_str()];
    let mut compiler = Compiler {
        sheet: &drafted.survey,
        names: &names,
        root_names: &root_names,
        findings,
        labels: Vec::new(),
    };
    let mut defs: Vec<Def> = (0u32..)
        .map(DefId)
        .zip(&drafted.drafts)
        .map(|(id, draft)| compiler.def(id, draft))
        .collect();
    let mut lists = drafted.lists.clone();
    let labels = std::mem::take(&mut compiler.labels);
    compiler.sheet = &drafted.choices_sheet;
    for list in &mut lists {
        for choice in &mut list.choices {
            compiler.text(DefId(0), &mut choice.label);
        }
    }
    compiler.sheet = &drafted.survey;
    compiler.missing_texts(&drafted);
    for (index, draft) in drafted.drafts.iter().enumerate() {
        for (slot, child) in draft.children.iter().enumerate() {
            let name = drafted
                .drafts
                .get(child.0 as usize)
                .map_or("", |child| &child.name);
            if let Some(def) = defs.get_mut(index) {
                def.child_by_name.insert(name.into(), slot);
            }
            if let Some(child) = defs.get_mut(child.0 as usize) {
                child.slot = slot;
            }
        }
    }
    let order = match graph::order(&defs, &labels) {
        Ok(order) => order,
        Err(circle) => {
            compiler.circle(&defs, &circle);
            return None;
        }
    };
    let by_path = (0u32..)
        .map(DefId)
        .zip(&defs)
        .map(|(id, def)| (def.path.clone(), id))
        .collect();
    Some(Form {
        form_id: drafted.form_id,
        version: drafted.version,
        title: drafted.title,
        plain_title: drafted.plain_title,
        languages: drafted.languages,
        default_language: drafted.default_language,
        defs,
        lists,
        secondary: drafted.secondary,
        order,
        by_path,
    })
}

struct Compiler<'a> {
    sheet: &'a str,
    names: &'a Names<'a>,
    root_names: &'a [&'a str],
    findings: &'a mut Findings,
    /// What labels read.
    labels: Vec<(DefId, Vec<Read>)>,
}

impl<'a> Compiler<'a> {
    fn def(&mut self, id: DefId, draft: &Draft) -> Def {
        let take = |key: &str| draft.cells.get(key).cloned();
        let appearance = take("appearance").map_or_else(Vec::new, |written| words(&written.text));
        let parameters = take("parameters").map_or_else(BTreeMap::new, |w| parameters(&w.text));
        let mut texts = draft.texts.clone();
        let mut text = |compiler: &mut Self, key: &str| {
            let mut found = texts.remove(key).unwrap_or_default();
            let reads = compiler.text(id, &mut found);
            if !reads.is_empty() {
                compiler.labels.push((id, reads));
            }
            found
        };
        let label = text(self, "label");
        let hint = text(self, "hint");
        let guidance = text(self, "guidance_hint");
        let constraint_message = text(self, "constraint_message");
        let required_message = text(self, "required_message");
        let logic = |compiler: &mut Self, key: &str, context: DefId, elsewhere: bool| {
            let written = draft.cells.get(key)?;
            compiler.logic(context, written, elsewhere)
        };
        let parent = draft.parent.unwrap_or(DefId(0));
        let relevant = logic(self, "relevant", id, false);
        let constraint = logic(self, "constraint", id, false);
        let calculation = logic(self, "calculation", id, false);
        let choice_filter = logic(self, "choice_filter", id, true);
        let repeat_count = logic(self, "repeat_count", parent, false);
        let violation = logic(self, "violation", id, false);
        let required = self.truth(id, draft, "required");
        let read_only = self.truth(id, draft, "read_only");
        let triggers = self.triggers(id, draft);
        if draft.role == Role::Question(Kind::Calculate)
            && calculation.is_none()
            && !draft.cells.contains_key("calculation")
            && !draft.cells.contains_key("default")
        {
            self.findings
                .warning(self.sheet, Some(draft.cell), Problem::MissingCalculation);
        }
        Def {
            parent: draft.parent,
            children: draft.children.clone(),
            child_by_name: HashMap::new(),
            slot: 0,
            name: draft.name.clone(),
            path: draft.path.clone(),
            role: draft.role,
            row: draft.row,
            list: draft.list,
            metadata: draft.metadata.clone(),
            appearance,
            parameters,
            label,
            hint,
            guidance,
            constraint_message,
            required_message,
            relevant,
            constraint,
            required,
            read_only,
            calculation,
            triggers,
            default: self.default_value(id, draft),
            choice_filter,
            repeat_count: repeat_count.filter(|_| draft.role == Role::Repeat),
            violation,
            extra: draft.extra.clone(),
            extra_texts: draft.extra_texts.clone(),
        }
    }

    /// An expression where `yes` and `no` are allowed for `true()` and `false()`.
    fn truth(&mut self, id: DefId, draft: &Draft, key: &str) -> Option<Logic> {
        let written = draft.cells.get(key)?;
        let text = match written.text.to_lowercase().as_str() {
            "yes" | "true" | "true()" | "y" | "1" => "true()",
            "no" | "false" | "false()" | "n" | "0" => return None,
            _ => &written.text,
        };
        self.logic(
            id,
            &Written {
                text: text.to_owned(),
                cell: written.cell,
            },
            false,
        )
    }

    fn logic(&mut self, context: DefId, written: &Written, elsewhere: bool) -> Option<Logic> {
        // Spreadsheets like to curl quotes.
        let source: String = written
            .text
            .chars()
            .map(|c| match c {
                '‘' | '’' => '\'',
                '“' | '”' => '"',
                '\u{a0}' => ' ',
                other => other,
            })
            .collect();
        let mut expr = match parse(&source) {
            Ok(expr) => expr,
            Err(error) => {
                let at = source
                    .get(..error.at)
                    .map_or(0, |before| before.chars().count())
                    + 1;
                self.syntax(written.cell, at, error.problem);
                return None;
            }
        };
        self.patterns(&expr, written.cell);
        let reads = self.resolve(context, &mut expr, written.cell, elsewhere);
        Some(Logic {
            expr,
            cell: written.cell,
            reads,
        })
    }

    /// A pattern nobody can match would let every answer through.
    fn patterns(&mut self, expr: &Expr, cell: Cell) {
        match expr {
            Expr::Negate(inner) => self.patterns(inner, cell),
            Expr::Binary(_, left, right) => {
                self.patterns(left, cell);
                self.patterns(right, cell);
            }
            Expr::Call { function, args, .. } => {
                if *function == table::Function::Regex
                    && let Some(Expr::Text(pattern)) = args.get(1)
                    && !is_pattern(pattern)
                {
                    let problem = Problem::BadPattern {
                        pattern: pattern.to_string(),
                    };
                    self.findings.error(self.sheet, Some(cell), problem);
                }
                for argument in args {
                    self.patterns(argument, cell);
                }
            }
            Expr::Number(_) | Expr::Text(_) | Expr::Reference { .. } | Expr::Path(_) => {}
        }
    }

    fn resolve(
        &mut self,
        context: DefId,
        expr: &mut Expr,
        cell: Cell,
        elsewhere: bool,
    ) -> Vec<Read> {
        let mut resolver = Resolver {
            names: self.names,
            root_names: self.root_names,
            context,
            reads: Vec::new(),
            bad: Vec::new(),
        };
        resolver.run(expr, elsewhere);
        let Resolver { reads, bad, .. } = resolver;
        for (bad, _) in bad {
            self.bad_reference(bad, cell);
        }
        reads
    }

    fn bad_reference(&mut self, bad: BadReference, cell: Cell) {
        let (problem, suggestion) = match bad {
            BadReference::Unknown(name) => {
                let suggestion = closest(&name, self.names.all());
                (Problem::UnknownReference { name }, suggestion)
            }
            BadReference::Ambiguous(name, defs) => {
                let cells: Vec<String> = defs
                    .iter()
                    .filter_map(|id| self.names.draft(*id))
                    .map(|draft| draft.cell.to_string())
                    .collect();
                (
                    Problem::AmbiguousReference {
                        name,
                        cells: cells.join(", "),
                    },
                    None,
                )
            }
        };
        self.findings
            .add(self.sheet, Some(cell), Severity::Error, problem, suggestion);
    }

    fn syntax(&mut self, cell: Cell, at: usize, problem: SyntaxProblem) {
        let (problem, suggestion) = match problem {
            SyntaxProblem::UnknownFunction { name } => {
                let suggestion = closest(&name, table::TABLE.iter().map(|row| row.0));
                (Problem::UnknownFunction { name }, suggestion)
            }
            SyntaxProblem::ArgumentCount {
                function,
                given,
                least,
                most,
            } => {
                let problem = Problem::ArgumentCount {
                    function: function.to_owned(),
                    given,
                    least,
                    most: most.map_or_else(|| "∞".to_owned(), |most| most.to_string()),
                };
                (problem, None)
            }
            other => (
                Problem::Syntax {
                    at,
                    reason: other.to_string(),
                },
                None,
            ),
        };
        self.findings
            .add(self.sheet, Some(cell), Severity::Error, problem, suggestion);
    }

    fn triggers(&mut self, id: DefId, draft: &Draft) -> Vec<DefId> {
        let Some(written) = draft.cells.get("trigger") else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for part in written.text.split(',') {
            let name = part
                .trim()
                .trim_start_matches("${")
                .trim_end_matches('}')
                .trim();
            match self.names.find(name, id) {
                Ok(target) => out.push(target),
                Err(bad) => self.bad_reference(bad, written.cell),
            }
        }
        out
    }

    /// A default is an expression when it calls a function or refers to another row.
    fn default_value(&mut self, id: DefId, draft: &Draft) -> Option<DefaultValue> {
        let written = draft.cells.get("default")?;
        let dynamic = written.text.contains("${") || calls_function(&written.text);
        if !dynamic {
            return Some(DefaultValue::Fixed(written.text.clone()));
        }
        self.logic(id, written, false).map(DefaultValue::Dynamic)
    }

    /// Splits the translations of a text at its references.
    fn text(&mut self, id: DefId, text: &mut Text) -> Vec<Read> {
        let mut reads = Vec::new();
        for translation in &mut text.translations {
            let mut rest = translation.source.as_str();
            let mut pieces = Vec::new();
            while let Some(at) = rest.find("${") {
                let Some(end) = rest.get(at..).and_then(|tail| tail.find('}')) else {
                    break;
                };
                let before = rest.get(..at).unwrap_or_default();
                if !before.is_empty() {
                    pieces.push(Piece::Literal(before.to_owned()));
                }
                let name = rest.get(at + 2..at + end).unwrap_or_default().trim();
                let mut expr = Expr::Reference {
                    name: name.into(),
                    at: 0,
                };
                reads.extend(self.resolve(id, &mut expr, translation.cell, false));
                pieces.push(Piece::Answer(expr));
                rest = rest.get(at + end + 1..).unwrap_or_default();
            }
            if !rest.is_empty() {
                pieces.push(Piece::Literal(rest.to_owned()));
            }
            translation.pieces = pieces;
        }
        reads.sort();
        reads.dedup();
        reads
    }

    /// Labels that are missing, altogether or in one of several languages.
    fn missing_texts(&mut self, drafted: &'a Drafted) {
        let languages = &drafted.languages;
        for draft in drafted.drafts.iter().skip(1) {
            let shown = match draft.role {
                Role::Question(kind) => kind.is_entered() || kind == Kind::Note,
                _ => false,
            };
            if shown && !draft.texts.contains_key("label") && !draft.texts.contains_key("hint") {
                self.findings
                    .warning(self.sheet, Some(draft.cell), Problem::MissingLabel);
            }
            for (column, text) in &draft.texts {
                self.untranslated(column, text, languages, draft.cell);
            }
        }
        self.sheet = &drafted.choices_sheet;
        for list in &drafted.lists {
            for choice in &list.choices {
                let cell = choice.label.translations.first().map(|t| t.cell);
                if let Some(cell) = cell {
                    self.untranslated("label", &choice.label, languages, cell);
                }
            }
        }
        self.sheet = &drafted.survey;
    }

    fn untranslated(
        &mut self,
        column: &str,
        text: &Text,
        languages: &[crate::text::Language],
        cell: Cell,
    ) {
        for (at, language) in languages.iter().enumerate() {
            if !text.is_empty() && !text.languages().any(|found| found.0 == at) {
                let problem = Problem::MissingTranslation {
                    column: column.to_owned(),
                    language: language.name.clone(),
                };
                self.findings.warning(self.sheet, Some(cell), problem);
            }
        }
    }

    fn circle(&mut self, defs: &[Def], circle: &[(DefId, Aspect)]) {
        let logic = |id: DefId, aspect: Aspect| {
            let def = defs.get(id.0 as usize)?;
            let found = graph::aspects(def).find(|(found, _)| *found == aspect)?;
            Some((def.name.clone(), found.1.cell))
        };
        let found: Vec<(String, Cell)> = circle
            .iter()
            .filter_map(|(id, aspect)| logic(*id, *aspect))
            .collect();
        let problem = Problem::Cycle {
            names: found
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
                .join(", "),
            cells: found
                .iter()
                .map(|(_, cell)| cell.to_string())
                .collect::<Vec<_>>()
                .join(", "),
        };
        let first = found.first().map(|(_, cell)| *cell);
        self.findings.error(self.sheet, first, problem);
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn parameters(text: &str) -> BTreeMap<String, String> {
    text.split([' ', ',', ';'])
        .filter_map(|part| part.split_once('='))
        .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

/// True when the text calls a known function: `today()`, `concat('a', 'b')`.
fn calls_function(text: &str) -> bool {
    text.match_indices('(').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let start = before
            .rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | ':')))
            .map_or(0, |at| {
                at + before
                    .get(at..)
                    .and_then(|s| s.chars().next())
                    .map_or(1, char::len_utf8)
            });
        table::row(before.get(start..).unwrap_or_default()).is_some()
    })
}
