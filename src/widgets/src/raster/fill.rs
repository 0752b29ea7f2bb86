//! Filling triangles: spans of pixels, premultiplied blending, one fast path per common case.

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Rect, pos2};

use super::texture::Texture;

pub(super) struct Canvas<'a> {
    pub(super) pixels: &'a mut [[u8; 4]],
    pub(super) width: usize,
    pub(super) height: usize,
}

/// Pixels that may be touched: `left..right`, `top..bottom`.
#[derive(Clone, Copy)]
pub(super) struct Clip {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

impl Canvas<'_> {
    pub(super) fn clip(&self, rect: Rect, ppp: f32) -> Clip {
        // A cast from f32 saturates and turns NaN into 0: any rectangle gives a valid clip.
        let at = |v: f32, limit: usize| ((v * ppp).round() as usize).min(limit);
        Clip {
            left: at(rect.left(), self.width),
            right: at(rect.right(), self.width),
            top: at(rect.top(), self.height),
            bottom: at(rect.bottom(), self.height),
        }
    }

    fn row(&mut self, y: usize, from: usize, to: usize) -> &mut [[u8; 4]] {
        let start = y * self.width;
        self.pixels
            .get_mut(start + from..start + to)
            .unwrap_or_default()
    }
}

/// What varies over a triangle: colour 0–255 and texture place in texels.
#[derive(Clone, Copy)]
struct Point {
    x: f32,
    y: f32,
    v: [f32; 6],
}

pub(super) fn mesh(canvas: &mut Canvas<'_>, clip: Clip, ppp: f32, mesh: &Mesh, texture: &Texture) {
    if clip.left >= clip.right || clip.top >= clip.bottom {
        return;
    }
    let (tw, th) = texture.size();
    let point = |vertex: &Vertex| {
        let [r, g, b, a] = vertex.color.to_array();
        Point {
            x: vertex.pos.x * ppp,
            y: vertex.pos.y * ppp,
            v: [
                f32::from(r),
                f32::from(g),
                f32::from(b),
                f32::from(a),
                vertex.uv.x * tw,
                vertex.uv.y * th,
            ],
        }
    };
    let white = texture.plain(WHITE_UV.x, WHITE_UV.y) == [255; 4];
    let vertex = |i: u32| mesh.vertices.get(i as usize);
    let mut triangles = mesh.triangles().peekable();
    while let Some([a, b, c]) = triangles.next() {
        let (Some(va), Some(vb), Some(vc)) = (vertex(a), vertex(b), vertex(c)) else {
            continue;
        };
        let plain = white && va.uv == WHITE_UV && vb.uv == WHITE_UV && vc.uv == WHITE_UV;
        // A rectangle comes as two triangles in a row: fill it in one go, without edges.
        if let Some(&[d, e, f]) = triangles.peek() {
            let second = [vertex(d), vertex(e), vertex(f)];
            if let [Some(vd), Some(ve), Some(vf)] = second
                && let Some(rect) = as_rectangle([va, vb, vc], [vd, ve, vf])
            {
                rectangle(canvas, clip, ppp, rect, texture, plain);
                triangles.next();
                continue;
            }
        }
        triangle(
            canvas,
            clip,
            [point(va), point(vb), point(vc)],
            texture,
            plain,
        );
    }
}

struct Rectangle {
    area: Rect,
    uv: Rect,
    color: [u8; 4],
}

/// Recognises two triangles that together are an axis-aligned rectangle of one colour whose
/// texture runs along its sides.
fn as_rectangle(first: [&Vertex; 3], second: [&Vertex; 3]) -> Option<Rectangle> {
    let color = first[0].color;
    let all = || first.iter().chain(second.iter());
    if all().any(|v| v.color != color) {
        return None;
    }
    let mut area = Rect::NOTHING;
    for v in all() {
        area.extend_with(v.pos);
    }
    let (mut min_uv, mut max_uv) = (None, None);
    let mut corners = [0_u8; 4];
    for (n, v) in all().enumerate() {
        let left = same(v.pos.x, area.left());
        let top = same(v.pos.y, area.top());
        if (!left && !same(v.pos.x, area.right())) || (!top && !same(v.pos.y, area.bottom())) {
            return None;
        }
        let corner = usize::from(!left) + 2 * usize::from(!top);
        if let Some(count) = corners.get_mut(corner) {
            *count |= if n < 3 { 1 } else { 2 };
        }
        match corner {
            0 => min_uv = Some(v.uv),
            3 => max_uv = Some(v.uv),
            _ => {}
        }
    }
    // Each triangle has three different corners, and only one diagonal is shared.
    let shared = corners.iter().filter(|c| **c == 3).count();
    if shared != 2 || corners.contains(&0) {
        return None;
    }
    let uv = Rect {
        min: min_uv?,
        max: max_uv?,
    };
    for v in all() {
        let want = pos2(
            if same(v.pos.x, area.left()) {
                uv.min.x
            } else {
                uv.max.x
            },
            if same(v.pos.y, area.top()) {
                uv.min.y
            } else {
                uv.max.y
            },
        );
        if !same(v.uv.x, want.x) || !same(v.uv.y, want.y) {
            return None;
        }
    }
    Some(Rectangle {
        area,
        uv,
        color: color.to_array(),
    })
}

fn same(a: f32, b: f32) -> bool {
    a.to_bits() == b.to_bits()
}

