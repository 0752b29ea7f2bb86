# Refusals of the rules, of fields and of the computer.

## Rules of a visit (composed at run time: refusal-<refusal>)
refusal-wrong-stage = The visit is “{ $state }” now; this cannot be done in that state. Refresh the screen.
refusal-not-a-member = You are not in the commission of this visit. If it has changed, the order must be amended.
refusal-not-leading = Only the chair or the secretary may do this. Ask them.
refusal-does-not-sign = An expert does not sign the act. Your conclusion is attached to it.
refusal-not-your-role = Your role does not allow this. Ask your administrator if you need it.
refusal-not-your-territory = The organisation is outside your region. An officer of its region decides.
refusal-no-chair = The commission must have one chair. Name the chair.
refusal-no-such-place = There is no such place on earth. Check the coordinates.
refusal-leaflet-first = Hand over the rights and duties leaflet first.
refusal-wait-longer = Wait { $minutes } more { $minutes ->
    [one] minute
   *[other] minutes
    } before recording the refusal.
refusal-refusal-incomplete = Describe the circumstances of the refusal and name two witnesses.
refusal-blocked = The act cannot be drawn up: { $count } { $count ->
    [one] thing is
   *[other] things are
    } in the way. Go through the list and correct them.
refusal-conflicts = The commission’s answers differ on { $count } { $count ->
    [one] item
   *[other] items
    }. Choose one answer.
refusal-wrong-act-kind = Wrong kind of act: when admission was refused, only the act of refusal is drawn up.
refusal-other-bytes = The signature is over another text. Open the act again and sign it.
refusal-already-signed = You have signed this act; a second signature is not needed.
refusal-out-of-turn = { $names } sign before you.
refusal-somebody-signed = Somebody has signed, so the act cannot be withdrawn. If you disagree, attach a special opinion.
refusal-objection-term-over = The term for objections is over. A complaint can still be made in the general way.
refusal-already-lodged = This objection was lodged already; it is kept once.
refusal-text-missing = The text is empty. Fill it in and try again.
refusal-order-after-visit = The order is dated after the first day of the visit. Correct its date or move the visit.
refusal-order-without-number = Give the number of the order.
refusal-points-open = { $count } { $count ->
    [one] violation is
   *[other] violations are
    } not remedied. All must be confirmed before closing.

## Rulings on sanctions (composed at run time: ruling-refusal-<refusal>)
ruling-refusal-not-your-role = Your role may not decide on this organisation.
ruling-refusal-not-your-territory = The organisation is outside your region.
ruling-refusal-no-reason = Give the reason: it is sent to the organisation.
ruling-refusal-wrong-state = It was decided before or has changed. Refresh the screen.
ruling-refusal-termination-not-proposed = The act gives no ground for termination. Payment can be suspended.
ruling-refusal-not-remedied = Payment cannot resume: { $count } { $count ->
    [one] point is
   *[other] points are
    } not remedied.

## Dates and numbers typed by people
error-date-empty = Give a date
error-date-shape = Write the date as 21.11.2026 or 2026-11-21
error-date-short-year = Write the year with four digits
error-date-no-such-day = The calendar has no such day
error-number-empty = Give a number
error-number-character = There is a character that does not belong to a number
error-number-separators = The separators are unclear; write it as 1234.5
error-number-not-whole = A whole number is needed
error-number-too-precise = At most two digits after the point
error-number-too-large = The number is too large

## Identifiers (composed at run time: error-identifier-<error>)
error-identifier-length = { $expected } characters are needed, { $found } were typed
error-identifier-character = Wrong character at place { $position }
error-identifier-check-digit = The check digit does not fit: the number is mistyped
error-identifier-never-assigned = Such a number is never assigned
error-identifier-date = The date inside the number is wrong
error-identifier-kind = This is another kind of number

## The client: store, files, registry (keys of its typed errors; `-detail` says what to do)
client-wrong-passphrase = Wrong passphrase
client-passphrase-short = The passphrase is too short
client-store-exists = The data store exists already
client-store-damaged = The data store is damaged
client-store-locked = The data store is locked
client-store-newer = The data were written by a newer version of the program
client-store-busy = The store is open in another window
client-anchors-differ = The registry named other trusted authorities
client-store-failed = The data store did not answer
client-keyring-absent = The system’s key store is not available
client-keyring-empty = The system’s key store does not hold this key
client-not-signed-in = You are not signed in
client-no-randomness = The operating system gave no random numbers
client-unreadable = A record cannot be read
client-file-missing = The file was not found
client-file-denied = Access to the file was denied
client-file-failed = The file could not be used: { $reason }
client-disk-full = The disk is full
client-too-large = “{ $name }” is too large: { $size } MB, the limit is { $limit } MB
client-registry-unreachable = The registry cannot be reached
client-registry-sign-in = The registry asks you to sign in again
client-registry-forbidden = The registry does not allow this
client-registry-not-found = The registry has no such record
client-registry-busy = The registry is busy
client-registry-too-large = The registry does not take so much at once
client-registry-full = The registry has no space left
client-registry-failed = The registry has failed

