//! Form fields: the label stands above, the error below, and the name reaches the screen reader.

mod check;
pub mod date;
mod edit;
mod grid;
mod number;
mod search;
mod secret;
mod select;
mod summary;
mod time;

use egui::{Color32, Id, Layout, Response, Sense, Ui, vec2};

pub(crate) use check::paint_box;
pub use check::{checkbox, radio, switch, tri_checkbox};
pub use grid::month_grid;
pub use search::SearchField;
pub use secret::SHOW_SECRET;
pub use summary::ErrorSummary;

use crate::fonts::Weight;
use crate::text;
use crate::tokens::tokens;
use crate::words::words;

/// A labelled field. Build it, then end with what it edits.
///
/// Its identity is its label: two fields with one label in the same place need [`Field::id`] or a
/// `push_id` around them.
///
/// ```no_run
/// # fn f(ui: &mut egui::Ui, name: &mut String, error: Option<&str>) {
/// use baqylau_widgets::Field;
/// Field::new("Название").required().error(error).text(ui, name);
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "end with text, number, select, date ..."]
pub struct Field<'a> {
    label: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    placeholder: &'a str,
    required: bool,
    read_only: bool,
    hidden_label: bool,
    width: Option<f32>,
    id: Option<Id>,
    unit: Option<&'a str>,
    char_limit: usize,
    /// Points kept free at the right inside the box, for a button.
    reserved: f32,
}

