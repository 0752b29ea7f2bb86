//! Many acts signed at once: each exactly once, whatever happens on the way.

use crate::holders::{key_file, key_of};
use crate::many_acts;
use crate::signing_program::{Authority, Program, Reply, sign, text};
use crate::support::{HeldPushes, Laptop, config, copy_folder, files_of, registry};
use crate::template;
use baqylau_client::ClientConfig;
use baqylau_client::ui::{
    BatchKey, BatchState, BatchView, Command, Event, KeySource, LockState, QueueFilter, QueueSort,
    QueueView, Secret, Shelf, Standing, Ticket, UserError,
};
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_locale::Language;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use baqylau_signing::{KeyFile, Role, pem};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Acts that wait for one person.
const ACTS: usize = 200;

/// How long the registry's word about all of them may take to reach another laptop.
const JUDGING: Duration = Duration::from_secs(120);

/// A registry with as many fixed acts, made once.
struct Prepared {
    folder: PathBuf,
    /// Who signs first.
    first: PersonId,
    /// Who signs last.
    last: PersonId,
    /// The visits whose acts these are.
    visits: BTreeSet<VisitId>,
}

fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let folder = template::folder();
        let files = folder.join("registry");
        let running = registry(&files);
        let settings = config(&folder.join("a"), &running.url(), "АБ12");
        let (mut laptop, chair) = Laptop::signed_in(settings, &|person: &Person| {
            person.role == AccountRole::Commission
        });
        let visit = laptop.ready_visit(&chair);
        laptop.draw_up(visit);
        laptop.drained();
        let opened = laptop.open(visit);
        let signers: Vec<PersonId> = opened.visit.signers().iter().map(|m| m.person).collect();
        laptop.client.shutdown();
        drop(running);
        let more = u32::try_from(ACTS - 1).unwrap();
        let copies = many_acts::copy(&files, visit, more).unwrap();
        let visits = copies.into_iter().map(|(visit, _)| visit);
        Prepared {
            folder,
            first: signers[0],
            last: signers[signers.len() - 1],
            visits: visits.chain([visit]).collect(),
        }
    })
}

struct Scene {
    folder: tempfile::TempDir,
    registry: EmbeddedRegistry,
    settings: ClientConfig,
    network: Arc<HeldPushes>,
    laptop: Laptop,
    person: Person,
}

