//! NCALayer, the national signing program on the same machine: what is asked of it, what its
//! answers mean, and in which order.
//!
//! The program shows its own window for key and password; nothing secret passes here. It listens
//! on the machine itself, but anybody on the machine may listen in its place, so whatever it
//! answers is input from a stranger: a signature is handed on by [`Session`] only after it was
//! verified over the caller's own octets and its signer is the person asked for.
//!
//! **Architecture invariant:** no socket and no clock. The caller carries [`Action`]s out, brings
//! what happened as [`Event`]s, and passes the time since the session began.
//!
//! Sources: pigovkz/NCALayerJSExample (module `kz.gov.pki.knca.basics`), the older
//! `kz.gov.pki.knca.commonUtils`, and the extensions of KAZTOKEN desktop, which answers at the
//! same address.

mod answer;
mod request;
mod session;

pub use answer::{Answer, Frame, Given, LARGEST_FRAME, PeerError, Product, read_frame};
pub use request::{
    Authorities, DialogLanguage, LARGEST_REQUEST, Payload, RequestError, SignRequest, Storage,
};
pub use session::{Action, Event, Failure, Patience, Session, Signed, State};

/// Where the program listens on the loopback interface.
pub const PORT: u16 = 13579;

/// What is sent to keep a connection alive; answered by the same words, which are not JSON.
pub const HEARTBEAT: &str = "--heartbeat--";
