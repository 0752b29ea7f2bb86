# Applications of schools: register, decisions, the school’s own cabinet.

nav-order-applications = Applications
order-applications = Applications of schools
order-applications-count = { $count ->
    [one] { $count } application
   *[other] { $count } applications
}
order-applications-find = School, BIN, kind of application
order-applications-empty = No applications yet
order-applications-empty-detail = A school submits an application; once sent, it appears here.
application-kind = Kind
application-kind-digitisation = Digitisation
application-kind-financing = Financing
application-kind-construction = Reimbursement of construction
application-kind-reconstruction = Reimbursement of reconstruction
application-kind-missing = Choose the kind of application.
application-stage-new = New
application-stage-new-again = New after rework
application-stage-in-work = In progress
application-stage-in-approval = In approval
application-stage-back-at-executor = Returned to the officer
application-stage-back-at-school = Returned to the school
application-stage-accepted = Accepted
application-stage-refused = Refused
application-stage-withdrawn = Withdrawn
application-seen-sent = Sent
application-seen-rework = To rework
application-seen-accepted = Accepted
application-seen-refused = Refused
application-seen-withdrawn = Withdrawn
application-sent = Sent
application-due = Due
application-clock = Time to decide
application-clock-late = Overdue
application-clock-last-day = Last day
application-clock-running = Running
application-clock-paused = With the school
application-clock-stopped = Decided
application-left = { $count ->
    [one] { $count } working day left
   *[other] { $count } working days left
}
application-late = { $count ->
    [one] { $count } working day overdue
   *[other] { $count } working days overdue
}
application-left-paused = { $count ->
    [one] With the school, { $count } day left
   *[other] With the school, { $count } days left
}
application-decided-late = { $count ->
    [one] Decided { $count } day late
   *[other] Decided { $count } days late
}
application-due-left = until { $day }. { $left }
application-round = Times submitted
application-signature = The school’s signature
application-signature-waits = not signed by the school yet
application-unsigned = The school hasn’t signed the application yet: it can’t be accepted.
application-sign-wanted = The application has to be signed with the digital signature of the first head: it isn’t accepted before.
application-sign = Sign
application-sign-documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
application-hand = Executor
application-hand-none = None
application-hand-you = You
application-hand-other = Another officer
application-proposed = Proposed
application-proposed-accept = To accept the application
application-proposed-refuse = To refuse the application
application-basis = Basis
application-basis-missing = Tick at least one basis.
application-reason-hint = The school will see this text.
application-remarks = Remarks
application-remark-whole = The application as a whole
application-remark-missing = Write at least one remark.
application-documents = Documents
application-documents-none = This application needs no documents: the data come from state databases and the LMS.
application-document-licence-annex = Annex to the licence
application-document-international-status = Decision on the status of an international school
application-document-parental-fee-order = Order on the parental fee
application-document-safety-proof = Proof of fire and sanitary safety and of protection against terrorism
application-document-staffing-statement = Statement on staffing with teachers
application-document-encumbrance = Encumbrance on changing the building’s purpose
application-document-save = Save: { $name }
application-document-choose = Choose a file…
application-document-choose-of = Choose a file: { $name }
application-document-drop = Remove the file: { $name }
application-document-stays = The one sent before stays
application-document-needed = A file is needed
application-document-optional = Only where there is one
application-lacking = No file chosen for: { $documents }.
application-checks-none = There are no results of checks on the school here yet.
application-checks-review = { $count ->
    [one] To look at: { $count } finding of the checks
   *[other] To look at: { $count } findings of the checks
}
application-open-card = Passport of the school and all checks
application-waits = The previous action waits for the registry’s answer.
application-take = Take
application-take-over = Take over
application-take-chosen = { $count ->
    [one] Take { $count } application
   *[other] Take { $count } applications
}
application-take-title = Take applications
application-take-will = { $count ->
    [one] { $count } application becomes yours
   *[other] { $count } applications become yours
}
application-take-not = { $count ->
    [one] { $count } application can’t be taken
   *[other] { $count } applications can’t be taken
}
application-take-none = None of those ticked can be taken.
application-propose = Send for approval
application-propose-accept = Propose to accept…
application-propose-refuse = Propose to refuse…
application-accept-title = Propose to accept the application
application-accept-detail = Another officer approves the decision. The registry looks at the stop factors once more.
application-reviewed = I looked at the findings of the checks and have no objection
application-refuse-title = Propose to refuse the application
application-return-school = Return to the school…
application-back-title = Return to the school for rework
application-back-detail = Write what to put right: only what you fill in is sent. While the school has it, the days don’t count.
application-return-executor = Return to the executor…
application-return-executor-title = Return to the executor
application-approve = Approve…
application-approve-accept-title = Accept the application?
application-approve-accept-detail = The school can take part in the distribution of the budget and conclude a contract.
application-approve-refuse-title = Refuse the application?
application-new = New application…
application-new-title = New application
application-send = Send
application-resubmit = Send again…
application-again-title = Application after rework
application-again-detail = Choose only the documents that changed; the others stay as they were.
application-withdraw = Withdraw…
application-withdraw-title = Withdraw the application?
application-withdraw-detail = A withdrawn application isn’t looked at. A new one can be submitted later.

