# The act of the visit, its print and the prescription.
act-title = Акт мониторинга
act-title-number = Акт мониторинга № { $number }
act-compose = Составить акт
act-preview = Просмотр акта
act-fix = Зафиксировать текст
act-fix-detail = После этого ответы не меняются: все подписывают один и тот же текст.
act-withdraw = Отозвать акт

## Fields, in the order of the form
act-field-objections = Возражения организации
act-field-opinion = Особое мнение члена комиссии
act-field-consequence = Предлагаемое следствие и адрес, к которому оно относится

## Decision of the inspected organisation (composed at run time: act-party-<decision>)
act-party-title = Решение организации
act-party-signed = Подписан
act-party-signed-with-objections = Подписан с возражениями
act-party-refused = Отказ от подписания
act-acquainted = Когда представитель ознакомлен
act-refusal-text = Обстоятельства отказа
act-refusal-hint = Что сказали или сделали, кто был при этом
act-departed = Комиссия убыла в
act-departed-hint = Это время войдёт в акт и не изменится, когда акт составят заново
act-further-orders = Дополнительные приказы
act-further-orders-hint = Продление выезда или изменение состава комиссии
act-further-order-add = Добавить приказ
act-party-name = Кто подписал

## Objections, special opinion
act-objections-add = Записать возражения
act-objections-text = Текст возражений
act-objections-attach = Приложить документы…
act-objections-papers = Документов: { $count }
act-opinion-text = Текст особого мнения
act-opinion-detail = Мнение прилагается к акту. Подпись всё равно ставится.

## Copies and handing over (composed at run time: act-handover-<way>)
act-handover-title = Вручение
act-handover-paper = На бумаге, лично
act-handover-electronic = В электронном виде
act-handover-refused-and-mailed = Отказ принять, направлен по почте
act-handover-to = Кому вручён
act-handover-offered-to = Кому предложен
act-handover-at = Когда вручён
act-handover-mailed-at = Когда отправлен по почте

## Signature pages, verification, footer
act-export-pdf = Сохранить PDF…
act-export-cms = Сохранить файлы подписей…

## Prescription
prescription-recommendation = Что сделать
prescription-responsible = Ответственный
prescription-due = Срок
prescription-report = Отчёт об устранении
prescription-accept = Подтвердить устранение
prescription-not-yours = Устранение подтверждает комиссия или должностное лицо, которое решает по этой организации.
prescription-state-open = Не устранено
prescription-state-reported = Представлен отчёт
prescription-state-remedied = Устранено
prescription-state-overdue = Просрочено
prescription-empty = Открытых предписаний нет
prescription-point-title = Акт № { $act } · пункт { $point }
prescription-act = Акт
prescription-admission = Отказ в допуске комиссии
prescription-admit = Допустить комиссию в здание, к документам и журналам
prescription-remedy = Устранить нарушение

## Printed documents: titles and marks
doc-act-title = Акт мониторинга
doc-refusal-title = Акт об отказе в допуске
doc-prescription-title = Предписание
doc-number-final = № { $number }
doc-number-draft = Временный номер { $number }
doc-draft = ПРОЕКТ. Никем не подписан
doc-sample = Демонстрационные данные. Документ не имеет юридической силы.
doc-none = Нет
doc-not-recorded = Не отмечено
doc-appendix = Приложение

## Printed documents: summary
doc-summary-clean = Нарушений не выявлено
doc-summary-clean-of-checked = Среди проверенных пунктов нарушений не выявлено
doc-summary-unfinished = Проверка не завершена
doc-summary-violations = Выявлено нарушений: { $count }
doc-summary-checked = Проверено пунктов: { $checked } из { $total }
doc-severity-gross = грубое
doc-severity-significant = значительное
doc-severity-minor = незначительное
doc-severity-information = для сведения

