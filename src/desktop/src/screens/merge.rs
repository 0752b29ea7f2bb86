//! Conflicts: what two members recorded for one field without seeing each other.

mod parts;

use self::parts::Compared;
pub(crate) use self::parts::in_one_line;
use super::marks;
use super::thumbnails::{PREVIEW, Thumbnails};
use super::{body, head};
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use crate::place::Place;
use baqylau_client::ui::Command;
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_widgets::{Button, Icon, Notice, PageHeader, Tone, panel, photo, text, tokens};
use std::collections::BTreeMap;

/// View state.
#[derive(Default)]
pub struct Merge {
    thumbnails: Thumbnails,
}

/// Room for the picture of a file two members describe differently, in points.
const PICTURE: egui::Vec2 = egui::vec2(280.0, 180.0);

impl Merge {
    /// Shows every conflict with all its values, authors and times.
    pub fn show(&mut self, id: VisitId, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let Some(work) = cx.model.work.as_ref().filter(|work| work.id() == id) else {
            super::opening(&cx, ui);
            return;
        };
        let title = cx.t("sync-conflicts");
        let names = super::crumbs::names(work, &cx);
        let crumbs = names.each_ref().map(String::as_str);
        let conflicts = work.draft.conflicts().count();
        // Without conflicts the screen says so itself, and there is nothing to add.
        let subtitle = if conflicts > 0 {
            cx.t("visit-merge-choose-record")
        } else {
            String::new()
        };
        let clicked = head(ui, |ui| {
            PageHeader::new(&title)
                .subtitle(&subtitle)
                .crumbs(&crumbs)
                .show(ui, |_| {})
        });
        super::crumbs::follow(clicked, work, &mut cx);
        let mut settle = None;
        let mut back = false;
        body(ui, |ui| {
            ui.set_max_width(ui.available_width().min(860.0));
            for (key, field) in work.draft.conflicts() {
                panel::card(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add(egui::Label::new(text::strong(&field_name(key, work, &cx))).wrap());
                    around(key, work, &cx, ui);
                    let parts = parts::compared(key, field.versions(), work, &cx);
                    ui.columns(field.versions().len().clamp(1, 3), |columns| {
                        for (index, version) in field.versions().iter().enumerate() {
                            let at = index % columns.len().max(1);
                            let Some(ui) = columns.get_mut(at) else {
                                continue;
                            };
                            let of_version = parts.get(index).map_or(&[][..], Vec::as_slice);
                            self.picture(key, version, &mut cx, ui);
                            if value(version, of_version, work, &cx, ui) {
                                settle = Some((key.clone(), version.value.clone()));
                            }
                        }
                    });
                });
            }
            if conflicts == 0 {
                back = nothing_to_settle(work, &cx, ui);
            }
        });
        if back {
            cx.post.go(Place::Visit(id));
        }
        if let Some((key, value)) = settle {
            cx.post.send(Command::ResolveConflict {
                visit: id,
                key: key.clone(),
                value: value.clone(),
            });
            cx.post.put(Action::Tell(
                baqylau_widgets::Tone::Ok,
                cx.locale.text("visit-merge-settled"),
            ));
        }
    }
}

impl Merge {
    /// The file itself, as one version marks it: a caption is judged by what is to be seen.
    fn picture(
        &mut self,
        key: &FieldKey,
        version: &FieldVersion,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        if !matches!(key, FieldKey::Evidence { .. }) {
            return;
        }
        let read = serde_json::from_value::<Evidence>(version.value.clone());
        let Ok(one) = read else { return };
        if !one.mime.starts_with("image/") {
            return;
        }
        let ctx = ui.ctx().clone();
        let texture = self
            .thumbnails
            .marked(cx, &ctx, one.sha256, PREVIEW, &one.annotations);
        let hidden = self.thumbnails.cannot_show(cx, one.sha256, PREVIEW);
        let room = egui::vec2(ui.available_width().min(PICTURE.x), PICTURE.y);
        let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
        let role = egui::accesskit::Role::Image;
        baqylau_widgets::access::named(&response, role, &one.name);
        let t = tokens(ui);
        ui.painter().rect_filled(rect, 6.0, t.canvas);
        match texture {
            Some(texture) => {
                let own = texture.size_vec2();
                let scale = (rect.width() / own.x.max(1.0)).min(rect.height() / own.y.max(1.0));
                let image = egui::Rect::from_center_size(rect.center(), own * scale);
                let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
                let painter = ui.painter().with_clip_rect(rect);
                painter.image(texture.id(), image, whole, egui::Color32::WHITE);
                let drawn = marks::read(&one.annotations).unwrap_or_default();
                photo::paint(&painter, image, &drawn);
            }
            None => {
                let icon = if hidden { Icon::ImageOff } else { Icon::Image };
                baqylau_widgets::icon::paint(ui.painter(), icon, rect.center(), 28.0, t.muted);
            }
        }
    }
}

/// What else is recorded for the item two members answer differently: its note and its files.
fn around(key: &FieldKey, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let FieldKey::Answer { list, path } = key else {
        return;
    };
    let item = work.sheet(list).and_then(|sheet| sheet.item_of_path(path));
    let Some(item) = item else { return };
    let note = work.finding(list, item).note;
    let mut parts = Vec::new();
    if !note.trim().is_empty() {
        parts.push(format!("{}: {}", cx.t("merge-note"), note.trim()));
    }
    let files = work.evidence(list, item).len();
    if files > 0 {
        let count = i64::try_from(files).unwrap_or(i64::MAX);
        parts.push(cx.f("evidence-count", &[("count", count.into())]));
    }
    if !parts.is_empty() {
        let line = text::small_muted(&parts.join(" · "));
        ui.add(egui::Label::new(line).wrap());
    }
}

