//! Files of a register, away from the frame: exports to spreadsheets, views for colleagues.

use super::paper;
use crate::dialogs::Sheet;
use baqylau_domain::Moment;
use baqylau_registers::{
    ColumnId, Counted, ExportError, Extract, SharedView, SharedViewError, Table, write_csv,
    write_xlsx,
};
use std::fs::File;
use std::io::{BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};

/// Longest file of a view that is read, in bytes.
const LONGEST_VIEW: u64 = 2 << 20;

/// What is to be exported, as it stood when it was asked for.
pub struct Snapshot {
    /// Rows and columns.
    pub table: Arc<Table>,
    /// Columns from left to right.
    pub columns: Vec<ColumnId>,
    /// Rows in their order.
    pub rows: Arc<Vec<u32>>,
    /// The word before totals; empty where there are none.
    pub total: String,
    /// Of rows that don't count in totals: heading of the column that says so, no, yes.
    pub counted: [String; 3],
    /// Name of the sheet.
    pub name: String,
    /// What paper says besides.
    pub paper: Paper,
}

/// What paper says of a register besides its rows.
pub struct Paper {
    /// When the registry was heard last: what the rows were then.
    pub data_of: Moment,
    /// When it is printed.
    pub now: Moment,
    /// Titles of the columns that are filtered.
    pub filtered: Vec<String>,
    /// Data of a demonstration.
    pub sample: bool,
}

/// What came of a file.
pub enum Came {
    /// It was saved, under this name.
    Saved(String),
    /// It couldn't be: message key, and what the system said.
    Failed(&'static str, String),
    /// A view a colleague sent.
    View(Box<SharedView>),
}

/// A file that is being written or read.
pub struct FileWork {
    came: Receiver<Came>,
    stop: Arc<AtomicBool>,
    done: Arc<AtomicUsize>,
    /// Rows in all.
    pub of: usize,
}

impl FileWork {
    /// How many rows are written.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Asks it to end without a file.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// What came of it, once: `Err` while it goes on, `Ok(None)` when it was stopped.
    pub fn take(&self) -> Result<Option<Came>, ()> {
        match self.came.try_recv() {
            Ok(came) => Ok(Some(came)),
            Err(std::sync::mpsc::TryRecvError::Disconnected) => Ok(None),
            Err(std::sync::mpsc::TryRecvError::Empty) => Err(()),
        }
    }

    fn start(
        ctx: &egui::Context,
        of: usize,
        work: impl FnOnce(&AtomicBool, &AtomicUsize) -> Option<Came> + Send + 'static,
    ) -> Option<Self> {
        let (sender, came) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new(AtomicUsize::new(0));
        let (stopped, counted, ctx) = (stop.clone(), done.clone(), ctx.clone());
        let started = std::thread::Builder::new()
            .name("register file".to_owned())
            .spawn(move || {
                if let Some(came) = work(&stopped, &counted)
                    && sender.send(came).is_err()
                {
                    tracing::debug!("nobody waits for a file any more");
                }
                drop(sender);
                ctx.request_repaint();
            });
        match started {
            Ok(_) => Some(Self {
                came,
                stop,
                done,
                of,
            }),
            Err(error) => {
                tracing::warn!(%error, "a file was not begun");
                None
            }
        }
    }

    /// Writes rows to a file, which stands there only when it is whole.
    pub fn export(
        ctx: &egui::Context,
        snapshot: Snapshot,
        sheet: Sheet,
        to: PathBuf,
    ) -> Option<Self> {
        let repaint = ctx.clone();
        Self::start(ctx, snapshot.rows.len(), move |stop, done| {
            let mut progress = |rows: usize| {
                done.store(rows, Ordering::Relaxed);
                repaint.request_repaint();
                !stop.load(Ordering::Relaxed)
            };
            match write(&snapshot, sheet, &to, &mut progress) {
                Ok(()) => Some(Came::Saved(name_of(&to))),
                Err(ExportError::Stopped) => None,
                Err(error @ ExportError::TooManyRows) => {
                    let key = match sheet {
                        Sheet::Pdf => "register-too-many-to-print",
                        Sheet::Xlsx | Sheet::Csv => "register-too-many-rows",
                    };
                    Some(Came::Failed(key, error.to_string()))
                }
                Err(error) => Some(Came::Failed("register-not-saved", error.to_string())),
            }
        })
    }

    /// Writes a view for a colleague.
    pub fn share(ctx: &egui::Context, view: SharedView, to: PathBuf) -> Option<Self> {
        Self::start(ctx, 0, move |_, _| {
            let written = view
                .to_bytes()
                .map_err(std::io::Error::other)
                .and_then(|bytes| {
                    let half = half_of(&to);
                    std::fs::write(&half, bytes)?;
                    std::fs::rename(half, &to)
                });
            Some(match written {
                Ok(()) => Came::Saved(name_of(&to)),
                Err(error) => Came::Failed("register-not-saved", error.to_string()),
            })
        })
    }