impl Scene {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut ClientConfig)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = folder.path().join("registry");
        copy_folder(&prepared().folder.join("registry"), &files);
        let registry = EmbeddedRegistry::start(RegistryConfig::demo(&files)).unwrap();
        let mut settings = config(&folder.path().join("a"), &registry.url(), "АБ12");
        change(&mut settings);
        let network = Arc::new(HeldPushes::new(&registry.url()));
        let mut laptop = Laptop::start_with(settings.clone(), network.clone());
        laptop.create();
        let person = laptop.sign_in(&|person| person.id == prepared().first);
        let mut scene = Self {
            folder,
            registry,
            settings,
            network,
            laptop,
            person,
        };
        while scene.queue(QueueFilter::default()).counts.mine < ACTS {
            scene.laptop.run(Command::SyncNow).unwrap();
            scene.laptop.pause();
        }
        scene
    }

    /// The same laptop started anew.
    fn reopen(&mut self) {
        self.laptop.client.shutdown();
        self.laptop = Laptop::start_with(self.settings.clone(), self.network.clone());
        self.laptop.unlock().unwrap();
        let id = self.person.id;
        self.laptop.sign_in(&|person| person.id == id);
    }

    fn queue(&mut self, filter: QueueFilter) -> Arc<QueueView> {
        self.laptop.run(Command::LoadQueue { filter }).unwrap();
        let told = self.laptop.last(|event| match event {
            Event::Queue(view) => Some(view.clone()),
            _ => None,
        });
        told.unwrap()
    }

    /// The acts that wait for this person.
    fn mine(&mut self) -> Vec<(VisitId, BlobHash)> {
        let filter = QueueFilter {
            shelf: Some(Shelf::Mine),
            ..QueueFilter::default()
        };
        let rows = self.queue(filter).rows.clone();
        rows.iter().map(|row| (row.visit, row.act)).collect()
    }

    fn key(&self) -> BatchKey {
        BatchKey::File {
            key: KeySource::Sample(self.person.id),
            password: Secret::default(),
        }
    }

    fn batch(&mut self) -> Option<Arc<BatchView>> {
        self.laptop.run(Command::LoadBatch).unwrap();
        let told = self.laptop.last(|event| match event {
            Event::Batch(view) => Some(view.clone()),
            _ => None,
        });
        told.unwrap()
    }

    fn counts(&mut self) -> (usize, usize, usize) {
        self.batch().unwrap().counts()
    }

    /// Waits until so many acts of a batch were settled from now on.
    fn settled(&mut self, wanted: usize) {
        self.settled_since(self.laptop.seen.len(), wanted);
    }

    /// The same, counted from an earlier event on.
    fn settled_since(&mut self, mark: usize, wanted: usize) {
        let is_settled = |event: &Event| matches!(event, Event::BatchItem { .. });
        let already = self
            .laptop
            .seen
            .iter()
            .skip(mark)
            .filter(|one| is_settled(one));
        let mut seen = already.count();
        if seen >= wanted {
            return;
        }
        self.laptop.wait("acts of the batch", |event| {
            seen += usize::from(is_settled(event));
            seen == wanted
        });
    }

    fn end(&mut self, ticket: Ticket) -> Result<(), UserError> {
        let mut ended = None;
        self.laptop.wait("the end of the batch", |event| {
            ended = match event {
                Event::Done { ticket: of } if *of == ticket => Some(Ok(())),
                Event::Failed {
                    ticket: Some(of),
                    error,
                } if *of == ticket => Some(Err(error.clone())),
                _ => None,
            };
            ended.is_some()
        });
        ended.unwrap()
    }

    fn resume(&mut self, failed: bool) -> Ticket {
        let batch = self.batch().unwrap().id;
        let key = self.key();
        self.laptop
            .send(Command::ResumeBatch { batch, failed, key })
    }

    /// Operations that sign, and signature files kept.
    fn kept(&mut self) -> (usize, usize) {
        let view = self.laptop.outbox();
        let signing = view
            .operations
            .iter()
            .filter(|row| row.kind_key.ends_with("sign"))
            .count();
        (
            signing,
            files_of(&self.settings.data_dir.join("blobs")).len(),
        )
    }

    /// Lets the registry judge everything, and waits until it has so many signatures of this person,
    /// none of them twice; answers how many it has.
    fn judged(&mut self, expected: usize) -> usize {
        self.network.held.store(false, Ordering::SeqCst);
        self.laptop.drained();
        // As somebody else's laptop sees it: the registry's own word.
        let settings = config(
            &self.folder.path().join("other"),
            &self.registry.url(),
            "ВГ34",
        );
        let (mut other, person) =
            Laptop::signed_in(settings, &|person| person.id == prepared().last);
        assert_ne!(person.id, self.person.id);
        let mine = self.person.id;
        let signed = |laptop: &mut Laptop| {
            let rows = laptop.visits();
            let files = rows
                .iter()
                .filter(|row| prepared().visits.contains(&row.visit.id))
                .filter_map(|row| row.visit.stage.signed_file());
            let own = |file: &baqylau_domain::visit::SignedFile| {
                file.signatures
                    .iter()
                    .filter(|one| one.person == mine)
                    .count()
            };
            let counts: Vec<usize> = files.map(own).collect();
            assert!(counts.iter().all(|count| *count <= 1));
            counts.iter().sum::<usize>()
        };
        let begun = Instant::now();
        loop {
            let now = signed(&mut other);
            if now >= expected || begun.elapsed() > JUDGING {
                return now;
            }
            other.run(Command::SyncNow).unwrap();
            other.pause();
        }
    }
}

