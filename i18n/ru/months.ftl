# Ежемесячная проверка контингента на экране.

nav-order-months = Проверка месяца
order-months = Проверка месяца
order-months-find = Организация, БИН
order-months-at = Данные на { $time }
order-months-offline = Нет связи с реестром. Показано то, что получено раньше. Для фиксации и закрытия месяца нужна связь.
order-months-empty = Месяцев ещё нет
order-months-empty-detail = Месяц появляется, когда LMS передаёт за него первый контингент.
order-month-nobody = За этот месяц ваших организаций нет
order-month-nobody-detail = Никто из них ничего не передал, и договоров на этот месяц нет.
order-month-pill = { $month } · { $stage }
month-stage-open = Открыт
month-stage-frozen = Зафиксирован, проверяется
month-stage-validated = Проверен
month-stage-closed = Закрыт
month-stage-nobody = В месяце никого нет
order-month-sent-of = Передали { $sent } из { $all }
order-month-missing = { $count ->
    [one] Не передала { $count } организация
    [few] Не передали { $count } организации
   *[many] Не передали { $count } организаций
}
order-month-missing-rest = { $count ->
    [one] и ещё { $count } организация
    [few] и ещё { $count } организации
   *[many] и ещё { $count } организаций
}
order-month-learners = { $count ->
    [one] { $count } обучающийся
    [few] { $count } обучающихся
   *[many] { $count } обучающихся
}
order-month-rejected = { $count ->
    [one] Не принята { $count } строка
    [few] Не приняты { $count } строки
   *[many] Не принято { $count } строк
}
order-month-tally = К оплате { $payable }, ждут { $held }, исключено { $excluded }
order-month-course = Проверено { $done } из { $of }
order-month-corrections = { $count ->
    [one] Проверяется исправление { $count } организации
    [few] Проверяются исправления { $count } организаций
   *[many] Проверяются исправления { $count } организаций
}
order-month-state-missing = Не передано
order-month-state-sent = Передано
order-month-state-correction = Исправлено, ждёт проверки
order-month-state-judged = Проверено
order-month-state-nobody = В списке никого
order-month-not-paid = Есть неоплачиваемые
order-month-rejected-rows = Есть непринятые строки
order-month-organisation = Организация
order-month-month = Месяц
order-month-since = Не передано с
order-month-since-column = Нет с
order-month-before = Последний раз за
order-month-never = ни разу
order-month-from-lms = Передано из LMS
order-month-sent = Получено
order-month-sending = Номер передачи
order-month-records = Записей
order-month-rejected-column = Не принято
order-month-register = Реестр месяца
order-month-payable = К оплате
order-month-held = Ждут сведений
order-month-held-column = Ждут
order-month-excluded = Исключены
order-month-reasons = Причины
order-month-reasons-several = Из них по причинам (у одного человека их может быть несколько)
order-month-revision = Редакция
order-month-hash = Хеш SHA-256
order-month-made = Составлен
order-month-copy = Скопировать хеш
order-month-card = Карточка организации
order-month-changes = Что изменили исправления
order-month-change = Редакция { $revision } · { $time }
order-month-change-none = Количества те же.
order-month-from-to = было { $was }, стало { $is }
order-month-people = За кого не платят
order-month-quantities = Финансовый центр видит только количества. Людей видит управление образования.
order-month-people-at = { $count ->
    [one] { $count } человек, данные на { $time }
    [few] { $count } человека, данные на { $time }
   *[many] { $count } человек, данные на { $time }
}
order-month-people-rest = { $count ->
    [one] и ещё { $count } человек
    [few] и ещё { $count } человека
   *[many] и ещё { $count } человек
}
order-month-freeze = Зафиксировать…
order-month-freeze-title = Зафиксировать месяц: { $month }?
order-month-freeze-yes = Зафиксировать: { $month }
order-month-freeze-what = Считается то, что передано к этой минуте. Реестр проверит каждого и составит реестр по каждой организации. Переданное позже станет исправлением.
order-month-close = Закрыть месяц…
order-month-close-title = Закрыть месяц: { $month }?
order-month-close-yes = Закрыть: { $month }
order-month-close-what = После закрытия в этом месяце ничего не меняется: исправления больше не принимаются.
order-month-unread = Данные месяца ещё загружаются.
month-refusal-not-yours = Месяц фиксирует и закрывает финансовый центр с полномочиями на всю страну.
month-refusal-not-over = Месяц ещё не закончился.
month-refusal-frozen-already = Месяц уже зафиксирован.
month-refusal-not-validated = Ещё не все организации проверены.
month-refusal-closed-already = Месяц уже закрыт.
client-month-offline = Нет связи с реестром, и этих данных на устройстве ещё нет
client-month-offline-detail = Они появятся после первого соединения с реестром.
client-month-needs-network = Для этого нужна связь с реестром.
client-month-unanswered = Ответ реестра не получен
client-month-unanswered-detail = Возможно, шаг уже сделан. Повторите: дважды он не выполняется.
order-act-people-show = Показать, за кого не платят
