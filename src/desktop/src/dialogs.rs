//! Files chosen through the system's dialogs, away from the frame.

use crate::screens::orders::board::Format;
use baqylau_client::ui::{DocumentKind, OrderPaper};
use baqylau_domain::identifiers::{BlobHash, PaymentId, VisitId};
use baqylau_domain::schooling;
use baqylau_locale::Language;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What a register is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// A sheet of numbers, days and money.
    Xlsx,
    /// Text a sheet opens.
    Csv,
    /// Pages to be printed.
    Pdf,
}

impl Sheet {
    /// How names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
        }
    }
}

/// What a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Evidence for an item; several at once.
    Evidence {
        /// Visit.
        visit: VisitId,
        /// Checklist.
        list: String,
        /// Item.
        item: String,
    },
    /// Papers of an objection being written down; several at once.
    Papers(VisitId),
    /// A key file.
    KeyFile,
    /// Where to save the exchange file of a visit.
    SaveBundle(VisitId),
    /// The exchange file received from a colleague.
    OpenBundle,
    /// Where to save the canonical bytes and signatures of an act.
    ActFolder(VisitId),
    /// Where to save a paper as PDF.
    SavePdf {
        /// Visit.
        visit: VisitId,
        /// Which paper.
        document: DocumentKind,
        /// Its language.
        language: Language,
        /// Name to begin with.
        name: String,
    },
    /// Where to save a paper of the state order as PDF.
    SaveOrderPaper {
        /// Which paper.
        paper: OrderPaper,
        /// Its language.
        language: Language,
        /// Name to begin with.
        name: String,
    },
    /// Where to save payment orders as MT100 messages; a name to begin with.
    SaveMt100(Vec<PaymentId>, String),
    /// A bank's statement.
    OpenStatement,
    /// A file of schools' needs.
    OpenNeeds,
    /// Where to save a file of needs to be filled in.
    SaveNeeds {
        /// As what.
        sheet: Sheet,
        /// Name to begin with.
        name: String,
    },
    /// Certificates of authorities and revocation lists; several at once.
    Trust,
    /// Files to verify; several at once.
    VerifyFiles,
    /// Where to save the report of a verification: its language, and a name to begin with.
    SaveReport(Language, String),
    /// The folder for what was inside verified files.
    SaveInside,
    /// Where to save what waits to be sent.
    SaveUnsent,
    /// Where to save a register.
    SaveRegister {
        /// The name its views are saved under.
        register: &'static str,
        /// As what.
        sheet: Sheet,
        /// Name to begin with.
        name: String,
    },
    /// Where to save the board of the order.
    SaveBoard {
        /// As what.
        format: Format,
        /// Name to begin with.
        name: String,
    },
    /// Where to save a view of a register; a name to begin with.
    SaveView(&'static str, String),
    /// A view of a register received from a colleague.
    OpenView(&'static str),
    /// Where to save the log.
    SaveLogs,
    /// A document of a school's application: a PDF or a picture of it.
    OrderDocument(schooling::DocumentKind),
    /// Where to save the original of an attachment.
    SaveOriginal(BlobHash, String),
}

/// Files chosen for a purpose; empty when the person changed their mind.
#[derive(Debug)]
pub struct Chosen {
    /// What for.
    pub purpose: Purpose,
    /// Files.
    pub paths: Vec<PathBuf>,
}

/// Opens dialogs and collects what was chosen. One dialog at a time.
#[derive(Debug)]
pub struct Dialogs {
    sender: Sender<Chosen>,
    receiver: Receiver<Chosen>,
    open: bool,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            open: false,
        }
    }
}

