# Register of organisations, licences, premises, traffic light, sanctions.
organisation-register = Ұйымдар тізілімі
organisation-register-empty = Тізілім әлі жүктелмеген
organisation-register-empty-detail = Желіге қосылып, синхрондаңыз: алғашқы жүктеу бірнеше минут алады.
organisation-find = Атауы, БСН, мекенжайы
organisation-count = { $count } ұйым
organisation-kind-university = Университет
organisation-kind-school = Мектеп
organisation-kind-dormitory = Жатақхана
organisation-ownership-state = Мемлекеттік
organisation-ownership-private = Жекеменшік
organisation-head = Басшысы
organisation-open-points = Жойылмаған
organisation-counts = Контингент және орындар
organisation-counts-none = Реестр бұл мектепті әлі санаған жоқ: автоматты тексеру іске қосылғанда көрсеткіштер шығады.
organisation-counts-unknown = Белгісіз
organisation-counts-of-month = { $people }, { $month } тізімі бойынша

## Tabs of the card
organisation-tab-summary = Жалпы
organisation-tab-premises = Мекенжайлар
organisation-tab-licence = Лицензия
organisation-tab-visits = Сапарлар
organisation-tab-prescriptions = Нұсқамалар
organisation-tab-sanctions = Шаралар

## Licence (states composed at run time: licence-status-<status>)
licence-number = Лицензия нөмірі
licence-column = Лицензия
payment-column = Төлем
payment-runs = Жүргізіледі
payment-paused-in-part = Ішінара
payment-paused = Тоқтатыла тұрды
payment-ended = Тоқтатылды
licence-addresses = Лицензиядағы мекенжайлар
licence-status-active = Қолданыста
licence-status-suspended = Тоқтатыла тұрған
licence-status-withdrawn = Қайтарып алынған
licence-none = Лицензия табылмады
licence-none-short = Жоқ
licence-address-listed = Мекенжай лицензияда бар
licence-address-not-listed = Мекенжай лицензияда жоқ

## Premises
premises-rka = МТК (РКА)
premises-capacity = Жобалық қуаттылығы, орын
premises-purpose = Нысаналы мақсаты
premises-purpose-education = Білім беру объектісі
premises-purpose-residence = Тұрғын үй, жатақхана
premises-purpose-other = Басқа мақсат
premises-purpose-unknown = Белгісіз
premises-purpose-mismatch = Мақсаты білім беруге сай емес
premises-purpose-warning = 2027 жылғы 1 қаңтардан бастап мұндай ғимарат үшін қаржыландырудан автоматты түрде бас тартылады.

## Traffic light (composed at run time: light-<colour>)
light-title = Бұзушылықтар бағдаршамы
light-green = Жасыл: төлем жүргізіледі
light-yellow = Сары: төлем тоқтатыла тұрды
light-yellow-proposed = Сары: төлемді тоқтата тұру ұсынылды, төлем әзірге жүргізіледі
light-red = Қызыл: шарт бұзылды, төлем тоқтатылды
light-red-suspended = Қызыл: төлем тоқтатыла тұрды, шартты бұзу ұсынылды
light-red-proposed = Қызыл: шартты бұзу ұсынылды, төлем әзірге жүргізіледі
light-why = Түсі неге осындай

## Grounds of sanctions (composed at run time: ground-<ground>)
ground-address-not-in-licence = Қызмет лицензияда көрсетілмеген мекенжайда көрсетіледі
ground-admission-refused = Комиссияны мониторинг жүргізуге жіберуден бас тарту
ground-tax-or-social-debt = Салық берешегі немесе әлеуметтік төлемдер мерзімінің өтуі
ground-licence-withdrawn = Сот немесе орган шешімімен лицензиядан айыру немесе оны қайтарып алу
ground-safety-not-remedied = Өрт қауіпсіздігі немесе санитария талаптарын бұзушылықтар мерзімінде жойылмады
ground-study-stopped = Оқу процесі 1 айдан астам уақытқа тоқтатылды
ground-violations-ignored = Бұзушылықтар 4 айдан астам жойылмады
ground-critical-finding = Көшпелі мониторинг нәтижесіндегі сыни сәйкессіздік
ground-other-suspending = Төлемді тоқтата тұру ұсынылған өзге тармақ
ground-other-terminating = Шартты бұзу ұсынылған өзге тармақ
ground-one-of = мына тармақтардың бірі: { $items }

## Sanctions and their states (composed at run time: sanction-state-<state>)
sanction-suspension = Төлемді тоқтата тұру
sanction-termination = Шартты бұзу
sanction-ground = Негізі
sanction-premises = Қатысты мекенжай
sanction-state-proposed = Ұсынылды
sanction-state-dismissed = Ұсыныс қабылданбады
sanction-state-suspended = Төлем тоқтатыла тұрды
sanction-state-escalated = Мерзімі өтті: шартты бұзу ұсынылды
sanction-state-resumed = Төлем қайта басталды
sanction-state-terminated = Шарт бұзылды
sanction-step-proposed = Акт бойынша ұсынылды: { $what }
sanction-step-proposed-by-clock = Мерзімі өткендіктен тізілім ұсынды: { $what }
sanction-step-until = { $date } күніне дейін
sanction-step-limit = Тоқтата тұру мерзімі { $date } күні аяқталады
sanction-step-registry = Тізілім мерзім бойынша өзі ұсынды; шешімді лауазымды адам қабылдайды
sanction-step-name-not-kept = Кім шешкені осы жазбада сақталмаған
sanction-step-reason = Негіздемесі: { $reason }
sanction-none = Шаралар қолданылмаған
