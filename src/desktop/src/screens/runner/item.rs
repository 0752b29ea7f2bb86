//! One item of the list: its requirement, its answer, and the finding it opens.

use super::Runner;
use super::rows::{At, standing};
use crate::cx::Cx;
use crate::model::VisitWork;
use baqylau_checklist::{Field, FieldError, Item, Kind};
use baqylau_domain::finding::Finding;
use baqylau_widgets::{Icon, Tone, text, tokens};

impl Runner {
    pub(super) fn item(
        &mut self,
        at: At,
        work: &VisitWork,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let Some(sheet) = work.sheets.get(at.sheet) else {
            return;
        };
        let Some(item) = sheet.items.get(at.item) else {
            return;
        };
        let current = self.cursor == at;
        let finding = work.finding(&sheet.code, &item.id);
        let top = ui.cursor().min;
        let outline = ui.painter().add(egui::Shape::Noop);
        let inner = egui::Frame::new()
            .inner_margin(egui::Margin {
                left: 14,
                right: 16,
                top: 10,
                bottom: 10,
            })
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 6.0;
                self.first_line(item, &sheet.code, &finding, current, editable, cx, ui);
                let opens = item.violation
                    || item.not_checked
                    || finding.not_checked
                    || !finding.note.is_empty()
                    || !work.evidence(&sheet.code, &item.id).is_empty();
                if current && (opens || self.open_rest) {
                    self.finding(item, &sheet.code, finding, work, editable, cx, ui);
                } else if opens {
                    summary(item, &sheet.code, &finding, work, cx, ui);
                }
            });
        let rect = inner.response.rect;
        let t = tokens(ui);
        if current {
            let bar = egui::Rect::from_min_max(
                egui::pos2(rect.left(), top.y),
                egui::pos2(rect.left() + 3.0, rect.bottom()),
            );
            ui.painter()
                .set(outline, egui::Shape::rect_filled(bar, 0, t.accent));
        }
        baqylau_widgets::panel::underline(ui, rect);
        let clicked = ui.input(|input| {
            input.pointer.primary_clicked()
                && input
                    .pointer
                    .interact_pos()
                    .is_some_and(|pos| rect.contains(pos))
        });
        // Clicking anywhere in an item makes it the current one, whatever else the click does.
        if clicked && ui.rect_contains_pointer(rect) && !current {
            self.cursor = at;
            self.open_rest = false;
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one line of the list, drawn in one place"
    )]
    fn first_line(
        &mut self,
        item: &Item,
        list: &str,
        finding: &Finding,
        current: bool,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let t = tokens(ui);
        let wide = ui.available_width();
        let single = item.fields.iter().filter(|field| field.relevant).count() == 1;
        let right = item
            .fields
            .iter()
            .find(|field| field.relevant && single)
            .map_or(0.0, |field| super::field::room(field, current, ui));
        // Where words and answer don't fit side by side, the answer goes under the words.
        let beside = single && right < wide * 0.36;
        let right = if beside { right } else { 0.0 };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.allocate_ui(egui::vec2(48.0, 20.0), |ui| {
                ui.set_min_width(48.0);
                ui.vertical(|ui| {
                    ui.label(text::digits(&item.id).color(t.muted));
                    if finding.flagged {
                        baqylau_widgets::icon::show(ui, Icon::Flag, 14.0, t.ink(Tone::Info));
                    }
                });
            });
            let words = wide - 48.0 - right - 32.0;
            ui.allocate_ui(egui::vec2(words, 20.0), |ui| {
                ui.set_width(words);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    let label = &item.label.text;
                    let rich = if current {
                        text::strong(label)
                    } else {
                        text::body(label)
                    };
                    ui.add(egui::Label::new(rich).wrap());
                    if item.label.missing_translation {
                        text::toned(
                            ui,
                            text::small(&cx.t("checklist-translation-missing")),
                            Tone::Warning,
                        );
                    }
                });
            });
            if beside && let Some(field) = item.fields.iter().find(|field| field.relevant) {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                    self.field(item, field, list, current, editable, cx, ui);
                });
            }
        });
        if current {
            ui.horizontal_top(|ui| {
                ui.add_space(super::finding::ANSWERS);
                let norm = text::small_muted(&super::finding::norm_line(item, cx));
                ui.add(egui::Label::new(norm).wrap());
            });
        }
        if !beside {
            ui.horizontal_top(|ui| {
                ui.add_space(super::finding::ANSWERS);
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = egui::vec2(16.0, 8.0);
                    for field in item.fields.iter().filter(|field| field.relevant) {
                        // Each part has its own width, so that the row breaks between parts.
                        let width = match field.kind {
                            Kind::Note => wide - 72.0,
                            _ if single => wide - 72.0,
                            _ => super::field::room(field, current, ui).clamp(150.0, 320.0),
                        };
                        super::finding::column(ui, width, |ui| {
                            if field.kind == Kind::Note {
                                let words = text::muted(&field.label.text);
                                ui.add(egui::Label::new(words).wrap());
                                return;
                            }
                            if !single {
                                let words = text::small_muted(&field.label.text);
                                ui.add(egui::Label::new(words).wrap());
                            }
                            self.field(item, field, list, current, editable, cx, ui);
                        });
                    }
                });
            });
        }
        for field in item.fields.iter().filter(|field| field.relevant) {
            for error in &field.errors {
                if let Some(words) = error_words(field, error, cx) {
                    ui.horizontal(|ui| {
                        ui.add_space(super::finding::ANSWERS);
                        text::toned(ui, text::small(&words), Tone::Bad);
                    });
                }
            }
        }
    }
}

/// Words of what is wrong with an answer; a missing answer is told by the finish screen instead.
fn error_words(field: &Field, error: &FieldError, cx: &Cx<'_>) -> Option<String> {
    match error {
        FieldError::Required { .. } => None,
        FieldError::Constraint { message } if !message.text.is_empty() => {
            Some(message.text.clone())
        }
        FieldError::Constraint { .. } | FieldError::NotOffered { .. } => {
            Some(cx.t("answer-invalid"))
        }
        FieldError::Kind(_) => Some(match field.kind {
            Kind::Integer | Kind::Decimal => cx.t("answer-number-expected"),
            Kind::Date => cx.t("error-date-shape"),
            _ => cx.t("answer-invalid"),
        }),
    }
}

/// How an item stands, when it isn't the current one.
fn summary(
    item: &Item,
    list: &str,
    finding: &Finding,
    work: &VisitWork,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    ui.horizontal_wrapped(|ui| {
        ui.add_space(super::finding::ANSWERS);
        if item.violation {
            let (key, tone) = crate::words::severity(
                finding
                    .severity
                    .unwrap_or(crate::model::sheet::severity_of(item)),
            );
            ui.add(standing(tone, &cx.t(key)));
        }
        if let Some(due) = finding.due {
            ui.label(text::small(&format!(
                "{} {}",
                cx.t("finding-due"),
                cx.locale.date(due)
            )));
        }
        let files = work.evidence(list, &item.id).len();
        if files > 0 {
            let count = i64::try_from(files).unwrap_or(0);
            ui.label(text::small(
                &cx.f("evidence-count", &[("count", count.into())]),
            ));
        }
        if !finding.note.is_empty() {
            text::truncated(ui, text::small_muted(&finding.note));
        }
    });
}
