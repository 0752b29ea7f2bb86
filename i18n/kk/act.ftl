# The act of the visit, its print and the prescription.
act-title = Мониторинг актісі
act-title-number = № { $number } мониторинг актісі
act-compose = Акт жасау
act-preview = Актіні қарау
act-fix = Мәтінді бекіту
act-fix-detail = Бекітілген соң жауаптар өзгермейді: барлығы бір ғана мәтінге қол қояды.
act-withdraw = Актіні қайтарып алу

## Fields, in the order of the form
act-field-objections = Ұйымның қарсылықтары
act-field-opinion = Комиссия мүшесінің ерекше пікірі
act-field-consequence = Ұсынылатын салдар және ол қатысты болатын мекенжай

## Decision of the inspected organisation (composed at run time: act-party-<decision>)
act-party-title = Ұйымның шешімі
act-party-signed = Қол қойды
act-party-signed-with-objections = Қарсылықтармен қол қойды
act-party-refused = Қол қоюдан бас тартты
act-acquainted = Өкілдің актімен танысқан уақыты
act-refusal-text = Бас тарту мән-жайы
act-refusal-hint = Не айтылғаны немесе не істелгені, қасында кім болғаны
act-departed = Комиссия кеткен уақыт
act-departed-hint = Бұл уақыт актіге енеді және акт қайта жасалғанда өзгермейді
act-further-orders = Қосымша бұйрықтар
act-further-orders-hint = Сапарды ұзарту немесе комиссия құрамын өзгерту
act-further-order-add = Бұйрық қосу
act-party-name = Қол қойған өкіл

## Objections, special opinion
act-objections-add = Қарсылықты жазу
act-objections-text = Қарсылық мәтіні
act-objections-attach = Құжат қоса беру…
act-objections-papers = Құжат саны: { $count }
act-opinion-text = Ерекше пікір мәтіні
act-opinion-detail = Пікір актіге қоса беріледі. Қол бәрібір қойылады.

## Copies and handing over (composed at run time: act-handover-<way>)
act-handover-title = Табыстау
act-handover-paper = Қағаз түрінде, өз қолына
act-handover-electronic = Электрондық түрде
act-handover-refused-and-mailed = Алудан бас тартты, пошта арқылы жіберілді
act-handover-to = Кімге табысталды
act-handover-offered-to = Кімге ұсынылды
act-handover-at = Табысталған уақыты
act-handover-mailed-at = Пошта арқылы жіберілген уақыты

## Signature pages, verification, footer
act-export-pdf = PDF сақтау…
act-export-cms = Қолтаңба файлдарын сақтау…

## Prescription
prescription-recommendation = Не істеу керек
prescription-responsible = Жауапты
prescription-due = Мерзімі
prescription-report = Жою туралы есеп
prescription-accept = Жойылғанын растау
prescription-not-yours = Жойылғанын комиссия немесе осы ұйым бойынша шешім қабылдайтын лауазымды адам растайды.
prescription-state-open = Жойылмаған
prescription-state-reported = Есеп берілді
prescription-state-remedied = Жойылды
prescription-state-overdue = Мерзімі өтті
prescription-empty = Ашық нұсқамалар жоқ
prescription-point-title = № { $act } акт · { $point }-тармақ
prescription-act = Акт
prescription-admission = Комиссияны объектіге жібермеу
prescription-admit = Комиссияны ғимаратқа, құжаттар мен журналдарға жіберу
prescription-remedy = Бұзушылықты жою

## Printed documents: titles and marks
doc-act-title = Мониторинг актісі
doc-refusal-title = Жіберуден бас тарту туралы акт
doc-prescription-title = Нұсқама
doc-number-final = № { $number }
doc-number-draft = Уақытша нөмірі { $number }
doc-draft = ЖОБА. Ешкім қол қоймаған
doc-sample = Демонстрациялық деректер. Құжаттың заңды күші жоқ.
doc-none = Жоқ
doc-not-recorded = Белгіленбеген
doc-appendix = Қосымша

