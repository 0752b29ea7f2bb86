# Checklists: answering, findings, recovery.
checklist-title = Проверочный лист
checklist-item = Пункт
checklist-norm-unconfirmed = пункт нормы должен подтвердить юрист
checklist-if-violated = при нарушении: { $severity }
checklist-translation-missing = нет перевода
checklist-read-only = Лист закрыт: акт передан на подпись

## Answers (composed at run time: answer-<value>)
answer-yes = Да
answer-no = Нет
answer-na = Неприменимо
answer-not-checked = Не проверялось
answer-ok = Соответствует
answer-remarks = С замечаниями
answer-critical = Не соответствует
answer-none = Нет ответа
answer-clear = Снять ответ
answer-not-checked-reason = Почему не проверялось
answer-computed = вычисляется
answer-invalid = Ответ не проходит проверку
answer-required = Ответ обязателен
answer-number-expected = Здесь нужно число
answer-all-conform = Всё соответствует…
answer-all-conform-ask = На { $count } { $count ->
    [one] пункт
    [few] пункта
   *[many] пунктов
    } раздела без ответа будет поставлено «Да». Вы проверили каждый?

## Severity (composed at run time: severity-<name>)
severity-title = Тяжесть
severity-gross = Грубое
severity-significant = Значительное
severity-minor = Незначительное
severity-information = Для сведения
severity-changed = В листе: { $severity }. Почему тяжесть изменена?

## Consequences of a violated item (composed at run time: effect-<name>)
effect-title = Предлагаемое следствие
effect-suspend = Приостановление оплаты
effect-terminate = Предложение расторгнуть договор
effect-refuse = Отказ в допуске к финансированию
effect-nopay = Не включать в оплату за месяц
effect-fix = Предписание со сроком устранения
effect-verdict = Заключение
effect-none = Без последствий
effect-basis-seed = названо в правилах пилота
effect-basis-proposed = проект, не утверждено

## Filters (composed at run time: checklist-filter-<name>)
checklist-filter-title = Фильтр
checklist-filter-all = Все пункты
checklist-filter-unanswered = Обязательные без ответа
checklist-filter-violations = Нарушения
checklist-filter-invalid = Ошибочные ответы
checklist-filter-flagged = Отмеченные
checklist-filter-evidence-missing = Не хватает доказательств
checklist-filter-not-checked = Не проверялись
checklist-filter-colleague = Изменил коллега
checklist-filter-conflict = Ответы расходятся
checklist-filter-empty = По этому фильтру пунктов нет

## Sections
checklist-section-find = Найти пункт
checklist-progress = { $done } / { $total }
checklist-violations = { $count } { $count ->
    [one] нарушение
    [few] нарушения
   *[many] нарушений
    }
checklist-flags = { $count } { $count ->
    [one] отметка
    [few] отметки
   *[many] отметок
    }

## Finishing: what still prevents the act (composed at run time: blocker-<kind>)
checklist-finish = Завершение заполнения
checklist-finish-ready = Всё готово. Можно составить акт.
checklist-finish-blocked = До акта осталось препятствий: { $count }
checklist-finish-later = Завершить позже
checklist-back-to-obstacles = К препятствиям ({ $count })
checklist-finish-decision = Решение организации по акту отмечается на экране акта, после сведения ответов.
checklist-name-hei-lic = Лицензия и адрес
checklist-name-safe = Безопасность
checklist-name-att = Посещаемость
checklist-name-sch = Школа
checklist-name-dorm = Общежитие
checklist-name-use = Использование здания
checklist-second-none = Скрыть
checklist-beside = Рядом
blocker-unanswered = { $item }: нет ответа
blocker-invalid = { $item }: ответ не проходит проверку
blocker-no-reason = { $item }: не указано, почему не проверялось
blocker-no-note = { $item }: нарушение не описано
blocker-no-severity = { $item }: не указана тяжесть
blocker-no-due = { $item }: не указан срок устранения
blocker-no-stop = { $item }: не указано, с какого дня стояла учёба
blocker-stop-impossible = { $item }: дни остановки учёбы стоят не по порядку
blocker-due-too-early = { $item }: срок устранения не может быть меньше { $days } { $days ->
    [one] дня
    [few] дней
   *[many] дней
    }
blocker-no-photo = { $item }: не приложено фото
blocker-no-document = { $item }: не приложен документ
blocker-conflict = { $item }: ответы расходятся
blocker-no-headcount = Пересчёт не завершён
blocker-no-representative = Не указан представитель организации
blocker-no-party-decision = Не отмечено решение организации
blocker-act-objections-missing = Акт подписан с возражениями, а текста возражений нет
blocker-act-objections-unsaid = Записаны возражения, а акт отмечен как подписанный без них
blocker-act-refusal-unexplained = Не описано, как представитель отказался подписать акт
blocker-act-refusal-unsaid = Описан отказ от подписания, а акт отмечен как подписанный
blocker-act-acquaintance-missing = Не указано, когда представитель ознакомлен с актом
blocker-act-acquaintance-out-of-order = Время ознакомления не приходится на время выезда
blocker-act-departure-missing = Не указано, когда комиссия убыла
blocker-act-departure-out-of-order = Время убытия не приходится на время выезда

## Finding: the record of a violation
finding-note = Описание нарушения
finding-note-hint = Что и где вы увидели
finding-due = Срок устранения
finding-due-proposed = предлагается: { $term }
finding-stop-since = Учёба стоит с
finding-stop-resumed = Возобновлена (пусто: ещё стоит)
finding-stop-impossible = Дни стоят не по порядку или ещё не наступили
finding-stop-rule = Остановка более чем на 1 месяц — основание предложить расторжение; более короткая — пункт предписания.
finding-responsible = Ответственный
finding-recommendation = Рекомендация
finding-evidence = Доказательство
finding-evidence-photo-required = Доказательство: фото, обязательно
finding-evidence-document-required = Доказательство: документ, обязательно
finding-item-note = Примечание

## Previous visit
previous-title = { $item } · прошлый выезд
previous-violation = Было нарушение
previous-conformed = Соответствовало
previous-not-asked = В прошлый раз не спрашивалось
previous-remedied = Срок { $due }, устранено { $date }
previous-not-remedied = Срок { $due }, не устранено

## History of an item
history-title = История
history-none = Ответа ещё не было
history-line = { $time } { $value } · { $name }

## Keys of the runner
key-answer = ответ
key-note = примечание
key-photo = фото
key-flag = отметка
key-severity = тяжесть
key-next-unanswered = следующий без ответа
key-go-to = переход
key-language = язык
key-undo = отменить
key-back = назад
checklist-go-to-title = Переход к пункту
checklist-go-to-hint = Номер пункта или слово из текста

## Undo and recovery
undo-nothing = Отменять нечего
undo-done = Отменено: { $what }
undo-redone = Возвращено: { $what }
undo-changed-since = Не отменено, с тех пор это изменил коллега: { $what }
recovery-title = Работа была прервана
recovery-look = Просмотрите восстановленное: строка ведёт к своему месту.
recovery-line = { $value } · записано { $time }
recovery-continue = Продолжить с этого места
key-type = ввод
