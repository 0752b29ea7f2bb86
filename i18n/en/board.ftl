# The state order: the day's work and the board.

nav-order-today = Today
nav-order-late = { $count ->
    [one] { $count } thing is late
   *[other] { $count } things are late
}
nav-order-board = Overview
board-today = Today’s work
board-waits-count = { $count ->
    [one] { $count } thing waits
   *[other] { $count } things wait
}
board-late-count = { $count } late
board-tab-waits = Waits for me
board-tab-suspended = Suspended
board-tab-unsent = Who has not sent the act
board-tab-changed = Changed since { $day }
board-waits-none = Nothing waits
board-waits-none-detail = When something is needed from you, it will appear here.
board-unsent-none = Every act was sent
board-unsent-none-detail = Schools have signed the acts of the months that ended.
board-changed-none = Nothing changed
board-changed-none-detail = No record has changed since the last working day.
board-barred = { $count ->
    [one] { $count } more thing waits, but you have no mandate in force: { $scopes }.
   *[other] { $count } more things wait, but you have no mandate in force: { $scopes }.
}
board-asked = Asked, awaiting the registry
board-late-by = { $days ->
    [one] { $days } working day late
   *[other] { $days } working days late
}
board-due = by { $day }
board-since = since { $day }
board-number = No { $number }
board-acts = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}
board-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
board-schools = { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
board-by-you = By you

## What is to be done
board-task-take-application = Take the application up
board-task-examine-application = Examine the application
board-task-rework-application = Rework the application sent back
board-task-approve-application = Approve the proposal on the application
board-task-answer-remarks = Answer the remarks on the application
board-task-sign-application = Sign the application with the first head’s digital signature
board-task-sign-contract = Sign the contract or its amendment
board-task-contract-building = Draw up the reimbursement contract of the year
board-task-compose-act = Compose the act of the month
board-task-sign-act = Sign the act
board-task-chase-act = The school has not sent the act
board-task-list-act = List the act in a register
board-task-relist-act = List the act that was sent back in another register
board-task-settle-invoice = Settle the invoice
board-task-send-register = Sign and send the register
board-task-relist-acts = List the acts of the returned register again
board-task-examine-register = Examine and accept the register
board-task-order-payments = Order the payments
board-task-send-back-acts = Send acts back: the payee’s account has changed
board-task-send-payment = Send the payment to the bank
board-task-await-bank = Awaiting the bank
board-task-reissue-payment = Re-issue the returned payment
board-task-renew-mandate = Renew the mandate
board-task-await-ruling = Waits: payment to the school is suspended
board-suspended-why = Suspended since { $day } under act No { $number }: { $reason }
board-suspended-none = Nothing is suspended
board-suspended-none-detail = While payment to a school is suspended, its acts wait here until the ruling is lifted.

## Why an act was not sent
board-why-contract-school = the school has not signed the contract
board-why-contract-department = the department has not signed the contract
board-why-contract-both = neither party has signed the contract
board-why-not-composed = no act was composed
board-why-withdrawn = the act was withdrawn and not composed again
board-why-not-signed = the act is composed, the school has not signed

## What happened
board-stage-new = New
board-stage-in-work = In progress
board-stage-in-approval = In approval
board-stage-back-at-executor = Returned to the officer
board-stage-back-at-school = Returned to the school
board-stage-accepted = Accepted
board-stage-refused = Refused
board-stage-withdrawn = Withdrawn
board-payment-ordered = Payment ordered
board-payment-sent = Payment sent to the bank
board-payment-paid = Payment made
board-payment-returned = Payment returned
board-record-application = Application
board-record-budget = Budget
board-record-distribution = Distribution of the budget
board-record-plan = Funding plan
board-record-contract = Contract
board-record-act = Act of a month
board-record-register = Consolidated register
board-record-payment = Payment
board-record-mandate = Mandate
board-scope-applications = applications
board-scope-funding = budget and plan
board-scope-contracts = contracts
board-scope-acts = acts
board-scope-registers = registers
board-scope-payments = payments
board-scope-mandates = mandates

## The board
board-name = Overview
board-title = Financing of schools, { $year }
board-title-region = Financing of schools, { $year } · { $region }
board-as-of = Data as of { $time } · this computer’s copy
board-as-of-never = No contact with the registry yet · this computer’s copy
board-empty = There are no records of the state order
board-empty-detail = Figures appear when a plan, contracts or acts arrive.
board-too-large = The sums can’t be added up
board-too-large-detail = A record has an impossibly large sum. Tell the administrator of the registry.
board-all-regions = All regions
board-save-png = PNG
board-save-pdf = PDF
board-paper-whose = Whose board
board-not-saved = The file was not saved: { $reason }
board-budget = Budget
board-of-year = for the year
board-plan = Plan
board-contracted = Contracted
board-acted = Acted
board-paid = Paid
board-unpaid = Unpaid acts
board-unsent = Acts not sent
board-unsent-short = Acts not sent
board-of-plan = { $share } of the plan
board-no-plan = no plan
board-by-month = By month
board-ageing = Age of unpaid acts
board-days-range = { $from }–{ $to } days
board-days-over = over { $days } days
board-queues = Waiting times
board-until-decided = Application to decision
board-until-paid = Act to payment
board-queue = median { $median } days · longest { $longest }
board-queue-none = no data
board-map = By region
board-map-paid = Paid
board-map-acted = Acted
board-map-contracted = Contracted
board-map-unpaid = Unpaid
board-map-none = no data
board-map-words = { $sum }, { $share }
board-stages = Applications
board-stages-none = There are no applications
board-lights = Violations of schools
board-lights-none = The register of organisations is being loaded
board-note-contracted = The sum of a contract is spread over its months as the plan has it; the list shows its whole sum.
board-plan-version = version { $version }
board-unit-billion = bn ₸
board-unit-million = ₸ million
board-unit-thousand = k ₸
board-unit-one = ₸

## Short names on the tiles of the map
region-short-10 = Abai
region-short-11 = Akmola
region-short-15 = Aktobe
region-short-19 = Almaty reg.
region-short-23 = Atyrau
region-short-27 = West Kaz.
region-short-31 = Zhambyl
region-short-33 = Zhetysu
region-short-35 = Karaganda
region-short-39 = Kostanay
region-short-43 = Kyzylorda
region-short-47 = Mangystau
region-short-55 = Pavlodar
region-short-59 = North Kaz.
region-short-61 = Turkistan
region-short-62 = Ulytau
region-short-63 = East Kaz.
region-short-71 = Astana
region-short-75 = Almaty
region-short-79 = Shymkent

## Registers of the day
board-find = School, contract, what is to be done
board-changes = What changed
board-urgency-late = Late
board-urgency-today = Due today
board-urgency-week = Within a week
board-urgency-later = Later
board-urgency-no-term = No term
board-column-urgency = Urgency
board-column-task = To be done
board-column-number = Number
board-column-details = Details
board-column-due = Due by
board-column-late = Working days late
board-column-why = Why
board-column-also = Also in the way
board-column-reminded = Written to
board-column-at = When
board-column-what = What happened
board-column-kind = About
board-record-month = Monthly validation
board-record-ruling = Sanction
board-record-check = Automatic check
board-ruling-act = act No { $number }
board-mandate-begins = The mandate begins
board-mandate-revoked = The mandate was taken back
board-mandate-ended = The mandate has ended
board-why-nothing-sent = the LMS has sent nothing for the month
board-why-month-open = the month is not frozen
board-why-month-not-validated = the month is frozen, the school is not validated yet
board-why-suspended = payment to the school is suspended
board-remind = { $count ->
    [0] Remind schools
    [one] Remind of { $count } act
   *[other] Remind of { $count } acts
}
board-remind-none = Tick the acts schools are to be reminded of.
board-remind-title = { $count ->
    [one] { $count } reminder will be sent
   *[other] { $count } reminders will be sent
}
board-remind-detail = One message for each contract or act, in its own thread. The school sees it with the next synchronisation.
board-remind-send = { $count ->
    [one] Send { $count } reminder
   *[other] Send { $count } reminders
}
board-remind-text = Text of the message
board-remind-words = The act has not come within its term. Please compose and sign it, or write what stands in the way.
board-open-points = { $count ->
    [one] { $count } open point of prescriptions
   *[other] { $count } open points of prescriptions
}
