//! The registry's interface as functions.

mod months;

use super::transport::{Method, Request, Response, Transport};
use crate::error::{ClientError, Result};
use baqylau_domain::identifiers::{BlobHash, InstallId, OrganisationId, VisitId};
use baqylau_protocol::api::{self, ApiError, ErrorCode, Hello};
use baqylau_protocol::blob::BlobProgress;
use baqylau_protocol::checks::ChecksAsked;
use baqylau_protocol::colleagues::Colleagues;
use baqylau_protocol::feed::{FeedPage, Scope, Scopes};
use baqylau_protocol::operation::Push;
use baqylau_protocol::pack::Pack;
use baqylau_protocol::planning::PlanningAnswer;
use baqylau_protocol::receipt::PushAnswer;
use baqylau_protocol::session::{
    Challenge, ChallengeRequest, SamplePerson, Session, SessionRequest,
};
use baqylau_protocol::snapshot::{ScopeDigest, SignedManifest};
use baqylau_protocol::{MAX_FEED_PAGE, blob};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::{Arc, PoisonError, RwLock};

/// The registry, seen from here.
pub struct Api {
    transport: Arc<dyn Transport>,
    token: RwLock<Option<String>>,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").finish_non_exhaustive()
    }
}

impl Api {
    /// Speaks over a transport.
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self {
            transport,
            token: RwLock::new(None),
        }
    }

    /// Takes a session's token, or lets go of it.
    pub fn set_token(&self, token: Option<String>) {
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// Lets go of the session's token and hands it out, for telling the registry.
    pub fn take_token(&self) -> Option<String> {
        self.token
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// The session's token now, to be compared later.
    pub fn token(&self) -> Option<String> {
        self.token
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Lets go of this token, and answers whether it still was the one: a refusal says nothing
    /// about a session that began after the request was sent.
    pub fn drop_token(&self, of: Option<&str>) -> bool {
        let mut token = self.token.write().unwrap_or_else(PoisonError::into_inner);
        let current = token.as_deref() == of;
        if current {
            *token = None;
        }
        current
    }

    /// Ends a session at the registry: its token opens nothing there any more.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn end_session(&self, token: String) -> Result<()> {
        let mut request = self.request(Method::Delete, api::SESSION.to_owned());
        request.token = Some(token);
        let answer = self.send(request).await?;
        if (200..300).contains(&answer.status) {
            Ok(())
        } else {
            Err(failure(&answer))
        }
    }

    /// Whether there is a session.
    pub fn has_token(&self) -> bool {
        self.token
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some()
    }

    /// Who the registry is.
    ///
    /// # Errors
    /// No answer, or one that isn't understood.
    pub async fn hello(&self) -> Result<Hello> {
        self.get(api::HELLO).await
    }

    /// Accounts of the demonstration.
    ///
    /// # Errors
    /// No answer, or a refusal: not a demonstration.
    pub async fn sample_people(&self) -> Result<Vec<SamplePerson>> {
        self.get(api::SAMPLE_PEOPLE).await
    }

    /// Asks for a nonce.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn challenge(&self, install: InstallId) -> Result<Challenge> {
        self.post(api::CHALLENGE, &ChallengeRequest { install })
            .await
    }

    /// Answers a nonce.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn sign_in(&self, request: &SessionRequest) -> Result<Session> {
        self.post(api::SESSION, request).await
    }

    /// Scopes of the session, and how the audit log continues the head of this size.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn scopes(&self, known: u64) -> Result<Scopes> {
        self.get(&format!("{}?known={known}", api::SCOPES)).await
    }

    /// A page of a feed of a draft.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn feed(&self, scope: &Scope, epoch: uuid::Uuid, after: u64) -> Result<FeedPage> {
        self.get(&feed_path(scope, epoch, after)).await
    }

    /// A page of a feed of records, in the bytes it came in.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn feed_bytes(
        &self,
        scope: &Scope,
        epoch: uuid::Uuid,
        after: u64,
    ) -> Result<Vec<u8>> {
        self.bytes(feed_path(scope, epoch, after)).await
    }

    /// The manifest of a scope's snapshot; `None` where there is none.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn snapshot(&self, scope: &Scope) -> Result<Option<SignedManifest>> {
        there(self.get(&format!("{}?scope={scope}", api::SNAPSHOT)).await)
    }

    /// A piece of a snapshot; `None` when it isn't kept any more.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn snapshot_piece(
        &self,
        scope: &Scope,
        seq: u64,
        piece: usize,
    ) -> Result<Option<Vec<u8>>> {
        there(
            self.bytes(format!(
                "{}?scope={scope}&seq={seq}&piece={piece}",
                api::SNAPSHOT_PIECE
            ))
            .await,
        )
    }

    /// Digests of what a scope shows; `None` from a registry that has none.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn digest(&self, scope: &Scope) -> Result<Option<ScopeDigest>> {
        there(self.get(&format!("{}?scope={scope}", api::DIGEST)).await)
    }

    /// The records of a bucket, in the bytes they came in.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn bucket_bytes(&self, scope: &Scope, bucket: u8) -> Result<Vec<u8>> {
        self.bytes(format!("{}?scope={scope}&bucket={bucket}", api::BUCKET))
            .await
    }

    /// Pushes operations.
    ///
    /// # Errors
    /// No answer, or a refusal of the whole.
    pub async fn push(&self, push: &Push) -> Result<PushAnswer> {
        self.post(api::OPERATIONS, push).await
    }

    /// The pack of a visit.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn pack(&self, visit: VisitId) -> Result<Pack> {
        self.get(&format!("{}/{visit}", api::PACKS)).await
    }

    /// What the officer of the session plans visits with; without content when it is the version
    /// known.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn planning(&self, known: Option<BlobHash>) -> Result<PlanningAnswer> {
        match known {
            Some(known) => self.get(&format!("{}?known={known}", api::PLANNING)).await,
            None => self.get(api::PLANNING).await,
        }
    }

    /// People of the same office or school.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn colleagues(&self) -> Result<Colleagues> {
        self.get(api::COLLEAGUES).await
    }

    /// Asks for the automatic checks of an organisation to be run now.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn ask_checks(&self, organisation: OrganisationId) -> Result<ChecksAsked> {
        let path = format!("{}/{organisation}/checks", api::ORGANISATIONS);
        read(self.send(self.request(Method::Post, path)).await?)
    }

    /// Bytes of a blob the registry has, and whether that is all.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn blob_offset(&self, hash: &BlobHash, size: u64) -> Result<BlobProgress> {
        let request = self.request(Method::Head, format!("{}/{hash}", api::BLOBS));
        let answer = self.send(request).await?;
        match answer.status {
            404 => Ok(BlobProgress {
                offset: 0,
                complete: false,
            }),
            200..=299 => {
                let offset = answer
                    .header(api::UPLOAD_OFFSET)
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(0)
                    .min(size);
                let whole = answer
                    .header(api::UPLOAD_LENGTH)
                    .and_then(|text| text.parse::<u64>().ok());
                let complete = whole == Some(size) && offset == size;
                Ok(BlobProgress { offset, complete })
            }
            _ => Err(failure(&answer)),
        }
    }

    /// Sends a piece of a blob.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn send_piece(
        &self,
        hash: &BlobHash,
        offset: u64,
        size: u64,
        piece: &[u8],
    ) -> Result<BlobProgress> {
        let mut request = self.request(Method::Patch, format!("{}/{hash}", api::BLOBS));
        request.headers = vec![
            (api::UPLOAD_OFFSET, offset.to_string()),
            (api::UPLOAD_LENGTH, size.to_string()),
        ];
        request.body = piece.to_vec();
        request.binary = true;
        read(self.send(request).await?)
    }

    /// Fetches a blob, checked against its hash.
    ///
    /// # Errors
    /// No answer, a refusal, or other bytes than asked for.
    pub async fn fetch_blob(&self, hash: &BlobHash) -> Result<Vec<u8>> {
        let request = self.request(Method::Get, format!("{}/{hash}", api::BLOBS));
        let answer = self.send(request).await?;
        if !(200..300).contains(&answer.status) {
            return Err(failure(&answer));
        }
        if blob::hash(&answer.body) == *hash {
            Ok(answer.body)
        } else {
            Err(ClientError::Unreadable {
                what: "attachment from the registry",
            })
        }
    }

    async fn bytes(&self, path: String) -> Result<Vec<u8>> {
        let answer = self.send(self.request(Method::Get, path)).await?;
        if (200..300).contains(&answer.status) {
            Ok(answer.body)
        } else {
            Err(failure(&answer))
        }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        read(
            self.send(self.request(Method::Get, path.to_owned()))
                .await?,
        )
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T> {
        let mut request = self.request(Method::Post, path.to_owned());
        request.body = serde_json::to_vec(body)?;
        read(self.send(request).await?)
    }

    fn request(&self, method: Method, path: String) -> Request {
        Request {
            method,
            path,
            token: self.token(),
            headers: Vec::new(),
            body: Vec::new(),
            binary: false,
        }
    }

    async fn send(&self, request: Request) -> Result<Response> {
        self.transport
            .send(request)
            .await
            .map_err(|error| ClientError::Unreachable(error.0))
    }
}

