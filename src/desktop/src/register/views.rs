//! The dialog of saved views: apply, save, forget, share with colleagues or by a file.

use super::office::{self, Sharing};
use crate::cx::Cx;
use baqylau_client::ui::LAST_VIEW;
use baqylau_domain::identifiers::ViewId;
use baqylau_domain::schooling::ViewContent;
use baqylau_domain::text::Words;
use baqylau_registers::{Table, View};
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, text};

/// What is wished of the views.
pub enum Wish {
    /// Show this view.
    Apply(String, View),
    /// Show what is shown at first.
    Reset,
    /// Save what is shown now under a name.
    Keep(String),
    /// Forget a view.
    Forget(String),
    /// Save a view as a file.
    Share(String, View),
    /// Take in a file.
    TakeIn,
    /// Share a view with the people of the office.
    ShareWithOffice(Words, ViewContent),
    /// Take back a view that was shared.
    TakeBack(ViewId),
    /// Save a shared view as one's own.
    Copy(String, View),
}

/// The dialog.
#[derive(Default)]
pub struct ViewsDialog {
    name: String,
    /// About to be shared with colleagues.
    sharing: Option<Sharing>,
}

impl ViewsDialog {
    /// Begins with the name of the view shown.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            sharing: None,
        }
    }

    /// Shows the dialog: what is wished, and whether it is to be closed.
    pub fn show(
        &mut self,
        register: &str,
        table: &Table,
        cx: &Cx<'_>,
        ctx: &egui::Context,
    ) -> (Option<Wish>, bool) {
        let office = office::own(cx);
        if let (Some(sharing), Some(office)) = (&self.sharing, office) {
            let ended = sharing.show(register, office, cx, ctx);
            if ended.is_some() {
                self.sharing = None;
            }
            return (ended.flatten(), false);
        }
        let title = cx.t("register-views");
        let close = cx.t("button-close");
        let all = cx.model.views.get(register).cloned().unwrap_or_default();
        // What was seen last is no view anybody saved.
        let views: Vec<&(String, String)> =
            all.iter().filter(|(name, _)| name != LAST_VIEW).collect();
        let mut wish = None;
        let mut sharing = None;
        let answer = Modal::new("register-views", &title)
            .width(560.0)
            .buttons("", &close)
            .show(ctx, |ui| {
                let label = cx.t("register-view-first");
                if ui.add(Button::ghost(&label).icon(Icon::Undo2)).clicked() {
                    wish = Some(Wish::Reset);
                }
                let mut of_office = office::of(register, cx).peekable();
                if views.is_empty() && of_office.peek().is_none() {
                    ui.label(text::muted(&cx.t("register-views-none")));
                }
                for (name, content) in &views {
                    // A view that can't be read can still be forgotten.
                    let view = serde_json::from_str::<View>(content).ok();
                    ui.push_id(name, |ui| {
                        ui.horizontal(|ui| {
                            let args = [("name", name.as_str().into())];
                            let share = cx.f("register-view-share", &args);
                            let forget = cx.f("register-view-forget", &args);
                            let button = Button::icon_only(Icon::Trash2, &forget);
                            if ui.add(button).clicked() {
                                wish = Some(Wish::Forget(name.clone()));
                            }
                            let button = Button::icon_only(Icon::Share2, &share);
                            if ui.add(button.enabled(view.is_some())).clicked()
                                && let Some(view) = view.clone()
                            {
                                wish = Some(Wish::Share(name.clone(), view));
                            }
                            if office.is_some() {
                                let label = cx.f("register-view-share-office", &args);
                                let button = Button::icon_only(Icon::Users, &label);
                                if ui.add(button.enabled(view.is_some())).clicked() {
                                    let view = view.as_ref();
                                    sharing = view.map(|view| Sharing::new(name, view, table));
                                }
                            }
                            let button = Button::ghost(name).icon(Icon::Bookmark);
                            if ui.add(button.enabled(view.is_some())).clicked()
                                && let Some(view) = view
                            {
                                wish = Some(Wish::Apply(name.clone(), view));
                            }
                        });
                    });
                }
                let own: Vec<&str> = views.iter().map(|(name, _)| name.as_str()).collect();
                for row in of_office {
                    if let Some(wished) = office::row(row, &own, cx, ui) {
                        wish = Some(wished);
                    }
                }
                ui.separator();
                let label = cx.t("register-view-name");
                let hint = cx.t("register-view-hint");
                Field::new(&label)
                    .hint(&hint)
                    .char_limit(120)
                    .text(ui, &mut self.name);
                ui.horizontal(|ui| {
                    let (keep, take_in) = (cx.t("register-view-keep"), cx.t("register-view-open"));
                    let named = !self.name.trim().is_empty();
                    let button = Button::primary(&keep).icon(Icon::Save).enabled(named);
                    if ui.add(button).clicked() {
                        wish = Some(Wish::Keep(self.name.trim().to_owned()));
                    }
                    let button = Button::secondary(&take_in).icon(Icon::FileInput);
                    if ui.add(button).clicked() {
                        wish = Some(Wish::TakeIn);
                    }
                });
            });
        if sharing.is_some() {
            self.sharing = sharing;
            return (None, false);
        }
        let ends = matches!(wish, Some(Wish::Apply(..) | Wish::Reset | Wish::TakeIn));
        (wish, ends || answer != Answer::Open)
    }
}
