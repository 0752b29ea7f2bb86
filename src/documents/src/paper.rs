//! Writes the display list as a plain PDF for the printer: working lists that are not kept.
//!
//! Not PDF/A, not tagged, whole fonts inside: what is kept or signed goes through [`crate::pdf`].

use std::collections::BTreeSet;

use printpdf::{
    FontId, Line, LineCapStyle, LineJoinStyle, LinePoint, Mm, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Polygon, PolygonRing, Pt,
    RawImage, RawImageData, RawImageFormat, Rgb, TextItem, TextMatrix, WindingOrder, XObject,
    XObjectId, XObjectTransform,
};

use crate::display::{Color, DisplayList, Frame, Ink, Item, Page, Step};
use crate::error::DocumentError;
use crate::face::Face;

const MM_PER_POINT: f32 = 25.4 / 72.0;

/// Writes a PDF to be printed and thrown away.
///
/// # Errors
/// [`DocumentError::Font`] when the embedded fonts cannot be read, [`DocumentError::Image`]
/// when a photo cannot be decoded.
pub fn write(list: &DisplayList) -> Result<Vec<u8>, DocumentError> {
    let mut document = PdfDocument::new(&list.title);
    for face in faces(list) {
        let mut warnings = Vec::new();
        let font =
            ParsedFont::from_bytes(face.bytes(), 0, &mut warnings).ok_or(DocumentError::Font)?;
        document
            .resources
            .fonts
            .map
            .insert(font_id(face), PdfFont::new(font));
    }
    for (index, image) in list.images.iter().enumerate() {
        let decoded = image::load_from_memory_with_format(&image.jpeg, image::ImageFormat::Jpeg)
            .or(Err(DocumentError::Image { index }))?
            .into_rgb8();
        let raw = RawImage {
            width: decoded.width() as usize,
            height: decoded.height() as usize,
            pixels: RawImageData::U8(decoded.into_raw()),
            data_format: RawImageFormat::RGB8,
            tag: Vec::new(),
        };
        document
            .resources
            .xobjects
            .map
            .insert(image_id(index), XObject::Image(raw));
    }
    let pages = list
        .pages
        .iter()
        .map(|page| paint_page(list, page))
        .collect();
    document.with_pages(pages);
    let options = PdfSaveOptions {
        subset_fonts: false,
        image_optimization: None,
        ..PdfSaveOptions::default()
    };
    Ok(document.save(&options, &mut Vec::new()))
}

fn faces(list: &DisplayList) -> BTreeSet<Face> {
    list.pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|placed| match &placed.item {
            Item::Text(run) => Some(run.face),
            _ => None,
        })
        .collect()
}

fn font_id(face: Face) -> FontId {
    FontId(format!("Plex{}", face.index()))
}

fn image_id(index: usize) -> XObjectId {
    XObjectId(format!("Photo{index}"))
}

fn paint_page(list: &DisplayList, page: &Page) -> PdfPage {
    let mut ops = vec![
        Op::SetLineCapStyle {
            cap: LineCapStyle::Round,
        },
        Op::SetLineJoinStyle {
            join: LineJoinStyle::Round,
        },
    ];
    for placed in &page.items {
        paint(list, page, &placed.item, &mut ops);
    }
    PdfPage::new(
        Mm(page.width * MM_PER_POINT),
        Mm(page.height * MM_PER_POINT),
        ops,
    )
}

