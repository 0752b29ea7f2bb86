# Госзаказ: дела на сегодня и обзорная панель.

nav-order-today = На сегодня
nav-order-late = { $count ->
    [one] просрочено { $count } дело
    [few] просрочено { $count } дела
   *[many] просрочено { $count } дел
}
nav-order-board = Обзор
board-today = Дела на сегодня
board-waits-count = { $count ->
    [one] ждёт { $count } дело
    [few] ждут { $count } дела
   *[many] ждут { $count } дел
}
board-late-count = просрочено { $count }
board-tab-waits = Ждёт меня
board-tab-suspended = Приостановлено
board-tab-unsent = Кто не направил акт
board-tab-changed = Изменилось с { $day }
board-waits-none = Ничего не ждёт
board-waits-none-detail = Когда от вас что-то понадобится, оно появится здесь.
board-unsent-none = Все акты направлены
board-unsent-none-detail = Акты за завершённые месяцы подписаны школами.
board-changed-none = Изменений нет
board-changed-none-detail = С последнего рабочего дня записи не менялись.
board-barred = { $count ->
    [one] Ещё { $count } дело ждёт, но у вас нет действующего поручения: { $scopes }.
    [few] Ещё { $count } дела ждут, но у вас нет действующего поручения: { $scopes }.
   *[many] Ещё { $count } дел ждут, но у вас нет действующего поручения: { $scopes }.
}
board-asked = Запрошено, ждёт ответа реестра
board-late-by = { $days ->
    [one] опоздание { $days } рабочий день
    [few] опоздание { $days } рабочих дня
   *[many] опоздание { $days } рабочих дней
}
board-due = до { $day }
board-since = с { $day }
board-number = № { $number }
board-acts = { $count ->
    [one] { $count } акт
    [few] { $count } акта
   *[many] { $count } актов
}
board-records = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}
board-schools = { $count ->
    [one] { $count } школа
    [few] { $count } школы
   *[many] { $count } школ
}
board-by-you = Вами

## Что сделать
board-task-take-application = Взять заявку на рассмотрение
board-task-examine-application = Рассмотреть заявку
board-task-rework-application = Доработать заявку после согласования
board-task-approve-application = Согласовать предложение по заявке
board-task-answer-remarks = Устранить замечания к заявке
board-task-sign-application = Подписать заявку ЭЦП первого руководителя
board-task-sign-contract = Подписать договор или допсоглашение
board-task-contract-building = Составить договор возмещения на год
board-task-compose-act = Составить акт за месяц
board-task-sign-act = Подписать акт
board-task-chase-act = Школа не направила акт
board-task-list-act = Включить акт в реестр
board-task-relist-act = Включить возвращённый акт в другой реестр
board-task-settle-invoice = Урегулировать счёт-фактуру
board-task-send-register = Подписать и отправить реестр
board-task-relist-acts = Заново включить акты возвращённого реестра
board-task-examine-register = Проверить и принять реестр
board-task-order-payments = Сформировать платёжные поручения
board-task-send-back-acts = Вернуть акты: счёт получателя изменился
board-task-send-payment = Отправить платёж в банк
board-task-await-bank = Ожидается ответ банка
board-task-reissue-payment = Переоформить возвращённый платёж
board-task-renew-mandate = Продлить поручение на представительство
board-task-await-ruling = Ждёт: оплата школе приостановлена
board-suspended-why = Приостановлено с { $day } по акту № { $number }: { $reason }
board-suspended-none = Ничего не приостановлено
board-suspended-none-detail = Когда оплата школе приостановлена, её акты ждут здесь, пока решение не снято.

## Почему акт не направлен
board-why-contract-school = договор не подписан школой
board-why-contract-department = договор не подписан управлением
board-why-contract-both = договор не подписан сторонами
board-why-not-composed = акт не составлен
board-why-withdrawn = акт отозван, другой не составлен
board-why-not-signed = акт составлен, школа не подписала

## Что произошло
board-stage-new = Новые
board-stage-in-work = На исполнении
board-stage-in-approval = На согласовании
board-stage-back-at-executor = На доработке у исполнителя
board-stage-back-at-school = На доработке у школы
board-stage-accepted = Принятые
board-stage-refused = Отклонённые
board-stage-withdrawn = Отозванные
board-payment-ordered = Платёжное поручение сформировано
board-payment-sent = Платёж отправлен в банк
board-payment-paid = Платёж исполнен
board-payment-returned = Платёж возвращён
board-record-application = Заявка
board-record-budget = Бюджет
board-record-distribution = Распределение бюджета
board-record-plan = План финансирования
board-record-contract = Договор
board-record-act = Акт за месяц
board-record-register = Сводный реестр
board-record-payment = Платёж
board-record-mandate = Поручение на представительство
board-scope-applications = заявки
board-scope-funding = бюджет и план
board-scope-contracts = договоры
board-scope-acts = акты
board-scope-registers = реестры
board-scope-payments = платежи
board-scope-mandates = поручения

