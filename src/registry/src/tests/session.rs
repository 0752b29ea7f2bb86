//! Signing in with a key, and what a session of a device may do.

use super::{Device, World, later, take};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, ErrorCode};
use baqylau_protocol::feed::Scopes;
use reqwest::{Method, StatusCode};

#[tokio::test(flavor = "multi_thread")]
async fn everybody_on_the_sample_list_signs_in_with_their_key_file() {
    let world = World::start().await;
    assert!(world.hello.sample);
    assert_eq!(world.people.len(), 20);
    for sample in &world.people {
        let device = Device::new(&world);
        let challenge = device.ask_nonce().await;
        let session = device.answer(&world, &challenge, sample).await.unwrap();
        assert_eq!(session.person, sample.person);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nonce_is_answered_once_in_time_and_by_the_device_that_asked() {
    let world = World::start().await;
    let sample = world.by_role(AccountRole::Observer, 0);
    let device = Device::new(&world);
    let challenge = device.ask_nonce().await;
    device.answer(&world, &challenge, sample).await.unwrap();
    let (status, error) = device
        .answer(&world, &challenge, sample)
        .await
        .err()
        .unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::UNAUTHORIZED, ErrorCode::SignIn)
    );

    let challenge = device.ask_nonce().await;
    later(&world, 3);
    assert!(
        device.answer(&world, &challenge, sample).await.is_err(),
        "too late"
    );

    let challenge = device.ask_nonce().await;
    let other = Device::new(&world);
    assert!(
        other.answer(&world, &challenge, sample).await.is_err(),
        "another device"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nonce_outlives_a_restart_and_is_answered_by_whichever_registry_of_a_database() {
    let world = World::start().await;
    let sample = world.by_role(AccountRole::Observer, 0).clone();
    let mut device = Device::new(&world);
    let (kept, used) = (device.ask_nonce().await, device.ask_nonce().await);
    device.answer(&world, &used, &sample).await.unwrap();
    let world = world.restart().await;
    device.base = world.registry.url();
    device.answer(&world, &kept, &sample).await.unwrap();
    assert!(device.answer(&world, &used, &sample).await.is_err(), "once");
    let mut bent = device.ask_nonce().await;
    // Ten minutes more, says the nonce; the registry didn't.
    let end = i64::from_str_radix(&bent.nonce[..16], 16).unwrap() + 600_000_000;
    bent.nonce.replace_range(..16, &format!("{end:016x}"));
    assert!(device.answer(&world, &bent, &sample).await.is_err());

    if world.folder.is_server() {
        let config = crate::RegistryConfig {
            storage: world.folder.storage(),
            ..super::config(world.folder.path(), &world.clock)
        };
        let beside = crate::Registry::start(config).await.unwrap();
        let challenge = device.ask_nonce().await;
        device.base = beside.url();
        device.answer(&world, &challenge, &sample).await.unwrap();
        device.base = world.registry.url();
        assert!(
            device.answer(&world, &challenge, &sample).await.is_err(),
            "once for both"
        );
        beside.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signed_out_is_out_at_the_registry_too_and_nobody_else_is() {
    let world = World::start().await;
    let who = world.by_role(AccountRole::Observer, 0);
    let (leaving, staying) = (world.device(who).await, world.device(who).await);
    let end = || leaving.request(Method::DELETE, api::SESSION).send();
    assert_eq!(end().await.unwrap().status(), StatusCode::NO_CONTENT);
    let copied = leaving.request(Method::GET, api::SCOPES).send();
    let (status, error) = take::<Scopes>(copied.await.unwrap()).await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::UNAUTHORIZED, ErrorCode::SignIn),
        "a token that was kept opens nothing"
    );
    assert_eq!(end().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert!(!staying.scopes().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_a_working_day() {
    let world = World::start().await;
    let device = world.device(world.by_role(AccountRole::Observer, 0)).await;
    assert!(!device.scopes().await.is_empty());
    later(&world, 12 * 60 + 1);
    let response = device
        .request(Method::GET, api::SCOPES)
        .send()
        .await
        .unwrap();
    let (status, error) = take::<Scopes>(response).await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::UNAUTHORIZED, ErrorCode::SignIn)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_store_with_a_new_key_is_noticed_at_sign_in() {
    let world = World::start().await;
    let sample = world.by_role(AccountRole::Commission, 0);
    let device = world.device(sample).await;
    let mut copy = Device::new(&world);
    copy.install = device.install;
    let challenge = copy.ask_nonce().await;
    let (status, error) = copy.answer(&world, &challenge, sample).await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::CONFLICT, ErrorCode::Fork)
    );
}
