//! Two laptops write one draft: whatever the order, everybody ends with the same.

use super::{Device, World, star_id};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::{DraftChange, OperationBody, SealedOperation};
use baqylau_protocol::receipt::Outcome;
use baqylau_protocol::session::SamplePerson;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;

/// One step of an interleaving.
#[derive(Debug, Clone)]
enum Step {
    /// A laptop changes a field.
    Write {
        laptop: usize,
        field: usize,
        value: u8,
    },
    /// A laptop sends what it has, from so many operations back.
    Push { laptop: usize, back: usize },
    /// A laptop takes in what is new.
    Pull { laptop: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..2usize, 0..3usize, any::<u8>())
            .prop_map(|(laptop, field, value)| Step::Write { laptop, field, value }),
        2 => (0..2usize, 0..3usize).prop_map(|(laptop, back)| Step::Push { laptop, back }),
        2 => (0..2usize).prop_map(|laptop| Step::Pull { laptop }),
    ];
    proptest::collection::vec(step, 1..25)
}

struct Laptop {
    device: Device,
    who: SamplePerson,
    draft: Draft,
    outbox: Vec<SealedOperation>,
    acknowledged: usize,
    cursor: u64,
}

impl Laptop {
    fn write(&mut self, field: usize, value: u8) {
        let key = FieldKey::Finding {
            list: "SAFE".to_owned(),
            item: format!("B0{field}"),
        };
        let at = super::morning();
        let version = self.draft.write(
            &key,
            self.device.install,
            json!(value),
            self.who.person.id,
            at,
        );
        self.draft.merge(key.clone(), version.clone());
        let changes = vec![DraftChange { key, version }];
        let body = OperationBody::Draft {
            visit: star_id(),
            changes,
        };
        let sealed = self.device.seal(&self.who, body);
        self.outbox.push(sealed);
    }

    async fn push(&mut self, back: usize) {
        let from = self.acknowledged.saturating_sub(back);
        for receipt in self.device.push(&self.outbox[from..]).await.unwrap() {
            assert_eq!(receipt.outcome, Outcome::Applied);
        }
        self.acknowledged = self.outbox.len();
    }

    async fn pull(&mut self) {
        let page = self
            .device
            .page(&Scope::Draft(star_id()), self.cursor, 2_000)
            .await
            .unwrap();
        for entry in page.entries {
            self.cursor = entry.seq;
            if let Change::Field { key, version, .. } = entry.change {
                self.draft.merge(key, version);
            }
        }
    }
}

#[test]
fn whatever_the_order_two_laptops_end_with_the_same_draft() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let world = runtime.block_on(World::start());
    let visit = runtime.block_on(world.star()).1;
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 12,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&steps(), |steps| {
        runtime.block_on(async {
            let mut laptops = Vec::new();
            for member in visit.members.iter().take(2) {
                let who = world
                    .people
                    .iter()
                    .find(|s| s.person.id == member.person)
                    .unwrap()
                    .clone();
                let device = world.device(&who).await;
                let mut laptop = Laptop {
                    device,
                    who,
                    draft: Draft::default(),
                    outbox: Vec::new(),
                    acknowledged: 0,
                    cursor: 0,
                };
                laptop.pull().await;
                laptops.push(laptop);
            }
            for step in steps {
                match step {
                    Step::Write {
                        laptop,
                        field,
                        value,
                    } => laptops[laptop].write(field, value),
                    Step::Push { laptop, back } => laptops[laptop].push(back).await,
                    Step::Pull { laptop } => laptops[laptop].pull().await,
                }
            }
            for laptop in &mut laptops {
                laptop.push(0).await;
            }
            for laptop in &mut laptops {
                laptop.pull().await;
            }
            assert_eq!(laptops[0].draft, laptops[1].draft);
        });
        Ok(())
    });
    outcome.unwrap();
    runtime.block_on(world.registry.stop());
}
