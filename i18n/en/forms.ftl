# Printed forms of the state order to private schools.

## Shared
form-contractor = Contractor
form-customer = Customer
form-head-of-department = Head of the education department
form-accountant = Chief accountant
form-financial-centre = Financial Centre
form-number-and-date = No. { $number } of { $date }
form-public-copy = Copy for publication: no IIN is shown and no signature file is inside, since certificates carry the IIN. The original and the signatures are kept in the registry.
form-signed-word = Digital signature
form-signed-with = Digitally signed by
form-certificate = Certificate No. { $serial }
form-position = position
form-signature = signature
form-full-name = name in full
form-stamp = Place of seal
form-total = Total
form-page-total = Total of this page
form-carried = Carried forward
form-brought = Brought forward
form-grand-total = Grand total
form-grand-total-words = Grand total:
form-bin = IIN/BIN
form-bin-only = BIN
form-iban = IBAN
form-bic = BIC
form-kbe = KBe
form-knp = KNP
form-name = Name
form-address = Address
form-contacts = Contacts
form-bank = Bank
form-region = Region
form-department = Education department
form-school = School
form-period = Period
form-budget = Budget
form-budget-line = Budget line
form-basis = Basis
form-pupils = Number of pupils
form-contract-number = contract No. { $number }
form-plan-reimbursement = reimbursement (A2/A3)

## Act of services rendered (form R-1)
form-p1-title = Act of works performed (services rendered)
form-p1-heading = ACT OF WORKS PERFORMED (SERVICES RENDERED)
form-p1-appendix =
    Appendix 50
    to the order of the Minister of Finance
    of the Republic of Kazakhstan
    of 20 December 2012 No. 562
form-p1-form = Form R-1
form-customer-line = Customer
form-contractor-line = Contractor
form-party-caption = full name, address, contact details
form-contract-line = Contract No. { $number } of { $date }
form-document-number = Document number
form-document-date = Date drawn up
form-p1-number = Number
form-p1-service = Works (services) by their kinds, after the technical specification, assignment and timetable where there are such
form-p1-date = Date of performance
form-p1-report = Report on research, marketing, consulting and other services (date, number, pages), where there is one
form-p1-unit = Unit
form-p1-done = Works performed (services rendered)
form-p1-quantity = quantity
form-p1-price = price of a unit, tenge
form-p1-cost = cost, tenge
form-service = Teaching, { $level }, { $study }, { $month }
form-service-construction = Reimbursement of construction (A2), { $rate } monthly indices a year of { $index }, { $month }
form-service-reconstruction = Reimbursement of reconstruction (A3), { $rate } monthly indices a year of { $index }, { $month }
form-level-primary = grades 1–4
form-level-basic = grades 5–9
form-level-general = grades 10–11 (12)
form-level-higher = higher education
form-study-general = general class
form-study-correctional = correctional class
form-study-special = special educational needs
form-study-home = home schooling
form-study-full-time = full-time study
form-study-distance = distance learning
form-unit-learner = learner
form-all-services = Services rendered in all:
form-p1-stocks = Use of stocks received from the customer
form-p1-stocks-caption = name, quantity, cost
form-p1-attached = Attached: list of documents, including reports on marketing, research, consulting and other services (required where there are such), { $sheets } pages
form-p1-handed = Handed over (contractor)
form-p1-taken = Accepted (customer)
form-p1-signed-on = Date of signing (acceptance)

## List of learners (second sheet of form R-1)
form-list-title = List of learners
form-list-act = to the act of works performed (services rendered) { $act }
form-list-personal = Holds personal data (IIN): not for publication.
form-list-source = Learners the register of the month calls payable. SHA-256 of the register: { $hash }
form-list-cut = Listed: { $listed }, paid for: { $paid }. A limit lessens every row of the act in proportion: the act doesn't say who of them isn't paid for.
form-list-row-cut = { $service }: { $listed } listed, { $paid } paid for
form-list-continued = { $service } (continued); listed before
form-list-before = Listed before
form-list-number = No.
form-list-iin = IIN
form-list-total = Listed in all
form-list-paid = Paid for by the act

## Consolidated register of acts
form-register-title = Consolidated register of acts for payment
form-acts-count = Number of acts
form-col-number = No.
form-col-school-bin = School, BIN
form-col-contract = Contract
form-col-act = Act
form-col-invoice = Invoice registration No., date
form-col-learners = Learners of the act
form-col-sum = Sum, tenge
form-col-account = IBAN, BIC of the payee
form-col-codes = KNP, KBe
form-col-note = Note (checks)
form-accepted-by = Accepted by:
form-register-state = State of the register
form-register-open = being drawn up
form-register-sent = sent
form-register-accepted = accepted
form-register-returned = returned

