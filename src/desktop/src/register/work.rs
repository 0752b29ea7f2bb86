//! Making the columns of a register and finding the rows of its view: small ones within the frame,
//! large ones on a thread of their own, the first page before the rest.

use baqylau_locale::{Language, Locale};
use baqylau_registers::{Search, Stopped, Table, Totals, View};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Up to how many rows a thread would cost more than the work.
const AT_ONCE: usize = 3_000;
/// Rows that are ordered before the rest: more than any screen shows.
const PAGE: usize = 200;

/// Message keys of the words for rows that don't count in totals.
pub type LeftOut = [&'static str; 2];

/// Where rows come from.
pub trait Source: Send + Sync + 'static {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Message keys of what isn't counted in totals, by its count: of some of the rows, of all.
    fn left_out(&self) -> Option<LeftOut> {
        None
    }

    /// The columns of the register in a language; its rows stand in the order of the source.
    fn table(&self, locale: &Locale) -> Table;
}

/// The rows of a view.
pub struct Found<S> {
    /// What the rows were made of.
    pub source: Arc<S>,
    /// The columns.
    pub table: Arc<Table>,
    /// Rows in their order; while the rest is being ordered, those of the first page.
    pub rows: Arc<Vec<u32>>,
    /// Totals of all of them.
    pub totals: Totals,
}

impl<S> Clone for Found<S> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            table: self.table.clone(),
            rows: self.rows.clone(),
            totals: self.totals.clone(),
        }
    }
}

struct Asked<S> {
    source: Arc<S>,
    language: Language,
    view: View,
}

struct Job<S> {
    stop: Arc<AtomicBool>,
    answers: Receiver<Found<S>>,
}

impl<S> Drop for Job<S> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Keeps what was found up to date with what is wanted.
pub struct Finder<S> {
    asked: Option<Asked<S>>,
    found: Option<Found<S>>,
    job: Option<Job<S>>,
}

impl<S> Default for Finder<S> {
    fn default() -> Self {
        Self {
            asked: None,
            found: None,
            job: None,
        }
    }
}

impl<S: Source> Finder<S> {
    /// What was found last.
    pub fn found(&self) -> Option<&Found<S>> {
        self.found.as_ref()
    }

    /// Whether more is being worked out.
    pub fn busy(&self) -> bool {
        self.job.is_some()
    }

    /// Whether this view, apart from what its columns look like, is what was asked for last.
    pub fn is_of(&self, view: &View) -> bool {
        self.asked.as_ref().is_some_and(|asked| {
            asked.view.filters == view.filters && asked.view.orders == view.orders
        })
    }

    /// Takes what a thread has found, and begins anew where something else is wanted.
    pub fn refresh(&mut self, ctx: &egui::Context, source: &Arc<S>, locale: &Locale, view: &View) {
        if let Some(job) = &self.job {
            let mut ended = false;
            loop {
                match job.answers.try_recv() {
                    Ok(found) => self.found = Some(found),
                    Err(std::sync::mpsc::TryRecvError::Empty) => break,
                    Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                        ended = true;
                        break;
                    }
                }
            }
            if ended {
                self.job = None;
            }
        }
        let same_rows = |asked: &Asked<S>| {
            Arc::ptr_eq(&asked.source, source) && asked.language == locale.language()
        };
        if self.asked.as_ref().is_some_and(same_rows) && self.is_of(view) {
            return;
        }
        // The columns are made anew only for other rows or another language.
        let table = self
            .found
            .as_ref()
            .filter(|found| Arc::ptr_eq(&found.source, source))
            .filter(|found| found.table.language() == locale.language())
            .map(|found| found.table.clone());
        self.asked = Some(Asked {
            source: source.clone(),
            language: locale.language(),
            view: view.clone(),
        });
        self.job = None;
        if source.len() <= AT_ONCE {
            let table = table.unwrap_or_else(|| Arc::new(source.table(locale)));
            if let Ok(found) = whole(source.clone(), table, view) {
                self.found = Some(found);
            }
            return;
        }
        self.start(ctx, source, table, locale.language(), view);
    }

    fn start(
        &mut self,
        ctx: &egui::Context,
        source: &Arc<S>,
        table: Option<Arc<Table>>,
        language: Language,
        view: &View,
    ) {
        let (sender, answers) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let (source, view, stopped, ctx) =
            (source.clone(), view.clone(), stop.clone(), ctx.clone());
        let started = std::thread::Builder::new()
            .name("register".to_owned())
            .spawn(move || {
                let table = table.unwrap_or_else(|| Arc::new(source.table(&Locale::new(language))));
                let stop = || stopped.load(Ordering::Relaxed);
                // Whoever typed on wants another answer, and has asked for it already.
                if search(&source, &table, &view, &stop, &sender, &ctx).is_ok() {
                    drop(sender);
                    ctx.request_repaint();
                }
            });
        match started {
            Ok(_) => self.job = Some(Job { stop, answers }),
            Err(error) => tracing::warn!(%error, "a register was not searched"),
        }
    }
}

fn whole<S>(source: Arc<S>, table: Arc<Table>, view: &View) -> Result<Found<S>, Stopped> {
    let never = || false;
    let search = Search::new(&table, view, &never)?;
    let totals = search.totals(&never)?;
    let rows = Arc::new(search.order(&never)?);
    Ok(Found {
        source,
        table,
        rows,
        totals,
    })
}

fn search<S>(
    source: &Arc<S>,
    table: &Arc<Table>,
    view: &View,
    stop: &dyn Fn() -> bool,
    sender: &Sender<Found<S>>,
    ctx: &egui::Context,
) -> Result<(), Stopped> {
    let mut search = Search::new(table, view, stop)?;
    let page = search.page(PAGE);
    let totals = search.totals(stop)?;
    let tell = |rows: Vec<u32>| {
        let found = Found {
            source: source.clone(),
            table: table.clone(),
            rows: Arc::new(rows),
            totals: totals.clone(),
        };
        if sender.send(found).is_err() {
            return Err(Stopped);
        }
        ctx.request_repaint();
        Ok(())
    };
    tell(page)?;
    tell(search.order(stop)?)
}
