//! Organisations of the demonstration: real names of universities with invented particulars, and
//! invented schools and universities.

use super::cities::city;
use super::dice::{Dice, address_code, bin, identity};
use super::people::{Account, representative};
use crate::regions;
use baqylau_domain::identifiers::{Bin, Kato, OrganisationId, PremisesId, Rka, Unverified};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{
    Contract, Licence, LicenceStatus, Organisation, OrganisationKind, Premises, Purpose,
};
use baqylau_domain::text::Trilingual;
use chrono::{Datelike, Days, NaiveDate};

/// Universities: code, region, city, type, БИН, names.
const UNIVERSITIES: &str = include_str!("../../../../assets/demo/universities.psv");

/// Invented schools in every region.
const SCHOOLS_PER_REGION: u32 = 15;

/// Key of the university of the tour.
pub(super) const STAR: &str = "tobyl";

const SCHOOL_NAMES: [(&str, &str); 15] = [
    ("Болашақ", "Bolashaq"),
    ("Көктем", "Koktem"),
    ("Самғау", "Samgau"),
    ("Білім ордасы", "Bilim Ordasy"),
    ("Зерек", "Zerek"),
    ("Арай", "Arai"),
    ("Дарын", "Daryn"),
    ("Жас қанат", "Zhas Qanat"),
    ("Айналайын", "Ainalaiyn"),
    ("Тұмар", "Tumar"),
    ("Парасат", "Parasat"),
    ("Алтын сақа", "Altyn Saqa"),
    ("Шапағат", "Shapagat"),
    ("Мирас үлгі", "Miras Ulgi"),
    ("Керуен", "Keruen"),
];

/// Invented universities: key, region, city in Russian, names.
const INVENTED: [(&str, &str, &str, [&str; 3]); 7] = [
    (
        STAR,
        "390000000",
        "Костанай",
        [
            "«Тобыл» үлгі университеті",
            "Университет «Тобыл» (образец)",
            "Tobyl University (sample)",
        ],
    ),
    (
        "esil",
        "590000000",
        "Петропавловск",
        [
            "«Есіл» үлгі университеті",
            "Университет «Есиль» (образец)",
            "Esil University (sample)",
        ],
    ),
    (
        "ile",
        "750000000",
        "Алматы",
        [
            "«Іле» үлгі академиясы",
            "Академия «Иле» (образец)",
            "Ile Academy (sample)",
        ],
    ),
    (
        "syr",
        "430000000",
        "Кызылорда",
        [
            "«Сыр» үлгі университеті",
            "Университет «Сыр» (образец)",
            "Syr University (sample)",
        ],
    ),
    (
        "nura",
        "350000000",
        "Караганда",
        [
            "«Нұра» үлгі университеті",
            "Университет «Нура» (образец)",
            "Nura University (sample)",
        ],
    ),
    (
        "zhaiyq",
        "270000000",
        "Уральск",
        [
            "«Жайық» үлгі институты",
            "Институт «Жайык» (образец)",
            "Zhaiyq Institute (sample)",
        ],
    ),
    (
        "ertis",
        "550000000",
        "Павлодар",
        [
            "«Ертіс» үлгі университеті",
            "Университет «Ертис» (образец)",
            "Ertis University (sample)",
        ],
    ),
];

const STREETS: [(&str, &str, &str); 10] = [
    ("Абай даңғылы", "пр. Абая", "Abai Avenue"),
    ("Достық көшесі", "ул. Достык", "Dostyq Street"),
    (
        "Тәуелсіздік көшесі",
        "ул. Тауелсиздик",
        "Tauelsizdik Street",
    ),
    (
        "Бейбітшілік көшесі",
        "ул. Бейбитшилик",
        "Beibitshilik Street",
    ),
    ("Мектеп көшесі", "ул. Школьная", "Mektep Street"),
    ("Жастар көшесі", "ул. Молодёжная", "Zhastar Street"),
    ("Орталық көшесі", "ул. Центральная", "Ortalyq Street"),
    ("Наурыз көшесі", "ул. Наурыз", "Nauryz Street"),
    ("Самал көшесі", "ул. Самал", "Samal Street"),
    ("Жібек жолы көшесі", "ул. Жибек жолы", "Zhibek Zholy Street"),
];

/// Identity of an organisation by its key.
pub(super) fn organisation_id(key: &str) -> OrganisationId {
    OrganisationId::new(identity(&format!("organisation {key}")))
}

/// Identity of a building by the key of its organisation and its number.
pub(super) fn premises_id(key: &str, number: u32) -> PremisesId {
    PremisesId::new(identity(&format!("premises {key} {number}")))
}

/// Key of an invented school.
pub(super) fn school_key(region: Kato, number: u32) -> String {
    format!("school {region} {number}")
}

