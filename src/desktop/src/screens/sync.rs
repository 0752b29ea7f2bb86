//! Sync centre: the connection, what waits to be sent, what was refused and what to do about it.

mod queue;

use super::head;
use crate::cx::{Action, Cx, pick};
use crate::dialogs::Purpose;
use crate::place::Place;
use crate::words;
use baqylau_client::ui::{
    Command, Connection, LockState, OutboxRow, OutboxState, OutboxView, Secret, Ticket,
    WaitingDraft, WaitingFile,
};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, OperationId, VisitId};
use baqylau_domain::people::AccountRole;
use baqylau_widgets::table::{Column, Table, TableState};
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{
    Answer, Button, Field, Icon, Modal, Notice, PageHeader, Tag, Tone, facts, panel, progress,
    split, state, text,
};
use chrono::TimeDelta;
use queue::{DRAFT, Line, Page, Sent, lines};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How often the queue is asked for while it is looked at.
const REFRESH: TimeDelta = TimeDelta::seconds(2);

/// View state.
#[derive(Default)]
pub struct SyncScreen {
    tab: usize,
    table: TableState<Sent>,
    chosen: Option<Sent>,
    asked: Option<Moment>,
    bundle: Option<(PathBuf, String)>,
    unsent: Option<(PathBuf, String)>,
    dismissing: Option<OperationId>,
    ticket: Option<Ticket>,
}

impl SyncScreen {
    /// An exchange file was chosen; its passphrase is asked next.
    pub fn bundle_from(&mut self, path: PathBuf) {
        self.bundle = Some((path, String::new()));
    }

    /// A place for what wasn't sent was chosen; the passphrase is asked next.
    pub fn unsent_to(&mut self, path: PathBuf) {
        self.unsent = Some((path, String::new()));
    }

