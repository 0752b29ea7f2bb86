//! One checklist of a visit, read from the draft: answers, sections, violations, obstacles.

use super::{answers, norms};
use crate::error::Result;
use crate::ui::{Blocker, PinnedForm, UserError};
use baqylau_checklist::{BlockerKind, Env, Instance, Item, LangId, Snapshot};
use baqylau_domain::Moment;
use baqylau_domain::act::{ActAnswer, ActChecklist, ActFinding, ActSection};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::finding::{
    Effect, Evidence, EvidenceNeed, Finding, FindingGap, Severity, gaps,
};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::policy::Policy;
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{Violated, asks_stop, effect_found};
use baqylau_domain::visit::PinnedChecklist;
use baqylau_locale::{Language, Locale, legal_time};
use baqylau_protocol::blob;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a checklist contributes to an act.
#[derive(Debug, Default)]
pub struct Contribution {
    /// Results.
    pub checklist: Option<ActChecklist>,
    /// Violations with what the prescription needs.
    pub findings: Vec<(ActFinding, Finding)>,
    /// Obstacles.
    pub blockers: Vec<Blocker>,
}

/// The day and the figures gaps are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    /// When the checklist is evaluated.
    pub now: Moment,
    /// Day of the visit.
    pub visited: NaiveDate,
    /// The figures in force.
    pub policy: &'a Policy,
}

