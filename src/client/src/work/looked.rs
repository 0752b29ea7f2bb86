//! A document looked at in the program: a picture, or one page of a PDF, drawn on a thread of its
//! own. It is read from the encrypted store and never leaves memory.

use super::picture::{decode, fit, sniff};
use crate::error::Result;
use crate::hub::Hub;
use crate::sync::fetch;
use crate::ui::{Event, Looked, Picture, Seen, Unseen};
use baqylau_documents::page::{Undrawn, draw_page};
use baqylau_domain::identifiers::BlobHash;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::oneshot;

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pages drawn at once. One that never ends keeps its thread: no more of them than these.
const AT_ONCE: usize = 2;
/// Room for what a file nests.
const STACK: usize = 32 * 1024 * 1024;

static DRAWN: AtomicUsize = AtomicUsize::new(0);

/// Tells a screen a page of an attachment, fetching it where this laptop lacks it.
///
/// # Errors
/// When the store is locked.
pub async fn tell(hub: &Hub, sha256: BlobHash, page: usize, longest: u32) -> Result<()> {
    let store = hub.store()?;
    let seen = match fetch::blob(hub, &store, &sha256).await {
        Ok(bytes) => see(bytes, page, longest).await,
        Err(error) => {
            tracing::debug!(%error, "a document to look at is not here");
            Err(Unseen::Absent)
        }
    };
    hub.tell(Event::Looked(Arc::new(Looked { sha256, page, seen })));
    Ok(())
}

async fn see(bytes: Vec<u8>, page: usize, longest: u32) -> std::result::Result<Seen, Unseen> {
    let kind = sniff("", &bytes);
    if kind.mime() == "application/pdf" {
        let draw = move || draw_page(bytes, page, longest);
        let drawn = guarded(draw, PATIENCE).await?;
        let drawn = drawn.map_err(|why| match why {
            Undrawn::Damaged | Undrawn::NoSuchPage => Unseen::Damaged,
            Undrawn::Locked => Unseen::Locked,
            Undrawn::TooLarge => Unseen::TooLarge,
        })?;
        let picture = Picture {
            width: drawn.width,
            height: drawn.height,
            rgba: drawn.rgba,
        };
        return Ok(Seen {
            picture,
            of: drawn.of,
        });
    }
    if !kind.is_picture() {
        return Err(Unseen::OtherKind);
    }
    tokio::task::block_in_place(|| {
        let image = decode("", &bytes).or(Err(Unseen::Damaged))?;
        let small = fit(&image, longest).to_rgba8();
        let picture = Picture {
            width: small.width(),
            height: small.height(),
            rgba: small.into_raw(),
        };
        Ok(Seen { picture, of: 1 })
    })
}

/// Runs what reads a file of others on a thread of its own: what unwinds is a damaged file, what
/// doesn't end in time is left behind.
async fn guarded<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
    patience: Duration,
) -> std::result::Result<T, Unseen> {
    if DRAWN.fetch_add(1, Ordering::SeqCst) >= AT_ONCE {
        DRAWN.fetch_sub(1, Ordering::SeqCst);
        return Err(Unseen::TooLong);
    }
    let (sender, came) = oneshot::channel();
    let begun = std::thread::Builder::new()
        .name("page of a document".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let ended = catch_unwind(AssertUnwindSafe(work));
            DRAWN.fetch_sub(1, Ordering::SeqCst);
            if sender.send(ended.or(Err(Unseen::Damaged))).is_err() {
                tracing::debug!("nobody waits for a page any more");
            }
        });
    if let Err(error) = begun {
        DRAWN.fetch_sub(1, Ordering::SeqCst);
        tracing::warn!(%error, "a page was not begun");
        return Err(Unseen::TooLong);
    }
    match tokio::time::timeout(patience, came).await {
        Ok(Ok(ended)) => ended,
        Ok(Err(_)) => Err(Unseen::Damaged),
        Err(_) => Err(Unseen::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_that_breaks_or_stops_its_reader_stops_nobody_else() {
        let broken = guarded(|| -> u8 { panic!("a damaged file") }, PATIENCE).await;
        assert_eq!(broken, Err(Unseen::Damaged));
        let (release, held) = std::sync::mpsc::channel::<()>();
        let held = Arc::new(std::sync::Mutex::new(held));
        let short = Duration::from_millis(30);
        for _ in 0..AT_ONCE {
            let held = held.clone();
            let slow = guarded(move || held.lock().unwrap().recv().is_ok(), short).await;
            assert_eq!(slow, Err(Unseen::TooLong));
        }
        // No third thread is given to files that never end.
        assert_eq!(guarded(|| 1, PATIENCE).await, Err(Unseen::TooLong));
        for _ in 0..AT_ONCE {
            release.send(()).unwrap();
        }
        for _ in 0..500 {
            if DRAWN.load(Ordering::SeqCst) == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(guarded(|| 1, PATIENCE).await, Ok(1));
    }
}
