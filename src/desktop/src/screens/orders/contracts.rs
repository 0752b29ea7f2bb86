//! Contracts with schools: the register, what was agreed and signed, months and their acts, drawing
//! up, additional agreements, ending.

mod building;
mod form;
mod months;
mod table;
mod together;

use super::super::key::KeyForm;
use super::ask::{self, Ask};
use super::desk::{self, Desk};
use super::letters::Letters;
use super::many::{self, Many};
use super::shelf::{Pill, Rows, Shelf};
use super::sign::{self, SignSheet, ToSign};
use super::{pane, paper, words};
use crate::cx::Cx;
use crate::place::OrderRef;
use baqylau_client::ui::{OrderDocument, OrderPaper, OrderRow, ToSignOrder};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    AgreementText, ContractParty, ContractRecord, MandateScope, MessageSubject, SchoolingOp,
};
use baqylau_widgets::{Button, Icon, Tone, facts, panel, progress, text};
pub(super) use form::{ContractForm, is_contracted, show as show_form};
use table::{Contracts as Kind, STATE};
use together::Together;

/// View state.
#[derive(Default)]
pub struct Contracts {
    pub(super) shelf: Shelf<Kind>,
    desk: Desk,
    asking: Option<Ask>,
    signing: Option<SignSheet>,
    form: Option<ContractForm>,
    together: Option<Together>,
    many: Option<Many>,
    letters: Letters,
}

/// What the pane of a contract may open.
struct Openers<'a> {
    desk: &'a mut Desk,
    asking: &'a mut Option<Ask>,
    signing: &'a mut Option<SignSheet>,
    form: &'a mut Option<ContractForm>,
}

impl Contracts {
    /// Shows the register, with a contract opened beside it.
    pub fn show(
        &mut self,
        opened: Option<OrderRef>,
        key: &mut KeyForm,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let pills: Vec<Pill> = words::CONTRACT_STATES
            .iter()
            .map(|(code, _)| Pill {
                column: STATE,
                code,
                words: format!("order-contract-state-{code}"),
            })
            .collect();
        let mut openers = Openers {
            desk: &mut self.desk,
            asking: &mut self.asking,
            signing: &mut self.signing,
            form: &mut self.form,
        };
        let letters = &mut self.letters;
        let (mut batch, mut new, mut together) = (None, false, false);
        self.shelf.show(
            opened,
            &pills,
            cx,
            ui,
            |shelf, cx, ui| {
                (new, together) = new_buttons(cx, ui);
                batch = sign_chosen(shelf, cx, ui);
            },
            |rows, row, contract, cx, ui| {
                openers.desk.about(rows.all(), Some(row));
                show_contract(rows, row, contract, &mut openers, cx, ui);
                let about = MessageSubject::Contract(contract.contract.id);
                letters.show(about, openers.desk, cx, ui);
            },
        );
        if new {
            self.form = ContractForm::new(cx);
        }
        if together {
            self.together = Together::new(cx);
        }
        if let Some(documents) = batch {
            self.signing = Some(SignSheet::new(documents, cx));
        }
        form::show(&mut self.form, cx, ui.ctx());
        together::show(&mut self.together, &mut self.many, cx, ui.ctx());
        many::show(&mut self.many, cx, ui.ctx());
        ask::show(&mut self.asking, cx, ui.ctx());
        let shelf = &self.shelf;
        let named = |cx: &Cx<'_>| shelf.each(|row, one| to_sign(row, one, cx));
        sign::show(&mut self.signing, named, key, cx, ui.ctx());
    }
}

fn is_department(cx: &Cx<'_>) -> bool {
    desk::role(cx) == Some(AccountRole::EducationOfficer)
}

/// Draws up a contract, or many at once; only a department does.
fn new_buttons(cx: &mut Cx<'_>, ui: &mut egui::Ui) -> (bool, bool) {
    if !is_department(cx) {
        return (false, false);
    }
    let label = cx.t("order-contract-new");
    let button = Button::secondary(&label).icon(Icon::FilePlus2).small();
    let new = ui.add(button).clicked();
    let label = cx.t("contracts-many");
    let button = Button::secondary(&label).icon(Icon::FileStack).small();
    (new, ui.add(button).clicked())
}

