//! What a certificate file holds, and what kind of authority each certificate in it is.

use baqylau_signing::{Certificate, NationalAuthority, TrustStore, pem};

/// What kind of authority a certificate makes its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A national one, known by fingerprint; a root or one below.
    National(NationalAuthority),
    /// One that another authority vouches for: of use only if a chain through it holds.
    Intermediate,
    /// A root nobody here knows.
    Root,
}

/// What kind of authority a certificate makes its holder; `None`: none at all.
pub(crate) fn kind_of(certificate: &Certificate) -> Option<Kind> {
    if let Some(national) = NationalAuthority::recognise(certificate) {
        return Some(Kind::National(national));
    }
    let signs = certificate
        .key_usage()
        .is_none_or(|usage| usage.certificate_sign);
    if !certificate.is_authority() || !signs {
        return None;
    }
    Some(if certificate.is_self_issued() {
        Kind::Root
    } else {
        Kind::Intermediate
    })
}

/// Why a file isn't taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No certificate, or one that can't be read, or one altered since it was made.
    Damaged,
    /// A certificate of a person or a service.
    NotAnAuthority,
}

impl Fault {
    /// Its message, about a file called `name`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Damaged => "trust-error-damaged",
            Self::NotAnAuthority => "trust-error-not-an-authority",
        }
    }
}

/// The certificates in a file, all of authorities.
///
/// # Errors
/// The first certificate that can't be taken in.
pub(super) fn read(file: &[u8]) -> Result<Vec<Certificate>, Fault> {
    let blocks = pem::blocks(file);
    let certificates = if blocks.is_empty() {
        vec![Certificate::parse(file).or(Err(Fault::Damaged))?]
    } else {
        blocks
            .iter()
            .map(|der| Certificate::from_der(der).or(Err(Fault::Damaged)))
            .collect::<Result<_, _>>()?
    };
    for certificate in &certificates {
        match kind_of(certificate) {
            None => return Err(Fault::NotAnAuthority),
            Some(Kind::Root) if !signs_itself(certificate) => return Err(Fault::Damaged),
            Some(_) => {}
        }
    }
    Ok(certificates)
}

/// Whether a root's own signature fits, or can't be calculated here: a root altered on the way is
/// told apart from one nobody knows.
fn signs_itself(certificate: &Certificate) -> bool {
    let mut alone = TrustStore::new();
    alone.add_anchor(certificate.clone());
    match alone.chain(certificate, &[], certificate.not_before()) {
        Ok(_) => true,
        Err(problem) => problem.is_undecided(),
    }
}
