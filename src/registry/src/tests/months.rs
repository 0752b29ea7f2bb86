//! The monthly validation in the registry, on every engine.

use super::engine::Place;
use crate::months::{self, Put, PutError};
use crate::store::{Store, StoreError, params, rows, sql};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Programme, Study};
use baqylau_domain::identifiers::{BlobHash, OrganisationId};
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::text::Trilingual;
use uuid::Uuid;

fn october() -> Period {
    Period::new(2026, 10).unwrap()
}

fn school(n: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(n))
}

fn organisation(id: OrganisationId, kind: OrganisationKind) -> Organisation {
    Organisation {
        id,
        bin: baqylau_domain::identifiers::Unverified::new("230940999005"),
        name: Trilingual::default(),
        kind,
        territory: "711210000".parse().unwrap(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: Vec::new(),
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: false,
    }
}

fn with_schools(place: &Place, count: u128) -> Store {
    let store = place.store();
    store
        .write_blocking(move |tx| -> Result<(), StoreError> {
            (1..=count).try_for_each(|n| {
                rows::put_organisation(tx, &organisation(school(n), OrganisationKind::School))
            })
        })
        .unwrap();
    store
}

fn batch(n: u128, revision: u32, numbers: &[u64]) -> Batch {
    let head = BatchHead {
        organisation: school(n),
        programme: Programme::Schooling,
        period: october(),
        revision,
        source: BlobHash::new([1; 32]),
    };
    let entries: Vec<Entry> = numbers
        .iter()
        .map(|number| Entry {
            number: *number,
            born: None,
            grade: Some(Grade::Class(3)),
            study: Some(Study::GeneralClass),
            contract: None,
            lessons: None,
        })
        .collect();
    Batch::new(head, &entries).unwrap()
}

fn put(store: &Store, batch: &Batch) -> Result<Put, PutError> {
    let batch = batch.clone();
    store.write_blocking(move |tx| months::put_batch(tx, &batch, super::morning()))
}

#[test]
fn the_newest_batch_counts_and_none_is_changed() {
    for place in Place::each() {
        let store = with_schools(&place, 1);
        let newest = |store: &Store| {
            store.read_blocking(|connection| {
                months::newest_revision(connection, october(), school(1))
            })
        };
        assert_eq!(newest(&store), Ok(0));
        let first = batch(1, 1, &[150_314_599_009]);
        assert_eq!(put(&store, &first), Ok(Put::Added));
        assert_eq!(put(&store, &first), Ok(Put::Already));
        let other = batch(1, 1, &[]);
        assert_eq!(put(&store, &other), Err(PutError::Older { newest: 1 }));
        assert_eq!(put(&store, &batch(1, 3, &[])), Ok(Put::Added));
        assert_eq!(
            put(&store, &batch(1, 2, &[])),
            Err(PutError::Older { newest: 3 })
        );
        assert_eq!(put(&store, &first), Err(PutError::Older { newest: 3 }));
        assert_eq!(newest(&store), Ok(3));
        let stranger = batch(9, 1, &[]);
        assert_eq!(put(&store, &stranger), Err(PutError::NoOrganisation));
        let bodies: Vec<Vec<u8>> = store
            .read_blocking(|connection| {
                let key = params![202_610_i64, school(1).to_string(), 1];
                connection.all(sql::months::BATCH, key, |row| row.get(1))
            })
            .unwrap();
        assert_eq!(bodies, [first.to_bytes()]);
    }
}
