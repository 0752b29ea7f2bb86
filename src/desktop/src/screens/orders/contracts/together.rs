//! Contracts drawn up with many schools at once: with whom, for which months, numbered how; what will
//! be drawn up and what won't, and why, is shown before.

use super::super::desk::Desk;
use super::super::many::{Line, Many};
use super::super::words;
use super::form;
use crate::account;
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, NewOrders, OrdersView, judge_account};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{Iban, Kato, OrganisationId, SchoolContractId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::payment_order::Bic;
use baqylau_domain::schooling::{
    ApplicationKind, ApplicationStage, ContractSeries, NotDrafted, PayeeAccount, ProposedTerms,
    SchoolingOp, SchoolingRecord,
};
use baqylau_widgets::{Answer, Field, Modal, Tone, field, modal, state, text};
use chrono::Datelike as _;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A school whose application for financing was accepted.
struct School {
    id: OrganisationId,
    name: String,
    known: Option<Arc<Organisation>>,
    /// Whether a contract is drawn up with it.
    on: bool,
    /// Where it was last agreed to be paid.
    account: Option<PayeeAccount>,
    iban: String,
    bank: String,
    /// What a contract of these months would be of, or why there is none.
    draft: Result<Tiyn, Said>,
}

impl School {
    /// Its name in the reader's language, whichever was spoken when the sheet was opened.
    fn name(&self, cx: &Cx<'_>) -> String {
        let known = self.known.as_ref();
        known.map_or_else(|| self.name.clone(), |one| cx.tri(&one.name).to_owned())
    }

    fn account(&self) -> Option<PayeeAccount> {
        self.account.clone().or_else(|| {
            // One in another bank is as good as none, and told beside it.
            let faults = judge_account(&self.iban, &self.bank, []);
            faults.is_empty().then_some(())?;
            Some(PayeeAccount {
                iban: self.iban.trim().parse::<Iban>().ok()?,
                bank: self.bank.trim().parse::<Bic>().ok()?,
            })
        })
    }
}

/// What is chosen and typed.
pub struct Together {
    department: Kato,
    schools: Vec<School>,
    months: Vec<Period>,
    from: Option<usize>,
    to: Option<usize>,
    series: ContractSeries,
    first: Option<i64>,
    desk: Desk,
    /// Whether what was previewed is being drawn up: what was typed isn't needed any more.
    sent: bool,
    /// The records and months the drafts are of.
    of: Option<(Arc<OrdersView>, Period, Period)>,
}

impl Together {
    /// With the schools of the department's region whose applications were accepted.
    pub fn new(cx: &Cx<'_>) -> Option<Self> {
        let view = cx.model.orders.value()?;
        let department = cx.model.person()?.territory?.region();
        let year = cx.model.today().year();
        let mut desk = Desk::default();
        desk.about(view, None);
        let mut schools: Vec<School> = Vec::new();
        for row in &view.rows {
            let SchoolingRecord::Application(one) = &*row.record else {
                continue;
            };
            let fits = one.kind == ApplicationKind::Financing
                && one.stage == ApplicationStage::Accepted
                && one.territory.region() == department;
            if fits && !schools.iter().any(|known| known.id == one.school) {
                schools.push(School {
                    id: one.school,
                    name: words::school(row, cx.locale),
                    known: row.school.clone(),
                    on: true,
                    account: desk.book().last_account(one.school).cloned(),
                    iban: String::new(),
                    bank: String::new(),
                    draft: Err(Said::default()),
                });
            }
        }
        schools.sort_by(|a, b| cx.locale.compare(&a.name, &b.name).then(a.id.cmp(&b.id)));
        let months = (1..=12).filter_map(|month| Period::new(year, month));
        let months: Vec<Period> = months.collect();
        // The months the plan has money in are those of its distribution.
        let plan = desk.book().plan(department, year);
        let planned = plan.into_iter().flat_map(|plan| plan.plan.lines.values());
        let planned: BTreeSet<Period> = planned.flat_map(|one| one.keys().copied()).collect();
        let place = |month: Option<&Period>| months.iter().position(|one| Some(one) == month);
        let (from, to) = (place(planned.first()), place(planned.last()));
        let series = ContractSeries {
            before: String::new(),
            after: format!("-{year}"),
        };
        let mut form = Self {
            department,
            schools,
            months,
            from,
            to,
            series,
            first: None,
            desk,
            sent: false,
            of: None,
        };
        let next = form.series.next(form.taken(view).iter().copied());
        form.first = Some(i64::from(next));
        Some(form)
    }

    /// Numbers of the department's contracts.
    fn taken<'v>(&self, view: &'v OrdersView) -> BTreeSet<&'v str> {
        let records = view.rows.iter();
        let numbers = records.filter_map(|row| match &*row.record {
            SchoolingRecord::Contract(one) if one.contract.department == self.department => {
                Some(one.contract.number.as_str())
            }
            _ => None,
        });
        numbers.collect()
    }

    fn term(&self) -> Option<(Period, Period)> {
        let month = |place: Option<usize>| self.months.get(place?).copied();
        let (from, to) = (month(self.from)?, month(self.to)?);
        (from <= to).then_some((from, to))
    }

    /// Works the sums out anew where the records or the months are others.
    fn reckon(&mut self, view: &Arc<OrdersView>, cx: &Cx<'_>) {
        let Some((from, to)) = self.term() else {
            self.of = None;
            return;
        };
        let same = |(of, first, last): &(Arc<OrdersView>, Period, Period)| {
            Arc::ptr_eq(of, view) && (*first, *last) == (from, to)
        };
        if self.of.as_ref().is_some_and(same) {
            return;
        }
        self.desk.about(view, None);
        let book = self.desk.book();
        for school in &mut self.schools {
            school.draft = if view.drawn_up.contains(&school.id) {
                Err(cx.said("contracts-many-waits"))
            } else {
                let draft = book.draft_for(self.department, school.id, (from, to));
                draft.map_err(|why| cx.say(|cx| not_drafted(&why, cx)))
            };
        }
        self.of = Some((view.clone(), from, to));
    }

    /// What keeps the sheet from going on.
    fn lacking(&self, cx: &Cx<'_>) -> Option<String> {
        if self.term().is_none() || self.first.is_none_or(|first| first < 1) {
            return Some(cx.t("order-form-incomplete"));
        }
        let mut chosen = self.schools.iter().filter(|one| one.on);
        let none = !chosen.any(|one| one.draft.is_ok());
        none.then(|| cx.t("contracts-many-none"))
    }

    /// The preview: contracts in the order of schools, then the schools none is drawn up with.
    fn preview(&self, view: &OrdersView, cx: &Cx<'_>) -> Option<Many> {
        let (from, to) = self.term()?;
        let first = u32::try_from(self.first?).ok()?;
        let drafts = self.schools.iter().filter(|one| one.on);
        let drafts: Vec<(&School, Tiyn)> = drafts
            .filter_map(|one| Some((one, *one.draft.as_ref().ok()?)))
            .collect();
        let taken = self.taken(view);
        let numbers = self.series.numbers(first, drafts.len(), &taken);
        let (mut lines, mut left_out, mut commands) = (Vec::new(), Vec::new(), Vec::new());
        let mut numbers = numbers.into_iter();
        for (school, sum) in drafts {
            let mut leave = |remark: Said| {
                left_out.push(Line {
                    name: cx.say(|cx| school.name(cx)),
                    sum,
                    remark,
                    skipped: true,
                });
            };
            let Some(account) = school.account() else {
                leave(cx.said("contracts-many-no-account"));
                continue;
            };
            let Some(number) = numbers.next() else {
                leave(cx.said("contracts-many-no-number"));
                continue;
            };
            let premises = school.known.iter().flat_map(|known| &known.premises);
            let terms = ProposedTerms {
                from,
                to,
                amount: sum,
                places: premises
                    .filter_map(|one| Some((one.id, one.capacity.filter(|places| *places > 0)?)))
                    .collect(),
                account,
            };
            let op = SchoolingOp::DrawUpContract {
                contract: SchoolContractId::new(uuid::Uuid::nil()),
                number: number.clone(),
                department: self.department,
                school: school.id,
                terms: terms.clone(),
                reimbursement: None,
            };
            if let Some(refusal) = self.desk.said(&op, cx) {
                leave(refusal);
                continue;
            }
            let remark = cx.say(|cx| {
                let months = span((from, to), cx);
                let args = [
                    ("number", number.as_str().into()),
                    ("months", months.as_str().into()),
                ];
                cx.f("contracts-many-line", &args)
            });
            lines.push(Line {
                name: cx.say(|cx| school.name(cx)),
                sum,
                remark,
                skipped: false,
            });
            commands.push(Command::BeginOrders {
                what: Box::new(NewOrders::Contract {
                    number,
                    department: self.department,
                    school: school.id,
                    terms,
                    reimbursement: None,
                }),
            });
        }
        for school in self.schools.iter().filter(|one| one.on) {
            if let Err(why) = &school.draft {
                left_out.push(Line {
                    name: cx.say(|cx| school.name(cx)),
                    sum: Tiyn(0),
                    remark: why.clone(),
                    skipped: true,
                });
            }
        }
        lines.extend(left_out);
        let count = commands.len();
        Some(Many::new(
            cx.say(|cx| cx.f("contracts-many-title", &[("count", count.into())])),
            cx.said("contracts-many-detail"),
            cx.said("order-contract-draw-up"),
            lines,
            move |_| commands.clone(),
        ))
    }

    /// Shows it; whether it stays. Once the person goes on, the preview is put up in its place; who
    /// turns back from that finds here what was typed.
    fn show(&mut self, many: &mut Option<Many>, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if let Some(many) = many {
            self.sent |= many.was_sent();
            return true;
        }
        let view = cx.model.orders.value().cloned();
        let Some(view) = view.filter(|_| !self.sent) else {
            return false;
        };
        self.reckon(&view, cx);
        let title = cx.t("contracts-many-sheet");
        let (confirm, close) = (cx.t("contracts-many-next"), cx.t("button-cancel"));
        let blocked = self.lacking(cx);
        let answer = Modal::new("order-contracts-many", &title)
            .width(960.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .show(ctx, |ui| self.fields(cx, ui));
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                *many = self.preview(&view, cx);
                true
            }
        }
    }

    fn fields(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let months = self.months.iter();
        let months: Vec<String> = months.map(|one| words::month(*one, cx.locale)).collect();
        ui.horizontal_top(|ui| {
            form::term(&months, (&mut self.from, &mut self.to), cx, ui);
            let label = cx.t("contracts-many-before");
            Field::new(&label)
                .width(100.0)
                .text(ui, &mut self.series.before);
            let label = cx.t("contracts-many-first");
            Field::new(&label)
                .required()
                .width(110.0)
                .number(ui, &mut self.first, 0);
            let label = cx.t("contracts-many-after");
            Field::new(&label)
                .width(100.0)
                .text(ui, &mut self.series.after);
        });
        let (with, without): (Vec<usize>, Vec<usize>) = (0..self.schools.len()).partition(|at| {
            let school = self.schools.get(*at);
            school.is_some_and(|school| school.draft.is_ok())
        });
        let lacks = |one: &School| one.on && one.draft.is_ok() && one.account().is_none();
        let lacks = self.schools.iter().filter(|one| lacks(one)).count();
        if lacks > 0 {
            let words = cx.f("contracts-many-accounts", &[("count", lacks.into())]);
            state::strip(ui, Tone::Warning, &words, None);
        }
        // The first account that can't be, with what to do.
        let typed = self
            .schools
            .iter()
            .filter(|one| one.on && one.account.is_none());
        let wrong = typed.into_iter().find_map(|one| {
            let (iban, bank) = account::wrong(&one.iban, &one.bank, cx);
            Some(format!("{}: {}", one.name(cx), iban.or(bank)?))
        });
        if let Some(wrong) = wrong {
            state::strip(ui, Tone::Bad, &wrong, None);
        }
        let mut all = with
            .iter()
            .all(|at| self.schools.get(*at).is_some_and(|one| one.on));
        let label = cx.f("contracts-many-all", &[("count", with.len().into())]);
        if field::checkbox(ui, &mut all, &label).changed() {
            for at in &with {
                if let Some(school) = self.schools.get_mut(*at) {
                    school.on = all;
                }
            }
        }
        ui.spacing_mut().item_spacing.y = 4.0;
        egui::ScrollArea::vertical()
            .id_salt("order-contracts-many-schools")
            .max_height(modal::list_height(ui.ctx(), with.len() as f32 * ROW, 300.0))
            .auto_shrink([false, false])
            // All of them, also those out of sight: Tab goes through every field and brings it
            // into view.
            .show(ui, |ui| {
                for at in &with {
                    if let Some(school) = self.schools.get_mut(*at) {
                        ui.push_id(school.id, |ui| line(school, cx, ui));
                    }
                }
            });
        if !without.is_empty() {
            let words = cx.f("contracts-many-without", &[("count", without.len().into())]);
            ui.add(egui::Label::new(text::small_muted(&words)).wrap());
        }
    }
}

