# Printed forms of the state order to private schools.

## Shared
form-contractor = Орындаушы
form-customer = Тапсырыс беруші
form-head-of-department = Білім басқармасының басшысы
form-accountant = Бас бухгалтер
form-financial-centre = Қаржы орталығы
form-number-and-date = № { $number }, { $date }
form-public-copy = Жариялауға арналған көшірме: ЖСН көрсетілмейді, қолтаңба файлдары салынбаған, өйткені олардың куәліктерінде ЖСН бар. Түпнұсқа мен қолтаңбалар тізілімде сақтаулы.
form-signed-word = ЭЦҚ
form-signed-with = ЭЦҚ қойылған
form-certificate = Куәлік № { $serial }
form-position = лауазымы
form-signature = қолы
form-full-name = қолтаңбаның толық жазылуы
form-stamp = М.О.
form-total = Жиыны
form-page-total = Бет бойынша жиыны
form-carried = Келесі бетке көшірілетін сома
form-brought = Алдыңғы беттерден көшірілген сома
form-grand-total = Барлығы
form-grand-total-words = Барлық сомасы:
form-bin = ЖСН/БСН
form-bin-only = БСН
form-iban = ЖСК
form-bic = БСК
form-kbe = Кбе
form-knp = ТМК
form-name = Атауы
form-address = Мекенжайы
form-contacts = Байланыс құралдары
form-bank = Банк
form-region = Өңір
form-department = Білім басқармасы
form-school = Мектеп
form-period = Кезең
form-budget = Бюджет
form-budget-line = Бюджет жолы
form-basis = Негіздеме
form-pupils = Оқушылар саны
form-contract-number = № { $number } шарт
form-plan-reimbursement = шығындарды өтеу (А2/А3)

## Act of services rendered (form Р-1)
form-p1-title = Орындалған жұмыстар (көрсетілген қызметтер) актісі
form-p1-heading = ОРЫНДАЛҒАН ЖҰМЫСТАР (КӨРСЕТІЛГЕН ҚЫЗМЕТТЕР) АКТІСІ
form-p1-appendix =
    Қазақстан Республикасы
    Қаржы министрінің
    2012 жылғы 20 желтоқсандағы
    № 562 бұйрығына 50-қосымша
form-p1-form = Р-1 нысаны
form-customer-line = Тапсырыс беруші
form-contractor-line = Орындаушы
form-party-caption = толық атауы, мекенжайы, байланыс құралдары туралы деректер
form-contract-line = Шарт (келісімшарт) № { $number }, { $date }
form-document-number = Құжаттың нөмірі
form-document-date = Жасалған күні
form-p1-number = Реттік нөмірі
form-p1-service = Жұмыстардың (көрсетілетін қызметтердің) атауы (техникалық ерекшелікке, тапсырмаға, жұмыстарды орындау (қызметтерді көрсету) кестесіне сәйкес, олар болған кезде, кіші түрлері бөлінісінде)
form-p1-date = Жұмыстардың орындалған (қызметтердің көрсетілген) күні
form-p1-report = Ғылыми зерттеулер, маркетингтік, консультациялық және өзге де қызметтер туралы есеп жөніндегі мәліметтер (күні, нөмірі, парақ саны) (олар болған кезде)
form-p1-unit = Өлшем бірлігі
form-p1-done = Орындалған жұмыстар (көрсетілген қызметтер)
form-p1-quantity = саны
form-p1-price = бірлік бағасы, теңге
form-p1-cost = құны, теңге
form-service = Оқыту қызметтері, { $level }, { $study }, { $month }
form-service-construction = Құрылыс шығындарын өтеу (А2), жылына { $rate } АЕК, АЕК { $index }, { $month }
form-service-reconstruction = Реконструкция шығындарын өтеу (А3), жылына { $rate } АЕК, АЕК { $index }, { $month }
form-level-primary = 1–4-сыныптар
form-level-basic = 5–9-сыныптар
form-level-general = 10–11 (12)-сыныптар
form-level-higher = жоғары білім
form-study-general = жалпы білім беретін сынып
form-study-correctional = түзету сыныбы
form-study-special = ерекше білім беру қажеттіліктері
form-study-home = үйде оқыту
form-study-full-time = күндізгі оқу
form-study-distance = қашықтан оқыту
form-unit-learner = білім алушы
form-all-services = Барлығы көрсетілген қызмет сомасы:
form-p1-stocks = Тапсырыс берушіден алынған қорларды пайдалану туралы мәліметтер
form-p1-stocks-caption = атауы, саны, құны
form-p1-attached = Қосымша: Құжаттар тізбесі, оның ішінде маркетингтік, ғылыми зерттеулер, консультациялық және өзге де қызметтер туралы есеп(тер) (ол (олар) болған кезде міндетті) { $sheets } парақта
form-p1-handed = Тапсырды (Орындаушы)
form-p1-taken = Қабылдады (Тапсырыс беруші)
form-p1-signed-on = Жұмыстарға (көрсетілетін қызметтерге) қол қойылған (қабылданған) күні

