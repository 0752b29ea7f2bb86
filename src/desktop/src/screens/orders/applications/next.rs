//! What a school is to expect of its application: what happens next, by when, and what it has to do
//! itself.

use super::table::Clocks;
use crate::cx::Cx;
use baqylau_domain::calendar::WorkingCalendar;
use baqylau_domain::schooling::{
    Application, ApplicationKind, ApplicationRule, Clock, SeenBySchool,
};

/// Before it is sent: that it is to be signed, and by when the department answers if it is sent
/// today.
pub fn of_new(cx: &Cx<'_>) -> String {
    let days = ApplicationRule::pilot().working_days.value;
    let until = WorkingCalendar::kazakhstan().add_working_days(cx.model.today(), days);
    let args = [
        ("count", i64::from(days).into()),
        ("day", cx.locale.date(until).into()),
    ];
    cx.f("school-next-send", &args)
}

/// Of one that was sent. None where it waits for the school's signature, which is said elsewhere.
pub fn of(one: &Application, cx: &Cx<'_>) -> Option<String> {
    Some(match one.stage.seen_by_school() {
        SeenBySchool::Sent if one.is_to_sign() => return None,
        SeenBySchool::Sent => match Clocks::default().of(one, cx.model.today()) {
            Clock::Running { due, late: 0, .. } => {
                let args = [("day", cx.locale.date(due).into())];
                cx.f("school-next-sent", &args)
            }
            _ => cx.t("school-next-late"),
        },
        SeenBySchool::ToRework => cx.t("school-next-rework"),
        SeenBySchool::Accepted => cx.t(match one.kind {
            ApplicationKind::Digitisation => "school-next-digitised",
            ApplicationKind::Financing => "school-next-financed",
            ApplicationKind::Reimbursement(_) => "school-next-reimbursed",
        }),
        SeenBySchool::Refused => cx.t("school-next-refused"),
        SeenBySchool::Withdrawn => cx.t("school-next-withdrawn"),
    })
}
