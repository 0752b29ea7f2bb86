//! What is counted of a school: told as counts, held against its building and its permit, told again
//! when a list is corrected; nobody of the list is named.

use super::{Place, Scene, id, premises, university};
use crate::Import;
use crate::environment::Clock as _;
use crate::months;
use crate::store::StoreError;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{CheckId, Programme, Study};
use baqylau_domain::identifiers::{BlobHash, Iin};
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_protocol::checks::{CheckVerdict, CountedPeople};

fn school(number: u32) -> Organisation {
    Organisation {
        kind: OrganisationKind::School,
        ..university(number)
    }
}

fn children(count: usize) -> Vec<Iin> {
    let numbers = 150_314_500_000_u64..;
    let all = numbers.filter_map(|number| Iin::from_number(number).ok());
    all.take(count).collect()
}

/// The list of a month, in a revision.
async fn lists(scene: &Scene, period: Period, revision: u32, count: usize) {
    let entries: Vec<Entry> = children(count)
        .into_iter()
        .map(|iin| Entry {
            number: iin.to_string().parse().unwrap(),
            born: None,
            grade: Some(Grade::Class(5)),
            study: Some(Study::GeneralClass),
            contract: None,
            lessons: None,
        })
        .collect();
    let head = BatchHead {
        programme: Programme::Schooling,
        organisation: id(1),
        period,
        source: BlobHash::new([u8::try_from(revision).unwrap(); 32]),
        revision,
    };
    let batch = Batch::new(head, &entries).unwrap();
    scene.clock.advance(chrono::TimeDelta::minutes(10));
    let now = scene.clock.now();
    scene
        .registry
        .core()
        .store
        .write(move |tx| -> Result<(), StoreError> {
            months::put_batch(tx, &batch, now).unwrap();
            Ok(())
        })
        .await
        .unwrap();
    scene.ask(1).await;
    scene.run().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_list_is_counted_and_held_against_the_building_and_the_permit() {
    for place in Place::each() {
        let scene = Scene::on(place, 2).await;
        let import = Import {
            organisations: vec![school(1)],
            ..Import::default()
        };
        scene.registry.import(import).await.unwrap();
        let today = baqylau_domain::calendar::legal_day(scene.clock.now());
        let month = Period::of(today).unwrap();
        // 200 places by design, 400 by the permit.
        for (revision, count, expected) in [
            (1, 250, CheckVerdict::Failed),
            (2, 200, CheckVerdict::Passed),
        ] {
            lists(&scene, month, revision, count).await;
            let shown = scene.shown(1).await;
            let figures = shown.figures.as_deref().unwrap();
            let people = u32::try_from(count).unwrap();
            let listed = CountedPeople {
                period: Some(month),
                people,
            };
            assert_eq!(figures.learners, Some(listed));
            assert_eq!(figures.teachers, None, "nobody sent teachers");
            assert_eq!(figures.permitted.get(&premises(1)), Some(&400));
            let row = scene.row(1, CheckId::PremisesCapacity).await;
            assert_eq!(row.verdict, expected);
            assert_eq!(row.consequence, "review", "it stops nothing by itself");
            let last = row.evidence.last().unwrap();
            let against = (last.said.as_str(), last.against.as_deref());
            assert_eq!(against, (people.to_string().as_str(), Some("200")));
            let permit = scene.row(1, CheckId::PremisesPermit).await;
            assert_eq!(permit.verdict, CheckVerdict::Passed);
            let told = scene.told(1).await;
            assert_eq!(told.last().unwrap().figures, shown.figures);
            let text = serde_json::to_string(&told).unwrap();
            for child in children(count) {
                assert!(!text.contains(&child.to_string()), "counts alone travel");
            }
        }
        // A list of a month to come is no list yet, and a university is counted by nobody.
        assert_eq!(scene.shown(2).await.figures, None);
    }
}
