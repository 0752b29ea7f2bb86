//! The network between the client of a tour and its registry: every connection is passed on, until it
//! is cut in the middle of whatever is under way.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Default)]
struct State {
    cut: AtomicBool,
    over: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

/// The network.
pub struct Wire {
    address: SocketAddr,
    state: Arc<State>,
}

impl Wire {
    /// A network to where the registry listens.
    ///
    /// # Errors
    /// No port to listen on.
    pub fn to(registry: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        std::thread::Builder::new()
            .name("tour-wire".to_owned())
            .spawn(move || {
                for near in listener.incoming().filter_map(Result::ok) {
                    if shared.over.load(Ordering::Acquire) {
                        return;
                    }
                    // A cut network takes nothing and says nothing.
                    if !shared.cut.load(Ordering::Acquire) {
                        carry(near, registry, &shared);
                    }
                }
            })?;
        Ok(Self { address, state })
    }

    /// Base address for the client.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts it: what is under way is lost, nothing new gets through.
    pub fn cut(&self) {
        self.state.cut.store(true, Ordering::Release);
        let mut open = self
            .state
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for stream in open.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Joins it again.
    pub fn join(&self) {
        self.state.cut.store(false, Ordering::Release);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::Release);
        self.cut();
        // Wakes the listener, so that it sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

/// Passes a connection on, each way on a thread of its own.
fn carry(near: TcpStream, registry: SocketAddr, state: &State) {
    let Ok(far) = TcpStream::connect(registry) else {
        return;
    };
    let pair = || -> std::io::Result<_> { Ok((near.try_clone()?, far.try_clone()?)) };
    let (Ok((near_in, far_out)), Ok((near_out, far_in)), Ok((near_kept, far_kept))) =
        (pair(), pair(), pair())
    else {
        return;
    };
    let mut open = state.open.lock().unwrap_or_else(PoisonError::into_inner);
    open.extend([near_kept, far_kept]);
    drop(open);
    for (from, to) in [(near_in, far_out), (far_in, near_out)] {
        std::thread::spawn(move || pass(from, to));
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        let Some(part) = bytes.get(..count) else {
            break;
        };
        if to.write_all(part).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
