//! What a person states of a student's month, held against what the registry itself was sent.
//!
//! A redemption names its trace, because a request is decided by what it carries. Whoever asks for
//! it in person could name any: the trace counts only as far as the documents of the university's
//! LMS bear it out.

use super::facts::{StudyForm, Trace};
use super::refusal::Refusal;

/// A student's month as the documents of the university's LMS tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StudentMonth {
    /// How the student studies, by the contract that stands.
    pub form: StudyForm,
    /// Lessons scheduled and confirmed, and hashes of the documents they were counted from.
    pub trace: Trace,
}

/// Whether what the registry knows of a month bears out what was stated of it. `known` is `None`
/// where the LMS sent no contract with this student for the month.
///
/// What it is worth is judged afterwards, by [`Trace::worth`].
///
/// Source: slides, stage 4: a month is redeemed by the digital trace of LMS and QR; that a trace
/// somebody states is held against the documents is what "confirmed" takes.
///
/// # Errors
/// [`Refusal::NoTrace`] when none was stated, [`Refusal::TraceUnknown`] when the registry has no
/// contract, no schedule or no marks, [`Refusal::DistanceNotPaid`],
/// [`Refusal::TraceDiffers`] when lessons were counted otherwise, [`Refusal::TraceOutdated`] when
/// they agree and other documents stand by now.
pub fn borne_out(stated: &Trace, known: Option<&StudentMonth>) -> Result<(), Refusal> {
    if stated.lms.is_none() || stated.qr.is_none() {
        return Err(Refusal::NoTrace);
    }
    let StudentMonth { form, trace } = known.ok_or(Refusal::TraceUnknown)?;
    if trace.lms.is_none() || trace.qr.is_none() {
        return Err(Refusal::TraceUnknown);
    }
    if *form == StudyForm::Distance {
        return Err(Refusal::DistanceNotPaid);
    }
    if (stated.attended, stated.scheduled) != (trace.attended, trace.scheduled) {
        return Err(Refusal::TraceDiffers {
            attended: trace.attended,
            scheduled: trace.scheduled,
        });
    }
    if (stated.lms, stated.qr) != (trace.lms, trace.qr) {
        return Err(Refusal::TraceOutdated);
    }
    Ok(())
}