    /// Shows the centre.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        self.refresh(&mut cx);
        let outbox = cx.model.outbox.value().cloned();
        let conflicts = outbox.as_deref().map(by_visit).unwrap_or_default();
        self.header(&mut cx, ui, outbox.as_deref(), conflicts.len());
        split::detail(ui, "sync", 380.0, |ui| {
            match outbox.as_deref().and_then(|view| self.chosen_line(view)) {
                Some(Line::Operation(row)) => {
                    self.operation(row, &mut cx, ui);
                    ui.add_space(16.0);
                }
                Some(Line::Draft(draft)) => {
                    written(draft, &mut cx, ui);
                    ui.add_space(16.0);
                }
                None => {}
            }
            connection(&cx, ui);
            ui.add_space(16.0);
            self.comparison(&mut cx, ui);
            ui.add_space(16.0);
            Self::exchange(&mut cx, ui);
        });
        if let Some(error) = cx.model.failure(self.ticket) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        match outbox.as_deref() {
            None => progress::skeleton(ui, 8),
            Some(view) => match self.tab {
                0 => self.operations(view, &cx, ui),
                1 => attachments(&view.attachments, &cx, ui),
                _ => conflict_list(view, &conflicts, &mut cx, ui),
            },
        }
        self.dialogs(&mut cx, ui.ctx());
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        let now = cx.model.now;
        // The application asks on entering; this keeps states moving while they are looked at.
        match self.asked {
            Some(asked) if now - asked < REFRESH && now >= asked => {}
            Some(_) => {
                self.asked = Some(now);
                cx.post.send(Command::LoadOutbox);
            }
            None => self.asked = Some(now),
        }
    }

    fn header(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        outbox: Option<&OutboxView>,
        conflicts: usize,
    ) {
        let sync = cx.model.sync.as_ref();
        let waiting = sync.map_or(0, |sync| sync.waiting);
        let attention = sync.map_or(0, |sync| sync.attention);
        let busy = sync.is_some_and(|sync| sync.busy);
        let offline = sync.is_some_and(|sync| sync.connection == Connection::OfflineByChoice);
        let subtitle = match sync.and_then(|sync| sync.last_contact) {
            _ if busy => cx.t("sync-status-syncing"),
            Some(at) if waiting == 0 && attention == 0 => {
                let time = cx.locale.relative(at, cx.model.now);
                cx.f("sync-subtitle-all-sent", &[("when", time.into())])
            }
            Some(at) => {
                let time = cx.locale.relative(at, cx.model.now);
                cx.f("sync-subtitle-contact", &[("when", time.into())])
            }
            None => cx.t("sync-status-never"),
        };
        head(ui, |ui| {
            let title = cx.t("sync-title");
            PageHeader::new(&title).subtitle(&subtitle).show(ui, |ui| {
                self.actions(cx, ui, offline, busy);
            });
            let attachments = outbox.map_or(0, |view| view.attachments.len());
            let names = [
                cx.t("sync-queue"),
                cx.t("sync-attachments"),
                cx.t("sync-conflicts"),
            ];
            let queue = outbox.map_or(0, |view| {
                let operations = view.operations.iter().filter(|row| is_open(row));
                operations.count() + view.drafts.len()
            });
            let number = |count: usize| {
                if count == 0 {
                    String::new()
                } else {
                    count.to_string()
                }
            };
            let counts = [number(queue), number(attachments), number(conflicts)];
            let tones = [
                if attention > 0 {
                    Tone::Bad
                } else {
                    Tone::Neutral
                },
                Tone::Neutral,
                Tone::Warning,
            ];
            let list: Vec<Tab<'_>> = names
                .iter()
                .zip(&counts)
                .zip(tones)
                .map(|((label, count), tone)| Tab { label, count, tone })
                .collect();
            tabs(ui, &mut self.tab, &list);
        });
    }

    fn actions(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui, offline: bool, busy: bool) {
        let label = cx.t("sync-now");
        let reason = cx.t("sync-now-offline");
        let button = Button::primary(&label)
            .icon(Icon::RefreshCw)
            .busy(busy)
            .blocked(offline.then_some(reason.as_str()));
        if ui.add(button).clicked() {
            self.ticket = Some(cx.post.send(Command::SyncNow));
        }
        let (label, icon) = if offline {
            (cx.t("sync-work-online"), Icon::Wifi)
        } else {
            (cx.t("sync-work-offline"), Icon::WifiOff)
        };
        if ui.add(Button::secondary(&label).icon(icon)).clicked() {
            cx.post.send(Command::SetOffline { offline: !offline });
        }
    }

    /// Whether what is here is what the registry has.
    fn comparison(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let sync = cx.model.sync.as_ref();
        let online = sync.is_some_and(|sync| sync.connection == Connection::Online);
        ui.label(text::section(&cx.t("sync-compare-title")));
        ui.add_space(4.0);
        match sync.and_then(|sync| sync.compared) {
            None => {
                ui.label(text::small_muted(&cx.t("sync-compare-never")));
            }
            Some(compared) => {
                let (tone, icon, word) = if compared.differed == 0 {
                    (Tone::Ok, Icon::CircleCheck, cx.t("sync-compare-equal"))
                } else {
                    let count = [("count", compared.differed.into())];
                    let word = cx.f("sync-compare-corrected", &count);
                    (Tone::Warning, Icon::RefreshCw, word)
                };
                ui.add(Tag::new(tone, &word).icon(icon));
                let when = format!(
                    "{} · {}",
                    cx.locale.date_time(compared.at),
                    cx.locale.relative(compared.at, cx.model.now)
                );
                facts::row(ui, &cx.t("sync-compare-at"), &when);
            }
        }
        let label = cx.t("sync-compare-now");
        let reason = cx.t("sync-compare-offline");
        let button = Button::secondary(&label)
            .icon(Icon::ShieldCheck)
            .blocked((!online).then_some(reason.as_str()));
        if ui.add(button).clicked() {
            self.ticket = Some(cx.post.send(Command::CompareCopies));
        }
    }

    /// Exchange by a stick or a drive where there is no network.
    fn exchange(cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        ui.label(text::section(&cx.t("sync-exchange-file")));
        ui.label(text::small_muted(&cx.t("sync-exchange-file-detail")));
        let label = cx.t("sync-exchange-load");
        if ui.add(Button::secondary(&label).icon(Icon::Usb)).clicked() {
            cx.post.put(Action::Choose(Purpose::OpenBundle));
        }
        // Only a commission carries visits; a ruling is sent from where it was made.
        if cx
            .model
            .person()
            .is_none_or(|person| person.role != AccountRole::Commission)
        {
            return;
        }
        ui.label(text::small_muted(&cx.t("sync-export-detail")));
        let label = cx.t("sync-export-waiting");
        let waiting = cx.model.sync.as_ref().is_some_and(|sync| sync.waiting > 0);
        let nothing = cx.t("sync-export-nothing");
        let button = Button::secondary(&label)
            .icon(Icon::Download)
            .blocked((!waiting).then_some(nothing.as_str()));
        if ui.add(button).clicked() {
            cx.post.put(Action::Choose(Purpose::SaveUnsent));
        }
    }

    fn chosen_line<'v>(&self, view: &'v OutboxView) -> Option<Line<'v>> {
        let chosen = self.chosen?;
        lines(view).find(|line| line.key() == chosen)
    }

    fn operations(&mut self, view: &OutboxView, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if view.operations.is_empty() && view.drafts.is_empty() {
            let title = cx.t("sync-queue-empty");
            Notice::empty(&title, "").icon(Icon::CircleCheck).show(ui);
            return;
        }
        let titles = [
            cx.t("sync-queue-operation"),
            cx.t("visit-organisation"),
            cx.t("sync-queue-created"),
            cx.t("field-state"),
        ];
        let columns = [
            Column::new("kind", &titles[0], 240.0).grows(),
            Column::new("subject", &titles[1], 140.0).grows(),
            // Room for the mark of a clock that was wrong.
            Column::new("made", &titles[2], 156.0),
            Column::new("state", &titles[3], 140.0),
        ];
        let mut page = Page {
            rows: lines(view).collect(),
            locale: cx.locale,
        };
        let name = cx.t("sync-queue");
        let out = Table::new("outbox", &name, &columns).show(ui, &mut self.table, &mut page);
        if let Some(row) = out
            .cursor_moved
            .or(out.activated)
            .and_then(|row| page.row(row))
        {
            self.chosen = Some(row.key());
        }
    }

    /// The operation chosen: what became of it and what the person can do.
    fn operation(&mut self, row: &OutboxRow, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let (key, tone) = words::outbox(&row.state);
        ui.label(text::section(&cx.t(&row.kind_key)));
        let word = cx.t(key);
        ui.horizontal_wrapped(|ui| {
            ui.add(Tag::new(tone, &word));
            if row.clock_flagged {
                let word = cx.t("sync-clock-flagged");
                ui.add(Tag::new(Tone::Warning, &word).icon(Icon::ClockAlert))
                    .on_hover_text(cx.t("sync-clock-flagged-detail"));
            }
        });
        ui.add_space(4.0);
        facts::row(ui, &cx.t("visit-organisation"), cx.tri(&row.subject));
        facts::row(
            ui,
            &cx.t("sync-queue-created"),
            &cx.locale.date_time_full(row.made_at),
        );
        match &row.state {
            OutboxState::Queued => {
                ui.label(text::muted(&cx.t("sync-state-queued-detail")));
            }
            OutboxState::Sending => {
                ui.label(text::muted(&cx.t("sync-state-sending-detail")));
            }
            OutboxState::Held => {
                ui.label(text::muted(&cx.t("sync-held-for-attachments")));
            }
            OutboxState::Acknowledged { at } => {
                facts::row(ui, &cx.t("sync-receipt"), &cx.locale.date_time_full(*at));
            }
            OutboxState::Refused { reason, dismissed } => {
                state::strip(ui, Tone::Bad, &cx.error(reason), None);
                ui.add_space(4.0);
                if *dismissed {
                    ui.label(text::muted(&cx.t("sync-dismissed")));
                }
                self.ways_out(row, *dismissed, cx, ui);
            }
        }
        if let Some(visit) = row.visit {
            open_visit(visit, cx, ui);
        }
    }

    fn ways_out(&mut self, row: &OutboxRow, dismissed: bool, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let busy = cx.running(self.ticket);
        ui.horizontal_wrapped(|ui| {
            let label = cx.t("sync-retry-one");
            if ui
                .add(Button::secondary(&label).icon(Icon::RotateCw).busy(busy))
                .clicked()
            {
                let operation = row.operation;
                self.ticket = Some(cx.post.send(Command::Retry { operation }));
                cx.post.send(Command::LoadOutbox);
            }
            let label = cx.t("sync-discard-one");
            if !dismissed && ui.add(Button::ghost(&label).icon(Icon::Trash2)).clicked() {
                self.dismissing = Some(row.operation);
            }
        });
    }

    fn dialogs(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        self.bundle_dialog(cx, ctx);
        self.unsent_dialog(cx, ctx);
        let Some(operation) = self.dismissing else {
            return;
        };
        let title = cx.t("sync-discard-title");
        let (confirm, cancel) = (cx.t("sync-discard-confirm"), cx.t("button-cancel"));
        let question = cx.t("sync-discard-ask");
        let modal = Modal::new("dismiss", &title)
            .buttons(&confirm, &cancel)
            .danger();
        let answer = modal.ask(ctx, &question);
        if answer == Answer::Yes {
            self.ticket = Some(cx.post.send(Command::Dismiss { operation }));
            cx.post.send(Command::LoadOutbox);
        }
        if answer != Answer::Open {
            self.dismissing = None;
        }
    }

    fn unsent_dialog(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some((path, passphrase)) = &mut self.unsent else {
            return;
        };
        let title = cx.t("sync-export-waiting");
        let (confirm, cancel) = (cx.t("button-save"), cx.t("button-cancel"));
        let short = cx.f("signin-passphrase-short", &[("count", 8.into())]);
        let too_short = passphrase.chars().count() < 8;
        let answer = Modal::new("unsent-to", &title)
            .buttons(&confirm, &cancel)
            .blocked(too_short.then_some(short.as_str()))
            .show(ctx, |ui| {
                ui.label(text::muted(&cx.t("sync-export-detail")));
                ui.label(text::muted(&cx.t("sync-exchange-passphrase-hint")));
                Field::new(&cx.t("sync-exchange-passphrase")).password(ui, passphrase);
            });
        if answer == Answer::Yes {
            let passphrase = Secret::new(std::mem::take(passphrase));
            let to = path.clone();
            self.ticket = Some(cx.post.send(Command::ExportUnsent { to, passphrase }));
        }
        if answer != Answer::Open {
            self.unsent = None;
        }
    }

    fn bundle_dialog(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some((path, passphrase)) = &mut self.bundle else {
            return;
        };
        let title = cx.t("sync-exchange-open");
        let (confirm, cancel) = (cx.t("button-open"), cx.t("button-cancel"));
        let required = cx.t("field-required");
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let answer = Modal::new("bundle-from", &title)
            .buttons(&confirm, &cancel)
            .blocked(passphrase.is_empty().then_some(required.as_str()))
            .show(ctx, |ui| {
                ui.label(text::medium(&name.unwrap_or_default()));
                ui.label(text::muted(&cx.t("sync-exchange-open-hint")));
                Field::new(&cx.t("sync-exchange-passphrase")).password(ui, passphrase);
            });
        if answer == Answer::Yes {
            let passphrase = Secret::new(std::mem::take(passphrase));
            let from = path.clone();
            self.ticket = Some(cx.post.send(Command::ImportBundle { from, passphrase }));
            cx.post.send(Command::LoadOutbox);
        }
        if answer != Answer::Open {
            self.bundle = None;
        }
    }
}

