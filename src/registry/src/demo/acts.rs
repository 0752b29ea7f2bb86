//! Acts of sample visits of the past.

use super::workbooks::Published;
use crate::context::legal_day;
use baqylau_domain::Moment;
use baqylau_domain::act::{
    ACT_SCHEMA, ActAnswer, ActChecklist, ActContent, ActFinding, ActKind, ActMember, ActOrder,
    ActPresence, ActRefusal, ActSection, ActSubject, PartyDecision,
};
use baqylau_domain::contingent::{Group, GroupCount, Presence};
use baqylau_domain::finding::{Effect, Severity, StudyStop};
use baqylau_domain::identifiers::ActId;
use baqylau_domain::organisation::{LicenceStatus, Organisation};
use baqylau_domain::policy::Policies;
use baqylau_domain::prescription::{self, PrescriptionPoint, prescription_of};
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{asks_stop, propose};
use baqylau_domain::visit::{Access, Visit};
use baqylau_protocol::blob;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Yes/no items of the checklists; a header line first.
const ITEMS: &str = include_str!("../../../../assets/demo/items.psv");

/// Names of the norms.
const NORMS: &str = include_str!("../../../../assets/checklists/norms.json");

/// How long before a visit the sample's study stood still, where it did.
const STOPPED_DAYS: u64 = 45;

/// An item of a checklist.
pub(crate) struct Item {
    pub(crate) list: &'static str,
    section: Trilingual,
    pub(crate) item: &'static str,
    text: Trilingual,
    pub(crate) severity: Severity,
    pub(crate) effect: Effect,
    pub(crate) norm: &'static str,
    certainty: &'static str,
}

/// All items.
pub(crate) fn items() -> Vec<Item> {
    ITEMS.lines().skip(1).filter_map(item).collect()
}

/// Rows of the table, read or not.
#[cfg(test)]
pub(crate) fn rows() -> usize {
    ITEMS.lines().skip(1).count()
}

fn item(line: &'static str) -> Option<Item> {
    let mut cells = line.split('|');
    let list = cells.next()?;
    let section = Trilingual::new(cells.next()?, cells.next()?, cells.next()?);
    let item = cells.next()?;
    let text = Trilingual::new(cells.next()?, cells.next()?, cells.next()?);
    Some(Item {
        list,
        section,
        item,
        text,
        severity: Severity::from_letter(cells.next()?)?,
        effect: Effect::from_word(cells.next()?)?,
        norm: cells.next()?,
        certainty: cells.next()?,
    })
}

/// A violated item with the day by which it must be remedied.
pub(crate) struct Violation {
    pub(crate) list: &'static str,
    pub(crate) item: &'static str,
    pub(crate) due: NaiveDate,
}

/// What an act is made from.
pub(crate) struct Facts<'a> {
    pub(crate) act: ActId,
    pub(crate) draft_number: String,
    pub(crate) visit: &'a Visit,
    pub(crate) organisation: &'a Organisation,
    pub(crate) workbooks: &'a [Published],
    pub(crate) violations: &'a [Violation],
    pub(crate) groups: &'a [Group],
    pub(crate) representative: String,
    pub(crate) composed_at: Moment,
    pub(crate) party: PartyDecision,
    pub(crate) objections: String,
}

/// The content of an act for a visit whose drafts are merged or whose admission was refused;
/// `None` when the visit isn't that far.
pub(crate) fn content(facts: &Facts<'_>) -> Option<ActContent> {
    let visit = facts.visit;
    let recorded = visit.stage.recorded()?;
    let order = &recorded.conduct.order;
    let organisation = facts.organisation;
    let premises = organisation.premises(visit.premises)?;
    let norms: BTreeMap<String, Trilingual> = serde_json::from_str(NORMS).unwrap_or_default();
    let items = items();
    let (admitted_at, leaflet_at, refusal) = match &recorded.access {
        Access::Admitted(admission) => (Some(admission.at), Some(admission.leaflet_at), None),
        Access::Refused(refusal) => (
            None,
            refusal.leaflet_at,
            Some(ActRefusal {
                at: refusal.at,
                circumstances: refusal.circumstances.clone(),
                witnesses: refusal.witnesses.clone(),
            }),
        ),
    };
    let kind = if refusal.is_some() {
        ActKind::AdmissionRefusal
    } else {
        ActKind::Monitoring
    };
    let checklists = match kind {
        ActKind::Monitoring => checklists(facts, &items),
        ActKind::AdmissionRefusal => Vec::new(),
    };
    let findings = findings(facts, &items, &norms);
    let departed = facts.composed_at;
    let signs = kind == ActKind::Monitoring && facts.party != PartyDecision::Refused;
    let mut content = ActContent {
        schema: ACT_SCHEMA.to_owned(),
        kind,
        act: facts.act,
        visit: visit.id,
        draft_number: facts.draft_number.clone(),
        composed_at: facts.composed_at,
        place: premises.address.clone(),
        commission: order.issued_by.clone(),
        order: ActOrder {
            number: order.number.clone(),
            date: order.date,
            issued_by: order.issued_by.clone(),
        },
        additional_orders: Vec::new(),
        members: visit
            .members
            .iter()
            .map(|member| ActMember {
                person: member.person,
                full_name: member.full_name.clone(),
                position: member.position.clone(),
                role: member.role,
            })
            .collect(),
        subject: ActSubject {
            organisation: organisation.id,
            bin: organisation.bin.as_text().to_owned(),
            name: organisation.name.clone(),
            legal_address: organisation.legal_address.clone(),
            premises: premises.id,
            premises_name: premises.name.clone(),
            premises_address: premises.address.clone(),
            rka: premises
                .rka
                .as_ref()
                .map(|code| code.as_text().to_owned())
                .unwrap_or_default(),
            licence: organisation
                .licences
                .iter()
                .find(|licence| licence.status == LicenceStatus::Active)
                .map(|licence| licence.number.clone())
                .unwrap_or_default(),
            licensed_here: organisation.is_licensed_at(premises.id),
            representative: facts.representative.clone(),
        },
        conducted: (recorded.conduct.arrival.at, departed),
        inspected_period: visit.inspected_period,
        purpose: visit.purpose.clone(),
        presence: ActPresence {
            arrived_at: recorded.conduct.arrival.at,
            location: recorded.conduct.arrival.location,
            leaflet_at,
            admitted_at,
            refusal,
            departed_at: Some(departed),
        },
        checklists,
        prescription: prescription(&findings, kind, legal_day(recorded.conduct.arrival.at)),
        findings,
        head_count: facts.groups.iter().map(count).collect(),
        objections: facts.objections.clone(),
        special_opinions: Vec::new(),
        party_decision: facts.party,
        acquainted_at: signs.then_some(departed),
        refusal_to_sign: match (kind, facts.party) {
            (ActKind::Monitoring, PartyDecision::Refused) => {
                "Қол қоюдан бас тартты (үлгі) / от подписи отказались (образец).".to_owned()
            }
            _ => String::new(),
        },
        proposal: None,
        attachments: Vec::new(),
        copies: 2,
        software: concat!("baqylau ", env!("CARGO_PKG_VERSION")).to_owned(),
        sample: true,
    };
    content.proposal = propose(content.grounds(), visit.premises);
    Some(content)
}

