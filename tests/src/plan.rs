//! What a diligent commission records at a visit: answers, a violation, photos.

use crate::{Result, at};
use baqylau_checklist::{Env, Instance, Kind, Snapshot};
use baqylau_client::ui::{OpenVisit, PinnedForm};
use baqylau_domain::draft::FieldKey;
use baqylau_locale::legal_time;
use chrono::{DateTime, FixedOffset, Utc};
use serde_json::{Value, json};

/// Rounds over a form: answers open further questions.
const ROUNDS: usize = 8;

/// A day and hour that answers are given at: the same for every start of one story.
pub fn legal_now(now: DateTime<Utc>) -> DateTime<FixedOffset> {
    legal_time(now)
}

/// Answers to every question that must be answered, the same for the same moment; the first item
/// that can be violated is.
pub fn answers(opened: &OpenVisit, now: DateTime<FixedOffset>) -> Vec<(FieldKey, Value)> {
    let mut violated = false;
    let mut all = Vec::new();
    for form in &opened.forms {
        all.extend(answers_of(form, now, &mut violated));
    }
    all
}

fn answers_of(
    form: &PinnedForm,
    now: DateTime<FixedOffset>,
    violated: &mut bool,
) -> Vec<(FieldKey, Value)> {
    let mut snapshot = Snapshot {
        form_id: form.form.form_id().to_owned(),
        version: form.form.version().to_owned(),
        ..Snapshot::default()
    };
    for _ in 0..ROUNDS {
        let language = form.form.default_language();
        let (instance, _) = Instance::restore(form.form.clone(), Env::new(now, 0), &snapshot);
        let mut changed = false;
        for item in instance.items(language) {
            for field in item
                .fields
                .iter()
                .filter(|field| field.relevant && field.required)
            {
                if !field.value.is_empty() || !field.kind.is_entered() {
                    continue;
                }
                let names: Vec<&str> = field
                    .choices
                    .iter()
                    .map(|choice| choice.name.as_str())
                    .collect();
                let value = match field.kind {
                    Kind::SelectOne if !*violated && names.contains(&"no") => {
                        *violated =
                            is_violated(form, &snapshot, now, &item.id, field.path.as_str());
                        if *violated {
                            "no".to_owned()
                        } else {
                            first(&names)
                        }
                    }
                    Kind::SelectOne | Kind::SelectMultiple => first(&names),
                    Kind::Integer | Kind::Decimal | Kind::Range => "1".to_owned(),
                    Kind::Date => now.date_naive().to_string(),
                    Kind::Time => "10:00".to_owned(),
                    _ => "записано".to_owned(),
                };
                snapshot
                    .answers
                    .insert(field.path.as_str().to_owned(), value);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    snapshot
        .answers
        .into_iter()
        .map(|(path, value)| {
            (
                FieldKey::Answer {
                    list: form.code.clone(),
                    path,
                },
                json!(value),
            )
        })
        .collect()
}

fn first(names: &[&str]) -> String {
    names.first().copied().unwrap_or_default().to_owned()
}

/// Whether "no" to a question makes its item a violation.
fn is_violated(
    form: &PinnedForm,
    before: &Snapshot,
    now: DateTime<FixedOffset>,
    item: &str,
    path: &str,
) -> bool {
    let mut trial = before.clone();
    trial.answers.insert(path.to_owned(), "no".to_owned());
    let (instance, _) = Instance::restore(form.form.clone(), Env::new(now, 0), &trial);
    let language = form.form.default_language();
    instance
        .items(language)
        .iter()
        .any(|found| found.id == item && found.violation)
}

/// A photo; other bytes for every number.
///
/// # Errors
/// When it can't be encoded.
pub fn photo(number: u32) -> Result<Vec<u8>> {
    let [_, red, green, blue] = number.to_be_bytes();
    let image = image::RgbImage::from_fn(160, 120, |x, y| {
        let tone = u8::try_from((x * 3 + y * 5) % 200).unwrap_or(0);
        image::Rgb([
            red.wrapping_add(tone),
            green.wrapping_add(tone),
            blue.wrapping_add(tone),
        ])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode_image(&image)
        .map_err(at("making a photo"))?;
    // The encoder may find two shades alike; the bytes must not be.
    bytes.extend_from_slice(&number.to_be_bytes());
    Ok(bytes)
}
