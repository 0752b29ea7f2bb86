//! Drawing up a contract or an additional agreement: what is to be agreed, within the plan.

mod building;

pub(in super::super) use building::is_contracted;

use super::super::desk::Desk;
use super::super::words;
use crate::account;
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, NewOrders, OrderRow, Ticket};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    ApplicationId, Iban, Kato, OrganisationId, PremisesId, SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::payment_order::Bic;
use baqylau_domain::schooling::{
    ApplicationKind, ApplicationStage, ConstructionKind, ContractRecord, MoneyFor, PayeeAccount,
    ProposedTerms, SchoolingOp, SchoolingRecord,
};
use baqylau_domain::text::Trilingual;
use baqylau_widgets::{Answer, Field, Modal, Tone, state, text};
use chrono::Datelike as _;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A school a contract may be drawn up with.
struct School {
    /// The accepted application for reimbursement; none: for teaching.
    reimbursed: Option<(ApplicationId, ConstructionKind)>,
    id: OrganisationId,
    label: Said,
    region: Kato,
    known: Option<Arc<Organisation>>,
    /// What the plan in force has for it and no contract binds yet.
    left: Option<Tiyn>,
}

/// A building and the places asked for.
struct Building {
    id: PremisesId,
    name: Trilingual,
    places: Option<i64>,
}

/// What is typed.
pub(in super::super) struct ContractForm {
    /// The contract an agreement is to; none draws up a new one.
    of: Option<SchoolContractId>,
    schools: Vec<School>,
    school: Option<usize>,
    /// The school the fields were filled in for.
    filled: Option<usize>,
    number: String,
    months: Vec<Period>,
    from: Option<usize>,
    to: Option<usize>,
    amount: Option<i64>,
    buildings: Vec<Building>,
    /// Which building is reimbursed, and the years of it.
    of_building: building::Typed,
    iban: String,
    /// Whether what was typed of the account can't be.
    account_wrong: bool,
    bank: String,
    desk: Desk,
    ticket: Option<Ticket>,
}

impl ContractForm {
    fn empty(cx: &Cx<'_>) -> Self {
        let year = cx.model.today().year();
        Self {
            of: None,
            schools: Vec::new(),
            school: None,
            filled: None,
            number: String::new(),
            months: (1..=12)
                .filter_map(|month| Period::new(year, month))
                .collect(),
            from: None,
            to: None,
            amount: None,
            buildings: Vec::new(),
            of_building: building::Typed::default(),
            iban: String::new(),
            account_wrong: false,
            bank: String::new(),
            desk: Desk::default(),
            ticket: None,
        }
    }

    /// A new contract, with one of the schools whose application for financing was accepted.
    pub(super) fn new(cx: &Cx<'_>) -> Option<Self> {
        let view = cx.model.orders.value()?;
        let mut form = Self::empty(cx);
        form.desk.about(view, None);
        let year = cx.model.today().year();
        for row in &view.rows {
            let SchoolingRecord::Application(one) = &*row.record else {
                continue;
            };
            let reimbursed = match one.kind {
                ApplicationKind::Financing => None,
                ApplicationKind::Reimbursement(kind) => Some((one.id, kind)),
                ApplicationKind::Digitisation => continue,
            };
            let same = |known: &School| known.id == one.school && known.reimbursed == reimbursed;
            let contracted = reimbursed.is_some() && building::is_contracted(view, one.id, year);
            let accepted = one.stage == ApplicationStage::Accepted;
            if !accepted || contracted || form.schools.iter().any(same) {
                continue;
            }
            let money = match reimbursed {
                Some(_) => MoneyFor::Reimbursement,
                None => MoneyFor::Teaching,
            };
            let label = cx.say(|cx| {
                let name = words::school(row, cx.locale);
                let Some((_, kind)) = reimbursed else {
                    return name;
                };
                let subject = words::subject(Some(kind));
                let subject = words::state(&words::SUBJECTS, subject, "order-for", cx.locale);
                format!("{name} · {}", subject.0)
            });
            let region = one.territory.region();
            form.schools.push(School {
                reimbursed,
                id: one.school,
                label,
                region,
                known: row.school.clone(),
                left: form
                    .desk
                    .book()
                    .left_to_contract(region, year, one.school, money),
            });
        }
        form.schools
            .sort_by(|a, b| cx.locale.compare(a.label.here(cx), b.label.here(cx)));
        Some(form)
    }

