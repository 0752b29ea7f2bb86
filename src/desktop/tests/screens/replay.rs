//! A client that answers from what was recorded: at once, the same every time, or not at all.

use crate::world::{Recording, World, world};
use baqylau_client::ui::{
    Command, Event, LockState, Looked, MonthCommand, MonthEvent, OpenVisit, Picture, Seen,
    StatementView, Ticket, UserError,
};
use baqylau_desktop::app::Backend;
use baqylau_domain::draft::Draft;
use baqylau_domain::identifiers::{InstallId, VisitId};
use baqylau_domain::people::AccountRole;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// State of the imitation, which tests may change at any time.
pub struct State {
    pub world: &'static World,
    pub recording: &'static Recording,
    /// Events still to be told.
    pub queue: VecDeque<Event>,
    /// Every command sent.
    pub sent: Vec<Command>,
    /// Ticket of the last of them.
    pub last: Ticket,
    /// Records of the state order, where they aren't those recorded.
    pub orders: Option<Event>,
    /// The monthly validation, where it isn't that recorded.
    pub months: Vec<MonthEvent>,
    /// Refuse what is asked of months.
    pub month_refused: Option<UserError>,
    /// Refuse every command that isn't a plain reading.
    pub refuse: Option<UserError>,
    /// Answer nothing, as a client that still works.
    pub silent: bool,
    /// Write nothing to disk for now: drafts stay unsaved.
    pub slow_disk: bool,
    /// The registry was never asked what visits are planned with.
    pub no_planning: bool,
    /// The draft as "on disk".
    pub draft: Draft,
    /// The visit opened, when it isn't the recorded one.
    pub opened: Option<Arc<OpenVisit>>,
    /// What a bank's statement says, once one is read.
    pub statement: Option<Arc<StatementView>>,
    /// The act as it is composed, when it isn't the recorded one.
    pub composed: Option<Event>,
    /// The fixed act, when it isn't the recorded one.
    pub opened_act: Option<Event>,
}

/// The imitation; clones share their state.
#[derive(Clone)]
pub struct Replay(pub Rc<RefCell<State>>);

impl Replay {
    pub fn of(role: AccountRole) -> Self {
        let world = world();
        let recording = world.of(role);
        let draft = match recording.opened.get(&world.visit) {
            Some(Event::VisitOpened(open)) => open.draft.as_ref().clone(),
            _ => Draft::default(),
        };
        Self(Rc::new(RefCell::new(State {
            world,
            recording,
            queue: VecDeque::new(),
            sent: Vec::new(),
            last: 0,
            orders: None,
            months: Vec::new(),
            month_refused: None,
            refuse: None,
            silent: false,
            slow_disk: false,
            no_planning: false,
            draft,
            opened: None,
            statement: None,
            composed: None,
            opened_act: None,
        })))
    }

    /// Tells an event.
    pub fn tell(&self, event: Event) {
        let mut state = self.0.borrow_mut();
        // What was told of the order is told again when it is asked for.
        if matches!(event, Event::Orders(_)) {
            state.orders = Some(event.clone());
        }
        state.queue.push_back(event);
    }

    /// Tells that the recorded person is signed in.
    pub fn tell_session(&self) {
        let recording = self.0.borrow().recording;
        let person = Box::new(recording.person.clone());
        self.tell(Event::Lock(LockState::SignedIn {
            person,
            sample: true,
            offline_until: None,
        }));
        if let Some(sync) = &recording.sync {
            self.tell(Event::Sync(sync.clone()));
        }
    }

    /// Changes how it behaves.
    pub fn with<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        change(&mut self.0.borrow_mut())
    }

    /// How many commands of a kind were sent.
    pub fn count(&self, wanted: impl Fn(&Command) -> bool) -> usize {
        self.0
            .borrow()
            .sent
            .iter()
            .filter(|command| wanted(command))
            .count()
    }
}