/// Connection, last contact, clock.
fn connection(cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.label(text::section(&cx.t("settings-connection")));
    ui.add_space(4.0);
    let Some(sync) = &cx.model.sync else {
        ui.label(text::muted(&cx.t("sync-status-connecting")));
        return;
    };
    let (key, tone) = words::connection(sync.connection);
    let word = cx.t(key);
    ui.add(Tag::new(tone, &word).icon(match sync.connection {
        Connection::Online => Icon::Wifi,
        Connection::Offline | Connection::OfflineByChoice => Icon::WifiOff,
        Connection::SignInNeeded => Icon::LogIn,
        Connection::OtherRegistry | Connection::Rewritten => Icon::TriangleAlert,
    }));
    let detail = match sync.connection {
        Connection::Online => None,
        Connection::Offline => Some("sync-offline-detail"),
        Connection::OfflineByChoice => Some("sync-status-offline-by-choice-detail"),
        Connection::SignInNeeded => Some("sync-error-session-detail"),
        Connection::OtherRegistry => Some("sync-error-other-registry-detail"),
        Connection::Rewritten => Some("sync-error-rewritten-detail"),
    };
    if let Some(detail) = detail {
        ui.label(text::small_muted(&cx.t(detail)));
    }
    ui.add_space(4.0);
    let registry = if cx.facts.registry.is_empty() {
        cx.t("settings-registry-embedded")
    } else {
        cx.facts.registry.clone()
    };
    facts::row(ui, &cx.t("sync-registry"), &registry);
    let contact = sync.last_contact.map_or_else(
        || cx.t("sync-status-never"),
        |at| {
            format!(
                "{} · {}",
                cx.locale.date_time(at),
                cx.locale.relative(at, cx.model.now)
            )
        },
    );
    facts::row(ui, &cx.t("sync-last-success"), &contact);
    if let Some(witnessed) = sync.witnessed {
        let words = cx.f(
            "sync-audit-proved",
            &[
                ("count", witnessed.lines.into()),
                ("time", cx.locale.time(witnessed.at).into()),
            ],
        );
        facts::row(ui, &cx.t("sync-audit"), &words);
    }
    if let Some(LockState::SignedIn {
        offline_until: Some(last),
        ..
    }) = &cx.model.lock
    {
        facts::row(ui, &cx.t("sync-offline-until"), &cx.locale.date(*last));
    }
    if let Some(saved) = sync.saved_at {
        facts::row(ui, &cx.t("sync-saved-at"), &cx.locale.time_seconds(saved));
    }
    facts::row(
        ui,
        &cx.t("sync-clock"),
        &cx.locale.date_time_full(cx.model.now),
    );
    if sync.waiting > 0 {
        let count = cx.locale.integer(i64::from(sync.waiting));
        facts::strong(ui, &cx.t("sync-waiting"), &count);
    }
    if sync.attention > 0 {
        let count = cx.locale.integer(i64::from(sync.attention));
        facts::toned(ui, &cx.t("sync-attention"), &count, Some(Tone::Bad));
    }
}

