//! Rules about the organisation, its documents and its representative.

use super::{NOT_SAID, demand};
use crate::checks::fact::{
    EntityStatus, FactValue, Founder, InvoiceStatus, LicenceRecord, LifeStatus, SignatureVerdict,
    Subject, Topic,
};
use crate::checks::scene::Scene;
use crate::checks::verdict::{NotNeeded, Reason, Unknown, Verdict};
use crate::organisation::LicenceStatus;
use chrono::NaiveDate;

type Said = Result<Verdict, Unknown>;

pub(in crate::checks) fn status(scene: &mut Scene<'_>) -> Said {
    let FactValue::LegalEntity { status, .. } = scene.own(Topic::LegalEntity)? else {
        return Err(NOT_SAID);
    };
    Ok(match status {
        EntityStatus::Active => Verdict::Passed,
        EntityStatus::NotFound => Verdict::Failed(Reason::EntityNotFound),
        EntityStatus::InLiquidation | EntityStatus::Liquidated => {
            Verdict::Failed(Reason::EntityNotActive)
        }
    })
}

pub(in crate::checks) fn head(scene: &mut Scene<'_>) -> Said {
    let FactValue::LegalEntity { head, .. } = scene.own(Topic::LegalEntity)? else {
        return Err(NOT_SAID);
    };
    let Some(head) = *head else {
        return Ok(Verdict::Failed(Reason::HeadMissing));
    };
    let FactValue::StatedHead { head: stated } = scene.own(Topic::StatedHead)? else {
        return Err(NOT_SAID);
    };
    if *stated != head {
        return Ok(Verdict::Failed(Reason::HeadDiffers));
    }
    let FactValue::Life { status } = scene.of(Subject::Person(head), Topic::Life)? else {
        return Err(NOT_SAID);
    };
    Ok(demand(*status == LifeStatus::Alive, Reason::HeadNotAlive))
}

pub(in crate::checks) fn founders(scene: &mut Scene<'_>) -> Said {
    let FactValue::LegalEntity { founders, .. } = scene.own(Topic::LegalEntity)? else {
        return Err(NOT_SAID);
    };
    if founders.is_empty() {
        return Ok(Verdict::NotApplicable(NotNeeded::NoFounders));
    }
    // One bad founder decides even where another isn't known, whatever their order.
    let mut open = None;
    let mut failed = None;
    for founder in founders {
        match founder_is_there(scene, *founder) {
            Ok(Verdict::Failed(reason)) => failed = failed.or(Some(reason)),
            Ok(_) => {}
            Err(unknown) => open = open.or(Some(unknown)),
        }
    }
    match (failed, open) {
        (Some(reason), _) => Ok(Verdict::Failed(reason)),
        (None, Some(unknown)) => Err(unknown),
        (None, None) => Ok(Verdict::Passed),
    }
}

fn founder_is_there(scene: &mut Scene<'_>, founder: Founder) -> Said {
    let topic = match founder {
        Founder::Organisation(_) => Topic::LegalEntity,
        Founder::Person(_) => Topic::Life,
    };
    match scene.of(founder.subject(), topic)? {
        FactValue::LegalEntity { status, .. } => Ok(demand(
            *status == EntityStatus::Active,
            Reason::FounderNotActive,
        )),
        FactValue::Life { status } => Ok(demand(
            *status == LifeStatus::Alive,
            Reason::FounderNotAlive,
        )),
        _ => Err(NOT_SAID),
    }
}

pub(in crate::checks) fn state_share(scene: &mut Scene<'_>) -> Said {
    let FactValue::StateShare { hundredths } = scene.own(Topic::StateShare)? else {
        return Err(NOT_SAID);
    };
    Ok(demand(*hundredths == 0, Reason::StateShare))
}

/// What keeps a list of licences from holding one in force; the gravest state speaks.
fn licence_fault(licences: &[LicenceRecord], day: NaiveDate) -> Option<Reason> {
    if licences.iter().any(|licence| licence.is_in_force(day)) {
        return None;
    }
    let any = |status| licences.iter().any(|licence| licence.status == status);
    Some(if licences.is_empty() {
        Reason::LicenceMissing
    } else if any(LicenceStatus::Withdrawn) {
        Reason::LicenceWithdrawn
    } else if any(LicenceStatus::Suspended) {
        Reason::LicenceSuspended
    } else {
        Reason::LicenceOutOfTerm
    })
}

pub(in crate::checks) fn licence(scene: &mut Scene<'_>) -> Said {
    let day = scene.today();
    let FactValue::Licences { licences } = scene.own(Topic::Licences)? else {
        return Err(NOT_SAID);
    };
    scene.against(day);
    Ok(licence_fault(licences, day).map_or(Verdict::Passed, Verdict::Failed))
}

