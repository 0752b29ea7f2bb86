# Register of organisations, licences, premises, traffic light, sanctions.
organisation-register = Реестр организаций
organisation-register-empty = Реестр ещё не загружен
organisation-register-empty-detail = Подключитесь к сети и синхронизируйте: первая загрузка занимает несколько минут.
organisation-find = Название, БИН, адрес
organisation-count = { $count } { $count ->
    [one] организация
    [few] организации
   *[many] организаций
    }
organisation-kind-university = Вуз
organisation-kind-school = Школа
organisation-kind-dormitory = Общежитие
organisation-ownership-state = Государственная
organisation-ownership-private = Частная
organisation-head = Руководитель
organisation-open-points = Не устранено
organisation-counts = Контингент и места
organisation-counts-none = Реестр ещё не считал эту школу: показатели появятся с первой автоматической проверкой.
organisation-counts-unknown = Неизвестно
organisation-counts-of-month = { $people } по списку за { $month }

## Tabs of the card
organisation-tab-summary = Общее
organisation-tab-premises = Адреса
organisation-tab-licence = Лицензия
organisation-tab-visits = Выезды
organisation-tab-prescriptions = Предписания
organisation-tab-sanctions = Санкции

## Licence (states composed at run time: licence-status-<status>)
licence-number = Номер лицензии
licence-column = Лицензия
payment-column = Оплата
payment-runs = Идёт
payment-paused-in-part = Частично
payment-paused = Приостановлена
payment-ended = Прекращена
licence-addresses = Адреса в лицензии
licence-status-active = Действующая
licence-status-suspended = Приостановлена
licence-status-withdrawn = Отозвана
licence-none = Лицензия не найдена
licence-none-short = Нет
licence-address-listed = Адрес есть в лицензии
licence-address-not-listed = Адреса нет в лицензии

## Premises
premises-rka = РКА
premises-capacity = Проектная мощность, мест
premises-purpose = Целевое назначение
premises-purpose-education = Объект образования
premises-purpose-residence = Жильё, общежитие
premises-purpose-other = Иное назначение
premises-purpose-unknown = Неизвестно
premises-purpose-mismatch = Назначение не соответствует обучению
premises-purpose-warning = С 1 января 2027 года для такого здания действует автоматический отказ в финансировании.

## Traffic light (composed at run time: light-<colour>)
light-title = Светофор нарушений
light-green = Зелёный: оплата идёт
light-yellow = Жёлтый: оплата приостановлена
light-yellow-proposed = Жёлтый: предложено приостановление, оплата пока идёт
light-red = Красный: договор расторгнут, оплата прекращена
light-red-suspended = Красный: оплата приостановлена, предложено расторжение
light-red-proposed = Красный: предложено расторжение, оплата пока идёт
light-why = Почему такой цвет

## Grounds of sanctions (composed at run time: ground-<ground>)
ground-address-not-in-licence = Оказание услуг по адресу, не указанному в лицензии
ground-admission-refused = Отказ в допуске комиссии к проведению мониторинга
ground-tax-or-social-debt = Налоговая задолженность или просрочка социальных платежей
ground-licence-withdrawn = Лишение или отзыв лицензии по решению суда или органа
ground-safety-not-remedied = Неустранение нарушений пожарной или санитарной безопасности в срок
ground-study-stopped = Остановка учебного процесса более чем на 1 месяц
ground-violations-ignored = Игнорирование нарушений свыше 4 месяцев
ground-critical-finding = Критическое несоответствие по итогам выездного мониторинга
ground-other-suspending = Иной пункт, по которому предложено приостановление
ground-other-terminating = Иной пункт, по которому предложено расторжение
ground-one-of = один из пунктов: { $items }

## Sanctions and their states (composed at run time: sanction-state-<state>)
sanction-suspension = Приостановление оплаты
sanction-termination = Расторжение договора
sanction-ground = Основание
sanction-premises = Адрес, к которому относится
sanction-state-proposed = Предложено
sanction-state-dismissed = Предложение отклонено
sanction-state-suspended = Оплата приостановлена
sanction-state-escalated = Срок истёк: предложено расторжение
sanction-state-resumed = Оплата возобновлена
sanction-state-terminated = Договор расторгнут
sanction-step-proposed = Предложено по акту: { $what }
sanction-step-proposed-by-clock = Реестр предложил по истечении срока: { $what }
sanction-step-until = до { $date }
sanction-step-limit = Срок приостановления истекает { $date }
sanction-step-registry = Предложил реестр по истечении срока; решает должностное лицо
sanction-step-name-not-kept = Кто решил, в этой записи не сохранилось
sanction-step-reason = Обоснование: { $reason }
sanction-none = Санкций нет
