# Electronic invoices of acts: what the invoice system said, and what to do next.

order-invoice = Invoice
order-invoice-state-not-said = No answer yet
order-invoice-state-matched = Agrees with the act
order-invoice-state-missing = Not issued
order-invoice-state-cancelled = Withdrawn or declined
order-invoice-state-other-supplier = Another supplier
order-invoice-state-other-sum = Another sum
order-invoice-number = Number of the invoice
order-invoice-amount = Sum of the invoice
order-invoice-said = The invoice system answered on { $time }
order-invoice-next-not-said = The invoice system is asked by itself; the answer will stand here.
order-invoice-next-missing = The school has to issue an invoice for { $sum } in the invoice system. Until then the act is put on no consolidated register and isn’t paid. A new invoice is found by itself.
order-invoice-next-cancelled = This invoice is no longer in force. The school has to issue another for { $sum } in the invoice system. It is found by itself.
order-invoice-next-other-supplier = The invoice wasn’t issued by the school. The school has to issue its own for { $sum } in the invoice system. It is found by itself.
order-invoice-next-other-sum = The sum of the invoice isn’t that of the act. The school has to correct it to { $sum } in the invoice system. The corrected one is found by itself.
