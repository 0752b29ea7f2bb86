# Мемлекеттік тапсырыс: күннің істері және көрсеткіштер тақтасы.

nav-order-today = Бүгінгі істер
nav-order-late = { $count ->
    [one] { $count } іс кешіктірілген
   *[other] { $count } іс кешіктірілген
}
nav-order-board = Көрсеткіштер
board-today = Бүгінгі істер
board-waits-count = { $count } іс күтіп тұр
board-late-count = мерзімі өткені { $count }
board-tab-waits = Менің шешімімді күтуде
board-tab-suspended = Тоқтатылған
board-tab-unsent = Актіні кім жібермеді
board-tab-changed = { $day } бастап өзгергені
board-waits-none = Күтіп тұрған іс жоқ
board-waits-none-detail = Сізден бірдеңе қажет болғанда, ол осында шығады.
board-unsent-none = Барлық акт жіберілген
board-unsent-none-detail = Аяқталған айлардың актілеріне мектептер қол қойған.
board-changed-none = Өзгеріс жоқ
board-changed-none-detail = Соңғы жұмыс күнінен бері жазбалар өзгермеген.
board-barred = Тағы { $count } іс бар, бірақ оларға күшінде тұрған өкілдік тапсырмаңыз жоқ: { $scopes }.
board-asked = Сұралды, тізілім жауабын күтуде
board-late-by = { $days } жұмыс күніне кешікті
board-due = { $day } дейін
board-since = { $day } бастап
board-number = № { $number }
board-acts = { $count } акт
board-records = { $count } жазба
board-schools = { $count } мектеп
board-by-you = Сіз жасаған

## Не істеу керек
board-task-take-application = Өтінімді қарауға алу
board-task-examine-application = Өтінімді қарау
board-task-rework-application = Келісуден қайтқан өтінімді пысықтау
board-task-approve-application = Өтінім бойынша ұсынысты келісу
board-task-answer-remarks = Өтінімнің кемшіліктерін жою
board-task-sign-application = Өтінімге бірінші басшының ЭЦҚ-сымен қол қою
board-task-sign-contract = Шартқа не қосымша келісімге қол қою
board-task-contract-building = Жылдық өтеу шартын жасау
board-task-compose-act = Ай актісін жасау
board-task-sign-act = Актіге қол қою
board-task-chase-act = Мектеп актіні жібермеді
board-task-list-act = Актіні тізілімге енгізу
board-task-relist-act = Қайтарылған актіні басқа тізілімге енгізу
board-task-settle-invoice = Электрондық шот-фактураны реттеу
board-task-send-register = Тізілімге қол қойып жіберу
board-task-relist-acts = Қайтарылған тізілімнің актілерін қайта енгізу
board-task-examine-register = Тізілімді тексеріп қабылдау
board-task-order-payments = Төлем тапсырмаларын жасау
board-task-send-back-acts = Актілерді қайтару: алушының шоты өзгерген
board-task-send-payment = Төлемді банкке жіберу
board-task-await-bank = Банктің жауабын күту
board-task-reissue-payment = Қайтарылған төлемді қайта жасау
board-task-renew-mandate = Өкілдік тапсырманың мерзімін ұзарту
board-task-await-ruling = Күтуде: мектепке төлем тоқтатыла тұр
board-suspended-why = № { $number } акт бойынша { $day } бастап тоқтатыла тұр: { $reason }
board-suspended-none = Тоқтатылған ештеңе жоқ
board-suspended-none-detail = Мектепке төлем тоқтатыла тұрғанда, оның актілері шешім алынғанша осында күтеді.

## Акт неге жіберілмеді
board-why-contract-school = шартқа мектеп қол қоймаған
board-why-contract-department = шартқа басқарма қол қоймаған
board-why-contract-both = шартқа тараптар қол қоймаған
board-why-not-composed = акт жасалмаған
board-why-withdrawn = акт кері алынып, басқасы жасалмаған
board-why-not-signed = акт жасалған, мектеп қол қоймаған

## Не болды
board-stage-new = Жаңа
board-stage-in-work = Орындалуда
board-stage-in-approval = Келісуде
board-stage-back-at-executor = Орындаушыда пысықтауда
board-stage-back-at-school = Мектепте пысықтауда
board-stage-accepted = Қабылданған
board-stage-refused = Бас тартылған
board-stage-withdrawn = Кері алынған
board-payment-ordered = Төлем тапсырмасы жасалды
board-payment-sent = Төлем банкке жіберілді
board-payment-paid = Төлем жасалды
board-payment-returned = Төлем қайтарылды
board-record-application = Өтінім
board-record-budget = Бюджет
board-record-distribution = Бюджетті бөлу
board-record-plan = Қаржыландыру жоспары
board-record-contract = Шарт
board-record-act = Ай актісі
board-record-register = Жиынтық тізілім
board-record-payment = Төлем
board-record-mandate = Өкілдік тапсырма
board-scope-applications = өтінімдер
board-scope-funding = бюджет пен жоспар
board-scope-contracts = шарттар
board-scope-acts = актілер
board-scope-registers = тізілімдер
board-scope-payments = төлемдер
board-scope-mandates = тапсырмалар

