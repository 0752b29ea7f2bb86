//! The audit log as its clients see it: it only grows, and whoever remembers a head can tell.

use super::{Device, World};
use crate::audit;
use crate::store::{StoreError, Tx, params};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api;
use baqylau_protocol::audit::{AuditAnswer, AuditHead};
use baqylau_protocol::feed::Scopes;
use reqwest::Method;
use tlog_tiles::{Hash, check_tree};

async fn head(device: &Device, known: u64) -> (AuditHead, AuditAnswer) {
    let path = format!("{}?known={known}", api::SCOPES);
    let answer = device.request(Method::GET, &path).send().await.unwrap();
    let answer = answer.json::<Scopes>().await.unwrap().audit;
    (serde_json::from_str(&answer.signed.head).unwrap(), answer)
}

fn root(head: &AuditHead) -> Hash {
    let mut root = [0; 32];
    hex::decode_to_slice(&head.root, &mut root).unwrap();
    Hash(root)
}

fn continues(before: &AuditHead, after: &AuditHead, answer: &AuditAnswer) -> bool {
    let proof = answer.proof.iter().map(|one| {
        let mut hash = [0; 32];
        hex::decode_to_slice(one, &mut hash).unwrap();
        Hash(hash)
    });
    let proof = proof.collect();
    check_tree(&proof, after.size, root(after), before.size, root(before)).is_ok()
}

async fn write(world: &World, lines: u32) {
    let now = world.registry.core().context.environment.now();
    let work = move |tx: &Tx<'_>| -> Result<(), StoreError> {
        for n in 0..lines {
            let line = audit::Line {
                operation: "",
                actor: None,
                action: "trial",
                object: &n.to_string(),
            };
            audit::write(tx, now, &line)?;
        }
        Ok(())
    };
    world.registry.core().store.write(work).await.unwrap();
}

async fn change(world: &World, statement: &'static str) {
    let work = move |tx: &Tx<'_>| tx.run(statement, params![]).map(drop);
    world.registry.core().store.write(work).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_head_is_proved_to_continue_every_one_before() {
    let world = World::start().await;
    let device = world
        .device(world.by_role(AccountRole::Commission, 0))
        .await;
    let mut heads = vec![head(&device, 0).await.0];
    for lines in [1, 1, 2, 3, 5, 8, 13] {
        write(&world, lines).await;
        heads.push(head(&device, 0).await.0);
    }
    for pair in heads.windows(2) {
        assert!(pair[0].size < pair[1].size);
        assert_ne!(pair[0].root, pair[1].root);
    }
    for before in &heads {
        let (after, answer) = head(&device, before.size).await;
        assert_eq!(answer.proof.is_empty(), before.size == after.size);
        assert!(answer.proof.is_empty() || continues(before, &after, &answer));
        // A head with another past isn't.
        let forged = AuditHead {
            root: "5a".repeat(32),
            ..before.clone()
        };
        assert!(answer.proof.is_empty() || !continues(&forged, &after, &answer));
    }
    // Who claims to know more than there is gets the head, and draws the conclusion.
    let (newest, answer) = head(&device, u64::from(u32::MAX)).await;
    assert_eq!(Some(&newest.size), heads.last().map(|head| &head.size));
    assert_eq!(answer.proof, [""; 0]);
    let health = world.registry.check().await.unwrap();
    assert_eq!(health.audit_broken_at, None);
    assert_eq!(health.audit_lines, newest.size);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_registry_notices_a_line_or_a_node_that_was_changed() {
    for statement in [
        "UPDATE audit SET object = 'x' WHERE n = 3",
        "UPDATE audit_nodes SET hash = (SELECT hash FROM audit_nodes WHERE place = 1) WHERE place = 3",
        "DELETE FROM audit_nodes WHERE place = 3",
    ] {
        let world = World::start().await;
        change(&world, statement).await;
        let health = world.registry.check().await.unwrap();
        assert_eq!(health.audit_broken_at, Some(3), "{statement}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_from_before_the_tree_gets_the_tree_it_would_have_had() {
    let world = World::start().await;
    write(&world, 21).await;
    let read = |connection: &_| audit::head(connection);
    let store = &world.registry.core().store;
    let grown = store.read(read).await.unwrap();
    change(&world, "DELETE FROM audit_nodes").await;
    assert!(
        store.read(read).await.is_err(),
        "never a head without a tree"
    );
    store.write(|tx| audit::plant(tx)).await.unwrap();
    assert!(store.read(read).await.unwrap() == grown);
}
