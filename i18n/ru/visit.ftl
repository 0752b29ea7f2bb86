# A visit from the order to its closing.
visit-title = Выезд № { $number }
visit-title-draft = Выезд (без номера)
visit-number = Номер
visit-list-empty = Вам не назначено ни одного выезда
visit-list-empty-detail = Когда выйдет приказ о выезде, он появится здесь после синхронизации.
visit-filter-today = Сегодня
visit-filter-now = Сейчас
visit-filter-open = Незавершённые
visit-filter-unsynced = Неотправленные

## States (composed at run time: visit-state-<state>)
visit-state-planned = Запланирован
visit-state-ordered = Назначен
visit-state-notified = Уведомлён
visit-state-on-site = На объекте
visit-state-admission-refused = Отказ в допуске
visit-state-recording = Заполнение
visit-state-merging = Сведение ответов
visit-state-signing = На подписи
visit-state-signed = Подписан
visit-state-handed-over = Вручён
visit-state-objections = Возражения
visit-state-registered = Зарегистрирован
visit-state-decided = Решение
visit-state-remedying = Устранение
visit-state-repeat-visit = Повторный выезд
visit-state-closed = Закрыт

## Roles in the commission (composed at run time: visit-role-<role>)
visit-role-chair = Председатель
visit-role-secretary = Секретарь
visit-role-member = Член комиссии
visit-role-expert = Эксперт

## Kinds and grounds
visit-kind-planned = Плановый
visit-kind-unplanned = Внеплановый
visit-kind-repeat = Повторный
visit-basis-plan = План выездов
visit-basis-risk = Признаки риска
visit-basis-complaint = Обращение (жалоба)
visit-basis-remedy = Проверка устранения

## Order of the visit
visit-order = Приказ о выезде
visit-order-number = Номер приказа
visit-order-date = Дата приказа
visit-order-issuer = Кем издан
visit-order-expired = Срок приказа истёк
visit-order-do = Назначить приказом…
visit-order-confirm = Назначить
visit-order-hint = После приказа комиссия может готовиться и выезжать.
visit-move = Перенести…
visit-move-title = Другие дни
visit-move-hint = До приказа дни можно изменить. Члены комиссии увидят новые дни после синхронизации.
visit-move-confirm = Перенести
visit-notice = Уведомление организации
visit-notify = Организация уведомлена
visit-notify-hint = Отметьте, когда организации сообщено о выезде. Время сохранится.
visit-plan-repeat = Запланировать повторный выезд
visit-subject = Предмет мониторинга
visit-period = Проверяемый период
visit-dates = Срок проведения
visit-organisation = Организация
visit-commission = Состав комиссии
visit-checklists = Проверочные листы
visit-representative = Представитель организации
visit-previous = Прошлый выезд
visit-previous-none = В эту организацию ещё не выезжали
visit-previous-in-pack = Станет известно с пакетом
visit-previous-elsewhere = другой адрес
visit-address-legal = Юридический адрес
visit-address-visited = Адрес выезда

## Offline pack
visit-pack = Пакет для работы без сети
visit-pack-missing = Пакет не загружен
visit-pack-missing-detail = Загрузите его, пока есть сеть: без него на объекте не будет лицензии и контингента.
visit-arrive-needs-pack = Чтобы отметить прибытие, нужен пакет: подключитесь к сети и загрузите его
visit-pack-offline = Чтобы загрузить пакет, нужна сеть
visit-pack-old = Пакет собран { $date }; данные реестра могли измениться
visit-pack-download = Загрузить пакет

## Arrival
visit-arrive = Отметить прибытие
visit-arrived-at = Прибыли в { $time }
visit-arrived-on = Прибыли { $date } в { $time }
visit-arrive-place = Прибытие с координатами…
visit-arrive-place-hint = Координаты возьмите с телефона или карты, в десятичных градусах: 51,128207 и 71,430411. Чтобы отметить прибытие без места, оставьте всё пустым.
visit-latitude = Широта
visit-longitude = Долгота
visit-accuracy = Точность, м
visit-accuracy-hint = Если устройство её показывает
visit-place-latitude = Широта — число градусов от -90 до 90
visit-place-longitude = Долгота — число градусов от -180 до 180
visit-place-accuracy = Точность — целое число метров, вместе с координатами

## Rights leaflet
visit-rights-print = Напечатать памятку

## Admission
visit-admission-waiting = Ожидание допуска: { $time }
visit-admission-waiting-over = { $count ->
    [one] Прошла { $count } минута
    [few] Прошло { $count } минуты
   *[many] Прошло { $count } минут
    }. Можно оформить отказ в допуске.
visit-admission-record = Оформить отказ…
visit-refusal-act = Акт об отказе в допуске
visit-refusal-consequence = Предлагаемое следствие: приостановление оплаты по этому адресу

## Witnesses
visit-witnesses = Свидетели
visit-witness-add = Добавить свидетеля
visit-witnesses-needed = Опишите обстоятельства и укажите не менее { $count } { $count ->
    [one] свидетеля
    [few] свидетелей
   *[many] свидетелей
    }

## Work of the team
visit-team = Члены комиссии
visit-merge = Свести ответы
visit-merge-done = Все ответы сведены
visit-merge-conflicts = По { $count } { $count ->
    [one] пункту
    [few] пунктам
   *[many] пунктам
    } ответы расходятся
visit-merge-choose = Выберите, какой ответ останется
visit-merge-choose-record = Выберите, какая запись останется: она станет общей для комиссии, другая будет заменена
visit-merge-from = { $name }, { $time }
visit-back-to-recording = Вернуть на заполнение
visit-hand-over = Вручить организации
visit-hand-over-next = Со дня вручения организация может возразить: если вручить сегодня, возражения принимаются до { $date } включительно.
visit-objections-next = Возражения принимаются до { $date } включительно. Они сохранятся вместе с актом и будут видны на странице выезда.
