//! The state educational order: a register for each of its parts, the opened record beside it, and
//! what may be done with it.

mod acts;
mod applications;
pub mod ask;
pub mod board;
mod contracts;
pub mod desk;
mod funding;
mod letters;
mod mandates;
pub mod many;
mod months;
pub mod pane;
pub mod paper;
mod payments;
mod recheck;
mod reckon;
mod registers;
pub mod shelf;
pub mod sign;
mod standstill;
mod today;
pub mod who;
pub mod words;

use super::key::KeyForm;
use crate::cx::{Cx, Post};
use crate::dialogs::Sheet;
use crate::model::Model;
use crate::place::{OrderRef, Place, Section};
use baqylau_client::ui::Ticket;
use baqylau_domain::schooling::{DocumentKind, SchoolingRecord};
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
    today: today::Today,
    /// The board.
    pub board: board::Board,
    registers: registers::Registers,
    payments: payments::Payments,
    mandates: mandates::Mandates,
    months: months::Months,
}

impl Orders {
    /// The place of a file of one of its registers was chosen.
    pub fn file_chosen(&mut self, register: &str, sheet: Option<Sheet>, path: PathBuf) {
        self.applications.file_chosen(register, sheet, path.clone());
        self.months.file_chosen(register, sheet, path.clone());
        self.today.file_chosen(register, sheet, path.clone());
        let contracts = &mut self.contracts.shelf.register;
        let acts = &mut self.acts.shelf.register;
        let registers = &mut self.registers.shelf.register;
        let payments = &mut self.payments.shelf.register;
        let mandates = &mut self.mandates.shelf.register;
        let departments = &mut self.funding.departments.register;
        let plan = &mut self.funding.plan.register;
        if register == contracts.id() {
            contracts.file_chosen(sheet, path);
        } else if register == acts.id() {
            acts.file_chosen(sheet, path);
        } else if register == registers.id() {
            registers.file_chosen(sheet, path);
        } else if register == payments.id() {
            payments.file_chosen(sheet, path);
        } else if register == mandates.id() {
            mandates.file_chosen(sheet, path);
        } else if register == departments.id() {
            departments.file_chosen(sheet, path);
        } else if register == plan.id() {
            plan.file_chosen(sheet, path);
        }
    }

    /// A bank's statement was chosen: it is read and compared; nothing is recorded yet.
    pub fn statement_chosen(&mut self, path: PathBuf, post: &mut Post) {
        self.payments.statement_chosen(path, post);
    }

    /// A file of schools' needs was chosen: it is read and shown; nothing changes yet.
    pub fn needs_chosen(&mut self, path: PathBuf, post: &mut Post) {
        self.funding.needs_chosen(path, post);
    }

    /// The place of a file of needs to be filled in was chosen.
    pub fn needs_template_to(&mut self, sheet: Sheet, path: PathBuf) {
        self.funding.needs_template_to(sheet, path);
    }

    /// An act with the list of its learners is being saved.
    pub fn list_asked(&mut self, ticket: Ticket) {
        self.acts.list_asked(ticket);
    }

    /// A document of an application being written was chosen.
    pub fn document_chosen(&mut self, kind: DocumentKind, path: PathBuf) {
        self.applications.document_chosen(kind, path);
    }

    /// A part was come to.
    pub fn entered(&mut self, section: Section) {
        if section == Section::Today {
            self.today.entered();
        }
    }

    /// How many things are late for the signed-in person.
    pub fn late(&mut self, model: &Model, ctx: &egui::Context) -> usize {
        self.today.late(model, ctx)
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
            Section::Today => self.today.show(cx, ui),
            Section::Board => self.board.show(cx, ui),
            Section::Applications => self.applications.show(opened, &mut self.key, cx, ui),
            Section::Budget => self.funding.show(cx, ui),
            Section::Contracts => self.contracts.show(opened, &mut self.key, cx, ui),
            Section::Months => self.months.show(cx, ui),
            Section::Acts => self.acts.show(opened, &mut self.key, cx, ui),
            Section::Registers => self.registers.show(opened, &mut self.key, cx, ui),
            Section::Payments => self.payments.show(opened, cx, ui),
            Section::Mandates => self.mandates.show(opened, cx, ui),
        }
    }
}

/// Where a record is looked at: beside its register; budgets, distributions and plans together.
pub fn place_of(record: &SchoolingRecord) -> Place {
    OrderRef::of(record).map_or(Place::Orders(Section::Budget), Place::Order)
}