impl State {
    /// What is told of months: what a test tells, or else what the demonstration has.
    fn month(&self, asked: MonthCommand) -> Option<MonthEvent> {
        let told = match self.months.is_empty() {
            true => &self.recording.months,
            false => &self.months,
        };
        let wanted = |event: &&MonthEvent| match (asked, event) {
            (MonthCommand::List, MonthEvent::Listed(_)) => true,
            (MonthCommand::Open { period }, MonthEvent::Opened(one)) => {
                one.state.month.period == period
            }
            (
                MonthCommand::People {
                    period,
                    organisation,
                },
                MonthEvent::People(one),
            ) => one.period == period && one.organisation == organisation,
            _ => false,
        };
        told.iter().find(wanted).cloned()
    }

    fn answer(&mut self, ticket: Ticket, command: &Command) -> Vec<Event> {
        let recording = self.recording;
        let one = |event: &Option<Event>| event.iter().cloned().collect::<Vec<_>>();
        match command {
            Command::LoadVisits => one(&recording.visits),
            Command::LoadSanctions => one(&recording.sanctions),
            // What a test tells of the order, or else what the demonstration has.
            Command::LoadOrders => {
                let told = self.orders.as_ref().or(recording.orders.as_ref());
                told.cloned().into_iter().collect()
            }
            Command::Months(asked) => self.month(*asked).into_iter().map(Event::Months).collect(),
            Command::LoadPoints => one(&recording.points),
            Command::LoadPlanning if self.no_planning => vec![Event::Planning(None)],
            Command::LoadPlanning => one(&recording.planning),
            Command::PlanVisit { .. } => vec![Event::VisitPlanned {
                ticket,
                visit: VisitId::new(uuid::Uuid::from_u128(4242)),
            }],
            Command::LoadOutbox => one(&recording.outbox),
            Command::LoadSamplePeople => vec![Event::SamplePeople(self.world.people.clone())],
            Command::LoadOrganisations { filter } => match &recording.organisations {
                Some(Event::Organisations { rows, .. }) => {
                    vec![Event::Organisations {
                        filter: filter.clone(),
                        rows: rows.clone(),
                    }]
                }
                _ => Vec::new(),
            },
            Command::LoadCauses { visit } => {
                recording.causes.get(visit).cloned().into_iter().collect()
            }
            Command::OpenOrganisation { id } => {
                recording.cards.get(id).cloned().into_iter().collect()
            }
            Command::OpenVisit { visit } => {
                if let Some(opened) = self.opened.clone().filter(|open| open.visit.id == *visit) {
                    let mut open = opened.as_ref().clone();
                    open.draft = Arc::new(self.draft.clone());
                    return vec![Event::VisitOpened(Arc::new(open))];
                }
                match recording.opened.get(visit) {
                    Some(Event::VisitOpened(open)) if *visit == self.world.visit => {
                        let mut open = open.as_ref().clone();
                        open.draft = Arc::new(self.draft.clone());
                        vec![Event::VisitOpened(Arc::new(open))]
                    }
                    other => other.cloned().into_iter().collect(),
                }
            }
            Command::OpenAct { .. } if self.opened_act.is_some() => {
                self.opened_act.clone().into_iter().collect()
            }
            Command::OpenAct { visit, language } => {
                let other = recording.acts_in.get(&(*visit, language.code()));
                let act = other.or_else(|| recording.acts.get(visit));
                act.cloned().into_iter().collect()
            }
            Command::ComposeAct { visit, language } if *visit == self.world.visit => {
                let laid_out = self.world.composed_in.get(language.code());
                let other = self.composed.as_ref().or(laid_out);
                vec![other.unwrap_or(&self.world.composed).clone()]
            }
            Command::WriteDraft { visit, changes } if !self.slow_disk => {
                let install = InstallId::new(uuid::Uuid::from_u128(1));
                let author = recording.person.id;
                let mut fields = Vec::new();
                for (key, value) in changes {
                    let version =
                        self.draft
                            .write(key, install, value.clone(), author, self.world.now);
                    self.draft.merge(key.clone(), version.clone());
                    fields.push((key.clone(), version));
                }
                vec![Event::DraftSaved {
                    visit: *visit,
                    fields,
                    at: self.world.now,
                }]
            }
            Command::LoadImage { sha256, longest } => {
                let (width, height) = (*longest, *longest * 3 / 4);
                let picture = Picture {
                    width,
                    height,
                    rgba: [120, 140, 150, 255].repeat((width * height) as usize),
                };
                vec![Event::Image {
                    sha256: *sha256,
                    longest: *longest,
                    picture: Some(Arc::new(picture)),
                }]
            }
            Command::LookAt {
                sha256,
                page,
                longest,
            } => {
                let (width, height) = (*longest * 3 / 4, *longest);
                let shade = 250 - 40 * u8::try_from(*page).unwrap_or(0);
                let picture = Picture {
                    width,
                    height,
                    rgba: [shade, shade, 250, 255].repeat((width * height) as usize),
                };
                vec![Event::Looked(Arc::new(Looked {
                    sha256: *sha256,
                    page: *page,
                    seen: Ok(Seen { picture, of: 3 }),
                }))]
            }
            Command::Verify { files } => match verified(self.world, files) {
                Ok(report) => vec![Event::Verified {
                    ticket,
                    report: report.into(),
                }],
                Err(error) => vec![Event::Failed {
                    ticket: Some(ticket),
                    error: error.user(),
                }],
            },
            Command::ReadNeeds { path } => match crate::orders_needs::read(path) {
                Ok(needs) => vec![Event::Needs {
                    ticket,
                    needs: Arc::new(needs),
                }],
                Err(error) => vec![Event::Failed {
                    ticket: Some(ticket),
                    error,
                }],
            },
            Command::ReadStatement { .. }
            | Command::OpenStatement { .. }
            | Command::MatchLine { .. } => {
                let statement = self.statement.clone().into_iter();
                let told = statement.map(|statement| Event::Statement { ticket, statement });
                told.collect()
            }
            Command::RecordStatement { lines, .. } => vec![Event::StatementRecorded {
                ticket,
                recorded: lines.len(),
                already: 0,
            }],
            Command::SignOut => vec![Event::Lock(LockState::Unlocked {
                known: Vec::new(),
                online: true,
                sample: true,
            })],
            _ => Vec::new(),
        }
    }
}

