//! A turn: read what is judged, ask the systems for what rules look at, judge, write down. Only the
//! reading and the writing are transactions.

use super::matter::Matter;
use super::report::Kept;
use super::{Checks, Occasion, Part, building, facts, figures, queue, report, shown};
use crate::audit::{self, Line};
use crate::context::Core;
use crate::records;
use crate::store::{StoreError, Tx, rows};
use crate::vouchers;
use baqylau_connectors::{Answer, Question, Trouble, take_in};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::checks::{
    Age, Case, CheckParameters, Fact, FactKey, Facts, Reading, Report, Row, Source, Subject, united,
};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::OrganisationKind;
use baqylau_protocol::checks::{OrganisationChecks, PeopleChecks};
use chrono::{Days, NaiveTime, TimeDelta};
use queue::Turn;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::task::JoinSet;

/// Turns read at once, before others get theirs.
const AT_A_TIME: u32 = 64;

/// Turns under way at once.
const AT_ONCE: usize = 4;

/// Questions of one turn on their way at once. How many one system takes is for its settings.
const QUESTIONS: usize = 16;

/// Answers lead to new questions (whose head? is that person alive?), and these end.
const ROUNDS: u32 = 8;

/// The shortest pause before a system that gave no answer is asked again, and the longest.
const SHORTEST_PAUSE: TimeDelta = TimeDelta::minutes(1);
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(30);

/// Every night from half past midnight on, spread over so many minutes.
const NIGHT_BEGINS: TimeDelta = TimeDelta::minutes(30);
const NIGHT_MINUTES: u64 = 180;

/// What asks, as systems and the record of questions name it.
pub(super) const ASKER: &str = "automatic-checks";

/// Runs everything that is due. Returns how many reports changed.
pub(crate) async fn run(core: &Arc<Core>) -> Result<u32, StoreError> {
    if !core.checks.can_ask() {
        return Ok(0);
    }
    let _turn = core.checks.turn.lock().await;
    let began = core.context.environment.now();
    core.store.write(move |tx| enlist(tx, began)).await?;
    let mut changed = 0;
    let mut seen = BTreeSet::new();
    loop {
        let (due, left) = core
            .store
            .read(move |connection| -> Result<_, StoreError> {
                let due = queue::due(connection, began, AT_A_TIME)?;
                Ok((due, queue::waiting(connection, began)?))
            })
            .await?;
        let mut due = due
            .into_iter()
            .filter(|turn| seen.insert((turn.organisation, turn.part, turn.ticket)))
            .peekable();
        if due.peek().is_none() {
            break;
        }
        tracing::debug!(left, "automatic checks");
        let mut running = JoinSet::new();
        loop {
            while running.len() < AT_ONCE
                && let Some(turn) = due.next()
            {
                running.spawn(check(Arc::clone(core), turn));
            }
            let Some(ended) = running.join_next().await else {
                break;
            };
            changed += u32::from(ended.unwrap_or(Err(StoreError::Closed))?);
        }
    }
    Ok(changed)
}

/// Looks at some organisations now, whatever else is due: at them and their buildings, not at their
/// learners.
pub(crate) async fn look_at(
    core: &Arc<Core>,
    organisations: Vec<OrganisationId>,
) -> Result<(), StoreError> {
    let _turn = core.checks.turn.lock().await;
    let (part, now) = (Part::Establishment, core.context.environment.now());
    let turns: Vec<Turn> = core
        .store
        .write(move |tx| -> Result<_, StoreError> {
            let mut turns = Vec::new();
            for organisation in organisations.iter().copied() {
                queue::bring_forward(tx, organisation, part, Occasion::Clock, now)?;
                turns.extend(queue::get(tx, organisation, part)?);
            }
            Ok(turns)
        })
        .await?;
    for turn in turns {
        check(Arc::clone(core), turn).await?;
    }
    Ok(())
}

/// Gives a turn to organisations that have none.
fn enlist(tx: &Tx<'_>, now: Moment) -> Result<(), StoreError> {
    for part in Part::ALL {
        for organisation in queue::unlisted(tx, part)? {
            queue::bring_forward(tx, organisation, part, Occasion::Clock, now)?;
        }
    }
    Ok(())
}

/// What a turn came to.
struct Finished {
    turn: Turn,
    matter: Matter,
    before: Option<Kept>,
    /// `None` where nobody can be asked about the organisation.
    report: Option<Report>,
    /// Facts that were learnt.
    learnt: Vec<Fact>,
    /// Some system gave no answer and is to be asked again.
    unanswered: bool,
    at: Moment,
}

