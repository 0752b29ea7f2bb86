//! One signing through NCALayer from the first connection to a verified signature.

use super::answer::{Answer, Frame, LARGEST_FRAME, PeerError, Product, read_frame};
use super::request::{SignRequest, Storage, active_tokens, version};
use super::{Given, HEARTBEAT};
use crate::cms::{VerificationPolicy, verify};
use crate::trust::TrustStore;
use crate::verdict::{Check, CheckKind, Outcome, Verdict};
use chrono::{DateTime, Utc};
use std::fmt;
use std::time::Duration;

/// Most frames without an answer before the other side is taken for something else.
const MOST_NOISE: u32 = 1000;

/// How long is waited for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a connection, TLS and websocket included.
    pub connect: Duration,
    /// For the greeting, and as long again for an answer to "who are you".
    pub greeting: Duration,
    /// For the person to choose a key and type the password.
    pub answer: Duration,
    /// Between heartbeats while the person does.
    pub heartbeat: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            greeting: Duration::from_secs(2),
            answer: Duration::from_secs(5 * 60),
            heartbeat: Duration::from_secs(10),
        }
    }
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Connecting.
    Probe,
    /// Connected; the program hasn't spoken yet.
    Greeting,
    /// The program is there; nothing was asked.
    Idle,
    /// The person chooses a key in the program's window.
    Signing,
    /// Signatures came and wait for [`Session::verify`].
    Verify,
    /// Every signature was verified.
    Done,
    /// The person cancelled, here or there.
    Cancelled,
    /// It failed.
    Failed,
}

impl State {
    /// Whether nothing more will happen.
    pub fn is_over(self) -> bool {
        self >= Self::Done
    }
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// The connection stands.
    Connected,
    /// A text frame came.
    Text(&'a str),
    /// A binary frame came; the program sends none.
    Binary,
    /// A frame came that is larger than [`LARGEST_FRAME`].
    TooLarge,
    /// The connection failed or ended.
    Dropped,
    /// [`Action::Ready`] was heard: ask for the signature.
    Begin,
    /// The person cancelled here.
    Cancel,
    /// Time passed.
    Clock,
}

/// What to do.
#[derive(Clone, PartialEq, Eq)]
pub enum Action {
    /// Send this text frame.
    Send(String),
    /// The program is there: [`Event::Begin`] opens its window.
    Ready,
    /// Call [`Session::verify`].
    Verify,
    /// Close the connection: nothing more is to come.
    Close,
}

// Requests carry documents and an ИИН.
impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Send(_) => "Send(hidden)",
            Self::Ready => "Ready",
            Self::Verify => "Verify",
            Self::Close => "Close",
        })
    }
}

/// Why there is no signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Nobody listens, or the connection could not be made in time.
    #[error("nobody answers")]
    Unreachable,
    /// Somebody listens who isn't NCALayer.
    #[error("what answers isn't NCALayer")]
    NotNcaLayer,
    /// The person took longer than is waited.
    #[error("no signature in time")]
    TimedOut,
    /// The connection ended before the signature came.
    #[error("the connection ended")]
    Dropped,
    /// The answer is larger than any signature.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer holds no signature, or another number of them than was asked for.
    #[error("the answer is not a signature")]
    NotASignature,
    /// Neither module that signs is there.
    #[error("the program can't sign")]
    ModuleMissing,
    /// The program refused.
    #[error("the program refused: {code}")]
    Refused {
        /// Its code.
        code: String,
    },
    /// A signature came that isn't the one asked for.
    #[error("the signature doesn't hold: {:?}", .0.kind)]
    Unsound(Box<Check>),
}

/// A verified signature. It can't be made but by [`Session::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    cms: Vec<u8>,
    verdict: Verdict,
}

impl Signed {
    /// The signature file, DER.
    pub fn cms(&self) -> &[u8] {
        &self.cms
    }

    /// What was found out about it.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }
}

/// One request to the program, from connecting to a verified answer. The program serves one at a
/// time and answers without saying what: so does a session.
pub struct Session {
    request: SignRequest,
    patience: Patience,
    stage: Stage,
    product: Option<Product>,
    noise: u32,
}

enum Stage {
    Probe {
        until: Duration,
    },
    Greeting {
        until: Duration,
        asked: bool,
    },
    Idle,
    Signing {
        until: Duration,
        beat: Duration,
        asked: Asked,
    },
    Verify {
        came: Vec<Vec<u8>>,
    },
    Done(Vec<Signed>),
    Cancelled,
    Failed(Failure),
}

/// What the next answer answers.
enum Asked {
    Basics,
    Tokens,
    CommonUtils {
        storage: Storage,
        came: Vec<Vec<u8>>,
    },
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}

