# Frame of the program: name, places, buttons used everywhere, states of a panel.
app-name = Бақылау
app-tagline = Ақша білім нақты берілген жерге ғана төленеді
app-version = { $version } нұсқасы
app-window-title = { $place } — Бақылау
app-demo-mark = Көрсетілім деректері
app-demo-mark-detail = Бұл деректер ойдан құрастырылған. Олардың заңдық күші жоқ.

## Left rail: groups
nav-group-commission = Комиссия
nav-group-department = Басқарма
nav-group-data = Деректер
nav-group-control = Бақылау
nav-group-payments = Төлемдер
nav-group-system = Жүйе

## Left rail: places
nav-my-visits = Менің сапарларым
nav-visits = Сапарлар
nav-prescriptions = Нұсқамалар
nav-violations = Бұзушылықтар
nav-organisations = Ұйымдар
nav-schools = Мектептер
nav-universities = Университеттер
nav-licences = Лицензиялар
nav-contingent = Контингент
nav-decisions = Шешімдер
nav-signing = Қол қою
nav-checklists = Тексеру парақтары
nav-documents = Құжаттар
nav-dashboard = Шолу
nav-sync = Синхрондау
nav-settings = Баптаулар
nav-help = Анықтама

## Top bar
bar-search = Іздеу немесе бұйрық
bar-language = Тіл
bar-theme = Безендіру
bar-theme-light = Жарық
bar-theme-dark = Қараңғы
bar-theme-system = Жүйедегідей
bar-person = Пайдаланушы
bar-sign-out = Шығу
bar-lock = Құлыптау

## Names of the languages, as seen from each of them
language-kk = қазақ тілі
language-ru = орыс тілі
language-en = ағылшын тілі

## Buttons
button-save = Сақтау
button-save-as = Басқаша сақтау…
button-cancel = Бас тарту
button-back = Артқа
button-next = Келесі
button-previous = Алдыңғы
button-close = Жабу
button-done = Дайын
button-finish = Аяқтау…
button-retry = Қайталау
button-search = Іздеу
button-clear = Тазалау
button-filter = Сүзу
button-print = Басып шығару…
button-export = Экспорттау…
button-import = Импорттау…
button-open = Ашу
button-open-file = Файлды ашу…
button-choose-file = Файлды таңдау…
button-add = Қосу
button-edit = Өзгерту
button-delete = Өшіру
button-restore = Қалпына келтіру
button-undo = Болдырмау
button-redo = Қайта орындау
button-copy = Көшіру
button-paste = Қою
button-select-all = Бәрін белгілеу
button-refresh = Жаңарту
button-details = Толығырақ…
button-show-all = Бәрін көрсету
button-send = Жіберу
button-sign = Қол қою
button-verify = Тексеру
button-yes = Иә
button-no = Жоқ
button-ok = Жарайды
button-pause = Кідірту
button-resume = Жалғастыру
button-stop = Тоқтату
button-skip = Өткізіп жіберу
button-full-screen = Толық экран

## States of a panel
panel-loading = Жүктелуде…
panel-empty = Мұнда әзірге ештеңе жоқ
panel-nothing-found = Ештеңе табылмады
panel-nothing-found-detail = Сұрауды қысқартыңыз немесе сүзгіні алып тастаңыз.
panel-error = Деректер ашылмады
panel-no-access = Бұл бөлімге рұқсатыңыз жоқ
panel-no-access-detail = Бөлім басқа рөлге арналған. Қажет болса, әкімшіден рұқсат сұраңыз.
panel-stale = { $time } кезіндегі жай-күйі көрсетілген

## Tables
table-rows = { $count } жол
table-rows-filtered = Көрсетілгені: { $count } / { $total }
table-selected = { $count } белгіленді
table-total = Барлығы
table-columns = Бағандар
table-sort-ascending = Өсуі бойынша
table-sort-descending = Кемуі бойынша
table-filter-clear = Сүзгілерді алып тастау
table-view-save = Көріністі сақтау
table-any = Барлығы
table-none = Жоқ
table-unknown = Белгісіз

## Command palette and help
palette-hint = Бұйрықты, ұйымды немесе құжат нөмірін теріңіз
palette-recent = Соңғылар
palette-commands = Бұйрықтар
palette-nothing = Мұндай бұйрық жоқ
help-keys = Пернелер
help-about = Бағдарлама туралы

## Dialogs and notices
dialog-unsaved = Өзгерістер сақталмаған
dialog-unsaved-detail = Қазір жапсаңыз, соңғы өзгерістер жоғалады.
dialog-discard = Сақтамай жабу
dialog-delete-title = «{ $name }» өшірілсін бе?
dialog-delete-detail = Қол қойылғанға дейін қалпына келтіруге болады.
notice-copied = Көшірілді
notice-file-saved = Файл сақталды: { $name }
notice-printed = Басып шығаруға жіберілді
progress-of = { $total } ішінен { $done }
progress-cancelled = Тоқтатылды

## Fields
field-required = Міндетті өріс
field-optional = міндетті емес
field-number = Нөмірі
field-date = Күні
field-time = Уақыты
field-period = Кезеңі
field-name = Атауы
field-person-name = Т.А.Ә.
field-position = Лауазымы
field-iin = ЖСН
field-bin = БСН
field-address = Мекенжайы
field-region = Өңір
field-state = Күйі
field-amount = Сомасы, ₸
field-note = Ескерту
field-basis = Негізі
field-author = Авторы
field-phone = Телефоны
field-errors-summary = { $count } өрісті түзетіңіз

## Notices after a start and a sync
notice-recovered = Үзілген жұмыс қалпына келтірілді: { $count } жауап
notice-merged = Әріптестер өзгертті: { $count } тармақ
