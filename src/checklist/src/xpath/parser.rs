//! Tokens to syntax tree: a Pratt parser.

use thiserror::Error;

use super::ast::{Axis, Expr, NodeTest, Operator, Path, Start, Step};
use super::lexer::{Spanned, Token, tokens};
use super::table;

/// Why an expression cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("at byte {at}: {problem}")]
pub struct SyntaxError {
    /// Byte offset in the expression.
    pub at: usize,
    /// What is wrong there.
    #[source]
    pub problem: SyntaxProblem,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SyntaxProblem {
    /// A quote without its pair.
    #[error("text without closing quote")]
    UnclosedText,
    /// `${` without `}`.
    #[error("reference without closing brace")]
    UnclosedReference,
    /// A character that begins nothing.
    #[error("unexpected character {0:?}")]
    UnexpectedCharacter(char),
    /// The expression ends too early.
    #[error("unexpected end")]
    UnexpectedEnd,
    /// A token in the wrong place.
    #[error("unexpected {0:?}")]
    Unexpected(String),
    /// No such function.
    #[error("unknown function {name}")]
    UnknownFunction {
        /// Name as written.
        name: String,
    },
    /// Wrong number of arguments.
    #[error("{function} takes {least} to {most:?} arguments, {given} given")]
    ArgumentCount {
        /// Function as written.
        function: &'static str,
        /// Arguments given.
        given: usize,
        /// Fewest allowed.
        least: usize,
        /// Most allowed, `None` = any number.
        most: Option<usize>,
    },
    /// Nesting beyond what any real form needs.
    #[error("nested too deeply")]
    TooDeep,
}

/// Deepest nesting accepted; the recursion of parser and evaluator is bounded by it.
const MAX_DEPTH: usize = 120;

/// Longest chain of operators without brackets (`a or b or c …`): it becomes a tree this deep.
const MAX_CHAIN: usize = 1000;

/// Reads an expression.
///
/// # Errors
/// [`SyntaxError`] with the byte offset; unknown functions and wrong argument counts are told
/// here, before any form is filled.
pub fn parse(source: &str) -> Result<Expr, SyntaxError> {
    let tokens = tokens(source)?;
    let mut parser = Parser {
        tokens,
        next: 0,
        end: source.len(),
        depth: 0,
    };
    let expr = parser.expression(0)?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser {
    tokens: Vec<Spanned>,
    next: usize,
    end: usize,
    depth: usize,
}

const UNION_POWER: u8 = 13;
const NEGATE_POWER: u8 = 12;

fn infix(token: &Token) -> Option<(Operator, u8)> {
    let Token::Symbol(symbol) = token else {
        return None;
    };
    Some(match *symbol {
        "or" => (Operator::Or, 1),
        "and" => (Operator::And, 2),
        "=" => (Operator::Equal, 3),
        "!=" => (Operator::NotEqual, 3),
        "<" => (Operator::Less, 4),
        "<=" => (Operator::LessOrEqual, 4),
        ">" => (Operator::Greater, 4),
        ">=" => (Operator::GreaterOrEqual, 4),
        "+" => (Operator::Add, 5),
        "-" => (Operator::Subtract, 5),
        "*" => (Operator::Multiply, 6),
        "div" => (Operator::Divide, 6),
        "mod" => (Operator::Modulo, 6),
        "|" => (Operator::Union, UNION_POWER),
        _ => return None,
    })
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|spanned| &spanned.token)
    }

    fn peek_second(&self) -> Option<&Token> {
        self.tokens.get(self.next + 1).map(|spanned| &spanned.token)
    }

    fn at(&self) -> usize {
        self.tokens
            .get(self.next)
            .map_or(self.end, |spanned| spanned.at)
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(self.peek(), Some(Token::Symbol(found)) if *found == symbol)
    }

