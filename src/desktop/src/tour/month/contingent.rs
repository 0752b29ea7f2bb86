//! What comes from outside: three LMS send who learns, the month is frozen and validated, ИС ЭСФ is
//! asked about the invoices.

use super::{Cast, picture};
use crate::app::App;
use crate::place::{Place, Section};
use crate::tour::TourError;
use crate::tour::drive::Drive;
use baqylau_client::ui::{Command, MonthCommand};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::MonthStage;
use baqylau_registry::{LmsOffice, NewLms, RegistryConfig};
use chrono::{NaiveTime, TimeDelta};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// The month ends; its LMS send, it is frozen and validated.
pub(super) fn arrives(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("contingent of three LMS");
    let now = drive.app().model().now;
    let end = cast.month.last_day().and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(30);
    drive.pass(end - now);
    let data = drive.out().join(".work").join("registry");
    let office = LmsOffice::open(&RegistryConfig {
        environment: drive.environment(),
        ..RegistryConfig::demo(data)
    });
    let office = office.map_err(|error| drive.error(&error.to_string()))?;
    let all = office
        .organisations()
        .map_err(|error| drive.error(&error.to_string()))?;
    let bins: BTreeMap<OrganisationId, _> = all
        .iter()
        .filter_map(|one| Some((one.id, *one.bin.valid()?)))
        .collect();
    let address = drive.registry()?.addr();
    let (mut systems, mut rows) = (0, 0);
    for lms in cast
        .rehearsal
        .lms(cast.month, |school| bins.get(&school).copied())
    {
        let issued = office.add(NewLms {
            name: lms.name,
            schools: lms.schools,
            first_day: None,
            last_day: None,
            signed: false,
        });
        let issued = issued.map_err(|error| drive.error(&error.to_string()))?;
        for document in &lms.documents {
            rows += document.matches("\"iin\"").count();
            // Sent twice, as a system does that missed the answer: the month stands once.
            for _ in 0..2 {
                let answer = post(address, &issued.token, document);
                answer.map_err(|problem| drive.error(&problem))?;
            }
        }
        systems += 1;
    }
    drive.say(&format!(
        "{systems} LMS sent {rows} pupils, every document twice"
    ));
    drive.step("the month is validated");
    freezes(drive, cast)
}

/// The financial centre looks at what came, freezes the month at its screen, and reads what was
/// made of it.
fn freezes(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.enter(cast.centre)?;
    drive.go(Place::Orders(Section::Months));
    let month = cast.month;
    let at_stage = move |app: &App, wanted: MonthStage| {
        let listed = app.model().months.listed.value();
        let mut months = listed.iter().flat_map(|listed| &listed.months);
        months.any(|one| one.month.period == month && one.month.stage == wanted)
    };
    drive.wait("the month that came", |app| at_stage(app, MonthStage::Open))?;
    let words = drive.app().locale().month_year(month.year(), month.month());
    let locale = drive.app().locale();
    let stage = locale.text("month-stage-open");
    let args = [("month", words.as_str().into()), ("stage", stage.into())];
    let pill = locale.format("order-month-pill", &args);
    let yes = locale.format("order-month-freeze-yes", &args[..1]);
    drive.press_named(&pill)?;
    drive.wait("what was sent for it", |app| {
        app.model().months.opened.contains_key(&month)
    })?;
    drive.press("order-month-freeze")?;
    picture(drive, cast, "freeze")?;
    drive.press_named(&yes)?;
    drive.wait_with(
        "the month to be validated",
        |app| at_stage(app, MonthStage::Validated),
        |drive| drive.command(Command::Months(MonthCommand::List)),
    )?;
    drive.gone("order-month-freeze-what")?;
    drive.wait("the registers of the month", |app| {
        let opened = app.model().months.opened.get(&month);
        opened.is_some_and(|opened| opened.state.month.stage == MonthStage::Validated)
    })?;
    let opened = drive.app().model().months.opened.get(&month).cloned();
    let rows = opened.iter().flat_map(|opened| &opened.organisations);
    let made = rows.filter(|row| !row.month.registers.is_empty()).count();
    drive.say(&format!("frozen; {made} registers of the month made"));
    picture(drive, cast, "frozen")
}

/// ИС ЭСФ is asked about every act both signed.
pub(super) fn invoices(drive: &mut Drive<'_>) -> Result<(), TourError> {
    drive.step("invoices");
    drive.pass(TimeDelta::hours(1));
    let asked = drive
        .registry()?
        .with(async |registry| registry.ask_invoices().await);
    let asked = asked.ok_or_else(|| drive.error("the registry has stopped"))?;
    let asked = asked.map_err(|error| drive.error(&error.to_string()))?;
    drive.say(&format!("ИС ЭСФ answered about {asked} acts"));
    Ok(())
}

/// A document of an LMS as it is sent: HTTP with the token of the system.
fn post(registry: SocketAddr, token: &str, document: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let mut stream = TcpStream::connect(registry).map_err(failed)?;
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .map_err(failed)?;
    let head = format!(
        "POST /v1/lms/contingent HTTP/1.1\r\nHost: {registry}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        document.len()
    );
    stream.write_all(head.as_bytes()).map_err(failed)?;
    stream.write_all(document.as_bytes()).map_err(failed)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(failed)?;
    let answer = String::from_utf8_lossy(&answer);
    if answer.starts_with("HTTP/1.1 2") {
        return Ok(());
    }
    let status = answer.lines().next().unwrap_or_default();
    let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
    Err(format!("an LMS was answered {status}: {body}"))
}
