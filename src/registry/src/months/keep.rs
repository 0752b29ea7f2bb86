//! What is known of people, kept in shards by birth date.

use crate::RunningRegistry;
use crate::store::sql::months as sql;
use crate::store::{StoreError, Tx, params};
use baqylau_domain::month::{PersonFact, merge_facts, shard_of, words_of_bytes, words_to_bytes};

/// Shards put in one transaction: some megabytes.
const GROUP: usize = 512;

/// Facts of a delivery by their shards.
type Shards = Vec<(u32, Vec<u64>)>;

fn shards(facts: impl IntoIterator<Item = PersonFact>) -> Result<Shards, StoreError> {
    let packed = facts.into_iter().map(|fact| fact.packed());
    let packed: Option<Vec<u64>> = packed.collect();
    let mut packed = packed.ok_or(StoreError::Corrupt("fact"))?;
    packed.sort_unstable();
    // Of two facts about one person in one delivery nobody can tell which is the newer.
    packed.dedup_by_key(|fact| *fact >> 24);
    let shard = |fact: u64| shard_of(fact >> 24);
    Ok(packed
        .chunk_by(|a, b| shard(*a) == shard(*b))
        .filter_map(|facts| Some((shard(*facts.first()?), facts.to_vec())))
        .collect())
}

fn put(tx: &Tx<'_>, shards: &[(u32, Vec<u64>)]) -> Result<(), StoreError> {
    for (shard, facts) in shards {
        let kept: Option<Vec<u8>> = tx.cell(sql::FACTS, params![*shard])?;
        let kept = kept.unwrap_or_default();
        let kept = words_of_bytes(&kept).ok_or(StoreError::Corrupt("facts"))?;
        let merged = words_to_bytes(&merge_facts(&kept, facts));
        tx.run(sql::FACTS_PUT, params![*shard, merged])?;
    }
    Ok(())
}

/// Takes in what ГБД ФЛ says of a few people, within a transaction.
pub(crate) fn put_facts(
    tx: &Tx<'_>,
    facts: impl IntoIterator<Item = PersonFact>,
) -> Result<(), StoreError> {
    put(tx, &shards(facts)?)
}

impl RunningRegistry {
    /// Takes in what ГБД ФЛ says of people; newer facts replace older ones of the same person.
    /// Months frozen before keep what was known then.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Corrupt`] for a number of more than twelve digits or a country
    /// that can't be. What was taken in before stays; all of it may be sent again.
    pub async fn keep_person_facts(
        &self,
        facts: impl IntoIterator<Item = PersonFact>,
    ) -> Result<(), StoreError> {
        let mut shards = shards(facts)?;
        while !shards.is_empty() {
            let group = shards.split_off(shards.len().saturating_sub(GROUP));
            self.core().store.write(move |tx| put(tx, &group)).await?;
        }
        Ok(())
    }
}