## Printed documents: summary
doc-summary-clean = Бұзушылық анықталған жоқ
doc-summary-clean-of-checked = Тексерілген тармақтардан бұзушылық анықталған жоқ
doc-summary-unfinished = Тексеру аяқталған жоқ
doc-summary-violations = Анықталған бұзушылықтар: { $count }
doc-summary-checked = Тексерілген тармақтар: { $checked } / { $total }
doc-severity-gross = өрескел
doc-severity-significant = елеулі
doc-severity-minor = болмашы
doc-severity-information = ақпарат үшін

## Printed documents: the fields of the act
doc-field-place = Актінің жасалған күні, уақыты және орны
doc-field-body = Органның атауы: комиссия және оны кім құрғаны
doc-field-order = Сапар туралы бұйрық
doc-field-members = Мониторинг жүргізген адамдар
doc-field-commission = Комиссия құрамы
doc-field-experts = Тартылған сарапшылар мен мамандар
doc-field-subject = Тексерілетін тарап және қатысқан өкіл
doc-field-conducted = Өткізу уақыты, тексерілетін кезең және нысана
doc-field-not-conducted = Өткізілмеген мониторингтің тексерілетін кезеңі мен нысанасы
doc-field-results = Нәтижелер және анықталған бұзушылықтар
doc-field-checklists = Тексеру парақтары бойынша қорытынды
doc-field-decision = Өкілдің танысуы немесе бас тартуы
doc-field-signatures = Мониторинг жүргізгендердің қолтаңбалары
doc-field-commission-signatures = Комиссия мүшелерінің қолтаңбалары
doc-field-attachments = Қосымшалар
doc-field-objections = Тексерілетін тараптың қарсылықтары
doc-field-opinions = Комиссия мүшелерінің ерекше пікірі
doc-field-count = Контингент: тізілім, LMS, QR, бұйрықтар және факт
doc-field-presence = Келу, координаттар, жіберу және кету
doc-field-refusal = Жіберуден бас тарту мән-жайлары
doc-field-proposal = Ұсынылатын салдар
doc-field-versions = Тексеру парақтарының нұсқалары және жауаптар хеші
doc-field-copies = Даналар
doc-field-measures = Жою шаралары мен мерзімдері

## Printed documents: names of values
doc-label-composed = Жасалды
doc-label-place = Орны
doc-label-commission = Комиссия
doc-label-number-date = Нөмірі, күні
doc-label-issued-by = Шығарған
doc-label-further-order = Қосымша бұйрық
doc-label-organisation = Ұйым
doc-label-bin = БСН
doc-label-legal-address = Заңды мекенжайы
doc-label-premises = Ғимарат
doc-label-address = Мекенжайы
doc-label-rka = МТК
doc-label-licence = Лицензия
doc-label-licensed = Мекенжай лицензияда
doc-licensed-yes = бар
doc-licensed-no = жоқ
doc-licensed-unknown = мекенжай коды бойынша салыстыру мүмкін болмады
doc-licence-none = қолданыстағы лицензия жоқ
doc-label-representative = Қатысқан өкіл
doc-representative-none = өкіл болмады
doc-label-conducted = Өткізілді
doc-not-conducted = жоқ: комиссия жіберілмеді
doc-label-period = Тексерілетін кезең
doc-label-purpose = Нысанасы
doc-label-arrived = Комиссия келді
doc-label-coordinates = Координаттар
doc-coordinates = { $latitude }, { $longitude }, дәлдігі ±{ $metres } м
doc-coordinates-typed = { $latitude }, { $longitude }, дәлдігі көрсетілмеген
doc-label-leaflet = Бұйрық көрсетілді, парақша табысталды
doc-label-admitted = Объектіге жіберілді
doc-label-departed = Комиссия кетті
doc-label-refused = Жіберуден бас тартылды
doc-label-circumstances = Мән-жайлар
doc-label-witnesses = Куәгерлер
doc-label-software = Бағдарлама
doc-label-act-id = Акт сәйкестендіргіші
doc-label-format = Деректер пішімі

