//! Where a commission is: latitude, longitude and accuracy, as typed and as kept.

use thiserror::Error;

/// Latitude and longitude in millionths of a degree (WGS 84), accuracy in metres; an accuracy of
/// 0 wasn't told.
pub type Location = (i32, i32, u32);

/// What in a typed place isn't understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LocationFault {
    /// Not a latitude: decimal degrees from -90 to 90.
    #[error("not a latitude")]
    Latitude,
    /// Not a longitude: decimal degrees from -180 to 180.
    #[error("not a longitude")]
    Longitude,
    /// Not a number of metres, or an accuracy without a place.
    #[error("not an accuracy")]
    Accuracy,
}

/// Largest accuracy that says anything, in metres: the circle would hold the whole country.
const MOST_METRES: u32 = 1_000_000;

/// Whether such a place exists.
pub fn is_on_earth((latitude, longitude, _): Location) -> bool {
    latitude.unsigned_abs() <= 90_000_000 && longitude.unsigned_abs() <= 180_000_000
}

/// Reads a place typed by hand: decimal degrees with a comma or a point, accuracy in metres.
/// Everything empty is no place; half a place is a fault of the field that is empty.
///
/// # Errors
/// [`LocationFault`], which names the field.
pub fn read_location(
    latitude: &str,
    longitude: &str,
    accuracy: &str,
) -> Result<Option<Location>, LocationFault> {
    let [latitude, longitude, accuracy] = [latitude, longitude, accuracy].map(str::trim);
    if latitude.is_empty() && longitude.is_empty() {
        return if accuracy.is_empty() {
            Ok(None)
        } else {
            Err(LocationFault::Accuracy)
        };
    }
    let latitude = degrees(latitude, 90_000_000).ok_or(LocationFault::Latitude)?;
    let longitude = degrees(longitude, 180_000_000).ok_or(LocationFault::Longitude)?;
    let metres = match accuracy {
        "" => 0,
        typed => typed
            .parse::<u32>()
            .ok()
            .filter(|metres| (1..=MOST_METRES).contains(metres))
            .ok_or(LocationFault::Accuracy)?,
    };
    Ok(Some((latitude, longitude, metres)))
}

/// Decimal degrees in millionths; digits beyond the sixth are a tenth of a metre and dropped.
fn degrees(typed: &str, most: i32) -> Option<i32> {
    let typed = typed.trim_end_matches('°').trim_end();
    let (negative, digits) = match typed.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, typed.strip_prefix('+').unwrap_or(typed)),
    };
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let millionths: String = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(6)
        .collect();
    let whole: i32 = whole.parse().ok()?;
    let value = whole * 1_000_000 + millionths.parse::<i32>().ok()?;
    (value <= most).then_some(if negative { -value } else { value })
}
