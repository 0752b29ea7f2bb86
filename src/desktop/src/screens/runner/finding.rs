//! The record of a violated or unchecked item, open under it: note, evidence, severity, term.

use super::Runner;
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::model::VisitWork;
use crate::model::sheet::{effect_of, evidence_of, severity_of};
use crate::words;
use baqylau_checklist::Item;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::{EvidenceNeed, Finding, Severity, StudyStop, is_too_soon};
use baqylau_domain::traffic_light::{Violated, asks_stop, effect_found};
use baqylau_widgets::{Button, Field, Icon, Tag, Tone, text};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// A term offered by one click beside the shortest and the proposed one, in days from today.
const MIDDLE_TERM: u32 = 15;
/// From the left edge of an item to its words and answers, in points.
pub(super) const ANSWERS: f32 = 56.0;
/// Side of a thumbnail in the list.
const THUMBNAIL: f32 = 84.0;

/// "Fire safety rules, order № 55 · gross": under what the item stands.
pub(super) fn norm_line(item: &Item, cx: &Cx<'_>) -> String {
    let (severity_key, _) = words::severity(severity_of(item));
    let norm = item
        .extra
        .get("norm")
        .map(|key| crate::norms::title(key, cx.locale.language()).to_owned())
        .unwrap_or_default();
    let mut parts = vec![norm];
    if item
        .extra
        .get("norm_cert")
        .is_some_and(|certainty| certainty != "A")
    {
        parts.push(cx.t("checklist-norm-unconfirmed"));
    }
    // The severity of a violation there may yet be isn't what was found.
    let severity = ("severity", cx.t(severity_key).to_lowercase().into());
    parts.push(cx.f("checklist-if-violated", &[severity]));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

impl Runner {
    #[expect(clippy::too_many_arguments, reason = "drawn in one place")]
    pub(super) fn finding(
        &mut self,
        item: &Item,
        list: &str,
        mut finding: Finding,
        work: &VisitWork,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let before = finding.clone();
        // Where the words and the answers of the item begin.
        let wide = (ui.available_width() - ANSWERS - 8.0).max(240.0);
        ui.horizontal_top(|ui| {
            ui.add_space(ANSWERS);
            ui.vertical(|ui| {
                ui.set_width(wide);
                ui.add_enabled_ui(editable, |ui| {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = 12.0;
                        let note = (wide * 0.46).min(360.0);
                        ui.vertical(|ui| {
                            ui.set_width(note);
                            self.note(item, &mut finding, cx, ui);
                        });
                        ui.vertical(|ui| {
                            ui.set_width(wide - note - 12.0);
                            self.evidence(item, list, work, editable, cx, ui);
                        });
                    });
                    if item.violation {
                        self.consequence(item, list, &mut finding, work, cx, ui);
                    }
                });
            });
        });
        if finding != before
            && let Ok(value) = serde_json::to_value(&finding)
        {
            let key = FieldKey::Finding {
                list: list.to_owned(),
                item: item.id.clone(),
            };
            cx.post.put(Action::Write(vec![(key, value)]));
        }
    }

    fn note(&mut self, item: &Item, finding: &mut Finding, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let unchecked = item.not_checked || finding.not_checked;
        let label = if item.violation {
            cx.t("finding-note")
        } else if unchecked {
            cx.t("answer-not-checked-reason")
        } else {
            cx.t("finding-item-note")
        };
        let hint = cx.t("finding-note-hint");
        let id = note_id(&item.id);
        let mut field = Field::new(&label).placeholder(&hint).id(id);
        if item.violation || unchecked {
            field = field.required();
        }
        field.multiline(ui, &mut finding.note, 3);
        if std::mem::take(&mut self.focus_note) {
            baqylau_widgets::field::jump_to(ui.ctx(), id);
        }
        let offers = item.fields.iter().any(|field| {
            field
                .choices
                .iter()
                .any(|choice| choice.name == "not_checked")
        });
        if !offers && !item.answered {
            let label = cx.t("answer-not-checked");
            baqylau_widgets::field::checkbox(ui, &mut finding.not_checked, &label);
        }
    }

    fn evidence(
        &mut self,
        item: &Item,
        list: &str,
        work: &VisitWork,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let label = match evidence_of(item) {
            EvidenceNeed::Photo => cx.t("finding-evidence-photo-required"),
            EvidenceNeed::Document => cx.t("finding-evidence-document-required"),
            EvidenceNeed::None => cx.t("finding-evidence"),
        };
        ui.label(text::small_muted(&label));
        if let Some(hint) = item
            .texts
            .get("evidence_hint")
            .filter(|hint| !hint.text.is_empty())
        {
            ui.label(text::small(&hint.text));
        }
        let files = work.evidence(list, &item.id);
        wrapped(ui, |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            let side = egui::vec2(THUMBNAIL, THUMBNAIL * 0.74);
            for one in &files {
                let (rect, response) = ui.allocate_exact_size(side, egui::Sense::click());
                let name = if one.caption.is_empty() {
                    one.name.clone()
                } else {
                    one.caption.clone()
                };
                baqylau_widgets::access::named(&response, egui::accesskit::Role::Image, &name);
                let t = baqylau_widgets::tokens(ui);
                ui.painter().rect_filled(rect, 6, t.hover_strong);
                if one.mime.starts_with("image/") {
                    let ctx = ui.ctx().clone();
                    if let Some(texture) = self.thumbnails.get(cx, &ctx, one.sha256, 256) {
                        paint_cover(ui, &texture, rect);
                    }
                } else {
                    baqylau_widgets::icon::paint(
                        ui.painter(),
                        Icon::FileText,
                        rect.center(),
                        24.0,
                        t.muted,
                    );
                }
                if response.on_hover_text(&name).clicked() {
                    cx.post.go(crate::place::Place::Evidence(work.id()));
                }
            }
            let label = cx.t("evidence-add");
            if ui
                .add(Button::outline(&label).icon(Icon::Camera).enabled(editable))
                .clicked()
            {
                self.choose_evidence(item, list, work, cx);
            }
        });
    }

    pub(super) fn choose_evidence(
        &self,
        item: &Item,
        list: &str,
        work: &VisitWork,
        cx: &mut Cx<'_>,
    ) {
        cx.post.put(Action::Choose(Purpose::Evidence {
            visit: work.id(),
            list: list.to_owned(),
            item: item.id.clone(),
        }));
    }

    fn consequence(
        &mut self,
        item: &Item,
        list: &str,
        finding: &mut Finding,
        work: &VisitWork,
        cx: &Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let today = cx.model.today();
        let policy = work.policies.on(today);
        let authored = Violated {
            list,
            item: &item.id,
            effect: effect_of(item),
        };
        let effect = effect_found(&authored, finding.stop, today, &policy);
        if effect.demands_remedy() && asks_stop(list, &item.id) {
            stop(finding, today, cx, ui);
        }
        wrapped(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            column(ui, 150.0, |ui| {
                let own = severity_of(item);
                let names: Vec<String> = Severity::ALL
                    .iter()
                    .map(|s| cx.t(words::severity(*s).0))
                    .collect();
                let now = finding.severity.unwrap_or(own);
                let mut at = Severity::ALL.iter().position(|s| *s == now);
                let label = cx.t("severity-title");
                Field::new(&label).width(150.0).select(ui, &mut at, &names);
                let chosen = at
                    .and_then(|at| Severity::ALL.get(at))
                    .copied()
                    .unwrap_or(own);
                finding.severity = if chosen == own { None } else { Some(chosen) };
            });
            if effect.demands_remedy() {
                column(ui, 250.0, |ui| {
                    let label = cx.t("finding-due");
                    let min = policy.prescription_min_days.value;
                    let proposed = policy.prescription_term_days.value;
                    // Nothing is chosen until somebody chooses: what the parameters propose is only
                    // told.
                    let term = cx.f("finding-due-in", &[("count", i64::from(proposed).into())]);
                    let offer = cx.f("finding-due-proposed", &[("term", term.into())]);
                    let soon = finding.due.is_some_and(|due| is_too_soon(due, today, min));
                    let words = cx.f(
                        "blocker-due-too-early",
                        &[
                            ("item", item.id.clone().into()),
                            ("days", i64::from(min).into()),
                        ],
                    );
                    Field::new(&label)
                        .width(150.0)
                        .hint(if finding.due.is_none() { &offer } else { "" })
                        .error(soon.then_some(words.as_str()))
                        .date(ui, &mut finding.due);
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 4.0;
                        let terms = BTreeSet::from([min, MIDDLE_TERM, proposed]);
                        for days in terms.into_iter().filter(|days| *days >= min) {
                            let count = i64::from(days);
                            let label = cx.f("finding-due-in", &[("count", count.into())]);
                            let due = today.checked_add_days(Days::new(u64::from(days)));
                            let chosen = due.is_some() && finding.due == due;
                            let button = Button::outline(&label).small().selected(chosen);
                            if ui.add(button).clicked() {
                                finding.due = due;
                            }
                        }
                    });
                });
                column(ui, 200.0, |ui| {
                    let label = cx.t("finding-responsible");
                    Field::new(&label)
                        .width(200.0)
                        .text(ui, &mut finding.responsible);
                });
            }
            column(ui, 210.0, |ui| {
                ui.label(text::small_muted(&cx.t("effect-title")));
                let (key, tone) = words::effect(effect);
                ui.add(Tag::new(tone, &cx.t(key)));
                let basis = match item.extra.get("effect_basis").map(String::as_str) {
                    Some("seed") => "effect-basis-seed",
                    _ => "effect-basis-proposed",
                };
                ui.label(text::small_muted(&cx.t(basis)));
            });
        });
        if effect.demands_remedy() {
            let label = cx.t("finding-recommendation");
            Field::new(&label).multiline(ui, &mut finding.recommendation, 2);
        }
        let own = severity_of(item);
        if finding.severity.is_some_and(|severity| severity != own) {
            let name = cx.t(words::severity(own).0);
            let words = cx.f("severity-changed", &[("severity", name.into())]);
            text::toned(ui, text::small(&words), Tone::Warning);
        }
    }
}

