//! The whole story in the real window: from the visit on a laptop without a network to the
//! officer's decision.
//!
//! `BAQYLAU_STORY` names looks, such as `ru-light-1920,en-dark-1280`; one is taken unless told.
//! With `BAQYLAU_WINDOW_PICTURES` a picture of every screen is left in that folder.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop and tell"
)]

use baqylau_locale::Language;
use baqylau_tests::window::{Display, Look, Person, Seen, Tree};
use baqylau_tests::{Result, nap};
use egui::accesskit::Role;
use egui::{Color32, ColorImage, Key};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The item that isn't so: an address that isn't in the licence.
const VIOLATED: &str = "A04";

/// A person with the pictures they leave.
struct Story {
    person: Person,
    /// Where the program keeps everything.
    folder: PathBuf,
    /// What the pictures of this look are called.
    look: String,
    pictures: Option<PathBuf>,
    taken: Cell<u32>,
    /// Name of the secretary, who is signed in.
    own: RefCell<String>,
}

impl Story {
    /// Leaves a picture of the screen, where pictures are wanted.
    fn picture(&self, name: &str) -> Result<()> {
        let Some(folder) = &self.pictures else {
            return Ok(());
        };
        let number = self.taken.get() + 1;
        self.taken.set(number);
        // Whatever fades in or out is done by then.
        nap(Duration::from_millis(400));
        let file = format!("{}-{number:02}-{name}.png", self.look);
        self.person.window.picture(&folder.join(file))
    }

    /// From the list of visits to the first item of the first checklist.
    fn arrives(&self) -> Result<String> {
        let person = &self.person;
        self.picture("sign-in")?;
        let own = person.signs_in(of_secretary(person.locale.language()))?;
        self.own.replace(own);
        let organisation = person.opens_the_visit_of_today()?;
        person.clicks("visit-pack-download")?;
        person.sees("the way to arrival", |tree| {
            tree.has(&person.t("visit-arrive"))
        })?;
        // From here on without a network.
        person.commands("command-toggle-offline")?;
        self.picture("visit")?;
        for step in ["visit-arrive", "visit-rights-handed-do", "visit-admit"] {
            person.clicks(step)?;
        }
        self.picture("admitted")?;
        person.clicks("visit-open-checklists")?;
        person.sees("the checklist", |tree| tree.has("A01"))?;
        Ok(organisation)
    }

    /// Answers everything that must be answered, each with its first choice; [`VIOLATED`] with the
    /// second, and with everything a violation asks for.
    fn fills_the_checklists(&self) -> Result<usize> {
        let pane = self
            .person
            .locale
            .format("previous-title", &[("item", "".into())]);
        let mut met = BTreeSet::new();
        let mut stays = 0;
        let mut last = String::new();
        while stays < 3 {
            self.person.presses_ctrl(Key::Enter)?;
            let tree = self.person.rested()?;
            let code = at_item(&tree, &pane).ok_or_else(|| format!("at no item:\n{tree}"))?;
            stays = if code == last { stays + 1 } else { 0 };
            if stays == 0 {
                let violated = code == VIOLATED && met.insert(code.clone());
                self.answers(&tree, &code, violated)?;
                if violated {
                    self.tells_of_the_violation(&code)?;
                }
                met.insert(code.clone());
            } else {
                self.answers(&tree, &code, false)?;
            }
            last = code;
        }
        Ok(met.len())
    }