fn is_violated(facts: &Facts<'_>, item: &Item) -> bool {
    facts
        .violations
        .iter()
        .any(|v| v.list == item.list && v.item == item.item)
}

fn checklists(facts: &Facts<'_>, items: &[Item]) -> Vec<ActChecklist> {
    facts
        .visit
        .checklists
        .iter()
        .map(|pinned| {
            let own: Vec<&Item> = items
                .iter()
                .filter(|item| item.list == pinned.code)
                .collect();
            let answers: Vec<ActAnswer> = own
                .iter()
                .map(|item| ActAnswer {
                    item: item.item.to_owned(),
                    text: item.text.clone(),
                    answer: if is_violated(facts, item) {
                        Trilingual::new("Жоқ", "Нет", "No")
                    } else {
                        Trilingual::new("Иә", "Да", "Yes")
                    },
                    note: String::new(),
                })
                .collect();
            let mut sections: Vec<ActSection> = Vec::new();
            for item in own {
                let violated = u32::from(is_violated(facts, item));
                if sections
                    .last()
                    .is_none_or(|section| section.title != item.section)
                {
                    sections.push(ActSection {
                        title: item.section.clone(),
                        total: 0,
                        conform: 0,
                        violations: 0,
                        not_applicable: 0,
                        not_checked: 0,
                    });
                }
                if let Some(section) = sections.last_mut() {
                    section.total += 1;
                    section.violations += violated;
                    section.conform += 1 - violated;
                }
            }
            let title = facts
                .workbooks
                .iter()
                .find(|workbook| workbook.code == pinned.code)
                .map(|workbook| workbook.title.clone())
                .unwrap_or_default();
            ActChecklist {
                code: pinned.code.clone(),
                title,
                version: pinned.version.clone(),
                workbook: pinned.workbook,
                answers_sha256: blob::hash(&serde_json::to_vec(&answers).unwrap_or_default()),
                sections,
                answers,
            }
        })
        .collect()
}

fn findings(
    facts: &Facts<'_>,
    items: &[Item],
    norms: &BTreeMap<String, Trilingual>,
) -> Vec<ActFinding> {
    facts
        .violations
        .iter()
        .filter_map(|violation| {
            let item = items
                .iter()
                .find(|i| i.list == violation.list && i.item == violation.item)?;
            Some(ActFinding {
                list: item.list.to_owned(),
                item: item.item.to_owned(),
                requirement: item.text.clone(),
                note: "Талап орындалмаған / Требование не выполнено (үлгі / образец).".to_owned(),
                severity: item.severity,
                norm: item.norm.to_owned(),
                norm_title: norms.get(item.norm).cloned().unwrap_or_default(),
                norm_certainty: item.certainty.to_owned(),
                effect: item.effect,
                evidence: Vec::new(),
                due: Some(violation.due),
                // Long before the visit: the list's own effect holds.
                stop: asks_stop(item.list, item.item).then(|| StudyStop {
                    since: facts
                        .visit
                        .planned
                        .0
                        .checked_sub_days(Days::new(STOPPED_DAYS))
                        .unwrap_or(facts.visit.planned.0),
                    resumed: None,
                }),
            })
        })
        .collect()
}

/// The points that follow from violations. What people write in an act has one language, so the
/// demonstration's people write only what a reader of another wouldn't miss: what to do and who
/// does it is left to what always holds.
pub(crate) fn prescription(
    findings: &[ActFinding],
    kind: ActKind,
    visited: NaiveDate,
) -> Vec<PrescriptionPoint> {
    let violations = findings.iter().map(|finding| prescription::Violation {
        list: &finding.list,
        item: &finding.item,
        effect: finding.effect,
        risk: finding.severity,
        due: finding.due,
        recommendation: "",
        responsible: "",
    });
    let refused = kind == ActKind::AdmissionRefusal;
    prescription_of(violations, refused, visited, &Policies::pilot().on(visited))
}

fn count(group: &Group) -> GroupCount {
    let marks: BTreeMap<_, _> = group
        .learners
        .iter()
        .map(|learner| (learner.iin, Presence::Present))
        .collect();
    GroupCount::of(group, &marks)
}
