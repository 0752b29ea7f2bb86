//! What a signature file says about each of its signatures, for people to read. Nothing is judged
//! here: what is to be believed of it a verdict says.

use super::checks::find_certificate;
use super::parse::SignatureFile;
use crate::algorithm::DigestAlgorithm;
use crate::certificate::Certificate;
use crate::oid::Oid;
use crate::revocation::Evidence;
use crate::time_stamp::TimeStampToken;

/// One signature of a file, as it calls itself.
#[derive(Debug, Clone)]
pub struct SignatureFacts {
    /// The certificate it names, if the file holds it.
    pub certificate: Option<Certificate>,
    /// The hash of the document.
    pub digest: DigestAlgorithm,
    /// The algorithm of the signature, or of its key, as the file names it.
    pub algorithm: Oid,
    /// Time stamps that can be read.
    pub time_stamps: Vec<TimeStampToken>,
    /// Revocation data carried along, as far as it can be read.
    pub revocation: Evidence,
}

impl SignatureFile {
    /// What the file says about its signatures, in the order in which verdicts on them come.
    pub fn facts(&self) -> Vec<SignatureFacts> {
        self.signers
            .iter()
            .map(|signer| {
                let mut revocation = Evidence::new();
                for values in &signer.revocation_values {
                    if let Ok(carried) = Evidence::from_values(values) {
                        revocation.extend(carried);
                    }
                }
                SignatureFacts {
                    certificate: find_certificate(self, signer).cloned(),
                    digest: signer.digest,
                    algorithm: signer.signature_algorithm,
                    time_stamps: signer
                        .time_stamps
                        .iter()
                        .filter_map(|octets| TimeStampToken::from_token(octets).ok())
                        .collect(),
                    revocation,
                }
            })
            .collect()
    }
}