## Printed documents: heads of columns
doc-col-number = №
doc-col-section = Бөлім
doc-col-total = Барлығы
doc-col-conform = Сәйкес
doc-col-violations = Бұзу­шылық
doc-col-not-applicable = Қолда­нылмайды
doc-col-not-checked = Тексе­рілмеді
doc-col-sum = Жиыны
doc-col-name = Тегі, аты, әкесінің аты
doc-col-position = Лауазымы
doc-col-role = Рөлі
doc-col-item = Тармақ
doc-col-requirement = Талап
doc-col-answer = Жауап
doc-col-note = Ескертпе
doc-col-group = Топ
doc-col-listed = Тізім
doc-col-lms = LMS
doc-col-qr = QR
doc-col-orders = Бұйрық
doc-col-present = Орнында
doc-col-excused = Себепті
doc-col-phantom = QR бар, адам жоқ
doc-col-gap = Айырма
doc-col-orders-gap = Бұйрық минус факт
doc-col-share = Үлесі
doc-col-measure = Не істеу керек
doc-col-responsible = Жауапты
doc-col-risk = Дәрежесі
doc-col-due = Мерзімі
doc-col-file = Файл
doc-col-size = Көлемі
doc-col-sheets = Парақ саны
doc-col-sha = SHA-256
doc-col-list = Парақ
doc-col-version = Нұсқа
doc-col-hash-workbook = Үлгінің SHA-256
doc-col-hash-answers = Жауаптардың SHA-256
doc-col-signed = Қол қойылды
doc-col-date = Күні
doc-col-state = Күйі
doc-col-absent = Жоқ
doc-col-chair = Төраға
doc-col-organisation-address = Ұйым, мекенжай

## Printed documents: violations and measures
doc-finding-requirement = Талап
doc-finding-found = Анықталды
doc-finding-norm = Норма
doc-finding-effect = Салдары
doc-finding-due = Жою мерзімі
doc-finding-stop = Оқудың тоқтауы
doc-finding-stop-until = тоқтаған күні { $since }, қайта басталған күні { $resumed }
doc-finding-stop-still = тоқтаған күні { $since }, тексеру күні де қайта басталмаған
doc-finding-evidence = Дәлелдер
doc-finding-evidence-numbers = № { $numbers } қосымша
doc-norm-unsure = тармақ нөмірін құжат мәтінімен салыстыру қажет
doc-norm-none = норма көрсетілмеген
doc-effect-none = өздігінен салдары жоқ
doc-effect-fix = мерзімі бар нұсқама
doc-effect-nopay = алушы немесе ай көрсетілген қызметтер актісінен шығарылады
doc-effect-refuse = қаржыландыруға жіберілмейді
doc-effect-suspend = төлемді тоқтата тұру
doc-effect-terminate = шартты бұзу туралы ұсыныс
doc-effect-verdict = комиссияның блок бойынша қорытындысы
doc-measures-none = Нұсқама тармақтары жоқ
doc-count-none = Адам саны тексерілген жоқ
doc-count-unlisted = Аудиторияда отыр, бірақ LMS тізімінде жоқ: { $count }
doc-count-unfinished = санау аяқталмаған
doc-count-orders-missing = Қабылдау бұйрықтары бойынша саны көрсетілмеген топтар: { $groups }

