//! Settings, trust and services: whom this laptop believes, what it knows about revocation, and
//! which services it asks.

use super::card;
use crate::cx::{Action, Cx, Post};
use crate::dialogs::Purpose;
use crate::model::Model;
use baqylau_client::ui::{
    AuthorityRow, AuthoritySource, AuthorityState, Command, ListAge, ListRow, ServiceKind,
    ServiceRow, ServiceSource, Ticket, TrustView,
};
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, Tag, Tone, facts, state, text};
use std::path::PathBuf;

/// View state.
#[derive(Default)]
pub struct Trust {
    taken: Option<Ticket>,
    removed: Option<Ticket>,
    checked: Option<Ticket>,
    confirm: Option<Confirm>,
    remove: Option<AuthorityRow>,
}

/// A root whose fingerprint is being compared.
struct Confirm {
    authority: AuthorityRow,
    compared: String,
    sent: Option<Ticket>,
}

impl Trust {
    /// Files were chosen or dropped.
    pub fn files(&mut self, from: Vec<PathBuf>, post: &mut Post) {
        self.taken = Some(post.send(Command::ImportTrust { from }));
    }

    /// Shows the cards.
    pub(super) fn show(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(trust) = cx.model.trust.value().cloned() else {
            return;
        };
        self.authorities(&trust, cx, ui);
        self.lists(&trust, cx, ui);
        self.services(&trust, cx, ui);
        self.dialogs(cx, ui.ctx());
    }

    fn authorities(&mut self, trust: &TrustView, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let title = cx.t("trust-authorities");
        card(ui, &title, |ui| {
            ui.label(text::small_muted(&cx.t("trust-authorities-detail")));
            if trust.authorities.is_empty() {
                ui.label(text::body(&cx.t("trust-authorities-none")));
            }
            for authority in &trust.authorities {
                self.authority(authority, trust.sample, cx, ui);
            }
            for fault in &trust.faults {
                state::strip(ui, Tone::Warning, &cx.error(fault), None);
            }
            if let Some(folder) = &trust.folder {
                let folder = folder.display().to_string();
                facts::row(ui, &cx.t("trust-folder"), &folder);
            }
            for failed in [self.taken, self.removed] {
                if let Some(error) = cx.model.failure(failed) {
                    state::strip(ui, Tone::Bad, &cx.error(error), None);
                }
            }
            self.import_button("trust-import", cx, ui);
        });
    }

    fn import_button(&self, key: &str, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let label = cx.t(key);
        let button = Button::secondary(&label)
            .icon(Icon::FilePlus)
            .busy(cx.running(self.taken));
        if ui.add(button).clicked() {
            cx.post.put(Action::Choose(Purpose::Trust));
        }
    }

