//! Writes the display list as PDF/A-3: what is kept, signed or handed over.
//!
//! Always validated: a document that would not be PDF/A is an error, never a file.

use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::num::NonZeroU32;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, ValidationError};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node as TagNode, SpanTag, TableHeaderScope,
    Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document, SerializeSettings};

use crate::display::{
    Bookmark, Child, Color, DisplayList, Frame, Ink, Item, Mark, Node, Role, Step, TextRun,
};
use crate::error::DocumentError;
use crate::face::{Face, Fonts};

/// How far the meaning of a document is recorded in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conformance {
    /// PDF/A-3a and PDF/UA-1: tagged, read aloud correctly. Acts, contracts, prescriptions.
    Accessible,
    /// PDF/A-3b: not tagged. Registers beyond some ten thousand rows, where tags multiply the
    /// size of the file.
    Plain,
}

/// How an attachment relates to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The document shows what this file says.
    Source,
    /// The file adds to the document (signatures).
    Supplement,
}

/// A file inside the PDF.
#[derive(Clone, Copy)]
pub struct Attachment<'a> {
    /// Name of letters, digits, spaces, `.`, `-`, `_` and brackets; readers list attachments in
    /// the order of their names.
    pub name: &'a str,
    /// Media type: `application/json`.
    pub media_type: &'a str,
    /// What it is, in words.
    pub description: &'a str,
    /// How it relates to the document.
    pub relation: Relation,
    /// The bytes, stored unchanged.
    pub bytes: &'a [u8],
}

impl std::fmt::Debug for Attachment<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// What the PDF needs beside the pages.
#[derive(Clone, Copy, Debug)]
pub struct PdfOptions<'a> {
    /// Tagged or not.
    pub conformance: Conformance,
    /// Date of the document: the only date in the file, so that equal input gives equal bytes.
    pub created: DateTime<FixedOffset>,
    /// Organisation that issued the document.
    pub author: &'a str,
    /// Program that made it: name and version.
    pub creator: &'a str,
    /// Files inside.
    pub attachments: &'a [Attachment<'a>],
}

/// Writes a PDF.
///
/// The same input gives the same bytes.
///
/// # Errors
/// Attachments that other programs could not read, a date outside 1 to 9999, and
/// [`DocumentError::NotArchivable`] when the result would not be PDF/A.
pub fn write(list: &DisplayList, options: &PdfOptions<'_>) -> Result<Vec<u8>, DocumentError> {
    write_watched(list, options, &mut |_| Ok(()))
}

