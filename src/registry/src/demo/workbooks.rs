//! The checklists of the product, published by the demonstration registry.

use super::DemoFault;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::PinnedChecklist;
use baqylau_protocol::blob;

/// Code and workbook.
const WORKBOOKS: [(&str, &[u8]); 6] = [
    (
        "ATT",
        include_bytes!("../../../../assets/checklists/ATT.xlsx"),
    ),
    (
        "DORM",
        include_bytes!("../../../../assets/checklists/DORM.xlsx"),
    ),
    (
        "HEI-LIC",
        include_bytes!("../../../../assets/checklists/HEI-LIC.xlsx"),
    ),
    (
        "SAFE",
        include_bytes!("../../../../assets/checklists/SAFE.xlsx"),
    ),
    (
        "SCH",
        include_bytes!("../../../../assets/checklists/SCH.xlsx"),
    ),
    (
        "USE",
        include_bytes!("../../../../assets/checklists/USE.xlsx"),
    ),
];

/// A published workbook.
#[derive(Clone)]
pub(crate) struct Published {
    pub(super) code: &'static str,
    pub(super) version: String,
    pub(super) title: Trilingual,
    pub(super) hash: BlobHash,
    pub(super) bytes: &'static [u8],
}

impl Published {
    pub(super) fn pinned(&self) -> PinnedChecklist {
        PinnedChecklist {
            code: self.code.to_owned(),
            version: self.version.clone(),
            workbook: self.hash,
        }
    }
}

/// Reads every workbook: only one without problems is published, under the code and version
/// written in it.
pub(super) fn published() -> Result<Vec<Published>, DemoFault> {
    std::thread::scope(|scope| {
        let readers: Vec<_> = WORKBOOKS
            .iter()
            .map(|(code, bytes)| scope.spawn(move || publish(code, bytes)))
            .collect();
        readers
            .into_iter()
            .map(|reader| {
                reader
                    .join()
                    .unwrap_or_else(|_| Err(DemoFault("workbook".to_owned())))
            })
            .collect()
    })
}

fn publish(code: &'static str, bytes: &'static [u8]) -> Result<Published, DemoFault> {
    let loaded = baqylau_checklist::read(bytes)
        .map_err(|refused| DemoFault(format!("workbook {code}: {refused}")))?;
    let form = loaded.form;
    if form.form_id() != code {
        return Err(DemoFault(format!("workbook {code} names itself otherwise")));
    }
    Ok(Published {
        code,
        version: form.version().to_owned(),
        title: crate::import::title(&form),
        hash: blob::hash(bytes),
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::super::acts;
    use super::*;

    #[test]
    fn the_items_of_past_acts_are_those_of_the_workbooks() {
        let items = acts::items();
        assert_eq!(items.len(), acts::rows(), "every row is read");
        for (code, bytes) in WORKBOOKS {
            let form = baqylau_checklist::read(bytes).unwrap().form;
            for item in items.iter().filter(|item| item.list == code) {
                let row = form
                    .defs()
                    .map(|(_, def)| def)
                    .find(|def| def.name == item.item)
                    .unwrap_or_else(|| panic!("{code}/{} is gone", item.item));
                let cell = |name: &str| row.extra.get(name).map(String::as_str).unwrap_or_default();
                assert_eq!(
                    cell("severity"),
                    item.severity.letter(),
                    "{code}/{}",
                    item.item
                );
                assert_eq!(cell("effect"), item.effect.word(), "{code}/{}", item.item);
                assert_eq!(cell("norm"), item.norm, "{code}/{}", item.item);
            }
        }
    }

    #[test]
    fn every_checklist_is_published_under_its_own_code_and_title() {
        let published = published().unwrap();
        assert_eq!(published.len(), 6);
        for workbook in published {
            assert!(!workbook.version.is_empty());
            assert!(!workbook.title.kk.is_empty() && !workbook.title.ru.is_empty());
        }
    }
}
