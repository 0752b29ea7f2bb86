//! Settings, details of the office: what papers and payments need of a department or the financial
//! centre and no record says.

use super::card;
use crate::account;
use crate::cx::Cx;
use baqylau_client::ui::{BankCharset, Command, Office, OfficeAccount, OfficeHand, Ticket};
use baqylau_domain::identifiers::{Bin, Iban};
use baqylau_domain::payment_order::{Bic, SectorCode};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::Principal;
use baqylau_domain::text::Trilingual;
use baqylau_widgets::segmented::{self, Segment};
use baqylau_widgets::{Button, Field, Icon, Tone, field, state, text};

/// What is being typed of an office.
#[derive(Default)]
pub(super) struct OfficeForm {
    /// The office as it is kept, with what was typed over it.
    office: Option<Office>,
    /// As it was kept when typing began.
    kept: Option<Office>,
    iban: String,
    bank: String,
    sector: String,
    ticket: Option<Ticket>,
}

/// The office a person works in; a department's officer without a territory works in none of them.
fn office_of(person: &Person) -> Option<Principal> {
    match person.role {
        AccountRole::EducationOfficer => Some(Principal::Department(person.territory?.region())),
        AccountRole::FinancialCentre => Some(Principal::Centre),
        _ => None,
    }
}

impl OfficeForm {
    /// Takes up what is kept, unless something else was typed.
    fn take(&mut self, cx: &Cx<'_>) {
        let of = cx.model.person().and_then(office_of);
        let typed = self.office != self.kept && self.office.as_ref().map(|one| one.of) == of;
        let (Some(of), Some(offices)) = (of, cx.model.offices.value()) else {
            *self = Self::default();
            return;
        };
        let known = offices.iter().find(|one| one.of == of).cloned();
        let known = known.unwrap_or_else(|| Office::new(of));
        if self.office.as_ref() == Some(&known) {
            self.kept = Some(known);
            return;
        }
        if typed || self.kept.as_ref() == Some(&known) {
            return;
        }
        let account = known.account.as_ref();
        self.iban = account.map_or_else(String::new, |one| one.iban.to_string());
        self.bank = account.map_or_else(String::new, |one| one.bank.to_string());
        self.sector = account.map_or_else(String::new, |one| one.sector.to_string());
        self.office = Some(known.clone());
        self.kept = Some(known);
    }

    /// The account as typed: none where nothing is, an error where it can't be one.
    fn account(&self) -> Result<Option<OfficeAccount>, ()> {
        let parts = [&self.iban, &self.bank, &self.sector].map(|part| part.trim());
        if parts.iter().all(|part| part.is_empty()) {
            return Ok(None);
        }
        let [iban, bank, sector] = parts;
        match (
            iban.parse::<Iban>(),
            bank.parse::<Bic>(),
            sector.parse::<SectorCode>(),
        ) {
            (Ok(iban), Ok(bank), Ok(sector)) => Ok(Some(OfficeAccount { iban, bank, sector })),
            _ => Err(()),
        }
    }

    /// Shows the card, to whom works in such an office.
    pub(super) fn show(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        self.take(cx);
        if self.office.is_none() {
            return;
        }
        let title = cx.t("office-title");
        card(ui, &title, |ui| {
            ui.add(egui::Label::new(text::small_muted(&cx.t("office-detail"))).wrap());
            self.fields(cx, ui);
            self.save(cx, ui);
        });
    }