impl Session {
    /// A session that connects now. Times given to [`Session::handle`] count from here, by a
    /// clock that doesn't go back.
    pub fn new(request: SignRequest, patience: Patience) -> Self {
        Self {
            stage: Stage::Probe {
                until: patience.connect,
            },
            request,
            patience,
            product: None,
            noise: 0,
        }
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        match self.stage {
            Stage::Probe { .. } => State::Probe,
            Stage::Greeting { .. } => State::Greeting,
            Stage::Idle => State::Idle,
            Stage::Signing { .. } => State::Signing,
            Stage::Verify { .. } => State::Verify,
            Stage::Done(_) => State::Done,
            Stage::Cancelled => State::Cancelled,
            Stage::Failed(_) => State::Failed,
        }
    }

    /// When [`Event::Clock`] is due at the latest; `None` when nothing is waited for.
    pub fn wakes(&self) -> Option<Duration> {
        match self.stage {
            Stage::Probe { until } | Stage::Greeting { until, .. } => Some(until),
            Stage::Signing { until, beat, .. } => Some(until.min(beat)),
            _ => None,
        }
    }

    /// Why it failed.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.stage {
            Stage::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// Who answers, where it says so: a look-alike such as KAZTOKEN desktop.
    pub fn product(&self) -> Option<&Product> {
        self.product.as_ref()
    }

    /// The verified signatures in the order of the documents; empty unless it is done.
    pub fn into_signed(self) -> Vec<Signed> {
        match self.stage {
            Stage::Done(signed) => signed,
            _ => Vec::new(),
        }
    }

    /// Takes in what happened, `now` after the session began.
    pub fn handle(&mut self, event: Event<'_>, now: Duration) -> Vec<Action> {
        if self.state() >= State::Verify {
            // An answer that comes twice, or after the end, changes nothing.
            return match event {
                Event::Cancel if self.state() == State::Verify => self.end(Stage::Cancelled),
                _ => Vec::new(),
            };
        }
        match event {
            Event::Cancel => return self.end(Stage::Cancelled),
            Event::Dropped => {
                let failure = match self.stage {
                    Stage::Probe { .. } => Failure::Unreachable,
                    Stage::Greeting { .. } => Failure::NotNcaLayer,
                    _ => Failure::Dropped,
                };
                return self.fail(failure);
            }
            Event::TooLarge => return self.fail(Failure::TooLarge),
            Event::Text(text) if text.len() > LARGEST_FRAME => {
                return self.fail(Failure::TooLarge);
            }
            _ => {}
        }
        // What comes too late came too late, whatever was heard of the clock before.
        let mut actions = self.clock(now);
        if self.state().is_over() {
            return actions;
        }
        actions.extend(match event {
            Event::Connected => self.connected(now),
            Event::Begin => self.begin(now),
            Event::Text(text) => match read_frame(text) {
                Frame::Noise => self.noise(),
                Frame::Greeting { .. } => self.greeted(),
                Frame::Answer(answer) => self.answered(answer),
            },
            Event::Binary => self.noise(),
            _ => Vec::new(),
        });
        actions
    }

    /// Verifies what came: every signature over the octets of its document, by an authority of
    /// `trust`, by the person asked for and nobody else. Only revocation and time stamps may stay
    /// unchecked, as they do without a network.
    pub fn verify(
        &mut self,
        trust: &TrustStore,
        policy: &VerificationPolicy,
        reference: DateTime<Utc>,
    ) -> Vec<Action> {
        let Stage::Verify { came } = &mut self.stage else {
            return Vec::new();
        };
        let came = std::mem::take(came);
        let policy = policy.clone().person(self.request.signer());
        let mut signed = Vec::with_capacity(came.len());
        for (cms, document) in came.into_iter().zip(self.request.documents()) {
            let verdict = verify(&cms, Some(document), trust, &policy, reference);
            if let Some(check) = unsound(&verdict) {
                let failure = Failure::Unsound(Box::new(check.clone()));
                return self.fail(failure);
            }
            signed.push(Signed { cms, verdict });
        }
        self.end(Stage::Done(signed))
    }

    fn connected(&mut self, now: Duration) -> Vec<Action> {
        if matches!(self.stage, Stage::Probe { .. }) {
            self.stage = Stage::Greeting {
                until: now.saturating_add(self.patience.greeting),
                asked: false,
            };
        }
        Vec::new()
    }

    fn greeted(&mut self) -> Vec<Action> {
        // A greeting can come late, when somebody has answered "who are you" already.
        if !matches!(self.stage, Stage::Greeting { .. }) {
            return self.noise();
        }
        self.stage = Stage::Idle;
        vec![Action::Ready]
    }