    /// Answers the questions of one item that wait.
    fn answers(&self, tree: &Tree, code: &str, no: bool) -> Result<()> {
        let Some(line) = line_of(tree, code) else {
            return Ok(());
        };
        let fields: Vec<&Seen> = tree.row(line).collect();
        // Choices of one question begin with 1.
        let mut questions: Vec<Vec<&Seen>> = Vec::new();
        for radio in fields.iter().filter(|one| one.role == Role::RadioButton) {
            match questions.last_mut() {
                Some(question) if !radio.name.starts_with("1 ") => question.push(radio),
                _ => questions.push(vec![radio]),
            }
        }
        let window = &self.person.window;
        for question in questions {
            let answered = question.iter().any(|one| one.chosen);
            if let (false, Some(radio)) = (answered, question.get(usize::from(no))) {
                window.press(radio.centre())?;
            }
        }
        for field in fields.iter().filter(|one| one.value.is_empty()) {
            let typed = match field.role {
                Role::TextInput if field.placeholder.contains(':') => "09:10",
                Role::TextInput | Role::MultilineTextInput | Role::NumberInput => conforming(code),
                Role::DateInput => "01.09.2026",
                _ => continue,
            };
            window.press(field.centre())?;
            window.type_text(typed)?;
        }
        Ok(())
    }

    /// What was seen, a photo of it, and until when it is to be put right.
    fn tells_of_the_violation(&self, code: &str) -> Result<()> {
        let person = &self.person;
        person.fills("finding-note", "Іргелес ғимарат, лицензияда жоқ")?;
        person.window.paste(photo())?;
        person.sees("the photo beside the item", |tree| {
            tree.all()
                .any(|one| one.role == Role::Image && one.name.starts_with("clipboard-"))
        })?;
        let term = person
            .locale
            .format("finding-due-in", &[("count", 30.into())]);
        person.window.click(&term)?;
        self.picture(&format!("violation-{code}"))
    }

    /// Marks everybody of every group present, and comes back to the checklists.
    fn counts_heads(&self, organisation: &str) -> Result<()> {
        let person = &self.person;
        person.clicks("headcount-title")?;
        let all = person.t("headcount-mark-all-present");
        person.sees("the lists", |tree| tree.has(&all))?;
        let groups: Vec<String> = person
            .rested()?
            .all()
            .filter(|one| one.role == Role::ListItem)
            .map(|one| one.name.clone())
            .collect();
        println!("{} groups", groups.len());
        for group in &groups {
            person.window.click(group)?;
            person.window.click(&all)?;
        }
        self.picture("head-count")?;
        person.window.click(organisation)?;
        person.clicks("visit-open-checklists")
    }

    /// From recorded answers to a text that is fixed.
    fn draws_up_the_act(&self) -> Result<()> {
        let person = &self.person;
        person.clicks("button-finish")?;
        person.fills("visit-representative", "Әлібекова Гүлнар, проректор")?;
        self.picture("finish")?;
        person.confirms("visit-merge")?;
        person.sees("merged answers", |tree| {
            tree.has(&person.t("visit-merge-done"))
        })?;
        person.clicks("act-compose")?;
        person.clicks("act-party-signed")?;
        let now = person.t("time-now");
        for moment in ["act-acquainted", "act-departed"] {
            person.rested()?;
            let field = person.t(moment);
            // Text that is still being laid out moves what stands below it: whoever sees that the
            // time wasn't taken presses again.
            let taken = |tree: &Tree| {
                let mut fields = tree.all().filter(|one| one.is_text_field());
                fields.any(|one| one.name.starts_with(&field) && !one.value.is_empty())
            };
            for _ in 0..3 {
                let place = person.window.wait("a moment to take", |tree| {
                    let all: Vec<&Seen> = tree.all().collect();
                    let field = all
                        .iter()
                        .find(|one| one.is_text_field() && one.name.starts_with(&field))?;
                    let beside = |one: &&&Seen| {
                        one.name == now && (one.centre().y - field.centre().y).abs() < 8.0
                    };
                    all.iter().find(beside).map(|one| one.centre())
                })?;
                person.window.press(place)?;
                if taken(&person.rested()?) {
                    break;
                }
            }
            person.sees(moment, taken)?;
        }
        person.rested()?;
        self.picture("act")?;
        person.clicks("act-fix")?;
        person.confirms("act-fix")
    }

