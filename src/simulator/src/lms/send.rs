//! The sample LMS sends its documents and says what it was answered.

use super::SampleLms;
use super::invent::{self, Document};
use serde_json::Value;
use std::fmt::Write as _;
use thiserror::Error;

/// Why the sample LMS stops.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The registry can't be reached, or its answer isn't JSON.
    #[error("{path}: {reason}")]
    Transport {
        /// What was asked.
        path: String,
        /// What the library says.
        reason: String,
    },
    /// The registry refuses.
    #[error("{path}: {status} {code}: {detail}")]
    Refused {
        /// What was asked.
        path: String,
        /// Status.
        status: u16,
        /// Code of the refusal.
        code: String,
        /// Detail of the refusal.
        detail: String,
    },
    /// This LMS speaks for nobody.
    #[error("the registry lists no school for this LMS")]
    NoSchool,
}

/// Faults shown of each report.
const SHOWN: usize = 10;

/// Sends everything, and returns what is printed.
///
/// # Errors
/// [`SampleError`] at the first document the registry refuses as a whole.
pub async fn run(sample: &SampleLms) -> Result<String, SampleError> {
    let registry = Registry {
        client: reqwest::Client::new(),
        sample,
    };
    let listed = registry.schools().await?;
    let schools = listed["schools"].as_array().map(Vec::as_slice);
    let ids = schools.unwrap_or_default().iter();
    let first = ids.filter_map(|school| school["school_id"].as_str()).next();
    let school = sample.school.as_deref().or(first);
    let school = school.ok_or(SampleError::NoSchool)?.to_owned();
    let mut text = String::new();
    let _ = writeln!(text, "school {school}, {} learners", sample.learners);
    let mut documents = if sample.university {
        invent::university(sample, &school)
    } else {
        invent::school(sample, &school)
    };
    if let Some(first) = documents.first_mut() {
        invent::spoil(first, sample.bad);
    }
    for document in &documents {
        let answer = registry.send(document).await?;
        say(&mut text, document, &answer);
    }
    if sample.correct {
        let documents = if sample.university {
            invent::university(sample, &school)
        } else {
            invent::school(sample, &school)
        };
        if let Some(mut first) = documents.into_iter().next() {
            invent::join(&mut first, sample);
            let answer = registry.send(&first).await?;
            say(&mut text, &first, &answer);
        }
    }
    Ok(text)
}

fn say(text: &mut String, document: &Document, answer: &Value) {
    let report = &answer["report"];
    let difference = &report["difference"];
    let _ = writeln!(
        text,
        "{} {} revision {}: {} ({} taken, {} not; +{} -{} ~{}) batch {}",
        document.path,
        report["span"].as_str().unwrap_or_default(),
        report["revision"],
        answer["status"].as_str().unwrap_or_default(),
        report["accepted"],
        report["rejected"],
        difference["added"],
        difference["removed"],
        difference["changed"],
        report["batch"].as_str().unwrap_or_default(),
    );
    let faults = report["faults"].as_array().map(Vec::as_slice);
    let faults = faults.unwrap_or_default();
    for fault in faults.iter().take(SHOWN) {
        let _ = writeln!(
            text,
            "  row {}: {} {}",
            fault["row"],
            fault["field"].as_str().unwrap_or_default(),
            fault["reason"].as_str().unwrap_or_default()
        );
    }
    if faults.len() > SHOWN {
        let _ = writeln!(text, "  ... {} more", faults.len() - SHOWN);
    }
}

/// The registry, as an LMS sees it.
struct Registry<'a> {
    client: reqwest::Client,
    sample: &'a SampleLms,
}

impl Registry<'_> {
    async fn schools(&self) -> Result<Value, SampleError> {
        let path = "/v1/lms/schools";
        self.ask(path, self.client.get(self.address(path))).await
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.sample.registry.trim_end_matches('/'))
    }

    async fn send(&self, document: &Document) -> Result<Value, SampleError> {
        let request = self.client.post(self.address(document.path));
        let (kind, body) = if self.sample.lines {
            let mut body = document.heading.to_string();
            for row in &document.rows {
                let _ = write!(body, "\n{row}");
            }
            ("application/x-ndjson", body)
        } else {
            let mut whole = document.heading.clone();
            whole["rows"] = document.rows.clone().into();
            ("application/json", whole.to_string())
        };
        let request = request.header("content-type", kind).body(body);
        self.ask(document.path, request).await
    }

    async fn ask(
        &self,
        path: &str,
        request: reqwest::RequestBuilder,
    ) -> Result<Value, SampleError> {
        let trouble = |error: reqwest::Error| SampleError::Transport {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let request = request.bearer_auth(&self.sample.token);
        let answer = request.send().await.map_err(trouble)?;
        let status = answer.status();
        let body: Value = answer.json().await.map_err(trouble)?;
        if status.is_success() {
            return Ok(body);
        }
        let field = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Err(SampleError::Refused {
            path: path.to_owned(),
            status: status.as_u16(),
            code: field("code"),
            detail: field("detail"),
        })
    }
}
