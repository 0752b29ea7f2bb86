//! Fills checklists as a diligent member would: conforming answers, then chosen violations.

use super::TourError;
use super::drive::Drive;
use crate::cx::Action;
use crate::model::VisitWork;
use crate::model::sheet::{effect_of, evidence_of};
use baqylau_checklist::{Field, Item, Kind};
use baqylau_client::ui::{Command, EvidenceSource};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::{EvidenceNeed, Finding};
use chrono::NaiveDate;

/// Rounds over all items: an answer may open further questions.
const ROUNDS: usize = 4;

/// Gives a conforming answer to everything that has none. Returns how many were given.
pub fn fill(drive: &mut Drive<'_>) -> Result<u32, TourError> {
    let mut given = 0;
    for _ in 0..ROUNDS {
        let open = open_fields(drive);
        if open.is_empty() {
            break;
        }
        for (list, item, field) in open {
            given += u32::from(answer(drive, &list, &item, &field));
        }
    }
    drive.wait_saved()?;
    Ok(given)
}

fn work<'d>(drive: &'d Drive<'_>) -> Option<&'d VisitWork> {
    drive.app().model().work.as_ref()
}

fn open_fields(drive: &Drive<'_>) -> Vec<(String, String, Field)> {
    let Some(work) = work(drive) else {
        return Vec::new();
    };
    let mut open = Vec::new();
    for sheet in &work.sheets {
        for item in sheet.items.iter().filter(|item| item.counts()) {
            for field in &item.fields {
                if field.relevant && field.kind.is_entered() && field.value.is_empty() {
                    open.push((sheet.code.clone(), item.id.clone(), field.clone()));
                }
            }
        }
    }
    open
}

fn item<'d>(drive: &'d Drive<'_>, list: &str, id: &str) -> Option<&'d Item> {
    work(drive)?.sheet(list)?.item(id)
}

/// Tries candidates until one is accepted without error or violation.
fn answer(drive: &mut Drive<'_>, list: &str, id: &str, field: &Field) -> bool {
    let today = drive.app().model().today();
    let mut kept = None;
    for candidate in candidates(field, today) {
        give(drive, list, field, &candidate);
        let Some(item) = item(drive, list, id) else {
            return false;
        };
        let now = item.fields.iter().find(|one| one.path == field.path);
        let wrong = item
            .fields
            .iter()
            .filter(|one| !one.value.is_empty())
            .any(|one| !one.errors.is_empty());
        if now.is_none_or(|now| now.value.is_empty()) || wrong {
            continue;
        }
        if !item.violation {
            return true;
        }
        kept.get_or_insert(candidate);
    }
    // A violation that only a later field can settle: keep what was accepted.
    if let Some(candidate) = kept {
        give(drive, list, field, &candidate);
        return true;
    }
    false
}

fn give(drive: &mut Drive<'_>, list: &str, field: &Field, value: &str) {
    drive.action(Action::Answer {
        list: list.to_owned(),
        path: field.path.as_str().to_owned(),
        value: value.to_owned(),
    });
}

fn candidates(field: &Field, today: NaiveDate) -> Vec<String> {
    let day = today.format("%Y-%m-%d").to_string();
    match field.kind {
        Kind::SelectOne => {
            let mut names: Vec<String> = field
                .choices
                .iter()
                .map(|choice| choice.name.clone())
                .collect();
            names.sort_by_key(|name| match name.as_str() {
                "yes" | "ok" => 0,
                "no" | "na" => 2,
                "not_checked" | "critical" => 3,
                _ => 1,
            });
            names
        }
        Kind::SelectMultiple => {
            let all: Vec<&str> = field
                .choices
                .iter()
                .map(|choice| choice.name.as_str())
                .filter(|name| !matches!(*name, "not_checked" | "none" | "na"))
                .collect();
            vec![all.join(" ")]
        }
        Kind::Integer | Kind::Decimal => ["50", "30", "100", "0", "1", "45", "20"]
            .map(str::to_owned)
            .to_vec(),
        Kind::Date => vec![day],
        Kind::DateTime => vec![format!("{day}T09:10:00.000+05:00")],
        Kind::Time => vec!["09:10:00.000+05:00".to_owned(), "09:10".to_owned()],
        // An address code, a paper, a hash: what the text questions of the lists ask for.
        _ => vec![
            "0310000012345678".to_owned(),
            "0a".repeat(32),
            "№ 12, 01.09.2026".to_owned(),
        ],
    }
}

/// Turns an item into a violation with its record.
pub fn violate(
    drive: &mut Drive<'_>,
    list: &str,
    id: &str,
    finding: Finding,
) -> Result<(), TourError> {
    let field = item(drive, list, id)
        .and_then(|item| item.fields.first().cloned())
        .ok_or_else(|| drive.error(&format!("{list} has no {id}")))?;
    give(drive, list, &field, "no");
    if !item(drive, list, id).is_some_and(|item| item.violation) {
        return Err(drive.error(&format!("{id} did not become a violation")));
    }
    write(drive, list, id, &finding)
}

fn write(drive: &mut Drive<'_>, list: &str, id: &str, finding: &Finding) -> Result<(), TourError> {
    let value = serde_json::to_value(finding).map_err(|error| drive.error(&error.to_string()))?;
    let key = FieldKey::Finding {
        list: list.to_owned(),
        item: id.to_owned(),
    };
    drive.action(Action::Write(vec![(key, value)]));
    drive.wait_saved()
}

/// Completes the records of all other violations and unchecked items.
pub fn complete(drive: &mut Drive<'_>, due: Option<NaiveDate>) -> Result<(), TourError> {
    let mut open = Vec::new();
    let visit = match work(drive) {
        Some(work) => {
            for sheet in &work.sheets {
                for item in sheet.items.iter().filter(|i| i.violation || i.not_checked) {
                    let mut finding = work.finding(&sheet.code, &item.id);
                    if finding.note.is_empty() {
                        finding.note = "Установлено при осмотре".to_owned();
                    }
                    if effect_of(item).demands_remedy() && finding.due.is_none() {
                        finding.due = due;
                    }
                    let bare = evidence_of(item) != EvidenceNeed::None
                        && item.violation
                        && work.evidence(&sheet.code, &item.id).is_empty();
                    open.push((sheet.code.clone(), item.id.clone(), finding, bare));
                }
            }
            work.id()
        }
        None => return Err(drive.error("no visit is open")),
    };
    for (index, (list, id, finding, bare)) in open.into_iter().enumerate() {
        write(drive, &list, &id, &finding)?;
        if !bare {
            continue;
        }
        let seed = u8::try_from(index % 200).unwrap_or(0).saturating_add(40);
        let bytes = super::photo::jpeg(seed)
            .ok_or_else(|| drive.error("the sample photo could not be made"))?;
        drive.command(Command::AddEvidence {
            visit,
            list,
            item: id,
            sources: vec![EvidenceSource::Bytes {
                name: "photo.jpg".to_owned(),
                bytes: bytes.into(),
            }],
        })?;
    }
    drive.wait_saved()
}

/// Jumps to an item as a person does: Ctrl+G, its number, Enter.
pub fn show(drive: &mut Drive<'_>, id: &str) -> Result<(), TourError> {
    drive.jump(id)
}
