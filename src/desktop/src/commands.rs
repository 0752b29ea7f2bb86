//! The one table of what a person can do from anywhere: menus, palette, shortcuts, help and
//! tests are derived from it.

use crate::place::{Place, PlanFrom, Section};
use baqylau_domain::people::AccountRole;
use baqylau_widgets::icon::Icon;
use baqylau_widgets::keys::Shortcut;

/// A command that needs no further data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UiCommand {
    /// Go to a place.
    Go(Place),
    /// Open the palette.
    Palette,
    /// Next interface language.
    NextLanguage,
    /// Switch between light and dark.
    ToggleTheme,
    /// Synchronise now.
    SyncNow,
    /// Work offline on purpose, or stop doing so.
    ToggleOffline,
    /// Keys of the present screen.
    Help,
    /// End the session.
    SignOut,
}

/// One row of the table.
pub struct Row {
    /// Command.
    pub command: UiCommand,
    /// Message key of its name.
    pub name: &'static str,
    /// Icon.
    pub icon: Icon,
    /// Shortcut, if it has one.
    pub shortcut: Option<Shortcut>,
    /// Who has it; empty means everybody.
    pub roles: &'static [AccountRole],
}

use egui::Key;

/// Those who look at months, as `domain::month::reads_months` says, and at decisions.
const OFFICERS: &[AccountRole] = &[
    AccountRole::EducationOfficer,
    AccountRole::IssuerOfficer,
    AccountRole::FinancialCentre,
    AccountRole::Observer,
];

/// Those whom the registry shows visits of a territory: the financial centre reads decisions and
/// prescriptions only.
const VISIT_READERS: &[AccountRole] = &[
    AccountRole::EducationOfficer,
    AccountRole::IssuerOfficer,
    AccountRole::Observer,
];

/// Those who order visits, as `domain::visit::plans_visits` says.
const PLANNERS: &[AccountRole] = &[AccountRole::EducationOfficer, AccountRole::IssuerOfficer];

/// Those whom the registry shows the state order: departments and the financial centre, observers,
/// and a school its own. Its own part of the order is hidden from nobody of them.
const ORDERS: &[AccountRole] = &[
    AccountRole::EducationOfficer,
    AccountRole::FinancialCentre,
    AccountRole::Observer,
    AccountRole::School,
];

/// The same without schools: budgets, plans and consolidated registers are the offices'.
const ORDER_OFFICES: &[AccountRole] = &[
    AccountRole::EducationOfficer,
    AccountRole::FinancialCentre,
    AccountRole::Observer,
];

