# Сводные реестры актов, платежи, выписка банка.

## Сводные реестры
nav-order-registers = Реестры актов
order-registers = Сводные реестры актов
order-registers-count = { $count ->
    [one] { $count } реестр
    [few] { $count } реестра
   *[many] { $count } реестров
}
order-registers-find = Номер, регион, школа, БИН
order-registers-empty = Реестров ещё нет
order-registers-empty-detail = Управление собирает подписанные акты в сводный реестр и направляет его в Финансовый центр.
order-register-name = Реестр № { $number }, { $department }
order-payments-left-out = { $count ->
    [one] без { $count } возвращённого
    [few] без { $count } возвращённых
   *[many] без { $count } возвращённых
}
order-payments-left-out-all = { $count ->
    [one] возвращён
    [few] все возвращены
   *[many] все возвращены
}
order-registers-left-out = { $count ->
    [one] без { $count } возвращённого
    [few] без { $count } возвращённых
   *[many] без { $count } возвращённых
}
order-registers-left-out-all = { $count ->
    [one] возвращён
    [few] все возвращены
   *[many] все возвращены
}
order-register-state-open = Составляется
order-register-state-sent = Направлен
order-register-state-accepted = Принят
order-register-state-returned = Возвращён
order-register-holder = У кого сейчас
order-register-holder-department = Управление образования
order-register-holder-centre = Финансовый центр
order-register-holder-nobody = Ни у кого: завершён
order-register-payments = Платежи
order-register-paid-none = Ещё рано
order-register-paid-to-order = Ждут платёжных поручений
order-register-paid-under-way = В пути
order-register-paid-came-back = Есть возвраты
order-register-paid-paid = Оплачены
order-register-paid-sent-back = Все возвращены
order-register-acts = Актов
order-register-acts-count = { $count ->
    [one] { $count } акт
    [few] { $count } акта
   *[many] { $count } актов
}
order-register-acts-list = Акты реестра
order-register-no-acts = В реестре пока нет актов.
order-register-act-detail = { $count ->
    [one] договор { $contract }, { $count } учащийся
    [few] договор { $contract }, { $count } учащихся
   *[many] договор { $contract }, { $count } учащихся
}
order-register-see-act = Открыть акт: { $name }
order-register-see-payments = К платежам
order-register-open = Открыть реестр…
order-register-open-title = Новый сводный реестр
order-register-open-confirm = Открыть реестр
order-register-list = Включить акты…
order-register-list-title = Включить акты в реестр
order-register-list-confirm = Включить
order-register-choose = Отметьте акты.
order-register-chosen = { $count ->
    [one] Выбран { $count } акт на { $sum }
    [few] Выбрано { $count } акта на { $sum }
   *[many] Выбрано { $count } актов на { $sum }
}
order-register-tick-all = { $count ->
    [one] Отметить { $count } доступный
    [few] Отметить { $count } доступных
   *[many] Отметить { $count } доступных
}
order-register-tick-none = Снять отметки
order-register-none-to-list = Подписанных актов вне реестров нет.
order-register-no-contract = Договор этого акта ещё не получен: проверит реестр.
order-register-unlist = Исключить
order-register-unlist-one = Исключить из реестра: { $name }
order-register-unlist-title = Исключить акт из реестра?
order-register-send = Подписать и направить
order-register-sign-chosen = { $count ->
    [one] Подписать и направить: { $count } реестр
    [few] Подписать и направить: { $count } реестра
   *[many] Подписать и направить: { $count } реестров
}
order-register-composition-waits = Изменения состава ещё не дошли до реестра: подписать можно будет после этого.
order-register-again = Новый реестр из исправленных актов…
order-register-returned-why = { $count ->
    [one] Финансовый центр вернул реестр: причина указана у { $count } акта. Акты можно включить в другой реестр.
    [few] Финансовый центр вернул реестр: причины указаны у { $count } актов. Акты можно включить в другой реестр.
   *[many] Финансовый центр вернул реестр: причины указаны у { $count } актов. Акты можно включить в другой реестр.
}
order-register-accept = Принять
order-register-accept-chosen = { $count ->
    [one] Принять { $count } реестр
    [few] Принять { $count } реестра
   *[many] Принять { $count } реестров
}
order-register-accept-many = { $count ->
    [one] Принять { $count } реестр?
    [few] Принять { $count } реестра?
   *[many] Принять { $count } реестров?
}
order-register-accept-detail = Счета-фактуры, приостановления, реквизиты и план реестр проверит ещё раз. После принятия формируются платёжные поручения; после этого можно вернуть только отдельные неоплаченные акты.
order-register-decided = Ваше решение по реестру ещё не дошло или не обработано.
order-register-return = Вернуть…
order-register-return-title = Вернуть: { $name }
order-register-return-detail = Отметьте акты, из-за которых возвращается реестр, и укажите причину каждого. Управление увидит причины и соберёт новый реестр.
order-register-return-count = Отмечено { $count } из { $of }
order-register-return-reason = Причина возврата: { $name }
order-register-return-choose = Отметьте хотя бы один акт.
order-register-return-lacking = Укажите причину у каждого отмеченного акта.
order-register-return-confirm = Вернуть реестр
order-register-back = Вернуть акты…
order-register-back-title = Вернуть акты: { $name }
order-register-back-detail = Отметьте акты, которые нельзя оплатить по этому реестру, и укажите причину каждого. Они вернутся управлению, и оно сможет включить их в другой реестр. Подписанный реестр не меняется.
order-register-back-confirm = Вернуть акты
order-register-back-line = Возвращён { $day }: { $reason }
order-register-back-again = Новый реестр из возвращённых актов…
order-register-back-why = { $count ->
    [one] Из принятого реестра возвращён { $count } акт: его можно включить в другой реестр.
    [few] Из принятого реестра возвращены { $count } акта: их можно включить в другой реестр.
   *[many] Из принятого реестра возвращено { $count } актов: их можно включить в другой реестр.
}
order-register-to-pay = К оплате по реестру
order-register-pay = Сформировать платежи…
order-register-pay-chosen = { $count ->
    [one] Платежи по { $count } реестру…
    [few] Платежи по { $count } реестрам…
   *[many] Платежи по { $count } реестрам…
}

