# Contracts drawn up with many schools at once.

contracts-many = Contracts from the plan…
contracts-many-sheet = Draw up contracts
contracts-many-next = Next…
contracts-many-before = Before the number
contracts-many-first = First number
contracts-many-after = After the number
contracts-many-all = { $count ->
    [one] All: { $count } school with money and without a contract
   *[other] All: { $count } schools with money and without a contract
}
contracts-many-accounts = { $count ->
    [one] { $count } school has no account: enter IBAN and BIC, or no contract is drawn up with it.
   *[other] { $count } schools have no account: enter IBAN and BIC, or no contracts are drawn up with them.
}
contracts-many-without = { $count ->
    [one] { $count } school stays without a contract: why is shown next.
   *[other] { $count } schools stay without a contract: why is shown next.
}
contracts-many-iban-of = School’s IBAN: { $name }
contracts-many-bank-of = Bank’s BIC: { $name }
contracts-many-none = There are no schools to draw up a contract with for these months.
contracts-many-title = { $count ->
    [one] Draw up { $count } contract?
   *[other] Draw up { $count } contracts?
}
contracts-many-detail = Once drawn up, contracts are signed by both sides; until the second signature they aren’t in force.
contracts-many-line = No { $number } · { $months }
contracts-many-waits = A contract is drawn up here and waits to be sent.
contracts-many-no-account = The school’s account is missing or wrong.
contracts-many-no-number = The numbers of this series are used up.
contracts-many-no-plan = There is no plan for these months.
contracts-many-no-money = The plan has nothing for the school in these months.
contracts-many-bound = All the plan has for the school is bound by contracts.
contracts-many-contracted = There is contract No { $number } for these months already.

## Acts of a month for many contracts
acts-many-button = Compose acts of a month…
acts-many-title = Acts of a month
acts-many-detail = Acts are composed from the month’s frozen contingent. The sum shown is the plan’s for the month: the registry works out the act’s.
acts-many-summary = To be composed: { $count }, left out: { $out }
acts-many-compose = { $count ->
    [one] Compose { $count } act
   *[other] Compose { $count } acts
}
acts-many-nothing = There is nothing to compose for this month.
acts-many-none = There are no contracts of this year.
acts-many-there = the act is there already

## Reimbursement of a building
order-building-schedule-note = The sum of a year is for all 12 months with every place taken. A month is paid with a twelfth of it, and only months of the contract; that the rate of the year is divided equally by months no source says: it is a proposal.
order-building-of-contract = { $count ->
    [one] Of these by this contract ({ $from }): { $sum }
   *[other] Of these by this contract ({ $from } – { $to }, { $count } months): { $sum }
}
