# Consolidated registers of acts, payments, the bank’s statement.

## Consolidated registers
nav-order-registers = Act registers
order-registers = Consolidated registers of acts
order-registers-count = { $count ->
    [one] { $count } register
   *[other] { $count } registers
}
order-registers-find = Number, region, school, BIN
order-registers-empty = No registers yet
order-registers-empty-detail = A department puts signed acts together in a consolidated register and sends it to the Financial Centre.
order-register-name = Register No. { $number }, { $department }
order-payments-left-out = without { $count } returned
order-payments-left-out-all = { $count ->
    [one] returned
   *[other] all returned
}
order-registers-left-out = without { $count } sent back
order-registers-left-out-all = { $count ->
    [one] sent back
   *[other] all sent back
}
order-register-state-open = Being put together
order-register-state-sent = Sent
order-register-state-accepted = Accepted
order-register-state-returned = Sent back
order-register-holder = With whom now
order-register-holder-department = Education department
order-register-holder-centre = Financial Centre
order-register-holder-nobody = Nobody: finished
order-register-payments = Payments
order-register-paid-none = Not due yet
order-register-paid-to-order = Awaiting payment orders
order-register-paid-under-way = Under way
order-register-paid-came-back = Some returned
order-register-paid-paid = Paid
order-register-paid-sent-back = All sent back
order-register-acts = Acts
order-register-acts-count = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}
order-register-acts-list = Acts of the register
order-register-no-acts = There are no acts in the register yet.
order-register-act-detail = { $count ->
    [one] contract { $contract }, { $count } pupil
   *[other] contract { $contract }, { $count } pupils
}
order-register-see-act = Open the act: { $name }
order-register-see-payments = See payments
order-register-open = Open a register…
order-register-open-title = New consolidated register
order-register-open-confirm = Open the register
order-register-list = Add acts…
order-register-list-title = Add acts to the register
order-register-list-confirm = Add
order-register-choose = Tick some acts.
order-register-chosen = { $count ->
    [one] { $count } act chosen for { $sum }
   *[other] { $count } acts chosen for { $sum }
}
order-register-tick-all = { $count ->
    [one] Tick { $count } that may be listed
   *[other] Tick all { $count } that may be listed
}
order-register-tick-none = Untick all
order-register-none-to-list = There are no signed acts outside registers.
order-register-no-contract = The contract of this act hasn’t come here yet: the registry will check.
order-register-unlist = Take off
order-register-unlist-one = Take off the register: { $name }
order-register-unlist-title = Take the act off the register?
order-register-send = Sign and send
order-register-sign-chosen = { $count ->
    [one] Sign and send { $count } register
   *[other] Sign and send { $count } registers
}
order-register-composition-waits = Changes of its acts haven’t reached the registry yet; it can be signed after that.
order-register-again = New register of the corrected acts…
order-register-returned-why = { $count ->
    [one] The Financial Centre sent the register back: { $count } act has a reason. Its acts may be put on another register.
   *[other] The Financial Centre sent the register back: { $count } acts have a reason. Its acts may be put on another register.
}
order-register-accept = Accept
order-register-accept-chosen = { $count ->
    [one] Accept { $count } register
   *[other] Accept { $count } registers
}
order-register-accept-many = { $count ->
    [one] Accept { $count } register?
   *[other] Accept { $count } registers?
}
order-register-accept-detail = The registry checks invoices, suspensions, accounts and the plan once more. Payments are ordered from what is accepted; after that only single unpaid acts can be sent back.
order-register-decided = Your decision on the register hasn’t arrived or been taken yet.
order-register-return = Send back…
order-register-return-title = Send back: { $name }
order-register-return-detail = Tick the acts because of which the register goes back and give a reason for each. The department will see the reasons and put a new register together.
order-register-return-count = { $count } of { $of } ticked
order-register-return-reason = Reason for sending back: { $name }
order-register-return-choose = Tick at least one act.
order-register-return-lacking = Give a reason for every act that is ticked.
order-register-return-confirm = Send the register back
order-register-back = Send acts back…
order-register-back-title = Send acts back: { $name }
order-register-back-detail = Tick the acts that can’t be paid from this register and give a reason for each. They go back to the department, which can list them in another register. The signed register doesn’t change.
order-register-back-confirm = Send the acts back
order-register-back-line = Sent back on { $day }: { $reason }
order-register-back-again = New register from the acts sent back…
order-register-back-why = { $count ->
    [one] { $count } act was sent back out of the accepted register: it can be listed in another one.
   *[other] { $count } acts were sent back out of the accepted register: they can be listed in another one.
}
order-register-to-pay = To be paid from it
order-register-pay = Order payments…
order-register-pay-chosen = { $count ->
    [one] Order payments of { $count } register…
   *[other] Order payments of { $count } registers…
}

## What is done to many at once
order-many-total = { $count ->
    [one] To be done: { $count }, for { $sum }
   *[other] To be done: { $count }, for { $sum }
}
order-many-skipped = { $count ->
    [one] { $count } record is passed over; why stands below.
   *[other] { $count } records are passed over; why stands below.
}
order-many-nothing = There is none among those ticked.
order-day-future = The day can’t be in the future.
order-serial = No.
order-department = Region
order-account = Payee’s account
order-paper-print = Print
order-paper-save = Save PDF…