/// Since when study stood still and until when: its length decides what it leads to.
fn stop(finding: &mut Finding, today: NaiveDate, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (mut since, mut resumed) = match finding.stop {
        Some(stop) => (Some(stop.since), stop.resumed),
        None => (None, None),
    };
    let impossible = finding.stop.is_some_and(|stop| !stop.is_possible(today));
    let words = cx.t("finding-stop-impossible");
    wrapped(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        column(ui, 200.0, |ui| {
            let label = cx.t("finding-stop-since");
            Field::new(&label)
                .width(150.0)
                .required()
                .error(impossible.then_some(words.as_str()))
                .date(ui, &mut since);
        });
        column(ui, 260.0, |ui| {
            let label = cx.t("finding-stop-resumed");
            Field::new(&label).width(150.0).date(ui, &mut resumed);
        });
    });
    ui.label(text::small_muted(&cx.t("finding-stop-rule")));
    finding.stop = since.map(|since| StudyStop { since, resumed });
}

/// Parts side by side, on as many lines as they need, each line beginning at the top of its parts.
fn wrapped(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Min).with_main_wrap(true);
    let size = egui::vec2(ui.available_width(), 0.0);
    ui.allocate_ui_with_layout(size, layout, content);
}

/// A part of the row with its own width: a wrapped row breaks between parts, not inside.
pub(super) fn column(ui: &mut egui::Ui, width: f32, content: impl FnOnce(&mut egui::Ui)) {
    let width = width.min(ui.max_rect().width());
    ui.allocate_ui_with_layout(
        egui::vec2(width, 54.0),
        egui::Layout::top_down(egui::Align::Min),
        |ui| {
            ui.set_width(width);
            content(ui);
        },
    );
}

/// Identity of the note's field, so that N can jump to it.
fn note_id(item: &str) -> egui::Id {
    egui::Id::unique(("runner-note", item))
}

/// Paints a picture filling a frame, cut rather than squeezed.
fn paint_cover(ui: &egui::Ui, texture: &egui::TextureHandle, rect: egui::Rect) {
    let size = texture.size_vec2();
    let wanted = rect.width() / rect.height();
    let real = size.x / size.y.max(1.0);
    let (w, h) = if real > wanted {
        (wanted / real, 1.0)
    } else {
        (1.0, real / wanted)
    };
    let uv = egui::Rect::from_center_size(egui::pos2(0.5, 0.5), egui::vec2(w, h));
    ui.painter()
        .image(texture.id(), rect, uv, egui::Color32::WHITE);
}
