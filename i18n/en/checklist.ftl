# Checklists: answering, findings, recovery.
checklist-title = Checklist
checklist-item = Item
checklist-norm-unconfirmed = the point of the norm awaits a lawyer’s confirmation
checklist-if-violated = if violated: { $severity }
checklist-translation-missing = no translation
checklist-read-only = Locked: the act has been sent for signature

## Answers (composed at run time: answer-<value>)
answer-yes = Yes
answer-no = No
answer-na = Not applicable
answer-not-checked = Not checked
answer-ok = Conforms
answer-remarks = With remarks
answer-critical = Does not conform
answer-none = No answer
answer-clear = Clear the answer
answer-not-checked-reason = Why it was not checked
answer-computed = computed
answer-invalid = The answer does not pass the check
answer-required = An answer is required
answer-number-expected = A number is needed here
answer-all-conform = All conform…
answer-all-conform-ask = “Yes” is set for { $count } unanswered { $count ->
    [one] item
   *[other] items
    } of this section. Did you check every one?

## Severity (composed at run time: severity-<name>)
severity-title = Severity
severity-gross = Gross
severity-significant = Significant
severity-minor = Minor
severity-information = For information
severity-changed = The checklist says: { $severity }. Why was it changed?

## Consequences of a violated item (composed at run time: effect-<name>)
effect-title = Proposed consequence
effect-suspend = Suspend payment
effect-terminate = Propose termination
effect-refuse = Refuse admission to financing
effect-nopay = Leave out of the month’s payment
effect-fix = Prescription with a due date
effect-verdict = Conclusion
effect-none = No consequence
effect-basis-seed = named in the rules of the pilot
effect-basis-proposed = a draft, not approved

## Filters (composed at run time: checklist-filter-<name>)
checklist-filter-title = Filter
checklist-filter-all = All items
checklist-filter-unanswered = Required, no answer
checklist-filter-violations = Violations
checklist-filter-invalid = Invalid answers
checklist-filter-flagged = Flagged
checklist-filter-evidence-missing = Evidence missing
checklist-filter-not-checked = Not checked
checklist-filter-colleague = Changed by a colleague
checklist-filter-conflict = Conflicting answers
checklist-filter-empty = No item matches this filter

## Sections
checklist-section-find = Find an item
checklist-progress = { $done } / { $total }
checklist-violations = { $count } { $count ->
    [one] violation
   *[other] violations
    }
checklist-flags = { $count } flagged

## Finishing: what still prevents the act (composed at run time: blocker-<kind>)
checklist-finish = Finish recording
checklist-finish-ready = Everything is ready. The act can be drawn up.
checklist-finish-blocked = { $count } { $count ->
    [one] thing stands
   *[other] things stand
    } in the way of the act
checklist-finish-later = Finish later
checklist-back-to-obstacles = Back to obstacles ({ $count })
checklist-finish-decision = What the organisation decides about the act is recorded on the act’s screen, once the answers are merged.
checklist-name-hei-lic = Licence and address
checklist-name-safe = Safety
checklist-name-att = Attendance
checklist-name-sch = School
checklist-name-dorm = Dormitory
checklist-name-use = Use of the building
checklist-second-none = Don’t show
checklist-beside = Beside
blocker-unanswered = { $item }: no answer
blocker-invalid = { $item }: the answer does not pass the check
blocker-no-reason = { $item }: no reason why it was not checked
blocker-no-note = { $item }: the violation is not described
blocker-no-severity = { $item }: no severity
blocker-no-due = { $item }: no due date
blocker-no-stop = { $item }: the day study stopped is not given
blocker-stop-impossible = { $item }: the days of the stop are out of order
blocker-due-too-early = { $item }: the due date must be at least { $days } { $days ->
    [one] day
   *[other] days
    } ahead
blocker-no-photo = { $item }: no photo attached
blocker-no-document = { $item }: no document attached
blocker-conflict = { $item }: answers differ
blocker-no-headcount = The head count is not finished
blocker-no-representative = The representative of the organisation is not named
blocker-no-party-decision = The organisation’s decision is not recorded
blocker-act-objections-missing = The act is signed with objections, but there is no text of objections
blocker-act-objections-unsaid = Objections are written down, but the act is marked as signed without any
blocker-act-refusal-unexplained = How the representative refused to sign isn’t described
blocker-act-refusal-unsaid = A refusal to sign is described, but the act is marked as signed
blocker-act-acquaintance-missing = When the representative was acquainted with the act isn’t recorded
blocker-act-acquaintance-out-of-order = The time of acquaintance lies outside the visit
blocker-act-departure-missing = When the commission left isn’t recorded
blocker-act-departure-out-of-order = The time of departure lies outside the visit

## Finding: the record of a violation
finding-note = Description of the violation
finding-note-hint = What you saw, and where
finding-due = Due date
finding-due-proposed = proposed: { $term }
finding-stop-since = Study stopped on
finding-stop-resumed = Resumed on (empty: still stopped)
finding-stop-impossible = The days are out of order or still to come
finding-stop-rule = A stop of more than 1 month is a ground to propose termination; a shorter one is a point of the prescription.
finding-responsible = Person responsible
finding-recommendation = Recommendation
finding-evidence = Evidence
finding-evidence-photo-required = Evidence: photo, required
finding-evidence-document-required = Evidence: document, required
finding-item-note = Note

## Previous visit
previous-title = { $item } · previous visit
previous-violation = There was a violation
previous-conformed = It conformed
previous-not-asked = Not asked last time
previous-remedied = Due { $due }, remedied { $date }
previous-not-remedied = Due { $due }, not remedied

## History of an item
history-title = History
history-none = Not answered yet
history-line = { $time } { $value } · { $name }

## Keys of the runner
key-answer = answer
key-note = note
key-photo = photo
key-flag = flag
key-severity = severity
key-next-unanswered = next unanswered
key-go-to = go to
key-language = language
key-undo = undo
key-back = back
checklist-go-to-title = Go to item
checklist-go-to-hint = Item number or a word of its text

## Undo and recovery
undo-nothing = Nothing to undo
undo-done = Taken back: { $what }
undo-redone = Done again: { $what }
undo-changed-since = Not taken back, a colleague has changed it since: { $what }
recovery-title = Work was interrupted
recovery-look = Go through what was recovered: a line leads to its place.
recovery-line = { $value } · written { $time }
recovery-continue = Continue from here
key-type = type
