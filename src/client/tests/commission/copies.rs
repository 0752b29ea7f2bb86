//! The copy of the registry's records on a laptop: taken from a snapshot, compared, put right.

use crate::support::{Laptop, config};
use baqylau_client::ui::{Command, Compared, Event, OrganisationFilter};
use baqylau_client::{Answer, HttpTransport, NetworkConfig, NoAnswer, Request, Transport};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_protocol::api;
use baqylau_registry::{EmbeddedRegistry, Import, Registry, RegistryConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// Organisations of the region beside those of the demonstration.
const MANY: usize = 12_000;

/// What a network may do to the answers with copies.
#[derive(Default)]
struct Meddling {
    /// Pieces let through before the network is gone; `usize::MAX` for all.
    pieces_left: AtomicUsize,
    forge_manifest: AtomicBool,
    spoil_piece: AtomicBool,
    /// A page of the feed loses the newest name of an organisation.
    rename_back: AtomicBool,
    /// As many digests are taken of a feed that has gone on meanwhile.
    overtaken: AtomicUsize,
    /// How often each path was asked for, without the session's part.
    asked: Mutex<BTreeMap<String, usize>>,
}

struct Network {
    inner: HttpTransport,
    meddling: Arc<Meddling>,
}

impl Network {
    fn new(url: &str) -> (Arc<Self>, Arc<Meddling>) {
        let meddling = Arc::new(Meddling {
            pieces_left: AtomicUsize::new(usize::MAX),
            ..Meddling::default()
        });
        let inner = HttpTransport::new(url, &NetworkConfig::default()).unwrap();
        let network = Self {
            inner,
            meddling: meddling.clone(),
        };
        (Arc::new(network), meddling)
    }
}

impl Meddling {
    fn asked(&self, path: &str) -> usize {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .filter(|(of, _)| of.starts_with(path))
            .map(|(_, count)| count)
            .sum()
    }
}

impl Transport for Network {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            let meddling = &self.meddling;
            let path = request.path.clone();
            *meddling
                .asked
                .lock()
                .unwrap()
                .entry(path.clone())
                .or_default() += 1;
            let piece = path.starts_with(api::SNAPSHOT_PIECE);
            if piece {
                let left = meddling.pieces_left.load(Ordering::SeqCst);
                if left == 0 {
                    return Err(NoAnswer("the network is gone".to_owned()));
                }
                meddling
                    .pieces_left
                    .store(left.saturating_sub(1), Ordering::SeqCst);
            }
            let mut answer = self.inner.send(request).await?;
            if piece && meddling.spoil_piece.load(Ordering::SeqCst) {
                let middle = answer.body.len() / 2;
                answer.body[middle] ^= 1;
            }
            if path.starts_with(api::SNAPSHOT)
                && !piece
                && meddling.forge_manifest.load(Ordering::SeqCst)
            {
                let text = String::from_utf8(answer.body).unwrap();
                // The number of a piece's records, inside the signed text.
                answer.body = text
                    .replacen("\\\"records\\\":", "\\\"records\\\":1", 1)
                    .into();
            }
            let digest = path.starts_with(api::DIGEST);
            let late = |left: usize| left.checked_sub(1);
            if digest
                && meddling
                    .overtaken
                    .fetch_update(Ordering::SeqCst, Ordering::SeqCst, late)
                    .is_ok()
            {
                let mut body: Value = serde_json::from_slice(&answer.body).unwrap();
                body["seq"] = json!(body["seq"].as_u64().unwrap() + 1);
                answer.body = serde_json::to_vec(&body).unwrap();
            }
            if path.starts_with(api::FEED) && meddling.rename_back.load(Ordering::SeqCst) {
                let text = String::from_utf8(answer.body).unwrap();
                answer.body = text.replace("Renamed", "Mislaid").into();
            }
            Ok(answer)
        })
    }
}

