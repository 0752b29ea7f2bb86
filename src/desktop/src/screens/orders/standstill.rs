//! Why payment to a school stands still: by which ruling, since when, as far as rulings are known
//! here.

use crate::cx::Cx;
use baqylau_client::ui::SanctionRow;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::sanction::SanctionState;
use baqylau_locale::Locale;
use chrono::NaiveDate;
use std::collections::HashMap;

/// A ruling that stops payment.
pub struct Standstill {
    /// First day payment stands still.
    pub since: NaiveDate,
    /// Number of the commission's act it rests on.
    act: String,
    /// Why, in the words of who decided.
    reason: String,
}

impl Standstill {
    fn of(row: &SanctionRow) -> Option<Self> {
        let since = row.sanction.stopped_since()?;
        let decision = match &row.sanction.state {
            SanctionState::Suspended { decision, .. }
            | SanctionState::Escalated { decision, .. }
            | SanctionState::Terminated { decision } => decision,
            _ => return None,
        };
        Some(Self {
            since,
            act: row.act_number.clone(),
            reason: decision.reason.clone(),
        })
    }

    /// It, in words.
    pub fn words(&self, locale: &Locale) -> String {
        let args = [
            ("day", locale.date(self.since).into()),
            ("number", self.act.as_str().into()),
            ("reason", self.reason.as_str().into()),
        ];
        locale.format("board-suspended-why", &args)
    }
}

/// Of every school, the ruling that stopped payment first.
pub fn of_all(rows: Option<&Vec<SanctionRow>>) -> HashMap<OrganisationId, Standstill> {
    let mut found: HashMap<OrganisationId, Standstill> = HashMap::new();
    for row in rows.into_iter().flatten() {
        let Some(one) = Standstill::of(row) else {
            continue;
        };
        let school = row.organisation.id;
        let earlier = found
            .get(&school)
            .is_none_or(|known| one.since < known.since);
        if earlier {
            found.insert(school, one);
        }
    }
    found
}

/// The ruling that stopped payment to a school first, in words.
pub fn of_school(school: OrganisationId, cx: &Cx<'_>) -> Option<String> {
    let rows = cx.model.sanctions.value()?.iter();
    let own = rows.filter(|row| row.organisation.id == school);
    let first = own.filter_map(Standstill::of).min_by_key(|one| one.since)?;
    Some(first.words(cx.locale))
}
