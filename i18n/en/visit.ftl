# A visit from the order to its closing.
visit-title = Visit No. { $number }
visit-title-draft = Visit (no number yet)
visit-number = Number
visit-list-empty = No visit has been assigned to you
visit-list-empty-detail = A visit appears here after sync, once its order is issued.
visit-filter-today = Today
visit-filter-now = Now
visit-filter-open = Open
visit-filter-unsynced = Not sent yet

## States (composed at run time: visit-state-<state>)
visit-state-planned = Planned
visit-state-ordered = Ordered
visit-state-notified = Notified
visit-state-on-site = On site
visit-state-admission-refused = Admission refused
visit-state-recording = Recording
visit-state-merging = Merging answers
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
visit-order-expired = The order has expired
visit-order-do = Order the visit…
visit-order-confirm = Order
visit-order-hint = Once the visit is ordered, the commission can prepare and go.
visit-move = Move to other days…
visit-move-title = Other days
visit-move-hint = Until the order is issued the days can be changed. Members see the new days after the next sync.
visit-move-confirm = Move
visit-notice = Notice to the organisation
visit-notify = Organisation notified
visit-notify-hint = Record it when the organisation has been told of the visit. The time is kept.
visit-plan-repeat = Plan a repeat visit
visit-subject = Subject of monitoring
visit-period = Period under review
visit-dates = Dates
visit-organisation = Organisation
visit-commission = Commission
visit-checklists = Checklists
visit-representative = Representative of the organisation
visit-previous = Previous visit
visit-previous-none = Nobody has visited this organisation before
visit-previous-in-pack = Known once the pack is here
visit-previous-elsewhere = another address
visit-address-legal = Legal address
visit-address-visited = Address visited

## Offline pack
visit-pack = Pack for offline work
visit-pack-missing = The pack has not been downloaded
visit-pack-missing-detail = Download it while you are online: without it the licence and the enrolment are not available on site.
visit-arrive-needs-pack = Recording the arrival needs the pack: go online and download it
visit-pack-offline = Downloading the pack needs the network
visit-pack-old = The pack was made on { $date }; the registry may have changed since
visit-pack-download = Download the pack

## Arrival
visit-arrive = Record arrival
visit-arrived-at = Arrived at { $time }
visit-arrived-on = Arrived on { $date } at { $time }
visit-arrive-place = Arrival with coordinates…
visit-arrive-place-hint = Take the coordinates from a phone or a map, in decimal degrees: 51.128207 and 71.430411. Leave everything empty to record arrival without a place.
visit-latitude = Latitude
visit-longitude = Longitude
visit-accuracy = Accuracy, m
visit-accuracy-hint = If the device shows it
visit-place-latitude = Latitude is a number of degrees from -90 to 90
visit-place-longitude = Longitude is a number of degrees from -180 to 180
visit-place-accuracy = Accuracy is a whole number of metres, given with a place

## Rights leaflet
visit-rights-print = Print the leaflet

## Admission
visit-admission-waiting = Waiting for admission: { $time }
visit-admission-waiting-over = { $count } { $count ->
    [one] minute has
   *[other] minutes have
    } passed. The refusal can be recorded.
visit-admission-record = Record the refusal…
visit-refusal-act = Act of refusal of admission
visit-refusal-consequence = Proposed consequence: payment for this address is suspended

## Witnesses
visit-witnesses = Witnesses
visit-witness-add = Add a witness
visit-witnesses-needed = Describe the circumstances and name at least { $count } { $count ->
    [one] witness
   *[other] witnesses
    }

## Work of the team
visit-team = Members of the commission
visit-merge = Merge the answers
visit-merge-done = All answers are merged
visit-merge-conflicts = Answers differ on { $count } { $count ->
    [one] item
   *[other] items
    }
visit-merge-choose = Choose which answer stays
visit-merge-choose-record = Choose which record stays: it becomes the commission’s, and the other is replaced
visit-merge-from = { $name }, { $time }
visit-back-to-recording = Return to recording
visit-hand-over = Hand over to the organisation
visit-hand-over-next = From the day it is handed over the organisation may object: if that is today, objections are taken through { $date }.
visit-objections-next = Objections are taken through { $date }. They are kept with the act and shown on the page of the visit.
