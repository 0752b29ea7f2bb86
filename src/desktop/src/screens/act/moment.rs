//! A moment of the visit, typed as the time on the clock of the place or taken as now.

use crate::cx::Cx;
use crate::model::VisitWork;
use baqylau_domain::Moment;
use baqylau_locale::legal_time;
use baqylau_widgets::{Button, Field, Icon};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone};
use serde_json::Value;

/// Width of the field: the button stands beside it.
const WIDTH: f32 = 260.0;

/// Shows the moment; returns the field and what to write when it was changed.
pub(super) fn moment(
    field: Field<'_>,
    at: Option<Moment>,
    work: &VisitWork,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) -> (egui::Response, Option<Value>) {
    let mut time = at.map(|at| legal_time(at).time());
    let wrong = cx.t("time-wrong");
    let (response, taken) = ui
        .horizontal_top(|ui| {
            let response = field.width(WIDTH).time(ui, &mut time, &wrong);
            let label = cx.t("time-now");
            let button = Button::secondary(&label).icon(Icon::Clock);
            // The label of the field stands above it: the button stands beside the field itself.
            let taken = ui
                .vertical(|ui| {
                    ui.add_space(20.0);
                    ui.push_id(response.id, |ui| ui.add(button)).inner.clicked()
                })
                .inner;
            (response, taken)
        })
        .inner;
    let changed = if taken {
        Some(serde_json::to_value(cx.model.now).unwrap_or_default())
    } else if response.changed() {
        let typed = time.and_then(|time| on_the_day(time, day(at, work, cx)));
        Some(typed.map_or(Value::Null, |at| {
            serde_json::to_value(at).unwrap_or_default()
        }))
    } else {
        None
    };
    (response, changed)
}

/// The day a typed time belongs to: that of the time it corrects, else today. A visit that began
/// yesterday may end today.
fn day(at: Option<Moment>, work: &VisitWork, cx: &Cx<'_>) -> NaiveDate {
    let arrived = work
        .visit
        .stage
        .recorded()
        .map(|recorded| recorded.conduct.arrival.at);
    let today = cx.model.today();
    match (at, arrived) {
        (Some(at), _) => legal_time(at).date_naive(),
        (None, Some(arrived)) => legal_time(arrived).date_naive().max(today),
        (None, None) => today,
    }
}

fn on_the_day(time: NaiveTime, day: NaiveDate) -> Option<Moment> {
    let noon = DateTime::from_naive_utc_and_offset(day.and_hms_opt(12, 0, 0)?, chrono::Utc);
    legal_time(noon)
        .timezone()
        .from_local_datetime(&day.and_time(time))
        .single()
        .map(|moment| moment.with_timezone(&chrono::Utc))
}