/// Attachments on their way, with how much of each has arrived.
fn attachments(list: &[WaitingFile], cx: &Cx<'_>, ui: &mut egui::Ui) {
    if list.is_empty() {
        let title = cx.t("sync-attachments-none");
        Notice::empty(&title, "").icon(Icon::CircleCheck).show(ui);
        return;
    }
    let left: u64 = list
        .iter()
        .map(|file| file.size.saturating_sub(file.sent))
        .sum();
    let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
    let size = cx.locale.file_size(left);
    let words = cx.f(
        "sync-attachments-left",
        &[("count", count.into()), ("size", size.into())],
    );
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 12))
        .show(ui, |ui| {
            ui.label(text::strong(&words));
            ui.add_space(4.0);
            let area = egui::ScrollArea::vertical().auto_shrink([false, false]);
            area.show_rows(ui, 36.0, list.len(), |ui, rows| {
                for file in list.get(rows).unwrap_or_default() {
                    ui.allocate_ui(egui::vec2(ui.available_width(), 36.0), |ui| {
                        attachment(file, cx, ui);
                    });
                }
            });
        });
}

fn attachment(file: &WaitingFile, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (sent, size) = (file.sent, file.size);
    let name = name_of(file.sha256, cx).unwrap_or_else(|| match cx.tri(&file.subject) {
        "" => file.sha256.short(),
        name => {
            let of = cx.f("sync-attachment-of", &[("organisation", name.into())]);
            format!("{of} · {}", file.sha256.short())
        }
    });
    let done = cx.f(
        "progress-of",
        &[
            ("done", cx.locale.file_size(sent.min(size)).into()),
            ("total", cx.locale.file_size(size).into()),
        ],
    );
    ui.set_height(36.0);
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(text::digits(&done));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                text::truncated(ui, text::table(&name));
            });
        });
    });
    let share = if size == 0 {
        1.0
    } else {
        sent.min(size) as f32 / size as f32
    };
    progress::bar(ui, &name, share, Tone::Accent);
}

