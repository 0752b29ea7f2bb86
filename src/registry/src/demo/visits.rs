//! Sample visits: those of the past with what became of them, and those to come.

use super::DemoFault;
use super::acts::{self, Facts, Violation};
use super::contingent;
use super::dice::{Dice, identity};
use super::people::{Account, commission, officer, representative};
use super::places::{organisation_id, premises_id};
use super::scenario::{COMING, Coming, Door, Fate, PAST, Past, Place, Prepared};
use super::workbooks::Published;
use crate::environment::Generator;
use baqylau_domain::Moment;
use baqylau_domain::act::{ActKind, PartyDecision};
use baqylau_domain::contingent::Group;
use baqylau_domain::identifiers::{ActId, BlobHash, PremisesId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Actor, CommissionRole};
use baqylau_domain::policy::Policies;
use baqylau_domain::sanction::{Ruling, ruling_role};
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{
    HandOverWay, PinnedChecklist, Stage, Visit, VisitOp, VisitOrder, decide, usual_checklists,
};
use baqylau_protocol::blob;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

/// A past visit made ready: the visit handed over, its act and signature files, and what the
/// registry is to do with it and when.
pub(super) struct PastVisit {
    pub(super) visit: Visit,
    pub(super) act: ActId,
    pub(super) act_hash: BlobHash,
    pub(super) files: Vec<Vec<u8>>,
    pub(super) registered_at: Option<Moment>,
    pub(super) ruling: Option<(Ruling, Moment)>,
    /// Points confirmed, and when.
    pub(super) confirmed: (u32, Moment),
    pub(super) resumed_at: Option<Moment>,
    pub(super) officer_role: AccountRole,
}

/// A visit to come, with the groups of its building.
pub(super) struct ComingVisit {
    pub(super) visit: Visit,
    pub(super) groups: Vec<Group>,
}

/// What every visit is made from.
pub(super) struct Materials<'a> {
    pub(super) accounts: &'a [Account],
    pub(super) organisations: &'a [Organisation],
    pub(super) workbooks: &'a [Published],
    pub(super) today: NaiveDate,
}

/// Identity of a past visit, by its place in the list.
fn past_id(index: usize) -> VisitId {
    VisitId::new(identity(&format!("past visit {index}")))
}

/// A time of a day in Kazakhstan.
pub(super) fn at(day: NaiveDate, hour: u32, minute: u32) -> Moment {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN);
    let local = Moment::from_naive_utc_and_offset(day.and_time(time), chrono::Utc);
    local
        .checked_sub_signed(TimeDelta::hours(5))
        .unwrap_or(local)
}

pub(super) fn from_today(today: NaiveDate, days: i64) -> NaiveDate {
    today
        .checked_add_signed(TimeDelta::days(days))
        .unwrap_or(today)
}

fn fault(what: impl std::fmt::Display) -> DemoFault {
    DemoFault(what.to_string())
}

