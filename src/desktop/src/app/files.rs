//! Files that come from outside: chosen in a dialog, dropped on the window, pasted.

use super::App;
use crate::dialogs::{Chosen, Purpose};
use crate::place::{Place, Section};
use crate::screens::verify::is_verifiable;
use baqylau_client::ui::{Command, EvidenceSource, Mt100Of, OrderPaper, PaperTo};
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_widgets::tokens::tokens_of;
use baqylau_widgets::{Icon, Toast, Tone, text};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// A picture from the clipboard, made a file for an item: visit, checklist, item, bytes.
type Pasted = (VisitId, String, String, Vec<u8>);

/// The way of pasted pictures back from the threads that make files of them.
pub(super) struct Clipboard(Sender<Pasted>, Receiver<Pasted>);

impl Default for Clipboard {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self(sender, receiver)
    }
}

impl App {
    pub(super) fn chosen(&mut self, chosen: Chosen) {
        let Chosen { purpose, paths } = chosen;
        let Some(first) = paths.first().cloned() else {
            return;
        };
        match purpose {
            Purpose::Evidence { visit, list, item } => {
                let sources = paths.into_iter().map(EvidenceSource::File).collect();
                self.watch(
                    Command::AddEvidence {
                        visit,
                        list,
                        item,
                        sources,
                    },
                    "notice-evidence-added",
                );
            }
            Purpose::Papers(visit) => self.screens.visit.papers_chosen(visit, paths),
            Purpose::KeyFile => self.screens.key_chosen(self.place, first, &self.model),
            Purpose::SaveBundle(visit) => self.screens.visit.bundle_to(visit, first),
            Purpose::OpenBundle => self.screens.sync.bundle_from(first),
            Purpose::ActFolder(visit) => {
                self.watch(Command::ExportAct { visit, to: first }, "notice-saved");
            }
            Purpose::SavePdf {
                visit,
                document,
                language,
                ..
            } => {
                // The answer names the file; only a failure is told beside it.
                let command = Command::MakePdf {
                    visit,
                    document,
                    language,
                    to: Some(first),
                };
                self.post.send_watched(command);
            }
            Purpose::SaveOrderPaper {
                paper, language, ..
            } => {
                let to = PaperTo::File(first);
                let ticket = self.post.send_watched(Command::PrintOrder {
                    paper,
                    language,
                    to,
                });
                if let OrderPaper::ActWithLearners(_) = paper {
                    self.screens.orders.list_asked(ticket);
                }
            }
            Purpose::SaveMt100(payments, _) => {
                let of = Mt100Of::Payments(payments);
                let command = Command::ExportMt100 { of, to: first };
                self.post.send_watched(command);
            }
            Purpose::OpenStatement => {
                self.screens.orders.statement_chosen(first, &mut self.post);
            }
            Purpose::OpenNeeds => self.screens.orders.needs_chosen(first, &mut self.post),
            Purpose::SaveNeeds { sheet, .. } => {
                self.screens.orders.needs_template_to(sheet, first);
            }
            Purpose::Trust => self.screens.settings.trust.files(paths, &mut self.post),
            Purpose::VerifyFiles => self.screens.verify.take(paths),
            Purpose::SaveReport(language, _) => {
                self.screens
                    .verify
                    .report_to(language, first, &mut self.post);
            }
            Purpose::SaveInside => {
                if let Some(command) = self.screens.verify.inside_to(first) {
                    self.watch(command, "notice-saved");
                }
            }
            Purpose::SaveRegister {
                register, sheet, ..
            } => self.screens.register_file(register, Some(sheet), first),
            Purpose::SaveBoard { format, .. } => {
                self.screens.orders.board.file_chosen(format, first);
            }
            Purpose::SaveView(register, _) | Purpose::OpenView(register) => {
                self.screens.register_file(register, None, first);
            }
            Purpose::SaveUnsent => self.screens.sync.unsent_to(first),
            Purpose::SaveLogs => {
                let from = PathBuf::from(&self.facts.data_dir).join("log");
                self.watch(Command::ExportLogs { from, to: first }, "notice-saved");
            }
            Purpose::OrderDocument(kind) => self.screens.orders.document_chosen(kind, first),
            Purpose::SaveOriginal(sha256, _) => {
                self.watch(Command::SaveOriginal { sha256, to: first }, "notice-saved");
            }
        }
    }

    /// The visit and item that files dropped or pasted here belong to.
    fn evidence_target(&self) -> Option<(VisitId, (String, String))> {
        match self.place {
            Place::Runner(visit) => self.screens.runner.target(&self.model).map(|t| (visit, t)),
            Place::Evidence(visit) => Some((visit, self.screens.evidence.target(visit))),
            Place::Visit(visit) => Some((visit, (String::new(), String::new()))),
            _ => None,
        }
    }

    /// Whether a file dropped here is a bank's statement.
    fn takes_statements(&self) -> bool {
        let payments = Place::Orders(Section::Payments);
        self.place.rail() == payments && self.role() == AccountRole::FinancialCentre
    }

