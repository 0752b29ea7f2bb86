# Signing in, roles of accounts, locking.
signin-continue = Sign in
signin-choose-person = Who are you?
signin-with-key = Sign in with a key
signin-demo-detail = These people are invented; their keys and data are samples.
signin-last = Last signed in { $when }
signin-offline-until = without the network until { $date }
signin-offline-ended = Sign-in without the network ended on { $date }
signin-offline-ended-detail = Connect to the network and sign in with your key: everything recorded is kept and will be sent.
signin-offline-never = A sign-in over the network is needed first
signin-offline-proof = Show that it is you: open the key you signed in with over the network.

## Roles of accounts (composed at run time: signin-role-<role>)
signin-role-commission = Visiting commission
signin-role-education-officer = Education department officer
signin-role-issuer-officer = Issuer’s officer (Ministry of Science and Higher Education)
signin-role-financial-centre = Financial Centre
signin-role-observer = Observer
signin-role-school = Private school
signin-role-registrar = Registrar

## Passphrase of the local store
signin-passphrase = Passphrase
signin-passphrase-new = New passphrase
signin-passphrase-repeat = Repeat it
signin-passphrase-detail = It encrypts the data on this computer. If you forget it, data that were not sent cannot be recovered.
signin-passphrase-short = At least { $count } { $count ->
    [one] character is
   *[other] characters are
    } needed
signin-passphrase-differs = The two differ
signin-unlock = Unlock
signin-locked = Locked
signin-locked-detail = Everything is saved. Type the passphrase to go on.
signin-keyring-absent = The system’s key store is not available; a passphrase is needed
signin-store-damaged = The data file is damaged
signin-store-damaged-detail = The damaged file is kept as it is. The copy of { $time } can be restored.
signin-first-online = The first sign-in needs the network
