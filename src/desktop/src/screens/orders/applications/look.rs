//! A document of an application looked at: a picture in all the room of the window; what isn't a
//! picture is said to be none, and saved.

use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::screens::thumbnails::{self, Thumbnails, WHOLE};
use baqylau_domain::identifiers::BlobHash;
use baqylau_widgets::photo::{self, Viewer};
use baqylau_widgets::{Answer, Icon, Modal, Notice, state};

/// A document that is looked at.
pub struct Look {
    /// Its name, as it was opened.
    name: String,
    sha256: BlobHash,
    viewer: Viewer,
    picture: Option<photo::Picture>,
    asked: Thumbnails,
}

impl Look {
    /// Begins to look at a document.
    pub fn at(name: &str, sha256: BlobHash) -> Self {
        Self {
            name: name.to_owned(),
            sha256,
            viewer: Viewer::default(),
            picture: None,
            asked: Thumbnails::default(),
        }
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        let screen = ctx.content_rect().size();
        let (save, close) = (
            cx.t("application-document-save-short"),
            cx.t("button-close"),
        );
        let hidden = self.picture.is_none() && self.asked.cannot_show(cx, self.sha256, WHOLE);
        let name = self.name.clone();
        let answer = Modal::new("application-look", &name)
            .width((screen.x - 120.0).clamp(320.0, 1_200.0))
            .buttons(&save, &close)
            .show(ctx, |ui| {
                let room = (screen.y - 280.0).clamp(160.0, 1_000.0);
                ui.allocate_ui(egui::vec2(ui.available_width(), room), |ui| {
                    ui.set_min_height(room);
                    self.body(hidden, cx, ui);
                });
            });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                let ending = if self.picture.is_some() { "jpg" } else { "pdf" };
                let file = format!("{}.{ending}", self.name);
                let purpose = Purpose::SaveOriginal(self.sha256, file);
                cx.post.put(Action::Choose(purpose));
                true
            }
        }
    }

    fn body(&mut self, hidden: bool, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        if self.picture.is_none() {
            if let Some(Some(picture)) = cx.model.images.get(&(self.sha256, WHOLE)) {
                let picture = picture.clone();
                self.picture = thumbnails::pixels(&self.name, &picture);
            } else if hidden {
                let title = cx.t("application-look-none");
                let detail = cx.t("application-look-none-detail");
                Notice::empty(&title, &detail).icon(Icon::FileText).show(ui);
            } else {
                self.asked.want(cx, self.sha256, WHOLE);
                state::loading(ui, &cx.t("panel-loading"));
            }
        }
        if let Some(picture) = &mut self.picture {
            // Nothing is drawn on what a school sent.
            self.viewer.show(ui, picture, &mut Vec::new(), false);
        }
    }
}

/// Shows the document there may be, and forgets it once it is closed.
pub fn show(look: &mut Option<Look>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if look.as_mut().is_some_and(|look| !look.show(cx, ctx)) {
        *look = None;
    }
}
