//! Pictures: what a file claims to be, small copies of it, turned upright.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::Store;
use crate::sync::fetch;
use crate::ui::{Event, Picture, UserError};
use baqylau_domain::identifiers::BlobHash;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, metadata::Orientation};
use std::io::Cursor;
use std::sync::Arc;

/// Memory a picture may take while it is read.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;

/// Longest side of the copies put into documents, in pixels.
pub const PRINTED: u32 = 1_400;

/// Sizes small copies are kept in: anything smaller is made from these.
const KEPT: [u32; 2] = [256, 1_024];

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// Anything else, kept as it is.
    Document(&'static str),
}

impl Kind {
    /// MIME type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Document(mime) => mime,
        }
    }

    /// How names of such files end; `None` where the content doesn't say.
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Self::Jpeg => Some("jpg"),
            Self::Png => Some("png"),
            Self::Document("application/pdf") => Some("pdf"),
            Self::Document("application/zip") => Some("zip"),
            Self::Document("video/mp4") => Some("mp4"),
            Self::Document("text/plain") => Some("txt"),
            Self::Document(_) => None,
        }
    }

    /// Whether it can be shown as a picture.
    pub fn is_picture(self) -> bool {
        !matches!(self, Self::Document(_))
    }
}

/// What bytes are, by their content; the name only helps where the content doesn't say.
pub fn sniff(name: &str, bytes: &[u8]) -> Kind {
    let extension = name
        .rsplit_once('.')
        .map(|(_, e)| e.to_lowercase())
        .unwrap_or_default();
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', ..] => Kind::Png,
        [b'%', b'P', b'D', b'F', ..] => Kind::Document("application/pdf"),
        [b'P', b'K', 3, 4, ..] => Kind::Document(match extension.as_str() {
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _ => "application/zip",
        }),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Kind::Document("video/mp4"),
        // A picture by name that doesn't begin like one is checked as one, and refused.
        _ if matches!(extension.as_str(), "jpg" | "jpeg") => Kind::Jpeg,
        _ if extension == "png" => Kind::Png,
        _ if std::str::from_utf8(bytes).is_ok() => Kind::Document("text/plain"),
        _ => Kind::Document("application/octet-stream"),
    }
}

/// Reads a picture whole and turns it upright.
///
/// # Errors
/// A refusal naming the file: damaged, cut off, or too large.
pub fn decode(name: &str, bytes: &[u8]) -> Result<DynamicImage> {
    let refused = || ClientError::from(UserError::new("evidence-unreadable").with("name", name));
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .or(Err(refused()))?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().or(Err(refused()))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).or(Err(refused()))?;
    // The decoder fills what is missing of a cut-off JPEG with grey; evidence must be whole.
    if bytes.starts_with(&[0xFF, 0xD8]) && !jpeg_ends(bytes) {
        return Err(refused());
    }
    image.apply_orientation(orientation);
    Ok(image)
}

/// Whether a JPEG goes on to its end-of-image marker; what cameras append after it is ignored.
fn jpeg_ends(bytes: &[u8]) -> bool {
    /// Start of scan: entropy-coded data follows its header.
    const SOS: u8 = 0xDA;
    /// End of image.
    const EOI: u8 = 0xD9;
    let mut at = 2;
    loop {
        // Fill bytes may stand before a marker.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (Some(0xFF), Some(marker)) = (bytes.get(at), bytes.get(at + 1)) else {
            return false;
        };
        if *marker == EOI {
            return true;
        }
        at += 2;
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            continue;
        }
        let (Some(high), Some(low)) = (bytes.get(at), bytes.get(at + 1)) else {
            return false;
        };
        at += usize::from(u16::from_be_bytes([*high, *low])).max(2);
        if *marker == SOS {
            // Inside a scan, 0xFF is followed by zero, or by a restart marker.
            while let Some(pair) = bytes.get(at..at + 2) {
                if matches!(pair, [0xFF, next] if !matches!(next, 0x00 | 0xD0..=0xD7)) {
                    break;
                }
                at += 1;
            }
        }
    }
}

