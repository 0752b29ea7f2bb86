//! Copies of a feed kept whole: snapshots, digests, buckets.

use super::{Device, World, take};
use crate::Import;
use crate::snapshots::WORTH_A_SNAPSHOT;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, ApiError};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, FeedEntry, Scope};
use baqylau_protocol::snapshot::{
    BUCKETS, Bucket, BucketPage, ScopeDigest, SignedManifest, SnapshotManifest, bucket_of,
    change_digest,
};
use ed25519_dalek::{Signature, VerifyingKey};
use flate2::read::GzDecoder;
use reqwest::{Method, StatusCode};
use std::collections::BTreeMap;
use std::io::Read as _;

type Refused = (StatusCode, ApiError);

async fn ask<T: serde::de::DeserializeOwned>(device: &Device, path: &str) -> Result<T, Refused> {
    take(device.request(Method::GET, path).send().await.unwrap()).await
}

async fn digest(device: &Device, scope: &Scope) -> Result<ScopeDigest, Refused> {
    ask(device, &format!("{}?scope={scope}", api::DIGEST)).await
}

async fn piece(device: &Device, manifest: &SnapshotManifest, n: usize) -> (StatusCode, Vec<u8>) {
    let path = format!(
        "{}?scope={}&seq={}&piece={n}",
        api::SNAPSHOT_PIECE,
        manifest.scope,
        manifest.seq
    );
    let answer = device.request(Method::GET, &path).send().await.unwrap();
    (answer.status(), answer.bytes().await.unwrap().to_vec())
}

/// The newest state of every record a feed leads to, by the key of the record.
fn fold(entries: &[FeedEntry]) -> BTreeMap<String, &FeedEntry> {
    let mut standing = BTreeMap::new();
    for entry in entries {
        let Some(record) = entry.change.record() else {
            continue;
        };
        if matches!(entry.change, Change::Removed { .. }) {
            standing.remove(&record.to_string());
        } else {
            standing.insert(record.to_string(), entry);
        }
    }
    standing
}

fn buckets(entries: &[FeedEntry]) -> Vec<Bucket> {
    let mut buckets = vec![Bucket::default(); BUCKETS];
    for (record, entry) in fold(entries) {
        let json = serde_json::to_string(&entry.change).unwrap();
        buckets[usize::from(bucket_of(&record))].add(change_digest(&json));
    }
    buckets
}

async fn agrees(device: &Device, scope: &Scope) {
    let feed = device.feed(scope).await;
    let digest = digest(device, scope).await.unwrap();
    assert_eq!(digest.seq, feed.last().map_or(0, |entry| entry.seq));
    assert_eq!(digest.buckets, buckets(&feed), "{scope}");
}