#[test]
fn two_hundred_acts_are_signed_once_each_though_the_laptop_dies_twice_on_the_way() {
    let mut scene = Scene::new();
    let acts = scene.mine();
    assert_eq!(acts.len(), ACTS);
    let before = scene.queue(QueueFilter::default()).counts.signed;
    let key = scene.key();
    let begun = Instant::now();
    let mark = scene.laptop.seen.len();
    scene.laptop.send(Command::SignBatch { acts, key });
    // Other commands are answered while it goes on.
    scene.laptop.run(Command::LoadOutbox).unwrap();
    scene.settled_since(mark, 60);
    scene.reopen();

    let left = scene.batch().unwrap();
    let (waiting, signed, failed) = left.counts();
    assert!(!left.running && waiting > 0 && signed >= 60 && failed == 0);
    assert_eq!(waiting + signed, ACTS);
    assert_eq!(scene.mine().len(), waiting);
    assert_eq!(scene.kept().0, signed);

    // The second time the store itself breaks: a copy and the journal have everything.
    scene.resume(false);
    scene.settled(40);
    scene.laptop.client.shutdown();
    let store = scene.settings.data_dir.join("store.db");
    let mut bytes = std::fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    std::fs::write(&store, bytes).unwrap();
    scene.laptop = Laptop::start_with(scene.settings.clone(), scene.network.clone());
    assert!(scene.laptop.unlock().is_err());
    assert!(matches!(scene.laptop.lock(), LockState::Damaged { .. }));
    scene.laptop.run(Command::RecoverStore).unwrap();
    let id = scene.person.id;
    scene.laptop.sign_in(&|person| person.id == id);
    let (waiting, signed, _) = scene.counts();
    assert!(signed >= 100 && waiting > 0, "{signed} {waiting}");

    let ticket = scene.resume(false);
    scene.end(ticket).unwrap();
    println!("200 acts, twice cut off: {:?}", begun.elapsed());
    assert_eq!(scene.counts(), (0, ACTS, 0));
    assert_eq!(scene.kept().0, ACTS, "one operation an act");
    let signed = scene.queue(QueueFilter::default()).counts.signed;
    assert_eq!(signed, before + ACTS);
    // Once more signs nothing.
    let ticket = scene.resume(true);
    scene.end(ticket).unwrap();
    assert_eq!(scene.kept().0, ACTS);
    assert_eq!(scene.judged(ACTS), ACTS);
}

#[test]
fn a_key_that_may_not_sign_is_refused_before_anything_is_begun() {
    let mut scene = Scene::new();
    let acts: Vec<_> = scene.mine().into_iter().take(5).collect();
    let before = scene.kept();
    let people = scene.laptop.sample_people();
    let another = people.iter().find(|one| one.id == prepared().last).unwrap();
    let url = scene.registry.url();
    let file = |name: &str, person: &Person, roles: &[Role], days| {
        let path = scene.folder.path().join(name);
        key_file(&key_of(&url, person, roles, days), &path, "Qwerty12")
    };
    let own = scene.person.clone();
    let cases = [
        (
            file("own", &own, &[], (-1, 1)),
            "wrong",
            "signing-error-password",
        ),
        (
            file("expired", &own, &[], (-9, -2)),
            "Qwerty12",
            "signing-error-expired",
        ),
        (
            file("other", another, &[], (-1, 1)),
            "Qwerty12",
            "signing-error-other-person",
        ),
        (
            file("system", &own, &[Role::InformationSystem], (-1, 1)),
            "Qwerty12",
            "signatory-system",
        ),
        (
            KeySource::File(PathBuf::from("/nowhere.p12")),
            "x",
            "client-file-missing",
        ),
    ];
    for (key, password, refusal) in cases {
        let command = Command::SignBatch {
            acts: acts.clone(),
            key: BatchKey::File {
                key,
                password: Secret::new(password),
            },
        };
        assert_eq!(scene.laptop.run(command).unwrap_err().key, refusal);
        assert_eq!(scene.batch(), None);
        assert_eq!(scene.kept(), before);
    }
}

#[test]
fn one_act_that_fails_stops_no_other_and_a_batch_stops_between_two() {
    let mut scene = Scene::new();
    let mut acts: Vec<_> = scene.mine().into_iter().take(12).collect();
    // Another act than the one that was listed: drawn up anew meanwhile.
    acts[3].1 = acts[4].1;
    let key = scene.key();
    let command = Command::SignBatch {
        acts: acts.clone(),
        key,
    };
    scene.laptop.run(command).unwrap();
    let view = scene.batch().unwrap();
    assert_eq!(view.counts(), (0, 11, 1));
    let BatchState::Failed(reason) = &view.items[3].state else {
        panic!("{:?}", view.items[3].state);
    };
    assert_eq!(reason.key, "tosign-error-redrawn");
    // Trying again what failed signs nothing twice, and fails again.
    let ticket = scene.resume(true);
    scene.end(ticket).unwrap();
    assert_eq!(scene.counts(), (0, 11, 1));
    assert_eq!(scene.kept().0, 11);

    // Stopped in the middle: what was signed stays, the rest waits and can be put away.
    let acts = scene.mine();
    let key = scene.key();
    let ticket = scene.laptop.send(Command::SignBatch { acts, key });
    scene.settled(5);
    scene.laptop.run(Command::Cancel { of: ticket }).unwrap();
    scene.end(ticket).unwrap();
    let (waiting, signed, failed) = scene.counts();
    assert!(
        waiting > 0 && signed >= 5 && failed == 0,
        "{waiting} {signed}"
    );
    assert_eq!(scene.mine().len(), waiting);
    assert_eq!(scene.kept().0, 11 + signed);
    let batch = scene.batch().unwrap().id;
    scene.laptop.run(Command::PutBatchAway { batch }).unwrap();
    assert_eq!(scene.batch(), None);
}

