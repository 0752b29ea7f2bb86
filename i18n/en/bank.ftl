# Files to and from the bank, and what papers need of offices.

## Payment orders
bank-purpose = Payment for teaching in { $month }, act No. { $act }, contract No. { $contract }. Ref. { $reference }
bank-purpose-of-month = Payment for teaching in { $month }. Ref. { $reference }
bank-purpose-building = Reimbursement of construction (reconstruction) of a school for { $month }, act No. { $act }, contract No. { $contract }. Ref. { $reference }
bank-purpose-building-of-month = Reimbursement of construction (reconstruction) of a school for { $month }. Ref. { $reference }
bank-payer-no-account = The Financial Centre has no account here. Enter its IBAN, BIC and payer code: Settings → Details of the office.
bank-payer-no-bin = The Financial Centre has no BIN here. Enter it: Settings → Details of the office.
bank-payer-no-head = The Financial Centre has no head here. Enter the name: Settings → Details of the office.
bank-payee-bin = Payment { $reference }: the school's BIN has a mistake, and the bank won't take it.
bank-nothing-to-pay = There are no payments for the bank.
bank-paid-already = The bank has paid or returned payment { $reference } already.
bank-fault-amount = Payment { $reference }: the bank won't take such a sum.
bank-fault-day = Payment { $reference }: the value date is before the date of the order.
bank-fault-to-oneself = Payment { $reference }: the school's account is the payer's own.
bank-fault-payer-bank = The Financial Centre's account is of another bank: the BIC doesn't fit. Correct it: Settings → Details of the office.
bank-fault-payee-bank = Payment { $reference }: the BIC doesn't fit the school's account. An additional agreement with the right details is needed.
bank-fault-payer-name = The bank won't take the name of the Financial Centre. Correct it: Settings → Details of the office.
bank-fault-signatory = The bank won't take the name of the head or the chief accountant: letters only. Correct it: Settings → Details of the office.
bank-fault-payee-name = Payment { $reference }: the bank won't take the school's name.
bank-fault-words = Payment { $reference }: the bank won't take the purpose of the payment.
bank-letter = The bank's character set has no “{ $character }”. Choose UTF-8: Settings → Details of the office.

## Statements
bank-not-a-statement = This is no statement: an MT940, MT950, 1C exchange or CSV file with column headings is needed.
bank-statement-too-long = The statement has too many lines. Ask the bank for a shorter period.
bank-line-not-open = This line was matched already, or the payment has changed since. Open the statement again.
bank-account-iban = The IBAN is mistyped: it needs KZ and 18 more characters, and its check digits do not fit. Compare it with the bank’s certificate.
bank-account-other = This IBAN is of the bank with BIC { $bank }. Correct the BIC or the IBAN by the bank’s certificate.
bank-account-code = IBANs of this bank carry the code { $code }, the one typed another. Correct it by the bank’s certificate.
bank-account-not-of-bank = The IBAN and the BIC are of different banks. Correct them by the bank’s certificate.
bank-line-day = The date can't be read.
bank-line-sum = The sum can't be read without doubt.
bank-line-side = It isn't said whether money left or came.
bank-line-currency = The currency isn't tenge.
bank-line-quote = A quotation mark isn't closed: the lines after it weren't read.

## Offices
client-office-bin = This is no BIN: check its 12 digits.
client-office-of-school = A school's details are kept by the registry and aren't entered here.
client-office-too-long = The details are too long.
