//! Norms, mandates, applications, the budget with its distribution, the funding plan.

use super::super::dice::identity;
use super::building;
use super::calendar::Timeline;
use super::play::{Play, Who};
use super::pupils::{self, SCHOOLS};
use super::{DemoFault, fault, paper, school};
use crate::schooling::{FirstMandate, NewNorm, entrust, put_norm};
use crate::store::Tx;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{CheckId, Study};
use baqylau_domain::identifiers::{ApplicationId, BlobHash, Kato, MandateId, OrganisationId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::schooling::{
    ApplicationCommand as Command, ApplicationKind as Kind, ConstructionKind, Distribution,
    DistributionRule, DocumentKind, Draft, FundingPlan, MandateScope, Need, Principal,
    RefusalBasis, Remark, SchoolingOp as Op, SchoolingRecord, distribute, monthly_price, spread,
};
use baqylau_protocol::blob;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Norms of a year of one pupil, in tenge: invented, and they say so.
const NORMS: [(Level, i64); 3] = [
    (Level::Primary, 640_000),
    (Level::Basic, 695_000),
    (Level::General, 742_000),
];

/// The highest of them.
const HIGHEST: i64 = 742_000;

const NORMS_BASIS: &str = "көрсетілім нормативі, құқықтық акт емес (үлгі) / норматив демонстрации, \
                           не правовой акт (образец)";

/// A school whose tax debt stops its application.
const IN_DEBT: u32 = 10;
/// A school whose application went back to it.
const TO_REWORK: u32 = 15;

/// Whether the application of a school for financing was accepted.
pub(super) fn is_accepted(number: u32) -> bool {
    number != IN_DEBT && number != TO_REWORK
}

pub(super) fn play(play: &mut Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    norms(play.tx, play.region, line.year())?;
    mandates(play, line)?;
    applications(play, line)?;
    budget(play, line)
}

/// The norms of a year.
pub(in super::super) fn norms(tx: &Tx<'_>, region: Kato, year: i32) -> Result<(), DemoFault> {
    let valid_from = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| fault("year"))?;
    for (level, tenge) in NORMS {
        let norm = NewNorm {
            valid_from,
            region: Some(region),
            level,
            study: Study::GeneralClass,
            of_year: Tiyn(tenge * 100),
            basis: NORMS_BASIS.to_owned(),
        };
        put_norm(tx, &norm)?;
    }
    Ok(())
}

/// The first mandates are taken in by the registry; the others are given by people.
fn mandates(play: &Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    let end = line.end().last_day();
    let later = |days: i64| super::super::visits::from_today(line.today, days);
    let department = Principal::Department(play.region);
    let mut first = vec![
        (Who::Head, department, end),
        (Who::Centre, Principal::Centre, end),
    ];
    for number in 1..=SCHOOLS {
        let to = match number {
            // One that ended while its school has still to answer for an act, one that ends soon.
            11 => later(-2),
            13 => later(12),
            _ => end.max(later(30)),
        };
        first.push((Who::School(number), Principal::School(school(number)), to));
    }
    for (place, (who, principal, to)) in (1u32..).zip(first) {
        let id = MandateId::new(identity(&format!("first mandate {place}")));
        let first = FirstMandate {
            person: play.account(who)?.person.iin,
            principal,
            to,
            basis: format!("№ {place}-С (үлгі / образец)"),
        };
        entrust(play.tx, id, &first, line.before(90, 9)).map_err(fault)?;
    }
    let grant = |name: &str, person: Who, principal, scopes: &[MandateScope], days| {
        let (from, to): (NaiveDate, NaiveDate) = days;
        let person = play.account(person)?.person.id;
        Ok::<_, DemoFault>(Op::GrantMandate {
            mandate: MandateId::new(identity(&format!("mandate {name}"))),
            person,
            principal,
            scopes: scopes.iter().copied().collect(),
            from,
            to,
            basis: format!("бұйрық № {name} (үлгі) / приказ № {name} (образец)"),
        })
    };
    use MandateScope as Scope;
    let day = |days| line.before(days, 0).date_naive();
    let early = grant(
        "12-П",
        Who::Officer,
        department,
        &[Scope::Applications],
        (day(88), day(70)),
    )?;
    play.does(Who::Head, early, line.before(89, 10))?;
    let whole = [
        Scope::Applications,
        Scope::Funding,
        Scope::Contracts,
        Scope::Acts,
        Scope::Registers,
    ];
    let whole = grant(
        "31-П",
        Who::Officer,
        department,
        &whole,
        (day(88), end.max(later(30))),
    )?;
    play.does(Who::Head, whole, line.before(88, 10))?;
    let paying = [Scope::Registers, Scope::Payments];
    let paying = grant(
        "7-ҚО",
        Who::Payer,
        Principal::Centre,
        &paying,
        (day(88), later(6)),
    )?;
    play.does(Who::Centre, paying, line.before(88, 11))
}