## Printed documents: objections, opinions, decision, consequence
doc-objections-none = Қарсылық білдірілген жоқ
doc-opinions-none = Ерекше пікір білдірілген жоқ
doc-experts-none = Тартылған жоқ
doc-decision-signed = Актіге қол қойды
doc-decision-objections = Актіге қарсылықпен қол қойды
doc-decision-refused = Актіге қол қоюдан бас тартты
doc-decision-unsigned = Өкіл актіге қол қойған жоқ
doc-label-acquainted = Актімен танысты
doc-label-refused-signing = Қол қоюдан қалай бас тартқаны
doc-proposal-none = Ұсынылмайды, төлем жалғасады
doc-proposal-none-of-checked = Ұсынылмайды
doc-proposal-unfinished = Тексеру аяқталғанда айқындалады
doc-consequence-suspension = төлемді тоқтата тұру
doc-consequence-termination = шартты бұзу
doc-proposal-scope = Қолданылу аясы
doc-proposal-term = Мерзімі
doc-proposal-term-value = { $count } айға дейін
doc-proposal-all = бүкіл ұйым
doc-proposal-grounds = Негіздері
doc-proposal-note = Салдарды комиссия ұсынады, шешімді лауазымды адам қабылдайды.
doc-ground-address = қызмет лицензияда жоқ мекенжайда көрсетіледі
doc-ground-admission = комиссия объектіге жіберілмеді
doc-ground-debt = салық берешегі немесе мерзімі өткен әлеуметтік төлемдер
doc-ground-licence = лицензия қайтарып алынған
doc-ground-safety = өрт қауіпсіздігі немесе санитария талаптарын бұзушылықтар мерзімінде жойылмаған
doc-ground-study = оқу бір айдан астам уақытқа тоқтаған
doc-ground-ignored = бұзушылықтар төрт айдан астам жойылмаған
doc-ground-critical = сыни сәйкессіздік анықталды
doc-ground-other-suspending = тексеру парағы төлемді тоқтата тұруды көздейтін басқа бұзушылық
doc-ground-other-terminating = тексеру парағы шартты бұзуды көздейтін басқа бұзушылық
doc-copies-note = Электрондық түпнұсқа тізілімде сақталады.
doc-copies-one = Данасы тексерілетін тарапқа беріледі.
doc-copies-two = Бір данасы тексерілетін тарапқа беріледі, бір данасы комиссияда қалады.
doc-copies-three = Бір данасы тексерілетін тарапқа беріледі, бір данасы комиссияда қалады, бір данасы тізілімге жіберіледі.
doc-copies-more = Бір данасы тексерілетін тарапқа беріледі, қалғандары комиссияда қалады.
doc-delivery-title = Табыстау және кейінгі қарсылықтар
doc-delivery-note = Бұл бет баспа нұсқаны қол қойылғаннан кейін жазылған мәліметпен толықтырады; ол қол қойылған байттарға кірмейді.
doc-delivery-way = Тәсілі
doc-late-objection = № { $number } қарсылық, түскен уақыты: { $time }
doc-late-objections-none = Табысталғаннан кейін қарсылық түскен жоқ
doc-late-objection-author = Қарсылық білдірген
doc-late-papers = Қоса берілген құжаттар, SHA-256
doc-late-papers-none = құжат қоса берілмеген

## Printed documents: attachments and photos
doc-attachments-none = Қосымша жоқ
doc-photos = Фотокесте
doc-photo = Фото, № { $number } қосымша
doc-photo-taken = { $time } түсірілген
doc-photo-lost = № { $number } қосымшадағы фотоны көрсету мүмкін болмады; түпнұсқасы хеші бойынша тексеріледі
doc-answers = Тексеру парақтары бойынша жауаптар

