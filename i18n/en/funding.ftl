# The budget, its distribution, the funding plan.

nav-order-budget = Budget and plan
funding-title = Budget and funding plan
funding-empty = Nothing on budgets
funding-empty-detail = The education department of a region enters its budget.
funding-year = Year
funding-department = Region
funding-tab-budget = Budget
funding-tab-distribution = Distribution
funding-tab-plan = Funding plan
funding-draft-kept = draft saved
funding-draft-keeping = saving the draft
funding-budget = Budget
funding-budget-of = Budget for private schools, { $year }
funding-budget-versions = Versions
funding-budget-version = Version { $version }
funding-budget-unkept = its sum wasn't kept
funding-budget-by = changed by { $sum } ₸
funding-budget-none = No budget was entered for this year.
funding-budget-set = Enter the budget
funding-budget-change = Adjust the budget
funding-budget-differs = Differs from the present one by { $sum } ₸
funding-budget-enter = Enter…
funding-enter = Enter
funding-budget-enter-title = Enter the budget of { $year }?
funding-amount = Sum
funding-amount-missing = Enter a sum above nought.
funding-basis = Basis
funding-basis-hint = The document that sets the budget: name, number, date.
funding-planned = Planned
funding-contracted = Committed
funding-acted = Acted
funding-paid = Paid
funding-not-planned = Not planned
funding-no-schools = No schools to distribute between
funding-no-schools-detail = Schools whose application for financing was accepted take part.
funding-from = From
funding-to = To
funding-to-distribute = To distribute
funding-base = The rest in proportion to
funding-base-not-financed = Pupils not yet financed
funding-base-whole = Whole contingent
funding-short = If short of the first shift
funding-short-proportion = The same share to all
funding-short-wait = Nothing is distributed
funding-approved = Approved:
funding-approved-one = { $months }: { $sum }
funding-pupils = Pupils
funding-pupils-short = Pupils
funding-pupils-beyond = Pupils beyond the first shift
funding-beyond-short = Beyond first
funding-first-shift = First shift
funding-others = The others
funding-total = Total
funding-need = Need
funding-share = Share
funding-lacking = Lacking
funding-other-whole = If to the whole contingent
funding-other-not-financed = If to those not yet financed
funding-other-change = Difference
funding-remark = Remark
funding-given = Distributed
funding-left = Left over
funding-first-covered = First shift covered
funding-first-not-covered = First shift not covered
funding-short-by = Lacking: { $sum }.
funding-is-approved = Approved
funding-trial = Trial calculation: nothing is written to the registry until the distribution is approved.
funding-working = Being worked out.
funding-nothing = Nobody gets anything: enter the needs.
funding-approve = Approve
funding-approve-distribution = Approve the distribution…
funding-approve-distribution-title = Approve the distribution?
funding-approve-distribution-detail = { $count ->
    [one] { $sum } go to { $count } school, { $left } are left over.
   *[other] { $sum } go to { $count } schools, { $left } are left over.
}
funding-make-plan = Make the plan
funding-origin = From
funding-origin-distribution = The distribution approved last
funding-origin-act = The act of { $month }; pupils above design capacity are taken to be beyond the first shift
funding-origin-nothing = Not known: enter them
funding-origin-entered = Entered by hand
funding-need-known = Back to what is known
funding-need-fill = To fill in
funding-need-entered = By hand
funding-need-negative = A sum can’t be below nought.
funding-need-beyond = More pupils beyond the first shift than pupils.
funding-need-unfit = Pupils beyond the first shift and their cost go together.
funding-need-none = No pupils are entered: the school gets nothing.
funding-plan-none = No plan yet
funding-plan-none-detail = Enter the budget, work out the distribution and make the plan.
funding-plan-versions = Version of the plan
funding-plan-draft = Draft of a new version
funding-plan-version = Version { $version }
funding-plan-version-in-force = Version { $version }, in force
funding-plan-file = Funding plan { $year }, version { $version }
funding-plan-only = Changes only · { $schools }, { $sums }
funding-plan-only-schools = { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
funding-plan-only-sums = { $count ->
    [one] { $count } sum
   *[other] { $count } sums
}
funding-plan-teaching = Teaching
funding-plan-buildings = Reimbursement of buildings
funding-plan-by-schedule = By the schedule, the whole year
funding-plan-stale = Version { $version } was approved after this draft was begun.
funding-plan-move = Compare with the latest
funding-plan-change = Change the plan
funding-plan-discard = Discard the draft
funding-plan-restore = Bring the former draft back
funding-plan-before = Before
funding-plan-sum = Planned sum
funding-plan-change-sum = Change
funding-plan-was = Before: { $sum }
funding-plan-even = Spread evenly over the months
funding-plan-no-changes = Nothing differs from the version in force.
funding-plan-approved-at = Approved { $time }
funding-plan-left = Planned and not contracted
funding-plan-left-of = Planned and not contracted: { $sum }
funding-plan-differs = Changed
funding-plan-find = Find a school
funding-fault-none = No remarks
funding-behind-total = Records: { $count }, { $sum } in all
funding-behind-none = There are no records behind this figure.
funding-behind-open = Open: { $name }
funding-behind-hint = Press a figure to see the schools, contracts or acts it is made of.
funding-plan-why = Why the plan is changed
funding-plan-reason = Why it was changed: { $reason }
funding-versions-button = Versions ({ $count })
funding-versions-title = Versions of the distribution
funding-versions-sum = Distributed: { $sum }
funding-versions-unkept = The sums of this version were not kept.
funding-plan-approve = Approve version { $version }…
funding-plan-approve-title = Approve version { $version } of the plan?
funding-plan-approve-detail = { $count ->
    [one] { $count } sum changes. The plan totals { $sum }.
   *[other] { $count } sums change. The plan totals { $sum }.
}
funding-fault-sum = { $school }, { $month }: the sum must be above nought.
funding-fault-sum-short = Wrong sum
funding-fault-over = The plan is over the budget by { $sum }.
funding-fault-below = { $school }: { $sum } under contract, less in the plan.
funding-fault-below-short = Below contract
funding-faults-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}

## The register of education departments
funding-tab-departments = Departments
departments-name = Register of education departments
departments-count = { $count ->
    [one] { $count } education department
   *[other] { $count } education departments
}
departments-find = Region, KATO
departments-department = Department
departments-plan = Plan
departments-stage-no-budget = No budget
departments-stage-no-plan = No plan
departments-stage-in-force = In force
departments-version = Version
departments-approved = Approved
departments-left = Left of the plan
departments-waiting = To examine
departments-waits = Registers to examine
departments-late = Acts late
departments-is-late = With acts late
departments-changed = Last change
departments-mandates-none = Nobody has a mandate
departments-mandate-until = until { $day }
departments-versions = Versions of the plan
departments-differences = What version { $version } changed
departments-registers-of = { $count } · { $sum }
