//! The services of the demonstration authority, as the registry runs them: for its clients over
//! HTTP, and for itself.

use crate::environment::{Environment, Generator};
use crate::registry::StartError;
use crate::store::{Store, StoreError, Tx, rows};
use baqylau_domain::Moment;
use baqylau_protocol::api::{SAMPLE_LIST, SAMPLE_OCSP, SAMPLE_STAMP, SAMPLE_SUPPLEMENT};
use baqylau_signing::Revocation;
use baqylau_signing::demo_ca::{DemoCa, Validity};
use baqylau_signing::demo_services::{DemoServices, ListTimes, Standing};
use baqylau_validation::{
    Addresses, Carried, StampService, Transport, TransportError, TransportRequest,
};
use chrono::{NaiveTime, TimeDelta};
use std::sync::{Arc, Mutex, PoisonError};

/// Name of the stored book of revoked demonstration keys.
const BOOK: &str = "sample_revoked";

/// Requests from outside answered in one second: every answer costs a signature.
const RATE: u32 = 200;

/// How long a whole list is valid, and a supplement.
const LIST_DAYS: i64 = 2;
const SUPPLEMENT_HOURS: i64 = 1;

/// The services with their book.
pub(crate) struct SampleServices {
    services: DemoServices,
    environment: Environment,
    /// Serial number and revocation of each revoked key.
    book: Mutex<Vec<(String, Revocation)>>,
    /// The second, and the requests answered in it.
    answered: Mutex<(i64, u32)>,
}

/// What a service of the demonstration is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SampleService {
    Ocsp,
    Stamp,
    List,
    Supplement,
}

/// Why it doesn't answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// Too many ask.
    Busy,
    /// It can't.
    Broken(String),
}

impl SampleServices {
    /// Starts the services. Their keys are new at every start, which nobody notices: the
    /// certificates travel in the answers.
    pub(crate) fn open(
        authority: DemoCa,
        store: &Store,
        environment: Environment,
    ) -> Result<Self, StartError> {
        let validity = Validity {
            from: authority.certificate().not_before(),
            until: authority.certificate().not_after(),
        };
        let mut random = Generator(Arc::clone(&environment.random));
        let services = DemoServices::new(authority, validity, &mut random)
            .map_err(|error| StartError::Demonstration(error.to_string()))?;
        let kept = store.read_blocking(|connection| rows::meta(connection, BOOK))?;
        let book = match kept {
            Some(bytes) => {
                serde_json::from_slice(&bytes).or(Err(StoreError::Corrupt("revoked keys")))?
            }
            None => Vec::new(),
        };
        Ok(Self {
            services,
            environment,
            book: Mutex::new(book),
            answered: Mutex::default(),
        })
    }

    /// The authority they speak for.
    pub(crate) fn authority(&self) -> &DemoCa {
        self.services.authority()
    }

    /// Where they are, relative to the registry.
    pub(crate) fn addresses() -> Addresses {
        Addresses {
            ocsp: vec![SAMPLE_OCSP.to_owned()],
            stamps: vec![StampService {
                address: SAMPLE_STAMP.to_owned(),
                policy: None,
            }],
            lists: vec![SAMPLE_LIST.to_owned()],
            supplements: vec![SAMPLE_SUPPLEMENT.to_owned()],
            authorities: Vec::new(),
        }
    }

    /// Enters a key into the book, by the serial number of its certificate.
    pub(crate) fn revoke(
        &self,
        tx: &Tx<'_>,
        serial: &str,
        revocation: Revocation,
    ) -> Result<(), StoreError> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries = book.clone();
        entries.retain(|(known, _)| *known != serial);
        entries.push((serial.to_owned(), revocation));
        rows::put_meta(tx, BOOK, rows::encode(&entries)?.as_bytes())?;
        *book = entries;
        Ok(())
    }

    /// Answers one request from outside, unless there are too many.
    pub(crate) fn answer_outside(
        &self,
        service: SampleService,
        body: &[u8],
    ) -> Result<Vec<u8>, NoAnswer> {
        {
            let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
            let second = self.environment.now().timestamp();
            if answered.0 != second {
                *answered = (second, 0);
            }
            answered.1 += 1;
            if answered.1 > RATE {
                return Err(NoAnswer::Busy);
            }
        }
        self.answer(service, body)
    }

    fn answer(&self, service: SampleService, body: &[u8]) -> Result<Vec<u8>, NoAnswer> {
        let now = self.environment.now();
        let mut random = Generator(Arc::clone(&self.environment.random));
        let book = self
            .book
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let standing = |serial: &str| {
            book.iter()
                .find(|(known, _)| known == serial)
                .map_or(Standing::Good, |(_, found)| Standing::Revoked(*found))
        };
        let made = match service {
            SampleService::Ocsp => self.services.answer(body, &standing, now, &mut random),
            SampleService::Stamp => self.services.stamp(body, now, &mut random),
            SampleService::List => {
                let times = whole(now);
                let until_then: Vec<_> = book
                    .iter()
                    .filter(|(_, revocation)| revocation.date <= times.this_update)
                    .cloned()
                    .collect();
                self.services.list(&times, &until_then, &mut random)
            }
            SampleService::Supplement => self.services.list(&supplement(now), &book, &mut random),
        };
        made.map_err(|error| NoAnswer::Broken(error.to_string()))
    }
}

/// The whole list of a day: made at its beginning.
fn whole(now: Moment) -> ListTimes {
    let this_update = now.date_naive().and_time(NaiveTime::MIN).and_utc();
    ListTimes {
        number: u64::try_from(this_update.timestamp()).unwrap_or(0),
        base: None,
        this_update,
        next_update: this_update + TimeDelta::days(LIST_DAYS),
    }
}

/// The supplement of this second.
fn supplement(now: Moment) -> ListTimes {
    ListTimes {
        number: u64::try_from(now.timestamp()).unwrap_or(0),
        base: Some(whole(now).number),
        this_update: now,
        next_update: now + TimeDelta::hours(SUPPLEMENT_HOURS),
    }
}

/// The registry's own way to the services it runs: no socket between.
pub(crate) struct Inside(pub(crate) Arc<SampleServices>);

impl Transport for Inside {
    fn carry(&self, request: TransportRequest) -> Carried<'_> {
        let services = Arc::clone(&self.0);
        Box::pin(async move {
            let service = match request.address.as_str() {
                SAMPLE_OCSP => SampleService::Ocsp,
                SAMPLE_STAMP => SampleService::Stamp,
                SAMPLE_LIST => SampleService::List,
                SAMPLE_SUPPLEMENT => SampleService::Supplement,
                _ => return Err(TransportError::Address),
            };
            let body = request.body.map(|(_, body)| body).unwrap_or_default();
            let asked = tokio::task::spawn_blocking(move || services.answer(service, &body));
            match asked.await {
                Ok(Ok(answer)) => Ok(answer),
                _ => Err(TransportError::Status { status: 500 }),
            }
        })
    }
}
