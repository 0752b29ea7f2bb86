# The act of the visit, its print and the prescription.
act-title = Monitoring act
act-title-number = Monitoring act No. { $number }
act-compose = Draw up the act
act-preview = Preview the act
act-fix = Fix the text
act-fix-detail = After this the answers cannot change: everybody signs the same text.
act-withdraw = Withdraw the act

## Fields, in the order of the form
act-field-objections = Objections of the organisation
act-field-opinion = Special opinion of a member
act-field-consequence = Proposed consequence and the premises it concerns

## Decision of the inspected organisation (composed at run time: act-party-<decision>)
act-party-title = Decision of the organisation
act-party-signed = Signed
act-party-signed-with-objections = Signed with objections
act-party-refused = Refused to sign
act-acquainted = When the representative was acquainted
act-refusal-text = Circumstances of the refusal
act-refusal-hint = What was said or done, and who was there
act-departed = Commission left at
act-departed-hint = This time goes into the act and stays when the act is drawn up again
act-further-orders = Further orders
act-further-orders-hint = Prolonging the visit or changing the commission
act-further-order-add = Add an order
act-party-name = Signed by

## Objections, special opinion
act-objections-add = Record objections
act-objections-text = Text of the objections
act-objections-attach = Attach papers…
act-objections-papers = Papers: { $count }
act-opinion-text = Text of the special opinion
act-opinion-detail = The opinion is attached to the act. You still sign.

## Copies and handing over (composed at run time: act-handover-<way>)
act-handover-title = Handing over
act-handover-paper = On paper, in person
act-handover-electronic = Electronically
act-handover-refused-and-mailed = Refused to accept, sent by post
act-handover-to = Handed to
act-handover-offered-to = Offered to
act-handover-at = Handed over at
act-handover-mailed-at = Sent by post at

## Signature pages, verification, footer
act-export-pdf = Save as PDF…
act-export-cms = Save the signature files…

## Prescription
prescription-recommendation = What to do
prescription-responsible = Person responsible
prescription-due = Due
prescription-report = Report of remedy
prescription-accept = Confirm the remedy
prescription-not-yours = The remedy is confirmed by the commission or by the officer who decides on this organisation.
prescription-state-open = Open
prescription-state-reported = Reported
prescription-state-remedied = Remedied
prescription-state-overdue = Overdue
prescription-empty = No open prescriptions
prescription-point-title = Act No. { $act } · point { $point }
prescription-act = Act
prescription-admission = Refused admission of the commission
prescription-admit = Admit the commission to the building, documents and journals
prescription-remedy = Remedy the violation

## Printed documents: titles and marks
doc-act-title = Monitoring act
doc-refusal-title = Act of refused admission
doc-prescription-title = Prescription
doc-number-final = No. { $number }
doc-number-draft = Temporary number { $number }
doc-draft = DRAFT. Signed by nobody
doc-sample = Demonstration data. The document has no legal force.
doc-none = None
doc-not-recorded = Not recorded
doc-appendix = Appendix

## Printed documents: summary
doc-summary-clean = No violations found
doc-summary-clean-of-checked = No violations among the items checked
doc-summary-unfinished = The check is not finished
doc-summary-violations = Violations found: { $count }
doc-summary-checked = Items checked: { $checked } of { $total }
doc-severity-gross = gross
doc-severity-significant = significant
doc-severity-minor = minor
doc-severity-information = for information

## Printed documents: the fields of the act
doc-field-place = Date, time and place of the act
doc-field-body = The body: the commission and who created it
doc-field-order = Order of the visit
doc-field-members = Persons who conducted the visit
doc-field-commission = Members of the commission
doc-field-experts = Experts and specialists
doc-field-subject = The inspected party and its representative
doc-field-conducted = Time of the visit, period inspected and subject
doc-field-not-conducted = Period and subject of the visit that did not take place
doc-field-results = Results and violations found
doc-field-checklists = Results by checklist
doc-field-decision = Acquaintance or refusal of the representative
doc-field-signatures = Signatures of those who conducted the visit
doc-field-commission-signatures = Signatures of the commission
doc-field-attachments = Attachments
doc-field-objections = Objections of the inspected party
doc-field-opinions = Special opinions of members
doc-field-count = Enrolment: registry, LMS, QR, orders and fact
doc-field-presence = Arrival, coordinates, admission and departure
doc-field-refusal = Circumstances of the refusal
doc-field-proposal = Proposed consequence
doc-field-versions = Versions of the checklists and hash of the answers
doc-field-copies = Copies
doc-field-measures = Measures and terms

