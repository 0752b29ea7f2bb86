//! Messages of the day: every thread once, what is unread first.

use super::day::Day;
use super::lines::Line;
use crate::cx::Cx;
use crate::place::{OrderRef, Place};
use crate::screens::orders::letters;
use baqylau_client::ui::{OrdersView, Thread};
use baqylau_widgets::{Icon, Tone};
use std::cmp::Reverse;

/// Characters of the last message that are shown.
const EXCERPT: usize = 160;

/// Threads: those with unread messages first, then by their newest message.
pub fn of(view: &OrdersView) -> Vec<&Thread> {
    let mut threads: Vec<&Thread> = view.threads.values().collect();
    threads.sort_by_key(|one| {
        let newest = one.letters.last().map(|letter| letter.at);
        (one.unread == 0, Reverse(newest), one.about)
    });
    threads
}

/// The line of a thread.
pub fn line(day: &Day, thread: &Thread, cx: &Cx<'_>) -> Line {
    let key = thread.about.key();
    let kind = key.split(':').next().unwrap_or_default();
    let kind = cx.t(&format!("board-record-{kind}"));
    let school = day.record(&key).and_then(|record| record.school());
    let school = school.and_then(|school| day.school(school, cx.locale));
    let last = thread.letters.last();
    let me = cx.model.person().map(|person| person.id);
    let excerpt = last.map_or_else(String::new, |letter| {
        let from = if Some(letter.by) == me {
            cx.t("order-letters-you")
        } else {
            cx.t(letters::side_words(letter.side))
        };
        let words = letter.text.0.split_whitespace().collect::<Vec<_>>();
        let words: String = words.join(" ").chars().take(EXCERPT).collect();
        format!("{from}: {words}")
    });
    let waits = last.is_some_and(|letter| letter.waits);
    let mark = if thread.unread > 0 {
        let args = [("count", thread.unread.into())];
        Some((cx.f("board-messages-unread", &args), Tone::Info))
    } else {
        waits.then(|| (cx.t("order-letters-waits"), Tone::Neutral))
    };
    Line {
        icon: Icon::Send,
        tone: if thread.unread > 0 {
            Tone::Info
        } else {
            Tone::Neutral
        },
        title: match school {
            Some(school) => format!("{kind} · {school}"),
            None => kind,
        },
        detail: excerpt,
        mark,
        quiet: last.map_or_else(String::new, |letter| cx.locale.date_time(letter.at)),
        to: day
            .record(&key)
            .map(|_| Place::Order(OrderRef::about(thread.about))),
        messages: Some(thread.about),
    }
}
