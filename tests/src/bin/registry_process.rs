//! The registry as a process to be killed: `registry_process FOLDER ADDRESS` prints where it
//! listens and serves until its standard input ends.

use baqylau_registry::{Registry, RegistryConfig};
use std::io::{Read as _, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            let _ = writeln!(std::io::stderr(), "registry_process: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), Some(address)) = (arguments.next(), arguments.next()) else {
        return Err("folder and address are needed".to_owned());
    };
    let mut config = RegistryConfig::demo(folder);
    let address = address.to_str().ok_or("the address isn't text")?;
    config.listen = address
        .parse()
        .map_err(|error| format!("{address}: {error}"))?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let registry = runtime
        .block_on(Registry::start(config))
        .map_err(|error| error.to_string())?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", registry.addr())
        .and_then(|()| out.flush())
        .map_err(|error| error.to_string())?;
    // Whoever started this process holds the other end; when they are gone, so is this.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    runtime.block_on(registry.stop());
    Ok(())
}