    /// A contract of the year for the building of an accepted application.
    pub(in super::super) fn reimbursing(application: ApplicationId, cx: &Cx<'_>) -> Option<Self> {
        let mut form = Self::new(cx)?;
        let of = |one: &School| one.reimbursed.is_some_and(|(id, _)| id == application);
        form.school = Some(form.schools.iter().position(of)?);
        Some(form)
    }

    /// An additional agreement, beginning with what is in force; none while nothing is.
    pub(super) fn amending(row: &OrderRow, record: &ContractRecord, cx: &Cx<'_>) -> Option<Self> {
        let terms = record.in_force()?;
        let mut form = Self::empty(cx);
        let year = terms.from.year();
        form.months = (1..=12)
            .filter_map(|month| Period::new(year, month))
            .collect();
        form.of = Some(record.contract.id);
        form.number.clone_from(&record.contract.number);
        let place = |period: Period| form.months.iter().position(|one| *one == period);
        (form.from, form.to) = (place(terms.from), place(terms.to));
        form.amount = Some(terms.amount.0);
        form.iban = terms.account.iban.to_string();
        form.bank = terms.account.bank.to_string();
        form.buildings = buildings(row.school.as_deref());
        // A contract that reimburses has the places of its building alone.
        let only = record.reimbursement().map(|of| of.building);
        form.buildings
            .retain(|one| only.is_none_or(|only| one.id == only));
        for building in &mut form.buildings {
            let places = terms.places.get(&building.id);
            building.places = places.map(|places| i64::from(*places));
        }
        Some(form)
    }

    fn terms(&self) -> Option<ProposedTerms> {
        if self.account_wrong {
            return None;
        }
        let month = |place: Option<usize>| self.months.get(place?).copied();
        let mut places = BTreeMap::new();
        let only = self.reimbursed_building();
        let asked = |one: &&Building| only.is_none_or(|only| only == one.id);
        for building in self.buildings.iter().filter(asked) {
            if let Some(count) = building.places.filter(|count| *count > 0) {
                places.insert(building.id, u32::try_from(count).ok()?);
            }
        }
        Some(ProposedTerms {
            from: month(self.from)?,
            to: month(self.to)?,
            amount: Tiyn(self.amount?),
            places,
            account: PayeeAccount {
                iban: self.iban.parse::<Iban>().ok()?,
                bank: self.bank.parse::<Bic>().ok()?,
            },
        })
    }

    /// The additional agreement as typed; none while something is missing or this is a new contract.
    pub(super) fn amendment(&self) -> Option<SchoolingOp> {
        Some(SchoolingOp::AmendContract {
            contract: self.of?,
            terms: self.terms()?,
        })
    }

    /// What will be asked; none while something is missing.
    fn op(&self) -> Option<SchoolingOp> {
        if self.of.is_some() {
            return self.amendment();
        }
        let school = self.schools.get(self.school?)?;
        let number = self.number.trim();
        (!number.is_empty()).then_some(())?;
        Some(SchoolingOp::DrawUpContract {
            contract: SchoolContractId::new(uuid::Uuid::nil()),
            number: number.to_owned(),
            department: school.region,
            school: school.id,
            terms: self.terms()?,
            reimbursement: match school.reimbursed {
                Some(_) => Some(self.asked()?),
                None => None,
            },
        })
    }

    fn command(&self) -> Option<Command> {
        Some(match self.op()? {
            SchoolingOp::DrawUpContract {
                number,
                department,
                school,
                terms,
                reimbursement,
                ..
            } => Command::BeginOrders {
                what: Box::new(NewOrders::Contract {
                    number,
                    department,
                    school,
                    terms,
                    reimbursement,
                }),
            },
            op => Command::AskOrder { op: Box::new(op) },
        })
    }

    /// Fills in what is known of the school just chosen.
    fn fill(&mut self, cx: &Cx<'_>) {
        if self.school == self.filled {
            return;
        }
        self.filled = self.school;
        let Some(school) = self.school.and_then(|place| self.schools.get(place)) else {
            return;
        };
        self.buildings = buildings(school.known.as_deref());
        self.amount = school.left.map(|left| left.0).filter(|left| *left > 0);
        self.begin_building(cx);
    }