/// Name of an attachment of the visit at hand; of other visits none is known here.
fn name_of(hash: BlobHash, cx: &Cx<'_>) -> Option<String> {
    let all = cx.model.work.as_ref()?.all_evidence();
    all.into_iter()
        .find(|(_, _, one)| one.sha256 == hash)
        .map(|(_, _, one)| one.name)
}

/// What was written on a visit and waits.
fn written(draft: &WaitingDraft, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    ui.label(text::section(&cx.t(DRAFT)));
    let (key, tone) = words::outbox(&OutboxState::Queued);
    ui.add(Tag::new(tone, &cx.t(key)));
    ui.add_space(4.0);
    let name = cx.tri(&draft.subject).to_owned();
    facts::row(ui, &cx.t("visit-organisation"), &name);
    let when = cx.locale.date_time_full(draft.written_at);
    facts::row(ui, &cx.t("sync-queue-created"), &when);
    ui.label(text::muted(&cx.t("sync-state-queued-detail")));
    open_visit(draft.visit, cx, ui);
}

/// The way to the visit of what waits.
fn open_visit(visit: VisitId, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    ui.add_space(4.0);
    let label = cx.t("sync-open-visit");
    let button = Button::ghost(&label).icon(Icon::CalendarCheck);
    if ui.add(button).clicked() {
        cx.post.go(Place::Visit(visit));
    }
}