## Printed documents: names of values
doc-label-composed = Drawn up
doc-label-place = Place
doc-label-commission = Commission
doc-label-number-date = Number, date
doc-label-issued-by = Issued by
doc-label-further-order = Further order
doc-label-organisation = Organisation
doc-label-bin = BIN
doc-label-legal-address = Legal address
doc-label-premises = Building
doc-label-address = Address
doc-label-rka = Address code (RKA)
doc-label-licence = Licence
doc-label-licensed = Address in the licence
doc-licensed-yes = yes
doc-licensed-no = no
doc-licensed-unknown = could not be compared by address code
doc-licence-none = no licence in force
doc-label-representative = Representative present
doc-representative-none = no representative was present
doc-label-conducted = Conducted
doc-not-conducted = no: the commission was not admitted
doc-label-period = Period inspected
doc-label-purpose = Subject
doc-label-arrived = Commission arrived
doc-label-coordinates = Coordinates
doc-coordinates = { $latitude }, { $longitude }, accuracy ±{ $metres } m
doc-coordinates-typed = { $latitude }, { $longitude }, accuracy not stated
doc-label-leaflet = Order shown, leaflet handed over
doc-label-admitted = Admitted
doc-label-departed = Commission left
doc-label-refused = Admission refused
doc-label-circumstances = Circumstances
doc-label-witnesses = Witnesses
doc-label-software = Program
doc-label-act-id = Identity of the act
doc-label-format = Data format

## Printed documents: heads of columns
doc-col-number = No.
doc-col-section = Section
doc-col-total = Total
doc-col-conform = Conform
doc-col-violations = Viola­tions
doc-col-not-applicable = Not appli­cable
doc-col-not-checked = Not checked
doc-col-sum = Total
doc-col-name = Full name
doc-col-position = Position
doc-col-role = Role
doc-col-item = Item
doc-col-requirement = Requirement
doc-col-answer = Answer
doc-col-note = Note
doc-col-group = Group
doc-col-listed = List
doc-col-lms = LMS
doc-col-qr = QR
doc-col-orders = Orders
doc-col-present = Present
doc-col-excused = Excused
doc-col-phantom = QR marked, not seen
doc-col-gap = Gap
doc-col-orders-gap = Orders less fact
doc-col-share = Share
doc-col-measure = Measure
doc-col-responsible = Responsible
doc-col-risk = Severity
doc-col-due = Due
doc-col-file = File
doc-col-size = Size
doc-col-sheets = Sheets
doc-col-sha = SHA-256
doc-col-list = List
doc-col-version = Version
doc-col-hash-workbook = SHA-256 of the workbook
doc-col-hash-answers = SHA-256 of the answers
doc-col-signed = Signed
doc-col-date = Date
doc-col-state = State
doc-col-absent = Absent
doc-col-chair = Chair
doc-col-organisation-address = Organisation, address

## Printed documents: violations and measures
doc-finding-requirement = Requirement
doc-finding-found = Found
doc-finding-norm = Norm
doc-finding-effect = Effect
doc-finding-due = Remedy by
doc-finding-stop = Stop of study
doc-finding-stop-until = from { $since }, resumed on { $resumed }
doc-finding-stop-still = from { $since }, still stopped on the day of the visit
doc-finding-evidence = Evidence
doc-finding-evidence-numbers = attachments no. { $numbers }
doc-norm-unsure = the paragraph number is to be checked against the text
doc-norm-none = no norm given
doc-effect-none = none by itself
doc-effect-fix = prescription with a term
doc-effect-nopay = the beneficiary or month drops out of the act of services
doc-effect-refuse = no admission to financing
doc-effect-suspend = suspension of payment
doc-effect-terminate = proposal to terminate the contract
doc-effect-verdict = conclusion of the commission on the block
doc-measures-none = No prescription points
doc-count-none = No head count was made
doc-count-unlisted = Present but not listed by the LMS: { $count }
doc-count-unfinished = not finished
doc-count-orders-missing = No number by enrolment orders for groups: { $groups }

## Printed documents: objections, opinions, decision, consequence
doc-objections-none = No objections were made
doc-opinions-none = No special opinions
doc-experts-none = None
doc-decision-signed = The act was signed
doc-decision-objections = The act was signed with objections
doc-decision-refused = Refused to sign the act
doc-decision-unsigned = The representative did not sign the act
doc-label-acquainted = Acquainted with the act
doc-label-refused-signing = How signing was refused
doc-proposal-none = None: payments go on
doc-proposal-none-of-checked = None
doc-proposal-unfinished = Known once the check is finished
doc-consequence-suspension = suspension of payment
doc-consequence-termination = termination of the contract
doc-proposal-scope = Applies to
doc-proposal-term = Term
doc-proposal-term-value = up to { $count } { $count ->
    [one] month
   *[other] months
    }
