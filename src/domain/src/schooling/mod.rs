//! Private schools under the state order (OrtaBilim): their applications, how a budget is
//! distributed, what a month of teaching costs, what construction is reimbursed with. Pure rules,
//! exact to the tiyn.
//!
//! Source: the slides of OrtaBilim; formulas and cases: domain report of secondary education, 2.
//! Where the mechanism's text isn't at hand the choice is a dated parameter with its basis.

mod act;
mod application;
mod book;
mod contract;
mod departments;
mod distribution;
mod document;
mod figures;
mod index;
mod invoice;
mod mandate;
mod message;
mod named;
mod needs_file;
mod op;
mod payment;
mod plan;
mod price;
mod record;
mod refusal;
mod reimbursed;
mod reimbursement;
mod seen;
mod sorted;
mod statement;
mod terms;
mod view;
mod worklist;

pub use act::{
    Composition, Norms, ReimbursedComposition, SchoolAct, SchoolActLine, SchoolActRefusal,
    SchoolActState,
};
pub use application::{
    Application, ApplicationCommand, ApplicationKind, ApplicationRefusal, ApplicationRule,
    ApplicationSignature, ApplicationStage, ApplicationStep, Clock, DocumentKind, Draft, Hand,
    PassportPart, RefusalBasis, Remark, SeenBySchool,
};
pub use book::{
    ActFacts, Book, BuildingFacts, ContractSeries, Facts, FrozenMonth, NotDrafted, OrderRules,
    SchoolFacts,
};
pub use contract::{
    Agreement, ContractParty, ContractRefusal, ContractStatus, ContractTerms, SchoolContract,
};
pub use departments::{DepartmentYear, PlanVersion, PlanningStage, RegisterStanding, departments};
pub use distribution::{
    Distribution, DistributionError, DistributionRule, Need, Proportion, ShareOfSchool,
    ShortBudget, distribute,
};
pub use document::{
    ACT_REGISTER_SCHEMA, AGREEMENT_SCHEMA, APPLICATION_SCHEMA, ActTextRow, AgreementText,
    ApplicationText, PayeeAccount, RegisterText, RegisterTextRow, SCHOOL_ACT_SCHEMA, SchoolActText,
};
pub use figures::{DaysWaited, Figure, FigureOf, OrderFigures, OrderLine, StageKind, years};
pub use index::{FormerIndices, IndexEntry, IndexFault, IndexRecord};
pub use invoice::{InvoiceFinding, InvoiceSaid};
pub use mandate::{Mandate, MandateScope, Principal};
pub use message::{LONGEST_MESSAGE, MessageSubject, OrderMessage, message_text};
pub use needs_file::{
    Entered, KnownNeed, MOST_NEED_LINES, NeedColumn, NeedFault, NeedLine, NeedOutcome, NeedsFile,
    NotNeeds, judge_needs,
};
pub use op::{OrderedPayment, ProposedTerms, SchoolingOp};
pub use payment::{
    ActRegister, ActSentBack, ListedAct, Payment, PaymentEvent, PaymentObstacle, PaymentRefusal,
    PaymentState, RegisterRefusal, RegisterState,
};
pub use plan::{FundingPlan, PlanDifference, PlanLine, PlanningFault, spread};
pub use price::{Limit, Payable, PriceLine, act_total, monthly_price, payable, payable_in};
pub use record::{
    ActRecord, ApprovedDistribution, Budget, BudgetVersion, ContractRecord, DistributionVersion,
    FormerBudget, FormerDistribution, OrderStep, PaymentRecord, PlanRecord, RegisterLine,
    RegisterRecord, SchoolingRecord,
};
pub use refusal::SchoolingRefusal;
pub use reimbursed::{MoneyFor, ReimbursedBuilding, ReimbursedMonth, Reimbursement};
pub use reimbursement::{
    ConstructionKind, CountedBy, IndexTable, ReimbursementError, ReimbursementRule,
    ReimbursementYear, monthly_sums, schedule,
};
pub use seen::{SeenApplication, SeenStage, SeenStep};
pub use statement::{HandMatch, KeptStatement, LONGEST_FILE_NAME, MatchedLine, StatementSummary};
pub use terms::OrderTerms;
pub use view::{
    LARGEST_VIEW, LONGEST_VIEW_TITLE, Office, OfficeError, OfficeView, VIEWED_REGISTERS,
    ViewColumn, ViewContent, ViewFilter, ViewOrder, view_title,
};
pub use worklist::{
    Around, Duty, Happened, KnownMonth, MandateTurn, OrderChange, Task, Unsent, WhyUnsent,
    WorkItem, Worklist, changes, unsent,
};
