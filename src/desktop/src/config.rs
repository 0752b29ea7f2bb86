//! Configuration: one file per machine, one per user, environment and flags; later ones win.

use baqylau_locale::Language;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What can be configured. Every key of the file `baqylau.toml` has a variable `BAQYLAU_<KEY>`
/// (upper case, dots as underscores) and a flag `--<key>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `registry.url`: address of the central registry; empty with the embedded one.
    pub registry_url: String,
    /// `embedded`: run the registry inside this program, with demonstration data.
    pub embedded: bool,
    /// `data_dir`: where the encrypted store, the log and made documents live.
    pub data_dir: PathBuf,
    /// `language`: language at first start.
    pub language: Option<Language>,
    /// `theme`: `light`, `dark` or `system`.
    pub theme: ThemeChoice,
    /// `proxy`: HTTP proxy for the registry.
    pub proxy: String,
    /// `ca_bundle`: PEM file with certification authorities of the office's network.
    pub ca_bundle: Option<PathBuf>,
    /// `log_level`: `error`, `warn`, `info`, `debug`.
    pub log_level: String,
    /// `keyring`: whether the system's keyring may be used.
    pub keyring: bool,
    /// `services.ocsp`: OCSP services to ask beside those of certificates, instead of the
    /// registry's.
    pub ocsp: Vec<String>,
    /// `services.tsp`: time-stamp services.
    pub tsp: Vec<String>,
    /// `services.crl`: revocation lists.
    pub crl: Vec<String>,
    /// `services.wait`: seconds a signing waits for the services; 0 asks them later.
    pub services_wait: u64,
    /// `nca.host`: where NCALayer is looked for; this machine only.
    pub nca_host: String,
    /// `nca.port`: its port.
    pub nca_port: u16,
    /// Folder with certificate files of authorities, beside the person's own `baqylau.toml`.
    pub authorities: Option<PathBuf>,
}

/// Theme at start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// As the system says.
    #[default]
    System,
}

