//! The accounts of the demonstration, with their key files.

use super::dice::{Dice, identity, iin};
use crate::environment::Generator;
use crate::regions;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{Kato, PersonId};
use baqylau_domain::people::{AccountRole, CommissionMember, CommissionRole, Person};
use baqylau_domain::text::Trilingual;
use baqylau_protocol::session::SamplePerson;
use baqylau_signing::demo_ca::{DemoCa, DemoError, Holder, Validity};
use baqylau_signing::{KeyFile, KeyPurpose, PrivateKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{Days, NaiveDate};

/// Password of every demonstration key file.
const PASSWORD: &str = "Qwerty12";

/// Strength of the key files' password derivation: they protect nothing.
const ITERATIONS: u32 = 2_048;

/// Key of the demonstration authority. Demonstration, not secret.
const AUTHORITY_KEY: &[u8] = include_bytes!("../../../../assets/demo/keys/ca.pk8");

/// Keys of the demonstration people. Demonstration, not secret.
const KEYS: [&[u8]; 14] = [
    include_bytes!("../../../../assets/demo/keys/01.pk8"),
    include_bytes!("../../../../assets/demo/keys/02.pk8"),
    include_bytes!("../../../../assets/demo/keys/03.pk8"),
    include_bytes!("../../../../assets/demo/keys/04.pk8"),
    include_bytes!("../../../../assets/demo/keys/05.pk8"),
    include_bytes!("../../../../assets/demo/keys/06.pk8"),
    include_bytes!("../../../../assets/demo/keys/07.pk8"),
    include_bytes!("../../../../assets/demo/keys/08.pk8"),
    include_bytes!("../../../../assets/demo/keys/09.pk8"),
    include_bytes!("../../../../assets/demo/keys/10.pk8"),
    include_bytes!("../../../../assets/demo/keys/11.pk8"),
    include_bytes!("../../../../assets/demo/keys/12.pk8"),
    include_bytes!("../../../../assets/demo/keys/13.pk8"),
    include_bytes!("../../../../assets/demo/keys/14.pk8"),
];

/// What an account is in the demonstration.
enum Part {
    Commission(CommissionRole),
    Education(&'static str),
    Issuer,
    Finance,
    Observer,
}

/// Surname, name, patronymic, birth date, man or woman, part.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    (i32, u32, u32),
    bool,
    Part,
);

/// The accounts, in the order of their keys.
const ACCOUNTS: [Row; 14] = [
    (
        "Сейтқалиева",
        "Айгүл",
        "Маратқызы",
        (1974, 3, 12),
        false,
        Part::Commission(CommissionRole::Chair),
    ),
    (
        "Жұмабаев",
        "Ерлан",
        "Серікұлы",
        (1969, 10, 5),
        true,
        Part::Commission(CommissionRole::Chair),
    ),
    (
        "Оспанова",
        "Динара",
        "Асқарқызы",
        (1986, 6, 21),
        false,
        Part::Commission(CommissionRole::Secretary),
    ),
    (
        "Тілегенов",
        "Арман",
        "Қайратұлы",
        (1983, 1, 17),
        true,
        Part::Commission(CommissionRole::Secretary),
    ),
    (
        "Қасымов",
        "Нұржан",
        "Болатұлы",
        (1979, 11, 30),
        true,
        Part::Commission(CommissionRole::Member),
    ),
    (
        "Ахметова",
        "Сәуле",
        "Ержанқызы",
        (1990, 8, 8),
        false,
        Part::Commission(CommissionRole::Member),
    ),
    (
        "Байжанов",
        "Дәулет",
        "Мұратұлы",
        (1988, 4, 2),
        true,
        Part::Commission(CommissionRole::Member),
    ),
    (
        "Сапарова",
        "Жанар",
        "Тимурқызы",
        (1981, 12, 14),
        false,
        Part::Commission(CommissionRole::Member),
    ),
    (
        "Рахымов",
        "Қайрат",
        "Олжасұлы",
        (1972, 2, 27),
        true,
        Part::Education("390000000"),
    ),
    (
        "Ермекова",
        "Гүлнар",
        "Санжарқызы",
        (1977, 7, 19),
        false,
        Part::Education("710000000"),
    ),
    (
        "Мұқанов",
        "Бауыржан",
        "Әділұлы",
        (1980, 5, 25),
        true,
        Part::Education("750000000"),
    ),
    (
        "Досанова",
        "Алия",
        "Маратқызы",
        (1976, 9, 3),
        false,
        Part::Issuer,
    ),
    (
        "Кенжебаев",
        "Асқар",
        "Даниярұлы",
        (1984, 3, 9),
        true,
        Part::Finance,
    ),
    (
        "Ысқақова",
        "Мадина",
        "Бекзатқызы",
        (1989, 10, 28),
        false,
        Part::Observer,
    ),
];

/// An account with its key at hand.
pub(super) struct Account {
    pub(super) person: Person,
    pub(super) key_file: KeyFile,
    pub(super) sample: SamplePerson,
    role: Option<CommissionRole>,
}

/// The demonstration authority made anew around its published key.
pub(super) fn make_authority(
    today: NaiveDate,
    random: &mut Generator,
) -> Result<DemoCa, DemoError> {
    DemoCa::with_key(
        PrivateKey::from_pkcs8(AUTHORITY_KEY)?,
        validity(today),
        random,
    )
}

/// The demonstration authority as kept.
pub(super) fn load_authority(certificate: &[u8]) -> Result<DemoCa, DemoError> {
    DemoCa::load(certificate, AUTHORITY_KEY)
}

/// From long before the oldest sample visit to years from now.
fn validity(today: NaiveDate) -> Validity {
    let at = |day: NaiveDate| Moment::from_naive_utc_and_offset(day.into(), chrono::Utc);
    Validity {
        from: at(today.checked_sub_days(Days::new(500)).unwrap_or(today)),
        until: at(today.checked_add_days(Days::new(3_650)).unwrap_or(today)),
    }
}

/// Makes every account: person, certificate, key file.
pub(super) fn accounts(
    authority: &DemoCa,
    today: NaiveDate,
    random: &mut Generator,
) -> Result<Vec<Account>, String> {
    let mut accounts = Vec::with_capacity(ACCOUNTS.len());
    for ((row, key), index) in ACCOUNTS.iter().zip(KEYS).zip(1u32..) {
        let (surname, name, patronymic, (year, month, day), male, part) = row;
        let birth = NaiveDate::from_ymd_opt(*year, *month, *day).ok_or("birth date")?;
        let iin = iin(birth, *male, index * 7).ok_or("no valid number")?;
        let (role, territory) = role_of(part);
        let person = Person {
            id: PersonId::new(identity(&format!("person {index}"))),
            full_name: format!("{surname} {name} {patronymic}"),
            iin,
            position: position_of(part),
            role,
            territory,
            organisation: None,
        };
        let holder = Holder {
            surname: (*surname).to_owned(),
            name: (*name).to_owned(),
            patronymic: Some((*patronymic).to_owned()),
            iin: iin.to_string(),
            organisation: None,
            roles: Vec::new(),
        };
        let key = PrivateKey::from_pkcs8(key).map_err(|error| error.to_string())?;
        let key_file = authority
            .issue(&holder, KeyPurpose::Binding, key, validity(today), random)
            .map_err(|error| error.to_string())?;
        let bytes = key_file
            .to_pkcs12(PASSWORD, ITERATIONS, random)
            .map_err(|error| error.to_string())?;
        let sample = SamplePerson {
            person: person.clone(),
            key_file: STANDARD.encode(bytes),
            password: PASSWORD.to_owned(),
        };
        let role = match part {
            Part::Commission(role) => Some(*role),
            _ => None,
        };
        accounts.push(Account {
            person,
            key_file,
            sample,
            role,
        });
    }
    Ok(accounts)
}

fn role_of(part: &Part) -> (AccountRole, Option<Kato>) {
    match part {
        Part::Commission(_) => (AccountRole::Commission, None),
        Part::Education(region) => (AccountRole::EducationOfficer, region.parse().ok()),
        Part::Issuer => (AccountRole::IssuerOfficer, None),
        Part::Finance => (AccountRole::FinancialCentre, None),
        Part::Observer => (AccountRole::Observer, None),
    }
}

fn position_of(part: &Part) -> Trilingual {
    match part {
        Part::Commission(CommissionRole::Chair) => Trilingual::new(
            "комиссия төрағасы (үлгі)",
            "председатель комиссии (образец)",
            "chair of the commission (sample)",
        ),
        Part::Commission(CommissionRole::Secretary) => Trilingual::new(
            "комиссия хатшысы (үлгі)",
            "секретарь комиссии (образец)",
            "secretary of the commission (sample)",
        ),
        Part::Commission(_) => Trilingual::new(
            "комиссия мүшесі, бас сарапшы (үлгі)",
            "член комиссии, главный эксперт (образец)",
            "member of the commission, chief expert (sample)",
        ),
        Part::Education(region) => {
            let name = region.parse().map(regions::name).unwrap_or_default();
            Trilingual::new(
                format!("білім басқармасының маманы, {} (үлгі)", name.kk),
                format!("специалист управления образования, {} (образец)", name.ru),
                format!("officer of the education department, {} (sample)", name.en),
            )
        }
        Part::Issuer => Trilingual::new(
            "эмитент сарапшысы, ҒЖБМ (үлгі)",
            "эксперт эмитента, МНВО (образец)",
            "officer of the Issuer (sample)",
        ),
        Part::Finance => Trilingual::new(
            "қаржы орталығының маманы (үлгі)",
            "специалист финансового центра (образец)",
            "officer of the financial centre (sample)",
        ),
        Part::Observer => Trilingual::new(
            "бақылаушы орган өкілі (үлгі)",
            "представитель контролирующего органа (образец)",
            "observer (sample)",
        ),
    }
}

/// One of the two commissions: chair, secretary, two members.
pub(super) fn commission(accounts: &[Account], team: usize) -> Vec<CommissionMember> {
    let of = |role: CommissionRole| {
        accounts
            .iter()
            .filter(move |account| account.role == Some(role))
    };
    let mut chosen: Vec<(&Account, CommissionRole)> = Vec::new();
    for role in [CommissionRole::Chair, CommissionRole::Secretary] {
        chosen.extend(of(role).nth(team % 2).map(|account| (account, role)));
    }
    let member = CommissionRole::Member;
    chosen.extend(
        of(member)
            .skip(team % 2 * 2)
            .take(2)
            .map(|account| (account, member)),
    );
    chosen
        .into_iter()
        .map(|(account, role)| CommissionMember {
            person: account.person.id,
            full_name: account.person.full_name.clone(),
            iin: Some(account.person.iin),
            position: account.person.position.clone(),
            role,
            sections: Vec::new(),
        })
        .collect()
}

/// The officer who decides about organisations of a kind in a region.
pub(super) fn officer(accounts: &[Account], role: AccountRole, region: Kato) -> Option<&Person> {
    accounts
        .iter()
        .map(|account| &account.person)
        .find(|person| person.role == role && person.actor().covers(region))
}

/// A representative of an inspected organisation.
pub(super) fn representative(dice: &mut Dice) -> String {
    super::names::person(dice, (1962, 1988), 1)
        .map(|invented| invented.full_name())
        .unwrap_or_default()
}
