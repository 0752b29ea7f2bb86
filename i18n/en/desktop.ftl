# Screens of the desktop client: words that only they use.

## Places and commands
nav-verify = Verify a signature
command-next-language = Next language
command-toggle-offline = Switch offline work on or off
command-toggle-theme = Switch between light and dark

## Names of small buttons
password-hide = Hide the password
password-caps-lock = Caps Lock is on: capital letters are being typed
password-not-latin = What was typed has letters that are not Latin
table-select-row = Select the row
table-not-counted = Not counted in the total
calendar-previous-month = Previous month
calendar-next-month = Next month
calendar-today = Today
calendar-open = Open the calendar

## Starting
start-failed = The program could not open its data
start-registry-failed = The registry on this computer did not start
start-no-registry = No registry address is set

## Signing in
signin-protect = Protect the data
signin-continue-next = Continue
signin-keyring-remember = Open on this computer without the passphrase (the operating system keeps the key)
signin-unlock-keyring = Open with the key kept by the system
signin-store-recover = Restore the copy
signin-store-no-generation = There is no copy to restore. The files are left in place; call your administrator.
signin-store-since = What was recorded since is brought back from the journal; the program will list it.
signin-store-copy-folder = Copy the path
signin-registry-silent = The registry does not answer: only people who have signed in before can go on

## Visits
visit-find = Organisation, address, No.
visit-filter-all = All
visit-overdue = Overdue
visit-overdue-group = Overdue
visit-none = No visits
visit-none-plan = Plan a visit: it appears here and with the members of its commission.
visit-coming = Coming
visit-past = Finished
visit-open-checklists = Open the checklists
visit-pack-age = Pack made { $when }
visit-pack-licences = Licence and its addresses
visit-pack-addresses = { $count } { $count ->
    [one] address
   *[other] addresses
    }
visit-pack-groups = Groups and learners
visit-pack-groups-held = { $groups } { $groups ->
    [one] group
   *[other] groups
    }, { $learners } { $learners ->
    [one] learner
   *[other] learners
    }
visit-pack-previous = Last act
visit-pack-previous-held = No. { $number }, { $date }, { $count } { $count ->
    [one] violation
   *[other] violations
    }
visit-pack-sanctions = Open sanctions
visit-pack-lists = Checklist
visit-pack-version = version of { $date }
visit-pack-none = none
visit-pack-refresh = Refresh the pack
visit-arrival-admission = Arrival and admission
visit-not-ordered = The visit has not been ordered yet
visit-not-arrived = The commission has not arrived yet
visit-overdue-what = The days of the visit are over. Settle new days or the order with the authorised body.
visit-not-admitted = The commission is on site and waits to be admitted
visit-led-by = These steps are recorded by: { $names }
visit-view-checklists = View the checklists
visit-arrive-hint = Record it when you reach the site: the time goes into the act.
visit-leaflet-hint = Show the order and the identity cards and hand over the leaflet; then record admission or refusal.
visit-rights-handed-do = Order shown, leaflet handed over
visit-rights-handed-at = Order shown, leaflet handed over at { $time }
time-now = Now
time-wrong = Time is written like 14:05
visit-admit = Record admission
visit-admitted-at = Admitted at { $time }
visit-refused-at = Admission refused at { $time }
visit-refusal-hint = Write who refused and how, and who saw it. A refusal takes at least { $count } { $count ->
    [one] witness
   *[other] witnesses
    }.
visit-refusal-circumstances = Circumstances of the refusal
visit-refusal-confirm = Record the refusal
visit-witness-number = Full name of witness { $number }
visit-recorded = What is recorded
visit-act-and-after = The act and what follows
visit-sanction-proposed = Proposed: { $what }
visit-outcome = What was found and what is left
visit-outcome-points = Points of the prescription: { $count }, not remedied: { $open }
visit-outcome-no-points = No prescription: nothing was found that has to be remedied.
visit-outcome-due = by { $date }
visit-outcome-consequence = Consequence for payment
visit-outcome-no-consequence = None proposed, payment goes on
visit-outcome-suspended = Suspended for
visit-outcome-decision = Open the decision
visit-next = What next
visit-next-decision = The authorised body decides on the proposed consequence
visit-next-remedy = The organisation remedies the violations; the nearest due date is { $date }
visit-next-repeat = The repeat visit checks what is left
visit-next-close = Nothing is left to remedy
visit-next-closed = The visit was closed on { $date }; nothing more is required
visit-open-repeat = Open the repeat visit
visit-objections-until = Objections taken until
visit-objections-none = None lodged, the term is over
visit-finish-hint = Once every member has finished, the answers are merged and the act is drawn up from them.
visit-finish-ask = Recording ends and the answers are merged. You can return to recording if you need to.
visit-finish-unanswered = Items without an answer: { $count }.
merge-differs = Another version says otherwise
merge-file = File
merge-file-taken-away = The file was taken away
merge-flagged = Flagged
merge-kind = Kind
merge-marks = { $count } { $count ->
    [one] mark
   *[other] marks
    }
