//! Which source systems are asked, and starting what asks them.

use super::Checks;
use super::keeper::{StoreAudit, StoreCache};
use crate::environment::Environment;
use crate::registry::StartError;
use crate::store::{Store, StoreError, rows};
use baqylau_connectors::{
    Connectors, HttpTransport, PseudonymKey, Settings, SettingsError, SystemDice, SystemPause,
    Tokens, Transport,
};
use baqylau_domain::Moment;
use baqylau_domain::checks::CheckParameterVersions;
use std::sync::Arc;

/// Name of the stored secret people become pseudonyms by.
const KEY: &str = "check_pseudonyms";

/// The source systems a registry asks: where they are, and the tokens they want.
#[derive(Debug, Clone, Default)]
pub struct SourceSystems {
    settings: Settings,
    tokens: Tokens,
}

impl SourceSystems {
    /// Reads settings as `src/connectors/README.md` describes them, in JSON. Tokens are looked up
    /// by the names the settings give: in `NAME`, or in the file `NAME_FILE` names.
    ///
    /// # Errors
    /// What is wrong with them, in words for whoever starts the program.
    pub fn read(json: &[u8], variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let settings: Settings = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let token = |name: &str| {
            variable(name).or_else(|| {
                let file = variable(&format!("{name}_FILE"))?;
                std::fs::read_to_string(file).ok()
            })
        };
        Self::new(settings, token).map_err(|error| error.to_string())
    }

    /// Takes settings, with tokens from a function from name to value.
    ///
    /// # Errors
    /// [`SettingsError`] for settings that can't be meant.
    pub fn new(
        settings: Settings,
        token: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let tokens = Tokens::read(&settings, token)?;
        Ok(Self { settings, tokens })
    }
}

/// The registry's clock for what asks.
struct Clock(Environment);

impl baqylau_connectors::Clock for Clock {
    fn now(&self) -> Moment {
        self.0.now()
    }
}

/// Starts what runs the checks. `carrying` says how questions travel; over HTTP unless told.
pub(crate) fn open(
    store: &Arc<Store>,
    environment: &Environment,
    systems: SourceSystems,
    carrying: Option<Arc<dyn Transport>>,
) -> Result<Checks, StartError> {
    let random = environment.clone();
    let secret: [u8; 32] = store.write_blocking(move |tx| -> Result<_, StoreError> {
        if let Some(kept) = rows::meta(tx, KEY)? {
            return kept.try_into().or(Err(StoreError::Corrupt("secret")));
        }
        let secret = random.bytes::<32>()?;
        rows::put_meta(tx, KEY, &secret)?;
        Ok(secret)
    })?;
    let key = PseudonymKey::new(secret);
    let refused = |error: &dyn std::fmt::Display| StartError::Sources(error.to_string());
    let transport = match carrying {
        Some(transport) => transport,
        None => Arc::new(HttpTransport::new().map_err(|error| refused(&error))?),
    };
    let connectors = Connectors::new(
        systems.settings,
        systems.tokens,
        transport,
        Arc::new(StoreCache::new(Arc::clone(store))),
        Arc::new(StoreAudit::new(Arc::clone(store))),
        key.clone(),
        baqylau_connectors::Environment {
            clock: Arc::new(Clock(environment.clone())),
            pause: Arc::new(SystemPause),
            dice: Arc::new(SystemDice),
        },
    )
    .map_err(|error| refused(&error))?;
    let sources: std::collections::BTreeSet<_> = connectors.sources().collect();
    if sources.is_empty() {
        tracing::warn!("no source system is configured: the automatic checks wait");
    } else {
        tracing::info!(systems = sources.len(), "source systems are configured");
    }
    Ok(Checks {
        connectors: Arc::new(connectors),
        parameters: CheckParameterVersions::pilot(),
        key,
        sources,
        turn: tokio::sync::Mutex::new(()),
        wanted: tokio::sync::Notify::new(),
    })
}
