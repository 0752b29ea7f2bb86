//! A document of an application looked at: a picture or the pages of a PDF in all the room of the
//! window; what can't be shown is said to be so, and saved.

use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::screens::thumbnails::{self, WHOLE};
use baqylau_client::ui::{Command, Looked, Ticket, Unseen};
use baqylau_domain::identifiers::BlobHash;
use baqylau_widgets::keys::{self, Shortcut};
use baqylau_widgets::photo::{self, Viewer};
use baqylau_widgets::{Answer, Button, Icon, Modal, Notice, state, text};
use egui::Key;
use std::sync::Arc;

/// What came of a page.
enum Came {
    Shown(photo::Picture),
    Not(Unseen),
}

/// A page that is being drawn.
struct Pending {
    page: usize,
    ticket: Ticket,
    /// What was told last when it was asked for: no answer to this.
    before: Option<Arc<Looked>>,
}

/// A document that is looked at.
pub struct Look {
    /// Its name, as it was opened.
    name: String,
    sha256: BlobHash,
    viewer: Viewer,
    /// The page somebody wants to see, from 0.
    page: usize,
    /// How many there are; 0 until it is known.
    of: usize,
    /// The page that came, with what came.
    came: Option<(usize, Came)>,
    asked: Option<Pending>,
}

/// Words for what can't be shown.
fn why(unseen: Unseen) -> &'static str {
    match unseen {
        Unseen::Absent => "application-look-absent",
        Unseen::OtherKind => "application-look-other-kind",
        Unseen::Damaged => "application-look-damaged",
        Unseen::Locked => "application-look-locked",
        Unseen::TooLarge => "application-look-too-large",
        Unseen::TooLong => "application-look-too-long",
    }
}

impl Look {
    /// Begins to look at a document.
    pub fn at(name: &str, sha256: BlobHash) -> Self {
        Self {
            name: name.to_owned(),
            sha256,
            viewer: Viewer::default(),
            page: 0,
            of: 0,
            came: None,
            asked: None,
        }
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        self.receive(cx);
        let screen = ctx.content_rect().size();
        let (save, close) = (
            cx.t("application-document-save-short"),
            cx.t("button-close"),
        );
        let name = self.name.clone();
        let answer = Modal::new("application-look", &name)
            .width((screen.x - 120.0).clamp(320.0, 1_200.0))
            .buttons(&save, &close)
            .show(ctx, |ui| {
                let room = (screen.y - 280.0).clamp(160.0, 1_000.0);
                ui.allocate_ui(egui::vec2(ui.available_width(), room), |ui| {
                    ui.set_min_height(room);
                    self.turn(cx, ui);
                    self.body(cx, ui);
                });
            });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                // Its ending is that of what the file is: the client looks.
                let purpose = Purpose::SaveOriginal(self.sha256, self.name.clone());
                cx.post.put(Action::Choose(purpose));
                true
            }
        }
    }

    /// Takes the page that came, and asks for the one somebody wants to see: one at a time, so
    /// that a held key asks for the page it ends at and not for all before it.
    fn receive(&mut self, cx: &mut Cx<'_>) {
        if let Some(asked) = &self.asked {
            let page = asked.page;
            let before = asked.before.as_ref().map(Arc::as_ptr);
            let looked = cx.model.looked.as_ref();
            let looked = looked.filter(|one| one.sha256 == self.sha256 && one.page == page);
            let looked = looked.filter(|one| before != Some(Arc::as_ptr(one)));
            if let Some(looked) = looked {
                let came = match &looked.seen {
                    Ok(seen) => {
                        self.of = seen.of;
                        let shown = thumbnails::pixels(&self.page_name(page, cx), &seen.picture);
                        shown.map_or(Came::Not(Unseen::Damaged), Came::Shown)
                    }
                    Err(unseen) => Came::Not(*unseen),
                };
                self.came = Some((page, came));
                self.asked = None;
            } else if cx.model.failure(Some(asked.ticket)).is_some() {
                self.came = Some((page, Came::Not(Unseen::Absent)));
                self.asked = None;
            }
        }
        let have = self.came.as_ref().map(|(page, _)| *page);
        if self.asked.is_none() && have != Some(self.page) {
            let ticket = cx.post.send(Command::LookAt {
                sha256: self.sha256,
                page: self.page,
                longest: WHOLE,
            });
            self.asked = Some(Pending {
                page: self.page,
                ticket,
                before: cx.model.looked.clone(),
            });
        }
    }

    /// What the screen reader calls a page: the document, and which of its pages.
    fn page_name(&self, page: usize, cx: &Cx<'_>) -> String {
        match self.of {
            0 | 1 => self.name.clone(),
            of => format!("{}. {}", self.name, place(page, of, cx)),
        }
    }

    /// The buttons and keys that turn pages.
    fn turn(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if self.of < 2 {
            return;
        }
        let last = self.of - 1;
        let mut to = self.page;
        for (key, page) in [
            (Key::PageUp, self.page.saturating_sub(1)),
            (Key::PageDown, (self.page + 1).min(last)),
        ] {
            if keys::pressed_or_repeated(ui, Shortcut::plain(key), true) {
                to = page;
            }
        }
        ui.horizontal(|ui| {
            let label = cx.t("button-previous");
            let button = Button::icon_only(Icon::ChevronLeft, &label).enabled(self.page > 0);
            if ui.add(button).clicked() {
                to = self.page.saturating_sub(1);
            }
            let label = cx.t("button-next");
            let button = Button::icon_only(Icon::ChevronRight, &label).enabled(self.page < last);
            if ui.add(button).clicked() {
                to = (self.page + 1).min(last);
            }
            ui.label(text::digits(&place(self.page, self.of, cx)));
        });
        if to != self.page {
            self.page = to;
            self.viewer.fit();
            ui.ctx().request_repaint();
        }
    }

    fn body(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        match &mut self.came {
            // The page before stays until the next is drawn.
            Some((_, Came::Shown(picture))) => {
                // Nothing is drawn on what a school sent.
                self.viewer.show(ui, picture, &mut Vec::new(), false);
            }
            Some((_, Came::Not(unseen))) => {
                let (title, detail) = (cx.t("application-look-none"), cx.t(why(*unseen)));
                Notice::empty(&title, &detail).icon(Icon::FileText).show(ui);
            }
            None => {
                state::loading(ui, &cx.t("panel-loading"));
            }
        }
    }
}

/// "Page 2 of 7".
fn place(page: usize, of: usize, cx: &Cx<'_>) -> String {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let args = [("page", number(page + 1).into()), ("of", number(of).into())];
    cx.f("application-look-page", &args)
}

/// Shows the document there may be, and forgets it once it is closed.
pub fn show(look: &mut Option<Look>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if look.as_mut().is_some_and(|look| !look.show(cx, ctx)) {
        *look = None;
    }
}
