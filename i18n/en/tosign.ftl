# Queue of documents to sign, signing many at once, and which keys sign what.

## Why a key doesn't sign acts
signatory-system = This is the key of an information system
signatory-system-detail = Programs sign with it, not people. Choose a key of your own.
signatory-treasury = This is the key of a Treasury client
signatory-treasury-detail = It is for payment documents. Choose the key of an individual or an employee.
signatory-notary = This is the key of a notary
signatory-notary-detail = Acts of a commission are not signed with it. Choose the key of an individual or an employee.
signatory-authority-staff = This is the key of a certification authority’s staff
signatory-authority-staff-detail = Acts of a commission are not signed with it. Choose the key of an individual or an employee.
signatory-not-accepted = An act is not signed with a key of this role
signatory-not-accepted-detail = It takes the key of an individual, an employee, a person with the right to sign, a first head or a civil servant.
signatory-other-authority = The key was issued to another organisation
signatory-other-authority-detail = It takes a key of the authority that sent the commission.
signatory-no-rule = The rule does not say who signs this document
signatory-no-rule-detail = Refresh the pack of the visit when there is a network.

## The queue
nav-to-sign = To sign
tosign-waiting = { $count ->
    [0] Nothing waits for your signature
    [one] { $count } act waits for your signature
   *[other] { $count } acts wait for your signature
    }
tosign-find = Organisation, address or number
tosign-from = From date
tosign-to = To date
tosign-shelf-mine = My turn
tosign-shelf-others = Others first
tosign-shelf-signed = Signed by me
tosign-shelf-refused = Refused
tosign-number = Number of the act
tosign-fixed = Fixed
tosign-standing = State
tosign-standing-mine = Waits for you
tosign-standing-others = First { $names }
tosign-standing-signed = Signed, { $signed } of { $count }
tosign-standing-refused = Signature refused
tosign-kind-monitoring = Act of monitoring
tosign-kind-refusal = Act of refused admission
tosign-your-part = You sign as
tosign-empty = No acts here
tosign-empty-detail = An act appears once it is fixed and your turn has come.
tosign-choose-first = Tick the acts you sign.
tosign-sign = { $count ->
    [0] Sign
    [one] Sign { $count } act
   *[other] Sign { $count } acts
    }
tosign-copy-hash = Copy the hash
tosign-show-bytes = Show the bytes that are signed
tosign-open-act = Open the act
tosign-bytes-title = The bytes that are signed
tosign-bytes-detail = The signature is put under exactly this text, byte for byte.

## Signing many
tosign-sheet-title = { $count ->
    [one] Sign { $count } act
   *[other] Sign { $count } acts
    }
tosign-sheet-running = Acts are being signed
tosign-sheet-over = Signing has ended
tosign-sheet-hide = Hide
tosign-sheet-detail = Key and password are needed once. Only the acts you ticked are signed, and only as they were shown.
tosign-demo-key = Sign with your demonstration key
tosign-course = { $signed } of { $count } signed, { $failed } not signed, { $waiting } waiting
tosign-stop = Stop
tosign-item-waiting = waits
tosign-item-signed = signed
tosign-item-failed = not signed
tosign-try-again = { $count ->
    [one] Try the { $count } unsigned again
   *[other] Try the { $count } unsigned again
    }
tosign-all-signed = { $count ->
    [one] { $count } act signed
   *[other] All { $count } acts signed
    }
tosign-batch-running = Being signed: { $signed } of { $count }
tosign-batch-unfinished = The signing begun { $date } isn’t finished: { $signed } of { $count } signed
tosign-batch-failed = Acts not signed: { $failed } of { $count }
tosign-batch-show = Show
tosign-batch-resume = Go on…
tosign-batch-away = Put away
tosign-key-forget = Forget this key
tosign-error-busy = A signing goes on already
tosign-error-busy-detail = Wait for its end, or stop it.
tosign-error-nothing = No act is ticked
tosign-error-gone = This signing is no longer there
tosign-error-gone-detail = Tick the acts and sign anew.
tosign-error-redrawn = The act changed after it was shown
tosign-error-redrawn-detail = It was not signed. Look at it again.