## List of learners (second sheet of form Р-1)
form-list-title = Білім алушылардың тізбесі
form-list-act = Орындалған жұмыстар (көрсетілген қызметтер) актісіне: { $act }
form-list-personal = Дербес деректер (ЖСН) бар: жарияланбайды.
form-list-source = Айдың тізілімі бойынша ақы төленетін білім алушылар. Тізілімнің SHA-256 мәні: { $hash }
form-list-cut = Тізбеде: { $listed }, ақы төленеді: { $paid }. Шек актінің әр жолын барабар азайтады: нақты кімге ақы төленбейтінін акт айқындамайды.
form-list-row-cut = { $service }: тізбеде { $listed }, ақы төленеді { $paid }
form-list-continued = { $service } (жалғасы); тізбеде бұған дейін
form-list-before = Тізбеде бұған дейін
form-list-number = №
form-list-iin = ЖСН
form-list-total = Тізбеде барлығы
form-list-paid = Акт бойынша ақы төленеді

## Consolidated register of acts
form-register-title = Төлеуге арналған актілердің жиынтық тізілімі
form-acts-count = Актілер саны
form-col-number = №
form-col-school-bin = Мектеп, БСН
form-col-contract = Шарт
form-col-act = Акт
form-col-invoice = ЭШФ тіркеу нөмірі, күні
form-col-learners = Акт бойынша контингент
form-col-sum = Сомасы, теңге
form-col-account = Алушының ЖСК, БСК
form-col-codes = ТМК, Кбе
form-col-note = Ескертпе (ФЛБ)
form-accepted-by = Қабылдады:
form-register-state = Тізілім күйі
form-register-open = жасалуда
form-register-sent = жіберілді
form-register-accepted = қабылданды
form-register-returned = қайтарылды

