//! The contract of the state order with a school, and its additional agreements.
//!
//! No model contract is at hand: the clauses say what the sources say (domain report 1.5 and 3.3)
//! and name no paragraph of a law. What the order is placed under is given by the caller.

use std::collections::BTreeMap;

use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::PremisesId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    ConstructionKind, ContractParty, ContractTerms, CountedBy, Reimbursement, SchoolContract,
};
use chrono::NaiveDate;

use super::{Common, Hand, Party, facts, or_line, section, strong_row, sum, title};
use crate::act::or_dash;
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Span, Table, TableRow, Width,
};
use crate::pdf::Conformance;

/// A contract or one of its additional agreements.
#[derive(Clone, Copy, Debug)]
pub struct ContractPrint<'a> {
    /// Language, signatures, bytes.
    pub common: Common<'a>,
    /// The contract with all its agreements.
    pub contract: &'a SchoolContract,
    /// Which of its agreements: 0 is the contract itself, N the additional agreement N.
    pub agreement: usize,
    /// Where it is concluded.
    pub place: &'a str,
    /// Day it is dated.
    pub date: NaiveDate,
    /// Day the contract itself is dated.
    pub contract_date: NaiveDate,
    /// The department.
    pub customer: Party<'a>,
    /// The school.
    pub contractor: Party<'a>,
    /// Number and day of the school's licence, where it is known.
    pub licence: Option<(&'a str, NaiveDate)>,
    /// What the state order is placed under, as it calls itself.
    pub mechanism: &'a str,
    /// Addresses of the buildings.
    pub addresses: &'a BTreeMap<PremisesId, String>,
    /// What it reimburses; none: it is for teaching.
    pub reimbursement: Option<&'a Reimbursement>,
    /// Sums by months; none: the contract states its sum alone.
    pub schedule: Option<&'a BTreeMap<Period, Tiyn>>,
    /// The same before an additional agreement.
    pub schedule_before: Option<&'a BTreeMap<Period, Tiyn>>,
}

impl ContractPrint<'_> {
    fn terms(&self) -> Result<&ContractTerms, DocumentError> {
        let what = "the agreement";
        let agreement = self.contract.agreements.get(self.agreement);
        let agreement = agreement.ok_or(DocumentError::Disagrees { what })?;
        let terms = &agreement.terms;
        if let Some(schedule) = self.schedule {
            if sum(schedule.values().copied())? != terms.amount {
                let what = "the schedule and the sum of the contract";
                return Err(DocumentError::Disagrees { what });
            }
            let mut months = schedule.keys();
            if months.any(|month| *month < terms.from || *month > terms.to) {
                let what = "the schedule and the months of the contract";
                return Err(DocumentError::Disagrees { what });
            }
        }
        if terms
            .places
            .keys()
            .any(|one| !self.addresses.contains_key(one))
        {
            let what = "the addresses";
            return Err(DocumentError::Disagrees { what });
        }
        self.common.check_original(terms.document)?;
        let of = |party: ContractParty| agreement.signatures.get(&party).copied();
        self.common
            .check_signature(Hand::Contractor, of(ContractParty::School))?;
        self.common
            .check_signature(Hand::Customer, of(ContractParty::Department))?;
        Ok(terms)
    }

    fn address(&self, premises: PremisesId) -> &str {
        self.addresses.get(&premises).map_or("—", String::as_str)
    }

    fn months(&self, terms: &ContractTerms) -> String {
        let month = |period: Period| {
            let locale = self.common.locale;
            locale.month_year(period.year(), period.month())
        };
        format!("{} — {}", month(terms.from), month(terms.to))
    }
}

/// Numbers clauses `1.1`, `1.2`, `2.1`.
struct Clauses<'a> {
    common: &'a Common<'a>,
    section: usize,
    clause: usize,
    blocks: Vec<Block>,
}

impl Clauses<'_> {
    fn section(&mut self, key: &str) {
        self.section += 1;
        self.clause = 0;
        let text = format!("{}. {}", self.section, self.common.t(key));
        self.blocks.push(section(&text));
    }

    fn clause(&mut self, text: String) {
        self.clause += 1;
        let text = format!("{}.{}. {text}", self.section, self.clause);
        self.blocks.push(Paragraph::new([text]).into());
    }
}

