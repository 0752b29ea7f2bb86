//! An organisation in a month: what it sent, its register with reasons counted, what corrections
//! changed, and for those entitled the people it isn't paid for.

use super::super::{pane, words};
use super::table::{self, STATES};
use crate::cx::{Action, Cx};
use crate::place::Place;
use baqylau_client::ui::{Command, MonthCommand, MonthPeople, MonthRow, OpenMonth, Ticket};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{MonthReason, MonthVerdict};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::{reads_people, reads_people_of};
use baqylau_protocol::month::{MadeRegister, PersonVerdict, ReasonCount};
use baqylau_widgets::{Button, Icon, Tag, Tone, facts, state, text};
use std::collections::BTreeMap;

/// People shown at once; there may be thousands.
const SHOWN: usize = 200;

/// Width of the pane by the room there is, in points.
pub fn width(room: f32) -> f32 {
    if room < 1200.0 { 420.0 } else { 560.0 }
}

/// The people of the opened organisation.
#[derive(Default)]
pub struct People {
    /// Whose were asked for, and of which revision.
    asked: Option<(Period, OrganisationId, u32)>,
    ticket: Option<Ticket>,
}

impl People {
    /// Shows the organisation; whether it was closed.
    pub fn show(
        &mut self,
        month: &OpenMonth,
        row: &MonthRow,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) -> bool {
        let mut closed = false;
        let period = month.state.month.period;
        let name = table::name(row, cx.locale);
        ui.horizontal_top(|ui| {
            let room = ui.available_width() - 36.0;
            ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
                ui.set_width(room);
                ui.add(egui::Label::new(text::section(&name)).wrap());
            });
            let label = cx.t("button-close");
            closed = ui.add(Button::icon_only(Icon::X, &label).small()).clicked();
        });
        let place = table::state(row);
        let (standing, tone) = words::state(&STATES, place, "order-month-state", cx.locale);
        ui.add(Tag::new(tone, &standing));
        if row.organisation.is_some() {
            let label = cx.t("order-month-card");
            if ui
                .add(Button::ghost(&label).icon(Icon::Landmark).small())
                .clicked()
            {
                cx.post.go(Place::Organisation(row.month.organisation));
            }
        }
        let month_words = words::month(period, cx.locale);
        facts::row(ui, &cx.t("order-month-month"), &month_words);
        sent(period, row, cx, ui);
        if let Some(made) = row.month.registers.last() {
            register(made, cx, ui);
            changes(&row.month.registers, cx, ui);
            self.people(period, row, made, cx, ui);
        }
        closed
    }

    fn people(
        &mut self,
        period: Period,
        row: &MonthRow,
        made: &MadeRegister,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let of = made.tally.held + made.tally.excluded;
        if of == 0 && made.reasons.is_empty() {
            return;
        }
        pane::part(ui, &cx.t("order-month-people"));
        let may = cx.model.person().is_some_and(|me| reads_people(me.role));
        if !may {
            state::strip(ui, Tone::Info, &cx.t("order-month-quantities"), None);
            return;
        }
        let organisation = row.month.organisation;
        let wanted = (period, organisation, made.revision);
        if self.asked != Some(wanted) {
            self.asked = Some(wanted);
            let ask = MonthCommand::People {
                period,
                organisation,
            };
            self.ticket = Some(cx.post.send(Command::Months(ask)));
        }
        if let Some(error) = cx.model.failure(self.ticket) {
            state::strip(ui, Tone::Warning, &cx.error(error), None);
        }
        let told = cx.model.months.people.as_deref();
        let told = told.filter(|told| told.period == period && told.organisation == organisation);
        match told {
            Some(told) => list(told, told.people.iter().collect(), cx, ui),
            None if cx.running(self.ticket) => {
                ui.label(text::muted(&cx.t("panel-loading")));
            }
            None => {}
        }
    }
}

/// The people an act isn't paid for, on demand: for those who may see them, of a school its own.
#[derive(Default)]
pub struct NotPaid {
    /// Whose are shown.
    shown: Option<(Period, OrganisationId)>,
    ticket: Option<Ticket>,
}

