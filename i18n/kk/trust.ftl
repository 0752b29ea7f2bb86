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
trust-nca-place = NCALayer
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
