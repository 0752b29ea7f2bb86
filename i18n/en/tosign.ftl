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