fn preamble(print: &ContractPrint<'_>) -> Block {
    let common = &print.common;
    let side = |party: &Party<'_>| {
        let who = party.signatory;
        let args = [
            ("name", party.name.into()),
            ("bin", or_line(party.bin).into()),
            ("position", or_dash(who.position).into()),
            ("signatory", or_dash(who.name).into()),
            ("basis", or_dash(who.basis).into()),
        ];
        common.locale.format("form-contract-side", &args)
    };
    let args = [
        ("customer", side(&print.customer).into()),
        ("contractor", side(&print.contractor).into()),
    ];
    let text = common.locale.format("form-contract-preamble", &args);
    Paragraph::new([text]).before(6.0).into()
}

fn places(print: &ContractPrint<'_>, terms: &ContractTerms) -> Block {
    let common = &print.common;
    let columns = vec![
        Column::new(common.t("form-col-number"), Width::Fixed(44.0)).center(),
        Column::new(common.t("form-col-address"), Width::Share(1.0)),
        Column::new(common.t("form-col-places"), Width::Fixed(90.0)).right(),
    ];
    let mut total: i64 = 0;
    let mut rows = Vec::new();
    for (index, (premises, places)) in terms.places.iter().enumerate() {
        total += i64::from(*places);
        rows.push(TableRow::new([
            (index + 1).to_string(),
            print.address(*premises).to_owned(),
            common.locale.integer(i64::from(*places)),
        ]));
    }
    rows.push(strong_row([
        (String::new(), 1),
        (common.t("form-total"), 1),
        (common.locale.integer(total), 1),
    ]));
    Table::new(columns, rows).into()
}

/// The clause of the schedule with its table, where there is one.
fn schedule(print: &ContractPrint<'_>, out: &mut Clauses<'_>) -> Result<(), DocumentError> {
    let common = &print.common;
    let Some(schedule) = print.schedule else {
        return Ok(());
    };
    let mut columns = vec![Column::new(common.t("form-col-month"), Width::Share(1.0))];
    if print.schedule_before.is_some() {
        columns.push(Column::new(common.t("form-col-before"), Width::Fixed(130.0)).right());
    }
    let after = if print.schedule_before.is_some() {
        "form-col-after"
    } else {
        "form-col-sum"
    };
    columns.push(Column::new(common.t(after), Width::Fixed(130.0)).right());
    let none = BTreeMap::new();
    let before = print.schedule_before.unwrap_or(&none);
    let mut months: Vec<&Period> = before.keys().chain(schedule.keys()).collect();
    months.sort_unstable();
    months.dedup();
    let money = |amount: Option<&Tiyn>| common.money(amount.copied().unwrap_or_default());
    let mut rows: Vec<TableRow> = months
        .into_iter()
        .map(|month| {
            let name = common.locale.month_year(month.year(), month.month());
            let (old, new) = (before.get(month), schedule.get(month));
            let mut cells = vec![Cell::text(name)];
            let mut now = Span::plain(money(new));
            if print.schedule_before.is_some() {
                cells.push(Cell::text(money(old)));
                if old.copied().unwrap_or_default() != new.copied().unwrap_or_default() {
                    now = Span::strong(money(new)).colored(Color::AMBER);
                }
            }
            cells.push(now.into());
            TableRow::new(cells)
        })
        .collect();
    let mut totals = vec![(common.t("form-total"), 1)];
    if print.schedule_before.is_some() {
        totals.push((common.money(sum(before.values().copied())?), 1));
    }
    totals.push((common.money(sum(schedule.values().copied())?), 1));
    rows.push(strong_row(totals));
    out.clause(common.t("form-contract-money-schedule"));
    out.blocks.push(Table::new(columns, rows).into());
    Ok(())
}

fn requisites(common: &Common<'_>, party: &Party<'_>) -> Vec<(String, String)> {
    let mut rows = vec![
        (common.t("form-name"), party.name.to_owned()),
        (common.t("form-bin-only"), or_line(party.bin).to_owned()),
        (common.t("form-address"), or_dash(party.address).to_owned()),
    ];
    if !party.contacts.is_empty() {
        rows.push((common.t("form-contacts"), party.contacts.to_owned()));
    }
    if let Some(account) = party.account {
        rows.push((common.t("form-iban"), account.iban.to_string()));
        rows.push((common.t("form-bank"), account.bank_name.to_owned()));
        rows.push((common.t("form-bic"), account.bank.to_string()));
        rows.push((common.t("form-kbe"), account.sector.to_string()));
    }
    rows
}

