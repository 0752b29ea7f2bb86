//! Object identifiers: the type, and the ones this crate knows by name.

use const_oid::ObjectIdentifier;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::str::FromStr;

/// An ASN.1 object identifier, shown and stored in dotted form (`1.2.398.3.3.4.1.1`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(ObjectIdentifier);

impl Oid {
    const fn known(dotted: &str) -> Self {
        Self(ObjectIdentifier::new_unwrap(dotted))
    }

    /// From the content octets of an OBJECT IDENTIFIER; `None` if they do not form one.
    pub(crate) fn from_content(content: &[u8]) -> Option<Self> {
        ObjectIdentifier::from_bytes(content).ok().map(Self)
    }

    pub(crate) fn content(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl From<ObjectIdentifier> for Oid {
    fn from(value: ObjectIdentifier) -> Self {
        Self(value)
    }
}

impl FromStr for Oid {
    type Err = const_oid::Error;

    fn from_str(dotted: &str) -> Result<Self, Self::Err> {
        ObjectIdentifier::new(dotted).map(Self)
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Oid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Oid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

macro_rules! known {
    ($($name:ident = $dotted:literal;)*) => {
        $(pub(crate) const $name: Oid = Oid::known($dotted);)*
    };
}

known! {
    // Content types (RFC 5652).
    DATA = "1.2.840.113549.1.7.1";
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
    // Attributes of a signature (RFC 5652, 5035, 5126).
    CONTENT_TYPE = "1.2.840.113549.1.9.3";
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    SIGNING_TIME = "1.2.840.113549.1.9.5";
    SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    TIME_STAMP_TOKEN = "1.2.840.113549.1.9.16.2.14";
    REVOCATION_VALUES = "1.2.840.113549.1.9.16.2.24";
    // What a time-stamp token holds (RFC 3161).
    TIME_STAMP_INFO = "1.2.840.113549.1.9.16.1.4";
    // Digests.
    SHA1 = "1.3.14.3.2.26";
    SHA256 = "2.16.840.1.101.3.4.2.1";
    SHA384 = "2.16.840.1.101.3.4.2.2";
    SHA512 = "2.16.840.1.101.3.4.2.3";
    // RSA (RFC 8017).
    RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    SHA384_WITH_RSA = "1.2.840.113549.1.1.12";
    SHA512_WITH_RSA = "1.2.840.113549.1.1.13";
    RSA_PSS = "1.2.840.113549.1.1.10";
    SHA1_WITH_RSA = "1.2.840.113549.1.1.5";
    // Kazakh GOST keys (oids-nuc: 1.2.398.3.10).
    GOST_2004_KEY = "1.2.398.3.10.1.1.1.1";
    GOST_2004_SET_A = "1.2.398.3.10.1.1.1.1.1";
    GOST_2004_SIGNATURE = "1.2.398.3.10.1.1.1.2";
    GOST_2004_SIGNATURE_1 = "1.2.398.3.10.1.1.1.2.1";
    GOST_2004_SIGNATURE_2 = "1.2.398.3.10.1.1.1.2.2";
    GOST_2015_256_KEY = "1.2.398.3.10.1.1.2.1";
    GOST_2015_512_KEY = "1.2.398.3.10.1.1.2.2";
    GOST_2015_512_SET_A = "1.2.398.3.10.1.1.2.2.1";
    GOST_2015_512_SIGNATURE = "1.2.398.3.10.1.1.2.3.2";
    GOST_34311 = "1.2.398.3.10.1.3.1";
    GOST_34311_TEST_BOXES = "1.2.398.3.10.1.3.1.1.0";
    STREEBOG_256 = "1.2.398.3.10.1.3.2";
    STREEBOG_512 = "1.2.398.3.10.1.3.3";
    // Directory names (X.520).
    COMMON_NAME = "2.5.4.3";
    SURNAME = "2.5.4.4";
    SERIAL_NUMBER = "2.5.4.5";
    COUNTRY = "2.5.4.6";
    ORGANISATION = "2.5.4.10";
    ORGANISATIONAL_UNIT = "2.5.4.11";
    GIVEN_NAME = "2.5.4.42";
    ORGANISATION_IDENTIFIER = "2.5.4.97";
    // Extensions of certificates (RFC 5280).
    SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    KEY_USAGE = "2.5.29.15";
    SUBJECT_ALT_NAME = "2.5.29.17";
    BASIC_CONSTRAINTS = "2.5.29.19";
    CRL_NUMBER = "2.5.29.20";
    REASON_CODE = "2.5.29.21";
    INVALIDITY_DATE = "2.5.29.24";
    DELTA_CRL_INDICATOR = "2.5.29.27";
    ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    CERTIFICATE_POLICIES = "2.5.29.32";
    AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    EXTENDED_KEY_USAGE = "2.5.29.37";
    FRESHEST_CRL = "2.5.29.46";
    AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    // OCSP (RFC 6960).
    OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";
    OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2";
    OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    OCSP_SERVICE = "1.3.6.1.5.5.7.48.1";
    // Policies of НУЦ certificates: signature and authentication of a legal entity, of a person.
    POLICY_LEGAL_SIGNATURE = "1.2.398.3.3.2.1";
    POLICY_LEGAL_AUTHENTICATION = "1.2.398.3.3.2.2";
    POLICY_PERSON_SIGNATURE = "1.2.398.3.3.2.3";
    POLICY_PERSON_AUTHENTICATION = "1.2.398.3.3.2.4";
    // The policy of time stamps of НУЦ РК for GOST R 34.10-2015.
    POLICY_TIME_STAMPS_GOST_2015 = "1.2.398.3.3.2.6.4";
    // PKCS#12 (RFC 7292).
    KEY_BAG = "1.2.840.113549.1.12.10.1.1";
    SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
    CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3";
    SAFE_CONTENTS_BAG = "1.2.840.113549.1.12.10.1.6";
    X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
    FRIENDLY_NAME = "1.2.840.113549.1.9.20";
    LOCAL_KEY_ID = "1.2.840.113549.1.9.21";
    PBE_3DES_3KEY = "1.2.840.113549.1.12.1.3";
    PBE_3DES_2KEY = "1.2.840.113549.1.12.1.4";
    PBE_RC2_128 = "1.2.840.113549.1.12.1.5";
    PBE_RC2_40 = "1.2.840.113549.1.12.1.6";
    // PKCS#5 (RFC 8018).
    PBES2 = "1.2.840.113549.1.5.13";
    PBKDF2 = "1.2.840.113549.1.5.12";
    HMAC_SHA1 = "1.2.840.113549.2.7";
    HMAC_SHA256 = "1.2.840.113549.2.9";
    HMAC_SHA384 = "1.2.840.113549.2.10";
    HMAC_SHA512 = "1.2.840.113549.2.11";
    AES_128_CBC = "2.16.840.1.101.3.4.1.2";
    AES_192_CBC = "2.16.840.1.101.3.4.1.22";
    AES_256_CBC = "2.16.840.1.101.3.4.1.42";
    DES_EDE3_CBC = "1.2.840.113549.3.7";
}
