//! Applications of schools: the register with the clock of five working days, what is decided of
//! each and why, what is done to many at once; a school's own, with what the department asks of it.

mod apply;
mod checks;
mod decide;
mod look;
mod many;
mod next;
mod pane;
mod passport;
mod table;

use super::super::key::KeyForm;
use super::ask::{self, Ask};
use super::contracts::{self, ContractForm};
use super::desk::{self, Desk};
use super::letters::Letters;
use super::pane as parts;
use super::shelf::{Pill, Shelf};
use super::sign::{self, SignSheet};
use crate::cx::Cx;
use crate::dialogs::Sheet;
use crate::place::OrderRef;
use apply::ApplySheet;
use baqylau_client::ui::{Command, OrdersView, WaitingStep};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::schooling::{DocumentKind, MessageSubject};
use baqylau_widgets::{Button, Icon};
use decide::Decision;
use look::Look;
use many::ManySheet;
use std::path::PathBuf;
use table::{Applications as Kind, CLOCK, STAGE};

/// View state.
#[derive(Default)]
pub struct Applications {
    office: Shelf<Kind<false>>,
    school: Shelf<Kind<true>>,
    desk: Desk,
    /// Answers about records that are begun, for which everything counts.
    whole: Desk,
    asking: Option<Ask>,
    decision: Option<Decision>,
    applying: Option<ApplySheet>,
    many: Option<ManySheet>,
    look: Option<Look>,
    contract: Option<ContractForm>,
    /// The school whose card was asked for last.
    card: Option<OrganisationId>,
    letters: Letters,
    signing: Option<SignSheet>,
}

/// What the pane of an application may open.
pub struct Sheets<'a> {
    desk: &'a Desk,
    asking: &'a mut Option<Ask>,
    decision: &'a mut Option<Decision>,
    applying: &'a mut Option<ApplySheet>,
    contract: &'a mut Option<ContractForm>,
    signing: &'a mut Option<SignSheet>,
    look: &'a mut Option<Look>,
}

impl Applications {
    /// The place of a file of the register was chosen.
    pub fn file_chosen(&mut self, register: &str, sheet: Option<Sheet>, path: PathBuf) {
        if register == self.office.register.id() {
            self.office.register.file_chosen(sheet, path);
        } else if register == self.school.register.id() {
            self.school.register.file_chosen(sheet, path);
        }
    }

    /// A document of the application being written was chosen.
    pub fn document_chosen(&mut self, kind: DocumentKind, path: PathBuf) {
        if let Some(sheet) = &mut self.applying {
            sheet.chosen(kind, path);
        }
    }

    /// Shows the register, with an application opened beside it.
    pub fn show(
        &mut self,
        opened: Option<OrderRef>,
        key: &mut KeyForm,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let view = cx.model.orders.value().cloned();
        if let Some(view) = &view {
            begun(view, cx, ui);
            self.whole.about(view, None);
        }
        if desk::is_school(cx) {
            self.of_school(opened, cx, ui);
        } else {
            self.of_office(opened, cx, ui);
        }
        ask::show(&mut self.asking, cx, ui.ctx());
        decide::show(&mut self.decision, &self.desk, cx, ui.ctx());
        many::show(&mut self.many, cx, ui.ctx());
        look::show(&mut self.look, cx, ui.ctx());
        apply::show(&mut self.applying, &self.whole, cx, ui.ctx());
        contracts::show_form(&mut self.contract, cx, ui.ctx());
        let shelf = &self.school;
        let named = |cx: &Cx<'_>| shelf.each(|row, one| pane::to_sign(row, one, cx));
        sign::show(&mut self.signing, named, key, cx, ui.ctx());
    }

    fn of_office(&mut self, opened: Option<OrderRef>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let late = Pill {
            column: CLOCK,
            code: "late",
            words: "application-clock-late".to_owned(),
        };
        let stages = table::STAGES.iter().take(5).map(|(code, _)| Pill {
            column: STAGE,
            code,
            words: format!("application-stage-{code}"),
        });
        let pills: Vec<Pill> = std::iter::once(late).chain(stages).collect();
        let whole = &self.whole;
        let (desk, letters) = (&mut self.desk, &mut self.letters);
        let (asking, decision, applying) =
            (&mut self.asking, &mut self.decision, &mut self.applying);
        let (card, contract) = (&mut self.card, &mut self.contract);
        let (signing, look) = (&mut self.signing, &mut self.look);
        let mut many = None;
        self.office.show(
            opened,
            &pills,
            cx,
            ui,
            |shelf, cx, ui| many = many::buttons(shelf, whole, cx, ui),
            |rows, row, one, cx, ui| {
                desk.about(rows.all(), Some(row));
                ask_card(card, one.school, cx);
                let sheets = Sheets {
                    desk,
                    asking,
                    decision,
                    applying,
                    contract,
                    signing,
                    look,
                };
                pane::office(row, one, rows.beside.of(one, rows.today), sheets, cx, ui);
                letters.show(MessageSubject::Application(one.id), desk, cx, ui);
            },
        );
        if many.is_some() {
            self.many = many;
        }
    }

    fn of_school(&mut self, opened: Option<OrderRef>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let pills: Vec<Pill> = table::SEEN
            .iter()
            .take(4)
            .map(|(code, _)| Pill {
                column: STAGE,
                code,
                words: format!("application-seen-{code}"),
            })
            .collect();
        let (desk, letters) = (&mut self.desk, &mut self.letters);
        let (asking, decision, applying) =
            (&mut self.asking, &mut self.decision, &mut self.applying);
        let (card, contract) = (&mut self.card, &mut self.contract);
        let (signing, look) = (&mut self.signing, &mut self.look);
        let mut begin = false;
        self.school.show(
            opened,
            &pills,
            cx,
            ui,
            |_, cx, ui| {
                let label = cx.t("application-new");
                let button = Button::primary(&label).icon(Icon::FilePlus).small();
                begin = ui.add(button).clicked();
            },
            |rows, row, one, cx, ui| {
                desk.about(rows.all(), Some(row));
                ask_card(card, one.school, cx);
                let sheets = Sheets {
                    desk,
                    asking,
                    decision,
                    applying,
                    contract,
                    signing,
                    look,
                };
                pane::school(row, one, rows.beside.of(one, rows.today), sheets, cx, ui);
                letters.show(MessageSubject::Application(one.id), desk, cx, ui);
            },
        );
        if begin {
            let school = cx.model.person().and_then(|person| person.organisation);
            if let Some(school) = school {
                ask_card(&mut self.card, school, cx);
            }
            self.applying = Some(ApplySheet::begin());
        }
    }
}

/// Asks once for the card of the school whose application is opened: its passport and checks.
fn ask_card(asked: &mut Option<OrganisationId>, id: OrganisationId, cx: &mut Cx<'_>) {
    let here = cx.model.card.as_ref();
    if here.is_some_and(|card| card.organisation.id == id) || *asked == Some(id) {
        return;
    }
    *asked = Some(id);
    cx.post.send(Command::OpenOrganisation { id });
}

/// Applications written here that the registry doesn't show yet.
fn begun(view: &OrdersView, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let begun = view.new.iter();
    let steps: Vec<WaitingStep> = begun
        .filter(|(key, _)| key.starts_with("application:"))
        .map(|(_, step)| step.clone())
        .collect();
    if steps.is_empty() {
        return;
    }
    egui::Panel::top(egui::Id::unique("applications-begun"))
        .resizable(false)
        .frame(egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8)))
        .show(ui, |ui| parts::waiting(&steps, cx, ui));
}
