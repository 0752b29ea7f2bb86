//! A payment order on paper: what its MT100 file says, for people.

use baqylau_domain::payment_order::{PaymentOrder, Requisites, Urgency};

use super::{Common, Signatory, centered, title};
use crate::act::or_dash;
use crate::display::DisplayList;
use crate::error::DocumentError;
use crate::layout::{
    Block, Cell, Column, PageSetup, Paragraph, Rules, Span, Table, TableRow, Width,
};
use crate::pdf::Conformance;

/// A payment order.
#[derive(Clone, Copy, Debug)]
pub struct PaymentOrderPrint<'a> {
    /// Language; a payment order carries no signature of its own, the bank's program adds it.
    pub common: Common<'a>,
    /// The order.
    pub order: &'a PaymentOrder,
    /// Name of the payer's bank; may be empty.
    pub payer_bank: &'a str,
    /// Name of the payee's bank; may be empty.
    pub payee_bank: &'a str,
    /// Positions of those who sign: head, accountant.
    pub positions: (&'a str, &'a str),
}

/// Payer or payee: name and БИН, account, code.
fn holder(print: &PaymentOrderPrint<'_>, key: &str, code: &str, of: &Requisites) -> TableRow {
    let common = &print.common;
    TableRow::new([
        Cell::new([
            Span::grey(format!("{}\n", common.t(key))),
            Span::medium(of.name.trim()),
            Span::grey(format!("\n{} ", common.t("form-bin"))),
            Span::plain(of.bin.to_string()),
        ]),
        Cell::new([
            Span::grey(format!("{}\n", common.t("form-iban"))),
            Span::plain(of.account.to_string()),
        ]),
        Cell::new([
            Span::grey(format!("{}\n", common.t(code))),
            Span::plain(of.sector.to_string()),
        ]),
    ])
}

fn bank(print: &PaymentOrderPrint<'_>, key: &str, name: &str, of: &Requisites) -> TableRow {
    let common = &print.common;
    TableRow::new([
        Cell::new([
            Span::grey(format!("{}\n", common.t(key))),
            Span::plain(or_dash(name)),
        ]),
        Cell::new([
            Span::grey(format!("{}\n", common.t("form-bic"))),
            Span::plain(of.bank.to_string()),
        ]),
        Cell::text(""),
    ])
}

fn line(label: String, value: Span) -> TableRow {
    let cell = Cell::new([Span::grey(format!("{label}\n")), value]).covering(3);
    TableRow::new([cell])
}

/// Lays a payment order out.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn payment_order_pages(print: &PaymentOrderPrint<'_>) -> Result<DisplayList, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let order = print.order;
    let args = [("number", order.number.to_string().into())];
    let name = locale.format("form-payment-title", &args);
    let mut blocks = common.marks(false);
    blocks.push(title(&name));
    blocks.push(centered(locale.date_long(order.date)));
    let columns = vec![
        Column::new("", Width::Share(1.0)),
        Column::new("", Width::Fixed(150.0)),
        Column::new("", Width::Fixed(64.0)),
    ];
    let amount = [
        Cell::new([
            Span::grey(format!("{}\n", common.t("form-sum-in-words"))),
            Span::plain(common.in_words(order.amount)),
        ]),
        Cell::new([
            Span::grey(format!("{}\n", common.t("form-sum"))),
            Span::strong(common.money(order.amount)),
        ]),
        Cell::new([
            Span::grey(format!("{}\n", common.t("form-currency"))),
            Span::plain("KZT"),
        ]),
    ];
    let payer = &order.payer.requisites;
    let urgency = common.t(match order.urgency {
        Urgency::Ordinary => "form-payment-ordinary",
        Urgency::Urgent => "form-payment-urgent",
    });
    let mut rows = vec![
        holder(print, "form-payer", "form-code-of-payer", payer),
        bank(print, "form-payer-bank", print.payer_bank, payer),
        holder(print, "form-payee", "form-kbe", &order.payee),
        bank(print, "form-payee-bank", print.payee_bank, &order.payee),
        TableRow::new(amount),
        TableRow::new([
            Cell::new([
                Span::grey(format!("{}\n", common.t("form-purpose"))),
                Span::plain(order.purpose.as_str()),
            ]),
            Cell::new([
                Span::grey(format!("{}\n", common.t("form-value-date"))),
                Span::plain(locale.date(order.value_date)),
            ]),
            Cell::new([
                Span::grey(format!("{}\n", common.t("form-knp"))),
                Span::plain(order.purpose_code.to_string()),
            ]),
        ]),
    ];
    if let Some(class) = &order.budget_class {
        let label = common.t("form-budget-class");
        rows.push(line(label, Span::plain(class.to_string())));
    }
    rows.push(TableRow::new([
        Cell::new([
            Span::grey(format!("{}\n", common.t("form-payment-reference"))),
            Span::plain(order.reference.trim()),
        ]),
        Cell::new([
            Span::grey(format!("{}\n", common.t("form-payment-urgency"))),
            Span::plain(urgency),
        ])
        .covering(2),
    ]));
    let table = Table {
        size: 9.0,
        rules: Rules::Grid,
        before: 8.0,
        ..Table::new(columns, rows)
    };
    blocks.push(table.into());
    let (head, accountant) = print.positions;
    let hand = |position, name| Signatory {
        position,
        name,
        basis: "",
    };
    let chief = hand(head, order.payer.chief.trim());
    blocks.push(by_hand(common, "form-payment-chief", chief));
    match &order.payer.accountant {
        Some(name) => {
            let who = hand(accountant, name.trim());
            blocks.push(by_hand(common, "form-payment-accountant", who));
        }
        None => {
            let words = common.t("form-payment-no-accountant");
            blocks.push(Paragraph::new([words]).before(8.0).into());
        }
    }
    let bank = common.t("form-payment-done-by-bank");
    blocks.push(Paragraph::new([Span::grey(bank)]).before(12.0).into());
    let setup = common.setup(&name, PageSetup::a4());
    common.pages(&setup, &name, blocks)
}

/// A line to be signed: the bank's program, not this paper, carries electronic signatures.
fn by_hand(common: &Common<'_>, lead: &str, who: Signatory<'_>) -> Block {
    let unsigned = Common {
        signatures: &[],
        ..*common
    };
    unsigned.signature(&common.t(lead), super::Hand::Head, who)
}

/// Writes a payment order as PDF/A-3a.
///
/// # Errors
/// See [`payment_order_pages`] and [`crate::pdf::write`].
pub fn payment_order_pdf(print: &PaymentOrderPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = payment_order_pages(print)?;
    let author = &print.order.payer.requisites.name;
    print.common.write(&list, author, Conformance::Accessible)
}
