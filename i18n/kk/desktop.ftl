# Screens of the desktop client: words that only they use.

## Places and commands
nav-verify = Қолтаңбаны тексеру
command-next-language = Келесі тілге ауысу
command-toggle-offline = Желісіз жұмыс режимін қосу немесе өшіру
command-toggle-theme = Жарық немесе қараңғы көрініске ауысу

## Names of small buttons
password-hide = Құпиясөзді жасыру
password-caps-lock = Caps Lock қосулы: бас әріптер терілуде
password-not-latin = Терілгеннің ішінде латын әліпбиінен тыс әріптер бар
table-select-row = Жолды белгілеу
table-not-counted = Жиынтыққа кірмейді
calendar-previous-month = Алдыңғы ай
calendar-next-month = Келесі ай
calendar-today = Бүгін
calendar-open = Күнтізбені ашу

## Starting
start-failed = Бағдарлама деректерін аша алмады
start-registry-failed = Осы компьютердегі тізілім іске қосылмады
start-no-registry = Тізілім мекенжайы көрсетілмеген

## Signing in
signin-protect = Деректерді қорғау
signin-continue-next = Жалғастыру
signin-keyring-remember = Осы компьютерде құпия тіркессіз ашу (кілт операциялық жүйенің қоймасында сақталады)
signin-unlock-keyring = Жүйелік қоймадағы кілтпен ашу
signin-store-recover = Көшірмені қалпына келтіру
signin-store-no-generation = Қалпына келтіретін көшірме жоқ. Файлдар орнында сақталды; әкімшіге хабарласыңыз.
signin-store-since = Одан кейін жазылғандар журналдан қайтарылады; не қайтарылғанын бағдарлама тізіп береді.
signin-store-copy-folder = Қалта жолын көшіру
signin-registry-silent = Тізілім жауап бермейді: бұрын кіргендер ғана желісіз жалғастыра алады

