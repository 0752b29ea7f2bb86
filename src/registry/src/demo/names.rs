//! Invented people: common surnames and names, combined at random.

use super::dice::{Dice, iin};
use baqylau_domain::identifiers::Iin;
use chrono::NaiveDate;

const SURNAMES: [&str; 36] = [
    "Ахмет",
    "Оспан",
    "Сейтқали",
    "Жұмабай",
    "Қасым",
    "Нұрлан",
    "Тілеген",
    "Ермек",
    "Байжан",
    "Садық",
    "Мұқан",
    "Әбдірах",
    "Сәрсен",
    "Қожахмет",
    "Төлеген",
    "Ысқақ",
    "Досан",
    "Кенжебай",
    "Бекмұрат",
    "Сапар",
    "Алдаберген",
    "Рахым",
    "Иса",
    "Мырзахан",
    "Есен",
    "Жақып",
    "Омар",
    "Қуаныш",
    "Серік",
    "Тоқтар",
    "Шаяхмет",
    "Молдабек",
    "Айтбай",
    "Дүйсен",
    "Нұғыман",
    "Қалиасқар",
];
const MEN: [&str; 24] = [
    "Ерлан",
    "Нұржан",
    "Асқар",
    "Бауыржан",
    "Дәулет",
    "Серік",
    "Арман",
    "Қайрат",
    "Мұрат",
    "Санжар",
    "Әділ",
    "Темірлан",
    "Олжас",
    "Руслан",
    "Ержан",
    "Марат",
    "Данияр",
    "Бекзат",
    "Алихан",
    "Айдос",
    "Нұрсұлтан",
    "Мирас",
    "Ілияс",
    "Тимур",
];
const WOMEN: [&str; 24] = [
    "Айгүл",
    "Сәуле",
    "Динара",
    "Гүлнар",
    "Мадина",
    "Жанар",
    "Алия",
    "Әсел",
    "Камила",
    "Айжан",
    "Нұргүл",
    "Ләззат",
    "Зарина",
    "Томирис",
    "Аружан",
    "Мөлдір",
    "Інжу",
    "Дана",
    "Гаухар",
    "Сабина",
    "Балнұр",
    "Қымбат",
    "Жібек",
    "Меруерт",
];

/// An invented person.
pub(super) struct Invented {
    pub(super) surname: String,
    pub(super) name: String,
    pub(super) patronymic: String,
    pub(super) iin: Iin,
}

impl Invented {
    /// Surname, name, patronymic.
    pub(super) fn full_name(&self) -> String {
        format!("{} {} {}", self.surname, self.name, self.patronymic)
    }
}

/// A person born between two years. The serial number keeps ИИН apart.
pub(super) fn person(dice: &mut Dice, born: (i32, i32), serial: u32) -> Option<Invented> {
    let male = dice.percent(48);
    let span = u32::try_from(born.1 - born.0).unwrap_or(0);
    let year = born.0 + i32::try_from(dice.between(0, span)).unwrap_or(0);
    let birth = NaiveDate::from_ymd_opt(year, dice.between(1, 12), dice.between(1, 28))?;
    let stem = dice.pick(&SURNAMES);
    let surname = if male {
        format!("{stem}ов")
    } else {
        format!("{stem}ова")
    };
    let name = dice.pick(if male { &MEN } else { &WOMEN }).to_owned();
    let father = dice.pick(&MEN);
    let patronymic = format!("{father}{}", if male { "ұлы" } else { "қызы" });
    Some(Invented {
        surname,
        name,
        patronymic,
        iin: iin(birth, male, serial)?,
    })
}