/// Every organisation of the demonstration. Schools whose head has an account are led by them.
pub(super) fn organisations(
    today: NaiveDate,
    accounts: &[Account],
    others: Vec<Organisation>,
) -> Vec<Organisation> {
    let mut all = invented_and_real(today);
    all.extend(others);
    for account in accounts {
        let school = account.person.organisation;
        if let Some(led) = all.iter_mut().find(|one| Some(one.id) == school) {
            led.head.clone_from(&account.person.full_name);
        }
    }
    all
}

fn invented_and_real(today: NaiveDate) -> Vec<Organisation> {
    let mut all: Vec<Organisation> = UNIVERSITIES
        .lines()
        .skip(1)
        .filter_map(|line| university(line, today))
        .collect();
    all.extend(INVENTED.iter().filter_map(|row| invented(row, today)));
    for region in regions::all() {
        all.extend((1..=SCHOOLS_PER_REGION).map(|number| school(region, number, today)));
    }
    all
}

struct Draft {
    key: String,
    bin: Unverified<Bin>,
    name: Trilingual,
    kind: OrganisationKind,
    region: Kato,
    city: Trilingual,
    buildings: u32,
    /// A real name: nothing about it may look irregular, and nobody is invented to lead it.
    real: bool,
}

/// A real university: its name and city are facts; address, building, licence and contract are
/// invented and always in order.
fn university(line: &str, today: NaiveDate) -> Option<Organisation> {
    let mut cells = line.split('|');
    let (code, region) = (cells.next()?, cells.next()?.parse().ok()?);
    let city = city(cells.next()?);
    let _kind = cells.next()?;
    let bin = Unverified::new(cells.next()?);
    let name = Trilingual::new(cells.next()?, cells.next()?, cells.next()?);
    let draft = Draft {
        key: code.to_owned(),
        bin,
        name,
        kind: OrganisationKind::University,
        region,
        city,
        buildings: 1,
        real: true,
    };
    Some(build(&draft, today, |_, _| {}))
}

fn invented(
    row: &(&'static str, &'static str, &'static str, [&'static str; 3]),
    today: NaiveDate,
) -> Option<Organisation> {
    let (key, region, place, [kk, ru, en]) = row;
    let serial = u32::try_from(INVENTED.iter().position(|other| other.0 == *key)?).ok()? + 1;
    let draft = Draft {
        key: (*key).to_owned(),
        bin: bin(7, serial),
        name: Trilingual::new(*kk, *ru, *en),
        kind: OrganisationKind::University,
        region: region.parse().ok()?,
        city: city(place),
        buildings: if *key == STAR { 3 } else { 2 },
        real: false,
    };
    let is_star = *key == STAR;
    Some(build(&draft, today, |organisation, _| {
        if is_star {
            // Building 2 is where the tour goes: its address isn't in the licence.
            let second = premises_id(STAR, 2);
            let code = organisation
                .premises(second)
                .and_then(|place| place.rka.clone());
            for licence in &mut organisation.licences {
                licence
                    .addresses
                    .retain(|address| Some(address) != code.as_ref());
            }
            for place in organisation
                .premises
                .iter_mut()
                .filter(|place| place.id == second)
            {
                place.purpose = Purpose::Other;
                place.location = Some((53_214_480, 63_624_620));
            }
        }
    }))
}

/// Districts and towns by КАТО.
const DISTRICTS: &str = include_str!("../../../../assets/districts.psv");

/// The district or town a school of a region stands in: they are gone through in turn. The region
/// itself where the list has none of it.
fn district(region: Kato, number: u32) -> Kato {
    let all = DISTRICTS.lines().filter_map(|line| {
        let code: Kato = line.split('|').next()?.parse().ok()?;
        (code != region && region.contains(code)).then_some(code)
    });
    let all: Vec<Kato> = all.collect();
    let turn = usize::try_from(number).unwrap_or(0);
    let place = turn.checked_rem(all.len());
    let found = place.and_then(|place| all.get(place));
    found.copied().unwrap_or(region)
}

/// A school about which nothing is irregular: of a rehearsal.
pub(super) fn regular_school(region: Kato, number: u32, today: NaiveDate) -> Organisation {
    let mut draft = school_draft(region, number);
    draft.buildings = 1;
    draft.bin = super::dice::regular_bin(number);
    build(&draft, today, |organisation, _| {
        organisation.territory = district(region, number);
        for place in &mut organisation.premises {
            place.purpose = Purpose::Education;
        }
    })
}

fn school_draft(region: Kato, number: u32) -> Draft {
    let index = usize::try_from(number).unwrap_or(1).saturating_sub(1) % SCHOOL_NAMES.len();
    let (local, latin) = SCHOOL_NAMES.get(index).copied().unwrap_or_default();
    let code = region.to_string();
    let prefix = code.get(..2).unwrap_or("00").to_owned();
    let place = regions::name(region);
    let serial = prefix.parse::<u32>().unwrap_or(0) * 20 + number;
    Draft {
        key: school_key(region, number),
        bin: bin(6, serial),
        name: Trilingual::new(
            format!("«{local}» үлгі жекеменшік мектебі № {prefix}-{number:02}"),
            format!("Частная школа «{local}» (образец) № {prefix}-{number:02}"),
            format!("{latin} Private School No. {prefix}-{number:02} (sample)"),
        ),
        kind: OrganisationKind::School,
        region,
        city: place,
        buildings: if number.is_multiple_of(5) { 2 } else { 1 },
        real: false,
    }
}