/// Why the configuration can't be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A file can't be read.
    #[error("{path}: {source}")]
    Read {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// A file isn't what it should be; the message names line and key.
    #[error("{path}: {source}")]
    Parse {
        /// File.
        path: PathBuf,
        /// Cause.
        source: Box<toml::de::Error>,
    },
    /// A value makes no sense.
    #[error("{key}: {value:?} is not understood; expected {expected}")]
    Value {
        /// Key.
        key: &'static str,
        /// Value given.
        value: String,
        /// What would be understood.
        expected: &'static str,
    },
    /// The system names no folder for data.
    #[error("no folder for data; set data_dir")]
    NoFolder,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRegistry {
    url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileServices {
    ocsp: Option<Vec<String>>,
    tsp: Option<Vec<String>>,
    crl: Option<Vec<String>>,
    wait: Option<u64>,
}

impl FileServices {
    fn under(self, over: Self) -> Self {
        Self {
            ocsp: over.ocsp.or(self.ocsp),
            tsp: over.tsp.or(self.tsp),
            crl: over.crl.or(self.crl),
            wait: over.wait.or(self.wait),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileNca {
    host: Option<String>,
    port: Option<u16>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileConfig {
    registry: Option<FileRegistry>,
    embedded: Option<bool>,
    data_dir: Option<PathBuf>,
    language: Option<Language>,
    theme: Option<ThemeChoice>,
    proxy: Option<String>,
    ca_bundle: Option<PathBuf>,
    log_level: Option<String>,
    keyring: Option<bool>,
    #[serde(default)]
    services: FileServices,
    #[serde(default)]
    nca: FileNca,
}

/// Keys that can be given as flags and variables, with the flag's name.
pub const KEYS: [&str; 15] = [
    "registry.url",
    "embedded",
    "data_dir",
    "language",
    "theme",
    "proxy",
    "ca_bundle",
    "log_level",
    "keyring",
    "services.ocsp",
    "services.tsp",
    "services.crl",
    "services.wait",
    "nca.host",
    "nca.port",
];

/// Longest a signing may be made to wait for the services, in seconds.
const LONGEST_WAIT: u64 = 120;

/// Where the files are looked for, in order of growing weight.
pub fn files() -> Vec<PathBuf> {
    let mut files = vec![PathBuf::from(if cfg!(windows) {
        r"C:\ProgramData\Baqylau\baqylau.toml"
    } else {
        "/etc/baqylau/baqylau.toml"
    })];
    if let Some(dirs) = directories::ProjectDirs::from("kz", "", "Baqylau") {
        files.push(dirs.config_dir().join("baqylau.toml"));
    }
    files
}

impl Config {
    /// Reads files, environment and flags (pairs of key and value).
    ///
    /// # Errors
    /// [`ConfigError`] naming the file, line or key at fault.
    pub fn load(
        files: &[PathBuf],
        environment: impl Fn(&str) -> Option<String>,
        flags: &[(String, String)],
    ) -> Result<Self, ConfigError> {
        let mut merged = FileConfig::default();
        for path in files {
            if let Some(layer) = read_file(path)? {
                merged = merged.under(layer);
            }
        }
        let from_environment = KEYS.iter().filter_map(|key| {
            let variable = format!("BAQYLAU_{}", key.replace('.', "_").to_uppercase());
            environment(&variable).map(|value| ((*key).to_owned(), value))
        });
        for (key, value) in from_environment.chain(flags.iter().cloned()) {
            merged.set(&key, value)?;
        }
        merged.finish()
    }
}

fn read_file(path: &Path) -> Result<Option<FileConfig>, ConfigError> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text)
            .map(Some)
            .map_err(|source| ConfigError::Parse {
                path: path.to_owned(),
                source: Box::new(source),
            }),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ConfigError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

impl FileConfig {
    fn under(self, over: Self) -> Self {
        Self {
            registry: over.registry.or(self.registry),
            embedded: over.embedded.or(self.embedded),
            data_dir: over.data_dir.or(self.data_dir),
            language: over.language.or(self.language),
            theme: over.theme.or(self.theme),
            proxy: over.proxy.or(self.proxy),
            ca_bundle: over.ca_bundle.or(self.ca_bundle),
            log_level: over.log_level.or(self.log_level),
            keyring: over.keyring.or(self.keyring),
            services: self.services.under(over.services),
            nca: FileNca {
                host: over.nca.host.or(self.nca.host),
                port: over.nca.port.or(self.nca.port),
            },
        }
    }

    fn set(&mut self, key: &str, value: String) -> Result<(), ConfigError> {
        let flag = |key: &'static str, value: &str| match value {
            "true" | "yes" | "1" => Ok(true),
            "false" | "no" | "0" => Ok(false),
            _ => Err(ConfigError::Value {
                key,
                value: value.to_owned(),
                expected: "true or false",
            }),
        };
        match key {
            "registry.url" => self.registry = Some(FileRegistry { url: Some(value) }),
            "embedded" => self.embedded = Some(flag("embedded", &value)?),
            "data_dir" => self.data_dir = Some(value.into()),
            "language" => {
                self.language = Some(value.parse().map_err(|_unknown| ConfigError::Value {
                    key: "language",
                    value: value.clone(),
                    expected: "kk, ru or en",
                })?);
            }
            "theme" => {
                self.theme = Some(match value.as_str() {
                    "light" => ThemeChoice::Light,
                    "dark" => ThemeChoice::Dark,
                    "system" => ThemeChoice::System,
                    _ => {
                        return Err(ConfigError::Value {
                            key: "theme",
                            value,
                            expected: "light, dark or system",
                        });
                    }
                });
            }
            "proxy" => self.proxy = Some(value),
            "ca_bundle" => self.ca_bundle = Some(value.into()),
            "log_level" => self.log_level = Some(value),
            "keyring" => self.keyring = Some(flag("keyring", &value)?),
            "services.ocsp" => self.services.ocsp = Some(addresses(&value)),
            "services.tsp" => self.services.tsp = Some(addresses(&value)),
            "services.crl" => self.services.crl = Some(addresses(&value)),
            "services.wait" => {
                let wait = value.parse().or(Err(wrong_wait(&value)))?;
                self.services.wait = Some(wait);
            }
            "nca.host" => self.nca.host = Some(value),
            "nca.port" => {
                let port = value.parse().or(Err(wrong_port(&value)))?;
                self.nca.port = Some(port);
            }
            _ => {
                return Err(ConfigError::Value {
                    key: "flag",
                    value: key.to_owned(),
                    expected: "one of the keys of baqylau.toml",
                });
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Config, ConfigError> {
        let registry_url = self
            .registry
            .and_then(|registry| registry.url)
            .unwrap_or_default();
        let embedded = self.embedded.unwrap_or(registry_url.is_empty());
        if !embedded && registry_url.is_empty() {
            return Err(ConfigError::Value {
                key: "registry.url",
                value: registry_url,
                expected: "an address such as https://registry.example.kz",
            });
        }
        if !registry_url.is_empty()
            && !registry_url.starts_with("https://")
            && !registry_url.starts_with("http://127.0.0.1")
            && !registry_url.starts_with("http://localhost")
        {
            return Err(ConfigError::Value {
                key: "registry.url",
                value: registry_url,
                expected: "an https:// address (plain http only on this machine)",
            });
        }
        let log_level = self.log_level.unwrap_or_else(|| "info".to_owned());
        if !["error", "warn", "info", "debug"].contains(&log_level.as_str()) {
            return Err(ConfigError::Value {
                key: "log_level",
                value: log_level,
                expected: "error, warn, info or debug",
            });
        }
        let data_dir = match self.data_dir {
            Some(folder) => folder,
            None => directories::ProjectDirs::from("kz", "", "Baqylau")
                .ok_or(ConfigError::NoFolder)?
                .data_local_dir()
                .to_owned(),
        };
        let services = self.services;
        let of =
            |key, given: Option<Vec<String>>| service_addresses(key, given.unwrap_or_default());
        let wait = services.wait.unwrap_or(DEFAULT_WAIT);
        if wait > LONGEST_WAIT {
            return Err(wrong_wait(&wait.to_string()));
        }
        let nca_host = self.nca.host.unwrap_or_else(|| "127.0.0.1".to_owned());
        if !["127.0.0.1", "::1", "localhost"].contains(&nca_host.as_str()) {
            return Err(ConfigError::Value {
                key: "nca.host",
                value: nca_host,
                expected: "127.0.0.1, ::1 or localhost: NCALayer is asked on this computer only",
            });
        }
        let nca_port = self.nca.port.unwrap_or(NCALAYER);
        if nca_port == 0 {
            return Err(wrong_port("0"));
        }
        Ok(Config {
            ocsp: of("services.ocsp", services.ocsp)?,
            tsp: of("services.tsp", services.tsp)?,
            crl: of("services.crl", services.crl)?,
            services_wait: wait,
            nca_host,
            nca_port,
            authorities: directories::ProjectDirs::from("kz", "", "Baqylau")
                .map(|dirs| dirs.config_dir().join("authorities")),
            registry_url,
            embedded,
            data_dir,
            language: self.language,
            theme: self.theme.unwrap_or_default(),
            proxy: self.proxy.unwrap_or_default(),
            ca_bundle: self.ca_bundle,
            log_level,
            keyring: self.keyring.unwrap_or(true),
        })
    }
}

/// Seconds a signing waits for the services unless the settings say otherwise.
const DEFAULT_WAIT: u64 = 8;

/// The port NCALayer listens at.
const NCALAYER: u16 = 13579;

/// Addresses in one value, parted by commas or spaces.
fn addresses(value: &str) -> Vec<String> {
    value
        .split([',', ' '])
        .filter(|address| !address.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Services of the authorities answer over plain http: what they say is signed.
fn service_addresses(key: &'static str, given: Vec<String>) -> Result<Vec<String>, ConfigError> {
    match given
        .iter()
        .find(|address| !address.starts_with("http://") && !address.starts_with("https://"))
    {
        Some(wrong) => Err(ConfigError::Value {
            key,
            value: wrong.clone(),
            expected: "addresses such as http://ocsp.pki.gov.kz/",
        }),
        None => Ok(given),
    }
}

fn wrong_wait(value: &str) -> ConfigError {
    ConfigError::Value {
        key: "services.wait",
        value: value.to_owned(),
        expected: "whole seconds from 0 to 120",
    }
}

fn wrong_port(value: &str) -> ConfigError {
    ConfigError::Value {
        key: "nca.port",
        value: value.to_owned(),
        expected: "a number from 1 to 65535",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(flags: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let flags: Vec<_> = flags
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        Config::load(&[], |_| None, &flags)
    }

    #[test]
    fn without_an_address_the_embedded_registry_runs() {
        let config = with(&[("data_dir", "d")]).unwrap();
        assert!(config.embedded);
        assert!(
            !with(&[("registry.url", "https://r.kz"), ("data_dir", "d")])
                .unwrap()
                .embedded
        );
    }

    #[test]
    fn flags_win_over_environment_and_environment_over_files() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baqylau.toml");
        std::fs::write(
            &file,
            "language = \"en\"\nlog_level = \"warn\"\ndata_dir = \"file\"\n",
        )
        .unwrap();
        let environment = |name: &str| match name {
            "BAQYLAU_LOG_LEVEL" => Some("debug".to_owned()),
            "BAQYLAU_DATA_DIR" => Some("environment".to_owned()),
            _ => None,
        };
        let flags = [("data_dir".to_owned(), "flag".to_owned())];
        let config = Config::load(&[file], environment, &flags).unwrap();
        assert_eq!(config.language, Some(Language::En));
        assert_eq!(config.log_level, "debug");
        assert_eq!(config.data_dir, PathBuf::from("flag"));
    }

    #[test]
    fn a_misspelt_key_or_value_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baqylau.toml");
        std::fs::write(&file, "langauge = \"en\"\n").unwrap();
        let error = Config::load(&[file], |_| None, &[])
            .unwrap_err()
            .to_string();
        assert!(error.contains("langauge"), "{error}");
        let error = with(&[("theme", "pink")]).unwrap_err().to_string();
        assert!(error.contains("light, dark or system"), "{error}");
        assert!(
            with(&[("registry.url", "http://registry.kz")]).is_err(),
            "plain http leaves"
        );
    }

    #[test]
    fn services_and_the_place_of_ncalayer_are_configured_by_file_and_flag() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baqylau.toml");
        let text = "data_dir = \"d\"\n[services]\nocsp = [\"http://ocsp.kz/\"]\nwait = 3\n\
                    [nca]\nport = 14000\n";
        std::fs::write(&file, text).unwrap();
        let flags = [(
            "services.tsp".to_owned(),
            "http://a.kz, http://b.kz".to_owned(),
        )];
        let config = Config::load(&[file], |_| None, &flags).unwrap();
        assert_eq!(config.ocsp, ["http://ocsp.kz/"]);
        assert_eq!(config.tsp, ["http://a.kz", "http://b.kz"]);
        assert_eq!((config.services_wait, config.nca_port), (3, 14000));
        assert_eq!(config.nca_host, "127.0.0.1");
        let error = with(&[("nca.host", "10.0.0.5"), ("data_dir", "d")])
            .unwrap_err()
            .to_string();
        assert!(error.contains("this computer only"), "{error}");
        for (key, value) in [
            ("nca.port", "70000"),
            ("services.wait", "1000"),
            ("services.crl", "ftp://x"),
        ] {
            let error = with(&[(key, value), ("data_dir", "d")]).unwrap_err();
            assert!(error.to_string().contains(key), "{error}");
        }
    }
}