/// The same, asking before each page, by its place, whether it is still wanted.
pub(crate) fn write_watched(
    list: &DisplayList,
    options: &PdfOptions<'_>,
    watch: &mut dyn FnMut(usize) -> Result<(), DocumentError>,
) -> Result<Vec<u8>, DocumentError> {
    check_attachments(options.attachments)?;
    let accessible = options.conformance == Conformance::Accessible;
    let configuration = if accessible {
        ConfigurationBuilder::new()
            .with_archival_validator(Archival::A3_A)
            .with_accessibility_validator(Accessibility::UA1)
    } else {
        ConfigurationBuilder::new().with_archival_validator(Archival::A3_B)
    };
    let configuration = configuration
        .finish()
        .map_err(|error| DocumentError::Writer {
            reason: format!("{error:?}"),
        })?;
    let settings = SerializeSettings {
        configuration,
        enable_tagging: accessible,
        ..SerializeSettings::default()
    };
    let fonts = Fonts::load()?;
    let mut faces = Vec::new();
    for face in Face::ALL {
        faces.push(Font::new(Data::from(face.bytes()), 0).ok_or(DocumentError::Font)?);
    }
    let mut images = Vec::new();
    for (index, image) in list.images.iter().enumerate() {
        let data = Data::from(image.jpeg.to_vec());
        images.push(Image::from_jpeg(data, false).or(Err(DocumentError::Image { index }))?);
    }
    let mut document = Document::new_with(settings);
    let painter = Painter {
        fonts,
        faces: &faces,
        images: &images,
    };
    let mut content: BTreeMap<u32, Vec<Identifier>> = BTreeMap::new();
    for (place, page) in list.pages.iter().enumerate() {
        watch(place)?;
        let settings =
            PageSettings::from_wh(page.width, page.height).ok_or(DocumentError::PageSize)?;
        let mut pdf_page = document.start_page_with(settings);
        let mut surface = pdf_page.surface();
        let mut open: Option<Mark> = None;
        for placed in &page.items {
            if open != Some(placed.mark) {
                if open.is_some() {
                    surface.end_tagged();
                }
                let identifier = surface.start_tagged(content_tag(placed.mark, &placed.item));
                if let Mark::Leaf(leaf) = placed.mark {
                    content.entry(leaf).or_default().push(identifier);
                }
                open = Some(placed.mark);
            }
            painter.paint(&mut surface, &placed.item);
        }
        if open.is_some() {
            surface.end_tagged();
        }
        surface.finish();
        pdf_page.finish();
    }
    if accessible {
        let mut tree = TagTree::new().with_lang(Some(list.language.to_owned()));
        for node in &list.tree {
            if let Some(group) = tag_group(node, &mut content) {
                tree.push(group);
            }
        }
        document.set_tag_tree(tree);
    }
    document.set_outline(outline(&list.bookmarks));
    document.set_metadata(metadata(list, options)?);
    for (index, attachment) in options.attachments.iter().enumerate() {
        let media_type =
            MimeType::new(attachment.media_type).ok_or(DocumentError::AttachmentType { index })?;
        let file = EmbeddedFile {
            path: attachment.name.to_owned(),
            mime_type: Some(media_type),
            description: Some(attachment.description.to_owned()),
            association_kind: match attachment.relation {
                Relation::Source => AssociationKind::Source,
                Relation::Supplement => AssociationKind::Supplement,
            },
            data: Data::from(attachment.bytes.to_vec()),
            modification_date: Some(pdf_date(options.created)?),
            compress: Some(true),
            location: None,
        };
        document
            .embed_file(file)
            .ok_or(DocumentError::AttachmentTwice { index })?;
    }
    document.finish().map_err(refused)
}

fn check_attachments(attachments: &[Attachment<'_>]) -> Result<(), DocumentError> {
    for (index, attachment) in attachments.iter().enumerate() {
        let readable =
            |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ' | '(' | ')' | '№');
        let name = attachment.name;
        if name.is_empty() || name.trim() != name || !name.chars().all(readable) {
            return Err(DocumentError::AttachmentName { index });
        }
        if attachments
            .iter()
            .take(index)
            .any(|earlier| earlier.name == attachment.name)
        {
            return Err(DocumentError::AttachmentTwice { index });
        }
    }
    Ok(())
}

fn refused(error: KrillaError) -> DocumentError {
    match error {
        KrillaError::Validation(errors) => {
            let mut broken: Vec<String> = Vec::new();
            for (error, _) in errors {
                if let ValidationError::ContainsNotDefGlyph(..) = error {
                    broken.push("ContainsNotDefGlyph".to_owned());
                    continue;
                }
                // Only the name of the rule: the rest may quote the text.
                let name: String = format!("{error:?}")
                    .chars()
                    .take_while(|c| c.is_alphanumeric())
                    .collect();
                broken.push(name);
            }
            broken.sort();
            broken.dedup();
            DocumentError::NotArchivable { broken }
        }
        KrillaError::Font(..) => DocumentError::Font,
        other => DocumentError::Writer {
            reason: other.to_string(),
        },
    }
}

fn metadata(list: &DisplayList, options: &PdfOptions<'_>) -> Result<Metadata, DocumentError> {
    let mut metadata = Metadata::new()
        .title(list.title.clone())
        .language(list.language.to_owned())
        .creator(options.creator.to_owned())
        .producer(options.creator.to_owned())
        .creation_date(pdf_date(options.created)?);
    if !options.author.is_empty() {
        metadata = metadata.authors(vec![options.author.to_owned()]);
    }
    Ok(metadata)
}

fn pdf_date(at: DateTime<FixedOffset>) -> Result<krilla::metadata::DateTime, DocumentError> {
    let year = u16::try_from(at.year()).or(Err(DocumentError::Date))?;
    if year == 0 || year > 9999 {
        return Err(DocumentError::Date);
    }
    let small = |n: u32| u8::try_from(n).or(Err(DocumentError::Date));
    let minutes = at.offset().local_minus_utc() / 60;
    Ok(krilla::metadata::DateTime::new(year)
        .month(small(at.month())?)
        .day(small(at.day())?)
        .hour(small(at.hour())?)
        .minute(small(at.minute())?)
        .second(small(at.second())?)
        .utc_offset_hour(i8::try_from(minutes / 60).or(Err(DocumentError::Date))?)
        .utc_offset_minute(small((minutes % 60).unsigned_abs())?))
}

fn content_tag(mark: Mark, item: &Item) -> ContentTag<'static> {
    match mark {
        Mark::Leaf(_) if matches!(item, Item::Text(_)) => ContentTag::Span(SpanTag::empty()),
        Mark::Leaf(_) => ContentTag::Other,
        Mark::Layout => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Mark::Header => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)),
        Mark::Footer => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    }
}