impl Materials<'_> {
    /// All past visits, each handed over.
    pub(super) fn past(&self, random: &Generator) -> Result<Vec<PastVisit>, DemoFault> {
        // Signing is most of the work: the visits are shared among a few threads.
        let parts: Vec<Result<Vec<PastVisit>, DemoFault>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..4usize)
                .map(|worker| {
                    let mut random = random.again();
                    scope.spawn(move || {
                        PAST.iter()
                            .enumerate()
                            .filter(|(index, _)| index % 4 == worker)
                            .map(|(index, past)| self.past_visit(index, past, &mut random))
                            .collect()
                    })
                })
                .collect();
            workers
                .into_iter()
                .map(|worker| worker.join().unwrap_or_else(|_| Err(fault("worker"))))
                .collect()
        });
        let mut all = Vec::new();
        for part in parts {
            all.extend(part?);
        }
        // Numbers of acts follow the days of the visits, whoever made them.
        all.sort_by_key(|past: &PastVisit| {
            past.visit
                .stage
                .delivered()
                .map(|delivered| delivered.hand_over.at)
        });
        Ok(all)
    }

    fn past_visit(
        &self,
        index: usize,
        past: &Past,
        random: &mut Generator,
    ) -> Result<PastVisit, DemoFault> {
        let day = self
            .today
            .checked_sub_days(Days::new(past.ago))
            .unwrap_or(self.today);
        let mut visit = self.visit(past_id(index), past.place, 1, (day, day), index % 2, None)?;
        let organisation = self.organisation(past.place)?.clone();
        let mut dice = Dice::new(&format!("past {index}"));
        let walk = Walk {
            policies: Policies::pilot(),
        };
        let officer = self.officer(&visit)?;
        let ordered = day.checked_sub_days(Days::new(4)).unwrap_or(day);
        let order = self.order(&mut dice, ordered);
        walk.go(
            &mut visit,
            &VisitOp::Order { order },
            &officer,
            at(ordered, 10, 0),
        )?;
        let chair = self.member(&visit, CommissionRole::Chair)?;
        let secretary = self.member(&visit, CommissionRole::Secretary)?;
        walk.go(
            &mut visit,
            &VisitOp::Arrive { location: None },
            &chair,
            at(day, 9, 30),
        )?;
        walk.go(&mut visit, &VisitOp::HandLeaflet, &chair, at(day, 9, 40))?;
        let (kind, party) = match past.door {
            Door::Signed => (ActKind::Monitoring, PartyDecision::Signed),
            Door::Objected => (ActKind::Monitoring, PartyDecision::SignedWithObjections),
            Door::Refused => (ActKind::AdmissionRefusal, PartyDecision::Refused),
        };
        if past.door == Door::Refused {
            let refusal = VisitOp::RefuseAdmission {
                circumstances: "Күзет кіргізбеді (үлгі) / охрана не впустила (образец).".to_owned(),
                witnesses: vec![
                    representative(&mut dice),
                    "Сейтқали А. Б. (үлгі)".to_owned(),
                ],
            };
            walk.go(&mut visit, &refusal, &chair, at(day, 10, 15))?;
        } else {
            walk.go(&mut visit, &VisitOp::Admit, &chair, at(day, 9, 50))?;
            walk.go(
                &mut visit,
                &VisitOp::BeginMerging,
                &secretary,
                at(day, 15, 30),
            )?;
        }
        let violations: Vec<Violation> = past
            .violated
            .iter()
            .zip(past.due)
            .map(|((list, item), due)| Violation {
                list,
                item,
                due: from_today(self.today, *due),
            })
            .collect();
        let groups = match past.door {
            Door::Refused => Vec::new(),
            _ => contingent::groups(&past.place.key(), visit.organisation_kind, day, &[21, 18]),
        };
        let fixed_at = at(day, 16, 30);
        let act = ActId::new(identity(&format!("past act {index}")));
        let facts = Facts {
            act,
            draft_number: format!("Ч-ҮЛГІ-{}", index + 1),
            visit: &visit,
            organisation: &organisation,
            workbooks: self.workbooks,
            violations: &violations,
            groups: &groups,
            representative: representative(&mut dice),
            composed_at: fixed_at,
            party,
            objections: match past.door {
                Door::Objected => {
                    "Тараптың қарсылығы бар (үлгі) / у стороны есть возражения (образец)."
                        .to_owned()
                }
                _ => String::new(),
            },
        };
        let draft_number = facts.draft_number.clone();
        let content = acts::content(&facts).ok_or_else(|| fault("act"))?;
        let bytes = content.to_bytes().map_err(fault)?;
        let act_hash = blob::hash(&bytes);
        let fix = VisitOp::FixAct {
            act,
            kind,
            sha256: act_hash,
            draft_number,
            party,
            open_conflicts: 0,
            blockers: 0,
        };
        walk.go(&mut visit, &fix, &secretary, fixed_at)?;
        let mut files = vec![bytes];
        let signers: Vec<_> = visit.signers().into_iter().cloned().collect();
        for (member, minute) in signers.iter().zip(35..) {
            let signed_at = at(day, 16, minute);
            let account = self
                .accounts
                .iter()
                .find(|account| account.person.id == member.person)
                .ok_or_else(|| fault("signer"))?;
            let document = files.first().map(Vec::as_slice).unwrap_or_default();
            let cms =
                baqylau_signing::sign_detached(&account.key_file, document, signed_at, random)
                    .map_err(fault)?;
            let sign = VisitOp::Sign {
                sha256: act_hash,
                cms: blob::hash(&cms),
                with_opinion: false,
            };
            walk.go(&mut visit, &sign, &account.person.actor(), signed_at)?;
            files.push(cms);
        }
        let way = match past.door {
            Door::Refused => HandOverWay::RefusedAndMailed,
            _ => HandOverWay::Paper,
        };
        let hand_over = VisitOp::HandOver {
            way,
            to: representative(&mut dice),
        };
        walk.go(&mut visit, &hand_over, &secretary, at(day, 17, 20))?;

        let (registered, ruled) = match past.door {
            Door::Signed => (Some(at(day, 17, 21)), 2),
            Door::Refused => (Some(at(from_today(day, 8), 9, 0)), 9),
            Door::Objected => (None, 0),
        };
        let ruling = match past.fate {
            Fate::Open => None,
            Fate::Suspended | Fate::Resumed(_) => Some(Ruling::Suspend),
            Fate::Dismissed => Some(Ruling::Dismiss),
            Fate::Terminated => Some(Ruling::Terminate),
        };
        let remedied = match past.fate {
            Fate::Resumed(after) => after,
            _ => past.ago / 2,
        };
        let resumed_at = match past.fate {
            Fate::Resumed(after) => i64::try_from(after)
                .ok()
                .map(|after| at(from_today(day, after + 1), 11, 0)),
            _ => None,
        };
        Ok(PastVisit {
            officer_role: ruling_role(visit.organisation_kind),
            visit,
            act,
            act_hash,
            files,
            registered_at: registered,
            ruling: ruling.map(|ruling| (ruling, at(from_today(day, ruled), 11, 0))),
            confirmed: (
                past.confirmed,
                at(from_today(day, i64::try_from(remedied).unwrap_or(0)), 12, 0),
            ),
            resumed_at,
        })
    }

    /// All visits to come; the first one is that of the tour.
    pub(super) fn coming(&self) -> Result<Vec<ComingVisit>, DemoFault> {
        COMING
            .iter()
            .enumerate()
            .map(|(index, coming)| self.coming_visit(index, coming))
            .collect()
    }

    fn coming_visit(&self, index: usize, coming: &Coming) -> Result<ComingVisit, DemoFault> {
        let days = (
            from_today(self.today, coming.days.0),
            from_today(self.today, coming.days.1),
        );
        let id = VisitId::new(identity(&format!("coming visit {index}")));
        let repeats = coming.repeats.map(past_id);
        let mut visit = self.visit(
            id,
            coming.place,
            coming.building,
            days,
            coming.team,
            repeats,
        )?;
        if index == 0 {
            // The tour also counts heads.
            visit.checklists.push(self.pinned("ATT")?);
        }
        let walk = Walk {
            policies: Policies::pilot(),
        };
        let officer = self.officer(&visit)?;
        let mut dice = Dice::new(&format!("coming {index}"));
        let ordered = from_today(self.today.min(days.0), -3);
        if coming.prepared != Prepared::Planned {
            let order = self.order(&mut dice, ordered);
            walk.go(
                &mut visit,
                &VisitOp::Order { order },
                &officer,
                at(ordered, 10, 0),
            )?;
        }
        if coming.prepared == Prepared::Notified {
            walk.go(&mut visit, &VisitOp::Notify, &officer, at(ordered, 15, 0))?;
        }
        let groups = contingent::groups(
            &format!("{} {}", coming.place.key(), coming.building),
            visit.organisation_kind,
            self.today,
            coming.groups,
        );
        Ok(ComingVisit { visit, groups })
    }

    fn visit(
        &self,
        id: VisitId,
        place: Place,
        building: u32,
        days: (NaiveDate, NaiveDate),
        team: usize,
        repeats: Option<VisitId>,
    ) -> Result<Visit, DemoFault> {
        let organisation = self.organisation(place)?;
        let premises: PremisesId = premises_id(&place.key(), building);
        let territory = organisation
            .premises(premises)
            .ok_or_else(|| fault("building"))?
            .territory;
        let checklists = usual_checklists(organisation.kind)
            .iter()
            .map(|code| self.pinned(code))
            .collect::<Result<Vec<_>, _>>()?;
        let before = days.0.checked_sub_days(Days::new(90)).unwrap_or(days.0);
        Ok(Visit {
            id,
            organisation: organisation.id,
            organisation_kind: organisation.kind,
            premises,
            territory,
            planned: days,
            inspected_period: (
                before,
                days.0.checked_sub_days(Days::new(1)).unwrap_or(days.0),
            ),
            purpose: if repeats.is_some() {
                Trilingual::new(
                    "нұсқаманың орындалуын тексеру (үлгі)",
                    "проверка исполнения предписания (образец)",
                    "check that the prescription was carried out (sample)",
                )
            } else {
                Trilingual::new(
                    "білім беру қызметтері нақты көрсетілетінін мониторингілеу (үлгі)",
                    "мониторинг фактического оказания услуг образования (образец)",
                    "monitoring of the education services actually given (sample)",
                )
            },
            members: commission(self.accounts, team),
            checklists,
            repeats,
            stage: Stage::Planned,
            version: 0,
        })
    }

    fn organisation(&self, place: Place) -> Result<&Organisation, DemoFault> {
        let id = organisation_id(&place.key());
        self.organisations
            .iter()
            .find(|organisation| organisation.id == id)
            .ok_or_else(|| fault("organisation"))
    }

    fn pinned(&self, code: &str) -> Result<PinnedChecklist, DemoFault> {
        self.workbooks
            .iter()
            .find(|workbook| workbook.code == code)
            .map(Published::pinned)
            .ok_or_else(|| fault("checklist"))
    }

    fn officer(&self, visit: &Visit) -> Result<Actor, DemoFault> {
        officer(
            self.accounts,
            ruling_role(visit.organisation_kind),
            visit.territory,
        )
        .map(|person| person.actor())
        .ok_or_else(|| fault("officer"))
    }

    fn member(&self, visit: &Visit, role: CommissionRole) -> Result<Actor, DemoFault> {
        let member = visit
            .members
            .iter()
            .find(|m| m.role == role)
            .ok_or_else(|| fault("member"))?;
        self.accounts
            .iter()
            .find(|account| account.person.id == member.person)
            .map(|account| account.person.actor())
            .ok_or_else(|| fault("member"))
    }

    fn order(&self, dice: &mut Dice, date: NaiveDate) -> VisitOrder {
        VisitOrder {
            number: format!("{}-Т/ҮЛГІ", dice.between(10, 990)),
            date,
            issued_by: Trilingual::new(
                "Уәкілетті орган (үлгі)",
                "Уполномоченный орган (образец)",
                "Authorised body (sample)",
            ),
        }
    }
}

/// Moves visits by the same decisions as everybody else.
struct Walk {
    policies: Policies,
}

impl Walk {
    fn go(
        &self,
        visit: &mut Visit,
        op: &VisitOp,
        actor: &Actor,
        now: Moment,
    ) -> Result<(), DemoFault> {
        let policy = self.policies.on(crate::context::legal_day(now));
        for event in decide(visit, op, actor, &policy, now).map_err(fault)? {
            visit.apply(&event);
        }
        Ok(())
    }
}

/// The morning of a day in Kazakhstan: when the demonstration begins.
pub(super) fn morning(day: NaiveDate) -> Moment {
    at(day, 8, 0)
}
