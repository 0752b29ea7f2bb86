//! What the automatic checks say of an organisation: what stands in the way first, each with its
//! reason, its sources and their words, and where the consequence comes from.

use crate::cx::Cx;
use crate::words;
use baqylau_client::ui::{Command, OrganisationCard};
use baqylau_domain::checks::{Age, Decision};
use baqylau_domain::organisation::Purpose;
use baqylau_domain::visit::plans_visits;
use baqylau_protocol::checks::{
    CheckEvidence, CheckRow, CheckTurn, CheckVerdict, OrganisationChecks, PeopleChecks,
};
use baqylau_widgets::{Button, Icon, Notice, Tag, Tone, facts, panel, state, tag, text};

/// View state.
#[derive(Default)]
pub struct ChecksPart {
    /// Only what stands in the way is shown.
    only: bool,
}

/// How many checks stand in the way, and how grave that is.
pub fn in_the_way(checks: Option<&OrganisationChecks>) -> (usize, Tone) {
    let Some(checks) = checks else {
        return (0, Tone::Neutral);
    };
    let count = checks.rows.iter().filter(|row| row.stands_in_the_way());
    let tone = if checks.stops() > 0 {
        Tone::Bad
    } else {
        Tone::Warning
    };
    (count.count(), tone)
}

/// Words and tone of a verdict; a failure nothing follows from isn't grave.
fn verdict(row: &CheckRow) -> (Tone, Icon) {
    match row.verdict {
        CheckVerdict::Passed => (Tone::Ok, Icon::CircleCheck),
        CheckVerdict::Failed if row.stands_in_the_way() => (Tone::Bad, Icon::CircleX),
        CheckVerdict::Failed => (Tone::Warning, Icon::TriangleAlert),
        CheckVerdict::Unknown if row.stands_in_the_way() => (Tone::Warning, Icon::CircleAlert),
        CheckVerdict::Unknown => (Tone::Info, Icon::CircleAlert),
        CheckVerdict::NotApplicable => (Tone::Neutral, Icon::CircleMinus),
    }
}

/// Stop factors first, then what else has consequences, what is unknown, what a person looks at.
fn rank(row: &CheckRow) -> (u8, u8) {
    let way = match (row.stands_in_the_way(), row.verdict) {
        (true, CheckVerdict::Failed) => 0,
        (true, _) => 1,
        (false, CheckVerdict::Failed) => 2,
        (false, CheckVerdict::Unknown) => 3,
        (false, CheckVerdict::Passed) => 4,
        (false, CheckVerdict::NotApplicable) => 5,
    };
    (way, u8::from(row.consequence != "refuse"))
}

/// The words of a code; a code of a later program stands for itself.
fn coded(cx: &Cx<'_>, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}{code}");
    if cx.locale.has(&key) {
        cx.t(&key)
    } else {
        code.to_owned()
    }
}

