# The school's cabinet: its own registers, and what happens next with an application.

nav-order-applications-own = My applications
order-applications-own = My applications
order-applications-own-find = Find by kind of application
order-applications-own-empty = You haven’t applied yet
order-applications-own-empty-detail = Begin with an application for digitisation: the button “New application” above. After it comes the application for financing.
nav-order-contracts-own = My contracts
order-contracts-own = My contracts
order-contracts-own-find = Number of the contract
order-contracts-own-empty = There are no contracts with your school yet
order-contracts-own-empty-detail = The education department draws a contract up once it has accepted your application for financing and approved the plan. It appears here to be signed.
nav-order-acts-own = My acts
order-acts-own = My acts
order-acts-own-find = Number of the contract
order-acts-own-empty = There are no acts of your school yet
order-acts-own-empty-detail = An act of a month is composed under the contract once the enrolment of the month is frozen and checked.
nav-order-payments-own = My payments
order-payments-own = My payments
order-payments-own-find = Number, account
order-payments-own-empty = There are no payments to your school yet
order-payments-own-empty-detail = A payment appears once both sides have signed the act and the Financial Centre has accepted the register with it.
school-next-send = { $count ->
    [one] Once sent, sign the application with the key of the first head. The department has { $count } working day: if you send it today, its answer comes by { $day }.
   *[other] Once sent, sign the application with the key of the first head. The department has { $count } working days: if you send it today, its answer comes by { $day }.
}
school-next-sent = The education department looks at it now: its answer is due by { $day }. Nothing is needed from you.
school-next-late = The day the department had to answer by has passed. Ask about the application in the messages below.
school-next-rework = Put right what the remarks say and send the application again. While you have it, the days don’t run.
school-next-digitised = The school is digitised. You can now apply for financing.
school-next-financed = Next the department distributes the budget and draws up a contract: it appears under “My contracts”, where you sign it.
school-next-reimbursed = Next the department draws up a contract of reimbursement for the year: it appears under “My contracts”, where you sign it.
school-next-refused = Once the ground of the refusal is removed, you can apply again.
school-next-withdrawn = The application is withdrawn and isn’t looked at. You can apply again.