fn tag_group(node: &Node, content: &mut BTreeMap<u32, Vec<Identifier>>) -> Option<TagGroup> {
    let mut children: Vec<TagNode> = Vec::new();
    for child in &node.children {
        match child {
            Child::Node(inner) => children.extend(tag_group(inner, content).map(TagNode::from)),
            Child::Leaf(leaf) => {
                // An identifier has one parent: a leaf named twice is content only once.
                let found = content.remove(leaf).unwrap_or_default();
                children.extend(found.into_iter().map(TagNode::from));
            }
        }
    }
    // An empty cell still holds its place in a row; anything else without content is dropped.
    let holds_place = matches!(
        node.role,
        Role::Cell(_) | Role::ColumnHeader | Role::RowHeader | Role::Row
    );
    if children.is_empty() && !holds_place {
        return None;
    }
    let kind: TagKind = match &node.role {
        Role::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell(covers) => match NonZeroU32::new(*covers) {
            Some(covers) if covers.get() > 1 => Tag::TD.with_col_span(Some(covers)).into(),
            _ => Tag::TD.into(),
        },
        Role::Figure(description) => Tag::Figure(Some(description.clone())).into(),
        Role::Section => Tag::Section.into(),
    };
    let kind = match node.language {
        Some(language) => kind.with_lang(Some(language.to_owned())),
        None => kind,
    };
    Some(TagGroup::with_children(kind, children))
}

fn outline(bookmarks: &[Bookmark]) -> Outline {
    let mut outline = Outline::new();
    let mut at = 0;
    while at < bookmarks.len() {
        if let Some(node) = outline_node(bookmarks, &mut at) {
            outline.push_child(node);
        }
    }
    outline
}

fn outline_node(bookmarks: &[Bookmark], at: &mut usize) -> Option<OutlineNode> {
    let bookmark = bookmarks.get(*at);
    *at += 1;
    let bookmark = bookmark?;
    let target = krilla::destination::XyzDestination::new(
        bookmark.page,
        Point::from_xy(0.0, (bookmark.y - 6.0).max(0.0)),
    );
    let mut node = OutlineNode::new(bookmark.title.clone(), target);
    while bookmarks
        .get(*at)
        .is_some_and(|next| next.level > bookmark.level)
    {
        if let Some(child) = outline_node(bookmarks, at) {
            node.push_child(child);
        }
    }
    Some(node)
}

struct Painter<'a> {
    fonts: &'static Fonts,
    faces: &'a [Font],
    images: &'a [Image],
}

