//! What is attached to a visit, in the order it is shown, and its facts in words.

use crate::model::VisitWork;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::BlobHash;
use baqylau_locale::Locale;
use chrono::NaiveDateTime;

/// One attached file.
pub struct Attached {
    /// Checklist; empty for the visit as a whole.
    pub list: String,
    /// Item; empty for the visit as a whole.
    pub item: String,
    /// What was attached.
    pub evidence: Evidence,
}

impl Attached {
    /// What tells it apart.
    pub fn id(&self) -> Id {
        (self.list.clone(), self.item.clone(), self.evidence.sha256)
    }

    /// Its field in the draft.
    pub fn key(&self) -> FieldKey {
        FieldKey::Evidence {
            list: self.list.clone(),
            item: self.item.clone(),
            sha256: self.evidence.sha256,
        }
    }

    /// Whether there is a picture to show.
    pub fn is_photo(&self) -> bool {
        self.evidence.mime.starts_with("image/")
    }
}

/// Checklist, item and file: the same file may be attached to two items.
pub type Id = (String, String, BlobHash);

/// Everything attached: the visit as a whole first, then by item and time.
pub fn attached(work: &VisitWork) -> Vec<Attached> {
    let mut all: Vec<Attached> = work
        .all_evidence()
        .into_iter()
        .map(|(list, item, evidence)| Attached {
            list,
            item,
            evidence,
        })
        .collect();
    let order = |one: &Attached| {
        let evidence = &one.evidence;
        let when = evidence.taken_at.clone();
        (
            one.list.clone(),
            one.item.clone(),
            when,
            evidence.name.clone(),
            evidence.sha256,
        )
    };
    all.sort_by_cached_key(order);
    all
}

/// Message key of what a file is.
pub fn kind(mime: &str) -> &'static str {
    match mime.split('/').next() {
        Some("image") => "evidence-kind-photo",
        Some("video") => "evidence-kind-video",
        _ => "evidence-kind-document",
    }
}

/// The camera's time; EXIF writes dates with colons, which other programs replace by hyphens.
pub fn taken_at(evidence: &Evidence) -> Option<NaiveDateTime> {
    let raw = evidence.taken_at.as_deref()?.trim();
    [
        "%Y:%m:%d %H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
    ]
    .into_iter()
    .find_map(|format| NaiveDateTime::parse_from_str(raw, format).ok())
}

/// Date and time as the camera wrote them: no zone is known, so none is applied.
pub fn moment(taken: NaiveDateTime, locale: &Locale) -> String {
    format!("{} {}", locale.date(taken.date()), taken.format("%H:%M:%S"))
}

/// Latitude and longitude in degrees, from millionths of a degree.
pub fn coordinates((latitude, longitude): (i32, i32), locale: &Locale) -> String {
    let degrees = |millionths: i32| locale.number(f64::from(millionths) / 1_000_000.0, 5);
    format!("{}; {}", degrees(latitude), degrees(longitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(taken_at: Option<&str>) -> Evidence {
        Evidence {
            sha256: BlobHash::new([1; 32]),
            name: "IMG_0001.jpg".to_owned(),
            mime: "image/jpeg".to_owned(),
            size: 1,
            taken_at: taken_at.map(str::to_owned),
            taken_where: None,
            caption: String::new(),
            annotations: String::new(),
            sheets: None,
        }
    }

    #[test]
    fn the_time_of_the_camera_is_shown_as_it_wrote_it() {
        let taken = taken_at(&evidence(Some("2026:11:21 09:41:05"))).unwrap();
        let locale = Locale::new(baqylau_locale::Language::Ru);
        assert_eq!(moment(taken, &locale), "21.11.2026 09:41:05");
        assert!(
            taken_at(&evidence(Some("0000:00:00 00:00:00"))).is_none(),
            "a camera without a clock"
        );
        assert!(taken_at(&evidence(None)).is_none());
    }

    #[test]
    fn coordinates_keep_their_sign_and_five_digits() {
        let locale = Locale::new(baqylau_locale::Language::En);
        assert_eq!(
            coordinates((53_214_567, -63_600_001), &locale).replace('−', "-"),
            "53.21457; -63.60000"
        );
    }

    #[test]
    fn files_are_named_by_what_they_are() {
        assert_eq!(kind("image/heic"), "evidence-kind-photo");
        assert_eq!(kind("video/mp4"), "evidence-kind-video");
        assert_eq!(kind("application/pdf"), "evidence-kind-document");
    }
}