fn signatures(print: &ContractPrint<'_>, out: &mut Clauses<'_>) {
    let common = &print.common;
    out.section("form-contract-requisites");
    let side = |hand: Hand, party: &Party<'_>| {
        vec![
            Paragraph::new([Span::strong(hand.word(common.locale))]).into(),
            facts(92.0, requisites(common, party)),
        ]
    };
    out.blocks.push(Block::Columns {
        left: side(Hand::Customer, &print.customer),
        right: side(Hand::Contractor, &print.contractor),
        share: 0.5,
    });
    let sign = |hand: Hand, party: &Party<'_>| {
        common.signature(&hand.word(common.locale), hand, party.signatory)
    };
    out.blocks.push(Block::Columns {
        left: vec![sign(Hand::Customer, &print.customer)],
        right: vec![sign(Hand::Contractor, &print.contractor)],
        share: 0.5,
    });
}

/// The building's year and rates, as they are fixed.
fn rates(print: &ContractPrint<'_>, of: &Reimbursement, terms: &ContractTerms) -> String {
    let locale = print.common.locale;
    let last = i64::from(of.first_year) + i64::from(of.years) - 1;
    let args = [
        ("commissioned", of.commissioned.to_string().into()),
        ("rate", locale.integer(i64::from(of.rate)).into()),
        ("first", of.first_year.to_string().into()),
        ("last", last.to_string().into()),
        ("year", terms.from.year().to_string().into()),
        ("index", print.common.money(of.index).into()),
    ];
    locale.format("form-contract-subject-rates", &args)
}

fn whole(print: &ContractPrint<'_>, terms: &ContractTerms) -> Result<Vec<Block>, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let mut out = Clauses {
        common,
        section: 0,
        clause: 0,
        blocks: vec![preamble(print)],
    };
    out.section("form-contract-subject");
    let mechanism = [("mechanism", print.mechanism.into())];
    let order = match print.reimbursement.map(|of| of.kind) {
        None => "form-contract-subject-order",
        Some(ConstructionKind::Construction) => "form-contract-subject-construction",
        Some(ConstructionKind::Reconstruction) => "form-contract-subject-reconstruction",
    };
    out.clause(locale.format(order, &mechanism));
    let (number, date) = print.licence.map_or_else(
        || (or_line("").to_owned(), or_line("").to_owned()),
        |(number, date)| (number.to_owned(), locale.date(date)),
    );
    let licence = [("number", number.into()), ("date", date.into())];
    out.clause(locale.format("form-contract-subject-licence", &licence));
    if let Some(of) = print.reimbursement {
        out.clause(rates(print, of, terms));
    }
    out.clause(common.t(match print.reimbursement {
        None => "form-contract-subject-places",
        Some(_) => "form-contract-subject-building",
    }));
    out.blocks.push(places(print, terms));
    out.section("form-contract-term");
    let months = [("months", print.months(terms).into())];
    out.clause(locale.format("form-contract-term-months", &months));
    out.section("form-contract-money");
    let amount = [("amount", common.figures_and_words(terms.amount).into())];
    out.clause(locale.format("form-contract-money-sum", &amount));
    let places = print.reimbursement;
    let places = places.is_some_and(|of| of.counted == CountedBy::Places);
    out.clause(common.t(if places {
        "form-contract-money-places"
    } else {
        "form-contract-money-actual"
    }));
    schedule(print, &mut out)?;
    out.section("form-contract-acts");
    out.clause(common.t("form-contract-acts-monthly"));
    out.clause(common.t("form-contract-acts-contingent"));
    out.clause(common.t("form-contract-acts-invoice"));
    out.clause(common.t("form-contract-acts-twice"));
    out.section("form-contract-end");
    out.clause(locale.format("form-contract-end-grounds", &mechanism));
    out.clause(common.t("form-contract-end-acts"));
    out.clause(common.t("form-contract-end-changes"));
    signatures(print, &mut out);
    Ok(out.blocks)
}