impl NotPaid {
    /// Shows them, or the button that asks for them; nothing to who sees no single people.
    pub fn show(
        &mut self,
        (period, organisation): (Period, OrganisationId),
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let me = cx.model.person().map(|me| me.actor());
        if !me.is_some_and(|me| reads_people_of(&me, organisation)) {
            return;
        }
        if self.shown != Some((period, organisation)) {
            let label = cx.t("order-act-people-show");
            let button = Button::secondary(&label).icon(Icon::Users).small();
            if ui.add(button).clicked() {
                self.shown = Some((period, organisation));
                let ask = MonthCommand::People {
                    period,
                    organisation,
                };
                self.ticket = Some(cx.post.send(Command::Months(ask)));
            }
            return;
        }
        if let Some(error) = cx.model.failure(self.ticket) {
            state::strip(ui, Tone::Warning, &cx.error(error), None);
        }
        let told = cx.model.months.people.as_deref();
        let told = told.filter(|told| told.period == period && told.organisation == organisation);
        let Some(told) = told else {
            if cx.running(self.ticket) {
                ui.label(text::muted(&cx.t("panel-loading")));
            }
            return;
        };
        let people = told.people.iter();
        let people = people.filter(|one| one.verdict != MonthVerdict::Payable);
        list(told, people.collect(), cx, ui);
    }
}

fn sent(period: Period, row: &MonthRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("order-month-from-lms"));
    let Some(sent) = &row.month.sent else {
        let since = cx.locale.date(table::since(period));
        facts::toned(ui, &cx.t("order-month-since"), &since, Some(Tone::Bad));
        let before = match row.month.before {
            Some(before) => words::month(before, cx.locale),
            None => cx.t("order-month-never"),
        };
        facts::row(ui, &cx.t("order-month-before"), &before);
        return;
    };
    facts::row(ui, &cx.t("order-month-sent"), &cx.locale.date_time(sent.at));
    let revision = cx.locale.integer(i64::from(sent.revision));
    facts::row(ui, &cx.t("order-month-sending"), &revision);
    let learners = cx.locale.integer(i64::from(sent.learners));
    facts::row(ui, &cx.t("order-month-records"), &learners);
    let tone = (sent.rejected > 0).then_some(Tone::Warning);
    let rejected = cx.locale.integer(i64::from(sent.rejected));
    facts::toned(ui, &cx.t("order-month-rejected-column"), &rejected, tone);
}

fn register(made: &MadeRegister, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("order-month-register"));
    let count = |count: u32| cx.locale.integer(i64::from(count));
    let tally = made.tally;
    facts::strong(ui, &cx.t("order-month-payable"), &count(tally.payable));
    let tone = (tally.held > 0).then_some(Tone::Warning);
    facts::toned(ui, &cx.t("order-month-held"), &count(tally.held), tone);
    let tone = (tally.excluded > 0).then_some(Tone::Bad);
    facts::toned(
        ui,
        &cx.t("order-month-excluded"),
        &count(tally.excluded),
        tone,
    );
    facts::row(ui, &cx.t("order-month-revision"), &count(made.revision));
    facts::row(ui, &cx.t("order-month-made"), &cx.locale.date_time(made.at));
    let hash = made.sha256.to_string();
    facts::row(ui, &cx.t("order-month-hash"), &hash);
    let label = cx.t("order-month-copy");
    if ui
        .add(Button::ghost(&label).icon(Icon::Copy).small())
        .clicked()
    {
        cx.post.put(Action::Copy(hash));
    }
    if made.reasons.is_empty() {
        return;
    }
    pane::part(ui, &cx.t(reasons_heading(made)));
    for one in &made.reasons {
        let people = cx.locale.integer(i64::from(one.people));
        facts::row(ui, &table::reason(one, cx.locale), &people);
    }
}

/// Message key of what stands over the reasons: where somebody has several, they come to more than
/// the people there are, and that is said.
fn reasons_heading(made: &MadeRegister) -> &'static str {
    let people = made.tally.held.saturating_add(made.tally.excluded);
    let reasons = made.reasons.iter().map(|one| one.people);
    if reasons.fold(0, u32::saturating_add) > people {
        "order-month-reasons-several"
    } else {
        "order-month-reasons"
    }
}

