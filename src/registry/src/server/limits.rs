//! How often one sender may ask: by address without a session, by person with one.

use crate::config::{Pace, RateLimits};
use crate::failure::Failure;
use axum::http::HeaderMap;
use baqylau_domain::identifiers::PersonId;
use baqylau_protocol::api::ErrorCode;
use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Senders that have been quiet are forgotten after so many requests.
const FORGET_AFTER: u32 = 4096;

/// One limit, kept for every sender.
struct Keyed<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, HashMapStateStore<K>, DefaultClock>,
    asked: AtomicU32,
}

/// The limits of a registry; without any, nobody is limited.
pub(crate) struct Limits {
    both: Option<(Keyed<IpAddr>, Keyed<PersonId>)>,
    proxies: Vec<IpAddr>,
}

impl<K: Hash + Eq + Clone> Keyed<K> {
    fn new(pace: Pace) -> Self {
        let quota = Quota::per_second(pace.per_second).allow_burst(pace.burst);
        Self {
            limiter: RateLimiter::hashmap(quota),
            asked: AtomicU32::new(0),
        }
    }

    fn ask(&self, who: &K) -> Result<(), Failure> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_AFTER == FORGET_AFTER - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(who).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Failure {
                retry_after: Some(wait.max(Duration::from_millis(1))),
                ..Failure::new(ErrorCode::TooMany, "too many requests")
            }
        })
    }
}

impl Limits {
    pub(crate) fn new(limits: Option<RateLimits>, proxies: Vec<IpAddr>) -> Self {
        let both = limits.map(|limits| (Keyed::new(limits.address), Keyed::new(limits.person)));
        Self { both, proxies }
    }

    /// Counts a request without a session.
    ///
    /// # Errors
    /// The address asks too often; the failure says when to come back.
    pub(crate) fn address(&self, peer: IpAddr, headers: &HeaderMap) -> Result<(), Failure> {
        match &self.both {
            Some((addresses, _)) => addresses.ask(&network(self.sender(peer, headers))),
            None => Ok(()),
        }
    }

    /// Counts a request of a person.
    ///
    /// # Errors
    /// The person asks too often.
    pub(crate) fn person(&self, person: PersonId) -> Result<(), Failure> {
        match &self.both {
            Some((_, people)) => people.ask(&person),
            None => Ok(()),
        }
    }

    /// Who sent a request: behind a proxy of ours, whom that proxy names. What stands further left
    /// in the header was written by the sender and says nothing.
    fn sender(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.proxies.contains(&peer) {
            return peer;
        }
        headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.rsplit(','))
            .map_while(|one| one.trim().parse().ok())
            .find(|address| !self.proxies.contains(address))
            .unwrap_or(peer)
    }
}

/// One sender is one IPv4 address, or one IPv6 network of 64 bits: any host has as many
/// addresses of its own network as it likes.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;

    fn limits(proxies: &[&str]) -> Limits {
        let pace = Pace {
            per_second: NonZeroU32::MIN,
            burst: NonZeroU32::new(2).unwrap(),
        };
        let limits = RateLimits {
            address: pace,
            person: pace,
        };
        let proxies = proxies.iter().map(|one| one.parse().unwrap()).collect();
        Limits::new(Some(limits), proxies)
    }

    fn forwarded(by: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", by.parse().unwrap());
        headers
    }

    #[test]
    fn one_sender_is_stopped_and_told_when_to_come_back_and_others_are_not() {
        let limits = limits(&[]);
        let none = HeaderMap::new();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        assert!(limits.address(one, &none).is_ok());
        assert!(limits.address(one, &none).is_ok());
        let refused = limits.address(one, &none).unwrap_err();
        assert_eq!(refused.code, ErrorCode::TooMany);
        assert!(refused.retry_after.unwrap() <= Duration::from_secs(1));
        assert!(limits.address(other, &none).is_ok());
    }

    #[test]
    fn a_host_with_a_network_of_its_own_is_one_sender() {
        let limits = limits(&[]);
        let none = HeaderMap::new();
        let of = |last: u16| IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        assert!(limits.address(of(1), &none).is_ok());
        assert!(limits.address(of(2), &none).is_ok());
        assert!(limits.address(of(3), &none).is_err());
    }

    #[test]
    fn only_our_own_proxy_says_who_sent_a_request() {
        let limits = limits(&["10.0.0.1"]);
        let (proxy, stranger): (IpAddr, IpAddr) =
            ("10.0.0.1".parse().unwrap(), "192.0.2.7".parse().unwrap());
        let sender = |peer, header: &str| limits.sender(peer, &forwarded(header)).to_string();
        assert_eq!(sender(proxy, "198.51.100.3"), "198.51.100.3");
        assert_eq!(sender(proxy, "203.0.113.9, 198.51.100.3"), "198.51.100.3");
        assert_eq!(sender(proxy, "198.51.100.3, 10.0.0.1"), "198.51.100.3");
        assert_eq!(sender(proxy, "nonsense"), "10.0.0.1");
        assert_eq!(sender(proxy, "203.0.113.9, nonsense"), "10.0.0.1");
        assert_eq!(sender(stranger, "198.51.100.3"), "192.0.2.7");
    }
}