/// What an additional agreement changes, and nothing else.
fn changed(
    print: &ContractPrint<'_>,
    old: &ContractTerms,
    new: &ContractTerms,
) -> Result<Vec<Block>, DocumentError> {
    let common = &print.common;
    let mut out = Clauses {
        common,
        section: 0,
        clause: 0,
        blocks: vec![preamble(print)],
    };
    out.section("form-agreement-changes");
    let columns = vec![
        Column::new(common.t("form-col-what"), Width::Share(0.9)),
        Column::new(common.t("form-col-before"), Width::Share(1.0)),
        Column::new(common.t("form-col-after"), Width::Share(1.0)),
    ];
    let mut rows = Vec::new();
    let mut row = |what: String, before: String, after: String| {
        if before != after {
            let after = Cell::new([Span::strong(after)]);
            rows.push(TableRow::new([what.into(), before.into(), after]));
        }
    };
    row(
        common.t("form-contract-amount"),
        common.figures_and_words(old.amount),
        common.figures_and_words(new.amount),
    );
    row(
        common.t("form-contract-months"),
        print.months(old),
        print.months(new),
    );
    let mut buildings: Vec<_> = old.places.keys().chain(new.places.keys()).collect();
    buildings.sort_unstable();
    buildings.dedup();
    for premises in buildings {
        let places = |terms: &ContractTerms| {
            let places = terms.places.get(premises);
            places.map_or_else(
                || "—".to_owned(),
                |places| common.locale.integer(i64::from(*places)),
            )
        };
        let args = [("address", print.address(*premises).into())];
        let what = common.locale.format("form-contract-places-at", &args);
        row(what, places(old), places(new));
    }
    out.clause(common.t("form-agreement-changed"));
    if rows.is_empty() {
        rows.push(TableRow::new(["—", "—", "—"]));
    }
    out.blocks.push(Table::new(columns, rows).into());
    let amount = [("amount", common.figures_and_words(new.amount).into())];
    out.clause(common.locale.format("form-contract-money-sum", &amount));
    schedule(print, &mut out)?;
    out.section("form-agreement-rest");
    out.clause(common.t("form-agreement-rest-stays"));
    out.clause(common.t("form-agreement-in-force"));
    signatures(print, &mut out);
    Ok(out.blocks)
}

/// Lays a contract or an additional agreement out.
///
/// # Errors
/// [`DocumentError::Disagrees`] when the schedule doesn't sum to the contract's amount, a building
/// has no address, other bytes or signatures are given than the contract names;
/// [`DocumentError::MissingGlyph`].
pub fn contract_pages(print: &ContractPrint<'_>) -> Result<DisplayList, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let terms = print.terms()?;
    let number = print.contract.number.as_str();
    let before = print.agreement.checked_sub(1);
    let before = before.and_then(|index| print.contract.agreements.get(index));
    let (name, body) = match before {
        None => {
            let args = [("number", number.into())];
            let name = locale.format("form-contract-title", &args);
            (name, whole(print, terms)?)
        }
        Some(before) => {
            let args = [
                ("agreement", print.agreement.to_string().into()),
                ("number", number.into()),
                ("date", locale.date_long(print.contract_date).into()),
            ];
            let name = locale.format("form-agreement-title", &args);
            (name, changed(print, &before.terms, terms)?)
        }
    };
    let mut blocks = common.marks(true);
    blocks.push(title(&name));
    let day = Paragraph::new([locale.date_long(print.date)]).align(Align::Right);
    blocks.push(Block::Columns {
        left: vec![Paragraph::new([print.place]).into()],
        right: vec![day.into()],
        share: 0.5,
    });
    blocks.extend(body);
    let setup = common.setup(&name, PageSetup::a4());
    common.pages(&setup, &name, blocks)
}

/// Writes a contract or an additional agreement as PDF/A-3a with the signed bytes and every
/// signature inside.
///
/// # Errors
/// See [`contract_pages`] and [`crate::pdf::write`].
pub fn contract_pdf(print: &ContractPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = contract_pages(print)?;
    let author = print.customer.name;
    print.common.write(&list, author, Conformance::Accessible)
}