## Payments
nav-order-payments = Payments
order-payments = Payments
order-payments-count = { $count ->
    [one] { $count } payment
   *[other] { $count } payments
}
order-payments-find = School, BIN, number, account
order-payments-empty = No payments yet
order-payments-empty-detail = The Financial Centre orders payments from an accepted register.
order-payment-title = Payment order No. { $number }
order-payment-state-ordered = Ordered
order-payment-state-sent = At the bank
order-payment-state-paid = Paid
order-payment-state-returned = Returned
order-payment-day = Bank date
order-paid-sum = Paid, sum
order-payment-bank-reason = The bank’s reason
order-payment-act = Act
order-payment-register = Register
order-payment-others = Other payments of this act
order-payment-waits = What you said of it before isn’t in the record yet.
order-payment-alive = Payment No. { $number }: { $state }
order-payment-came-back = Payment No. { $number } came back on { $day }: { $reason }
order-payment-again = Order again…
order-payment-sent = Sent to the bank
order-payment-sent-chosen = { $count ->
    [one] Sent to the bank: { $count }
   *[other] Sent to the bank: { $count }
}
order-payment-sent-many = { $count ->
    [one] Mark { $count } payment as sent to the bank?
   *[other] Mark { $count } payments as sent to the bank?
}
order-payment-sent-detail = Say so once the file or the paper is with the bank. It can’t be taken back.
order-payment-paid = Paid by the bank…
order-payment-paid-chosen = { $count ->
    [one] Paid by the bank: { $count }…
   *[other] Paid by the bank: { $count }…
}
order-payment-paid-many = { $count ->
    [one] Record { $count } payment as paid?
   *[other] Record { $count } payments as paid?
}
order-payment-paid-detail = Give the day the bank’s statement shows. It can’t be taken back; a bank may send the payment back later.
order-payment-record = Record
order-payment-returned = Returned by the bank…
order-payment-returned-many = { $count ->
    [one] Record { $count } payment as returned?
   *[other] Record { $count } payments as returned?
}
order-payment-returned-detail = Once it came back another payment of the act may be ordered. It can’t be taken back.
order-payment-mt100-chosen = { $count ->
    [one] MT100 file: { $count } payment…
   *[other] MT100 file: { $count } payments…
}
order-payments-asked = Payments of this register were asked for and aren’t in the record yet.
order-payments-all = Every act of the register has its payment already.
order-payments-order = { $count ->
    [one] Order { $count } payment?
   *[other] Order { $count } payments?
}
order-payments-order-detail = One order for each act. There is no second payment of an act while the first hasn’t come back.
order-payments-order-confirm = Order

## The bank’s statement
drop-statement = Drop to read the bank’s statement
order-statement-open = Bank statement…
order-statement-title = Statement: { $name }
order-statement-reading = Reading the statement
order-statement-account = Account of the statement: { $account }
order-statement-summary = To record: { $paid } paid, { $returned } returned. Recorded before: { $recorded }.
order-statement-problems = { $count ->
    [one] { $count } line needs a look; nothing of it is recorded.
   *[other] { $count } lines need a look; nothing of them is recorded.
}
order-statement-faults = { $count ->
    [one] { $count } line of the file wasn’t read.
   *[other] { $count } lines of the file weren’t read.
}
order-statement-fault = Line { $line }: { $problem }
order-statement-all = All lines
order-statement-to-look-at = To look at
order-statement-to-record = To record
order-statement-no-lines = There are no such lines.
order-statement-record = { $count ->
    [one] Record { $count } line
   *[other] Record { $count } lines
}
order-statement-record-one = Record: { $name }
order-statement-nothing = There is nothing to record.
order-statement-result = Recorded: { $count }. Recorded before: { $already }.
order-statement-paid = Payment No. { $number } was paid
order-statement-returned = Payment No. { $number } came back
order-statement-recorded = Payment No. { $number }: recorded before
order-statement-twice = Payment No. { $number } stands here once more: money may have gone twice
order-statement-sum-differs = Payment No. { $number } was ordered for { $sum }: the statement has another sum
order-statement-ambiguous = { $count ->
    [one] Not clear whether it is about { $count } payment
   *[other] May be about { $count } payments: a person decides
}
order-statement-unknown = No such payment is known here
order-statement-keep = Keep the statement
order-statement-kept = This file is kept already: { $name }, { $when }. Nothing is recorded twice.
order-statement-kept-here = The statement is kept here and waits to be sent to the registry: { $name }, { $when }.
order-statement-by-hand = Matched by hand with payment No. { $number }
order-statement-match = Find the payment ({ $count })
order-statement-match-one = Find the payment: { $name }
order-match-title = Which payment is this?
order-match-confirm = Match
order-match-choose = Choose a payment.
order-match-why-missing = Write why it is this payment.
order-match-sum-differs = The sum of the line is not that of the payment. Ask the bank: a payment is settled only by its own sum.
order-match-candidates = { $count ->
    [one] { $count } payment may be meant
   *[other] { $count } payments may be meant
}
order-match-why = Why it is this one
order-match-detail = Your name and reason stay in the history of the payment and with the statement. A payment is settled only once.
order-match-fit-reference = the reference is the same
order-match-fit-like-reference = the reference differs by one character
order-match-fit-number = the order’s number is the same
order-match-fit-account = the IBAN is the same
order-match-fit-bin = the BIN is the same
order-match-fit-sum = the sum is the same to the tiyn
order-match-fit-more = the statement has { $sum } more
order-match-fit-less = the statement has { $sum } less
order-kept-button = Kept statements
order-kept-title = Bank statements that are kept
order-kept-none = No statements are kept.
order-kept-lines = lines: { $lines }, matched by hand: { $matched }
order-kept-at = Imported { $when }
order-kept-open = Open
order-kept-open-one = Open the statement: { $name }
