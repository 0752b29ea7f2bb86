# Trust and services: authorities, revocation lists, services of the authorities.
trust-authorities = Сенімді орталықтар
trust-authorities-detail = Қолтаңбалар осы куәліктер бойынша тексеріледі. Ұлттық түбірлік орталықтар бағдарламаға енгізілген бедері арқылы танылады; атауына ешқашан сенілмейді.
trust-authorities-none = Әзірге біреуі де жоқ. Олар тізіліммен алғаш байланысқанда немесе файлдардан келеді.
trust-believed = Сенімді
trust-offered = Аралық
trust-waiting = Сенімсіз: салыстырылмаған
trust-national = Ұлттық
trust-demonstration = Демонстрация
trust-from-registry = Тізілімнен
trust-from-folder = Баптаулар қалтасынан
trust-from-file = Файлдан
trust-from-settings = Баптаулардан
trust-from-certificate = Куәліктен
trust-expired = Мерзімі өткен
trust-valid-until = { $date } дейін жарамды
trust-validity = Жарамдылық мерзімі
trust-holder = Орталық
trust-fingerprint = SHA-256 бедері
trust-folder = Куәліктер қалтасы
trust-import = Файлдан куәлік қосу…
trust-remove = Алып тастау
trust-remove-ask = «{ $name }» алып тасталсын ба? Тек соған сүйенетін қолтаңбалар бұдан былай тексерілмейді.
trust-confirm = Бедерін салыстыру…
trust-confirm-title = Бұл орталыққа сенесіз бе?
trust-confirm-yes = Сену
trust-confirm-detail = Бедерді орталықтың өзі жариялайтын жерден алыңыз: сайтынан немесе хатынан. Оны осы экраннан көшірмеңіз: онда салыстыру болмайды.
trust-compared = Орталық жариялаған бедер
trust-compared-hint = Толық немесе басынан не соңынан кемінде сегіз таңба

## Revocation lists
trust-lists = Кері қайтарылған куәліктер тізімдері
trust-lists-detail = Олар арқылы куәліктің қайтарылмағаны желісіз тексеріледі.
trust-lists-none = Әзірге біреуі де жоқ: желі болғанда тексеріледі.
trust-list-current = Жарамды
trust-list-past = Жаңасы шықты
trust-list-long-past = Әлдеқашан ескірген
trust-list-supplement = Толықтыру
trust-list-span = { $from } шыққан, келесісі { $until }; { $count } куәлік
trust-list-from = { $from } шыққан; { $count } куәлік
trust-import-list = Файлдан тізім қосу…

## Services
trust-services = Орталықтардың қызметтері
trust-services-detail = Желі болғанда, қол қою және тексеру кезінде олардан сұралады.
trust-services-none = Біреуі де жоқ: оларды тізілім де, баптаулар да, куәліктер де атамайды.
trust-services-configured = Қызметтердің мекенжайлары, прокси және NCALayer орны baqylau.toml файлында беріледі.
trust-service-ocsp = Қайтарылуын тексеру
trust-service-tsp = Уақыт белгілері
trust-service-list = Қайтарылғандар тізімдері
trust-service-answers = { $millis } мс ішінде жауап береді
trust-check = Қызметтерді тексеру
trust-check-cancel = Тоқтату
trust-nca-place = NCALayer мекенжайы
drop-trust = Жіберіңіз: орталықтың куәлігі немесе қайтарылғандар тізімі