impl ChecksPart {
    /// Shows the part of the card.
    pub fn show(&mut self, card: &OrganisationCard, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(checks) = card.checks.as_deref() else {
            let asked = may_ask(cx) && {
                let label = cx.t("flk-ask-again");
                let (title, detail) = (cx.t("flk-none"), cx.t("flk-none-detail"));
                Notice::empty(&title, &detail)
                    .icon(Icon::ListChecks)
                    .action(&label)
                    .action_icon(Icon::RefreshCw)
                    .show(ui)
            };
            if !may_ask(cx) {
                let (title, detail) = (cx.t("flk-none"), cx.t("flk-none-detail"));
                Notice::empty(&title, &detail)
                    .icon(Icon::ListChecks)
                    .show(ui);
            }
            if asked {
                ask(card, cx);
            }
            asked_words(card, cx, ui);
            return;
        };
        head(card, checks, cx, ui);
        if checks.unidentified {
            state::strip(ui, Tone::Bad, &cx.t("flk-unidentified"), None);
            return;
        }
        if !checks.unasked.is_empty() {
            let names = checks.unasked.iter();
            let names: Vec<String> = names
                .map(|source| coded(cx, "flk-source-", source))
                .collect();
            let sources = cx.locale.list_and(&names);
            let words = cx.f("flk-unasked", &[("sources", sources.into())]);
            state::strip(ui, Tone::Info, &words, None);
        }
        let mut rows: Vec<&CheckRow> = checks.rows.iter().collect();
        rows.sort_by_key(|row| rank(row));
        let (count, _) = in_the_way(Some(checks));
        ui.horizontal_wrapped(|ui| {
            let all = format!("{} · {}", cx.t("flk-filter-all"), rows.len());
            if tag::pill(ui, !self.only, &all).clicked() {
                self.only = false;
            }
            let some = format!("{} · {count}", cx.t("flk-filter-in-the-way"));
            if tag::pill(ui, self.only, &some).clicked() {
                self.only = true;
            }
        });
        if self.only {
            rows.retain(|row| row.stands_in_the_way());
            if rows.is_empty() {
                let detail = cx.t("flk-nothing-in-the-way-detail");
                Notice::empty(&cx.t("flk-nothing-in-the-way"), &detail)
                    .icon(Icon::CircleCheck)
                    .show(ui);
            }
        }
        for row in rows {
            check(row, card, cx, ui);
        }
        if !checks.people.is_empty() && !self.only {
            people(&checks.people, cx, ui);
        }
    }
}

fn may_ask(cx: &Cx<'_>) -> bool {
    cx.model
        .person()
        .is_some_and(|person| plans_visits(person.role))
}

fn ask(card: &OrganisationCard, cx: &mut Cx<'_>) {
    let organisation = card.organisation.id;
    cx.post.send_watched(Command::AskChecks { organisation });
}

/// What became of the wish to check again.
fn asked_words(card: &OrganisationCard, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let turn = cx.model.checks_asked;
    let turn = turn.filter(|(organisation, _)| *organisation == card.organisation.id);
    let (tone, key) = match turn {
        _ if card.checks_wished => (Tone::Info, "flk-ask-wished"),
        Some((_, CheckTurn::Queued)) => (Tone::Info, "flk-ask-queued"),
        Some((_, CheckTurn::Waiting)) => (Tone::Info, "flk-ask-waiting"),
        Some((_, CheckTurn::NoSources)) => (Tone::Warning, "flk-ask-no-sources"),
        None => return,
    };
    state::strip(ui, tone, &cx.t(key), None);
}

/// What follows from the checks on each occasion, when they were run, and the wish to run them.
fn head(card: &OrganisationCard, checks: &OrganisationChecks, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(text::section(&cx.t("flk-tab")));
            if may_ask(cx) {
                let label = cx.t("flk-ask-again");
                let button = Button::secondary(&label)
                    .icon(Icon::RefreshCw)
                    .small()
                    .enabled(!card.checks_wished);
                if ui.add(button).clicked() {
                    ask(card, cx);
                }
            }
        });
        for one in &checks.decisions {
            let (tone, icon, key) = match one.decision {
                Decision::Allowed => (Tone::Ok, Icon::CircleCheck, "flk-decision-allowed"),
                Decision::AllowedAfterReview => (
                    Tone::Info,
                    Icon::CircleCheck,
                    "flk-decision-allowed-after-review",
                ),
                Decision::Waits => (Tone::Warning, Icon::CircleAlert, "flk-decision-waits"),
                Decision::Refused => (Tone::Bad, Icon::CircleX, "flk-decision-refused"),
            };
            let occasion = coded(cx, "flk-occasion-", &one.moment);
            let words = cx.t(key);
            facts::with(ui, &occasion, |ui| {
                ui.add(Tag::new(tone, &words).icon(icon));
            });
        }
        let when = cx.locale.date_time(checks.run_at);
        facts::row(ui, &cx.t("flk-run-at"), &when);
    });
    asked_words(card, cx, ui);
}