/// The table, in the order of menus.
pub fn table() -> Vec<Row> {
    let row = |command, name, icon, shortcut, roles| Row {
        command,
        name,
        icon,
        shortcut,
        roles,
    };
    vec![
        row(
            UiCommand::Go(Place::Visits),
            "nav-my-visits",
            Icon::CalendarCheck,
            Some(Shortcut::ctrl(Key::Num1)),
            &[AccountRole::Commission],
        ),
        row(
            UiCommand::Go(Place::AllVisits),
            "nav-visits",
            Icon::CalendarCheck,
            Some(Shortcut::ctrl(Key::Num1)),
            VISIT_READERS,
        ),
        row(
            UiCommand::Go(Place::Plan(PlanFrom::Register)),
            "plan-title",
            Icon::CalendarPlus,
            Some(Shortcut::ctrl(Key::N)),
            PLANNERS,
        ),
        row(
            UiCommand::Go(Place::ToSign),
            "nav-to-sign",
            Icon::PenLine,
            Some(Shortcut::ctrl(Key::Num2)),
            &[AccountRole::Commission],
        ),
        row(
            UiCommand::Go(Place::Decisions),
            "nav-decisions",
            Icon::Scale,
            Some(Shortcut::ctrl(Key::Num2)),
            OFFICERS,
        ),
        row(
            UiCommand::Go(Place::Points),
            "nav-prescriptions",
            Icon::ListChecks,
            Some(Shortcut::ctrl(Key::Num3)),
            &[],
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Today)),
            "nav-order-today",
            Icon::ListTodo,
            Some(Shortcut::alt(Key::Num1)),
            ORDERS,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Board)),
            "nav-order-board",
            Icon::ChartColumn,
            Some(Shortcut::alt(Key::Num9)),
            ORDER_OFFICES,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Applications)),
            "nav-order-applications",
            Icon::FileInput,
            Some(Shortcut::alt(Key::Num2)),
            ORDERS,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Budget)),
            "nav-order-budget",
            Icon::Coins,
            Some(Shortcut::alt(Key::Num3)),
            ORDER_OFFICES,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Contracts)),
            "nav-order-contracts",
            Icon::FileSignature,
            Some(Shortcut::alt(Key::Num4)),
            ORDERS,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Months)),
            "nav-order-months",
            Icon::CalendarSync,
            Some(Shortcut::alt(Key::Num0)),
            OFFICERS,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Acts)),
            "nav-order-acts",
            Icon::FileCheck,
            Some(Shortcut::alt(Key::Num5)),
            ORDERS,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Registers)),
            "nav-order-registers",
            Icon::FileStack,
            Some(Shortcut::alt(Key::Num6)),
            ORDER_OFFICES,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Payments)),
            "nav-order-payments",
            Icon::Banknote,
            Some(Shortcut::alt(Key::Num7)),
            ORDERS,
        ),
        row(
            UiCommand::Go(Place::Orders(Section::Mandates)),
            "nav-order-mandates",
            Icon::IdCard,
            Some(Shortcut::alt(Key::Num8)),
            ORDERS,
        ),
        row(
            UiCommand::Go(Place::Organisations),
            "nav-organisations",
            Icon::Landmark,
            Some(Shortcut::ctrl(Key::Num4)),
            &[],
        ),
        row(
            UiCommand::Go(Place::Verify),
            "nav-verify",
            Icon::ShieldCheck,
            Some(Shortcut::ctrl(Key::Num5)),
            &[],
        ),
        row(
            UiCommand::Go(Place::Sync),
            "nav-sync",
            Icon::RefreshCw,
            Some(Shortcut::ctrl(Key::Num8)),
            &[],
        ),
        row(
            UiCommand::Go(Place::Settings),
            "nav-settings",
            Icon::Settings,
            Some(Shortcut::ctrl(Key::Num9)),
            &[],
        ),
        row(
            UiCommand::Palette,
            "palette-commands",
            Icon::Search,
            Some(Shortcut::ctrl(Key::K)),
            &[],
        ),
        row(
            UiCommand::SyncNow,
            "sync-now",
            Icon::RefreshCw,
            Some(Shortcut::plain(Key::F5)),
            &[],
        ),
        row(
            UiCommand::ToggleOffline,
            "command-toggle-offline",
            Icon::WifiOff,
            None,
            &[],
        ),
        row(
            UiCommand::NextLanguage,
            "command-next-language",
            Icon::Languages,
            Some(Shortcut::plain(Key::F2)),
            &[],
        ),
        row(
            UiCommand::ToggleTheme,
            "command-toggle-theme",
            Icon::SunMoon,
            None,
            &[],
        ),
        row(
            UiCommand::Help,
            "help-keys",
            Icon::Keyboard,
            Some(Shortcut::plain(Key::F1)),
            &[],
        ),
        row(UiCommand::SignOut, "bar-sign-out", Icon::LogOut, None, &[]),
    ]
}

/// Rows a role has.
pub fn rows_for(role: AccountRole) -> Vec<Row> {
    let rows = table()
        .into_iter()
        .filter(|row| row.roles.is_empty() || row.roles.contains(&role));
    if role != AccountRole::School {
        return rows.collect();
    }
    let own = |row: Row| Row {
        name: own_name(row.name),
        ..row
    };
    rows.map(own).collect()
}

/// What a register of all schools is called in a school's own cabinet.
fn own_name(name: &'static str) -> &'static str {
    match name {
        "nav-order-applications" => "nav-order-applications-own",
        "nav-order-contracts" => "nav-order-contracts-own",
        "nav-order-acts" => "nav-order-acts-own",
        "nav-order-payments" => "nav-order-payments-own",
        other => other,
    }
}

/// The shortcut of a command, as it is written beside it.
pub fn shortcut_of(command: UiCommand) -> String {
    table()
        .into_iter()
        .find(|row| row.command == command)
        .and_then(|row| row.shortcut)
        .map(|shortcut| shortcut.label())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_domain::people::ACCOUNT_ROLES;
    use baqylau_domain::visit::plans_visits;

    #[test]
    fn months_are_offered_to_exactly_those_the_rules_let_look_at_them() {
        let months = UiCommand::Go(Place::Orders(Section::Months));
        for role in ACCOUNT_ROLES {
            let offered = rows_for(role).iter().any(|row| row.command == months);
            let may = baqylau_domain::month::reads_months(role);
            assert_eq!(offered, may, "{role:?}");
        }
    }

    #[test]
    fn planning_is_offered_to_exactly_those_the_rules_let_order_visits() {
        let plan = UiCommand::Go(Place::Plan(PlanFrom::Register));
        for role in ACCOUNT_ROLES {
            let offered = rows_for(role).iter().any(|row| row.command == plan);
            assert_eq!(offered, plans_visits(role), "{role:?}");
        }
    }
}
