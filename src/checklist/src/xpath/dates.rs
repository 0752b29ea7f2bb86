//! Dates, times and moments of expressions, in one fixed zone per inspection.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Milliseconds in a day.
pub const DAY_MILLIS: i64 = 86_400_000;

/// A point in time, remembered as a bare date when it was written as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub millis: i64,
    /// True when only the date was given: midnight of the local zone.
    pub date_only: bool,
}

fn offset(seconds: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(seconds)
}

impl Moment {
    /// Days since the epoch, fractional, counted in UTC.
    pub fn days(self) -> f64 {
        self.millis as f64 / DAY_MILLIS as f64
    }

    /// The moment that many days after the epoch; a bare date when it falls on local midnight.
    /// `None` when it is no number or beyond the calendar.
    pub fn from_days(days: f64, offset_seconds: i32) -> Option<Moment> {
        let millis = (days * DAY_MILLIS as f64).round();
        if !millis.is_finite() || millis.abs() > 8.64e15 {
            return None;
        }
        let millis = millis as i64;
        let date_only = (millis + i64::from(offset_seconds) * 1000).rem_euclid(DAY_MILLIS) == 0;
        Some(Moment { millis, date_only })
    }

    /// Midnight of a date in the zone.
    pub fn from_date(date: NaiveDate, offset_seconds: i32) -> Moment {
        let local = date.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        Moment {
            millis: local - i64::from(offset_seconds) * 1000,
            date_only: true,
        }
    }

    /// Wall clock in the zone.
    pub fn local(self, offset_seconds: i32) -> Option<NaiveDateTime> {
        DateTime::from_timestamp_millis(self.millis + i64::from(offset_seconds) * 1000)
            .map(|moment| moment.naive_utc())
    }

    /// `2026-11-22` or `2026-11-22T10:15:00.000+05:00`.
    pub fn text(self, offset_seconds: i32) -> String {
        let Some(local) = self.local(offset_seconds) else {
            return String::new();
        };
        if self.date_only {
            local.format("%Y-%m-%d").to_string()
        } else {
            format!(
                "{}{}",
                local.format("%Y-%m-%dT%H:%M:%S%.3f"),
                zone_text(offset_seconds)
            )
        }
    }
}

/// `+05:00`
pub fn zone_text(offset_seconds: i32) -> String {
    let sign = if offset_seconds < 0 { '-' } else { '+' };
    let minutes = offset_seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let ok = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if ok { text.parse().ok() } else { None }
}

/// Reads `2026-11-22`, `2026-1-2` (month and day may lack the zero).
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4, 4)?;
    let month = digits(parts.next()?, 1, 2)?;
    let day = digits(parts.next()?, 1, 2)?;
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Reads `10:15`, `10:15:30`, `10:15:30.250`, with an optional zone, which comes back in seconds.
pub fn parse_time(text: &str) -> Option<(NaiveTime, Option<i32>)> {
    let (clock, zone) = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, Some(0)),
        None => match text.rfind(['+', '-']) {
            Some(at) => (text.get(..at)?, Some(parse_zone(text.get(at..)?)?)),
            None => (text, None),
        },
    };
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2, 2)?;
    let minute = digits(parts.next()?, 2, 2)?;
    let (second, nanos) = match parts.next() {
        None => (0, 0),
        Some(seconds) => match seconds.split_once('.') {
            None => (digits(seconds, 2, 2)?, 0),
            Some((whole, fraction)) => {
                digits(fraction, 1, 9)?;
                let padded = format!("{fraction:0<9}");
                (digits(whole, 2, 2)?, padded.parse().ok()?)
            }
        },
    };
    if parts.next().is_some() || second > 59 {
        return None;
    }
    Some((
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?,
        zone,
    ))
}