## Visits
visit-find = Ұйым, мекенжай, №
visit-filter-all = Барлығы
visit-overdue = Мерзімі өткен
visit-overdue-group = Мерзімі өткендер
visit-none = Сапар жоқ
visit-none-plan = Сапарды жоспарлаңыз: ол осында және комиссия мүшелерінде көрінеді.
visit-coming = Алдағы
visit-past = Аяқталған
visit-open-checklists = Тексеру парақтарын ашу
visit-pack-age = Пакет { $when } жасалған
visit-pack-licences = Лицензия және мекенжайлары
visit-pack-addresses = { $count } мекенжай
visit-pack-groups = Топтар мен білім алушылар
visit-pack-groups-held = { $groups } топ, { $learners } білім алушы
visit-pack-previous = Алдыңғы акт
visit-pack-previous-held = № { $number }, { $date }, { $count } бұзушылық
visit-pack-sanctions = Қолданыстағы шаралар
visit-pack-lists = Тексеру парағы
visit-pack-version = { $date } нұсқасы
visit-pack-none = жоқ
visit-pack-refresh = Пакетті жаңарту
visit-arrival-admission = Келу және объектіге кіру
visit-not-ordered = Сапар туралы бұйрық әлі шыққан жоқ
visit-not-arrived = Комиссия әлі келген жоқ
visit-overdue-what = Сапар күндері өтіп кетті. Күндерін немесе бұйрықты уәкілетті органмен нақтылаңыз.
visit-not-admitted = Комиссия объектіде, кіруге рұқсат күтуде
visit-led-by = Бұл қадамдарды белгілейтіндер: { $names }
visit-view-checklists = Тексеру парақтарын қарау
visit-arrive-hint = Объектіге жеткенде белгілеңіз: уақыты актіге жазылады.
visit-leaflet-hint = Бұйрық пен куәліктерді көрсетіп, парақшаны табыстаңыз; жіберілгені немесе бас тартылғаны содан кейін белгіленеді.
visit-rights-handed-do = Бұйрық көрсетілді, парақша табысталды
visit-rights-handed-at = Бұйрық көрсетілді, парақша табысталды: { $time }
time-now = Қазір
time-wrong = Уақыт былай жазылады: 14:05
visit-admit = Жіберілгенін белгілеу
visit-admitted-at = Объектіге кіруге рұқсат берілді: { $time }
visit-refused-at = Жіберуден бас тартылды: { $time }
visit-refusal-hint = Кімнің және қалай бас тартқанын, оны кім көргенін жазыңыз. Кемінде { $count } куәгер қажет.
visit-refusal-circumstances = Бас тарту мән-жайы
visit-refusal-confirm = Бас тартуды рәсімдеу
visit-witness-number = { $number }-куәгердің Т.А.Ә.
visit-recorded = Жазылғандар
visit-act-and-after = Акт және одан кейінгі қадамдар
visit-sanction-proposed = Ұсынылды: { $what }
visit-outcome = Не анықталды және не қалды
visit-outcome-points = Нұсқама тармақтары: { $count }, жойылмағаны: { $open }
visit-outcome-no-points = Нұсқама берілген жоқ: жоюды талап ететін бұзушылық табылмады.
visit-outcome-due = { $date } күніне дейін
visit-outcome-consequence = Төлемге салдары
visit-outcome-no-consequence = Ұсынылмаған, төлем жалғасады
visit-outcome-suspended = Тоқтатылған мерзімі
visit-outcome-decision = Шешімді ашу
visit-next = Келесі қадам
visit-next-decision = Уәкілетті орган ұсынылған салдар бойынша шешім қабылдайды
visit-next-remedy = Ұйым бұзушылықтарды жояды; ең жақын мерзім – { $date }
visit-next-repeat = Қайта сапар барысында қалған тармақтар тексеріледі
visit-next-close = Жоюды қажет ететін ештеңе қалған жоқ
visit-next-closed = Сапар { $date } күні жабылды, одан әрі ештеңе талап етілмейді
visit-open-repeat = Қайта сапарды ашу
visit-objections-until = Қарсылық қабылданатын соңғы күн
visit-objections-none = Түскен жоқ, мерзімі өтті
visit-finish-hint = Барлық мүше толтырып болғаннан кейін жауаптар біріктіріліп, олардан акт жасалады.
visit-finish-ask = Толтыру аяқталып, жауаптар біріктіріледі. Қажет болса, толтыруға қайтаруға болады.
visit-finish-unanswered = Жауапсыз тармақ: { $count }.
merge-differs = Басқа нұсқада өзгеше
merge-file = Файл
merge-file-taken-away = Файл алып тасталды
merge-flagged = Белгіленген
merge-kind = Түрі
merge-marks = { $count } белгі
merge-marks-title = Фотодағы белгілер
merge-not-given = көрсетілмеген
merge-note = Ескертпе
merge-severity-own = { $severity }, парақтағыдай
merge-unreadable = Бағдарламаның басқа нұсқасында жазылған: сөзбен көрсету мүмкін емес
visit-merge-keep = Осыны қалдыру
visit-merge-settled = Таңдау сақталды
visit-merge-none = Қайшы жауап жоқ: таңдайтын ештеңе жоқ
visit-merge-none-detail = Мүшелердің жауаптары өздігінен біріктіріледі. Екі мүше бірін-бірі көрмей бір тармаққа әртүрлі жауап берсе, екі жауап та осында қатар тұрады.
visit-merge-last = Соңғы жазба: { $name }, { $time }
visit-merge-share = { $name }: { $count }
visit-merge-to-visit = Сапарға оралу
visit-number-later = Тұрақты нөмірді тізілім актіні алғанда береді
visit-representative-hint = Т.А.Ә., лауазымы
licence-address-unknown = Мекенжайдың лицензияда бар-жоғы белгісіз

