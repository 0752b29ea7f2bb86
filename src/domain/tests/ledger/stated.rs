//! A trace a person states, held against the documents of the LMS.

use crate::world::{hash, trace};
use baqylau_domain::voucher::{Refusal, StudentMonth, StudyForm, Trace, borne_out};

fn month(form: StudyForm, trace: Trace) -> StudentMonth {
    StudentMonth { form, trace }
}

#[test]
fn only_what_the_documents_say_is_borne_out() {
    let stated = trace(90, 96);
    let full = |trace| month(StudyForm::FullTime, trace);
    assert_eq!(borne_out(&stated, Some(&full(stated))), Ok(()));
    assert_eq!(borne_out(&stated, None), Err(Refusal::TraceUnknown));
    for known in [
        Trace {
            lms: None,
            ..stated
        },
        Trace { qr: None, ..stated },
    ] {
        let unknown = Err(Refusal::TraceUnknown);
        assert_eq!(borne_out(&stated, Some(&full(known))), unknown);
        // And nothing can be stated without both.
        let none = Err(Refusal::NoTrace);
        assert_eq!(borne_out(&known, Some(&full(stated))), none);
    }
    for (attended, scheduled) in [(89, 96), (91, 96), (90, 95), (90, 97)] {
        let known = full(trace(attended, scheduled));
        assert_eq!(
            borne_out(&stated, Some(&known)),
            Err(Refusal::TraceDiffers {
                attended,
                scheduled
            })
        );
    }
    let other = full(Trace {
        qr: Some(hash(9)),
        ..stated
    });
    assert_eq!(
        borne_out(&stated, Some(&other)),
        Err(Refusal::TraceOutdated)
    );
    assert_eq!(
        borne_out(&stated, Some(&month(StudyForm::Distance, stated))),
        Err(Refusal::DistanceNotPaid)
    );
}
