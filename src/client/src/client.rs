//! The client itself: starts, takes commands, stops.

use crate::act;
use crate::config::ClientConfig;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::nca;
use crate::sync::api::Api;
use crate::sync::{self, HttpTransport, Transport};
use crate::trust;
use crate::ui::{BatchKey, Command, Event, Ticket, ToSignOrder};
use crate::work::{
    bank, bundle, causes, checks, colleagues, documents, draft, evidence, keys, logs, looked,
    months, needs, objection, offices, offline, operate, order_papers, orders, outbox, picture,
    planning, registers, session, turned, verdict, verify, view, views,
};
use std::future::Future;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use tokio::runtime::{Builder, Handle};
use tokio::sync::mpsc as queue;

/// Files taken in or made at the same time.
const JOBS_AT_ONCE: usize = 3;

/// A running client. Dropping it shuts it down.
pub struct Client {
    commands: Mutex<Option<queue::UnboundedSender<(Ticket, Command)>>>,
    hub: Arc<Hub>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

impl Client {
    /// Starts over the real network. The first event is the state of lock.
    ///
    /// # Errors
    /// When the proxy, the bundle of authorities or the system's threads can't be used.
    pub fn start(config: ClientConfig) -> Result<(Self, mpsc::Receiver<Event>)> {
        let transport = HttpTransport::new(&config.registry_url, &config.network)?;
        Self::start_with(config, Arc::new(transport))
    }

    /// Starts over any transport.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start_with(
        config: ClientConfig,
        transport: Arc<dyn Transport>,
    ) -> Result<(Self, mpsc::Receiver<Event>)> {
        let (events, told) = mpsc::channel();
        let (commands, waiting) = queue::unbounded_channel();
        let hub = Arc::new(Hub::new(config, Api::new(transport), events));
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("client")
            .enable_all()
            .build()
            .map_err(|error| ClientError::File {
                doing: "starting".to_owned(),
                source: error,
            })?;
        let shared = hub.clone();
        let thread = std::thread::Builder::new()
            .name("client".to_owned())
            .spawn(move || {
                // A power cut may have left some.
                documents::clear_prints(&shared);
                trust::start(&shared);
                let handle = runtime.handle().clone();
                let syncing = runtime.spawn(sync::run(shared.clone()));
                let extending = runtime.spawn(trust::extend::run(shared.clone()));
                runtime.block_on(desk(shared.clone(), handle, waiting));
                shared.stop.send_replace(true);
                // A round under way is cut short; what it sent is sent again, with the same bytes.
                let _ = runtime.block_on(syncing);
                // A signature that wasn't extended is extended at the next start.
                let _ = runtime.block_on(extending);
                shared.close_store();
                runtime.shutdown_timeout(std::time::Duration::from_secs(5));
            })
            .map_err(|error| ClientError::File {
                doing: "starting".to_owned(),
                source: error,
            })?;
        let client = Self {
            commands: Mutex::new(Some(commands)),
            hub,
            thread: Mutex::new(Some(thread)),
        };
        client.hub.tell(Event::Lock(session::initial(&client.hub)));
        client.hub.tell_sync();
        Ok((client, told))
    }

    /// Hands a command over. Never waits; the answer is an event.
    pub fn send(&self, ticket: Ticket, command: Command) {
        let commands = self.commands.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = commands
            .as_ref()
            .is_some_and(|queue| queue.send((ticket, command)).is_ok());
        if !sent {
            self.hub.fail(Some(ticket), &ClientError::Stopped);
        }
    }