/// Height of a school in the list.
const ROW: f32 = 44.0;

fn line(school: &mut School, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let name = school.name(cx);
    let middle = egui::Layout::left_to_right(egui::Align::Center);
    ui.horizontal_top(|ui| {
        ui.set_height(ROW - 4.0);
        let room = (ui.available_width() - 510.0).max(200.0);
        ui.allocate_ui_with_layout(egui::vec2(room, 32.0), middle, |ui| {
            ui.set_width(room);
            field::checkbox(ui, &mut school.on, &name);
        });
        match &school.account {
            Some(account) => {
                let words = format!("{} · {}", account.iban, account.bank);
                ui.allocate_ui_with_layout(egui::vec2(350.0, 32.0), middle, |ui| {
                    ui.set_width(350.0);
                    ui.label(text::small_muted(&words));
                });
            }
            None => {
                let args = [("name", name.as_str().into())];
                let label = cx.f("contracts-many-iban-of", &args);
                let hint = cx.t("order-contract-iban");
                Field::new(&label)
                    .hidden_label()
                    .placeholder(&hint)
                    .width(220.0)
                    .text(ui, &mut school.iban);
                let label = cx.f("contracts-many-bank-of", &args);
                let hint = cx.t("order-contract-bank");
                Field::new(&label)
                    .hidden_label()
                    .placeholder(&hint)
                    .width(122.0)
                    .text(ui, &mut school.bank);
            }
        }
        let sum = school.draft.as_ref().map_or(0, |sum| sum.0);
        let right = egui::Layout::right_to_left(egui::Align::Center);
        let room = ui.available_width();
        ui.allocate_ui_with_layout(egui::vec2(room, 32.0), right, |ui| {
            ui.label(text::table(&cx.locale.money_tiyn(sum)));
        });
    });
}

fn span((from, to): (Period, Period), cx: &Cx<'_>) -> String {
    let (from, to) = (words::month(from, cx.locale), words::month(to, cx.locale));
    if from == to {
        from
    } else {
        format!("{from} – {to}")
    }
}

fn not_drafted(why: &NotDrafted, cx: &Cx<'_>) -> String {
    match why {
        NotDrafted::NoPlan => cx.t("contracts-many-no-plan"),
        NotDrafted::NoMoney => cx.t("contracts-many-no-money"),
        NotDrafted::Bound => cx.t("contracts-many-bound"),
        NotDrafted::Contracted { number } => {
            let args = [("number", number.as_str().into())];
            cx.f("contracts-many-contracted", &args)
        }
    }
}

/// Shows the sheet there may be, and forgets it once it is closed.
pub fn show(
    sheet: &mut Option<Together>,
    many: &mut Option<Many>,
    cx: &mut Cx<'_>,
    ctx: &egui::Context,
) {
    if sheet
        .as_mut()
        .is_some_and(|sheet| !sheet.show(many, cx, ctx))
    {
        *sheet = None;
    }
}
