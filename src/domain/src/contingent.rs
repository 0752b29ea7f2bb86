//! Who is said to study, and the head count that checks it.

use crate::identifiers::Iin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A learner paid by the state, as the LMS and the registry list them. Personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Learner {
    /// ИИН.
    pub iin: Iin,
    /// Surname, name, patronymic.
    pub full_name: String,
    /// Marked present by QR on the day of the visit.
    pub qr_marked: bool,
    /// Listed by the LMS for this month.
    pub in_lms: bool,
}

impl std::fmt::Debug for Learner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Learner(hidden)")
    }
}

/// A group or class with its learners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Group {
    /// Code: "ИС-23-1", "7 «Б»".
    pub code: String,
    /// Room of the lesson going on at the planned time of the visit.
    pub room: String,
    /// Learners by list.
    pub learners: Vec<Learner>,
}

/// What the commission saw of one learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Seen in the room.
    Present,
    /// Not seen; no confirmed reason.
    Absent,
    /// Not seen; a document or call confirms why.
    Excused,
}

/// The numbers of one group, ready for an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupCount {
    /// Group code.
    pub group: String,
    /// Learners by list (registry).
    pub listed: u32,
    /// Learners by the LMS.
    pub lms: u32,
    /// Marked by QR.
    pub qr: u32,
    /// Seen in the room.
    pub present: u32,
    /// Absent with a confirmed reason.
    pub excused: u32,
    /// Marked by QR but neither seen nor excused: "мёртвые души".
    pub phantom: u32,
    /// Learners nobody has looked for yet.
    pub unmarked: u32,
    /// Seen or excused although the LMS doesn't list them: they never hide somebody missing.
    #[serde(default)]
    pub unlisted: u32,
    /// Learners by the organisation's orders of enrolment, as a member read them there; `None`
    /// when nobody did. Not a zero: orders that enrol nobody are something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<u32>,
}

impl GroupCount {
    /// Counts a group. Learners without a mark are unmarked, not absent: a count is finished
    /// only when nobody is unmarked.
    pub fn of(group: &Group, marks: &BTreeMap<Iin, Presence>) -> Self {
        let mut count = Self {
            group: group.code.clone(),
            listed: 0,
            lms: 0,
            qr: 0,
            present: 0,
            excused: 0,
            phantom: 0,
            unmarked: 0,
            unlisted: 0,
            orders: None,
        };
        for learner in &group.learners {
            count.listed += 1;
            count.lms += u32::from(learner.in_lms);
            count.qr += u32::from(learner.qr_marked);
            let mark = marks.get(&learner.iin);
            if matches!(mark, Some(Presence::Present | Presence::Excused)) && !learner.in_lms {
                count.unlisted += 1;
            }
            match mark {
                Some(Presence::Present) => count.present += 1,
                Some(Presence::Excused) => count.excused += 1,
                Some(Presence::Absent) => count.phantom += u32::from(learner.qr_marked),
                None => count.unmarked += 1,
            }
        }
        count
    }

    /// Adds up several groups under one name.
    pub fn total(name: impl Into<String>, groups: &[Self]) -> Self {
        let sum = |part: fn(&Self) -> u32| groups.iter().map(part).fold(0, u32::saturating_add);
        Self {
            group: name.into(),
            listed: sum(|g| g.listed),
            lms: sum(|g| g.lms),
            qr: sum(|g| g.qr),
            present: sum(|g| g.present),
            excused: sum(|g| g.excused),
            phantom: sum(|g| g.phantom),
            unmarked: sum(|g| g.unmarked),
            unlisted: sum(|g| g.unlisted),
            // A sum over some of the groups would be compared with all of them.
            orders: groups
                .iter()
                .map(|group| group.orders)
                .try_fold(0_u32, |sum, orders| Some(sum.saturating_add(orders?)))
                .filter(|_| !groups.is_empty()),
        }
    }

    /// The same count with the learners by orders of enrolment, where somebody read them.
    #[must_use]
    pub fn with_orders(self, orders: Option<u32>) -> Self {
        Self { orders, ..self }
    }

    /// Learners by orders less those seen or excused: above zero some of the enrolled are missing,
    /// below zero people sit there whom no order enrols. `None` while somebody is unmarked or the
    /// orders weren't read.
    pub fn orders_gap(&self) -> Option<i64> {
        let orders = self.orders.filter(|_| self.unmarked == 0)?;
        Some(i64::from(orders) - i64::from(self.present) - i64::from(self.excused))
    }

    /// Learners listed by the LMS but neither seen nor excused, and their share in hundredths of a percent,
    /// rounded half up. `None` while somebody is unmarked or the LMS lists nobody.
    pub fn gap(&self) -> Option<(u32, u32)> {
        if self.unmarked > 0 || self.lms == 0 {
            return None;
        }
        let accounted = self
            .present
            .saturating_add(self.excused)
            .saturating_sub(self.unlisted);
        let gap = self.lms.saturating_sub(accounted);
        let share = (u64::from(gap) * 20_000 + u64::from(self.lms)) / (2 * u64::from(self.lms));
        Some((gap, u32::try_from(share).unwrap_or(u32::MAX)))
    }
}