/// A registry with a long feed, made once; the region and one of its organisations.
fn long_registry(folder: &Path) -> EmbeddedRegistry {
    static FILLED: OnceLock<PathBuf> = OnceLock::new();
    let filled = FILLED.get_or_init(|| {
        let folder = crate::template::folder();
        drop(crate::support::registry(&folder));
        import(&folder, many(&sample()));
        folder
    });
    crate::support::copy_folder(filled, folder);
    EmbeddedRegistry::start(RegistryConfig::demo(folder)).unwrap()
}

fn import(folder: &Path, organisations: Vec<Organisation>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let registry = Registry::start(RegistryConfig::demo(folder)).await.unwrap();
        let import = Import {
            organisations,
            ..Import::default()
        };
        registry.import(import).await.unwrap();
        registry.stop().await;
    });
}

/// An organisation of the officer's region, as the demonstration has it.
fn sample() -> Organisation {
    static SAMPLE: OnceLock<Organisation> = OnceLock::new();
    SAMPLE
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let registry = crate::support::registry(&folder.path().join("registry"));
            let (mut laptop, person) = Laptop::signed_in(
                config(&folder.path().join("a"), &registry.url(), "УО01"),
                &officer,
            );
            let place = person.territory.unwrap();
            wait_for(&mut laptop, 1)
                .into_iter()
                .find(|organisation| {
                    organisation.territory.region() == place.region()
                        && organisation
                            .premises
                            .iter()
                            .all(|premises| premises.territory.region() == place.region())
                })
                .unwrap()
        })
        .clone()
}

fn many(sample: &Organisation) -> Vec<Organisation> {
    (0..MANY)
        .map(|number| Organisation {
            id: OrganisationId::new(uuid::Uuid::from_u128(
                0x0193_4c1a_7000_7000_9000_0000_0000_0000 + number as u128,
            )),
            ..sample.clone()
        })
        .collect()
}

fn officer(person: &Person) -> bool {
    person.role == AccountRole::EducationOfficer && person.territory.is_some()
}

fn organisations(laptop: &mut Laptop) -> Vec<Organisation> {
    let filter = OrganisationFilter::default();
    laptop.run(Command::LoadOrganisations { filter }).unwrap();
    laptop
        .last(|event| match event {
            Event::Organisations { rows, .. } => Some(
                rows.iter()
                    .map(|row| row.organisation.as_ref().clone())
                    .collect(),
            ),
            _ => None,
        })
        .unwrap()
}

fn wait_for(laptop: &mut Laptop, count: usize) -> Vec<Organisation> {
    for _ in 0..400 {
        let found = organisations(laptop);
        if found.len() >= count {
            return found;
        }
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    panic!("{count} organisations didn't come");
}

fn compared(laptop: &mut Laptop) -> Compared {
    // Before the command: the comparison may begin before its end is told here.
    let asked = baqylau_domain::Moment::from(std::time::SystemTime::now());
    laptop.run(Command::CompareCopies).unwrap();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(150) {
        let told = laptop.last(|event| match event {
            Event::Sync(state) => state.compared,
            _ => None,
        });
        if let Some(compared) = told.filter(|compared| compared.at >= asked) {
            return compared;
        }
        laptop.pause();
    }
    panic!("no comparison was told");
}

#[test]
fn a_first_synchronisation_reads_the_snapshot_and_survives_being_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let registry = long_registry(&folder.path().join("registry"));
    let (network, meddling) = Network::new(&registry.url());
    let settings = || config(&folder.path().join("a"), &registry.url(), "УО01");
    let mut laptop = Laptop::start_with(settings(), network.clone());
    laptop.create();
    meddling.pieces_left.store(1, Ordering::SeqCst);
    laptop.sign_in(&officer);
    let partly = wait_for(&mut laptop, 1_000).len();
    assert!(partly < MANY, "{partly}");
    laptop.client.shutdown();

    // The program was closed meanwhile; what came before isn't fetched again.
    meddling.pieces_left.store(usize::MAX, Ordering::SeqCst);
    meddling.asked.lock().unwrap().clear();
    let mut laptop = Laptop::start_with(settings(), network);
    laptop.unlock().unwrap();
    laptop.sign_in(&officer);
    wait_for(&mut laptop, MANY);
    let asked = meddling.asked.lock().unwrap().clone();
    let again = |piece: &str| {
        asked
            .keys()
            .any(|path| path.starts_with(api::SNAPSHOT_PIECE) && path.ends_with(piece))
    };
    assert!(!again("piece=0"), "{asked:?}");
    assert!(again("piece=1"), "{asked:?}");
    let history = asked.keys().filter(|path| {
        path.starts_with(api::FEED) && path.contains("region:") && path.contains("after=2000&")
    });
    assert_eq!(history.count(), 0, "the history is not read beside it");
    assert_eq!(compared(&mut laptop).differed, 0);
}

