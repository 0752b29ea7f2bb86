//! The part of a contract's form that is about a building to be reimbursed.

use super::ContractForm;
use crate::cx::Cx;
use baqylau_client::ui::OrdersView;
use baqylau_domain::identifiers::{ApplicationId, PremisesId};
use baqylau_domain::schooling::{OrderRules, ReimbursedBuilding, Reimbursement, SchoolingRecord};
use baqylau_widgets::Field;
use chrono::Datelike as _;

/// Years back a building may have been commissioned in, as the form offers them.
const BACK: i32 = 20;

/// What is typed of the building.
#[derive(Default)]
pub struct Typed {
    building: Option<usize>,
    /// The building whose former contract was looked up.
    looked: Option<PremisesId>,
    years: Vec<i32>,
    commissioned: Option<usize>,
    first_year: Option<usize>,
    /// The sum reckoned last: one that was typed over stays.
    reckoned: Option<i64>,
}

/// Whether a building has a contract of a year that wasn't ended.
pub fn is_contracted(view: &OrdersView, application: ApplicationId, year: i32) -> bool {
    view.rows.iter().any(|row| match &*row.record {
        SchoolingRecord::Contract(one) => {
            let of = one.reimbursement();
            one.contract.terminated.is_none()
                && of.is_some_and(|of| of.application == application)
                && one
                    .texts
                    .first()
                    .is_some_and(|text| text.from.year() == year)
        }
        _ => false,
    })
}

impl ContractForm {
    /// Whether the school chosen is one with a building to reimburse.
    pub(super) fn is_reimbursing(&self) -> bool {
        let school = self.school.and_then(|place| self.schools.get(place));
        school.is_some_and(|school| school.reimbursed.is_some())
    }

    /// The building chosen.
    pub(super) fn reimbursed_building(&self) -> Option<PremisesId> {
        let building = self
            .of_building
            .building
            .filter(|_| self.is_reimbursing())?;
        self.buildings.get(building).map(|one| one.id)
    }

    /// What is asked; none while something is missing.
    pub(super) fn asked(&self) -> Option<ReimbursedBuilding> {
        let school = self.schools.get(self.school?)?;
        let year = |place: Option<usize>| self.of_building.years.get(place?).copied();
        Some(ReimbursedBuilding {
            application: school.reimbursed?.0,
            building: self.reimbursed_building()?,
            commissioned: year(self.of_building.commissioned)?,
            first_year: year(self.of_building.first_year)?,
        })
    }

    /// Begins with the only building there may be.
    pub(super) fn begin_building(&mut self, cx: &Cx<'_>) {
        let year = cx.model.today().year();
        self.of_building = Typed {
            building: (self.buildings.len() == 1).then_some(0),
            years: (year - BACK..=year).rev().collect(),
            first_year: Some(0),
            ..Typed::default()
        };
        if self.is_reimbursing() {
            self.amount = None;
        }
    }

    /// What was fixed for the building before, and what the schedule comes to, within the plan.
    pub(super) fn reckon_building(&mut self) {
        let building = self.reimbursed_building();
        if building != self.of_building.looked {
            self.of_building.looked = building;
            let fixed = building.and_then(|building| self.desk.book().fixed_for(building));
            let fixed = fixed.map(|fixed| (fixed.commissioned, fixed.first_year));
            if let Some((commissioned, first)) = fixed {
                let typed = &mut self.of_building;
                for year in [commissioned, first] {
                    if !typed.years.contains(&year) {
                        typed.years.push(year);
                    }
                }
                let place = |of: i32| typed.years.iter().position(|year| *year == of);
                (typed.commissioned, typed.first_year) = (place(commissioned), place(first));
            }
        }
        let reckoned = self.whole();
        if self.is_reimbursing() && self.amount == self.of_building.reckoned {
            self.amount = reckoned;
        }
        self.of_building.reckoned = reckoned;
    }

    /// What the places come to in the months chosen, and no more than the plan leaves.
    fn whole(&self) -> Option<i64> {
        let school = self.schools.get(self.school?)?;
        let (_, kind) = school.reimbursed?;
        let (asked, rules) = (self.asked()?, OrderRules::pilot());
        let (from, to) = (*self.months.get(self.from?)?, *self.months.get(self.to?)?);
        let before = self.desk.book().fixed_for(asked.building);
        let rule = &rules.reimbursement;
        let fixed =
            Reimbursement::fix(&asked, kind, from.year(), rule, &rules.indices, before).ok()?;
        let places = self.buildings.iter().find(|one| one.id == asked.building);
        let places = u32::try_from(places?.places?).ok()?;
        let whole = fixed.whole(places, from, to)?.0;
        let left = school.left.map_or(whole, |left| left.0);
        Some(whole.min(left)).filter(|sum| *sum > 0)
    }

    /// The building and its years.
    pub(super) fn building_fields(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if !self.is_reimbursing() {
            return;
        }
        let names: Vec<&str> = self.buildings.iter().map(|one| cx.tri(&one.name)).collect();
        let label = cx.t("order-contract-building");
        Field::new(&label)
            .required()
            .select(ui, &mut self.of_building.building, &names);
        let typed = &mut self.of_building;
        let years: Vec<String> = typed.years.iter().map(ToString::to_string).collect();
        ui.horizontal_top(|ui| {
            let (commissioned, first) = (
                cx.t("order-building-commissioned"),
                cx.t("order-building-first-year"),
            );
            Field::new(&commissioned).required().width(260.0).select(
                ui,
                &mut typed.commissioned,
                &years,
            );
            Field::new(&first)
                .required()
                .width(260.0)
                .select(ui, &mut typed.first_year, &years);
        });
    }
}
