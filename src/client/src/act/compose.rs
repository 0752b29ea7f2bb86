//! Drawing up an act from what is recorded.

use super::Composed;
use super::checklist::{self, Judgement, blocker};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, drafts, meta};
use crate::ui::{Blocker, PinnedForm};
use crate::work::{session, view};
use baqylau_domain::Moment;
use baqylau_domain::act::{
    ACT_SCHEMA, ActAttachment, ActContent, ActFault, ActKind, ActMember, ActOrder, ActPresence,
    ActRefusal, ActSubject, PartyDecision, SpecialOpinion,
};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::contingent::{Group, GroupCount, Presence};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::{ActId, Iin, VisitId};
use baqylau_domain::organisation::{LicenceStatus, Organisation};
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::{Violation, prescription_of};
use baqylau_domain::traffic_light::propose;
use baqylau_domain::visit::{Access, Stage, Visit};
use baqylau_protocol::blob;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Copies of an act: registry, organisation, commission.
const COPIES: u8 = 3;

/// Draws up the act of a visit and keeps its bytes for fixing.
///
/// # Errors
/// A refusal when the visit isn't at a stage with anything to draw up, or lacks its pack.
pub fn compose(hub: &Hub, id: VisitId) -> Result<Arc<Composed>> {
    let store = hub.store()?;
    let visit = view::visit_of_member(hub, &store, id)?;
    let kind = match &visit.stage {
        Stage::Recording { .. } | Stage::Merging { .. } => ActKind::Monitoring,
        Stage::AdmissionRefused { .. } => ActKind::AdmissionRefusal,
        _ => return Err(ClientError::refused("client-act-not-now")),
    };
    let pack = hub.pack(&store, id)?;
    let organisation = match &pack {
        Some(loaded) => loaded.pack.organisation.clone(),
        None => view::organisation(hub, &store, &visit)?,
    };
    let forms = match kind {
        ActKind::Monitoring => {
            if pack.is_none() {
                return Err(ClientError::refused("client-pack-missing"));
            }
            view::forms(hub, &store, &visit)?
        }
        ActKind::AdmissionRefusal => Vec::new(),
    };
    let now = hub.now();
    let drafting = Drafting {
        policy: view::policies(pack.as_ref()).on(legal_day(now)),
        draft: store.db().read(|c| drafts::load(c, id))?,
        groups: pack
            .as_ref()
            .map(|loaded| loaded.groups.clone())
            .unwrap_or_default(),
        number: number(hub, &store, id)?,
        act: ActId::new(hub.new_uuid()?),
        software: hub.config.software.clone(),
        sample: organisation.sample || session::is_sample(hub),
        visit,
        organisation,
        forms,
        kind,
        now,
    };
    let composed = Arc::new(drafting.compose()?);
    hub.keep_composed(composed.clone());
    Ok(composed)
}

/// The number given on this laptop: kept until an act of the visit is fixed under it.
fn number(hub: &Hub, store: &Store, visit: VisitId) -> Result<String> {
    let device = hub.config.device_label.clone();
    let turn = crate::hub::lock(&hub.writing);
    let number = store.db().write(move |tx| {
        let name = format!("draft-number:{visit}");
        if let Some(number) = meta::get(tx, &name)? {
            return Ok(number);
        }
        let last: u32 = meta::get(tx, "draft-numbers")?
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let next = last.saturating_add(1);
        let number = format!("Ч-{device}-{next}");
        meta::set(tx, "draft-numbers", &next.to_string())?;
        meta::set(tx, &name, &number)?;
        Ok(number)
    })?;
    drop(turn);
    Ok(number)
}

/// Fingerprint of a draft: an act fits the draft it was composed from and no other.
pub fn fingerprint(draft: &Draft) -> Result<baqylau_domain::identifiers::BlobHash> {
    Ok(blob::hash(&serde_json::to_vec(draft)?))
}

/// Everything an act is made from.
struct Drafting {
    visit: Visit,
    organisation: Organisation,
    groups: Arc<Vec<Group>>,
    forms: Vec<PinnedForm>,
    draft: Draft,
    policy: Policy,
    kind: ActKind,
    number: String,
    act: ActId,
    now: Moment,
    software: String,
    sample: bool,
}