fn only_reads(command: &Command) -> bool {
    matches!(
        command,
        Command::LoadVisits
            | Command::LoadSanctions
            | Command::LoadTurnedChecks { .. }
            | Command::LoadPoints
            | Command::LoadOutbox
            | Command::LoadOrders
            | Command::Months(MonthCommand::List | MonthCommand::Open { .. })
            | Command::LoadCauses { .. }
            | Command::LoadSamplePeople
            | Command::LoadPlanning
            | Command::LoadOrganisations { .. }
            | Command::LoadViews { .. }
            | Command::OpenOrganisation { .. }
            | Command::OpenVisit { .. }
            | Command::LoadImage { .. }
            | Command::LookAt { .. }
    )
}

impl Backend for Replay {
    fn send(&self, ticket: Ticket, command: Command) {
        let mut state = self.0.borrow_mut();
        state.sent.push(command.clone());
        state.last = ticket;
        if state.silent {
            return;
        }
        let refused = match &command {
            Command::Months(_) => state.month_refused.clone(),
            _ => None,
        };
        let all = state.refuse.clone().filter(|_| !only_reads(&command));
        if let Some(error) = refused.or(all) {
            state.queue.push_back(Event::Failed {
                ticket: Some(ticket),
                error,
            });
            return;
        }
        let told = state.answer(ticket, &command);
        let failed = told
            .iter()
            .any(|event| matches!(event, Event::Failed { .. }));
        state.queue.extend(told);
        if !failed {
            state.queue.push_back(Event::Done { ticket });
        }
    }

    fn next_event(&self) -> Option<Event> {
        self.0.borrow_mut().queue.pop_front()
    }
}

/// Files verified as a laptop of this registry does.
fn verified(
    world: &World,
    files: &[std::path::PathBuf],
) -> Result<baqylau_client::report::Report, baqylau_client::ClientError> {
    let believed = baqylau_client::Believed {
        anchors: vec![world.exported.join("authorities.pem")],
        demonstration: true,
        lists: Vec::new(),
    };
    baqylau_client::verify_files(files, &believed, world.now)
}