/// What corrections changed, from one revision to the next.
fn changes(registers: &[MadeRegister], cx: &Cx<'_>, ui: &mut egui::Ui) {
    if registers.len() < 2 {
        return;
    }
    pane::part(ui, &cx.t("order-month-changes"));
    for pair in registers.windows(2) {
        let [before, after] = pair else { continue };
        let args = [
            ("revision", i64::from(after.revision).into()),
            ("time", cx.locale.date_time(after.at).into()),
        ];
        ui.label(text::medium(&cx.f("order-month-change", &args)));
        let mut same = true;
        let (was, is) = (before.tally, after.tally);
        for (key, was, is) in [
            ("order-month-payable", was.payable, is.payable),
            ("order-month-held", was.held, is.held),
            ("order-month-excluded", was.excluded, is.excluded),
        ] {
            same &= !difference(&cx.t(key), was, is, cx, ui);
        }
        let mut reasons: BTreeMap<MonthReason, (u32, u32)> = BTreeMap::new();
        for one in &before.reasons {
            reasons.entry(one.reason).or_default().0 = one.people;
        }
        for one in &after.reasons {
            reasons.entry(one.reason).or_default().1 = one.people;
        }
        for (reason, (was, is)) in reasons {
            let count = ReasonCount { reason, people: is };
            same &= !difference(&table::reason(&count, cx.locale), was, is, cx, ui);
        }
        if same {
            ui.label(text::muted(&cx.t("order-month-change-none")));
        }
    }
}

/// A figure that changed; whether it did.
fn difference(name: &str, was: u32, is: u32, cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    if was == is {
        return false;
    }
    let args = [
        ("was", cx.locale.integer(i64::from(was)).into()),
        ("is", cx.locale.integer(i64::from(is)).into()),
    ];
    facts::row(ui, name, &cx.f("order-month-from-to", &args));
    true
}

fn list(told: &MonthPeople, people: Vec<&PersonVerdict>, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let args = [
        ("count", people.len().into()),
        ("time", cx.locale.date_time(told.at).into()),
    ];
    ui.label(text::small_muted(&cx.f("order-month-people-at", &args)));
    for person in people.iter().take(SHOWN) {
        one(person, cx, ui);
    }
    if people.len() > SHOWN {
        let rest = [("count", (people.len() - SHOWN).into())];
        ui.label(text::muted(&cx.f("order-month-people-rest", &rest)));
    }
}

fn one(person: &PersonVerdict, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (key, tone) = match person.verdict {
        MonthVerdict::Payable => ("order-month-payable", Tone::Ok),
        MonthVerdict::Held => ("order-month-held", Tone::Warning),
        MonthVerdict::Excluded => ("order-month-excluded", Tone::Bad),
    };
    let reasons = person.reasons.iter().map(|reason| {
        let count = ReasonCount {
            reason: *reason,
            people: 1,
        };
        table::reason(&count, cx.locale)
    });
    let said = format!("{}: {}", cx.t(key), reasons.collect::<Vec<_>>().join("; "));
    facts::toned(ui, &person.number, &said, Some(tone));
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_domain::Moment;
    use baqylau_domain::identifiers::BlobHash;
    use baqylau_domain::month::Tally;

    #[test]
    fn reasons_that_exceed_the_people_are_said_to_be_of_the_same_people() {
        let made = |reasons: &[u32]| MadeRegister {
            revision: 1,
            at: Moment::UNIX_EPOCH,
            sha256: BlobHash::new([1; 32]),
            tally: Tally {
                payable: 10,
                held: 1,
                excluded: 3,
            },
            reasons: (reasons.iter().zip(MonthReason::ALL))
                .map(|(people, reason)| ReasonCount {
                    reason: *reason,
                    people: *people,
                })
                .collect(),
        };
        assert_eq!(reasons_heading(&made(&[1, 3])), "order-month-reasons");
        assert_eq!(
            reasons_heading(&made(&[3, 3])),
            "order-month-reasons-several"
        );
    }
}
