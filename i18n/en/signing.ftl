# Keys, signing, verification.
signing-title = Signing
signing-bytes = exactly { $count } { $count ->
    [one] byte
   *[other] bytes
    }
signing-key-choose = Choose a key file…
signing-password = Key password
signing-password-show = Show the password
signing-unlock = Open the key
signing-holder = Holder
signing-organisation = Organisation
signing-key-role = Role of the key
signing-valid-until = Valid until { $date }
signing-serial = Serial number
signing-sign = Sign
signing-done = Signed on { $date } at { $time }
signing-waiting = Waiting
signing-nca-sign = Sign with NCALayer
signing-nca-connecting = Connecting to NCALayer…
signing-nca-waiting = Choose the key in NCALayer’s window.
signing-nca-verifying = Verifying the signature…
signing-nca-cancel = Cancel signing
signing-nca-accept = I know this program: trust it and sign
signing-nca-accept-hint = Trust it only if you installed it yourself, such as KAZTOKEN desktop. The signature is verified all the same.
signing-members = Signatures of the commission
signing-members-complete = Everybody has signed
signing-demo-key = Demonstration key: no legal force

## Roles of a key (composed at run time: signing-role-<role>)
signing-role-individual = Individual
signing-role-individual-system = Information system of an individual
signing-role-legal-entity = Legal entity
signing-role-first-head = First head
signing-role-right-to-sign = Right to sign
signing-role-financial-documents = Right to sign financial documents
signing-role-personnel-department = Personnel department
signing-role-employee = Employee
signing-role-information-system = Information system
signing-role-treasury-client = Treasury client
signing-role-notary = Notary
signing-role-nuc-administrator = Administrator of the national CA
signing-role-nuc-manager = Manager of the national CA
signing-role-nuc-operator = Operator of the national CA
signing-role-identified-in-person = Identified in person
signing-role-identified-remotely = Identified remotely
signing-role-digital-id = Digital ID
signing-role-civil-servant = Civil servant
signing-role-archivist = Archivist

## Verdicts (composed at run time: verdict-<name>)
verdict-valid = Valid
verdict-invalid = Invalid
verdict-not-fully-checked = Not fully checked
verdict-valid-detail = Every check passed.
verdict-invalid-detail = At least one check failed; such a signature cannot be accepted.
verdict-not-fully-checked-detail = Everything that can be checked offline passed. The rest is checked when online; the registry gives the final verdict.
verdict-why = Why?

## Checks (composed at run time: check-<name>) and their results
check-digest = The document is unchanged
check-signature = The signature fits the key
check-certificate-bound = The certificate is bound to the signature
check-chain = The certificate comes from a trusted authority
check-period = The certificate was in its term when signing
check-revocation = The certificate was not revoked
check-usage = The key is meant for signing
check-timestamp = The time stamp is right
check-signer = The signer is the expected person
check-role = The role of the key suffices
check-passed = passed
check-failed = failed
check-not-made = not made
check-not-needed = not needed
check-archived-expired = The certificate expired later, but the time stamp proves the signature came before.

## Verifying a file
verify-title = Verify a signature

## Errors
signing-error-password = Wrong password
signing-error-damaged = The key file is damaged
signing-error-algorithm = Unsupported algorithm: { $algorithm }
signing-error-no-key = The file holds no private key
signing-error-no-certificate = The file holds no certificate for its key
signing-error-expired = The certificate expired on { $date }
signing-error-not-yet-valid = The certificate is valid from { $date }
signing-error-not-for-signing = This key is for signing in (AUTH)
signing-error-not-member = The holder of the key is not in the commission
signing-error-other-person = This key belongs to another person
signing-error-untrusted = The certificate does not come from a trusted authority
signing-error-document-changed = The document has changed
signing-error-not-a-signature = The file is not a signature
signing-error-nca-unreachable = NCALayer isn’t running on this computer
signing-error-nca-unreachable-detail = Start it and sign again.
signing-error-nca-somebody-else = Another program answers in NCALayer’s place
signing-error-nca-somebody-else-detail = Close it, start NCALayer and sign again.
signing-error-nca-unknown = Nobody vouches for the signing program on this computer
signing-error-nca-unknown-detail = Nothing was sent to it. Its certificate: { $fingerprint }.
signing-error-nca-changed = The signing program is not the one accepted before
signing-error-nca-changed-detail = Nothing was sent to it. Its certificate is { $fingerprint }, it was { $before }.
signing-error-nca-not-local = NCALayer is asked only on this computer
signing-error-nca-busy = A signature through NCALayer is already being made
signing-error-nca-busy-detail = Finish or cancel it first.
signing-error-nca-cancelled = Signing was cancelled
signing-error-nca-cancelled-detail = Nothing more was signed.
signing-error-nca-too-late = No signature came from NCALayer within { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
    }