fn parse_zone(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let body = text.get(1..)?;
    let (hours, minutes) = match body.split_once(':') {
        Some((hours, minutes)) => (digits(hours, 2, 2)?, digits(minutes, 2, 2)?),
        None => (
            digits(body.get(..2)?, 2, 2)?,
            digits(
                body.get(2..).filter(|m| !m.is_empty()).unwrap_or("00"),
                2,
                2,
            )?,
        ),
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    i32::try_from(hours * 3600 + minutes * 60)
        .ok()
        .map(|seconds| sign * seconds)
}

/// Reads a date or a moment; without a zone the wall clock of `offset_seconds` is meant.
pub fn parse(text: &str, offset_seconds: i32) -> Option<Moment> {
    let text = text.trim();
    let Some((date, time)) = text.split_once(['T', ' ']) else {
        return parse_date(text).map(|date| Moment::from_date(date, offset_seconds));
    };
    let date = parse_date(date)?;
    let (time, zone) = parse_time(time)?;
    let local = date.and_time(time).and_utc().timestamp_millis();
    let zone = i64::from(zone.unwrap_or(offset_seconds));
    Some(Moment {
        millis: local - zone * 1000,
        date_only: false,
    })
}

/// Time of day as a fraction of a day, on the wall clock of the zone. Source: `decimal-time`.
pub fn day_fraction(text: &str, offset_seconds: i32) -> Option<f64> {
    let text = text.trim();
    let (time, zone) = parse_time(text.split_once('T').map_or(text, |(_, time)| time))?;
    let millis = i64::from(time.num_seconds_from_midnight()) * 1000
        + i64::from(time.nanosecond() / 1_000_000);
    let shift = i64::from(offset_seconds - zone.unwrap_or(offset_seconds)) * 1000;
    Some((millis + shift).rem_euclid(DAY_MILLIS) as f64 / DAY_MILLIS as f64)
}

/// Names of months and weekdays for `%b` and `%a`, abbreviated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarNames {
    /// January to December.
    pub months: [String; 12],
    /// Sunday to Saturday.
    pub weekdays: [String; 7],
}

impl Default for CalendarNames {
    fn default() -> Self {
        CalendarNames {
            months: [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ]
            .map(str::to_owned),
            weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].map(str::to_owned),
        }
    }
}

/// Formats after the pattern of `format-date-time` (xforms-spec, "format-date").
pub fn format(moment: Moment, pattern: &str, offset_seconds: i32, names: &CalendarNames) -> String {
    let Some(local) = moment.local(offset_seconds) else {
        return String::new();
    };
    let mut out = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('Y') => out.push_str(&format!("{:04}", local.year())),
            Some('y') => out.push_str(&format!("{:02}", local.year().rem_euclid(100))),
            Some('m') => out.push_str(&format!("{:02}", local.month())),
            Some('n') => out.push_str(&local.month().to_string()),
            Some('b') => {
                if let Some(name) = names.months.get(local.month0() as usize) {
                    out.push_str(name);
                }
            }
            Some('d') => out.push_str(&format!("{:02}", local.day())),
            Some('e') => out.push_str(&local.day().to_string()),
            Some('H') => out.push_str(&format!("{:02}", local.hour())),
            Some('h') => out.push_str(&local.hour().to_string()),
            Some('M') => out.push_str(&format!("{:02}", local.minute())),
            Some('S') => out.push_str(&format!("{:02}", local.second())),
            Some('3') => out.push_str(&format!("{:03}", local.nanosecond() / 1_000_000)),
            Some('a') => {
                let day = local.weekday().num_days_from_sunday() as usize;
                if let Some(name) = names.weekdays.get(day) {
                    out.push_str(name);
                }
            }
            Some('%') => out.push('%'),
            Some(other) => {
                out.push('%');
                out.push(other);
            }
            None => out.push('%'),
        }
    }
    out
}

/// The present, cut to milliseconds.
pub fn present(now: DateTime<FixedOffset>) -> Moment {
    Moment {
        millis: now.timestamp_millis(),
        date_only: false,
    }
}

/// Date of the present in a zone.
pub fn today(now: DateTime<FixedOffset>, offset_seconds: i32) -> Moment {
    let date = match offset(offset_seconds) {
        Some(zone) => now.with_timezone(&zone).date_naive(),
        None => now.date_naive(),
    };
    Moment::from_date(date, offset_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UTC5: i32 = 5 * 3600;

    #[test]
    fn a_date_in_kazakhstan_begins_five_hours_before_utc() {
        let date = parse("2026-01-31", UTC5).unwrap();
        assert!((date.days() + 1.0 - 20_484.791_666_7).abs() < 1e-6);
        assert_eq!(
            Moment::from_days(date.days() + 1.0, UTC5)
                .unwrap()
                .text(UTC5),
            "2026-02-01"
        );
    }

    #[test]
    fn nonsense_is_no_date() {
        for text in [
            "",
            "2026-13-01",
            "2026-02-30",
            "26-01-01",
            "2026-01-01T25:00",
            "опа",
        ] {
            assert_eq!(parse(text, 0), None, "{text}");
        }
    }

    #[test]
    fn formats_follow_the_letters() {
        let moment = parse("2026-03-07T08:09:10.011", UTC5).unwrap();
        assert_eq!(
            format(
                moment,
                "%Y/%y/%m/%n/%b %d %e %H %h %M %S %3 %a %%",
                UTC5,
                &CalendarNames::default()
            ),
            "2026/26/03/3/Mar 07 7 08 8 09 10 011 Sat %"
        );
    }
}
