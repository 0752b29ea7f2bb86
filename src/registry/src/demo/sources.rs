//! The state's source systems of the demonstration: they answer the questions of the automatic
//! checks about its invented organisations, in the messages a gateway would use. What asks them
//! asks as it would ask anybody.

use super::dice::{Dice, iin};
use super::order;
use super::rehearsal;
use crate::checks::SourceSystems;
use crate::config::RegistryConfig;
use crate::environment::Environment;
use crate::registry::StartError;
use crate::schooling;
use crate::store::rows::decode;
use crate::store::sql::checks as sql;
use crate::store::{Connection, Store, StoreError, params, rows};
use crate::vouchers;
use baqylau_connectors::{Call, Carried, Reply, Settings, SourceSettings, Transport};
use baqylau_domain::Moment;
use baqylau_domain::checks::{Fact, FactValue, InvoiceRecord, InvoiceStatus, Source, Subject};
use baqylau_domain::contingent::Group;
use baqylau_domain::identifiers::{Bin, Iin, OrganisationId, PremisesId, Rka};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{LicenceStatus, Organisation, OrganisationKind, Purpose};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{ActRecord, SchoolingRecord};
use chrono::{Days, NaiveDate, NaiveTime};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Nobody's address: questions never leave the program.
const ADDRESS: &str = "http://sources.invalid";

/// The systems there are in the demonstration.
const SYSTEMS: [Source; 10] = [
    Source::GbdUl,
    Source::GbdFl,
    Source::StateProperty,
    Source::Elicensing,
    Source::Culs,
    Source::Egkn,
    Source::AddressRegister,
    Source::Nct,
    Source::Minjust,
    Source::Esf,
];

/// The systems of a demonstration, and what carries questions to them.
pub(crate) fn systems(
    store: &Arc<Store>,
    config: &RegistryConfig,
) -> Result<(SourceSystems, Option<Arc<dyn Transport>>), StartError> {
    let at = |source: Source| {
        let address = format!("{ADDRESS}/{}", source.code());
        (source, SourceSettings::at(address))
    };
    let settings = Settings {
        sources: SYSTEMS.into_iter().map(at).collect(),
    };
    let systems = SourceSystems::new(settings, |_| None)
        .map_err(|error| StartError::Sources(error.to_string()))?;
    let sources = SampleSources {
        store: Arc::clone(store),
        environment: config.environment.clone(),
        world: OnceCell::new(),
    };
    Ok((systems, Some(Arc::new(sources))))
}

/// What organisations stated when they applied: the order on attendance by QR.
pub(super) fn stated(organisations: &[Organisation], today: NaiveDate) -> Vec<Fact> {
    let day = today.checked_sub_days(Days::new(10)).unwrap_or(today);
    let universities = organisations
        .iter()
        .filter(|organisation| organisation.kind == OrganisationKind::University);
    universities
        .filter_map(|organisation| {
            let bin = *organisation.bin.valid()?;
            let mut dice = Dice::new(&format!("order {bin}"));
            let has = !is_invented(bin) || dice.percent(80);
            Some(Fact {
                about: Subject::Organisation(bin),
                value: FactValue::QrOrder {
                    number: has.then(|| format!("{}-Ө (үлгі)", dice.between(10, 400))),
                },
                source: Source::Applicant,
                as_of: day.and_time(NaiveTime::MIN).and_utc(),
                by: None,
            })
        })
        .collect()
}

/// Invented organisations are registered in 2035. About the others nothing irregular is said.
fn is_invented(bin: Bin) -> bool {
    bin.to_string().starts_with("35")
}

/// The systems.
struct SampleSources {
    store: Arc<Store>,
    environment: Environment,
    world: OnceCell<World>,
}

/// What the systems know: the demonstration as it was when the first question came.
#[derive(Default)]
struct World {
    organisations: BTreeMap<Bin, Organisation>,
    buildings: BTreeMap<Rka, (Bin, PremisesId)>,
    learners: BTreeSet<Iin>,
    /// Heads of schools who have an account.
    heads: BTreeMap<OrganisationId, Iin>,
}

impl World {
    fn read(connection: &Connection) -> Result<Self, StoreError> {
        let mut world = Self::default();
        let all: Vec<Organisation> =
            connection.all(sql::SAMPLE_ORGANISATIONS, params![], |row| {
                decode(row.text(0)?, "organisation")
            })?;
        for organisation in all {
            let Some(bin) = organisation.bin.valid().copied() else {
                continue;
            };
            for place in &organisation.premises {
                if let Some(rka) = place.rka.as_ref().and_then(|rka| rka.valid()) {
                    world.buildings.insert(rka.clone(), (bin, place.id));
                }
            }
            world.organisations.insert(bin, organisation);
        }
        let people = rows::people_by_role(connection, AccountRole::School)?;
        for person in people {
            if let Some(school) = person.organisation {
                world.heads.entry(school).or_insert(person.iin);
            }
        }
        let groups: Vec<Group> = connection.all(sql::SAMPLE_GROUPS, params![], |row| {
            decode(row.text(1)?, "group")
        })?;
        let learners = groups.iter().flat_map(|group| &group.learners);
        world.learners = learners.map(|learner| learner.iin).collect();
        Ok(world)
    }