## Printed documents: the fields of the act
doc-field-place = Дата, время и место составления акта
doc-field-body = Наименование органа: комиссия и кем она создана
doc-field-order = Приказ о выезде
doc-field-members = Лица, проводившие мониторинг
doc-field-commission = Состав комиссии
doc-field-experts = Привлечённые эксперты и специалисты
doc-field-subject = Проверяемая сторона и присутствовавший представитель
doc-field-conducted = Время проведения, проверяемый период и предмет
doc-field-not-conducted = Проверяемый период и предмет несостоявшегося мониторинга
doc-field-results = Результаты и выявленные нарушения
doc-field-checklists = Итоги по проверочным листам
doc-field-decision = Ознакомление или отказ представителя
doc-field-signatures = Подписи проводивших мониторинг
doc-field-commission-signatures = Подписи членов комиссии
doc-field-attachments = Приложения
doc-field-objections = Возражения проверяемой стороны
doc-field-opinions = Особое мнение членов комиссии
doc-field-count = Контингент: реестр, LMS, QR, приказы и факт
doc-field-presence = Прибытие, координаты, допуск и убытие
doc-field-refusal = Обстоятельства отказа в допуске
doc-field-proposal = Предлагаемое следствие
doc-field-versions = Версии проверочных листов и хеш ответов
doc-field-copies = Экземпляры
doc-field-measures = Меры по устранению и сроки

## Printed documents: names of values
doc-label-composed = Составлен
doc-label-place = Место
doc-label-commission = Комиссия
doc-label-number-date = Номер, дата
doc-label-issued-by = Издан
doc-label-further-order = Дополнительный приказ
doc-label-organisation = Организация
doc-label-bin = БИН
doc-label-legal-address = Юридический адрес
doc-label-premises = Здание
doc-label-address = Адрес
doc-label-rka = РКА
doc-label-licence = Лицензия
doc-label-licensed = Адрес в лицензии
doc-licensed-yes = есть
doc-licensed-no = нет
doc-licensed-unknown = сверить по коду адреса не удалось
doc-licence-none = действующей лицензии нет
doc-label-representative = Присутствовавший представитель
doc-representative-none = представитель не присутствовал
doc-label-conducted = Проведён
doc-not-conducted = нет: комиссию не допустили
doc-label-period = Проверяемый период
doc-label-purpose = Предмет
doc-label-arrived = Комиссия прибыла
doc-label-coordinates = Координаты
doc-coordinates = { $latitude }, { $longitude }, точность ±{ $metres } м
doc-coordinates-typed = { $latitude }, { $longitude }, точность не указана
doc-label-leaflet = Приказ предъявлен, памятка вручена
doc-label-admitted = Допущена
doc-label-departed = Комиссия убыла
doc-label-refused = В допуске отказано
doc-label-circumstances = Обстоятельства
doc-label-witnesses = Свидетели
doc-label-software = Программа
doc-label-act-id = Идентификатор акта
doc-label-format = Формат данных

## Printed documents: heads of columns
doc-col-number = №
doc-col-section = Раздел
doc-col-total = Всего
doc-col-conform = Соответ­ствует
doc-col-violations = Нару­шений
doc-col-not-applicable = Непри­менимо
doc-col-not-checked = Не прове­рено
doc-col-sum = Итого
doc-col-name = Фамилия, имя, отчество
doc-col-position = Должность
doc-col-role = Роль
doc-col-item = Пункт
doc-col-requirement = Требование
doc-col-answer = Ответ
doc-col-note = Примечание
doc-col-group = Группа
doc-col-listed = Список
doc-col-lms = LMS
doc-col-qr = QR
doc-col-orders = Приказы
doc-col-present = Присут­ствуют
doc-col-excused = Уважит.
doc-col-phantom = QR есть, чело­века нет
doc-col-gap = Расхож­дение
doc-col-orders-gap = Приказы минус факт
doc-col-share = Доля
doc-col-measure = Что сделать
doc-col-responsible = Ответственный
doc-col-risk = Степень
doc-col-due = Срок
doc-col-file = Файл
doc-col-size = Размер
doc-col-sheets = Листов
doc-col-sha = SHA-256
doc-col-list = Лист
doc-col-version = Версия
doc-col-hash-workbook = SHA-256 шаблона
doc-col-hash-answers = SHA-256 ответов
doc-col-signed = Подписано
doc-col-date = Дата
doc-col-state = Состояние
doc-col-absent = Отсут­ствует
doc-col-chair = Председатель
doc-col-organisation-address = Организация, адрес

