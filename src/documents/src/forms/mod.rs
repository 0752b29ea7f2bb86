//! Forms of the state order to private schools: act Р-1, consolidated register of acts, contract
//! and additional agreement, funding plan, payment order, schedule of reimbursement.
//!
//! Every form prints domain values as they are and refuses to print what contradicts itself.
//! Source: domain report of secondary education, 3; where a form has no official layout it is the
//! one proposed there. No form carries a learner, so none carries a learner's ИИН, but the second
//! sheet of Р-1 where its two parties ask for it.

mod contract;
mod learners;
mod payment;
mod plan;
mod register;
mod reimbursement;
mod service_act;

pub use contract::{ContractPrint, contract_pages, contract_pdf};
pub use learners::{LearnersSheet, ListedLearners};
pub use payment::{PaymentOrderPrint, payment_order_pages, payment_order_pdf};
pub use plan::{
    FundingPlanPrint, PlanStanding, PlannedSchool, funding_plan_pages, funding_plan_pdf,
};
pub use register::{ActRegisterPrint, RegisterLine, act_register_pages, act_register_pdf};
pub use reimbursement::{ReimbursementPrint, reimbursement_pages, reimbursement_pdf};
pub use service_act::{ServiceActPrint, service_act_pages, service_act_pdf};

use std::ops::Range;

use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, Iban};
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::{Bic, SectorCode};
use baqylau_locale::{Locale, money_in_words};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::act::{SignatureView, or_dash};
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Rules, Span, Table, TableRow, Width, compose,
};
use crate::pdf::Conformance;
use crate::seal::{Seal, card, verdict};

/// An account of a party.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// ИИК.
    pub iban: &'a Iban,
    /// БИК.
    pub bank: &'a Bic,
    /// Name of the bank.
    pub bank_name: &'a str,
    /// КБе.
    pub sector: &'a SectorCode,
}

/// Who signs for a party. Personal data.
#[derive(Clone, Copy, Default)]
pub struct Signatory<'a> {
    /// Position; empty: a line to be filled in.
    pub position: &'a str,
    /// Name; empty: a line to be filled in.
    pub name: &'a str,
    /// What the powers rest on: a charter, a power of attorney.
    pub basis: &'a str,
}

impl std::fmt::Debug for Signatory<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signatory")
    }
}

/// A party of a form, in the language of the print.
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    /// Full name.
    pub name: &'a str,
    /// БИН, as its source wrote it; empty: a line to be filled in.
    pub bin: &'a str,
    /// Address.
    pub address: &'a str,
    /// Telephone, e-mail; may be empty.
    pub contacts: &'a str,
    /// Account, where the form states it.
    pub account: Option<Account<'a>>,
    /// Who signs.
    pub signatory: Signatory<'a>,
}

impl Party<'_> {
    /// Name and БИН in one line.
    fn named(&self) -> String {
        format!("{}, {}", self.name, or_line(self.bin))
    }
}

/// As whom a form is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The school (исполнитель).
    Contractor,
    /// The department (заказчик).
    Customer,
    /// Head of the department, under its register or plan.
    Head,
    /// Accountant of the department.
    Accountant,
    /// The financial centre, which accepts a register.
    FinancialCentre,
}

impl Hand {
    fn word(self, locale: &Locale) -> String {
        locale.text(match self {
            Self::Contractor => "form-contractor",
            Self::Customer => "form-customer",
            Self::Head => "form-head-of-department",
            Self::Accountant => "form-accountant",
            Self::FinancialCentre => "form-financial-centre",
        })
    }
}

/// A signature under a form.
#[derive(Clone, Debug)]
pub struct FormSignature<'a> {
    /// As whom.
    pub hand: Hand,
    /// The signature.
    pub view: SignatureView<'a>,
}

/// The bytes the signatures of a form stand under.
#[derive(Clone, Copy)]
pub struct Original<'a> {
    /// Name inside the PDF: `act.json`.
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
}

impl std::fmt::Debug for Original<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Original({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// What every form is printed with.
#[derive(Clone, Copy, Debug)]
pub struct Common<'a> {
    /// Language of the print.
    pub locale: &'a Locale,
    /// What was signed; none: a form without electronic signatures.
    pub original: Option<Original<'a>>,
    /// Signatures in the order they were made.
    pub signatures: &'a [FormSignature<'a>],
    /// Where the form can be checked; printed as a QR code.
    pub verification_url: Option<&'a str>,
    /// When the print is made: the date of the PDF.
    pub generated_at: Moment,
    /// A copy for everybody to read: without ИИН, so without the files of signatures, whose
    /// certificates carry it.
    pub public: bool,
    /// Data of a demonstration.
    pub sample: bool,
}

