//! Whether ИС ЭСФ bears out the invoice of an act, before a month is paid by it.

use super::Checks;
use super::turn::ASKER;
use baqylau_connectors::{Question, take_in};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::checks::{
    Case, CheckId, CheckMoment, Fact, FactValue, Facts, Programme, Report, Source, Subject, Verdict,
};
use baqylau_domain::identifiers::Bin;
use baqylau_domain::money::Tiyn;

/// Why a month doesn't redeem by itself when ИС ЭСФ gave no answer.
const UNANSWERED: &str = "invoice_unanswered";

impl Checks {
    /// Whether ИС ЭСФ is connected.
    pub(crate) fn asks_of_invoices(&self) -> bool {
        self.sources.contains(&Source::Esf)
    }

    /// What ИС ЭСФ says of the invoice of a document now; nothing when it gives no answer.
    pub(crate) async fn invoice_facts(&self, document: String, now: Moment) -> Vec<Fact> {
        let parameters = self.parameters.on(legal_day(now));
        let question = Question::Invoice { document };
        let answered = self
            .connectors
            .ask_anew(ASKER, &question, &parameters)
            .await;
        answered.map_or_else(|_| Vec::new(), |answer| answer.facts)
    }

    /// The number of the invoice ИС ЭСФ has for an act now, where it is as it must be; otherwise what
    /// speaks against it, or that nobody answered.
    pub(crate) async fn fetched_invoice(
        &self,
        document: String,
        (supplier, amount): (Bin, Tiyn),
        now: Moment,
    ) -> Result<String, &'static str> {
        let said = self.invoice_facts(document.clone(), now).await;
        let number = said.iter().find_map(|fact| match &fact.value {
            FactValue::Invoice { invoice } => invoice.as_ref().map(|one| one.number.clone()),
            _ => None,
        });
        let facts: Facts = said.into_iter().collect();
        match self.judged_invoice(facts, document, (supplier, amount), now) {
            None => number.ok_or(UNANSWERED),
            Some(reason) => Err(reason),
        }
    }

    /// What speaks against the invoice of an act: the reason the check of invoices gives, or that
    /// nobody answered. Nothing does where the system isn't connected: then the invoice stands that
    /// was entered.
    pub(crate) async fn against_invoice(
        &self,
        document: String,
        (supplier, amount): (Bin, Tiyn),
        now: Moment,
    ) -> Option<&'static str> {
        if !self.asks_of_invoices() {
            return None;
        }
        let parameters = self.parameters.on(legal_day(now));
        let question = Question::Invoice {
            document: document.clone(),
        };
        let answered = self.connectors.ask(ASKER, &question, &parameters).await;
        let mut facts = Facts::default();
        take_in(&mut facts, &question, &answered);
        self.judged_invoice(facts, document, (supplier, amount), now)
    }

    /// The same by what is known already.
    fn judged_invoice(
        &self,
        mut facts: Facts,
        document: String,
        (supplier, amount): (Bin, Tiyn),
        now: Moment,
    ) -> Option<&'static str> {
        let parameters = self.parameters.on(legal_day(now));
        facts.insert(Fact {
            about: Subject::Document(document.clone()),
            value: FactValue::ActTotal { amount },
            source: Source::Registry,
            as_of: now,
            by: None,
        });
        let case = Case {
            document: Some(document),
            ..Case::new(Programme::Voucher, CheckMoment::Activation, supplier)
        };
        let report = Report::run(&case, &facts, &parameters, now);
        let row = report.row(CheckId::ActInvoice, &Subject::Organisation(supplier));
        match row.map(|row| row.verdict) {
            Some(Verdict::Passed) => None,
            Some(Verdict::Failed(reason)) => Some(reason.code()),
            Some(Verdict::Unknown(_) | Verdict::NotApplicable(_)) | None => Some(UNANSWERED),
        }
    }
}