## Printed documents: violations and measures
doc-finding-requirement = Требование
doc-finding-found = Установлено
doc-finding-norm = Норма
doc-finding-effect = Следствие
doc-finding-due = Срок устранения
doc-finding-stop = Остановка учёбы
doc-finding-stop-until = с { $since }, возобновлена { $resumed }
doc-finding-stop-still = с { $since }, на день осмотра не возобновлена
doc-finding-evidence = Доказательства
doc-finding-evidence-numbers = приложения № { $numbers }
doc-norm-unsure = номер пункта сверить с текстом документа
doc-norm-none = норма не указана
doc-effect-none = само по себе следствия не имеет
doc-effect-fix = предписание со сроком
doc-effect-nopay = получатель или месяц исключается из акта услуг
doc-effect-refuse = не допускается к финансированию
doc-effect-suspend = приостановление оплаты
doc-effect-terminate = предложение о расторжении договора
doc-effect-verdict = заключение комиссии по блоку
doc-measures-none = Пунктов предписания нет
doc-count-none = Пересчёт не проводился
doc-count-unlisted = Присутствуют, но не числятся в LMS: { $count }
doc-count-unfinished = подсчёт не закончен
doc-count-orders-missing = Число по приказам о зачислении не указано по группам: { $groups }

## Printed documents: objections, opinions, decision, consequence
doc-objections-none = Возражений не заявлено
doc-opinions-none = Особых мнений нет
doc-experts-none = Не привлекались
doc-decision-signed = Акт подписан
doc-decision-objections = Акт подписан с возражениями
doc-decision-refused = Отказ от подписания акта
doc-decision-unsigned = Представитель акт не подписал
doc-label-acquainted = Ознакомлен с актом
doc-label-refused-signing = Как отказались подписать
doc-proposal-none = Не предлагается, оплата продолжается
doc-proposal-none-of-checked = Не предлагается
doc-proposal-unfinished = Определится, когда проверка будет завершена
doc-consequence-suspension = приостановление оплаты
doc-consequence-termination = расторжение договора
doc-proposal-scope = На что распространяется
doc-proposal-term = Срок
doc-proposal-term-value = до { $count } { $count ->
    [one] месяца
    [few] месяцев
   *[many] месяцев
    }
doc-proposal-all = на организацию в целом
doc-proposal-grounds = Основания
doc-proposal-note = Следствие предлагает комиссия, решение принимает должностное лицо.
doc-ground-address = услуги оказываются по адресу, которого нет в лицензии
doc-ground-admission = комиссии отказано в допуске
doc-ground-debt = налоговая задолженность или просроченные социальные платежи
doc-ground-licence = лицензия отозвана
doc-ground-safety = пожарные или санитарные нарушения не устранены в срок
doc-ground-study = учёба остановлена более чем на месяц
doc-ground-ignored = нарушения не устраняются свыше четырёх месяцев
doc-ground-critical = выявлено критическое несоответствие
doc-ground-other-suspending = иное нарушение, для которого проверочный лист предусматривает приостановление
doc-ground-other-terminating = иное нарушение, для которого проверочный лист предусматривает расторжение
doc-copies-note = Электронный подлинник хранится в реестре.
doc-copies-one = Экземпляр передаётся проверяемой стороне.
doc-copies-two = Один экземпляр передаётся проверяемой стороне, один остаётся у комиссии.
doc-copies-three = Один экземпляр передаётся проверяемой стороне, один остаётся у комиссии, один направляется в реестр.
doc-copies-more = Один экземпляр передаётся проверяемой стороне, остальные остаются у комиссии.
doc-delivery-title = Вручение и поздние возражения
doc-delivery-note = Эта страница дополняет печать тем, что записано после подписания; в подписанные байты она не входит.
doc-delivery-way = Способ
doc-late-objection = Возражение № { $number }, поступило { $time }
doc-late-objections-none = После вручения возражений не поступало
doc-late-objection-author = Кто возражает
doc-late-papers = Приложенные документы, SHA-256
doc-late-papers-none = документы не приложены