merge-marks-title = Marks on the photo
merge-not-given = not given
merge-note = Note
merge-severity-own = { $severity }, as in the checklist
merge-unreadable = Written by another version of the program: it cannot be shown in words
visit-merge-keep = Keep this one
visit-merge-settled = Choice saved
visit-merge-none = No conflicts: nothing to settle
visit-merge-none-detail = The members’ answers are merged by themselves. If two of them answer one item differently without seeing each other, both answers stand here side by side.
visit-merge-last = Last record: { $name }, { $time }
visit-merge-share = { $name }: { $count }
visit-merge-to-visit = Back to the visit
visit-number-later = The registry gives the final number when it receives the act
visit-representative-hint = Full name, position
licence-address-unknown = It is not known whether the licence lists this address

## Filling in
finding-due-in = +{ $count } { $count ->
    [one] day
   *[other] days
    }
headcount-find = Name or IIN
headcount-finding-made = The violation was written to item { $item }. Complete it in the checklist “{ $list }”.
headcount-finding-nowhere = It cannot be recorded as a violation from here: this visit has no checklist that asks about attendance ({ $list }).
headcount-make-finding = Record as a violation
headcount-no-groups-detail = Lists of groups come with the pack for offline work. Download the pack.
headcount-not-in-lms = Not in the LMS
headcount-print-list = Print the list
headcount-unfinished = The count of this group is not finished: the difference appears once everybody is marked.

## Organisations and decisions
light-no-grounds = No sanctions restrict payment
organisation-contracts = Contracts
organisation-contracts-of = By the register of organisations
organisation-contracts-order = Contracts of the state order
organisation-contracts-order-of = Kept by the education department
organisation-contracts-others = Other contracts
organisation-contracts-others-of = By the register of organisations; not among the contracts of the education department
organisation-contract-number = No. { $number }
organisation-contract-terminated = Terminated { $date }
organisation-contract-paused = Payment suspended since { $date }
organisation-contract-paused-in-part = Payment for one address suspended since { $date }
organisation-contract-places = Places
organisation-contract-period = Term of the contract
organisation-no-visits = This organisation has not been visited yet
organisation-no-visits-mine = You have not visited this organisation
organisation-open-card = Open the organisation’s card
sanction-whole-organisation = The whole organisation
decision-not-yours = Somebody else decides on this sanction; you can look at it.

## Act and signing
act-composing = Drawing up the act…
act-blockers-conflicts = Answers differ
act-blockers-unanswered = No answer
act-blockers-invalid = Answers that do not pass the check
act-blockers-description = Description incomplete
act-blockers-evidence = Evidence missing
act-blockers-deadlines = Due dates
act-blockers-headcount = Head count
act-blockers-party = The representative and the organisation’s decision
act-blockers-other = Other obstacles
act-open = Open the act
act-withdraw-ask = The fixed text is withdrawn and the answers can be changed again. Nobody has signed yet.
prescription-title-short = Prescription
signing-hint = What is signed is the text shown on the left. Each member signs with their own key, in turn.
signing-demo-sign = Sign: { $name }
signing-your-turn-named = signs next

## Evidence
evidence-all = All files
evidence-whole-visit = The visit as a whole
evidence-item = Item
evidence-back = Back to all files
evidence-closed = Recording is closed: files can no longer be added
evidence-empty-detail = Add files at an item of a checklist, drop them here, or press the button.
evidence-save-original = Save the original…
evidence-copy-hash = Copy the checksum
evidence-camera-clock = Time and place are shown as the camera wrote them.
evidence-no-picture = The photo cannot be shown
evidence-no-picture-detail = The file has not come from a colleague yet, or its format is not supported. Save the original and open it in another program.
evidence-marks-unknown = The marks were drawn by a newer version: they are kept but not shown here

## Tools of the photo
photo-fit = Fit to the window
photo-zoom-in = Zoom in
photo-zoom-out = Zoom out

## Checking a signature
verify-subtitle = Documents, signatures, cards, containers: who signed, and whether all is intact
verify-empty = Drop files to verify here
verify-empty-detail = A signature file and its document, a PDF with signatures inside (an act, an electronic document card) or a container of signatures (ZIP). Several files at once are sorted out by the program. Files do not leave this computer.
verify-empty-choose = Choose files…
verify-drop = or drop files on the window
verify-add = Add files…
verify-leave-out = Leave out { $name }
verify-again = Check again
verify-more = Details
verify-less = Less
verify-save-report = Save report as PDF…
verify-save-inside = Save files inside…
verify-running = Checking…
verify-checks = Checks
verify-signer-unknown = The certificate could not be read: the signer is not known
verify-checked-at = Checked at
verify-report-copy = Copy the report