    /// What a system answers; `None` when it has no such record.
    fn answer(&self, kind: &str, ask: &Value) -> Option<Value> {
        match kind {
            "legal-entity" => Some(self.legal_entity(field(ask, "bin")?)),
            "licences" => Some(self.licences(field(ask, "bin")?)),
            "state-share" => {
                self.organisations.get(&field(ask, "bin")?)?;
                Some(json!({ "hundredths": 0 }))
            }
            "debts" => {
                let bin = field(ask, "bin")?;
                self.organisations.get(&bin)?;
                let mut dice = Dice::new(&format!("debts {bin}"));
                let mut debt = |percent| {
                    let owes = is_invented(bin) && dice.percent(percent);
                    let sum = i64::from(dice.between(20_000, 900_000)) * 100;
                    if owes { sum } else { 0 }
                };
                Some(json!({ "tax_tiyn": debt(6), "social_tiyn": debt(3) }))
            }
            "real-estate" => self.real_estate(&field(ask, "rka")?),
            "permits" => self.permits(&field(ask, "rka")?),
            "address" => {
                let rka: Rka = field(ask, "rka")?;
                Some(json!({ "exists": self.buildings.contains_key(&rka) }))
            }
            "person" => {
                let iin: Iin = field(ask, "iin")?;
                let foreign = Dice::new(&format!("citizen {iin}")).percent(1);
                let country = if foreign { 860 } else { 398 };
                Some(json!({ "citizenship": country, "life": "alive" }))
            }
            "grant" => {
                let iin: Iin = field(ask, "iin")?;
                let known = self.learners.contains(&iin);
                let mut dice = Dice::new(&format!("grant {iin}"));
                let number = dice.between(1_000_000, 9_999_999);
                let has = known && dice.percent(97);
                Some(json!({ "number": has.then(|| format!("ҮЛГІ-{number}")) }))
            }
            "capacity" => {
                field::<Iin>(ask, "iin")?;
                Some(json!({ "status": "full" }))
            }
            _ => None,
        }
    }

    fn legal_entity(&self, bin: Bin) -> Value {
        let Some(organisation) = self.organisations.get(&bin) else {
            return json!({ "status": "not-found", "head": null, "founders": [] });
        };
        let mut dice = Dice::new(&format!("entity {}", organisation.id));
        let ending = is_invented(bin) && dice.percent(2);
        let mut person = || {
            let birth = NaiveDate::from_yo_opt(
                i32::try_from(dice.between(1960, 1988)).unwrap_or(1970),
                dice.between(1, 365),
            )?;
            iin(birth, true, dice.below(900))
        };
        let (head, founder) = (person(), person());
        let head = self.heads.get(&organisation.id).copied().or(head);
        let founders: Vec<Value> = founder
            .into_iter()
            .map(|id| json!({ "is": "person", "id": id }))
            .collect();
        let status = if ending { "in-liquidation" } else { "active" };
        json!({ "status": status, "head": head, "founders": founders })
    }

    fn licences(&self, bin: Bin) -> Value {
        let licences = self
            .organisations
            .get(&bin)
            .into_iter()
            .flat_map(|organisation| &organisation.licences);
        let licences: Vec<Value> = licences
            .map(|licence| {
                let status = match licence.status {
                    LicenceStatus::Active => "active",
                    LicenceStatus::Suspended => "suspended",
                    LicenceStatus::Withdrawn => "withdrawn",
                };
                let addresses: BTreeSet<&Rka> = licence
                    .addresses
                    .iter()
                    .filter_map(|rka| rka.valid())
                    .collect();
                json!({
                    "number": licence.number,
                    "status": status,
                    "from": licence.issued,
                    "until": null,
                    "addresses": addresses,
                })
            })
            .collect();
        json!({ "licences": licences })
    }

