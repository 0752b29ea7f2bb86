//! The services of the authorities: which are known and by whom, what lies on the shelf of their
//! answers, and whether they answer.

use crate::error::Result;
use crate::hub::{Hub, lock};
use crate::store::shelf::StoreShelf;
use crate::trust::words;
use crate::ui::{ServiceCheck, ServiceKind, ServiceRow, ServiceSource, Ticket, UserError};
use crate::work::session;
use baqylau_signing::{
    Certificate, DigestAlgorithm, OcspResponse, RevocationError, RevocationList, TimeStampError,
    TimeStampRequest, TimeStampToken, TrustStore, ocsp_request,
};
use baqylau_validation::{
    Addresses, HttpSettings, HttpTransport, ProxySetting, StampService, Transport, TransportError,
    TransportRequest, Validation,
};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long one service may take when it is only tried.
const TRIAL: Duration = Duration::from_secs(15);

/// Largest list fetched for a trial.
const LARGEST_LIST: usize = 64 * 1024 * 1024;

/// Largest other answer.
const LARGEST_ANSWER: usize = 256 * 1024;

type Kind = (ServiceKind, String);

/// What is known about services while the client runs.
#[derive(Default)]
pub(super) struct Services {
    transport: OnceLock<Option<Arc<dyn Transport>>>,
    /// The way of asking, made anew when other services are named.
    asked: Mutex<Option<(Addresses, Validation)>>,
    checks: Mutex<HashMap<Kind, ServiceCheck>>,
    trial: Mutex<Option<(Ticket, watch::Sender<bool>)>>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Services").finish_non_exhaustive()
    }
}

impl Services {
    /// Forgets what belongs to an open store.
    pub(super) fn forget(&self) {
        *lock(&self.asked) = None;
    }

    fn transport(&self, hub: &Hub) -> Option<Arc<dyn Transport>> {
        let made = self.transport.get_or_init(|| {
            let proxy = match &hub.config.network.proxy {
                Some(proxy) => ProxySetting::Through(proxy.clone()),
                None => ProxySetting::Direct,
            };
            let settings = HttpSettings {
                proxy,
                ..HttpSettings::default()
            };
            match HttpTransport::new(&settings) {
                Ok(transport) => Some(Arc::new(transport)),
                Err(error) => {
                    tracing::warn!(%error, "services of authorities can't be asked");
                    None
                }
            }
        });
        made.clone()
    }
}

/// The addresses asked, and who named them.
fn named(hub: &Hub) -> BTreeMap<Kind, ServiceSource> {
    let own = flat(&of_settings(hub));
    flat(&addresses(hub))
        .into_iter()
        .map(|one| {
            let source = match own.contains(&one) {
                true => ServiceSource::Settings,
                false => ServiceSource::Registry,
            };
            (one, source)
        })
        .collect()
}

fn flat(addresses: &Addresses) -> Vec<Kind> {
    let of = |kind: ServiceKind, list: &[String]| -> Vec<Kind> {
        list.iter().map(|one| (kind, one.clone())).collect()
    };
    let mut all = of(ServiceKind::Ocsp, &addresses.ocsp);
    all.extend(
        addresses
            .stamps
            .iter()
            .map(|one| (ServiceKind::TimeStamp, one.address.clone())),
    );
    all.extend(of(ServiceKind::List, &addresses.lists));
    all.extend(of(ServiceKind::List, &addresses.supplements));
    all
}

fn of_settings(hub: &Hub) -> Addresses {
    let services = &hub.config.services;
    Addresses {
        ocsp: services.ocsp.clone(),
        stamps: services
            .tsp
            .iter()
            .map(|address| StampService {
                address: address.clone(),
                policy: None,
            })
            .collect(),
        lists: services.crl.clone(),
        ..Addresses::default()
    }
}

/// What the registry names; routes of its own begin with `/`.
fn of_registry(hub: &Hub) -> Addresses {
    let Some(hello) = session::hello(hub) else {
        return Addresses::default();
    };
    let named = &hello.services;
    let stamps = named.stamps.iter().map(|one| StampService {
        address: one.address.clone(),
        // A policy that can't be read is none: the service chooses.
        policy: one.policy.as_ref().and_then(|policy| policy.parse().ok()),
    });
    Addresses {
        ocsp: named.ocsp.clone(),
        stamps: stamps.collect(),
        lists: named.lists.clone(),
        supplements: named.supplements.clone(),
        authorities: named.authorities.clone(),
    }
    .relative_to(&hub.config.registry_url)
}