/// First pixel whose centre is at or after `v`, within limits.
fn first_pixel(v: f32, low: usize, high: usize) -> usize {
    ((v - 0.5).ceil().max(0.0) as usize).clamp(low, high)
}

fn rectangle(
    canvas: &mut Canvas<'_>,
    clip: Clip,
    ppp: f32,
    r: Rectangle,
    texture: &Texture,
    plain: bool,
) {
    let (x0, x1) = (r.area.left() * ppp, r.area.right() * ppp);
    let (y0, y1) = (r.area.top() * ppp, r.area.bottom() * ppp);
    let from = first_pixel(x0, clip.left, clip.right);
    let to = first_pixel(x1, clip.left, clip.right);
    let top = first_pixel(y0, clip.top, clip.bottom);
    let bottom = first_pixel(y1, clip.top, clip.bottom);
    if from >= to || top >= bottom {
        return;
    }
    if plain {
        for y in top..bottom {
            fill_span(canvas.row(y, from, to), r.color);
        }
        return;
    }
    let (tw, th) = texture.size();
    let du = r.uv.width() * tw / (x1 - x0);
    let dv = r.uv.height() * th / (y1 - y0);
    let u0 = r.uv.left() * tw + (from as f32 + 0.5 - x0) * du;
    let v0 = r.uv.top() * th + (top as f32 + 0.5 - y0) * dv;
    for y in top..bottom {
        let v = v0 + (y - top) as f32 * dv;
        for (i, pixel) in canvas.row(y, from, to).iter_mut().enumerate() {
            let texel = texture.sample(u0 + i as f32 * du, v);
            if texel != [0; 4] {
                blend(pixel, multiply(texel, r.color));
            }
        }
    }
}

fn triangle(
    canvas: &mut Canvas<'_>,
    clip: Clip,
    points: [Point; 3],
    texture: &Texture,
    plain: bool,
) {
    if points.iter().any(|p| !p.x.is_finite() || !p.y.is_finite()) {
        return;
    }
    let mut sorted = points;
    // The same order of ends for a shared edge, whichever triangle it is met in.
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let [a, b, c] = sorted;
    let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if area == 0.0 {
        return;
    }
    let top = first_pixel(a.y, clip.top, clip.bottom);
    let bottom = first_pixel(c.y, clip.top, clip.bottom);
    // Change of each value per pixel to the right and down.
    let dx: [f32; 6] = std::array::from_fn(|i| {
        ((b.v[i] - a.v[i]) * (c.y - a.y) - (c.v[i] - a.v[i]) * (b.y - a.y)) / area
    });
    let dy: [f32; 6] = std::array::from_fn(|i| {
        ((c.v[i] - a.v[i]) * (b.x - a.x) - (b.v[i] - a.v[i]) * (c.x - a.x)) / area
    });
    let flat = plain && a.v[..4] == b.v[..4] && a.v[..4] == c.v[..4];
    let flat_color: [u8; 4] = std::array::from_fn(|i| a.v[i] as u8);
    for y in top..bottom {
        let middle = y as f32 + 0.5;
        let long = crossing(a, c, middle);
        let short = if middle < b.y {
            crossing(a, b, middle)
        } else {
            crossing(b, c, middle)
        };
        let from = first_pixel(long.min(short), clip.left, clip.right);
        let to = first_pixel(long.max(short), clip.left, clip.right);
        if from >= to {
            continue;
        }
        let span = canvas.row(y, from, to);
        if flat {
            fill_span(span, flat_color);
            continue;
        }
        let ox = from as f32 + 0.5 - a.x;
        let oy = middle - a.y;
        let mut v: [f32; 6] = std::array::from_fn(|i| a.v[i] + ox * dx[i] + oy * dy[i]);
        for pixel in span {
            let color: [u8; 4] = std::array::from_fn(|i| (v[i] + 0.5) as u8);
            let source = if plain {
                color
            } else {
                multiply(texture.sample(v[4], v[5]), color)
            };
            blend(pixel, source);
            for (value, step) in v.iter_mut().zip(dx) {
                *value += step;
            }
        }
    }
}

/// Where the edge between two ends (in sorted order) crosses a row.
fn crossing(p: Point, q: Point, y: f32) -> f32 {
    let height = q.y - p.y;
    if height == 0.0 {
        p.x
    } else {
        p.x + (q.x - p.x) * ((y - p.y) / height)
    }
}

fn fill_span(span: &mut [[u8; 4]], color: [u8; 4]) {
    match color[3] {
        255 => span.fill(color),
        0 if color == [0; 4] => {}
        _ => {
            for pixel in span {
                blend(pixel, color);
            }
        }
    }
}

fn multiply(a: [u8; 4], b: [u8; 4]) -> [u8; 4] {
    if b == [255; 4] {
        return a;
    }
    std::array::from_fn(|i| div255(u32::from(a[i]) * u32::from(b[i])))
}

/// Source over destination, premultiplied. A source may be brighter than its alpha (additive).
fn blend(pixel: &mut [u8; 4], source: [u8; 4]) {
    if source[3] == 255 {
        *pixel = source;
        return;
    }
    let rest = 255 - u32::from(source[3]);
    *pixel = std::array::from_fn(|i| source[i].saturating_add(div255(u32::from(pixel[i]) * rest)));
}

fn div255(v: u32) -> u8 {
    let v = v + 128;
    ((v + (v >> 8)) >> 8) as u8
}
