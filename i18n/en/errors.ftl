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
