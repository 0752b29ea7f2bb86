# Automatic checks: titles, reasons, sources, and what follows.

## Titles of the automatic checks (composed at run time: flk-title-<check>)
flk-title-org-status = Status of the legal entity
flk-title-org-head = Head
flk-title-org-founders = Participants and founders
flk-title-org-state-share = State participation
flk-title-org-licence = Licence in force
flk-title-org-signature = Digital signature
flk-title-org-tax-debt = Tax debt
flk-title-org-social-payments = Social payments
flk-title-org-phone = Phone in the base of mobile citizens
flk-title-org-biometrics = Biometric identification
flk-title-org-sms = Confirmation by SMS 1414
flk-title-org-qr-order = Order on attendance by QR
flk-title-org-account = Account of the payee
flk-title-act-invoice = Electronic invoice
flk-title-premises-licence = Service address in the licence annex
flk-title-premises-right = Right to the building
flk-title-premises-purpose = Designated purpose of the building
flk-title-premises-pledge = Encumbrance on the building
flk-title-premises-address = Code in the Address Register
flk-title-premises-area = Area of the building
flk-title-premises-permit = Contingent and the sanitary permit
flk-title-premises-capacity = Contingent and design capacity
flk-title-premises-fire = Fire safety
flk-title-premises-sanitary = Sanitary norms
flk-title-premises-antiterror = Protection against terrorism
flk-title-learner-birth = Birth date agrees with the IIN
flk-title-learner-citizenship = Citizenship of the learner
flk-title-learner-life = Life status of the learner
flk-title-learner-duplicate = Duplicate by IIN
flk-title-learner-moves = Moves of the learner
flk-title-learner-progress = Data on marks
flk-title-learner-study = Kind of study
flk-title-learner-contract = Contract with the learner
flk-title-learner-grant = Grant by data of NCT
flk-title-learner-capacity = Legal capacity
flk-title-learner-attendance = Attendance by LMS and QR
flk-title-teacher-citizenship = Citizenship of the teacher
flk-title-teacher-life = Life status of the teacher
flk-title-teacher-duplicate = Teacher listed twice
flk-title-teacher-contributions = Pension contributions of the teacher
flk-title-teacher-employment = Employment contract of the teacher

## Why a check failed (flk-reason-<reason>)
flk-reason-entity-not-found = The legal entity is not in the register.
flk-reason-entity-not-active = The legal entity is liquidated or being liquidated.
flk-reason-head-missing = The register names no head.
flk-reason-head-differs = The head in the application is not the one in the register.
flk-reason-head-not-alive = The head is not alive or not found in the register of persons.
flk-reason-founder-not-active = A founder is not an acting legal entity.
flk-reason-founder-not-alive = A founder is not alive or not found in the register of persons.
flk-reason-state-share = The state has a share in the capital.
flk-reason-licence-missing = There is no licence.
flk-reason-licence-suspended = The licence is suspended.
flk-reason-licence-withdrawn = The licence is withdrawn.
flk-reason-licence-out-of-term = The licence is not in force on this day.
flk-reason-address-not-in-licence = The address is not in the annex of a licence in force.
flk-reason-signature-invalid = The signature is invalid.
flk-reason-signature-of-another = The signature is neither the organisation’s nor its first head’s.
flk-reason-tax-debt = There is tax debt.
flk-reason-social-payments-overdue = Social payments are overdue.
flk-reason-phone-of-another = The phone does not belong to this person.
flk-reason-biometrics-differ = Biometrics do not match.
flk-reason-sms-not-confirmed = The SMS was not confirmed.
flk-reason-qr-order-missing = There is no order on attendance by QR.
flk-reason-account-closed = The account is closed.
flk-reason-account-of-another = The account does not belong to this organisation.
flk-reason-right-missing = No right to the building is registered.
flk-reason-right-of-another = The right to the building is another’s.
flk-reason-right-ended = The right to the building has ended.
flk-reason-purpose-differs = The designated purpose does not match.
flk-reason-pledge-not-registered = The encumbrance is not registered.
flk-reason-pledge-too-short = The encumbrance is registered for a shorter time than required.
flk-reason-address-code-unknown = The Address Register does not know the code.
flk-reason-address-code-differs = The register answered about another code.
flk-reason-area-overstated = The stated area is above the registered one.
flk-reason-over-permit = There are more learners than the sanitary permit allows.
flk-reason-over-capacity = There are more learners than the premises were designed for.
flk-reason-fire-safety-missing = Fire safety is not confirmed.
flk-reason-sanitary-missing = Sanitary conformity is not confirmed.
flk-reason-antiterror-missing = Protection against terrorism is not confirmed.
flk-reason-birth-differs = The birth date is not the one in the IIN.
flk-reason-not-citizen = Not a citizen of Kazakhstan.
flk-reason-person-not-found = The person is not in the register.
flk-reason-person-dead = Dead by the register of persons.
flk-reason-duplicate = Listed by several organisations.
flk-reason-in-two-regions = Listed in organisations of different regions in one month.
flk-reason-moved-often = Moves from organisation to organisation too often.
flk-reason-not-listed = Not listed by this organisation.
flk-reason-no-marks = There are no marks.
flk-reason-distance-learning = Distance learning is not paid for.
flk-reason-study-of-another-kind = The kind of study does not belong to this programme.
flk-reason-contract-of-another = The contract is with another organisation.
flk-reason-contract-out-of-term = The contract does not cover this month.
flk-reason-grant-missing = There is no grant in force.
flk-reason-incapacitated = Declared incapable.
flk-reason-missing = Declared missing.
flk-reason-attendance-below = Fewer lessons are confirmed than the threshold asks for.
flk-reason-contributions-missing = There are no pension contributions from this organisation.
flk-reason-employment-missing = There is no employment contract with this organisation.
flk-reason-invoice-missing = There is no electronic invoice.
flk-reason-invoice-not-in-force = The invoice was withdrawn, annulled or declined.
flk-reason-invoice-of-another = The invoice is another supplier’s.
flk-reason-invoice-sum-differs = The sum of the invoice is not the act’s.

