//! Pictures of attachments as textures: asked of the client once, uploaded once, and forgotten
//! when many newer ones were looked at.

use super::marks;
use crate::cx::Cx;
use baqylau_client::ui::{Command, Picture, Ticket};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use baqylau_widgets::photo;
use chrono::TimeDelta;
use egui::{Context, TextureHandle};
use std::collections::HashMap;

/// Longest side of a picture in a grid, in pixels: half as much again as the tile, for dense
/// displays.
pub const TILE: u32 = 256;
/// Longest side of a picture in a detail pane.
pub const PREVIEW: u32 = 640;
/// Longest side of a picture looked at alone.
pub const WHOLE: u32 = 2048;

/// Textures kept at once.
const MOST: usize = 300;
/// Textures that remain when there were more than that.
const FEWER: usize = 240;
/// How long after a vain request the client is asked again: the file of a colleague may have come
/// meanwhile.
const AGAIN_AFTER: TimeDelta = TimeDelta::seconds(30);

type Key = (BlobHash, u32);

struct Kept {
    texture: TextureHandle,
    /// Marks whose blurs are in the pixels.
    marks: String,
    /// Frame in which it was last shown.
    used: u64,
}

/// Textures of attachments. Only what is asked for in a frame is fetched, so a list asks for its
/// visible rows alone.
#[derive(Default)]
pub struct Thumbnails {
    asked: HashMap<Key, (Ticket, Moment)>,
    kept: HashMap<Key, Kept>,
}

impl Thumbnails {
    /// The picture with its longest side in pixels, or `None` while it is on its way and when it
    /// can't be shown: see [`Self::cannot_show`].
    pub fn get(
        &mut self,
        cx: &mut Cx<'_>,
        ctx: &Context,
        sha256: BlobHash,
        longest: u32,
    ) -> Option<TextureHandle> {
        self.marked(cx, ctx, sha256, longest, "")
    }

    /// The picture with what its annotation layer makes unrecognisable destroyed in the pixels.
    /// Nobody's face may come back because a picture is small.
    pub fn marked(
        &mut self,
        cx: &mut Cx<'_>,
        ctx: &Context,
        sha256: BlobHash,
        longest: u32,
        annotations: &str,
    ) -> Option<TextureHandle> {
        let key = (sha256, longest);
        let used = ctx.cumulative_frame_nr();
        if let Some(kept) = self.kept.get_mut(&key)
            && kept.marks == annotations
        {
            kept.used = used;
            return Some(kept.texture.clone());
        }
        let picture = match cx.model.images.get(&key) {
            Some(Some(picture)) => picture.clone(),
            Some(None) | None => {
                self.ask(cx, key);
                return None;
            }
        };
        let drawn = marks::read(annotations).unwrap_or_default();
        let texture = pixels(&sha256.to_string(), &picture)?.texture(ctx, &drawn);
        let kept = Kept {
            texture: texture.clone(),
            marks: annotations.to_owned(),
            used,
        };
        self.kept.insert(key, kept);
        self.forget_oldest();
        Some(texture)
    }

    /// Asks for a picture without making a texture of it.
    pub fn want(&mut self, cx: &mut Cx<'_>, sha256: BlobHash, longest: u32) {
        self.ask(cx, (sha256, longest));
    }

    /// Whether the client has said that there is no picture: another kind of file, a damaged one,
    /// or one that hasn't come yet.
    pub fn cannot_show(&self, cx: &Cx<'_>, sha256: BlobHash, longest: u32) -> bool {
        let key = (sha256, longest);
        let failed = self
            .asked
            .get(&key)
            .is_some_and(|(ticket, _)| cx.model.failure(Some(*ticket)).is_some());
        failed || matches!(cx.model.images.get(&key), Some(None))
    }

    fn ask(&mut self, cx: &mut Cx<'_>, key: Key) {
        let now = cx.model.now;
        let asked = self
            .asked
            .get(&key)
            .is_some_and(|(_, at)| now - *at < AGAIN_AFTER);
        if asked {
            return;
        }
        let (sha256, longest) = key;
        let ticket = cx.post.send(Command::LoadImage { sha256, longest });
        self.asked.insert(key, (ticket, now));
    }

    fn forget_oldest(&mut self) {
        if self.kept.len() <= MOST {
            return;
        }
        let mut used: Vec<u64> = self.kept.values().map(|kept| kept.used).collect();
        used.sort_unstable();
        let oldest = used
            .get(used.len().saturating_sub(FEWER))
            .copied()
            .unwrap_or_default();
        self.kept.retain(|_, kept| kept.used >= oldest);
    }
}

/// A picture of the client as the widgets take it; `None` when its sizes don't fit its bytes.
pub fn pixels(name: &str, picture: &Picture) -> Option<photo::Picture> {
    let rgba = picture.rgba.clone();
    let image = image::RgbaImage::from_raw(picture.width, picture.height, rgba)?;
    (picture.width > 0 && picture.height > 0).then(|| photo::Picture::new(name, image))
}
