//! An application as its school sees it: what it sent, which of five words stands over it, and what is
//! said to it. Where the department keeps it, who works on it and what they write to each other has
//! no place here, so a laptop of the school can't hold it.

use super::application::{
    Application, ApplicationKind, ApplicationSignature, ApplicationStage, ApplicationStep,
    DocumentKind, RefusalBasis, Remark,
};
use crate::Moment;
use crate::identifiers::{ApplicationId, BlobHash, Kato, OrganisationId};
use crate::text::Words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where an application stands, as the school sees it, with what is said to the school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "seen", rename_all = "snake_case")]
pub enum SeenStage {
    /// Отправлена.
    Sent,
    /// На доработке.
    ToRework {
        /// What is lacking.
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
    /// Отозвана.
    Withdrawn,
}

/// A step the school sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeenStep {
    /// When.
    pub at: Moment,
    /// Where it led.
    pub stage: SeenStage,
}

/// An application as its school sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeenApplication {
    /// Identity of the application.
    pub id: ApplicationId,
    /// What for.
    pub kind: ApplicationKind,
    /// School.
    pub school: OrganisationId,
    /// Where the school is.
    pub territory: Kato,
    /// Documents, by kind.
    pub documents: BTreeMap<DocumentKind, BlobHash>,
    /// Where it stands.
    pub stage: SeenStage,
    /// How often the school sent it, from 1.
    pub round: u32,
    /// The school's signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<ApplicationSignature>,
    /// What led there, oldest first: the department's days run by these steps alone.
    pub steps: Vec<SeenStep>,
}

impl ApplicationStage {
    /// The same as the school sees it; none for where only the department looks.
    fn told(&self) -> Option<SeenStage> {
        match self {
            Self::New => Some(SeenStage::Sent),
            Self::InWork { .. } | Self::InApproval { .. } | Self::BackAtExecutor { .. } => None,
            Self::BackAtSchool { remarks, .. } => Some(SeenStage::ToRework {
                remarks: remarks.clone(),
            }),
            Self::Accepted => Some(SeenStage::Accepted),
            Self::Refused { basis, reason } => Some(SeenStage::Refused {
                basis: basis.clone(),
                reason: reason.clone(),
            }),
            Self::Withdrawn => Some(SeenStage::Withdrawn),
        }
    }
}

impl SeenStage {
    fn opened(self) -> ApplicationStage {
        match self {
            Self::Sent => ApplicationStage::New,
            Self::ToRework { remarks } => ApplicationStage::BackAtSchool {
                executor: None,
                remarks,
            },
            Self::Accepted => ApplicationStage::Accepted,
            Self::Refused { basis, reason } => ApplicationStage::Refused { basis, reason },
            Self::Withdrawn => ApplicationStage::Withdrawn,
        }
    }
}

impl Application {
    /// What its school is told of it.
    pub fn for_school(&self) -> SeenApplication {
        let step = |step: &ApplicationStep| {
            Some(SeenStep {
                at: step.at,
                stage: step.stage.told()?,
            })
        };
        SeenApplication {
            id: self.id,
            kind: self.kind,
            school: self.school,
            territory: self.territory,
            documents: self.documents.clone(),
            stage: self.stage.told().unwrap_or(SeenStage::Sent),
            round: self.round,
            signature: self.signature,
            steps: self.steps.iter().filter_map(step).collect(),
        }
    }
}

impl SeenApplication {
    /// The same as an application, by which the school's own commands are judged and the
    /// department's days are counted: whatever the department does with it inside, it is new.
    pub fn opened(self) -> Application {
        let step = |step: SeenStep| ApplicationStep {
            at: step.at,
            by: None,
            stage: step.stage.opened(),
        };
        Application {
            id: self.id,
            kind: self.kind,
            school: self.school,
            territory: self.territory,
            documents: self.documents,
            stage: self.stage.opened(),
            round: self.round,
            signature: self.signature,
            steps: self.steps.into_iter().map(step).collect(),
        }
    }
}