/// One check.
fn check(row: &CheckRow, card: &OrganisationCard, cx: &Cx<'_>, ui: &mut egui::Ui) {
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        let (tone, icon) = verdict(row);
        let words = cx.t(&format!("flk-verdict-{}", row.verdict.code()));
        let place = row.premises.map(|id| {
            let place = card.organisation.premises(id);
            place.map_or_else(String::new, |place| cx.tri(&place.name).to_owned())
        });
        ui.horizontal_wrapped(|ui| {
            ui.add(Tag::new(tone, &words).icon(icon));
            ui.label(text::strong(&coded(cx, "flk-title-", &row.check)));
            let place = place.unwrap_or_else(|| cx.t("flk-whole-organisation"));
            ui.label(text::muted(&place));
        });
        if let Some(reason) = &row.reason {
            let prefix = match row.verdict {
                CheckVerdict::Unknown => "flk-unknown-",
                CheckVerdict::NotApplicable => "flk-skip-",
                CheckVerdict::Passed | CheckVerdict::Failed => "flk-reason-",
            };
            ui.label(text::body(&coded(cx, prefix, reason)));
        }
        let sources: Vec<String> = row
            .sources
            .iter()
            .map(|source| coded(cx, "flk-source-", source))
            .collect();
        facts::row(ui, &cx.t("flk-sources"), &sources.join(", "));
        if !row.evidence.is_empty() {
            let lines = row.evidence.iter();
            let lines: Vec<String> = lines.map(|one| evidence(one, cx)).collect();
            facts::row(ui, &cx.t("flk-evidence"), &lines.join("\n"));
        }
        let since = cx.locale.date_time(row.since);
        facts::row(ui, &cx.t("flk-since"), &since);
        if matches!(row.verdict, CheckVerdict::Failed | CheckVerdict::Unknown) {
            let mut follows = coded(cx, "flk-consequence-", &row.consequence);
            if !row.occasions.is_empty() {
                let occasions = row.occasions.iter();
                let occasions: Vec<String> = occasions
                    .map(|code| lowered(&coded(cx, "flk-occasion-", code)))
                    .collect();
                follows = format!("{follows}: {}", occasions.join("; "));
            }
            let tone = row.stands_in_the_way().then_some(tone);
            facts::toned(ui, &cx.t("flk-follows"), &follows, tone);
        }
        if let Some(basis) = &row.basis {
            let words = if basis.slides {
                basis.text.clone()
            } else {
                let text = basis.text.as_str();
                cx.f("flk-basis-proposal", &[("text", text.into())])
            };
            facts::row(ui, &cx.t("flk-basis"), &words);
        }
    });
}

/// The first letter small, in the middle of a sentence.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// What a source said, in a line.
fn evidence(one: &CheckEvidence, cx: &Cx<'_>) -> String {
    let line = cx.f(
        "flk-evidence-line",
        &[
            ("source", coded(cx, "flk-source-", &one.source).into()),
            ("said", said(&one.topic, &one.said, cx).into()),
            ("when", cx.locale.date_time(one.as_of).into()),
        ],
    );
    let line = match &one.against {
        Some(value) => {
            let value = compared(&one.topic, value, cx);
            let args = [("line", line.into()), ("value", value.into())];
            cx.f("flk-evidence-against", &args)
        }
        None => line,
    };
    let aged = match one.age {
        Age::Fresh => return line,
        Age::Stale => "flk-evidence-stale",
        Age::TooOld => "flk-evidence-too-old",
    };
    cx.f(aged, &[("line", line.into())])
}