    /// Stops: commands handed over before are carried out, the store is closed.
    pub fn shutdown(&self) {
        drop(
            self.commands
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // A thread that panicked has nothing left to close.
            let _ = thread.join();
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.shutdown();
    }
}

/// Takes commands one after the other; what only reads and writes the store is done at once and
/// in order, what takes long goes on beside it.
async fn desk(
    hub: Arc<Hub>,
    runtime: Handle,
    mut waiting: queue::UnboundedReceiver<(Ticket, Command)>,
) {
    let jobs = Arc::new(tokio::sync::Semaphore::new(JOBS_AT_ONCE));
    let mut running = tokio::task::JoinSet::new();
    while let Some((ticket, command)) = waiting.recv().await {
        let desk = Desk {
            hub: &hub,
            runtime: &runtime,
            jobs: &jobs,
            ticket,
        };
        tokio::task::block_in_place(|| desk.take(command, &mut running));
        while running.try_join_next().is_some() {}
    }
    // Nobody chooses a key for a program that is closing.
    hub.nca.cancel(None);
    // A batch goes on after the next start, from the act it came to.
    hub.batch.cancel(None);
    // Work begun is finished before the store closes; what waits for the network is cut short.
    let patience = std::time::Duration::from_secs(3);
    if tokio::time::timeout(patience, finish(&mut running))
        .await
        .is_err()
    {
        hub.stop.send_replace(true);
        let _ = tokio::time::timeout(patience, finish(&mut running)).await;
    }
}

async fn finish(running: &mut Running) {
    while running.join_next().await.is_some() {}
}

struct Desk<'a> {
    hub: &'a Arc<Hub>,
    runtime: &'a Handle,
    jobs: &'a Arc<tokio::sync::Semaphore>,
    ticket: Ticket,
}

type Running = tokio::task::JoinSet<()>;