#[test]
fn a_snapshot_the_registry_did_not_make_is_not_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let registry = long_registry(&folder.path().join("registry"));
    let (network, meddling) = Network::new(&registry.url());
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "УО01"),
        network,
    );
    laptop.create();
    meddling.forge_manifest.store(true, Ordering::SeqCst);
    laptop.sign_in(&officer);
    laptop.wait("the refusal to believe", |event| {
        matches!(event, Event::Failed { error, .. } if error.key == "client-receipt-forged")
    });
    assert_eq!(organisations(&mut laptop).len(), 0);
    assert_eq!(meddling.asked(api::SNAPSHOT_PIECE), 0);

    meddling.spoil_piece.store(true, Ordering::SeqCst);
    meddling.forge_manifest.store(false, Ordering::SeqCst);
    for _ in 0..400 {
        if meddling.asked(api::SNAPSHOT_PIECE) > 2 {
            break;
        }
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    assert!(meddling.asked(api::SNAPSHOT_PIECE) > 2);
    assert_eq!(organisations(&mut laptop).len(), 0);

    meddling.spoil_piece.store(false, Ordering::SeqCst);
    wait_for(&mut laptop, MANY);
}

#[test]
fn a_record_that_drifted_from_the_registry_is_found_and_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("registry");
    drop(crate::support::registry(&home));
    let renamed = Organisation {
        name: baqylau_domain::text::Trilingual::new("Renamed", "Renamed", "Renamed"),
        ..sample()
    };
    import(&home, vec![renamed.clone()]);
    let registry = EmbeddedRegistry::start(RegistryConfig::demo(&home)).unwrap();
    let (network, meddling) = Network::new(&registry.url());
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "УО01"),
        network,
    );
    laptop.create();
    meddling.rename_back.store(true, Ordering::SeqCst);
    laptop.sign_in(&officer);
    wait_for(&mut laptop, 10);
    // The one after the first reading may still be on its way; the one asked for after it isn't.
    compared(&mut laptop);
    let after = compared(&mut laptop);
    let name = |laptop: &mut Laptop| {
        organisations(laptop)
            .into_iter()
            .find(|organisation| organisation.id == renamed.id)
            .map(|organisation| organisation.name.english().to_owned())
    };
    assert_eq!(name(&mut laptop).as_deref(), Some("Renamed"));
    assert_eq!(after.differed, 0, "the first comparison had put it right");
    let told = laptop.seen.iter().any(|event| {
        matches!(event, Event::Sync(state)
            if state.compared.is_some_and(|compared| compared.differed == 1))
    });
    assert!(told, "one record differed, and that was said");
}

#[test]
fn a_comparison_the_registry_overtook_is_made_again_without_being_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let registry = crate::support::registry(&folder.path().join("registry"));
    let (network, meddling) = Network::new(&registry.url());
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "УО01"),
        network,
    );
    laptop.create();
    laptop.sign_in(&officer);
    wait_for(&mut laptop, 1);
    compared(&mut laptop);
    // Nothing is due any more: without the wish nobody would compare today.
    meddling.overtaken.store(1, Ordering::SeqCst);
    assert_eq!(compared(&mut laptop).differed, 0);
    assert_eq!(meddling.overtaken.load(Ordering::SeqCst), 0);
}
