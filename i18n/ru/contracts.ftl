# Договоры, которые составляются со многими школами сразу.

contracts-many = Договоры по плану…
contracts-many-sheet = Составить договоры
contracts-many-next = Далее…
contracts-many-before = До номера
contracts-many-first = Первый номер
contracts-many-after = После номера
contracts-many-all = { $count ->
    [one] Все: { $count } школа, у которой есть деньги и нет договора
    [few] Все: { $count } школы, у которых есть деньги и нет договора
   *[many] Все: { $count } школ, у которых есть деньги и нет договора
}
contracts-many-accounts = { $count ->
    [one] У { $count } школы не указан счёт: внесите ИИК и БИК, иначе договор с ней не составляется.
    [few] У { $count } школ не указан счёт: внесите ИИК и БИК, иначе договоры с ними не составляются.
   *[many] У { $count } школ не указан счёт: внесите ИИК и БИК, иначе договоры с ними не составляются.
}
contracts-many-without = { $count ->
    [one] Без договора остаётся { $count } школа: почему, будет показано дальше.
    [few] Без договора остаются { $count } школы: почему, будет показано дальше.
   *[many] Без договора остаются { $count } школ: почему, будет показано дальше.
}
contracts-many-iban-of = ИИК школы: { $name }
contracts-many-bank-of = БИК банка: { $name }
contracts-many-none = Нет школ, с которыми составить договор на эти месяцы.
contracts-many-title = { $count ->
    [one] Составить { $count } договор?
    [few] Составить { $count } договора?
   *[many] Составить { $count } договоров?
}
contracts-many-detail = После составления договоры подписывают обе стороны; до второй подписи они не действуют.
contracts-many-line = № { $number } · { $months }
contracts-many-waits = Договор уже составлен здесь и ждёт отправки.
contracts-many-no-account = Счёт школы не указан или указан с ошибкой.
contracts-many-no-number = Номера этой серии закончились.
contracts-many-no-plan = Плана на эти месяцы нет.
contracts-many-no-money = В плане на эти месяцы для школы денег нет.
contracts-many-bound = Все деньги школы по плану уже в договорах.
contracts-many-contracted = На эти месяцы уже есть договор № { $number }.

## Acts of a month for many contracts
acts-many-button = Составить акты за месяц…
acts-many-title = Акты за месяц
acts-many-detail = Акты составляются по закреплённому контингенту месяца. Показана сумма месяца по плану: сумму акта считает реестр.
acts-many-summary = Будет составлено: { $count }, не составляется: { $out }
acts-many-compose = { $count ->
    [one] Составить { $count } акт
    [few] Составить { $count } акта
   *[many] Составить { $count } актов
}
acts-many-nothing = За этот месяц составлять нечего.
acts-many-none = Договоров этого года нет.
acts-many-there = акт уже составлен

## Reimbursement of a building
order-building-schedule-note = Сумма года стоит за полные 12 месяцев при всех занятых местах. За месяц платится её двенадцатая часть и только за месяцы договора; что годовая ставка делится по месяцам поровну, в источниках не сказано: это предложение.
order-building-of-contract = { $count ->
    [one] Из них по этому договору ({ $from }): { $sum }
    [few] Из них по этому договору ({ $from } – { $to }, { $count } месяца): { $sum }
   *[many] Из них по этому договору ({ $from } – { $to }, { $count } месяцев): { $sum }
}
