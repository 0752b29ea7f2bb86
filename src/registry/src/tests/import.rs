//! A registry that isn't a demonstration: filled by an administrator.

use super::World;
use super::engine::{Engine, Place};
use crate::{Import, ImportError, Registry};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api;
use reqwest::StatusCode;

const SAFE: &[u8] = include_bytes!("../../../../assets/checklists/SAFE.xlsx");

#[tokio::test(flavor = "multi_thread")]
async fn people_come_in_all_or_none_and_demonstration_keys_open_nothing() {
    let world = World::start().await;
    let folder = Place::empty(Engine::chosen());
    let registry = Registry::start(folder.config()).await.unwrap();
    let listed = super::http().get(format!("{}{}", registry.url(), api::SAMPLE_PEOPLE));
    assert_eq!(listed.send().await.unwrap().status(), StatusCode::NOT_FOUND);

    let mut people: Vec<_> = world
        .people
        .iter()
        .map(|sample| sample.person.clone())
        .collect();
    let mut twin = people[0].clone();
    twin.id = baqylau_domain::identifiers::PersonId::new(super::new_uuid());
    people.push(twin);
    let import = Import {
        people: people.clone(),
        ..Import::default()
    };
    let refused = registry.import(import).await;
    assert!(matches!(
        refused,
        Err(ImportError::SamePerson { index: 20 })
    ));
    people[20].role = AccountRole::Registrar;
    let import = Import {
        people: people.clone(),
        ..Import::default()
    };
    assert!(matches!(
        registry.import(import).await,
        Err(ImportError::RegistrarRole { .. })
    ));
    people.pop();
    registry
        .import(Import {
            people,
            ..Import::default()
        })
        .await
        .unwrap();

    // Known people, but keys nobody real has issued.
    let hello: api::Hello = super::http()
        .get(format!("{}{}", registry.url(), api::HELLO))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(!hello.sample && hello.anchors.is_empty());
    let real = World {
        hello,
        registry,
        ..world
    };
    let device = super::Device::new(&real);
    let challenge = device.ask_nonce().await;
    let refused = device
        .answer(&real, &challenge, &real.people[0])
        .await
        .err()
        .unwrap();
    assert_eq!(refused.0, StatusCode::UNAUTHORIZED);
    assert!(refused.1.detail.contains("chain"), "{}", refused.1.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_version_of_a_checklist_never_changes() {
    let folder = Place::empty(Engine::chosen());
    let registry = Registry::start(folder.config()).await.unwrap();
    let published = registry.publish(SAFE.to_vec()).await.unwrap();
    assert_eq!(published.code, "SAFE");
    assert_eq!(registry.publish(SAFE.to_vec()).await.unwrap(), published);
    let mut other = SAFE.to_vec();
    other.extend_from_slice(b"\0");
    let refused = registry.publish(other).await.err().unwrap();
    assert!(
        matches!(
            refused,
            ImportError::Republished { .. } | ImportError::Workbook(_)
        ),
        "{refused}"
    );
    assert!(matches!(
        registry.publish(b"not a workbook".to_vec()).await,
        Err(ImportError::Workbook(_))
    ));
    registry.stop().await;
}
