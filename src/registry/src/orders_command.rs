//! `baqylau-registry norms`, `mrp` and `mandate`: what the state educational order begins with.

use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::schooling::Principal;
use baqylau_registry::{FirstMandate, NewNorm, OrdersOffice, RegistryConfig, read_indices};

/// What is to be done.
pub(crate) enum OrdersOrder {
    /// Norms are read from a file.
    Norms(String),
    /// Monthly indices are read from a file.
    Indices(String),
    /// A first mandate is taken in.
    Mandate(FirstMandate),
}

impl OrdersOrder {
    /// Reads the words after `norms`, `mrp` or `mandate`.
    pub(crate) fn of(words: &[&str]) -> Option<Result<Self, String>> {
        Some(match words {
            ["norms", "import", file] => Ok(Self::Norms((*file).to_owned())),
            ["mrp", "import", file] => Ok(Self::Indices((*file).to_owned())),
            ["mandate", iin, principal, to, basis] => mandate(iin, principal, to, basis),
            _ => return None,
        })
    }
}

fn mandate(iin: &str, principal: &str, to: &str, basis: &str) -> Result<OrdersOrder, String> {
    let principal = match principal.split_once(':') {
        None if principal == "centre" => Some(Principal::Centre),
        Some(("department", region)) => region.parse().ok().map(Principal::Department),
        Some(("school", id)) => id
            .parse()
            .ok()
            .map(|id: OrganisationId| Principal::School(id)),
        _ => None,
    };
    Ok(OrdersOrder::Mandate(FirstMandate {
        person: iin.parse().or(Err("mandate: not an ИИН"))?,
        principal: principal.ok_or("mandate: centre, department:КАТО or school:ID")?,
        to: to.parse().or(Err("mandate: last day, 2026-12-31"))?,
        basis: basis.to_owned(),
    }))
}

/// Does it, and returns what is printed.
pub(crate) fn run(config: &RegistryConfig, order: OrdersOrder) -> Result<String, String> {
    let office = OrdersOffice::open(config).map_err(|error| error.to_string())?;
    match order {
        OrdersOrder::Norms(file) => {
            let text = std::fs::read_to_string(&file).map_err(|e| format!("{file}: {e}"))?;
            let norms = NewNorm::read_list(&text).map_err(|e| format!("{file}: {e}"))?;
            let count = office
                .load_norms(norms)
                .map_err(|error| error.to_string())?;
            Ok(format!("norms {count}\n"))
        }
        OrdersOrder::Indices(file) => {
            let text = std::fs::read_to_string(&file).map_err(|e| format!("{file}: {e}"))?;
            let entries = read_indices(&text).map_err(|e| format!("{file}: {e}"))?;
            let count = office
                .enter_indices(entries)
                .map_err(|e| format!("{file}: {e}"))?;
            Ok(format!("indices {count}\n"))
        }
        OrdersOrder::Mandate(first) => {
            let id = office.entrust(first).map_err(|error| error.to_string())?;
            Ok(format!("mandate {id}\n"))
        }
    }
}