    fn fields(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let Some(office) = &mut self.office else {
            return;
        };
        three(&cx.t("office-name"), &mut office.name, ui);
        let label = cx.t("field-bin");
        let wrong = cx.t("client-office-bin");
        let bad = !office.bin.trim().is_empty() && office.bin.trim().parse::<Bin>().is_err();
        Field::new(&label)
            .width(220.0)
            .error(bad.then_some(wrong.as_str()))
            .text(ui, &mut office.bin);
        three(&cx.t("office-address"), &mut office.address, ui);
        let label = cx.t("office-contacts");
        Field::new(&label).text(ui, &mut office.contacts);
        let (iban, bank) = account::wrong(&self.iban, &self.bank, cx);
        ui.horizontal_top(|ui| {
            let fields = [
                ("office-iban", 260.0, &mut self.iban),
                ("order-contract-bank", 240.0, &mut self.bank),
                ("office-sector", 100.0, &mut self.sector),
            ];
            for ((key, width, value), wrong) in fields.into_iter().zip([&iban, &bank, &None]) {
                Field::new(&cx.t(key))
                    .width(width)
                    .error(wrong.as_deref())
                    .text(ui, value);
            }
        });
        hand(&cx.t("office-head"), &mut office.head, cx, ui);
        three(&cx.t("office-powers"), &mut office.powers, ui);
        let mut has = office.accountant.is_some();
        if field::checkbox(ui, &mut has, &cx.t("office-has-accountant")).changed() {
            office.accountant = has.then(OfficeHand::default);
        }
        if let Some(accountant) = &mut office.accountant {
            hand(&cx.t("office-accountant"), accountant, cx, ui);
        }
        if matches!(office.of, Principal::Department(_)) {
            three(&cx.t("office-mechanism"), &mut office.mechanism, ui);
        }
        let label = cx.t("office-charset");
        ui.label(text::small(&label));
        let segments = [
            Segment::new("UTF-8", Tone::Accent),
            Segment::new("KZ-1048", Tone::Accent),
        ];
        let at = usize::from(office.charset == BankCharset::Kz1048);
        if let Some(picked) = segmented::answers(ui, &label, Some(at), &segments, false) {
            office.charset = match picked {
                1 => BankCharset::Kz1048,
                _ => BankCharset::Utf8,
            };
        }
    }

    fn save(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let account = self.account();
        let Some(mut office) = self.office.clone() else {
            return;
        };
        office.bin = office.bin.trim().to_owned();
        let bad = !office.bin.is_empty() && office.bin.parse::<Bin>().is_err();
        let (iban, bank) = account::wrong(&self.iban, &self.bank, cx);
        let blocked = match &account {
            _ if iban.is_some() || bank.is_some() => iban.or(bank),
            Err(()) => Some(cx.t("office-account-wrong")),
            Ok(_) if bad => Some(cx.t("client-office-bin")),
            Ok(account) => {
                office.account.clone_from(account);
                (self.kept.as_ref() == Some(&office)).then(|| cx.t("office-unchanged"))
            }
        };
        if let Some(error) = cx.model.failure(self.ticket) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        let label = cx.t("button-save");
        let button = Button::primary(&label)
            .icon(Icon::Save)
            .blocked(blocked.as_deref())
            .busy(cx.running(self.ticket));
        if ui.add(button).clicked() && blocked.is_none() {
            self.office = Some(office.clone());
            let office = Box::new(office);
            self.ticket = Some(cx.post.send(Command::KeepOffice { office }));
        }
    }
}

/// A text in the three languages, as papers in each of them need it.
fn three(label: &str, words: &mut Trilingual, ui: &mut egui::Ui) {
    ui.push_id(label, |ui| {
        ui.horizontal_top(|ui| {
            let width = (ui.available_width() - 2.0 * ui.spacing().item_spacing.x) / 3.0;
            let parts = [
                ("ҚАЗ", &mut words.kk),
                ("РУС", &mut words.ru),
                ("ENG", &mut words.en),
            ];
            for (language, value) in parts {
                Field::new(&format!("{label} · {language}"))
                    .width(width)
                    .text(ui, value);
            }
        });
    });
}

fn hand(label: &str, hand: &mut OfficeHand, cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.push_id(label, |ui| {
        Field::new(label).width(320.0).text(ui, &mut hand.name);
        let position = cx.t("field-position");
        three(&position, &mut hand.position, ui);
    });
}
