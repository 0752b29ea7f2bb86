//! Papers of the state order, made from the records of this laptop: contracts and agreements, acts
//! of form Р-1, consolidated registers, funding plans, payment orders.

mod contract;
mod known;
mod learners;
mod lists;
mod parties;
mod payment;
mod schedule;
mod signed;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::wildcard_imports,
    reason = "helpers of tests fail like tests"
)]
pub(crate) mod world;

pub use known::Known;
pub use payment::{of_record as payment_order, spoilt};

use super::documents;
use crate::error::Result;
use crate::files;
use crate::hub::Hub;
use crate::ui::{Event, OrderPaper, PaperTo, Ticket};
use baqylau_locale::{Language, Locale};
use tokio::task::block_in_place;

/// A paper: the name of its file, its bytes.
type Paper = (String, Vec<u8>);

/// Makes a paper and puts it where it is wanted.
///
/// # Errors
/// When what it is made from isn't to be had, or the file can't be written.
pub async fn make(
    hub: &Hub,
    ticket: Ticket,
    paper: OrderPaper,
    language: Language,
    to: PaperTo,
) -> Result<()> {
    let known = Known::of_signed_in(hub)?;
    let locale = Locale::new(language);
    let (name, pdf) = match paper {
        OrderPaper::Contract {
            contract,
            agreement,
        } => contract::make(hub, &known, &locale, contract, agreement).await?,
        OrderPaper::Schedule(contract) => {
            block_in_place(|| schedule::make(hub, &known, &locale, contract))?
        }
        OrderPaper::Act(act) => contract::act(hub, &known, &locale, act, None).await?,
        OrderPaper::ActWithLearners(act) => {
            let list = learners::ask(hub, ticket, act).await?;
            contract::act(hub, &known, &locale, act, Some(&list)).await?
        }
        OrderPaper::Register(register) => lists::register(hub, &known, &locale, register).await?,
        OrderPaper::Plan {
            department,
            year,
            version,
            against,
        } => block_in_place(|| {
            let of = (department, year, version);
            lists::plan(hub, &known, &locale, of, against)
        })?,
        OrderPaper::Payment(payment) => {
            block_in_place(|| payment::paper(hub, &known, &locale, payment))?
        }
    };
    let name = format!("{name} {}", language.code());
    let path = match &to {
        PaperTo::File(path) => path.clone(),
        PaperTo::Prints | PaperTo::Printer => documents::print_path(hub, &name)?,
    };
    block_in_place(|| files::replace(&path, &pdf))?;
    match to {
        PaperTo::Printer => documents::print(hub, ticket, &path).await,
        PaperTo::Prints | PaperTo::File(_) => {
            hub.tell(Event::DocumentReady { ticket, path });
            Ok(())
        }
    }
}
