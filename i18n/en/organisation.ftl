# Register of organisations, licences, premises, traffic light, sanctions.
organisation-register = Register of organisations
organisation-register-empty = The register has not been loaded yet
organisation-register-empty-detail = Go online and sync: the first download takes a few minutes.
organisation-find = Name, BIN, address
organisation-count = { $count } { $count ->
    [one] organisation
   *[other] organisations
    }
organisation-kind-university = University
organisation-kind-school = School
organisation-kind-dormitory = Dormitory
organisation-ownership-state = State
organisation-ownership-private = Private
organisation-head = Head
organisation-open-points = Open points
organisation-counts = Contingent and places
organisation-counts-none = The registry hasn't counted this school yet: figures come with the first automatic checks.
organisation-counts-unknown = Not known
organisation-counts-of-month = { $people } on the list of { $month }

## Tabs of the card
organisation-tab-summary = Summary
organisation-tab-premises = Premises
organisation-tab-licence = Licence
organisation-tab-visits = Visits
organisation-tab-prescriptions = Prescriptions
organisation-tab-sanctions = Sanctions

## Licence (states composed at run time: licence-status-<status>)
licence-number = Licence number
licence-column = Licence
payment-column = Payment
payment-runs = Goes on
payment-paused-in-part = In part
payment-paused = Suspended
payment-ended = Ended
licence-addresses = Addresses in the licence
licence-status-active = Active
licence-status-suspended = Suspended
licence-status-withdrawn = Withdrawn
licence-none = No licence found
licence-none-short = None
licence-address-listed = The address is in the licence
licence-address-not-listed = The address is not in the licence

## Premises
premises-rka = Address register code
premises-capacity = Design capacity, places
premises-purpose = Designated purpose
premises-purpose-education = Education
premises-purpose-residence = Residence
premises-purpose-other = Other
premises-purpose-unknown = Unknown
premises-purpose-mismatch = The purpose does not suit education
premises-purpose-warning = From 1 January 2027 financing is refused automatically for such premises.

## Traffic light (composed at run time: light-<colour>)
light-title = Traffic light
light-green = Green: payment goes on
light-yellow = Yellow: payment is suspended
light-yellow-proposed = Yellow: suspension is proposed, payment goes on for now
light-red = Red: the contract is terminated, payment has ended
light-red-suspended = Red: payment is suspended, termination is proposed
light-red-proposed = Red: termination is proposed, payment goes on for now
light-why = Why this colour

## Grounds of sanctions (composed at run time: ground-<ground>)
ground-address-not-in-licence = Services at an address that is not in the licence
ground-admission-refused = The commission was refused admission
ground-tax-or-social-debt = Tax debt or overdue social payments
ground-licence-withdrawn = Licence withdrawn by a court or a state body
ground-safety-not-remedied = Fire or sanitary violations not remedied in time
ground-study-stopped = Study stopped for more than one month
ground-violations-ignored = Violations ignored for more than four months
ground-critical-finding = Critical non-conformity found by the visit
ground-other-suspending = Another item for which suspension is proposed
ground-other-terminating = Another item for which termination is proposed
ground-one-of = one of these items: { $items }

## Sanctions and their states (composed at run time: sanction-state-<state>)
sanction-suspension = Payment suspension
sanction-termination = Termination of the contract
sanction-ground = Ground
sanction-premises = Premises concerned
sanction-state-proposed = Proposed
sanction-state-dismissed = Proposal dismissed
sanction-state-suspended = Payment suspended
sanction-state-escalated = Term over: termination proposed
sanction-state-resumed = Payment resumed
sanction-state-terminated = Contract terminated
sanction-step-proposed = Proposed from the act: { $what }
sanction-step-proposed-by-clock = Proposed by the registry when the term passed: { $what }
sanction-step-until = until { $date } at the latest
sanction-step-limit = The suspension may last until { $date }
sanction-step-registry = Proposed by the registry when the term ended; an officer decides
sanction-step-name-not-kept = Who decided was not kept in this record
sanction-step-reason = Reason: { $reason }
sanction-none = No sanctions
