//! One of everything that travels.

use baqylau_domain::Moment;
use baqylau_domain::draft::{Draft, FieldKey, FieldVersion};
use baqylau_domain::identifiers::{
    BlobHash, InstallId, Kato, OperationId, OrganisationId, PersonId, PremisesId, SanctionId,
    VisitId,
};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::{CommissionMember, CommissionRole};
use baqylau_domain::sanction::Ruling;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{PinnedChecklist, Stage, Visit, VisitOp};
use baqylau_protocol::operation::{DraftChange, OPERATION_SCHEMA, Operation, OperationBody};
use chrono::NaiveDate;
use serde_json::{Value, json};
use uuid::Uuid;

/// The name every sample uses.
pub const NAME: &str = "Тайнов";
/// The ИИН every sample uses; synthetic.
pub const IIN: &str = "150314599009";

pub fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub fn now() -> Moment {
    "2026-11-16T04:00:00.250Z".parse().unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

pub fn visit() -> Visit {
    let territory: Kato = "711210000".parse().unwrap();
    Visit {
        id: VisitId::new(uuid(100)),
        organisation: OrganisationId::new(uuid(101)),
        organisation_kind: OrganisationKind::University,
        premises: PremisesId::new(uuid(102)),
        territory,
        planned: (day(16), day(18)),
        inspected_period: (day(1), day(15)),
        purpose: Trilingual::new("Мониторинг", "Мониторинг", "Monitoring"),
        members: vec![CommissionMember {
            person: PersonId::new(uuid(1)),
            full_name: NAME.into(),
            iin: IIN.parse().ok(),
            position: Trilingual::same("Главный специалист"),
            role: CommissionRole::Chair,
            sections: vec!["SAFE/s_fire".into()],
        }],
        checklists: vec![PinnedChecklist {
            code: "SAFE".into(),
            version: "2026.1".into(),
            workbook: BlobHash::new([9; 32]),
        }],
        repeats: None,
        stage: Stage::Planned,
        version: 0,
    }
}

pub fn change(key: FieldKey, value: Value) -> (FieldKey, FieldVersion) {
    let version = Draft::default().write(
        &key,
        InstallId::new(uuid(50)),
        value,
        PersonId::new(uuid(1)),
        now(),
    );
    (key, version)
}

pub fn mark() -> FieldKey {
    FieldKey::Mark {
        group: "ИС-23-1".into(),
        iin: IIN.parse().unwrap(),
    }
}

/// One body of every kind.
pub fn bodies() -> Vec<OperationBody> {
    let (key, version) = change(mark(), json!("present"));
    let (note, noted) = change(
        FieldKey::Finding {
            list: "SAFE".into(),
            item: "B07".into(),
        },
        json!({"note": NAME, "ratio": 0.1, "big": u64::MAX, "small": i64::MIN}),
    );
    vec![
        OperationBody::PlanVisit {
            visit: Box::new(visit()),
        },
        OperationBody::Visit {
            visit: VisitId::new(uuid(100)),
            op: VisitOp::RefuseAdmission {
                circumstances: NAME.into(),
                witnesses: vec![NAME.into()],
            },
        },
        OperationBody::Draft {
            visit: VisitId::new(uuid(100)),
            changes: vec![
                DraftChange { key, version },
                DraftChange {
                    key: note,
                    version: noted,
                },
            ],
        },
        OperationBody::Rule {
            sanction: SanctionId::new(uuid(300)),
            ruling: Ruling::Resume { open_points: 0 },
            reason: NAME.into(),
        },
        OperationBody::ConfirmPoint {
            visit: VisitId::new(uuid(100)),
            point: 1,
            report: NAME.into(),
        },
    ]
}

pub fn operation(seq: u64, previous: BlobHash, body: OperationBody) -> Operation {
    Operation {
        id: OperationId::new(uuid(1_000 + u128::from(seq))),
        install: InstallId::new(uuid(50)),
        seq,
        previous,
        schema: OPERATION_SCHEMA,
        actor: PersonId::new(uuid(1)),
        made_at: now(),
        clock_skew: Some(-3),
        body,
    }
}