async fn check(core: Arc<Core>, turn: Turn) -> Result<bool, StoreError> {
    let at = core.context.environment.now();
    let (id, part) = (turn.organisation, turn.part);
    let (matter, before) = core
        .store
        .read(move |connection| -> Result<_, StoreError> {
            let matter = Matter::read(connection, id, part, at)?;
            Ok((matter, report::read(connection, id, part)?))
        })
        .await?;
    let Some(matter) = matter else {
        return Ok(false);
    };
    let mut finished = Finished {
        turn,
        matter,
        before,
        report: None,
        learnt: Vec::new(),
        unanswered: false,
        at,
    };
    if let Some(case) = finished.matter.case.clone() {
        judge(&core, &mut finished, case).await?;
    }
    let writing = Arc::clone(&core);
    core.store
        .write(move |tx| settle(tx, &writing.checks, &finished))
        .await
}

/// Who speaks: a source and, where many speak for it, which of them.
type Voice = (Source, Option<OrganisationId>);

/// Everything known while a turn is under way.
#[derive(Default)]
struct Bench {
    facts: Facts,
    /// Which sources said something under a key, and when.
    said: BTreeMap<FactKey, BTreeMap<Voice, Moment>>,
    /// Keys that were answered or fell silent in this turn.
    answered: Vec<FactKey>,
    /// Whose facts were read from the store.
    read: BTreeSet<Subject>,
    asked: BTreeSet<FactKey>,
}

/// Judges, asks for what rules looked at and nobody knows freshly, and judges again.
async fn judge(core: &Arc<Core>, finished: &mut Finished, case: Case) -> Result<(), StoreError> {
    let at = finished.at;
    let parameters = core.checks.parameters.on(legal_day(at));
    let mut bench = Bench::default();
    for fact in &finished.matter.own {
        bench.insert(fact);
    }
    let mut rounds = 0;
    let report = loop {
        let report = match &finished.before {
            Some(kept) => {
                let changed = bench.changed_since(&kept.report);
                kept.report
                    .rerun(&case, &bench.facts, &changed, &parameters, at)
                    .0
            }
            None => Report::run(&case, &bench.facts, &parameters, at),
        };
        let report = of_part(report, finished.turn.part);
        if bench
            .read_more(core, &finished.matter, &parameters, &report)
            .await?
        {
            continue;
        }
        let questions = bench.questions(&core.checks, finished, &report, &parameters);
        if questions.is_empty() || rounds == ROUNDS {
            break report;
        }
        rounds += 1;
        bench
            .ask(&core.checks, finished, questions, &parameters)
            .await?;
    };
    finished.report = Some(report);
    Ok(())
}

/// The rows of a part: the organisation itself isn't judged again with its learners.
fn of_part(report: Report, part: Part) -> Report {
    let belongs = |row: &&Row| Part::with(row.check) == part;
    let rows: Vec<Row> = report.rows().filter(belongs).cloned().collect();
    let (case, parameters) = (report.case().clone(), report.parameters().clone());
    Report::of_rows(case, parameters, report.at(), rows)
}

impl Bench {
    fn insert(&mut self, fact: &Fact) {
        if let Some(key) = self.facts.insert(fact.clone()) {
            let said = self.said.entry(key).or_default();
            said.insert((fact.source, fact.by), fact.as_of);
        }
    }

    /// Keys under which something else stands than a report saw: the rest of it holds.
    fn changed_since(&self, report: &Report) -> Vec<FactKey> {
        let mut changed: BTreeSet<FactKey> = self.answered.iter().cloned().collect();
        let nothing = BTreeMap::new();
        for row in report.rows() {
            for key in &row.read {
                let saw = row.evidence.iter().filter(|one| one.fact == *key);
                let saw: BTreeMap<Voice, Moment> =
                    saw.map(|one| ((one.source, one.by), one.as_of)).collect();
                if saw != *self.said.get(key).unwrap_or(&nothing) {
                    changed.insert(key.clone());
                }
            }
        }
        changed.into_iter().collect()
    }

    /// Reads what is kept about those the rules looked at. Whether there was anybody new.
    async fn read_more(
        &mut self,
        core: &Arc<Core>,
        matter: &Matter,
        parameters: &CheckParameters,
        report: &Report,
    ) -> Result<bool, StoreError> {
        let unread: BTreeSet<Subject> = report
            .asked_for()
            .map(|key| &key.about)
            .filter(|about| !self.read.contains(about))
            .cloned()
            .collect();
        if unread.is_empty() {
            return Ok(false);
        }
        self.read.extend(unread.iter().cloned());
        let key = core.checks.key.clone();
        let found = core
            .store
            .read(move |connection| -> Result<_, StoreError> {
                let mut found = Vec::new();
                for subject in &unread {
                    found.push(facts::about(connection, &key, subject)?);
                }
                Ok(found)
            })
            .await?;
        for about_one in found {
            let all = united(about_one, parameters);
            for fact in all.iter().filter(|fact| matter.takes(fact)) {
                self.insert(fact);
            }
        }
        Ok(true)
    }

