//! The words a route is described with: parameters, body, answers, refusals.

use baqylau_protocol::api::ErrorCode;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Adds the schema of a type to the document and refers to it.
pub(super) type Shape = fn(&mut SchemaGenerator) -> Schema;

/// Media type of bytes that say themselves what they are.
const OCTETS: &str = "application/octet-stream";

/// Groups of routes, as the document lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Registry,
    Session,
    Feeds,
    Operations,
    Visits,
    Months,
    Checks,
    Attachments,
    Vouchers,
    Lms,
}

impl Tag {
    /// All, in the order of the document.
    pub(super) const ALL: [Self; 10] = [
        Self::Registry,
        Self::Session,
        Self::Feeds,
        Self::Operations,
        Self::Visits,
        Self::Months,
        Self::Checks,
        Self::Attachments,
        Self::Vouchers,
        Self::Lms,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::Session => "session",
            Self::Feeds => "feeds",
            Self::Operations => "operations",
            Self::Visits => "visits",
            Self::Months => "months",
            Self::Checks => "checks",
            Self::Attachments => "attachments",
            Self::Vouchers => "vouchers",
            Self::Lms => "lms",
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Registry => "The registry itself.",
            Self::Session => "Signing in with ЭЦП.",
            Self::Feeds => "What changed, in the order of the registry's commits.",
            Self::Operations => "What people did, and what became of it.",
            Self::Visits => "What a visit takes along, and what is known of its act.",
            Self::Months => "Who is paid for in a month, and why the others aren't.",
            Self::Vouchers => "The ledger of digital vouchers of higher education.",
            Self::Checks => {
                "The automatic checks (ФЛК) of organisations, their buildings and people."
            }
            Self::Attachments => "Photos, papers, acts and workbooks by SHA-256, resumable.",
            Self::Lms => "What systems of schools and universities (LMS) send about a month.",
        }
    }
}

/// A parameter in a header.
#[derive(Debug)]
pub(super) struct HeaderParameter {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    /// The largest number it may hold; `None`: a text, which may be left out.
    pub(super) most: Option<u64>,
}

/// A header of an answer.
#[derive(Debug)]
pub(super) struct AnswerHeader {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) shape: Shape,
    pub(super) always: bool,
}

/// What a body holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    Nothing,
    Json(Shape),
    /// JSON, or its rows as lines.
    Rows(Shape),
    /// Anything else, by its media type.
    Bytes(&'static str),
}

/// The body of a request. How large it may be stands in the table of routes.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) text: &'static str,
    pub(super) content: Content,
}

impl Body {
    pub(super) fn json<T: JsonSchema>(text: &'static str) -> Self {
        Self {
            text,
            content: Content::Json(SchemaGenerator::subschema_for::<T>),
        }
    }

    /// A document whose rows may also come as lines.
    pub(super) fn rows<T: JsonSchema>(text: &'static str) -> Self {
        Self {
            text,
            content: Content::Rows(SchemaGenerator::subschema_for::<T>),
        }
    }

    pub(super) fn bytes(text: &'static str) -> Self {
        Self::of(OCTETS, text)
    }

    /// A body of a media type.
    pub(super) fn of(kind: &'static str, text: &'static str) -> Self {
        Self {
            text,
            content: Content::Bytes(kind),
        }
    }
}

/// An answer that isn't a refusal.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) text: &'static str,
    pub(super) content: Content,
    pub(super) headers: Vec<AnswerHeader>,
}

impl Answer {
    fn new(status: u16, text: &'static str, content: Content) -> Self {
        Self {
            status,
            text,
            content,
            headers: vec![not_kept()],
        }
    }

    pub(super) fn json<T: JsonSchema>(status: u16, text: &'static str) -> Self {
        Self::new(
            status,
            text,
            Content::Json(SchemaGenerator::subschema_for::<T>),
        )
    }

