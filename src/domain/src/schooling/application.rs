//! A school's application: to be digitised, to be financed, to be reimbursed for construction.
//!
//! The department sees where it really stands; the school sees one of five words. Source: slides
//! of OrtaBilim (application, moderation, five working days, refusal); the two kinds of status and
//! the way an application goes between executor and approver: the form schools used before, domain
//! report 1.6. Terms and four eyes are dated parameters.

use super::document::{APPLICATION_SCHEMA, ApplicationText};
use super::reimbursement::ConstructionKind;
use crate::Moment;
use crate::calendar::{WorkingCalendar, legal_day};
use crate::checks::{CheckId, Decision as ChecksDecision, Outcome};
use crate::identifiers::{ApplicationId, BlobHash, Kato, OrganisationId, PersonId};
use crate::people::{AccountRole, Actor};
use crate::policy::{Basis, Parameter};
use crate::text::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "for", content = "of", rename_all = "snake_case")]
pub enum ApplicationKind {
    /// To enter the school, its pupils and teachers into the system.
    Digitisation,
    /// To be paid for teaching (A1).
    Financing,
    /// To be reimbursed for construction or reconstruction (A2, A3).
    Reimbursement(ConstructionKind),
}

/// A document of an application.
///
/// Source: slides of OrtaBilim, the list of documents; of reimbursement: the checks of the slides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Annex to the licence.
    LicenceAnnex,
    /// Decision on the status of an international school, where there is one.
    InternationalStatus,
    /// Order on the parental fee.
    ParentalFeeOrder,
    /// Proof of fire safety, sanitary norms and protection against terrorism.
    SafetyProof,
    /// Statement on staffing with teachers.
    StaffingStatement,
    /// Registered encumbrance on changing the building's purpose.
    Encumbrance,
}

/// A part of a school's passport: what digitisation enters into the system, and what the department
/// holds against the sources.
///
/// Source: slides of OrtaBilim, the school's cabinet (passport of the school, pupils, teachers,
/// licences) and what is checked of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PassportPart {
    /// Name, БИН, legal address, head.
    Organisation,
    /// Buildings with their addresses, purposes and places.
    Premises,
    /// Licence with the addresses of its annex.
    Licence,
    /// Pupils on the list of the LMS.
    Learners,
    /// Teachers on the list of the LMS.
    Teachers,
}

impl PassportPart {
    /// Every part, in the order of the passport.
    pub const ALL: [Self; 5] = [
        Self::Organisation,
        Self::Premises,
        Self::Licence,
        Self::Learners,
        Self::Teachers,
    ];
}

impl ApplicationKind {
    /// Documents a school may add, and needn't.
    pub fn optional(self) -> &'static [DocumentKind] {
        match self {
            Self::Digitisation => &[DocumentKind::LicenceAnnex, DocumentKind::SafetyProof],
            Self::Financing => &[DocumentKind::InternationalStatus],
            Self::Reimbursement(_) => &[],
        }
    }

    /// Parts of the passport it is about: what a refusal may rest on and a remark may name.
    pub fn passport(self) -> &'static [PassportPart] {
        match self {
            Self::Digitisation => &PassportPart::ALL,
            Self::Financing | Self::Reimbursement(_) => &[],
        }
    }

    /// Documents without which it isn't submitted. Digitisation takes none: its data come from
    /// state databases and the LMS.
    pub fn needed(self) -> &'static [DocumentKind] {
        use DocumentKind as D;
        match self {
            Self::Digitisation => &[],
            Self::Financing => &[
                D::LicenceAnnex,
                D::ParentalFeeOrder,
                D::SafetyProof,
                D::StaffingStatement,
            ],
            Self::Reimbursement(_) => &[D::LicenceAnnex, D::SafetyProof, D::Encumbrance],
        }
    }
}

/// What the department found lacking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Remark {
    /// The document it is about; absent: a part of the passport, or the application as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentKind>,
    /// The part of the passport it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PassportPart>,
    /// What to do, in words.
    pub text: Words,
}

/// What a refusal rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "basis", content = "of", rename_all = "snake_case")]
pub enum RefusalBasis {
    /// A stop factor that failed.
    Check(CheckId),
    /// A document that doesn't fit.
    Document(DocumentKind),
    /// A part of the passport that doesn't agree with its sources.
    Passport(PassportPart),
}

