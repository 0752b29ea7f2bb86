//! What was measured, as a table for people and as JSON for programs.

use crate::measure::Samples;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// One measured thing beside what it is compared with.
#[derive(Debug, Clone)]
pub struct Line {
    what: String,
    unit: &'static str,
    median: f64,
    tail: Option<(&'static str, f64)>,
    runs: usize,
    peer: Option<(String, f64)>,
}

impl Line {
    /// A line of many samples, with the 99th percentile.
    pub fn of(what: impl Into<String>, unit: &'static str, samples: &Samples) -> Self {
        Self {
            tail: Some(("p99", samples.p99())),
            ..Self::few(what, unit, samples)
        }
    }

    /// A line of few samples, with the largest.
    pub fn few(what: impl Into<String>, unit: &'static str, samples: &Samples) -> Self {
        Self {
            what: what.into(),
            unit,
            median: samples.median(),
            tail: (samples.len() > 1).then(|| ("max", samples.largest())),
            runs: samples.len(),
            peer: None,
        }
    }

    /// Beside a peer or a limit, measured in the same run and unit.
    #[must_use]
    pub fn against(mut self, peer: impl Into<String>, median: f64) -> Self {
        self.peer = Some((peer.into(), median));
        self
    }

    fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().map(|(_, median)| self.median / median)
    }

    fn cells(&self) -> [String; 6] {
        let unit = self.unit;
        let tail = self.tail.map_or_else(String::new, |(name, value)| {
            format!("{name} {}", number(value))
        });
        let (peer, ratio) = match (&self.peer, self.ratio()) {
            (Some((peer, median)), Some(ratio)) => (
                format!("{peer}: {} {unit}", number(*median)),
                format!("{}×", number(ratio)),
            ),
            _ => (String::new(), String::new()),
        };
        let median = format!("{} {unit}", number(self.median));
        [
            self.what.clone(),
            median,
            tail,
            self.runs.to_string(),
            peer,
            ratio,
        ]
    }
}

/// Lines about one question, with what a reader must know about them.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Question.
    pub title: String,
    /// Answers.
    pub lines: Vec<Line>,
    /// How it was measured, what was skipped.
    pub notes: Vec<String>,
}

impl Section {
    /// An empty section.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// A section that has only a reason.
    pub fn skipped(title: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self {
            notes: vec![format!("skipped: {why}")],
            ..Self::new(title)
        }
    }

    /// Adds a note.
    pub fn note(&mut self, words: impl Into<String>) {
        self.notes.push(words.into());
    }

    /// The section as a Markdown table with aligned columns.
    pub fn table(&self) -> String {
        let mut text = format!("\n## {}\n", self.title);
        if !self.lines.is_empty() {
            let head = ["what", "median", "tail", "runs", "compared with", "ratio"];
            let mut rows = vec![head.map(str::to_owned)];
            rows.extend(self.lines.iter().map(Line::cells));
            let mut widths = [0usize; 6];
            for row in &rows {
                for (width, cell) in widths.iter_mut().zip(row) {
                    *width = (*width).max(cell.chars().count());
                }
            }
            text.push('\n');
            for (index, row) in rows.iter().enumerate() {
                text.push('|');
                for (cell, width) in row.iter().zip(widths) {
                    let _ = write!(text, " {cell:width$} |");
                }
                text.push('\n');
                if index == 0 {
                    text.push('|');
                    for width in widths {
                        let _ = write!(text, "{}|", "-".repeat(width + 2));
                    }
                    text.push('\n');
                }
            }
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        for note in &self.notes {
            let _ = writeln!(text, "- {note}");
        }
        text
    }

    /// The section for programs.
    pub fn json(&self) -> Value {
        let lines: Vec<Value> = self
            .lines
            .iter()
            .map(|line| {
                json!({
                    "what": line.what,
                    "unit": line.unit,
                    "median": line.median,
                    "tail": line.tail.map(|(name, value)| json!({"of": name, "value": value})),
                    "runs": line.runs,
                    "peer": line.peer.as_ref().map(|(what, median)| {
                        json!({"what": what, "median": median})
                    }),
                    "ratio": line.ratio(),
                })
            })
            .collect();
        json!({"title": self.title, "lines": lines, "notes": self.notes})
    }
}

/// Three digits that count, thousands apart.
fn number(value: f64) -> String {
    let size = value.abs();
    if !size.is_finite() {
        return "?".to_owned();
    }
    let text = match size {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        size if size >= 0.1 => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    };
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    rest.map_or(grouped.clone(), |rest| format!("{grouped}.{rest}"))
}