fn school(region: Kato, number: u32, today: NaiveDate) -> Organisation {
    build(
        &school_draft(region, number),
        today,
        |organisation, dice| {
            organisation.territory = district(region, number);
            // Most are in order; a few show every way in which they may not be.
            let what = dice.below(100);
            if what < 8 {
                for licence in &mut organisation.licences {
                    licence
                        .addresses
                        .truncate(licence.addresses.len().saturating_sub(1));
                }
            } else if what < 12 {
                for licence in &mut organisation.licences {
                    licence.status = LicenceStatus::Suspended;
                }
            } else if what < 15 {
                for place in &mut organisation.premises {
                    place.rka = None;
                }
            } else if what < 17 {
                // A number with a wrong check digit, as some arrive from other systems.
                let text: String = organisation.bin.as_text().chars().take(11).collect();
                let last = organisation
                    .bin
                    .as_text()
                    .chars()
                    .last()
                    .and_then(|c| c.to_digit(10));
                let wrong = (last.unwrap_or(0) + 1) % 10;
                organisation.bin = Unverified::new(format!("{text}{wrong}"));
            }
        },
    )
}

fn build(
    draft: &Draft,
    today: NaiveDate,
    adjust: impl FnOnce(&mut Organisation, &mut Dice),
) -> Organisation {
    let mut dice = Dice::new(&draft.key);
    let code = draft.region.to_string();
    let prefix = code.get(..2).unwrap_or("00");
    let premises: Vec<Premises> = (1..=draft.buildings)
        .map(|number| building(draft, prefix, number, &mut dice))
        .collect();
    let addresses: Vec<Unverified<Rka>> = premises
        .iter()
        .filter_map(|place| place.rka.clone())
        .collect();
    let year = today.year();
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let places = if draft.kind == OrganisationKind::School {
        dice.between(120, 900)
    } else {
        dice.between(600, 6_000)
    };
    let price = if draft.kind == OrganisationKind::School {
        480_000
    } else {
        1_150_000
    };
    let school_year = if today.month() >= 9 { year } else { year - 1 };
    let mut organisation = Organisation {
        id: organisation_id(&draft.key),
        bin: draft.bin.clone(),
        name: draft.name.clone(),
        kind: draft.kind,
        territory: draft.region,
        legal_address: premises
            .first()
            .map(|place| place.address.clone())
            .unwrap_or_default(),
        head: if draft.real {
            "басшы (үлгі)".to_owned()
        } else {
            representative(&mut dice)
        },
        premises,
        licences: vec![Licence {
            number: format!("ҮЛГІ-KZ{prefix}LAA{:05}", dice.between(10_000, 99_999)),
            issued: today
                .checked_sub_days(Days::new(u64::from(dice.between(400, 2_400))))
                .unwrap_or(today),
            status: LicenceStatus::Active,
            addresses,
        }],
        contracts: vec![Contract {
            number: format!("ҮЛГІ-{prefix}-{school_year}-{:04}", dice.between(1, 9_999)),
            date: day(school_year, 8, 20),
            period: (day(school_year, 9, 1), day(school_year + 1, 6, 30)),
            amount: Tiyn::from_tenge(i64::from(places) * price).unwrap_or_default(),
            places,
        }],
        sample: true,
    };
    adjust(&mut organisation, &mut dice);
    organisation
}

fn building(draft: &Draft, prefix: &str, number: u32, dice: &mut Dice) -> Premises {
    let street = usize::try_from(dice.below(10)).unwrap_or(0);
    let (kk, ru, en) = STREETS.get(street).copied().unwrap_or_default();
    let house = dice.between(1, 180);
    let city = &draft.city;
    let in_city = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("{text}, ")
        }
    };
    let serial = Dice::new(&format!("{} {number}", draft.key)).below(99_999_999);
    Premises {
        id: premises_id(&draft.key, number),
        name: Trilingual::new(
            format!("{number}-ғимарат"),
            format!("Корпус {number}"),
            format!("Building {number}"),
        ),
        address: Trilingual::new(
            format!("{}{kk}, {house} (үлгі)", in_city(city.kazakh())),
            format!("{}{ru}, {house} (образец)", in_city(city.russian())),
            format!("{}{en}, {house} (sample)", in_city(city.english())),
        ),
        rka: Some(address_code(prefix, serial)),
        territory: draft.region,
        purpose: if draft.real || dice.percent(92) {
            Purpose::Education
        } else {
            Purpose::Unknown
        },
        capacity: Some(dice.between(150, 1_500)),
        location: None,
    }
}
