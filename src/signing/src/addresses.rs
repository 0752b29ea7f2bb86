//! Where a certificate says its revocation can be learnt (RFC 5280 4.2.1.13, 4.2.1.15, 4.2.2.1).

use crate::asn1::{Asn1Error, Reader, Rules, tag};
use crate::oid;

/// Addresses of revocation services. They have moved before, so a caller keeps a list of its own
/// as well.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RevocationAddresses {
    /// Whole revocation lists.
    pub lists: Vec<String>,
    /// Supplements to them.
    pub supplements: Vec<String>,
    /// OCSP services.
    pub ocsp: Vec<String>,
}

/// Addresses of lists in a sequence of distribution points.
pub(crate) fn of_lists(mut value: Reader<'_>) -> Result<Vec<String>, Asn1Error> {
    let mut points = value.sequence()?;
    let mut found: Vec<String> = Vec::new();
    while !points.is_empty() {
        let mut point = points.sequence()?;
        let Some(name) = point.optional(tag::context(0))? else {
            continue;
        };
        let mut name = name.enter()?;
        // fullName; a name relative to the issuer is nobody's address.
        if let Some(full) = name.optional(tag::context(0))? {
            let mut names = full.enter()?;
            while !names.is_empty() {
                let address = address(names.any()?);
                found.extend(address.filter(|address| !found.contains(address)));
            }
        }
    }
    Ok(found)
}

/// Addresses of OCSP services in authorityInfoAccess.
pub(crate) fn of_services(mut value: Reader<'_>) -> Result<Vec<String>, Asn1Error> {
    let mut descriptions = value.sequence()?;
    let mut found: Vec<String> = Vec::new();
    while !descriptions.is_empty() {
        let mut description = descriptions.sequence()?;
        let method = description.oid()?;
        let place = description.any()?;
        if method == oid::OCSP_SERVICE {
            // НУЦ РК writes the same one twice.
            found.extend(address(place).filter(|address| !found.contains(address)));
        }
    }
    Ok(found)
}

/// What an extension says, or nothing if it cannot be read: an address restricts nobody.
pub(crate) fn lenient(
    value: &[u8],
    read: fn(Reader<'_>) -> Result<Vec<String>, Asn1Error>,
) -> Vec<String> {
    read(Reader::new(value, Rules::Der)).unwrap_or_default()
}

/// uniformResourceIdentifier: `[6] IMPLICIT IA5String`.
fn address(name: crate::asn1::Element<'_>) -> Option<String> {
    if name.tag != tag::context_primitive(6) || !name.content.is_ascii() {
        return None;
    }
    String::from_utf8(name.content.to_vec()).ok()
}
