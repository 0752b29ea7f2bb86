//! What an executor proposes, or sends back to the school: on what it rests, and in which words.

use super::super::desk::Desk;
use super::pane::document_key;
use super::passport::part_key;
use super::{checks, table};
use crate::cx::Cx;
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::checks::Decision as ChecksDecision;
use baqylau_domain::schooling::{
    Application, ApplicationCommand, DocumentKind, Draft, PassportPart, RefusalBasis, Remark,
    SchoolingOp,
};
use baqylau_domain::text::Words;
use baqylau_widgets::field::checkbox;
use baqylau_widgets::{Answer, Field, Modal, Tone, state, text};
use std::collections::BTreeSet;

enum What {
    /// To accept it.
    Accept { reviewed: bool },
    /// To refuse it.
    Refuse {
        basis: BTreeSet<RefusalBasis>,
        reason: String,
    },
    /// Back to the school: words for the application as a whole, for parts of the passport and for
    /// documents.
    Back(Vec<(About, String)>),
}

/// What a remark is about.
#[derive(Clone, Copy)]
enum About {
    Whole,
    Part(PassportPart),
    Document(DocumentKind),
}

impl About {
    fn key(self) -> &'static str {
        match self {
            Self::Whole => "application-remark-whole",
            Self::Part(part) => part_key(part),
            Self::Document(kind) => document_key(kind),
        }
    }

    fn remark(self, text: &str) -> Remark {
        let (document, part) = match self {
            Self::Whole => (None, None),
            Self::Part(part) => (None, Some(part)),
            Self::Document(kind) => (Some(kind), None),
        };
        Remark {
            document,
            part,
            text: Words(text.trim().to_owned()),
        }
    }
}

/// The sheet.
pub struct Decision {
    one: Application,
    what: What,
    ticket: Option<Ticket>,
}

impl Decision {
    /// To propose that it is accepted.
    pub fn accept(one: &Application) -> Self {
        Self::of(one, What::Accept { reviewed: false })
    }

    /// To propose that it is refused.
    pub fn refuse(one: &Application) -> Self {
        Self::of(
            one,
            What::Refuse {
                basis: BTreeSet::new(),
                reason: String::new(),
            },
        )
    }

    /// To send it back to the school.
    pub fn back(one: &Application) -> Self {
        let parts = one.kind.passport().iter().map(|part| About::Part(*part));
        let documents = one.documents.keys().map(|kind| About::Document(*kind));
        let all = std::iter::once(About::Whole).chain(parts).chain(documents);
        let all = all.map(|about| (about, String::new()));
        Self::of(one, What::Back(all.collect()))
    }

    fn of(one: &Application, what: What) -> Self {
        Self {
            one: one.clone(),
            what,
            ticket: None,
        }
    }

    fn op(&self) -> SchoolingOp {
        let command = match &self.what {
            What::Accept { reviewed } => ApplicationCommand::Propose {
                draft: Draft::Accept,
                reviewed: *reviewed,
            },
            What::Refuse { basis, reason } => ApplicationCommand::Propose {
                draft: Draft::Refuse {
                    basis: basis.clone(),
                    reason: Words(reason.trim().to_owned()),
                },
                reviewed: true,
            },
            What::Back(remarks) => {
                let filled = remarks.iter().filter(|(_, words)| !words.trim().is_empty());
                let remarks = filled.map(|(about, words)| about.remark(words));
                ApplicationCommand::ReturnToSchool {
                    remarks: remarks.collect(),
                }
            }
        };
        SchoolingOp::Application {
            application: self.one.id,
            command,
        }
    }

