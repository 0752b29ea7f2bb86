# Refusals of the rules, of fields and of the computer.

## Rules of a visit (composed at run time: refusal-<refusal>)
refusal-wrong-stage = Сапар қазір «{ $state }» күйінде; бұл әрекет оған сай емес. Экранды жаңартыңыз.
refusal-not-a-member = Сіз бұл сапардың комиссия құрамында жоқсыз. Құрам өзгерсе, бұйрыққа толықтыру қажет.
refusal-not-leading = Мұны тек төраға немесе хатшы істей алады. Соларға айтыңыз.
refusal-does-not-sign = Сарапшы актіге қол қоймайды. Сіздің қорытындыңыз қосымша ретінде тіркеледі.
refusal-not-your-role = Рөліңізге бұл әрекет рұқсат етілмеген. Қажет болса, әкімшіге хабарласыңыз.
refusal-not-your-territory = Ұйым сіздің өңіріңізге жатпайды. Шешімді сол өңірдің маманы қабылдайды.
refusal-no-chair = Комиссияда бір төраға болуы тиіс. Құрамда төрағаны көрсетіңіз.
refusal-leaflet-first = Алдымен құқықтар мен міндеттер парақшасын табыстаңыз.
refusal-wait-longer = Бас тартуды рәсімдеуге дейін тағы { $minutes } минут күту керек.
refusal-refusal-incomplete = Бас тарту мән-жайын жазып, екі куәгерді көрсетіңіз.
refusal-blocked = Акт жасауға болмайды: { $count } кедергі қалды. Тізімнен әрқайсысына өтіп, түзетіңіз.
refusal-conflicts = Комиссия жауаптары { $count } тармақта екі түрлі. Біреуін таңдаңыз.
refusal-wrong-act-kind = Бұл сапарға акт түрі сай емес: жіберуден бас тартылса, тек бас тарту актісі жасалады.
refusal-other-bytes = Қолтаңба басқа мәтінге қойылған. Актіні қайта ашып, қайта қол қойыңыз.
refusal-already-signed = Сіз бұл актіге қол қойғансыз; екінші қолтаңба қажет емес.
refusal-out-of-turn = Сізден бұрын { $names } қол қояды.
refusal-somebody-signed = Актіге қол қойылған, сондықтан оны қайтарып алуға болмайды. Келіспесеңіз, ерекше пікір қосыңыз.
refusal-objection-term-over = Қарсылық мерзімі өтіп кетті. Енді шағым жалпы тәртіппен беріледі.
refusal-text-missing = Мәтін бос. Жазып, қайталаңыз.
refusal-points-open = { $count } бұзушылық жойылмаған. Жабу үшін бәрі расталуы тиіс.

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
error-date-future = Күн бүгіннен кейін болмауы тиіс
error-date-past = Күн бүгіннен бұрын болмауы тиіс
error-number-empty = Санды жазыңыз
error-number-character = Санда артық таңба бар
error-number-separators = Бөлгіштер түсініксіз; 1234,5 түрінде жазыңыз
error-number-not-whole = Бүтін сан қажет
error-number-too-precise = Тиын екі цифрдан аспайды
error-number-too-large = Сан тым үлкен
error-number-negative = Сан теріс болмауы тиіс

## Identifiers (composed at run time: error-identifier-<error>)
error-identifier-length = { $expected } таңба болуы тиіс, { $found } терілді
error-identifier-character = { $position }-орындағы таңба дұрыс емес
error-identifier-check-digit = Бақылау цифры сай емес: нөмір қате терілген
error-identifier-never-assigned = Мұндай нөмір берілмейді
error-identifier-date = Нөмірдегі күн дұрыс емес
error-identifier-kind = Бұл басқа түрдегі нөмір

## The computer
error-disk-full = Дискіде орын жоқ: соңғы жауап сақталмады. Орын босатып, қайталаңыз; жауап экранда қалады.
error-disk-write = Дискіге жазу мүмкін болмады. Деректер экранда қалды; қайталаңыз, болмаса әкімшіге хабарласыңыз.
error-file-open = «{ $name }» файлы ашылмады. Файл бар екенін және рұқсатты тексеріңіз.
error-file-write = «{ $name }» файлы жазылмады. Басқа қалтаны таңдаңыз.
error-file-format = «{ $name }» файлының пішімі танылмады.
error-printer = Басып шығару мүмкін болмады. Принтерді тексеріңіз немесе PDF сақтаңыз.
error-internal = Бағдарламада қате: { $code }. Деректеріңіз сақталған. Журналдарды сақтап, әкімшіге жіберіңіз.
error-unknown = Белгісіз қате: { $code }

