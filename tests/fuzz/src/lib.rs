//! What the fuzz targets share: an authority that is the same in every run, and the moment they
//! live in.

use baqylau_signing::demo_ca::{DemoCa, Validity};
use baqylau_signing::demo_services::DemoServices;
use baqylau_signing::{PrivateKey, TrustStore};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use std::sync::OnceLock;

/// The document the seeds are signed over.
pub const DOCUMENT: &[u8] = b"act 2026-11-0147";

/// The moment of all verdicts.
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0)
        .single()
        .expect("a moment")
}

/// Numbers that look random and are the same in every run, so that what one run found another
/// finds again.
#[derive(Clone)]
pub struct Fixed(u64);

impl Fixed {
    /// Begins with a number.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
}

impl rand_core::RngCore for Fixed {
    fn next_u32(&mut self) -> u32 {
        self.next_u64() as u32
    }

    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn fill_bytes(&mut self, octets: &mut [u8]) {
        for chunk in octets.chunks_mut(8) {
            let number = self.next_u64().to_le_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(octets);
        Ok(())
    }
}

impl rand_core::CryptoRng for Fixed {}

/// The authority of the seeds, with a GOST key.
pub fn authority() -> &'static DemoCa {
    static CA: OnceLock<DemoCa> = OnceLock::new();
    CA.get_or_init(|| {
        let rng = &mut Fixed::new(1);
        let key = PrivateKey::generate_gost(rng).expect("key");
        DemoCa::with_key(key, validity(), rng).expect("authority")
    })
}

/// The services of an authority, which makes its own keys for them.
pub fn services() -> &'static DemoServices {
    static SERVICES: OnceLock<DemoServices> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let rng = &mut Fixed::new(1);
        let key = PrivateKey::generate_gost(rng).expect("key");
        let authority = DemoCa::with_key(key, validity(), rng).expect("authority");
        DemoServices::new(authority, validity(), rng).expect("services")
    })
}

/// A year around [`now`].
pub fn validity() -> Validity {
    Validity {
        from: now() - TimeDelta::days(1),
        until: now() + TimeDelta::days(364),
    }
}

/// Whom the targets believe.
pub fn trust() -> &'static TrustStore {
    static TRUST: OnceLock<TrustStore> = OnceLock::new();
    TRUST.get_or_init(|| authority().trust_store())
}
