# Head count against the registry, the LMS and the QR marks.
headcount-title = Head count
headcount-start = Start the head count
headcount-group = Group
headcount-class = Class
headcount-room = Room
headcount-teacher = Teacher
headcount-subject = Subject
headcount-counted-at = Counted at
headcount-listed = By list
headcount-lms = By LMS
headcount-qr = By QR
headcount-orders = By orders
headcount-journal = By journal
headcount-actual = Actually
headcount-difference = Difference
headcount-no-difference = No difference
headcount-difference-found = Difference: { $count } { $count ->
    [one] person
   *[other] people
    }
headcount-marked-absent = Marked by QR but absent: { $count }
headcount-present-unlisted = Present but not on the list: { $count }
headcount-qr-frozen = QR list fixed at { $time }
headcount-qr-freeze = Fix the QR list
headcount-add-group = Add a group
headcount-choose-random = Choose at random
headcount-random-seed = Random sample No. { $seed }
headcount-groups-counted = { $done } of { $total } groups counted
headcount-list = List of learners
headcount-presence-present = Present
headcount-presence-absent = Absent
headcount-presence-excused = Excused
headcount-presence-unmarked = Not marked
headcount-mark-all-present = Mark all present
headcount-absence-reason = Reason for absence
headcount-identity-checked = Identity checked
headcount-identity-sample = Identity sample: { $count }
headcount-photo-without-faces = Photo without faces
headcount-summary = { $listed } listed · { $actual } present
headcount-share = Share present
headcount-below-half = Presence below 50%
headcount-no-classes = No classes at this time
headcount-empty = No groups chosen
headcount-empty-detail = Choose groups at random or add them from the list.
headcount-actual-too-many = More people than on the list. Record those who are not listed separately.
headcount-finish = Finish the count
headcount-finished = The head count is finished
