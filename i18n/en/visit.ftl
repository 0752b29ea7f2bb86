# A visit from the order to its closing.
visit-title = Visit No. { $number }
visit-title-draft = Visit (no number yet)
visit-draft-number = Local number
visit-number = Number
visit-state = State
visit-list-empty = No visit has been assigned to you
visit-list-empty-detail = A visit appears here after sync, once its order is issued.
visit-filter-today = Today
visit-filter-open = Open
visit-filter-unsynced = Not sent yet

## States (composed at run time: visit-state-<state>)
visit-state-planned = Planned
visit-state-ordered = Ordered
visit-state-notified = Notified
visit-state-on-site = On site
visit-state-admission-refused = Admission refused
visit-state-recording = Recording
visit-state-merging = Merging
visit-state-signing = Being signed
visit-state-signed = Signed
visit-state-handed-over = Handed over
visit-state-objections = Objections
visit-state-registered = Registered
visit-state-decided = Decided
visit-state-remedying = Remedying
visit-state-repeat-visit = Repeat visit
visit-state-closed = Closed

## Roles in the commission (composed at run time: visit-role-<role>)
visit-role-chair = Chair
visit-role-secretary = Secretary
visit-role-member = Member
visit-role-expert = Expert

## Kinds and grounds
visit-kind-planned = Planned
visit-kind-unplanned = Unplanned
visit-kind-repeat = Repeat
visit-basis-plan = Visit plan
visit-basis-risk = Risk signs
visit-basis-complaint = Complaint
visit-basis-remedy = Check of remedies

## Order of the visit
visit-order = Visit order
visit-order-number = Order number
visit-order-date = Order date
visit-order-issuer = Issued by
visit-order-valid = Valid until { $date }
visit-order-expired = The order has expired
visit-order-show = Show the order
visit-subject = Subject of monitoring
visit-period = Period under review
visit-dates = Dates
visit-organisation = Organisation
visit-premises = Premises
visit-commission = Commission
visit-checklists = Checklists
visit-representative = Representative of the organisation
visit-representative-power = Document of authority
visit-previous = Previous visit
visit-previous-none = Nobody has visited this address before

## Offline pack
visit-pack = Pack for offline work
visit-pack-ready = Pack ready · { $size }
visit-pack-missing = The pack has not been downloaded
visit-pack-missing-detail = Download it while you are online: without it the licence and the enrolment are not available on site.
visit-pack-old = The pack was made on { $date }; the registry may have changed since
visit-pack-download = Download the pack

## Arrival
visit-start = Start the visit
visit-arrive = Record arrival
visit-arrived-at = Arrived at { $time }
visit-depart = Record departure
visit-departed-at = Left at { $time }
visit-coordinates = Coordinates
visit-coordinates-accuracy = accuracy ±{ $metres } m
visit-coordinates-distance = { $metres } m from the address in the licence
visit-coordinates-manual = Coordinates entered by hand
visit-facade-photo = Photo of the façade with the house number and the sign
visit-show-papers = The order and the identity cards were shown

## Rights leaflet
visit-rights = Rights and duties leaflet
visit-rights-handed = The leaflet was handed over
visit-rights-acknowledged = The representative has read it
visit-rights-print = Print the leaflet

## Admission
visit-admission = Admission
visit-admission-granted = Admitted
visit-admission-refused = Admission refused
visit-admission-partial = Admitted in part
visit-admission-waiting = Waiting for admission: { $time }
visit-admission-waiting-over = 30 minutes have passed. The refusal can be recorded.
visit-admission-record = Record the refusal…
visit-refusal-act = Act of refusal of admission
visit-refusal-who = Who refused
visit-refusal-words = Reason given
visit-refusal-video = Video recording
visit-refusal-consequence = Proposed consequence: payment for this address is suspended

## Witnesses
visit-witnesses = Witnesses
visit-witness-add = Add a witness
visit-witness-signed = Signed
visit-witness-declined = Declined to sign
visit-witnesses-needed = At least two witnesses are needed

## Work of the team
visit-progress = { $done } of { $total } items answered
visit-team = Members of the commission
visit-team-assigned = Filled in by { $name }
visit-team-left = Left before signing
visit-team-left-reason = Reason for leaving
visit-merge = Merge the answers
visit-merge-done = All answers are merged
visit-merge-conflicts = Answers differ on { $count } { $count ->
    [one] item
   *[other] items
    }
visit-merge-choose = Choose which answer stays
visit-merge-from = { $name }, { $time }
visit-to-signing = Send for signature
visit-back-to-recording = Return to recording
visit-hand-over = Hand over to the organisation
visit-close = Close the visit
visit-order-repeat = Order a repeat visit
visit-history = History
visit-clock-wrong = This computer’s clock differs from the registry by { $difference }. The act shows both times.