    pub(super) fn bytes(status: u16, text: &'static str) -> Self {
        Self::new(status, text, Content::Bytes(OCTETS))
    }

    /// An answer of a media type.
    pub(super) fn of(kind: &'static str, text: &'static str) -> Self {
        Self::new(200, text, Content::Bytes(kind))
    }

    pub(super) fn packed(status: u16, text: &'static str) -> Self {
        Self::new(status, text, Content::Bytes("application/gzip"))
    }

    /// An answer without a body.
    pub(super) fn empty(status: u16, text: &'static str) -> Self {
        Self::new(status, text, Content::Nothing).kept()
    }

    /// The answer isn't marked `no-store`.
    pub(super) fn kept(mut self) -> Self {
        self.headers.retain(|header| header.name != "cache-control");
        self
    }

    /// A header that is always there.
    pub(super) fn header<T: JsonSchema>(mut self, name: &'static str, text: &'static str) -> Self {
        self.headers.push(AnswerHeader {
            name,
            text,
            shape: SchemaGenerator::subschema_for::<T>,
            always: true,
        });
        self
    }

    /// A header that may be missing.
    pub(super) fn perhaps<T: JsonSchema>(mut self, name: &'static str, text: &'static str) -> Self {
        self.headers.push(AnswerHeader {
            name,
            text,
            shape: SchemaGenerator::subschema_for::<T>,
            always: false,
        });
        self
    }
}

/// Every answer with personal data or the state of a moment says so.
pub(super) fn not_kept() -> AnswerHeader {
    AnswerHeader {
        name: "cache-control",
        text: "Nobody on the way keeps it.",
        shape: |_| json_schema!({ "const": "no-store" }),
        always: true,
    }
}

/// What the document says of a route.
#[derive(Debug)]
pub(crate) struct About {
    pub(super) id: &'static str,
    pub(super) tag: Tag,
    pub(super) summary: &'static str,
    pub(super) text: &'static str,
    pub(super) target: Option<(Shape, &'static str)>,
    pub(super) query: Option<Shape>,
    pub(super) headers: Vec<HeaderParameter>,
    pub(super) body: Option<Body>,
    pub(super) answers: Vec<Answer>,
    pub(super) refusals: Vec<(ErrorCode, &'static str)>,
}

impl About {
    pub(super) fn new(
        id: &'static str,
        tag: Tag,
        summary: &'static str,
        text: &'static str,
    ) -> Self {
        Self {
            id,
            tag,
            summary,
            text,
            target: None,
            query: None,
            headers: Vec::new(),
            body: None,
            answers: Vec::new(),
            refusals: Vec::new(),
        }
    }

    /// The identifier at the end of the path; its name is the one in the path's braces.
    pub(super) fn target<T: JsonSchema>(mut self, text: &'static str) -> Self {
        self.target = Some((SchemaGenerator::subschema_for::<T>, text));
        self
    }

    /// The query: each field of the type the handler reads is a parameter.
    pub(super) fn query<T: JsonSchema>(mut self) -> Self {
        self.query = Some(T::json_schema);
        self
    }

    /// A header that may be sent.
    pub(super) fn header(mut self, name: &'static str, text: &'static str) -> Self {
        self.headers.push(HeaderParameter {
            name,
            text,
            most: None,
        });
        self
    }

    /// A header with a number that must be sent.
    pub(super) fn number(mut self, name: &'static str, most: u64, text: &'static str) -> Self {
        self.headers.push(HeaderParameter {
            name,
            text,
            most: Some(most),
        });
        self
    }

    pub(super) fn body(mut self, body: Body) -> Self {
        self.body = Some(body);
        self
    }

    pub(super) fn answers(mut self, answer: Answer) -> Self {
        self.answers.push(answer);
        self
    }

    /// A reason to refuse beyond those every route has.
    pub(super) fn refuses(mut self, code: ErrorCode, text: &'static str) -> Self {
        self.refusals.push((code, text));
        self
    }
}
