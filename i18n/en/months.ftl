# The monthly validation on screen.

nav-order-months = Monthly validation
order-months = Monthly validation
order-months-find = Organisation, BIN
order-months-at = Data as of { $time }
order-months-offline = The registry can't be reached. What was received before is shown. Freezing and closing a month need the network.
order-months-empty = There are no months yet
order-months-empty-detail = A month appears when an LMS sends its first contingent.
order-month-nobody = None of your organisations is in this month
order-month-nobody-detail = None of them sent anything, and none has a contract for this month.
order-month-pill = { $month } · { $stage }
month-stage-open = Open
month-stage-frozen = Frozen, being checked
month-stage-validated = Checked
month-stage-closed = Closed
month-stage-nobody = Nobody in the month
order-month-sent-of = { $sent } of { $all } sent
order-month-missing = { $count ->
    [one] { $count } organisation hasn't sent
   *[other] { $count } organisations haven't sent
}
order-month-missing-rest = { $count ->
    [one] and { $count } more organisation
   *[other] and { $count } more organisations
}
order-month-learners = { $count ->
    [one] { $count } learner
   *[other] { $count } learners
}
order-month-rejected = { $count ->
    [one] { $count } row refused
   *[other] { $count } rows refused
}
order-month-tally = Payable { $payable }, waiting { $held }, excluded { $excluded }
order-month-course = { $done } of { $of } checked
order-month-corrections = { $count ->
    [one] The correction of { $count } organisation is being checked
   *[other] Corrections of { $count } organisations are being checked
}
order-month-state-missing = Not sent
order-month-state-sent = Sent
order-month-state-correction = Corrected, to be checked
order-month-state-judged = Checked
order-month-state-nobody = Nobody on the list
order-month-not-paid = With people not paid for
order-month-rejected-rows = With rows refused
order-month-organisation = Organisation
order-month-month = Month
order-month-since = Not sent since
order-month-since-column = Missing since
order-month-before = Last sent for
order-month-never = never
order-month-from-lms = Sent by the LMS
order-month-sent = Received
order-month-sending = Sending number
order-month-records = Records
order-month-rejected-column = Refused
order-month-register = Register of the month
order-month-payable = Payable
order-month-held = Waiting
order-month-held-column = Waiting
order-month-excluded = Excluded
order-month-reasons = Reasons
order-month-reasons-several = Of which, by reason (a person may have several)
order-month-revision = Revision
order-month-hash = SHA-256 hash
order-month-made = Made
order-month-copy = Copy the hash
order-month-card = Card of the organisation
order-month-changes = What corrections changed
order-month-change = Revision { $revision } · { $time }
order-month-change-none = The quantities are the same.
order-month-from-to = was { $was }, is { $is }
order-month-people = Who isn't paid for
order-month-quantities = The Financial Centre sees quantities only. The education department sees the people.
order-month-people-at = { $count ->
    [one] { $count } person, data as of { $time }
   *[other] { $count } people, data as of { $time }
}
order-month-people-rest = { $count ->
    [one] and { $count } more person
   *[other] and { $count } more people
}
order-month-freeze = Freeze…
order-month-freeze-title = Freeze the month: { $month }?
order-month-freeze-yes = Freeze: { $month }
order-month-freeze-what = What was sent by this minute counts. The registry checks everybody and makes a register of every organisation. What is sent later is a correction.
order-month-close = Close the month…
order-month-close-title = Close the month: { $month }?
order-month-close-yes = Close: { $month }
order-month-close-what = After closing nothing of this month changes: corrections are taken no more.
order-month-unread = The month is still being fetched.
month-refusal-not-yours = The Financial Centre with the whole country as its territory freezes and closes a month.
month-refusal-not-over = The month isn't over yet.
month-refusal-frozen-already = The month was frozen before.
month-refusal-not-validated = Not every organisation has been checked yet.
month-refusal-closed-already = The month was closed before.
client-month-offline = The registry can't be reached, and this device doesn't have these data yet
client-month-offline-detail = They appear after the first connection with the registry.
client-month-needs-network = This needs a connection with the registry.
client-month-unanswered = The registry's answer didn't arrive
client-month-unanswered-detail = The step may have been taken. Repeat it: it is never taken twice.
order-act-people-show = Show whom the act doesn’t pay for