    fn real_estate(&self, rka: &Rka) -> Option<Value> {
        let (bin, premises) = self.buildings.get(rka)?;
        let known = self.organisations.get(bin)?;
        let place = known.premises(*premises)?;
        let purpose = match place.purpose {
            Purpose::Education => "education",
            Purpose::Residence => "residence",
            Purpose::Other => "other",
            Purpose::Unknown => "unknown",
        };
        let mut dice = Dice::new(&format!("estate {premises}"));
        let area = u64::from(place.capacity.unwrap_or(200)) * u64::from(dice.between(600, 900));
        let rented = is_invented(*bin) && dice.percent(4);
        let encumbered = dice.percent(50) || order::is_pledged(known.id);
        Some(json!({
            "holder": (!rented).then_some(bin),
            "until": null,
            "purpose": purpose,
            "area_hundredths": area,
            "encumbered": encumbered,
            "encumbered_since": encumbered.then_some("2024-02-01"),
            "encumbered_until": encumbered.then_some("2044-01-31"),
        }))
    }

    fn permits(&self, rka: &Rka) -> Option<Value> {
        let (bin, premises) = self.buildings.get(rka)?;
        let known = self.organisations.get(bin)?;
        let (organisation, place) = (known.id, known.premises(*premises)?);
        let mut dice = Dice::new(&format!("permits {premises}"));
        let mut holds = |percent| !is_invented(*bin) || dice.percent(percent);
        Some(json!({
            "fire": holds(95),
            "sanitary": holds(97),
            "antiterror": holds(96),
            "places": rehearsal::permitted(organisation).or_else(|| {
                place.capacity.map(|capacity| order::permitted(organisation, capacity))
            }),
        }))
    }
}

/// The invoice of an act, as ИС ЭСФ has it. Schools of the demonstration issue one for every act both
/// signed, universities for every act of the ledger; one school is late.
fn invoice(connection: &Connection, document: &str) -> Result<Option<InvoiceRecord>, StoreError> {
    if let Some(SchoolingRecord::Act(act)) = schooling::record(connection, "act", document)? {
        return Ok(issued(&act));
    }
    let Ok(act) = document.parse() else {
        return Ok(None);
    };
    let known = vouchers::invoice(connection, act)?;
    Ok(known.map(|(supplier, amount)| registered(document, supplier, amount)))
}

/// The invoice a school issued for an act.
fn issued(act: &ActRecord) -> Option<InvoiceRecord> {
    let without =
        order::is_without_invoice(act.act.id) || rehearsal::is_without_invoice(act.act.school);
    if without || !act.act.is_signed() {
        return None;
    }
    let supplier = act.bin.parse().ok()?;
    Some(registered(&act.act.id.to_string(), supplier, act.act.total))
}

fn registered(document: &str, supplier: Bin, amount: Tiyn) -> InvoiceRecord {
    let number = Dice::new(&format!("invoice {document}")).between(1_000_000, 9_999_999);
    InvoiceRecord {
        number: format!("ESF-ULGI-{number}"),
        supplier,
        amount,
        status: InvoiceStatus::Registered,
    }
}

/// What ИС ЭСФ says of the invoice of an act at a moment.
pub(super) fn invoice_fact(act: &ActRecord, as_of: Moment) -> Fact {
    Fact {
        about: Subject::Document(act.act.id.to_string()),
        value: FactValue::Invoice {
            invoice: issued(act),
        },
        source: Source::Esf,
        as_of,
        by: None,
    }
}

fn field<T: DeserializeOwned>(ask: &Value, name: &str) -> Option<T> {
    serde_json::from_value(ask.get(name)?.clone()).ok()
}

/// A question as it arrives.
#[derive(Deserialize)]
struct Question {
    version: u32,
    request: String,
    ask: Value,
}

impl SampleSources {
    async fn reply(&self, call: &Call) -> Reply {
        let refused = |status| Reply {
            status,
            media_type: String::new(),
            retry_after: None,
            body: Vec::new(),
        };
        let store = &self.store;
        let world = self
            .world
            .get_or_try_init(|| async move { store.read(World::read).await })
            .await;
        let (Ok(world), Ok(question)) = (world, serde_json::from_slice::<Question>(&call.body))
        else {
            return refused(500);
        };
        let kind = call.address.rsplit('/').next().unwrap_or_default();
        let answer = match (kind, field::<String>(&question.ask, "act")) {
            // Acts go on being made: these aren't remembered.
            ("invoice", Some(act)) => {
                let found = store
                    .read(move |connection| invoice(connection, &act))
                    .await;
                found.ok().map(|invoice| json!({ "invoice": invoice }))
            }
            _ => world.answer(kind, &question.ask),
        };
        let Some(answer) = answer else {
            return refused(404);
        };
        let body = json!({
            "version": question.version,
            "request": question.request,
            "as_of": self.environment.now(),
            "answer": answer,
        });
        Reply {
            status: 200,
            media_type: "application/json".to_owned(),
            retry_after: None,
            body: body.to_string().into_bytes(),
        }
    }
}

impl Transport for SampleSources {
    fn carry(&self, call: Call) -> Carried<'_> {
        Box::pin(async move { Ok(self.reply(&call).await) })
    }
}