## Обзор
board-name = Обзор
board-title = Финансирование школ, { $year }
board-title-region = Финансирование школ, { $year } · { $region }
board-as-of = Данные на { $time } · копия на этом компьютере
board-as-of-never = Связи с реестром ещё не было · копия на этом компьютере
board-empty = Записей госзаказа нет
board-empty-detail = Показатели появятся, когда придут план, договоры или акты.
board-too-large = Суммы не складываются
board-too-large-detail = В записях есть невозможно большая сумма. Сообщите администратору реестра.
board-all-regions = Все регионы
board-save-png = PNG
board-save-pdf = PDF
board-paper-whose = Чья доска
board-not-saved = Файл не сохранён: { $reason }
board-budget = Бюджет
board-of-year = на год
board-plan = План
board-contracted = Договоры
board-acted = Акты
board-paid = Оплачено
board-unpaid = Неоплаченные акты
board-unsent = Акты не направлены
board-unsent-short = Не направлено актов
board-of-plan = { $share } плана
board-no-plan = плана нет
board-by-month = Исполнение по месяцам
board-ageing = Возраст неоплаченных актов
board-days-range = { $from }–{ $to } дн.
board-days-over = более { $days } дн.
board-queues = Время ожидания
board-until-decided = От заявки до решения
board-until-paid = От акта до оплаты
board-queue = медиана { $median } дн. · дольше всего { $longest }
board-queue-none = данных нет
board-map = По регионам
board-map-paid = Оплачено
board-map-acted = Акты
board-map-contracted = Договоры
board-map-unpaid = Не оплачено
board-map-none = данных нет
board-map-words = { $sum }, { $share }
board-stages = Заявки
board-stages-none = Заявок нет
board-lights = Нарушения школ
board-lights-none = Реестр организаций загружается
board-note-contracted = Сумма договора разнесена по месяцам, как в плане; в списке показана вся сумма договора.
board-plan-version = версия { $version }
board-unit-billion = млрд ₸
board-unit-million = млн ₸
board-unit-thousand = тыс. ₸
board-unit-one = ₸

## Краткие названия на плитках карты
region-short-10 = Абай
region-short-11 = Акмола
region-short-15 = Актобе
region-short-19 = Алмат. обл.
region-short-23 = Атырау
region-short-27 = ЗКО
region-short-31 = Жамбыл
region-short-33 = Жетысу
region-short-35 = Караганда
region-short-39 = Костанай
region-short-43 = Кызылорда
region-short-47 = Мангистау
region-short-55 = Павлодар
region-short-59 = СКО
region-short-61 = Туркестан
region-short-62 = Улытау
region-short-63 = ВКО
region-short-71 = Астана
region-short-75 = Алматы
region-short-79 = Шымкент

## Registers of the day
board-find = Школа, договор, что сделать
board-changes = Что изменилось
board-urgency-late = Просрочено
board-urgency-today = Срок сегодня
board-urgency-week = В течение недели
board-urgency-later = Позже
board-urgency-no-term = Без срока
board-column-urgency = Срочность
board-column-task = Что сделать
board-column-number = Номер
board-column-details = Подробности
board-column-due = Срок до
board-column-late = Рабочих дней просрочки
board-column-why = Почему
board-column-also = Ещё мешает
board-column-reminded = Написано школе
board-column-at = Когда
board-column-what = Что произошло
board-column-kind = О чём
board-record-month = Ежемесячная проверка
board-record-ruling = Санкция
board-record-check = Автоматическая проверка
board-ruling-act = акт № { $number }
board-mandate-begins = Поручение начало действовать
board-mandate-revoked = Поручение отозвано
board-mandate-ended = Срок поручения истёк
board-why-nothing-sent = LMS ничего не передала за месяц
board-why-month-open = месяц не зафиксирован
board-why-month-not-validated = месяц зафиксирован, школа ещё не проверена
board-why-suspended = оплата школе приостановлена
board-remind = { $count ->
    [0] Напомнить школам
    [one] Напомнить о { $count } акте
    [few] Напомнить о { $count } актах
   *[many] Напомнить о { $count } актах
}
board-remind-none = Отметьте акты, о которых напомнить школам.
board-remind-title = { $count ->
    [one] Будет отправлено { $count } напоминание
    [few] Будет отправлено { $count } напоминания
   *[many] Будет отправлено { $count } напоминаний
}
board-remind-detail = По одному сообщению о каждом договоре или акте, в его переписке. Школа увидит его при следующей синхронизации.
board-remind-send = { $count ->
    [one] Отправить { $count } напоминание
    [few] Отправить { $count } напоминания
   *[many] Отправить { $count } напоминаний
}
board-remind-text = Текст сообщения
board-remind-words = Акт не поступил в срок. Просим составить и подписать его или написать, что мешает.
board-open-points = { $count ->
    [one] { $count } открытый пункт предписаний
    [few] { $count } открытых пункта предписаний
   *[many] { $count } открытых пунктов предписаний
}