    /// Shows the form; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        if let Some(view) = cx.model.orders.value() {
            self.desk.about(view, None);
        }
        self.fill(cx);
        self.reckon_building();
        let title = cx.t(if self.of.is_some() {
            "order-contract-amend"
        } else {
            "order-contract-new"
        });
        let (confirm, close) = (cx.t("order-contract-draw-up"), cx.t("button-cancel"));
        let blocked = match self.op() {
            None => Some(cx.t("order-form-incomplete")),
            Some(op) => self.desk.refusal(&op, cx),
        };
        let busy = cx.running(self.ticket);
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let answer = Modal::new("order-contract-form", &title)
            .width(600.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .busy(busy)
            .show(ctx, |ui| {
                self.fields(cx, ui);
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                self.ticket = self.command().map(|command| cx.post.send(command));
                true
            }
        }
    }

    fn fields(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if self.of.is_none() {
            let labels: Vec<&str> = self.schools.iter().map(|one| one.label.here(cx)).collect();
            let label = cx.t("order-school");
            if labels.is_empty() {
                let words = cx.t("order-contract-no-school");
                state::strip(ui, Tone::Warning, &words, None);
            }
            Field::new(&label)
                .required()
                .select(ui, &mut self.school, &labels);
            let label = cx.t("order-number");
            Field::new(&label)
                .required()
                .width(260.0)
                .text(ui, &mut self.number);
            self.building_fields(cx, ui);
        }
        let months: Vec<String> = self
            .months
            .iter()
            .map(|month| words::month(*month, cx.locale))
            .collect();
        ui.horizontal_top(|ui| {
            term(&months, (&mut self.from, &mut self.to), cx, ui);
        });
        let label = cx.t("order-sum");
        let left = self
            .school
            .and_then(|place| self.schools.get(place)?.left)
            .map(|left| {
                let sum = cx.locale.money_tiyn(left.0);
                cx.f("order-contract-plan-left", &[("sum", sum.into())])
            });
        let field = Field::new(&label).required().width(260.0).unit("₸");
        let field = match &left {
            Some(left) => field.hint(left),
            None => field,
        };
        field.number(ui, &mut self.amount, 2);
        let only = self.reimbursed_building();
        let reimbursed = self.is_reimbursing();
        let shown = |one: &Building| !reimbursed || only == Some(one.id);
        for building in self.buildings.iter_mut().filter(|one| shown(one)) {
            let label = [("name", cx.tri(&building.name).into())];
            let label = cx.f("order-contract-places-of", &label);
            ui.push_id(building.id, |ui| {
                Field::new(&label)
                    .width(260.0)
                    .number(ui, &mut building.places, 0);
            });
        }
        ui.horizontal_top(|ui| {
            let label = cx.t("order-contract-iban");
            let (iban, bank) = account::wrong(&self.iban, &self.bank, cx);
            self.account_wrong = iban.is_some() || bank.is_some();
            Field::new(&label)
                .required()
                .width(300.0)
                .error(iban.as_deref())
                .text(ui, &mut self.iban);
            let label = cx.t("order-contract-bank");
            Field::new(&label)
                .required()
                .width(280.0)
                .error(bank.as_deref())
                .text(ui, &mut self.bank);
        });
        let note = cx.t("order-contract-note");
        ui.add(egui::Label::new(text::small_muted(&note)).wrap());
    }
}

fn buildings(school: Option<&Organisation>) -> Vec<Building> {
    let premises = school.map_or(&[][..], |school| &school.premises);
    premises
        .iter()
        .map(|one| Building {
            id: one.id,
            name: one.name.clone(),
            places: one.capacity.map(i64::from),
        })
        .collect()
}

/// Shows the form there may be, and forgets it once it is closed.
pub(in super::super) fn show(
    form: &mut Option<ContractForm>,
    cx: &mut Cx<'_>,
    ctx: &egui::Context,
) {
    if form.as_mut().is_some_and(|form| !form.show(cx, ctx)) {
        *form = None;
    }
}

/// The first and the last month of a contract, beside each other.
pub(super) fn term(
    months: &[String],
    (from, to): (&mut Option<usize>, &mut Option<usize>),
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    for (label, place) in [("order-contract-from", from), ("order-contract-to", to)] {
        Field::new(&cx.t(label))
            .required()
            .width(200.0)
            .select(ui, place, months);
    }
}