/// What an executor proposes to whoever approves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "propose", rename_all = "snake_case")]
pub enum Draft {
    /// To accept it.
    Accept,
    /// To refuse it.
    Refuse {
        /// What that rests on; never empty.
        basis: BTreeSet<RefusalBasis>,
        /// Reason, in words; never empty.
        reason: Words,
    },
}

/// Where an application stands, as the department sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum ApplicationStage {
    /// Новая; after the first round новая после доработки.
    New,
    /// На исполнении.
    InWork {
        /// Who works on it.
        executor: PersonId,
    },
    /// На согласовании.
    InApproval {
        /// Who proposes.
        executor: PersonId,
        /// What.
        draft: Draft,
    },
    /// На доработке у исполнителя.
    BackAtExecutor {
        /// Who.
        executor: PersonId,
        /// Why, in the approver's words.
        reason: Words,
    },
    /// На доработке у школы.
    BackAtSchool {
        /// Who looked at it; absent where its school sees it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        executor: Option<PersonId>,
        /// What is lacking; never empty.
        remarks: Vec<Remark>,
    },
    /// Принята.
    Accepted,
    /// Отклонена.
    Refused {
        /// What that rests on.
        basis: BTreeSet<RefusalBasis>,
        /// Reason.
        reason: Words,
    },
    /// Отозвана by the school.
    Withdrawn,
}

/// What the school sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeenBySchool {
    /// Отправлена.
    Sent,
    /// На доработке.
    ToRework,
    /// Принята.
    Accepted,
    /// Отклонена.
    Refused,
    /// Отозвана.
    Withdrawn,
}

impl ApplicationStage {
    /// What the school sees of it.
    pub fn seen_by_school(&self) -> SeenBySchool {
        match self {
            Self::New
            | Self::InWork { .. }
            | Self::InApproval { .. }
            | Self::BackAtExecutor { .. } => SeenBySchool::Sent,
            Self::BackAtSchool { .. } => SeenBySchool::ToRework,
            Self::Accepted => SeenBySchool::Accepted,
            Self::Refused { .. } => SeenBySchool::Refused,
            Self::Withdrawn => SeenBySchool::Withdrawn,
        }
    }

    /// Whether nothing follows any more.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Refused { .. } | Self::Withdrawn
        )
    }
}

/// One step of an application; steps are only added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplicationStep {
    /// When.
    pub at: Moment,
    /// Who; absent: the school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// Where it led.
    pub stage: ApplicationStage,
}

/// The school's signature under its application, as it was sent last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplicationSignature {
    /// Who signed, for the school.
    pub by: PersonId,
    /// When it came.
    pub at: Moment,
    /// SHA-256 of the bytes signed ([`ApplicationText::to_bytes`]).
    pub document: BlobHash,
    /// SHA-256 of the signature file.
    pub file: BlobHash,
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Application {
    /// Identity.
    pub id: ApplicationId,
    /// What for.
    pub kind: ApplicationKind,
    /// School.
    pub school: OrganisationId,
    /// Where the school is: which department decides.
    pub territory: Kato,
    /// Documents, by kind.
    pub documents: BTreeMap<DocumentKind, BlobHash>,
    /// Where it stands.
    pub stage: ApplicationStage,
    /// How often the school sent it, from 1.
    pub round: u32,
    /// The school's signature; absent until it came, and in records from before it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<ApplicationSignature>,
    /// What led there, oldest first; never empty.
    pub steps: Vec<ApplicationStep>,
}

/// The figures of applications, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplicationRule {
    /// First day of the rule.
    pub valid_from: NaiveDate,
    /// Working days the department has.
    pub working_days: Parameter<u32>,
    /// Whether days with the school don't count.
    pub pauses_with_school: Parameter<bool>,
    /// Whether whoever approves must be another than the executor.
    pub four_eyes: Parameter<bool>,
    /// Whether a school applies for money only once its application for digitisation was accepted.
    /// The slides draw digitisation before financing and don't say that it is a condition.
    pub digitised_first: Parameter<bool>,
}

impl ApplicationRule {
    /// The figures of the pilot.
    pub fn pilot() -> Self {
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            working_days: Parameter::new(5, Basis::Slides),
            pauses_with_school: Parameter::new(true, Basis::Proposal),
            four_eyes: Parameter::new(true, Basis::Proposal),
            digitised_first: Parameter::new(false, Basis::Proposal),
        }
    }
}