impl Desk<'_> {
    fn take(&self, command: Command, running: &mut Running) {
        let (hub, ticket) = (self.hub, self.ticket);
        match command {
            Command::CreateStore {
                passphrase,
                remember_in_keyring,
            } => {
                self.done(session::create(hub, &passphrase, remember_in_keyring));
            }
            Command::Unlock { passphrase } => self.done(session::unlock(hub, passphrase.as_ref())),
            Command::RecoverStore => self.done(session::recover(hub)),
            Command::LoadSamplePeople => {
                self.beside(
                    running,
                    |hub| async move { session::load_samples(&hub).await },
                );
            }
            Command::SignIn { key, password } => self.beside(running, |hub| async move {
                session::sign_in(&hub, &key, &password).await
            }),
            Command::ContinueOffline {
                person,
                key,
                password,
            } => self.job(running, move |hub| {
                offline::go_on(hub, person, &key, &password)
            }),
            Command::SignOut => self.sign_out(running),
            Command::LoadVisits => self.done(registers::tell_visits(hub)),
            Command::OpenVisit { visit } => self.done(open_visit(hub, visit)),
            Command::FetchPack { visit } => self.beside(running, move |hub| async move {
                let store = hub.store()?;
                sync::fetch::pack(&hub, &store, visit).await?;
                registers::tell_visits(&hub)?;
                open_visit(&hub, visit)
            }),
            Command::Visit { visit, op } => self.done(operate::visit(hub, visit, op)),
            Command::WriteDraft { visit, changes } => {
                self.done(draft::write(hub, visit, changes, Vec::new()));
            }
            Command::ResolveConflict { visit, key, value } => {
                self.done(draft::write(hub, visit, vec![(key, value)], Vec::new()));
            }
            Command::LodgeObjection {
                visit,
                text,
                papers,
            } => self.job(running, move |hub| {
                objection::lodge(hub, visit, text, &papers)
            }),
            Command::AddEvidence {
                visit,
                list,
                item,
                sources,
            } => {
                self.job(running, move |hub| {
                    evidence::add(hub, ticket, visit, &list, &item, &sources)
                });
            }
            Command::LoadImage { sha256, longest } => {
                self.beside(running, move |hub| async move {
                    picture::tell(&hub, sha256, longest).await
                });
            }
            Command::LookAt {
                sha256,
                page,
                longest,
            } => self.beside(running, move |hub| async move {
                looked::tell(&hub, sha256, page, longest).await
            }),
            Command::SaveOriginal { sha256, to } => self.beside(running, move |hub| async move {
                evidence::save_original(&hub, sha256, &to).await
            }),
            Command::ComposeAct { visit, language } => {
                self.job(running, move |hub| {
                    documents::tell_composed(hub, visit, language)
                });
            }
            Command::FixAct { visit, sha256 } => self.done(act::fix::fix(hub, visit, sha256)),
            Command::OpenAct { visit, language } => self.beside(running, move |hub| async move {
                documents::tell_fixed(&hub, visit, language).await
            }),
            Command::InspectKey { key, password } => self.job(running, move |hub| {
                verdict::inspect(hub, ticket, &key, &password)
            }),
            Command::Sign {
                visit,
                key,
                password,
            } => {
                self.beside(running, move |hub| async move {
                    act::sign::sign(&hub, visit, &key, &password).await
                });
            }
            Command::SignWithNcaLayer {
                visit,
                person,
                language,
                accept,
            } => match nca::Place::take(hub, ticket) {
                Ok(place) => self.beside(running, move |hub| async move {
                    act::program::sign(&hub, place, visit, person, language, accept).await
                }),
                Err(error) => self.done(Err(error)),
            },
            Command::LoadQueue { filter } => {
                // A search typed on makes the one before it pointless.
                hub.queue_asked.store(ticket, Ordering::SeqCst);
                self.job(running, move |hub| {
                    crate::work::queue::tell(hub, filter, &|| {
                        hub.queue_asked.load(Ordering::SeqCst) == ticket
                    })
                });
            }
            Command::LoadBatch => self.job(running, act::batch::tell),
            Command::SignBatch { acts, key } => {
                self.batch(running, act::batch::Wanted::Acts(acts), key);
            }
            Command::ResumeBatch { batch, failed, key } => {
                self.batch(running, act::batch::Wanted::Rest { batch, failed }, key);
            }
            Command::PutBatchAway { batch } => self.done(act::batch::put_away(hub, batch)),
            Command::LoadRecentKeys => self.job(running, keys::tell),
            Command::LookAtKey { path } => self.job(running, move |hub| keys::look(hub, &path)),
            Command::ForgetKey { path } => self.job(running, move |hub| keys::forget(hub, &path)),
            Command::Cancel { of } => {
                hub.nca.cancel(Some(of));
                trust::services::cancel(hub, of);
                hub.batch.cancel(Some(of));
                hub.cancelled.send_replace(Some(of));
                self.done(Ok(()));
            }
            Command::MakePdf {
                visit,
                document,
                language,
                to,
            } => {
                self.beside(running, move |hub| async move {
                    let path = documents::make_pdf(&hub, visit, document, language, to).await?;
                    hub.tell(Event::DocumentReady { ticket, path });
                    Ok(())
                });
            }
            Command::ExportAct { visit, to } => self.beside(running, move |hub| async move {
                documents::export_act(&hub, visit, &to).await
            }),
            Command::PrintDocument {
                visit,
                document,
                language,
            } => self.beside(running, move |hub| async move {
                let path = documents::make_pdf(&hub, visit, document, language, None).await?;
                documents::print(&hub, ticket, &path).await
            }),
            Command::Verify { files } => {
                self.job(running, move |hub| verify::verify(hub, ticket, &files));
            }
            Command::SaveReport {
                report,
                language,
                to,
            } => self.job(running, move |hub| {
                verify::save_report(hub, ticket, &report, language, &to)
            }),
            Command::LoadTrust => self.job(running, |hub| {
                trust::tell(hub);
                Ok(())
            }),
            Command::ImportTrust { from } => {
                self.job(running, move |hub| trust::import(hub, &from));
            }
            Command::CheckServices => {
                let place = trust::services::Trial::take(hub, ticket);
                self.beside(running, move |hub| async move {
                    trust::services::check(&hub, place).await
                });
            }
            Command::ConfirmAuthority {
                fingerprint,
                compared,
            } => self.job(running, move |hub| {
                trust::confirm(hub, &fingerprint, &compared)
            }),
            Command::RemoveAuthority { fingerprint } => {
                self.job(running, move |hub| trust::remove(hub, fingerprint));
            }
            Command::PrintReport { report, language } => {
                self.beside(running, move |hub| async move {
                    verify::print_report(&hub, ticket, &report, language).await
                });
            }
            Command::SaveInside { report, to } => {
                self.job(running, move |_| verify::save_inside(&report, &to));
            }
            Command::ExportBundle {
                visit,
                to,
                passphrase,
            } => {
                self.job(running, move |hub| {
                    bundle::export(hub, visit, &to, &passphrase)
                });
            }
            Command::ImportBundle { from, passphrase } => {
                self.job(running, move |hub| bundle::import(hub, &from, &passphrase));
            }
            Command::LoadOrganisations { filter } => {
                // A search typed on makes the one before it pointless.
                hub.register_asked.store(ticket, Ordering::SeqCst);
                self.job(running, move |hub| {
                    registers::tell_organisations(hub, filter, &|| {
                        hub.register_asked.load(Ordering::SeqCst) == ticket
                    })
                });
            }
            Command::OpenOrganisation { id } => self.done(registers::tell_organisation(hub, id)),
            Command::AskChecks { organisation } => self.done(checks::ask(hub, organisation)),
            Command::AskChecksOf { organisations } => {
                self.done(checks::ask_all(hub, organisations));
            }
            Command::LoadViews { register } => self.done(views::tell(hub, register)),
            Command::KeepView {
                register,
                name,
                content,
            } => self.done(views::keep(hub, register, &name, content)),
            Command::ForgetView { register, name } => {
                self.done(views::forget(hub, register, name));
            }
            Command::LoadTurnedChecks { after } => {
                self.job(running, move |hub| turned::tell(hub, after));
            }
            Command::LoadSanctions => self.done(registers::tell_sanctions(hub)),
            Command::LoadCauses { visit } => self.beside(running, move |hub| async move {
                causes::tell(&hub, visit).await
            }),
            Command::LoadOrders => self.job(running, |hub| {
                hub.with(|state| state.orders = true);
                orders::tell(hub)
            }),
            Command::ReadMessages { about, until } => {
                self.done(crate::work::letters::read(hub, about, until))
            }
            Command::AskOrder { op } => self.done(orders::ask(hub, *op)),
            Command::BeginOrders { what } => {
                self.done(crate::work::order_begin::begin(hub, ticket, *what))
            }
            Command::Apply { with } => {
                self.job(running, move |hub| orders::apply(hub, ticket, &with));
            }
            Command::SignOrders { documents, key } => self.sign_orders(running, documents, key),
            Command::PrintOrder {
                paper,
                language,
                to,
            } => self.beside(running, move |hub| async move {
                order_papers::make(&hub, ticket, paper, language, to).await
            }),
            Command::ExportMt100 { of, to } => {
                self.job(running, move |hub| bank::export(hub, ticket, &of, &to));
            }
            Command::ReadStatement { path } => {
                self.job(running, move |hub| bank::read(hub, ticket, &path));
            }
            Command::ReadNeeds { path } => {
                self.job(running, move |hub| needs::read(hub, ticket, &path));
            }
            Command::OpenStatement { statement, file } => self
                .beside(running, move |hub| async move {
                    bank::open(&hub, ticket, statement, file).await
                }),
            Command::MatchLine {
                statement,
                line,
                payment,
                reason,
            } => self.job(running, move |hub| {
                bank::match_line(hub, ticket, &statement, line, payment, reason)
            }),
            Command::RecordStatement { statement, lines } => self.job(running, move |hub| {
                bank::record(hub, ticket, &statement, &lines)
            }),
            Command::LoadOffices => self.done(offices::tell(hub)),
            Command::KeepOffice { office } => self.done(offices::keep(hub, *office)),
            Command::LoadPoints => self.done(registers::tell_points(hub)),
            Command::Rule {
                sanction,
                ruling,
                reason,
            } => {
                self.done(operate::rule(hub, sanction, ruling, reason));
            }
            Command::ConfirmPoint {
                visit,
                point,
                report,
            } => {
                self.done(operate::confirm_point(hub, visit, point, report));
            }
            Command::LoadPlanning => self.done(planning::tell(hub)),
            Command::LoadColleagues => {
                self.beside(running, |hub| async move { colleagues::tell(&hub).await })
            }
            Command::Months(command) => self.beside(running, move |hub| async move {
                months::take(&hub, command).await
            }),
            Command::PlanVisit { plan, order } => {
                self.done(planning::plan(hub, ticket, &plan, order));
            }
            Command::LoadOutbox => self.done(outbox::tell(hub)),
            Command::CompareCopies => {
                hub.with(|state| state.compare_wanted = true);
                hub.wake_pull.notify_one();
                self.done(Ok(()));
            }
            Command::SyncNow => {
                hub.wake_pull.notify_one();
                hub.wake_push.notify_one();
                self.done(Ok(()));
            }
            Command::Retry { operation } => self.done(outbox::retry(hub, operation)),
            Command::Dismiss { operation } => self.done(outbox::dismiss(hub, operation)),
            Command::ExportUnsent { to, passphrase } => {
                self.job(running, move |hub| {
                    bundle::export_unsent(hub, &to, &passphrase)
                });
            }
            Command::ExportLogs { from, to } => {
                self.job(running, move |_| logs::export(&from, &to));
            }
            Command::SetOffline { offline } => {
                hub.with(|state| state.offline_by_choice = offline);
                hub.tell_sync();
                if !offline {
                    hub.wake_pull.notify_one();
                    hub.wake_push.notify_one();
                }
                self.done(Ok(()));
            }
        }
    }

    /// Tells how a command ended.
    fn done(&self, ended: Result<()>) {
        tell_end(self.hub, self.ticket, ended);
    }

    /// Signs out here at once, and at the registry where it can be reached: nobody waits for its
    /// answer, and without one the session ends there by itself.
    fn sign_out(&self, running: &mut Running) {
        // Nobody's key signs on after its owner left; the batch waits for them.
        self.hub.batch.cancel(None);
        self.hub.nca.cancel(None);
        let ended = session::sign_out(self.hub);
        if let Ok(Some(token)) = &ended {
            let (hub, token) = (self.hub.clone(), token.clone());
            running.spawn_on(
                async move {
                    let mut stop = hub.stop.subscribe();
                    tokio::select! {
                        ended = hub.api.end_session(token) => if let Err(error) = ended {
                            tracing::info!(%error, "the session wasn't ended at the registry");
                        },
                        _ = stop.changed() => {}
                    }
                },
                self.runtime,
            );
        }
        self.done(ended.map(drop));
    }

    /// Goes on beside the desk, waiting for the network.
    fn beside<F, R>(&self, running: &mut Running, work: F)
    where
        F: FnOnce(Arc<Hub>) -> R,
        R: Future<Output = Result<()>> + Send + 'static,
    {
        let (hub, ticket) = (self.hub.clone(), self.ticket);
        let future = work(hub.clone());
        running.spawn_on(
            async move {
                let mut stop = hub.stop.subscribe();
                let session = hub.api.token();
                let ended = tokio::select! {
                    ended = future => ended,
                    _ = stop.changed() => Err(ClientError::Stopped),
                };
                if let Err(error @ ClientError::Unreachable(_)) = &ended {
                    sync::note_failure(&hub, error, session.as_deref());
                    hub.tell_sync();
                }
                tell_end(&hub, ticket, ended);
            },
            self.runtime,
        );
    }

    /// Signs many acts beside the desk.
    fn batch(&self, running: &mut Running, wanted: act::batch::Wanted, key: BatchKey) {
        match act::batch::Place::take(self.hub, self.ticket) {
            Ok(place) => self.beside(running, move |hub| async move {
                act::batch::run(hub, place, wanted, key).await
            }),
            Err(error) => self.done(Err(error)),
        }
    }

    /// Signs documents of the state order beside the desk.
    fn sign_orders(&self, running: &mut Running, documents: Vec<ToSignOrder>, key: BatchKey) {
        let ticket = self.ticket;
        match key {
            BatchKey::File { key, password } => self.job(running, move |hub| {
                act::orders::sign(hub, ticket, &documents, &key, &password)
            }),
            BatchKey::NcaLayer { language, accept } => match nca::Place::take(self.hub, ticket) {
                Ok(place) => self.beside(running, move |hub| async move {
                    act::orders::sign_with_program(&hub, place, &documents, language, accept).await
                }),
                Err(error) => self.done(Err(error)),
            },
        }
    }

    /// Goes on beside the desk, on a thread of its own: reading, hashing, drawing.
    fn job<F>(&self, running: &mut Running, work: F)
    where
        F: FnOnce(&Hub) -> Result<()> + Send + 'static,
    {
        let (hub, ticket, jobs) = (self.hub.clone(), self.ticket, self.jobs.clone());
        running.spawn_on(
            async move {
                // The semaphore is never closed; without a permit the work just isn't limited.
                let _permit = jobs.acquire().await.ok();
                let worker = hub.clone();
                let ended = tokio::task::spawn_blocking(move || work(&worker)).await;
                tell_end(&hub, ticket, ended.unwrap_or(Err(ClientError::Stopped)));
            },
            self.runtime,
        );
    }
}

fn tell_end(hub: &Hub, ticket: Ticket, ended: Result<()>) {
    match ended {
        Ok(()) => hub.tell(Event::Done { ticket }),
        Err(error) => hub.fail(Some(ticket), &error),
    }
}

fn open_visit(hub: &Hub, visit: baqylau_domain::identifiers::VisitId) -> Result<()> {
    let store = hub.store()?;
    let opened = view::open(hub, &store, visit)?;
    hub.with(|state| state.opened.insert(visit));
    hub.tell(Event::VisitOpened(Arc::new(opened)));
    Ok(())
}
