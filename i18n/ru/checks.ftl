# Automatic checks: titles, reasons, sources, and what follows.

## Titles of the automatic checks (composed at run time: flk-title-<check>)
flk-title-org-status = Статус юридического лица
flk-title-org-head = Руководитель
flk-title-org-founders = Участники и учредители
flk-title-org-state-share = Государственное участие
flk-title-org-licence = Действующая лицензия
flk-title-org-signature = Подпись ЭЦП
flk-title-org-tax-debt = Налоговая задолженность
flk-title-org-social-payments = Социальные платежи
flk-title-org-phone = Телефон в базе мобильных граждан
flk-title-org-biometrics = Биометрическая идентификация
flk-title-org-sms = Подтверждение по СМС 1414
flk-title-org-qr-order = Приказ об учете посещаемости по QR
flk-title-org-account = Счет получателя
flk-title-act-invoice = Электронный счет-фактура
flk-title-premises-licence = Адрес услуг в приложении к лицензии
flk-title-premises-right = Право на здание
flk-title-premises-purpose = Целевое назначение здания
flk-title-premises-pledge = Обременение недвижимости
flk-title-premises-address = Код Адресного регистра
flk-title-premises-area = Площадь здания
flk-title-premises-permit = Контингент и санитарное разрешение
flk-title-premises-capacity = Контингент и проектная мощность здания
flk-title-premises-fire = Пожарная безопасность
flk-title-premises-sanitary = Санитарные нормы
flk-title-premises-antiterror = Антитеррористическая защита
flk-title-learner-birth = Дата рождения соответствует ИИН
flk-title-learner-citizenship = Гражданство обучающегося
flk-title-learner-life = Жизненный статус обучающегося
flk-title-learner-duplicate = Дублирование по ИИН
flk-title-learner-moves = Переходы обучающегося
flk-title-learner-progress = Сведения об успеваемости
flk-title-learner-study = Тип обучения
flk-title-learner-contract = Договор с обучающимся
flk-title-learner-grant = Грант по данным НЦТ
flk-title-learner-capacity = Дееспособность
flk-title-learner-attendance = Посещаемость по LMS и QR
flk-title-teacher-citizenship = Гражданство педагога
flk-title-teacher-life = Жизненный статус педагога
flk-title-teacher-duplicate = Дублирование педагога
flk-title-teacher-contributions = Пенсионные взносы педагога
flk-title-teacher-employment = Трудовой договор педагога

## Why a check failed (flk-reason-<reason>)
flk-reason-entity-not-found = Юридическое лицо не найдено в ГБД ЮЛ.
flk-reason-entity-not-active = Юридическое лицо ликвидировано или ликвидируется.
flk-reason-head-missing = В ГБД ЮЛ не указан руководитель.
flk-reason-head-differs = Руководитель в заявке не совпадает с ГБД ЮЛ.
flk-reason-head-not-alive = Руководитель по ГБД ФЛ не жив или не найден.
flk-reason-founder-not-active = Учредитель — недействующее юридическое лицо.
flk-reason-founder-not-alive = Учредитель по ГБД ФЛ не жив или не найден.
flk-reason-state-share = В капитале есть доля государства.
flk-reason-licence-missing = Лицензии нет.
flk-reason-licence-suspended = Действие лицензии приостановлено.
flk-reason-licence-withdrawn = Лицензия отозвана.
flk-reason-licence-out-of-term = Лицензия на эту дату не действует.
flk-reason-address-not-in-licence = Адреса нет в приложении к действующей лицензии.
flk-reason-signature-invalid = Подпись недействительна.
flk-reason-signature-of-another = Подпись не организации и не её первого руководителя.
flk-reason-tax-debt = Имеется налоговая задолженность.
flk-reason-social-payments-overdue = Социальные платежи просрочены.
flk-reason-phone-of-another = Номер телефона не принадлежит этому лицу.
flk-reason-biometrics-differ = Биометрия не совпала.
flk-reason-sms-not-confirmed = СМС не подтверждено.
flk-reason-qr-order-missing = Нет приказа об учете посещаемости по QR.
flk-reason-account-closed = Счет закрыт.
flk-reason-account-of-another = Счет не принадлежит этой организации.
flk-reason-right-missing = Право на здание не зарегистрировано.
flk-reason-right-of-another = Право на здание у другого лица.
flk-reason-right-ended = Срок права на здание истек.
flk-reason-purpose-differs = Несоответствие целевому назначению.
flk-reason-pledge-not-registered = Обременение не зарегистрировано.
flk-reason-pledge-too-short = Обременение зарегистрировано на меньший срок, чем требуется.
flk-reason-address-code-unknown = В Адресном регистре нет такого кода.
flk-reason-address-code-differs = Регистр ответил о другом коде.
flk-reason-area-overstated = Заявленная площадь больше зарегистрированной.
flk-reason-over-permit = Обучающихся больше, чем допускает санитарное разрешение.
flk-reason-over-capacity = Обучающихся больше, чем мест в здании по проекту.
flk-reason-fire-safety-missing = Пожарная безопасность не подтверждена.
flk-reason-sanitary-missing = Санитарное соответствие не подтверждено.
flk-reason-antiterror-missing = Антитеррористическая защита не подтверждена.
flk-reason-birth-differs = Дата рождения не совпадает с датой в ИИН.
flk-reason-not-citizen = Не гражданин Казахстана.
flk-reason-person-not-found = Лицо не найдено в ГБД ФЛ.
flk-reason-person-dead = По ГБД ФЛ умер(ла).
flk-reason-duplicate = Состоит в списках нескольких организаций.
flk-reason-in-two-regions = В одном месяце числится в организациях разных регионов.
flk-reason-moved-often = Слишком часто переходит из организации в организацию.
flk-reason-not-listed = Нет в списке этой организации.
flk-reason-no-marks = Оценок нет.
flk-reason-distance-learning = Дистанционное обучение не оплачивается.
flk-reason-study-of-another-kind = Тип обучения не относится к этой программе.
flk-reason-contract-of-another = Договор заключен с другой организацией.
flk-reason-contract-out-of-term = Договор не охватывает этот месяц.
flk-reason-grant-missing = Действующего гранта нет.
flk-reason-incapacitated = Признан(а) недееспособным.
flk-reason-missing = Признан(а) безвестно отсутствующим.
flk-reason-attendance-below = Подтвержденных занятий меньше порога.
flk-reason-contributions-missing = Нет пенсионных взносов от этой организации.
flk-reason-employment-missing = Нет трудового договора с этой организацией.
flk-reason-invoice-missing = Электронного счета-фактуры нет.
flk-reason-invoice-not-in-force = Счет-фактура отозван, аннулирован или отклонен.
flk-reason-invoice-of-another = Счет-фактура выписан другим поставщиком.
flk-reason-invoice-sum-differs = Сумма счета-фактуры не равна сумме акта.