impl Painter<'_> {
    fn paint(&self, surface: &mut Surface<'_>, item: &Item) {
        match item {
            Item::Text(run) => self.text(surface, run),
            Item::Line {
                from,
                to,
                width,
                color,
            } => {
                let mut path = PathBuilder::new();
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
                draw(
                    surface,
                    path,
                    None,
                    Some(stroke(*color, *width, LineCap::Butt)),
                );
            }
            Item::Rect {
                frame,
                fill: paint,
                stroke: edge,
            } => {
                let mut path = PathBuilder::new();
                push_rect(&mut path, *frame);
                let edge = edge.map(|(width, color)| stroke(color, width, LineCap::Butt));
                draw(surface, path, paint.map(fill), edge);
            }
            Item::Path { steps, ink } => {
                let mut path = PathBuilder::new();
                for step in steps {
                    match step {
                        Step::Move(x, y) => path.move_to(*x, *y),
                        Step::Line(x, y) => path.line_to(*x, *y),
                        Step::Close => path.close(),
                    }
                }
                match ink {
                    Ink::Fill(color) => draw(surface, path, Some(fill(*color)), None),
                    Ink::Stroke(color, width) => {
                        draw(
                            surface,
                            path,
                            None,
                            Some(stroke(*color, *width, LineCap::Round)),
                        );
                    }
                }
            }
            Item::Image { frame, image } => {
                let size = Size::from_wh(frame.w, frame.h);
                if let (Some(image), Some(size)) = (self.images.get(*image), size) {
                    surface.push_transform(&Transform::from_translate(frame.x, frame.y));
                    surface.draw_image(image.clone(), size);
                    surface.pop();
                }
            }
            Item::Qr { frame, code } => {
                let module = frame.w / code.side.max(1) as f32;
                let mut path = PathBuilder::new();
                for (column, row, length) in code.runs() {
                    let x = frame.x + column as f32 * module;
                    let y = frame.y + row as f32 * module;
                    push_rect(
                        &mut path,
                        Frame {
                            x,
                            y,
                            w: length as f32 * module,
                            h: module,
                        },
                    );
                }
                draw(surface, path, Some(fill(Color::rgb(0, 0, 0))), None);
            }
        }
    }

    fn text(&self, surface: &mut Surface<'_>, run: &TextRun) {
        let Some(font) = self.faces.get(run.face.index()) else {
            return;
        };
        let glyphs: Vec<KrillaGlyph> = run
            .text
            .char_indices()
            .map(|(at, c)| {
                // Layout has already refused characters without a glyph; a list made by hand
                // gets the missing glyph, which validation refuses.
                let (id, advance) = self
                    .fonts
                    .glyph(run.face, c)
                    .map_or((0, 0.5), |g| (u32::from(g.id), g.advance));
                let range = at..at + c.len_utf8();
                KrillaGlyph::new(GlyphId::new(id), advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect();
        surface.set_stroke(None);
        surface.set_fill(Some(fill(run.color)));
        let start = Point::from_xy(run.x, run.y);
        surface.draw_glyphs(start, &glyphs, font.clone(), &run.text, run.size, false);
    }
}

fn push_rect(path: &mut PathBuilder, frame: Frame) {
    if let Some(rect) = Rect::from_xywh(frame.x, frame.y, frame.w, frame.h) {
        path.push_rect(rect);
    }
}

fn fill(color: Color) -> Fill {
    Fill {
        paint: ink(color).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }
}

fn stroke(color: Color, width: f32, cap: LineCap) -> Stroke {
    let line_join = if cap == LineCap::Round {
        LineJoin::Round
    } else {
        LineJoin::Miter
    };
    Stroke {
        paint: ink(color).into(),
        width,
        line_cap: cap,
        line_join,
        ..Stroke::default()
    }
}

fn ink(color: Color) -> rgb::Color {
    rgb::Color::new(color.r, color.g, color.b)
}

fn draw(surface: &mut Surface<'_>, path: PathBuilder, fill: Option<Fill>, edge: Option<Stroke>) {
    if fill.is_none() && edge.is_none() {
        return;
    }
    if let Some(path) = path.finish() {
        surface.set_fill(fill);
        surface.set_stroke(edge);
        surface.draw_path(&path);
    }
}