## Sync centre
sync-subtitle-contact = Last contact with the registry: { $when }
sync-subtitle-all-sent = All sent · last contact with the registry: { $when }
sync-attachments = Attachments
sync-attachment-of = Attachment: { $organisation }
sync-attachments-none = All files are sent
sync-conflicts-none = No conflicts
sync-conflicts-none-detail = When two members answer one item differently, it appears here.
sync-conflicts-detail = Both answers are kept. One must be chosen before the act is drawn up.
sync-conflicts-settle = Choose
sync-now-offline = Offline work is on
sync-work-offline = Work offline
sync-work-online = Go online
sync-status-offline-by-choice = Working offline
sync-status-offline-by-choice-detail = You switched the connection off: everything is saved on this computer and is sent when you go online.
sync-error-other-registry = This is another registry
sync-error-other-registry-detail = Nothing was sent: the data belong to another registry, or this version does not fit it. Ask your administrator for the registry’s address.
sync-error-rewritten = The registry’s log was rewritten
sync-error-rewritten-detail = What the registry recorded before is gone or changed. Nothing is read from it or sent to it; your data stay on this computer. Tell your administrator: after a restore from a backup the registry must say so.
sync-audit = Audit log of the registry
sync-audit-proved = { $count ->
    [one] { $count } entry, nothing removed (checked at { $time })
   *[other] { $count } entries, nothing removed (checked at { $time })
    }
sync-saved-at = Last saved
sync-clock = Computer clock
sync-waiting = Waiting to be sent
sync-attention = Need attention
sync-held-for-attachments = The registry waits for the attachments; then it accepts by itself.
sync-state-sending-detail = Sent; the registry’s answer is awaited.
sync-state-dismissed = Taken out of the queue
sync-dismissed = You took this operation out of the queue; it stays in the history.
sync-discard-title = Take the operation out of the queue
sync-discard-confirm = Take out
sync-open-visit = Open the visit
sync-exchange-file-detail = Where there is no network: take in a colleague’s records from a stick, or save what was not sent to a file.
sync-exchange-open = Open a received file
sync-exchange-open-hint = Ask the colleague who prepared the file for the passphrase.
sync-exchange-passphrase = Passphrase of the file
sync-exchange-passphrase-hint = The file is encrypted with it. Tell your colleague in person; do not send it along with the file.
sync-export-waiting = Save what was not sent…
sync-export-detail = The unsent answers, photos and signatures of your visits go into one file encrypted with a passphrase. Another member of the commission opens it on their laptop and sends it to the registry.
sync-export-nothing = Nothing waits to be sent

## Settings
settings-role = Role
settings-sign-out-waiting = Not sent yet: { $count }. Everything stays on this computer and is sent after the next sign-in.
settings-second-none = None
settings-size-smaller = Smaller
settings-size-larger = Larger
settings-data-encrypted = The data in this folder are encrypted.
settings-configured-by-file = Address, proxy and folder are set in the file baqylau.toml; changes take effect after a restart.
settings-own-licence = This program is distributed under the Apache License 2.0.
light-column = Traffic light
light-green-short = Green
light-yellow-short = Yellow
light-red-short = Red
notice-evidence-added = Evidence attached
notice-saved = Saved
signing-release = Cannot sign…
signing-release-detail = The act will be completed without this member’s signature, and the reason stays with it. Only the chair does this; it cannot be undone.
signing-release-reason = Reason
signing-released = Without signature: { $reason }
client-operation-release-signer = Act without a member’s signature
checklist-filter-mine = My sections
visit-team-hint = Share the sections among the members: answers are merged through the registry or by file. Anybody may still answer any item.
visit-team-everybody = Everybody

## Starting: what keeps the window from opening (said on the command line)
start-already-running = Baqylau is already running with this data folder
start-already-running-detail = Go to the open window, or name another folder: --data_dir.
start-folder = The data folder cannot be written
start-folder-detail = Check the rights and the space on the disk, or name another folder: --data_dir.
start-no-display = There is no display to open the window on
start-no-display-detail = Start the program on a desktop. Without a display, baqylau tour --out DIR works.
start-no-driver = The graphics driver is missing or too old
start-no-driver-detail = Install the package { $packages } (Debian, Ubuntu) or update the driver. The log has the details.
start-packages = Software packages are missing: { $packages }
start-packages-detail = Install them (Debian, Ubuntu: apt install { $packages }) and start the program again.
start-window = The window did not open
start-window-detail = The log has the details; give it to your administrator.