    /// Pictures pasted with Ctrl+V: made files away from the frame, then taken in like any other.
    pub(super) fn pasted(&mut self, ctx: &egui::Context) {
        let pictures: Vec<Arc<egui::ColorImage>> = ctx.input(|input| {
            let of = |event: &egui::Event| match event {
                egui::Event::PasteImage(picture) => Some(picture.clone()),
                _ => None,
            };
            input.events.iter().filter_map(of).collect()
        });
        if let Some((visit, (list, item))) = self.evidence_target() {
            for picture in pictures {
                let (sender, ctx) = (self.clipboard.0.clone(), ctx.clone());
                let (list, item) = (list.clone(), item.clone());
                let started =
                    std::thread::Builder::new()
                        .name("paste".to_owned())
                        .spawn(move || {
                            // The window may be gone by the time the file is ready.
                            if let Some(bytes) = as_png(&picture)
                                && sender.send((visit, list, item, bytes)).is_ok()
                            {
                                ctx.request_repaint();
                            }
                        });
                if let Err(error) = started {
                    tracing::warn!(%error, "a pasted picture was not taken in");
                }
            }
        }
        while let Ok((visit, list, item, bytes)) = self.clipboard.1.try_recv() {
            let time = self.locale.time_seconds(self.model.now).replace(':', "-");
            let name = format!("clipboard-{time}.png");
            let sources = vec![EvidenceSource::Bytes {
                name,
                bytes: bytes.into(),
            }];
            let command = Command::AddEvidence {
                visit,
                list,
                item,
                sources,
            };
            self.watch(command, "notice-evidence-added");
        }
    }

    /// Files dropped on the window: evidence for the item at hand, or something to verify.
    pub(super) fn dropped(&mut self, ctx: &egui::Context) {
        let files = ctx.input(|input| input.raw.dropped_files.clone());
        if files.is_empty() {
            return;
        }
        if self.model.person().is_none() {
            // The first screen takes key files: from a stick they are easier dropped than found.
            let key = files.iter().map(|file| file.path()).find(|path| {
                path.extension().is_some_and(|end| {
                    end.eq_ignore_ascii_case("p12") || end.eq_ignore_ascii_case("pfx")
                })
            });
            if let Some(path) = key {
                let path = path.to_owned();
                self.screens.key_chosen(self.place, path, &self.model);
            }
            return;
        }
        let paths = || files.iter().map(|file| file.path().to_owned());
        let verifiable = self.evidence_target().is_none() && paths().any(|p| is_verifiable(&p));
        if self.place == Place::Settings && !verifiable {
            let paths = paths().collect();
            self.screens.settings.trust.files(paths, &mut self.post);
            return;
        }
        if self.takes_statements() && !verifiable {
            if let Some(path) = paths().next() {
                let path = path.clone();
                self.screens.orders.statement_chosen(path, &mut self.post);
            }
            return;
        }
        if self.place == Place::Verify || verifiable {
            self.screens.verify.take(paths().collect());
            self.post.go(Place::Verify);
            return;
        }
        let sources: Vec<EvidenceSource> = files
            .iter()
            .map(|file| EvidenceSource::File(file.path().to_owned()))
            .collect();
        match self.evidence_target() {
            Some((visit, (list, item))) => self.watch(
                Command::AddEvidence {
                    visit,
                    list,
                    item,
                    sources,
                },
                "notice-evidence-added",
            ),
            None => {
                let text = self.locale.text("drop-nowhere");
                self.toasts.push(Toast::new(Tone::Neutral, text));
            }
        }
    }

    /// While files are dragged over the window: what they would be attached to.
    pub(super) fn hovered(&self, ctx: &egui::Context) {
        let (count, verifiable) = ctx.input(|input| {
            let hovered = &input.raw.hovered_files;
            let known = |file: &egui::HoveredFile| file.path.as_deref().is_some_and(is_verifiable);
            (hovered.len(), hovered.iter().any(known))
        });
        if count == 0 || self.model.person().is_none() {
            return;
        }
        let (icon, tone, words) = match self.evidence_target() {
            _ if self.place == Place::Settings && !verifiable => {
                let words = self.locale.text("drop-trust");
                (Icon::ShieldCheck, Tone::Accent, words)
            }
            _ if self.takes_statements() && !verifiable => {
                let words = self.locale.text("drop-statement");
                (Icon::FileText, Tone::Accent, words)
            }
            target if self.place == Place::Verify || (target.is_none() && verifiable) => {
                let words = self.locale.text("drop-verify");
                (Icon::FileKey, Tone::Accent, words)
            }
            None => {
                let words = self.locale.text("drop-nowhere");
                (Icon::CircleAlert, Tone::Warning, words)
            }
            Some((_, (_, item))) => {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                let key = if item.is_empty() {
                    "drop-to-visit"
                } else {
                    "drop-to-item"
                };
                let args = [("count", count.into()), ("item", item.into())];
                (Icon::Images, Tone::Accent, self.locale.format(key, &args))
            }
        };
        let t = tokens_of(ctx);
        let area = egui::Area::new(egui::Id::unique("drop-target"))
            .order(egui::Order::Tooltip)
            .interactable(false)
            .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO);
        area.show(ctx, |ui| {
            let window = ctx.content_rect();
            let stroke = egui::Stroke::new(2.0, t.ink(tone));
            let inside = egui::StrokeKind::Inside;
            let edge = window.shrink(4.0);
            ui.ctx()
                .layer_painter(ui.layer_id())
                .rect_stroke(edge, 8, stroke, inside);
            let frame = egui::Frame::new()
                .fill(t.panel)
                .stroke(stroke)
                .corner_radius(8)
                .inner_margin(egui::Margin::symmetric(24, 16));
            frame.show(ui, |ui| {
                ui.set_max_width(420.0);
                baqylau_widgets::access::live(ui, false, |ui| {
                    ui.horizontal(|ui| {
                        baqylau_widgets::icon::show(ui, icon, 20.0, t.ink(tone));
                        ui.label(text::section(&words));
                    });
                });
            });
        });
    }
}

fn as_png(picture: &egui::ColorImage) -> Option<Vec<u8>> {
    let [width, height] = picture.size.map(|side| u32::try_from(side).unwrap_or(0));
    let rgba: Vec<u8> = picture
        .pixels
        .iter()
        .flat_map(|pixel| pixel.to_srgba_unmultiplied())
        .collect();
    let image = image::RgbaImage::from_raw(width, height, rgba)?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}
