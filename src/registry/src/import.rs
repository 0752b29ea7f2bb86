//! Taking in what other systems know: people, organisations, contingents, checklists.
//!
//! What the records themselves hold comes in a file; what source systems say of them is asked by
//! the automatic checks.

use crate::checks;
use crate::context::Core;
use crate::records;
use crate::regions;
use crate::store::{StoreError, rows};
use baqylau_domain::contingent::Group;
use baqylau_domain::identifiers::{Kato, PremisesId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::PinnedChecklist;
use baqylau_protocol::blob;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use thiserror::Error;

/// Records to take in: new ones are added, known ones (by identity) replaced, none removed.
/// Holds personal data.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Import {
    /// Accounts and members of commissions.
    pub people: Vec<Person>,
    /// Organisations with premises, licences and contracts.
    pub organisations: Vec<Organisation>,
    /// Groups by building.
    pub groups: Vec<ImportedGroup>,
}

/// A group of learners at a building.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedGroup {
    /// Building.
    pub premises: PremisesId,
    /// Group.
    pub group: Group,
}

impl std::fmt::Debug for Import {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Import")
            .field("people", &self.people.len())
            .field("organisations", &self.organisations.len())
            .field("groups", &self.groups.len())
            .finish()
    }
}

impl std::fmt::Debug for ImportedGroup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ImportedGroup")
            .field("premises", &self.premises)
            .finish_non_exhaustive()
    }
}

/// Why nothing was taken in.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A person may not be the registry itself.
    #[error("person {index} has the registry's own role")]
    RegistrarRole {
        /// Place in the list, from 0.
        index: usize,
    },
    /// Two people with one ИИН: signatures couldn't be told apart.
    #[error("person {index} has the ИИН of another person")]
    SamePerson {
        /// Place in the list, from 0.
        index: usize,
    },
    /// The workbook has problems; the checklist room names each by cell.
    #[error("the workbook can't be published: {0}")]
    Workbook(#[from] baqylau_checklist::Refused),
    /// The same code and version with other content.
    #[error("version {version} of {code} is published already with other content")]
    Republished {
        /// Code.
        code: String,
        /// Version.
        version: String,
    },
}

/// Takes everything in, or nothing.
pub(crate) async fn import(core: &Core, import: Import) -> Result<(), ImportError> {
    let now = core.context.environment.now();
    core.store
        .write(move |tx| {
            let all: Vec<Kato> = regions::all().collect();
            for (index, person) in import.people.iter().enumerate() {
                if person.role == AccountRole::Registrar {
                    return Err(ImportError::RegistrarRole { index });
                }
                let known = rows::person_by_iin(tx, &person.iin.to_string())?;
                if known.is_some_and(|known| known.id != person.id) {
                    return Err(ImportError::SamePerson { index });
                }
                records::put_person(tx, person, &all)?;
            }
            for organisation in &import.organisations {
                records::put_organisation(tx, organisation)?;
                checks::changed(tx, organisation.id, now)?;
            }
            for ImportedGroup { premises, group } in &import.groups {
                rows::put_group(tx, *premises, group)?;
            }
            Ok(())
        })
        .await
}

/// The title of a checklist in the languages it is written in.
pub(crate) fn title(form: &baqylau_checklist::Form) -> Trilingual {
    let title = |language: &str| {
        form.language(language)
            .map(|id| form.title(id).to_owned())
            .unwrap_or_default()
    };
    Trilingual::new(title("kk"), title("ru"), title("en"))
}

/// Publishes a checklist. A version once published never changes: visits are pinned to it.
pub(crate) async fn publish(
    core: &Core,
    workbook: Vec<u8>,
) -> Result<PinnedChecklist, ImportError> {
    let loaded = baqylau_checklist::read(&workbook)?;
    let code = loaded.form.form_id().to_owned();
    let version = loaded.form.version().to_owned();
    let title = title(&loaded.form);
    let form = loaded.form;
    let context = Arc::clone(&core.context);
    core.store
        .write(move |tx| {
            let hash = blob::hash(&workbook);
            if let Some(published) = rows::workbook_of(tx, &code, &version)?
                && published != hash
            {
                return Err(ImportError::Republished {
                    code: code.clone(),
                    version: version.clone(),
                });
            }
            context.blobs.put_all(&[&workbook])?;
            let length = u64::try_from(workbook.len()).unwrap_or(0);
            rows::put_blob(tx, hash, length, None, context.environment.now())?;
            rows::put_workbook(tx, hash, &code, &version, &title)?;
            context.workbooks.know(hash, &form);
            Ok(PinnedChecklist {
                code: code.clone(),
                version: version.clone(),
                workbook: hash,
            })
        })
        .await
}
