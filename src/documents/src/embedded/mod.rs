//! The files inside a PDF: of this program, of other makers of document cards, of anybody.
//!
//! The cross-reference table is not asked: objects are found where they stand, so that a file
//! with a broken table is read too, and the later of two objects with one number counts, as in a
//! file that was written on. Nothing read here is believed; signatures say what is true.

mod object;

use flate2::read::ZlibDecoder;
use object::{Dict, Lexer, Object};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

/// Objects beyond this number are an attack on the reader.
const MOST_OBJECTS: usize = 400_000;

/// Files beyond this number likewise.
const MOST_FILES: usize = 1024;

/// Octets all files and packed objects together may unpack to.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A file inside a PDF.
#[derive(Clone, PartialEq, Eq)]
pub struct Embedded {
    /// Its name.
    pub name: String,
    /// What it is, in the words of whoever put it there.
    pub description: String,
    /// Its octets.
    pub bytes: Vec<u8>,
}

// Names and descriptions may name people.
impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Embedded({} bytes)", self.bytes.len())
    }
}

/// Why the files of a PDF cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmbeddedError {
    /// It does not begin as a PDF does.
    #[error("this is not a PDF")]
    NotAPdf,
    /// It is locked by a password, or protected so that files cannot be read.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// No catalogue of the document is found.
    #[error("the PDF is damaged")]
    Damaged,
    /// A file inside is packed in a way that is not understood, or damaged.
    #[error("file {position} inside the PDF cannot be unpacked")]
    Unreadable {
        /// Position among the files, from zero.
        position: usize,
    },
    /// It holds more than is read.
    #[error("the PDF holds more than is read")]
    TooLarge,
}

/// The files of a PDF in the order in which it lists them; none if it has none.
///
/// # Errors
/// [`EmbeddedError`].
pub fn embedded_files(pdf: &[u8]) -> Result<Vec<Embedded>, EmbeddedError> {
    let start = pdf.get(..pdf.len().min(1024)).unwrap_or_default();
    if find(start, b"%PDF-", 0).is_none() {
        return Err(EmbeddedError::NotAPdf);
    }
    let mut file = File::scan(pdf)?;
    if file.encrypted {
        return Err(EmbeddedError::Encrypted);
    }
    file.unpack_objects()?;
    let catalog = file.catalog().ok_or(EmbeddedError::Damaged)?;
    let mut listed = Vec::new();
    if let Some(names) = file.dict_at(&catalog, b"Names")
        && let Some(tree) = file.dict_at(&names, b"EmbeddedFiles")
    {
        file.tree(&tree, 0, &mut BTreeSet::new(), &mut listed);
    }
    if listed.is_empty()
        && let Some(associated) = catalog.get(&b"AF"[..])
        && let Some(list) = file.resolved(associated).array()
    {
        listed.extend(list.iter().map(|one| (Vec::new(), one.clone())));
    }
    if listed.len() > MOST_FILES {
        return Err(EmbeddedError::TooLarge);
    }
    let mut files = Vec::new();
    for (position, (key, specification)) in listed.iter().enumerate() {
        let Some(specification) = file.resolved(specification).dict().cloned() else {
            continue;
        };
        let Some(inside) = file.dict_at(&specification, b"EF") else {
            continue;
        };
        let stream = [&b"UF"[..], b"F"]
            .into_iter()
            .find_map(|name| match inside.get(name) {
                Some(Object::Reference(number)) => Some(*number),
                _ => None,
            });
        let Some(number) = stream else {
            continue;
        };
        let text = |name: &[u8]| match specification.get(name).map(|o| file.resolved(o)) {
            Some(Object::Text(text)) => Some(decoded(&text)),
            _ => None,
        };
        let name = text(b"UF")
            .or_else(|| text(b"F"))
            .unwrap_or_else(|| decoded(key));
        let description = text(b"Desc").unwrap_or_default();
        let bytes = file.stream(number).map_err(|problem| match problem {
            Unpacking::TooLarge => EmbeddedError::TooLarge,
            Unpacking::Unknown => EmbeddedError::Unreadable { position },
        })?;
        files.push(Embedded {
            name,
            description,
            bytes,
        });
    }
    Ok(files)
}

