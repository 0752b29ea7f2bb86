//! The state educational order: a register for each of its parts, the opened record beside it, and
//! what may be done with it.

mod acts;
mod applications;
pub mod ask;
mod contracts;
pub mod desk;
mod funding;
pub mod pane;
pub mod shelf;
pub mod sign;
pub mod words;

use super::key::KeyForm;
use crate::cx::Cx;
use crate::dialogs::Sheet;
use crate::place::{OrderRef, Section};
use baqylau_domain::schooling::DocumentKind;
use std::path::PathBuf;

/// View state.
#[derive(Default)]
pub struct Orders {
    /// Key the documents of the order are signed with.
    pub key: KeyForm,
    applications: applications::Applications,
    funding: funding::Funding,
    contracts: contracts::Contracts,
    acts: acts::Acts,
}

impl Orders {
    /// The place of a file of one of its registers was chosen.
    pub fn file_chosen(&mut self, register: &str, sheet: Option<Sheet>, path: PathBuf) {
        self.applications.file_chosen(register, sheet, path.clone());
        let (contracts, acts) = (
            &mut self.contracts.shelf.register,
            &mut self.acts.shelf.register,
        );
        if register == contracts.id() {
            contracts.file_chosen(sheet, path);
        } else if register == acts.id() {
            acts.file_chosen(sheet, path);
        }
    }

    /// A document of an application being written was chosen.
    pub fn document_chosen(&mut self, kind: DocumentKind, path: PathBuf) {
        self.applications.document_chosen(kind, path);
    }

    /// Shows a part, with the record that is opened.
    pub fn show(
        &mut self,
        section: Section,
        opened: Option<OrderRef>,
        mut cx: Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let cx = &mut cx;
        match section {
            Section::Applications => self.applications.show(opened, cx, ui),
            Section::Budget => self.funding.show(cx, ui),
            Section::Contracts => self.contracts.show(opened, &mut self.key, cx, ui),
            Section::Acts => self.acts.show(opened, &mut self.key, cx, ui),
        }
    }
}