## Printed documents: card of signatures
doc-card-title = Қолтаңбалар карточкасы
doc-card-none = Қолтаңба жоқ
doc-signature = № { $number } қолтаңба
doc-sig-name = Қол қойған
doc-sig-identifier = ЖСН
doc-sig-organisation = Ұйымы
doc-sig-role = Кім ретінде
doc-sig-claimed = Уақыты (қол қоюшының компьютері)
doc-sig-stamped = Уақыты (уақыт белгісі, TSP)
doc-sig-verdict = Тексеру нәтижесі
doc-sig-file = Қолтаңба файлы
doc-sig-sha = Файлдың SHA-256
doc-verdict-valid = жарамды
doc-verdict-invalid = жарамсыз
doc-verdict-unchecked = толық тексерілмеген
doc-cert-title = Куәлік
doc-cert-serial = Сериялық нөмірі
doc-cert-issuer = Берген
doc-cert-validity = Жарамдылық мерзімі
doc-cert-algorithm = Алгоритмі
doc-unsigned = қол қойылмаған
doc-original = Түпнұсқа
doc-original-sha = Қол қойылған байттардың SHA-256
doc-original-file = Электрондық құжаттың түпнұсқасы
doc-cms-file = ЭЦҚ: { $name }
doc-qr = Тексеру сілтемесі бар QR-код
doc-verify-at = Тексеру:
doc-statement = Осы құжаттың көрінетін бөлігінің заңды күші жоқ. Түпнұсқа — PDF ішіндегі { $file } файлы; әр қолтаңба сол файлдың байттарына қойылған және жанына жеке CMS файлы ретінде салынған. Көрінетін бөлік түпнұсқадан өзгеше болса, түпнұсқаға сеніңіз және тізілімге хабарлаңыз.
doc-made-at = Көрінетін бөлік жасалған уақыт: { $time }

## Printed documents: prescription
doc-prescription-basis = { $date } күнгі { $number } мониторинг актісінің негізінде
doc-prescription-basis-refusal = { $date } күнгі { $number } жіберуден бас тарту туралы актінің негізінде
doc-prescription-order = төмендегі бұзушылықтарды көрсетілген мерзімде жою талап етіледі:
doc-prescription-report-to = Орындалғаны туралы кімге хабарланады
doc-prescription-report-by = Қашан
doc-prescription-report-term = әр тармақ бойынша оның мерзімінен кешіктірмей; соңғы мерзім { $date }
doc-prescription-note = Әр тармақтың орындалғаны туралы растайтын құжаттармен хабарланады. Мерзімді ұзарту тәртібін заңнама белгілейді.
doc-prescription-violation = Бұзушылық

## Printed documents: rights leaflet
doc-leaflet-title = Құқықтар мен міндеттер туралы парақша
doc-leaflet-mark = Қысқаша түсіндірме. Нормаларға сілтемесі бар ресми мәтінді министрлік береді.
doc-leaflet-rights = Сіз:
doc-leaflet-right-1 = сапар туралы бұйрықты және комиссия мүшелерінің куәліктерін қарауға;
doc-leaflet-right-2 = мониторинг кезінде қатысуға және түсініктеме беруге;
doc-leaflet-right-3 = актімен танысуға және оның данасын алуға;
doc-leaflet-right-4 = актіге қоса тіркелетін жазбаша қарсылық білдіруге;
doc-leaflet-right-5 = шешімге заңнамада белгіленген тәртіппен шағымдануға құқылысыз.
doc-leaflet-duties = Сізден мыналар талап етіледі:
doc-leaflet-duty-1 = комиссияны бұйрықта көрсетілген үй-жайларға жіберу;
doc-leaflet-duty-2 = сұралған құжаттар мен мәліметтерді беру;
doc-leaflet-duty-3 = комиссия жұмысына кедергі жасамау.
doc-leaflet-refusal = Жіберуден бас тарту актімен рәсімделеді және төлемді тоқтата тұруды ұсынуға негіз болады.
doc-leaflet-received = Парақшаны алдым, таныстым:
doc-sign-name = тегі, аты, әкесінің аты, лауазымы
doc-sign-date = күні, уақыты
doc-sign-hand = қолы

## Printed documents: working lists
doc-headcount-title = Бас санау парағы
doc-headcount-hint = Әр адамға бір ұяшықты белгілеңіз. Парақ сақталмайды: нәтижені бағдарламаға енгізіңіз.
doc-headcount-room = Аудитория: { $room }
doc-headcount-group = { $group } тобы
doc-headcount-counted = Санағандар (қолы):
doc-visits-title = Сапарлар тізімі
doc-visits-count = Барлығы: { $count }
doc-visits-empty = Сапар жоқ
