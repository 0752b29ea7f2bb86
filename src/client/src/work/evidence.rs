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

/// Saves the original of an attachment to a file. A name without an ending gets the one of what the
/// file is, and then never the name of a file that is there.
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
    files::replace(&with_ending(to, &bytes), &bytes)
}

fn with_ending(to: &std::path::Path, bytes: &[u8]) -> std::path::PathBuf {
    let ending = picture::sniff("", bytes).ending();
    let (Some(ending), None, Some(name)) = (ending, to.extension(), to.file_name()) else {
        return to.to_owned();
    };
    let named = |more: &str| {
        let mut name = name.to_owned();
        name.push(format!("{more}.{ending}"));
        to.with_file_name(name)
    };
    // Nobody was asked whether a file of that name may be replaced.
    let others = (2..1_000).map(|other| named(&format!(" ({other})")));
    let mut free = std::iter::once(named("")).chain(others);
    free.find(|to| !to.exists())
        .unwrap_or_else(|| to.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use exif::experimental::Writer;
    use exif::{Field, In, Rational, Tag, Value};

    #[test]
    fn a_saved_file_is_named_after_what_it_is_and_replaces_nothing_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let to = |name: &str| folder.path().join(name);
        let png = [0x89, b'P', b'N', b'G', 13, 10, 26, 10];
        let named = |name: &str, bytes: &[u8]| with_ending(&to(name), bytes);
        assert_eq!(named("План", &png), to("План.png"));
        assert_eq!(named("План", b"%PDF-1.7"), to("План.pdf"));
        assert_eq!(named("План", &[0xFF, 0xD8, 0xFF]), to("План.jpg"));
        assert_eq!(named("План", &[0, 159, 146, 150]), to("План"));
        assert_eq!(named("План.jpg", &png), to("План.jpg"), "as it was typed");
        std::fs::write(to("План.png"), b"another").unwrap();
        assert_eq!(named("План", &png), to("План (2).png"));
    }

    fn field(tag: Tag, value: Value) -> Field {
        Field {
            tag,
            ifd_num: In::PRIMARY,
            value,
        }
    }

    fn ascii(tag: Tag, text: &str) -> Field {
        field(tag, Value::Ascii(vec![text.as_bytes().to_vec()]))
    }

    fn angle(tag: Tag, parts: [(u32, u32); 3]) -> Field {
        let parts = parts.map(|(num, denom)| Rational { num, denom });
        field(tag, Value::Rational(parts.to_vec()))
    }

    /// A real photo with what a camera writes put behind its first marker.
    fn photo(fields: &[Field]) -> Vec<u8> {
        let mut plain = Cursor::new(Vec::new());
        let image = image::RgbImage::from_pixel(16, 12, image::Rgb([90, 120, 150]));
        image
            .write_to(&mut plain, image::ImageFormat::Jpeg)
            .unwrap();
        let plain = plain.into_inner();
        let mut writer = Writer::new();
        for one in fields {
            writer.push_field(one);
        }
        let mut written = Cursor::new(Vec::new());
        writer.write(&mut written, false).unwrap();
        let mut segment = b"Exif\0\0".to_vec();
        segment.extend(written.into_inner());
        let length = u16::try_from(segment.len() + 2).unwrap();
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xFF, 0xE1]);
        bytes.extend(length.to_be_bytes());
        bytes.extend(segment);
        bytes.extend(&plain[2..]);
        bytes
    }

    #[test]
    fn time_and_place_of_the_camera_are_kept_as_it_wrote_them() {
        let bytes = photo(&[
            ascii(Tag::DateTime, "2026:11:20 08:00:00"),
            ascii(Tag::DateTimeOriginal, "2026:11:21 09:41:05"),
            ascii(Tag::GPSLatitudeRef, "N"),
            angle(Tag::GPSLatitude, [(51, 1), (7, 1), (41_545, 1_000)]),
            ascii(Tag::GPSLongitudeRef, "E"),
            angle(Tag::GPSLongitude, [(71, 1), (25, 1), (4_948, 100)]),
        ]);
        let (time, place) = exif_of(&bytes);
        assert_eq!(
            time.as_deref(),
            Some("2026:11:21 09:41:05"),
            "when it was taken, not when it was last written"
        );
        // 51° 7' 41.545" is 51 + 7/60 + 41.545/3600 degrees.
        assert_eq!(place, Some((51_128_207, 71_430_411)));
        assert!(
            picture::decode("photo.jpg", &bytes).is_ok(),
            "and it is still a photo"
        );
    }

    #[test]
    fn south_and_west_are_negative() {
        let bytes = photo(&[
            ascii(Tag::GPSLatitudeRef, "S"),
            angle(Tag::GPSLatitude, [(1, 1), (30, 1), (0, 1)]),
            ascii(Tag::GPSLongitudeRef, "W"),
            angle(Tag::GPSLongitude, [(2, 1), (0, 1), (36, 1)]),
        ]);
        assert_eq!(exif_of(&bytes), (None, Some((-1_500_000, -2_010_000))));
    }

    #[test]
    fn a_camera_without_a_clock_tells_no_time_and_no_place_is_made_up() {
        for blank in ["0000:00:00 00:00:00", "    :  :     :  :  ", ""] {
            let bytes = photo(&[
                ascii(Tag::DateTimeOriginal, blank),
                // Half a place, and one divided by nothing.
                ascii(Tag::GPSLatitudeRef, "N"),
                angle(Tag::GPSLatitude, [(51, 1), (7, 0), (0, 1)]),
                angle(Tag::GPSLongitude, [(71, 1), (25, 1), (0, 1)]),
            ]);
            assert_eq!(exif_of(&bytes), (None, None), "{blank:?}");
        }
        assert_eq!(exif_of(b"not a photo"), (None, None));
    }
}
