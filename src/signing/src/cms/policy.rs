//! What is demanded of a signature before it counts.

use crate::role::Role;
use std::fmt;

/// What the certificate must be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyPurpose {
    /// Binding its holder: acts, contracts. Needs non-repudiation.
    #[default]
    Binding,
    /// Proving who is there: signing in. Authentication and signature certificates both do.
    SignIn,
}

/// Whether revocation must be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RevocationPolicy {
    /// Always: without an answer the signature is not fully checked.
    #[default]
    Required,
    /// Not for certificates of a demonstration authority, which has no revocation service.
    /// All others are judged as under `Required`.
    ExemptDemonstration,
}

/// What is demanded. The default: a binding signature of anybody, revocation known.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct VerificationPolicy {
    /// What the certificate must be for.
    pub purpose: KeyPurpose,
    /// Whether revocation must be known.
    pub revocation: RevocationPolicy,
    /// Roles of which the signer must have one; empty demands none.
    pub roles: Vec<Role>,
    /// ИИН the signer must have.
    pub iin: Option<String>,
    /// БИН the signer must act for.
    pub bin: Option<String>,
}

impl VerificationPolicy {
    /// Signatures that bind: acts and contracts.
    pub fn binding() -> Self {
        Self::default()
    }

    /// Answers to a sign-in challenge.
    pub fn sign_in() -> Self {
        Self {
            purpose: KeyPurpose::SignIn,
            ..Self::default()
        }
    }

    /// Accepts that a demonstration authority has no revocation service.
    #[must_use]
    pub fn exempt_demonstration(mut self) -> Self {
        self.revocation = RevocationPolicy::ExemptDemonstration;
        self
    }

    /// Demands one of these roles.
    #[must_use]
    pub fn any_role(mut self, roles: impl IntoIterator<Item = Role>) -> Self {
        self.roles = roles.into_iter().collect();
        self
    }

    /// Demands this person.
    #[must_use]
    pub fn person(mut self, iin: impl Into<String>) -> Self {
        self.iin = Some(iin.into());
        self
    }

    /// Demands this organisation.
    #[must_use]
    pub fn organisation(mut self, bin: impl Into<String>) -> Self {
        self.bin = Some(bin.into());
        self
    }
}

impl fmt::Debug for VerificationPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerificationPolicy")
            .field("purpose", &self.purpose)
            .field("revocation", &self.revocation)
            .field("roles", &self.roles)
            .field("bin", &self.bin)
            .finish_non_exhaustive()
    }
}
