# Printed forms of the state order to private schools.

## Shared
form-contractor = Исполнитель
form-customer = Заказчик
form-head-of-department = Руководитель управления образования
form-accountant = Главный бухгалтер
form-financial-centre = Финансовый центр
form-number-and-date = № { $number } от { $date }
form-public-copy = Копия для публикации: ИИН не указываются, файлы подписей не вложены, так как в их сертификатах есть ИИН. Подлинник и подписи хранятся в реестре.
form-signed-word = ЭЦП
form-signed-with = Подписано ЭЦП
form-certificate = Сертификат № { $serial }
form-position = должность
form-signature = подпись
form-full-name = расшифровка подписи
form-stamp = М.П.
form-total = Итого
form-page-total = Итого по странице
form-carried = К переносу
form-brought = Перенесено с предыдущих страниц
form-grand-total = Всего
form-grand-total-words = Всего на сумму:
form-bin = ИИН/БИН
form-bin-only = БИН
form-iban = ИИК
form-bic = БИК
form-kbe = КБе
form-knp = КНП
form-name = Наименование
form-address = Адрес
form-contacts = Средства связи
form-bank = Банк
form-region = Регион
form-department = Управление образования
form-school = Школа
form-period = Период
form-budget = Бюджет
form-budget-line = Строка бюджета
form-basis = Основание
form-pupils = Количество учащихся
form-contract-number = договор № { $number }
form-plan-reimbursement = возмещение (А2/А3)

## Act of services rendered (form Р-1)
form-p1-title = Акт выполненных работ (оказанных услуг)
form-p1-heading = АКТ ВЫПОЛНЕННЫХ РАБОТ (ОКАЗАННЫХ УСЛУГ)
form-p1-appendix =
    Приложение 50
    к приказу Министра финансов
    Республики Казахстан
    от 20 декабря 2012 года № 562
form-p1-form = Форма Р-1
form-customer-line = Заказчик
form-contractor-line = Исполнитель
form-party-caption = полное наименование, адрес, данные о средствах связи
form-contract-line = Договор (контракт) № { $number } от { $date }
form-document-number = Номер документа
form-document-date = Дата составления
form-p1-number = Номер по порядку
form-p1-service = Наименование работ (услуг) (в разрезе их подвидов в соответствии с технической спецификацией, заданием, графиком выполнения работ (услуг) при их наличии)
form-p1-date = Дата выполнения работ (оказания услуг)
form-p1-report = Сведения об отчете о научных исследованиях, маркетинговых, консультационных и прочих услугах (дата, номер, количество страниц) (при их наличии)
form-p1-unit = Единица измерения
form-p1-done = Выполнено работ (оказано услуг)
form-p1-quantity = количество
form-p1-price = цена за единицу, в тенге
form-p1-cost = стоимость, в тенге
form-service = Услуги по обучению, { $level }, { $study }, { $month }
form-service-construction = Возмещение затрат на строительство (А2), { $rate } МРП в год по { $index }, { $month }
form-service-reconstruction = Возмещение затрат на реконструкцию (А3), { $rate } МРП в год по { $index }, { $month }
form-level-primary = 1–4 классы
form-level-basic = 5–9 классы
form-level-general = 10–11 (12) классы
form-level-higher = высшее образование
form-study-general = общеобразовательный класс
form-study-correctional = коррекционный класс
form-study-special = особые образовательные потребности
form-study-home = обучение на дому
form-study-full-time = очное обучение
form-study-distance = дистанционное обучение
form-unit-learner = обучающийся
form-all-services = Всего оказано услуг на сумму:
form-p1-stocks = Сведения об использовании запасов, полученных от заказчика
form-p1-stocks-caption = наименование, количество, стоимость
form-p1-attached = Приложение: Перечень документации, в том числе отчет(ы) о маркетинговых, научных исследованиях, консультационных и прочих услугах (обязательны при его (их) наличии) на { $sheets } страниц
form-p1-handed = Сдал (Исполнитель)
form-p1-taken = Принял (Заказчик)
form-p1-signed-on = Дата подписания (принятия) работ (услуг)

## List of learners (second sheet of form Р-1)
form-list-title = Перечень обучающихся
form-list-act = к акту выполненных работ (оказанных услуг) { $act }
form-list-personal = Содержит персональные данные (ИИН): не публикуется.
form-list-source = Обучающиеся, которые по реестру месяца подлежат оплате. SHA-256 реестра: { $hash }
form-list-cut = В перечне: { $listed }, оплачивается: { $paid }. Предел уменьшает каждую строку акта пропорционально: кто именно не оплачивается, акт не определяет.
form-list-row-cut = { $service }: в перечне { $listed }, оплачивается { $paid }
form-list-continued = { $service } (продолжение); ранее в перечне
form-list-before = Ранее в перечне
form-list-number = №
form-list-iin = ИИН
form-list-total = Всего в перечне
form-list-paid = Оплачивается по акту

## Consolidated register of acts
form-register-title = Сводный реестр актов для оплаты
form-acts-count = Количество актов
form-col-number = № п/п
form-col-school-bin = Школа, БИН
form-col-contract = Договор
form-col-act = Акт
form-col-invoice = Рег. номер ЭСФ, дата
form-col-learners = Контингент по акту
form-col-sum = Сумма, тенге
form-col-account = ИИК, БИК получателя
form-col-codes = КНП, КБе
form-col-note = Примечание (ФЛК)
form-accepted-by = Принял:
form-register-state = Состояние реестра
form-register-open = составляется
form-register-sent = направлен
form-register-accepted = принят
form-register-returned = возвращён

