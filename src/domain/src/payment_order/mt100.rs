//! The file of a payment order: MT100 of the Kazakh interbank system.

use super::order::{BankDirectory, PaymentFault, PaymentOrder, Requisites, Urgency};
use chrono::NaiveDate;
use std::fmt::Write as _;

/// Most lines of the purpose.
pub const PURPOSE_LINES: usize = 7;

/// Most characters of the first line of the purpose, which the key shortens.
const FIRST_LINE: usize = 62;

/// Most characters of a later line.
const LINE: usize = 70;

/// How the lines of a file end: banks differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// CR LF.
    Windows,
    /// LF.
    Unix,
}

impl PaymentOrder {
    /// The text of the file, without the headers the bank's own program puts before it. The same
    /// order gives the same text.
    ///
    /// # Errors
    /// Every [`PaymentFault`] there is; a file with one would come back from the bank.
    pub fn to_mt100(
        &self,
        banks: &BankDirectory,
        ends: LineEnds,
    ) -> Result<String, Vec<PaymentFault>> {
        let faults = self.faults(banks);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut lines = vec![
            "{4:".to_owned(),
            format!(":20:{}", self.reference.trim()),
            format!(":32A:{}KZT{}", day(self.value_date), amount(self.amount.0)),
        ];
        let payer = &self.payer.requisites;
        lines.push(format!(":50:/D/{}", payer.account));
        holder(&mut lines, payer);
        lines.push(format!("/CHIEF/{}", self.payer.chief.trim()));
        let accountant = self.payer.accountant.as_deref();
        lines.push(format!("/MAINBK/{}", accountant.unwrap_or("НЕТ").trim()));
        sector(&mut lines, payer);
        lines.push(format!(":52B:{}", payer.bank));
        lines.push(format!(":57B:{}", self.payee.bank));
        lines.push(format!(":59:{}", self.payee.account));
        holder(&mut lines, &self.payee);
        sector(&mut lines, &self.payee);
        lines.push(format!(":70:/NUM/{}", self.number));
        lines.push(format!("/DATE/{}", day(self.date)));
        lines.extend(["/SEND/07", "/VO/01"].map(str::to_owned));
        lines.push(format!("/KNP/{}", self.purpose_code));
        lines.push("/PSO/01".to_owned());
        let urgency = match self.urgency {
            Urgency::Ordinary => "01",
            Urgency::Urgent => "50",
        };
        lines.push(format!("/PRT/{urgency}"));
        if let Some(class) = &self.budget_class {
            lines.push(format!("/BCLASS/{class}"));
        }
        let mut purpose = purpose_lines(&self.purpose).into_iter();
        lines.push(format!("/ASSIGN/{}", purpose.next().unwrap_or_default()));
        lines.extend(purpose);
        lines.push("-}".to_owned());
        let end = match ends {
            LineEnds::Windows => "\r\n",
            LineEnds::Unix => "\n",
        };
        let mut file = lines.join(end);
        file.push_str(end);
        Ok(file)
    }
}

fn holder(lines: &mut Vec<String>, of: &Requisites) {
    lines.push(format!("/NAME/{}", of.name.trim()));
    lines.push(format!("/IDN/{}", of.bin));
}

fn sector(lines: &mut Vec<String>, of: &Requisites) {
    let (residency, sector) = of.sector.parts();
    lines.push(format!("/IRS/{residency}"));
    lines.push(format!("/SECO/{sector}"));
}

fn day(date: NaiveDate) -> String {
    date.format("%y%m%d").to_string()
}

/// Tenge, a comma, exactly two digits.
fn amount(tiyn: i64) -> String {
    let mut text = (tiyn / 100).to_string();
    // Writing into a text can't fail.
    let _ = write!(text, ",{:02}", tiyn % 100);
    text
}

/// The purpose in lines of words. No line begins with what begins a key or ends the message: such a
/// word stays with the one before it, or is split off within itself.
pub(super) fn purpose_lines(purpose: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in purpose.split_whitespace() {
        match pieces.last_mut() {
            Some(before) if word.starts_with([':', '/', '-']) => {
                before.push(' ');
                before.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut room = FIRST_LINE;
    for piece in pieces {
        let needed = piece.chars().count() + usize::from(!line.is_empty());
        if line.chars().count() + needed <= room {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&piece);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            room = LINE;
        }
        // A piece longer than a line is cut wherever a line may begin.
        let mut rest: Vec<char> = piece.chars().collect();
        while rest.len() > room {
            let cut = (1..=room)
                .rev()
                .find(|cut| {
                    rest.get(*cut)
                        .is_some_and(|next| !matches!(next, ':' | '/' | '-' | ' '))
                })
                .unwrap_or(room);
            let head: String = rest.drain(..cut).collect();
            lines.push(head.trim_end().to_owned());
            room = LINE;
        }
        line = rest.into_iter().collect();
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}
