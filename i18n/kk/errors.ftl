# Refusals of the rules, of fields and of the computer.

## Rules of a visit (composed at run time: refusal-<refusal>)
refusal-wrong-stage = Сапар қазір «{ $state }» күйінде; бұл әрекет оған сай емес. Экранды жаңартыңыз.
refusal-not-a-member = Сіз бұл сапар комиссиясының құрамына кірмейсіз. Құрам өзгерсе, бұйрыққа толықтыру қажет.
refusal-not-leading = Мұны тек төраға немесе хатшы істей алады. Соларға хабарласыңыз.
refusal-does-not-sign = Сарапшы актіге қол қоймайды. Сіздің қорытындыңыз актіге қоса тіркеледі.
refusal-not-your-role = Рөліңізге бұл әрекет рұқсат етілмеген. Қажет болса, әкімшіге хабарласыңыз.
refusal-not-your-territory = Ұйым сіздің өңіріңізге жатпайды. Шешімді сол өңірдің маманы қабылдайды.
refusal-no-chair = Комиссияда бір төраға болуы тиіс. Құрамда төрағаны көрсетіңіз.
refusal-no-such-place = Жер бетінде мұндай орын жоқ. Координаттарды тексеріңіз.
refusal-leaflet-first = Алдымен құқықтар мен міндеттер парақшасын табыстаңыз.
refusal-wait-longer = Бас тартуды рәсімдеуге дейін тағы { $minutes } минут күту керек.
refusal-refusal-incomplete = Бас тарту мән-жайын жазып, екі куәгерді көрсетіңіз.
refusal-blocked = Акт жасауға болмайды: { $count } кедергі қалды. Тізімнен әрқайсысына өтіп, түзетіңіз.
refusal-conflicts = Комиссия жауаптары { $count } тармақта екі түрлі. Біреуін таңдаңыз.
refusal-wrong-act-kind = Актінің түрі бұл сапарға сай емес: жіберуден бас тартылса, тек бас тарту актісі жасалады.
refusal-other-bytes = Қолтаңба басқа мәтінге қойылған. Актіні қайта ашып, қайта қол қойыңыз.
refusal-already-signed = Сіз бұл актіге қол қойғансыз; екінші қолтаңба қажет емес.
refusal-out-of-turn = Сізден бұрын { $names } қол қояды.
refusal-somebody-signed = Актіге қол қойылған, сондықтан оны қайтарып алуға болмайды. Келіспесеңіз, ерекше пікір қосыңыз.
refusal-objection-term-over = Қарсылық мерзімі өтіп кетті. Енді шағым жалпы тәртіппен беріледі.
refusal-already-lodged = Бұл қарсылық бұрын берілген; ол бір рет сақталады.
refusal-text-missing = Мәтін бос. Жазып, қайталаңыз.
refusal-order-after-visit = Бұйрық күні сапардың бірінші күнінен кейін тұр. Бұйрық күнін түзетіңіз немесе сапарды басқа күнге ауыстырыңыз.
refusal-order-without-number = Бұйрық нөмірін көрсетіңіз.
refusal-points-open = { $count } бұзушылық жойылмаған. Сапарды жабу үшін бәрінің жойылғаны расталуы тиіс.

## Rulings on sanctions (composed at run time: ruling-refusal-<refusal>)
ruling-refusal-not-your-role = Рөліңіз бұл ұйым бойынша шешім қабылдауға құқық бермейді.
ruling-refusal-not-your-territory = Ұйым сіздің өңіріңізге жатпайды.
ruling-refusal-no-reason = Шешім негіздемесін жазыңыз: ол ұйымға жіберіледі.
ruling-refusal-wrong-state = Шешім бұрын қабылданған немесе күйі өзгерген. Экранды жаңартыңыз.
ruling-refusal-termination-not-proposed = Актіде шартты бұзуға негіз жоқ. Төлемді тоқтата тұруға болады.
ruling-refusal-not-remedied = Төлемді қайта бастауға болмайды: { $count } тармақ жойылмаған.

## Dates and numbers typed by people
error-date-empty = Күнді жазыңыз
error-date-shape = Күнді 21.11.2026 түрінде жазыңыз
error-date-short-year = Жылды төрт цифрмен жазыңыз
error-date-no-such-day = Күнтізбеде мұндай күн жоқ
error-number-empty = Санды жазыңыз
error-number-character = Санда артық таңба бар
error-number-separators = Бөлгіштер түсініксіз; 1234,5 түрінде жазыңыз
error-number-not-whole = Бүтін сан қажет
error-number-too-precise = Тиын екі цифрдан аспайды
error-number-too-large = Сан тым үлкен

