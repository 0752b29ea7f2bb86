//! What an act says of checklists and violations, held against the workbooks the visit is pinned
//! to: consequences rest on the workbook's words, never on a laptop's copy of them.

use crate::context::Context;
use crate::store::{StoreError, Tx, rows};
use crate::workbooks::{ItemRule, ItemRules};
use baqylau_domain::act::{ACT_SCHEMA_1, ActChecklist, ActContent, ActFinding};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::finding::{Effect, Finding, gaps};
use baqylau_domain::policy::Policy;
use baqylau_domain::traffic_light::{Violated, asks_stop, effect_found};
use baqylau_domain::visit::{Refusal, Visit};
use baqylau_protocol::receipt::Rejection;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why the act can't be: a list or item the pinned workbooks don't have, an effect or severity
/// they don't give, violations that are counted and not described, or described incompletely.
pub(super) fn judge(
    context: &Context,
    tx: &Tx<'_>,
    visit: &Visit,
    content: &ActContent,
) -> Result<Option<Rejection>, StoreError> {
    let mut lists: BTreeMap<&str, Arc<ItemRules>> = BTreeMap::new();
    for list in &visit.checklists {
        let items = context.workbooks.items(&context.blobs, list.workbook)?;
        lists.insert(list.code.as_str(), items);
    }
    let mismatch = |field: &str| {
        Ok(Some(Rejection::ActMismatch {
            field: field.to_owned(),
        }))
    };
    if let Some(field) = wrong_results(&lists, content) {
        return mismatch(field);
    }
    let policy = context.policies.on(legal_day(content.composed_at));
    let visited = legal_day(content.presence.arrived_at);
    let mut incomplete = 0usize;
    for finding in &content.findings {
        let Some(items) = lists.get(finding.list.as_str()) else {
            return mismatch("findings.list");
        };
        let rules = items.of_item(&finding.item);
        if rules.is_empty() {
            return mismatch("findings.item");
        }
        let found =
            |rule: &&ItemRule| effect_as_found(rule, finding, visited, &policy) == finding.effect;
        let Some(rule) = rules.iter().find(found) else {
            return mismatch("findings.effect");
        };
        if !severity_agrees(tx, visit, rules, finding)? {
            return mismatch("findings.severity");
        }
        let written = Finding {
            note: finding.note.clone(),
            due: finding.due,
            stop: finding.stop,
            ..Finding::default()
        };
        // Acts of the first schema had no room for a time without study.
        let asked = content.schema != ACT_SCHEMA_1
            && finding.effect.demands_remedy()
            && asks_stop(&finding.list, &finding.item);
        let missing = gaps(
            &written,
            finding.effect,
            rule.evidence,
            finding.evidence.len(),
            visited,
            policy.prescription_min_days.value,
            asked,
        );
        incomplete += usize::from(!missing.is_empty());
    }
    Ok((incomplete > 0).then(|| Rejection::Visit {
        refusal: Refusal::Blocked {
            count: u32::try_from(incomplete).unwrap_or(u32::MAX),
        },
    }))
}

/// The workbook's effect, as the length of a time without study makes it graver or milder.
fn effect_as_found(
    rule: &ItemRule,
    finding: &ActFinding,
    visited: NaiveDate,
    policy: &Policy,
) -> Effect {
    let authored = Violated {
        list: &finding.list,
        item: &finding.item,
        effect: rule.effect,
    };
    effect_found(&authored, finding.stop, visited, policy)
}

/// The first field in which the results of checklists don't fit the workbooks or the violations.
fn wrong_results(
    lists: &BTreeMap<&str, Arc<ItemRules>>,
    content: &ActContent,
) -> Option<&'static str> {
    let codes: BTreeSet<&str> = content.checklists.iter().map(|l| l.code.as_str()).collect();
    if codes.len() != content.checklists.len() {
        return Some("checklists");
    }
    for written in &content.checklists {
        let Some(items) = lists.get(written.code.as_str()) else {
            return Some("checklists");
        };
        let exists = |item: &str| !items.of_item(item).is_empty();
        if !written.answers.iter().all(|answer| exists(&answer.item)) {
            return Some("checklists.answers.item");
        }
        if violations_counted(written) != violations_described(content, &written.code) {
            return Some("checklists.sections.violations");
        }
    }
    None
}

fn violations_counted(list: &ActChecklist) -> u64 {
    list.sections
        .iter()
        .map(|section| u64::from(section.violations))
        .sum()
}

fn violations_described(content: &ActContent, list: &str) -> u64 {
    let of_list = content.findings.iter().filter(|found| found.list == list);
    u64::try_from(of_list.count()).unwrap_or(u64::MAX)
}

/// The workbook's severity, or the one a member of the commission recorded in the draft: what
/// was recorded reached the registry before the act did.
fn severity_agrees(
    tx: &Tx<'_>,
    visit: &Visit,
    rules: &[ItemRule],
    finding: &ActFinding,
) -> Result<bool, StoreError> {
    if rules
        .iter()
        .any(|rule| rule.severity == Some(finding.severity))
    {
        return Ok(true);
    }
    let written = rows::findings_written(tx, visit.id, &finding.list, &finding.item)?;
    Ok(written
        .iter()
        .any(|written| written.severity == Some(finding.severity)))
}