/// A value in words: sums as money, areas in square metres, codes as what they mean.
fn said(topic: &str, value: &str, cx: &Cx<'_>) -> String {
    match topic {
        "tax-debt" | "social-payments" | "act-total" => money(value, cx),
        "building-area" | "stated-area" => area(value, cx),
        "state-share" => {
            let hundredths: f64 = value.parse().unwrap_or(0.0);
            cx.locale.percent(hundredths / 10_000.0, 2)
        }
        "building-purpose" => {
            let purpose = match value {
                "education" => Purpose::Education,
                "residence" => Purpose::Residence,
                "other" => Purpose::Other,
                _ => Purpose::Unknown,
            };
            cx.t(words::purpose(purpose).0)
        }
        "address-code" => match value.split_once(' ') {
            Some((code, "exists")) => cx.f("flk-said-exists", &[("code", code.into())]),
            Some((code, _)) => cx.f("flk-said-absent", &[("code", code.into())]),
            None => value.to_owned(),
        },
        "encumbrance" => match value.split_once(' ') {
            Some((since, until)) => {
                let args = [
                    ("from", day(since, cx).into()),
                    ("to", day(until, cx).into()),
                ];
                cx.f("flk-said-encumbered", &args)
            }
            None if value == "yes" => cx.t("flk-said-encumbered-untold"),
            None => coded(cx, "flk-said-", value),
        },
        // Numbers of licences and orders, БИН, codes: as they are, unless there are none.
        _ if value.is_empty() => cx.t("flk-said-none"),
        _ => coded(cx, "flk-said-", value),
    }
}

/// What a value was compared with.
fn compared(topic: &str, value: &str, cx: &Cx<'_>) -> String {
    match topic {
        "tax-debt" | "social-payments" | "act-total" | "invoice" => money(value, cx),
        "building-area" | "stated-area" => area(value, cx),
        "encumbrance" => cx.f("flk-said-at-least", &[("day", day(value, cx).into())]),
        "contingent" => match value.parse::<i64>() {
            Ok(places) => cx.f("flk-said-places", &[("count", places.into())]),
            Err(_) => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

fn money(value: &str, cx: &Cx<'_>) -> String {
    value
        .parse()
        .map_or_else(|_| value.to_owned(), |tiyn| cx.locale.money_tiyn(tiyn))
}

fn day(value: &str, cx: &Cx<'_>) -> String {
    let day = value.parse::<chrono::NaiveDate>();
    day.map_or_else(|_| value.to_owned(), |day| cx.locale.date(day))
}

fn area(value: &str, cx: &Cx<'_>) -> String {
    let Ok(hundredths) = value.parse::<i64>() else {
        return value.to_owned();
    };
    let area = cx.locale.integer(hundredths / 100);
    cx.f("flk-said-area", &[("area", area.into())])
}

/// Checks on people, counted: whom they are about isn't told here.
fn people(people: &[PeopleChecks], cx: &Cx<'_>, ui: &mut egui::Ui) {
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(text::section(&cx.t("flk-people")));
        for one in people {
            ui.horizontal_wrapped(|ui| {
                ui.label(text::strong(&coded(cx, "flk-title-", &one.check)));
                let counts = [
                    (one.failed, Tone::Bad, Icon::CircleX, "flk-people-failed"),
                    (
                        one.unknown,
                        Tone::Warning,
                        Icon::CircleAlert,
                        "flk-people-unknown",
                    ),
                    (one.passed, Tone::Ok, Icon::CircleCheck, "flk-people-passed"),
                ];
                for (count, tone, icon, key) in counts {
                    if count > 0 {
                        let words = cx.f(key, &[("count", i64::from(count).into())]);
                        ui.add(Tag::new(tone, &words).icon(icon));
                    }
                }
            });
            let reasons = one.reasons.iter().map(|(code, count)| {
                let prefixes = ["flk-reason-", "flk-unknown-", "flk-skip-"];
                let known = prefixes
                    .into_iter()
                    .find(|prefix| cx.locale.has(&format!("{prefix}{code}")));
                let words = coded(cx, known.unwrap_or("flk-reason-"), code);
                format!("{count} · {words}")
            });
            let reasons: Vec<String> = reasons.collect();
            if !reasons.is_empty() {
                ui.label(text::muted(&reasons.join("\n")));
            }
        }
    });
}