## Printed documents: attachments and photos
doc-attachments-none = Приложений нет
doc-photos = Фототаблица
doc-photo = Фото, приложение № { $number }
doc-photo-taken = снято { $time }
doc-photo-lost = Фото из приложения № { $number } показать не удалось; подлинник сверяется по хешу
doc-answers = Ответы по проверочным листам

## Printed documents: card of signatures
doc-card-title = Карточка подписей
doc-card-none = Подписей нет
doc-signature = Подпись № { $number }
doc-sig-name = Подписал
doc-sig-identifier = ИИН
doc-sig-organisation = Организация
doc-sig-role = В качестве
doc-sig-claimed = Время (компьютер подписавшего)
doc-sig-stamped = Время (метка времени, TSP)
doc-sig-verdict = Результат проверки
doc-sig-file = Файл подписи
doc-sig-sha = SHA-256 файла
doc-verdict-valid = действительна
doc-verdict-invalid = недействительна
doc-verdict-unchecked = проверена не полностью
doc-cert-title = Сертификат
doc-cert-serial = Серийный номер
doc-cert-issuer = Издатель
doc-cert-validity = Срок действия
doc-cert-algorithm = Алгоритм
doc-unsigned = не подписано
doc-original = Подлинник
doc-original-sha = SHA-256 подписанных байтов
doc-original-file = Подлинник электронного документа
doc-cms-file = ЭЦП: { $name }
doc-qr = QR-код со ссылкой для проверки
doc-verify-at = Проверить:
doc-statement = Видимая часть этого документа не имеет юридической силы. Подлинник — вложенный в PDF файл { $file }; каждая подпись поставлена под байтами этого файла и вложена рядом отдельным файлом CMS. Если видимая часть отличается от подлинника, верьте подлиннику и сообщите в реестр.
doc-made-at = Видимая часть сформирована { $time }

## Printed documents: prescription
doc-prescription-basis = На основании акта мониторинга { $number } от { $date }
doc-prescription-basis-refusal = На основании акта об отказе в допуске { $number } от { $date }
doc-prescription-order = предписывается устранить следующие нарушения в указанные сроки:
doc-prescription-report-to = Кому сообщить об исполнении
doc-prescription-report-by = Когда
doc-prescription-report-term = по каждому пункту не позднее его срока; последний срок { $date }
doc-prescription-note = Об исполнении каждого пункта сообщают с подтверждающими документами. Порядок продления сроков определяет законодательство.
doc-prescription-violation = Нарушение

## Printed documents: rights leaflet
doc-leaflet-title = Памятка о правах и обязанностях
doc-leaflet-mark = Краткое изложение. Официальный текст со ссылками на нормы предоставляет министерство.
doc-leaflet-rights = Вы вправе:
doc-leaflet-right-1 = ознакомиться с приказом о выезде и удостоверениями членов комиссии;
doc-leaflet-right-2 = присутствовать при мониторинге и давать пояснения;
doc-leaflet-right-3 = ознакомиться с актом и получить его экземпляр;
doc-leaflet-right-4 = заявить письменные возражения, они прилагаются к акту;
doc-leaflet-right-5 = обжаловать решение в порядке, установленном законодательством.
doc-leaflet-duties = От вас требуется:
doc-leaflet-duty-1 = допустить комиссию в помещения, указанные в приказе;
doc-leaflet-duty-2 = предоставить запрошенные документы и сведения;
doc-leaflet-duty-3 = не препятствовать работе комиссии.
doc-leaflet-refusal = Отказ в допуске оформляется актом и служит основанием предложить приостановление оплаты.
doc-leaflet-received = Памятку получил(а), ознакомлен(а):
doc-sign-name = фамилия, имя, отчество, должность
doc-sign-date = дата, время
doc-sign-hand = подпись

## Printed documents: working lists
doc-headcount-title = Лист пересчёта
doc-headcount-hint = Отметьте одну клетку на человека. Лист не хранится: внесите результат в программу.
doc-headcount-room = Аудитория { $room }
doc-headcount-group = Группа { $group }
doc-headcount-counted = Считали (подписи):
doc-visits-title = Список выездов
doc-visits-count = Всего: { $count }
doc-visits-empty = Выездов нет
