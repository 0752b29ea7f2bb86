//! Statements in the exchange format of 1C, as banks of Kazakhstan give them to accountants:
//! `1CClientBankExchange`, a section for each document, a field a line.

use super::values::{accounts, day, identities, sum};
use super::{FaultKind, Side, Statement, StatementFault, StatementLine};
use crate::money::Tiyn;
use std::collections::BTreeMap;

/// How a file of this format begins.
const MARK: &str = "1cclientbankexchange";

/// Whether a text is of this format.
pub(super) fn is_one(text: &str) -> bool {
    let mut first = text.lines().map(str::trim).filter(|line| !line.is_empty());
    first
        .next()
        .is_some_and(|line| line.to_lowercase().starts_with(MARK))
}

/// A document: its fields by their keys in lower case, the line it begins on.
struct Document<'a> {
    fields: BTreeMap<String, String>,
    last: Option<String>,
    at: usize,
    own: &'a str,
}

impl Document<'_> {
    fn new(at: usize, own: &str) -> Document<'_> {
        Document {
            fields: BTreeMap::new(),
            last: None,
            at,
            own,
        }
    }

    /// Takes a line; one without a key goes on with the field before it.
    fn take(&mut self, line: &str) {
        let keyed = line.split_once('=').filter(|(key, _)| {
            let key = key.trim();
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
        });
        match (keyed, &self.last) {
            (Some((key, value)), _) => {
                let key = key.trim().to_lowercase();
                self.fields
                    .entry(key.clone())
                    .or_insert_with(|| value.trim().to_owned());
                self.last = Some(key);
            }
            (None, Some(last)) => {
                if let Some(text) = self.fields.get_mut(last) {
                    text.push(' ');
                    text.push_str(line.trim());
                }
            }
            (None, None) => {}
        }
    }

    /// The first of these fields that says something.
    fn one(&self, keys: &[&str]) -> &str {
        let found = keys.iter().filter_map(|key| self.fields.get(*key));
        found
            .map(String::as_str)
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// A sum above nought; none where there is none.
    fn money(&self, key: &str) -> Result<Option<Tiyn>, FaultKind> {
        match self.one(&[key]) {
            "" => Ok(None),
            text => match sum(text)? {
                (true, _) => Err(FaultKind::Side),
                (false, sum) => Ok((sum.0 != 0).then_some(sum)),
            },
        }
    }

    fn line(&self) -> Result<StatementLine, FaultKind> {
        let spent = self.money("суммарасход")?;
        let came = self.money("суммаприход")?;
        let of = |key: &str| self.one(&[key]).to_uppercase();
        let own = |account: &str| !self.own.is_empty() && account == self.own;
        let (side, sum) = match (spent, came) {
            (Some(sum), None) => (Side::Debit, sum),
            (None, Some(sum)) => (Side::Credit, sum),
            (Some(_), Some(_)) => return Err(FaultKind::Side),
            (None, None) => {
                let sum = self.money("сумма")?.ok_or(FaultKind::Sum)?;
                match (own(&of("плательщикиик")), own(&of("получательиик")))
                {
                    (true, false) => (Side::Debit, sum),
                    (false, true) => (Side::Credit, sum),
                    _ => return Err(FaultKind::Side),
                }
            }
        };
        let currency = self.one(&["валюта"]).to_uppercase();
        if !currency.is_empty() && currency != "KZT" && currency != "ТЕНГЕ" {
            return Err(FaultKind::Currency);
        }
        let days = match side {
            Side::Debit => ["датаоперации", "датасписано"],
            Side::Credit => ["датаоперации", "датапоступило"],
        };
        let days = days
            .into_iter()
            .chain(["датавалютирования", "датадокумента", "дата"]);
        let day = days
            .filter_map(|key| day(self.one(&[key])))
            .next()
            .ok_or(FaultKind::Day)?;
        let other = match side {
            Side::Debit => "получатель",
            Side::Credit => "плательщик",
        };
        let of_other = |ends: &[&str]| {
            let keys: Vec<String> = ends.iter().map(|end| format!("{other}{end}")).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            self.one(&keys).to_owned()
        };
        Ok(StatementLine {
            day,
            side,
            sum,
            reference: self.one(&["референс"]).to_owned(),
            number: self.one(&["номердокумента", "номер"]).to_owned(),
            account: accounts(&of_other(&["иик", "счет", "расчсчет"]), self.own).join(" "),
            bin: identities(&of_other(&["бин_иин", "бин", "иин"])).join(" "),
            name: of_other(&["наименование", "1", ""]),
            words: self
                .one(&["назначениеплатежа", "назначениеплатежа1"])
                .to_owned(),
            at: self.at,
        })
    }
}

/// Reads every document of a text.
pub(super) fn read(text: &str) -> Statement {
    let mut statement = Statement::default();
    let own = text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let named = key.trim().to_lowercase() == "расчсчет";
        named.then(|| value.trim().to_uppercase())
    });
    statement.account = own.unwrap_or_default();
    let account = statement.account.clone();
    let mut document: Option<Document<'_>> = None;
    for (index, line) in text.lines().enumerate() {
        let word = line.split('=').next().unwrap_or_default();
        match word.trim().to_lowercase().as_str() {
            "секциядокумент" => {
                finish(&mut statement, document.take());
                document = Some(Document::new(index + 1, &account));
            }
            "конецдокумента" | "конецфайла" => {
                finish(&mut statement, document.take())
            }
            _ => {
                if let Some(document) = &mut document {
                    document.take(line);
                }
            }
        }
    }
    finish(&mut statement, document);
    statement
}

fn finish(statement: &mut Statement, document: Option<Document<'_>>) {
    let Some(document) = document else { return };
    match document.line() {
        Ok(line) => statement.lines.push(line),
        Err(what) => statement.faults.push(StatementFault {
            at: document.at,
            what,
        }),
    }
}
