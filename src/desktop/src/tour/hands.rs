//! What a person does at a screen of forms and registers: presses, types, chooses, ticks.

use super::TourError;
use super::drive::Drive;
use crate::app::App;
use baqylau_client::ui::{Command, OrderSigned};
use baqylau_domain::identifiers::PersonId;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const BUTTONS: [Role; 6] = [
    Role::Button,
    Role::Link,
    Role::Tab,
    Role::ListItem,
    Role::CheckBox,
    Role::RadioButton,
];
const FIELDS: [Role; 5] = [
    Role::TextInput,
    Role::MultilineTextInput,
    Role::NumberInput,
    Role::DateInput,
    Role::ComboBox,
];

/// Longest wait for a control to be there and enabled, in frames.
const FRAMES: u32 = 1_500;

impl Drive<'_> {
    /// Signs out whoever is there and signs somebody in; what waits for them arrives.
    pub fn enter(&mut self, person: PersonId) -> Result<(), TourError> {
        let me = self.app().model().person().map(|person| person.id);
        if me != Some(person) {
            if me.is_some() {
                self.command(Command::SignOut)?;
                self.wait("the first screen", |app| app.model().person().is_none())?;
            }
            self.sign_in(person)?;
            self.wait("a session", move |app| {
                app.model().person().is_some_and(|one| one.id == person)
            })?;
        }
        self.send_all()
    }

    /// Presses the person's name in the list of the demonstration.
    fn sign_in(&mut self, person: PersonId) -> Result<(), TourError> {
        let people = self.app().model().sample_people.clone();
        let known = people.iter().find(|one| one.id == person);
        let name = known.map(|one| one.full_name.clone());
        let name = name.ok_or_else(|| self.error("the list has no such person"))?;
        // Two may have the same name; who comes first in their role comes first in the list.
        let role = known.map(|one| one.role);
        let alike = people
            .iter()
            .filter(|one| one.full_name == name && Some(one.role) == role);
        let place = alike.take_while(|one| one.id != person).count();
        self.reach_nth(&name, place)
    }

    /// Sends what waits and takes in what is new; nothing may be refused.
    pub fn send_all(&mut self) -> Result<(), TourError> {
        self.command(Command::SyncNow)?;
        self.wait("an empty outbox", |app| {
            let sync = app.model().sync.as_ref();
            sync.is_some_and(|sync| sync.waiting == 0 && !sync.busy)
        })?;
        let attention = self
            .app()
            .model()
            .sync
            .as_ref()
            .map_or(0, |sync| sync.attention);
        if attention > 0 {
            return Err(self.error(&format!("{attention} operations were refused")));
        }
        Ok(())
    }

    /// Whether anything on the screen says this.
    pub fn says(&self, words: &str) -> bool {
        self.harness.root().children_recursive().any(|node| {
            let node = node.accesskit_node();
            node.label().is_some_and(|label| label.contains(words))
                || node.value().is_some_and(|value| value.contains(words))
                || node.description().is_some_and(|said| said.contains(words))
        })
    }

    /// Waits until the screen says something.
    pub fn must_say(&mut self, words: &str) -> Result<(), TourError> {
        for _ in 0..FRAMES {
            if self.says(words) {
                return Ok(());
            }
            self.settle(1);
        }
        Err(self.error(&format!("the screen never says «{words}»")))
    }

    /// Does something to the topmost control of a name, once it is there and enabled.
    fn reach(&mut self, label: &str, roles: &[Role], action: Action) -> Result<(), TourError> {
        for _ in 0..FRAMES {
            let found = {
                let nodes: Vec<_> = self.harness.query_all_by_label(label).collect();
                let node = nodes.iter().rev().find(|node| {
                    let node = node.accesskit_node();
                    roles.contains(&node.role()) && !node.is_disabled()
                });
                match (node, action) {
                    (Some(node), Action::Focus) => node.focus(),
                    (Some(node), _) => node.click_accesskit(),
                    (None, _) => {}
                }
                node.is_some()
            };
            if found {
                self.settle(3);
                return Ok(());
            }
            self.settle(1);
        }
        let there = self.says(label);
        Err(self.error(&format!(
            "nothing that can be pressed is named «{label}»{}",
            if there {
                ", though it is on the screen"
            } else {
                ""
            }
        )))
    }

    /// Presses the button of this message.
    pub fn press(&mut self, key: &str) -> Result<(), TourError> {
        let label = self.text(key);
        self.press_named(&label)
    }

    /// Presses the first button of this message: of several rows, the topmost.
    pub fn press_first(&mut self, key: &str) -> Result<(), TourError> {
        let label = self.text(key);
        self.reach_nth(&label, 0)
    }

    /// Presses the control of this name that is the nth from above, counted from nought.
    fn reach_nth(&mut self, label: &str, place: usize) -> Result<(), TourError> {
        for _ in 0..FRAMES {
            let found = {
                let nodes = self.harness.query_all_by_label(label);
                let mut nodes = nodes.filter(|node| {
                    let node = node.accesskit_node();
                    BUTTONS.contains(&node.role()) && !node.is_disabled()
                });
                let node = nodes.nth(place);
                if let Some(node) = &node {
                    node.click_accesskit();
                }
                node.is_some()
            };
            if found {
                self.settle(3);
                return Ok(());
            }
            self.settle(1);
        }
        Err(self.error(&format!("nothing that can be pressed is named «{label}»")))
    }

    /// Presses the button of a message with a number in it.
    pub fn press_counted(&mut self, key: &str, count: usize) -> Result<(), TourError> {
        let label = self.app().locale().format(key, &[("count", count.into())]);
        self.press_named(&label)
    }

    /// Ticks all rows of a register and opens the sheet of what is done to so many of them.
    pub fn open_for_all(
        &mut self,
        (title, button): (&str, &str),
        count: usize,
    ) -> Result<(), TourError> {
        let label = self.counted(button, count);
        // A register finds its rows beside the screen. The box of all rows clears what was ticked
        // before, and only another press ticks all.
        for _ in 0..2 {
            if !self.comes_in(40, |drive| drive.is_there(&label, None)) {
                self.press("button-select-all")?;
            }
        }
        self.press_named(&label)?;
        let title = self.text(title);
        if self.comes_in(FRAMES, |drive| drive.sheet(&title).is_some()) {
            return Ok(());
        }
        Err(self.error(&format!("no sheet «{title}» opens")))
    }

    /// Whether the open sheet of this title has something of a message: looked for once the sheet can
    /// be answered, as it has its lines and its boxes together.
    pub fn sheet_has(&mut self, title: &str, key: &str) -> Result<bool, TourError> {
        let (title, cancel, label) = (self.text(title), self.text("button-cancel"), self.text(key));
        if !self.comes_in(FRAMES, |drive| drive.is_there(&cancel, Some(&title))) {
            return Err(self.error(&format!("the sheet «{title}» can't be answered")));
        }
        Ok(self.is_there(&label, Some(&title)))
    }

    /// Confirms the open sheet of this title, which must be for all of so many: a button of the same
    /// name behind the sheet isn't taken for it.
    pub fn confirm_all(
        &mut self,
        (title, button): (&str, &str),
        count: usize,
    ) -> Result<(), TourError> {
        let (words, label) = (self.text(title), self.counted(button, count));
        if !self.comes_in(FRAMES, |drive| drive.is_there(&label, Some(&words))) {
            let said = self.sheet_says(&words);
            return Err(self.error(&format!("the sheet can't do it to all {count}: {said}")));
        }
        self.press_named(&label)?;
        self.gone(title)
    }

    fn counted(&self, key: &str, count: usize) -> String {
        self.app().locale().format(key, &[("count", count.into())])
    }

    /// Draws until something is so, for so many frames at most; whether it is.
    fn comes_in(&mut self, frames: u32, is_so: impl Fn(&Self) -> bool) -> bool {
        for _ in 0..frames {
            if is_so(self) {
                return true;
            }
            self.settle(1);
        }
        is_so(self)
    }

    /// The open sheet of a title.
    fn sheet(&self, title: &str) -> Option<Node<'_>> {
        self.harness.root().children_recursive().find(|node| {
            let node = node.accesskit_node();
            node.role() == Role::Dialog && node.label().is_some_and(|label| label == title)
        })
    }

    /// All that the open sheet of a title says.
    fn sheet_says(&self, title: &str) -> String {
        let all = self.sheet(title).map(|sheet| {
            let said = sheet.children_recursive().filter_map(|node| {
                let node = node.accesskit_node();
                node.label().or_else(|| node.value())
            });
            said.collect::<Vec<_>>().join(" | ")
        });
        all.unwrap_or_else(|| "it isn't open".to_owned())
    }

    /// Whether a control of a name can be pressed, in the sheet of a title or anywhere.
    fn is_there(&self, label: &str, sheet: Option<&str>) -> bool {
        let within = match sheet {
            Some(title) => self.sheet(title),
            None => Some(self.harness.root()),
        };
        within.is_some_and(|within| {
            within.children_recursive().any(|node| {
                let node = node.accesskit_node();
                BUTTONS.contains(&node.role())
                    && !node.is_disabled()
                    && node.label().is_some_and(|words| words == label)
            })
        })
    }

    /// Presses the button of this name.
    pub fn press_named(&mut self, label: &str) -> Result<(), TourError> {
        self.reach(label, &BUTTONS, Action::Click)
    }

    /// Types into the field of this message, over what stands there.
    pub fn fill(&mut self, key: &str, text: &str) -> Result<(), TourError> {
        let label = self.text(key);
        self.fill_named(&label, text)
    }

    /// Types into the field of this name.
    pub fn fill_named(&mut self, label: &str, text: &str) -> Result<(), TourError> {
        self.reach(label, &FIELDS, Action::Focus)?;
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.step();
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle(2);
        Ok(())
    }

    /// Chooses in the list of this message what a person finds by these words.
    pub fn choose(&mut self, key: &str, words: &str) -> Result<(), TourError> {
        let label = self.text(key);
        self.reach(&label, &FIELDS, Action::Click)?;
        self.settle(2);
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.settle(3);
        self.harness.key_press(Key::Enter);
        self.settle(3);
        Ok(())
    }

    /// Chooses in a short list of this message the line of another.
    pub fn press_in_list(&mut self, key: &str, line: &str) -> Result<(), TourError> {
        let words = self.text(line);
        self.pick_in_list(key, &words)
    }

    /// Chooses in a short list of this message the line with these words.
    pub fn pick_in_list(&mut self, key: &str, words: &str) -> Result<(), TourError> {
        let label = self.text(key);
        self.reach(&label, &FIELDS, Action::Click)?;
        for _ in 0..FRAMES {
            let found = {
                let root = self.harness.root();
                let mut lines = root.children_recursive().filter(|node| {
                    let node = node.accesskit_node();
                    node.role() == Role::ListBoxOption
                        && node.label().is_some_and(|label| label.contains(words))
                });
                let line = lines.next();
                if let Some(line) = &line {
                    line.click_accesskit();
                }
                line.is_some()
            };
            if found {
                self.settle(3);
                return Ok(());
            }
            self.settle(1);
        }
        Err(self.error(&format!("the list «{label}» has no «{words}»")))
    }

    /// Waits until nothing of this message can be pressed any more: a sheet has closed.
    pub fn gone(&mut self, key: &str) -> Result<(), TourError> {
        for _ in 0..FRAMES {
            let label = self.text(key);
            if self.harness.query_all_by_label(&label).next().is_none() {
                return Ok(());
            }
            self.settle(1);
        }
        Err(self.error(&format!("«{}» doesn't go away", self.text(key))))
    }

    /// Signs what the sheet shows with the demonstration's key, and closes it once everything is
    /// signed: until then nothing waits to be sent, and whoever signs out leaves it unsigned.
    pub fn sign_sheet(&mut self) -> Result<(), TourError> {
        let of = |app: &App| app.model().order_signed.as_ref().map(|(ticket, _)| *ticket);
        let before = of(self.app());
        self.press("tosign-demo-key")?;
        self.wait("the signatures", move |app| {
            let ticket = of(app).filter(|ticket| Some(*ticket) != before);
            ticket.is_some_and(|ticket| app.model().is_done(Some(ticket)))
        })?;
        let signed = self.app().model().order_signed.as_ref();
        let mut signed = signed.into_iter().flat_map(|(_, all)| all);
        if signed.any(|(_, became)| matches!(became, OrderSigned::Failed(_))) {
            return Err(self.error("a document wasn't signed"));
        }
        self.press("button-close")
    }
}