impl Drafting {
    fn compose(&self) -> Result<Composed> {
        let visit = &self.visit;
        let recorded = visit
            .stage
            .recorded()
            .ok_or_else(|| ClientError::refused("client-act-not-now"))?;
        let conduct = &recorded.conduct;
        let mut blockers = self.conflicts();
        let conflicts = u32::try_from(blockers.len()).unwrap_or(u32::MAX);
        let visited = legal_day(conduct.arrival.at);
        let judgement = Judgement {
            now: self.now,
            visited,
            policy: &self.policy,
        };
        let (mut checklists, mut findings) = (Vec::new(), Vec::new());
        for (pinned, form) in visit.checklists.iter().zip(&self.forms) {
            let part = checklist::read(pinned, form, &self.draft, &judgement)?;
            checklists.extend(part.checklist);
            findings.extend(part.findings);
            blockers.extend(part.blockers);
        }
        let premises = self.organisation.premises(visit.premises);
        let address = premises
            .map(|place| place.address.clone())
            .unwrap_or_default();
        let representative = self.text(&FieldKey::Representative);
        let party: Option<PartyDecision> = self.draft.read(&FieldKey::PartyDecision);
        let departed_at: Option<Moment> = self.draft.read(&FieldKey::Departure);
        let acquainted_at = match self.kind {
            ActKind::Monitoring => self.draft.read(&FieldKey::Acquaintance),
            ActKind::AdmissionRefusal => None,
        };
        let head_count = self.head_count(&mut blockers);
        if self.kind == ActKind::Monitoring {
            if representative.is_empty() {
                blockers.push(blocker("", "", "blocker-no-representative"));
            }
            if party.is_none() {
                blockers.push(blocker("", "", "blocker-no-party-decision"));
            }
        }
        let violations = findings.iter().map(|(act, finding)| Violation {
            list: &act.list,
            item: &act.item,
            effect: act.effect,
            risk: act.severity,
            due: finding.due,
            recommendation: &finding.recommendation,
            responsible: match finding.responsible.trim() {
                "" => &representative,
                named => named,
            },
        });
        let refused = self.kind == ActKind::AdmissionRefusal;
        let prescription = prescription_of(violations, refused, visited, &self.policy);
        let mut content = ActContent {
            schema: ACT_SCHEMA.to_owned(),
            kind: self.kind,
            act: self.act,
            visit: visit.id,
            draft_number: self.number.clone(),
            composed_at: self.now,
            place: address.clone(),
            commission: conduct.order.issued_by.clone(),
            order: ActOrder {
                number: conduct.order.number.clone(),
                date: conduct.order.date,
                issued_by: conduct.order.issued_by.clone(),
            },
            additional_orders: self.further_orders(),
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
                organisation: visit.organisation,
                bin: self.organisation.bin.as_text().to_owned(),
                name: self.organisation.name.clone(),
                legal_address: self.organisation.legal_address.clone(),
                premises: visit.premises,
                premises_name: premises.map(|place| place.name.clone()).unwrap_or_default(),
                premises_address: address,
                rka: premises
                    .and_then(|place| place.rka.as_ref())
                    .map(|rka| rka.as_text().to_owned())
                    .unwrap_or_default(),
                licence: self.licence(),
                licensed_here: self.organisation.is_licensed_at(visit.premises),
                representative,
            },
            conducted: (conduct.arrival.at, departed_at.unwrap_or(self.now)),
            inspected_period: visit.inspected_period,
            purpose: visit.purpose.clone(),
            presence: presence(&recorded.access, conduct, departed_at),
            checklists,
            findings: findings.into_iter().map(|(finding, _)| finding).collect(),
            prescription,
            head_count,
            objections: self.text(&FieldKey::Objections),
            special_opinions: self.opinions(),
            // At a closed door nobody is asked to sign.
            party_decision: party.unwrap_or(PartyDecision::Refused),
            acquainted_at,
            // Written for a refusal the party thought better of, it must not stay in the act.
            refusal_to_sign: match (self.kind, party) {
                (ActKind::Monitoring, Some(PartyDecision::Refused)) => {
                    self.text(&FieldKey::SigningRefusal)
                }
                _ => String::new(),
            },
            proposal: None,
            attachments: self.attachments(),
            copies: COPIES,
            software: self.software.clone(),
            sample: self.sample,
        };
        content.proposal = propose(content.grounds(), visit.premises);
        for fault in content.faults() {
            // Without a decision there is nothing yet to disagree with.
            if party.is_some() || self.kind == ActKind::AdmissionRefusal || !is_of_party(fault) {
                let key = format!("blocker-act-{}", fault.word());
                blockers.push(blocker("", "", &key));
            }
        }
        let bytes = content
            .to_bytes()
            .or(Err(ClientError::Unreadable { what: "act" }))?;
        Ok(Composed {
            sha256: blob::hash(&bytes),
            fingerprint: fingerprint(&self.draft)?,
            content,
            bytes,
            blockers,
            conflicts,
        })
    }

    fn text(&self, key: &FieldKey) -> String {
        self.draft
            .read::<String>(key)
            .map(|text| text.trim().to_owned())
            .unwrap_or_default()
    }

    fn conflicts(&self) -> Vec<Blocker> {
        self.draft
            .conflicts()
            .map(|(key, _)| match key {
                FieldKey::Answer { list, path } => {
                    // `/s_fire/B07/B07_seen` belongs to the item whose name stands there.
                    let item = path.rsplit('/').next().unwrap_or_default();
                    let item = item.split('[').next().unwrap_or_default();
                    blocker(list, item, "blocker-conflict")
                }
                FieldKey::Finding { list, item } | FieldKey::Evidence { list, item, .. } => {
                    blocker(list, item, "blocker-conflict")
                }
                FieldKey::Mark { group, .. } => visit_wide(group),
                // What isn't an item is named by its message key.
                FieldKey::Assignee { .. } => visit_wide("visit-team"),
                FieldKey::Opinion { .. } => visit_wide("act-opinion-text"),
                FieldKey::Objections => visit_wide("act-objections-text"),
                FieldKey::PartyDecision => visit_wide("act-party-title"),
                FieldKey::Representative => visit_wide("visit-representative"),
                FieldKey::Ordered { group } => visit_wide(group),
                FieldKey::FurtherOrder { number } => visit_wide(number),
                FieldKey::Acquaintance => visit_wide("act-acquainted"),
                FieldKey::SigningRefusal => visit_wide("act-refusal-text"),
                FieldKey::Departure => visit_wide("act-departed"),
            })
            .collect()
    }

    /// Groups somebody began to count; each must be counted to its end.
    fn head_count(&self, blockers: &mut Vec<Blocker>) -> Vec<GroupCount> {
        let mut marks: BTreeMap<&str, BTreeMap<Iin, Presence>> = BTreeMap::new();
        for (key, _) in self.draft.iter() {
            if let FieldKey::Mark { group, iin } = key
                && let Some(presence) = self.draft.read(key)
            {
                marks.entry(group).or_default().insert(*iin, presence);
            }
        }
        let counts: Vec<GroupCount> = self
            .groups
            .iter()
            .filter_map(|group| {
                let counted = GroupCount::of(group, marks.get(group.code.as_str())?);
                let key = FieldKey::Ordered {
                    group: group.code.clone(),
                };
                Some(counted.with_orders(self.draft.read(&key)))
            })
            .collect();
        if counts.iter().any(|count| count.unmarked > 0) {
            blockers.push(blocker("", "", "blocker-no-headcount"));
        }
        counts
    }

    /// Orders that prolonged the visit or changed its commission, oldest first.
    fn further_orders(&self) -> Vec<ActOrder> {
        let mut orders: Vec<ActOrder> = self
            .draft
            .iter()
            .filter(|(key, _)| matches!(key, FieldKey::FurtherOrder { .. }))
            .filter_map(|(key, _)| self.draft.read(key))
            .collect();
        orders.sort_by(|a, b| (a.date, &a.number).cmp(&(b.date, &b.number)));
        orders
    }

    fn opinions(&self) -> Vec<SpecialOpinion> {
        self.visit
            .members
            .iter()
            .map(|member| SpecialOpinion {
                member: member.person,
                text: self.text(&FieldKey::Opinion {
                    member: member.person,
                }),
            })
            .filter(|opinion| !opinion.text.is_empty())
            .collect()
    }

    fn attachments(&self) -> Vec<ActAttachment> {
        self.draft
            .iter()
            .filter_map(|(key, _)| match key {
                FieldKey::Evidence { list, item, sha256 } => {
                    let evidence: Evidence = self.draft.read(key)?;
                    Some(ActAttachment {
                        sha256: *sha256,
                        name: evidence.name,
                        mime: evidence.mime,
                        size: evidence.size,
                        item: match (list.as_str(), item.as_str()) {
                            ("", "") => String::new(),
                            (list, item) => format!("{list}/{item}"),
                        },
                        caption: evidence.caption,
                        taken_at: evidence.taken_at,
                        taken_where: evidence.taken_where,
                        annotations: evidence.annotations,
                        sheets: evidence.sheets,
                    })
                }
                _ => None,
            })
            .collect()
    }

    /// The licence in force that names the building, else any in force.
    fn licence(&self) -> String {
        let here = self
            .organisation
            .premises(self.visit.premises)
            .and_then(|place| place.rka.as_ref())
            .and_then(|rka| rka.valid());
        let active = || {
            self.organisation
                .licences
                .iter()
                .filter(|l| l.status == LicenceStatus::Active)
        };
        active()
            .find(|licence| {
                here.is_some()
                    && licence
                        .addresses
                        .iter()
                        .any(|listed| listed.valid() == here)
            })
            .or_else(|| active().next())
            .map(|licence| licence.number.clone())
            .unwrap_or_default()
    }
}

/// A conflict that belongs to the visit as a whole.
fn visit_wide(named: &str) -> Blocker {
    let mut found = blocker("", "", "blocker-conflict");
    found.problem.args = vec![("item".to_owned(), named.to_owned())];
    found
}

/// Whether a fault is about what the inspected party did or said.
fn is_of_party(fault: ActFault) -> bool {
    !matches!(
        fault,
        ActFault::DepartureMissing | ActFault::DepartureOutOfOrder
    )
}

fn presence(
    access: &Access,
    conduct: &baqylau_domain::visit::Conduct,
    departed_at: Option<Moment>,
) -> ActPresence {
    let arrival = &conduct.arrival;
    let (leaflet_at, admitted_at, refusal) = match access {
        Access::Admitted(admission) => (Some(admission.leaflet_at), Some(admission.at), None),
        Access::Refused(refused) => (
            refused.leaflet_at,
            None,
            Some(ActRefusal {
                at: refused.at,
                circumstances: refused.circumstances.clone(),
                witnesses: refused.witnesses.clone(),
            }),
        ),
    };
    ActPresence {
        arrived_at: arrival.at,
        location: arrival.location,
        leaflet_at,
        admitted_at,
        refusal,
        departed_at,
    }
}
