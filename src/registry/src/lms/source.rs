//! The bytes of a document while they arrive: counted, hashed, kept packed, read once.

use super::limits::LmsLimits;
use axum::body::Bytes;
use baqylau_domain::identifiers::BlobHash;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::cell::{Cell, RefCell};
use std::io::{BufReader, Read, Write};
use std::rc::Rc;
use tokio::sync::mpsc;

/// Why a document is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The body ended before its end, or its packing is spoilt.
    CutOff,
    /// More bytes than are taken.
    Long,
    /// A row longer than is taken.
    LongRow,
    /// More rows than are taken.
    ManyRows,
    /// Not what the contract describes. Words of ours, nothing of the document.
    Shape(String),
}

/// A piece of a body, or that no more will come although there should be.
pub(crate) type Piece = Result<Bytes, Broken>;

/// What a document leaves behind when it was read to its end.
#[derive(Clone)]
pub(crate) struct Source {
    /// SHA-256 of the document, unpacked.
    pub(crate) hash: BlobHash,
    /// Its length, unpacked.
    pub(crate) bytes: u64,
    /// The document, gzip.
    pub(crate) packed: Vec<u8>,
}

/// Reads pieces as they come.
struct Arriving {
    pieces: mpsc::Receiver<Piece>,
    piece: Bytes,
    left: usize,
    trouble: Trouble,
}

/// The first trouble somebody met; readers between us and the parser can't carry it.
#[derive(Clone, Default)]
struct Trouble(Rc<RefCell<Option<Broken>>>);

impl Trouble {
    fn met(&self, broken: Broken) -> std::io::Error {
        self.0.borrow_mut().get_or_insert(broken);
        std::io::Error::other("refused")
    }
}

impl Read for Arriving {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                None => return Ok(0),
                Some(Ok(piece)) => self.piece = piece,
                Some(Err(broken)) => return Err(self.trouble.met(broken)),
            }
            self.left = self
                .left
                .checked_sub(self.piece.len())
                .ok_or_else(|| self.trouble.met(Broken::Long))?;
        }
        let count = into.len().min(self.piece.len());
        let taken = self.piece.split_to(count);
        for (slot, byte) in into.iter_mut().zip(taken) {
            *slot = byte;
        }
        Ok(count)
    }
}

/// Counts, hashes and keeps what is read through it.
struct Witness<R> {
    inner: R,
    digest: Sha256,
    packed: GzEncoder<Vec<u8>>,
    bytes: usize,
    most: usize,
    since: Rc<Cell<usize>>,
    row_bytes: usize,
    trouble: Trouble,
}

impl<R: Read> Read for Witness<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(into)?;
        let fresh = into.get(..count).unwrap_or_default();
        self.bytes += count;
        if self.bytes > self.most {
            return Err(self.trouble.met(Broken::Long));
        }
        let since = self.since.get() + count;
        // Bytes read ahead of the row at hand count with it: as much as the buffer holds.
        if since > self.row_bytes + AHEAD {
            return Err(self.trouble.met(Broken::LongRow));
        }
        self.since.set(since);
        self.digest.update(fresh);
        self.packed.write_all(fresh)?;
        Ok(count)
    }
}

/// Bytes read ahead of the parser.
const AHEAD: usize = 8 * 1024;

/// A reader the parser tells where rows end.
pub(crate) struct Marks(Rc<Cell<usize>>);

impl Marks {
    /// A row ended here.
    pub(crate) fn row(&self) {
        self.0.set(0);
    }
}

/// Reads a body through `parse`, to its end, and says what it was. Blocks: pieces come from
/// another thread.
///
/// # Errors
/// Whatever first spoilt it: the body, its size, or what `parse` made of it.
pub(crate) fn read<T>(
    pieces: mpsc::Receiver<Piece>,
    packed: bool,
    limits: &LmsLimits,
    parse: impl FnOnce(&mut dyn std::io::BufRead, &Marks) -> Result<T, Broken>,
) -> Result<(T, Source), Broken> {
    let trouble = Trouble::default();
    let arriving = Arriving {
        pieces,
        piece: Bytes::new(),
        left: limits.bytes,
        trouble: trouble.clone(),
    };
    let since = Rc::new(Cell::new(0));
    let inner: Box<dyn Read> = if packed {
        Box::new(MultiGzDecoder::new(arriving))
    } else {
        Box::new(arriving)
    };
    let witness = Witness {
        inner,
        digest: Sha256::new(),
        packed: GzEncoder::new(Vec::new(), Compression::fast()),
        bytes: 0,
        most: limits.bytes,
        since: Rc::clone(&since),
        row_bytes: limits.row_bytes,
        trouble: trouble.clone(),
    };
    let mut reader = BufReader::with_capacity(AHEAD, witness);
    let outcome = parse(&mut reader, &Marks(since));
    if let Some(broken) = trouble.0.take() {
        return Err(broken);
    }
    let parsed = outcome?;
    let witness = reader.into_inner();
    let packed = witness.packed.finish().or(Err(Broken::CutOff))?;
    let source = Source {
        hash: BlobHash::new(witness.digest.finalize().into()),
        bytes: witness.bytes as u64,
        packed,
    };
    Ok((parsed, source))
}

/// The document again, from what was kept of it.
pub(crate) fn unpacked(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}