## Көрсеткіштер
board-name = Көрсеткіштер
board-title = Мектептерді қаржыландыру, { $year }
board-title-region = Мектептерді қаржыландыру, { $year } · { $region }
board-as-of = Деректер { $time } жағдайы бойынша · осы компьютердегі көшірме
board-as-of-never = Тізіліммен байланыс болмаған · осы компьютердегі көшірме
board-empty = Мемлекеттік тапсырыстың жазбалары жоқ
board-empty-detail = Жоспар, шарт немесе акт алынғанда көрсеткіштер осында шығады.
board-too-large = Сомаларды қосу мүмкін емес
board-too-large-detail = Жазбаларда мүмкін болмайтын үлкен сома бар. Тізілім әкімшісіне хабарлаңыз.
board-all-regions = Барлық өңір
board-save-png = PNG
board-save-pdf = PDF
board-paper-whose = Кімнің тақтасы
board-not-saved = Файл сақталмады: { $reason }
board-budget = Бюджет
board-of-year = жылға
board-plan = Жоспар
board-contracted = Шарттар
board-acted = Актілер
board-paid = Төленді
board-unpaid = Төленбеген актілер
board-unsent = Жіберілмеген актілер
board-unsent-short = Жіберілмеген акт
board-of-plan = жоспардың { $share }
board-no-plan = жоспар жоқ
board-by-month = Айлар бойынша орындалуы
board-ageing = Төленбеген актілердің жасы
board-days-range = { $from }–{ $to } күн
board-days-over = { $days } күннен артық
board-queues = Күту уақыты
board-until-decided = Өтінімнен шешімге дейін
board-until-paid = Актіден төлемге дейін
board-queue = медиана { $median } күн · ең ұзағы { $longest }
board-queue-none = дерек жоқ
board-map = Өңірлер бойынша
board-map-paid = Төленді
board-map-acted = Актілер
board-map-contracted = Шарттар
board-map-unpaid = Төленбегені
board-map-none = дерек жоқ
board-map-words = { $sum }, { $share }
board-stages = Өтінімдер
board-stages-none = Өтінімдер жоқ
board-lights = Мектептердің бұзушылықтары
board-lights-none = Ұйымдардың тізілімі жүктелуде
board-note-contracted = Шарттың сомасы айларға жоспар бойынша бөлінген; тізімде шарттың толық сомасы көрсетілген.
board-plan-version = { $version }-нұсқа
board-unit-billion = млрд ₸
board-unit-million = млн ₸
board-unit-thousand = мың ₸
board-unit-one = ₸

## Карта тақтайшасындағы қысқа атаулар
region-short-10 = Абай
region-short-11 = Ақмола
region-short-15 = Ақтөбе
region-short-19 = Алматы обл.
region-short-23 = Атырау
region-short-27 = БҚО
region-short-31 = Жамбыл
region-short-33 = Жетісу
region-short-35 = Қарағанды
region-short-39 = Қостанай
region-short-43 = Қызылорда
region-short-47 = Маңғыстау
region-short-55 = Павлодар
region-short-59 = СҚО
region-short-61 = Түркістан
region-short-62 = Ұлытау
region-short-63 = ШҚО
region-short-71 = Астана
region-short-75 = Алматы
region-short-79 = Шымкент

## Registers of the day
board-find = Мектеп, шарт, не істеу керек
board-changes = Не өзгерді
board-urgency-late = Мерзімі өткен
board-urgency-today = Мерзімі бүгін
board-urgency-week = Бір апта ішінде
board-urgency-later = Кейінірек
board-urgency-no-term = Мерзімсіз
board-column-urgency = Шұғылдығы
board-column-task = Не істеу керек
board-column-number = Нөмірі
board-column-details = Толығырақ
board-column-due = Мерзімі
board-column-late = Кешіккен жұмыс күндері
board-column-why = Неге
board-column-also = Тағы не кедергі
board-column-reminded = Мектепке жазылған күн
board-column-at = Қашан
board-column-what = Не болды
board-column-kind = Не туралы
board-record-month = Ай сайынғы тексеру
board-record-ruling = Санкция
board-record-check = Автоматты тексеру
board-ruling-act = № { $number } акт
board-mandate-begins = Өкілдік тапсырма күшіне енді
board-mandate-revoked = Өкілдік тапсырма қайтарып алынды
board-mandate-ended = Өкілдік тапсырманың мерзімі бітті
board-why-nothing-sent = LMS ай үшін ештеңе жібермеген
board-why-month-open = ай бекітілмеген
board-why-month-not-validated = ай бекітілген, мектеп әлі тексерілмеген
board-why-suspended = мектепке төлем тоқтатыла тұр
board-remind = { $count ->
    [0] Мектептерге еске салу
    [one] { $count } акт туралы еске салу
   *[other] { $count } акт туралы еске салу
}
board-remind-none = Мектептерге еске салынатын актілерді белгілеңіз.
board-remind-title = { $count } еске салу жіберіледі
board-remind-detail = Әр шарт не акт туралы бір хабар, сол жазбаның хат алмасуында. Мектеп оны келесі синхрондауда көреді.
board-remind-send = { $count } еске салуды жіберу
board-remind-text = Хабардың мәтіні
board-remind-words = Акт мерзімінде келмеді. Оны жасап, қол қойыңыз немесе не кедергі екенін жазыңыз.
board-open-points = нұсқамалардың { $count } ашық тармағы
