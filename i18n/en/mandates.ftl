# Mandates to represent.

nav-order-mandates = Mandates
order-mandates = Mandates to represent
order-mandates-count = { $count ->
    [one] { $count } mandate
   *[other] { $count } mandates
}
order-mandates-find = Name, basis, scope
order-mandates-empty = No mandates yet
order-mandates-empty-detail = The registry takes in the first one; after that whoever is mandated to gives them.
order-mandate-state-in-force = In force
order-mandate-state-ending = Ends soon
order-mandate-state-not-yet = Not begun yet
order-mandate-state-expired = Expired
order-mandate-state-revoked = Revoked
order-mandate-person = Who
order-mandate-principal = For whom
order-mandate-scopes = In what
order-mandate-from = From
order-mandate-to = To
order-mandate-term = Term
order-mandate-left = Days left
order-mandate-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
order-mandate-basis = Basis
order-mandate-basis-hint = Order or power of attorney: name, number, date
order-mandate-given = Given by
order-mandate-by-registry = Entered by the registry
order-mandate-revoked-on = Revoked on
order-mandate-you = { $name } (you)
order-mandate-somebody = Officer, name not received (…{ $id })
order-mandate-grant = Give a mandate
order-mandate-grant-title = New mandate
order-mandate-choose-person = Choose who is mandated.
order-mandate-choose-scope = Tick what the mandate is for.
order-mandate-over = The term is over already.
order-mandate-nobody = Nobody who may be mandated is known here.
order-mandate-revoke = Revoke the mandate
order-mandate-revoke-title = Revoke the mandate?
order-mandate-revoke-detail = { $name }: from today the mandate doesn’t count. It can’t be restored; another may be given.
order-mandate-revoke-waits = It is being revoked already.
order-principal-centre = Financial Centre
order-principal-department = Education department: { $region }
order-principal-school = School
order-scope-applications = Applications
order-scope-funding = Budget and funding plan
order-scope-contracts = Contracts
order-scope-acts = Acts
order-scope-registers = Consolidated registers
order-scope-payments = Payments
order-scope-mandates = Mandates of others
