//! Schools reminded of acts they haven't sent: one message for each record it is about, in the same
//! thread as all others, shown before it is sent.

use super::super::desk::Desk;
use super::super::letters;
use super::super::many::{Line, Many};
use super::super::words;
use super::day::Day;
use super::{unsent, why};
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, NewOrders};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{MessageSubject, Unsent};

/// Acts of the same record, which one message is about.
struct Reminder<'a> {
    about: MessageSubject,
    acts: Vec<&'a Unsent>,
    refusal: Option<Said>,
}

/// What is said before reminders are sent: to whom, of which months, and to whom none is.
pub fn many(day: &Day, chosen: &[&Unsent], cx: &mut Cx<'_>) -> Many {
    let mut reminders: Vec<Reminder<'_>> = Vec::new();
    let mut desk = Desk::default();
    desk.about(&day.view, None);
    for one in chosen {
        let Some(about) = unsent::subject(day, one) else {
            continue;
        };
        match reminders.iter_mut().find(|known| known.about == about) {
            Some(known) => known.acts.push(one),
            None => reminders.push(Reminder {
                about,
                acts: vec![one],
                refusal: desk.said(&letters::operation(about, "-"), cx),
            }),
        }
    }
    let lines = reminders.iter().map(|one| line(day, one, cx)).collect();
    let about: Vec<MessageSubject> = reminders
        .iter()
        .filter(|one| one.refusal.is_none())
        .map(|one| one.about)
        .collect();
    let count = about.len();
    let args = move |_: &Cx<'_>| [("count", count.into())];
    Many::new(
        cx.say(|cx| cx.f("board-remind-title", &args(cx))),
        cx.said("board-remind-detail"),
        cx.say(|cx| cx.f("board-remind-send", &args(cx))),
        lines,
        move |given| {
            let each = about.iter().map(|about| Command::BeginOrders {
                what: Box::new(NewOrders::Message {
                    about: *about,
                    text: given.reason.clone(),
                }),
            });
            each.collect()
        },
    )
    .with_words(cx.said("board-remind-text"), cx.t("board-remind-words"))
}

fn line(day: &Day, one: &Reminder<'_>, cx: &Cx<'_>) -> Line {
    let school = one.acts.first().map(|act| act.school);
    let months = |cx: &Cx<'_>| {
        let months = one
            .acts
            .iter()
            .map(|act| words::month(act.period, cx.locale));
        months.collect::<Vec<_>>().join(", ")
    };
    let name = |cx: &Cx<'_>| {
        let school = school.and_then(|school| day.school(school, cx.locale));
        format!("{} · {}", school.unwrap_or_default(), months(cx))
    };
    let reason = |cx: &Cx<'_>| {
        let first = one.acts.first();
        first.map_or_else(String::new, |act| why::words(&act.why, cx.locale))
    };
    Line {
        name: cx.say(name),
        sum: Tiyn(0),
        remark: one.refusal.clone().unwrap_or_else(|| cx.say(reason)),
        skipped: one.refusal.is_some(),
    }
}