/// Every document of a request, as the program is given them.
pub fn documents(asked: &Value) -> Vec<Vec<u8>> {
    let data = &asked["args"]["data"];
    let one = |text: &Value| STANDARD.decode(text.as_str().unwrap()).unwrap();
    match data.as_array() {
        Some(several) => several.iter().map(one).collect(),
        None => vec![one(data)],
    }
}

/// A right answer with these signatures, in their order.
pub fn answer(signatures: &[Vec<u8>]) -> Reply {
    let armoured: Vec<String> = signatures
        .iter()
        .map(|cms| pem::encode("CMS", cms))
        .collect();
    text(&json!({"status": true, "body": {"result": armoured}}))
}

#[test]
fn one_dialog_of_ncalayer_signs_many_and_a_wrong_answer_leaves_nothing() {
    let authority = Authority::new();
    let program = Program::start(
        &authority.identity(&["127.0.0.1", "localhost"]),
        Box::new(|_| Vec::new()),
    );
    let mut scene = Scene::with(|settings| {
        settings.nca.port = program.port;
        settings.nca.authorities = vec![authority.der.clone()];
        settings.nca.patience.greeting = Duration::from_secs(5);
    });
    let key: Arc<KeyFile> = Arc::new(key_of(&scene.registry.url(), &scene.person, &[], (-1, 1)));
    let acts: Vec<_> = scene.mine().into_iter().take(120).collect();
    let nca = || BatchKey::NcaLayer {
        language: Language::Kk,
        accept: None,
    };
    let before = scene.kept().0;
    for (misbehaves, told) in [
        ("in another order", "signing-error-document-changed"),
        ("one short", "signing-error-nca-unreadable"),
        ("one twice", "signing-error-document-changed"),
    ] {
        let key = key.clone();
        program.behave(move |asked| {
            let mut signatures: Vec<Vec<u8>> =
                documents(asked).iter().map(|one| sign(&key, one)).collect();
            match misbehaves {
                "in another order" => signatures.reverse(),
                "one short" => drop(signatures.pop()),
                _ => signatures[1] = signatures[0].clone(),
            }
            vec![answer(&signatures)]
        });
        let command = Command::SignBatch {
            acts: acts[..6].to_vec(),
            key: nca(),
        };
        assert_eq!(
            scene.laptop.run(command).unwrap_err().key,
            told,
            "{misbehaves}"
        );
        assert_eq!(scene.counts(), (6, 0, 0), "{misbehaves}");
        assert_eq!(scene.kept().0, before, "{misbehaves}");
    }
    let asked = program.asked().len();
    let honest = key.clone();
    program.behave(move |asked| {
        let signatures: Vec<Vec<u8>> = documents(asked)
            .iter()
            .map(|one| sign(&honest, one))
            .collect();
        vec![answer(&signatures)]
    });
    let command = Command::SignBatch {
        acts: acts.clone(),
        key: nca(),
    };
    scene.laptop.run(command).unwrap();
    assert_eq!(scene.counts(), (0, acts.len(), 0));
    assert_eq!(program.asked().len() - asked, 2, "a hundred acts a dialog");
    assert_eq!(scene.kept().0 - before, acts.len());
    assert_eq!(scene.judged(acts.len()), acts.len());
}

