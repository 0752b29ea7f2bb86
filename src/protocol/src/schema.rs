//! JSON Schemas of texts that carry something else: what is signed travels as a string, and the
//! schema says what stands inside.

use crate::MAX_OPERATIONS;
use crate::lms::LmsReceipt;
use crate::operation::Operation;
use crate::receipt::Receipt;
use crate::snapshot::SnapshotManifest;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A string whose content is the JSON of a `T`.
fn sealed<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": generator.subschema_for::<T>(),
    })
}

/// Of [`crate::operation::Push::operations`].
pub(crate) fn sealed_operations(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "maxItems": MAX_OPERATIONS,
        "items": sealed::<Operation>(generator),
    })
}

/// Of [`crate::receipt::SignedReceipt::receipt`].
pub(crate) fn sealed_receipt(generator: &mut SchemaGenerator) -> Schema {
    sealed::<Receipt>(generator)
}

/// Of [`crate::vouchers::SignedVoucherReceipt::receipt`].
pub(crate) fn sealed_voucher_receipt(generator: &mut SchemaGenerator) -> Schema {
    sealed::<crate::vouchers::VoucherReceipt>(generator)
}

/// Of [`crate::lms::SignedLmsReceipt::receipt`].
pub(crate) fn sealed_lms_receipt(generator: &mut SchemaGenerator) -> Schema {
    sealed::<LmsReceipt>(generator)
}

/// Of [`crate::snapshot::SignedManifest::manifest`].
pub(crate) fn sealed_manifest(generator: &mut SchemaGenerator) -> Schema {
    sealed::<SnapshotManifest>(generator)
}

/// Bytes in base64: the standard alphabet, padded, no bits left over (RFC 4648, 3.5).
pub(crate) fn base64(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "contentEncoding": "base64",
        "pattern": concat!(
            "^([A-Za-z0-9+/]{4})*",
            "([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$",
        ),
    })
}

/// Of [`crate::api::Hello::anchors`].
pub(crate) fn base64_list(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": base64(generator) })
}