pub(super) fn application(number: u32, name: &str) -> ApplicationId {
    ApplicationId::new(identity(&format!("school application {number} {name}")))
}

/// Papers schools send, the same sample for all.
fn papers(play: &Play<'_>, line: &Timeline) -> Result<BTreeMap<DocumentKind, BlobHash>, DemoFault> {
    use DocumentKind as D;
    let named = [
        (D::LicenceAnnex, "SAMPLE - annex to the licence"),
        (D::ParentalFeeOrder, "SAMPLE - order on the parental fee"),
        (D::SafetyProof, "SAMPLE - proof of safety"),
        (D::StaffingStatement, "SAMPLE - statement on staffing"),
        (D::Encumbrance, "SAMPLE - registered encumbrance"),
    ];
    let mut papers = BTreeMap::new();
    for (kind, name) in named {
        let page = paper::page(name);
        play.keep(Who::School(1), &[&page], line.before(89, 9))?;
        papers.insert(kind, blob::hash(&page));
    }
    Ok(papers)
}

/// An application on its way.
struct Way<'a> {
    play: &'a Play<'a>,
    papers: &'a BTreeMap<DocumentKind, BlobHash>,
    number: u32,
    id: ApplicationId,
}

impl Way<'_> {
    fn submit(&self, kind: Kind, at: Moment) -> Result<(), DemoFault> {
        let needed: BTreeSet<&DocumentKind> = kind.needed().iter().collect();
        let papers = self.papers.iter();
        let op = Op::SubmitApplication {
            application: self.id,
            application_kind: kind,
            school: school(self.number),
            documents: papers
                .filter(|(kind, _)| needed.contains(kind))
                .map(|(kind, paper)| (*kind, *paper))
                .collect(),
        };
        self.play.does(Who::School(self.number), op, at)?;
        self.sign(at + chrono::TimeDelta::minutes(7))
    }

    /// The head signs it as it was sent last.
    fn sign(&self, at: Moment) -> Result<(), DemoFault> {
        let SchoolingRecord::Application(one) = self.play.record("application", self.id)? else {
            return Err(fault("application"));
        };
        let bytes = one.text().to_bytes().map_err(fault)?;
        let signed = self.play.signed(Who::School(self.number), &bytes, at)?;
        self.play.send(&[signed], |_, signed| Op::SignApplication {
            application: self.id,
            document: signed.document,
            signature: signed.signature,
        })
    }

    fn go(&self, who: Who, command: Command, at: Moment) -> Result<(), DemoFault> {
        let op = Op::Application {
            application: self.id,
            command,
        };
        self.play.does(who, op, at)
    }

    fn propose(&self, draft: Draft, at: Moment) -> Result<(), DemoFault> {
        let proposal = Command::Propose {
            draft,
            reviewed: true,
        };
        self.go(Who::Officer, proposal, at)
    }
}

