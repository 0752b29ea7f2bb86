//! What a person likes: language, theme, size. Kept beside the store, without personal data.

use crate::config::{Config, ThemeChoice};
use baqylau_locale::Language;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What a person likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Interface language.
    pub language: Language,
    /// Dark theme.
    pub dark: bool,
    /// Take the theme from the system until the person chooses one.
    #[serde(default)]
    pub follow_system: bool,
    /// Size of everything, percent.
    #[serde(default = "hundred")]
    pub zoom: u32,
    /// Language shown beside the first in checklists.
    #[serde(default)]
    pub second: Option<Language>,
}

fn hundred() -> u32 {
    100
}

impl Preferences {
    /// As kept, else as configured. A file that can't be read is as good as none.
    pub fn load(config: &Config) -> Self {
        let kept = std::fs::read_to_string(file(&config.data_dir))
            .ok()
            .and_then(|text| toml::from_str::<Self>(&text).ok());
        let mut preferences = kept.unwrap_or(Self {
            language: config.language.unwrap_or_default(),
            dark: config.theme == ThemeChoice::Dark,
            follow_system: config.theme == ThemeChoice::System,
            zoom: hundred(),
            second: None,
        });
        preferences.zoom = preferences.zoom.clamp(80, 200);
        preferences
    }

    /// Keeps them, on a thread of its own: a frame never writes files.
    pub fn keep(self, data_dir: &Path) {
        let path = file(data_dir);
        let kept = std::thread::Builder::new()
            .name("preferences".to_owned())
            .spawn(move || {
                let written = toml::to_string(&self)
                    .map_err(std::io::Error::other)
                    .and_then(|text| write_whole(&path, text.as_bytes()));
                if let Err(error) = written {
                    tracing::warn!(%error, "preferences were not kept");
                }
            });
        if let Err(error) = kept {
            tracing::warn!(%error, "preferences were not kept");
        }
    }
}

fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("preferences.toml")
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let half = path.with_extension("half");
    std::fs::write(&half, bytes)?;
    std::fs::rename(half, path)
}