    fn accept(&mut self, symbol: &str) -> bool {
        let found = self.is(symbol);
        if found {
            self.next += 1;
        }
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), SyntaxError> {
        if self.accept(symbol) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> SyntaxError {
        let problem = match self.peek() {
            None => SyntaxProblem::UnexpectedEnd,
            Some(Token::Number(number)) => SyntaxProblem::Unexpected(number.to_string()),
            Some(Token::Text(text)) => SyntaxProblem::Unexpected(format!("'{text}'")),
            Some(Token::Name(None, local)) => SyntaxProblem::Unexpected(local.to_string()),
            Some(Token::Name(Some(prefix), local)) => {
                SyntaxProblem::Unexpected(format!("{prefix}:{local}"))
            }
            Some(Token::Reference(name)) => SyntaxProblem::Unexpected(format!("${{{name}}}")),
            Some(Token::Symbol(symbol)) => SyntaxProblem::Unexpected((*symbol).to_owned()),
            Some(Token::Star) => SyntaxProblem::Unexpected("*".to_owned()),
        };
        SyntaxError {
            at: self.at(),
            problem,
        }
    }

    fn expression(&mut self, min_power: u8) -> Result<Expr, SyntaxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError {
                at: self.at(),
                problem: SyntaxProblem::TooDeep,
            });
        }
        let mut left = if self.accept("-") {
            Expr::Negate(Box::new(self.expression(NEGATE_POWER)?))
        } else {
            self.path_expression()?
        };
        let mut chain = 0;
        while let Some((operator, power)) = self.peek().and_then(infix) {
            if power <= min_power {
                break;
            }
            chain += 1;
            if chain > MAX_CHAIN {
                return Err(SyntaxError {
                    at: self.at(),
                    problem: SyntaxProblem::TooDeep,
                });
            }
            self.next += 1;
            let right = self.expression(power)?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Ok(left)
    }

    /// A path, or a primary expression optionally followed by predicates and steps.
    fn path_expression(&mut self) -> Result<Expr, SyntaxError> {
        if !self.starts_primary() {
            return Ok(Expr::Path(self.location_path()?));
        }
        let primary = self.primary()?;
        let predicates = self.predicates()?;
        if predicates.is_empty() && !self.is("/") && !self.is("//") {
            return Ok(primary);
        }
        let mut steps = Vec::new();
        self.more_steps(&mut steps)?;
        Ok(Expr::Path(Path {
            start: Start::Expr(Box::new(primary), predicates),
            steps,
        }))
    }

    fn starts_primary(&self) -> bool {
        match self.peek() {
            Some(Token::Number(_) | Token::Text(_) | Token::Reference(_)) => true,
            Some(Token::Symbol("(")) => true,
            Some(Token::Name(prefix, local)) => {
                matches!(self.peek_second(), Some(Token::Symbol("(")))
                    && !(prefix.is_none() && is_node_type(local))
            }
            _ => false,
        }
    }

    fn primary(&mut self) -> Result<Expr, SyntaxError> {
        let at = self.at();
        let Some(spanned) = self.tokens.get(self.next).cloned() else {
            return Err(self.unexpected());
        };
        self.next += 1;
        match spanned.token {
            Token::Number(number) => Ok(Expr::Number(number)),
            Token::Text(text) => Ok(Expr::Text(text)),
            Token::Reference(name) => Ok(Expr::Reference { name, at }),
            Token::Symbol("(") => {
                let inner = self.expression(0)?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Name(prefix, local) => {
                let name = match prefix {
                    Some(prefix) => format!("{prefix}:{local}"),
                    None => local.to_string(),
                };
                self.call(name, at)
            }
            Token::Symbol(_) | Token::Star => {
                self.next -= 1;
                Err(self.unexpected())
            }
        }
    }

    fn call(&mut self, name: String, at: usize) -> Result<Expr, SyntaxError> {
        self.expect("(")?;
        let mut args = Vec::new();
        if !self.accept(")") {
            loop {
                args.push(self.expression(0)?);
                if self.accept(")") {
                    break;
                }
                self.expect(",")?;
            }
        }
        let Some((function_name, function, least, most)) = table::row(&name).copied() else {
            return Err(SyntaxError {
                at,
                problem: SyntaxProblem::UnknownFunction { name },
            });
        };
        if args.len() < least || most.is_some_and(|most| args.len() > most) {
            let problem = SyntaxProblem::ArgumentCount {
                function: function_name,
                given: args.len(),
                least,
                most,
            };
            return Err(SyntaxError { at, problem });
        }
        Ok(Expr::Call { function, args, at })
    }

    fn location_path(&mut self) -> Result<Path, SyntaxError> {
        let mut steps = Vec::new();
        let start = if self.accept("/") {
            if self.starts_step() {
                steps.push(self.step()?);
            }
            Start::Document
        } else if self.accept("//") {
            steps.push(any_depth());
            steps.push(self.step()?);
            Start::Document
        } else {
            steps.push(self.step()?);
            Start::Context
        };
        self.more_steps(&mut steps)?;
        Ok(Path { start, steps })
    }

    fn more_steps(&mut self, steps: &mut Vec<Step>) -> Result<(), SyntaxError> {
        loop {
            if self.accept("//") {
                steps.push(any_depth());
            } else if !self.accept("/") {
                return Ok(());
            }
            steps.push(self.step()?);
        }
    }

    fn starts_step(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(..) | Token::Star | Token::Symbol("." | ".." | "@"))
        )
    }

    fn step(&mut self) -> Result<Step, SyntaxError> {
        if self.accept(".") {
            let predicates = self.predicates()?;
            return Ok(Step {
                predicates,
                ..Step::itself()
            });
        }
        if self.accept("..") {
            let predicates = self.predicates()?;
            return Ok(Step {
                predicates,
                ..Step::parent()
            });
        }
        let axis = if self.accept("@") {
            Axis::Attribute
        } else {
            self.axis()?
        };
        let test = self.node_test()?;
        let predicates = self.predicates()?;
        Ok(Step {
            axis,
            test,
            predicates,
        })
    }

    fn axis(&mut self) -> Result<Axis, SyntaxError> {
        if !matches!(self.peek_second(), Some(Token::Symbol("::"))) {
            return Ok(Axis::Child);
        }
        let named = match self.peek() {
            Some(Token::Name(None, name)) => Axis::named(name),
            _ => None,
        };
        match named {
            Some(axis) => {
                self.next += 2;
                Ok(axis)
            }
            None => Err(self.unexpected()),
        }
    }

    fn node_test(&mut self) -> Result<NodeTest, SyntaxError> {
        let token = self.peek().cloned();
        match token {
            Some(Token::Star) => {
                self.next += 1;
                Ok(NodeTest::Any { prefix: None })
            }
            // After `::` or `@` a star reads as multiplication only to the lexer.
            Some(Token::Symbol("*")) => {
                self.next += 1;
                Ok(NodeTest::Any { prefix: None })
            }
            Some(Token::Name(prefix, local)) => {
                self.next += 1;
                if prefix.is_none() && is_node_type(&local) && self.is("(") {
                    return self.node_type(&local);
                }
                if &*local == "*" {
                    return Ok(NodeTest::Any { prefix });
                }
                Ok(NodeTest::Name { prefix, local })
            }
            _ => Err(self.unexpected()),
        }
    }

    fn node_type(&mut self, name: &str) -> Result<NodeTest, SyntaxError> {
        self.expect("(")?;
        let target = match self.peek().cloned() {
            Some(Token::Text(target)) => {
                self.next += 1;
                Some(target)
            }
            _ => None,
        };
        self.expect(")")?;
        Ok(match name {
            "text" => NodeTest::Text,
            "comment" => NodeTest::Comment,
            "processing-instruction" => NodeTest::Instruction(target),
            _ => NodeTest::Node,
        })
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, SyntaxError> {
        let mut predicates = Vec::new();
        while self.accept("[") {
            predicates.push(self.expression(0)?);
            self.expect("]")?;
        }
        Ok(predicates)
    }
}

fn is_node_type(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}

fn any_depth() -> Step {
    Step {
        axis: Axis::DescendantOrSelf,
        test: NodeTest::Node,
        predicates: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplication_binds_tighter_than_addition() {
        let Expr::Binary(Operator::Add, _, right) = parse("1 + 2 * 3").unwrap() else {
            panic!("addition must be outermost");
        };
        assert!(matches!(*right, Expr::Binary(Operator::Multiply, ..)));
    }

    #[test]
    fn an_unknown_function_is_named_with_its_place() {
        let error = parse("1 + slected(., 'a')").unwrap_err();
        assert_eq!(error.at, 4);
        assert_eq!(
            error.problem,
            SyntaxProblem::UnknownFunction {
                name: "slected".into()
            }
        );
    }

    #[test]
    fn hostile_nesting_is_refused_not_a_crash() {
        let source = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(parse(&source).unwrap_err().problem, SyntaxProblem::TooDeep);
        assert_eq!(
            parse(&"-".repeat(100_000)).unwrap_err().problem,
            SyntaxProblem::TooDeep
        );
    }
}
