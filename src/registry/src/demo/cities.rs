//! Cities of the demonstration's organisations, each spelt as its language spells it.

use baqylau_domain::text::Trilingual;

/// Names in Russian, Kazakh, English.
const CITIES: [(&str, &str, &str); 24] = [
    ("Актау", "Ақтау", "Aktau"),
    ("Актобе", "Ақтөбе", "Aktobe"),
    ("Алматы", "Алматы", "Almaty"),
    ("Аркалык", "Арқалық", "Arkalyk"),
    ("Астана", "Астана", "Astana"),
    ("Атырау", "Атырау", "Atyrau"),
    ("Жезказган", "Жезқазған", "Zhezkazgan"),
    ("Жетысай", "Жетісай", "Zhetisay"),
    ("Караганда", "Қарағанды", "Karaganda"),
    ("Каскелен", "Қаскелең", "Kaskelen"),
    ("Кокшетау", "Көкшетау", "Kokshetau"),
    ("Костанай", "Қостанай", "Kostanay"),
    ("Кызылорда", "Қызылорда", "Kyzylorda"),
    ("Павлодар", "Павлодар", "Pavlodar"),
    ("Петропавловск", "Петропавл", "Petropavl"),
    ("Рудный", "Рудный", "Rudny"),
    ("Семей", "Семей", "Semey"),
    ("Талдыкорган", "Талдықорған", "Taldykorgan"),
    ("Тараз", "Тараз", "Taraz"),
    ("Темиртау", "Теміртау", "Temirtau"),
    ("Туркестан", "Түркістан", "Turkistan"),
    ("Уральск", "Орал", "Oral"),
    ("Усть-Каменогорск", "Өскемен", "Oskemen"),
    ("Шымкент", "Шымкент", "Shymkent"),
];

/// A city by its Russian name; one that isn't in the table keeps that name in every language.
pub(super) fn city(russian: &str) -> Trilingual {
    CITIES.iter().find(|(ru, _, _)| *ru == russian).map_or_else(
        || Trilingual::new("", russian, ""),
        |(ru, kk, en)| Trilingual::new(*kk, *ru, *en),
    )
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use crate::regions;
    use chrono::NaiveDate;

    /// Letters Kazakh has and Russian hasn't.
    const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

    #[test]
    fn addresses_are_spelt_in_their_own_language() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        // Two regions keep their Kazakh name in Russian by law.
        let own: Vec<String> = regions::all().map(|code| regions::name(code).ru).collect();
        for organisation in places::organisations(today, &[], Vec::new()) {
            for place in &organisation.premises {
                let address = &place.address;
                assert!(!address.kk.is_empty() && !address.en.is_empty());
                let mut russian = address.ru.clone();
                for name in &own {
                    russian = russian.replace(name, "");
                }
                assert!(!russian.contains(|c: char| KAZAKH.contains(c)), "{russian}");
                let latin = |c: char| !c.is_alphabetic() || c.is_ascii_alphabetic();
                assert!(address.en.chars().all(latin), "{}", address.en);
            }
        }
    }
}
