# The state educational order: registers, records, signing.

nav-group-orders = State order
nav-order-acts = Acts
order-acts = Monthly acts
order-acts-count = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}
order-acts-find = School, BIN, contract
order-acts-empty = No acts yet
order-acts-empty-detail = An act is composed for a month once the enrolment of the month is frozen.
order-act-title = Act for { $month }
order-acts-left-out = without { $count } withdrawn
order-acts-left-out-all = { $count ->
    [one] withdrawn
   *[other] all withdrawn
}
order-act-state-composed = Awaits the school
order-act-state-by-school = Awaits the department
order-act-state-signed = Signed
order-act-state-withdrawn = Withdrawn
order-act-paid = Payment
order-act-paid-none = Unpaid
order-act-paid-listed = In a register
order-act-paid-ordered = Being paid
order-act-paid-paid = Paid
order-act-paid-returned = Payment returned
order-act-paid-sent-back = Sent back
order-act-learners = Pupils paid for
order-act-not-paid = Not paid for
order-act-excluded = Excluded by checks
order-act-held = Not enough is known
order-act-cut = Above the limit
order-act-cut-by = Limit
order-act-excluded-short = { $count } excluded
order-act-held-short = { $count } unknown
order-act-cut-short = { $count } above the limit
order-act-all-paid = All pupils are paid for
order-act-lines = What is paid
order-act-norms = Norms
order-act-sign = Sign
order-act-withdraw = Withdraw the act
order-act-withdraw-title = Withdraw the act?
order-act-withdraw-detail = Another act may then be composed for the month. The withdrawn one stays in the history.
order-act-back = Sent back out of register No { $number } on { $day }: { $reason }
order-act-send-back = Send back to the department…
order-act-send-back-title = Send the act back to the department?
order-act-send-back-detail = The act leaves the accepted register, and the department can list it in another one. The signed register doesn’t change.
order-limit-sanitary-permit = sanitary permit
order-limit-design-capacity = design capacity
order-limit-contract-places = places of the contract
order-limit-other-contracts = the act of the same month under another contract
order-obstacle-not-signed = The act isn’t signed by both parties.
order-obstacle-no-invoice = There is no electronic invoice.
order-obstacle-invoice-differs = The invoice is of another sum or supplier.
order-obstacle-invoice-unknown = The invoice system didn’t answer.
order-obstacle-suspended = Payment to the school is suspended.
order-obstacle-account-changed = The account changed since the contract.
order-obstacle-over-plan = The sum is over the plan of the month.
order-obstacle-elsewhere-listed = The act stands in another register.
order-school = School
order-contract = Contract
order-month = Month
order-sum = Sum
order-state = State
order-since = Since
order-history = History
order-named = { $name } ({ $office })
order-step-by = { $what } · { $who }
order-step-by-you = { $what } (you)
order-step-why = { $what }: { $reason }
order-waiting = { $what }: waiting to be sent since { $time }
order-waiting-taken = { $what }: the registry took it, the record will be updated soon
order-gone = The record isn’t here
order-gone-detail = It hasn’t come yet, or isn’t shown to you any more.
order-reason = Reason
order-reason-missing = Give the reason.
order-sign-chosen = { $count ->
    [one] Sign { $count } act
   *[other] Sign { $count } acts
}
order-sign-none = None of those ticked awaits your signature.
order-sign-title = { $count ->
    [one] Signing { $count } document
   *[other] Signing { $count } documents
}
order-sign-sum = Total: { $sum }
order-sign-detail = Each document is signed by itself and kept at once. What is signed doesn’t change.
order-sign-course = { $done } of { $of } done
order-signed = Signed; waits to be sent or is sent
order-signed-already = Your side signed before
nav-order-contracts = Contracts
order-contracts = Contracts
order-contracts-count = { $count ->
    [one] { $count } contract
   *[other] { $count } contracts
}
order-contracts-find = School, BIN, number
order-contracts-empty = No contracts yet
order-contracts-empty-detail = A contract is drawn up with a school whose application for financing was accepted and that stands in the plan.
order-contract-title = Contract No. { $number }
order-agreement-title = Additional agreement { $nth } to contract No. { $number }
order-contract-state-to-sign = Awaiting signature
order-contract-state-active = Active
order-contract-state-changing = Amendment to sign
order-contract-state-terminated = Terminated
order-contract-new = New contract
order-contract-amend = Additional agreement
order-contract-draw-up = Draw up
order-contract-end = Terminate
order-contract-end-title = Terminate the contract?
order-contract-end-detail = No more acts will be made under it. Acts already signed are still paid.
order-contract-acted = Acted { $acted }, left { $left }
order-contract-acted-column = Acted
order-contract-left = Left
order-contract-months = Months
order-contract-from = From month
order-contract-to = To month
order-contract-account = School’s account
order-contract-iban = School’s IBAN
order-contract-bank = Bank’s BIC
order-contract-bank-wrong = That is no BIC
order-contract-building = Building
order-contract-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
order-contract-places-of = Places: { $name }
order-contract-plan-left = The plan leaves the school { $sum }
order-contract-no-school = No school has an accepted application for financing.
order-contract-note = Both parties then sign; until the second signature it isn’t in force.
order-for = Subject
order-for-teaching = Teaching (A1)
order-for-construction = Construction (A2)
order-for-reconstruction = Reconstruction (A3)
order-building-application = Application for reimbursement
order-building-open-application = Open the application
order-building-commissioned = Year commissioned
order-building-first-year = First year of reimbursement
order-building-rate = Rate for a learner
order-building-rate-words = { $rate } monthly indices a year; index of { $year }: { $index }
order-building-counted = For whom
order-building-by-contingent = the contingent of the month, up to the design capacity
order-building-by-places = the places of the contract
order-building-schedule = Schedule of reimbursement
order-building-no-index = The index isn’t set yet
order-building-month = Reimbursement of the month: learners × sum for one
order-building-contract = Draw up the year’s contract
order-schedule-print = Print the schedule
order-schedule-save = Schedule as PDF
order-contract-agreements = Agreements
order-contract-month-acts = Acts by month
order-agreement-signed = Signed by both on { $date }
order-agreement-awaits-department = Awaits the department
order-agreement-awaits-school = Awaits the school
order-agreement-awaits-both = Awaits both parties
order-act-compose = Compose the act
order-act-compose-of = Compose the act: { $month }
order-act-none = No act
order-number = Number
order-form-incomplete = Fill in the required fields.
order-sign-contracts = { $count ->
    [one] Sign { $count } contract
   *[other] Sign { $count } contracts
}
order-act-list-print = Print with the list of learners
order-act-list-save = Save PDF with the list of learners…
order-act-list-asking = The registry is making the list of learners…
order-act-list-file = { $act } list of learners
client-learners-needs-network = The list of learners is asked of the registry: that needs a connection with it.
client-learners-cancelled = Asking for the list of learners was given up.
client-learners-not-yours = The registry gives the list of learners to the parties of the act alone, with a mandate for acts.
client-learners-no-register = The registry has no list of learners for this act
client-learners-no-register-detail = The register of the month the act names isn't known, or the act was taken back. Ask the administrator of the registry.