fn paint(list: &DisplayList, page: &Page, item: &Item, ops: &mut Vec<Op>) {
    let flip = |y: f32| page.height - y;
    let point = |x: f32, y: f32| LinePoint {
        p: printpdf::Point {
            x: Pt(x),
            y: Pt(flip(y)),
        },
        bezier: false,
    };
    match item {
        Item::Text(run) => {
            ops.push(Op::StartTextSection);
            ops.push(Op::SetFillColor {
                col: color(run.color),
            });
            ops.push(Op::SetFont {
                font: PdfFontHandle::External(font_id(run.face)),
                size: Pt(run.size),
            });
            let matrix = TextMatrix::Translate(Pt(run.x), Pt(flip(run.y)));
            ops.push(Op::SetTextMatrix { matrix });
            ops.push(Op::ShowText {
                items: vec![TextItem::Text(run.text.clone())],
            });
            ops.push(Op::EndTextSection);
        }
        Item::Line {
            from,
            to,
            width,
            color: ink,
        } => {
            ops.push(Op::SetOutlineColor { col: color(*ink) });
            ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
            let points = vec![point(from.0, from.1), point(to.0, to.1)];
            ops.push(Op::DrawLine {
                line: Line {
                    points,
                    is_closed: false,
                },
            });
        }
        Item::Rect {
            frame,
            fill,
            stroke,
        } => {
            if let Some(fill) = fill {
                ops.push(Op::SetFillColor { col: color(*fill) });
                ops.push(polygon(vec![corners(*frame, &point)], PaintMode::Fill));
            }
            if let Some((width, ink)) = stroke {
                ops.push(Op::SetOutlineColor { col: color(*ink) });
                ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
                ops.push(polygon(vec![corners(*frame, &point)], PaintMode::Stroke));
            }
        }
        Item::Path { steps, ink } => {
            let closed = steps.iter().any(|step| matches!(step, Step::Close));
            let points: Vec<LinePoint> = steps
                .iter()
                .filter_map(|step| match step {
                    Step::Move(x, y) | Step::Line(x, y) => Some(point(*x, *y)),
                    Step::Close => None,
                })
                .collect();
            match ink {
                Ink::Fill(fill) => {
                    ops.push(Op::SetFillColor { col: color(*fill) });
                    ops.push(polygon(vec![PolygonRing { points }], PaintMode::Fill));
                }
                Ink::Stroke(stroke, width) => {
                    ops.push(Op::SetOutlineColor {
                        col: color(*stroke),
                    });
                    ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
                    ops.push(Op::DrawLine {
                        line: Line {
                            points,
                            is_closed: closed,
                        },
                    });
                }
            }
        }
        Item::Image { frame, image } => {
            let Some(data) = list.images.get(*image) else {
                return;
            };
            // At 72 dots per inch a pixel is a point, so the scale is points per pixel.
            let transform = XObjectTransform {
                translate_x: Some(Pt(frame.x)),
                translate_y: Some(Pt(flip(frame.y + frame.h))),
                scale_x: Some(frame.w / data.width as f32),
                scale_y: Some(frame.h / data.height as f32),
                dpi: Some(72.0),
                ..XObjectTransform::default()
            };
            ops.push(Op::UseXobject {
                id: image_id(*image),
                transform,
            });
        }
        Item::Qr { frame, code } => {
            let module = frame.w / code.side.max(1) as f32;
            let rings = code
                .runs()
                .into_iter()
                .map(|(column, row, length)| {
                    let x = frame.x + column as f32 * module;
                    let y = frame.y + row as f32 * module;
                    corners(
                        Frame {
                            x,
                            y,
                            w: length as f32 * module,
                            h: module,
                        },
                        &point,
                    )
                })
                .collect();
            ops.push(Op::SetFillColor {
                col: color(Color::rgb(0, 0, 0)),
            });
            ops.push(polygon(rings, PaintMode::Fill));
        }
    }
}

fn corners(frame: Frame, point: &impl Fn(f32, f32) -> LinePoint) -> PolygonRing {
    let Frame { x, y, w, h } = frame;
    PolygonRing {
        points: vec![
            point(x, y),
            point(x + w, y),
            point(x + w, y + h),
            point(x, y + h),
        ],
    }
}

fn polygon(rings: Vec<PolygonRing>, mode: PaintMode) -> Op {
    Op::DrawPolygon {
        polygon: Polygon {
            rings,
            mode,
            winding_order: WindingOrder::NonZero,
        },
    }
}

fn color(color: Color) -> printpdf::Color {
    let share = |part: u8| f32::from(part) / 255.0;
    printpdf::Color::Rgb(Rgb {
        r: share(color.r),
        g: share(color.g),
        b: share(color.b),
        icc_profile: None,
    })
}