    /// What the systems have to be asked: what rules looked at and nobody said freshly.
    fn questions(
        &mut self,
        checks: &Checks,
        finished: &Finished,
        report: &Report,
        parameters: &CheckParameters,
    ) -> Vec<Question> {
        let addresses = &finished.matter.addresses;
        let mut questions = Vec::new();
        for key in report.asked_for() {
            if self.asked.contains(key) {
                continue;
            }
            let Some(question) = Question::of(key, |premises| addresses.get(&premises).cloned())
            else {
                continue;
            };
            let configured = checks.sources.contains(&question.source());
            let known = !finished.turn.anew && self.is_fresh(key, parameters, finished.at);
            if configured && !known {
                self.asked.extend(question.keys());
                questions.push(question);
            }
        }
        questions
    }

    fn is_fresh(&self, key: &FactKey, parameters: &CheckParameters, at: Moment) -> bool {
        match self.facts.read(key, parameters, at).0 {
            Reading::Known(_, age) => age == Age::Fresh,
            Reading::Conflict(said) => said.iter().all(|(_, age)| *age == Age::Fresh),
            Reading::Nothing | Reading::Silence(_) | Reading::TooOld(_) => false,
        }
    }

    async fn ask(
        &mut self,
        checks: &Checks,
        finished: &mut Finished,
        questions: Vec<Question>,
        parameters: &CheckParameters,
    ) -> Result<(), StoreError> {
        let mut asking = JoinSet::new();
        let mut questions = questions.into_iter();
        let (parameters, anew) = (Arc::new(parameters.clone()), finished.turn.anew);
        loop {
            while asking.len() < QUESTIONS
                && let Some(question) = questions.next()
            {
                let connectors = Arc::clone(&checks.connectors);
                let parameters = Arc::clone(&parameters);
                asking.spawn(async move {
                    let answered = if anew {
                        connectors.ask_anew(ASKER, &question, &parameters).await
                    } else {
                        connectors.ask(ASKER, &question, &parameters).await
                    };
                    (question, answered)
                });
            }
            let Some(ended) = asking.join_next().await else {
                return Ok(());
            };
            let (question, answered) = ended.or(Err(StoreError::Closed))?;
            self.take(finished, &question, &answered);
        }
    }

    fn take(
        &mut self,
        finished: &mut Finished,
        question: &Question,
        answered: &Result<Answer, Trouble>,
    ) {
        let trouble = match answered {
            Ok(answer) => answer.trouble.as_ref(),
            Err(trouble) => Some(trouble),
        };
        // A refusal is an answer of its kind: the next night is soon enough to ask again.
        finished.unanswered |= trouble.is_some_and(|trouble| {
            !matches!(trouble, Trouble::Refused(_) | Trouble::NotConfigured)
        });
        let news = take_in(&mut self.facts, question, answered);
        if let Ok(answer) = answered {
            for fact in answer
                .facts
                .iter()
                .filter(|fact| news.contains(&fact.key()))
            {
                let said = self.said.entry(fact.key()).or_default();
                said.insert((fact.source, fact.by), fact.as_of);
                finished.learnt.push(fact.clone());
            }
        }
        self.answered.extend(news);
    }
}