fn waits_for_mine(row: &OrderRow, record: &ContractRecord, cx: &Cx<'_>) -> bool {
    let last = record.contract.agreements.last();
    row.to_sign.is_some()
        && desk::party(cx)
            .is_some_and(|party| last.is_some_and(|last| !last.signatures.contains_key(&party)))
        && !row.waiting.iter().any(|step| step.step == "sign_contract")
}

/// The name of an agreement: the contract itself, or which additional agreement to it.
fn agreement_name(text: &AgreementText, cx: &Cx<'_>) -> String {
    let number = [("number", text.number.as_str().into())];
    match text.agreement {
        0 => cx.f("order-contract-title", &number),
        nth => {
            let args = [
                ("number", text.number.as_str().into()),
                ("nth", i64::from(nth).into()),
            ];
            cx.f("order-agreement-title", &args)
        }
    }
}

fn to_sign(row: &OrderRow, record: &ContractRecord, cx: &Cx<'_>) -> Option<ToSign> {
    let text = record.to_sign()?;
    Some(ToSign {
        document: ToSignOrder {
            document: OrderDocument::Contract(record.contract.id),
            sha256: row.to_sign?,
        },
        name: format!(
            "{} · {}",
            words::school(row, cx.locale),
            agreement_name(text, cx)
        ),
        sum: Some(text.amount),
        remark: months(text, cx),
    })
}

fn months(text: &AgreementText, cx: &Cx<'_>) -> String {
    let (from, to) = (
        words::month(text.from, cx.locale),
        words::month(text.to, cx.locale),
    );
    if from == to {
        from
    } else {
        format!("{from} – {to}")
    }
}

/// Signs those ticked that wait for this person's side.
fn sign_chosen(shelf: &Shelf<Kind>, cx: &mut Cx<'_>, ui: &mut egui::Ui) -> Option<Vec<ToSign>> {
    let chosen = shelf.chosen();
    if chosen.is_empty() || desk::party(cx).is_none() {
        return None;
    }
    let waits = chosen
        .iter()
        .filter(|(row, record)| waits_for_mine(row, record, cx))
        .filter_map(|(row, record)| to_sign(row, record, cx));
    let scope = (MandateScope::Contracts, "order-sign-contracts");
    sign::chosen_button(waits.collect(), scope, cx, ui)
}

fn show_contract(
    rows: &Rows<Kind>,
    row: &OrderRow,
    record: &ContractRecord,
    openers: &mut Openers<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let contract = &record.contract;
    let number = [("number", contract.number.as_str().into())];
    let title = cx.f("order-contract-title", &number);
    let place = words::contract_state(contract.status());
    let (standing, tone) = words::state(
        &words::CONTRACT_STATES,
        place,
        "order-contract-state",
        cx.locale,
    );
    pane::head(&title, Some((&standing, tone)), cx, ui);
    pane::waiting(&row.waiting, cx, ui);
    pane::school(row, cx, ui);
    if let Some(text) = record.in_force().or_else(|| record.to_sign()) {
        terms(text, row, cx, ui);
        building::show(record, text, cx, ui);
    }
    if let Some(terms) = contract.in_force() {
        let share = contract.acted.0 as f32 / (terms.amount.0.max(1)) as f32;
        let args = [
            ("acted", cx.locale.money_tiyn(contract.acted.0).into()),
            ("left", cx.locale.money_tiyn(contract.left().0).into()),
        ];
        let words = cx.f("order-contract-acted", &args);
        progress::bar(ui, &words, share, Tone::Accent);
        ui.label(text::small_muted(&words));
    }
    agreements(record, cx, ui);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        actions(row, record, openers, cx, ui);
        if let Some(text) = record.in_force().or_else(|| record.to_sign()) {
            let paper = OrderPaper::Contract {
                contract: contract.id,
                agreement: text.agreement,
            };
            paper::buttons(paper, &contract.number, cx, ui);
        }
    });
    months::show(rows.all(), record, openers.desk, cx, ui);
    pane::history(&record.steps, cx, ui);
}

