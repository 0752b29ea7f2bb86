//! Areas, lengths and containment on a sphere.

use super::ast::Expr;
use super::eval::{Context, EvalError};
use super::value::Value;

/// Equatorial radius in metres used by ODK's engines for `area` and `distance`.
const RADIUS: f64 = 6_378_100.0;

/// A place in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    latitude: f64,
    longitude: f64,
}

/// `latitude longitude [altitude accuracy]`; `None` when out of range or not a point.
fn point(text: &str) -> Option<Point> {
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let latitude = numbers.next()?.ok()?;
    let longitude = numbers.next()?.ok()?;
    let real = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    real.then_some(Point {
        latitude,
        longitude,
    })
}

/// Points of `lat lon …;lat lon …`; empty when any of them is not a point.
fn line(text: &str) -> Vec<Point> {
    let parts = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(point)
        .collect::<Option<Vec<_>>>()
        .unwrap_or_default()
}

/// Points of the arguments: one line, several points, or a node-set of points.
pub(super) fn points(context: &Context<'_>, args: &[Expr]) -> Result<Vec<Point>, EvalError> {
    let mut out = Vec::new();
    for argument in args {
        match context.eval(argument)? {
            Value::Nodes(nodes) => {
                for node in nodes {
                    out.extend(line(&context.tree.string_value(node)));
                }
            }
            value => out.extend(line(&context.to_text(&value))),
        }
    }
    Ok(out)
}

fn cents(metres: f64) -> f64 {
    (metres * 100.0).round() / 100.0
}

/// Area in square metres, to the hundredth; 0 for fewer than three points.
pub(super) fn area(points: &[Point]) -> f64 {
    if points.len() < 3 {
        return 0.0;
    }
    let next = points.iter().cycle().skip(1);
    let sum: f64 = points
        .iter()
        .zip(next)
        .map(|(a, b)| {
            (b.longitude - a.longitude).to_radians()
                * (2.0 + a.latitude.to_radians().sin() + b.latitude.to_radians().sin())
        })
        .sum();
    cents((sum * RADIUS * RADIUS / 2.0).abs())
}

/// Length in metres, to the hundredth; 0 for fewer than two points.
pub(super) fn distance(points: &[Point]) -> f64 {
    let sum: f64 = points
        .iter()
        .zip(points.iter().skip(1))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| {
            let (from, to) = (a.latitude.to_radians(), b.latitude.to_radians());
            let turn = (a.longitude - b.longitude).to_radians();
            let cosine = from.sin() * to.sin() + from.cos() * to.cos() * turn.cos();
            cosine.clamp(-1.0, 1.0).acos() * RADIUS
        })
        .sum();
    cents(sum)
}

/// `geofence(point, area)`: ray casting on plain coordinates.
pub(super) fn inside(place: &str, fence: &str) -> bool {
    let Some(place) = point(place) else {
        return false;
    };
    let fence = line(fence);
    let mut within = false;
    let Some(mut previous) = fence.last() else {
        return false;
    };
    for corner in &fence {
        let spans = (corner.longitude > place.longitude) != (previous.longitude > place.longitude);
        if spans {
            let share =
                (place.longitude - corner.longitude) / (previous.longitude - corner.longitude);
            let crossing = corner.latitude + share * (previous.latitude - corner.latitude);
            if place.latitude < crossing {
                within = !within;
            }
        }
        previous = corner;
    }
    within
}