## Errors
trust-error-damaged = «{ $name }» файлы бүлінген немесе бұл куәлік емес
trust-error-damaged-detail = Оны орталықтың сайтынан қайта жүктеп алыңыз.
trust-error-unreadable = «{ $name }» файлы оқылмайды
trust-error-unreadable-detail = Оған қол жеткізу құқығын тексеріңіз.
trust-error-not-an-authority = «{ $name }» файлындағы куәлік орталықтікі емес
trust-error-not-an-authority-detail = Куәлік беретін орталықтарға ғана сенуге болады.
trust-error-too-little-compared = Салыстырылғаны тым аз: бедердің кемінде { $count } таңбасы керек
trust-error-fingerprint-differs = Бедері сәйкес келмейді
trust-error-fingerprint-differs-detail = Бұл орталық жариялайтын куәлік емес. Оған сенбеңіз, файлды қайта жүктеп алыңыз.
trust-error-gone = Бұл куәлік енді мұнда жоқ
trust-error-list-unknown-issuer = «{ $name }» тізімін сенімсіз орталық шығарған: { $issuer }
trust-error-list-unknown-issuer-detail = Алдымен сол орталықтың куәлігін қосыңыз.
trust-error-list-forged = «{ $name }» тізімі өзгертілген немесе оны басқа орталық шығарған
trust-error-list-forged-detail = Ол қабылданған жоқ. Оны орталықтың сайтынан қайта жүктеп алыңыз.
trust-error-list-future = «{ $name }» тізімі қазіргі уақыттан кейін шығарылған
trust-error-list-future-detail = Компьютердің сағатын тексеріңіз.
trust-error-list-older = «{ $name }» тізімі бұрыннан барынан ескі
trust-error-revoked = Куәлік { $date } кері қайтарылған немесе тоқтатыла тұрған
trust-error-revoked-detail = Бұл кілтпен қол қоюға болмайды. Басқа кілт алыңыз немесе ҰКО-дан жаңасын алыңыз.
trust-error-authority-revoked = Бұл кілтті берген орталықтың куәлігі кері қайтарылған
trust-error-authority-revoked-detail = Бұл кілтпен қол қоюға болмайды. Басқа орталықтың кілтін алыңыз.

## Why a service doesn't do
trust-service-unreachable = Жауап бермейді: желі мен проксиді тексеріңіз
trust-service-slow = Уақытында жауап бермеді
trust-service-status = { $status } деп бас тартады
trust-service-elsewhere = Басқа мекенжайға жібереді: одан бұлай сұралмайды
trust-service-strange = Керек жауапты бермейді
trust-service-address = Бұл қызметтің мекенжайы емес

## What a signature file proves, and why not more
trust-level-bes = Уақыт белгісі жоқ
trust-level-t = Уақыт белгісімен
trust-level-lt = Уақыт белгісімен және қайтарылуы туралы мәліметпен
trust-stamped = белгі { $date }
trust-later-stamp = Уақыт белгісі қызмет жауап бергенде қосылады.
trust-later-revocation = Қайтарылуы туралы мәлімет қызмет жауап бергенде қосылады.
trust-later-offline = Желісіз жұмыс: уақыт белгісі кейін қосылады.
trust-later-no-stamp-service = Уақыт белгілерінің қызметі берілмеген.
trust-later-no-revocation-service = Қайтарылуын тексеру қызметі берілмеген.
trust-later-bad-stamp = Қызмет жарамсыз уақыт белгісін берді; тағы сұралады.
trust-later-too-large = Қайтарылғандар тізімі қолтаңба файлына сыймайды: ол бөлек сақталады.
trust-later-chain = Куәлік сенімді орталыққа жеткізбейді: қосатын ештеңе жоқ.
trust-later-revoked = Куәлік кері қайтарылған: қосатын ештеңе жоқ.

## What the registry found
trust-registry = Тізілім:
trust-registry-silent = Тізілім қолтаңбаны әлі тексерген жоқ.
trust-registry-numbered = Тізілім актіні тіркеді: қолтаңбаларды ол тіркеуге дейін тексереді. Бұл қолтаңба туралы жеке қорытынды мұнда жоқ.
trust-registry-valid = Жарамды
trust-registry-invalid = Жарамсыз
trust-registry-pending = Тексерілуде
trust-registry-invalid-detail = Тізілім бұл қолтаңбаны қабылдамайды, шешетін — сол. Тізілімге хабарласыңыз; мұндай қолтаңбасы бар акт күшіне енбейді.
trust-registry-checked = { $date } тексерілді
trust-invalid-row = Тізілім қолтаңбаны қабылдамады