## Operations in the queue (composed at run time: client-operation-<kind>)
client-operation-plan-visit = Visit planned
client-operation-draft = Answers and records
client-operation-rule = Decision on a sanction
client-operation-confirm-point = Remedy confirmed
client-operation-move = Visit moved to other days
client-operation-order = Visit order
client-operation-notify = Organisation notified
client-operation-arrive = Arrival on site
client-operation-hand-leaflet = Order shown, leaflet handed over
client-operation-admit = Admission
client-operation-refuse-admission = Refusal of admission
client-operation-begin-merging = Recording finished
client-operation-resume-recording = Return to recording
client-operation-fix-act = Text of the act fixed
client-operation-withdraw-act = Act withdrawn
client-operation-sign = Signature of the act
client-operation-hand-over = Act handed over
client-operation-lodge-objection = Objections of the organisation
client-operation-register = Registration of the act
client-operation-decide = Decision on the act
client-operation-remedy = Remedy of violations
client-operation-plan-repeat = Repeat visit planned
client-operation-close = Visit closed

## The client: visits, acts, documents
client-visit-unknown = This visit is not on the computer
client-organisation-unknown = This organisation is not on the computer
client-view-unfit = A view needs a name, and must not be too long
client-sanction-unknown = This sanction is not on the computer
client-pack-missing = The pack for offline work has not been downloaded
client-workbook-missing = Checklist { $list } has not been downloaded
client-workbook-unusable = Checklist { $list } cannot be opened
client-draft-closed = Recording is closed
client-act-not-now = An act cannot be drawn up now
client-act-not-shown = The text of the act was not shown
client-act-outdated = The records changed after the act was shown
client-act-not-fixed = The text of the act is not fixed yet
client-signature-unsound = The signature did not pass the checks
client-order-missing = The visit has no order
client-document-failed = The document was not made
client-glyph-missing = The character “{ $character }” is missing from the printing font
client-printer-absent = Not printed: this computer has neither a printer nor a program that opens PDF. Connect one, or save the document and print it elsewhere: { $name }
client-nothing-to-carry = There is nothing to carry: everything of your visits has been sent
client-file-is-folder = This is a folder, not a file
client-attachment-absent = This file is not on the computer

## The client: signing in, connection, queue
client-no-store = There is no data store yet
client-no-generation = There is no copy to restore
client-sample-unknown = This person has no demonstration key
client-person-unknown = This person has not signed in on this computer before
client-sign-in-refused = The registry did not accept this key
client-anchors-unreadable = The file of authorities cannot be read: certificates in PEM or DER are needed
client-no-log = There are no logs yet
client-offline-by-choice = Offline work is on
client-offline-never = The registry has not yet confirmed this person on this computer
client-offline-never-detail = Connect to the network and sign in with your key once; after that you can sign in without it. Nothing recorded is lost.
client-offline-ended = Signing in without the network ended on { $date }
client-offline-ended-detail = Connect to the network and sign in with your key. Everything recorded is kept and will be sent after that.
client-offline-clock = The computer’s clock was set back: it says { $now }, but work was done here at { $before }
client-offline-clock-detail = Set the right time, or connect to the network and sign in with your key. Everything recorded is kept.
client-offline-other-person = This key belongs to another person
client-offline-other-person-detail = Choose yourself in the list, or open your own key.
client-offline-other-key = This is not the key of the last sign-in over the network
client-offline-other-key-detail = Open the earlier key; to use a new one, connect to the network and sign in once.
client-proxy-unusable = The proxy address is not understood
client-ca-unusable = The file of your organisation’s certificates cannot be read
client-protocol-other = The program and the registry are of different versions
client-other-registry = Another registry answers at this address
client-registry-rewritten = The registry’s log is not the one seen before: nothing is exchanged with it
client-registry-twice = Two registries answer under one name, a restored one and the one before it: nothing is exchanged until one is left
client-receipt-forged = A receipt of the registry did not pass the check
client-chain-forked = Another computer has worked with a copy of these data
client-operation-unknown = There is no such operation in the queue
client-operation-unknown-detail = Refresh the list.
client-operation-not-refused = Only a refused operation can be taken out
client-operation-not-refused-detail = This one will be sent or has been sent.
client-operation-own-command = An act is fixed and signed on the act’s screen
client-operation-own-command-detail = Open the act’s screen.
client-refused = The registry refused the operation
client-rejected-not-found = The registry has no such record
client-rejected-device = The registry does not know this device
client-rejected-forbidden = Your role does not allow this operation
client-rejected-schema = The registry does not understand operations of this version
client-rejected-signature = The registry refused the signature
client-rejected-act = The act differs from the registry’s data
client-rejected-exists = The registry has this record already
client-bundle-unreadable = This is not an exchange file, or it is damaged
client-bundle-passphrase = The passphrase of the file is wrong
client-bundle-strangers = The file holds records of people outside the commission
client-bundle-signature = A signature of the act in the file is invalid
