# The officer's queue: from the registered act to the decision.
decision-queue = Waiting for a decision
decision-queue-empty = No act is waiting for a decision
decision-title = Decision on act No. { $number }
decision-proposed = Proposed by the registry
decision-proposed-detail = The proposal follows from the violations in the act. You decide.
decision-since-registration = Registered { $when }
decision-act = Act
decision-signatures = Signatures
decision-signatures-valid = All { $count } { $count ->
    [one] signature is
   *[other] signatures are
    } valid
decision-objections = Objections of the organisation
decision-objections-wait = The term for objections ends on { $date }
decision-opinions = Special opinions
decision-violations = Violations it rests on
decision-payments-affected = Payments affected
decision-payments-sum = { $count } { $count ->
    [one] payment
   *[other] payments
    }, { $sum }
decision-suspend = Suspend payment
decision-terminate = Terminate the contract
decision-dismiss = Dismiss the proposal
decision-resume = Resume payment
decision-order-repeat = Order a repeat visit
decision-reason = Reason for the decision
decision-reason-hint = Which items of the act it rests on
decision-confirm-suspend = Payment to { $organisation } for { $premises } is suspended until { $date }.
decision-confirm-terminate = The contract with { $organisation } is terminated. This cannot be undone.
decision-confirm-dismiss = The proposal is dismissed and payment goes on.
decision-confirm-resume = Payment to { $organisation } resumes.
decision-taken = Decided at { $time }
decision-taken-by = Decided by
decision-notice = Notice to the organisation
decision-points-open = Open points: { $count }
decision-all-remedied = Everything has been remedied
decision-filter-mine = My region
decision-filter-urgent = Due soon
