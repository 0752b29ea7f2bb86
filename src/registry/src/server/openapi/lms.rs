//! What the document says of the routes of LMS.

use super::describe::{About, Answer, Body, Tag};
use crate::server::lms::{BatchesQuery, DifferenceQuery};
use crate::server::routes::Endpoint;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::lms::{
    ContingentDocument, ContractsDocument, GradesDocument, LMS_SIGNATURE, LmsAnswer, LmsBatches,
    LmsDifference, LmsMethod, LmsSchools, MarksDocument, ScheduleDocument, TeachersDocument,
};
use uuid::Uuid;

/// What holds for every document.
macro_rules! sending {
    ($what:literal) => {
        concat!(
            $what,
            " The document is one JSON object, or lines (`application/x-ndjson`): the heading, then \
             one row on each. It may be packed (`content-encoding: gzip`). It counts as a whole or, \
             when it isn't understood to its end, not at all; rows that can't be taken are named in \
             the report with a code each and take no others with them. Rows may come in any order. \
             The same content sent again gets the same answer and changes nothing; other content \
             for the same school and time is a new revision, which then stands, and the registry \
             keeps what it changed."
        )
    };
}

/// What is said of a route of LMS; of any other, what is said of the list of schools.
pub(super) fn about(endpoint: Endpoint) -> About {
    match endpoint {
        Endpoint::LmsSend(method) => sending(method),
        Endpoint::LmsReport => About::new(
            "readLmsReport",
            Tag::Lms,
            "The answer to a batch once more",
            "For every LMS that speaks for the school of the batch.",
        )
        .target::<Uuid>("The batch.")
        .answers(Answer::json::<LmsAnswer>(200, "The answer, as it was."))
        .refuses(
            ErrorCode::NotFound,
            "No such batch, or not of a school this LMS speaks for.",
        ),
        Endpoint::LmsBatches => About::new(
            "listLmsBatches",
            Tag::Lms,
            "Newest batches",
            "Counts of what LMS sent, newest first: of the schools of their territory for officers \
             of education, of universities for the Issuer's, of all for observers and the \
             Financial Centre.",
        )
        .query::<BatchesQuery>()
        .answers(Answer::json::<LmsBatches>(200, "The batches."))
        .refuses(ErrorCode::Forbidden, "A role without a part in this."),
        Endpoint::LmsBatch => About::new(
            "readLmsBatch",
            Tag::Lms,
            "A batch with its report",
            "What the LMS was answered.",
        )
        .target::<Uuid>("The batch.")
        .answers(Answer::json::<LmsAnswer>(200, "The answer, as it was."))
        .refuses(ErrorCode::Forbidden, "A role that reads counts alone.")
        .refuses(
            ErrorCode::NotFound,
            "No such batch, or not for this person.",
        ),
        Endpoint::LmsDifference => About::new(
            "readLmsDifference",
            Tag::Lms,
            "What a correction changed",
            "Row by row against the revision before, the middle of every ИИН hidden. Empty for a \
             first revision.",
        )
        .target::<Uuid>("The batch.")
        .query::<DifferenceQuery>()
        .answers(Answer::json::<LmsDifference>(200, "The page."))
        .refuses(ErrorCode::Forbidden, "A role that reads counts alone.")
        .refuses(
            ErrorCode::NotFound,
            "No such batch, or not for this person.",
        ),
        _ => About::new(
            "listLmsSchools",
            Tag::Lms,
            "Schools an LMS speaks for",
            "\"Получение списка школ\": number in НОБД, БИН and name of each.",
        )
        .answers(Answer::json::<LmsSchools>(200, "The schools.")),
    }
}

fn sending(method: LmsMethod) -> About {
    let (about, body) = match method {
        LmsMethod::Contingent => (
            About::new(
                "sendContingent",
                Tag::Lms,
                "Send the contingent of a month",
                sending!("\"Передача данных о школе\": who learns at a school in a month."),
            ),
            Body::rows::<ContingentDocument>("The contingent."),
        ),
        LmsMethod::Grades => (
            About::new(
                "sendGrades",
                Tag::Lms,
                "Send grades of a quarter",
                sending!("\"Передача данных об оценках\"."),
            ),
            Body::rows::<GradesDocument>("The grades."),
        ),
        LmsMethod::Teachers => (
            About::new(
                "sendTeachers",
                Tag::Lms,
                "Send teachers and hours",
                sending!("\"Передача данных о преподавателях\", of a month or a quarter."),
            ),
            Body::rows::<TeachersDocument>("The teachers."),
        ),
        LmsMethod::Contracts => (
            About::new(
                "sendContracts",
                Tag::Lms,
                "Send contracts with students",
                sending!("Contracts of a university with its students, as they stand in a month."),
            ),
            Body::rows::<ContractsDocument>("The contracts."),
        ),
        LmsMethod::Schedule => (
            About::new(
                "sendSchedule",
                Tag::Lms,
                "Send the lessons of a month",
                sending!("Lessons of the groups of a university."),
            ),
            Body::rows::<ScheduleDocument>("The lessons."),
        ),
        LmsMethod::Marks => (
            About::new(
                "sendMarks",
                Tag::Lms,
                "Send the QR marks of a day",
                sending!("Who was at which lesson of a university."),
            ),
            Body::rows::<MarksDocument>("The marks."),
        ),
    };
    about
        .header(
            LMS_SIGNATURE,
            "Detached signature (CMS, DER in base64) of the organisation over the document as it \
             is unpacked. Needed of an LMS that was registered so; checked wherever it is sent.",
        )
        .body(body)
        .answers(Answer::json::<LmsAnswer>(
            200,
            "`OK`: every row was taken. `Error`: those in the report weren't.",
        ))
        .refuses(
            ErrorCode::Forbidden,
            "The signature is missing or doesn't hold, or this kind of organisation doesn't send \
             that.",
        )
        .refuses(ErrorCode::NotFound, "Not a school this LMS speaks for.")
        .refuses(
            ErrorCode::MonthClosed,
            "The month is closed and the document says something new about it.",
        )
        .refuses(ErrorCode::Full, "No room left; nothing was taken.")
}