/// A text string: UTF-16 or UTF-8 by its mark; without one UTF-8 if it is that, else Latin.
fn decoded(octets: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| {
            unit([
                pair.first().copied().unwrap_or(0),
                pair.get(1).copied().unwrap_or(0),
            ])
        });
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    if let Some(rest) = octets.strip_prefix(&[0xfe, 0xff]) {
        return wide(rest, u16::from_be_bytes);
    }
    if let Some(rest) = octets.strip_prefix(&[0xff, 0xfe]) {
        return wide(rest, u16::from_le_bytes);
    }
    let octets = octets.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(octets);
    match std::str::from_utf8(octets) {
        Ok(text) => text.to_owned(),
        Err(_) => octets.iter().map(|octet| char::from(*octet)).collect(),
    }
}

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        let step = rest.iter().position(|byte| *byte == first)?;
        at += step;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
}

/// Where an object is kept.
#[derive(Clone, Copy)]
enum Kept {
    /// In the file itself, at this place.
    Plain(usize),
    /// In an unpacked stream of objects: which, and where in it.
    Packed(usize, usize),
}

enum Unpacking {
    TooLarge,
    Unknown,
}

struct File<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<u32, Kept>,
    /// Octets of streams, by the number of their object.
    streams: BTreeMap<u32, (usize, usize)>,
    /// Streams of objects in the order of the file.
    packs: Vec<u32>,
    unpacked: Vec<Vec<u8>>,
    root: Option<Object>,
    encrypted: bool,
    /// Octets that may still be unpacked.
    left: std::cell::Cell<u64>,
}

impl<'a> File<'a> {
    /// Finds every object.
    fn scan(bytes: &'a [u8]) -> Result<Self, EmbeddedError> {
        let mut file = Self {
            bytes,
            objects: BTreeMap::new(),
            streams: BTreeMap::new(),
            packs: Vec::new(),
            unpacked: Vec::new(),
            root: None,
            encrypted: false,
            left: std::cell::Cell::new(LARGEST),
        };
        let mut at = 0;
        while let Some(found) = find(bytes, b"obj", at) {
            at = found + 3;
            // `endobj` ends in the same letters and has no numbers before it.
            let Some(number) = number_before(bytes, found) else {
                continue;
            };
            let mut lexer = Lexer::new(bytes, at);
            let Some(object) = lexer.object() else {
                continue;
            };
            file.objects.insert(number, Kept::Plain(at));
            if file.objects.len() > MOST_OBJECTS {
                return Err(EmbeddedError::TooLarge);
            }
            at = lexer.at;
            let Some(dict) = object.dict() else {
                continue;
            };
            lexer.skip_space();
            if !lexer.word(b"stream") {
                continue;
            }
            let _ = lexer.word(b"\r");
            let _ = lexer.word(b"\n");
            let (start, end) = (lexer.at, file.end_of_stream(dict, lexer.at));
            file.streams.insert(number, (start, end));
            at = end;
            match dict.get(&b"Type"[..]) {
                Some(kind) if kind.is_name(b"ObjStm") => file.packs.push(number),
                Some(kind) if kind.is_name(b"XRef") => file.trailer(dict),
                _ => {}
            }
        }
        let mut at = 0;
        while let Some(found) = find(bytes, b"trailer", at) {
            at = found + 7;
            if let Some(Object::Dict(dict)) = Lexer::new(bytes, at).object() {
                file.trailer(&dict);
            }
        }
        Ok(file)
    }

    fn trailer(&mut self, dict: &Dict) {
        if let Some(root) = dict.get(&b"Root"[..]) {
            self.root = Some(root.clone());
        }
        self.encrypted |= dict.contains_key(&b"Encrypt"[..]);
    }

    /// The end of a stream: by its length where that fits, otherwise by the word after it.
    fn end_of_stream(&self, dict: &Dict, start: usize) -> usize {
        let length = match dict.get(&b"Length"[..]) {
            Some(Object::Integer(length)) => usize::try_from(*length).ok(),
            // Written before: what stands behind is not known yet.
            Some(Object::Reference(number)) => match self.objects.get(number) {
                Some(Kept::Plain(at)) => Lexer::new(self.bytes, *at)
                    .object()
                    .and_then(|object| object.integer())
                    .and_then(|length| usize::try_from(length).ok()),
                _ => None,
            },
            _ => None,
        };
        if let Some(end) = length.and_then(|length| start.checked_add(length))
            && end <= self.bytes.len()
        {
            let mut lexer = Lexer::new(self.bytes, end);
            lexer.skip_space();
            if lexer.word(b"endstream") {
                return end;
            }
        }
        let end = find(self.bytes, b"endstream", start).unwrap_or(self.bytes.len());
        // The line end before the word isn't part of the stream.
        let inside = self.bytes.get(start..end).unwrap_or_default();
        let inside = inside.strip_suffix(b"\n").unwrap_or(inside);
        let inside = inside.strip_suffix(b"\r").unwrap_or(inside);
        start + inside.len()
    }

