//! Dates and times as each language writes them, in the legal time of Kazakhstan.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc, Weekday};

use crate::number::NBSP;
use crate::{Language, Locale};

const HOUR: i32 = 3600;

/// First moment of the single time of Kazakhstan, UTC+5: midnight of 1 March 2024 by the old
/// time of Astana and Almaty, UTC+6.
const SINGLE_TIME_SINCE: i64 = 1_709_229_600;

/// 1 January of the year 1, 00:00 UTC.
const FIRST_SECOND: i64 = -62_135_596_800;
/// 31 December 9999, 17:59:59 UTC, still that year at any legal offset.
const LAST_SECOND: i64 = 253_402_279_199;

const MONTHS_KK: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const MONTHS_RU: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
const MONTHS_RU_GENITIVE: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_EN_SHORT: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS_KK: [&str; 7] = [
    "дүйсенбі",
    "сейсенбі",
    "сәрсенбі",
    "бейсенбі",
    "жұма",
    "сенбі",
    "жексенбі",
];
const WEEKDAYS_RU: [&str; 7] = [
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
];
const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const WEEKDAYS_KK_SHORT: [&str; 7] = ["Дс", "Сс", "Ср", "Бс", "Жм", "Сн", "Жк"];
const WEEKDAYS_RU_SHORT: [&str; 7] = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"];
const WEEKDAYS_EN_SHORT: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Offset of legal time in Astana at a moment: UTC+5 since 1 March 2024, UTC+6 before.
pub fn legal_offset(moment: DateTime<Utc>) -> FixedOffset {
    let hours = if moment.timestamp() >= SINGLE_TIME_SINCE {
        5
    } else {
        6
    };
    FixedOffset::east_opt(hours * HOUR).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

/// A moment by the legal time of Kazakhstan. Moments outside the years 1 to 9999, which no
/// document can hold, are brought to the nearest of these years: beyond them a shifted clock
/// would leave the calendar.
pub fn legal_time(moment: DateTime<Utc>) -> DateTime<FixedOffset> {
    let seconds = moment.timestamp().clamp(FIRST_SECOND, LAST_SECOND);
    let moment = if seconds == moment.timestamp() {
        moment
    } else {
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    };
    moment.with_timezone(&legal_offset(moment))
}

fn named(names: &'static [&'static str], index: usize) -> &'static str {
    names.get(index).copied().unwrap_or_default()
}

impl Locale {
    /// A date in a table: `21.11.2026`, in English `21 Nov 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        match self.language() {
            Language::Kk | Language::Ru => {
                format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
            }
            Language::En => format!(
                "{}{NBSP}{}{NBSP}{}",
                date.day(),
                named(&MONTHS_EN_SHORT, month_index(date.month())),
                date.year()
            ),
        }
    }

    /// A date in a sentence or a document: `2026 жылғы 21 қараша`, `21 ноября 2026 г.`,
    /// `21 November 2026`.
    ///
    /// The Kazakh form is that of state offices, not the shorter one of CLDR.
    pub fn date_long(&self, date: NaiveDate) -> String {
        let (day, year) = (date.day(), date.year());
        let month = month_index(date.month());
        match self.language() {
            Language::Kk => format!("{year}{NBSP}жылғы {day}{NBSP}{}", named(&MONTHS_KK, month)),
            Language::Ru => format!(
                "{day}{NBSP}{} {year}{NBSP}г.",
                named(&MONTHS_RU_GENITIVE, month)
            ),
            Language::En => format!("{day}{NBSP}{} {year}", named(&MONTHS_EN, month)),
        }
    }

    /// A month of a year: `2026 жылғы қараша`, `ноябрь 2026 г.`, `November 2026`.
    /// A month outside 1..=12 leaves the year alone.
    pub fn month_year(&self, year: i32, month: u32) -> String {
        let name = self.month_name(month);
        match self.language() {
            Language::Kk => format!("{year}{NBSP}жылғы {name}"),
            Language::Ru => format!("{name} {year}{NBSP}г."),
            Language::En => format!("{name} {year}"),
        }
    }

    /// The name of a month, 1 to 12, standing alone: `қараша`, `ноябрь`, `November`.
    /// Empty for another number.
    pub fn month_name(&self, month: u32) -> &'static str {
        let names: &'static [&'static str] = match self.language() {
            Language::Kk => &MONTHS_KK,
            Language::Ru => &MONTHS_RU,
            Language::En => &MONTHS_EN,
        };
        named(names, month_index(month))
    }

    /// The name of a day of the week: `сенбі`, `суббота`, `Saturday`.
    pub fn weekday_name(&self, day: Weekday) -> &'static str {
        let names: &'static [&'static str] = match self.language() {
            Language::Kk => &WEEKDAYS_KK,
            Language::Ru => &WEEKDAYS_RU,
            Language::En => &WEEKDAYS_EN,
        };
        named(names, weekday_index(day))
    }

    /// The day of the week in two letters, for the heading of a calendar: `Сн`, `Сб`, `Sa`.
    pub fn weekday_short(&self, day: Weekday) -> &'static str {
        let names: &'static [&'static str] = match self.language() {
            Language::Kk => &WEEKDAYS_KK_SHORT,
            Language::Ru => &WEEKDAYS_RU_SHORT,
            Language::En => &WEEKDAYS_EN_SHORT,
        };
        named(names, weekday_index(day))
    }

    /// Days of the week in the order of a calendar; the week begins on Monday in Kazakhstan
    /// whatever the language.
    pub const fn week(&self) -> [Weekday; 7] {
        [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ]
    }

    /// Days from the first to the last: `16.11.2026 – 18.11.2026`; a single day stands alone.
    pub fn date_range(&self, (first, last): (NaiveDate, NaiveDate)) -> String {
        if first == last {
            return self.date(first);
        }
        format!("{} – {}", self.date(first), self.date(last))
    }

    /// What to type into a date field: `кк.аа.жжжж`, `дд.мм.гггг`, `dd.mm.yyyy`.
    pub fn date_hint(&self) -> &'static str {
        match self.language() {
            Language::Kk => "кк.аа.жжжж",
            Language::Ru => "дд.мм.гггг",
            Language::En => "dd.mm.yyyy",
        }
    }

    /// Hours and minutes by legal time: `09:41`.
    pub fn time(&self, moment: DateTime<Utc>) -> String {
        let local = legal_time(moment);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// Hours, minutes and seconds by legal time: `12:04:31`.
    pub fn time_seconds(&self, moment: DateTime<Utc>) -> String {
        let local = legal_time(moment);
        format!(
            "{:02}:{:02}:{:02}",
            local.hour(),
            local.minute(),
            local.second()
        )
    }

    /// Date and time by legal time, for tables: `21.11.2026 09:41`.
    pub fn date_time(&self, moment: DateTime<Utc>) -> String {
        let date = self.date(legal_time(moment).date_naive());
        format!("{date}{NBSP}{}", self.time(moment))
    }

    /// Date and time with the offset from UTC, for documents: `21.11.2026 09:41:05 (UTC+5)`.
    pub fn date_time_full(&self, moment: DateTime<Utc>) -> String {
        let date = self.date(legal_time(moment).date_naive());
        let hours = legal_offset(moment).local_minus_utc() / HOUR;
        format!(
            "{date}{NBSP}{}{NBSP}(UTC+{hours})",
            self.time_seconds(moment)
        )
    }
}

