//! What a version of a field says, part by part, in words, so that two can be compared.

use crate::cx::Cx;
use crate::model::VisitWork;
use crate::model::sheet::severity_of;
use crate::screens::evidence::{coordinates, kind, moment, taken_at};
use crate::screens::marks;
use crate::words;
use baqylau_domain::Moment;
use baqylau_domain::act::ActOrder;
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_domain::finding::{Evidence, Finding};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is; empty where the field has only one part.
    pub label: String,
    /// What it says.
    pub words: String,
    /// What is compared: two layers of marks may read alike and differ.
    raw: String,
    /// Nothing was entered.
    empty: bool,
}

impl Part {
    fn of(label: String, words: String) -> Self {
        Self {
            raw: words.clone(),
            empty: words.trim().is_empty(),
            label,
            words,
        }
    }

    fn whole(words: String) -> Self {
        Self::of(String::new(), words)
    }

    fn raw(mut self, raw: &str) -> Self {
        raw.clone_into(&mut self.raw);
        self
    }

    fn empty_when(mut self, empty: bool) -> Self {
        self.empty = empty;
        self
    }
}

/// A part with whether the versions differ in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The part.
    pub part: Part,
    /// Whether another version says something else here.
    pub differs: bool,
}

/// Every version of a field, part by part. Parts nobody entered are left out.
pub fn compared(
    key: &FieldKey,
    versions: &[FieldVersion],
    work: &VisitWork,
    cx: &Cx<'_>,
) -> Vec<Vec<Compared>> {
    let all: Vec<Vec<Part>> = versions
        .iter()
        .map(|version| parts(key, &version.value, work, cx))
        .collect();
    all.iter()
        .map(|parts| {
            parts
                .iter()
                .map(|part| {
                    let same = |one: &Part| one.label == part.label && one.raw == part.raw;
                    let differs = all.iter().any(|other| !other.iter().any(same));
                    Compared {
                        part: part.clone(),
                        differs,
                    }
                })
                .filter(|one| one.differs || !one.part.empty)
                .map(|mut one| {
                    if one.part.words.trim().is_empty() {
                        one.part.words = cx.t("merge-not-given");
                    }
                    one
                })
                .collect()
        })
        .collect()
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn parts(key: &FieldKey, value: &Value, work: &VisitWork, cx: &Cx<'_>) -> Vec<Part> {
    let said = match key {
        FieldKey::Finding { list, item } if !value.is_null() => {
            read(value).map(|one| finding(list, item, &one, work, cx))
        }
        FieldKey::Evidence { .. } if value.is_null() => {
            return vec![Part::whole(cx.t("merge-file-taken-away"))];
        }
        FieldKey::Evidence { .. } => read(value).map(|one| evidence(&one, cx)),
        _ => None,
    };
    said.unwrap_or_else(|| vec![Part::whole(whole(key, value, work, cx))])
}

fn yes_or_no(label: &str, is: bool, cx: &Cx<'_>) -> Part {
    let words = cx.t(if is { "answer-yes" } else { "answer-no" });
    Part::of(cx.t(label), words).empty_when(!is)
}

fn finding(list: &str, item: &str, one: &Finding, work: &VisitWork, cx: &Cx<'_>) -> Vec<Part> {
    let own = work.sheet(list).and_then(|sheet| sheet.item(item));
    let severity = match (one.severity, own) {
        (Some(severity), _) => cx.t(words::severity(severity).0),
        (None, Some(item)) => {
            let severity = cx.t(words::severity(severity_of(item)).0);
            cx.f("merge-severity-own", &[("severity", severity.into())])
        }
        (None, None) => String::new(),
    };
    let due = one.due.map(|due| cx.locale.date(due)).unwrap_or_default();
    let violated = own.is_some_and(|item| item.violation);
    vec![
        Part::of(cx.t("merge-note"), one.note.clone()),
        Part::of(cx.t("severity-title"), severity).empty_when(one.severity.is_none() && !violated),
        Part::of(cx.t("finding-due"), due),
        Part::of(cx.t("finding-responsible"), one.responsible.clone()),
        Part::of(cx.t("finding-recommendation"), one.recommendation.clone()),
        yes_or_no("merge-flagged", one.flagged, cx),
        yes_or_no("answer-not-checked", one.not_checked, cx),
    ]
}

fn evidence(one: &Evidence, cx: &Cx<'_>) -> Vec<Part> {
    let taken = match (&one.taken_at, taken_at(one)) {
        (_, Some(taken)) => moment(taken, cx.locale),
        (Some(raw), None) => raw.clone(),
        (None, None) => String::new(),
    };
    let place = one
        .taken_where
        .map(|at| coordinates(at, cx.locale))
        .unwrap_or_default();
    let drawn = match marks::read(&one.annotations) {
        Some(drawn) if drawn.is_empty() => String::new(),
        Some(drawn) => {
            let count = i64::try_from(drawn.len()).unwrap_or(i64::MAX);
            cx.f("merge-marks", &[("count", count.into())])
        }
        None => cx.t("evidence-marks-unknown"),
    };
    vec![
        Part::of(cx.t("merge-file"), one.name.clone()),
        Part::of(cx.t("evidence-caption"), one.caption.clone()),
        Part::of(cx.t("merge-marks-title"), drawn).raw(&one.annotations),
        Part::of(cx.t("merge-kind"), cx.t(kind(&one.mime))).raw(&one.mime),
        Part::of(cx.t("evidence-size"), cx.locale.file_size(one.size)).raw(&one.size.to_string()),
        Part::of(
            cx.t("evidence-sheets"),
            one.sheets
                .map(|count| count.to_string())
                .unwrap_or_default(),
        ),
        Part::of(cx.t("evidence-taken-at"), taken),
        Part::of(cx.t("evidence-place"), place),
    ]
}

/// A field of one part.
fn whole(key: &FieldKey, value: &Value, work: &VisitWork, cx: &Cx<'_>) -> String {
    if value.is_null() {
        return match key {
            FieldKey::Mark { .. } => cx.t("headcount-presence-unmarked"),
            FieldKey::Answer { .. } => cx.t("answer-none"),
            _ => String::new(),
        };
    }
    match key {
        FieldKey::Answer { list, path } => {
            let raw = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            work.sheet(list)
                .and_then(|sheet| sheet.answer_words(path, &raw, cx.locale.language()))
                .unwrap_or(raw)
        }
        FieldKey::Mark { .. } => cx.t(&format!(
            "headcount-presence-{}",
            value.as_str().unwrap_or("unmarked")
        )),
        FieldKey::Assignee { .. } => read(value)
            .and_then(|person| work.visit.member(person))
            .map_or_else(|| cx.t("table-unknown"), |member| member.full_name.clone()),
        FieldKey::PartyDecision => {
            let key = value.as_str().unwrap_or_default().replace('_', "-");
            cx.t(&format!("act-party-{key}"))
        }
        FieldKey::Acquaintance | FieldKey::Departure => read::<Moment>(value)
            .map_or_else(|| cx.t("merge-unreadable"), |at| cx.locale.date_time(at)),
        FieldKey::FurtherOrder { .. } => read::<ActOrder>(value).map_or_else(
            || cx.t("merge-unreadable"),
            |order| {
                let issuer = cx.tri(&order.issued_by);
                format!("{} · {issuer}", cx.locale.date(order.date))
            },
        ),
        FieldKey::Ordered { .. } => value
            .as_u64()
            .map_or_else(|| cx.t("merge-unreadable"), |count| count.to_string()),
        FieldKey::Opinion { .. }
        | FieldKey::Objections
        | FieldKey::Representative
        | FieldKey::SigningRefusal => {
            let said = value.as_str().map(str::to_owned);
            said.unwrap_or_else(|| cx.t("merge-unreadable"))
        }
        // A record written by a version that knows other fields.
        FieldKey::Finding { .. } | FieldKey::Evidence { .. } => cx.t("merge-unreadable"),
    }
}

/// A value in one line: its parts, those nobody entered left out.
pub fn in_one_line(key: &FieldKey, value: &Value, work: &VisitWork, cx: &Cx<'_>) -> String {
    let parts = parts(key, value, work, cx);
    let said: Vec<String> = parts
        .into_iter()
        .filter(|part| !part.empty)
        .map(|part| {
            if part.label.is_empty() {
                part.words
            } else {
                format!("{}: {}", part.label, part.words)
            }
        })
        .collect();
    if said.is_empty() {
        cx.t("answer-none")
    } else {
        said.join(" · ")
    }
}