## Why nothing is known (flk-unknown-<why>)
flk-unknown-not-asked = The source was not asked yet.
flk-unknown-no-answer = The source did not answer.
flk-unknown-too-old = The data are too old.
flk-unknown-conflict = The sources disagree: a person decides.
flk-unknown-left-open = The answer leaves it open.
flk-unknown-no-lessons = No lessons were scheduled: a person decides.

## Why a check does not apply (flk-skip-<why>)
flk-skip-no-period = No month is being judged.
flk-skip-no-document = No document is being judged.
flk-skip-no-representative = No representative is named.
flk-skip-no-founders = No founders are named.
flk-skip-no-limit = The permit names no number of places.

## Reasons of the monthly verdict on one person (flk-month-<reason>)
flk-month-number = The IIN is wrong.
flk-month-birth = The birth date does not agree with the IIN.
flk-month-dead = Dead.
flk-month-not-found = Not in the register of persons.
flk-month-life-unknown = Life status unknown.
flk-month-not-citizen = Not a citizen of Kazakhstan.
flk-month-citizenship-unknown = Citizenship unknown.
flk-month-duplicate = Listed by several organisations.
flk-month-distance = Learns at a distance.
flk-month-study-other = The kind of study does not belong to this programme.
flk-month-study-unknown = Kind of study unknown.
flk-month-no-contract = No contract covers this month.
flk-month-contract-unknown = Nothing is known of a contract.
flk-month-no-licence = No licence in force.
flk-month-licence-unknown = Nothing is known of the licence.
flk-month-attendance-below = Attendance is below the threshold.
flk-month-no-lessons = No lessons were scheduled.
flk-month-attendance-unknown = Nothing is known of attendance.

## Source systems (flk-source-<source>)
flk-source-gbd-ul = Register of legal entities
flk-source-gbd-fl = Register of persons
flk-source-gos-reestr = Register of state property
flk-source-e-licensing = E-licensing
flk-source-nca = National certification authority
flk-source-culs = Taxpayers’ accounts (CULS)
flk-source-bmg = Base of mobile citizens
flk-source-biometrics = Biometrics
flk-source-sms-1414 = SMS 1414
flk-source-lms = LMS
flk-source-egkn = Real-estate cadastre (EGKN)
flk-source-address-register = Address Register
flk-source-enpf = Pension fund (ENPF)
flk-source-enbek = Enbek
flk-source-esf = Electronic invoices (IS ESF)
flk-source-nct = National testing centre
flk-source-minjust = Ministry of Justice
flk-source-nobd = National Education Database
flk-source-treasury = Treasury
flk-source-applicant = Applicant
flk-source-registry = Registry

