//! An officer's decision at the screen: payment is suspended.

use super::TourError;
use super::drive::Drive;
use crate::app::App;
use crate::place::Place;
use baqylau_client::ui::Command;
use baqylau_domain::sanction::{Sanction, SanctionState};

/// Opens the proposed consequence that is meant, suspends payment with a reason, and waits until the
/// registry has taken it. A picture is taken before.
pub fn suspend(
    drive: &mut Drive<'_>,
    picture: &str,
    reason: &str,
    is_meant: impl Fn(&Sanction) -> bool + Copy,
) -> Result<Sanction, TourError> {
    drive.go(Place::Decisions);
    let found = move |app: &App| {
        let rows = app.model().sanctions.value()?;
        let row = rows.iter().find(|row| is_meant(&row.sanction))?;
        Some((row.sanction.clone(), row.mine))
    };
    drive.wait_with(
        "the proposed consequence",
        |app| found(app).is_some(),
        |drive| drive.command(Command::LoadSanctions),
    )?;
    let (sanction, mine) = found(drive.app()).ok_or_else(|| drive.error("the sanction is gone"))?;
    if !mine {
        return Err(drive.error("the officer may not decide"));
    }
    drive.go(Place::Sanction(sanction.id));
    drive.settle(10);
    drive.picture(picture)?;
    // The button opens the question, and the question has a button of the same name.
    drive.press("decision-suspend")?;
    drive.fill("decision-reason", reason)?;
    drive.press("decision-suspend")?;
    drive.send_all()?;
    drive.wait_with(
        "the suspension",
        |app| {
            found(app).is_some_and(|(one, _)| matches!(one.state, SanctionState::Suspended { .. }))
        },
        |drive| drive.command(Command::LoadSanctions),
    )?;
    Ok(sanction)
}
