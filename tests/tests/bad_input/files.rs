//! Photos that are cut off, and workbooks that are none.

use crate::support::{Scene, files_below, photo, refused, worded};
use baqylau_client::ui::{Command, EvidenceSource};
use baqylau_client::{Answer, HttpTransport, Method, NetworkConfig, Request, Response, Transport};
use baqylau_protocol::api;
use baqylau_protocol::pack::Pack;
use baqylau_registry::{Registry, RegistryConfig};
use baqylau_tests::laptop::{Laptop, config};
use baqylau_tests::plan;
use baqylau_tests::prepared::prepared;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

#[test]
fn a_photo_cut_off_or_gone_is_refused_and_the_others_stay() {
    let mut scene = Scene::set().recording();
    let visit = scene.visit.id;
    scene.answer(1);
    let good = plan::photo(7).unwrap();
    scene
        .laptop()
        .run(photo(visit, "", "", good.clone()))
        .unwrap();
    let blobs = files_below(&scene.data().join("blobs"));
    for part in [0, 2, 40, good.len() / 3, good.len() / 2] {
        refused(
            scene
                .laptop()
                .run(photo(visit, "", "", good[..part].to_vec())),
            "evidence-unreadable",
        );
    }
    let from = |path: PathBuf| Command::AddEvidence {
        visit,
        list: String::new(),
        item: String::new(),
        sources: vec![EvidenceSource::File(path)],
    };
    let absent = from(scene.path("absent.jpg"));
    refused(scene.laptop().run(absent), "client-file-missing");
    let folder = from(scene.folder.path().to_owned());
    worded(&scene.laptop().run(folder).unwrap_err());
    // A picture that is small as a file and a city in memory.
    refused(
        scene.laptop().run(photo(visit, "", "", bomb())),
        "evidence-unreadable",
    );
    assert_eq!(
        files_below(&scene.data().join("blobs")),
        blobs,
        "nothing was left behind"
    );
    scene.has_answers(1);
    let hash = baqylau_protocol::blob::hash(&good);
    let scratch = scene.folder.path().to_owned();
    assert_eq!(scene.laptop().original(hash, &scratch).unwrap(), good);
}

/// A PNG whose header claims 60,000 by 60,000 pixels.
fn bomb() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::write_image(encoder, &[0; 12], 2, 2, image::ExtendedColorType::Rgb8)
        .unwrap();
    // Width and height stand right after the name of the first chunk.
    bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000u32.to_be_bytes());
    bytes
}

/// A registry in between that hands out another workbook than was published.
struct Spoiled {
    inner: HttpTransport,
    workbook: Mutex<Option<Spoil>>,
}

#[derive(Clone)]
enum Spoil {
    /// Other bytes under the right name.
    Bytes(Vec<u8>),
    /// Other bytes, and a pack that names them.
    Named(Vec<u8>),
}

impl Transport for Spoiled {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            let spoil = self.workbook.lock().unwrap().clone();
            let path = request.path.clone();
            let is_blob = path.starts_with(api::BLOBS) && matches!(request.method, Method::Get);
            let mut answer = match &spoil {
                // The registry itself doesn't have what the spoiled pack names.
                Some(Spoil::Named(bytes) | Spoil::Bytes(bytes)) if is_blob => {
                    let body = bytes.clone();
                    return Ok(Response {
                        status: 200,
                        headers: Vec::new(),
                        body,
                    });
                }
                _ => self.inner.send(request).await?,
            };
            if let Some(Spoil::Named(bytes)) = &spoil
                && path.starts_with(api::PACKS)
            {
                let mut pack: Pack = serde_json::from_slice(&answer.body).unwrap();
                for pinned in &mut pack.visit.checklists {
                    pinned.workbook = baqylau_protocol::blob::hash(bytes);
                }
                answer.body = serde_json::to_vec(&pack).unwrap();
            }
            Ok(answer)
        })
    }
}

#[test]
fn a_broken_workbook_is_neither_published_nor_taken_for_a_checklist() {
    let scene = Scene::set();
    let workbook = include_bytes!("../../../assets/checklists/SAFE.xlsx");
    let broken: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"not a workbook".to_vec(),
        workbook[..workbook.len() / 2].to_vec(),
        {
            let mut flipped = workbook.to_vec();
            let middle = flipped.len() / 2;
            flipped[middle..middle + 200]
                .iter_mut()
                .for_each(|byte| *byte ^= 0x55);
            flipped
        },
    ];
    // The registry publishes none of them.
    let office = tempfile::tempdir().unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let registry = Registry::start(RegistryConfig::new(office.path()))
            .await
            .unwrap();
        for bytes in &broken {
            assert!(registry.publish(bytes.clone()).await.is_err());
        }
        assert!(registry.publish(workbook.to_vec()).await.is_ok());
        registry.stop().await;
    });
    // A laptop that is handed one keeps what it had.
    let spoiled = Arc::new(Spoiled {
        inner: HttpTransport::new(&scene.url, &NetworkConfig::default()).unwrap(),
        workbook: Mutex::new(None),
    });
    let settings = config(&scene.data(), &scene.url, "BAD");
    let mut laptop = Laptop::start_with(settings, spoiled.clone()).unwrap();
    laptop.open_store().unwrap();
    let (key, password) = prepared().unwrap().key(scene.secretary().person).unwrap();
    laptop.sign_in(&key, &password).unwrap();
    let visit = scene.visit.id;
    laptop.visit_pulled(visit).unwrap();
    let fetch = || Command::FetchPack { visit };
    // Before there is a pack: none comes of it.
    for bytes in &broken {
        *spoiled.workbook.lock().unwrap() = Some(Spoil::Named(bytes.clone()));
        refused(laptop.run(fetch()), "client-workbook-unusable");
        *spoiled.workbook.lock().unwrap() = Some(Spoil::Bytes(bytes.clone()));
        refused(laptop.run(fetch()), "client-unreadable");
        assert!(laptop.open(visit).unwrap().pack.is_none());
    }
    *spoiled.workbook.lock().unwrap() = None;
    laptop.must("fetching", fetch()).unwrap();
    let forms = laptop.open(visit).unwrap().forms.len();
    assert!(forms > 0);
    *spoiled.workbook.lock().unwrap() = Some(Spoil::Named(broken[3].clone()));
    refused(laptop.run(fetch()), "client-workbook-unusable");
    let opened = laptop.open(visit).unwrap();
    assert_eq!((opened.pack.is_some(), opened.forms.len()), (true, forms));
    laptop.stop();
}
