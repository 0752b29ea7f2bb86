//! Arrival with coordinates typed by hand: laptops seldom know where they are.

use super::VisitScreen;
use crate::cx::Cx;
use crate::model::VisitWork;
use baqylau_domain::visit::{LocationFault, VisitOp, read_location};
use baqylau_widgets::{Answer, Field, Modal, text};

/// What has been typed.
#[derive(Default)]
pub(super) struct ArrivalForm {
    latitude: String,
    longitude: String,
    accuracy: String,
    /// The person wanted to record it: what is wrong is told from now on.
    tried: bool,
}

impl VisitScreen {
    pub(super) fn arrival_dialog(
        &mut self,
        work: &VisitWork,
        cx: &mut Cx<'_>,
        ctx: &egui::Context,
    ) {
        let Some(form) = &mut self.arrival else {
            return;
        };
        let title = cx.t("visit-arrive");
        let cancel = cx.t("button-cancel");
        let read = read_location(&form.latitude, &form.longitude, &form.accuracy);
        let told = read.err().filter(|_| form.tried);
        let wrong = |fault: LocationFault, key: &str| (told == Some(fault)).then(|| cx.t(key));
        let answer = Modal::new("arrival", &title)
            .width(520.0)
            .buttons(&title, &cancel)
            .show(ctx, |ui| {
                ui.label(text::muted(&cx.t("visit-arrive-place-hint")));
                let latitude = wrong(LocationFault::Latitude, "visit-place-latitude");
                Field::new(&cx.t("visit-latitude"))
                    .placeholder("51,128207")
                    .error(latitude.as_deref())
                    .text(ui, &mut form.latitude);
                let longitude = wrong(LocationFault::Longitude, "visit-place-longitude");
                Field::new(&cx.t("visit-longitude"))
                    .placeholder("71,430411")
                    .error(longitude.as_deref())
                    .text(ui, &mut form.longitude);
                let accuracy = wrong(LocationFault::Accuracy, "visit-place-accuracy");
                Field::new(&cx.t("visit-accuracy"))
                    .hint(&cx.t("visit-accuracy-hint"))
                    .error(accuracy.as_deref())
                    .text(ui, &mut form.accuracy);
            });
        match (answer, read) {
            (Answer::Open, _) => {}
            (Answer::Yes, Ok(location)) => {
                self.arrival = None;
                self.op(work, cx, VisitOp::Arrive { location });
            }
            (Answer::Yes, Err(_)) => form.tried = true,
            (Answer::No, _) => self.arrival = None,
        }
    }
}