    /// Shows it; whether it stays.
    fn show(&mut self, desk: &Desk, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        let (title, confirm) = match &self.what {
            What::Accept { .. } => ("application-accept-title", "application-propose"),
            What::Refuse { .. } => ("application-refuse-title", "application-propose"),
            What::Back(_) => ("application-back-title", "application-return-school"),
        };
        let (title, confirm, close) = (cx.t(title), cx.t(confirm), cx.t("button-cancel"));
        let blocked = self.blocked(cx).or_else(|| desk.refusal(&self.op(), cx));
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let answer = Modal::new("application-decision", &title)
            .width(620.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .busy(cx.running(self.ticket))
            .show(ctx, |ui| {
                let kind = table::kind_words(self.one.kind, cx.locale);
                ui.label(text::muted(&kind));
                self.body(cx, ui);
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        if answer == Answer::Yes {
            let op = Box::new(self.op());
            self.ticket = Some(cx.post.send(Command::AskOrder { op }));
        }
        answer != Answer::No
    }

    /// Whether the checks found something a person looks at first.
    fn to_review(&self, cx: &Cx<'_>) -> bool {
        let decision = checks::of(&self.one, cx).and_then(|checks| checks::decision(&checks));
        decision != Some(ChecksDecision::Allowed)
    }

    /// What is still missing, by what the sheet itself asks for.
    fn blocked(&self, cx: &Cx<'_>) -> Option<String> {
        let lacking = match &self.what {
            What::Accept { reviewed } => !reviewed && self.to_review(cx),
            What::Refuse { basis, .. } if basis.is_empty() => {
                return Some(cx.t("application-basis-missing"));
            }
            What::Refuse { reason, .. } => {
                return reason
                    .trim()
                    .is_empty()
                    .then(|| cx.t("order-reason-missing"));
            }
            What::Back(remarks) => {
                let empty = remarks.iter().all(|(_, words)| words.trim().is_empty());
                return empty.then(|| cx.t("application-remark-missing"));
            }
        };
        lacking.then(|| cx.t("schooling-refused-not-reviewed"))
    }

    fn body(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let to_review = self.to_review(cx);
        let found = checks::of(&self.one, cx);
        match &mut self.what {
            What::Accept { reviewed } => {
                let words = cx.t("application-accept-detail");
                ui.add(egui::Label::new(text::table(&words)).wrap());
                if to_review {
                    checkbox(ui, reviewed, &cx.t("application-reviewed"));
                }
            }
            What::Refuse { basis, reason } => {
                ui.label(text::strong(&cx.t("application-basis")));
                let stops = found.map(|checks| checks::stops(&checks));
                let stops = stops.unwrap_or_default().into_iter();
                let stops =
                    stops.map(|check| (RefusalBasis::Check(check), checks::failed(check, cx)));
                let documents = self.one.documents.keys();
                let documents = documents
                    .map(|kind| (RefusalBasis::Document(*kind), cx.t(document_key(*kind))));
                let parts = self.one.kind.passport().iter();
                let parts =
                    parts.map(|part| (RefusalBasis::Passport(*part), cx.t(part_key(*part))));
                for (one, words) in stops.chain(parts).chain(documents) {
                    let mut on = basis.contains(&one);
                    if checkbox(ui, &mut on, &words).changed() {
                        if on {
                            basis.insert(one);
                        } else {
                            basis.remove(&one);
                        }
                    }
                }
                let label = cx.t("order-reason");
                let hint = cx.t("application-reason-hint");
                Field::new(&label)
                    .hint(&hint)
                    .required()
                    .multiline(ui, reason, 3);
            }
            What::Back(remarks) => {
                let words = cx.t("application-back-detail");
                ui.add(egui::Label::new(text::table(&words)).wrap());
                for (about, words) in remarks {
                    let label = cx.t(about.key());
                    Field::new(&label).multiline(ui, words, 2);
                }
            }
        }
    }
}

/// Shows the sheet there may be, and forgets it once it is closed.
pub fn show(sheet: &mut Option<Decision>, desk: &Desk, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if sheet
        .as_mut()
        .is_some_and(|sheet| !sheet.show(desk, cx, ctx))
    {
        *sheet = None;
    }
}