/// A small upright copy as JPEG.
///
/// # Errors
/// When it can't be encoded.
pub fn jpeg(image: &DynamicImage, longest: u32) -> Result<Vec<u8>> {
    let small = fit(image, longest).to_rgb8();
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 82)
        .encode_image(&small)
        .or(Err(ClientError::Unreadable { what: "picture" }))?;
    Ok(out)
}

pub(super) fn fit(image: &DynamicImage, longest: u32) -> DynamicImage {
    let longest = longest.clamp(1, 8_192);
    if image.width().max(image.height()) <= longest {
        image.clone()
    } else {
        image.thumbnail(longest, longest)
    }
}

/// Makes and keeps the small copies of a picture.
///
/// # Errors
/// When they can't be written.
pub fn keep_small(store: &Store, hash: &BlobHash, image: &DynamicImage) -> Result<()> {
    for longest in KEPT {
        store
            .blobs()
            .keep_derived(hash, &small_name(longest), &jpeg(image, longest)?)?;
    }
    Ok(())
}

fn small_name(longest: u32) -> String {
    format!("{longest}.jpg")
}

/// A reduced upright JPEG of an attachment on this laptop, for documents; `None` when it isn't a
/// picture or isn't here.
pub fn printed(store: &Store, hash: &BlobHash) -> Option<Vec<u8>> {
    let name = small_name(PRINTED);
    if let Some(kept) = store.blobs().read_derived(hash, &name) {
        return Some(kept);
    }
    let bytes = store.blobs().read(hash).ok()?;
    if !sniff("", &bytes).is_picture() {
        return None;
    }
    let made = jpeg(&decode("", &bytes).ok()?, PRINTED).ok()?;
    // The copy is made anew when it couldn't be kept.
    let _ = store.blobs().keep_derived(hash, &name, &made);
    Some(made)
}

/// Tells a screen a small picture of an attachment, fetching it where this laptop lacks it.
///
/// # Errors
/// When the store is locked.
pub async fn tell(hub: &Hub, sha256: BlobHash, longest: u32) -> Result<()> {
    let store = hub.store()?;
    let picture = find(hub, &store, &sha256, longest).await.map(Arc::new);
    hub.tell(Event::Image {
        sha256,
        longest,
        picture,
    });
    Ok(())
}

async fn find(hub: &Hub, store: &Arc<Store>, hash: &BlobHash, longest: u32) -> Option<Picture> {
    let kept = KEPT
        .into_iter()
        .filter(|size| *size >= longest)
        .find_map(|size| store.blobs().read_derived(hash, &small_name(size)));
    let (bytes, is_kept) = match kept {
        Some(bytes) => (bytes, true),
        None => (fetch::blob(hub, store, hash).await.ok()?, false),
    };
    // Reading a photo takes a while: the other tasks of this thread go on elsewhere.
    tokio::task::block_in_place(|| {
        if !sniff("", &bytes).is_picture() {
            return None;
        }
        let image = decode("", &bytes).ok()?;
        if !is_kept {
            // A copy that can't be kept is made again next time.
            let _ = keep_small(store, hash, &image);
        }
        let small = fit(&image, longest).to_rgba8();
        Some(Picture {
            width: small.width(),
            height: small.height(),
            rgba: small.into_raw(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truncated_photo_is_refused_whatever_its_length() {
        let image = DynamicImage::new_rgb8(64, 48);
        let whole = jpeg(&image, 64).unwrap();
        assert!(decode("a.jpg", &whole).is_ok());
        for cut in [whole.len() / 3, whole.len() / 2, whole.len() - 3] {
            assert!(decode("a.jpg", &whole[..cut]).is_err());
        }
        let appended = [whole.as_slice(), b"camera's own data"].concat();
        assert!(decode("a.jpg", &appended).is_ok());
        assert!(decode("a.jpg", b"not a picture").is_err());
    }

    #[test]
    fn the_content_decides_what_a_file_is() {
        assert_eq!(sniff("photo.txt", &[0xFF, 0xD8, 0xFF, 0xE0]), Kind::Jpeg);
        assert_eq!(sniff("photo.jpg", b"%PDF-1.7").mime(), "application/pdf");
        assert!(!sniff("list.csv", b"a;b").is_picture());
    }
}
