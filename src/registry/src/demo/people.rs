//! The accounts of the demonstration, with their key files.

use super::dice::{Dice, identity, iin};
use super::names::Invented;
use crate::environment::Generator;
use crate::regions;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{Kato, OrganisationId, PersonId};
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

macro_rules! keys {
    ($($name:literal),+ $(,)?) => {
        [$(include_bytes!(concat!("../../../../assets/demo/keys/", $name, ".pk8")).as_slice()),+]
    };
}

/// Keys of the demonstration people: those of the list first, then the heads of the schools of the
/// state order. Demonstration, not secret.
const KEYS: [&[u8]; 31] = keys![
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
];

/// What an account is in the demonstration.
enum Part {
    Commission(CommissionRole),
    Education(&'static str),
    /// Who approves in the department what its officer proposes.
    Head(&'static str),
    Issuer,
    Finance,
    /// Who orders payments: another than who accepts registers.
    Payer,
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
const ACCOUNTS: [Row; 16] = [
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
    (
        "Әбдірахманова",
        "Шолпан",
        "Нұрланқызы",
        (1975, 5, 16),
        false,
        Part::Head("390000000"),
    ),
    (
        "Төлеубаев",
        "Ринат",
        "Ғалымұлы",
        (1987, 2, 11),
        true,
        Part::Payer,
    ),
];

/// An account with its key at hand.
pub(super) struct Account {
    pub(super) person: Person,
    pub(super) key_file: KeyFile,
    /// As the list for signing in has it; heads of most schools aren't in it.
    pub(super) sample: Option<SamplePerson>,
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
    heads: &[HeadOfSchool],
) -> Result<Vec<Account>, String> {
    let mut office = Office {
        authority,
        today,
        random,
    };
    let mut accounts = Vec::with_capacity(ACCOUNTS.len() + heads.len());
    let (listed, schools) = KEYS.split_at(ACCOUNTS.len());
    for ((row, key), index) in ACCOUNTS.iter().zip(listed).zip(1u32..) {
        let (surname, name, patronymic, (year, month, day), male, part) = row;
        let birth = NaiveDate::from_ymd_opt(*year, *month, *day).ok_or("birth date")?;
        let (role, territory) = role_of(part);
        let invented = Invented {
            surname: (*surname).to_owned(),
            name: (*name).to_owned(),
            patronymic: (*patronymic).to_owned(),
            iin: iin(birth, *male, index * 7).ok_or("no valid number")?,
        };
        let person = Person {
            id: PersonId::new(identity(&format!("person {index}"))),
            full_name: invented.full_name(),
            iin: invented.iin,
            position: position_of(part),
            role,
            territory,
            organisation: None,
        };
        let mut account = office.account(person, &invented, key, true)?;
        if let Part::Commission(role) = part {
            account.role = Some(*role);
        }
        accounts.push(account);
    }
    // Demonstration keys: where there are more heads than keys, some have the same.
    for (key, head) in schools.iter().cycle().zip(heads) {
        let number = head.number;
        let mut dice = Dice::new(&format!("head of school {number}"));
        let invented = super::names::person(&mut dice, (1964, 1987), 400 + number * 11)
            .ok_or("no valid number")?;
        let person = Person {
            id: PersonId::new(identity(&format!("head of school {number}"))),
            full_name: invented.full_name(),
            iin: invented.iin,
            position: Trilingual::new(
                "мектеп директоры (үлгі)",
                "директор школы (образец)",
                "head of the school (sample)",
            ),
            role: AccountRole::School,
            territory: None,
            organisation: Some(head.school),
        };
        accounts.push(office.account(person, &invented, key, head.listed)?);
    }
    Ok(accounts)
}

/// A head of a school of the state order.
pub(super) struct HeadOfSchool {
    /// Number of the school in its region.
    pub(super) number: u32,
    pub(super) school: OrganisationId,
    /// Whether the list for signing in has them.
    pub(super) listed: bool,
}

/// What makes accounts.
struct Office<'a> {
    authority: &'a DemoCa,
    today: NaiveDate,
    random: &'a mut Generator,
}

impl Office<'_> {
    fn account(
        &mut self,
        person: Person,
        invented: &Invented,
        key: &[u8],
        listed: bool,
    ) -> Result<Account, String> {
        let holder = Holder {
            surname: invented.surname.clone(),
            name: invented.name.clone(),
            patronymic: Some(invented.patronymic.clone()),
            iin: invented.iin.to_string(),
            organisation: None,
            roles: Vec::new(),
        };
        let key = PrivateKey::from_pkcs8(key).map_err(|error| error.to_string())?;
        let valid = validity(self.today);
        let key_file = self
            .authority
            .issue(&holder, KeyPurpose::Binding, key, valid, self.random)
            .map_err(|error| error.to_string())?;
        let sample = if listed {
            let bytes = key_file
                .to_pkcs12(PASSWORD, ITERATIONS, self.random)
                .map_err(|error| error.to_string())?;
            Some(SamplePerson {
                person: person.clone(),
                key_file: STANDARD.encode(bytes),
                password: PASSWORD.to_owned(),
            })
        } else {
            None
        };
        Ok(Account {
            person,
            key_file,
            sample,
            role: None,
        })
    }
}

fn role_of(part: &Part) -> (AccountRole, Option<Kato>) {
    match part {
        Part::Commission(_) => (AccountRole::Commission, None),
        Part::Education(region) | Part::Head(region) => {
            (AccountRole::EducationOfficer, region.parse().ok())
        }
        Part::Issuer => (AccountRole::IssuerOfficer, None),
        Part::Finance | Part::Payer => (AccountRole::FinancialCentre, None),
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
        Part::Head(region) => {
            let name = region.parse().map(regions::name).unwrap_or_default();
            Trilingual::new(
                format!("білім басқармасы бөлімінің басшысы, {} (үлгі)", name.kk),
                format!(
                    "начальник отдела управления образования, {} (образец)",
                    name.ru
                ),
                format!(
                    "head of section, education department, {} (sample)",
                    name.en
                ),
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
        Part::Payer => Trilingual::new(
            "қаржы орталығының төлемдер маманы (үлгі)",
            "специалист по платежам финансового центра (образец)",
            "payments officer of the financial centre (sample)",
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