## Why nothing is known (flk-unknown-<why>)
flk-unknown-not-asked = Источник еще не опрошен.
flk-unknown-no-answer = Источник не ответил.
flk-unknown-too-old = Сведения слишком старые.
flk-unknown-conflict = Источники расходятся: решает человек.
flk-unknown-left-open = Ответ оставляет вопрос открытым.
flk-unknown-no-lessons = Занятий не было запланировано: решает человек.

## Why a check does not apply (flk-skip-<why>)
flk-skip-no-period = Месяц не указан.
flk-skip-no-document = Документ не указан.
flk-skip-no-representative = Представитель не указан.
flk-skip-no-founders = Учредители не указаны.
flk-skip-no-limit = В разрешении не указано число мест.

## Reasons of the monthly verdict on one person (flk-month-<reason>)
flk-month-number = Ошибка в ИИН.
flk-month-birth = Дата рождения не совпадает с ИИН.
flk-month-dead = Умер(ла).
flk-month-not-found = Не найден(а) в ГБД ФЛ.
flk-month-life-unknown = Жизненный статус неизвестен.
flk-month-not-citizen = Не гражданин Казахстана.
flk-month-citizenship-unknown = Гражданство неизвестно.
flk-month-duplicate = Состоит в списках нескольких организаций.
flk-month-distance = Обучается дистанционно.
flk-month-study-other = Тип обучения не относится к этой программе.
flk-month-study-unknown = Тип обучения неизвестен.
flk-month-no-contract = Нет договора на этот месяц.
flk-month-contract-unknown = О договоре нет сведений.
flk-month-no-licence = Нет действующей лицензии.
flk-month-licence-unknown = О лицензии нет сведений.
flk-month-attendance-below = Посещаемость ниже порога.
flk-month-no-lessons = Занятий не было запланировано.
flk-month-attendance-unknown = О посещаемости нет сведений.

## Source systems (flk-source-<source>)
flk-source-gbd-ul = ГБД ЮЛ
flk-source-gbd-fl = ГБД ФЛ
flk-source-gos-reestr = ГосРеестр
flk-source-e-licensing = Е-лицензирование
flk-source-nca = НУЦ
flk-source-culs = ЦУЛС
flk-source-bmg = База мобильных граждан
flk-source-biometrics = Биометрия
flk-source-sms-1414 = СМС 1414
flk-source-lms = LMS
flk-source-egkn = ЕГКН
flk-source-address-register = Адресный регистр
flk-source-enpf = ЕНПФ
flk-source-enbek = Портал Enbek
flk-source-esf = ИС ЭСФ
flk-source-nct = НЦТ
flk-source-minjust = Министерство юстиции
flk-source-nobd = НОБД
flk-source-treasury = Казначейство
flk-source-applicant = Заявитель
flk-source-registry = Реестр