/// Whether an operation still has to get anywhere.
fn is_open(row: &OutboxRow) -> bool {
    match &row.state {
        OutboxState::Queued | OutboxState::Sending | OutboxState::Held => true,
        OutboxState::Acknowledged { .. } => false,
        OutboxState::Refused { dismissed, .. } => !dismissed,
    }
}

/// How many fields are in conflict, by visit.
fn by_visit(view: &OutboxView) -> BTreeMap<VisitId, i64> {
    let mut counts = BTreeMap::new();
    for (visit, _) in &view.conflicts {
        *counts.entry(*visit).or_insert(0) += 1;
    }
    counts
}

fn conflict_list(
    view: &OutboxView,
    conflicts: &BTreeMap<VisitId, i64>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    if conflicts.is_empty() {
        let (title, detail) = (
            cx.t("sync-conflicts-none"),
            cx.t("sync-conflicts-none-detail"),
        );
        Notice::empty(&title, &detail)
            .icon(Icon::CircleCheck)
            .show(ui);
        return;
    }
    super::body(ui, |ui| {
        ui.label(text::muted(&cx.t("sync-conflicts-detail")));
        for (visit, count) in conflicts {
            let name = visit_name(*visit, view, cx);
            panel::card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(text::strong(&name));
                ui.label(text::muted(
                    &cx.f("visit-merge-conflicts", &[("count", (*count).into())]),
                ));
                let label = cx.t("sync-conflicts-settle");
                let button = Button::primary(&label).icon(Icon::Merge).tooltip(&name);
                if ui.add(button).clicked() {
                    cx.post.go(Place::Merge(*visit));
                }
            });
        }
    });
}

/// The organisation a visit is to, from whatever list names it.
fn visit_name(visit: VisitId, view: &OutboxView, cx: &Cx<'_>) -> String {
    let language = cx.locale.language();
    let rows = cx.model.visits.value();
    let listed = rows.and_then(|rows| rows.iter().find(|row| row.visit.id == visit));
    let queued = view.operations.iter().find(|row| row.visit == Some(visit));
    let queued = queued.map(|row| &row.subject);
    let written = view.drafts.iter().find(|one| one.visit == visit);
    let queued = queued.or(written.map(|one| &one.subject));
    listed
        .map(|row| pick(language, &row.organisation).to_owned())
        .or_else(|| queued.map(|subject| pick(language, subject).to_owned()))
        .unwrap_or_else(|| cx.t("visit-title-draft"))
}
