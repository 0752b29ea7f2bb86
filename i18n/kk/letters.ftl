# Мектеп пен білім басқармасы арасындағы мемлекеттік тапсырыс жазбалары туралы хабарламалар.

board-tab-messages = Хабарламалар
board-messages-none = Хабарлама жоқ
board-messages-none-detail = Өтінімнің, шарттың, актінің немесе төлемнің өзінде жазуға болады.
board-messages-unread = { $count ->
    [one] { $count } жаңа
   *[other] { $count } жаңа
}
order-letters = Хабарламалар
order-letters-none = Бұл туралы әлі ешкім жазбаған.
order-letters-earlier = { $count ->
    [one] Тағы { $count } бұрынғысын көрсету
   *[other] Тағы { $count } бұрынғысын көрсету
}
order-letters-school = Мектеп
order-letters-department = Білім басқармасы
order-letters-you = Сіз
order-letters-waits = жіберуді күтуде
order-letters-write = Жазу
order-letters-send = Хабарлама жіберу
order-letters-key = Ctrl+Enter. Мектеп пен басқарма көреді; жіберілгенін өзгертуге болмайды.
order-letters-nothing = Хабарлама жазыңыз.
order-letters-too-long = { $count ->
    [one] Рұқсат етілгеннен { $count } таңбаға ұзын.
   *[other] Рұқсат етілгеннен { $count } таңбаға ұзын.
}