## Identifiers (composed at run time: error-identifier-<error>)
error-identifier-length = { $expected } таңба болуы тиіс, { $found } терілді
error-identifier-character = { $position }-орындағы таңба дұрыс емес
error-identifier-check-digit = Бақылау цифры сай емес: нөмір қате терілген
error-identifier-never-assigned = Мұндай нөмір берілмейді
error-identifier-date = Нөмірдегі күн дұрыс емес
error-identifier-kind = Бұл басқа түрдегі нөмір

## The client: store, files, registry (keys of its typed errors; `-detail` says what to do)
client-wrong-passphrase = Құпия тіркес дұрыс емес
client-passphrase-short = Құпия тіркес тым қысқа
client-store-exists = Деректер қоймасы бұрын жасалған
client-store-damaged = Деректер қоймасы бүлінген
client-store-locked = Деректер қоймасы жабық
client-store-newer = Деректерді бағдарламаның жаңарақ нұсқасы жазған
client-store-busy = Қойма басқа терезеде ашық
client-anchors-differ = Тізілім басқа сенімді орталықтарды атады
client-store-failed = Деректер қоймасы жауап бермеді
client-keyring-absent = Жүйенің кілт қоймасы қолжетімсіз
client-keyring-empty = Жүйенің кілт қоймасында бұл кілт жоқ
client-not-signed-in = Сіз жүйеге кірмегенсіз
client-no-randomness = Операциялық жүйе кездейсоқ сандар бермеді
client-unreadable = Жазба оқылмады
client-file-missing = Файл табылмады
client-file-denied = Файлға рұқсат жоқ
client-file-failed = Файлмен жұмыс орындалмады: { $reason }
client-disk-full = Дискіде орын жоқ
client-too-large = «{ $name }» тым үлкен: { $size } МБ, шегі { $limit } МБ
client-registry-unreachable = Тізілімге қосылу мүмкін болмады
client-registry-sign-in = Тізілім қайта кіруді сұрайды
client-registry-forbidden = Тізілім бұл әрекетке рұқсат бермеді
client-registry-not-found = Тізілімде мұндай жазба жоқ
client-registry-busy = Тізілім бос емес
client-registry-too-large = Тізілім мұндай көлемді қабылдамайды
client-registry-full = Тізілімде орын жоқ
client-registry-failed = Тізілімде ақау

## Operations in the queue (composed at run time: client-operation-<kind>)
client-operation-plan-visit = Сапарды жоспарлау
client-operation-draft = Жауаптар мен жазбалар
client-operation-rule = Шара бойынша шешім
client-operation-confirm-point = Тармақтың жойылғанын растау
client-operation-move = Сапар басқа күндерге ауыстырылды
client-operation-order = Сапар туралы бұйрық
client-operation-notify = Ұйымды хабардар ету
client-operation-arrive = Объектіге келу
client-operation-hand-leaflet = Бұйрықты көрсету, парақшаны табыстау
client-operation-admit = Объектіге жіберу
client-operation-refuse-admission = Жіберуден бас тарту
client-operation-begin-merging = Толтыруды аяқтау
client-operation-resume-recording = Толтыруға қайтару
client-operation-fix-act = Акт мәтінін бекіту
client-operation-withdraw-act = Актіні қайтарып алу
client-operation-sign = Актіге қол қою
client-operation-hand-over = Актіні табыстау
client-operation-lodge-objection = Ұйымның қарсылығы
client-operation-register = Актіні тіркеу
client-operation-decide = Акт бойынша шешім
client-operation-remedy = Бұзушылықтарды жою
client-operation-plan-repeat = Қайталама сапарды жоспарлау
client-operation-close = Сапарды жабу

## The client: visits, acts, documents
client-visit-unknown = Бұл сапар осы компьютерде жоқ
client-organisation-unknown = Бұл ұйымның деректері осы компьютерде жоқ
client-view-unfit = Көріністің атауы болуы керек және ол тым ұзын болмауы керек
client-sanction-unknown = Бұл шара осы компьютерде жоқ
client-pack-missing = Желісіз жұмыс пакеті жүктелмеген
client-workbook-missing = { $list } тексеру парағы жүктелмеген
client-workbook-unusable = { $list } тексеру парағы ашылмады
client-draft-closed = Жауаптар жабылған
client-act-not-now = Қазір акт жасауға болмайды
client-act-not-shown = Акт мәтіні қаралмаған
client-act-outdated = Акт мәтіні көрсетілгеннен кейін жазбалар өзгерді
client-act-not-fixed = Акт мәтіні әлі бекітілмеген
client-signature-unsound = Қолтаңба тексеруден өтпеді
client-order-missing = Сапар туралы бұйрық жоқ
client-document-failed = Құжат жасалмады
client-glyph-missing = «{ $character }» таңбасы баспа қаріпінде жоқ
client-printer-absent = Басып шығарылмады: бұл компьютерде принтер де, PDF ашатын бағдарлама да табылмады. Принтерді қосыңыз немесе құжатты сақтап, басқа компьютерде басып шығарыңыз: { $name }
client-nothing-to-carry = Тасымалдайтын ештеңе жоқ: сапарларыңыз бойынша бәрі жіберілген
client-file-is-folder = Бұл файл емес, қалта
client-attachment-absent = Файл осы компьютерде жоқ