fn terms(text: &AgreementText, row: &OrderRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
    facts::strong(ui, &cx.t("order-sum"), &cx.locale.money_tiyn(text.amount.0));
    facts::row(ui, &cx.t("order-contract-months"), &months(text, cx));
    facts::row(ui, &cx.t("field-bin"), &text.bin);
    facts::row(
        ui,
        &cx.t("order-contract-account"),
        &format!("{} · {}", text.account.iban, text.account.bank),
    );
    for (premises, places) in &text.places {
        let known = row
            .school
            .as_ref()
            .and_then(|school| school.premises.iter().find(|one| one.id == *premises));
        let name = known.map_or_else(
            || cx.t("order-contract-building"),
            |one| cx.tri(&one.name).to_owned(),
        );
        let places = [("count", i64::from(*places).into())];
        facts::row(ui, &name, &cx.f("order-contract-places", &places));
    }
}

/// The contract and its additional agreements, and who signed each.
fn agreements(record: &ContractRecord, cx: &Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("order-contract-agreements"));
    for (agreement, text) in record.contract.agreements.iter().zip(&record.texts) {
        ui.add(egui::Label::new(text::medium(&agreement_name(text, cx))).wrap());
        let sum = cx.locale.money_tiyn(text.amount.0);
        ui.label(text::small_muted(&format!("{} · {sum}", months(text, cx))));
        let signed = |party| agreement.signatures.contains_key(&party);
        let (words, tone) = match (
            signed(ContractParty::School),
            signed(ContractParty::Department),
        ) {
            (true, true) => {
                let day = agreement.signed_on.map(|day| cx.locale.date(day));
                let day = [("date", day.unwrap_or_default().into())];
                (cx.f("order-agreement-signed", &day), Tone::Ok)
            }
            (true, false) => (cx.t("order-agreement-awaits-department"), Tone::Warning),
            (false, true) => (cx.t("order-agreement-awaits-school"), Tone::Warning),
            (false, false) => (cx.t("order-agreement-awaits-both"), Tone::Warning),
        };
        text::toned(ui, text::small(&words), tone);
        ui.add_space(4.0);
    }
    panel::hairline(ui);
}

fn actions(
    row: &OrderRow,
    record: &ContractRecord,
    openers: &mut Openers<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let contract = record.contract.id;
    if let Some(one) = to_sign(row, record, cx)
        && waits_for_mine(row, record, cx)
    {
        let op = SchoolingOp::SignContract {
            contract,
            document: one.document.sha256,
            signature: one.document.sha256,
        };
        let refusal = openers.desk.refusal(&op, cx);
        let label = cx.t("order-act-sign");
        let button = Button::primary(&label).icon(Icon::PenLine);
        if pane::button(button, refusal.as_deref(), ui) {
            *openers.signing = Some(SignSheet::new(vec![one], cx));
        }
    }
    if !is_department(cx) || record.contract.terminated.is_some() {
        return;
    }
    if let Some(form) = ContractForm::amending(row, record, cx) {
        let refusal = form
            .amendment()
            .and_then(|op| openers.desk.refusal(&op, cx));
        let label = cx.t("order-contract-amend");
        if pane::button(Button::secondary(&label), refusal.as_deref(), ui) {
            *openers.form = Some(form);
        }
    }
    let make = move |reason| SchoolingOp::TerminateContract { contract, reason };
    // Any reason: whether it may be ended at all.
    let refusal = openers.desk.refusal(&make("-".into()), cx);
    let label = cx.t("order-contract-end");
    if pane::button(Button::secondary(&label), refusal.as_deref(), ui) {
        let title = cx.said("order-contract-end-title");
        let detail = cx.said("order-contract-end-detail");
        let ask = Ask::new(title, detail, cx.said("order-contract-end"), make);
        *openers.asking = Some(ask.with_reason(cx.said("order-reason")).danger());
    }
}