## Общее
order-many-total = { $count ->
    [one] Будет сделано: { $count }, на { $sum }
    [few] Будет сделано: { $count }, на { $sum }
   *[many] Будет сделано: { $count }, на { $sum }
}
order-many-skipped = { $count ->
    [one] Пропускается { $count } запись: причина указана ниже.
    [few] Пропускаются { $count } записи: причины указаны ниже.
   *[many] Пропускаются { $count } записей: причины указаны ниже.
}
order-many-nothing = Среди отмеченных таких нет.
order-day-future = День не может быть в будущем.
order-serial = №
order-department = Регион
order-account = Счёт получателя
order-paper-print = Напечатать
order-paper-save = Сохранить PDF…

## Платежи
nav-order-payments = Платежи
order-payments = Платежи
order-payments-count = { $count ->
    [one] { $count } платёж
    [few] { $count } платежа
   *[many] { $count } платежей
}
order-payments-find = Школа, БИН, номер, счёт
order-payments-empty = Платежей ещё нет
order-payments-empty-detail = Финансовый центр формирует платёжные поручения по принятому реестру.
order-payment-title = Платёжное поручение № { $number }
order-payment-state-ordered = Сформирован
order-payment-state-sent = В банке
order-payment-state-paid = Оплачен
order-payment-state-returned = Возвращён
order-payment-day = Дата банка
order-paid-sum = Оплачено
order-payment-bank-reason = Причина от банка
order-payment-act = Акт
order-payment-register = Реестр
order-payment-others = Другие платежи по этому акту
order-payment-waits = То, что вы отметили раньше, ещё не дошло до записи.
order-payment-alive = Платёж № { $number }: { $state }
order-payment-came-back = Платёж № { $number } вернулся { $day }: { $reason }
order-payment-again = Сформировать заново…
order-payment-sent = Направлен в банк
order-payment-sent-chosen = { $count ->
    [one] Направлен в банк: { $count }
    [few] Направлены в банк: { $count }
   *[many] Направлены в банк: { $count }
}
order-payment-sent-many = { $count ->
    [one] Отметить { $count } платёж направленным в банк?
    [few] Отметить { $count } платежа направленными в банк?
   *[many] Отметить { $count } платежей направленными в банк?
}
order-payment-sent-detail = Отмечайте, когда файл или бумага переданы в банк. Отменить отметку нельзя.
order-payment-paid = Оплачен банком…
order-payment-paid-chosen = { $count ->
    [one] Оплачен банком: { $count }…
    [few] Оплачены банком: { $count }…
   *[many] Оплачены банком: { $count }…
}
order-payment-paid-many = { $count ->
    [one] Записать оплату { $count } платежа?
    [few] Записать оплату { $count } платежей?
   *[many] Записать оплату { $count } платежей?
}
order-payment-paid-detail = Укажите день списания по выписке банка. Отменить запись нельзя; банк может вернуть платёж позже.
order-payment-record = Записать
order-payment-returned = Возвращён банком…
order-payment-returned-many = { $count ->
    [one] Записать возврат { $count } платежа?
    [few] Записать возврат { $count } платежей?
   *[many] Записать возврат { $count } платежей?
}
order-payment-returned-detail = После возврата по акту можно сформировать новый платёж. Отменить запись нельзя.
order-payment-mt100-chosen = { $count ->
    [one] Файл MT100: { $count } платёж…
    [few] Файл MT100: { $count } платежа…
   *[many] Файл MT100: { $count } платежей…
}
order-payments-asked = Платежи по этому реестру уже запрошены и ещё не дошли до записи.
order-payments-all = По всем актам реестра платежи уже есть.
order-payments-order = { $count ->
    [one] Сформировать { $count } платёжное поручение?
    [few] Сформировать { $count } платёжных поручения?
   *[many] Сформировать { $count } платёжных поручений?
}
order-payments-order-detail = Одно поручение на каждый акт. Второй платёж по тому же акту невозможен, пока первый не вернулся.
order-payments-order-confirm = Сформировать

