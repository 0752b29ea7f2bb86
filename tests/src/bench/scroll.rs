//! A frame of a register while it is scrolled: the table of the screens over the columns and the
//! order of a large register, drawn without a window.

use crate::measure::{Outcome, Samples, forget_peak, memory_of, nap, timed};
use crate::report::{Line, Section};
use crate::screen::{Bare, press};
use baqylau_desktop::app::Facts;
use baqylau_desktop::cx::{Cx, Post};
use baqylau_desktop::model::Model;
use baqylau_desktop::preferences::Preferences;
use baqylau_desktop::register::{Face, Register, Source};
use baqylau_locale::{Language, Locale};
use baqylau_registers::{Choice, Table, TableBuilder, Value};
use baqylau_widgets::raster::Raster;
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Theme, Tone};
use chrono::{Days, NaiveDate};
use egui::epaint::ClippedPrimitive;
use egui::{
    Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TexturesDelta, TouchPhase,
    vec2,
};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Frames measured of each way to scroll.
const RUNS: usize = 600;
/// One frame at sixty a second, in milliseconds.
const FRAME: f64 = 1_000.0 / 60.0;
/// The window the program opens.
const SIZE: (u32, u32) = (1280, 800);
/// How long the columns of the register may take to be made and put in order.
const PATIENCE: Duration = Duration::from_secs(600);

const SEEN: [&str; 5] = ["name", "kind", "day", "sum", "places"];
const KINDS: [&str; 3] = ["Мектеп", "Жоғары оқу орны", "Жатақхана"];
const NAMES: [&str; 6] = ["Әлем", "Үлгі", "Қайнар", "Дарын", "Іңкәр", "Лицей"];

/// So many rows, each told by its number alone: nothing but the register holds them.
struct Rows(usize);

fn mixed(row: usize) -> u64 {
    (row as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 17
}

fn name(row: usize) -> String {
    let mixed = mixed(row);
    let of = NAMES.get((mixed % 6) as usize).copied().unwrap_or_default();
    format!("«{of}» жекеменшік мектебі № {}", mixed % 900_000)
}

impl Source for Rows {
    fn len(&self) -> usize {
        self.0
    }

    fn table(&self, locale: &Locale) -> Table {
        let mut b = TableBuilder::new(locale.language());
        let named = b.text("name", "Атауы");
        let kinds = KINDS.map(|kind| Choice::new(kind, kind)).to_vec();
        let kind = b.choice("kind", "Түрі", kinds);
        let day = b.date("day", "Күні");
        let sum = b.money("sum", "Сома, ₸");
        let places = b.number("places", "Орын", true);
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default();
        for row in 0..self.0 {
            let mixed = mixed(row);
            b.row(row as u128);
            b.set(named, Value::Text(&name(row)));
            b.set(kind, Value::Choice((mixed % 3) as usize));
            b.set(day, Value::Day(first + Days::new(mixed % 3_000)));
            b.set(sum, Value::Whole((mixed % 100_000_000_000) as i64));
            b.set(places, Value::Whole((mixed % 1_200) as i64));
        }
        b.finish()
    }
}

/// Cells as a register of the state order has them: a strong name, a state with its colour.
struct Looks;

impl Face<Rows> for Looks {
    fn cell(&self, _: &Rows, row: usize, column: &str) -> Option<Cell<'static>> {
        match column {
            "name" => Some(Cell::strong(name(row)).keep_end(8)),
            "kind" => {
                let kind = KINDS.get((mixed(row) % 3) as usize).copied();
                Some(Cell::tag(Tone::Info, kind.unwrap_or_default().to_owned()))
            }
            _ => None,
        }
    }

    fn name(&self, _: &Rows, row: usize) -> String {
        name(row)
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            "name" => (260.0, true),
            _ => (170.0, false),
        }
    }
}

/// The register in a window of its own.
struct Window {
    ctx: Context,
    raster: Raster,
    register: Register<Rows>,
    source: Arc<Rows>,
    model: Model,
    locale: Locale,
    post: Post,
    facts: Facts,
    frames: u32,
}

/// What a frame took: to be laid out and made triangles of, and to be painted by the processor.
struct Taken {
    drawn: Duration,
    painted: Duration,
}

impl Window {
    fn new(rows: usize) -> Self {
        let ctx = Context::default();
        baqylau_widgets::install(&ctx, Theme::Light);
        Self {
            ctx,
            raster: Raster::new(SIZE.0, SIZE.1, 1.0),
            register: Register::new("bench", "name"),
            source: Arc::new(Rows(rows)),
            model: Model::new(crate::lab::now()),
            locale: Locale::new(Language::Kk),
            post: Post::default(),
            facts: Facts::default(),
            frames: 0,
        }
    }

    /// Lays a frame out and makes triangles of it.
    fn draw(&mut self, events: Vec<Event>) -> (TexturesDelta, Vec<ClippedPrimitive>) {
        self.frames += 1;
        let mut input = self.raster.input();
        // Sixty a second, whatever they really take: gliding doesn't differ between machines.
        input.time = Some(f64::from(self.frames) / 60.0);
        input.focused = true;
        input.events = events;
        let preferences = Preferences {
            language: Language::Kk,
            dark: false,
            follow_system: false,
            zoom: 100,
            second: None,
        };
        let Self {
            ctx,
            register,
            source,
            model,
            locale,
            post,
            facts,
            ..
        } = self;
        let output = ctx.run_ui(input, |ui| {
            let mut cx = Cx {
                model,
                locale,
                post,
                facts,
                preferences,
            };
            let ctx = ui.ctx().clone();
            register.refresh(&mut cx, &ctx, source, &SEEN);
            register.show(&mut cx, ui, "Тізілім", &Looks);
        });
        let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
        (output.textures_delta, primitives)
    }