    /// Reads a view a colleague sent.
    pub fn take_in(ctx: &egui::Context, register: &'static str, from: PathBuf) -> Option<Self> {
        Self::start(ctx, 0, move |_, _| {
            let mut bytes = Vec::new();
            let read =
                File::open(&from).and_then(|file| file.take(LONGEST_VIEW).read_to_end(&mut bytes));
            Some(match read {
                Err(error) => Came::Failed("register-view-unread", error.to_string()),
                Ok(_) => match SharedView::read(&bytes, register) {
                    Ok(view) => Came::View(Box::new(view)),
                    Err(error @ SharedViewError::Newer(_)) => {
                        Came::Failed("register-view-newer", error.to_string())
                    }
                    Err(error @ SharedViewError::OtherRegister(_)) => {
                        Came::Failed("register-view-other", error.to_string())
                    }
                    Err(error) => Came::Failed("register-view-unread", error.to_string()),
                },
            })
        })
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn half_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".half");
    path.with_file_name(name)
}

fn write(
    snapshot: &Snapshot,
    sheet: Sheet,
    to: &Path,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<(), ExportError> {
    let half = half_of(to);
    let [title, no, yes] = &snapshot.counted;
    let extract = Extract {
        table: &snapshot.table,
        columns: &snapshot.columns,
        rows: &snapshot.rows,
        total: (!snapshot.total.is_empty()).then_some(snapshot.total.as_str()),
        counted: Counted { title, no, yes },
        name: &snapshot.name,
    };
    let written = File::create(&half)
        .map_err(ExportError::from)
        .and_then(|file| {
            let mut out = BufWriter::new(file);
            match sheet {
                Sheet::Csv => write_csv(&extract, &mut out, progress),
                Sheet::Xlsx => write_xlsx(&extract, out, progress),
                Sheet::Pdf => {
                    let pdf = paper::print(snapshot, progress)?;
                    out.write_all(&pdf)?;
                    Ok(out.flush()?)
                }
            }
        })
        .and_then(|()| Ok(std::fs::rename(&half, to)?));
    if written.is_err()
        && let Err(error) = std::fs::remove_file(&half)
    {
        tracing::debug!(%error, "half a file was left");
    }
    written
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop and tell")]
mod tests {
    use super::*;
    use baqylau_locale::Language;
    use baqylau_registers::{TableBuilder, Value, View};

    fn snapshot(rows: u32) -> Snapshot {
        let mut builder = TableBuilder::new(Language::Ru);
        let name = builder.text("name", "Наименование");
        for id in 0..rows {
            builder.row(u128::from(id));
            builder.set(name, Value::Text("Лицей"));
        }
        Snapshot {
            table: Arc::new(builder.finish()),
            columns: vec![name],
            rows: Arc::new((0..rows).collect()),
            total: "Итого".to_owned(),
            counted: ["В итоге", "нет", "да"].map(str::to_owned),
            name: "Реестр".to_owned(),
            paper: Paper {
                data_of: Moment::UNIX_EPOCH,
                now: Moment::UNIX_EPOCH,
                filtered: Vec::new(),
                sample: false,
            },
        }
    }

    fn came(work: Option<FileWork>) -> Option<Came> {
        work.unwrap().came.recv().ok()
    }

    #[test]
    fn a_file_stands_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let ctx = egui::Context::default();
        for sheet in [Sheet::Csv, Sheet::Xlsx, Sheet::Pdf] {
            let to = folder.path().join(format!("register.{}", sheet.ending()));
            let came = came(FileWork::export(&ctx, snapshot(3), sheet, to.clone()));
            assert!(matches!(came, Some(Came::Saved(_))));
            assert!(std::fs::metadata(&to).unwrap().len() > 10);
        }
        let stopped = write(
            &snapshot(9),
            Sheet::Csv,
            &folder.path().join("stopped.csv"),
            &mut |_| false,
        );
        assert!(matches!(stopped, Err(ExportError::Stopped)));
        let nowhere = folder.path().join("no such folder").join("register.csv");
        let came = came(FileWork::export(&ctx, snapshot(3), Sheet::Csv, nowhere));
        assert!(matches!(came, Some(Came::Failed("register-not-saved", _))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_view_goes_to_a_colleague_and_not_into_another_register() {
        let folder = tempfile::tempdir().unwrap();
        let ctx = egui::Context::default();
        let file = folder.path().join("view.json");
        let view = SharedView::new("organisations", "Мои школы", View::default());
        let shared = came(FileWork::share(&ctx, view, file.clone()));
        assert!(matches!(shared, Some(Came::Saved(_))));
        let taken = came(FileWork::take_in(&ctx, "organisations", file.clone()));
        assert!(matches!(taken, Some(Came::View(view)) if view.name == "Мои школы"));
        let other = came(FileWork::take_in(&ctx, "payments", file.clone()));
        assert!(matches!(
            other,
            Some(Came::Failed("register-view-other", _))
        ));
        std::fs::write(&file, "not a view").unwrap();
        let broken = came(FileWork::take_in(&ctx, "organisations", file));
        assert!(matches!(
            broken,
            Some(Came::Failed("register-view-unread", _))
        ));
    }
}
