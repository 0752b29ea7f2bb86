//! A signature file as a set of QR codes, and back.
//!
//! The file is packed as `<signId>.cms` into a ZIP, that is written in base64, cut, and every
//! piece stands in a JSON of its own: which signature, of how many, the number, the piece.

use crate::error::DocumentError;
use crate::qr::CAPACITY_25;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

/// Characters kept for the values of `total` and `index`.
const RESERVED: usize = 10;

/// Codes of one set beyond this number are an attack on their reader.
const MOST_PARTS: u32 = 4096;

/// Largest signature file taken out of a set.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    sign_id: u32,
    total: usize,
    index: usize,
    data: &'a str,
}

/// Texts of the codes a signature file is printed as, numbered from 1.
///
/// # Errors
/// [`DocumentError::Writer`] when the file cannot be packed.
pub fn parts(sign_id: u32, cms: &[u8]) -> Result<Vec<String>, DocumentError> {
    let packed = packed(sign_id, cms).map_err(|error| DocumentError::Writer {
        reason: error.to_string(),
    })?;
    let text = STANDARD.encode(packed);
    let json = |total, index, data: &str| {
        let part = Part {
            sign_id,
            total,
            index,
            data,
        };
        serde_json::to_string(&part).map_err(|error| DocumentError::Writer {
            reason: error.to_string(),
        })
    };
    let chunk = CAPACITY_25
        .saturating_sub(json(0, 0, "")?.len() + RESERVED)
        .max(1);
    let pieces: Vec<&str> = text
        .as_bytes()
        .chunks(chunk)
        .filter_map(|piece| std::str::from_utf8(piece).ok())
        .collect();
    let total = pieces.len();
    pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| json(total, at + 1, piece))
        .collect()
}

fn packed(sign_id: u32, cms: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // No clock: the same signature gives the same codes.
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    archive.start_file(format!("{sign_id}.cms"), options)?;
    archive.write_all(cms)?;
    Ok(archive.finish()?.into_inner())
}

/// Why texts of codes are not a set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodesError {
    /// A text is not a part of a set.
    #[error("code {position} is not a part of a signature")]
    NotAPart {
        /// Position among the texts, from zero.
        position: usize,
    },
    /// Parts of one set contradict each other.
    #[error("the codes of signature {sign_id} contradict each other")]
    Contradictory {
        /// Which signature.
        sign_id: String,
    },
    /// Parts are missing.
    #[error("codes of signature {sign_id} are missing: {missing:?}")]
    Missing {
        /// Which signature.
        sign_id: String,
        /// Numbers of the missing codes; at most 64 of them.
        missing: Vec<u32>,
    },
    /// All parts are there, and there is no signature file in them.
    #[error("the codes of signature {sign_id} hold no signature file")]
    Damaged {
        /// Which signature.
        sign_id: String,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReadPart {
    sign_id: serde_json::Value,
    total: u32,
    index: u32,
    data: String,
}

/// Puts the texts of scanned codes together, in any order, of any number of signatures. Returns
/// the identifier and the file of each. Sets numbered from 0 are understood too.
///
/// # Errors
/// [`CodesError`], the first one met.
pub fn assemble<T: AsRef<str>>(texts: &[T]) -> Result<Vec<(String, Vec<u8>)>, CodesError> {
    let mut sets: BTreeMap<String, (u32, BTreeMap<u32, String>)> = BTreeMap::new();
    for (position, text) in texts.iter().enumerate() {
        let part: ReadPart =
            serde_json::from_str(text.as_ref()).or(Err(CodesError::NotAPart { position }))?;
        let sign_id = match part.sign_id {
            serde_json::Value::String(id) => id,
            serde_json::Value::Number(id) => id.to_string(),
            _ => return Err(CodesError::NotAPart { position }),
        };
        let possible = (1..=MOST_PARTS).contains(&part.total) && part.index <= part.total;
        if !possible {
            return Err(CodesError::NotAPart { position });
        }
        let set = sets
            .entry(sign_id.clone())
            .or_insert_with(|| (part.total, BTreeMap::new()));
        let before = set.1.insert(part.index, part.data.clone());
        if set.0 != part.total || before.is_some_and(|before| before != part.data) {
            return Err(CodesError::Contradictory { sign_id });
        }
    }
    let mut files = Vec::new();
    for (sign_id, (total, parts)) in sets {
        let first = u32::from(!parts.contains_key(&0));
        let wanted = first..first + total;
        let missing: Vec<u32> = wanted
            .clone()
            .filter(|index| !parts.contains_key(index))
            .take(64)
            .collect();
        if !missing.is_empty() {
            return Err(CodesError::Missing { sign_id, missing });
        }
        if parts.len() != wanted.len() {
            return Err(CodesError::Contradictory { sign_id });
        }
        let text: String = parts.into_values().collect();
        match unpacked(&text) {
            Some(cms) => files.push((sign_id, cms)),
            None => return Err(CodesError::Damaged { sign_id }),
        }
    }
    Ok(files)
}

fn unpacked(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text.trim()).ok()?;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() != 1 {
        return None;
    }
    let file = archive.by_index(0).ok()?;
    let mut cms = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut cms).ok()?;
    (u64::try_from(cms.len()).ok()? <= LARGEST_FILE).then_some(cms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Octets that no compression makes shorter.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn no_part_outgrows_a_code_of_version_25() {
        // Noise does not compress: the set is as long as it gets.
        let cms = noise(9000);
        let parts = parts(1, &cms).unwrap();
        assert!(parts.len() > 9);
        for part in &parts {
            assert!(part.len() <= CAPACITY_25, "{}", part.len());
            crate::qr::encode_25(part).unwrap();
        }
    }

    #[test]
    fn a_missing_code_is_named_and_a_foreign_one_is_not_mixed_in() {
        let cms = noise(4000);
        let mut texts = parts(7, &cms).unwrap();
        let third = texts.remove(2);
        let missing = CodesError::Missing {
            sign_id: "7".into(),
            missing: vec![3],
        };
        assert_eq!(assemble(&texts), Err(missing));
        texts.push(third.replace("\"index\":3", "\"index\":2"));
        let contradictory = CodesError::Contradictory {
            sign_id: "7".into(),
        };
        assert_eq!(assemble(&texts), Err(contradictory));
        assert_eq!(assemble(&["{}"]), Err(CodesError::NotAPart { position: 0 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn two_signatures_scanned_in_any_order_come_back(
            first in proptest::collection::vec(any::<u8>(), 0..6000),
            second in proptest::collection::vec(any::<u8>(), 1..3000),
            turn in 0..9_usize,
        ) {
            let mut texts = parts(1, &first).unwrap();
            texts.extend(parts(2, &second).unwrap());
            let turn = turn % texts.len();
            texts.rotate_left(turn);
            let files = assemble(&texts).unwrap();
            prop_assert_eq!(files, vec![("1".to_owned(), first), ("2".to_owned(), second)]);
        }

        #[test]
        fn nothing_scanned_panics(texts in proptest::collection::vec(".{0,60}", 0..4)) {
            let _ = assemble(&texts);
        }
    }
}
