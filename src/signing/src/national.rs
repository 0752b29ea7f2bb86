//! The authorities of Kazakhstan, known by fingerprint.
//!
//! Only fingerprints are built in: the certificates themselves come from the administrator, the
//! registry or an import, and are recognised here. Names would not do, since two national roots
//! share one.

use crate::certificate::Certificate;
use serde::{Deserialize, Serialize};

/// A national authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NationalAuthority {
    /// Root of GOST R 34.10-2015, 2022 to 2045.
    RootGost2022,
    /// Root of RSA, 2020 to 2045.
    RootRsa2020,
    /// Root of GOST 34.310-2004, 2020 to 2045.
    RootGost2020,
    /// Root of GOST 34.310-2004, 2015 to 2025: archives.
    RootGost2015,
    /// Root of RSA, 2015 to 2025: archives.
    RootRsa2015,
    /// НУЦ РК, GOST R 34.10-2015: issues the keys of today.
    NucGost2022,
    /// НУЦ РК, RSA.
    NucRsa2022,
    /// НУЦ РК, GOST 34.310-2004, 2018 to 2025: archives.
    NucGost2018,
    /// НУЦ РК, RSA, 2018 to 2025: archives.
    NucRsa2018,
    /// УЦГО, the authority of state bodies: civil servants may hold its certificates.
    StateBodies,
    /// BTS Digital.
    BtsDigital,
}

/// SHA-256 of each certificate.
const FINGERPRINTS: &[(NationalAuthority, &str)] = &[
    (
        NationalAuthority::RootGost2022,
        "af77725f8328bb24f89d81da3acdf7cee4324248538b7ba2cd2a860517fb9dca",
    ),
    (
        NationalAuthority::RootRsa2020,
        "9ba06354b626641715182e4d07c9dbaa1777720fa795d03174ffc68876535dcd",
    ),
    (
        NationalAuthority::RootGost2020,
        "c48164ab5ccaaee6b938299a1e3aeebd6f698bb2bd716a0f0d85befc46166aa2",
    ),
    (
        NationalAuthority::RootGost2015,
        "9ab210e54e6b0343321131202d9edcc2598f598cfdd9ee4ec1056021ab2e9759",
    ),
    (
        NationalAuthority::RootRsa2015,
        "a7064abc5699827f370c67b09f1a1bfd7ad5e1514d471223df209c08300ea972",
    ),
    (
        NationalAuthority::NucGost2022,
        "32c7d233a42703a327f3025543a05b930e3f39a786c68dfa196baa86d5618524",
    ),
    (
        NationalAuthority::NucRsa2022,
        "84fb799a66140950818c056a5d9730acc2a7622cdd4ef0d47113b132fb892905",
    ),
    (
        NationalAuthority::NucGost2018,
        "908521d0531e5645e64b34d3588374a3a83582c860e5f7293a04c41217e8cc18",
    ),
    (
        NationalAuthority::NucRsa2018,
        "34d1b311a9873191ae3382805df51e0a5da23315c512a8deeb885668ceeb5834",
    ),
    (
        NationalAuthority::StateBodies,
        "eb5a5318299db447a46619d2a541f026b52c1fce8a1d371262da8f6f2d7bb6f5",
    ),
    (
        NationalAuthority::BtsDigital,
        "74bb80edf34f4594e5e69b79029c64214e67630e3d16b82f952ab6e5956c5fa8",
    ),
];

impl NationalAuthority {
    /// The authority a certificate belongs to, by its fingerprint.
    pub fn recognise(certificate: &Certificate) -> Option<Self> {
        let fingerprint = hex::encode(certificate.fingerprint());
        FINGERPRINTS
            .iter()
            .find(|(_, known)| *known == fingerprint)
            .map(|(which, _)| *which)
    }

    /// Whether it is a root, to be believed as an anchor.
    pub fn is_root(self) -> bool {
        matches!(
            self,
            Self::RootGost2022
                | Self::RootRsa2020
                | Self::RootGost2020
                | Self::RootGost2015
                | Self::RootRsa2015
        )
    }
}