pub(super) async fn officer(world: &World) -> (Device, Scope) {
    let device = world
        .device(world.by_role(AccountRole::EducationOfficer, 0))
        .await;
    let scope = device
        .scopes()
        .await
        .into_iter()
        .find(|scope| matches!(scope, Scope::Region(_)))
        .unwrap();
    (device, scope)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digests_are_those_of_what_the_feed_led_to() {
    let world = World::start().await;
    let (device, _) = officer(&world).await;
    for scope in device.scopes().await {
        agrees(&device, &scope).await;
        let digest = digest(&device, &scope).await.unwrap();
        let entries = device.feed(&scope).await;
        for bucket in (0..=u8::MAX).filter(|n| digest.buckets[usize::from(*n)].records > 0) {
            let path = format!("{}?scope={scope}&bucket={bucket}", api::BUCKET);
            let page: BucketPage = ask(&device, &path).await.unwrap();
            let expected: Vec<FeedEntry> = fold(&entries)
                .into_iter()
                .filter(|(record, _)| bucket_of(record) == bucket)
                .map(|(_, entry)| entry.clone())
                .collect();
            assert_eq!((page.bucket, page.entries), (bucket, expected));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_of_the_first_version_gets_its_digests_from_its_feeds() {
    let world = World::start().await;
    let World {
        registry,
        clock,
        folder,
        ..
    } = world;
    registry.stop().await;
    folder.beside(|connection| {
        // As the step leaves the tables before it calculates.
        connection.batch("DELETE FROM standing").unwrap();
        crate::store::standing::fill_from_feed(connection).unwrap();
    });
    let world = World::over(folder, clock).await;
    let (device, _) = officer(&world).await;
    for scope in device.scopes().await {
        agrees(&device, &scope).await;
    }
}

/// Organisations of a scope's region under new identities.
fn many(sample: &Organisation, count: usize) -> Vec<Organisation> {
    (0..count)
        .map(|_| Organisation {
            id: OrganisationId::new(super::new_uuid()),
            ..sample.clone()
        })
        .collect()
}

async fn import(world: &World, organisations: Vec<Organisation>) {
    let import = Import {
        organisations,
        ..Import::default()
    };
    world.registry.import(import).await.unwrap();
}

async fn an_organisation(device: &Device, scope: &Scope) -> Organisation {
    let feed = device.feed(scope).await;
    feed.into_iter()
        .find_map(|entry| match entry.change {
            Change::Organisation { organisation, .. } => Some(*organisation),
            _ => None,
        })
        .unwrap()
}

/// Makes the feed of a region long enough for a snapshot, and answers its manifest.
pub(super) async fn lengthened(world: &World, device: &Device, scope: &Scope) -> SnapshotManifest {
    let sample = an_organisation(device, scope).await;
    let worth = usize::try_from(WORTH_A_SNAPSHOT).unwrap();
    import(world, many(&sample, worth)).await;
    manifest(world, device, scope).await.unwrap()
}

async fn manifest(
    world: &World,
    device: &Device,
    scope: &Scope,
) -> Result<SnapshotManifest, Refused> {
    let signed: SignedManifest = ask(device, &format!("{}?scope={scope}", api::SNAPSHOT)).await?;
    let key: [u8; 32] = hex::decode(&world.hello.receipt_key)
        .unwrap()
        .try_into()
        .unwrap();
    let signature: [u8; 64] = hex::decode(&signed.signature).unwrap().try_into().unwrap();
    VerifyingKey::from_bytes(&key)
        .unwrap()
        .verify_strict(
            signed.manifest.as_bytes(),
            &Signature::from_bytes(&signature),
        )
        .expect("the manifest is signed");
    Ok(serde_json::from_str(&signed.manifest).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_holds_what_stands_at_its_place_and_the_one_before_it_stays_readable() {
    let world = World::start().await;
    let (device, scope) = officer(&world).await;
    let refused = manifest(&world, &device, &scope).await.unwrap_err();
    assert_eq!(
        refused.0,
        StatusCode::NOT_FOUND,
        "a short feed is read as it is"
    );

    let sample = an_organisation(&device, &scope).await;
    let worth = usize::try_from(WORTH_A_SNAPSHOT).unwrap();
    let mut organisations = many(&sample, worth);
    import(&world, organisations.clone()).await;
    // Announced twice: the snapshot holds it once, in its newest state.
    organisations[0].name.en = "Renamed".into();
    import(&world, vec![organisations[0].clone()]).await;

    let first = manifest(&world, &device, &scope).await.unwrap();
    let feed = device.feed(&scope).await;
    assert_eq!(first.seq, feed.last().unwrap().seq);
    let mut lines = String::new();
    for (n, named) in first.pieces.iter().enumerate() {
        let (status, bytes) = piece(&device, &first, n).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            (blob::hash(&bytes), bytes.len() as u64),
            (named.sha256, named.size)
        );
        let before = lines.len();
        GzDecoder::new(&*bytes).read_to_string(&mut lines).unwrap();
        assert_eq!(lines[before..].lines().count() as u64, named.records);
    }
    let held: Vec<FeedEntry> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let expected: Vec<FeedEntry> = fold(&feed).into_values().cloned().collect();
    assert_eq!(held.len() as u64, first.records);
    assert_eq!(held, expected);
    assert!(first.pieces.len() > 1 || lines.len() < 4 * 1024 * 1024);

    // A little growth is read from the feed; much growth is worth another snapshot.
    import(&world, many(&sample, 10)).await;
    assert_eq!(manifest(&world, &device, &scope).await.unwrap(), first);
    import(&world, many(&sample, worth)).await;
    let second = manifest(&world, &device, &scope).await.unwrap();
    assert!(second.seq > first.seq);
    assert_eq!(piece(&device, &first, 0).await.0, StatusCode::OK);
    import(&world, many(&sample, worth + 500)).await;
    assert_eq!(world.registry.prepare_snapshots().await.unwrap(), 1);
    assert_eq!(world.registry.prepare_snapshots().await.unwrap(), 0);
    assert_eq!(piece(&device, &first, 0).await.0, StatusCode::NOT_FOUND);
    assert_eq!(piece(&device, &second, 0).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_for_those_who_may_read_the_feed() {
    let world = World::start().await;
    let (_, visit) = world.star().await;
    let mut everything: Vec<Scope> = Vec::new();
    let mut devices = Vec::new();
    for sample in &world.people {
        let device = world.device(sample).await;
        let own = device.scopes().await;
        everything.extend(own.iter().cloned());
        devices.push((device, own));
    }
    everything.push(Scope::Draft(visit.id));
    everything.sort();
    everything.dedup();
    for (device, own) in &devices {
        for scope in &everything {
            let draft = matches!(scope, Scope::Draft(_));
            let paths = [
                format!("{}?scope={scope}", api::DIGEST),
                format!("{}?scope={scope}&bucket=7", api::BUCKET),
                format!("{}?scope={scope}", api::SNAPSHOT),
                format!("{}?scope={scope}&seq=1&piece=0", api::SNAPSHOT_PIECE),
            ];
            for path in paths {
                let answer = device.request(Method::GET, &path).send().await.unwrap();
                let refused = answer.status() == StatusCode::FORBIDDEN;
                if draft {
                    assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
                } else {
                    assert_eq!(refused, !own.contains(scope), "{path} {}", answer.status());
                }
            }
        }
    }
}