signing-error-nca-too-late-detail = Sign again.
signing-error-nca-dropped = NCALayer closed the connection before it gave a signature
signing-error-nca-dropped-detail = Sign again.
signing-error-nca-outdated = This version of NCALayer can’t sign the document
signing-error-nca-outdated-detail = Update it at ncl.pki.gov.kz.
signing-error-nca-refused = NCALayer refused to sign: { $code }
signing-error-nca-refused-detail = Choose another key or start NCALayer anew.
signing-error-nca-unreadable = NCALayer’s answer is not a signature
signing-error-nca-unreadable-detail = It was not taken. Sign again.
signing-error-nca-too-large = The document is too large for NCALayer
signing-error-nca-too-large-detail = Sign with a key file.

## More checks of a signature (composed at run time: check-<name>)
check-structure = It is a signature file of one signer
check-content = The document is at hand and is the right one
check-attributes = The signed attributes are complete
check-signer-certificate = The signer’s certificate is in the file
check-signing-time = The time of signing is consistent
check-organisation = The signer acts for the right organisation
check-other = Another check

## Why a check ended so (composed at run time: check-detail-<reason>)
check-detail-malformed = A part of the file cannot be read.
check-detail-signer-count = The file does not hold exactly one signature.
check-detail-unsupported-algorithm = This algorithm cannot be checked by this version.
check-detail-document-missing = The document was not given and is not in the file.
check-detail-another-document = The file holds another document than the one chosen.
check-detail-document-altered = The document was altered after signing, or is another one.
check-detail-signature-mismatch = Another key made the signature, or it was altered.
check-detail-algorithm-mismatch = The algorithms named in the file contradict each other.
check-detail-weak-key = The key is too short.
check-detail-attribute-missing = A required attribute is missing.
check-detail-attribute-repeated = An attribute is given more than once.
check-detail-certificate-missing = The file does not hold the certificate it names.
check-detail-another-certificate = The signature names another certificate than the one in the file.
check-detail-no-anchors = No certificates of trusted authorities are installed.
check-detail-unknown-issuer = The issuer of the certificate is not known.
check-detail-self-issued = The holder issued the certificate to itself.
check-detail-issuer-signature = The authority did not sign the certificate.
check-detail-issuer-expired = The authority’s certificate had expired.
check-detail-issuer-not-yet-valid = The authority’s certificate was not valid yet.
check-detail-not-an-authority = A certificate in the chain may not issue others.
check-detail-chain-too-long = The chain of certificates is too long.
check-detail-critical-extension = The certificate has a critical condition that this program does not know.
check-detail-expired = The certificate had expired at the time of signing.
check-detail-not-yet-valid = The certificate was not valid yet at the time of signing.
check-detail-another-purpose = The certificate is for another purpose: signing in, encrypting or issuing.
check-detail-another-person = Another person signed than expected.
check-detail-another-organisation = The signer acts for another organisation.
check-detail-role-missing = The certificate has none of the roles required.
check-detail-signed-in-future = The claimed time of signing lies in the future.
check-detail-signed-outside-validity = The claimed time of signing lies outside the certificate’s validity.
check-detail-revocation-unknown = Nothing is known about revocation; it will be looked up when there is a network.
check-detail-demonstration = A demonstration certificate: it has no legal force.
check-detail-time-stamp-unread = There is a time stamp; its algorithm is not checked in this version.
check-detail-revoked = The certificate was revoked or suspended when this was signed.
check-detail-issuer-revoked = The certificate of the issuing authority was revoked.
check-detail-revocation-outdated = What is known about revocation speaks about another time.
check-detail-revocation-source-refused = What is known about revocation does not come from the issuing authority.
check-detail-revocation-unknown-to-service = The service of the authority does not know this certificate.
check-detail-time-stamp-mismatch = The time stamp belongs to another signature.
check-detail-time-stamp-forged = The time stamp is not signed by its service.
check-detail-time-stamp-not-entitled = This key may not make time stamps, or might not then.
check-detail-time-stamp-untrusted = The service that made the time stamp does not belong to a trusted authority.