/// The answers of a checklist in the draft, as the engine keeps them.
pub fn snapshot(form: &PinnedForm, draft: &Draft) -> Snapshot {
    let answers = draft
        .iter()
        .filter_map(|(key, _)| match key {
            FieldKey::Answer { list, path } if *list == form.code => {
                Some((path.clone(), text(draft.value(key)?)))
            }
            _ => None,
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    Snapshot {
        form_id: form.form.form_id().to_owned(),
        version: form.form.version().to_owned(),
        answers,
        rows: BTreeMap::new(),
    }
}

/// An answer as the engine writes it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Evidence of an item, in the order of its hashes.
pub fn evidence(draft: &Draft, list: &str, item: &str) -> Vec<Evidence> {
    draft
        .iter()
        .filter(|(key, _)| {
            matches!(key, FieldKey::Evidence { list: l, item: i, .. } if l == list && i == item)
        })
        .filter_map(|(key, _)| draft.read(key))
        .collect()
}

/// Texts of the three languages, taken one language at a time.
struct Spoken {
    kk: Vec<Item>,
    ru: Vec<Item>,
    en: Vec<Item>,
}

impl Spoken {
    fn of(instance: &Instance) -> Self {
        let form = instance.form().clone();
        let items = |code: &str| {
            instance.items(
                form.language(code)
                    .unwrap_or_else(|| form.default_language()),
            )
        };
        Self {
            kk: items("kk"),
            ru: items("ru"),
            en: items("en"),
        }
    }

    fn each(&self) -> impl Iterator<Item = (&Item, &Item, &Item)> {
        self.kk
            .iter()
            .zip(&self.ru)
            .zip(&self.en)
            .map(|((kk, ru), en)| (kk, ru, en))
    }
}

/// Reads a checklist of the draft for an act.
///
/// # Errors
/// When the answers can't be written down for hashing.
pub fn read(
    pinned: &PinnedChecklist,
    form: &PinnedForm,
    draft: &Draft,
    judgement: &Judgement<'_>,
) -> Result<Contribution> {
    let env = Env::new(legal_time(judgement.now), 0);
    let (instance, _) = Instance::restore(form.form.clone(), env, &snapshot(form, draft));
    let mut out = Contribution {
        blockers: engine_blockers(&instance, &form.code),
        ..Default::default()
    };
    let spoken = Spoken::of(&instance);
    let [in_kazakh, in_russian, in_english] =
        [Language::Kk, Language::Ru, Language::En].map(Locale::new);
    let mut sections: Vec<(String, ActSection)> = Vec::new();
    let mut given = Vec::new();
    for (kk, ru, en) in spoken.each() {
        if !kk.counts() {
            continue;
        }
        let key = FieldKey::Finding {
            list: form.code.clone(),
            item: kk.id.clone(),
        };
        let finding: Finding = draft.read(&key).unwrap_or_default();
        count(&instance, &mut sections, kk, finding.not_checked);
        if kk.answered {
            given.push(ActAnswer {
                item: kk.id.clone(),
                text: Trilingual::new(&kk.label.text, &ru.label.text, &en.label.text),
                answer: Trilingual::new(
                    worded(kk, &in_kazakh),
                    worded(ru, &in_russian),
                    worded(en, &in_english),
                ),
                note: finding.note.trim().to_owned(),
            });
        }
        if kk.not_checked && finding.note.trim().is_empty() {
            out.blockers
                .push(blocker(&form.code, &kk.id, "blocker-no-reason"));
        }
        if kk.violation {
            violated(&mut out, form, draft, judgement, (kk, ru, en), finding);
        }
    }
    let answers_sha256 = hash_of_answers(&instance)?;
    out.checklist = Some(ActChecklist {
        code: form.code.clone(),
        title: title(&instance),
        version: pinned.version.clone(),
        workbook: pinned.workbook,
        answers_sha256,
        sections: sections.into_iter().map(|(_, section)| section).collect(),
        answers: given,
    });
    Ok(out)
}

/// SHA-256 over the answers as the engine keeps them.
fn hash_of_answers(instance: &Instance) -> Result<BlobHash> {
    Ok(blob::hash(&serde_json::to_vec(&instance.snapshot())?))
}

fn title(instance: &Instance) -> Trilingual {
    let form = instance.form();
    let in_language = |code: &str| {
        let language = form
            .language(code)
            .unwrap_or_else(|| form.default_language());
        form.title(language).to_owned()
    };
    Trilingual::new(in_language("kk"), in_language("ru"), in_language("en"))
}

fn violated(
    out: &mut Contribution,
    form: &PinnedForm,
    draft: &Draft,
    judgement: &Judgement<'_>,
    (kk, ru, en): (&Item, &Item, &Item),
    finding: Finding,
) {
    let extra = |name: &str| kk.extra.get(name).map_or("", |text| text.trim());
    let authored = Violated {
        list: &form.code,
        item: &kk.id,
        effect: Effect::from_word(extra("effect")).unwrap_or(Effect::None),
    };
    let effect = effect_found(&authored, finding.stop, judgement.visited, judgement.policy);
    let asks_stop = effect.demands_remedy() && asks_stop(&form.code, &kk.id);
    let min_days = judgement.policy.prescription_min_days.value;
    let need = EvidenceNeed::from_word(extra("evidence"));
    let severity = finding
        .severity
        .or_else(|| Severity::from_letter(extra("severity")));
    if severity.is_none() {
        out.blockers
            .push(blocker(&form.code, &kk.id, "blocker-no-severity"));
    }
    let evidence = evidence(draft, &form.code, &kk.id);
    let missing = gaps(
        &finding,
        effect,
        need,
        evidence.len(),
        judgement.visited,
        min_days,
        asks_stop,
    );
    for gap in missing {
        let key = match (gap, need) {
            (FindingGap::Note, _) => "blocker-no-note",
            (FindingGap::Evidence, EvidenceNeed::Document) => "blocker-no-document",
            (FindingGap::Evidence, _) => "blocker-no-photo",
            (FindingGap::DueDate, _) => "blocker-no-due",
            (FindingGap::DueTooSoon, _) => "blocker-due-too-early",
            (FindingGap::Stop, _) => "blocker-no-stop",
            (FindingGap::StopImpossible, _) => "blocker-stop-impossible",
        };
        let mut found = blocker(&form.code, &kk.id, key);
        if gap == FindingGap::DueTooSoon {
            found.problem = found.problem.with("days", min_days);
        }
        out.blockers.push(found);
    }
    let norm = extra("norm").to_owned();
    let certainty = extra("norm_cert");
    let act = ActFinding {
        list: form.code.clone(),
        item: kk.id.clone(),
        requirement: Trilingual::new(&kk.label.text, &ru.label.text, &en.label.text),
        note: finding.note.trim().to_owned(),
        severity: severity.unwrap_or(Severity::Information),
        norm_title: norms::title(&norm),
        norm,
        norm_certainty: if certainty.is_empty() {
            "C".to_owned()
        } else {
            certainty.to_owned()
        },
        effect,
        evidence: evidence.iter().map(|one| one.sha256).collect(),
        due: finding.due,
        stop: finding.stop.filter(|_| asks_stop),
    };
    out.findings.push((act, finding));
}

/// The answer in words: that of the question, or of each filled question of a group.
fn worded(item: &Item, locale: &Locale) -> String {
    let filled: Vec<_> = item
        .fields
        .iter()
        .filter(|field| field.relevant && !field.value.is_empty())
        .collect();
    match filled.as_slice() {
        [only] if item.fields.len() == 1 => answers::worded(only, locale),
        several => several
            .iter()
            .map(|field| match field.label.text.as_str() {
                "" => answers::worded(field, locale),
                label => format!("{label}: {}", answers::worded(field, locale)),
            })
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn count(
    instance: &Instance,
    sections: &mut Vec<(String, ActSection)>,
    item: &Item,
    left_out: bool,
) {
    if !sections.iter().any(|(name, _)| *name == item.section) {
        let section = ActSection {
            title: section_title(instance, &item.section),
            total: 0,
            conform: 0,
            violations: 0,
            not_applicable: 0,
            not_checked: 0,
        };
        sections.push((item.section.clone(), section));
    }
    let Some((_, section)) = sections.iter_mut().find(|(name, _)| *name == item.section) else {
        return;
    };
    section.total += 1;
    let not_applicable = item.fields.iter().any(|field| field.value == "na");
    if item.violation {
        section.violations += 1;
    } else if item.not_checked || left_out || !item.answered {
        // What nobody answered was not checked: the act must not say otherwise.
        section.not_checked += 1;
    } else if not_applicable {
        section.not_applicable += 1;
    } else {
        section.conform += 1;
    }
}

fn section_title(instance: &Instance, name: &str) -> Trilingual {
    let form = instance.form();
    let label = |code: &str| {
        let language: LangId = form
            .language(code)
            .unwrap_or_else(|| form.default_language());
        instance
            .sections(language)
            .into_iter()
            .find(|section| section.id == name)
            .map(|section| section.label.text)
            .unwrap_or_default()
    };
    Trilingual::new(label("kk"), label("ru"), label("en"))
}

fn engine_blockers(instance: &Instance, code: &str) -> Vec<Blocker> {
    let mut found: Vec<Blocker> = Vec::new();
    for one in instance.blockers(instance.form().default_language()) {
        let key = match one.kind {
            BlockerKind::Required => "blocker-unanswered",
            BlockerKind::Constraint | BlockerKind::Kind(_) | BlockerKind::NotOffered => {
                "blocker-invalid"
            }
        };
        let next = blocker(code, &one.item, key);
        // Several fields of one item make one line.
        if !found.contains(&next) {
            found.push(next);
        }
    }
    found
}

/// A line of the list of obstacles.
pub fn blocker(list: &str, item: &str, key: &str) -> Blocker {
    Blocker {
        list: list.to_owned(),
        item: item.to_owned(),
        problem: UserError::new(key).with("item", item),
    }
}