/// Who acts on an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand<'a> {
    /// The school it is of.
    School(OrganisationId),
    /// Somebody with an account.
    Officer(&'a Actor),
}

/// What is done with an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum ApplicationCommand {
    /// An officer takes it, or takes it over from another.
    Take,
    /// The executor lays it before whoever approves.
    Propose {
        /// To do what.
        draft: Draft,
        /// The executor looked at what is to be reviewed and has nothing against it; needed where
        /// checks ask for it.
        reviewed: bool,
    },
    /// Whoever approves sends it back to the executor.
    ReturnToExecutor {
        /// Why.
        reason: Words,
    },
    /// The executor sends it back to the school.
    ReturnToSchool {
        /// What is lacking.
        remarks: Vec<Remark>,
    },
    /// Whoever approves does as proposed.
    Approve,
    /// The school sends it again, with new or replaced documents.
    Resubmit {
        /// Documents that are new or replace others.
        documents: BTreeMap<DocumentKind, BlobHash>,
    },
    /// The school takes it back.
    Withdraw,
}

/// Why it isn't done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplicationRefusal {
    /// Not for whoever asks.
    #[error("not this person's to do")]
    NotYours,
    /// Outside the officer's territory.
    #[error("outside the officer's territory")]
    NotYourTerritory,
    /// Not where the application stands.
    #[error("not possible at this stage")]
    WrongStage,
    /// Whoever approves must be another than the executor.
    #[error("the executor can't approve what they propose")]
    OwnProposal,
    /// Words are missing.
    #[error("a reason or a remark is missing")]
    NoReason,
    /// Documents are missing.
    #[error("documents are missing")]
    Missing {
        /// Which.
        documents: Vec<DocumentKind>,
    },
    /// A stop factor failed: it can only be refused, or go back to the school.
    #[error("a stop factor failed")]
    Stopped,
    /// A stop factor isn't known: not before its source has answered.
    #[error("a stop factor isn't known yet")]
    Waits,
    /// Something is for a person to look at, and nobody said that they did.
    #[error("something has to be looked at first")]
    NotReviewed,
    /// Signed already, as it was sent last.
    #[error("signed already")]
    SignedAlready,
    /// Other bytes were signed.
    #[error("another document was signed")]
    OtherDocument,
    /// The refusal rests on a check that didn't fail, or on nothing.
    #[error("the refusal rests on nothing that was found")]
    NoBasis,
}

impl Application {
    /// An application as the school submits it.
    ///
    /// # Errors
    /// [`ApplicationRefusal::Missing`].
    pub fn submit(
        id: ApplicationId,
        kind: ApplicationKind,
        school: OrganisationId,
        territory: Kato,
        documents: BTreeMap<DocumentKind, BlobHash>,
        at: Moment,
    ) -> Result<Self, ApplicationRefusal> {
        all_there(kind, &documents)?;
        Ok(Self {
            id,
            kind,
            school,
            territory,
            documents,
            stage: ApplicationStage::New,
            round: 1,
            signature: None,
            steps: vec![ApplicationStep {
                at,
                by: None,
                stage: ApplicationStage::New,
            }],
        })
    }