## Filling in
finding-due-in = +{ $count } күн
headcount-find = Аты-жөні немесе ЖСН
headcount-finding-made = Бұзушылық { $item } тармағына жазылды. «{ $list }» парағынан толықтырыңыз.
headcount-finding-nowhere = Бұзушылықты осы жерден жазу мүмкін емес: бұл сапарда қатысуды сұрайтын парақ жоқ ({ $list }).
headcount-make-finding = Бұзушылық ретінде жазу
headcount-no-groups-detail = Топтар тізімі желісіз жұмыс пакетімен бірге келеді. Пакетті жүктеңіз.
headcount-not-in-lms = LMS-те жоқ
headcount-print-list = Тізімді басып шығару
headcount-unfinished = Топ толық саналған жоқ: айырма барлығы белгіленгеннен кейін шығады.

## Organisations and decisions
light-no-grounds = Төлемді шектейтін шаралар жоқ
organisation-contracts = Шарттар
organisation-contracts-of = Ұйымдар тізілімінің мәліметі бойынша
organisation-contracts-order = Мемлекеттік тапсырыс шарттары
organisation-contracts-order-of = Білім басқармасы жүргізеді
organisation-contracts-others = Басқа шарттар
organisation-contracts-others-of = Ұйымдар тізілімінің мәліметі бойынша; білім басқармасының шарттарында жоқ
organisation-contract-number = № { $number }
organisation-contract-terminated = { $date } күні бұзылды
organisation-contract-paused = Төлем тоқтатыла тұрған күн: { $date }
organisation-contract-paused-in-part = Бір мекенжай бойынша төлем тоқтатыла тұрған күн: { $date }
organisation-contract-places = Орын саны
organisation-contract-period = Шарт мерзімі
organisation-no-visits = Бұл ұйымға сапар болған жоқ
organisation-no-visits-mine = Сіз бұл ұйымға сапарға шықпағансыз
organisation-open-card = Ұйым карточкасын ашу
sanction-whole-organisation = Бүкіл ұйым
decision-not-yours = Бұл шара бойынша шешімді басқа лауазымды адам қабылдайды; сіз тек көре аласыз.

## Act and signing
act-composing = Акт жасалуда…
act-blockers-conflicts = Қайшы жауаптар
act-blockers-unanswered = Жауап берілмеген
act-blockers-invalid = Тексеруден өтпеген жауаптар
act-blockers-description = Сипаттамасы толық емес
act-blockers-evidence = Дәлел жетіспейді
act-blockers-deadlines = Жою мерзімдері
act-blockers-headcount = Бас санау
act-blockers-party = Ұйым өкілі және оның шешімі
act-blockers-other = Басқа кедергілер
act-open = Актіні ашу
act-withdraw-ask = Бекітілген мәтін қайтарып алынады, жауаптарды қайта өзгертуге болады. Әзірге ешкім қол қойған жоқ.
prescription-title-short = Нұсқама
signing-hint = Сол жақта көрсетілген мәтінге қол қойылады. Әр мүше өз кілтімен, кезегімен қол қояды.
signing-demo-sign = Қол қою: { $name }
signing-your-turn-named = қол қою кезегі

## Evidence
evidence-all = Барлық файлдар
evidence-whole-visit = Жалпы сапарға
evidence-item = Тармағы
evidence-back = Барлық файлдарға
evidence-closed = Жауаптар жабылған: файл қосуға болмайды
evidence-empty-detail = Файлдарды тармақтың өзінде қосыңыз, осында сүйреп әкеліңіз немесе батырманы басыңыз.
evidence-save-original = Түпнұсқаны сақтау…
evidence-copy-hash = Хешті көшіру
evidence-camera-clock = Уақыты мен орны камера жазғандай көрсетілген.
evidence-no-picture = Фотоны көрсету мүмкін емес
evidence-no-picture-detail = Файл әріптестен әлі келмеген немесе бұл пішім қолданылмайды. Түпнұсқасын сақтап, басқа бағдарламада ашыңыз.
evidence-marks-unknown = Белгілер бағдарламаның жаңарақ нұсқасында салынған: олар сақталады, бірақ мұнда көрінбейді

## Tools of the photo
photo-fit = Тұтас көрсету
photo-zoom-in = Үлкейту
photo-zoom-out = Кішірейту