impl Common<'_> {
    fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    fn money(&self, amount: Tiyn) -> String {
        self.locale.money_plain(amount)
    }

    /// `Двадцать пять миллионов … тенге 14 тиын`.
    fn in_words(&self, amount: Tiyn) -> String {
        let words = money_in_words(self.locale.language(), amount.0);
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }

    /// `25 599 168,14 (двадцать пять миллионов … тенге 14 тиын)`.
    fn figures_and_words(&self, amount: Tiyn) -> String {
        let words = money_in_words(self.locale.language(), amount.0);
        format!("{} ({words})", self.locale.money(amount))
    }

    /// The line below a table that says its sum in words.
    fn total_in_words(&self, total: Tiyn) -> Block {
        let words = [
            Span::medium(format!("{} ", self.t("form-grand-total-words"))),
            Span::plain(self.figures_and_words(total)),
        ];
        Paragraph::new(words).before(8.0).into()
    }

    /// `№ 7 от 06.10.2025`; without the day where that isn't known.
    fn number_and_date(&self, number: &str, date: Option<NaiveDate>) -> String {
        let Some(date) = date else {
            return format!("№ {number}");
        };
        let args = [
            ("number", number.into()),
            ("date", self.locale.date(date).into()),
        ];
        self.locale.format("form-number-and-date", &args)
    }

    /// A day in words, or a line to be filled in.
    fn long_day(&self, day: Option<NaiveDate>) -> String {
        day.map_or_else(|| or_line("").to_owned(), |day| self.locale.date_long(day))
    }

    /// The signed bytes are those a record names.
    fn check_original(&self, expected: BlobHash) -> Result<(), DocumentError> {
        match self.original {
            Some(original) if digest(original.bytes) != expected => Err(DocumentError::Disagrees {
                what: "the signed bytes",
            }),
            _ => Ok(()),
        }
    }

    /// Every signature of a hand is the one a record names.
    fn check_signature(&self, hand: Hand, expected: Option<BlobHash>) -> Result<(), DocumentError> {
        let mut of_hand = self.signatures.iter().filter(|one| one.hand == hand);
        if of_hand.any(|one| Some(digest(one.view.cms)) != expected) {
            return Err(DocumentError::Disagrees {
                what: "a signature",
            });
        }
        Ok(())
    }

    /// Marks of a draft, of a demonstration, of a copy for everybody.
    fn marks(&self, draft: bool) -> Vec<Block> {
        let mut marks = Vec::new();
        if self.sample {
            marks.push(self.t("doc-sample"));
        }
        if draft && self.signatures.is_empty() {
            marks.push(self.t("doc-draft"));
        }
        if marks.is_empty() {
            return Vec::new();
        }
        let text = Span::strong(marks.join("\n")).colored(Color::RED);
        let words = Paragraph::new([text]).size(8.0).align(Align::Center);
        vec![words.before(0.0).into()]
    }

    fn setup(&self, title: &str, page: PageSetup) -> PageSetup {
        let mut header_right = String::new();
        if let Some(original) = self.original {
            let sha256 = digest(original.bytes).to_string();
            header_right = format!("SHA-256 {}…", sha256.get(..16).unwrap_or_default());
        }
        PageSetup {
            header_left: title.to_owned(),
            header_right,
            footer_left: title.to_owned(),
            ..page
        }
    }

    fn sealed<T>(&self, then: impl FnOnce(&Seal<'_>) -> T) -> T {
        let hands = self.signatures.iter().map(|one| one.hand);
        let parts: Vec<String> = hands.map(|hand| hand.word(self.locale)).collect();
        let views: Vec<SignatureView<'_>> =
            self.signatures.iter().map(|one| one.view.clone()).collect();
        then(&Seal {
            locale: self.locale,
            original_name: self.original.map_or("", |original| original.name),
            canonical: self.original.map_or(&[], |original| original.bytes),
            signatures: &views,
            parts: &parts,
            verification_url: self.verification_url,
            generated_at: self.generated_at,
            public: self.public,
        })
    }

    /// The pages, with the card of signatures where something was signed.
    fn pages(
        &self,
        setup: &PageSetup,
        title: &str,
        blocks: Vec<Block>,
    ) -> Result<DisplayList, DocumentError> {
        self.pages_and(setup, title, blocks, Vec::new())
    }

    /// The same with more behind the card, which says of what stands before it alone.
    fn pages_and(
        &self,
        setup: &PageSetup,
        title: &str,
        mut blocks: Vec<Block>,
        behind: Vec<Block>,
    ) -> Result<DisplayList, DocumentError> {
        if self.original.is_some() {
            self.sealed(|seal| card(seal, &mut blocks));
        }
        blocks.extend(behind);
        compose(setup, title, self.locale.language().code(), &blocks)
    }

    fn write(
        &self,
        list: &DisplayList,
        author: &str,
        conformance: Conformance,
    ) -> Result<Vec<u8>, DocumentError> {
        self.sealed(|seal| seal.write(list, author, conformance))
    }

    /// `Сдал (Исполнитель) ____ / ____ / ____` with the marks of its electronic signatures.
    fn signature(&self, lead: &str, hand: Hand, who: Signatory<'_>) -> Block {
        let signed: Vec<&SignatureView<'_>> = self
            .signatures
            .iter()
            .filter(|one| one.hand == hand)
            .map(|one| &one.view)
            .collect();
        let columns = || {
            let shares = [1.2, 0.7, 1.3];
            let columns = shares.map(|share| Column::new("", Width::Share(share)).center());
            columns.to_vec()
        };
        let mark = if signed.is_empty() {
            String::new()
        } else {
            self.t("form-signed-word")
        };
        let values = Table {
            rules: Rules::None,
            before: 2.0,
            ..Table::new(
                columns(),
                vec![TableRow::new([who.position, &mark, who.name])],
            )
        };
        let captions = ["form-position", "form-signature", "form-full-name"]
            .map(|key| Cell::new([Span::grey(self.t(key))]));
        let captions = Table {
            rules: Rules::None,
            before: 0.0,
            size: 6.5,
            ..Table::new(columns(), vec![TableRow::new(captions)])
        };
        let mut blocks = vec![
            Paragraph::new([Span::medium(lead)]).before(6.0).into(),
            values.into(),
            Block::Rule,
            captions.into(),
        ];
        if signed.is_empty() {
            let stamp = Paragraph::new([self.t("form-stamp")]).size(8.0);
            blocks.push(stamp.into());
        }
        blocks.extend(signed.into_iter().map(|one| self.mark(one)));
        Block::Together(blocks)
    }

    /// The mark of one electronic signature: signer, certificate, time, what the check said.
    fn mark(&self, one: &SignatureView<'_>) -> Block {
        let certificate = [("serial", or_dash(one.serial).into())];
        let time = if one.stamped {
            "doc-sig-stamped"
        } else {
            "doc-sig-claimed"
        };
        let at = self.locale.date_time_full(one.signed_at);
        let lines = [
            vec![
                Span::strong(format!("{}: ", self.t("form-signed-with"))),
                Span::plain(or_dash(one.name)),
            ],
            vec![Span::plain(
                self.locale.format("form-certificate", &certificate),
            )],
            vec![Span::plain(format!("{}: {at}", self.t(time)))],
            vec![
                Span::plain(format!("{}: ", self.t("doc-sig-verdict"))),
                verdict(self.locale, one),
            ],
        ];
        Block::Boxed {
            blocks: lines
                .into_iter()
                .map(|spans| Paragraph::new(spans).size(7.0).before(0.0).into())
                .collect(),
            fill: None,
            border: Some(Color::LINE),
        }
    }
}