    /// Does what is asked: the application afterwards, or why not. `outcome` is what the automatic
    /// checks say of it now.
    ///
    /// # Errors
    /// [`ApplicationRefusal`].
    pub fn decide(
        &self,
        command: &ApplicationCommand,
        hand: Hand<'_>,
        outcome: &Outcome,
        rule: &ApplicationRule,
        at: Moment,
    ) -> Result<Self, ApplicationRefusal> {
        use ApplicationCommand as Command;
        use ApplicationStage as Stage;
        let by = self.admits(command, hand)?;
        let officer = || by.ok_or(ApplicationRefusal::NotYours);
        let mut next = self.clone();
        next.stage = match (command, &self.stage) {
            (Command::Take, Stage::New) => Stage::InWork {
                executor: officer()?,
            },
            (Command::Take, Stage::InWork { executor }) => {
                let by = officer()?;
                if *executor == by {
                    return Err(ApplicationRefusal::WrongStage);
                }
                Stage::InWork { executor: by }
            }
            (
                Command::Propose { draft, reviewed },
                Stage::InWork { executor } | Stage::BackAtExecutor { executor, .. },
            ) => {
                is(officer()?, *executor)?;
                may_propose(self.kind, draft, *reviewed, outcome)?;
                Stage::InApproval {
                    executor: *executor,
                    draft: draft.clone(),
                }
            }
            (
                Command::ReturnToSchool { remarks },
                Stage::InWork { executor } | Stage::BackAtExecutor { executor, .. },
            ) => {
                is(officer()?, *executor)?;
                if remarks.is_empty() || remarks.iter().any(|r| r.text.are_missing()) {
                    return Err(ApplicationRefusal::NoReason);
                }
                Stage::BackAtSchool {
                    executor: Some(*executor),
                    remarks: remarks.clone(),
                }
            }
            (Command::ReturnToExecutor { reason }, Stage::InApproval { executor, .. }) => {
                another(officer()?, *executor, rule)?;
                if reason.are_missing() {
                    return Err(ApplicationRefusal::NoReason);
                }
                Stage::BackAtExecutor {
                    executor: *executor,
                    reason: reason.clone(),
                }
            }
            (Command::Approve, Stage::InApproval { executor, draft }) => {
                another(officer()?, *executor, rule)?;
                // What was found since the proposal counts.
                may_propose(self.kind, draft, true, outcome)?;
                match draft {
                    Draft::Accept => Stage::Accepted,
                    Draft::Refuse { basis, reason } => Stage::Refused {
                        basis: basis.clone(),
                        reason: reason.clone(),
                    },
                }
            }
            (Command::Resubmit { documents }, Stage::BackAtSchool { .. }) => {
                next.documents.extend(documents);
                all_there(self.kind, &next.documents)?;
                next.round = next.round.saturating_add(1);
                // What is sent now is another document.
                next.signature = None;
                Stage::New
            }
            (Command::Withdraw, stage) if !stage.is_final() => Stage::Withdrawn,
            _ => return Err(ApplicationRefusal::WrongStage),
        };
        next.steps.push(ApplicationStep {
            at,
            by,
            stage: next.stage.clone(),
        });
        Ok(next)
    }

    /// What the school signs: the application as it was sent last.
    pub fn text(&self) -> ApplicationText {
        ApplicationText {
            schema: APPLICATION_SCHEMA.to_owned(),
            application: self.id,
            kind: self.kind,
            school: self.school,
            round: self.round,
            documents: self.documents.clone(),
        }
    }

    /// Whether it waits for the school's signature.
    pub fn is_to_sign(&self) -> bool {
        let with_school = matches!(self.stage, ApplicationStage::BackAtSchool { .. });
        self.signature.is_none() && !with_school && !self.stage.is_final()
    }

    /// Enters the school's verified signature.
    ///
    /// # Errors
    /// [`ApplicationRefusal`].
    pub fn sign(&self, signature: ApplicationSignature) -> Result<Self, ApplicationRefusal> {
        if self.signature.is_some() {
            return Err(ApplicationRefusal::SignedAlready);
        }
        if !self.is_to_sign() {
            return Err(ApplicationRefusal::WrongStage);
        }
        if self.text().sha256().ok() != Some(signature.document) {
            return Err(ApplicationRefusal::OtherDocument);
        }
        Ok(Self {
            signature: Some(signature),
            ..self.clone()
        })
    }

    /// Whether a command is for whoever asks; the officer, or nobody where it is the school.
    fn admits(
        &self,
        command: &ApplicationCommand,
        hand: Hand<'_>,
    ) -> Result<Option<PersonId>, ApplicationRefusal> {
        let schools = matches!(
            command,
            ApplicationCommand::Resubmit { .. } | ApplicationCommand::Withdraw
        );
        match hand {
            Hand::School(school) if schools && school == self.school => Ok(None),
            Hand::Officer(officer) if !schools && officer.role == AccountRole::EducationOfficer => {
                if officer.covers(self.territory) {
                    Ok(Some(officer.person))
                } else {
                    Err(ApplicationRefusal::NotYourTerritory)
                }
            }
            Hand::School(_) | Hand::Officer(_) => Err(ApplicationRefusal::NotYours),
        }
    }