#[test]
fn the_queue_is_searched_sorted_and_counted() {
    let mut scene = Scene::new();
    let all = scene.queue(QueueFilter::default());
    assert_eq!(all.counts.mine, ACTS);
    assert_eq!(all.counts.of(None), all.rows.len());
    let number = all.rows[17].number.clone();
    let found = scene.queue(QueueFilter {
        text: format!("  {}", number.to_lowercase()),
        shelf: Some(Shelf::Mine),
        ..QueueFilter::default()
    });
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.rows[0].number, number);
    assert_eq!(found.counts, all.counts, "counts don't follow the filter");
    let own = scene.queue(QueueFilter {
        shelf: Some(Shelf::Mine),
        ..QueueFilter::default()
    });
    let word = own.rows[0]
        .organisation
        .russian()
        .split(' ')
        .next()
        .unwrap()
        .to_uppercase();
    let by_name = scene.queue(QueueFilter {
        text: word,
        sort: QueueSort::Number,
        descending: true,
        ..QueueFilter::default()
    });
    let numbers: Vec<&String> = by_name.rows.iter().map(|row| &row.number).collect();
    assert!(numbers.len() >= ACTS && numbers.is_sorted_by(|a, b| a >= b));
    let day = baqylau_locale::legal_time(own.rows[0].fixed_at).date_naive();
    let before = scene.queue(QueueFilter {
        period: (None, day.pred_opt()),
        shelf: Some(Shelf::Mine),
        ..QueueFilter::default()
    });
    assert_eq!(before.rows.len(), 0);

    // Who signs last waits for the others, by name.
    let id = prepared().last;
    scene.laptop.run(Command::SignOut).unwrap();
    scene.laptop.sign_in(&|person| person.id == id);
    let mut others = Arc::default();
    for _ in 0..200 {
        let view = scene.queue(QueueFilter {
            shelf: Some(Shelf::Others),
            sort: QueueSort::Organisation,
            ..QueueFilter::default()
        });
        others = view.rows.clone();
        if others.len() >= ACTS {
            break;
        }
        scene.laptop.run(Command::SyncNow).unwrap();
        scene.laptop.pause();
    }
    assert_eq!(others.len(), ACTS);
    let Standing::Others { first } = &others[0].standing else {
        panic!("{:?}", others[0].standing);
    };
    assert!(first.contains(&scene.person.full_name), "{}", first.len());
}

#[test]
fn whose_a_key_file_is_stands_before_its_password_the_second_time() {
    let mut scene = Scene::new();
    let path = scene.folder.path().join("own.p12");
    let key = key_of(
        &scene.registry.url(),
        &scene.person,
        &[Role::Employee],
        (-1, 1),
    );
    let source = key_file(&key, &path, "Qwerty12");
    let look = |scene: &mut Scene| {
        scene
            .laptop
            .run(Command::LookAtKey { path: path.clone() })
            .unwrap();
        let seen = scene.laptop.last(|event| match event {
            Event::KeySeen { holder, .. } => Some(holder.clone()),
            _ => None,
        });
        seen.unwrap()
    };
    let recent = |scene: &mut Scene, command| {
        scene.laptop.run(command).unwrap();
        let told = scene.laptop.last(|event| match event {
            Event::RecentKeys(keys) => Some(keys.clone()),
            _ => None,
        });
        told.unwrap()
    };
    assert_eq!(look(&mut scene), None);
    let inspect = Command::InspectKey {
        key: source,
        password: Secret::new("Qwerty12"),
    };
    scene.laptop.run(inspect).unwrap();
    let holder = look(&mut scene).unwrap();
    assert_eq!(holder.organisation, "Бақылау комитеті");
    assert_eq!(holder.person, Some(scene.person.id));
    assert_eq!(holder.barred, None);
    let keys = recent(&mut scene, Command::LoadRecentKeys);
    assert_eq!((keys.len(), keys[0].here), (1, true));
    assert_eq!((&keys[0].path, &keys[0].holder), (&path, &holder));
    // Another file at the same place isn't taken for it.
    std::fs::write(&path, b"something else").unwrap();
    assert_eq!(look(&mut scene), None);
    assert!(!recent(&mut scene, Command::LoadRecentKeys)[0].here);
    let forget = Command::ForgetKey { path: path.clone() };
    assert_eq!(recent(&mut scene, forget).len(), 0);
    // Neither key nor password is anywhere in the folder.
    scene.laptop.client.shutdown();
    for file in files_of(&scene.settings.data_dir) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"Qwerty12"));
    }
}
