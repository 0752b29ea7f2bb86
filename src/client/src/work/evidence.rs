//! Taking in evidence: originals kept byte for byte, bound to their item.

use super::{draft, picture};
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::Hub;
use crate::store::change::NewBlob;
use crate::ui::{Event, EvidenceSource, Ticket};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::VisitId;
use baqylau_protocol::MAX_BLOB_BYTES;
use std::io::Cursor;

/// Takes in files, one after the other; those before a refused one stay.
///
/// # Errors
/// A refusal naming the file that can't be taken in, or what the disk answered.
pub fn add(
    hub: &Hub,
    ticket: Ticket,
    visit: VisitId,
    list: &str,
    item: &str,
    sources: &[EvidenceSource],
) -> Result<()> {
    let store = hub.store()?;
    let of = sources.len() as u64;
    let mut added: Vec<Evidence> = Vec::with_capacity(sources.len());
    let mut refused = None;
    for (index, source) in sources.iter().enumerate() {
        hub.tell(Event::Progress {
            ticket,
            done: index as u64,
            of,
        });
        match take_in(hub, &store, visit, (list, item), source) {
            Ok(evidence) => added.push(evidence),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    if !added.is_empty() {
        hub.tell(Event::EvidenceAdded {
            visit,
            list: list.to_owned(),
            item: item.to_owned(),
            evidence: added,
        });
    }
    match refused {
        Some(error) => Err(error),
        None => {
            hub.tell(Event::Progress {
                ticket,
                done: of,
                of,
            });
            Ok(())
        }
    }
}

fn take_in(
    hub: &Hub,
    store: &crate::store::Store,
    visit: VisitId,
    (list, item): (&str, &str),
    source: &EvidenceSource,
) -> Result<Evidence> {
    let (name, bytes) = match source {
        EvidenceSource::File(path) => {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            (name, files::read_limited(path, MAX_BLOB_BYTES)?)
        }
        EvidenceSource::Bytes { name, bytes } => (name.clone(), bytes.to_vec()),
    };
    if bytes.len() as u64 > MAX_BLOB_BYTES {
        return Err(files::too_large(&name, bytes.len() as u64, MAX_BLOB_BYTES));
    }
    if bytes.is_empty() {
        return Err(crate::ui::UserError::new("evidence-unreadable")
            .with("name", name)
            .into());
    }
    let kind = picture::sniff(&name, &bytes);
    // Decoded before anything is kept: a photo that was cut off leaves nothing behind.
    let image = match kind.is_picture() {
        true => Some(picture::decode(&name, &bytes)?),
        false => None,
    };
    let (taken_at, taken_where) = exif_of(&bytes);
    let sha256 = store.blobs().keep(&bytes)?;
    if let Some(image) = &image {
        picture::keep_small(store, &sha256, image)?;
    }
    let evidence = Evidence {
        sha256,
        name,
        mime: kind.mime().to_owned(),
        size: bytes.len() as u64,
        taken_at,
        taken_where,
        caption: String::new(),
        annotations: String::new(),
        sheets: None,
    };
    let key = FieldKey::Evidence {
        list: list.to_owned(),
        item: item.to_owned(),
        sha256,
    };
    let value = serde_json::to_value(&evidence)?;
    draft::write(
        hub,
        visit,
        vec![(key, value)],
        vec![NewBlob {
            sha256,
            size: evidence.size,
        }],
    )?;
    Ok(evidence)
}

/// The camera's time and place, as it wrote them.
fn exif_of(bytes: &[u8]) -> (Option<String>, Option<(i32, i32)>) {
    let Ok(found) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) else {
        return (None, None);
    };
    let time = [exif::Tag::DateTimeOriginal, exif::Tag::DateTime]
        .into_iter()
        .find_map(|tag| {
            let field = found.get_field(tag, exif::In::PRIMARY)?;
            match &field.value {
                exif::Value::Ascii(texts) => {
                    let text = String::from_utf8_lossy(texts.first()?).trim().to_owned();
                    // Cameras without a clock write blanks or zeros.
                    text.starts_with(|c: char| ('1'..='9').contains(&c))
                        .then_some(text)
                }
                _ => None,
            }
        });
    let place = degrees(
        &found,
        exif::Tag::GPSLatitude,
        exif::Tag::GPSLatitudeRef,
        "S",
    )
    .zip(degrees(
        &found,
        exif::Tag::GPSLongitude,
        exif::Tag::GPSLongitudeRef,
        "W",
    ));
    (time, place)
}

/// Degrees, minutes and seconds as millionths of a degree, negative for `negative`.
fn degrees(found: &exif::Exif, tag: exif::Tag, sign: exif::Tag, negative: &str) -> Option<i32> {
    let exif::Value::Rational(parts) = &found.get_field(tag, exif::In::PRIMARY)?.value else {
        return None;
    };
    let [d, m, s] = parts.get(..3)?.try_into().ok()?;
    let parts: [exif::Rational; 3] = [d, m, s];
    if parts.iter().any(|part| part.denom == 0) {
        return None;
    }
    let [d, m, s] = parts.map(|part| f64::from(part.num) / f64::from(part.denom));
    let value = (d + m / 60.0 + s / 3600.0) * 1_000_000.0;
    if !(0.0..=180_000_000.0).contains(&value) {
        return None;
    }
    let south = found
        .get_field(sign, exif::In::PRIMARY)
        .is_some_and(|field| field.display_value().to_string().starts_with(negative));
    // The range was checked above, so the cast only drops the fraction.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be within range"
    )]
    let rounded = value.round() as i32;
    Some(if south { -rounded } else { rounded })
}

/// Saves the original of an attachment to a file.
///
/// # Errors
/// When it isn't to be had, or the file can't be written.
pub async fn save_original(
    hub: &Hub,
    sha256: baqylau_domain::identifiers::BlobHash,
    to: &std::path::Path,
) -> Result<()> {
    let store = hub.store()?;
    let bytes = crate::sync::fetch::blob(hub, &store, &sha256).await?;
    if to.is_dir() {
        return Err(ClientError::refused("client-file-is-folder"));
    }
    files::replace(to, &bytes)
}