    fn authority(
        &mut self,
        authority: &AuthorityRow,
        sample: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(egui::Label::new(text::medium(&authority.name)).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let (key, tone) = match authority.state {
                    AuthorityState::Believed => ("trust-believed", Tone::Ok),
                    AuthorityState::Offered => ("trust-offered", Tone::Neutral),
                    AuthorityState::Waiting => ("trust-waiting", Tone::Warning),
                };
                ui.add(Tag::new(tone, &cx.t(key)));
                for key in kinds(authority, sample) {
                    ui.add(Tag::new(Tone::Neutral, &cx.t(key)));
                }
                if authority.valid.1 < cx.model.now {
                    ui.add(Tag::new(Tone::Warning, &cx.t("trust-expired")));
                }
            });
            let until = cx.locale.date(day(authority.valid.1));
            let words = cx.f("trust-valid-until", &[("date", until.into())]);
            ui.label(text::small_muted(&words));
            ui.add(
                egui::Label::new(text::small_muted(&grouped(&authority.fingerprint)))
                    .wrap()
                    .selectable(true),
            );
            let waiting = authority.state == AuthorityState::Waiting;
            let imported = authority.sources.contains(&AuthoritySource::Imported);
            if !waiting && !imported {
                return;
            }
            ui.horizontal(|ui| {
                if waiting {
                    let label = cx.t("trust-confirm");
                    let button = Button::outline(&label)
                        .small()
                        .icon(Icon::ShieldCheck)
                        .tooltip(&authority.name);
                    if ui.add(button).clicked() {
                        self.confirm = Some(Confirm {
                            authority: authority.clone(),
                            compared: String::new(),
                            sent: None,
                        });
                    }
                }
                if imported {
                    let label = cx.t("trust-remove");
                    let button = Button::ghost(&label).small().tooltip(&authority.name);
                    if ui.add(button).clicked() {
                        self.remove = Some(authority.clone());
                    }
                }
            });
        });
    }

    fn lists(&mut self, trust: &TrustView, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let title = cx.t("trust-lists");
        card(ui, &title, |ui| {
            ui.label(text::small_muted(&cx.t("trust-lists-detail")));
            if trust.lists.is_empty() {
                ui.label(text::body(&cx.t("trust-lists-none")));
            }
            for list in &trust.lists {
                one_list(list, cx, ui);
            }
            self.import_button("trust-import-list", cx, ui);
        });
    }

    fn services(&mut self, trust: &TrustView, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let title = cx.t("trust-services");
        card(ui, &title, |ui| {
            ui.label(text::small_muted(&cx.t("trust-services-detail")));
            if trust.services.is_empty() {
                ui.label(text::body(&cx.t("trust-services-none")));
            }
            for service in &trust.services {
                one_service(service, cx, ui);
            }
            let proxy = match cx.facts.proxy.as_str() {
                "" => cx.t("settings-proxy-none"),
                proxy => proxy.to_owned(),
            };
            facts::row(ui, &cx.t("settings-proxy"), &proxy);
            facts::row(ui, &cx.t("trust-nca-place"), &cx.facts.nca);
            if let Some(error) = cx.model.failure(self.checked) {
                state::strip(ui, Tone::Bad, &cx.error(error), None);
            }
            let running = cx.running(self.checked);
            ui.horizontal(|ui| {
                let label = cx.t("trust-check");
                let button = Button::secondary(&label)
                    .icon(Icon::RefreshCw)
                    .busy(running)
                    .enabled(!trust.services.is_empty());
                if ui.add(button).clicked() && !running {
                    self.checked = Some(cx.post.send(Command::CheckServices));
                }
                if let (Some(of), true) = (self.checked, running) {
                    let label = cx.t("trust-check-cancel");
                    if ui.add(Button::ghost(&label).icon(Icon::X)).clicked() {
                        cx.post.send(Command::Cancel { of });
                    }
                }
            });
            ui.label(text::small_muted(&cx.t("trust-services-configured")));
        });
    }

    fn dialogs(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let cancel = cx.t("button-cancel");
        if let Some(confirm) = &mut self.confirm {
            let answer = confirm.show(&cancel, cx, ctx);
            if answer == Answer::Yes && !cx.running(confirm.sent) {
                confirm.sent = Some(cx.post.send(Command::ConfirmAuthority {
                    fingerprint: confirm.authority.fingerprint.clone(),
                    compared: confirm.compared.clone(),
                }));
            }
            if answer == Answer::No || is_done(cx.model, confirm.sent) {
                self.confirm = None;
            }
        }
        if let Some(authority) = &self.remove {
            let title = cx.t("trust-remove");
            let answer = Modal::new("trust-remove", &title)
                .buttons(&title, &cancel)
                .danger()
                .ask(
                    ctx,
                    &cx.f(
                        "trust-remove-ask",
                        &[("name", authority.name.clone().into())],
                    ),
                );
            if answer == Answer::Yes {
                self.removed = Some(cx.post.send(Command::RemoveAuthority {
                    fingerprint: authority.fingerprint.clone(),
                }));
            }
            if answer != Answer::Open {
                self.remove = None;
            }
        }
    }
}

fn is_done(model: &Model, ticket: Option<Ticket>) -> bool {
    model.is_done(ticket)
}