## Verdicts (flk-verdict-<verdict>)
flk-verdict-passed = Пройдена
flk-verdict-failed = Не пройдена
flk-verdict-unknown = Неизвестно
flk-verdict-not-applicable = Неприменимо
flk-not-passed = Проверка не пройдена: { $check }
requirement-not-met = Не выполнено: { $requirement }

## What follows from a failure (flk-consequence-<consequence>)
flk-consequence-refuse = Стоп-фактор
flk-consequence-exclude-learner = Обучающийся исключается из оплаты за месяц
flk-consequence-propose = Предлагается мера: решает человек
flk-consequence-review = Рассматривает человек

## What follows from all checks (flk-decision-<decision>)
flk-decision-allowed = Препятствий нет
flk-decision-allowed-after-review = Стоп-факторов нет, нужно рассмотрение
flk-decision-waits = Ожидается ответ источника
flk-decision-refused = Есть стоп-фактор

## Monthly verdicts (flk-paid-<verdict>)
flk-paid-payable = К оплате
flk-paid-held = Ожидает решения: не оплачивается
flk-paid-excluded = Исключен(а) из месяца

## Card of an organisation: what the checks say
flk-tab = Автоматические проверки
flk-occasion-application = При подаче заявки
flk-occasion-activation = При активировании услуг
flk-occasion-monthly = При ежемесячной проверке
flk-run-at = Проверено
flk-ask-again = Проверить снова
flk-ask-wished = Запрос сохранен: он уйдет, когда появится связь с реестром.
flk-ask-queued = Реестр опрашивает источники. Результат придет с синхронизацией.
flk-ask-waiting = Такая проверка уже идет: ее результат придет с синхронизацией.
flk-ask-no-sources = К реестру не подключен ни один источник: проверки ждут.
flk-none = Автоматические проверки еще не выполнялись
flk-none-detail = Результаты появятся здесь, когда реестр опросит источники.
flk-unidentified = В БИН ошибка: источники о такой организации не спросить.
flk-unasked = Реестр не подключен к источникам: { $sources }.
flk-filter-all = Все проверки
flk-filter-in-the-way = Только то, что мешает
flk-nothing-in-the-way = Ничего не мешает
flk-nothing-in-the-way-detail = Ни одна проверка с последствиями не провалена и не ждет ответа.
flk-whole-organisation = Организация
flk-sources = Источники
flk-evidence = Сведения
flk-evidence-line = { $source }: { $said } (на { $when })
flk-evidence-against = { $line }; сравнено с: { $value }
flk-evidence-stale = { $line }; устарело, источник пока не ответил
flk-evidence-too-old = { $line }; слишком старо
flk-follows = Последствие
flk-since = Так с
flk-basis = Основание
flk-basis-proposal = { $text } (предложение)
flk-people = Обучающиеся
flk-people-passed = { $count ->
    [one] { $count } человек: пройдена
    [few] { $count } человека: пройдена
   *[many] { $count } человек: пройдена
}
flk-people-failed = { $count ->
    [one] { $count } человек: не пройдена
    [few] { $count } человека: не пройдена
   *[many] { $count } человек: не пройдена
}
flk-people-unknown = { $count ->
    [one] { $count } человек: неизвестно
    [few] { $count } человека: неизвестно
   *[many] { $count } человек: неизвестно
}
flk-register-column = Стоп-факторы
flk-register-stops = { $count ->
    [one] { $count } стоп-фактор
    [few] { $count } стоп-фактора
   *[many] { $count } стоп-факторов
}
flk-register-no-stops = Нет
flk-register-unchecked = Не проверено
flk-register-filter = Есть стоп-фактор
flk-register-pill = Стоп-фактор

## What a source said (flk-said-<word>)
flk-said-yes = да
flk-said-no = нет
flk-said-encumbered = зарегистрировано с { $from } по { $to }
flk-said-encumbered-untold = зарегистрировано, срок не сообщён
flk-said-at-least = не ранее чем по { $day }
flk-said-none = нет сведений
flk-said-active = действует
flk-said-in-liquidation = ликвидируется
flk-said-liquidated = ликвидировано
flk-said-not-found = не найдено
flk-said-alive = жив(а)
flk-said-dead = умер(ла)
flk-said-education = образование
flk-said-residence = жилье
flk-said-other = другое назначение
flk-said-unknown = назначение не указано
flk-said-exists = { $code } есть в регистре
flk-said-absent = { $code } в регистре нет
flk-said-valid = действительна
flk-said-invalid = недействительна
flk-said-not-fully-checked = проверена не полностью
flk-said-area = { $area } м²
flk-said-places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
}