fn applications(play: &Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    let papers = papers(play, line)?;
    let way = |number, name: &str| Way {
        play,
        papers: &papers,
        number,
        id: application(number, name),
    };
    for number in [2, 3, 5] {
        let way = way(number, "digitisation");
        way.submit(Kind::Digitisation, line.before(82, 10))?;
        way.go(Who::Officer, Command::Take, line.before(81, 11))?;
        way.propose(Draft::Accept, line.before(80, 12))?;
        way.go(Who::Head, Command::Approve, line.before(79, 15))?;
    }
    for number in (1..=SCHOOLS).filter(|number| *number != TO_REWORK) {
        let way = way(number, "financing");
        let begin = 66 - i64::from(number % 5);
        way.submit(Kind::Financing, line.before(begin, 10))?;
        way.go(Who::Officer, Command::Take, line.before(begin - 1, 9))?;
        let draft = if number == IN_DEBT {
            Draft::Refuse {
                basis: BTreeSet::from([RefusalBasis::Check(CheckId::OrgTaxDebt)]),
                reason: "Салық берешегі бар (үлгі) / есть налоговая задолженность (образец)."
                    .into(),
            }
        } else {
            Draft::Accept
        };
        way.propose(draft, line.before(begin - 3, 11))?;
        way.go(Who::Head, Command::Approve, line.before(begin - 4, 16))?;
    }
    for (number, kind) in building::BUILDINGS {
        let way = way(number, "building");
        way.submit(Kind::Reimbursement(kind), line.before(64, 11))?;
        way.go(Who::Officer, Command::Take, line.before(63, 10))?;
        way.propose(Draft::Accept, line.before(61, 12))?;
        way.go(Who::Head, Command::Approve, line.before(60, 16))?;
    }
    let rework = way(TO_REWORK, "financing");
    rework.submit(Kind::Financing, line.ago(9, 10))?;
    rework.go(Who::Officer, Command::Take, line.ago(8, 9))?;
    let remark = |document, text: &str| Remark {
        document,
        part: None,
        text: text.into(),
    };
    let remarks = vec![
        remark(
            Some(DocumentKind::StaffingStatement),
            "Педагогтер туралы мәлімет толық емес: 5–9-сыныптар көрсетілмеген (үлгі) / сведения о \
             педагогах неполны: нет 5–9 классов (образец).",
        ),
        remark(
            None,
            "Байланыс телефонын көрсетіңіз (үлгі) / укажите контактный телефон (образец).",
        ),
    ];
    rework.go(
        Who::Officer,
        Command::ReturnToSchool { remarks },
        line.ago(6, 15),
    )?;
    // The school that was refused applies again.
    way(IN_DEBT, "financing again").submit(Kind::Financing, line.ago(1, 11))?;
    way(6, "digitisation").submit(Kind::Digitisation, line.ago(2, 14))?;
    let reconstruction = Kind::Reimbursement(ConstructionKind::Reconstruction);
    // Nobody took it in time.
    way(4, "reconstruction").submit(reconstruction, line.ago(12, 9))?;
    let working = way(7, "digitisation");
    working.submit(Kind::Digitisation, line.ago(4, 9))?;
    working.go(Who::Officer, Command::Take, line.ago(3, 10))?;
    let proposed = way(12, "digitisation");
    proposed.submit(Kind::Digitisation, line.ago(5, 9))?;
    proposed.go(Who::Officer, Command::Take, line.ago(4, 10))?;
    proposed.propose(Draft::Accept, line.ago(1, 17))?;
    let returned = way(13, "digitisation");
    returned.submit(Kind::Digitisation, line.ago(6, 9))?;
    returned.go(Who::Officer, Command::Take, line.ago(5, 10))?;
    returned.propose(Draft::Accept, line.ago(4, 11))?;
    let reason =
        "Мекенжайды тізіліммен салыстырыңыз (үлгі) / сверьте адрес с реестром (образец).".into();
    returned.go(
        Who::Head,
        Command::ReturnToExecutor { reason },
        line.ago(3, 16),
    )?;
    let construction = way(9, "construction");
    let kind = Kind::Reimbursement(ConstructionKind::Construction);
    construction.submit(kind, line.ago(8, 10))?;
    construction.go(Who::Officer, Command::Take, line.ago(7, 9))?;
    let remarks = vec![remark(
        Some(DocumentKind::Encumbrance),
        "Ауыртпалық тіркелмеген күйде берілді (үлгі) / подано без регистрации обременения \
         (образец).",
    )];
    construction.go(
        Who::Officer,
        Command::ReturnToSchool { remarks },
        line.ago(5, 12),
    )?;
    let withdrawn = way(8, "digitisation");
    withdrawn.submit(Kind::Digitisation, line.ago(7, 12))?;
    withdrawn.go(Who::School(8), Command::Withdraw, line.ago(6, 12))
}

/// Cost of pupils for the months of the contracts: of the first shift, of the others, and how many
/// the others are.
fn need(number: u32, line: &Timeline) -> Option<Need> {
    let months = i64::from(line.end().months_since(line.first)) + 1;
    let (mut first_shift, mut others, mut beyond) = (0_i64, 0_i64, 0_u32);
    for (level, tenge) in NORMS {
        let price = monthly_price(Tiyn(tenge * 100))?.0;
        let (first, after) = pupils::by_level(number, level);
        first_shift += price * i64::from(first) * months;
        others += price * i64::from(after) * months;
        beyond += after;
    }
    Some(Need {
        school: school(number),
        first_shift: Tiyn(first_shift),
        others: Tiyn(others),
        pupils_beyond: beyond,
        pupils: pupils::count(number),
    })
}

