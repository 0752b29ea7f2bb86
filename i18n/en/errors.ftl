# Refusals of the rules, of fields and of the computer.

## Rules of a visit (composed at run time: refusal-<refusal>)
refusal-wrong-stage = The visit is “{ $state }” now; this cannot be done in that state. Refresh the screen.
refusal-not-a-member = You are not in the commission of this visit. If it has changed, the order must be amended.
refusal-not-leading = Only the chair or the secretary may do this. Ask them.
refusal-does-not-sign = An expert does not sign the act. Your conclusion is attached to it.
refusal-not-your-role = Your role does not allow this. Ask your administrator if you need it.
refusal-not-your-territory = The organisation is outside your region. An officer of its region decides.
refusal-no-chair = The commission must have one chair. Name the chair.
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
refusal-text-missing = The text is empty. Fill it in and try again.
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
error-date-future = The date cannot be in the future
error-date-past = The date cannot be in the past
error-number-empty = Give a number
error-number-character = There is a character that does not belong to a number
error-number-separators = The separators are unclear; write it as 1234.5
error-number-not-whole = A whole number is needed
error-number-too-precise = At most two digits after the point
error-number-too-large = The number is too large
error-number-negative = The number cannot be negative

## Identifiers (composed at run time: error-identifier-<error>)
error-identifier-length = { $expected } characters are needed, { $found } were typed
error-identifier-character = Wrong character at place { $position }
error-identifier-check-digit = The check digit does not fit: the number is mistyped
error-identifier-never-assigned = Such a number is never assigned
error-identifier-date = The date inside the number is wrong
error-identifier-kind = This is another kind of number

## The computer
error-disk-full = The disk is full: the latest answer was not saved. Free some space and try again; the answer stays on the screen.
error-disk-write = Writing to the disk failed. The data are still on the screen; try again or call your administrator.
error-file-open = “{ $name }” could not be opened. Check that it exists and that you may read it.
error-file-write = “{ $name }” could not be written. Choose another folder.
error-file-format = The format of “{ $name }” was not recognised.
error-printer = Printing failed. Check the printer or save a PDF.
error-internal = An error in the program: { $code }. Your data are saved. Save the logs and send them to your administrator.
error-unknown = Unknown error: { $code }