## Contract and additional agreement
form-contract-title = Договор № { $number } о размещении государственного образовательного заказа
form-contract-preamble = { $customer }, далее «Заказчик», с одной стороны, и { $contractor }, далее «Исполнитель», с другой стороны, заключили настоящий документ.
form-contract-side = { $name } (БИН { $bin }), в лице: { $position } { $signatory } (основание полномочий: { $basis })
form-mechanism = совместный приказ от 6 ноября 2025 года № 251
form-contract-subject = Предмет договора
form-contract-subject-order = Заказчик размещает государственный образовательный заказ в соответствии с: { $mechanism }. Исполнитель оказывает услуги по обучению.
form-contract-subject-construction = Заказчик возмещает Исполнителю затраты на строительство здания школы (А2) в соответствии с: { $mechanism }.
form-contract-subject-reconstruction = Заказчик возмещает Исполнителю затраты на реконструкцию здания школы (А3) в соответствии с: { $mechanism }.
form-contract-subject-rates = Год ввода здания в эксплуатацию: { $commissioned }. Возмещение на одного обучающегося: { $rate } МРП в год, с { $first } по { $last } год. МРП { $year } года: { $index }.
form-contract-subject-building = Адрес здания и количество мест:
form-contract-subject-licence = Лицензия Исполнителя: № { $number } от { $date }.
form-contract-subject-places = Адреса оказания услуг и количество мест:
form-contract-term = Срок договора
form-contract-term-months = Период оказания услуг: { $months }
form-contract-money = Сумма и график
form-contract-money-sum = Сумма договора: { $amount }.
form-contract-money-actual = Оплата производится по подписанным сторонами актам за фактический контингент месяца; общая сумма актов не превышает суммы договора.
form-contract-money-places = Оплата производится по подписанным сторонами актам за количество мест договора; общая сумма актов не превышает суммы договора.
form-contract-money-schedule = График по месяцам:
form-contract-acts = Акты и электронные счета-фактуры
form-contract-acts-monthly = Исполнитель за каждый месяц составляет акт оказанных услуг по форме Р-1; стороны подписывают его электронной цифровой подписью.
form-contract-acts-contingent = Контингент акта определяется по данным LMS за вычетом исключённых форматно-логическим контролем.
form-contract-acts-invoice = Исполнитель выписывает по каждому акту электронный счёт-фактуру в ИС ЭСФ; без него оплата не производится.
form-contract-acts-twice = Один обучающийся не финансируется через две и более организации.
form-contract-end = Приостановление и расторжение
form-contract-end-grounds = Приостановление финансирования и расторжение договора производятся по основаниям и в порядке, установленным законодательством Республики Казахстан и документом: { $mechanism }.
form-contract-end-acts = После расторжения новые акты не составляются. Акты, подписанные обеими сторонами до него, оплачиваются.
form-contract-end-changes = Изменения вносятся дополнительным соглашением, подписанным обеими сторонами.
form-contract-requisites = Реквизиты и подписи сторон
form-contract-amount = Сумма договора
form-contract-months = Период
form-contract-places-at = Количество мест, { $address }
form-agreement-title = Дополнительное соглашение № { $agreement } к договору № { $number } от { $date }
form-agreement-changes = Изменения
form-agreement-changed = Изменяются следующие условия договора:
form-agreement-rest = Прочие условия
form-agreement-rest-stays = Остальные условия договора остаются без изменений.
form-agreement-in-force = Соглашение вступает в силу со дня подписания второй стороной.
form-col-address = Адрес
form-col-places = Количество мест
form-col-month = Месяц
form-col-before = Было
form-col-after = Стало
form-col-what = Что изменяется

## Funding plan
form-plan-title = План финансирования (сводный реестр финансирования)
form-plan-version = { $year } год, версия { $version }
form-plan-in-force = Действующий
form-plan-changes = Имеются изменения
form-plan-former = Больше не действует
form-plan-reason = Причина изменений
form-was = было: { $sum }
form-col-school-contract = Школа, БИН, договор

## Payment order
form-payment-title = Платежное поручение № { $number }
form-payer = Отправитель денег
form-payer-bank = Банк отправителя
form-payee = Бенефициар
form-payee-bank = Банк бенефициара
form-code-of-payer = КОд
form-sum = Сумма
form-sum-in-words = Сумма прописью
form-currency = Валюта
form-purpose = Назначение платежа
form-value-date = Дата валютирования
form-budget-class = Код бюджетной классификации
form-payment-reference = Референс отправителя
form-payment-urgency = Срочность
form-payment-ordinary = обычное
form-payment-urgent = срочное
form-payment-chief = Руководитель
form-payment-accountant = Главный бухгалтер
form-payment-no-accountant = Главный бухгалтер: не предусмотрен
form-payment-done-by-bank = Проведено банком: ____________________ дата: ______________

## Reimbursement of construction and reconstruction
form-reimbursement-construction = График возмещения затрат на строительство (А2)
form-reimbursement-reconstruction = График возмещения затрат на реконструкцию (А3)
form-building = Адрес здания
form-cadastral-number = Кадастровый номер
form-rate = МРП на одного учащегося в год
form-col-year = Год
form-col-index = МРП, тенге
form-col-rate = Количество МРП
form-col-sum-of-year = Сумма года, тенге
form-col-month-sum = Ежемесячно, тенге
form-col-last-month = В последний месяц, тенге
form-index-unknown = МРП года не установлен, сумма не рассчитана
form-years-without-index =
    { $count ->
        [one] { $count } год без установленного МРП в итог не входит.
        [few] { $count } года без установленного МРП в итог не входят.
       *[many] { $count } лет без установленного МРП в итог не входят.
    }
