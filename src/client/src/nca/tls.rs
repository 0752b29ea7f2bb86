//! Whose TLS certificate is believed on the loopback interface: the system's authorities, then
//! those of НУЦ РК and the registry, then a program the person has accepted on this laptop.

use baqylau_signing::{Certificate, NationalAuthority};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex};

/// Names by which the program may call itself.
const NAMES: [&str; 3] = ["127.0.0.1", "::1", "localhost"];

/// Who vouches for the program that answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Vouched {
    /// An authority.
    Authority,
    /// The person: its certificate has this SHA-256, hexadecimal.
    Person(String),
    /// Nobody: its certificate has this SHA-256, hexadecimal.
    Nobody(String),
}

/// Judges certificates and remembers how.
#[derive(Debug)]
pub(super) struct Judge {
    authorities: Vec<Arc<dyn ServerCertVerifier>>,
    accepted: Vec<String>,
    provider: Arc<CryptoProvider>,
    found: Mutex<Option<Vouched>>,
}

impl Judge {
    /// A judge that believes the system's authorities, these (DER), and certificates with the
    /// fingerprints the person accepted. Reads files of the system.
    pub(super) fn new(further: &[Vec<u8>], accepted: Vec<String>) -> Arc<Self> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut authorities: Vec<Arc<dyn ServerCertVerifier>> = Vec::new();
        // A machine without authorities of its own is no reason to believe fewer others.
        if let Ok(system) = rustls_platform_verifier::Verifier::new(provider.clone()) {
            authorities.push(Arc::new(system));
        }
        let named = further.iter().cloned().map(CertificateDer::from);
        authorities.extend(believing(named, &provider));
        Arc::new(Self {
            authorities,
            accepted,
            provider,
            found: Mutex::default(),
        })
    }

    /// How the last certificate was judged.
    pub(super) fn found(&self) -> Option<Vouched> {
        crate::hub::lock(&self.found).clone()
    }

    /// The TLS configuration of this judge.
    ///
    /// # Errors
    /// When this build's ciphers make no configuration.
    pub(super) fn config(self: &Arc<Self>) -> Result<ClientConfig, Error> {
        Ok(ClientConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(self.clone())
            .with_no_client_auth())
    }

    fn is_vouched_for(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> bool {
        // Authorities of НУЦ РК are pinned by fingerprint: the certificates themselves come with
        // the program's own.
        let national = chain.iter().filter(|one| is_national(one));
        let pinned = believing(national.map(|one| one.clone().into_owned()), &self.provider);
        self.authorities.iter().chain(&pinned).any(|authority| {
            NAMES.iter().any(|name| {
                ServerName::try_from(*name).is_ok_and(|name| {
                    authority
                        .verify_server_cert(certificate, chain, &name, &[], now)
                        .is_ok()
                })
            })
        })
    }
}

/// A verifier that believes these authorities; `None` when none of them can be read.
fn believing(
    authorities: impl Iterator<Item = CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Option<Arc<dyn ServerCertVerifier>> {
    let mut roots = RootCertStore::empty();
    // Those of GOST can't be used for TLS, and needn't be.
    roots.add_parsable_certificates(authorities);
    let built = WebPkiServerVerifier::builder_with_provider(roots.into(), provider.clone()).build();
    built.ok().map(|verifier| verifier as _)
}

fn is_national(certificate: &CertificateDer<'_>) -> bool {
    let read = Certificate::parse(certificate).ok();
    read.as_ref()
        .and_then(NationalAuthority::recognise)
        .is_some()
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let fingerprint = hex::encode(Sha256::digest(end_entity));
        let vouched = if self.is_vouched_for(end_entity, intermediates, now) {
            Vouched::Authority
        } else if self.accepted.contains(&fingerprint) {
            Vouched::Person(fingerprint)
        } else {
            Vouched::Nobody(fingerprint)
        };
        let believed = !matches!(vouched, Vouched::Nobody(_));
        *crate::hub::lock(&self.found) = Some(vouched);
        if believed {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            ))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