## The client: store, files, registry (keys of its typed errors; `-detail` says what to do)
client-wrong-passphrase = Wrong passphrase
client-wrong-passphrase-detail = Your data are untouched. Check the keyboard layout and Caps Lock, then type it again.
client-passphrase-short = The passphrase is too short
client-passphrase-short-detail = Choose a longer one made of several words.
client-store-exists = The data store exists already
client-store-exists-detail = There is no need for a new one: open it with its passphrase.
client-store-damaged = The data store is damaged
client-store-damaged-detail = The damaged file is kept and nothing sent to the registry is lost. Restore the latest backup.
client-store-locked = The data store is locked
client-store-locked-detail = Type the passphrase to go on.
client-store-newer = The data were written by a newer version of the program
client-store-newer-detail = This version neither opens nor changes them. Update the program.
client-store-busy = The store is open in another window
client-store-busy-detail = Close the other window of the program or work there: two programs cannot write one store at once.
client-anchors-differ = The registry named other trusted authorities
client-anchors-differ-detail = Signatures are still checked against the authorities written down at the first contact. Tell your administrator.
client-store-failed = The data store did not answer
client-store-failed-detail = The last action was not done; what was saved before is safe. Try again, or send the logs to your administrator.
client-keyring-absent = The system’s key store is not available
client-keyring-absent-detail = The key is not kept there: type the passphrase at each start.
client-keyring-empty = The system’s key store does not hold this key
client-keyring-empty-detail = Open with the passphrase.
client-not-signed-in = You are not signed in
client-not-signed-in-detail = Nothing was done. Sign in and try again.
client-no-randomness = The operating system gave no random numbers
client-no-randomness-detail = Without them keys and signatures are not safe, so nothing was done. Restart the computer.
client-unreadable = A record cannot be read
client-unreadable-detail = It is kept as it is. Sync; if it happens again, send the logs to your administrator.
client-file-missing = The file was not found
client-file-missing-detail = It may have been moved or deleted. Choose it again.
client-file-denied = Access to the file was denied
client-file-denied-detail = Choose another folder or ask your administrator for access.
client-file-failed = The file could not be used: { $reason }
client-file-failed-detail = Check that its medium is connected and try again.
client-disk-full = The disk is full
client-disk-full-detail = The latest change was not saved; it stays on the screen. Free some space and try again.
client-too-large = “{ $name }” is too large: { $size } MB, the limit is { $limit } MB
client-too-large-detail = Make it smaller and add it again.
client-registry-unreachable = The registry cannot be reached
client-registry-unreachable-detail = Your data are safe on this computer and are sent by themselves when the network returns.
client-registry-sign-in = The registry asks you to sign in again
client-registry-sign-in-detail = Your data are safe. Sending goes on after you sign in.
client-registry-forbidden = The registry does not allow this
client-registry-forbidden-detail = Check your role and region with your administrator.
client-registry-not-found = The registry has no such record
client-registry-not-found-detail = Sync and open the list again.
client-registry-busy = The registry is busy
client-registry-busy-detail = Your data are safe. The program will soon try again.
client-registry-too-large = The registry does not take so much at once
client-registry-too-large-detail = Make the files smaller or send them in parts.
client-registry-full = The registry has no space left
client-registry-full-detail = Your data are safe on this computer. Tell the administrator of the registry.
client-registry-failed = The registry has failed
client-registry-failed-detail = Your data are safe on this computer. If it keeps happening, send the logs to your administrator.

## Operations in the queue (composed at run time: client-operation-<kind>)
client-operation-plan-visit = Visit planned
client-operation-draft = Answers and records
client-operation-rule = Decision on a sanction
client-operation-confirm-point = Remedy confirmed
client-operation-order = Visit order
client-operation-notify = Organisation notified
client-operation-arrive = Arrival on site
client-operation-hand-leaflet = Leaflet handed over
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
client-visit-unknown-detail = Sync and open the list again.
client-organisation-unknown = This organisation is not on the computer
client-organisation-unknown-detail = Sync the register and try again.
client-sanction-unknown = This sanction is not on the computer
client-sanction-unknown-detail = Sync and open the list again.
client-pack-missing = The pack for offline work has not been downloaded
client-pack-missing-detail = Download the pack on the visit’s screen and try again.
client-workbook-missing = Checklist { $list } has not been downloaded
client-workbook-missing-detail = Download the visit’s pack again while there is a network.
client-workbook-unusable = Checklist { $list } cannot be opened
client-workbook-unusable-detail = Update the program; if that does not help, tell your administrator the code of the checklist.
client-draft-closed = Recording is closed
client-draft-closed-detail = The change was not recorded: the act is fixed, or recording has not begun.
client-act-not-now = An act cannot be drawn up now
client-act-not-now-detail = It is drawn up after recording, or after a refusal of admission.
client-act-not-shown = The text of the act was not shown
client-act-not-shown-detail = Nothing was fixed. Open the act, read it, then fix it.
client-act-outdated = The records changed after the act was shown
client-act-outdated-detail = Nothing was fixed. Open the act again and read it.
client-act-not-fixed = The text of the act is not fixed yet
client-act-not-fixed-detail = Fix the text first.
client-signature-unsound = The signature did not pass the checks
client-signature-unsound-detail = Nothing was kept. Try another key; if that does not help, call your administrator.
client-order-missing = The visit has no order
client-order-missing-detail = The leaflet names the order. Try again once it is issued.
client-document-failed = The document was not made
client-document-failed-detail = The records are intact. Try again; if that does not help, give the logs to your administrator.
client-glyph-missing = The character “{ $character }” is missing from the printing font
client-glyph-missing-detail = The document was not made. Replace that character.
client-printer-absent = No program was found to print the file
client-printer-absent-detail = The PDF is saved: open it from the documents folder and print it.
client-file-is-folder = This is a folder, not a file
client-file-is-folder-detail = Nothing was saved. Give a file name.
client-attachment-absent = This file is not on the computer
client-attachment-absent-detail = It is on a colleague’s computer or in the registry. Go online and try again.

