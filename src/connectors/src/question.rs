//! What may be asked, typed per system, and which facts an answer will hold.

use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{FactKey, Source, Subject, Topic};
use baqylau_domain::identifiers::{Bin, Iban, Iin, PremisesId, Rka};

/// A question to one system. `Debug` says only of which kind it is: who it is about is personal
/// data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Question {
    /// ГБД ЮЛ: a legal entity, its head and founders.
    LegalEntity {
        /// Whom.
        bin: Bin,
    },
    /// ГБД ФЛ: citizenship and life status.
    Person {
        /// Whom.
        iin: Iin,
    },
    /// ГосРеестр: the state's share.
    StateShare {
        /// In whom.
        bin: Bin,
    },
    /// Е-лицензирование: licences with their annexes.
    Licences {
        /// Whose.
        bin: Bin,
    },
    /// Е-лицензирование: fire, sanitary and antiterror conformity of a building.
    Permits {
        /// The building in our records.
        premises: PremisesId,
        /// Its address code.
        rka: Rka,
    },
    /// ЦУЛС: tax debt and social payments.
    Debts {
        /// Whose.
        bin: Bin,
    },
    /// БМГ: whether a phone is a person's.
    Phone {
        /// The person.
        iin: Iin,
        /// The phone in digits, with the country code. Personal data.
        phone: String,
    },
    /// Biometrics: the outcome of a session.
    Biometrics {
        /// The person.
        iin: Iin,
        /// The session.
        session: String,
    },
    /// 1414: whether a message was confirmed.
    Sms {
        /// The person.
        iin: Iin,
        /// The message.
        message: String,
    },
    /// ЕГКН: right, purpose, area, encumbrance of a building.
    RealEstate {
        /// The building in our records.
        premises: PremisesId,
        /// Its address code.
        rka: Rka,
    },
    /// АР: whether an address code exists.
    Address {
        /// The building in our records.
        premises: PremisesId,
        /// The code.
        rka: Rka,
    },
    /// ЕНПФ: who paid contributions for a person.
    Contributions {
        /// For whom.
        iin: Iin,
        /// For which month.
        period: Period,
    },
    /// Enbek: employment contracts in force.
    Employment {
        /// Whose.
        iin: Iin,
    },
    /// ИС ЭСФ: the invoice of an act.
    Invoice {
        /// Number of the act.
        document: String,
    },
    /// НЦТ: a grant.
    Grant {
        /// Whose.
        iin: Iin,
    },
    /// Ministry of Justice: signals of incapacity and absence.
    Capacity {
        /// Whose.
        iin: Iin,
    },
    /// НОБД: who lists a learner.
    Enrolment {
        /// Whom.
        iin: Iin,
        /// In which month.
        period: Period,
    },
    /// The treasury: whose an account is.
    Account {
        /// The payee.
        bin: Bin,
        /// The account.
        account: Iban,
    },
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Question({})", self.kind())
    }
}

impl Question {
    /// The system it is for.
    pub const fn source(&self) -> Source {
        match self {
            Self::LegalEntity { .. } => Source::GbdUl,
            Self::Person { .. } => Source::GbdFl,
            Self::StateShare { .. } => Source::StateProperty,
            Self::Licences { .. } | Self::Permits { .. } => Source::Elicensing,
            Self::Debts { .. } => Source::Culs,
            Self::Phone { .. } => Source::Bmg,
            Self::Biometrics { .. } => Source::Biometrics,
            Self::Sms { .. } => Source::Sms1414,
            Self::RealEstate { .. } => Source::Egkn,
            Self::Address { .. } => Source::AddressRegister,
            Self::Contributions { .. } => Source::Enpf,
            Self::Employment { .. } => Source::Enbek,
            Self::Invoice { .. } => Source::Esf,
            Self::Grant { .. } => Source::Nct,
            Self::Capacity { .. } => Source::Minjust,
            Self::Enrolment { .. } => Source::Nobd,
            Self::Account { .. } => Source::Treasury,
        }
    }

