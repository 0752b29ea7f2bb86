# Head count against the registry, the LMS and the QR marks.
headcount-title = Head count
headcount-group = Group
headcount-room = Room
headcount-listed = By list
headcount-lms = By LMS
headcount-qr = By QR
headcount-orders = By orders
headcount-orders-hint = Learners by the enrolment orders; empty when nobody looked at them
headcount-orders-difference = Orders less fact
headcount-actual = Actually
headcount-difference = Difference
headcount-no-difference = No difference
headcount-difference-found = Difference: { $count } { $count ->
    [one] person
   *[other] people
    }
headcount-marked-absent = Marked by QR but absent: { $count }
headcount-presence-present = Present
headcount-presence-absent = Absent
headcount-presence-excused = Excused
headcount-presence-unmarked = Not marked
headcount-mark-present = Present
headcount-mark-absent = Absent
headcount-mark-excused = Excused
headcount-mark-all-present = Mark all present
headcount-summary = Listed in all { $listed } · { $marked } marked, { $actual } of them present
headcount-groups-counted = Groups counted: { $done } of { $total }
headcount-all-groups = All groups
headcount-none-counted = The difference appears once a group has been counted to its end.
headcount-show-iin = Show IINs
headcount-empty = No groups chosen