## The client: signing in, connection, queue
client-no-store = There is no data store yet
client-no-store-detail = Think of a passphrase and create it.
client-no-generation = There is no copy to restore
client-no-generation-detail = The damaged files are left in place. Call your administrator.
client-sample-unknown = This person has no demonstration key
client-sample-unknown-detail = Choose a key file.
client-person-unknown = This person has not signed in on this computer before
client-person-unknown-detail = The first sign-in needs the network.
client-sign-in-refused = The registry did not accept this key
client-sign-in-refused-detail = Check that the certificate is still valid and that its holder has an account; ask your administrator.
client-offline-by-choice = Offline work is on
client-offline-by-choice-detail = Go online in the sync centre and try again.
client-proxy-unusable = The proxy address is not understood
client-proxy-unusable-detail = Correct the line proxy in the file baqylau.toml and restart the program.
client-ca-unusable = The file of your organisation’s certificates cannot be read
client-ca-unusable-detail = The line ca_bundle in the file baqylau.toml must name a PEM file. Call your administrator.
client-protocol-other = The program and the registry are of different versions
client-protocol-other-detail = Your data are safe and nothing was sent. Update the program.
client-other-registry = Another registry answers at this address
client-other-registry-detail = Your data are safe and nothing was sent. Ask your administrator for the registry’s address.
client-receipt-forged = A receipt of the registry did not pass the check
client-receipt-forged-detail = The operation does not count as sent; your data are safe. Tell your administrator at once: the connection may be intercepted.
client-chain-forked = Another computer has worked with a copy of these data
client-chain-forked-detail = Your data are safe. Sign in again to go on sending, and tell your administrator.
client-operation-unknown = There is no such operation in the queue
client-operation-unknown-detail = Refresh the list.
client-operation-not-refused = Only a refused operation can be taken out
client-operation-not-refused-detail = This one will be sent or has been sent.
client-operation-own-command = An act is fixed and signed on the act’s screen
client-operation-own-command-detail = Open the act’s screen.
client-refused = The registry refused the operation
client-refused-detail = The data stay on this computer. Give the logs to your administrator.
client-rejected-not-found = The registry has no such record
client-rejected-not-found-detail = Sync and try the operation again.
client-rejected-device = The registry does not know this device
client-rejected-device-detail = Sign in again and send the operation once more.
client-rejected-forbidden = Your role does not allow this operation
client-rejected-forbidden-detail = Ask your administrator about your role and region.
client-rejected-schema = The registry does not understand operations of this version
client-rejected-schema-detail = Update the program and send the operation again.
client-rejected-signature = The registry refused the signature
client-rejected-signature-detail = Look at the signature’s checks on the act’s screen and sign again with a valid key.
client-rejected-act = The act differs from the registry’s data
client-rejected-act-detail = Sync, withdraw the act, and draw it up again.
client-rejected-exists = The registry has this record already
client-rejected-exists-detail = There is no need to send it again: take the operation out of the queue.
client-bundle-unreadable = This is not an exchange file, or it is damaged
client-bundle-unreadable-detail = Nothing was taken in. Ask your colleague to prepare the file again.
client-bundle-passphrase = The passphrase of the file is wrong
client-bundle-passphrase-detail = Nothing was taken in. Ask your colleague for the passphrase and try again.
client-bundle-strangers = The file holds records of people outside the commission
client-bundle-strangers-detail = Nothing was taken in. Check who prepared the file.
client-bundle-signature = A signature of the act in the file is invalid
client-bundle-signature-detail = Nothing was taken in. Ask your colleague to sign again and to prepare the file again.
