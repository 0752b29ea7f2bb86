//! Pieces: lines packed, encrypted when there is a key, and named by what they must be.

use super::manifest::{Listing, Piece};
use super::{ArchiveError, at, damaged, files};
use crate::environment::Environment;
use crate::store::{StoreError, StoreKey};
use baqylau_protocol::blob;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Bytes of lines after which a piece is closed.
const FULL: usize = 4 * 1024 * 1024;

/// Most bytes of lines a piece may unpack to: one line may be long.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Bytes of a nonce, in front of what it encrypts.
const NONCE: usize = 24;

/// What encrypts the pieces: a key of their own, made from the store's.
pub(super) struct Seal(XChaCha20Poly1305);

impl Seal {
    pub(super) fn of(key: &StoreKey) -> Self {
        let own = Sha256::new_with_prefix(b"baqylau registry backup\0")
            .chain_update(key.0)
            .finalize();
        Self(XChaCha20Poly1305::new(&Key::from(<[u8; 32]>::from(own))))
    }
}

/// The folder of the pieces.
pub(super) fn folder(backup: &Path) -> PathBuf {
    backup.join("pieces")
}

fn place(backup: &Path, number: u32) -> PathBuf {
    folder(backup).join(format!("{number:06}"))
}

/// Writes pieces, one listing after the other.
pub(super) struct Pieces<'a> {
    backup: &'a Path,
    seal: Option<&'a Seal>,
    environment: &'a Environment,
    written: u32,
}

impl<'a> Pieces<'a> {
    pub(super) fn begin(
        backup: &'a Path,
        seal: Option<&'a Seal>,
        environment: &'a Environment,
    ) -> Result<Self, ArchiveError> {
        let folder = folder(backup);
        std::fs::create_dir(&folder).map_err(at(&folder))?;
        Ok(Self {
            backup,
            seal,
            environment,
            written: 0,
        })
    }

    pub(super) fn list(&mut self) -> List<'_, 'a> {
        List {
            pieces: self,
            listing: Listing::default(),
            open: None,
        }
    }

    fn write(&mut self, packed: Vec<u8>, rows: u64) -> Result<Piece, ArchiveError> {
        self.written += 1;
        let (number, place) = (self.written, place(self.backup, self.written));
        let bytes = match self.seal {
            None => packed,
            Some(Seal(cipher)) => {
                let nonce = self
                    .environment
                    .bytes::<NONCE>()
                    .map_err(StoreError::from)?;
                let payload = Payload {
                    msg: &packed,
                    aad: &number.to_be_bytes(),
                };
                let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload);
                let sealed = sealed.or(Err(StoreError::Setting("encryption")))?;
                [nonce.as_slice(), &sealed].concat()
            }
        };
        files::write_durably(&place, &bytes)?;
        Ok(Piece {
            number,
            sha256: blob::hash(&bytes),
            size: bytes.len() as u64,
            rows,
        })
    }
}

/// A listing being written.
pub(super) struct List<'a, 'b> {
    pieces: &'a mut Pieces<'b>,
    listing: Listing,
    open: Option<Open>,
}

struct Open {
    encoder: GzEncoder<Vec<u8>>,
    raw: usize,
    rows: u64,
}

impl List<'_, '_> {
    pub(super) fn add(&mut self, line: &str) -> Result<(), ArchiveError> {
        let open = self.open.get_or_insert_with(|| Open {
            encoder: GzEncoder::new(Vec::new(), Compression::new(3)),
            raw: 0,
            rows: 0,
        });
        open.encoder
            .write_all(line.as_bytes())
            .and_then(|()| open.encoder.write_all(b"\n"))
            .map_err(StoreError::from)?;
        open.raw += line.len() + 1;
        open.rows += 1;
        if open.raw >= FULL {
            self.close()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ArchiveError> {
        if let Some(open) = self.open.take() {
            let packed = open.encoder.finish().map_err(StoreError::from)?;
            let piece = self.pieces.write(packed, open.rows)?;
            self.listing.rows += piece.rows;
            self.listing.pieces.push(piece);
        }
        Ok(())
    }

    pub(super) fn end(mut self) -> Result<Listing, ArchiveError> {
        self.close()?;
        Ok(self.listing)
    }
}

/// Opens a piece, once it was found to be what the manifest says, and hands on its lines.
pub(super) fn lines<E: From<ArchiveError>>(
    backup: &Path,
    seal: Option<&Seal>,
    piece: &Piece,
    mut take: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let place = place(backup, piece.number);
    let name = place.display();
    let bytes = match std::fs::read(&place) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(damaged(name, "missing").into());
        }
        Err(error) => return Err(at(&place)(error).into()),
    };
    if bytes.len() as u64 != piece.size || blob::hash(&bytes) != piece.sha256 {
        return Err(damaged(name, "not the bytes that were written").into());
    }
    let packed = match seal {
        None => bytes,
        Some(Seal(cipher)) => {
            let key = || ArchiveError::Key(backup.display().to_string());
            let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(key)?;
            let payload = Payload {
                msg: sealed,
                aad: &piece.number.to_be_bytes(),
            };
            cipher
                .decrypt(XNonce::from_slice(nonce), payload)
                .or(Err(key()))?
        }
    };
    let mut unpacked = BufReader::new(GzDecoder::new(&*packed).take(LARGEST));
    let (mut line, mut rows) = (String::new(), 0);
    loop {
        line.clear();
        let read = unpacked.read_line(&mut line);
        if read.or(Err(damaged(&name, "can't be unpacked")))? == 0 {
            break;
        }
        take(line.trim_end_matches('\n'))?;
        rows += 1;
    }
    if rows == piece.rows {
        Ok(())
    } else {
        Err(damaged(name, "another number of lines than the manifest says").into())
    }
}