    fn frame(&mut self, events: Vec<Event>, paint: bool) -> Taken {
        let (drawn, (mut delta, primitives)) = timed(|| self.draw(events));
        self.raster.update_textures(&mut delta);
        let (painted, _) = timed(|| paint.then(|| self.raster.render(&primitives)));
        Taken { drawn, painted }
    }

    /// What is seen now.
    fn picture(&mut self) -> Vec<u8> {
        let (mut delta, primitives) = self.draw(Vec::new());
        self.raster.update_textures(&mut delta);
        self.raster.render(&primitives).into_raw()
    }

    /// Presses Tab; whether what the keyboard came to moves by a key.
    fn tab_moves_to_what_takes(&mut self, key: Key) -> bool {
        self.frame(press(Key::Tab), false);
        for _ in 0..20 {
            self.frame(Vec::new(), false);
        }
        let before = self.picture();
        self.frame(press(key), false);
        for _ in 0..20 {
            self.frame(Vec::new(), false);
        }
        self.picture() != before
    }

    /// Waits until every row stands in its place.
    fn ready(&mut self) -> Outcome<Duration> {
        let begun = Instant::now();
        loop {
            self.frame(Vec::new(), false);
            let found = self.register.found();
            if found.is_some_and(|found| found.rows.len() == self.source.len()) {
                return Ok(begun.elapsed());
            }
            if begun.elapsed() > PATIENCE {
                return Err("the register never was in order".into());
            }
            nap(Duration::from_millis(2));
        }
    }

    /// Scrolls and measures every frame.
    fn scroll(&mut self, mut events: impl FnMut(usize) -> Vec<Event>) -> Outcome<[Samples; 2]> {
        let before = self.picture();
        let (mut drawn, mut whole) = (Samples::default(), Samples::default());
        for turn in 0..RUNS {
            // Every fourth is painted too: that is most of the time and tells nothing more.
            let paint = turn % 4 == 0;
            let taken = self.frame(events(turn), paint);
            drawn.push(taken.drawn);
            if paint {
                whole.push(taken.drawn + taken.painted);
            }
        }
        for _ in 0..30 {
            self.frame(Vec::new(), false);
        }
        if self.picture() == before {
            return Err("nothing was scrolled".into());
        }
        Ok([drawn, whole])
    }
}

fn wheel(points: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(egui::pos2(600.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        },
    ]
}

/// Measures over so many rows.
pub fn run(rows: usize) -> Outcome<Section> {
    forget_peak();
    let before = memory_of(std::process::id());
    let mut window = Window::new(rows);
    let ready = window.ready()?;
    let held = memory_of(std::process::id());
    for _ in 0..30 {
        window.frame(Vec::new(), false);
    }
    let mut idle = Samples::default();
    for _ in 0..RUNS / 4 {
        idle.push(window.frame(Vec::new(), false).drawn);
    }
    let mut bare = Bare::new();
    let mut empty = Samples::default();
    for turn in 0..RUNS / 4 {
        let (taken, _) = timed(|| bare.frame("baqylau"));
        if turn > 10 {
            empty.push(taken);
        }
    }
    // A wheel turned a notch a frame, and thrown: dozens of rows a frame.
    let wheeled = window.scroll(|_| wheel(-40.0))?;
    // Forth and a little back: a small register would soon be at its end.
    let thrown = window.scroll(|turn| wheel(if turn % 100 < 60 { -3_200.0 } else { 3_200.0 }))?;
    // The keyboard: to the table by Tab, to its beginning, and down a page a frame.
    let in_the_table = (0..60).any(|_| window.tab_moves_to_what_takes(Key::Home));
    if !in_the_table {
        return Err("Tab never comes to the table".into());
    }
    let paged = window.scroll(|_| press(Key::PageDown))?;
    let after = memory_of(std::process::id());

    let mut section = Section::new(format!(
        "A frame while a register of {rows} rows is scrolled"
    ));
    let limit = "one frame at 60 Hz";
    let line = |what: &str, samples: &Samples| Line::of(what, "ms", samples).against(limit, FRAME);
    section.lines = vec![
        line("a frame in which nothing happens", &idle),
        line("wheel, a row a frame", &wheeled[0]),
        line("the same, painted by the processor too", &wheeled[1]),
        line("thrown, up to a hundred rows a frame", &thrown[0]),
        line("the same, painted by the processor too", &thrown[1]),
        line("Page Down, a page a frame", &paged[0]),
        line("the same, painted by the processor too", &paged[1]),
    ];
    section.lines.push(
        Line::of("wheel, a row a frame", "ms", &wheeled[0])
            .against("a frame of an empty egui context", empty.median()),
    );
    section.note(format!(
        "the table of the screens in a window of {} × {}, columns and order of a register of \
         {rows} rows, ordered by name; logic, layout and triangles; painting is the graphics \
         card's part and is measured here by the processor",
        SIZE.0, SIZE.1
    ));
    section.note(format!(
        "columns made and put in order on a thread of their own: {:.2} s; the screen goes on",
        ready.as_secs_f64()
    ));
    if let (Some(before), Some(held), Some(after)) = (before, held, after) {
        section.note(format!(
            "memory of the process: {:.0} MiB before, {:.0} MiB with the register, {:.0} MiB after \
             scrolling, {:.0} MiB at most",
            before.resident, held.resident, after.resident, after.peak
        ));
    }
    Ok(section)
}
