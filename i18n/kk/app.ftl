# Frame of the program: name, places, buttons used everywhere, states of a panel.
app-name = Бақылау
app-tagline = Ақша білім нақты берілген жерге ғана төленеді
app-version = { $version } нұсқасы
app-demo-mark = Демонстрациялық деректер
app-demo-mark-detail = Бұл деректер ойдан шығарылған. Олардың заңды күші жоқ.

## Left rail: groups
nav-group-commission = Комиссия
nav-group-data = Деректер
nav-group-control = Бақылау
nav-group-system = Жүйе

## Left rail: places
nav-my-visits = Менің сапарларым
nav-visits = Сапарлар
nav-prescriptions = Нұсқамалар
nav-organisations = Ұйымдар
nav-decisions = Шешімдер
nav-sync = Синхрондау
nav-settings = Баптаулар

## Top bar
bar-search = Іздеу
bar-language = Тіл
bar-theme = Түс режимі
bar-theme-light = Жарық
bar-theme-dark = Қараңғы
bar-person = Пайдаланушы
bar-sign-out = Шығу

## Names of the languages, as seen from each of them
language-kk = қазақ тілі
language-ru = орыс тілі
language-en = ағылшын тілі

## Buttons
button-save = Сақтау
button-cancel = Болдырмау
button-next = Келесі
button-previous = Алдыңғы
button-close = Жабу
button-finish = Аяқтау…
button-search = Іздеу
button-clear = Тазалау
button-print = Басып шығару…
button-open = Ашу
button-delete = Өшіру
button-restore = Қалпына келтіру
button-undo = Кері қайтару
button-select-all = Бәрін белгілеу

## States of a panel
panel-loading = Жүктелуде…
panel-empty = Мұнда әзірге ештеңе жоқ
panel-nothing-found = Ештеңе табылмады
panel-nothing-found-detail = Сұрауды қысқартыңыз немесе сүзгіні алып тастаңыз.
panel-error = Деректер ашылмады
panel-try-again = Қайталау

## Tables
table-sort-ascending = Өсуі бойынша
table-sort-descending = Кемуі бойынша
table-unknown = Белгісіз

## Command palette and help
palette-hint = Пәрменді, ұйымды немесе құжат нөмірін теріңіз
palette-commands = Пәрмендер
help-keys = Пернелер

## Dialogs and notices
notice-copied = Көшірілді
notice-file-saved = Файл сақталды: { $name }
notice-printed = Басып шығаруға жіберілді
notice-printer-viewer = Принтер бапталмаған: файл ашылды, сол жерден басып шығарыңыз
progress-of = { $total } ішінен { $done }

## Fields
field-required = Міндетті өріс
number-sign = № { $number }
field-name = Атауы
field-position = Лауазымы
field-iin = ЖСН
field-bin = БСН
field-address = Мекенжайы
field-state = Күйі
field-amount = Сомасы

## Notices after a start and a sync
notice-recovered = Үзілген жұмыс қалпына келтірілді: { $count } жазба
notice-merged = Әріптестер өзгертті: { $count } тармақ