    /// Its kind: the last part of the address, and what logs and audit call it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::LegalEntity { .. } => "legal-entity",
            Self::Person { .. } => "person",
            Self::StateShare { .. } => "state-share",
            Self::Licences { .. } => "licences",
            Self::Permits { .. } => "permits",
            Self::Debts { .. } => "debts",
            Self::Phone { .. } => "phone",
            Self::Biometrics { .. } => "biometrics",
            Self::Sms { .. } => "sms",
            Self::RealEstate { .. } => "real-estate",
            Self::Address { .. } => "address",
            Self::Contributions { .. } => "contributions",
            Self::Employment { .. } => "employment",
            Self::Invoice { .. } => "invoice",
            Self::Grant { .. } => "grant",
            Self::Capacity { .. } => "capacity",
            Self::Enrolment { .. } => "enrolment",
            Self::Account { .. } => "account",
        }
    }

    /// Whom or what the facts of its answer are about.
    pub fn about(&self) -> Subject {
        match self {
            Self::LegalEntity { bin }
            | Self::StateShare { bin }
            | Self::Licences { bin }
            | Self::Debts { bin }
            | Self::Account { bin, .. } => Subject::Organisation(*bin),
            Self::Person { iin }
            | Self::Phone { iin, .. }
            | Self::Biometrics { iin, .. }
            | Self::Sms { iin, .. }
            | Self::Contributions { iin, .. }
            | Self::Employment { iin }
            | Self::Grant { iin }
            | Self::Capacity { iin }
            | Self::Enrolment { iin, .. } => Subject::Person(*iin),
            Self::Permits { premises, .. }
            | Self::RealEstate { premises, .. }
            | Self::Address { premises, .. } => Subject::Premises(*premises),
            Self::Invoice { document } => Subject::Document(document.clone()),
        }
    }

    /// What an answer says something on, with the month where it belongs to one.
    const fn topics(&self) -> (&'static [Topic], Option<Period>) {
        match self {
            Self::LegalEntity { .. } => (&[Topic::LegalEntity], None),
            Self::Person { .. } => (&[Topic::Citizenship, Topic::Life], None),
            Self::StateShare { .. } => (&[Topic::StateShare], None),
            Self::Licences { .. } => (&[Topic::Licences], None),
            Self::Permits { .. } => (
                &[
                    Topic::FireSafety,
                    Topic::SanitaryConformity,
                    Topic::Antiterror,
                ],
                None,
            ),
            Self::Debts { .. } => (&[Topic::TaxDebt, Topic::SocialPayments], None),
            Self::Phone { .. } => (&[Topic::Phone], None),
            Self::Biometrics { .. } => (&[Topic::BiometricMatch], None),
            Self::Sms { .. } => (&[Topic::SmsConfirmation], None),
            Self::RealEstate { .. } => (
                &[
                    Topic::PropertyRight,
                    Topic::BuildingPurpose,
                    Topic::BuildingArea,
                    Topic::Encumbrance,
                ],
                None,
            ),
            Self::Address { .. } => (&[Topic::AddressCode], None),
            Self::Contributions { period, .. } => (&[Topic::Contributions], Some(*period)),
            Self::Employment { .. } => (&[Topic::Employment], None),
            Self::Invoice { .. } => (&[Topic::Invoice], None),
            Self::Grant { .. } => (&[Topic::Grant], None),
            Self::Capacity { .. } => (&[Topic::LegalCapacity], None),
            Self::Enrolment { period, .. } => (&[Topic::Enrolment], Some(*period)),
            Self::Account { .. } => (&[Topic::PayeeAccount], None),
        }
    }

    /// The question whose answer holds a fact, where the key alone says what to ask; addresses of
    /// buildings are looked up. Phones, sessions, messages and accounts have to be known besides.
    pub fn of(key: &FactKey, address: impl Fn(PremisesId) -> Option<Rka>) -> Option<Self> {
        use Topic as T;
        match &key.about {
            Subject::Organisation(bin) => match key.topic {
                T::LegalEntity => Some(Self::LegalEntity { bin: *bin }),
                T::StateShare => Some(Self::StateShare { bin: *bin }),
                T::Licences => Some(Self::Licences { bin: *bin }),
                T::TaxDebt | T::SocialPayments => Some(Self::Debts { bin: *bin }),
                _ => None,
            },
            Subject::Person(iin) => match (key.topic, key.period) {
                (T::Citizenship | T::Life, _) => Some(Self::Person { iin: *iin }),
                (T::Employment, _) => Some(Self::Employment { iin: *iin }),
                (T::Grant, _) => Some(Self::Grant { iin: *iin }),
                (T::LegalCapacity, _) => Some(Self::Capacity { iin: *iin }),
                (T::Contributions, Some(period)) => Some(Self::Contributions { iin: *iin, period }),
                (T::Enrolment, Some(period)) => Some(Self::Enrolment { iin: *iin, period }),
                _ => None,
            },
            Subject::Premises(premises) => {
                let premises = *premises;
                match key.topic {
                    T::FireSafety | T::SanitaryConformity | T::Antiterror => {
                        address(premises).map(|rka| Self::Permits { premises, rka })
                    }
                    T::PropertyRight | T::BuildingPurpose | T::BuildingArea | T::Encumbrance => {
                        address(premises).map(|rka| Self::RealEstate { premises, rka })
                    }
                    T::AddressCode => address(premises).map(|rka| Self::Address { premises, rka }),
                    _ => None,
                }
            }
            Subject::Document(document) => (key.topic == T::Invoice).then(|| Self::Invoice {
                document: document.clone(),
            }),
        }
    }

    /// The keys of the facts an answer holds; without an answer these are silent.
    pub fn keys(&self) -> Vec<FactKey> {
        let (topics, period) = self.topics();
        topics
            .iter()
            .map(|topic| FactKey {
                about: self.about(),
                topic: *topic,
                period,
            })
            .collect()
    }
}
