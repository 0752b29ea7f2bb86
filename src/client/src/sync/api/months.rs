//! The registry's interface of the monthly validation.

use super::Api;
use crate::error::Result;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{OrganisationId, SchoolActId};
use baqylau_protocol::api;
use baqylau_protocol::learners::ActLearners;
use baqylau_protocol::month::{
    KnownMonths, MonthName, MonthOrganisations, MonthState, RegisterPage,
};

fn name(period: Period) -> MonthName {
    MonthName {
        year: period.year(),
        month: period.month(),
    }
}

fn query(path: &str, period: Period) -> String {
    format!("{path}?year={}&month={}", period.year(), period.month())
}

impl Api {
    /// The newest months.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn months(&self) -> Result<KnownMonths> {
        self.get(api::MONTHS).await
    }

    /// Where a month is.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn month(&self, period: Period) -> Result<MonthState> {
        self.get(&query(api::MONTH, period)).await
    }

    /// A page of the organisations of a month.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn month_organisations(
        &self,
        period: Period,
        from: Option<OrganisationId>,
    ) -> Result<MonthOrganisations> {
        let mut path = query(api::MONTH_ORGANISATIONS, period);
        if let Some(from) = from {
            path.push_str(&format!("&from={from}"));
        }
        self.get(&path).await
    }

    /// A page of the register of an organisation.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn month_register(
        &self,
        (period, organisation): (Period, OrganisationId),
        from: u32,
    ) -> Result<RegisterPage> {
        let path = query(api::MONTH_REGISTER, period);
        self.get(&format!("{path}&organisation={organisation}&from={from}"))
            .await
    }

    /// Whom an act of services lists, with whole ИИН; the registry writes down that it told.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn act_learners(&self, act: SchoolActId) -> Result<ActLearners> {
        self.get(&format!("{}/{act}/learners", api::ORDER_ACTS))
            .await
    }

    /// Freezes a month; asked again it answers what stands.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn freeze_month(&self, period: Period) -> Result<MonthState> {
        self.post(api::MONTH_FREEZE, &name(period)).await
    }

    /// Closes a month; asked again it answers what stands.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn close_month(&self, period: Period) -> Result<MonthState> {
        self.post(api::MONTH_CLOSE, &name(period)).await
    }
}