## Verdicts (flk-verdict-<verdict>)
flk-verdict-passed = Passed
flk-verdict-failed = Failed
flk-verdict-unknown = Unknown
flk-verdict-not-applicable = Not applicable
flk-not-passed = Check failed: { $check }
requirement-not-met = Not met: { $requirement }

## What follows from a failure (flk-consequence-<consequence>)
flk-consequence-refuse = Stop factor
flk-consequence-exclude-learner = The learner drops out of the month’s payment
flk-consequence-propose = A sanction is proposed: a person decides
flk-consequence-review = A person looks at it

## What follows from all checks (flk-decision-<decision>)
flk-decision-allowed = Nothing stands in the way
flk-decision-allowed-after-review = No stop factors; a person must look at it
flk-decision-waits = Waiting for a source to answer
flk-decision-refused = There is a stop factor

## Monthly verdicts (flk-paid-<verdict>)
flk-paid-payable = Is paid for
flk-paid-held = Waits for a decision: not paid for
flk-paid-excluded = Drops out of the month

## Card of an organisation: what the checks say
flk-tab = Automatic checks
flk-occasion-application = At the application
flk-occasion-activation = At the activation of services
flk-occasion-monthly = At the monthly check
flk-run-at = Checked
flk-ask-again = Check again
flk-ask-wished = The request is kept: it goes out when the registry can be reached.
flk-ask-queued = The registry is asking the sources. The result comes with synchronisation.
flk-ask-waiting = Such a check is under way already: its result comes with synchronisation.
flk-ask-no-sources = No source is connected to the registry: the checks wait.
flk-none = The automatic checks haven’t been run yet
flk-none-detail = Results appear here when the registry has asked the sources.
flk-unidentified = The BIN has an error: sources can’t be asked about such an organisation.
flk-unasked = The registry isn’t connected to these sources: { $sources }.
flk-filter-all = All checks
flk-filter-in-the-way = Only what stands in the way
flk-nothing-in-the-way = Nothing stands in the way
flk-nothing-in-the-way-detail = No check with consequences failed or waits for an answer.
flk-whole-organisation = Organisation
flk-sources = Sources
flk-evidence = Facts
flk-evidence-line = { $source }: { $said } (as of { $when })
flk-evidence-against = { $line }; compared with: { $value }
flk-evidence-stale = { $line }; old, the source hasn’t answered yet
flk-evidence-too-old = { $line }; too old
flk-follows = What follows
flk-since = So since
flk-basis = Basis
flk-basis-proposal = { $text } (a proposal)
flk-people = Learners
flk-people-passed = { $count ->
    [one] { $count } person: passed
   *[other] { $count } people: passed
}
flk-people-failed = { $count ->
    [one] { $count } person: failed
   *[other] { $count } people: failed
}
flk-people-unknown = { $count ->
    [one] { $count } person: unknown
   *[other] { $count } people: unknown
}
flk-register-column = Stop factors
flk-register-stops = { $count ->
    [one] { $count } stop factor
   *[other] { $count } stop factors
}
flk-register-no-stops = None
flk-register-unchecked = Not checked
flk-register-filter = With a stop factor
flk-register-pill = Stop factor

## What a source said (flk-said-<word>)
flk-said-yes = yes
flk-said-no = no
flk-said-encumbered = registered from { $from } to { $to }
flk-said-encumbered-untold = registered, its term not told
flk-said-at-least = at least until { $day }
flk-said-none = nothing on record
flk-said-active = acting
flk-said-in-liquidation = being liquidated
flk-said-liquidated = liquidated
flk-said-not-found = not found
flk-said-alive = alive
flk-said-dead = dead
flk-said-education = education
flk-said-residence = residence
flk-said-other = another purpose
flk-said-unknown = purpose not given
flk-said-exists = { $code } is in the register
flk-said-absent = { $code } isn’t in the register
flk-said-valid = valid
flk-said-invalid = invalid
flk-said-not-fully-checked = not fully checked
flk-said-area = { $area } m²
flk-said-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