    fn begin(&mut self, now: Duration) -> Vec<Action> {
        if !matches!(self.stage, Stage::Idle) {
            return Vec::new();
        }
        self.stage = Stage::Signing {
            until: now.saturating_add(self.patience.answer),
            beat: now.saturating_add(self.patience.heartbeat),
            asked: Asked::Basics,
        };
        vec![Action::Send(self.request.to_basics())]
    }

    fn clock(&mut self, now: Duration) -> Vec<Action> {
        let patience = self.patience;
        match &mut self.stage {
            Stage::Probe { until } if now >= *until => self.fail(Failure::Unreachable),
            Stage::Greeting { until, asked } if now >= *until => {
                if *asked {
                    return self.fail(Failure::NotNcaLayer);
                }
                // Not everybody greets: whoever answers this, with an error too, is there.
                *asked = true;
                *until = now.saturating_add(patience.greeting);
                vec![Action::Send(version())]
            }
            Stage::Signing { until, .. } if now >= *until => self.fail(Failure::TimedOut),
            Stage::Signing { beat, .. } if now >= *beat => {
                // A connection that is gone is noticed by writing to it.
                *beat = now.saturating_add(patience.heartbeat);
                vec![Action::Send(HEARTBEAT.to_owned())]
            }
            _ => Vec::new(),
        }
    }

    fn answered(&mut self, answer: Answer) -> Vec<Action> {
        match &mut self.stage {
            Stage::Greeting { asked: true, .. } => {
                if let Answer::Given(given) = &answer {
                    self.product = given.product();
                }
                self.stage = Stage::Idle;
                vec![Action::Ready]
            }
            Stage::Signing { asked, .. } => match answer {
                Answer::Cancelled => self.end(Stage::Cancelled),
                Answer::Refused(PeerError::ModuleMissing) if matches!(asked, Asked::Basics) => {
                    *asked = Asked::Tokens;
                    vec![Action::Send(active_tokens())]
                }
                Answer::Refused(PeerError::ModuleMissing) => self.fail(Failure::ModuleMissing),
                // Key files are there always; not every build can list tokens.
                Answer::Refused(_) if matches!(asked, Asked::Tokens) => {
                    self.common_utils(Storage::Pkcs12, Vec::new())
                }
                Answer::Refused(PeerError::Other { code }) => self.fail(Failure::Refused { code }),
                Answer::Given(given) => self.given(&given),
            },
            // Nobody asked.
            _ => self.noise(),
        }
    }

    fn given(&mut self, given: &Given) -> Vec<Action> {
        let Stage::Signing { asked, .. } = &mut self.stage else {
            return Vec::new();
        };
        match asked {
            Asked::Basics => match given.signatures() {
                Some(came) if came.len() == self.request.documents().len() => self.came(came),
                _ => self.fail(Failure::NotASignature),
            },
            Asked::Tokens => {
                // A token that is plugged in is what the person means to sign with.
                let plugged = given.storages().first().copied();
                self.common_utils(plugged.unwrap_or(Storage::Pkcs12), Vec::new())
            }
            Asked::CommonUtils { storage, came } => {
                let (storage, mut came) = (*storage, std::mem::take(came));
                match given.signatures().as_deref() {
                    Some([one]) => came.push(one.clone()),
                    _ => return self.fail(Failure::NotASignature),
                }
                self.common_utils(storage, came)
            }
        }
    }

    /// Asks the older module for the next document, or goes on when there is none.
    fn common_utils(&mut self, storage: Storage, came: Vec<Vec<u8>>) -> Vec<Action> {
        let Some(next) = self.request.to_common_utils(came.len(), storage) else {
            return self.came(came);
        };
        if let Stage::Signing { asked, .. } = &mut self.stage {
            *asked = Asked::CommonUtils { storage, came };
        }
        vec![Action::Send(next)]
    }

    fn came(&mut self, came: Vec<Vec<u8>>) -> Vec<Action> {
        self.stage = Stage::Verify { came };
        vec![Action::Verify]
    }

    fn noise(&mut self) -> Vec<Action> {
        self.noise = self.noise.saturating_add(1);
        if self.noise > MOST_NOISE {
            self.fail(Failure::NotNcaLayer)
        } else {
            Vec::new()
        }
    }

    fn fail(&mut self, failure: Failure) -> Vec<Action> {
        self.end(Stage::Failed(failure))
    }

    fn end(&mut self, stage: Stage) -> Vec<Action> {
        self.stage = stage;
        vec![Action::Close]
    }
}

/// The first check for which a signature from a stranger isn't taken.
fn unsound(verdict: &Verdict) -> Option<&Check> {
    let failed = verdict.with_outcome(Outcome::Failed).next();
    failed.or_else(|| {
        verdict
            .with_outcome(Outcome::NotChecked)
            .find(|check| !matches!(check.kind, CheckKind::Revocation | CheckKind::TimeStamp))
    })
}
