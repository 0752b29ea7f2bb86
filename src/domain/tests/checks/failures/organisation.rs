//! Ways in which checks on an organisation and its documents fail.

use super::{Failure, acts, licences, life, of_act, own};
use crate::world::{day, entity, founder, head, invoice, licence, others, us};
use baqylau_domain::checks::{
    CheckId, EntityStatus, FactValue, Founder, InvoiceRecord, InvoiceStatus, LicenceRecord,
    LifeStatus, Reason, SignatureVerdict, Source, Subject,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::LicenceStatus;
use std::collections::BTreeSet;

/// One after the other.
pub fn failures() -> Vec<Failure> {
    use CheckId as C;
    use FactValue as V;
    use Reason as R;
    let no_head = V::LegalEntity {
        status: EntityStatus::Active,
        head: None,
        founders: BTreeSet::from([Founder::Person(founder())]),
    };
    let late = LicenceRecord {
        until: Some(day(2026, 10, 25)),
        ..licence(LicenceStatus::Active)
    };
    let early = LicenceRecord {
        from: day(2026, 10, 27),
        ..licence(LicenceStatus::Active)
    };
    let invoiced = |invoice| of_act(V::Invoice { invoice }, Source::Esf);
    vec![
        (
            C::OrgStatus,
            own(entity(EntityStatus::Liquidated), Source::GbdUl),
            R::EntityNotActive,
        ),
        (
            C::OrgStatus,
            own(entity(EntityStatus::InLiquidation), Source::GbdUl),
            R::EntityNotActive,
        ),
        (
            C::OrgStatus,
            own(entity(EntityStatus::NotFound), Source::GbdUl),
            R::EntityNotFound,
        ),
        (C::OrgHead, own(no_head, Source::GbdUl), R::HeadMissing),
        (
            C::OrgHead,
            own(V::StatedHead { head: founder() }, Source::Applicant),
            R::HeadDiffers,
        ),
        (C::OrgHead, life(head(), LifeStatus::Dead), R::HeadNotAlive),
        (
            C::OrgFounders,
            life(founder(), LifeStatus::Dead),
            R::FounderNotAlive,
        ),
        (
            C::OrgFounders,
            (
                Subject::Organisation(others()),
                entity(EntityStatus::Liquidated),
                Source::GbdUl,
            ),
            R::FounderNotActive,
        ),
        (
            C::OrgStateShare,
            own(V::StateShare { hundredths: 1 }, Source::StateProperty),
            R::StateShare,
        ),
        (C::OrgLicence, licences(vec![]), R::LicenceMissing),
        (
            C::OrgLicence,
            licences(vec![licence(LicenceStatus::Suspended)]),
            R::LicenceSuspended,
        ),
        (
            C::OrgLicence,
            licences(vec![licence(LicenceStatus::Withdrawn)]),
            R::LicenceWithdrawn,
        ),
        (C::OrgLicence, licences(vec![late]), R::LicenceOutOfTerm),
        (C::OrgLicence, licences(vec![early]), R::LicenceOutOfTerm),
        (
            C::OrgSignature,
            of_act(
                V::Signature {
                    verdict: SignatureVerdict::Invalid,
                    organisation: Some(us()),
                },
                Source::Nca,
            ),
            R::SignatureInvalid,
        ),
        (
            C::OrgSignature,
            of_act(
                V::Signature {
                    verdict: SignatureVerdict::Valid,
                    organisation: None,
                },
                Source::Nca,
            ),
            R::SignatureOfAnother,
        ),
        (
            C::OrgTaxDebt,
            own(V::TaxDebt { amount: Tiyn(1) }, Source::Culs),
            R::TaxDebt,
        ),
        (
            C::OrgSocialPayments,
            own(V::SocialPayments { overdue: Tiyn(1) }, Source::Culs),
            R::SocialPaymentsOverdue,
        ),
        (
            C::OrgPhone,
            acts(V::Phone { belongs: false }, Source::Bmg),
            R::PhoneOfAnother,
        ),
        (
            C::OrgBiometrics,
            acts(V::BiometricMatch { matched: false }, Source::Biometrics),
            R::BiometricsDiffer,
        ),
        (
            C::OrgSms,
            acts(V::SmsConfirmation { confirmed: false }, Source::Sms1414),
            R::SmsNotConfirmed,
        ),
        (
            C::OrgQrOrder,
            own(V::QrOrder { number: None }, Source::Lms),
            R::QrOrderMissing,
        ),
        (
            C::OrgAccount,
            own(
                V::PayeeAccount {
                    holder: Some(us()),
                    open: false,
                },
                Source::Treasury,
            ),
            R::AccountClosed,
        ),
        (
            C::OrgAccount,
            own(
                V::PayeeAccount {
                    holder: Some(others()),
                    open: true,
                },
                Source::Treasury,
            ),
            R::AccountOfAnother,
        ),
        (C::ActInvoice, invoiced(None), R::InvoiceMissing),
        (
            C::ActInvoice,
            invoiced(Some(InvoiceRecord {
                status: InvoiceStatus::Withdrawn,
                ..invoice()
            })),
            R::InvoiceNotInForce,
        ),
        (
            C::ActInvoice,
            invoiced(Some(InvoiceRecord {
                supplier: others(),
                ..invoice()
            })),
            R::InvoiceOfAnother,
        ),
        (
            // The case of the rounded unit price: 1.47 tenge apart.
            C::ActInvoice,
            invoiced(Some(InvoiceRecord {
                amount: Tiyn(2_559_916_667),
                ..invoice()
            })),
            R::InvoiceSumDiffers,
        ),
    ]
}