impl Confirm {
    fn show(&mut self, cancel: &str, cx: &Cx<'_>, ctx: &egui::Context) -> Answer {
        let title = cx.t("trust-confirm-title");
        let yes = cx.t("trust-confirm-yes");
        Modal::new("trust-confirm", &title)
            .buttons(&yes, cancel)
            .busy(cx.running(self.sent))
            .show(ctx, |ui| {
                ui.add(egui::Label::new(text::body(&cx.t("trust-confirm-detail"))).wrap());
                facts::strong(ui, &cx.t("trust-holder"), &self.authority.name);
                if !self.authority.organisation.is_empty() {
                    let name = cx.t("signing-organisation");
                    facts::row(ui, &name, &self.authority.organisation);
                }
                let valid = cx
                    .locale
                    .date_range((day(self.authority.valid.0), day(self.authority.valid.1)));
                facts::row(ui, &cx.t("trust-validity"), &valid);
                let fingerprint = grouped(&self.authority.fingerprint);
                facts::row(ui, &cx.t("trust-fingerprint"), &fingerprint);
                let label = cx.t("trust-compared");
                let hint = cx.t("trust-compared-hint");
                Field::new(&label)
                    .hint(&hint)
                    .required()
                    .text(ui, &mut self.compared);
                if let Some(error) = cx.model.failure(self.sent) {
                    state::strip(ui, Tone::Bad, &cx.error(error), None);
                }
            })
    }
}

/// What kinds an authority is of: national, of the registry, imported.
fn kinds(authority: &AuthorityRow, sample: bool) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if authority.national {
        kinds.push("trust-national");
    }
    for source in &authority.sources {
        kinds.push(match source {
            AuthoritySource::Registry if sample => "trust-demonstration",
            AuthoritySource::Registry => "trust-from-registry",
            AuthoritySource::Folder => "trust-from-folder",
            AuthoritySource::Imported => "trust-from-file",
        });
    }
    kinds
}

fn one_list(list: &ListRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add(egui::Label::new(text::medium(&list.issuer)).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (key, tone) = match list.age {
                ListAge::Current => ("trust-list-current", Tone::Ok),
                ListAge::Past => ("trust-list-past", Tone::Warning),
                ListAge::LongPast => ("trust-list-long-past", Tone::Bad),
            };
            ui.add(Tag::new(tone, &cx.t(key)));
            if list.supplement {
                ui.add(Tag::new(Tone::Neutral, &cx.t("trust-list-supplement")));
            }
        });
        let count = i64::try_from(list.entries).unwrap_or(i64::MAX);
        let from = cx.locale.date_time(list.from);
        let words = match list.until {
            Some(until) => cx.f(
                "trust-list-span",
                &[
                    ("from", from.into()),
                    ("until", cx.locale.date_time(until).into()),
                    ("count", count.into()),
                ],
            ),
            None => cx.f(
                "trust-list-from",
                &[("from", from.into()), ("count", count.into())],
            ),
        };
        ui.add(egui::Label::new(text::small_muted(&words)).wrap());
    });
}

fn one_service(service: &ServiceRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let kind = cx.t(match service.kind {
        ServiceKind::Ocsp => "trust-service-ocsp",
        ServiceKind::TimeStamp => "trust-service-tsp",
        ServiceKind::List => "trust-service-list",
    });
    let source = cx.t(match service.source {
        ServiceSource::Settings => "trust-from-settings",
        ServiceSource::Registry => "trust-from-registry",
        ServiceSource::Certificate => "trust-from-certificate",
    });
    facts::with(ui, &kind, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add(
            egui::Label::new(text::table(&service.address))
                .wrap()
                .selectable(true),
        );
        ui.label(text::small_muted(&source));
        if let Some(check) = &service.check {
            let millis = i64::try_from(check.millis).unwrap_or(i64::MAX);
            let (words, tone) = match &check.problem {
                None => (
                    cx.f("trust-service-answers", &[("millis", millis.into())]),
                    Tone::Ok,
                ),
                Some(problem) => (cx.error(problem), Tone::Bad),
            };
            text::toned(ui, text::small(&words), tone);
        }
    });
}

fn day(moment: baqylau_domain::Moment) -> chrono::NaiveDate {
    baqylau_locale::legal_time(moment).date_naive()
}

/// A fingerprint in groups of four, as authorities publish them and eyes compare them.
fn grouped(fingerprint: &str) -> String {
    let mut words = String::new();
    for (index, character) in fingerprint.to_uppercase().chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            words.push(' ');
        }
        words.push(character);
    }
    words
}
