//! What one signature of a file consists of, for whoever fetches what is missing from it.

use super::checks::find_certificate;
use super::parse::{SignatureFile, SignerInfo};
use crate::certificate::Certificate;
use crate::revocation::Evidence;
use crate::time_stamp::TimeStampToken;

/// One signature of a file as it was read, nothing judged yet.
#[derive(Debug, Clone, Copy)]
pub struct SignatureParts<'a> {
    file: &'a SignatureFile,
    signer: &'a SignerInfo,
}

impl SignatureFile {
    /// Its signatures, in their order.
    pub fn signatures(&self) -> impl Iterator<Item = SignatureParts<'_>> {
        self.signers
            .iter()
            .map(|signer| SignatureParts { file: self, signer })
    }
}

impl<'a> SignatureParts<'a> {
    /// The certificate it names, if the file holds it; nothing says it is trusted.
    pub fn certificate(&self) -> Option<&'a Certificate> {
        find_certificate(self.file, self.signer)
    }

    /// The octets of the signature: what a time stamp is made over.
    pub fn octets(&self) -> &'a [u8] {
        &self.signer.signature
    }

    /// Its time stamps, those that can be read.
    pub fn time_stamps(&self) -> Vec<TimeStampToken> {
        self.signer
            .time_stamps
            .iter()
            .filter_map(|octets| TimeStampToken::from_token(octets).ok())
            .collect()
    }

    /// The revocation data it carries, those that can be read.
    pub fn revocation_values(&self) -> Evidence {
        let mut evidence = Evidence::new();
        for values in &self.signer.revocation_values {
            if let Ok(carried) = Evidence::from_values(values) {
                evidence.extend(carried);
            }
        }
        evidence
    }
}