doc-proposal-all = the whole organisation
doc-proposal-grounds = Grounds
doc-proposal-note = The commission proposes; an officer decides.
doc-ground-address = services at an address that is not in the licence
doc-ground-admission = the commission was refused admission
doc-ground-debt = tax debt or overdue social payments
doc-ground-licence = the licence was withdrawn
doc-ground-safety = fire or sanitary violations not remedied in time
doc-ground-study = study stopped for more than a month
doc-ground-ignored = violations ignored for more than four months
doc-ground-critical = critical non-conformity found
doc-ground-other-suspending = another violation for which the checklist provides suspension
doc-ground-other-terminating = another violation for which the checklist provides termination
doc-copies-note = The electronic original is kept in the registry.
doc-copies-one = The copy goes to the inspected party.
doc-copies-two = One copy goes to the inspected party, one stays with the commission.
doc-copies-three = One copy goes to the inspected party, one stays with the commission, one is sent to the registry.
doc-copies-more = One copy goes to the inspected party, the others stay with the commission.
doc-delivery-title = Handing over and later objections
doc-delivery-note = This page adds what was recorded after signing; it is not part of the signed bytes.
doc-delivery-way = How
doc-late-objection = Objection No. { $number }, lodged { $time }
doc-late-objections-none = No objections were lodged after handing over
doc-late-objection-author = Objecting party
doc-late-papers = Papers attached, SHA-256
doc-late-papers-none = no papers attached

## Printed documents: attachments and photos
doc-attachments-none = No attachments
doc-photos = Photographs
doc-photo = Photo, attachment no. { $number }
doc-photo-taken = taken { $time }
doc-photo-lost = The photo of attachment no. { $number } could not be shown; the original is checked by its hash
doc-answers = Answers by checklist

## Printed documents: card of signatures
doc-card-title = Card of signatures
doc-card-none = No signatures
doc-signature = Signature no. { $number }
doc-sig-name = Signed by
doc-sig-identifier = IIN
doc-sig-organisation = Organisation
doc-sig-role = As
doc-sig-claimed = Time (signer’s computer)
doc-sig-stamped = Time (time stamp, TSP)
doc-sig-verdict = Verdict
doc-sig-file = Signature file
doc-sig-sha = SHA-256 of the file
doc-verdict-valid = valid
doc-verdict-invalid = invalid
doc-verdict-unchecked = not fully checked
doc-cert-title = Certificate
doc-cert-serial = Serial number
doc-cert-issuer = Issuer
doc-cert-validity = Valid
doc-cert-algorithm = Algorithm
doc-unsigned = not signed
doc-original = Original
doc-original-sha = SHA-256 of the signed bytes
doc-original-file = Original of the electronic document
doc-cms-file = Signature: { $name }
doc-qr = QR code with the verification link
doc-verify-at = Verify at:
doc-statement = The visible part of this document has no legal force. The original is the file { $file } attached to this PDF; every signature covers the bytes of that file and is attached beside it as a CMS file of its own. If the visible part differs from the original, trust the original and tell the registry.
doc-made-at = Visible part made { $time }

## Printed documents: prescription
doc-prescription-basis = On the basis of the monitoring act { $number } of { $date }
doc-prescription-basis-refusal = On the basis of the act of refused admission { $number } of { $date }
doc-prescription-order = the following violations are to be remedied by the dates given:
doc-prescription-report-to = Report the remedy to
doc-prescription-report-by = When
doc-prescription-report-term = for each point not later than its date; the last date is { $date }
doc-prescription-note = The remedy of each point is reported with supporting papers. The law sets how terms may be extended.
doc-prescription-violation = Violation

## Printed documents: rights leaflet
doc-leaflet-title = Leaflet on rights and duties
doc-leaflet-mark = A short summary. The ministry supplies the official text with references to the norms.
doc-leaflet-rights = You may:
doc-leaflet-right-1 = see the order of the visit and the members’ credentials;
doc-leaflet-right-2 = be present during the visit and give explanations;
doc-leaflet-right-3 = read the act and receive a copy;
doc-leaflet-right-4 = object in writing; objections are attached to the act;
doc-leaflet-right-5 = appeal against the decision as the law provides.
doc-leaflet-duties = You are asked to:
doc-leaflet-duty-1 = admit the commission to the premises named in the order;
doc-leaflet-duty-2 = hand over the papers and data asked for;
doc-leaflet-duty-3 = not hinder the work of the commission.
doc-leaflet-refusal = A refusal of admission is recorded in an act and is a ground to propose suspending payment.
doc-leaflet-received = Received and read:
doc-sign-name = full name, position
doc-sign-date = date, time
doc-sign-hand = signature

## Printed documents: working lists
doc-headcount-title = Head-count list
doc-headcount-hint = Tick one box for each person. The sheet is not kept: enter the result in the program.
doc-headcount-room = Room { $room }
doc-headcount-group = Group { $group }
doc-headcount-counted = Counted by (signatures):
doc-visits-title = List of visits
doc-visits-count = Total: { $count }
doc-visits-empty = No visits
