//! The simulator of the source systems as a program of its own.

mod lms_command;

use baqylau_domain::Moment;
use baqylau_simulator::lms::SampleLms;
use baqylau_simulator::{
    Data, Fault, Population, RunningSimulator, SimulatorConfig, World, populate,
};
use lexopt::prelude::{Long, Short, Value, ValueExt};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

const HELP: &str = "\
baqylau-simulator: answers in the place of the state's source systems, for development and tests

  --listen ADDR:PORT  where to listen; 127.0.0.1:8490 unless told
  --data FILE         what the systems know (.toml or .json); may be repeated, later records win
  --seed N            also invent a population; the same seed gives the same one
  --organisations N   its organisations; 20 unless told
  --persons N         its people; 1000 unless told
  --fault SYSTEM=KIND what goes wrong, may be repeated; the first that fits happens.
                      SYSTEM: a code (gbd-fl, egkn, ...) or `all`. KIND: timeout, delay:MS,
                      status:CODE, busy:SECONDS, garbage, half, wrong-type, stale:DAYS,
                      huge:BYTES; with *N it happens N times
  --token TEXT        questions must carry this token
  --at MOMENT         the time answers say (2026-10-15T07:00:00Z); the computer's unless told
  --help              this text

baqylau-simulator lms: a sample LMS that sends an invented month to a registry, and ends

  --registry URL      the registry; http://127.0.0.1:8480 unless told
  --token TEXT        the token of the LMS (or BAQYLAU_LMS_TOKEN)
  --school ID         the school, by its number in НОБД; the first the registry lists
  --university        contracts, schedule and QR marks instead of contingent, grades, teachers
  --seed N            seed of everything invented; 1 unless told
  --learners N        learners; 500 unless told
  --month YYYY-MM     the month; 2026-11 unless told
  --bad N             so many rows of the first document are spoilt
  --correct           then send it again, put right and with one learner more
  --lines             send lines (application/x-ndjson)

Prints its address. Control: POST /control/change/{organisation,person,building,invoice} with a
record's key and the fields that change, POST /control/faults with a list of faults,
GET /control/asked, GET /control/world. Everything invented is invented; listen on the loopback.
";

/// What the command line asks for.
enum Order {
    Serve(Box<SimulatorConfig>),
    Lms(Box<SampleLms>),
    Help,
}

fn main() -> ExitCode {
    let outcome = arguments().and_then(|order| match order {
        Order::Serve(config) => run(*config),
        Order::Lms(sample) => lms_command::send(&sample).and_then(|text| print(&text)),
        Order::Help => print(HELP),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            let _ = writeln!(std::io::stderr(), "baqylau-simulator: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) -> Result<(), String> {
    std::io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())
}

fn arguments() -> Result<Order, String> {
    let mut config = SimulatorConfig::new(World::default());
    config.listen = ([127, 0, 0, 1], 8490).into();
    let mut files: Vec<PathBuf> = Vec::new();
    let mut seed = None;
    let (mut organisations, mut persons) = (20, 1000);
    let mut sized = false;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        let flag = match &argument {
            Long(name) => format!("--{name}"),
            _ => String::new(),
        };
        let named = |error: &dyn std::fmt::Display| format!("{flag}: {error}");
        match argument {
            Long("help") | Short('h') => return Ok(Order::Help),
            Value(word) if word == "lms" => {
                return lms_command::read(&mut parser).map(|sample| Order::Lms(Box::new(sample)));
            }
            Long("data") => files.push(parser.value().map_err(|e| named(&e))?.into()),
            Long(
                name @ ("listen" | "seed" | "organisations" | "persons" | "fault" | "token" | "at"),
            ) => {
                let name = name.to_owned();
                let value = parser.value().map_err(|e| named(&e))?;
                let text = value.string().map_err(|e| named(&e))?;
                match name.as_str() {
                    "listen" => config.listen = text.parse().map_err(|e| named(&e))?,
                    "seed" => seed = Some(text.parse().map_err(|e| named(&e))?),
                    "fault" => {
                        let fault: Fault = text.parse().map_err(|e| named(&e))?;
                        config.faults.push(fault);
                    }
                    "token" => config.token = Some(text),
                    "at" => {
                        let at: Moment = text.parse().map_err(|e| named(&e))?;
                        config.time = Arc::new(move || at);
                    }
                    size => {
                        sized = true;
                        let number = text.parse().map_err(|e| named(&e))?;
                        if size == "persons" {
                            persons = number;
                        } else {
                            organisations = number;
                        }
                    }
                }
            }
            other => return Err(format!("{}; see --help", other.unexpected())),
        }
    }
    match seed {
        Some(seed) => {
            let data = populate(Population {
                seed,
                organisations,
                persons,
            });
            config.world = World::of(data).map_err(|error| error.to_string())?;
        }
        None if sized => return Err("a population needs --seed; see --help".to_owned()),
        None => {}
    }
    for file in files {
        let named = |error: &dyn std::fmt::Display| format!("--data {}: {error}", file.display());
        let data = Data::read(&file).map_err(|error| named(&error))?;
        config.world.take_in(data).map_err(|error| named(&error))?;
    }
    Ok(Order::Serve(Box::new(config)))
}

fn run(config: SimulatorConfig) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let listen = config.listen;
        let simulator = RunningSimulator::start(config)
            .await
            .map_err(|error| format!("--listen {listen}: {error}"))?;
        print(&format!("{}\n", simulator.url()))?;
        asked_to_stop().await.map_err(|error| error.to_string())?;
        simulator.stop().await;
        Ok(())
    })
}

#[cfg(unix)]
async fn asked_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        pressed = tokio::signal::ctrl_c() => pressed,
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