    /// Every member signs on this laptop, each in turn; whoever is signed in, in the queue of what
    /// waits for them.
    fn sign(&self, organisation: &str) -> Result<usize> {
        let person = &self.person;
        let label = person
            .locale
            .format("signing-demo-sign", &[("name", "|".into())]);
        let (before, after) = label.split_once('|').ok_or("a name in the button")?;
        let is_key = |one: &Seen| {
            one.can_be_clicked() && one.name.starts_with(before) && one.name.ends_with(after)
        };
        let handing = person.t("visit-hand-over");
        let mut signed: Vec<String> = Vec::new();
        loop {
            let next = person.window.wait("whose turn it is", |tree| {
                if tree.has(&handing) {
                    return Some(None);
                }
                let key = tree.all().find(|one| is_key(one))?;
                (signed.last() != Some(&key.name)).then(|| Some(key.name.clone()))
            })?;
            let Some(name) = next else {
                return Ok(signed.len());
            };
            if signed.is_empty() {
                self.picture("signing")?;
            }
            if name == format!("{before}{}{after}", self.own.borrow()) {
                self.signs_in_the_queue(organisation)?;
            } else {
                person.window.click(&name)?;
            }
            signed.push(name);
        }
    }

    /// The act is found in the queue, looked at, signed with the own key, and opened again.
    fn signs_in_the_queue(&self, organisation: &str) -> Result<()> {
        let person = &self.person;
        person.presses_ctrl(Key::Num2)?;
        let waits = person.t("tosign-standing-mine");
        person.sees("the act that waits", |tree| tree.has(&waits))?;
        person.clicks("tosign-show-bytes")?;
        person.sees("the very bytes", |tree| {
            tree.all()
                .any(|one| one.name.contains("baqylau.act/") || one.value.contains("baqylau.act/"))
        })?;
        self.picture("bytes")?;
        person.clicks("button-close")?;
        person.rested()?;
        // The first box stands over the others: all that is shown.
        let is_box = |one: &Seen| one.role == Role::CheckBox;
        person.window.click_what("all of the queue", is_box)?;
        self.picture("queue")?;
        let count = &[("count", 1.into())];
        person
            .window
            .click(&person.locale.format("tosign-sign", count))?;
        self.picture("own-key")?;
        person.clicks("tosign-demo-key")?;
        let all = person.locale.format("tosign-all-signed", count);
        person.sees("the end of the batch", |tree| tree.has(&all))?;
        self.picture("batch")?;
        person.clicks("button-close")?;
        person.rested()?;
        let shelf = person.t("tosign-shelf-signed");
        let is_shelf = |one: &Seen| one.can_be_clicked() && one.name.starts_with(&shelf);
        person.window.click_what(&shelf, is_shelf)?;
        person.rested()?;
        // The organisation had an act before: this one has a draft's number.
        let is_row = |one: &Seen| {
            one.can_be_clicked() && one.name.contains(organisation) && one.name.contains("Ч-")
        };
        person.window.click_what(organisation, is_row)?;
        person.clicks("tosign-open-act")?;
        person.rested().map(drop)
    }

    /// The authorities, lists and services this program believes and asks, looked at.
    fn looks_at_trust(&self) -> Result<()> {
        let person = &self.person;
        person.commands("nav-settings")?;
        let check = person.t("trust-check");
        person.sees("the services", |tree| tree.has(&check))?;
        person.window.click(&check)?;
        let answers = person
            .locale
            .format("trust-service-answers", &[("millis", "|".into())]);
        let (before, after) = answers.split_once('|').ok_or("a time in the words")?;
        let answered = |one: &Seen| one.name.starts_with(before) && one.name.ends_with(after);
        person.sees("three services that answer", |tree| {
            tree.all().filter(|one| answered(one)).count() >= 3
        })?;
        self.picture("services")
    }