    fn unpack_objects(&mut self) -> Result<(), EmbeddedError> {
        for number in std::mem::take(&mut self.packs) {
            let Some(Object::Dict(dict)) = self.object(number) else {
                continue;
            };
            let count = |name: &[u8]| {
                dict.get(name)
                    .map(|object| self.resolved(object))
                    .and_then(|object| object.integer())
                    .and_then(|count| usize::try_from(count).ok())
            };
            let (Some(objects), Some(first)) = (count(b"N"), count(b"First")) else {
                continue;
            };
            let octets = match self.stream(number) {
                Ok(octets) => octets,
                Err(Unpacking::TooLarge) => return Err(EmbeddedError::TooLarge),
                Err(Unpacking::Unknown) => continue,
            };
            let pack = self.unpacked.len();
            let mut lexer = Lexer::new(&octets, 0);
            for _ in 0..objects.min(MOST_OBJECTS) {
                lexer.skip_space();
                let id = lexer.integer().and_then(|id| u32::try_from(id).ok());
                lexer.skip_space();
                let offset = lexer.integer().and_then(|at| usize::try_from(at).ok());
                let (Some(id), Some(offset)) = (id, offset) else {
                    break;
                };
                // A plain object of the same number stands in a later part of the file, or both
                // say the same.
                self.objects
                    .entry(id)
                    .and_modify(|kept| {
                        if matches!(kept, Kept::Packed(..)) {
                            *kept = Kept::Packed(pack, first.saturating_add(offset));
                        }
                    })
                    .or_insert(Kept::Packed(pack, first.saturating_add(offset)));
            }
            if self.objects.len() > MOST_OBJECTS {
                return Err(EmbeddedError::TooLarge);
            }
            self.unpacked.push(octets);
        }
        Ok(())
    }

    fn object(&self, number: u32) -> Option<Object> {
        match *self.objects.get(&number)? {
            Kept::Plain(at) => Lexer::new(self.bytes, at).object(),
            Kept::Packed(pack, at) => Lexer::new(self.unpacked.get(pack)?, at).object(),
        }
    }

    /// An object behind any number of references; null behind too many.
    fn resolved(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..16 {
            match object {
                Object::Reference(number) => object = self.object(number).unwrap_or(Object::Null),
                other => return other,
            }
        }
        Object::Null
    }