impl Dialogs {
    /// Opens the dialog for a purpose, unless one is open. `wake` is called when it closes.
    pub fn open(&mut self, purpose: Purpose, wake: impl FnOnce() + Send + 'static) {
        if self.open {
            return;
        }
        self.open = true;
        let sender = self.sender.clone();
        // The dialog is made here, on the main thread, as some systems demand, and waited for
        // on a thread of its own.
        let dialog = rfd::AsyncFileDialog::new();
        let future: std::pin::Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>> = match &purpose {
            Purpose::Evidence { .. } | Purpose::Papers(_) => Box::pin(many(dialog)),
            Purpose::Trust => {
                let endings = &["cer", "crt", "der", "pem", "crl"];
                Box::pin(many(dialog.add_filter("X.509", endings)))
            }
            Purpose::KeyFile => Box::pin(one(dialog.add_filter("PKCS#12", &["p12", "pfx"]))),
            Purpose::OrderDocument(_) => {
                let endings = &["pdf", "jpg", "jpeg", "png"];
                Box::pin(one(dialog.add_filter("PDF, JPEG, PNG", endings)))
            }
            Purpose::OpenBundle => Box::pin(one(dialog.add_filter("Baqylau", &["baqylau"]))),
            Purpose::VerifyFiles => Box::pin(many(dialog)),
            Purpose::SaveReport(_, name) => {
                Box::pin(save(dialog.add_filter("PDF", &["pdf"]), name.clone()))
            }
            Purpose::OpenNeeds => {
                let endings = &["xlsx", "csv", "txt"];
                Box::pin(one(dialog.add_filter("XLSX, CSV", endings)))
            }
            Purpose::SaveRegister { sheet, name, .. } | Purpose::SaveNeeds { sheet, name } => {
                let (upper, ending) = match sheet {
                    Sheet::Xlsx => ("XLSX", "xlsx"),
                    Sheet::Csv => ("CSV", "csv"),
                    Sheet::Pdf => ("PDF", "pdf"),
                };
                Box::pin(save(dialog.add_filter(upper, &[ending]), name.clone()))
            }
            Purpose::SaveBoard { format, name } => {
                let ending = format.ending();
                let dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
                Box::pin(save(dialog, name.clone()))
            }
            Purpose::SaveView(_, name) => {
                Box::pin(save(dialog.add_filter("JSON", &["json"]), name.clone()))
            }
            Purpose::OpenView(_) => Box::pin(one(dialog.add_filter("JSON", &["json"]))),
            Purpose::SaveBundle(_) => Box::pin(save(dialog, "visit.baqylau".to_owned())),
            Purpose::SaveUnsent => Box::pin(save(dialog, "unsent.baqylau".to_owned())),
            Purpose::SaveLogs => Box::pin(save(dialog, "baqylau-log.txt".to_owned())),
            Purpose::SaveOriginal(_, name) => Box::pin(save(dialog, name.clone())),
            Purpose::SaveMt100(_, name) => {
                Box::pin(save(dialog.add_filter("MT100", &["txt"]), name.clone()))
            }
            // Banks name statements as they like: nothing is hidden.
            Purpose::OpenStatement => Box::pin(one(dialog)),
            Purpose::SavePdf { name, .. } | Purpose::SaveOrderPaper { name, .. } => {
                Box::pin(save(dialog.add_filter("PDF", &["pdf"]), name.clone()))
            }
            Purpose::ActFolder(_) | Purpose::SaveInside => Box::pin(folder(dialog)),
        };
        let spawned = std::thread::Builder::new()
            .name("file dialog".to_owned())
            .spawn(move || {
                let paths = pollster::block_on(future);
                // The window may have been closed meanwhile; then nobody waits for the answer.
                if sender.send(Chosen { purpose, paths }).is_ok() {
                    wake();
                }
            });
        if spawned.is_err() {
            self.open = false;
        }
    }

    /// What was chosen since last asked.
    pub fn take(&mut self) -> Option<Chosen> {
        let chosen = self.receiver.try_recv().ok()?;
        self.open = false;
        Some(chosen)
    }
}

async fn one(dialog: rfd::AsyncFileDialog) -> Vec<PathBuf> {
    dialog
        .pick_file()
        .await
        .map(|file| file.path().to_owned())
        .into_iter()
        .collect()
}

async fn many(dialog: rfd::AsyncFileDialog) -> Vec<PathBuf> {
    let files = dialog.pick_files().await.unwrap_or_default();
    files.iter().map(|file| file.path().to_owned()).collect()
}

async fn save(dialog: rfd::AsyncFileDialog, name: String) -> Vec<PathBuf> {
    let file = dialog.set_file_name(name).save_file().await;
    file.map(|file| file.path().to_owned())
        .into_iter()
        .collect()
}

async fn folder(dialog: rfd::AsyncFileDialog) -> Vec<PathBuf> {
    dialog
        .pick_folder()
        .await
        .map(|file| file.path().to_owned())
        .into_iter()
        .collect()
}
