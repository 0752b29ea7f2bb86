//! What expressions may ask of an instance.

use chrono::{DateTime, FixedOffset};

use super::Instance;
use super::store::{Forest, elsewhere};
use crate::form::Logic;
use crate::text::LangId;
use crate::xpath::dates::{self, CalendarNames};
use crate::xpath::{Context, EvalError, Expr, Host, NodeId, Value};

/// Next number of a SplitMix64 sequence, 0 inclusive to 1 exclusive.
fn next_random(state: &std::cell::Cell<u64>) -> f64 {
    let seed = state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    state.set(seed);
    let mut mixed = seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    (mixed >> 11) as f64 / (1u64 << 53) as f64
}

impl Host for Instance {
    fn now(&self) -> DateTime<FixedOffset> {
        self.env.now
    }

    fn offset_seconds(&self) -> i32 {
        self.env.offset_seconds()
    }

    fn random(&self) -> f64 {
        next_random(&self.random)
    }

    fn instance(&self, id: &str) -> Option<NodeId> {
        self.form
            .lists
            .iter()
            .find(|list| list.name == id)
            .map(|list| elsewhere(list.node))
    }

    fn choice_name(&self, value: &str, question: &str) -> Option<String> {
        let def = self.form.find(question)?;
        let list = self.form.lists.get(self.form.def(def).list?)?;
        let choice = list.choices.get(*list.by_name.get(value)?)?;
        let wanted = self.language();
        let (label, _) = choice.label.choose(wanted, self.form.default_language())?;
        Some(label.source.clone())
    }

    fn itext(&self, _id: &str) -> Option<String> {
        // Text identifiers exist in XForms only; a workbook has columns instead.
        None
    }

    fn pull_data(&self, _: &str, _: &str, _: &str, _: &str) -> String {
        // No tables are attached to an inspection; a lookup finds nothing.
        String::new()
    }

    fn property(&self, name: &str) -> String {
        self.env.properties.get(name).cloned().unwrap_or_default()
    }

    fn calendar(&self) -> &CalendarNames {
        &self.env.calendar
    }
}

impl Instance {
    pub(super) fn language(&self) -> LangId {
        self.env.language.unwrap_or(self.form.default_language())
    }

    /// Evaluates an expression at a node.
    pub(super) fn eval<T>(
        &self,
        node: NodeId,
        use_value: impl FnOnce(&Context<'_>) -> Result<T, EvalError>,
    ) -> Result<T, EvalError> {
        let forest = Forest {
            form: &self.form,
            store: &self.store,
        };
        use_value(&Context::at(&forest, self, node))
    }

    pub(super) fn truth_of(&self, node: NodeId, logic: &Logic) -> Result<bool, EvalError> {
        self.eval(node, |context| context.truth(&logic.expr))
    }

    /// Text of an expression as it is stored: what is no number is no answer.
    pub(super) fn text_of(&self, node: NodeId, expr: &Expr) -> Result<String, EvalError> {
        self.eval(node, |context| {
            Ok(match context.eval(expr)? {
                Value::Number(number) if number.is_nan() => String::new(),
                value => context.to_text(&value),
            })
        })
    }

    /// Truth of a choice filter for one choice of a question's list.
    pub(super) fn choice_passes(&self, node: NodeId, filter: &Expr, choice: NodeId) -> bool {
        let forest = Forest {
            form: &self.form,
            store: &self.store,
        };
        let context = Context {
            node: elsewhere(choice),
            ..Context::at(&forest, self, node)
        };
        context.truth(filter).unwrap_or(false)
    }

    /// Value the engine fills in by itself at the start.
    pub(super) fn metadata(&self, word: &str) -> String {
        let offset = self.offset_seconds();
        match word.trim_start_matches("get ") {
            "start" | "end" | "start time" | "end time" => {
                dates::present(self.env.now).text(offset)
            }
            "today" => dates::today(self.env.now, offset).text(offset),
            other => self
                .env
                .properties
                .get(&other.replace(' ', ""))
                .cloned()
                .unwrap_or_default(),
        }
    }
}