/// Everything asked beside what certificates name: where the settings name services of a kind,
/// those of the registry aren't asked.
fn addresses(hub: &Hub) -> Addresses {
    let (mut all, registry) = (of_settings(hub), of_registry(hub));
    if all.ocsp.is_empty() {
        all.ocsp = registry.ocsp;
    }
    if all.stamps.is_empty() {
        all.stamps = registry.stamps;
    }
    if all.lists.is_empty() {
        all.lists = registry.lists;
        all.supplements = registry.supplements;
    }
    all.authorities = registry.authorities;
    all
}

/// Whether anybody can be asked for a time stamp.
pub(crate) fn can_stamp(hub: &Hub) -> bool {
    !addresses(hub).stamps.is_empty()
}

/// Who asks services and keeps what they said; `None` without an open store.
pub(crate) fn validation(hub: &Hub) -> Option<Validation> {
    let services = &hub.trust.services;
    let store = hub.store().ok()?;
    let transport = services.transport(hub)?;
    let addresses = addresses(hub);
    let mut asked = lock(&services.asked);
    if let Some((before, validation)) = asked.as_ref()
        && *before == addresses
    {
        return Some(validation.clone());
    }
    let shelf = StoreShelf::of(&store, hub.config.clock.clone());
    let validation = Validation::new(transport, Arc::new(shelf), addresses.clone());
    *asked = Some((addresses, validation.clone()));
    Some(validation)
}

/// Services as the screens show them.
pub(super) fn rows(hub: &Hub, trust: &TrustStore) -> Vec<ServiceRow> {
    let mut found = named(hub);
    for authority in trust.authorities() {
        let named = authority.revocation_addresses();
        let lists = named.lists.iter().chain(&named.supplements);
        let kinds = lists.map(|one| (ServiceKind::List, one.clone())).chain(
            named
                .ocsp
                .iter()
                .map(|one| (ServiceKind::Ocsp, one.clone())),
        );
        for one in kinds {
            found.entry(one).or_insert(ServiceSource::Certificate);
        }
    }
    let checks = lock(&hub.trust.services.checks);
    found
        .into_iter()
        .map(|((kind, address), source)| ServiceRow {
            check: checks.get(&(kind, address.clone())).cloned(),
            kind,
            address,
            source,
        })
        .collect()
}

/// The trial of services that goes on, until this is dropped.
pub(crate) struct Trial {
    hub: Arc<Hub>,
    ticket: Ticket,
    cancelled: watch::Receiver<bool>,
}

impl Trial {
    /// Begins a trial for a command; one that goes on already ends. It is taken before the command
    /// is handed to a task, so that a cancel that comes right after finds it.
    pub(crate) fn take(hub: &Arc<Hub>, ticket: Ticket) -> Self {
        let (sender, cancelled) = watch::channel(false);
        *lock(&hub.trust.services.trial) = Some((ticket, sender));
        Self {
            hub: hub.clone(),
            ticket,
            cancelled,
        }
    }

    /// Ends when the trial is cancelled, or another was begun in its place.
    async fn cancelled(&mut self) {
        let _ = self.cancelled.wait_for(|cancelled| *cancelled).await;
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        let mut trial = lock(&self.hub.trust.services.trial);
        if trial.as_ref().is_some_and(|(of, _)| *of == self.ticket) {
            *trial = None;
        }
    }
}