## Contract and additional agreement
form-contract-title = Мемлекеттік білім беру тапсырысын орналастыру туралы № { $number } шарт
form-contract-preamble = { $customer }, бұдан әрі «Тапсырыс беруші», бір тараптан және { $contractor }, бұдан әрі «Орындаушы», екінші тараптан, осы құжатты жасасты.
form-contract-side = { $name } (БСН { $bin }), атынан { $position } { $signatory } ({ $basis } негізінде әрекет етеді)
form-mechanism = 2025 жылғы 6 қарашадағы № 251 бірлескен бұйрық
form-contract-subject = Шарттың мәні
form-contract-subject-order = Тапсырыс беруші мемлекеттік білім беру тапсырысын мынаған сәйкес орналастырады: { $mechanism }. Орындаушы білім алушыларды оқыту қызметтерін көрсетеді.
form-contract-subject-construction = Тапсырыс беруші Орындаушыға мектеп ғимаратының құрылыс шығындарын (А2) мынаған сәйкес өтейді: { $mechanism }.
form-contract-subject-reconstruction = Тапсырыс беруші Орындаушыға мектеп ғимаратының реконструкция шығындарын (А3) мынаған сәйкес өтейді: { $mechanism }.
form-contract-subject-rates = Ғимараттың пайдалануға берілген жылы: { $commissioned }. Бір білім алушыға өтеу: жылына { $rate } АЕК, { $first }–{ $last } жылдар. { $year } жылғы АЕК: { $index }.
form-contract-subject-building = Ғимараттың мекенжайы және орындар саны:
form-contract-subject-licence = Орындаушының лицензиясы: № { $number }, { $date }.
form-contract-subject-places = Қызмет көрсетілетін мекенжайлар және орындар саны:
form-contract-term = Шарттың мерзімі
form-contract-term-months = Қызметтер көрсетілетін кезең: { $months }
form-contract-money = Сома және төлем кестесі
form-contract-money-sum = Шарттың сомасы: { $amount }.
form-contract-money-actual = Төлем тараптар қол қойған актілер бойынша, айдағы нақты контингент үшін жүргізіледі; актілердің жалпы сомасы шарттың сомасынан аспайды.
form-contract-money-places = Төлем тараптар қол қойған актілер бойынша, шарттағы орындар саны үшін жүргізіледі; актілердің жалпы сомасы шарттың сомасынан аспайды.
form-contract-money-schedule = Айлар бойынша кесте:
form-contract-acts = Актілер және электрондық шот-фактуралар
form-contract-acts-monthly = Орындаушы әр ай үшін көрсетілген қызметтер актісін Р-1 нысаны бойынша жасайды; тараптар оған электрондық цифрлық қолтаңбамен қол қояды.
form-contract-acts-contingent = Актідегі контингент білім алушылар туралы LMS деректері бойынша, форматтық-логикалық бақылау алып тастағандарсыз анықталады.
form-contract-acts-invoice = Орындаушы әр акт бойынша ЭШФ ақпараттық жүйесінде электрондық шот-фактура жазып береді; ол болмаса, төлем жүргізілмейді.
form-contract-acts-twice = Бір білім алушы екі немесе одан да көп ұйым арқылы қаржыландырылмайды.
form-contract-end = Тоқтата тұру және бұзу
form-contract-end-grounds = Қаржыландыруды тоқтата тұру және шартты бұзу Қазақстан Республикасының заңнамасында және мына құжатта белгіленген негіздер бойынша және тәртіппен жүзеге асырылады: { $mechanism }.
form-contract-end-acts = Шарт бұзылғаннан кейін жаңа актілер жасалмайды. Екі тарап оған дейін қол қойған актілер төленеді.
form-contract-end-changes = Шартқа өзгерістер екі тарап қол қойған қосымша келісіммен енгізіледі.
form-contract-requisites = Тараптардың деректемелері мен қолдары
form-contract-amount = Шарттың сомасы
form-contract-months = Кезең
form-contract-places-at = Орындар саны, { $address }
form-agreement-title = { $date } № { $number } шартқа № { $agreement } қосымша келісім
form-agreement-changes = Өзгерістер
form-agreement-changed = Шарттың мына талаптары өзгертіледі:
form-agreement-rest = Өзге талаптар
form-agreement-rest-stays = Шарттың қалған талаптары өзгеріссіз қалады.
form-agreement-in-force = Келісім оған екінші тарап қол қойған күннен бастап күшіне енеді.
form-col-address = Мекенжай
form-col-places = Орындар саны
form-col-month = Ай
form-col-before = Бұрынғы
form-col-after = Жаңа
form-col-what = Не өзгереді

## Funding plan
form-plan-title = Қаржыландыру жоспары (қаржыландырудың жиынтық тізілімі)
form-plan-version = { $year } жыл, { $version }-нұсқа
form-plan-in-force = Қолданыстағы
form-plan-changes = Өзгерістер бар
form-plan-former = Енді қолданылмайды
form-plan-reason = Өзгеріс себебі
form-was = бұрын: { $sum }
form-col-school-contract = Мектеп, БСН, шарт

## Payment order
form-payment-title = № { $number } төлем тапсырмасы
form-payer = Ақша жөнелтуші
form-payer-bank = Жөнелтушінің банкі
form-payee = Бенефициар
form-payee-bank = Бенефициардың банкі
form-code-of-payer = КОд
form-sum = Сомасы
form-sum-in-words = Сомасы жазумен
form-currency = Валюта
form-purpose = Төлем мақсаты
form-value-date = Валюталау күні
form-budget-class = Бюджеттік сыныптама коды
form-payment-reference = Жөнелтушінің сілтемесі
form-payment-urgency = Кезектілігі
form-payment-ordinary = кәдімгі
form-payment-urgent = шұғыл
form-payment-chief = Басшы
form-payment-accountant = Бас бухгалтер
form-payment-no-accountant = Бас бухгалтер: көзделмеген
form-payment-done-by-bank = Банк орындады: ____________________ күні: ______________

## Reimbursement of construction and reconstruction
form-reimbursement-construction = Құрылыс шығындарын өтеу кестесі (А2)
form-reimbursement-reconstruction = Реконструкция шығындарын өтеу кестесі (А3)
form-building = Ғимараттың мекенжайы
form-cadastral-number = Кадастрлық нөмір
form-rate = Бір оқушыға жылына, АЕК
form-col-year = Жыл
form-col-index = АЕК, теңге
form-col-rate = АЕК саны
form-col-sum-of-year = Жылдық сома, теңге
form-col-month-sum = Ай сайын, теңге
form-col-last-month = Соңғы айда, теңге
form-index-unknown = жылдың АЕК-і белгіленбеген, сома есептелмеді
form-years-without-index = АЕК белгіленбеген жылдар: { $count }. Жиынға олар кірмейді.
