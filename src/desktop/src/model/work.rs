//! The visit at hand: its filled checklists, findings, counts and evidence, as the screens see
//! them between a keystroke and the client's word that it is on disk.

use super::sheet::Sheet;
use super::steps::{Change, Step, Steps};
use baqylau_client::ui::OpenVisit;
use baqylau_domain::Moment;
use baqylau_domain::act::{ActOrder, PartyDecision};
use baqylau_domain::contingent::{Group, GroupCount, Presence};
use baqylau_domain::draft::{Draft, FieldKey, FieldVersion};
use baqylau_domain::finding::{Evidence, Finding};
use baqylau_domain::identifiers::{Iin, PersonId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::CommissionMember;
use baqylau_domain::policy::Policies;
use baqylau_domain::visit::Visit;
use baqylau_locale::Language;
use baqylau_protocol::pack::{Pack, PreviousVisit};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The visit at hand.
#[derive(Debug)]
pub struct VisitWork {
    /// Visit.
    pub visit: Visit,
    /// Organisation.
    pub organisation: Organisation,
    /// Offline pack.
    pub pack: Option<Arc<Pack>>,
    /// Filled checklists.
    pub sheets: Vec<Sheet>,
    /// Groups to count.
    pub groups: Arc<Vec<Group>>,
    /// The visit before.
    pub previous: Option<Arc<PreviousVisit>>,
    /// What is on disk.
    pub draft: Draft,
    /// Parameters.
    pub policies: Policies,
    /// When the last change was on disk.
    pub saved_at: Option<Moment>,
    /// Items colleagues changed since the visit was opened.
    pub changed_by_colleague: BTreeSet<(String, String)>,
    unsaved: BTreeMap<FieldKey, Value>,
    pub(super) steps: Steps,
    language: Language,
}

impl VisitWork {
    /// Opens a visit.
    pub fn new(open: &OpenVisit, now: Moment) -> Self {
        let mut work = Self {
            visit: open.visit.clone(),
            organisation: open.organisation.clone(),
            pack: open.pack.clone(),
            sheets: Vec::new(),
            groups: open.groups.clone(),
            previous: open.previous.clone(),
            draft: open.draft.as_ref().clone(),
            policies: open.policies.clone(),
            saved_at: None,
            changed_by_colleague: BTreeSet::new(),
            unsaved: BTreeMap::new(),
            steps: Steps::default(),
            language: Language::default(),
        };
        work.fill_sheets(open, now);
        work
    }

    /// Takes in a newer state of the same visit, keeping what isn't on disk yet.
    pub fn reopened(mut self, open: &OpenVisit, now: Moment) -> Self {
        self.visit = open.visit.clone();
        self.organisation = open.organisation.clone();
        self.pack.clone_from(&open.pack);
        self.groups = open.groups.clone();
        self.previous.clone_from(&open.previous);
        self.draft = open.draft.as_ref().clone();
        self.policies = open.policies.clone();
        self.fill_sheets(open, now);
        self
    }

    fn fill_sheets(&mut self, open: &OpenVisit, now: Moment) {
        let at = baqylau_locale::legal_time(now);
        self.sheets = open
            .forms
            .iter()
            .map(|pinned| {
                let answers = self.answers_of(&pinned.code);
                Sheet::fill(pinned, answers, at, self.visit.id, self.language)
            })
            .collect();
        let saved = self.draft.iter().map(|(key, _)| key);
        let findings: Vec<FieldKey> = saved
            .chain(self.unsaved.keys())
            .filter(|key| matches!(key, FieldKey::Finding { .. }))
            .cloned()
            .collect();
        for key in &findings {
            self.note_flag(key);
        }
    }

    /// Tells the checklist of a finding whether its item is flagged.
    fn note_flag(&mut self, key: &FieldKey) {
        let FieldKey::Finding { list, item } = key else {
            return;
        };
        let flagged = self.finding(list, item).flagged;
        if let Some(sheet) = self.sheets.iter_mut().find(|sheet| sheet.code == *list) {
            sheet.set_flag(item, flagged);
        }
    }

    fn answers_of(&self, code: &str) -> BTreeMap<String, String> {
        let saved = self.draft.iter().filter_map(|(key, _)| match key {
            FieldKey::Answer { list, path } if list == code => Some((key.clone(), path.clone())),
            _ => None,
        });
        let unsaved = self.unsaved.keys().filter_map(|key| match key {
            FieldKey::Answer { list, path } if list == code => Some((key.clone(), path.clone())),
            _ => None,
        });
        saved
            .chain(unsaved)
            .filter_map(|(key, path)| {
                let text = self.value(&key)?.as_str()?.to_owned();
                Some((path, text))
            })
            .collect()
    }

    /// Identity of the visit.
    pub fn id(&self) -> VisitId {
        self.visit.id
    }

    /// Words of items and choices in this language from now on.
    pub fn set_language(&mut self, language: Language) {
        if self.language != language {
            self.language = language;
            for sheet in &mut self.sheets {
                sheet.set_language(language);
            }
        }
    }

    /// A checklist by code.
    pub fn sheet(&self, code: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.code == code)
    }

    /// A field as the person sees it: what they just wrote, else what is on disk.
    pub fn value(&self, key: &FieldKey) -> Option<&Value> {
        match self.unsaved.get(key) {
            Some(Value::Null) => None,
            Some(value) => Some(value),
            None => self.draft.value(key),
        }
    }

    fn read<T: serde::de::DeserializeOwned>(&self, key: &FieldKey) -> Option<T> {
        self.value(key)
            .and_then(|value| serde_json::from_value(value.clone()).ok())
    }

    /// The record of an item.
    pub fn finding(&self, list: &str, item: &str) -> Finding {
        let key = FieldKey::Finding {
            list: list.to_owned(),
            item: item.to_owned(),
        };
        self.read(&key).unwrap_or_default()
    }

    /// Whether something isn't on disk yet.
    pub fn is_saving(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// Whether two members disagree about an item.
    pub fn is_conflicted(&self, list: &str, item: &str) -> bool {
        let Some(sheet) = self.sheet(list) else {
            return false;
        };
        self.draft.conflicts().any(|(key, _)| match key {
            FieldKey::Answer { list: l, path } => {
                l == list && sheet.item_of_path(path) == Some(item)
            }
            FieldKey::Finding { list: l, item: i } => l == list && i == item,
            _ => false,
        })
    }

    /// Evidence of an item, in the order it was written.
    pub fn evidence(&self, list: &str, item: &str) -> Vec<Evidence> {
        self.evidence_where(|l, i| l == list && i == item)
            .map(|(_, _, e)| e)
            .collect()
    }

    /// All evidence: checklist, item, what.
    pub fn all_evidence(&self) -> Vec<(String, String, Evidence)> {
        self.evidence_where(|_, _| true).collect()
    }

    /// How many files are attached.
    pub fn evidence_count(&self) -> usize {
        self.evidence_where(|_, _| true).count()
    }

    fn evidence_where<'a>(
        &'a self,
        wanted: impl Fn(&str, &str) -> bool + 'a,
    ) -> impl Iterator<Item = (String, String, Evidence)> + 'a {
        let saved = self.draft.iter().map(|(key, _)| key);
        let fresh = self
            .unsaved
            .keys()
            .filter(|key| self.draft.field(key).is_none());
        saved.chain(fresh).filter_map(move |key| match key {
            FieldKey::Evidence { list, item, .. } if wanted(list, item) => {
                Some((list.clone(), item.clone(), self.read(key)?))
            }
            _ => None,
        })
    }

    /// Marks of a group.
    pub fn marks(&self, group: &str) -> BTreeMap<Iin, Presence> {
        let saved = self.draft.iter().map(|(key, _)| key);
        let fresh = self.unsaved.keys();
        saved
            .chain(fresh)
            .filter_map(|key| match key {
                FieldKey::Mark { group: g, iin } if g == group => Some((*iin, self.read(key)?)),
                _ => None,
            })
            .collect()
    }

    /// Sum of all groups somebody has begun to count.
    pub fn count_total(&self) -> GroupCount {
        let begun: Vec<GroupCount> = self
            .groups
            .iter()
            .map(|group| self.count_of(group))
            .filter(|count| count.unmarked < count.listed)
            .collect();
        GroupCount::total("", &begun)
    }

    /// Sum of the groups counted to their end.
    pub fn counted_total(&self) -> GroupCount {
        let counted: Vec<GroupCount> = self
            .groups
            .iter()
            .map(|group| self.count_of(group))
            .filter(|count| count.unmarked == 0)
            .collect();
        GroupCount::total("", &counted)
    }

    /// Learners somebody has looked for, in all groups.
    pub fn marked(&self) -> u32 {
        let total = self.count_total();
        total.listed.saturating_sub(total.unmarked)
    }

    /// Sum of the lists of all groups, whether or not somebody has begun to count.
    pub fn listed_total(&self) -> GroupCount {
        let lists: Vec<GroupCount> = self
            .groups
            .iter()
            .map(|group| GroupCount::of(group, &BTreeMap::new()))
            .collect();
        GroupCount::total("", &lists)
    }

    /// Whether a group was begun to be counted and not counted to its end.
    pub fn is_count_unfinished(&self) -> bool {
        self.groups.iter().any(|group| {
            let count = GroupCount::of(group, &self.marks(&group.code));
            0 < count.unmarked && count.unmarked < count.listed
        })
    }

    /// Groups counted to their end.
    pub fn groups_counted(&self) -> usize {
        self.groups
            .iter()
            .filter(|group| GroupCount::of(group, &self.marks(&group.code)).unmarked == 0)
            .count()
    }

    /// Who answers a section: as settled on site, else as the order says.
    pub fn assignee(&self, list: &str, section: &str) -> Option<PersonId> {
        let key = FieldKey::Assignee {
            list: list.to_owned(),
            section: section.to_owned(),
        };
        let ordered = || {
            let name = format!("{list}/{section}");
            let by_order = |member: &&CommissionMember| {
                member.sections.iter().any(|s| *s == name || s == list)
            };
            self.visit
                .members
                .iter()
                .find(by_order)
                .map(|member| member.person)
        };
        self.read(&key).or_else(ordered)
    }

    /// "47 / 50": looked for so far, of all learners on the lists.
    pub fn count_note(&self) -> String {
        let listed: usize = self.groups.iter().map(|group| group.learners.len()).sum();
        format!("{} / {listed}", self.marked())
    }

    /// Representative of the inspected party.
    pub fn representative(&self) -> String {
        self.read(&FieldKey::Representative).unwrap_or_default()
    }

    /// Objections written on the spot.
    pub fn objections(&self) -> String {
        self.read(&FieldKey::Objections).unwrap_or_default()
    }

    /// What the inspected party did with the act.
    pub fn party_decision(&self) -> Option<PartyDecision> {
        self.read(&FieldKey::PartyDecision)
    }

    /// When the representative was acquainted with the act.
    pub fn acquainted_at(&self) -> Option<Moment> {
        self.read(&FieldKey::Acquaintance)
    }

    /// How the inspected party refused to sign.
    pub fn signing_refusal(&self) -> String {
        self.read(&FieldKey::SigningRefusal).unwrap_or_default()
    }

    /// When the commission left.
    pub fn departed_at(&self) -> Option<Moment> {
        self.read(&FieldKey::Departure)
    }

    /// Orders that prolonged the visit or changed its commission, oldest first.
    pub fn further_orders(&self) -> Vec<ActOrder> {
        let saved = self.draft.iter().map(|(key, _)| key);
        let fresh = self
            .unsaved
            .keys()
            .filter(|key| self.draft.field(key).is_none());
        let mut orders: Vec<ActOrder> = saved
            .chain(fresh)
            .filter(|key| matches!(key, FieldKey::FurtherOrder { .. }))
            .filter_map(|key| self.read(key))
            .collect();
        orders.sort_by(|a, b| (a.date, &a.number).cmp(&(b.date, &b.number)));
        orders
    }

    /// Learners of a group by the orders of enrolment, where somebody read them.
    pub fn ordered(&self, group: &str) -> Option<u32> {
        self.read(&FieldKey::Ordered {
            group: group.to_owned(),
        })
    }

    /// The numbers of a group as the act will hold them.
    pub fn count_of(&self, group: &Group) -> GroupCount {
        GroupCount::of(group, &self.marks(&group.code)).with_orders(self.ordered(&group.code))
    }

    /// Special opinion of a member.
    pub fn opinion(&self, member: PersonId) -> String {
        self.read(&FieldKey::Opinion { member }).unwrap_or_default()
    }

    /// Gives an answer; returns the fields to write. Nothing when the answer is refused or the
    /// same.
    pub fn answer(
        &mut self,
        list: &str,
        path: &str,
        value: &str,
        now: Moment,
    ) -> Vec<(FieldKey, Value)> {
        let Some(sheet) = self.sheets.iter().find(|sheet| sheet.code == list) else {
            return Vec::new();
        };
        let before = sheet.answer(path).unwrap_or_default().to_owned();
        if before == value {
            return Vec::new();
        }
        let typed = sheet.is_typed(path).then(String::new);
        let changes = self.set(list, path, value, now);
        if !changes.is_empty() {
            // As it is kept, which may differ from what was entered.
            let after = self.sheet(list).and_then(|sheet| sheet.answer(path));
            let change = Change::Answer {
                list: list.to_owned(),
                path: path.to_owned(),
                before,
                after: after.unwrap_or_default().to_owned(),
            };
            self.steps.push(Step::of(vec![change], now, typed));
        }
        changes
    }

    pub(super) fn set(
        &mut self,
        list: &str,
        path: &str,
        value: &str,
        now: Moment,
    ) -> Vec<(FieldKey, Value)> {
        if !self.visit.stage.is_open_for_drafts() {
            return Vec::new();
        }
        let at = baqylau_locale::legal_time(now);
        let Some(sheet) = self.sheets.iter_mut().find(|sheet| sheet.code == list) else {
            return Vec::new();
        };
        let changes: Vec<(FieldKey, Value)> = sheet
            .set(path, value, at)
            .into_iter()
            .map(|(path, text)| {
                let key = FieldKey::Answer {
                    list: list.to_owned(),
                    path,
                };
                (
                    key,
                    if text.is_empty() {
                        Value::Null
                    } else {
                        Value::String(text)
                    },
                )
            })
            .collect();
        self.write(&changes);
        changes
    }

    /// Notes fields as written, before they are on disk.
    pub fn write(&mut self, changes: &[(FieldKey, Value)]) {
        for (key, value) in changes {
            self.unsaved.insert(key.clone(), value.clone());
            self.note_flag(key);
        }
    }

    /// Fields are on disk.
    pub fn saved(&mut self, fields: Vec<(FieldKey, FieldVersion)>, at: Moment) {
        for (key, version) in fields {
            // What was typed since is still on its way.
            if self.unsaved.get(&key) == Some(&version.value) {
                self.unsaved.remove(&key);
            }
            self.draft.merge(key.clone(), version);
            self.note_flag(&key);
        }
        self.saved_at = Some(at);
    }

    /// Fields came from elsewhere.
    pub fn merged(&mut self, draft: &Draft, changed: &[FieldKey]) {
        self.draft = draft.clone();
        for key in changed {
            match key {
                FieldKey::Answer { list, path } => {
                    if self.unsaved.contains_key(key) {
                        continue;
                    }
                    let text = self
                        .draft
                        .value(key)
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                        .to_owned();
                    if let Some(sheet) = self.sheets.iter_mut().find(|s| &s.code == list) {
                        if let Some(item) = sheet.item_of_path(path).map(str::to_owned) {
                            self.changed_by_colleague.insert((list.clone(), item));
                        }
                        sheet.take(path, &text);
                    }
                }
                FieldKey::Finding { list, item } | FieldKey::Evidence { list, item, .. } => {
                    self.changed_by_colleague
                        .insert((list.clone(), item.clone()));
                    self.note_flag(key);
                }
                _ => {}
            }
        }
    }

    /// Evidence was taken in.
    pub fn evidence_added(&mut self, list: &str, item: &str, evidence: Vec<Evidence>) {
        for one in evidence {
            let key = FieldKey::Evidence {
                list: list.to_owned(),
                item: item.to_owned(),
                sha256: one.sha256,
            };
            // The client has written the field already and says so by `DraftSaved`; until that
            // arrives the picture is shown from here.
            if self.draft.field(&key).is_none()
                && let Ok(value) = serde_json::to_value(&one)
            {
                self.unsaved.insert(key, value);
            }
        }
    }
}