    /// The printed act is asked for, the act handed over, and everything sent.
    fn hands_over_and_sends(&self) -> Result<()> {
        let person = &self.person;
        let valid = person.t("verdict-valid");
        person.sees("four valid signatures", |tree| {
            tree.all().filter(|one| one.name == valid).count() == 4
        })?;
        person.clicks("button-print")?;
        person
            .window
            .click(person.locale.language().native_name())?;
        self.is_printed()?;
        // There is no printer here, and what says so covers a corner until it is read.
        person.clicks("button-close")?;
        self.picture("signed")?;
        person.clicks("visit-hand-over")?;
        person.clicks("visit-hand-over")?;
        person.confirms("visit-hand-over")?;
        let later = person.t("visit-number-later");
        person.sees("the act handed over", |tree| tree.has(&later))?;
        self.picture("handed-over")?;
        person.commands("command-toggle-offline")?;
        person.presses(Key::F5)?;
        person.sees("the number of the registry", |tree| !tree.has(&later))?;
        let left = person.locale.format(
            "visit-outcome-points",
            &[("count", 1.into()), ("open", 1.into())],
        );
        person.sees("the point of the prescription", |tree| tree.has(&left))?;
        person.rested()?;
        self.picture("registered")
    }

    /// There is one PDF, and somebody else's tool finds nothing wrong with it.
    fn is_printed(&self) -> Result<()> {
        let prints = self.folder.join("data/store/documents");
        let pdf = self.person.window.wait("a print of the act", |_| {
            let files = std::fs::read_dir(&prints).ok()?;
            let mut files = files.flatten().map(|file| file.path());
            files.find(|path| path.extension().is_some_and(|end| end == "pdf"))
        })?;
        let checked = Command::new("qpdf").arg("--check").arg(&pdf).output();
        match checked {
            Ok(checked) if !checked.status.success() => Err(format!("qpdf: {checked:?}")),
            Err(error) if std::env::var_os("CI").is_some() => Err(format!("qpdf: {error}")),
            _ => Ok(()),
        }?;
        if let Some(folder) = &self.pictures {
            std::fs::copy(&pdf, folder.join(format!("{}.pdf", self.look)))
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// The officer of the Issuer suspends the payment.
    fn decides(&self, organisation: &str) -> Result<()> {
        let person = &self.person;
        person.commands("bar-sign-out")?;
        person.signs_in(of_issuer(person.locale.language()))?;
        person.presses_ctrl(Key::Num2)?;
        let is_row = |one: &Seen| one.can_be_clicked() && one.name.contains(organisation);
        person.window.click_what(organisation, is_row)?;
        self.picture("proposed")?;
        person.clicks("decision-suspend")?;
        person.fills("decision-reason", "А04: мекенжай лицензияда жоқ")?;
        self.picture("reason")?;
        person.confirms("decision-suspend")?;
        // It leaves the shelf of what waits: among all of them it stands as decided.
        person.sees("the queue without it", |tree| !tree.all().any(is_row))?;
        person.clicks("visit-filter-all")?;
        person.sees("all of them", |tree| tree.all().any(is_row))?;
        person.rested()?;
        person.window.click_what(organisation, is_row)?;
        let resume = person.t("decision-resume");
        let heading = |tree: &Tree, words: &str| {
            let headings = tree.all().filter(|one| one.role == Role::Heading);
            headings.into_iter().any(|one| one.name == words)
        };
        person.sees("a suspension of this organisation", |tree| {
            tree.has(&resume) && tree.all().any(|one| is_row(one) && one.chosen)
        })?;
        self.picture("decided")?;
        person.clicks("organisation-open-card")?;
        person.sees("the card of the organisation", |tree| {
            heading(tree, organisation)
        })?;
        person.rested()?;
        self.picture("organisation")
    }
}

/// A number that is no violation at this item.
fn conforming(code: &str) -> &'static str {
    match code {
        // Days of the video archive: at least thirty.
        "B39" => "30",
        // Learners missing from a list, marked and absent, enrolled twice, at work elsewhere.
        "C04" | "C17" | "C23" | "C24" => "0",
        _ => "1",
    }
}

/// Words of a secretary's position in the demonstration.
fn of_secretary(language: Language) -> &'static str {
    match language {
        Language::Kk => "хатшысы",
        Language::Ru => "секретарь",
        Language::En => "secretary",
    }
}