## Checking a signature
verify-subtitle = Құжаттар, қолтаңбалар, карточкалар, контейнерлер: кім қол қойған, өзгермеген бе
verify-empty = Тексерілетін файлдарды осында сүйреп әкеліңіз
verify-empty-detail = Қолтаңба файлы мен құжаты, қолтаңбасы ішіндегі PDF (акт, электрондық құжат карточкасы) немесе қолтаңбалар контейнері (ZIP). Бірнеше файлды бірге әкелуге болады: бағдарлама өзі ажыратады. Файлдар компьютерден шықпайды.
verify-empty-choose = Файлдарды таңдау…
verify-drop = немесе файлдарды терезеге сүйреп әкеліңіз
verify-add = Файл қосу…
verify-leave-out = { $name } файлын алып тастау
verify-again = Қайта тексеру
verify-more = Толығырақ
verify-less = Жинау
verify-save-report = Есепті PDF-ке сақтау…
verify-save-inside = Ішіндегі файлдарды сақтау…
verify-running = Тексерілуде…
verify-checks = Тексерулер
verify-signer-unknown = Куәлік оқылмады: кім қол қойғаны белгісіз
verify-checked-at = Тексерілген уақыты
verify-report-copy = Есепті көшіру

## Sync centre
sync-subtitle-contact = Тізіліммен соңғы байланыс: { $when }
sync-subtitle-all-sent = Бәрі жіберілді · тізіліммен соңғы байланыс: { $when }
sync-attachments = Тіркелген файлдар
sync-attachment-of = Тіркелген файл: { $organisation }
sync-attachments-none = Барлық файл жіберілді
sync-conflicts-none = Қайшылық жоқ
sync-conflicts-none-detail = Екі мүше бір тармаққа әртүрлі жауап берсе, ол осында көрінеді.
sync-conflicts-detail = Екі жауап та сақталған. Акт жасалғанға дейін біреуін таңдау керек.
sync-conflicts-settle = Таңдауға өту
sync-now-offline = Желісіз жұмыс режимі қосулы
sync-work-offline = Желісіз жұмыс істеу
sync-work-online = Желіге қосылу
sync-status-offline-by-choice = Желісіз режим
sync-status-offline-by-choice-detail = Байланыс сіздің қалауыңызбен өшірілген: бәрі осы компьютерде сақталады, желіге қосылғанда жіберіледі.
sync-error-other-registry = Бұл басқа тізілім
sync-error-other-registry-detail = Ештеңе жіберілмеді: деректер басқа тізілімге тиесілі немесе бағдарлама нұсқасы сай емес. Тізілім мекенжайын әкімшіден нақтылаңыз.
sync-error-rewritten = Тізілім журналы қайта жазылған
sync-error-rewritten-detail = Тізілім бұрын жазғаны жоғалған немесе өзгерген. Одан ештеңе оқылмайды және оған ештеңе жіберілмейді; деректеріңіз осы компьютерде қалады. Әкімшіге хабарлаңыз: көшірмеден қалпына келтірілген тізілім мұны жариялауы тиіс.
sync-audit = Тізілімнің аудит журналы
sync-audit-proved = { $count ->
    [one] { $count } жазба · ештеңе өшірілмеген ({ $time } тексерілді)
   *[other] { $count } жазба · ештеңе өшірілмеген ({ $time } тексерілді)
    }