impl<'a> Field<'a> {
    /// A field with the label that stands above it and names it.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            hint: None,
            error: None,
            placeholder: "",
            required: false,
            read_only: false,
            hidden_label: false,
            width: None,
            id: None,
            unit: None,
            char_limit: usize::MAX,
            reserved: 0.0,
        }
    }

    /// An explanation under the field, replaced by the error where there is one.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is wrong, under the field and in the accessible description.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// Pale text while the field is empty: an example of the format, never the label.
    pub fn placeholder(mut self, placeholder: &'a str) -> Self {
        self.placeholder = placeholder;
        self
    }

    /// Marks the field as one that must be filled.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Shows the value without letting it be changed.
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// Keeps the label for the screen reader only: filters above a register.
    pub fn hidden_label(mut self) -> Self {
        self.hidden_label = true;
        self
    }

    /// Width in points; by default as wide as there is room.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// The identity an [`ErrorSummary`] jumps to. By default made of the label and its place.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// A unit after the value, such as "₸" or "м²".
    pub fn unit(mut self, unit: &'a str) -> Self {
        self.unit = Some(unit);
        self
    }

    /// Most characters that can be typed.
    pub fn char_limit(mut self, limit: usize) -> Self {
        self.char_limit = limit;
        self
    }

    /// Edits one line of text.
    pub fn text(self, ui: &mut Ui, value: &mut String) -> Response {
        self.shell(ui, |field, ui, id| {
            edit::line(field, ui, id, value, edit::Mode::Plain)
        })
    }

    /// Edits a secret; a button or [`SHOW_SECRET`] shows it while wanted. Under it stands what the
    /// dots hide and would make it wrong: Caps Lock, letters of another alphabet.
    pub fn password(self, ui: &mut Ui, value: &mut String) -> Response {
        self.shell(ui, |field, ui, id| {
            let response = edit::line(field, ui, id, value, edit::Mode::Secret);
            secret::notes(ui, id, value);
            response
        })
    }

    /// Edits several lines, at least `rows` high and growing with the text.
    pub fn multiline(self, ui: &mut Ui, value: &mut String, rows: usize) -> Response {
        self.shell(ui, |field, ui, id| {
            edit::paragraph(field, ui, id, value, rows)
        })
    }

    /// Edits a number with a fixed count of decimals, held as an integer of the smallest unit:
    /// with `decimals` = 2 and tiyn, "1 250,50" is 125050. Empty or unreadable text is `None`.
    pub fn number(self, ui: &mut Ui, value: &mut Option<i64>, decimals: u32) -> Response {
        self.shell(ui, |field, ui, id| {
            number::show(field, ui, id, value, decimals)
        })
    }

    /// Chooses one of the options; long lists can be searched.
    pub fn select<S: AsRef<str>>(
        self,
        ui: &mut Ui,
        chosen: &mut Option<usize>,
        options: &[S],
    ) -> Response {
        self.shell(ui, |field, ui, id| {
            select::show(field, ui, id, chosen, options)
        })
    }

    /// Edits a date, typed or chosen in a month grid.
    pub fn date(self, ui: &mut Ui, value: &mut Option<chrono::NaiveDate>) -> Response {
        self.shell(ui, |field, ui, id| date::show(field, ui, id, value))
    }

    /// Edits a time of day, typed to the minute. Text that is no time leaves `None` and says `wrong`
    /// under the field.
    pub fn time(self, ui: &mut Ui, value: &mut Option<chrono::NaiveTime>, wrong: &str) -> Response {
        self.shell(ui, |field, ui, id| time::show(field, ui, id, value, wrong))
    }

    /// Puts the label, the hint and the error around any control of yours.
    pub fn custom(self, ui: &mut Ui, control: impl FnOnce(&mut Ui, Id) -> Response) -> Response {
        self.shell(ui, |_, ui, id| control(ui, id))
    }

    fn shell(self, ui: &mut Ui, control: impl FnOnce(&Self, &mut Ui, Id) -> Response) -> Response {
        let width = self
            .width
            .unwrap_or(f32::INFINITY)
            .min(ui.available_width());
        let id = self
            .id
            .unwrap_or_else(|| ui.make_persistent_id(("field", self.label)));
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 4.0;
            if !self.hidden_label && !self.label.is_empty() {
                self.paint_label(ui);
            }
            let response = control(&self, ui, id);
            self.describe(ui, &response);
            if let Some(error) = self.error {
                let t = tokens(ui);
                crate::access::live(ui, false, |ui| {
                    ui.add(egui::Label::new(text::small(error).color(t.bad)).wrap())
                });
            } else if let Some(hint) = self.hint {
                ui.add(egui::Label::new(text::small_muted(hint)).wrap());
            }
            if take_jump(ui, id) {
                response.request_focus();
                response.scroll_to_me(Some(egui::Align::Center));
            }
            response
        })
        .inner
    }

    /// The label is painted, not a widget: the control carries its name, so it is read once.
    fn paint_label(&self, ui: &mut Ui) {
        let t = tokens(ui);
        let width = ui.available_width();
        let label = text::line(ui, self.label, Weight::Regular, 12.0, t.muted, width - 10.0);
        let (rect, _) = ui.allocate_exact_size(vec2(width, 16.0), Sense::hover());
        text::paint_at(ui, &label, rect.left(), rect.center().y);
        if self.required {
            let star = text::line(ui, "*", Weight::Medium, 12.0, t.bad, 10.0);
            text::paint_at(
                ui,
                &star,
                rect.left() + label.size().x + 4.0,
                rect.center().y,
            );
        }
    }

    fn describe(&self, ui: &Ui, response: &Response) {
        let words = words(ui.ctx());
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_label(self.label);
            if self.required {
                node.set_required();
                node.set_description(words.required.as_str());
            }
            if self.read_only {
                node.set_read_only();
            }
            if let Some(hint) = self.hint {
                node.set_description(hint);
            }
        });
        if let Some(error) = self.error {
            crate::access::invalid(response, error);
        }
    }

    /// Border colour at rest and while wrong.
    fn border(&self, ui: &Ui) -> Color32 {
        let t = tokens(ui);
        if self.error.is_some() { t.bad } else { t.line }
    }
}

fn jump_key() -> Id {
    Id::unique("baqylau-field-jump")
}

/// Moves the focus to a field, scrolling it into view, in the next frame it is shown.
pub fn jump_to(ctx: &egui::Context, field: Id) {
    ctx.data_mut(|d| d.insert_temp(jump_key(), field));
    ctx.request_repaint();
}

/// Whether [`jump_to`] means this identity, for a control that isn't a [`Field`]; it then takes
/// the focus itself. Answers once.
pub fn take_jump(ui: &Ui, id: Id) -> bool {
    let wanted = ui.data(|d| d.get_temp::<Id>(jump_key())) == Some(id);
    if wanted {
        ui.data_mut(|d| d.remove::<Id>(jump_key()));
    }
    wanted
}