/// Words of the position of the Issuer's officer in the demonstration.
fn of_issuer(language: Language) -> &'static str {
    match language {
        Language::Kk => "эмитент сарапшысы",
        Language::Ru => "эксперт эмитента",
        Language::En => "officer of the Issuer",
    }
}

/// Code of the item the keyboard is at, as the pane beside the list says it.
fn at_item(tree: &Tree, pane: &str) -> Option<String> {
    tree.all()
        .find_map(|one| Some(one.name.strip_suffix(pane)?.to_owned()))
}

/// What the line of an item begins with.
fn line_of<'a>(tree: &'a Tree, code: &str) -> Option<&'a Seen> {
    tree.all()
        .find(|one| one.role == Role::Label && one.name == code)
}

/// A wall with a number on it, as far as a picture without a camera goes.
fn photo() -> ColorImage {
    let mut picture = ColorImage::filled([320, 240], Color32::KHAKI);
    for (index, pixel) in picture.pixels.iter_mut().enumerate() {
        let (x, y) = (index % 320, index / 320);
        if (120..200).contains(&x) && (80..140).contains(&y) {
            *pixel = Color32::DARK_BLUE;
        }
    }
    picture
}

fn looks() -> Vec<Look> {
    let wanted = std::env::var("BAQYLAU_STORY").unwrap_or_else(|_| "kk-light-1280".to_owned());
    wanted
        .split(',')
        .map(|words| {
            let mut parts = words.split('-');
            let code = parts.next().unwrap_or_default();
            let language = Language::ALL.into_iter().find(|one| one.code() == code);
            let dark = parts.next() == Some("dark");
            let (width, height) = match parts.next() {
                Some("1920") => (1920, 1080),
                _ => (1280, 800),
            };
            Look {
                language: language.unwrap(),
                dark,
                width,
                height,
            }
        })
        .collect()
}

fn told(display: &Display, look: &Look) -> Result<()> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let program = Path::new(env!("CARGO_BIN_EXE_window_process"));
    let theme = if look.dark { "dark" } else { "light" };
    let story = Story {
        person: Person::starts(program, display, folder.path(), look)?,
        folder: folder.path().to_owned(),
        look: format!("{}-{theme}-{}", look.language.code(), look.width),
        pictures: std::env::var_os("BAQYLAU_WINDOW_PICTURES").map(PathBuf::from),
        taken: Cell::new(0),
        own: RefCell::new(String::new()),
    };
    let person = &story.person;
    person.opens_the_store(&["signin-passphrase-new", "signin-passphrase-repeat"])?;
    let told = (|| {
        let organisation = story.arrives()?;
        let items = story.fills_the_checklists()?;
        println!(
            "{} items after {:.1} s",
            items,
            begun.elapsed().as_secs_f64()
        );
        story.picture("filled")?;
        story.counts_heads(&organisation)?;
        story.draws_up_the_act()?;
        let signatures = story.sign(&organisation)?;
        println!(
            "{signatures} signatures after {:.1} s",
            begun.elapsed().as_secs_f64()
        );
        story.hands_over_and_sends()?;
        story.looks_at_trust()?;
        story.decides(&organisation)
    })();
    if told.is_err() {
        story.picture("stuck")?;
    }
    println!("{}: {:.1} s", story.look, begun.elapsed().as_secs_f64());
    told
}

#[test]
fn a_visit_without_a_network_ends_with_the_decision_of_an_officer() {
    let Some(display) = Display::start(2000, 1200).unwrap() else {
        assert!(std::env::var_os("CI").is_none(), "Xvfb is missing");
        println!("skipped: Xvfb is not installed");
        return;
    };
    for look in looks() {
        let told = told(&display, &look);
        assert!(told.is_ok(), "{}", told.unwrap_err());
    }
}