application-propose-chosen = { $count ->
    [one] Propose { $count } application
   *[other] Propose { $count } applications
}
application-propose-title = Propose to accept applications
application-propose-will = { $count ->
    [one] { $count } application goes to approval, proposed to be accepted
   *[other] { $count } applications go to approval, proposed to be accepted
}
application-approve-chosen = { $count ->
    [one] Approve { $count } application
   *[other] Approve { $count } applications
}
application-approve-title = Approve applications
application-approve-will = { $count ->
    [one] { $count } application is decided as proposed
   *[other] { $count } applications are decided as proposed
}
application-school-chosen = { $count ->
    [one] Return { $count } application to its school
   *[other] Return { $count } applications to their schools
}
application-school-will = { $count ->
    [one] { $count } application goes back to its school for rework
   *[other] { $count } applications go back to their schools for rework
}
application-executor-chosen = { $count ->
    [one] Return { $count } application to its executor
   *[other] Return { $count } applications to their executors
}
application-executor-will = { $count ->
    [one] { $count } application goes back to its executor
   *[other] { $count } applications go back to their executors
}
application-many-not = { $count ->
    [one] { $count } application stays as it is
   *[other] { $count } applications stay as they are
}
application-many-none = This can't be done with any of the ticked applications.
application-document-look = Look at: { $name }
application-document-save-short = Save to a file
application-look-none = This document can’t be shown here
application-look-absent = The file isn’t on this computer. Open it again when there is a network.
application-look-other-kind = The program shows JPEG and PNG pictures and PDF documents. Save this file and open it in another program.
application-look-damaged = The file is damaged or incomplete. Ask the sender to send it again.
application-look-locked = The file is protected by a password. Ask the sender for one without.
application-look-too-large = The file or its page is too large. Save it and open it in another program.
application-look-too-long = The page took too long to draw. Save the file and open it in another program.
application-look-page = Page { $page } of { $of }
application-passport = Passport of the school
application-passport-detail = Digitisation enters the school's passport, pupils and teachers into the system. The data come from state databases and the LMS: what is missing is to be added at its source or in the LMS before you send.
application-part-organisation = Organisation
application-part-premises = Buildings
application-part-licence = Licence
application-part-learners = Pupils
application-part-teachers = Teachers
application-part-none = Nothing is known
application-part-no-list = The LMS has sent no list yet
application-part-buildings = { $count ->
    [one] { $count } building
   *[other] { $count } buildings
}
application-part-places = { $places } places by design
application-part-buildings-lack = not all have an address code and a number of places
application-not-digitised = The school has no accepted application for digitisation. In the process that one comes first.