pub(in crate::checks) fn signature(scene: &mut Scene<'_>) -> Said {
    let Some(document) = &scene.case.document else {
        return Ok(Verdict::NotApplicable(NotNeeded::NoDocument));
    };
    let about = Subject::Document(document.clone());
    let FactValue::Signature {
        verdict,
        organisation,
    } = scene.of(about, Topic::Signature)?
    else {
        return Err(NOT_SAID);
    };
    match verdict {
        SignatureVerdict::Invalid => Ok(Verdict::Failed(Reason::SignatureInvalid)),
        SignatureVerdict::NotFullyChecked => Err(Unknown::LeftOpen),
        SignatureVerdict::Valid => Ok(demand(
            *organisation == Some(scene.case.organisation),
            Reason::SignatureOfAnother,
        )),
    }
}

pub(in crate::checks) fn tax_debt(scene: &mut Scene<'_>) -> Said {
    let FactValue::TaxDebt { amount } = scene.own(Topic::TaxDebt)? else {
        return Err(NOT_SAID);
    };
    let limit = scene.parameters.tax_debt_limit.value;
    scene.against(limit.0);
    Ok(demand(*amount <= limit, Reason::TaxDebt))
}

pub(in crate::checks) fn social_payments(scene: &mut Scene<'_>) -> Said {
    let FactValue::SocialPayments { overdue } = scene.own(Topic::SocialPayments)? else {
        return Err(NOT_SAID);
    };
    let limit = scene.parameters.social_debt_limit.value;
    scene.against(limit.0);
    Ok(demand(*overdue <= limit, Reason::SocialPaymentsOverdue))
}

/// A yes or no about the person who acts for the organisation.
fn of_representative(scene: &mut Scene<'_>, topic: Topic, otherwise: Reason) -> Said {
    let Some(person) = scene.case.representative else {
        return Ok(Verdict::NotApplicable(NotNeeded::NoRepresentative));
    };
    match scene.of(Subject::Person(person), topic)? {
        FactValue::Phone { belongs: yes }
        | FactValue::BiometricMatch { matched: yes }
        | FactValue::SmsConfirmation { confirmed: yes } => Ok(demand(*yes, otherwise)),
        _ => Err(NOT_SAID),
    }
}

pub(in crate::checks) fn phone(scene: &mut Scene<'_>) -> Said {
    of_representative(scene, Topic::Phone, Reason::PhoneOfAnother)
}

pub(in crate::checks) fn biometrics(scene: &mut Scene<'_>) -> Said {
    of_representative(scene, Topic::BiometricMatch, Reason::BiometricsDiffer)
}

pub(in crate::checks) fn sms(scene: &mut Scene<'_>) -> Said {
    of_representative(scene, Topic::SmsConfirmation, Reason::SmsNotConfirmed)
}

pub(in crate::checks) fn qr_order(scene: &mut Scene<'_>) -> Said {
    let FactValue::QrOrder { number } = scene.own(Topic::QrOrder)? else {
        return Err(NOT_SAID);
    };
    Ok(demand(number.is_some(), Reason::QrOrderMissing))
}

pub(in crate::checks) fn account(scene: &mut Scene<'_>) -> Said {
    let FactValue::PayeeAccount { holder, open } = scene.own(Topic::PayeeAccount)? else {
        return Err(NOT_SAID);
    };
    Ok(if *holder != Some(scene.case.organisation) {
        Verdict::Failed(Reason::AccountOfAnother)
    } else {
        demand(*open, Reason::AccountClosed)
    })
}

pub(in crate::checks) fn invoice(scene: &mut Scene<'_>) -> Said {
    let Some(document) = &scene.case.document else {
        return Ok(Verdict::NotApplicable(NotNeeded::NoDocument));
    };
    let about = Subject::Document(document.clone());
    let FactValue::Invoice { invoice } = scene.of(about.clone(), Topic::Invoice)? else {
        return Err(NOT_SAID);
    };
    let Some(invoice) = invoice else {
        return Ok(Verdict::Failed(Reason::InvoiceMissing));
    };
    if invoice.status != InvoiceStatus::Registered {
        return Ok(Verdict::Failed(Reason::InvoiceNotInForce));
    }
    if invoice.supplier != scene.case.organisation {
        return Ok(Verdict::Failed(Reason::InvoiceOfAnother));
    }
    let FactValue::ActTotal { amount } = scene.of(about, Topic::ActTotal)? else {
        return Err(NOT_SAID);
    };
    scene.against(invoice.amount.0);
    Ok(demand(invoice.amount == *amount, Reason::InvoiceSumDiffers))
}