sync-saved-at = Соңғы сақталуы
sync-clock = Компьютер сағаты
sync-waiting = Жіберуді күтуде
sync-attention = Назар аудару қажет
sync-held-for-attachments = Тізілім файлдардың толық жетуін күтуде. Олар жіберілген соң өзі қабылдайды.
sync-state-sending-detail = Жіберілді, тізілімнің жауабы күтілуде.
sync-state-dismissed = Кезектен алынған
sync-dismissed = Бұл әрекетті кезектен алғансыз; ол тарихта қалады.
sync-discard-title = Әрекетті кезектен алу
sync-discard-confirm = Кезектен алу
sync-open-visit = Сапарды ашу
sync-exchange-file-detail = Желі жоқ жерде: әріптестің ноутбугіндегі жазбаларды тасымалдағыш арқылы қабылдаңыз немесе жіберілмегендерді файлға сақтаңыз.
sync-exchange-open = Алынған файлды ашу
sync-exchange-open-hint = Құпия тіркесті файлды дайындаған әріптесіңізден ауызша сұраңыз.
sync-exchange-passphrase = Файлдың құпия тіркесі
sync-exchange-passphrase-hint = Файл осы тіркеспен шифрланады. Оны әріптесіңізге ауызша айтыңыз, файлмен бірге жібермеңіз.
sync-export-waiting = Жіберілмегенді файлға сақтау…
sync-export-detail = Сапарларыңыздың жіберілмеген жауаптары, фотолары мен қолтаңбалары құпия тіркеспен шифрланған бір файлға жазылады. Оны комиссияның басқа мүшесі өз ноутбугінде ашып, тізілімге жібереді.
sync-export-nothing = Жіберілмеген ештеңе жоқ

## Settings
settings-role = Рөлі
settings-sign-out-waiting = Жіберілмегені: { $count }. Бәрі осы компьютерде сақталып, қайта кіргенде жіберіледі.
settings-second-none = Көрсетпеу
settings-size-smaller = Кішірейту
settings-size-larger = Үлкейту
settings-data-encrypted = Деректер осы қалтада шифрланып сақталады.
settings-configured-by-file = Мекенжай, прокси және қалта baqylau.toml файлында көрсетіледі; өзгерістер бағдарлама қайта іске қосылғаннан кейін күшіне енеді.
settings-own-licence = Бағдарлама Apache 2.0 лицензиясымен таратылады.
light-column = Бағдаршам
light-green-short = Жасыл
light-yellow-short = Сары
light-red-short = Қызыл
notice-evidence-added = Дәлел тіркелді
notice-saved = Сақталды
signing-release = Қол қоя алмайды…
signing-release-detail = Акт осы мүшенің қолтаңбасынсыз аяқталады, себебі актімен бірге сақталады. Мұны тек төраға жасайды; кері қайтару мүмкін емес.
signing-release-reason = Себебі
signing-released = Қолтаңбасыз: { $reason }
client-operation-release-signer = Мүшенің қолтаңбасы жоқ акт
checklist-filter-mine = Менің бөлімдерім
visit-team-hint = Бөлімдерді мүшелерге бөліп беріңіз: жауаптар тізілім арқылы немесе файлмен біріктіріледі. Кез келген мүше кез келген тармаққа жауап бере алады.
visit-team-everybody = Барлығы

## Starting: what keeps the window from opening (said on the command line)
start-already-running = Baqylau осы деректер қалтасымен іске қосылып тұр
start-already-running-detail = Ашық терезеге өтіңіз немесе басқа қалтаны көрсетіңіз: --data_dir.
start-folder = Деректер қалтасына жазу мүмкін емес
start-folder-detail = Рұқсатты және дискідегі орынды тексеріңіз немесе басқа қалтаны көрсетіңіз: --data_dir.
start-no-display = Терезе ашатын экран жоқ
start-no-display-detail = Бағдарламаны жұмыс үстелінде іске қосыңыз. Экрансыз baqylau tour --out DIR пәрмені жұмыс істейді.
start-no-driver = Бейнекарта драйвері жоқ немесе тым ескі
start-no-driver-detail = { $packages } пакетін орнатыңыз (Debian, Ubuntu) немесе драйверді жаңартыңыз. Толық мәлімет журналда.
start-packages = Бағдарламалық пакеттер жетіспейді: { $packages }
start-packages-detail = Оларды орнатып (Debian, Ubuntu: apt install { $packages }), бағдарламаны қайта іске қосыңыз.
start-window = Терезе ашылмады
start-window-detail = Толық мәлімет журналда; оны әкімшіге беріңіз.
