# Сообщения между школой и управлением образования о записях госзаказа.

board-tab-messages = Сообщения
board-messages-none = Сообщений нет
board-messages-none-detail = Написать можно в самой заявке, договоре, акте или платеже.
board-messages-unread = { $count ->
    [one] { $count } новое
    [few] { $count } новых
   *[many] { $count } новых
}
order-letters = Сообщения
order-letters-none = Об этом ещё никто не писал.
order-letters-earlier = { $count ->
    [one] Показать ещё { $count } раннее
    [few] Показать ещё { $count } ранних
   *[many] Показать ещё { $count } ранних
}
order-letters-school = Школа
order-letters-department = Управление образования
order-letters-you = Вы
order-letters-waits = ждёт отправки
order-letters-write = Написать
order-letters-send = Отправить сообщение
order-letters-key = Ctrl+Enter. Видят школа и управление; изменить отправленное нельзя.
order-letters-nothing = Напишите сообщение.
order-letters-too-long = { $count ->
    [one] Длиннее допустимого на { $count } знак.
    [few] Длиннее допустимого на { $count } знака.
   *[many] Длиннее допустимого на { $count } знаков.
}