## Выписка банка
drop-statement = Отпустите, чтобы прочитать выписку банка
order-statement-open = Выписка банка…
order-statement-title = Выписка: { $name }
order-statement-reading = Выписка читается
order-statement-account = Счёт выписки: { $account }
order-statement-summary = К записи: оплачено { $paid }, возвращено { $returned }. Записано раньше: { $recorded }.
order-statement-problems = { $count ->
    [one] { $count } строка требует внимания: по ней ничего не записывается.
    [few] { $count } строки требуют внимания: по ним ничего не записывается.
   *[many] { $count } строк требуют внимания: по ним ничего не записывается.
}
order-statement-faults = { $count ->
    [one] { $count } строка файла не прочитана.
    [few] { $count } строки файла не прочитаны.
   *[many] { $count } строк файла не прочитано.
}
order-statement-fault = Строка { $line }: { $problem }
order-statement-all = Все строки
order-statement-to-look-at = Требуют внимания
order-statement-to-record = К записи
order-statement-no-lines = Таких строк нет.
order-statement-record = { $count ->
    [one] Записать { $count } строку
    [few] Записать { $count } строки
   *[many] Записать { $count } строк
}
order-statement-record-one = Записать: { $name }
order-statement-nothing = Записывать нечего.
order-statement-result = Записано: { $count }. Было записано раньше: { $already }.
order-statement-paid = Оплачен платёж № { $number }
order-statement-returned = Вернулся платёж № { $number }
order-statement-recorded = Платёж № { $number }: записано раньше
order-statement-twice = Платёж № { $number } встречается ещё раз: возможно, деньги ушли дважды
order-statement-sum-differs = Платёж № { $number } поручен на { $sum }: сумма в выписке другая
order-statement-ambiguous = { $count ->
    [one] Неясно, к { $count } платежу ли это относится
    [few] Подходит к { $count } платежам: решает человек
   *[many] Подходит к { $count } платежам: решает человек
}
order-statement-unknown = Такого платежа здесь нет
order-statement-keep = Сохранить выписку
order-statement-kept = Этот файл уже сохранён: { $name }, { $when }. Второй раз ничего не записывается.
order-statement-kept-here = Выписка сохранена здесь и ждёт отправки в реестр: { $name }, { $when }.
order-statement-by-hand = Сопоставлена вручную с платежом № { $number }
order-statement-match = Подобрать платёж ({ $count })
order-statement-match-one = Подобрать платёж: { $name }
order-match-title = Какой это платёж?
order-match-confirm = Сопоставить
order-match-choose = Выберите платёж.
order-match-why-missing = Напишите, почему это именно этот платёж.
order-match-sum-differs = Сумма строки отличается от суммы платежа. Уточните у банка: исполненным он считается только при той же сумме.
order-match-candidates = { $count ->
    [one] Подходит { $count } платёж
    [few] Подходят { $count } платежа
   *[many] Подходят { $count } платежей
}
order-match-why = Почему это именно он
order-match-detail = Ваше имя и обоснование останутся в истории платежа и в выписке. Платёж считается исполненным только один раз.
order-match-fit-reference = референс совпадает
order-match-fit-like-reference = референс отличается на один знак
order-match-fit-number = номер поручения совпадает
order-match-fit-account = ИИК совпадает
order-match-fit-bin = БИН совпадает
order-match-fit-sum = сумма совпадает до тиына
order-match-fit-more = в выписке на { $sum } больше
order-match-fit-less = в выписке на { $sum } меньше
order-kept-button = Сохранённые выписки
order-kept-title = Сохранённые выписки банка
order-kept-none = Сохранённых выписок нет.
order-kept-lines = строк: { $lines }, сопоставлено вручную: { $matched }
order-kept-at = Импортирована { $when }
order-kept-open = Открыть
order-kept-open-one = Открыть выписку: { $name }