    fn dict_at(&self, dict: &Dict, name: &[u8]) -> Option<Dict> {
        match self.resolved(dict.get(name)?) {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    fn catalog(&self) -> Option<Dict> {
        let named = self.root.as_ref().map(|root| self.resolved(root));
        if let Some(Object::Dict(dict)) = named {
            return Some(dict);
        }
        self.objects.keys().rev().find_map(|number| {
            let object = self.object(*number)?;
            let dict = object.dict()?;
            dict.get(&b"Type"[..])
                .is_some_and(|kind| kind.is_name(b"Catalog"))
                .then(|| dict.clone())
        })
    }

    /// Walks a tree of names from left to right.
    fn tree(
        &self,
        node: &Dict,
        depth: usize,
        seen: &mut BTreeSet<u32>,
        listed: &mut Vec<(Vec<u8>, Object)>,
    ) {
        if depth > 32 || listed.len() > MOST_FILES {
            return;
        }
        let names = node.get(&b"Names"[..]).map(|names| self.resolved(names));
        if let Some(Object::Array(names)) = names {
            for pair in names.chunks_exact(2) {
                if let [key, value] = pair {
                    let key = match self.resolved(key) {
                        Object::Text(key) => key,
                        _ => Vec::new(),
                    };
                    listed.push((key, value.clone()));
                }
            }
        }
        let kids = node.get(&b"Kids"[..]).map(|kids| self.resolved(kids));
        for kid in kids.as_ref().and_then(Object::array).unwrap_or_default() {
            if let Object::Reference(number) = kid
                && !seen.insert(*number)
            {
                continue;
            }
            if let Object::Dict(kid) = self.resolved(kid) {
                self.tree(&kid, depth + 1, seen, listed);
            }
        }
    }

    /// The octets of a stream without its filters.
    fn stream(&self, number: u32) -> Result<Vec<u8>, Unpacking> {
        let (start, end) = *self.streams.get(&number).ok_or(Unpacking::Unknown)?;
        let Some(Object::Dict(dict)) = self.object(number) else {
            return Err(Unpacking::Unknown);
        };
        let mut octets = self
            .bytes
            .get(start..end)
            .ok_or(Unpacking::Unknown)?
            .to_vec();
        let filters = match dict.get(&b"Filter"[..]).map(|filter| self.resolved(filter)) {
            None | Some(Object::Null) => Vec::new(),
            Some(Object::Array(list)) => list.iter().map(|one| self.resolved(one)).collect(),
            Some(one) => vec![one],
        };
        if filters.len() > 4 {
            return Err(Unpacking::Unknown);
        }
        if !filters.is_empty() && self.predicted(&dict) {
            return Err(Unpacking::Unknown);
        }
        for filter in filters {
            octets = match filter {
                Object::Name(name) => match name.as_slice() {
                    b"FlateDecode" | b"Fl" => self.inflated(&octets)?,
                    b"ASCIIHexDecode" | b"AHx" => unhexed(&octets),
                    b"ASCII85Decode" | b"A85" => unascii85(&octets).ok_or(Unpacking::Unknown)?,
                    _ => return Err(Unpacking::Unknown),
                },
                _ => return Err(Unpacking::Unknown),
            };
        }
        self.spend(octets.len())?;
        Ok(octets)
    }

    fn predicted(&self, dict: &Dict) -> bool {
        let parameters = dict
            .get(&b"DecodeParms"[..])
            .map(|object| self.resolved(object));
        let one = |object: &Object| {
            let object = self.resolved(object);
            object
                .dict()
                .and_then(|dict| dict.get(&b"Predictor"[..]))
                .map(|object| self.resolved(object))
                .and_then(|object| object.integer())
                .is_some_and(|predictor| predictor > 1)
        };
        match &parameters {
            Some(Object::Array(list)) => list.iter().any(one),
            Some(object) => one(object),
            None => false,
        }
    }

    fn inflated(&self, octets: &[u8]) -> Result<Vec<u8>, Unpacking> {
        let mut out = Vec::new();
        let limit = self.left.get();
        let ended = ZlibDecoder::new(octets)
            .take(limit + 1)
            .read_to_end(&mut out);
        if u64::try_from(out.len()).unwrap_or(u64::MAX) > limit {
            return Err(Unpacking::TooLarge);
        }
        match ended {
            Ok(_) => Ok(out),
            Err(_) => Err(Unpacking::Unknown),
        }
    }

    fn spend(&self, octets: usize) -> Result<(), Unpacking> {
        let octets = u64::try_from(octets).unwrap_or(u64::MAX);
        let left = self.left.get().checked_sub(octets);
        self.left.set(left.ok_or(Unpacking::TooLarge)?);
        Ok(())
    }
}

/// The object number in `12 0 obj`, whose last word stands at `at`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let mut at = at;
    let mut back = |wanted: fn(u8) -> bool, most: usize| {
        let end = at;
        while at > 0 && end - at < most && bytes.get(at - 1).copied().is_some_and(wanted) {
            at -= 1;
        }
        bytes.get(at..end).unwrap_or_default()
    };
    let space = |byte: u8| byte.is_ascii_whitespace() || byte == 0;
    let digit = |byte: u8| byte.is_ascii_digit();
    let _ = back(space, 64);
    let generation = back(digit, 5);
    let between = back(space, 64);
    let number = back(digit, 10);
    if generation.is_empty() || between.is_empty() || number.is_empty() {
        return None;
    }
    std::str::from_utf8(number).ok()?.parse().ok()
}

fn unhexed(octets: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = octets
        .iter()
        .take_while(|octet| **octet != b'>')
        .filter_map(|octet| char::from(*octet).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| (pair.first().unwrap_or(&0) << 4) | pair.get(1).unwrap_or(&0))
        .collect()
}

fn unascii85(octets: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for octet in octets.iter().copied() {
        match octet {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(octet - b'!')),
            byte if byte.is_ascii_whitespace() || byte == 0 => {}
            _ => return None,
        }
        if group.len() == 5 {
            out.extend(four(&group)?);
            group.clear();
        }
    }
    match group.len() {
        0 => Some(out),
        1 => None,
        length => {
            group.resize(5, 84);
            out.extend(four(&group)?.into_iter().take(length - 1));
            Some(out)
        }
    }
}

fn four(group: &[u32]) -> Option<[u8; 4]> {
    let value = group.iter().try_fold(0_u32, |value, digit| {
        value.checked_mul(85)?.checked_add(*digit)
    })?;
    Some(value.to_be_bytes())
}

#[cfg(test)]
mod tests;