## The client: signing in, connection, queue
client-no-store = Деректер қоймасы әлі жасалмаған
client-no-generation = Қалпына келтіретін көшірме жоқ
client-sample-unknown = Бұл адамның демонстрациялық кілті жоқ
client-person-unknown = Бұл адам осы компьютерде бұрын кірмеген
client-sign-in-refused = Тізілім бұл кілтпен кіргізбеді
client-anchors-unreadable = Куәландырушы орталықтардың файлы оқылмайды: PEM немесе DER түріндегі куәліктер қажет
client-no-log = Журналдар әлі жоқ
client-offline-by-choice = Желісіз жұмыс режимі қосулы
client-offline-never = Тізілім бұл адамды осы компьютерде әлі растаған жоқ
client-offline-never-detail = Желіге қосылып, кілтпен бір рет кіріңіз; содан кейін желісіз де кіруге болады. Жазылғандар жоғалған жоқ.
client-offline-ended = Желісіз кіру мерзімі { $date } күні бітті
client-offline-ended-detail = Желіге қосылып, кілтпен кіріңіз. Жазылғанның бәрі сақтаулы, кірген соң тізілімге жіберіледі.
client-offline-clock = Компьютер сағаты кері қойылған: қазір { $now }, ал мұнда { $before } кезінде жұмыс істелген
client-offline-clock-detail = Дұрыс уақытты қойыңыз немесе желіге қосылып, кілтпен кіріңіз. Жазылғанның бәрі сақтаулы.
client-offline-other-person = Бұл — басқа адамның кілті
client-offline-other-person-detail = Тізімнен өзіңізді таңдаңыз немесе өз кілтіңізді ашыңыз.
client-offline-other-key = Желі арқылы соңғы рет бұл кілтпен кірмегенсіз
client-offline-other-key-detail = Бұрынғы кілтті ашыңыз; жаңа кілт болса, желіге қосылып, бір рет кіріңіз.
client-proxy-unusable = Прокси мекенжайы түсініксіз
client-ca-unusable = Ұйым куәліктерінің файлы оқылмады
client-protocol-other = Бағдарлама мен тізілімнің нұсқалары бір-біріне сай емес
client-other-registry = Бұл мекенжайда басқа тізілім жауап береді
client-registry-rewritten = Тізілім журналы бұрынғы журнал емес: онымен алмасу тоқтатылды
client-registry-twice = Бір атпен екі тізілім жауап береді, қалпына келтірілгені және бұрынғысы: біреуі ғана қалғанша алмасу тоқтатылды
client-receipt-forged = Тізілім түбіртегі тексеруден өтпеді
client-chain-forked = Осы деректердің көшірмесімен басқа компьютер жұмыс істеген
client-operation-unknown = Мұндай әрекет кезекте жоқ
client-operation-unknown-detail = Тізімді жаңартыңыз.
client-operation-not-refused = Тек қабылданбаған әрекетті кезектен алуға болады
client-operation-not-refused-detail = Бұл әрекет жіберіледі немесе жіберілген.
client-operation-own-command = Актіні бекіту мен қол қою акт экранында орындалады
client-operation-own-command-detail = Акт экранын ашыңыз.
client-refused = Тізілім әрекетті қабылдамады
client-rejected-not-found = Тізілімде мұндай жазба жоқ
client-rejected-device = Тізілім бұл құрылғыны танымады
client-rejected-forbidden = Рөліңіз бұл әрекетке құқық бермейді
client-rejected-schema = Тізілім бұл нұсқаның әрекеттерін түсінбейді
client-rejected-signature = Тізілім қолтаңбаны қабылдамады
client-rejected-act = Акт тізілімдегі деректерге сай емес
client-rejected-exists = Мұндай жазба тізілімде бұрыннан бар
client-bundle-unreadable = Бұл алмасу файлы емес немесе ол бүлінген
client-bundle-passphrase = Файлдың құпия тіркесі дұрыс емес
client-bundle-strangers = Файлда комиссия мүшесі емес адамның жазбалары бар
client-bundle-signature = Файлдағы акт қолтаңбасы жарамсыз