fn feed_path(scope: &Scope, epoch: uuid::Uuid, after: u64) -> String {
    format!(
        "{}?scope={scope}&epoch={epoch}&after={after}&limit={MAX_FEED_PAGE}",
        api::FEED
    )
}

/// What isn't there is an answer too.
fn there<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Err(ClientError::Registry {
            code: ErrorCode::NotFound,
        }) => Ok(None),
        other => other.map(Some),
    }
}

fn read<T: DeserializeOwned>(answer: Response) -> Result<T> {
    if !(200..300).contains(&answer.status) {
        return Err(failure(&answer));
    }
    serde_json::from_slice(&answer.body).or(Err(ClientError::Unreadable {
        what: "answer of the registry",
    }))
}

/// The reason of a refusal; where the body doesn't say, the status does.
fn failure(answer: &Response) -> ClientError {
    let said = serde_json::from_slice::<ApiError>(&answer.body).map(|error| error.code);
    let code = said.unwrap_or(match answer.status {
        400 => ErrorCode::Malformed,
        401 => ErrorCode::SignIn,
        403 => ErrorCode::Forbidden,
        404 => ErrorCode::NotFound,
        409 => ErrorCode::Fork,
        410 => ErrorCode::CursorTooOld,
        412 => ErrorCode::Gap,
        413 => ErrorCode::TooLarge,
        416 => ErrorCode::Range,
        422 => ErrorCode::Mismatch,
        429 => ErrorCode::TooMany,
        502..=504 => ErrorCode::Busy,
        507 => ErrorCode::Full,
        _ => ErrorCode::Internal,
    });
    ClientError::Registry { code }
}