## Contract and additional agreement
form-contract-title = Contract No. { $number } on placement of the state educational order
form-contract-preamble = { $customer }, hereinafter “the Customer”, and { $contractor }, hereinafter “the Contractor”, have concluded this document.
form-contract-side = { $name } (BIN { $bin }), represented by { $position } { $signatory } (powers: { $basis })
form-mechanism = joint order No. 251 of 6 November 2025
form-contract-subject = Subject
form-contract-subject-order = The Customer places the state educational order under: { $mechanism }. The Contractor provides teaching.
form-contract-subject-construction = The Customer reimburses the Contractor for the construction of a school building (A2) under: { $mechanism }.
form-contract-subject-reconstruction = The Customer reimburses the Contractor for the reconstruction of a school building (A3) under: { $mechanism }.
form-contract-subject-rates = Year the building was commissioned: { $commissioned }. Reimbursement for one learner: { $rate } monthly indices a year, from { $first } to { $last }. Monthly index of { $year }: { $index }.
form-contract-subject-building = Address of the building and places:
form-contract-subject-licence = Licence of the Contractor: No. { $number } of { $date }.
form-contract-subject-places = Addresses of service and places:
form-contract-term = Term
form-contract-term-months = Services are rendered: { $months }
form-contract-money = Sum and schedule
form-contract-money-sum = Sum of the contract: { $amount }.
form-contract-money-actual = Payment follows the acts both parties signed, for the actual contingent of the month; all acts together stay within the sum of the contract.
form-contract-money-places = Payment follows the acts both parties signed, for the places of the contract; all acts together stay within the sum of the contract.
form-contract-money-schedule = Schedule by months:
form-contract-acts = Acts and electronic invoices
form-contract-acts-monthly = The Contractor draws up an act of form R-1 for every month; the parties sign it digitally.
form-contract-acts-contingent = The contingent of an act is that of the LMS without those the checks excluded.
form-contract-acts-invoice = For every act the Contractor issues an electronic invoice in the state invoice system; without it nothing is paid.
form-contract-acts-twice = No learner is financed through two or more organisations.
form-contract-end = Suspension and termination
form-contract-end-grounds = Financing is suspended and the contract terminated on the grounds and in the way set by the laws of the Republic of Kazakhstan and by: { $mechanism }.
form-contract-end-acts = After termination no new act is drawn up. Acts both parties signed before are paid.
form-contract-end-changes = Changes are made by an additional agreement both parties sign.
form-contract-requisites = Details and signatures of the parties
form-contract-amount = Sum of the contract
form-contract-months = Months
form-contract-places-at = Places, { $address }
form-agreement-title = Additional agreement No. { $agreement } to contract No. { $number } of { $date }
form-agreement-changes = Changes
form-agreement-changed = These terms of the contract change:
form-agreement-rest = Other terms
form-agreement-rest-stays = All other terms of the contract stay as they are.
form-agreement-in-force = The agreement is in force from the day the second party signs it.
form-col-address = Address
form-col-places = Places
form-col-month = Month
form-col-before = Before
form-col-after = After
form-col-what = What changes

## Funding plan
form-plan-title = Funding plan (consolidated register of funding)
form-plan-version = { $year }, version { $version }
form-plan-in-force = In force
form-plan-changes = Has changes
form-plan-former = No longer in force
form-plan-reason = Reason of the changes
form-was = was: { $sum }
form-col-school-contract = School, BIN, contract

## Payment order
form-payment-title = Payment order No. { $number }
form-payer = Payer
form-payer-bank = Bank of the payer
form-payee = Beneficiary
form-payee-bank = Bank of the beneficiary
form-code-of-payer = KOd
form-sum = Sum
form-sum-in-words = Sum in words
form-currency = Currency
form-purpose = Purpose of payment
form-value-date = Value date
form-budget-class = Budget classification code
form-payment-reference = Reference of the payer
form-payment-urgency = Urgency
form-payment-ordinary = ordinary
form-payment-urgent = urgent
form-payment-chief = Head
form-payment-accountant = Chief accountant
form-payment-no-accountant = Chief accountant: none
form-payment-done-by-bank = Carried out by the bank: ____________________ date: ______________

## Reimbursement of construction and reconstruction
form-reimbursement-construction = Schedule of reimbursement of construction (A2)
form-reimbursement-reconstruction = Schedule of reimbursement of reconstruction (A3)
form-building = Address of the building
form-cadastral-number = Cadastral number
form-rate = Monthly indices for a pupil a year
form-col-year = Year
form-col-index = Index, tenge
form-col-rate = Indices
form-col-sum-of-year = Sum of the year, tenge
form-col-month-sum = Each month, tenge
form-col-last-month = Last month, tenge
form-index-unknown = the index of the year is not set, no sum
form-years-without-index =
    { $count ->
        [one] { $count } year without an index is not in the total.
       *[other] { $count } years without an index are not in the total.
    }