/// What stands here while nobody disagrees: whose records are together, who wrote last, and the
/// way on. Returns whether the person wants to go on.
fn nothing_to_settle(work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    let mut authors: BTreeMap<PersonId, i64> = BTreeMap::new();
    let mut last: Option<&FieldVersion> = None;
    for version in work.draft.iter().flat_map(|(_, field)| field.versions()) {
        *authors.entry(version.author).or_default() += 1;
        if last.is_none_or(|before| before.at < version.at) {
            last = Some(version);
        }
    }
    let mut lines = vec![cx.t("visit-merge-none-detail")];
    if let Some(version) = last {
        let name = author(version.author, work, cx);
        let time = cx.locale.date_time(version.at);
        let args = [("name", name.into()), ("time", time.into())];
        lines.push(cx.f("visit-merge-last", &args));
    }
    if authors.len() > 1 {
        let shares = authors.into_iter().map(|(person, count)| {
            let name = author(person, work, cx);
            cx.f(
                "visit-merge-share",
                &[("name", name.into()), ("count", count.into())],
            )
        });
        lines.push(shares.collect::<Vec<_>>().join(" · "));
    }
    let (title, go_on) = (cx.t("visit-merge-none"), cx.t("visit-merge-to-visit"));
    Notice::empty(&title, &lines.join("\n\n"))
        .icon(Icon::CircleCheck)
        .action(&go_on)
        .action_icon(Icon::Undo2)
        .show(ui)
}

fn author(person: PersonId, work: &VisitWork, cx: &Cx<'_>) -> String {
    work.visit
        .member(person)
        .map_or_else(|| cx.t("table-unknown"), |member| member.full_name.clone())
}

fn value(
    version: &FieldVersion,
    parts: &[Compared],
    work: &VisitWork,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) -> bool {
    let author = author(version.author, work, cx);
    let time = cx.locale.date_time(version.at);
    let from = cx.f(
        "visit-merge-from",
        &[("name", author.into()), ("time", time.into())],
    );
    ui.label(text::small_muted(&from));
    for one in parts {
        if one.part.label.is_empty() {
            ui.add(egui::Label::new(text::section(&one.part.words)).wrap());
        } else {
            part(one, cx, ui);
        }
    }
    let words: Vec<&str> = parts.iter().map(|one| one.part.words.as_str()).collect();
    let words = words.join(" · ");
    let label = cx.t("visit-merge-keep");
    ui.add(Button::secondary(&label).icon(Icon::Check).tooltip(&words))
        .clicked()
}

/// One part of a version; what another version says otherwise has a sign, a colour and a word.
fn part(one: &Compared, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let t = tokens(ui);
    let tone = Tone::Warning;
    let frame = if one.differs {
        egui::Frame::new()
            .fill(t.soft(tone))
            .corner_radius(4)
            .inner_margin(egui::Margin::symmetric(6, 3))
    } else {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(6, 3))
    };
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if one.differs {
                baqylau_widgets::icon::show(ui, Icon::GitMerge, 12.0, t.ink(tone));
            }
            ui.label(text::small_muted(&one.part.label));
        });
        let words = text::body(&one.part.words);
        let words = if one.differs { words.strong() } else { words };
        let response = ui.add(egui::Label::new(words).wrap());
        if one.differs {
            baqylau_widgets::access::describe(&response, &cx.t("merge-differs"));
        }
    });
    if one.differs {
        shown.response.on_hover_text(cx.t("merge-differs"));
    }
}

/// What a field is, in words.
pub fn field_name(key: &FieldKey, work: &VisitWork, cx: &Cx<'_>) -> String {
    let language = cx.locale.language();
    let item = |list: &str, item: &str| {
        let text = work
            .sheets
            .iter()
            .find(|sheet| sheet.code == list)
            .and_then(|sheet| sheet.label_of(item, language))
            .unwrap_or_default();
        format!("{item} {text}")
    };
    match key {
        FieldKey::Answer { list, path } => {
            let last = path.rsplit('/').next().unwrap_or(path);
            item(list, last.split('_').next().unwrap_or(last))
        }
        FieldKey::Evidence { item, .. } if item.is_empty() => cx.t("evidence-whole-visit"),
        FieldKey::Finding { list, item: code }
        | FieldKey::Evidence {
            list, item: code, ..
        } => item(list, code),
        FieldKey::Mark { group, iin } => {
            let learner = work
                .groups
                .iter()
                .filter(|one| one.code == *group)
                .flat_map(|one| &one.learners)
                .find(|learner| learner.iin == *iin);
            let name = learner.map_or_else(|| iin.masked(), |one| one.full_name.clone());
            format!("{} {group}: {name}", cx.t("headcount-title"))
        }
        FieldKey::Assignee { list, section } => {
            let title = work
                .sheet(list)
                .and_then(|sheet| sheet.sections.iter().find(|one| one.id == *section))
                .map_or_else(|| section.clone(), |section| section.title.clone());
            format!("{}: {title}", cx.t("visit-team"))
        }
        FieldKey::Opinion { member } => {
            let whose = author(*member, work, cx);
            format!("{}: {whose}", cx.t("act-field-opinion"))
        }
        FieldKey::Objections => cx.t("act-field-objections"),
        FieldKey::PartyDecision => cx.t("act-party-title"),
        FieldKey::Representative => cx.t("visit-representative"),
        FieldKey::Ordered { group } => format!("{} {group}", cx.t("headcount-orders")),
        FieldKey::FurtherOrder { number } => {
            format!("{} № {number}", cx.t("doc-label-further-order"))
        }
        FieldKey::Acquaintance => cx.t("act-acquainted"),
        FieldKey::SigningRefusal => cx.t("act-refusal-text"),
        FieldKey::Departure => cx.t("act-departed"),
    }
}