fn digest(bytes: &[u8]) -> BlobHash {
    BlobHash::new(Sha256::digest(bytes).into())
}

/// A text, or a line to be filled in by hand.
fn or_line(text: &str) -> &str {
    if text.is_empty() {
        "______________"
    } else {
        text
    }
}

pub(crate) fn title(text: &str) -> Block {
    Block::Heading {
        level: 1,
        text: text.to_owned(),
        align: Align::Center,
    }
}

fn section(text: &str) -> Block {
    Block::Heading {
        level: 2,
        text: text.to_owned(),
        align: Align::Left,
    }
}

fn centered(text: impl Into<Span>) -> Block {
    Paragraph::new([text.into()]).align(Align::Center).into()
}

pub(crate) fn facts(width: f32, rows: Vec<(String, String)>) -> Block {
    let rows = rows
        .into_iter()
        .map(|(key, value)| (key, vec![Span::plain(value)]));
    Table::key_values(width, rows).into()
}

pub(crate) fn strong_row(cells: impl IntoIterator<Item = (String, usize)>) -> TableRow {
    TableRow::new(
        cells
            .into_iter()
            .map(|(text, covers)| Cell::new([Span::strong(text)]).covering(covers)),
    )
    .shaded()
}

/// The lines at the foot of a page of a form with sums: what the page makes and what is carried on;
/// on the last one what all pages make.
pub(crate) fn foot(
    line: &dyn Fn(&str, Range<usize>) -> TableRow,
    rows: Range<usize>,
    last: bool,
) -> Vec<TableRow> {
    let end = rows.end;
    if !last {
        return vec![line("form-page-total", rows), line("form-carried", 0..end)];
    }
    let mut lines = Vec::new();
    if rows.start > 0 {
        lines.push(line("form-page-total", rows));
    }
    lines.push(line("form-grand-total", 0..end));
    lines
}

/// The sum, or that it is too large to be one.
fn sum(amounts: impl IntoIterator<Item = Tiyn>) -> Result<Tiyn, DocumentError> {
    amounts
        .into_iter()
        .try_fold(Tiyn(0), Tiyn::plus)
        .ok_or(DocumentError::Disagrees {
            what: "a sum too large",
        })
}
