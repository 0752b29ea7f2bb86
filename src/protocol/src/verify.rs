//! What the registry says in public of an act: no names, no ИИН.

use baqylau_domain::Moment;
use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::text::Trilingual;
use serde::{Deserialize, Serialize};

/// Public facts of an act, found by the SHA-256 of its canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActFacts {
    /// SHA-256 of the act's canonical bytes.
    pub sha256: BlobHash,
    /// Which act.
    pub kind: ActKind,
    /// Number given on the laptop.
    pub draft_number: String,
    /// Number given by the registry, once registered.
    pub number: Option<String>,
    /// When the act was drawn up, by the laptop's clock.
    pub composed_at: Moment,
    /// When the registry registered it, while that is still the visit's stage.
    pub registered_at: Option<Moment>,
    /// Name of the inspected organisation.
    pub organisation: Trilingual,
    /// Signatures verified so far.
    pub signatures: u32,
    /// Signatures the act needs: members, secretary, chair.
    pub signers: u32,
    /// The act was withdrawn before anybody signed it.
    pub withdrawn: bool,
    /// Part of the demonstration data: the act binds nobody.
    pub sample: bool,
}