fn budget(play: &Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    let needs: Option<Vec<Need>> = (1..=SCHOOLS)
        .filter(|number| is_accepted(*number))
        .map(|number| need(number, line))
        .collect();
    let needs = needs.ok_or_else(|| fault("needs"))?;
    // All of the first shift, and most of the others: the budget is short, as budgets are.
    let sum = |part: fn(&Need) -> Tiyn| needs.iter().map(|need| part(need).0).sum::<i64>();
    let short = sum(|need| need.first_shift) + sum(|need| need.others) * 94 / 100;
    let amount = Tiyn(short / 10_000_000 * 10_000_000);
    // Buildings have their own part of the budget, to the tiyn.
    let reimbursement = building::lines(play, line)?;
    let of_buildings = reimbursement.values().flat_map(BTreeMap::values);
    let whole = Tiyn(amount.0 + of_buildings.map(|sum| sum.0).sum::<i64>());
    let set = |amount, basis: &str| Op::SetBudget {
        department: play.region,
        year: line.year(),
        amount,
        basis: basis.to_owned(),
    };
    let basis = "мәслихат шешімі № 251 (үлгі) / решение маслихата № 251 (образец)";
    play.does(Who::Head, set(whole, basis), line.before(60, 10))?;
    let rule = DistributionRule::pilot();
    let outcome = distribute(amount, &needs, &rule).map_err(fault)?;
    let approve = Op::ApproveDistribution {
        department: play.region,
        from: line.first,
        to: line.end(),
        budget: amount,
        rule,
        needs,
        outcome: outcome.clone(),
    };
    play.does(Who::Head, approve, line.before(55, 12))?;
    let plan = FundingPlan {
        department: play.region,
        year: line.year(),
        version: 1,
        budget: whole,
        lines: lines(&outcome, line),
        reimbursement,
    };
    let op = Op::ApprovePlan { plan, reason: None };
    play.does(Who::Head, op, line.before(50, 15))
}

/// What a school gets, month by month.
fn lines(
    outcome: &Distribution,
    line: &Timeline,
) -> BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>> {
    let months = |sum| spread(sum, line.first, line.end());
    let shares = outcome.shares.iter();
    shares
        .map(|share| {
            let whole = Tiyn(share.first_shift.0 + share.others.0);
            (share.school, months(whole))
        })
        .collect()
}

/// Pupils a month's sum pays for at the highest price, and never more than the school has.
pub(super) fn places(month: Tiyn, number: u32) -> u32 {
    let price = monthly_price(Tiyn(HIGHEST * 100)).map_or(i64::MAX, |price| price.0);
    let paid = u32::try_from(month.0 / price).unwrap_or(u32::MAX);
    if super::single_shift(number) {
        pupils::count(number)
    } else {
        paid.min(pupils::count(number))
    }
}

/// The next version of the plan: the budget was raised, and some schools get more.
pub(super) fn raise(
    play: &Play<'_>,
    line: &Timeline,
    before: &FundingPlan,
    schools: &[u32],
) -> Result<(), DemoFault> {
    let mut plan = before.clone();
    plan.version += 1;
    let mut more = 0;
    for number in schools {
        for (month, sum) in plan.lines.entry(school(*number)).or_default() {
            if *month >= line.last {
                let raised = sum.0 / 100 * 8;
                sum.0 += raised;
                more += raised;
            }
        }
    }
    plan.budget = Tiyn((before.budget.0 + more) / 10_000_000 * 10_000_000 + 10_000_000);
    let day = line.last.first_day();
    let at =
        |days, hour| super::super::visits::at(super::super::visits::from_today(day, days), hour, 0);
    let basis =
        "бюджетті нақтылау, шешім № 302 (үлгі) / уточнение бюджета, решение № 302 (образец)";
    let set = Op::SetBudget {
        department: play.region,
        year: line.year(),
        amount: plan.budget,
        basis: basis.to_owned(),
    };
    play.does(Who::Head, set, at(9, 10))?;
    let reason = Some(basis.into());
    play.does(Who::Head, Op::ApprovePlan { plan, reason }, at(11, 15))
}
