//! Spans of time in words: how long ago, how long, until when.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::date::legal_time;
use crate::number::unbroken;
use crate::{Arg, Locale};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// Beyond this many days a date says more than a count of days.
const DAYS_IN_WORDS: i64 = 30;

impl Locale {
    /// How long before or after `now` a moment is: `жаңа ғана`, `2 минут бұрын`, `кеше`,
    /// `через 3 дня`. Days are counted by the calendar of legal time; beyond thirty days the
    /// date itself is given.
    pub fn relative(&self, moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let seconds = now.signed_duration_since(moment).num_seconds();
        let past = seconds >= 0;
        let distance = seconds.saturating_abs();
        let counted = |ago: &str, ahead: &str, count: i64| {
            self.format(if past { ago } else { ahead }, &[("count", count.into())])
        };
        if distance < MINUTE {
            return self.text(if past {
                "time-just-now"
            } else {
                "time-in-a-moment"
            });
        }
        if distance < HOUR {
            return counted("time-minutes-ago", "time-in-minutes", distance / MINUTE);
        }
        let day = legal_time(moment).date_naive();
        let today = legal_time(now).date_naive();
        if day == today || distance < 6 * HOUR {
            return counted("time-hours-ago", "time-in-hours", distance / HOUR);
        }
        self.relative_day(day, today)
    }

    /// How many days before or after `today` a day is: `бүгін`, `завтра`, `5 days ago`; beyond
    /// thirty days the date itself.
    pub fn relative_day(&self, day: NaiveDate, today: NaiveDate) -> String {
        let days = today.signed_duration_since(day).num_days();
        match days {
            0 => self.text("time-today"),
            1 => self.text("time-yesterday"),
            -1 => self.text("time-tomorrow"),
            2..=DAYS_IN_WORDS => self.format("time-days-ago", &[("count", days.into())]),
            days if (-DAYS_IN_WORDS..0).contains(&days) => {
                self.format("time-in-days", &[("count", days.saturating_abs().into())])
            }
            _ => self.date(day),
        }
    }

    /// A span of time in its two largest units: `2 сағ 5 мин`, `1 мин 20 сек`, `3 күн 4 сағ`.
    /// The direction of time is not shown.
    pub fn duration(&self, span: TimeDelta) -> String {
        let seconds = span.num_seconds().saturating_abs();
        let (days, hours) = (seconds / (24 * HOUR), seconds / HOUR % 24);
        let (minutes, rest) = (seconds / MINUTE % 60, seconds % 60);
        let units = [
            ("unit-days-short", days),
            ("unit-hours-short", hours),
            ("unit-minutes-short", minutes),
            ("unit-seconds-short", rest),
        ];
        let first = units
            .iter()
            .position(|(_, count)| *count > 0)
            .unwrap_or(units.len() - 1);
        let parts: Vec<String> = units
            .iter()
            .enumerate()
            .filter(|(place, (_, count))| *place == first || (*place == first + 1 && *count > 0))
            .map(|(_, (key, count))| unbroken(self.format(key, &[("count", Arg::Int(*count))])))
            .collect();
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, NBSP};
    use chrono::TimeZone;

    fn spaced(text: String) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn a_saved_answer_tells_how_long_ago() {
        let now = Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap();
        let check = |seconds_ago: i64, kk: &str, ru: &str, en: &str| {
            let moment = now - TimeDelta::seconds(seconds_ago);
            let say = |language| spaced(Locale::new(language).relative(moment, now));
            assert_eq!(say(Language::Kk), kk);
            assert_eq!(say(Language::Ru), ru);
            assert_eq!(say(Language::En), en);
        };
        check(5, "жаңа ғана", "только что", "just now");
        check(120, "2 минут бұрын", "2 минуты назад", "2 minutes ago");
        check(60, "1 минут бұрын", "1 минуту назад", "1 minute ago");
        check(-300, "5 минуттан кейін", "через 5 минут", "in 5 minutes");
        check(3 * 3600, "3 сағат бұрын", "3 часа назад", "3 hours ago");
        check(24 * 3600, "кеше", "вчера", "yesterday");
        check(-24 * 3600, "ертең", "завтра", "tomorrow");
        check(5 * 24 * 3600, "5 күн бұрын", "5 дней назад", "5 days ago");
        check(-3 * 24 * 3600, "3 күннен кейін", "через 3 дня", "in 3 days");
        check(60 * 24 * 3600, "22.09.2026", "22.09.2026", "22 Sep 2026");
    }

    #[test]
    fn late_evening_is_yesterday_in_the_morning() {
        let evening = Utc.with_ymd_and_hms(2026, 11, 20, 16, 0, 0).unwrap();
        let morning = Utc.with_ymd_and_hms(2026, 11, 21, 4, 0, 0).unwrap();
        assert_eq!(
            Locale::new(Language::Ru).relative(evening, morning),
            "вчера"
        );
    }

    #[test]
    fn the_end_of_time_is_only_a_date() {
        let now = Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap();
        for moment in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            for language in Language::ALL {
                assert!(!crate::is_missing(
                    &Locale::new(language).relative(moment, now)
                ));
            }
        }
    }

    #[test]
    fn a_visit_lasts_hours_and_minutes() {
        let check = |seconds, kk: &str, en: &str| {
            let span = TimeDelta::seconds(seconds);
            assert_eq!(spaced(Locale::new(Language::Kk).duration(span)), kk);
            assert_eq!(spaced(Locale::new(Language::En).duration(span)), en);
        };
        check(0, "0 сек", "0 s");
        check(80, "1 мин 20 сек", "1 min 20 s");
        check(2 * 3600 + 5 * 60 + 7, "2 сағ 5 мин", "2 h 5 min");
        check(2 * 3600 + 7, "2 сағ", "2 h");
        check(-80, "1 мин 20 сек", "1 min 20 s");
        check(3 * 24 * 3600 + 4 * 3600, "3 күн 4 сағ", "3 d 4 h");
    }
}
