# Trust and services: authorities, revocation lists, services of the authorities.
trust-authorities = Trusted authorities
trust-authorities-detail = Signatures are checked by these certificates. National roots are recognised by the fingerprint built into the program; a name is never believed.
trust-authorities-none = None yet. They come from the registry at the first contact, or from files.
trust-believed = Trusted
trust-offered = Intermediate
trust-waiting = Not trusted: not compared
trust-national = National
trust-demonstration = Demonstration
trust-from-registry = From the registry
trust-from-folder = From the settings folder
trust-from-file = From a file
trust-from-settings = From the settings
trust-from-certificate = From a certificate
trust-expired = Expired
trust-valid-until = Valid until { $date }
trust-validity = Validity
trust-holder = Authority
trust-fingerprint = SHA-256 fingerprint
trust-folder = Folder of certificates
trust-import = Add a certificate from a file…
trust-remove = Remove
trust-remove-ask = Remove “{ $name }”? Signatures that rest on it alone will no longer check.
trust-confirm = Compare the fingerprint…
trust-confirm-title = Trust this authority?
trust-confirm-yes = Trust
trust-confirm-detail = Take the fingerprint from where the authority itself publishes it: its site or a letter. Do not copy it from this screen: then nothing is compared.
trust-compared = Fingerprint published by the authority
trust-compared-hint = The whole of it, or at least eight characters of its beginning or end

## Revocation lists
trust-lists = Lists of revoked certificates
trust-lists-detail = With them revocation is checked without a network.
trust-lists-none = None yet: revocation is checked when there is a network.
trust-list-current = In force
trust-list-past = A newer one is out
trust-list-long-past = Long out of date
trust-list-supplement = Supplement
trust-list-span = Made { $from }, next { $until }; { $count ->
    [one] { $count } certificate
   *[other] { $count } certificates
    }
trust-list-from = Made { $from }; { $count ->
    [one] { $count } certificate
   *[other] { $count } certificates
    }
trust-import-list = Add a list from a file…

## Services
trust-services = Services of the authorities
trust-services-detail = They are asked when signing and checking, where there is a network.
trust-services-none = None: neither the registry nor the settings nor the certificates name any.
trust-services-configured = Addresses of services, the proxy and the place of NCALayer are set in the file baqylau.toml.
trust-service-ocsp = Revocation check
trust-service-tsp = Time stamps
trust-service-list = Revocation lists
trust-service-answers = Answers in { $millis } ms
trust-check = Check the services
trust-check-cancel = Stop
trust-nca-place = Address of NCALayer
drop-trust = Drop it: a certificate of an authority or a revocation list

## Errors
trust-error-damaged = The file “{ $name }” is damaged or is not a certificate
trust-error-damaged-detail = Download it again from the site of the authority.
trust-error-unreadable = The file “{ $name }” cannot be read
trust-error-unreadable-detail = Check that you may read it.
trust-error-not-an-authority = The certificate in “{ $name }” is not of an authority
trust-error-not-an-authority-detail = Only authorities that issue certificates can be trusted.
trust-error-too-little-compared = Too little was compared: at least { $count } characters of the fingerprint are needed
trust-error-fingerprint-differs = The fingerprint is not the same
trust-error-fingerprint-differs-detail = This is not the certificate the authority publishes. Do not trust it, and download the file again.
trust-error-gone = This certificate is no longer here
trust-error-list-unknown-issuer = The list “{ $name }” was made by an authority that is not trusted: { $issuer }
trust-error-list-unknown-issuer-detail = Add the certificate of that authority first.
trust-error-list-forged = The list “{ $name }” was altered or made by another authority
trust-error-list-forged-detail = It was not taken in. Download it again from the site of the authority.
trust-error-list-future = The list “{ $name }” was made later than now
trust-error-list-future-detail = Check the clock of the computer.
trust-error-list-older = The list “{ $name }” is older than the one already here
trust-error-revoked = The certificate was revoked or suspended on { $date }
trust-error-revoked-detail = Do not sign with this key. Take another key or get a new one at the national CA.
trust-error-authority-revoked = The certificate of the authority that issued this key is revoked
trust-error-authority-revoked-detail = Do not sign with this key. Take a key of another authority.

## Why a service doesn't do
trust-service-unreachable = Does not answer: check the network and the proxy
trust-service-slow = Did not answer in time
trust-service-status = Answers with refusal { $status }
trust-service-elsewhere = Sends to another address: it is not asked that way
trust-service-strange = Does not answer what it should
trust-service-address = This is not the address of a service

## What a signature file proves, and why not more
trust-level-bes = Without a time stamp
trust-level-t = With a time stamp
trust-level-lt = With a time stamp and revocation data
trust-stamped = stamped { $date }
trust-later-stamp = The time stamp will be added when the service answers.
trust-later-revocation = Revocation data will be added when the service answers.
trust-later-offline = Working offline: the time stamp will be added later.
trust-later-no-stamp-service = No time-stamp service is set.
trust-later-no-revocation-service = No revocation service is set.
trust-later-bad-stamp = The service gave a time stamp that does not do; it will be asked again.
trust-later-too-large = The revocation list is too large for a signature file: it is kept apart.
trust-later-chain = The certificate does not lead to a trusted authority: there is nothing to add.
trust-later-revoked = The certificate is revoked: there is nothing to add.

## What the registry found
trust-registry = Registry:
trust-registry-silent = The registry has not checked the signature yet.
trust-registry-numbered = The registry registered the act: it verifies signatures before that. Its separate verdict on this signature isn’t here.
trust-registry-valid = Valid
trust-registry-invalid = Not valid
trust-registry-pending = Being checked
trust-registry-invalid-detail = The registry does not accept this signature, and it decides. Ask the registry; an act with such a signature has no force.
trust-registry-checked = checked { $date }
trust-invalid-row = The registry refused a signature
