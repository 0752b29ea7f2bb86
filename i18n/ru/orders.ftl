# Государственный образовательный заказ: реестры, записи, подписание.

nav-group-orders = Госзаказ
nav-order-acts = Акты
order-acts = Ежемесячные акты
order-acts-count = { $count ->
    [one] { $count } акт
    [few] { $count } акта
   *[many] { $count } актов
}
order-acts-find = Школа, БИН, договор
order-acts-empty = Актов ещё нет
order-acts-empty-detail = Акт составляется за месяц, когда контингент месяца зафиксирован.
order-act-title = Акт за { $month }
order-acts-left-out = { $count ->
    [one] без { $count } отозванного
    [few] без { $count } отозванных
   *[many] без { $count } отозванных
}
order-acts-left-out-all = { $count ->
    [one] отозван
    [few] все отозваны
   *[many] все отозваны
}
order-act-state-composed = Ждёт школу
order-act-state-by-school = Ждёт управление
order-act-state-signed = Подписан
order-act-state-withdrawn = Отозван
order-act-paid = Оплата
order-act-paid-none = Не оплачен
order-act-paid-listed = В реестре
order-act-paid-ordered = Платёж в пути
order-act-paid-paid = Оплачен
order-act-paid-returned = Платёж возвращён
order-act-paid-sent-back = Возвращён
order-act-learners = Оплачивается учащихся
order-act-not-paid = Не оплачивается
order-act-excluded = Исключены проверками
order-act-held = Сведений недостаточно
order-act-cut = Сверх предела
order-act-cut-by = Предел
order-act-excluded-short = исключено { $count }
order-act-held-short = без сведений { $count }
order-act-cut-short = сверх предела { $count }
order-act-all-paid = Оплачиваются все учащиеся
order-act-lines = Что оплачивается
order-act-norms = Нормативы
order-act-sign = Подписать
order-act-withdraw = Отозвать акт
order-act-withdraw-title = Отозвать акт?
order-act-withdraw-detail = За этот месяц можно будет составить другой акт. Отозванный останется в истории.
order-act-back = Возвращён из реестра № { $number } { $day }: { $reason }
order-act-send-back = Вернуть управлению…
order-act-send-back-title = Вернуть акт управлению?
order-act-send-back-detail = Акт выйдет из принятого реестра, и управление сможет включить его в другой. Подписанный реестр не меняется.
order-limit-sanitary-permit = санитарное разрешение
order-limit-design-capacity = проектная мощность
order-limit-contract-places = места по договору
order-limit-other-contracts = акт того же месяца по другому договору
order-obstacle-not-signed = Акт не подписан обеими сторонами.
order-obstacle-no-invoice = Нет электронной счёт-фактуры.
order-obstacle-invoice-differs = Счёт-фактура на другую сумму или от другого поставщика.
order-obstacle-invoice-unknown = ИС ЭСФ не ответила о счёт-фактуре.
order-obstacle-suspended = Финансирование школы приостановлено.
order-obstacle-account-changed = Реквизиты изменились после договора.
order-obstacle-over-plan = Сумма больше плана месяца.
order-obstacle-elsewhere-listed = Акт стоит в другом реестре.
order-school = Школа
order-contract = Договор
order-month = Месяц
order-sum = Сумма
order-state = Состояние
order-since = С какого дня
order-history = История
order-named = { $name } ({ $office })
order-step-by = { $what } · { $who }
order-step-by-you = { $what } (вы)
order-step-why = { $what }: { $reason }
order-waiting = { $what }: ждёт отправки с { $time }
order-waiting-taken = { $what }: реестр принял, запись скоро обновится
order-gone = Записи здесь нет
order-gone-detail = Она ещё не получена или больше вам не показывается.
order-reason = Причина
order-reason-missing = Укажите причину.
order-sign-chosen = { $count ->
    [one] Подписать { $count } акт
    [few] Подписать { $count } акта
   *[many] Подписать { $count } актов
}
order-sign-none = Ни один из отмеченных не ждёт вашей подписи.
order-sign-title = { $count ->
    [one] Подписание { $count } документа
    [few] Подписание { $count } документов
   *[many] Подписание { $count } документов
}
order-sign-sum = Всего: { $sum }
order-sign-detail = Каждый документ подписывается отдельно и сразу сохраняется. Подписанное не меняется.
order-sign-course = Готово { $done } из { $of }
order-signed = Подписан, ждёт отправки или отправлен
order-signed-already = Ваша сторона подписала раньше
nav-order-contracts = Договоры
order-contracts = Договоры
order-contracts-count = { $count ->
    [one] { $count } договор
    [few] { $count } договора
   *[many] { $count } договоров
}
order-contracts-find = Школа, БИН, номер
order-contracts-empty = Договоров ещё нет
order-contracts-empty-detail = Договор составляется со школой, чья заявка на финансирование принята и которая есть в плане.
order-contract-title = Договор № { $number }
order-agreement-title = Дополнительное соглашение { $nth } к договору № { $number }
order-contract-state-to-sign = На подписи
order-contract-state-active = Активный
order-contract-state-changing = Допсоглашение на подписи
order-contract-state-terminated = Расторгнут
order-contract-new = Новый договор
order-contract-amend = Дополнительное соглашение
order-contract-draw-up = Составить
order-contract-end = Расторгнуть
order-contract-end-title = Расторгнуть договор?
order-contract-end-detail = Новых актов по нему не будет. Уже подписанные акты оплачиваются.
order-contract-acted = Заактировано { $acted }, осталось { $left }
order-contract-acted-column = Заактировано
order-contract-left = Осталось
order-contract-months = Месяцы
order-contract-from = С месяца
order-contract-to = По месяц
order-contract-account = Счёт школы
order-contract-iban = ИИК школы
order-contract-bank = БИК банка
order-contract-bank-wrong = Такого БИК не бывает
order-contract-building = Здание
order-contract-places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
}
order-contract-places-of = Мест: { $name }
order-contract-plan-left = План оставляет школе { $sum }
order-contract-no-school = Нет школ с принятой заявкой на финансирование.
order-contract-note = После составления договор подписывают обе стороны; до второй подписи он не действует.
order-for = Предмет
order-for-teaching = Обучение (А1)
order-for-construction = Строительство (А2)
order-for-reconstruction = Реконструкция (А3)
order-building-application = Заявка на возмещение
order-building-open-application = Открыть заявку
order-building-commissioned = Год ввода в эксплуатацию
order-building-first-year = Первый год возмещения
order-building-rate = Ставка на обучающегося
order-building-rate-words = { $rate } МРП в год; МРП { $year } года: { $index }
order-building-counted = За кого
order-building-by-contingent = за контингент месяца в пределах проектной мощности
order-building-by-places = за места договора
order-building-schedule = График возмещения
order-building-no-index = МРП ещё не установлен
order-building-month = Возмещение за месяц: обучающиеся × сумма на одного
order-building-contract = Составить договор на год
order-schedule-print = Печать графика
order-schedule-save = График в PDF
order-contract-agreements = Соглашения
order-contract-month-acts = Акты по месяцам
order-agreement-signed = Подписано обеими сторонами { $date }
order-agreement-awaits-department = Ждёт подписи управления
order-agreement-awaits-school = Ждёт подписи школы
order-agreement-awaits-both = Ждёт подписи обеих сторон
order-act-compose = Составить акт
order-act-compose-of = Составить акт: { $month }
order-act-none = Акта нет
order-number = Номер
order-form-incomplete = Заполните обязательные поля.
order-sign-contracts = { $count ->
    [one] Подписать { $count } договор
    [few] Подписать { $count } договора
   *[many] Подписать { $count } договоров
}
order-act-list-print = Напечатать с перечнем обучающихся
order-act-list-save = Сохранить PDF с перечнем обучающихся…
order-act-list-asking = Реестр готовит перечень обучающихся…
order-act-list-file = { $act } перечень обучающихся
client-learners-needs-network = Перечень обучающихся спрашивается у реестра: нужна связь с ним.
client-learners-cancelled = Запрос перечня обучающихся прерван.
client-learners-not-yours = Реестр даёт перечень обучающихся только сторонам акта с поручением на акты.
client-learners-no-register = У реестра нет перечня обучающихся к этому акту
client-learners-no-register-detail = Реестр месяца, на который ссылается акт, не найден, или акт отозван. Обратитесь к администратору реестра.
