# Details of the office in the settings.

office-title = Details of the office
office-detail = Needed for printed forms and payment orders. Kept encrypted, on this laptop only.
office-name = Full name
office-address = Address
office-contacts = Telephone, e-mail
office-iban = IBAN
office-sector = Sector code
office-head = Head
office-powers = Acting on the basis of
office-has-accountant = There is a chief accountant
office-accountant = Chief accountant
office-mechanism = Places the order on the basis of
office-charset = Encoding of the bank’s files
office-account-wrong = The account is incomplete or wrong: IBAN, BIC and sector code are needed.
office-unchanged = Nothing was changed.