/// Writes everything down at once: facts, report, what readers see, the next turn. Whether the
/// report says anything else than before.
fn settle(tx: &Tx<'_>, checks: &Checks, finished: &Finished) -> Result<bool, StoreError> {
    let Finished { turn, matter, .. } = finished;
    let (id, part, at) = (turn.organisation, turn.part, finished.at);
    let Some(stands) = queue::get(tx, id, part)? else {
        return Ok(false);
    };
    let known = finished.before.as_ref().map(|kept| kept.report.at());
    if known.is_some() && report::made_at(tx, id, part)? != known {
        // Another registry on this store was quicker.
        return Ok(false);
    }
    let mut causes = Vec::new();
    for fact in &finished.learnt {
        // Schools and their pupils have no part in the ledger of vouchers.
        let follows = matter.organisation.kind != OrganisationKind::School;
        if facts::put(tx, &checks.key, fact)? && follows {
            causes.extend(vouchers::cause_of(fact, id));
        }
    }
    vouchers::note(tx, &causes, at)?;
    let before = shown::shown(tx, id)?;
    let (after, changed) = match &finished.report {
        None => {
            let programme = super::matter::programme(matter.organisation.kind);
            (Some(shown::unidentified(programme, at)), false)
        }
        Some(report) => {
            let pair = (finished.before.as_ref(), report);
            let (since, changed) = report::put(tx, &checks.key, id, part, pair, at)?;
            let after = match part {
                Part::Establishment => {
                    let people = match &before {
                        Some(before) => before.people.clone(),
                        None => people_so_far(tx, id)?,
                    };
                    let known = before.as_ref().map(|before| before.building.as_slice());
                    let known = known.unwrap_or_default();
                    Some(OrganisationChecks {
                        people,
                        building: building::shown(tx, checks, &matter.organisation, report, known)?,
                        ..shown::of_establishment(report, &since, &checks.sources)
                    })
                }
                Part::Contingent | Part::Staff => before.clone().map(|before| OrganisationChecks {
                    people: shown::with_people(&before.people, report, part),
                    ..before
                }),
            };
            (after, changed)
        }
    };
    if let Some(after) = after {
        let after = OrganisationChecks {
            figures: figures::of(tx, checks, &matter.organisation, at)?,
            ..after
        };
        let wanted = turn.anew && part == Part::Establishment;
        if wanted || shown::is_news(before.as_ref(), &after) {
            note(tx, id, before.as_ref(), &after, at)?;
            shown::put(tx, id, &after)?;
            records::publish_organisation(tx, id)?;
        }
    }
    if stands.ticket == turn.ticket {
        queue::put(tx, &next(finished))?;
    }
    Ok(changed)
}

/// What reports on people said before there was anything to show them with.
fn people_so_far(tx: &Tx<'_>, id: OrganisationId) -> Result<Vec<PeopleChecks>, StoreError> {
    let mut people = Vec::new();
    for part in [Part::Contingent, Part::Staff] {
        if let Some(kept) = report::read(tx, id, part)? {
            people = shown::with_people(&people, &kept.report, part);
        }
    }
    Ok(people)
}

/// A line in the audit log where what follows from the checks became another.
fn note(
    tx: &Tx<'_>,
    id: OrganisationId,
    before: Option<&OrganisationChecks>,
    after: &OrganisationChecks,
    at: Moment,
) -> Result<(), StoreError> {
    for now in &after.decisions {
        let former = before.and_then(|before| {
            let mut decisions = before.decisions.iter();
            decisions.find(|former| former.moment == now.moment)
        });
        if former.is_some_and(|former| former.decision == now.decision) {
            continue;
        }
        let word = |decision| rows::encode(&decision).map(|word| word.replace('"', ""));
        let from = match former {
            Some(former) => word(former.decision)?,
            None => "none".to_owned(),
        };
        let action = format!("checks {} {from} -> {}", now.moment, word(now.decision)?);
        let line = Line {
            operation: "",
            actor: None,
            action: &action,
            object: &id.to_string(),
        };
        audit::write(tx, at, &line)?;
    }
    Ok(())
}

/// When a part has its next turn: soon where a system gave no answer, otherwise when the first
/// fact changes its age, and in the night at the latest.
fn next(finished: &Finished) -> Turn {
    let (turn, at) = (finished.turn, finished.at);
    let again = Turn {
        occasion: Occasion::Clock,
        anew: false,
        ..turn
    };
    if finished.unanswered {
        let tries = turn.tries.saturating_add(1);
        return Turn {
            due_at: at + pause(tries),
            tries,
            ..again
        };
    }
    let rows = finished.report.iter().flat_map(Report::rows);
    let aged = rows
        .filter_map(|row| row.holds_through)
        .filter(|end| *end >= at)
        .min()
        .and_then(|end| end.checked_add_signed(TimeDelta::seconds(1)));
    let night = night_after(at, turn.organisation);
    let due = aged.map_or(night, |aged| aged.min(night));
    Turn {
        due_at: due.max(at + SHORTEST_PAUSE),
        tries: 0,
        ..again
    }
}

/// The moment of an organisation in the next night, by the day of Kazakhstan.
pub(crate) fn night_after(at: Moment, id: OrganisationId) -> Moment {
    let place = id.to_string().bytes().fold(0_u64, |place, byte| {
        place.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let minutes = i64::try_from(place % NIGHT_MINUTES).unwrap_or(0);
    let day = legal_day(at);
    let tomorrow = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let midnight = tomorrow.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(5);
    midnight + NIGHT_BEGINS + TimeDelta::minutes(minutes)
}

/// The shortest, then twice as long each time.
fn pause(tries: u32) -> TimeDelta {
    let doublings = tries.saturating_sub(1).min(10);
    let times = 1_i32.checked_shl(doublings).unwrap_or(i32::MAX);
    (SHORTEST_PAUSE * times).min(LONGEST_PAUSE)
}
