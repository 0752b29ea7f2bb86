//! What published workbooks say of their items: each workbook is compiled once.

use crate::blobs::BlobFolder;
use crate::store::StoreError;
use baqylau_checklist::{Def, Form};
use baqylau_domain::finding::{Effect, EvidenceNeed, Severity};
use baqylau_domain::identifiers::BlobHash;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Largest workbook read.
const MAX_WORKBOOK_BYTES: u64 = 32 * 1024 * 1024;

/// What a workbook's author says of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ItemRule {
    pub(crate) effect: Effect,
    /// Without one, the commission names it.
    pub(crate) severity: Option<Severity>,
    pub(crate) evidence: EvidenceNeed,
}

impl ItemRule {
    fn of(row: &Def) -> Self {
        let cell = |name: &str| row.extra.get(name).map_or("", |text| text.trim());
        Self {
            effect: Effect::from_word(cell("effect")).unwrap_or(Effect::None),
            severity: Severity::from_letter(cell("severity")),
            evidence: EvidenceNeed::from_word(cell("evidence")),
        }
    }
}

/// The items of one workbook by name. Names are unique within a group only, so that a name may
/// stand for several rows.
#[derive(Debug, Default)]
pub(crate) struct ItemRules(BTreeMap<String, Vec<ItemRule>>);

impl ItemRules {
    /// Those of a compiled form.
    pub(crate) fn of(form: &Form) -> Self {
        let mut rules: BTreeMap<String, Vec<ItemRule>> = BTreeMap::new();
        for row in form.item_rows() {
            let named = rules.entry(row.name.clone()).or_default();
            named.push(ItemRule::of(row));
        }
        Self(rules)
    }

    /// What is said of an item; empty when there is none of this name.
    pub(crate) fn of_item(&self, item: &str) -> &[ItemRule] {
        self.0.get(item).map_or(&[], Vec::as_slice)
    }
}

/// Workbooks read so far, by hash: what a hash stands for never changes.
#[derive(Debug, Default)]
pub(crate) struct Workbooks(Mutex<BTreeMap<BlobHash, Arc<ItemRules>>>);

impl Workbooks {
    /// Notes the items of a workbook that is compiled already.
    pub(crate) fn know(&self, hash: BlobHash, form: &Form) {
        self.keep(hash, Arc::new(ItemRules::of(form)));
    }

    /// The items of a published workbook; compiled when nobody asked before.
    pub(crate) fn items(
        &self,
        blobs: &BlobFolder,
        hash: BlobHash,
    ) -> Result<Arc<ItemRules>, StoreError> {
        let known = {
            let read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            read.get(&hash).cloned()
        };
        if let Some(known) = known {
            return Ok(known);
        }
        // Only workbooks that compile are published.
        let corrupt = || StoreError::Corrupt("workbook");
        let bytes = blobs.read(hash, MAX_WORKBOOK_BYTES)?.ok_or_else(corrupt)?;
        let loaded = baqylau_checklist::read(&bytes).or(Err(corrupt()))?;
        let items = Arc::new(ItemRules::of(&loaded.form));
        self.keep(hash, Arc::clone(&items));
        Ok(items)
    }

    fn keep(&self, hash: BlobHash, items: Arc<ItemRules>) {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(hash, items);
    }
}