fn month_index(month: u32) -> usize {
    usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1))
        .unwrap_or(usize::MAX)
}

fn weekday_index(day: Weekday) -> usize {
    usize::try_from(day.num_days_from_monday()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn spaced(text: String) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn an_act_is_dated_the_way_offices_date_it() {
        let check = |language, table: &str, long: &str| {
            let locale = Locale::new(language);
            assert_eq!(spaced(locale.date(date(2026, 11, 21))), table);
            assert_eq!(spaced(locale.date_long(date(2026, 11, 21))), long);
        };
        check(Language::Kk, "21.11.2026", "2026 жылғы 21 қараша");
        check(Language::Ru, "21.11.2026", "21 ноября 2026 г.");
        check(Language::En, "21 Nov 2026", "21 November 2026");
        assert_eq!(
            Locale::new(Language::Ru).date(date(2026, 3, 5)),
            "05.03.2026"
        );
    }

    #[test]
    fn a_single_day_is_no_range() {
        let locale = Locale::new(Language::Ru);
        let (first, last) = (date(2026, 5, 10), date(2026, 5, 12));
        assert_eq!(locale.date_range((first, first)), "10.05.2026");
        assert_eq!(locale.date_range((first, last)), "10.05.2026 – 12.05.2026");
    }

    #[test]
    fn a_month_of_a_register_has_its_year() {
        let check = |language, expected: &str| {
            assert_eq!(spaced(Locale::new(language).month_year(2026, 10)), expected);
        };
        check(Language::Kk, "2026 жылғы қазан");
        check(Language::Ru, "октябрь 2026 г.");
        check(Language::En, "October 2026");
        assert_eq!(Locale::new(Language::Kk).month_name(13), "");
        assert_eq!(Locale::new(Language::Kk).month_name(0), "");
    }

    #[test]
    fn moments_are_shown_by_the_single_time_of_the_country() {
        let ru = Locale::new(Language::Ru);
        let moment = Utc.with_ymd_and_hms(2026, 11, 21, 20, 4, 31).unwrap();
        assert_eq!(spaced(ru.date_time(moment)), "22.11.2026 01:04");
        assert_eq!(
            spaced(ru.date_time_full(moment)),
            "22.11.2026 01:04:31 (UTC+5)"
        );
    }

    #[test]
    fn before_march_2024_astana_was_an_hour_ahead() {
        let last = Utc.with_ymd_and_hms(2024, 2, 29, 17, 59, 59).unwrap();
        let first = Utc.with_ymd_and_hms(2024, 2, 29, 18, 0, 0).unwrap();
        let kk = Locale::new(Language::Kk);
        assert_eq!(spaced(kk.date_time(last)), "29.02.2024 23:59");
        assert_eq!(spaced(kk.date_time(first)), "29.02.2024 23:00");
    }

    #[test]
    fn a_week_begins_on_monday() {
        let kk = Locale::new(Language::Kk);
        let days = kk.week().map(|day| kk.weekday_short(day));
        assert_eq!(days, ["Дс", "Сс", "Ср", "Бс", "Жм", "Сн", "Жк"]);
        assert_eq!(kk.weekday_name(Weekday::Sun), "жексенбі");
    }
}