/// Asks every service whether it answers, and tells after each.
///
/// # Errors
/// None of its own: a service that doesn't answer is a finding.
pub(crate) async fn check(hub: &Arc<Hub>, mut place: Trial) -> Result<()> {
    let Some(transport) = hub.trust.services.transport(hub) else {
        return Err(UserError::new("client-proxy-unusable").into());
    };
    let trust = super::compose(hub);
    lock(&hub.trust.services.checks).clear();
    let mut trials = tokio::task::JoinSet::new();
    for row in rows(hub, &trust) {
        let (transport, authority) = (transport.clone(), trust.authorities().next().cloned());
        trials.spawn(async move {
            let begun = Instant::now();
            let problem = trial(&*transport, row.kind, &row.address, authority)
                .await
                .err();
            let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            ((row.kind, row.address), ServiceCheck { millis, problem })
        });
    }
    loop {
        tokio::select! {
            ended = trials.join_next() => match ended {
                Some(Ok((service, check))) => {
                    lock(&hub.trust.services.checks).insert(service, check);
                    super::tell(hub);
                }
                Some(Err(_)) => {}
                None => break,
            },
            () = place.cancelled() => break,
        }
    }
    drop(place);
    super::tell(hub);
    Ok(())
}

/// Gives up a trial of services.
pub fn cancel(hub: &Hub, of: Ticket) {
    if let Some((ticket, sender)) = lock(&hub.trust.services.trial).as_ref()
        && *ticket == of
    {
        sender.send_replace(true);
    }
}

/// Asks one service something it can answer.
async fn trial(
    transport: &dyn Transport,
    kind: ServiceKind,
    address: &str,
    authority: Option<Certificate>,
) -> std::result::Result<(), UserError> {
    let nonce: [u8; 8] = crate::vault::seal::random().map_err(|error| error.user())?;
    let ask = |body: Option<(&'static str, Vec<u8>)>, limit| {
        transport.carry(TransportRequest {
            address: address.to_owned(),
            body,
            limit,
            within: TRIAL,
        })
    };
    let silent = |error: TransportError| words::transport(&error);
    let strange = || UserError::new("trust-service-strange");
    match kind {
        ServiceKind::List => {
            let octets = ask(None, LARGEST_LIST).await.map_err(silent)?;
            RevocationList::parse(&octets).ok().ok_or_else(strange)?;
        }
        ServiceKind::Ocsp => {
            let Some(authority) = authority else {
                // Nobody is known to ask about; that somebody is there says enough.
                return ask(None, LARGEST_ANSWER).await.map(drop).map_err(silent);
            };
            let question = ocsp_request(&authority, &authority, &nonce);
            let body = Some(("application/ocsp-request", question));
            let octets = ask(body, LARGEST_ANSWER).await.map_err(silent)?;
            match OcspResponse::parse(&octets) {
                // That it doesn't know what it was asked about is an answer too.
                Ok(_) | Err(RevocationError::NoAnswer { .. }) => {}
                Err(_) => return Err(strange()),
            }
        }
        ServiceKind::TimeStamp => {
            let request =
                TimeStampRequest::new(address.as_bytes(), DigestAlgorithm::Sha256, nonce, None)
                    .ok()
                    .ok_or_else(strange)?;
            let body = Some(("application/timestamp-query", request.to_der()));
            let octets = ask(body, LARGEST_ANSWER).await.map_err(silent)?;
            match TimeStampToken::parse(&octets).and_then(|token| token.answers(&request)) {
                Ok(()) | Err(TimeStampError::Refused { .. }) => {}
                Err(_) => return Err(strange()),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hub::tests::alone;

    #[tokio::test]
    async fn a_trial_cancelled_before_it_began_ends_at_once_and_takes_no_other_with_it() {
        let (hub, _events) = alone(|settings| {
            // An address for examples, where nobody answers.
            settings.services.crl = vec!["http://192.0.2.1/list.crl".to_owned()];
        });
        let hub = Arc::new(hub);
        let place = Trial::take(&hub, 7);
        cancel(&hub, 6);
        assert!(!*place.cancelled.borrow());
        cancel(&hub, 7);
        assert!(*place.cancelled.borrow());
        check(&hub, place).await.unwrap();
        assert!(lock(&hub.trust.services.checks).is_empty());
        assert!(lock(&hub.trust.services.trial).is_none());

        // The end of an earlier trial takes nothing from the one in its place.
        let earlier = Trial::take(&hub, 8);
        let later = Trial::take(&hub, 9);
        drop(earlier);
        cancel(&hub, 9);
        assert!(*later.cancelled.borrow());
    }
}