## The client: store, files, registry (keys of its typed errors; `-detail` says what to do)
client-wrong-passphrase = Құпия тіркес дұрыс емес
client-wrong-passphrase-detail = Деректер қозғалған жоқ. Пернетақта тілі мен Caps Lock күйін тексеріп, қайта теріңіз.
client-passphrase-short = Құпия тіркес тым қысқа
client-passphrase-short-detail = Бірнеше сөзден тұратын ұзағырақ тіркес ойластырыңыз.
client-store-exists = Деректер қоймасы бұрын жасалған
client-store-exists-detail = Жаңасын жасаудың қажеті жоқ: оны құпия тіркеспен ашыңыз.
client-store-damaged = Деректер қоймасы бүлінген
client-store-damaged-detail = Бүлінген файл сақталды, тізілімге жіберілгендер жоғалған жоқ. Соңғы сақтық көшірмені қалпына келтіріңіз.
client-store-locked = Деректер қоймасы жабық
client-store-locked-detail = Жалғастыру үшін құпия тіркесті теріңіз.
client-store-newer = Деректерді бағдарламаның жаңарақ нұсқасы жазған
client-store-newer-detail = Бұл нұсқа оларды ашпайды, өзгертпейді. Бағдарламаны жаңартыңыз.
client-store-failed = Деректер қоймасы жауап бермеді
client-store-failed-detail = Соңғы әрекет орындалмады, бұрын сақталғаны бүтін. Қайталаңыз; көмектеспесе, журналдарды әкімшіге жіберіңіз.
client-keyring-absent = Жүйенің кілт қоймасы қолжетімсіз
client-keyring-absent-detail = Кілт онда сақталмайды: әр кірген сайын құпия тіркесті теріңіз.
client-keyring-empty = Жүйенің кілт қоймасында бұл кілт жоқ
client-keyring-empty-detail = Құпия тіркеспен ашыңыз.
client-not-signed-in = Сіз жүйеге кірмегенсіз
client-not-signed-in-detail = Әрекет орындалмады. Кіріп, қайталаңыз.
client-no-randomness = Операциялық жүйе кездейсоқ сандар бермеді
client-no-randomness-detail = Оларсыз кілт те, қолтаңба да сенімсіз, сондықтан ештеңе жасалмады. Компьютерді қайта іске қосыңыз.
client-unreadable = Жазба оқылмады
client-unreadable-detail = Ол өзгертілмей сақталды. Синхрондаңыз; қайталанса, журналдарды әкімшіге жіберіңіз.
client-file-missing = Файл табылмады
client-file-missing-detail = Оның орны ауысқан немесе өшірілген болуы мүмкін. Қайта таңдаңыз.
client-file-denied = Файлға рұқсат жоқ
client-file-denied-detail = Басқа қалтаны таңдаңыз немесе әкімшіден рұқсат сұраңыз.
client-file-failed = Файлмен жұмыс орындалмады: { $reason }
client-file-failed-detail = Тасымалдағыштың қосулы екенін тексеріп, қайталаңыз.
client-disk-full = Дискіде орын жоқ
client-disk-full-detail = Соңғы өзгеріс сақталмады, ол экранда қалады. Орын босатып, қайталаңыз.
client-too-large = «{ $name }» тым үлкен: { $size } МБ, шегі { $limit } МБ
client-too-large-detail = Файлды кішірейтіп, қайта қосыңыз.
client-registry-unreachable = Тізілімге қосылу мүмкін болмады
client-registry-unreachable-detail = Деректер осы компьютерде сақтаулы, желі пайда болғанда өзі жіберіледі.
client-registry-sign-in = Тізілім қайта кіруді сұрайды
client-registry-sign-in-detail = Деректер сақтаулы. Кірген соң жіберу жалғасады.
client-registry-forbidden = Тізілім бұл әрекетке рұқсат бермеді
client-registry-forbidden-detail = Рөліңіз бен өңіріңізді әкімшімен нақтылаңыз.
client-registry-not-found = Тізілімде мұндай жазба жоқ
client-registry-not-found-detail = Синхрондап, тізімді қайта ашыңыз.
client-registry-busy = Тізілім бос емес
client-registry-busy-detail = Деректер сақтаулы. Бағдарлама біраздан соң өзі қайталайды.
client-registry-too-large = Тізілім мұндай көлемді қабылдамайды
client-registry-too-large-detail = Файлдарды кішірейтіңіз немесе бөліп жіберіңіз.
client-registry-full = Тізілімде орын жоқ
client-registry-full-detail = Деректер осы компьютерде сақтаулы. Тізілім әкімшісіне хабарлаңыз.
client-registry-failed = Тізілімде ақау
client-registry-failed-detail = Деректер осы компьютерде сақтаулы. Қайталана берсе, журналдарды әкімшіге жіберіңіз.