    /// How the department's days run on a day.
    pub fn clock(
        &self,
        today: NaiveDate,
        calendar: &WorkingCalendar,
        rule: &ApplicationRule,
    ) -> Clock {
        let term = rule.working_days.value;
        let pauses = rule.pauses_with_school.value;
        let mut used: u32 = 0;
        // Since when the department's days run; none while the school has it.
        let mut since: Option<NaiveDate> = None;
        let mut decided = None;
        for step in &self.steps {
            let day = legal_day(step.at);
            let rests = pauses && matches!(step.stage, ApplicationStage::BackAtSchool { .. });
            match since {
                Some(start) if rests || step.stage.is_final() => {
                    used = used.saturating_add(working_days(calendar, start, day));
                    since = None;
                }
                None if !rests && !step.stage.is_final() => since = Some(day),
                _ => {}
            }
            if step.stage.is_final() {
                decided = Some(day);
            }
        }
        let left = term.saturating_sub(used);
        match (decided, since) {
            (Some(on), _) => Clock::Stopped {
                on,
                late: used.saturating_sub(term),
            },
            (None, Some(start)) => {
                let due = calendar.add_working_days(start, left);
                Clock::Running {
                    due,
                    left: if today <= due {
                        working_days(calendar, today, due)
                    } else {
                        0
                    },
                    late: working_days(calendar, due, today)
                        .saturating_add(used.saturating_sub(term)),
                }
            }
            (None, None) => Clock::Paused { left },
        }
    }
}

/// How the department's days run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// They run.
    Running {
        /// The last day.
        due: NaiveDate,
        /// Working days left after today.
        left: u32,
        /// Working days over the term.
        late: u32,
    },
    /// The school has it.
    Paused {
        /// Working days left when it comes back.
        left: u32,
    },
    /// It was decided or withdrawn.
    Stopped {
        /// When.
        on: NaiveDate,
        /// Working days over the term.
        late: u32,
    },
}

/// Working days after `from`, up to and with `to`.
pub(super) fn working_days(calendar: &WorkingCalendar, from: NaiveDate, to: NaiveDate) -> u32 {
    let days = from
        .iter_days()
        .skip(1)
        .take_while(|day| *day <= to)
        .filter(|day| calendar.is_working(*day))
        .count();
    u32::try_from(days).unwrap_or(u32::MAX)
}

fn all_there(
    kind: ApplicationKind,
    documents: &BTreeMap<DocumentKind, BlobHash>,
) -> Result<(), ApplicationRefusal> {
    let missing: Vec<DocumentKind> = kind
        .needed()
        .iter()
        .copied()
        .filter(|document| !documents.contains_key(document))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(ApplicationRefusal::Missing { documents: missing })
    }
}

fn is(by: PersonId, executor: PersonId) -> Result<(), ApplicationRefusal> {
    if by == executor {
        Ok(())
    } else {
        Err(ApplicationRefusal::NotYours)
    }
}

fn another(
    by: PersonId,
    executor: PersonId,
    rule: &ApplicationRule,
) -> Result<(), ApplicationRefusal> {
    if rule.four_eyes.value && by == executor {
        Err(ApplicationRefusal::OwnProposal)
    } else {
        Ok(())
    }
}

fn may_propose(
    kind: ApplicationKind,
    draft: &Draft,
    reviewed: bool,
    outcome: &Outcome,
) -> Result<(), ApplicationRefusal> {
    match draft {
        Draft::Accept => match outcome.application() {
            Some(ChecksDecision::Allowed) => Ok(()),
            Some(ChecksDecision::AllowedAfterReview) if reviewed => Ok(()),
            Some(ChecksDecision::AllowedAfterReview) => Err(ApplicationRefusal::NotReviewed),
            Some(ChecksDecision::Refused) => Err(ApplicationRefusal::Stopped),
            // A report about something else is as good as none.
            Some(ChecksDecision::Waits) | None => Err(ApplicationRefusal::Waits),
        },
        Draft::Refuse { basis, reason } => {
            if reason.are_missing() {
                return Err(ApplicationRefusal::NoReason);
            }
            let found = |basis: &RefusalBasis| match basis {
                RefusalBasis::Check(check) => {
                    outcome.stops.iter().any(|failure| failure.check == *check)
                }
                RefusalBasis::Document(_) => true,
                RefusalBasis::Passport(part) => kind.passport().contains(part),
            };
            if basis.is_empty() || !basis.iter().all(found) {
                return Err(ApplicationRefusal::NoBasis);
            }
            Ok(())
        }
    }
}
