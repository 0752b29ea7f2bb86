//! Revocation data inside a signature file: the attribute revocation-values of RFC 5126.

use super::{Evidence, OcspResponse, RevocationError, RevocationList};
use crate::asn1::{Asn1Error, Element, Reader, Rules, tag, write};

/// Items beyond this number in one attribute make it an attack on its reader: a chain has
/// three certificates.
const MAX_ITEMS: usize = 16;

impl Evidence {
    /// RevocationValues: `[0]` lists, `[1]` responses, both explicit.
    pub(crate) fn to_values(&self) -> Vec<u8> {
        let lists: Vec<&[u8]> = self.lists().iter().map(RevocationList::der).collect();
        let responses: Vec<&[u8]> = self
            .responses()
            .iter()
            .map(OcspResponse::basic_der)
            .collect();
        let mut parts = Vec::new();
        for (number, items) in [(0, lists), (1, responses)] {
            if !items.is_empty() {
                parts.push(write::context(number, &write::sequence(&items)));
            }
        }
        write::sequence(&parts)
    }

    /// Reads RevocationValues. Whole responses of the service where only their inner part
    /// belongs are accepted: the shape is specified, samples are rare.
    ///
    /// # Errors
    /// [`RevocationError`] of the first item that cannot be read.
    pub(crate) fn from_values(octets: &[u8]) -> Result<Self, RevocationError> {
        let damaged = |_: Asn1Error| RevocationError::Damaged {
            field: "revocationValues",
        };
        let mut evidence = Self::new();
        let mut values = Reader::new(octets, Rules::Ber)
            .sequence()
            .map_err(damaged)?;
        while !values.is_empty() {
            let part = values.any().map_err(damaged)?;
            if part.tag == tag::context(0) {
                for item in items(part).map_err(damaged)? {
                    evidence.add_list(RevocationList::from_der(item.raw)?);
                }
            } else if part.tag == tag::context(1) {
                for item in items(part).map_err(damaged)? {
                    let response = OcspResponse::from_basic_der(item.raw)
                        .or_else(|_| OcspResponse::from_der(item.raw))?;
                    evidence.add_response(response);
                }
            }
        }
        Ok(evidence)
    }
}

fn items(part: Element<'_>) -> Result<Vec<Element<'_>>, Asn1Error> {
    let mut list = part.enter()?.sequence()?;
    let mut items = Vec::new();
    while !list.is_empty() {
        items.push(list.any()?);
        if items.len() > MAX_ITEMS {
            return Err(Asn1Error::Value);
        }
    }
    Ok(items)
}
