# A visit from the order to its closing.
visit-title = Выезд № { $number }
visit-title-draft = Выезд (без номера)
visit-draft-number = Временный номер
visit-number = Номер
visit-state = Состояние
visit-list-empty = Вам не назначено ни одного выезда
visit-list-empty-detail = Когда выйдет приказ о выезде, он появится здесь после синхронизации.
visit-filter-today = Сегодня
visit-filter-open = Незавершённые
visit-filter-unsynced = Неотправленные

## States (composed at run time: visit-state-<state>)
visit-state-planned = План
visit-state-ordered = Назначен
visit-state-notified = Уведомлён
visit-state-on-site = На объекте
visit-state-admission-refused = Допуск отказан
visit-state-recording = Заполнение
visit-state-merging = Сведение
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
visit-order-valid = Действует до { $date }
visit-order-expired = Срок приказа истёк
visit-order-show = Показать приказ
visit-subject = Предмет мониторинга
visit-period = Проверяемый период
visit-dates = Срок проведения
visit-organisation = Организация
visit-premises = Адрес
visit-commission = Состав комиссии
visit-checklists = Проверочные листы
visit-representative = Представитель организации
visit-representative-power = Документ о полномочиях
visit-previous = Прошлый выезд
visit-previous-none = По этому адресу ещё не выезжали

## Offline pack
visit-pack = Пакет для работы без сети
visit-pack-ready = Пакет готов · { $size }
visit-pack-missing = Пакет не загружен
visit-pack-missing-detail = Загрузите его, пока есть сеть: без него на объекте не будет лицензии и контингента.
visit-pack-old = Пакет собран { $date }; данные реестра могли измениться
visit-pack-download = Загрузить пакет

## Arrival
visit-start = Начать выезд
visit-arrive = Отметить прибытие
visit-arrived-at = Прибыли в { $time }
visit-depart = Отметить убытие
visit-departed-at = Убыли в { $time }
visit-coordinates = Координаты
visit-coordinates-accuracy = точность ±{ $metres } м
visit-coordinates-distance = { $metres } м от адреса в лицензии
visit-coordinates-manual = Координаты введены вручную
visit-facade-photo = Фото фасада с номером дома и вывеской
visit-show-papers = Приказ и удостоверения предъявлены

## Rights leaflet
visit-rights = Памятка о правах и обязанностях
visit-rights-handed = Памятка вручена
visit-rights-acknowledged = Представитель ознакомлен
visit-rights-print = Напечатать памятку

## Admission
visit-admission = Допуск на объект
visit-admission-granted = Допущены
visit-admission-refused = В допуске отказано
visit-admission-partial = Допущены частично
visit-admission-waiting = Ожидание допуска: { $time }
visit-admission-waiting-over = Прошло 30 минут. Можно оформить отказ в допуске.
visit-admission-record = Оформить отказ…
visit-refusal-act = Акт об отказе в допуске
visit-refusal-who = Кто отказал
visit-refusal-words = Названная причина
visit-refusal-video = Видеозапись
visit-refusal-consequence = Предлагаемое следствие: приостановление оплаты по этому адресу

## Witnesses
visit-witnesses = Свидетели
visit-witness-add = Добавить свидетеля
visit-witness-signed = Подписал
visit-witness-declined = Отказался подписать
visit-witnesses-needed = Нужны не менее двух свидетелей

## Work of the team
visit-progress = Заполнено { $done } из { $total }
visit-team = Члены комиссии
visit-team-assigned = Заполняет { $name }
visit-team-left = Выбыл до подписания
visit-team-left-reason = Причина выбытия
visit-merge = Свести ответы
visit-merge-done = Все ответы сведены
visit-merge-conflicts = По { $count } { $count ->
    [one] пункту
    [few] пунктам
   *[many] пунктам
    } ответы расходятся
visit-merge-choose = Выберите, какой ответ останется
visit-merge-from = { $name }, { $time }
visit-to-signing = Передать на подпись
visit-back-to-recording = Вернуть на заполнение
visit-hand-over = Вручить организации
visit-close = Закрыть выезд
visit-order-repeat = Назначить повторный выезд
visit-history = История
visit-clock-wrong = Часы компьютера расходятся с временем реестра на { $difference }. В акте будут указаны оба времени.
