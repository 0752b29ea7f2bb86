# Messages between a school and its education department about records of the state order.

board-tab-messages = Messages
board-messages-none = No messages
board-messages-none-detail = You can write in the application, contract, act or payment itself.
board-messages-unread = { $count ->
    [one] { $count } new
   *[other] { $count } new
}
order-letters = Messages
order-letters-none = Nobody has written about this yet.
order-letters-earlier = { $count ->
    [one] Show { $count } earlier
   *[other] Show { $count } earlier
}
order-letters-school = School
order-letters-department = Education department
order-letters-you = You
order-letters-waits = waiting to be sent
order-letters-write = Write
order-letters-send = Send message
order-letters-key = Ctrl+Enter. School and department see it; what is sent can’t be changed.
order-letters-nothing = Write a message.
order-letters-too-long = { $count ->
    [one] Longer than allowed by { $count } character.
   *[other] Longer than allowed by { $count } characters.
}
